"""What is asked of standings: which are wanted, what is due, what is late, how a plan stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Window
from welcomeplan.errors import UserError
from welcomeplan.plan.standing import FINISHED, SET_ASIDE, Standing, State
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from welcomeplan.plan.models import (
        Action,
        Entry,
        Milestone,
        Objective,
        Plan,
        Strategy,
        StrategyFile,
    )
    from welcomeplan.yamltext import Route


NOBODY = "nobody"
"""What `--owner` takes for milestones that nobody answers for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which milestones a command is asked for; None means all."""

    owner: str | None = None
    partner: str | None = None
    strategy: str | None = None
    plan: str | None = None
    tag: str | None = None

    def __bool__(self) -> bool:
        return self != Selection()


def select(
    standings: Iterable[Standing], plans: Sequence[Plan], wanted: Selection
) -> list[Standing]:
    """The standings that a selection asks for.

    Raises UserError for a name that the plans don't know: a filter that can match nothing would
    look like a plan that owes nothing.
    """
    organizations = {name for plan in plans for name in plan.head.organizations}
    known: list[tuple[str, str | None, set[str]]] = [
        ("organization", wanted.owner, organizations),
        ("organization", wanted.partner, organizations),
        ("strategy", wanted.strategy, {file.id for plan in plans for file in plan.strategies}),
        ("plan", wanted.plan, {plan.id for plan in plans}),
        (
            "tag",
            wanted.tag,
            {tag for plan in plans for e in plan.entries for tag in e.milestone.tags},
        ),
    ]
    for kind, name, names in known:
        if name is not None and name not in names and (kind, name) != ("organization", NOBODY):
            hint = did_you_mean(name, sorted(names))
            listing = ", ".join(sorted(names)) or "none at all"
            raise UserError(f"no {kind} is called `{name}`", f"{hint}The plan has: {listing}.")
    tests: list[tuple[str | None, Callable[[Entry, str], bool]]] = [
        (wanted.owner, lambda entry, name: (entry.owner or NOBODY) == name),
        (wanted.partner, lambda entry, name: any(p.org == name for p in entry.milestone.partners)),
        (wanted.strategy, lambda entry, name: entry.file.id == name),
        (wanted.plan, lambda entry, name: entry.plan.id == name),
        (wanted.tag, lambda entry, name: name in entry.milestone.tags),
    ]
    return [
        standing
        for standing in standings
        if all(name is None or test(standing.entry, name) for name, test in tests)
    ]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a list of due milestones does not show, and is still there."""

    done: int = 0
    overdue: int = 0
    under_way: int = 0
    deferred: int = 0
    dropped: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class DueList:
    """What is due in a period, by date, and what was left out."""

    label: str
    period: Window
    listed: tuple[Standing, ...]
    left_out: LeftOut


def due(
    standings: Iterable[Standing],
    label: str,
    period: Window,
    *,
    everything: bool = False,
    earlier: bool = False,
) -> DueList:
    """What is due in a period.

    A milestone is due in a period when the last day that is on time falls inside. Those done,
    deferred or dropped are listed with `everything`; `earlier` adds what is overdue from before.
    """
    listed: list[Standing] = []
    left: Counter[str] = Counter()
    for whole in standings:
        if whole.question and whole.open:
            left["unreadable"] += 1
        shown = left_under_way = False
        for standing in whole.owed:
            due_by = standing.due_by
            inside = due_by is not None and due_by in period
            before = due_by is not None and due_by < period.start
            late = standing.open and standing.missed
            if inside and (everything or standing.open) and not standing.begun:
                listed.append(standing)
                shown = True
            elif before and late and not standing.begun:
                if earlier:
                    listed.append(standing)
                    shown = True
                else:
                    left["overdue"] += 1
            elif inside and standing.state in FINISHED:
                left["done"] += 1
            elif inside and standing.state in SET_ASIDE:
                left[standing.state.value] += 1
            else:
                left_under_way = left_under_way or _under_way_in(standing, period)
        if left_under_way and not shown:
            left["under_way"] += 1
    listed.sort(key=_by_date)
    return DueList(label, period, tuple(listed), LeftOut(**left))


def overdue(standings: Iterable[Standing]) -> list[Standing]:
    """What should have been done and is not, the longest overdue first."""
    each = [one for standing in standings for one in standing.owed]
    return sorted((s for s in each if s.open and s.missed and not s.begun), key=_by_date)


def _by_date(standing: Standing) -> date:
    return standing.due_by or date.max


def _under_way_in(standing: Standing, period: Window) -> bool:
    if standing.state in FINISHED or standing.state in SET_ASIDE:
        return False
    if standing.starts is None:
        return standing.state is State.UNDER_WAY
    end = standing.due.end if standing.due and standing.due.end else date.max
    return Window(standing.starts, max(end, standing.starts)).overlaps(period)


@dataclass(frozen=True, slots=True)
class Place:
    """Something of a plan that has an id, with the milestones that belong to it."""

    kind: str
    """`strategy`, `objective`, `action` or `milestone`."""
    id: str
    plan: Plan
    file: StrategyFile
    part: Strategy | Objective | Action | Milestone
    route: Route
    entries: tuple[Entry, ...]


def places(plans: Iterable[Plan]) -> list[Place]:
    """Everything with an id, in plan order."""
    found = []
    for plan in plans:
        for file in plan.strategies:
            inside = tuple(entry for entry in plan.entries if entry.file is file)
            found.append(Place("strategy", file.id, plan, file, file.strategy, (), inside))
            for o, objective in enumerate(file.strategy.objectives):
                place: Route = ("objectives", o)
                below = tuple(entry for entry in inside if entry.objective is objective)
                found.append(Place("objective", objective.id, plan, file, objective, place, below))
                for a, action in enumerate(objective.actions):
                    own = tuple(entry for entry in below if entry.action is action)
                    route = (*place, "actions", a)
                    found.append(Place("action", action.id, plan, file, action, route, own))
                found += [
                    Place("milestone", e.milestone.id, plan, file, e.milestone, e.route, (e,))
                    for e in below
                ]
    return found


def find(plans: Sequence[Plan], name: str, kind: str | None = None) -> Place:
    """What an id, a full name (`plan/id`) or the beginning of one stands for.

    With `kind`, only that kind of thing is looked for. Raises UserError, with the candidates,
    where nothing or several fit.
    """
    plan_id, _, slug = name.rpartition("/")
    known = [p for p in places(plans) if kind in (None, p.kind) and plan_id in ("", p.plan.id)]
    exact = [place for place in known if place.id == slug]
    organization = any(slug in plan.head.organizations for plan in plans)
    begun = [p for p in known if slug and p.id.startswith(slug) and not organization]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        names = [_told_apart(place, plans, found) for place in found]
        raise UserError(
            f"`{name}` could be any of {len(found)}", f"Write one of: {', '.join(names)}."
        )
    raise UserError(
        f"no {kind or 'part of the plan'} has the id `{name}`",
        f"{_instead(plans, slug, kind, known)}`welcomeplan list` shows them all.",
    )


def _told_apart(place: Place, plans: Sequence[Plan], among: Sequence[Place]) -> str:
    """A name that tells a place from others: with its plan, and its line if an id stands twice."""
    name = f"{place.plan.id}/{place.id}" if len(plans) > 1 else place.id
    if sum(other.id == place.id and other.plan is place.plan for other in among) > 1:
        line = place.file.source.line_of(place.route)
        return f"{name} ({place.file.file}:{line}; `welcomeplan validate` says more)"
    return name


def _instead(plans: Sequence[Plan], slug: str, kind: str | None, known: Sequence[Place]) -> str:
    """What may have been meant by an id that no such thing has."""
    if any(slug in plan.head.organizations for plan in plans):
        return (
            f"`{slug}` is an organization: `welcomeplan list --owner {slug}` or"
            f" `--partner {slug}` shows its milestones. "
        )
    other = next((place for place in places(plans) if place.id == slug), None)
    if other and kind:
        inside = ", ".join(entry.milestone.id for entry in other.entries) or "none"
        what = f"`{slug}` is the id of the {other.kind} `{other.part.title}`"
        return f"{what}; its milestones: {inside}. "
    return did_you_mean(slug, [place.id for place in known])


def full_name(entry: Entry) -> str:
    """The milestone's name in a workspace of several plans."""
    return f"{entry.plan.id}/{entry.milestone.id}"


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the plan and how it stands: how many milestones are in each state."""

    key: str
    title: str
    standings: tuple[Standing, ...]

    @property
    def counts(self) -> dict[State, int]:
        """States that occur, in the order of `State`, with their counts."""
        counter = Counter(standing.state for standing in self.standings)
        return {state: counter[state] for state in State if counter[state]}

    @property
    def done(self) -> int:
        """How many are done, late or not."""
        return sum(standing.state in FINISHED for standing in self.standings)

    @property
    def missed(self) -> int:
        """How many deadlines were missed, whatever became of the milestone since."""
        return sum(standing.missed for standing in self.standings)


def group(standings: Iterable[Standing], by: str) -> list[Group]:
    """The standings by `strategy`, `objective`, `owner` or `plan`, in plan order."""
    keys: dict[str, Callable[[Standing], tuple[str, str]]] = {
        "strategy": lambda s: (s.entry.file.id, s.entry.file.strategy.title),
        "objective": lambda s: (s.entry.objective.id, s.entry.objective.title),
        "owner": lambda s: (s.entry.owner or "", s.entry.owner_name),
        "plan": lambda s: (s.entry.plan.id, s.entry.plan.head.title),
    }
    groups: dict[tuple[str, str, str], list[Standing]] = {}
    for standing in standings:
        # One organization is the same wherever it works; other parts belong to their plan.
        plan = "" if by == "owner" else standing.entry.plan.id
        groups.setdefault((plan, *keys[by](standing)), []).append(standing)
    return [Group(key, title, tuple(members)) for (_, key, title), members in groups.items()]


def attention(standings: Iterable[Standing]) -> list[Standing]:
    """What needs somebody now: overdue first, then blocked, then due soon, each by date."""
    order = {State.OVERDUE: 0, State.BLOCKED: 1, State.DUE_SOON: 2}
    urgent = [one for standing in standings for one in standing.owed if one.state in order]
    return sorted(urgent, key=lambda s: (order[s.state], _by_date(s)))
