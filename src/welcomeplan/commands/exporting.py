"""The promises of a plan for other programs, as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import AsOf, At, Folder, View, Wanted
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.wording import show

EXAMPLES = (
    "export -o promises.csv --as-of 2018-02-15",
    "export --owner marc -o marc.xlsx --as-of 2018-02-15",
)
_OUTPUT = "Write them to a file: .json, .csv or .xlsx."
_EXCEL = "Begin a .csv with the mark by which Excel knows letters with accents."


def run(
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=_OUTPUT, show_default=False)
    ],
    excel: Annotated[bool, typer.Option("--excel", help=_EXCEL)] = False,
    wanted: Wanted,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
) -> int:
    """Every promise, for other programs: a workbook, a table or JSON.

    A row for each milestone and each indicator, as `list` has them, with every column. A file that
    this command made before is replaced; another is not.
    """
    from welcomeplan.formats import exports  # noqa: PLC0415 - `--help` must not wait for it
    from welcomeplan.views.export import export  # noqa: PLC0415

    ending = exports.ending_of(output)
    if excel and ending != ".csv":
        raise UserError("`--excel` is for .csv alone", "Leave it out, or name a file in .csv.")
    view = View(folder, as_of, at)
    facts = looking.facts_now(looking.register(view), as_of, wanted.value)
    with waiting("Putting the file together"):
        form = exports.EXPORTS[ending]
        data = form.render(export(facts, marked=excel))
    from welcomeplan import outputs  # noqa: PLC0415 - only where a file is written

    outputs.put(Path(output), data, form.made)
    sys.stdout.write(f"{show(output)}: written\n")
    return EXIT_PROBLEMS if facts.register.unread else EXIT_OK
