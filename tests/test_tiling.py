"""Periods of a plan's own years: each day is in one of them, whatever day the year starts on."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest

from welcomeplan.deadlines import (
    Calendar,
    CalendarQuestion,
    Question,
    Recurrence,
    Window,
    fiscal_label,
    read_calendar,
    read_deadline,
    read_period,
    read_quarter,
    read_repeats,
)

DAY = timedelta(days=1)
SPAN = Window(date(2023, 1, 1), date(2029, 12, 31))
"""Two leap years, and years beside them."""
MONTHS = list(range(1, 13))
FISCAL = (
    *("each fiscal quarter", "quarterly", "each fiscal year", "monthly in each fiscal year"),
    *("every two fiscal quarters", "every other fiscal year"),
)


def on(year: int, month: int, day: int) -> date:
    """A day of a month, or its last."""
    years, at = divmod(year * 12 + month - 1, 12)
    return date(years, at + 1, min(day, monthrange(years, at + 1)[1]))


def days_of(words: str, calendar: Calendar) -> Window:
    due = read_deadline(words, calendar)
    assert due.start and due.end
    return Window(due.start, due.end)


def tiled(repeats: Recurrence, day: int, each: int = 1) -> dict[str, Window]:
    """The times of a stretch by label. Each begins where the one before it ended, on the day of the
    month from which they are counted."""
    times = repeats.occurrences(SPAN)
    windows = list(dict.fromkeys(time.window for time in times))
    assert len(times) == len(windows) * each == len({time.label for time in times})
    assert windows[0].start <= SPAN.start + timedelta(days=366 * 2)
    for one, after in pairwise(windows):
        assert after.start == one.end + DAY, (one, after)
    for one in windows:
        assert one.start == on(one.start.year, one.start.month, day), one
    return {time.label: time.window for time in times}


@pytest.mark.parametrize("month", MONTHS)
def test_fiscal_times_follow_each_other_from_any_day(month: int) -> None:
    for day in range(1, monthrange(2023, month)[1] + 1):
        calendar = read_calendar(fiscal_year_starts=f"{month:02}-{day:02}", quarters="fiscal")

        quarters, bare, years, monthly, halves, _ = (
            tiled(read_repeats(words, calendar), day) for words in FISCAL
        )
        assert bare == quarters
        twice = tiled(read_repeats("twice each fiscal year", calendar), day, each=2)
        assert set(twice.values()) == set(years.values())
        for label, window in years.items():
            if (month, day) != (1, 1):
                assert label == f"FY{window.end.year}"
            assert days_of(f"FY{window.end.year}", calendar) == window
        ends = {window.end for window in monthly.values()}
        assert {window.end for window in quarters.values()} <= ends
        for label, window in islice(quarters.items(), 4, 12):  # with a 29 February
            assert days_of(label, calendar) == window
            year, n = label.removeprefix("FY").split("Q")
            assert days_of(f"Q{n} FY{year}", calendar) == window
            if (month, day) != (1, 1):
                assert days_of(f"Q{n} {int(year) - 1}/{year[2:]}", calendar) == window
                for within in (window.start, window.end):
                    assert fiscal_label(within, (month, day)) == label
                    assert read_quarter("this", within, calendar) == (label, window)
        for one, after in pairwise(halves.values()):
            if after.end == days_of(f"FY{after.end.year}", calendar).end:
                assert days_of(f"H1 FY{after.end.year}", calendar) == one
                assert days_of(f"H2 FY{after.end.year}", calendar) == after


@pytest.mark.parametrize("month", MONTHS)
def test_project_times_follow_each_other_from_any_day(month: int) -> None:
    for day in range(1, monthrange(2024, month)[1] + 1):
        begin, end = date(2024, month, day), on(2025, month, day) - DAY
        calendar = read_calendar(year_1=f"{begin} to {end}")
        adopted = Calendar(adopted=begin)
        years = set(tiled(read_repeats("each project year", calendar), day).values())
        monthly = set(tiled(read_repeats("each project month", calendar), day).values())
        for by in (calendar, adopted):
            after = begin
            for n in range(1, 27):
                window = days_of(f"M{n}", by)
                assert window.start == after == on(2024, month + n - 1, day)
                assert window in monthly
                after = window.end + DAY
            assert days_of("M13-M18", by) == Window(
                days_of("M13", by).start, days_of("M18", by).end
            )
            for n in range(1, 6):
                window = days_of(f"Year {n}", by)
                assert window in years
                assert window == days_of(f"M{12 * n - 11}-M{12 * n}", by)
                for q in range(1, 5 if n < 3 else 1):
                    first = 12 * (n - 1) + 3 * q - 2
                    assert days_of(f"Q{q} of year {n}", by) == days_of(f"M{first}-M{first + 2}", by)


def test_the_last_days_of_may_are_of_a_quarter() -> None:
    calendar = read_calendar(fiscal_year_starts="31 August")
    third = Window(date(2026, 2, 28), date(2026, 5, 30))
    assert tiled(read_repeats("each fiscal quarter", calendar), 31)["FY2026Q3"] == third
    assert read_period("FY2026Q3", date(2026, 1, 1), calendar)[1] == third
    for day in (28, 29, 30):
        assert fiscal_label(date(2026, 5, day), (8, 31)) == "FY2026Q3"


def test_a_project_year_that_ends_with_february_ends_with_it_in_leap_years() -> None:
    for first, last in ((2024, 2025), (2023, 2024)):
        calendar = read_calendar(year_1=f"September {first} to February {last}")
        times = read_repeats("each project year", calendar).occurrences(SPAN)
        ends = [time.window.end for time in times if time.window.start.year >= first]
        assert date(2028, 2, 29) in ends
        assert date(2027, 2, 28) in ends
        for n, end in enumerate(ends, 1):
            assert days_of(f"Year {n}", calendar).end == end


@pytest.mark.parametrize(
    ("year_1", "said"),
    [
        # Year 2 would begin on 28 February, the last day of year 1.
        ("29 February 2024 to 28 February 2025", "year 2"),
        ("September 2018 to December 2019", "year 2"),
    ],
)
def test_a_first_year_that_runs_into_the_second_is_asked_about(year_1: str, said: str) -> None:
    with pytest.raises(CalendarQuestion) as raised:
        read_calendar(year_1=year_1)
    assert said in raised.value.message
    assert raised.value.remedy


def test_a_fiscal_year_cannot_start_on_a_day_that_most_years_lack() -> None:
    with pytest.raises(CalendarQuestion) as raised:
        read_calendar(fiscal_year_starts="29 February")
    assert "2001" not in raised.value.message
    assert "1 March" in raised.value.remedy


def test_a_quarter_that_a_short_year_lacks_is_asked_about() -> None:
    calendar = read_calendar(year_1="September 2018 to June 2019")
    assert days_of("Q3 of year 1", calendar).end == date(2019, 5, 31)
    with pytest.raises(Question) as raised:
        days_of("Q4 of year 1", calendar)
    assert "30 June 2019" in raised.value.message


def test_months_of_a_project_need_its_beginning() -> None:
    with pytest.raises(Question) as raised:
        read_repeats("each project month", Calendar())
    assert "year_1" in raised.value.remedy
