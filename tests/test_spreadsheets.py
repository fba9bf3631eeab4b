"""CSV for a spreadsheet: columns of dates hold whole days or nothing, and headers never change."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from welcomeplan import cli

PLAN = """\
title: A plan
adopted: 2020-01-01
period: 2020 to 2022
organizations: {town: Town}
"""
STRATEGY = """\
title: S
objectives:
  - id: o
    title: Objective
    milestones:
"""
MILESTONES = {
    "to begin": "due: beginning in March 2020",
    "to finish": "due: by March 2020",
    "moved": "due: by June 2021, log: [{on: 2020-03-01, was_due: by March 2020, note: Why}]",
    "moved to no day": "due: ongoing, log: [{on: 2020-03-01, was_due: by March 2020, note: Why}]",
    "of what can't be read": "due: when the moon is blue",
    "without": "tags: [x]",
    "after another": "due: 30 days after first, after: [first]",
    "done": "due: by March 2020, done: 2020-02-03",
    "done in a month": "due: by March 2020, done: 2020-03",
    "done in a year": "due: by March 2020, done: '2020'",
    "done, nobody knows when": "due: by March 2020, done: yes",
    "begun and done": "due: beginning in March 2020, done: 2020-03",
    "dropped": "due: by March 2020, status: dropped, log: [{on: 2020-05-01, status: dropped}]",
    "repeats": "due: December 2021, starts: January 2020, repeats: quarterly",
    "repeats, one moved": (
        "due: December 2021, starts: January 2020, repeats: quarterly,"
        " occurrences: [{period: 2020Q1, due: by May 2020}, {period: 2020Q2, done: 2020-06}],"
        " log: [{on: 2020-03-01, period: 2020Q1, was_due: 2020Q1, note: Why}]"
    ),
    "in two windows": "due: March 2020 and June 2021",
}
FIRST = "      - {id: first, title: First, due: in 2020, owner: town}\n"
COMMANDS = [
    ["list"],
    ["due", "--from", "2020-01-01", "--to", "2022-12-31", "--all"],
    ["due", "--overdue"],
    ["due"],
    ["status"],
    ["status", "--by", "owner"],
    ["timeline"],
    ["history"],
    ["diff", "HEAD"],
]
DATES = {
    "Due",
    "Done",
    "From",
    "Begun",
    "Moved to",
    "First for",
    "Today for",
    "Promised",
    "Committed",
}
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})?")


def write(*keys: str) -> None:
    lines = [f"      - {{id: m-{n}, title: M, owner: town, {key}}}\n" for n, key in enumerate(keys)]
    Path("plan/s.yaml").write_text(STRATEGY + FIRST + "".join(lines), "utf-8")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan").mkdir()
    Path("plan/plan.yaml").write_text(PLAN, "utf-8")
    write("due: in 2021")
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for line in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "x"]):
        subprocess.run(["git", *line], check=True)


def sheet(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[list[str]]:
    assert cli.run([*arguments, "--format", "csv"]) in (0, 1)
    return list(csv.reader(io.StringIO(capsys.readouterr().out)))


def misfits(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    head, *body = rows
    assert all(len(row) == len(head) for row in body)
    return [
        (label, cell)
        for row in body
        for label, cell in zip(head, row, strict=True)
        if label in DATES and not DAY.fullmatch(cell) and not re.fullmatch(r"\d+ of \d+", cell)
    ]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_column_of_dates_holds_days(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write(*MILESTONES.values())
    as_of = ["--as-of", "2020-05-01"] if command[0] != "history" else []
    rows = sheet(capsys, *command, *as_of)
    assert len(rows) > 1
    assert misfits(rows) == []


@pytest.mark.parametrize("command", [line for line in COMMANDS if line[0] != "diff"], ids=" ".join)
def test_headers_never_depend_on_the_data(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    heads = []
    for keys in ([], *([key] for key in MILESTONES.values()), MILESTONES.values()):
        write(*keys)
        heads.append(sheet(capsys, *command)[0])
    assert all(head == heads[0] for head in heads)
    assert len(set(heads[0])) == len(heads[0])


def row_of(capsys: pytest.CaptureFixture[str], key: str, *command: str) -> dict[str, str]:
    write(MILESTONES[key])
    head, *rows = sheet(capsys, *(command or ("list",)), "--as-of", "2020-05-01")
    return next(
        row for cells in rows if (row := dict(zip(head, cells, strict=True)))["Id"] != "first"
    )


@pytest.mark.parametrize(
    ("key", "cells"),
    [
        ("to begin", {"Due": "2020-03-31", "To begin": "yes", "State": "overdue"}),
        ("to finish", {"Due": "2020-03-31", "To begin": ""}),
        ("done", {"Done": "2020-02-03", "Done (as known)": "2020-02-03", "Lateness": "on time"}),
        ("done in a month", {"Done": "", "Done (as known)": "2020-03", "Lateness": "on time"}),
        ("done in a year", {"Done": "", "Done (as known)": "2020", "Lateness": "unknown"}),
        ("done, nobody knows when", {"Done": "", "Lateness": "unknown"}),
        ("of what can't be read", {"Due": "", "To begin": "", "Moved to": ""}),
    ],
)
def test_what_is_no_day_stands_in_a_column_of_its_own(
    key: str, cells: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    row = row_of(capsys, key)
    assert {label: row[label] for label in cells} == cells


@pytest.mark.parametrize(
    ("key", "day", "words"),
    [("moved", "2021-06-30", "by June 2021"), ("moved to no day", "", "ongoing")],
)
def test_where_it_was_moved_to_stands_in_a_column_of_its_own(
    key: str, day: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    row = row_of(capsys, key, "due", "--from", "2020-01-01", "--to", "2020-04-30", "--all")
    assert (row["Due"], row["Moved to"], row["Moved to (words)"]) == ("2020-03-31", day, words)


def test_how_words_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    phrases = tmp_path / "phrases"
    phrases.write_text("beginning in March 2020\nby March 2020\nongoing\nsoon\n", "utf-8")
    with pytest.MonkeyPatch.context() as patched, phrases.open() as stream:
        patched.setattr("sys.stdin", stream)
        rows = sheet(capsys, "when", "-")
    last, begin = rows[0].index("Last day"), rows[0].index("To begin")
    assert [row[last] for row in rows[1:]] == ["2020-03-31", "2020-03-31", "", ""]
    assert [row[begin] for row in rows[1:]] == ["yes", "", "", ""]
