"""The JSON Schema of plan and strategy files, for editors: made from the models.

Editors type scalars by YAML 1.2 before a schema sees them, where `welcomeplan` takes every scalar
as text. So wherever our text may look like a number, `true` or `false`, the schema allows those
too: it never marks what `validate` accepts (but for a title that is the bare word `null` or `~`,
which an editor takes for a missing value). It can't know all that `validate` knows: ids that stand
twice, deadlines that can't be read, days that do not exist.
"""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import WithJsonSchema

from welcomeplan.plan.models import Head, Part, Strategy
from welcomeplan.plan.scalars import Slug
from welcomeplan.plan.values import SLUG, CheckLevel

if TYPE_CHECKING:
    from collections.abc import Mapping

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: dict[str, tuple[type[Part], str]] = {
    "plan": (Head, "The head of a plan (plan.yaml)"),
    "strategy": (Strategy, "A strategy of a plan"),
}
"""The kinds of files: what each is modelled by, and called."""


def json_schema(kind: str, checks: Mapping[str, str]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file; `kind` is a key of `KINDS`, and `checks`
    says of each what a plan is held to."""
    part, title = KINDS[kind]
    parts: dict[str, dict[str, Any]] = {}
    whole = _mapping(part, parts)
    if part is Head:
        of_checks = whole["properties"]["checks"]
        whole["properties"]["checks"] = {"description": of_checks["description"], **_checks(checks)}
    return {"$schema": DIALECT, "title": title, **whole, "$defs": dict(sorted(parts.items()))}


def _mapping(part: type[Part], parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A part of a file; the parts that it is made of are added to `parts`."""
    properties = {}
    for name, field in part.model_fields.items():
        annotation: Any = field.annotation
        if field.metadata:  # pydantic takes `Annotated` apart
            annotation = Annotated[(annotation, *field.metadata)]
        value = _value(annotation, parts)
        properties[field.alias or name] = {"description": field.description, **value}
    fields = part.model_fields.items()
    required = [field.alias or name for name, field in fields if field.is_required()]
    return {
        "description": (part.__doc__ or "").strip(),
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "patternProperties": {"^x-": True},
        "additionalProperties": False,
    }


def _value(annotation: Any, parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    for told in getattr(annotation, "__metadata__", ()):
        if isinstance(told, WithJsonSchema) and told.json_schema:
            return dict(told.json_schema)
    if origin in (Union, UnionType):
        (annotation,) = (one for one in arguments if one is not type(None))
        return _or_nothing(_value(annotation, parts))
    if origin is Literal:
        numbers = [int(one) for one in arguments if one.isdigit()]
        return {"enum": [*arguments, *numbers]}
    if origin is tuple:
        return {"type": "array", "items": _value(arguments[0], parts)}
    if origin is dict:
        names = {"propertyNames": {"pattern": f"^{SLUG}$"}} if arguments[0] == Slug else {}
        return {"type": "object", **names, "additionalProperties": _value(arguments[1], parts)}
    if origin is Annotated and get_origin(arguments[0]) is tuple:
        # A list that may be written as its only item.
        several = _value(arguments[0], parts)
        return _or_nothing({"anyOf": [*several["items"]["anyOf"], {**several, "minItems": 1}]})
    if origin is Annotated:
        # A mapping that may be written as one text, which is then the text of its first key.
        first = next(iter(arguments[0].model_fields.values()))
        short = _value(Annotated[(first.annotation, *first.metadata)], parts)
        return {"anyOf": [short, _value(arguments[0], parts)]}
    name = annotation.__name__
    if name not in parts:
        parts[name] = {}  # stands in while its own parts are made
        parts[name] = _mapping(annotation, parts)
    return {"$ref": f"#/$defs/{name}"}


def _or_nothing(value: dict[str, Any]) -> dict[str, Any]:
    """A value that may be left out after its key: so a key may wait for its value."""
    nothing = {"type": "null"}
    if "anyOf" in value:
        return {"anyOf": [*value["anyOf"], nothing]}
    if "type" not in value:
        return {"anyOf": [value, nothing]}
    types = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return {**value, "type": [*types, "null"]}


def _checks(checks: Mapping[str, str]) -> dict[str, Any]:
    """The checks by name: pydantic knows them as any text, for `validate` names a near one."""
    levels = {"enum": list(get_args(CheckLevel))}
    return {
        "type": "object",
        "properties": {name: {"description": said, **levels} for name, said in checks.items()},
        "additionalProperties": False,
    }
