"""How each milestone stands on a day: done, late, overdue, waiting. Derived, never written.

The day on which things are judged, `as_of`, is always a parameter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline, Question, Window, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from welcomeplan.plan.models import DoneOn, Entry, Plan

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
    State.DONE: "finished by its deadline, or it had none",
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
"""What each state means, in the order in which the first that fits is taken."""
FINISHED = frozenset({State.DONE, State.DONE_LATE})
SET_ASIDE = frozenset({State.DEFERRED, State.DROPPED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A milestone, or one time of a milestone that repeats, as it stands on a day.

    `missed` holds whether its deadline passed before it was done, begun, deferred or dropped:
    no later state hides that.
    """

    entry: Entry
    state: State
    due: Deadline | None = None
    """Its deadline as it is dated on that day: one that waited has a date once that is done."""
    question: Question | None = None
    """Why the deadline can't be read, where it can't."""
    done: DoneOn | None = None
    """When it was finished, if it is by that day."""
    missed: bool = False
    waits_on: tuple[str, ...] = ()
    logged: Decimal = Decimal(0)
    """The sum of the log's amounts up to the day (and within the period, of one time)."""
    starts: date | None = None
    """The first day of its window, where the plan says one."""
    period: str | None = None
    """Which time it is, of a milestone that repeats: 2018Q1, 2018-03, 2018."""
    times: tuple[Standing, ...] = ()
    """The times of a milestone that repeats, in order."""

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
        return self.begins and self.entry.milestone.status == "active"

    @property
    def owed(self) -> tuple[Standing, ...]:
        """What is owed one by one: its times, or the milestone itself."""
        return self.times or (self,)

    @property
    def open(self) -> bool:
        """Whether something is still owed: a miss stays owed though it was deferred or dropped."""
        return self.state not in FINISHED and (self.state not in SET_ASIDE or self.missed)


def stand(plans: Iterable[Plan], as_of: date) -> list[Standing]:
    """Every milestone of the plans, in plan order, as it stands on a day."""
    return [_standing(entry, as_of) for plan in plans for entry in plan.entries]


def _standing(entry: Entry, as_of: date) -> Standing:
    milestone = entry.milestone
    due, waits_on = _dated(entry, as_of)
    start = entry.starts.start if isinstance(entry.starts, Deadline) else None
    standing = Standing(
        entry,
        State.UNDATED,
        due,
        entry.due if isinstance(entry.due, Question) else None,
        done=milestone.done if is_done(entry, as_of) else None,
        waits_on=waits_on,
        logged=logged(entry, as_of),
        starts=start or (due.start if due else None),
    )
    times = tuple(_times(standing, as_of))
    if times:
        state = _state_of_all(times, standing, as_of)
        missed = any(time.missed for time in times)
        return replace(standing, state=state, missed=missed, times=times)
    state, missed = _state(standing, as_of)
    return replace(standing, state=state, missed=missed)


def _dated(entry: Entry, as_of: date) -> tuple[Deadline | None, tuple[str, ...]]:
    """The deadline, dated if what it waits for is done; and what the milestone waits for."""
    waits: list[str] = []
    for name in entry.milestone.after:
        other = entry.plan.by_id.get(name)
        if other is None or not is_done(other, as_of):
            waits.append(name)
    if not isinstance(entry.due, Deadline):
        return None, tuple(waits)
    due = entry.due
    anchor = due.anchor if due.due_by is None else None
    if anchor and anchor not in waits:
        other = entry.plan.by_id.get(anchor)
        if other and is_done(other, as_of) and other.milestone.done:
            due = resolve(due, other.milestone.done.last)
        else:
            waits.append(anchor)
    return due, tuple(waits)


def _state(standing: Standing, as_of: date) -> tuple[State, bool]:
    """The state, and whether a deadline was missed on the way."""
    status = standing.entry.milestone.status
    due_by = standing.due_by
    updates = [note.on for note in standing.entry.milestone.log if note.on <= as_of]
    begun = standing.begins and due_by is not None and any(day <= due_by for day in updates)
    if standing.done:
        late = due_by is not None and standing.done.last > due_by and not begun
        return (State.DONE_LATE if late else State.DONE), late
    if status in ("deferred", "dropped"):
        aside = _set_aside_on(standing.entry, status, as_of)
        return State(status), due_by is not None and due_by < aside
    if status == "active" and standing.begins:
        late = due_by is not None and bool(updates) and not begun and min(updates) > due_by
        return State.UNDER_WAY, late
    if due_by is not None and due_by < as_of:
        return State.OVERDUE, True
    if status == "blocked":
        return State.BLOCKED, False
    if standing.waits_on:
        return State.WAITING, False
    if due_by is not None and due_by - as_of <= SOON:
        return State.DUE_SOON, False
    if status == "active" or (standing.starts and standing.starts <= as_of):
        return State.UNDER_WAY, False
    if due_by is not None or standing.starts:
        return State.UPCOMING, False
    kind = standing.due.kind if standing.due else ""
    return (State.ONGOING if kind in ("ongoing", "recurring") else State.UNDATED), False


def _set_aside_on(entry: Entry, status: str, as_of: date) -> date:
    """The day it was deferred or dropped: of the last update that says so ("Dropped: ..."). Any
    other update may be of anything, so without one that says so it is the day it is judged on:
    a miss must not hide behind an old note."""
    updates = [update for update in entry.milestone.log if update.on <= as_of]
    return max((u.on for u in updates if (u.note or "").lower().startswith(status)), default=as_of)


def _times(standing: Standing, as_of: date) -> Iterable[Standing]:
    """The times of a milestone that repeats, each with its own deadline."""
    entry = standing.entry
    recorded = {record.period.casefold(): record for record in entry.milestone.occurrences}
    for time in entry.times(as_of):
        record = recorded.get(time.label.casefold())
        done = record.done if record and record.done and record.done.first <= as_of else None
        # The whole being done ends what comes after; it does not make good what was missed.
        if not done and standing.done and time.window.end >= standing.done.first:
            done = standing.done
        words = entry.milestone.due.words if entry.milestone.due else entry.milestone.repeats or ""
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
            logged=logged(entry, as_of, time.window),
            starts=time.window.start,
            period=time.label,
        )
        state, missed = _state(one, as_of)
        yield replace(one, state=state, missed=missed)


def _state_of_all(times: Sequence[Standing], standing: Standing, as_of: date) -> State:
    """The state of a milestone that repeats: the most urgent of its times."""
    status = standing.entry.milestone.status
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


def is_done(entry: Entry, as_of: date) -> bool:
    """Whether a milestone is done by a day. What the plan says was done later, is not yet."""
    return entry.milestone.done is not None and entry.milestone.done.first <= as_of


def logged(entry: Entry, as_of: date, within: Window | None = None) -> Decimal:
    """What the log says by a day (and within a period): the sum of its amounts, or where the
    target is a share (45%), the latest, because a share is a level."""
    amounts = [
        (note.on, note.amount)
        for note in entry.milestone.log
        if note.amount is not None and note.on <= as_of and (within is None or note.on in within)
    ]
    target = entry.milestone.target
    if target and target.unit == "%":
        return max(amounts, key=lambda found: found[0], default=(as_of, Decimal(0)))[1]
    return sum((amount for _, amount in amounts), Decimal(0))
