"""Every milestone, or every indicator."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import View, Wanted, option, written
from welcomeplan.views.listing import listing

EXAMPLES = (
    "list",
    "list --strategy safe-communities --as-of 2018-02-15",
    "list --partner chamber --format markdown",
)


class Kind(StrEnum):
    """What to list."""

    milestone = "milestone"
    indicator = "indicator"


def run(
    *,
    kind: Annotated[
        Kind, typer.Option("--kind", help="What to list: milestones, or the indicators.")
    ] = Kind.milestone,
    columns: Annotated[
        str | None,
        option(
            "--columns",
            "NAMES",
            "Only these columns, in this order: id,due,x-budget. An `x-` key of the plan is one.",
        ),
    ] = None,
    wanted: Wanted,
    view: View,
) -> int:
    """Every milestone, in plan order; or every indicator.

    JSON has all of every one, whichever columns are named.
    """
    written(columns, "--columns")
    names = None if columns is None else [name.strip() for name in columns.split(",")]
    facts = looking.facts_now(looking.register(view), view.as_of, wanted.value)
    found = listing(facts, view.again, kind=kind.value, columns=names, again=wanted.again)
    return looking.answer(facts, found, view)
