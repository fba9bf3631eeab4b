"""Edits of a plan file as pure splices of its text, and the gate that proves them.

Each edit becomes a few replacements of stretches of the text, computed from the nodes' exact
offsets; everything else is carried over as it stands. Then the gate: the new text is parsed
once more, its data must equal the old data with the same edits applied to plain dicts and
lists, and every line outside those that the edits promised to touch must be the same. What
can't be done exactly is `Refused`; a file is never reflowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Many
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

import yaml

from welcomeplan.yamltext.nodes import (
    BOM,
    CONTROL,
    DEFAULT_LIMITS,
    Limits,
    Mapping,
    Node,
    Parser,
    Route,
    Scalar,
    Sequence,
    Source,
    Span,
    conflict_faults,
    plain,
    read,
)

Value = str | list[Any] | dict[str, Any]
_UNREADABLE = "this edit would leave a file that can't be read"
_BEYOND = "this edit can't be made here without changing something else"
_BY_HAND = "Make this edit by hand in an editor, then run `welcomeplan validate`."


class Refused(ValueError):
    """An edit that can't be made exactly. `span` counts characters of `Source.text`."""

    def __init__(self, message: str, remedy: str = _BY_HAND, span: Span | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.span = span


@dataclass(frozen=True, slots=True)
class SetKey:
    """Set `key` in the mapping at `route`: its value is replaced, or the key is added.

    A new key goes after the last key present that precedes it in `order`, else before the
    first that follows, else last. A quoted value stays quoted; a value with comments inside it
    is refused, for they would be lost.
    """

    route: Route
    key: str
    value: Value
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveKey:
    """Remove `key` from the mapping at `route`, with the comments on its own lines.

    Comments above it stay. An absent key is no change; a block mapping's only key is refused.
    """

    route: Route
    key: str


@dataclass(frozen=True, slots=True)
class Append:
    """Append `item` to the list under `key` in the mapping at `route`.

    An absent key or an empty value starts the list, in block style unless it stands inside a
    flow mapping; `order` places a new key as in `SetKey`.
    """

    route: Route
    key: str
    item: Value
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Insert:
    """Insert `item` into the list at `route` before its item `index`, or last at its length.

    `key: []` in a block mapping becomes a block list; where there is no list yet, `Append`.
    """

    route: Route
    index: int
    item: Value


Edit = SetKey | RemoveKey | Append | Insert


def apply(source: Source, edits: Many[Edit], limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The file's bytes after the edits, made in the order given.

    Byte-order mark, line endings and a missing final line end are kept. Edits that change
    nothing return `source.data` itself. Raises `Refused` where the result would not be exact.
    """
    if source.root is None or source.faults:
        raise Refused(
            "the file has faults that must be mended before it can be edited",
            "Run `welcomeplan validate` and mend what it shows.",
            source.faults[0].span if source.faults else None,
        )
    expected: list[Any] = [source.root]
    for edit in edits:
        _edit_data(expected, edit)
    try:
        text, touched = _together(source, edits)
        return _proven(source, text, expected[0], touched, limits)
    except Refused:
        if len(edits) < 2:
            raise
    # Some edits stand on earlier ones: make them one by one, each on what the others made.
    current = source
    for edit in edits:
        try:
            text, _ = _together(current, [edit])
        except Refused as refusal:
            refusal.span = source.span(edit.route)  # places in a text in between mean nothing
            raise
        current = read(_encode(source, text), limits)
        if current.root is None or current.faults:
            raise Refused(_UNREADABLE)
    return _proven(source, current.text, expected[0], Span(0, len(current.text)), limits)


# The gate.


def _proven(source: Source, text: str, expected: Any, touched: Span, limits: Limits) -> bytes:
    """The new bytes, if the parser finds exactly the expected data in them.

    The parser's bare events are compared rather than nodes from `read`: the same parser at
    well under half the cost. They show duplicate keys, tags, anchors and aliases as a
    difference; what else `read` refuses is looked for in the lines `touched`.
    """
    wanted = _flat(expected)
    data = source.data if text == source.text else _encode(source, text)
    if len(data) > limits.bytes or _count(wanted) > limits.nodes:
        raise Refused(
            "this edit would make the file larger than is read",
            "Split the plan into more strategy files, or raise the limits on the command line.",
        )
    lines = text[touched.start : touched.end]
    if CONTROL.search(lines) or conflict_faults(lines):
        raise Refused(_UNREADABLE)
    if _LINE_ENDS.search(lines) and read(data, limits).faults:  # rare: only where one stood before
        raise Refused(_UNREADABLE)
    try:
        found = _events(text)
    except (yaml.YAMLError, ValueError, LookupError, OverflowError, RecursionError) as error:
        raise Refused(_UNREADABLE) from error
    if found != wanted:
        raise Refused(_BEYOND)
    return data


def _events(text: str) -> list[Any]:
    """The text's data, flat: texts as they are (None if empty), collections as event types."""
    get: Any = Parser(text).get_event
    flat: list[Any] = []
    while True:
        event = get()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.tag is not None or event.anchor is not None:
                flat.append(kind)  # never in a plan file: unequal to any text
            empty = not event.value and event.start_mark.index == event.end_mark.index
            flat.append(None if empty else event.value)
        elif kind is yaml.StreamEndEvent:
            return flat
        elif kind not in _FRAME:
            flat.append(kind)


_FRAME = {yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent}


def _flat(data: Any, flat: list[Any] | None = None) -> list[Any]:
    """Nodes or plain data, or one inside the other, in the form of `_events`."""
    flat = [] if flat is None else flat
    if isinstance(data, Scalar):
        flat.append(None if data.start == data.end else data.value)
    elif isinstance(data, Mapping | dict):
        flat.append(yaml.MappingStartEvent)
        if isinstance(data, Mapping):
            for node, value in data.pairs:
                flat.append(node.value)
                _flat(value, flat)
        else:
            for key, value in data.items():
                flat.append(key)
                _flat(value, flat)
        flat.append(yaml.MappingEndEvent)
    elif isinstance(data, Sequence | list):
        flat.append(yaml.SequenceStartEvent)
        for value in data.items if isinstance(data, Sequence) else data:
            _flat(value, flat)
        flat.append(yaml.SequenceEndEvent)
    else:
        flat.append(data)
    return flat


def _count(flat: list[Any]) -> int:
    return len(flat) - flat.count(yaml.MappingEndEvent) - flat.count(yaml.SequenceEndEvent)


def _encode(source: Source, text: str) -> bytes:
    return (BOM if source.data.startswith(BOM) else b"") + text.encode("utf-8")


def _edit_data(top: list[Any], edit: Edit) -> None:
    """Make one edit in plain data (the list's only item): what the text is held against.

    Nodes on the edit's route are turned into dicts, lists and texts; the others stay nodes.
    """
    data: Any = top
    for step in (0, *edit.route):
        inside = isinstance(data, dict) and step in data
        inside = inside or (
            isinstance(data, list) and isinstance(step, int) and -1 < step < len(data)
        )
        if not inside:
            raise _nowhere(edit)
        data[step] = _opened(data[step])
        data = data[step]
    if isinstance(edit, Insert):
        if not isinstance(data, list) or not 0 <= edit.index <= len(data):
            raise _nowhere(edit)
        data.insert(edit.index, _checked(edit.item))
        return
    if not isinstance(data, dict):
        raise _nowhere(edit)
    if isinstance(edit, RemoveKey):
        data.pop(edit.key, None)
        return
    _checked(edit.key)
    if isinstance(edit, Append):
        node = data.get(edit.key)
        old = _opened(node)
        if old is not None and not isinstance(old, list):
            span = Span(node.start, node.end) if isinstance(node, Scalar | Mapping) else None
            raise Refused(f"`{edit.key}` holds something else than a list", span=span)
        value: Value = [*(old or []), _checked(edit.item)]
    else:
        value = _checked(edit.value)
    if edit.key not in data:
        place = _place(list(data), edit.key, edit.order)
        pairs = list(data.items())
        data.clear()
        data.update([*pairs[:place], (edit.key, value), *pairs[place:]])
    else:
        data[edit.key] = value


def _opened(data: Any) -> Any:
    """A node as plain data one level deep; other data as they are."""
    if isinstance(data, Scalar):
        return plain(data)
    if isinstance(data, Mapping):
        return {key.value: value for key, value in data.pairs}
    return list(data.items) if isinstance(data, Sequence) else data


def _place(keys: list[str], key: str, order: tuple[str, ...]) -> int:
    """Where among the keys present a new one goes."""
    rank = _rank(key, order)
    before = [at for at, other in enumerate(keys) if other in order and _rank(other, order) < rank]
    after = [at for at, other in enumerate(keys) if other in order and _rank(other, order) > rank]
    if rank == inf:
        return len(keys)
    if before:
        return before[-1] + 1
    return after[0] if after else len(keys)


def _rank(key: str, order: tuple[str, ...]) -> float:
    return order.index(key) if key in order else inf


def _checked(value: Value) -> Value:
    """A copy of plain data; refuses what no YAML file can hold."""
    if isinstance(value, dict):
        for key in value:
            _checked(key)
        return {key: _checked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_checked(inner) for inner in value]
    if not isinstance(value, str):
        raise TypeError(f"plain text, lists and dicts only, not {type(value).__name__}")
    if _SURROGATE.search(value):
        raise Refused(
            "half of a character (a lone surrogate) can't be stored as text",
            "Type the character again; it was cut in two on its way here.",
        )
    return value


def _nowhere(edit: Edit) -> Refused:
    route = ".".join(map(str, edit.route)) or "the top of the file"
    kind = "list" if isinstance(edit, Insert) else "mapping"
    return Refused(f"there is no {kind} to edit at {route}")


# From edits to splices.


class _Splice(NamedTuple):
    """Replace `text[start:end]`; at one place deeper entries come first, then key order."""

    start: int
    end: int
    shallow: int
    rank: float
    text: str


class _Habit(NamedTuple):
    """How the file is written near an edit: columns, and the quotes round values and keys."""

    list_in: int = 2  # from a key to the dashes of its list
    dash: int = 2  # from a dash to its item
    map_in: int = 2  # from a key to the keys of its mapping
    quote: str = ""
    key_quote: str = ""


def _together(source: Source, edits: Many[Edit]) -> tuple[str, Span]:
    """The text after edits that don't stand on each other, and where in it they are."""
    changes = [_Change(source, edit) for edit in edits]
    splices = sorted(splice for change in changes for splice in change.splices)
    if any(left.end > right.start for left, right in pairwise(splices)):
        raise Refused(_BEYOND)
    parts, at = [], 0
    for splice in splices:
        parts += [source.text[at : splice.start], splice.text]
        at = splice.end
    text = "".join([*parts, source.text[at:]])
    promises = sorted(change.promise for change in changes)
    return text, _untouched(source.text, text, promises)


def _untouched(old: str, new: str, promises: list[Span]) -> Span:
    """The lines of the new text from the first promised one to the last, and a line about them.

    Refuses a text in which a line outside the promised ones is not as it was.
    """
    at = place = 0
    for start, end in promises:
        part = old[at : max(at, start)]
        found = new.find(part, place) if at else (0 if new.startswith(part) else -1)
        if found < 0:
            raise Refused(_BEYOND)
        place, at = found + len(part), max(at, end)
    stop = len(new) - (len(old) - at)
    if stop < place or not new.endswith(old[at:]):
        raise Refused(_BEYOND)
    first = _line_start(new, max(0, promises[0].start - 1)) if promises else 0
    return Span(first, new.find("\n", stop) + 1 or len(new))


class _Change:
    """One edit compiled against one source: its splices, and the lines it promises to touch.

    `promise` is a stretch of whole lines of the old text; empty where lines are only added.
    """

    def __init__(self, source: Source, edit: Edit) -> None:
        self.source = source
        self.text = source.text
        self.splices: list[_Splice] = []
        self.promise = Span(0, 0)
        self.shallow = -len(edit.route)
        self.rank = inf if isinstance(edit, Insert | RemoveKey) else _rank(edit.key, edit.order)
        node = source.node(edit.route)
        if isinstance(edit, Insert):
            if not isinstance(node, Sequence) or edit.index > len(node.items):
                raise _nowhere(edit)
            above = source.node(edit.route[:-1])
            if not node.items and isinstance(above, Mapping) and not above.flow:
                pair = above.find(str(edit.route[-1])) or above.pairs[0]
                self._replace(above, edit.route, pair, [edit.item], started=True)
            else:
                self._insert(edit.route, node, edit.index, edit.item)
        elif not isinstance(node, Mapping):
            raise _nowhere(edit)
        elif isinstance(edit, RemoveKey):
            self._remove(node, edit.key)
        else:
            self._set(node, edit)

    def _set(self, parent: Mapping, edit: SetKey | Append) -> None:
        pair = parent.find(edit.key)
        if pair is None:
            self._add(parent, edit, [edit.item] if isinstance(edit, Append) else edit.value)
        elif isinstance(edit, SetKey):
            if _flat(pair[1]) != _flat(edit.value):
                self._replace(parent, edit.route, pair, edit.value)
        elif isinstance(pair[1], Sequence) and pair[1].items:
            route = (*edit.route, edit.key)
            self._insert(route, pair[1], len(pair[1].items), edit.item)
        else:
            self._replace(parent, edit.route, pair, [edit.item], started=True)

    def _insert(self, route: Route, node: Sequence, index: int, item: Value) -> None:
        items = node.items
        habit = self._habit(route, items[min(index, len(items) - 1)] if items else None)
        self.shallow = -len(route)
        if node.flow:
            self._flow_insert(node, [(i.start, i.end) for i in items], index, _flow(item, habit))
            return
        column = self._column(node.start)
        lines = _block([item], habit._replace(dash=self._dash(node) or habit.dash))
        if index == 0:
            self._lines_before(node.start, lines)
            return
        before = items[index - 1]
        if len(items) > 1 and not _keeps(self.text, _last(before)):
            # A list with blank lines between its items gets one more of them.
            gap = self._tail(before if index < len(items) else items[index - 2], column)
            if not self.text[gap : _line_end(self.text, gap)].strip():
                lines = ["", *lines]
        self._lines_after(before, column, lines)

    def _add(self, parent: Mapping, edit: SetKey | Append, value: Value) -> None:
        keys = [key.value for key, _ in parent.pairs]
        place = _place(keys, edit.key, edit.order)
        habit = self._habit(edit.route, parent)
        if parent.flow:
            spans = [(key.start, self._pair_end(key, old)) for key, old in parent.pairs]
            entry = f"{_key(edit.key, habit, flow=True)}: {_flow(value, habit)}"
            self._flow_insert(parent, spans, place, entry)
            return
        lines = _block({edit.key: value}, habit, started=isinstance(edit, Append))
        first = not any(key in edit.order for key in keys[:place])
        if place == 0 or (first and place < len(keys)):
            self._lines_before(parent.pairs[place][0].start, lines)
        else:
            self._lines_after(parent.pairs[place - 1][1], self._column(parent.start), lines)

    def _replace(
        self,
        parent: Mapping,
        route: Route,
        pair: tuple[Scalar, Node],
        value: Value,
        *,
        started: bool = False,
    ) -> None:
        key, old = pair
        text = self.text
        self.shallow = -len(text)  # a value's own lines come before any added after them
        habit = self._habit(route, parent)
        colon = self._pair_colon(key)
        empty = old.start == old.end
        end = colon if empty else old.end
        text_block = isinstance(old, Scalar) and old.style in ("|", ">")
        collection = not isinstance(old, Scalar) and not old.flow
        if isinstance(old, Scalar) and not empty:
            habit = habit._replace(quote="" if text_block else old.style)
        block = not parent.flow and (started or not _inline(value, habit))
        block = block or (collection and bool(value) and not isinstance(value, str))
        self._promise(key.start, end)
        if not isinstance(old, Scalar):
            self._refuse_comments(old)
        inline = "" if block else _flow(value, habit, flow=parent.flow)
        if inline and not (empty or text_block or collection):
            self._splice(old.start, end, inline)
            return
        # The line of the key keeps its comment; the old value's further lines go.
        stop = colon
        if not empty and not collection:
            header = _HEADER.match(text, old.start) if text_block else None
            stop = header.end() if header else end
        line_end = _line_end(text, stop)
        dropped = text[line_end : old.start] + text[end : _line_end(text, end)]
        if "#" in (dropped if collection else text[colon : old.start]) and not empty:
            raise _comment_inside(old)
        joint = " " if text[key.end : colon].strip() else ": "
        self._splice(colon, stop, inline and joint + inline)
        column = self._column(key.start)
        column += habit.map_in if isinstance(value, dict) else habit.list_in
        below = _block(value, habit) if block else []
        eol = _eol(text, end)
        added = "".join(eol + " " * column + line for line in below)
        self._splice(line_end, max(line_end, _line_end(text, end)), added)

    def _remove(self, parent: Mapping, name: str) -> None:
        text = self.text
        at = next((at for at, (key, _) in enumerate(parent.pairs) if key.value == name), None)
        if at is None:
            return
        key, value = parent.pairs[at]
        following = parent.pairs[at + 1][0] if at + 1 < len(parent.pairs) else None
        if parent.flow:
            start, end = key.start, self._pair_end(key, value)
            if at:
                start = self._pair_end(*parent.pairs[at - 1])
                start -= text[end : end + 1].isspace() and text[start - 1 : start] == " "
            elif following:
                end = following.start
            else:  # with the comma that may follow it
                start, end = parent.start + 1, parent.end - 1
            self._promise(start, end)
            if "#" in text[start : key.start] + text[self._pair_end(key, value) : end]:
                raise _comment_inside(key)
            self._splice(start, end, "")
            return
        if len(parent.pairs) == 1:
            raise Refused(f"`{name}` is the only key here", span=Span(key.start, key.end))
        line, tail = _line_start(text, key.start), self._tail(value, self._column(key.start))
        self._promise(key.start, tail)
        if not text[line : key.start].strip():
            if tail == len(text) and not text.endswith("\n"):
                # The file keeps its missing line end.
                line = len(text[:line].removesuffix("\n").removesuffix("\r"))
                self._promise(line, tail)
            self._splice(line, tail, "")
        elif following and not text[tail : following.start].strip():
            # The first key, on the line of its list's dash: the next one moves up.
            self._promise(key.start, following.end)
            self._splice(key.start, following.start, "")
        else:
            blank = len(text[: key.start].rstrip(" "))
            self._splice(blank, _line_end(text, max(key.start, value.end)), "")

    # Where things stand in the text.

    def _splice(self, start: int, end: int, text: str) -> None:
        if text or start < end:
            self.splices.append(_Splice(start, end, self.shallow, self.rank, text))

    def _promise(self, start: int, end: int) -> None:
        """Promise to touch only the lines from one place to another."""
        whole = end > start and self.text[end - 1] == "\n"
        stop = end if whole else self.text.find("\n", end) + 1 or len(self.text)
        self.promise = Span(_line_start(self.text, start), stop)

    def _column(self, offset: int) -> int:
        return offset - _line_start(self.text, offset)

    def _tail(self, node: Node, column: int) -> int:
        """The start of the line after a block value and all that belongs to it.

        Those are the comment on its last line, comments below that stand deeper than `column`,
        and blank lines that a block of text keeps.
        """
        text, last = self.text, _last(node)
        end = text.find("\n", node.end) + 1 or len(text)
        if isinstance(last, Scalar) and last.style in ("|", ">"):
            blank = _BLANK.match(text, end)
            # White space beyond the indentation of a text is text.
            if blank and (_keeps(text, last) or last.value.rstrip("\n")[-1:].isspace()):
                end = blank.end()
        while comment := _DEEPER.match(text, end):
            if len(comment[1]) <= column:
                break
            end = comment.end()
        return end

    def _lines_after(self, node: Node, column: int, lines: list[str]) -> None:
        """Add lines below a block value."""
        text, at = self.text, self._tail(node, column)
        eol = _eol(text, node.end)
        body = eol.join(" " * column + line if line else "" for line in lines)
        if at < len(text) or text.endswith("\n"):
            self.promise = Span(at, at)
            self._splice(at, at, body + eol)
            return
        last = _last(node)
        if isinstance(last, Scalar) and last.style in ("|", ">"):
            raise Refused(
                "the file ends in a block of text without a line end after it",
                "End the file with a line break, then try again.",
                Span(last.start, last.end),
            )
        self._promise(at, at)
        self._splice(at, at, eol + body)

    def _lines_before(self, at: int, lines: list[str]) -> None:
        """Add lines before a key or dash, which moves to a line of its own below them."""
        gap = _eol(self.text, at) + " " * self._column(at)
        self._promise(at, at)
        self._splice(at, at, gap.join(lines) + gap)

    def _flow_insert(
        self, node: Mapping | Sequence, spans: list[tuple[int, int]], index: int, entry: str
    ) -> None:
        """Add an entry to a flow collection, on its own line where the one before has its own."""
        text = self.text
        if index == 0:
            at, stop = (spans[0][0],) * 2 if spans else (node.start + 1, node.end - 1)
            self._promise(at, at)
            if text[at:stop].strip():
                stop = at
            self._splice(at, stop, entry + ", " if spans else entry)
            return
        start, end = spans[index - 1]
        line, stop = _line_start(text, start), _line_end(text, end)
        rest = _AFTER_ENTRY.fullmatch(text, end, stop)
        self._promise(end, end)
        if text[line:start].strip() or rest is None or not (rest[1] or index == len(spans)):
            self._splice(end, end, f", {entry}")
            return
        below = _eol(text, end) + text[line:start] + entry
        comment = text[end:stop]
        self._splice(end, stop, f"{comment}{below}," if rest[1] else f",{comment}{below}")

    def _pair_colon(self, key: Scalar) -> int:
        """The place after a key's colon; after the key, where a flow mapping leaves that out."""
        colon = _COLON.match(self.text, key.end)
        return colon.end() if colon else key.end

    def _pair_end(self, key: Scalar, value: Node) -> int:
        """The end of a flow mapping's pair; an empty value's own mark is at the next token."""
        if value.start < value.end:
            return value.end
        end = self._pair_colon(key)
        return end + 1 if self.text[end : end + 1] == " " else end

    def _refuse_comments(self, node: Node) -> None:
        """Refuse to replace a collection with comments in it: outside its texts is no other `#`."""
        at = node.start
        for scalar in _scalars(node):
            gap = self.text[at : scalar.start]
            if scalar.style in ("|", ">"):
                gap += self.text[scalar.start : _line_end(self.text, scalar.start)]
            if "#" in gap:
                raise _comment_inside(node)
            at = scalar.end
        if "#" in self.text[at : node.end]:
            raise _comment_inside(node)

    # How the file is written.

    def _dash(self, node: Sequence) -> int | None:
        """Columns from a block list's first dash to its item, where they are on one line."""
        gap = self.text[node.start + 1 : node.items[0].start]
        return len(gap) + 1 if gap and not gap.strip(" ") else None

    def _habit(self, route: Route, like: Node | None) -> _Habit:
        """The habits of the nearest block collections round a route, and the quotes of `like`."""
        found: dict[str, Any] = {}
        for length in range(len(route), -1, -1):
            node = self.source.node(route[:length])
            for key, value in node.pairs if isinstance(node, Mapping) and not node.flow else ():
                if isinstance(value, Scalar) or value.flow:
                    continue
                offset = self._column(value.start) - self._column(key.start)
                found.setdefault("map_in" if isinstance(value, Mapping) else "list_in", offset)
                if isinstance(value, Sequence) and (dash := self._dash(value)):
                    found.setdefault("dash", dash)
        if isinstance(like, Mapping) and len(like.pairs) > 1:
            values = [value.style for _, value in like.pairs if isinstance(value, Scalar)]
            found["quote"] = values[0] if len(values) > 1 and len(set(values)) == 1 else ""
            found["key_quote"] = like.pairs[0][0].style
            if any(key.style != found["key_quote"] for key, _ in like.pairs):
                found["key_quote"] = ""
        elif isinstance(like, Scalar):
            found["quote"] = like.style
        if found.get("quote") in ("|", ">"):
            found["quote"] = ""
        return _Habit(**found)


_COLON = re.compile(r"\s*:")
_HEADER = re.compile(r"[|>][-+0-9]*")
_BLANK = re.compile(r"(?:[ \t]*\r?\n)+")
_DEEPER = re.compile(r"(?:[ \t]*\r?\n)*( *)#.*(?:\n|\Z)")
_AFTER_ENTRY = re.compile(r"[ \t]*(,)?[ \t]*(?:[ \t]#.*)?")


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(text: str, offset: int) -> int:
    """Where the line of a character ends, before its line end."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def _eol(text: str, offset: int) -> str:
    """The line end of a character's line; of the line before, where it has none."""
    end = text.find("\n", offset)
    if end < 0:
        end = text.rfind("\n", 0, offset)
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key
            yield from _scalars(value)
    else:
        for item in node.items:
            yield from _scalars(item)


def _last(node: Node) -> Node:
    while not isinstance(node, Scalar) and not node.flow:
        node = node.pairs[-1][1] if isinstance(node, Mapping) else node.items[-1]
    return node


def _keeps(text: str, node: Node) -> bool:
    """Whether a node is a block of text that owns the blank lines after it."""
    header = _HEADER.match(text, node.start) if isinstance(node, Scalar) and node.style else None
    return header is not None and "+" in header[0]


def _comment_inside(node: Node) -> Refused:
    message = "a comment stands inside the value that would be replaced or removed"
    return Refused(message, span=Span(node.start, node.end))


# Values as text.

_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
# Written with escapes, in double quotes: line ends of any kind, and what turns text round.
_ESCAPED = re.compile("[\n\r\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# What readers of YAML 1.1 or 1.2 take for something else than text. Dates are not among them:
# a plan is full of them, and they mean the same to everyone; nor are ordinary numbers.
_TYPED = re.compile(
    r"(?i:|~|null|true|false|yes|no|on|off|y|n|<<|=|[-+]?\.(?:inf|nan)|[-+]?0[xob][0-9a-f_]+"
    r"|[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:e[-+]?\d+)?"
    r"|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?)"
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,5}[1-9])?")


def _scalar(value: str, *, flow: bool, quote: str = "") -> str:
    """A text as YAML on one line, by PyYAML's own emitter: plain only where that is safe."""
    if _ESCAPED.search(value):
        quote = '"'
    line = _emit(value, quote, flow=flow)
    if not quote and line.startswith("'") and "'" in value and not {'"', "\\"} & set(value):
        line = _emit(value, '"', flow=flow)  # "it's" rather than 'it''s'
    return _BIDI.sub(lambda found: f"\\u{ord(found[0]):04X}", line)


def _emit(value: str, quote: str, *, flow: bool) -> str:
    text = bool(_NUMBER.fullmatch(value)) or not _TYPED.fullmatch(value)
    events = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        yaml.MappingStartEvent(None, None, True, flow_style=flow),
        yaml.ScalarEvent(None, None, (True, True), "k"),
        yaml.ScalarEvent(None, None, (text, True), value, style=quote or None),
        yaml.MappingEndEvent(),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    line: str = yaml.emit(events, Dumper=yaml.Dumper, width=inf, allow_unicode=True)
    return line[4:-2] if flow else line[3:-1]


def _key(key: str, habit: _Habit, *, flow: bool) -> str:
    if not habit.key_quote and _WORD.fullmatch(key):
        return key
    return _scalar(key, flow=flow, quote=habit.key_quote)


def _flow(value: Value, habit: _Habit, *, flow: bool = True) -> str:
    """A value on one line. `flow` says whether it stands inside brackets already."""
    if isinstance(value, str):
        return _scalar(value, flow=flow, quote=habit.quote)
    if isinstance(value, list):
        return f"[{', '.join(_flow(item, habit) for item in value)}]"
    pairs = (f"{_key(key, habit, flow=True)}: {_flow(item, habit)}" for key, item in value.items())
    return f"{{{', '.join(pairs)}}}"


def _inline(value: Value, habit: _Habit) -> bool:
    """Whether a value in block context is best written on its key's line."""
    if isinstance(value, str) or not value:
        return True
    # A list of slugs is written `[a, b]`, anything with more in it one item a line.
    slugs = isinstance(value, list) and all(
        isinstance(i, str) and _WORD.fullmatch(i) for i in value
    )
    return slugs and len(_flow(value, habit)) <= 80


def _block(value: Value, habit: _Habit, *, started: bool = False) -> list[str]:
    """A value as the lines of block style; `started` keeps even a list of slugs one a line."""
    lines: list[str] = []
    for key, item in value.items() if isinstance(value, dict) else ((None, i) for i in value):
        inline = _inline(item, habit) and not started
        inner = [_flow(item, habit, flow=False)] if inline else _block(item, habit)
        if key is None:
            lines.append("-".ljust(habit.dash) + inner[0])
            lines += [" " * habit.dash + line for line in inner[1:]]
        elif inline:
            lines.append(f"{_key(key, habit, flow=False)}: {inner[0]}")
        else:
            indent = habit.map_in if isinstance(item, dict) else habit.list_in
            lines += [f"{_key(key, habit, flow=False)}:", *(" " * indent + line for line in inner)]
    return lines
