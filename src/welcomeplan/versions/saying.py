"""How a change of a thing is said: with the reason that the same edit gives for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.versions.log import reasons
from welcomeplan.versions.values import Change, ChangeKind

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.versions.log import Notes
    from welcomeplan.versions.values import Thing, Where


def say(
    kind: ChangeKind,
    thing: Thing,
    place: Where,
    before: str | None = None,
    after: str | None = None,
    days: int | None = None,
    *,
    key: str = "",
    notes: Notes = (),
    was_due: date | None = None,
    recorded: bool = True,
    said: str = "",
) -> Change:
    """A change of something of the head, with the reason that the added entries give for it."""
    why = reasons(kind, notes, key)
    return Change(
        kind,
        thing.kind,
        thing.plan.id,
        thing.id,
        thing.title,
        before,
        after,
        days,
        why[-1].note if why else None,
        key,
        was_due,
        why[0].on if why else None,
        recorded,
        said=said,
        number=getattr(thing.model, "number", None),
        where=place,
        near=place,
    )
