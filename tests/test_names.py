"""Which part of a plan an id stands for: an edit takes it whole or asks, a look says what."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from welcomeplan import cli, workspace

ORGANIZATIONS = "organizations:\n  town: Town\n  lib: Library\n"
HEAD = f"title: Test plan\nadopted: 2020-01-01\nperiod: 2020 to 2027\n{ORGANIZATIONS}"
PROGRAM = [sys.executable, "-P", "-m", "welcomeplan"]


def strategy(*milestones: str, objective: str = "o") -> str:
    lines = "".join(f"      - {{{one}}}\n" for one in milestones)
    return (
        f"title: S\nobjectives:\n  - id: {objective}\n    title: Objective\n"
        f"    milestones:\n{lines}"
    )


LATER = "id: training-2021, title: Training of 2021 held, due: in 2021, owner: lib"
TRAINING = "id: training, title: First training held, due: in 2020, owner: town"
BROKEN = TRAINING.replace("owner", "ownr")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay_out({"plan/plan.yaml": HEAD, "plan/b.yaml": strategy(LATER, objective="ob")})
    return tmp_path


def lay_out(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text.encode())


def bytes_of_all() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*.yaml")}


VERBS = {
    "done": ["done", "training"],
    "reopen": ["reopen", "training", "--note", "x"],
    "start": ["start", "training"],
    "block": ["block", "training", "--note", "x"],
    "defer": ["defer", "training", "--note", "x"],
    "drop": ["drop", "training", "--note", "x"],
    "plan": ["plan", "training", "--note", "x"],
    "assign": ["assign", "training", "town"],
    "log": ["log", "training", "--note", "x"],
    "reschedule": ["reschedule", "training", "in", "2024", "--note", "x"],
    "two": ["done", "training-2021", "training"],
    "full name": ["done", "plan/training"],
    "a time": ["done", "training 2021"],
    "spaces": ["done", "  training "],
    "dry run": ["done", "training", "--dry-run"],
    "edit": ["edit", "training"],
    "add": ["add", "--to", "training", "--title", "T"],
}


@pytest.mark.parametrize("line", VERBS.values(), ids=VERBS)
@pytest.mark.parametrize("unread", ["a value", "yaml", "none"])
def test_no_edit_takes_the_beginning_of_an_id(
    home: Path,
    line: list[str],
    unread: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EDITOR", "false")
    broken = {"a value": strategy(BROKEN), "yaml": "title: [\n", "none": ""}[unread]
    lay_out({"plan/a.yaml": broken} if broken else {})
    before = bytes_of_all()
    assert cli.run(line) in (2, 3)
    out, err = capsys.readouterr()
    assert bytes_of_all() == before
    assert not out
    if unread == "a value" and line[0] == "edit":
        assert "the editor ended with 1" in err  # it opens where that must be mended
    elif unread == "a value":
        assert "plan/a.yaml:6: the milestone `training` can't be read" in err
    elif broken:
        assert "It may stand in plan/a.yaml, which can't be read" in err
    if broken:
        assert line[0] == "add" or "training-2021" not in err
    else:
        assert "no " in err
        assert line[0] == "add" or "`training-2021` begins so: “Training of 2021 held”" in err


def test_a_whole_id_is_taken_whatever_begins_so_or_cannot_be_read(home: Path) -> None:
    lay_out({"plan/a.yaml": strategy(TRAINING), "plan/c.yaml": "title: [\n"})
    assert cli.run(["done", " training", "--on", "2020-05-05"]) == 0
    assert "done: 2020-05-05" in Path("plan/a.yaml").read_text()
    assert cli.run(["done", "plan/training-2021", "--on", "2021-05-05"]) == 0
    assert "done: 2021-05-05" in Path("plan/b.yaml").read_text()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Training-2021", "Did you mean `training-2021`?"),
        ("", "an id is empty"),
        (" ", "an id is empty"),
        ("town/training-2021", "no plan is called `town`"),
        ("/training-2021", "no plan is called ``"),
        ("Plan/training-2021", "Did you mean `plan`?"),
        ("town", "`town` is an organization"),
        ("ob", "`ob` is the id of the objective"),
    ],
)
def test_what_is_no_id_is_refused_in_words(
    home: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bytes_of_all()
    assert cli.run(["done", name, "--on", "2021-05-05"]) == 2
    assert said in capsys.readouterr().err
    assert bytes_of_all() == before


@pytest.fixture
def several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two plans with one id, of which one can't be read."""
    monkeypatch.chdir(tmp_path)
    hours = strategy("id: hours, title: Hours, due: in 2020, owner: town")
    lay_out({"a/plan.yaml": HEAD, "a/s.yaml": hours, "b/plan.yaml": HEAD})
    lay_out({"b/s.yaml": hours.replace("owner", "ownr")})
    return tmp_path


@pytest.mark.parametrize("head", [HEAD, "title: [\n"])
def test_of_several_plans_an_id_is_not_anothers(
    several: Path, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"b/plan.yaml": head})
    before = bytes_of_all()
    assert cli.run(["done", "hours", "--on", "2020-05-05", "--dir", "."]) == 2
    said = capsys.readouterr().err
    assert "may stand in" in said
    assert "b/s.yaml" in said
    assert "a/hours" in said
    assert cli.run(["done", "b/hours", "--on", "2020-05-05", "--dir", "."]) == 2
    assert "b/s.yaml" in capsys.readouterr().err
    assert bytes_of_all() == before
    assert cli.run(["show", "hours", "--dir", "."]) == 1
    assert "`hours` may stand in" in capsys.readouterr().err
    assert cli.run(["done", "a/hours", "--on", "2020-05-05", "--dir", "."]) == 0
    assert "done: 2020-05-05" in Path("a/s.yaml").read_text()


def test_a_look_completes_the_beginning_of_an_id_and_says_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["show", "train", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["asked"] == "train"
    assert "`train` is taken for `training-2021`, the only id that begins so\n" in err
    assert cli.run(["show", "training-2021"]) == 0
    assert not capsys.readouterr().err
    lay_out({"plan/a.yaml": strategy(BROKEN)})
    assert cli.run(["show", "training"]) == 2
    assert "plan/a.yaml:6: the milestone `training` can't be read" in capsys.readouterr().err
    lay_out({"plan/a.yaml": "title: [\n"})
    assert cli.run(["show", "training"]) == 1
    assert "it may stand in plan/a.yaml, which can't be read" in capsys.readouterr().err
    assert cli.run(["show", "survey"]) == 2
    assert "It may stand in plan/a.yaml, which can't be read" in capsys.readouterr().err


def test_so_does_history_which_knows_every_id_there_was(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "gc.auto=0"]
    for line in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Adopted"]):
        subprocess.run([*git, *line], check=True)
    assert cli.run(["history", "train", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["asked"] == "train"
    assert "`train` is taken for `training-2021`" in err
    assert cli.run(["history", " plan/training-2021 "]) == 0
    assert not capsys.readouterr().err
    lay_out({"plan/a.yaml": "title: [\n"})
    for line in (["add", "-A"], ["commit", "-qm", "Broken"]):
        subprocess.run([*git, *line], check=True)
    assert cli.run(["history", "training"]) == 1
    assert "it may stand in plan/a.yaml, which can't be read" in capsys.readouterr().err
    assert cli.run(["history", "survey"]) == 2
    assert "It may stand in plan/a.yaml, which can't be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [
        ["due", "--owner", "school"],
        ["list", "--partner", "school"],
        ["list", "--strategy", "c"],
        ["due", "--objective", "o"],
        ["list", "--tag", "first"],
        ["due", "--overdue", "--plan", "other"],
    ],
)
def test_a_filter_that_finds_nothing_names_what_could_not_be_read(
    home: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"plan/a.yaml": "title: [\n"})
    assert cli.run(asked) == 2
    assert "What is in plan/a.yaml is not known: it can't be read." in capsys.readouterr().err


def answered(answer: str, *line: str) -> tuple[int, str]:
    """What a terminal shows of a command whose question is answered so."""
    leader, follower = pytest.importorskip("pty").openpty()
    process = subprocess.Popen(
        [*PROGRAM, *line],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "dumb"},
    )
    os.close(follower)
    os.write(leader, answer.encode())
    shown = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # Linux says so at the end
            break
        if not piece:
            break
        shown += piece
    os.close(leader)
    return process.wait(), shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("answer", "code"), [("y\n", 0), ("Yes\n", 0), ("n\n", 2), ("\n", 2), ("\x04", 2)]
)
def test_at_a_terminal_it_is_asked_what_is_meant(home: Path, answer: str, code: int) -> None:
    found, shown = answered(answer, "done", "train", "--on", "2021-05-05")
    question = 'Is `training-2021` meant: "Training of 2021 held" (lib answers for it)? [y/N]'
    assert question in " ".join(shown.split())
    assert found == code
    if "\n" not in answer:  # Ctrl-D: the line of the question ends all the same
        assert shown.split("[y/N]")[1].startswith(" \n")
    assert ("done: 2021-05-05" in Path("plan/b.yaml").read_text()) is (code == 0)


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_lines_of_the_question_end_between_words(
    home: Path, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    title = "The long road from the old harbor to the new town hall, and back \x1b[31m"
    lay_out({"plan/b.yaml": strategy(f"id: training-2021, title: {json.dumps(title)}, owner: lib")})
    _, shown = answered("n\n", "done", "train")
    asked, _, _ = shown.partition("[y/N] ")
    lines = asked.removeprefix("n\n").split("\n")
    assert all(len(line) <= columns for line in lines)
    words = " ".join(" ".join(lines).split())
    assert 'meant: "The long road from the old harbor to the new town hall, and back' in words
    assert "\x1b[31m" not in shown


def test_ctrl_c_at_the_question_ends_its_line(home: Path) -> None:
    leader, follower = pytest.importorskip("pty").openpty()
    process = subprocess.Popen(
        [*PROGRAM, "done", "train"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "dumb"},
    )
    shown = b""
    while b"[y/N] " not in shown:
        shown += os.read(leader, 65536)
    process.send_signal(signal.SIGINT)
    assert process.wait() == 130
    os.close(follower)
    with contextlib.suppress(OSError):  # Linux says so at the end
        while piece := os.read(leader, 65536):
            shown += piece
    os.close(leader)
    assert shown.endswith(b"\n")


@pytest.mark.parametrize(
    "line",
    [
        ["add", "--to", "o", "--title", "More"],
        ["assign", "train", "town"],
        ["done", "plan/train", "--on", "2021-05-05"],
    ],
)
def test_it_is_asked_of_every_name_and_done_to_what_was_agreed(home: Path, line: list[str]) -> None:
    before = bytes_of_all()
    found, shown = answered("y\n", *line)
    assert found == 0, shown
    assert "meant:" in shown
    assert bytes_of_all() != before


def test_at_a_terminal_nothing_is_asked_while_a_file_cannot_be_read(home: Path) -> None:
    lay_out({"plan/a.yaml": "title: [\n"})
    before = bytes_of_all()
    found, shown = answered("y\n", "done", "training", "--on", "2021-05-05")
    assert found == 2
    assert "plan/a.yaml" in shown
    assert "[y/N]" not in shown
    assert bytes_of_all() == before


def test_several_that_begin_so_are_named_not_asked_of(home: Path) -> None:
    lay_out({"plan/a.yaml": strategy(TRAINING)})
    found, shown = answered("y\n", "done", "train")
    assert found == 2
    assert "`train` is the beginning of 2 ids" in shown
    assert "[y/N]" not in shown


def test_a_title_cannot_forge_the_question(home: Path) -> None:
    lay_out({"plan/b.yaml": strategy('id: training-2021, title: "x\\e[2K\\u202Ey", due: in 2021')})
    _, shown = answered("n\n", "done", "train")
    assert "\x1b" not in shown
    assert "<U+001B>" in shown
    assert "nobody answers for it" in shown


@pytest.mark.parametrize(
    "asked",
    [
        ["list", "--strategy", "a"],
        ["due", "--overdue", "--strategy", "a"],
        ["due", "--quarter", "2020Q1", "--strategy", "a"],
        ["show", "a"],
        ["show", "plan/a"],
    ],
)
def test_a_strategy_that_cannot_be_read_is_named_by_its_file(
    home: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"plan/a.yaml": "title: [\n"})
    assert cli.run(asked) == 2
    said = capsys.readouterr().err
    assert "the strategy `a` can't be read: plan/a.yaml\n" in said
    assert "may stand" not in said
    assert "is called" not in said


@pytest.mark.parametrize("name", ["plan", "c", "other/a"])
def test_no_other_name_is_taken_for_a_strategy_that_cannot_be_read(
    home: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"plan/a.yaml": "title: [\n", "x/plan.yaml": "title: [\n"})
    cli.run(["list", "--strategy", name, "--dir", "."])
    cli.run(["show", name, "--dir", "."])
    assert "the strategy" not in capsys.readouterr().err


LIBRARY = [
    (["assign", "training-2021", "the  Library"], "List it in plan.yaml first."),
    (["assign", "training-2021", "towns"], "Did you mean `town`? If it is another, list it in"),
    (["add", "--to", "ob", "--title", "X", "--owner", "towns"], "If it is another, list it in"),
    (["due", "--partner", "twn"], "Did you mean `town`?"),
    (["list", "--owner", "The Library"], "The plan has: lib, town."),
]


@pytest.mark.parametrize(("line", "said"), LIBRARY)
def test_what_no_organization_is_called_is_refused_with_what_may_be_meant(
    home: Path, line: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    git = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        subprocess.run([*git, *words], check=True)
    before = bytes_of_all()
    assert cli.run(line) in (2, 3)
    assert said in capsys.readouterr().err
    assert bytes_of_all() == before


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (["assign", "training-2021", "Town"], "owner: town"),
        (["assign", "training-2021", " TOWN "], "owner: town"),
        (["add", "--to", "ob", "--title", "X", "--owner", "Library"], "owner: lib"),
        (["add", "--to", "ob", "--title", "X", "--partner", "Town"], "[town]"),
        (["add", "--to", "ob", "--title", "X", "--partner", "library:books"], "org: lib"),
    ],
)
def test_an_edit_takes_the_one_organization_of_that_full_name(
    home: Path, line: list[str], written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*line, "--dry-run"]) == 0
    added = [one for one in capsys.readouterr().out.splitlines() if one.startswith("+")]
    assert any(written in one for one in added), added


@pytest.mark.parametrize(
    ("line", "name", "id_"),
    [
        (["list", "--format", "csv", "--owner"], "Library", "lib"),
        (["list", "--json", "--partner"], "  town ", "town"),
        (["due", "--in", "2021", "--format", "csv", "--anyone"], "LIBRARY", "lib"),
        (["timeline", "--format", "csv", "--owner"], "library", "lib"),
        (["due", "--overdue", "--format", "csv", "--owner"], "library", "lib"),
        (["review", "--owner"], "Library", "lib"),
        (["history", "--format", "csv", "--owner"], "Library", "lib"),
    ],
)
def test_a_filter_takes_the_one_organization_of_that_full_name(
    home: Path, line: list[str], name: str, id_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"plan/c.yaml": strategy(f"{TRAINING}, partners: [lib]")})
    git = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        subprocess.run([*git, *words], check=True)
    code = cli.run([*line, id_])
    by_id = capsys.readouterr().out
    assert cli.run([*line, name]) == code
    assert capsys.readouterr().out == by_id


def test_an_id_that_is_the_full_name_of_another_is_an_id(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"plan/plan.yaml": HEAD.replace("town: Town", "town: lib")})
    assert cli.run(["list", "--format", "csv", "--columns", "id", "--owner", "lib"]) == 0
    assert capsys.readouterr().out.split() == ["Id", "training-2021"]


def test_of_several_of_one_full_name_none_is_taken(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"plan/plan.yaml": HEAD.replace("town: Town", "town: library")})
    assert cli.run(["list", "--owner", "Library"]) == 2
    said = capsys.readouterr().err
    assert "Several have that name. Write the id of one: lib, town.\n" in said


HOURS = "id: hours, title: Hours, due: in 2020, owner: town, target: 2 hours"
FOLLOWED = [
    (["log", "NAME", "2"], HOURS, "welcomeplan done NAME\n"),
    (["done", "NAME", "--on", "2020-03-01"], HOURS, "welcomeplan reopen NAME --note ..."),
    (["done", "NAME", "--on", "2020-03-01"], HOURS, "welcomeplan log NAME AMOUNT"),
    (["start", "NAME"], HOURS + ", done: 2020-02-01", "welcomeplan reopen NAME --note"),
    (["assign", "NAME", "town", "--note", "x"], HOURS, "welcomeplan log NAME --note"),
    (["validate", "--notes"], HOURS + ", log: [{on: 2020-02-01, amount: 2}]", "done NAME --on"),
]


@pytest.mark.parametrize("plans", [["a"], ["a", "b"]])
@pytest.mark.parametrize(("line", "milestone", "said"), FOLLOWED)
def test_a_command_that_is_named_takes_the_id_that_it_is_given(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    plans: list[str],
    line: list[str],
    milestone: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for plan in plans:
        lay_out({f"{plan}/plan.yaml": HEAD, f"{plan}/s.yaml": strategy(milestone)})
    name = "hours" if len(plans) == 1 else "a/hours"
    cli.run([*(word.replace("NAME", "a/hours") for word in line), "--dir", "."])
    assert said.replace("NAME", name) in "".join(capsys.readouterr())


def test_what_stands_in_the_way_of_a_move_and_what_is_there_are_named_so_too(
    several: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = (
        "id: hours, title: Hours, due: in 2020, owner: town",
        "id: next, title: Next, due: in 2021, after: [hours]",
    )
    lay_out({"a/s.yaml": strategy(*both), "b/s.yaml": strategy(*both)})
    assert cli.run(["reschedule", "a/hours", "in 2025", "--note", "x", "--dir", "."]) == 3
    assert "    welcomeplan reschedule a/next " in capsys.readouterr().err
    add = ["add", "--to", "a/o", "--title", "Hours", "--target", "2 hours", "--dir", "."]
    assert cli.run(add) == 3
    assert "welcomeplan edit a/hours" in capsys.readouterr().err


NUMBERED = (
    "id: m3, title: Letters, repeats: each year, owner: town",
    "id: fair, title: A fair, number: m3 2021, due: in 2021, owner: town",
    'id: booth, title: A booth, number: "m3 (a)", due: in 2021, owner: town',
    "id: stall, title: A stall, number: m4 2021, due: in 2021, owner: town",
    "id: m4, title: Once, due: in 2021, owner: town",
)


@pytest.mark.parametrize(
    "line",
    [
        ["done", "m3 2021"],
        ["done", "a/m3  2021"],
        ["done", "fair", "m3 2021"],
        ["defer", "m3 2021", "--note", "x"],
        ["log", "m3 2021", "--note", "x"],
        ["reschedule", "m3 2021", "in 2022", "--note", "x"],
        ["assign", "m3 2021", "lib"],
        ["show", "m3 2021"],
    ],
)
def test_a_number_that_reads_as_a_time_of_another_is_asked_about(
    home: Path, line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"a/plan.yaml": HEAD, "a/s.yaml": strategy(*NUMBERED)})
    before = bytes_of_all()
    assert cli.run([*line, "--dir", "a"]) == 2
    said = capsys.readouterr().err
    assert "could be any of 2" in said
    assert "    fair  A fair\n" in said and "    m3    Letters, the time 2021\n" in said
    assert bytes_of_all() == before
    # Each of them can be named otherwise.
    if line[0] == "done":
        for meant in (["fair"], ["m3", "--period", "2021"], ["stall"], ["m3 (a)"], ["m4 2021"]):
            assert cli.run(["done", *meant, "--day-unknown", "--dir", "a"]) == 0
        assert capsys.readouterr().out.count(": done") == 5


def test_a_number_that_can_not_be_read_is_no_time_of_another(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = NUMBERED[1].replace("due:", "deu:")
    lay_out({"a/plan.yaml": HEAD, "a/s.yaml": strategy(NUMBERED[0], broken)})
    before = bytes_of_all()
    for line in (["done", "m3 2021"], ["show", "m3 2021"]):
        assert cli.run([*line, "--dir", "a"]) == 2
        assert "the milestone `fair` can't be read" in capsys.readouterr().err
    assert bytes_of_all() == before


def test_a_number_is_no_other_parts_full_name(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    numbered = 'id: fair, title: A fair, number: "a/m4", due: in 2021, owner: town'
    lay_out({"a/plan.yaml": HEAD, "a/s.yaml": strategy(numbered, NUMBERED[-1])})
    assert cli.run(["validate", "--dir", "a"]) == 1
    assert "the number `a/m4` is the id of the milestone `m4`" in capsys.readouterr().out
    for line in (["done", "a/m4"], ["show", "a/m4"]):
        assert cli.run([*line, "--dir", "a"]) == 2
        assert "could be any of 2" in capsys.readouterr().err


@pytest.mark.parametrize("inside", [[], ["notes.txt"], ["old/notes.txt", ".git/config"]])
@pytest.mark.parametrize("here", ["e", "plan"])
def test_a_folder_that_is_only_called_plan_is_none(
    here: str,
    inside: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("e/x", "plan/x", *(f"plan/{name}" for name in inside)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        if not name.endswith("x"):
            (tmp_path / name).write_text("x")
    monkeypatch.chdir(tmp_path / here)
    assert cli.run(["when", "by mid-2026"]) == 0
    assert "2026-06-30" in capsys.readouterr().out
    assert cli.run(["status"]) == 2
    assert "there is no plan in this folder, nor in one above it" in capsys.readouterr().err
    (tmp_path / "a.csv").write_text(
        "Strategy,Milestone,Due\nPrint,The guide is printed,June 2026\n"
    )
    assert cli.run(["import", "../a.csv", "--write"]) == 0
    made = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("plan.yaml")]
    assert made == ["plan/plan.yaml" if here == "plan" else "e/plan/plan.yaml"]


@pytest.mark.parametrize("inside", ["s.yaml", "plan.yml", "housing/plan.yaml"])
def test_a_folder_called_plan_with_anything_of_a_plan_is_one(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lay_out({f"plan/{inside}": "title: T\n", "e/x": ""})
    monkeypatch.chdir(tmp_path / "e")
    assert workspace.find() == Path("..", "plan")


@pytest.mark.parametrize("line", [["show", "2"], ["done", "2"], ["show", "plan/2"]])
def test_the_place_by_which_a_report_calls_a_promise_leads_to_its_id(
    line: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert home.is_dir()
    lay_out({"plan/s.yaml": strategy("id: fair, title: A fair, due: in 2021, owner: town")})
    assert cli.run(line) == 2
    assert "a report counts as 2:\n    fair  A fair\n" in capsys.readouterr().err
    assert cli.run(["show", "3"]) == 2
    assert "a report counts" not in capsys.readouterr().err


def test_what_has_numbers_of_its_own_is_not_counted(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert home.is_dir()
    lay_out({"plan/s.yaml": strategy("id: fair, title: A fair, number: m3, owner: town")})
    assert cli.run(["show", "2"]) == 2
    assert "a report counts" not in capsys.readouterr().err
