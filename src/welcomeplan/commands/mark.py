"""Say how milestones stand: begun, blocked, put off, given up, open again. One row a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.commands.editing import change
from welcomeplan.commands.marking import Ids, Reasoned, Save, Timed

if TYPE_CHECKING:
    from collections.abc import Callable


class Row(NamedTuple):
    """A command: what `--help` says of it, its examples, and what is said with it."""

    help: str
    examples: tuple[str, ...]
    options: type[Timed] = Reasoned


ROWS = {
    "reopen": Row(
        """Say that a milestone is not done after all, and why.

        What is blocked, put off or given up is planned again, as `plan` does.
        """,
        (
            'reopen chamber-meeting --note "Marked by mistake" --dry-run',
            'reopen chamber-meeting --note "A second meeting is needed"',
        ),
    ),
    "start": Row(
        """Say that work has begun.

        Where the beginning is what was promised, nothing more is due then, and the log keeps the
        day.
        """,
        (
            "start workshops --on 2018-01-15",
            'start volunteers --note "Two partners are on board" --dry-run',
        ),
        Timed,
    ),
    "block": Row(
        """Say that something blocks the work, and what.

        A deadline that passes meanwhile is overdue all the same.
        """,
        (
            'block broker --note "No partner has the staff"',
            'block umkc-pilot --note "Funding not yet secured" --by umkc --dry-run',
        ),
    ),
    "defer": Row(
        """Put a milestone off, and say why.

        What was deferred after its deadline still counts as missed. To give it another deadline,
        use `reschedule`.
        """,
        (
            'defer core4 --note "Waits for the new state law"',
            'defer hr-managers core4 --note "Moved to the next plan" --dry-run',
        ),
    ),
    "drop": Row(
        """Give a milestone up, and say why. It stays in the plan.

        What was dropped after its deadline still counts as missed.
        """,
        (
            'drop campus-philly --note "The model does not fit the region"',
            'drop core4 --note "The state took this over" --under "Resolution 2018-14" --dry-run',
        ),
    ),
    "plan": Row(
        """Say that a milestone is planned again: it was begun, blocked, put off or given up.

        If its deadline passed while it was put off or given up, it needs another (`reschedule`).
        """,
        (
            "plan core4",
            'plan campus-philly --note "A partner was found" --dry-run',
        ),
        Timed,
    ),
}


def command(name: str) -> tuple[Callable[..., int], tuple[str, ...]]:
    """The function of a row's command, and its examples."""
    row = ROWS[name]

    def run(ids: Ids, mark: Timed, save: Save) -> int:
        return change(name, ids, mark.said(), save, mark.periods)

    run.__doc__ = row.help
    run.__annotations__["mark"] = row.options
    return run, row.examples
