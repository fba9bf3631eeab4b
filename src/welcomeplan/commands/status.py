"""How the plan stands."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import GroupBy, View
from welcomeplan.views.status import status

EXAMPLES = (
    "status --as-of 2018-02-15",
    "status --by owner",
    "status --by objective --json",
)


def run(
    *,
    by: Annotated[
        GroupBy | None,
        typer.Option(
            "--by",
            metavar="WHAT",
            help="Count by strategy, objective, owner or plan. Without it: strategy; of several"
            " plans, plan.",
        ),
    ] = None,
    view: View,
) -> int:
    """How the plan stands: counts by state, targets, and what needs attention first."""
    facts = looking.facts_now(looking.register(view), view.as_of)
    part = by or (GroupBy.plan if len(facts.register.plans) > 1 else GroupBy.strategy)
    return looking.answer(facts, status(facts, part.value, view.again), view)
