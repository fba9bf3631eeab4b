"""How pages say what the record tells: entries of a log, moves, and how deadlines are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.paper import Run
from welcomeplan.versions import short
from welcomeplan.views.report_words import period_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.paper import Text
    from welcomeplan.plan import Facts, Promise, Update
    from welcomeplan.views.moved import Moved
    from welcomeplan.views.report_words import Words

TOLD_OF_ALL = {
    "'by' takes its last day": "“by” means by the last day",
    "what is due is the beginning": "of what is to begin, the beginning is due",
}
"""What is said once of many deadlines, in the words of a report, after all else."""


def quoted(text: str, otherwise: str) -> Text:
    """The plan's own words, or what is said in their place."""
    return (Run(text, "quote"),) if text else (Run(otherwise, "quiet"),)


def from_to(one: Moved, words: Words) -> Iterator[Run]:
    """From which words to which a deadline was moved; where those are not known, the day."""
    day, say = words.phrases.day, words.phrases.say
    nothing = say("no deadline")
    yield from quoted(one.words_before, day(one.day_before) if one.day_before else nothing)
    yield Run(" → ")
    yield from quoted(one.words_after, day(one.day_after) if one.day_after else nothing)


def from_day_to_day(one: Moved, words: Words) -> str:
    """From which day to which a deadline was moved; empty where it had neither, as
    what waits for something that is not done."""
    say = words.phrases.say
    both = one.day_before, one.day_after
    if both == (None, None):
        return ""
    before, after = (words.phrases.day(one) if one else say("no day") for one in both)
    return say("from {before} to {after}", before=before, after=after)


def why(one: Moved, words: Words) -> Iterator[Run]:
    """Why it was moved, who says so, by whose decision, and which commit did it."""
    say = words.phrases.say
    if one.reason:
        yield Run(one.reason, "quote")
    else:
        yield Run(say("No reason on record."))
    organizations = words.account.plan.organizations
    by = organizations.get(one.by, one.by)
    told = [by, words.phrases.day(one.on)]
    told += [say("under {decision}", decision=one.under)] if one.under else []
    told += [say("change {commit}", commit=short(one.commit))] if one.commit else []
    if one.stands != one.on:
        told.append(written_down(one, words))
    yield Run(f" {', '.join(filter(None, told))}.", "quiet")


def written_down(one: Moved, words: Words) -> str:
    """Since when a move stands in the plan; and where it names an earlier day, that the deadline
    which it moves had passed by then."""
    say, day, due = words.phrases.say, words.phrases.day, one.day_before
    if due and one.on <= due < one.stands:
        text = "written down {day}, after the deadline it moves ({due})"
        return say(text, day=day(one.stands), due=day(due))
    return say("written down {day}", day=day(one.stands))


def entry_words(entry: Update, words: Words) -> Iterator[Run]:
    """What an entry of a log says: what happened, and what was written."""
    say = words.phrases.say
    told = []
    if entry.period:
        told.append(period_words(entry.period, words.phrases))
    if entry.status:
        told.append(say(_BECAME[entry.status]))
    if entry.was_due:
        told.append(say("deadline moved"))
    if entry.was_done:
        told.append(say("reopened"))
    if entry.was_owner:
        told.append(say("another owner"))
    if entry.amount is not None:
        told.append(say("{amount} counted", amount=f"{entry.amount.normalize():f}"))
    organizations = words.account.plan.organizations
    by = organizations.get(entry.by or "", entry.by or "")
    told += [say("under {decision}", decision=entry.under)] if entry.under else []
    if told:
        yield Run(", ".join(told) + (": " if entry.note else ""))
    if entry.note:
        yield Run(entry.note, "quote")
    if by:
        yield Run(f" {by}", "quiet")


_BECAME = {
    "active": "begun",
    "blocked": "blocked",
    "deferred": "put off",
    "dropped": "given up",
    "planned": "planned again",
}


_AND = re.compile(r" and (?=\S)")
_SAYS = re.compile(r" (?:is|are|takes|starts|stands|gives|means)\b")


def whys(facts: Facts) -> dict[str, None]:
    """How the words that occur in deadlines are read, each once: `fall is September to
    November`."""
    found: dict[str, None] = {}
    for one in (*facts.standings, *facts.indicators):
        found |= dict.fromkeys(reasons(one.promise))
    return found


def reasons(promise: Promise) -> list[str]:
    """How the words of a deadline are read, each reason by itself."""
    if not isinstance(promise.due, Deadline):
        return []
    head, _, why = promise.due.reading.partition(": ")
    if promise.due.kind == "ongoing" or "'" in head:  # the plan's own words may have a colon
        return []
    last = max((found.start() for found in _SAYS.finditer(why)), default=0)
    *found, rest = _AND.split(why[:last])  # behind the last verb, "and" joins days
    return list(filter(None, [*found, rest + why[last:]]))
