"""Promises of which nothing is recorded but notes and, perhaps, the day on which they were done.

Most of a large plan is so. Their days alone say how they stand: nothing has to be replayed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline, Question

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.plan.promise import Promise


class Plain(NamedTuple):
    """The days of such a promise."""

    due_by: date | None
    """The last day that is on time to finish."""
    starts: date | None
    """The first day of its window."""
    done: date | None
    noted: bool
    """Whether its log has notes. As long as it is not done they tell of work."""


def plain(promise: Promise) -> Plain | None:
    """Its days; None where more is to be known of it: it is to begin by a day, repeats, waits for
    another, is measured, was changed, or was done in a month or a year."""
    due, done = promise.due, promise.done
    if promise.occurrences or promise.term.recurrence or not _is_untouched(promise):
        return None
    if isinstance(due, Question) or (done and done.first != done.last):
        return None
    if due and (due.begin_by or due.recurrence):
        return None
    starts = promise.starts.start if isinstance(promise.starts, Deadline) else None
    return Plain(
        due.due_by if due else None,
        starts or (due.start if due else None),
        done.first if done else None,
        bool(promise.log),
    )


def timed(promise: Promise) -> bool:
    """Whether it repeats, and nothing is recorded of it but its times."""
    return promise.term.recurrence is not None and not promise.log and _is_untouched(promise)


def waits_for(promise: Promise) -> str | None:
    """What it waits for before it has a day, where no more is known of it than that."""
    due = promise.due
    if not isinstance(due, Deadline) or due.due_by or due.start or due.recurrence or promise.starts:
        return None
    recorded = promise.log or promise.done or promise.occurrences or promise.status
    if recorded or promise.after or promise.measure or promise.term.recurrence:
        return None
    return due.anchor


def _is_untouched(promise: Promise) -> bool:
    """Whether nothing but notes and what is done is recorded of it, and it waits for nothing."""
    if promise.status or promise.after or promise.measure or promise.anchor:
        return False
    return not any(entry.changes or entry.amount is not None for entry in promise.log)
