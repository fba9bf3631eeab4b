"""`done` and `status` never stand together: done is a date, not a status.

With both, one of them is out of date, and nobody can tell which.

    status: active          # delete this line
    done: 2018-02-11
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import is_both

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone that has both."""
    for entry in plan.milestones:
        done = entry.milestone.done
        if done and is_both(done, entry.milestone.status):
            yield (
                entry.file,
                Finding(
                    (*entry.route, "status"),
                    f"`{entry.milestone.id}` is done {done.when}, and has a status",
                    "Delete `status:` if it is done, or `done:` if it is not.",
                    on_key=True,
                ),
            )
