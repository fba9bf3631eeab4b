"""What an edit did to one thing that stands on both sides: a generator for each kind of change."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from welcomeplan.plan import NO_DEADLINE, NOBODY, PROMISED, Due, Milestone, Partner, Place
from welcomeplan.versions.aims import aim_changes
from welcomeplan.versions.log import entry_words, log_changes
from welcomeplan.versions.moves import due_of, due_words, move, rhythm_keys, said_often
from welcomeplan.versions.progress import lost, stands
from welcomeplan.versions.saying import say, share
from welcomeplan.versions.steps import due_steps, owner_steps
from welcomeplan.versions.values import Change, ChangeKind, where
from welcomeplan.wording import moved, plural, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import Indicator
    from welcomeplan.versions.log import Notes
    from welcomeplan.versions.moves import Move
    from welcomeplan.versions.values import Sides, Thing


def between(old: Thing, new: Thing, sides: Sides) -> Iterator[Change]:
    """Everything that an edit did to one thing; what a calendar moves is said of the calendar."""
    rewritten, notes, added = _log(old, new)
    yield from rewritten
    # What is said of one time of what repeats is no reason for what becomes of the whole.
    whole = tuple(entry for entry in notes if entry.period is None)
    found = [*_moved(old, new, sides, whole)]
    same = old.model == new.model
    if not (same and sides.same_calendar and sides.same_span and old.year == new.year):
        found += _deadline(old, new, sides, whole)
        if isinstance(old, Place) and isinstance(new, Place):
            found += stands(old, new, notes, added)
            if new.kind in PROMISED and not any(change.key == "due" for change in found):
                found += lost(old, new, whole)
        said = {change.key for change in found}
        found += (one for one in _fields(old, new, sides, whole) if one.key not in said)
    found += _owner(old, new, sides, whole)
    yield from share(found, whole)
    if added and not found:
        log = getattr(new.model, "log", ())
        told = "; ".join(entry_words(log[at]) for at in added)
        place = where(new, "log", added[-1])
        yield say(ChangeKind.NOTED, new, place, None, told, key="log", notes=notes)


def told_of(old: Thing, new: Thing) -> Notes:
    """The entries on the whole that an edit added to a log, by their days."""
    return tuple(entry for entry in _log(old, new)[1] if not entry.period)


def every_told_of(old: Thing, new: Thing) -> Notes:
    """Likewise, with those on one time of what repeats."""
    return _log(old, new)[1]


def _moved(old: Thing, new: Thing, sides: Sides, notes: Notes) -> Iterator[Change]:
    was = sides.parent(old)
    if not old.parent or not new.parent or was == (new.parent.kind, new.parent.id):
        return
    before, after = f"{old.parent.kind} {old.parent.id}", f"{new.parent.kind} {new.parent.id}"
    place = where(new, "for") if getattr(new.model, "for_", None) else where(new)
    yield say(ChangeKind.MOVED, new, place, before, after, notes=notes)


def _owner(old: Thing, new: Thing, sides: Sides, notes: Notes) -> Iterator[Change]:
    key = "owner" if new.kind in PROMISED else "lead"
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
            recorded=new.kind not in PROMISED or was == (old.owner or NOBODY),
            steps=owner_steps(new, notes),
        )
    elif isinstance(old, Place) and isinstance(new, Place) and new.kind in PROMISED:
        before, after = _with_role(old.promised), _with_role(new.promised)
        if before and after and old.promised.owners[0].role != new.promised.owners[0].role:
            yield say(ChangeKind.CHANGED, new, where(new, key), before, after, key=key, notes=notes)


def _with_role(model: Milestone | Indicator) -> str | None:
    """Who answers for it by its own word, and what that does."""
    return model.owners[0].text if model.owners else None


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
    if found is None:
        return
    if found.stayed and found.before != found.after and by_calendar(old, new, sides):
        return
    key = _moved_by(old, new) if found.stayed else "due"
    if key == "repeats":
        shown = _field_words(old, key), _field_words(new, key)
    else:
        shown = said_often(old), said_often(new)
    if shown[0] == shown[1]:  # other days by the same words
        shown = (
            f"{shown[0]} ({found.before or 'no date'})",
            f"{shown[1]} ({found.after or 'no date'})",
        )
    for kind in found.kinds:
        days = found.days if kind in (ChangeKind.SLIPPED, ChangeKind.PULLED_FORWARD) else None
        yield say(
            kind,
            new,
            where(new, key or "due"),
            *shown,
            days,
            key=key,
            notes=notes,
            was_due=found.own,
            recorded=_keeps_due(old, new, found, notes),
            steps=due_steps(old, new, notes) if key in ("due", "repeats") else (),
            said=_counted(kind, found, key),
        )


def by_calendar(old: Thing, new: Thing, sides: Sides) -> bool:
    """Whether other days by the same words are said of the calendar."""
    adopted = sides.base.head.adopted != sides.head.head.adopted
    by_plan = adopted or not sides.same_calendar
    return by_plan and old.year == new.year and rhythm_keys(old) == rhythm_keys(new)


def _moved_by(old: Thing, new: Thing) -> str:
    """The key of a milestone by which it is due on other days, though its deadline stands; none,
    where that is the plan's."""
    differ = (key for key in ("repeats", "starts") if _field(old, key) != _field(new, key))
    return next(differ, "" if old.year == new.year else "due")


def _field(thing: Thing, key: str) -> object:
    return getattr(thing.model, key, None)


def _keeps_due(old: Thing, new: Thing, found: Move, notes: Notes) -> bool:
    """Whether an entry keeps the deadline that was; of what needs none, true."""
    if new.kind not in PROMISED:
        return True
    if found.stayed and _field(old, "repeats") == _field(new, "repeats"):
        return True
    was = next((entry.was_due for entry in notes if entry.was_due), None)
    kept = {due_words(due_of(old)), _field(old, "repeats")} - {None} or {NO_DEADLINE}
    return due_words(was) in kept


def _counted(kind: ChangeKind, found: Move, key: str) -> str:
    """How often something is promised now, and was; and by which key it is due on other days,
    where that is another than its deadline."""
    said = []
    if found.counts and kind in (ChangeKind.FEWER, ChangeKind.MORE):
        said.append(f"{plural(found.counts[1], 'time')}, was {found.counts[0]}")
    elif found.days and key != "due":
        said.append(moved(found.days))
    if key in ("", "starts"):
        said.append(f"by `{key}:`" if key else "by the plan's `adopted:` or `period:`")
    return ", ".join(said)


# -- everything that is one key

_FIELDS = {
    "title": ChangeKind.REWORDED,
    "text": ChangeKind.REWORDED,
    "number": ChangeKind.CHANGED,
    "summary": ChangeKind.REWORDED,
    "name": ChangeKind.REWORDED,
    "partners": ChangeKind.PARTNERS,
    "repeats": ChangeKind.CHANGED,
    "starts": ChangeKind.CHANGED,
    "after": ChangeKind.CHANGED,
    "unit": ChangeKind.CHANGED,
    "baseline": ChangeKind.CHANGED,
    "year": ChangeKind.CHANGED,
    "contact": ChangeKind.CHANGED,
    "url": ChangeKind.CHANGED,
    "tags": ChangeKind.CHANGED,
    "allow": ChangeKind.EXCUSED,
    "source": ChangeKind.CHANGED,
}


def _fields(old: Thing, new: Thing, sides: Sides, notes: Notes) -> Iterator[Change]:
    for name, kind in _FIELDS.items():
        # An indicator's partners are the others of its `owner`.
        if name in type(new.model).model_fields or (name == "partners" and new.kind in PROMISED):
            after = _field_words(new, name)
            if _field_words(old, name, sides) != after:
                shown = _field_words(old, name)
                listed = name == "partners" and not getattr(new.model, name)
                place = where(new, "owner") if listed else where(new, name)
                yield say(kind, new, place, shown, after, key=name, notes=notes)
    yield from aim_changes(old, new, notes)


def _field_words(thing: Thing, name: str, sides: Sides | None = None) -> str | None:
    """A field in words; with `sides`, its ids as the head has them."""
    value = getattr(thing.model, name)
    if name == "partners":
        value = getattr(thing.model, "helpers", value)
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
    if isinstance(value, dict):
        return ", ".join(f"{words(key)}: {aim}" for key, aim in value.items()) or None
    if isinstance(value, (tuple, Decimal)):
        return words(value)
    return " ".join(str(value).split())
