"""The public plans under `examples/` are their documents: as many promises, in their own words.

What to expect is what the documents say of themselves, read there once: how many milestones each
action has, on which days they fall, and which deadlines had to be bent. Each of those is named.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import Deadline, Question, cli, read_deadline
from welcomeplan import load as load_plans

from .conftest import ROOT
from .test_kansas_city import load

EXAMPLES = ROOT / "examples"
DATA = EXAMPLES / "federal-data-strategy-2020"
EQUITY = EXAMPLES / "access-board-equity-2022"
PLANS = (DATA, EQUITY)

# The rows of each action's table, Action 1 first.
MILESTONES = (3, 6, 3, 3, 2, 2, 3, 3, 4, 5, 3, 3, 4, 3, 2, 3, 4, 6, 3, 1)
# What an asterisk in the tables marks: extended on 14 May 2020.
MOVED = {
    "governance-staff": ("2020-09-30", "2020-10-31"),
    "maturity-model": ("2020-06-30", "2020-07-31"),
    "skills-assessment": ("2020-06-30", "2020-07-31"),
    "inventory-metadata": ("2020-07-31", None),  # waits for guidance since
    "quality-report": ("2020-06-30", "2020-09-30"),
}
# The cells that name no day: the words, and what the plan had to give beside them.
PER_QUARTER = "1 activity per quarter, any order encouraged of all agencies"
BENT = {
    "road-map": (PER_QUARTER, "2020-12-31"),
    "capital-planning": (PER_QUARTER, "2020-12-31"),
    "master-data": (PER_QUARTER, "2020-12-31"),
    "ngda-standards": ("12 months", "2020-12-31"),
    "payments": ("See timeline on performance.gov", None),
    "grants": ("See timeline on performance.gov", None),
    "open-data-plan": (
        "After OMB Open Data Plan Guidance is issued;"
        " Annually on Agency IRM Strategic Plan schedule",
        None,
    ),
}


def objectives(folder: Path) -> Iterator[dict[str, Any]]:
    for name in load(folder / "plan.yaml")["strategies"]:
        yield from load(folder / f"{name}.yaml")["objectives"]


def milestones(folder: Path) -> list[dict[str, Any]]:
    return [item for objective in objectives(folder) for item in objective["milestones"]]


def listed(capsys: pytest.CaptureFixture[str], folder: Path, day: str) -> dict[str, dict[str, Any]]:
    assert cli.run(["list", "--dir", str(folder), "--as-of", day, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)["milestones"]
    return {milestone["id"]: milestone for milestone in shown}


@pytest.mark.parametrize("folder", PLANS, ids=lambda path: path.name)
def test_it_has_no_problems(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["validate", "--dir", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert {one["severity"] for one in found} == {"note"}


@pytest.mark.parametrize("folder", PLANS, ids=lambda path: path.name)
def test_it_says_whose_words_these_are(folder: Path) -> None:
    head = (folder / "plan.yaml").read_text("utf-8")
    assert "in the public domain" in " ".join(head.replace("#", "").split())
    assert load(folder / "plan.yaml")["sources"][0]["url"].startswith("https://")
    assert all(item["source"] for item in milestones(folder))


def test_each_action_of_the_data_strategy_has_the_milestones_of_its_table() -> None:
    counts = [len(objective["milestones"]) for objective in objectives(DATA)]
    assert counts == list(MILESTONES)
    places = [
        f"Action {action}, milestone {row}"
        for action, rows in enumerate(MILESTONES, 1)
        for row in range(1, rows + 1)
    ]
    assert [item["source"] for item in milestones(DATA)] == places


def test_the_data_strategy_falls_due_on_the_days_of_its_tables(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = listed(capsys, DATA, "2020-05-14")
    days = Counter(
        one["due_by"] for name, one in found.items() if name not in BENT and not one["times"]
    )
    assert days == {
        "2020-01-31": 3,
        "2020-02-29": 2,
        "2020-03-31": 4,
        "2020-04-30": 1,
        "2020-06-30": 4,
        "2020-07-31": 3,
        "2020-09-30": 11,
        "2020-10-31": 1,
        "2020-11-30": 1,
        "2020-12-31": 26,
        None: 2,  # waits for guidance; and every 24 months, in a plan of twelve
    }


def test_what_was_extended_stands_as_before_until_that_day(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = listed(capsys, DATA, "2020-05-13")
    since = listed(capsys, DATA, "2020-05-14")
    changed = {
        name: (before[name]["due_by"], since[name]["due_by"])
        for name in before
        if before[name]["due"] != since[name]["due"]
    }
    assert changed == MOVED


def test_every_bent_deadline_is_named() -> None:
    bent = {}
    for item in milestones(DATA):
        due = item["due"]
        if isinstance(due, dict):
            bent[item["id"]] = (due["words"], due.get("by"))
    assert bent == BENT
    head = (DATA / "plan.yaml").read_text("utf-8")
    assert "# Seven deadlines had to be bent" in head
    assert len(bent) == 7
    assert all(name in head for name in bent)
    due = [item["due"] for item in milestones(EQUITY) if "due" in item]
    assert all(isinstance(words, str) for words in due)
    assert (len(milestones(EQUITY)), len(milestones(EQUITY)) - len(due)) == (36, 17)
    assert "Of the 36 promises 17 have no deadline" in (EQUITY / "plan.yaml").read_text("utf-8")


def test_parts_bear_the_numbers_of_their_documents(capsys: pytest.CaptureFixture[str]) -> None:
    """Those of milestones are the progress page's: that of a row of an action's table."""
    for folder in PLANS:
        numbers = {item.get("number") for item in objectives(folder)}
        assert numbers == {f"Action {at}" for at in range(1, len(numbers) + 1)}
    rows = [
        f"{action}.{row}" for action, rows in enumerate(MILESTONES, 1) for row in range(1, rows + 1)
    ]
    assert [item["number"] for item in milestones(DATA)] == rows
    assert cli.run(["show", "6.2", "--dir", str(DATA)]) == 0
    assert "inventory-metadata" in capsys.readouterr().out


def test_several_responsible_parties_stand_in_one_list() -> None:
    """`GSA and OMB` is a list; `GSA with CDO Council and ICSP` says who helps."""
    joint = {i["number"]: i["owner"] for i in milestones(DATA) if isinstance(i["owner"], list)}
    geospatial = ["saogi", "fgdc", "ngda-lead-agencies", "gsa"]
    assert joint == {
        **{f"10.{row}": geospatial for row in range(1, 6)},
        "11.3": ["gsa", "ogis", "omb"],
        "14.3": ["cdo-council", "icsp"],
        "20.1": ["gsa", "omb"],
    }


def test_what_waits_for_guidance_is_excused_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    excused = {i["id"]: i["allow"] for i in milestones(DATA) if "allow" in i}
    assert excused == {"inventory-metadata": ["untracked-event"]}
    for file in DATA.glob("*.yaml"):
        text = "".join(
            line
            for line in file.read_text("utf-8").splitlines(keepends=True)
            if "allow:" not in line
        )
        (tmp_path / file.name).write_text(text, "utf-8")
    cli.run(["validate", "--dir", str(tmp_path), "--json"])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    warned = [one["rule"] for one in found if one["severity"] == "warning"]
    assert warned == ["untracked-event"]


@pytest.mark.parametrize("words", sorted({words for words, by in BENT.values()}))
def test_what_is_bent_could_not_be_read_otherwise(words: str) -> None:
    with pytest.raises(Question):
        read_deadline(words, load_plans(DATA).plans[0].calendar)


def test_the_actions_of_the_equity_plan_have_what_each_heading_promises() -> None:
    counts = Counter(item["source"] for item in milestones(EQUITY))
    assert counts == {
        "Action 1, Action": 5,
        "Action 1, Tracking Progress": 5,
        "Action 1, Accountability": 6,
        "Action 2, Action": 3,
        "Action 2, Tracking Progress": 3,
        "Action 2, Accountability": 3,
        "Action 3, Action": 6,
        "Action 3, Tracking Progress": 1,
        "Action 3, Accountability": 4,
    }


def test_the_equity_plans_words_have_the_days_of_the_federal_fiscal_year() -> None:
    promises = load_plans(EQUITY).register.promises
    ends = {(p.due.words, p.due.due_by) for p in promises if isinstance(p.due, Deadline)}
    assert ends == {
        ("from 2022-2024", date(2024, 12, 31)),
        ("By FY 2028", date(2028, 9, 30)),
        ("through FY 2022-2026", date(2026, 9, 30)),
        ("for FY 2022-2026", date(2026, 9, 30)),
        ("annual", None),
        ("annually", None),
        ("at least annually", None),
    }
