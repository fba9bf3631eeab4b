"""What a log tells of has happened.

An entry of a day still to come is a slip of the pen; until then it changes nothing.

    log:
      - on: 2081-02-11          # 2018?
        status: deferred
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every entry and reading of a day after the one on which the plan is judged."""
    for place in plan.promised.values():
        for at, entry in enumerate(place.promised.log):
            if entry.on > as_of:
                message = f"an entry of {entry.on}, which is after {as_of}"
                remedy = "Correct the date, or delete the entry until it happens."
                yield place.file, Finding((*place.route, "log", at, "on"), message, remedy)
    for place in plan.indicators:
        for at, reading in enumerate(place.indicator.readings):
            if reading.on.first > as_of:
                message = f"a reading of {reading.on}, which is after {as_of}"
                remedy = "Correct the date, or delete the reading until it is taken."
                yield place.file, Finding((*place.route, "readings", at, "on"), message, remedy)
