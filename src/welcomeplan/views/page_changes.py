"""What the public page tells of changes: this quarter, the last, and since adoption."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from welcomeplan.pages import Change, Row, Stretch
from welcomeplan.paper import Run
from welcomeplan.plan import State
from welcomeplan.views.life import moved, shift
from welcomeplan.views.report_words import stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from welcomeplan.plan import Miss, Standing, Update
    from welcomeplan.views.moved import Moved
    from welcomeplan.views.page_words import PageWords

T = TypeVar("T")


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
    back = [_change(say("Reopened"), account.reopened_now, _reopened, words)]
    return [
        _change(say("Done"), account.finished, _done, words),
        *(back if account.reopened_now else []),
        _change(say("Begun"), account.begun, _begun, words),
        _change(say("Moved"), account.moved, _moved, words),
        _change(say("Put off or given up"), account.set_aside, _aside, words),
        _change(say("Became late"), account.became_late, _late, words),
    ]


def _change(
    label: str, every: Sequence[T], told: Callable[[T, PageWords], Row], words: PageWords
) -> Change:
    """What changed in one way, and how often."""
    if not every:
        return Change(label, [Row((Run(words.phrases.say("None.")),))])
    rows = [told(one, words) for one in words.first(every)]
    return Change(f"{label}, {len(every):,}", [*rows, *map(Row, words.more(every))])


def _done(one: Standing, words: PageWords) -> Row:
    return Row((*words.name(one), Run(f", {words.done(one)}.")))


def _reopened(each: tuple[Standing, Update], words: PageWords) -> Row:
    one, entry = each
    say, day = words.phrases.say, words.phrases.day
    was = words.phrases.known(entry.was_done) if entry.was_done else ""
    told = say("it was marked done {day}", day=was)
    return Row((*words.name(one), Run(f", {day(entry.on)}; {told}.")))


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


def _late(each: tuple[Standing, Miss], words: PageWords) -> Row:
    """When it missed a deadline, and what became of it, if it is not late by that."""
    one, miss = each
    told = ""
    if one.state is not State.OVERDUE or miss.due_by != one.first_open.due_by:
        told = f"; {words.phrases.say('now: {state}', state=stands(one, words.phrases))}"
    return Row((Run(f"{words.phrases.day(miss.on)}: "), *words.name(one), Run(f"{told}.")))


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
    days = [one.days or 0 for one in moves]
    sums = [sum(n for n in days if n > 0), sum(n for n in days if n < 0)]
    if any(sums):
        in_all = phrases.names([phrases.moved(n) for n in sums if n])
        said = f"{said} {phrases.say('In all: {days}.', days=in_all)}"
    yield _sum(phrases.say("Moved"), said if n else phrases.say("None."))
    every = (account.set_aside, account.set_aside_before, account.set_aside_some_day)
    aside = len({one.promise.id for its in every for one in its})
    said = phrases.count("{n} promise.", "{n} promises.", aside)
    yield _sum(phrases.say("Put off or given up"), said if aside else phrases.say("None."))


def _sum(label: str, text: str) -> Change:
    return Change(label, [Row((Run(text),))])
