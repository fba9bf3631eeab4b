"""One part of the plan, whole."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import View, complete_wholes
from welcomeplan.plan import facts_on
from welcomeplan.views.plans import show_plan
from welcomeplan.views.show import show

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
            help="The id of a plan, strategy, objective, action or milestone, or its beginning.",
            autocompletion=complete_wholes,
        ),
    ],
    view: View,
) -> int:
    """One plan, strategy, objective, action or milestone whole.

    Of a plan: vision, goal, calendar, organizations, and all that it promises. Of its parts:
    wording, how a deadline is read, log, evidence, what it waits for and what waits for it. Of
    all of them, the file and line where they stand.
    """
    from welcomeplan.plan import Plan  # noqa: PLC0415 - `--help` must not wait for it

    workspace = looking.read(view)
    found = looking.find_whole(workspace, id_, view.again)
    facts = facts_on(workspace.register, view.as_of or looking.today())
    shown = show_plan(found, facts) if isinstance(found, Plan) else show(found, facts)
    return looking.answer(facts, shown, view.format)
