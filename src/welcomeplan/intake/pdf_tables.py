"""Which lines of a PDF are the cells of tables: by the rules that are drawn, or by the gaps that
go down through all rows."""

from __future__ import annotations

import math
from bisect import bisect
from itertools import pairwise, takewhile, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.intake.signs import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from welcomeplan.intake.pdf_lines import Line, Page
    from welcomeplan.intake.pdf_rules import Grid

Row = dict[int, list["Line"]]
"""The lines of a row's cells, by column."""
_SAME = 4.0
"""How far apart, in points, the same column may stand on two pages."""
_APART = 3.6
"""How far below each other, in their size, the lines of a table stand at most."""
_MOST_HEADS, _MOST_LINES = 60, 600
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
    at, before = 0, None
    while at < len(lines):
        line = lines[at]
        if line.cell is None:
            page = pages[line.page]
            count, table = _rest(lines, at, before, page) if before else (0, None)
            if not table:
                count, table = _unruled(lines, at, page)
            yield table or line
            at, before = at + count, table
            continue
        cells = ruled.pop((line.page, line.cell.table), [])
        if cells:
            yield _ruled(cells, pages[line.page].grids[line.cell.table])
        at, before = at + 1, None


def _goes_on(before: Table, table: Table) -> bool:
    """Whether a table is the rest of one on the page before."""
    return (
        _page(before.rows[-1]) + 1 == _page(table.rows[0])
        and len(before.columns) == len(table.columns)
        and all(abs(a - b) < _SAME for a, b in zip(before.columns, table.columns, strict=True))
    )


def _joined(before: Table, table: Table) -> Table:
    """Both parts of a table, without the headers that are printed again. A row that the page's end
    parts is one."""
    rows = [*before.rows]
    more = table.rows
    if _words(more[0]) == _words(rows[0]):
        more = more[1:]
    if more and _is_rest(more[0], rows[1:]):
        rows[-1] = _both(rows[-1], more[0])
        more = more[1:]
    return Table([*rows, *more], before.columns, before.sure and table.sure)


def _is_rest(row: Row, before: Sequence[Row]) -> bool:
    """Whether a row that begins a page is the rest of the one that ends the page before."""
    first = next(iter(row.values()))[0].text
    headless = 0 not in row and all(0 in one for one in before)
    alone = list(row) == [0] and all(list(one) != [0] for one in before)
    return first[0].islower() or headless or alone


def _both(one: Row, other: Row) -> Row:
    return {
        column: [*one.get(column, []), *other.get(column, [])] for column in sorted({*one, *other})
    }


def _page(row: Row) -> int:
    return next(iter(row.values()))[0].page


def _words(row: Row) -> dict[int, str]:
    return {column: " ".join(line.text for line in cell) for column, cell in row.items()}


def _ruled(lines: Sequence[Line], grid: Grid) -> Table:
    """A table whose cells are parted by rules."""
    found: dict[int, Row] = {}
    sure = True
    for line in lines:
        if line.cell is not None:
            sure = sure and line.cell.column >= 0
            found.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(line)
    rows = [_sorted(found[row]) for row in sorted(found)]
    if len(grid.rows) <= 3 and any(_is_several(row, grid.columns) for row in rows):
        sure = False
    return Table(rows if sure else _pieces(lines), grid.columns, sure)


def _is_several(row: Row, columns: Sequence[float]) -> bool:
    """Whether what is between two rules seems to be several rows: more than one cell breaks at the
    same height, with room for more words."""
    heights: list[float] = []
    for column, cell in row.items():
        most = columns[column + 1] - columns[column] - 12
        heights += [b.bottom for a, b in pairwise(cell) if not _is_full(a, b, most)]
    heights.sort()
    return any(b - a < 1 for a, b in pairwise(heights))


def _pieces(lines: Sequence[Line]) -> list[Row]:
    """What stands together in a table that can't be read, each piece a row."""
    found = [[lines[0]]]
    for one, other in pairwise(lines):
        if _is_wrapped(one, other, 0):
            found[-1].append(other)
        else:
            found.append([other])
    return [{0: one} for one in found]


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
    most, sure = _under(lines[at : at + _MOST_LINES], heads, [[one] for one in inner])
    body = [line for line in most if not _is_head(line, heads)]
    gaps = [[one] for one in inner]
    for line in body:
        gaps = [_without(gap, line) or gap for gap in gaps]
    cuts = [_cut(gap, body, heads[0].size) for gap in gaps]
    left = min(line.left for line in most)
    columns = [left, *(cut or one[1] for cut, one in zip(cuts, inner, strict=True))]
    return _table(most, columns, page, sure=sure and None not in cuts)


def _under(
    lines: Sequence[Line], heads: Sequence[Line], gaps: Sequence[list[tuple[float, float]]]
) -> tuple[list[Line], bool]:
    """The lines that leave a gap between any two headers; and whether all of them do."""
    most: list[Line] = []
    sure = True
    for line, following in zip_longest(lines, lines[1:]):
        if not _is_head(line, heads):
            beside = _is_part(line, most[len(heads) :], following)
            prose = len(most) > len(heads) and not beside and _is_prose(line, most, heads)
            if prose or not _is_below(line, heads):
                break
            left = [_without(gap, line) for gap in gaps]
            if all(left):
                gaps = left
            elif beside:
                sure = False  # a cell that goes over a column's end
            else:
                break
        most.append(line)
    return _near(most), sure


def _is_head(line: Line, heads: Sequence[Line]) -> bool:
    return any(line.words[0] is one.words[0] for one in heads)


def _is_prose(line: Line, before: Sequence[Line], heads: Sequence[Line]) -> bool:
    """Whether a line that goes over several columns, and has no wide gap, stands well below the
    others: it is a paragraph that follows the table."""
    over = sum(line.left < one.right and line.right > one.left for one in heads)
    down = min(one.bottom for one in before) - line.bottom
    return over > 1 and down > 1.7 * max(line.size, 6)


def _is_part(line: Line, before: Sequence[Line], following: Line | None) -> bool:
    """Whether another line stands beside it."""
    if following is not None and _is_level(line, following) and following.left > line.right - 1:
        return True
    return any(_is_level(one, line) for one in before)


def _near(lines: Sequence[Line]) -> list[Line]:
    """The first of some lines, up to a wide gap below them."""
    end = next(
        (
            b[0].bottom
            for a, b in pairwise(_levels(lines))
            if a[0].bottom - b[0].bottom > _APART * max(a[0].size, 6)
        ),
        -math.inf,
    )
    return list(takewhile(lambda line: line.bottom > end + 0.1, lines))


def _rest(lines: Sequence[Line], at: int, before: Table, page: Page) -> tuple[int, Table | None]:
    """The same for the lines that begin a page, where the page before ends with a table."""
    last = next(iter(before.rows[-1].values()))[0]
    most: list[Line] = []
    for line in lines[at : at + _MOST_LINES]:
        if (
            line.page != last.page + 1
            or line.cell is not None
            or line.size > last.size + 0.6
            or not _fits(line, before.columns)
        ):
            break
        most.append(line)
    most = _near(most)
    if not any(len(_by_column(one, before.columns)) > 1 for one in _levels(most)):
        return 0, None
    return _table(most, before.columns, page, sure=before.sure)


def _fits(line: Line, columns: Sequence[float]) -> bool:
    """Whether no word of a line goes over a column's beginning."""
    return line.left > columns[0] - _SAME and all(
        bisect(columns, word.left + 1) == bisect(columns, word.right - 1) for word in line.words
    )


def _table(
    lines: Sequence[Line], columns: Sequence[float], page: Page, *, sure: bool
) -> tuple[int, Table]:
    """How many of the lines are a table with these columns, and the table: a short line below it
    is none of it."""
    found = _rows(lines, columns, page) if sure else None
    if found is None:
        return len(lines), Table(_pieces(lines), columns, sure=False)
    rows = found
    while len(rows) > 1 and list(rows[-1]) == [0] and _is_last(rows[-1][0], lines):
        lines = lines[: -len(rows.pop()[0])]
    return len(lines), Table(rows, columns, sure=True)


def _heads(lines: Sequence[Line], at: int) -> list[Line]:
    """The first cells of what may be a table: they begin side by side, or nearly so where others
    of them have more lines. None, where none do."""
    first = lines[at]
    found, below = [first], 0
    for line in lines[at + 1 : at + _MOST_HEADS]:
        if line.page != first.page or line.cell is not None:
            break
        before = found[-1]
        near = abs(first.bottom - line.bottom) < 0.9 * first.size
        if near and line.left > before.right - 1 and abs(first.size - line.size) < 1:
            found.append(line)
            below = 0
        elif below < 3 and _is_wrapped(before, line, below):
            below += 1
        else:
            break
    level = any(_is_level(a, b) for a, b in pairwise(found))
    return [part for one in found for part in _apart(one)] if level or len(found) > 2 else []


def _apart(line: Line) -> list[Line]:
    """Headers that stand so near each other that they seem one text."""
    found: list[Line] = []
    start = 0
    for at, (one, other) in enumerate(pairwise(line.words), 1):
        two = [
            " ".join(word.text for word in part) for part in (line.words[start:at], line.words[at:])
        ]
        if other.left - one.right > 0.42 * line.size or all(map(meaning, two)):
            found.append(line.part(start, at))
            start = at
    return [*found, line.part(start, len(line.words)) if start else line]


def _is_wrapped(one: Line, other: Line, below: int) -> bool:
    """Whether a line may be the rest of a cell, so many lines below its first."""
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 0 and 0 < one.bottom - other.bottom <= 1.5 * one.size * (below + 1)


def _is_level(one: Line, other: Line) -> bool:
    return one.page == other.page and abs(one.bottom - other.bottom) < 0.5 * max(
        one.size, other.size
    )


def _is_below(line: Line, heads: Sequence[Line]) -> bool:
    """Whether a line may be of the table that begins so."""
    first = heads[0]
    again = line.text == first.text and abs(line.left - first.left) < _SAME
    return (
        line.page == first.page
        and line.cell is None
        and line.size <= first.size + 0.6
        and not again
        and line.bottom < first.bottom
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
    if len(scored) == 1:
        return right
    if wide >= 1.5 * max(one[1] for one in scored[1:]) and wide < 0.8 * size:
        return right  # the others are the spaces between words
    narrow = wide < 0.8 * size
    if narrow and begun < 2:
        return None
    if scored[1][0] == begun and (narrow or scored[1][1] >= 0.8 * size):
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
    rules = [
        one.at
        for one in page.level
        if one.start < columns[1] and one.end > columns[0] + lines[0].size
    ]
    drawn = [any(b < rule < a for rule in rules) for a, b in pairwise(heights)]
    steps = [a - b for a, b in pairwise(heights)]
    pitch = _pitch(levels, lines[0].size)
    wide = pitch + max(0.5, 0.05 * lines[0].size)
    even = not any(one > wide for one in steps[1:])
    widths = [
        max(row[at][0].width if at in row else 0 for row in levels) for at in range(len(columns))
    ]
    rows = [levels[0]]
    for at, level in enumerate(levels[1:]):
        new: bool | None = drawn[at]
        if steps[at] < 0.9 * pitch:
            new = False
        elif not new:
            new = steps[at] > wide or _begins_row(rows[-1], level, widths, even=even)
        if new is None:
            return None
        if new:
            rows.append(level)
        else:
            rows[-1] = _both(rows[-1], level)
    return rows


def _pitch(levels: Sequence[Row], size: float) -> float:
    """How far below each other lines of a column stand at least."""
    last: dict[int, float] = {}
    found: list[float] = []
    for row in levels:
        for column, cell in row.items():
            found.append(last.get(column, math.inf) - cell[0].bottom)
            last[column] = cell[0].bottom
    return min((one for one in found if one >= 0.9 * size), default=0.0)


def _begins_row(row: Row, level: Row, widths: Sequence[float], *, even: bool) -> bool | None:
    """Whether a line that is no further from the one above than lines of a cell are begins a row:
    where rows are no further apart either (`even`), one does whose first cell begins anew. None,
    where that can't be told."""
    wrapped = all(
        one.text[0].islower() or column not in row or _is_full(row[column][-1], one, widths[column])
        for column, (one, *_) in level.items()
    )
    if 0 not in level or level[0][0].text[0].islower():
        return False
    if even and len(level) > 1:
        return True
    return False if wrapped else None


def _is_full(line: Line, following: Line, most: float) -> bool:
    """Whether the first word of the next line of a cell had no room on this one. A line may be at
    least as wide as `most`."""
    word = following.words[0]
    return line.width + line.letter / 2 + word.right - word.left > most - 1


def paragraphs(cell: Sequence[Line]) -> list[list[Line]]:
    """The lines of a cell, those that go on together."""
    most = max(line.width for line in cell)
    found = [[cell[0]]]
    for line, following in pairwise(cell):
        if line.page != following.page or _is_full(line, following, most):
            found[-1].append(following)
        else:
            found.append([following])
    return found


def _is_last(cell: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a cell's lines are written last."""
    return all(a is b for a, b in zip(cell, lines[-len(cell) :], strict=True))
