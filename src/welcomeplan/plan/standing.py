"""How a promise stands on a day: the words for it, and the record of it.

It is derived, never written, and made by `judging` alone. What `late` means is said by the room
`late`, and what a log adds up to by `logged`: whoever else says so asks here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline, Question
from welcomeplan.plan.promise import Miss

if TYPE_CHECKING:
    from welcomeplan.deadlines import Occurrence
    from welcomeplan.plan.promise import Level, Promise, Time, Update
    from welcomeplan.plan.targets import Goal, Target
    from welcomeplan.plan.values import DoneOn


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
        due = self.due  # asked for many times of each
        return (due.end or due.begin_by) if due else None

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
