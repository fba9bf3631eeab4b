"""One part of the plan, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands import looking, naming
from welcomeplan.commands.completing import complete_wholes
from welcomeplan.commands.options import View
from welcomeplan.errors import Refused, UserError
from welcomeplan.views.plans import show_plan
from welcomeplan.views.shapes import as_asked
from welcomeplan.views.show import show
from welcomeplan.wording import some

if TYPE_CHECKING:
    from welcomeplan.plan import Facts, Place, Standing

EXAMPLES = (
    "show career-services",
    "show kansas-city --as-of 2018-02-15",
    "show training-2018 --json",
)


def run(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help='The id of a plan or a part of it, or its beginning; a time: "newsletter 2018Q1".',
            autocompletion=complete_wholes,
        ),
    ],
    view: View,
) -> int:
    """One plan, strategy, objective, action, milestone or indicator whole.

    Of a plan: vision, goal, calendar, organizations, and all that it promises. Of its parts:
    wording, how a deadline is read, log, evidence, what it waits for and what waits for it. Of
    all of them, the file and line where they stand.
    """
    from welcomeplan.plan import Plan  # noqa: PLC0415 - `--help` must not wait for it

    workspace = looking.read(view)
    name, period = naming.with_time(workspace, id_)
    found = naming.look(workspace, name, view.again)
    facts = looking.facts_now(workspace.register, view.as_of)
    if isinstance(found, Plan):
        shown = show_plan(found, facts)
    else:
        time = _time(found, facts, period) if period else None
        shown = show(found, facts, time)
    return looking.answer(facts, as_asked(shown, id_), view)


def _time(place: Place, facts: Facts, period: str) -> Standing:
    """The time of what repeats that a person means. Raises UserError for none, or several."""
    from welcomeplan.acts import named  # noqa: PLC0415 - most ask for no time

    every = (*facts.standings, *facts.indicators)
    whole = next((s for s in every if s.promise.name == f"{place.plan.id}/{place.id}"), None)
    times = whole.times if whole else ()
    try:
        found = named(place, times, period)
    except Refused as asked:
        raise UserError(asked.message, asked.remedy) from None
    if len(found) != 1:
        listing = some(time.period or "" for time in found or times) or "none: it does not repeat"
        raise UserError(f"`{place.id}` has no one time called `{period}`", f"Its times: {listing}.")
    return found[0]
