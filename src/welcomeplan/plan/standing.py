"""How each promise stands on a day: done, late, overdue, waiting. Derived, never written.

The day on which things are judged, `as_of`, is always a parameter. What `late` means is said by
`lateness` alone, what a log adds up to by `logged`, and when a deadline that waits has a day by
`dated`: whoever else says so asks here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline, Question, Window, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from welcomeplan.plan.promise import Promise, Register, Update
    from welcomeplan.plan.values import DoneOn

SOON = timedelta(days=30)
"""How long before its deadline a milestone is called due soon."""


class State(StrEnum):
    """How a milestone stands on a day. `MEANINGS` says what each of them means."""

    DONE = "done"
    DONE_LATE = "done late"
    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    UNDER_WAY = "under way"
    UPCOMING = "upcoming"
    WAITING = "waiting"
    BLOCKED = "blocked"
    DEFERRED = "deferred"
    DROPPED = "dropped"
    ONGOING = "ongoing"
    UNDATED = "undated"


MEANINGS = {
    State.DONE: "finished by its deadline, or it had none, or what is known does not tell",
    State.DONE_LATE: "finished after its deadline",
    State.OVERDUE: "its deadline has passed, and it is neither done nor begun as promised",
    State.DUE_SOON: "its deadline is at most 30 days away",
    State.UNDER_WAY: "its window is open (in 2018, for what is due “in 2018”), or work has begun",
    State.UPCOMING: "its window has not opened yet; what is due “by” a day has no window",
    State.WAITING: "something else must be done first",
    State.BLOCKED: "work can't go on; the log says why",
    State.DEFERRED: "put off; the log says why",
    State.DROPPED: "given up; the log says why",
    State.ONGOING: "without an end, on purpose",
    State.UNDATED: "no deadline, or none that can be read",
}
"""What each state means, in the order in which they are counted."""
FINISHED = frozenset({State.DONE, State.DONE_LATE})
SET_ASIDE = frozenset({State.DEFERRED, State.DROPPED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise, or one time of a promise that repeats, as it stands on a day."""

    promise: Promise
    state: State
    due: Deadline | None = None
    """Its deadline as it is dated on that day: one that waited has a date once that is done."""
    question: Question | None = None
    """Why the deadline can't be read, where it can't."""
    done: DoneOn | None = None
    """When it was finished, if it is by that day."""
    late: int | None = None
    """Of what is done or begun: as `lateness`. Of what is overdue, the days since its deadline."""
    missed: bool = False
    """Whether its deadline passed before it was done, begun, deferred or dropped: no later state
    hides that."""
    waits_on: tuple[str, ...] = ()
    logged: Decimal = Decimal(0)
    """The sum of the log's amounts up to the day (and within the period, of one time)."""
    starts: date | None = None
    """The first day of its window, where the plan says one."""
    period: str | None = None
    """Which time it is, of a promise that repeats: 2018Q1, 2018-03, 2018."""
    times: tuple[Standing, ...] = ()
    """The times of a promise that repeats, in order."""

    @property
    def due_by(self) -> date | None:
        """The last day that is on time: to finish, or where only a start is promised, to begin."""
        return self.due.due_by if self.due else None

    @property
    def begins(self) -> bool:
        """Whether what is promised is the beginning."""
        return bool(self.due and self.due.begin_by)

    @property
    def begun(self) -> bool:
        """Whether a promise to begin is kept: once work has begun, nothing more is due."""
        return self.begins and self.promise.status == "active"

    @property
    def owed(self) -> tuple[Standing, ...]:
        """What is owed one by one: its times, or the promise itself."""
        return self.times or (self,)

    @property
    def open(self) -> bool:
        """Whether something is still owed: a miss stays owed though it was deferred or dropped."""
        return self.state not in FINISHED and (self.state not in SET_ASIDE or self.missed)


def lateness(done: DoneOn, due_by: date | None) -> int | None:
    """Days from a deadline to when something was finished; nought or fewer: on time.

    None where there is no deadline, or where the month or year that is known of it does not tell:
    nobody is called late for a day on which they may have been on time. Where they were late in
    any case, it is the least that they were.
    """
    if due_by is None:
        return None
    if done.first > due_by:
        return (done.first - due_by).days
    return (done.last - due_by).days if done.last <= due_by else None


def days_late(promise: Promise, due: Deadline | None, done: DoneOn) -> int | None:
    """As `lateness`, by a promise's deadline; nought where it promised to begin, and had begun."""
    if due and due.begin_by:
        day = began(promise, due.begin_by)
        if day:
            return 0
    return lateness(done, due.due_by if due else None)


def began(promise: Promise, by: date) -> date | None:
    """The first day, up to another, on which its log tells of work; None where it tells of none.

    That something was blocked, put off, given up, moved or taken back is no work.
    """
    days = [u.on for u in promise.log if u.on <= by and not _said(u, *_NO_WORK)]
    return min(days, default=None)


_NO_WORK = ("blocked", "deferred", "dropped", "moved", "reopened")


def _said(update: Update, *openings: str) -> bool:
    """Whether an update is a note that begins with one of these words."""
    return (update.note or "").casefold().startswith(openings)


def is_done(promise: Promise, as_of: date) -> bool:
    """Whether a promise is done by a day. What the plan says was done later, is not yet."""
    return promise.done is not None and promise.done.first <= as_of


def logged(promise: Promise, as_of: date, within: Window | None = None) -> Decimal:
    """What the log says by a day (and within a period): the sum of its amounts, or where the
    target is a share (45%), the latest, because a share is a level."""
    amounts = [
        (update.on, update.amount)
        for update in promise.log
        if update.amount is not None
        and update.on <= as_of
        and (within is None or update.on in within)
    ]
    if promise.target and promise.target.share:
        # Of several on one day, the last that is written.
        return max(reversed(amounts), key=lambda found: found[0], default=(as_of, Decimal(0)))[1]
    return sum((amount for _, amount in amounts), Decimal(0))


def dated(promise: Promise, others: Mapping[str, Promise], as_of: date) -> Deadline | None:
    """The deadline, dated if what it waits for is done by a day; None where it can't be read."""
    due = promise.due
    if not isinstance(due, Deadline):
        return None
    other = others.get(promise.anchor or "")
    if other is None or other.done is None or not is_done(other, as_of):
        return due
    return resolved(due, other.done.last)


def resolved(due: Deadline, on: date) -> Deadline:
    """A deadline that waits, dated; as it is, where it waits for longer than there are years."""
    try:
        return resolve(due, on)
    except (OverflowError, ValueError):
        return due


def judge(register: Register, as_of: date) -> list[Standing]:
    """Every promise of a register, in order, as it stands on a day."""
    found: list[Standing] = []
    for plan in register.plans:
        # The first counts, where an id is given twice.
        others = {promise.id: promise for promise in reversed(plan.promises)}
        found += (_standing(promise, others, as_of) for promise in plan.promises)
    return found


def _standing(promise: Promise, others: Mapping[str, Promise], as_of: date) -> Standing:
    due = dated(promise, others, as_of)
    start = promise.starts.start if isinstance(promise.starts, Deadline) else None
    standing = Standing(
        promise,
        State.UNDATED,
        due,
        promise.due if isinstance(promise.due, Question) else None,
        done=promise.done if is_done(promise, as_of) else None,
        waits_on=_waits(promise, due, others, as_of),
        logged=logged(promise, as_of),
        starts=start or (due.start if due else None),
    )
    times = tuple(_times(standing, as_of))
    if times:
        state = _state_of_all(times, standing)
        missed = any(time.missed for time in times)
        return replace(standing, state=state, missed=missed, times=times)
    return _judged(standing, as_of)


def _waits(
    promise: Promise, due: Deadline | None, others: Mapping[str, Promise], as_of: date
) -> tuple[str, ...]:
    """What it waits for: what it comes after, and what its deadline counts from."""
    anchor = due.anchor if due and due.due_by is None else None
    names = dict.fromkeys((*promise.after, *([anchor] if anchor else [])))
    return tuple(name for name in names if name not in others or not is_done(others[name], as_of))


def _judged(standing: Standing, as_of: date) -> Standing:
    """The standing with its state, and whether and by how much its deadline was missed."""
    promise, due_by = standing.promise, standing.due_by
    if standing.done:
        late = days_late(promise, standing.due, standing.done)
        missed = late is not None and late > 0
        state = State.DONE_LATE if missed else State.DONE
        return replace(standing, state=state, late=late, missed=missed)
    kept = _begun_in_time(standing, as_of)
    if promise.status in ("deferred", "dropped"):
        aside = _set_aside_on(promise, promise.status, as_of)
        missed = due_by is not None and due_by < aside and not kept
        return replace(standing, state=State(promise.status), missed=missed)
    if standing.begun:
        day = began(promise, as_of)
        late = (day - due_by).days if day and due_by else None
        missed = late is not None and late > 0
        return replace(standing, state=State.UNDER_WAY, late=late, missed=missed)
    if due_by is not None and due_by < as_of and not kept:
        late = (as_of - due_by).days
        return replace(standing, state=State.OVERDUE, late=late, missed=True)
    return replace(standing, state=_open_state(standing, as_of))


def _open_state(standing: Standing, as_of: date) -> State:
    """The state of what is neither finished, set aside nor late."""
    status, due_by = standing.promise.status, standing.due_by
    if status == "blocked":
        return State.BLOCKED
    if standing.waits_on:
        return State.WAITING
    if due_by is not None and due_by - as_of <= SOON:
        return State.DUE_SOON
    if status == "active" or (standing.starts and standing.starts <= as_of):
        return State.UNDER_WAY
    if due_by is not None or standing.starts:
        return State.UPCOMING
    endless = standing.due and standing.due.kind in ("ongoing", "recurring")
    return State.ONGOING if endless else State.UNDATED


def _begun_in_time(standing: Standing, as_of: date) -> bool:
    """Whether the beginning was promised, and the log says in so many words that it was kept: it
    stays so, whatever became of the work."""
    if not standing.begins or standing.due_by is None:
        return False
    last = min(standing.due_by, as_of)
    return any(update.on <= last and _said(update, "begun") for update in standing.promise.log)


def _set_aside_on(promise: Promise, status: str, as_of: date) -> date:
    """The day since which it is deferred or dropped, by the updates that say so ("Dropped: ...").

    Any other update may be of anything, so without one that says so it is the day it is judged
    on: a miss must not hide behind an old note.
    """
    since: date | None = None
    for update in sorted(promise.log, key=lambda update: update.on):
        if update.on <= as_of and _said(update, status):
            since = since or update.on
        elif update.on <= as_of and _said(update, "begun", *_NO_WORK):
            since = None  # it was taken up again, or put into another state
    return since or as_of


def _times(standing: Standing, as_of: date) -> Iterable[Standing]:
    """The times of a promise that repeats, each with its own deadline."""
    promise = standing.promise
    recorded = {record.period.casefold(): record for record in promise.occurrences}
    for time in promise.times(as_of):
        record = recorded.get(time.label.casefold())
        done = record.done if record and record.done and record.done.first <= as_of else None
        # The whole being done ends what comes after; it does not make good what was missed.
        if not done and standing.done and time.window.end >= standing.done.first:
            done = standing.done
        words = promise.due.words if promise.due else promise.repeats or ""
        deadline = Deadline(
            words,
            "recurring",
            time.window.start,
            time.window.end,
            reading=f"{time.label}: {time.window}",
        )
        one = replace(
            standing,
            due=deadline,
            done=done,
            logged=logged(promise, as_of, time.window),
            starts=time.window.start,
            period=time.label,
        )
        yield _judged(one, as_of)


def _state_of_all(times: Sequence[Standing], standing: Standing) -> State:
    """The state of a promise that repeats: the most urgent of its times."""
    status = standing.promise.status
    states = {time.state for time in times}
    if states <= FINISHED:
        return State.DONE_LATE if State.DONE_LATE in states else State.DONE
    if not standing.done and status in ("deferred", "dropped"):
        return State(status)
    for state in (State.OVERDUE, State.BLOCKED, State.WAITING, State.DUE_SOON):
        if state in states:
            return state
    begun = status == "active" or any(time.state in (*FINISHED, State.UNDER_WAY) for time in times)
    return State.UNDER_WAY if begun else State.UPCOMING
