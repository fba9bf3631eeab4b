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
from welcomeplan.plan import logged, promise_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.WARNING


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone that is done with less in its log than its target."""
    for entry in plan.milestones:
        target = entry.milestone.target
        if target is None or entry.milestone.done is None:
            continue
        amount = logged(promise_of(entry), as_of)
        if not target.reached(amount):
            message = f"`{entry.milestone.id}` is done, with {target.of(amount)} in its log"
            remedy = "Log what is missing (`welcomeplan log`), or reopen it."
            yield entry.file, Finding((*entry.route, "target"), message, remedy)
