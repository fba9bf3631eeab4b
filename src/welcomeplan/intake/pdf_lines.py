"""The words of a PDF's pages, each letter once, as the lines on which they stand."""

from __future__ import annotations

import ctypes
import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.intake.pdf_rules import drawn, grids
from welcomeplan.intake.read_txt import labelled
from welcomeplan.limits import MOST_LETTERS, MOST_PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.intake.pdf_rules import Grid, Rule

_LIGATURES = str.maketrans(
    {
        **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
        **{"\r": " ", "\n": " ", "\ufffe": "\u00ad", "\x02": "\u00ad"},
    }
)
_SAID = re.compile(r"[^\r\n]+")
_SOFT = "\u00ad\ufffe\x02"
_WIDE = re.compile("[\U00010000-\U0010ffff]")
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


class _Letters:
    """The letters of a page, by their places in its text."""

    def __init__(self, words: Any) -> None:
        import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # noqa: PLC0415 - an extra

        self.pdfium, self.words = pdfium, words
        text = words.get_text_range()
        # Places are counted in units of UTF-16.
        wide = not text.isascii() and max(text) > "\uffff"
        self.units = text.encode("utf-16-le") if wide else b""
        self.text = _WIDE.sub("\ufffd\ufffd", text) if wide else text
        self.matrix, self.box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def at(self, place: int) -> int:
        """Which letter of the page it is."""
        return int(self.pdfium.FPDFText_GetCharIndexFromTextIndex(self.words, place))

    def said(self, start: int, end: int) -> str:
        """The text between two places."""
        text = self.text[start:end]
        if self.units:
            text = self.units[start * 2 : end * 2].decode("utf-16-le", "replace")
        return text if text.isalnum() and text.isascii() else text.translate(_LIGATURES)

    def ends(self, first: int, last: int) -> tuple[float, float]:
        """Where letters begin and end."""
        box = self.box
        self.pdfium.FPDFText_GetLooseCharBox(self.words, first, box)
        left, right = box.left, box.right
        if first != last:
            self.pdfium.FPDFText_GetLooseCharBox(self.words, last, box)
            left, right = min(left, box.left), max(right, box.right)
        return left, right

    def bottom(self, one: int) -> float:
        """How low a letter stands."""
        self.pdfium.FPDFText_GetCharOrigin(self.words, one, self.x, self.y)
        return self.y.value

    def style(self, one: int) -> tuple[float, bool]:
        """The size in which a letter is set, and whether it is bold."""
        self.pdfium.FPDFText_GetMatrix(self.words, one, self.matrix)
        high = math.hypot(self.matrix.c, self.matrix.d) or 1
        size = self.pdfium.FPDFText_GetFontSize(self.words, one) * high
        return round(size * 2) / 2, self.pdfium.FPDFText_GetFontWeight(self.words, one) >= 600

    def in_one_go(self, first: int, last: int) -> bool:
        """Whether letters are set in one go, and thus on one line."""
        return bool(self.pdfium.FPDFText_CountRects(self.words, first, last - first + 1) == 1)


def _pieces(words: Any, page: int, tables: Sequence[Grid]) -> Iterator[Line]:
    """What is set on one line in one go."""
    letters = _Letters(words)
    for said in _SAID.finditer(letters.text):
        first, last = letters.at(said.start()), letters.at(said.end() - 1)
        if first < 0:
            continue
        even = last - first == said.end() - 1 - said.start()
        level = letters.bottom(first) if even and letters.in_one_go(first, last) else None
        piece: list[Word] = []
        style, end = letters.style(first), first
        for found in _WORD.finditer(letters.text, said.start(), said.end()):
            begin, after = found.span()
            after -= after - begin > 1 and letters.text[after - 1] in _SOFT
            if even:
                begun, end = first + begin - said.start(), first + after - 1 - said.start()
            else:
                begun, end = max(letters.at(begin), first), max(letters.at(after - 1), first)
            left, right = letters.ends(begun, end)
            bottom = letters.bottom(begun) if level is None else level
            word = Word(
                letters.said(*found.span()),
                left,
                right,
                bottom,
                _cell(tables, left, right, bottom + 2) if tables else None,
                spaced=begin > said.start() and letters.text[begin - 1].isspace(),
            )
            if piece and not _follows(piece[-1], word, style[0]):
                yield _line(piece, page, style)
                piece, style = [], letters.style(begun)
            piece.append(word)
        if piece:
            size, bold = letters.style(end)
            yield _line(piece, page, (max(style[0], size), style[1] and bold))


def _cell(tables: Sequence[Grid], left: float, right: float, y: float) -> Cell | None:
    """The cell that a word stands in."""
    for at, table in enumerate(tables):
        found = table.cell((left + right) / 2, y)
        if found is not None:
            inner = min(2.5, (right - left) / 3)
            torn = any(table.cell(x, y) != found for x in (left + inner, right - inner))
            return Cell(at, found[0], -1 if torn else found[1])
    return None


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
