"""Deadlines, and what is done, fall within the plan's own period.

A year mistyped (2081) is a deadline that nobody will miss.

    period: 2017 to 2018
    ...
        due: by March 2081
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.WARNING


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every deadline outside the period, and what was done before it."""
    period = plan.period
    if period is None:
        return
    for entry in plan.promised.values():
        done = entry.promised.done
        if done and period.start and done.last < period.start:
            message = f"done {done}, before the plan's period, `{plan.head.period}`, begins"
            remedy = "Correct `done:`, or widen `period:` in plan.yaml."
            yield entry.file, Finding((*entry.route, "done"), message, remedy)
        if not isinstance(entry.due, Deadline) or entry.due.due_by is None:
            continue
        day = entry.due.due_by
        if (period.start and day < period.start) or (period.end and day > period.end):
            yield (
                entry.file,
                Finding(
                    (*entry.route, "due"),
                    f"the deadline, {day.isoformat()}, is outside the plan's period,"
                    f" `{plan.head.period}`",
                    "Correct the deadline, or widen `period:` in plan.yaml.",
                ),
            )
