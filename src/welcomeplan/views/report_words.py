"""How a report says things of a promise: what it is called, its deadline, how it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from welcomeplan.paper import Paragraph, Run
from welcomeplan.plan import SET_ASIDE, State
from welcomeplan.versions import short
from welcomeplan.views.columns import deadline_words
from welcomeplan.views.phrases import KEPT
from welcomeplan.views.timeline import doubt, how

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.paper import Origin, Text
    from welcomeplan.plan import Standing
    from welcomeplan.views.account import Account
    from welcomeplan.views.phrases import Phrases

ORDINALS = ("first", "second", "third", "fourth")
_BARE = SET_ASIDE | {State.ONGOING, State.UNDATED}
"""States that no day belongs to."""


def revision_words(origin: Origin, phrases: Phrases, *, tracked: bool) -> str:
    """Which commit a page is of, or its files are changed since; that it is of none, where git
    knows of none, and whether that is known to be so: the plan is not `tracked`. And whether git's
    history was cut off, so that not all moves may be known."""
    if not origin.revision:
        return phrases.say("Not in git" if tracked else "Revision not known")
    commit = short(origin.revision)
    said = phrases.say("Revision {commit}", commit=commit)
    if origin.changed:
        said = phrases.say("Files changed since revision {commit}", commit=commit)
    if not origin.shallow:
        return said
    if origin.partial:
        return phrases.say("{revision}; not all of git’s history was in the clone", revision=said)
    return phrases.say("{revision}; git’s history was cut off (a shallow clone)", revision=said)


def period_words(label: str, phrases: Phrases) -> str:
    """A period as a page says it: `first quarter of 2018`, `March 2018`, `2018`."""
    quarter = re.fullmatch(r"(FY)?(\d{4})Q([1-4])", label)
    if quarter:
        what = "{nth} quarter of fiscal year {year}" if quarter[1] else "{nth} quarter of {year}"
        return phrases.say(what, nth=phrases.say(ORDINALS[int(quarter[3]) - 1]), year=quarter[2])
    month = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", label)
    if month:
        return phrases.month(date(int(month[1]), int(month[2]), 1)).replace(KEPT, " ")
    return label


def is_day(words: str, due_by: date | None) -> bool:
    """Whether a deadline's words are its last day as a number, which need not be told twice."""
    return bool(due_by) and bool(re.fullmatch(rf"((by|on|until) )?{due_by}", words, re.IGNORECASE))


def stands(one: Standing, phrases: Phrases) -> str:
    """How a promise stands, its state first: `138 days late`, `current, 31 December 2018`."""
    if one.state is State.OVERDUE or one.done or one.first_open.kept:
        return how(one, phrases)
    state = phrases.state(one.state.value)
    first = one.first_open
    if one.state in SET_ASIDE and any(each.lapsed for each in one.owed):
        return phrases.say("{state}, its deadline missed", state=state)
    if one.question:
        return phrases.say("{state}, its deadline can’t be read", state=state)
    if one.state in _BARE or first.due_by is None:
        return state
    day = phrases.day(first.due_by)
    text = "{state}, to begin by {day}" if first.begins else "{state}, {day}"
    return phrases.say(text, state=state, day=day)


def stands_beside(one: Standing, phrases: Phrases) -> str:
    """Likewise, where what it missed is told beside it."""
    if one.state in SET_ASIDE:
        return phrases.state(one.state.value)
    return stands(one, phrases)


@dataclass(frozen=True, slots=True)
class Words:
    """What a report says, of an account, in a language."""

    account: Account
    phrases: Phrases

    def tags(self, some: Iterable[Standing]) -> str:
        """Numbers in a sentence, in the order of the plan: `4, 8 and 12`; the times of one promise
        stand behind its number."""
        times: dict[str, list[str]] = {}
        for one in some:
            its = times.setdefault(one.promise.id, [])
            its += [period_words(one.period, self.phrases)] if one.period else []
        numbers = self.account.numbers
        return self.phrases.names(
            [
                f"{numbers[id_]} ({', '.join(times[id_])})" if times[id_] else numbers[id_]
                for id_ in numbers
                if id_ in times
            ]
        )

    def title(self, one: Standing) -> Text:
        """Its title, and which time it is."""
        period = f" ({period_words(one.period, self.phrases)})" if one.period else ""
        return Run(one.promise.title), *([Run(period, "quiet")] if period else [])

    def deadline(self, one: Standing) -> Text:
        """The plan's words for its deadline, and how they are read: “in fall 2017”, by 30 November
        2017."""
        words, say = deadline_words(one), self.phrases.say
        if one.moved_to and one.due:
            words = one.due.words  # listed by a deadline that it had
        if one.question:
            day = say("can’t be read")
        elif one.due_by is None:
            day = say("no date given") if not words else say("no date")
        elif one.begins:
            day = say("to begin by {day}", day=self.phrases.day(one.due_by))
        else:
            day = say("by {day}", day=self.phrases.day(one.due_by))
        if not words or is_day(words, one.due_by):
            return (Run(day, "quiet"),)
        return Run(words, "quote"), Run(f", {day}", "quiet")

    def missed(self, one: Standing) -> Text:
        """The deadlines that it missed and its state does not tell: those that it had before."""
        late = one.state in (State.OVERDUE, State.DONE_LATE)
        told = one.due_by if late or one.unbegun else None
        its = [miss for miss in one.misses if one.period or not (one.times and miss.period)]
        days = list(dict.fromkeys(miss.due_by for miss in its if miss.due_by != told))
        if not days:
            return ()
        said = self.phrases.names([self.phrases.day(day) for day in days])
        return (Run(self.phrases.say("; missed {days}", days=said), "quiet"),)

    def who(self, one: Standing) -> str:
        """Who answers for it."""
        return self.account.who(one.promise) or self.phrases.say("Nobody is named")

    def done(self, one: Standing) -> str:
        """When it was finished, and whether in time: `9 February 2018, on time`. What was promised
        to begin was in time, or late, by its beginning."""
        if one.done is None:
            return ""
        known = self.phrases.known(one.done)
        adopted = self.account.plan.adopted
        if one.lateness == "late":
            told = self.phrases.days_late(one.late or 0, least=one.at_least)
        elif one.lateness == "on time":
            told = self.phrases.say("on time")
        elif one.lateness == "unknown":
            told = doubt(one, self.phrases)
        elif one.done.unknown or adopted is None or one.done.last >= adopted:
            told = ""
        else:
            told = self.phrases.say("before adoption")
        if told and one.begins and one.lateness in ("late", "on time"):
            begun = one.begun or date.min
            if date.min < begun < one.done.first:
                day = self.phrases.day(begun)
                return f"{known}; {self.phrases.say('begun {day}', day=day)}, {told}"
            told = self.phrases.say("begun {late}", late=told)
        return ", ".join(filter(None, [known, told]))

    def since(self) -> str:
        """Since when something is new: `since 31 December 2017`."""
        if self.account.since:
            return self.phrases.say("since {day}", day=self.phrases.day(self.account.since))
        return self.phrases.say("since adoption" if self.account.plan.adopted else "so far")

    def silence(self, since: date | None) -> str:
        """How long nothing was heard: `no word since adoption, 163 days`."""
        if since is None:
            return self.phrases.say("No word on record")
        days = self.phrases.days((self.account.day - since).days)
        if since == self.account.plan.adopted:
            return self.phrases.say("No word since adoption, {days}", days=days)
        return self.phrases.say(
            "No word since {day}, {days}", day=self.phrases.day(since), days=days
        )


def sentence(*texts: str) -> Paragraph:
    """Some sentences as a paragraph."""
    return Paragraph((Run(" ".join(texts)),))


def none(words: Words, text: str) -> Paragraph:
    """That there is nothing of a kind: of what could be read, where some can't be."""
    if words.account.facts.register.unread:
        return sentence(text, words.phrases.say("That is of what could be read."))
    return sentence(text)
