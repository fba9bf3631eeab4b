"""YAML text to a layout of its values, from the parser's events.

The reader leaves every scalar a string: ``no``, ``012`` and ``2018-09`` mean what they look
like, and the schema gives each field its type. What could make a file mean something else
than it shows (anchors, aliases, tags, merge keys, a second document, duplicate or complex
keys, hidden line ends) is refused on the parser's events, before any model exists.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeAlias

import yaml

from welcomeplan.limits import DEFAULT_LIMITS, Limits
from welcomeplan.yamltext.faults import (
    conflict_faults,
    control_fault,
    hidden_line_ends,
    not_utf8,
    syntax_fault,
)
from welcomeplan.yamltext.nodes import (
    BLOCK_MAPPING,
    BLOCK_SEQUENCE,
    BOM,
    FLOW_MAPPING,
    FLOW_SEQUENCE,
    PLAIN,
    Fault,
    Layout,
    Source,
    Span,
)

# Built without libyaml, PyYAML gives the same events, slower, of what `strict` has no fault in.
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
        text = data.removeprefix(BOM).decode()
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace").removeprefix("\ufeff")
        return Source(data, text, None, (not_utf8(error),))
    control = control_fault(text)
    if control:
        return Source(data, text, None, (control,))
    conflicts = conflict_faults(text)
    if conflicts:
        return Source(data, text, None, tuple(conflicts))
    builder = _Builder(text, limits)
    try:
        layout = builder.build()
    except _UnreadableError as refusal:
        return Source(data, text, None, (*builder.faults, refusal.fault))
    except yaml.MarkedYAMLError as error:
        return Source(data, text, None, (*builder.faults, syntax_fault(text, error)))
    except LEAKS as error:
        found = f"this is not YAML that can be read ({type(error).__name__})"
        fault = Fault(found, "Look for a stray character near the start.", Span(0, 0))
        return Source(data, text, None, (*builder.faults, fault))
    if layout is None:
        found = "the file is empty"
        fault = Fault(found, "Write at least a `title:`, or delete the file.", Span(0, 0))
        return Source(data, text, None, (fault,))
    faults = [*builder.faults, *hidden_line_ends(text, layout, limits.faults)]
    return Source(data, text, None if builder.aliased else layout, tuple(faults))


class _UnreadableError(Exception):
    def __init__(self, message: str, remedy: str, start: int, end: int) -> None:
        self.fault = Fault(message, remedy, Span(start, end))


_KEY, _VALUE, _ITEM = range(3)


class _Open(NamedTuple):
    """A collection whose end has not come yet."""

    number: int
    flow: bool
    above: tuple[int, set[str]]
    """What comes next in the one above it, and the keys of that so far."""


class _Builder:
    """A layout from the parser's events, with a stack of our own: depth can't end the process.

    `faults` are those after which reading goes on; `aliased` says that some value is not what
    the file shows, so that the layout can't be used.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.faults: list[Fault] = []
        self.aliased = False
        # The columns of the layout.
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._after: list[int] = []
        self._styles: list[str] = []
        self._values: list[str | None] = []
        self._open: list[_Open] = []
        # Of the innermost open collection: what comes next, the keys so far, and where the value
        # before a key ends.
        self._next = _ITEM
        self._seen: set[str] = set()
        self._before = 0
        self._asks = "?" in text
        # Keys, owners and deadlines come again and again: one text of each is enough.
        self._words: dict[str, str] = {}
        self._most = limits.nodes

    def build(self) -> Layout | None:
        """The layout, or None where there is no document. Raises what stops the reading."""
        get_event = Parser(self.text).get_event
        while True:
            event = get_event()
            kind = type(event)
            # The most frequent first: a large file has a million of them.
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._enter(FLOW_MAPPING if event.flow_style else BLOCK_MAPPING, event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._leave(event.end_mark.index)
            elif kind is yaml.SequenceStartEvent:
                self._enter(FLOW_SEQUENCE if event.flow_style else BLOCK_SEQUENCE, event)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                self._begin(event)
            elif kind is yaml.StreamEndEvent:
                return self._layout()

    def _layout(self) -> Layout | None:
        if not self._values:
            return None
        columns = self._starts, self._ends, self._after
        return Layout(*columns, "".join(self._styles).encode(), self._values)

    def _begin(self, event: Event) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.tags:
            self._refuse("a `%TAG` directive", "Delete the line.", start, end)
        if self._values:
            raise _UnreadableError(
                "a second document begins here",
                "Keep one document a file: delete the `---`, or move what follows"
                " to a file of its own.",
                start,
                end,
            )

    def _scalar(self, event: Event) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            start = self._refuse_properties(event, start, end)
        self._count(start, end)
        style = event.style or PLAIN
        if style in "|>":
            # The parser's end runs past the blank lines that follow; and a line end that only it
            # sees ends the text there, for what follows would be keys that look like text.
            end = start + len(self.text[start:end].rstrip(" \t\r\n\x85\u2028\u2029"))
        self._text(start, end, event.value, style)

    def _alias(self, event: Event) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.aliased = True
        self._refuse(f"an alias, `*{event.anchor}`", "Write the value out.", start, end)
        self._count(start, end)
        self._text(start, end, "", PLAIN)

    def _text(self, start: int, end: int, value: str, style: str) -> None:
        """Add a text: a key, its value, or an item."""
        self._starts.append(start)
        self._ends.append(end)
        self._after.append(len(self._starts))
        self._styles.append(style)
        value = self._words.setdefault(value, value)
        if self._next is not _KEY:
            self._values.append(value if start < end else None)
            self._before = end
            if self._next is _VALUE:
                self._next = _KEY
            return
        self._values.append(value)
        if self._asks or value in self._seen or value == "<<":
            self._key(start, end, value, style)
        self._seen.add(value)
        self._next = _VALUE

    def _enter(self, style: str, event: Event) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            start = self._refuse_properties(event, start, end)
        self._count(start, end)
        if self._next is _KEY:
            raise self._complex_key(start, end)
        at = len(self._values)
        self._starts.append(start)
        self._ends.append(end)
        self._after.append(at + 1)
        self._styles.append(style)
        self._values.append(None)
        above = _KEY if self._next is _VALUE else _ITEM
        self._open.append(_Open(at, bool(event.flow_style), (above, self._seen)))
        self._next = _ITEM
        if style in (BLOCK_MAPPING, FLOW_MAPPING):
            self._next, self._seen, self._before = _KEY, set(), start
        if len(self._open) > self.limits.depth:
            raise _UnreadableError(
                f"values are nested more than {self.limits.depth} deep",
                "A plan needs far less: look for a stray `[`, `{` or `- `.",
                start,
                end,
            )

    def _leave(self, end: int) -> None:
        """Set a collection's end: its closing bracket, or the end of its last descendant."""
        at, flow, (self._next, self._seen) = self._open.pop()
        if not flow or self.text[end - 1 : end] not in ("]", "}"):
            end = self._before
        self._ends[at] = self._before = end
        self._after[at] = len(self._values)

    def _key(self, start: int, end: int, value: str, style: str) -> None:
        """Refuse a key that is more than a word, and one that stands there already."""
        if self._asks and "?" in _COMMENT.sub("", self.text[self._before : start]):
            raise self._complex_key(start, end)
        if value == "<<" and style == PLAIN:
            self.aliased = True
            self._refuse("a merge key, `<<`", "Write the keys out.", start, end)
        elif value in self._seen:
            self.faults.append(
                Fault(
                    f"the key `{value}` stands twice in this mapping",
                    "Only one can count. Delete one, or merge the two.",
                    Span(start, end),
                )
            )

    def _complex_key(self, start: int, end: int) -> _UnreadableError:
        if start == end:  # nothing follows its `?`
            start, end = self.text.rfind("?", 0, start), start
        return _UnreadableError(
            "a complex key",
            "Write each key as one plain word and a colon: `title: ...`.",
            start,
            end,
        )

    def _count(self, start: int, end: int) -> None:
        """Refuse one value more than may be, and one after more faults than are told."""
        if len(self.faults) >= self.limits.faults:
            raise _UnreadableError(
                "there are more faults than that", "Mend those above first.", start, end
            )
        if len(self._values) >= self._most:
            raise _UnreadableError(
                f"the file has more than {self._most:,} values",
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
