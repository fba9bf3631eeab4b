"""What is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.options import Period, View, Wanted, written
from welcomeplan.deadlines import Calendar, Question, Window, read_period, read_quarter
from welcomeplan.errors import EXIT_PROBLEMS, UserError
from welcomeplan.plan import State
from welcomeplan.views import due as views
from welcomeplan.wording import some

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from welcomeplan.plan import Facts

    Asked = tuple[str, Window]
    """A period as it was asked for: what it is called, and its days."""
    Reader = Callable[[str, date, Calendar], Asked]

EXAMPLES = (
    "due --quarter 2018Q1 --as-of 2018-02-15",
    "due --overdue --owner marc",
    'due --in "fall 2017" --format csv',
)

MOST_NAMED = 6
"""How many plans a remedy names."""


def run(
    *,
    period: Period,
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
    """What is due in a quarter, or another period: deadline words beside the date, state, owner
    and target.

    Without a period: this quarter, and what is overdue from before. Where a plan sets a fiscal
    year, this, next and last are quarters of that; the first line has the days.
    """
    facts = looking.facts_to_ask(looking.register(view), view.as_of, wanted.value)
    given = _period(facts, period)
    asked = given is not None
    label, window = given or _this_quarter(facts, period)
    if overdue:
        with looking.judging():
            found = facts.overdue_in(label, window, alone=asked)
        answer = views.overdue(found, facts, asked=asked, here=view.again)
    else:
        with looking.judging():
            found = facts.due(label, window, everything=everything, earlier=not asked)
        answer = views.due(
            found,
            facts,
            asked=asked,
            everything=everything,
            filters=wanted.again,
            here=view.again,
        )
    code = looking.answer(facts, answer, view)
    late = any(one.state is State.OVERDUE for one in found.listed)
    return EXIT_PROBLEMS if fail_overdue and late else code


def _period(facts: Facts, given: Period) -> Asked | None:
    """The period asked for, with its label; None where none is."""
    ways = {
        "`--quarter`": given.quarter is not None,
        "`--in`": given.within is not None,
        "`--from` or `--to`": given.from_ is not None or given.to is not None,
    }
    said = [way for way, one in ways.items() if one]
    if len(said) > 1:
        count = "two" if len(said) == 2 else "three"
        names = " and ".join(said)
        raise UserError(f"{names} are {count} ways of saying the period", "Give one of them.")
    if given.quarter is not None:
        return _agreed(facts, given, given.quarter, read_quarter)
    if given.within is not None:
        return _agreed(facts, given, written(given.within, "--in") or "", read_period)
    return _days(given) if said else None


def _days(given: Period) -> Asked:
    first, last = given.from_, given.to
    if first is None or last is None:
        raise UserError("a period needs both `--from` and `--to`", "Add the other day.")
    if last < first:
        raise UserError(f"the period ends, {last}, before it begins, {first}", "Swap the days.")
    if given.calendar_quarters:
        raise UserError(
            "`--calendar-quarters` says nothing of a period between two days", "Leave it out."
        )
    return f"{first} to {last}", Window(first, last)


def _this_quarter(facts: Facts, given: Period) -> Asked:
    """The quarter of the day: where the plans don't count alike, that of the calendar."""
    calendars = dict(_calendars(facts, given.calendar_quarters)).values()
    found = {read_quarter("this", facts.day, calendar) for calendar in calendars}
    return found.pop() if len(found) == 1 else read_quarter("this", facts.day)


def _calendars(facts: Facts, by_calendar: bool) -> list[tuple[str, Calendar]]:
    """The plans whose promises are asked for, and the calendar of each; with quarters of the
    calendar year, where those are asked for."""
    plans = facts.register.plans
    if facts.wanted and len(plans) > 1:
        owed = (*facts.asked, *facts.gauged)
        asked = {standing.promise.plan for standing in owed} | {facts.wanted.plan}
        plans = tuple(plan for plan in plans if plan.id in asked) or plans
    found = [(plan.id, plan.calendar) for plan in plans] or [("", Calendar())]
    if by_calendar:
        return [(name, calendar._replace(quarters="calendar")) for name, calendar in found]
    return found


def _agreed(facts: Facts, given: Period, words: str, read: Reader) -> Asked:
    """A period by the calendars of the plans that are asked for, where they agree on its days."""
    readings: list[tuple[str, Asked]] = []
    lost: list[tuple[str, Question]] = []
    for name, calendar in _calendars(facts, given.calendar_quarters):
        try:
            readings.append((name, read(words, facts.day, calendar)))
        except Question as question:
            lost.append((name, question))
    names = ", ".join(f"`--plan {name}`" for name, _ in readings[:MOST_NAMED])
    hint = "" if given.calendar_quarters else _by_calendar(facts, words, read)
    if lost and not readings:
        why = lost[0][1]
        more = f" Or ask for the calendar's: {hint}." if hint else ""
        _, named, said = why.message.rpartition(f"{words!r} is ")
        what = f"is {said.rstrip('.')}" if named else why.message
        raise UserError(f"`{words}`{'' if named else ':'} {what}", f"{why.remedy}{more}")
    more = f", or ask for the calendar's: {hint}" if hint else ""
    if lost:
        unable = some(f"`{name}`" for name, _ in lost)
        raise UserError(
            f"`{words}` can't be read by the calendar of {unable}: {lost[0][1].message}",
            f"Name a plan whose calendar reads it: {names}{more}.",
        )
    if len({days for _, (_, days) in readings}) > 1:
        told = some(f"{days.start} to {days.end} in `{name}`" for name, (_, days) in readings)
        raise UserError(
            f"`{words}` is not the same in all of these plans: {told}",
            f"Name the plan whose calendar counts: {names}{more}.",
        )
    label, days = readings[0][1]
    if any(asked != (label, days) for _, asked in readings):
        # One quarter of several fiscal years: no plan's own name is that of all.
        alike = read_quarter(days.quarter, facts.day)
        label = alike[0] if alike[1] == days else f"{days.start} to {days.end}"
    return label, days


def _by_calendar(facts: Facts, words: str, read: Reader) -> str:
    """The option by which plans agree on words, if there is one."""
    try:
        days = {read(words, facts.day, calendar)[1] for _, calendar in _calendars(facts, True)}
    except Question:
        return ""
    return "`--calendar-quarters`" if len(days) == 1 else ""
