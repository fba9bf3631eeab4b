"""A dated update; and the line that every other verb leaves in a log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan import plan, yamltext
from welcomeplan.acts.values import Act
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Place, Promise, Standing
    from welcomeplan.yamltext import Edit


def log(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Add an update to the log; an amount counts toward the target."""
    day = day_of(mark, today)
    promise, amount = standing.promise, mark.amount
    edits = updates(place, day, mark.note, mark.by, amount)
    if not edits:
        return Act(place.file, (), f"{promise.id}: logged already; no change")
    target = promise.target
    toward = f" ({target.of(_total(promise, day, amount))})" if target else ""
    return Act(place.file, edits, f"{promise.id}: logged on {day}{toward if amount else ''}")


def _total(promise: Promise, day: date, amount: Decimal | None) -> Decimal:
    """What the log says by that day with one amount more."""
    log = (*promise.log, plan.Update(day, amount, None, None))
    return plan.logged(replace(promise, log=log), day)


def day_of(mark: Mark, today: date) -> date:
    """The day that the log is given; today's, where no day is known. Raises `Refused` for one that
    has not come yet."""
    if mark.on and plan.is_future(mark.on, today):
        raise Refused(
            f"{mark.on} is in the future", "Record it on the day it happens, or correct --on."
        )
    return mark.on.first if mark.on and mark.on.first == mark.on.last else today


def reason(place: Place, mark: Mark) -> str:
    """The reason, where it will be asked for. Raises `Refused` without one."""
    if not mark.note:
        raise Refused(f"the reason is missing for `{place.id}`", "Give it: --note TEXT.")
    return mark.note


def updates(
    place: Place, on: date, note: str | None, by: str | None = None, amount: Decimal | None = None
) -> tuple[Edit, ...]:
    """The edit that adds an update to a milestone's log; none where the log has it already."""
    given = {"amount": None if amount is None else f"{amount:f}", "note": note, "by": by}
    item: dict[str, str] = {key: value for key, value in given.items() if value}
    log = place.milestone.log
    if not item or any((u.on, u.amount, u.note, u.by) == (on, amount, note, by) for u in log):
        return ()
    entry = {"on": on.isoformat(), **item}
    return (yamltext.Append(place.route, "log", entry, place.milestone.keys()),)
