"""What a name stands for: an id, a full name, the beginning of one; and what was likely meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from welcomeplan.errors import UserError
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from welcomeplan.plan.parts import Place, Plan

_T = TypeVar("_T")
NAMED = frozenset({"strategy", "objective", "action", "milestone"})
"""The kinds of parts that a command may be asked for."""


def matching(
    wanted: str, known: Iterable[_T], names: Callable[[_T], Sequence[str]], *, whole: bool = False
) -> list[_T]:
    """Of things that go by `names`, those of exactly that name; else those of which the first
    name begins so, unless only `whole` names count."""
    every = [(names(one), one) for one in known]
    for at in range(max((len(each) for each, _ in every), default=0)):
        found = [one for each, one in every if len(each) > at and each[at] == wanted]
        if found:
            return found
    if whole or not wanted:
        return []
    return [one for each, one in every if each and each[0].startswith(wanted)]


def ambiguous(name: str, candidates: Sequence[str]) -> UserError:
    """That a name could be any of several."""
    return UserError(
        f"`{name}` could be any of {len(candidates)}", f"Write one of: {', '.join(candidates)}."
    )


def find(plans: Sequence[Plan], name: str, kind: str | None = None) -> Place:
    """What an id, a full name (`plan/id`) or the beginning of one stands for.

    With `kind`, only that kind of thing is looked for. Raises UserError, with the candidates,
    where nothing or several fit.
    """
    plan_id, _, slug = name.rpartition("/")
    known = [
        place
        for plan in plans
        if plan_id in ("", plan.id)
        for place in plan.places
        if place.kind == kind or (kind is None and place.kind in NAMED)
    ]
    organization = any(slug in plan.head.organizations for plan in plans)
    found = matching(slug, known, lambda place: (place.id,), whole=organization)
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(name, [_told_apart(place, plans, found) for place in found])
    raise UserError(
        f"no {kind or 'part of the plan'} has the id `{name}`",
        f"{_instead(plans, slug, kind, known)}`welcomeplan list` shows them all.",
    )


def find_whole(plans: Sequence[Plan], name: str) -> Place | Plan:
    """As `find`, of a plan too, by its id. A part of that id comes first; `plan/` is the plan.

    The beginning of a plan's id is enough where no part's id, and no organization, is meant.
    """
    slug = name.removesuffix("/")
    parts = [place.id for plan in plans for place in plan.places if place.kind in NAMED]
    named = slug in parts or any(slug in plan.head.organizations for plan in plans)
    if name != slug or not named:
        begun = not named and any(part.startswith(slug) for part in parts)
        found = matching(slug, plans, lambda plan: (plan.id,), whole=begun)
        if len(found) == 1:
            return found[0]
        if found:
            raise ambiguous(name, [f"{plan.id} ({plan.file})" for plan in found])
    return find(plans, name)


def _told_apart(place: Place, plans: Sequence[Plan], among: Sequence[Place]) -> str:
    """A name that tells a place from others: with its plan, and its line if an id stands twice."""
    name = f"{place.plan.id}/{place.id}" if len(plans) > 1 else place.id
    if sum(other.id == place.id and other.plan is place.plan for other in among) > 1:
        return f"{name} ({place.file.file}:{place.line}; `welcomeplan validate` says more)"
    return name


def _instead(plans: Sequence[Plan], slug: str, kind: str | None, known: Sequence[Place]) -> str:
    """What may have been meant by an id that no such thing has."""
    if any(slug in plan.head.organizations for plan in plans):
        return (
            f"`{slug}` is an organization: `welcomeplan list --owner {slug}` or"
            f" `--partner {slug}` shows its milestones. "
        )
    every = (place for plan in plans for place in plan.places)
    other = next((p for p in every if p.id == slug and p.kind in NAMED), None)
    if other and kind:
        inside = ", ".join(place.id for place in other.inside) or "none"
        what = f"`{slug}` is the id of the {other.kind} `{other.title}`"
        return f"{what}; its milestones: {inside}. "
    return did_you_mean(slug, [place.id for place in known])
