"""The edits of a plan file, and each made on plain data: what its text is held against.

An edit names its place by a route, as the file stands when the edit's turn comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Many
from dataclasses import dataclass
from math import inf
from typing import Any

import yaml

from welcomeplan.errors import Refused
from welcomeplan.yamltext.nodes import Mapping, Node, Route, Scalar, Sequence, Span, plain


class Bare(str):
    """A text that a schema types, though YAML would type it too: `yes` is written as it is."""

    __slots__ = ()


Value = str | list[Any] | dict[str, Any]

BY_HAND = "Make this edit by hand in an editor, then run `welcomeplan validate`."
_SURROGATE = re.compile("[\ud800-\udfff]")


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
    """Remove `key` from the mapping at `route`.

    Comments above it stay, and one on its line stays in its place; with comments inside its value
    it is refused. An absent key is no change; a block mapping's only key is refused.
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


@dataclass(frozen=True, slots=True)
class SetItem:
    """Set the text that is item `index` of the list at `route` to another text; nothing else."""

    route: Route
    index: int
    value: str


Edit = SetKey | RemoveKey | Append | Insert | SetItem


def edited(root: Node, edits: Many[Edit]) -> Any:
    """The data after the edits. Nodes on their routes become dicts, lists and texts.

    The other nodes stay as they are, and no node is changed. Raises `Refused` for an edit that
    leads nowhere, and for a value that no YAML file can hold.
    """
    top: list[Any] = [root]
    for edit in edits:
        data = _opened_at(top, edit)
        if isinstance(edit, Insert):
            if not isinstance(data, list) or not 0 <= edit.index <= len(data):
                raise nowhere(edit)
            data.insert(edit.index, _checked(edit.item))
        elif isinstance(edit, SetItem):
            if not isinstance(data, list) or not 0 <= edit.index < len(data):
                raise nowhere(edit)
            data[edit.index] = _checked(edit.value)
        elif not isinstance(data, dict):
            raise nowhere(edit)
        elif isinstance(edit, RemoveKey):
            data.pop(edit.key, None)
        else:
            _set(data, edit)
    return top[0]


def _opened_at(top: list[Any], edit: Edit) -> Any:
    """The data at an edit's route, with every node on the way opened."""
    data: Any = top
    for step in (0, *edit.route):
        inside = isinstance(data, dict) and step in data
        inside = inside or (
            isinstance(data, list) and isinstance(step, int) and -1 < step < len(data)
        )
        if not inside:
            raise nowhere(edit)
        data[step] = _opened(data[step])
        data = data[step]
    return data


def _opened(data: Any) -> Any:
    """A node as plain data one level deep; other data as they are."""
    if isinstance(data, Scalar):
        return plain(data)
    if isinstance(data, Mapping):
        return {key.value: value for key, value in data.pairs}
    return list(data.items) if isinstance(data, Sequence) else data


def _set(data: dict[str, Any], edit: SetKey | Append) -> None:
    _checked(edit.key)
    value = _appended(data, edit) if isinstance(edit, Append) else _checked(edit.value)
    if edit.key in data:
        data[edit.key] = value
        return
    at = place(list(data), edit.key, edit.order)
    pairs = list(data.items())
    data.clear()
    data.update([*pairs[:at], (edit.key, value), *pairs[at:]])


def _appended(data: dict[str, Any], edit: Append) -> Value:
    node = data.get(edit.key)
    old = _opened(node)
    if old is not None and not isinstance(old, list):
        span = Span(node.start, node.end) if isinstance(node, Scalar | Mapping) else None
        raise Refused(f"`{edit.key}` holds something else than a list", BY_HAND, span=span)
    return [*(old or []), _checked(edit.item)]


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


def place(keys: list[str], key: str, order: tuple[str, ...]) -> int:
    """Where among the keys present a new one goes."""
    wanted = rank(key, order)
    before = [at for at, other in enumerate(keys) if other in order and rank(other, order) < wanted]
    after = [at for at, other in enumerate(keys) if other in order and rank(other, order) > wanted]
    if wanted == inf:
        return len(keys)
    if before:
        return before[-1] + 1
    return after[0] if after else len(keys)


def rank(key: str, order: tuple[str, ...]) -> float:
    """A key's place in an order; endless where it has none."""
    return order.index(key) if key in order else inf


def nowhere(edit: Edit) -> Refused:
    """The refusal of an edit whose route leads to nothing that it could change."""
    route = ".".join(map(str, edit.route)) or "the top of the file"
    kind = "list" if isinstance(edit, Insert | SetItem) else "mapping"
    return Refused(f"there is no {kind} to edit at {route}", BY_HAND)


def flat(data: Any, onto: list[Any] | None = None) -> list[Any]:
    """Nodes or plain data, or one inside the other, as one list in the order of the text.

    Texts are as they are (None if empty), collections the types of their first and last events:
    so data can be held against what the parser finds, and the order of keys counts.
    """
    onto = [] if onto is None else onto
    if isinstance(data, Scalar):
        onto.append(None if data.start == data.end else data.value)
    elif isinstance(data, Mapping | dict):
        onto.append(yaml.MappingStartEvent)
        if isinstance(data, Mapping):
            for node, value in data.pairs:
                onto.append(node.value)
                flat(value, onto)
        else:
            for key, value in data.items():
                onto.append(key)
                flat(value, onto)
        onto.append(yaml.MappingEndEvent)
    elif isinstance(data, Sequence | list):
        onto.append(yaml.SequenceStartEvent)
        for value in data.items if isinstance(data, Sequence) else data:
            flat(value, onto)
        onto.append(yaml.SequenceEndEvent)
    else:
        onto.append(data)
    return onto
