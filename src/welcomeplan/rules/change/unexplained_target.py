"""A target that changes says why, in the log, in the same edit.

How much was promised is as much a promise as by when.

        target: 10 trainings            # was: 20 trainings
        log:
          - on: 2018-06-01
            note: The council cut the budget by half
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
    """Every milestone with a lower or another target, or none any more, without a new note."""
    for change in edit.changes:
        other = change.kind is ChangeKind.TARGET or change.kind is ChangeKind.LOWERED
        if other and change.what == "milestone" and change.before and change.reason is None:
            now = f"becomes `{change.after}`" if change.after else "is taken away"
            message = f"the target of `{change.id}`, `{change.before}`, {now} without a reason"
            remedy = "Put it back, or add the reason to its `log:`, as `- on: 2018-04-03` and"
            yield change, Finding(change.at.route, message, f"{remedy} `note: ...`.")
