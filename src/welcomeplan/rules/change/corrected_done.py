"""A day that is corrected so that something was less late, or late no more, is looked at.

It may have been written down wrongly; it may be a miss that somebody would rather not have. So is
what was overdue, and is now said to be done on a day that does not tell whether it was late; and an
indicator that had missed its target, where a reading of a day in time is told only now.

    done: 2018-03-20        # was: 2018-06-20, and it is due by March 2018
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import State
from welcomeplan.rules.change import readings
from welcomeplan.rules.change.hidden_miss import is_there
from welcomeplan.versions import Spot, where
from welcomeplan.wording import late, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import Level, Miss, Place, Standing
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone or time that was late or overdue, and by another day of being done is less
    so; and every indicator that missed what by readings of days before the edit it did not."""
    for standing in edit.before:
        name = edit.names.get(standing.promise.name, "")
        place = edit.places.get(name)
        now = {one.period: one for one in edit.after[name].owed} if place else {}
        told = _told_late(standing, edit) if place and standing.promise.measure else {}
        if place and told:
            yield _measured(place, standing, told)
            continue
        for old in standing.owed:
            new = now.get(old.period)
            if place and new and _better(old, new):
                time = f" {old.period}" if old.period else ""
                message = f"`{place.id}{time}` was {_stood(old)}, and is now {_stood(new)}"
                remedy = "Give the day on which it was done. If the day before was wrong, say in"
                remedy += " its `log:` how that is known: whoever approves the edit decides."
                if new.begins and new.begun is None:
                    remedy = "What was promised is its beginning. Say when that was:"
                    remedy += f" welcomeplan start {place.typed} --on DAY"
                elif new.begins:
                    remedy = "What was promised is its beginning. If that was only written down"
                    remedy += " late, say in its `log:` how it is known: whoever approves the edit"
                    remedy += " decides."
                spot = Spot(place.plan.id, where(place, *(() if time else ("done",))))
                yield spot, Finding(spot.at.route, message, remedy)


def _told_late(old: Standing, edit: Edit) -> dict[Level, Miss]:
    """The readings by which an edit takes misses of an indicator away, with those; but for what was
    measured in time after the edit began, which it could not tell before."""
    new = edit.after[edit.names[old.promise.name]]
    lost = [miss for miss in old.misses if not is_there(miss, old, new, edit)]
    if not lost:
        return {}
    begun, added = edit.begun_in(old.promise.file), readings.added(edit, old)
    known = readings.missed_with(edit, old, added)
    found: dict[Level, Miss] = {}
    for miss in lost:
        in_time = [one for one in added if begun <= one.on.last <= miss.due_by]
        if miss not in known and miss in readings.missed_with(edit, old, in_time):
            late = (one for one in added if one not in in_time)
            found |= {
                one: miss
                for one in late
                if miss not in readings.missed_with(edit, old, [*in_time, one])
            }
    return found


def _measured(place: Place, old: Standing, told: dict[Level, Miss]) -> Found:
    days = some([str(day) for day in dict.fromkeys(miss.due_by for miss in told.values())])
    measure = old.promise.measure
    assert measure  # noqa: S101 - asked of indicators alone
    said = some([f"{measure.said(one.value)} {one.on.when}" for one in told])
    message = (
        f"`{place.id}` had missed its deadline of {days}; what is told only now takes that away:"
        f" {said}"
    )
    remedy = (
        "Give the day on which it was measured. If it was only written down late, say in its `log:`"
        " how that is known: whoever approves the edit decides."
    )
    spot = Spot(place.plan.id, where(place, "readings"))
    return spot, Finding(spot.at.route, message, remedy)


def _better(old: Standing, new: Standing) -> bool:
    if old.state is State.OVERDUE:
        return new.lateness == "unknown" and not new.lapsed
    aside = old.lapsed and old.done is None and old.state is not State.UNDER_WAY
    if aside or old.unbegun:
        return new.lateness in ("on time", "unknown") and not new.lapsed
    if old.lateness != "late":
        return False
    less = new.late is not None and old.late is not None and new.late < old.late
    return new.lateness in ("on time", "unknown") or (new.lateness == "late" and less)


def _stood(one: Standing) -> str:
    if one.done is None:
        return f"{one.state}"
    if one.unbegun:
        return f"done {one.done.when}, with no beginning on record by {one.due_by}"
    if one.lateness == "unknown":
        return f"done {one.done.when}, which does not tell whether it was late"
    return f"done {late(one.late or 0, least=one.at_least)}, {one.done.when}"
