"""Promises against time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import Form, From, GroupBy, To, View, Wanted
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.views.timeline import MOST_YEARS, Asked, timeline
from welcomeplan.views.timeline_answer import timeline_answer
from welcomeplan.wording import show

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.plan import Facts

EXAMPLES = (
    "timeline --as-of 2018-02-15",
    "timeline --late --by owner --as-of 2018-02-15",
    "timeline --from 2018-01-01 --to 2018-12-31 -o timeline.svg",
)


def run(
    *,
    by: Annotated[
        GroupBy | None,
        typer.Option(
            "--by",
            metavar="WHAT",
            help="Rows under their strategy, objective, owner or plan. Without it: strategy; of"
            " several plans, plan.",
        ),
    ] = None,
    late: Annotated[bool, typer.Option("--late", help="Only what is late.")] = False,
    from_: From = None,
    to: To = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write it as a picture to a file: .svg.",
            show_default=False,
        ),
    ] = None,
    wanted: Wanted,
    view: View,
) -> int:
    """Promises against time: windows, deadlines, what is done, and lateness as a length.

    A row for each promise, late ones first. What has no date keeps its row, or its place in a line
    below the others.
    """
    _refuse_backwards(from_, to)
    _refuse_no_picture(output, view)
    facts = looking.facts_now(looking.register(view), view.as_of, wanted.value)
    several = len(facts.register.plans) > 1 and facts.wanted.plan is None
    part = by or (GroupBy.plan if several else GroupBy.strategy)
    asked = Asked(part.value, from_, to, late)
    if output is not None:
        return _write(facts, asked, output)
    return looking.answer(facts, timeline_answer(facts, asked, view.again), view)


def _refuse_backwards(first: date | None, last: date | None) -> None:
    """Raise UserError for days of which no picture can be drawn."""
    if first and last and last < first:
        raise UserError(f"the picture ends, {last}, before it begins, {first}", "Swap the days.")
    if first and last and last.year - first.year > MOST_YEARS:
        raise UserError(
            f"from {first} to {last} are more than {MOST_YEARS} years", "Name days nearer by."
        )


def _refuse_no_picture(output: str | None, view: View) -> None:
    """Raise UserError for a file that is no picture, and for two ways of showing one answer."""
    if output is None:
        return
    if not output.lower().endswith(".svg") or output.lower() == ".svg":
        raise UserError(
            f"`{output}` is no name of a picture", "Pictures are SVG: give it a name in .svg."
        )
    if view.format is not Form.table:
        raise UserError(
            f"`--output` and `--format {view.format}` don't go together", "Leave one of them out."
        )


def _write(facts: Facts, asked: Asked, output: str) -> int:
    from welcomeplan import outputs  # noqa: PLC0415 - only where a file is written
    from welcomeplan.formats import ours, svg  # noqa: PLC0415

    picture = svg.timeline(timeline(facts, asked)).encode()
    outputs.put(Path(output), picture, ours.is_picture)
    sys.stdout.write(f"{show(output)}: written\n")
    return EXIT_PROBLEMS if facts.register.unread else EXIT_OK
