"""Windows of days, and a quarter as it is asked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welcomeplan.deadlines import Question, read_quarter
from welcomeplan.deadlines.calendars import (
    Calendar,
    Window,
    add_months,
    half,
    month,
    months_from,
    quarter,
    quarter_label,
    season,
    year,
)

TODAY = date(2018, 2, 11)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (month(2020, 2), "1 February to 29 February 2020"),
        (month(1900, 2), "1 February to 28 February 1900"),
        (month(2018, 12), "1 December to 31 December 2018"),
        (quarter(2018, 1), "1 January to 31 March 2018"),
        (quarter(2018, 4), "1 October to 31 December 2018"),
        (half(2018, 2), "1 July to 31 December 2018"),
        (year(2018), "1 January to 31 December 2018"),
        (season("winter", 2017), "1 December 2017 to 28 February 2018"),
        (season("fall", 2017), "1 September to 30 November 2017"),
        (season("winter", 2018, "southern"), "1 June to 31 August 2018"),
        (season("summer", 2018, "southern"), "1 December 2018 to 28 February 2019"),
        (season("fall", 2018, "southern"), "1 March to 31 May 2018"),
        (Window(TODAY, TODAY), "11 February 2018"),
    ],
)
def test_windows(window: Window, expected: str) -> None:
    assert str(window) == expected


def test_a_window_runs_forwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        Window(date(2018, 2, 1), date(2018, 1, 1))


def test_overlap_and_holding() -> None:
    spring, second = season("spring", 2018), quarter(2018, 2)
    assert spring.overlaps(second)
    assert second.overlaps(spring)
    assert not quarter(2018, 1).overlaps(second)
    assert date(2018, 3, 1) in spring
    assert date(2018, 6, 1) not in spring


@pytest.mark.parametrize(
    ("asked", "label", "start"),
    [
        ("2018Q1", "2018Q1", date(2018, 1, 1)),
        ("2018-Q1", "2018Q1", date(2018, 1, 1)),
        ("calendar q1 2018", "2018Q1", date(2018, 1, 1)),
        ("FY2018Q2", "FY2018Q2", date(2017, 10, 1)),
        ("fy 2018-q2", "FY2018Q2", date(2017, 10, 1)),
        ("Q2 FY2018", "FY2018Q2", date(2017, 10, 1)),
        ("this", "FY2018Q3", date(2018, 1, 1)),
        ("Next", "FY2018Q4", date(2018, 4, 1)),
        ("last", "FY2018Q2", date(2017, 10, 1)),
        ("+2", "FY2019Q1", date(2018, 7, 1)),
        ("-1", "FY2018Q2", date(2017, 10, 1)),
        ("+0", "FY2018Q3", date(2018, 1, 1)),
    ],
)
def test_quarter_asked_for(asked: str, label: str, start: date) -> None:
    found, window = read_quarter(asked, TODAY, Calendar(fiscal_year_starts=(7, 1)))
    assert (found, window) == (label, months_from(start, 3))


@pytest.mark.parametrize(
    "asked", ["", "2018Q5", "2018", "FY2018Q1", "1800Q1", "+", "Q1", "q٣ 2018"]
)
def test_quarter_refused(asked: str) -> None:
    with pytest.raises(Question) as raised:
        read_quarter(asked, TODAY, Calendar())
    assert raised.value.remedy


def test_fiscal_year_of_the_calendar_year() -> None:
    calendar = Calendar(fiscal_year_starts=(1, 1))
    assert read_quarter("FY2018Q1", TODAY, calendar) == ("FY2018Q1", quarter(2018, 1))


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(-1200, 1200))
def test_months_end_on_real_days(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_quarter_label_holds_the_day(day: date) -> None:
    found, window = read_quarter("this", day, Calendar())
    assert found == quarter_label(day)
    assert day in window
