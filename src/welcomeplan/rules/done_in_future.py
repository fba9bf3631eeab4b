"""What is done lies in the past.

A day still to come is a slip of the pen, or a hope; neither is a promise kept. It is to come where
the plan's `calendar.timezone` says; without one, where it has begun nowhere on earth.

    done: 2081-02-11        # 2018?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import is_future

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone or occurrence done after the day on which the plan is judged."""
    for entry in plan.milestones:
        done = [(entry.milestone.done, (*entry.route, "done"))]
        for o, occurrence in enumerate(entry.milestone.occurrences):
            done.append((occurrence.done, (*entry.route, "occurrences", o, "done")))
        for day, route in done:
            if day and is_future(day, as_of):
                yield (
                    entry.file,
                    Finding(
                        route,
                        f"done on {day}, which is after {as_of.isoformat()}",
                        "Correct the date, or delete the line until it is done.",
                    ),
                )
