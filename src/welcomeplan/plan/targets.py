"""Targets: how much was promised, as plans write it, and when it is reached."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.limits import LONGEST_NUMBER
from welcomeplan.plan.numbers import (
    NUMBER,
    WORDS,
    Unread,
    misread,
    numbers_in,
    read_level,
    refuse_either,
)
from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable

_BOUNDS = "[Aa]t least|[Mm]ore than|[Oo]ver|[Uu]p to"
_MONEY = r"[A-Z]{0,3}[$€£¥]|[A-Z]{3}\s"
_SIGNS = "$€£¥"
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# An expression that JavaScript knows, too: it stands in the schema for editors.
_SCALE = "|".join(f"[{one[0].upper()}{one[0]}]{one[1:]}" for one in _SCALES)
_WORD = "|".join(f"[{one[0].upper()}{one[0]}]{one[1:]}" for one in reversed(WORDS))
TARGET = (
    rf"(?!\s*[0-9.,-]+\s*$)\s*(({_BOUNDS})\s+)?(?:({_MONEY})\s*)?"
    rf"(-?[0-9,.]*[0-9]|{_WORD})(\+|\s+or more)?(\s+({_SCALE}))?"
    r"(\s*([%€£¥$])|\s+([Pp]er ?[Cc]ent))?((\s+|\()[^\s0-9.,/_+–—-](?:.*\S)?)?\s*"
)
"""How much was promised: a bound, money, a number, a scale, a sign, and what it counts."""
_JOINED = r"(or|and)\s"
_HOW_OFTEN = r"(per|each|every|an?|annually|yearly|monthly|weekly|daily|quarterly)\b"
_BOUND_AFTER = r"\b(or (less|fewer|under|below|so)|(at most|at least|max|min)(imum)?\.?)\)?$"
_SHARE = r"[%％‰]|\b(per ?cent|pct|p\.c\.)(?![-\w])"


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
        return f"{self.counted(logged)} of {self.text}"

    def counted(self, logged: Decimal) -> str:
        """So much, written as it is: `1`, `$1,250`."""
        sign, _, _ = self.unit.partition(" ")
        money = (
            sign if sign[-1] in _SIGNS and f"{sign}{words(self.amount)[:1]}" in self.text else ""
        )
        grouped = words(self.amount) not in self.text
        amount = f"{logged.normalize():,f}" if grouped else words(logged)
        return f"{money}{amount}"


class Goal(NamedTuple):
    """The number that an indicator is to reach, and from which side."""

    amount: Decimal
    bound: str = ""
    """`at least`, `more than`, `at most` or `below`, where the plan says so; else nothing."""

    def __str__(self) -> str:
        return f"{self.bound} {words(self.amount)}".lstrip()

    def reached(self, value: Decimal, *, falling: bool) -> bool:
        """Whether a number is enough; `falling`: whether it is to come down, where that is not
        said by the bound."""
        match self.bound or ("at most" if falling else "at least"):
            case "more than":
                return value > self.amount
            case "below":
                return value < self.amount
            case "at most":
                return value <= self.amount
            case _:
                return value >= self.amount


_SIDES = {
    "at least": "at least",
    "no less than": "at least",
    "more than": "more than",
    "over": "more than",
    "above": "more than",
    "at most": "at most",
    "no more than": "at most",
    "below": "below",
    "under": "below",
    "less than": "below",
    "fewer than": "below",
}
"""The words before the number of an indicator, and the side that they mean."""
# An expression that JavaScript knows, too: it stands in the schema for editors.
GOAL = rf"(({'|'.join(f'[{one[0].upper()}{one[0]}]{one[1:]}' for one in _SIDES)})\s+)?{NUMBER}%?"


def read_goal(text: str) -> Goal:
    """``500``, ``88%``, ``at most 5%`` or ``below 20``. Raises Unread, with a sentence,
    otherwise."""
    match = re.fullmatch(GOAL, text)
    if match:
        side = match[2] or ""
        return Goal(
            read_level(text[match.end(1) :] if side else text), _SIDES.get(side.lower(), "")
        )
    up_to = re.fullmatch(rf"[Uu]p to\s+({NUMBER}%?)", text)
    if up_to:
        raise Unread(
            f"`{text}`: is that the most, or what is to be reached?",
            f"Write `at most {up_to[1]}`, or the number alone.",
        )
    read_level(text)
    raise Unread(f"`{text}` is not a number", "Write it as `500`, `88%` or `at most 5%`.")


def together(targets: Iterable[Target]) -> Target:
    """Targets of one unit, added up; more than each of them, where each says so."""
    every = list(targets)
    amount = sum((one.amount for one in every), Decimal(0))
    unit = max((one.unit for one in every), key=len)  # `hours`, where another says `1 hour`
    number = f"{amount.normalize():,f}"
    sign, _, rest = unit.partition(" ")
    said = f"{sign}{number} {rest}".rstrip() if sign[-1] in _SIGNS else f"{number} {unit}"
    bounds = {one.bound for one in every}
    bound = bounds.pop() if len(bounds) == 1 else ""
    return Target(amount, unit, bound, f"{bound} {said}".lstrip())


def read_target(text: str) -> Target:
    """``2 trainings``, ``at least 20 hours``, ``45%`` or ``$25,000``. Raises Unread, with a
    sentence, otherwise."""
    if len(text) > LONGEST_NUMBER:
        raise Unread(f"`{text}` is longer than {LONGEST_NUMBER} characters")
    match = re.fullmatch(TARGET, text)
    target = _target(match, text) if match else None
    if target is None:
        alone = re.fullmatch(rf"\s*(({_BOUNDS})\s+)?[0-9.,]+\+?(\s+({_SCALE}))?\s*", text)
        raise (_uncounted(text) if alone else misread(text)) or Unread(
            f"`{text}` is not a number and a unit"
        )
    return target


def _target(match: re.Match[str], text: str) -> Target | None:
    """What the parts of a target say; None where they don't go together. Raises Unread for a
    number that would not be read whole."""
    _, bound, money, number, least, _, scale, _, sign, percent, rest, _ = match.groups()
    counted = (rest or "").strip()
    if re.search(r"(^|\s)or more$", counted):
        least, counted = "or more", counted.removesuffix("or more").strip()
    given = [one.strip() for one in (money, "%" if percent else sign) if one]
    if numbers_in(counted) or re.match(_JOINED, counted) or (bound and least):
        return None
    if re.search(_BOUND_AFTER, counted, re.IGNORECASE):
        return None
    # What stands beside it may be part of the number: `2 dozen`, `2 and a half`, `$5 m`.
    asked = misread(f"1 {counted}") if counted else None
    if asked or len(given) > 1:
        return None
    if given != ["%"] and re.search(_SHARE, counted, re.IGNORECASE):
        raise Unread(f"`{text}`: is that a share?", "Write it as `45% of residents`.")
    if not given and (not counted or re.match(_HOW_OFTEN, counted)):
        raise _uncounted(text)
    amount = _amount(number, text, scaled=scale is not None) * _SCALES.get((scale or "").lower(), 1)
    _promised(amount, bound or "", text)
    unit = " ".join([*given, *([counted] if counted else [])])
    said = " ".join(match[0].split())
    kept = "at least" if least else (bound or "").lower().replace("over", "more than")
    lower = bound or number.casefold() in WORDS
    return Target(amount, unit, kept, said[0].lower() + said[1:] if lower else said)


def _amount(number: str, text: str, *, scaled: bool) -> Decimal:
    word = WORDS.get(number.casefold())
    if word:
        return Decimal(word)
    if not re.fullmatch(NUMBER, number):
        raise misread(text) or Unread(f"`{text}` is not a number and a unit")
    if not scaled:  # `1.125 million` has one meaning
        refuse_either(number, text)
    return Decimal(number.replace(",", "")) + 0  # nought has no sign


def _promised(amount: Decimal, bound: str, text: str) -> None:
    """Raise Unread for what is reached before anything is done."""
    if amount > 0 or (amount == 0 and bound.lower() in ("more than", "over")):
        return
    raise Unread(
        f"`{text}` is reached before anything is done",
        "Write what is to be reached: a number above 0. For what is to fall, or to be nought, give"
        " the objective an indicator: `baseline: 12`, `target: 0`.",
    )


def _uncounted(text: str) -> Unread:
    return Unread(
        f"`{text}` doesn't say what is counted",
        "Write it as `2 trainings`; money as `$25,000`, a share as `45%`.",
    )
