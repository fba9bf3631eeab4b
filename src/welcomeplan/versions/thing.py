"""What an edit did to one thing that stands on both sides: a generator for each kind of change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from welcomeplan.plan import (
    NO_DEADLINE,
    NOBODY,
    Due,
    Indicator,
    Milestone,
    OccurrenceEntry,
    Partner,
    Place,
    logged,
    promise_of,
)
from welcomeplan.versions.log import entry_words, log_changes, reasons
from welcomeplan.versions.moves import due_of, due_words, late, late_time, move, time_due
from welcomeplan.versions.values import BECAME, Change, ChangeKind, where
from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import DoneOn
    from welcomeplan.versions.log import Notes
    from welcomeplan.versions.values import Sides, Thing, Where
    from welcomeplan.yamltext import Route


def between(old: Thing, new: Thing, sides: Sides) -> Iterator[Change]:
    """Everything that an edit did to one thing; what a calendar moves is said of the calendar."""
    rewritten, notes, added = _log(old, new)
    yield from rewritten
    found = [*_moved(old, new, sides, notes)]
    if old.model != new.model or not sides.same_calendar or old.year != new.year:
        found += _deadline(old, new, sides, notes)
        if isinstance(old, Place) and isinstance(new, Place):
            found += _inside(old, new, notes, added)
        found += _fields(old, new, sides, notes)
    found += _owner(old, new, sides, notes)
    yield from found
    if added and not found:
        yield say(ChangeKind.NOTED, new, where(new, "log", added[-1]), key="log", notes=notes)


def notes_of(old: Thing, new: Thing) -> Notes:
    """The entries with a note that an edit added to a log, by their days."""
    return tuple(entry for entry in _log(old, new)[1] if entry.note)


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
) -> Change:
    """A change of something of the head, with the reason that the added entries give for it."""
    why = reasons(kind, notes)
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
        where=place,
        near=place,
    )


def _inside(old: Place, new: Place, notes: Notes, added: list[int]) -> Iterator[Change]:
    """What is said of milestones or indicators alone."""
    was, now = old.model, new.model
    if isinstance(was, Milestone) and isinstance(now, Milestone):
        yield from _progress(old, new, notes, added)
        yield from _evidence(new, was.evidence, now.evidence, ("evidence",), notes)
        yield from _occurrences(was, new, notes)
        yield from _time_statuses(new, added)
    if isinstance(was, Indicator) and isinstance(now, Indicator):
        yield from _readings(was, now, new)


def _moved(old: Thing, new: Thing, sides: Sides, notes: Notes) -> Iterator[Change]:
    was = sides.parent(old)
    if not old.parent or not new.parent or was == (new.parent.kind, new.parent.id):
        return
    before, after = f"{old.parent.kind} {old.parent.id}", f"{new.parent.kind} {new.parent.id}"
    place = where(new, "for") if getattr(new.model, "for_", None) else where(new, "id")
    yield say(ChangeKind.MOVED, new, place, before, after, notes=notes)


def _owner(old: Thing, new: Thing, sides: Sides, notes: Notes) -> Iterator[Change]:
    key = "owner" if new.kind == "milestone" else "lead"
    if isinstance(old.model, Milestone) and isinstance(new.model, Milestone):
        inherited = not old.model.owner and not new.model.owner
        holder = (new.parent.kind, new.parent.id) if new.parent else None
        if inherited and sides.parent(old) == holder:
            return  # that the action has another lead is said of the action
    if sides.new_id("organization", old.owner) != new.owner:
        was = next((entry.was_owner for entry in notes if entry.was_owner), None)
        yield say(
            ChangeKind.REOWNED,
            new,
            where(new, key),
            old.owner,
            new.owner,
            key=key,
            notes=notes,
            recorded=new.kind != "milestone" or was == (old.owner or NOBODY),
        )


def _log(old: Thing, new: Thing) -> tuple[list[Change], Notes, list[int]]:
    """What was rewritten of a log; the entries that were added, by their days; and the places of
    them."""
    was, now = getattr(old.model, "log", ()), getattr(new.model, "log", ())
    if was == now:
        return [], (), []
    added, rewritten = log_changes(was, now)
    notes = tuple(sorted((now[at] for at in added), key=lambda entry: entry.on))
    changes = [
        say(
            ChangeKind.LOG_REWRITTEN,
            new,
            where(new, "log") if at is None else where(new, "log", at),
            entry_words(entry),
            None if at is None else entry_words(now[at]),
            key="log",
        )
        for entry, at in rewritten
    ]
    return changes, notes, added


def _deadline(old: Thing, new: Thing, sides: Sides, notes: Notes) -> Iterator[Change]:
    found = move(old, new, sides)
    if found is None or (found.stayed and old.year == new.year):
        return
    shown = due_words(due_of(old)), due_words(due_of(new))
    if shown[0] == shown[1]:  # other days by the same words
        shown = (
            f"{shown[0]} ({found.before or 'no date'})",
            f"{shown[1]} ({found.after or 'no date'})",
        )
    was = next((entry.was_due for entry in notes if entry.was_due and not entry.period), None)
    kept = due_words(due_of(old)) or NO_DEADLINE
    recorded = new.kind != "milestone" or found.stayed or due_words(was) == kept
    for kind in found.kinds:
        days = found.days if kind in (ChangeKind.SLIPPED, ChangeKind.PULLED_FORWARD) else None
        yield say(
            kind,
            new,
            where(new, "due"),
            *shown,
            days,
            key="due",
            notes=notes,
            was_due=found.own,
            recorded=recorded,
        )


# -- how a milestone stands


def _progress(old: Place, new: Place, notes: Notes, added: list[int]) -> Iterator[Change]:
    was, now = old.milestone, new.milestone
    if now.done and not was.done:
        yield _completed(new, where(new, "done"), now.done, late(new, now.done), notes)
    elif was.done and not now.done:
        place = where(new, "status") if now.status else where(new, "id")
        done = str(was.done)
        kept = any(entry.was_done == was.done for entry in notes)
        yield say(
            ChangeKind.REOPENED,
            new,
            place,
            done,
            now.status,
            key="done",
            notes=notes,
            recorded=kept,
        )
    elif was.done and now.done and was.done != now.done:
        place, texts = where(new, "done"), (str(was.done), str(now.done))
        yield say(ChangeKind.CHANGED, new, place, *texts, key="done", notes=notes)
    kind = _status_change(was, now)
    if kind:
        place = where(new, "status")
        told = [entry.status for entry in notes if entry.status and not entry.period]
        kept = told[-1:] == [now.status or "planned"]
        yield say(
            kind, new, place, was.status, now.status, key="status", notes=notes, recorded=kept
        )
    if was.log != now.log:
        sums = [logged(promise_of(one), date.max) for one in (old, new)]
        if sums[0] != sums[1]:
            aim = now.target or was.target
            before, after = (f"{words(one)} of {aim}" if aim else words(one) for one in sums)
            kind, place = ChangeKind.PROGRESSED, where(new, "log", *added[-1:])
            yield say(kind, new, place, before, after, key="log", notes=notes)


def _status_change(old: Milestone, new: Milestone) -> ChangeKind | None:
    if old.status == new.status:
        return None
    kinds = BECAME.keys() - {"active"}
    if new.status in kinds:
        return BECAME[new.status]
    if new.done or (old.done and new.status == "active"):
        return None  # completed or reopened: that says it
    if old.status in kinds:
        return ChangeKind.RESUMED
    return ChangeKind.STARTED if new.status == "active" else ChangeKind.CHANGED


def _completed(
    new: Place, place: Where, done: DoneOn, days: int | None, notes: Notes, period: str = ""
) -> Change:
    before = due_words(due_of(new)) or new.milestone.repeats
    after = f"{period}: {done}" if period else str(done)
    return say(ChangeKind.COMPLETED, new, place, before, after, days, key="done", notes=notes)


def _occurrences(old: Milestone, new: Place, notes: Notes) -> Iterator[Change]:
    key = "occurrences"
    if old.occurrences == new.milestone.occurrences:
        return
    olds = {time.period.casefold(): time for time in old.occurrences}
    news = {time.period.casefold(): (at, time) for at, time in enumerate(new.milestone.occurrences)}
    for name, (at, time) in news.items():
        was = olds.get(name) or OccurrenceEntry(
            period=time.period, due=None, done=None, evidence=()
        )
        place = where(new, key, at, "done")
        if time.done and not was.done:
            yield _completed(new, place, time.done, late_time(new, time), notes, time.period)
        elif was.done != time.done and was.done:
            kind = ChangeKind.CHANGED if time.done else ChangeKind.REOPENED
            after = f"{time.period}: {time.done}" if time.done else None
            kept = bool(time.done) or _kept(was, notes)
            done = f"{was.period}: {was.done}"
            yield say(kind, new, place, done, after, key=key, notes=notes, recorded=kept)
        if was.due != time.due:
            yield _time_moved(new, was, time, where(new, key, at, "due"), notes)
        yield from _evidence(new, was.evidence, time.evidence, (key, at, "evidence"), notes)
    for name, was in olds.items():
        if name not in news and was.done:
            done = f"{was.period}: {was.done}"
            kept = _kept(was, notes)
            place = where(new, key)
            yield say(ChangeKind.REOPENED, new, place, done, key=key, notes=notes, recorded=kept)
        elif name not in news:
            yield from _evidence(new, was.evidence, (), (key,), notes)


def _time_moved(
    new: Place, was: OccurrenceEntry, now: OccurrenceEntry, place: Where, notes: Notes
) -> Change:
    """That one time of what repeats is due on another day."""
    name = now.period.casefold()
    mine = tuple(entry for entry in notes if (entry.period or "").casefold() == name)
    days = [time_due(new, one) for one in (was, now)]
    apart = (days[1] - days[0]).days if days[0] and days[1] else 0
    kind = ChangeKind.CHANGED
    if apart:
        kind = ChangeKind.SLIPPED if apart > 0 else ChangeKind.PULLED_FORWARD
    before, after = (
        f"{now.period}: {due_words(one.due) or day or ''}"
        for one, day in zip((was, now), days, strict=True)
    )
    return say(
        kind,
        new,
        place,
        before,
        after,
        apart or None,
        key="due",
        notes=mine,
        was_due=days[0],
        recorded=any(entry.was_due for entry in mine),
    )


def _time_statuses(new: Place, added: list[int]) -> Iterator[Change]:
    """What became of one time of what repeats, which its log alone tells."""
    for at in added:
        entry = new.milestone.log[at]
        if entry.period and entry.status:
            kind = BECAME.get(entry.status, ChangeKind.RESUMED)
            after = f"{entry.period}: {entry.status}"
            place = where(new, "log", at)
            yield say(kind, new, place, None, after, key="status", notes=(entry,))


def _kept(time: OccurrenceEntry, notes: Notes) -> bool:
    """Whether the record keeps when a time was done that is not any more."""
    return any(
        entry.was_done == time.done and (entry.period or "").casefold() == time.period.casefold()
        for entry in notes
    )


def _evidence(
    thing: Thing, old: tuple[str, ...], new: tuple[str, ...], key: Route, notes: Notes
) -> Iterator[Change]:
    added = [at for at, link in enumerate(new) if link not in old]
    removed = [link for link in old if link not in new]
    if added:
        links = ", ".join(new[at] for at in added)
        place = where(thing, *key, added[0])
        yield say(ChangeKind.EVIDENCE, thing, place, None, links, key="evidence", notes=notes)
    if removed:
        links, place = ", ".join(removed), where(thing, *key)
        yield say(ChangeKind.CHANGED, thing, place, links, None, key="evidence", notes=notes)


def _readings(old: Indicator, new: Indicator, place: Place) -> Iterator[Change]:
    if old.readings == new.readings:
        return
    added = [at for at, reading in enumerate(new.readings) if reading not in old.readings]
    lost = any(reading not in new.readings for reading in old.readings)
    unit = f" {new.unit}" if new.unit else ""
    before, after = (
        f"{words(part.readings[-1].value)}{unit}" if part.readings else None for part in (old, new)
    )
    kind = ChangeKind.CHANGED if lost else ChangeKind.PROGRESSED
    at = where(place, "readings", *added[-1:])
    yield say(kind, place, at, before, after, key="readings")


# -- everything that is one key

_FIELDS = {
    "title": ChangeKind.REWORDED,
    "text": ChangeKind.REWORDED,
    "summary": ChangeKind.REWORDED,
    "name": ChangeKind.REWORDED,
    "partners": ChangeKind.PARTNERS,
    "target": ChangeKind.TARGET,
    "repeats": ChangeKind.TARGET,
    "starts": ChangeKind.CHANGED,
    "after": ChangeKind.CHANGED,
    "unit": ChangeKind.CHANGED,
    "baseline": ChangeKind.CHANGED,
    "year": ChangeKind.CHANGED,
    "contact": ChangeKind.CHANGED,
    "url": ChangeKind.CHANGED,
    "tags": ChangeKind.CHANGED,
    "source": ChangeKind.CHANGED,
}


def _fields(old: Thing, new: Thing, sides: Sides, notes: Notes) -> Iterator[Change]:
    for name, kind in _FIELDS.items():
        if name in type(new.model).model_fields:
            after = _field_words(new, name)
            if _field_words(old, name, sides) != after:
                shown = _field_words(old, name)
                yield say(kind, new, where(new, name), shown, after, key=name, notes=notes)


def _field_words(thing: Thing, name: str, sides: Sides | None = None) -> str | None:
    """A field in words; with `sides`, its ids as the head has them."""
    value = getattr(thing.model, name)
    if name == "partners":
        each = [((sides.new_id("organization", p.org) if sides else p.org) or "", p) for p in value]
        return ", ".join(sorted(_partner(org, partner) for org, partner in each)) or None
    if name == "after" and sides:
        value = tuple(sides.new_id("milestone", other) for other in value)
    return value_words(value)


def _partner(org: str, partner: Partner) -> str:
    return f"{org} ({partner.role})" if partner.role else org


def value_words(value: Any) -> str | None:
    """A value of a plan as one line; None for nothing."""
    if value is None or value == ():
        return None
    if isinstance(value, Due):
        return due_words(value)
    if isinstance(value, (tuple, Decimal)):
        return words(value)
    return " ".join(str(value).split())
