"""The times of what repeats: which there are, what they are called, and how much each promises."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from welcomeplan import Question, cli, read_deadline
from welcomeplan.rules.change import Edit, check_changes
from welcomeplan.versions import ChangeKind, compare

from .test_diff import parsed

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
FISCAL = "calendar: {fiscal_year_starts: July, quarters: fiscal}"
PROJECT = "calendar: {year_1: September 2027 to June 2028}"


def written(folder: Path, head: str, *milestones: str, indicator: str = "") -> Path:
    """A plan with these keys of plan.yaml, and milestones."""
    (folder / "plan.yaml").write_text(
        f"id: test\ntitle: A plan\norganizations: {{town: Town}}\n{head}\n", "utf-8"
    )
    lines = "".join(f"      - {{title: M, owner: town, {one}}}\n" for one in milestones)
    more = f"    indicators:\n      - {{title: I, {indicator}}}\n" if indicator else ""
    (folder / "one.yaml").write_text(
        f"title: One\nobjectives:\n  - id: a\n    title: A\n{more}    milestones:\n{lines}", "utf-8"
    )
    return folder


def shown(
    folder: Path, capsys: Capture, name: str = "m", day: str = "2028-03-01"
) -> dict[str, Any]:
    """A milestone, as `show --json` has it."""
    assert cli.run(["show", name, "--json", "--as-of", day, "--dir", str(folder)]) in (0, 1)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def labels(found: dict[str, Any]) -> list[str]:
    return [time["period"] for time in found["milestones"][0]["times"]]


@pytest.mark.parametrize(
    ("head", "keys", "times", "stubs"),
    [
        ("adopted: 2026-12-31\nperiod: 2026 to 2028", "repeats: each year", "2027 2028", "2026"),
        ("adopted: 2026-12-31", "repeats: each year", "2027 2028", "2026"),
        ("adopted: 2027-01-01\nperiod: 2027 to 2028", "repeats: each year", "2027 2028", ""),
        (
            "adopted: 2026-12-31\nperiod: 2026 to 2028",
            "repeats: each year, starts: 2026-12-31",
            "2026 2027 2028",
            "",
        ),
        (
            "adopted: 2026-12-31\nperiod: 2026 to 2027",
            "repeats: each year, due: 2026 to 2027",
            "2026 2027",
            "",
        ),
        (
            "adopted: 2026-12-31\nperiod: 2026 to 2027",
            "repeats: each year, occurrences: [{period: 2026, done: 2026-12-31}]",
            "2026 2027",
            "",
        ),
        ("period: May to December 2027", "repeats: quarterly", "2027Q3 2027Q4", "2027Q2"),
        ("period: 2027 to May 2028", "repeats: each year", "2027", "2028"),
        (
            "period: June 2026 to May 2028",
            "repeats: twice a year",
            "2027 1 of 2,2027 2 of 2",
            "2026 2028",
        ),
        ("adopted: 2027-03-15\nperiod: 2027 to 2029", "repeats: each March", "2028 2029", "2027"),
        (
            "adopted: 2027-03-15\nperiod: 2027 to 2028",
            "repeats: each year by 30 June",
            "2027 2028",
            "",
        ),
        ("adopted: 2027-03-31\nperiod: 2027", "repeats: each 31 March", "2027", ""),
        (
            "adopted: 2027-01-03\nperiod: 1 to 10 January 2027",
            "repeats: weekly",
            "2027-W01",
            "2026-W53",
        ),
        (
            f"adopted: 2026-12-31\nperiod: 2026 to June 2029\n{FISCAL}",
            "repeats: each fiscal year",
            "FY2028 FY2029",
            "FY2027",
        ),
        (
            f"adopted: 2026-12-31\nperiod: 2026 to June 2029\n{PROJECT}",
            "repeats: each project year",
            "2027-28 2028-29",
            "",
        ),
        (
            "adopted: 2027-10-01\nperiod: 2027 to June 2029\n"
            "calendar: {school_year: August to May}",
            "repeats: each school year",
            "2028-29",
            "2027-28",
        ),
    ],
)
def test_a_stub_of_a_period_is_no_time(
    head: str, keys: str, times: str, stubs: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = written(tmp_path, head, f"id: m, {keys}")
    found = shown(folder, capsys)
    asked = times.split(",") if "," in times else times.split()
    assert labels(found)[: len(asked)] == asked
    assert [stub["period"] for stub in found["stubs"]] == stubs.split()
    assert cli.run(["show", "m", "--as-of", "2028-03-01", "--dir", str(folder)]) == 0
    out = capsys.readouterr().out
    assert [f"No time {stub}" in out for stub in stubs.split()] == [True] * len(stubs.split())


def test_a_stub_says_what_cuts_it_and_how_it_counts(tmp_path: Path, capsys: Capture) -> None:
    head = "adopted: 2026-12-31\nperiod: 2026 to May 2028"
    folder = written(tmp_path, head, "id: m, repeats: each year")
    (first, last) = shown(folder, capsys)["stubs"]
    assert first == {
        "period": "2026",
        "start": "2026-01-01",
        "end": "2026-12-31",
        "since": "2026-12-31",
        "until": None,
        "cause": "adopted",
    }
    assert (last["period"], last["until"], last["cause"]) == ("2028", "2028-05-31", "period")
    assert cli.run(["done", "m", "--period", "2026", "--dir", str(folder)]) == 3
    said = capsys.readouterr().err
    assert "The plan was adopted on 2026-12-31, within 2026: that is no whole period." in said
    assert "If it counts, add `starts: 2026-12-31`." in said


@pytest.mark.parametrize(
    ("head", "remedy"),
    [
        ("adopted: 2027-03-01\nperiod: 2027", "If 2027 counts, add `starts: 2027-03-01`."),
        ("period: March to October 2027", "Promise it once, with a `due:` alone"),
        ("period: June 2027 to May 2028", "If 2027 counts, add `starts: 2027-06-01`."),
    ],
)
def test_a_plan_that_holds_no_whole_period_says_so(
    head: str, remedy: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = written(tmp_path, head, "id: m, repeats: each year")
    assert cli.run(["validate", "--notes", "--as-of", "2028-03-01", "--dir", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "`m` is never due: the plan holds no whole period of it" in out
    assert remedy in out
    assert cli.run(["show", "m", "--as-of", "2028-03-01", "--dir", str(folder)]) == 0
    assert "never due: the plan holds no whole period of it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("calendar", "repeats", "called", "period"),
    [
        (FISCAL, "each fiscal year", "FY2028", "FY2028"),
        (FISCAL, "annually by fiscal year", "FY2028", "2027/28"),
        (FISCAL, "quarterly", "FY2028Q1", "FY2028Q1"),
        (FISCAL, "quarterly", "FY2028Q1", "Q1 2027/28"),
        (FISCAL, "each calendar quarter", "2027Q3", "July to September 2027"),
        (
            "calendar: {fiscal_year_starts: 6 April}",
            "quarterly by fiscal year",
            "FY2029Q1",
            "FY2029Q1",
        ),
        (FISCAL, "semi-annually by fiscal year", "FY2028 1 of 2", "FY2028 1 of 2"),
        (PROJECT, "each project year", "2027-28", "Year 1"),
        (PROJECT, "annually by project year", "2027-28", "2027-28"),
        ("calendar: {school_year: August to May}", "each school year", "2027-28", "2027-28"),
    ],
)
def test_times_follow_the_plans_own_year_and_are_asked_for_as_they_are_printed(
    calendar: str, repeats: str, called: str, period: str, tmp_path: Path, capsys: Capture
) -> None:
    head = f"adopted: 2027-04-06\nperiod: 2027 to 2029\n{calendar}"
    folder = written(tmp_path, head, f"id: m, repeats: {repeats}")
    assert called in labels(shown(folder, capsys))
    for name in (period, called):
        asked = ["log", "m", "1", "--period", name, "--dry-run", "--dir", str(folder)]
        assert cli.run(asked) == 0, name
        assert f"m {called}: logged" in capsys.readouterr().err
    text = (folder / "one.yaml").read_text("utf-8")
    record = f", occurrences: [{{period: {called}, done: 2027}}]}}"
    (folder / "one.yaml").write_text(text.replace("}\n", f"{record}\n"), "utf-8")
    assert "has no time" not in _validated(folder, capsys)


def _validated(folder: Path, capsys: Capture, day: str = "2028-03-01") -> str:
    cli.run(["validate", "--notes", "--as-of", day, "--dir", str(folder)])
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("repeats", "due", "times"),
    [
        ("annually", "Starts in June 2027", ["2027", "2028"]),
        ("annually", "from 2028", ["2028"]),
        (
            "quarterly",
            "beginning Q3 2027",
            ["2027Q3", "2027Q4", "2028Q1", "2028Q2", "2028Q3", "2028Q4"],
        ),
        ("annually", "2028 and beyond", ["2028"]),
        ("annually", "launch in June 2027", ["2027", "2028"]),
        ("each March", "launch in December 2027", ["2028"]),
    ],
)
def test_words_that_promise_a_beginning_say_since_when_it_repeats(
    repeats: str, due: str, times: list[str], tmp_path: Path, capsys: Capture
) -> None:
    keys = f"id: m, repeats: {repeats}, due: {due}"
    folder = written(tmp_path, "adopted: 2026-05-05\nperiod: 2026 to 2028", keys)
    found = shown(folder, capsys)
    assert labels(found) == times
    assert found["milestones"][0]["due"]["begin_by"] is None
    assert "no problems" in _validated(folder, capsys)
    # What was started is no time that was kept.
    log = ", log: [{on: 2027-06-01, status: active}], status: active"
    written(tmp_path, "adopted: 2026-05-05\nperiod: 2026 to 2028", keys + log)
    late = shown(folder, capsys, day="2029-02-01")["milestones"][0]
    assert late["state"] == "overdue"
    assert len(late["misses"]) == len(times)


@pytest.mark.parametrize(
    ("repeats", "due"),
    [
        ("annually", "due: begin by March 2026"),
        ("annually", "due: starts by March 2026"),
        ("monthly", "due: Commence no later than March 2026"),
        ("quarterly", "due: begin before the end of 2027"),
        ("annually", "due: start by FY2027"),
        ("annually", "due: start by fall 2026"),
        ("annually", "due: begin at the end of 2026"),
        ("each March", "due: to begin by December 2027"),
        ("monthly", "due: launch by March 2026"),
        ("monthly", "due: opens by March 2026"),
        ("annually", "starts: by March 2026"),
        ("annually", "starts: before 2027"),
        ("annually", "starts: begin no later than March 2026"),
        ("annually", "starts: January 2026, due: begin by March 2026"),
    ],
)
def test_the_latest_day_on_which_a_series_begins_does_not_say_since_when(
    repeats: str, due: str, tmp_path: Path, capsys: Capture
) -> None:
    head = "adopted: 2025-01-01\nperiod: 2025 to 2028\ncalendar: {fiscal_year_starts: July}"
    folder = written(tmp_path, head, f"id: m, repeats: {repeats}, {due}")
    out = _validated(folder, capsys)
    assert "since when it repeats" in out
    assert "such as `due: from " in out or "such as `starts: " in out
    assert "`by:`" not in out  # a day beside the words would say until when
    # Nobody is accused for what can't be told.
    found = shown(folder, capsys)["milestones"][0]
    assert found["state"] in ("undated", "current")
    assert (found["misses"], found["times"]) == ([], [])


def test_a_series_is_given_no_latest_beginning_by_a_verb(tmp_path: Path, capsys: Capture) -> None:
    folder = written(tmp_path, "adopted: 2026-01-01\nperiod: 2026 to 2028", "id: m, due: TBD")
    text = (folder / "one.yaml").read_text("utf-8")
    (folder / "one.yaml").write_text(text.replace("id: m, due: TBD", "id: m, repeats: monthly"))
    before = (folder / "one.yaml").read_bytes()
    asked = ["reschedule", "m", "begin by March 2027", "--note", "So", "--dir", str(folder)]
    assert cli.run(asked) == 3
    assert "since when it repeats" in capsys.readouterr().err
    add = ["add", "--to", "a", "--title", "New", "--owner", "town", "--repeats", "monthly"]
    assert cli.run([*add, "--due", "begin by March 2027", "--dir", str(folder)]) == 3
    assert "since when it repeats" in capsys.readouterr().err
    assert (folder / "one.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        "begin by March 2026 and annually thereafter",
        "start by March 2026, then annually",
        "starting no later than March 2026 and annually thereafter",
        "annually, to begin by March 2026",
        "annually, starting by March 2026",
        "annually until starting by March 2026",
    ],
)
def test_what_begins_by_a_day_and_goes_on_is_asked_about(words: str) -> None:
    with pytest.raises(Question):
        read_deadline(words)


def test_each_year_by_a_day_is_no_beginning() -> None:
    due = read_deadline("by March 2026 and annually thereafter")
    assert str(due.recurrence) == "each year, by 31 March"


AIMS = "targets: {2027: 88%, 2028: 89%}"


def test_each_time_has_a_target_of_its_own(tmp_path: Path, capsys: Capture) -> None:
    days = {"2027-03-01": 70, "2027-11-01": 88, "2028-02-01": 80}
    log = f"log: [{', '.join(f'{{on: {on}, amount: {much}}}' for on, much in days.items())}]"
    folder = written(tmp_path, "period: 2027 to 2028", f"id: m, repeats: annually, {AIMS}, {log}")
    found = shown(folder, capsys)
    assert found["targets"] == {"2027": "88%", "2028": "89%"}
    one = found["milestones"][0]
    times = [(t["target"], t["logged"], t["reached_unmarked"]) for t in one["times"]]
    assert times == [("88%", 88, True), ("89%", 80, False)]
    assert (one["target"]["amount"], one["target"]["logged"]) == (88, 88)
    assert one["target_period"] == "2027"
    out = _validated(folder, capsys)
    assert "`m 2027` has 88 of 88% in its log, and is not marked done" in out
    assert cli.run(["status", "--as-of", "2028-03-01", "--dir", str(folder)]) == 0
    assert "88 of 88% (2027)" in capsys.readouterr().out
    asked = ["done", "m", "--period", "2028", "--on", "2026-01-01", "--dir", str(folder)]
    assert cli.run([*asked]) == 3  # before it begins
    capsys.readouterr()


def test_one_target_counts_within_each_time(tmp_path: Path, capsys: Capture) -> None:
    log = "log: [{on: 2027-02-01, amount: 2}, {on: 2027-05-01, amount: 1}]"
    done = "occurrences: [{period: 2027Q1, done: 2027-03-01}, {period: 2027Q2, done: 2027-06-01}]"
    keys = f"id: m, repeats: quarterly, target: 2 talks, {log}, {done}"
    folder = written(tmp_path, "period: 2027", keys)
    one = shown(folder, capsys)["milestones"][0]
    assert [t["logged"] for t in one["times"]] == [2, 1, 0, 0]
    assert (one["target_period"], one["target"]["logged"]) == ("2027Q3", 0)
    out = _validated(folder, capsys)
    assert "`m 2027Q2` is done, with 1 of 2 talks in its log" in out
    assert "2027Q1` is done" not in out


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("repeats: annually, targets: {2026: 1 x}", "`m` has no time called `2026`"),
        ("repeats: annually, targets: {soon: 1 x}", "`m` has no time called `soon`"),
        ("repeats: annually, targets: {FY2028: 1 x}", "`m` has no time called `FY2028`"),
        ("repeats: quarterly, targets: {2027: 1 x}", "`m` has no time called `2027`"),
        (
            "repeats: twice a year, targets: {FY2028: 1 x}",
            "the target of `FY2028` could be that of FY2028 1 of 2, FY2028 2 of 2",
        ),
        (
            "repeats: each March, targets: {2027: 1 x, March 2027: 2 x}",
            "`March 2027` and `2027` are the same time",
        ),
        ("repeats: annually, target: 1 x, targets: {2027: 1 x}", "both say how much"),
        ("due: 2027, targets: {2027: 1 x}", "`m` does not repeat"),
        ("targets: {2027: 1 x}", "`m` does not repeat"),
        ("repeats: annually, targets: {2027: many}", "`2027`: `many` is not a number and a unit"),
    ],
)
def test_targets_of_no_time_are_named(
    keys: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = written(tmp_path, f"period: 2027 to 2028\n{FISCAL}", f"id: m, {keys}")
    assert said in _validated(folder, capsys)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("targets: {soonish: 88%}", "`soonish` is no period that can be read"),
        ("targets: {FY2028: 1, 2027/28: 2}", "`2027/28` and `FY2028` are the same time"),
        ("target: 3, targets: {2027: 88}", "say both what is to be reached"),
    ],
)
def test_targets_of_an_indicator_are_periods(
    keys: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = written(tmp_path, FISCAL, "id: m, due: 2027", indicator=f"id: i, {keys}")
    assert said in _validated(folder, capsys)


def test_targets_to_come_of_what_has_no_end_are_its_own(tmp_path: Path, capsys: Capture) -> None:
    keys = "id: m, repeats: annually, targets: {2027: 1 x, 2040: 9 x}"
    folder = written(tmp_path, "adopted: 2027-01-01", keys)
    assert "no problems" in _validated(folder, capsys)


@pytest.mark.parametrize(
    ("after", "waits"),
    [
        ("", ["talks"]),
        (", occurrences: [{period: 2027, done: 2027-05-01}]", []),
        (", log: [{on: 2027-02-01, status: deferred}], status: deferred", []),
    ],
)
def test_what_comes_after_something_without_an_end_does_not_wait_for_ever(
    after: str, waits: list[str], tmp_path: Path, capsys: Capture
) -> None:
    folder = written(
        tmp_path,
        "adopted: 2027-01-01",
        f"id: talks, repeats: annually{after}",
        "id: m, after: [talks]",
    )
    assert shown(folder, capsys)["milestones"][0]["waits_on"] == waits


def test_a_time_that_was_dropped_holds_nothing_up(tmp_path: Path, capsys: Capture) -> None:
    talks = (
        "id: talks, repeats: quarterly, occurrences: [{period: 2027Q1, done: 2027-03-01}],"
        " log: [{on: 2027-04-02, period: 2027Q2, status: dropped, note: Flood}]"
    )
    folder = written(tmp_path, "period: January to June 2027", talks, "id: m, after: [talks]")
    assert shown(folder, capsys)["milestones"][0]["waits_on"] == []


TODAY = date(2028, 3, 1)
LOWERED, RAISED, OTHER = ChangeKind.LOWERED, ChangeKind.RAISED, ChangeKind.TARGET
WHY = ", log: [{on: 2028-02-01, note: The council cut the budget}]"


@pytest.mark.parametrize(
    ("before", "after", "changes", "named"),
    [
        (
            "targets: {2027: 88%, 2028: 89%}",
            "targets: {2027: 88%, 2028: 85%}",
            [(LOWERED, "2028: 89%", "2028: 85%")],
            True,
        ),
        (
            "targets: {2027: 88%, 2028: 89%}",
            "targets: {2027: 88%}",
            [(LOWERED, "2028: 89%", None)],
            True,
        ),
        ("targets: {2027: 88%}", "owner: town", [(LOWERED, "2027: 88%", None)], True),
        (
            "targets: {2027: 88%, 2028: 89%}",
            "target: 85%",
            [(LOWERED, "2027: 88%", "2027: 85%"), (LOWERED, "2028: 89%", "2028: 85%")],
            True,
        ),
        (
            "target: 2 talks",
            "targets: {2027: 2 talks, 2028: 1 talk}",
            [(LOWERED, "2028: 2 talks", "2028: 1 talk")],
            True,
        ),
        ("target: 2 talks", "targets: {2027: 2 talks, 2028: 2 talks}", [], False),
        ("target: 2 talks", "targets: {2027: 2 talks}", [(LOWERED, "2 talks", None)], True),
        (
            "targets: {2027: 88%}",
            "targets: {2027: 90%, 2028: 91%}",
            [(OTHER, None, "2028: 91%"), (RAISED, "2027: 88%", "2027: 90%")],
            False,
        ),
        ("targets: {Jan-Dec 2027: 88%}", "targets: {2027: 88%}", [], False),
        (
            "targets: {2028: 2 talks}",
            f"targets: {{2028: 1 talk}}{WHY}",
            [(LOWERED, "2028: 2 talks", "2028: 1 talk")],
            False,
        ),
    ],
)
def test_an_edit_of_targets_by_time_is_named(
    before: str, after: str, changes: list[Any], named: bool
) -> None:
    head = "id: town\ntitle: T\nperiod: 2027 to 2028\norganizations: {town: Town}\n"
    text = (
        "title: One\nobjectives:\n  - id: a\n    title: A\n    milestones:\n"
        "      - {id: m, title: M, repeats: annually, %s}\n"
    )
    old, new = (parsed({"plan.yaml": head, "one.yaml": text % one}) for one in (before, after))
    assert old
    assert new
    found = compare(old, new)
    kinds = {LOWERED, RAISED, OTHER}
    assert [(one.kind, one.before, one.after) for one in found if one.kind in kinds] == changes
    rules = [one.rule for one in check_changes(Edit(found, old, new, TODAY, TODAY))]
    assert ("unexplained-target" in rules) is named


def test_targets_of_an_indicator_are_not_lowered_unseen() -> None:
    text = (
        "title: One\nobjectives:\n  - id: a\n    title: A\n    indicators:\n"
        "      - {id: i, title: I, baseline: 60, targets: {2027: %s, 2028: %s}}\n"
    )
    head = "id: town\ntitle: T\n"
    old, new = (parsed({"plan.yaml": head, "one.yaml": text % one}) for one in ((70, 80), (65, 75)))
    found = compare(old, new)
    assert [(one.kind, one.before) for one in found] == [
        (LOWERED, "2027: 70"),
        (LOWERED, "2028: 80"),
    ]
    rules = [one.rule for one in check_changes(Edit(found, old, new, TODAY, TODAY))]
    assert rules.count("changed-indicator") == 2


LETTERS = "id: m, repeats: {0}, target: 4 letters"


@pytest.mark.parametrize(
    ("rhythm", "more", "said"),
    [
        ("quarterly", ["3"], "m: logged on 2025-05-10, in 2025Q2 (3 of 4 letters)\n"),
        ("quarterly", ["--note", "x"], "m: logged on 2025-05-10, in 2025Q2\n"),
        ("quarterly", ["3", "--period", "2025Q1"], "m 2025Q1: logged on 2025-05-10 (3 of 4"),
        ("twice a year", ["--note", "x"], "m: logged on 2025-05-10\n"),
        ("twice a year", ["3"], "2025-05-10 is in several"),
        ("each March", ["3"], "2025-05-10 is in none"),
        ("each March", ["--note", "x"], "m: logged on 2025-05-10\n"),
        ("each March", ["3", "--period", "2025"], "m 2025: logged on 2025-05-10 (3 of 4"),
    ],
)
def test_the_log_says_which_time_it_counts_in(
    rhythm: str, more: list[str], said: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = written(tmp_path, "period: 2025 to 2026", LETTERS.format(rhythm))
    before = (plan / "one.yaml").read_bytes()
    code = cli.run(["log", "m", *more, "--on", "2025-05-10", "--dir", str(plan)])
    found = capsys.readouterr()
    assert said in (found.err if code else found.out)
    assert code == (3 if "is in" in said else 0)
    assert ((plan / "one.yaml").read_bytes() == before) is bool(code)
    assert not code or "`--period` with one of them: 2025" in found.err


@pytest.mark.parametrize(
    ("keys", "state", "also"),
    [
        # The deadline that is shown is one of them, and none of the others.
        ("occurrences: [{period: 2027, done: 2027-11-01}]", "overdue", ""),
        ("status: active", "overdue", "1 time"),
        ("repeats: quarterly", "overdue", "7 times"),
        ("occurrences: [{period: 2026, done: 2027-02-01}, {period: 2027, done: 2028-02-01}]",
         "done late", "1 time"),
        ("occurrences: [{period: 2026, done: 2027-02-01}, {period: 2027, done: 2027-02-01}]",
         "done late", ""),
        # What is shown is to come: all that were missed are others.
        ("occurrences: [{period: 2026, done: 2027-02-01}, {period: 2027, done: 2027-02-01}],"
         " due: 2026 to 2028", "upcoming", "1 time"),
        # Another answered for the one that is shown, and nobody sees that by its state.
        ("log: [{on: 2028-02-01, was_owner: town}], owner: park", "overdue", "2 times (town)"),
    ],
)  # fmt: skip
def test_what_is_also_missed_are_the_others(
    keys: str, state: str, also: str, tmp_path: Path, capsys: Capture
) -> None:
    keys = keys if "repeats:" in keys else f"repeats: annually, {keys}"
    keys = keys if "due:" in keys else f"{keys}, due: 2026 to 2027"
    folder = written(tmp_path, "adopted: 2026-01-01", f"id: m, {keys}")
    if "park" in keys:
        text = (folder / "one.yaml").read_text("utf-8").replace(", owner: town,", ",", 1)
        (folder / "one.yaml").write_text(text)
        head = (folder / "plan.yaml").read_text("utf-8")
        (folder / "plan.yaml").write_text(head.replace("{town: Town}", "{town: Town, park: P}"))
    asked = ["--columns", "id,state,also-missed", "--format", "csv", "--as-of", "2028-03-01"]
    assert cli.run(["list", *asked, "--dir", str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()[1]
    if state == "upcoming":
        assert said.split(",")[2] == also
    else:
        assert said == f"m,{state},{also}"


AGAIN = "{on: 2026-06-01, status: deferred, note: x}, {on: 2027-02-01, status: planned, note: y}"


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("milestone", f"log: [{AGAIN}]"),
        ("milestone", f"log: [{AGAIN}, {{on: 2027-03-01, note: Written to}}]"),
        ("milestone", f"log: [{AGAIN}, {{on: 2027-03-01, amount: 2}}]"),
        ("milestone", f"log: [{AGAIN.replace('planned', 'active')}], status: active"),
        ("milestone", f"starts: 2026, log: [{AGAIN.replace('planned', 'active')}], status: active"),
        ("indicator", f"target: 20, log: [{AGAIN}]"),
        ("indicator", f"target: 20, log: [{AGAIN}, {{on: 2027-03-01, note: Asked for}}]"),
        ("indicator", f"target: 20, readings: [{{on: 2027-03-01, value: 2}}], log: [{AGAIN}]"),
    ],
)
def test_what_is_taken_up_again_after_its_day_has_none_until_it_is_given_one(
    kind: str, keys: str, tmp_path: Path, capsys: Capture
) -> None:
    one = f"due: by 2026, {keys}"
    gauge = kind == "indicator"
    folder = written(
        tmp_path,
        "adopted: 2026-01-01",
        "id: other" if gauge else f"id: m, {one}",
        indicator=f"id: m, owner: town, {one}" if gauge else "",
    )
    asked = ["--as-of", "2027-06-01", "--dir", str(folder)]
    assert cli.run(["list", "--kind", kind, "--format", "csv", *asked]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert any(row.startswith(",undated,m,") for row in rows)
    assert cli.run(["show", "m", *asked]) == 0
    assert re.search(r"^Due +none until it is given one$", capsys.readouterr().out, re.MULTILINE)
    assert cli.run(["due", *asked]) == 0
    assert "Running in it" not in capsys.readouterr().out
    found = shown(folder, capsys, day="2027-06-01")[f"{kind}s"][0]
    assert (found["state"], found["due_by"], found["misses"]) == ("undated", None, [])


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ("target: 20, due: by 2028", "upcoming"),
        ("target: 20, due: by 2028, log: [{on: 2027-01-01, note: The method changed}]", "upcoming"),
        ("target: 20, due: 2027 to 2028, log: [{on: 2027-01-01, note: Changed}]", "current"),
        ("target: 20, log: [{on: 2027-01-01, note: Changed}]", "undated"),
        ("due: by 2028, log: [{on: 2027-01-01, note: Changed}]", "undated"),
        ("targets: {2027: 20, 2028: 30}, log: [{on: 2027-01-01, note: Changed}]", "current"),
    ],
)
def test_a_note_begins_nothing_of_an_indicator(
    keys: str, state: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = written(tmp_path, "adopted: 2026-01-01", "id: o", indicator=f"id: m, {keys}")
    (one,) = shown(folder, capsys, day="2027-06-01")["indicators"]
    assert one["state"] == state
    assert all(time["state"] != "under way" for time in one["times"])
