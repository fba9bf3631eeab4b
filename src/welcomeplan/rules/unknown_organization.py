"""An owner, partner or lead is an organization that `plan.yaml` lists.

A misspelt id would drop a promise from that organization's list.

    organizations:
      kcpd: Kansas City Police Department
    ...
        partners: [kcdp]        # did you mean `kcpd`?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import NOBODY, unlisted
from welcomeplan.wording import asked, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found
    from welcomeplan.yamltext import Route

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every place where an organization is named that the plan doesn't list."""
    known = plan.head.organizations
    if plan.head.lead and plan.head.lead not in known:
        yield plan, _finding(plan, plan.head.lead, ("lead",))
    for place in plan.places:
        for name, route in unlisted(place):
            yield place.file, _finding(plan, name, (*place.route, *route))


def _finding(plan: Plan, name: str, route: Route) -> Finding:
    if name == NOBODY:
        return Finding(
            route,
            f"no organization is called `{name}`",
            "Where nobody answers for it the key is left out.",
        )
    meant = nearest(name, list(plan.head.organizations))
    remedy = f"{asked(meant)}Or add" if meant else "Add"
    return Finding(
        route,
        f"no organization is called `{name}`",
        f"{remedy} it to `organizations:` in plan.yaml: `{name}: Its full name`.",
        meant=meant,
    )
