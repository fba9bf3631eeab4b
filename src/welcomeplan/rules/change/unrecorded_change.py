"""What else changes of a promise stands in its record: who answers for it, whether it was begun.

As of an earlier day it shows as it was then.

        owner: kcpd
        log:
          - on: 2018-03-01
            was_owner: marc
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import NOBODY, PROMISED
from welcomeplan.rules.change.unrecorded_setback import unrecorded
from welcomeplan.versions import ChangeKind, Spot, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import Place
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING
_KINDS = frozenset(
    {
        ChangeKind.PULLED_FORWARD,
        ChangeKind.BLOCKED,
        ChangeKind.STARTED,
        ChangeKind.RESUMED,
        ChangeKind.REOWNED,
    }
)


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone that was pulled forward, begun, blocked, resumed or given to another owner
    without an entry that says so."""
    owners = set()
    for change in edit.changes:
        # A status that is only taken away is of no kind of its own.
        gone = change.kind is ChangeKind.CHANGED and change.key == "status"
        mine = change.what in PROMISED and (gone or change.kind in _KINDS)
        if mine and change.kind is ChangeKind.REOWNED:
            owners.add(f"{change.plan}/{change.id}")
        if mine and not change.recorded:
            yield change, unrecorded(change, edit.as_of)
    for old in edit.before:
        name = edit.names.get(old.promise.name, "")
        place = edit.places.get(name)
        if place and name not in owners:
            yield from _inherited(old.promise.owner, place, edit)


def _inherited(was: str | None, place: Place, edit: Edit) -> Iterator[Found]:
    """A milestone that another organization answers for, because its action has another lead."""
    owner = edit.organizations.get((place.plan.id, was or ""), was)
    kept = {entry.was_owner for entry in place.promised.log}
    if owner != place.owner and (was or NOBODY) not in kept:
        spot = Spot(place.plan.id, where(place))
        message = f"`{place.id}` is given to another owner by the lead of its action, and its log"
        remedy = f"Add the entry to its `log:`, as `- on: {edit.as_of}`, `was_owner: "
        remedy += f"{was or NOBODY}` and `note: ...`, by the day it was decided."
        yield spot, Finding(spot.at.route, f"{message} does not keep who answered before", remedy)
