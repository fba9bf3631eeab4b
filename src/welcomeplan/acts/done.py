"""Mark milestones finished."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from welcomeplan import plan, yamltext
from welcomeplan.acts.record import day_of, entry, is_told, total
from welcomeplan.acts.times import called, done_of, not_as_a_whole, option, record_of, time_of
from welcomeplan.acts.values import Act, outside
from welcomeplan.errors import Refused
from welcomeplan.wording import late as late_words
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import DoneOn, LogEntry, Milestone, OccurrenceEntry, Place, Standing
    from welcomeplan.yamltext import Edit, Route


def done(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Mark a milestone finished, or one time of what repeats; its status goes. An amount counts
    toward the target, with it."""
    if mark.on and plan.is_future(mark.on, mark.last or today):
        raise Refused(
            f"{mark.on} is in the future", "Mark it on the day it is done, or correct --on."
        )
    if not (standing.times or (mark.period and place.recurrence)):
        not_as_a_whole(place)
    one = time_of(place, standing, mark, "open")
    name = called(one)
    recorded, route = done_of(place, one)
    finished = recorded or mark.on or plan.read_done(today.isoformat())
    if recorded:
        _allowed(one, recorded, mark.on, mark.last or today, place.span(*route))
    early = plan.too_early(place, finished, one.time)
    if early:
        found = f"`{name}` {early}, and can't be done {finished.when}"
        if one.time or plan.before_start(place, finished):
            raise Refused(found, "Correct --on.")
        raise Refused(
            found,
            "Correct --on; if that is the day, say first by when it is due now:",
            command=f"welcomeplan reschedule {place.typed} WORDS --note TEXT",
        )
    _as_recorded(place, one, finished)
    edits = (
        *_edits(place, one, finished, mark.evidence),
        *_note(place, one, mark, recorded, today),
    )
    counted = one
    if mark.amount is not None:
        day = day_of(mark, today)
        counted = one._replace(logged=total(one, max(day, today), mark, day))
    result = _told(place, counted, finished, today) if edits else " already; no change"
    before = None if recorded or one.period else plan.before_period(place.plan, finished)
    said = f"{name}: done {finished.when}{result}"
    return Act(place.file, edits, said, doubts=outside(place, before))


def _as_recorded(place: Place, one: Standing, finished: DoneOn) -> None:
    """Raise `Refused` for what its record says was open later: it was reopened then, and had been
    done on another day; or work on it began then."""
    at = plan.reopened_after(place, finished, one.period)
    if at is not None:
        told = place.milestone.log[at]
        raise Refused(
            f"`{called(one)}` was reopened on {told.on}, and can't have been done"
            f" {finished.when} after all",
            f"Give a day from {told.on} on{_mistaken(told)}. If only that day was wrong, take the"
            " entry out before it is committed, and correct `done:`.",
            span=place.span("log", at),
        )
    at = plan.begun_after(place, finished, one.time)
    if at is not None:
        told = place.milestone.log[at]
        time = f" --period {shlex.quote(one.period)}" if one.period else ""
        raise Refused(
            f"`{called(one)}` began on {told.on}, by its record, and can't have been done"
            f" {finished.when}",
            f"Give a day from {told.on} on. If it did not begin then, say so first:",
            command=f"welcomeplan plan {place.typed}{time} --note TEXT",
            span=place.span("log", at),
        )


def _mistaken(told: LogEntry) -> str:
    """How to say that it was reopened by mistake, where there is a way."""
    was = told.was_done
    if was is None or (was.first < was.last and was.last >= told.on):
        return ""
    return f"; if it was reopened by mistake, the day it had: --on {was.text}"


def _allowed(
    one: Standing, recorded: DoneOn, on: DoneOn | None, today: date, span: tuple[int, int]
) -> None:
    """Raise `Refused` where the plan says already that it was done at another time."""
    name = called(one)
    if on and recorded != on:
        raise Refused(
            f"`{name}` is done {recorded.when} already",
            "If that is wrong, correct its `done:`.",
            span=span,
        )
    if plan.is_future(recorded, today):
        raise Refused(
            f"`{name}` is marked done {recorded.when}, which has not come yet",
            "Correct its `done:`.",
            span=span,
        )


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
        item: dict[str, str | list[str]] = {
            "period": one.period,
            "done": yamltext.Bare(finished.text),
        }
        item |= {"evidence": links} if links else {}
        return (yamltext.Append(route, "occurrences", item, milestone.keys()),)
    return _marked(record[1], (*route, "occurrences", record[0]), finished, links)


def _marked(
    model: Milestone | OccurrenceEntry, route: Route, finished: DoneOn, links: list[str]
) -> tuple[Edit, ...]:
    """The edits for a mapping that has `done` and `evidence`."""
    order = model.keys()
    new = [link for link in links if link not in model.evidence]
    day = yamltext.Bare(finished.text)
    mark = [] if model.done else [yamltext.SetKey(route, "done", day, order)]
    return (*mark, *(yamltext.Append(route, "evidence", link, order) for link in new))


def _note(
    place: Place, one: Standing, mark: Mark, recorded: DoneOn | None, today: date
) -> tuple[Edit, ...]:
    """What is said of it, for the log. Of a month or a year it bears today's date: said again on
    another day, it is still the same."""
    if recorded and mark.amount is None and is_told(place, mark, one.period):
        return ()
    finished = recorded or mark.on
    day = finished.first if finished and finished.first == finished.last else today
    return entry(place, day, mark, one.period)


def _told(place: Place, one: Standing, finished: DoneOn, today: date) -> str:
    """How it stands now, in words, and what may be missing from its record."""
    # Done where the day has begun already, while here it has not.
    day = max(today, finished.first)
    after = plan.judged(plan.course_of(place, one.time, finished), day)
    return (
        _judged(after, finished) + _short_of_target(place, one) + _beginning_unknown(place, after)
    )


def _judged(after: Standing, finished: DoneOn) -> str:
    """Whether that was on time, in words; and what was missed before."""
    days = [str(miss.due_by) for miss in after.misses if miss.due_by != after.due_by]
    before = f"; it had missed {', '.join(days)} before" if days else ""
    late, due_by = after.late, after.due_by
    if due_by is None:
        return before
    due = f"(to begin by {due_by})" if after.begins else f"(due by {due_by})"
    if after.unbegun:
        return (
            f"; no beginning on record by {due_by}, so whether it began late is not known{before}"
        )
    if late is None and after.begins:
        return f"; whether it began in time is not known {due}{before}"
    if late is None and finished.unknown:
        return f"; whether it was on time is not known {due}{before}"
    if late is None:
        most = plural((finished.last - due_by).days, "day")
        return f", on time or up to {most} late: the day is not known {due}{before}"
    if late > 0 and after.begins and after.at_least:
        return f"; by its record it had not begun in time {due}{before}"
    if late > 0:
        begun = "begun " if after.begins else ""
        return f", {begun}{late_words(late, least=after.at_least)} {due}{before}"
    if after.begins:
        return f", begun in time {due}{before}"
    early = after.starts and after.starts != after.due_by and finished.last < after.starts
    early_words = f", before its window begins on {after.starts}" if early else ""
    return f", on time {due}{early_words}{before}"


def _beginning_unknown(place: Place, after: Standing) -> str:
    """A word on a promise to begin that is done, where nothing tells when it began."""
    told = after.lateness in (None, "on time") or (after.late and not after.at_least)
    if not after.begins or told:
        return ""
    return (
        "\n  Its beginning was promised, and nothing says when that was. If you know:"
        f" welcomeplan start {place.typed} --on DAY"
    )


def _short_of_target(place: Place, one: Standing) -> str:
    """A word on a target that the log does not reach: the first of two is no end."""
    name, target = place.typed, one.target
    if target is None or target.reached(one.logged):
        return ""
    time = option(place, one)
    return (
        f"\n  Warning: its log has {target.of(one.logged)}. If it is not finished:"
        f" welcomeplan reopen {name}{time} --note ..., and welcomeplan log {name}{time} AMOUNT."
    )
