"""What is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import From, Quarter, To, View, Wanted
from welcomeplan.deadlines import Calendar, Question, Window, read_quarter
from welcomeplan.errors import EXIT_PROBLEMS, UserError
from welcomeplan.plan import State
from welcomeplan.views import due as views

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.plan import Facts

EXAMPLES = (
    "due --quarter 2018Q1 --as-of 2018-02-15",
    "due --overdue --owner marc",
    "due --quarter next --format csv",
)


def run(
    *,
    quarter: Quarter = None,
    from_: From = None,
    to: To = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also what is done, begun, deferred, dropped or moved since."),
    ] = False,
    wanted: Wanted,
    fail_overdue: Annotated[
        bool,
        typer.Option("--fail-overdue", help="Exit with 1 if anything that is listed is overdue."),
    ] = False,
    view: View,
) -> int:
    """What is due in a quarter: deadline words beside the date, state, owner and target.

    Without a period: this quarter, and what is overdue from before.
    """
    facts = looking.facts_now(looking.read(view).register, view.as_of, wanted.value)
    period = _period(facts, quarter, from_, to)
    asked = period is not None
    label, window = period or read_quarter("this", facts.day, Calendar())
    if overdue:
        found = facts.overdue_in(label, window, alone=asked)
        answer = views.overdue(found, facts, asked=asked, here=view.again)
    else:
        found = facts.due(label, window, everything=everything, earlier=not asked)
        answer = views.due(
            found,
            facts,
            asked=asked,
            everything=everything,
            filters=wanted.again,
            here=view.again,
        )
    code = looking.answer(facts, answer, view.format)
    late = any(one.state is State.OVERDUE for one in found.listed)
    return EXIT_PROBLEMS if fail_overdue and late else code


def _period(
    facts: Facts, quarter: str | None, first: date | None, last: date | None
) -> tuple[str, Window] | None:
    """The period asked for, with its label; None where none is."""
    if quarter is not None:
        if first or last:
            raise UserError("`--quarter` and `--from` or `--to` are given", "Give one of them.")
        return _quarter(facts, quarter)
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise UserError("a period needs both `--from` and `--to`", "Add the other day.")
    if last < first:
        raise UserError(f"the period ends, {last}, before it begins, {first}", "Swap the days.")
    return f"{first} to {last}", Window(first, last)


def _quarter(facts: Facts, quarter: str) -> tuple[str, Window]:
    """A quarter by the calendars of the plans that are asked for, where they agree."""
    every = (*facts.asked, *facts.gauged)
    asked = {standing.promise.plan for standing in every} | {facts.wanted.plan}
    known = facts.register.plans
    plans = [plan for plan in known if plan.id in asked and facts.wanted] or known
    readings = set()
    for calendar in [plan.calendar for plan in plans] or [Calendar()]:
        try:
            readings.add(read_quarter(quarter, facts.day, calendar))
        except Question as question:
            raise UserError(f"`{quarter}`: {question.message}", question.remedy) from None
    if len(readings) > 1:
        raise UserError(
            f"`{quarter}` is not the same quarter in all of these plans",
            "Their fiscal years differ. Name one with `--plan`, or a calendar quarter.",
        )
    return readings.pop()
