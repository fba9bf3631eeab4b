"""Whose today it is: the machine's, the plan's, and the last on earth."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli
from welcomeplan.commands import looking

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, tzinfo
    from pathlib import Path

    Run = Callable[..., str]

HEAD = "title: Test\nadopted: 2020-01-01\nperiod: 2020 to 2021\norganizations: {town: Town}\n"
START = "title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n"
AUCKLAND = timezone(timedelta(hours=13))
HONOLULU = timezone(timedelta(hours=-10))
NOON = datetime(2020, 3, 31, 11, 30, tzinfo=UTC)
"""When it is 31 March in UTC, 1 April in Auckland and 01:30 in Honolulu."""


class Clock:
    """What the machine's clock says, and where the machine stands."""

    def __init__(self) -> None:
        self.now, self.here = NOON, UTC
        self.code = 0

    def today(self, zone: tzinfo | None = None) -> date:
        return self.now.astimezone(zone or self.here).date()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clock:
    made = Clock()
    monkeypatch.setattr(looking, "today", made.today)
    monkeypatch.chdir(tmp_path)
    return made


def plan(folder: Path, *lines: str, zone: str = "", id_: str = "p") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    calendar = f"calendar: {{timezone: {zone}}}\n" if zone else ""
    (folder / "plan.yaml").write_text(f"id: {id_}\n{HEAD}{calendar}", "utf-8")
    (folder / "s.yaml").write_text(
        START + "".join(f"      - {{{one}}}\n" for one in lines), "utf-8"
    )
    return folder


A = "id: a, title: A, due: by 31 March 2020, owner: town"
B = "id: b, title: B, due: in 2020, owner: town, target: 1 visit"


@pytest.fixture
def run(clock: Clock, capsys: pytest.CaptureFixture[str]) -> Run:
    def do(*words: str) -> str:
        clock.code = cli.run(list(words))
        found = capsys.readouterr()
        return found.out + found.err

    return do


@pytest.mark.parametrize(
    "said",
    [
        ["done", "b", "--note", "All of it"],
        ["log", "b", "1"],
        ["start", "b"],
        ["block", "b", "--note", "The room is closed"],
        ["defer", "b", "--note", "No money"],
        ["assign", "b", "nobody", "--note", "The library is gone"],
        ["reschedule", "b", "in 2021", "--note", "No room"],
    ],
)
def test_what_was_said_in_the_east_is_no_fault_in_the_west(
    said: list[str], tmp_path: Path, clock: Clock, run: Run
) -> None:
    folder = plan(tmp_path / "plan", A, B)
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    env |= {
        f"GIT_{who}_{what}": "t" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    env |= {f"GIT_{who}_DATE": "2020-03-01T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Adopt"]):
        subprocess.run(["git", *words], check=True, env=env, cwd=tmp_path)
    clock.here = AUCKLAND
    if said[0] == "done":
        run("log", "b", "1", "--dir", str(folder))
    assert "2020-04-01" in run(*said, "--dry-run", "--dir", str(folder))
    run(*said, "--dir", str(folder))
    assert clock.code == 0
    for where in (AUCKLAND, UTC, HONOLULU):
        clock.here = where
        found = run("validate", "--strict", "--since", "HEAD", "--dir", str(folder))
        assert "after 2020" not in found, where
        warned = said[0] == "assign"  # nobody answers for it now
        assert (clock.code, "1 warning" in found) == (int(warned), warned), found


def test_a_day_that_is_today_nowhere_is_the_future(tmp_path: Path, clock: Clock, run: Run) -> None:
    folder = plan(
        tmp_path, A + ", done: 2020-04-02", B + ", log: [{on: 2020-04-02, note: It rained}]"
    )
    found = run("validate", "--dir", str(folder))
    assert "done-in-future" in found
    assert "entry-in-future" in found
    assert "after 2020-04-01" in found
    clock.now = NOON - timedelta(hours=2)  # the eastmost place on earth has 31 March, too
    assert "after 2020-03-31" in run("validate", "--dir", str(folder))


@pytest.mark.parametrize("verb", [["done", "b"], ["start", "b"], ["log", "b", "1"]])
def test_a_verb_takes_a_day_that_has_come_somewhere(
    verb: list[str], tmp_path: Path, clock: Clock, run: Run
) -> None:
    folder = plan(tmp_path, A, B)
    assert "in the future" in run(*verb, "--on", "2020-04-02", "--dir", str(folder))
    assert clock.code == 3
    run(*verb, "--on", "2020-04-01", "--dir", str(folder))
    assert clock.code == 0


def test_done_where_the_day_has_begun_is_judged_by_that_day(
    tmp_path: Path, clock: Clock, run: Run
) -> None:
    said = run("done", "a", "--on", "2020-04-01", "--dir", str(plan(tmp_path, A)))
    assert said == "a: done on 2020-04-01, 1 day late (due by 2020-03-31)\n"


def test_with_a_zone_the_plan_has_its_own_today(tmp_path: Path, clock: Clock, run: Run) -> None:
    folder = plan(tmp_path, A, B, zone="Pacific/Auckland")
    found = run("due", "--overdue", "--fail-overdue", "--dir", str(folder))
    assert "as of 2020-04-01" in found
    assert clock.code == 1
    run("done", "b", "--dir", str(folder))
    assert "done: 2020-04-01" in (folder / "s.yaml").read_text("utf-8")
    assert clock.code == 0
    # There, the day after is the future, and stays so until it comes.
    assert "in the future" in run("done", "a", "--on", "2020-04-02", "--dir", str(folder))


def test_with_a_zone_nobody_is_overdue_before_the_day_is_over_there(
    tmp_path: Path, clock: Clock, run: Run
) -> None:
    clock.now = datetime(2020, 4, 1, 9, 0, tzinfo=UTC)
    folder = plan(tmp_path, A, zone="Pacific/Honolulu")
    for where in (UTC, AUCKLAND, HONOLULU):
        clock.here = where
        found = run("due", "--overdue", "--fail-overdue", "--dir", str(folder))
        assert "Nothing is overdue" in found
        assert clock.code == 0
        for words in (["status"], ["list"], ["show", "a"]):
            assert "as of 2020-03-31" in run(*words, "--dir", str(folder)).replace(
                "Status as", "as"
            )
    # What is done where it is a day later already is the future here.
    plan(tmp_path, A + ", done: 2020-04-01", zone="Pacific/Honolulu")
    assert "after 2020-03-31" in run("validate", "--dir", str(folder))
    # A day that is given wins.
    assert "overdue" in run("list", "--as-of", "2020-04-01", "--dir", str(plan(tmp_path, A)))


def test_each_of_several_plans_has_its_own_day(tmp_path: Path, clock: Clock, run: Run) -> None:
    plan(tmp_path / "one", A, B, zone="Pacific/Auckland", id_="one")
    plan(tmp_path / "two", A, B, zone="Pacific/Honolulu", id_="two")
    found = json.loads(run("list", "--json", "--dir", str(tmp_path)))
    assert (found["as_of"], found["as_of_in"]) == ("2020-03-31", {"one": "2020-04-01"})
    states = {(one["plan"], one["id"]): one["state"] for one in found["milestones"]}
    assert (states["one", "a"], states["two", "a"]) == ("overdue", "due soon")
    assert "as of 2020-03-31 (2020-04-01 in one)" in run("list", "--dir", str(tmp_path))
    assert "as of 2020-04-01 ·" in run("list", "--plan", "one", "--dir", str(tmp_path))
    for name, day in (("one", "2020-04-01"), ("two", "2020-03-31")):
        run("done", f"{name}/b", "--dir", str(tmp_path))
        assert f"done: {day}" in (tmp_path / name / "s.yaml").read_text("utf-8")
    assert "future" not in run("validate", "--dir", str(tmp_path))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Chicago", "Did you mean `America/Chicago`?"),
        ("america/chicago", "Did you mean `America/Chicago`?"),
        ("America/Chigaco", "Did you mean `America/Chicago`?"),
        ("new york", "Did you mean `America/New_York`?"),
        ("UTC+2", "Write the place"),
        ("America", "Write the place"),
        ("localtime", "Write the place"),
        ("right/Europe/Paris", "Did you mean"),
        ("../../../etc/passwd", "Write the place"),
        ("/etc/localtime", "Write the place"),
        (f"{'A' * 300}", "Write the place"),
    ],
)
def test_an_unknown_zone_is_a_fault_of_the_calendar_at_its_place(
    name: str, meant: str, tmp_path: Path, run: Run, clock: Clock
) -> None:
    folder = plan(tmp_path, A, zone=json.dumps(name))
    found = json.loads(run("validate", "--json", "--dir", str(folder)))["diagnostics"]
    (fault,) = found
    assert fault["rule"] == "unreadable-calendar"
    assert (fault["line"], fault["column"]) == (6, 22)
    assert f"`{name}` is not the name of a time zone" in fault["message"]
    assert meant in fault["remedy"]
    assert "missing from what follows" in run("list", "--dir", str(folder))


def test_a_machine_without_zones_says_so(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from welcomeplan.workspace import zones  # noqa: PLC0415 - what is patched

    def none(name: str) -> tzinfo:
        raise LookupError(name)

    monkeypatch.setattr(zones, "ZoneInfo", none)
    monkeypatch.setattr(zones, "available_timezones", set)
    found = run("validate", "--dir", str(plan(tmp_path, A, zone="Europe/Paris")))
    assert "this machine has no database of time zones" in found
    assert "pip install tzdata" in found


def test_the_clock_is_asked_in_the_zone() -> None:
    east, west = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
    assert looking.today(east) > looking.today(west)
