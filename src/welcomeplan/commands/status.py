"""How the plan stands."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import View
from welcomeplan.views.status import status

EXAMPLES = (
    "status --as-of 2018-02-15",
    "status --by owner",
    "status --by objective --json",
)


class By(StrEnum):
    """What to count by."""

    strategy = "strategy"
    objective = "objective"
    owner = "owner"
    plan = "plan"


def run(
    *,
    by: Annotated[
        By | None,
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
    facts = looking.facts_now(looking.read(view).register, view.as_of)
    part = by or (By.plan if len(facts.register.plans) > 1 else By.strategy)
    return looking.answer(facts, status(facts, part.value, view.again), view.format)
