"""The questions that a document leaves open, each asked once for all places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.intake.values import Ask
from welcomeplan.wording import plural, some

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from welcomeplan.intake.promising import Open

_LEAST = 2
"""From how many promises on a subject that is no known organization is asked about."""


def asks_of(
    asked: Mapping[Open, Sequence[tuple[str, str]]], unknown: Mapping[str, set[str]]
) -> list[Ask]:
    """The questions, in the order of their first places; who acts comes last."""
    found: list[Ask] = []
    for one, places in asked.items():
        if not places:
            continue
        words = some([f"“{said}”" for said in dict.fromkeys(said for _, said in places)], 6)
        where = tuple(dict.fromkeys(place for place, _ in places))
        found.append(Ask(where, f"{one.asked} {words}", one.remedy))
    acting = [
        f"“{name}” ({plural(len(said), 'promise')})"
        for name, said in sorted(unknown.items(), key=lambda pair: -len(pair[1]))
        if len(said) >= _LEAST
    ]
    if acting:
        found.append(
            Ask((), f"Who is that? {some(acting, 8)}", "Name organizations by `--org NAME`.")
        )
    return found
