"""Which time a plan means by words such as `2027`, `FY2027` or `Year 1`, and its target."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import deadlines
from welcomeplan.deadlines import LAST_YEAR, Question, Window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.deadlines import Calendar, Occurrence
    from welcomeplan.plan.parts import Place
    from welcomeplan.plan.targets import Target


class Aim(NamedTuple):
    """The target of one time of what repeats."""

    key: str
    """The time, in the plan's words."""
    window: Window | None
    """Its days by the plan's calendar, where the words are no name of a time alone."""
    target: Target
    asked: Question | None = None
    """Where the words could be the name of a quarter of either year, and so are none."""


def days_called(text: str, calendar: Calendar, year: int | None = None) -> Window | None:
    """The first and last day of a bare period, such as `2027Q1`; None for other words."""
    try:
        due = deadlines.read_deadline(text, calendar, year=year)
    except Question:
        return None
    return Window(due.start, due.end) if due.start and due.end and not due.recurrence else None


def either(text: str, calendar: Calendar) -> Question | None:
    """The question about a name that could be that of a calendar quarter, or of a fiscal one."""
    try:
        deadlines.as_typed(text, calendar)
    except Question as question:
        return question
    return None


def is_called(time: Window, said: Window) -> bool:
    """Whether a time is what was said, or the day that was said falls within it."""
    return time == said or (said.start == said.end and said.start in time)


def aims_of(place: Place) -> tuple[Aim, ...]:
    """The targets of a milestone's times, in the order in which they are written."""
    calendar, repeats = place.plan.calendar, place.recurrence
    # The plan's own words may say `2027Q1` of another time than the one that is printed so.
    own = repeats is None or bool(repeats.windows or repeats.parts)
    return tuple(
        Aim(key, days_called(key, calendar), aim, either(key, calendar) if own else None)
        for key, aim in place.milestone.targets.items()
    )


def aimed(aims: Iterable[Aim], time: Occurrence) -> Aim | None:
    """The target of a time: by its name, or by its days."""
    named: Aim | None = None
    for aim in aims:
        if aim.asked is None and aim.key.casefold() == time.label.casefold():
            return aim
        if named is None and aim.window and is_called(time.window, aim.window):
            named = aim
    return named


def aimed_at(place: Place, aim: Aim, as_of: date) -> list[Occurrence]:
    """The times of a milestone that a target may be of, one if it is clear: also those to come, of
    what has no end."""
    years = [int(year) for year in re.findall("[0-9]{4}", aim.key)]
    last = max([aim.window.end.year if aim.window else 0, *years])
    until = date(min(last + 1, LAST_YEAR), 12, 31) if last else as_of
    times = place.times(max(as_of, until)) or place.times(as_of)
    return [time for time in times if aimed((aim,), time)]
