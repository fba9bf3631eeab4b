"""A milestone that is dropped or deferred says why, in its log.

A promise may be given up, but not in silence. The entry that says `status:` dates it: without one,
it counts as missed once its deadline has passed.

        status: dropped
        log:
          - on: 2018-04-03
            status: dropped
            note: The state took the programme over
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
    """Every dropped or deferred milestone whose log has no note."""
    for entry in plan.milestones:
        milestone = entry.milestone
        if milestone.status not in ("dropped", "deferred"):
            continue
        if not any(update.note for update in milestone.log):
            yield (
                entry.file,
                Finding(
                    (*entry.route, "status"),
                    f"`{milestone.id}` is {milestone.status} without a reason",
                    "Add the reason to its `log:`, as `- on: 2018-04-03`,"
                    f" `status: {milestone.status}` and `note: ...`.",
                ),
            )
