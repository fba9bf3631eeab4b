"""The numbered sections of a report, each of an account."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan.paper import Item, Items, Pairs, Run, Section, Shift
from welcomeplan.plan import State
from welcomeplan.views.columns import named, target_words, unread_words
from welcomeplan.views.record_words import (
    TOLD_OF_ALL,
    entry_words,
    from_day_to_day,
    from_to,
    why,
    whys,
    written_down,
)
from welcomeplan.views.report_rows import decision, due, finished, late
from welcomeplan.views.report_words import ORDINALS, none, period_words, sentence, stands
from welcomeplan.views.timeline import Asked, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from welcomeplan.paper import Piece, Text
    from welcomeplan.plan import Promise
    from welcomeplan.views.moved import Moved
    from welcomeplan.views.phrases import Phrases
    from welcomeplan.views.report import Told
    from welcomeplan.views.report_words import Words

GLOSSES = {
    State.DUE_SOON: "due within 30 days",
    State.CURRENT: "its time has begun, and no work is on record",
    State.WAITING: "something else must be done first",
}
"""What states mean whose words do not say it all."""


def sections(words: Words, told: Told) -> Iterator[Section]:
    """The sections of a report, in order."""
    say = words.phrases.say
    moved = say("Moved {since}", since=words.since())
    note = say("Numbers name the promises: see 7.")
    if words.account.plan.counted:
        note = say("Numbers count the promises, as the plan has them: see 7.")
    if words.account.facts.register.unread:
        note = say("Ids name the promises, since not all of the plan could be read: see 7.")
    yield Section(1, say("For decision"), decision(words), note, boxed=True)
    yield Section(2, say("Late, longest first"), late(words))
    yield Section(3, say("Finished, put off and given up"), finished(words))
    yield Section(4, say("Due now and next"), due(words, told))
    yield Section(5, moved, _moved(words, told), half=True)
    yield Section(6, say("Targets and indicators"), _targets(words), half=True)
    yield Section(7, say("By strategy"), _strategies(words))
    yield Section(8, say("Updates, and no word"), _updates(words), half=True)
    yield Section(9, say("Left out, and how words are read"), _read(words, told), half=True)


def _moved(words: Words, told: Told) -> list[Piece]:
    moved, say = words.account.moved, words.phrases.say
    each: dict[tuple[str, str | None], list[Moved]] = {}
    for one in words.account.all_moved:
        each.setdefault((one.promise.name, one.period), []).append(one)
    rows = [_moved_row(one, each[one.promise.name, one.period], words) for one in moved]
    pieces: list[Piece] = [Items(rows)] if rows else []
    if told.origin.shallow:
        partial = "Not all of git’s history was in the clone"
        why = partial if told.origin.partial else "Git’s history was cut off (a shallow clone)"
        pieces.append(sentence(say(f"{why}: a move that it alone knows is not here.")))
    elif not moved:
        pieces.append(none(words, say("No deadline was moved.")))
    later = [
        f"{words.account.number(one.promise)}, {words.phrases.day(one.on)}, "
        f"{written_down(one, words)}"
        for one in words.account.moved_later
    ]
    if later:
        text = say(
            "Moved by an entry that names a day of this time, and was written down after it:"
        )
        pieces.append(sentence(f"{text} {'; '.join(later)}.", say("The next report has it.")))
    return pieces


def _moved_row(one: Moved, its: Sequence[Moved], words: Words) -> Item:
    """A move, of all that the same promise made."""
    phrases = words.phrases
    number = words.account.number(one.promise)
    period = f" ({period_words(one.period, phrases)})" if one.period else ""
    days = phrases.moved(one.days) if one.days else ""
    told = from_day_to_day(one, words)
    said = ", ".join(filter(None, [told, days]))
    no_days = (Run(f", {days}", "quiet"),) if days and not told else ()
    return Item(
        number,
        (Run(one.promise.title + period),),
        (*from_to(one, words), *no_days),
        remark=(*why(one, words), *_again(one, its, words)),
        shift=Shift(one.day_before, one.day_after, said) if told else None,
    )


def _again(one: Moved, its: Sequence[Moved], words: Words) -> Iterator[Run]:
    """That it was moved before, and for when it was first promised."""
    phrases = words.phrases
    nth = its.index(one)
    if not nth:
        return
    often = phrases.say("Moved {n} times", n=nth + 1)
    if nth < len(ORDINALS):
        often = phrases.say("Moved for the {nth} time", nth=phrases.say(ORDINALS[nth]))
    day = its[0].day_before
    first = phrases.say("first promised for {day}", day=phrases.day(day)) if day else ""
    yield Run(f" {'; '.join(filter(None, [often, first]))}.", "quiet")


def _targets(words: Words) -> list[Piece]:
    facts, say = words.account.facts, words.phrases.say
    rows = [
        Item(
            words.account.number(one.promise),
            (Run(one.promise.title),),
            state=one.state.value,
            right=(Run(target_words(one), "strong"),),
        )
        for one in (*facts.standings, *facts.indicators)
        if target_words(one)
    ]
    targets = any(one.promise.measure is None for one in facts.standings if target_words(one))
    pieces: list[Piece] = [Items(rows)] if rows else []
    if not targets:
        pieces.append(none(words, say("No promise has a target.")))
    if not facts.indicators:
        pieces.append(none(words, say("The plan has no indicators.")))
    return pieces


def _strategies(words: Words) -> list[Piece]:
    facts = words.account.facts
    if not words.account.promised:
        return [none(words, words.phrases.say("The plan has no promises."))]
    drawn = timeline(facts, Asked(), lambda o: words.account.number(o.promise), words.phrases)
    name = named(facts.register)
    said = {name(one): stands(one, words.phrases) for one in words.account.promised}
    bands = [
        band._replace(tracks=[track._replace(said=said[track.id]) for track in band.tracks])
        for band in drawn.bands
    ]
    return [replace(drawn, bands=bands)]


def _updates(words: Words) -> list[Piece]:
    account, phrases = words.account, words.phrases
    told = sorted(_told(words), key=lambda one: one[0])
    text = phrases.say("Nothing was written {since}.", since=words.since())
    pairs = [
        ((Run(when, "quiet"),), (Run(f"({account.number(promise)}) ", "quiet"), *said))
        for _, when, promise, said in told
    ]
    pieces: list[Piece] = [Pairs(pairs) if pairs else none(words, text)]
    unheard, every = len(account.unheard), len(account.open)
    if unheard and unheard == every:
        text = phrases.count(
            "There is no word at all on the {n} open promise.",
            "There is no word at all on any of the {n} open promises.",
            every,
        )
        pieces.append(sentence(text))
    elif unheard:
        text = phrases.count(
            "There is no word at all on {n} of the {every} open promises: {tags}.",
            "There is no word at all on {n} of the {every} open promises: {tags}.",
            unheard,
            every=f"{every:,}",
            tags=words.tags(account.unheard),
        )
        pieces.append(sentence(text))
    return pieces


def _told(words: Words) -> Iterator[tuple[date, str, Promise, Text]]:
    """What the record says of each day: entries of logs, what was measured, what was finished."""
    account, phrases = words.account, words.phrases
    done = {
        (one.promise.name, one.period, one.done.text): one
        for one in account.finished
        if one.done and one.promise.measure is None
    }
    for promise, entry in account.updates:
        said = tuple(entry_words(entry, words))
        if not (entry.note or entry.under or entry.changes or entry.amount is not None):
            # That somebody said so is told with what is finished.
            done.pop((promise.name, entry.period, entry.on.isoformat()), None)
            continue
        # What was said when it was finished is told with that.
        same = (promise.name, entry.period, entry.on.isoformat())
        if same in done and not entry.changes:
            del done[same]
            more = entry.period or entry.amount is not None or entry.under
            said = (Run(phrases.say("done") + (", " if more else ": ")), *said)
        yield entry.on, phrases.day(entry.on), promise, said
    for promise, level in account.readings:
        value = promise.measure.said(level.value) if promise.measure else ""
        run = Run(phrases.say("measured: {value}", value=value))
        yield level.on.first, phrases.known(level.on), promise, (run,)
    for (_, period, _), one in done.items():
        named = f"{period_words(period, phrases)} " if period else ""
        if one.done:
            run = Run(named + phrases.say("done"))
            yield one.done.first, phrases.known(one.done), one.promise, (run,)


def _read(words: Words, told: Told) -> list[Piece]:
    facts, phrases = words.account.facts, words.phrases
    unread = unread_words(facts.register)
    left = [phrases.say("All files of the plan were read.")]
    if unread:
        left = [phrases.say("Not everything could be read: {files}.", files="; ".join(unread))]
    if facts.all.unreadable:
        left.append(
            phrases.count(
                "{n} deadline can’t be read.", "{n} deadlines can’t be read.", facts.all.unreadable
            )
        )
    others = told.origin.others
    if others:
        left.append(
            phrases.count(
                "{n} other plan of the same folder is left out.",
                "{n} other plans of the same folder are left out.",
                others,
            )
        )
    if not told.origin.commits:
        left.append(phrases.say("Moves are told by the plan’s own record alone."))
    told_of_all = [phrases.say(said) for why, said in TOLD_OF_ALL.items() if why in whys(facts)]
    how = [*(why for why in whys(facts) if why not in TOLD_OF_ALL), *told_of_all]
    text = "; ".join(re.sub(r"(?<!\w)'([^'`]+)'(?!\w)", r"“\1”", why) for why in how)
    counts = phrases.say("Late counts from the day after the deadline.")
    meant = [
        f"{phrases.state(state.value).capitalize()}: {phrases.say(gloss)}."
        for state, gloss in GLOSSES.items()
        if facts.all.counts.get(state)
    ]
    explained = " ".join([*([f"{text[0].upper()}{text[1:]}."] if text else []), counts, *meant])
    return [sentence(*left, _figures(told, phrases)), sentence(explained)]


def _figures(told: Told, phrases: Phrases) -> str:
    """What it is made from and with: the whole of the commit, for a short one may become of two."""
    origin, program = told.origin, f"welcomeplan {told.origin.version}"
    if not origin.committed:
        text = "Every figure is computed from the plan’s files, by {program}."
        return phrases.say(text, program=program)
    text = "Every figure is computed from the plan’s files at revision {commit}, by {program}."
    return phrases.say(text, commit=origin.revision, program=program)
