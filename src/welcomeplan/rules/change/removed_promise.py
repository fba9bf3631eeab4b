"""A promise is dropped, with its reason, and never removed.

What is deleted leaves no trace for those to whom it was promised. An indicator with a target is a
promise, too.

      - id: survey              # keep it
        title: Survey newcomers
        status: dropped
        log:
          - on: 2018-04-03
            note: The state took the survey over
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import ChangeKind, pair_plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.ERROR


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone, or indicator with a target, that is gone, at what is left of the place where
    it stood."""
    aimed = with_target(edit)
    for change in edit.changes:
        promised = change.what == "milestone" or (change.plan, change.id) in aimed
        if change.kind is ChangeKind.REMOVED and promised:
            due = f", due {change.before}" if change.before else ""
            message = f"the promise `{change.id}` ({change.title}{due}) is removed"
            remedy = (
                "Put it back. A promise that is given up keeps its place, with `status: dropped`"
                " and the reason in its `log:`."
            )
            yield change, Finding(change.at.route, message, remedy)


def with_target(edit: Edit) -> set[tuple[str, str]]:
    """The indicators of the base that have a target: their plan's id, as changes have it, and
    theirs."""
    return {
        ((new or old).id, place.id)
        for old, new in pair_plans(edit.base, edit.head)
        if old
        for place in old.indicators
        if place.indicator.target or place.indicator.targets
    }
