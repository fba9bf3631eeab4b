"""The numbers that Word puts before paragraphs: `1.2`, `a)`, `Goal 3:`, as its readers see them.

They stand nowhere in a document's text. Its part `numbering` says how each level of a list counts,
and what is shown of the count; so paragraphs are counted here in their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
"""How many levels a list has."""
_HOPS = 4
"""How often one list may say that another says it."""
_LONGEST = 60
"""How many letters a number may have with the words around it."""
_MOST = 4999
"""The highest number that is told in letters or Roman figures."""
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


class _Level(NamedTuple):
    """How a level of a list counts."""

    start: int = 1
    form: str = ""
    """Of the number: `decimal`, `upperRoman`."""
    shown: str = ""
    """What is shown: `%1.%2`, `Goal %1:`."""
    after: int = -1
    """The level from which on a higher one lets it begin again, from 1; 0: none does; -1: any."""
    legal: bool = False
    """Whether all of its numbers are shown as figures."""
    style: str = ""
    """The style whose paragraphs stand on it."""


class _List(NamedTuple):
    """A list, by its number."""

    counts: str
    """What it counts with: lists that share it go on from each other."""
    levels: Mapping[int, _Level]
    begins: Mapping[int, int]
    """Where its own first paragraphs begin, by level; others go on."""


@dataclass(slots=True)
class Numbers:
    """The lists of a document, and how far each has counted."""

    lists: Mapping[str, _List] = field(default_factory=dict)
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level(self, number: str, style: str, said: int) -> int:
        """The level on which a paragraph of a style stands in a list: that of the style; else the
        one that is `said`."""
        listed = self.lists.get(number)
        own = [at for at, one in listed.levels.items() if one.style == style] if listed else []
        return own[0] if style and own else said

    def next(self, number: str, level: int) -> str:
        """What stands before the next paragraph of a list on a level, counted from 0; empty where
        it is a mark, or of a kind that is not known."""
        listed = self.lists.get(number)
        if listed is None or level not in listed.levels:
            return ""
        counts = self._counted.setdefault(listed.counts, {})
        if level in listed.begins and (number, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((number, level))
        begins = listed.begins.get(level, listed.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else begins
        for lower in [one for one in counts if one > level]:
            after = listed.levels[lower].after if lower in listed.levels else -1
            if after < 0 or level < after:
                del counts[lower]
        return _shown(listed.levels, level, counts)


def numbers_of(element: Any, styles: Mapping[str, str]) -> Numbers:
    """The lists of a document's part `numbering`; `styles`: the list of each style that has one."""
    lists = element.findall(f"{_W}num")
    kind_of = {one.get(f"{_W}numId", ""): _value(one, "abstractNumId") for one in lists}
    kinds: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}
    for one in element.findall(f"{_W}abstractNum"):
        name = one.get(f"{_W}abstractNumId", "")
        kinds[name], links[name] = _levels(one), _value(one, "numStyleLink")
    found: dict[str, _List] = {}
    for one in lists:
        counts = _value(one, "abstractNumId")
        for _ in range(_HOPS):
            if not links.get(counts):
                break
            counts = kind_of.get(styles.get(links[counts], ""), "")
        if counts in kinds:
            levels, begins = dict(kinds[counts]), {}
            for over in one.findall(f"{_W}lvlOverride"):
                at = figure(over.get(f"{_W}ilvl"), LEVELS)
                levels |= _levels(over)
                if over.find(f"{_W}startOverride") is not None:
                    begins[at] = figure(_value(over, "startOverride"), 1)
            found[one.get(f"{_W}numId", "")] = _List(counts, levels, begins)
    return Numbers(found)


def _levels(element: Any) -> dict[int, _Level]:
    """The levels that stand right in an element, by their depth from 0."""
    found: dict[int, _Level] = {}
    for one in element.findall(f"{_W}lvl"):
        at = figure(one.get(f"{_W}ilvl"), LEVELS)
        if at < LEVELS:
            found[at] = _Level(
                figure(_value(one, "start"), 1),
                _value(one, "numFmt"),
                _value(one, "lvlText")[:_LONGEST],
                figure(_value(one, "lvlRestart"), -1),
                one.find(f"{_W}isLgl") is not None,
                _value(one, "pStyle"),
            )
    return found


def _value(element: Any, name: str) -> str:
    """The value of what stands in an element under a name; empty where nothing does."""
    held = element.find(f"{_W}{name}")
    return "" if held is None else str(held.get(f"{_W}val", ""))


def figure(text: str | None, other: int) -> int:
    """A number of a document, from 0; `other` for what is none, or is far too high."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else other


def _shown(levels: Mapping[int, _Level], level: int, counts: Mapping[int, int]) -> str:
    """What is shown of a count."""
    own = levels[level]
    said: list[str] = []
    for at, piece in enumerate(_PLACE.split(own.shown)):
        if at % 2 == 0:
            said.append(piece)
            continue
        depth = int(piece) - 1
        one = levels.get(depth, _Level())
        form = "decimal" if own.legal and one.form != "none" else one.form
        told = _told(counts.get(depth, one.start), form)
        if told is None:
            return ""
        said.append(told)
    shown = " ".join("".join(said).split())
    return shown if len(said) > 1 and len(shown) <= _LONGEST else ""


def _told(number: int, form: str) -> str | None:
    """A number in a form; None for a form that is not known."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    letters = {"upperRoman": _roman, "upperLetter": _letters}
    plain = letters.get(form.replace("lower", "upper")) if 0 < number <= _MOST else None
    if plain is not None:
        return plain(number).lower() if form.startswith("lower") else plain(number)
    known = form in ("", "decimal") or form.replace("lower", "upper") in letters
    return str(number) if known else None


def _roman(number: int) -> str:
    said = ""
    for worth, letters in _ROMAN:
        said += letters * (number // worth)
        number %= worth
    return said


def _letters(number: int) -> str:
    """`A` to `Z`, then `AA` to `ZZ`, as Word counts."""
    times, at = divmod(number - 1, 26)
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at] * (times + 1)
