"""A partner that helps no more, or with something else, is not dropped in silence.

Others count on its help. A milestone says why in its log; of an action or objective, whoever
approves the edit is told.

        partners: [jvs]         # was: [jvs, kcpd]
        log:
          - on: 2018-06-01
            note: The police give the trainings up
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
    """Everything that has lost a partner without a new note."""
    for change in edit.changes:
        if change.kind is not ChangeKind.PARTNERS or change.reason is not None:
            continue
        before, after = (set((side or "").split(", ")) for side in (change.before, change.after))
        lost = ", ".join(sorted(before - after - {""}))
        if lost:
            message = f"the {change.what} `{change.id}` loses a partner, or what it does: {lost}"
            remedy = "Put it back, or say why"
            remedy += " in its `log:`." if change.what == "milestone" else " in the commit."
            yield change, Finding(change.at.route, message, remedy)
