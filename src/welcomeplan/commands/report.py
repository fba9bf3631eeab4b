"""The report for a committee."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import workspace
from welcomeplan.commands import looking
from welcomeplan.commands.accounting import Asked, account_on, alone, following, home, ledger
from welcomeplan.commands.options import (
    AsOf,
    At,
    Folder,
    PlanId,
    Quarter,
    View,
    again_with,
    day_option,
    option,
)
from welcomeplan.deadlines import Question, Window, read_quarter
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.plan import NotRead
from welcomeplan.versions import short
from welcomeplan.views.report import Told, report

if TYPE_CHECKING:
    from welcomeplan.formats.papers import ForPapers
    from welcomeplan.plan import Brief, Register
    from welcomeplan.versions import Ledger
    from welcomeplan.views.account import Account
    from welcomeplan.workspace import Revision, Workspace

EXAMPLES = (
    "report --quarter 2018Q1 --as-of 2018-02-15",
    "report --quarter 2017Q4",
    "report --since 2017-12-31 --as-of 2018-02-15 -o report.md",
)
_SINCE = "What happened since this day (2017-12-31), in place of a quarter."
_OUTPUT = "Write it to a file: .md or .html."


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
    form = _form(output)
    found = looking.read(View(folder, as_of, at))
    brief = _plan(found.register, plan)
    asked = _asked(brief, quarter, since, as_of)
    account = account_on(alone(found.register, brief), brief, asked)
    revision = workspace.revision(found.folder, home(brief), found.at, account.since)
    account = replace(account, ledger=_ledger(found, account, revision))
    several = len(found.register.plans) > 1
    again = {
        "--dir": folder,
        "--plan": brief.id if several else None,
        "--quarter": None if since else asked.label,
        "--since": since,
        "--as-of": asked.day,
        "--at": short(revision.commit) if revision.commit and not revision.changed else None,
    }
    told = Told(
        revision.commit,
        revision.changed,
        revision.known,
        commits=account.ledger is not None or (not revision.recent and bool(revision.commit)),
        again=f"welcomeplan report{again_with(again)}",
        by_day=since is not None,
        others=len(found.register.plans) - 1,
    )
    try:
        paper = report(account, told)
    except Question as question:
        raise UserError(f"the calendar ends: {question.message}", question.remedy) from None
    _write(form.render(paper), output)
    return EXIT_PROBLEMS if found.register.unread else EXIT_OK


def _form(output: str | None) -> ForPapers:
    """What writes the file that was asked for; without one, Markdown."""
    from welcomeplan.formats.papers import form_of  # noqa: PLC0415 - `--help` must not wait for it

    return form_of(output)


def _write(data: bytes, output: str | None) -> None:
    if output is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    from welcomeplan import saving  # noqa: PLC0415 - not where it is printed

    saving.put(Path(output), data)
    sys.stdout.write(f"{output}: written\n")


def _plan(register: Register, name: str | None) -> Brief:
    """The plan that is reported on: that of the name, or the only one."""
    plans = register.plans
    named = [one for one in plans if name in (None, one.id)]
    if len(named) == 1:
        return named[0]
    if not plans:
        raise NotRead(
            "no plan could be read, so there is nothing to report",
            "Mend it first. To see what is wrong:",
            command="welcomeplan validate",
        )
    candidates = [(one.id, one.title) for one in plans]
    if named:
        raise UserError(
            f"a report is of one plan, and here are {len(plans)}",
            "Name one of them: `--plan ID`.",
            candidates=candidates,
        )
    from welcomeplan.plan import Wanted  # noqa: PLC0415 - seldom

    looking.facts_now(register, None, Wanted(plan=name))
    raise AssertionError(name)  # a name that no plan has is refused above


def _asked(plan: Brief, quarter: str | None, since: date | None, as_of: date | None) -> Asked:
    """The period and the day: a quarter that has passed is told as of its last day."""
    today = as_of or looking.today_of(plan)
    try:
        if since is not None:
            _before(since, today)
            label, window = read_quarter("this", today, plan.calendar)
            period = Window(since + timedelta(days=1), window.end)
            return Asked(label, period, following(label, window, plan.calendar), since, today)
        label, window = read_quarter(quarter or "this", today, plan.calendar)
        after = following(label, window, plan.calendar)
    except Question as question:
        raise UserError(f"`{quarter or 'this'}`: {question.message}", question.remedy) from None
    if window.start > today:
        raise UserError(
            f"`{quarter}` begins on {window.start}, after the day of the report, {today}",
            "Ask for a quarter that has begun. To see what is due in that one:",
            command=f"welcomeplan due --quarter {label}",
        )
    day = min(today, window.end) if as_of is None else today
    return Asked(label, window, after, window.start - timedelta(days=1), day)


def _before(since: date, today: date) -> None:
    if since >= today:
        raise UserError(
            f"`--since` is {since}, and the report is as of {today}: nothing lies between",
            "Name an earlier day.",
        )


def _ledger(found: Workspace, account: Account, revision: Revision) -> Ledger | None:
    """What git knows of moves. It is asked where there is something that only it can tell: the
    commit behind a move of the record, or what a commit since the last report may have moved
    without an entry. None where it has no answer for that day."""
    if not revision.commit or not (revision.recent or account.moved):
        return None
    return ledger(found, account.day)
