"""In the words of a plan that counts by fiscal quarters nothing is taken for the calendar's in
silence, nor the other way round: names of quarters, halves, and what repeats by them."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli
from welcomeplan.deadlines import Calendar, Question, read_deadline

from .test_quarters import AS_OF, BOTH, FISCAL, OF_CALENDAR, UNSAID, told, written

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
COUNTED = Calendar(fiscal_year_starts=(7, 1), quarters="fiscal")
OPEN = Calendar(fiscal_year_starts=(7, 1))
BY_CALENDAR = Calendar(fiscal_year_starts=(7, 1), quarters="calendar")
JANUARY = Calendar(fiscal_year_starts=(1, 1), quarters="fiscal")


def validated(folder: Path, capsys: Capture, *more: str) -> tuple[int, str]:
    code = cli.run(["validate", "--dir", str(folder), *AS_OF, *more])
    found = capsys.readouterr()
    return code, found.out + found.err


COMPACT = ("2027Q2", "by 2027Q2", "2027-q2", "2027Q2-Q3", "from 2027 Q2", "quarterly from 2027Q2")


@pytest.mark.parametrize("words", COMPACT)
def test_a_compact_name_in_a_plan_is_asked_about(words: str) -> None:
    with pytest.raises(Question) as asked:
        read_deadline(words, COUNTED)
    assert BOTH in str(asked.value)
    assert asked.value.remedy.startswith("Write `FY2027Q2`, or `calendar Q2 2027`.")
    for calendar in (Calendar(), BY_CALENDAR, JANUARY):
        found = read_deadline(words, calendar)
        assert (found.start or found.begin_by or found.end).year == 2027  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["FY2027Q2", "Q2 2027", "second quarter of 2027", "2Q27"])
def test_words_are_the_plans_own(words: str) -> None:
    assert read_deadline(words, COUNTED).end == date(2026, 12, 31)
    assert read_deadline("calendar Q2 2027", COUNTED).end == date(2027, 6, 30)


PLACES = [
    # a key with the compact name, and the rule that asks
    ("due: 2027Q1", "unreadable-deadline"),
    ("due: in 2027, starts: 2027Q1", "unreadable-deadline"),
    ("due: 2027Q1 and 2027Q3", "unreadable-deadline"),
    ("repeats: quarterly, targets: {2027Q1: 5 talks}", "unknown-occurrence"),
    ("due: Q1 and Q3 2027, targets: {2027Q1: 5 talks}", "unknown-occurrence"),
    ("repeats: quarterly, log: [{on: 2026-02-01, note: N, period: 2027Q1}]", "unknown-occurrence"),
    ("repeats: quarterly, occurrences: [{period: 2027Q1, done: 2026-08-01}]", "unknown-occurrence"),
]


@pytest.mark.parametrize(("keys", "rule"), PLACES)
def test_wherever_a_plan_names_a_time_so_validate_asks(
    keys: str, rule: str, tmp_path: Path, capsys: Capture
) -> None:
    code, said = validated(written(tmp_path, FISCAL, f"id: m, {keys}"), capsys)
    assert code == 1 and f"[{rule}]" in said
    assert "Is 2027Q1 the fiscal quarter FY2027Q1" in said


def test_the_printed_name_of_a_calendar_quarter_is_that(tmp_path: Path, capsys: Capture) -> None:
    keys = (
        "id: m, repeats: each calendar quarter, targets: {2027Q1: 5 talks},"
        " occurrences: [{period: 2027q1, done: 2026-11-01}],"
        " log: [{on: 2026-11-01, period: 2027Q1, amount: 5}]"
    )
    plan = written(tmp_path, FISCAL, keys)
    assert validated(plan, capsys) == (0, f"{plan}: 2 files, 1 milestone: no problems\n")
    shown = json.loads(told(["show", "m 2027Q1", "--json", "--dir", str(plan)], capsys)[1])
    assert shown["milestones"][0]["due"]["end"] == "2027-03-31"


def indicator(keys: str) -> str:
    return f"    indicators:\n      - {{id: i, title: I, owner: town, {keys}}}\n"


def test_a_target_that_could_be_of_either_quarter_accuses_nobody(
    tmp_path: Path, capsys: Capture
) -> None:
    more = indicator("targets: {2026Q1: 12, 2026Q2: 20}")
    plan = written(tmp_path, FISCAL, "id: m, due: 2027", more=more)
    code, said = validated(plan, capsys)
    assert code == 1 and said.count("[unreadable-deadline]") == 2
    assert "`FY2026Q1`" in said
    said = told(["show", "i", "--dir", str(plan), *AS_OF], capsys)[1]
    assert "Missed" not in said and "2025-09-30, or" in said


def test_the_times_of_an_indicator_are_called_as_quarters_are_printed(
    tmp_path: Path, capsys: Capture
) -> None:
    more = indicator("targets: {Q3 2026: 12, calendar Q2 2027: 20, FY2027 Q2: 15, 2027: 30}")
    plan = written(tmp_path, FISCAL, "id: m, due: 2027", more=more)
    assert validated(plan, capsys)[0] == 0
    said = told(["show", "i", "--dir", str(plan), *AS_OF], capsys)[1]
    for label in ("FY2026Q3", "FY2027Q2", "2027Q2", "2027"):
        assert f"Time {label} " in said
    # What was recorded by another name of it is still of that time.
    log = "log: [{on: 2026-02-01, note: N, status: deferred, period: q3 2026}]"
    more = indicator(f"targets: {{Q3 2026: 12, FY2027Q2: 15}}, {log}")
    plan = written(tmp_path, FISCAL, "id: m, due: 2027", more=more)
    assert validated(plan, capsys)[0] == 0
    said = told(["show", "i", "--dir", str(plan), *AS_OF], capsys)[1]
    assert re.search("Time FY2026Q3 +deferred", said) and "Missed" not in said
    more = indicator("targets: {FY2027Q2: 15}, log: [{on: 2026-02-01, note: N, period: 2027Q2}]")
    code, said = validated(written(tmp_path, FISCAL, "id: m, due: 2027", more=more), capsys)
    assert code == 1 and "[unknown-occurrence]" in said and BOTH in said


def test_times_of_an_indicator_outside_the_plan_are_told(tmp_path: Path, capsys: Capture) -> None:
    more = indicator("targets: {2025: 5, 2027: 8, 2030: 9}")
    plan = written(tmp_path, "{}", "id: m, due: 2027", more=more)
    said = validated(plan, capsys)[1]
    assert said.count("[outside-period]") == 2
    assert "2025-12-31, is outside the plan's period" in said and "2030-12-31, is outside" in said
    (plan / "plan.yaml").write_text(
        "id: p\ntitle: P\nadopted: 2026-01-01\norganizations: {town: Town}\n", "utf-8"
    )
    said = validated(plan, capsys)[1]
    assert said.count("[outside-period]") == 1
    assert "2025-12-31, is before the plan was adopted, 2026-01-01" in said


HALVES = ("H1 2027", "1st half of 2027", "first half of 2027", "2027, first half")


@pytest.mark.parametrize("words", HALVES)
def test_a_half_follows_what_the_plan_says_of_quarters(words: str) -> None:
    of_calendar = (date(2027, 1, 1), date(2027, 6, 30))
    for calendar in (Calendar(), BY_CALENDAR, JANUARY, Calendar(fiscal_year_starts=(1, 1))):
        assert read_deadline(words, calendar)[2:4] == of_calendar
    assert read_deadline(words, COUNTED)[2:4] == (date(2026, 7, 1), date(2026, 12, 31))
    with pytest.raises(Question, match="half of the calendar year, or of the plan's fiscal year"):
        read_deadline(words, OPEN)
    for calendar in (OPEN, COUNTED):
        for own in ("FY2027 H1", "fiscal H1 2027", "first half of FY2027", "H1 2026/27"):
            assert read_deadline(own, calendar).end == date(2026, 12, 31)
        for own in ("calendar H1 2027", "first half of calendar year 2027"):
            assert read_deadline(own, calendar)[2:4] == of_calendar


def test_a_range_of_halves_is_of_the_same_year_as_one_of_quarters() -> None:
    for calendar in (Calendar(), BY_CALENDAR, COUNTED):
        halves, quarters = (
            read_deadline(words, calendar) for words in ("H1-H2 2027", "Q1-Q4 2027")
        )
        assert halves[2:4] == quarters[2:4]
        one, other = (read_deadline(words, calendar) for words in ("H2 2027", "Q3-Q4 2027"))
        assert one[2:4] == other[2:4]


@pytest.mark.parametrize("words", ["2027H1", "2027-h1", "by 2027 H1", "2027H1-H2"])
def test_a_compact_half_is_asked_about_as_a_compact_quarter_is(words: str) -> None:
    with pytest.raises(Question) as asked:
        read_deadline(words, COUNTED)
    assert "FY2027 H1, 2026-07-01 to 2026-12-31, or the calendar's, 2027-01-01" in str(asked.value)
    assert "Write `FY2027 H1`, or `calendar H1 2027`." in asked.value.remedy
    read_deadline(words, BY_CALENDAR)


REPEATED = [
    ("each half-year", ["FY2026 2 of 2", "FY2027 1 of 2"]),
    ("semi-annually", ["FY2026 2 of 2", "FY2027 1 of 2"]),
    ("every six months", ["FY2026 2 of 2", "FY2027 1 of 2"]),
    ("twice a year", ["FY2027 1 of 2", "FY2027 2 of 2"]),
    ("4 times per year", ["FY2027 1 of 4", "FY2027 2 of 4"]),
    ("each fiscal half-year", ["FY2026 2 of 2", "FY2027 1 of 2"]),
    ("each calendar half-year", ["2026 1 of 2", "2026 2 of 2"]),
    ("twice each calendar year", ["2026 1 of 2", "2026 2 of 2"]),
    ("twice a year (June and December)", ["2026-06", "2026-12"]),
]


@pytest.mark.parametrize(("words", "labels"), REPEATED)
def test_halves_that_repeat_follow_it_as_quarters_do(
    words: str, labels: list[str], tmp_path: Path, capsys: Capture
) -> None:
    def times(calendar: str) -> list[str]:
        plan = written(tmp_path, calendar, f"id: m, repeats: {words}")
        shown = json.loads(told(["show", "m", "--json", "--dir", str(plan), *AS_OF], capsys)[1])
        return [time["period"] for time in shown["milestones"][0]["times"]][:2]

    assert times(FISCAL) == labels
    if "fiscal" not in words:
        plain = [label.replace("FY2027", "2026").replace("FY2026 2", "2026 1") for label in labels]
        for calendar in ("{}", UNSAID, OF_CALENDAR):
            found = times(calendar)
            assert found[0].startswith("2026") and len(found) == len(plain)


@pytest.mark.parametrize("option", ["--in"])
def test_a_half_is_asked_for_as_a_quarter_is(option: str, tmp_path: Path, capsys: Capture) -> None:
    plan = written(tmp_path, FISCAL, "id: m, due: 2027")
    line = ["due", "--dir", str(plan), *AS_OF, option]
    code, said = told([*line, "2027H1"], capsys)
    assert code == 2 and "FY2027 H1, 2026-07-01" in said
    assert "(2026-07-01 to 2026-12-31)" in told([*line, "FY2027 H1"], capsys)[1]
    said = told([*line, "H1 2027"], capsys)[1]
    assert said.startswith("Due in FY2027 H1 (2026-07-01 to 2026-12-31),")
    assert "2027-01-01 to 2027-06-30" in told([*line, "calendar H1 2027"], capsys)[1]
    plan = written(tmp_path, UNSAID, "id: m, due: 2027")
    assert "2027-01-01 to 2027-06-30" in told([*line, "2027H1"], capsys)[1]
    assert told([*line, "H1 2027"], capsys)[0] == 2
