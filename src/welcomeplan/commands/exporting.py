"""The promises of a plan for other programs, as a file."""

from __future__ import annotations

from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from welcomeplan.commands import calendars, looking
from welcomeplan.commands.completing import complete_organizations
from welcomeplan.commands.options import AsOf, At, Folder, View, Wanted, option, written
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.wording import plural, show

EXAMPLES = (
    "export -o promises.xlsx --as-of 2018-02-15",
    "export --by owner -o calendars --as-of 2018-02-15",
    "export --ask marc -o updates.xlsx --as-of 2018-02-15",
)
_OUTPUT = "Write them to a file: .json, .csv, .xlsx or .ics; with --by, calendars to this folder."
_BY = "A calendar for each: owner. The file is named after its id."
_ASKED = (
    "A workbook for this owner to fill in (id or full name; `nobody`): what it has open. `import`"
    " takes the answers back."
)
_EXCEL = "Begin a .csv with the mark by which Excel knows letters with accents."


class By(StrEnum):
    """What there is a calendar for each of."""

    owner = "owner"


def run(
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=_OUTPUT, show_default=False)
    ],
    by: Annotated[By | None, option("--by", "WHAT", _BY)] = None,
    excel: Annotated[bool, typer.Option("--excel", help=_EXCEL)] = False,
    ask: Annotated[
        str | None, option("--ask", "OWNER", _ASKED, autocompletion=complete_organizations)
    ] = None,
    wanted: Wanted,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
) -> int:
    """Every promise, for other programs: a workbook, a table, JSON, or a calendar.

    A row for each milestone and each indicator, as `list` has them, with every column. A calendar
    (.ics) has an entry for each that has a day, on its deadline; of what repeats, for each time. A
    file that this command made before is replaced; another is not. With --ask it is a sheet of what
    one owner has open, to be filled in and imported again.
    """
    view = View(folder, as_of, at)
    if ask is not None:
        others = [name for name, given in (("--by", by), ("--excel", excel)) if given]
        return _ask(ask, output, wanted, view, others)
    from welcomeplan.formats import exports  # noqa: PLC0415 - `--help` must not wait for it
    from welcomeplan.views.export import export  # noqa: PLC0415

    ending = calendars.ending_in(output) if by else exports.ending_of(output)
    if excel and ending != ".csv":
        raise UserError("`--excel` is for .csv alone", "Leave it out, or name a file in .csv.")
    if by:
        return calendars.by_owner(Path(output), view, wanted.value)
    facts = looking.facts_now(looking.register(view), as_of, wanted.value)
    with waiting("Putting the file together"):
        form = exports.EXPORTS[ending]
        dates = calendars.dates(facts, view) if ending == calendars.ENDING else None
        data = form.render(export(facts, marked=excel, dates=dates))
    from welcomeplan import outputs  # noqa: PLC0415 - only where a file is written

    outputs.put(Path(output), data, form.made)
    name = show(output)
    told = calendars.told(name, dates, facts, view) if dates else f"{name}: written"
    looking.say([told])
    return EXIT_PROBLEMS if facts.register.unread else EXIT_OK


def _ask(owner: str, output: str, wanted: Wanted, view: View, others: list[str]) -> int:
    """Write the sheet that asks an owner; the exit code. One that is there is not written over:
    somebody may have filled it in. `others`: the options that are given and don't go with it."""
    from welcomeplan import outputs  # noqa: PLC0415 - as above
    from welcomeplan.formats import ask_xlsx  # noqa: PLC0415
    from welcomeplan.views.asking import asking  # noqa: PLC0415

    given = [f"--{one.name}" for one in fields(wanted) if getattr(wanted, one.name) is not None]
    others = [one for one in (*given, *others) if one != "--plan"]
    if others:
        raise UserError(f"`--ask` and `{others[0]}` don't go together", "Leave one of them out.")
    if not output.lower().endswith(ask_xlsx.ENDING):
        raise UserError(f"`{output}` is no workbook", "A sheet to fill in ends in .xlsx.")
    asked = replace(wanted, owner=written(owner, "--ask")).value
    facts = looking.facts_now(looking.register(view), view.as_of, asked)
    sheet = asking(facts.wanted.owner or "", [facts], facts.wanted.plan)
    code = EXIT_PROBLEMS if facts.register.unread else EXIT_OK
    if not sheet.rows:
        looking.say([f"Nothing is open to ask about: {show(sheet.whose)}"])
        return code
    another = "somebody may have filled it in, or have to"
    outputs.put(Path(output), ask_xlsx.render(sheet), another=another)
    count = plural(len(sheet.rows), "row")
    looking.say([f"{show(output)}: written, {count} to fill in: {show(sheet.whose)}"])
    return code
