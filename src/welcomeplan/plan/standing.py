"""How each promise stands on a day: done, late, overdue, waiting. Derived, never written.

The day on which things are judged, `as_of`, is always a parameter, and each promise is judged as
it stood on that day (`replay`). What `late` means is said by the room `late` alone, what a
log adds up to by `logged`, and when a deadline that waits has a day by `dated`: whoever else says
so asks here.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline, Question
from welcomeplan.plan.late import late_by
from welcomeplan.plan.lines import by_id
from welcomeplan.plan.plain import plain
from welcomeplan.plan.promise import Miss
from welcomeplan.plan.replay import ASIDE, Course, finished, stood, times

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from welcomeplan.deadlines import Occurrence
    from welcomeplan.plan.plain import Plain
    from welcomeplan.plan.promise import Brief, Level, Promise, Register, Time, Update
    from welcomeplan.plan.targets import Goal, Target
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
    CURRENT = "current"
    UPCOMING = "upcoming"
    WAITING = "waiting"
    BLOCKED = "blocked"
    DEFERRED = "deferred"
    DROPPED = "dropped"
    ONGOING = "ongoing"
    UNDATED = "undated"


MEANINGS = {
    State.DONE: "finished by its deadline, or it had none, or what is known does not tell; "
    "what was to begin, begun by it",
    State.DONE_LATE: "finished after its deadline; what was to begin, begun after it",
    State.OVERDUE: "its deadline has passed, and it is neither done nor begun as promised",
    State.DUE_SOON: "its deadline is at most 30 days away",
    State.UNDER_WAY: "work was started or logged, or one of its times is done; a note begins "
    "nothing of an indicator",
    State.CURRENT: "its window is open (in 2018, for “in 2018”); nobody has said that work began",
    State.UPCOMING: "its window has not opened yet; what is due “by” a day has no window",
    State.WAITING: "something else must be done first",
    State.BLOCKED: "work can't go on; the log says why",
    State.DEFERRED: "put off; the log says why",
    State.DROPPED: "given up; the log says why",
    State.ONGOING: "without an end, on purpose",
    State.UNDATED: "no deadline, or none that can be read, or none since it was taken up again",
}
"""What each state means, in the order in which they are counted."""
FINISHED = frozenset({State.DONE, State.DONE_LATE})
SET_ASIDE = frozenset({State.DEFERRED, State.DROPPED})


class Standing(NamedTuple):
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
    at_least: bool = False
    """Whether it may have been late by more."""
    misses: tuple[Miss, ...] = ()
    """Each deadline that passed before it was done, begun, moved or set aside: nothing that came
    later takes one away."""
    waits_on: tuple[str, ...] = ()
    logged: Decimal = Decimal(0)
    """The sum of the log's amounts up to the day (and within the period, of one time)."""
    starts: date | None = None
    """The first day of its window, where the plan says one."""
    begun: date | None = None
    """The first day on which work had begun, by the record; None where it tells of none, though it
    may be done."""
    time: Occurrence | None = None
    """Which time it is, of a promise that repeats."""
    earlier: tuple[Deadline, ...] = ()
    """The deadlines that it had before, those with a day."""
    moved_to: Deadline | None = None
    """Where it is listed by one of those: the deadline that it has."""
    times: tuple[Standing, ...] = ()
    """The times of a promise that repeats, in order."""

    @property
    def name(self) -> str:
        """The full name of its promise."""
        return self.promise.name

    @property
    def period(self) -> str | None:
        """What its time is called: 2018Q1, 2018-03, 2018."""
        return self.time.label if self.time else None

    @property
    def missed(self) -> bool:
        """Whether a deadline of it was missed."""
        return bool(self.misses)

    @property
    def due_by(self) -> date | None:
        """The last day that is on time: to finish, or where only a start is promised, to begin."""
        return self.due.due_by if self.due else None

    @property
    def begins(self) -> bool:
        """Whether what is promised is the beginning."""
        return bool(self.due and self.due.begin_by)

    @property
    def kept(self) -> bool:
        """Whether it was promised to begin, and has begun: then nothing more is due."""
        return self.begins and (self.begun or self.done) is not None

    @property
    def unbound(self) -> bool:
        """Whether the deadline that it names is not in force: it was taken up again after that day,
        and has none until it is given one. Or it is an indicator without a target."""
        own = self.time or (isinstance(self.promise.due, Deadline) and self.promise.due.kind)
        return self.due is not None and self.due.kind == "undated" and own not in (False, "undated")

    @property
    def owed(self) -> tuple[Standing, ...]:
        """What is owed one by one: its times, or the promise itself."""
        return self.times or (self,)

    @property
    def record(self) -> Time | None:
        """What the plan records of its time, if anything."""
        name = (self.period or "").casefold()
        return next((t for t in self.promise.occurrences if t.period.casefold() == name), None)

    @property
    def goal(self) -> Goal | None:
        """Of an indicator, or one of its times, what is to be reached."""
        measure = self.promise.measure
        return measure.of(self.period) if measure else None

    @property
    def level(self) -> Level | None:
        """Likewise the reading that tells how it stands."""
        measure = self.promise.measure
        return measure.told(self.time) if measure else None

    @property
    def line(self) -> int:
        """The line of its file on which it stands: of a time, what is recorded of it."""
        return self.record.line if self.record else self.promise.line

    @property
    def log(self) -> tuple[Update, ...]:
        """Its log; of a time, what is of it."""
        log, time = self.promise.log, self.time
        return tuple(update for update in log if _of(update, time)) if time else log

    @property
    def evidence(self) -> tuple[str, ...]:
        """Likewise what proves it."""
        if self.time is None:
            return self.promise.evidence
        return self.record.evidence if self.record else ()

    @property
    def first_open(self) -> Standing:
        """Of what repeats, the first of its times that is overdue, or else open; else itself."""
        urgent = [time for time in self.times if time.state is State.OVERDUE]
        some = urgent or [time for time in self.times if time.open]
        return min(some, key=lambda time: time.due_by or date.max, default=self)

    @property
    def lateness(self) -> str | None:
        """Of what is done and had a deadline: `on time`, `late`, or `unknown`, where the month or
        year that is known of it does not tell, or it is `unbegun`."""
        if self.done is None or self.due_by is None:
            return None
        return "unknown" if self.late is None else "late" if self.late > 0 else "on time"

    @property
    def unbegun(self) -> bool:
        """Whether it is done, its beginning was promised, and by the day of that none is on record:
        the deadline stays missed, and nobody knows whether it began late."""
        return self.begins and self.lapsed and self.lateness == "unknown"

    @property
    def in_doubt(self) -> tuple[Standing, ...]:
        """What of it is done, and may have been on time or late: itself, or some of its times."""
        return tuple(one for one in self.owed if one.lateness == "unknown")

    @property
    def target(self) -> Target | None:
        """How much is promised: of what repeats, of each time; or of this one."""
        return self.promise.aim(self.time)

    @property
    def counted(self) -> Standing:
        """Where its target is counted: of what repeats, in the first of its times that is overdue,
        or else open, or else in the last; else itself."""
        every = [time for time in self.times if time.target or time.goal]
        if not every:
            return self
        first = self._replace(times=tuple(every)).first_open
        return first if first.time else every[-1]

    @property
    def reached(self) -> bool:
        """Whether its log has reached its target, and it is neither marked done nor set aside: it
        may be finished, and nobody said so. `Up to 20` is no target that is reached."""
        target = self.target
        if target is None or target.bound == "up to" or self.times or self.logged <= 0:
            return False
        marked = self.state in FINISHED or self.state in SET_ASIDE
        return not marked and target.reached(self.logged)

    @property
    def lapsed(self) -> bool:
        """Whether the deadline that it has was missed. An earlier one may have been, too."""
        return any(miss.due_by == self.due_by for miss in self.misses)

    @property
    def open(self) -> bool:
        """Whether something is still owed: a miss stays owed though it was deferred or dropped."""
        if self.state in SET_ASIDE:
            return any(one.lapsed for one in self.owed)
        return self.state not in FINISHED


def logged(promise: Promise, as_of: date, time: Occurrence | None = None) -> Decimal:
    """What the log says by a day (and of one time): the sum of its amounts, or where the target
    is a share (45%), the latest, because a share is a level."""
    amounts = [
        (update.on, update.amount)
        for update in promise.log
        if update.amount is not None and update.on <= as_of and (time is None or _of(update, time))
    ]
    target = promise.aim(time) or next((aim.target for aim in promise.targets), None)
    if target and target.share:
        # Of several on one day, the last that is written.
        return max(reversed(amounts), key=lambda found: found[0], default=(as_of, Decimal(0)))[1]
    return sum((amount for _, amount in amounts), Decimal(0))


def _of(update: Update, time: Occurrence) -> bool:
    """Whether an update is of a time: it says so, or was made within it."""
    if update.period is not None:
        return update.period.casefold() == time.label.casefold()
    return update.on in time.window


def judge(register: Register, as_of: date, own: Mapping[str, date] | None = None) -> list[Standing]:
    """Every promise of a register, in order, as it stands on a day; those of a plan that has its
    `own`, where it is another day now, on that."""
    return [
        judged(Course(promise, others), day)
        for plan, day, others in each_plan(register, as_of, own)
        for promise in plan.promises
    ]


def each_plan(
    register: Register, as_of: date, own: Mapping[str, date] | None = None
) -> Iterator[tuple[Brief, date, Mapping[str, Promise]]]:
    """The plans of a register, each with the day on which it is judged, and its promises by id."""
    for plan in register.plans:
        yield plan, (own or {}).get(plan.id, as_of), by_id(plan.promises)


def judged(course: Course, as_of: date) -> Standing:
    """A promise, or one time of it, as it stands on a day."""
    days = plain(course.promise) if course.time is None else None
    if days:
        return _judged(_plainly(course, days, as_of), course, as_of)
    then = stood(course, as_of)
    standing = _begin(course, then, as_of)
    if course.time is None and course.timed:
        found = tuple(_times(course, then, as_of))
        misses = (*standing.misses, *(miss for time in found for miss in time.misses))
        standing = standing._replace(misses=misses)
        if found and course.timed_then(then):
            whole = standing._replace(state=_state_of_all(found, standing), times=found)
            return whole._replace(waits_on=whole.first_open.waits_on)
    return _judged(standing, course, as_of)


def _plainly(course: Course, days: Plain, as_of: date) -> Standing:
    """As `_begin`, of a promise whose days say it all."""
    promise, due_by = course.promise, days.due_by
    done = promise.done if days.done and days.done <= as_of else None
    misses: tuple[Miss, ...] = ()
    if due_by and due_by < as_of and (done is None or done.first > due_by):
        misses = (Miss(due_by, course.owner(due_by), None, due_by + timedelta(days=1)),)
    due = promise.due if isinstance(promise.due, Deadline) else None
    return Standing(promise, State.UNDATED, due, done=done, misses=misses, starts=days.starts)


def _begin(course: Course, then: Promise, as_of: date) -> Standing:
    """What is known of a promise, or of one of its times, before it has a state."""
    done, begun, time = course.done(as_of), course.begun(as_of), course.time
    # What was moved after it was done was due when it was done.
    by = done.first if done and done.first > date.min else None
    due, since = course.due(as_of, by)
    question = due if isinstance(due, Question) else None
    deadline = due if isinstance(due, Deadline) else None
    if time and deadline and deadline.kind == "recurring":  # in the words of that day
        words = then.repeats or (then.due.words if then.due else deadline.words)
        deadline = deadline._replace(words=words)
    alone = time is None or done or course.resumed(as_of)
    if deadline and alone and _is_spent(deadline, since, course, done, as_of):
        deadline = _spent(deadline, done)
    if time:
        starts = time.window.start if deadline and deadline.due_by else None
    else:
        starts = then.starts.start if isinstance(then.starts, Deadline) else None
        starts = starts or (deadline.start if deadline else None)
    return Standing(
        then,
        State.UNDATED,
        deadline,
        question,
        done=done,
        misses=course.misses(as_of),
        waits_on=_waits(then, deadline, course, as_of),
        logged=logged(then, as_of, time),
        starts=starts,
        begun=begun if begun and begun <= as_of else None,
        time=time,
        earlier=tuple(_earlier(course, as_of)),
    )


def _earlier(course: Course, as_of: date) -> Iterable[Deadline]:
    """The deadlines that it had before, each that had a day."""
    for (_, term), (moved, _) in pairwise(course.terms):
        due, _ = course.due(as_of, moved - timedelta(days=1))
        if moved <= as_of and not term.recurrence and isinstance(due, Deadline) and due.due_by:
            yield due


def _is_spent(due: Deadline, since: date, course: Course, done: DoneOn | None, day: date) -> bool:
    """Whether a deadline passed while it was set aside, and is in force no more: it was taken up
    again since, or done."""
    due_by = due.due_by
    if due_by is None or due_by >= day or course.in_force(due_by, since):
        return False
    return not course.aside(day) or (done is not None and done.first > due_by)


def _spent(due: Deadline, done: DoneOn | None) -> Deadline:
    reading = f"set aside by {due.due_by}, so that this deadline was not in force"
    if done is None:
        reading += "; taken up again since, it needs another"
    return Deadline(due.words, "undated", reading=reading)


def _waits(then: Promise, due: Deadline | None, course: Course, as_of: date) -> tuple[str, ...]:
    """What it waits for: what it comes after, and what its deadline counts from."""
    anchor = due.anchor if due and due.due_by is None else None
    names = dict.fromkeys((*then.after, *([anchor] if anchor else [])))
    waits = (_unfinished(name, due, course, as_of) for name in names)
    return tuple(name for name in waits if name)


def _unfinished(name: str, due: Deadline | None, course: Course, as_of: date) -> str | None:
    """A promise by name, if it is not finished by a day. Of one that repeats, what is due in a
    period waits for the time of that period, or for the last before; what has no day, for the
    last, or where there is none, for the first. A time that was put off or given up holds nothing
    up."""
    other = course.others.get(name)
    if other is None:
        return name
    if other.term.recurrence and not (due and due.anchor == name):
        found = [Course(other, course.others, time) for time in times(other, as_of)]
        left = [one for one in found if one.done(as_of) or not one.aside(as_of)]
        if due and due.due_by:
            by = due.due_by
            left = [one for one in left if one.time and one.time.window.start <= by][-1:]
        elif other.term.stretch[1] is None:
            left = [] if any(one.done(as_of) for one in left) else left[:1]
        waits = next((one for one in left if not one.done(as_of)), None)
        if waits is None:
            return None
        return f"{name} {waits.period}" if due and due.due_by else name
    return None if finished(other, course.others, as_of) else name


def _judged(standing: Standing, course: Course, as_of: date) -> Standing:
    """The standing with its state, and by how much it is late."""
    due_by, status = standing.due_by, standing.promise.status
    if standing.time:
        # A time that passed while it was put off stays so.
        passed = due_by and due_by < as_of and not course.in_force(due_by, date.min)
        status = course.status(due_by if due_by and passed else as_of)
    if standing.done:
        late = late_by(standing.due, standing.done, course, as_of)
        if late is None:
            return standing._replace(state=State.DONE)
        state = State.DONE_LATE if late.days > 0 else State.DONE
        return standing._replace(state=state, late=late.days, at_least=late.least)
    if status and status in ASIDE:
        return standing._replace(state=State(status))
    if standing.kept and standing.begun and due_by:
        days = max((standing.begun - due_by).days, 0) if standing.begun > date.min else None
        state = State.BLOCKED if status == "blocked" else State.UNDER_WAY
        return standing._replace(state=state, late=days)
    if due_by is not None and due_by < as_of:
        return standing._replace(state=State.OVERDUE, late=(as_of - due_by).days)
    return standing._replace(state=_open_state(standing, status, as_of))


def _open_state(standing: Standing, status: str | None, as_of: date) -> State:
    """The state of what is neither finished, set aside nor late."""
    due_by = standing.due_by
    if status == "blocked":
        return State.BLOCKED
    if standing.waits_on:
        return State.WAITING
    if standing.unbound:
        return State.UNDATED
    if due_by is not None and due_by - as_of <= SOON:
        return State.DUE_SOON
    if _worked(standing) or (status == "active" and not _to_come(standing, as_of)):
        return State.UNDER_WAY
    if standing.starts and standing.starts <= as_of:
        return State.CURRENT
    if due_by is not None or standing.starts:
        return State.UPCOMING
    endless = standing.due and standing.due.kind in ("ongoing", "recurring")
    return State.ONGOING if endless else State.UNDATED


def _times(course: Course, then: Promise, as_of: date) -> Iterable[Standing]:
    """The times of a promise that repeats, each with its own deadline."""
    for time in course.times(as_of):
        its = course.of(time)
        yield _judged(_begin(its, then, as_of), its, as_of)


def _state_of_all(found: Sequence[Standing], standing: Standing) -> State:
    """The state of a promise that repeats: the most urgent of its times."""
    status = standing.promise.status
    states = {time.state for time in found}
    if states <= FINISHED:
        return State.DONE_LATE if State.DONE_LATE in states else State.DONE
    if states <= FINISHED | SET_ASIDE:
        return State.DEFERRED if State.DEFERRED in states else State.DROPPED
    if status and status in ASIDE:
        return State(status)
    for state in (State.OVERDUE, State.BLOCKED, State.WAITING, State.DUE_SOON):
        if state in states:
            return state
    begun = status == "active" or any(time.state in (*FINISHED, State.UNDER_WAY) for time in found)
    if begun or _worked(standing):
        return State.UNDER_WAY
    return State.CURRENT if State.CURRENT in states else State.UPCOMING


def _worked(standing: Standing) -> bool:
    """Whether its log tells of work: that something of it changed, tells of none; nor does a note
    of an indicator, which is measured."""
    if standing.promise.measure:
        return False
    return standing.logged > 0 or any(not update.changes for update in standing.log)


def _to_come(standing: Standing, as_of: date) -> bool:
    """Whether it is a time that has not come yet: what began is what repeats, not each time."""
    own = any(update.period and update.status == "active" for update in standing.log)
    return standing.time is not None and standing.time.window.start > as_of and not own
