"""Targets as plans write them: what they count, when they are reached, how they are shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from welcomeplan import cli

PLAN = "id: test\ntitle: A plan\nperiod: 2020\norganizations: {town: Town}\n"
STRATEGY = "title: One\nobjectives:\n  - id: a\n    title: A\n    milestones:\n"


def plan(folder: Path, *targets: str, log: str = "", more: str = "") -> Path:
    """A plan with a milestone `t0`, `t1` ... for each target."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    lines = [
        f"      - {{id: t{n}, title: T, due: in 2020, owner: town, target: {json.dumps(target)}"
        f"{more}, log: [{log}]}}\n"
        for n, target in enumerate(targets)
    ]
    (folder / "one.yaml").write_text(STRATEGY + "".join(lines), "utf-8")
    return folder


def listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    cli.run(["list", "--json", "--as-of", "2020-06-01", "--dir", str(folder)])
    return [one["target"] for one in json.loads(capsys.readouterr().out)["milestones"]]


READ = [
    ("2 trainings", 2, "trainings", None),
    ("at least 20 hours", 20, "hours", "at least"),
    ("20+ hours", 20, "hours", "at least"),
    ("more than 20 hours", 20, "hours", "more than"),
    ("over 500 residents", 500, "residents", "more than"),
    ("up to 3 visits", 3, "visits", "up to"),
    ("45%", 45, "%", None),
    ("45 %", 45, "%", None),
    ("45 percent", 45, "%", None),
    ("45% of residents", 45, "% of residents", None),
    ("$25,000", 25_000, "$", None),
    ("at least $25,000 in grants", 25_000, "$ in grants", "at least"),
    ("€1.5 million", 1_500_000, "€", None),
    ("USD 25,000", 25_000, "USD", None),
    ("25,000 USD", 25_000, "USD", None),
    ("25,000 €", 25_000, "€", None),
    ("1.5 million people", 1_500_000, "people", None),
    ("5 percentage points", 5, "percentage points", None),
]


def test_targets_are_read_as_plans_write_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = listed(plan(tmp_path, *(text for text, *_ in READ)), capsys)
    for (text, amount, unit, bound), target in zip(READ, found, strict=True):
        said = {"amount": amount, "unit": unit, "bound": bound, "words": text, "logged": 0}
        assert target == said, text


REFUSED = (
    *("3-5 events", "3 – 5 events", "3 to 5 events", "1/2 FTE", "10k people", "1_000 people"),
    *("2,5 hours", "many", "20+", "2 million", "$5%", "25.000 €", "at least 20+ hours", "1e3"),
)


def test_a_target_is_never_cut_at_its_first_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["validate", "--json", "--dir", str(plan(tmp_path, *REFUSED))]) == 1
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    said = [f"`{text}` is not a number and a unit" for text in REFUSED]
    assert [one["message"].removeprefix("`target`: ") for one in found] == said


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("at least 20 hours", "25 of at least 20 hours"),
        ("20+ hours", "25 of 20+ hours"),
        ("Up to 30 visits", "25 of up to 30 visits"),
        ("45% of residents", "15 of 45% of residents"),
        ("45 percent", "15 of 45 percent"),
        ("$25,000", "$25 of $25,000"),
        ("€1.5 million", "€25 of €1.5 million"),
        ("USD 25,000", "25 of USD 25,000"),
    ],
)
def test_a_target_is_shown_as_the_plan_writes_it_and_a_log_counts(
    target: str, shown: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = "{on: 2020-02-01, amount: 10}"
    folder = plan(tmp_path, target, log=log)
    assert cli.run(["log", "t0", "15", "--note", "More", "--dir", str(folder)]) == 0
    assert f"({shown})" in capsys.readouterr().out
    # A log of today's: it is judged without a day.
    assert cli.run(["show", "t0", "--dir", str(folder)]) == 0
    assert f"  {shown}\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("target", "amount", "short"),
    [
        ("20 hours", 20, False),
        ("at least 20 hours", 19, True),
        ("more than 20 hours", 20, True),
        ("more than 20 hours", 21, False),
        ("up to 20 hours", 5, False),
        ("45% of residents", 44, True),
    ],
)
def test_what_is_done_with_less_than_its_target_is_a_warning(
    target: str, amount: int, short: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan(tmp_path, target, log=f"{{on: 2020-02-01, amount: {amount}}}")
    assert cli.run(["done", "t0", "--on", "2020-03-01", "--dir", str(folder)]) == 0
    assert ("Warning: its log has" in capsys.readouterr().out) is short
    code = cli.run(["validate", "--strict", "--as-of", "2020-06-01", "--dir", str(folder)])
    out = capsys.readouterr().out
    assert code == int(short)
    assert ("unmet-target" in out) is short


def test_plain_words_of_an_amount_do_not_change_what_was_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = listed(plan(tmp_path, "1,200 answers", log="{on: 2020-02-01, amount: 1100}"), capsys)
    assert found[0]["words"] == "1,200 answers"
    cli.run(["show", "t0", "--as-of", "2020-06-01", "--dir", str(tmp_path)])
    assert "1,100 of 1,200 answers" in capsys.readouterr().out


def test_targets_of_one_unit_are_added_up_over_plans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, targets in {
        "one": ("1 hour", "$20,000", "45%", "2 visits"),
        "two": ("more than 20 hours", "at least $5,000.50", "50%"),
        "three": ("1,000 hours", "2 trainings", "3 trainings"),
    }.items():
        folder = plan(tmp_path / name, *targets, log="{on: 2020-02-01, amount: 1.5}")
        (folder / "plan.yaml").write_text(PLAN.replace("id: test", f"id: {name}"), "utf-8")
    status = ["status", "--as-of", "2020-06-01", "--dir", str(tmp_path)]
    assert cli.run(status) == 0
    out = capsys.readouterr().out
    together = out.partition("Targets of all plans\n\n")[2].partition("\n\n")[0].splitlines()
    assert together == [
        "Target              Milestones",
        "4.5 of 1,021 hours           3",
        "$3 of $25,000.5              2",
    ]
    cli.run([*status, "--json"])
    assert json.loads(capsys.readouterr().out)["targets"] == [
        {"unit": "hours", "amount": 1021, "logged": 4.5, "milestones": 3},
        {"unit": "$", "amount": 25000.5, "logged": 3, "milestones": 2},
    ]
    # Of one plan the rows say it all.
    cli.run(["status", "--as-of", "2020-06-01", "--dir", str(tmp_path / "three")])
    assert "Targets of all plans" not in capsys.readouterr().out
