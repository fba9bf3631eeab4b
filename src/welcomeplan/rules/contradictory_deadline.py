"""The day beside a deadline's words is the day that the words say, where they can be read.

`by:` is for words that can't be read. Beside words that can, another day would move the promise
without a word.

        due:
          words: by March 2018
          by: 2030-01-01        # which?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import contradicted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every `by` that differs from the last day its words give."""
    for place in plan.places:
        for key, due, meant in contradicted(place):
            yield (
                place.file,
                Finding(
                    (*place.route, *key, "by"),
                    f"`{due.words}` means {meant}, and `by` says {due.by}",
                    "Keep the adopted words and delete `by:`, or move the deadline with"
                    " `welcomeplan reschedule`, which keeps the reason.",
                ),
            )
