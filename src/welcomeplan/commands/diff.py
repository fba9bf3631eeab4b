"""What an edit of the plan means."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan import workspace
from welcomeplan.commands import looking, telling
from welcomeplan.commands.options import AsOf, Excel, Folder, Form, Format, Json, form_of
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS
from welcomeplan.plan import facts_on
from welcomeplan.versions import summary
from welcomeplan.views.review import Side, review

EXAMPLES = (
    "diff",
    "diff 2022-04-01 2022-07-01",
    "diff main --format markdown",
)


def run(
    base: Annotated[
        str | None,
        typer.Argument(
            metavar="BASE",
            help="The commit to compare with, or the day. Without it: where this branch left the"
            " default one.",
            show_default=False,
        ),
    ] = None,
    head: Annotated[
        str | None,
        typer.Argument(
            metavar="HEAD",
            help="Another commit, or day. Without it: the files.",
            show_default=False,
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if there are changes.")
    ] = False,
    folder: Folder = None,
    as_of: AsOf = None,
    form: Format = Form.table,
    as_json: Json = False,
    excel: Excel = False,
) -> int:
    """The plan's changes by meaning, between two git revisions: completed, slipped, reworded.

    One sentence, then each change, what weakens a promise first. Layout and comments mean nothing.
    `--format markdown` is for a pull request's comment or a job's summary. A day, as 2022-04-01,
    stands for the last commit of that day or before.
    """
    from welcomeplan.rules import as_excuses  # noqa: PLC0415 - `--help` must not wait for them

    form = form_of(form, as_json=as_json, excel=excel)
    with waiting("Reading both versions"):
        pair = workspace.between(folder, base, head)
    looking.warn(pair.base.register, pair.head.register)
    instead = workspace.instead_of(pair.base, pair.head, pair.commits[0])
    for words in instead:
        telling.tell(words)
    day = looking.days(pair.head.register, as_of)[0]
    with waiting("Comparing both versions"):
        changes = as_excuses(workspace.changes(pair.base, pair.head))
    unread = bool(pair.base.report.unread), bool(pair.head.report.unread)
    sentence = summary(changes, facts_on(pair.head.register, day).all, unread)
    stood = {one.file: one.commit.hash for one in pair.base.stand_ins}
    old = Side(pair.base.register, pair.commits[0], instead, stood)
    new = Side(pair.head.register, pair.commits[1])
    looking.write(review(changes, sentence, old, new, day), form, excel=excel)
    missing = any(unread) or bool(stood)
    return EXIT_PROBLEMS if missing or (exit_code and changes) else EXIT_OK
