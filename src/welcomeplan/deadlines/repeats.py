"""What repeats, as a recurrence: how often, in which days of a year, from when and until when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from welcomeplan.deadlines.asking import WRITE, Told
from welcomeplan.deadlines.bounds import Dated, checked, dated, peel
from welcomeplan.deadlines.calendars import (
    DAY,
    Window,
    add_months,
    day_words,
    last_day,
    months_from,
)
from welcomeplan.deadlines.days import window, windows
from welcomeplan.deadlines.nodes import (
    Day,
    Edge,
    Ending,
    Every,
    Fiscal,
    Month,
    Node,
    NthDay,
    Numeric,
    Part,
    PlanYear,
    Range,
    Repeating,
    School,
    Series,
    Week,
    Year,
    rebound,
    walk,
)
from welcomeplan.deadlines.planyears import last_of
from welcomeplan.deadlines.recurrence import Recurrence, YearPart
from welcomeplan.deadlines.sharing import leaves

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.deadlines.promise import Question


def recurring(node: Repeating, told: Told) -> Dated:
    """How something repeats, and between which days. Raises Question."""
    every = node.every
    if every.parts is not None and every.unit.endswith(" year"):
        every = every._replace(unit="year")  # "30 April of each fiscal year"
    repeats = _frequency(every, told)
    if every.parts is not None:
        repeats = _in_parts(repeats, every, _parts(every.parts, told), told)
    start = end = None
    if node.first is not None:
        start, repeats = _from_first(node.first, repeats, every, told)
    if node.begins is not None:
        start = _begins(node.begins, told)
    if node.ends is not None:
        end = _bounds(node.ends, told)[1]
    if node.within is not None:
        core = peel(node.within, told).core
        if isinstance(core, Series) and repeats == Recurrence():
            found = windows(core, told)
            if len(found) > 1:
                return Dated("recurring", recurrence=Recurrence(windows=tuple(found)))
        start, end = _within(node.within, repeats, told)
    if start and end and end < start:
        raise told.ask("It would end before it begins.", node.ends or node, WRITE)
    repeats = _counted_from(node, repeats, told)
    if start and any(part.end < part.start for part in repeats.parts) and _years_only(node, told):
        # a winter is of the year in which it begins
        start = repeats.parts[0].within(start.year).start
        end = repeats.parts[-1].within(end.year).end if end else None
    _check_periods(repeats, start, end, node, told)
    _check_weeks(repeats, start, node, told)
    if start and end and not repeats.falls(Window(start, end)):
        raise told.ask("It never falls between these days.", node.within or node, WRITE)
    return Dated("recurring", start, end, recurrence=repeats)


def _years_only(node: Repeating, told: Told) -> bool:
    """Whether what limits it is years, and nothing less."""
    limits = [one for one in (node.begins, node.within) if one is not None]
    points = [point for one in limits for point in leaves(peel(one, told).core)]
    return bool(points) and all(isinstance(point, Year) for point in points)


def _counted_from(node: Repeating, repeats: Recurrence, told: Told) -> Recurrence:
    """Years are those of the date that it begins with: "2026/27 and annually thereafter"; every
    two years from 2027 is in 2027, and in 2029."""
    given = node.first or node.begins or node.within or node.ends
    own = repeats.year_name and node.every.unit != "year"
    if given is None or repeats.unit != "year" or repeats.parts or own:
        return repeats
    points = list(leaves(peel(given, told).core))
    if repeats.year_name and all(isinstance(point, Year) for point in points):
        return Recurrence("year", repeats.every, repeats.count)  # "twice a year in 2018"
    if all(isinstance(point, Fiscal) for point in points):
        fiscal = _frequency(node.every._replace(unit="fiscal year"), told)
        return fiscal._replace(every=repeats.every)
    if all(isinstance(point, PlanYear) for point in points):
        return _frequency(node.every._replace(unit="project year"), told)
    years = all(isinstance(point, Year) for point in points)
    if years and repeats.every > 1 and repeats.count == 1 and given is not node.ends:
        return repeats._replace(parts=(YearPart((1, 1), (12, 31)),))
    return repeats


def _check_periods(
    repeats: Recurrence, start: date | None, end: date | None, node: Repeating, told: Told
) -> None:
    """Refuse "annually from 30 June 2027", "quarterly until May": which day ends each period?"""
    counted = repeats.weekdays or repeats.parts or repeats.nth is not None or repeats.windows
    if counted or repeats.unit not in ("month", "year"):
        return
    for day, opens in ((start, True), (end, False)):
        if day is None:
            continue
        about = Window(day - timedelta(days=1500), day + timedelta(days=1500))
        each = repeats if repeats.unit == "month" else repeats._replace(every=1)
        turns = [turn.window for turn in each.occurrences(about)]
        edges = {turn.start if opens else turn.end for turn in turns}
        last_month = opens and any(
            day.day == 1 and turn.end == months_from(day, 1).end for turn in turns
        )
        if day not in edges and not last_month:
            raise told.ask(
                f"{day_words(day)} is not where a period {'begins' if opens else 'ends'}: "
                f"{repeats}. On which day is it due?",
                node.first or node.begins or node.within or node.ends or node,
                "Write the day or month of each year, such as `each June from 2027`, or the "
                "first and last period, such as `quarterly from Q3 2027`.",
            )


def _check_weeks(repeats: Recurrence, start: date | None, node: Repeating, told: Told) -> None:
    """Refuse "every 2 weeks from 5 January 2027", a Tuesday: weeks begin on Mondays."""
    if repeats.unit != "week" or repeats.every == 1 or repeats.weekdays or node.begins is None:
        return
    if start and start.weekday() and isinstance(peel(node.begins, told).core, Day | Numeric):
        raise told.ask(
            f"{day_words(start)} is not where a period begins: {repeats}. On which day is it due?",
            node.begins,
            "Write the weekday, such as `every other Tuesday from 5 January 2027`.",
        )


def _frequency(every: Every, told: Told) -> Recurrence:
    unit, n, count = every.unit, every.every, max(every.n, 1)
    if every.weekdays or every.nth is not None:
        return Recurrence(unit, n, weekdays=every.weekdays, nth=every.nth)
    calendar = told.calendar
    if unit.endswith("month") and n % 12 == 0:
        unit, n = unit.replace("month", "year"), n // 12
    starts = calendar.fiscal_year_starts
    if calendar.quarters == "fiscal" and every.parts is None and starts:
        if unit == "month" and n in (3, 6):  # "quarterly", "each half-year"
            return Recurrence(unit, n, count, year_starts=starts)
        unit = "fiscal year" if unit == "year" and count > 1 else unit  # "twice a year"
    unit = unit.removeprefix("calendar ")
    if unit in ("fiscal year", "fiscal month"):
        if starts is None:
            raise told.ask(
                "When does the fiscal year start?",
                every,
                "Set `calendar.fiscal_year_starts` in plan.yaml, such as `July`.",
            )
        name = "" if starts == (1, 1) else "fiscal"
        return Recurrence(unit.split()[1], n, count, year_starts=starts, year_name=name)
    if unit == "school year":
        months = calendar.school_year
        if months is None:
            raise told.ask(
                "When does the school year begin and end?",
                every,
                "Set `calendar.school_year` in plan.yaml, for example `August to May`.",
            )
        part = YearPart((months[0], 1), (months[1], last_day(2000, months[1])))
        if count > 1:
            raise told.ask("How often?", every, "Write the months, such as `each March`.")
        return Recurrence("year", n, parts=(part,), year_name="school")
    if unit in ("project year", "project month"):
        return _of_project(unit, n, count, every, told)
    return Recurrence(unit, n, count)


def _of_project(unit: str, n: int, count: int, every: Every, told: Told) -> Recurrence:
    """What repeats each project year or month."""
    first = told.calendar.year_1
    if first is None:
        raise told.ask(
            "When does year 1 of the plan begin?",
            every,
            "Set `calendar.year_1` in plan.yaml, for example `September 2018 to June 2019`.",
        )
    starts = first.start.month, first.start.day
    short = unit == "project year" and first.end < add_months(first.start, 12) - DAY
    if count == 1 and short:
        part = YearPart(starts, last_of(first))
        return Recurrence("year", n, parts=(part,), year_name="project")
    return Recurrence(unit.split()[1], n, count, year_starts=starts, year_name="project")


def _in_parts(
    repeats: Recurrence, every: Every, parts: tuple[YearPart, ...], told: Told
) -> Recurrence:
    """What repeats in days of a year that are named: "semi-annually (June and December)"."""
    if (repeats.unit, repeats.count) == ("month", 1) and repeats.every * len(parts) == 12:
        repeats = Recurrence()
    if repeats.count == len(parts) > 1:
        repeats = repeats._replace(count=1)
    plain = repeats.unit == "year" and repeats.count == 1 and not repeats.year_name
    if not plain or repeats.weekdays or repeats.nth is not None:
        raise told.ask(
            "It repeats more often than once a year, and names a part of the year.",
            every,
            "Write one of them, such as `each March`.",
        )
    return repeats._replace(parts=parts)


def _parts(node: Node, told: Told) -> tuple[YearPart, ...]:
    """The days of any year that a window names, whose years stand for all."""
    core = peel(node, told).core
    items = core.items if isinstance(core, Series) else (core,)
    found = []
    for item in items:
        if isinstance(item, Ending):
            raise _moving(item, told)
        start, end = _bounds(rebound(node, item), told)
        if end is None:
            raise told.ask("Which days of each year?", node, "Write them, such as `each March`.")
        found.append(_year_part(start, end, item, told))
    return tuple(found)


def _year_part(start: date | None, end: date, item: Node, told: Told) -> YearPart:
    for node in walk(item):
        if isinstance(node, NthDay) or (isinstance(node, Week) and _moves(node)):
            raise _moving(node, told)
    closing = item.last if isinstance(item, Range) else item
    last = next(reversed(list(leaves(item))), None)
    opens = (start.month, start.day) if start else (1, 1)
    closes = end.month, end.day
    if isinstance(last, Day | Numeric):
        if closes == (2, 29):
            told.notes.append("28 February where a year has no 29th")
    elif closes == (2, 28) and not any(isinstance(node, Week) for node in walk(closing)):
        closes = 2, 29  # the whole of February
    return YearPart(opens, closes)


def _moves(week: Week) -> bool:
    """Whether a week has other days in another year: that of a day, the last of February."""
    february = isinstance(week.of, Month) and week.of.month == 2
    return week.which in ("of", "ending") or (february and week.which in ("5", "last"))


def _moving(node: Node, told: Told) -> Question:
    return told.ask(
        "Which day of each year?",
        node,
        "Write a day, such as `1 May`, or a milestone for each year.",
    )


def _bounds(node: Node, told: Told) -> tuple[date | None, date | None]:
    found = dated(node, told)
    if found.recurrence or found.whole:
        raise told.ask("Which days?", node)
    if found.begin_by and found.start is None:
        raise told.ask(
            "It says by when it begins at the latest, and not since when it repeats.",
            node,
            "Write the first time, such as `annually from March 2026`.",
        )
    return found.start, found.end or found.begin_by


def _begins(node: Node, told: Told) -> date:
    """The day from which it repeats."""
    peeled = peel(node, told)
    if peeled.bound in ("by", "before", "until") or isinstance(peeled.core, Edge | Series):
        raise told.ask("From which day does it repeat?", node, "Write `from March 2018`.")
    return checked(peeled, told)[0].start


def _from_first(
    node: Node, repeats: Recurrence, every: Every, told: Told
) -> tuple[date, Recurrence]:
    """ "31 May 2027 and every year thereafter": its days are those of every year."""
    peeled = peel(node, told)
    start, end = _bounds(node, told)
    if isinstance(peeled.core, Series) or end is None:
        raise told.ask("From which of these does it repeat?", node, "Write one date.")
    days = window(peeled.core, told)
    if repeats.parts and repeats.parts[0].within(days.start.year) == days:
        return days.start, repeats  # "June 30, 2027 and each June 30 thereafter"
    on_day = (
        repeats.weekdays and days.start == days.end and days.start.weekday() in repeats.weekdays
    )
    if repeats.parts or repeats.nth is not None or (repeats.weekdays and not on_day):
        raise told.ask("Which date does it go on from?", node, "Write `each June from 2019`.")
    if on_day:
        return days.start, repeats
    whole = all(
        isinstance(point, Year | Fiscal | School | PlanYear) for point in leaves(peeled.core)
    ) and not isinstance(peeled.core, Part)
    if repeats.unit == "year" and repeats.count == 1 and not whole and not repeats.year_name:
        part = _year_part(start, end, peeled.core, told)
        return (start or end), repeats._replace(parts=(part,))
    counted = repeats.unit == "year" and not whole
    about = Window(days.start, days.start + timedelta(days=400))
    turns = [turn.window for turn in repeats.occurrences(about)]
    fits = any(turn.end == days.end or turn.start == days.start < days.end for turn in turns)
    if counted or (repeats.unit == "month" and not fits):
        raise told.ask(
            "On which day of each period is it due?",
            every,
            "Write the period it begins with, such as `July 2027, quarterly after that`.",
        )
    return (start or days.start), repeats


def _within(node: Node, repeats: Recurrence, told: Told) -> tuple[date | None, date | None]:
    """The first and last day between which it repeats: "2018 to 2020", "in 2018", or less if
    it is due more than once in it ("weekly in May 2018")."""
    peeled = peel(node, told)
    core = peeled.core
    years = all(isinstance(point, Year | Fiscal | PlanYear) for point in leaves(core))
    start, end = _bounds(node, told)
    long = isinstance(core, Range) or years
    often = long or (start and end and repeats.falls(Window(start, end), 2))
    if not often or peeled.bound in ("by", "before"):
        raise told.ask(
            "Does it repeat after that date?",
            node,
            "Write `each March`, `from March 2018`, or the date alone.",
        )
    apart = repeats.every if repeats.unit == "year" else 1
    if apart > 1 and start and end and end < add_months(start, 12 * apart) - DAY:
        raise told.ask(
            f"{told.written(node)} is shorter than the time after which it repeats.",
            node,
            "Write the first year and what follows, such as `every two years from 2027`.",
        )
    return start, end
