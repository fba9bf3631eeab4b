"""The day beside a deadline's words is the day that the words say, where they can be read.

`by:` is for words that can't be read. Beside words that can, another day would move the promise
without a word.

        due:
          words: by March 2018
          by: 2030-01-01        # which?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Question, read_deadline
from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every `by` that differs from the last day its words give."""
    for entry in plan.milestones:
        for key, due in (("due", entry.milestone.due), ("starts", entry.milestone.starts)):
            if due is None or due.by is None:
                continue
            try:
                reading = read_deadline(due.words, plan.calendar, year=entry.year)
            except Question:
                continue  # what `by` is for
            if reading.due_by and reading.due_by != due.by:
                yield (
                    entry.file,
                    Finding(
                        (*entry.route, key, "by"),
                        f"`{due.words}` means {reading.due_by}, and `by` says {due.by}",
                        "Keep the adopted words and delete `by:`, or move the deadline with"
                        " `welcomeplan reschedule`, which keeps the reason.",
                    ),
                )
