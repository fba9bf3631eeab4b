"""Of one time, every command says the same: how it stands, and how much of its target there is."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from welcomeplan import cli

from .test_terminal import Shown

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
YEARS = (2026, 2027, 2028)
HEAD = """\
id: test
title: A plan
adopted: 2026-01-01
period: 2026 to 2028
organizations: {town: Town}
"""


class Told(NamedTuple):
    """What is said of a time."""

    state: str
    due_by: str
    target: str
    """How much of it there is, in words."""


def day(chance: random.Random) -> date:
    return date(2026, 1, 1) + timedelta(days=chance.randrange(3 * 365))


def indicator(chance: random.Random, name: str) -> str:
    """An indicator with a target for each year, some of them."""
    up = chance.random() < 0.7
    aims = sorted(chance.sample(range(10, 90), 3), reverse=not up)
    years = sorted(chance.sample(YEARS, chance.randint(1, 3)))
    targets = ", ".join(f"{year}: {aims[YEARS.index(year)]}" for year in years)
    made = []
    for _ in range(chance.randint(0, 5)):
        on = day(chance)
        known = chance.choice([f"{on}", f"{on}", f"{on:%Y-%m}", f"{on:%Y}"])
        made.append(f"{{on: {known}, value: {chance.randint(5, 95)}}}")
    promised = f"targets: {{{targets}}}"
    if chance.random() < 0.2:
        promised = f"target: {aims[0]}, due: by {years[-1]}"
    base = f"baseline: {5 if up else 95}, " if chance.random() < 0.7 else ""
    return f"{{id: {name}, title: T, unit: '%', {base}{promised}, readings: [{', '.join(made)}]}}"


def milestone(chance: random.Random, name: str) -> str:
    """A milestone that repeats, with a target for each year, or of some."""
    share = chance.random() < 0.4
    unit = "%" if share else " talks"
    years = sorted(chance.sample(YEARS, chance.randint(1, 3)))
    targets = ", ".join(f"{year}: {chance.randint(2, 9) * 10}{unit}" for year in years)
    promised = f"targets: {{{targets}}}" if chance.random() < 0.8 else f"target: 40{unit}"
    log = [
        f"{{on: {day(chance)}, amount: {chance.randint(1, 90)}}}"
        for _ in range(chance.randint(0, 5))
    ]
    done = [
        f"{{period: {year}, done: {day(chance).replace(year=chance.choice([year, year + 1]))}}}"
        for year in YEARS
        if chance.random() < 0.4
    ]
    return (
        f"{{id: {name}, title: T, repeats: annually, {promised}, log: [{', '.join(log)}],"
        f" occurrences: [{', '.join(done)}]}}"
    )


def a_plan(seed: int, folder: Path) -> str:
    """A plan of promises by time; and a day on which to look at it."""
    chance = random.Random(seed)  # noqa: S311 - each run has the same plans
    lines = ["title: One", "objectives:", "- id: a", "  title: A", "  indicators:"]
    lines += [f"  - {indicator(chance, f'i{n}')}" for n in range(4)]
    lines += ["  milestones:"]
    lines += [f"  - {milestone(chance, f'm{n}')}" for n in range(4)]
    (folder / "plan.yaml").write_text(HEAD, "utf-8")
    (folder / "one.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return f"{day(chance)}"


class Asked:
    """What commands say of a plan on a day."""

    def __init__(self, folder: Path, on: str, capsys: Capture) -> None:
        self.more = ["--as-of", on, "--dir", str(folder)]
        self.capsys = capsys

    def text(self, *line: str) -> str:
        assert cli.run([*line, *self.more]) in (0, 1)
        return self.capsys.readouterr().out

    def json(self, *line: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text(*line, "--json"))
        return found

    def csv(self, *line: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.text(*line, "--format", "csv"))))


def row_of(one: dict[str, Any]) -> Told:
    """A time as a list in CSV has it: the first answer, to which all others are held."""
    return Told(one["State"], one["Due"], one["Target"])


def in_words(one: dict[str, Any], time: dict[str, Any]) -> str:
    """A target as JSON has it, in words."""
    if time["target"] is None:
        return ""
    if one["kind"] == "milestone":
        return f"{time['logged']} of {time['target']}"
    now = "no reading" if time["logged"] is None else time["logged"]
    return f"{now}, target {time['target']}%"


def counted(one: dict[str, Any], every: dict[str, Told]) -> str:
    """What a list says of the whole: of the first time that is overdue, or else open, or the last
    that has a target."""
    its = [(name, told) for name, told in every.items() if name.split(" ")[0] == one["id"]]
    if [name for name, _ in its] == [one["id"]]:
        return its[0][1].target
    its = [(name, told) for name, told in its if told.target]
    late = [pair for pair in its if pair[1].state == "overdue"]
    still = [pair for pair in its if pair[1].state not in ("done", "done late")]
    name, told = (late or still or its[-1:])[0]
    return f"{told.target} ({name.split(' ')[1]})"


@pytest.mark.parametrize("seed", range(12))
def test_of_one_time_every_command_says_the_same(
    seed: int, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(tmp_path, a_plan(seed, tmp_path), capsys)
    span = ["due", "--all", "--from", "2026-01-01", "--to", "2028-12-31"]
    rows = asked.csv(*span)
    every = {row["Id"]: row_of(row) for row in sorted(rows, key=lambda row: row["Due"])}
    last = {row["Id"]: row["Last reading"] for row in rows}
    assert len(every) == len(rows) > 12

    listed = [*asked.csv("list"), *asked.csv("list", "--kind", "indicator")]
    whole = {row["Id"]: row for row in listed}
    status, listing = asked.json("status"), asked.json("list")
    for kind in ("milestones", "indicators"):
        assert status[kind] == listing[kind]
        for one in listing[kind]:
            said = counted(one, every)
            assert whole[one["id"]]["Target"] == said
            (shown,) = asked.json("show", one["id"])[kind]
            assert {key: shown[key] for key in one} == one
            target = one["target"]
            if target:
                part = {"target": target["words"], "logged": target["logged"]}
                period = f" ({one['target_period']})" if one["target_period"] else ""
                assert in_words(one, part) + period == said
            for time in one["times"]:
                told = every[f"{one['id']} {time['period']}"]
                assert (time["state"], time["due_by"]) == told[:2]
                assert in_words(one, time) == told.target
                if kind == "indicators":
                    by_time = one["targets"][time["period"]]
                    assert (by_time["words"], by_time["logged"]) == (time["target"], time["logged"])
                    reading = last[f"{one['id']} {time['period']}"]
                    assert reading.partition(" ")[0] == str(
                        time["logged"] if time["logged"] is not None else ""
                    )
                # one time alone
                alone = asked.text("show", f"{one['id']} {time['period']}")
                assert re.search(rf"^State +{time['state']}$", alone, re.MULTILINE)
                own = time["target"] + "%" if kind == "indicators" else told.target
                assert not told.target or re.search(
                    rf"^Target.* {re.escape(own)}$", alone, re.MULTILINE
                )
                if kind == "indicators":
                    (read,) = re.findall(r"^Reading \S+ +(.*)%$", alone, re.MULTILINE) or [None]
                    assert read == (None if time["logged"] is None else f"{time['logged']}")
            # in words, and on a terminal
            text = asked.text("show", one["id"])
            for time in one["times"]:
                told = every[f"{one['id']} {time['period']}"]
                (line,) = re.findall(rf"^Time {time['period']} +(.*)$", text, re.MULTILINE)
                assert line.startswith(told.state)
                assert line.endswith(told.target)

    plain = asked.text("status")
    screen = Shown(monkeypatch, capsys)(200, "status", *asked.more)
    for name, told in every.items():
        if name.startswith("i"):
            for said in (screen, plain):
                (line,) = re.findall(rf"^.*\b{name} .*$", section(said, "Indicators"), re.M)
                assert told.target in line
                assert told.state in line
    for one in listing["milestones"]:
        for said in (screen, plain):
            (line,) = re.findall(rf"^.*\b{one['id']} .*$", section(said, "Targets"), re.M)
            assert counted(one, every) in line


def section(text: str, title: str) -> str:
    """What stands under a title, up to the next but one blank line."""
    _, _, rest = re.split(rf"^({title}\b.*)$", text, maxsplit=1, flags=re.MULTILINE)
    return rest.split("\n\n")[1] if rest.startswith("\n\n") else rest.split("\n\n")[0]


def test_a_terminal_shows_indicators_of_a_plan_without_milestones(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_plan(1, tmp_path)
    text = (tmp_path / "one.yaml").read_text("utf-8")
    (tmp_path / "one.yaml").write_text(text.partition("  milestones:")[0], "utf-8")
    asked = Asked(tmp_path, "2027-02-01", capsys)
    assert " i3" in section(asked.text("status"), "Indicators").replace("\n", "\n ")
    screen = Shown(monkeypatch, capsys)(120, "status", *asked.more)
    assert " i3" in section(screen, "Indicators")
    assert "The plan has no milestones." in screen
