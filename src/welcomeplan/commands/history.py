"""What git remembers of promises: first promised, moved, done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import workspace
from welcomeplan.commands import looking, naming, telling
from welcomeplan.commands.completing import complete_ids
from welcomeplan.commands.options import Owner, Strategy, View, again_with, option
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_PROBLEMS, UserError
from welcomeplan.plan import Wanted, organization_called
from welcomeplan.versions import Order
from welcomeplan.views.history import Asked, history, history_of
from welcomeplan.views.shapes import as_asked

if TYPE_CHECKING:
    from welcomeplan.versions import Life, Past

EXAMPLES = (
    "history --sort moves --limit 5",
    "history career-services",
    "history --owner marc --format markdown",
)


def run(
    *,
    id_: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="A milestone: its id, an id it once had, its number, or the beginning of an id.",
            autocompletion=complete_ids,
            show_default=False,
        ),
    ] = None,
    owner: Owner = None,
    strategy: Strategy = None,
    sort: Annotated[
        Order | None,
        option("--sort", "ORDER", f"What comes first: {', '.join(Order)}. Without it: slip."),
    ] = None,
    limit: Annotated[
        int | None, option("--limit", "N", "List no more than so many promises.", min=1)
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="On a terminal: list what never moved, too.")
    ] = False,
    view: View,
) -> int:
    """What git remembers: when and for when each thing was first promised, each move of its
    deadline with who made it and why, and what became of it.

    Without an id, the whole plan: its first promises against today's, what slipped furthest first;
    how far they slipped while each owner answered, what was moved more than once, what nobody has
    touched since, and which organizations have been silent, since when. --owner lists what it
    answers for, or did when it moved.
    Only what is committed counts, up to the commit that is checked out (or --at); with --as-of, up
    to the last commit of that day, by the committer's day.
    """
    again = again_with({"--owner": owner, "--strategy": strategy}) + view.again
    asked = Asked(owner, strategy, sort, limit, every, again)
    if id_ is not None and (every or not asked.whole):
        raise UserError(
            "`--owner`, `--strategy`, `--sort`, `--limit` and `--all` are for the whole plan",
            f"Leave them out, or leave out the id, `{id_}`.",
        )
    with waiting("Reading the past of the plan", "version") as tick:
        past = workspace.past(view.folder, view.at, view.as_of, tick)
    looking.warn(past.register)
    if past.shallow:
        telling.tell(
            f"this clone is shallow: what was before {past.since} is not in it, and"
            " is missing from what follows",
            "`git fetch --unshallow` brings it (in GitHub Actions: `fetch-depth: 0`).",
        )
    facts = looking.facts_to_ask(past.register, view.as_of)
    owner = organization_called(past.register, owner)
    if not past.ledger.of(owner, strategy).lives:
        # What nobody owns or holds any more may still be asked for; what never was, is a slip.
        looking.facts_to_ask(past.register, view.as_of, Wanted(owner=owner, strategy=strategy))
    if id_ is None:
        answer = history(past, facts, replace(asked, owner=owner))
    else:
        answer = as_asked(history_of(_life(past, id_), past, facts), id_)
    code = looking.answer(facts, answer, view)
    return EXIT_PROBLEMS if past.shallow else code


def _life(past: Past, name: str) -> Life:
    """The promise that is meant; stderr says so where its id only begins so. What was never read is
    none of the others."""
    name = " ".join(name.split())
    slug = name.rpartition("/")[2]
    lives = past.ledger.lives
    if not any(slug in life.ids or life.place.goes_by(name) for life in lives):
        naming.refuse_unread(past.register, name)
    with naming.adding_unread(past.register):
        life = past.ledger.find(name)
    if slug not in life.ids and not life.place.goes_by(name):
        naming.taken(name, life.id, past.register)
    return life
