"""Two versions of plans compared by what they mean: by id, across files and moves.

Comments, layout and the order of things mean nothing here. A calendar that reads the same words
as other days is one change, which names every deadline it moves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline
from welcomeplan.plan import PROMISED, Milestone, Place
from welcomeplan.versions.likeness import pairs
from welcomeplan.versions.log import decision, log_changes
from welcomeplan.versions.moves import as_dated, due_of, due_words, move, said_often
from welcomeplan.versions.saying import say
from welcomeplan.versions.thing import between, by_calendar, told_of, value_words
from welcomeplan.versions.values import (
    WHAT,
    Change,
    ChangeKind,
    Named,
    Shift,
    Sides,
    Unread,
    Where,
    where,
)
from welcomeplan.wording import moved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from welcomeplan.plan import Head, Plan, SourceDocument
    from welcomeplan.versions.log import Notes
    from welcomeplan.versions.values import Thing
    from welcomeplan.yamltext import Route

_READ_WHOLE = Unread()
ANCHOR = "done"
"""The key of a change of a deadline that counts from something done on another day now."""


def compare(
    base: Sequence[Plan], head: Sequence[Plan], unread: Unread = _READ_WHOLE
) -> tuple[Change, ...]:
    """What changed from one version of plans to another, the most important first."""
    changes: list[Change] = []
    for old, new in pair_plans(base, head):
        if old and new:
            changes += _changes(old, new, unread)
        elif new and new.file not in unread.base.files:
            changes += _whole(ChangeKind.ADDED, new)
        elif old and old.file not in unread.head.files:
            changes += _whole(ChangeKind.REMOVED, old)
    return by_weight(changes)


def by_weight(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes in the order in which they are told: the most important first."""
    return tuple(sorted(changes, key=lambda c: (c.kind.rank, WHAT[c.what], -abs(c.days or 0))))


def pair_plans(base: Sequence[Plan], head: Sequence[Plan]) -> list[tuple[Plan | None, Plan | None]]:
    """The plans of two versions, side by side: by id, or by the milestones that they share."""
    olds = {plan.id: plan for plan in reversed(base)}
    news = {plan.id: plan for plan in reversed(head)}
    found: list[tuple[Plan | None, Plan | None]] = []
    gone = [plan for name, plan in olds.items() if name not in news]
    for name in dict.fromkeys(plan.id for plan in head):
        new = news[name]
        old = olds.get(name)
        if old is None:
            old = next((plan for plan in gone if _same_plan(plan, new)), None)
            if old:
                gone.remove(old)
        found.append((old, new))
    return [*found, *((plan, None) for plan in reversed(gone))]


def _same_plan(old: Plan, new: Plan) -> bool:
    if old.file == new.file:
        return True
    shared = len(old.by_id.keys() & new.by_id.keys())
    return shared > 0 and shared * 2 >= max(len(old.by_id), len(new.by_id))


def added_entries(
    base: Sequence[Plan], head: Sequence[Plan], names: Mapping[str, str]
) -> Iterator[tuple[Place, int]]:
    """Every entry that was added to the log of a milestone that was there: where it stands. `names`
    are the full names of the base's in the head."""
    places = {f"{plan.id}/{name}": p for plan in head for name, p in plan.promised.items()}
    for plan in base:
        for name, old in plan.promised.items():
            new = places.get(names[f"{plan.id}/{name}"])
            if new and old.promised.log != new.promised.log:
                added, rewritten = log_changes(old.promised.log, new.promised.log)
                every = (*added, *(at for _, at in rewritten if at is not None))
                yield from ((new, at) for at in sorted(every))


# The order in which renamed ids are looked for: what is above first, as it is said.
_FROM_THE_TOP = ("organization", "strategy", "objective", "action", "milestone", "indicator")
_Things = dict[tuple[str, str, int], "Thing"]


def _things(plan: Plan) -> _Things:
    """Everything with an id, by its kind, its id, and how often that id stood before."""
    found: _Things = {}
    seen: Counter[tuple[str, str]] = Counter()
    every: list[Thing] = [
        Named("organization", name, one.name, one, plan, ("organizations", name))
        for name, one in plan.head.organizations.items()
    ]
    for thing in (*every, *plan.places):
        name = thing.kind, thing.id
        found[*name, seen[name]] = thing
        seen[name] += 1
    return found


def _itself(plan: Plan) -> Named:
    return Named("plan", plan.id, plan.head.title, plan.head, plan, ())


def _whole(kind: ChangeKind, plan: Plan) -> Iterator[Change]:
    """A plan that is there on one side only: it, and each of its promises."""
    every: list[Thing] = [_itself(plan), *plan.milestones, *plan.indicators]
    for thing in every:
        yield _one_sided(kind, plan, thing, None if kind is ChangeKind.REMOVED else where(thing))
    for place in plan.places if kind is ChangeKind.ADDED else ():
        yield from _excused(place)


def _excused(thing: Thing) -> Iterator[Change]:
    """What something new is excused from."""
    allow = getattr(thing.model, "allow", ())
    if allow:
        place = where(thing, "allow")
        yield say(ChangeKind.EXCUSED, thing, place, None, value_words(allow), key="allow")


def _one_sided(kind: ChangeKind, plan: Plan, thing: Thing, near: Where | None) -> Change:
    words = due_words(due_of(thing))
    before, after = (words, None) if kind is ChangeKind.REMOVED else (None, words)
    names = (thing.kind, plan.id, thing.id, thing.title)
    number = getattr(thing.model, "number", None)
    # What was added to a plan may have come by a decision, which its log says.
    log = getattr(thing.model, "log", ()) if kind is ChangeKind.ADDED else ()
    under = decision(kind, log)
    at = where(thing)
    return Change(kind, *names, before, after, number=number, under=under, where=at, near=near)


class _Beside(NamedTuple):
    """The things of two versions of a plan, side by side."""

    sides: Sides
    olds: _Things
    news: _Things
    pairs: list[tuple[Thing, Thing]]
    renamed: list[tuple[Thing, Thing]]
    gone: list[Thing]
    fresh: list[Thing]


def _beside(base: Plan, head: Plan, unread: Unread) -> _Beside:
    olds, news = _things(base), _things(head)
    # What can't be read on the other side is not known to be missing there.
    gone, fresh = (
        [t for k, t in one.items() if k not in other and not gaps.hide(t.file.file, t.id, t.kind)]
        for one, other, gaps in ((olds, news, unread.head), (news, olds, unread.base))
    )
    renamed = [
        pair
        for kind in _FROM_THE_TOP
        for pair in pairs(
            [thing for thing in gone if thing.kind == kind],
            [thing for thing in fresh if thing.kind == kind],
        )
    ]
    paired = {id(thing) for pair in renamed for thing in pair}
    return _Beside(
        Sides(base, head, {(old.kind, old.id): new.id for old, new in renamed}),
        olds,
        news,
        [*((olds[key], thing) for key, thing in news.items() if key in olds), *renamed],
        renamed,
        [thing for thing in gone if id(thing) not in paired],
        [thing for thing in fresh if id(thing) not in paired],
    )


def _changes(base: Plan, head: Plan, unread: Unread) -> Iterator[Change]:
    """The changes from one version of a plan to another, in plan order."""
    if _sources(base) == _sources(head):
        return
    beside = _beside(base, head, unread)
    sides = beside.sides
    for old, new in beside.renamed:
        yield say(ChangeKind.RENAMED, new, where(new), old.id, new.id, key="id")
    yield from _head(sides)
    for old, new in beside.pairs:
        yield from between(old, new, sides)
    yield from _moved_with(beside)
    for thing in _outermost(beside.fresh):
        yield _one_sided(ChangeKind.ADDED, head, thing, where(thing))
    for thing in beside.fresh:
        yield from _excused(thing)
    for thing in beside.gone:
        yield _one_sided(ChangeKind.REMOVED, head, thing, _left_of(thing, beside))
    yield from _calendar(beside)


def _sources(plan: Plan) -> list[tuple[str, str]]:
    return [(plan.id, plan.source.key), *((f.id, f.source.key) for f in plan.strategies)]


def _outermost(things: Iterable[Thing]) -> list[Thing]:
    """What did not come with what holds it. A promise is always named itself."""
    every = list(things)
    names = {(thing.kind, thing.id) for thing in every}
    return [
        thing
        for thing in every
        if thing.kind in PROMISED
        or thing.parent is None
        or (thing.parent.kind, thing.parent.id) not in names
    ]


def _left_of(thing: Thing, beside: _Beside) -> Where:
    """Where in the head something that is gone would be looked for."""
    above = thing.parent
    while above:
        name = beside.sides.new_id(above.kind, above.id) or above.id
        left = beside.news.get((above.kind, name, 0))
        if left:
            return where(left)
        above = above.parent
    head = beside.sides.head
    file = next((f for f in head.strategies if f.file == thing.file.file), None)
    return Where(file or head, ("title",))


def _moved_with(beside: _Beside) -> Iterator[Change]:
    """The deadlines that count from something which was done on another day than the plan said:
    nobody touched them."""
    corrected = {
        old.id: (old, new)
        for old, new in beside.pairs
        if isinstance(old.model, Milestone)
        and isinstance(new.model, Milestone)
        and (old.model.done or old.model.occurrences)
        and (old.model.done, old.model.occurrences) != (new.model.done, new.model.occurrences)
    }
    for old, new in beside.pairs if corrected else ():
        if not (isinstance(old, Place) and isinstance(new, Place) and old.kind in PROMISED):
            continue
        anchor = old.due.anchor if isinstance(old.due, Deadline) else None
        if anchor in corrected and due_of(old) == due_of(new):
            event = corrected[anchor]
            yield from _moved_by(old, new, event[1], (*told_of(old, new), *told_of(*event)))


def _moved_by(old: Place, new: Place, event: Thing, notes: Notes) -> Iterator[Change]:
    """That a deadline moved with what it counts from, or has no day any more."""
    before, after = (due.due_by if (due := as_dated(one)) else None for one in (old, new))
    if before is None or before == after or not getattr(event.model, "done", None):
        return  # where it is open again, that is said of it
    if new.promised.done:
        return  # nothing is owed any more: what that makes of its lateness, `corrected-done` says
    words = due_words(due_of(new))
    texts = f"{words} ({before})", f"{words} ({after or 'no date'})"
    days = (after - before).days if after else None
    kind, said = ChangeKind.VAGUER, f"`{event.id}` is done on no day that is known"
    if days:
        kind = ChangeKind.SLIPPED if days > 0 else ChangeKind.PULLED_FORWARD
        said = f"{moved(days)}, by `done:` of `{event.id}`"
    place = where(new, "due")
    yield say(kind, new, place, *texts, days, key=ANCHOR, notes=notes, was_due=before, said=said)


# -- plan.yaml


def _head(sides: Sides) -> Iterator[Change]:
    old, new = sides.base.head, sides.head.head
    plan = _itself(sides.head)
    if sides.base.id != plan.id:
        yield say(ChangeKind.RENAMED, plan, where(plan, "id"), sides.base.id, plan.id, key="id")
    if sides.new_id("organization", old.lead) != new.lead:
        yield say(ChangeKind.REOWNED, plan, where(plan, "lead"), old.lead, new.lead, key="lead")
    for name in ("title", "community", "summary", "vision", "goal", "period"):
        before, after = value_words(getattr(old, name)), value_words(getattr(new, name))
        if before != after:
            kind = ChangeKind.CHANGED if name == "period" else ChangeKind.REWORDED
            yield say(kind, plan, where(plan, name), before, after, key=name)
    for key, said in (("sources", _sources_of), ("not_promises", _no_promises)):
        before, after = said(old), said(new)
        if before != after:
            yield say(ChangeKind.CHANGED, plan, where(plan, "sources"), before, after, key=key)
    for name in dict.fromkeys((*old.checks, *new.checks)):
        was, now = old.checks.get(name), new.checks.get(name)
        if was != now:
            place = where(plan, "checks", name) if now else where(plan, "checks")
            before, after = (f"{name}: {level or 'as by default'}" for level in (was, now))
            yield say(ChangeKind.CHECKS, plan, place, before, after, key="checks")


def _sources_of(head: Head) -> str | None:
    return ", ".join(map(_source, head.sources)) or None


def _no_promises(head: Head) -> str | None:
    """What the plan says of its documents to promise nothing."""
    named = [f"“{said}”" for source in head.sources for said in source.not_promises]
    return " ".join(named) or None


def _source(document: SourceDocument) -> str:
    more = [
        f"dated {document.dated}" if document.dated else "",
        document.url or "",
        document.path or "",
    ]
    return " ".join(part for part in (document.title, *more) if part)


def _calendar(beside: _Beside) -> Iterator[Change]:
    """One change for the whole dictionary: which key moved what can't be told apart."""
    sides = beside.sides
    was, now = _calendar_keys(sides.base), _calendar_keys(sides.head)
    if was == now:
        return
    keys = [key for key in dict.fromkeys((*was, *now)) if was.get(key) != now.get(key)]
    before, after = (
        "; ".join(f"{key[-1]}: {side[key]}" for key in keys if key in side) or None
        for side in (was, now)
    )
    plan = _itself(sides.head)
    present = [key for key in keys if plan.file.source.node(key) is not None]
    place = where(plan, *present[0]) if present else where(plan, "calendar")
    change = say(ChangeKind.CALENDAR, plan, place, before, after, key="calendar")
    yield replace(change, moved=tuple(_shifts(beside)))


def _shifts(beside: _Beside) -> Iterator[Shift]:
    """The deadlines that a calendar moves, though nobody touched their words."""
    for old, new in beside.pairs:
        words = said_often(old)
        found = move(old, new, beside.sides) if words else None
        other = found and found.stayed and found.before != found.after
        if words and found and other and by_calendar(old, new, beside.sides):
            told = told_of(old, new)
            explained = any(entry.note for entry in told)
            days = found.before, found.after
            under = decision(ChangeKind.CALENDAR, told)
            yield Shift(new.id, new.title, words, *days, explained, under)


def _calendar_keys(plan: Plan) -> dict[Route, str]:
    """The plan's dictionary of time as written, by the place of each entry."""
    keys = plan.head.calendar
    found: dict[Route, str] = {}
    if plan.head.adopted:
        found["adopted",] = plan.head.adopted.isoformat()
    for name in type(keys).model_fields:
        if name != "words" and (value := getattr(keys, name)):
            found["calendar", name] = str(value)
    for word, meaning in keys.words.items():
        found["calendar", "words", word] = meaning
    return found
