"""A plan as it was read, and its one walk: every part with an id, where it stands.

`parts` is the only loop over strategies, objectives, indicators, actions and milestones; whatever
asks something of a plan asks its places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from welcomeplan.deadlines import (
    Deadline,
    Occurrence,
    Question,
    Recurrence,
    Window,
    called,
    read_deadline,
    read_repeats,
)
from welcomeplan.plan.aims import days_called
from welcomeplan.plan.models import Due, Indicator, Milestone
from welcomeplan.plan.offers import PROMISED
from welcomeplan.plan.promise import times_of
from welcomeplan.plan.stretch import first_day, since, stretch_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from welcomeplan.deadlines import Calendar
    from welcomeplan.diagnostics import UnreadPart
    from welcomeplan.plan.models import Head, Objective, Part, Strategy
    from welcomeplan.plan.stretch import Stretch, Stub
    from welcomeplan.yamltext import Route, Source, Span

_T = TypeVar("_T")


@dataclass(frozen=True)
class StrategyFile:
    """A strategy with the file it was read from. Its id is the file's name without ending."""

    id: str
    file: str
    """The file's name, relative to the folder that was asked for."""
    source: Source
    strategy: Strategy
    unread: tuple[UnreadPart, ...] = ()
    """The milestones and indicators of it that could not be read: the model is without them."""

    def numbered(self, route: Route, models: Sequence[_T]) -> Iterator[tuple[Route, _T]]:
        """The items that were read of a list at a route, each with its own route in the file."""
        if not self.unread:
            return (((*route, at), model) for at, model in enumerate(models))
        unread = {part.route for part in self.unread}
        every = ((*route, at) for at in count())
        return zip((one for one in every if one not in unread), models, strict=False)


@dataclass(frozen=True, eq=False)
class Document:
    """An adopted document that is kept beside a plan, or why it can't be read."""

    at: int
    """Which of the plan's sources it is."""
    path: str
    data: bytes = b""
    fault: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Plan:
    """A plan as it was read: the head, the strategies, and where each stands on disk."""

    id: str
    file: str
    """The name of its `plan.yaml`, relative to the folder that was asked for."""
    source: Source
    head: Head
    calendar: Calendar
    strategies: tuple[StrategyFile, ...]
    complete: bool = True
    """False where a strategy file could not be read, wholly or in part: what is missing may stand
    there."""
    beside: bool = False
    """Whether other plans stand in the folder that was read: an id alone may be any one's."""
    documents: tuple[Document, ...] = ()
    """Those that its sources name by `path`, where somebody asked for them."""

    @property
    def timezone(self) -> str | None:
        """The name of the time zone whose day it is judged on, where it says so."""
        return self.head.calendar.timezone

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every part with an id, in the plan's order."""
        return tuple(parts(self))

    @cached_property
    def milestones(self) -> tuple[Place, ...]:
        """Every milestone, in the plan's order."""
        return tuple(place for place in self.places if place.kind == "milestone")

    @cached_property
    def indicators(self) -> tuple[Place, ...]:
        """Every indicator, likewise."""
        return tuple(place for place in self.places if place.kind == "indicator")

    @cached_property
    def promised(self) -> dict[str, Place]:
        """The milestones and the indicators by id, likewise."""
        found = dict(self.by_id)
        for place in self.indicators:
            found.setdefault(place.id, place)
        return found

    @cached_property
    def by_id(self) -> dict[str, Place]:
        """The milestones by id (the first, where an id is given twice)."""
        found: dict[str, Place] = {}
        for place in self.milestones:
            found.setdefault(place.id, place)
        return found

    @cached_property
    def own(self) -> dict[str, Any]:
        """The values of the `x-` keys of its `plan.yaml`."""
        return own_keys(self.source, ())

    @cached_property
    def standing(self) -> dict[str, tuple[StrategyFile, Milestone | Indicator]]:
        """In which file each of its promises stands, and what it says there: as `promised`, without
        the places, of which each holds its plan."""
        found: dict[str, tuple[StrategyFile, Milestone | Indicator]] = {}
        every = [(file, part) for file in self.strategies for part in file.strategy.objectives]
        for file, part in every:
            for models in (*(action.milestones for action in part.actions), part.milestones):
                for one in models:
                    found.setdefault(one.id, (file, one))
        for file, part in every:
            for indicator in part.indicators:
                found.setdefault(indicator.id, (file, indicator))
        return found

    def promised_in(self, file: StrategyFile) -> tuple[Place, ...]:
        """The milestones and the indicators of one of its files: no other is gone through."""
        return tuple(place for place in _parts_of(self, file) if place.kind in PROMISED)

    @property
    def unread(self) -> tuple[UnreadPart, ...]:
        """What could not be read of the files that are read in part."""
        return tuple(part for file in self.strategies for part in file.unread)

    @cached_property
    def period(self) -> Deadline | None:
        """The plan's horizon as read; None where it gives none, or none that can be read."""
        try:
            return read_deadline(self.head.period, self.calendar) if self.head.period else None
        except Question:
            return None  # `unreadable-deadline` says so


@dataclass(frozen=True, eq=False, slots=True)
class Place:
    """A part of a plan that has an id, where it stands."""

    kind: str
    """`strategy`, `objective`, `indicator`, `action` or `milestone`."""
    id: str
    title: str
    model: Part
    plan: Plan
    file: StrategyFile
    route: Route
    parent: Place | None = None
    """What it belongs to; of a milestone that says `for`, that action."""
    year: int | None = None
    """The year that stands above it, for deadline words that name none."""
    owner: str | None = None
    """Who answers for it: its owner or lead; without one, the lead of a milestone's action."""

    # What is read of it when it is first asked for: each is made by the function of `_READ`.
    own: dict[str, Any] = field(init=False, repr=False)
    """What the planner keeps beside: the values of its `x-` keys."""
    due: Deadline | Question | None = field(init=False, repr=False)
    """Its deadline as read by the plan's calendar; a question where it can't be read, or where
    that of one of several targets can't, or, without one, how often it `repeats`. Of what
    repeats, words that promise a beginning say since when: each time is promised. Nothing of an
    indicator begins."""
    aims: dict[str, Occurrence] = field(init=False, repr=False)
    """The times of an indicator that has a target for each, by the key as written; without
    those that can't be read."""
    starts: Deadline | Question | None = field(init=False, repr=False)
    """When work begins, or since when it repeats, likewise."""
    recurrence: Recurrence | None = field(init=False, repr=False)
    """How it repeats, by `repeats` or by the words of its deadline; None where it does not."""
    _often: Recurrence | Question | None = field(init=False, repr=False)
    """What `repeats` says; a question where it can't be read."""
    _stretched: Stretch = field(init=False, repr=False)

    if not TYPE_CHECKING:  # which would take every name for one of these

        def __getattr__(self, name: str) -> Any:
            """What is then kept in a slot: a dict for each place takes more than all else of it."""
            if name not in _READ:
                raise AttributeError(f"a place has no `{name}`")
            found = _READ[name](self)
            object.__setattr__(self, name, found)
            return found

    @property
    def milestone(self) -> Milestone:
        """Its model, where it is a milestone. Raises TypeError for another part."""
        if not isinstance(self.model, Milestone):
            raise TypeError(f"{self.kind} {self.id} is no milestone")
        return self.model

    @property
    def indicator(self) -> Indicator:
        """Its model, where it is an indicator. Raises TypeError for another part."""
        if not isinstance(self.model, Indicator):
            raise TypeError(f"{self.kind} {self.id} is no indicator")
        return self.model

    @property
    def promised(self) -> Milestone | Indicator:
        """Its model, where it is a promise. Raises TypeError for another part."""
        if not isinstance(self.model, (Milestone, Indicator)):
            raise TypeError(f"{self.kind} {self.id} is no promise")
        return self.model

    @property
    def number(self) -> str | None:
        """The document's own number of it, where it has one."""
        return getattr(self.model, "number", None)

    @property
    def allow(self) -> tuple[str, ...]:
        """The names of the checks that it is excused from; what stands in it is not."""
        return getattr(self.model, "allow", ())

    def goes_by(self, name: str) -> bool:
        """Whether a name is wholly its own: its id, its number, or one of them after `plan/`."""
        own = (self.id, self.number) if self.number else (self.id,)
        return name in own or any(name == f"{self.plan.id}/{one}" for one in own)

    @property
    def typed(self) -> str:
        """What a command calls it: its id, or among several plans `plan/id`."""
        return f"{self.plan.id}/{self.id}" if self.plan.beside else self.id

    @property
    def line(self) -> int:
        """The line of the file on which it begins."""
        return self.file.source.line_of(self.route)

    def span(self, *route: str | int) -> Span:
        """Where something in it stands: offsets in its file's text."""
        return self.file.source.span((*self.route, *route))

    def above(self, kind: str) -> Place | None:
        """The nearest part of a kind that it belongs to; itself, where it is one."""
        place: Place | None = self
        while place and place.kind != kind:
            place = place.parent
        return place

    @property
    def inside(self) -> tuple[Place, ...]:
        """The milestones that belong to it; of a milestone, itself."""
        every = self.plan.milestones
        return tuple(place for place in every if place.above(self.kind) is self)

    def read(self, due: Due | None) -> Deadline | Question | None:
        """Another deadline of it, read as its own is."""
        return read_due(due, self.plan.calendar, self.year)

    def read_words(self, words: str) -> Deadline | Question | None:
        """Words of it, likewise."""
        return self.read(Due.model_construct(words=words, by=None))

    @property
    def waits(self) -> tuple[str, ...]:
        """What a milestone waits for, whether the plan has it or not: its `after`, and that of a
        deadline like "30 days after kickoff"."""
        anchor = self.due.anchor if isinstance(self.due, Deadline) else None
        return (*self.promised.after, *((anchor,) if anchor else ()))

    def period_of(self, words: str) -> str:
        """The name of the time that words of its record mean, of an indicator with a target for
        each: `Q1 2027` is that of `FY2027Q1`. As they are written, where it has none of that name,
        and of all else."""
        times, wanted = self.aims.items(), words.casefold()
        labels = {one.label.casefold(): one.label for _, one in times}
        if not times or wanted in labels:
            return labels.get(wanted, words)
        days = days_called(words, self.plan.calendar, self.year)
        keys = (one.label for key, one in times if wanted == key.casefold() or one.window == days)
        return next(keys, words)

    @property
    def unsaid(self) -> bool:
        """Whether the words that say since when it repeats can't be read so."""
        due = getattr(self.model, "due", None)
        read = isinstance(self.due, Question) and isinstance(self.read(due), Deadline)
        return read or isinstance(self.starts, Question)

    @property
    def stretch(self) -> tuple[date | None, date | None]:
        """The first and the last day in which it repeats: `starts` to `due`, or the plan's period.

        A plan promises nothing before it is adopted. None, where nothing says it.
        """
        return self._stretched.start, self._stretched.end

    @property
    def stubs(self) -> tuple[Stub, ...]:
        """The periods of what repeats of which the plan has only a part: they are none of its
        times."""
        return self._stretched.stubs

    def times(self, until: date) -> tuple[Occurrence, ...]:
        """As `times_of`."""
        return times_of(self.recurrence, self.stretch, until)


def _read_own(place: Place) -> dict[str, Any]:
    return own_keys(place.file.source, place.route)


def _read_due(place: Place) -> Deadline | Question | None:
    due = getattr(place.model, "due", None)
    if due is None and isinstance(place.model, Indicator):
        each = map(place.read_words, place.model.targets)
        return next((one for one in each if isinstance(one, Question)), None)
    if due is None and isinstance(place._often, Question):
        return place._often
    read = place.read(due)
    if not isinstance(read, Deadline) or (due and due.by):
        return read
    if isinstance(place.model, Indicator) and read.begin_by:
        return _never_begun(read)
    return since(read, place.recurrence) if getattr(place.model, "repeats", None) else read


def _read_aims(place: Place) -> dict[str, Occurrence]:
    if not isinstance(place.model, Indicator):
        return {}
    found = {key: place.read_words(key) for key in place.model.targets}
    days = {
        key: Window(due.start, due.end)
        for key, due in found.items()
        if isinstance(due, Deadline) and due.start and due.end
    }
    times = {
        key: Occurrence(called(" ".join(key.split()), window, place.plan.calendar), window)
        for key, window in days.items()
    }
    return dict(sorted(times.items(), key=lambda one: one[1].window.end))


def _read_starts(place: Place) -> Deadline | Question | None:
    starts = getattr(place.model, "starts", None)
    read = place.read(starts)
    if starts is None or starts.by or not isinstance(read, Deadline):
        return read
    return first_day(read) if place.recurrence else read


def _read_recurrence(place: Place) -> Recurrence | None:
    if getattr(place.model, "repeats", None):
        return None if isinstance(place._often, Question) else place._often
    return place.due.recurrence if isinstance(place.due, Deadline) else None


def _read_often(place: Place) -> Recurrence | Question | None:
    repeats = getattr(place.model, "repeats", None)
    try:
        return read_repeats(repeats, place.plan.calendar) if repeats else None
    except Question as question:
        return question


def _read_stretched(place: Place) -> Stretch:
    return stretch_of(place)


_READ = {
    "own": _read_own,
    "due": _read_due,
    "aims": _read_aims,
    "starts": _read_starts,
    "recurrence": _read_recurrence,
    "_often": _read_often,
    "_stretched": _read_stretched,
}


def _never_begun(due: Deadline) -> Question:
    return Question(
        due.words,
        "Nothing of an indicator begins: it is read, and its target is reached by a day.",
        f"Write by when, such as `by {due.due_by:%B %Y}`; what is to begin is a milestone.",
    )


def own_keys(source: Source, route: Route) -> dict[str, Any]:
    """The `x-` keys of the mapping at a route, and what they hold: texts, and lists and mappings
    of them. Nothing reads a meaning into it."""
    own = (key for key in source.keys(route) if key.startswith("x-"))
    return {key: source.plain((*route, key)) for key in own}


def parts(plan: Plan) -> Iterator[Place]:
    """Every part of a plan that has an id, each after what it belongs to."""
    for file in plan.strategies:
        yield from _parts_of(plan, file)


def _parts_of(plan: Plan, file: StrategyFile) -> Iterator[Place]:
    model = file.strategy
    strategy = Place(
        "strategy", file.id, model.title, model, plan, file, (), None, model.year, model.lead
    )
    yield strategy
    for o, objective in enumerate(model.objectives):
        yield from _objective(strategy, o, objective)


def _objective(strategy: Place, at: int, model: Objective) -> Iterator[Place]:
    plan, file = strategy.plan, strategy.file
    route: Route = ("objectives", at)
    year = model.year or strategy.year
    objective = Place(
        "objective", model.id, model.title, model, plan, file, route, strategy, year, model.lead
    )
    yield objective
    for at_one, one in file.numbered((*route, "indicators"), model.indicators):
        yield Place(
            "indicator", one.id, one.title, one, plan, file, at_one, objective, year, one.owner
        )
    actions: dict[str, Place] = {}
    for a, part in enumerate(model.actions):
        at_part = (*route, "actions", a)
        action = Place(
            "action", part.id, part.title, part, plan, file, at_part, objective, year, part.lead
        )
        actions.setdefault(part.id, action)
        yield action
        yield from _milestones(action, part.milestones, {})
    yield from _milestones(objective, model.milestones, actions)


def _milestones(
    holder: Place, models: tuple[Milestone, ...], actions: dict[str, Place]
) -> Iterator[Place]:
    """The milestones under an action or objective; by `for`, they belong to one of `actions`."""
    for route, model in holder.file.numbered((*holder.route, "milestones"), models):
        parent = actions.get(model.for_ or "", holder)
        lead = parent.owner if parent.kind == "action" else None
        yield Place(
            "milestone",
            model.id,
            model.title,
            model,
            holder.plan,
            holder.file,
            route,
            parent,
            holder.year,
            model.owner or lead,
        )


def read_due(
    due: Due | None, calendar: Calendar, year: int | None = None
) -> Deadline | Question | None:
    """A deadline as written, read. A question, where the words can't be, is data: not raised.

    `year` is the one that the objective or strategy above it states; words that name one keep it.
    """
    if due is None:
        return None
    if due.by:
        reading = f"by {due.by.day} {due.by:%B %Y}: the plan gives the day beside its words"
        return Deadline(due.words, "date", end=due.by, reading=reading)
    try:
        return read_deadline(due.words, calendar, year=year)
    except Question as question:
        return question
