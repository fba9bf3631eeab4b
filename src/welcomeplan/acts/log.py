"""A dated update."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan import plan
from welcomeplan.acts.record import day_of, entry
from welcomeplan.acts.times import called, time_of
from welcomeplan.acts.values import Act

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Place, Standing


def log(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Add an update to the log; an amount counts toward the target."""
    day = day_of(mark, today)
    one = time_of(place, standing, mark, "open") if mark.period else standing
    edits, name = entry(place, day, mark, one.period), called(one)
    if not edits:
        return Act(place.file, (), f"{name}: logged already; no change")
    target = one.promise.target
    toward = f" ({target.of(_total(one, day, mark))})" if target and mark.amount else ""
    return Act(place.file, edits, f"{name}: logged on {day}{toward}")


def _total(one: Standing, day: date, mark: Mark) -> Decimal:
    """What the log says by that day with one amount more."""
    more = plan.Update(day, mark.amount, period=one.period)
    promise = replace(one.promise, log=(*one.promise.log, more))
    return plan.logged(promise, day, one.time)
