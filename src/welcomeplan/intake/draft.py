"""Parts of a plan to be, as the data of its files: ids, organizations, the order of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import plan, systems
from welcomeplan.intake.values import Draft, Item

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from welcomeplan.yamltext import Value

_MODELS: dict[str, type[plan.Part]] = {
    "strategy": plan.Strategy,
    "objective": plan.Objective,
    "action": plan.Action,
    "milestone": plan.Milestone,
    "indicator": plan.Indicator,
}
_NO_FILES = ("plan", *systems.DEVICES)
"""Ids that no strategy may have: its file would be the plan's own, or can't be made on Windows."""


def draft(
    strategies: Sequence[Item],
    organizations: Mapping[str, str] | None = None,
    taken: Collection[str] = (),
) -> Draft:
    """The files of a plan in which these strategies stand, and the organizations that are new.

    `organizations`: names by id, as the plan has them already; `taken`: the ids that it has. Every
    item is given its id. The same items give the same data.
    """
    names = _Organizations(organizations or {})
    every = list(_walk(strategies))
    ids = {*taken, *_NO_FILES}
    for item in every:
        if item.id in ids:  # what the sheet calls it stays with it
            item.keys.setdefault("x-id", item.id)
            item.id = ""
        ids |= {item.id} if item.id else set()
    # A number is taken wherever an id is, so it is nobody else's id.
    ids |= {str(item.keys["number"]) for item in every if "number" in item.keys}
    free = _Free(ids)
    standing = {
        id(part)
        for one in strategies
        for part in one.parts
        if part.kind == "objective" and part.title == one.title
    }
    """Objectives that stand in for a level that is not there: no second of the strategy's id."""
    for item in every:
        item.id = item.id or free(_name_of(item, stands_in=id(item) in standing))
    return Draft({one.id: _data(one, names) for one in strategies}, names.new)


def _walk(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.parts)


def _name_of(item: Item, *, stands_in: bool) -> str:
    """An id for an item: from its title; else from its number, where letters are few."""
    number = str(item.keys.get("number", ""))
    found = plan.id_from(item.title, (), item.kind) or plan.id_from(number, (), item.kind)
    return (
        f"{found or item.kind}-{'objective' if stands_in else '1'}"
        if stands_in or not found
        else found
    )


class _Free:
    """Ids that are not taken yet. A sheet may say the same a thousand times: the number that was
    last put behind a name is kept."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._last: dict[str, int] = {}

    def __call__(self, name: str) -> str:
        free, number = name, self._last.get(name, 1)
        while free in self._taken:
            number += 1
            free = f"{name}-{number}"
        self._last[name] = number
        self._taken.add(free)
        return free


def _data(item: Item, names: _Organizations) -> dict[str, Value]:
    """An item as a file has it, its keys in the order of the format, its own last."""
    found: dict[str, Value] = {} if item.kind == "strategy" else {"id": item.id}
    found["title"] = item.title
    if item.of is not None:
        found["for"] = item.of.id
    found |= {key: names.in_key(key, value) for key, value in item.keys.items()}
    for kind in ("objective", "action", "milestone", "indicator"):
        inside: list[Value] = [_data(one, names) for one in item.parts if one.kind == kind]
        if inside:
            found[f"{kind}s"] = inside
    order = _MODELS[item.kind].keys()
    known = {key: found[key] for key in order if key in found}
    return known | {key: value for key, value in found.items() if key not in known}


class _Organizations:
    """Organizations by the names that a sheet or document gives them: each name is one."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._ids = {name: id_ for id_, name in known.items()} | {id_: id_ for id_ in known}
        self._taken = set(self._ids.values())
        self.new: dict[str, str] = {}

    def in_key(self, key: str, value: Value) -> Value:
        """A value with ids for names, where a key takes organizations."""
        if key in ("owner", "lead", "org"):
            return (
                [self._named(one) for one in value]
                if isinstance(value, list)
                else self._named(value)
            )
        if key == "partners" and isinstance(value, list):
            return [self._named(one) for one in value]
        return value

    def _named(self, value: Value) -> Value:
        if isinstance(value, dict):
            return {key: self.in_key(key, one) for key, one in value.items()}
        name = str(value)
        if name not in self._ids:
            id_ = plan.id_from(name, self._taken, "organization")
            self._ids[name] = id_ or plan.free_id("organization-1", self._taken)
            self._taken.add(self._ids[name])
            self.new[self._ids[name]] = name
        return self._ids[name]
