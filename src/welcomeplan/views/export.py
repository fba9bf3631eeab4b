"""The promises of a plan for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import NO_DATES, Answer, Export, Screen, Sheet
from welcomeplan.plan import MEANINGS
from welcomeplan.views import shapes
from welcomeplan.views.columns import (
    clock,
    exported,
    missing_here,
    timed,
    titles,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from welcomeplan.answer import Dates
    from welcomeplan.plan import Facts, Standing, Wanted


def export(facts: Facts, *, marked: bool = False, dates: Dates | None = None) -> Export:
    """Every promise that was asked for, milestones and then indicators; each as `list` has it."""
    register, title = facts.register, titles(facts.register, facts.wanted.plan)
    heading = f"Promises {clock(facts)} · {title}"
    found = (*facts.standings, *facts.indicators)
    notes = [*_only(facts.wanted), *unreadable(facts.all.unreadable)]
    sheet = Sheet(heading, exported(facts), found, notes)
    answer = Answer(
        [sheet, *_times(facts, found)],
        lambda: shapes.export(facts),
        unread=missing_here(register),
        screen=lambda: Screen(heading, []),
    )
    states = [(state.value, meaning) for state, meaning in MEANINGS.items()]
    return Export(answer, title, facts.day, states, list(MEANT.items()), marked, dates or NO_DATES)


def _times(facts: Facts, found: Sequence[Standing]) -> Iterator[Sheet[Any]]:
    """The times of what repeats, where anything does."""
    if every := [time for one in found for time in one.times]:
        yield Sheet("Times", timed(facts), every)


def _only(wanted: Wanted) -> Iterator[str]:
    """Of which promises alone it is: nobody must take that for the whole."""
    asked = {"anyone": "owner or partner"}
    some = [
        f"{asked.get(name, name)} {value}"
        for name, value in zip(wanted._fields, wanted, strict=True)
        if value is not None
    ]
    if some:
        yield f"These are not all promises, but those alone of: {', '.join(some)}."


MEANT = {
    "Milestone": "what is promised: the title of a milestone, or of an indicator",
    "Period": "which time it is, of what repeats",
    "Due": "the last day on time; the last day to begin, where “To begin” says yes; of what "
    "repeats, that of its first time that is open",
    "State": "how it stands; what each state means is told above",
    "Owner": "the id of the organization that answers for it; empty: nobody is named",
    "Owner (name)": "the full name of that organization",
    "Partners": "the ids of the organizations that help",
    "In the plan's words": "the deadline as the plan says it",
    "Target": "how much is promised, and how much of it is logged; of an indicator, its last "
    "reading and what it is to reach",
    "Done": "the day on which it was finished, where that day is known",
    "Done (as known)": "when it was finished, as exactly as is known: a day, a month, a year, or "
    "yes",
    "Id": "its name in the plan; with the plan's id it is unique",
    "Plan": "the id of the plan",
    "Strategy": "the id of the strategy that it belongs to",
    "Objective": "the id of the objective that it belongs to",
    "Action": "the id of the action that it belongs to, if any",
    "Number": "the number that the adopted document gives it, if any",
    "Missed": "each deadline that passed before it was done, whatever became of it since; in "
    "brackets who answered for it then, where another does now",
    "Also missed": "what of that its state does not tell; of what repeats, how many other times",
    "Waits for": "what must be done first",
    "To begin": "yes, where the beginning is promised",
    "Lateness": "of what is done and had a deadline: on time, late, or unknown where what is known "
    "does not tell",
    "Not marked done": "that its target is reached, where nobody marked it done",
    "Kind": "milestone or indicator",
    "Baseline": "of an indicator, where it began",
    "Last reading": "of an indicator, what was measured last, and when",
    "Tags": "words to find it by",
    "Source": "where it stands in the adopted document",
    "As of": "the day on which it is judged",
}
"""What each column holds."""
