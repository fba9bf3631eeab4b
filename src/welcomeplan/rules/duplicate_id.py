"""An id names one thing in a plan: strategy, objective, action, milestone or indicator.

Two milestones with one id can't be told apart by `done`, by a diff or by a reader's link.

    milestones:
      - id: toolkit
        title: Disseminate the toolkit
      - id: toolkit             # taken
        title: Update the toolkit
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan, StrategyFile
    from welcomeplan.rules import Found
    from welcomeplan.yamltext import Route

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every id but the first that says the same."""
    first: dict[str, tuple[StrategyFile, Route]] = {}
    for file, name, route in _ids(plan):
        if name not in first:
            first[name] = file, route
            continue
        finding = Finding(
            route,
            f"the id `{name}` is taken already, by {_where(*first[name])}",
            f"Give one of them another id, for example `{name}-2`.",
        )
        yield file, finding


def _where(file: StrategyFile, route: Route) -> str:
    return f"{file.file}:{file.source.line_of(route)}" if route else f"the file {file.file}"


def _ids(plan: Plan) -> Iterator[tuple[StrategyFile, str, Route]]:
    """Each id and where it stands: what holds milestones comes first, so that it keeps its id."""
    order = {"strategy": 0, "milestone": 2}
    for place in sorted(plan.places, key=lambda place: order.get(place.kind, 1)):
        yield place.file, place.id, (*place.route, "id") if place.route else ()
