"""What can be done to a plan: verbs as functions, one file a verb, and a table of them.

A verb takes a milestone where it stands, how it stands, and what a person says; it returns the
edits and what to say of them, or raises `Refused`. It writes nothing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from welcomeplan.acts.add import HOLDERS as HOLDERS
from welcomeplan.acts.add import add as add
from welcomeplan.acts.assign import assign as assign
from welcomeplan.acts.done import done as done
from welcomeplan.acts.log import log as log
from welcomeplan.acts.measure import measure as measure
from welcomeplan.acts.reopen import reopen as reopen
from welcomeplan.acts.reschedule import reschedule as reschedule
from welcomeplan.acts.status import STATUSES as STATUSES
from welcomeplan.acts.status import status as status
from welcomeplan.acts.times import named as named
from welcomeplan.acts.times import option as option
from welcomeplan.acts.values import Act as Act
from welcomeplan.acts.values import Mark as Mark
from welcomeplan.acts.values import Verb as Verb
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from welcomeplan.plan import Place, Standing

VERBS: Mapping[str, Verb] = {
    "done": done,
    "reopen": reopen,
    **{name: partial(status, row) for name, row in STATUSES.items()},
    "assign": assign,
    "log": log,
    "measure": measure,
    "reschedule": reschedule,
}
_OF_WORK = ("done", "reopen", "start", "block")
"""The verbs that say how work stands: an indicator is none."""


def act(verb: str, place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """What a verb does to a milestone or an indicator. Raises `Refused` where it can't be done."""
    if place.kind == "indicator" and verb in _OF_WORK:
        raise Refused(
            f"`{place.id}` is an indicator: its readings say whether it is reached",
            f"Write down what was measured: welcomeplan measure {place.typed} VALUE --on DAY.",
        )
    return VERBS[verb](place, standing, mark, today)
