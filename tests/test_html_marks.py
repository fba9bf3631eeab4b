"""What a page draws of a promise against time: at percentages, and never where it is not."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from welcomeplan.formats import html_marks as marks
from welcomeplan.paper import Band, Shift, Span, Timeline, Track
from welcomeplan.plan import State

DAY = date(2018, 2, 15)
YEAR = Span(date(2017, 7, 1), date(2018, 12, 31))
QUARTERS = [
    ("2017Q3", Span(date(2017, 7, 1), date(2017, 9, 30))),
    ("2017Q4", Span(date(2017, 10, 1), date(2017, 12, 31))),
    ("2018Q1", Span(date(2018, 1, 1), date(2018, 3, 31))),
    ("2018Q2", Span(date(2018, 4, 1), date(2018, 6, 30))),
    ("2018Q3", Span(date(2018, 7, 1), date(2018, 9, 30))),
    ("2018Q4", Span(date(2018, 10, 1), date(2018, 12, 31))),
]


def track(**more: Any) -> Track:
    empty: dict[str, Any] = dict.fromkeys(Track._fields)
    said = dict.fromkeys(("id", "number", "title", "state", "words", "said"), "")
    return Track(**(empty | said | {"misses": (), "begins": False} | more))


def drawn(**more: Any) -> str:
    one = track(**more)
    return marks.row(one, line(Band("", "", [one])))


def line(*bands: Band, **more: Any) -> Timeline:
    given: dict[str, Any] = {"day": DAY, "span": YEAR, "quarters": QUARTERS, **more}
    words = {kind: kind for kind in ("window", "week", "today", "before", "missed", "deadline")}
    return Timeline("", (), bands=bands, states={"done": "done"}, words=words, told="", **given)


def test_a_legend_explains_what_occurs() -> None:
    late = track(
        window=(date(2017, 1, 1), date(2017, 12, 31)), late=46, misses=(date(2017, 12, 31),)
    )
    found = [said for _, said in marks.legend(line(Band("", "", [late])))]
    assert found == ["window", "week", "before", "today"]


def test_every_state_has_a_mark() -> None:
    for state in State:
        assert 'href="#state_' in marks.mark(state.value)
        assert f'id="state_{state.value.replace(" ", "-")}"' in marks.SYMBOLS
    assert marks.mark("<b>") == ""


def test_a_deadline_stands_where_its_day_ends() -> None:
    quarter = date(2017, 9, 30)
    assert marks.percent(marks.after(quarter, YEAR)) == "16.58%"
    assert marks.before(date(2017, 10, 1), YEAR) == pytest.approx(marks.after(quarter, YEAR))
    row = drawn(window=(date(2018, 1, 1), date(2018, 12, 31)))
    assert '<rect class="w" x="33.15%" y="4" height="10" width="65.77%"/>' in row
    assert '<use href="#mark_deadline" x="98.92%" y="9"/>' in row


def test_a_window_that_began_before_is_torn_and_one_without_a_day_is_empty() -> None:
    row = drawn(
        window=(date(2017, 1, 1), date(2017, 12, 31)), late=46, misses=(date(2017, 12, 31),)
    )
    assert 'x="0%"' in row
    assert "#mark_before" in row
    assert 'class="l" pathLength="46" x1="33.15%" x2="41.44%"' in row
    assert "#mark_missed" in row
    assert drawn() == ""


def test_what_is_outside_of_the_picture_is_not_drawn_at_its_edge() -> None:
    assert "<use" not in drawn(window=(date(2019, 1, 1), date(2040, 12, 31)))
    assert "<rect" not in drawn(window=(date(2019, 1, 1), date(2040, 12, 31)))
    later = line(day=date(2030, 1, 1))
    assert marks.today(later).startswith("-")


@pytest.mark.parametrize(
    ("days", "strokes"), [(138, "l"), (210, "l"), (211, "l month"), (901, "l year")]
)
def test_lateness_is_counted_in_strokes_that_can_be_seen(days: int, strokes: str) -> None:
    assert f'<line class="{strokes}" pathLength="{days}" x2="100%"' in marks.late_bar(days, days)


def test_few_quarters_are_named_and_of_many_some_years() -> None:
    found = marks.axis(line())
    assert [one[1:] for one in found] == [
        *(("2017", "Q3"), ("", "Q4"), ("2018", "Q1"), ("", "Q2"), ("", "Q3"), ("", "Q4")),
    ]
    first = date(2000, 1, 1)
    many = [
        (
            f"{2000 + at // 4}Q{at % 4 + 1}",
            Span(first + timedelta(91 * at), first + timedelta(91 * at + 90)),
        )
        for at in range(100)
    ]
    long = line(span=Span(many[0][1].first, many[-1][1].last), quarters=many)
    years = [year for _, year, _ in marks.axis(long) if year]
    assert years[0] == "2000"
    assert 2 <= len(years) <= marks.MOST_YEARS
    assert len(marks.lines(long)) == len(years) - 1


def test_a_move_is_drawn_in_the_order_of_time() -> None:
    early, late = date(2018, 1, 1), date(2018, 6, 1)
    moves = ((early, late), (late, early), (early, None), (None, late))
    places = [
        re.findall(r'#mark_(\w+)" x="(\w+%?)"', marks.shift(Shift(before, after, "")))
        for before, after in moves
    ]
    assert places == [
        [("first", "7"), ("deadline", "100%")],
        [("first", "100%"), ("deadline", "7")],
        [("first", "7")],
        [("deadline", "50%")],
    ]
