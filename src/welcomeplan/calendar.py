"""Spans of days, and the dictionary a plan brings for reading its own deadlines.

Everything here is plain calendar arithmetic: no clock, no locale, no time zone. A span
is inclusive at both ends, because a deadline is the last day that is still on time.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years a plan may name. Outside of them a number is far likelier a slip of the pen."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "winter": 12}
_QUARTER = r"(?:(fy) ?)?([0-9]{4}) ?-? ?q([1-4])|q([1-4]) ?-? ?(?:(fy) ?)?([0-9]{4})"


class Question(ValueError):
    """Words that can't be read without guessing: what is missing, and what to write instead.

    `message` says what is missing or contradictory, `remedy` what to write, with an example,
    and `at` the offsets in `words` of the piece at fault, where one piece is to blame.
    """

    def __init__(
        self, words: str, message: str, remedy: str, at: tuple[int, int] | None = None
    ) -> None:
        super().__init__(words, message, remedy, at)
        self.words = words
        self.message = message
        self.remedy = remedy
        self.at = at

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class Span:
    """Days from `start` to `end`, both included. Never backwards: that is a ValueError."""

    __slots__ = ("end", "start")

    def __init__(self, start: date, end: date) -> None:
        if end < start:
            raise ValueError(f"a span runs forwards: {start} is after {end}")
        self.start = start
        self.end = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return f"Span({self.start!r}, {self.end!r})"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    def __str__(self) -> str:
        """The span in words that `read_deadline` reads back to the same days."""
        if self.start == self.end:
            return day_words(self.end)
        if self.start.year == self.end.year:
            return f"{self.start.day} {MONTHS[self.start.month - 1]} to {day_words(self.end)}"
        return f"{day_words(self.start)} to {day_words(self.end)}"

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end


class Calendar(NamedTuple):
    """A plan's own dictionary. Every field is optional; what is absent is asked for, not guessed.

    `fiscal_year_starts` is (month, day); `school_year` its first and last month; `words` maps
    the plan's own terms to deadline words, matched in any letter case.
    """

    fiscal_year_starts: tuple[int, int] | None = None
    year_1: Span | None = None
    school_year: tuple[int, int] | None = None
    day_month_order: Literal["month-first", "day-first"] | None = None
    seasons: Literal["northern", "southern"] = "northern"
    adopted: date | None = None
    words: Mapping[str, str] = MappingProxyType({})


PLAIN = Calendar()
"""The calendar of a plan that says nothing of its own."""


def day_words(day: date) -> str:
    """A day as planners write it: 31 March 2018."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def last_day(year: int, month: int) -> int:
    """The number of the last day of a month: 28 to 31."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), or that month's last day: 31 January + 1."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))


def months_from(start: date, months: int) -> Span:
    """The whole of `months` months from `start`: 12 from 1 July end on 30 June."""
    return Span(start, add_months(start, months) - timedelta(days=1))


def month(year: int, month: int) -> Span:
    """A calendar month, 1 to 12."""
    return Span(date(year, month, 1), date(year, month, last_day(year, month)))


def quarter(year: int, n: int) -> Span:
    """A calendar quarter, 1 to 4: the first is January to March."""
    return Span(date(year, 3 * n - 2, 1), date(year, 3 * n, last_day(year, 3 * n)))


def half(year: int, n: int) -> Span:
    """A half of a calendar year, 1 or 2."""
    return Span(date(year, 6 * n - 5, 1), date(year, 6 * n, last_day(year, 6 * n)))


def year(year: int) -> Span:
    """A calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def season_starts(name: str, seasons: str = "northern") -> int:
    """The first month of spring, summer, fall or winter, by meteorologists' whole months."""
    first = _SEASONS[name]
    return first if seasons == "northern" else (first + 5) % 12 + 1


def season(name: str, year: int, seasons: str = "northern") -> Span:
    """Three whole months; the one that crosses the year's end is named for the year it begins in.

    `name` is spring, summer, fall or winter; `seasons` northern or southern.
    """
    return months_from(date(year, season_starts(name, seasons), 1), 3)


def fiscal_year(starts: tuple[int, int], first: int) -> Span:
    """The fiscal year that begins in the calendar year `first`; `starts` is (month, day)."""
    month, day = starts
    return months_from(date(first, month, min(day, last_day(first, month))), 12)


def quarter_label(day: date) -> str:
    """The calendar quarter that holds the day: 2018Q1."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def read_quarter(text: str, today: date, calendar: Calendar = PLAIN) -> tuple[str, Span]:
    """A quarter as asked for on a command line: its canonical label and its days.

    Reads 2018Q1, 2018-Q1, q1 2018, FY2018Q2, this, next, last, +2 and -1. Fiscal quarters
    count from `calendar.fiscal_year_starts`, in the fiscal year named for the calendar year it
    ends in. Raises Question.
    """
    asked = " ".join(text.lower().split())
    remedy = "Write a quarter such as 2018Q1, FY2018Q2, this, next, last, +2 or -1."
    shift = {"this": 0, "next": 1, "last": -1}.get(asked)
    if shift is None and re.fullmatch(r"[+-] ?[0-9]{1,3}", asked):
        shift = int(asked.replace(" ", ""))
    if shift is not None:
        first = quarter(today.year, (today.month + 2) // 3).start
        try:
            shifted = months_from(add_months(first, 3 * shift), 3)
        except (ValueError, OverflowError):
            raise Question(text, "That quarter is beyond the calendar.", remedy) from None
        return quarter_label(shifted.start), shifted
    found = re.fullmatch(_QUARTER, asked)
    if not found:
        raise Question(text, f"{text[:40]!r} is not a quarter.", remedy)
    number, n = int(found[2] or found[6]), int(found[3] or found[4])
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Question(text, f"The year {number} is outside {FIRST_YEAR} to {LAST_YEAR}.", remedy)
    if not (found[1] or found[5]):
        return f"{number}Q{n}", quarter(number, n)
    starts = calendar.fiscal_year_starts
    if starts is None:
        raise Question(
            text,
            "When does the fiscal year start?",
            "Set `calendar.fiscal_year_starts` in plan.yaml, for example `July`, "
            f"or ask for a calendar quarter such as {number}Q{n}.",
        )
    begin = fiscal_year(starts, number if starts == (1, 1) else number - 1).start
    return f"FY{number}Q{n}", months_from(add_months(begin, 3 * n - 3), 3)
