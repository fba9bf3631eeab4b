"""A promise is dropped, with its reason, and never removed.

What is deleted leaves no trace for those to whom it was promised.

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
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.ERROR


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone that is gone, at what is left of the place where it stood."""
    for change in edit.changes:
        if change.kind is ChangeKind.REMOVED and change.what == "milestone":
            due = f", due {change.before}" if change.before else ""
            message = f"the promise `{change.id}` ({change.title}{due}) is removed"
            remedy = (
                "Put it back. A promise that is given up keeps its place, with `status: dropped`"
                " and the reason in its `log:`."
            )
            yield change, Finding(change.at.route, message, remedy)
