"""One part of the plan, whole."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import View, complete_ids
from welcomeplan.plan import facts_on
from welcomeplan.views.show import show

EXAMPLES = (
    "show career-services",
    "show safe-communities --as-of 2018-02-15",
    "show training-2018 --json",
)


def run(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The id of a strategy, objective, action or milestone, or its beginning.",
            autocompletion=complete_ids,
        ),
    ],
    view: View,
) -> int:
    """One strategy, objective, action or milestone whole.

    Wording, how its deadline is read, log, evidence, what it waits for and what waits for it,
    and the file and line where it stands.
    """
    workspace = looking.read(view)
    place = looking.find(workspace, id_)
    facts = facts_on(workspace.register, view.as_of or looking.today())
    return looking.answer(facts, show(place, facts), view.format)
