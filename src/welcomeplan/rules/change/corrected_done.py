"""A day that is corrected so that what was late is not is looked at.

It may have been written down wrongly; it may be a miss that somebody would rather not have.

    done: 2018-03-20        # was: 2018-06-20, and it is due by March 2018
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import Spot, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone or time that was done late, and is now said to have been done in time."""
    for standing in edit.before:
        name = edit.names.get(standing.promise.name, "")
        place = edit.places.get(name)
        now = {one.period: one for one in edit.after[name].owed} if place else {}
        for old in standing.owed:
            new = now.get(old.period)
            if place and new and (old.lateness, new.lateness) == ("late", "on time"):
                time = f" {old.period}" if old.period else ""
                message = (
                    f"`{place.id}{time}` was done late, {old.done}, and is now done {new.done}"
                )
                remedy = "If the day was wrong, say in its `log:` how that is known."
                spot = Spot(place.plan.id, where(place, *(() if time else ("done",))))
                yield spot, Finding(spot.at.route, message, remedy)
