"""Mark milestones finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import plan, yamltext
from welcomeplan.acts.log import updates
from welcomeplan.acts.times import record_of, time_of
from welcomeplan.acts.values import Act
from welcomeplan.errors import Refused
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import DoneOn, Milestone, OccurrenceEntry, Place, Standing
    from welcomeplan.yamltext import Edit, Route


def done(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Mark a milestone finished, or one time of what repeats; its status goes."""
    if mark.on and plan.is_future(mark.on, today):
        raise Refused(
            f"{mark.on} is in the future", "Mark it on the day it is done, or correct --on."
        )
    one = time_of(standing, mark.period, "open")
    name = _name(one)
    recorded = _recorded(place, one)
    finished = recorded or mark.on or plan.read_done(today.isoformat())
    _allowed(place, one, recorded, mark.on, today)
    start = plan.before_start(place, finished)
    if start:
        raise Refused(
            f"`{name}` starts on {start}, and can't be done {_when(finished)}",
            "Correct --on, or its `starts:`.",
        )
    edits = (*_edits(place, one, finished, mark.evidence), *_note(place, mark, recorded, today))
    result = _judged(one, finished) + _short_of_target(one) if edits else " already; no change"
    return Act(place.file, edits, f"{name}: done {_when(finished)}{result}")


def _recorded(place: Place, one: Standing) -> DoneOn | None:
    """When the plan says it was done, on whatever day it is judged."""
    if one.period is None:
        return place.milestone.done
    record = record_of(place, one.period)
    return record[1].done if record else None


def _allowed(
    place: Place, one: Standing, recorded: DoneOn | None, on: DoneOn | None, today: date
) -> None:
    """Raise `Refused` where the plan says already that it was done at another time."""
    record = record_of(place, one.period) if one.period else None
    span = place.span("occurrences", record[0], "done") if record else place.span("done")
    name = _name(one)
    if recorded and on and recorded != on:
        raise Refused(
            f"`{name}` is done {_when(recorded)} already",
            "If that is wrong, correct its `done:`.",
            span=span,
        )
    if recorded and plan.is_future(recorded, today):
        raise Refused(
            f"`{name}` is marked done {_when(recorded)}, which has not come yet",
            "Correct its `done:`.",
            span=span,
        )


def _name(one: Standing) -> str:
    return f"{one.promise.id} {one.period}" if one.period else one.promise.id


def _edits(
    place: Place, one: Standing, finished: DoneOn, evidence: tuple[str, ...]
) -> tuple[Edit, ...]:
    """The edits that make it so; none where it is so already."""
    milestone, route = place.milestone, place.route
    links = list(dict.fromkeys(evidence))
    if one.period is None:
        status: list[Edit] = []
        if plan.is_both(finished, milestone.status):
            status.append(yamltext.RemoveKey(route, "status"))
        return (*status, *_marked(milestone, route, finished, links))
    record = record_of(place, one.period)
    if record is None:
        item: dict[str, str | list[str]] = {"period": one.period, "done": finished.text}
        item |= {"evidence": links} if links else {}
        return (yamltext.Append(route, "occurrences", item, milestone.keys()),)
    return _marked(record[1], (*route, "occurrences", record[0]), finished, links)


def _marked(
    model: Milestone | OccurrenceEntry, route: Route, finished: DoneOn, links: list[str]
) -> tuple[Edit, ...]:
    """The edits for a mapping that has `done` and `evidence`."""
    order = model.keys()
    new = [link for link in links if link not in model.evidence]
    mark = [] if model.done else [yamltext.SetKey(route, "done", finished.text, order)]
    return (*mark, *(yamltext.Append(route, "evidence", link, order) for link in new))


def _note(place: Place, mark: Mark, recorded: DoneOn | None, today: date) -> tuple[Edit, ...]:
    """The note for the log. Of a month or a year it bears today's date: said again on another
    day, it is still the same."""
    told = recorded and any(update.note == mark.note for update in place.milestone.log)
    if mark.note is None or told:
        return ()
    finished = recorded or mark.on
    day = finished.first if finished and finished.first == finished.last else today
    return updates(place, day, mark.note, mark.by)


def _when(finished: DoneOn) -> str:
    return f"{'on' if finished.first == finished.last else 'in'} {finished}"


def _judged(one: Standing, finished: DoneOn) -> str:
    """Whether that was on time, in words."""
    if one.due_by is None:
        return ""
    late = plan.days_late(one.promise, one.due, finished)
    if late is None:
        most = plural((finished.last - one.due_by).days, "day")
        return f", on time or up to {most} late: the day is not known (due by {one.due_by})"
    if late > 0:
        least = "" if finished.first == finished.last else "at least "
        return f", {least}{plural(late, 'day')} late (due by {one.due_by})"
    early = one.starts and finished.last < one.starts
    early_words = f", before its window begins on {one.starts}" if early else ""
    return f", on time (due by {one.due_by}){early_words}"


def _short_of_target(one: Standing) -> str:
    """A word on a target that the log does not reach: the first of two is no end."""
    name, target = one.promise.id, one.promise.target
    if target is None or target.reached(one.logged):
        return ""
    time = f" --period {one.period}" if one.period else ""
    return (
        f"\n  Warning: its log has {target.of(one.logged)}. If it is not finished:"
        f" welcomeplan reopen {name}{time} --note ..., and welcomeplan log {name} AMOUNT."
    )
