"""Say that a milestone is not done after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.commands.editing import (
    By,
    DryRun,
    Ids,
    On,
    Planned,
    Reason,
    change,
    log_edits,
    when,
    written,
)
from welcomeplan.commands.options import Folder
from welcomeplan.yamltext import RemoveKey

if TYPE_CHECKING:
    from welcomeplan.plan import Standing

EXAMPLES = (
    'reopen chamber-meeting --note "A second meeting is needed"',
    'reopen chamber-meeting --note "Marked by mistake" --dry-run',
)


def run(
    ids: Ids,
    note: Reason,
    on: On = None,
    by: By = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Say that a milestone is not done after all, and why."""
    day = when(on)
    written(note, "--note")
    written(by, "--by")

    def plan(standing: Standing, where: str) -> Planned:
        entry = standing.entry
        promise = entry.milestone
        if not promise.done:
            return Planned(entry.file, [], f"{promise.id}: not done; no change")
        edits = [
            RemoveKey(entry.route, "done"),
            *log_edits(entry, day, f"Reopened (was done {promise.done}): {note}", by),
        ]
        return Planned(entry.file, edits, f"{promise.id}: open again (was done {promise.done})")

    return change(ids, folder, dry_run, day, plan)
