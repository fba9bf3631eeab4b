"""TAB: what is offered is what the command takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from welcomeplan import cli

from .conftest import ROOT

PLAN = "title: T\nadopted: 2020-01-01\nperiod: 2020 to 2027\norganizations: {town: T, library: L}\n"
STRATEGY = """\
title: S
objectives:
  - id: {objective}
    title: O
    actions:
      - {{id: {objective}-work, title: A}}
    milestones:
"""


def strategy(objective: str, *milestones: str) -> str:
    lines = [f"      - {{id: {one}, title: M, due: in 2020, owner: town}}\n" for one in milestones]
    return STRATEGY.format(objective=objective) + "".join(lines)


FILES = {
    "a/plan.yaml": PLAN,
    "a/trust.yaml": strategy("econ", "hours", "only-a", "twice", "twice"),
    "b/plan.yaml": PLAN.replace("library: L", "school: S, lab: L"),
    "b/trust.yaml": strategy("econ", "hours", "home", "b"),
    "b/home.yaml": strategy("jobs", "training"),
}


class Shell:
    """A bash in which TAB is pressed."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.patch = patch
        self.capsys = capsys

    def offers(self, words: str) -> list[str]:
        """What is offered for the last of the words; after a space, for the next."""
        count = len(words.split()) + words.endswith(" ")
        self.patch.setenv("_WELCOMEPLAN_COMPLETE", "complete_bash")
        self.patch.setenv("COMP_WORDS", f"welcomeplan {words}")
        self.patch.setenv("COMP_CWORD", str(count))
        with pytest.raises(SystemExit):
            cli.run([])
        self.patch.delenv("_WELCOMEPLAN_COMPLETE")
        found = self.capsys.readouterr()
        assert found.err == ""
        return found.out.split()

    def takes(self, *words: str) -> bool:
        """Whether a command takes what it is given."""
        code = cli.run(words)
        self.capsys.readouterr()
        return code in (0, 1)


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        path = Path("w", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Shell(monkeypatch, capsys)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        # Of one plan, its ids.
        ("show --dir w/b ho", ["hours"]),
        ("done --dir w/b ho", ["hours", "home"]),
        ("show --dir w/b b", ["b", "b/"]),
        # Of several, an id that one has, and else the full name.
        ("show --dir w ho", ["a/hours", "b/hours"]),
        ("done --dir w ho", ["a/hours", "b/hours", "home"]),
        ("done --dir w on", ["only-a"]),
        ("done --dir w a/", ["a/hours", "a/only-a"]),
        ("done --dir w b/h", ["b/hours", "b/home"]),
        ("log --dir w tr", ["training"]),
        ("show --dir w tr", ["a/trust", "b/trust", "training"]),
        # An id that stands twice is nobody's.
        ("done --dir w/a tw", []),
        ("show --dir w tw", []),
        # Only what can be meant.
        ("add --dir w/b --to ", ["econ", "econ-work", "jobs", "jobs-work"]),
        ("add --dir w --to ec", ["a/econ", "b/econ", "a/econ-work", "b/econ-work"]),
        (f"reopen --dir {ROOT}/plan ", ["chamber-meeting"]),
        (f"defer --dir {ROOT}/plan chamber-", ["chamber-resources"]),
        (f"log --dir {ROOT}/plan chamber-", ["chamber-meeting", "chamber-resources"]),
        ("edit --dir w/b jo", ["jobs", "jobs-work"]),
        ("edit --dir w/b ho", ["hours"]),
        ("list --dir w --strategy tr", ["trust"]),
        ("list --dir w --plan ", ["a", "b"]),
        ("assign --dir w only-a ", ["library", "town"]),
        ("assign --dir w b/hours ", ["lab", "school", "town"]),
        ("add --dir w --to jobs --owner l", ["lab"]),
        ("list --dir w --owner l", ["lab", "library"]),
        ("show --dir nowhere ho", []),
    ],
)
def test_what_is_offered(shell: Shell, words: str, offered: list[str]) -> None:
    assert sorted(shell.offers(words)) == sorted(offered)


@pytest.mark.parametrize("folder", ["w", "w/b", str(ROOT / "examples")])
@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("show", []),
        ("done", ["--dry-run"]),
        ("start", ["--dry-run"]),
        ("drop", ["--note", "x", "--dry-run"]),
        ("reopen", ["--note", "x", "--dry-run"]),
        ("log", ["--note", "x", "--dry-run"]),
        ("add --to", ["--title", "New", "--dry-run"]),
        ("list --strategy", []),
        ("list --objective", []),
        ("due --owner", []),
    ],
    ids=str,
)
def test_what_is_offered_is_taken(shell: Shell, folder: str, command: str, more: list[str]) -> None:
    name, *option = command.split()
    where = ["--dir", folder]
    offered = [
        *shell.offers(" ".join([name, *where, *option, ""])),
        *shell.offers(" ".join([name, *where, *option, "a/"])),
    ]
    assert offered or name == "reopen"
    for one in offered[:4] + offered[-4:]:
        assert shell.takes(name, *option, one, *more, *where), one
