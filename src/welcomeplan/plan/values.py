"""The values that stand in plan files: how each is written, and what it means.

The grammar of a value is a pattern here, and nowhere else: readers match it, and the JSON Schema
for editors carries it.
"""

from __future__ import annotations

import calendar as month_lengths
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from welcomeplan.deadlines import FIRST_YEAR, LAST_YEAR, MONTHS

Status = Literal["active", "blocked", "deferred", "dropped"]
Change = Literal["active", "blocked", "deferred", "dropped", "planned"]
"""What a promise becomes, as its record says it; to be planned again leaves it no status."""
CheckLevel = Literal["error", "warning", "note", "off"]

NOBODY = "nobody"
"""In place of an organization: no one answers for it."""
NO_DEADLINE = "none"
"""In place of deadline words: there were none."""
SOME_DAY = "the deadline is some day after the plan's adoption, and says not by when"
SOME_DAY_REMEDY = "Write by when, such as `within 6 months of adoption`, or the date."
SLUG = "[0-9-]*[a-z][a-z0-9-]*"
YEAR = "(19|20|21)[0-9]{2}"
MONTH = "[0-9]{4}-(0[1-9]|1[0-2])"
DAY = f"{MONTH}-(0[1-9]|[12][0-9]|3[01])"


def is_slug(text: str) -> bool:
    """Whether a text may be an id: ``a-z0-9-``, with at least one letter."""
    return bool(re.fullmatch(SLUG, text))


def read_day(text: str) -> date:
    """A day written ``YYYY-MM-DD``. Raises ValueError, with a sentence, for anything else."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"`{text}` is not a day as YYYY-MM-DD")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is a day that does not exist") from None
    _plausible(text, day.year)
    return day


def spelled_day(text: str) -> str:
    """A day that somebody types in words, as YYYY-MM-DD: `14 July 2026`, `July 14, 2026`. Any
    other text as it is."""
    found = _SPELLED.fullmatch(" ".join(text.split()))
    if not found:
        return text
    name = (found["month"] or found["before"]).casefold().rstrip(".")
    months = [
        at for at, one in enumerate(MONTHS, 1) if name in (one.casefold(), one[:3].casefold())
    ]
    day = found["day"] or found["after"]
    return f"{found['year']}-{months[0]:02}-{int(day):02}" if months else text


_SPELLED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? (?P<month>[A-Za-z]{3,9}\.?)"
    r"|(?P<before>[A-Za-z]{3,9}\.?) (?P<after>[0-9]{1,2})(?:st|nd|rd|th)?),? (?P<year>[0-9]{4})"
)


def _plausible(text: str, year: int) -> None:
    """Raise ValueError for a year outside those a plan may name: it is a slip of the pen."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year of `{text}` is outside {FIRST_YEAR} to {LAST_YEAR}")


UNKNOWN = "yes"
"""How a plan writes that something is done, where nobody knows when."""
DAY_UNKNOWN = "day unknown"
"""What people are shown in place of the day then."""


@dataclass(frozen=True, slots=True)
class DoneOn:
    """When something was finished, as exactly as the plan knows: a day, a month, a year, or no
    more than that it was."""

    text: str
    first: date
    last: date

    @property
    def unknown(self) -> bool:
        """Whether it may have been any day there is: no day of it must be shown or counted from."""
        return self.text == UNKNOWN

    def __str__(self) -> str:
        return DAY_UNKNOWN if self.unknown else self.text

    def again(self, was: DoneOn | None, reopened: date) -> bool:
        """Whether this says of what was reopened that it was done all the same: on the very day
        that it had, or one within what was known of that and before it was reopened. Of a month, a
        year or a day unknown that is not over by then, that is not said."""
        if was is None or self.first < was.first or self.last > was.last:
            return False
        return self.last < reopened or (self == was and self.first == self.last)

    @property
    def when(self) -> str:
        """In a sentence: `on 2018-02-11`, `in 2018-02`."""
        if self.unknown:
            return "on a day that is not known"
        return f"{'on' if self.first == self.last else 'in'} {self.text}"


def read_done(text: str) -> DoneOn:
    """``2018-02-11``, ``2018-02``, ``2018`` or ``yes``. Raises ValueError, with a sentence,
    otherwise."""
    if text == UNKNOWN:
        return DoneOn(text, date.min, date.max)
    match = re.fullmatch("([0-9]{4})(?:-([0-9]{2}))?", text)
    if not match:
        day = read_day(text)
        return DoneOn(text, day, day)
    year, month = int(match[1]), int(match[2] or 0)
    if month > 12 or match[2] == "00":
        raise ValueError(f"`{text}` is a month that does not exist")
    _plausible(text, year)
    if not month:
        return DoneOn(text, date(year, 1, 1), date(year, 12, 31))
    length = month_lengths.monthrange(year, month)[1]
    return DoneOn(text, date(year, month, 1), date(year, month, length))


def read_known(text: str) -> DoneOn:
    """``2018-02-11``, ``2018-02`` or ``2018``. Raises ValueError, with a sentence, otherwise."""
    if text == UNKNOWN:
        raise ValueError(f"`{text}` is no day")
    return read_done(text)


def read_year(text: str) -> int:
    """A year of four digits. Raises ValueError, with a sentence, otherwise."""
    if not re.fullmatch(YEAR, text):
        raise ValueError(f"`{text}` is not a year")
    return int(text)
