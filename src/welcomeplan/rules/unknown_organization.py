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

    from welcomeplan.plan import Action, Milestone, Objective, Partner, Plan
    from welcomeplan.rules import Found
    from welcomeplan.yamltext import Route

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every place where an organization is named that the plan doesn't list."""
    known = plan.head.organizations
    if plan.head.lead and plan.head.lead not in known:
        yield plan, _finding(plan, plan.head.lead, ("lead",))
    for file in plan.strategies:
        if file.strategy.lead and file.strategy.lead not in known:
            yield file, _finding(plan, file.strategy.lead, ("lead",))
        for o, objective in enumerate(file.strategy.objectives):
            place: Route = ("objectives", o)
            for name, route in _named(objective, place):
                if name not in known:
                    yield file, _finding(plan, name, route)
            for a, action in enumerate(objective.actions):
                for name, route in _named(action, (*place, "actions", a)):
                    if name not in known:
                        yield file, _finding(plan, name, route)
    for entry in plan.entries:
        for name, route in _named(entry.milestone, entry.route):
            if name not in known:
                yield entry.file, _finding(plan, name, route)


def _named(part: Objective | Action | Milestone, place: Route) -> Iterator[tuple[str, Route]]:
    key = "owner" if hasattr(part, "owner") else "lead"
    name: str | None = getattr(part, key)
    if name:
        yield name, (*place, key)
    partner: Partner
    for p, partner in enumerate(part.partners):
        yield partner.org, (*place, "partners", p)


def _finding(plan: Plan, name: str, route: Route) -> Finding:
    near = did_you_mean(name, list(plan.head.organizations))
    remedy = f"{near}Or add" if near else "Add"
    return Finding(
        route,
        f"no organization is called `{name}`",
        f"{remedy} it to `organizations:` in plan.yaml: `{name}: Its full name`.",
    )
