"""What is due in a period, or overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Answer, Sheet
from welcomeplan.views import shapes
from welcomeplan.views.columns import clock, promises, titles, unreadable
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from welcomeplan.plan import DueList, Facts, LeftOut


def due(
    found: DueList,
    facts: Facts,
    *,
    asked: bool = False,
    everything: bool = False,
    again: str = "",
) -> Answer:
    """What is due, by date, and what the list leaves out.

    `asked`: whether somebody named the period. `everything`: whether what is done was asked for.
    `again`: the options that a command which is pointed to needs as well, to speak of the same.
    """
    label = f"Due in {found.label}" if asked else f"Due in {found.label}, and overdue"
    sheet = Sheet(
        f"{label}, {clock(facts)} · {titles(facts.register)}",
        promises(facts.register),
        found.listed,
        _left_out(found.left_out, everything, again),
        empty="Nothing is due.",
    )
    return Answer([sheet], lambda: shapes.due(found, facts))


def overdue(found: DueList, facts: Facts, *, asked: bool = False) -> Answer:
    """What is overdue, the longest first. `asked`: whether somebody named a period."""
    label = f"Due in {found.label} and overdue" if asked else "Overdue"
    sheet = Sheet(
        f"{label} {clock(facts)} · {titles(facts.register)}",
        promises(facts.register),
        found.listed,
        [*_times(found), *unreadable(found.left_out.unreadable)],
        empty="Nothing is overdue.",
    )
    return Answer([sheet], lambda: shapes.due(found, facts))


def _left_out(left: LeftOut, everything: bool, again: str) -> list[str]:
    notes = []
    if left.overdue:
        notes.append(f"Overdue from earlier: {left.overdue} (welcomeplan due --overdue{again}).")
    if left.missed:
        notes.append(f"Set aside after its deadline: {left.missed} (welcomeplan due --all{again}).")
    counts = [
        (left.done, "done"),
        (left.deferred, "deferred"),
        (left.dropped, "dropped"),
        (left.moved, "moved to another day"),
        (left.under_way, "running in it, due in another period"),
    ]
    parts = [f"{count} {what}" for count, what in counts if count]
    if parts:
        more = left.done or left.moved or left.deferred or left.dropped
        hint = " --all lists them." if more and not everything else ""
        notes.append(f"Not listed: {', '.join(parts)}.{hint}")
    return notes + unreadable(left.unreadable)


def _times(found: DueList) -> list[str]:
    """Of how many promises these are, where one that repeats is listed more than once."""
    times, several = len(found.listed), len({one.promise.name for one in found.listed})
    return [f"{plural(times, 'time')} of {plural(several, 'promise')}."] if times > several else []
