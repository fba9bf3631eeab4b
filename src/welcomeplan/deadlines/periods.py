"""A period as somebody asks for it: a quarter, or whatever period the words of a plan name; and
what `this`, `next` and `last` are, counted from a day."""

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
from welcomeplan.deadlines.days import window
from welcomeplan.deadlines.lexer import lex
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import Fiscal, PlanYear, Quarter
from welcomeplan.deadlines.points import point
from welcomeplan.deadlines.promise import Question
from welcomeplan.deadlines.reader import read_deadline

if TYPE_CHECKING:
    from datetime import date

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
    `quarters: calendar`. A fiscal year is named for the calendar year it ends in. Raises Question.
    """
    asked = " ".join(text.lower().split())
    shift = _SHIFTS.get(asked)
    if shift is None and re.fullmatch(r"[+-] ?[0-9]{1,3}", asked):
        shift = int(asked.replace(" ", ""))
    if shift is not None:
        return _quarter_from(shift, "", text, today, calendar)
    lexed = lex(text)
    node = point(lexed.tokens, 0)
    whole = isinstance(node, Quarter) and lexed.tokens[node.at[1]].role is Role.STOP
    if not isinstance(node, Quarter) or not whole or isinstance(node.of, PlanYear):
        raise Question(text, f"{text[:40]!r} is not a quarter.", _QUARTERS)
    if node.of is None and node.year is None:
        raise Question(text, f"Which year? {text[:40]!r} names none.", _QUARTERS)
    of = Fiscal(node.at, node.year) if node.counted == "fiscal" and node.of is None else node.of
    if of is None:
        return f"{node.year}Q{node.n}", quarter(node.year or 0, node.n)
    told = Told(lexed, calendar, lambda name: read_deadline(name, calendar))
    try:
        days = window(node._replace(of=of), told)
        ends = window(of, told).end.year
    except Question as question:
        raise Question(
            text,
            question.message,
            "Set `calendar.fiscal_year_starts` in plan.yaml, for example `July`, "
            f"or ask for a calendar quarter such as {of.year}Q{node.n}.",
        ) from None
    return f"FY{ends}Q{node.n}", days


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
    try:
        due = read_deadline(words, calendar)
    except Question as question:
        raise Question(text, question.message, _instead(question.remedy), question.at) from None
    if due.start is None or due.end is None or due.anchor or due.kind == "recurring":
        raise Question(text, f"That is no one period: {_no_period(due)}.", _PERIODS)
    return words, Window(due.start, due.end)


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
        meant = re.sub(r"^(\d+)(Q\d)$", r"\2 \1", meant)  # as plans write it
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
    own = calendar.fiscal_year_starts not in (None, (1, 1)) and calendar.quarters != "calendar"
    fiscal = own if not counted else counted != "calendar"
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
