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
    "ethics-review": ("ongoing", None),  # "Ongoing every 24 months", in a plan of twelve
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
        None: 1,
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
        elif due == "ongoing":
            bent[item["id"]] = (due, None)
    assert bent == BENT
    assert all(isinstance(item.get("due", ""), str) for item in milestones(EQUITY))


@pytest.mark.parametrize(
    "words", sorted({words for words, by in BENT.values() if words != "ongoing"})
)
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
