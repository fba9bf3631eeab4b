"""The sheet that asks an owner, and what comes back of it: `export --ask`, `import`."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import IllegalCharacterError

from welcomeplan import cli, saving
from welcomeplan.errors import Refused
from welcomeplan.wording import show

from .conftest import ROOT
from .test_report import HEAD, HOSTILE, plan_of

DAY = ("--as-of", "2018-02-15")
HEADINGS = (
    *("Id", "Time", "What is promised", "In the plan's words", "Due by", "How it stands"),
    *("Target so far", "State now", "Day", "Amount to add", "Note", "Evidence"),
)
FIRST = 6
"""The row of the first promise."""


def run(*words: str) -> tuple[str, str, int]:
    """What a command prints and says, and its exit code."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(list(words))
    return out.getvalue(), err.getvalue(), code


def ask(plan: Path, owner: str = "marc", file: str = "updates.xlsx") -> Path:
    """The sheet of an owner, beside the plan."""
    sheet = plan.parent / file
    where = ("--dir", str(plan), *DAY)
    out, err, code = run("export", "--ask", owner, "-o", str(sheet), *where)
    assert (err, code) == ("", 0), out
    return sheet


def fill(sheet: Path, cells: dict[str, Any], to: str = "filled.xlsx") -> Path:
    """A sheet with some cells filled in, as a program of spreadsheets writes them."""
    book = openpyxl.load_workbook(sheet)
    for place, value in cells.items():
        book["Promises"][place] = value
    book.save(sheet.parent / to)
    return sheet.parent / to


def cells(sheet: Path, name: str = "Promises") -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(sheet)[name].iter_rows(values_only=True))


def row_of(sheet: Path, id_: str, time: str = "") -> int:
    """The row that asks about a promise."""
    for at, row in enumerate(cells(sheet), 1):
        if row[0] == id_ and (row[1] or "") == time:
            return at
    raise AssertionError(id_)


def taken(plan: Path, *sheets: Path, options: tuple[str, ...] = ()) -> tuple[str, str, int]:
    return run("import", *map(str, sheets), "--dir", str(plan), *options)


def texts(plan: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(plan.glob("*.yaml"))}


@pytest.fixture
def kansas(tmp_path: Path) -> Path:
    """The shipped plan."""
    return shutil.copytree(ROOT / "plan", tmp_path / "plan")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A small plan, of all that may be asked about."""
    return plan_of(
        tmp_path / "plan",
        "id: a, title: First, due: by November 2017, owner: marc",
        "id: b, title: Second, due: by May 2018, owner: marc, target: 3 events",
        "id: c, title: Third, due: by June 2018, owner: kcpd",
        "id: news, title: Newsletter, repeats: each quarter, due: by the end of 2018,"
        " starts: 2018-01-01, owner: marc",
        "id: open, title: Nobody's, due: by July 2018",
        "id: over, title: Over, due: by July 2017, done: 2017-05-05, owner: marc",
        indicators='{id: share, title: A share, unit: "%", target: 90, due: by December 2018,'
        " owner: marc}",
    )


# -- what is asked


def test_a_sheet_asks_what_an_owner_has_open_the_latest_first(town: Path) -> None:
    sheet = ask(town)
    rows = cells(sheet)
    assert rows[0][0] == "The Council: A plan"
    assert "As of 2018-02-15, 5 rows" in rows[1][0]
    assert rows[4] == HEADINGS
    assert [row[:2] for row in rows[5:]] == [
        ("a", ""),
        ("news", "2018Q1"),
        ("b", ""),
        ("news", "2018Q2"),
        ("share", ""),
    ]
    assert rows[5][2:4] == ("First", "by November 2017")
    assert (rows[5][4].date(), rows[5][5]) == (date(2017, 11, 30), "77 days late")
    assert all(set(row[7:]) == {None} for row in rows[5:])
    assert (rows[7][5], rows[7][6]) == ("due 31 May 2018", "0 of 3 events")


def test_an_owner_is_named_by_its_full_name_or_by_a_slip(town: Path) -> None:
    assert [row[0] for row in cells(ask(town, "The Police"))[5:]] == ["c"]
    out, err, code = run("export", "--ask", "mark", "-o", "x.xlsx", "--dir", str(town))
    assert (out, code) == ("", 2)
    assert "Did you mean `marc`?" in err
    assert [row[0] for row in cells(ask(town, "nobody", file="n.xlsx"))[5:]] == ["open"]


def test_one_with_nothing_open_is_not_asked(town: Path) -> None:
    with (town / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("lead: marc\n")
    head = (town / "plan.yaml").read_text("utf-8").replace("kcpd: The Police", "kcpd: P, idle: I")
    (town / "plan.yaml").write_text(head, "utf-8")
    out, err, code = run("export", "--ask", "idle", "-o", str(town / "x.xlsx"), "--dir", str(town))
    assert (out, err, code) == ("Nothing is open to ask about: I\n", "", 0)
    assert not (town / "x.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "x.csv"), "`x.csv` is no workbook"),
        (("-o", "x.xlsx", "--tag", "t"), "`--ask` and `--tag` don't go together"),
        (("-o", "x.xlsx", "--owner", "marc"), "`--ask` and `--owner` don't go together"),
        (("-o", "x.xlsx", "--excel"), "`--ask` and `--excel` don't go together"),
    ],
)
def test_what_does_not_go_together(town: Path, words: tuple[str, ...], said: str) -> None:
    out, err, code = run("export", "--ask", "marc", "--dir", str(town), *words)
    assert (out, code) == ("", 2)
    assert said in err


def test_a_sheet_is_the_same_bytes_and_is_never_written_over(town: Path) -> None:
    sheet = ask(town)
    before = sheet.read_bytes()
    ask(town)
    assert sheet.read_bytes() == before
    fill(sheet, {"K6": "Mine"}, "updates.xlsx")
    mine = sheet.read_bytes()
    _, err, code = run("export", "--ask", "marc", "-o", str(sheet), "--dir", str(town), *DAY)
    assert code == 3
    assert "is there already" in err
    assert sheet.read_bytes() == mine


def test_only_the_cells_to_fill_in_are_unlocked(town: Path) -> None:
    book = openpyxl.load_workbook(ask(town))
    sheet = book["Promises"]
    assert sheet.protection.sheet
    assert book["welcomeplan"].sheet_state == "veryHidden"
    locked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.protection.locked
    }
    open_ = {f"{letter}{row}" for letter in "HIJKL" for row in range(FIRST, FIRST + 5)}
    assert not locked & open_
    assert {f"{letter}{row}" for letter in "ABCDEFG" for row in range(1, 11)} <= locked | {
        f"{letter}{row}" for letter in "ABCDEFG" for row in (1, 2, 3, 4)
    }
    lists = {
        str(one.sqref): one.formula1
        for one in sheet.data_validations.dataValidation
        if one.type == "list"
    }
    assert lists["H6"] == '"done,begun,blocked,put off,given up,will be done by"'
    assert lists["H10"] == '"put off,given up,will be done by"'
    assert sheet.freeze_panes == "B6"
    assert sheet.page_setup.orientation == "landscape"


def test_without_the_writer_it_says_what_to_install(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    _, err, code = run("export", "--ask", "marc", "-o", str(town / "x.xlsx"), "--dir", str(town))
    assert code == 2
    assert "pip install 'welcomeplan[xlsx]'" in err
    letters = town.parent / "letters"
    out, err, code = run("remind", "--dir", str(town), *DAY, "-o", str(letters))
    assert (code, err.count("\n")) == (0, 3)
    assert "without a sheet" in err
    assert "marc.md: written" in out
    assert not list(letters.glob("*.xlsx"))
    assert "Or fill in the sheet" not in (letters / "marc.md").read_text("utf-8")


# -- what comes back


def test_answers_are_what_the_commands_write(town: Path) -> None:
    sheet = ask(town)
    rows = {key: row_of(sheet, *key) for key in (("a",), ("b",), ("news", "2018Q1"), ("share",))}
    a, b, news, share = rows.values()
    back = fill(
        sheet,
        {
            **{f"H{a}": "done", f"I{a}": date(2018, 2, 11), f"K{a}": "At last: it's done # yes"},
            **{f"L{a}": "https://example.org/x\ndocs/minutes.pdf"},
            **{f"I{b}": "12 February 2018", f"J{b}": 2, f"K{b}": "Two in one day"},
            **{f"H{news}": "will be done by", f"I{news}": date(2018, 4, 30), f"K{news}": "Ill"},
            **{f"I{share}": "2018-01", f"J{share}": "86.5%", f"L{share}": "Report, p. 3"},
        },
    )
    other = shutil.copytree(town, town.parent / "other")
    out, err, code = taken(town, back)
    assert (err, code) == ("", 0)
    assert "a: done on 2018-02-11, 73 days late (due by 2017-11-30)\n" in out
    assert "b: logged on 2018-02-12 (2 of 3 events)\n" in out
    assert out.endswith("filled.xlsx: 4 answers by marc; 1 row was left empty\n")
    where = ("--dir", str(other))
    for words in (
        *[
            (
                "done",
                "a",
                "--on",
                "2018-02-11",
                "--note",
                "At last: it's done # yes",
                "--by",
                "marc",
            )
        ],
        *[("log", "b", "2", "--on", "2018-02-12", "--note", "Two in one day", "--by", "marc")],
        *[("reschedule", "news", "by 30 April 2018", "--period", "2018Q1", "--note", "Ill")],
        ("measure", "share", "86.5%", "--on", "2018-01", "--source", "Report, p. 3"),
    ):
        more = {
            "done": ("--evidence", "https://example.org/x", "--evidence", "docs/minutes.pdf"),
            "reschedule": ("--by", "marc"),
        }
        assert run(*words, *more.get(words[0], ()), *where)[2] == 0
    assert texts(town) == texts(other)


@pytest.mark.parametrize(
    ("state", "verb"),
    [("begun", "start"), ("blocked", "block"), ("put off", "defer"), ("given up", "drop")],
)
def test_each_state_is_its_verb(town: Path, state: str, verb: str) -> None:
    sheet = ask(town)
    row = row_of(sheet, "b")
    day = {f"I{row}": date(2018, 2, 12)}
    back = fill(sheet, {f"H{row}": state.upper(), f"K{row}": "Why", **day})
    other = shutil.copytree(town, town.parent / "other")
    assert taken(town, back)[1:] == ("", 0)
    where = ("--on", "2018-02-12", "--dir", str(other))
    assert run(verb, "b", "--note", "Why", "--by", "marc", *where)[2] == 0
    assert texts(town) == texts(other)


def test_an_amount_counts_beside_a_state(town: Path) -> None:
    sheet = ask(town)
    row, news = row_of(sheet, "b"), row_of(sheet, "news", "2018Q1")
    back = fill(
        sheet,
        {f"H{row}": "done", f"I{row}": date(2018, 2, 11), f"J{row}": 3, f"H{news}": "begun"}
        | {f"J{news}": 1, f"L{news}": "a.pdf"},
    )
    out, err, code = taken(town, back)
    assert (err, code) == ("", 0)
    assert "Warning" not in out  # the target is reached with what is said now
    text = (town / "a.yaml").read_text("utf-8")
    assert "log: [{on: 2018-02-11, amount: 3, by: marc}]" in text
    assert "status: active, note: 'Evidence: a.pdf', by: marc" in text.replace('"', "'")
    out, err, code = taken(town, back)
    assert (out.count("taken already; no change"), err, code) == (2, "", 0)
    assert (town / "a.yaml").read_text("utf-8") == text


def test_done_short_of_its_target_is_still_warned_of(town: Path) -> None:
    sheet = ask(town)
    row = row_of(sheet, "b")
    out, _, code = taken(town, fill(sheet, {f"H{row}": "done", f"I{row}": "2018", f"J{row}": 2}))
    assert code == 0
    assert "Warning: its log has 2 of 3 events." in out


def test_nothing_filled_in_writes_nothing(town: Path) -> None:
    sheet, before = ask(town), texts(town)
    stamps = {path: path.stat().st_mtime_ns for path in town.glob("*.yaml")}
    out, err, code = taken(town, sheet)
    assert (out, err, code) == (f"{sheet}: no answer; 5 rows were left empty\n", "", 0)
    assert texts(town) == before
    assert stamps == {path: path.stat().st_mtime_ns for path in town.glob("*.yaml")}


@pytest.mark.parametrize(
    "answer",
    [
        {"H": "done", "I": "2018-02-12"},
        {"H": "done", "I": "unknown"},
        {"J": 1},
        {"J": -1, "K": "One too many"},
        {"K": "A word"},
        {"K": "Minutes", "L": "https://example.org/only"},
        {"H": "begun"},
        {"H": "blocked", "K": "No room", "J": 1},
        {"H": "put off", "I": "2018-02-12", "K": "Later"},
        {"H": "will be done by", "I": "by the end of 2019", "K": "A new call"},
        {"H": "given up", "I": "2018-02-12", "K": "No use", "L": "a.pdf"},
    ],
    ids=str,
)
@pytest.mark.parametrize("of", [("a",), ("news", "2018Q1")], ids=str)
def test_the_same_sheet_twice_is_taken_once(
    town: Path, of: tuple[str, ...], answer: dict[str, Any]
) -> None:
    sheet = ask(town)
    row = row_of(sheet, *of)
    back = fill(sheet, {f"{column}{row}": value for column, value in answer.items()})
    before = texts(town)
    assert taken(town, back)[1:] == ("", 0)
    after = texts(town)
    assert after != before
    out, err, code = taken(town, back)
    assert ("taken already; no change" in out, err, code) == (True, "", 0)
    assert texts(town) == after


def test_a_reading_twice_is_taken_once(town: Path) -> None:
    sheet = ask(town)
    row = row_of(sheet, "share")
    back = fill(sheet, {f"J{row}": 86.5, f"K{row}": "Of the survey"})
    assert taken(town, back)[1:] == ("", 0)
    after = texts(town)
    assert b"value: 86.5" in after["a.yaml"]
    assert b"note: Of the survey" in after["a.yaml"]
    assert "taken already" in taken(town, back)[0]
    assert texts(town) == after


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_a_dry_run_is_a_patch_and_no_byte_else_changes(
    kansas: Path, ends: bytes, mark: bytes
) -> None:
    for path in kansas.glob("*.yaml"):
        path.write_bytes(mark + path.read_bytes().replace(b"\n", ends))
    subprocess.run(["git", "init", "-q", str(kansas.parent)], check=True)
    sheet = ask(kansas)
    back = fill(sheet, {"H6": "done", "I6": date(2018, 2, 11), "K7": "A word", "J11": 1})
    before = texts(kansas)
    out, err, code = taken(kansas, back, options=("--dry-run",))
    assert code == 0
    assert texts(kansas) == before
    assert "3 answers by marc" in err
    assert taken(kansas, back, options=("--write",))[1:] == ("", 0)
    after = texts(kansas)
    for name, data in before.items():
        (kansas / name).write_bytes(data)
    applied = ["git", "-C", str(kansas.parent), "apply", "-"]
    subprocess.run(applied, input=out.encode(), check=True)
    assert texts(kansas) == after
    for name, data in after.items():
        assert data.startswith(mark)
        assert data.count(b"\r\n") == (data.count(b"\n") if ends == b"\r\n" else 0)
        kept = data.splitlines()
        assert all(line in kept for line in before[name].splitlines())


# -- what conflicts


def test_what_is_wrong_is_named_cell_by_cell_and_nothing_is_written(town: Path) -> None:
    sheet, before = ask(town), texts(town)
    a, b, share = (row_of(sheet, id_) for id_ in ("a", "b", "share"))
    news = row_of(sheet, "news", "2018Q1")
    back = fill(
        sheet,
        {
            **{f"H{a}": "don", f"I{a}": "02/03/2018", f"J{a}": "two or three"},
            **{f"H{b}": "blocked", f"C{b}": "Another", f"M{b}": "beside"},
            **{f"H{share}": "done", f"J{share}": True},
            **{f"I{news}": "12 Feb"},
            f"A{share + 3}": "new",
        },
    )
    out, err, code = taken(town, back)
    assert (out, code) == ("", 3)
    assert texts(town) == before
    told = dict(re.findall(r"^welcomeplan: \S+, ([A-Z]+\d+): (.*)$", err, re.MULTILINE))
    assert told == {
        f"H{a}": "“don” is none of the states",
        f"I{a}": "“02/03/2018”: is its day first, or its month?",
        f"J{a}": "`two or three` holds two numbers: which one is promised?",
        f"K{b}": "the reason is missing why it is “blocked”",
        f"C{b}": "“What is promised” was changed: it said “Second”, and “Another” stands there now",
        f"M{b}": "nothing is asked in this column, where “beside” stands",
        f"H{share}": "“done” is nothing that is said of an indicator",
        f"J{share}": "“TRUE” is no number",
        f"I{news}": "“12 Feb”: Which year? '12 Feb' names none.",
        f"A{share + 3}": "this row is none that was asked about",
    }
    assert "Did you mean `done`?" in err
    assert err.splitlines()[-1].endswith("10 conflicts; nothing of this sheet was taken")


@pytest.mark.parametrize(
    ("answer", "cell", "said"),
    [
        ({"H": "done", "I": date(2099, 1, 1)}, "I", "2099-01-01 is in the future"),
        ({"K": "x", "I": date(2099, 1, 1)}, "I", "2099-01-01 is in the future"),
        ({"H": "done", "I": date(1905, 7, 10)}, "I", "a sheet makes of the number 2018"),
        ({"H": "done", "I": "30 February 2018"}, "I", "30 February 2018"),
        ({"H": "begun", "I": "2018-02"}, "I", "“2018-02” is no single day"),
        ({"H": "done", "I": "soon"}, "I", "soon"),
        ({"H": "done", "I": "by the end of 2018"}, "I", "is no day"),
        ({"I": date(2018, 2, 1)}, "I", "stands alone"),
        ({"H": "will be done by", "K": "x"}, "I", "the day is missing"),
        ({"H": "will be done by", "I": "soonish", "K": "x"}, "I", "`soonish` can't be read"),
        ({"H": "will be done by", "I": date(2018, 5, 1)}, "K", "the reason is missing"),
        ({"H": "given up"}, "K", "the reason is missing"),
        ({"J": 1e308}, "J", "number"),
        ({"J": "1.000"}, "J", "is that 1,000, or a number with decimals?"),
        ({"J": date(2018, 2, 1)}, "J", "2018-02-01"),
        ({"J": "=1+1"}, "J", "a formula stands there without its value"),
        ({"K": "#REF!"}, "K", "the formula shows #REF!"),
        ({"B": "2018Q1"}, "B", "“Time” was changed: it said “”, and “2018Q1” stands there now"),
        ({"E": date(2018, 6, 1)}, "E", "“Due by” was changed: it said “2018-05-31”"),
        ({"G": ""}, "G", "and it is empty now"),
        ({"A": "bb"}, "A", "“Id” was changed: it said “b”, and “bb” stands there now"),
    ],
    ids=str,
)
def test_each_kind_of_conflict(town: Path, answer: dict[str, Any], cell: str, said: str) -> None:
    sheet, before = ask(town), texts(town)
    row = row_of(sheet, "b")
    back = fill(sheet, {f"{column}{row}": value for column, value in answer.items()})
    out, err, code = taken(town, back)
    assert (out, code) == ("", 3)
    first = err.splitlines()[0]
    assert first.startswith(f"welcomeplan: {back}, {cell}{row}: ")
    assert said in first
    assert err.splitlines()[1].startswith("  ")
    assert texts(town) == before


def test_a_remedy_speaks_of_cells_not_of_options(town: Path) -> None:
    sheet = ask(town)
    row = row_of(sheet, "b")
    err = taken(town, fill(sheet, {f"H{row}": "done", f"I{row}": date(2099, 1, 1)}))[1]
    assert f"correct the day in I{row}." in err
    assert "--on" not in err


@pytest.mark.parametrize("value", [0.88, 1.0, 0.5])
def test_a_share_that_a_sheet_may_show_otherwise_is_asked_about(town: Path, value: float) -> None:
    sheet, before = ask(town), texts(town)
    row = row_of(sheet, "share")
    _, err, code = taken(town, fill(sheet, {f"J{row}": value}))
    assert code == 3
    assert f"J{row}: {value:g} may show as {value * 100:g}% in a sheet" in err
    assert texts(town) == before
    assert taken(town, fill(sheet, {f"J{row}": f"{value * 100:g}%"}))[2] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("done", "b", "--on", "2018-02-01"), "it is done on 2018-02-01 now"),
        (("log", "b", "1", "--note", "Hers", "--by", "kcpd"), ", kcpd: “Hers”"),
        (("block", "b", "--note", "x"), "it is blocked now"),
        (("reschedule", "b", "by 2099", "--note", "x"), "it is due “by 2099” now"),
        (("assign", "b", "kcpd"), "marc was asked about `b`, and `kcpd` answers for it now"),
    ],
)
def test_a_plan_that_moved_on_conflicts_where_something_is_answered(
    town: Path, words: tuple[str, ...], said: str
) -> None:
    sheet = ask(town)
    row = row_of(sheet, "b")
    assert run(*words, "--dir", str(town))[2] == 0
    before = texts(town)
    assert taken(town, sheet)[1:] == ("", 0)  # nothing is answered
    _, err, code = taken(town, fill(sheet, {f"J{row}": 1, f"K{row}": "Mine"}))
    assert code == 3
    assert f", A{row}: " in err
    assert said in err
    assert texts(town) == before
    back = fill(sheet, {f"K{row_of(sheet, 'a')}": "Of another row"})
    assert taken(town, back)[1:] == ("", 0)


def test_a_sheet_as_of_a_past_day_is_held_to_the_record_as_it_is(town: Path) -> None:
    for words in (
        ("done", "a", "--note", "x"),
        ("reopen", "a", "--note", "y"),
        ("reschedule", "b", "by the end of 2099", "--note", "z"),
        ("log", "b", "1.50", "--note", "half"),
        ("measure", "share", "12.50"),
    ):
        assert run(*words, "--dir", str(town))[2] == 0
    sheet = ask(town)  # as of 2018-02-15, when nothing of this was so
    assert sheet.read_bytes() == ask(town, file="kept.xlsx").read_bytes()
    answers = {f"K{row_of(sheet, id_)}": "A word" for id_ in ("a", "b", "share")}
    assert taken(town, fill(sheet, answers))[1:] == ("", 0)


def test_another_title_or_a_promise_that_is_gone_conflicts(town: Path) -> None:
    sheet = ask(town)
    a, b = row_of(sheet, "a"), row_of(sheet, "b")
    text = (town / "a.yaml").read_text("utf-8")
    text = text.replace("title: Second", "title: Another").replace("id: a,", "id: aa,")
    (town / "a.yaml").write_text(text, "utf-8")
    _, err, code = taken(town, fill(sheet, {f"K{a}": "x", f"K{b}": "y"}))
    assert code == 3
    assert "`a` is no promise of the plan any more" in err
    assert "it is called “Another” now" in err


def test_rows_may_be_sorted_and_taken_out_but_not_doubled(town: Path) -> None:
    sheet = ask(town)
    book = openpyxl.load_workbook(sheet)
    page = book["Promises"]
    values = [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST)]
    answered = [[*row[:10], f"Of {row[0]} {row[1]}", None] for row in reversed(values)][:-1]
    for at, row in enumerate(answered, FIRST):
        for column, value in enumerate(row, 1):
            page.cell(at, column, value)
    page.delete_rows(FIRST + len(answered))
    book.save(town.parent / "sorted.xlsx")
    out, err, code = taken(town, town.parent / "sorted.xlsx")
    assert (err, code) == ("", 0)
    assert "4 answers by marc; 1 row was left empty" in out
    text = (town / "a.yaml").read_text("utf-8")
    assert "note: Of b" in text
    assert "note: Of news 2018Q1" in text
    again = ask(town, file="again.xlsx")
    twice = {f"{letter}20": cells(again)[FIRST - 1][at] for at, letter in enumerate("ABCDEFG")}
    _, err, code = taken(town, fill(again, {**twice, "K20": "x"}))
    assert code == 3
    assert f"A20: “a” stands in row {FIRST} already" in err


def test_whole_sheets_that_are_broken(town: Path) -> None:
    sheet, before = ask(town), texts(town)

    def changed(name: str, change: Any) -> Path:
        book = openpyxl.load_workbook(sheet)
        change(book)
        book.save(town.parent / name)
        return town.parent / name

    def later(book: Any) -> None:
        book["welcomeplan"]["A1"] = "welcomeplan/ask/2"

    def headless(book: Any) -> None:
        book["Promises"]["H5"] = "Status"

    def garbled(text: str) -> Any:
        def change(book: Any) -> None:
            book["welcomeplan"]["E2"] = text

        return change

    with_values = town.parent / "saved.csv"
    lines = [",".join("" if one is None else f'"{one}"' for one in row) for row in cells(sheet)]
    with_values.write_text("\n".join(lines), "utf-8")
    for file, said in (
        (changed("gone.xlsx", lambda book: book.remove(book["welcomeplan"])), "is gone"),
        (with_values, "is gone"),
        (changed("later.xlsx", later), "a form that is not known here"),
        (changed("head.xlsx", headless), "the headings of the sheet are others"),
        (changed("json.xlsx", garbled("{not json")), "the hidden sheet was changed"),
        (changed("deep.xlsx", garbled("[" * 30_000)), "the hidden sheet was changed"),
        (changed("list.xlsx", garbled("[1]")), "the hidden sheet was changed"),
        (changed("none.xlsx", garbled("")), "the hidden sheet was changed"),
    ):
        out, err, code = taken(town, file)
        assert (out, code) == ("", 2), file
        assert said in err
        assert "Traceback" not in err
    assert texts(town) == before


@pytest.mark.parametrize(
    "name", ["town/zz", "1.1", "a", "town/one", "../x", "b", "town/", "x" * 999]
)
def test_a_hidden_sheet_that_names_something_else_is_no_way_in(town: Path, name: str) -> None:
    text = (town / "a.yaml").read_text("utf-8").replace("id: b,", 'id: b, number: "1.1",')
    (town / "a.yaml").write_text(text, "utf-8")
    sheet, before = ask(town), texts(town)
    book = openpyxl.load_workbook(sheet)
    book["welcomeplan"]["C2"] = name
    book["Promises"][f"K{FIRST}"] = "x"
    book.save(town.parent / "named.xlsx")
    _, err, code = taken(town, town.parent / "named.xlsx")
    assert "a fault of welcomeplan itself" not in err
    assert code == (0 if name == "a" else 3)
    assert (texts(town) == before) is (name != "a")


def test_answers_are_no_plan_and_no_table_is_read_with_them(town: Path) -> None:
    sheet = ask(town)
    other = ROOT / "examples" / "riverside.csv"
    _, err, code = taken(town, sheet, other)
    assert (code, "answers are taken back alone" in err) == (2, True)
    for words in (("--format", "json"), ("--map", "a=due"), ("--org", "x")):
        _, err, code = taken(town, sheet, options=words)
        assert (code, "these are owners' answers" in err) == (2, True), words
    _, err, code = run("init", str(town.parent / "new"), "--from", str(sheet))
    assert code == 2
    assert "has an owner's answers, and is no plan" in err
    _, err, code = run("import", str(other), "--write", "--dry-run")
    assert (code, "don't go together" in err) == (2, True)


# -- several


def test_several_sheets_are_one_change_and_one_that_conflicts_holds_up_no_other(town: Path) -> None:
    marc, kcpd = ask(town), ask(town, "kcpd", file="kcpd.xlsx")
    mine = fill(marc, {f"K{row_of(marc, 'b')}": "Mine"}, "1.xlsx")
    theirs = fill(kcpd, {f"H{FIRST}": "nonsense"}, "2.xlsx")
    out, err, code = taken(town, mine, theirs)
    assert code == 3
    assert "1.xlsx: 1 answer by marc" in out
    assert "2.xlsx: 1 conflict; nothing of this sheet was taken" in err
    assert b"note: Mine" in texts(town)["a.yaml"]
    better = fill(kcpd, {f"H{FIRST}": "begun"}, "2.xlsx")
    out, err, code = taken(town, mine, better)
    assert (err, code) == ("", 0)
    assert "b: taken already" in out
    assert "c: begun" in out


def test_two_sheets_that_say_otherwise_of_the_same_conflict(town: Path) -> None:
    sheet, before = ask(town), texts(town)
    row = row_of(sheet, "b")
    one = fill(sheet, {f"J{row}": 1}, "1.xlsx")
    two = fill(sheet, {f"J{row}": 2}, "2.xlsx")
    _, err, code = taken(town, one, two)
    assert code == 3
    assert f"1.xlsx, A{row}: `b` is answered otherwise in {two}" in err
    assert f"2.xlsx, A{row}: `b` is answered otherwise in {one}" in err
    assert texts(town) == before
    same = fill(sheet, {f"J{row}": 1}, "3.xlsx")
    out, err, code = taken(town, one, same, one)
    assert (err, code) == ("", 0)
    assert "b: taken already" in out
    assert texts(town)["a.yaml"].count(b"amount: 1") == 1


def test_of_several_plans_rows_have_full_names(tmp_path: Path) -> None:
    for name in ("town", "port"):
        plan_of(
            tmp_path / name,
            "id: a, title: A, due: by May 2018, owner: marc",
            head=HEAD.replace("id: town", f"id: {name}"),
        )
    sheet = tmp_path / "u.xlsx"
    assert run("export", "--ask", "marc", "-o", str(sheet), "--dir", str(tmp_path))[2] == 0
    assert sorted(row[0] for row in cells(sheet)[5:]) == ["port/a", "town/a"]
    back = fill(sheet, {f"K{row_of(sheet, 'port/a')}": "Of the port"})
    assert taken(tmp_path, back)[1:] == ("", 0)
    assert b"Of the port" in texts(tmp_path / "port")["a.yaml"]
    assert b"Of the port" not in texts(tmp_path / "town")["a.yaml"]


def test_the_sheet_of_what_nobody_answers_for_asks_who_will(town: Path) -> None:
    with (town / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("lead: kcpd\n")
    sheet = ask(town, "nobody")
    rows = cells(sheet)
    assert rows[0][0] == "What nobody answers for: A plan"
    assert rows[4] == (*HEADINGS, "Who answers for it")
    (names,) = (
        one.formula1
        for one in openpyxl.load_workbook(sheet)["Promises"].data_validations.dataValidation
        if str(one.sqref) == f"M{FIRST}"
    )
    assert names == "welcomeplan!$Z$2:$Z$3"
    assert [row[25] for row in cells(sheet, "welcomeplan")[1:3]] == ["The Council", "The Police"]
    other = shutil.copytree(town, town.parent / "other")
    answers = {f"M{FIRST}": "The Council", f"H{FIRST}": "begun", f"K{FIRST}": "Taken on"}
    back = fill(sheet, answers)
    out, err, code = taken(town, back)
    assert (err, code) == ("", 0)
    assert "open: marc answers for it now, not nobody" in out
    where = ("--by", "kcpd", "--dir", str(other))
    assert run("assign", "open", "marc", *where)[2] == 0
    assert run("start", "open", "--note", "Taken on", *where)[2] == 0
    assert texts(town) == texts(other)
    out, err, code = taken(town, back)
    assert ("open: taken already" in out, err, code) == (True, "", 0)
    _, err, code = taken(town, fill(sheet, {f"M{FIRST}": "The Polce"}))
    assert code == 3
    assert f"M{FIRST}: the plan has no organization “The Polce”, or several" in err
    assert "Did you mean `The Police`?" in err
    _, err, code = taken(town, fill(sheet, {f"M{FIRST}": "kcpd"}))
    assert code == 3
    assert "nobody was asked about `open`, and `marc` answers for it now" in err


def test_another_owners_sheet_does_not_ask_who_will(town: Path) -> None:
    sheet = ask(town)
    _, err, code = taken(town, fill(sheet, {f"M{FIRST}": "The Police"}))
    assert code == 3
    assert f"M{FIRST}: nothing is asked in this column" in err


# -- with the letters


def test_each_letter_has_its_sheet(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "letters"
    assert run("remind", "--dir", str(town), *DAY, "-o", str(out))[1:] == ("", 0)
    assert "Or fill in the sheet marc.xlsx" in (out / "marc.md").read_text("utf-8")
    assert (out / "marc.xlsx").read_bytes() == ask(town).read_bytes()
    back = fill(out / "marc.xlsx", {f"K{FIRST}": "By mail"})
    assert taken(town, back)[1:] == ("", 0)
    assert b"note: By mail" in texts(town)["a.yaml"]


# -- hostile


UNSEEN = [chr(code) for code in (*range(1, 32), *range(0x7F, 0xA0), 0xAD, 0xFEFF, 0xFFFD)]
ODD = [
    *(chr(code) for code in (*range(0x200B, 0x2010), *range(0x2028, 0x202F))),
    *(chr(code) for code in (*range(0x2060, 0x2070), 0x3164, 0x115F, 0x2800)),
]
FORMULAS = [
    f"{sign}{rest}"
    for sign in ("=", "+", "-", "@", "\t=", "\r=", "'=", " =", "＝", "%=")
    for rest in (
        "1+1",
        "cmd|' /C calc'!A0",
        'HYPERLINK("http://example.org","x")',
        "IMPORTXML(A1)",
        "SUM(A1:A9)",
        'WEBSERVICE("http://example.org/")',
        "{1;2}",
        "'file:///etc/passwd'#$x.A1",
    )
]
MARKUP = [
    *("<t>x</t>", "</t></si>", "<![CDATA[x]]>", "&amp;lt;", "&#0;", "]]>", "<?xml?>", "<!--x-->"),
    *("_x000D_", "_x0041_", "_xD800_", "a_x0000_b", "__x0041__", "_x41_"),
    *("http://example.org", "mailto:a@b.example", "ftp://x", "file://x", "internal:Sheet1!A1"),
    *("external:c:\\x.xlsx", "[Book1]Sheet1!A1", "#REF!", "#N/A", "#NAME?", "TRUE", "1e5", "007"),
    *("2018-01-01", "1/2", "3-4", "50%", "$5", "1,000", "0x1F", "NaN", "inf", "-0", "::error::x"),
    *("##[command]x", "@everyone", "${x}", "$(x)", "`x`", "{{ 7 * 7 }}", "%s%n", "\\\\host\\x"),
    *("a: b", "- x", "# x", "!!python/object x", "&a *a", "null", "~", "yes", "> x", "| x", "? x"),
    *(
        "x" * 40_000,
        "Ö" * 3_000,
        "難民支援 مركز",
        "🏳️‍🌈",
        "e\u0301",
        "\ud7ff",
        "\ue000",
        '"""',
        "'''",
    ),
]
KINDS = [
    *HOSTILE,
    *FORMULAS,
    *MARKUP,
    *(f"a{char}b" for char in UNSEEN),
    *(f"a{char}b" for char in ODD),
    *(f"{char}x" for char in ODD),
]


def quoted(text: str) -> str:
    """A text in double quotes, as YAML reads it."""
    safe = (
        char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08X}" for char in text
    )
    return f'"{"".join(safe)}"'


def plan_titled(folder: Path, titles: list[str]) -> Path:
    """A plan of one owner's milestones with these titles."""
    return plan_of(
        folder,
        *(
            f"id: m{at}, title: {quoted(text)}, due: by May 2018, owner: marc"
            for at, text in enumerate(titles)
        ),
    )


def test_hostile_titles_are_text_in_a_sheet_and_come_back_equal(tmp_path: Path) -> None:
    assert len(set(KINDS)) >= 266
    plan = plan_titled(tmp_path / "plan", KINDS)
    sheet = ask(plan)
    with zipfile.ZipFile(sheet) as packed:
        names = packed.namelist()
        parts = b"".join(map(packed.read, names))
    assert b"<f>" not in parts
    assert b"<hyperlink" not in parts
    assert not [name for name in names if "worksheets/_rels" in name]
    book = openpyxl.load_workbook(sheet)
    assert {cell.data_type for row in book["welcomeplan"].iter_rows() for cell in row} <= {"s", "n"}
    for row, text in enumerate(KINDS, FIRST):
        cell = book["Promises"][f"C{row}"]
        shown = show(text)
        expected = shown if len(shown) <= 2000 else f"{shown[:1999]}…"
        assert cell.data_type == "s", text
        assert cell.value == expected, text
    before = texts(plan)
    out, err, code = taken(plan, sheet)
    assert (err, code) == ("", 0)
    assert texts(plan) == before
    assert f"{len(KINDS)} rows were left empty" in out


def test_hostile_answers_are_stored_as_they_are_or_refused(tmp_path: Path) -> None:
    plan = plan_titled(tmp_path / "plan", [f"Title {at}" for at in range(len(KINDS))])
    book = openpyxl.load_workbook(ask(plan))
    written = {}
    for row, text in enumerate(KINDS, FIRST):
        with contextlib.suppress(IllegalCharacterError):
            book["Promises"][f"K{row}"] = text[:32_000]
            book["Promises"][f"K{row}"].data_type = "s"
            written[row] = text[:32_000]
    back, before = tmp_path / "back.xlsx", texts(plan)
    book.save(back)
    _, err, code = taken(plan, back)
    assert code == 3
    assert "Traceback" not in err
    assert texts(plan) == before
    refused = {int(row) for row in re.findall(r"back\.xlsx, [A-Z]+(\d+): ", err)}
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", err)
    for row in refused:
        book["Promises"][f"K{row}"] = None
    book.save(back)
    out, err, code = taken(plan, back)
    assert (err, code) == ("", 0)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", out)
    # What stands in a workbook as `_x000D_` is a sign there; half a sign is none.
    every = {row: unescape(text).replace("\ud800", "_xD800_") for row, text in written.items()}
    kept = {row: text for row, text in every.items() if row not in refused and text.strip()}
    assert len(kept) > 150
    assert all(
        text.strip().startswith(("=", "#")) for row, text in written.items() if row in refused
    )
    found = yaml.load((plan / "a.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    for row, milestone in enumerate(found["objectives"][0]["milestones"], FIRST):
        assert ("log" in milestone) is (row in kept), kept.get(row)
        note = milestone["log"][0]["note"] if row in kept else None
        said = kept.get(row)
        assert note == (" ".join(unicodedata.normalize("NFC", said).split()) if said else None)
    out, err, code = taken(plan, back)
    assert (out.count("taken already"), err, code) == (len(kept), "", 0)


# -- LibreOffice


OFFICE = shutil.which("soffice")
has_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")


def saved_by_office(file: Path, ending: str) -> Path:
    """A workbook as LibreOffice saves it."""
    out = file.parent / "office"
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    words = ("--headless", "--convert-to", ending, "--outdir", str(out), str(file))
    done = subprocess.run(
        [str(OFFICE), profile, *words], capture_output=True, text=True, timeout=300, check=False
    )
    if not (out / f"{file.stem}.{ending}").exists():
        pytest.skip(f"this LibreOffice saves no sheets: {done.stderr.strip()[:100]}")
    return out / f"{file.stem}.{ending}"


@has_office
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_sheet_saved_by_libreoffice_comes_back_as_the_same_edits(
    kansas: Path, ending: str
) -> None:
    sheet = ask(kansas)
    answers = {
        **{"H6": "done", "I6": date(2018, 2, 11), "K6": "- [x] = no formula", "L6": "a.pdf\nb.pdf"},
        **{"H7": "will begin by", "I7": date(2019, 6, 30), "K7": "«Ölkrise» – 難民"},
        **{"J11": 1, "I11": "12 February 2018"},
        **{"H8": "blocked", "K8": "No room"},
    }
    book = openpyxl.load_workbook(sheet)
    for place, value in answers.items():
        cell = book["Promises"][place]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    book.save(kansas.parent / "filled.xlsx")
    filled = kansas.parent / "filled.xlsx"
    expected, err, code = taken(kansas, filled, options=("--dry-run",))
    assert code == 0, err
    assert expected.count("+        done: 2018-02-11") == 1
    back = saved_by_office(filled, ending)
    out, err, code = taken(kansas, back, options=("--dry-run",))
    assert (out, code) == (expected, 0), err
    assert "4 answers by marc; 16 rows were left empty" in err
    unfilled = saved_by_office(sheet, ending)
    assert "no answer; 20 rows were left empty" in taken(kansas, unfilled)[0]


TYPES = """
import json, sys, time, uno
from com.sun.star.beans import PropertyValue
file, saved, pipe, typed = sys.argv[1:]
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext(
    "com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(200):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
hidden = PropertyValue("Hidden", 0, True, 0)
book = desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, (hidden,))
if book is None or not hasattr(book, "Sheets"):
    desktop.terminate()
    sys.exit(7)
sheet = book.Sheets.getByName("Promises")
for place, text in json.loads(typed).items():
    cell = sheet.getCellRangeByName(place)
    cell.setFormula(text)  # as somebody types it: a day becomes a day
form = PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0)
book.storeToURL(f"file://{saved}", (form,))
book.close(True)
desktop.terminate()
"""


def typed_in_office(file: Path, typed: dict[str, str]) -> Path:
    """A workbook in which LibreOffice filled in cells as somebody types, saved by it."""
    python, saved = "/usr/bin/python3", file.parent / "typed.xlsx"
    if subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode:
        pytest.skip("LibreOffice's Python is not here")
    pipe = f"welcomeplan{os.getpid()}"
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    accept = f"--accept=pipe,name={pipe};urp;"
    office = subprocess.Popen(
        [str(OFFICE), profile, "--headless", "--norestore", accept],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    words = [python, "-c", TYPES, str(file), str(saved), pipe, json.dumps(typed)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
        office.wait(60)
    finally:
        office.kill()
    if done.returncode == 7:
        pytest.skip("this LibreOffice has no sheets")
    assert done.returncode == 0, done.stderr
    return saved


@has_office
def test_a_sheet_filled_in_by_libreoffice_comes_back_as_what_was_typed(kansas: Path) -> None:
    sheet = ask(kansas)
    back = typed_in_office(
        sheet,
        {
            **{"H6": "done", "I6": "2018-02-11", "K6": "At last", "L6": "https://example.org/x"},
            **{"H7": "blocked", "K7": "No room"},
            **{"J11": "1", "I11": "2018-02-12", "K11": "34 officers"},
        },
    )
    other = shutil.copytree(kansas, kansas.parent / "other")
    out, err, code = taken(kansas, back)
    assert (err, code) == ("", 0)
    assert "3 answers by marc; 17 rows were left empty" in out
    where, by = ("--dir", str(other)), ("--by", "marc")
    proof = ("--evidence", "https://example.org/x")
    assert (
        run("done", "toolkit", "--on", "2018-02-11", "--note", "At last", *proof, *by, *where)[2]
        == 0
    )
    assert run("block", "workshops", "--note", "No room", *by, *where)[2] == 0
    trained = ("log", "training-2017", "1", "--on", "2018-02-12", "--note", "34 officers")
    assert run(*trained, *by, *where)[2] == 0
    assert texts(kansas) == texts(other)


def test_without_a_day_nothing_is_called_late(town: Path) -> None:
    sheet, before = ask(town), texts(town)
    row = row_of(sheet, "b")
    for state in ("done", "put off", "given up"):
        _, err, code = taken(town, fill(sheet, {f"H{row}": state, f"K{row}": "Why"}))
        assert code == 3
        assert f"I{row}: the day is missing: its deadline" in err
        assert texts(town) == before


def test_a_proof_alone_is_no_word(town: Path) -> None:
    sheet = ask(town)
    row = row_of(sheet, "b")
    _, err, code = taken(town, fill(sheet, {f"L{row}": "https://example.org/x"}))
    assert (f"K{row}: a proof alone does not say of what" in err, code) == (True, 3)


def test_the_deadline_that_it_has_keeps_its_words(kansas: Path) -> None:
    sheet, before = ask(kansas), texts(kansas)
    row = row_of(sheet, "broker")
    day = {f"H{row}": "will be done by", f"I{row}": date(2018, 3, 31), f"K{row}": "As planned"}
    _, err, code = taken(kansas, fill(sheet, day))
    assert (err, code) == ("", 0)
    changed = {name for name, data in texts(kansas).items() if data != before[name]}
    assert len(changed) == 1
    text = texts(kansas)[changed.pop()].decode()
    assert "note: As planned" in text
    assert "was_due" not in text


def test_what_is_to_begin_is_asked_about_as_that(kansas: Path) -> None:
    sheet = ask(kansas)
    row = row_of(sheet, "workshops")
    assert cells(sheet)[row - 1][5].endswith("its beginning was promised")
    answer = {f"H{row}": "will begin by", f"I{row}": date(2027, 6, 30), f"K{row}": "No room yet"}
    _, err, code = taken(kansas, fill(sheet, answer))
    assert code == 0
    assert err.startswith(
        "welcomeplan: `workshops`: the deadline, 2027-06-30, is outside the plan's"
    )
    assert any(b"due: begin by 30 June 2027" in data for data in texts(kansas).values())
    other = {**answer, f"H{row}": "will be done by"}
    assert taken(kansas, fill(sheet, other))[2] == 3


def test_a_sheet_that_is_there_is_somebodys(town: Path) -> None:
    sheet = ask(town)
    fill(sheet, {f"K{FIRST}": "x"}, Path(sheet).name)
    _, err, code = run("export", "--ask", "marc", "-o", str(sheet), "--dir", str(town))
    assert (code, "somebody may have filled it in" in err) == (3, True)


# -- what must not be taken for something else, or be lost


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (15, "the day there is 1900-01-15, which a sheet makes of the number 15"),
        (31, "the day there is 1900-01-31, which a sheet makes of the number 31"),
        (100, "the day there is 1900-04-09, which a sheet makes of the number 100"),
        (11.02, "the day there is 1900-01-11, which a sheet makes of the number 11"),
        (18_000, "the day there is 1949-04-12, which a sheet makes of the number 18000"),
        (2017, "the day there is 1905-07-09, which a sheet makes of the number 2017"),
        ("12 May 1917", "“12 May 1917” is before 1950"),
    ],
)
@pytest.mark.parametrize("state", ["done", "will be done by", ""])
@pytest.mark.parametrize("epoch", [1900, 1904])
def test_a_small_number_is_no_day(
    town: Path, number: float | str, said: str, state: str, epoch: int
) -> None:
    sheet, before = ask(town), texts(town)
    row = row_of(sheet, "a")
    book = openpyxl.load_workbook(sheet)
    page = book["Promises"]
    page[f"H{row}"], page[f"I{row}"], page[f"K{row}"] = state or None, number, "Why"
    if not isinstance(number, str):
        page[f"I{row}"].number_format = "yyyy-mm-dd"
    if epoch == 1904:
        book.epoch = MAC_EPOCH
        page[f"E{row}"] = "2017-11-30"
        for other in range(FIRST, FIRST + 5):
            page[f"E{other}"] = str(page[f"E{other}"].value)[:10].replace("None", "")
        said = "which a sheet makes of the number" if not isinstance(number, str) else said
    book.save(town.parent / "small.xlsx")
    out, err, code = taken(town, town.parent / "small.xlsx")
    if epoch == 1904 and number == 18_000:
        return  # a day of 1953, which may be meant
    assert code == 3, out
    assert f"I{row}: " in err
    assert said in err
    assert texts(town) == before


def changed(sheet: Path, change: Any, to: str = "changed.xlsx") -> Path:
    """A sheet after somebody did something to its workbook."""
    book = openpyxl.load_workbook(sheet)
    change(book)
    book.save(sheet.parent / to)
    return sheet.parent / to


def test_of_two_sheets_with_answers_neither_is_taken(town: Path) -> None:
    sheet, before = ask(town), texts(town)

    def twice(book: Any) -> None:
        book.copy_worksheet(book["Promises"]).title = "Mine"
        book["Mine"]["K6"] = "In the copy"

    _, err, code = taken(town, changed(sheet, twice))
    assert (code, "the sheets “Promises” and “Mine” have the same headings" in err) == (2, True)
    assert texts(town) == before


@pytest.mark.parametrize(
    ("cell", "text", "said"),
    [
        ("A4", "We'll tell you", "A4: “We'll tell you” stands above the headings"),
        ("A2", "a", "A2: “a” stands above the headings"),
        ("K3", "All of it is done", "K3: “All of it is done” stands above the headings"),
        ("M5", "More", "M5: “More” stands beside the headings"),
        ("O5", "Far off", "O5: “Far off” stands beside the headings"),
    ],
)
def test_words_around_the_headings_are_not_lost(
    town: Path, cell: str, text: str, said: str
) -> None:
    sheet, before = ask(town), texts(town)
    _, err, code = taken(town, fill(sheet, {"K6": "A word", cell: text}))
    assert (code, f", {said}" in err) == (3, True), err
    assert texts(town) == before


def test_a_row_put_in_above_all_is_no_harm(town: Path) -> None:
    sheet = ask(town)
    back = changed(sheet, lambda book: book["Promises"].insert_rows(1))
    assert taken(town, back)[1:] == ("", 0)


@pytest.mark.parametrize(
    ("cells", "which"), [("K6:K8", "row"), ("K7:L7", "heading"), ("G6:H7", "row")]
)
def test_merged_answers_are_asked_about(town: Path, cells: str, which: str) -> None:
    sheet, before = ask(town), texts(town)

    def merge(book: Any) -> None:
        book["Promises"][cells[:2]] = "For all"
        book["Promises"].merge_cells(cells)

    _, err, code = taken(town, changed(sheet, merge))
    assert (code, f", {cells[:2]}: cells are merged: " in err) == (3, True), err
    assert which in err
    assert texts(town) == before


def test_words_on_another_sheet_are_not_lost(town: Path) -> None:
    sheet, before = ask(town), texts(town)

    def add(book: Any) -> None:
        book["Promises"]["K6"] = "A word"
        book.create_sheet("Sheet2")["B3"] = "See also"

    _, err, code = taken(town, changed(sheet, add))
    assert code == 3
    assert ": the sheet “Sheet2” has text that is not taken, in B3" in err
    assert texts(town) == before
    empty = changed(sheet, lambda book: book.create_sheet("Sheet2"))
    assert taken(town, empty)[1:] == ("", 0)


def objective(plan: Path) -> Any:
    """What the plan's file has of its objective, as texts."""
    found = yaml.load((plan / "a.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return found["objectives"][0]


def two_plans(folder: Path) -> Path:
    for name in ("town", "port"):
        plan_of(
            folder / name,
            "id: a, title: A, due: by May 2099, owner: marc",
            head=HEAD.replace("id: town", f"id: {name}"),
        )
    return folder


def test_answers_of_several_plans_are_written_in_each(tmp_path: Path) -> None:
    plans, sheet = two_plans(tmp_path / "plans"), tmp_path / "u.xlsx"
    assert run("export", "--ask", "marc", "-o", str(sheet), "--dir", str(plans))[2] == 0
    answers = {f"K{row_of(sheet, f'{name}/a')}": f"Of the {name}" for name in ("town", "port")}
    back = fill(sheet, answers)
    out, err, code = taken(plans, back, options=("--dry-run",))
    assert (out.count(", log: ["), out.count("\n+++ "), code) == (2, 2, 0), out
    assert taken(plans, back)[1:] == ("", 0)
    for name in ("town", "port"):
        assert f"Of the {name}".encode() in texts(plans / name)["a.yaml"]
    out, err, code = taken(plans, back)
    assert (out.count("taken already"), err, code) == (2, "", 0)


def test_sheets_of_two_plans_are_taken_together(tmp_path: Path) -> None:
    plans, sheets = two_plans(tmp_path / "plans"), []
    for name in ("town", "port"):
        sheet = ask(plans / name, file=f"{name}.xlsx")
        sheets.append(fill(sheet, {f"K{FIRST}": f"Of the {name}"}, f"{name}-back.xlsx"))
    assert taken(plans, *sheets)[1:] == ("", 0)
    for name in ("town", "port"):
        assert f"Of the {name}".encode() in texts(plans / name)["a.yaml"]


def test_where_a_later_plan_cant_be_written_it_says_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans, sheet = two_plans(tmp_path / "plans"), tmp_path / "u.xlsx"
    assert run("export", "--ask", "marc", "-o", str(sheet), "--dir", str(plans))[2] == 0
    rows = [row_of(sheet, f"{name}/a") for name in ("town", "port")]
    back = fill(sheet, {f"K{row}": "A word" for row in rows})
    before = [texts(plans / name) for name in ("port", "town")]
    second = plans / "town" / "a.yaml"
    os.link(second, tmp_path / "other.yaml")  # looked at before the first is written
    _, err, code = taken(plans, back)
    assert (code, "has a second name" in err, "Nothing was changed." in err) == (3, True, True)
    assert [texts(plans / name) for name in ("port", "town")] == before
    (tmp_path / "other.yaml").unlink()
    save, seen = saving.save, []

    def fails(changes: Any) -> None:
        seen.append(changes)
        if len(seen) > 1:
            raise Refused("the disk is full. Nothing was changed.")
        save(changes)

    monkeypatch.setattr(saving, "save", fails)
    _, err, code = taken(plans, back)
    assert code == 3
    assert "the disk is full. But " in err
    assert "was written before, and stays." in err
    assert "Nothing was changed" not in err
    monkeypatch.setattr(saving, "save", save)
    out, err, code = taken(plans, back)
    assert (out.count("taken already"), out.count("logged"), err, code) == (1, 1, "", 0)


def test_all_the_links_are_kept(town: Path) -> None:
    sheet = ask(town)
    links = [f"https://example.org/{at}" for at in range(20)]
    rows = {id_: row_of(sheet, id_) for id_ in ("a", "share")}
    proof = {f"L{row}": "\n".join(links) for row in rows.values()}
    back = fill(sheet, {**proof, f"K{rows['a']}": "A word", f"J{rows['share']}": 88})
    assert taken(town, back)[1:] == ("", 0)
    found = objective(town)
    assert found["milestones"][0]["log"][0]["note"] == f"A word – Evidence: {', '.join(links)}"
    assert found["indicators"][0]["readings"][0]["source"] == ", ".join(links)


@pytest.mark.parametrize("note", ["Done.", "And so on...", "...", "Why?", "."])
@pytest.mark.parametrize("proof", ["", "a.pdf"])
def test_a_note_is_kept_as_it_is_written(town: Path, note: str, proof: str) -> None:
    sheet = ask(town)
    row = row_of(sheet, "a")
    assert taken(town, fill(sheet, {f"K{row}": note, f"L{row}": proof or None}))[1:] == ("", 0)
    found = objective(town)
    told = f"{note} – Evidence: {proof}" if proof else note
    assert found["milestones"][0]["log"][0]["note"] == told


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "said"),
    [
        ("a.yaml", 'unit: "%"', "unit: beds", "share", "it is counted in beds now"),
        ("plan.yaml", "starts: July", "starts: April", "a", "is read as"),
        ("a.yaml", "text: As adopted", "text: As it is now", "a", "its wording is another now"),
    ],
)
def test_what_else_moves_on(
    tmp_path: Path, file: str, old: str, new: str, row: str, said: str
) -> None:
    plan = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by the end of FY2019, owner: marc, text: As adopted",
        head=f"{HEAD}calendar: {{fiscal_year_starts: July}}\n",
        indicators='{id: share, title: S, unit: "%", target: 90, due: by May 2099, owner: marc}',
    )
    sheet = ask(plan)
    back = fill(sheet, {f"J{row_of(sheet, row)}": 3})
    text = (plan / file).read_text("utf-8")
    assert old in text
    (plan / file).write_text(text.replace(old, new), "utf-8")
    _, err, code = taken(plan, back)
    assert (code, "the plan moved on" in err, said in err) == (3, True, True), err


@pytest.mark.parametrize(
    "answer", [{"H": "begun"}, {"M": "The Police"}, {"M": "kcpd", "H": "begun"}], ids=str
)
def test_the_sheet_of_nobody_twice_is_taken_once(town: Path, answer: dict[str, str]) -> None:
    sheet = ask(town, "nobody")
    back = fill(sheet, {f"{column}{FIRST}": text for column, text in answer.items()})
    assert taken(town, back)[1:] == ("", 0)
    after = texts(town)
    out, err, code = taken(town, back)
    assert ("open: taken already" in out, err, code) == (True, "", 0)
    assert texts(town) == after


def test_a_reading_beside_a_state_has_its_day(town: Path) -> None:
    sheet = ask(town)
    row = row_of(sheet, "share")
    answer = {f"H{row}": "put off", f"I{row}": date(2018, 2, 12), f"J{row}": 88, f"K{row}": "Why"}
    assert taken(town, fill(sheet, answer))[1:] == ("", 0)
    found = objective(town)["indicators"][0]
    assert found["readings"][0]["on"] == "2018-02-12"
    assert found["log"][0]["on"] == "2018-02-12"


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ({"C2": "town/b"}, 1),
        ({"C2": "town/b", "D2": "2018Q1"}, 1),
        ({"B2": "indicator"}, 1),
        ({"H2": "Another"}, 1),
    ],
)
def test_a_hidden_sheet_that_disagrees_was_changed(
    town: Path, cells: dict[str, str], row: int
) -> None:
    sheet, before = ask(town), texts(town)

    def change(book: Any) -> None:
        for place, text in cells.items():
            book["welcomeplan"][place] = text
        book["Promises"][f"C{FIRST}"] = cells.get("H2", "First")
        book["Promises"][f"K{FIRST}"] = "A word"

    _, err, code = taken(town, changed(sheet, change))
    assert (code, f"A{FIRST}: the hidden sheet was changed" in err) == (3, True), err
    assert texts(town) == before


def test_hostile_titles_may_be_answered_for(tmp_path: Path) -> None:
    plan = plan_titled(tmp_path / "plan", KINDS)
    sheet = ask(plan)
    rows = range(FIRST, FIRST + len(KINDS))
    _, err, code = taken(plan, fill(sheet, {f"J{row}": 1 for row in rows}))
    assert (err, code) == ("", 0)


def test_an_id_that_stands_twice_is_the_plans_fault(town: Path) -> None:
    text = (town / "a.yaml").read_text("utf-8").replace("id: b,", "id: a,")
    (town / "a.yaml").write_text(text, "utf-8")
    sheet = ask(town)
    assert [row[0] for row in cells(sheet)[5:]].count("a") == 2
    before = texts(town)
    assert taken(town, sheet)[1:] == ("", 0)
    _, err, code = taken(town, fill(sheet, {f"K{FIRST}": "A word"}))
    assert code == 3
    assert f"A{FIRST}: `town/a` could be any of 2" in err
    assert "Two have one name: mend that in the plan first, of `a` “First”, `a` “Second”." in err
    assert "stands in row" not in err
    assert texts(town) == before


def test_a_remedy_has_its_command(town: Path) -> None:
    sheet = ask(town)
    (town / "b.yaml").write_text("title: [", "utf-8")
    text = (town / "a.yaml").read_text("utf-8").replace("id: a,", "id: aa,")
    (town / "a.yaml").write_text(text, "utf-8")
    _, err, code = taken(town, fill(sheet, {f"K{FIRST}": "A word"}))
    assert code == 3
    for at, line in enumerate(err.splitlines()):
        if line.endswith(":"):
            assert err.splitlines()[at + 1].startswith("    welcomeplan "), err
    assert "    welcomeplan validate" in err


@pytest.mark.parametrize("note", ["\u200b", "\u2060\u200d ", "\u3164", "\u0301"], ids=ascii)
@pytest.mark.parametrize("state", ["given up", ""])
def test_a_note_of_nothing_is_no_reason(town: Path, note: str, state: str) -> None:
    sheet, before = ask(town), texts(town)
    row = row_of(sheet, "b")
    back = fill(sheet, {f"H{row}": state or None, f"I{row}": date(2018, 2, 12), f"K{row}": note})
    _, err, code = taken(town, back)
    assert (code, f"K{row}: nothing that can be seen stands there" in err) == (3, True), err
    assert texts(town) == before
    _, err, code = run("drop", "b", "--note", note, "--dir", str(town))
    assert (code, "`--note` is empty" in err) == (2, True)
    assert texts(town) == before


def test_a_formula_in_a_note_is_told_once(town: Path) -> None:
    sheet = ask(town)
    row = row_of(sheet, "b")
    _, err, code = taken(town, fill(sheet, {f"H{row}": "blocked", f"K{row}": "=1+1"}))
    assert code == 3
    assert err.count(f", K{row}: ") == 1
    assert "a formula stands there without its value" in err
    assert "1 conflict;" in err
