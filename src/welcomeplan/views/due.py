"""What is due in a period, or overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Answer, Sheet
from welcomeplan.plan import State
from welcomeplan.views import shapes
from welcomeplan.views.columns import (
    clock,
    kind_of,
    missing_here,
    named,
    none,
    promises,
    titles,
    unreadable,
)
from welcomeplan.views.due_screen import counted, due_screen, not_listed, overdue_screen
from welcomeplan.wording import some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.plan import DueList, Facts, LeftOut, Register, Standing


def due(
    found: DueList,
    facts: Facts,
    *,
    asked: bool = False,
    everything: bool = False,
    filters: str = "",
    here: str = "",
) -> Answer:
    """What is due, by date, and what the list leaves out.

    `asked`: whether somebody named the period. `everything`: whether what is done was asked for.
    `filters` and `here`: the options that say which promises, and of which plan and day, which a
    command that is pointed to needs as well.
    """
    label = f"Due in {_period(found)}" if asked else f"Due in {_period(found)}, and overdue"
    sheet = Sheet(
        f"{label}, {clock(facts)} · {titles(facts.register, facts.wanted.plan)}",
        promises(facts.register, kind_of(one.promise.kind for one in found.listed)),
        found.listed,
        [*_before(found, facts, filters + here), *_left_out(found.left_out, here, everything)],
        empty=none(
            facts.register,
            "Nothing of what was asked for is due." if facts.wanted else "Nothing is due.",
            "Nothing of what could be read is due.",
        ),
    )
    return Answer(
        [sheet],
        lambda: shapes.due(found, facts),
        screen=lambda: due_screen(
            found, facts, asked=asked, everything=everything, filters=filters, here=here
        ),
        unread=missing_here(facts.register),
    )


def overdue(found: DueList, facts: Facts, *, asked: bool = False, here: str = "") -> Answer:
    """What is overdue, the longest first. `asked`: whether somebody named a period."""
    label = f"Due in {_period(found)} and overdue" if asked else "Overdue"
    number = counted(found.listed)
    sheet = Sheet(
        f"{label} {clock(facts)} · {titles(facts.register, facts.wanted.plan)}",
        promises(facts.register, kind_of(one.promise.kind for one in found.listed)),
        found.listed,
        [
            *([f"{number}."] if number != f"{len(found.listed)}" else []),
            *_only_unmarked(found.listed, facts.register),
            *unreadable(found.left_out.unreadable, here),
        ],
        empty=none(
            facts.register,
            _none_overdue(found.label if asked else "", facts),
            "Nothing of what could be read is overdue.",
        ),
    )
    return Answer(
        [sheet],
        lambda: shapes.due(found, facts),
        screen=lambda: overdue_screen(found, facts, asked=asked, here=here),
        unread=missing_here(facts.register),
    )


def _period(found: DueList) -> str:
    """A period by its label, and its first and last day."""
    first, last = found.period.start, found.period.end
    days = f"{first} to {last}" if first != last else f"{first}"
    return found.label if found.label == f"{first} to {last}" else f"{found.label} ({days})"


def _none_overdue(period: str, facts: Facts) -> str:
    """That nothing is, of what was asked for: others may be."""
    whose = " of what was asked for" if facts.wanted else ""
    when = f" that was due {'from' if ' to ' in period else 'in'} {period}" if period else ""
    return f"Nothing{whose}{when} is overdue."


def _only_unmarked(found: Sequence[Standing], register: Register) -> Iterator[str]:
    """What is overdue by a mark that is missing, it seems: that stands apart, at the end."""
    reached = [one for one in found if one.reached]
    if reached:
        names = some(map(named(register), reached))
        yield f"Target reached, not marked done: {names} (welcomeplan done ID, if it is)."


def _before(found: DueList, facts: Facts, again: str) -> Iterator[str]:
    """What was missed before the period, each with the command that lists it and nothing else."""
    for state in (State.OVERDUE, State.DEFERRED, State.DROPPED):
        rows = [one for one in found.before if one.state is state]
        days = [one.due_by for one in rows if one.due_by]
        if not days:
            continue
        said = "Overdue from earlier" if state is State.OVERDUE else f"Missed, and {state} since"
        what = " --overdue" if state is State.OVERDUE else ""
        if state is not State.OVERDUE and facts.wanted.state is None:
            what = f" --state {state}"
        period = f" --from {min(days)} --to {max(days)}"
        yield f"{said}: {counted(rows)} (welcomeplan due{what}{period}{again})."


def _left_out(left: LeftOut, here: str, everything: bool) -> list[str]:
    notes = []
    said = not_listed(left)
    if said:
        hint = "" if everything else " (--all lists them)"
        notes.append(f"{said}{hint}.")
    if left.under_way:
        notes.append(f"Running in it, and due in another period: {left.under_way}.")
    return notes + unreadable(left.unreadable, here)
