"""The values that stand in plan files: how each is written, and what it means.

The grammar of a value is a pattern here, and nowhere else: readers match it, and the JSON Schema
for editors carries it.
"""

from __future__ import annotations

import calendar as month_lengths
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from welcomeplan.deadlines import FIRST_YEAR, LAST_YEAR
from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable

Status = Literal["active", "blocked", "deferred", "dropped"]
Change = Literal["active", "blocked", "deferred", "dropped", "planned"]
"""What a promise becomes, as its record says it; to be planned again leaves it no status."""
CheckLevel = Literal["error", "warning", "note", "off"]

NOBODY = "nobody"
"""In place of an organization: no one answers for it."""
NO_DEADLINE = "none"
"""In place of deadline words: there were none."""
SLUG = "[0-9-]*[a-z][a-z0-9-]*"
YEAR = "(19|20|21)[0-9]{2}"
MONTH = "[0-9]{4}-(0[1-9]|1[0-2])"
DAY = f"{MONTH}-(0[1-9]|[12][0-9]|3[01])"
NUMBER = r"-?([0-9]{1,3}(,[0-9]{3}){1,4}|[0-9]{1,15})(\.[0-9]{1,9})?"
_BOUNDS = "[Aa]t least|[Mm]ore than|[Oo]ver|[Uu]p to"
_MONEY = r"[A-Z]{0,3}[$€£¥]|[A-Z]{3}\s"
_SIGNS = "$€£¥"
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
TARGET = (
    rf"(?!\s*[0-9.,-]+\s*$)\s*(({_BOUNDS})\s+)?({_MONEY})?\s*"
    rf"(-?[0-9,.]*[0-9])(\+)?(\s+({'|'.join(_SCALES)}))?"
    r"(\s*([%€£¥$])|\s+(per ?cent))?((\s+|\()[^\s0-9.,/_+–—-].*)?\s*"
)
"""How much was promised: a bound, money, a number, a scale, a sign, and what it counts."""
LONGEST_TARGET = 200
"""How many characters a target may have."""


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

    def may_be(self, other: DoneOn | None) -> bool:
        """Whether another may be the same day, as far as both are known."""
        return other is not None and self.first <= other.last and other.first <= self.last

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


def read_year(text: str) -> int:
    """A year of four digits. Raises ValueError, with a sentence, otherwise."""
    if not re.fullmatch(YEAR, text):
        raise ValueError(f"`{text}` is not a year")
    return int(text)


def read_amount(text: str) -> Decimal:
    """A number such as ``2``, ``1,250`` or ``-0.5``. Raises ValueError otherwise."""
    if not re.fullmatch(NUMBER, text):
        raise ValueError(f"`{text}` is not a number")
    return Decimal(text.replace(",", ""))


@dataclass(frozen=True, slots=True)
class Target:
    """How much was promised: an amount and what it counts."""

    amount: Decimal
    unit: str
    """`trainings`; of money the sign or code before it, of a share `%` or `% of residents`."""
    bound: str
    """`at least`, `more than` or `up to`, where the plan says so; else nothing."""
    text: str = field(compare=False)
    """As the plan writes it."""

    def __str__(self) -> str:
        return self.text

    @property
    def share(self) -> bool:
        """Whether it is a share: a level to reach, and no sum."""
        return self.unit.startswith("%")

    def reached(self, logged: Decimal) -> bool:
        """Whether so much is enough. `More than 20` is not reached by 20; `up to 20` promises no
        least, so nothing falls short of it."""
        if self.bound == "up to":
            return True
        return logged > self.amount if self.bound == "more than" else logged >= self.amount

    def of(self, logged: Decimal) -> str:
        """So much of it: `1 of 2 trainings`, `$1,250 of $25,000`."""
        sign, _, _ = self.unit.partition(" ")
        money = (
            sign if sign[-1] in _SIGNS and f"{sign}{words(self.amount)[:1]}" in self.text else ""
        )
        grouped = words(self.amount) not in self.text
        amount = f"{logged.normalize():,f}" if grouped else words(logged)
        return f"{money}{amount} of {self.text}"


def together(targets: Iterable[Target]) -> Target:
    """Targets of one unit, added up."""
    every = list(targets)
    amount = sum((one.amount for one in every), Decimal(0))
    unit = max((one.unit for one in every), key=len)  # `hours`, where another says `1 hour`
    number = f"{amount.normalize():,f}"
    sign, _, rest = unit.partition(" ")
    said = f"{sign}{number} {rest}".rstrip() if sign[-1] in _SIGNS else f"{number} {unit}"
    return Target(amount, unit, "", said)


def read_target(text: str) -> Target:
    """``2 trainings``, ``at least 20 hours``, ``45%`` or ``$25,000``. Raises ValueError, with a
    sentence, otherwise."""
    match = re.fullmatch(TARGET, text) if len(text) <= LONGEST_TARGET else None
    try:
        target = _target(match) if match else None
    except ValueError:
        target = None
    if target is None:
        raise ValueError(f"`{text}` is not a number and a unit")
    return target


def _target(match: re.Match[str]) -> Target | None:
    """What the parts of a target say; None where they don't go together."""
    _, bound, money, number, plus, _, scale, _, sign, percent, rest, _ = match.groups()
    counted = (rest or "").strip()
    given = [one.strip() for one in (money, "%" if percent else sign) if one]
    # `3 to 5 events` must not be cut at its first number.
    if (bound and plus) or len(given) > 1 or re.match(r"(to|or|and|through|x|×)\s+[0-9]", counted):
        return None
    if given and given[0] != "%" and not scale and re.search(r"\.[0-9]{3}$", number):
        return None  # `25.000 €` is 25 or 25,000, by who writes it
    unit = " ".join([*given, *([counted] if counted else [])])
    if not unit:
        return None
    amount = read_amount(number) * _SCALES.get(scale or "", 1)
    least = "at least" if plus else (bound or "").lower().replace("over", "more than")
    said = " ".join(match[0].split())
    return Target(amount, unit, least, said[0].lower() + said[1:] if bound else said)
