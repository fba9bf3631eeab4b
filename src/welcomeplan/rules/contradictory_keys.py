"""No two keys say what can't both be true.

One of them is mistyped, or was forgotten when the other moved: what can't be kept would be
promised, or a time of what repeats would be lost (`repeats: each year` with `due: By March 2029`:
and January to March?).

        starts: August 2021
        due: January 2021           # before it begins
        after: [survey]             # which is due in 2022
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import clashes, clashes_in_head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every pair of keys that contradict each other: told at one, with the place of the other."""
    for clash in clashes_in_head(plan):
        yield plan, Finding(clash.route, clash.message, clash.remedy)
    for place in plan.promised.values():
        for clash in clashes(place, as_of):
            finding = Finding((*place.route, *clash.route), clash.message, clash.remedy)
            yield place.file, finding
