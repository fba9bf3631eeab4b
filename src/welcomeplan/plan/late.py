"""How late something was: in days, and whether it may have been more. Every surface asks here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline

if TYPE_CHECKING:
    from welcomeplan.deadlines import Question
    from welcomeplan.plan.replay import Course
    from welcomeplan.plan.values import DoneOn


class Late(NamedTuple):
    """How late something was."""

    days: int
    """Nought or fewer: on time."""
    least: bool
    """Whether it may have been more: no day is known of it."""


def lateness(done: DoneOn, due_by: date | None) -> Late | None:
    """Days from a deadline to when something was finished; nought or fewer: on time.

    None where there is no deadline, or where the month or year that is known of it does not tell:
    nobody is called late for a day on which they may have been on time. Where they were late in
    any case, it is the least that they were.
    """
    if due_by is None:
        return None
    if done.first > due_by:
        return Late((done.first - due_by).days, done.first != done.last)
    return Late((done.last - due_by).days, least=False) if done.last <= due_by else None


def due_when(
    course: Course, done: DoneOn | None, as_of: date
) -> tuple[Deadline | Question | None, date]:
    """The deadline by which something is judged, and since when it stood: what was moved after it
    was done was due when it was done."""
    return course.due(as_of, done.first if done and done.first > date.min else None)


def days_late(course: Course, done: DoneOn, as_of: date) -> Late | None:
    """As `lateness`, of what a plan says is `done`, as its record knows that, and by the deadline
    that was in force; where a beginning was promised, by that."""
    done = course.done(as_of) or done
    due, since = due_when(course, done, as_of)
    if not isinstance(due, Deadline):
        return None
    if due.due_by and done.first > due.due_by and not course.in_force(due.due_by, since):
        return None
    return late_by(due, done, course, as_of)


def late_by(due: Deadline | None, done: DoneOn, course: Course, as_of: date) -> Late | None:
    """What was to begin is judged by its beginning alone. Where nothing tells of that and it was
    done after the day, it may have begun in time: what is known does not tell."""
    if due is None or due.begin_by is None:
        return lateness(done, due.due_by if due else None)
    begun = course.started_by(done, due.begin_by, as_of)
    if begun:
        # That it had not begun on a day tells only that it was no earlier.
        return Late(max((begun - due.begin_by).days, 0), begun == course.taken_back(as_of))
    return None if done.first > due.begin_by else lateness(done, due.begin_by)
