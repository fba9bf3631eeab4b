"""What became of a promise, day by day: first promised, moved, late, begun, done, and what was
written of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from welcomeplan.pages import Row
from welcomeplan.paper import Run, Shift
from welcomeplan.plan import State
from welcomeplan.views.page_words import is_only_measured
from welcomeplan.views.record_words import entry_words, from_day_to_day, from_to, why
from welcomeplan.views.report_rows import linked
from welcomeplan.views.report_words import period_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.paper import Text
    from welcomeplan.plan import DoneOn, Miss, Standing
    from welcomeplan.views.moved import Moved
    from welcomeplan.views.page_words import PageWords

What = Literal["promised", "moved", "late", "begun", "done", "written", "measured", "now"]


class Happened(NamedTuple):
    """Something that happened to a promise."""

    on: date
    """The day on which it did, or the first of those that are known of it."""
    what: What
    row: Row
    stands: date
    """The day since which it is known."""


def life(one: Standing, words: PageWords) -> list[Happened]:
    """What became of it up to the day, in the order of days."""
    told = [*_moves(one, words), *_written(one, words), *_lateness(one, words), *_work(one, words)]
    told += _measured(one, words)
    found = [one for one in told if one.on <= words.account.day]
    found.sort(key=lambda each: each.on)
    return [*_promised(one, words), *found, *_silence(one, words)]


def _happened(on: date, what: What, text: Text, words: PageWords) -> Happened:
    return Happened(on, what, Row(text, words.phrases.day(on)), on)


def _promised(one: Standing, words: PageWords) -> Iterator[Happened]:
    """For when it was first promised; of what is only measured, nothing."""
    if is_only_measured(one.promise):
        return
    account, say, day = words.account, words.phrases.say, words.phrases.day
    moved = account.moves_of(one)
    first = moved[0].day_before if moved else one.first_open.due_by
    said = moved[0].words_before if moved else one.promise.words
    text: Text
    if one.times and said:
        text = Run(f"{say('promised:')} "), Run(said, "quote")
    elif first:
        text = (Run(say("promised, for {day}", day=day(first))),)
    elif said:
        text = Run(f"{say('promised:')} "), Run(said, "quote")
    else:
        text = (Run(say("promised, without a date")),)
    on = account.promised_on(one.promise)
    yield Happened(on or date.min, "promised", Row(text, day(on) if on else ""), on or date.min)


def _moves(one: Standing, words: PageWords) -> Iterator[Happened]:
    for each in words.account.moves_of(one):
        row = Row(
            moved(each, words, words.phrases.say("moved")),
            words.phrases.day(each.on),
            shift(each, words),
        )
        yield Happened(each.on, "moved", row, each.stands)


def moved(one: Moved, words: PageWords, before: str) -> Text:
    """By how much a deadline was moved, from which words to which, and why; `before` all that."""
    phrases = words.phrases
    days = phrases.moved(one.days) if one.days else ""
    lost = phrases.say("no date any more") if one.day_before and not one.day_after else ""
    told = ", ".join(filter(None, [before, days, lost])) if before else f", {days or lost}"
    return (
        Run(f"{told.removesuffix(', ')}: "),
        *from_to(one, words),
        Run(". "),
        *why(one, words),
    )


def shift(one: Moved, words: PageWords) -> Shift | None:
    """From which day to which; None where it had neither."""
    told = from_day_to_day(one, words)
    return Shift(one.day_before, one.day_after, told) if told else None


def _written(one: Standing, words: PageWords) -> Iterator[Happened]:
    """What was written in its log, but for what is told of it as a move."""
    for entry in one.promise.log:
        if not entry.was_due:
            yield _happened(entry.on, "written", tuple(entry_words(entry, words)), words)


def _lateness(one: Standing, words: PageWords) -> Iterator[Happened]:
    """The day after each deadline that was missed, and who answered for it where another does."""
    say, names = words.phrases.say, words.account.plan.organizations
    for miss in one.misses:
        whole = one.times and not miss.period
        text = say("missed its deadline") if whole else say("became late")
        if miss.on in {entry.on for entry in words.account.taken_back(_owed(one, miss))}:
            text = say(
                "late from then on: its deadline, {day}, had passed",
                day=words.phrases.day(miss.due_by),
            )
        if miss.period:
            text = f"{period_words(miss.period, words.phrases)}: {text}"
        if miss.owner != one.promise.owner:
            owner = names.get(miss.owner or "", miss.owner or "")
            then = say("{who} answered for it then", who=owner)
            text = f"{text}; {then if owner else say('nobody answered for it then')}"
        yield _happened(miss.on, "late", (Run(text),), words)


def _owed(one: Standing, miss: Miss) -> Standing:
    """What missed it: a time of a promise, or the promise itself."""
    return next((time for time in one.times if time.period == miss.period), one)


def _work(one: Standing, words: PageWords) -> Iterator[Happened]:
    """When work began, and when it was done; of what repeats, of each time."""
    phrases = words.phrases
    began = {entry.on for entry in one.promise.log} | {o.done.first for o in one.owed if o.done}
    if one.begun and one.begun > date.min and one.begun not in began:
        yield _happened(
            one.begun, "begun", (Run(phrases.say("work is on record since then")),), words
        )
    for each in (one, *one.times):
        period = f"{period_words(each.period, phrases)}: " if each.period else ""
        yield from _marked(each, period, words)
        if each.done is None or (each is one and one.times):
            continue
        text = (Run(f"{period}{phrases.say('done')}{_late(each, words)}"),)
        on = words.account.finished_on(each)
        known = on if on and on <= words.account.day else None
        first = (known or words.account.day) if each.done.unknown else each.done.first
        yield Happened(first, "done", Row(text, phrases.known(each.done)), known or date.min)


def _marked(one: Standing, period: str, words: PageWords) -> Iterator[Happened]:
    """When it was said to be done, and was reopened since; but for what it is again."""
    told: list[DoneOn | None] = [one.done]
    for entry in words.account.taken_back(one):
        done = entry.was_done
        if done is None or done in told:
            continue
        told.append(done)
        text = (Run(f"{period}{words.phrases.say('marked done')}"),)
        on = entry.on if done.unknown else done.first
        yield Happened(on, "done", Row(text, words.phrases.known(done)), on)


def _late(one: Standing, words: PageWords) -> str:
    """Whether in time: `, on time`."""
    return words.done(one).removeprefix(words.phrases.known(one.done)) if one.done else ""


def _measured(one: Standing, words: PageWords) -> Iterator[Happened]:
    """What was measured, and where that is from."""
    measure, day = one.promise.measure, words.account.day
    for level in measure.by(day).levels if measure else ():
        value = (
            words.phrases.say("measured: {value}", value=measure.said(level.value))
            if measure
            else ""
        )
        source = (Run(", "), *linked([level.source])) if level.source else ()
        when = words.phrases.known(level.on)
        last = min(level.on.last, day)
        yield Happened(level.on.first, "measured", Row((Run(value), *source), when), last)


def _silence(one: Standing, words: PageWords) -> Iterator[Happened]:
    """What the record does not tell of it on the day."""
    account, say = words.account, words.phrases.say
    if one.state is State.OVERDUE:
        late = [each for each in one.owed if each.state is State.OVERDUE]
        text = say("no reason on record") if any(account.word(o) is None for o in late) else ""
    elif one.state is State.CURRENT:
        text = say("no work on record")
    else:
        unheard = one.open and not account.is_heard_of(one)
        text = say("no word on record") if unheard else ""
    if text:
        yield _happened(account.day, "now", (Run(text),), words)
