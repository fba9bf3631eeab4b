"""What a report and a page are of: a plan on a day, and since the last quarter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import workspace
from welcomeplan.commands import looking
from welcomeplan.deadlines import Question, Window, read_quarter
from welcomeplan.errors import UserError
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

    return replace(
        register,
        plans=(plan,),
        unread=tuple(filter(its, register.unread)),
        unread_parts=tuple(part for part in register.unread_parts if its(part.file)),
        held=tuple(filter(its, register.held)),
    )


def account_on(register: Register, plan: Brief, asked: Asked) -> Account:
    """A plan on the day, and as it stood at the last report, where it is old enough. What git knows
    is not in it."""
    facts = replace(looking.facts_now(register, asked.day), is_today=False)
    account = Account(facts, plan, asked.label, asked.period, following=asked.following)
    if plan.adopted and asked.since < plan.adopted:
        return account
    return replace(account, since=asked.since, before=looking.facts_now(register, asked.since))


def following(label: str, window: Window, calendar: Calendar) -> Window | None:
    """The quarter after one; None where the calendar ends."""
    alike = calendar if label.startswith("FY") else calendar._replace(quarters="calendar")
    try:
        return read_quarter("next", window.end, alike)[1]
    except Question:
        return None


def ledger(found: Workspace) -> Ledger | None:
    """What git knows of the plans up to the commit that they are read from: of whatever day, for a
    move may be written down later. None where it has no answer for that."""
    try:
        with looking.waiting("Reading the past of the plan", "version") as tick:
            past = workspace.past(found.folder, found.at, None, tick)
    except UserError:
        return None
    return None if past.shallow else past.ledger
