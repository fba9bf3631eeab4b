"""A PDF as passages: its lines as they stand on the pages, joined to paragraphs and rows."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from contextlib import suppress
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from welcomeplan.errors import not_installed
from welcomeplan.intake.labels import begins_anew
from welcomeplan.intake.pdf_lines import Line, Page, pages
from welcomeplan.intake.pdf_tables import Table, paragraphs, parts
from welcomeplan.intake.read_txt import is_capital, joined, labelled, words_of
from welcomeplan.intake.signs import meaning
from welcomeplan.intake.values import Passage
from welcomeplan.limits import MOST_UNPACKED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHUNK = 1024 * 1024
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s{0,20}/(?:FlateDecode|Fl|LZWDecode|LZW)\b")
_HYPHENS = "-\u00ad\u2010"
_MARGIN = 0.1
"""The part of a page, above and below, where running lines stand."""
_PAGE_NUMBER = re.compile(
    r"(?i)[^\w#]*+(?:#[^\w#]*+){0,5}(?:page|p\.)?\W{0,3}#(?:\W{0,3}(?:of|/)\W{0,3}(?:\d{1,4}|#))?\W*"
)
_PAGED = re.compile(r"(?i)(?:(?<!\W)|(?=\w))\W*(?:\bpage )?#(?: of \d+)?\W*")
_STAMP = re.compile(
    r"(?i)\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?"
)
_ADDRESS = re.compile(r"(?i)(?:file|https?):\S+(?: ?…)?|about:blank|data:\S+")
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_WORD = re.compile(r"\w")
_STOPS = ".:;!?…"
_LONGEST_HEADING = 150


def read(data: bytes) -> list[Passage]:
    """The passages of a document. Raises ValueError where it can't be read; UserError where
    pypdfium2 is not installed."""
    try:
        import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed("to read a PDF", "pypdfium2", "pdf") from None
    _refuse_bombs(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ValueError("it has a password. Save it again without one.") from None
        raise ValueError("it is no PDF, or a broken one.") from None
    try:
        found = pages(document)
    except pypdfium2.PdfiumError:
        raise ValueError("a page of it is broken.") from None
    finally:
        document.close()
    lines, running = _without_running(found)
    return [*_passages(lines, parts(lines, found)), *running]


def _refuse_bombs(data: bytes) -> None:
    """Raise ValueError for what would be too large unpacked: what reads PDFs sets no bound to it.
    Bytes that are looked at count too, so that no file is looked through again and again."""
    if _TWICE.search(data):
        raise ValueError("parts of it are packed twice. Save its text alone, as .txt.")
    cost, whole = 0, memoryview(data)
    for found in _STREAM.finditer(data):
        stream, at = zlib.decompressobj(), found.end()
        with suppress(zlib.error):  # a picture, or another part that is packed otherwise
            while at < len(data) and not stream.eof:
                rest: bytes | memoryview = whole[at : at + _CHUNK]
                at += _CHUNK
                while rest and not stream.eof:
                    cost += len(rest) + len(stream.decompress(rest, _CHUNK))
                    rest = stream.unconsumed_tail
                    if cost > MOST_UNPACKED:
                        raise ValueError(
                            "unpacked it is larger than any document. Save its text alone, as .txt."
                        )


def _without_running(found: Sequence[Page]) -> tuple[list[Line], list[Passage]]:
    """The lines without those that stand on most pages at the same place, and the numbers of
    pages. Each running line is a passage of its own, once: it may say something. Headers of a
    table, which is printed again on each page, stay."""
    pages = len(found)
    most = max(min(pages, 3), 2, pages * 0.3)
    lines = [line for page in found for line in page.lines]
    margins = [line for line in lines if _is_in_margin(line, found[line.page])]
    heads = Counter((line.page, round(line.bottom)) for line in margins if meaning(line.text))
    margins = [line for line in margins if heads[line.page, round(line.bottom)] < 2]
    printed = _printed(margins, pages)
    numbers = Counter({(line.page - n, line.page) for line in margins for n in _numbers(line)})
    offsets = Counter(offset for offset, _ in numbers)
    paged = {offset for offset, count in offsets.items() if count >= most}
    said = {line: _unpaged(line, paged) for line in margins}
    places = Counter(place for place, _ in {(key, line.page) for line, key in said.items()})
    kept: list[Line] = []
    running: dict[str, Passage] = {}
    for line in lines:
        place = said.get(line)
        if (line.page, round(line.bottom)) in printed:
            if not _is_stamp(line, pages) and not _ADDRESS.fullmatch(line.text):
                running.setdefault(
                    line.text, Passage(line.text, f"page {line.page + 1} and others")
                )
        elif place is None or not (_PAGE_NUMBER.fullmatch(place[1]) or places[place] >= most):
            kept.append(line)
        elif _WORD.search(place[1].replace("#", "")):
            text = _PAGED.sub("", place[1])
            running.setdefault(text, Passage(text, f"page {line.page + 1} and others"))
    said_too = {line.text for line in kept}
    return kept, [
        one for one in running.values() if _WORD.search(one.text) and one.text not in said_too
    ]


def _printed(margins: Sequence[Line], pages: int) -> set[tuple[int, int]]:
    """On which pages, at which heights, a browser printed when it did so, and how many pages there
    are. Beside it stand the page's title and address."""
    found: dict[int, list[Line]] = {}
    for line in margins:
        if _is_stamp(line, pages):
            found.setdefault(line.page, []).append(line)
    return {
        (page, round(line.bottom))
        for page, lines in found.items()
        if len({bool(_STAMP.fullmatch(line.text)) for line in lines}) == 2
        for line in lines
    }


def _is_stamp(line: Line, pages: int) -> bool:
    return line.text == f"{line.page + 1}/{pages}" or bool(_STAMP.fullmatch(line.text))


def _is_in_margin(line: Line, page: Page) -> bool:
    margin = page.height * _MARGIN
    if line.cell is not None:
        rows = page.grids[line.cell.table].rows
        if rows[-1] - rows[0] > margin:
            return False  # the last row of a table, not a ruled letterhead
    return line.bottom <= margin or line.top >= page.height - margin


def _numbers(line: Line) -> set[int]:
    """What may be the number of a page; years are not."""
    return {n for one in _NUMBER.findall(line.text[:200]) if not 1900 <= (n := int(one)) < 2200}


def _unpaged(line: Line, paged: set[int]) -> tuple[int, str]:
    """At which height a line stands, and what it says, with `#` for the number of its page."""

    def marked(found: re.Match[str]) -> str:
        return "#" if line.page - int(found[0]) in paged else found[0]

    return round(line.bottom / 6), _NUMBER.sub(marked, line.text)


def _paragraphs(lines: Sequence[Line], usual: float) -> Iterator[list[Line]]:
    """Lines that are one text. `usual` is how far apart lines stand."""
    margins = _margins(lines)
    paragraph: list[Line] = []
    for at, line in enumerate(lines):
        if paragraph and not _goes_on(paragraph, line, margins[at - 1], usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _usual(lines: Sequence[Line]) -> float:
    """How far apart, mostly, lines stand."""
    gaps = Counter(
        round(a.bottom - b.bottom, 1)
        for a, b in pairwise(lines)
        if _is_under(a, b) and a.size == b.size
    )
    return gaps.most_common(1)[0][0] if gaps else 0.0


def _is_under(one: Line, other: Line) -> bool:
    """Whether a line stands right below another, in the same column."""
    across = min(one.right, other.right) - max(one.left, other.left)
    gap = one.bottom - other.bottom
    return one.page == other.page and across > 0 and 0 < gap < 2.6 * max(one.size, other.size, 6)


def _margins(lines: Sequence[Line]) -> list[float]:
    """For each line, where the lines of its column end on the right."""
    found: list[float] = []
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or not _is_under(lines[at - 1], lines[at]):
            found += [max(one.right for one in lines[start:at])] * (at - start)
            start = at
    return found


def _goes_on(paragraph: Sequence[Line], line: Line, margin: float, usual: float) -> bool:
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
        if _side_by_side(paragraph[0], line):
            return False  # the next cell of a row
        return further and not ends and (small or (full and line.text[0].isdigit()))
    if last.bold != line.bold and not small:
        return False
    near = last.bottom - line.bottom < max(1.35 * usual, 1.25 * last.size)
    return near and (full or small)


def _passages(lines: Sequence[Line], found: Sequence[Line | Table]) -> Iterator[Passage]:
    known = words_of([line.text for line in lines])
    plain = [one for one in found if isinstance(one, Line)]
    usual, body = _usual(plain), _body(lines)
    sizes = sorted({one.size for one in plain if one.size > body * 1.12}, reverse=True)
    for table, group in groupby(found, lambda one: isinstance(one, Table)):
        if table:
            for one in group:
                if isinstance(one, Table):
                    yield from _cells(one, known)
            continue
        run = [one for one in group if isinstance(one, Line)]
        for paragraph in _paragraphs(run, usual):
            yield _passage(paragraph, sizes, known)


def _cells(table: Table, known: frozenset[str]) -> Iterator[Passage]:
    """The cells of a table; where it can't be told which words are of one, its rows whole."""
    for at, row in enumerate(table.rows):
        cells = list(row.items())
        if not table.sure:
            cells = [(-1, [line for cell in row.values() for line in cell])]
        for column, cell in cells:
            for paragraph in paragraphs(cell) if table.sure else [cell]:
                text = _text(paragraph, known)
                if text:
                    yield Passage(text, f"page {cell[0].page + 1}", "cell", column, "", at)


def _text(lines: Sequence[Line], known: frozenset[str]) -> str:
    return joined([line.text for line in lines], known).replace("\u00ad", "").strip()


def _passage(paragraph: Sequence[Line], sizes: Sequence[float], known: frozenset[str]) -> Passage:
    first = paragraph[0]
    text = _text(paragraph, known)
    label, rest = labelled(text)
    place = f"page {first.page + 1}"
    if len(text) <= _LONGEST_HEADING and text[-1:] not in (".", ";", ","):
        if first.size in sizes:
            return Passage(rest, place, "heading", sizes.index(first.size) + 1, label)
        if all(line.bold for line in paragraph):
            return Passage(rest, place, "heading", len(sizes) + 1, label)
        if is_capital(rest):
            return Passage(rest, place, "heading", 0, label)
    return Passage(rest, place, "point", 0, label) if label else Passage(text, place)


def _body(lines: Sequence[Line]) -> float:
    """The size in which most is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _side_by_side(one: Line, other: Line) -> bool:
    return (
        one.page == other.page
        and abs(one.top - other.top) < 0.5 * max(one.size, other.size)
        and other.left > one.right
    )
