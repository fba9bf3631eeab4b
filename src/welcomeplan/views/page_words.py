"""How the public page says things of a promise: its deadline, its state, who answers for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from welcomeplan.deadlines import MONTHS
from welcomeplan.paper import Run
from welcomeplan.plan import SET_ASIDE, State
from welcomeplan.views.columns import deadline_words
from welcomeplan.views.record_words import TOLD_OF_ALL, whys
from welcomeplan.views.report_words import Words, is_day, period_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from welcomeplan.paper import Text
    from welcomeplan.plan import Facts, Promise, Standing
    from welcomeplan.views.phrases import Phrases

T = TypeVar("T")
LISTED = 30
"""How many of a list stand on a page that leads to others."""
TALLIED = (
    *(State.OVERDUE, State.DONE, State.DONE_LATE, State.BLOCKED, State.WAITING, State.DUE_SOON),
    *(State.UNDER_WAY, State.CURRENT, State.UPCOMING, State.DEFERRED, State.DROPPED),
    *(State.ONGOING, State.UNDATED),
)
"""The states in the order in which a resident is told of them."""
GLOSSES = {
    State.OVERDUE: "the deadline has passed",
    State.DONE: "finished",
    State.DONE_LATE: "finished after the deadline",
    State.BLOCKED: "work can’t go on",
    State.WAITING: "something else must be done first",
    State.DUE_SOON: "due within 30 days",
    State.UNDER_WAY: "work is on record",
    State.CURRENT: "its time has begun, no work on record",
    State.UPCOMING: "its time has not come",
    State.DEFERRED: "put off",
    State.DROPPED: "given up",
    State.ONGOING: "without an end, on purpose",
    State.UNDATED: "the plan gives no date",
}
"""What each state means, in a few words."""
MEANINGS = {
    State.OVERDUE: "Its deadline has passed, and it is not done. It is late from the day after.",
    State.DONE: "It is finished, and not late by the deadline it had then, as far as is known.",
    State.DONE_LATE: "It was finished after its deadline, by so many days.",
    State.BLOCKED: "Work can’t go on; the record says why.",
    State.WAITING: "Something else must be done before it.",
    State.DUE_SOON: "Its deadline is at most 30 days away.",
    State.UNDER_WAY: "Somebody recorded that work began.",
    State.CURRENT: "Its time has begun; nobody has recorded that work did.",
    State.UPCOMING: "Its time has not come, or it has a deadline only, and that is ahead.",
    State.DEFERRED: "It was put off; the record says why. A deadline missed before stays missed.",
    State.DROPPED: "It was given up; the record says why. A deadline missed before stays missed.",
    State.ONGOING: "It goes on without an end, on purpose.",
    State.UNDATED: "It has no date, or none that can be read. It can’t be late, and stays listed.",
}
"""Likewise in a sentence."""
_MONTHS_ARE = re.compile(r"(?P<what>[\w' -]+?) is (?P<first>[A-Z][a-z]+) to (?P<last>[A-Z][a-z]+)")
_YEAR_STARTS = re.compile(r"the plan's fiscal year starts on (?P<day>\d+) (?P<month>[A-Z][a-z]+)")
_SAID = {
    **TOLD_OF_ALL,
    "the plan gives the day beside its words": "the plan gives the day beside its words",
}


def read_as(why: str, phrases: Phrases) -> Run:
    """How a word of deadlines is read, in the language of a page; else as the plan's readers say
    it, in English."""
    say, months = phrases.say, _MONTHS_ARE.fullmatch(why)
    if why in _SAID:
        return Run(say(_SAID[why]))
    if months and {months["first"], months["last"]} <= set(MONTHS):
        ends = {end: say(months[end]) for end in ("first", "last")}
        return Run(say("{what} is {first} to {last}", what=months["what"], **ends))
    year = _YEAR_STARTS.fullmatch(why)
    if year:
        told = "the plan’s fiscal year starts on {day} {month}"
        return Run(say(told, day=year["day"], month=say(year["month"])))
    return Run(re.sub(r"(?<!\w)'([^'`]+)'(?!\w)", r"“\1”", why), "own")


def how_read(facts: Facts, phrases: Phrases) -> list[Text]:
    """How the words that occur in deadlines are read, a sentence each."""
    found = whys(facts)
    every = [*(why for why in found if why not in TOLD_OF_ALL)]
    every += [why for why in TOLD_OF_ALL if why in found]
    return [(capital(read_as(why, phrases)), Run(".")) for why in every]


def capital(run: Run) -> Run:
    """As it begins a sentence."""
    return run._replace(text=f"{run.text[:1].upper()}{run.text[1:]}")


def is_only_measured(promise: Promise) -> bool:
    """Whether it is an indicator without anything to reach: then nothing is promised."""
    measure = promise.measure
    return measure is not None and measure.goal is None and not measure.aims


Key = tuple[str, int, str, str]


def key(promise: Promise) -> Key:
    """What tells a promise from all others: a file may give an id twice, and hold several in a
    line."""
    return promise.file, promise.line, promise.id, promise.title


@dataclass(frozen=True, slots=True)
class PageWords(Words):
    """What the public page says, of an account, in a language."""

    anchors: Mapping[Key, str] = field(default_factory=dict)
    """The address of each promise on its page."""
    files: Mapping[Key, str] = field(default_factory=dict)
    """The page of each promise, where they are on several."""
    up: str = ""
    """What leads from the page to where those names begin."""
    commit: str = ""
    """The commit that the files are of; empty where they are of none."""

    def link(self, promise: Promise) -> Run:
        """Its title, which leads to all that is told of it."""
        return Run(promise.title, "own", self.address(promise))

    def address(self, promise: Promise) -> str:
        """Where all is told of it: `#toolkit`; on another page `strategies/health.html#toolkit`."""
        file = self.files.get(key(promise), "")
        return f"{self.up if file else ''}{file}#{self.anchors[key(promise)]}"

    def first(self, every: Sequence[T]) -> Sequence[T]:
        """What stands in a list: all, but on a page that leads to others the first alone."""
        return every[:LISTED] if self.files else every

    def more(self, every: Sequence[object]) -> list[Text]:
        """How many do not stand in it, and where they do; nothing where all are in it."""
        left = len(every) - len(self.first(every))
        said = (
            "and {n} more, on the page of its strategy",
            "and {n} more, on the pages of their strategies",
        )
        return [(Run(f"{self.phrases.count(*said, left)}."),)] if left else []

    def name(self, one: Standing) -> Text:
        """Likewise, and which time it is."""
        period = f" ({period_words(one.period, self.phrases)})" if one.period else ""
        return self.link(one.promise), *([Run(period)] if period else [])

    def read(self, one: Standing) -> Text:
        """The plan's words for its deadline and how they are read: “in fall 2017”: 1 September to
        30 November 2017."""
        said, first, say = deadline_words(one), one.first_open, self.phrases.say
        if first.question:
            day = say("can’t be read")
        elif first.due_by is None:
            day = self._dateless(first, said)
        else:
            day = self._dated(first, first.due_by)
            if first.period and not one.period:
                day = f"{period_words(first.period, self.phrases)}, {day}"
        if not said or is_day(said, first.due_by):
            return (Run(capital(Run(day)).text),)
        return Run(said, "quote"), Run(f": {day}")

    def _dateless(self, one: Standing, said: str) -> str:
        say = self.phrases.say
        if one.state is State.ONGOING:
            return say("without an end")
        if is_only_measured(one.promise):
            return say("no target")
        if one.unbound:
            return say("no deadline in force")
        return say("no date") if said else say("no date given")

    def _dated(self, one: Standing, due_by: date) -> str:
        say, day = self.phrases.say, self.phrases.day(due_by)
        start = one.starts if one.starts and one.starts < due_by else None
        if one.begins and start:
            text = say("to begin from {start}, by {day}", start=self.phrases.day(start), day=day)
        elif one.begins:
            text = say("to begin by {day}", day=day)
        elif start:
            text = self.phrases.span(start, due_by)
        else:
            text = say("by {day}", day=day)
        before = next((due.due_by for due in one.earlier if due.due_by), None)
        if before and before != due_by:
            moved = say("moved from {day}", day=self.phrases.day(before))
            text = f"{text}, {moved}"
        return text

    def measure(self, one: Standing) -> str:
        """What tells how far it is, beside its state: `138 days late`, `1 of 2 trainings, due in
        319 days`."""
        parts = [self.reached(one), *self._far(one)]
        return ", ".join(filter(None, parts))

    def _far(self, one: Standing) -> Iterator[str]:
        phrases, first = self.phrases, one.first_open
        if one.state is State.OVERDUE:
            yield phrases.days_late(first.late or 0)
        elif one.done:
            yield self.done(one)
        elif one.state in SET_ASIDE:
            yield phrases.say("its deadline missed") if one.open else ""
        elif first.kept and first.begun:
            known = first.begun > date.min
            yield phrases.say("begun {day}", day=phrases.day(first.begun)) if known else ""
            yield phrases.days_late(first.late) if first.late else ""
        elif first.open and first.due_by:
            yield self._ahead(first, (first.due_by - self.account.day).days)
        elif first.question:
            yield phrases.say("deadline can’t be read")
        elif one.state is State.UPCOMING and first.starts:
            yield phrases.say("from {day}", day=phrases.day(first.starts))

    def _ahead(self, one: Standing, days: int) -> str:
        if days == 0:
            return self.phrases.say("to begin today" if one.begins else "due today")
        if one.begins:
            return self.phrases.count("to begin in {n} day", "to begin in {n} days", days)
        return self.phrases.count("due in {n} day", "due in {n} days", days)

    def reached(self, one: Standing) -> str:
        """How much of its target is logged: `1 of 2 trainings`; of an indicator, what was measured
        and what is to be reached: `82, target 90%`."""
        its, phrases = one.counted, self.phrases
        measure = its.promise.measure
        if measure:
            now = measure.said(its.level.value) if its.level else phrases.say("no reading")
            if its.goal is None:
                said = now
            else:
                said = phrases.say("{now}, target {target}", now=now, target=measure.said(its.goal))
        elif its.target:
            logged, target = its.target.counted(its.logged), its.target.text
            said = phrases.say("{logged} of {target}", logged=logged, target=target)
            if its.target.bound:  # the plan's own words, which no sentence can hold
                said = phrases.say("{now}, target {target}", now=logged, target=f"“{target}”")
        else:
            return self._times(one)
        return f"{said} ({its.period})" if its is not one else said

    def _times(self, one: Standing) -> str:
        """Of what repeats, how many of its times are done."""
        if not one.times:
            return ""
        done = sum(time.done is not None for time in one.times)
        return self.phrases.count(
            "{done} of {n} time done", "{done} of {n} times done", len(one.times), done=f"{done:,}"
        )

    def answers(self, promise: Promise) -> Text:
        """Who answers for it, who helps, what it waits for, a sentence each."""
        say, names = self.phrases.say, self.account.plan.organizations
        who = self.account.who(promise)
        said = say("Answers: {who}.", who=who) if who else say("Nobody is named to answer.")
        helpers = [names.get(one.org, one.org) for one in promise.partners]
        if helpers:
            told = ("Partner: {names}.", "Partners: {names}.")
            helped = self.phrases.count(*told, len(helpers), names=", ".join(helpers))
            said = f"{said} {helped}"
        return (Run(said),)

    def waits(self, one: Standing) -> Text:
        """What it waits for, as links where that stands on the page."""
        if not one.waits_on or not one.open:
            return ()
        found: list[Run] = []
        for name in one.waits_on:
            id_, _, period = name.partition(" ")
            other = self.account.by_id.get(id_)
            found.append(Run(", ") if found else Run(f" {self.phrases.say('It waits for:')} "))
            found.append(self.link(other) if other else Run(name, "quote"))
            found += [Run(f" ({period_words(period, self.phrases)})")] if other and period else []
        return *found, Run(".")

    def last_word(self, one: Standing) -> Text:
        """Of what is late, who answers for it, and the last word or that no reason is on record."""
        account, word, who = self.account, self.account.word(one), self.who(one)
        if word is None:
            return (Run(f"{who}: {self.phrases.say('no reason on record')}."),)
        by = account.plan.organizations.get(word.by or "", word.by or "") or who
        return Run(f"{by}, {self.phrases.day(word.on)}: "), Run(word.note or "", "quote")
