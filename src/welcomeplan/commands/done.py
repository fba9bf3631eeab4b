"""Mark milestones finished."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan.commands.editing import change
from welcomeplan.commands.marking import By, Ids, Note, Periods, Save, Timed, Under
from welcomeplan.commands.options import written
from welcomeplan.commands.usage import BadValue
from welcomeplan.errors import UserError
from welcomeplan.plan import UNKNOWN, DoneOn, read_done, spelled_day

EXAMPLES = (
    "done career-services --on 2018-02-11",
    'done broker --note "Found: the chamber takes it on" --dry-run',
    "done toolkit checklists --day-unknown --evidence https://example.org/toolkit",
)


def _done_on(text: str) -> DoneOn:
    remedy = "Write it as 2018-02-11, or 2018-02, or 2018."
    try:
        done = read_done(spelled_day(text))
    except ValueError as error:
        raise BadValue(str(error), remedy) from None
    if done.unknown:
        raise BadValue(f"`{text}` is no day", f"{remedy} Or leave it out: `--day-unknown`.")
    return done


def run(
    ids: Ids,
    on: Annotated[
        DoneOn | None,
        typer.Option(
            "--on",
            metavar="DATE",
            parser=_done_on,
            help="When it was finished: a day, or 2018-02, or 2018. Without it: today.",
            show_default=False,
        ),
    ] = None,
    day_unknown: Annotated[
        bool, typer.Option("--day-unknown", help="It is finished, and nobody knows when.")
    ] = False,
    note: Note = None,
    by: By = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="LINK", help="A link or path that proves it."),
    ] = None,
    under: Under = None,
    period: Periods = None,
    *,
    save: Save,
) -> int:
    """Mark milestones finished.

    Only the lines that must change are changed. All of the milestones are marked, or none.
    Doing it twice changes nothing.
    """
    if day_unknown and on:
        raise UserError("`--on` and `--day-unknown` don't go together", "Leave one of them out.")
    on = read_done(UNKNOWN) if day_unknown else on
    links = tuple(evidence or ())
    mark = Timed(note, on, by, under, period)
    said = mark.said(evidence=links)
    for link in links:
        written(link, "--evidence")
    return change("done", ids, said, save, mark.periods)
