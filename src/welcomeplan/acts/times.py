"""The times of what repeats: which is meant, and what is recorded of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import plan
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from welcomeplan.plan import OccurrenceEntry, Place, Standing


def time_of(standing: Standing, period: str | None, state: str) -> Standing:
    """What is meant: the milestone, or the one of its times that `period` names.

    Raises `Refused` where that is not said, or is none of its times; it lists those in the
    `state` that is asked for, `open` or `done`.
    """
    name = standing.promise.id
    if not standing.times:
        if period:
            raise Refused(f"`{name}` does not repeat", "Leave `--period` out.")
        return standing
    times = {time.period or "": time for time in standing.times}
    wanted = [label for label, time in times.items() if (state == "done") is bool(time.done)]
    listing = ", ".join(wanted[:12]) or "none"
    if period is None:
        raise Refused(
            f"`{name}` repeats, and which time is meant is not said",
            f"Add `--period` with one that is {state}: {listing}.",
        )
    label = plan.times_called(times)(period)
    if label is None:
        others = f"{state.capitalize()} times: {listing}."
        raise Refused(f"`{name}` has no time called `{period}`", others)
    return times[label]


def record_of(place: Place, period: str) -> tuple[int, OccurrenceEntry] | None:
    """What the plan records of one time, and where in its list."""
    called = plan.times_called([period])
    for at, record in enumerate(place.milestone.occurrences):
        if called(record.period):
            return at, record
    return None
