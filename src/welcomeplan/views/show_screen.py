"""One part of a plan as a screen: how it stands in a sentence, a card, and what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Line, Said, Screen
from welcomeplan.plan import State
from welcomeplan.views import rows
from welcomeplan.views.cards import card
from welcomeplan.views.columns import no_beginning, no_milestones
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.answer import Cell, Piece
    from welcomeplan.plan import Facts, Place, Standing


def screen(
    name: str,
    place: Place,
    inside: Sequence[Standing],
    fields: Sequence[tuple[str, Cell]],
    facts: Facts,
) -> Screen:
    """A milestone, or what holds some: `fields` is all that the plan says of it."""
    if place.kind in ("milestone", "indicator"):
        one = inside[0]
        context = [f"{rows.day(facts)}{_until(one, facts)}"]
        return Screen(f"{name} {how(one)}", context, [[card(fields)]], place.title)
    return Screen(
        f"{name}: {summed(inside)}",
        [place.kind, rows.day(facts)],
        [[card(fields)], *milestones(inside, facts)],
        place.title,
    )


def summed(inside: Sequence[Standing]) -> str:
    """`0 of 3 done, 1 overdue`."""
    found = [one for one in inside if not one.promise.measure]
    done = sum(one.state in (State.DONE, State.DONE_LATE) for one in found)
    late = sum(one.state is State.OVERDUE for one in found)
    return f"{done} of {len(found)} done" + (f", {late} overdue" if late else "")


def milestones(inside: Sequence[Standing], facts: Facts) -> list[list[Piece]]:
    """The milestones and indicators that stand in something, and what their marks mean."""
    columns = rows.slots(facts, inside)
    blocks: list[list[Piece]] = []
    for title in ("Milestones", "Indicators"):
        found = [one for one in inside if bool(one.promise.measure) is (title == "Indicators")]
        if found:
            shown = rows.gauges if title == "Indicators" else rows.grid
            blocks.append([shown(found, columns, facts.register, title)])
        elif title == "Milestones":
            blocks.append([Line([Said(no_milestones(facts.register, "It has"))])])
    return [*blocks, list(rows.beginnings(inside))]


def how(standing: Standing) -> str:
    """How a promise stands, in words that follow its name."""
    first = standing.first_open
    by = "to begin by" if first.begins else "due by"
    due = f", {by} {first.due_by}" if first.due_by else ""
    if standing.done:
        done = standing.done.when
        if standing.lateness == "late" and standing.late:
            late = plural(standing.late, "day", grouped=True)
            least = "at least " if standing.at_least else ""
            return f"is {standing.state}, {done}, {least}{late} after its deadline"
        unknown = ", and it is not known whether late" if standing.lateness == "unknown" else ""
        if standing.unbegun:
            unknown = f", with {no_beginning(standing)}"
        return f"is {standing.state}, {done}{unknown}"
    if standing.state is State.OVERDUE:
        return f"is {rows.when(standing)} overdue{due}"
    return f"is {standing.state}{due}"


def _until(standing: Standing, facts: Facts) -> str:
    """How far off its deadline is."""
    due_by = standing.first_open.due_by
    if due_by is None or rows.past(standing) or due_by < facts.day:
        return ""
    left = (due_by - facts.day).days
    return (
        f", {plural(left, 'day', grouped=True)} before its deadline" if left else ", its last day"
    )
