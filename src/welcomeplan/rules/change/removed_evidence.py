"""Evidence is added to, and not taken away; nor is where a promise stands in what was adopted.

Whoever doubts that something was promised, or done, looks there.

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
_KEYS = {
    "evidence": "evidence",
    "source": "the place in the adopted document",
    "sources": "a document in the sources",
}


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone, or time of one, that has lost evidence; and what has another source in
    the adopted document, or a plan in another document."""
    for change in edit.changes:
        mine = change.kind is ChangeKind.CHANGED and change.key in _KEYS
        lost = change.before is not None and change.before not in (change.after or "")
        if mine and lost and change.reason is None:
            message = f"{_KEYS[change.key]} of `{change.id}` is removed: {change.before}"
            remedy = "Put it back; where it stands somewhere else now, say so in its `log:`."
            yield change, Finding(change.at.route, message, remedy)
