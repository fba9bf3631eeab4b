"""What an edit of the plan means."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from welcomeplan.answer import Answer, Column, Sheet
from welcomeplan.commands import looking
from welcomeplan.commands.options import AsOf, Folder, Form, Format, Json
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS
from welcomeplan.formats import json, render, review
from welcomeplan.versions import ChangeKind, short, summary
from welcomeplan.workspace import between
from welcomeplan.workspace import changes as changed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.answer import Cell
    from welcomeplan.versions import Change, Commit
    from welcomeplan.workspace import Versions

EXAMPLES = (
    "diff",
    "diff HEAD~1 HEAD --as-of 2018-02-15",
    "diff main --format markdown",
)
CHANGE = (
    Column("Change", "state"),
    Column("How", "state"),
    Column("Id", "id"),
    Column("Title", below="Id"),
    Column("Before", "named", below="Id"),
    Column("After", "named", below="Id"),
    Column("Reason", below="Id"),
    Column("Where", below="Id"),
)
SHIFT = (
    Column("Days later", "number"),
    Column("Id", "id"),
    Column("Title", below="Id"),
    Column("In the plan's words", "quote", below="Id"),
    Column("Before", "date"),
    Column("After", "date"),
)


def run(
    base: Annotated[
        str | None,
        typer.Argument(
            metavar="BASE",
            help="The commit to compare with. Without it: where this branch left the default one.",
            show_default=False,
        ),
    ] = None,
    head: Annotated[
        str | None,
        typer.Argument(
            metavar="HEAD", help="Another commit. Without it: the files.", show_default=False
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if there are changes.")
    ] = False,
    folder: Folder = None,
    as_of: AsOf = None,
    form: Format = Form.table,
    as_json: Json = False,
) -> int:
    """The plan's changes by meaning, between two git revisions: completed, slipped, reworded.

    One sentence, then each change, what weakens a promise first. Layout and comments mean nothing.
    `--format markdown` is for a pull request's comment or a job's summary.
    """
    pair = between(folder, base, head)
    looking.warn(pair.base, pair.head)
    day = as_of or looking.today()
    changes = changed(pair.base, pair.head)
    sentence = summary(changes, pair.head.plans, day)
    notes = [
        f"From {_version(pair.commits[0])} to {_version(pair.commits[1])}, as of {day}.",
        *(f"{words}." for side in (pair.base, pair.head) for words in looking.unread_words(side)),
    ]
    several = len({plan.id for side in (pair.base, pair.head) for plan in side.plans}) > 1
    places = [_place(change, pair) for change in changes]
    if form is Form.markdown and not as_json:
        text = review.render(sentence, changes, notes, places, several=several)
    else:
        rows = tuple(map(partial(_row, several=several), changes, places))
        sheets = [
            Sheet(sentence, CHANGE, rows, tuple(notes), empty="The plans mean the same."),
            *_shifts(changes),
        ]
        found = Answer(sheets, _record(pair, changes, sentence, day.isoformat()))
        text = render("json" if as_json else form.value, found, sys.stdout)
    sys.stdout.write(text)
    unread = pair.base.report.unread or pair.head.report.unread
    return EXIT_PROBLEMS if unread or (exit_code and changes) else EXIT_OK


def _version(commit: Commit | None) -> str:
    return f"{short(commit.hash)} ({commit.date})" if commit else "the files as they are"


def _place(change: Change, pair: Versions) -> str:
    """File and line, where the change stands or stood."""
    side = pair.base if change.gone else pair.head
    return f"{side.shown(change.file)}:{change.line}"


def _row(change: Change, place: str, *, several: bool) -> tuple[Cell, ...]:
    return (
        change.kind.value,
        review.how(change),
        review.name(change, several=several),
        change.title,
        change.before,
        change.after,
        change.reason,
        place,
    )


def _shifts(changes: Sequence[Change]) -> list[Sheet]:
    """What each calendar moves, as a table of its own."""
    return [
        Sheet(
            f"Moved by the calendar of {change.id}",
            SHIFT,
            tuple((s.days, s.id, s.title, s.words, s.before, s.after) for s in change.moved),
        )
        for change in changes
        if change.moved
    ]


def _record(pair: Versions, changes: Sequence[Change], sentence: str, as_of: str) -> dict[str, Any]:
    return {
        "schema": json.SCHEMA,
        "command": "diff",
        "as_of": as_of,
        "base": pair.base.at,
        "head": pair.head.at,
        "unread": [
            {"side": side, "file": file}
            for side, read in (("base", pair.base), ("head", pair.head))
            for file in read.report.unread
        ],
        "summary": sentence,
        "changes": [_change(change) for change in changes],
        "counts": {
            kind.value: sum(change.kind is kind for change in changes) for kind in ChangeKind
        },
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "what": change.what,
        "plan": change.plan,
        "id": change.id,
        "title": change.title,
        "key": change.key or None,
        "before": change.before,
        "after": change.after,
        "days": change.days,
        "reason": change.reason,
        "file": change.file,
        "line": change.line,
        "end_line": change.end_line,
        "gone": change.gone,
        "moved": [
            {
                "id": shift.id,
                "words": shift.words,
                "before": json.day(shift.before),
                "after": json.day(shift.after),
                "days": shift.days,
            }
            for shift in change.moved
        ],
    }
