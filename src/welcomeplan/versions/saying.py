"""How a change of a thing is said: with the reason that the same edit gives for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan.versions.log import decision, plain, reasons, records
from welcomeplan.versions.steps import decided, why
from welcomeplan.versions.values import Change, ChangeKind, Shared

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.versions.log import Notes
    from welcomeplan.versions.steps import Steps
    from welcomeplan.versions.values import Thing, Where


_GROUPS = {
    "": "place",
    "targets": "target",
    "title": "wording",
    "text": "wording",
    "evidence": "done",
    "occurrences": "done",
}


def share(changes: list[Change], whole: Notes) -> list[Change]:
    """The changes of one thing, where the entries on the `whole` that record nothing may be of any
    of several: each with all that they say, and none credited with a decision that may be of
    another."""
    told = plain(ChangeKind.TARGET, whole)
    free = [
        change
        for change in changes
        if records(change.kind, (), change.key) is None and change.key not in ("log", "readings")
    ]
    keys = tuple(dict.fromkeys(_GROUPS.get(change.key, change.key) for change in free))
    unders = [entry.under for entry in told if entry.under]
    if not told or len(keys) < 2:
        return changes
    alone = len(unders) >= len(keys) and len(set(unders)) == 1
    shared = Shared(keys, "" if alone else "; ".join(dict.fromkeys(unders)))
    reason = "; ".join(dict.fromkeys(entry.note for entry in told if entry.note)) or None
    mine = {id(change) for change in free}
    return [
        replace(one, reason=reason, under=one.under if alone else "", shared=shared)
        if id(one) in mine
        else one
        for one in changes
    ]


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
