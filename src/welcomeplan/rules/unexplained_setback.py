"""A milestone that is dropped or deferred says why, in its log.

A promise may be given up, but not in silence. The entry that says `status:` dates it: without one,
it counts as missed once its deadline has passed.

        status: dropped
        log:
          - on: 2018-04-03
            status: dropped
            note: The state took the programme over
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Place, Plan
    from welcomeplan.rules import Found
    from welcomeplan.yamltext import Route

SEVERITY = Severity.ERROR
_ASIDE = ("dropped", "deferred")


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every dropped or deferred milestone, or time of one, whose log has no note on it."""
    for place in plan.promised.values():
        milestone = place.promised
        told = [at for at, entry in enumerate(milestone.log) if entry.status in _ASIDE]
        for at in told:
            entry = milestone.log[at]
            if not entry.note:
                name = f"{place.id} {entry.period}" if entry.period else place.id
                yield _without(place, (*place.route, "log", at), f"`{name}` is {entry.status}")
        known = told or any(entry.note for entry in milestone.log)
        if milestone.status in _ASIDE and not known:
            said = f"`{place.id}` is {milestone.status}"
            yield _without(place, (*place.route, "status"), said)


def _without(place: Place, route: Route, said: str) -> Found:
    status = said.rpartition(" ")[2]
    remedy = "Add the reason to its `log:`, as `- on: 2018-04-03`,"
    remedy += f" `status: {status}` and `note: ...`."
    return place.file, Finding(route, f"{said} without a reason", remedy)
