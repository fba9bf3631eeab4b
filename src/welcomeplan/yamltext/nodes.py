"""YAML text to nodes with exact positions; a route (keys and indexes) to a node.

The reader leaves every scalar a string: ``no``, ``012`` and ``2018-09`` mean what they look
like, and the schema gives each field its type. What could make a file mean something else
than it shows (anchors, aliases, tags, merge keys, a second document, duplicate or complex
keys, hidden line ends) is refused on the parser's events, before any model exists.

All offsets count characters of `Source.text`, which is the file's text without its byte-order
mark; lines and columns count from 1, and only ``\\n`` ends a line, as in editors and on GitHub
(PyYAML also counts U+0085, U+2028 and U+2029).
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import yaml

# Built without libyaml, PyYAML gives the same events, slower.
Parser: Any = yaml.cyaml.CParser if yaml.__with_libyaml__ else yaml.SafeLoader  # type: ignore[attr-defined]

Route = tuple[str | int, ...]
BOM = b"\xef\xbb\xbf"


class Limits(NamedTuple):
    """What a file may cost to read. Raised on the command line, never by a plan."""

    bytes: int = 8 * 1024 * 1024
    depth: int = 32
    nodes: int = 500_000


DEFAULT_LIMITS = Limits()
MOST_FAULTS = 100
"""How many faults of one file are told at once: a hostile one could hold a million."""


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


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Source:
    """Read a file's bytes. Never raises for what is in them: faults are in the result."""
    if len(data) > limits.bytes:
        found = f"the file has {len(data):,} bytes; {limits.bytes:,} is the most that is read"
        remedy = "Split the plan into more strategy files, or raise the limit with --max-bytes."
        return Source(data, "", None, (Fault(found, remedy, Span(0, 0)),))
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)
    control = CONTROL.search(text)
    if control:
        fault = _control_fault(control)
        return Source(data, text, None, (fault,))
    conflicts = conflict_faults(text)
    if conflicts:
        return Source(data, text, None, tuple(conflicts))
    builder = _Builder(text, limits)
    try:
        root = builder.build()
    except _UnreadableError as refusal:
        return Source(data, text, None, (*builder.faults, refusal.fault))
    except yaml.MarkedYAMLError as error:
        return Source(data, text, None, (*builder.faults, _syntax_fault(text, error)))
    # The parser leaks other exceptions than its own on broken input.
    except (yaml.YAMLError, ValueError, LookupError, OverflowError, RecursionError) as error:
        found = f"this is not YAML that can be read ({type(error).__name__})"
        fault = Fault(found, "Look for a stray character near the start.", Span(0, 0))
        return Source(data, text, None, (*builder.faults, fault))
    if root is None:
        found = "the file is empty"
        fault = Fault(found, "Write at least a `title:`, or delete the file.", Span(0, 0))
        return Source(data, text, None, (fault,))
    faults = [*builder.faults, *_hidden_line_ends(text, builder.scalars)]
    return Source(data, text, None if builder.aliased else root, tuple(faults))


class _UnreadableError(Exception):
    def __init__(self, message: str, remedy: str, start: int, end: int) -> None:
        self.fault = Fault(message, remedy, Span(start, end))


class _Builder:
    """Nodes from the parser's events, with a stack of our own: depth can't end the process."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.faults: list[Fault] = []
        self.scalars: list[Scalar] = []
        self.aliased = False
        self.nodes = 0

    def build(self) -> Node | None:  # noqa: PLR0915 - one loop over all kinds of events
        events = Parser(self.text)
        stack: list[Mapping | Sequence] = []
        keys: list[Scalar | None] = []  # for each open mapping, the key that waits for its value
        seen: list[set[str]] = []  # for each open mapping, its keys so far
        root: Node | None = None
        while True:
            event = events.get_event()
            kind = type(event)
            if kind is yaml.StreamEndEvent:
                return root
            start, end = event.start_mark.index, event.end_mark.index
            if kind is yaml.DocumentStartEvent:
                self._refuse_directives(event, start, end)
                if root is not None:
                    raise _UnreadableError(
                        "a second document begins here",
                        "Keep one document a file: delete the `---`, or move what follows"
                        " to a file of its own.",
                        start,
                        end,
                    )
                continue
            node: Node
            if kind is yaml.ScalarEvent:
                start = self._refuse_properties(event, start, end)
                node = self._scalar(event, start, end)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                start = self._refuse_properties(event, start, end)
                collection = Mapping if kind is yaml.MappingStartEvent else Sequence
                node = collection(start, end, bool(event.flow_style))
            elif kind is yaml.AliasEvent:
                self.aliased = True
                self._refuse(f"an alias, `*{event.anchor}`", "Write the value out.", start, end)
                node = Scalar(start, end, "", "")
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done = stack.pop()
                if isinstance(done, Mapping):
                    keys.pop()
                    seen.pop()
                self._close(done, end)
                continue
            else:
                continue  # the stream's start, a document's end
            self._count(start, end)
            # Attach the node where it belongs: the root, a list, or a mapping's key or value.
            if not stack:
                root = node
            elif isinstance(parent := stack[-1], Sequence):
                parent.items.append(node)
            elif (key := keys[-1]) is None:
                keys[-1] = self._key(parent, node, seen[-1])
            else:
                parent.pairs.append((key, node))
                keys[-1] = None
            if not isinstance(node, Scalar):
                stack.append(node)
                if isinstance(node, Mapping):
                    keys.append(None)
                    seen.append(set())
                self._bound_depth(len(stack), start, end)

    def _count(self, start: int, end: int) -> None:
        self.nodes += 1
        if len(self.faults) >= MOST_FAULTS:
            raise _UnreadableError(
                "there are more faults than that", "Mend those above first.", start, end
            )
        if self.nodes > self.limits.nodes:
            raise _UnreadableError(
                f"the file has more than {self.limits.nodes:,} values",
                "Split the plan into more strategy files, or raise the limit with --max-nodes.",
                start,
                end,
            )

    def _bound_depth(self, depth: int, start: int, end: int) -> None:
        if depth > self.limits.depth:
            raise _UnreadableError(
                f"values are nested more than {self.limits.depth} deep",
                "A plan needs far less: look for a stray `[`, `{` or `- `.",
                start,
                end,
            )

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> Scalar:
        style = event.style or ""
        if style in ("|", ">"):
            # The parser's end runs past the blank lines that follow; and a line end that only it
            # sees ends the text there, for what follows would be keys that look like text.
            end = start + len(self.text[start:end].rstrip(" \t\r\n\x85\u2028\u2029"))
        scalar = Scalar(start, end, event.value, style)
        self.scalars.append(scalar)
        return scalar

    def _close(self, node: Mapping | Sequence, end: int) -> None:
        """Set a collection's end: its closing bracket, or the end of its last descendant."""
        if node.flow and self.text[end - 1 : end] in ("]", "}"):
            node.end = end
        elif isinstance(node, Mapping):
            node.end = node.pairs[-1][1].end if node.pairs else node.start
        else:
            node.end = node.items[-1].end if node.items else node.start

    def _key(self, parent: Mapping, node: Node, seen: set[str]) -> Scalar:
        before = parent.pairs[-1][1].end if parent.pairs else parent.start
        if not isinstance(node, Scalar) or "?" in _COMMENT.sub("", self.text[before : node.start]):
            raise _UnreadableError(
                "a complex key",
                "Write each key as one plain word and a colon: `title: ...`.",
                node.start,
                max(node.end, node.start + 1),
            )
        if node.value == "<<" and not node.style:
            self.aliased = True
            self._refuse("a merge key, `<<`", "Write the keys out.", node.start, node.end)
        elif node.value in seen:
            self.faults.append(
                Fault(
                    f"the key `{node.value}` stands twice in this mapping",
                    "Only one can count. Delete one, or merge the two.",
                    Span(node.start, node.end),
                )
            )
        seen.add(node.value)
        return node

    def _refuse(self, found: str, remedy: str, start: int, end: int) -> None:
        message = f"{found}, has no place in a plan file"
        self.faults.append(Fault(message, remedy, Span(start, end)))

    def _refuse_properties(self, event: Any, start: int, end: int) -> int:
        """Refuse an anchor or tag before a value; the offset where the value itself begins."""
        if event.anchor is None and event.tag is None:
            return start
        match = _PROPERTIES.match(self.text, start)
        after = match.end() if match else start
        if event.anchor is not None:
            remedy = "Delete it: plan files are plain text, each value stands where it is used."
            self._refuse(f"an anchor, `&{event.anchor}`", remedy, start, after)
        if event.tag is not None:
            remedy = "Delete it: every value is text until the schema types it."
            self._refuse(f"a tag, `{self.text[start:after].strip()}`", remedy, start, after)
        return min(after, end)

    def _refuse_directives(self, event: Any, start: int, end: int) -> None:
        if event.tags:
            self._refuse("a `%TAG` directive", "Delete the line.", start, end)


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]|\r(?!\n)")
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*")
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]{0,100}[ \t]{0,100}){1,2}")
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?: ([^\r\n]*))?\r?$", re.MULTILINE)

_ID = re.compile(r"^[ ]*(?:- )?[ ]*(?:\{[ ]*)?id:[ ]*['\"]?([a-z0-9-]{1,100})", re.MULTILINE)


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Source:
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    offset = len(error.object[: error.start].decode("utf-8"))
    fault = Fault(
        f"the byte 0x{error.object[error.start]:02X} is not UTF-8",
        "Save the file as UTF-8 (in most editors: Save with encoding, UTF-8).",
        Span(offset, offset + 1),
    )
    return Source(data, text, None, (fault,))


def _control_fault(match: re.Match[str]) -> Fault:
    if match[0] == "\r":
        found = "a carriage return without a line feed (an old line ending) stands here"
        remedy = "Save the file with Unix (LF) or Windows (CRLF) line endings."
    else:
        found = f"an invisible control character, U+{ord(match[0]):04X}, stands here"
        remedy = "Delete it."
    return Fault(found, remedy, Span(match.start(), match.end()))


def conflict_faults(text: str) -> list[Fault]:
    """Git's conflict markers, for what they are: YAML's own complaint would be far off.

    Each names both sides, and the milestones (or other ids) that the two sides speak of.
    """
    faults = []
    ids = [(match.start(), match[1]) for match in _ID.finditer(text)]
    first: re.Match[str] | None = None
    middle: re.Match[str] | None = None
    for mark in _CONFLICT.finditer(text):
        if mark[1] == "<" * 7:
            first, middle = mark, None
        elif mark[1] == "=" * 7 and first:
            middle = middle or mark
        elif mark[1] == ">" * 7 and first and middle:
            ours = _side(first[2] or "one side", ids, first.end(), middle.start())
            theirs = _side(mark[2] or "the other side", ids, middle.end(), mark.start())
            fault = Fault(
                f"a merge that git left for you to finish: {ours} above, {theirs} below",
                "Keep the lines that are right from both sides, delete the three marker lines"
                " (<<<<<<<, =======, >>>>>>>), then run `welcomeplan validate`.",
                Span(first.start(), first.end()),
            )
            faults.append(fault)
            first = None
    return faults


def _side(name: str, ids: list[tuple[int, str]], start: int, end: int) -> str:
    """A side of a conflict, with the ids that stand in it, or else the nearest above it."""
    low, high = bisect_left(ids, (start, "")), bisect_left(ids, (end, ""))
    found = [text for _, text in ids[low:high][:3]] or [
        text for _, text in ids[max(0, low - 1) : low]
    ]
    return f"`{name}` ({', '.join(found) or 'no id'})"


def _hidden_line_ends(text: str, scalars: list[Scalar]) -> list[Fault]:
    """Line ends that the parser sees and a reader does not, unless they are part of a value.

    In a comment such a character would let a key stand where an editor shows only a remark.
    """
    faults: list[Fault] = []
    starts = [scalar.start for scalar in scalars]
    for match in re.finditer("[\x85\u2028\u2029]", text):
        at = match.start()
        if len(faults) >= MOST_FAULTS:
            break
        before = bisect_right(starts, at) - 1
        if before >= 0 and at < scalars[before].end:
            continue
        faults.append(
            Fault(
                f"a hidden line end, U+{ord(match[0]):04X}, stands here",
                "Delete it, or type an ordinary line break.",
                Span(at, at + 1),
            )
        )
    return faults


# What the parser says, whether it is best shown where the construct began, and what we say.
_SYNTAX: tuple[tuple[str, bool, str, str], ...] = (
    (
        "mapping values are not allowed",
        False,
        "a colon where no key can stand",
        "If this is a key, line it up with its neighbours. If the colon belongs to the text, put"
        " the text in double quotes.",
    ),
    (
        "found a tab",
        False,
        "a tab where spaces must stand",
        "Put spaces in its place, as many as the line above has.",
    ),
    (
        "cannot start any token",
        False,
        "this character can't begin a value",
        'Put the value in double quotes: `title: "@home programme"`.',
    ),
    (
        "unexpected end of stream",
        True,
        "quotes are opened here and never closed",
        "Add the closing quote.",
    ),
    (
        "found unexpected document indicator",
        True,
        "quotes are opened here and never closed",
        "Add the closing quote.",
    ),
    (
        "expected ',' or ']'",
        True,
        "a list is opened here with `[`, and its `]` or a comma is missing",
        "Write `[first, second]`.",
    ),
    (
        "expected ',' or '}'",
        True,
        "a mapping is opened here with `{`, and its `}` or a comma is missing",
        "Write `{key: value, key: value}`.",
    ),
    (
        "could not find expected ':'",
        True,
        "this line has no colon, so it is neither a key nor part of a value",
        "Write `key: value`, or indent the line if it continues the text above.",
    ),
    (
        "did not find expected '-' indicator",
        False,
        "neither a list item nor a key of the one above: it is indented too little for that",
        "If this is a key, line it up with the keys above it; if it begins a new item, write `- `"
        " before it, below the other items.",
    ),
    (
        "did not find expected key",
        False,
        "this does not line up with the keys above, or follows a value that has already ended",
        "Give keys of one mapping the same indentation; put text that has quotes or brackets"
        " inside it in double quotes.",
    ),
    (
        "block sequence entries are not allowed",
        False,
        "a list item can't begin here",
        "Begin the list on a line of its own below its key.",
    ),
    (
        "unknown escape character",
        False,
        "this backslash means nothing in double quotes",
        "Write two backslashes, or use single quotes.",
    ),
    (
        "expected alphabetic or numeric character",
        True,
        "a value can't begin with `*` or `&`",
        "Put it in double quotes.",
    ),
)


def _syntax_fault(text: str, error: yaml.MarkedYAMLError) -> Fault:
    problem = error.problem or "this can't be read as YAML"
    mark = error.problem_mark or error.context_mark
    offset = mark.index if mark else 0
    if "cannot start any token" in problem and text[offset : offset + 1] == "\t":
        problem = "found a tab"
    known = next((row for row in _SYNTAX if row[0] in problem), None)
    _, at_start, message, remedy = known or ("", False, problem, "Compare the line with others.")
    if at_start and error.context_mark:
        offset = error.context_mark.index
    # At the end of the text there is nothing to point at: point at the last character.
    offset = max(0, min(offset, len(text.rstrip()) - 1))
    return Fault(message, remedy, Span(offset, offset + 1))
