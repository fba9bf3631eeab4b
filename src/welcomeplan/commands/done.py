"""Mark milestones finished."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.editing import DryRun, Ids, Planned, change
from welcomeplan.commands.options import Folder
from welcomeplan.deadlines import Deadline
from welcomeplan.errors import EXIT_REFUSED, UserError
from welcomeplan.model import DoneOn, LogEntry, Milestone, read_done
from welcomeplan.splice import Append, Edit, RemoveKey, SetKey

if TYPE_CHECKING:
    from welcomeplan.model import Entry
    from welcomeplan.workspace import Workspace

EXAMPLES = (
    "done career-services --on 2018-02-11",
    'done training-2018 --note "Second training, 34 officers" --dry-run',
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
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="A line for its log.")
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="LINK", help="A link or path that proves it."),
    ] = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Mark milestones finished.

    Only the lines that must change are changed. All of the milestones are marked, or none.
    Doing it twice changes nothing.
    """
    today = looking.today()
    day = on or read_done(today.isoformat())
    if day.first > today:
        raise UserError(
            f"{day} is in the future; nothing was changed",
            "Mark it on the day it is done, or correct --on.",
            EXIT_REFUSED,
        )
    for text, option in ((note, "--note"), *((link, "--evidence") for link in evidence or ())):
        if text is not None and not text.strip():
            raise UserError(f"`{option}` is empty", "Write something after it, or leave it out.")

    def plan(entry: Entry, workspace: Workspace) -> Planned:
        promise = entry.milestone
        if promise.done and on and promise.done != on:
            where = f"{workspace.shown(entry.file.file)}:{entry.line}"
            raise UserError(
                f"`{promise.id}` is done {_when(promise.done)} already; nothing was changed",
                f"If that is wrong, correct its `done:` ({where}).",
                EXIT_REFUSED,
            )
        finished = promise.done or day
        updated = finished.last if finished.first == finished.last else today
        edits = _edits(entry, finished, updated, note, evidence or [])
        result = _judged(entry, finished) if edits else " already; no change"
        return Planned(entry, edits, f"{promise.id}: done {_when(finished)}{result}")

    return change(ids, folder, dry_run, plan)


def _edits(
    entry: Entry, finished: DoneOn, updated: date, note: str | None, evidence: list[str]
) -> list[Edit]:
    """The edits that make it so; none where it is so already."""
    promise = entry.milestone
    order = Milestone.keys()
    edits: list[Edit] = []
    if promise.status:
        edits.append(RemoveKey(entry.route, "status"))
    if not promise.done:
        edits.append(SetKey(entry.route, "done", finished.text, order))
    if note and not any(e.on == updated and e.note == note for e in promise.log):
        item = {"on": updated.isoformat(), "note": note}
        LogEntry.model_validate(item)  # what is written must be readable
        edits.append(Append(entry.route, "log", item, order))
    new = [link for link in evidence if link not in promise.evidence]
    return edits + [Append(entry.route, "evidence", link, order) for link in new]


def _when(finished: DoneOn) -> str:
    return f"{'on' if finished.first == finished.last else 'in'} {finished}"


def _judged(entry: Entry, finished: DoneOn) -> str:
    """Whether that was on time, in words."""
    due_by = entry.due.due_by if isinstance(entry.due, Deadline) else None
    if due_by is None:
        return ""
    late = (finished.last - due_by).days
    if late <= 0:
        return f", on time (due by {due_by})"
    return f", {late} {'day' if late == 1 else 'days'} late (due by {due_by})"
