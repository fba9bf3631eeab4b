"""Deadlines among other words: the one that a question may propose, and all those of prose.

What is no part of a deadline (`Said`) parts a phrase into runs. A run that reads alone is a
deadline, unless the words beside it make its date the name of something ("2018 budget").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines.calendars import MONTHS, PLAIN, Calendar
from welcomeplan.deadlines.lexer import Text, lex, plain
from welcomeplan.deadlines.lexicon import LONGER, WORDS, Role
from welcomeplan.deadlines.nodes import (
    Aside,
    Begins,
    Bounded,
    Bracket,
    Count,
    Day,
    Every,
    Fiscal,
    Lasting,
    Month,
    MonthOrDay,
    Node,
    Ongoing,
    Own,
    Phrase,
    PlanMonth,
    PlanYear,
    Range,
    Said,
    School,
    Series,
    Week,
    Year,
    parts_in,
    walk,
)
from welcomeplan.deadlines.numbers import numeric, past_one, year_of
from welcomeplan.deadlines.parser import parse
from welcomeplan.deadlines.points import dated
from welcomeplan.deadlines.promise import Deadline, Found, Question
from welcomeplan.deadlines.reader import read_alone, read_deadline
from welcomeplan.deadlines.sharing import leaves
from welcomeplan.limits import LONGEST_DEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Run(NamedTuple):
    """Parts of a phrase with no other word between them, and what stands right beside them."""

    parts: tuple[Node, ...]
    before: bool
    """Whether a word that is no part of a deadline stands right before, with no mark between."""
    after: bool


class _Seen(NamedTuple):
    """What a run comes to: `deadline`; `nothing`, a name or number; `length`; or `unsure`."""

    what: str
    at: tuple[int, int] = (0, 0)
    deadline: Deadline | None = None


_NOTHING = _Seen("nothing")
_LENGTH = _Seen("length")
_UNSURE = _Seen("unsure")


_NARROWING = (Role.FISCAL, Role.SCHOOL, Role.CALENDAR, Role.QUARTER, Role.SEASON)


def proposed(
    question: Question, phrase: Phrase, text: Text, calendar: Calendar, year: int | None
) -> Question:
    """The question again, with the one deadline that its words hold, if there is one."""
    for node in phrase.parts[:1] if len(phrase.parts) == 1 else ():
        node = node.of if isinstance(node, Bounded) else node  # noqa: PLW2901 - the same, bare
        if isinstance(node, MonthOrDay):
            words = f"{MONTHS[node.month - 1]} {2000 + node.n}"
            return _proposing(question, words, read_deadline(words, calendar))
    said = [node for node in parts_in(phrase) if isinstance(node, Said)]
    if not said or any(one.why and not _launches(one, text) for one in said):
        return question
    if any(isinstance(part, Aside) and part.kind == "if" for part in parts_in(phrase)):
        return question
    if any(text.tokens[one.at[0]].role in _NARROWING for one in said):
        return question  # "2019 (FY)"
    found: list[_Seen] = []
    lasting = False
    for run in _runs(phrase):
        seen = _seen(run, text, calendar, year)
        lasting = lasting or seen.what == "length"
        if seen.what == "unsure" or (seen.deadline and found):
            return question
        if seen.deadline:
            found.append(seen)
    if not found or found[0].deadline is None or (lasting and found[0].deadline.start):
        return question
    words = text.of(found[0].at)
    repeats = found[0].deadline.recurrence
    if repeats and not repeats.windows and any(_dates(one, text) for one in said):
        return question  # "quarterly by the 15th", "every 2 years (odd years)"
    launches = any(one.why for one in said)
    if launches and not re.match(r"(?i)by |before |no later ", words):
        return question
    return _proposing(question, words, found[0].deadline)


def _dates(said: Said, text: Text) -> bool:
    """Whether words that are no date are made of those that dates are made of."""
    telling = (Role.PART, Role.EDGE, Role.NUMBER, Role.ORDINAL)
    return any(
        dated(token.role) or token.role in telling for token in text.tokens[said.at[0] : said.at[1]]
    )


def _launches(said: Said, text: Text) -> bool:
    """ "Launch the site by June": launched by then is done by then, whatever follows."""
    return said.why == "begin" and all(
        token.value == "launch" for token in text.tokens[said.at[0] : said.at[1]]
    )


_DONE = re.compile(r"(?i)\W*(?:all |already |now )?(?:done|completed|finished|delivered)\b")
_BY = re.compile(r"(?i)(?:by|before|no later|until)\b")


def _proposing(question: Question, words: str, deadline: Deadline) -> Question:
    done = _DONE.match(question.words)
    if done and not _BY.match(words):  # "done (April 2026)" is no promise
        return Question(
            question.words,
            f"{done[0].strip()!r} tells of something past; what is due, and when?",
            f"If it was done then, say so with `done:` and `{words}` as YYYY-MM or YYYY-MM-DD;"
            " `due:` is what was promised.",
            (0, done.end()),
        )
    head = deadline.reading.split(": ")[0]
    rest = "." if question.message.startswith("Is ") else " and keep the rest in the title."
    return Question(
        question.words,
        question.message,
        f"I see `{words}` ({head}). If that is the deadline, write it alone{rest}",
        question.at,
        deadline,
    )


def find_deadlines(
    text: str, calendar: Calendar = PLAIN, *, year: int | None = None
) -> list[Found]:
    """The deadlines in a paragraph of prose, in order, each as long as it reads: the words alone,
    without the verbs and names around them. `year` is the one that a heading states."""
    found: list[Found] = []
    for piece in _PIECES.finditer(text):
        lexed, runs = _dated_runs(piece[0], tuple(calendar.words))
        for run in runs:
            for seen in _each_seen(run, lexed, calendar, year):
                deadline = seen.deadline
                if deadline is None or deadline.kind in ("ongoing", "undated"):
                    continue
                start, end = lexed.place(seen.at)
                start, end = start + piece.start(), end + piece.start()
                found.append(Found(start, end, text[start:end], deadline))
    return found


@lru_cache(maxsize=256)
def _dated_runs(words: str, own: tuple[str, ...]) -> tuple[Text, tuple[_Run, ...]]:
    """The runs of a paragraph that may be deadlines, which are the same by any calendar."""
    if own or names_time(words):
        text = lex(words, own)
        if may_date(text):
            return text, tuple(run for run in _runs(parse(text.tokens)) if not _past(run, text))
    return _NO_TEXT, ()


_NO_TEXT = Text("", [])
_TELLING = frozenset(
    {
        *(Role.MONTH, Role.SEASON, Role.WEEKDAY, Role.QUARTER, Role.HALF, Role.UNIT, Role.FISCAL),
        *(Role.SCHOOL, Role.CALENDAR, Role.WEEK, Role.ENDING, Role.ORDINAL, Role.SHORT, Role.OWN),
        *(Role.OFTEN, Role.EACH, Role.TIMES, Role.THEREAFTER, Role.AFTER, Role.EDGE, Role.PART),
    }
)
_LETTERS = re.compile(r"[a-z]+")
_FIRST = frozenset(
    _LETTERS.findall(word)[0]
    for word, entry in (
        *WORDS.items(),
        *((word, entry) for word, longer in LONGER.items() for _, entry in longer),
    )
    if entry.role in _TELLING
)
"""What a word begins with that is one of those, whatever follows."""
_NUMBERED = re.compile(
    r"(?:19|2[01])[0-9]{2}|[0-9][a-z]|[a-z][0-9]|'[ ]?[0-9]|[/<]|[0-9]\.[0-9]+\.[0-9]"
    r"|-[ \"'.*_]*+[0-9]{2}"
)
"""What a text has whose numbers may be a date's: a year, 2nd, Q3, '27, 6/27, 1.6.27."""


def names_time(words: str) -> bool:
    """Whether dates can be made of any words or numbers of a text: most prose needs no lexer."""
    text = plain(words)
    if _NUMBERED.search(text) or not text.isascii():
        return True
    return not _FIRST.isdisjoint(_LETTERS.findall(text))


def may_date(text: Text) -> bool:
    """Whether any token is one that dates are made of: most prose has none, and needs no parser."""
    tokens = text.tokens
    return any(
        token.role in _TELLING
        or (
            token.role is Role.NUMBER
            and (year_of(token) is not None or numeric(tokens, k) is not None)
        )
        for k, token in enumerate(tokens)
    )


_PIECES = re.compile(
    r"(?:[^\n]|\n(?![ \t]*(?:\n|[-*•·]|\Z))){1,2000}(?:(?<=\s)|(?=\s)|\Z|(?=\n))|\S{2000}"
)
"""Paragraphs, what no empty line and no bullet parts; a long one in stretches, that end at a blank
where there is any."""


_CLAUSE = (Role.PERIOD, Role.COMMA, Role.SEMICOLON, Role.COLON, Role.AND, Role.CLOSE)


def _past(run: _Run, text: Text) -> bool:
    """Whether the verb nearest before a date tells of something past: "was adopted in 2019"."""
    i = run.parts[0].at[0] - 1
    if run.before and i >= 0 and text.tokens[i].role is Role.VAGUE:
        return True  # "as of July 2023"
    last = max(i - 60, -1)
    while i > last and text.tokens[i].role not in _CLAUSE:
        token = text.tokens[i]
        if token.role is Role.LEAD:
            return False
        if (token.role, token.value) == (Role.VAGUE, "past") and token.n:
            return True
        i -= 1
    return False


def _each_seen(run: _Run, text: Text, calendar: Calendar, year: int | None) -> Iterator[_Seen]:
    """The longest deadline of a run; where it doesn't read as one, those of its parts."""
    whole = _seen(run, text, calendar, year)
    if whole.deadline or len(run.parts) == 1:
        yield whole
        return
    last = len(run.parts) - 1
    for k, part in enumerate(run.parts):
        alone = _Run((part,), run.before and k == 0, run.after and k == last)
        yield _seen(alone, text, calendar, year)


def _runs(phrase: Phrase) -> Iterator[_Run]:
    parts: list[Node] = []
    before = False
    for part, join in zip(phrase.parts, phrase.joins, strict=True):
        said = isinstance(part, Said)
        if said or (
            isinstance(part, Bracket) and any(isinstance(n, Said) for n in parts_in(part.inner))
        ):
            if parts:
                yield _Run(tuple(parts), before, said and not join)
            parts = []
            before = said
            if isinstance(part, Bracket):
                yield from _runs(part.inner)
            continue
        if not parts:
            before = before and not join
        elif "." in join:
            yield _Run(tuple(parts), before, False)
            parts, before = [], False
        parts.append(part)
        if before and len(parts) == 1 and isinstance(part, Year):
            yield _Run((part,), before, False)  # "Strategy 2030 by June 2028"
            parts, before = [], False
    if parts:
        yield _Run(tuple(parts), before, False)


def _trimmed(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    """Without what leaves the date as it is, at both ends."""
    loose = ("label", "note", "reason", "struck")

    def trims(part: Node) -> bool:
        if isinstance(part, Bracket):
            return all(map(trims, part.inner.parts))
        return isinstance(part, Count) or (isinstance(part, Aside) and part.kind in loose)

    first, stop = 0, len(parts)
    while first < stop and trims(parts[first]):
        first += 1
    while stop > first and trims(parts[stop - 1]):
        stop -= 1
    return parts[first:stop]


def _seen(run: _Run, text: Text, calendar: Calendar, year: int | None) -> _Seen:
    parts = _trimmed(run.parts)
    if parts and all(isinstance(part, Aside) and part.kind == "weekday" for part in parts):
        return _UNSURE
    if all(isinstance(part, Aside | Count | Lasting) for part in parts):
        return _LENGTH if any(isinstance(part, Lasting) for part in parts) else _NOTHING
    if len(parts) == 1 and isinstance(parts[0], Bracket):
        return _seen(_Run(parts[0].inner.parts, False, False), text, calendar, year)
    first, last = parts[0], parts[-1]
    begin, stop = first.at[0], last.at[1]
    named = (Role.MONTH, Role.SEASON, Role.WEEKDAY, Role.UNIT)
    if stop - begin == 1 and text.tokens[begin].role in named:
        return _NOTHING  # "may", "spring", "Sun Valley"
    if any(isinstance(part, Aside) and part.kind == "if" for part in parts):
        return _UNSURE
    before = run.before and first is run.parts[0]
    after = run.after and last is run.parts[-1] and _named(text, stop)
    judged = _beside(first, last, text, before, after)
    if judged is not None:
        return judged
    tokens = text.tokens
    leads = (Role.FINISH, Role.LEAD, Role.COLON, Role.LABEL, Role.HEDGE)
    while tokens[begin].role in leads or (
        tokens[begin].role is Role.ARTICLE and tokens[begin].value == "the"
    ):
        begin += 1
    words = text.of((begin, stop))
    if len(words) > LONGEST_DEADLINE:
        return _NOTHING
    found = read_alone(words, calendar, year)
    if isinstance(found, Question) or (found.anchor and not found.offset):
        return _UNSURE  # "after the meeting" is no deadline
    return _Seen("deadline", (begin, stop), found)


def _named(text: Text, stop: int) -> bool:
    """Whether the word after a date can be what the date is of: "2018 budget"."""
    return text.tokens[stop].role not in (
        *(Role.LINK, Role.BOUND, Role.FINISH, Role.LEAD, Role.BEGIN, Role.TO, Role.STRANGE),
        *(Role.VAGUE, Role.OR, Role.AFTER, Role.DASH),
    )


def _beside(first: Node, last: Node, text: Text, before: bool, after: bool) -> _Seen | None:
    """What the words right beside a run make of it; None if they leave it as it is."""
    if isinstance(last, Ongoing | Every) and after:
        linked = text.tokens[last.at[0] - 1].role is Role.LINK  # "with annual updates"
        adjective = text.of(last.at).lower() in ("annual", "biennial") and not linked
        return _NOTHING if isinstance(last, Ongoing) or adjective else _UNSURE
    if isinstance(last, Own) and first is last:
        return _UNSURE  # "high, medium and low"
    points = list(leaves(last))
    bounded = any(isinstance(node, Bounded | Begins) and _binds(node) for node in walk(first))
    if before:
        judged = None if bounded else _code(first, last, points, text)
        judged = judged or _after_words(first, last, points, bounded, text)
        if judged:
            return judged
    stop = last.at[1]
    if after and text.tokens[stop].start == text.tokens[stop - 1].end:
        return _UNSURE
    joined = text.tokens[past_one(text.tokens, stop, Role.DASH)]
    if joined.role is Role.UNKNOWN and any(map(str.isdigit, joined.value)):
        return _UNSURE  # "2028-W53"
    if not after or not points or isinstance(points[-1], Day | Week):
        return None
    years = _years(points)
    if not bounded:
        named = before or years or isinstance(points[-1], PlanYear | PlanMonth | Own)
        return _NOTHING if named else _UNSURE
    between = text.tokens[first.at[0] + 1 : points[-1].at[0]]
    the = any((token.role, token.value) == (Role.ARTICLE, "the") for token in between)
    if before or the or (years and text.tokens[stop + 1].role is Role.STOP):
        return _UNSURE
    return None


def _years(points: list[Node]) -> bool:
    return bool(points) and all(isinstance(one, Year | Fiscal | School) for one in points)


def _code(first: Node, last: Node, points: list[Node], text: Text) -> _Seen | None:
    """Whether a number after a word is its own, not a date's: "Policy 6/2028", "Item 3 May"."""
    token, previous = text.tokens[first.at[0]], text.tokens[first.at[0] - 1]
    if previous.role is Role.UNKNOWN and (
        previous.end - previous.start == 1 or any(map(str.isdigit, previous.value))
    ):
        return _UNSURE  # "3O June 2027"
    if token.role is Role.NUMBER and isinstance(last, Month):
        return _NOTHING  # "Policy 6/2028"
    if token.role not in (Role.NUMBER, Role.UNIT, Role.OWN):
        return None
    if token.end - token.start == 4 and points and not isinstance(points[0], Day):
        return _NOTHING  # "Bylaw 2027-05", "Strategy 2030"
    listed = isinstance(last, Range | Series)
    if listed or previous.role in (Role.PHASE, Role.EVENT) or token.role is not Role.NUMBER:
        return _UNSURE  # "Item 3 May 2027"
    return None


def _after_words(
    first: Node, last: Node, points: list[Node], bounded: bool, text: Text
) -> _Seen | None:
    """What the words before a run make of it."""
    tokens, at = text.tokens, first.at[0]
    token, previous = tokens[at], tokens[at - 1]
    amount = previous.role is Role.NUMBER and (token.role, token.value) in _LIMITS
    if previous.role in _COUNTING and not amount:
        return _UNSURE  # "in the year from September"; "to 500 by 2030" has a date
    ranged = isinstance(last, Bounded) and isinstance(last.of, Range)
    if token.value == "from" and ranged and previous.value.endswith("ed"):
        return _UNSURE  # "rebaselined from Q2 to Q4"
    if (token.role, token.value) in ((Role.ARTICLE, "of"), (Role.BOUND, "for")):
        return _UNSURE  # "ready for April"
    begins = at == 1 or tokens[at - 2].role is Role.OPEN
    status = previous.role is Role.UNKNOWN and previous.value.endswith("ed")
    if status and (token.value == "on" or (begins and not bounded)):
        return _UNSURE  # "Updated 31/03/2017", "closed on 31 December 2024"
    if tokens[0].value.endswith("ed") and token.value == "on":
        return _UNSURE  # "Approved by council on 3 March 2027"
    led = bounded or token.role in (Role.LEAD, Role.HEDGE, Role.FINISH, Role.LABEL)
    if _years(points) and not led and not any(isinstance(one, Fiscal) for one in points):
        return _NOTHING
    return None


_LIMITS = ((Role.BOUND, "by"), (Role.BOUND, "before"), (Role.BOUND, "until"))
_COUNTING = (Role.UNIT, Role.NUMBER, Role.ORDINAL, Role.DOT, Role.WEEK, Role.ENDING)


def _binds(node: Node) -> bool:
    return not isinstance(node, Bounded) or bool(node.bound)
