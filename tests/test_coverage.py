"""Coverage: each sentence of an adopted document stands in the plan, is named, or is lost."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import welcomeplan
from welcomeplan import cli, intake
from welcomeplan.deadlines import Calendar

from .conftest import ROOT

SHIPPED = [ROOT / "plan", ROOT / "examples" / "we-pilot-2020" / "pilot"]
HEAD = """\
title: City plan
sources:
  - title: Adopted
    path: adopted.txt
    not_promises:
      - Prepared by staff.
"""
PLAN = """\
title: Housing
summary: >-
  Everybody has a home. We
  begin with the oldest.
objectives:
  - id: homes
    title: Homes
    milestones:
      - id: build
        title: Build 200 homes
        text: The city will build 200 homes by June 2028.
        due: by June 2028
        log:
          - on: 2027-01-01
            note: The council was told.
      - id: trees
        title: Plant trees
        due: spring 2029
"""
ADOPTED = """\
HOUSING
Objective 1: Homes
Everybody has a home. We begin with the oldest.
- The city will build 200 homes by June 2028.
- Plant trees (spring 2029)
Timeline:
Prepared by staff.
"""


def made(folder: Path, adopted: str = ADOPTED, head: str = HEAD, plan: str = PLAN) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "plan.yaml").write_text(head, "utf-8")
    (folder / "housing.yaml").write_text(plan, "utf-8")
    (folder / "adopted.txt").write_text(adopted, "utf-8")
    return folder


def lost(folder: Path) -> list[str]:
    plan = welcomeplan.load(folder).plans[0]
    passages = intake.read_passages((folder / "adopted.txt").read_bytes(), "adopted.txt")
    named = plan.head.sources[0].not_promises
    return [
        one.text for one in intake.cover(passages, intake.texts_of(plan), named, plan.calendar).lost
    ]


def found(folder: Path) -> list[tuple[str, str]]:
    """What the rule says, with its weight."""
    workspace = welcomeplan.with_documents(welcomeplan.load(folder))
    every = welcomeplan.check(workspace.plans, date(2027, 1, 1))
    return [(one.severity.value, one.message) for one in every if one.rule == "lost-sentence"]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.run(list(words))
    out = capsys.readouterr()
    return code, out.out, out.err


def record(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(run(capsys, "coverage", "--json", *words)[1])["documents"]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_nothing_of_the_shipped_plans_documents_is_lost(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (document,) = record(capsys, "--dir", str(folder))
    assert document["lost"] == document["stale"] == []
    assert document["in_the_plan"] + document["no_promises"] == document["sentences"] > 10
    assert found(folder) == []


@pytest.mark.parametrize(
    ("folder", "document"),
    [(SHIPPED[0], "kansas-city-2017-2018.txt"), (SHIPPED[1], "we-pilot-2020.txt")],
)
def test_the_documents_are_kept_as_they_are(folder: Path, document: str) -> None:
    theirs = ROOT / "tests" / "documents" / document
    assert (folder / "adopted.txt").read_bytes() == theirs.read_bytes()


def test_a_sentence_stands_in_a_text_of_several_or_in_two_keys_of_a_part(tmp_path: Path) -> None:
    assert lost(made(tmp_path)) == ["HOUSING"]


@pytest.mark.parametrize(
    ("said", "is_lost"),
    [
        ("The city will build 200 homes by June 2028.", False),
        ("The city  will build 200 homes by June 2028", False),
        ("the city will build 200 homes by June 2028.", True),
        ("The city will build 300 homes by June 2028.", True),
        ("The city will build 200 homes", True),
        ("We begin with the oldest.", False),
        ("begin with the oldest.", True),
        ("Action: Plant trees", False),
        ("Plant trees, spring 2029", False),
        ("Plant trees by 2029", True),
        ("The council was told.", True),
        ("Objective 2:", False),
        ("Prepared by staff", False),
        ("Prepared by staff of the city.", True),
    ],
)
def test_a_sentence_is_compared_by_its_words(tmp_path: Path, said: str, is_lost: bool) -> None:
    assert lost(made(tmp_path, adopted=said)) == ([said] if is_lost else [])


def test_quotation_marks_and_dashes_have_many_shapes() -> None:
    passages = intake.read_passages("The city’s “best” homes – all.".encode(), "a.txt")
    covered = intake.cover(passages, [('The city\'s "best" homes - all.',)], [], Calendar())
    assert covered.count("in the plan") == 1


def test_what_is_lost_is_listed_the_dated_first_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = "Art is nice.\nOpen a library by 2030.\nMeet on June 3.\n"
    folder = made(tmp_path, ADOPTED + more)
    (document,) = record(capsys, "--dir", str(folder))
    assert [(one["text"], one["place"], one["dated"]) for one in document["lost"]] == [
        ("Open a library by 2030.", "line 9", "by 2030"),
        ("Meet on June 3.", "line 10", "on June 3"),
        ("HOUSING", "line 1", None),
        ("Art is nice.", "line 8", None),
    ]
    assert run(capsys, "coverage", "--dir", str(folder))[0] == 1
    assert found(folder) == [
        ("error", "“Open a library by 2030.” (adopted.txt, line 9) stands nowhere in the plan"),
        ("error", "“Meet on June 3.” (adopted.txt, line 10) stands nowhere in the plan"),
        ("note", "2 sentences of adopted.txt without a date stand nowhere in the plan"),
    ]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Cut rents to 15", "Cut rents to -15% by 2030."),
        ("Cut rents to 15%", "Cut rents to -15% by 2030."),
        ("Raise 5", "Raise $5 by 2030."),
        ("Raise €5", "Raise $5 by 2030."),
        ("Cut it to 1 5", "Cut it to 1.5 by 2030."),
        ("Cut it to 1,500", "Cut it to 1.500 by 2030."),
        ("Keep it 5", "Keep it ≥5 by 2030."),
    ],
)
def test_another_number_is_another_promise(tmp_path: Path, title: str, said: str) -> None:
    same = said.removesuffix(" by 2030.")
    for wrote, expected in ((title, [said]), (same, [])):
        plan = PLAN.replace("Plant trees", json.dumps(wrote)).replace("spring 2029", "by 2030")
        assert lost(made(tmp_path, said, plan=plan)) == expected


def test_what_an_import_asks_the_date_of_is_dated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dated = ["Open the hub by the new 2029 season.", "Open it within two years."]
    past = "It was in the course of an odd and long 2020 season built."
    assert not any(map(welcomeplan.find_deadlines, (*dated, past)))
    folder = made(tmp_path, "\n".join((*dated, past)))
    (document,) = record(capsys, "--dir", str(folder))
    assert [one["text"] for one in document["lost"] if one["dated"]] == dated


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("plan.yaml", "`plan.yaml` is of no format"),
        ("housing.yaml", "`housing.yaml` is of no format"),
        ("nothing.txt", "there is no file `nothing.txt`"),
        ("empty.txt", "`empty.txt` has no words in it"),
        ("large.txt", "`large.txt` has more than 64 MiB"),
    ],
)
def test_a_document_that_is_none_is_told_with_the_file_that_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str, said: str
) -> None:
    folder = made(tmp_path / "plan", head=HEAD.replace("adopted.txt", path))
    (folder / "empty.txt").write_text("", "utf-8")
    with (folder / "large.txt").open("wb") as large:
        large.truncate(64 * 1024 * 1024 + 1)
    code, _, err = run(capsys, "coverage", "--dir", str(folder))
    assert (code, f"plan.yaml: {said}" in err) == (2, True), err


def test_of_a_plan_that_cannot_be_read_nothing_is_said_of_its_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path, head=HEAD.replace("adopted.txt", '""'))
    code, _, err = run(capsys, "coverage", "--dir", str(folder))
    assert code == 2 and "no plan can be read" in err and "no source" not in err


def test_what_has_no_date_is_lost_and_does_not_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "coverage", "--dir", str(made(tmp_path)))[0] == 0


def test_what_is_named_and_not_in_the_document_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path, head=f"{HEAD}      - Thanks to all.\n")
    assert record(capsys, "--dir", str(folder))[0]["stale"] == ["Thanks to all."]
    assert ("note", "this is no sentence of adopted.txt") in found(folder)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere.txt", "there is no file `nowhere.txt` beside the plan"),
        ("../adopted.txt", "`../adopted.txt` is no file beside the plan"),
        ("/etc/hostname", "`/etc/hostname` is no file beside the plan"),
        ("C:\\adopted.txt", "`C:\\adopted.txt` is no file beside the plan"),
        ("linked.txt", "`linked.txt` is a link; a plan file is a plain file"),
        ("linked/adopted.txt", "there is no folder `linked` beside the plan, or it is a link"),
        ("folder", "`folder` is a folder; a plan file is a plain file"),
        ("housing.yaml", "`housing.yaml` is of no format that is known by its name"),
    ],
)
def test_a_document_is_a_plain_file_beside_the_plan(tmp_path: Path, path: str, said: str) -> None:
    folder = made(tmp_path / "plan", head=HEAD.replace("path: adopted.txt", f"path: '{path}'"))
    (folder / "linked.txt").symlink_to("adopted.txt")
    (folder / "linked").symlink_to(".")
    (folder / "folder").mkdir()
    assert found(folder) == [("error", said)]


def test_nothing_is_said_of_a_plan_that_cannot_be_read_in_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path, ADOPTED + "Open by 2030.\n", plan=PLAN.replace("due: spring", "deu:"))
    assert found(folder) == []
    assert run(capsys, "coverage", "--dir", str(folder))[0] == 1


def test_an_edit_that_loses_a_sentence_brings_the_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "plan", ADOPTED + "Open by 2030.\n")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "begin"]):
        name = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", str(tmp_path), *name, *words], check=True)
    words = ["validate", "--since", "HEAD", "--json", "--dir", str(folder)]
    assert new(run(capsys, *words)[1]) == []
    (folder / "housing.yaml").write_text(PLAN.replace("200 homes by", "homes by"), "utf-8")
    assert new(run(capsys, *words)[1]) == [
        "“The city will build 200 homes by June 2028.” (adopted.txt, line 4) stands nowhere in the"
        " plan"
    ]
    at = run(capsys, "coverage", "--at", "HEAD", "--json", "--dir", str(folder))[1]
    assert [one["text"] for one in json.loads(at)["documents"][0]["lost"]] == [
        "Open by 2030.",
        "HOUSING",
    ]


def test_a_comparison_tells_what_is_named_as_no_promise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "plan")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "begin"]):
        name = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", str(tmp_path), *name, *words], check=True)
    (folder / "plan.yaml").write_text(f"{HEAD}      - Thanks.\n", "utf-8")
    output = run(capsys, "diff", "HEAD", "--json", "--dir", str(folder))[1]
    assert [(one["before"], one["after"]) for one in json.loads(output)["changes"]] == [
        ("“Prepared by staff.”", "“Prepared by staff.” “Thanks.”")
    ]


def new(output: str) -> list[str]:
    every = json.loads(output)["diagnostics"]
    return [one["message"] for one in every if one["rule"] == "lost-sentence" and one["new"]]


def test_a_document_that_is_named_is_held_to_the_plan_that_keeps_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = made(tmp_path / "one")
    made(tmp_path / "other", head=HEAD.replace("    path: adopted.txt\n", ""))
    (tmp_path / "else.txt").write_text("Open by 2030.", "utf-8")
    (document,) = record(capsys, str(one / "adopted.txt"), "--dir", str(tmp_path))
    assert (document["plan"], document["no_promises"]) == ("one", 1)
    code, _, said = run(capsys, "coverage", str(tmp_path / "else.txt"), "--dir", str(tmp_path))
    assert code == 2
    assert "Name the plan that is to have it: --plan one, other." in said
    words = [str(tmp_path / "else.txt"), "--dir", str(tmp_path), "--plan", "other"]
    assert record(capsys, *words)[0]["stale"] == []
    code, _, said = run(capsys, "coverage", "none.txt", "--dir", str(one))
    assert (code, said.split("\n")[0]) == (2, "welcomeplan: there is no file `none.txt`")


def test_it_is_said_how_letters_were_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path)
    (folder / "adopted.txt").write_bytes("Années".encode("cp1252"))
    said = run(capsys, "coverage", "--dir", str(folder))[2]
    assert "`adopted.txt` is not UTF-8, and is read as Windows-1252" in said
