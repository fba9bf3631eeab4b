"""How a deadline phrase is read, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.answer import Answer, Column, Sheet
from welcomeplan.commands.options import At, Folder, Form, Format, Json, PlanId
from welcomeplan.deadlines import Calendar, Deadline, Question, explain_deadline, read_deadline
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.formats import json, render
from welcomeplan.workspace import find, load

if TYPE_CHECKING:
    from pathlib import Path

    from welcomeplan.answer import Cell

EXAMPLES = (
    "when by the end of the first quarter of 2018",
    'when "fall 2017 and early 2018" --json',
    "when --explain March and September 2018",
)
COLUMNS = (
    Column("Words", "quote"),
    Column("Kind"),
    Column("First day", "date"),
    Column("Last day", "date"),
    Column("Quarter", "id"),
    Column("Read as"),
)
TREE = (Column("Node", "id"), Column("Words", "quote"), Column("Says"))


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
    at: At = None,
    form: Format = Form.table,
    as_json: Json = False,
) -> int:
    """How deadline words are read, and why: the window, the deadline, the quarter.

    They are read by the calendar of the plan at hand, if there is one. What can't be read without
    guessing is answered with a question, and the exit code is 1.
    """
    calendar, whose = _calendar(folder, plan, at)
    if words == ["-"]:
        # One answer a line, an empty line's too: what comes out stands beside what went in.
        phrases = sys.stdin.read().removesuffix("\n").split("\n")
    else:
        phrases = [" ".join(words)]
    if explain:
        for phrase in phrases:
            shown = "json" if as_json else form.value
            sys.stdout.write(render(shown, _tree(phrase, calendar), sys.stdout))
        return EXIT_OK
    readings = [_read(phrase, calendar) for phrase in phrases]
    refused = any(isinstance(reading, Question) for _, reading in readings)
    if as_json or form is Form.json:
        for phrase, reading in readings:
            sys.stdout.write(json.dumps(json.reading(phrase, reading), indent=None))
    else:
        if words == ["-"]:
            sheet = Sheet("", COLUMNS, tuple(_row(*found) for found in readings))
        else:
            sheet = _card(*readings[0], whose)
        sys.stdout.write(render(form.value, Answer([sheet], {}), sys.stdout))
    return EXIT_PROBLEMS if refused else EXIT_OK


def _calendar(folder: Path | None, wanted: str | None, at: str | None) -> tuple[Calendar, str]:
    """The calendar of the plan that is named or near, and whose it is; without one, the default.

    With `at`, the calendar as it stood at that git revision.
    """
    try:
        root = find() if folder is None else folder
    except UserError:
        if at:
            raise
        return Calendar(), ""
    workspace = load(root, at=at)
    plans = [p for p in workspace.plans if wanted in (None, p.id)]
    if any(plan.calendar != plans[0].calendar for plan in plans):
        names = ", ".join(plan.id for plan in plans)
        raise UserError("these plans have different calendars", f"Name one: --plan {names}.")
    if not plans:
        if folder or wanted or workspace.report.unread:
            raise UserError(
                "there is no plan with a calendar that can be read",
                "`welcomeplan validate` says what is wrong.",
            )
        return Calendar(), ""
    calendar = plans[0].calendar
    return calendar, workspace.shown(plans[0].file) if calendar != Calendar() else ""


def _read(phrase: str, calendar: Calendar) -> tuple[str, Deadline | Question]:
    try:
        return phrase, read_deadline(phrase, calendar)
    except Question as question:
        return phrase, question


def _row(phrase: str, reading: Deadline | Question) -> tuple[Cell, ...]:
    if isinstance(reading, Question):
        return phrase, "?", None, None, None, f"{reading.message} {reading.remedy}"
    last = reading.due_by.isoformat() if reading.due_by else ""
    return (
        phrase,
        reading.kind,
        reading.start,
        f"begin by {last}" if reading.begin_by else last,
        reading.quarter,
        reading.reading,
    )


def _tree(phrase: str, calendar: Calendar) -> Answer:
    """The tree of a phrase: a row a node, what is below it further in."""
    branches = explain_deadline(phrase, calendar)
    rows = tuple(("· " * one.depth + one.node, one.words, one.says) for one in branches)
    record = {"words": phrase, "tree": [one._asdict() for one in branches]}
    return Answer([Sheet("", TREE, rows)], record)


def window_rows(reading: Deadline) -> list[tuple[str, str]]:
    """A row for each of the windows that the words list, with its quarter."""
    return [
        (f"Window {n}", f"{window} (due by {window.end}, {window.quarter})")
        for n, window in enumerate(reading.windows, 1)
    ]


def _card(phrase: str, reading: Deadline | Question, whose: str) -> Sheet:
    columns = (Column("Field", "id"), Column("Value"))
    if isinstance(reading, Question):
        rows = [("Words", f"“{phrase}”"), ("Question", reading.message), ("Do", reading.remedy)]
    else:
        rows = [
            ("Words", f"“{phrase}”"),
            ("Read as", reading.reading),
            ("Kind", reading.kind),
            ("First day", str(reading.start or "")),
            ("Last day", str(reading.end or "")),
            *window_rows(reading),
            ("Begin by", str(reading.begin_by or "")),
            ("Quarter", reading.quarter or ""),
            ("Waits for", "" if reading.due_by else reading.anchor or ""),
        ]
    rows.append(("Calendar", whose))
    return Sheet("", columns, tuple(row for row in rows if row[1]), headed=False)
