"""Indicators as promises: what was measured by the day decides, as coarse as the record is."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import welcomeplan
from welcomeplan import cli
from welcomeplan.plan import Standing

HEAD = "id: town\ntitle: Town\nadopted: 2017-01-01\norganizations: {a: A, b: B}\n"
STRATEGY = """\
title: Health
objectives:
  - id: care
    title: Care
    milestones:
      - {id: open, title: Open, due: by March 2018, done: 2018-04-10, owner: a}
    indicators:
"""


def plan(folder: Path, *indicators: str) -> Path:
    """A plan with indicators, each given as the keys beside its title."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(HEAD, encoding="utf-8")
    rows = "".join(f"      - {{title: T, {one}}}\n" for one in indicators)
    text = STRATEGY + rows if rows else STRATEGY.replace("    indicators:\n", "")
    (folder / "health.yaml").write_text(text, encoding="utf-8")
    return folder


def judged(folder: Path, keys: str, day: str) -> Standing:
    """How an indicator with these keys stands on a day."""
    workspace = welcomeplan.load(plan(folder, f"id: i, {keys}"))
    assert not workspace.register.unread
    (found,) = welcomeplan.facts_on(workspace.register, date.fromisoformat(day)).indicators
    return found


def readings(*pairs: str) -> str:
    """Readings as a plan has them, each given as `2018-05-01 12`."""
    rows = (pair.split(" ") for pair in pairs)
    return "readings: [" + ", ".join(f"{{on: {on}, value: {value}}}" for on, value in rows) + "]"


UP = "baseline: 10, target: 20, due: by mid-2018"
DOWN = "baseline: 20, target: 10, due: by mid-2018"


@pytest.mark.parametrize(
    ("keys", "day", "state", "missed", "lateness"),
    [
        # before its deadline
        (UP, "2018-06-30", "due soon", False, None),
        (f"{UP}, {readings('2018-02-01 15')}", "2018-06-30", "due soon", False, None),
        (f"{UP}, {readings('2018-02-01 20')}", "2018-06-30", "done", False, "on time"),
        # a reading to come is not known yet
        (f"{UP}, {readings('2018-05-01 20')}", "2018-04-01", "upcoming", False, None),
        # up or down
        (f"{UP}, {readings('2018-02-01 19')}", "2018-07-01", "overdue", True, None),
        (f"{UP}, {readings('2018-02-01 21')}", "2018-07-01", "done", False, "on time"),
        (f"{DOWN}, {readings('2018-02-01 11')}", "2018-07-01", "overdue", True, None),
        (f"{DOWN}, {readings('2018-02-01 9')}", "2018-07-01", "done", False, "on time"),
        (f"{DOWN}, {readings('2018-02-01 -9')}", "2018-07-01", "done", False, "on time"),
        # without a baseline, at least; and at a baseline, too
        (f"target: 20, due: by mid-2018, {readings('2018-02-01 25')}", "2018-07-01", "done", False,
         "on time"),
        (f"baseline: 20, target: 20, due: by mid-2018, {readings('2018-02-01 19')}", "2018-07-01",
         "overdue", True, None),
        # a bound says from which side, whatever the baseline
        (f"target: at most 5%, due: by mid-2018, {readings('2018-02-01 5')}", "2018-07-01", "done",
         False, "on time"),
        (f"target: Below 5, due: by mid-2018, {readings('2018-02-01 5')}", "2018-07-01", "overdue",
         True, None),
        (f"target: more than 5, due: by mid-2018, {readings('2018-02-01 5')}", "2018-07-01",
         "overdue", True, None),
        (f"baseline: 9, target: at least 5, due: by mid-2018, {readings('2018-02-01 5')}",
         "2018-07-01", "done", False, "on time"),
        # reached and fallen back in time; after the day, that is another matter
        (f"{UP}, {readings('2018-02-01 20', '2018-06-01 18')}", "2018-07-01", "overdue", True,
         None),
        (f"{UP}, {readings('2018-02-01 20', '2018-08-01 18')}", "2018-09-01", "done", False,
         "on time"),
        # reached late: the miss stays; and again open, where it fell back
        (f"{UP}, {readings('2018-07-01 20')}", "2018-09-01", "done late", True, "late"),
        (f"{UP}, {readings('2018-07-01 20', '2018-08-01 12')}", "2018-09-01", "overdue", True,
         None),
        # of one day, the one that is written last
        (f"{UP}, {readings('2018-02-01 2', '2018-02-01 20')}", "2018-07-01", "done", False,
         "on time"),
        (f"{UP}, {readings('2018-02-01 20', '2018-02-01 2')}", "2018-07-01", "overdue", True, None),
        # known by its month or its year: late only where it was in any case
        (f"{UP}, {readings('2018-06 20')}", "2018-07-01", "done", False, "on time"),
        (f"{UP}, {readings('2018 20')}", "2018-07-01", "done", False, "unknown"),
        (f"{UP}, {readings('2017 20')}", "2018-07-01", "done", False, "on time"),
        (f"{UP}, {readings('2018-07 20')}", "2018-08-01", "done late", True, "late"),
        (f"{UP}, {readings('2018 20', '2018-05-01 12')}", "2018-07-01", "done", False, "unknown"),
        (f"{UP}, {readings('2018 12', '2018-05-01 20')}", "2018-07-01", "done", False, "unknown"),
        (f"{UP}, {readings('2017 20', '2018-05-01 12')}", "2018-07-01", "overdue", True, None),
        (f"{UP}, {readings('2018 20', '2018 12')}", "2018-07-01", "overdue", True, None),
        # one of the last day itself is the last by that day, whatever coarse one stands beside
        (f"{UP}, {readings('2018-06 20', '2018-06-30 12')}", "2018-07-01", "overdue", True, None),
        (f"{UP}, {readings('2018-06-30 12', '2018-06 20')}", "2018-07-01", "overdue", True, None),
        (f"{UP}, {readings('2018-06-30 20', '2018-06 12')}", "2018-07-01", "done", False,
         "on time"),
        (f"{UP}, {readings('2018-06 12', '2018-06-30 20')}", "2018-07-01", "done", False,
         "on time"),
        (f"{UP}, {readings('2018 12', '2018-06-30 20')}", "2018-07-01", "done", False, "on time"),
        (f"{UP}, {readings('2018-06-30 20', '2018-06-30 12', '2018 20')}", "2018-07-01",
         "done late", True, "late"),
        (f"{UP}, {readings('2018 20', '2018-06-30 12')}", "2018-07-01", "done late", True, "late"),
        (f"{UP}, {readings('2018-06 20', '2018-06-29 12')}", "2018-07-01", "done", False,
         "unknown"),
        (f"{DOWN}, {readings('2018-06 9', '2018-06-30 12')}", "2018-07-01", "overdue", True, None),
        # nothing to reach, nothing to miss
        ("due: by mid-2018", "2018-09-01", "undated", False, None),
        ("target: 20", "2018-09-01", "undated", False, None),
        (f"target: 20, {readings('2018-02-01 20')}", "2018-09-01", "done", False, None),
        # set aside in time, or after the day
        (f"{UP}, status: dropped, log: [{{on: 2018-05-01, status: dropped, note: x}}]",
         "2018-09-01", "dropped", False, None),
        (f"{UP}, status: dropped, log: [{{on: 2018-07-05, status: dropped, note: x}}]",
         "2018-09-01", "dropped", True, None),
        # moved in time, and after the day
        ("baseline: 10, target: 20, due: by the end of 2018,"
         " log: [{on: 2018-05-01, was_due: by mid-2018, note: x}]", "2018-09-01", "upcoming", False,
         None),
        ("baseline: 10, target: 20, due: by the end of 2018,"
         " log: [{on: 2018-07-05, was_due: by mid-2018, note: x}]", "2018-09-01", "upcoming", True,
         None),
        # a deadline that counts from a milestone
        (f"target: 20, due: 30 days after open, {readings('2018-05-10 20')}", "2018-06-01", "done",
         False, "on time"),
        (f"target: 20, due: 30 days after open, {readings('2018-05-11 20')}", "2018-06-01",
         "done late", True, "late"),
    ],
)  # fmt: skip
def test_the_reading_in_force_on_the_day_decides(
    keys: str, day: str, state: str, missed: bool, lateness: str | None, tmp_path: Path
) -> None:
    found = judged(tmp_path / "plan", keys, day)
    assert (found.state.value, found.missed, found.lateness) == (state, missed, lateness)


YEARS = "baseline: 80, targets: {2017: 85%, 2018: 88%}"


@pytest.mark.parametrize(
    ("keys", "day", "states", "missed"),
    [
        (YEARS, "2017-12-31", ["due soon", "upcoming"], [False, False]),
        (YEARS, "2018-01-01", ["overdue", "current"], [True, False]),
        (f"{YEARS}, {readings('2017 86')}", "2018-01-01", ["done", "current"], [False, False]),
        # a year is measured in it: what was reached before says nothing of the next
        (f"{YEARS}, {readings('2017 90')}", "2019-01-01", ["done", "overdue"], [False, True]),
        (f"{YEARS}, {readings('2017 84', '2018 87')}", "2019-01-01", ["done late", "overdue"],
         [True, True]),
        (f"{YEARS}, {readings('2017-11 85', '2018-11 88')}", "2019-01-01", ["done", "done"],
         [False, False]),
        # without a baseline, falling targets are to come down
        (f"targets: {{2017: 20, 2018: 10}}, {readings('2017 19', '2018 11')}", "2019-01-01",
         ["done", "overdue"], [False, True]),
        # the last day of a year is the last by it
        (f"{YEARS}, {readings('2017-12 90', '2017-12-31 80')}", "2018-02-01",
         ["overdue", "current"], [True, False]),
        (f"{YEARS}, {readings('2017 90', '2017-12-31 80')}", "2018-02-01",
         ["overdue", "current"], [True, False]),
        (f"{YEARS}, {readings('2017-12 80', '2017-12-31 90')}", "2018-02-01",
         ["done", "current"], [False, False]),
        # any period by the plan's calendar, in whatever order
        (f"targets: {{2018Q2: 4, 2018Q1: 3}}, {readings('2018-02 3', '2018-05 3')}", "2018-07-01",
         ["done", "overdue"], [False, True]),
        # one year is put off, and so it can't be missed
        (f"{YEARS}, log: [{{on: 2017-11-01, period: 2017, status: deferred, note: x}}]",
         "2018-02-01", ["deferred", "current"], [False, False]),
        # how often, by words
        (f"baseline: 1, target: 3, due: each quarter of 2018, {readings('2018-03-01 3')}",
         "2018-07-01", ["done", "overdue", "current", "upcoming"], [False, True, False, False]),
    ],
)  # fmt: skip
def test_each_year_is_a_deadline_of_its_own(
    keys: str, day: str, states: list[str], missed: list[bool], tmp_path: Path
) -> None:
    found = judged(tmp_path / "plan", keys, day)
    assert [one.state.value for one in found.times] == states
    assert [one.missed for one in found.times] == missed


def answer(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, *, code: int = 0
) -> dict[str, Any]:
    """A command's JSON."""
    assert cli.run([*command.split(), "--json", "--dir", str(folder)]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_json_has_indicators_under_a_key_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = f"id: i, unit: days, owner: b, {DOWN}, {readings('2017 14', '2018-08 9')}"
    folder = plan(tmp_path / "plan", keys, f"id: j, {YEARS}", "id: k")
    due = answer(folder, capsys, "due --from 2018-01-01 --to 2018-12-31 --as-of 2018-07-01")
    assert [one["id"] for one in due["milestones"]] == []
    first, second = due["indicators"]
    assert (first["kind"], first["id"], first["state"], first["due_by"], first["owner"]) == (
        "indicator", "i", "overdue", "2018-06-30", "b",
    )  # fmt: skip
    assert (first["unit"], first["baseline"]) == ("days", 20)
    assert first["target"] == {
        "amount": 10, "unit": "days", "logged": 14, "bound": "at most", "words": "10",
    }  # fmt: skip
    assert first["last"] == {"on": "2017", "value": 14, "source": None} == first["readings"][-1]
    assert (second["period"], second["target"]["amount"]) == ("2018", 88)
    assert set(second["targets"]) == {"2017", "2018"}
    listed = answer(folder, capsys, "list --as-of 2018-09-01")
    assert [one["kind"] for one in listed["milestones"]] == ["milestone"]
    assert [one["state"] for one in listed["indicators"]] == ["done late", "overdue", "undated"]
    assert len(listed["indicators"][0]["readings"]) == 2
    status = answer(folder, capsys, "status --as-of 2018-09-01")
    counts = {"indicators": 2, "targets": 3, "reached": 1, "missed": 2}
    assert status["total"]["indicators"] == counts
    assert status["total"]["milestones"] == 1
    assert [one["kind"] for one in status["attention"]] == ["indicator"]
    shown = answer(folder, capsys, "show i --as-of 2018-09-01")
    assert (shown["kind"], shown["owner"], shown["milestones"]) == ("indicator", "b", [])
    assert shown["indicators"][0]["late"] == 32


def test_what_is_overdue_counts_indicators_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan(tmp_path / "plan", f"id: i, {UP}")
    at = ["--as-of", "2018-09-01", "--dir", str(folder)]
    assert cli.run(["due", "--overdue", "--fail-overdue", *at]) == 1
    assert "2018-06-30  overdue  i " in capsys.readouterr().out
    assert cli.run(["due", "--fail-overdue", *at]) == 1
    assert "Nothing is due" not in capsys.readouterr().out
    assert cli.run(["due", "--quarter", "2018Q3", *at]) == 0
    assert "Overdue from earlier: 1" in capsys.readouterr().out
    assert cli.run(["list", "--kind", "indicator", "--state", "overdue", *at]) == 0
    assert "0 of 1 indicator reached, 1 missed." in capsys.readouterr().out


def test_measure_changes_nothing_else_and_twice_is_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan(tmp_path / "plan")
    file = folder / "health.yaml"
    text = STRATEGY + (
        "      - id: i   # ours\n"
        "        title: 'T'\n"
        "        target: 20\n"
        "        readings:\n"
        "          - on: 2017   # by phone\n"
        "            value: 12\n"
        "          # the next comes in May\n"
    )
    file.write_bytes(text.replace("\n", "\r\n").encode())
    command = ["measure", "i", "1,250.5", "--on", "2018-01", "--dir", str(folder)]
    for _ in range(2):
        assert cli.run(command) == 0
    added = "          - on: 2018-01\n            value: 1250.5\n"
    before, after = text.splitlines(), file.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == ["            value: 1250.5"] or (
        [line for line in after if line not in before] == added.splitlines()
    )
    assert [line for line in after if line in before] == before
    assert b"\r\n" in file.read_bytes()
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")
    capsys.readouterr()
    # The same number from a source that was not told is another reading.
    assert cli.run([*command, "--source", "Report"]) == 0
    assert "no change" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("-0", "0"), ("-0.0", "0.0"), ("00", "0"), ("-0%", "0"), ("007", "7"), ("1,000", "1000")],
)
def test_a_number_is_kept_as_one(tmp_path: Path, typed: str, kept: str) -> None:
    folder = plan(tmp_path / "plan", "id: i, unit: '%', target: 20")
    assert cli.run(["measure", "i", "--on", "2018-01", "--dir", str(folder), "--", typed]) == 0
    text = (folder / "health.yaml").read_text("utf-8")
    assert f"readings: [{{on: 2018-01, value: {kept}}}]" in text.replace("'", "")


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("+5", "Write `5`."),
        (".5", "Write `0.5`."),
        ("-.5", "Write `-0.5`."),
        ("５", "Write `5`."),
        ("1e3", "Write it in full, thousands as `1,000`."),
        ("5.", "Write a number alone, such as 86 or 86.5."),
        ("--5", "Write a number alone, such as 86 or 86.5."),
    ],
)
def test_a_number_that_is_written_otherwise_is_asked_about(
    tmp_path: Path, typed: str, remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan(tmp_path / "plan", "id: i, target: 20")
    before = (folder / "health.yaml").read_bytes()
    assert cli.run(["measure", "i", "--on", "2018-01", "--dir", str(folder), "--", typed]) == 2
    assert remedy in capsys.readouterr().err
    assert (folder / "health.yaml").read_bytes() == before


def git(folder: Path, *words: str) -> None:
    """Run git."""
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


def edit(tmp_path: Path, before: str, after: str) -> Path:
    """A repository in which an indicator was edited, and that was not committed."""
    folder = plan(tmp_path / "repo" / "plan", f"id: i, owner: a, {before}")
    git(folder.parent, "init", "-q")
    git(folder.parent, "add", "-A")
    git(folder.parent, "commit", "-q", "-m", "One")
    plan(folder, *([f"id: i, owner: a, {after}"] if after else []))
    return folder


NOTE = "log: [{on: 2017-05-01, note: The council decided}]"
MOVED = "log: [{on: 2030-05-01, was_due: by mid-2018, note: x}]"


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        (UP, UP.replace("mid-2018", "mid-2019"), {"unexplained-move", "unrecorded-setback",
                                                  "hidden-miss", "late-move"}),
        (UP, f"{UP}, status: dropped", {"unrecorded-setback", "unexplained-setback"}),
        (UP, UP.replace("target: 20", "target: 15"), {"changed-indicator"}),
        (UP, UP.replace("target: 20", f"{NOTE}, target: 15"), set()),
        (UP, UP.replace("target: 20", "target: at least 20"), {"changed-indicator"}),
        (UP, UP.replace("baseline: 10", f"{NOTE}, baseline: 1"), {"changed-indicator"}),
        (YEARS, YEARS.replace("88", "86"), {"changed-indicator"}),
        (YEARS, YEARS.replace(", 2018: 88%", ""), {"changed-indicator", "hidden-miss"}),
        # a target that is reached in place of the one that was missed
        (f"{UP}, {readings('2018-02-01 15')}", f"{UP.replace('20', '15', 1)}, {NOTE},"
         f" {readings('2018-02-01 15')}", {"hidden-miss"}),
        (UP, "", {"removed-promise"}),
        (f"{UP}, {readings('2018-02-01 15')}", UP, {"rewritten-log"}),
        (f"{UP}, {readings('2018-02-01 15')}", f"{UP}, {readings('2018-02-01 25')}",
         {"rewritten-log", "hidden-miss"}),
        (UP, f"{UP}, {readings('2018-02-01 15')}", set()),
        (UP, UP.replace("mid-2018", f"mid-2019, {MOVED}"), set()),
    ],
)  # fmt: skip
def test_an_edit_that_weakens_an_indicator_is_named(
    before: str,
    after: str,
    rules: set[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from welcomeplan.commands import looking  # noqa: PLC0415 - whose clock is set

    monkeypatch.setattr(looking, "today", lambda *_: date(2030, 6, 1))
    folder = edit(tmp_path, before, after)
    cli.run(["validate", "--since", "HEAD", "--json", "--dir", str(folder)])
    found = json.loads(capsys.readouterr().out)
    assert {one["rule"] for one in found["diagnostics"] if one["new"]} == rules


def test_history_and_diff_tell_of_the_deadline_of_an_indicator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = edit(tmp_path, UP, UP.replace("mid-2018", f"mid-2019, {MOVED}"))
    assert cli.run(["diff", "HEAD", "--dir", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "indicator i" in out
    assert "365 days" in out
    git(folder.parent, "commit", "-q", "-a", "-m", "Two")
    assert cli.run(["history", "i", "--dir", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "“by mid-2018” (2018-06-30)" in out
    assert "moved 365 days later" in " ".join(out.split())


@pytest.mark.parametrize(
    "words",
    ["begin by March 2018", "starts in 2018", "from 2018", "2018 and beyond", "launch in May 2018"],
)
def test_nothing_of_an_indicator_begins(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan(tmp_path, f"id: i, unit: '%', target: 20, due: {words}, owner: a")
    asked = ["--as-of", "2019-01-01", "--dir", str(folder)]
    assert cli.run(["validate", *asked]) == 1
    out = capsys.readouterr().out
    assert "Nothing of an indicator begins" in out
    assert "Write by when, such as `by " in out
    assert cli.run(["show", "i", "--json", *asked]) in (0, 1)
    (found,) = json.loads(capsys.readouterr().out)["indicators"]
    assert (found["state"], found["misses"]) == ("undated", [])
    plan(folder, "id: i, unit: '%', target: 20, due: by 2020, owner: a")
    before = (folder / "health.yaml").read_bytes()
    assert cli.run(["reschedule", "i", words, "--note", "x", "--dir", str(folder)]) == 3
    assert "Nothing of an indicator begins" in capsys.readouterr().err
    assert (folder / "health.yaml").read_bytes() == before


ONCE = "unit: '%', baseline: 80, target: 88, due: by 2026, owner: a"
EACH = "unit: '%', baseline: 80, targets: {2026: 85, 2027: 88}, owner: a"


@pytest.mark.parametrize(
    ("keys", "value", "on", "said"),
    [
        (f"{ONCE}, readings: [{{on: 2026-06-01, value: 90}}]", "70", "2027-03-01",
         "its target, 88%, was reached on 2026-06-01, and this falls short of it"),
        (f"{ONCE}, readings: [{{on: 2026-06-01, value: 70}}]", "90", "2026-03-01",
         "its target, 88%, is not reached, which was due by 2026-12-31: 70 on 2026-06-01 followed"),
        (ONCE, "90", "2026-03-01", "its target, 88%, is reached"),
        (ONCE, "90", "2027-03-01", "its target, 88%, is reached late (due by 2026-12-31)"),
        (ONCE, "90", "2027-03", "its target, 88%, is reached late (due by 2026-12-31)"),
        (f"{ONCE}, readings: [{{on: 2026, value: 90}}]", "70", "2026-12-31",
         "its target, 88%, is not reached, which was due by 2026-12-31"),
        (f"{ONCE}, readings: [{{on: 2026, value: 90}}]", "70", "2026-12-30",
         "was reached in 2026; whether in time is not known, and this falls short of it"),
        # A reading of one year makes the target of another reached late.
        (EACH, "90", "2027-03-01", "the target of 2026, 85%, is reached late (due by 2026-12-31); "
         "the target of 2027, 88%, is reached"),
        (EACH, "86", "2027-03-01", "the target of 2026, 85%, is reached late (due by 2026-12-31); "
         "the target of 2027, 88%, is not reached"),
        (f"{EACH}, readings: [{{on: 2027-01-01, value: 86}}]", "84", "2027-03-01",
         "the target of 2026, 85%, is not reached, which was due by 2026-12-31; "
         "the target of 2027, 88%, is not reached"),
        # What was reached in its own time stays so, and isn't spoken of.
        (f"{EACH}, readings: [{{on: 2026-05-01, value: 86}}]", "84", "2027-03-01",
         "84% on 2027-03-01; the target of 2027, 88%, is not reached\n"),
        (f"{EACH}, readings: [{{on: 2026-05-01, value: 84}}]", "86", "2026-03-01",
         "the target of 2026, 85%, is not reached, which was due by 2026-12-31: 84 on 2026-05-01"
         " followed"),
    ],
)  # fmt: skip
def test_what_measure_says_of_a_target_is_true_of_its_time(
    keys: str, value: str, on: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from welcomeplan.commands import looking  # noqa: PLC0415 - whose clock is set

    monkeypatch.setattr(looking, "today", lambda *_: date(2027, 6, 1))
    folder = plan(tmp_path, f"id: i, {keys}")
    assert cli.run(["measure", "i", value, "--on", on, "--dir", str(folder)]) == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("keys", ["target: 20, due: in 2025", "targets: {2025: 20}"])
def test_a_table_says_whose_lateness_is_not_known(
    keys: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = readings("2025-12 25", "2025-12-20 15")
    folder = plan(tmp_path, f"id: i, {keys}, owner: a, {known}")
    asked = ["--as-of", "2026-02-01", "--dir", str(folder)]
    assert cli.run(["list", "--kind", "indicator", *asked]) == 0
    assert "lateness unknown" in capsys.readouterr().out


@pytest.mark.parametrize(
    "named", ["i 2017-12", "i nonsense", "1.10 2018", "i FY2018", "town/i 2031"]
)
def test_a_word_behind_the_id_is_no_day_of_a_reading(
    named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan(tmp_path, "id: i, number: '1.10', targets: {2018: 20}, owner: a")
    before = (folder / "health.yaml").read_bytes()
    for more in ([], ["--on", "2018-01-05"]):
        assert cli.run(["measure", named, "12", *more, "--dir", str(folder)]) == 3
        told = capsys.readouterr().err
        assert f"`{named.rpartition(' ')[2]}`" in told
        assert "--on" in told
    assert (folder / "health.yaml").read_bytes() == before
