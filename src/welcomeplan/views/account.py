"""The account of a plan: what a report, a page and a reminder tell of it beyond its counts.

All numbers are those of `plan.Facts`, on the day of the account and on that of the last report; all
words are the record's. git adds the commit behind a move, where it is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.plan import SET_ASIDE, Course, State, heard
from welcomeplan.versions import Kind
from welcomeplan.views.moved import moved_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from welcomeplan.deadlines import Window
    from welcomeplan.plan import (
        Brief,
        DoneOn,
        DueList,
        Facts,
        Level,
        Miss,
        Promise,
        Standing,
        Update,
    )
    from welcomeplan.versions import Event, Ledger, Life
    from welcomeplan.views.moved import Moved

SILENT = timedelta(days=90)
"""How long an organization may say nothing before it is called silent."""


class Silent(NamedTuple):
    """An organization that answers for something open, and of which nothing was heard for long."""

    org: str
    name: str
    heard: date | None
    """The day of its last word; None: it never had one."""
    since: date | None
    """That day; not before the day of adoption, or since which it answers for something."""
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class Account:
    """A plan on a day, and since the day of the last report."""

    facts: Facts
    plan: Brief
    label: str
    """What the period is called: `2018Q1`."""
    period: Window
    since: date | None = None
    """The day of the last report; None: there was none, since the plan is younger."""
    before: Facts | None = None
    """How the same promises stood on it."""
    ledger: Ledger | None = None
    """What git knows; None where nothing is known of it."""
    following: Window | None = None
    """The next period, where what is due in it is to be told, too."""

    @property
    def day(self) -> date:
        """The day on which things are judged."""
        return self.facts.day

    @property
    def is_over(self) -> bool:
        """Whether the period has passed, or ends on the day."""
        return self.period.end <= self.day

    # -- what a promise is called, and who speaks for it

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """What pages call each promise, by id: the document's own number; in a plan that has none,
        its place in the plan, indicators after milestones. Where something can't be read, places
        would be others than yesterday: then its id."""
        places = {} if self.facts.register.unread else self.plan.counted
        promised = (*self.plan.promises, *self.plan.indicators)
        return {one.id: one.number or places.get(one.id, one.id) for one in promised}

    def number(self, promise: Promise) -> str:
        """What pages call a promise."""
        return self.numbers[promise.id]

    def who(self, promise: Promise) -> str:
        """The full name of who answers for it; empty where nobody is named."""
        return self.plan.organizations.get(promise.owner or "", promise.owner or "")

    def word(self, standing: Standing) -> Update | None:
        """The last thing that somebody wrote of it by the day, whatever day that is of: whoever
        spoke before a deadline gave a reason, and is not called silent after it. Of a time of what
        repeats, what names it, or was written of the whole since it began."""
        time, its = standing.time, self.course(standing).entries
        notes = [
            entry
            for entry in its
            if entry.note
            and entry.on <= self.day
            and (time is None or entry.period or entry.on >= time.window.start)
        ]
        return notes[-1] if notes else None

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each objective in the plan, by its id."""
        return {id_: at for at, id_ in enumerate(self.plan.objectives)}

    def course(self, standing: Standing) -> Course:
        """What became of a promise, or of one of its times."""
        return Course(standing.promise, self.by_id, standing.time)

    @cached_property
    def by_id(self) -> Mapping[str, Promise]:
        """Each milestone by its id; of those that have the same, the first."""
        return {promise.id: promise for promise in reversed(self.plan.promises)}

    # -- how things stand

    @cached_property
    def promised(self) -> tuple[Standing, ...]:
        """Milestones, and the indicators that have something to reach."""
        indicators = (one for one in self.facts.indicators if one.goal or one.times)
        return (*self.facts.standings, *indicators)

    @cached_property
    def open(self) -> tuple[Standing, ...]:
        """What is still owed, promise by promise."""
        return tuple(one for one in self.promised if one.open)

    @property
    def late(self) -> tuple[Standing, ...]:
        """What is overdue, one by one, the longest first."""
        return self.facts.overdue

    @cached_property
    def lapsed(self) -> tuple[Standing, ...]:
        """What was put off or given up after its deadline had passed: the miss stays."""
        return tuple(one for one in self.facts.owed if one.state in SET_ASIDE and one.lapsed)

    @cached_property
    def missed_before(self) -> tuple[Standing, ...]:
        """What missed a deadline and is neither late, done nor set aside: it was moved since, or
        begun after the day; of what repeats, by a deadline that it had as a whole."""
        told = {id(one) for one in (*self.late, *self.lapsed)}
        wholes = (o for o in self.promised if o.times and any(not m.period for m in o.misses))
        every = (*self.facts.owed, *wholes)
        return tuple(o for o in every if o.missed and not o.done and id(o) not in told)

    @cached_property
    def unexplained(self) -> tuple[Standing, ...]:
        """What is late, and of which nobody ever wrote a word."""
        return tuple(one for one in self.late if self.word(one) is None)

    @cached_property
    def undated(self) -> tuple[Standing, ...]:
        """What has no deadline, or none that can be read."""
        owed = (one for one in self.facts.owed if one.state is State.UNDATED)
        return tuple(one for one in owed if one.promise.measure is None or one.goal)

    @cached_property
    def unowned(self) -> tuple[Standing, ...]:
        """What is open, and nobody is named to answer for it."""
        return tuple(one for one in self.open if not one.promise.owner)

    @cached_property
    def _finished(self) -> tuple[tuple[Standing, date | None], ...]:
        """What is done, one by one, and of which day it is told."""
        return tuple((one, self.finished_on(one)) for one in self.facts.owed if one.done)

    @property
    def is_vague(self) -> bool:
        """Whether something is done, and what is known of its day does not tell in which report."""
        ends = (self.since or date.min, self.day)
        dones = [one.done for one in self.facts.owed if one.done]
        return any(done.first <= end < done.last for done in dones for end in ends)

    def finished_on(self, standing: Standing) -> date | None:
        """The day of which it is told that it was finished, so that it is told in one report. Of a
        month, a year or a day unknown, where git knows, that of the commit that said so, within
        what is known, be it later than the account; else the first. None where nothing tells."""
        done = standing.done
        if done is None:
            return None
        told = done.first if done.first == done.last else self._marked(standing, done)
        if told is None and done.unknown:
            return None
        return min(max(told or done.first, done.first), done.last)

    def _marked(self, standing: Standing, done: DoneOn) -> date | None:
        """The day of the commit that said that it was finished then; None where git knows none."""
        said = f"{standing.period}: {done}" if standing.period else f"{done}"
        days = [
            event.commit.landed
            for life in self._lives.get((standing.promise.plan, standing.promise.id), ())
            for event in life.events
            if event.kind is Kind.DONE and event.after == said and not event.uncertain
        ]
        return days[-1] if days else None

    @cached_property
    def finished(self) -> tuple[Standing, ...]:
        """What was finished since the last report, or ever, in the order of days."""
        new = (one for one, on in self._finished if self._is_new(on))
        return tuple(sorted(new, key=lambda one: one.done.last if one.done else date.max))

    def _is_new(self, on: date | None) -> bool:
        if on is None:
            return self.since is None
        return (self.since or date.min) < on <= self.day

    @cached_property
    def finished_before(self) -> tuple[Standing, ...]:
        """What was finished by the last report."""
        first = self.since or date.min
        return tuple(one for one, on in self._finished if on and date.min < on <= first)

    @cached_property
    def finished_some_day(self) -> tuple[Standing, ...]:
        """What is finished, and of which no report can say that it was so since the last."""
        since = self.since is not None
        return tuple(one for one, on in self._finished if (on > self.day if on else since))

    def taken_back(self, standing: Standing) -> tuple[Update, ...]:
        """Each entry by the day that says that it was reopened, the first first."""
        course = self.course(standing)
        its = (e for e in course.entries if (e.period is None) is (standing.time is None))
        return tuple(entry for entry in its if entry.was_done and entry.on <= self.day)

    @cached_property
    def reopened(self) -> tuple[tuple[Standing, Update], ...]:
        """What is open that was said to be done, and the entry that took it back last."""
        every = ((one, self.taken_back(one)) for one in self.facts.owed if not one.done)
        return tuple((one, told[-1]) for one, told in every if told)

    @cached_property
    def reopened_now(self) -> tuple[tuple[Standing, Update], ...]:
        """Each that was reopened since the last report, in the order of days."""
        first = self.since or date.min
        every = ((one, entry) for one in self.facts.owed for entry in self.taken_back(one))
        return tuple(sorted((o for o in every if o[1].on > first), key=lambda each: each[1].on))

    @cached_property
    def _aside(self) -> tuple[tuple[Standing, date | None], ...]:
        """What is put off or given up, and since when: a promise, or where only some of its times
        are, those."""
        every = [
            one
            for whole in self.promised
            for one in ((whole,) if whole.promise.status in SET_ASIDE else whole.owed)
        ]
        return tuple((one, self.aside_since(one)) for one in every if one.state in SET_ASIDE)

    def aside_since(self, standing: Standing) -> date | None:
        """Since when it is put off or given up: by its record, or where that has no entry, since
        the commit that said so. None where nothing tells."""
        return self.course(standing).aside_since(self.day) or self._marked_aside(standing)

    def _marked_aside(self, standing: Standing) -> date | None:
        """The day of the commit that put it off or gave it up; None where git knows none."""
        promise = standing.promise
        days = [
            event.commit.landed
            for life in self._lives.get((promise.plan, promise.id), ())
            for event in life.events
            if event.kind is Kind.STATUS and event.after == promise.status and not event.uncertain
        ]
        return days[-1] if days and not standing.period else None

    @cached_property
    def set_aside(self) -> tuple[Standing, ...]:
        """What was put off or given up since the last report, or ever, in the order of days; the
        last, that of which no day is known, where there was no report before."""
        first = self.since or date.min
        found = [(on, one) for one, on in self._aside if on and first < on <= self.day]
        new = tuple(one for _, one in sorted(found, key=lambda each: each[0]))
        return new if self.since else (*new, *self._aside_some_day)

    @cached_property
    def set_aside_before(self) -> tuple[Standing, ...]:
        """What was put off or given up by the last report."""
        first = self.since or date.min
        return tuple(one for one, on in self._aside if on is not None and on <= first)

    @property
    def set_aside_some_day(self) -> tuple[Standing, ...]:
        """What was put off or given up, nobody knows whether since the last report."""
        return self._aside_some_day if self.since else ()

    @cached_property
    def _aside_some_day(self) -> tuple[Standing, ...]:
        """Likewise, of which no day by that of the account is known."""
        return tuple(one for one, on in self._aside if on is None or on > self.day)

    @cached_property
    def begun(self) -> tuple[Standing, ...]:
        """What is open, and began since the last report."""
        first = self.since or date.min
        return tuple(o for o in self.open if o.begun and first < o.begun <= self.day)

    @cached_property
    def became_late(self) -> tuple[tuple[Standing, Miss], ...]:
        """Each deadline that was missed since the last report, whatever became of it, in the order
        of days."""
        first = self.since or date.min
        wholes = (one for one in self.promised if one.times)
        found = [(one, miss) for one in self.facts.owed for miss in one.misses]
        found += [(one, miss) for one in wholes for miss in one.misses if miss.period is None]
        fresh = [each for each in found if first < each[1].on <= self.day]
        return tuple(sorted(fresh, key=lambda each: each[1].on))

    @cached_property
    def due(self) -> DueList:
        """What is or was due in the period, whatever became of it."""
        return self.facts.due(self.label, self.period, everything=True)

    @cached_property
    def due_next(self) -> DueList | None:
        """What is due in the next period."""
        return self.facts.due("", self.following) if self.following else None

    @property
    def still_due(self) -> int:
        """How many promises are due later in the period, and not yet kept."""
        return len(self.left_due)

    @cached_property
    def left_due(self) -> Mapping[str, Promise]:
        """Those promises, by id."""
        left = (o for o in self.due.listed if o.open and not o.kept and o.moved_to is None)
        return {o.promise.id: o.promise for o in left if o.due_by and o.due_by >= self.day}

    # -- what was said and changed

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Each deadline that was moved since the last report, in the order of days: by the record,
        and what git alone knows of."""
        first = self.since or date.min
        return tuple(one for one in self.all_moved if first < one.stands <= self.day)

    @cached_property
    def moved_later(self) -> tuple[Moved, ...]:
        """What the record moves since the last report, and was written down after the day: the
        report of that has it, and in this one all that is told by the record tells of it."""
        first = self.since or date.min
        return tuple(one for one in self.all_moved if first < one.on <= self.day < one.stands)

    @cached_property
    def _moved_by_id(self) -> Mapping[str, list[Moved]]:
        found: dict[str, list[Moved]] = {}
        for one in self.all_moved:
            found.setdefault(one.promise.id, []).append(one)
        return found

    @cached_property
    def all_moved(self) -> tuple[Moved, ...]:
        """Each deadline that was ever moved, by the record of the day."""
        every = (*self.facts.standings, *self.facts.indicators)
        found = [one for standing in every for one in self._moves(standing)]
        return tuple(sorted(found, key=lambda one: one.on))

    def moves_of(self, standing: Standing) -> tuple[Moved, ...]:
        """How its deadline was moved, the first first; of what repeats, of any of its times."""
        return tuple(self._moved_by_id.get(standing.promise.id, ()))

    def _moves(self, standing: Standing) -> Iterable[Moved]:
        courses = [self.course(one) for one in (standing, *standing.times)]
        return moved_of(standing.promise, courses, self._events(standing.promise), self.day)

    def _events(self, promise: Promise) -> list[Event]:
        """The moves that git knows of, of whatever day: by one of a later day it is known that a
        move of the record stands since then."""
        kinds = (Kind.MOVED, Kind.TIME_MOVED)
        return [
            event
            for life in self._lives.get((promise.plan, promise.id), ())
            for event in life.events
            if event.kind in kinds
        ]

    @cached_property
    def _lives(self) -> Mapping[tuple[str, str], list[Life]]:
        """What git knows of each promise that is still there, by the ids of its plan and of it."""
        found: dict[tuple[str, str], list[Life]] = {}
        for life in self.ledger.lives if self.ledger else ():
            if not life.removed:
                found.setdefault((life.plan, life.id), []).append(life)
        return found

    def promised_on(self, promise: Promise) -> date | None:
        """The day on which it was promised: that of adoption, or where git knows that it came to
        stand in the plan later, that. None where nothing tells."""
        first = {event.commit.landed for event in self._first(promise)}
        if not first or self._begun is None:
            return None
        if min(first) <= self._begun:
            return self.plan.adopted
        return max(min(first), self.plan.adopted or min(first))

    @cached_property
    def _begun(self) -> date | None:
        """The day of the first commit that git knows of the plan."""
        lives = self.ledger.lives if self.ledger else ()
        its = (one for one in lives if one.plan == self.plan.id and one.events)
        return min((one.events[0].commit.landed for one in its), default=None)

    def _first(self, promise: Promise) -> list[Event]:
        lives = self._lives.get((promise.plan, promise.id), ())
        return [life.events[0] for life in lives if life.events and not life.events[0].uncertain]

    @cached_property
    def updates(self) -> tuple[tuple[Promise, Update], ...]:
        """What was written in the record since the last report, in the order of days."""
        first = self.since or date.min
        every = (*self.facts.standings, *self.facts.indicators)
        found = [(o.promise, entry) for o in every for entry in o.promise.log]
        fresh = ((promise, e) for promise, e in found if first < e.on <= self.day)
        return tuple(sorted(fresh, key=lambda one: one[1].on))

    @cached_property
    def readings(self) -> tuple[tuple[Promise, Level], ...]:
        """What may have been measured since the last report, in the order of days."""
        first = self.since or date.min
        every = ((o.promise, o.promise.measure) for o in self.facts.indicators)
        found = [(promise, level) for promise, one in every if one for level in one.levels]
        fresh = ((p, o) for p, o in found if first < o.on.last and o.on.first <= self.day)
        return tuple(sorted(fresh, key=lambda one: one[1].on.first))

    @cached_property
    def unheard(self) -> tuple[Standing, ...]:
        """What is open, and of which the record has no word at all: no entry, no time that was
        finished, no reading."""
        return tuple(one for one in self.open if not self.is_heard_of(one))

    def is_heard_of(self, one: Standing) -> bool:
        """Whether the record has any word of it."""
        measure = one.promise.measure
        readings = measure.by(self.day).levels if measure else ()
        return bool(one.log or one.begun or readings or any(time.done for time in one.times))

    @cached_property
    def heard(self) -> Mapping[str, date]:
        """The day on which each organization was last heard of."""
        last: dict[str, date] = {}
        for standing in (*self.facts.standings, *self.facts.indicators):
            for org, day in heard(self.course(standing), self.plan.organizations):
                if day <= self.day:
                    last[org] = max(last.get(org, day), day)
        return last

    @cached_property
    def silent(self) -> tuple[Silent, ...]:
        """Who answers for something open, and has not been heard of for long, the longest first."""
        last = self.heard
        answers: dict[str, list[Standing]] = {}
        for standing in self.open:
            if standing.promise.owner:
                answers.setdefault(standing.promise.owner, []).append(standing)
        found = [self._silent(org, its, last.get(org)) for org, its in answers.items()]
        long = [o for o in found if o.since is None or self.day - o.since >= SILENT]
        return tuple(sorted(long, key=lambda one: one.since or date.min))

    def _silent(self, org: str, its: list[Standing], last: date | None) -> Silent:
        taken = [entry.on for one in its for entry in one.log if entry.was_owner]
        # It may have taken over one and have had another from the beginning.
        own = len({one.promise.id for one in its for e in one.log if e.was_owner}) == len(its)
        first = min(taken) if taken and own else self.plan.adopted
        name = self.plan.organizations.get(org, org)
        since = max(filter(None, (last, first)), default=None)  # nobody is silent before adoption
        return Silent(org, name, last, since, tuple(one.promise for one in its))
