"""What `report` makes and `verify` makes again: a paper, of the files of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import __version__, workspace
from welcomeplan.commands import looking
from welcomeplan.commands.accounting import Asked, account_on, alone, following, home, ledger
from welcomeplan.deadlines import Question, Window, read_quarter
from welcomeplan.errors import UserError
from welcomeplan.paper import Attached, Origin
from welcomeplan.plan import NotRead
from welcomeplan.views.account import Account
from welcomeplan.views.phrases import ENGLISH
from welcomeplan.views.report import Told, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.paper import Paper
    from welcomeplan.plan import Brief, Register
    from welcomeplan.versions import Ledger
    from welcomeplan.workspace import Revision, Workspace

YAML = "application/yaml"


class Wish(NamedTuple):
    """Which report is asked for."""

    plan: str | None = None
    quarter: str | None = None
    since: date | None = None
    as_of: date | None = None


class Handed(NamedTuple):
    """What a report says of its making, and the files of the plan that are attached to it."""

    origin: Origin
    files: Mapping[str, bytes]


def paper(
    found: Workspace, wish: Wish, *, version: str = __version__, handed: Handed | None = None
) -> Paper:
    """The report of a plan, with its files. Raises UserError where there can be none.

    `version`: the one that made it first, where it is made again. `handed`: what it is made again
    from, where that came with it; git is not asked then.
    """
    brief = _plan(found.register, wish.plan)
    asked = _asked(brief, wish)
    account = account_on(alone(found.register, brief), brief, asked)
    if handed:
        revision = workspace.Revision(handed.origin.revision, files=handed.files)
    else:
        revision = workspace.revision(found.folder, home(brief), found.at, account.since)
        account = replace(account, ledger=_ledger(found, account, revision))
    told = Told(
        handed.origin
        if handed
        else Origin(
            plan=brief.id,
            folder=workspace.from_top(found.folder) or "",
            revision=revision.commit,
            changed=revision.changed,
            quarter="" if wish.since else asked.label,
            since=wish.since,
            as_of=asked.day,
            others=len(found.register.plans) - 1,
            commits=account.ledger is not None or (not revision.recent and bool(revision.commit)),
            language=ENGLISH.language,
            version=version,
        ),
        revision.known,
    )
    try:
        made = report(account, told)
    except Question as question:
        raise UserError(f"the calendar ends: {question.message}", question.remedy) from None
    files = revision.files.items()
    return replace(made, attached=tuple(Attached(name, YAML, data) for name, data in files))


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


def _asked(plan: Brief, wish: Wish) -> Asked:
    """The period and the day: a quarter that has passed is told as of its last day."""
    quarter, since = wish.quarter, wish.since
    today = wish.as_of or looking.today_of(plan)
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
    day = min(today, window.end) if wish.as_of is None else today
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
    without an entry. None where it has no answer for that."""
    if not revision.commit or not (revision.recent or account.moved):
        return None
    return ledger(found)
