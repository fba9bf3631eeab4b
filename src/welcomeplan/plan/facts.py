"""The one object of facts: what is asked of standings, and every number that is said of them.

Whatever shows how a plan stands (`due`, `status`, `list`, a diff's sentence) takes its numbers
from here. They count promises; where a promise repeats, its times are listed one by one, and a
promise is overdue where one of its times is. What was deferred or dropped after its deadline is
missed, and no longer overdue.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Window
from welcomeplan.plan.duelist import Asked, Draft, DueList, LeftOut, by_date
from welcomeplan.plan.judging import each_plan, judge, judged
from welcomeplan.plan.lines import Lines
from welcomeplan.plan.measures import Gauged, gauge
from welcomeplan.plan.often import too_often_together
from welcomeplan.plan.replay import Course
from welcomeplan.plan.standing import FINISHED, Standing, State
from welcomeplan.plan.targets import Target, together
from welcomeplan.plan.wanted import Wanted, belonging, by_ids, filter_of, refuse_unknown
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from welcomeplan.plan.promise import Promise, Register


class Group(NamedTuple):
    """Some of the promises, counted: all of them, or those of a strategy, an owner, a plan."""

    key: str
    title: str
    standings: tuple[Standing, ...]
    missed: int
    """Of how many a deadline was missed, whatever became of them since. Of an owner: how many
    missed one while it answered for them, whoever does now."""
    indicators: tuple[Standing, ...] = ()
    """The indicators: they are counted apart."""
    number: str | None = None
    """The document's own number of a strategy or an objective, where it has one."""

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
    def overdue(self) -> int:
        """How many are overdue."""
        return sum(standing.state is State.OVERDUE for standing in self.standings)

    @property
    def unreadable(self) -> int:
        """Of how many that are open the deadline can't be read."""
        every = (*self.standings, *self.indicators)
        return sum(s.question is not None and s.open for s in every)

    @property
    def measured(self) -> Measured:
        """How its indicators stand."""
        return measured(self.indicators)


class Measured(NamedTuple):
    """Indicators, counted by what they are to reach: that may be one target, or one for each time
    of several."""

    indicators: int
    """How many have something to reach."""
    targets: int
    reached: int
    missed: int
    """Of how many targets the deadline was missed, whatever became of them since."""

    def __str__(self) -> str:
        what = plural(self.indicators, "indicator")
        if self.targets != self.indicators:
            what = f"{plural(self.targets, 'target')} of {what}"
        missed = f", {self.missed} missed" if self.missed else ""
        return f"{self.reached} of {what} reached{missed}"


def measured(found: Iterable[Standing]) -> Measured:
    """How indicators stand."""
    owed = [[one for one in whole.owed if one.goal] for whole in found]
    every = [one for each in owed for one in each]
    reached = sum(one.state in FINISHED for one in every)
    return Measured(sum(map(bool, owed)), len(every), reached, sum(one.missed for one in every))


class Total(NamedTuple):
    """Targets of one unit, added up over plans."""

    target: Target
    standings: tuple[Standing, ...]

    @property
    def logged(self) -> Decimal:
        """What their logs say together."""
        return sum((one.logged for one in self.standings), Decimal(0))


@dataclass(frozen=True)
class Facts:
    """How the promises that were asked for stand on a day."""

    register: Register
    """What was promised, all of it."""
    day: date
    wanted: Wanted
    elsewhere: Mapping[str, date] = field(default_factory=dict)
    """The plans, by id, for which it is another day now, with that day."""
    is_today: bool = False
    """Whether the day is the one on which they are looked at."""
    given: tuple[tuple[Standing, ...], tuple[Standing, ...]] | None = None
    """The milestones and the indicators that were asked for, where they are some that were judged
    before."""

    def judge(self) -> None:
        """Judge all of them, as is done when they are first asked for."""
        self.asked  # noqa: B018 - it is kept
        self.gauged  # noqa: B018 - likewise

    @cached_property
    def asked(self) -> tuple[Standing, ...]:
        """One for each milestone in the plan's order, in whatever state."""
        return self.given[0] if self.given else self._fitting(judge)

    @cached_property
    def gauged(self) -> tuple[Standing, ...]:
        """Likewise one for each indicator."""
        return self.given[1] if self.given else self._fitting(gauge)

    @cached_property
    def _those(self) -> Register:
        """The plans that are asked for: of a network's hundreds no other is judged for them."""
        plans = self.register.plans
        those = tuple(one for one in plans if self.wanted.plan in (None, one.id))
        return self.register._replace(plans=those)

    def _fitting(self, judges: Callable[..., list[Standing]]) -> tuple[Standing, ...]:
        fits = filter_of(self.register, self.wanted)
        every = judges(self._those, self.day, self.elsewhere)
        return tuple(one for one in every if fits(one.promise))

    @cached_property
    def indicators(self) -> tuple[Standing, ...]:
        """The indicators in the state that was asked for."""
        return tuple(filter(self._fits, self.gauged))

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Those in the state that was asked for."""
        return tuple(filter(self._fits, self.asked))

    def _fits(self, standing: Standing) -> bool:
        return self.wanted.state in (None, standing.state)

    @cached_property
    def all(self) -> Group:
        """All of them, counted."""
        return _group("", "All", self.standings, self.indicators)

    @cached_property
    def owed(self) -> tuple[Standing, ...]:
        """What is owed one by one, in the state that was asked for: times of what repeats, and
        the other promises, indicators among them."""
        every = (one for standing in (*self.asked, *self.gauged) for one in standing.owed)
        return tuple(filter(self._fits, every))

    @cached_property
    def overdue(self) -> tuple[Standing, ...]:
        """What should have been done and is not, the longest overdue first."""
        return tuple(sorted((s for s in self.owed if s.state is State.OVERDUE), key=by_date))

    @cached_property
    def attention(self) -> tuple[Standing, ...]:
        """What needs somebody now: overdue first, then blocked, then due soon, each by date."""
        order = {State.OVERDUE: 0, State.BLOCKED: 1, State.DUE_SOON: 2}
        urgent = (one for one in self.owed if one.state in order)
        return tuple(sorted(urgent, key=lambda s: (order[s.state], by_date(s))))

    def groups(self, by: str) -> list[Group]:
        """The promises by `strategy`, `objective`, `owner` or `plan`, in plan order."""
        if by == "owner":
            return self._owners()
        plans = {plan.id: plan for plan in reversed(self.register.plans)}
        names: dict[str, Callable[[Promise], tuple[str, str]]] = {
            "strategy": lambda p: (p.strategy, plans[p.plan].strategies[p.strategy]),
            "objective": lambda p: (p.objective, plans[p.plan].objectives[p.objective]),
            "plan": lambda p: (p.plan, plans[p.plan].title),
        }
        groups: dict[tuple[str, str, str], list[Standing]] = {}
        for standing in (*self.standings, *self.indicators):
            promise = standing.promise
            groups.setdefault((promise.plan, *names[by](promise)), []).append(standing)
        return [
            _group(key, title, *_apart(found))._replace(number=self.register.number(plan, key))
            for (plan, key, title), found in groups.items()
        ]

    def _owners(self) -> list[Group]:
        """One organization is the same in whatever plan it works. Those that missed a deadline of
        what others answer for today are among them."""
        called: dict[str, dict[str, None]] = {}
        for plan in self.register.plans:
            for org, name in plan.organizations.items():
                called.setdefault(org, {})[name] = None
        names = {org: " / ".join(every) for org, every in called.items()}
        groups: dict[str, list[Standing]] = {}
        missed: Counter[str] = Counter()
        for standing in (*self.standings, *self.indicators):
            groups.setdefault(standing.promise.owner or "", []).append(standing)
        for standing in self.standings:
            for owner in {miss.owner or "" for miss in standing.misses}:
                groups.setdefault(owner, [])
                missed[owner] += 1
        return [
            Group(key, names.get(key, key), milestones, missed[key], indicators)
            for key, found in groups.items()
            for milestones, indicators in [_apart(found)]
        ]

    @cached_property
    def totals(self) -> list[Total]:
        """The targets that several plans have of one unit. Levels don't add up, nor does what is
        promised of each time."""
        units: dict[str, list[tuple[Target, Standing]]] = {}
        for one in self.standings:
            target = one.promise.target
            if target and not target.share and not one.times:
                units.setdefault(target.unit.casefold().removesuffix("s"), []).append((target, one))
        return [
            Total(together(target for target, _ in found), tuple(one for _, one in found))
            for found in units.values()
            if len({one.promise.plan for _, one in found}) > 1
        ]

    def due(
        self, label: str, period: Window, *, everything: bool = False, earlier: bool = False
    ) -> DueList:
        """What is due in a period.

        A promise is due in a period when the last day that is on time falls inside. Those done,
        begun, deferred or dropped in time are listed with `everything`, and those that were due
        in it until they were moved; `earlier` adds what is overdue from before.
        """
        draft = Draft(Asked(period, everything, earlier))
        for whole in self._for(draft):
            draft.take(whole, self._fits)
        return draft.done(label)

    def _for(self, draft: Draft) -> Iterable[Standing]:
        """The promises that a draft must know whole: all that were asked for, or where what was
        kept of them says enough of the others, a few."""
        plans = self.register.plans
        if self.given or self.wanted.state or not all(type(one.promises) is Lines for one in plans):
            return (*self.asked, *self.gauged)
        return self._few(draft)

    def _few(self, draft: Draft) -> Iterator[Standing]:
        fits = filter_of(self.register, self.wanted)
        for course in (Course, Gauged):
            for plan, day, others in each_plan(self._those, self.day, self.elsewhere):
                lines = plan.promises if course is Course else plan.indicators
                if not isinstance(lines, Lines):
                    continue
                places = belonging(plan.id, lines, fits) if self.wanted else None
                asked = too_often_together(lines, day)
                for at in draft.skim(plan.id, lines, day, places):
                    its, end = course(lines[at], others), draft.asked.period.end
                    one = judged(its, day, end, asked.get(at))
                    if fits(one.promise):  # as it stood on that day
                        yield one

    def overdue_in(self, label: str, period: Window, *, alone: bool) -> DueList:
        """What is overdue; only what was due in the period, if that is asked for `alone`. What has
        reached its target, and is only not marked done, stands apart, at the end."""
        late = [s for s in self.overdue if not alone or (s.due_by and s.due_by in period)]
        late.sort(key=lambda standing: standing.reached)
        return DueList(label, period, tuple(late), LeftOut(unreadable=self.all.unreadable))


def facts_on(
    register: Register,
    day: date,
    wanted: Wanted | None = None,
    elsewhere: Mapping[str, date] | None = None,
    *,
    is_today: bool = False,
) -> Facts:
    """How the promises of a register stand on a day, those that are wanted; those of a plan for
    which it is another day now, on that.

    Raises UserError for a name that the plans don't know: a filter that can match nothing would
    look like a plan that owes nothing.
    """
    wanted = by_ids(register, wanted or Wanted())
    refuse_unknown(register, wanted)
    return Facts(register, day, wanted, elsewhere or {}, is_today)


def _group(
    key: str, title: str, found: tuple[Standing, ...], indicators: tuple[Standing, ...] = ()
) -> Group:
    return Group(key, title, found, sum(standing.missed for standing in found), indicators)


def _apart(found: Iterable[Standing]) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Milestones and indicators."""
    every = tuple(found)
    measured = tuple(one for one in every if one.promise.measure)
    return tuple(one for one in every if not one.promise.measure), measured
