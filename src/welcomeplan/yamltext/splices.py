"""From edits to splices: replacements of stretches of the text, from the nodes' exact offsets.

Everything outside the stretches is carried over as it stands; a file is never reflowed. Each
edit also promises the lines that it may touch, which the gate holds it to.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from itertools import pairwise
from math import inf
from typing import NamedTuple

from welcomeplan.errors import Refused
from welcomeplan.yamltext.edits import (
    BY_HAND,
    Append,
    Edit,
    Insert,
    RemoveKey,
    SetItem,
    SetKey,
    Value,
    flat,
    nowhere,
    place,
    rank,
)
from welcomeplan.yamltext.emit import block_lines, flow_text, key_text, on_one_line
from welcomeplan.yamltext.habits import dash_width, habit_near
from welcomeplan.yamltext.nodes import Mapping, Node, Route, Scalar, Sequence, Source, Span
from welcomeplan.yamltext.places import (
    after_entry,
    column,
    comments,
    eol,
    header_end,
    is_block_text,
    keeps,
    last,
    line_end,
    line_start,
    next_line,
    pair_colon,
    pair_end,
    tail,
)

BEYOND = "this edit can't be made here without changing something else"


def spliced(source: Source, edits: Many[Edit]) -> tuple[str, list[Span]]:
    """The text after edits that don't stand on each other, and the lines they promise to touch.

    Promises are stretches of whole lines of the old text, in its order. Raises `Refused` for
    edits that overlap, and for one that has no exact splice.
    """
    compiled = [_Compiled(source, edit) for edit in edits]
    splices = sorted(splice for one in compiled for splice in one.splices)
    if any(left.end > right.start for left, right in pairwise(splices)):
        raise Refused(BEYOND, BY_HAND)
    parts, at = [], 0
    for splice in splices:
        parts += [source.text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, source.text[at:]]), sorted(one.promise for one in compiled)


class _Splice(NamedTuple):
    """Replace `text[start:end]`; at one place deeper entries come first, then key order."""

    start: int
    end: int
    shallow: int
    rank: float
    text: str


class _Compiled:
    """One edit compiled against one source: its splices, and the lines it promises to touch.

    `promise` is a stretch of whole lines of the old text; empty where lines are only added.
    """

    def __init__(self, source: Source, edit: Edit) -> None:
        self.source = source
        self.text = source.text
        self.splices: list[_Splice] = []
        self.promise = Span(0, 0)
        self.shallow = -len(edit.route)
        self.rank = (
            inf if isinstance(edit, Insert | RemoveKey | SetItem) else rank(edit.key, edit.order)
        )
        node = self.node = source.node(edit.route)
        if isinstance(edit, Insert):
            if not isinstance(node, Sequence) or edit.index > len(node.items):
                raise nowhere(edit)
            above = source.node(edit.route[:-1])
            if not node.items and isinstance(above, Mapping) and not above.flow:
                pair = above.find(str(edit.route[-1])) or above.pairs[0]
                self._replace(above, edit.route, pair, [edit.item], started=True)
            else:
                self._insert(edit.route, node, edit.index, edit.item)
        elif isinstance(edit, SetItem):
            self._set_item(node, edit)
        elif not isinstance(node, Mapping):
            raise nowhere(edit)
        elif isinstance(edit, RemoveKey):
            self._remove(node, edit.key)
        else:
            self._set(node, edit)

    def _set(self, parent: Mapping, edit: SetKey | Append) -> None:
        pair = parent.find(edit.key)
        if pair is None:
            self._add(parent, edit, [edit.item] if isinstance(edit, Append) else edit.value)
        elif isinstance(edit, SetKey):
            if flat(pair[1]) != flat(edit.value):
                self._replace(parent, edit.route, pair, edit.value)
        elif isinstance(pair[1], Sequence) and pair[1].items:
            route = (*edit.route, edit.key)
            self._insert(route, pair[1], len(pair[1].items), edit.item)
        else:
            self._replace(parent, edit.route, pair, [edit.item], started=True)

    def _set_item(self, node: Node | None, edit: SetItem) -> None:
        items = node.items if isinstance(node, Sequence) else ()
        old = items[edit.index] if edit.index < len(items) else None
        if not isinstance(node, Sequence) or not isinstance(old, Scalar):
            raise nowhere(edit)
        if old.start == old.end or is_block_text(old):
            raise Refused(BEYOND, BY_HAND, span=Span(old.start, old.end))
        habit = habit_near(self.source, edit.route, old)._replace(quote=old.style)
        self._promise(old.start, old.end)
        self._splice(old.start, old.end, flow_text(edit.value, habit, flow=node.flow))

    # What is added.

    def _insert(self, route: Route, node: Sequence, index: int, item: Value) -> None:
        items = node.items
        habit = habit_near(self.source, route, items[min(index, len(items) - 1)] if items else None)
        self.shallow = -len(route)
        if node.flow:
            spans = [(item.start, item.end) for item in items]
            self._flow_insert(node, spans, index, flow_text(item, habit))
            return
        margin = column(self.text, node.start)
        dash = dash_width(self.text, node) or habit.dash
        lines = block_lines([item], habit._replace(dash=dash))
        if index == 0:
            self._lines_before(node.start, lines)
            return
        before = items[index - 1]
        if len(items) > 1 and not keeps(self.text, last(before)):
            # A list with blank lines between its items gets one more of them.
            gap = tail(self.text, before if index < len(items) else items[index - 2], margin)
            if not self.text[gap : line_end(self.text, gap)].strip():
                lines = ["", *lines]
        self._lines_after(before, margin, lines)

    def _add(self, parent: Mapping, edit: SetKey | Append, value: Value) -> None:
        keys = [key.value for key, _ in parent.pairs]
        at = place(keys, edit.key, edit.order)
        habit = habit_near(self.source, edit.route, parent)
        if parent.flow:
            spans = [(key.start, pair_end(self.text, key, old)) for key, old in parent.pairs]
            entry = f"{key_text(edit.key, habit, flow=True)}: {flow_text(value, habit)}"
            self._flow_insert(parent, spans, at, entry)
            return
        lines = block_lines({edit.key: value}, habit, started=isinstance(edit, Append))
        first = not any(key in edit.order for key in keys[:at])
        if at == 0 or (first and at < len(keys)):
            self._lines_before(parent.pairs[at][0].start, lines)
        else:
            self._lines_after(parent.pairs[at - 1][1], column(self.text, parent.start), lines)

    def _lines_after(self, node: Node, margin: int, lines: list[str]) -> None:
        """Add lines below a block value."""
        text, at = self.text, tail(self.text, node, margin)
        end = eol(text, node.end)
        body = end.join(" " * margin + line if line else "" for line in lines)
        if at < len(text) or text.endswith("\n"):
            self.promise = Span(at, at)
            self._splice(at, at, body + end)
            return
        final = last(node)
        if is_block_text(final):
            raise Refused(
                "the file ends in a block of text without a line end after it",
                "End the file with a line break, then try again.",
                span=Span(final.start, final.end),
            )
        self._promise(at, at)
        self._splice(at, at, end + body)

    def _lines_before(self, at: int, lines: list[str]) -> None:
        """Add lines before a key or dash, which moves to a line of its own below them."""
        gap = eol(self.text, at) + " " * column(self.text, at)
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
        line, stop = line_start(text, start), line_end(text, end)
        rest = after_entry(text, end, stop)
        self._promise(end, end)
        if text[line:start].strip() or rest is None or not (rest[1] or index == len(spans)):
            self._splice(end, end, f", {entry}")
            return
        below = eol(text, end) + text[line:start] + entry
        if rest[1]:
            self._splice(stop, stop, f"{below},")
        elif end == stop:
            self._splice(end, end, f",{below}")
        else:
            self._splice(end, end, ",")
            self._splice(stop, stop, below)

    # What is replaced.

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
        habit = habit_near(self.source, route, parent)
        colon = pair_colon(text, key)
        empty = old.start == old.end
        end = colon if empty else old.end
        text_block = is_block_text(old)
        collection = not isinstance(old, Scalar) and not old.flow
        if isinstance(old, Scalar) and not empty:
            habit = habit._replace(quote="" if text_block else old.style)
        block = not parent.flow and (started or not on_one_line(value, habit))
        block = block or (collection and bool(value) and not isinstance(value, str))
        self._promise(key.start, end)
        inline = "" if block else flow_text(value, habit, flow=parent.flow)
        if inline and not (empty or text_block or collection):
            self._splice(old.start, end, inline)
            return
        # The line of the key keeps its comment; the old value's further lines go.
        stop = colon
        if not empty and not collection:
            stop = header_end(text, old) if text_block else end
        rest = line_end(text, stop)
        joint = " " if text[key.end : colon].strip() else ": "
        self._splice(colon, stop, inline and joint + inline)
        margin = column(text, key.start)
        margin += habit.map_in if isinstance(value, dict) else habit.list_in
        below = block_lines(value, habit) if block else []
        gap = eol(text, end) + " " * margin
        added = "".join(gap + line for line in below)
        self._splice(rest, max(rest, line_end(text, end)), added)

    # What is removed.

    def _remove(self, parent: Mapping, name: str) -> None:
        at = next((at for at, (key, _) in enumerate(parent.pairs) if key.value == name), None)
        if at is None:
            return
        if parent.flow:
            self._remove_in_flow(parent, at)
        elif len(parent.pairs) == 1:
            key = parent.pairs[0][0]
            raise Refused(f"`{name}` is the only key here", BY_HAND, span=Span(key.start, key.end))
        else:
            self._remove_lines(parent, at)

    def _remove_in_flow(self, parent: Mapping, at: int) -> None:
        text = self.text
        key, value = parent.pairs[at]
        start, end = key.start, pair_end(text, key, value)
        if at:
            start = pair_end(text, *parent.pairs[at - 1])
            if text[end : end + 1].isspace() and text[start - 1 : start] == " ":
                start -= 1  # of the blanks on both sides, one is enough
        elif len(parent.pairs) > 1:
            end = parent.pairs[1][0].start
        else:  # with the comma that may follow it
            start, end = parent.start + 1, parent.end - 1
        self._promise(start, end)
        self._splice(start, end, "")

    def _remove_lines(self, parent: Mapping, at: int) -> None:
        text = self.text
        key, value = parent.pairs[at]
        following = parent.pairs[at + 1][0] if at + 1 < len(parent.pairs) else None
        line, end = line_start(text, key.start), tail(text, value, column(text, key.start))
        self._promise(key.start, end)
        after = pair_colon(text, key) if value.start == value.end else value.end
        kept = next(comments(text, parent, after, end), None)
        if kept and (isinstance(value, Scalar) or value.flow):
            # It may say more than why this was so: it stays, in place of the key. That of an item
            # would say nothing without it.
            self._splice(key.start, kept.start, "")
        elif not text[line : key.start].strip():
            if end == len(text) and not text.endswith("\n"):
                # The file keeps its missing line end.
                line = len(text[:line].removesuffix("\n").removesuffix("\r"))
                self._promise(line, end)
            self._splice(line, end, "")
        elif following and not text[end : following.start].strip():
            # The first key, on the line of its list's dash: the next one moves up.
            self._promise(key.start, following.end)
            self._splice(key.start, following.start, "")
        else:
            blank = len(text[: key.start].rstrip(" "))
            self._splice(blank, line_end(text, max(key.start, value.end)), "")

    def _splice(self, start: int, end: int, text: str) -> None:
        """Replace a stretch of the text. Raises `Refused` where a comment stands in it: so none is
        ever lost, whatever the edit."""
        lost = next(comments(self.text, self.node, start, end), None) if self.node else None
        if lost:
            message = "a comment stands inside the value that would be replaced or removed"
            raise Refused(message, BY_HAND, span=lost)
        if text or start < end:
            self.splices.append(_Splice(start, end, self.shallow, self.rank, text))

    def _promise(self, start: int, end: int) -> None:
        """Promise to touch only the lines from one place to another."""
        whole = end > start and self.text[end - 1] == "\n"
        stop = end if whole else next_line(self.text, end)
        self.promise = Span(line_start(self.text, start), stop)
