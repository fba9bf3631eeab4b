"""What stands around the dates of a sentence: what is counted, what comes again, its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.intake.promising import Dated, clause_of, is_told, key_of
from welcomeplan.intake.titling import title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.values import Item
    from welcomeplan.yamltext import Value

_COUNT = re.compile(
    r"(?i)(?:(?:at least|at most|up to|fewer than|less than|about) )?"
    r"(?P<amount>(?:(?<!\d)\d[\d,]{0,20}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)"
    r" (?!more|others|another|additional)[^\W\d_]+) \Z"
)
_MONTHS = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[.]?)"
)
_LENGTH = (
    "(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen"
    "|twenty-four) (?:days?|weeks?|months?|quarters?|years?)"
)
_LOOSE = re.compile(
    r"(?i)\b(?:in|by|before|during|until|due)(?: [\w,-]+){0,4}? 20\d\d\b"
    r"|(?<!\bof )(?<!\bdated )(?<!\bfrom )"
    rf"(?:\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d\d\b|\b20\d\d-\d\d(?:-\d\d)?\b"
    rf"|\b{_MONTHS} \d{{1,2}},? 20\d\d\b)"
    rf"|\b(?:in|within)(?: the (?:next|first|following))? {_LENGTH}\b"
    rf"|\b{_LENGTH} (?:later|thereafter|after(?:ward)?s?)\b"
    rf"|\b(?:due|by|before|until|no later than)(?: the)?(?: (?:end of|late|early|next))?"
    rf" (?:{_MONTHS}|spring|summer|fall|autumn|winter|year[- ]end)\b"
)
"""A time that may be promised, too, and isn't read."""
AGAIN_WORDS = re.compile(
    r"(?i)\b(?:every|each) (?:year|month|week|quarter|spring|summer|fall|autumn|winter|january"
    r"|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"(?: thereafter| after that)?|\b(?:annually|yearly|quarterly|monthly|and) thereafter\b"
)
"""What says beside a day that it comes again."""
CONDITIONS = re.compile(
    r"(?i)\b(?:subject to|pending (?!\w+ation\b)|contingent (?:up)?on|depending on|provided that"
    r"|(?:if|as|where|when) (?:funds?|funding|resources|money)\b|funding permitting)"
)
"""What a day waits on, so that it is none yet."""
_INEXACT = re.compile(r"(?i)(?:at most|up to|fewer than|less than|about) ")


def titled(text: str, one: Dated | None, several: bool) -> str:
    """The title of a milestone: of its clause alone, where another tells of another day."""
    if one is None:
        return title_of(text)
    start, end = one.clause
    if several or is_told(text[:start]):
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return title_of(text[start:end].rstrip(), [(one.start - start, one.end - start)])
    return title_of(text, [(one.start, one.end)])


def are_counted(text: str, dates: Sequence[Dated]) -> bool:
    """ "At least 1 training in 2017 and 2 trainings in 2018": a number for each day."""
    return len(dates) > 1 and all(_COUNT.search(text[: one.start]) for one in dates)


def beginning(text: str, dates: Sequence[Dated]) -> int:
    """Where a sentence begins behind the deadline that it begins with: “By May, the City will”."""
    if not dates or dates[0].start > 1:
        return 0
    after = dates[0].end
    while after < len(text) and text[after] in " ,:":
        after += 1
    return after


def target_of(text: str, one: Dated) -> str:
    """The number that a sentence promises for a day: `2 trainings`; not of one that is a limit."""
    counted = _COUNT.search(text[: one.start])
    if counted is None or not counted["amount"][0].isdigit() or _INEXACT.match(counted[0]):
        return ""
    return counted["amount"]


def when_of(item: Item) -> Value:
    """The words of a milestone's deadline, or of how often it comes again."""
    return item.keys.get("due", item.keys.get("repeats", ""))


def comes_again(dates: Sequence[Dated]) -> bool:
    """Whether one of the dates says itself how often; so do no dates."""
    return not dates or any(one.deadline.recurrence for one in dates)


def is_rhythm(dates: Sequence[Dated]) -> bool:
    """Whether two dates are one promise: “each year, beginning in 2024”."""
    keys = [key_of(one.deadline) for one in dates]
    return keys == ["repeats", "due"]


def without_dates(text: str, dates: Sequence[Dated]) -> str:
    """A sentence without the words of its deadlines."""
    for one in reversed(dates):
        text = text[: one.start] + text[one.end :]
    return text


def loose_in(text: str, dates: Sequence[Dated]) -> list[str]:
    """The times beside the dates of a sentence that may be promised, too, and aren't read."""
    rest = without_dates(text, dates) if dates else ""
    return [
        one[0]
        for one in _LOOSE.finditer(rest)
        if not is_told(rest[slice(*clause_of(rest, one.start(), one.end()))])
    ]


def word(item: Item, whole: str) -> None:
    """The wording of a part, where its title leaves words of it out."""
    if item.title != whole.rstrip(" .:"):
        item.keys["text"] = whole


def add_words(item: Item, words: str) -> None:
    """More words of a part: its summary, or its wording."""
    key = "summary" if item.kind == "strategy" else "text"
    known = item.keys.get(key)
    if known is None and key == "text":
        known = item.title if item.title.endswith((".", "!", "?")) else f"{item.title}."
    item.keys[key] = f"{known} {words}" if known else words
