"""How wide words are where no font can be asked: as in Arial, Helvetica and Liberation Sans, which
are alike, and one of which is nearly everywhere."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FONTS = "Arial, Helvetica, 'Liberation Sans', Arimo, 'Nimbus Sans', Roboto, sans-serif"
_KNOWN = {
    **dict.fromkeys("'", 191),
    **dict.fromkeys("ijl‘’", 222),
    **dict.fromkeys(" !,./:;I[\\]ft|\u00a0", 278),
    **dict.fromkeys("()-`r{}“”·", 334),
    **dict.fromkeys('"*', 389),
    **dict.fromkeys("Jckssvxyz^", 500),
    **dict.fromkeys("#$0123456789?L_abdeghnopqu–", 556),
    **dict.fromkeys("+<=>~FTZ", 611),
    **dict.fromkeys("&ABEKPSVXY", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("Mm", 833),
    **dict.fromkeys("%W", 944),
    **dict.fromkeys("@—…", 1015),
}
"""In thousandths of the size of the text, nowhere too small."""
_LETTER, _CAPITAL, _OTHER, _WIDE = 611, 778, 850, 1300
_BOLD = 1.1
NO_BREAK = "\u00a0"


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in the units of its size."""
    return sum(map(_width, text)) / 1000 * size * (_BOLD if bold else 1)


def known(text: str) -> bool:
    """Whether all of its letters are, so that its width is no guess."""
    return all(char in _KNOWN for char in text)


@cache
def _width(char: str) -> int:
    if char in _KNOWN:
        return _KNOWN[char]
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(char) in "WF" or unicodedata.category(char) == "So":
        return _WIDE
    if ord(char) < 0x250:
        return _CAPITAL if char.isupper() else _LETTER
    return _OTHER


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text, made safe to print, in lines that have so much room: broken between words, and a
    word only where it is wider than a line. Nothing is left out."""
    lines: list[str] = []
    line = ""
    for word in NO_BREAK.join(map(show, text.split(NO_BREAK))).split(" "):
        joined = f"{line} {word}" if line else word
        if wide(joined, size, bold=bold) <= room:
            line = joined
            continue
        lines += [line] if line else []
        *whole, line = _broken(word, room, size, bold=bold)
        lines += whole
    return [*lines, line] if line or not lines else lines


STRIDES = (1, 2, 5, 10, 20, 50)


def spaced(places: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """Which of some labels, each with its place and width, stand beside each other without
    touching: all, or every second, fifth, tenth ...; the first in any case."""
    for stride in STRIDES:
        kept = range(0, len(places), stride)
        ends = [places[at][0] + places[at][1] + gap for at in kept]
        if all(end <= places[at][0] for end, at in zip(ends, kept[1:], strict=False)):
            return list(kept)
    return [0]


def _broken(word: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """A word in pieces that fit, never parting a letter from its accents."""
    line, used = "", 0.0
    for char in word:
        more = wide(char, size, bold=bold)
        if line and more and used + more > room:
            yield line
            line, used = "", 0.0
        line += char
        used += more
    yield line
