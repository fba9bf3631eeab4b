"""What the public page tells of changes: this quarter, the last, and since adoption."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from welcomeplan.pages import Change, Row, Stretch
from welcomeplan.paper import Run
from welcomeplan.views.life import moved, shift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import Standing
    from welcomeplan.views.moved import Moved
    from welcomeplan.views.page_words import PageWords


def stretches(words: PageWords, earlier: PageWords | None) -> list[Stretch]:
    """This quarter, the last and since adoption; each with what was done, begun, moved, put off or
    given up, and what became late in it."""
    account, phrases, found = words.account, words.phrases, []
    say, day = phrases.say, phrases.day
    if account.since:
        first = account.since + timedelta(days=1)
        found.append(Stretch(say("This quarter, since {day}", day=day(first)), _changes(words)))
    if earlier:
        its = earlier.account.period
        title = say("Last quarter, {days}", days=phrases.span(its.start, its.end))
        found.append(Stretch(title, _changes(earlier)))
    adopted = account.plan.adopted
    title = (
        say("Since adoption, {day}", day=day(adopted)) if adopted else say("Since the beginning")
    )
    whole = list(_altogether(words)) if account.since else _changes(words)
    return [*found, Stretch(title, whole)]


def _changes(words: PageWords) -> list[Change]:
    account, say = words.account, words.phrases.say
    found = [
        (say("Done"), [_done(one, words) for one in account.finished]),
        (say("Begun"), [_begun(one, words) for one in account.begun]),
        (say("Moved"), [_moved(one, words) for one in account.moved]),
        (say("Put off or given up"), [_aside(one, words) for one in account.set_aside]),
        (say("Became late"), [_late(one, words) for one in account.became_late]),
    ]
    none = Row((Run(say("None.")),))
    return [
        Change(f"{label}, {len(rows):,}" if rows else label, rows or [none])
        for label, rows in found
    ]


def _done(one: Standing, words: PageWords) -> Row:
    return Row((*words.name(one), Run(f", {words.done(one)}.")))


def _begun(one: Standing, words: PageWords) -> Row:
    day = words.phrases.day(one.begun) if one.begun else ""
    notes = [entry.note for entry in one.log if entry.on == one.begun and entry.note]
    said = (Run(": "), Run(notes[0], "quote")) if notes else (Run("."),)
    return Row((*words.name(one), Run(f", {day}"), *said))


def _moved(one: Moved, words: PageWords) -> Row:
    return Row((words.link(one.promise), *moved(one, words, "")), shift=shift(one, words))


def _aside(one: Standing, words: PageWords) -> Row:
    phrases = words.phrases
    account = words.account
    on, word = account.aside_since(one), account.word(one)
    day = phrases.day(on) if on and on <= account.day else phrases.say("day not on record")
    said = (Run(": "), Run(word.note or "", "quote")) if word else (Run("."),)
    return Row((*words.name(one), Run(f", {phrases.state(one.state.value)}, {day}"), *said))


def _late(one: Standing, words: PageWords) -> Row:
    day = f"{words.phrases.day(one.due_by + timedelta(days=1))}: " if one.due_by else ""
    return Row((Run(day), *words.name(one), Run(".")))


def _altogether(words: PageWords) -> Iterator[Change]:
    """Since adoption, in numbers."""
    account, phrases = words.account, words.phrases
    whole = account.facts.all
    said = phrases.count("{n} promise is done.", "{n} promises are done.", whole.done)
    yield _sum(phrases.say("Done"), said if whole.done else phrases.say("None."))
    missed = [one for one in whole.standings if one.missed]
    kept = sum(one.done is not None for one in missed)
    said = phrases.count(
        "{n} promise missed a deadline.", "{n} promises missed a deadline.", whole.missed
    )
    if whole.missed:
        none = phrases.say("None of them is done since.")
        some = phrases.count("{n} of them is done since.", "{n} of them are done since.", kept)
        said = f"{said} {some if kept else none}"
    yield _sum(phrases.say("Missed"), said if whole.missed else phrases.say("None."))
    moves = account.all_moved
    n = len({one.promise.id for one in moves})
    said = phrases.count("{n} promise moved.", "{n} promises moved.", n)
    days = sum(one.days or 0 for one in moves)
    if days:
        said = f"{said} {phrases.say('In all: {days}.', days=phrases.moved(days))}"
    yield _sum(phrases.say("Moved"), said if n else phrases.say("None."))
    every = (account.set_aside, account.set_aside_before, account.set_aside_some_day)
    aside = len({one.promise.id for its in every for one in its})
    said = phrases.count("{n} promise.", "{n} promises.", aside)
    yield _sum(phrases.say("Put off or given up"), said if aside else phrases.say("None."))


def _sum(label: str, text: str) -> Change:
    return Change(label, [Row((Run(text),))])
