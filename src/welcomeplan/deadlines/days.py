"""Tree to days: the window of each node, by the plan's calendar, one case a node.

Each convention planners count by stands here, and adds its own words to the reading. A day that
doesn't exist is asked about where it would be made.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from welcomeplan.deadlines.calendars import (
    DAY,
    DAYS,
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    Window,
    add_months,
    day_words,
    fiscal_quarter,
    half,
    last_day,
    month,
    nth_of,
    ordinal,
    quarter,
    season,
    year,
)
from welcomeplan.deadlines.lexer import plain
from welcomeplan.deadlines.nodes import (
    Choice,
    Day,
    Edge,
    Ending,
    Fiscal,
    Half,
    Month,
    MonthOrDay,
    Node,
    NthDay,
    Numeric,
    Own,
    Part,
    PlanMonth,
    PlanYear,
    Quarter,
    Range,
    School,
    Season,
    Series,
    Week,
    Year,
)
from welcomeplan.deadlines.planyears import fiscal, of_plan, own, school, year_starts

if TYPE_CHECKING:
    from welcomeplan.deadlines.asking import Told
    from welcomeplan.deadlines.lexer import Text
    from welcomeplan.deadlines.promise import Question

_COMPACT = re.compile(r"(?<![0-9])([0-9]{4})[- ]*(?:q[1-4]|h[12])(?![0-9])")
ORDINALS = ("", "first", "second", "third", "fourth", "fifth")


def window(node: Node, told: Told) -> Window:
    """The days of a node whose years are known. Raises Question."""
    match node:
        case Day(month=n, year=number) if number is not None and n is not None:
            return _day(node, number, n, told)
        case Numeric():
            return _numeric(node, told)
        case Month(month=n, year=number) if number:
            return month(number, n)
        case Quarter(of=of) | Half(of=of) if of is not None:
            return _of(of, 3 if isinstance(node, Quarter) else 6, node.n, told)
        case Quarter(year=number) | Half(year=number) if number:
            return _part_of_year(node, number, told)
        case Season(name=name, year=number) if number:
            return _season(node, number, name, told)
        case Year(year=number) if number:
            return year(number)
        case Week():
            return _week(node, told)
        case NthDay():
            return _nth(node, told)
        case Ending():
            return _ending(node, told)
        case MonthOrDay(month=n, n=number):
            raise told.ask(
                f"Is {told.written(node)} a month of a year, or a day of none?",
                node,
                f"Write `{MONTHS[n - 1]} {2000 + number}` if it is the month.",
            )
    return _wider(node, told)


def _wider(node: Node, told: Told) -> Window:
    """The days of a plan's own years, and of what narrows or joins points."""
    match node:
        case Fiscal():
            return fiscal(node, told)
        case School():
            return school(node, told)
        case PlanYear() | PlanMonth():
            return of_plan(node, told)
        case Own():
            return own(node, told)
        case Part(which=which, of=of) if of is not None:
            return _part(which, of, node, told)
        case Edge(of=of):
            return window(of, told)
        case Range():
            return _range(node, told)
        case Series() | Choice():
            found = windows(node, told)
            return Window(found[0].start, found[-1].end)
    raise told.ask("Which year? The words don't say.", node)


def windows(node: Node, told: Told) -> list[Window]:
    """The windows of a list, in order; those that adjoin are one. Raises Question."""
    if not isinstance(node, Series | Choice):
        return [window(node, told)]
    found: list[Window] = []
    before: Node | None = None
    for item in node.items:
        if isinstance(item, Edge):
            raise told.ask(
                f"On what day does {told.written(item)!r} begin?",
                item,
                "Write the first day, such as `21 December 2018 to 31 January 2019`.",
            )
        days = window(item, told)
        if found and days.start <= found[-1].end:
            raise _backwards(node, found[-1], days, told)
        if found and before is not None and _adjoin(before, item, found[-1], days):
            found[-1] = Window(found[-1].start, days.end)
        else:
            found.append(days)
        before = item
    if len(found) > 1 and node.wrapped:
        raise _backwards(node, found[0], found[1], told)
    if len(found) > 1 and isinstance(node, Choice):
        raise told.ask("Which of the two is the deadline?", node, "Write one, such as the later.")
    return found


def _adjoin(one: Node, other: Node, first: Window, second: Window) -> bool:
    """Whether no day lies between two windows; a season and a part of a year ("fall 2017 and
    early 2018") adjoin where the month between belongs to neither, and so do school years."""
    if isinstance(one, Day) is not isinstance(other, Day):
        return False  # "June and 1 July"
    gap = second.start - first.end
    mixed = {type(one), type(other)} == {Season, Part}
    if isinstance(one, School) and isinstance(other, School):
        return one.until == other.year
    if isinstance(one, PlanYear) and isinstance(other, PlanYear):
        return one.n + 1 == other.n
    return gap == DAY or (mixed and gap <= timedelta(days=32))


def _backwards(node: Node, first: Window, second: Window, told: Told) -> Question:
    return told.ask(
        f"{told.written(node)!r} runs backwards: {first} is not before {second}."
        if second.start <= first.end
        else f"Of which years is {told.written(node)!r}: {first}, and {second}?",
        node,
        "Write the year of each, the earlier first, such as `November 2017 to March 2018`.",
    )


def _range(node: Range, told: Told) -> Window:
    first, last = window(node.first, told), window(node.last, told)
    fiscal = told.calendar.fiscal_year_starts not in (None, (1, 1))
    if fiscal and {type(node.first), type(node.last)} == {Fiscal, Year}:
        raise told.ask(
            "One end is a fiscal year, and the other a calendar year.", node, "Write the months."
        )
    if last.start < first.start or last.end < first.end:
        raise _backwards(node, first, last, told)
    return Window(first.start, last.end)


# Days


def _day(node: Day, number: int, n: int, told: Told) -> Window:
    day = node.day
    _check_year(number, node, told)
    if not 1 <= n <= 12:
        raise told.ask(
            f"There is no month {n}.", node, "Write year, month and day, such as `2018-02-11`."
        )
    if not 1 <= day <= last_day(number, n):
        raise told.ask(
            f"There is no {day} {MONTHS[n - 1]} {number}: "
            f"the month ends on the {ordinal(last_day(number, n))}.",
            node,
            f"Write a day that exists, such as `{last_day(number, n)} {MONTHS[n - 1]} {number}`.",
        )
    found = date(number, n, day)
    _check_weekday(found, node, told)
    return Window(found, found)


def _check_weekday(found: date, node: Day | Numeric, told: Told) -> None:
    if node.weekday not in (None, found.weekday()):
        raise told.ask(
            f"{day_words(found)} is a {DAYS[found.weekday()]}, not a {DAYS[node.weekday or 0]}.",
            node,
            "Correct the day, or leave the weekday out.",
        )


def _check_year(number: int, node: Day | Numeric, told: Told) -> None:
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise told.ask(
            f"The year {number} is outside {FIRST_YEAR} to {LAST_YEAR}.",
            node,
            "Write the year in four digits, such as `31 October 2018`.",
        )


def _numeric(node: Numeric, told: Told) -> Window:
    """A day in three numbers, by the plan's order, or where only one order gives a day."""
    number = 2000 + node.third if node.short else node.third
    _check_year(number, node, told)
    readings = {}
    if _exists(number, node.first, node.second):
        readings["month-first"] = date(number, node.first, node.second)
    if _exists(number, node.second, node.first) and node.first != node.second:
        readings["day-first"] = date(number, node.second, node.first)
    order = told.calendar.day_month_order
    written = told.written(node)
    swapped = (2000 + node.first, node.second, node.third)
    if len(readings) == 1 and node.short and order is None and _exists(*swapped):
        readings["year-first"] = date(*swapped)
    if not readings:
        raise told.ask(
            f"{written} is not a day in any order of day and month.",
            node,
            "Write the month as a word, such as `31 October 2018`.",
        )
    if order is not None and order not in readings and node.first != node.second:
        raise told.ask(
            f"{written} is not a day by the plan's `day_month_order`, {order}.",
            node,
            f"Write `{day_words(next(iter(readings.values())))}` if that is meant.",
        )
    if len(readings) > 1 and order not in readings:
        both = " or ".join(f"`{day_words(day)}`" for day in readings.values())
        raise told.ask(
            f"{written} can be read in two ways.",
            node,
            f"Write {both}, or say which comes first: `day_month_order: month-first` or"
            " `day-first` in plan.yaml, below `calendar:`.",
        )
    day = readings.get(order or "") or next(iter(readings.values()))
    _check_weekday(day, node, told)
    return Window(day, day)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= last_day(year, month)


def _week(node: Week, told: Told) -> Window:
    if node.which in ("of", "ending"):
        named = window(node.of, told).start
        week = timedelta(days=6)
        return (
            Window(named - week, named) if node.which == "ending" else Window(named, named + week)
        )
    days = window(node.of, told)
    told.why.append("weeks of a month are counted from its first day")
    if node.which == "last":
        return Window(days.end - timedelta(days=6), days.end)
    first = days.start + timedelta(days=7 * int(node.which) - 7)
    if first > days.end:
        month = told.written(node.of)
        raise told.ask(
            f"{month} has no fifth week: weeks of a month are counted from its first day.",
            node,
            f"Write `last week of {month}`, or the days.",
        )
    return Window(first, min(first + timedelta(days=6), days.end))


def _nth(node: NthDay, told: Told) -> Window:
    days = window(node.of, told)
    first = days.start + timedelta(days=(node.weekday - days.start.weekday()) % 7)
    found = first + timedelta(days=7 * (node.n - 1))
    if node.n == 0:
        found = days.end - timedelta(days=(days.end.weekday() - node.weekday) % 7)
    if found > days.end:
        raise told.ask(
            f"{told.written(node.of)} has no {ORDINALS[node.n]} {DAYS[node.weekday]}.", node
        )
    return Window(found, found)


def _ending(node: Ending, told: Told) -> Window:
    end = window(node.of, told).end
    if end.day == last_day(end.year, end.month):
        return Window(add_months(end + DAY, -node.months), end)
    return Window(add_months(end, -node.months) + DAY, end)


# Parts of a year


def _part_of_year(node: Quarter | Half, number: int, told: Told) -> Window:
    """A quarter or a half of the year of which the plan's are counted. Raises Question."""
    calendar = told.calendar
    name, letter, size = ("quarter", "Q", 3) if isinstance(node, Quarter) else ("half", "H", 6)
    starts = calendar.fiscal_year_starts
    counted = node.counted or ("" if starts in (None, (1, 1)) else calendar.quarters or "?")
    if counted == "?":
        # Of what repeats, or below a heading, the words name no year.
        year = f" {number}" if f"{number}"[2:] in told.text.words else ""
        raise told.ask(
            f"Is {told.written(node)!r} a {name} of the calendar year, or of the plan's fiscal "
            "year?",
            node,
            f"Say which, `calendar {letter}{node.n}{year}` or `fiscal {letter}{node.n}{year}`, or "
            "set `calendar.quarters` in plan.yaml to calendar or fiscal.",
        )
    if counted == "fiscal":
        if not node.counted and compact(node, told.text) and starts:
            message, remedy = either(node, number, starts)
            raise told.ask(message, node, remedy)
        return _of(Fiscal(node.at, number), size, node.n, told)
    if size == 6:
        return half(number, node.n)
    days = quarter(number, node.n)
    told.why.append(f"the {ORDINALS[node.n]} quarter is {_months(days)}")
    return days


def compact(node: Quarter | Half, text: Text) -> int | None:
    """The year of a quarter or a half that is written as its compact name, or begins so:
    `2027Q2-Q3`. A name that is printed for the calendar's quarter alone."""
    start, stop = text.place(node.at)
    found = (one for one in _COMPACT.finditer(plain(text.words)) if start < one.end() <= stop)
    return next((int(one[1]) for one in found), None)


def either(node: Quarter | Half, year: int, starts: tuple[int, int]) -> tuple[str, str]:
    """That a compact name could be of either year: what each is, and how to write it."""
    if isinstance(node, Quarter):
        (label, own), days = fiscal_quarter(year - 1, node.n, starts), quarter(year, node.n)
        name, letter = "quarter", "Q"
    else:
        label, days = f"FY{year} H{node.n}", half(year, node.n)
        own, name, letter = nth_of(year - 1, starts, 6, node.n), "half", "H"
    return (
        f"Is {year}{letter}{node.n} the fiscal {name} {label}, {own.start} to {own.end}, or the"
        f" calendar's, {days.start} to {days.end}?",
        f"Write `{label}`, or `calendar {letter}{node.n} {year}`.",
    )


def _months(days: Window) -> str:
    return f"{MONTHS[days.start.month - 1]} to {MONTHS[days.end.month - 1]}"


def _season(node: Season, number: int, name: str, told: Told) -> Window:
    days = season(name, number, node.seasons or told.calendar.seasons)
    crosses = days.start.year != days.end.year
    if node.both and not crosses:
        raise told.ask(
            f"Of which of the two years is that {name}?",
            node,
            f"Write `{name} {number}` or `{name} {number + 1}`.",
        )
    told.why.append(f"{name} is {_months(days)}")
    if crosses and not node.both:
        told.notes.append("ambiguous: some mean the months before or after it")
    return days


def _of(of: Fiscal | PlanYear, size: int, n: int, told: Told) -> Window:
    """The nth quarter or half of a fiscal or plan year. Raises Question."""
    whole = window(of, told)
    if of.at and isinstance(of, Fiscal) and of.until and whole.end > add_months(whole.start, 12):
        raise told.ask("That is more than one fiscal year.", of, "Write one, such as `Q2 FY2019`.")
    found = nth_of(whole.start.year, year_starts(of, told), size, n)
    if isinstance(of, PlanYear) and found.end > whole.end:
        raise told.ask(
            f"{told.written(of).capitalize()} ends on {day_words(whole.end)}: which of its days "
            "are meant?",
            of,
            "Write the months.",
        )
    return found


def _part(which: str, of: Node, node: Node, told: Told) -> Window:
    """early, mid and late: quarter by quarter, as planners count; a month in three; a season
    whole."""
    days = window(of, told)
    said = "mid-" if which == "mid" else f"{which} "
    match of:
        case Year(year=number):
            n = {"early": 1, "mid": 2, "late": 4}[which]
            found = quarter(number or 0, n)
            told.why.append(f"{said}{number} is {_months(found)}")
            return found
        case Fiscal(until=until) if not until or until == (of.year or 0) + 1:
            n = {"early": 1, "mid": 2, "late": 4}[which]
            return nth_of(days.start.year, year_starts(of, told), 3, n)
        case Month(month=n):
            first, last = {
                "early": (1, 10),
                "mid": (11, 20),
                "late": (21, days.end.day),
                "first half": (1, 15),
                "second half": (16, days.end.day),
            }[which]
            if not which.endswith("half"):
                told.why.append(
                    f"{said}{MONTHS[n - 1]} is the {ordinal(first)} to the {ordinal(last)}"
                )
            return Window(days.start.replace(day=first), days.start.replace(day=last))
        case Season() | Quarter() | Half():
            name = of.name if isinstance(of, Season) else type(of).__name__.lower()
            told.notes.append(f"{said}{name} is read as the whole {name}")
            return days
    raise told.ask(
        f"Which days or months are {which} in {told.written(of)!r}?",
        node,
        "Write them, such as `1 to 10 March 2018` or `early 2018`.",
    )
