"""What has no time is never marked as one; what can't be read says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli

from .test_quarters import AS_OF, FISCAL, told, written

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
LATE = "{year_1: November 2026 to October 2027}"


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        ("repeats: each project month, starts: 2026-08-01", "2026-11"),
        ("repeats: each project year, starts: 2026-08-01", "2026-27"),
        ("repeats: twice each project year, starts: 2026-02-01", "2026-27 1 of 2"),
        ("due: from 2026-08-01, repeats: each project month", "2026-11"),
        ("repeats: each project month, starts: 2027-02-01", "2027-02"),
    ],
)
def test_no_project_month_or_year_is_before_the_first(
    keys: str, first: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, LATE, f"id: m, {keys}")
    shown = json.loads(told(["show", "m", "--json", "--dir", str(plan), *AS_OF], capsys)[1])
    times = shown["milestones"][0]["times"]
    assert times[0]["period"] == first


def stubs(folder: Path, keys: str) -> Path:
    """A plan that holds no whole fiscal year."""
    plan = written(folder, "{fiscal_year_starts: July}", keys)
    head = (plan / "plan.yaml").read_text("utf-8")
    head = head.replace("period: 2026 to 2028", "period: 2026-08-01 to 2028-05-31")
    (plan / "plan.yaml").write_text(head, "utf-8")
    return plan


def test_a_stub_is_named_as_one_and_nothing_is_done_as_a_whole(
    tmp_path: Path, capsys: Capture
) -> None:
    plan = stubs(tmp_path, "id: m, repeats: each fiscal year")
    line = ["--dir", str(plan), "--dry-run", *AS_OF]
    for words in (["m", "--period", "FY2027"], ["m FY2027"]):
        code, said = told(["done", *words, *line[:3]], capsys)
        assert code == 3 and "`m` has no time called `FY2027`" in said
        assert "within FY2027: that is no whole period" in said
        assert "does not repeat" not in said and "Leave" not in said
    code, said = told(["done", "m", "--on", "2026-11-01", *line[:3]], capsys)
    assert code == 3 and "`m` repeats, and the plan holds no whole period of it" in said
    plan = stubs(tmp_path, "id: m, repeats: every blue moon")
    for more in ([], ["--period", "2027"]):
        code, said = told(["done", "m", *more, *line[:3]], capsys)
        assert code == 3 and "how often `m` repeats can't be read" in said
    plan = stubs(tmp_path, "id: m, due: 2027")
    for words in (["m", "--period", "2027"], ["m 2027"]):
        code, said = told(["done", *words, *line[:3]], capsys)
        assert code == 3 and "`m` does not repeat" in said and "Name it without a time." in said


@pytest.mark.parametrize("more", ["", ", due: in 2027"])
def test_how_often_that_can_not_be_read_is_shown(
    more: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, "{}", f"id: m, repeats: every blue moon{more}")
    said = told(["show", "m", "--dir", str(plan), *AS_OF], capsys)[1]
    assert "every blue moon" in said and "can't be read: " in said
    if not more:
        listed = told(["status", "--dir", str(plan), *AS_OF], capsys)[1]
        assert "Deadlines that can't be read: 1" in listed
        found = json.loads(told(["show", "m", "--json", "--dir", str(plan), *AS_OF], capsys)[1])
        assert found["milestones"][0]["due"]["question"]
    code, said = told(["validate", "--dir", str(plan), *AS_OF], capsys)
    assert code == 1 and said.count("[unreadable-deadline]") == 1


def test_the_quarter_beside_a_day_is_of_that_day(tmp_path: Path, capsys: Capture) -> None:
    plan = written(tmp_path, FISCAL, "id: m, repeats: quarterly, due: by the end of 2027")
    said = told(["show", "m", "--dir", str(plan), *AS_OF], capsys)[1]
    fields = dict(row.split("  ", 1) for row in said.splitlines() if "  " in row)
    assert fields["Due"].strip() == "2026-03-31"
    assert fields["Calendar quarter"].strip() == "2026Q1"
    assert fields["Fiscal quarter"].strip() == "FY2026Q3"


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("last quarter", "FY2027Q1"),
        ("next quarter", "FY2027Q3"),
        ("This Quarter", "FY2027Q2"),
        ("next fiscal quarter", "FY2027Q3"),
        ("last calendar quarter", "2026Q3"),
        ("25/26 Q3", "FY2026Q3"),
        ("2025/26 Q3", "FY2026Q3"),
    ],
)
def test_a_quarter_is_asked_for_in_more_words(
    words: str, label: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, FISCAL, "id: m, due: 2027")
    code, said = told(["due", "--quarter", words, "--dir", str(plan), *AS_OF], capsys)
    assert code == 0 and said.startswith(f"Due in {label} (")


@pytest.mark.parametrize("words", ["fiscal Q2", "calendar Q2", "Q2"])
def test_a_quarter_without_a_year_is_told_how_to_write_it(
    words: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, FISCAL, "id: m, due: 2027")
    line = ["due", "--dir", str(plan), *AS_OF, "--quarter"]
    code, said = told([*line, words], capsys)
    assert code == 2 and f"such as `{words} 2026`" in said
    assert cli.run([*line, f"{words} 2026"]) == 0
