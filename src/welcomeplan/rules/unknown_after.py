"""What a milestone comes after is a milestone of the plan.

For one that is not there it would wait for ever.

    after: [outreech]       # did you mean `outreach`?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import missing
from welcomeplan.wording import asked, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every id in `after` that names no milestone. Silent where a file could not be read."""
    for place in plan.milestones:
        for name, a in missing(place):
            meant = nearest(name, list(plan.by_id))
            yield (
                place.file,
                Finding(
                    (*place.route, "after", a),
                    f"no milestone has the id `{name}`",
                    f"{asked(meant)}`after:` takes ids of milestones of this plan.",
                    meant=meant,
                ),
            )
