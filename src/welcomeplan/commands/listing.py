"""Every milestone."""

from __future__ import annotations

from welcomeplan.commands import looking
from welcomeplan.commands.options import View, Wanted
from welcomeplan.plan import facts_on
from welcomeplan.views.listing import listing

EXAMPLES = (
    "list",
    "list --strategy safe-communities --as-of 2018-02-15",
    "list --partner chamber --format markdown",
)


def run(wanted: Wanted, view: View) -> int:
    """Every milestone, in plan order."""
    workspace = looking.read(view.folder, view.at)
    facts = facts_on(workspace.register, view.as_of or looking.today(), wanted.value)
    answer = listing(facts, workspace.register, workspace.report.root)
    return looking.answer(workspace, answer, view.format)
