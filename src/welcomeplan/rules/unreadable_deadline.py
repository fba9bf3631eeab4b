"""Deadline words can be read, or the plan gives the day beside them.

A deadline that can't be read is never due, so its miss would never show.

        due: as soon as possible            # by when?
        due:
          words: as soon as possible        # kept, with a day beside it
          by: 2018-06-30
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Question, read_deadline
from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.limits import MOST_TIMES
from welcomeplan.plan import (
    clashes,
    is_endless,
    is_read,
    promise_of,
    too_often_together,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Place, Plan
    from welcomeplan.rules import Found
    from welcomeplan.yamltext import Route

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every deadline in `due`, `starts`, `repeats` and the plan's `period` that can't be read."""
    if plan.head.period:
        try:
            read_deadline(plan.head.period, plan.calendar)
        except Question as question:
            yield plan, _finding(("period",), question)
    for place in plan.places:
        for key, asked in unreadable(place):
            # Where a deadline is one text, its place is that of the key: there is no `words` below.
            route = (key,) if key in ("repeats", "occurrences", "targets") else (key, "words")
            yield place.file, _finding((*place.route, *route), asked, read=is_read(place, key))
    repeating = [p for p in plan.milestones if p.recurrence or _repeated(p)]
    more = too_often_together([*map(promise_of, repeating)], as_of)
    for at, why in more.items():
        place = repeating[at]
        key = "repeats" if place.milestone.repeats else "due"
        yield place.file, Finding((*place.route, key), why.message, why.remedy)
    for place in plan.promised.values():
        if not place.unsaid and is_endless(place, as_of) and not any(clashes(place, as_of)):
            key = "repeats" if place.promised.repeats else "due"
            yield (
                place.file,
                Finding(
                    (*place.route, key),
                    f"`{place.id}` repeats, but since when is not said, or more often than"
                    f" {MOST_TIMES:,} times",
                    "Give it `starts:` and `due:`, or plan.yaml a `period:`, not too far apart.",
                ),
            )


def _repeated(place: Place) -> bool:
    """Whether it may have repeated by a deadline that it had."""
    return any(entry.was_due for entry in place.milestone.log)


def _finding(route: Route, question: Question, *, read: bool = False) -> Finding:
    """The finding of a question; of words that can be `read`, but not as what they stand for."""
    if read:
        message = f"`{question.words}` is no `{route[-2]}` of it. {question.message}"
        return Finding(route, message, question.remedy)
    message = f"`{question.words}` can't be read as a deadline. {question.message}"
    remedy = question.remedy
    if route[-1] == "words":
        remedy += f" Or keep the words and add the day: `words:` and `by:` below `{route[-2]}:`."
    return Finding(route, message, remedy, within=question.at)
