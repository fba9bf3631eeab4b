"""Deadlines, and what is done, fall within the plan's own period.

A year mistyped (2081) is a deadline that nobody will miss.

    period: 2017 to 2018
    ...
        due: by March 2081
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import before_period, is_outside, outside_period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.WARNING


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every deadline outside the period, and what was done before it."""
    yield from _times(plan)
    for entry in plan.promised.values():
        done = entry.promised.done
        early = before_period(plan, done) if done else None
        if early:
            yield entry.file, Finding((*entry.route, "done"), *early)
        outside = outside_period(plan, entry.due)
        if outside:
            yield entry.file, Finding((*entry.route, "due"), *outside)


def _times(plan: Plan) -> Iterator[Found]:
    """The same of the last day of each time of an indicator; also where that is before adoption:
    nobody had promised it by then."""
    period, adopted = plan.period, plan.head.adopted
    for entry in plan.indicators:
        for key, time in entry.aims.items():
            day = time.window.end
            if period and is_outside(day, period):
                message = f"its last day, {day}, is outside the plan's period, `{plan.head.period}`"
                remedy = "Correct it, or widen `period:` in plan.yaml."
            elif adopted and day < adopted:
                message = f"its last day, {day}, is before the plan was adopted, {adopted}"
                remedy = "Correct it, or leave it out: nothing was promised by then."
            else:
                continue
            route = (*entry.route, "targets", key)
            yield entry.file, Finding(route, message, remedy, on_key=True)
