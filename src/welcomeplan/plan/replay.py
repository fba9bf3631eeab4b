"""A promise as it stood on a day, by its record; and the deadlines that it missed.

What an entry of its log says was changed is undone on the days before it, the newest first. What
is not recorded is taken as always so. What entries say in prose is for people, and never read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from welcomeplan.deadlines import Deadline, Question, resolve
from welcomeplan.plan.promise import Miss, Term
from welcomeplan.plan.recorded import Record
from welcomeplan.plan.values import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from welcomeplan.deadlines import Occurrence
    from welcomeplan.plan.promise import Promise, Time, Update
    from welcomeplan.plan.values import DoneOn, Status

_T = TypeVar("_T")
ASIDE = frozenset(("deferred", "dropped"))
"""The statuses in which no deadline is in force."""
ALWAYS = date.min
"""The day since which something is so that no record dates."""
_DAY = timedelta(days=1)
_MORE = timedelta(days=365)


class _Since(NamedTuple):
    """A status, and since when."""

    day: date
    status: Status | None
    recorded: bool = True


class Course:
    """What became of a promise, or of one of its times, day by day.

    `others`: the promises of its plan by id: its deadline may count from one of them.
    """

    def __init__(
        self,
        promise: Promise,
        others: Mapping[str, Promise],
        time: Occurrence | None = None,
        record: Record | None = None,
    ) -> None:
        self.promise, self.others, self.time = promise, others, time
        self._record = record or Record(promise)

    def of(self, time: Occurrence | None) -> Self:
        """That of another of its times; of none, of the whole."""
        return type(self)(self.promise, self.others, time, self._record)

    def had(self, promise: Promise) -> Self:
        """What would have become of it, had the plan said this of it."""
        return type(self)(promise, self.others, self.time)

    @property
    def period(self) -> str | None:
        """What its time is called."""
        return self.time.label if self.time else None

    @cached_property
    def record(self) -> Time | None:
        """What the plan records of its time."""
        return self._record.time(self.period)

    @cached_property
    def entries(self) -> tuple[Update, ...]:
        """The entries that are of it or of the whole promise, by day."""
        return self._record.entries(self.period)

    @property
    def timed(self) -> bool:
        """Whether it is owed time by time, or was."""
        return any(term.recurrence for _, term in self.terms)

    def timed_then(self, then: Promise) -> bool:
        """Likewise, as it stood then."""
        return then.term.recurrence is not None

    def times(self, day: date) -> tuple[Occurrence, ...]:
        """As `times`, of its promise."""
        return times(self.promise, day)

    # -- what it was on a day

    @cached_property
    def _own(self) -> tuple[Update, ...]:
        """Those of its entries that are of it alone: of the time, or else of the promise."""
        return self._record.own(self.period)

    @cached_property
    def statuses(self) -> tuple[_Since, ...]:
        """Each status that it had, by day; it is planned before the first."""
        told: list[_Since] = []
        last = _Since(ALWAYS, None)
        for entry in self.entries:
            if entry.status is not None:
                status = None if entry.status == "planned" else entry.status
            elif entry.was_due and told and told[-1].status in ASIDE:
                status = None  # a new deadline: it is promised again
            else:
                continue
            told.append(_Since(entry.on, status))
            if entry.period is None:
                last = told[-1]
        now = self.promise.status
        # Being done took the status away; reopened, it has it again.
        done = [u.on for u in self._own if u.was_done and u.on >= last.day]
        if now == last.status or (now is None and (self.promise.done or done)):
            return tuple(told)
        unrecorded = _Since(self._unrecorded(last.day), now, recorded=False)
        return tuple(sorted((*told, unrecorded), key=lambda since: since.day))

    def _unrecorded(self, day: date) -> date:
        """Since when it has a status that no entry tells of: the last that one does tell of, or
        always.

        Where somebody wrote beside it what happened, without saying so as data, it is shown since
        that day; no miss hides behind it.
        """
        if self.promise.status == "active":
            return day
        return max(day, self._record.noted)

    def status(self, day: date) -> Status | None:
        """Its status on a day."""
        return self._status(day).status

    def _status(self, day: date) -> _Since:
        return _last(self.statuses, day) or _Since(ALWAYS, None)

    def aside(self, day: date) -> bool:
        """Whether it was deferred or dropped on a day, by its record."""
        return self.aside_since(day) is not None

    def aside_since(self, day: date) -> date | None:
        """Since when it was so on a day; None where it was not, or no entry says since when."""
        since = self._status(day)
        return since.day if since.recorded and since.status in ASIDE else None

    def resumed(self, day: date) -> bool:
        """Whether a time of it was taken up again by a day, itself and not with the whole."""
        own = (u.status for u in self._own if u.status and u.on <= day)
        return any(status not in ASIDE for status in own)

    @cached_property
    def _dones(self) -> tuple[tuple[date, DoneOn | None], ...]:
        """When it was done, by what was known since which day. Each but the first is since it was
        reopened; done all the same, as before, it never was."""
        if self.time is None:
            # What repeats is done time by time.
            done = None if self.promise.term.recurrence else self.promise.done
        else:
            done = self.record.done if self.record else None
        told: list[tuple[date, DoneOn | None]] = []
        for day, known in _steps(self._own, lambda u: u.was_done, done):
            again = told and known and known.again(told[-1][1], day)
            since = told.pop()[0] if again else day
            told.append((since, known))
        ends = [*(day for day, _ in told[1:]), date.max]
        return tuple(
            (day, self._since_open(known, end))
            for (day, known), end in zip(told, ends, strict=True)
        )

    def _since_open(self, done: DoneOn | None, end: date) -> DoneOn | None:
        """When it was done, of a month, a year or a day unknown: not before the last day on which
        its record says that it was open, before the day that takes it back."""
        if done is None or done.first == done.last:
            return done
        told = (u.on for u in self._own if u.status or u.was_due or u.was_done)
        opened = max((day for day in told if day <= done.last and day < end), default=ALWAYS)
        return replace(done, first=opened) if done.first < opened else done

    @cached_property
    def reopened(self) -> frozenset[date]:
        """The days on which it was reopened."""
        return frozenset(day for day, _ in self._dones[1:])

    def done(self, day: date) -> DoneOn | None:
        """When it was finished, if it was by a day."""
        done = _at(self._dones, day)
        return done if done and done.first <= day else None

    def owner(self, day: date) -> str | None:
        """Who answered for it on a day."""
        return self.owner_and_role(day)[0]

    def owner_and_role(self, day: date) -> tuple[str | None, str | None]:
        """Who answered for it on a day, and what it did: as now, where its record doesn't say."""

        def was(update: Update) -> tuple[str | None, str | None] | None:
            return (update.was_owner, update.was_owner_role) if update.was_owner else None

        now = self.promise.owner, self.promise.owner_role
        owner, role = _at(_steps(self._record.owners, was, now), day)
        if owner == NOBODY:
            return None, None
        return owner, role or (now[1] if owner == now[0] else None)

    @cached_property
    def terms(self) -> tuple[tuple[date, Term], ...]:
        """Each deadline that it had, and since when; of a time, by its end if nothing else."""
        now = self.promise.term
        if self.time:
            own = self.record.due if self.record else None
            now = Term(own if isinstance(own, Deadline) else end_of(self.time, self.promise))
        return tuple(_steps(self._own, lambda u: u.was_due, now))

    def due(self, day: date, by: date | None = None) -> tuple[Deadline | Question | None, date]:
        """Its deadline as it stood `by` a day, dated by what was done on a day; and since when."""
        since, term = _last_step(self.terms, by or day)
        return self.dated(term.due, day), since

    def dated(self, due: Deadline | Question | None, day: date) -> Deadline | Question | None:
        """A deadline that it has or had, dated by what was done on a day."""
        other = self._anchor(due)
        done = finished(other, self.others, day) if other else None
        if isinstance(due, Deadline) and done and done.unknown:
            told = f"{due.reading}; {due.anchor} is done, day unknown, so this has no day"
            return due._replace(reading=told)
        return resolved(due, done.last) if isinstance(due, Deadline) and done else due

    def _anchor(self, due: Deadline | Question | None) -> Promise | None:
        """What a deadline without a day counts from, where it is a promise."""
        if isinstance(due, Deadline) and due.due_by is None:
            return self.others.get(due.anchor or "")
        return None

    def begun(self, day: date) -> date | None:
        """The first day on which work had begun, by its record as of a day: it was started, or an
        amount was logged. None where nothing tells of that, be it done."""
        return self._begun(_at(self._dones, day), day)

    def _begun(self, done: DoneOn | None, day: date) -> date | None:
        return self._started_by(done, day) if done else self.started(day)

    def started(self, day: date) -> date | None:
        """The first day on which it was started or an amount was logged, as of a day; None where no
        entry tells of that. What was taken back is no beginning; what is active without an entry
        has always been, unless it was taken back."""
        starts, taken = self._starts(day)
        now = self._status(day)
        if now.status == "active" and not now.recorded and taken is None:
            return ALWAYS
        return min((*(start.on for start in starts), *self._amounts(day)), default=None)

    def taken_back(self, day: date) -> date | None:
        """The last day, up to a day, on which its record says that it had not begun after all."""
        return self._starts(day)[1]

    def _starts(self, day: date) -> tuple[list[Update], date | None]:
        """The entries by a day that say that it was started, and the last day on which one was
        taken back: it was planned again, and nothing but started before."""
        kept: list[Update] = []
        run: list[Update] = []
        taken = None
        for entry in self.entries:
            if entry.status is None or entry.on > day:
                continue
            if entry.status == "active":
                run.append(entry)
            elif entry.status == "planned":
                # What the whole takes back is of the whole; a time says so of itself.
                left = [start for start in run if start.period and not entry.period]
                taken = entry.on if len(left) < len(run) else taken
                run = left
            else:
                kept, run = [*kept, *run], []
        return [*kept, *run], taken

    def _amounts(self, day: date) -> list[date]:
        """The day by a day since which amounts are logged that were not taken back; or none."""
        total, first = Decimal(0), None
        for entry in self.entries:
            if entry.amount and entry.on <= day:
                total += entry.amount
                first = (first or entry.on) if total > 0 else None
        return [first] if first else []

    def started_by(self, done: DoneOn, last: date, day: date) -> date | None:
        """Of what was done, the day on which it was started, by its record as of a day. Where that
        was taken back after the `last` day on which it was in time, that day: it was no earlier.
        None where nothing tells of either."""
        taken = self.taken_back(day)
        late = taken if taken and last < taken <= done.last else None
        return self._started_by(done, day) or late

    def _started_by(self, done: DoneOn, day: date) -> date | None:
        """As `started`. An amount of a later day tells nothing of its beginning, nor that the whole
        was started then; that it was, itself, contradicts its being done."""
        started = self.started(day)
        if started and started <= done.last:
            return started
        mine = (
            one.on for one in self._starts(day)[0] if (one.period is None) is (self.time is None)
        )
        return min(mine, default=None)

    # -- what it missed

    def in_force(self, due_by: date, since: date) -> bool:
        """Whether a deadline that stands since a day is one that can be missed: what was set
        aside before it passed has none, until it is given another."""
        return not self.aside(max(due_by, since))

    @property
    def spent(self) -> bool:
        """Whether its deadline passed while it was set aside, and it was taken up again since: then
        it has none, as its record stands last."""
        due, since = self.due(date.max)
        due_by = due.due_by if isinstance(due, Deadline) else None
        if due_by is None or self.done(date.max) or self.aside(date.max):
            return False
        return not self.in_force(due_by, since)

    def misses(self, as_of: date) -> tuple[Miss, ...]:
        """Every deadline that was missed by a day, in order."""
        found: dict[date, Miss] = {}
        turns = () if self._is_steady else self._turns()
        days = sorted(day for day in {ALWAYS, *turns} if day <= as_of)
        for day, following in pairwise([*days, as_of + _DAY]):
            if day in self.reopened:
                # Whatever else an entry of that day changed: it was promised so until then.
                for miss in self._missed_until(day, as_of):
                    first = found.get(miss.due_by, miss)
                    found[miss.due_by] = miss._replace(on=first.on)
            if _at(self.terms, day).recurrence:
                continue  # each of its times has a deadline of its own
            due, since = self.due(day)
            due_by = due.due_by if isinstance(due, Deadline) else None
            if due_by is None or due_by in found:
                continue
            # What was given a day already past is missed the day after.
            passed = max(day, max(due_by, since) + _DAY)
            if passed <= min(following, as_of) and self._missed(due, since, passed, as_of):
                owner = self.owner(max(due_by, day))
                found[due_by] = Miss(due_by, owner, self.period, passed)
        return tuple(found.values())

    @property
    def _is_steady(self) -> bool:
        """Whether it had one deadline to finish by, always, and was never reopened: then no day
        makes a difference but that deadline, of thousands of entries."""
        due = self.terms[0][1].due
        if len(self.terms) > 1 or len(self._dones) > 1 or not isinstance(due, Deadline):
            return False
        return due.due_by is not None and due.begin_by is None

    def _missed_until(self, day: date, as_of: date) -> Iterator[Miss]:
        """The deadline that had passed when it was reopened, by how it stood the day before."""
        before = day - _DAY
        due, since = self.due(before)
        due_by = due.due_by if isinstance(due, Deadline) else None
        if due_by is None or max(due_by, since) >= day or _at(self.terms, before).recurrence:
            return
        if self._missed(due, since, day, as_of):
            yield Miss(due_by, self.owner(before), self.period, day)

    def _missed(
        self, due: Deadline | Question | None, since: date, passed: date, as_of: date
    ) -> bool:
        """Whether a deadline found it neither done nor begun as promised. What was to begin and was
        done after its day had not begun before, where nothing tells when it did."""
        if not isinstance(due, Deadline) or due.due_by is None:
            return False
        last = max(due.due_by, since)
        if not self.in_force(due.due_by, since):
            return False
        done = None if passed in self.reopened else _at(self._dones, passed)
        if not due.begin_by:
            return done is None or done.first > last
        if done and done.first <= last and self.started_by(done, last, as_of) is None:
            return False
        begun = self._begun(done, passed)
        return begun is None or begun > last

    def _turns(self) -> Iterator[date]:
        """The days on which something of it changed, or of what its deadline counts from. Of one
        time, what became of the others makes no difference."""
        if self.time is None:
            yield from self._record.turns
        else:
            changes = [entry for entry in self.entries if entry.changes]
            dones = [entry.was_done for entry in changes]
            dones += (self.promise.done, self.record.done if self.record else None)
            yield from (entry.on for entry in changes)
            yield from (done.first for done in dones if done)
        for _, term in self.terms:
            other = self._anchor(term.due)
            if other:
                yield from Record(other).turns


def _steps(
    entries: Sequence[Update], was: Callable[[Update], _T | None], now: _T
) -> list[tuple[date, _T]]:
    """What something was, and since when, from the first to what it is now."""
    if not entries:
        return [(ALWAYS, now)]
    told = [(entry.on, before) for entry in entries if (before := was(entry)) is not None]
    days = [ALWAYS, *(day for day, _ in told)]
    return list(zip(days, [*(before for _, before in told), now], strict=True))


def _at(steps: Sequence[tuple[date, _T]], day: date) -> _T:
    return _last_step(steps, day)[1]


def _last_step(steps: Sequence[tuple[date, _T]], day: date) -> tuple[date, _T]:
    """The step that a day is in."""
    return steps[0] if len(steps) == 1 else next(s for s in reversed(steps) if s[0] <= day)


def _last(told: Sequence[_Since], day: date) -> _Since | None:
    return next((since for since in reversed(told) if since.day <= day), None)


def end_of(time: Occurrence, promise: Promise) -> Deadline:
    """The deadline of a time: the end of its period."""
    words = promise.repeats or (promise.due.words if promise.due else time.label)
    window = time.window
    reading = f"{time.label}: {window}"
    return Deadline(words, "recurring", window.start, window.end, reading=reading)


def resolved(due: Deadline, on: date) -> Deadline:
    """A deadline that waits, dated; as it is, where it waits for longer than there are years."""
    try:
        return resolve(due, on)
    except (OverflowError, ValueError):
        return due


def finished(promise: Promise, others: Mapping[str, Promise], day: date) -> DoneOn | None:
    """When a promise was finished, if it was by a day; one that repeats, with its last time."""
    if promise.term.recurrence and promise.term.stretch[1] is None:
        return None  # it has no last time
    if promise.term.recurrence is None:
        return Course(promise, others).done(day)
    last: DoneOn | None = None
    whole = Course(promise, others)
    for time in times(promise, day):
        course = whole.of(time)
        done = course.done(day)
        if done is None and course.aside(day):
            continue  # put off or given up, it holds nothing up
        if done is None:
            return None
        last = done if last is None or done.last > last.last else last
    return last


def times(promise: Promise, day: date) -> tuple[Occurrence, ...]:
    """The times of what repeats, as it stood on a day: those that are to come by the deadline
    that stood then, and those that had come by each earlier one."""
    terms = Course(promise, {}).terms
    found: list[Occurrence] = []
    for at, (since, term) in enumerate(terms):
        following = terms[at + 1][0] if at + 1 < len(terms) else None
        last = following if following and following <= day else None
        if since <= day:
            found += (
                time
                for time in term.times(day)
                if since <= time.window.end and (last is None or time.window.end < last)
            )
    return tuple(found)


def stood(course: Course, day: date) -> Promise:
    """A promise as it stood on a day: its deadline, status, owner and log."""
    promise = course.promise
    if promise.measure:
        promise = promise._replace(measure=promise.measure.by(day))
    if not promise.log:
        return promise  # nothing of it is dated
    course = course.of(None) if course.time else course
    owner, role = course.owner_and_role(day)
    return promise._replace(
        term=_at(course.terms, day),
        status=course.status(day),
        owner=owner,
        owner_role=role,
        log=tuple(update for update in promise.log if update.on <= day),
    )
