"""What git remembers of promises: first promised, moved, done."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from welcomeplan import workspace
from welcomeplan.commands import looking
from welcomeplan.commands.options import View, complete_ids
from welcomeplan.errors import EXIT_PROBLEMS
from welcomeplan.plan import facts_on
from welcomeplan.views.history import history, history_of

EXAMPLES = (
    "history",
    "history career-services",
    "history --as-of 2018-02-15 --format markdown",
)


def run(
    *,
    id_: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="A milestone: its id, an id it once had, or the beginning of one.",
            autocompletion=complete_ids,
            show_default=False,
        ),
    ] = None,
    view: View,
) -> int:
    """What git remembers: when and for when each thing was first promised, each move of its
    deadline with who made it and why, and what became of it.

    Without an id, the whole plan: its first promises against today's, what was moved more than
    once, what nobody has touched since, and which organizations have been silent, since when.
    Only what is committed counts, up to the commit that is checked out (or --at).
    """
    with looking.waiting("Reading the past of the plan", "version") as tick:
        past = workspace.past(view.folder, view.at, tick)
    looking.warn(past.register)
    if past.shallow:
        sys.stderr.write(
            f"welcomeplan: this clone is shallow: what was before {past.since} is not in it, and"
            " is missing from what follows\n  `git fetch --unshallow` brings it"
            " (in GitHub Actions: `fetch-depth: 0`).\n"
        )
    facts = facts_on(past.register, view.as_of or looking.today())
    answer = history_of(past.ledger.find(id_), past, facts) if id_ else history(past, facts)
    code = looking.answer(facts, answer, view.format)
    return EXIT_PROBLEMS if past.shallow else code
