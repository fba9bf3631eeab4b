"""What deadlines answer in full, a row each: `tests/deadlines/answers.tsv`.

A row has what is asked (a name in `ASKED`, or a key of a plan's calendar), the calendar, the words,
and the answer: the kind of a deadline and its sentence, or what the function here says. After a
question mark stand the message and the remedy, in angle brackets the words at fault, and after an
equals sign what is proposed. The calendars are those of `test_deadline_phrases`, and those here.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from welcomeplan.deadlines import (
    Calendar,
    CalendarQuestion,
    Deadline,
    Question,
    Window,
    answered_on,
    explain_deadline,
    find_deadlines,
    fiscal_label,
    read_calendar,
    read_deadline,
    read_period,
    read_quarter,
    read_repeats,
    resolve,
    words_reference,
)

from . import test_deadline_phrases
from .test_deadline_phrases import TABLES
from .test_deadlines import PLAN

CALENDARS = {
    **test_deadline_phrases.CALENDARS,
    "plan": PLAN,
    "counted": Calendar(fiscal_year_starts=(7, 1), quarters="fiscal"),
    "by-calendar": Calendar(fiscal_year_starts=(7, 1), quarters="calendar"),
    "january": Calendar(fiscal_year_starts=(1, 1), quarters="fiscal"),
    "sixth": Calendar(
        fiscal_year_starts=(4, 6), year_1=Window(date(2018, 2, 1), date(2019, 1, 31))
    ),
    "winterly": read_calendar(year_1="November 2019 to February 2020"),
    "late": read_calendar(adopted=date(9999, 1, 1)),
    "leap": read_calendar(fiscal_year_starts="31 August", year_1="March 2019 to February 2020"),
    "nought": read_calendar(
        year_1="15 May 2018 to 14 May 2019", first_month="0", words={"Always": "ongoing"}
    ),
}
DAY = date(2018, 8, 31)
SPAN = Window(date(2018, 1, 1), date(2019, 12, 31))
LATER = Window(date(2019, 3, 15), date(2021, 5, 20))


def said(due: Deadline) -> str:
    return f"{due.kind}: {due.reading}"


def asked_about(question: Question) -> str:
    told = f"{question.message} {question.remedy}"
    if isinstance(question, CalendarQuestion):
        told = f"{question.key} {told}"
    if question.at is not None:
        told += f" <{question.words[slice(*question.at)]}>"
    return f"? {told} = {said(question.proposal)}" if question.proposal else f"? {told}"


def deadline(words: str, calendar: Calendar, year: int | None = None) -> str:
    return said(read_deadline(words, calendar, year=year))


def prose(words: str, calendar: Calendar, year: int | None = None) -> str:
    found = find_deadlines(words, calendar, year=year)
    return "; ".join(f"{one.start}-{one.end} {said(one.deadline)}" for one in found)


def tree(words: str, calendar: Calendar) -> str:
    return "; ".join(
        f"{one.depth} {one.node} {one.words!r} {one.says}".strip()
        for one in explain_deadline(words, calendar)
    )


def times(words: str, calendar: Calendar, span: Window = SPAN) -> str:
    """The first times of two years, what a plan that begins or ends in their first summer would cut
    off, and about how many there are."""
    repeats = read_deadline(words, calendar).recurrence or read_repeats(words, calendar)
    turns = "; ".join(f"{turn.label} {turn.window}" for turn in repeats.occurrences(span)[:5])
    first, last = (
        DAY.replace(year=span.start.year, month=6, day=2),
        DAY.replace(year=span.start.year),
    )
    begun, cut = repeats.begun_before(first), repeats.cut_by(Window(span.start, last))
    open_ends = ", ".join(turn.label if turn else "none" for turn in (begun, cut))
    return f"{turns} ({open_ends}; about {repeats.about(span):.0f})"


def today(words: str, calendar: Calendar) -> str:
    """What is proposed for words that count from the day on which they are read."""
    try:
        return deadline(words, calendar)
    except Question as question:
        return asked_about(answered_on(question, DAY, calendar))


def over(words: str, calendar: Calendar) -> str:
    """A wait, when what it waited on has come."""
    return said(resolve(read_deadline(words, calendar), DAY))


def label(words: str, calendar: Calendar) -> str:
    """The fiscal quarter of a day."""
    return str(fiscal_label(date.fromisoformat(words), calendar.fiscal_year_starts))


def term(words: str, _: Calendar) -> str:
    """A term of the plan's own, as it is defined."""
    name, meaning = words.split(" = ")
    return str(read_calendar(words={name: meaning}).words)


ASKED: dict[str, Callable[[str, Calendar], str]] = {
    "deadline": deadline,
    "under 2018": partial(deadline, year=2018),
    "prose": prose,
    "prose of 2018": partial(prose, year=2018),
    "tree": tree,
    "times": times,
    "later times": partial(times, span=LATER),
    "quarter": lambda words, calendar: "{}: {}".format(*read_quarter(words, DAY, calendar)),
    "period": lambda words, calendar: "{}: {}".format(*read_period(words, DAY, calendar)),
    "today": today,
    "over": over,
    "label": label,
    "term": term,
}


def key(words: str, _: Calendar, *, name: str) -> str:
    """A key of a plan's calendar."""
    return str(getattr(read_calendar(**{name: words}), name))  # type: ignore[arg-type]


def answer(asked: str, words: str, calendar: Calendar) -> str:
    try:
        return ASKED.get(asked, partial(key, name=asked))(words, calendar)
    except Question as question:
        return asked_about(question)


def test_every_answer(update: bool) -> None:
    page = TABLES / "answers.tsv"
    with page.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    now = [
        [asked, name, words, answer(asked, words, CALENDARS[name])]
        for asked, name, words, *_ in rows[1:]
    ]
    if update:
        text = "".join("\t".join(row) + "\n" for row in [rows[0], *now])
        page.write_text(text, "utf-8", newline="\n")
    wrong = [
        f"{row}\n  not: {then[3:]}" for then, row in zip(rows[1:], now, strict=True) if then != row
    ]
    assert update or not wrong, "\n".join(wrong)


def test_a_fiscal_quarter_is_named_where_it_is_not_the_calendars() -> None:
    day = date(2018, 3, 31)
    assert fiscal_label(None, (4, 1)) is None
    assert fiscal_label(day, None) is None
    assert fiscal_label(day, (1, 1)) is None
    assert fiscal_label(day, (4, 1)) == "FY2018Q4"
    assert fiscal_label(day + timedelta(days=1), (4, 1)) == "FY2019Q1"
    assert fiscal_label(day, (1, 2)) == "FY2019Q1"


def test_windows_side_by_side() -> None:
    spring, fall = (
        Window(date(2018, 3, 1), date(2018, 5, 31)),
        Window(date(2018, 9, 1), DAY.replace(month=11, day=30)),
    )
    assert not spring.overlaps(fall)
    assert not fall.overlaps(spring)
    assert spring.overlaps(Window(date(2018, 5, 31), date(2018, 9, 1)))
    assert fall.overlaps(Window(date(2018, 5, 31), date(2018, 9, 1)))
    assert (spring.quarter, fall.quarter) == ("2018Q2", "2018Q4")
    assert spring.holds(spring)
    assert not spring.holds(fall)
    with pytest.raises(ValueError, match=r"a window runs forwards: 2018-03-02 is after 2018-03-01"):
        Window(date(2018, 3, 2), date(2018, 3, 1))


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("next year", "Write a period, such as"),
        ("next month", "Write a period, such as"),
        ("next fiscal year", "Write a period, such as"),
        ("next quarter", "Write a quarter such as 2018Q1"),
        ("next calendar quarter", "Write a quarter such as 2018Q1"),
    ],
)
def test_nothing_is_beyond_the_last_day(words: str, remedy: str) -> None:
    with pytest.raises(Question) as raised:
        read_period(words, date.max, CALENDARS["us"])
    assert raised.value.words == words
    assert raised.value.message == "That is beyond the calendar."
    assert raised.value.remedy.startswith(remedy)


def test_a_question_holds_all_that_is_asked() -> None:
    with pytest.raises(Question) as raised:
        read_deadline("Launch the site by June 2018")
    question = raised.value
    assert question.args == (
        question.words,
        question.message,
        question.remedy,
        question.at,
        question.proposal,
    )
    assert question.words == "Launch the site by June 2018"
    assert str(question) == f"{question.message} {question.remedy}"
    with pytest.raises(CalendarQuestion) as of_key:
        read_calendar(quarters="both")
    assert (of_key.value.key, of_key.value.words, of_key.value.at) == ("quarters", "both", None)
    assert of_key.value.args[:4] == (
        "both",
        "'both' is not a choice.",
        "Write calendar or fiscal.",
        None,
    )


@pytest.mark.parametrize(
    "words", ["next quarter", "Q1", "soon", "next fiscal quarter", "3Q year 1"]
)
def test_a_question_about_a_quarter_or_period_quotes_what_was_asked(words: str) -> None:
    for read in (read_quarter, read_period):
        try:
            read(words, date.max, CALENDARS["uk0"])
        except Question as question:
            assert question.words == words
        else:
            raise AssertionError(words)


def test_the_days_of_a_wait_that_is_over() -> None:
    upon = resolve(read_deadline("upon award"), DAY)
    assert (upon.start, upon.end) == (DAY, None)
    after = resolve(read_deadline("2 weeks after award"), DAY)
    assert (after.start, after.end) == (None, date(2018, 9, 14))
    within = resolve(read_deadline("within 2 weeks of award"), DAY)
    assert (within.start, within.end) == (DAY, date(2018, 9, 14))
    with pytest.raises(ValueError, match="only a relative deadline waits on something: 'in 2018'"):
        resolve(read_deadline("in 2018"), DAY)
    adopted = read_deadline("upon adoption", CALENDARS["plan"])
    assert (adopted.kind, adopted.start, adopted.end) == (
        "date",
        date(2017, 9, 5),
        date(2017, 9, 5),
    )


def test_the_reference_is_read_by_a_calendar_that_has_all() -> None:
    calendar = read_calendar(
        fiscal_year_starts="July",
        year_1="September 2018 to August 2019",
        school_year="August to May",
        adopted=date(2017, 9, 5),
        quarters="calendar",
    )
    rows = words_reference()
    assert (rows[0][0], rows[-1][0]) == ("31 March 2018", "TBD")
    assert rows == [(words, read_deadline(words, calendar).reading) for words, _ in rows]
    assert ("FY18 Q2", read_deadline("FY18 Q2", calendar).reading) in rows
