"""`for:` names an action of the objective under which the milestone stands.

A misspelt one would leave the milestone without its action's lead, and the action without it.

    actions:
      - id: outreach
        title: Conduct outreach
    milestones:
      - id: training-2018
        title: Hold two trainings
        for: outreech       # did you mean `outreach`?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.wording import asked, nearest, some

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every `for:` that names none of the objective's actions."""
    for entry in plan.milestones:
        name = entry.milestone.for_
        if name is None:
            continue
        objective = entry.above("objective")
        actions = [p.id for p in plan.places if p.kind == "action" and p.parent is objective]
        if name in actions and "actions" not in entry.route:
            continue
        meant = nearest(name, actions)
        if "actions" in entry.route:
            message = f"`for: {name}` on a milestone that stands under an action already"
            hint, meant = "Delete the line.", ""
        else:
            message = f"the objective `{objective.id if objective else ''}` has no action `{name}`"
            hint = f"{asked(meant)}Its actions: {some(actions) or 'none'}."
        yield entry.file, Finding((*entry.route, "for"), message, hint, meant=meant)
