"""A reading of an indicator."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan.acts import Mark
from welcomeplan.commands.completing import complete_indicators
from welcomeplan.commands.editing import change
from welcomeplan.commands.marking import Save
from welcomeplan.commands.options import option, written
from welcomeplan.errors import UserError
from welcomeplan.plan import DoneOn, read_known, read_level, spelled_day

EXAMPLES = (
    "measure retention 86.5 --on 2018-02-11 --dry-run",
    'measure retention 86% --on 2018-01 --source "Annual report, p. 12" --dry-run',
    "measure net-migration --on 2017 --dry-run -- -120",
)


def _known(text: str) -> DoneOn:
    try:
        return read_known(spelled_day(text))
    except ValueError as error:
        raise typer.BadParameter(f"{error}. Write it as 2018-02-11, or 2018-02, or 2018.") from None


def run(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="An indicator: its id.", autocompletion=complete_indicators
        ),
    ],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help="What was measured, a number alone. Below nought: `-- -120`.",
            show_default=False,
        ),
    ],
    on: Annotated[
        DoneOn | None,
        typer.Option(
            "--on",
            metavar="DATE",
            parser=_known,
            help="When it was measured: a day, or 2018-02, or 2018. Without it: today.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None, option("--source", "TEXT", "Where the number comes from.")
    ] = None,
    *,
    save: Save,
) -> int:
    """Write down what was measured of an indicator.

    The reading in force on the day of its deadline decides whether its target was reached in
    time. Of one day the last that is written counts: another corrects it. Doing it twice changes
    nothing.
    """
    try:
        number = read_level(value)
    except ValueError as error:
        remedy = getattr(error, "remedy", "")
        raise UserError(str(error), remedy or "Write a number alone, such as 86 or 86.5.") from None
    mark = Mark(on=on, amount=number, words=value, source=written(source, "--source"))
    return change("measure", [id_], mark, save)
