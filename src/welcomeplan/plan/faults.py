"""A file's model, or the faults that stop it, in a planner's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import ValidationError

from welcomeplan.diagnostics import Finding
from welcomeplan.plan.models import Part
from welcomeplan.wording import did_you_mean
from welcomeplan.yamltext import DEFAULT_LIMITS, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from welcomeplan.yamltext import Route, Source

_PartT = TypeVar("_PartT", bound=Part)


def parse(kind: type[_PartT], source: Source) -> tuple[_PartT | None, list[tuple[str, Finding]]]:
    """A file's model, or the faults that stop it: each with the name of its rule."""
    assert source.root is not None  # noqa: S101 - a source with faults has been reported
    try:
        return kind.model_validate(plain(source.root)), []
    except ValidationError as error:
        most = DEFAULT_LIMITS.faults
        found = [
            _finding(kind, details, source) for details in error.errors(include_url=False)[:most]
        ]
        if error.error_count() > most:
            more = Finding(
                (), f"{error.error_count() - most} more faults", "Mend those below first."
            )
            found.append(("wrong-value", more))
        return None, found


def _finding(kind: type[Part], error: ErrorDetails, source: Source) -> tuple[str, Finding]:
    """A fault that pydantic found, in a planner's words."""
    route: Route = tuple(error["loc"])
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
    meant = _SYNONYMS.get(key)
    remedy = f"Write `{meant}`. " if meant in known else did_you_mean(key, known)
    remedy += f"Known here: {', '.join(known)}. A key of your own begins with `x-`."
    return Finding(route, f"unknown key `{key}`", remedy, on_key=True)


def _none_of(route: Route, key: str, error: ErrorDetails) -> Finding:
    """A word that is none of those that a key takes."""
    value = error["input"]
    known = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
    shown = f"`{key}` is `{value}`" if isinstance(value, str) else f"`{key}` is not a word"
    meant = _SYNONYMS.get(str(value).lower(), "") if key == "status" else ""
    if meant == "done":
        remedy = "For what is finished, write the day: `done: 2018-02-11`. "
    else:
        remedy = f"Write `{meant}`. " if meant in known else did_you_mean(str(value), known)
    listing = ", ".join(known)
    return Finding(
        route,
        f"{shown}, which is none of {listing}",
        f"{remedy}Write one of {listing}, or delete the key.",
    )


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
