"""A period counted from a day, `this`, `next` and `last`; and a plain quarter, `2018Q1`.

It is what most who ask for a period ask for: no words are read for it, nor is what reads words
loaded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.deadlines.calendars import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    PLAIN,
    Calendar,
    Window,
    fiscal_place,
    fiscal_quarter,
    fiscal_year,
    month,
    quarter,
    quarter_label,
    year,
)
from welcomeplan.deadlines.promise import Question

if TYPE_CHECKING:
    from datetime import date

QUARTERS = "Write a quarter such as 2018Q1, FY2018Q2, Q3 2026/27, this, next, last, +2 or -1."
PERIODS = (
    "Write a period, such as `FY2027`, `Q3 2026/27`, `2027`, `fall 2027`, `M13-M18`, `this year` "
    "or `next month`."
)
_SHIFTS = {"this": 0, "next": 1, "last": -1}
COUNTED = r"(this|next|last) (?:(month)|(?:(fiscal|financial|calendar) )?(quarter|year))"


def read_quarter(text: str, today: date, calendar: Calendar = PLAIN) -> tuple[str, Window]:
    """A quarter as asked for on a command line: its canonical label and its days.

    Reads 2018Q1, 2018-Q1, q1 2018, FY2018Q2, Q3 2026/27, this, next, last, +2 and -1; those that
    count from today are quarters of the fiscal year, where the plan sets one and does not say
    `quarters: calendar`. A fiscal year is named for the calendar year it ends in. Raises Question,
    also for a quarter that could be of either year.
    """
    asked = " ".join(text.lower().split())
    shift = _SHIFTS.get(asked)
    if shift is None and re.fullmatch(r"[+-] ?[0-9]{1,3}", asked):
        shift = int(asked.replace(" ", ""))
    if shift is not None:
        return _quarter_from(shift, "", text, today, calendar)
    counted = re.fullmatch(COUNTED, asked)
    if counted and counted[4] == "quarter":
        return counted_on(counted, text, today, calendar)
    plain = re.fullmatch("([0-9]{4})q([1-4])", asked)
    if plain and FIRST_YEAR <= int(plain[1]) <= LAST_YEAR and not has_others(calendar):
        days = quarter(int(plain[1]), int(plain[2]))
        return quarter_label(days.start), days
    from welcomeplan.deadlines.periods import named_quarter  # noqa: PLC0415 - as above

    return named_quarter(text, today, calendar)


def read_period(text: str, today: date, calendar: Calendar = PLAIN) -> tuple[str, Window]:
    """A period as asked for in words, by a plan's calendar: what to call it, and its days.

    Reads every bare period that a deadline may be, and this, next or last month, quarter and year
    (also `fiscal year`, `calendar quarter`), counted from today. Raises Question for what has no
    first and last day, such as "by June", "each March" and "ongoing".
    """
    asked = " ".join(text.split())
    found = re.fullmatch(COUNTED, asked, re.IGNORECASE)
    if found and asked.casefold() not in map(str.casefold, calendar.words):
        return counted_on(found, text, today, calendar)
    from welcomeplan.deadlines.periods import named_period  # noqa: PLC0415 - as above

    return named_period(text, calendar)


def has_others(calendar: Calendar) -> bool:
    """Whether the plan may mean other quarters than the calendar's, or does."""
    return calendar.fiscal_year_starts not in (None, (1, 1)) and calendar.quarters != "calendar"


def counted_on(
    found: re.Match[str], text: str, day: date, calendar: Calendar
) -> tuple[str, Window]:
    """The month, quarter or year that is this, the next or the last one on a day."""
    shift, counted = _SHIFTS[found[1].lower()], (found[3] or "").lower()
    unit = (found[2] or found[4]).lower()
    if unit == "quarter":
        return _quarter_from(shift, counted, text, day, calendar)
    fiscal = unit == "year" and counted not in ("", "calendar")
    starts = _fiscal_year_of(calendar, text) if fiscal else None
    try:
        if unit == "month":
            years, at = divmod(day.year * 12 + day.month - 1 + shift, 12)
            return f"{MONTHS[at]} {years}", month(years, at + 1)
        if starts:
            days = fiscal_year(starts, fiscal_place(day, starts)[0] + shift)
            return f"FY{days.end.year}", days
        return f"{day.year + shift}", year(day.year + shift)
    except (ValueError, OverflowError):
        raise _beyond(text, PERIODS) from None


def _quarter_from(
    shift: int, counted: str, text: str, day: date, calendar: Calendar
) -> tuple[str, Window]:
    """The quarter so many after the one of a day: of the fiscal year where the plan counts by it
    or the words say so, else of the calendar's."""
    fiscal = has_others(calendar) if not counted else counted != "calendar"
    starts = _fiscal_year_of(calendar, text) if fiscal else None
    try:
        if starts:
            first, n = fiscal_place(day, starts)
            years, at = divmod(4 * first + n - 1 + shift, 4)
            return fiscal_quarter(years, at + 1, starts)
        years, at = divmod(4 * day.year + (day.month - 1) // 3 + shift, 4)
        days = quarter(years, at + 1)
        return quarter_label(days.start), days
    except (ValueError, OverflowError):
        raise _beyond(text, QUARTERS) from None


def _fiscal_year_of(calendar: Calendar, text: str) -> tuple[int, int]:
    if calendar.fiscal_year_starts is None:
        raise Question(
            text,
            "When does the fiscal year start?",
            "Set `calendar.fiscal_year_starts` in plan.yaml, for example `July`, or ask for a "
            "period of the calendar year.",
        )
    return calendar.fiscal_year_starts


def _beyond(text: str, remedy: str) -> Question:
    return Question(text, "That is beyond the calendar.", remedy)
