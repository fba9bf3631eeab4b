"""A period as somebody asks for it on a command line: a quarter, or whatever period the words of a
plan name; and what `this`, `next` and `last` are, counted from a day.

`2027Q2` is printed for the calendar's quarter alone, and `FY2027Q2` for the fiscal year's. A plan
that counts by fiscal quarters may well write `2027Q2` for one of those: asked for so, it is both.
Words, such as `Q2 2027`, are read as in a deadline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.deadlines.asking import Told
from welcomeplan.deadlines.calendars import (
    MONTHS,
    PLAIN,
    Calendar,
    Window,
    fiscal_place,
    fiscal_quarter,
    fiscal_year,
    month,
    quarter,
    quarter_label,
    year,
)
from welcomeplan.deadlines.days import compact, either, window
from welcomeplan.deadlines.lexer import LONGEST, lex
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import Fiscal, Half, PlanYear, Quarter, walk
from welcomeplan.deadlines.parser import parse
from welcomeplan.deadlines.points import point
from welcomeplan.deadlines.promise import Question
from welcomeplan.deadlines.reader import read_deadline

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.deadlines.lexer import Text
    from welcomeplan.deadlines.promise import Deadline

_QUARTERS = "Write a quarter such as 2018Q1, FY2018Q2, Q3 2026/27, this, next, last, +2 or -1."
_PERIODS = (
    "Write a period, such as `FY2027`, `Q3 2026/27`, `2027`, `fall 2027`, `M13-M18`, `this year` "
    "or `next month`."
)
_SHIFTS = {"this": 0, "next": 1, "last": -1}
_COUNTED = r"(this|next|last) (?:(month)|(?:(fiscal|financial|calendar) )?(quarter|year))"


def read_quarter(text: str, today: date, calendar: Calendar = PLAIN) -> tuple[str, Window]:
    """A quarter as asked for on a command line: its canonical label and its days.

    Reads 2018Q1, 2018-Q1, q1 2018, FY2018Q2, Q3 2026/27, this, next, last, +2 and -1; those that
    count from today are quarters of the fiscal year, where the plan sets one and does not say
    `quarters: calendar`. A fiscal year is named for the calendar year it ends in. Raises Question,
    also for a quarter that could be of either year.
    """
    asked = " ".join(text.lower().split())
    shift = _SHIFTS.get(asked)
    if shift is None and re.fullmatch(r"[+-] ?[0-9]{1,3}", asked):
        shift = int(asked.replace(" ", ""))
    if shift is not None:
        return _quarter_from(shift, "", text, today, calendar)
    counted = re.fullmatch(_COUNTED, asked)
    if counted and counted[4] == "quarter":
        return _counted(counted, text, today, calendar)
    lexed = lex(text[:LONGEST])
    node = _alone(lexed)
    if not isinstance(node, Quarter) or isinstance(node.of, PlanYear):
        raise Question(text, f"{text[:40]!r} is not a quarter.", _QUARTERS)
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


def read_period(text: str, today: date, calendar: Calendar = PLAIN) -> tuple[str, Window]:
    """A period as asked for in words, by a plan's calendar: what to call it, and its days.

    Reads every bare period that a deadline may be, and this, next or last month, quarter and year
    (also `fiscal year`, `calendar quarter`), counted from today. Raises Question for what has no
    first and last day, such as "by June", "each March" and "ongoing".
    """
    asked = " ".join(text.split())
    found = re.fullmatch(_COUNTED, asked, re.IGNORECASE)
    if found and asked.casefold() not in map(str.casefold, calendar.words):
        return _counted(found, text, today, calendar)
    words = re.sub(r"(?i)^(?:in|during) (?:the )?", "", asked) or asked
    calendar = as_typed(words, calendar)
    try:
        due = read_deadline(words, calendar)
    except Question as question:
        raise Question(text, question.message, _instead(question.remedy), question.at) from None
    if due.start is None or due.end is None or due.anchor or due.kind == "recurring":
        raise Question(text, f"That is no one period: {_no_period(due)}.", _PERIODS)
    days = Window(due.start, due.end)
    return called(words, days, calendar), days


def as_typed(text: str, calendar: Calendar) -> Calendar:
    """The calendar that words on a command line are read by: `2027Q2` is the calendar's quarter
    where the plan doesn't say what its quarters are. Raises Question where it says that they are
    those of its fiscal year: then `2027Q2` could be either."""
    starts = calendar.fiscal_year_starts
    if starts is None or not _has_others(calendar):
        return calendar
    lexed = lex(text[:LONGEST], calendar.words)
    bare = _bare(lexed)
    named = [(node, year) for node in bare if (year := compact(node, lexed))]
    if named and calendar.quarters == "fiscal":
        raise Question(text, *either(*named[0], starts))
    if bare and len(named) == len(bare):
        return calendar._replace(quarters="calendar")
    return calendar


def _has_others(calendar: Calendar) -> bool:
    """Whether the plan may mean other quarters than the calendar's, or does."""
    return calendar.fiscal_year_starts not in (None, (1, 1)) and calendar.quarters != "calendar"


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
        return f"{_PERIODS} {remedy}"
    of_deadlines = ("by mid", "milestone", "`due`", "objective")
    return _PERIODS if any(words in remedy for words in of_deadlines) else remedy


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
    found = re.search(rf"\b{_COUNTED}\b", question.words, re.IGNORECASE)
    if not found:
        return question
    try:
        meant, _ = _counted(found, question.words, day, calendar)
        of = "calendar " if _has_others(calendar) else ""
        meant = re.sub(r"^(\d+)(Q\d)$", rf"{of}\2 \1", meant)  # as plans write it
        instead = question.words[: found.start()] + meant + question.words[found.end() :]
        proposal = read_deadline(instead, calendar)
    except Question:
        return question
    remedy = f"As of {day} that is `{instead}`. Write it so: a plan is read on any day."
    return Question(question.words, question.message, remedy, question.at, proposal)


def _counted(found: re.Match[str], text: str, day: date, calendar: Calendar) -> tuple[str, Window]:
    """The month, quarter or year that is this, the next or the last one on a day."""
    shift, counted = _SHIFTS[found[1].lower()], (found[3] or "").lower()
    unit = (found[2] or found[4]).lower()
    if unit == "quarter":
        return _quarter_from(shift, counted, text, day, calendar)
    fiscal = unit == "year" and counted not in ("", "calendar")
    starts = _fiscal_year_of(calendar, text) if fiscal else None
    try:
        if unit == "month":
            years, at = divmod(day.year * 12 + day.month - 1 + shift, 12)
            return f"{MONTHS[at]} {years}", month(years, at + 1)
        if starts:
            days = fiscal_year(starts, fiscal_place(day, starts)[0] + shift)
            return f"FY{days.end.year}", days
        return f"{day.year + shift}", year(day.year + shift)
    except (ValueError, OverflowError):
        raise _beyond(text, _PERIODS) from None


def _quarter_from(
    shift: int, counted: str, text: str, day: date, calendar: Calendar
) -> tuple[str, Window]:
    """The quarter so many after the one of a day: of the fiscal year where the plan counts by it
    or the words say so, else of the calendar's."""
    fiscal = _has_others(calendar) if not counted else counted != "calendar"
    starts = _fiscal_year_of(calendar, text) if fiscal else None
    try:
        if starts:
            first, n = fiscal_place(day, starts)
            years, at = divmod(4 * first + n - 1 + shift, 4)
            return fiscal_quarter(years, at + 1, starts)
        years, at = divmod(4 * day.year + (day.month - 1) // 3 + shift, 4)
        days = quarter(years, at + 1)
        return quarter_label(days.start), days
    except (ValueError, OverflowError):
        raise _beyond(text, _QUARTERS) from None


def _fiscal_year_of(calendar: Calendar, text: str) -> tuple[int, int]:
    if calendar.fiscal_year_starts is None:
        raise Question(
            text,
            "When does the fiscal year start?",
            "Set `calendar.fiscal_year_starts` in plan.yaml, for example `July`, or ask for a "
            "period of the calendar year.",
        )
    return calendar.fiscal_year_starts


def _beyond(text: str, remedy: str) -> Question:
    return Question(text, "That is beyond the calendar.", remedy)
