"""A plan that is kept in a spreadsheet, or the adopted document, into the files of a plan."""

from __future__ import annotations

import shlex
from contextlib import ExitStack
from enum import StrEnum
from typing import Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import Form as Shown
from welcomeplan.commands.options import Into, Json, again_with
from welcomeplan.commands.taking import Taking
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS

EXAMPLES = (
    "import examples/riverside.csv --dir riverside",
    'import examples/riverside.csv --map "By when=due" --dir riverside',
    "import examples/riverside.csv --dir riverside --write",
)


class Form(StrEnum):
    """How the report is shown."""

    table = "table"
    json = "json"


def run(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Tables (.csv, .tsv, .xlsx, .xlsm, .xls, .ods), read together; or one document"
            " (.txt, .md, .html, .docx, .pdf).",
            show_default=False,
        ),
    ],
    *,
    taking: Taking,
    write: Annotated[
        bool, typer.Option("--write", help="Write the files. Without it nothing is written.")
    ] = False,
    folder: Into = None,
    form: Annotated[
        Form, typer.Option("--format", metavar="FORMAT", help="How to show it: table or json.")
    ] = Form.table,
    as_json: Json = False,
) -> int:
    """Make a plan of a spreadsheet or of the adopted document, or add to the plan that is there.

    First it only says what each column or heading is taken for and why, what would become of each
    row, what is left out, and what it can't know: each question with how to answer it. Nothing is
    invented. With --write it makes the files, a strategy each; no file is written over.

    The exit code is 0 where every row landed or is named, 1 where a dry run finds what could not
    be written, and 3 where nothing is written: no plan in it, or one that is there already.
    """
    from welcomeplan import saving  # noqa: PLC0415 - `--help` must not wait for it
    from welcomeplan.commands import beginning  # noqa: PLC0415
    from welcomeplan.views.intake import import_answer  # noqa: PLC0415

    shown = Shown.json if as_json or form is Form.json else Shown.table
    home = beginning.home(folder)
    with ExitStack() as locks:
        if write and home.is_dir():
            locks.enter_context(saving.lock(home))
        made = beginning.imported(files, taking, home)
        if write and not made.begun.errors:
            saving.found(home, made.begun.files, made.begun.changes)
    again = f"welcomeplan import {shlex.join(files)}{taking.again}{again_with({'--dir': folder})}"
    found = beginning.told(made, home, written=write, write="" if write else f"{again} --write")
    looking.write(import_answer(found), shown)
    if made.begun.errors:
        if write:
            raise beginning.refused(made)
        return EXIT_PROBLEMS
    return EXIT_OK
