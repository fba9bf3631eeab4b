"""A dated update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands.editing import (
    By,
    DryRun,
    Note,
    On,
    Planned,
    change,
    log_edits,
    when,
    written,
)
from welcomeplan.commands.options import Folder, complete_ids
from welcomeplan.errors import UserError
from welcomeplan.plan import read_amount
from welcomeplan.wording import words

if TYPE_CHECKING:
    from welcomeplan.plan import Standing

EXAMPLES = (
    'log training-2018 1 --note "First training, 34 officers" --on 2018-02-11',
    'log broker --note "Two candidates" --by marc --dry-run',
    'log training-2018 --note "Counted twice" -- -1',
)


def run(
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="A milestone: its id.", autocompletion=complete_ids),
    ],
    amount: Annotated[
        str | None,
        typer.Argument(
            metavar="[AMOUNT]",
            help="How much was done; it counts toward the target. To take back: `-- -1`.",
            show_default=False,
        ),
    ] = None,
    note: Note = None,
    on: On = None,
    by: By = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Add a dated update to a milestone's log; an amount counts toward its target."""
    day = when(on)
    written(note, "--note")
    written(by, "--by")
    if amount is None and note is None:
        raise UserError("there is nothing to log", "Give an amount, or `--note TEXT`, or both.")
    try:
        number = read_amount(amount) if amount is not None else None
    except ValueError as error:
        raise UserError(str(error), "Write a number alone, such as 2 or 1.5.") from None

    def plan(standing: Standing, where: str) -> Planned:
        entry = standing.entry
        promise = entry.milestone
        edits = log_edits(entry, day, note, by, f"{number:f}" if number is not None else None)
        if not edits:
            return Planned(entry.file, [], f"{promise.id}: logged already; no change")
        share = promise.target is not None and promise.target.unit == "%"
        total = (number or 0) + (0 if share else standing.logged)
        toward = f" ({words(total)} of {promise.target})" if promise.target and number else ""
        return Planned(entry.file, edits, f"{promise.id}: logged on {day}{toward}")

    return change([id_], folder, dry_run, day, plan)
