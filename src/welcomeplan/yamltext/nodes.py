"""What a file's text holds: nodes with exact positions, and a route (keys and indexes) to each.

All offsets count characters of `Source.text`, which is the file's text without its byte-order
mark; lines and columns count from 1, and only ``\\n`` ends a line, as in editors and on GitHub
(PyYAML also counts U+0085, U+2028 and U+2029).
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

Route = tuple[str | int, ...]
BOM = b"\xef\xbb\xbf"


class Limits(NamedTuple):
    """What a file may cost to read. Raised on the command line, never by a plan."""

    bytes: int = 8 * 1024 * 1024
    depth: int = 32
    nodes: int = 500_000
    faults: int = 100
    """How many faults of one file are told at once: a hostile one could hold a million."""


DEFAULT_LIMITS = Limits()


class Span(NamedTuple):
    """A piece of the text: offsets of characters, the end exclusive."""

    start: int
    end: int


@dataclass(slots=True)
class Scalar:
    """A text value. `style` is the opening indicator: empty for plain, or one of ``'"|>``."""

    start: int
    end: int
    value: str
    style: str


@dataclass(slots=True)
class Mapping:
    """Keys with their values, in file order. Braces are included in the span of a flow mapping."""

    start: int
    end: int
    flow: bool
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)

    def find(self, key: str) -> tuple[Scalar, Node] | None:
        """The key and value nodes of `key`, or None."""
        return next((pair for pair in self.pairs if pair[0].value == key), None)


@dataclass(slots=True)
class Sequence:
    """Items in file order. Brackets are included in the span of a flow sequence."""

    start: int
    end: int
    flow: bool
    items: list[Node] = field(default_factory=list)


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text can't be read as plan YAML, and how to mend it."""

    message: str
    remedy: str
    span: Span


@dataclass(frozen=True)
class Source:
    """A file as it was read: its bytes, its text, its nodes, and what is wrong with it.

    `root` is None where the text could not be read to its end.
    """

    data: bytes
    text: str
    root: Node | None
    faults: tuple[Fault, ...] = ()
    known: str = ""
    """The key, where the bytes were let go."""

    @cached_property
    def key(self) -> str:
        """What stands for the bytes, as git names them: files of one key are the same."""
        named = b"blob %d\0" % len(self.data) + self.data
        return self.known or hashlib.sha1(named, usedforsecurity=False).hexdigest()

    def let_go(self) -> Source:
        """What is left of it without its text: the key alone. It has no positions."""
        return Source(b"", "", None, known=self.key)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_of(self, route: Route) -> int:
        """The line (from 1) on which the value at a route, or at its `existing` part, begins."""
        return self.position(self.span(route).start)[0]

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def node(self, route: Route) -> Node | None:
        """The node that a route leads to, or None where it leads nowhere."""
        node = self.root
        for step in route:
            if isinstance(node, Mapping) and isinstance(step, str):
                pair = node.find(step)
                node = pair[1] if pair else None
            elif (
                isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items)
            ):
                node = node.items[step]
            else:
                return None
        return node

    def existing(self, route: Route) -> Route:
        """The longest part of a route that leads somewhere: the mapping that lacks a key, say."""
        while route and self.node(route) is None:
            route = route[:-1]
        return route

    def span(self, route: Route, *, key: bool = False) -> Span:
        """Where the value at a route (or at its `existing` part) stands; with `key`, its key.

        A key without a value stands for the value it lacks.
        """
        found = self.existing(route)
        node = self.node(found)
        if node is None:
            return Span(0, 0)
        if found and isinstance(found[-1], str):
            parent = self.node(found[:-1])
            pair = parent.find(found[-1]) if isinstance(parent, Mapping) else None
            if pair and (node.start == node.end or (key and found == route)):
                return Span(pair[0].start, pair[0].end)
        return Span(node.start, node.end)


def plain(node: Node) -> Any:
    """The node as dicts, lists and strings; a key without a value is None."""
    if isinstance(node, Scalar):
        return None if node.start == node.end else node.value
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.pairs}
    return [plain(item) for item in node.items]
