"""What changed in a plan, as news for those who follow it."""

from __future__ import annotations

from datetime import date
from heapq import nsmallest
from typing import TYPE_CHECKING

from welcomeplan.pages import Feed, News
from welcomeplan.views.life import life
from welcomeplan.views.page_words import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.paper import Text
    from welcomeplan.plan import Standing
    from welcomeplan.views.page_words import PageWords

MOST = 100
"""How much news a feed has at most, the newest."""
AUTHORITY = "welcomeplan.invalid,2026"
"""Who gives the ids of feeds: a name that nobody can own, for a plan has no address that is known.
It never changes: readers would take all for new."""


def feed(words: PageWords, page: str) -> Feed:
    """The newest changes. `page`: the file of the plan's page."""
    account, phrases = words.account, words.phrases
    every = (*account.facts.standings, *account.facts.indicators)
    told: dict[str, int] = {}
    all_news = (each for one in every for each in _news(one, words, page, told))
    news = nsmallest(MOST, all_news, key=lambda one: (-one.on.toordinal(), one.anchor))
    plan = account.plan
    first = news[0].on if news else plan.adopted or account.day
    return Feed(
        f"tag:{AUTHORITY}:{plan.id}/{phrases.language}",
        phrases.say("What changed: {plan}", plan=plan.title),
        plan.community or plan.title,
        first,
        page,
        news,
        phrases.language,
    )


def _news(one: Standing, words: PageWords, page: str, told: dict[str, int]) -> Iterator[News]:
    """What happened to a promise; of one kind on one day, in the order in which it is told.
    `told`: how often each id was given before."""
    promise = one.promise
    anchor = words.anchors[key(promise)]
    for each in life(one, words):
        known = date.min < each.stands <= words.account.day
        if each.what in ("promised", "now") or not known:
            continue
        language = words.phrases.language
        name = f"{promise.plan}/{language}/{anchor}/{each.what}/{each.on.isoformat()}"
        told[name] = told.get(name, 0) + 1
        again = f"/{told[name]}" if told[name] > 1 else ""
        said = _plain(each.row.text)
        text = f"{each.row.when}: {said}" if each.row.when else said
        yield News(
            f"tag:{AUTHORITY}:{name}{again}",
            each.stands,
            f"{promise.title}: {said}",
            text,
            anchor,
            words.files.get(key(promise), page),
        )


def _plain(text: Text) -> str:
    return "".join(f"“{run.text}”" if run.part == "quote" else run.text for run in text)
