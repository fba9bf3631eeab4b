"""What stands at a place of a file: a key or a value; and what somebody is typing there."""

from __future__ import annotations

import re
from typing import NamedTuple

from welcomeplan.limits import DEFAULT_LIMITS
from welcomeplan.yamltext import Mapping, Node, Route, Scalar, Source, Span, read

MARK = "typed-here"
"""Stands in for what is being typed, so that the text around it can be read."""


class Spot(NamedTuple):
    """A key, or a text value."""

    route: Route
    """Of a key, that of its value."""
    on_key: bool
    span: Span

    @property
    def key(self) -> str:
        """The nearest key around it."""
        return next((step for step in reversed(self.route) if isinstance(step, str)), "")


class Typed(NamedTuple):
    """What somebody is typing: a key of the mapping at a route, or the value there."""

    route: Route
    on_key: bool
    span: Span
    """What it replaces."""
    source: Source
    """The text as it could be read, with `MARK` for what is typed."""


def spot_at(source: Source, offset: int) -> Spot | None:
    """What stands at a character of a text; None where the text can't be read, or nothing does."""
    route, node, on_key = _innermost(source, offset)
    if not isinstance(node, Scalar) or node.start == node.end:
        return None
    return Spot(route, on_key, Span(node.start, node.end))


def route_at(source: Source, offset: int) -> Route:
    """The innermost value around a character, or around the first word of its line, where that
    comes later."""
    line = source.text.rfind("\n", 0, offset) + 1
    begun = _BARE.match(source.text, line)
    return _innermost(source, max(offset, begun.end() if begun else 0))[0]


def _innermost(source: Source, offset: int) -> tuple[Route, Node | None, bool]:
    """The innermost value around a character, or a key, which is then said."""
    node, route = source.root, Route()
    inside: list[tuple[str | int, Node]]
    while node is not None and not isinstance(node, Scalar):
        if isinstance(node, Mapping):
            key = next((k for k, _ in node.pairs if k.start <= offset <= k.end), None)
            if key:
                return (*route, key.value), key, True
            inside = [(k.value, v) for k, v in node.pairs if v.start <= offset <= v.end]
        else:
            inside = [(at, v) for at, v in enumerate(node.items) if v.start <= offset <= v.end]
        if not inside:
            break
        step, node = inside[-1]
        route = (*route, step)
    return route, node, False


def spot_in(text: str, offset: int) -> tuple[Source, Spot | None]:
    """The same of a text that may not be whole: then of as much as stands before the end of the
    line, whatever follows."""
    source = _read(text)
    if not source.is_read:
        end = text.find("\n", offset)
        begun = text[: end if end >= 0 else len(text)]
        source = _read(begun + _closing(begun))
    return source, spot_at(source, offset)


_KEYED = re.compile(r"[ \t]*+(?:- ++)*+[^\s#'\"\[{][^:]*+:[ \t]++")
_BARE = re.compile(r"[ \t]*(?:- +)*")
_WORD_END = re.compile(r"[\w.-]*")
_VALUE_END = re.compile(r"(?:[^\s#]|[ \t]++(?=[^\s#])|(?<=\S)#)*+")
_FLOW_START = re.compile(r".*(?:[\[{,]|[\w-](:)(?=[ \t]))[ \t]*")


def typed_at(text: str, offset: int) -> list[Typed]:
    """What may be meant by what is being typed: a value, a key, or either."""
    line = text.rfind("\n", 0, offset) + 1
    before = text[line:offset]
    keyed = _KEYED.match(before) if not _closing(before) else None
    flow = _FLOW_START.match(before) if _closing(before) else None
    bare = _BARE.match(before)
    begun = keyed or flow or bare
    start = line + (begun.end() if begun else 0)
    after = _VALUE_END.match(text, offset) if keyed else _WORD_END.match(text, offset)
    end = after.end() if after else offset
    if any(one in text[start:offset] for one in "#'\""):
        return []  # in a comment, or in quotes: what is offered there would not be read
    found = [_typed(text, start, end, on_key=False)]
    if not keyed and not (flow and flow[1]):
        found.append(_typed(text, start, end, on_key=True))
    return [one for one in found if one]


def _typed(text: str, start: int, end: int, *, on_key: bool) -> Typed | None:
    """What is typed between two characters, if it can be read as a key, or as a value."""
    before, after = text[:start], text[end:]
    mark = f"{MARK}: " if on_key and not re.match(r"[ \t]*:", after) else MARK
    begun = before + mark
    for whole in (begun + after, begun + _closing(before[before.rfind("\n") + 1 :])):
        source = _read(whole)
        spot = spot_at(source, start) if source.is_read else None
        if spot and spot.on_key is on_key and whole[slice(*spot.span)] == MARK:
            route = spot.route[:-1] if on_key else spot.route
            return Typed(route, on_key, Span(start, end), source)
    return None


def _read(text: str) -> Source:
    return read(text.encode("utf-8", "surrogatepass"), DEFAULT_LIMITS)


def _closing(text: str) -> str:
    """The brackets that would close those which are open at the end of a text's last line."""
    open_: list[str] = []
    quoted = ""
    for char in text[text.rfind("\n") + 1 :]:
        if quoted:
            quoted = "" if char == quoted else quoted
        elif char in "'\"":
            quoted = char
        elif char in "[{":
            open_.append("]" if char == "[" else "}")
        elif open_ and char == open_[-1]:
            open_.pop()
    return "".join(reversed(open_))
