"""Keys that can't both be true are refused, with the places of both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from welcomeplan import cli

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

HEAD = (
    "title: Test\nadopted: 2020-01-01\nperiod: 2020 to 2027\nid: p\norganizations: {town: Town}\n"
)
START = "title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n"
B = "id: b, title: B, owner: town, "


def plan(folder: Path, *lines: str, head: str = HEAD) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(head, "utf-8")
    milestones = "".join(f"      - {{{one}}}\n" for one in lines)
    (folder / "s.yaml").write_text(START + milestones, "utf-8")
    return str(folder)


def check(folder: str, capsys: Capture, as_of: str = "2020-01-15") -> list[dict[str, Any]]:
    code = cli.run(["validate", "--json", "--as-of", as_of, "--dir", folder])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    wrong = [one for one in found if one["severity"] == "error"]
    assert code == bool(wrong)
    return wrong


def one(key: str, value: str = "") -> str:
    return f"id: a, title: A, owner: town, {key}{value}"


@pytest.mark.parametrize(
    ("keys", "begin", "last"),
    [
        ("starts: August 2021, due: January 2021", "2021-08-01", "2021-01-31"),
        ("starts: 2022, due: by March 2020", "2022-01-01", "2020-03-31"),
        ("starts: 1 July 2021, due: in 2020", "2021-07-01", "2020-12-31"),
        ("starts: Q3 2021, due: Q2 2021", "2021-07-01", "2021-06-30"),
        ("starts: by May 2021, due: by April 2021", "2021-05-31", "2021-04-30"),
        ("starts: fall 2021, due: beginning in spring 2021", "2021-09-01", "2021-05-31"),
        ("starts: 2022, due: {words: as agreed, by: 2021-12-31}", "2022-01-01", "2021-12-31"),
        ("starts: {words: when funded, by: 2022-01-01}, due: 2021", "2022-01-01", "2021-12-31"),
        ("starts: 2023, due: 2022, repeats: quarterly", "2023-01-01", "2022-12-31"),
        ("starts: 2023, due: quarterly through 2022", "2023-01-01", "2022-12-31"),
        ("starts: 2022, due: within 6 months of adoption", "2022-01-01", "2020-07-01"),
    ],
)
def test_nothing_begins_after_it_is_due(
    keys: str, begin: str, last: str, tmp_path: Path, capsys: Capture
) -> None:
    (fault,) = check(plan(tmp_path, one(keys)), capsys)
    assert fault["rule"] == "contradictory-keys"
    line = START + f"      - {{{one(keys)}}}"
    place = line.splitlines()[-1]
    assert (fault["line"], fault["column"]) == (6, place.index("starts: ") + 9)
    assert f" is {begin}, after its deadline, {last} (" in fault["message"]
    assert f"s.yaml:6:{place.index(' due: ') + 7})" in fault["message"]


@pytest.mark.parametrize(
    "keys",
    [
        "starts: March 2021, due: by March 2021",
        "starts: 2021, due: by March 2021",
        "starts: 2021, due: 30 days after b",
        "starts: 2021, due: ongoing",
        "starts: January 2021, due: 2021, repeats: quarterly",
        "starts: TBD, due: 2021",
        "due: in 2021, after: [b]",
        "due: by December 2020, after: [b]",
        "due: by March 2020, after: [done, off]",
        "due: by March 2020, after: [often]",
        "due: by March 2020, after: [b], done: 2020-01-10",
        "repeats: monthly, due: each month through 2020",
        "repeats: each year, due: December 2020",
        "repeats: quarterly, due: by mid-2020",
        "repeats: weekly, due: by March 2020",
        "repeats: each June, due: by March 2022",
        "repeats: first Monday of each month, due: by 15 May 2020",
        "repeats: twice a year, due: in 2021",
        "repeats: each year",
        "repeats: quarterly, due: in 2020, occurrences: [{period: 2020Q1, due: March 2020}]",
    ],
)
def test_what_can_both_be_true_is_none_of_them(keys: str, tmp_path: Path, capsys: Capture) -> None:
    others = (
        B + "due: by December 2020",
        "id: done, title: D, owner: town, due: 2021, done: 2020-01-05",
        "id: off, title: O, owner: town, due: 2021, status: dropped, log: [{on: 2020-01-03,"
        " status: dropped, note: No money}]",
        "id: often, title: Often, owner: town, repeats: quarterly, due: 2021",
    )
    found = check(plan(tmp_path, one(keys), *others), capsys)
    assert [fault for fault in found if fault["rule"] == "contradictory-keys"] == []


@pytest.mark.parametrize(
    ("keys", "other", "days"),
    [
        ("due: by March 2021, after: [b]", "due: by June 2021", "2021-06-30 2021-03-31"),
        ("due: in 2020, after: [c, b]", "due: in 2021", "2021-12-31 2020-12-31"),
        ("due: 1 May 2021, after: [b]", "due: 2 May 2021", "2021-05-02 2021-05-01"),
        (
            "due: Q1 2021, after: [b]",
            "due: {words: later, by: 2021-04-01}",
            "2021-04-01 2021-03-31",
        ),
        ("due: in 2020, repeats: quarterly, after: [b]", "due: 2021", "2021-12-31 2020-12-31"),
        ("due: beginning in 2020, after: [b]", "due: 2021", "2021-12-31 2020-12-31"),
        ("starts: 30 days after b, due: 2020", "due: 2021", "2021-12-31 2020-12-31"),
    ],
)
def test_what_must_be_done_first_is_not_due_later(
    keys: str, other: str, days: str, tmp_path: Path, capsys: Capture
) -> None:
    lines = (one(keys), B + other, "id: c, title: C, owner: town, due: in 2020")
    (fault,) = check(plan(tmp_path, *lines), capsys)
    first, last = days.split()
    assert (fault["rule"], fault["line"]) == ("contradictory-keys", 6)
    assert f"waits for `b`, which is due by {first}" in fault["message"]
    assert f"earlier, by {last}" in fault["message"]
    assert "s.yaml:7:" in fault["message"]
    assert "s.yaml:6:" in fault["message"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("repeats: quarterly, due: each month", "say differently how often"),
        ("repeats: quarterly, due: monthly through 2021", "say differently how often"),
        ("repeats: each March, due: annually each June", "say differently how often"),
        ("repeats: yearly, due: March and September 2021", "say differently how often"),
        ("repeats: twice a year, due: weekly", "say differently how often"),
        ("starts: each March, due: 2021", "says how often, and not since when"),
        (
            "repeats: quarterly, due: 2020, occurrences: [{period: 2020Q1, due: each month}]",
            "says how often, and is the deadline of one time alone",
        ),
        (
            "repeats: quarterly, due: 2020, occurrences: [{period: 2020Q3, due: May 2020}]",
            "is due by 2020-05-31, before it begins, 2020-07-01",
        ),
        ("repeats: each March, starts: April 2020, due: February 2021", "never falls between"),
        ("repeats: quarterly, due: December 2021", "since when is not said"),
        ("repeats: yearly, due: 31 December 2021", "since when is not said"),
        ("repeats: each half-year, due: Q2 2021", "since when is not said"),
        ("repeats: monthly, starts: 2029", "after the plan's period (plan.yaml:3:9) ends"),
    ],
)
def test_how_often_and_when_are_said_once(
    keys: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    (fault,) = check(plan(tmp_path, one(keys)), capsys)
    assert (fault["rule"], fault["line"]) == ("contradictory-keys", 6)
    assert said in fault["message"]


@pytest.mark.parametrize(
    ("keys", "ends"),
    [
        ("repeats: each year, due: By March 2029", "2028-12-31 2029-12-31"),
        ("repeats: quarterly, due: by 15 May 2021", "2021-03-31 2021-06-30"),
        ("repeats: monthly, due: by 15 May 2021", "2021-04-30 2021-05-31"),
        ("repeats: twice a year, due: by mid-2021", "2020-12-31 2021-12-31"),
        ("repeats: each half-year, due: by September 2021", "2021-06-30 2021-12-31"),
        ("repeats: each March, due: by 15 March 2021", "2021-02-28 2021-03-31"),
        ("repeats: each fiscal year, due: in 2021", "2021-06-30 2022-06-30"),
        ("repeats: every two years, starts: 2020, due: in 2024", "2023-12-31 2025-12-31"),
        ("repeats: yearly, due: {words: until funds end, by: 2021-03-01}", "2020-12-31 2021-12-31"),
        ("repeats: each year, starts: 2021, due: June 2021", "2020-12-31 2021-12-31"),
    ],
)
def test_no_time_of_what_repeats_is_lost_by_its_last_day(
    keys: str, ends: str, tmp_path: Path, capsys: Capture
) -> None:
    head = HEAD.replace("2027", "2030") + "calendar: {fiscal_year_starts: July}\n"
    folder = plan(tmp_path, one(keys), head=head)
    (fault,) = check(folder, capsys)
    assert (fault["rule"], fault["line"]) == ("contradictory-keys", 6)
    assert "which would be lost" in fault["message"]
    assert "(s.yaml:6:" in fault["message"]
    for end in ends.split():  # what it says to write is right
        assert f"`due: by {end}`" in fault["remedy"]
        start, _, _ = keys.partition("due:")
        if "starts: 2021" in keys and end == "2020-12-31":
            continue
        assert check(plan(tmp_path, one(f"{start}due: by {end}"), head=head), capsys) == []


def test_a_plan_is_not_adopted_after_its_period(tmp_path: Path, capsys: Capture) -> None:
    head = HEAD.replace("2020 to 2027", "2017 to 2018")
    (fault,) = check(plan(tmp_path, one("due: TBD"), head=head), capsys)
    assert (fault["rule"], fault["file"], fault["line"]) == ("contradictory-keys", "plan.yaml", 2)
    assert "(plan.yaml:3:9)" in fault["message"]


@pytest.mark.parametrize(
    "keys",
    [
        "repeats: quarterly, due: 2020, occurrences: [{period: 2020Q1, due: {words: March 2020,"
        " by: 2020-05-01}}]",
        "due: {words: March 2020, by: 2020-05-01}",
        "due: 2021, starts: {words: March 2020, by: 2020-05-01}",
    ],
)
def test_a_day_beside_words_is_theirs_wherever_it_stands(
    keys: str, tmp_path: Path, capsys: Capture
) -> None:
    (fault,) = check(plan(tmp_path, one(keys)), capsys)
    assert fault["rule"] == "contradictory-deadline"
    assert "means 2020-03-31" in fault["message"]
    indicator = (
        "    indicators:\n      - {id: i, title: I, due: {words: March 2020, by: 2021-01-01}}\n"
    )
    (tmp_path / "s.yaml").write_text(START.replace("    milestones:\n", indicator), "utf-8")
    (fault,) = check(str(tmp_path), capsys)
    assert fault["rule"] == "contradictory-deadline"


def test_a_time_is_not_done_long_before_it_begins(tmp_path: Path, capsys: Capture) -> None:
    keys = "repeats: quarterly, due: 2021, occurrences: [{period: 2021Q3, done: 2020-07-05}]"
    (fault,) = check(plan(tmp_path, one(keys)), capsys, "2021-12-01")
    assert (fault["rule"], fault["line"]) == ("done-before-start", 6)
    assert "`2021Q3` is done 2020-07-05" in fault["message"]


@pytest.mark.parametrize(
    ("keys", "words", "said"),
    [
        ("starts: 2021, due: in 2022", "by March 2020", "after its deadline, 2020-03-31"),
        ("repeats: yearly, due: in 2022", "by March 2023", "which would be lost"),
        ("due: in 2022, after: [b]", "in 2020", "which is due by 2021-12-31"),
        ("repeats: each June, starts: 2021, due: 2022", "May 2021", "never falls between"),
    ],
)
def test_a_verb_writes_no_such_key(
    keys: str, words: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = plan(tmp_path, one(keys), B + "due: in 2021")
    before = (tmp_path / "s.yaml").read_bytes()
    assert cli.run(["reschedule", "a", words, "--note", "Why", "--dir", folder]) == 3
    refused = capsys.readouterr().err
    assert said in refused
    assert "s.yaml:6:" in refused
    assert (tmp_path / "s.yaml").read_bytes() == before
    assert check(folder, capsys) == []


def test_what_others_wait_for_is_not_moved_behind_them(tmp_path: Path, capsys: Capture) -> None:
    folder = plan(tmp_path, one("due: in 2021, after: [b]"), B + "due: in 2020")
    assert cli.run(["reschedule", "b", "in 2022", "--note", "Why", "--dir", folder]) == 3
    refused = capsys.readouterr().err
    assert "`a` would be late: it waits for `b`, which is due by 2022-12-31" in refused
    assert "First:\n    welcomeplan reschedule a WORDS --note TEXT" in refused
    for name in ("a", "b"):
        assert cli.run(["reschedule", name, "in 2022", "--note", "Why", "--dir", folder]) == 0
    capsys.readouterr()
    assert check(folder, capsys, "2100-01-01") == []


def test_a_contradiction_that_stood_before_does_not_stop_a_move(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = plan(tmp_path, one("starts: 2023, due: in 2021"))
    assert cli.run(["reschedule", "a", "in 2022", "--note", "Nearer", "--dir", folder]) == 0
    assert cli.run(["reschedule", "a", "in 2023", "--note", "Right", "--dir", folder]) == 0
    capsys.readouterr()
    assert check(folder, capsys, "2100-01-01") == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--starts", "2022", "--due", "2021"], "after its deadline, 2021-12-31"),
        (["--repeats", "quarterly", "--due", "each month"], "say differently how often"),
        (["--repeats", "yearly", "--due", "by March 2021"], "which would be lost"),
        (["--after", "b", "--due", "in 2020"], "which is due by 2021-12-31"),
    ],
)
def test_nothing_is_added_with_such_keys(
    options: list[str], said: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = plan(tmp_path, B + "due: in 2021")
    command = ["add", "--to", "o", "--title", "New", *options, "--dir", folder]
    assert cli.run(command) != 0
    assert said in capsys.readouterr().err


def test_a_time_is_not_moved_before_it_begins(tmp_path: Path, capsys: Capture) -> None:
    folder = plan(tmp_path, one("repeats: quarterly, due: in 2021"))
    command = ["reschedule", "a", "May 2020", "--period", "2021Q3", "--note", "Why"]
    assert cli.run([*command, "--dir", folder]) == 3
    assert "before it begins, 2021-07-01" in capsys.readouterr().err
