"""A miss stays a miss, and with who answered for it.

What was missed before an edit is missed after it, unless the edit says that it was done or begun
in time: whatever moved it, a deadline, another owner or lead, `adopted:`, `period:`, the calendar,
or what it counts from. Of an indicator only readings that are added say so, beside those that there
are: not another target, baseline or unit, nor another reading in place of one.

    adopted: 2018-06-01         # was: 2017-09-05, and what was due in between was missed
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import State
from welcomeplan.rules.change import readings
from welcomeplan.versions import Spot, where
from welcomeplan.wording import some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import Miss, Standing
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.ERROR
SET_ASIDE = (State.DEFERRED, State.DROPPED)


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone or indicator that had missed more than it has."""
    for old in edit.before:
        name = edit.names.get(old.promise.name, "")
        new, place = edit.after.get(name), edit.places.get(name)
        begun = edit.begun_in(old.promise.file)
        lost = [miss for miss in old.misses if new and not _kept(miss, old, new, edit, begun)]
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


def _kept(miss: Miss, old: Standing, new: Standing, edit: Edit, begun: date) -> bool:
    """Whether a miss is there still; or is not, by what it was right to say of it."""
    if is_there(miss, old, new, edit) or _decided(miss, new, begun):
        return True
    if old.promise.measure:
        return miss not in readings.missed_with(edit, old, readings.added(edit, old))
    return _done_in_time(miss, old, new)


def is_there(miss: Miss, old: Standing, new: Standing, edit: Edit) -> bool:
    """Whether a miss is there still, if by an earlier day."""
    owner = edit.organizations.get((new.promise.plan, miss.owner or ""), miss.owner)
    before = [m for m in old.misses if (m.period, m.owner) == (miss.period, miss.owner)]
    after = [m for m in new.misses if (m.period, m.owner) == (miss.period, owner)]
    earlier = [sum(m.due_by <= miss.due_by for m in misses) for misses in (before, after)]
    return any(m.due_by == miss.due_by for m in after) or earlier[1] >= earlier[0]


def _done_in_time(miss: Miss, old: Standing, new: Standing) -> bool:
    """Whether what was missed is now said to have been done or begun in time, and was not said to
    be done or begun before."""
    was, now = _time(old, miss.period), _time(new, miss.period)
    if was is None or now is None:
        return False
    # Of one that was done late, and is said to be done on another day: `corrected-done`.
    done = now.done is not None and now.done.first <= miss.due_by
    if was.done and now.done:
        done = now.done != was.done and now.done.last <= miss.due_by
    # What is active without an entry says nothing of since when.
    since = None if was.begun or now.begun == date.min else now.begun
    begun = since is not None and since <= miss.due_by
    return done or (begun and now.begins)


def _decided(miss: Miss, new: Standing, begun: date) -> bool:
    """Whether the base could not yet know of a miss, and by its day an entry had changed what it
    is of, and says why; what was set aside must be so still, or have another deadline."""
    one = _time(new, miss.period) or new
    back = one.state not in SET_ASIDE and one.done is None and one.due_by is None
    return miss.due_by >= begun and any(
        entry.changes
        and entry.note
        and entry.on <= miss.due_by
        and entry.period in (None, miss.period)
        and not (entry.status in ("deferred", "dropped") and back)
        for entry in new.promise.log
    )


def _time(standing: Standing, period: str | None) -> Standing | None:
    if period is None:
        return standing
    return next((time for time in standing.times if time.period == period), None)
