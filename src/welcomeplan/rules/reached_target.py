"""What has reached its target, by its log, is marked done.

Until then it is overdue once its deadline has passed, and nobody sees that the work is finished.

      - id: training-2018
        title: Hold two trainings
        target: 2 trainings     # reached, and `done:` is missing
        log:
          - on: 2018-02-11
            amount: 2
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.acts import option
from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import course_of, judged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.NOTE


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone, and every time of what repeats, that its log has finished and no `done`."""
    for entry in plan.milestones:
        milestone = entry.milestone
        key = "targets" if milestone.targets else "target"
        if not getattr(milestone, key) or not any(update.amount for update in entry.milestone.log):
            continue
        for one in judged(course_of(entry), as_of).owed:
            if one.reached and one.target:
                name = f"{entry.id} {one.period}" if one.period else entry.id
                so_far = one.target.of(one.logged)
                message = f"`{name}` has {so_far} in its log, and is not marked done"
                remedy = (
                    f"If it is done: `welcomeplan done {entry.typed}{option(entry, one)} --on DAY`."
                )
                yield entry.file, Finding((*entry.route, key), message, remedy)
