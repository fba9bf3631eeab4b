"""A PDF as passages: its lines as they stand on the pages, joined to paragraphs and rows."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.errors import not_installed
from welcomeplan.intake.labels import begins_anew
from welcomeplan.intake.read_txt import is_capital, joined, labelled, words_of
from welcomeplan.intake.values import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_PAGES, MOST_LETTERS = 3000, 5_000_000
"""What a document may have."""
_LIGATURES = str.maketrans(
    {
        **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
        **{"\r": " ", "\n": " ", "\ufffe": "\u00ad", "\x02": "\u00ad"},
    }
)
_HYPHENS = "-\u00ad\u2010"
_MARGIN = 0.1
"""The part of a page, above and below, where running lines stand."""
_PAGE_NUMBER = re.compile(
    r"(?i)(?:page|p\.)?\W{0,3}(\d{1,4})(?:\W{0,3}(?:of|/)\W{0,3}\d{1,4})?\W{0,3}"
)
_STOPS = ".:;!?…"
_LONGEST_HEADING = 150


class _Line(NamedTuple):
    """Words that stand on one line of a page; places are in points, from its lower left."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool

    @property
    def letter(self) -> float:
        """How wide a letter is."""
        return (self.right - self.left) / max(len(self.text), 1)


def read(data: bytes) -> list[Passage]:
    """The passages of a document. Raises ValueError where it can't be read; UserError where
    pypdfium2 is not installed."""
    try:
        import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed("to read a PDF", "pypdfium2", "pdf") from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ValueError("it has a password. Save it again without one.") from None
        raise ValueError("it is no PDF, or a broken one.") from None
    try:
        lines, heights = _lines(document)
    except pypdfium2.PdfiumError:
        raise ValueError("a page of it is broken.") from None
    finally:
        document.close()
    lines, running = _without_running(lines, heights)
    known = words_of([line.text for line in lines])
    return [*_passages(list(_paragraphs(lines)), known), *running]


def _lines(document: Any) -> tuple[list[_Line], list[float]]:
    """The lines of all pages, in the order in which they are written; and how high pages are."""
    if len(document) > MOST_PAGES:
        raise ValueError(f"it has more than {MOST_PAGES:,} pages.")
    found: list[_Line] = []
    heights: list[float] = []
    letters = 0
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage()
        letters += words.count_chars()
        if letters > MOST_LETTERS:
            raise ValueError(f"it has more than {MOST_LETTERS:,} letters.")
        heights.append(page.get_height())
        pieces: list[_Line] = []
        for piece in _pieces(words, number):
            if pieces and _is_beside(pieces[-1], piece):
                pieces[-1] = _beside(pieces[-1], piece)
            else:
                pieces.append(piece)
        found += [one._replace(text=" ".join(one.text.split())) for one in pieces]
        words.close()
        page.close()
    return [one for one in found if one.text], heights


def _pieces(words: Any, page: int) -> Iterator[_Line]:
    """What is set in one go: a line of a page, or a part of one where it has gaps."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # noqa: PLC0415 - an extra

    text = words.get_text_range()
    # Places are counted in units of UTF-16.
    spread = text if text.isascii() else re.sub("[\U00010000-\U0010ffff]", "\ufffd\ufffd", text)
    for found in re.finditer(r"[^\r\n]+", spread):
        first, last = (
            pdfium.FPDFText_GetCharIndexFromTextIndex(words, at)
            for at in (found.start(), found.end() - 1)
        )
        count = words.count_rects(first, last - first + 1) if 0 <= first <= last else 0
        rects = [words.get_rect(at) for at in range(count)]
        size = round(pdfium.FPDFText_GetFontSize(words, first) * 2) / 2
        bold = pdfium.FPDFText_GetFontWeight(words, first) >= 600
        whole = len(rects) == 1 and len(spread) == len(text)
        for left, bottom, right, top in rects:
            said = found[0] if whole else words.get_text_bounded(left, bottom, right, top)
            yield _Line(said.translate(_LIGATURES), page, left, bottom, right, top, size, bold)


def _is_beside(one: _Line, other: _Line) -> bool:
    """Whether a piece goes on where another on its line ends."""
    over = min(one.top, other.top) - max(one.bottom, other.bottom)
    low = min(one.top - one.bottom, other.top - other.bottom)
    gap = other.left - one.right
    if other.text.strip() == "\u00ad":
        return over > -2 and -2 < gap < 6
    near = 40 if labelled(f"{one.text.strip()} a")[0] else 1.2 * max(one.size, 6)
    return over > 0.4 * low and -2 < gap < near


def _beside(one: _Line, other: _Line) -> _Line:
    """Two pieces of a line as one."""
    spaced = other.left - one.right > 0.15 * one.size and not other.text.startswith("\u00ad")
    text = f"{one.text.rstrip()} {other.text}" if spaced else f"{one.text}{other.text}"
    bold = one.bold and other.bold
    text = text if not other.text.startswith("\u00ad") else f"{one.text.rstrip()}\u00ad"
    return one._replace(
        text=text,
        right=max(one.right, other.right),
        bottom=min(one.bottom, other.bottom),
        top=max(one.top, other.top),
        size=max(one.size, other.size),
        bold=bold if len(one.text.strip()) > 3 else other.bold,
    )


def _without_running(
    lines: Sequence[_Line], heights: Sequence[float]
) -> tuple[list[_Line], list[Passage]]:
    """The lines without those that stand on most pages at the same place, and the numbers of
    pages. Each running line is a passage of its own, once: it may say something."""
    pages = len(heights)
    kept: list[_Line] = []
    often = Counter({(_place(line, heights), line.page) for line in lines})
    places = Counter(place for place, _ in often)
    numbers = Counter(line.page - number for line, number in _numbers(lines, heights))
    most = max(3, pages * 0.3)
    numbered = {
        line
        for line, number in _numbers(lines, heights)
        if numbers[line.page - number] >= min(most, pages)
    }
    running: dict[str, Passage] = {}
    for line in lines:
        place = _place(line, heights)
        if line in numbered and pages > 1:
            continue
        if place is None or places[place] < most:
            kept.append(line)
            continue
        text = re.sub(r"(?i)\W*\bpage \d+(?: of \d+)?\W*\Z", "", line.text)
        running.setdefault(place[1], Passage(text, f"page {line.page + 1} and others"))
    return kept, [one for one in running.values() if one.text]


def _place(line: _Line, heights: Sequence[float]) -> tuple[int, str] | None:
    """Where in the margin of its page a line stands, and what it says but for numbers; None for
    one inside."""
    height = heights[line.page]
    inside = height * _MARGIN < line.bottom and line.top < height * (1 - _MARGIN)
    return None if inside else (round(line.bottom / 6), re.sub(r"\d+", "#", line.text))


def _numbers(lines: Sequence[_Line], heights: Sequence[float]) -> Iterator[tuple[_Line, int]]:
    """The lines of margins that are a number alone, which may be that of the page."""
    for line in lines:
        found = _PAGE_NUMBER.fullmatch(line.text[:40])
        if found and _place(line, heights) is not None:
            yield line, int(found[1])


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines that are one text."""
    gaps = [
        round(a.bottom - b.bottom, 1)
        for a, b in pairwise(lines)
        if _is_under(a, b) and a.size == b.size
    ]
    usual = Counter(gaps).most_common(1)[0][0] if gaps else 0.0
    margins = _margins(lines)
    paragraph: list[_Line] = []
    for at, line in enumerate(lines):
        if paragraph and not _goes_on(paragraph, line, margins[at - 1], usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_under(one: _Line, other: _Line) -> bool:
    """Whether a line stands right below another, in the same column."""
    across = min(one.right, other.right) - max(one.left, other.left)
    gap = one.bottom - other.bottom
    return one.page == other.page and across > 0 and 0 < gap < 2.6 * max(one.size, other.size, 6)


def _margins(lines: Sequence[_Line]) -> list[float]:
    """For each line, where the lines of its column end on the right."""
    found: list[float] = []
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or not _is_under(lines[at - 1], lines[at]):
            found += [max(one.right for one in lines[start:at])] * (at - start)
            start = at
    return found


def _goes_on(paragraph: Sequence[_Line], line: _Line, margin: float, usual: float) -> bool:
    """Whether a line is the rest of a paragraph."""
    last = paragraph[-1]
    label = labelled(line.text)[0]
    amid = label in ("–", "—") and last.text[-1] not in _STOPS
    begins = (label and not amid) or begins_anew(line.text)
    if begins or abs(last.size - line.size) > 0.6:
        return False
    if last.text[-1] in _HYPHENS and line.text[0].islower():
        return True
    word = line.text.split(" ", 1)[0]
    full = last.right + (len(word) + 1) * max(last.letter, line.letter) > margin
    small = line.text[0].islower()
    if not _is_under(last, line):  # in the next column, or on the next page
        ends = last.text[-1] in _STOPS
        further = line.page == last.page + 1 or line.bottom > last.top
        return further and not ends and (small or (full and line.text[0].isdigit()))
    if last.bold != line.bold and not small:
        return False
    near = last.bottom - line.bottom < max(1.35 * usual, 1.25 * last.size)
    return near and (full or small)


def _passages(paragraphs: Sequence[Sequence[_Line]], known: frozenset[str]) -> Iterator[Passage]:
    body = _body([line for paragraph in paragraphs for line in paragraph])
    sizes = sorted({p[0].size for p in paragraphs if p[0].size > body * 1.12}, reverse=True)
    rows = _rows(paragraphs)
    for at, paragraph in enumerate(paragraphs):
        first = paragraph[0]
        text = joined([line.text for line in paragraph], known).replace("\u00ad", "")
        label, rest = labelled(text)
        place = f"page {first.page + 1}"
        short = len(text) <= _LONGEST_HEADING and text[-1] not in ".;,"
        if at in rows:
            row, column = rows[at]
            yield Passage(text, place, "cell", column, "", row)
        elif short and first.size in sizes:
            yield Passage(rest, place, "heading", sizes.index(first.size) + 1, label)
        elif short and all(line.bold for line in paragraph):
            yield Passage(rest, place, "heading", len(sizes) + 1, label)
        elif short and is_capital(rest):
            yield Passage(rest, place, "heading", 0, label)
        elif label:
            yield Passage(rest, place, "point", 0, label)
        else:
            yield Passage(text, place)


def _body(lines: Sequence[_Line]) -> float:
    """The size in which most is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _rows(paragraphs: Sequence[Sequence[_Line]]) -> dict[int, tuple[int, int]]:
    """Which paragraphs are cells of a table: those that begin on one line, side by side; each with
    its row and column. Rows that follow each other are one table."""
    starts: list[int] = []
    for at, paragraph in enumerate(paragraphs):
        beside = at > 0 and _side_by_side(paragraphs[at - 1][0], paragraph[0])
        starts.append(starts[-1] if beside else at)
    found: dict[int, tuple[int, int]] = {}
    row, last = -1, -1
    for start, group in groupby(range(len(paragraphs)), starts.__getitem__):
        cells = list(group)
        if len(cells) > 1:
            row = row + 1 if last == start - 1 else 0
            last = cells[-1]
            found |= {at: (row, column) for column, at in enumerate(cells)}
    return found


def _side_by_side(one: _Line, other: _Line) -> bool:
    return (
        one.page == other.page
        and abs(one.top - other.top) < 0.5 * max(one.size, other.size)
        and other.left > one.right
    )
