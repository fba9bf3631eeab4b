"""Evidence is added to, and not taken away.

Whoever doubts that something was done looks there.

        done: 2018-02-11
        evidence: [minutes-2018-02.pdf]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone, or time of one, that has lost evidence."""
    for change in edit.changes:
        lost = change.kind is ChangeKind.CHANGED and change.key == "evidence"
        if lost and change.reason is None:
            message = f"evidence of `{change.id}` is removed: {change.before}"
            remedy = "Put it back; where it stands somewhere else now, say so in its `log:`."
            yield change, Finding(change.at.route, message, remedy)
