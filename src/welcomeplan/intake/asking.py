"""The questions that a document leaves open, each asked once for all places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.intake.promising import MISSING
from welcomeplan.intake.values import Ask
from welcomeplan.wording import plural, some

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_REMEDIES = {
    MISSING["fiscal"]: "Set `fiscal_year_starts` under `calendar` in plan.yaml, such as `July`.",
    MISSING["order"]: "Set `day_month_order` under `calendar` in plan.yaml.",
    MISSING["year"]: "Write `year:` into the strategy or objective, or the year into `due`.",
}
_OWN = {
    "several": (
        "dates stand in one sentence, and which of them are its deadline it doesn't tell",
        "Write `due:` into the milestone, or make a milestone for each.",
    ),
    "foreign": (
        "a year is named, and no deadline that can be read",
        "Write `due:` in English words, such as `by June 2026`.",
    ),
}
_LEAST = 2
"""From how many promises on a subject that is no known organization is asked about."""


def asks_of(
    asked: Mapping[str, Sequence[tuple[str, str]]], unknown: Mapping[str, set[str]]
) -> list[Ask]:
    """The questions, in the order of their first places; who acts comes last."""
    found: list[Ask] = []
    for kind, places in asked.items():
        words = some(list(dict.fromkeys(said for _, said in places)), 6)
        where = tuple(dict.fromkeys(place for place, _ in places))
        if kind in _OWN:
            said, remedy = _OWN[kind]
            found.append(Ask(where, f"{said}: {words}", remedy))
        elif kind in _REMEDIES:
            found.append(Ask(where, f"{words}: {kind} is not said", _REMEDIES[kind]))
        else:
            remedy = "Write the deadline into `due:`, or define the words under `calendar.words`."
            found.append(Ask(where, f"{words}: {kind}", remedy))
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
