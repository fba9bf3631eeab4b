"""Say that a milestone is not done after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import plan, yamltext
from welcomeplan.acts.record import already, day_of, entry, reason
from welcomeplan.acts.status import STATUSES, status
from welcomeplan.acts.times import called, record_of, time_of
from welcomeplan.acts.values import Act
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Place, Standing
    from welcomeplan.yamltext import Edit


def reopen(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Take `done` away, of a milestone or of one time of what repeats; the log keeps when it was,
    and why not. What is blocked, put off or given up is planned again."""
    day = day_of(mark, today)
    done, route, one = place.milestone.done, place.route, standing
    if mark.period or (standing.times and not done and not _aside(place, standing, day)):
        one = time_of(place, standing, mark, "done")
        record = record_of(place, one.period or "")
        done = record[1].done if record else None
        route = (*route, "occurrences", record[0]) if record else route
    if not done and _aside(place, one, day):
        reason(place, mark)
        return status(STATUSES["plan"], place, standing, mark, today)
    name = called(one)
    if not done:
        return already(place, f"{name}: not done", mark, one)
    reason(place, mark)
    if done.first > day:
        raise Refused(
            f"`{name}` is done {done.when}, and can't be reopened before that, on {day}",
            "Correct --on.",
            span=place.file.source.span((*route, "done")),
        )
    edits = (
        yamltext.RemoveKey(route, "done"),
        *_status(place, one),
        *entry(place, day, mark, one.period, was_done=yamltext.Bare(done.text)),
    )
    back = "".join(f", {edit.value}" for edit in edits if isinstance(edit, yamltext.SetKey))
    return Act(place.file, edits, f"{name}: open again{back} (was done {done.when})")


def _aside(place: Place, one: Standing, day: date) -> bool:
    """Whether something is blocked, put off or given up on a day."""
    return plan.course_of(place, one.time).status(day) in ("blocked", "deferred", "dropped")


def _status(place: Place, one: Standing) -> tuple[Edit, ...]:
    """The edit that gives it the status back that being done took away."""
    told = [entry for entry in place.milestone.log if entry.period is None and entry.status]
    last = max(told, key=lambda entry: entry.on, default=None)
    if one.period or last is None or last.status == "planned" or place.milestone.status:
        return ()
    return (yamltext.SetKey(place.route, "status", last.status or "", place.milestone.keys()),)
