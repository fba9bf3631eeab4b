"""An organization that leads or helps no more, or with something else, is not dropped in silence.

Others count on it. A milestone or an indicator says why in its log; of an action, an objective or a
plan, whoever approves the edit is told. Who answers for a promise is held by `unrecorded-change`.

        partners: [jvs]         # was: [jvs, kcpd]
        log:
          - on: 2018-06-01
            note: The police give the trainings up
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import PROMISED
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found
    from welcomeplan.versions import Change

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Everything that has lost a partner, or another lead, without a new note."""
    led = {
        (place.plan.id, place.parent.id)
        for place in edit.places.values()
        if place.parent and place.parent.kind == "action" and not place.promised.owner
    }
    for change in edit.changes:
        place = edit.places.get(f"{change.plan}/{change.id}")
        lost = _lost(change, place.owner if place else None)
        # What such an action's milestones have lost, each of them says.
        answers = change.what == "action" and (change.plan, change.id) in led
        if lost and change.reason is None and not (answers and change.key == "lead"):
            message = f"the {change.what} `{change.id}` loses {lost}"
            remedy = "Put it back, or say why"
            remedy += " in its `log:`." if change.what in PROMISED else " in the commit."
            yield change, Finding(change.at.route, message, remedy)


def _lost(change: Change, owner: str | None) -> str:
    if change.kind is ChangeKind.REOWNED and change.what not in PROMISED and change.before:
        return f"its lead: {change.before}"
    if change.kind is not ChangeKind.PARTNERS:
        return ""
    before, after = change.items
    # One that does the same and more has its role named for the first time.
    named = {partner.partition(" (")[0] for partner in after}
    gone = {one for one in before - after if one not in named}
    if change.what in PROMISED:  # one that answers for it now has not left it
        gone = {one for one in gone if one.partition(" (")[0] != owner}
    lost = ", ".join(sorted(gone))
    return f"a partner, or what it does: {lost}" if lost else ""
