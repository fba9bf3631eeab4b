"""Reading folders: what is a plan file, what is refused by name, and many plans at once."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

import welcomeplan
from welcomeplan import UserError, cli
from welcomeplan.yamltext.nodes import Layout

from .conftest import ROOT

HEAD = "title: A plan\norganizations: {marc: Mid-America Regional Council}\n"
STRATEGY = """\
title: One
objectives:
  - id: trust
    title: Build trust
    milestones:
      - {id: toolkit, title: Toolkit, due: in 2018, owner: marc}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(HEAD)
    (folder / "one.yaml").write_text(STRATEGY)
    return folder


def faults(folder: Path) -> list[str]:
    report = welcomeplan.load(folder).report
    assert len(report.unread) == len(set(report.unread))
    return [f"{Path(d.file).name}: {d.message}" for d in report.diagnostics]


def test_a_plan_is_read(plan: Path) -> None:
    workspace = welcomeplan.load(plan)
    assert not workspace.report.diagnostics
    assert [place.id for place in workspace.plans[0].milestones] == ["toolkit"]


@pytest.mark.parametrize("command", ["validate --notes", "list --json", "due", "status"])
def test_looking_at_a_plan_makes_no_nodes_of_it(
    plan: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where something stands is found without them: a large plan has a million values."""
    faulty = STRATEGY.replace("owner: marc", "owner: nix, x-own: {a: [1, 2]}, starts: in 2020")
    (plan / "one.yaml").write_text(faulty)
    arguments = [*command.split(), "--dir", str(plan), "--as-of", "2018-03-01"]
    monkeypatch.setenv("WELCOMEPLAN_NO_INDEX", "1")
    code, told = cli.run(arguments), capsys.readouterr()

    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Layout, "node", refused)
    assert (cli.run(arguments), capsys.readouterr()) == (code, told)
    assert told.out


def test_only_plain_files_are_plan_files(plan: Path) -> None:
    (plan / "link.yaml").symlink_to(plan / "one.yaml")
    (plan / "dangling.yaml").symlink_to(plan / "nowhere")
    (plan / "folder.yaml").mkdir()
    os.mkfifo(plan / "pipe.yaml")
    assert sorted(faults(plan)) == [
        "dangling.yaml: `dangling.yaml` is a link; a plan file is a plain file",
        "folder.yaml: `folder.yaml` is a folder; a plan file is a plain file",
        "link.yaml: `link.yaml` is a link; a plan file is a plain file",
        "pipe.yaml: `pipe.yaml` is a pipe; a plan file is a plain file",
    ]


def test_hidden_and_other_files_are_not_read(plan: Path) -> None:
    (plan / ".hidden.yaml").write_text("[")
    (plan / "notes.txt").write_text("[")
    (plan / "sub").mkdir()
    (plan / "sub" / "other.yaml").write_text("[")
    assert not faults(plan)


def test_names_that_can_be_no_id(plan: Path) -> None:
    (plan / "My Strategy.yaml").write_text("title: Two\n")
    assert faults(plan) == [
        "My Strategy.yaml: the file's name, `My Strategy.yaml`, can't be the strategy's id"
    ]


def test_a_broken_head_hides_no_fault_of_the_strategies(plan: Path) -> None:
    (plan / "plan.yaml").write_text("titel: x\n")
    (plan / "one.yaml").write_text("title: One\nobjectivs: []\n")
    assert len(faults(plan)) == 3
    workspace = welcomeplan.load(plan)
    assert not workspace.plans
    assert set(workspace.report.unread) == {"plan.yaml", "one.yaml"}


def test_a_file_with_any_fault_is_not_shown_as_plan(plan: Path) -> None:
    (plan / "one.yaml").write_text(STRATEGY + "title: Twice\n")
    workspace = welcomeplan.load(plan)
    assert workspace.report.unread == ("one.yaml",)
    assert not workspace.plans[0].milestones


def test_every_fault_of_yaml_and_schema_in_one_run(plan: Path) -> None:
    (plan / "one.yaml").write_text("title: One\ntitle: Two\nsumary: x\n")
    assert [fault.split(": ", 1)[1] for fault in faults(plan)] == [
        "the key `title` stands twice in this mapping",
        "unknown key `sumary`",
    ]


def test_a_workspace_of_any_depth(tmp_path: Path) -> None:
    for name in ("a", "b/c", "b/d/e", ".hidden"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "plan.yaml").write_text(HEAD)
        (tmp_path / name / "one.yaml").write_text(STRATEGY)
    (tmp_path / "loop").symlink_to(tmp_path)
    workspace = welcomeplan.load(tmp_path)
    assert [plan.id for plan in workspace.plans] == ["a", "c", "e"]
    assert [plan.file for plan in workspace.plans] == [
        "a/plan.yaml",
        "b/c/plan.yaml",
        "b/d/e/plan.yaml",
    ]


def test_a_plan_inside_a_plan_is_a_plan_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("outer", "outer/areas/inner", "outer/areas/inner/deep"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "plan.yaml").write_text(HEAD)
        (tmp_path / name / "one.yaml").write_text(STRATEGY)
    for folder in (tmp_path, tmp_path / "outer"):
        workspace = welcomeplan.load(folder)
        assert [plan.id for plan in workspace.plans] == ["outer", "inner", "deep"]
        assert [len(plan.milestones) for plan in workspace.plans] == [1, 1, 1]
    # Nor is it passed over where it can't be read.
    (tmp_path / "outer" / "areas" / "inner" / "one.yaml").write_text("title: [")
    assert cli.run(["list", "--dir", str(tmp_path)]) == 1
    assert "areas/inner/one.yaml can't be read" in capsys.readouterr().err


def test_two_plans_with_one_id(tmp_path: Path) -> None:
    for name in ("a/x", "b/x"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "plan.yaml").write_text(HEAD)
    (diagnostic,) = welcomeplan.load(tmp_path).report.diagnostics
    assert diagnostic.rule == "duplicate-plan-id"


@pytest.mark.parametrize(
    ("folder", "message"),
    [("nowhere", "there is no folder"), ("", "there is no plan in"), ("file", "is a file")],
)
def test_no_plan(tmp_path: Path, folder: str, message: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match=message) as raised:
        welcomeplan.load(tmp_path / folder)
    assert raised.value.remedy


def test_a_head_named_yml_is_named(tmp_path: Path) -> None:
    (tmp_path / "plan.yml").write_text(HEAD)
    with pytest.raises(UserError, match="must be named"):
        welcomeplan.load(tmp_path)


def test_the_shipped_plans_have_no_fault() -> None:
    for folder in ("plan", "examples"):
        workspace = welcomeplan.load(ROOT / folder)
        found = welcomeplan.check(workspace.plans, date(2026, 1, 1))
        assert not workspace.report.diagnostics
        assert not [d for d in found if d.severity in ("error", "warning")]


def test_dates_are_never_numbers(plan: Path) -> None:
    for value in ("1522454400", "2018-2-11", "20180211", "2018-02-11T00:00:00", "tomorrow"):
        (plan / "plan.yaml").write_text(f"title: A\nadopted: {value}\n")
        assert any("is not a day" in fault for fault in faults(plan)), value
    (plan / "plan.yaml").write_text("title: A\nadopted: 2018-02-29\n")
    assert any("does not exist" in fault for fault in faults(plan))


def test_the_workspace_speaks_to_nobody() -> None:
    for path in (ROOT / "src" / "welcomeplan" / "workspace").glob("*.py"):
        assert "import sys\n" not in path.read_text("utf-8"), path.name


@pytest.mark.parametrize("screen", [False, True])
@pytest.mark.parametrize(
    ("second", "said"),
    [
        ({}, "No promises yet: Housing Riverside"),
        ({"late.yaml": "title: ["}, "No promises that could be read: Housing Riverside"),
        ({"one.yaml": STRATEGY}, ""),
        (
            {
                "two.yaml": "title: Two\nobjectives:\n  - id: rates\n    title: Rates\n"
                "    indicators:\n      - {id: rate, title: Rate, target: 5%, due: in 2018}\n"
            },
            "",
        ),
    ],
)
def test_status_names_each_plan_that_promises_nothing(
    second: dict[str, str],
    said: str,
    screen: bool,
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where it counts two plans and lists one, nobody knows what became of the other."""
    other = plan.parent / "housing"
    other.mkdir()
    files = {"plan.yaml": "title: Housing Riverside\norganizations: {marc: MARC}\n", **second}
    for name, text in files.items():
        (other / name).write_text(text)
    if screen:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "100")
    cli.run(["status", "--dir", str(plan.parent), "--as-of", "2018-03-01"])
    found = [
        one.rstrip(".") for one in capsys.readouterr().out.splitlines() if "No promises" in one
    ]
    assert found == ([said] if said else [])


def test_status_of_one_plan_says_once_that_it_promises_nothing(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (plan / "one.yaml").unlink()
    cli.run(["status", "--dir", str(plan), "--as-of", "2018-03-01"])
    assert "No promises" not in capsys.readouterr().out
