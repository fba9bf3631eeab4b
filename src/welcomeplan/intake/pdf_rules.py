"""What is drawn on a page of a PDF: the grids of ruled tables, and the dots before points."""

from __future__ import annotations

import ctypes
from bisect import bisect
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST_OBJECTS, _MOST_RULES, _MOST_SEGMENTS, _MOST_DOTS = 20_000, 3_000, 1_000, 300
"""What is drawn more than this often on a page is a map or a chart."""
_MOST_EDGES, _MOST_TABLES = 250, 60
_THIN, _NEAR = 3.0, 3.0
"""How thick a rule may be, and how far apart two of them are one; in points."""


class Rule(NamedTuple):
    """A straight line, upright or level."""

    at: float
    """Where it stands: of an upright one from the left, of a level one from below."""
    start: float
    end: float


class Drawn(NamedTuple):
    """What is drawn on a page."""

    upright: list[Rule]
    level: list[Rule]
    dots: list[tuple[float, float]]
    """The places, from the left and from below, of what marks a point of a list."""


class Grid(NamedTuple):
    """The cells that rules part. Edges go rightwards and upwards."""

    columns: Sequence[float]
    rows: Sequence[float]
    starts: Sequence[Sequence[tuple[int, int]]]
    """For each square between edges, by row from above: the row and column where its cell begins,
    as cells may be merged."""

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """The row, from above, and the column of what stands at a place."""
        column, row = bisect(self.columns, x) - 1, len(self.rows) - 1 - bisect(self.rows, y)
        if 0 <= row < len(self.starts) and 0 <= column < len(self.columns) - 1:
            return self.starts[row][column]
        return None


def drawn(page: Any) -> Drawn:
    """The rules and dots of a page."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # noqa: PLC0415 - an extra

    found = Drawn([], [], [])
    count = pdfium.FPDFPage_CountObjects(page)
    for at in range(count if count <= _MOST_OBJECTS else 0):
        one = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_PATH:
            _add(found, one, pdfium)
    if max(len(found.upright), len(found.level)) > _MOST_RULES or len(found.dots) > _MOST_DOTS:
        return Drawn([], [], [])
    return found


def _add(found: Drawn, path: Any, pdfium: Any) -> None:
    """Add what a path draws."""
    bounds = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *bounds):
        return
    left, bottom, right, top = (one.value for one in bounds)
    wide, high = right - left, top - bottom
    if wide <= _THIN < high:
        found.upright.append(Rule((left + right) / 2, bottom, top))
    elif high <= _THIN < wide:
        found.level.append(Rule((bottom + top) / 2, left, right))
    elif 1 < wide < 9 and abs(wide - high) < 1:
        found.dots.append(((left + right) / 2, (bottom + top) / 2))
    elif max(wide, high) > _THIN:
        _add_strokes(found, path, pdfium)


def _add_strokes(found: Drawn, path: Any, pdfium: Any) -> None:
    """Add the lines of a frame, or of a whole grid, that is drawn in one go."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
    count = pdfium.FPDFPath_CountSegments(path)
    if not stroked.value or count > _MOST_SEGMENTS:
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = last = (0.0, 0.0)
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            _add_line(found, last, point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            _add_line(found, point, begun)
        last = point


def _add_line(found: Drawn, one: tuple[float, float], other: tuple[float, float]) -> None:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if wide < 1 < high:
        found.upright.append(Rule(one[0], *sorted((one[1], other[1]))))
    elif high < 1 < wide:
        found.level.append(Rule(one[1], *sorted((one[0], other[0]))))


def grids(marks: Drawn) -> list[Grid]:
    """The ruled tables of a page, from above."""
    found: list[Grid] = []
    for bottom, top in _bands(marks.upright):
        upright = [one for one in marks.upright if bottom <= one.start and one.end <= top]
        left, right = min(one.at for one in upright), max(one.at for one in upright)
        level = [
            one
            for one in marks.level
            if bottom - _NEAR <= one.at <= top + _NEAR
            and one.start < right + _NEAR
            and one.end > left - _NEAR
        ]
        ends = [end for one in level for end in (one.start, one.end) if not left < end < right]
        columns = _edges([*(one.at for one in upright), *ends])
        rows = _edges([bottom, top, *(one.at for one in level)])
        if 3 <= len(columns) <= _MOST_EDGES and len(rows) <= _MOST_EDGES:
            found.append(Grid(columns, rows, _starts(columns, rows, upright, level)))
    return found[::-1] if len(found) <= _MOST_TABLES else []


def _bands(upright: Iterable[Rule]) -> list[tuple[float, float]]:
    """How low and how high there are tables, from below."""
    found: list[tuple[float, float]] = []
    for one in sorted(upright, key=lambda one: one.start):
        if found and one.start <= found[-1][1] + _NEAR:
            found[-1] = (found[-1][0], max(found[-1][1], one.end))
        else:
            found.append((one.start, one.end))
    return found


def _edges(places: Iterable[float]) -> list[float]:
    """Places, those that are near each other as one."""
    found: list[float] = []
    last = -1e9
    for one in sorted(places):
        if one - last > _NEAR:
            found.append(one)
        last = one
    return found


def _starts(
    columns: Sequence[float],
    rows: Sequence[float],
    upright: Sequence[Rule],
    level: Sequence[Rule],
) -> list[list[tuple[int, int]]]:
    """Where the cell of each square begins: there is a rule to its left, and one above it."""
    beside = {(x, y) for one in upright for x, y in _passed(one, columns, rows)}
    below = {(x, y) for one in level for y, x in _passed(one, rows, columns)}
    found: list[list[tuple[int, int]]] = []
    high = len(rows) - 1
    for row in range(high):
        found.append([])
        y = high - 1 - row
        for column in range(len(columns) - 1):
            begun = found[row][column - 1][1] if column and (column, y) not in beside else column
            if row and (begun, y + 1) not in below and found[row - 1][begun][1] == begun:
                found[row].append(found[row - 1][begun])
            else:
                found[row].append((row, begun))
    return found


def _passed(
    rule: Rule, across: Sequence[float], along: Sequence[float]
) -> Iterator[tuple[int, int]]:
    """On which edge a rule stands, and which squares it goes along."""
    at = max(bisect(across, rule.at + _NEAR) - 1, 0)
    for one in range(len(along) - 1):
        if rule.start - _NEAR <= (along[one] + along[one + 1]) / 2 <= rule.end + _NEAR:
            yield at, one
