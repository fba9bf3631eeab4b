"""A day that is corrected so that something was less late, or late no more, is looked at.

It may have been written down wrongly; it may be a miss that somebody would rather not have. So is
what was overdue, and is now said to be done on a day that does not tell whether it was late.

    done: 2018-03-20        # was: 2018-06-20, and it is due by March 2018
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import State
from welcomeplan.versions import Spot, where
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import Standing
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone or time that was late or overdue, and by another day of being done is less
    so."""
    for standing in edit.before:
        name = edit.names.get(standing.promise.name, "")
        place = edit.places.get(name)
        now = {one.period: one for one in edit.after[name].owed} if place else {}
        for old in standing.owed:
            new = now.get(old.period)
            if place and new and _better(old, new):
                time = f" {old.period}" if old.period else ""
                message = f"`{place.id}{time}` was {_stood(old)}, and is now {_stood(new)}"
                remedy = "Give the day on which it was done. If the day before was wrong, say in"
                remedy += " its `log:` how that is known: whoever approves the edit decides."
                if new.begins and new.begun == (new.done and new.done.first):
                    remedy = "What was promised is its beginning. Say when that was:"
                    remedy += f" welcomeplan start {place.typed} --on DAY"
                spot = Spot(place.plan.id, where(place, *(() if time else ("done",))))
                yield spot, Finding(spot.at.route, message, remedy)


def _better(old: Standing, new: Standing) -> bool:
    if old.state is State.OVERDUE:
        return new.lateness == "unknown"
    if old.lapsed and old.done is None and old.state is not State.UNDER_WAY:  # it was set aside
        return new.lateness in ("on time", "unknown")
    if old.lateness != "late":
        return False
    less = new.late is not None and old.late is not None and new.late < old.late
    return new.lateness in ("on time", "unknown") or (new.lateness == "late" and less)


def _stood(one: Standing) -> str:
    if one.done is None:
        return f"{one.state}"
    if one.lateness == "unknown":
        return f"done {one.done.when}, which does not tell whether it was late"
    late = plural(one.late or 0, "day") + " late" if one.lateness == "late" else "on time"
    return f"done {late}, {one.done.when}"
