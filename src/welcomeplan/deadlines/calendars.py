"""Windows of days, and the dictionary a plan brings for reading its own deadlines.

Everything here is plain calendar arithmetic: no clock, no locale, no time zone. A window is
inclusive at both ends, because a deadline is the last day that is still on time.
"""

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
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = timedelta(days=1)

_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "winter": 12}


class Window:
    """Days from `start` to `end`, both included. Never backwards: that is a ValueError."""

    __slots__ = ("end", "start")

    def __init__(self, start: date, end: date) -> None:
        if end < start:
            raise ValueError(f"a window runs forwards: {start} is after {end}")
        self.start = start
        self.end = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Window) and (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return f"Window({self.start!r}, {self.end!r})"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    def __str__(self) -> str:
        """The window in words that `read_deadline` reads back to the same days."""
        if self.start == self.end:
            return day_words(self.end)
        if self.start.year == self.end.year:
            return f"{self.start.day} {MONTHS[self.start.month - 1]} to {day_words(self.end)}"
        return f"{day_words(self.start)} to {day_words(self.end)}"

    @property
    def quarter(self) -> str:
        """The calendar quarter in which it ends, such as 2018Q1."""
        return quarter_label(self.end)

    def overlaps(self, other: "Window") -> bool:
        """Whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end

    def holds(self, other: "Window") -> bool:
        """Whether all days of the other are days of this one."""
        return self.start <= other.start and other.end <= self.end


class Calendar(NamedTuple):
    """A plan's own dictionary. Every field is optional; what is absent is asked for, not guessed.

    `fiscal_year_starts` is (month, day); `school_year` its first and last month; `quarters` what
    a bare quarter means where the fiscal year is not the calendar's; `first_month` the number of
    the plan's first month, 0 or 1; `words` maps the plan's own terms to deadline words, matched
    in any letter case.
    """

    fiscal_year_starts: tuple[int, int] | None = None
    year_1: Window | None = None
    school_year: tuple[int, int] | None = None
    day_month_order: Literal["month-first", "day-first"] | None = None
    seasons: Literal["northern", "southern"] = "northern"
    quarters: Literal["calendar", "fiscal"] | None = None
    first_month: int = 1
    adopted: date | None = None
    words: Mapping[str, str] = MappingProxyType({})


PLAIN = Calendar()
"""The calendar of a plan that says nothing of its own."""


def day_words(day: date) -> str:
    """A day as planners write it: 31 March 2018."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def last_day(year: int, month: int) -> int:
    """The number of the last day of a month: 28 to 31."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), or that month's last day: 31 January + 1. Raises
    OverflowError past the last year that there is, as counting in days does."""
    try:
        return day_from(day.year, (day.month, day.day), months)
    except ValueError:
        raise OverflowError from None


def day_from(year: int, starts: tuple[int, int], months: int = 0) -> date:
    """The day `months` after a (month, day) of a year, counted from that day and from no shorter
    month between: what starts on the 31st is on the 31st again after a 28 February."""
    years, at = divmod(12 * year + starts[0] - 1 + months, 12)
    return date(years, at + 1, min(starts[1], last_day(years, at + 1)))


def months_from(start: date, months: int) -> Window:
    """`months` whole months from `start`, the first of one: 12 from 1 July end on 30 June."""
    years, month = divmod(start.month - 2 + months, 12)
    year = start.year + years
    return Window(start, date(year, month + 1, last_day(year, month + 1)))


def month(year: int, month: int) -> Window:
    """A calendar month, 1 to 12."""
    return Window(date(year, month, 1), date(year, month, last_day(year, month)))


def quarter(year: int, n: int) -> Window:
    """A calendar quarter, 1 to 4: the first is January to March."""
    return months_from(date(year, 3 * n - 2, 1), 3)


def half(year: int, n: int) -> Window:
    """A half of a calendar year, 1 or 2."""
    return months_from(date(year, 6 * n - 5, 1), 6)


def year(year: int) -> Window:
    """A calendar year."""
    return Window(date(year, 1, 1), date(year, 12, 31))


def season_starts(name: str, seasons: str = "northern") -> int:
    """The first month of spring, summer, fall or winter, by meteorologists' whole months."""
    first = _SEASONS[name]
    return first if seasons == "northern" else (first + 5) % 12 + 1


def season(name: str, year: int, seasons: str = "northern") -> Window:
    """Three whole months; the one that crosses the year's end is named for the year it begins in.

    `name` is spring, summer, fall or winter; `seasons` northern or southern.
    """
    return months_from(date(year, season_starts(name, seasons), 1), 3)


def fiscal_year(starts: tuple[int, int], first: int) -> Window:
    """The fiscal year that begins in the calendar year `first`; `starts` is (month, day)."""
    return nth_of(first, starts, 12, 1)


def quarter_label(day: date) -> str:
    """The calendar quarter that holds the day: 2018Q1."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def nth_of(year: int, starts: tuple[int, int], months: int, n: int) -> Window:
    """The nth stretch of so many months, counted from a (month, day) of a year: it ends where the
    next begins."""
    return Window(
        day_from(year, starts, months * (n - 1)), day_from(year, starts, months * n) - DAY
    )


def fiscal_place(day: date, starts: tuple[int, int]) -> tuple[int, int]:
    """The calendar year in which the fiscal year of a day begins, and the quarter it is in."""
    first = day.year if day >= day_from(day.year, starts) else day.year - 1
    return first, next(n for n in range(4, 0, -1) if day >= day_from(first, starts, 3 * n - 3))


def fiscal_quarter(first: int, n: int, starts: tuple[int, int]) -> tuple[str, Window]:
    """The nth quarter of the fiscal year that begins in the calendar year `first`, and its label:
    FY2018Q2. The year is named for the one that it ends in."""
    return f"FY{fiscal_year(starts, first).end.year}Q{n}", nth_of(first, starts, 3, n)


def fiscal_label(day: date | None, starts: tuple[int, int] | None) -> str | None:
    """The fiscal quarter that holds a day: FY2018Q2. None where the fiscal year is not known, or is
    the calendar's."""
    if day is None or starts in (None, (1, 1)):
        return None
    return fiscal_quarter(*fiscal_place(day, starts), starts)[0]
