"""Reminders, as letters to owners. They are written, and never sent."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands import looking, outgoing, telling
from welcomeplan.commands.options import (
    AsOf,
    At,
    Folder,
    Json,
    View,
    folder_option,
    option,
    refuse_two_forms,
)
from welcomeplan.commands.options import Form as Shown
from welcomeplan.commands.usage import BadValue
from welcomeplan.deadlines import Window
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, Refused, UserError
from welcomeplan.paper import Attached
from welcomeplan.plan import NOBODY, Wanted
from welcomeplan.views.account import Account
from welcomeplan.views.asking import asking
from welcomeplan.views.letters import letters
from welcomeplan.views.reminders import reminders
from welcomeplan.views.reminders_answer import nothing, reminders_answer
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.paper import Letter
    from welcomeplan.plan import Register
    from welcomeplan.views.reminders import Reminder

EXAMPLES = (
    "remind --as-of 2018-02-15",
    "remind --within 6w --as-of 2018-02-15 -o letters",
    "remind --as-of 2018-02-15 --format eml -o drafts",
)
SOON = timedelta(days=30)
MOST = 3660
"""How many days ahead may be asked for."""


class Form(StrEnum):
    """How letters are written."""

    markdown = "markdown"
    eml = "eml"
    json = "json"


def _span(text: str) -> timedelta:
    """So many days or weeks: `30d`, `30`, `6w`. Raises what Typer shows as a wrong value."""
    found = re.fullmatch(r"([0-9]{1,4})\s*(d|days?|w|weeks?)?", text.strip(), re.ASCII | re.I)
    if not found:
        raise BadValue(f"`{text}` is no number of days or weeks", "Write it as 30d or 6w.")
    days = int(found[1]) * (7 if (found[2] or "d")[0] in "wW" else 1)
    if not 1 <= days <= MOST:
        raise BadValue(f"`{text}` is not between 1 and {MOST} days", "Write it as 30d or 6w.")
    return timedelta(days)


def run(
    *,
    within: Annotated[
        timedelta | None,
        option(
            "--within",
            "TIME",
            "How far ahead something is due soon: 30d, 6w. Without it: 30d.",
            parser=_span,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Write each letter to a file in this folder, named after the owner's id.",
            show_default=False,
            parser=folder_option,
        ),
    ] = None,
    form: Annotated[
        Form | None,
        option("--format", "FORMAT", "How to write them: markdown, eml or json."),
    ] = None,
    as_json: Json = False,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
) -> int:
    """A letter to each owner: what is late, what is due soon, and since when there is no word.

    What nobody answers for goes to the plan's lead. With each comes a sheet to fill in, whose
    answers `import` takes back. An .eml is a draft that a mail program opens,
    with the address that the plan has under `contact`. Nothing is sent, and no file is written
    over.
    """
    view = View(folder, as_of, at)
    form = _form(form, output, as_json=as_json)
    if output is not None:
        plans = looking.read(view)
        outgoing.refuse_among_plans(output, plans, "letters")
        outgoing.refuse_repository(output, "letters")
        register = plans.register
    else:
        register = looking.register(view)
    ahead = within or SOON
    facts = looking.facts_to_ask(register, as_of)
    accounts = _accounts(register, as_of, ahead)
    reminded = reminders(accounts)
    none = nothing(accounts, ahead.days, facts)
    code = EXIT_PROBLEMS if register.unread else EXIT_OK
    if output is not None:
        if reminded:
            written = letters(reminded, sheet=_sheet) if _can_ask() else letters(reminded)
            _write(written, output, (form or Form.markdown).value)
        else:
            looking.say([none])
        return code
    if form is Form.json or (form is None and looking.canvas(sys.stdout).width is not None):
        again = f"{f' --within {ahead.days}d' if within else ''}{view.again}"
        answer = reminders_answer(reminded, none, ahead.days, facts, again)
        looking.write(answer, Shown.json if form else Shown.table)
        return code
    from welcomeplan.formats.letters import LETTERS  # noqa: PLC0415 - not where one looks on

    texts = [LETTERS["markdown"].render(one).decode("utf-8") for one in letters(reminded)]
    sys.stdout.write("\n".join(texts) or f"{none}\n")
    return code


def _form(form: Form | None, output: Path | None, *, as_json: bool) -> Form | None:
    """How letters are written; None where nobody says so. Raises UserError for what does not go
    together."""
    if as_json and form not in (None, Form.json):
        refuse_two_forms(form)
    form = Form.json if as_json else form
    if output is not None and form is Form.json:
        raise UserError("`--output` writes letters, and JSON is none", "Leave one of them out.")
    if output is None and form is Form.eml:
        raise UserError("a draft of mail is a file", "Name a folder for them: `-o FOLDER`.")
    return form


def _accounts(register: Register, as_of: date | None, ahead: timedelta) -> list[Account]:
    """Each plan on its own day, and what is due from then on."""
    found = []
    for plan in register.plans:
        facts = looking.facts_now(register, as_of, Wanted(plan=plan.id))
        found.append(Account(facts, plan, "", Window(facts.day, facts.day + ahead)))
    return found


def _can_ask() -> bool:
    """Whether sheets to fill in can be made; told, if not."""
    from welcomeplan.formats import ask_xlsx  # noqa: PLC0415 - as below

    try:
        ask_xlsx.writer()
    except UserError as missing:
        told = f"the letters are written without a sheet: {missing.message}"
        telling.tell(told, missing.remedy, command=missing.command)
        return False
    return True


def _sheet(reminder: Reminder, name: str) -> Attached | None:
    """The sheet that goes with a letter; None where nothing is open."""
    from welcomeplan.formats import ask_xlsx  # noqa: PLC0415 - not where letters are printed

    found = [part.account.facts for part in reminder.parts]
    plan = None if reminder.org else reminder.parts[0].account.plan.id
    asked = asking(reminder.org or NOBODY, found, plan)
    if not asked.rows:
        return None
    file = f"{name}{ask_xlsx.ENDING}"
    return Attached(file, ask_xlsx.MEDIA, lambda: ask_xlsx.render(asked))


def _write(found: Sequence[Letter], folder: Path, kind: str) -> None:
    """Write letters to files of their own, none of them over another file; and beside each its
    sheet, where the letter does not hold that."""
    from welcomeplan import outputs  # noqa: PLC0415 - not where they are printed
    from welcomeplan.formats.letters import LETTERS  # noqa: PLC0415

    form = LETTERS[kind]
    files: list[tuple[Path, bytes, str]] = []
    for one in found:
        unknown = "" if one.to or kind != "eml" else ", without an address: the plan has none"
        files.append((folder / f"{one.name}{form.ENDING}", form.render(one), unknown))
        if one.sheet and not form.HOLDS_SHEET:
            files.append((folder / one.sheet.name, one.sheet.made(), ""))
    there = {path for path, data, _ in files if _is_there(path, data)}
    outputs.make_folder(folder)
    for path, data, unknown in files:
        if path not in there:
            outputs.put(path, data)
        told = "as it was" if path in there else "written"
        looking.say([f"{show(path.as_posix())}: {told}{unknown}"])


def _is_there(path: Path, data: bytes) -> bool:
    """Whether a file holds a letter already. Raises Refused where it is another file: somebody may
    have added a word to it, or not have sent it yet."""
    if not os.path.lexists(path):
        return False
    with suppress(OSError):  # what can't be read is another file
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(len(data) + 1) == data:
                    return True
    raise Refused(
        f"`{path}` is there already, and is another than this letter. Nothing was written",
        "Name a folder for these letters, such as one for each day; or move the old ones.",
    )
