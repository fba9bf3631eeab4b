"""`init`: a plan that is valid at once, what stands beside it, and nothing written over."""

from __future__ import annotations

import io
import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import welcomeplan
from welcomeplan import cli
from welcomeplan.formats import scaffold

from .conftest import ROOT

TITLE = ("--title", "Welcoming Riverside")
EVERY = {
    ".editorconfig",
    ".github/workflows/plan.yml",
    ".pre-commit-config.yaml",
    ".vscode/settings.json",
    "plan/first-strategy.yaml",
    "plan/plan.yaml",
    "plan/schema/plan.schema.json",
    "plan/schema/strategy.schema.json",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str, int]:
    code = cli.run(words)
    out, err = capsys.readouterr()
    return out, err, code


def files(folder: Path) -> set[str]:
    every = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix() for one in every if ".git" not in one.parts}


def repository(folder: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)


def test_a_plan_is_valid_at_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more: tuple[str, ...] = (
        "--community",
        "Riverside",
        "--period",
        "FY2027 to FY2030",
        "--fiscal-year",
        "July",
    )
    more += ("--seasons", "southern", "--org", "Library", "--org", "schools=Public Schools")
    out, err, code = run(capsys, "init", *TITLE, *more)
    assert (err, code) == ("", 0)
    assert files(here) == EVERY
    assert "plan: 2 files, 0 milestones: no problems" in out
    text = Path("plan/plan.yaml").read_text("utf-8")
    assert text == (
        "# yaml-language-server: $schema=schema/plan.schema.json\n"
        "id: riverside\n"
        "title: Welcoming Riverside\n"
        "community: Riverside\n"
        "period: FY2027 to FY2030\n"
        "calendar:\n"
        "  fiscal_year_starts: July\n"
        "  seasons: southern\n"
        "organizations:\n"
        "  library: Library\n"
        "  schools: Public Schools\n"
    )
    assert run(capsys, "validate", "--strict")[2] == 0
    assert run(capsys, "due")[2] == 0


def test_only_a_title_is_needed_and_nothing_is_invented(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "init", *TITLE)[2] == 0
    _, *others = Path("plan/plan.yaml").read_text("utf-8").splitlines()
    assert others == ["id: welcoming-riverside", "title: Welcoming Riverside"]
    found = welcomeplan.load("plan")
    assert not found.plans[0].milestones


def test_what_is_printed_as_next_works_and_its_example_promises_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _, _ = run(capsys, "init", "riverside", *TITLE)
    assert (
        'welcomeplan add --to first-objective --title "..." --due "by ..." --dir riverside/plan'
        in out
    )
    words = ("add", "--to", "first-objective", "--title", "Print it", "--due", "by 2030")
    assert run(capsys, *words, "--dir", "riverside/plan")[2] == 0
    text = Path("riverside/plan/first-strategy.yaml").read_text("utf-8")
    assert text.endswith(
        "    milestones:\n      - id: print\n        title: Print it\n        due: by 2030\n"
    )


def test_the_commented_example_is_a_milestone(here: Path) -> None:
    cli.run(["init", *TITLE, "--org", "Library"])
    path = Path("plan/first-strategy.yaml")
    text = path.read_text("utf-8")
    example = "".join(f"{line}\n" for line in re.findall(r"^#( {4} .*)$", text, re.MULTILINE))
    path.write_text(text + example.replace("\n ", "\n").removeprefix(" "), "utf-8")
    found = welcomeplan.load("plan")
    assert not found.report.diagnostics
    assert [one.id for one in found.plans[0].milestones] == ["leaflet"]
    assert not welcomeplan.check(found.plans, date(2027, 1, 1))


def test_what_stands_beside_it_is_what_the_documents_say() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    made = scaffold.scaffold("plan")
    assert f"```yaml\n{made['.github/workflows/plan.yml'].decode()}```" in readme
    assert f"```yaml\n{made['.pre-commit-config.yaml'].decode()}```" in readme
    for kind in ("plan", "strategy"):
        known = ROOT / f"docs/schema/{kind}.schema.json"
        assert made[f"plan/schema/{kind}.schema.json"] == known.read_bytes()


@pytest.mark.parametrize("folder", ["plan", "towns/hill top/plan"])
def test_what_stands_beside_it_names_the_folder(folder: str) -> None:
    made = scaffold.scaffold(folder)
    workflow: Any = yaml.safe_load(made[".github/workflows/plan.yml"])
    assert workflow["jobs"]["validate"]["steps"][-1]["with"] == {"folder": folder}
    # Of each pull request: where a check is required, one that does not run lets nothing be merged.
    assert workflow[True] == {"pull_request": None}
    hooks: Any = yaml.safe_load(made[".pre-commit-config.yaml"])
    args = hooks["repos"][0]["hooks"][0].get("args", ["--dir", "plan"])
    assert args == ["--dir", folder]
    schemas = json.loads(made[".vscode/settings.json"])["yaml.schemas"]
    assert schemas == {f"./{folder}/schema/strategy.schema.json": f"{folder}/*.yaml"}


def test_nothing_is_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".editorconfig").write_text("mine")
    Path(".github").mkdir()
    Path(".github/workflows").mkdir()
    Path(".github/workflows/plan.yml").write_text("mine")
    out, _, code = run(capsys, "init", *TITLE)
    assert code == 0
    assert Path(".editorconfig").read_text() == "mine"
    assert ".editorconfig: there already, and left as it is\n" in out
    assert ".github/workflows/plan.yml: there already, and left as it is\n" in out
    assert "See that .github/workflows/plan.yml checks plan, too.\n" in out
    assert files(here) == EVERY


@pytest.mark.parametrize("there", ["plan.yaml", "plan/plan.yaml"])
def test_a_plan_that_is_there_is_left_alone(
    there: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(there).parent.mkdir(exist_ok=True)
    Path(there).write_text("title: Mine\n")
    out, err, code = run(capsys, "init", *TITLE)
    assert (out, code) == ("", 3)
    assert f"there is a plan already, `{there}`. Nothing was written" in err
    assert files(here) == {there}


def test_files_that_would_be_taken_for_strategies_are_no_plan(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan").mkdir()
    Path("plan/docker-compose.yml").write_text("services: {}\n")
    _, err, code = run(capsys, "init", *TITLE)
    assert code == 3
    assert "`plan/docker-compose.yml` would be taken for a part of the plan" in err
    assert files(here) == {"plan/docker-compose.yml"}


def test_a_dry_run_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _, code = run(capsys, "init", *TITLE, "--dry-run")
    assert code == 0
    assert {line.removesuffix(": would be written") for line in out.splitlines()[:-1]} == EVERY
    assert files(here) == set()


def test_no_title_and_nobody_to_ask(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, err, code = run(capsys, "init")
    assert code == 2
    assert "a plan needs a title" in err
    assert "--title" in err
    assert "--community" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--title", " "), "`--title` is empty"),
        ((*TITLE, "--period", "soon"), "--period: "),
        ((*TITLE, "--fiscal-year", "Monday"), "--fiscal-year: "),
        ((*TITLE, "--seasons", "western"), "--seasons: 'western' is not a choice."),
        ((*TITLE, "--org", "a=Library", "--org", "a=School"), "--org: `a` is Library already"),
        ((*TITLE, "--map", "x=due"), "`--map` and `--sheet` are for a sheet"),
        (("--title", "a\udc80b"), "“a<U+DC80>b” can't be written"),
    ],
)
def test_what_is_said_wrongly_is_refused(
    words: tuple[str, ...], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err, code = run(capsys, "init", *words)
    assert (out, code in (2, 3)) == ("", True)
    assert said in err
    assert "\x1b" not in err
    assert files(here) == set()


def test_a_person_is_asked(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [
        "",
        "Welcoming Riverside",
        "Riverside",
        "",
        "west",
        "southern",
        "then",
        "2027",
        "Library",
        "",
    ]
    terminal(monkeypatch, answers)
    _, err, code = run(capsys, "init")
    assert code == 0
    assert err.count("What is the plan called?") == 2
    assert "'west' is not a choice." in err
    text = Path("plan/plan.yaml").read_text("utf-8")
    assert text.endswith(
        "title: Welcoming Riverside\ncommunity: Riverside\nperiod: 2027\n"
        "calendar:\n  seasons: southern\norganizations:\n  library: Library\n"
    )


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        (["City Hall, Library"], "  city-hall: City Hall\n  library: Library\n"),
        (["City Hall; Library,"], "  city-hall: City Hall\n  library: Library\n"),
        (["City Hall", "Library, City Hall"], "  city-hall: City Hall\n  library: Library\n"),
        (
            ["hall=City Hall, schools=Public Schools"],
            "  hall: City Hall\n  schools: Public Schools\n",
        ),
        ([", ;"], ""),
    ],
)
def test_organizations_are_answered_one_by_one_or_with_commas(
    answers: list[str],
    known: str,
    here: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal(monkeypatch, ["Welcoming Riverside", "Riverside", "", "", "", *answers, ""])
    assert run(capsys, "init")[2] == 0
    _, _, found = Path("plan/plan.yaml").read_text("utf-8").partition("organizations:\n")
    assert found == known


def test_two_answers_are_enough(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(monkeypatch, ["Welcoming Riverside", "Riverside", "", "", "", ""])
    assert run(capsys, "init")[2] == 0
    assert run(capsys, "validate", "--strict")[2] == 0


def test_an_end_of_input_writes_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(monkeypatch, ["Welcoming Riverside"])
    assert run(capsys, "init")[2] == 2
    assert files(here) == set()


def terminal(monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> None:
    """Somebody at a terminal who gives these answers, and then none."""
    typed = io.StringIO("".join(f"{one}\n" for one in answers))
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")


def test_what_is_next_names_the_folder_where_the_environment_names_another(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELCOMEPLAN_DIR", "elsewhere")
    assert run(capsys, "init", *TITLE)[0].endswith(' --due "by ..." --dir plan\n')


def test_a_link_is_not_followed_out_of_the_folder(
    here: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    Path(".github").symlink_to(other)
    _, err, code = run(capsys, "init", *TITLE)
    assert code == 3
    assert "is a link" in err
    assert not list(other.iterdir())
    assert not Path("plan").exists()


def test_a_second_plan_makes_a_workspace(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository(here)
    assert run(capsys, "init", *TITLE)[2] == 0
    out, _, code = run(capsys, "init", "hilltop", "--title", "Welcoming Riverside")
    assert code == 0
    assert "Other plans stand beside it: plan." in out
    assert "--dir hilltop/plan" in out
    assert "See that .github/workflows/plan.yml checks hilltop/plan, too." in out
    assert files(here) == EVERY | {f"hilltop/{one}" for one in EVERY if one.startswith("plan/")}
    found = welcomeplan.load(".")
    assert {one.id for one in found.plans} == {"welcoming-riverside", "welcoming-riverside-2"}
    assert run(capsys, "validate", "--strict", "--dir", ".")[2] == 0


def test_below_the_top_of_a_repository(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(here)
    Path("town").mkdir()
    monkeypatch.chdir("town")
    out, _, code = run(capsys, "init", *TITLE)
    assert code == 0
    assert "git init" not in out
    assert files(here) == {f"town/{one}" if one.startswith("plan") else one for one in EVERY}
    assert "folder: town/plan" in (here / ".github/workflows/plan.yml").read_text()


def test_a_folder_called_plan_is_the_plans_own(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "init", "plan", *TITLE)[2] == 0
    assert files(here) == EVERY


@pytest.mark.parametrize("name", ["${{ x }}", "a\nb", "it's", "-x", "*"])
def test_a_folder_that_other_programs_would_misread_is_refused(
    name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository(here)
    _, err, code = run(capsys, "init", *TITLE, "--", name)
    assert code == 3
    assert "can't be told to other programs" in err
    assert files(here) == set()
