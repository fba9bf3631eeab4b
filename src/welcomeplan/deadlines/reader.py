"""The pipeline: words to tokens, to a tree, to days, to one sentence; or a question."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from welcomeplan.deadlines.asking import Told, ask
from welcomeplan.deadlines.bounds import Dated, dated
from welcomeplan.deadlines.calendars import PLAIN, Calendar, day_words
from welcomeplan.deadlines.lexer import Text, lex
from welcomeplan.deadlines.nodes import Branch, Ongoing, Phrase, Repeating, Undated, Wait, drawn
from welcomeplan.deadlines.parser import parse
from welcomeplan.deadlines.promise import (
    LONGEST_WAIT,
    Deadline,
    Offset,
    Question,
    resolve,
)
from welcomeplan.deadlines.reading import told
from welcomeplan.deadlines.repeats import recurring
from welcomeplan.deadlines.settle import settle
from welcomeplan.limits import LONGEST_DEADLINE

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.deadlines.nodes import Node
    from welcomeplan.deadlines.settle import Settled

    _Own = tuple[tuple[str, str], ...]

_MOST_KEPT = 1 << 15
"""How many readings are kept: those of any plan that people keep up by hand."""


def read_deadline(words: str, calendar: Calendar = PLAIN, *, year: int | None = None) -> Deadline:
    """Read a deadline in a plan's own words. Raises Question rather than guess.

    `year` is the one an enclosing heading states; it is used only where the words name none.
    """
    found = _read(words, *_keyed(calendar), year)
    if isinstance(found, Question):
        raise found.with_traceback(None)
    return found


@lru_cache(maxsize=_MOST_KEPT)
def _read(words: str, calendar: Calendar, own: _Own, year: int | None) -> Deadline | Question:
    """Equal words by the same calendar are read once a run."""
    calendar = calendar._replace(words=dict(own))
    if len(words) > LONGEST_DEADLINE:
        return Question(
            words,
            f"This is {len(words):,} characters long; a deadline has at most {LONGEST_DEADLINE}.",
            "Write only when it is due, such as `by mid-2018`, and move the rest to `text`.",
        )
    text = lex(words, calendar.words)
    phrase = parse(text.tokens)
    try:
        return interpret(phrase, text, calendar, year)
    except Question as question:
        from welcomeplan.deadlines.finding import proposed  # noqa: PLC0415 - it reads by us

        return proposed(question, phrase, text, calendar, year)


def read_alone(words: str, calendar: Calendar, year: int | None) -> Deadline | Question:
    """What words come to that must be a deadline and nothing else: no question has a proposal."""
    return _alone(words, *_keyed(calendar), year)


@lru_cache(maxsize=_MOST_KEPT)
def _alone(words: str, calendar: Calendar, own: _Own, year: int | None) -> Deadline | Question:
    """Prose says the same time again and again."""
    calendar = calendar._replace(words=dict(own))
    text = lex(words, calendar.words)
    try:
        return interpret(parse(text.tokens), text, calendar, year)
    except Question as question:
        return question.with_traceback(None)


def _keyed(calendar: Calendar) -> tuple[Calendar, _Own]:
    """A calendar as what was read by it is found again: its own terms apart."""
    return calendar._replace(words=()), tuple(calendar.words.items())  # type: ignore[arg-type]


def interpret(phrase: Phrase, text: Text, calendar: Calendar, year: int | None) -> Deadline:
    """What a phrase tree promises. Raises Question."""

    def own(name: str) -> Deadline:
        inner = calendar._replace(words={})
        return read_deadline(calendar.words[name], inner)

    settled = settle(phrase, text, calendar, year)
    try:
        return _promised(settled, phrase, Told(text, calendar, own), year)
    except OverflowError:  # a length of time past the last day that there is
        raise ask(text, "That is beyond the calendar.") from None


def _promised(settled: Settled, phrase: Phrase, teller: Told, year: int | None) -> Deadline:
    found = _dated(settled.node, teller, year)
    if settled.beside is not None:
        _agrees(settled.beside, found, teller, year)
    if settled.heading is not None:
        teller.why.insert(0, f"the year {settled.heading} stands above it")
    deadline = told(found, phrase, teller.text, teller.why, [*settled.notes, *teller.notes])
    return resolve(deadline, found.on) if found.on else deadline


def _dated(node: Node, teller: Told, year: int | None) -> Dated:
    match node:
        case Wait():
            return _waiting(node, teller, year)
        case Repeating():
            return recurring(node, teller)
        case Ongoing():
            return Dated("ongoing")
        case Undated():
            return Dated("undated")
    return dated(node, teller)


def _agrees(wait: Wait, found: Dated, teller: Told, year: int | None) -> None:
    """Hold a wait in brackets to the date beside it, where both have a day. Raises Question."""
    counted = None if wait.doubt else _waiting(wait, teller, year)
    if counted is None or counted.on is None or counted.offset is None:
        return
    last, due = counted.offset.later(counted.on), found.end or found.begin_by
    month = found.kind != "date" and due is not None and due.replace(day=1) == last.replace(day=1)
    if last != due and not month:
        raise teller.ask(
            f"{teller.text.of(wait.at)!r} is {day_words(last)}, not the date beside it.",
            wait,
            "Write the one that holds.",
        )


def _waiting(node: Wait, teller: Told, year: int | None) -> Dated:
    """What waits on an event: the rest of the words are its name."""
    length = teller.text.of((node.at[0], node.event[0]))
    if node.doubt in ("lengths", "working"):
        said = (
            "is several lengths of time"
            if node.doubt == "lengths"
            else "counts days that depend on holidays"
        )
        raise teller.ask(
            f"{length.strip()!r} {said}.",
            node,
            "Write one, such as `within 6 months of adoption`, or the date.",
        )
    if node.unit and not 0 < node.n <= LONGEST_WAIT[node.unit]:
        raise teller.ask(f"{length.strip()} is no length of time.", node)
    event = _named(teller.text.of(node.event))
    offset = Offset(node.n, node.unit, node.within) if node.unit else None
    if _adoption(event):
        if teller.calendar.adopted is None:
            raise teller.ask(
                "When was the plan adopted?",
                node,
                "Set `adopted` in plan.yaml, for example `2017-09-05`.",
            )
        adopted = teller.calendar.adopted
        if offset is None and teller.text.tokens[node.at[0]].value == "upon":
            teller.why.append(f"the plan was adopted on {day_words(adopted)}")
            return Dated("date", adopted, adopted)
        return Dated("relative", anchor="adopted", offset=offset, on=adopted)
    if node.doubt or not event:
        raise teller.ask(
            f"What it waits on is not one event: {event[:60]!r}.",
            node,
            "Write one event or a milestone's id, such as `90 days after guidance`.",
        )
    if node.of is not None:
        day = _counted_from(node.of, node, teller, year)
        if offset is None:
            raise teller.ask(
                f"'After' {event} says when it can't be sooner, not by when it is due.",
                node,
                "Write the deadline as `due`, and the earliest date as `starts`.",
            )
        return Dated("relative", anchor=day_words(day), offset=offset, on=day)
    return Dated("relative", anchor=event, offset=offset)


def _counted_from(of: Node, node: Wait, teller: Told, year: int | None) -> date:
    """The day from which a wait counts, where its words are a date."""
    phrase = Phrase(of.at, (of,), ("",))
    found = interpret(phrase, teller.text, teller.calendar, year)
    if found.kind == "date" and found.start is not None and found.start == found.end:
        return found.start
    raise teller.ask(
        f"{teller.text.of(node.event)!r} is not a single day to count from, and could be the "
        "name of a milestone.",
        node,
        "Write a day, such as `90 days after 1 July 2018`, or the deadline itself; "
        "what waits on a milestone of that name can say so under `after`.",
    )


def _adoption(event: str) -> bool:
    """Whether it is the plan's adoption: "adoption of the plan", "the plan is adopted"."""
    words = set(event.lower().replace("'s", "").split()) - {"the", "of", "this", "plan", "is"}
    return words in ({"adoption"}, {"adopted"})


def _named(event: str) -> str:
    """What a wait is for: the id in "the completion of ID", else the words themselves."""
    words = " ".join(event.split()).strip(" .,;:()[]")
    for opening in ("the ", "completion of ", "the "):
        if words.lower().startswith(opening):
            words = words[len(opening) :]
    for ending in (" is complete", " is completed", " is done", " are complete", " are completed"):
        words = words.removesuffix(ending)
    return words.strip()


def explain_deadline(words: str, calendar: Calendar = PLAIN) -> list[Branch]:
    """The phrase tree of a deadline, a branch a node, each with its own words."""
    text = lex(words[:LONGEST_DEADLINE], calendar.words)
    return list(drawn(parse(text.tokens), text))
