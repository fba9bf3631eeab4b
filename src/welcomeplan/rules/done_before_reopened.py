"""What was reopened is not done before that.

Its record says that it was not; one of the two is mistaken.

    done: 2018-03-30
    log:
      - on: 2018-05-02
        was_done: 2018-04-11    # taken back on 2 May, and done in March all the same?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import reopened_after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import DoneOn, Plan
    from welcomeplan.rules import Found
    from welcomeplan.yamltext import Route

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone or time that is done on a day before it was last reopened, but for the day
    that it had: then it was reopened by mistake."""
    for place in plan.milestones:
        model = place.milestone
        times = enumerate(model.occurrences)
        dones: list[tuple[DoneOn | None, str | None, Route]] = [(model.done, None, ("done",))]
        dones += [(one.done, one.period, ("occurrences", at, "done")) for at, one in times]
        for done, period, route in dones:
            at = reopened_after(place, done, period) if done else None
            if done and at is not None:
                message = f"done {done.when}, and reopened after that, on {model.log[at].on}"
                remedy = "Correct `done:`, or the entry in its `log:`."
                yield place.file, Finding((*place.route, *route), message, remedy)
