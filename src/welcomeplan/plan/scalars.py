"""The kinds of single values in plan files: what each is read as, and what an editor is told of it.

Every scalar reaches the schema as text (see `yamltext`); here each kind is given its type. Editors
type scalars by YAML 1.2 first, so wherever a text may look like a number, `true` or `false`, that
is allowed too.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema, WrapValidator
from pydantic_core import PydanticCustomError

from welcomeplan.limits import MOST_TIMES
from welcomeplan.plan.numbers import NUMBER, read_amount, read_level
from welcomeplan.plan.targets import GOAL, TARGET, Goal, Target, read_goal, read_target
from welcomeplan.plan.values import (
    DAY,
    MONTH,
    SLUG,
    UNKNOWN,
    YEAR,
    DoneOn,
    is_slug,
    read_day,
    read_done,
    read_known,
    read_year,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ValidatorFunctionWrapHandler


def wrong(message: str, remedy: str) -> PydanticCustomError:
    """A value that is none, in words that `faults` hands on."""
    # The text goes in as context, so that braces in it are never taken for a template.
    return PydanticCustomError("wrong", "{message}", {"message": message, "remedy": remedy})


def by_time(value: Any) -> Any:
    """What has an item for each time of something: nothing has more times than that."""
    if isinstance(value, (dict, list)) and len(value) > MOST_TIMES:
        raise wrong(
            f"one for each of {len(value):,} times, and nothing has more than {MOST_TIMES:,}",
            "Keep those of its times.",
        )
    return value


def _text(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise wrong("an empty text", "Write something, or delete the key.")
    return value


def _line(value: Any) -> Any:
    return _text(" ".join(value.split())) if isinstance(value, str) else value


def _number(value: Any) -> Any:
    """A number of the document's own: a line that can be typed, with its accents in one way of
    writing them. `plan/` is a plan, and `plan/number` is of that plan."""
    if not isinstance(value, str):
        return value
    number = unicodedata.normalize("NFC", _line(value))
    hidden = next((one for one in number if unicodedata.category(one) in ("Cf", "Cc")), None)
    if hidden:
        raise wrong(
            f"in this number stands U+{ord(hidden):04X}, an invisible character",
            "Write the number anew: what can't be seen can't be typed.",
        )
    if number.startswith("/") or number.endswith("/"):
        where = "begins with" if number.startswith("/") else "ends in"
        raise wrong(f"the number `{number}` {where} a slash", "Write it without.")
    return number


def slug(value: Any) -> Any:
    """A text that is an id. Raises for another, with the id that is nearest."""
    if isinstance(value, str) and not is_slug(value):
        near = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        remedy = f" Write `{near}`." if is_slug(near) else ""
        raise wrong(
            f"`{value}` is not an id",
            f"An id has small letters a-z, digits and hyphens, and at least one letter.{remedy}",
        )
    return value


def _read(reader: Callable[[str], Any], remedy: str) -> BeforeValidator:
    """A text by its reader; what that says is wrong, with how to write it instead."""

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return reader(value)
        except ValueError as error:
            raise wrong(str(error), getattr(error, "remedy", "") or remedy) from None

    return BeforeValidator(validate)


MOST_SHARED = 10_000
"""How many different texts are kept that stand for a mapping."""


def from_text(key: str) -> WrapValidator:
    """A mapping that may be written as one text: `jvs` for `{org: jvs}`.

    Nothing changes a model: so what is written in the same words is read once, and is one. A plan
    has few owners, and a deadline is often another's.
    """
    read: dict[str, Any] = {}

    def validate(value: Any, whole: ValidatorFunctionWrapHandler) -> Any:
        if not isinstance(value, str):
            return whole(value)
        found = read.get(value)
        if found is None:
            if len(read) >= MOST_SHARED:
                read.clear()
            found = read[value] = whole({key: value})
        return found

    return WrapValidator(validate)


Text = Annotated[
    str,
    BeforeValidator(_text),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"\S"}),
]
Line = Annotated[
    str,
    BeforeValidator(_line),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"\S"}),
]
"""A text of one line, with one space between its words: so it can be typed as it is shown."""
Number = Annotated[
    str,
    BeforeValidator(_number),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"\S"}),
]
Slug = Annotated[
    str,
    BeforeValidator(slug),
    # `1e3` and `true` are ids, and YAML 1.2 takes them for a number and a truth.
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": f"^{SLUG}$"}),
]
Day = Annotated[
    date,
    _read(read_day, "Write a day as 2018-02-11: year, month, day."),
    WithJsonSchema({"type": "string", "pattern": f"^{DAY}$"}),
]
Done = Annotated[
    DoneOn,
    _read(
        read_done,
        "Write the day as 2018-02-11, or the month as 2018-02, or the year as 2018; or `yes`, where"
        " nobody knows when.",
    ),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": f"^([0-9]{{4}}|{MONTH}|{DAY}|{UNKNOWN})$",
            "minimum": 1000,
            "maximum": 9999,
        }
    ),
]
Amount = Annotated[
    Decimal,
    _read(read_amount, "Write a number alone, such as `amount: 2`."),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{NUMBER}$"}),
]
Level = Annotated[
    Decimal,
    _read(read_level, "Write a number alone, or a share, such as `88%`."),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{NUMBER}%?$"}),
]
Known = Annotated[
    DoneOn,
    _read(read_known, "Write the day as 2018-02-11, or the month as 2018-02, or the year as 2018."),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": f"^([0-9]{{4}}|{MONTH}|{DAY})$",
            "minimum": 1000,
            "maximum": 9999,
        }
    ),
]
Ends = Annotated[
    Goal,
    _read(
        read_goal, "Write a number, or a share, such as `88%`; before it, if need be, `at most`."
    ),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{GOAL}$"}),
]
Year = Annotated[
    int,
    _read(read_year, "Write four digits, such as `year: 2018`."),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": f"^{YEAR}$",
            "minimum": 1900,
            "maximum": 2199,
        }
    ),
]
WrittenTarget = Annotated[
    Target,
    _read(
        read_target,
        "Write it as `2 trainings`, `at least 20 hours`, `up to 3 visits`, `45%` or `$25,000`: one"
        " number, in full.",
    ),
    # A number alone is a target without its unit, the likeliest mistake: so never a number here.
    WithJsonSchema({"type": "string", "pattern": f"^{TARGET}$"}),
]
