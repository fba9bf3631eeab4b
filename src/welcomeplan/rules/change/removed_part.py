"""What a plan set out to do stays in it: its strategies, objectives, actions and indicators.

Their words were adopted, and an indicator that is gone can't fall. One with a target is a promise,
which `removed-promise` holds.

      - id: trust               # keep it, also when its promises are done or dropped
        title: Build trust between the police and newcomers
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.rules.change.removed_promise import with_target
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING

_PARTS = ("strategy", "objective", "action", "indicator")


def check(edit: Edit) -> Iterator[Found]:
    """Every part that is gone, at what is left of the place where it stood."""
    promised = with_target(edit)
    for change in edit.changes:
        part = change.what in _PARTS
        if change.what == "indicator":
            part = (change.plan, change.id) not in promised
        if change.kind is ChangeKind.REMOVED and part:
            message = f"the {change.what} `{change.id}` ({change.title}) is removed"
            remedy = "Put it back: what is given up is told by its promises, `status: dropped`."
            if change.what == "indicator":
                remedy = "Put it back, with its readings."
            yield change, Finding(change.at.route, message, remedy)
