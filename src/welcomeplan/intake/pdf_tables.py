"""Which lines of a PDF are the cells of tables: by the rules that are drawn, or by the gaps that
go down through all rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from welcomeplan.intake.pdf_lines import Line, Page

Row = dict[int, list["Line"]]
"""The lines of a row's cells, by column."""
_SAME = 4.0
"""How far apart, in points, the same column may stand on two pages."""
_MOST_HEADS = 60
_THINNEST = 0.7
"""How wide, in points, a gap between columns is at least."""


class Table(NamedTuple):
    """The rows of a table."""

    rows: list[Row]
    columns: Sequence[float]
    """Where columns begin."""
    sure: bool
    """Whether each line's row and column are known without doubt."""


def parts(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line | Table]:
    """The lines of a document, and its tables in place of theirs. A table that goes on on the next
    page is one."""
    found: list[Line | Table] = []
    for one in _parts(lines, pages):
        before = found[-1] if found else None
        if isinstance(one, Table) and isinstance(before, Table) and _goes_on(before, one):
            found[-1] = _joined(before, one)
        else:
            found.append(one)
    return found


def _parts(lines: Sequence[Line], pages: Sequence[Page]) -> Iterator[Line | Table]:
    ruled: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if line.cell is not None:
            ruled.setdefault((line.page, line.cell.table), []).append(line)
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.cell is None:
            count, table = _unruled(lines, at, pages[line.page])
            yield table or line
            at += count
            continue
        cells = ruled.pop((line.page, line.cell.table), [])
        if cells:
            yield _ruled(cells, pages[line.page].grids[line.cell.table].columns)
        at += 1


def _goes_on(before: Table, table: Table) -> bool:
    """Whether a table is the rest of one on the page before."""
    return (
        _page(before.rows[-1]) + 1 == _page(table.rows[0])
        and len(before.columns) == len(table.columns)
        and all(abs(a - b) < _SAME for a, b in zip(before.columns, table.columns, strict=True))
    )


def _joined(before: Table, table: Table) -> Table:
    """Both parts of a table, without the headers that are printed again. A row that the page's end
    parts is one: its first cell begins amid a sentence."""
    rows = [*before.rows]
    more = table.rows
    if _words(more[0]) == _words(rows[0]):
        more = more[1:]
    if more and next(iter(more[0].values()))[0].text[0].islower():
        rows[-1] = _both(rows[-1], more[0])
        more = more[1:]
    return Table([*rows, *more], before.columns, before.sure and table.sure)


def _both(one: Row, other: Row) -> Row:
    return {
        column: [*one.get(column, []), *other.get(column, [])] for column in sorted({*one, *other})
    }


def _page(row: Row) -> int:
    return next(iter(row.values()))[0].page


def _words(row: Row) -> dict[int, str]:
    return {column: " ".join(line.text for line in cell) for column, cell in row.items()}


def _ruled(lines: Sequence[Line], columns: Sequence[float]) -> Table:
    """A table whose cells are parted by rules."""
    found: dict[int, Row] = {}
    sure = True
    for line in lines:
        if line.cell is not None:
            sure = sure and line.cell.column >= 0
            found.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(line)
    return Table([_sorted(found[row]) for row in sorted(found)], columns, sure)


def _sorted(row: Mapping[int, list[Line]]) -> Row:
    """A row with its columns from the left, and the lines of each from above."""
    return {
        column: sorted(row[column], key=lambda line: (-line.bottom, line.left))
        for column in sorted(row)
    }


# Without rules between columns


def _unruled(lines: Sequence[Line], at: int, page: Page) -> tuple[int, Table | None]:
    """How many of the lines from here are a table that has no rules between its columns, and that
    table."""
    heads = _heads(lines, at)
    if len(heads) < 2 or heads[0].text.endswith(":"):
        return 1, None
    inner = [(a.right, b.left) for a, b in pairwise(heads)]
    gaps = [[one] for one in inner]
    most: list[Line] = []
    body: list[Line] = []
    sure = True
    lowest = heads[0].bottom
    for line in lines[at:]:
        if any(line is one for one in heads):
            most.append(line)
            continue
        if not _is_below(line, heads, lowest):
            break
        left = [_without(gap, line) for gap in gaps]
        if all(left):
            gaps = left
        elif any(_is_level(one, line) for one in body):
            sure = False  # a cell that goes over a column's end
        else:
            break
        most.append(line)
        body.append(line)
        lowest = min(lowest, line.bottom)
    cuts = [_cut(gap, body, heads[0].size) for gap in gaps]
    columns = [heads[0].left, *(cut or one[1] for cut, one in zip(cuts, inner, strict=True))]
    found = _rows(most, columns, page)
    rows = found or [_by_column(one, columns) for one in _levels(most)]
    while len(rows) > 1 and list(rows[-1]) == [0] and _is_last(rows[-1][0], most):
        most = most[: -len(rows.pop()[0])]  # what follows the table
    return len(most), Table(rows, columns, sure and None not in cuts and found is not None)


def _heads(lines: Sequence[Line], at: int) -> list[Line]:
    """The first cells of what may be a table: they begin side by side, and may be wrapped."""
    first = lines[at]
    found, below = [first], 0
    for line in lines[at + 1 : at + _MOST_HEADS]:
        if line.page != first.page or line.cell is not None:
            break
        before = found[-1]
        if _is_level(first, line) and line.left > before.right:
            found.append(line)
            below = 0
        elif below < 3 and _is_wrapped(before, line, below):
            below += 1
        else:
            break
    return found


def _is_wrapped(one: Line, other: Line, below: int) -> bool:
    """Whether a line may be the rest of a cell, so many lines below its first."""
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 0 and 0 < one.bottom - other.bottom <= 1.5 * one.size * (below + 1)


def _is_level(one: Line, other: Line) -> bool:
    return one.page == other.page and abs(one.bottom - other.bottom) < 0.5 * max(
        one.size, other.size
    )


def _is_below(line: Line, heads: Sequence[Line], lowest: float) -> bool:
    """Whether a line may be of the table that begins so."""
    first = heads[0]
    again = line.text == first.text and abs(line.left - first.left) < _SAME
    return (
        line.page == first.page
        and line.cell is None
        and line.size <= first.size + 0.6
        and not again
        and line.bottom < first.bottom
        and lowest - line.bottom < 2.6 * max(first.size, 6)
    )


def _without(gaps: Sequence[tuple[float, float]], line: Line) -> list[tuple[float, float]]:
    """The gaps that a line leaves."""
    found = list(gaps)
    for word in line.words:
        found = [
            part
            for left, right in found
            for part in ((left, min(right, word.left)), (max(left, word.right), right))
            if part[1] - part[0] >= _THINNEST and part[0] < right and part[1] > left
        ]
        found = list(dict.fromkeys(found))
    return found


def _cut(gaps: Sequence[tuple[float, float]], body: Sequence[Line], size: float) -> float | None:
    """Where a column begins, by the gaps before it: that beside which most begin. Nothing, where
    there is doubt."""
    scored: list[tuple[int, float, float]] = []
    for left, right in gaps:
        begun = sum(any(abs(word.left - right) < 1.5 for word in line.words) for line in body)
        scored.append((begun, right - left, right))
    scored.sort(reverse=True)
    if not scored:
        return None
    begun, wide, right = scored[0]
    narrow = wide < 0.8 * size
    if narrow and begun < 2:
        return None
    if len(scored) > 1 and scored[1][0] == begun and (narrow or scored[1][1] >= 0.8 * size):
        return None
    return right


def _levels(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand side by side, from above."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.bottom, line.left)):
        if found and abs(found[-1][0].bottom - line.bottom) < 0.35 * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _by_column(lines: Sequence[Line], columns: Sequence[float]) -> Row:
    """The lines of a row, each cut where columns begin."""
    found: Row = {}
    for line in lines:
        start = 0
        words = line.words
        places = [sum(one <= (word.left + word.right) / 2 for one in columns[1:]) for word in words]
        for at in range(1, len(words) + 1):
            if at == len(words) or places[at] != places[start]:
                part = line if at - start == len(words) else line.part(start, at)
                found.setdefault(places[start], []).append(part)
                start = at
    return _sorted(found)


def _rows(lines: Sequence[Line], columns: Sequence[float], page: Page) -> list[Row] | None:
    """Lines as the rows of a table; nothing, where it can't be told where they begin."""
    levels = [_by_column(one, columns) for one in _levels(lines)]
    if any(len(cell) > 1 for row in levels for cell in row.values()):
        return None  # more columns than headers
    heights = [next(iter(row.values()))[0].bottom for row in levels]
    size = lines[0].size
    steps = [a - b for a, b in pairwise(heights)]
    pitch = min((one for one in steps if one >= 0.9 * size), default=0.0)
    rules = [one.at for one in page.level if one.start < columns[1] and one.end > columns[0] + size]
    drawn = [any(b < rule < a for rule in rules) for a, b in pairwise(heights)]
    ruled = sum(drawn[1:]) > 0
    even = pitch <= 1.45 * size and not any(one > 1.12 * pitch for one in steps[1:])
    rows = [dict(levels[0])]
    for at, level in enumerate(levels[1:]):
        if ruled:
            new: bool | None = drawn[at]
        elif even or pitch > 1.45 * size:
            new = _begins_row(level) if even else steps[at] >= 0.9 * size
        else:
            new = steps[at] > 1.12 * pitch
        if new is None:
            return None
        if new:
            rows.append(dict(level))
            continue
        rows[-1] = _both(rows[-1], level)
    return [_sorted(row) for row in rows]


def _begins_row(level: Row) -> bool | None:
    """Whether a line begins a row where all lines are equally far apart: one does where its first
    cell begins anew. None, where that can't be told."""
    if 0 not in level:
        return False
    small = level[0][0].text[0].islower()
    if len(level) == 1:
        return False if small else None
    return not small


def _is_last(cell: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a cell's lines are written last."""
    return all(a is b for a, b in zip(cell, lines[-len(cell) :], strict=True))
