"""What repeats is done time by time, and not as a whole.

Times that never came would count as done.

    repeats: quarterly
    done: 2018-02-11            # which quarter's?
    occurrences:
      - period: 2018Q1
        done: 2018-02-11
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone that repeats and has a `done` of its own."""
    for place in plan.milestones:
        if place.milestone.done and place.recurrence:
            message = (
                f"`{place.id}` repeats, and is said to be done as a whole; that counts for nothing"
            )
            remedy = (
                "Say of each time when it was done, under `occurrences:` (welcomeplan done"
                f" {place.id} --period ...). If no more are to come, end it with `due:`."
            )
            yield place.file, Finding((*place.route, "done"), message, remedy)
