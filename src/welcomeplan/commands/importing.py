"""A plan that is kept in a spreadsheet, or the adopted document, into the files of a plan."""

from __future__ import annotations

import shlex
from contextlib import ExitStack
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.marking import Save
from welcomeplan.commands.options import Form as Shown
from welcomeplan.commands.options import Into, Json, again_with
from welcomeplan.commands.taking import Taking
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.wording import some

if TYPE_CHECKING:
    from welcomeplan.commands.beginning import Opened

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
        bool, typer.Option("--write", help="Write the files. Without it no plan is written.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show owners' answers as a diff, and write nothing.")
    ] = False,
    folder: Into = None,
    form: Annotated[
        Form, typer.Option("--format", metavar="FORMAT", help="How to show it: table or json.")
    ] = Form.table,
    as_json: Json = False,
) -> int:
    """Make a plan of a spreadsheet or of the adopted document, or add to the plan that is there; or
    take back what owners answered.

    First it only says what each column or heading is taken for and why, what would become of each
    row, what is left out, and what it can't know: each question with how to answer it. Nothing is
    invented. With --write it makes the files, a strategy each; no file is written over.

    Sheets that asked owners (`export --ask`) are taken back at once, each whole or not at all:
    what they answered becomes entries of the record, by their ids. What conflicts is named cell by
    cell.

    The exit code is 0 where every row landed or is named, 1 where a dry run finds what could not
    be written, and 3 where nothing is written: no plan in it, one that is there already, or of a
    sheet of answers one that conflicts.
    """
    from welcomeplan import saving  # noqa: PLC0415 - `--help` must not wait for it
    from welcomeplan.commands import beginning  # noqa: PLC0415
    from welcomeplan.views.intake import import_answer  # noqa: PLC0415

    shown = Shown.json if as_json or form is Form.json else Shown.table
    opened = beginning.opened(files)
    if opened.asked:
        _refuse_others(opened, taking, shown)
        from welcomeplan.commands import answering  # noqa: PLC0415

        return answering.take(opened.asked, Save(folder, dry_run and not write))
    if write and dry_run:
        raise UserError("`--write` and `--dry-run` don't go together", "Leave one of them out.")
    home = beginning.home(folder)
    with ExitStack() as locks:
        if write and home.is_dir():
            locks.enter_context(saving.lock(home))
        made = beginning.imported(opened, taking, home)
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


def _refuse_others(opened: Opened, taking: Taking, shown: Shown) -> None:
    """Raise UserError for what does not go together with owners' answers."""
    others = [f"`{file}`" for file in opened.tables if file not in opened.asked]
    if others:
        raise UserError(
            f"owners' answers are taken back alone, and {some(others)} is none",
            "Import each kind by itself.",
        )
    given = {"--map": taking.columns, "--sheet": taking.sheet, "--org": taking.org}
    option = next((name for name, value in given.items() if value), None)
    option = "--format json" if option is None and shown is Shown.json else option
    if option:
        raise UserError(
            f"`{option}` is for a sheet that becomes a plan; these are owners' answers",
            "Leave it out.",
        )
