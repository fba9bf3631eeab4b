"""Put a milestone off."""

from __future__ import annotations

from welcomeplan.commands.editing import By, DryRun, Ids, On, Reason, set_status
from welcomeplan.commands.options import Folder

EXAMPLES = (
    'defer core4 --note "Waits for the new state law"',
    'defer hr-managers core4 --note "Moved to the next plan" --dry-run',
)


def run(
    ids: Ids,
    note: Reason,
    on: On = None,
    by: By = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Put a milestone off, and say why.

    What was deferred after its deadline still counts as missed. To give it another deadline, use
    `reschedule`.
    """
    return set_status(ids, "deferred", note, on, by, folder, dry_run)
