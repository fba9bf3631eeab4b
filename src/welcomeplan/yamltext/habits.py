"""How a file is written near an edit, so that what is added looks like what is there."""

from __future__ import annotations

from typing import Any, NamedTuple

from welcomeplan.yamltext.nodes import Mapping, Node, Route, Scalar, Sequence, Source
from welcomeplan.yamltext.places import column


class Habit(NamedTuple):
    """Columns, and the quotes round values and keys."""

    list_in: int = 2
    """From a key to the dashes of its list."""
    dash: int = 2
    """From a dash to its item."""
    map_in: int = 2
    """From a key to the keys of its mapping."""
    quote: str = ""
    key_quote: str = ""


def habit_near(source: Source, route: Route, like: Node | None) -> Habit:
    """The habits of the nearest block collections round a route, and the quotes of `like`."""
    found = _columns(source, route)
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
    return Habit(**found)


def _columns(source: Source, route: Route) -> dict[str, Any]:
    text = source.text
    found: dict[str, Any] = {}
    for node in reversed(_along(source, route)):
        for key, value in node.pairs if isinstance(node, Mapping) and not node.flow else ():
            if isinstance(value, Scalar) or value.flow:
                continue
            offset = column(text, value.start) - column(text, key.start)
            found.setdefault("map_in" if isinstance(value, Mapping) else "list_in", offset)
            if isinstance(value, Sequence) and (dash := dash_width(text, value)):
                found.setdefault("dash", dash)
    return found


def _along(source: Source, route: Route) -> list[Node]:
    """The nodes along a route, the whole file first, as far as it leads. Many edits of one file
    share them."""
    found = [source.root] if source.root else []
    for step in route:
        node = found[-1] if found else None
        if isinstance(node, Mapping) and isinstance(step, str) and (pair := node.find(step)):
            found.append(pair[1])
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            found.append(node.items[step])
        else:
            break
    return found


def dash_width(text: str, node: Sequence) -> int | None:
    """Columns from a block list's first dash to its item, where they are on one line."""
    gap = text[node.start + 1 : node.items[0].start]
    return len(gap) + 1 if gap and not gap.strip(" ") else None
