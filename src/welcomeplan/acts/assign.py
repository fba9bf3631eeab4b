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
    from welcomeplan.plan import Partner, Place, Standing
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
    keys = _named(place, new)
    if new == plan.NOBODY:
        if not place.promised.owner or (
            place.parent and place.parent.kind == "action" and place.parent.owner
        ):
            raise Refused(
                f"`{place.id}` is under an action that {_lead(place)} leads, and answers for",
                "Name who answers for it instead.",
            )
        keys = _none_named(place)
    back = decided(place, standing, day)
    edits = (*keys, *entry(place, day, mark, was_owner=old or plan.NOBODY))
    missed = [m for m in standing.misses if m.owner == old and m.due_by < day]
    stays = f"; what was missed stays with {old or 'nobody'}" if missed else ""
    now = None if new == plan.NOBODY else new
    return Act(
        place.file, edits, f"{place.id}: {_whose(now)} now, not {old or 'nobody'}{stays}{back}"
    )


def _named(place: Place, new: str) -> tuple[Edit, ...]:
    """The edits by which another organization answers; of a list that is the first, and the others
    stay as they are written."""
    route = (*place.route, "owner")
    owners, node = place.promised.owners, place.file.source.node(route)
    if not isinstance(node, yamltext.Sequence):
        return (yamltext.SetKey(place.route, "owner", new, place.promised.keys()),)
    if any(one.org == new for one in owners[1:]):  # one that helped until now
        kept = sorted(owners[1:], key=lambda one: one.org != new)
        return (yamltext.SetKey(place.route, "owner", [_item(one) for one in kept]),)
    if isinstance(node.items[0], yamltext.Mapping):  # what it does is not what the other did
        first = (*route, 0)
        return (yamltext.SetKey(first, "org", new), yamltext.RemoveKey(first, "role"))
    return (yamltext.SetItem(route, 0, new),)


def _none_named(place: Place) -> tuple[Edit, ...]:
    """The edits by which nobody answers: the others of a list still help."""
    others = place.promised.owners[1:]
    order = place.promised.keys()
    helping = (yamltext.Append(place.route, "partners", _item(one), order) for one in others)
    return (yamltext.RemoveKey(place.route, "owner"), *helping)


def _item(one: Partner) -> str | dict[str, str]:
    return {"org": one.org, "role": one.role} if one.role else one.org


def _lead(place: Place) -> str:
    return (place.parent and place.parent.owner) or "somebody"


def _whose(owner: str | None) -> str:
    return f"{owner} answers for it" if owner else "nobody answers for it"
