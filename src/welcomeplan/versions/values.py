"""The plain values of this room: a version and its commit, what is compared, what an edit did."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from datetime import date as Day  # noqa: N812 - where a field is called `date`

    from welcomeplan.diagnostics import UnreadPart
    from welcomeplan.plan import Part, Place, Plan, StrategyFile
    from welcomeplan.versions.steps import Step
    from welcomeplan.yamltext import Route

Key = tuple[str, str]
"""A plan's id and a milestone's."""


class Commit(NamedTuple):
    """Who made a version, when, and what they said: what a commit says of itself."""

    hash: str
    date: date
    """The author's day, as `git log` shows it: when it was written, by their own word."""
    author: str
    subject: str
    parents: tuple[str, ...] = ()
    committed: Day | None = None
    """The committer's day: when it came to stand as it does. None: the author's."""
    moment: datetime | None = None
    """Likewise the time, in UTC; None where it does not say."""

    @property
    def landed(self) -> Day:
        """The committer's day. It is another than the author's where something was rebased,
        amended, applied for somebody, or dated back."""
        return self.committed or self.date


def short(commit: str) -> str:
    """A commit's hash as people are shown it: ten digits."""
    return commit[:10]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What could not be read of a version: nothing is said of what may stand there."""

    files: frozenset[str] = frozenset()
    """The files in which anything may stand: those that could not be read at all, and those with
    a part whose id can't be told."""
    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The files in which the others have a part of that id that could not be read, by their
    folder and the id."""

    @classmethod
    def of(cls, unread: Iterable[str], parts: Sequence[UnreadPart]) -> Gaps:
        """Those of the files of which something could not be read, and the parts of some."""
        named = {part.file for part in parts} - {part.file for part in parts if not part.id}
        ids = {(_folder(p.file), p.id): p.file for p in parts if p.id and p.file in named}
        return cls(frozenset(unread) - named, ids)

    def part(self, file: str, id_: str) -> str | None:
        """The file of the same folder as another with a part of this id that can't be read."""
        return self.ids.get((_folder(file), id_)) if self.ids else None

    def hide(self, file: str, id_: str, kind: str = "milestone") -> bool:
        """Whether something that stands in a file of another version may stand here, unread."""
        leaf = kind in ("milestone", "indicator")
        return file in self.files or (leaf and self.part(file, id_) is not None)


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Version:
    """The plans as they stood after a commit."""

    commit: Commit
    plans: tuple[Plan, ...]
    unread: tuple[str, ...] = ()
    """Files that could not be read then, or not in whole. What stood in them and is not known to
    be gone is taken to stand there still."""
    behind: tuple[Version, ...] = ()
    """Of a merge: the versions on the branches that it merged, oldest first."""
    folder: str = ""
    """Where the plans' folder stood then, from the top of the repository."""
    before: tuple[str, ...] = ()
    """Of a merge, and of what is behind one: the commits of the versions just before, one for
    each branch."""
    began: tuple[Version, ...] = ()
    """Of a merge: the versions, not behind it, that it and those behind it went on from."""
    unread_parts: tuple[UnreadPart, ...] = ()
    """What could not be read of the files that could be read in part."""
    _places: dict[tuple[str, str], dict[int, Place]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Those of the files that were gone through, by plan and file, and by the model of each: a plan
    that kept them itself would be held by them for ever."""

    def promise(self, key: Key) -> Place | None:
        """A promise that stood there: only the file that has it is gone through, and once."""
        for plan in self.plans:
            if plan.id == key[0] and key[1] in plan.standing:
                file, model = plan.standing[key[1]]
                at = plan.file, file.file
                if at not in self._places:
                    places = plan.promised_in(file)
                    self._places[at] = {id(place.model): place for place in places}
                return self._places[at][id(model)]
        return None

    @property
    def gaps(self) -> Gaps:
        """What may have stood there, unread."""
        return Gaps.of(self.unread, self.unread_parts)


class Unread(NamedTuple):
    """What could not be read of each side."""

    base: Gaps = Gaps()
    head: Gaps = Gaps()


# -- what is compared


@dataclass(frozen=True, eq=False)
class Named:
    """What has an id in `plan.yaml` and is no place: an organization, or the plan itself."""

    kind: str
    id: str
    title: str
    model: Part
    plan: Plan
    route: Route
    parent: None = None
    year: None = None
    owner: str | None = None
    due: None = None

    @property
    def file(self) -> Plan:
        """Where it stands."""
        return self.plan


if TYPE_CHECKING:
    Thing: TypeAlias = Place | Named
    """Whatever has an id."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two versions of a plan, and which ids of the first have other names in the second."""

    base: Plan
    head: Plan
    renamed: Mapping[tuple[str, str], str]
    """The new id, by kind and old id."""

    @property
    def same_calendar(self) -> bool:
        """Whether equal words mean equal days."""
        return self.base.calendar is self.head.calendar or self.base.calendar == self.head.calendar

    @property
    def same_span(self) -> bool:
        """Whether what repeats as often as before does so from the same day to the same day."""
        was, now = self.base.head, self.head.head
        return (was.adopted, was.period) == (now.adopted, now.period)

    def new_id(self, kind: str, name: str | None) -> str | None:
        """The id that something of the base has in the head."""
        return self.renamed.get((kind, name), name) if name else name

    def parent(self, old: Thing) -> tuple[str, str] | None:
        """What holds something of the base, by the ids of the head."""
        if old.parent is None:
            return None
        kind, name = old.parent.kind, old.parent.id
        return kind, self.renamed.get((kind, name), name)


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file of one side: a plan or strategy file, and a route to one of its keys."""

    holder: Plan | StrategyFile
    route: Route

    @property
    def file(self) -> str:
        """The file's name, relative to the folder that was asked for."""
        return self.holder.file

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line, from 1."""
        source = self.holder.source
        span = source.span(self.route)
        return source.position(span.start)[0], source.position(max(span.start, span.end - 1))[0]


class Spot(NamedTuple):
    """A place in a plan, where something is said of it that no one change is about."""

    plan: str
    at: Where


_FIRST: dict[str, Route] = {"strategy": ("title",), "plan": ("title",), "organization": ()}


def where(thing: Thing, *route: str | int) -> Where:
    """The place of one of its keys; without that key, its first line."""
    key = (*thing.route, *route)
    if route and thing.file.source.node(key) is not None:
        return Where(thing.file, key)
    return Where(thing.file, (*thing.route, *_FIRST.get(thing.kind, ("id",))))


# -- what an edit did


class ChangeKind(StrEnum):
    """What an edit did, in the order of importance to somebody who must approve it."""

    REMOVED = "removed"
    DROPPED = "dropped"
    REOPENED = "reopened"
    CORRECTED = "done corrected"
    SLIPPED = "slipped"
    FEWER = "promised less often"
    LOWERED = "target lowered"
    CALENDAR = "calendar changed"
    VAGUER = "made vaguer"
    DEFERRED = "deferred"
    BLOCKED = "blocked"
    LOG_REWRITTEN = "log rewritten"
    READINGS = "readings rewritten"
    SETBACK = "fell back"
    CHECKS = "checks changed"
    EXCUSED = "excuses changed"
    RENAMED = "renamed id"
    TARGET = "target changed"
    REWORDED = "reworded"
    COMPLETED = "completed"
    ADDED = "added"
    PULLED_FORWARD = "pulled forward"
    MORE = "promised more often"
    RAISED = "target raised"
    FIRMER = "made firmer"
    REOWNED = "re-owned"
    PARTNERS = "partners changed"
    MOVED = "moved"
    RESUMED = "resumed"
    STARTED = "started"
    PROGRESSED = "progressed"
    MEASURED = "measured"
    """An indicator has another reading, and nothing tells whether that is progress."""
    EVIDENCE = "evidence added"
    NOTED = "noted"
    CHANGED = "changed"
    """Something that has no kind of its own, named by `key`: tags, a source, `after`."""

    @property
    def rank(self) -> int:
        """0 for the most important."""
        return _RANKS[self]


_RANKS = {kind: rank for rank, kind in enumerate(ChangeKind)}

MOVES = frozenset(
    {ChangeKind.SLIPPED, ChangeKind.PULLED_FORWARD, ChangeKind.VAGUER, ChangeKind.FEWER}
)
"""The kinds by which a deadline, or how often, is no longer what was promised."""

UNEXPLAINED = MOVES | {
    ChangeKind.REOPENED,
    ChangeKind.LOWERED,
    ChangeKind.DROPPED,
    ChangeKind.DEFERRED,
}
"""The kinds of which the summary says so when no reason was logged with them."""


BECAME = {
    "active": ChangeKind.STARTED,
    "blocked": ChangeKind.BLOCKED,
    "deferred": ChangeKind.DEFERRED,
    "dropped": ChangeKind.DROPPED,
}
"""What an edit did to something, by the status that it has since."""


class Shift(NamedTuple):
    """A deadline that a calendar reads as another day, though nobody touched its words."""

    id: str
    title: str
    words: str
    before: date | None
    after: date | None
    explained: bool
    """Whether a note was added to its log in the same edit."""
    under: str = ""
    """By whose decision, as an entry says that was added likewise; empty where none does."""

    @property
    def days(self) -> int | None:
        """How many days later; None where it had no date, or has none now."""
        return (self.after - self.before).days if self.before and self.after else None


class Shared(NamedTuple):
    """What entries say that may be of any of several changes: nothing tells which is of which."""

    keys: tuple[str, ...]
    """What changed, in a word each."""
    under: str
    """By whose decision, as they say; empty where none does, or where it is that of each."""

    def __str__(self) -> str:
        return f"by {self.under}, for {' or '.join(self.keys)}" if self.under else ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an edit did to a plan."""

    kind: ChangeKind
    what: str
    """`milestone`, `indicator`, `action`, `objective`, `strategy`, `organization` or `plan`."""
    plan: str
    id: str
    title: str
    before: str | None = None
    after: str | None = None
    days: int | None = None
    """Of a deadline: how many days later it is (earlier, if negative). Of what was completed: how
    many days after its deadline (nought or fewer: on time). None where nothing tells it."""
    reason: str | None = None
    """The note that the same edit added to the milestone's log."""
    key: str = ""
    """The key of the plan file that changed."""
    was_due: date | None = None
    """Of a deadline that moved: the last day that was on time before."""
    noted_on: date | None = None
    """The day that the reason bears."""
    recorded: bool = True
    """Whether an entry that the edit added keeps what it was before; of what needs none, true."""
    moved: tuple[Shift, ...] = ()
    """Of a calendar: the deadlines that it moves."""
    said: str = ""
    """What it makes of how the promise stands, in words: `was 31 days late, now on time`."""
    number: str | None = None
    """The document's own number of it, where it has one."""
    under: str = ""
    """By whose decision, as an entry says that the same edit added to its log; empty where none
    does."""
    steps: tuple[Step, ...] = ()
    """What was done in turn, where entries keep that it was more than one thing. Then `under` is
    that of all, and empty where one of them is nobody's decision."""
    shared: Shared | None = None
    """Where the reason, or a decision, may be of something else that changed: of what."""
    least: bool = False
    """Of what was completed: whether it may have been late by more days."""
    where: Where = field(compare=False, repr=False, kw_only=True)
    """Where it stands: on the head's side, or the base's where it is gone."""
    near: Where | None = field(default=None, compare=False, repr=False, kw_only=True)
    """Where in the head a person should look: of what is gone, at the nearest thing above it that
    is left. None where its whole plan is gone."""

    @property
    def file(self) -> str:
        """The file's name, relative to the folder that was asked for."""
        return self.where.file

    @property
    def items(self) -> tuple[set[str], set[str]]:
        """Of a list: what it held, and holds."""
        before, after = (
            set(side.split(", ")) if side else set() for side in (self.before, self.after)
        )
        return before, after

    @property
    def gone(self) -> bool:
        """Whether it stands in the base alone."""
        return self.kind is ChangeKind.REMOVED

    @property
    def at(self) -> Where:
        """Where a person should look: in the head, if any of its plan is left there."""
        return self.near or self.where

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.where.lines[0]

    @property
    def end_line(self) -> int:
        """The last line."""
        return self.where.lines[1]


# What has an id, in the order in which it is listed: promises before what holds them.
WHAT = {
    what: rank
    for rank, what in enumerate(
        ("milestone", "indicator", "action", "objective", "strategy", "organization", "plan")
    )
}
