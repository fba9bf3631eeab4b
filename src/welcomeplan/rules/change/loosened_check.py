"""A check that is set lighter, or off, is looked at.

What it would have found from then on, nobody is told of.

    checks:
      removed-promise: off    # was: error
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import Spot, Where, pair_plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import Plan
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every check that weighs less than it did."""
    for plan, name, was, now in set_anew(edit):
        if now.rank > was.rank:
            place = spot(plan, name)
            message = f"the check `{name}` is set from {was} to {now}"
            remedy = "Say why in the request, or put it back. This edit is held to it as it was."
            yield place, Finding(place.at.route, message, remedy)


def set_anew(edit: Edit) -> Iterator[tuple[Plan, str, Severity, Severity]]:
    """Every check that an edit sets otherwise: in which plan, what it weighed, and what now."""
    from welcomeplan.rules import described  # noqa: PLC0415 - this module stands in its table

    usual = {rule.name: rule.severity for rule in described() if rule.settable}
    for old, new in pair_plans(edit.base, edit.head):
        if old and new:
            for name, default in usual.items():
                was = Severity(old.head.checks.get(name, default))
                now = Severity(new.head.checks.get(name, default))
                if was is not now:
                    yield new, name, was, now


def spot(plan: Plan, name: str) -> Spot:
    """Where a check is set; where it is not any more, the plan's first line."""
    route = ("checks", name) if name in plan.head.checks else ("title",)
    return Spot(plan.id, Where(plan, route))
