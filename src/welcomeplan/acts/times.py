"""The times of what repeats: which is meant, and what is recorded of it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from welcomeplan import plan
from welcomeplan.deadlines import Question, as_typed, read_deadline
from welcomeplan.errors import Refused
from welcomeplan.wording import some

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.deadlines import Calendar, Window
    from welcomeplan.plan import DoneOn, OccurrenceEntry, Place, Standing
    from welcomeplan.yamltext import Route


def time_of(place: Place, standing: Standing, mark: Mark, state: str) -> Standing:
    """What is meant: the milestone, or the one of its times that is named, or, where none is, in
    which the day falls that is given.

    Raises `Refused` where that is not said, or is none of its times; it lists those in the
    `state` that is asked for, `open` or `done`.
    """
    name = standing.promise.id
    if not standing.times:
        if mark.period:
            raise _no_time(place, mark.period)
        return standing
    wanted = [time for time in standing.times if (state == "done") is bool(time.done)]
    listing = some([time.period or "" for time in wanted]) or "none"
    if mark.period is None:
        inside = [time for time in wanted if mark.on and _fits(time, mark.on.first)]
        if len(inside) == 1:
            return inside[0]
        raise Refused(
            f"`{name}` repeats, and which time is meant is not said",
            f"Add `--period` with one that is {state}: {listing}.",
        )
    found = named(place, standing.times, mark.period)
    if len(found) > 1:
        found = [time for time in found if time in wanted] or found
    if len(found) != 1:
        several = f" alone; it could be {some([t.period or '' for t in found])}" if found else ""
        raise Refused(
            f"`{name}` has no time called `{mark.period}`{several}",
            f"{plan.stubbed(place, mark.period)}{state.capitalize()} times: {listing}.",
        )
    return found[0]


def _no_time(place: Place, period: str) -> Refused:
    """That what has no times has none of that name."""
    if place.recurrence is None:
        return Refused(f"`{place.id}` does not repeat", "Name it without a time.")
    stub = plan.stubbed(place, period)
    return Refused(f"`{place.id}` has no time called `{period}`", f"{stub}It has no times.")


def not_as_a_whole(place: Place) -> None:
    """Raise `Refused` for what repeats and has no times: done as a whole, it would count for
    nothing."""
    asked = dict(plan.unreadable(place)).get("repeats")
    if asked:
        raise Refused(
            f"how often `{place.id}` repeats can't be read", f"{asked.message} {asked.remedy}"
        )
    if place.recurrence:
        why = "the plan holds no whole period of it" if plan.cut_short(place) else "it has no times"
        raise Refused(
            f"`{place.id}` repeats, and {why}",
            "It is done time by time. What to correct:",
            command="welcomeplan validate --notes",
        )


def _fits(one: Standing, day: date) -> bool:
    """Whether a day falls in a time: from its first day to its last, or to its deadline, where that
    was moved beyond."""
    time = one.time
    return time is not None and time.window.start <= day <= max(
        time.window.end, one.due_by or day.min
    )


def named(place: Place, times: Sequence[Standing], text: str) -> list[Standing]:
    """The times that a person means: as they are printed (`2018Q1`), or in words that a plan would
    use for them (`January 2018`, `2018-03` for what is each March, `Q3`).

    Raises `Refused` for a quarter that could be the calendar's or the fiscal year's.
    """
    label = plan.times_called(time.period or "" for time in times)(text)
    calendar, repeats = place.plan.calendar, place.recurrence
    try:
        if label is not None:
            if repeats is None or repeats.windows or repeats.parts:
                as_typed(text, calendar)  # the plan's own words may say `2027Q1` of another time
            return [time for time in times if time.period == label]
        said = [days for year in _years(times) if (days := _days(text, calendar, year))]
    except Question as question:
        raise Refused(f"`{text}`: {question.message}", question.remedy) from None
    return [
        one
        for one in times
        if one.time and any(plan.is_called(one.time.window, days) for days in said)
    ]


def _days(text: str, calendar: Calendar, year: int | None) -> Window | None:
    """The days of a period that somebody names; None for other words. Raises Question for a quarter
    that could be of either year."""
    calendar = as_typed(text, calendar)
    days = plan.days_called(text, calendar, year)
    if days is None and plan.days_called(text, calendar._replace(quarters="calendar"), year):
        read_deadline(text, calendar, year=year)  # asks of which year
    return days


def option(place: Place, one: Standing) -> str:
    """The option by which a command takes a time; nothing for a milestone itself. A time that can't
    be asked for by its name is by its last day."""
    if one.time is None:
        return ""
    try:
        said = one.time.label if named(place, (one,), one.time.label) else ""
    except Refused:
        said = ""
    return f" --period {shlex.quote(said or one.time.window.end.isoformat())}"


def _years(times: Sequence[Standing]) -> list[int | None]:
    """None, for words that name a year, and then each year in which one falls."""
    ends = {time.time.window.end.year for time in times if time.time}
    return [None, *sorted(ends)]


def record_of(place: Place, period: str) -> tuple[int, OccurrenceEntry] | None:
    """What the plan records of one time, and where in its list."""
    called = plan.times_called([period])
    for at, record in enumerate(place.promised.occurrences):
        if called(record.period):
            return at, record
    return None


def done_of(place: Place, one: Standing) -> tuple[DoneOn | None, Route]:
    """When the plan says that a milestone, or the time of it that is meant, was done, on whatever
    day that is judged; and where in the milestone it says so."""
    if one.period is None:
        return place.promised.done, ("done",)
    record = record_of(place, one.period)
    return (record[1].done, ("occurrences", record[0], "done")) if record else (None, ("done",))


def called(one: Standing) -> str:
    """A milestone's id, with which time of it is meant."""
    return f"{one.promise.id} {one.period}" if one.period else one.promise.id
