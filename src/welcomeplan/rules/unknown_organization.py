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
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Place, Plan
    from welcomeplan.rules import Found
    from welcomeplan.yamltext import Route

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every place where an organization is named that the plan doesn't list."""
    known = plan.head.organizations
    if plan.head.lead and plan.head.lead not in known:
        yield plan, _finding(plan, plan.head.lead, ("lead",))
    for place in plan.places:
        for name, route in _named(place):
            if name not in known:
                yield place.file, _finding(plan, name, route)


def _named(place: Place) -> Iterator[tuple[str, Route]]:
    """The organizations that a part names itself."""
    for key in ("owner", "lead"):
        name: str | None = getattr(place.model, key, None)
        if name:
            yield name, (*place.route, key)
    for p, partner in enumerate(getattr(place.model, "partners", ())):
        yield partner.org, (*place.route, "partners", p)


def _finding(plan: Plan, name: str, route: Route) -> Finding:
    near = did_you_mean(name, list(plan.head.organizations))
    remedy = f"{near}Or add" if near else "Add"
    return Finding(
        route,
        f"no organization is called `{name}`",
        f"{remedy} it to `organizations:` in plan.yaml: `{name}: Its full name`.",
    )
