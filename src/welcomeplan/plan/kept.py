"""Plans in brief as text that can be kept, and read again without the files that they came from.

Of each plan the tables have a line for the whole, then the columns of its promises and those of its
indicators (`lines`); what of it came from which file stands apart (`pieces`). All is JSON, with a
list for each value that is none of JSON's own: a number for its kind, then its fields. Reading it
runs no code but the constructors named here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.deadlines import (
    Calendar,
    Deadline,
    Occurrence,
    Offset,
    Question,
    Recurrence,
    Window,
    YearPart,
)
from welcomeplan.plan.aims import Aim
from welcomeplan.plan.lines import Columns, Lines
from welcomeplan.plan.promise import (
    Brief,
    Helper,
    Level,
    Measure,
    Promise,
    Step,
    Term,
    Time,
    Update,
)
from welcomeplan.plan.targets import Goal, Target
from welcomeplan.plan.values import DoneOn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_TUPLES = (
    *(Aim, Brief, Calendar, Deadline, Goal, Helper, Level, Measure, Occurrence, Offset, Promise),
    *(Recurrence, Step, Term, Time, Update, YearPart),
)
_RECORDS = (DoneOn, Target)
_DATE, _TUPLE, _LIST, _DECIMAL, _WINDOW, _QUESTION = range(6)
_FIRST = 6
_KINDS: dict[type[Any], int] = {one: _FIRST + at for at, one in enumerate((*_TUPLES, *_RECORDS))}
_FIELDS = {one: [field.name for field in fields(one)] for one in _RECORDS}
_QUESTION_FIELDS = ("words", "message", "remedy", "at", "proposal")


class Kept(NamedTuple):
    """Plans as text: what most questions need, and the promises, a line each, apart from it."""

    tables: str
    lines: bytes | memoryview
    pieces: bytes | memoryview
    """What is of which file (`pieces`), a line for each plan: for when some of them changed."""


def dumped(value: Any) -> str:
    """A value that JSON has, as text."""
    return json.dumps(value, separators=(",", ":"))


def from_kept(kept: Kept) -> list[Brief]:
    """The plans that such text holds. Raises ValueError for another; a promise that is none, when
    it is asked for."""
    try:
        return list(_plans(kept))
    except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError(f"this is no plan that was kept: {error}") from error


def _plans(kept: Kept) -> Iterator[Brief]:
    tables = iter(kept.tables.split("\n") if kept.tables else ())
    lines, begin = memoryview(kept.lines), 0
    for line in tables:
        *counts, flat = json.loads(line)
        plan: Brief = _whole(flat)
        parts = []
        for count, size in counts:
            texts = list(islice(tables, len(Columns._fields)))
            parts.append(Lines(count, texts, lines[begin : begin + size], _promise))
            begin += size
        promises, indicators = parts
        yield plan._replace(promises=promises, indicators=indicators)


def _promise(line: bytes) -> Promise:
    found: Promise = _whole(json.loads(line))
    return found


def flat(value: object) -> Any:
    """A value as JSON has it. Raises TypeError for what can't be kept."""
    kind = type(value)
    if value is None or kind in (str, int, bool):
        return value
    if kind is date:
        return [_DATE, value.toordinal()]  # type: ignore[attr-defined]
    if kind is Decimal:
        return [_DECIMAL, str(value)]
    if kind is Window:
        return _listed(_WINDOW, (value.start, value.end))  # type: ignore[attr-defined]
    if isinstance(value, Question):
        return _listed(_QUESTION, (getattr(value, name) for name in _QUESTION_FIELDS))
    if kind in _FIELDS:
        return _listed(_KINDS[kind], (getattr(value, name) for name in _FIELDS[kind]))
    if kind in _KINDS:
        return _listed(_KINDS[kind], value)  # type: ignore[arg-type]
    if kind is tuple or kind is list:
        return _listed(_TUPLE if kind is tuple else _LIST, value)  # type: ignore[arg-type]
    if isinstance(value, Mapping) and all(type(key) is str for key in value):
        return {key: flat(one) for key, one in value.items()}
    raise TypeError(f"{kind.__name__} can't be kept")


def _listed(kind: int, values: Iterable[object]) -> list[Any]:
    return [kind, *map(flat, values)]


def _whole(found: Any) -> Any:
    """The value that JSON holds."""
    if type(found) is list:
        made = _MADE[found[0]]
        return made([one if type(one) not in (list, dict) else _whole(one) for one in found[1:]])
    if type(found) is dict:
        return {key: _whole(one) for key, one in found.items()}
    return found


def _of(kind: type[Any]) -> Callable[[Sequence[Any]], Any]:
    return lambda values: kind(*values)


_MADE: list[Callable[[Sequence[Any]], Any]] = [
    lambda values: date.fromordinal(values[0]),
    tuple,
    list,
    lambda values: Decimal(values[0]),
    _of(Window),
    _of(Question),
    *map(_of, (*_TUPLES, *_RECORDS)),
]
