"""Give a milestone up."""

from __future__ import annotations

from welcomeplan.commands.editing import By, DryRun, Ids, On, Reason, set_status
from welcomeplan.commands.options import Folder

EXAMPLES = (
    'drop campus-philly --note "The model does not fit the region"',
    'drop core4 --note "The state took this over" --on 2018-02-01 --dry-run',
)


def run(
    ids: Ids,
    note: Reason,
    on: On = None,
    by: By = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Give a milestone up, and say why. It stays in the plan.

    What was dropped after its deadline still counts as missed.
    """
    return set_status(ids, "dropped", note, on, by, folder, dry_run)
