"""YAML text to nodes, from the parser's events.

The reader leaves every scalar a string: ``no``, ``012`` and ``2018-09`` mean what they look
like, and the schema gives each field its type. What could make a file mean something else
than it shows (anchors, aliases, tags, merge keys, a second document, duplicate or complex
keys, hidden line ends) is refused on the parser's events, before any model exists.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import yaml

from welcomeplan.yamltext.faults import (
    conflict_faults,
    control_fault,
    hidden_line_ends,
    not_utf8,
    syntax_fault,
)
from welcomeplan.yamltext.nodes import (
    BOM,
    DEFAULT_LIMITS,
    Fault,
    Limits,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Source,
    Span,
)

# Built without libyaml, PyYAML gives the same events, slower.
Parser: Any = yaml.cyaml.CParser if yaml.__with_libyaml__ else yaml.SafeLoader  # type: ignore[attr-defined]

Event: TypeAlias = Any
"""One of yaml's events, whose types leave open whether it has marks: the parser's all have."""

LEAKS = (yaml.YAMLError, ValueError, LookupError, OverflowError, RecursionError)
"""What comes out of the parser on broken input: its own errors, and others."""

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*")
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]{0,100}[ \t]{0,100}){1,2}")


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Source:
    """Read a file's bytes. Never raises for what is in them: faults are in the result."""
    if len(data) > limits.bytes:
        found = f"the file has {len(data):,} bytes; {limits.bytes:,} is the most that is read"
        remedy = "Split the plan into more strategy files, or raise the limit with --max-bytes."
        return Source(data, "", None, (Fault(found, remedy, Span(0, 0)),))
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
        return Source(data, text, None, (not_utf8(error),))
    control = control_fault(text)
    if control:
        return Source(data, text, None, (control,))
    conflicts = conflict_faults(text)
    if conflicts:
        return Source(data, text, None, tuple(conflicts))
    builder = _Builder(text, limits)
    try:
        root = builder.build()
    except _UnreadableError as refusal:
        return Source(data, text, None, (*builder.faults, refusal.fault))
    except yaml.MarkedYAMLError as error:
        return Source(data, text, None, (*builder.faults, syntax_fault(text, error)))
    except LEAKS as error:
        found = f"this is not YAML that can be read ({type(error).__name__})"
        fault = Fault(found, "Look for a stray character near the start.", Span(0, 0))
        return Source(data, text, None, (*builder.faults, fault))
    if root is None:
        found = "the file is empty"
        fault = Fault(found, "Write at least a `title:`, or delete the file.", Span(0, 0))
        return Source(data, text, None, (fault,))
    faults = [*builder.faults, *hidden_line_ends(text, builder.scalars, limits.faults)]
    return Source(data, text, None if builder.aliased else root, tuple(faults))


class _UnreadableError(Exception):
    def __init__(self, message: str, remedy: str, start: int, end: int) -> None:
        self.fault = Fault(message, remedy, Span(start, end))


class _Builder:
    """Nodes from the parser's events, with a stack of our own: depth can't end the process.

    `faults` are those after which reading goes on; `aliased` says that some value is not what
    the file shows, so that the nodes can't be used.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.faults: list[Fault] = []
        self.scalars: list[Scalar] = []
        self.aliased = False
        self._root: Node | None = None
        self._nodes = 0
        self._open: list[Mapping | Sequence] = []
        # For each open mapping: the key that waits for its value, and the keys so far.
        self._keys: list[Scalar | None] = []
        self._seen: list[set[str]] = []

    def build(self) -> Node | None:
        """The root, or None where there is no document. Raises what stops the reading."""
        get_event = Parser(self.text).get_event
        while True:
            event = get_event()
            kind = type(event)
            # The most frequent first: a large file has a million of them.
            if kind is yaml.ScalarEvent:
                self._add(self._scalar(event))
            elif kind is yaml.MappingStartEvent:
                self._enter(Mapping, event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._leave(event.end_mark.index)
            elif kind is yaml.SequenceStartEvent:
                self._enter(Sequence, event)
            elif kind is yaml.AliasEvent:
                self._add(self._alias(event))
            elif kind is yaml.DocumentStartEvent:
                self._begin(event)
            elif kind is yaml.StreamEndEvent:
                return self._root

    def _begin(self, event: Event) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.tags:
            self._refuse("a `%TAG` directive", "Delete the line.", start, end)
        if self._root is not None:
            raise _UnreadableError(
                "a second document begins here",
                "Keep one document a file: delete the `---`, or move what follows"
                " to a file of its own.",
                start,
                end,
            )

    def _scalar(self, event: Event) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            start = self._refuse_properties(event, start, end)
        self._count(start, end)
        style = event.style or ""
        if style in ("|", ">"):
            # The parser's end runs past the blank lines that follow; and a line end that only it
            # sees ends the text there, for what follows would be keys that look like text.
            end = start + len(self.text[start:end].rstrip(" \t\r\n\x85\u2028\u2029"))
        scalar = Scalar(start, end, event.value, style)
        self.scalars.append(scalar)
        return scalar

    def _alias(self, event: Event) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        self.aliased = True
        self._refuse(f"an alias, `*{event.anchor}`", "Write the value out.", start, end)
        self._count(start, end)
        return Scalar(start, end, "", "")

    def _enter(self, collection: type[Mapping | Sequence], event: Event) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            start = self._refuse_properties(event, start, end)
        self._count(start, end)
        node = collection(start, end, bool(event.flow_style))
        self._add(node)
        self._open.append(node)
        if isinstance(node, Mapping):
            self._keys.append(None)
            self._seen.append(set())
        if len(self._open) > self.limits.depth:
            raise _UnreadableError(
                f"values are nested more than {self.limits.depth} deep",
                "A plan needs far less: look for a stray `[`, `{` or `- `.",
                start,
                end,
            )

    def _leave(self, end: int) -> None:
        """Set a collection's end: its closing bracket, or the end of its last descendant."""
        node = self._open.pop()
        if isinstance(node, Mapping):
            self._keys.pop()
            self._seen.pop()
        if node.flow and self.text[end - 1 : end] in ("]", "}"):
            node.end = end
        elif isinstance(node, Mapping):
            node.end = node.pairs[-1][1].end if node.pairs else node.start
        else:
            node.end = node.items[-1].end if node.items else node.start

    def _add(self, node: Node) -> None:
        """Attach a node where it belongs: the root, a list, or a mapping's key or value."""
        if not self._open:
            self._root = node
        elif isinstance(parent := self._open[-1], Sequence):
            parent.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = self._key(parent, node)
        else:
            parent.pairs.append((key, node))
            self._keys[-1] = None

    def _key(self, parent: Mapping, node: Node) -> Scalar:
        before = parent.pairs[-1][1].end if parent.pairs else parent.start
        if not isinstance(node, Scalar) or "?" in _COMMENT.sub("", self.text[before : node.start]):
            raise _UnreadableError(
                "a complex key",
                "Write each key as one plain word and a colon: `title: ...`.",
                node.start,
                max(node.end, node.start + 1),
            )
        seen = self._seen[-1]
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

    def _count(self, start: int, end: int) -> None:
        self._nodes += 1
        if len(self.faults) >= self.limits.faults:
            raise _UnreadableError(
                "there are more faults than that", "Mend those above first.", start, end
            )
        if self._nodes > self.limits.nodes:
            raise _UnreadableError(
                f"the file has more than {self.limits.nodes:,} values",
                "Split the plan into more strategy files, or raise the limit with --max-nodes.",
                start,
                end,
            )

    def _refuse(self, found: str, remedy: str, start: int, end: int) -> None:
        message = f"{found}, has no place in a plan file"
        self.faults.append(Fault(message, remedy, Span(start, end)))

    def _refuse_properties(self, event: Event, start: int, end: int) -> int:
        """Refuse an anchor or tag before a value; the offset where the value itself begins."""
        match = _PROPERTIES.match(self.text, start)
        after = match.end() if match else start
        if event.anchor is not None:
            remedy = "Delete it: plan files are plain text, each value stands where it is used."
            self._refuse(f"an anchor, `&{event.anchor}`", remedy, start, after)
        if event.tag is not None:
            remedy = "Delete it: every value is text until the schema types it."
            self._refuse(f"a tag, `{self.text[start:after].strip()}`", remedy, start, after)
        return min(after, end)
