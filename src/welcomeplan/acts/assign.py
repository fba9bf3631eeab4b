"""Give a milestone another owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import plan, yamltext
from welcomeplan.acts.record import already, day_of, entry, in_order
from welcomeplan.acts.values import Act, no_organization, organization
from welcomeplan.errors import Refused
from welcomeplan.wording import some

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Partner, Place, Standing
    from welcomeplan.yamltext import Edit, Value

_NO_MORE = ", which is named no more"


def assign(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Let another organization answer for a milestone; the log keeps who did before. A deadline
    that was missed stays with who answered for it on that day."""
    day, new, old = day_of(mark, today), mark.owner or plan.NOBODY, place.owner
    new = organization(place.plan, new)
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
    in_order(place, day, lambda told: told.changes)
    passed = [m.due_by for m in standing.misses if m.due_by >= day and m.owner == old]
    told = f"\n  Dated back: {_whose_misses(passed)} {new}'s now, not {old or 'nobody'}'s."
    back = told if passed else ""
    own = place.promised.owners[:1]
    was = _item(own[0]) if own else old or plan.NOBODY
    edits = (*keys, *entry(place, day, mark, was_owner=was))
    missed = [m for m in standing.misses if m.owner == old and m.due_by < day]
    stays = f"; what was missed stays with {old or 'nobody'}" if missed else ""
    now = None if new == plan.NOBODY else new
    said = f"{place.id}: {_whose(now)} now, not {old or 'nobody'}"
    return Act(place.file, edits, f"{said}{_beside(place, new)}{stays}{back}")


def _named(place: Place, new: str) -> tuple[Edit, ...]:
    """The edits by which another organization answers; of a list that is the first, and the others
    stay as they are written."""
    route, items = (*place.route, "owner"), _written(place)
    if not isinstance(place.file.source.node(route), yamltext.Sequence):
        return (yamltext.SetKey(place.route, "owner", new, place.promised.keys()),)
    others = list(zip(place.promised.owners, items, strict=True))[1:]
    if any(one.org == new for one, _ in others):  # one that helped until now
        kept = [item for _, item in sorted(others, key=lambda other: other[0].org != new)]
        return (yamltext.SetKey(place.route, "owner", kept),)
    if isinstance(items[0], dict):  # what it does is not what the other did
        first = (*route, 0)
        return (yamltext.SetKey(first, "org", new), yamltext.RemoveKey(first, "role"))
    return (yamltext.SetItem(route, 0, new),)


def _none_named(place: Place) -> tuple[Edit, ...]:
    """The edits by which nobody answers: the others of a list still help. Raises `Refused` for an
    indicator that has others, for it has no partners."""
    others, order = _written(place)[1:], place.promised.keys()
    if others and "partners" not in order:
        names = ", ".join(one.org for one in place.promised.helpers)
        raise Refused(
            f"an indicator has no partners, and {names} would be named no more",
            "Name one that answers for it instead.",
            span=place.span("owner"),
        )
    helping = (yamltext.Append(place.route, "partners", one, order) for one in others)
    return (yamltext.RemoveKey(place.route, "owner"), *helping)


def _written(place: Place) -> list[Value]:
    """Its owners as the file has them, its own keys too. Raises `Refused` where the one that
    answers has such keys: they would be lost, or become another's."""
    node = place.file.source.node((*place.route, "owner"))
    items = node.items if isinstance(node, yamltext.Sequence) else (node,) if node else ()
    written = [yamltext.plain(item) for item in items]
    first = written[0] if written else None
    own = [key for key in first if key.startswith("x-")] if isinstance(first, dict) else []
    if own:
        raise Refused(
            f"`{own[0]}` of {place.owner} would be lost",
            "Move it beside `owner`, or delete it, then try again.",
            span=place.span("owner"),
        )
    return written


def _beside(place: Place, new: str) -> str:
    """What becomes of those who are named beside, in words."""
    listed = place.promised.owners
    if len(listed) < 2:
        return ""
    others = [one.org for one in listed[1:] if one.org != new]
    helping = f"; {some(others)} {'helps' if len(others) == 1 else 'help'} as before"
    gone = "" if any(one.org == listed[0].org for one in place.promised.partners) else _NO_MORE
    return gone + (helping if others else "")


def _item(one: Partner) -> str | dict[str, str]:
    return {"org": one.org, "role": one.role} if one.role else one.org


def _lead(place: Place) -> str:
    return (place.parent and place.parent.owner) or "somebody"


def _whose_misses(days: Sequence[date]) -> str:
    said = some([str(day) for day in dict.fromkeys(days)])
    return f"the missed deadline of {said} is" if len(days) == 1 else f"those missed, {said}, are"


def _whose(owner: str | None) -> str:
    return f"{owner} answers for it" if owner else "nobody answers for it"
