"""Begin, block, put off, give up, plan again: the words of a milestone's `status`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import plan, yamltext
from welcomeplan.acts.record import (
    already,
    day_of,
    decided,
    entry,
    in_order,
    is_told,
    no_earlier_beginning,
    reason,
)
from welcomeplan.acts.times import called, done_of, option, time_of
from welcomeplan.acts.values import Act
from welcomeplan.errors import Refused
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Place, Standing, Status
    from welcomeplan.yamltext import Edit


class Row(NamedTuple):
    """A status as a verb sets it."""

    status: Status | None
    """None: it is planned again."""
    reason: bool
    """Whether a note is required: it will be asked for."""

    @property
    def said(self) -> str:
        """What it becomes, in a planner's word."""
        return {"active": "begun", "planned": "planned again"}.get(self.word, self.word)

    @property
    def word(self) -> str:
        """What it becomes, as the record says it."""
        return self.status or "planned"


STATUSES = {
    "start": Row("active", reason=False),
    "block": Row("blocked", reason=True),
    "defer": Row("deferred", reason=True),
    "drop": Row("dropped", reason=True),
    "plan": Row(None, reason=False),
}


def status(row: Row, place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Give a milestone a status, or one time of what repeats; its log keeps since when, and why."""
    day = day_of(mark, today)
    one = time_of(place, standing, mark, "open") if mark.period else standing
    name = called(one)
    if row.status == "active" and one.done and one.begins:
        return _begun_before(place, one, mark, day)
    _open(place, one)
    if row.reason:
        reason(place, mark)
    if _is_so(place, one, row, mark, day):
        _same_day(place, one, row, mark)
        return already(place, f"{name}: {row.said} already", mark, one)
    if row.status == "active":
        no_earlier_beginning(place, one, day)
    back = ""
    if row.status in ("deferred", "dropped"):
        back = decided(place, one, day)
    else:
        in_order(place, day, lambda told: told.status)
    edits = (
        *(_key(place, row) if one.period is None else ()),
        *entry(place, day, mark, one.period, status=row.word),
    )
    return Act(place.file, edits, f"{name}: {row.said}{_judged(place, one, row, day)}{back}")


def _begun_before(place: Place, one: Standing, mark: Mark, day: date) -> Act:
    """Record when something began that is done, and whose beginning was promised: no status."""
    name, done = called(one), one.done
    if one.begun and done and one.begun < done.first:
        return already(place, f"{name}: begun already", mark, one)
    if mark.on is None or (done and day > done.last):
        raise Refused(
            f"`{name}` is done {done and done.when}: it began no later than that",
            f"Say when: welcomeplan start {place.typed} --on DAY",
        )
    no_earlier_beginning(place, one, day)
    return Act(
        place.file,
        entry(place, day, mark, one.period, status="active"),
        f"{name}: begun{_beginning(place, one, day)}; it stays done",
    )


def _open(place: Place, one: Standing) -> None:
    """Raise `Refused` for what is done: done is a date, not a status."""
    done, route = done_of(place, one)
    if done:
        again = option(place, one)
        raise Refused(
            f"`{called(one)}` is done {done.when} already",
            f"If it is not, say so first: welcomeplan reopen {place.typed}{again} --note ...",
            span=place.span(*route),
        )


def _is_so(place: Place, one: Standing, row: Row, mark: Mark, day: date) -> bool:
    """Whether it has that status already, and its log says so and has what is said of it."""
    if plan.course_of(place, one.time).status(day) != row.status:
        return False
    period = (one.period or "").casefold()
    mine = [told for told in place.promised.log if (told.period or "").casefold() == period]
    recorded = [told.status for told in mine if told.status][-1:]
    never = row.status is None and not recorded  # it never had another
    return (never or recorded == [row.word]) and is_told(place, mark, one.period)


def _same_day(place: Place, one: Standing, row: Row, mark: Mark) -> None:
    """Raise `Refused` where the record has another day than the one that is given."""
    days = [u.on for u in one.log if u.status == row.word and u.period == one.period]
    if mark.on and days and mark.on.first not in days:
        raise Refused(
            f"`{called(one)}` is {row.said} since {max(days)}, by its record",
            "If that day is wrong, take the entry out before it is committed, and say it again.",
        )


def _key(place: Place, row: Row) -> tuple[Edit, ...]:
    """The edit of the key itself, where that differs."""
    model, route = place.promised, place.route
    if model.status == row.status:
        return ()
    if row.status is None:
        return (yamltext.RemoveKey(route, "status"),)
    return (yamltext.SetKey(route, "status", row.status, model.keys()),)


def _judged(place: Place, one: Standing, row: Row, day: date) -> str:
    """What that means for its deadline, in words."""
    due_by = one.due_by
    if due_by is None:
        return ""
    if row.status is None and one.kept and due_by < day and _unbegun(place, one, day):
        missed = "was missed" if one.lapsed else "counts as missed"
        return f"; its deadline to begin, {due_by}, {missed}"
    aside = one.state in ("deferred", "dropped") and not one.lapsed
    if row.status == "active" and one.begins and one.begun is None and not aside:
        return _beginning(place, one, day)
    if row.status in ("deferred", "dropped"):
        return f" (its deadline of {due_by} was missed)" if one.lapsed and due_by < day else ""
    if aside and due_by < day:
        return f"; its deadline passed meanwhile ({due_by}): `reschedule` gives it another"
    return ""


def _unbegun(place: Place, one: Standing, day: date) -> bool:
    """Whether nothing tells that it began, once it is planned again on a day."""
    course = plan.course_of(place, one.time)
    again = plan.Update(day, status="planned", period=one.period)
    promise = course.promise._replace(status=None, log=(*course.promise.log, again))
    return course.had(promise).begun(day) is None


def _beginning(place: Place, one: Standing, day: date) -> str:
    """Whether a beginning on a day is in time, in words; nothing where what it would be late for
    was not in force."""
    course = plan.course_of(place, one.time)
    if one.due_by and one.due_by < day and not course.in_force(one.due_by, date.min):
        return ""
    late = (day - one.due_by).days if one.due_by else 0
    return f", {plural(late, 'day')} late (to begin by {one.due_by})" if late > 0 else ", in time"
