"""Every milestone."""

from __future__ import annotations

from welcomeplan.commands import looking
from welcomeplan.commands.options import View, Wanted
from welcomeplan.views.listing import listing

EXAMPLES = (
    "list",
    "list --strategy safe-communities --as-of 2018-02-15",
    "list --partner chamber --format markdown",
)


def run(wanted: Wanted, view: View) -> int:
    """Every milestone, in plan order."""
    facts = looking.facts_now(looking.read(view).register, view.as_of, wanted.value)
    return looking.answer(facts, listing(facts, view.again), view.format)
