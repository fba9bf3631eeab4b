"""What a deadline waits for is a milestone of the plan.

Otherwise nothing will ever say that it happened, and the deadline never gets a date.

        due: 90 days after the guidance is issued   # which milestone is that?
        due: 90 days after guidance                 # `guidance` is an id
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import SOME_DAY, SOME_DAY_REMEDY
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.WARNING


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every deadline that waits for words, or an id, that name no milestone."""
    if not plan.complete:
        return
    for entry in plan.promised.values():
        if not isinstance(entry.due, Deadline) or entry.due.due_by:
            continue
        anchor = entry.due.anchor
        if anchor is None or anchor in plan.by_id:
            continue
        if anchor == "adopted":
            message, remedy = SOME_DAY, SOME_DAY_REMEDY
        else:
            message = f"the deadline waits for `{anchor}`, which is no milestone of the plan"
            remedy = (
                f"{did_you_mean(anchor, list(plan.by_id))}Make it a milestone, and write its id."
            )
        yield entry.file, Finding((*entry.route, "due", "words"), message, remedy)
