"""Who was heard of, and when, by the record alone; and the deadlines that the record says moved."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from welcomeplan.plan.promise import Update
    from welcomeplan.plan.replay import Course


class Move(NamedTuple):
    """One change of a deadline, as an entry of the log records it."""

    entry: Update
    before: Deadline | Question | None
    after: Deadline | Question | None

    @property
    def day_before(self) -> date | None:
        """The last day on time until then."""
        return self.before.due_by if isinstance(self.before, Deadline) else None

    @property
    def day_after(self) -> date | None:
        """The last day on time since."""
        return self.after.due_by if isinstance(self.after, Deadline) else None

    @property
    def days(self) -> int | None:
        """By how many days, later counted positive; None where one of them has no day."""
        before, after = self.day_before, self.day_after
        return (after - before).days if before and after else None


def moves(course: Course) -> Iterator[Move]:
    """Each change of the deadline of a promise, or of one of its times, in the order of days."""
    entries = [entry for entry in course.entries if entry.was_due and _is_of(entry, course)]
    for entry, ((_, before), (since, after)) in zip(entries, pairwise(course.terms), strict=True):
        yield Move(entry, course.dated(before.due, since), course.dated(after.due, since))


def _is_of(entry: Update, course: Course) -> bool:
    return (entry.period is None) is (course.time is None)


def heard(course: Course, organizations: Mapping[str, str]) -> Iterator[tuple[str, date]]:
    """Each organization that was heard of by the record of a promise, and when: who answered for it
    on that day, when something was written, finished or measured, and who is said to have spoken.
    That another owner was named is no word of either.

    `organizations`: the full names by id.
    """
    promise = course.promise
    for entry in promise.log:
        spoken = next((o for o, name in organizations.items() if entry.by in (o, name)), None)
        owner = None if entry.was_owner else course.owner(entry.on)
        yield from ((org, entry.on) for org in {spoken, owner} if org)
    measured = promise.measure.levels if promise.measure else ()
    every = (
        promise.done,
        *(time.done for time in promise.occurrences),
        *(level.on for level in measured),
    )
    for done in every:
        owner = course.owner(done.first) if done and not done.unknown else None
        if done and owner:
            yield owner, done.first
