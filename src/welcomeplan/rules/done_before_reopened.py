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

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every milestone or time that is done on a day before it was last reopened, but for the day
    that it had: then it was reopened by mistake."""
    for place in plan.milestones:
        model = place.milestone
        dones = {
            time.period.casefold(): (time.done, at) for at, time in enumerate(model.occurrences)
        }
        for entry in model.log:
            done, at = (model.done, None)
            if entry.period:
                done, at = dones.get(entry.period.casefold(), (None, None))
            was = entry.was_done
            if done and was and not done.may_be(was) and done.last < entry.on:
                route = ("done",) if at is None else ("occurrences", at, "done")
                message = f"done {done.when}, and reopened after that, on {entry.on}"
                remedy = "Correct `done:`, or the entry in its `log:`."
                yield place.file, Finding((*place.route, *route), message, remedy)
