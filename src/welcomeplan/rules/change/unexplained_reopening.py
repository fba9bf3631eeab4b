"""A milestone that is reopened says why, in its log.

What was reported as done was believed.

        # done: 2018-02-11      taken back
        log:
          - on: 2018-04-03
            note: The second training was cancelled
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.ERROR


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone, or time of one, that was done and is not, without a new note."""
    for change in edit.changes:
        if change.kind is ChangeKind.REOPENED and change.reason is None:
            message = f"`{change.id}` was done ({change.before}) and is reopened without a reason"
            remedy = "Add the reason to its `log:`, as `- on: 2018-04-03` and `note: ...`."
            yield change, Finding(change.at.route, message, remedy)
