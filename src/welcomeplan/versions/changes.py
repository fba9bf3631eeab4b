"""What an edit did to plans: one enum of kinds, one `Change`, and a sentence that sums them up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.plan import facts_on, register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from welcomeplan.plan import Plan, StrategyFile
    from welcomeplan.yamltext import Route


class ChangeKind(StrEnum):
    """What an edit did, in the order of importance to somebody who must approve it."""

    REMOVED = "removed"
    DROPPED = "dropped"
    REOPENED = "reopened"
    SLIPPED = "slipped"
    CALENDAR = "calendar changed"
    VAGUER = "made vaguer"
    DEFERRED = "deferred"
    BLOCKED = "blocked"
    LOG_REWRITTEN = "log rewritten"
    CHECKS = "checks changed"
    RENAMED = "renamed id"
    TARGET = "target changed"
    REWORDED = "reworded"
    COMPLETED = "completed"
    ADDED = "added"
    PULLED_FORWARD = "pulled forward"
    FIRMER = "made firmer"
    REOWNED = "re-owned"
    PARTNERS = "partners changed"
    MOVED = "moved"
    RESUMED = "resumed"
    STARTED = "started"
    PROGRESSED = "progressed"
    EVIDENCE = "evidence added"
    NOTED = "noted"
    CHANGED = "changed"
    """Something that has no kind of its own, named by `key`: tags, a source, `after`."""

    @property
    def rank(self) -> int:
        """0 for the most important."""
        return _RANKS[self]


_RANKS = {kind: rank for rank, kind in enumerate(ChangeKind)}

MOVES = frozenset({ChangeKind.SLIPPED, ChangeKind.PULLED_FORWARD, ChangeKind.VAGUER})
"""The kinds by which a deadline is no longer what was promised."""

UNEXPLAINED = MOVES | {ChangeKind.REOPENED, ChangeKind.DROPPED, ChangeKind.DEFERRED}
"""The kinds of which the summary says so when no reason was logged with them."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file of one side: a plan or strategy file, and a route into it."""

    place: Plan | StrategyFile
    route: Route

    @property
    def file(self) -> str:
        """The file's name, relative to the folder that was asked for."""
        return self.place.file

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line, from 1."""
        source = self.place.source
        span = source.span(self.route)
        return source.position(span.start)[0], source.position(max(span.start, span.end - 1))[0]


class Shift(NamedTuple):
    """A deadline that a calendar reads as another day, though nobody touched its words."""

    id: str
    title: str
    words: str
    before: date | None
    after: date | None
    explained: bool
    """Whether a note was added to its log in the same edit."""

    @property
    def days(self) -> int | None:
        """How many days later; None where it had no date, or has none now."""
        return (self.after - self.before).days if self.before and self.after else None


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
    many days after its deadline."""
    reason: str | None = None
    """The note that the same edit added to the milestone's log."""
    key: str = ""
    """The key of the plan file that changed."""
    was_due: date | None = None
    """Of a deadline that moved: the last day that was on time before."""
    noted_on: date | None = None
    """The day that the reason bears."""
    moved: tuple[Shift, ...] = ()
    """Of a calendar: the deadlines that it moves."""
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


def summary(changes: Iterable[Change], plans: Iterable[Plan], as_of: date) -> str:
    """One sentence: what an edit did, and how the plans stand after it on a day."""
    groups: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        # What was completed is said first; then as the table has it.
        first = change.kind is not ChangeKind.COMPLETED
        rank = first * (1 + change.kind.rank)
        groups.setdefault((rank, WHAT[change.what]), []).append(change)
    parts = [_counted(group) for _, group in sorted(groups.items())]
    whole = facts_on(register(plans), as_of).all
    stands = f"{whole.done} of {len(whole.standings)} done, {whole.overdue or 'none'} overdue"
    return f"{', '.join(parts) or 'nothing changed'}; {stands}"


def _counted(group: list[Change]) -> str:
    """Changes of one kind to one sort of thing, in words."""
    kind, what = group[0].kind, group[0].what
    if kind is ChangeKind.CALENDAR:
        moved = [shift for change in group for shift in change.moved]
        deadlines = _number(len(moved), "deadline")
        return "calendar changed" + (f", which moves {deadlines}" if moved else "")
    several = kind is ChangeKind.COMPLETED  # one milestone may be completed for several periods
    number = len({(c.plan, c.id, c.after if several else "") for c in group})
    said = f"{number if what == 'milestone' else _number(number, what)} {_SAID.get(kind, kind)}"
    days = [abs(change.days) for change in group if change.days]
    if kind in (ChangeKind.SLIPPED, ChangeKind.PULLED_FORWARD) and days:
        said += f" by {_range(days)}"
    if kind is ChangeKind.COMPLETED:
        late = [change.days for change in group if change.days and change.days > 0]
        if number == 1 and late:
            said += f" {_range(late)} late"
        elif late:
            said += f" ({len(late)} late by {_range(late)})"
    if kind in UNEXPLAINED and what == "milestone":
        silent = sum(change.reason is None for change in group)
        if silent == len(group):
            said += " without a reason"
        elif silent:
            said += f" ({silent} without a reason)"
    return said


_SAID = {
    ChangeKind.RENAMED: "renamed",
    ChangeKind.PARTNERS: "with other partners",
    ChangeKind.TARGET: "with another target",
    ChangeKind.EVIDENCE: "with new evidence",
    ChangeKind.LOG_REWRITTEN: "with a rewritten log",
    ChangeKind.CHECKS: "with other checks",
    ChangeKind.NOTED: "with a new note",
    ChangeKind.CHANGED: "changed in other ways",
}


def _range(days: list[int]) -> str:
    least, most = min(days), max(days)
    return _number(most, "day") if least == most else f"{least} to {most} days"


def _number(count: int, noun: str) -> str:
    plural = {"strategy": "strategies"}.get(noun, f"{noun}s")
    return f"{count} {noun if count == 1 else plural}"


# What has an id, in the order in which it is listed: promises before what holds them.
WHAT = {
    what: rank
    for rank, what in enumerate(
        ("milestone", "indicator", "action", "objective", "strategy", "organization", "plan")
    )
}
