"""A file's model, or the faults that stop it, in a planner's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import ValidationError

from welcomeplan.diagnostics import Finding
from welcomeplan.limits import DEFAULT_LIMITS
from welcomeplan.plan.models import Part
from welcomeplan.wording import asked, nearest
from welcomeplan.yamltext import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Several

    from pydantic_core import ErrorDetails

    from welcomeplan.yamltext import Node, Route, Source

_PartT = TypeVar("_PartT", bound=Part)


def parse(
    kind: type[_PartT], source: Source
) -> tuple[_PartT | None, list[tuple[str, Finding]], tuple[Route, ...]]:
    """A file's model, the faults in it, each with the name of its rule, and the routes of what had
    to be left out of the model for them: milestones and indicators. No model, where more than
    those is at fault.
    """
    assert source.is_read  # noqa: S101 - a source with faults has been reported
    try:
        return kind.model_validate(source.plain()), [], ()
    except ValidationError as error:
        most = DEFAULT_LIMITS.faults
        every = error.errors(include_url=False)
        found = [_finding(kind, details, source) for details in every[:most]]
        if len(every) > most:
            more = Finding((), f"{len(every) - most} more faults", "Mend those below first.")
            found.append(("wrong-value", more))
            return None, found, ()
        model, routes = _without(kind, source, [_promise(details["loc"]) for details in every])
        return model, found, routes


def _promise(route: Route) -> Route | None:
    """The milestone or indicator, itself a leaf of the plan, that a fault lies within."""
    for depth in (4, 6):
        lists = route[:depth:2]
        if len(route) >= depth and isinstance(route[depth - 1], int) and lists in _LEAVES:
            return route[:depth]
    return None


_LEAVES = {
    ("objectives", "milestones"),
    ("objectives", "indicators"),
    ("objectives", "actions", "milestones"),
}


def _without(
    kind: type[_PartT], source: Source, faulty: Several[Route | None]
) -> tuple[_PartT | None, tuple[Route, ...]]:
    """A file's model without the items at these routes, in the file's order. None where one of the
    routes is None: what is wrong with a list, or with what holds it, may be true of all in it. And
    where an item holds others, by a slip of its indentation: they would go unnamed."""
    routes = tuple(dict.fromkeys(route for route in faulty if route))
    if None in faulty or source.faults or any(map(_holds_others, map(source.node, routes))):
        return None, ()
    data = source.plain()
    # From the last of a list to the first, so that no number changes before it is used.
    for route in sorted(routes, key=_number, reverse=True):
        items = data
        for step in route[:-1]:
            items = items[step]
        del items[route[-1]]
    return kind.model_validate(data), routes


def _number(route: Route) -> int:
    return int(route[-1])


def _holds_others(item: Node | None) -> bool:
    """Whether something in an item has an id of its own, or is a list of what has one."""
    waiting = [] if item is None else [item]
    for node in waiting:
        if isinstance(node, Mapping):
            keys = {key.value for key, _ in node.pairs}
            if keys & _HOLDERS or ("id" in keys and node is not item):
                return True
        waiting += _inside(node)
    return False


_HOLDERS = frozenset({"objectives", "actions", "milestones", "indicators"})


def _inside(node: Node) -> list[Node]:
    if isinstance(node, Mapping):
        return [value for _, value in node.pairs]
    return list(node.items) if isinstance(node, Sequence) else []


def _finding(kind: type[Part], error: ErrorDetails, source: Source) -> tuple[str, Finding]:
    """A fault that pydantic found, in a planner's words."""
    route = _written(tuple(error["loc"]), source)
    key = next((step for step in reversed(route) if isinstance(step, str)), "the file")
    match error["type"]:
        case "wrong":
            return "wrong-value", _wrong(route, key, error)
        case "extra_forbidden":
            return "unknown-key", _unknown(route, key, kind)
        case "missing":
            remedy = f"Add a line `{key}: ...`{_where(route[:-1])}."
            return "missing-key", Finding(route[:-1], f"`{key}` is missing", remedy)
        case "literal_error":
            return "wrong-value", _none_of(route, key, error)
    return "wrong-value", _of_another_kind(route, key, error)


def _written(route: Route, source: Source) -> Route:
    """A route as the file has it: a list of one owner may be written as its only item."""
    at = route.index("owner") + 1 if "owner" in route else len(route)
    if at < len(route) and not isinstance(source.node(route[:at]), Sequence):
        return (*route[:at], *route[at + 1 :])
    return route


def _wrong(route: Route, key: str, error: ErrorDetails) -> Finding:
    """A value that our own readers refuse."""
    context = error["ctx"]
    if key in _ORGANIZATIONS and "not an id" in context["message"]:
        message = f"`{key}`: `{error['input']}` is not the id of an organization"
        remedy = "Write its id, as it stands before the colon under `organizations:`"
        return Finding(route, message, f"{remedy} in plan.yaml.")
    if route[-1:] == ("[key]",):
        return Finding(route[:-1], context["message"], context["remedy"], on_key=True)
    return Finding(route, f"`{key}`: {context['message']}", context["remedy"])


def _unknown(route: Route, key: str, kind: type[Part]) -> Finding:
    known = list(_part_at(kind, route[:-1]).keys())
    meant = _SYNONYMS.get(key, "")
    meant, remedy = _in_place_of(key, meant if meant in known else "", known)
    remedy += f"Known here: {', '.join(known)}. A key of your own begins with `x-`."
    return Finding(route, f"unknown key `{key}`", remedy, on_key=True, meant=meant)


def _none_of(route: Route, key: str, error: ErrorDetails) -> Finding:
    """A word that is none of those that a key takes."""
    value = error["input"]
    known = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
    shown = f"`{key}` is `{value}`" if isinstance(value, str) else f"`{key}` is not a word"
    meant = _SYNONYMS.get(str(value).lower(), "") if key == "status" else ""
    if meant == "done":
        meant, remedy = "", "For what is finished, write the day: `done: 2018-02-11`. "
    else:
        meant, remedy = _in_place_of(str(value), meant if meant in known else "", known)
    listing = ", ".join(known)
    return Finding(
        route,
        f"{shown}, which is none of {listing}",
        f"{remedy}Write one of {listing}, or delete the key.",
        meant=meant,
    )


def _in_place_of(word: str, synonym: str, known: list[str]) -> tuple[str, str]:
    """What a word was meant to be, if that can be told, and the sentence that says so."""
    if synonym:
        return synonym, f"Write `{synonym}`. "
    near = nearest(word, known)
    return near, asked(near)


def _of_another_kind(route: Route, key: str, error: ErrorDetails) -> Finding:
    """A text where a list or a mapping belongs, and the like; or nothing at all."""
    value = error["input"]
    expected = _EXPECTED.get(error["type"], "something else")
    if value is None:
        remedy = f"Write {expected} after it, or delete the key."
        return Finding(route, f"`{key}` has no value", remedy, on_key=True)
    kinds: dict[type, str] = {str: "text", dict: "a mapping (`key: value`)", list: "a list"}
    found = kinds.get(type(value), "a value")
    name = f"`{key}`" if route else key
    if route and isinstance(route[-1], int):
        name = f"an item of `{key}`"
    message = f"{name} must be {expected}; this is {found}"
    return Finding(route, message, _remedy(key, error["type"]))


_ORGANIZATIONS = frozenset({"owner", "lead", "org", "partners"})
# What people write for a key or a status, and what it is called here.
_SYNONYMS = {
    "complete": "done",
    "completed": "done",
    "finished": "done",
    "deadline": "due",
    "date": "due",
    "description": "text",
    "email": "contact",
    "in progress": "active",
    "started": "active",
    "ongoing": "active",
    "on hold": "deferred",
    "cancelled": "dropped",
    "canceled": "dropped",
    "links": "evidence",
    "notes": "log",
    "responsible": "owner",
    "start": "starts",
    "done": "done",
}

_EXPECTED = {
    "string_type": "a text",
    "tuple_type": "a list",
    "dict_type": "a mapping (`key: value`)",
    "model_type": "a mapping (`key: value`)",
    "model_attributes_type": "a mapping (`key: value`)",
    "date_type": "a day such as 2018-02-11",
    "is_instance_of": "a text",
    "decimal_type": "a number",
}


def _remedy(key: str, error: str) -> str:
    if error == "tuple_type":
        return f"Write `{key}: [first, second]`, or each item on a line of its own after `- `."
    if error in ("dict_type", "model_type", "model_attributes_type"):
        return "Write `key: value` lines, indented below."
    return f"Write `{key}: ...` on one line."


def _where(route: Route) -> str:
    """Where a missing key belongs, in a few words."""
    lists = [step for step in route if isinstance(step, str)]
    return f" to this item of `{lists[-1]}`" if lists else " to the file"


def _part_at(kind: type[Part], route: Route) -> type[Part]:
    """The part of the schema that a route leads to."""
    for step in route:
        if not isinstance(step, str):
            continue
        for name, field in kind.model_fields.items():
            if step == (field.alias or name):
                kind = next(_parts(field.annotation), kind)
                break
    return kind


def _parts(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)
