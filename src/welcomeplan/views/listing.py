"""Every promise, in plan order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Answer, Screen, Sheet
from welcomeplan.views import rows, shapes
from welcomeplan.views.columns import (
    clock,
    missing_here,
    no_milestones,
    none,
    promises,
    titles,
    unreadable,
)
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from welcomeplan.answer import Piece
    from welcomeplan.plan import Facts


def listing(facts: Facts, here: str = "") -> Answer:
    """Every promise that was asked for, in plan order. `here`: the options that say of which plan
    and day, which a command that is pointed to needs as well."""
    register = facts.register
    sheet = Sheet(
        f"Milestones {clock(facts)} · {titles(facts.register)}",
        promises(facts.register),
        facts.standings,
        unreadable(facts.all.unreadable, here),
        empty=none(register, "No milestone fits.", "No milestone that could be read fits.")
        if facts.wanted
        else no_milestones(register),
    )
    return Answer(
        [sheet],
        lambda: shapes.listing(facts),
        unread=missing_here(register),
        screen=lambda: _screen(facts, sheet.empty, here),
    )


def _screen(facts: Facts, empty: str, here: str) -> Screen:
    """Every promise under its strategy; of several plans, under its plan."""
    whole, register = facts.all, facts.register
    columns = rows.slots(facts, facts.standings)
    finding = f"{plural(len(whole.standings), 'milestone')}: {whole.done} done"
    finding += f", {whole.overdue} overdue"
    blocks: list[list[Piece]] = [
        [rows.grid(one.standings, columns, register, one.title, rows.done_and_overdue(one))]
        for one in facts.groups("plan" if len(register.plans) > 1 else "strategy")
    ]
    footers = [*rows.beginnings(facts.standings), *rows.unreadable(whole.unreadable, here)]
    return Screen(
        rows.readable(finding, facts) if facts.standings else empty,
        rows.context(facts),
        [*blocks, footers],
    )
