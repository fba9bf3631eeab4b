"""Promises kept a line each, and read when they are asked for; what most questions need of all of
them stands beside in columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from welcomeplan.plan.plain import plain, waits_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from welcomeplan.plan.promise import Promise

UNPLAIN = -1
"""What stands in place of the last day of a promise that is not `plain`."""
WAITS = -2
"""Likewise, of one of which no more is known than that it waits for another."""


class Columns(NamedTuple):
    """A value for each promise, in order."""

    due_by: list[int]
    """Of a plain promise, its last day (`date.toordinal`), 0 where it has none; else `UNPLAIN`."""
    starts: list[int]
    """The first day of its window likewise; of one that waits, the place of what it waits for."""
    done: list[int]
    noted: list[int]
    """1 where a plain promise has notes, else 0."""
    id: list[str]
    number: list[str | None]
    title: list[str]
    owner: list[str | None]
    strategy: list[str]
    objective: list[str]
    partners: list[list[str]]
    tags: list[list[str]]


def columns(promises: Sequence[Promise]) -> Columns:
    """The columns of promises: of those that wait, without the places of what they wait for."""
    found: list[list[Any]] = [[] for _ in Columns._fields]
    for one in promises:
        helpers = [helper.org for helper in one.partners]
        row = (one.id, one.number, one.title, one.owner, one.strategy, one.objective, helpers)
        every = (*_days(one), *row, list(one.tags))
        for column, value in zip(found, every, strict=True):
            column.append(value)
    return Columns(*found)


def _days(promise: Promise) -> tuple[int, int, int, int]:
    """The columns of days, and whether it has notes."""
    days = plain(promise)
    if days:
        due, starts, done = (day.toordinal() if day else 0 for day in days[:3])
        return due, starts, done, int(days.noted)
    return WAITS if waits_for(promise) else UNPLAIN, 0, 0, 0


class Lines(Sequence["Promise"]):
    """Promises, each made of its line when it is first asked for."""

    def __init__(
        self,
        count: int,
        columns: Sequence[str],
        lines: memoryview,
        read: Callable[[bytes], Promise],
    ) -> None:
        """So many promises. `columns`: the texts of `Columns`, in their order; `read` makes a
        promise of a line."""
        self._count, self._texts, self._bytes, self._read = count, columns, lines, read
        self._columns: dict[str, list[Any]] = {}
        self._made: dict[int, Promise] = {}

    @cached_property
    def _lines(self) -> list[bytes]:
        return bytes(self._bytes).split(b"\n")

    def column(self, name: str) -> list[Any]:
        """A column, by its name in `Columns`."""
        if name not in self._columns:
            self._columns[name] = json.loads(self._texts[Columns._fields.index(name)])
        return self._columns[name]

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Promise: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Promise]: ...
    def __getitem__(self, at: int | slice) -> Promise | Sequence[Promise]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if at not in self._made:
            self._made[at] = self._read(self._lines[at])
        return self._made[at]

    def __iter__(self) -> Iterator[Promise]:
        return map(self.__getitem__, range(len(self)))


class Label(NamedTuple):
    """What a promise is called, and who answers for it."""

    plan: str
    id: str
    number: str | None
    title: str
    owner: str | None

    @property
    def name(self) -> str:
        """Its full name, `plan/id`."""
        return f"{self.plan}/{self.id}"


def labels(plan: str, promises: Sequence[Promise]) -> Iterator[Label]:
    """The labels of a plan's promises."""
    if isinstance(promises, Lines):
        names = ("id", "number", "title", "owner")
        return (Label(plan, *row) for row in zip(*map(promises.column, names), strict=True))
    return (Label(plan, one.id, one.number, one.title, one.owner) for one in promises)


class ById(Mapping[str, "Promise"]):
    """Promises by id; the first counts, where an id is given twice."""

    def __init__(self, promises: Lines) -> None:
        self._promises = promises

    @cached_property
    def _places(self) -> dict[str, int]:
        return {id_: at for at, id_ in reversed([*enumerate(self._promises.column("id"))])}

    def __getitem__(self, id_: str) -> Promise:
        found: Promise = self._promises[self._places[id_]]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def by_id(promises: Sequence[Promise]) -> Mapping[str, Promise]:
    """Promises by id; the first counts, where an id is given twice."""
    if isinstance(promises, Lines):
        return ById(promises)
    return {promise.id: promise for promise in reversed(promises)}
