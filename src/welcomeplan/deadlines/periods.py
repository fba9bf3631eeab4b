"""A period that somebody names on a command line: a quarter, or whatever the words of a plan name.

`2027Q2` is printed for the calendar's quarter alone, and `FY2027Q2` for the fiscal year's. A plan
that counts by fiscal quarters may well write `2027Q2` for one of those: asked for so, it is both.
Words, such as `Q2 2027`, are read as in a deadline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.deadlines.asking import Told
from welcomeplan.deadlines.calendars import (
    PLAIN,
    Calendar,
    Window,
    fiscal_place,
    fiscal_quarter,
    fiscal_year,
    quarter_label,
)
from welcomeplan.deadlines.counted import COUNTED, PERIODS, QUARTERS, counted_on, has_others
from welcomeplan.deadlines.days import compact, either, window
from welcomeplan.deadlines.lexer import lex
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import Fiscal, Half, PlanYear, Quarter, walk
from welcomeplan.deadlines.parser import parse
from welcomeplan.deadlines.points import point
from welcomeplan.deadlines.promise import Question
from welcomeplan.deadlines.reader import read_deadline
from welcomeplan.limits import LONGEST_DEADLINE

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.deadlines.lexer import Text
    from welcomeplan.deadlines.promise import Deadline


def named_quarter(text: str, today: date, calendar: Calendar) -> tuple[str, Window]:
    """A quarter that words name, as `read_quarter`."""
    lexed = lex(text[:LONGEST_DEADLINE])
    node = _alone(lexed)
    if not isinstance(node, Quarter) or isinstance(node.of, PlanYear):
        raise Question(text, f"{text[:40]!r} is not a quarter.", QUARTERS)
    if node.of is None and node.year is None:
        named = " ".join(text.split())[:40]
        remedy = f"Write it, such as `{named} {today.year}`, or `FY{today.year}Q{node.n}`."
        raise Question(text, f"Which year? {named!r} names none.", remedy)
    calendar = as_typed(text, calendar)
    try:
        days = window(node, Told(lexed, calendar, lambda name: read_deadline(name, calendar)))
    except Question as question:
        if node.of is None and node.counted != "fiscal":
            raise
        year = node.of.year if isinstance(node.of, Fiscal) else node.year
        raise Question(
            text,
            question.message,
            "Set `calendar.fiscal_year_starts` in plan.yaml, for example `July`, "
            f"or ask for a calendar quarter such as {year}Q{node.n}.",
        ) from None
    return _label_of(node, days, calendar), days


def named_period(text: str, calendar: Calendar) -> tuple[str, Window]:
    """A period that words name, as `read_period`."""
    asked = " ".join(text.split())
    words = re.sub(r"(?i)^(?:in|during) (?:the )?", "", asked) or asked
    calendar = as_typed(words, calendar)
    try:
        due = read_deadline(words, calendar)
    except Question as question:
        raise Question(text, question.message, _instead(question.remedy), question.at) from None
    if due.start is None or due.end is None or due.anchor or due.kind == "recurring":
        raise Question(text, f"That is no one period: {_no_period(due)}.", PERIODS)
    days = Window(due.start, due.end)
    return called(words, days, calendar), days


def as_typed(text: str, calendar: Calendar) -> Calendar:
    """The calendar that words on a command line are read by: `2027Q2` is the calendar's quarter
    where the plan doesn't say what its quarters are. Raises Question where it says that they are
    those of its fiscal year: then `2027Q2` could be either."""
    starts = calendar.fiscal_year_starts
    if starts is None or not has_others(calendar):
        return calendar
    lexed = lex(text[:LONGEST_DEADLINE], calendar.words)
    bare = _bare(lexed)
    named = [(node, year) for node in bare if (year := compact(node, lexed))]
    if named and calendar.quarters == "fiscal":
        raise Question(text, *either(*named[0], starts))
    if bare and len(named) == len(bare):
        return calendar._replace(quarters="calendar")
    return calendar


def _bare(lexed: Text) -> list[Quarter | Half]:
    """The quarters and halves that words name without saying of which year, the calendar's or the
    fiscal."""
    found = (node for node in walk(parse(lexed.tokens)) if isinstance(node, Quarter | Half))
    return [node for node in found if node.of is None and not node.counted]


def _alone(lexed: Text) -> Quarter | Half | None:
    """The one quarter or half that words are, and nothing else."""
    node = point(lexed.tokens, 0)
    if isinstance(node, Quarter | Half) and lexed.tokens[node.at[1]].role is Role.STOP:
        return node
    return None


def _label_of(node: Quarter | Half, days: Window, calendar: Calendar) -> str:
    """What a quarter or a half is called wherever it is printed."""
    starts, counted = calendar.fiscal_year_starts, node.counted
    if node.of is None and not counted and starts != (1, 1):
        counted = calendar.quarters or ""
    if starts and (node.of is not None or counted == "fiscal"):
        if isinstance(node, Half):
            first, _ = fiscal_place(days.start, starts)
            return f"FY{fiscal_year(starts, first).end.year} H{node.n}"
        return fiscal_quarter(*fiscal_place(days.start, starts), starts)[0]
    return f"{days.start.year}H{node.n}" if isinstance(node, Half) else quarter_label(days.start)


def called(words: str, days: Window, calendar: Calendar) -> str:
    """What to call a period: as it is written, but a quarter or a half by its label; and by its
    days what names several that could be of either year."""
    lexed = lex(words, calendar.words)
    node = _alone(lexed)
    if node and not isinstance(node.of, PlanYear):
        return _label_of(node, days, calendar)
    other = calendar.fiscal_year_starts not in (None, (1, 1))
    return f"{days.start} to {days.end}" if other and _bare(lexed) else words


def _instead(remedy: str) -> str:
    """What to write instead of words that can't be read: not what only a deadline may say."""
    if remedy.startswith("If "):
        return f"{PERIODS} {remedy}"
    of_deadlines = ("by mid", "milestone", "`due`", "objective")
    return PERIODS if any(words in remedy for words in of_deadlines) else remedy


def _no_period(due: Deadline) -> str:
    """What words say that are no bare period."""
    if due.windows:
        return f"it names {len(due.windows)} of them"
    if due.kind in ("ongoing", "undated"):
        return "it has no days"
    if due.kind == "recurring":
        return "it comes again and again"
    if due.anchor:
        return "it counts from something else"
    return "it has no first day" if due.end else "it has no last day"


def answered_on(question: Question, day: date, calendar: Calendar = PLAIN) -> Question:
    """A question about words that count from the day on which they are read: with what they mean
    on a day, to be written in their place."""
    found = re.search(rf"\b{COUNTED}\b", question.words, re.IGNORECASE)
    if not found:
        return question
    try:
        meant, _ = counted_on(found, question.words, day, calendar)
        of = "calendar " if has_others(calendar) else ""
        meant = re.sub(r"^(\d+)(Q\d)$", rf"{of}\2 \1", meant)  # as plans write it
        instead = question.words[: found.start()] + meant + question.words[found.end() :]
        proposal = read_deadline(instead, calendar)
    except Question:
        return question
    remedy = f"As of {day} that is `{instead}`. Write it so: a plan is read on any day."
    return Question(question.words, question.message, remedy, question.at, proposal)
