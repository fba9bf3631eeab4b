"""Two numbers of one day are looked at: the last that is written counts.

A correction is another reading of the day, for what was told before stays. Which of the two is
right, nobody sees who only reads how the indicator stands.

        readings:
          - on: 2018-06-30
            value: 420
          - on: 2018-06-30
            value: 510              # new: which was it?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import Spot, where
from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from welcomeplan.plan import DoneOn, Place
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every indicator that has several numbers for one day, or month or year, and had not those, or
    not in that order."""
    for name, old in edit.old_places.items():
        place = edit.places.get(edit.names[name])
        if place and place.kind == old.kind == "indicator":
            yield from _of_one(_by_day(old), place)
    for name, place in edit.places.items():
        if place.kind == "indicator" and name not in edit.names.values():
            yield from _of_one({}, place)


def _of_one(before: dict[DoneOn, list[Decimal]], place: Place) -> Iterator[Found]:
    for on, values in _by_day(place).items():
        was = before.get(on, [])
        if len(set(values)) > 1 and values != was:
            every = ", then ".join(words(value) for value in values)
            message = f"`{place.id}` has several numbers {on.when}: {every}; the last counts"
            remedy = "Keep one where both are new; else say in its `log:` how the right one is"
            remedy += " known: whoever approves the edit decides."
            last = max(at for at, one in enumerate(place.indicator.readings) if one.on == on)
            spot = Spot(place.plan.id, where(place, "readings", last))
            yield spot, Finding(spot.at.route, message, remedy)


def _by_day(place: Place) -> dict[DoneOn, list[Decimal]]:
    found: dict[DoneOn, list[Decimal]] = {}
    for one in place.indicator.readings:
        found.setdefault(one.on, []).append(one.value)
    return found
