"""The promises of a plan for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import NO_DATES, Answer, Export, Screen, Sheet
from welcomeplan.plan import MEANINGS
from welcomeplan.views import shapes
from welcomeplan.views.columns import clock, exported, missing_here, titles

if TYPE_CHECKING:
    from welcomeplan.answer import Dates
    from welcomeplan.plan import Facts


def export(facts: Facts, *, marked: bool = False, dates: Dates | None = None) -> Export:
    """Every promise that was asked for, milestones and then indicators; each as `list` has it."""
    register, title = facts.register, titles(facts.register, facts.wanted.plan)
    heading = f"Promises {clock(facts)} · {title}"
    sheet = Sheet(heading, exported(register), (*facts.standings, *facts.indicators))
    answer = Answer(
        [sheet],
        lambda: shapes.export(facts),
        unread=missing_here(register),
        screen=lambda: Screen(heading, []),
    )
    guide = [(state.value, meaning) for state, meaning in MEANINGS.items()]
    return Export(answer, title, facts.day, guide, marked, dates or NO_DATES)
