"""A document's own number names one thing in a plan, and is no other's id, alone or after its plan.

A command takes a number where it takes an id: by one that stands twice nobody knows which is meant.
So it is no other's time either: `newsletter 2018Q1`.

    milestones:
      - id: toolkit
        number: "1.2"
      - id: checklists
        number: "1.2"           # taken
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import PROMISED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from welcomeplan.plan import Place, Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every number but the first that says the same, and every one that is another's id."""
    ids: dict[str, Place] = {}
    for place in plan.places:
        ids.setdefault(place.id, place)
    first: dict[str, Place] = {}
    numbered: dict[str, Place] = {}
    for place in plan.places:
        numbered.setdefault(place.number or "", place)
    promised: dict[str, list[Place]] = {}
    for place in plan.places:
        for name in {place.id, place.number or ""} if place.kind in PROMISED else ():
            promised.setdefault(name, []).append(place)
    for place in plan.places:
        number = place.number
        if number is None:
            continue
        other, what = first.setdefault(number, place), "is taken already, by"
        alone = number.removeprefix(f"{plan.id}/")
        if other is place:
            other, what = ids.get(alone, place), "is the id of"
        if other is place and alone != number:
            other, what = numbered.get(alone, place), "is the number, after the plan, of"
        if other is place:
            other, what = _timed(promised, plan.id, alone, as_of) or place, "is that of a time of"
        if other is not place:
            where = f"{other.file.file}:{other.line}" if other.route else other.file.file
            yield (
                place.file,
                Finding(
                    (*place.route, "number"),
                    f"the number `{number}` {what} the {other.kind} `{other.id}`, {where}",
                    "Correct one of them. Where the document prints it twice, add what tells them"
                    " apart: `A 1.2`.",
                ),
            )


def _timed(
    promised: Mapping[str, Sequence[Place]], plan_id: str, number: str, as_of: date
) -> Place | None:
    """What repeats, one of whose times is called so: `newsletter 2018Q1`. `promised`: promises by
    their ids and numbers."""
    words = number.split()
    for at in range(1, len(words)):
        name, time = " ".join(words[:at]), " ".join(words[at:]).casefold()
        for one in dict.fromkeys((name, name.removeprefix(f"{plan_id}/"))):
            for place in promised.get(one, ()):
                times = (*place.times(as_of), *place.aims.values())
                if any(each.label.casefold() == time for each in times):
                    return place
    return None
