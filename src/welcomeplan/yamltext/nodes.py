"""What a file's text holds: nodes with exact positions, and a route (keys and indexes) to each.

All offsets count characters of `Source.text`, which is the file's text without its byte-order
mark; lines and columns count from 1, and only ``\\n`` ends a line, as in editors and on GitHub
(PyYAML also counts U+0085, U+2028 and U+2029).
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Many

Route = tuple[str | int, ...]
BOM = b"\xef\xbb\xbf"


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


PLAIN = " "
"""The style of a text without quotes, among those of a layout."""
BLOCK_MAPPING, FLOW_MAPPING, BLOCK_SEQUENCE, FLOW_SEQUENCE = ":{-["
_LARGE = 64
"""How many values a mapping holds, with all that is in them, of which the keys are kept: what asks
for one of its keys asks for each of them, and some have thousands."""
_MAPPINGS = (ord(BLOCK_MAPPING), ord(FLOW_MAPPING))
_SEQUENCES = (ord(BLOCK_SEQUENCE), ord(FLOW_SEQUENCE))
_FLOW = (ord(FLOW_MAPPING), ord(FLOW_SEQUENCE))


def numbers(values: list[int]) -> Many[int]:
    """A column of numbers, in an eighth of the room that a list needs."""
    try:
        return array("I", values)
    except OverflowError:  # of a text that is larger than any that was ever written
        return array("Q", values)


class Layout:
    """The values of a file in its order, its keys among them, each by its number.

    A large file has a million of them: so they are columns, and nodes are made of those alone
    that somebody asks for.
    """

    __slots__ = ("_items", "_keys", "after", "ends", "starts", "styles", "values")

    def __init__(
        self,
        starts: list[int],
        ends: list[int],
        after: list[int],
        styles: bytes,
        values: list[str | None],
    ) -> None:
        """`after` is the number that follows a value and all that is in it; `styles`, of a text its
        opening indicator or `PLAIN`, of a collection what it is; and of `values`, None is a key's
        missing value, or a collection."""
        self.starts = numbers(starts)
        self.ends = numbers(ends)
        self.after = numbers(after)
        self.styles = styles
        self.values = values
        self._items: dict[int, Many[int]] = {}
        self._keys: dict[int, dict[str, int]] = {}

    def items(self, at: int) -> Many[int]:
        """The numbers of a list's items."""
        found = self._items.get(at)
        if found is None:
            found = self._items[at] = numbers([*self._inside(at)])
        return found

    def _inside(self, at: int) -> Iterator[int]:
        """The numbers of a list's items, one after another."""
        after, stop = self.after, self.after[at]
        at += 1
        while at < stop:
            yield at
            at = after[at]

    def pairs(self, at: int) -> Iterator[tuple[str, int, int]]:
        """The keys of a mapping, each with its number and that of its value."""
        after, values, stop = self.after, self.values, self.after[at]
        at += 1
        while at < stop:
            yield values[at] or "", at, at + 1
            at = after[at + 1]

    def find(self, route: Route) -> int | None:
        """The number of the value that a route leads to, or None where it leads nowhere."""
        at, styles = 0, self.styles
        for step in route:
            if isinstance(step, str) and styles[at] in _MAPPINGS:
                pair = self.pair(at, step)
                if pair is None:
                    return None
                at = pair + 1
            elif isinstance(step, int) and styles[at] in _SEQUENCES:
                items = self.items(at)
                if not 0 <= step < len(items):
                    return None
                at = items[step]
            else:
                return None
        return at

    def pair(self, at: int, name: str) -> int | None:
        """The number of a key in a mapping, or None; that of its value is the next."""
        after, values, stop = self.after, self.values, self.after[at]
        if stop - at > _LARGE:
            if at not in self._keys:
                every = [*self.pairs(at)]
                self._keys[at] = {key: number for key, number, _ in reversed(every)}
            return self._keys[at].get(name)
        at += 1
        while at < stop:
            if values[at] == name:
                return at
            at = after[at + 1]
        return None

    def is_mapping(self, at: int) -> bool:
        """Whether a value is a mapping."""
        return self.styles[at] in _MAPPINGS

    def is_flow(self, at: int) -> bool:
        """Whether a value is a collection in brackets or braces."""
        return self.styles[at] in _FLOW

    def plain(self, at: int = 0) -> Any:
        """As `plain` of its node."""
        style = self.styles[at]
        if style in _MAPPINGS:
            return {key: self.plain(value) for key, _, value in self.pairs(at)}
        if style in _SEQUENCES:
            return [self.plain(item) for item in self._inside(at)]
        return self.values[at]

    def texts(self) -> list[Span]:
        """Where its texts stand, keys too, in the order of the file."""
        collections = (*_MAPPINGS, *_SEQUENCES)
        every = zip(self.styles, self.starts, self.ends, strict=True)
        return [Span(start, end) for style, start, end in every if style not in collections]

    def node(self, at: int = 0) -> Node:
        """The node of a value, and those of all that is in it."""
        start, end, style = self.starts[at], self.ends[at], self.styles[at]
        if style in _MAPPINGS:
            pairs = [(self._scalar(key), self.node(value)) for _, key, value in self.pairs(at)]
            return Mapping(start, end, style in _FLOW, pairs)
        if style in _SEQUENCES:
            return Sequence(start, end, style in _FLOW, [*map(self.node, self._inside(at))])
        return self._scalar(at)

    def _scalar(self, at: int) -> Scalar:
        style = chr(self.styles[at])
        value = self.values[at] or ""
        return Scalar(self.starts[at], self.ends[at], value, "" if style == PLAIN else style)


@dataclass(frozen=True)
class Source:
    """A file as it was read: its bytes, its text, its values, and what is wrong with it.

    `layout` is None where the text could not be read to its end.
    """

    data: bytes
    text: str
    layout: Layout | None
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

    @property
    def is_read(self) -> bool:
        """Whether the text could be read to its end."""
        return self.layout is not None

    @cached_property
    def root(self) -> Node | None:
        """The nodes of the whole text; None where it could not be read to its end."""
        return self.layout.node() if self.layout else None

    @cached_property
    def _line_starts(self) -> Many[int]:
        return numbers([0, *(match.end() for match in re.finditer("\n", self.text))])

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_of(self, route: Route) -> int:
        """The line (from 1) on which the value at a route, or at its `existing` part, begins."""
        return self.position(self.span(route).start)[0]

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line end."""
        if number not in self._last_line:
            starts = self._line_starts
            end = starts[number] if number < len(starts) else len(self.text)
            self._last_line.clear()
            self._last_line[number] = self.text[starts[number - 1] : end].rstrip("\r\n")
        return self._last_line[number]

    @cached_property
    def _last_line(self) -> dict[int, str]:
        """The line that was asked for last: a whole plan, with all its faults, may be one."""
        return {}

    def _at(self, route: Route) -> int | None:
        return self.layout.find(route) if self.layout else None

    def node(self, route: Route) -> Node | None:
        """The node that a route leads to, or None where it leads nowhere."""
        at = self._at(route)
        return None if at is None or self.layout is None else self.layout.node(at)

    def plain(self, route: Route = ()) -> Any:
        """What stands at a route as dicts, lists and strings, as `plain`; None for nothing."""
        at = self._at(route)
        return None if at is None or self.layout is None else self.layout.plain(at)

    def word(self, route: Route) -> str:
        """The text at a route; empty where none stands there."""
        at = self._at(route)
        return "" if at is None or self.layout is None else self.layout.values[at] or ""

    def keys(self, route: Route) -> tuple[str, ...]:
        """The keys of the mapping at a route; none of anything else."""
        at = self._at(route)
        if at is None or self.layout is None or not self.layout.is_mapping(at):
            return ()
        return tuple(key for key, _, _ in self.layout.pairs(at))

    def existing(self, route: Route) -> Route:
        """The longest part of a route that leads somewhere: the mapping that lacks a key, say."""
        while route and self._at(route) is None:
            route = route[:-1]
        return route

    def span(self, route: Route, *, key: bool = False) -> Span:
        """Where the value at a route (or at its `existing` part) stands; with `key`, its key.

        A key without a value stands for the value it lacks.
        """
        layout = self.layout
        if layout is None:
            return Span(0, 0)
        found, at = route, layout.find(route)
        while at is None:
            found = found[:-1]
            at = layout.find(found)
        # The value of a key is the next after it.
        named = found and isinstance(found[-1], str)
        if named and (layout.starts[at] == layout.ends[at] or (key and found == route)):
            at -= 1
        return Span(layout.starts[at], layout.ends[at])


def plain(node: Node) -> Any:
    """The node as dicts, lists and strings; a key without a value is None."""
    if isinstance(node, Scalar):
        return None if node.start == node.end else node.value
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.pairs}
    return [plain(item) for item in node.items]
