"""The public page."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from welcomeplan import workspace
from welcomeplan.commands import looking
from welcomeplan.commands.accounting import Asked, account_on, alone, following, home, ledger
from welcomeplan.commands.options import AsOf, At, Folder, PlanId, View, again_with, option
from welcomeplan.deadlines import Question, read_quarter
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.pages import Other
from welcomeplan.plan import NotRead, Wanted
from welcomeplan.versions import short
from welcomeplan.views.account import Account
from welcomeplan.views.feed import feed
from welcomeplan.views.listing import listing
from welcomeplan.views.overview import overview
from welcomeplan.views.page import Made, page
from welcomeplan.views.page_promises import free
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.plan import Brief, Facts, Register
    from welcomeplan.versions import Ledger
    from welcomeplan.workspace import Workspace

EXAMPLES = (
    "site -o public --as-of 2018-02-15",
    "site -o public --lang es",
)
_OUTPUT = "The folder to write it to: a new one, or one that this command made before."
_LANG = "Also in another language: es, beside the English one."


class Lang(StrEnum):
    """The languages that a page may be in."""

    en = "en"
    es = "es"


class _Shown(NamedTuple):
    """A plan, and what its page is made of."""

    account: Account
    earlier: Account | None
    """As of the last day of the quarter before."""
    told: Made
    under: str
    """The folder of its page: empty, or a name with a `/` behind it."""


def run(
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help=_OUTPUT, show_default=False)
    ],
    lang: Annotated[Lang, option("--lang", "LANG", _LANG)] = Lang.en,
    plan: PlanId = None,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
) -> int:
    """The public page: what is late and since when, what changed since the last quarter, every
    promise with an address of its own, its wording, its life and who answers for it.

    index.html is one file that loads and runs nothing. Beside it stand a feed of what changes
    (feed.xml) and the promises as JSON and CSV; with `--lang es` also index.es.html. Of several
    plans, a page lists them, and each has a folder. Only files that this command made before are
    replaced.
    """
    found = looking.read(View(folder, as_of, at))
    shown = list(_shown(found, plan, as_of, lang))
    files: dict[str, bytes] = {}
    try:
        for one in shown:
            files |= _files_of(one, lang)
        if len(shown) > 1:
            files |= _files_of_all(found, shown, as_of, lang)
    except Question as question:
        raise UserError(f"the calendar ends: {question.message}", question.remedy) from None
    from welcomeplan import saving  # noqa: PLC0415 - nothing else here writes

    saving.put_all(Path(output), files)
    sys.stdout.write(f"{output}: {plural(len(files), 'file')} written; index.html is the page\n")
    return EXIT_PROBLEMS if found.register.unread else EXIT_OK


def _shown(found: Workspace, name: str | None, as_of: date | None, lang: Lang) -> Iterator[_Shown]:
    """The plans to show, each with its account."""
    every = found.register.plans
    if not every:
        raise NotRead(
            "no plan could be read, so there is nothing to show",
            "Mend it first. To see what is wrong:",
            command="welcomeplan validate",
        )
    plans = [one for one in every if name in (None, one.id)]
    if not plans:  # refuses the name
        looking.facts_now(found.register, None, Wanted(plan=name))
    taken: set[str] = set()
    # Not up to the day alone: what stands in the first version that git has was not added later,
    # be that version of a later day.
    known = ledger(found)
    for plan in plans:
        under = f"{free(plan.id, taken)}/" if len(plans) > 1 else ""
        yield _account(found, plan, as_of or looking.today_of(plan), under, known, lang)


def _account(
    found: Workspace,
    plan: Brief,
    day: date,
    under: str,
    known: Ledger | None,
    lang: Lang,
) -> _Shown:
    """A plan with what is told of it. `known`: what git knows of it."""
    asked = _quarter(plan, day, "this")
    revision = workspace.revision(found.folder, home(plan), found.at, None)
    commit = revision.commit if revision.commit and not revision.changed else None
    register = _published(alone(found.register, plan), commit)
    account = replace(account_on(register, plan, asked), ledger=known)
    earlier = None
    if account.since and account.before:
        before = _quarter(plan, account.since, "this")
        old = not (plan.adopted and before.since < plan.adopted)
        since = before.since if old else None
        earlier = Account(account.before, plan, before.label, before.period, since)
        earlier = replace(earlier, ledger=known)
    several = len(found.register.plans) > 1
    again = {
        "--lang": lang.value if lang != Lang.en else None,
        "--plan": plan.id if several and not under else None,
        "--as-of": day,
        "--at": short(commit) if commit else None,
    }
    told = Made(
        revision.commit,
        revision.changed,
        revision.known,
        again=f"welcomeplan site -o again{again_with(again)}",
    )
    return _Shown(account, earlier, told, under)


def _published(register: Register, commit: str | None) -> Register:
    """As strangers are told of it: without the folder of whoever made the page."""
    return replace(register, root="", commit=commit)


def _quarter(plan: Brief, day: date, which: str) -> Asked:
    try:
        label, window = read_quarter(which, day, plan.calendar)
    except Question as question:
        raise UserError(f"the calendar ends: {question.message}", question.remedy) from None
    last = window.start - timedelta(days=1)
    return Asked(label, window, following(label, window, plan.calendar), last, day)


def _file(name: str, language: str) -> str:
    """What a file is called in a language: `index.html`, `index.es.html`."""
    stem, _, ending = name.rpartition(".")
    return name if language == "en" else f"{stem}.{language}.{ending}"


def _languages(lang: Lang) -> list[str]:
    return list(dict.fromkeys(["en", lang.value]))


def _others(lang: Lang, language: str) -> list[Other]:
    """The same page in the other languages that are made."""
    from welcomeplan.formats.languages import LANGUAGES  # noqa: PLC0415 - not for `--help`

    return [
        Other(other, LANGUAGES[other], _file("index.html", other))
        for other in _languages(lang)
        if other != language
    ]


def _files_of(one: _Shown, lang: Lang) -> Iterator[tuple[str, bytes]]:
    """The files of a plan, by name."""
    from welcomeplan.answer import Canvas  # noqa: PLC0415 - not for `--help`
    from welcomeplan.formats import answers, atom, page_html  # noqa: PLC0415
    from welcomeplan.formats.languages import phrases_in  # noqa: PLC0415

    for language in _languages(lang):
        phrases, name = phrases_in(language), _file("index.html", language)
        news = _file("feed.xml", language)
        made = page(
            one.account,
            one.earlier,
            one.told,
            phrases,
            others=_others(lang, language),
            feed=news,
            home=f"../{name}" if one.under else "",
        )
        yield f"{one.under}{name}", page_html.render(made)
        yield f"{one.under}{news}", atom.render(feed(one.account, phrases, name), news)
    listed = listing(one.account.facts)
    for form in ("json", "csv"):
        text = answers.render(form, listed, Canvas())
        yield f"{one.under}promises.{form}", text.encode()


def _files_of_all(
    found: Workspace, shown: Sequence[_Shown], as_of: date | None, lang: Lang
) -> Iterator[tuple[str, bytes]]:
    """The page of all plans."""
    from welcomeplan.formats import page_html  # noqa: PLC0415
    from welcomeplan.formats.languages import phrases_in  # noqa: PLC0415

    commits = {one.told.revision for one in shown if not one.told.changed}
    register = _published(found.register, None)
    facts: Facts = looking.facts_now(register, as_of)
    first = shown[0].told
    told = first._replace(
        revision=commits.pop() if len(commits) == 1 else "",
        changed=any(one.told.changed for one in shown),
    )
    for language in _languages(lang):
        phrases, name = phrases_in(language), _file("index.html", language)
        rows = [(one.account, f"{one.under}{name}") for one in shown]
        made = overview(facts, rows, told, phrases, _others(lang, language))
        yield name, page_html.render_overview(made)
