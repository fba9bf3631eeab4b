"""The words of a PDF's pages, each letter once, as the lines on which they stand."""

from __future__ import annotations

import ctypes
import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.intake.pdf_rules import drawn, grids
from welcomeplan.intake.read_txt import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.intake.pdf_rules import Grid, Rule

MOST_PAGES, MOST_LETTERS = 3000, 5_000_000
"""What a document may have."""
_LIGATURES = str.maketrans(
    {
        **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
        **{"\r": " ", "\n": " ", "\ufffe": "\u00ad", "\x02": "\u00ad"},
    }
)
_SAID = re.compile(r"[^\r\n]+")
_SOFT = "\u00ad\ufffe\x02"
_WORD = re.compile(rf"[^\s{_SOFT}]+[{_SOFT}]?|[{_SOFT}]")


class Cell(NamedTuple):
    """A cell of a ruled table."""

    table: int
    """Which table of its page."""
    row: int
    column: int
    """From 0; -1 where words go over the rule between two."""


class Word(NamedTuple):
    """What stands between spaces; places are in points, from the lower left of the page."""

    text: str
    left: float
    right: float
    bottom: float
    """Of its line, without what letters have below."""
    cell: Cell | None
    spaced: bool
    """Whether a space stands before it."""


class Line(NamedTuple):
    """Words that stand on one line of a page, with no wide gap between them."""

    words: tuple[Word, ...]
    text: str
    page: int
    size: float
    bold: bool

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right

    @property
    def bottom(self) -> float:
        """How low it stands."""
        return self.words[0].bottom

    @property
    def top(self) -> float:
        """How high its letters are."""
        return self.bottom + 0.7 * self.size

    @property
    def cell(self) -> Cell | None:
        """The cell of a ruled table that it is in."""
        return self.words[0].cell

    @property
    def letter(self) -> float:
        """How wide a letter is."""
        return self.width / max(len(self.text), 1)

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    def part(self, start: int, end: int) -> Line:
        """Some of its words as a line."""
        return _line(self.words[start:end], self.page, (self.size, self.bold))


class Page(NamedTuple):
    """A page: its lines, in the order in which they are written."""

    lines: Sequence[Line]
    height: float
    grids: Sequence[Grid]
    level: Sequence[Rule]


def pages(document: Any) -> list[Page]:
    """The pages of a document. Raises ValueError for more than any plan has."""
    if len(document) > MOST_PAGES:
        raise ValueError(f"it has more than {MOST_PAGES:,} pages.")
    found: list[Page] = []
    letters = 0
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage()
        letters += words.count_chars()
        if letters > MOST_LETTERS:
            raise ValueError(f"it has more than {MOST_LETTERS:,} letters.")
        marks = drawn(page)
        tables = grids(marks)
        lines: list[Line] = []
        for line in _pieces(words, number, tables):
            if lines and is_beside(lines[-1], line):
                lines[-1] = _beside(lines[-1], line)
            else:
                lines.append(line)
        lines = [_dotted(one, marks.dots) for one in lines]
        found.append(Page(lines, page.get_height(), tables, marks.level))
        words.close()
        page.close()
    return found


def _pieces(words: Any, page: int, tables: Sequence[Grid]) -> Iterator[Line]:
    """What is set on one line in one go."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # noqa: PLC0415 - an extra

    text = words.get_text_range()
    # Places are counted in units of UTF-16.
    wide = not text.isascii() and any(one > "\uffff" for one in text)
    units = text.encode("utf-16-le") if wide else b""
    text = re.sub("[\U00010000-\U0010ffff]", "\ufffd\ufffd", text) if wide else text
    matrix = pdfium.FS_MATRIX()
    for said in _SAID.finditer(text):
        start = said.start()
        first, last = (
            pdfium.FPDFText_GetCharIndexFromTextIndex(words, at) for at in (start, said.end() - 1)
        )
        even = last - first == said.end() - 1 - start
        piece: list[Word] = []
        style = (0.0, False)
        for found in _WORD.finditer(said[0]):
            begin, end = found.start() + start, found.end() - 1 + start
            if end > begin and text[end] in _SOFT:
                end -= 1
            places = [
                first + at - start if even else pdfium.FPDFText_GetCharIndexFromTextIndex(words, at)
                for at in (begin, end)
            ]
            if min(places) < 0:
                continue
            whole = units[begin * 2 : (found.end() + start) * 2].decode("utf-16-le", "replace")
            word = _word(words, whole if wide else found[0], places, tables, pdfium)
            spaced = found.start() > 0 and said[0][found.start() - 1].isspace()
            word = word._replace(spaced=spaced)
            if not piece:
                style = _style(words, places[0], matrix, pdfium)
            elif not _follows(piece[-1], word, style[0]):
                yield _line(piece, page, style)
                piece, style = [], _style(words, places[0], matrix, pdfium)
            piece.append(word)
        if piece:
            ends = _style(words, places[1], matrix, pdfium)
            yield _line(piece, page, (max(style[0], ends[0]), style[1] and ends[1]))


def _word(
    words: Any, text: str, places: Sequence[int], tables: Sequence[Grid], pdfium: Any
) -> Word:
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(words, places[0], box)
    left, right = box.left, box.right
    if places[1] != places[0]:
        pdfium.FPDFText_GetLooseCharBox(words, places[1], box)
        left, right = min(left, box.left), max(right, box.right)
    pdfium.FPDFText_GetCharOrigin(words, places[0], x, y)
    cell = _cell(tables, left, right, y.value + 2) if tables else None
    return Word(text.translate(_LIGATURES), left, right, y.value, cell, spaced=False)


def _cell(tables: Sequence[Grid], left: float, right: float, y: float) -> Cell | None:
    """The cell that a word stands in."""
    for at, table in enumerate(tables):
        found = table.cell((left + right) / 2, y)
        if found is not None:
            inner = min(2.5, (right - left) / 3)
            torn = any(table.cell(x, y) != found for x in (left + inner, right - inner))
            return Cell(at, found[0], -1 if torn else found[1])
    return None


def _style(words: Any, at: int, matrix: Any, pdfium: Any) -> tuple[float, bool]:
    """The size in which a letter is set, and whether it is bold."""
    pdfium.FPDFText_GetMatrix(words, at, matrix)
    size = pdfium.FPDFText_GetFontSize(words, at) * (math.hypot(matrix.c, matrix.d) or 1)
    return round(size * 2) / 2, pdfium.FPDFText_GetFontWeight(words, at) >= 600


def _follows(one: Word, other: Word, size: float) -> bool:
    """Whether a word stands right after another."""
    gap = other.left - one.right
    level = abs(one.bottom - other.bottom) < max(0.5 * size, 3)
    return level and one.cell == other.cell and -2 < gap < 0.8 * max(size, 6)


def _line(words: Sequence[Word], page: int, style: tuple[float, bool]) -> Line:
    first, *others = words
    text = first.text + "".join(f" {one.text}" if one.spaced else one.text for one in others)
    return Line(tuple(words), " ".join(text.split()), page, *style)


def is_beside(one: Line, other: Line) -> bool:
    """Whether a piece goes on where another on its line ends."""
    gap = other.left - one.right
    if gap < -2 or one.cell != other.cell:
        return False
    over = min(one.top, other.top) - max(one.bottom, other.bottom)
    if other.text == "\u00ad":
        return over > -2 and gap < 6
    if over <= 0.4 * min(one.top - one.bottom, other.top - other.bottom):
        return False
    near = 0.8 * max(one.size, 6)
    return gap < near or (gap < 40 and bool(labelled(f"{one.text} a")[0]))


def _beside(one: Line, other: Line) -> Line:
    """Two pieces of a line as one."""
    first, *others = other.words
    apart = other.left - one.right > 0.15 * one.size and not other.text.startswith("\u00ad")
    words = [*one.words, first._replace(spaced=first.spaced or apart), *others]
    bold = (one.bold and other.bold) if len(one.text) > 3 else other.bold
    return _line(words, one.page, (max(one.size, other.size), bold))


def _dotted(line: Line, dots: Sequence[tuple[float, float]]) -> Line:
    """A line with the mark that is drawn before it, as pages of browsers have them."""
    for x, y in dots:
        if line.bottom - 1 < y < line.top + 1 and 2 < line.left - x < 2 * line.size:
            return line._replace(text=f"• {line.text}") if not labelled(line.text)[0] else line
    return line
