"""Every milestone."""

from __future__ import annotations

from welcomeplan.answer import Answer, Sheet
from welcomeplan.commands import looking
from welcomeplan.commands.looking import MILESTONE, row, titles
from welcomeplan.commands.options import (
    AsOf,
    At,
    Folder,
    Form,
    Format,
    Json,
    Owner,
    Partner,
    PlanId,
    Strategy,
    Tag,
)
from welcomeplan.formats import json
from welcomeplan.plan import Selection, select, stand

EXAMPLES = (
    "list",
    "list --strategy safe-communities --as-of 2018-02-15",
    "list --partner chamber --format markdown",
)


def run(
    owner: Owner = None,
    partner: Partner = None,
    strategy: Strategy = None,
    plan: PlanId = None,
    tag: Tag = None,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
    form: Format = Form.table,
    as_json: Json = False,
) -> int:
    """Every milestone, in plan order."""
    workspace = looking.read(folder, at)
    day = as_of or looking.today()
    wanted = Selection(owner, partner, strategy, plan, tag)
    standings = select(stand(workspace.plans, day), workspace.plans, wanted)
    sheet = Sheet(
        f"Milestones {looking.clock(workspace, day)} · {titles(workspace)}",
        MILESTONE,
        tuple(row(standing, workspace) for standing in standings),
        tuple(looking.unreadable(standings)),
        empty="No milestone fits." if wanted else "The plan has no milestones.",
    )
    record = {
        **json.head("list", day, workspace.report.unread, workspace.at),
        "milestones": [json.milestone(standing) for standing in standings],
    }
    return looking.answer(workspace, Answer([sheet], record), form, as_json)
