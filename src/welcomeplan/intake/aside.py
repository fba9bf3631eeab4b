"""What the format can't hold of a part goes under a key of the planner's own, and is asked about:
one cell that contradicts another keeps no other row from its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import plan
from welcomeplan.intake.values import Ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.intake.values import Intake, Item


class Wrong(NamedTuple):
    """What stands in the way of a part as it is."""

    id: str
    key: str
    message: str
    remedy: str


def set_aside(found: Intake, wrong: Iterable[Wrong]) -> list[Ask]:
    """Put each of these keys under one of the planner's own; the questions that this leaves. None
    for keys that a part can't be without, which stay where they are."""
    items = {item.id: item for item in _walk(found.strategies)}
    places = {id(one.item): one.place for one in reversed(found.landings) if one.item}
    asked: dict[tuple[str, str], list[str]] = {}
    for one in wrong:
        item = items.get(one.id)
        if item is None or one.key not in item.keys or one.key.startswith("x-"):
            continue
        kept = plan.free_id(f"x-{one.key}", item.keys)
        item.keys[kept] = item.keys.pop(one.key)
        place = places.get(id(item), item.title)
        said = f"{one.message}: `{one.key}:` is kept as `{kept}:`"
        asked.setdefault((said, one.remedy), []).append(place)
    return [Ask(tuple(where), *said) for said, where in asked.items()]


def _walk(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.parts)
