"""What `report` makes and `verify` makes again: a paper, of the files of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import __version__, workspace
from welcomeplan.commands import looking
from welcomeplan.commands.accounting import (
    Asked,
    Known,
    account_on,
    alone,
    following,
    home,
    known_to_git,
    last_report,
    published,
)
from welcomeplan.deadlines import Question, Window, read_quarter
from welcomeplan.errors import UserError
from welcomeplan.paper import Attached, Origin
from welcomeplan.plan import NotRead
from welcomeplan.views.listing import listing
from welcomeplan.views.phrases import ENGLISH
from welcomeplan.views.report import Told, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.paper import Paper
    from welcomeplan.plan import Brief, Register
    from welcomeplan.views.account import Account
    from welcomeplan.workspace import Revision, Workspace

YAML = "application/yaml"
FACTS = "promises.json"
"""How every promise stands, for other programs: the name of the file that is attached."""


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
    found: Workspace,
    wish: Wish,
    *,
    version: str = __version__,
    handed: Handed | None = None,
    known: Known | None = None,
) -> Paper:
    """The report of a plan, with its files. Raises UserError where there can be none.

    `version`: the one that made it first, where it is made again. `handed`: what it is made again
    from, where that came with it; git is not asked then. `known`: what git knew where it was made
    first, if not what it knows here.
    """
    brief = _plan(found.register, wish.plan)
    asked = _asked(brief, wish)
    if handed:
        revision = workspace.Revision(handed.origin.revision, files=handed.files)
        account = _account(found, brief, asked, handed.origin)
        told = Told(handed.origin)
    else:
        since = last_report(brief, asked)
        revision = workspace.revision(found.folder, home(brief), found.at, since)
        origin = Origin(
            plan=brief.id,
            folder=workspace.from_top(found.folder) or "",
            revision=revision.commit,
            changed=revision.changed,
            quarter="" if wish.since else asked.label,
            since=wish.since,
            as_of=asked.day,
            others=len(found.register.plans) - 1,
            commits=bool(revision.commit),
            language=ENGLISH.language,
            version=version,
            unattached=revision.lost,
        )
        account = _account(found, brief, asked, origin)
        if _only_git_tells(account, revision):
            known = known or known_to_git(found)
            origin = origin._replace(
                commits=known.ledger is not None, shallow=known.cut, partial=known.partial
            )
            bare, account = account, replace(account, ledger=known.ledger)
            origin = origin._replace(moves=len(_told(account) - _told(bare)))
        told = Told(origin, revision.known)
    try:
        made = report(account, told)
    except Question as question:
        raise UserError(f"the calendar ends: {question.message}", question.remedy) from None
    files = [Attached(name, YAML, partial(bytes, data)) for name, data in revision.files.items()]
    facts = Attached(
        FACTS, "application/json", partial(_facts, account, told, revision), source=False
    )
    return replace(made, attached=(*files, facts))


def refuse_before(found: Workspace, wish: Wish) -> None:
    """Raise UserError for a quarter that is named and was over before there was a plan: its year is
    mistyped."""
    if wish.quarter is None:
        return
    brief = _plan(found.register, wish.plan)
    over = _asked(brief, wish).period.end
    whole = next(one for one in found.plans if one.file == brief.file)
    begins = whole.period.start if whole.period else None
    said = {
        f"the plan was adopted ({brief.adopted})": brief.adopted,
        f"its period, `{whole.head.period}`, begins": begins,
    }
    days = {words: day for words, day in said.items() if day}
    if days and all(over < day for day in days.values()):
        raise UserError(
            f"`{wish.quarter}` ends on {over}, before {' and before '.join(days)}",
            "Ask for a quarter that the plan was there for.",
        )


def plans_files(attached: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of the files attached to a report: those of the plan."""
    return {name: data for name, data in attached.items() if name != FACTS}


def _account(found: Workspace, brief: Brief, asked: Asked, origin: Origin) -> Account:
    """What is told of a plan, in the same words wherever it is made: files are named from the
    plan's own folder."""
    its = alone(found.register, brief)
    register = published(its, origin.revision if origin.committed else None)._replace(
        unread=tuple(map(_name, its.unread)),
        unread_parts=tuple(part._replace(file=_name(part.file)) for part in its.unread_parts),
        held=tuple(map(_name, its.held)),
        absent=tuple(one._replace(file=_name(one.file)) for one in its.absent),
    )
    return account_on(register, brief, asked)


def _name(file: str) -> str:
    return PurePosixPath(file).name


def _facts(account: Account, told: Told, revision: Revision) -> bytes:
    """What `list --json` gives of the plan on that day. Of one among several, as of its files by
    themselves, since they are what is attached."""
    if told.origin.others and not revision.lost:
        held = workspace.read(Path(account.plan.id), workspace.Held(revision.files))
        asked = Asked(account.label, account.period, account.following, account.day, account.day)
        account = _account(held, held.register.plans[0], asked, told.origin)
    from welcomeplan.answer import Canvas  # noqa: PLC0415 - not for `--help`
    from welcomeplan.formats import answers  # noqa: PLC0415

    return answers.render("json", listing(account.facts), Canvas()).encode()


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

    looking.facts_to_ask(register, None, Wanted(plan=name))
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


def _only_git_tells(account: Account, revision: Revision) -> bool:
    """Whether there is something that only git can tell: the commit behind a move of the record, or
    behind what was put off or given up without an entry, or was done on a day that is not known; or
    what a commit since the last report may have moved without an entry."""
    if not revision.known:
        return revision.shallow
    told = account.moved or account.set_aside_some_day or account.is_vague
    return bool(revision.commit) and (revision.recent or bool(told))


def _told(account: Account) -> set[tuple[object, ...]]:
    """What is told of each move; since when each thing is put off or given up; and of what is
    finished, whether that is new, and by when."""
    moved = {(one.promise.id, *one[1:]) for one in (*account.moved, *account.moved_later)}
    each = (account.set_aside, account.set_aside_before)
    aside = {(o.promise.id, o.period, account.aside_since(o)) for its in each for o in its}
    done = (account.finished, account.finished_before, account.finished_some_day)
    finished = {(n, o.promise.id, o.period) for n, its in enumerate(done) for o in its}
    return moved | aside | finished
