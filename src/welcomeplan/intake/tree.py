"""The parts above the rows: strategies, objectives, actions, by what rows stand under."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.intake.values import Item, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.yamltext import Value


_LETTERS = re.compile(r"[^\W\d_]{2}")
_DIGIT = re.compile(r"\d")


class Level(NamedTuple):
    """What a row stands under: a cell of a column, or a heading between rows."""

    text: str
    header: str = ""
    """The column's header; for a code alone is no title."""
    number: str = ""
    """What a column beside it calls it."""

    @property
    def is_code(self) -> bool:
        """Whether it is a number or a code, and no name."""
        return not _LETTERS.search(self.text) and bool(_DIGIT.search(self.text))

    @property
    def title(self) -> str:
        """A title of it: of a code with the header before it."""
        return f"{self.header} {self.text}" if self.is_code and self.header else self.text


def is_number(shown: str) -> bool:
    """Whether a plan can have that as a number of the document's own."""
    return shown.isprintable() and not shown.startswith("/") and not shown.endswith("/")


class Known(NamedTuple):
    """What another table says of a level."""

    title: str
    keys: dict[str, Value]


@dataclass(slots=True)
class Tree:
    """A plan to be, as it grows."""

    strategies: list[Item] = field(default_factory=list)
    known: dict[tuple[str, str], Known] = field(default_factory=dict)
    """What other tables say of levels, by their header and text."""
    outer: dict[tuple[str, str], tuple[Level, ...]] = field(default_factory=dict)
    """What other tables say that a level stands under."""
    _items: dict[tuple[Level, ...], Item] = field(default_factory=dict)

    def under(self, path: Sequence[Level], *, whole: bool = True) -> Item:
        """The part that a path stands for, made where there is none yet. A path of one level is a
        strategy; `whole`: with an objective of the same title in it, which rows can stand under.
        """
        first, *rest = self.whole(path)
        here = self._part(None, (first,), "strategy")
        if not rest and whole:
            return self._part(here, (first, first), "objective")
        for at, level in enumerate(rest[:1] + rest[1:][-1:]):
            above = (first, level) if not at else (first, *rest)
            here = self._part(here, above, "action" if at else "objective")
        return here

    def whole(self, path: Sequence[Level]) -> list[Level]:
        """A path with what other tables say that its levels stand under."""
        found: list[Level] = []
        headers = {one.header for one in path if one.header}
        for level in path:
            above = self.outer.get((level.header, level.text), ())
            missing = [one for one in above if one.header not in headers]
            if missing:
                headers |= {one.header for one in missing}
                found += self.whole(missing)
            found.append(level)
        return found

    def _part(self, parent: Item | None, path: tuple[Level, ...], kind: Kind) -> Item:
        found = self._items.get(path)
        if found is None:
            level = path[-1]
            known = self.known.get((level.header, level.text))
            found = Item(kind, known.title if known else level.title)
            number = level.text if level.is_code else level.number
            if number and path[-2:-1] != (level,):
                found.keys["number" if is_number(number) else "x-number"] = number
            if known and path[-2:-1] != (level,):
                found.keys |= _fitting(known.keys, kind)
            self._items[path] = found
            (self.strategies if parent is None else parent.parts).append(found)
        return found

    def find(self, level: Level) -> Item | None:
        """The first part that was made from a level, wherever it stands."""
        return next((item for path, item in self._items.items() if path[-1] == level), None)

    @property
    def parts(self) -> list[Item]:
        """Every part above the rows."""
        return list(self._items.values())


def _fitting(keys: dict[str, Value], kind: Kind) -> dict[str, Value]:
    """The keys of a level that its kind of part has; others become the planner's own."""
    found = {}
    for key, value in keys.items():
        fits = key != "summary" or kind == "strategy"
        fits = fits and not (kind == "strategy" and key in ("partners", "tags"))
        found[key if fits or key.startswith("x-") else f"x-{key}"] = value
    return found


def number_once(items: Sequence[Item], levels: Sequence[Item]) -> int:
    """Keep of numbers those that name one part alone: another's goes under a key of its own. Gives
    back how many did."""
    moved = 0
    for some in (items, levels):
        numbers = [str(one.keys["number"]) for one in some if "number" in one.keys]
        if len(set(numbers)) != len(numbers):
            moved += _unnumber(some, set(numbers))
    taken = {str(one.keys["number"]) for one in items if "number" in one.keys}
    clashing = [one for one in levels if str(one.keys.get("number", "")) in taken]
    return moved + _unnumber(clashing, taken)


def _unnumber(items: Sequence[Item], taken: set[str]) -> int:
    moved = [one for one in items if str(one.keys.get("number", "")) in taken]
    for one in moved:
        one.keys["x-number"] = one.keys.pop("number")
    return len(moved)
