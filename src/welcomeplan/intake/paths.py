"""What each row of a table stands under: levels in columns, and headings between rows.

A level is said once, in a merged cell or with blanks below, or again in every row. Which it is, the
column shows: where it says the same twice in a row, a blank is no "as above".
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.intake.frames import filled, text
from welcomeplan.intake.headings import heading
from welcomeplan.intake.tree import Level
from welcomeplan.limits import MOST_MERGED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.columns import Column, Layout
    from welcomeplan.intake.values import Cell, Table


class Path(NamedTuple):
    """What a row stands under, outermost first."""

    levels: tuple[Level, ...]
    is_heading: bool = False
    """Whether the row is nothing but the heading of those below."""


class Cells:
    """The cells of a table, each merged range as if all its rows said it."""

    def __init__(self, table: Table) -> None:
        self._rows = table.rows
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}
        self.wide: set[tuple[int, int]] = set()
        """The first cells of ranges over several columns."""
        for first, left, last, right in table.merged:
            if right > left:
                self.wide.add((first, left))
            if len(self._merged) + last - first > MOST_MERGED:
                break
            for row in range(first + 1, min(last + 1, len(table.rows))):
                self._merged[row, left] = (first, left)

    def __call__(self, row: int, column: int) -> Cell:
        """A cell; empty outside of the table."""
        if self._merged:
            row, column = self._merged.get((row, column), (row, column))
        cells = self._rows[row]
        return cells[column] if column < len(cells) else ""

    def is_merged(self, row: int, column: int) -> bool:
        """Whether a cell repeats the first of its range."""
        return (row, column) in self._merged


def paths(layout: Layout, cells: Cells) -> tuple[dict[int, Path], list[Column]]:
    """What each row stands under, and the columns of which a blank was taken for "as above"."""
    filling = [one for one in layout.levels if _fills(layout, one, cells)]
    spread = _spread(layout)
    found: dict[int, Path] = {}
    sections = [(_depth(section), Level(section)) for _, section in layout.frame.sections]
    above: dict[int, Level] = {}
    numbers = _numbers(layout, cells)
    inner = {one.at for one in layout.levels}
    for row in layout.frame.rows:
        at = filled(layout.frame.table.rows[row])
        section = _section(layout, row, at, cells) if spread and len(at) == 1 else None
        if section is None and row in numbers:
            section = _counted(layout, row, at, cells, numbers[row])
        if section:
            depth, level = section
            level = _unnumbered(level, numbers.get(row, ""))
            sections = [one for one in sections if one[0] < depth]
            sections.append((depth, level))
            above = {}
            found[row] = Path(tuple(one for _, one in sections), True)
            continue
        levels = _levels(layout, row, cells, filling, above)
        path = (*(one for _, one in sections), *levels)
        found[row] = Path(path, bool(levels) and inner.issuperset(at))
    return found, filling


def _levels(
    layout: Layout, row: int, cells: Cells, filling: list[Column], above: dict[int, Level]
) -> list[Level]:
    """The levels of a row; `above` keeps those of the rows before it."""
    found = []
    for column in layout.levels:
        shown = text(cells(row, column.at))
        if shown:
            level = Level(shown, column.header, column.codes.get(shown, ""))
            if above.get(column.at) != level:
                for inner in [at for at in above if at > column.at]:
                    del above[inner]
            above[column.at] = level
            found.append(level)
        elif column in filling and column.at in above:
            found.append(above[column.at])
    return found


def _fills(layout: Layout, column: Column, cells: Cells) -> bool:
    """Whether a blank of a level's column means what stands above it."""
    rows = layout.frame.rows
    if any(cells.is_merged(row, column.at) for row in rows):
        return False
    shown = [text(cells(row, column.at)) for row in rows]
    if all(shown):
        return False
    return not any(one == two != "" for one, two in pairwise(shown))


def _spread(layout: Layout) -> bool:
    """Whether most rows have more than one cell: then one alone may be a heading."""
    rows = layout.frame.rows
    several = sum(len(filled(layout.frame.table.rows[row])) > 1 for row in rows)
    return several >= 0.5 * len(rows)


def _section(layout: Layout, row: int, at: Sequence[int], cells: Cells) -> tuple[int, Level] | None:
    """The heading between rows that a row of one cell is, and how deep it lies."""
    column, shown = at[0], text(cells(row, at[0]))
    title = layout.one("title")
    if any(one.at == column for one in layout.levels):
        return None
    depth = _depth(shown)
    wide = (row, column) in cells.wide
    in_title = title is not None and column == title.at
    deepest = title.heading.depth if title else 5
    if wide or (not in_title and column <= (title.at if title else 0)):
        return depth, Level(shown)
    if in_title and ((0 < depth < deepest) or shown.endswith(":") or _shouted(shown)):
        return depth, Level(shown)
    return None


def _numbers(layout: Layout, cells: Cells) -> dict[int, str]:
    """By row, the number of the next row that has one: `1.1` below `1. Reading`."""
    column = layout.one("number")
    found: dict[int, str] = {}
    following = ""
    for row in reversed(layout.frame.rows) if column else ():
        found[row] = following
        shown = text(cells(row, column.at)) if column else ""
        following = shown if _NUMBER.fullmatch(shown) else following
    return found


def _counted(
    layout: Layout, row: int, at: Sequence[int], cells: Cells, following: str
) -> tuple[int, Level] | None:
    """The heading between rows that a row of a number and a title is, where the next is one of it:
    `1`, `Reading` over `1.1`."""
    number, title = layout.one("number"), layout.one("title")
    if not number or not title or set(at) != {number.at, title.at}:
        return None
    shown = text(cells(row, number.at))
    if not following.startswith(f"{shown.rstrip('.')}."):
        return None
    heading_ = text(cells(row, title.at))
    return _depth(heading_), Level(heading_, number=shown.rstrip("."))


def _unnumbered(level: Level, following: str) -> Level:
    """A heading without the number before it, which becomes its own: `1. Reading for all`."""
    found = _NUMBERED.match(level.text)
    if not found or level.number or not (found[2] or following.startswith(f"{found[1]}.")):
        return level
    return Level(found[3], level.header, found[1])


_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?")
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)([.):]?)\s+(\S.*)", re.DOTALL)


def _depth(section: str) -> int:
    """How deep a heading between rows lies, by its first word; 0 where that doesn't tell."""
    first = heading(section.split(maxsplit=1)[0].rstrip(":."))
    return first.depth if first and first.key == "level" else 0


def _shouted(shown: str) -> bool:
    return shown.isupper() and len(shown) > 3 and len(shown.split()) < 10
