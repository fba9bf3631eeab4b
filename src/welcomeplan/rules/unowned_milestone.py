"""Somebody answers for every milestone, its owner or the lead of its action; and every target.

What everybody promised, nobody owes.

      - id: workshops
        title: Hold workshops
        due: in 2018
        owner: marc             # without this line
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import aimed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.WARNING


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone without an owner, unless its action has a lead; every indicator with a
    target and without an owner."""
    for entry in plan.promised.values():
        if entry.owner is None and (entry.kind == "milestone" or aimed(entry)):
            yield (
                entry.file,
                Finding(
                    (*entry.route, "id"),
                    f"nobody answers for `{entry.id}`",
                    "Add `owner:` with the id of one organization.",
                ),
            )
