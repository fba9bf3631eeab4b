"""Promises of which nothing is recorded but, perhaps, the day on which they were done.

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


def plain(promise: Promise) -> Plain | None:
    """Its days; None where more is to be known of it: it is to begin by a day, repeats, waits for
    another, is measured, was changed, or was done in a month or a year."""
    due, done = promise.due, promise.done
    recorded = promise.log or promise.occurrences or promise.status
    if recorded or promise.after or promise.measure or promise.term.recurrence:
        return None
    if isinstance(due, Question) or (done and done.first != done.last):
        return None
    if due and (due.begin_by or due.recurrence or (due.anchor and due.due_by is None)):
        return None
    starts = promise.starts.start if isinstance(promise.starts, Deadline) else None
    return Plain(
        due.due_by if due else None,
        starts or (due.start if due else None),
        done.first if done else None,
    )
