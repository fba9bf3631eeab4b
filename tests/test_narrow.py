"""On a narrow screen what gives way keeps its name and its order, and no line is empty; and the
advice that stands below is true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli

from .test_quarters import AS_OF, told, written
from .test_report import commit
from .test_terminal import holds, shown

if TYPE_CHECKING:
    from pathlib import Path

    from .test_terminal import Shown

__all__ = ["shown"]
Capture = pytest.CaptureFixture[str]
LONG = "establish-an-intermunicipal-transportation-working-group-for-rural-townships"
STAFF = "Deputy Director of Planning and Intergovernmental Relations"
ROWS = (
    f"id: {LONG}, number: 3.1.1 (a) (ii), due: begin by May 2026, x-lead-staff: {STAFF}",
    "id: short, due: by May 2027",
)


@pytest.mark.parametrize("columns", [40, 80, 100, 140])
def test_no_row_has_an_empty_line_in_its_middle(columns: int, tmp_path: Path, shown: Shown) -> None:
    plan = written(tmp_path, "{}", *ROWS)
    screen = shown(columns, "list", "--dir", str(plan), *AS_OF)
    _, blank, rows = screen.partition("\n\n")
    assert blank and all(line.strip() for line in rows.partition("▶")[0].splitlines()[:-1])


def test_columns_that_are_named_keep_name_and_order(tmp_path: Path, shown: Shown) -> None:
    plan = written(tmp_path, "{}", *ROWS)
    names = "id,number,x-lead-staff,due"
    screen = shown(80, "list", "--columns", names, "--dir", str(plan), *AS_OF)
    assert "▶" not in screen and "\nId\n" not in screen
    told = (LONG, "number: 3.1.1 (a) (ii)", f"x-lead-staff: {STAFF}", "2026-05-31")
    at = [screen.index(one) for one in told]
    assert at == sorted(at)
    screen = shown(80, "list", "--columns", "id,state,due", "--dir", str(plan), *AS_OF)
    assert "▶ what is promised is the beginning" in screen


def test_columns_are_named_in_any_letter_case(tmp_path: Path, capsys: Capture) -> None:
    plan = written(tmp_path, "{}", *ROWS)
    line = ["list", "--dir", str(plan), *AS_OF, "--columns"]
    expected = told([*line, "id,due,x-lead-staff"], capsys)
    assert told([*line, "ID,Due,X-Lead-Staff"], capsys) == expected
    code, said = told([*line, "ID,id"], capsys)
    assert code == 2 and "is named twice" in said


def test_what_is_pointed_to_says_why_deadlines_can_not_be_read(
    tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, "{}", "id: m, due: soonish")
    head = (plan / "plan.yaml").read_text("utf-8")
    (plan / "plan.yaml").write_text(f"{head}checks: {{unreadable-deadline: note}}\n", "utf-8")
    for command in ("status", "list", "due"):
        said = told([command, "--dir", str(plan), *AS_OF], capsys)[1]
        assert "can't be read: 1 (`welcomeplan validate --notes --dir" in said
    assert cli.run(["validate", "--notes", "--dir", str(plan), *AS_OF]) == 0
    assert "The word 'soonish' is not one" in capsys.readouterr().out


def test_the_warning_of_a_time_points_to_that_time(tmp_path: Path, capsys: Capture) -> None:
    plan = written(tmp_path, "{}", "id: m, repeats: quarterly, target: 2 talks")
    line = ["done", "m", "--period", "2026Q1", "--on", "2026-03-01", "--dir", str(plan)]
    assert cli.run(line) == 0
    assert "welcomeplan log m --period 2026Q1 AMOUNT." in capsys.readouterr().out


@pytest.mark.parametrize("columns", [40, 80, 90, 110])
def test_what_has_no_column_is_counted_below(columns: int, shown: Shown) -> None:
    screen = shown(columns, "status", "--as-of", "2018-02-15")
    head, *counts = screen.split("\n\n")[1].split("\n")
    for label, count in (("Current", 8), ("Upcoming", 5), ("No date", 5)):
        below = any(f"{label} {count}" in line for line in counts)
        assert (label in head) is not below


@pytest.mark.parametrize("columns", [60, 80])
def test_what_was_written_is_told_between_words(
    columns: int, tmp_path: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "some-place"
    folder.mkdir()
    monkeypatch.chdir(folder)
    title = ("--title", "Roads")
    holds(shown(columns, "init", *title), columns)
    commit(folder, "2026-01-05")
    second = shown(columns, "init", "housing", *title)
    holds(second, columns)
    assert "with `--dir .`," in " ".join(second.split())
    cli.run(["report", "-o", "r.md", "--dir", "plan", *AS_OF])
    shown.capsys.readouterr()
    said = shown(columns, "verify", "r.md", "--dir", ".")
    holds(said, columns, forcing=[str(folder)])
    assert re.search(r"commit [0-9a-f]{10}\.$", " ".join(said.split()))
