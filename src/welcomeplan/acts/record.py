"""The entry that each verb leaves in a log: the day, what changed, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from welcomeplan import plan, yamltext
from welcomeplan.acts.times import option
from welcomeplan.acts.values import Act
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Due, LogEntry, Miss, Place, Standing
    from welcomeplan.yamltext import Edit


def day_of(mark: Mark, today: date) -> date:
    """The day that the log is given; today's, where no day is known. Raises `Refused` for one that
    has not come yet."""
    if mark.on and plan.is_future(mark.on, mark.last or today):
        raise Refused(
            f"{mark.on} is in the future", "Record it on the day it happens, or correct --on."
        )
    return mark.on.first if mark.on and mark.on.first == mark.on.last else today


def reason(place: Place, mark: Mark) -> str:
    """The reason, where it will be asked for. Raises `Refused` without one."""
    if not mark.note:
        raise Refused(f"the reason is missing for `{place.id}`", "Give it: --note TEXT.")
    return mark.note


def entry(
    place: Place, on: date, mark: Mark, period: str | None = None, **changed: Any
) -> tuple[Edit, ...]:
    """The edit that adds an entry to a milestone's log; none where there is nothing to say, or the
    log has the very same. A second amount is another one, and a change another change."""
    given = {
        "period": period,
        **changed,
        "amount": None if mark.amount is None else f"{mark.amount:f}",
        "note": mark.note,
        "by": mark.by,
        "under": mark.under,
    }
    said = {key: value for key, value in given.items() if value}
    if not said.keys() - {"period"}:
        return ()
    order = plan.LogEntry.keys()
    item = {"on": on.isoformat(), **dict(sorted(said.items(), key=lambda one: order.index(one[0])))}
    again = changed or mark.amount is not None
    if not again and plan.LogEntry.model_validate(item) in place.promised.log:
        return ()
    return (yamltext.Append(place.route, "log", item, place.promised.keys()),)


def total(one: Standing, until: date, mark: Mark, day: date) -> Decimal:
    """What the log says by a day, with the amount that is said now."""
    more = plan.Update(day, mark.amount, period=one.period if mark.period else None)
    promise = one.promise._replace(log=(*one.promise.log, more))
    return plan.logged(promise, until, one.time)


def is_told(place: Place, mark: Mark, period: str | None = None) -> bool:
    """Whether an entry of the log, of the same time, has all that is said: the note, who says so,
    and by whose decision; on whatever day."""
    said = {"note": mark.note, "by": mark.by, "under": mark.under}
    given = {key: value for key, value in said.items() if value}
    return not given or any(
        all(getattr(told, key) == value for key, value in given.items())
        for told in place.promised.log
        if place.period_of(told.period or "").casefold() == (period or "").casefold()
    )


def already(place: Place, said: str, mark: Mark, one: Standing | None = None) -> Act:
    """Nothing changes, for it is so already. Raises `Refused` where something is said of it that
    stands nowhere in the log: it would be lost."""
    time = option(place, one) if one else ""
    dated = mark.on is None or any(told.on == mark.on.first for told in place.promised.log)
    if not dated or not is_told(place, mark, one.period if one else None):
        raise Refused(
            f"{said}; what you say of it would be lost",
            "To keep it as an update:",
            command=f"welcomeplan log {place.typed}{time} --note TEXT",
        )
    return Act(place.file, (), f"{said}; no change")


def due_item(due: Due | None) -> str | dict[str, str]:
    """A deadline as an entry keeps it."""
    if due is None:
        return plan.NO_DEADLINE
    return {"words": due.words, "by": due.by.isoformat()} if due.by else due.words


def decided(place: Place, standing: Standing, day: date) -> str:
    """What to say of a decision that is dated back before a deadline that was missed until now;
    nothing of another. Raises `Refused` for one before what its record tells already: that was
    written on the day, or after it."""
    in_order(place, day, lambda told: told.changes)
    told = missed_until_now(miss for miss in standing.misses if miss.due_by >= day)
    return f"\n  Dated back: {told}." if told else ""


def missed_until_now(misses: Iterable[Miss]) -> str:
    """What to say of misses that what is written now takes away; nothing of none."""
    last = max((miss.due_by for miss in misses), default=None)
    return f"until now its deadline of {last} counted as missed" if last else ""


def in_order(place: Place, day: date, changes: Callable[[LogEntry], object]) -> None:
    """Raise `Refused` for an entry before a later one that `changes` what it would."""
    for at, told in enumerate(place.promised.log):
        if told.on > day and changes(told):
            raise Refused(
                f"the record of `{place.id}` goes on to {told.on}: what is added to it can't be"
                f" dated before that, {day}",
                f"Give a day from {told.on} on, or leave --on out: the note says since when.",
                span=place.span("log", at),
            )


def no_earlier_beginning(place: Place, one: Standing, day: date) -> None:
    """Raise `Refused` for a beginning that would make its record another: it tells that what was to
    begin began late, or had not begun yet on a later day."""
    if not one.begins or one.due_by is None:
        return
    course = plan.course_of(place, one.time)
    began, taken = course.started(date.max), course.taken_back(date.max)
    late = began if began and began > one.due_by else None
    told = max((told for told in (late, taken) if told), default=None)
    if told is None or told <= day:
        return
    log = enumerate(place.promised.log)
    at = next((at for at, u in log if u.on == told and (u.status or u.amount)), 0)
    said = "had not begun" if told == taken else "began"
    raise Refused(
        f"`{one.promise.id}` {said} on {told}, by its record, and can't have begun on {day}",
        f"Give a day from {told} on. If the one before is wrong, take its entry out before it is"
        " committed, and say it again.",
        span=place.span("log", at),
    )
