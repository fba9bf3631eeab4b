"""How a deadline phrase is read, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import workspace
from welcomeplan.commands import looking
from welcomeplan.commands.options import (
    At,
    DaysFrom,
    Excel,
    Folder,
    Form,
    Format,
    Json,
    PlanId,
    form_of,
)
from welcomeplan.deadlines import Calendar, Question, answered_on, explain_deadline, read_deadline
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, NoPlan, UserError
from welcomeplan.views.when import Reading, explained, when, when_each
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

EXAMPLES = (
    "when by the end of the first quarter of 2018",
    'when "fall 2017 and early 2018" --json',
    "when --explain March and September 2018",
)


def run(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help="The words, as the plan has them; `-` reads a phrase a line from standard input.",
            show_default=False,
        ),
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the tree of the phrase, with its own words.")
    ] = False,
    folder: Folder = None,
    plan: PlanId = None,
    as_of: DaysFrom = None,
    at: At = None,
    form: Format = Form.table,
    as_json: Json = False,
    excel: Excel = False,
) -> int:
    """How deadline words are read, and why: the window, the deadline, the quarter.

    They are read by the calendar of the plan at hand, if there is one. What can't be read without
    guessing is answered with a question, and the exit code is 1.
    """
    calendar, whose = _calendar(folder, plan, at)
    form = form_of(form, as_json=as_json, excel=excel)
    many = words == ["-"]
    # One answer a line, an empty line's too: what comes out stands beside what went in.
    phrases = sys.stdin.read().removesuffix("\n").split("\n") if many else [" ".join(words)]
    if explain:
        for place, phrase in enumerate(phrases):
            tree = explained(phrase, explain_deadline(phrase, calendar))
            looking.write(tree, form, excel=excel and not place)
        return EXIT_OK
    readings = [_read(phrase, calendar, as_of) for phrase in phrases]
    found = when_each(readings, as_of) if many else when(readings[0], whose, as_of)
    looking.write(found, form, excel=excel)
    return EXIT_OK if all(reading.due for reading in readings) else EXIT_PROBLEMS


def _calendar(folder: Path | None, wanted: str | None, at: str | None) -> tuple[Calendar, str]:
    """The calendar of the plan that is named or near, and whose it is; without one, the default.

    With `at`, the calendar as it stood at that git revision.
    """
    try:
        root = workspace.find() if folder is None else folder
    except NoPlan:
        if at or wanted:
            raise
        return Calendar(), ""
    found = looking.load(root, at=at)
    plans = [p for p in found.plans if wanted in (None, p.id)]
    if wanted and found.plans and not plans:
        known = [plan.id for plan in found.plans]
        hint = did_you_mean(wanted, known)
        raise UserError(f"no plan is called `{wanted}`", f"{hint}There are: {', '.join(known)}.")
    lost = [file for file in found.report.unread if file.rpartition("/")[2] == workspace.HEAD]
    if plans and lost and not wanted:
        raise UserError(
            f"{found.shown(lost[0])} can't be read, and may have another calendar",
            f"Name the plan whose calendar counts: --plan {', '.join(p.id for p in plans)}.",
        )
    if any(plan.calendar != plans[0].calendar for plan in plans):
        names = ", ".join(plan.id for plan in plans)
        raise UserError("these plans have different calendars", f"Name one: --plan {names}.")
    if not plans:
        if folder or wanted or found.report.unread:
            raise UserError(
                "there is no plan with a calendar that can be read",
                "To see what is wrong:",
                command="welcomeplan validate",
            )
        return Calendar(), ""
    calendar = plans[0].calendar
    return calendar, found.shown(plans[0].file) if calendar != Calendar() else ""


def _read(phrase: str, calendar: Calendar, day: date | None) -> Reading:
    starts = calendar.fiscal_year_starts
    try:
        return Reading(phrase, read_deadline(phrase, calendar), starts)
    except Question as question:
        return Reading(phrase, answered_on(question, day, calendar) if day else question, starts)
