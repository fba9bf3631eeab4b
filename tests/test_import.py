"""`import`: first what would become of each row, then the files; nothing invented, nothing lost."""

from __future__ import annotations

import json
import os
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

import welcomeplan
from welcomeplan import cli
from welcomeplan.commands import beginning
from welcomeplan.plan import parse

from .conftest import ROOT

SHEET = """\
Goal,Action,Lead,Partners,By when,Colour
Welcome,Print the guide,Town Library,City Clerk,by the end of 2030,red
Welcome,Name a contact,City Clerk,,in March 2030,
Work,Hold a job fair,Chamber,"Town Library; City Clerk",fall 2030,
"""
ROWS = (("Welcome", "Print the guide"), ("Welcome", "Name a contact"), ("Work", "Hold a job fair"))
PLAN = """\
# Ours.
title: Riverside  # so called
community: Riverside
calendar:
  fiscal_year_starts: July
organizations:
  library: Town Library  # on Main Street
strategies: [streets]
"""
STREETS = """\
# yaml-language-server: $schema=../strategy.schema.json
title: Streets
objectives:
  - id: lamps
    title: Light
    milestones:
      - id: guide
        title: Mend the lamps
        due: by the end of FY2030 Q2
        owner: library
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("town.csv").write_text(SHEET, "utf-8")
    return tmp_path


@pytest.fixture
def known(here: Path) -> Path:
    Path("plan").mkdir()
    Path("plan/plan.yaml").write_text(PLAN, "utf-8")
    Path("plan/streets.yaml").write_text(STREETS, "utf-8")
    return here


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str, int]:
    code = cli.run(["import", *words])
    out, err = capsys.readouterr()
    return out, err, code


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(run(capsys, *words, "--json")[0])


def kept(folder: Path) -> dict[str, bytes]:
    every = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in every}


def titles(folder: str) -> list[tuple[str, str]]:
    (plan,) = welcomeplan.load(folder).plans
    return [(one.file.strategy.title, one.title) for one in plan.milestones]


# -- without a plan


def test_a_dry_run_writes_nothing_and_says_how(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = kept(here)
    out, err, code = run(capsys, "town.csv")
    assert (err, code) == ("", 0)
    assert kept(here) == before
    assert out.startswith("3 of 3 rows become 2 strategies, ")
    assert "Colour" in out
    assert (
        "Nothing was written. It would be: plan/plan.yaml, plan/welcome.yaml, plan/work.yaml" in out
    )
    command = out.splitlines()[-1].removeprefix("To write it: welcomeplan ")
    assert cli.run(shlex.split(command)) == 0
    assert titles("plan") == list(ROWS)


def test_what_is_written_is_a_plan_without_faults(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _, code = run(capsys, "town.csv", "--write")
    assert code == 0
    assert out.splitlines()[-2:] == [
        "Written: plan/plan.yaml, plan/welcome.yaml, plan/work.yaml",
        "plan: 3 files, 3 milestones: no problems",
    ]
    (plan,) = welcomeplan.load("plan").plans
    assert titles("plan") == list(ROWS)
    assert [one.owner for one in plan.milestones] == ["town-library", "city-clerk", "chamber"]
    sources = [one.milestone.source for one in plan.milestones]
    assert all(source and str(at) in source for at, source in enumerate(sources, 2))
    assert (plan.id, plan.head.title) == ("town", "town")


def test_the_same_sheet_gives_the_same_bytes(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("one/plan", "two/plan"):
        assert run(capsys, "town.csv", "--write", "--dir", folder)[2] == 0
    assert kept(here / "one") == kept(here / "two")


def test_a_folder_that_is_named_is_made(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "town.csv", "--write", "--dir", "towns/riverside")[2] == 0
    text = Path("towns/riverside/plan.yaml").read_text("utf-8")
    assert text.startswith("title: town\n")  # the folder's name is its id
    assert titles("towns/riverside") == list(ROWS)


def test_another_sheet_of_the_same_plan_is_joined(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("more.csv").write_text(SHEET.replace("Welcome", "Health").replace("Work", "Safety"))
    found = asked(capsys, "town.csv", "more.csv")
    assert len([one for one in found["landings"] if one["id"]]) == 6


def test_organizations_that_are_named_keep_their_ids(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--org", "tl=Town Library", "--org", "Fire Department")
    assert run(capsys, "town.csv", "--write", *words)[2] == 0
    (plan,) = welcomeplan.load("plan").plans
    assert plan.milestones[0].owner == "tl"
    assert plan.head.organizations["fire-department"].name == "Fire Department"


def test_every_row_is_in_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "town.csv")
    assert list(found) == [
        *("schema", "command", "plan", "written", "files", "taken", "landings"),
        *("questions", "faults", "notes", "result"),
    ]
    assert [(one["text"] and one["kind"], one["id"]) for one in found["landings"]] == [
        ("milestone", "print-guide"),
        ("milestone", "name-contact"),
        ("milestone", "hold-job-fair"),
    ]
    assert {one["header"]: one["key"] for one in found["taken"]}["Lead"] == "owner"
    assert found["written"] is False
    assert found["result"] == "plan: 3 files, 3 milestones: no problems"


# -- into a plan


def test_a_plan_gets_strategies_and_organizations_and_keeps_the_rest(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _, code = run(capsys, "town.csv", "--write")
    assert code == 0
    assert "plan: 4 files, 4 milestones: no problems" in out
    assert Path("plan/streets.yaml").read_text("utf-8") == STREETS
    assert Path("plan/plan.yaml").read_text("utf-8") == PLAN.replace(
        "Main Street\n", "Main Street\n  city-clerk: City Clerk\n  chamber: Chamber\n"
    ).replace("[streets]", "[streets, welcome, work]")
    (plan,) = welcomeplan.load("plan").plans
    assert plan.by_id["print-guide"].owner == "library"
    first, _, _ = STREETS.partition("\n")
    assert Path("plan/work.yaml").read_text("utf-8").startswith(f"{first}\n")


def test_strategies_keep_their_order_in_a_plan_that_lists_none(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan/plan.yaml").write_text("title: Riverside\norganizations:\n  library: Town Library\n")
    assert run(capsys, "town.csv", "--write")[2] == 0
    assert "strategies: [streets, welcome, work]" in Path("plan/plan.yaml").read_text()


def test_its_calendar_reads_the_deadlines(known: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("town.csv").write_text(SHEET.replace("in March 2030", "by the end of FY2030 Q2"))
    assert run(capsys, "town.csv", "--write")[2] == 0
    found = welcomeplan.load("plan").plans[0].by_id["name-contact"]
    assert found.milestone.due is not None
    assert found.milestone.due.words == "by the end of FY2030 Q2"


def test_ids_that_are_there_are_not_taken_again(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("town.csv").write_text(SHEET.replace("Print the guide", "Guide"))
    assert run(capsys, "town.csv", "--write")[2] == 0
    (plan,) = welcomeplan.load("plan").plans
    assert {"guide", "guide-2"} <= set(plan.by_id)


def test_what_a_sheet_is_imported_into_is_nearest(
    known: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("sheets").mkdir()
    shutil.move("town.csv", "sheets/town.csv")
    monkeypatch.chdir("sheets")
    out, _, code = run(capsys, "town.csv", "--write")
    assert code == 0
    assert "Written: ../plan/welcome.yaml, ../plan/work.yaml, ../plan/plan.yaml" in out


@pytest.mark.parametrize("change", [("", ""), ("Welcome", "Greet"), ("Work", "Jobs")])
def test_a_sheet_is_imported_once(
    change: tuple[str, str], known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "town.csv", "--write")[2] == 0
    Path("town.csv").write_text(SHEET.replace(*change))
    before = kept(known)
    out, err, code = run(capsys, "town.csv", "--write")
    assert (out, code) == ("", 3)
    assert "stands in the plan already, in `plan/" in err
    assert "delete the files that it made" in err
    assert kept(known) == before


def test_a_plan_that_cannot_be_read_gets_nothing(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan/streets.yaml").write_text("titel: Streets\n")
    before = kept(known)
    _, err, code = run(capsys, "town.csv", "--write")
    assert code == 3
    assert "plan/streets.yaml can't be read in full" in err
    assert kept(known) == before


def test_faults_that_stand_in_a_plan_are_not_the_sheets(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan/streets.yaml").write_text(STREETS.replace("owner: library", "owner: nobody-known"))
    out, _, code = run(capsys, "town.csv", "--write")
    assert code == 0
    assert "plan: 4 files, 4 milestones: 1 error" in out


def test_which_of_several_plans_is_asked(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("north", "south"):
        (here / name).mkdir()
        (here / name / "plan.yaml").write_text("title: T\n")
    for words in ((), ("--dir", ".")):
        _, err, code = run(capsys, "town.csv", *words)
        assert code == 2
        assert "which plan is meant is not said. Plans stand below: " in err
        assert "north" in err
        assert "--dir FOLDER" in err
    assert run(capsys, "town.csv", "--dir", "south", "--write")[2] == 0
    assert titles("south") == list(ROWS)


def test_what_stands_in_the_way_is_told_at_its_place_in_the_plan(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan/plan.yaml").write_text(f"{PLAN}period: 2024 to 2030\n", "utf-8")
    row = "Parks,Hold a fair,2040-01-01,every year"
    Path("late.csv").write_text(f"Goal,Action,Start,Due\n{row}\n", "utf-8")
    line = len(PLAN.splitlines()) + 1
    (one,) = asked(capsys, "late.csv")["questions"]
    assert f"(plan.yaml:{line}:9)" in one["question"]


@pytest.mark.parametrize("words", [[], ["--write"], ["--json"]])
@pytest.mark.parametrize("due", ["in March 2030", "in the short term"])
def test_what_was_proved_is_not_read_again(
    words: list[str],
    due: str,
    here: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("town.csv").write_text(SHEET.replace("in March 2030", due))
    seen: list[bytes] = []

    def counted(kind: Any, source: Any) -> Any:
        seen.append(source.data)
        return parse(kind, source)

    monkeypatch.setattr("welcomeplan.workspace.reading.parse", counted)
    assert run(capsys, "town.csv", *words)[2] == 0
    assert len(seen) >= 3
    assert len(seen) == len(set(seen))


def test_the_result_is_that_of_validate(known: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _, code = run(capsys, "town.csv", "--dir", "plan", "--write")
    assert code == 0
    cli.run(["validate", "plan"])
    assert out.splitlines()[-1] == capsys.readouterr().out.splitlines()[-1]


def test_the_result_is_that_of_other_plans_below_too(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan/parks").mkdir()
    Path("plan/parks/plan.yaml").write_text("title: Parks\nperiod: the good old days\n", "utf-8")
    out, _, code = run(capsys, "town.csv", "--dir", "plan", "--write")
    assert code == 0
    assert "plan: 5 files, 4 milestones: 1 error" in out.splitlines()[-1]


# -- what is refused


def test_words_that_nobody_can_date_are_kept_and_asked_about(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("town.csv").write_text(SHEET.replace("in March 2030", "in the short term"))
    found = asked(capsys, "town.csv")
    assert found["faults"] == []
    assert any("in the short term" in one["question"] for one in found["questions"])
    out, _, code = run(capsys, "town.csv", "--write")
    assert code == 0
    assert "1 deadline can't be read yet" in out
    assert "due: in the short term" in "".join(
        path.read_text() for path in Path("plan").glob("*.yaml")
    )
    assert "unreadable-deadline: warning" in Path("plan/plan.yaml").read_text()
    assert cli.run(["validate"]) == 0
    # Into a plan that is there, likewise.
    Path("plan/plan.yaml").write_text("title: T\n")
    for path in Path("plan").glob("*.yaml"):
        if path.name != "plan.yaml":
            path.unlink()
    assert run(capsys, "town.csv", "--write")[2] == 0
    assert "unreadable-deadline: warning" in Path("plan/plan.yaml").read_text()
    assert cli.run(["validate"]) == 0


def test_what_would_be_an_error_is_never_written(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = kept(here)
    words = ["init", "--from", "town.csv", "--title", "T", "--period", "the good old days"]
    assert cli.run(words) == 2
    assert "--period: The word 'good' is not one" in capsys.readouterr().err
    assert kept(here) == before


def test_a_sheet_that_is_no_plan_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("town.csv").write_text("Agency,Budget,Staff\nParks,100,3\nStreets,200,4\n")
    before = kept(here)
    out, err, code = run(capsys, "town.csv", "--write")
    assert (out, code) == ("", 3)
    assert "welcomeplan: " in err
    assert kept(here) == before


def test_other_files_are_no_plan(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes.yaml").write_text("a: b\n")
    _, err, code = run(capsys, "town.csv", "--write", "--dir", ".")
    assert code == 3
    assert "`notes.yaml` would be taken for a part of the plan" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.csv",), "there is no file `nowhere.csv`"),
        (("hidden.txt",), "There is `hidden.txt.txt`: name that, or call the file `hidden.txt`."),
        (("hidden.csv",), "There is `hidden.csv.csv`: name that, or call the file `hidden.csv`."),
        (("noted.csv",), "There is `noted.csv.txt`: name that, or call the file `noted.csv`."),
        (("folder.csv",), "`folder.csv` is no plain file"),
        (("pipe.csv",), "`pipe.csv` is no plain file"),
        (("town.csv", "a.txt"), "a document is imported alone"),
        (("a.txt", "b.txt"), "a document is imported alone"),
        (("a.rtf",), "`a.rtf` is of no kind that is known by its name"),
        (("a\x1b[2J.rtf",), "`a<U+001B>[2J.rtf` is of no kind"),
        (("a.txt", "--map", "x=due"), "`--map` is for tables"),
        (("a.txt", "--sheet", "x"), "`--sheet` is for tables"),
        (("town.csv", "--map", "due"), "--map: `due` does not say what a column is"),
        (("town.csv", "--map", "x=due", "--map", "x=title"), "is said to be two things"),
        (("town.csv", "--sheet", " "), "`--sheet` is empty"),
        (("town.csv", "--org", ""), "`--org` is empty"),
        (("town.csv", "--dir", "a.txt"), "`a.txt` is a file; a plan is a folder"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    words: tuple[str, ...], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("folder.csv").mkdir()
    os.mkfifo("pipe.csv")
    for name in ("hidden.txt.txt", "hidden.csv.csv", "noted.csv.txt"):
        Path(name).write_text("A plan.\n")
    Path("a.txt").write_text("A plan.\n")
    out, err, code = run(capsys, *words)
    assert (out, code) == ("", 2)
    assert said in err
    assert "Traceback" not in err


def test_a_file_without_end_is_not_read(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "MOST_DOCUMENT", 100)
    _, err, code = run(capsys, "town.csv")
    assert code == 2
    assert "`town.csv` is too large" in err


def test_nothing_that_a_sheet_says_is_obeyed(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = "\x1b]0;x\x07\u202e::error::##[group]"
    Path("town.csv").write_text(
        SHEET.replace("Colour", f"Col{evil}").replace("Print the", f"Print {evil} the")
        + f"Welcome,,,,,{evil}\n",
        "utf-8",
    )
    for terminal in (False, True):
        if terminal:
            monkeypatch.setenv("FORCE_COLOR", "1")
            monkeypatch.setenv("NO_COLOR", "1")
        out, err, _ = run(capsys, "town.csv", "--write", "--dir", f"plan-{terminal}")
        for bad in ("\x1b]", "\x07", "\u202e", "##[group"):
            assert bad not in out + err
    found = welcomeplan.load("plan-False")
    assert not found.report.diagnostics


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_person_sees_it_drawn(
    columns: int, here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", str(columns))
    Path("town.csv").write_text(SHEET + "Welcome,,,,,\n" * 2 + ",,,,,\n,,,Chamber,,\n" * 30)
    out, _, code = run(capsys, "town.csv")
    assert code == 0
    lines = out.rstrip("\n").split("\n")
    assert lines[0].startswith("5 of 35 rows become ")
    assert "Taken for" in out
    assert "And 10 more" in out
    assert lines[-1].strip().endswith("welcomeplan import town.csv --write")
    assert all(len(line) <= columns for line in lines)
    assert not any(line != line.rstrip() for line in lines)


# -- documents

DOCUMENT = """\
Riverside Welcome Plan

Strategy 1: Welcome newcomers

Objective 1: Make city hall easy to use

The Town Library will print the welcome guide by the end of 2030.
The City Clerk will translate ten forms by June 2029.
"""


def test_a_document_is_a_plan_in_its_own_words(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan.txt").write_text(DOCUMENT)
    words = ("plan.txt", "--org", "Town Library", "--org", "clerk=City Clerk")
    out, _, code = run(capsys, *words, "--write")
    assert code == 0
    assert " sentences became 1 strategy, 1 objective" in out.splitlines()[0]
    (plan,) = welcomeplan.load("plan").plans
    assert plan.head.title == "Riverside Welcome Plan"
    dues = [(one.owner, one.milestone.due) for one in plan.milestones]
    assert [(owner, due and due.words) for owner, due in dues] == [
        ("town-library", "by the end of 2030"),
        ("clerk", "by June 2029"),
    ]
    for one in plan.milestones:
        assert (one.milestone.text or one.title).rstrip(".") in DOCUMENT
        assert one.milestone.source
    out, err, code = run(capsys, *words, "--write")
    assert (out, code) == ("", 3)
    assert "stands in the plan already" in err


def test_what_a_document_says_of_the_plan_gives_way_to_the_plans_own(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan.txt").write_text(DOCUMENT)
    found = asked(capsys, "plan.txt", "--write")
    assert "the plan has its own: `title`" in " ".join(found["notes"])
    assert "title: Riverside  # so called\n" in Path("plan/plan.yaml").read_text()


def test_a_document_without_a_promise_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan.txt").write_text("Minutes\n\nEverybody was there.\n")
    out, err, code = run(capsys, "plan.txt", "--write")
    assert (out, code) == ("", 3)
    assert "Nothing was written" in err
    assert not Path("plan").exists()


# -- init from a sheet


def test_init_from_a_sheet_is_both_in_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["init", "--from", "town.csv", "--community", "Riverside", "--org", "tl=Town Library"]
    assert cli.run([*words, "--dry-run"]) == 0
    assert set(kept(here)) == {"town.csv"}
    assert "plan/welcome.yaml" in capsys.readouterr().out
    assert cli.run(words) == 0
    assert titles("plan") == list(ROWS)
    head = Path("plan/plan.yaml").read_text("utf-8")
    assert head.startswith(
        "# yaml-language-server: $schema=schema/plan.schema.json\nid: riverside\n"
    )
    assert "title: town\n" in head
    assert "tl: Town Library" in head
    assert Path("plan/work.yaml").read_text("utf-8").startswith("# yaml-language-server: ")
    assert Path(".github/workflows/plan.yml").exists()
    assert not Path("plan/first-strategy.yaml").exists()
    assert cli.run(["validate", "--strict"]) == 0


def test_the_shipped_sheet_is_a_plan_of_ten(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(ROOT / "examples/riverside.csv", here)
    assert run(capsys, "riverside.csv", "--write")[2] == 0
    assert len(titles("plan")) == 10
    assert cli.run(["validate"]) == 0


ADOPTED = "# Elm Plan\n\n## Goal: Housing\n\nThe town will build homes by 2030.\n\nMow by 2031\n"


@pytest.mark.parametrize("kept", [False, True])
def test_what_is_said_when_it_is_written_is_what_validate_says(
    kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("plan")
    folder.mkdir()
    file = folder / "adopted.md" if kept else Path("adopted.md")
    file.write_text(ADOPTED)
    told = []
    for command in (
        ["import", str(file), "--dir", "plan", "--json"],
        ["import", str(file), "--dir", "plan", "--json", "--write"],
    ):
        assert cli.run(command) == 0
        told.append(json.loads(capsys.readouterr().out)["result"])
    assert cli.run(["validate", "plan"]) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    assert told == [said, said]
    assert "2 warnings" in said
    Path("more.csv").write_text("Goal,Action,Lead,Due\nWater,Fix pipes,Works,2029\n")
    assert cli.run(["import", "more.csv", "--dir", "plan", "--json", "--write"]) == 0
    told = [json.loads(capsys.readouterr().out)["result"]]
    assert cli.run(["validate", "plan"]) == 0
    assert told == capsys.readouterr().out.splitlines()[-1:]
