"""A period as somebody asks for it, in the words of a plan, and by the plan's own calendar."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import welcomeplan
from welcomeplan import cli
from welcomeplan.deadlines import (
    Calendar,
    Question,
    Window,
    read_calendar,
    read_deadline,
    read_period,
    read_quarter,
)
from welcomeplan.deadlines.calendars import fiscal_label, fiscal_place, fiscal_quarter
from welcomeplan.deadlines.periods import named_quarter

from .test_completion import Shell
from .test_names import lay_out, strategy

DAY = date(2026, 10, 10)
JULY = read_calendar(
    fiscal_year_starts="July",
    year_1="July 2026 to June 2027",
    school_year="August to May",
    words={"near-term": "2027 to 2028", "later": "2029 and beyond"},
)
HEAD = "title: {0}\nadopted: 2020-01-01\nperiod: 2020 to 2029\norganizations: {{town: Town}}\n"
FISCAL = HEAD + "calendar:\n  fiscal_year_starts: {1}\n"


def of(*milestones: str) -> str:
    return strategy(*(f"id: {one}, title: T, owner: town" for one in milestones))


READ = [
    # asked, what it is called, first and last day
    ("Q3 2026/27", "FY2027Q3", "2027-01-01", "2027-03-31"),
    ("FY26/27Q3", "FY2027Q3", "2027-01-01", "2027-03-31"),
    ("FY2027", "FY2027", "2026-07-01", "2027-06-30"),
    ("first half of FY2027", "FY2027 H1", "2026-07-01", "2026-12-31"),
    ("2027", "2027", "2027-01-01", "2027-12-31"),
    (" in  2027 ", "2027", "2027-01-01", "2027-12-31"),
    ("fall 2027", "fall 2027", "2027-09-01", "2027-11-30"),
    ("early 2027", "early 2027", "2027-01-01", "2027-03-31"),
    ("March to June 2027", "March to June 2027", "2027-03-01", "2027-06-30"),
    ("1 March 2027", "1 March 2027", "2027-03-01", "2027-03-01"),
    ("M13-M18", "M13-M18", "2027-07-01", "2027-12-31"),
    ("year 2", "year 2", "2027-07-01", "2028-06-30"),
    ("school year 2026-27", "school year 2026-27", "2026-08-01", "2027-05-31"),
    ("near-term", "near-term", "2027-01-01", "2028-12-31"),
    ("this year", "2026", "2026-01-01", "2026-12-31"),
    ("Next  Year", "2027", "2027-01-01", "2027-12-31"),
    ("this month", "October 2026", "2026-10-01", "2026-10-31"),
    ("next month", "November 2026", "2026-11-01", "2026-11-30"),
    ("last month", "September 2026", "2026-09-01", "2026-09-30"),
    ("this fiscal year", "FY2027", "2026-07-01", "2027-06-30"),
    ("last financial year", "FY2026", "2025-07-01", "2026-06-30"),
    ("next calendar year", "2027", "2027-01-01", "2027-12-31"),
    ("this quarter", "FY2027Q2", "2026-10-01", "2026-12-31"),
    ("next fiscal quarter", "FY2027Q3", "2027-01-01", "2027-03-31"),
    ("last calendar quarter", "2026Q3", "2026-07-01", "2026-09-30"),
]


@pytest.mark.parametrize(("asked", "label", "first", "last"), READ)
def test_a_bare_period_is_read_by_the_plans_calendar(
    asked: str, label: str, first: str, last: str
) -> None:
    days = Window(date.fromisoformat(first), date.fromisoformat(last))
    assert read_period(asked, DAY, JULY) == (label, days)
    assert welcomeplan.read_period(asked, DAY, JULY) == (label, days)


REFUSED = [
    ("by June", "Which year?"),
    ("by June 2027", "no first day"),
    ("each March", "again and again"),
    ("quarterly through 2028", "again and again"),
    ("ongoing", "no days"),
    ("TBD", "no days"),
    ("from June 2027", "no last day"),
    ("2018 and beyond", "no last day"),
    ("later", "no last day"),
    ("begin in fall 2027", "no last day"),
    ("spring and fall 2027", "2 of them"),
    ("within 6 months of adoption", "counts from something else"),
    ("90 days after signs", "counts from something else"),
    ("signs", "not one a deadline is read from"),
    ("this fall", "counts from a day"),
    ("next 3 months", "counts from a day"),
    ("this", "counts from a day"),
    ("this fiscal month", "counts from a day"),
    ("\x1b[31m", "has no place"),
    ("x" * 5000, "characters long"),
]


@pytest.mark.parametrize(("asked", "said"), REFUSED)
def test_what_is_no_bare_period_is_refused_with_what_to_write(asked: str, said: str) -> None:
    calendar = JULY._replace(adopted=date(2026, 7, 1))
    with pytest.raises(Question) as raised:
        read_period(asked, DAY, calendar)
    assert said in raised.value.message
    assert "`FY2027`" in raised.value.remedy and "by mid" not in raised.value.remedy


def test_what_the_calendar_lacks_is_said() -> None:
    for words, key in (
        ("FY2027", "calendar.fiscal_year_starts"),
        ("this fiscal year", "calendar.fiscal_year_starts"),
        ("M13-M18", "calendar.year_1"),
        ("near-term", "calendar.words"),
    ):
        with pytest.raises(Question) as raised:
            read_period(words, DAY)
        assert key in raised.value.remedy
    with pytest.raises(Question, match="quarter of the calendar year"):
        read_period("Q3 2027", DAY, JULY)


def test_a_plans_own_term_wins() -> None:
    calendar = read_calendar(words={"next year": "July 2027 to June 2028"})
    assert read_period("Next year", DAY, calendar)[1].start == date(2027, 7, 1)


@pytest.mark.parametrize("asked", ["+999", "-999"])
def test_a_quarter_beyond_the_calendar_is_refused(asked: str) -> None:
    for day in (date.min, date.max):
        with pytest.raises(Question) as raised:
            for shift in (asked, "next" if day == date.max else "last"):
                read_quarter(shift, day, JULY)
        assert "beyond" in raised.value.message
        with pytest.raises(Question):
            read_period("next fiscal year" if day == date.max else "last year", day, JULY)


QUARTERS = ["Q3 2026/27", "FY26/27Q3", "FY27Q3", "FY2027Q3", "fiscal Q3 2027", "q3 fy 2026-27"]


@pytest.mark.parametrize("asked", [*QUARTERS, "next"])
def test_a_fiscal_quarter_is_asked_for_however_it_is_written(asked: str) -> None:
    days = Window(date(2027, 1, 1), date(2027, 3, 31))
    assert read_quarter(asked, DAY, JULY) == ("FY2027Q3", days)


def test_quarters_count_as_the_plan_says() -> None:
    days = Window(date(2027, 1, 1), date(2027, 3, 31))
    for calendar in (Calendar(), JULY._replace(quarters="calendar"), Calendar((1, 1))):
        assert read_quarter("next", DAY, calendar) == ("2027Q1", days)
    may = read_quarter("this", DAY, JULY._replace(fiscal_year_starts=(5, 1)))
    assert may == ("FY2027Q2", Window(date(2026, 8, 1), date(2026, 10, 31)))
    april = read_quarter("last", DAY, JULY._replace(fiscal_year_starts=(4, 6)))
    assert april == ("FY2027Q2", Window(date(2026, 7, 6), date(2026, 10, 5)))


@given(
    st.dates(date(1901, 1, 1), date(2198, 12, 31)),
    st.dates(date(2000, 3, 1), date(2001, 2, 28)),
)
def test_fiscal_quarters_follow_each_other(day: date, starting: date) -> None:
    starts = (starting.month, starting.day)
    first, n = fiscal_place(day, starts)
    label, days = fiscal_quarter(first, n, starts)
    assert day in days
    assert read_quarter("this", day, Calendar(starts)) == (
        (label, days) if starts != (1, 1) else (f"{day.year}Q{n}", days)
    )
    assert read_deadline(f"Q{n} FY{label[2:6]}", Calendar(starts)).end == days.end
    after = days.end + timedelta(days=1)
    assert fiscal_quarter(*fiscal_place(after, starts), starts)[1].start == after
    assert fiscal_label(day, starts) == (None if starts == (1, 1) else label)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay_out(
        {
            "a/plan.yaml": FISCAL.format("A", "July"),
            "a/s.yaml": of("signs, due: Q3 2026/27", "paint, repeats: each fiscal year"),
            "b/plan.yaml": FISCAL.format("B", "October"),
            "b/s.yaml": of("trees, due: FY2027Q4"),
            "c/plan.yaml": HEAD.format("C"),
            "c/s.yaml": of("bins, due: fall 2027"),
        }
    )
    return tmp_path


def out(line: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    assert cli.run([*line, "--as-of", f"{DAY}"]) == code
    found = capsys.readouterr()
    return found.err if code == 2 else found.out


def test_the_heading_has_the_first_and_last_day(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for options, head in {
        "--quarter FY2027Q3": "Due in FY2027Q3 (2027-01-01 to 2027-03-31), as of",
        "--in FY2027": "Due in FY2027 (2026-07-01 to 2027-06-30), as of",
        "--from 2027-01-01 --to 2027-02-01": "Due in 2027-01-01 to 2027-02-01, as of",
        "--quarter this": "Due in FY2027Q2 (2026-10-01 to 2026-12-31), as of",
        "": "Due in FY2027Q2 (2026-10-01 to 2026-12-31), and overdue, as of",
        "--calendar-quarters": "Due in 2026Q4 (2026-10-01 to 2026-12-31), and overdue, as of",
        "--overdue --in 2026": "Due in 2026 (2026-01-01 to 2026-12-31) and overdue as of",
    }.items():
        for form in ("table", "markdown"):
            told = out(["due", *options.split(), "--dir", "a", "--format", form], capsys)
            assert head in told.splitlines()[0]
    found = json.loads(out(["due", "--in", "this fiscal year", "--dir", "a", "--json"], capsys))
    assert found["period"] == {"label": "FY2027", "start": "2026-07-01", "end": "2027-06-30"}
    assert [one["id"] for one in found["milestones"]] == ["signs", "paint"]


DIFFERING = [
    ("--in FY2027", "--plan", ["a", "b"], "can't be read by the calendar of `c`"),
    ("--quarter FY2027Q3", "--plan", ["a", "b"], "can't be read by the calendar of `c`"),
    ("--in this_fiscal_year", "--plan", ["a", "b"], "can't be read by the calendar of `c`"),
]


@pytest.mark.parametrize(("options", "hint", "named", "said"), DIFFERING)
def test_calendars_that_differ_are_settled_by_naming_a_plan(
    home: Path,
    options: str,
    hint: str,
    named: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = [word.replace("_", " ") for word in options.split()]
    told = out(["due", *words, "--dir", "."], capsys, 2)
    assert said in told
    assert ", ".join(f"`{hint} {plan}`" for plan in named) in told
    for plan in named:
        assert "Due in FY2027" in out(["due", *words, "--dir", ".", "--plan", plan], capsys)
    Path("c/plan.yaml").unlink()
    Path("c/s.yaml").unlink()
    told = out(["due", *words, "--dir", "."], capsys, 2)
    assert "in `a`" in told and "in `b`" in told and "`--plan a`, `--plan b`" in told
    assert "--calendar-quarters" not in told


def test_quarters_that_count_from_today_where_calendars_differ(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Their quarters begin on the same days: nothing is to be settled.
    assert "Due in 2026Q4 (" in out(["due", "--quarter", "this", "--dir", "."], capsys)
    lay_out({"b/plan.yaml": FISCAL.format("B", "May")})
    for words in (["--quarter", "this"], ["--in", "this quarter"]):
        told = out(["due", *words, "--dir", "."], capsys, 2)
        assert "2026-10-01 to 2026-12-31 in `a`, 2026-08-01 to 2026-10-31 in `b`" in told
        assert "`--plan a`, `--plan b`, `--plan c`" in told and "`--calendar-quarters`" in told
        calendars = [*words, "--calendar-quarters"]
        assert "Due in 2026Q4 (" in out(["due", *calendars, "--dir", "."], capsys)
        assert "Due in FY2027Q2 (2026-08" in out(
            ["due", *words, "--plan", "b", "--dir", "."], capsys
        )
    # Without a period there is an answer, whatever the calendars: that of the calendar.
    assert "Due in 2026Q4 (2026-10-01" in out(["due", "--dir", "."], capsys)
    assert "Due in FY2027Q2 (2026-08-01" in out(["due", "--dir", ".", "--plan", "b"], capsys)


def test_a_period_is_said_in_one_way(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in (
        ["--in", "2027", "--quarter", "this"],
        ["--in", "2027", "--from", "2027-01-01", "--to", "2027-02-01"],
        ["--in", "2027", "--to", "2027-02-01"],
        ["--quarter", "2027Q1", "--from", "2027-01-01"],
    ):
        assert "two ways of saying the period" in out(["due", *options, "--dir", "a"], capsys, 2)
    every = ["--in", "2027", "--quarter", "this", "--from", "2027-01-01"]
    assert "three ways of saying" in out(["due", *every, "--dir", "a"], capsys, 2)
    assert "`--in` is empty" in out(["due", "--in", " ", "--dir", "a"], capsys, 2)
    days = ["--from", "2027-01-01", "--to", "2027-02-01", "--calendar-quarters"]
    assert "says nothing" in out(["due", *days, "--dir", "a"], capsys, 2)


def test_the_plans_quarter_stands_beside_the_calendars(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = out(["show", "signs", "--dir", "a"], capsys)
    assert "Calendar quarter  2027Q1\nFiscal quarter    FY2027Q3\n" in told
    assert "(calendar 2027Q2, FY2027Q4)" in out(["show", "paint", "--dir", "a"], capsys)
    for id_, plan, both in (
        ("signs", "a", ("2027Q1", "FY2027Q3")),
        ("trees", "b", ("2027Q3", "FY2027Q4")),
        ("bins", "c", ("2027Q4", None)),
    ):
        shown = json.loads(out(["show", id_, "--dir", plan, "--json"], capsys))
        due = shown["milestones"][0]["due"]
        assert (due["quarter"], due["fiscal_quarter"]) == both
        words = due["words"]
        read = json.loads(out(["when", words, "--dir", plan, "--json"], capsys))
        assert (read["quarter"], read["fiscal_quarter"]) == both
        said = out(["when", words, "--dir", plan], capsys)
        assert ("Fiscal quarter" in said) == bool(both[1]) and both[0] in said
    assert "Quarter" not in out(["show", "bins", "--dir", "c"], capsys)
    told = out(["when", "spring and fall 2027", "--dir", "a"], capsys)
    assert "due by 2027-11-30, calendar quarter 2027Q4, fiscal quarter FY2028Q2" in told
    assert "that is `FY2027Q3`" in (
        found := _question(["when", "next quarter", "--dir", "a"], capsys)
    )
    assert "As of 2026-10-10" in found


def _question(line: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.run([*line, "--as-of", f"{DAY}"]) == 1
    return capsys.readouterr().out


def test_tab_offers_what_the_command_takes(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(monkeypatch, capsys)
    assert shell.offers("due --dir a --quarter ") == [
        *("2027Q1", "FY2027Q3", "this", "next", "last"),
    ]
    assert shell.offers("due --dir a --in ") == ["2027", "FY2027", "FY2027Q3"]
    assert shell.offers("due --dir . --in FY") == ["FY2027", "FY2027Q3", "FY2027Q4"]
    assert shell.offers("due --dir c --in ") == ["2027"]
    for option in ("--quarter", "--in"):
        for offered in shell.offers(f"due --dir a {option} "):
            assert shell.takes("due", "--dir", "a", option, offered)


@pytest.mark.parametrize("starts", [None, (1, 1), (7, 1), (4, 6)])
@pytest.mark.parametrize("quarters", [None, "calendar", "fiscal"])
def test_a_plain_quarter_is_as_what_reads_words_has_it(
    starts: tuple[int, int] | None, quarters: Any
) -> None:
    """It is read by itself, so that nothing that reads words has to be loaded."""
    calendar = Calendar(fiscal_year_starts=starts, quarters=quarters)

    def said(read: Callable[..., object], text: str) -> object:
        try:
            return read(text, DAY, calendar)
        except Question as question:
            return question.words, question.message, question.remedy

    for year in (0, 999, 1899, 1900, 2018, 2199, 2200, 9999):
        for text in (f"{year:04}{letter}{n}" for letter in ("Q", "q", " Q") for n in range(6)):
            assert said(read_quarter, text) == said(named_quarter, text)
