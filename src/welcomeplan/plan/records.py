"""From a plan as it was read to the records of its promises."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.plan.aims import aims_of
from welcomeplan.plan.promise import Brief, Helper, Promise, Register, Term, Time, Update
from welcomeplan.plan.replay import Course
from welcomeplan.plan.values import NO_DEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.deadlines import Occurrence
    from welcomeplan.diagnostics import UnreadPart
    from welcomeplan.plan.models import LogEntry
    from welcomeplan.plan.parts import Place, Plan
    from welcomeplan.plan.values import DoneOn


def register(
    plans: Iterable[Plan],
    root: str = "",
    unread: tuple[str, ...] = (),
    commit: str | None = None,
    unread_parts: tuple[UnreadPart, ...] = (),
) -> Register:
    """The records of plans."""
    return Register(tuple(map(_brief, plans)), root, unread, commit, unread_parts)


def _brief(plan: Plan) -> Brief:
    head = plan.head
    titles: dict[str, dict[str, str]] = {"strategy": {}, "objective": {}, "action": {}}
    for place in plan.places:
        if place.kind in titles:
            titles[place.kind].setdefault(place.id, place.title)
    return Brief(
        plan.id,
        head.title,
        plan.file,
        head.adopted,
        plan.calendar,
        {name: organization.name for name, organization in head.organizations.items()},
        titles["strategy"],
        titles["objective"],
        titles["action"],
        tuple(map(promise_of, plan.milestones)),
        plan.timezone,
    )


def promise_of(place: Place) -> Promise:
    """The record of a milestone."""
    model = place.milestone
    objective, action = place.above("objective"), place.above("action")
    return Promise(
        plan=place.plan.id,
        strategy=place.file.id,
        objective=objective.id if objective else "",
        action=action.id if action else None,
        id=model.id,
        title=model.title,
        text=model.text,
        starts=place.starts,
        term=_term(place),
        repeats=model.repeats,
        owner=place.owner,
        partners=tuple(Helper(partner.org, partner.role) for partner in model.partners),
        after=model.after,
        target=model.target,
        targets=aims_of(place) if model.targets else (),
        status=model.status,
        done=model.done,
        occurrences=tuple(_time(place, at) for at in range(len(model.occurrences))),
        log=tuple(_update(place, entry) for entry in model.log),
        evidence=model.evidence,
        tags=model.tags,
        source=model.source,
        file=place.file.file,
        line=place.line,
    )


def course_of(place: Place, time: Occurrence | None = None, done: DoneOn | None = None) -> Course:
    """What became of a milestone, or of one of its times; as if it were `done` so, if that is
    given."""
    promise = promise_of(place)
    if done and time is None:
        promise = replace(promise, done=done)
    elif done and time:
        name = time.label.casefold()
        others = tuple(one for one in promise.occurrences if one.period.casefold() != name)
        record = next((o for o in promise.occurrences if o not in others), Time(time.label, None))
        promise = replace(promise, occurrences=(*others, record._replace(done=done)))
    known = place.plan.by_id
    waits = {name: promise_of(known[name]) for name in place.waits if name in known}
    return Course(promise, waits, time)


def _term(place: Place) -> Term:
    return Term(place.due, place.recurrence, place.stretch)


def _time(place: Place, at: int) -> Time:
    model = place.milestone.occurrences[at]
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
        told = {"due": due, "repeats": None} if often else {"due": due}
        was_due = _term(replace(place, model=place.milestone.model_copy(update=told)))
    return Update(
        entry.on,
        entry.amount,
        entry.note,
        entry.by,
        entry.under,
        entry.period,
        entry.status,
        was_due,
        entry.was_done,
        entry.was_owner,
    )
