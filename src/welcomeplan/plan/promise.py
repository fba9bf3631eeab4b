"""A promise as a flat record: what standing, facts and views read, and all that they read.

Nothing in it is pydantic's, and nothing of it is looked up in a file, so that it can be kept.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.deadlines import Deadline, Window
from welcomeplan.limits import MOST_TIMES
from welcomeplan.plan.aims import aimed
from welcomeplan.plan.lines import labels
from welcomeplan.wording import path_in, with_unit, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from welcomeplan.deadlines import Calendar, Occurrence, Question, Recurrence
    from welcomeplan.diagnostics import Absent, UnreadPart
    from welcomeplan.plan.aims import Aim
    from welcomeplan.plan.lines import Label
    from welcomeplan.plan.targets import Goal, Target
    from welcomeplan.plan.values import Change, DoneOn, Status


NONE: Mapping[str, Any] = MappingProxyType({})


class Term(NamedTuple):
    """A deadline of a promise, as it stands or stood."""

    due: Deadline | Question | None
    """As read by the plan's calendar; a question where that can't be."""
    recurrence: Recurrence | None = None
    stretch: tuple[date | None, date | None] = (None, None)
    """The first and last day in which it repeats, as far as the plan says them."""

    def times(self, until: date) -> tuple[Occurrence, ...]:
        """As `times_of`."""
        return times_of(self.recurrence, self.stretch, until)


class Update(NamedTuple):
    """A dated entry of a log: what happened, and what it changed."""

    on: date
    amount: Decimal | None = None
    note: str | None = None
    by: str | None = None
    under: str | None = None
    period: str | None = None
    """The time that it is of; None: of the whole promise."""
    status: Change | None = None
    """What the promise became."""
    was_due: Term | None = None
    """Its deadline until that day."""
    was_done: DoneOn | None = None
    was_owner: str | None = None
    was_owner_role: str | None = None

    @property
    def changes(self) -> bool:
        """Whether something of the promise changed."""
        return any((self.status, self.was_due, self.was_done, self.was_owner))


class Time(NamedTuple):
    """What a plan records of one time of something that repeats."""

    period: str
    done: DoneOn | None
    evidence: tuple[str, ...] = ()
    due: Deadline | Question | None = None
    """Another deadline than the end of its period."""
    line: int = 0


class Miss(NamedTuple):
    """A deadline that passed before what it was for was done, begun, moved or set aside."""

    due_by: date
    owner: str | None
    """Who answered for it on that day."""
    period: str | None
    """Which time it was of, of what repeats."""
    on: date
    """The first day on which that was so: the day after, or of what was given that day later, the
    day after that; of what was reopened later, that day."""


class Helper(NamedTuple):
    """A partner: the organization's id, and what it does."""

    org: str
    role: str | None


class Level(NamedTuple):
    """What was measured, and when: on a day, or as exactly as is known."""

    on: DoneOn
    value: Decimal
    source: str | None = None


class Step(NamedTuple):
    """What an indicator is to reach in one time of its own: by the last day of that."""

    time: Occurrence
    goal: Goal


class Measure(NamedTuple):
    """What an indicator is measured by: from where, to what, and the readings so far."""

    unit: str | None = None
    baseline: Decimal | None = None
    goal: Goal | None = None
    aims: tuple[Step, ...] = ()
    """In place of one goal, one for each time."""
    levels: tuple[Level, ...] = ()
    """The readings, in the order of time; of one day, as they are written."""

    @property
    def falling(self) -> bool:
        """Whether it is to come down: the baseline is above the target, or without one the first
        of several targets above the last."""
        goals = [aim.goal.amount for aim in self.aims] or ([self.goal.amount] if self.goal else [])
        begun = self.baseline if self.baseline is not None else goals[0] if goals else None
        return begun is not None and bool(goals) and begun > goals[-1]

    @property
    def latest(self) -> Level | None:
        """The last reading."""
        return self.levels[-1] if self.levels else None

    def within(self, time: Occurrence | None) -> Level | None:
        """The last reading that may be of a time, by its last day; of none, the last of all."""
        if time is None:
            return self.latest
        days = time.window
        own = (o for o in self.levels if o.on.last >= days.start and o.on.first <= days.end)
        return next(reversed(list(own)), None)

    def told(self, time: Occurrence | None) -> Level | None:
        """The reading that tells of a time: the last that may be of it, by its last day; where that
        is none that reaches its target, the later one since which it is reached. Of none, the last
        of all."""
        own, goal = self.within(time), self.of(time.label if time else None)
        if time is None or goal is None:
            return own
        found = own
        for one in reversed(self.levels):
            if one == own or one.on.last < time.window.start or not self.reached(one, goal):
                break
            found = one
        return own if own and self.reached(own, goal) else found

    def reached(self, level: Level, goal: Goal) -> bool:
        """Whether a reading reaches a target, from the side from which it counts."""
        return goal.reached(level.value, falling=self.falling)

    def said(self, value: Decimal | Goal) -> str:
        """A number with what it counts: `86%`, `14 days`."""
        number = words(value) if isinstance(value, Decimal) else str(value)
        return with_unit(number, self.unit)

    def by(self, day: date) -> Measure:
        """As it was known on a day."""
        return self._replace(levels=tuple(one for one in self.levels if one.on.first <= day))

    def of(self, period: str | None) -> Goal | None:
        """What is to be reached in a time; its one goal, where none is of that."""
        name = (period or "").casefold()
        own = (aim.goal for aim in self.aims if aim.time.label.casefold() == name)
        return next(own, self.goal)


class Promise(NamedTuple):
    """A milestone or an indicator where it stands, with its words read and its owner found."""

    plan: str
    strategy: str
    objective: str
    action: str | None
    id: str
    title: str
    number: str | None
    """The document's own, where it has one."""
    text: str | None
    starts: Deadline | Question | None
    term: Term
    """Its deadline."""
    repeats: str | None
    owner: str | None
    """Its owner, or else the lead of its action."""
    owner_role: str | None
    """What that does, where the plan says it."""
    partners: tuple[Helper, ...]
    """Who helps: the others of its owner list, and its partners."""
    after: tuple[str, ...]
    target: Target | None
    targets: tuple[Aim, ...]
    """In place of a target, those of its times."""
    status: Status | None
    done: DoneOn | None
    occurrences: tuple[Time, ...]
    log: tuple[Update, ...]
    evidence: tuple[str, ...]
    tags: tuple[str, ...]
    source: str | None
    file: str
    """Relative to the folder that was asked for."""
    line: int
    fiscal_year_starts: tuple[int, int] | None = None
    """Month and day, where its plan has a fiscal year."""
    measure: Measure | None = None
    """Of an indicator, what it is measured by."""
    allow: tuple[str, ...] = ()
    """The checks that it is excused from."""
    own: Mapping[str, Any] = NONE
    """The values of its `x-` keys, by key."""

    @property
    def kind(self) -> str:
        """`milestone` or `indicator`."""
        return "indicator" if self.measure else "milestone"

    @property
    def name(self) -> str:
        """Its full name, `plan/id`, which tells it from those of other plans."""
        return f"{self.plan}/{self.id}"

    @property
    def due(self) -> Deadline | Question | None:
        """Its deadline as read; a question where that can't be."""
        return self.term.due

    @property
    def words(self) -> str:
        """The plan's own words for its deadline: how often, where it repeats, and by when."""
        due = self.due.words if self.due else ""
        return f"{self.repeats}, {due}" if self.repeats and due else self.repeats or due

    def aim(self, time: Occurrence | None) -> Target | None:
        """How much is promised: of what repeats, of each time; or of this one."""
        if not self.targets or time is None:
            return self.target
        found = aimed(self.targets, time)
        return found.target if found else None

    @property
    def anchor(self) -> str | None:
        """What its deadline waits for, as long as that gives it no day."""
        due = self.due
        return due.anchor if isinstance(due, Deadline) and due.due_by is None else None


def looked_at(stretch: tuple[date | None, date | None], until: date) -> Window | None:
    """The days from the first to the last in which something repeats; where nothing says when it
    ends, up to a year after `until`. None where nothing says when it begins, or it ends before."""
    start, end = stretch
    end = end or until + timedelta(days=365)
    return None if start is None or start > end else Window(start, end)


def times_of(
    recurrence: Recurrence | None, stretch: tuple[date | None, date | None], until: date
) -> tuple[Occurrence, ...]:
    """The times of what repeats, within the first and last day in which it does.

    Where nothing says when it ends, they are those up to a year after `until`; where nothing says
    when it begins, or they are more than `MOST_TIMES`, there are none.
    """
    window = looked_at(stretch, until)
    if recurrence is None or window is None:
        return ()
    if not recurrence.windows and recurrence.about(window) > MOST_TIMES:
        return ()  # `unreadable-deadline` says so
    return _within(recurrence, window)


@lru_cache(maxsize=100)
def _within(recurrence: Recurrence, window: Window) -> tuple[Occurrence, ...]:
    """The times in a window: each promise is asked for them again and again, and most of a plan
    that repeat do so alike, in the same years."""
    return recurrence.occurrences(window)


class Brief(NamedTuple):
    """A plan in brief, with its promises in its order."""

    id: str
    title: str
    file: str
    adopted: date | None
    calendar: Calendar
    organizations: Mapping[str, str]
    """The full names by id."""
    strategies: Mapping[str, str]
    """The titles by id, in the plan's order."""
    objectives: Mapping[str, str]
    actions: Mapping[str, str]
    promises: Sequence[Promise]
    numbers: Mapping[str, str] = NONE
    """The document's own numbers of its parts, by id, as far as they have any."""
    timezone: str | None = None
    """The name of the time zone whose day it is judged on, where it says so."""
    indicators: Sequence[Promise] = ()
    """What is promised to be reached by measure: counted apart."""
    community: str = ""
    """Whose plan it is, where it says so."""
    lead: str = ""
    """The organization that answers for the plan, by id, where it names one."""
    contacts: Mapping[str, str] = NONE
    """Where organizations are written to, by id, as far as the plan says so."""
    ends: date | None = None
    """The last day of its period, where it says so."""

    @property
    def counted(self) -> Mapping[str, str]:
        """The place of each promise in the plan, by its id, indicators after milestones: what it is
        called where the document has no numbers of its own. Else none."""
        promised = (*self.promises, *self.indicators)
        if any(promise.number for promise in promised):
            return NONE
        return {promise.id: f"{at}" for at, promise in enumerate(promised, 1)}


class Names(NamedTuple):
    """What parts of a plan are called, as in its `Brief`."""

    strategies: Mapping[str, str]
    objectives: Mapping[str, str]
    actions: Mapping[str, str]
    numbers: Mapping[str, str]


class Portion(NamedTuple):
    """What a plan has of one of its files."""

    file: str
    names: Names
    promises: Sequence[Promise]
    indicators: Sequence[Promise]


class Register(NamedTuple):
    """Everything that was promised in a folder, as it was read."""

    plans: tuple[Brief, ...]
    root: str = ""
    """The folder, as people are shown it. All files are relative to it."""
    unread: tuple[str, ...] = ()
    """The files of which something is missing from it."""
    commit: str | None = None
    """The full hash of the commit that it was read from; None for the files on disk."""
    unread_parts: tuple[UnreadPart, ...] = ()
    """What is missing of those files that can be read in part; of the others, all is."""
    held: tuple[str, ...] = ()
    """Those of `unread` that could be read, but for the `plan.yaml` of their plan, which can't."""
    absent: tuple[Absent, ...] = ()
    """Those of `unread` that are not there, though the `plan.yaml` beside them lists them."""

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Those of every plan, in order."""
        return tuple(promise for plan in self.plans for promise in plan.promises)

    @property
    def promised(self) -> tuple[Promise, ...]:
        """Those, and the indicators of every plan."""
        indicators = (promise for plan in self.plans for promise in plan.indicators)
        return (*self.promises, *indicators)

    @property
    def labels(self) -> tuple[Label, ...]:
        """What all of those are called."""
        parts = (
            (plan.id, part) for plan in self.plans for part in (plan.promises, plan.indicators)
        )
        return tuple(label for plan, part in parts for label in labels(plan, part))

    @property
    def numbered(self) -> bool:
        """Whether any part of them has a number of the document's own."""
        return any(plan.numbers for plan in self.plans)

    def number(self, plan: str, id_: str) -> str | None:
        """The document's own number of a part, by the ids of its plan and of it."""
        return next((p.numbers[id_] for p in self.plans if p.id == plan and id_ in p.numbers), None)

    def shown(self, file: str) -> str:
        """A file as people are shown it, from where they stand."""
        return path_in(self.root, file)
