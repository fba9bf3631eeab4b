"""What `site` makes and `verify` makes again: the public pages, of the files of plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
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
    published,
)
from welcomeplan.commands.options import again_with
from welcomeplan.deadlines import Question, read_quarter
from welcomeplan.errors import UserError
from welcomeplan.pages import Other, file_in
from welcomeplan.paper import Origin
from welcomeplan.plan import NotRead, Wanted
from welcomeplan.views.account import Account
from welcomeplan.views.feed import feed
from welcomeplan.views.listing import listing
from welcomeplan.views.overview import overview
from welcomeplan.views.page import Made, page, page_words
from welcomeplan.views.page_parts import file_of, part_page, parts
from welcomeplan.views.page_promises import free

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.plan import Brief
    from welcomeplan.views.page_parts import Part
    from welcomeplan.views.page_words import PageWords
    from welcomeplan.workspace import Workspace


class Wish(NamedTuple):
    """Which pages are asked for."""

    plan: str | None
    as_of: date | None
    language: str
    """In which language they are, beside English."""
    version: str = __version__
    """Of the program that makes them, or made them first."""
    known: Known | None = None
    """What git knew where they were made first, if not what it knows here."""


class _Shown(NamedTuple):
    """A plan, and what its page is made of."""

    account: Account
    earlier: Account | None
    """As of the last day of the quarter before."""
    told: Made
    under: str
    """The folder of its page: empty, or a name with a `/` behind it."""
    parts: Sequence[Part]
    """The pages of its strategies; none where all is on its own."""

    def files(self, also: str) -> Iterator[tuple[str, bytes]]:
        """Its files, by name."""
        from welcomeplan.answer import Canvas  # noqa: PLC0415 - not for `--help`
        from welcomeplan.formats import answers, atom  # noqa: PLC0415
        from welcomeplan.formats.languages import phrases_in  # noqa: PLC0415

        for language in _languages(also):
            name, news = file_in("index.html", language), file_in("feed.xml", language)
            words = page_words(self.account, self.told, phrases_in(language), self.parts)
            yield f"{self.under}{news}", atom.render(feed(words, name), news)
            for file, data in self.pages(also, words, self.parts):
                yield f"{self.under}{file}", data
        listed = listing(self.account.facts)
        for form in ("json", "csv"):
            text = answers.render(form, listed, Canvas())
            yield f"{self.under}promises.{form}", text.encode()

    def pages(
        self, also: str, words: PageWords, some: Sequence[Part]
    ) -> Iterator[tuple[str, bytes]]:
        """Its page in a language, and then some of those of its strategies."""
        from welcomeplan.formats import page_html  # noqa: PLC0415 - not for `--help`

        language = words.phrases.language
        told = _in(self.told, language)
        whole = page(
            words,
            self.earlier,
            told,
            parts=self.parts,
            others=_others(also, language),
            feed=file_in("feed.xml", language),
            home=f"../{file_in('index.html', language)}" if self.under else "",
        )
        yield file_in("index.html", language), page_html.render(whole)
        for part in some:
            its = _of(told, part.name)
            yield part.file(language), page_html.render(part_page(whole, part, words, its))


def pages(found: Workspace, wish: Wish) -> Iterator[tuple[str, bytes]]:
    """The files of all pages, each with its name, made one after another. Raises UserError where
    there can be none."""
    shown = list(_shown(found, wish))
    try:
        for one in shown:
            yield from one.files(wish.language)
        if len(shown) > 1:
            for language in _languages(wish.language):
                name = file_in("index.html", language)
                yield name, _overview(found, shown, wish, language)
    except Question as question:
        raise UserError(f"the calendar ends: {question.message}", question.remedy) from None


def again(found: Workspace, origin: Origin, known: Known | None = None) -> tuple[bytes, Origin]:
    """A page made again by what it says of its making, and what it says of that now. Raises
    UserError where there can be none. `known`: what git knew there, if not what it knows here."""
    from welcomeplan.formats.languages import phrases_in  # noqa: PLC0415 - not for `--help`

    alone = origin.plan if origin.plan and not origin.beside else None
    also = origin.also or "en"
    wish = Wish(alone, origin.as_of, also, origin.version, known)
    shown = list(_shown(found, wish))
    try:
        if not origin.plan:
            return _overview(found, shown, wish, origin.language), _of_all(shown, origin.language)
        for one in shown:
            if one.account.plan.id == origin.plan:
                told = _of(_in(one.told, origin.language), origin.part)
                some = [part for part in one.parts if part.name == origin.part]
                if origin.part and not some:
                    break
                words = page_words(one.account, one.told, phrases_in(origin.language), one.parts)
                *_, (_, data) = one.pages(also, words, some)
                return data, told.origin
    except Question as question:
        raise UserError(f"the calendar ends: {question.message}", question.remedy) from None
    missing = f"plan `{origin.plan}`"
    if origin.part:
        missing += f" with a page `{file_of(origin.part, origin.language)}`"
    raise UserError(f"there was no {missing} in that folder", "Name a page as it was made.")


def _shown(found: Workspace, wish: Wish) -> Iterator[_Shown]:
    """The plans to show, each with its account."""
    every = found.register.plans
    if not every:
        raise NotRead(
            "no plan could be read, so there is nothing to show",
            "Mend it first. To see what is wrong:",
            command="welcomeplan validate",
        )
    plans = [one for one in every if wish.plan in (None, one.id)]
    if not plans:  # refuses the name
        looking.facts_to_ask(found.register, None, Wanted(plan=wish.plan))
    taken: set[str] = set()
    # Of one day, wherever each plan is, as the page of all is: it can be made again as of it.
    day, _ = looking.days(found.register, wish.as_of, Wanted(plan=wish.plan))
    # Not up to the day alone: what stands in the first version that git has was not added later,
    # be that version of a later day.
    known = wish.known or known_to_git(found)
    for plan in plans:
        under = f"{free(plan.id, taken)}/" if len(plans) > 1 else ""
        yield _account(found, plan, wish._replace(as_of=day), under, known)


def _account(
    found: Workspace,
    plan: Brief,
    wish: Wish,
    under: str,
    known: Known,
) -> _Shown:
    """A plan with what is told of it. `known`: what git knows of it."""
    assert wish.as_of  # noqa: S101 - the day is settled for all
    asked = _quarter(plan, wish.as_of, "this")
    revision = workspace.revision(found.folder, home(plan), found.at, None)
    several = len(found.register.plans) > 1
    is_cut = known.cut and (bool(revision.commit) or revision.shallow)
    origin = Origin(
        plan=plan.id,
        folder=workspace.from_top(found.folder) or "",
        revision=revision.commit,
        changed=revision.changed,
        quarter="",
        since=None,
        as_of=wish.as_of,
        others=len(found.register.plans) - 1,
        commits=known.ledger is not None,
        language="en",
        version=wish.version,
        shallow=is_cut,
        partial=is_cut and known.partial,
        command="site",
        also=wish.language if wish.language != "en" else "",
        beside=bool(under),
    )
    commit = origin.revision if origin.committed else None
    register = published(alone(found.register, plan), commit)
    account = replace(account_on(register, plan, asked), ledger=known.ledger)
    earlier = None
    if account.since and account.before:
        before = _quarter(plan, account.since, "this")
        old = not (plan.adopted and before.since < plan.adopted)
        since = before.since if old else None
        earlier = Account(account.before, plan, before.label, before.period, since)
        earlier = replace(earlier, ledger=known.ledger)
    again = {
        "--dir": origin.folder or None,
        "--lang": origin.also or None,
        "--plan": plan.id if several and not under else None,
        "--as-of": origin.as_of,
        "--at": commit,
    }
    command = f"welcomeplan site -o again{again_with(again)}" if commit else ""
    told = Made(origin, revision.known, command)
    return _Shown(account, earlier, told, under, parts(account))


def _in(told: Made, language: str) -> Made:
    """What is told of a page's making, of the page in a language."""
    return told._replace(origin=told.origin._replace(language=language))


def _of(told: Made, part: str) -> Made:
    """Likewise, of the page of a strategy."""
    return told._replace(origin=told.origin._replace(part=part))


def _quarter(plan: Brief, day: date, which: str) -> Asked:
    try:
        label, window = read_quarter(which, day, plan.calendar)
    except Question as question:
        raise UserError(f"the calendar ends: {question.message}", question.remedy) from None
    last = window.start - timedelta(days=1)
    return Asked(label, window, following(label, window, plan.calendar), last, day)


def _languages(also: str) -> list[str]:
    return list(dict.fromkeys(["en", also]))


def _others(also: str, language: str) -> list[Other]:
    """The same page in the other languages that are made."""
    from welcomeplan.formats.languages import LANGUAGES  # noqa: PLC0415 - not for `--help`

    return [
        Other(other, LANGUAGES[other], file_in("index.html", other))
        for other in _languages(also)
        if other != language
    ]


def _of_all(shown: Sequence[_Shown], language: str) -> Origin:
    """What the page of all plans says of its making."""
    origins = [one.told.origin for one in shown]
    commits = {one.revision for one in origins if not one.changed}
    return origins[0]._replace(
        plan="",
        revision=commits.pop() if len(commits) == 1 else "",
        changed=any(one.changed for one in origins),
        others=0,
        language=language,
        shallow=any(one.shallow for one in origins),
        partial=any(one.partial for one in origins),
        beside=False,
    )


def _overview(found: Workspace, shown: Sequence[_Shown], wish: Wish, language: str) -> bytes:
    """The page of all plans in a language."""
    from welcomeplan.formats import page_html  # noqa: PLC0415 - not for `--help`
    from welcomeplan.formats.languages import phrases_in  # noqa: PLC0415

    # Its command makes all pages, or is on none of them: git may have the files of some alone.
    whole = all(one.told.again for one in shown)
    told = shown[0].told._replace(
        origin=_of_all(shown, language),
        tracked=all(one.told.tracked for one in shown),
        again=shown[0].told.again if whole else "",
    )
    facts = looking.facts_now(published(found.register, None), told.origin.as_of)
    rows = [(one.account, f"{one.under}{file_in('index.html', language)}") for one in shown]
    others = _others(wish.language, language)
    return page_html.render_overview(overview(facts, rows, told, phrases_in(language), others))
