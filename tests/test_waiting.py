"""What is said on a terminal while somebody waits, and what is not."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from welcomeplan import cli
from welcomeplan.commands import looking
from welcomeplan.workspace import reading

from .test_cli import on_terminal

HEAD = "title: A plan\norganizations: {marc: Mid-America Regional Council}\n"
STRATEGY = "title: One\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(HEAD, "utf-8")
    for n in range(5):
        (folder / f"s{n}.yaml").write_text(STRATEGY, "utf-8")
    return folder


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file takes long, for the little that anybody waits."""
    parsed = reading._Reader._parsed

    def slowly(*arguments: object) -> object:
        time.sleep(0.04)
        return parsed(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(reading._Reader, "_parsed", slowly)
    monkeypatch.setattr(looking, "PATIENCE", 0.04)
    monkeypatch.delenv("TERM", raising=False)


def stderr_of(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *arguments: str
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "stderr", stream)
    return cli.run(arguments), stream.getvalue()


@pytest.mark.parametrize("command", ["list", "validate", "due", "show plan/"])
@pytest.mark.usefixtures("slow")
def test_what_takes_long_says_so_and_is_erased(
    command: str, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = stderr_of(monkeypatch, Terminal(), *command.split(), "--dir", str(plan))
    assert code == 0
    assert "\rReading the plan: " in said
    assert " files ..." in said
    # The last thing written is an empty line, of which the cursor stands at the beginning.
    assert said.endswith(" \r")
    assert not said.rstrip("\r").rpartition("\r")[2].strip()
    assert "Reading" not in capsys.readouterr().out


@pytest.mark.usefixtures("slow")
def test_an_edit_says_so_too(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = stderr_of(monkeypatch, Terminal(), "start", "nothing", "--dir", str(plan))
    assert code == 2
    assert "\rReading the plan: " in said
    assert " \r\x1b[31mwelcomeplan:\x1b[0m no milestone or indicator has the id" in said


@pytest.mark.usefixtures("slow")
def test_history_counts_versions(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=plan, check=True, capture_output=True)

    git("init", "--quiet")
    for n in range(3):
        (plan / "s0.yaml").write_text(f"{STRATEGY}summary: {n}\n", "utf-8")
        git("add", ".")
        git("commit", "--quiet", "-m", "Edit")
    code, said = stderr_of(monkeypatch, Terminal(), "history", "--dir", str(plan))
    assert code == 0
    assert re.search(r"\rReading the past of the plan: [123] versions? \.\.\.", said)


@pytest.mark.usefixtures("slow")
def test_nothing_is_said_off_a_terminal_or_on_a_dumb_one(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stderr_of(monkeypatch, io.StringIO(), "list", "--dir", str(plan)) == (0, "")
    monkeypatch.setenv("TERM", "dumb")
    assert stderr_of(monkeypatch, Terminal(), "list", "--dir", str(plan)) == (0, "")


@pytest.mark.usefixtures("slow")
def test_what_goes_wrong_is_said_on_an_empty_line(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan / "s4.yaml").write_text("title: [", "utf-8")
    code, said = stderr_of(monkeypatch, Terminal(), "list", "--dir", str(plan))
    assert code == 1
    assert " \r\x1b[31mwelcomeplan:\x1b[0m " in said


def test_what_is_quick_says_nothing(plan: Path) -> None:
    assert "Reading" not in on_terminal(80, "list", "--dir", str(plan))
