"""What a report and a page are of: a plan on a day, and since the last quarter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import workspace
from welcomeplan.commands import looking
from welcomeplan.commands.waiting import waiting
from welcomeplan.deadlines import Question, Window, read_quarter
from welcomeplan.errors import Missing, UserError
from welcomeplan.views.account import Account

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.deadlines import Calendar
    from welcomeplan.plan import Brief, Register
    from welcomeplan.versions import Ledger
    from welcomeplan.workspace import Workspace


class Asked(NamedTuple):
    """The period of a report, and the day on which things are judged."""

    label: str
    period: Window
    following: Window | None
    since: date
    """The day of the last report, were the plan old enough."""
    day: date


def home(plan: Brief) -> PurePosixPath:
    """The folder of a plan."""
    return PurePosixPath(plan.file).parent


def alone(register: Register, plan: Brief) -> Register:
    """One plan of a register, with what could not be read of it."""

    def its(file: str) -> bool:
        return PurePosixPath(file).parent == home(plan)

    return register._replace(
        plans=(plan,),
        unread=tuple(filter(its, register.unread)),
        unread_parts=tuple(part for part in register.unread_parts if its(part.file)),
        held=tuple(filter(its, register.held)),
        absent=tuple(one for one in register.absent if its(one.file)),
    )


def published(register: Register, commit: str | None) -> Register:
    """As strangers are told of it, wherever it was made: without the folder of whoever made it."""
    return register._replace(root="", commit=commit)


def account_on(register: Register, plan: Brief, asked: Asked) -> Account:
    """A plan on the day, and as it stood at the last report, where it is old enough. What git knows
    is not in it."""
    facts = looking.facts_now(register, asked.day)
    account = Account(facts, plan, asked.label, asked.period, following=asked.following)
    since = last_report(plan, asked)
    if since is None:
        return account
    return replace(account, since=since, before=looking.facts_now(register, since))


def last_report(plan: Brief, asked: Asked) -> date | None:
    """The day of the last report; None where the plan is younger."""
    return None if plan.adopted and asked.since < plan.adopted else asked.since


def following(label: str, window: Window, calendar: Calendar) -> Window | None:
    """The quarter after one; None where the calendar ends."""
    alike = calendar if label.startswith("FY") else calendar._replace(quarters="calendar")
    try:
        return read_quarter("next", window.end, alike)[1]
    except Question:
        return None


class Known(NamedTuple):
    """What git knows of the plans."""

    ledger: Ledger | None
    """None where it has no answer, or not a whole one."""
    cut: bool = False
    """Whether its history is cut off: the beginning, or a part of it, is not in this clone."""
    partial: bool = False
    """Whether that is a part of it, and not the beginning."""


def cut_off(*, partial: bool) -> Known:
    """What git knows where its history is cut off."""
    return Known(None, cut=True, partial=partial)


def known_to_git(found: Workspace) -> Known:
    """What git knows of the plans up to the commit that they are read from: of whatever day, for a
    move may be written down later."""
    try:
        with waiting("Reading the past of the plan", "version") as tick:
            past = workspace.past(found.folder, found.at, None, tick)
    except Missing as missing:
        return cut_off(partial=missing.partial)
    except UserError:
        return Known(None)
    return cut_off(partial=False) if past.shallow else Known(past.ledger)
