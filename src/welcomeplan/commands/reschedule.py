"""Move a deadline."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan.commands.editing import change
from welcomeplan.commands.marking import Id, Reasoned, Save

EXAMPLES = (
    'reschedule broker by the end of 2018 --note "The first search failed"',
    'reschedule training-2018 in 2019 --note "The academy is closed in 2018" --dry-run',
)


def run(
    id_: Id,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help="The new deadline, in words.", show_default=False),
    ],
    mark: Reasoned,
    save: Save,
) -> int:
    """Move a deadline: the log keeps from what, to what, and why."""
    return change("reschedule", [id_], mark.said(words=" ".join(words)), save, mark.periods)
