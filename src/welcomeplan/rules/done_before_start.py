"""Nothing is finished before it starts, or long before the time that it is for.

One of the two dates is mistyped. What is promised once may be done up to a year before its last
day: that is early, and kept.

        starts: March 2018
        done: 2017-03-20        # 2018?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import begun_after, promise_of, times, times_called, too_early

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.deadlines import Occurrence
    from welcomeplan.plan import DoneOn, Place, Plan
    from welcomeplan.rules import Found
    from welcomeplan.yamltext import Route

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone, or time of one, done before the first day of its `starts`, or long before
    its window, or before the day on which it began by its log."""
    for place in plan.milestones:
        done = place.milestone.done
        early = _early(place, done) if done else None
        if early:
            yield _found(place, ("done",), f"done {done}, and it {early}")
        if any(one.done for one in place.milestone.occurrences):
            found = {time.label: time for time in times(promise_of(place), as_of)}
            called = times_called(found)
            for at, one in enumerate(place.milestone.occurrences):
                time = found.get(called(one.period) or "")
                early = _early(place, one.done, time) if one.done and time else None
                if early:
                    message = f"`{one.period}` is done {one.done}, and it {early}"
                    yield _found(place, ("occurrences", at, "done"), message)


def _early(place: Place, done: DoneOn, time: Occurrence | None = None) -> str | None:
    """That it was done too early, in words."""
    at = begun_after(place, done, time)
    if at is not None:
        return f"began on {place.milestone.log[at].on}, by its record"
    return too_early(place, done, time)


def _found(place: Place, route: Route, message: str) -> Found:
    remedy = "Correct `done:`, `starts:` or `due:`."
    return place.file, Finding((*place.route, *route), message, remedy)
