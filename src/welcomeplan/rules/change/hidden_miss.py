"""A miss stays a miss, and with who answered for it.

What was missed before an edit is missed after it, unless the edit says that it was done or begun
in time: whatever moved it, a deadline, another owner or lead, `adopted:`, `period:`, the calendar,
or what it counts from. Of an indicator only readings that are added say so, beside those that there
are: not another target, baseline or unit, nor another reading in place of one.

What the version before could not know yet is no miss where an entry that the edit adds, of a day up
to the deadline, says what became of it: another deadline (`was_due`), put off or given up
(`status`), each with its reason, or another owner (`was_owner`). An entry that was there before, or
is of something else, explains nothing.

    adopted: 2018-06-01         # was: 2017-09-05, and what was due in between was missed
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import ASIDE, NOBODY, course_of
from welcomeplan.rules.change import readings
from welcomeplan.versions import Spot, where
from welcomeplan.wording import some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.deadlines import Occurrence
    from welcomeplan.plan import Course, Miss, Standing, Update
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.ERROR


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone or indicator that had missed more than it has."""
    for old in edit.before:
        name = edit.names.get(old.promise.name, "")
        new, place = edit.after.get(name), edit.places.get(name)
        lost = [miss for miss in old.misses if new and not _kept(miss, old, new, edit)]
        if place and lost:
            days = some(
                [
                    f"{miss.period} ({miss.due_by})" if miss.period else str(miss.due_by)
                    for miss in lost
                ]
            )
            message = (
                f"`{place.id}` had missed its deadline of {days}; after this edit nothing says so"
            )
            spot = Spot(place.plan.id, where(place))
            remedy = (
                "Put back what was changed, or leave an entry in its `log:` that keeps it"
                " (`was_due:`, `status:`, `was_done:`), as the commands do."
            )
            yield spot, Finding(spot.at.route, message, remedy)


def _kept(miss: Miss, old: Standing, new: Standing, edit: Edit) -> bool:
    """Whether a miss is there still; or is not, by what it was right to say of it."""
    if is_there(miss, old, new, edit) or _decided(miss, old, new, edit):
        return True
    if old.promise.measure:
        return miss not in readings.missed_with(edit, old, readings.added(edit, old))
    return _done_in_time(miss, old, new, edit)


def is_there(miss: Miss, old: Standing, new: Standing, edit: Edit) -> bool:
    """Whether a miss is there still, if by an earlier day."""
    owner = edit.organizations.get((new.promise.plan, miss.owner or ""), miss.owner)
    before = [m for m in old.misses if (m.period, m.owner) == (miss.period, miss.owner)]
    after = [m for m in new.misses if (m.period, m.owner) == (miss.period, owner)]
    earlier = [sum(m.due_by <= miss.due_by for m in misses) for misses in (before, after)]
    return any(m.due_by == miss.due_by for m in after) or earlier[1] >= earlier[0]


def _done_in_time(miss: Miss, old: Standing, new: Standing, edit: Edit) -> bool:
    """Whether what was missed is now said to have been done or begun by its day, and was not said
    to be done or begun before."""
    day = _last(miss, old, edit)
    was, now = _time(old, miss.period), _time(new, miss.period)
    if was is None or now is None:
        return False
    # Of one that was done late, and is said to be done on another day: `corrected-done`.
    done = now.done is not None and now.done.first <= day
    if was.done and now.done:
        done = now.done != was.done and now.done.last <= day
    # What is active without an entry says nothing of since when.
    since = None if was.begun or now.begun == date.min else now.begun
    begun = since is not None and since <= day
    return done or (begun and now.begins)


def _last(miss: Miss, old: Standing, edit: Edit) -> date:
    """The last day on which what was missed would have been in time: of a deadline that was given
    only after its own day, the one before that."""
    one = _time(old, miss.period)
    course = course_of(edit.old_places[old.promise.name], one.time if one else None)
    if _due_by(course, miss.due_by, edit.as_of) == miss.due_by:
        return miss.due_by
    since = (day for day, _ in course.terms if day > miss.due_by)
    given = (day for day in since if _due_by(course, day, edit.as_of) == miss.due_by)
    return next((day - timedelta(days=1) for day in given), miss.due_by)


def _due_by(course: Course, day: date, as_of: date) -> date | None:
    """The last day of the deadline that stood on a day, as it is dated by now."""
    due, _ = course.due(as_of, day)
    return due.due_by if isinstance(due, Deadline) else None


def _decided(miss: Miss, old: Standing, new: Standing, edit: Edit) -> bool:
    """Whether the base could not yet know of a miss, and by its day an entry that the edit adds
    records what became of it: of one that is there, who answers for it now; else another deadline,
    or that it was set aside, and why."""
    if miss.due_by < edit.begun_in(old.promise.file):
        return False
    mine = (None, _folded(miss.period))
    told = [
        entry
        for entry in edit.added.get(new.promise.name, ())
        if entry.on <= miss.due_by and _folded(entry.period) in mine
    ]
    if any((m.due_by, m.period) == (miss.due_by, miss.period) for m in new.misses):
        owner = edit.organizations.get((new.promise.plan, miss.owner or ""), miss.owner)
        return any(entry.was_owner == (owner or NOBODY) for entry in told)
    one = _time(old, miss.period)
    time = one.time if one else None
    course = course_of(edit.places[new.promise.name], time)
    return any(
        entry.note
        and (
            (entry.status in ASIDE and course.aside(miss.due_by))
            or (entry.was_due and _was_due(miss, time, entry, course, edit.as_of))
        )
        for entry in told
    )


def _was_due(
    miss: Miss, time: Occurrence | None, entry: Update, course: Course, as_of: date
) -> bool:
    """Whether what an entry says was due is what was missed, as the plan reads it after the edit,
    and is due no more: else it was not that entry that moved it."""
    if time and entry.period is None:
        return entry.was_due is not None and time in entry.was_due.times(as_of)
    before, after = (
        _due_by(course, day, as_of) for day in (entry.on - timedelta(days=1), entry.on)
    )
    return before == miss.due_by != after


def _folded(period: str | None) -> str | None:
    return period.casefold() if period else None


def _time(standing: Standing, period: str | None) -> Standing | None:
    if period is None:
        return standing
    return next((time for time in standing.times if time.period == period), None)
