"""Say that work has begun."""

from __future__ import annotations

from welcomeplan.commands.editing import By, DryRun, Ids, Note, On, set_status
from welcomeplan.commands.options import Folder

EXAMPLES = (
    "start workshops --on 2018-01-15",
    'start volunteers --note "Two partners are on board" --dry-run',
)


def run(
    ids: Ids,
    note: Note = None,
    on: On = None,
    by: By = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Say that work has begun.

    Where the beginning is what was promised, nothing more is due then, and the log keeps the day.
    """
    return set_status(ids, "active", note, on, by, folder, dry_run)
