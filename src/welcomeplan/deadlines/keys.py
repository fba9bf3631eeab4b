"""What a plan's keys say of its calendar, in words outside of a deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines.calendars import DAY, PLAIN, Calendar, Window, add_months, day_words
from welcomeplan.deadlines.lexer import lex, spanned, term_words
from welcomeplan.deadlines.lexer import plain as plain_text
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.promise import Question
from welcomeplan.deadlines.reader import read_deadline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from welcomeplan.deadlines.promise import Deadline
    from welcomeplan.deadlines.recurrence import Recurrence


class CalendarQuestion(Question):
    """A calendar entry that can't be read; `key` names it, such as `words.near-term`."""

    def __init__(self, key: str, question: Question) -> None:
        super().__init__(question.words, question.message, question.remedy, question.at)
        self.key = key


def read_repeats(words: str, calendar: Calendar = PLAIN) -> Recurrence:
    """Read the words of a `repeats` key: `monthly`, `each March`. Raises Question."""
    deadline = read_deadline(words, calendar)
    recurrence = deadline.recurrence
    if recurrence is None or recurrence.windows or deadline.due_by or deadline.start:
        raise Question(
            words,
            f"{words!r} doesn't say how often it repeats.",
            "Write `quarterly`, `twice a year` or `each March`; its first and last day go under "
            "`starts` and `due`.",
        )
    return recurrence


def read_calendar(
    *,
    fiscal_year_starts: str | None = None,
    year_1: str | None = None,
    school_year: str | None = None,
    day_month_order: str | None = None,
    seasons: str | None = None,
    quarters: str | None = None,
    first_month: str | None = None,
    adopted: date | None = None,
    words: Mapping[str, str] | None = None,
) -> Calendar:
    """The calendar a plan's keys spell out. Raises CalendarQuestion naming the key at fault."""
    try:
        key = "day_month_order"
        order = _one_of(day_month_order, "month-first", "day-first")
        key = "seasons"
        hemisphere = _one_of(seasons, "northern", "southern")
        key = "quarters"
        counted = _one_of(quarters, "calendar", "fiscal")
        key = "first_month"
        first = _one_of(first_month, "0", "1")
        key = "fiscal_year_starts"
        starts = _month_day(fiscal_year_starts) if fiscal_year_starts is not None else None
        key = "quarters"
        if counted == "fiscal" and starts is None:
            raise Question(
                "fiscal",
                "Fiscal quarters are counted from a fiscal year, and the plan names none.",
                "Set `fiscal_year_starts` beside it, such as `July`.",
            )
        key = "school_year"
        months = _months(school_year) if school_year is not None else None
        calendar = Calendar(
            fiscal_year_starts=starts,
            school_year=months,
            day_month_order=order,  # type: ignore[arg-type]  # one of its two choices
            seasons=hemisphere or "northern",  # type: ignore[arg-type]  # likewise
            quarters=counted,  # type: ignore[arg-type]  # likewise
            first_month=int(first or 1),
            adopted=adopted,
        )
        key = "year_1"
        if year_1 is not None:
            calendar = calendar._replace(year_1=_first_year(year_1, calendar))
        own = dict(words or {})
        for name, meaning in own.items():
            key = f"words.{name}"
            _check_name(name)
            _defined(name, meaning, own, calendar)
    except Question as question:
        raise CalendarQuestion(key, question) from None
    return calendar._replace(words=own) if own else calendar


def _one_of(text: str | None, *choices: str) -> str | None:
    found = text.strip().lower() if text is not None else None
    if found is not None and found not in choices:
        raise Question(text or "", f"{text!r} is not a choice.", f"Write {' or '.join(choices)}.")
    return found


def _month_day(text: str) -> tuple[int, int]:
    """ "July", "1 July", "July 1", "10-01" as month and day."""
    remedy = "Write a month, such as `July`, or a day, such as `6 April`."
    words = text
    numbers = plain_text(text).strip().split("-")
    if len(numbers) == 2 and all(part.isascii() and part.isdigit() for part in numbers):
        words = f"2000-{numbers[0]:>02}-{numbers[1]:>02}"
    try:
        found = read_deadline(words, year=2000)
    except Question as question:
        raise Question(text, question.message, remedy) from None
    if found.kind not in ("date", "month") or found.start is None or found.start.year != 2000:
        raise Question(text, f"{text!r} is not a month or a day of the year.", remedy)
    if (found.start.month, found.start.day) == (2, 29):
        raise Question(
            text,
            "Most years have no 29 February.",
            "Write `28 February` or `1 March`: a fiscal year starts on the same day each year.",
        )
    return found.start.month, found.start.day


def _months(text: str) -> tuple[int, int]:
    """ "August to May" as first and last month."""
    found = lex(text).tokens
    months = [token.n for token in found if token.role is Role.MONTH]
    joins = (Role.MONTH, Role.DASH, Role.TO, Role.STOP)
    if (
        len(months) != 2
        or any(token.role not in joins for token in found)
        or months[1] >= months[0]
    ):
        raise Question(
            text,
            f"{text!r} is not the first and last month of a school year.",
            "Write both, the last being in the year after, such as `August to May`.",
        )
    return months[0], months[1]


def _first_year(text: str, calendar: Calendar) -> Window:
    """Year 1 of the plan: it is over when year 2 begins, on the same day a year later."""
    first = _period(text, calendar)
    second = add_months(first.start, 12)
    if first.end >= second:
        raise Question(
            text,
            f"Year 1 would last until {day_words(first.end)}, and year 2 begin on "
            f"{day_words(second)}.",
            f"Write at most a year, such as `{Window(first.start, second - DAY)}`.",
        )
    return first


def _period(text: str, calendar: Calendar) -> Window:
    found = read_deadline(text, calendar)
    if found.start is None or found.end is None or found.kind in ("relative", "recurring"):
        raise Question(
            text,
            f"{text!r} has no first and last day.",
            "Write a period, such as `September 2018 to June 2019`.",
        )
    return Window(found.start, found.end)


_NAMING = (
    Role.UNKNOWN,
    Role.VAGUE,
    Role.TERM,
    Role.PHASE,
    Role.LENGTH,
    Role.EVENT,
    Role.LABEL,
    Role.HEDGE,
)


def _check_name(name: str) -> None:
    """A term of the plan's own needs a name, and one that deadlines don't have already."""
    tokens = lex(name).tokens
    if not term_words(name):
        raise Question(name, "A term needs a name.", "Write it, such as `near-term`.")
    if not any(token.role in _NAMING for token in tokens):
        raise Question(
            name,
            f"{name!r} already has a meaning in deadlines.",
            "Name the term otherwise, such as `near-term`.",
        )


def _defined(name: str, meaning: str, own: Mapping[str, str], calendar: Calendar) -> None:
    """Check that a term of the plan's own is defined in words that can be read."""
    text = plain_text(meaning)
    remedy = "Define it with dates, such as `2018 to 2019` or `2022 and beyond`."
    for other in own:
        if any(spanned(text, at, term_words(other)) for at in range(len(text))):
            raise Question(
                meaning,
                f"{name!r} is defined through {'itself' if other == name else repr(other)}.",
                remedy,
            )
    found: Deadline = read_deadline(meaning, calendar)
    if found.due_by is None and found.kind != "ongoing":
        raise Question(meaning, f"{name!r} is given no last day.", remedy)


_REFERENCE = """
31 March 2018; March 2018; by March 2018; before 30 June 2018; Q1 2018; by the end of the first
quarter of 2018; 2018H1; fall 2017; winter 2017; Winter/Spring 2017; early 2018; by mid-2018;
late 2018; by mid-March 2018; fall 2017 and early 2018; Jan-Mar 2023; November-March 1, 2018;
beginning in fall 2017; 2018 and beyond; through the end of 2018; FY2018; FY 2019-20; FY18 Q2;
Q3 26/27; 2018-19 school year; years 1-2; months 3-6; M9; within 6 months of adoption;
90 days after guidance; spring and fall 2018; March and September 2027 and 2028;
6, 13 and 20 May 2027; year ending 31 March 2027; each March; every Monday;
first Monday of each month; 31 May 2027 and every year thereafter; twice a year;
quarterly through 2020; each fiscal year; ongoing; TBD
"""


def words_reference() -> list[tuple[str, str]]:
    """Rows of (words, reading), by a calendar whose fiscal year starts in July, whose year 1
    begins in September 2018, and whose plan was adopted on 5 September 2017."""
    from datetime import date  # noqa: PLC0415 - for the documentation alone

    calendar = Calendar(
        fiscal_year_starts=(7, 1),
        year_1=Window(date(2018, 9, 1), date(2019, 8, 31)),
        school_year=(8, 5),
        adopted=date(2017, 9, 5),
        quarters="calendar",
    )
    rows = " ".join(_REFERENCE.split()).split("; ")
    return [(words, read_deadline(words, calendar).reading) for words in rows]
