"""Plain text as passages: one paragraph a line, or paragraphs whose lines are wrapped."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.intake.labels import begins_anew
from welcomeplan.intake.running import is_page
from welcomeplan.intake.values import Passage

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BULLET = "[-*•·‣▪◦●○■□–—➢✓]|o(?=\t)|\uf0b7|\uf0a7"
_NUMBER = (
    r"\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,2}(?:\.\d{1,3})+|\(\w{1,3}\)|[A-Za-z]\)|[a-hA-H]\."
    r"|[ivx]{1,5}[.)]"
)
_LABELLED = re.compile(
    rf"(?P<mark>{_BULLET})\s+(?=\S)|(?P<number>{_NUMBER})\s+(?=[^\W_\d]|[\"“‘(¿¡])"
)
_RULE = re.compile(r"[-=_*~]{3,}\Z")
_STOPS = ".:;!?…"
_PARTED = re.compile(r"([^\W\d_]{2,60})([-\u00ad\u2010])\Z")
_RANGE = re.compile(r"\d[-\u2013]\Z")
_REST = re.compile(r"[^\W\d_]{2,}")
_ACROSS = re.compile(r"(?<![^\W\d_])[^\W\d_]++[-\u00ad\u2010]\n\s*+[^\W\d_]++")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WIDEST = 130
"""How long the lines of a wrapped file may be."""
_FULL = 0.75
"""The part of the width from which a line is full: what follows may be the rest of it."""


class Line(NamedTuple):
    """A line of a text that has words in it."""

    text: str
    at: int
    """Its number, from 1."""
    indent: int
    parted: bool
    """Whether an empty line stands before it."""


def read(data: bytes) -> list[Passage]:
    """The passages of a plain text. Raises ValueError where the bytes are no text."""
    return passages(decoded(data))


def decoded(data: bytes) -> str:
    """The bytes as text, in the encoding that they are in. Raises ValueError where it is none."""
    text = data.decode(encoding_of(data), errors="replace")
    if "\0" in text:
        raise ValueError("it is no plain text.")
    return text


def encoding_of(data: bytes) -> str:
    """How bytes say text: by their byte-order mark; else UTF-8, and Windows-1252 where they
    can't be that."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def passages(text: str) -> list[Passage]:
    """A text's passages, each with the line on which it begins."""
    lines = _lines(text)
    width = _width(lines)
    found: list[list[Line]] = []
    for line in lines:
        if found and width and _goes_on(found[-1], line, width):
            found[-1].append(line)
        elif not _RULE.match(line.text):
            found.append([line])
    known = words_of([line.text for line in lines]) if width else frozenset()
    return [_passage(paragraph, known) for paragraph in found]


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    parted = True
    for at, raw in enumerate(re.split(r"\r\n|[\n\r\f\v]", text), 1):
        line = raw.expandtabs(4)
        words = " ".join(line.split())
        if words:
            found.append(Line(words, at, len(line) - len(line.lstrip()), parted))
        parted = not words
    return found


def _width(lines: Sequence[Line]) -> int:
    """The width at which the lines of a text are wrapped, or 0 where each is a paragraph.

    It is wrapped where many a full line breaks amid a sentence, and none is much longer.
    """
    lengths = sorted(one.indent + len(one.text) for one in lines)
    if not lengths:
        return 0
    width = lengths[int(len(lengths) * 0.98)]
    pairs = [(a, b) for a, b in pairwise(lines) if not b.parted]
    amid = [
        a
        for a, b in pairs
        if b.text[0].islower() and a.text[-1] not in _STOPS and _is_full(a, b, width)
    ]
    long = sum(one > _WIDEST for one in lengths)
    wrapped = len(amid) * 10 >= len(pairs) and amid and long * 50 <= len(lengths) and width > 40
    return min(width, _WIDEST) if wrapped else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    word = following.text.split(" ", 1)[0]
    return line.indent + len(line.text) + 1 + len(word) > width * _FULL


def _goes_on(paragraph: Sequence[Line], line: Line, width: int) -> bool:
    """Whether a line of a wrapped text is the rest of the paragraph before it."""
    last = paragraph[-1]
    if line.parted or _RULE.match(line.text) or is_capital(last.text) != is_capital(line.text):
        return False
    if begins_anew(line.text) or is_page(line.text) or is_page(last.text):
        return False
    label = _LABELLED.match(line.text)
    if label and (label["mark"] or last.text[-1] in _STOPS or _LABELLED.match(paragraph[0].text)):
        return False
    return line.text[0].islower() or _is_full(last, line, width)


def is_capital(text: str) -> bool:
    """Whether words are set in capitals, as headings are."""
    return text.isupper() and sum(map(str.isalpha, text)) > 3


def _passage(paragraph: Sequence[Line], known: Container[str]) -> Passage:
    first = paragraph[0]
    label, rest = labelled(joined([line.text for line in paragraph], known))
    place = f"line {first.at}"
    if is_capital(rest) and len(rest) <= 100:
        return Passage(rest, place, "heading", 0, label)
    if label:
        return Passage(rest, place, "point", first.indent // 2, label)
    return Passage(rest, place)


def labelled(text: str) -> tuple[str, str]:
    """The number or mark before a text, and the text without it."""
    found = _LABELLED.match(text)
    return (found[0].strip(), text[found.end() :]) if found else ("", text)


def joined(lines: Sequence[str], known: Container[str] = ()) -> str:
    """Wrapped lines as one text. A word that a hyphen parts at the end of a line is made whole
    where it is `known` so (see `words_of`), or where its first half is no word; else it keeps the
    hyphen: it may be its own."""
    text = lines[0]
    for line in lines[1:]:
        if line[0].isdigit() and _RANGE.search(text[-3:]):
            text += line
            continue
        parted = _PARTED.search(text, max(0, len(text) - 60)) if line[:1].islower() else None
        rest = _REST.match(line)
        if not parted or not rest:
            text = f"{text} {line}"
            continue
        first, other = parted[1].lower(), rest[0].lower()
        begins = any(one in known for one in (first, f"{first}-", f"{first}-{other}"))
        whole = f"{first}{other}" in known or not begins
        text = text[: parted.start(2)] + ("" if whole else "-") + line
    return text


def words_of(lines: Sequence[str]) -> frozenset[str]:
    """The words of a document that no line's end parts: `low-income` is one, and `low-` begins
    such."""
    words = set(_WORDS.findall(_ACROSS.sub(" ", "\n".join(lines)).lower()))
    return frozenset(words | {f"{one.partition('-')[0]}-" for one in words if "-" in one})
