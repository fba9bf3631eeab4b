"""Ctrl-C, at any time: 130, not a word of Python's, and a plan that is whole."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest
import typer

from welcomeplan import cli, saving
from welcomeplan.commands import looking

from .conftest import ROOT
from .lacking import SIGNALS

pytestmark = SIGNALS

DONE = ["done", "career-services", "--on", "2018-02-11"]
PRESS = """
from welcomeplan.__main__ import main
import os, signal, sys
def press(*_, **__): os.kill(os.getpid(), signal.SIGINT)
"""
RUN = "\nmain()\n"
MOMENTS = {
    "while typer is loaded": """
class Finder:
    def find_spec(self, name, *_):
        if name == "typer.core": press()
sys.meta_path.insert(0, Finder())
""",
    "while the command is loaded": """
class Finder:
    def find_spec(self, name, *_):
        if name == "welcomeplan.acts.done": press()
sys.meta_path.insert(0, Finder())
""",
    "while a file is read": "from welcomeplan.workspace import reading; reading.parse = press\n",
    "while the plan is looked for": "import os.path; from welcomeplan.workspace import disk\n"
    "disk._is_plan = press\n",
    "where nothing can be raised": """
from welcomeplan.workspace import reading
class Gone:
    def __del__(self): press()
def parse(*_): Gone()
reading.parse = parse
""",
    "while it is saved": "os.fsync = press\n",
    "while nothing is left but to print": "sys.stdout.write = press\n",
    "while it ends": "import atexit; atexit.register(press)\n",
}


def program(code: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-c", PRESS + code + RUN, *arguments],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    return tmp_path


def plan_of(home: Path) -> dict[str, bytes]:
    """The plan's files, when the next run has cleared up."""
    with saving.lock(home / "plan"):
        pass
    return {path.name: path.read_bytes() for path in (home / "plan").iterdir()}


def whole(home: Path) -> bool:
    """Whether the plan is as it was, or has the whole edit and nothing else."""
    old = {path.name: path.read_bytes() for path in (ROOT / "plan").iterdir()}
    found = plan_of(home)
    changed = [name for name in found if found[name] != old.get(name)]
    added = [name for name in changed if b"done: 2018-02-11" in found[name]]
    return found.keys() == old.keys() and changed == added and len(changed) <= 1


@pytest.mark.parametrize("moment", MOMENTS)
def test_at_a_moment(home: Path, moment: str) -> None:
    ended = program(MOMENTS[moment], home, *DONE)
    # What is over is over: it can't be interrupted any more.
    assert ended.returncode == (0 if moment == "while it ends" else 130), ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Error" not in ended.stderr
    assert "Exception" not in ended.stderr
    assert whole(home)
    if moment == "while it is saved":
        assert "Nothing was changed" in ended.stderr


@pytest.mark.parametrize("number", [10, 300, 3_000, 9_000, 15_000, 40_000])
def test_at_any_call(home: Path, number: int) -> None:
    count = f"""
left = {number}
def called(frame, event, argument):
    global left
    left -= event == "call"
    if left == 0: press()
sys.setprofile(called)
"""
    ended = program(count, home, *DONE)
    assert ended.returncode == 130, ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Exception" not in ended.stderr
    assert whole(home)


def started(home: Path, *arguments: str, stdin: int | IO[bytes]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "welcomeplan", *arguments],
        cwd=home,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def interrupted(process: subprocess.Popen[str]) -> str:
    """What it says on stderr, pressed when it waits; it must end with 130, and at once."""
    with process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=5) == 130
        assert process.stderr
        return process.stderr.read()


def test_while_it_waits_for_another_run(home: Path) -> None:
    with saving.lock(home / "plan"):
        assert interrupted(started(home, *DONE, stdin=subprocess.DEVNULL)) == ""
    assert whole(home)


def test_while_nobody_reads_what_is_printed(home: Path) -> None:
    (home / "phrases").write_text("by the end of 2018\n" * 400, "utf-8")
    with (home / "phrases").open("rb") as phrases:
        assert interrupted(started(home, "when", "-", "--json", stdin=phrases)) == ""


def test_while_it_waits_for_phrases(home: Path) -> None:
    assert interrupted(started(home, "when", "-", stdin=subprocess.PIPE)) == ""


@pytest.mark.parametrize("raised", [KeyboardInterrupt, EOFError])
def test_at_a_question(
    home: Path, monkeypatch: pytest.MonkeyPatch, raised: type[BaseException]
) -> None:
    def asks(*_: object) -> str:
        raise raised

    def confirmed(*_: object) -> None:
        typer.confirm("Really?")

    monkeypatch.setattr("typer._click.termui.visible_prompt_func", asks)
    monkeypatch.setattr(looking, "register", confirmed)
    monkeypatch.chdir(home)
    assert cli.run(["due"]) == (130 if raised is KeyboardInterrupt else 2)
