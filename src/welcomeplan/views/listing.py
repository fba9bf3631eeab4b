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
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.plan import Facts


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
        f"{kind.capitalize()}s {clock(facts)} · {titles(facts.register)}",
        promises(register) if columns is None else chosen(register, columns),
        found,
        [*notes, *unreadable(unread, here)],
        empty=empty,
    )
    return Answer([sheet], lambda: shapes.listing(facts, columns), unread=missing_here(register))


def _empty(facts: Facts) -> str:
    """What is said in place of a table of no milestones."""
    if facts.wanted:
        return none(facts.register, "No milestone fits.", "No milestone that could be read fits.")
    return no_milestones(facts.register)
