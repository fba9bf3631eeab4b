"""What a key or a value of a file means in the plan: the part it stands in, or that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from welcomeplan.editor.spots import Spot
    from welcomeplan.plan import Place, Plan
    from welcomeplan.yamltext import Route, Source

ORGANIZATIONS = ("owner", "partners", "lead", "org", "was_owner")
"""The keys whose values are organizations, by their ids."""


class Named(NamedTuple):
    """An organization of a plan."""

    plan: Plan
    id: str


def part_around(plan: Plan, file: str, source: Source, route: Route) -> Place | None:
    """The nearest part of the plan around a route in a file; by its id, since the text may have
    been edited after the plan was last read."""
    here = [place for place in plan.places if place.file.file == file]
    for end in range(len(route), 0, -1):
        id_ = source.word((*route[:end], "id"))
        found = [place for place in here if id_ and place.id == id_]
        if found:
            return next((place for place in found if place.route == route[:end]), found[0])
    return next((place for place in here if place.kind == "strategy"), None)


def named_at(plan: Plan, file: str, source: Source, spot: Spot) -> Place | Named | None:
    """The part or the organization that a key or a value names; None where it names none."""
    key, word = spot.key, source.word(spot.route)
    if file == plan.file and spot.route[:1] == ("organizations",) and len(spot.route) > 1:
        return Named(plan, str(spot.route[1]))
    if spot.on_key:
        return None
    if key in ORGANIZATIONS:
        return Named(plan, word) if word in plan.head.organizations else None
    if key == "id" and file != plan.file:
        return part_around(plan, file, source, spot.route[:-1])
    if key == "after":
        return plan.by_id.get(word)
    if key in ("for", "strategies"):
        kind = "action" if key == "for" else "strategy"
        found = [place for place in plan.places if place.kind == kind and place.id == word]
        return next((one for one in found if one.file.file == file), next(iter(found), None))
    return None
