"""What is answered where nothing is found, or where an option says nothing: of what was asked."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from welcomeplan import cli
from welcomeplan.commands import looking

from .test_names import HEAD, lay_out, strategy

LATE = "id: late, title: Late, due: in 2019, owner: town, tags: [x]"
LATER = "id: later, title: Later, due: in August 2020, owner: lib, tags: [y]"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(looking, "today", lambda *_: date(2020, 6, 1))
    lay_out({"plan/plan.yaml": HEAD, "plan/s.yaml": strategy(LATE, LATER)})
    return tmp_path


PERIOD = "--from 2018-01-01 --to 2018-03-31"
ANSWERS = [
    ("due --overdue --quarter 2018Q1", "Nothing that was due in 2018Q1 is overdue."),
    (
        f"due --overdue {PERIOD}",
        "Nothing that was due from 2018-01-01 to 2018-03-31 is overdue.",
    ),
    ("due --overdue --owner lib", "Nothing of what was asked for is overdue."),
    ("due --overdue --tag y", "Nothing of what was asked for is overdue."),
    (
        "due --overdue --owner lib --quarter 2018Q1",
        "Nothing of what was asked for that was due in 2018Q1 is overdue.",
    ),
    ("due --owner lib", "Nothing of what was asked for is due."),
    ("due --state blocked", "Nothing of what was asked for is due."),
    ("due --quarter 2018Q1", "Nothing is due."),
    ("due --overdue --as-of 2019-01-01", "Nothing is overdue."),
    (
        "history --owner nobody",
        "No organization answers for anything that was asked for and is open.",
    ),
]


@pytest.mark.parametrize("form", ["table", "markdown"])
@pytest.mark.parametrize(("line", "said"), ANSWERS)
def test_nothing_is_said_of_what_was_asked_alone(
    home: Path, line: str, said: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    git = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        subprocess.run([*git, *words], check=True)
    assert cli.run([*line.split(), "--format", form]) == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("line", [line for line, _ in ANSWERS if line.startswith("due")])
def test_of_what_could_not_be_read_it_is_said_as_ever(
    home: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"plan/t.yaml": "title: [\n"})
    assert cli.run(line.split()) == 1
    assert "Nothing of what could be read is " in capsys.readouterr().out


def test_what_only_lacks_a_mark_is_named_as_commands_take_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reached = f"{LATE}, target: 2 x, log: [{{on: 2019-02-01, amount: 2}}]"
    lay_out({"b/plan.yaml": HEAD, "b/s.yaml": strategy(reached)})
    assert cli.run(["due", "--overdue", "--dir", "."]) == 0
    assert "not marked done: b/late (welcomeplan done ID" in capsys.readouterr().out


@pytest.mark.parametrize("more", [[], ["--strict"], ["--json"], ["--format", "gitlab"]])
def test_what_stood_before_is_asked_for_with_an_edit_alone(
    home: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["validate", "--all", *more]) == 2
    out, err = capsys.readouterr()
    assert (out, "`--all` needs `--since`" in err) == ("", True)


EMPTY = [
    *(["list", "--dir", ""], ["list", "--dir="], ["validate", "--dir", " "], ["validate", ""]),
    *(["show", "late", "--dir", ""], ["done", "late", "--dir", ""], ["edit", "late", "--dir", ""]),
    *(["history", "--dir", ""], ["due", "--dir", ""], ["diff", "HEAD", "--dir", ""]),
]


@pytest.mark.parametrize("line", EMPTY)
def test_an_empty_folder_is_no_folder(
    home: Path, line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("plan/s.yaml").read_text()
    assert cli.run(line) == 2
    out, err = capsys.readouterr()
    assert (out, "it is empty\n  Name a folder, or leave it out." in err) == ("", True)
    assert Path("plan/s.yaml").read_text() == before


def test_an_empty_variable_is_as_good_as_none(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({"other/plan.yaml": HEAD, "plan/in/x": ""})
    monkeypatch.setenv("WELCOMEPLAN_DIR", "")
    monkeypatch.chdir("plan/in")
    assert cli.run(["list"]) == 0
    assert "late" in capsys.readouterr().out
