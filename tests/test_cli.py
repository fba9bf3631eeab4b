"""The program as a process: terminals, pipes, colours, and what it never does."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli

from .conftest import ROOT
from .lacking import A_SHELL

if TYPE_CHECKING:
    from collections.abc import Sequence

DUE = ["due", "--quarter", "2018Q1", "--as-of", "2018-02-15", "--dir", str(ROOT / "plan")]
PROGRAM = [sys.executable, "-P", "-m", "welcomeplan"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def on_terminal(
    columns: int,
    *arguments: str,
    program: Sequence[str] = PROGRAM,
    typed: str = "",
    **environment: str,
) -> str:
    """What a terminal of so many columns shows, to somebody who types."""
    fcntl, pty, termios = map(pytest.importorskip, ("fcntl", "pty", "termios"))
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [*program, *arguments],
        stdout=follower,
        stderr=follower,
        stdin=follower,
        env={**os.environ, "TERM": "xterm-256color", **environment},
    )
    os.close(follower)
    os.write(leader, typed.encode())
    shown = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # Linux says so at the end
            break
        if not piece:
            break
        shown += piece
    process.wait()
    os.close(leader)
    return shown.decode("utf-8").replace("\r\n", "\n")


def without_colours(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


COLOUR = re.compile(r"\x1b\[([0-9]+;)*[34][0-7]")
IDS = ["career-services", "career-fairs", "broker", "immigration-rules"]


def test_piped_output_is_plain_whole_lines() -> None:
    done = run(*DUE, COLUMNS="40")
    assert "\x1b" not in done.stdout
    lines = [line for line in done.stdout.splitlines() if line.startswith("2018-")]
    assert len(lines) == 4
    for name in IDS:
        assert any(f"  {name}  " in line for line in lines)


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_on_a_terminal_no_id_is_cut_and_no_line_too_long(columns: int) -> None:
    shown = on_terminal(columns, *DUE)
    assert "\x1b[" in shown
    plain = without_colours(shown)
    for name in IDS:
        assert re.search(rf"(^|\s){name}(\s|$)", plain, re.MULTILINE), name
    assert widest(plain) <= columns


def widest(plain: str) -> int:
    """The longest line, but for a command to type, which is never broken."""
    return max(len(line) for line in plain.splitlines() if not line.startswith("  welcomeplan "))


def test_colours_are_asked_for_and_refused() -> None:
    late = ["due", "--overdue", *DUE[3:]]
    assert COLOUR.search(on_terminal(80, *late))
    assert COLOUR.search(on_terminal(80, *late, NO_COLOR=""))
    painted = re.compile(r"\x1b\[[0-9;]*m")
    assert not painted.search(on_terminal(80, *late, NO_COLOR="1"))
    assert "\x1b" not in on_terminal(80, *late, TERM="dumb")
    assert "\x1b[" in run(*DUE, FORCE_COLOR="1").stdout
    assert "\x1b[" not in run(*DUE).stdout


def test_columns_sets_the_width_of_a_forced_table() -> None:
    shown = without_colours(run(*DUE, FORCE_COLOR="1", COLUMNS="70").stdout)
    assert widest(shown) <= 70


@A_SHELL
def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = " ".join([*PROGRAM, "list", "--json", "--dir", str(ROOT / "plan")])
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[0] == "{"
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


OPTIONS = {
    "due --ownr marc": "--owner",
    "due --form csv": "--format` or `--from",
    "due --form=csv": "--format` or `--from",
    "due -owner marc": "--owner",
    "due --overdu": "--overdue",
    "due --as_of 2018-02-15": "--as-of",
    "due --q 2018Q1": "",
    "due --nonsense": "",
    "list --startegy x": "--strategy",
    "done x --evidnce y": "--evidence",
    "log x --not y": "--note",
    "add --ti x": "--title",
    "validate --nots": "--notes",
    "diff --exitcode": "--exit-code",
    "--versoin": "--version",
}


@pytest.mark.parametrize("line", OPTIONS)
def test_an_option_is_named_that_one_slip_explains(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(line.split()) == 2
    said = capsys.readouterr().err.splitlines()
    wrong = next(word for word in line.split() if word.startswith("-")).partition("=")[0]
    assert said[0] == f"welcomeplan: there is no option `{wrong}`"
    near = f"Did you mean `{OPTIONS[line]}`? " if OPTIONS[line] else ""
    assert said[1] == f"  {near}To see all that it takes:"
    assert said[2].startswith("    welcomeplan ")


@A_SHELL
def test_a_reader_that_leaves_early_is_no_error_however_much_there_is() -> None:
    command = " ".join([*PROGRAM, "list", "--json", "--dir", str(ROOT / "plan")])
    script = f"{command} | head -c 1; was=${{PIPESTATUS[0]}}; echo; echo $was"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


def test_an_encoding_without_the_signs_is_no_error() -> None:
    done = run(*DUE, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stdout.isascii()


def test_version_and_help() -> None:
    assert run("--version").stdout == "welcomeplan 0.1.0\n"
    shown = run("due", "--help").stdout
    assert "Examples:\n  welcomeplan due" in shown
    bare = run()
    assert bare.returncode == 2
    assert bare.stdout == ""
    begun = ("--help", "due", "status", "list", "done ID")
    assert all(word in line for word, line in zip(begun, bare.stderr.splitlines(), strict=True))
    assert "Look:" in run("--help").stdout


def test_inside_github_actions_validate_annotates(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("titel: x\n")
    done = run("validate", "--dir", str(tmp_path), GITHUB_ACTIONS="true")
    assert done.stdout.startswith("::error file=")
    assert done.returncode == 1
    # A workflow command is obeyed at the start of a line: only our own may stand there.
    assert done.stdout.count("\n::") == 1


def test_the_folder_by_environment_and_from_within(tmp_path: Path) -> None:
    plan = str(ROOT / "plan")
    by_name = run("list", "--dir", plan).stdout
    assert run("list", WELCOMEPLAN_DIR=plan).stdout == by_name
    for inside in (ROOT, ROOT / "plan", ROOT / "docs"):
        found = subprocess.run(
            [*PROGRAM, "list"], cwd=inside, capture_output=True, text=True, check=True
        )
        assert found.stdout == by_name
    lost = subprocess.run(
        [*PROGRAM, "list"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert lost.returncode == 2
    assert "--dir" in lost.stderr


def test_a_shell_completes_every_id_that_show_takes() -> None:
    def offered(words: str) -> list[str]:
        done = run(
            _WELCOMEPLAN_COMPLETE="complete_bash",
            COMP_WORDS=f"welcomeplan {words}",
            COMP_CWORD=str(len(words.split())),
            WELCOMEPLAN_DIR=str(ROOT / "examples" / "we-pilot-2020"),
        )
        return done.stdout.split()

    assert offered("show pi") == ["pilot", "pittsburgh"]
    places = ("champaign-county", "louisville", "pilot", "pittsburgh")
    assert sorted(offered("show te")) == [f"{place}/technical-assistance" for place in places]
    assert offered("show inc") == ["inclusion"]
    assert offered("show kick") == ["kickoff"]
    assert offered("done pi") == []
