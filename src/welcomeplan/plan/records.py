"""From a plan as it was read to the records of its promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.plan.promise import Brief, Helper, Promise, Register, Time, Update

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.plan.parts import Place, Plan


def register(
    plans: Iterable[Plan],
    root: str = "",
    unread: tuple[str, ...] = (),
    commit: str | None = None,
) -> Register:
    """The records of plans."""
    return Register(tuple(map(_brief, plans)), root, unread, commit)


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
    )


def promise_of(place: Place) -> Promise:
    """The record of a milestone."""
    model, plan = place.milestone, place.plan
    objective, action = place.above("objective"), place.above("action")
    organization = plan.head.organizations.get(place.owner or "")
    return Promise(
        plan=plan.id,
        strategy=place.file.id,
        objective=objective.id if objective else "",
        action=action.id if action else None,
        id=model.id,
        title=model.title,
        text=model.text,
        starts=place.starts,
        due=place.due,
        repeats=model.repeats,
        recurrence=place.recurrence,
        stretch=place.stretch,
        owner=place.owner,
        owner_name=organization.name if organization else place.owner or "",
        partners=tuple(Helper(partner.org, partner.role) for partner in model.partners),
        after=model.after,
        target=model.target,
        status=model.status,
        done=model.done,
        occurrences=tuple(Time(t.period, t.done, t.evidence) for t in model.occurrences),
        log=tuple(Update(u.on, u.amount, u.note, u.by) for u in model.log),
        evidence=model.evidence,
        tags=model.tags,
        source=model.source,
        file=place.file.file,
        line=place.line,
    )
