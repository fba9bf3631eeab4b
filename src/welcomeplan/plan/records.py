"""From a plan as it was read to the records of its promises."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby, islice
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.plan.aims import aims_of
from welcomeplan.plan.measures import Gauged, in_order
from welcomeplan.plan.promise import (
    Brief,
    Helper,
    Level,
    Measure,
    Names,
    Portion,
    Promise,
    Register,
    Step,
    Term,
    Time,
    Update,
)
from welcomeplan.plan.replay import Course
from welcomeplan.plan.values import NO_DEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.deadlines import Occurrence
    from welcomeplan.diagnostics import Absent, UnreadPart
    from welcomeplan.plan.models import LogEntry
    from welcomeplan.plan.parts import Place, Plan
    from welcomeplan.plan.values import DoneOn


def register(
    plans: Iterable[Plan],
    root: str = "",
    unread: tuple[str, ...] = (),
    commit: str | None = None,
    unread_parts: tuple[UnreadPart, ...] = (),
    held: tuple[str, ...] = (),
    absent: tuple[Absent, ...] = (),
) -> Register:
    """The records of plans."""
    return Register(tuple(map(_brief, plans)), root, unread, commit, unread_parts, held, absent)


def _brief(plan: Plan) -> Brief:
    head = plan.head
    names = _names(plan.places)
    return Brief(
        plan.id,
        head.title,
        plan.file,
        head.adopted,
        plan.calendar,
        {name: organization.name for name, organization in head.organizations.items()},
        names.strategies,
        names.objectives,
        names.actions,
        tuple(map(promise_of, plan.milestones)),
        names.numbers,
        plan.timezone,
        tuple(map(promise_of, plan.indicators)),
        head.community or "",
        head.lead or "",
        {name: one.contact for name, one in head.organizations.items() if one.contact},
        plan.period.end if plan.period else None,
    )


def _names(places: Sequence[Place]) -> Names:
    """What parts are called; the first counts, where an id is given twice."""
    titles: dict[str, dict[str, str]] = {"strategy": {}, "objective": {}, "action": {}}
    for place in places:
        if place.kind in titles:
            titles[place.kind].setdefault(place.id, place.title)
    numbers = {place.id: place.number for place in reversed(places) if place.number}
    return Names(titles["strategy"], titles["objective"], titles["action"], numbers)


def portions(plan: Plan, brief: Brief) -> Iterator[Portion]:
    """A plan in brief, taken apart by its files. Each depends on its own file, and on `plan.yaml`,
    alone: no record of a promise says what stands in another."""
    promises, indicators = iter(brief.promises), iter(brief.indicators)
    for file, found in groupby(plan.places, lambda place: place.file.file):
        places = tuple(found)
        kinds = Counter(place.kind for place in places)
        yield Portion(
            file,
            _names(places),
            tuple(islice(promises, kinds["milestone"])),
            tuple(islice(indicators, kinds["indicator"])),
        )


def promise_of(place: Place) -> Promise:
    """The record of a milestone or an indicator."""
    model = place.promised
    milestone = place.milestone if place.kind == "milestone" else None
    objective, action = place.above("objective"), place.above("action")
    return Promise(
        plan=place.plan.id,
        strategy=place.file.id,
        objective=objective.id if objective else "",
        action=action.id if action else None,
        id=model.id,
        title=model.title,
        number=model.number,
        text=milestone.text if milestone else None,
        starts=place.starts,
        term=_term(place),
        repeats=model.repeats,
        owner=place.owner,
        owner_role=model.owners[0].role if model.owners else None,
        partners=tuple(Helper(partner.org, partner.role) for partner in model.helpers),
        after=model.after,
        target=milestone.target if milestone else None,
        targets=aims_of(place) if milestone and milestone.targets else (),
        status=model.status,
        done=model.done,
        occurrences=tuple(_time(place, at) for at in range(len(model.occurrences))),
        log=tuple(_update(place, entry) for entry in model.log),
        evidence=model.evidence,
        tags=milestone.tags if milestone else (),
        source=milestone.source if milestone else None,
        file=place.file.file,
        line=place.line,
        allow=model.allow,
        own=place.own,
        measure=_measure(place),
        fiscal_year_starts=place.plan.calendar.fiscal_year_starts,
    )


def _measure(place: Place) -> Measure | None:
    """What an indicator is measured by."""
    if place.kind != "indicator":
        return None
    model = place.indicator
    return Measure(
        model.unit,
        model.baseline,
        model.target,
        tuple(Step(time, model.targets[key]) for key, time in place.aims.items()),
        in_order(Level(one.on, one.value, one.source) for one in model.readings),
    )


def course_of(place: Place, time: Occurrence | None = None, done: DoneOn | None = None) -> Course:
    """What became of a milestone or an indicator, or of one of its times; as if it were `done` so,
    if that is given."""
    promise = promise_of(place)
    if done and time is None:
        promise = promise._replace(done=done)
    elif done and time:
        name = time.label.casefold()
        others = tuple(one for one in promise.occurrences if one.period.casefold() != name)
        record = next((o for o in promise.occurrences if o not in others), Time(time.label, None))
        promise = promise._replace(occurrences=(*others, record._replace(done=done)))
    known = place.plan.by_id if place.waits else {}
    waits = {name: promise_of(known[name]) for name in place.waits if name in known}
    return Gauged(promise, waits, time) if promise.measure else Course(promise, waits, time)


def _term(place: Place) -> Term:
    return Term(place.due, place.recurrence, place.stretch)


def _time(place: Place, at: int) -> Time:
    model = place.promised.occurrences[at]
    line = place.file.source.line_of((*place.route, "occurrences", at))
    return Time(model.period, model.done, model.evidence, place.read(model.due), line)


def _update(place: Place, entry: LogEntry) -> Update:
    was_due = None
    if entry.was_due and entry.period:
        was_due = Term(place.read(entry.was_due))
    elif entry.was_due:
        words = entry.was_due.words
        due = None if words == NO_DEADLINE and not entry.was_due.by else entry.was_due
        read = place.read(due)
        # Words that say how often stand for `repeats`, too: it has no entry of its own.
        often = isinstance(read, Deadline) and read.recurrence is not None
        told = (
            {"due": due, "repeats": None} if often and place.kind == "milestone" else {"due": due}
        )
        was_due = _term(replace(place, model=place.promised.model_copy(update=told)))
    return Update(
        entry.on,
        entry.amount,
        entry.note,
        entry.by,
        entry.under,
        place.period_of(entry.period) if entry.period else None,
        entry.status,
        was_due,
        entry.was_done,
        entry.was_owner,
        entry.was.role if entry.was else None,
    )
