"""The pages of the strategies of a plan that has too many promises for one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import systems
from welcomeplan.pages import Counted, Other, Within, file_in
from welcomeplan.views.page_promises import called, strategies
from welcomeplan.views.page_words import key
from welcomeplan.views.timeline import Asked, arranged, pictured, reached, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.pages import Page
    from welcomeplan.paper import Timeline
    from welcomeplan.plan import Facts, Group, Standing
    from welcomeplan.views.account import Account
    from welcomeplan.views.page import Made
    from welcomeplan.views.page_words import Key, PageWords
    from welcomeplan.views.phrases import Phrases
    from welcomeplan.views.timeline import Drawn

MOST = 400
"""How many promises a page has. A plan of more has a page for each strategy, and a strategy of more
has several."""


class Part(NamedTuple):
    """A page: a strategy, or some of its promises."""

    strategy: int
    """Which strategy of the plan, from 0."""
    whole: Group
    its: Group
    at: int
    """Which of the strategy's pages it is, from 1."""
    of: int

    @property
    def name(self) -> str:
        """What its file is called, without an ending. No id of a plan has a `_` in it."""
        return _name(self.whole, self.at)

    def file(self, language: str) -> str:
        """Its file, beside the page of the plan."""
        return file_of(self.name, language)


def _name(strategy: Group, at: int) -> str:
    return f"{strategy.key}_{at}" if at > 1 else systems.named(strategy.key)


def file_of(name: str, language: str) -> str:
    """The file of a page by its name, beside the page of the plan."""
    return f"strategies/{file_in(f'{name}.html', language)}"


def parts(account: Account) -> list[Part]:
    """The pages of the strategies; none where the plan is on one page."""
    facts, found = account.facts, list[Part]()
    if len(facts.standings) + len(facts.indicators) <= MOST:
        return found
    for strategy, group in enumerate(facts.groups("strategy")):
        every = sorted(
            (*group.standings, *group.indicators),
            key=lambda one: account.order[one.promise.objective],
        )
        some = [every[at : at + MOST] for at in range(0, len(every), MOST)]
        for at, each in enumerate(some, 1):
            found.append(Part(strategy, group, _of(group, each), at, len(some)))
    return found


def _of(group: Group, some: Sequence[Standing]) -> Group:
    """Some of a strategy's promises."""
    return group._replace(
        standings=tuple(one for one in some if not one.promise.measure),
        indicators=tuple(one for one in some if one.promise.measure),
    )


def places(every: Sequence[Part], language: str) -> dict[Key, str]:
    """The page of each promise in a language; of what stands there twice, that of the first."""
    found: dict[Key, str] = {}
    for part in every:
        file = part.file(language)
        for one in (*part.its.standings, *part.its.indicators):
            found.setdefault(key(one.promise), file)
    return found


def rows(every: Sequence[Part], phrases: Phrases) -> list[Counted]:
    """Each strategy, how it stands, and its pages."""
    found = []
    for part in every:
        if part.at > 1:
            continue
        whole = part.whole
        total = f"{len(whole.standings):,}"
        names = [_name(whole, at) for at in range(1, part.of + 1)]
        files = [file_of(name, phrases.language) for name in names]
        done = phrases.say("{n} of {total}", n=f"{whole.done:,}", total=total)
        late, missed = f"{whole.overdue:,}", f"{whole.missed:,}"
        how = said(whole, phrases), reached(whole, phrases)
        found.append(Counted(called(whole), *how, files, done, late, missed))
    return found


def drawing(
    account: Account, facts: Facts, phrases: Phrases
) -> tuple[Timeline, Sequence[tuple[Group, Sequence[Drawn]]]]:
    """The promises of a page against time, and the row of each. `facts`: those of the page."""
    found = arranged(facts, Asked(), lambda one: account.number(one.promise), phrases)
    return pictured(facts, found, phrases), found.parts


def part_page(index: Page, part: Part, words: PageWords, made: Made) -> Page:
    """The page of a strategy. `index`: that of the plan; `words`: of that one; `made`: of this.

    Raises Question where the quarters of the calendar end before what is promised.
    """
    account, phrases = words.account, words.phrases
    facts = replace(account.facts, given=(part.its.standings, part.its.indicators))
    line, drawn = drawing(account, facts, phrases)
    before, after = (
        file_in(f"{_name(part.whole, at)}.html", phrases.language) if 0 < at <= part.of else ""
        for at in (part.at - 1, part.at + 1)
    )
    place = phrases.say("Page {n} of {total}", n=f"{part.at:,}", total=f"{part.of:,}")
    return replace(
        index,
        finding=f"{index.parts[part.strategy].said}.",
        done="",
        timeline=line,
        strategies=strategies(replace(words, up="../"), [part.its], drawn),
        parts=(),
        verify=made.verify,
        origin=made.origin,
        others=[
            Other(one.language, one.said, file_in(f"{part.name}.html", one.language))
            for one in index.others
        ],
        feed=f"../{index.feed}",
        downloads=[(f"../{name}", told) for name, told in index.downloads],
        home=f"../{index.home}" if index.home else "",
        within=Within(
            called(part.whole),
            place if part.of > 1 else "",
            f"../{file_in('index.html', phrases.language)}",
            before,
            after,
        ),
    )
