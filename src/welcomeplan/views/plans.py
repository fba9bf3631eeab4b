"""A plan, whole: what it is, who takes part, and all that it promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from welcomeplan.answer import (
    Answer,
    Column,
    Grid,
    Line,
    Parts,
    Row,
    Said,
    Screen,
    Sheet,
    Slot,
    card,
)
from welcomeplan.deadlines import Question, read_deadline
from welcomeplan.views import cards, rows, shapes
from welcomeplan.views.columns import clock, missing_here, no_milestones, none, promises
from welcomeplan.views.show import own_fields, read_as
from welcomeplan.views.show_screen import milestones, summed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from welcomeplan.answer import Piece
    from welcomeplan.deadlines import Deadline
    from welcomeplan.plan import Facts, Organization, Place, Plan, Standing

    Cells = list[tuple[str, str]]


def show_plan(plan: Plan, facts: Facts) -> Answer:
    """A plan: all that its `plan.yaml` says, its objectives, and how what it promised stands."""
    files = {file.file for file in plan.strategies}
    inside = [standing for standing in facts.standings if standing.promise.file in files]
    measured = [one for one in facts.indicators if one.promise.file in files]
    period = _period(plan)
    line = plan.source.line_of(("title",))
    fields = [
        *_head(plan, period),
        ("Stands in", f"{facts.register.shown(plan.file)}:{line}"),
    ]
    objectives = [place for place in plan.places if place.kind == "objective"]
    register = facts.register
    sheets: list[Sheet[Any]] = [
        card(f"Plan {plan.id}, {clock(facts)}", fields),
        Sheet(
            "Organizations",
            ORGANIZATIONS,
            tuple(plan.head.organizations.items()),
            empty="It lists no organizations.",
        ),
        Sheet(
            "Objectives",
            OBJECTIVES,
            objectives,
            empty=none(
                register, "It has no objectives.", "It has no objectives that could be read."
            ),
        ),
        Sheet("Milestones", promises(register), inside, empty=no_milestones(register, "It has")),
        *([Sheet("Indicators", promises(register, "indicator"), measured)] if measured else []),
    ]
    return Answer(
        sheets,
        lambda: shapes.show_plan(plan, period, line, (*inside, *measured), facts),
        unread=missing_here(register),
        screen=lambda: _screen(plan, fields, objectives, (*inside, *measured), facts),
    )


def _screen(
    plan: Plan, fields: Cells, objectives: Sequence[Place], inside: Sequence[Standing], facts: Facts
) -> Screen:
    """The same for a person at a terminal."""
    organizations = [
        Row(
            [name, one.name],
            [Parts([Said(known, "dim", whole=True) for known in (one.contact, one.url) if known])],
        )
        for name, one in plan.head.organizations.items()
    ]
    promised = [
        Row(
            [place.id, place.title],
            [Line([Said(f"“{_wording(place)}”", "dim")])] if _wording(place) else [],
        )
        for place in objectives
    ]
    blocks: list[list[Piece]] = [
        [_named(title, found)]
        for title, found in (("Organizations", organizations), ("Objectives", promised))
        if found
    ]
    return Screen(
        f"{plan.id}: {summed(inside)}",
        ["plan", rows.day(facts)],
        [[cards.card(fields)], *blocks, *milestones(inside, facts)],
        plan.head.title,
    )


def _named(title: str, found: Sequence[Row]) -> Grid:
    """Ids, and what goes by them."""
    ids, names = (rows.longest(str(row.cells[at]) for row in found) for at in (0, 1))
    return Grid([Slot(ids), Slot(names, gives="wrap")], found, title, under=1)


def _period(plan: Plan) -> Deadline | Question | None:
    """The plan's horizon as read, or the question where it can't be."""
    if plan.head.period is None:
        return None
    try:
        return read_deadline(plan.head.period, plan.calendar)
    except Question as question:
        return question


def _head(plan: Plan, period: Deadline | Question | None) -> Cells:
    head = plan.head
    lead = head.organizations.get(head.lead or "")
    return [
        ("Title", head.title),
        ("Community", head.community or ""),
        ("Vision", head.vision or ""),
        ("Goal", head.goal or ""),
        ("Summary", head.summary or ""),
        ("Lead", f"{lead.name} ({head.lead})" if lead else head.lead or ""),
        ("Adopted", str(head.adopted or "")),
        ("Period", f"“{head.period}”" if head.period else ""),
        ("Read as", read_as(period)),
        *_calendar(head.calendar.model_dump(exclude_none=True)),
        *(
            (
                "Source",
                _together(
                    one.title, f"dated {one.dated}" if one.dated else None, one.url, one.path
                ),
            )
            for one in head.sources
        ),
        *(("Strategy", f"{file.strategy.title} ({file.id})") for file in plan.strategies),
        *own_fields(plan.own),
    ]


def _calendar(keys: Mapping[str, Any]) -> Cells:
    """What the plan's own dictionary of time says, a row a key, and a row a term."""
    terms = keys.get("words", {})
    plain = {key: value for key, value in keys.items() if key != "words"}
    return [
        *(("Calendar", f"{key}: {value}") for key, value in plain.items()),
        *(("Calendar", f"“{term}” is “{meaning}”") for term, meaning in terms.items()),
    ]


def _wording(place: Place) -> str | None:
    return getattr(place.model, "text", None)


def _together(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


ORGANIZATIONS: tuple[Column[tuple[str, Organization]], ...] = (
    Column("Id", lambda one: one[0], "id"),
    Column("Organization", lambda one: one[1].name),
    Column("Contact", lambda one: one[1].contact, optional=True),
    Column("Page", lambda one: one[1].url, optional=True),
)
OBJECTIVES: tuple[Column[Place], ...] = (
    Column("Id", lambda place: place.id, "id"),
    Column("Number", lambda place: place.number, "named", optional=True),
    Column("Objective", lambda place: place.title),
    Column(
        "Adopted wording",
        lambda place: getattr(place.model, "text", None),
        optional=True,
    ),
    Column("Strategy", lambda place: place.file.id),
)
