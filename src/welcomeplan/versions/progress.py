"""What an edit did to how a milestone stands, or an indicator: done, begun, logged, measured."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from welcomeplan.plan import (
    Indicator,
    Milestone,
    OccurrenceEntry,
    course_of,
    logged,
    promise_of,
)
from welcomeplan.versions.log import of_time
from welcomeplan.versions.moves import due_of, due_words, late, late_time, time_due
from welcomeplan.versions.saying import say
from welcomeplan.versions.steps import status_steps, time_steps
from welcomeplan.versions.values import BECAME, Change, ChangeKind, where
from welcomeplan.wording import late as late_words
from welcomeplan.wording import with_unit, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.plan import DoneOn, Goal, Late, Place, Reading
    from welcomeplan.versions.log import Notes
    from welcomeplan.versions.values import Thing, Where
    from welcomeplan.yamltext import Route


def stands(old: Place, new: Place, notes: Notes, added: list[int]) -> Iterator[Change]:
    """What is said of milestones or indicators alone."""
    was, now = old.model, new.model
    if isinstance(was, Milestone) and isinstance(now, Milestone):
        yield from _progress(old, new, notes, added)
        yield from _evidence(new, was.evidence, now.evidence, ("evidence",), notes)
        yield from _occurrences(old, new, notes)
        yield from _time_statuses(new, added)
    if isinstance(was, Indicator) and isinstance(now, Indicator):
        yield from _status(old, new, tuple(entry for entry in notes if entry.period is None))
        yield from _time_statuses(new, added)
        yield from _readings(was, now, new)


def _progress(old: Place, new: Place, every: Notes, added: list[int]) -> Iterator[Change]:
    was, now = old.milestone, new.milestone
    notes = tuple(entry for entry in every if entry.period is None)
    if now.done and not was.done:
        yield _completed(new, where(new, "done"), now.done, late(new, now.done), notes)
    elif was.done and not now.done:
        place = where(new, "status") if now.status else where(new)
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
        days = late(old, was.done), late(new, now.done)
        texts = str(was.done), str(now.done)
        yield _corrected(new, where(new, "done"), texts, days, "done", notes)
    yield from _status(old, new, notes)
    if was.log != now.log:
        sums = [logged(promise_of(one), date.max) for one in (old, new)]
        if sums[0] != sums[1]:
            aim = None if new.recurrence else now.target or was.target
            before, after = (f"{words(one)} of {aim}" if aim else words(one) for one in sums)
            kind = ChangeKind.PROGRESSED if sums[1] > sums[0] else ChangeKind.SETBACK
            place = where(new, "log", *added[-1:])
            yield say(kind, new, place, before, after, key="log", notes=every)


def _status(old: Place, new: Place, notes: Notes) -> Iterator[Change]:
    """What became of it by its status; whether the entries say so."""
    was, now = old.promised, new.promised
    kind = _status_change(was, now)
    if kind:
        place = where(new, "status")
        told = [entry.status for entry in notes if entry.status]
        kept = told[-1:] == [now.status or "planned"]
        texts = was.status, now.status
        turns = status_steps(old, new, notes)
        yield say(kind, new, place, *texts, key="status", notes=notes, recorded=kept, steps=turns)


def lost(old: Place, new: Place, notes: Notes) -> Iterator[Change]:
    """That a deadline stands and is in force no more: its day passed while it was set aside, and it
    was taken up again since."""
    if new.recurrence is None and course_of(new).spent and not course_of(old).spent:
        yield say(
            ChangeKind.VAGUER,
            new,
            where(new, "due"),
            due_words(due_of(new)),
            "undated",
            key="status",
            notes=notes,
            steps=status_steps(old, new, notes),
            said="set aside when its day passed",
        )


def _corrected(
    new: Place,
    place: Where,
    texts: tuple[str, str],
    days: tuple[Late | None, Late | None],
    key: str,
    notes: Notes,
) -> Change:
    """That something was done on another day than the plan said, and what that makes of it."""
    was, now = map(_lateness, days)
    said = f"was {was}, now {now}" if was != now else f"{now}, as before"
    kind = ChangeKind.CORRECTED
    return say(
        kind, new, place, *texts, key=key, notes=notes, said=said if days != (None, None) else ""
    )


def _lateness(late: Late | None) -> str:
    return late_words(late.days, least=late.least) if late else "unknown whether late"


def _status_change(old: Milestone | Indicator, new: Milestone | Indicator) -> ChangeKind | None:
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
    new: Place, place: Where, done: DoneOn, how: Late | None, notes: Notes, period: str = ""
) -> Change:
    before = due_words(due_of(new)) or new.milestone.repeats
    after = f"{period}: {done}" if period else str(done)
    days = how.days if how else None
    found = say(ChangeKind.COMPLETED, new, place, before, after, days, key="done", notes=notes)
    return replace(found, least=bool(how and how.least))


def _occurrences(old: Place, new: Place, notes: Notes) -> Iterator[Change]:
    key = "occurrences"
    if old.milestone.occurrences == new.milestone.occurrences:
        return
    olds = {time.period.casefold(): time for time in old.milestone.occurrences}
    news = {time.period.casefold(): (at, time) for at, time in enumerate(new.milestone.occurrences)}
    for name, (at, time) in news.items():
        was = olds.get(name) or OccurrenceEntry(
            period=time.period, due=None, done=None, evidence=()
        )
        place, mine = where(new, key, at, "done"), of_time(notes, name)
        if time.done and not was.done:
            yield _completed(new, place, time.done, late_time(new, time), mine, time.period)
        elif was.done != time.done and was.done:
            kept, kind = _kept(was, mine), ChangeKind.REOPENED
            done = f"{was.period}: {was.done}"
            if time.done:
                days = late_time(old, was), late_time(new, time)
                texts = done, f"{time.period}: {time.done}"
                yield _corrected(new, place, texts, days, key, mine)
            else:
                yield say(kind, new, place, done, key=key, notes=mine, recorded=kept)
        if was.due != time.due:
            yield _time_moved((old, new), was, time, where(new, key, at, "due"), notes)
        yield from _evidence(new, was.evidence, time.evidence, (key, at, "evidence"), mine)
    for name, was in olds.items():
        mine = of_time(notes, name)
        if name not in news and was.done:
            done = f"{was.period}: {was.done}"
            kept = _kept(was, mine)
            place = where(new, key)
            yield say(ChangeKind.REOPENED, new, place, done, key=key, notes=mine, recorded=kept)
        if name not in news and was.due:
            gone = OccurrenceEntry(period=was.period, due=None, done=None, evidence=())
            yield _time_moved((old, new), was, gone, where(new, key), notes)
        if name not in news and not was.done:
            yield from _evidence(new, was.evidence, (), (key,), mine)


def _time_moved(
    sides: tuple[Place, Place],
    was: OccurrenceEntry,
    now: OccurrenceEntry,
    place: Where,
    notes: Notes,
) -> Change:
    """That one time of what repeats is due on another day."""
    old, new = sides
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
        steps=time_steps(old, new, mine, now.period),
    )


def _time_statuses(new: Place, added: list[int]) -> Iterator[Change]:
    """What became of one time of what repeats, which its log alone tells."""
    for at in added:
        entry = new.promised.log[at]
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
    lost = list((Counter(old.readings) - Counter(new.readings)).elements())
    added = [at for at, reading in enumerate(new.readings) if reading not in old.readings]
    if not lost and not added:
        return  # in another order, if at all
    at = where(place, "readings", *added[-1:])
    fresh = _read([new.readings[one] for one in added], new.unit)
    if lost:
        yield say(ChangeKind.READINGS, place, at, _read(lost, old.unit), fresh, key="readings")
    elif old.latest == new.latest:
        yield say(ChangeKind.MEASURED, place, at, None, fresh, key="readings")
    else:
        texts = (_read([one.latest], one.unit) if one.latest else None for one in (old, new))
        before, after = texts
        yield say(_direction(old, new), place, at, before, after, key="readings")


def _read(readings: Sequence[Reading], unit: str | None) -> str | None:
    """Readings on one line; None for none."""
    each = (f"{with_unit(words(one.value), unit)} {one.on.when}" for one in readings)
    return "; ".join(each) or None


def _last_aim(indicator: Indicator) -> Goal | None:
    """The last of targets by time."""
    return list(indicator.targets.values())[-1] if indicator.targets else None


def _direction(old: Indicator, new: Indicator) -> ChangeKind:
    """Whether another reading is nearer to the target, as seen from where it began."""
    before = old.latest.value if old.latest else old.baseline
    now, aim = new.latest.value if new.latest else None, new.target or _last_aim(new)
    first = min((*old.readings, *new.readings), key=lambda one: one.on.first).value
    begun = old.baseline if old.baseline is not None else first
    if before is None or now is None or aim is None or now == before:
        return ChangeKind.MEASURED
    if begun == aim.amount and not aim.bound:
        return ChangeKind.MEASURED
    rises = aim.amount > begun if not aim.bound else aim.bound in ("at least", "more than")
    return ChangeKind.PROGRESSED if (now > before) is rises else ChangeKind.SETBACK
