"""A dated update."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan import plan
from welcomeplan.acts.record import day_of, entry, no_earlier_beginning
from welcomeplan.acts.times import called, time_of
from welcomeplan.acts.values import Act
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Place, Standing


def log(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Add an update to the log; an amount counts toward the target. Where that is reached, nothing
    says yet that it is done: what to do is said."""
    day = day_of(mark, today)
    if place.kind == "indicator" and mark.amount is not None:
        raise Refused(
            f"`{place.id}` is an indicator: a number of it is a reading",
            f"Write: welcomeplan measure {place.typed} {mark.amount:f}",
        )
    one = time_of(place, standing, mark, "open") if mark.period else standing
    if mark.amount and mark.amount > 0:
        no_earlier_beginning(place, one, day)
    edits, name = entry(place, day, mark, one.period), called(one)
    if not edits:
        return Act(place.file, (), f"{name}: logged already; no change")
    again = "; so much was logged on that day before" if _is_again(place, one, day, mark) else ""
    toward, further = _toward(place, one, day, mark, today)
    return Act(place.file, edits, f"{name}: logged on {day}{toward}{again}{further}")


def _is_again(place: Place, one: Standing, day: date, mark: Mark) -> bool:
    """Whether the log has the same amount on the same day: a second one counts as well."""
    same = (entry for entry in place.promised.log if entry.on == day and entry.amount)
    return any(entry.amount == mark.amount and entry.period == one.period for entry in same)


def _toward(place: Place, one: Standing, day: date, mark: Mark, today: date) -> tuple[str, str]:
    """How far the target is reached with it; and if it is, how to say that it is done."""
    if one.times and not mark.period:  # it counts in the time in which the day falls
        one = next((time for time in one.times if time.time and day in time.time.window), one)
    target = one.target
    if not target or mark.amount is None or one.times:
        return "", ""
    total = _total(one, max(day, today), mark, day)
    further = ""
    if replace(one, logged=total).reached:
        time = f" --period {one.period}" if one.period else ""
        further = f"\n  Its target is reached. If it is done: welcomeplan done {place.typed}{time}"
    return f" ({target.of(total)})", further


def _total(one: Standing, until: date, mark: Mark, day: date) -> Decimal:
    """What the log says by a day with one amount more."""
    more = plan.Update(day, mark.amount, period=one.period if mark.period else None)
    promise = replace(one.promise, log=(*one.promise.log, more))
    return plan.logged(promise, until, one.time)
