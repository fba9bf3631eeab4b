"""What `occurrences` records is a time at which the milestone repeats.

At any other it counts for nothing, and what was done looks missed.

    repeats: quarterly
    occurrences:
      - period: 2018Q5      # there is no such quarter
        done: 2018-02-11
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import times_called
from welcomeplan.wording import did_you_mean, some

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every occurrence whose period is none of the milestone's, or stands twice."""
    for entry in plan.milestones:
        if not entry.milestone.occurrences:
            continue
        labels = [time.label for time in entry.times(as_of)]
        called, seen = times_called(labels), set[str]()
        for o, occurrence in enumerate(entry.milestone.occurrences):
            label = called(occurrence.period)
            route = (*entry.route, "occurrences", o, "period")
            if label is None:
                hint = did_you_mean(occurrence.period, labels)
                listing = some(labels) or "none: it does not repeat"
                message = f"`{entry.milestone.id}` has no time called `{occurrence.period}`"
                yield entry.file, Finding(route, message, f"{hint}Its times: {listing}.")
            elif label in seen:
                message = f"the time `{occurrence.period}` is recorded twice"
                yield entry.file, Finding(route, message, "Keep one of the two.")
            else:
                seen.add(label)
