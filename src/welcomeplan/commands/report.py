"""The report for a committee."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from welcomeplan.commands import looking, reporting
from welcomeplan.commands.options import AsOf, At, Folder, PlanId, Quarter, View, day_option, option
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.wording import show

EXAMPLES = (
    "report --quarter 2018Q1 --as-of 2018-02-15",
    "report --quarter 2017Q4 -o report.pdf",
    "report --since 2017-12-31 --as-of 2018-02-15 -o report.docx",
)
_SINCE = "What happened since this day (2017-12-31), in place of a quarter."
_OUTPUT = "Write it to a file: .md, .html, .docx or .pdf."


def run(
    *,
    quarter: Quarter = None,
    since: Annotated[date | None, option("--since", "DATE", _SINCE, parser=day_option)] = None,
    plan: PlanId = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help=_OUTPUT, show_default=False),
    ] = None,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
) -> int:
    """The committee's report: what is for decision, what is late, finished and due, what moved and
    why, each strategy against time, what was written, and how words are read.

    For this quarter, by the plan's fiscal year where it has one; a quarter that has passed is told
    as of its last day. What is new is so since the day before the quarter began, or since a day of
    your own. Without --output, Markdown.
    """
    if quarter is not None and since is not None:
        raise UserError(
            "`--quarter` and `--since` are two ways of saying the period", "Give one of them."
        )
    from welcomeplan.formats import papers  # noqa: PLC0415 - `--help` must not wait for it

    ending = papers.ending_of(output)
    found = looking.read(View(folder, as_of, at))
    wish = reporting.Wish(plan, quarter, since, as_of)
    reporting.refuse_before(found, wish)
    with waiting("Making the report"):
        made = reporting.paper(found, wish)
        data = papers.render(made, ending)
    if output is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        from welcomeplan import outputs  # noqa: PLC0415 - not where it is printed

        outputs.put(Path(output), data, papers.PAPERS[ending].made)
        sys.stdout.write(f"{show(output)}: written\n")
    return EXIT_PROBLEMS if found.register.unread else EXIT_OK
