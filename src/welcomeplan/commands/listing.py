"""Every milestone."""

from __future__ import annotations

from typing import Annotated

from welcomeplan.commands import looking
from welcomeplan.commands.options import View, Wanted, option, written
from welcomeplan.views.listing import listing

EXAMPLES = (
    "list",
    "list --strategy safe-communities --as-of 2018-02-15",
    "list --partner chamber --format markdown",
)


def run(
    *,
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
    """Every milestone, in plan order.

    JSON has all of every milestone, whichever columns are named.
    """
    written(columns, "--columns")
    names = None if columns is None else [name.strip() for name in columns.split(",")]
    facts = looking.facts_now(looking.read(view).register, view.as_of, wanted.value)
    return looking.answer(facts, listing(facts, view.again, names), view.format)
