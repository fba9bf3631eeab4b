"""Lines and columns as an editor counts them: both from 0, columns in units of an encoding.

A lone ``\\r`` ends a line there, and none of a plan's. So all that passes between the two is an
offset of characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from typing import NamedTuple

from welcomeplan.yamltext import Span

_LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A place in a text as an editor names it."""

    line: int
    column: int


class Change(NamedTuple):
    """What replaces a piece of a text."""

    span: Span
    text: str


class Lines:
    """A text in the lines of an editor. `unit`: `utf-8`, `utf-16` or `utf-32`."""

    def __init__(self, text: str, unit: str = "utf-16", *, marked: bool = False) -> None:
        """`marked`: before the text stands a byte-order mark that the editor counts."""
        self.text = text
        self.unit = unit
        self.before = _units("\ufeff", unit) if marked else 0
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._own = [0, *(match.end() for match in re.finditer("\n", text))]

    def position(self, offset: int) -> Position:
        """Where a character stands."""
        line = bisect_right(self.starts, offset) - 1
        start = self.starts[line]
        before = 0 if line else self.before
        return Position(line, before + _units(self.text[start:offset], self.unit))

    def offset(self, line: int, column: int) -> int:
        """The character at a place; of one beyond a line or the text, the end of that."""
        if line >= len(self.starts):
            return len(self.text)
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        left = column - (0 if line else self.before)
        for at in range(start, end):
            char = self.text[at]
            if left <= 0 or char in "\r\n":
                return at
            left -= _units(char, self.unit)
        return end

    def of(self, line: int, column: int) -> int:
        """The character at a line and column of a plan's own, both from 1."""
        return min(self._own[min(line, len(self._own)) - 1] + column - 1, len(self.text))


def _units(text: str, unit: str) -> int:
    if text.isascii() or unit == "utf-32":
        return len(text)
    if unit == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(char > "\uffff" for char in text)


def changes(before: str, after: str) -> list[Change]:
    """What makes one text another: whole lines where they differ, and nothing around them."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    # What is alike at both ends, most of a file, is not compared piece by piece.
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    place = sum(map(len, old[:head]))
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    offsets = [place]
    for line in old:
        offsets.append(offsets[-1] + len(line))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        Change(Span(offsets[a], offsets[b]), "".join(new[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _alike(old: list[str], new: list[str]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))
