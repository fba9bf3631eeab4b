"""Every promise, in plan order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Answer, Line, Said, Screen, Sheet
from welcomeplan.views import rows, shapes
from welcomeplan.views.columns import (
    chosen,
    clock,
    missing_here,
    no_milestones,
    none,
    promises,
    titled,
    titles,
    unreadable,
)
from welcomeplan.views.table_screen import table
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.answer import Column, Piece
    from welcomeplan.plan import Facts, Group, Standing


def listing(
    facts: Facts,
    here: str = "",
    *,
    kind: str = "milestone",
    columns: Sequence[str] | None = None,
    again: str = "",
) -> Answer:
    """Every promise that was asked for, in plan order: milestones, or the indicators. `here` and
    `again`: the options that say of which plan and day, and which promises, which a command that is
    pointed to needs as well. `columns`: the names of those that are shown; None: the usual."""
    register = facts.register
    if kind == "milestone":
        found, count = facts.standings, len(facts.indicators)
        unread, empty = facts.all.unreadable, _empty(facts)
        more = plural(count, "indicator")
        note = f"Beside them: {more} (welcomeplan list --kind indicator{again}{here})."
        notes = [note] if count else []
    else:
        found, unread = facts.indicators, 0
        empty = none(register, "No indicator fits.", "No indicator that could be read fits.")
        counted = facts.all.measured
        notes = [f"{counted}."] if counted.targets else []
    sheet = Sheet(
        f"{kind.capitalize()}s {clock(facts)} · {titles(facts.register, facts.wanted.plan)}",
        promises(register, kind) if columns is None else chosen(register, columns, kind),
        found,
        [*notes, *unreadable(unread, here)],
        empty=empty,
    )
    named = sheet.columns if columns is not None else None
    return Answer(
        [sheet],
        lambda: shapes.listing(facts, columns),
        unread=missing_here(register),
        screen=lambda: _screen(facts, kind, empty, again, here, named),
    )


def _screen(
    facts: Facts,
    kind: str,
    empty: str,
    again: str,
    here: str,
    named: Sequence[Column[Standing]] | None,
) -> Screen:
    """Every promise under its strategy; of several plans, under its plan. Columns that somebody
    `named` are one table."""
    whole, register = facts.all, facts.register
    gauges = kind == "indicator"
    found = facts.indicators if gauges else facts.standings
    columns = rows.slots(facts, found)
    blocks: list[list[Piece]] = []
    for one in facts.groups("plan" if len(register.plans) > 1 else "strategy"):
        part = one.indicators if gauges else one.standings
        count = _measured(one) if gauges else rows.done_and_overdue(one)
        if part and not named:
            shown = rows.gauges if gauges else rows.grid
            blocks.append([shown(part, columns, register, one.title, count)])
    if named and found:
        blocks.append([table(named, found, titled(kind), rows.past)])
    marked = named is None or any(column.kind == "state" for column in named)
    begins = rows.beginnings(found) if marked else []
    if gauges:
        finding, beside = _measured(whole) or plural(len(found), "indicator"), []
    else:
        finding = f"{plural(len(found), 'milestone')}: {whole.done} done, {whole.overdue} overdue"
        beside = _beside(len(facts.indicators), f"{again}{here}")
    unread = [] if gauges or beside else rows.unreadable(whole.unreadable, here)
    return Screen(
        rows.readable(finding, facts) if found else empty,
        rows.context(facts),
        [*blocks, [*begins, *beside, *unread]],
    )


def _measured(group: Group) -> str:
    """How its indicators stand; nothing, where none has anything to reach."""
    return str(group.measured) if group.measured.targets else ""


def _beside(count: int, again: str) -> list[Line]:
    """That the plan has indicators, too."""
    said = Said(f"Beside them, {plural(count, 'indicator')}:", "dim")
    return [Line([said], f"welcomeplan list --kind indicator{again}")] if count else []


def _empty(facts: Facts) -> str:
    """What is said in place of a table of no milestones."""
    if facts.wanted:
        return none(facts.register, "No milestone fits.", "No milestone that could be read fits.")
    return no_milestones(facts.register)
