"""Nothing is finished before it starts, or long before the time that it is for.

One of the two dates is mistyped.

        starts: March 2018
        done: 2017-03-20        # 2018?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import too_early

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone done before the first day of its `starts`, or long before its window."""
    for place in plan.milestones:
        done = place.milestone.done
        early = too_early(place, done) if done else None
        if early:
            yield (
                place.file,
                Finding(
                    (*place.route, "done"),
                    f"done {done}, and it {early}",
                    "Correct `done:`, `starts:` or `due:`.",
                ),
            )
