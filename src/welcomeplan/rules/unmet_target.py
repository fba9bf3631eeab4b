"""What is done has reached its target, by its log.

The first of two trainings is no end; and where the second was held, the log should say so.

      - id: training-2018
        title: Hold two trainings
        target: 2 trainings
        done: 2018-02-11
        log:
          - on: 2018-02-11
            amount: 1           # of 2
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import course_of, judged, logged, promise_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Place, Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.WARNING


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone, and every time of what repeats, that is done with less in its log than its
    target."""
    for entry in plan.milestones:
        yield from _times(entry, as_of)
        target = entry.milestone.target
        if target is None or entry.milestone.done is None:
            continue
        amount = logged(promise_of(entry), as_of)
        if not target.reached(amount):
            message = f"`{entry.milestone.id}` is done, with {target.of(amount)} in its log"
            remedy = "Log what is missing (`welcomeplan log`), or reopen it."
            yield entry.file, Finding((*entry.route, "target"), message, remedy)


def _times(entry: Place, as_of: date) -> Iterator[Found]:
    model = entry.milestone
    if entry.recurrence is None or not (model.target or model.targets):
        return
    called = {one.period.casefold(): at for at, one in enumerate(model.occurrences) if one.done}
    for one in judged(course_of(entry), as_of).times if called else ():
        at = called.get((one.period or "").casefold())
        if at is not None and one.target and not one.target.reached(one.logged):
            yield (
                entry.file,
                Finding(
                    (*entry.route, "occurrences", at, "done"),
                    f"`{entry.id} {one.period}` is done, with {one.target.of(one.logged)} in its"
                    " log",
                    "Log what is missing (`welcomeplan log`), or reopen it.",
                ),
            )
