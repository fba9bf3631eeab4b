"""Give a milestone another owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import plan, yamltext
from welcomeplan.acts.record import already, day_of, decided, entry
from welcomeplan.acts.values import Act, no_organization
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Place, Standing
    from welcomeplan.yamltext import Edit


def assign(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Let another organization answer for a milestone; the log keeps who did before. A deadline
    that was missed stays with who answered for it on that day."""
    day, new, old = day_of(mark, today), mark.owner or plan.NOBODY, place.owner
    if mark.period:
        raise Refused("one time has no owner of its own", "Leave the time out.")
    if new != plan.NOBODY and new not in place.plan.head.organizations:
        raise no_organization(place.plan, new)
    if new == (old or plan.NOBODY):
        return already(place, f"{place.id}: {_whose(old)} already", mark)
    key: Edit = yamltext.SetKey(place.route, "owner", new, place.promised.keys())
    if new == plan.NOBODY:
        if not place.promised.owner or (
            place.parent and place.parent.kind == "action" and place.parent.owner
        ):
            raise Refused(
                f"`{place.id}` is under an action that {_lead(place)} leads, and answers for",
                "Name who answers for it instead.",
            )
        key = yamltext.RemoveKey(place.route, "owner")
    back = decided(place, standing, day)
    edits = (key, *entry(place, day, mark, was_owner=old or plan.NOBODY))
    missed = [m for m in standing.misses if m.owner == old and m.due_by < day]
    stays = f"; what was missed stays with {old or 'nobody'}" if missed else ""
    now = None if new == plan.NOBODY else new
    return Act(
        place.file, edits, f"{place.id}: {_whose(now)} now, not {old or 'nobody'}{stays}{back}"
    )


def _lead(place: Place) -> str:
    return (place.parent and place.parent.owner) or "somebody"


def _whose(owner: str | None) -> str:
    return f"{owner} answers for it" if owner else "nobody answers for it"
