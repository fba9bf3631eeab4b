"""Edits as people make them: in an editor, on branches that merge, and several at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import welcomeplan
from welcomeplan import cli
from welcomeplan.acts import STATUSES, VERBS, Act, Mark
from welcomeplan.commands import mark
from welcomeplan.commands.marking import Reasoned
from welcomeplan.errors import EXIT_REFUSED, Refused
from welcomeplan.plan import judge, read_done

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


@pytest.mark.parametrize(
    ("editor", "told"),
    [
        ("code", "--wait --goto FILE:LINE"),
        ("code --wait", "--wait --goto FILE:LINE"),
        ("codium -w", "-w --goto FILE:LINE"),
        ("subl -n", "-n --wait FILE:LINE"),
        ("gedit", "--wait +LINE FILE"),
        ("gvim", "--nofork +LINE FILE"),
        ("gvim -f", "-f +LINE FILE"),
        ("kate", "--block +LINE FILE"),
        ("nano", "+LINE FILE"),
        ("emacsclient -t", "-t +LINE FILE"),
    ],
)
def test_an_editor_that_returns_at_once_is_told_to_wait(
    home: Path, editor: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def opened(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", opened)
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.chdir(home)
    line = welcomeplan.load("plan").plans[0].by_id["broker"].line
    assert cli.run(["edit", "broker"]) == 0
    file = "plan/economic-opportunity.yaml"
    wanted = told.replace("LINE", str(line)).replace("FILE", file)
    assert [word.replace(str(home) + "/", "") for word in asked[0][1:]] == wanted.split()


def test_of_an_editor_that_does_not_wait_it_is_said(home: Path) -> None:
    editor = home / "editor"
    editor.write_text("#!/bin/sh\n")
    editor.chmod(0o755)
    done = run(home, "edit", "broker", VISUAL=str(editor))
    assert done.returncode == 0
    assert "plan/economic-opportunity.yaml is as it was" in done.stderr
    assert "is still open: when you have saved,\n    welcomeplan validate" in done.stderr
    editor.write_text('#!/bin/sh\necho "# seen" >> "$2"\n')
    assert run(home, "edit", "broker", VISUAL=str(editor)).stderr == ""
    editor.write_text('#!/bin/sh\nrm "$2"\n')
    gone = run(home, "edit", "broker", VISUAL=str(editor))
    assert gone.returncode in (1, 2)
    assert "Traceback" not in gone.stderr


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


TODAY = date(2018, 2, 15)


def act(verb: str, name: str, said: Mark) -> Act:
    """What a verb makes of a milestone of the shipped plan, with no command around it."""
    workspace = welcomeplan.load(ROOT / "plan")
    standings = {standing.promise.id: standing for standing in judge(workspace.register, TODAY)}
    return VERBS[verb](workspace.plans[0].by_id[name], standings[name], said, TODAY)


def test_a_verb_writes_nothing_and_says_what_it_would() -> None:
    made = act("start", "workshops", Mark(note="Two partners", by="marc"))
    assert made.said == "workshops: begun, 77 days late (to begin by 2017-11-30)"
    assert made.file.id == "civic-engagement"
    assert len(made.edits) == 2
    assert not act("reopen", "workshops", Mark()).edits
    with pytest.raises(Refused, match="what you say of it would be lost"):
        act("reopen", "workshops", Mark(note="Why"))


REASONED = [name for name, row in STATUSES.items() if row.reason]


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        *((verb, "broker") for verb in REASONED),
        ("reopen", "chamber-meeting"),
        ("reschedule", "broker"),
    ],
)
def test_what_will_be_asked_for_is_not_done_without_a_reason(verb: str, name: str) -> None:
    with pytest.raises(Refused, match=f"the reason is missing for `{name}`") as caught:
        act(verb, name, Mark(words="by May 2018"))
    assert caught.value.code == EXIT_REFUSED
    assert act(verb, name, Mark(words="by May 2018", note="Why")).edits


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "measure"])
def test_nothing_is_done_on_a_day_that_has_not_come(verb: str) -> None:
    with pytest.raises(Refused, match="2018-02-16 is in the future"):
        act(verb, "broker", Mark(on=read_done("2018-02-16"), note="Why", words="by May 2018"))


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("plan", "measure")])
def test_of_a_month_the_log_keeps_the_day_on_which_it_is_said(verb: str) -> None:
    said = Mark(on=read_done("2018-01"), note="Why", words="by May 2018", owner="jvs")
    made = act(verb, "chamber-meeting" if verb == "reopen" else "broker", said)
    updates = [edit.item for edit in made.edits if edit.key == "log"]  # type: ignore[union-attr]
    assert [update["on"] for update in updates] == ["2018-02-15"]  # type: ignore[index,call-overload]


def test_what_a_command_asks_a_reason_for_an_act_refuses_without() -> None:
    for name, row in STATUSES.items():
        assert (mark.ROWS[name].options is Reasoned) is row.reason


EDITS = [
    (
        "add",
        "--to",
        "civic-life",
        "--title",
        "Hold a fair",
        "--due",
        "in May 2018",
        "--owner",
        "marc",
    ),
    ("done", "training-promotion", "--on", "2018-02-11"),
    ("done", "career-services", "--on", "2018-02-11"),
    ("block", "volunteers", "--note", "No staff", "--on", "2018-02-11"),
    ("reschedule", "understanding-begins", "in", "2019", "--note", "x", "--on", "2018-02-11"),
]


@pytest.mark.parametrize("edit", EDITS, ids=" ".join)
@pytest.mark.parametrize("ending", ["as it ships", "no last line end", "CRLF"])
def test_what_a_dry_run_shows_is_what_git_applies(
    home: Path,
    edit: tuple[str, ...],
    ending: str,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(home)
    for path in Path("plan").glob("*.yaml"):
        data = path.read_bytes()
        if ending == "CRLF":
            data = data.replace(b"\n", b"\r\n")
        path.write_bytes(data.rstrip(b"\n") if ending == "no last line end" else data)
    before = {path.name: path.read_bytes() for path in Path("plan").iterdir()}
    assert cli.run([*edit, "--dry-run"]) == 0
    Path("edit.patch").write_bytes(capfdbinary.readouterr().out)
    git(home, "init", "-q")
    git(home, "-c", "core.autocrlf=false", "apply", "edit.patch")
    applied = {path.name: path.read_bytes() for path in Path("plan").iterdir()}
    assert applied != before
    for name, data in before.items():
        Path("plan", name).write_bytes(data)
    assert cli.run([*edit]) == 0
    assert {path.name: path.read_bytes() for path in Path("plan").iterdir()} == applied
