"""What a report tells of how things stand: for decision, late, finished, due."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.paper import Item, Items, Pairs, Run
from welcomeplan.plan import State
from welcomeplan.views.record_words import written_down
from welcomeplan.views.report_words import none, sentence, stands, stands_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.paper import Piece, Text
    from welcomeplan.plan import Standing, Update
    from welcomeplan.views.account import Silent
    from welcomeplan.views.report import Told
    from welcomeplan.views.report_words import Words

NAMED = 8
"""How many promises of a silent owner are named; of more, how many there are is said."""


def decision(words: Words) -> list[Piece]:
    """What a committee is asked for: reasons, word from owners, dates and owners."""
    pairs = [*_reasons(words), *_silences(words), *_gaps(words)]
    if pairs:
        return [Pairs([((Run(asked, "strong"),), (Run(proof),)) for asked, proof in pairs])]
    return [none(words, words.phrases.say("Nothing is for decision."))]


def _reasons(words: Words) -> Iterator[tuple[str, str]]:
    found, phrases = words.account.unexplained, words.phrases
    if found:
        yield (
            phrases.count(
                "A reason for {n} late promise", "A reason for {n} late promises", _promises(found)
            ),
            phrases.count(
                "None is on record for promise {tags}.",
                "None is on record for promises {tags}.",
                _promises(found),
                tags=words.tags(found),
            ),
        )


def _promises(found: Iterable[Standing]) -> int:
    """Of how many promises they are: times of what repeats are of one."""
    return len({one.promise.id for one in found})


def _silences(words: Words) -> Iterator[tuple[str, str]]:
    silent, phrases = words.account.silent, words.phrases
    if not silent:
        return
    told: dict[str, list[str]] = {}
    for one in silent:
        told.setdefault(words.silence(one.since), []).append(_silent(one, words))
    asked = phrases.count("Word from {n} owner", "Word from {n} owners", len(silent))
    yield asked, " ".join(f"{since}: {', '.join(names)}." for since, names in told.items())


def _silent(one: Silent, words: Words) -> str:
    phrases, numbers = words.phrases, [words.account.number(promise) for promise in one.promises]
    if len(numbers) > NAMED:
        which = phrases.count("{n} promise", "{n} promises", len(numbers))
    else:
        said = "promise {tags}", "promises {tags}"
        which = phrases.count(*said, len(numbers), tags=phrases.names(numbers))
    return f"{one.name} ({which})"


def _gaps(words: Words) -> Iterator[tuple[str, str]]:
    """What has no date, or nobody to answer for it."""
    account, phrases = words.account, words.phrases
    say, undated, unowned = phrases.say, account.undated, account.unowned
    asked, proof = [], []
    if undated:
        asked.append(say("A date for {n}", n=_promises(undated)))
        proof.append(say("No date: {tags}.", tags=words.tags(undated)))
    if unowned:
        asked.append(say("an owner for {n}", n=_promises(unowned)))
        proof.append(say("No owner: {tags}.", tags=words.tags(unowned)))
    if asked:
        first = ", ".join(asked)
        yield first[0].upper() + first[1:], " ".join(proof)


def late(words: Words) -> list[Piece]:
    """What is late, the longest first; then what missed a deadline and is not called late now."""
    account, say = words.account, words.phrases.say
    labels = (
        say("Days late"),
        say("Promise, the plan’s words, and its deadline"),
        say("Who answers, and the last word"),
    )
    pieces: list[Piece] = []
    if account.late:
        pieces.append(Items([_late_row(one, words) for one in account.late], labels=labels))
    else:
        pieces.append(none(words, say("Nothing is late.")))
    if account.became_late and account.since:
        tags = words.tags(one for one, _ in account.became_late)
        pieces.append(sentence(say("Became late {since}: {tags}.", since=words.since(), tags=tags)))
    for found, title in (
        (account.lapsed, say("Put off or given up after the deadline")),
        (account.missed_before, say("Missed before, and not late now")),
    ):
        if found:
            rows = [_missed_row(one, words) for one in found]
            pieces.append(Items(rows, title))
    return pieces


def _late_row(one: Standing, words: Words) -> Item:
    word, say = words.account.word(one), words.phrases.say
    under = say("no reason on record")
    if word:
        under = say("last word {day}", day=words.phrases.day(word.on))
    return Item(
        words.account.number(one.promise),
        words.title(one),
        (*words.deadline(one), *_first(one, words), *words.missed(one)),
        days=one.late,
        state=one.state.value,
        right=(Run(words.who(one)),),
        right_under=(Run(under, "quiet"),),
        remark=(Run(word.note or "", "quote"),) if word else (),
    )


def _first(one: Standing, words: Words) -> Text:
    """For when it was first promised, where it was moved."""
    moves = [move for move in words.account.moves_of(one) if move.period == one.period]
    first = moves[0].day_before if moves else None
    if first is None or first == one.due_by:
        return ()
    text = words.phrases.say("; first promised for {day}", day=words.phrases.day(first))
    return (Run(text, "quiet"),)


def _missed_row(one: Standing, words: Words) -> Item:
    """What missed a deadline and is not called late any more: with each that it missed."""
    word = words.account.word(one)
    return Item(
        words.account.number(one.promise),
        words.title(one),
        (*words.deadline(one), *words.missed(one)),
        state=one.state.value,
        right=(Run(stands_beside(one, words.phrases)),),
        right_under=(Run(words.who(one), "quiet"),),
        remark=_dated_note(word, words) if word else (),
    )


def _dated_note(word: Update, words: Words) -> Text:
    return Run(word.note or "", "quote"), Run(f" {words.phrases.day(word.on)}", "quiet")


def finished(words: Words) -> list[Piece]:
    """What was finished since the last report, and by it; then what was put off or given up. What
    was after its deadline stands in what is late."""
    account, phrases = words.account, words.phrases
    labels = ("", phrases.say("Promise"), phrases.say("Done, and evidence"))
    pieces: list[Piece] = []
    if account.finished:
        rows = [_finished_row(one, words) for one in account.finished]
        pieces.append(Items(rows, labels=labels))
    else:
        pieces.append(
            none(words, phrases.say("Nothing was finished {since}.", since=words.since()))
        )
    before = account.finished_before
    if before and account.since:
        pieces.append(
            sentence(
                phrases.say(
                    "Finished by {day}: {tags}.",
                    day=phrases.day(account.since),
                    tags=words.tags(before),
                ),
                *_late_of(before, words),
            )
        )
    if account.finished_some_day:
        tags = words.tags(account.finished_some_day)
        pieces.append(
            sentence(phrases.say("Finished on a day that is not known: {tags}.", tags=tags))
        )
    return [*pieces, *_reopened(words), *_aside(words)]


def _reopened(words: Words) -> Iterator[Piece]:
    phrases, found = words.phrases, words.account.reopened
    if found:
        told = [
            phrases.say(
                "{tag} (marked done {done}, reopened {day})",
                tag=words.tags([one]),
                done=phrases.known(entry.was_done) if entry.was_done else "",
                day=phrases.day(entry.on),
            )
            for one, entry in found
        ]
        names = phrases.names(told)
        yield sentence(phrases.say("Reopened, and not finished since: {tags}.", tags=names))


def _late_of(done: Sequence[Standing], words: Words) -> Iterator[str]:
    """Which of them were finished late."""
    found = [one for one in done if one.lateness == "late"]
    if found:
        yield words.phrases.say("Of these, late: {tags}.", tags=words.tags(found))
    for unbegun, text in (
        (False, "Of these, whether late is not known: {tags}."),
        (True, "Of these, no beginning is on record by its day: {tags}."),
    ):
        its = [one for one in done if one.lateness == "unknown" and one.unbegun is unbegun]
        if its:
            yield words.phrases.say(text, tags=words.tags(its))


def _aside(words: Words) -> Iterator[Piece]:
    account, phrases = words.account, words.phrases
    told = {id(one) for one in account.lapsed}
    rows = [_aside_row(one, words) for one in account.set_aside if id(one) not in told]
    if rows:
        yield Items(rows, phrases.say("Put off or given up"))
    others = [one for one in account.set_aside if one.lapsed]
    if others:
        tags = words.tags(others)
        yield sentence(phrases.say("After their deadline, and told in 2: {tags}.", tags=tags))
    before = account.set_aside_before
    if before and account.since:
        day, tags = phrases.day(account.since), words.tags(before)
        yield sentence(phrases.say("Put off or given up by {day}: {tags}.", day=day, tags=tags))
    some_day = [one for one in account.set_aside_some_day if id(one) not in told]
    if some_day:
        text = "Put off or given up, day not on record: {tags}."
        yield sentence(phrases.say(text, tags=words.tags(some_day)))


def _aside_row(one: Standing, words: Words) -> Item:
    account, phrases = words.account, words.phrases
    on, word = account.aside_since(one), account.word(one)
    day = phrases.day(on) if on and on <= account.day else phrases.say("day not on record")
    return Item(
        account.number(one.promise),
        words.title(one),
        (*words.deadline(one), *words.missed(one)),
        state=one.state.value,
        right=(Run(f"{phrases.state(one.state.value)}, {day}"),),
        right_under=(Run(words.who(one), "quiet"),),
        remark=(Run(word.note or "", "quote"),) if word else (),
    )


def _finished_row(one: Standing, words: Words) -> Item:
    evidence = tuple(linked(one.evidence))
    nothing = Run(words.phrases.say("no evidence on record"), "quiet")
    return Item(
        words.account.number(one.promise),
        words.title(one),
        (*words.deadline(one), *words.missed(one)),
        state=one.state.value,
        right=(Run(words.done(one)),),
        right_under=evidence or (nothing,),
    )


def linked(texts: Sequence[str]) -> Iterator[Run]:
    """What proves something; an address as a link."""
    for at, text in enumerate(texts):
        if at:
            yield Run(", ", "quiet")
        address = re.fullmatch(r"https?://[^\s]+", text)
        yield Run(text, "quiet", text if address else "")


def due(words: Words, told: Told) -> list[Piece]:
    """What is due in the period, whatever became of it, and in the next."""
    account, phrases = words.account, words.phrases
    pieces: list[Piece] = []
    due = account.due.listed
    title = told.within(account, phrases)
    if due:
        pieces.append(Items([_due_row(one, words) for one in due], title))
    else:
        text = phrases.say("Nothing was due." if account.is_over else "Nothing is due.")
        pieces += [Items([], title), none(words, text)]
    following = account.due_next
    if following and account.following:
        past = account.following.end < account.day
        text = "The quarter after, by {day}" if past else "Next quarter, by {day}"
        title = phrases.say(text, day=phrases.day(account.following.end))
        rows = [_due_row(one, words) for one in following.listed]
        pieces.append(Items(rows, title))
        if not rows:
            pieces.append(none(words, phrases.say("Nothing is due.")))
    return pieces


def _due_row(one: Standing, words: Words) -> Item:
    said, gap = words.deadline(one), ", "
    if said[0].part == "quote":
        said, gap = said[:1], " "
    return Item(
        words.account.number(one.promise),
        (*words.title(one), Run(gap), *said, Run(f", {words.who(one)}", "quiet")),
        state=one.state.value,
        right=(Run(_due_state(one, words)),),
    )


def _due_state(one: Standing, words: Words) -> str:
    phrases = words.phrases
    if one.moved_to:
        day = one.moved_to.due_by
        told = phrases.say("moved, no day any more")
        if day:
            told = phrases.say("moved to {day}", day=phrases.day(day))
        moves = [o for o in words.account.moved_later if o.promise.id == one.promise.id]
        later = [written_down(move, words) for move in moves if move.day_after == day]
        return ", ".join([told, *later])
    if one.done:
        return phrases.say("done {day}", day=words.done(one))
    if one.state in (State.OVERDUE, State.DEFERRED, State.DROPPED):
        return stands(one, phrases)
    return phrases.state(one.state.value)
