"""Nothing is finished before it starts.

One of the two dates is mistyped.

        starts: March 2018
        done: 2017-03-20        # 2018?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import before_start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone done before the first day of its `starts`."""
    for place in plan.milestones:
        done = place.milestone.done
        start = before_start(place, done) if done else None
        if start:
            yield (
                place.file,
                Finding(
                    (*place.route, "done"),
                    f"done on {done}, before it starts ({start.isoformat()})",
                    "Correct `done:` or `starts:`.",
                ),
            )
