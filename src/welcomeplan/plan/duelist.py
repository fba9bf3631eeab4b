"""What is due in a period, and what a list of it leaves out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline, Window
from welcomeplan.plan.lines import UNPLAIN, WAITS
from welcomeplan.plan.standing import FINISHED, SET_ASIDE, Standing, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from welcomeplan.plan.lines import Lines


class LeftOut(NamedTuple):
    """What a list of what is due does not show, and is still there; times count one by one."""

    done: int = 0
    overdue: int = 0
    """Promises that are overdue from before the period."""
    under_way: int = 0
    """Promises that run in the period and are due in another."""
    deferred: int = 0
    dropped: int = 0
    missed: int = 0
    """Promises deferred or dropped after a deadline from before the period."""
    unreadable: int = 0
    begun: int = 0
    """Promises to begin in the period that were kept."""
    moved: int = 0
    """Promises that were due in the period, and were moved out of it."""


class Past(NamedTuple):
    """What was missed before a period: it is overdue, or was deferred or dropped since."""

    state: State
    due_by: date
    name: str
    """The full name of its promise."""


class DueList(NamedTuple):
    """What is due in a period, by date, and what was left out."""

    label: str
    period: Window
    listed: tuple[Standing, ...]
    left_out: LeftOut = LeftOut()
    before: tuple[Past, ...] = ()
    """What is not listed and was missed before the period."""


class Asked(NamedTuple):
    """What list is asked for."""

    period: Window
    everything: bool = False
    """Whether those done, begun, deferred or dropped in time are listed, too, and those that were
    due in the period until they were moved."""
    earlier: bool = False
    """Whether what is overdue from before is."""


class Draft:
    """A list as it is made, of one promise after the other."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._listed: list[Standing] = []
        self._before: list[Past] = []
        self._left: Counter[str] = Counter()

    def take(self, whole: Standing, fits: Callable[[Standing], bool]) -> None:
        """Take a promise, and what it owes one by one, as far as that fits."""
        if whole.question and whole.open and fits(whole):
            self._left["unreadable"] += 1
        owed = list(filter(fits, whole.owed))
        shown, late, out = _sorted_out(owed, self.asked)
        self._listed += shown
        self._before += (
            Past(one.state, one.due_by, one.promise.name) for one in late if one.due_by
        )
        self._left += out
        every = [*owed, *([whole] if whole.times and fits(whole) else [])]
        moved = [row for one in every for row in _moved_out(one, self.asked.period)]
        self._listed += moved if self.asked.everything else []
        self._left["moved"] += 0 if self.asked.everything else len(moved)

    def skim(
        self, plan: str, promises: Lines, day: date, places: Iterable[int] | None
    ) -> Iterator[int]:
        """Count the plain ones of some promises, by their places (None: of all), that are not to be
        listed; the places of the others. What `take` would say is said here of their days alone."""
        period, today, left = self.asked.period, day.toordinal(), self._left
        first, last = period.start.toordinal(), period.end.toordinal()
        missed = min(first, today)
        names = ("due_by", "starts", "done", "noted")
        dues, starts, dones, noted = map(promises.column, names)
        for at in range(len(promises)) if places is None else places:
            due, done = dues[at], dones[at]
            due_in = first <= due <= last
            if due == UNPLAIN:
                yield at
            elif due == WAITS:  # until that is done it has no day, and is in no list
                if dues[starts[at]] == UNPLAIN or 0 < dones[starts[at]] <= today:
                    yield at
            elif 0 < done <= today:
                if due_in and self.asked.everything:
                    yield at
                left["done"] += due_in and not self.asked.everything
            elif due_in or noted[at] or (0 < due < missed and self.asked.earlier):
                yield at
            elif 0 < due < missed:
                left["overdue"] += 1
                name = f"{plan}/{promises.column('id')[at]}"
                self._before.append(Past(State.OVERDUE, date.fromordinal(due), name))
            elif 0 < starts[at] <= last and (not due or max(due, starts[at]) >= first):
                left["under_way"] += 1

    def done(self, label: str) -> DueList:
        """The list, by date."""
        listed = sorted(self._listed, key=by_date)
        left = LeftOut(**self._left)
        return DueList(label, self.asked.period, tuple(listed), left, tuple(self._before))


def by_date(standing: Standing) -> date:
    """What is listed by date is sorted by this: what has no day comes last."""
    return standing.due_by or date.max


def _sorted_out(
    owed: Sequence[Standing], asked: Asked
) -> tuple[list[Standing], list[Standing], Counter[str]]:
    """Of what a promise owes, what is listed for a period, what of the rest was missed before it,
    and what is left out."""
    period, everything, earlier = asked
    listed: list[Standing] = []
    before: list[Standing] = []
    left: Counter[str] = Counter()
    aside: set[str] = set()
    for one in owed:
        late, due_in = _late_before(one, period), _due_in(one, period)
        if late:
            shown = earlier and (everything or late == "overdue")
        else:
            shown = due_in and (everything or (one.open and not one.kept))
        if shown:
            listed.append(one)
        elif due_in and (one.state in FINISHED or one.state in SET_ASIDE):
            left["done" if one.state in FINISHED else one.state.value] += 1
        elif due_in and one.kept:
            left["begun"] += 1
        elif late or _under_way_in(one, period):
            aside.add(late or "under_way")
            before += [one] if late else []
    if listed:
        aside.discard("under_way")
    left.update(aside)
    return listed, before, left


def _moved_out(one: Standing, period: Window) -> Iterable[Standing]:
    """A promise by each deadline in a period that it has no more, the last of them; and by what it
    missed there and has no row of its own: what it counted from was taken back, or it repeated."""
    if not one.earlier and not one.misses:
        return
    if not one.times and _due_in(one, period):
        return
    now = one.due or Deadline("no deadline", "undated")
    before = [due for due in one.earlier if due.due_by and due.due_by in period]
    days = {due.due_by for due in before}
    for miss in one.misses if one.time is None else ():
        own = miss.period is None or not one.times
        if own and miss.due_by in period and miss.due_by not in days:
            yield one._replace(
                due=Deadline(now.words, "date", end=miss.due_by), moved_to=now, times=()
            )
    if before:
        yield one._replace(due=before[-1], moved_to=now, times=())


def _due_in(one: Standing, period: Window) -> bool:
    due_by = one.due_by
    return due_by is not None and due_by in period


def _late_before(one: Standing, period: Window) -> str:
    """What became of a deadline from before a period: `overdue`; `missed`, if it was deferred or
    dropped since; or nothing of the kind."""
    due_by = one.due_by
    if due_by is None or due_by >= period.start:
        return ""
    if one.state is State.OVERDUE:
        return "overdue"
    return "missed" if one.lapsed and one.state in SET_ASIDE else ""


def _under_way_in(standing: Standing, period: Window) -> bool:
    if standing.state in FINISHED or standing.state in SET_ASIDE or standing.unbound:
        return False
    if standing.starts is None:
        return standing.state is State.UNDER_WAY
    end = standing.due.end if standing.due and standing.due.end else date.max
    return Window(standing.starts, max(end, standing.starts)).overlaps(period)
