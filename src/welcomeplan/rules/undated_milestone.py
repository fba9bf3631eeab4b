"""A milestone has a deadline, or says that it has none yet (`due: TBD`).

Adopted plans hold promises without a date; a note keeps them in sight.

      - id: outreach
        title: Reach out to community organizations     # by when?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.NOTE


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every open milestone without `due`, `starts` or `repeats`."""
    for entry in plan.milestones:
        milestone = entry.milestone
        if milestone.due or milestone.starts or milestone.repeats or milestone.done:
            continue
        if milestone.status in ("dropped", "deferred"):
            continue
        yield (
            entry.file,
            Finding(
                (*entry.route, "id"),
                f"`{milestone.id}` has no deadline",
                "Add `due:` in the plan's words, or `due: TBD` or `due: ongoing` on purpose.",
            ),
        )
