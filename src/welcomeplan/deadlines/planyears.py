"""Years of a plan's own: fiscal, school and project years, and the terms that it defines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from welcomeplan.deadlines.calendars import (
    DAY,
    MONTHS,
    Window,
    add_months,
    day_from,
    day_words,
    fiscal_year,
    last_day,
    month,
)
from welcomeplan.deadlines.nodes import Fiscal, Own, PlanMonth, PlanYear, School

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.deadlines.asking import Told

_DASHES = tuple("-‐‑‒–—―−")


def fiscal(node: Fiscal, told: Told) -> Window:
    """The days of a fiscal year; it is named for the year it ends in. Raises Question."""
    starts = told.calendar.fiscal_year_starts
    number, until = node.year, node.until
    written = told.written(node)
    last = until or (number or 0) + 1
    if (
        node.named == "straddle"
        and number
        and 0 < number % 100 < 12
        and (written[4:].strip()[:1] in _DASHES or last > number + 1)
    ):
        raise told.ask(
            f"Is {written} a month, or {'two' if last == number + 1 else 'several'} years?",
            node,
            f"Write `{MONTHS[last % 100 - 1]} {number}`, `FY {number}-{last % 100:02}`, "
            f"or `{number} to {last}`.",
        )
    if not number:
        raise told.ask("Which fiscal year?", node, "Write it out, such as `FY2018`.")
    if node.named == "several" and until:
        raise told.ask(
            "Is this one fiscal year that spans two calendar years, or two of them?",
            node,
            f"Write `FY {number}-{until % 100:02}`, or `FY{number} and FY{until}`.",
        )
    if starts is None or (node.named == "federal" and starts != (10, 1)):
        _no_fiscal_year(node, number, told)
    if starts == (1, 1):
        if until == number + 1:
            raise told.ask(
                f"{written} spans two years, but this plan's fiscal year starts in January.",
                node,
                f"Write `FY{number}`, `FY{until}`, or `{number} to {until}`.",
            )
        opens, closes = number, until or number
    elif until == number + 1:
        opens = closes = number
    else:
        opens, closes = number - 1, (until or number) - 1
    told.why.append(
        f"the plan's fiscal year starts on {starts[1]} {MONTHS[starts[0] - 1]}"
        + ("" if until or starts == (1, 1) else " and is named for the year it ends in")
    )
    return Window(fiscal_year(starts, opens).start, fiscal_year(starts, closes).end)


def _no_fiscal_year(node: Fiscal, number: int, told: Told) -> NoReturn:
    written, until = told.written(node), node.until or number + 1
    if node.named == "straddle":
        raise told.ask(
            f"Is {written} a fiscal year, a school year, or two calendar years?",
            node,
            f"Write `{number} to {until}` for both years, `school year "
            f"{number}-{until % 100:02}`, or set `calendar.fiscal_year_starts` in "
            "plan.yaml, for example `July`.",
        )
    if node.named == "federal":
        raise told.ask(
            "The plan's fiscal year is not known to be the federal one.",
            node,
            f"Write the months, such as `October {number - 1} to September {number}`.",
        )
    raise told.ask(
        "When does the fiscal year start?",
        node,
        f"Write the months, such as `July {number - 1} to June {number}`, or set "
        "`calendar.fiscal_year_starts`, such as `July`.",
    )


def school(node: School, told: Told) -> Window:
    """The days of a school year. Raises Question."""
    months = told.calendar.school_year
    number, until = node.year, node.until
    if until is None:
        raise told.ask(
            "Which school year? It spans two.",
            node,
            f"Write `school year {number}-{(number + 1) % 100:02}`, "
            f"or the months, such as `August {number} to May {number + 1}`.",
        )
    if months is None:
        raise told.ask(
            "When does the school year begin and end?",
            node,
            "Set `calendar.school_year` in plan.yaml, for example `August to May`, or write "
            f"the months, such as `August {number} to May {until}`.",
        )
    told.why.append(f"the plan's school year is {MONTHS[months[0] - 1]} to {MONTHS[months[1] - 1]}")
    return Window(month(number, months[0]).start, month(until, months[1]).end)


def of_plan(node: PlanYear | PlanMonth, told: Told) -> Window:
    """A year or month counted from the plan's first. Raises Question."""
    first, begin = told.calendar.year_1, _begin(told)
    unit = "month" if isinstance(node, PlanMonth) else "year"
    if begin is None:
        raise told.ask(
            f"When does {unit} 1 of the plan begin?",
            node,
            "Set `calendar.year_1` in plan.yaml, for example `September 2018 to June 2019`, "
            "or write the months.",
        )
    told.why.append(
        f"{unit} {told.calendar.first_month if unit == 'month' else 1} of the plan begins on "
        f"{day_words(begin)}"
        if first
        else f"the plan was adopted on {day_words(begin)}"
    )
    least = told.calendar.first_month if unit == "month" else 1
    if node.n < least:
        raise told.ask(
            f"The plan's {unit}s are counted from {least}.",
            node,
            f"Write `{unit} 1`, or set `calendar.first_month` in plan.yaml to 0."
            if unit == "month"
            else "Write `year 1`.",
        )
    if unit == "month":
        months, size = node.n - least, 1
    else:
        months, size = 12 * (node.n - 1), 12
    opens, after = add_months(begin, months), add_months(begin, months + size)
    if unit == "year" and first and first.end < add_months(begin, 12) - DAY:
        return Window(opens, day_from(first.end.year + node.n - 1, last_of(first)))
    return Window(opens, after - DAY)


def _begin(told: Told) -> date | None:
    """The first day of the plan's first year and month."""
    first = told.calendar.year_1
    return first.start if first else told.calendar.adopted


def year_starts(node: Fiscal | PlanYear, told: Told) -> tuple[int, int]:
    """The (month, day) from which the months of a year that can be read are counted."""
    if isinstance(node, Fiscal):
        return told.calendar.fiscal_year_starts or (1, 1)
    begin = _begin(told)
    return (begin.month, begin.day) if begin else (1, 1)


def last_of(first: Window) -> tuple[int, int]:
    """The (month, day) on which a part of each year ends, by the first of them: 29 February where
    that is the whole of February."""
    end = first.end
    whole = end.month == 2 and end.day == last_day(end.year, 2)
    return end.month, 29 if whole else end.day


def own(node: Own, told: Told) -> Window:
    """The days of a term of the plan's own. Raises Question."""
    found = told.own(node.name)
    meaning = told.calendar.words[node.name]
    if found.start is None or found.end is None:
        raise told.ask(
            f"The plan defines {told.written(node)!r} as {meaning!r}, "
            "which has no first and last day.",
            node,
            "Define it as a period under `calendar.words`, such as `2018 to 2019`.",
        )
    told.why.append(f"the plan defines {told.written(node)!r} as {meaning!r}")
    return Window(found.start, found.end)
