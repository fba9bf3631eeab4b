"""Move a deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands.editing import (
    By,
    DryRun,
    On,
    Planned,
    Reason,
    change,
    log_edits,
    refused,
    when,
    written,
)
from welcomeplan.commands.options import Folder, complete_ids
from welcomeplan.deadlines import Deadline, Question
from welcomeplan.plan import Due, Milestone, read_due
from welcomeplan.yamltext import SetKey

if TYPE_CHECKING:
    from welcomeplan.plan import Standing

EXAMPLES = (
    'reschedule broker by the end of 2018 --note "The first search failed"',
    'reschedule training-2018 in 2019 --note "The academy is closed in 2018" --dry-run',
)


def run(
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="A milestone: its id.", autocompletion=complete_ids),
    ],
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help="The new deadline, in words.", show_default=False),
    ],
    note: Reason,
    on: On = None,
    by: By = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Move a deadline: the log keeps from what, to what, and why."""
    day = when(on)
    written(note, "--note")
    written(by, "--by")
    new = Due.model_construct(words=" ".join(words), by=None)

    def plan(standing: Standing, where: str) -> Planned:
        entry = standing.entry
        promise = entry.milestone
        reading = read_due(new, entry.plan.calendar, entry.year)
        if isinstance(reading, Question):
            raise refused(
                f"`{new.words}` can't be read as a deadline. {reading.message}", reading.remedy
            )
        if promise.due and promise.due.words == new.words and not promise.due.by:
            return Planned(entry.file, [], f"{promise.id}: due “{new.words}” already; no change")
        before = f"from “{promise.due.words}” " if promise.due else ""
        edits = [
            SetKey(entry.route, "due", new.words, Milestone.keys()),
            *log_edits(entry, day, f"Moved {before}to “{new.words}”: {note}", by),
        ]
        return Planned(entry.file, edits, f"{promise.id}: {_said(standing, reading)}")

    return change([id_], folder, dry_run, day, plan)


def _said(standing: Standing, reading: Deadline | None) -> str:
    """By how many days the deadline moved, in words."""
    old, new = standing.due_by, reading.due_by if reading else None
    if new is None and reading and (reading.recurrence or reading.anchor):
        return f"due “{reading.words}”: {reading.reading}"
    if new is None:
        return f"due “{reading.words if reading else ''}”, without a date"
    if old is None:
        return f"due by {new}"
    days = (new - old).days
    if not days:
        return f"due by {new}, as before"
    moved = f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {'later' if days > 0 else 'sooner'}"
    return f"due by {new}, {moved} than {old}"
