"""Every promise, in plan order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Answer, Sheet
from welcomeplan.views import shapes
from welcomeplan.views.columns import (
    chosen,
    clock,
    missing_here,
    no_milestones,
    none,
    promises,
    titles,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.plan import Facts


def listing(facts: Facts, here: str = "", columns: Sequence[str] | None = None) -> Answer:
    """Every promise that was asked for, in plan order. `here`: the options that say of which plan
    and day, which a command that is pointed to needs as well. `columns`: the names of those that
    are shown; None: the usual."""
    register = facts.register
    sheet = Sheet(
        f"Milestones {clock(facts)} · {titles(facts.register)}",
        promises(register) if columns is None else chosen(register, columns),
        facts.standings,
        unreadable(facts.all.unreadable, here),
        empty=none(register, "No milestone fits.", "No milestone that could be read fits.")
        if facts.wanted
        else no_milestones(register),
    )
    return Answer([sheet], lambda: shapes.listing(facts, columns), unread=missing_here(register))
