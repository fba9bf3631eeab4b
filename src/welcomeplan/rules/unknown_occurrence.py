"""What `occurrences` and the log record is a time at which the milestone repeats.

At any other it counts for nothing, and what was done looks missed.

    repeats: quarterly
    occurrences:
      - period: 2018Q5      # there is no such quarter
        done: 2018-02-11
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import Course, promise_of, times, times_called
from welcomeplan.wording import did_you_mean, some

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every occurrence or entry whose period is none of the milestone's, or stands twice."""
    for entry in plan.milestones:
        model = entry.milestone
        told = [(("log", at), e.period) for at, e in enumerate(model.log) if e.period]
        if not model.occurrences and not told:
            continue
        promise = promise_of(entry)
        labels = [time.label for time in times(promise, as_of)]
        called, seen = times_called(labels), set[str]()
        # What its log tells of may have been promised by an earlier deadline.
        every = [t.label for _, term in Course(promise, {}).terms for t in term.times(as_of)]
        ever = times_called([*labels, *every])
        done = [(("occurrences", at), e.period) for at, e in enumerate(model.occurrences)]
        for (key, at), period in (*done, *told):
            label = called(period) if key == "occurrences" else ever(period)
            route = (*entry.route, key, at, "period")
            if label is None:
                hint = did_you_mean(period, labels)
                listing = some(labels) or "none: it does not repeat"
                message = f"`{entry.milestone.id}` has no time called `{period}`"
                yield entry.file, Finding(route, message, f"{hint}Its times: {listing}.")
            elif key == "occurrences":
                if label in seen:
                    message = f"the time `{period}` is recorded twice"
                    yield entry.file, Finding(route, message, "Keep one of the two.")
                seen.add(label)
