"""What an edit adds to a record is not older than what the edit began with.

A deadline moved or a promise set aside on a day long past would have been in the plan by then.

        log:
          - on: 2018-01-10          # and the commit before is of May
            status: deferred
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import Spot, added_entries, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import LogEntry, Place
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every entry that may take a miss away, and is of a day before the commit that the edit began
    with."""
    for place, at in added_entries(edit.base, edit.head, edit.names):
        entry = place.promised.log[at]
        begun = edit.begun_in(place.file.file)
        if entry.on < begun and _weighs(entry, place):
            spot = Spot(place.plan.id, where(place, "log", at))
            message = (
                f"an entry in the log of `{place.id}` is of {entry.on}, before the version that"
                f" this edit began with ({begun}), which did not have it"
            )
            remedy = (
                "Give it the day on which it was decided; if that is this one, say how it is known."
            )
            yield spot, Finding(spot.at.route, message, remedy)


def _weighs(entry: LogEntry, place: Place) -> bool:
    """Whether an entry may take a miss away: that work was begun does so only of what was promised
    to begin."""
    if entry.was_due or entry.was_done or entry.status in ("deferred", "dropped", "planned"):
        return True
    begins = isinstance(place.due, Deadline) and place.due.begin_by is not None
    return begins and (entry.status == "active" or (entry.amount or 0) > 0)
