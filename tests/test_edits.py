"""Edits as people make them: in an editor, on branches that merge, and several at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import welcomeplan

from .conftest import ROOT

PROGRAM = [sys.executable, "-P", "-m", "welcomeplan"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    return tmp_path


def run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def git(home: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=home, capture_output=True, text=True, check=True
    )
    return done.stdout


def finished(home: Path) -> set[str]:
    workspace = welcomeplan.load(home / "plan")
    assert not workspace.report.diagnostics
    return {place.id for place in workspace.plans[0].milestones if place.milestone.done}


def test_neighbouring_milestones_done_on_two_branches_merge_cleanly(home: Path) -> None:
    git(home, "init", "-q", "-b", "main")
    git(home, "add", ".")
    git(home, "commit", "-qm", "Adopted")
    git(home, "switch", "-qc", "theirs")
    assert run(home, "done", "career-fairs", "--on", "2018-02-01", "--note", "Held").returncode == 0
    git(home, "commit", "-qam", "Fairs")
    git(home, "switch", "-q", "main")
    assert run(home, "done", "career-services", "--on", "2018-02-11").returncode == 0
    assert run(home, "done", "broker", "--on", "2018-02-12").returncode == 0
    assert git(home, "diff", "--numstat").split("\t")[:2] == ["2", "0"]
    git(home, "commit", "-qam", "Services and broker")
    git(home, "merge", "-q", "-m", "Both", "theirs")
    assert finished(home) >= {"career-fairs", "career-services", "broker"}


def test_a_real_conflict_is_named_for_what_it_is(home: Path) -> None:
    git(home, "init", "-q", "-b", "main")
    git(home, "add", ".")
    git(home, "commit", "-qm", "Adopted")
    git(home, "switch", "-qc", "theirs")
    run(home, "done", "broker", "--on", "2018-02-01")
    git(home, "commit", "-qam", "Theirs")
    git(home, "switch", "-q", "main")
    run(home, "done", "broker", "--on", "2018-02-11")
    git(home, "commit", "-qam", "Ours")
    with pytest.raises(subprocess.CalledProcessError):
        git(home, "merge", "theirs")
    done = run(home, "validate")
    assert done.returncode == 1
    assert "a merge that git left for you to finish" in done.stdout
    assert "`HEAD` (broker) above, `theirs` (broker) below" in done.stdout


def test_eight_at_once_lose_nothing(home: Path) -> None:
    before = finished(home)
    workspace = welcomeplan.load(home / "plan")
    milestones = workspace.plans[0].milestones
    names = [place.id for place in milestones if place.file.id.startswith("econ")]
    chosen = [name for name in names if name not in before][:8]
    processes = [
        subprocess.Popen([*PROGRAM, "done", name, "--on", "2018-02-11"], cwd=home, stdout=-3)
        for name in chosen
    ]
    assert [process.wait() for process in processes] == [0] * 8
    assert finished(home) == before | set(chosen)
    assert not [path for path in (home / "plan").iterdir() if path.name.startswith(".")]


def test_the_editor_opens_at_the_line_and_the_plan_is_checked(home: Path) -> None:
    editor = home / "editor"
    editor.write_text('#!/bin/sh\necho "$@" >> "$(dirname "$0")/asked"\n')
    editor.chmod(0o755)
    assert run(home, "edit", "broker", VISUAL=str(editor)).returncode == 0
    shutil.copy(editor, home / "code")
    assert run(home, "edit", "broker", VISUAL="", EDITOR=f"{home / 'code'} --wait").returncode == 0
    line = welcomeplan.load(home / "plan").plans[0].by_id["broker"].line
    asked = (home / "asked").read_text().splitlines()
    assert asked == [
        f"+{line} plan/economic-opportunity.yaml",
        f"--wait --goto plan/economic-opportunity.yaml:{line}",
    ]
    editor.write_text('#!/bin/sh\nsed -i "s/^title:/titel:/" "$2"\n')
    done = run(home, "edit", "broker", VISUAL=str(editor))
    assert done.returncode == 1
    assert "unknown key `titel`" in done.stdout


def test_without_an_editor_the_place_is_named(home: Path) -> None:
    done = run(home, "edit", "broker", VISUAL="", EDITOR="")
    assert done.returncode == 2
    assert "economic-opportunity.yaml:" in done.stderr
    failing = run(home, "edit", "broker", VISUAL="no-such-editor")
    assert failing.returncode == 2
    assert "no-such-editor" in failing.stderr


def test_a_full_disk_is_said_and_nothing_is_lost(home: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "list"],
            cwd=home,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr
