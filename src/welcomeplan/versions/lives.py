"""The life of a promise through many versions, and the ledger of all of them: values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline, Question
from welcomeplan.errors import UserError
from welcomeplan.plan import NOBODY, ambiguous, matching
from welcomeplan.versions.moves import as_dated, words_of
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from welcomeplan.plan import Place, Register
    from welcomeplan.versions.steps import Step
    from welcomeplan.versions.values import Commit, Key, Shared, Version


class Kind(StrEnum):
    """What happened to a promise."""

    PROMISED = "promised"
    DATED = "dated"
    """It got its first deadline, or the first that means a day."""
    MOVED = "moved"
    """Its deadline fell on another day, or lost or gained one."""
    REWORDED = "reworded"
    """Its deadline has other words, and is the same day."""
    TIME_MOVED = "time moved"
    """One time of what repeats is due on another day than the others."""
    TARGET = "target changed"
    LOWERED = "target lowered"
    RAISED = "target raised"
    """So much is promised: of the whole, or of one time."""
    DONE = "done"
    REOPENED = "reopened"
    STATUS = "status"
    OWNER = "owner"
    RENAMED = "renamed"
    RELOCATED = "relocated"
    """It stands in another file, or another plan."""
    REMOVED = "removed"
    RETURNED = "returned"


DEADLINES = (Kind.PROMISED, Kind.DATED, Kind.MOVED, Kind.REWORDED)
"""What says for when something is promised."""
TARGETS = (Kind.TARGET, Kind.LOWERED, Kind.RAISED)
"""What says how much is promised."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a promise, and the commit that did it."""

    kind: Kind
    commit: Commit
    """Behind a merge: the commit there that did it, the last to bring what was merged."""
    before: str = ""
    after: str = ""
    due_before: date | None = None
    due_after: date | None = None
    days: int | None = None
    """Of a move: by how many days, later counted positive. Of what was done: how many days after
    its deadline (nought or fewer: on time). None where nothing tells it."""
    reason: str = ""
    """What was added to its log in that commit, or else the commit's subject."""
    logged: bool = False
    """Whether the reason is from the log."""
    calendar: bool = False
    """Of a move: whether the words stayed, and what they mean changed."""
    merge: str | None = None
    """The merge that brought it, where one did."""
    on: date | None = None
    """The day on which it happened, as the plan says it; None where it says none."""
    under: str = ""
    """By whose decision, as the log says that commit added to; empty where it says nothing."""
    steps: tuple[Step, ...] = ()
    """What was done in turn, where the log says that it was more than one thing. Then `under` is
    that of all, and empty where one of them is nobody's decision."""
    owner: str = ""
    """Of a move: who answered for it then; empty where nobody did."""

    least: bool = False
    """Of what was done: whether it may have been late by more days."""

    shared: Shared | None = None
    """Of what else the reason, or a decision, may be."""
    uncertain: bool = False
    """Whether it may have been so before: the clone begins with this commit."""

    @property
    def recorded_late(self) -> int | None:
        """Of a deadline that it gave: how many days after it the commit came to be, by the
        committer's day; None if in time, or if nobody knows."""
        if self.due_after is None or self.uncertain:
            return None
        days = (self.commit.landed - self.due_after).days
        return days if days > 0 else None


@dataclass(frozen=True)
class Life:
    """A promise from its first version to the last."""

    plan: str
    id: str
    place: Place
    """As it stands; of a removed one, as it last stood."""
    events: tuple[Event, ...]
    first_words: str
    """The words of its first deadline; empty where it never had one."""
    first_due: date | None
    """The first day it was promised for."""
    former: tuple[Key, ...] = ()
    """Earlier names, the oldest first."""
    removed: bool = False
    touched: Commit | None = None
    """The last commit that changed anything of it (its place apart); None: none ever did."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Its id, and those that it once had, the last first."""
        return (self.id, *(name for _, name in reversed(self.former)))

    @cached_property
    def due(self) -> Deadline | Question | None:
        """Its deadline as read, and dated by what it waits for."""
        return self.place.due if isinstance(self.place.due, Question) else as_dated(self.place)

    @property
    def promised(self) -> Event:
        """Its first appearance."""
        return self.events[0]

    @property
    def moves(self) -> tuple[Event, ...]:
        """Each time its deadline fell on another day."""
        return tuple(event for event in self.events if event.kind is Kind.MOVED)

    @property
    def times_moved(self) -> tuple[Event, ...]:
        """Each time that the deadline of one time alone fell on another day, of what repeats."""
        return tuple(event for event in self.events if event.kind is Kind.TIME_MOVED)

    def moved_under(self, owner: str | None) -> tuple[Event, ...]:
        """Each move of it, or of one of its times, while an organization answered for it; empty:
        while nobody did; None: whoever did."""
        every = (*self.moves, *self.times_moved)
        return tuple(move for move in every if owner in (None, move.owner))

    def slip_under(self, owner: str | None) -> int | None:
        """As `slip`, of what moved while an organization answered for it, as `moved_under`."""
        mine, every = self.moved_under(owner), self.moved_under(None)
        if len(mine) == len(every):
            return self.slip
        days = [move.days for move in mine if move.days is not None]
        if mine and not days:
            return None
        return None if self.slip is None and not days else sum(days)

    @property
    def owners(self) -> dict[str, None]:
        """Who answers for it, or did when it moved; empty: nobody."""
        return dict.fromkeys((self.place.owner or "", *(m.owner for m in self.moved_under(None))))

    @property
    def decided(self) -> int:
        """How many of its moves were somebody's decision, by its log."""
        return sum(bool(move.under) for move in self.moves)

    @property
    def due_by(self) -> date | None:
        """The last day on time by its deadline today."""
        return self.due.due_by if isinstance(self.due, Deadline) else None

    @property
    def words(self) -> str:
        """The words of its deadline today."""
        return words_of(self.place.promised)

    @cached_property
    def slip(self) -> int | None:
        """Days from its first deadline to today's, later counted positive; None without both. Of
        what repeats, where the last day says only until when, by how many its times moved."""
        if self.place.recurrence is not None:
            days = [move.days for move in self.moves if move.days]
            return sum(days) if days else None
        if self.first_due is None or self.due_by is None:
            return None
        return (self.due_by - self.first_due).days

    @property
    def recorded_late(self) -> int | None:
        """How many days after the first day it was promised for that was first recorded; None if
        in time. Nobody can tell then whether it was promised before."""
        first = next((e for e in self.events if e.kind in DEADLINES and e.due_after), None)
        return first.recorded_late if first and first.due_before is None else None

    @property
    def open(self) -> bool:
        """Whether it is still promised: neither done, dropped nor removed."""
        promise = self.place.promised
        return not self.removed and promise.done is None and promise.status != "dropped"

    @property
    def untouched(self) -> bool:
        """Whether it is open, and as it was when it was first promised."""
        return self.open and self.touched is None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lives of every promise: those that stand in plan order, then the removed."""

    lives: tuple[Life, ...]
    owner: str | None = None
    """Of whom it is: what moved is what did while that answered; empty: nobody; None: of all."""

    def of(self, owner: str | None = None, strategy: str | None = None) -> Ledger:
        """Those for which an organization answers, or nobody, or did when they moved; those of a
        strategy."""
        whose = "" if owner == NOBODY else owner
        fits = (
            life
            for life in self.lives
            if (whose is None or whose in life.owners)
            and strategy in (None, life.place.file.id, life.place.file.strategy.number)
        )
        return Ledger(tuple(fits), whose)

    def until(self, day: date) -> Ledger:
        """As far as things are said to have happened by a day. What a deadline was made to be
        counts from its commit, whatever day its log names."""
        return self._with(
            lambda event: event if event.kind in DEADLINES or (event.on or day) <= day else None
        )

    def begun_before(self, first: Commit) -> Ledger:
        """Likewise, where the clone begins with a commit: what it says may be older."""
        return self._with(
            lambda event: replace(event, uncertain=True) if event.commit == first else event
        )

    def _with(self, change: Callable[[Event], Event | None]) -> Ledger:
        """With other events, or fewer."""
        each = ((life, map(change, life.events)) for life in self.lives)
        lives = tuple(replace(life, events=tuple(filter(None, new))) for life, new in each)
        return replace(self, lives=lives)

    @property
    def moved(self) -> list[Life]:
        """Those whose deadline, or that of one time alone, fell on another day at least once."""
        return [life for life in self.lives if life.moved_under(self.owner)]

    @property
    def repeated(self) -> list[Life]:
        """Those moved twice or more, the most often moved first."""
        whose = self.owner
        often = [
            life
            for life in self.lives
            if sum(whose in (None, move.owner) for move in life.moves) > 1
        ]
        return sorted(often, key=lambda life: (-len(life.moves), -(life.slip or 0)))

    @property
    def untouched(self) -> list[Life]:
        """Those open, and never touched since they were first promised."""
        return [life for life in self.lives if life.untouched]

    @property
    def recorded_late(self) -> list[Life]:
        """Those first recorded after the day they were first promised for."""
        return [life for life in self.lives if life.recorded_late]

    @property
    def later(self) -> int:
        """Days between first and today's deadline, summed over those that are later today."""
        return sum(days for days in self._slips if days > 0)

    @property
    def _slips(self) -> list[int]:
        return [life.slip_under(self.owner) or 0 for life in self.lives]

    @property
    def sooner(self) -> int:
        """Likewise, over those that are sooner today; a positive number."""
        return -sum(days for days in self._slips if days < 0)

    def find(self, name: str) -> Life:
        """The promise that an id, an earlier id, a number, a full name or the beginning of an id
        stands for.

        Raises UserError, with the candidates, where nothing or several fit.
        """
        plan, _, wanted = name.rpartition("/")
        known = [life for life in self.lives if plan in ("", life.plan)]
        standing = [life for life in self.lives if not life.removed]
        found = [life for life in standing if life.place.goes_by(name)]
        found = found or [life for life in self.lives if life.place.goes_by(name)]
        found = found or matching(wanted, known, lambda life: life.ids)
        if len(found) == 1:
            return found[0]
        several = len({life.plan for life in self.lives}) > 1
        names = [f"{life.plan}/{life.id}" if several else life.id for life in found or known]
        if found:
            titles = [life.place.title for life in found]
            begun = all(wanted not in (*life.ids, life.place.number) for life in found)
            raise ambiguous(name, list(zip(names, titles, strict=True)), begun=begun)
        numbers = [life.place.number for life in known if life.place.number]
        called = "id or number" if numbers else "id"
        raise UserError(
            f"no milestone or indicator has or had the {called} `{name}`",
            f"{did_you_mean(name, [*names, *numbers])}To see them all:",
            command="welcomeplan history --all",
        )


class Past(NamedTuple):
    """What git knows of the plans of a folder."""

    register: Register
    """As they stood last."""
    ledger: Ledger
    versions: int
    """How many there are."""
    since: date
    """The day of the first, its committer's."""
    skipped: tuple[Version, ...]
    """Those of which some file could not be read."""
    dated_back: tuple[Version, ...]
    """Those whose commit bears a day, its committer's, well before that of a commit before it."""
    moved: tuple[tuple[str, Version], ...]
    """Where the folder stood before, and the first version where it stands since."""
    shallow: bool
    """Whether the beginning is not in this clone."""
