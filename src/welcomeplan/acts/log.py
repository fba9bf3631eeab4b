"""A dated update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.acts.record import day_of, entry, no_earlier_beginning, total
from welcomeplan.acts.times import called, option, time_of
from welcomeplan.acts.values import Act
from welcomeplan.errors import Refused
from welcomeplan.wording import some

if TYPE_CHECKING:
    from datetime import date

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
    time = one if one.time else _held(standing, mark, day)
    if mark.amount and mark.amount > 0:
        no_earlier_beginning(place, one, day)
    edits, name = entry(place, day, mark, one.period), called(one)
    if not edits:
        return Act(place.file, (), f"{name}: logged already; no change")
    again = "; so much was logged on that day before" if _is_again(place, one, day, mark) else ""
    toward, further = _toward(place, time or one, day, mark, today)
    within = f", in {time.period}" if time and one is standing else ""
    return Act(place.file, edits, f"{name}: logged on {day}{within}{toward}{again}{further}")


def _held(standing: Standing, mark: Mark, day: date) -> Standing | None:
    """The time of what repeats that a day falls in, where none is named; None for several or none.
    Raises `Refused` then for an amount, which counts toward one."""
    inside = [time for time in standing.times if time.time and day in time.time.window]
    if standing.times and len(inside) != 1 and mark.amount is not None:
        listing = some([time.period or "" for time in inside or standing.times])
        raise Refused(
            f"`{standing.promise.id}` repeats, and which time is meant is not said: {day} is in"
            f" {'several' if inside else 'none'}",
            f"Add `--period` with one of them: {listing}.",
        )
    return inside[0] if len(inside) == 1 else None


def _is_again(place: Place, one: Standing, day: date, mark: Mark) -> bool:
    """Whether the log has the same amount on the same day: a second one counts as well."""
    same = (entry for entry in place.promised.log if entry.on == day and entry.amount)
    return any(entry.amount == mark.amount and entry.period == one.period for entry in same)


def _toward(place: Place, one: Standing, day: date, mark: Mark, today: date) -> tuple[str, str]:
    """How far the target is reached with it; and if it is, how to say that it is done."""
    target = one.target
    if not target or mark.amount is None or one.times:
        return "", ""
    so_far = total(one, max(day, today), mark, day)
    further = ""
    if one._replace(logged=so_far).reached:
        done = f"welcomeplan done {place.typed}{option(place, one)}"
        further = f"\n  Its target is reached. If it is done: {done}"
    return f" ({target.of(so_far)})", further
