"""What a move of a deadline is, and how late something was done: one answer, for a diff and for
the ledger alike.

A date that comes to exist because what it waited for was done is no move. Two waits for the same
thing differ by how long they wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from welcomeplan.deadlines import KINDS, Deadline
from welcomeplan.plan import course_of, days_called, days_late, promise_of, resolved, times
from welcomeplan.versions.rhythm import is_promise, rhythm
from welcomeplan.versions.values import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.deadlines import Occurrence
    from welcomeplan.plan import (
        DoneOn,
        Due,
        Indicator,
        Late,
        Milestone,
        OccurrenceEntry,
        Place,
        Plan,
    )
    from welcomeplan.versions.values import Sides, Thing


@dataclass(frozen=True, slots=True)
class Move:
    """What became of a deadline whose words changed, or what they mean."""

    kinds: tuple[ChangeKind, ...]
    """Slipped or pulled forward, made vaguer or firmer; reworded, if it is due on the same day."""
    before: date | None
    """The last day that was on time, dated by what is done on either side."""
    after: date | None
    days: int | None
    """How many days later it is; negative: earlier. None: it had no day, or has none."""
    own: date | None
    """The last day that was on time before, unless it has come to exist since."""
    nominal: bool
    """Whether the days are there to compare two waits, and nobody was promised them."""
    stayed: bool
    """Whether the words are the same: by a calendar, or a year above them, they mean other days."""
    counts: tuple[int, int] | None = None
    """Of what repeats: how many times it was promised for, and is."""


def move(old: Thing, new: Thing, sides: Sides) -> Move | None:
    """What became of a deadline; None where it is as it was."""
    before, after = due_of(old), due_of(new)
    stayed = _squeezed(before) == _squeezed(after)
    same = stayed and sides.same_calendar and old.year == new.year
    if not (same and sides.same_span and rhythm_keys(old) == rhythm_keys(new)):
        found = _in_rhythm(old, new, stayed=stayed)
        if found:
            return found
    if same:
        return None
    was, now = _dated(old, sides), _dated(new, sides)
    own = was.due_by if was and not _waits(old, sides.base) else None
    nominal = bool(was and now and was.due_by is None and now.due_by is None)
    if nominal and was and now:
        was, now = _nominally_dated(was, now, sides)
    from_day, to_day = was.due_by if was else None, now.due_by if now else None
    days = (to_day - from_day).days if from_day and to_day else None
    kinds = tuple(_kinds(was, now, days))
    if stayed and from_day == to_day and not kinds:
        return None
    if not kinds:
        if _same_wait(was, now, sides):
            return None
        kinds = (ChangeKind.CHANGED if days is None else ChangeKind.REWORDED,)
    return Move(kinds, from_day, to_day, days, own, nominal, stayed)


def rhythm_keys(thing: Thing) -> tuple[object, object]:
    """The keys beside its deadline that say when its times are."""
    return getattr(thing.model, "repeats", None), getattr(thing.model, "starts", None)


def _in_rhythm(old: Thing, new: Thing, *, stayed: bool) -> Move | None:
    """What became of the times of what repeats, on either side; None of what does not, or has none
    that can be dated."""
    if not (is_promise(old) and is_promise(new)) or not (old.recurrence or new.recurrence):
        return None
    found = rhythm(old, new)
    if found is None or (found.kind is None and stayed):
        return None
    kind = found.kind or ChangeKind.REWORDED
    if found.kind is None and (noted := _noted(_read(old), _read(new))):
        kind = ChangeKind.VAGUER if noted < 0 else ChangeKind.FIRMER
    days = (found.before, found.after, found.days)
    return Move((kind,), *days, found.before, False, stayed, found.counts)


def _kinds(was: Deadline | None, now: Deadline | None, days: int | None) -> Iterator[ChangeKind]:
    if was and now and was.kind == "ongoing" and now.kind != "ongoing":
        yield ChangeKind.CHANGED  # what had no end has one, or is only to begin
        return
    finishes = [bool(due and due.end) for due in (was, now)]
    # To begin sooner than something was to be finished is no earlier end of it.
    if days and (days > 0 or finishes[0] == finishes[1] or finishes[1]):
        yield ChangeKind.SLIPPED if days > 0 else ChangeKind.PULLED_FORWARD
    if exactness := _exactness(was, now) or _noted(was, now):
        yield ChangeKind.FIRMER if exactness > 0 else ChangeKind.VAGUER
    elif (was and was.recurrence) != (now and now.recurrence):
        yield ChangeKind.VAGUER if was and was.recurrence else ChangeKind.MORE


def late(place: Place, done: DoneOn) -> Late | None:
    """How many days after its deadline something was done, as `days_late` has it."""
    return days_late(course_of(place), done, date.max)


def as_dated(place: Place) -> Deadline | None:
    """A deadline, dated if what it waits for is done; None where there is none to be read."""
    due, _ = course_of(place).due(date.max)
    return due if isinstance(due, Deadline) else None


def late_time(place: Place, record: OccurrenceEntry) -> Late | None:
    """Likewise of one time of something that repeats."""
    if not record.done:
        return None
    told = max((entry.on for entry in place.promised.log), default=date.min)
    time = _time(place, record, told if record.done.unknown else record.done.last)
    return days_late(course_of(place, time), record.done, date.max) if time else None


def time_due(place: Place, record: OccurrenceEntry) -> date | None:
    """The last day on time of one time of something that repeats: that of a deadline of its own,
    or else of its period."""
    own = place.read(record.due)
    if isinstance(own, Deadline) and own.due_by:
        return own.due_by
    # Of what has no end there are times as far as somebody looks: here to the one that is named.
    named = days_called(record.period, place.plan.calendar)
    ends = [*(entry.on for entry in place.promised.log), *([named.end] if named else [])]
    time = _time(place, record, max(ends, default=date.min))
    return time.window.end if time else None


def _time(place: Place, record: OccurrenceEntry, until: date) -> Occurrence | None:
    name = record.period.casefold()
    every = times(promise_of(place), until)
    return next((one for one in every if one.label.casefold() == name), None)


def due_of(thing: Thing) -> Due | None:
    """The deadline as written."""
    return getattr(thing.model, "due", None)


def words_of(milestone: Milestone | Indicator) -> str:
    """The words by which something is due, or repeats."""
    if milestone.due:
        return milestone.due.words
    return milestone.repeats or ", ".join(milestone.targets)


def due_words(due: Due | None) -> str | None:
    """A deadline as written, on one line."""
    if due is None:
        return None
    words = " ".join(due.words.split())
    return f"{words} (by {due.by})" if due.by else words


def said_often(thing: Thing) -> str | None:
    """The words of a deadline; before them, how often, where another key says that."""
    due, often = due_words(due_of(thing)), getattr(thing.model, "repeats", None)
    return ", ".join(part for part in (often, due) if part) or None


def _squeezed(due: Due | None) -> tuple[str, date | None] | None:
    return (" ".join(due.words.split()), due.by) if due else None


def _dated(thing: Thing, sides: Sides) -> Deadline | None:
    """The deadline, dated if what it waits for is done on either side."""
    due = thing.due
    if not isinstance(due, Deadline):
        return None
    anchor = due.anchor if due.due_by is None else None
    if anchor is None:
        return due
    for name in (anchor, sides.new_id("milestone", anchor) or anchor):
        for side in (sides.head, sides.base):
            done = _done(side, name)
            if done and not done.unknown:
                return resolved(due, done.last)
    return due


def _waits(thing: Thing, plan: Plan) -> str | None:
    """The anchor of a deadline that has no date of its own yet."""
    due = thing.due
    if not isinstance(due, Deadline) or due.due_by or not due.anchor:
        return None
    return None if _done(plan, due.anchor) else due.anchor


def _done(plan: Plan, name: str) -> DoneOn | None:
    """When a milestone was done; None where it was not, or there is none."""
    found = plan.standing.get(name)
    return found[1].done if found else None


def _nominally_dated(was: Deadline, now: Deadline, sides: Sides) -> tuple[Deadline, Deadline]:
    """Two waits for the same thing, as if it happened when the plan was adopted."""
    happened = sides.head.head.adopted or sides.base.head.adopted
    if not happened or not was.anchor or sides.new_id("milestone", was.anchor) != now.anchor:
        return was, now
    return resolved(was, happened), resolved(now, happened)


def _same_wait(was: Deadline | None, now: Deadline | None, sides: Sides) -> bool:
    """Whether only the id of what they wait for changed: that is said where it was renamed."""
    if not was or not now or not was.anchor or was.anchor == now.anchor:
        return False
    return sides.new_id("milestone", was.anchor) == now.anchor and was.offset == now.offset


# -- how exact a deadline is


def _exactness(was: Deadline | None, now: Deadline | None) -> int:
    """1 where a deadline was made firmer, -1 where vaguer, 0 where it is about as exact."""
    before, after = _rank(was), _rank(now)
    if before != after:
        return 1 if after < before else -1
    if not was or not now or not was.due_by or not now.due_by:
        return 0
    if was.start and now.start:
        return _wider(_width(was), _width(now))
    if was.start or now.start:
        # "By" an end, and a window: vaguer only where the window is more than the end was said by.
        if was.due_by == now.due_by:
            return 0
        return (
            max(0, _wider(_width(was), _NOMINAL[now.kind]))
            if was.start
            else min(0, _wider(_NOMINAL[was.kind], _width(now)))
        )
    # "By" names one day, but for a season, whose end is nobody's.
    return {("date", "season"): -1, ("season", "date"): 1}.get((was.kind, now.kind), 0)


def _read(place: Place) -> Deadline | None:
    return place.due if isinstance(place.due, Deadline) else None


def _noted(was: Deadline | None, now: Deadline | None) -> int:
    """As `_exactness`, by what the words say beside the deadline: `if funding allows`, `about`."""
    if not was or not now:
        return 0
    before, after = set(was.notes), set(now.notes)
    return -1 if after - before else 1 if before - after else 0


def _wider(before: int, after: int) -> int:
    """As `_exactness`. Months and quarters differ by a day or two: that is no change."""
    return -1 if after > before * 1.3 else 1 if before > after * 1.3 else 0


# How many days the kinds of deadlines stand for.
_NOMINAL = {
    **dict.fromkeys(KINDS, 1),
    "month": 31,
    **dict.fromkeys(("quarter", "season"), 92),
    "half": 184,
    **dict.fromkeys(("year", "fiscal"), 366),
}


def _rank(due: Deadline | None) -> int:
    """A day to finish by, a day to begin by, something to wait for, no day at all."""
    if due is None or (due.due_by is None and due.anchor is None):
        return 3
    if due.due_by is None:
        return 2
    return 0 if due.end else 1


def _width(due: Deadline) -> int:
    """The days of its window."""
    assert due.start and due.due_by  # noqa: S101 - only windows are asked
    return (due.due_by - due.start).days + 1
