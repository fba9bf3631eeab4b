"""A quarter has one meaning: `2027Q2` is the calendar's, `FY2027Q2` the fiscal year's, and what
could be either is asked about."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli

from .test_completion import Shell

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
AS_OF = ["--as-of", "2026-11-30"]
FISCAL = "{fiscal_year_starts: July, quarters: fiscal}"
UNSAID = "{fiscal_year_starts: July}"
OF_CALENDAR = "{fiscal_year_starts: July, quarters: calendar}"
BOTH = "FY2027Q2, 2026-10-01 to 2026-12-31, or the calendar's, 2027-04-01 to 2027-06-30"


def written(folder: Path, calendar: str, *milestones: str, name: str = "p", more: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "plan.yaml").write_text(
        f"id: {name}\ntitle: Plan {name}\nadopted: 2026-01-01\nperiod: 2026 to 2028\n"
        f"organizations: {{town: Town}}\ncalendar: {calendar}\n",
        "utf-8",
    )
    lines = "".join(f"      - {{title: T, owner: town, {one}}}\n" for one in milestones)
    (folder / "s.yaml").write_text(
        f"title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n{lines}{more}", "utf-8"
    )
    return folder


def told(line: list[str], capsys: Capture) -> tuple[int, str]:
    """The exit code, and the one stream that says something."""
    code = cli.run(line)
    found = capsys.readouterr()
    return code, found.err if code > 1 else found.out


def heading(folder: Path, option: str, words: str, capsys: Capture) -> str:
    code, said = told(["due", option, words, "--dir", str(folder), *AS_OF], capsys)
    assert code == 0, said
    return said.partition(", as of")[0]


@pytest.mark.parametrize("option", ["--quarter", "--in"])
@pytest.mark.parametrize("words", ["2027Q2", "2027q2", "2027-Q2", "2027–q2", "2027 Q2"])
def test_a_compact_name_that_could_be_of_either_year_is_asked_about(
    option: str, words: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, FISCAL, "id: m, repeats: quarterly")
    line = ["due", option, words, "--dir", str(plan), *AS_OF]
    code, said = told(line, capsys)
    assert code == 2 and BOTH in said
    # What it says to write, and what it names, are taken.
    assert "`FY2027Q2`" in said and "`calendar Q2 2027`" in said and "`--calendar-quarters`" in said
    fiscal = "Due in FY2027Q2 (2026-10-01 to 2026-12-31)"
    calendars = "Due in 2027Q2 (2027-04-01 to 2027-06-30)"
    assert heading(plan, option, "FY2027Q2", capsys) == fiscal
    assert heading(plan, option, "calendar Q2 2027", capsys) == calendars
    assert calendars in told([*line, "--calendar-quarters"], capsys)[1]


@pytest.mark.parametrize("option", ["--quarter", "--in"])
@pytest.mark.parametrize("calendar", ["{}", UNSAID, OF_CALENDAR, "{fiscal_year_starts: January}"])
def test_elsewhere_a_compact_name_is_the_calendars_quarter(
    option: str, calendar: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, calendar, "id: m, repeats: quarterly")
    for words in ("2027Q2", "2027-q2"):
        expected = "Due in 2027Q2 (2027-04-01 to 2027-06-30)"
        assert heading(plan, option, words, capsys) == expected


@pytest.mark.parametrize("option", ["--quarter", "--in"])
@pytest.mark.parametrize("words", ["Q2 2027", "second quarter of 2027", "2Q27", "Q2'27"])
def test_words_follow_what_the_plan_says_of_quarters(
    option: str, words: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, FISCAL, "id: m, repeats: quarterly")
    expected = "Due in FY2027Q2 (2026-10-01 to 2026-12-31)"
    assert heading(plan, option, words, capsys) == expected
    for calendar in (OF_CALENDAR, "{}"):
        written(tmp_path, calendar, "id: m, repeats: quarterly")
        expected = "Due in 2027Q2 (2027-04-01 to 2027-06-30)"
        assert heading(plan, option, words, capsys) == expected
    written(tmp_path, UNSAID, "id: m, repeats: quarterly")
    code, said = told(["due", option, words, "--dir", str(plan)], capsys)
    assert code == 2 and "of the calendar year, or of the plan's fiscal year?" in said
    assert "`calendar Q2 2027` or `fiscal Q2 2027`" in said
    assert heading(plan, option, "fiscal Q2 2027", capsys).startswith("Due in FY2027Q2 ")


def test_no_heading_has_a_name_that_could_be_of_either_year(
    tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, FISCAL, "id: m, repeats: quarterly")
    for words, head in (
        ("fy26/27 q2", "Due in FY2027Q2 (2026-10-01 to 2026-12-31)"),
        ("Q1-Q3 2027", "Due in 2026-07-01 to 2027-03-31"),
        ("the second quarter of 2027", "Due in 2026-10-01 to 2026-12-31"),
        ("FY2027", "Due in FY2027 (2026-07-01 to 2027-06-30)"),
    ):
        assert heading(plan, "--in", words, capsys) == head
    code, said = told(["due", "--in", "2027Q2-Q3", "--dir", str(plan)], capsys)
    assert code == 2 and BOTH in said
    found = told(["due", "--in", "Q2 2027", "--dir", str(plan), "--json"], capsys)[1]
    assert json.loads(found)["period"]["label"] == "FY2027Q2"


TIMES = [
    # repeats or due; words; the time that is marked, or nothing where it is asked about
    ("repeats: quarterly", "2027Q1", ""),
    ("repeats: quarterly", "2027-q1", ""),
    ("repeats: quarterly", "Q1 2027", "FY2027Q1"),
    ("repeats: quarterly", "FY2027Q1", "FY2027Q1"),
    ("repeats: quarterly", "calendar Q1 2027", "FY2027Q3"),
    ("repeats: quarterly", "2027-03-31", "FY2027Q3"),
    ("repeats: each calendar quarter", "2027Q1", "2027Q1"),
    ("repeats: each calendar quarter", "2027q1", "2027Q1"),
    ("repeats: each calendar quarter", "2027-Q1", ""),
    ("repeats: each calendar quarter", "FY2027Q1", "2026Q3"),
    # The plan's own words may have the same name for another time.
    ("due: Q1 and Q3 2027", "2027Q1", ""),
    ("due: Q1 and Q3 2027", "calendar Q1 2027", "2027Q1"),
    ("due: Q1 and Q3 2027", "FY2027Q1", "2026Q3"),
    ("repeats: each Q1 and Q3", "2027Q1", ""),
]


@pytest.mark.parametrize(("keys", "words", "label"), TIMES)
def test_a_time_is_named_as_a_period_is(
    keys: str, words: str, label: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, FISCAL, f"id: m, {keys}")
    before = (plan / "s.yaml").read_bytes()
    for line in (
        ["done", "m", "--period", words],
        ["done", f"m {words}"],
        ["defer", f"m {words}", "--note", "Later"],
    ):
        code, said = told([*line, "--dir", str(plan), "--dry-run"], capsys)
        if not label:
            assert code == 3 and "the fiscal quarter FY2027Q1, 2026-07-01 to 2026-09-30" in said
            assert "? Nothing was changed" in said and "`calendar Q1 2027`" in said
        else:
            assert code == 0
            assert f"period: {label}" in said or f'period: "{label}"' in said
    assert (plan / "s.yaml").read_bytes() == before
    code, said = told(["show", f"m {words}", "--dir", str(plan)], capsys)
    assert f"Milestone m {label}" in said if label else "FY2027Q1, 2026-07-01" in said


def test_where_quarters_are_not_said_words_are_asked_about_and_names_are_not(
    tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, UNSAID, "id: m, repeats: each fiscal quarter")
    line = ["done", "m", "--dir", str(plan), "--dry-run", "--period"]
    for words in ("2027Q1", "FY2027Q3", "fiscal Q3 2027", "calendar Q1 2027"):
        assert "period: FY2027Q3" in told([*line, words], capsys)[1]
    for words in ("Q1 2027", "first quarter of 2027", "Q1"):
        code, said = told([*line, words], capsys)
        assert code == 3 and "of the calendar year, or of the plan's fiscal year?" in said


def test_an_indicators_own_words_are_asked_about_where_they_could_be_either(
    tmp_path: Path, capsys: Capture
) -> None:
    more = "    indicators:\n      - {id: i, title: I, owner: town, targets: {Q1 2027: 5}}\n"
    plan = written(tmp_path, FISCAL, "id: m, due: 2027", more=more)
    line = ["defer", "i", "--note", "Later", "--dir", str(plan), "--dry-run", "--period"]
    code, said = told([*line, "2027Q1"], capsys)
    assert code == 3 and "FY2027Q1, 2026-07-01 to 2026-09-30" in said
    assert "i FY2027Q1: deferred" in cli_err(line, "FY2027Q1", capsys)
    assert told([*line, "calendar Q1 2027"], capsys)[0] == 3


def cli_err(line: list[str], words: str, capsys: Capture) -> str:
    """What a dry run says beside its diff."""
    assert cli.run([*line, words]) == 0
    return capsys.readouterr().err


def test_a_command_that_is_pointed_to_names_the_time_so_that_it_is_taken(
    tmp_path: Path, capsys: Capture
) -> None:
    keys = "due: Q1 and Q3 2027, occurrences: [{period: 2026Q3, done: 2026-09-01}]"
    plan = written(tmp_path, FISCAL, f"id: m, {keys}", "id: h, repeats: each half-year")
    line = ["--dir", str(plan), "--note", "Later"]
    code, said = told(["defer", "m FY2027Q1", *line], capsys)
    assert code == 3 and "welcomeplan reopen m --period 2026-09-30 --note" in said
    assert told(["reopen", "m", "--period", "2026-09-30", *line], capsys)[0] == 0
    code, said = told(["reopen", "h", "--period", "FY2027 1 of 2", *line], capsys)
    assert code == 3 and "welcomeplan log h --period 'FY2027 1 of 2' --note" in said


RHYTHMS = (
    *("repeats: quarterly", "repeats: each fiscal quarter", "repeats: each calendar quarter"),
    *("repeats: each half-year", "repeats: each fiscal year", "repeats: monthly"),
    *("repeats: each Q1 and Q3", "due: Q1 and Q3 2027", "repeats: every 5 months"),
    "repeats: each January to March and July to September",
)
STARTS = ("January", "15 July", "29 January", "30 November", "31 January")


@pytest.mark.parametrize("quarters", ["", ", quarters: fiscal", ", quarters: calendar"])
@pytest.mark.parametrize("starts", STARTS)
def test_a_label_that_is_printed_names_that_time_or_none(
    starts: str, quarters: str, tmp_path: Path, capsys: Capture
) -> None:
    calendar = f"{{fiscal_year_starts: {starts}{quarters}}}"
    ids = {f"m{n}": keys for n, keys in enumerate(RHYTHMS)}
    plan = written(tmp_path, calendar, *(f"id: {one}, {keys}" for one, keys in ids.items()))
    for one, keys in ids.items():
        shown = json.loads(told(["show", one, "--json", "--dir", str(plan), *AS_OF], capsys)[1])
        labels = [time["period"] for time in shown["milestones"][0]["times"]]
        assert len(set(labels)) == len(labels)
        assert labels or ("Q1 and Q3" in keys and not quarters)  # it can't be read
        found = []
        for label in labels[:4]:
            asked = ["show", f"{one} {label}", "--json", "--dir", str(plan), *AS_OF]
            code, said = told(asked, capsys)
            if code:  # it is asked about
                assert code == 2 and label[4] == "Q" and "fiscal" in quarters
                continue
            (time,) = json.loads(said)["milestones"]
            assert time["period"] == label
            found.append(time["due"])
            if label.startswith("FY") and "Q" in label:
                head = f"Due in {label} ({time['due']['start']} to {time['due']['end']})"
                assert time["due"]["fiscal_quarter"] in (label, None)
                assert heading(plan, "--quarter", label, capsys) == head
        if keys in ("repeats: quarterly", "repeats: each fiscal quarter"):
            for early, late in pairwise(found):  # no day is lost between two of them
                first, last = map(date.fromisoformat, (late["start"], early["end"]))
                assert first - last == timedelta(days=1)


def test_a_heading_is_true_of_every_plan_that_it_stands_above(
    tmp_path: Path, capsys: Capture
) -> None:
    for name, month in (("a", "July"), ("b", "October")):
        calendar = f"{{fiscal_year_starts: {month}}}"
        written(tmp_path / name, calendar, "id: m, due: by March 2027", name=name)
    line = ["due", "--quarter", "next", "--dir", str(tmp_path), *AS_OF]
    days = "(2027-01-01 to 2027-03-31), as of 2026-11-30 ·"
    assert f"Due in 2027Q1 {days} 2 plans" in told(line, capsys)[1]
    assert f"Due in FY2027Q3 {days} Plan a" in told([*line, "--plan", "a"], capsys)[1]
    assert f"Due in FY2027Q2 {days} Plan b" in told([*line, "--plan", "b"], capsys)[1]
    for name, month in (("a", "May"), ("b", "November")):
        calendar = f"{{fiscal_year_starts: {month}}}"
        written(tmp_path / name, calendar, "id: m, due: by March 2027", name=name)
    days = "2027-02-01 to 2027-04-30"
    assert told(line, capsys)[1].startswith(f"Due in {days}, as of")
    for command in (["list"], ["due", "--overdue"]):
        line = [*command, "--dir", str(tmp_path), "--plan", "b", *AS_OF]
        assert "· Plan b\n" in told(line, capsys)[1]


def test_of_several_plans_one_may_read_what_another_asks_about(
    tmp_path: Path, capsys: Capture
) -> None:
    written(tmp_path / "a", FISCAL, "id: m, repeats: quarterly", name="a")
    written(tmp_path / "b", "{}", "id: m, repeats: quarterly", name="b")
    line = ["due", "--quarter", "2027Q2", "--dir", str(tmp_path), *AS_OF]
    code, said = told(line, capsys)
    assert code == 2 and BOTH in said
    assert "calendar of `a`" in said and "`--plan b`, or ask for the calendar's" in said
    for more in (["--plan", "b"], ["--calendar-quarters"]):
        assert "Due in 2027Q2 (2027-04-01 to 2027-06-30)" in told([*line, *more], capsys)[1]


def test_when_names_each_quarter_by_its_kind(tmp_path: Path, capsys: Capture) -> None:
    line = ["--dir", str(written(tmp_path, FISCAL, "id: m, due: Q2 2027")), *AS_OF]
    for command in ("when", "show"):
        words = "Q2 2027" if command == "when" else "m"
        found = told([command, words, *line], capsys)[1]
        assert "Calendar quarter  2026Q4\nFiscal quarter    FY2027Q2\n" in found
    found = told(["when", "Q1 and Q3 2027", *line], capsys)[1]
    assert "calendar quarter 2026Q3, fiscal quarter FY2027Q1)" in found
    # What it proposes is read to the days that it names.
    for words, meant in (
        ("next calendar quarter", "calendar Q1 2027"),
        ("next quarter", "FY2027Q3"),
    ):
        assert f"that is `{meant}`" in told(["when", words, *line], capsys)[1]
        assert "First day         2027-01-01" in told(["when", meant, *line], capsys)[1]


def test_what_is_offered_by_tab_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    plan = written(tmp_path, FISCAL, "id: m, due: FY2027Q2")
    shell = Shell(monkeypatch, capsys)
    offers = shell.offers(f"due --dir {plan} --quarter ")
    assert offers == ["FY2027Q2", "this", "next", "last"]
    assert all(shell.takes("due", "--dir", str(plan), "--quarter", one) for one in offers)
