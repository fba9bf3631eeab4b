"""Mark milestones finished."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan.commands.editing import change
from welcomeplan.commands.options import By, Ids, Mark, Note, Period, Save, Under, written
from welcomeplan.plan import DoneOn, read_done

EXAMPLES = (
    "done career-services --on 2018-02-11",
    'done broker --note "Found: the chamber takes it on" --dry-run',
    "done toolkit checklists --evidence https://example.org/toolkit",
)


def _done_on(text: str) -> DoneOn:
    try:
        return read_done(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}. Write it as 2018-02-11, or 2018-02, or 2018.") from None


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
    note: Note = None,
    by: By = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="LINK", help="A link or path that proves it."),
    ] = None,
    under: Under = None,
    period: Period = None,
    *,
    save: Save,
) -> int:
    """Mark milestones finished.

    Only the lines that must change are changed. All of the milestones are marked, or none.
    Doing it twice changes nothing.
    """
    links = tuple(evidence or ())
    said = Mark(note, on, by, under, period).said(evidence=links)
    for link in links:
        written(link, "--evidence")
    return change("done", ids, said, save)
