"""Say that work is blocked."""

from __future__ import annotations

from welcomeplan.commands.editing import By, DryRun, Ids, On, Reason, set_status
from welcomeplan.commands.options import Folder

EXAMPLES = (
    'block broker --note "No partner has the staff"',
    'block umkc-pilot --note "Funding not yet secured" --by umkc --dry-run',
)


def run(
    ids: Ids,
    note: Reason,
    on: On = None,
    by: By = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Say that something blocks the work, and what.

    A deadline that passes meanwhile is overdue all the same.
    """
    return set_status(ids, "blocked", note, on, by, folder, dry_run)
