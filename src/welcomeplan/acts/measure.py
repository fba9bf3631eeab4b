"""Write down what was measured of an indicator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan import plan, yamltext
from welcomeplan.acts.record import missed_until_now
from welcomeplan.acts.values import Act
from welcomeplan.errors import Refused
from welcomeplan.wording import words

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import DoneOn, Goal, Indicator, Place, Standing


def measure(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Add a reading: what was measured, on what day or in what month or year. Of one day the last
    that is written counts, so that another corrects it."""
    indicator, value = _indicator(place), mark.amount
    if mark.period:
        raise Refused(
            f"a reading is of a day, a month or a year, and no time of `{place.id}` is asked for:"
            f" `{mark.period}`",
            "Leave it out, and say when it was measured by --on: a day, or 2018-02, or 2018.",
        )
    if value is None:
        raise Refused(f"what was measured of `{place.id}` is missing", "Give the number.")
    if (mark.words or "").endswith("%") and not plan.counts_shares(indicator.unit or ""):
        raise Refused(
            f"`{mark.words}` is a share, and `{place.id}` counts {indicator.unit or 'none'}",
            f"Write the number alone, in what it counts: welcomeplan measure {place.typed} VALUE.",
        )
    on = mark.on or plan.read_known(today.isoformat())
    if plan.is_future(on, mark.last or today):
        raise Refused(f"{on} is in the future", "Write it down once it is taken, or correct --on.")
    reading = {"on": on.text, "value": f"{value:f}"}
    if mark.source:
        reading["source"] = mark.source
    said = f"{place.id}: {_said(standing, value)} {on.when}"
    model = plan.Reading.model_validate(reading)
    same = [one for one in indicator.readings if one.on == on]
    if same and (same[-1] == model or (same[-1].value == value and mark.source is None)):
        return Act(place.file, (), f"{said} already; no change")
    edit = yamltext.Append(place.route, "readings", reading, indicator.keys())
    instead = f", in place of {words(same[-1].value)}" if same and same[-1].value != value else ""
    after = replace(
        place, model=indicator.model_copy(update={"readings": (*indicator.readings, model)})
    )
    whole = plan.judged(plan.course_of(after), today)
    lost = missed_until_now(miss for miss in standing.misses if miss not in whole.misses)
    told = f"{said}{instead}{_judged(standing, whole, on, value)}" + (f"; {lost}" if lost else "")
    return Act(place.file, (edit,), told)


def _indicator(place: Place) -> Indicator:
    """Its model. Raises `Refused` for a milestone."""
    if place.kind == "indicator":
        return place.indicator
    raise Refused(
        f"`{place.id}` is a milestone, and has no readings",
        f"To log how much was done: welcomeplan log {place.typed} AMOUNT.",
    )


def _said(standing: Standing, value: Decimal) -> str:
    measure = standing.promise.measure
    return measure.said(value) if measure else words(value)


def _judged(before: Standing, whole: Standing, on: DoneOn, value: Decimal) -> str:
    """What that makes of its target, in words: of those of its times, the ones that the reading
    may be of, and those of which it changes how they stand."""
    was = {one.period: one.state for one in before.owed}
    told = [
        f"; {_of_target(one, one.goal, on, value)}"
        for one in whole.owed
        if one.goal and (one.time is None or _of(one, on) or was.get(one.period) != one.state)
    ]
    return "".join(told)


def _of_target(one: Standing, goal: Goal, on: DoneOn, value: Decimal) -> str:
    """How a target stands, and why where the reading alone would say otherwise."""
    measure = one.promise.measure
    assert measure  # noqa: S101 - those are indicators with a target
    name = f"the target of {one.period}" if one.period else "its target"
    name += f", {measure.said(goal)},"
    reaches = goal.reached(value, falling=measure.falling)
    if one.done and reaches:
        return f"{name} is reached{_when(one)}"
    if one.done:
        return f"{name} was reached {one.done.when}{_when(one)}, and this falls short of it"
    due = f", which was due by {one.due_by}" if one.state is plan.State.OVERDUE else ""
    later = measure.latest if reaches else None
    why = f": {words(later.value)} {later.on.when} followed" if later and later.on != on else ""
    return f"{name} is not reached{due}{why}"


def _when(one: Standing) -> str:
    if one.lateness == "late":
        return f" late (due by {one.due_by})"
    return "; whether in time is not known" if one.lateness == "unknown" else ""


def _of(one: Standing, on: DoneOn) -> bool:
    """Whether a reading may be of a time."""
    return one.time is not None and (
        on.first <= one.time.window.end and on.last >= one.time.window.start
    )
