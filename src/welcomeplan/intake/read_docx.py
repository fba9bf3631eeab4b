"""A Word document as passages: headings by their style or level, lists, tables, footnotes. Numbers
that Word counts stand before what they are of, as its readers see them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from welcomeplan.errors import not_installed
from welcomeplan.intake.docx_numbers import LEVELS, Numbers, figure, numbers_of
from welcomeplan.intake.labels import by_labels
from welcomeplan.intake.read_txt import labelled
from welcomeplan.intake.signs import read_label
from welcomeplan.intake.values import Passage, cell_text
from welcomeplan.limits import MOST_PARTS, MOST_XML

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDDEN = frozenset(
    {
        *(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "sectPr", "rubyPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
"""Within these is nothing that is read: what was taken out, and what stands there twice."""
_SPOKEN = {
    f"{_W}tab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\b(?:\d++|[A-Za-z]{1,8})(?:[.-](?:\d++|[A-Za-z]{1,8})){0,20}[.):]*+\Z")
"""A number that Word shows, without the words before it."""
_OFF = ("0", "false", "off")
_NOTES = ("footnotes", "endnotes")


class _Look(NamedTuple):
    """What a style, or a paragraph itself, says of how a paragraph is set."""

    heading: int = 0
    """The level of a heading, from 1; 0 where it is none."""
    listed: int = -1
    """How deep in a list; -1 where it is in none."""
    title: bool = False
    number: str = ""
    """The list that counts it; `0` for none, whatever else says."""


def read(data: bytes) -> list[Passage]:
    """The passages of a document. Raises ValueError where it is none; UserError where python-docx
    is not installed."""
    try:
        import docx  # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed("a Word document", "python-docx", "docx") from None
    _refuse_bombs(data)
    try:
        document = docx.Document(BytesIO(data))
        styles = _styles(document)
        reader = _Reader(styles, _numbers(document, styles))
        return [*reader.passages(document.element.body), *_notes(document)]
    except Exception as error:  # whatever a strange package makes the reader stumble over
        raise ValueError(f"it is no Word document ({type(error).__name__}).") from None


def _refuse_bombs(data: bytes) -> None:
    """Raise ValueError for what is no package, or would be too large unpacked."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValueError(
            "it has a password, or is of an old Word (.doc). Save it as .docx without a password."
        )
    try:
        with ZipFile(BytesIO(data)) as packed:
            held = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise ValueError("it is no Word document.") from None
    size = sum(one.file_size for one in held if one.filename.endswith((".xml", ".rels")))
    whole = sum(one.file_size for one in held)
    if size > MOST_XML or whole > 4 * MOST_XML or len(held) > MOST_PARTS:
        raise ValueError("unpacked it is larger than any document. Save its text alone, as .txt.")


def _styles(document: Any) -> dict[str, _Look]:
    """What each style says, its own words before those of what it is based on."""
    elements = {one.get(f"{_W}styleId", ""): one for one in document.styles.element}
    found: dict[str, _Look] = {}
    for name in elements:
        look, id_, seen = _Look(), name, 0
        while id_ in elements and seen < 12:
            look, id_, seen = _over(look, _said(elements[id_])), _based(elements[id_]), seen + 1
        found[name] = look
    return found


def _over(look: _Look, under: _Look) -> _Look:
    listed = look.listed if look.listed >= 0 or look.number else under.listed
    return _Look(
        look.heading or under.heading,
        listed,
        look.title or under.title,
        look.number or under.number,
    )


def _numbers(document: Any, styles: Mapping[str, _Look]) -> Numbers:
    """What counts the paragraphs of a document."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - an extra

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            listed = {name: look.number for name, look in styles.items()}
            return numbers_of(parse_xml(relation.target_part.blob), listed)
    return Numbers()


def _based(style: Any) -> str:
    based = style.find(f"{_W}basedOn")
    return "" if based is None else based.get(f"{_W}val", "")


def _said(style: Any) -> _Look:
    """What a style says itself, by its name and its outline."""
    named = style.find(f"{_W}name")
    name = "" if named is None else named.get(f"{_W}val", "")
    heading = _HEADING.match(name)
    look = _look(style.find(f"{_W}pPr"))
    if heading:
        return look._replace(heading=int(heading[1]))
    return look._replace(title=name.lower() == "title")


def _look(properties: Any) -> _Look:
    if properties is None:
        return _Look()
    outline = properties.find(f"{_W}outlineLvl")
    level = figure(outline.get(f"{_W}val"), LEVELS) if outline is not None else LEVELS
    numbered = properties.find(f"{_W}numPr")
    listed, counted = -1, ""
    if numbered is not None:
        number, depth = numbered.find(f"{_W}numId"), numbered.find(f"{_W}ilvl")
        counted = "" if number is None else number.get(f"{_W}val", "")
        if counted != "0":
            listed = figure(depth.get(f"{_W}val"), 0) if depth is not None else 0
    return _Look(level + 1 if level < LEVELS else 0, listed, number=counted)


class _Reader:
    """Walks the body of a document, in its order."""

    def __init__(self, styles: dict[str, _Look], numbers: Numbers, place: str = "") -> None:
        self.styles = styles
        self.numbers = numbers
        self.place = place
        """Where all of it stands; empty where paragraphs are counted."""
        self.paragraphs = 0
        self.tables = 0

    def passages(self, body: Any) -> list[Passage]:
        """What stands in an element, also in boxes and content controls."""
        found: list[Passage] = []
        waiting = [iter(body)]
        while waiting:
            one = next(waiting[-1], None)
            if one is None:
                waiting.pop()
            elif one.tag == f"{_W}p":
                found += self._paragraph(one)
                boxes = [box for box in one.iter(f"{_W}txbxContent") if not _is_twice(box)]
                waiting += [iter(box) for box in reversed(boxes)]
            elif one.tag == f"{_W}tbl":
                found += self._table(one)
            elif one.tag not in _HIDDEN:
                waiting.append(iter(one))
        return found

    def _paragraph(self, element: Any) -> Iterator[Passage]:
        text, *others = by_labels(_lines(element)) or [""]
        look, counted = self._look(element, text)
        if not text:
            return
        self.paragraphs += 1
        place = self.place or f"paragraph {self.paragraphs}"
        label, rest = labelled(text)
        if counted and not label:
            label, rest = _numbered(counted, text)
            text = rest
        if look.heading or look.title:
            yield Passage(rest, place, "heading", look.heading or 1, label)
        elif look.listed >= 0:
            yield Passage(rest, place, "point", look.listed, label or "•")
        elif label:
            yield Passage(rest, place, "point", 0, label)
        else:
            yield Passage(text, place)
        for one in others:
            yield Passage(one, place)

    def _look(self, element: Any, text: str) -> tuple[_Look, str]:
        """How a paragraph is set, and the number before it, which counts it."""
        properties = element.find(f"{_W}pPr")
        styled = None if properties is None else properties.find(f"{_W}pStyle")
        style = "" if styled is None else styled.get(f"{_W}val", "")
        own = _look(properties)
        look = _over(own, self.styles.get(style, _Look()))
        if look.listed < 0 or (not text and _is_gone(properties)):
            return look, ""
        linked = "" if own.listed >= 0 else style
        level = self.numbers.level(look.number, linked, look.listed)
        return look._replace(listed=level), self.numbers.next(look.number, level)

    def _table(self, element: Any) -> Iterator[Passage]:
        """The cells of a table, row by row; a table within a cell is words of that cell."""
        self.tables += 1
        rows = list(_rows(element))
        down = _down(rows)
        for row, cells in rows:
            place = self.place or f"table {self.tables}, row {row + 1}"
            for column, cell in cells:
                for one in cell.iter(f"{_W}p"):
                    if _is_twice(one):
                        continue
                    text, breaks = cell_text(_lines(one))
                    self._look(one, text)  # it is counted, though its number is no word of the cell
                    if text:
                        span, goes = _span(cell), down.get((row, column), 1)
                        yield Passage(text, place, "cell", column, "", row, span, goes, breaks)


def _rows(table: Any) -> Iterator[tuple[int, list[tuple[int, Any]]]]:
    """The rows of a table by their numbers, and their cells by their columns; not those of a table
    within a cell."""
    for row, line in enumerate(table.iter(f"{_W}tr")):
        if next(line.iterancestors(f"{_W}tbl")) is not table:
            continue
        column, cells = 0, []
        for cell in line.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is line:
                cells.append((column, cell))
                column += _span(cell)
        yield row, cells


def _down(rows: Sequence[tuple[int, Sequence[tuple[int, Any]]]]) -> dict[tuple[int, int], int]:
    """Over how many rows cells go that go over several, by their rows and columns."""
    found: dict[tuple[int, int], int] = {}
    began: dict[int, int] = {}
    for row, cells in rows:
        for column, cell in cells:
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is None:
                began.pop(column, None)
            elif merged.get(f"{_W}val") == "restart":
                began[column] = row
            elif column in began:
                found[began[column], column] = row - began[column] + 1
    return found


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    count = "1" if span is None else span.get(f"{_W}val", "1")
    return int(count) if count.isdigit() and len(count) < 4 else 1


def _numbered(counted: str, text: str) -> tuple[str, str]:
    """The number that Word shows before a text, and the text: with it, where that is a label in
    words, such as `Goal 1:`."""
    said = f"{counted} {text}"
    label = read_label(said)
    if label is not None and label.word and label.end > len(counted):
        return "", said
    number = _NUMBER.search(counted)
    return (number[0] if number else ""), text


def _is_gone(properties: Any) -> bool:
    """Whether the mark that ends an empty paragraph was taken out, or is hidden."""
    marks = (f"{_W}rPr/{_W}{name}" for name in ("del", "moveFrom", "vanish"))
    return any(properties.find(mark) is not None for mark in marks)


def _is_twice(box: Any) -> bool:
    return any(one.tag in _HIDDEN for one in box.iterancestors())


def _lines(paragraph: Any) -> list[str]:
    """The lines of a paragraph as it stands, without what was taken out, or stands in a box."""
    said: list[str] = []
    waiting = [iter(paragraph)]
    while waiting:
        one = next(waiting[-1], None)
        if one is None:
            waiting.pop()
        elif one.tag == f"{_W}t":
            said.append(one.text or "")
        elif one.tag in _SPOKEN:
            said.append(_SPOKEN[one.tag])
        elif one.tag not in _HIDDEN and one.tag != f"{_W}txbxContent" and not _is_unseen(one):
            waiting.append(iter(one))
    return "".join(said).split("\n")


def _is_unseen(run: Any) -> bool:
    """Whether words are hidden, or struck out."""
    look = run.find(f"{_W}rPr") if run.tag == f"{_W}r" else None
    if look is None:
        return False
    marks = (look.find(f"{_W}{name}") for name in ("vanish", "strike", "dstrike"))
    return any(mark is not None and mark.get(f"{_W}val") not in _OFF for mark in marks)


def _notes(document: Any) -> Iterator[Passage]:
    """The footnotes and endnotes, after everything else."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - an extra

    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in _NOTES and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(f"{_W}type") in (None, "normal"):
                    place = f"{kind.removesuffix('s')} {note.get(f'{_W}id')}"
                    yield from _Reader({}, Numbers(), place).passages(note)
