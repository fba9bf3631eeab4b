"""What repeats more often than is looked at: it has no times, and that is said in their place.

One milestone has at most `MOST_TIMES`, and those of a plan have at most `MOST_TIMES_OF_ALL`: those
that come after that, in the plan's order, have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Question
from welcomeplan.limits import MOST_TIMES, MOST_TIMES_OF_ALL
from welcomeplan.plan.lines import UNPLAIN, Lines
from welcomeplan.plan.promise import looked_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from welcomeplan.plan.promise import Promise, Term

_REMEDY = "Let it repeat less often, or between fewer years: `starts:` and `due:` say which."


def too_often(promise: Promise, day: date) -> Question | None:
    """Why a promise has no times, where they are too many."""
    if promise.term.recurrence is None or _about(promise.term, day) <= MOST_TIMES:
        return None
    message = f"It repeats more than {MOST_TIMES:,} times: none of them is looked at."
    return Question(promise.words, message, _REMEDY)


def too_often_together(promises: Sequence[Promise], day: date) -> dict[int, Question]:
    """By their places, those of a plan's promises that have no times because of those before."""
    places: Sequence[int] = range(len(promises))
    if isinstance(promises, Lines):
        places = [at for at, due in enumerate(promises.column("due_by")) if due == UNPLAIN]
    if len(places) * MOST_TIMES <= MOST_TIMES_OF_ALL and not any(
        entry.was_due for at in places for entry in promises[at].log
    ):
        return {}
    found, total = {}, 0
    for at in places:
        times = _times(promises[at], day)
        total += times
        if times and total > MOST_TIMES_OF_ALL:
            message = (
                f"The milestones of the plan repeat more than {MOST_TIMES_OF_ALL:,} times together:"
                " of this one, and those after it, none is looked at."
            )
            found[at] = Question(promises[at].words, message, _REMEDY)
    return found


def _times(promise: Promise, day: date) -> int:
    """About how many times are made of a promise: also those by the deadlines that it had."""
    terms = (promise.term, *(entry.was_due for entry in promise.log if entry.was_due))
    numbers = (_about(term, day) for term in terms if term.recurrence)
    return sum(number for number in numbers if number <= MOST_TIMES)


def _about(term: Term, day: date) -> int:
    window = looked_at(term.stretch, day)
    return int(term.recurrence.about(window)) if term.recurrence and window else 0


def without_times(promise: Promise) -> Promise:
    """A promise of which no times are made, by whatever deadline it has or had."""
    log = tuple(
        entry._replace(was_due=_endless(entry.was_due)) if entry.was_due else entry
        for entry in promise.log
    )
    return promise._replace(term=_endless(promise.term), log=log)


def _endless(term: Term) -> Term:
    return term._replace(stretch=(None, None)) if term.recurrence else term
