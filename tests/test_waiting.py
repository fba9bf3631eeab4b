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
from welcomeplan.commands import waiting
from welcomeplan.workspace import reading

HEAD = "title: A plan\norganizations: {marc: Mid-America Regional Council}\n"
STRATEGY = "title: One\n"
ERASE = waiting.ERASE
LINE = re.escape(ERASE)


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
    monkeypatch.setattr(waiting, "PATIENCE", 0.04)
    monkeypatch.delenv("TERM", raising=False)


def stderr_of(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *arguments: str
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "stderr", stream)
    return cli.run(arguments), stream.getvalue()


@pytest.mark.parametrize("command", ["list", "validate", "due", "status", "remind", "when 2018"])
@pytest.mark.usefixtures("slow")
def test_what_takes_long_says_so_and_is_erased(
    command: str, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = stderr_of(monkeypatch, Terminal(), *command.split(), "--dir", str(plan))
    assert code == 0
    assert re.search(rf"{LINE}Reading the plan: [1-6] of 6 files \.\.\.", said)
    # The last thing written is an empty line, of which the cursor stands at the beginning.
    assert said.endswith(ERASE)
    assert "Reading" not in capsys.readouterr().out


@pytest.mark.usefixtures("slow")
def test_an_edit_says_so_too(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = stderr_of(monkeypatch, Terminal(), "start", "nothing", "--dir", str(plan))
    assert code == 2
    assert f"{ERASE}Reading the plan: " in said
    assert f"{ERASE}\x1b[31mwelcomeplan:\x1b[0m no milestone or indicator has the id" in said


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
    assert re.search(rf"{LINE}Reading the past of the plan: [123] versions? \.\.\.", said)


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
    assert f"{ERASE}\x1b[31mwelcomeplan:\x1b[0m " in said


def test_what_is_quick_says_nothing(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM", raising=False)
    monkeypatch.setattr(waiting, "_wait", waiting._Wait())
    assert stderr_of(monkeypatch, Terminal(), "list", "--dir", str(plan)) == (0, "")


@pytest.mark.usefixtures("slow")
def test_an_edit_tells_of_both_readings(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = "objectives:\n- id: o\n  title: O\n  milestones:\n  - {id: m, title: M, due: by 2018}\n"
    (plan / "s0.yaml").write_text(STRATEGY + part, "utf-8")
    monkeypatch.setattr(sys, "stdout", Terminal())
    line = ["done", "m", "--on", "2018-02-11", "--dir", str(plan)]
    code, said = stderr_of(monkeypatch, Terminal(), *line)
    assert code == 0, said
    counts = [int(one) for one in re.findall(r"([1-6]) of 6 files", said)]
    assert counts != sorted(counts), "it is counted anew"
    assert said.endswith(ERASE)


@pytest.mark.usefixtures("slow")
def test_a_narrow_terminal_has_one_line(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    _, said = stderr_of(monkeypatch, Terminal(), "list", "--dir", str(plan))
    lines = said.split(ERASE)
    assert any(re.fullmatch(r"Reading the plan: \d", line[:19]) for line in lines)
    assert max(map(len, lines)) < 20


@pytest.mark.usefixtures("slow")
def test_ctrl_c_leaves_nothing(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slowly = reading._Reader._parsed

    def pressed(reader: reading._Reader, kind: type, path: object) -> object:
        if reader.files == 5:
            raise KeyboardInterrupt
        return slowly(reader, kind, path)  # type: ignore[arg-type]

    monkeypatch.setattr(reading._Reader, "_parsed", pressed)
    code, said = stderr_of(monkeypatch, Terminal(), "list", "--dir", str(plan))
    assert code == 130
    assert "Reading the plan" in said
    assert said.endswith(ERASE)


@pytest.mark.usefixtures("slow")
def test_a_terminal_that_is_gone_is_no_fault(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Gone(Terminal):
        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    failed: list[object] = []
    monkeypatch.setattr("threading.excepthook", failed.append)
    assert stderr_of(monkeypatch, Gone(), "list", "--dir", str(plan))[0] == 0
    assert not failed


def test_within_a_second_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.delenv("TERM", raising=False)
    monkeypatch.setattr(waiting, "_wait", waiting._Wait())
    for _ in range(2):
        with waiting.waiting("Reading", "file") as tick:
            tick()
            time.sleep(0.05)
    assert stream.getvalue() == ""


def test_steps_that_follow_each_other_are_one_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.delenv("TERM", raising=False)
    monkeypatch.setattr(waiting, "PATIENCE", 0.4)
    monkeypatch.setattr(waiting, "_wait", waiting._Wait())
    with waiting.waiting("One"):
        time.sleep(0.3)
    with waiting.waiting("Another"):
        with waiting.waiting("Within it", "file", lambda: 3) as tick:
            tick()
            time.sleep(0.3)
        time.sleep(0.15)
    said = stream.getvalue().split(ERASE)
    assert "One ..." not in said
    assert "Within it: 1 of 3 files ..." in said
    assert said[-2:] == ["Another ...", ""]
