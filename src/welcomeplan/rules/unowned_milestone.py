"""Somebody answers for every milestone: its owner, or the lead of its action.

What everybody promised, nobody owes.

      - id: workshops
        title: Hold workshops
        due: in 2018
        owner: marc             # without this line
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
    """Every milestone without an owner, unless its action has a lead."""
    for entry in plan.milestones:
        if entry.owner is None:
            yield (
                entry.file,
                Finding(
                    (*entry.route, "id"),
                    f"nobody answers for `{entry.milestone.id}`",
                    "Add `owner:` with the id of one organization.",
                ),
            )
