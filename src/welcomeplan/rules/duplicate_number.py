"""A document's own number names one thing in a plan, and is no other's id, alone or after its plan.

A command takes a number where it takes an id: by one that stands twice nobody knows which is meant.

    milestones:
      - id: toolkit
        number: "1.2"
      - id: checklists
        number: "1.2"           # taken
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
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
    for place in plan.places:
        number = place.number
        if number is None:
            continue
        other = first.setdefault(number, place)
        what = f"the number `{number}` is taken already, by"
        if other is place:
            other = ids.get(number.removeprefix(f"{plan.id}/"), place)
            what = f"the number `{number}` is the id of"
        if other is not place:
            where = f"{other.file.file}:{other.line}" if other.route else other.file.file
            yield (
                place.file,
                Finding(
                    (*place.route, "number"),
                    f"{what} the {other.kind} `{other.id}`, {where}",
                    "Correct one of them. Where the document prints it twice, add what tells them"
                    " apart: `A 1.2`.",
                ),
            )
