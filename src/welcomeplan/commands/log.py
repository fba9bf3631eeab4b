"""A dated update."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan.commands.editing import change
from welcomeplan.commands.marking import Id, Save, Timed
from welcomeplan.commands.options import written
from welcomeplan.errors import UserError
from welcomeplan.plan import read_amount

EXAMPLES = (
    'log training-2018 1 --note "First training, 34 officers" --on 2018-02-11',
    'log broker --note "Two candidates" --by marc --dry-run',
    'log training-2018 --note "Counted twice" -- -1',
)


def run(
    id_: Id,
    amount: Annotated[
        str | None,
        typer.Argument(
            metavar="[AMOUNT]",
            help="How much was done; it counts toward the target. To take back: `-- -1`.",
            show_default=False,
        ),
    ] = None,
    *,
    mark: Timed,
    save: Save,
) -> int:
    """Add a dated update to a milestone's log; an amount counts toward its target."""
    try:
        number = read_amount(amount) if amount is not None else None
    except ValueError as error:
        remedy = getattr(error, "remedy", "")
        raise UserError(str(error), remedy or "Write a number alone, such as 2 or 1.5.") from None
    written(mark.note, "--note", needed=number is None)
    said = mark.said(amount=number)
    if number is None and said.note is None:
        raise UserError("there is nothing to log", "Give an amount, or `--note TEXT`, or both.")
    return change("log", [id_], said, save, mark.periods)
