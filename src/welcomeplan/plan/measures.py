"""Indicators: whether what was measured reached the target on the day that was promised.

An indicator is a promise: it is judged as one (`standing`), but nobody marks it done. It is reached
where the reading in force says so: the last by that day. On the day of its deadline that decides,
and no reading of a later day takes the miss away; afterwards it is reached late. Readings are as
coarse as the record: one of `2027` may have been taken on any day of that year. So nobody is called
late who may have been on time, nor on time where they may have been late.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.plan.judging import each_plan, judged
from welcomeplan.plan.replay import Course
from welcomeplan.plan.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from welcomeplan.deadlines import Occurrence, Question
    from welcomeplan.plan.promise import Level, Measure, Promise, Register
    from welcomeplan.plan.targets import Goal
    from welcomeplan.plan.values import DoneOn


_DAY = timedelta(days=1)


class Gauged(Course):
    """What became of an indicator, or of one of its times, day by day."""

    @cached_property
    def measure(self) -> Measure:
        """What it is measured by."""
        assert self.promise.measure  # noqa: S101 - made of indicators alone
        return self.promise.measure

    @property
    def goal(self) -> Goal | None:
        """What is to be reached."""
        if self.time is None and self.measure.aims:
            return None  # each of its times has one of its own
        return self.measure.of(self.period)

    @property
    def timed(self) -> bool:
        """Whether it is owed time by time."""
        return bool(self.measure.aims) or super().timed

    def timed_then(self, then: Promise) -> bool:
        """Likewise, as it stood then."""
        return bool(self.measure.aims) or super().timed_then(then)

    def times(self, day: date) -> tuple[Occurrence, ...]:
        """Its times: those that have a target of their own."""
        return tuple(aim.time for aim in self.measure.aims) or super().times(day)

    def due(self, day: date, by: date | None = None) -> tuple[Deadline | Question | None, date]:
        """Its deadline as it stood; without a target there is nothing to reach by any day."""
        due, since = super().due(day, by)
        if self.goal is None and isinstance(due, Deadline):
            due = Deadline(due.words, "undated", reading=f"{due.reading}; but it has no target")
        return due, since

    def done(self, day: date) -> DoneOn | None:
        """Since when its target is reached, as far as a day knows. Once its deadline has passed,
        what counts is how it stood on that."""
        due, since = self.due(day)
        last = self._last(due, since)
        if last and last < day and self.in_force(last, since):
            kept = self._kept(last)
            if kept:
                return kept
            # A coarse one may have been taken before; as the last known, it counts since then.
            late = self._run(self._until(day))
            return replace(late, first=max(late.first, last + _DAY)) if late else None
        return self._run(self._until(day))

    def begun(self, day: date) -> date | None:
        """Nobody says when measuring begins."""
        return None

    def _missed(
        self, due: Deadline | Question | None, since: date, passed: date, as_of: date
    ) -> bool:
        if not isinstance(due, Deadline) or due.due_by is None:
            return False
        return self.in_force(due.due_by, since) and self._kept(max(due.due_by, since)) is None

    def _last(self, due: Deadline | Question | None, since: date) -> date | None:
        due_by = due.due_by if isinstance(due, Deadline) else None
        return max(due_by, since) if due_by else None

    def _until(self, day: date) -> list[Level]:
        """The readings that may be by a day; of a time, those that may be of it, or later."""
        start = self.time.window.start if self.time else date.min
        return [one for one in self.measure.levels if one.on.first <= day and one.on.last >= start]

    def _kept(self, day: date) -> DoneOn | None:
        """When its target was reached, if it may have been so on a day. Where it may not, too, the
        days that are known of it go beyond that one."""
        levels = self._until(day)
        last = _in_force(levels, day)
        reaching = [at for at in last if self._reached(levels[at])]
        run = self._run(levels[: reaching[-1] + 1]) if reaching else None
        return replace(run, last=date.max) if run and len(reaching) < len(last) else run

    def _run(self, levels: Sequence[Level]) -> DoneOn | None:
        """The first of the readings since which all reach the target; None where the last does
        not."""
        found = None
        for one in reversed(levels):
            if not self._reached(one):
                break
            found = one.on
        return found

    def _reached(self, level: Level) -> bool:
        return self.goal is not None and self.measure.reached(level, self.goal)


def _in_force(levels: Sequence[Level], day: date) -> list[int]:
    """Of readings in order, the places of those that may be the last by a day: all that no other
    followed for certain. One of a month may be before or after one of a day in it; of the day
    itself, the last that is written is the last."""
    of_day = [at for at, one in enumerate(levels) if one.on.first == one.on.last == day]
    return of_day[-1:] or [
        at
        for at, one in enumerate(levels)
        if not any(
            other.on == one.on or one.on.last < other.on.first <= other.on.last <= day
            for other in levels[at + 1 :]
        )
    ]


def gauge(register: Register, as_of: date, own: Mapping[str, date] | None = None) -> list[Standing]:
    """Every indicator of a register, in order, as it stands on a day; those of a plan that has its
    `own`, where it is another day now, on that."""
    return [
        judged(Gauged(one, others), day)
        for plan, day, others in each_plan(register, as_of, own)
        for one in plan.indicators
    ]


def in_order(levels: Iterable[Level]) -> tuple[Level, ...]:
    """Readings in the order of time, as far as it is known; of one day, as they are written."""
    return tuple(sorted(levels, key=lambda one: (one.on.last, one.on.first)))
