"""A table of columns that somebody names, or of what has no screen of its own, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from welcomeplan.answer import Grid, Parts, Row, Said, Slot, Stands
from welcomeplan.views import rows
from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from welcomeplan.answer import Column, Drawn

TEXTS = ("text", "quote")


def table(
    columns: Sequence[Column[Any]],
    items: Sequence[Any],
    title: str = "",
    past: Callable[[Any], bool] = lambda _: False,
) -> Grid:
    """A row for each item. Ids and states always have their column; the one called `title` is cut
    where room is short, or else a text is wrapped; of the others as many stand beside as have
    room, and the rest below, each after its label."""
    called = [column.called or column.label for column in columns]
    texts = [at for at, one in enumerate(columns) if one.kind in TEXTS]
    gives = called.index(title) if title in called else next(iter(texts), None)
    stays = {at for at, one in enumerate(columns) if one.kind in ("id", "state")} or {0}
    cells = [[_shown(column, item) for column in columns] for item in items]
    slots = [
        Slot(
            max(len(called[at]), _wide(column, found, whole=at == gives)),
            called[at],
            right=column.kind == "number",
            gives="" if at != gives else "below" if called[at] == title else "wrap",
            since=0 if at in stays or at == gives else 1,
        )
        for at, (column, found) in enumerate(zip(columns, zip(*cells, strict=True), strict=True))
    ]
    aside = [at for at, slot in enumerate(slots) if slot.since or slot.gives == "wrap"]
    lines = [
        Row(
            [_drawn(column, text) for column, text in zip(columns, found, strict=True)],
            [_below([(at, called[at], found[at]) for at in aside if found[at]])],
            dim=past(item),
        )
        for item, found in zip(items, cells, strict=True)
    ]
    return Grid(slots, lines, headed=True, under=min({*stays, *([gives] if gives else [])}))


def _wide(column: Column[Any], found: Sequence[str], *, whole: bool) -> int:
    if column.kind == "state":
        return rows.STATE.width
    return rows.longest(found) if whole or column.kind == "quote" else rows.usual(found)


def _shown(column: Column[Any], item: Any) -> str:
    text = words(column.value(item))
    return f"“{text}”" if text and column.kind == "quote" else text


def _drawn(column: Column[Any], text: str) -> Drawn:
    return Stands(text) if text and column.kind == "state" else text


def _below(found: Sequence[tuple[int, str, str]]) -> Parts:
    """What has no room beside: the plan's words as they are, anything else with what it is."""
    said = [
        Said(text if text.startswith("“") else f"{called[:1].lower()}{called[1:]}: {text}", "dim")
        for _, called, text in found
    ]
    return Parts(said, [at for at, _, _ in found])
