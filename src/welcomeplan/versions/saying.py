"""How a change of a thing is said: with the reason that the same edit gives for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.versions.log import decision, reasons
from welcomeplan.versions.steps import decided, why
from welcomeplan.versions.values import Change, ChangeKind

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.versions.log import Notes
    from welcomeplan.versions.steps import Steps
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
    steps: Steps = (),
    said: str = "",
) -> Change:
    """A change of something of the head, with the reason that the added entries give for it; of
    several `steps`, with that of each."""
    told = reasons(kind, notes, key)
    several = steps if len(steps) > 1 else ()
    return Change(
        kind,
        thing.kind,
        thing.plan.id,
        thing.id,
        thing.title,
        before,
        after,
        days,
        why(several) or (told[-1].note if told else None),
        key,
        was_due,
        told[0].on if told else None,
        recorded,
        said=said,
        number=getattr(thing.model, "number", None),
        under=decided(steps) if steps else decision(kind, notes, key),
        steps=several,
        where=place,
        near=place,
    )
