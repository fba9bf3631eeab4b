"""Nothing is finished before it starts.

One of the two dates is mistyped.

        starts: March 2018
        done: 2017-03-20        # 2018?
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

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone done before the first day of its `starts`."""
    for entry in plan.milestones:
        done = entry.milestone.done
        if done is None or not isinstance(entry.starts, Deadline) or not entry.starts.start:
            continue
        if done.last < entry.starts.start:
            yield (
                entry.file,
                Finding(
                    (*entry.route, "done"),
                    f"done on {done}, before it starts ({entry.starts.start.isoformat()})",
                    "Correct `done:` or `starts:`.",
                ),
            )
