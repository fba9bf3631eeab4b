"""What an edit's new readings alone make of an indicator: no rule, but what three of them ask."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from welcomeplan.plan import course_of, in_order, judged, promise_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.plan import Level, Miss, Place, Standing
    from welcomeplan.rules.change import Edit


def added(edit: Edit, old: Standing) -> tuple[Level, ...]:
    """The readings that an indicator has after an edit beside those that it had; none, where one of
    those is gone: then they stand in its place."""
    new = edit.places.get(edit.names.get(old.promise.name, ""))
    was = Counter(_levels(edit.old_places[old.promise.name]))
    now = Counter(_levels(new) if new else ())
    return () if was - now else tuple((now - was).elements())


def missed_with(edit: Edit, old: Standing, more: Iterable[Level]) -> tuple[Miss, ...]:
    """What an indicator had missed as it stood before the edit, had it had more readings."""
    course = course_of(edit.old_places[old.promise.name])
    measure = course.promise.measure
    if measure is None:
        return old.misses
    levels = in_order((*measure.levels, *more))
    told = course.promise._replace(measure=measure._replace(levels=levels))
    return judged(course.had(told), edit.as_of).misses


def _levels(place: Place) -> tuple[Level, ...]:
    measure = promise_of(place).measure
    return measure.levels if measure else ()
