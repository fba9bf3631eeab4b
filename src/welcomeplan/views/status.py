"""How the plan stands: counts, targets, what repeats, and what needs attention first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from welcomeplan.answer import Answer, Column, Progress, Sheet
from welcomeplan.plan import Group, State, Total
from welcomeplan.views import shapes
from welcomeplan.views.columns import (
    clock,
    date_words,
    kind_of,
    missing_here,
    named,
    no_milestones,
    none,
    numbers,
    promises,
    target_words,
    times_words,
    titles,
    unpromising,
    unreadable,
)
from welcomeplan.views.status_screen import status_screen, the_rest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from welcomeplan.plan import Facts, Standing

FIRST = 10
"""How many promises are named as needing attention before `due` is pointed to."""
COUNTED = (
    ("Overdue", (State.OVERDUE,)),
    ("Due soon", (State.DUE_SOON,)),
    ("Under way", (State.UNDER_WAY,)),
    ("Current", (State.CURRENT,)),
    ("Upcoming", (State.UPCOMING,)),
    ("Waiting or blocked", (State.WAITING, State.BLOCKED)),
    ("Deferred or dropped", (State.DEFERRED, State.DROPPED)),
    ("No date", (State.ONGOING, State.UNDATED)),
)
"""What is counted beside what is done, and the states that each column sums up."""


def status(facts: Facts, by: str, again: str = "") -> Answer:
    """How the plan stands, counted `by` strategy, objective, owner or plan.

    `again`: the options that a command which is pointed to needs as well, to speak of the same.
    """
    groups = facts.groups(by)
    title = f"Status {clock(facts)} · {titles(facts.register)}"
    sheets: list[Sheet[Any]] = [
        _counts(title, by, groups, facts, again),
        *_measured("Targets", "Target", target_words, facts),
        *_together(facts),
        *_measured("What repeats", "Times done", times_words, facts),
        *_indicators(facts),
        _attention(facts, again),
    ]
    return Answer(
        sheets,
        lambda: shapes.status(by, groups, facts),
        unread=missing_here(facts.register),
        screen=lambda: status_screen(groups, facts, again),
    )


def _counts(title: str, by: str, groups: list[Group], facts: Facts, again: str) -> Sheet[Group]:
    whole = facts.all
    label = by.capitalize()
    numbered: tuple[Column[Group], ...] = numbers(facts.register, lambda g: g.number)
    columns: list[Column[Group]] = [
        Column(label, lambda group: group.title or "nobody named"),
        *(numbered if any(group.number for group in groups) else ()),
        Column("Done", lambda group: Progress(group.done, len(group.standings)), "progress"),
    ]
    # For people, columns in which every count is nought say nothing.
    columns += [
        Column(heading, _count(states), "number", optional=True) for heading, states in COUNTED
    ]
    columns.append(Column("Missed", lambda group: group.missed or "", "number", optional=True))
    said = "Missed: not done by its deadline, whatever became of it since."
    notes = [said] if whole.missed else []
    notes += [f"Beside them, {whole.measured}."] if whole.measured.targets else []
    return Sheet(
        title,
        columns,
        [*groups, whole] if len(groups) > 1 else groups,
        [
            *notes,
            *(f"{said}." for said in unpromising(facts)),
            *unreadable(whole.unreadable, again),
        ],
        empty=no_milestones(facts.register),
    )


def _count(states: Iterable[State]) -> Callable[[Group], int | str]:
    return lambda group: sum(group.counts.get(state, 0) for state in states) or ""


def _measured(
    title: str, label: str, measure: Callable[[Standing], str], facts: Facts
) -> list[Sheet[Standing]]:
    """How far the promises that a measure says something of have come; no sheet, if there are
    none."""
    columns: list[Column[Standing]] = [
        Column("Id", named(facts.register), "id"),
        *numbers(facts.register, lambda s: s.promise.number),
        Column(label, measure),
        Column("State", lambda s: s.state.value, "state"),
        Column("Milestone", lambda s: s.promise.title),
    ]
    found = [standing for standing in facts.standings if measure(standing)]
    return [Sheet(title, columns, found)] if found else []


def _indicators(facts: Facts) -> list[Sheet[Standing]]:
    """How far what is measured has come; no sheet, if nothing of it is to be reached."""
    found = [one for whole in facts.indicators for one in whole.owed if one.goal]
    columns: list[Column[Standing]] = [
        Column("Id", named(facts.register), "id"),
        Column("Last reading", target_words),
        Column("State", lambda s: s.state.value, "state"),
        Column("Due", date_words, "date", exact=lambda s: s.due_by),
        Column("Indicator", lambda s: s.promise.title),
    ]
    return [Sheet("Indicators", columns, found)] if found else []


def _together(facts: Facts) -> list[Sheet[Total]]:
    """What several plans have promised of one unit; no sheet, if there is nothing of the kind."""
    columns: list[Column[Total]] = [
        Column("Target", lambda total: total.target.of(total.logged)),
        Column("Milestones", lambda total: len(total.standings), "number"),
    ]
    return [Sheet("Targets of all plans", columns, facts.totals)] if facts.totals else []


def _attention(facts: Facts, again: str) -> Sheet[Standing]:
    urgent = facts.attention
    notes = [" ".join(the_rest(urgent[FIRST:], again))] if urgent[FIRST:] else []
    return Sheet(
        "Needs attention first",
        promises(facts.register, kind_of(one.promise.kind for one in urgent)),
        urgent[:FIRST],
        notes,
        empty=none(facts.register, "Nothing.", "Nothing of what could be read."),
    )
