"""What a milestone waits for has not been dropped.

It would wait for ever, and never be due.

      - id: report
        title: Publish the report
        after: [survey]         # dropped
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.WARNING


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every open milestone that waits for one that was dropped."""
    for entry in plan.milestones:
        milestone = entry.milestone
        if milestone.done or milestone.status == "dropped":
            continue
        for name in entry.waits:
            other = plan.by_id.get(name)
            if other and other.milestone.status == "dropped":
                key = "after" if name in milestone.after else "due"
                yield (
                    entry.file,
                    Finding(
                        (*entry.route, key),
                        f"`{milestone.id}` waits for `{name}`, which was dropped",
                        "Let it wait for something else, give it a date, or drop it too.",
                    ),
                )
