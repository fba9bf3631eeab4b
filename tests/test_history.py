"""What git remembers, in real repositories with real commits: `--at`, and `history`."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import time
import tracemalloc
import weakref
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import welcomeplan
from welcomeplan import cli
from welcomeplan.commands import looking
from welcomeplan.deadlines import Deadline
from welcomeplan.limits import Limits
from welcomeplan.plan import Place, Plan, Strategy, StrategyFile
from welcomeplan.versions import Commit, Kind, Ledger, Version, compare, follow, silences
from welcomeplan.workspace import Repository, git, objects, read, remembering, versions
from welcomeplan.yamltext import Source

from .conftest import InMemory

HEAD = """\
title: A plan
adopted: 2018-01-05
organizations: {marc: Mid-America Regional Council, jvs: Jewish Vocational Service}
"""
TOOLKIT = """\
  - id: toolkit
    title: The toolkit is shared with every city
    due: by March 2018
    owner: marc
"""
TRAINING = """\
  - id: training
    title: 2 trainings of police officers are held
    text: MARC will implement 2 trainings of law enforcement personnel.
    due: in 2018
    owner: marc
"""
BROKER = """\
  - id: broker
    title: A regional broker is identified
    due: by the second quarter of 2018
    owner: jvs
"""


def strategy(*milestones: str) -> str:
    """A strategy file that holds these milestones."""
    inside = "".join(milestones).replace("\n  ", "\n    ").replace("  - id", "    - id", 1)
    return f"title: One\nobjectives:\n- id: o\n  title: O\n  milestones:\n{inside}"


class Repo:
    """A git repository in a folder, whose commits are dated."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.day = 9

    def git(self, *arguments: str, **environment: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=os.environ
            | {
                "GIT_AUTHOR_NAME": "Ana",
                "GIT_AUTHOR_EMAIL": "ana@example.org",
                "GIT_COMMITTER_NAME": "Ana",
                "GIT_COMMITTER_EMAIL": "ana@example.org",
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_NOSYSTEM": "1",
            }
            | environment,
            capture_output=True,
            check=True,
        )
        return os.fsdecode(done.stdout).strip()

    def commit(self, subject: str, author: str = "Ana", **files: str | None) -> str:
        """Write plan files (None: delete), and commit them on the next day of January 2018."""
        for name, text in files.items():
            path = self.folder / "plan" / f"{name}.yaml"
            path.parent.mkdir(exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")
        return self.record(subject, author)

    def record(self, subject: str, author: str = "Ana", *how: str) -> str:
        self.day += 1
        when = f"2018-01-{self.day:02}T12:00:00+0000"
        self.git("add", "-A")
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        words = how or ("commit", "-q", "--allow-empty", "-m", subject)
        self.git(*words, GIT_AUTHOR_NAME=author, **dates)
        return self.git("rev-parse", "HEAD")

    @property
    def ledger(self) -> Ledger:
        return follow(self.versions)

    @property
    def versions(self) -> list[Version]:
        with Repository.find(self.folder / "plan") as repository:
            return list(versions(repository, repository.resolve("HEAD"), self.folder / "plan"))

    def events(self, name: str) -> list[tuple[Any, ...]]:
        """What happened to a promise: kind, days, reason, author, day of January."""
        return [
            (e.kind.value, e.days, e.reason, e.commit.author, e.commit.date.day)
            for e in self.ledger.find(name).events
        ]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setattr(looking, "today", lambda *_: date(2018, 2, 15))
    monkeypatch.chdir(tmp_path)
    made = Repo(tmp_path)
    made.commit("Adopt the plan", plan=HEAD, one=strategy(TOOLKIT, TRAINING), two=strategy(BROKER))
    return made


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run(arguments)
        return code, *capsys.readouterr()

    return run


def later(text: str, words: str, note: str = "") -> str:
    """A milestone with another deadline, and a reason in its log."""
    lines = [f"    due: {words}" if "due:" in line else line for line in text.splitlines()]
    if note:
        lines += ["    log:", f"      - on: 2018-01-20\n        note: {note}"]
    return "\n".join(lines) + "\n"


def test_the_first_promise(repo: Repo) -> None:
    assert repo.events("toolkit") == [("promised", None, "Adopt the plan", "Ana", 10)]
    life = repo.ledger.find("toolkit")
    assert (life.first_words, life.first_due) == ("by March 2018", date(2018, 3, 31))
    assert life.untouched
    assert life.slip == 0


def test_slips_with_and_without_a_reason(repo: Repo) -> None:
    moved = later(TOOLKIT, "by June 2018", "The printer closed")
    repo.commit("Update", "Bo", one=strategy(moved, TRAINING))
    repo.commit("Later again", "Cy", one=strategy(later(moved, "in 2018"), TRAINING))
    repo.commit("Sooner", one=strategy(later(moved, "in November 2018"), TRAINING))
    assert repo.events("toolkit")[1:] == [
        ("moved", 91, "The printer closed", "Bo", 11),
        ("moved", 184, "Later again", "Cy", 12),
        ("moved", -31, "Sooner", "Ana", 13),
    ]
    life = repo.ledger.find("toolkit")
    assert [event.logged for event in life.events[1:]] == [True, False, False]
    assert life.slip == 244
    ledger = repo.ledger
    assert [life.id for life in ledger.repeated] == ["toolkit"]
    assert [life.id for life in ledger.untouched] == ["training", "broker"]
    assert (ledger.later, ledger.sooner) == (244, 0)


def test_what_reschedule_writes_is_told_once(repo: Repo, run: Run) -> None:
    run("reschedule", "toolkit", "in", "2018", "--note", "No printer", "--on", "2018-01-20")
    repo.record("Update")
    assert repo.events("toolkit")[1:] == [("moved", 275, "No printer", "Ana", 11)]


def test_a_deadline_in_other_words_is_no_move(repo: Repo) -> None:
    repo.commit("Say it so", one=strategy(later(TOOLKIT, "first quarter of 2018"), TRAINING))
    assert repo.events("toolkit")[1:] == [("reworded", None, "Say it so", "Ana", 11)]
    assert not repo.ledger.moved


def test_done_late_reopened_and_set_aside(repo: Repo) -> None:
    repo.commit("Done", one=strategy(f"{TOOLKIT}    done: 2018-04-02\n", TRAINING))
    repo.commit("Not yet", one=strategy(f"{TOOLKIT}    status: active\n", TRAINING))
    why = "    log: [{on: 2018-01-13, status: deferred, note: no money}]\n"
    repo.commit("Wait", one=strategy(f"{TOOLKIT}    status: deferred\n{why}", TRAINING))
    events = repo.ledger.find("toolkit").events[1:]
    assert [(e.kind.value, e.before, e.after, e.days, e.reason) for e in events] == [
        ("done", "", "2018-04-02", 2, "Done"),
        ("reopened", "2018-04-02", "", None, "Not yet"),
        ("status", "planned", "active", None, "Not yet"),
        ("status", "active", "deferred", None, "no money"),
    ]


def test_a_first_deadline_one_taken_away_and_another_owner(repo: Repo, run: Run) -> None:
    bare = BROKER.replace("    due: by the second quarter of 2018\n", "")
    repo.commit("Unsure", two=strategy(bare.replace("jvs", "marc")))
    repo.commit("Ongoing", two=strategy(bare + "    due: ongoing\n"))
    repo.commit("Sure", two=strategy(bare + "    due: in 2019\n"))
    repo.commit("New", two=strategy(bare + "    due: in 2019\n", BARE))
    repo.commit("Dated", two=strategy(bare + "    due: in 2019\n", BARE + "    due: in 2018\n"))
    assert [(e.kind.value, e.days) for e in repo.ledger.find("broker").events[1:]] == [
        ("moved", None),
        ("owner", None),
        ("dated", None),
        ("owner", None),
        ("moved", None),
    ]
    out = run("history", "broker")[1]
    for words in ("its deadline was taken away", "another owner", "given a day", "by 184 days"):
        assert (words in out) is (words != "by 184 days"), words
    bare_life = repo.ledger.find("bare")
    assert (bare_life.first_words, bare_life.first_due) == ("in 2018", date(2018, 12, 31))
    assert not bare_life.moves
    assert "first given a deadline, 2018-12-31" in run("history", "bare")[1]


BARE = "  - id: bare\n    title: Something else entirely\n"


def test_each_time_of_what_repeats(repo: Repo, run: Run) -> None:
    repeats = f"{BARE}    repeats: quarterly\n    starts: in 2018\n    due: in 2018\n"
    repo.commit("New", two=strategy(BROKER, repeats))
    done = "    occurrences: [{period: 2018Q1, done: 2018-01-12}]\n"
    repo.commit("Once", "Bo", two=strategy(BROKER, repeats + done))
    repo.commit("Not so", two=strategy(BROKER, repeats))
    assert [e[0] for e in repo.events("bare")] == ["promised", "done", "reopened"]
    assert "done: 2018Q1: 2018-01-12" in run("history", "bare")[1]


def test_done_on_a_day_that_nobody_knows(repo: Repo, run: Run) -> None:
    repeats = f"{BARE}    repeats: quarterly\n    starts: in 2018\n    due: in 2018\n"
    waits = BROKER.replace("by the second quarter of 2018", "30 days after toolkit")
    repo.commit("New", two=strategy(waits, repeats))
    once = "    occurrences: [{period: 2018Q1, done: yes}]\n"
    unknown = strategy(f"{TOOLKIT}    done: yes\n", TRAINING)
    repo.commit("Done", one=unknown, two=strategy(waits, repeats + once))
    assert "done, day unknown  " in run("history", "toolkit")[1]
    assert "done: 2018Q1: day unknown  " in run("history", "bare")[1]
    # What waits for it has no day, and has not moved since.
    assert [e[2] for e in repo.events("broker")] == ["Adopt the plan", "New"]
    # Nobody was heard of on the first day there is.
    assert [s.heard for s in silences(repo.ledger, date(2018, 1, 11))] == [None, None]
    (told,) = json.loads(run("history", "toolkit", "--json")[1])["promises"]
    assert (told["done"], told["state"]) == ("yes", "done")
    last = told["events"][-1]
    assert (last["kind"], last["to"], last["days"]) == ("done", "day unknown", None)

    known = strategy(f"{TOOLKIT}    done: 2018-01-12\n", TRAINING)
    for subject, one in (
        ("Found", known),
        ("Lost", unknown),
        ("Undo", strategy(TOOLKIT, TRAINING)),
    ):
        repo.commit(subject, one=one)
    code, out, err = run("history", "toolkit")
    assert (code, err) == (0, "")
    for said in (
        "finished on 2018-01-12, not a day unknown",
        "finished on a day unknown, not 2018-01-12",
        "reopened: it was done, day unknown",
    ):
        assert said in out
    assert not re.search("0001-|9999-|on yes", out)


def test_a_renamed_file_and_a_move_between_files(repo: Repo) -> None:
    repo.git("mv", "plan/two.yaml", "plan/jobs.yaml")
    repo.record("Rename the file")
    repo.commit("Move", one=strategy(TOOLKIT), jobs=strategy(BROKER, TRAINING))
    kinds = [(e.kind.value, e.before, e.after) for e in repo.ledger.find("broker").events[1:]]
    assert kinds == [("relocated", "two.yaml", "jobs.yaml")]
    training = repo.ledger.find("training")
    assert [(e.kind.value, e.after) for e in training.events[1:]] == [("relocated", "jobs.yaml")]
    assert training.untouched
    assert not any(life.removed for life in repo.ledger.lives)


def test_a_renamed_id_is_followed_and_said(repo: Repo, run: Run) -> None:
    new = TRAINING.replace("id: training", "id: police").replace("police officers", "policemen")
    repo.commit("Shorter", one=strategy(TOOLKIT, later(new, "in 2019")))
    assert repo.events("police")[1:] == [
        ("renamed", None, "Shorter", "Ana", 11),
        ("moved", 365, "Shorter", "Ana", 11),
    ]
    assert repo.ledger.find("training").id == "police"
    code, out, _ = run("history", "training")
    assert code == 0
    assert "renamed, from `training` to `police` (told by its title and wording)" in out
    assert "Once called     training" in out


def test_the_same_promise_for_another_year_is_no_rename(repo: Repo) -> None:
    new = TRAINING.replace("id: training", "id: training-2").replace("2 trainings", "3 trainings")
    repo.commit("Next", one=strategy(TOOLKIT, new.replace("MARC will", "MARC intends to")))
    assert [e[0] for e in repo.events("training-2")] == ["promised"]
    assert [e[0] for e in repo.events("training")] == ["promised", "removed"]


def test_a_plan_by_another_id_has_the_same_promises(repo: Repo) -> None:
    repo.commit("Name it", plan=HEAD + "id: town\n")
    new = TRAINING.replace("id: training", "id: police")
    repo.commit("Again", plan=HEAD + "id: city\n", one=strategy(TOOLKIT, new))
    life = repo.ledger.find("training")
    assert (life.plan, life.id, life.former[0]) == ("city", "police", ("plan", "training"))
    assert [event.kind for event in life.events] == [Kind.PROMISED, Kind.RENAMED]
    assert not any(life.removed for life in repo.ledger.lives)


def test_an_id_that_is_known_is_that_promise_come_back(repo: Repo) -> None:
    repo.commit("Less", one=strategy(TOOLKIT))
    again = TOOLKIT.replace("id: toolkit", "id: training")
    repo.commit("Other", one=strategy(again))
    assert [e[0] for e in repo.events("training")] == ["promised", "removed", "returned", "moved"]
    assert [e[0] for e in repo.events("toolkit")] == ["promised", "removed"]


def test_what_only_had_to_begin_and_what_waited_are_late_too(repo: Repo) -> None:
    begins = TRAINING.replace("in 2018", "beginning in January 2018")
    waits = BROKER.replace("by the second quarter of 2018", "10 days after toolkit")
    done = f"{TOOLKIT}    done: 2018-01-11\n"
    repo.commit("Plan", one=strategy(done, begins), two=strategy(waits))
    started = "    log: [{on: 2018-02-03, status: active}]\n"
    begun = f"{begins}    done: 2018-02-05\n{started}"
    repo.commit("Done", one=strategy(done, begun), two=strategy(f"{waits}    done: 2018-02\n"))
    assert repo.events("training")[-1][:2] == ("done", 3)
    assert repo.events("broker")[-1][:2] == ("done", 11)
    log = "    log: [{on: 2018-01-20, status: active, note: Begun}]\n"
    repo.commit("Undo", one=strategy(done, begins), two=strategy(waits))
    repo.commit("Done", one=strategy(done, f"{begins}    done: 2018-02-03\n{log}"))
    assert repo.events("training")[-1][:2] == ("done", 0)


def test_a_removal_and_its_revert(repo: Repo) -> None:
    repo.commit("Drop it", one=strategy(TOOLKIT))
    life = repo.ledger.find("training")
    assert life.removed
    assert not life.open
    repo.record("", "Ana", "revert", "--no-edit", "HEAD")
    assert [e[0] for e in repo.events("training")] == ["promised", "removed", "returned"]
    assert not repo.ledger.find("training").removed


def test_a_reverted_slip(repo: Repo) -> None:
    repo.commit("Later", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    repo.record("", "Bo", "revert", "--no-edit", "HEAD")
    assert [e[:3] for e in repo.events("toolkit")[1:]] == [
        ("moved", 275, "Later"),
        ("moved", -275, 'Revert "Later"'),
    ]
    assert repo.ledger.find("toolkit").slip == 0
    assert not repo.ledger.find("toolkit").untouched


def test_a_merge_is_told_by_the_commit_behind_it(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side: later", "Bo", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    repo.commit("Side: note", "Cy", two=strategy(f"{BROKER}    status: active\n"))
    repo.git("checkout", "-q", "main")
    repo.commit("Main", one=None, three=strategy(TOOLKIT, TRAINING))
    repo.git("merge", "-q", "--no-commit", "side")
    merge = repo.record("Merge branch 'side'")
    assert [e for e in repo.events("toolkit") if e[0] == "moved"] == [
        ("moved", 275, "Side: later", "Bo", 11)
    ]
    (begun,) = repo.ledger.find("broker").events[1:]
    assert (begun.commit.author, begun.merge) == ("Cy", merge)
    assert len(repo.versions) == 3, "a merge is one version"


def test_what_a_merge_itself_decides_is_its_own(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side", "Bo", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    repo.git("checkout", "-q", "main")
    repo.commit("Main", "Cy", one=strategy(later(TOOLKIT, "by May 2018"), TRAINING))
    repo.git("merge", "-q", "-s", "ours", "--no-commit", "side")
    repo.commit("Settle", "Di", one=strategy(later(TOOLKIT, "by June 2018"), TRAINING))
    assert [e[1:4] for e in repo.events("toolkit")[1:]] == [
        (61, "Main", "Cy"),
        (30, "Settle", "Di"),
    ]


class Branches:
    """Branches that are written to and merged, a commit a day."""

    def __init__(self, repo: Repo) -> None:
        self.repo = repo

    def on(self, branch: str, begin: str = "") -> None:
        """Go to a branch; a new one begins at another."""
        self.repo.git("checkout", "-q", *(("-b", branch, begin) if begin else (branch,)))

    def moved(self, words: str, author: str, subject: str = "Move it") -> str:
        return self.repo.commit(subject, author, one=strategy(later(TOOLKIT, words), TRAINING))

    def other(self, author: str, words: str = "in 2018") -> str:
        """Something that has nothing to do with it."""
        return self.repo.commit("Other", author, two=strategy(later(BROKER, words)))

    def merge(self, *branches: str, how: str = "ort", **files: str) -> str:
        """Merge, by the hand of somebody whose work it is."""
        self.repo.git("merge", "-q", "--no-commit", "--no-ff", "-s", how, *branches)
        return self.repo.commit("Merge", "Merger", **files)

    def moves(self) -> list[tuple[str, int | None]]:
        """Whom the moves of the toolkit are credited to, and by how many days each."""
        return [(e.commit.author, e.days) for e in self.repo.ledger.find("toolkit").moves]

    def events(self, name: str) -> list[tuple[str, str]]:
        """What happened to a promise, and who is said to have done it."""
        return [(e.kind.value, e.commit.author) for e in self.repo.ledger.find(name).events]


@pytest.fixture
def branches(repo: Repo) -> Branches:
    return Branches(repo)


def test_a_move_on_one_of_two_branches_merged_in_turn(branches: Branches) -> None:
    branches.on("mover", "main")
    branches.moved("in 2018", "Bo")
    branches.on("other", "main")
    branches.other("Cy")
    branches.on("mover")
    branches.merge("other")
    branches.on("main")
    branches.merge("mover")
    assert branches.moves() == [("Bo", 275)]


def test_a_move_on_one_branch_of_an_octopus(branches: Branches) -> None:
    for name, author in (("first", "Cy"), ("mover", "Bo"), ("last", "Di")):
        branches.on(name, "main")
        if name == "mover":
            branches.moved("in 2018", author)
        else:
            made = strategy(f"{BARE}    due: in 2018\n".replace("bare", name))
            branches.repo.commit("Other", author, **{name: made})
    branches.on("main")
    branches.merge("first", "mover", "last", how="octopus")
    assert branches.moves() == [("Bo", 275)]
    assert branches.events("first") == [("promised", "Cy")]
    assert branches.events("last") == [("promised", "Di")]


def test_a_move_that_a_branch_made_and_merged_the_main_one_since(branches: Branches) -> None:
    branches.on("mover", "main")
    branches.moved("in 2018", "Bo")
    branches.on("main")
    branches.other("Cy")
    branches.on("mover")
    branches.merge("main")
    branches.repo.commit("More", "Di", three="title: Three\n")
    branches.on("main")
    branches.merge("mover")
    assert branches.moves() == [("Bo", 275)]


def test_branches_that_merged_each_other(branches: Branches) -> None:
    branches.on("mover", "main")
    moved = branches.moved("in 2018", "Bo")
    branches.on("other", "main")
    other = branches.other("Cy")
    branches.on("mover")
    branches.merge(other)
    branches.on("other")
    branches.merge(moved)
    branches.repo.commit("More", "Di", three="title: Three\n")
    branches.on("main")
    branches.merge("other")
    branches.merge("mover")
    assert branches.moves() == [("Bo", 275)]


def test_a_move_that_a_merge_behind_the_merge_decided(branches: Branches) -> None:
    branches.on("mover", "main")
    branches.moved("in 2018", "Bo")
    branches.on("other", "main")
    branches.moved("by May 2018", "Cy")
    branches.on("mover")
    branches.repo.git("merge", "-q", "--no-commit", "-s", "ours", "other")
    settled = strategy(later(TOOLKIT, "by June 2018"), TRAINING)
    branches.repo.commit("Settle", "Di", one=settled)
    branches.other("Ed")
    branches.on("main")
    branches.merge("mover")
    assert branches.moves() == [("Di", 91)]


def test_a_move_made_taken_back_and_made_again(branches: Branches) -> None:
    branches.on("mover", "main")
    branches.moved("in 2018", "Bo")
    branches.moved("by March 2018", "Cy")
    branches.moved("in 2018", "Di")
    branches.other("Ed")
    branches.on("main")
    branches.merge("mover")
    assert branches.moves() == [("Di", 275)]


def test_a_move_and_then_a_move_again_by_another_merge(branches: Branches) -> None:
    branches.on("mover", "main")
    branches.moved("by June 2018", "Bo")
    branches.on("main")
    branches.merge("mover")
    branches.on("mover")
    branches.other("Cy")
    branches.moved("in 2018", "Di")
    branches.on("main")
    branches.merge("mover")
    assert branches.moves() == [("Bo", 91), ("Di", 184)]


def test_one_move_that_two_branches_made(branches: Branches) -> None:
    for name, author in (("first", "Bo"), ("second", "Cy")):
        branches.on(name, "main")
        branches.moved("in 2018", author)
    branches.on("both", "second")
    branches.merge("first")
    branches.on("main")
    branches.merge("both")
    assert branches.moves() == [("Bo", 275)]


def test_a_merge_that_goes_back_to_what_a_branch_began_with(branches: Branches) -> None:
    branches.moved("by June 2018", "Bo")
    branches.on("old", "main")
    branches.other("Cy")
    branches.on("main")
    branches.moved("in 2018", "Di")
    branches.merge("old", one=strategy(later(TOOLKIT, "by June 2018"), TRAINING))
    assert branches.moves() == [("Bo", 91), ("Di", 184), ("Merger", -184)]


def test_a_branch_whose_move_was_merged_away_moved_nothing(branches: Branches) -> None:
    branches.on("lost", "main")
    branches.moved("in 2018", "Bo")
    branches.on("main")
    branches.merge("lost", how="ours")
    branches.on("later", "main")
    branches.other("Cy")
    branches.moved("in 2018", "Di")
    branches.on("main")
    branches.merge("later")
    assert branches.moves() == [("Di", 275)]


def test_a_move_that_was_said_in_other_words_and_renamed_since(branches: Branches) -> None:
    branches.on("mover", "main")
    branches.moved("in 2018", "Bo")
    branches.moved("by December 2018", "Cy")
    renamed = later(TOOLKIT, "by December 2018").replace("id: toolkit", "id: kit")
    branches.repo.commit("Shorter", "Di", one=strategy(renamed, TRAINING))
    branches.on("main")
    branches.merge("mover")
    assert branches.events("kit")[1:] == [("renamed", "Di"), ("moved", "Bo")]


def test_what_was_promised_and_done_behind_a_merge(branches: Branches) -> None:
    new = f"{BARE}    due: in 2018\n"
    branches.on("more", "main")
    branches.repo.commit("Promise", "Bo", three=strategy(new))
    branches.on("other", "main")
    branches.other("Cy")
    branches.on("more")
    branches.repo.commit("Done", "Di", three=strategy(f"{new}    done: 2018-01-12\n"))
    branches.merge("other")
    branches.on("main")
    branches.repo.commit("Main", "Ed", four="title: Four\n")
    branches.merge("more")
    assert branches.events("bare") == [("promised", "Bo"), ("done", "Di")]


def test_what_was_removed_behind_a_merge_of_an_older_branch(branches: Branches) -> None:
    """A branch from before it was promised did not remove it."""
    branches.on("old", "main")
    branches.other("Cy")
    branches.on("main")
    branches.repo.commit("Promise", "Bo", three=strategy(f"{BARE}    due: in 2018\n"))
    branches.on("remover", "main")
    branches.repo.commit("Remove", "Di", three="title: Three\n")
    branches.merge("old")
    branches.on("main")
    branches.merge("remover")
    assert branches.events("bare") == [("promised", "Bo"), ("removed", "Di")]


def test_a_move_behind_a_merge_past_what_can_not_be_read(branches: Branches) -> None:
    branches.on("mover", "main")
    branches.moved("in 2018", "Bo")
    branches.repo.commit("Oops", "Cy", one="title: [")
    branches.moved("in 2018", "Di")
    branches.on("main")
    branches.merge("mover")
    assert branches.moves() == [("Bo", 275)]


def test_what_could_not_be_read_is_named_and_removes_nothing(repo: Repo, run: Run) -> None:
    repo.commit("Oops", one="title: [", two=strategy(later(BROKER, "in 2018")))
    repo.commit("Mend", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    assert repo.events("toolkit")[1:] == [("moved", 275, "Mend", "Ana", 12)]
    assert repo.events("broker")[1:] == [("moved", 184, "Oops", "Ana", 11)]
    code, out, err = run("history")
    assert (code, err) == (0, "")
    oops = repo.git("rev-parse", "--short=10", "HEAD~1")
    assert f"Skipped, not readable in {oops} of 2018-01-11: plan/one.yaml." in out


def test_a_file_that_can_not_be_read_hides_itself_alone(repo: Repo, run: Run) -> None:
    """Removals and renames in the other files are seen meanwhile."""
    both = strategy(TOOLKIT, TRAINING)
    repo.commit("Jobs", three=strategy(f"{BARE}    due: in 2018\n"))
    police = BROKER.replace("id: broker", "id: agency")
    repo.commit("Oops", "Bo", one="title: [", two=strategy(later(police, "in 2018")), three=None)
    assert repo.events("agency")[1:] == [
        ("renamed", None, "Oops", "Bo", 12),
        ("moved", 184, "Oops", "Bo", 12),
    ]
    assert repo.events("bare")[1:] == [("removed", None, "Oops", "Bo", 12)]
    out = run("history")[1]
    assert len(re.findall(r"^t\w+ .* unread ", out, re.MULTILINE)) == 4
    repo.commit("Still", "Cy", one="title: [[", two="title: Two\n")
    assert repo.events("agency")[-1] == ("removed", None, "Still", "Cy", 13)
    repo.commit("Mend", "Di", one=both)
    for name in ("toolkit", "training"):
        assert [e[0] for e in repo.events(name)] == ["promised"]
    repo.commit("Oops", one="title: [")
    repo.commit("Fewer", "Ed", one=strategy(TOOLKIT))
    assert repo.events("training")[1:] == [("removed", None, "Fewer", "Ed", 16)]


def test_a_plan_whose_head_can_not_be_read_hides_itself_alone(repo: Repo) -> None:
    repo.commit("Away", plan=None, one=None, two=None)
    files = {"plan": HEAD, "one": strategy(BROKER, f"{BARE}    due: in 2018\n")}
    for town in ("b", "c"):
        (repo.folder / "plan" / town).mkdir(parents=True)
        for name, text in files.items():
            (repo.folder / "plan" / town / f"{name}.yaml").write_text(text)
    repo.record("Two towns")
    (repo.folder / "plan" / "b" / "plan.yaml").write_text("title: [")
    (repo.folder / "plan" / "c" / "one.yaml").write_text(strategy(BROKER))
    repo.record("Oops", "Bo")
    assert [e[0] for e in repo.events("c/bare")] == ["promised", "removed"]
    assert [e[0] for e in repo.events("b/bare")] == ["promised"]
    (repo.folder / "plan" / "b" / "plan.yaml").write_text(HEAD)
    repo.record("Mend")
    assert [e[0] for e in repo.events("b/bare")] == ["promised"]


def test_an_unread_file_that_is_renamed_hides_what_stood_there(repo: Repo) -> None:
    repo.git("mv", "plan/one.yaml", "plan/uno.yaml")
    repo.commit("Rename and break", uno="title: [")
    repo.commit("Again", uno="title: [[")
    repo.git("mv", "plan/uno.yaml", "plan/un.yaml")
    repo.record("Rename again")
    assert [e[0] for e in repo.events("toolkit")] == ["promised"]
    repo.commit("Mend", un=strategy(TOOLKIT, TRAINING))
    assert [e[0] for e in repo.events("toolkit")] == ["promised", "relocated"]


def test_what_moved_to_a_file_that_can_not_be_read_was_not_removed(repo: Repo) -> None:
    repo.commit("Oops", one=strategy(TOOLKIT), two="title: [")
    assert [e[0] for e in repo.events("training")] == ["promised", "removed"]
    repo.commit("Mend", two=strategy(BROKER, TRAINING))
    assert [e[0] for e in repo.events("training")] == ["promised", "relocated"]


def test_what_can_not_be_read_at_the_end_is_unread_and_not_removed(repo: Repo, run: Run) -> None:
    repo.commit("Later", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    repo.commit("Fewer", one=strategy(later(TOOLKIT, "in 2018")))
    tip = repo.commit("Oops", one="title: [")
    code, out, err = run("history")
    assert code == 1
    assert f"plan/one.yaml can't be read at {tip[:10]}" in err
    states = {line.split()[0]: line for line in out.splitlines() if line.startswith(("t", "b"))}
    assert " 275      1  unread " in states["toolkit"]
    assert " removed " in states["training"]
    assert " due soon " in states["broker"] or " upcoming " in states["broker"]
    note = "Unread: it may stand in a file that can't be read; this is how it last stood."
    assert note in out
    out = run("history", "toolkit")[1]
    assert "State           unread\n" in out
    assert "removed" not in out
    assert note in out
    assert note not in run("history", "broker")[1]
    for life in json.loads(run("history", "--json")[1])["promises"]:
        known = life["id"] == "broker"
        assert (life["state"] is not None) is known, life["id"]
        assert life["removed"] is (life["id"] == "training")
    repo.commit("Mend", one=strategy(later(TOOLKIT, "in 2018")))
    assert note not in run("history")[1]


def test_an_untouched_promise_that_can_not_be_read_is_unread(repo: Repo, run: Run) -> None:
    repo.commit("Oops", plan="title: [")
    code, out, _ = run("history")
    assert code == 1
    assert out.count(" unread ") == 6, "in the ledger, and among those never touched"
    assert "removed" not in out


def test_a_calendar_that_moves_deadlines_is_said(repo: Repo, run: Run) -> None:
    repo.commit(
        "Fiscal", one=strategy(later(TOOLKIT, "in FY2018")), plan=HEAD + FISCAL.format("July")
    )
    repo.commit("Another year", plan=HEAD + FISCAL.format("May"))
    moves = repo.ledger.find("toolkit").moves
    assert [(m.days, m.calendar) for m in moves] == [(91, False), (-61, True)]
    assert "61 days sooner by a change of the plan's calendar" in run("history", "toolkit")[1]


FISCAL = "calendar: {{fiscal_year_starts: {}}}\n"


def kinds(old: Version, new: Version) -> list[str]:
    """What `compare` says of two past versions."""
    return [f"{one.kind.value} {one.id}" for one in compare(old.plans, new.plans)]


def test_two_past_versions_differ_where_a_deadline_moved(repo: Repo) -> None:
    repo.commit("Later", one=strategy(later(TOOLKIT, "by June 2018"), TRAINING))
    repo.commit("And back", one=strategy(TOOLKIT, TRAINING))
    adopted, moved, back = repo.versions
    (slip,) = compare(adopted.plans, moved.plans)
    assert (slip.kind.value, slip.id, slip.days) == ("slipped", "toolkit", 91)
    assert kinds(moved, back) == ["pulled forward toolkit"]


def test_two_past_versions_that_are_equal(repo: Repo) -> None:
    repo.commit("Later", one=strategy(later(TOOLKIT, "by June 2018"), TRAINING))
    repo.commit("And back", one=strategy(TOOLKIT, TRAINING))
    repo.commit("Layout", one=strategy(TOOLKIT, TRAINING) + "# a comment\n")
    adopted, _, back, layout = repo.versions
    for new in (adopted, back, layout):
        assert not kinds(adopted, new)


def test_past_versions_of_which_one_file_changed(repo: Repo) -> None:
    repo.commit("Jobs", two=strategy(later(BROKER, "by the third quarter of 2018")))
    repo.commit("Both", one=strategy(TOOLKIT), two=strategy(BROKER))
    adopted, one, both = repo.versions
    assert kinds(adopted, one) == ["slipped broker"]
    assert kinds(one, both) == ["removed training", "pulled forward broker"]
    assert kinds(adopted, both) == ["removed training"]


def test_past_versions_of_which_the_calendar_alone_changed(repo: Repo) -> None:
    fiscal = strategy(later(TOOLKIT, "in FY2018"), TRAINING)
    repo.commit("Fiscal", plan=HEAD + FISCAL.format("July"), one=fiscal)
    repo.commit("Another year", plan=HEAD + FISCAL.format("October"))
    _, july, october = repo.versions
    (change,) = compare(july.plans, october.plans)
    assert change.kind.value == "calendar changed"
    assert [(shift.id, shift.days) for shift in change.moved] == [("toolkit", 92)]


def test_the_folder_is_followed_through_its_own_rename(repo: Repo, run: Run) -> None:
    repo.commit("Later", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    repo.git("mv", "plan", "kc")
    repo.record("Rename the folder")
    code, out, _ = run("history", "toolkit", "--dir", "kc", "--json")
    (life,) = json.loads(out)["promises"]
    assert code == 0
    assert [event["kind"] for event in life["events"]] == ["promised", "moved"]
    assert "The folder was `plan`, and is `kc` since" in run("history", "--dir", "kc")[1]
    assert [p.id for p in welcomeplan.workspace.load("plan", at="HEAD~1").plans] == ["plan"]


@pytest.mark.parametrize(
    "words", ["TBD", "as soon as possible", "when the moon is blue", "ongoing"]
)
def test_the_first_day_of_words_that_meant_none_is_no_move(
    repo: Repo, run: Run, words: str
) -> None:
    repo.commit("New", two=strategy(BROKER, f"{BARE}    due: {words}\n"))
    repo.commit("Other words", two=strategy(BROKER, f"{BARE}    due: TBC\n"))
    repo.commit("A day", two=strategy(BROKER, f"{BARE}    due: in 2018\n"))
    assert [e[:2] for e in repo.events("bare")] == [
        ("promised", None),
        ("reworded", None),
        ("dated", None),
    ]
    assert "first given a day, 2018-12-31" in run("history", "bare")[1]
    (life,) = json.loads(run("history", "bare", "--json")[1])["promises"]
    assert (life["moves"], life["slip"], life["first"]["due"]) == (0, 0, "2018-12-31")
    record = json.loads(run("history", "--json")[1])
    assert (record["totals"]["moved"], record["totals"]["days_later"]) == (0, 0)
    repo.commit("No day", two=strategy(BROKER, f"{BARE}    due: {words}\n"))
    repo.commit("A day", two=strategy(BROKER, f"{BARE}    due: in 2019\n"))
    assert [e[:2] for e in repo.events("bare")[3:]] == [("moved", None), ("moved", None)]
    out = run("history", "bare")[1]
    assert "lost its day" in out
    assert "2 times, in all 365 days later" in out


def test_a_deadline_taken_away_and_given_again_is_moved(repo: Repo) -> None:
    bare = TOOLKIT.replace("    due: by March 2018\n", "")
    repo.commit("Away", one=strategy(bare, TRAINING))
    repo.commit("Again", one=strategy(later(TOOLKIT, "in 2019"), TRAINING))
    life = repo.ledger.find("toolkit")
    assert [e.kind for e in life.events[1:]] == [Kind.MOVED, Kind.MOVED]
    assert life.slip == 640


def test_the_day_on_which_it_happened_stands_beside_the_commit(repo: Repo, run: Run) -> None:
    run("reschedule", "toolkit", "in", "2018", "--note", "No printer", "--on", "2018-01-06")
    repo.record("Update")
    run("block", "toolkit", "--note", "No paper", "--on", "2018-01-12")
    repo.record("Update")
    run("done", "broker", "--on", "2018-01-03")
    repo.record("Update")
    out = run("history", "toolkit")[1]
    assert "2018-01-11  moved 275 days later, on 2018-01-06 by its log  " in out
    assert re.search(r"^2018-01-12  blocked  ", out, re.MULTILINE), "the same day is said once"
    assert "2018-01-13  done on 2018-01-03, on time" in run("history", "broker")[1]
    events = {
        name: [
            event["on"]
            for event in json.loads(run("history", name, "--json")[1])["promises"][0]["events"]
        ]
        for name in ("toolkit", "broker")
    }
    assert events == {"toolkit": [None, "2018-01-06", "2018-01-12"], "broker": [None, "2018-01-03"]}


def test_a_day_that_the_plan_does_not_know_is_not_made_up(repo: Repo) -> None:
    notes = "    log: [{on: 2018-01-03, note: Met}, {on: 2018-01-06, note: Met again}]\n"
    done = f"{BROKER}    done: 2018-01\n    log: [{{on: 2018-01-05, note: Well}}]\n"
    moved = later(TOOLKIT, "in 2018") + notes
    repo.commit("Update", one=strategy(moved, TRAINING), two=strategy(done))
    assert [e.on for e in repo.ledger.find("toolkit").events] == [None, None]
    assert [e.on for e in repo.ledger.find("broker").events] == [None, None]


def test_what_is_promised_after_its_own_deadline_is_marked(repo: Repo, run: Run) -> None:
    late = "  - id: late\n    title: A hall is found\n    due: 2018-01-05\n    done: 2018-01-04\n"
    repo.commit("Then", two=strategy(BROKER, f"{BARE}    due: TBD\n"), three=strategy(late))
    repo.commit("And then", two=strategy(BROKER, f"{BARE}    due: by 2018-01-10\n"))
    out = run("history")[1]
    marked = re.findall(r"^(\w+) .* after its deadline ", out, re.MULTILINE)
    assert marked == ["late", "bare"]
    assert "2 were first recorded after their own deadline" in out
    assert "first promised, for 2018-01-05, recorded 6 days after it" in run("history", "late")[1]
    assert "Recorded        after its deadline" in run("history", "late")[1]
    assert "first given a day, 2018-01-10, recorded 2 days after it" in run("history", "bare")[1]
    record = json.loads(run("history", "--json")[1])
    found = {life["id"]: life["recorded_late"] for life in record["promises"]}
    assert found == {"toolkit": None, "training": None, "late": 6, "broker": None, "bare": 2}
    assert record["totals"]["recorded_late"] == 2
    assert "Recorded after its deadline: when git first knew that day, it had passed." in out
    assert "Recorded" not in run("history", "toolkit")[1]


def test_author_and_committer_are_both_told_where_they_are_days_apart(repo: Repo, run: Run) -> None:
    """A commit that is dated back can't pass for one that was there."""
    new = f"{BARE}    due: by 2018-02-20\n"
    for name, text in (("three", strategy(new)), ("one", strategy(later(TOOLKIT, "in 2018")))):
        (repo.folder / "plan" / f"{name}.yaml").write_text(text)
    repo.git("add", "-A")
    when = {"GIT_AUTHOR_DATE": "2018-01-02T12:00:00", "GIT_COMMITTER_DATE": "2018-03-05T12:00:00"}
    repo.git("commit", "-q", "-m", "Dated back", **when)
    day = repo.git("rev-parse", "--short=10", "HEAD")
    out = run("history", "toolkit")[1]
    assert re.search("^2018-01-02  moved 275 days later +2018-03-05 ", out, re.MULTILINE)
    assert re.search("^2018-01-10  first promised, for 2018-03-31  +“by", out, re.MULTILINE)
    out = run("history", "bare")[1]
    assert f"First promised  2018-01-02, by Ana, in {day}\nCommitted       2018-03-05\n" in out
    assert "first promised, for 2018-02-20, recorded 13 days after it" in out
    assert re.search("^bare +2018-01-02 +2018-03-05 ", run("history")[1], re.MULTILINE)
    (life,) = json.loads(run("history", "bare", "--json")[1])["promises"]
    assert (life["promised"]["date"], life["promised"]["committed"]) == ("2018-01-02", "2018-03-05")
    assert f"{day} (2018-01-02, committed 2018-03-05)" in run("diff", "HEAD~1", "HEAD")[1]
    assert "A day is the author's; committed, where it is another" in out
    assert "ommitted" not in run("history", "broker")[1]


def test_silent_organizations(repo: Repo) -> None:
    log = "    log: [{on: 2018-02-01, note: Met}, {on: 2018-03-01, note: Later than asked}]\n"
    repo.commit("Log", one=strategy(TOOLKIT + log, TRAINING))
    found = silences(repo.ledger, date(2018, 2, 15))
    assert [(s.org, s.open, s.heard, s.since) for s in found] == [
        ("jvs", 1, None, date(2018, 1, 10)),
        ("marc", 2, date(2018, 2, 1), date(2018, 2, 1)),
    ]


def test_who_took_something_over_is_silent_since_then(repo: Repo) -> None:
    """What its first owner logged is no word of the other's, and the other's time begins later."""
    log = "    log: [{on: 2018-01-12, note: Met}, {on: 2018-01-20, was_owner: marc}]\n"
    handed = TOOLKIT.replace("owner: marc", "owner: kcpd") + log
    head = HEAD.replace("{marc:", "{kcpd: Police, marc:")
    repo.commit("Handed over", plan=head, one=strategy(handed, TRAINING))
    found = {s.org: (s.heard, s.since) for s in silences(repo.ledger, date(2018, 2, 15))}
    assert found["kcpd"] == (None, date(2018, 1, 20))
    assert found["marc"] == (date(2018, 1, 12), date(2018, 1, 12))
    # Without an entry, since the commit.
    repo.commit("By hand", one=strategy(TOOLKIT.replace("owner: marc", "owner: jvs"), TRAINING))
    found = {s.org: (s.heard, s.since) for s in silences(repo.ledger, date(2018, 2, 15))}
    assert found["jvs"] == (None, date(2018, 1, 10))
    assert found["marc"][0] is None


MEASURED = """\
title: One
objectives:
- id: o
  title: O
  indicators:
    - {id: i, title: I, baseline: 10, target: 20, due: by 2018, owner: jvs%s}
"""


@pytest.mark.parametrize(
    ("keys", "heard"),
    [
        ("", None),
        (", readings: [{on: 2018-02-01, value: 15}]", date(2018, 2, 1)),
        # what is known by its month may have been measured on its last day, as far as it has come
        (", readings: [{on: 2018-01, value: 15}]", date(2018, 1, 31)),
        (", readings: [{on: 2018-02, value: 15}]", date(2018, 2, 15)),
        (", readings: [{on: 2018, value: 15}]", date(2018, 2, 15)),
        (", readings: [{on: 2018-03, value: 15}]", None),
        # a word is of its own day, not of the commit's; without an entry it is of that
        (", status: deferred, log: [{on: 2018-01-02, status: deferred, note: x}]",
         date(2018, 1, 2)),
        (", status: deferred", date(2018, 1, 11)),
        # what another measured, before it was handed over
        (", readings: [{on: 2018-01-06, value: 15}], log: [{on: 2018-01-08, was_owner: marc}]",
         None),
    ],
)  # fmt: skip
def test_who_only_measures_is_heard(repo: Repo, keys: str, heard: date | None) -> None:
    repo.commit("Promise", one=MEASURED % "", two=None)
    repo.day = 10
    repo.commit("Measure", one=MEASURED % keys)
    (found,) = silences(repo.ledger, date(2018, 2, 15))
    assert (found.org, found.heard) == ("jvs", heard)


LATE = "by 10 January 2018"


@pytest.mark.parametrize(
    ("keys", "how", "when"),
    [
        ("done: 2018-02-01", "22 days late", "on 2018-02-01"),
        ("done: 2018-02", "at least 22 days late", "in 2018-02"),
        ("done: 2018", None, "in 2018"),
        ("done: yes", None, ", day unknown"),
        # its record says that it was open later than what is known begins
        ("done: 2018-01, log: [{on: 2018-01-20, was_done: 2018-01-05}]", "at least 10 days late",
         "in 2018-01"),
        ("done: 2018, log: [{on: 2018-01-20, was_done: 2018-01-05}]", "at least 10 days late",
         "in 2018"),
        ("done: yes, log: [{on: 2018-01-20, was_done: yes}]", "at least 10 days late",
         ", day unknown"),
        ("done: 2018-01, log: [{on: 2018-01-07, was_done: 2018-01-05}]", None, "in 2018-01"),
        ("done: 2018-01-10", "on time", "on 2018-01-10"),
    ],
)  # fmt: skip
def test_every_surface_says_how_late_and_whether_at_least(
    repo: Repo, run: Run, keys: str, how: str | None, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = f"  - {{id: a, title: A, due: {LATE}, owner: marc%s}}\n"
    repo.commit("Promise", one=strategy(promise % ""))
    repo.commit("Do it", one=strategy(promise % f", {keys}"))
    said = f"done{when}" if when.startswith(",") else f"done {when}"
    late = f", {how}" if how else ""
    assert f"  {said}{late} " in re.sub("$", " ", run("history", "a")[1], flags=re.MULTILINE)
    out = run("diff", "HEAD~1", "HEAD")[1]
    assert f"completed{f' {how}' if how and how != 'on time' else ''};" in out
    assert re.search(f"^completed  {how or ' '}", out, re.MULTILINE)
    for name, value in (("COLUMNS", "200"), ("FORCE_COLOR", "1"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    shown = run("show", "a")[1].splitlines()[0]
    assert when.removeprefix(", ").replace("day unknown", "on a day that is not known") in shown
    if how and how != "on time":
        assert f", {how.removesuffix(' late')} after its deadline" in shown
    assert ("not known whether late" in shown) is (how is None)
    assert (how or "completed") in run("diff", "HEAD~1", "HEAD")[1]


def test_history_and_list_have_one_day_for_a_promise(repo: Repo, run: Run) -> None:
    """Also of what repeats, and of what counts from something else."""
    news = "  - id: news\n    title: News\n    repeats: quarterly\n    starts: January 2018\n"
    news += "    due: by the end of 2018\n    owner: marc\n"
    report = "  - id: report\n    title: Report\n    due: 30 days after toolkit\n    owner: marc\n"
    done = f"{TOOLKIT}    done: 2018-01-12\n"
    repo.commit("More", one=strategy(done, TRAINING, news, report))
    listed = json.loads(run("list", "--json", "--as-of", "2018-05-01")[1])["milestones"]
    told = json.loads(run("history", "--json", "--as-of", "2018-05-01")[1])["promises"]
    days = {life["id"]: life["today"]["due"] for life in told}
    assert days == {m["id"]: m["due_by"] for m in listed}
    assert (days["news"], days["report"]) == ("2018-03-31", "2018-02-11")
    assert re.search("news +2018-01-1. +“by the end of 2018” +2018-03-31", run("history")[1])


def test_what_becomes_of_one_time_is_told(repo: Repo, run: Run) -> None:
    news = "  - id: news\n    title: News\n    repeats: quarterly\n    starts: January 2018\n"
    news += "    due: by the end of 2018\n    owner: marc\n"
    repo.commit("News", one=strategy(TOOLKIT, TRAINING, news))
    log = "{on: 2018-01-12, period: 2018Q2, status: deferred, note: The editor is away}"
    moved = "    occurrences: [{period: 2018Q3, due: by 31 October 2018}]\n"
    entry = "{on: 2018-01-13, period: 2018Q3, was_due: {words: quarterly, by: 2018-09-30}, note: x}"
    repo.commit("Wait", one=strategy(TOOLKIT, TRAINING, f"{news}    log: [{log}]\n"))
    repo.commit(
        "Move", one=strategy(TOOLKIT, TRAINING, f"{news}{moved}    log: [{log}, {entry}]\n")
    )
    first = json.loads(run("diff", "HEAD~2", "HEAD~1", "--json")[1])["changes"]
    assert [(c["kind"], c["after"], c["reason"]) for c in first] == [
        ("deferred", "2018Q2: deferred", "The editor is away")
    ]
    then = json.loads(run("diff", "HEAD~1", "HEAD", "--json")[1])["changes"]
    assert [(c["kind"], c["days"], c["before"], c["after"], c["reason"]) for c in then] == [
        ("slipped", 31, "2018Q3: 2018-09-30", "2018Q3: by 31 October 2018", "x")
    ]
    out = run("history", "news")[1]
    assert "2018Q2: deferred" in out
    assert "2018Q3 moved, to 2018-10-31" in out
    assert "`news`" not in run("validate", "--since", "HEAD~2")[1]


def test_the_ledger_in_words(repo: Repo, run: Run) -> None:
    repo.commit(
        "Update", "Bo", one=strategy(later(TOOLKIT, "by June 2018", "No printer"), TRAINING)
    )
    repo.commit(
        "Done", one=strategy(f"{later(TOOLKIT, 'in 2018')}    done: 2018-01-12\n", TRAINING)
    )
    code, out, err = run("history")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    at = repo.git("rev-parse", "--short=10", "HEAD")
    assert lines[0] == (
        "3 promises in 3 versions since 2018-01-10: 1 moved, in all 275 days later than first"
        " promised; 1 more than once; 2 never touched"
    )
    assert lines[3] == (
        "toolkit   2018-01-10  2018-03-31  2018-12-31         275      2  done"
        "      The toolkit is shared with every city"
    )
    assert lines[7] == f"A plan, as of 2018-02-15 at {at}."
    assert lines[8] == (
        "A plan: adopted on 2018-01-05; git knows it since 2018-01-10, and nothing of what moved"
        " before."
    )
    assert "2018-03-31 → 2018-06-30 → 2018-12-31" in out


def slipped(repo: Repo) -> None:
    """A ledger in which the toolkit moved twice, the broker once and further."""
    repo.commit("More", two=strategy(BROKER, f"{BARE}    due: in 2018\n    owner: nobody-yet\n"))
    repo.commit("Again", one=strategy(later(TOOLKIT, "by April 2018"), TRAINING))
    repo.commit("Again", one=strategy(later(TOOLKIT, "by May 2018"), TRAINING))
    text = strategy(later(BROKER, "in 2018"), f"{BARE}    due: in 2018\n    owner: jvs\n")
    repo.commit("Further", "Bo", two=text)


def ids(out: str) -> list[str]:
    """The promises of the ledger, in its order."""
    names = ("toolkit", "training", "broker", "bare")
    table = out.split("\n\n")[1]
    return [line.split()[0] for line in table.splitlines() if line.startswith(names)]


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        ("", ["broker", "toolkit", "training", "bare"]),
        ("--sort slip", ["broker", "toolkit", "training", "bare"]),
        ("--sort moves", ["toolkit", "broker", "training", "bare"]),
        ("--sort due", ["toolkit", "training", "broker", "bare"]),
        ("--sort id", ["bare", "broker", "toolkit", "training"]),
        ("--limit 1", ["broker"]),
        ("--owner marc", ["toolkit", "training"]),
        ("--owner jvs", ["broker", "bare"]),
        ("--owner nobody", []),
        ("--strategy one --sort id --limit 5", ["toolkit", "training"]),
        ("--strategy two --owner marc", []),
    ],
)
def test_what_the_ledger_lists_and_in_what_order(
    repo: Repo, run: Run, options: str, listed: list[str]
) -> None:
    slipped(repo)
    code, out, err = run("history", *options.split())
    assert (code, err) == (0, "")
    if listed:
        assert ids(out) == listed
    else:
        assert "There are none of these." in out
    record = json.loads(run("history", "--json", *options.split())[1])
    found = [life["id"] for life in record["promises"]]
    assert sorted(found) == sorted(listed) or options == "--limit 1"
    if "--sort" in options:
        assert found == listed
    if options == "--limit 1":
        assert "3 more: `--limit` leaves them out." in out
        assert record["totals"]["promises"] == 4


def test_the_ledger_of_an_owner_says_whose_it_is(repo: Repo, run: Run) -> None:
    slipped(repo)
    out = run("history", "--owner", "marc")[1]
    assert out.startswith(
        "2 promises of marc in 5 versions since 2018-01-10: 1 moved, in all 61 days later"
    )
    assert "jvs" not in out
    out = run("history", "--strategy", "two")[1]
    assert out.startswith("2 promises in the strategy two in 5 versions")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--owner", "mark"], "no organization is called `mark`\n  Did you mean `marc`?"),
        (["--strategy", "on"], "no strategy is called `on`"),
        (["toolkit", "--owner", "marc"], "are for the whole plan"),
        (["toolkit", "--limit", "2"], "are for the whole plan"),
        (["--limit", "0"], "`--limit`"),
        (["--sort", "size"], "`--sort`"),
    ],
)
def test_what_the_ledger_can_not_list_is_said(
    repo: Repo, run: Run, arguments: list[str], message: str
) -> None:
    code, out, err = run("history", *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_how_far_the_promises_of_each_owner_slipped(repo: Repo, run: Run) -> None:
    slipped(repo)
    out = run("history")[1]
    table = out[out.index("Slipped, by owner") :].split("\n\n")[1]
    assert [re.split("  +", line) for line in table.splitlines()[1:]] == [
        ["jvs", "2", "1", "92", "184", "broker", "Jewish Vocational Service"],
        ["marc", "2", "1", "30.5", "61", "toolkit", "Mid-America Regional Council"],
    ]
    assert json.loads(run("history", "--json")[1])["owners"][1] == {
        "id": "marc",
        "name": "Mid-America Regional Council",
        "promises": 2,
        "moved": 1,
        "median_slip": 30.5,
        "longest_slip": 61,
        "longest": {"plan": "plan", "id": "toolkit"},
    }


MOVED = "{on: 2018-01-11, was_due: by March 2018, note: Ill}"
HANDED = "{on: 2018-01-12, was_owner: marc, note: Handed over}"


def handed(*entries: str, owner: str = "jvs", due: str = "by May 2018") -> str:
    """The toolkit as it is after some entries."""
    log = f"    log: [{', '.join(entries)}]\n" if entries else ""
    text = TOOLKIT.replace("    owner: marc\n", f"    owner: {owner}\n" if owner else "").replace(
        "by March 2018", due
    )
    return strategy(text + log)


@pytest.mark.parametrize(
    ("steps", "slipped"),
    [
        # moved, then handed over; in two commits, in one, and on one day
        ([handed(MOVED, owner="marc"), handed(MOVED, HANDED)], {"marc": 61}),
        ([handed(MOVED, HANDED)], {"marc": 61}),
        ([handed(MOVED, HANDED.replace("-12", "-11"))], {"marc": 61}),
        # handed over, then moved
        ([handed(HANDED.replace("-12", "-10"), MOVED)], {"jvs": 61}),
        ([handed(HANDED.replace("-12", "-11"), MOVED)], {"jvs": 61}),
        # by hand, the commits tell
        ([handed(owner="marc"), handed()], {"marc": 61}),
        ([handed(due="by March 2018"), handed()], {"jvs": 61}),
        ([handed()], {"marc": 61}),
        # moved by each of them, and back
        ([handed(MOVED, owner="marc"), handed(MOVED, HANDED),
          handed(MOVED, HANDED, "{on: 2018-01-13, was_due: by May 2018, note: Ill}",
                 due="by June 2018")], {"marc": 61, "jvs": 30}),
        ([handed(MOVED, owner="marc"), handed(MOVED, HANDED, due="by March 2018")],
         {"marc": 61}),
        # handed back since, and to nobody
        ([handed(MOVED, owner="marc"), handed(MOVED, HANDED),
          handed(MOVED, HANDED, "{on: 2018-01-13, was_owner: jvs}", owner="marc")], {"marc": 61}),
        ([handed(MOVED, owner="marc"), handed(MOVED, HANDED, owner="")],
         {"marc": 61}),
        ([handed("{on: 2018-01-10, was_owner: marc}", MOVED, owner="")],
         {"nobody": 61}),
    ],
)  # fmt: skip
def test_each_move_stands_with_who_answered_then(
    repo: Repo, run: Run, steps: list[str], slipped: dict[str, int]
) -> None:
    repo.commit("Hold", one=strategy(TOOLKIT))
    for at, text in enumerate(steps):
        repo.commit(f"Step {at}", one=text)

    def owners(*asked: str) -> dict[str, int]:
        found = json.loads(run("history", *asked, "--json")[1])["owners"]
        rows = [(one["id"] or "nobody", one["moved"], one["longest_slip"]) for one in found]
        assert all(bool(moved) is (days is not None) or days is None for _, moved, days in rows)
        return {name: days for name, _, days in rows if days is not None}

    assert owners() == slipped
    for owner in ("marc", "jvs", *slipped):
        its = {owner: slipped[owner]} if owner in slipped else {}
        assert owners("--owner", owner) == its
        out = run("history", "--owner", owner)[1]
        if its:
            assert f": 1 moved, in all {its[owner]} days later" in out
            assert re.search(f"^{owner} .* {its[owner]}  toolkit", out, re.MULTILINE)
        else:
            assert ": 0 moved" in out or "days sooner" in out


def test_versions_that_could_not_be_read_are_told_in_one_line(repo: Repo, run: Run) -> None:
    first = repo.commit("Oops", one="title: [")
    repo.commit("Oops", two="title: [")
    last = repo.commit("Oops", two=strategy(BROKER), one="title: [[")
    repo.commit("Mend", one=strategy(TOOLKIT, TRAINING))
    out = run("history")[1]
    assert (
        f"Skipped, not readable in 3 versions, from {first[:10]} of 2018-01-11 to {last[:10]} of"
        " 2018-01-13: plan/one.yaml, plan/two.yaml.\n"
    ) in out
    assert out.count("Skipped") == 1


def test_history_ends_with_the_day_that_is_asked_for(repo: Repo, run: Run) -> None:
    early = repo.commit("Later", one=strategy(later(TOOLKIT, "by June 2018"), TRAINING))
    repo.commit("Again", one=strategy(later(TOOLKIT, "in 2018"), TRAINING), three=strategy(BARE))
    out = run("history", "--as-of", "2018-01-11")[1]
    assert f"as of 2018-01-11 at {early[:10]}" in out
    assert "3 promises in 2 versions since 2018-01-10: 1 moved, in all 91 days later" in out
    out = run("history", "toolkit", "--as-of", "2018-01-11")[1]
    assert "2018-12-31" not in out
    code, out, err = run("history", "bare", "--as-of", "2018-01-11")
    assert (code, out) == (2, "")
    code, out, err = run("history", "--as-of", "2018-01-09")
    assert (code, out) == (2, "")
    assert "there is no commit of 2018-01-09 or before" in err
    both = json.loads(run("history", "--at", early, "--as-of", "2018-01-20", "--json")[1])
    assert (both["at"], both["versions"]) == (early, 2)


def test_history_ends_with_the_day_of_the_committer(repo: Repo, run: Run) -> None:
    (repo.folder / "plan" / "one.yaml").write_text(strategy(later(TOOLKIT, "in 2018")))
    when = {"GIT_AUTHOR_DATE": "2018-01-02T12:00:00", "GIT_COMMITTER_DATE": "2018-03-05T12:00:00"}
    repo.git("commit", "-q", "-a", "-m", "Dated back", **when)
    assert "0 moved" in run("history", "--as-of", "2018-03-04")[1]
    assert "1 moved" in run("history", "--as-of", "2018-03-05")[1]


def test_history_tells_nothing_that_is_said_to_happen_later(repo: Repo, run: Run) -> None:
    done = f"{TOOLKIT}    done: 2018-02-20\n"
    repo.commit("Done ahead", one=strategy(done, TRAINING))
    for day, told in (("2018-02-19", False), ("2018-02-20", True)):
        (life,) = json.loads(run("history", "toolkit", "--json", "--as-of", day)[1])["promises"]
        assert ("done" in [event["kind"] for event in life["events"]]) is told
        assert life["done"] == ("2018-02-20" if told else None)


def test_a_commit_that_bears_a_day_before_what_it_follows_is_named(repo: Repo, run: Run) -> None:
    (repo.folder / "plan" / "one.yaml").write_text(strategy(later(TOOLKIT, "in 2018"), TRAINING))
    when = {"GIT_AUTHOR_DATE": "2018-01-02T12:00:00", "GIT_COMMITTER_DATE": "2018-01-02T12:00:00"}
    assert "before what they follow" not in run("history")[1]
    repo.git("commit", "-q", "-a", "-m", "Dated back", **when)
    tip = repo.git("rev-parse", "HEAD")
    said = f"Committed, by their own word, days before what they follow: {tip[:10]} of 2018-01-02."
    assert said in run("history")[1]
    assert said in run("history", "toolkit")[1]
    (found,) = json.loads(run("history", "--json")[1])["dated_back"]
    assert found["commit"] == tip


LONG = "a-very-long-id-that-tells-its-whole-story-twice"


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("what", ["", LONG, "--strategy=one", "broker"])
def test_no_id_is_broken_at_any_width(
    repo: Repo, run: Run, monkeypatch: pytest.MonkeyPatch, columns: int, what: str
) -> None:
    slipped(repo)
    new = TRAINING.replace("id: training", f"id: {LONG}").replace("marc", "jvs")
    moved = later(new, "in 2019", f"As {LONG} has it")
    repo.commit("Rename", one=strategy(later(TOOLKIT, "by June 2018"), moved))
    repo.commit("Again", one=strategy(later(TOOLKIT, "by June 2018"), later(new, "in 2020")))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, _ = run("history", *([what] if what else []))
    assert code == 0
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    words = re.split(r"[\s`]+", plain)
    for name in {"": ["toolkit", "broker", LONG], "broker": ["broker"]}.get(what, [LONG]):
        assert name in words, name
    broken = [word for word in words if len(word) > 3 and word != LONG and word in LONG]
    assert set(broken) <= {"that", "whole"}
    assert not re.search(r"20\d\d-(\d\d-?)?\s", plain), "nor is a day"
    for line in plain.splitlines():
        assert len(line.rstrip()) <= columns or LONG in line or columns < 40, line


def test_one_promise_in_words(repo: Repo, run: Run) -> None:
    moved = later(TOOLKIT, "by June 2018", "No printer")
    repo.commit("Update", "Bo", one=strategy(moved, TRAINING))
    repo.commit("Done", one=strategy(f"{moved}    done: 2018-01-12\n", TRAINING))
    code, out, _ = run("history", "tool")
    first, second, third = (repo.git("rev-parse", "--short=10", f"HEAD~{n}") for n in (2, 1, 0))
    assert code == 0
    card, table = out.split("\nWhat happened\n\n")
    assert (
        card
        == f"""\
History of toolkit, as of 2018-02-15 at {third}

Title           The toolkit is shared with every city
First promised  2018-01-10, by Ana, in {first}
First for       “by March 2018” (2018-03-31)
Today for       “by June 2018” (2018-06-30)
Moved           once, in all 91 days later
State           done
Stands in       plan/one.yaml:6
"""
    )
    assert [" | ".join(line.split("  ")) for line in re.sub(" {3,}", "  ", table).splitlines()] == [
        "Date | What happened | From | To | Reason | Author | Commit",
        "2018-01-10 | first promised, for 2018-03-31 | “by March 2018” (2018-03-31)"
        f" | (commit) Adopt the plan | Ana | {first}",
        "2018-01-11 | moved 91 days later, on 2018-01-20 by its log | “by March 2018” (2018-03-31)"
        f" | “by June 2018” (2018-06-30) | No printer | Bo | {second}",
        f"2018-01-12 | done on 2018-01-12, on time | (commit) Done | Ana | {third}",
        "",
        "(commit): nothing was added to its log; these are the commit's own words.",
    ]


def test_the_json_shape(repo: Repo, run: Run) -> None:
    tip = repo.commit("Update", "Bo", one=strategy(later(TOOLKIT, "by June 2018"), TRAINING))
    record = json.loads(run("history", "--json")[1])
    assert (record["schema"], record["command"], record["at"]) == ("welcomeplan/1", "history", tip)
    assert list(record) == [
        *(
            "schema",
            "command",
            "as_of",
            "root",
            "unread",
            "unread_parts",
            "at",
            "shallow",
            "versions",
            "since",
            "skipped",
            "dated_back",
        ),
        *("totals", "promises", "organizations", "owners"),
    ]
    assert record["totals"] == {
        "promises": 3,
        "moved": 1,
        "repeated": 0,
        "untouched": 2,
        "recorded_late": 0,
        "days_later": 91,
        "days_sooner": 0,
    }
    life = record["promises"][0]
    assert life["first"] == {"words": "by March 2018", "due": "2018-03-31"}
    assert life["events"][1] == {
        "kind": "moved",
        "commit": tip,
        "date": "2018-01-11",
        "committed": "2018-01-11",
        "author": "Bo",
        "subject": "Update",
        "on": None,
        "merge": None,
        "from": "by March 2018",
        "to": "by June 2018",
        "from_due": "2018-03-31",
        "to_due": "2018-06-30",
        "days": 91,
        "calendar": False,
        "reason": "Update",
        "reason_from": "commit",
        "under": None,
        "steps": [],
        "shared": None,
    }


def test_what_git_says_is_hostile(repo: Repo, run: Run) -> None:
    subject = "\x1b[31m##[error] ::set-output:: <script> @all \u202e|x|"
    repo.commit(subject, "=1+1 \x1b]0;x\x07", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    for form in ("table", "csv", "markdown", "json"):
        out = run("history", "toolkit", "--format", form)[1]
        assert not {"\x1b", "\x07", "\u202e"} & set(out), form
        assert form == "json" or "##[" not in out
    assert "@\u200ball" in run("history", "toolkit", "--format", "markdown")[1]


def signed(repo: Repo, person: bytes, message: bytes = b"Put off") -> None:
    """Commit a move, by a person and with a message that no `git commit` would take."""
    repo.commit("Put off", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    said = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], cwd=repo.folder, capture_output=True, check=True
    )
    head = said.stdout.partition(b"\n\n")[0].split(b"\n")
    lines = [
        b" ".join((line.split(b" ")[0], person)) if line[:6] in (b"author", b"commit") else line
        for line in head
    ]
    words = ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"]
    data = b"\n".join(lines) + b"\n\n" + message
    made = subprocess.run(words, cwd=repo.folder, input=data, capture_output=True, check=True)
    repo.git("update-ref", "refs/heads/main", made.stdout.decode().strip())


WHEN = b"1515585600 +0000"


@pytest.mark.parametrize(
    ("person", "author"),
    [
        (b"Ana <ana@example.org> " + WHEN, "Ana"),
        (b"<ana@example.org> " + WHEN, "ana@example.org"),
        (b"A <B> <ana@example.org> " + WHEN, "A"),
        (b"Ana  <> " + WHEN, "Ana "),
        (b"<" * 200_000 + b"> " + WHEN, "<" * 99 + "…"),
        (b" <" * 100_000 + b"> " * 100_000, (" <" * 50)[:99].rstrip() + "…"),
        (b"<> 1" * 100_000 + WHEN, None),
        (b"x " * 100_000 + b"<x> " + WHEN, ("x " * 50)[:99] + "…"),
        (b"Ana <x> 1515585600 +00x0", "Ana <x> 1515585600 +00x0"),
        (b"Ana <x> " + b"9" * 100_000 + b" +0000", "Ana"),
    ],
)
def test_an_odd_line_of_who_wrote_a_commit_is_read_at_once(
    repo: Repo, run: Run, person: bytes, author: str | None
) -> None:
    signed(repo, person)
    for words in (["history"], ["history", "toolkit"], ["diff", "HEAD~1", "HEAD"]):
        code, out, _ = run(*words)
        assert code == 0
        assert len(out) < 5_000
    known = repo.ledger.find("toolkit").moves[0].commit.author
    assert len(known) <= 100
    if author is not None:
        assert known == author


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
@pytest.mark.parametrize("word", [b"word ", b"w", b"\xe2\x80\xae", b"\n"])
def test_of_a_long_message_the_beginning_is_shown(
    repo: Repo, run: Run, word: bytes, form: str
) -> None:
    signed(repo, b"Ana <ana@example.org> " + WHEN, b"Because " + word * 1_000_000)
    code, out, _ = run("history", "toolkit", "--format", form)
    assert code == 0
    assert "Because" in out
    assert len(out) < 20_000
    subject = repo.ledger.find("toolkit").moves[0].commit.subject
    assert len(subject) <= 500
    assert word == b"\n" or subject.endswith("…")


@pytest.mark.parametrize(
    "command",
    [
        "history broker --format json",
        "list --at HEAD --json",
        "diff HEAD~1 HEAD",
        "validate --at HEAD --json",
    ],
)
def test_of_a_name_that_no_disk_can_hold_the_ends_are_shown(
    repo: Repo, run: Run, command: str
) -> None:
    def made(*words: str, data: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=repo.folder, input=data.encode(), capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def named(name: str, text: str) -> str:
        return f"100644 blob {made('hash-object', '-w', '--stdin', data=text)}\t{name}.yaml\n"

    files = [line for line in repo.git("ls-tree", "HEAD:plan").splitlines() if "two" not in line]
    long = "n" * 100_000
    files += [named(f"{long}1{long}", strategy(BROKER)), named(f"{long}2{long}", "title: [x")]
    folder = made("mktree", data="\n".join(file.strip() for file in files) + "\n")
    top = made("mktree", data=f"040000 tree {folder}\tplan\n")
    words = ("-c", "user.name=Al", "-c", "user.email=al@example.org", "commit-tree")
    commit = made(*words, top, "-p", "HEAD", data="Names")
    repo.git("update-ref", "refs/heads/main", commit)
    code, out, err = run(*command.split())
    assert (code, "Traceback" in err) == (1, False)
    assert "nnn..." in out + err
    assert len(out) + len(err) < 20_000


@pytest.mark.parametrize("command", ["list --at HEAD", "list", "due", "validate", "history"])
def test_more_files_than_are_read_at_once(
    repo: Repo, run: Run, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"s{n}": "title: S\n" for n in range(6)}
    repo.commit("Many", **files)
    before = run(*command.split())
    monkeypatch.setenv("WELCOMEPLAN_MAX_FILES", "8")
    code, out, err = run(*command.split())
    assert (code, out) == (2, "")
    assert "there are more than 8 files of plans to read in `plan`" in err
    assert "WELCOMEPLAN_MAX_FILES=16 welcomeplan ..." in err
    for nonsense in ("many", "0", "000", "-8", "1e3", "8 "):
        monkeypatch.setenv("WELCOMEPLAN_MAX_FILES", nonsense)
        assert "which is no number of files" in run(*command.split())[2], nonsense
    monkeypatch.setenv("WELCOMEPLAN_MAX_FILES", "9")
    assert run(*command.split()) == before


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose promises are gone through in turn; `all`, where a whole plan is."""
    asked: list[str] = []
    walk = Plan.promised_in

    def counted(plan: Plan, file: StrategyFile) -> tuple[Place, ...]:
        asked.append(file.file)
        return walk(plan, file)

    def whole(plan: Plan) -> dict[str, Place]:
        asked.append("all")
        return {place.id: place for file in plan.strategies for place in walk(plan, file)}

    monkeypatch.setattr(Plan, "promised_in", counted)
    monkeypatch.setattr(Plan, "promised", property(whole))
    monkeypatch.setattr(Plan, "by_id", property(whole))
    return asked


def test_a_version_costs_what_it_changed(repo: Repo, walked: list[str]) -> None:
    for day in range(1, 9):
        repo.commit(f"{day}", two=strategy(later(BROKER, f"2018-02-{day:02}")))
    assert len(repo.ledger.find("broker").moves) == 8
    # The first version and the last are gone through as a whole.
    assert walked.count("all") == 2
    assert set(walked) == {"all", "two.yaml"}


def test_a_merge_costs_what_it_changed(branches: Branches, walked: list[str]) -> None:
    for day in range(1, 7):
        branches.on(f"side{day}", "main")
        branches.other("Bo", f"2018-02-{day:02}")
        branches.on("main")
        branches.merge(f"side{day}")
    assert [e.commit.author for e in branches.repo.ledger.find("broker").moves] == ["Bo"] * 6
    assert walked.count("all") == 2
    assert set(walked) == {"all", "two.yaml"}


def test_a_merge_of_many_promises_goes_through_a_file_once(
    branches: Branches, walked: list[str]
) -> None:
    branches.on("side", "main")
    many = [later(BROKER.replace("broker", f"b{n}"), "in 2018") for n in range(40)]
    branches.repo.commit("Adopt", "Bo", two=strategy(BROKER, *many))
    done = [f"{one}    done: 2018-01-12\n" for one in many]
    branches.repo.commit("Done", "Cy", two=strategy(BROKER, *done))
    branches.on("main")
    branches.merge("side")
    assert branches.events("b7") == [("promised", "Bo"), ("done", "Cy")]
    assert walked.count("two.yaml") < 10


def test_what_waits_costs_what_it_changed(repo: Repo, walked: list[str]) -> None:
    for day in range(1, 6):
        waits = later(BROKER, f"{day} days after training")
        repo.commit(f"{day}", two=strategy(waits))
    assert [e.days for e in repo.ledger.find("broker").moves[1:]] == [1] * 4
    assert walked.count("all") == 2


@pytest.mark.parametrize("done", [False, True])
def test_an_id_that_stands_in_two_files_behind_a_merge(branches: Branches, done: bool) -> None:
    other = BROKER + "    done: 2018-01-12\n" * done
    branches.repo.commit("Twice", "Al", z=strategy(other))
    branches.on("side", "main")
    branches.repo.commit("Off", "Bo", two=strategy(later(BROKER, "in 2019")))
    branches.repo.commit("Gone", "Cy", two=None)
    branches.on("main")
    branches.merge("side")
    told = [("promised", "Ana"), ("relocated", "Cy")]
    assert branches.events("broker") == told + [("done", "Cy")] * done


def test_versions_behind_merges_are_forgotten(branches: Branches) -> None:
    seen: list[weakref.ref[Plan]] = []
    for day in range(1, 7):
        branches.on(f"side{day}", "main")
        branches.other("Bo", f"{day} days after training")
        branches.on("main")
        branches.merge(f"side{day}")
    past = list(branches.repo.versions)

    def passing() -> Iterator[Version]:
        while past:
            version = past.pop(0)
            seen.extend(weakref.ref(plan) for plan in version.plans)
            yield version

    gc.collect()
    gc.disable()  # as in the program
    try:
        follow(passing())
        # But for the first, which is gone through as a whole, and the last.
        assert len([one for one in seen[1:-1] if one()]) == 0
    finally:
        gc.enable()


def test_past_versions_are_forgotten(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "REMEMBERED", 1)
    monkeypatch.setattr(remembering, "AHEAD", 1)
    monkeypatch.setattr(git, "_FOLDERS", 1)
    for day in range(1, 9):
        repo.commit(f"{day}", two=strategy(later(BROKER, f"2018-02-{day:02}")))
    seen: list[weakref.ref[Strategy]] = []
    with Repository.find(repo.folder / "plan") as repository:
        head = repository.resolve("HEAD")
        for version in versions(repository, head, repo.folder / "plan"):
            seen += [weakref.ref(file.strategy) for file in version.plans[0].strategies]
            gc.collect()
            assert len({id(one()) for one in seen if one()}) <= 5
    assert [e.days for e in repo.ledger.find("broker").moves[1:]] == [1] * 7


@pytest.mark.parametrize("command", ["due", "list", "status", "show toolkit", "history"])
def test_every_packet_can_be_printed_again(repo: Repo, run: Run, command: str) -> None:
    words = [*command.split(), "--as-of", "2018-01-20"]
    tip = repo.git("rev-parse", "HEAD")
    then = run(*words, "--at", "HEAD")
    record = json.loads(run(*words, "--json", "--at", "HEAD")[1])
    assert record["at"] == tip
    repo.commit("Change all", plan=HEAD.replace("A plan", "Another"), one=None)
    repo.git("mv", "plan", "elsewhere")
    repo.record("And rename")
    assert run(*words, "--at", tip[:12], "--dir", "plan") == then
    assert f"as of 2018-01-20 at {tip[:10]}" in then[1]


def test_when_by_the_calendar_of_then(repo: Repo, run: Run) -> None:
    repo.commit("Fiscal", plan=HEAD + FISCAL.format("July"))
    assert "2018-06-30" in run("when", "in FY2018")[1]
    code, out, _ = run("when", "in FY2018", "--at", "HEAD~1")
    assert code == 1
    assert "Question" in out


def test_what_is_on_disk_stays_what_is_shown(repo: Repo, run: Run) -> None:
    record = json.loads(run("list", "--json")[1])
    assert record["at"] is None


def test_links_and_repositories_in_a_commit_are_no_plan_files(repo: Repo) -> None:
    (repo.folder / "plan" / "link.yaml").symlink_to("/etc/passwd")
    inner = Repo(repo.folder / "plan" / "inner.yaml")
    (inner.folder / "x").write_text("x")
    inner.record("x")
    (repo.folder / "plan" / "folder.yaml").mkdir()
    (repo.folder / "plan" / "folder.yaml" / "x").write_text("x")
    (repo.folder / "plan" / ".hidden.yaml").write_text("[")
    Path(os.fsdecode(os.fsencode(repo.folder / "plan") + b"/b\xff\n.yaml")).write_text("title: x")
    repo.record("Odd files")
    then = welcomeplan.workspace.load("plan", at="HEAD").report
    now = welcomeplan.load("plan").report
    messages = sorted(d.message for d in then.diagnostics)
    assert messages[1:] == [
        "`inner.yaml` is a repository; a plan file is a plain file",
        "`link.yaml` is a link; a plan file is a plain file",
        "the file's name, `b\udcff\n.yaml`, can't be the strategy's id",
    ]
    assert len(messages) == len(now.diagnostics)
    assert then.unread == now.unread


def test_the_size_is_known_before_a_file_is_read(repo: Repo) -> None:
    repo.commit("Huge", big="#" * 9_000_000)
    report = welcomeplan.workspace.load("plan", at="HEAD").report
    assert report.unread == ("big.yaml",)
    assert welcomeplan.load("plan").report.diagnostics == report.diagnostics
    repo.commit("Another", again="# " * 5_000_000, two=strategy(later(BROKER, "in 2018")))
    assert [version.unread for version in repo.versions] == [
        (),
        ("big.yaml",),
        ("again.yaml", "big.yaml"),
    ]
    assert repo.ledger.find("broker").slip == 184


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["due", "--at", "nowhere"], "git knows no commit `nowhere`"),
        (["due", "--at", "mian"], "Did you mean `main`?"),
        (["due", "--at=--upload-pack=touch x"], "git knows no commit"),
        (["due", "--at", ""], "git knows no commit"),
        (["due", "--at", "HEAD:plan"], "git knows no commit"),
        (["due", "--at", "HEAD~1..HEAD"], "git knows no commit"),
        (["due", "--at", "HEAD", "--dir", "other"], "there was no folder `other` at"),
        (["due", "--at", "HEAD", "--dir", "empty"], "there was no plan in `empty` at"),
        (["history", "--dir", "other"], "there was no plan in `other` at"),
        (["history", "nothing"], "no milestone or indicator has or had the id `nothing`"),
        (["history", "t"], "`t` is the beginning of 2 ids"),
    ],
)
def test_what_can_not_be_shown_is_said(
    repo: Repo, run: Run, arguments: list[str], message: str
) -> None:
    (repo.folder / "empty").mkdir()
    (repo.folder / "empty" / "x").write_text("x")
    repo.record("A folder without a plan")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    lines = [line for line in err.splitlines() if not line.startswith("    ")]
    assert len(lines) <= 2, "what was found, then what to do"


DAY_OF = [
    (["list", "--json", "--at", "2018-01-12"], "at"),
    (["diff", "--json", "2018-01-12"], "base"),
    (["diff", "--json", "2018-01-10", "2018-01-12"], "head"),
    (["history", "--json", "--at", "2018-01-12"], "at"),
]


@pytest.mark.parametrize(("arguments", "key"), DAY_OF)
def test_a_day_is_its_last_commit(repo: Repo, run: Run, arguments: list[str], key: str) -> None:
    repo.commit("Later", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    repo.day = 10
    same = repo.commit("Later the same day", two=strategy(later(BROKER, "in 2018")))
    repo.day = 13
    repo.commit("Afterwards", one=strategy(TOOLKIT))
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert json.loads(out)[key] == same
    repo.git("tag", "2018-01-12", "HEAD")
    assert json.loads(run(*arguments)[1])[key] == repo.git("rev-parse", "HEAD"), "a tag wins"


def test_what_changed_since_a_day(repo: Repo, run: Run) -> None:
    repo.commit("Fewer", one=strategy(TOOLKIT))
    found = json.loads(run("validate", "--json", "--since", "2018-01-10")[1])["diagnostics"]
    assert "removed-promise" in {one["rule"] for one in found}
    found = json.loads(run("validate", "--json", "--since", "2018-01-11")[1])["diagnostics"]
    assert "removed-promise" not in {one["rule"] for one in found}


def test_a_day_is_the_day_of_the_committer(repo: Repo, run: Run) -> None:
    """What was written before, and came to stand later, did not stand before."""
    first = repo.git("rev-parse", "HEAD")
    (repo.folder / "plan" / "one.yaml").write_text(strategy(TOOLKIT))
    when = {"GIT_AUTHOR_DATE": "2018-01-02T12:00:00", "GIT_COMMITTER_DATE": "2018-03-05T12:00:00"}
    repo.git("commit", "-q", "-a", "-m", "Dated back", **when)
    assert json.loads(run("list", "--json", "--at", "2018-02-01")[1])["at"] == first
    assert json.loads(run("list", "--json", "--at", "2018-03-05")[1])["at"] != first


def test_a_day_before_the_first_commit_is_refused(repo: Repo, run: Run) -> None:
    first = repo.git("rev-parse", "--short=10", "HEAD")
    for words in (["list", "--at"], ["diff"], ["validate", "--since"], ["history", "--at"]):
        code, out, err = run(*words, "2018-01-09")
        assert (code, out) == (2, "")
        assert (
            "there is no commit of 2018-01-09 or before:"
            f" the first, {first}, is of 2018-01-10\n" in err
        )
    for words in (["list", "--at"], ["diff"]):
        code, out, err = run(*words, "2018-02-30")
        assert (code, out) == (2, "")
        assert "`2018-02-30` is a day that does not exist" in err


def test_no_repository(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.yaml").write_text(HEAD)
    code, _, err = run("history")
    assert code == 2
    assert "`plan` is not in a git repository" in err
    Repo(tmp_path)
    for words in (["history"], ["list", "--at", "HEAD"]):
        code, _, err = run(*words)
        assert code == 2
        assert "the git repository has no commits yet" in err


def test_no_git(repo: Repo, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert run("list")[0] == 0
    code, _, err = run("list", "--at", "HEAD")
    assert code == 2
    assert "git is not installed" in err


def test_a_shallow_clone_says_what_it_lacks(repo: Repo, run: Run, tmp_path: Path) -> None:
    repo.commit("Later", one=strategy(later(TOOLKIT, "in 2018"), TRAINING))
    repo.git("clone", "-q", "--depth", "1", tmp_path.as_uri(), "shallow")
    code, out, err = run("history", "--dir", "shallow/plan")
    assert code == 1
    assert "this clone is shallow: what was before 2018-01-11 is not in it" in err
    assert "3 promises in 1 version since 2018-01-11: 0 moved" in out
    code, _, err = run("list", "--dir", "shallow/plan", "--at", "HEAD~1")
    assert code == 2
    assert "git fetch --unshallow" in err


def test_a_shallow_clone_says_of_nothing_that_it_came_late(
    repo: Repo, run: Run, tmp_path: Path
) -> None:
    repo.commit("Old", three=strategy(f"{BARE}    due: 2018-01-05\n"))
    new = "  - id: new\n    title: A hall is found\n    due: 2018-01-05\n"
    repo.commit("More", four="title: Four\n")
    repo.commit("New", four=strategy(new))
    repo.git("clone", "-q", "--depth", "2", tmp_path.as_uri(), "shallow")
    promises = json.loads(run("history", "--json", "--dir", "shallow/plan")[1])["promises"]
    assert {p["id"]: p["recorded_late"] for p in promises if p["id"] in ("bare", "new")} == {
        "bare": None,
        "new": 8,
    }


def test_nothing_of_the_repository_is_run(repo: Repo, run: Run, tmp_path: Path) -> None:
    touch = f"touch {tmp_path}/ran"
    for name in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external"),
        *("diff.x.textconv", "filter.x.smudge", "filter.x.clean", "gpg.program", "alias.log"),
    ):
        repo.git("config", name, touch)
    repo.git("config", "log.showSignature", "true")
    repo.git("config", "extensions.partialClone", "origin")
    repo.git("config", "remote.origin.url", f"ext::{touch}")
    repo.git("config", "protocol.ext.allow", "always")
    (repo.folder / ".gitattributes").write_text("* diff=x filter=x text eol=crlf\n")
    hooks = repo.folder / ".git" / "hooks"
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\n{touch}\n")
        (hooks / name).chmod(0o755)
    assert run("history")[0] == 0
    assert run("list", "--at", "main")[0] == 0
    blob = repo.git("rev-parse", "HEAD:plan/one.yaml")
    (repo.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert run("list", "--at", "main")[0] == 2, "what is missing is not fetched"
    assert not (tmp_path / "ran").exists()


def forged(repo: Repo, *, others: bytes = b"", who: bytes = b"Al <a@b>") -> None:
    """Stand on a commit whose head no `git commit` would write; what is pushed may have it."""
    tree = repo.git("rev-parse", "HEAD^{tree}").encode()
    when = b" 1515585600 +0000\n"
    head = b"tree " + tree + b"\nauthor " + who + when
    data = head + b"committer Al <a@b>" + when + others + b"\nForged\n"
    words = ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"]
    made = subprocess.run(words, cwd=repo.folder, input=data, capture_output=True, check=True)
    repo.git("update-ref", "refs/heads/main", made.stdout.decode().strip())


@pytest.mark.parametrize(
    "line",
    [
        "parent --output={kept}",
        "parent -O{kept}",
        "parent HEAD",
        "parent \xff",
        "parent",
        "tree --output={kept}",
        "parent 0000000000000000000000000000000000000000",
    ],
)
def test_no_line_further_down_in_a_commit_is_a_parent(
    repo: Repo, run: Run, tmp_path: Path, line: str
) -> None:
    kept = tmp_path / "kept"
    kept.write_text("mine")
    forged(repo, others=line.format(kept=kept).encode("latin-1") + b"\n")
    for words in (["history"], ["history", "toolkit"], ["list", "--at", "HEAD"]):
        assert run(*words)[0] == 0
    with Repository.find(tmp_path) as repository:
        assert repository.commit(repository.resolve("HEAD")).parents == ()
    assert kept.read_text() == "mine"


def test_a_commit_with_a_long_head_costs_little(repo: Repo, run: Run) -> None:
    forged(repo, others=b"a\n" * 3_000_000)
    tracemalloc.start()
    try:
        assert run("list", "--at", "HEAD")[0] == 0
        assert run("history")[0] == 0
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["punycode", "idna", "utf-7", "unicode_escape", "utf-16"])
def test_an_odd_encoding_of_a_long_name_is_read_at_once(
    repo: Repo, run: Run, encoding: str
) -> None:
    who = b"a" * 3_000_000 + b"-" + b"b" * 3_000_000 + b" <a@b>"
    forged(repo, who=who, others=b"encoding " + encoding.encode() + b"\n")
    started = time.monotonic()
    assert run("history", "toolkit")[0] == 0
    assert time.monotonic() - started < 10


def test_a_folder_that_unfolds_without_end(repo: Repo, run: Run) -> None:
    tree = repo.git("mktree", "--missing")
    for _ in range(12):
        lines = "".join(f"040000 tree {tree}\tf{n}\n" for n in range(10))
        tree = subprocess.run(
            ["git", "mktree"],
            cwd=repo.folder,
            input=lines,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    bomb = repo.git("commit-tree", tree, "-m", "bomb")
    code, _, err = run("list", "--dir", ".", "--at", bomb)
    assert code == 2
    assert "folders to look through" in err


def piped(repo: Repo, *words: str, data: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=repo.folder, input=data.encode(), capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def unfolding(repo: Repo, above: str, below: str = "") -> str:
    """A commit after another, beside whose plan stands a folder that unfolds without end."""
    blob = piped(repo, "hash-object", "-w", "--stdin", data="title: S\n")
    names = ("s.yaml", "plan.yaml", "notes.txt")
    tree = piped(repo, "mktree", data="".join(f"100644 blob {blob}\t{name}\n" for name in names))
    for _ in range(12):
        lines = "".join(f"040000 tree {tree}\tf{n}\n" for n in range(10))
        tree = piped(repo, "mktree", data=lines)
    plan = repo.git("rev-parse", "HEAD:plan")
    files = f"040000 tree {plan}\t{above}\n" + (f"040000 tree {tree}\t{below}\n" if below else "")
    top = piped(repo, "mktree", data=files)
    who = ("-c", "user.name=Al", "-c", "user.email=al@example.org")
    made = piped(repo, *who, "commit-tree", top, "-p", "HEAD", data="Move it\n")
    repo.git("update-ref", "refs/heads/main", made)
    return made


@pytest.mark.parametrize("where", ["came", "went"])
def test_a_plan_that_moved_beside_a_folder_without_end(repo: Repo, run: Run, where: str) -> None:
    """What comes with the move is not looked through; what went with it is, up to a bound."""
    unfolding(repo, "plan" if where == "went" else "kc", "bomb")
    if where == "went":
        unfolding(repo, "kc")
    repo.git("read-tree", "HEAD:kc", "--prefix=kc/")
    repo.git("checkout-index", "-a", "-f")
    code, out, err = run("history", "toolkit", "--dir", "kc")
    assert code == (2 if where == "went" else 0)
    assert "folders to look through" in err if where == "went" else "plan" in out


def test_a_move_of_files_that_changed_too_is_followed(repo: Repo, run: Run) -> None:
    repo.git("mv", "plan", "kc")
    file = repo.folder / "kc" / "one.yaml"
    file.write_text(strategy(later(TOOLKIT, "in 2018"), TRAINING), "utf-8")
    (repo.folder / "kc" / "plan.yaml").write_text(HEAD.replace("A plan", "Another"), "utf-8")
    (repo.folder / "kc" / "two.yaml").unlink()
    repo.record("Rename the folder")
    code, out, _ = run("history", "toolkit", "--dir", "kc", "--json")
    (life,) = json.loads(out)["promises"]
    assert code == 0
    assert [event["kind"] for event in life["events"]] == ["promised", "moved"]


def test_a_folder_with_too_many_names(
    repo: Repo, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in range(12):
        (repo.folder / f"{name}.txt").write_text("")
        (repo.folder / f"{name}").mkdir()
        (repo.folder / f"{name}" / "a.txt").write_text("")
    repo.record("Much beside")
    for most, code in ((50, 0), (30, 2), (5, 2)):
        monkeypatch.setattr(objects, "MOST_NAMES", most)
        found, _, err = run("list", "--dir", ".", "--at", "HEAD")
        assert found == code, most
        assert not code or f"more than {most} names" in err


def test_wide_folders_are_forgotten(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "_NAMES", 100)
    for name in range(12):
        for each in range(30):
            (repo.folder / f"{name}-{each}.txt").write_text("")
        repo.commit("Later", one=strategy(later(TOOLKIT, f"in {2018 + name}"), TRAINING))
    with Repository.find(repo.folder / "plan") as repository:
        steps = repository.log(repository.resolve("HEAD"))
        assert len(steps) == 13
        assert all(repository.folder(step.commit.hash) for step in steps)
        assert len(repository._folders) < 10


@pytest.mark.parametrize("mode", ["040000", "0040000"])
def test_a_mode_with_zeros_before_it_is_read_as_git_does(repo: Repo, run: Run, mode: str) -> None:
    plan = repo.git("ls-tree", "HEAD:plan").splitlines()
    entries = b"".join(
        f"0{line.split()[0]} {line.split()[3]}".encode() + b"\0" + bytes.fromhex(line.split()[2])
        for line in plan
    )
    words = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    tree = entries
    for _ in range(2):
        made = subprocess.run(words, cwd=repo.folder, input=tree, capture_output=True, check=True)
        tree = f"{mode} plan".encode() + b"\0" + bytes.fromhex(made.stdout.decode().strip())
    commit = repo.git("commit-tree", made.stdout.decode().strip(), "-p", "HEAD", "-m", "Zeros")
    code, out, err = run("diff", "HEAD", commit)
    assert (code, err) == (0, "")
    assert "mean the same" in out


def test_a_grafted_past_is_not_believed(repo: Repo) -> None:
    first = repo.git("rev-parse", "HEAD")
    for words in ("in 2018", "in 2019", "in 2020"):
        last = repo.commit("Later", one=strategy(later(TOOLKIT, words), TRAINING))
    (repo.folder / ".git" / "info" / "grafts").write_text(f"{last} {first}\n")
    assert [kind for kind, *_ in repo.events("toolkit")] == ["promised", *["moved"] * 3]


def test_a_forged_graph_of_commits_is_not_believed(repo: Repo) -> None:
    for words in ("in 2018", "in 2019", "in 2020"):
        last = repo.commit("Later", one=strategy(later(TOOLKIT, words), TRAINING))
    repo.git("commit-graph", "write", "--reachable")
    file = repo.folder / ".git" / "objects" / "info" / "commit-graph"
    data = bytearray(file.read_bytes())
    table = {bytes(data[at : at + 4]): at for at in range(8, 8 + 12 * data[6], 12)}
    names, commits = (
        int.from_bytes(data[table[part] + 4 : table[part] + 12]) for part in (b"OIDL", b"CDAT")
    )
    place = (data.index(bytes.fromhex(last), names) - names) // 20
    parent = commits + 36 * place + 20
    data[parent : parent + 4] = (0x70000000).to_bytes(4)  # it follows none
    file.chmod(0o600)
    file.write_bytes(data)
    assert repo.git("rev-list", "--count", "HEAD") == "1", "git itself believes it"
    assert [kind for kind, *_ in repo.events("toolkit")] == ["promised", *["moved"] * 3]


def test_where_a_change_begins(repo: Repo) -> None:
    first = repo.git("rev-parse", "HEAD")

    def base() -> str:
        with Repository.find(repo.folder) as repository:
            return repository.default_base()

    assert base() == first
    second = repo.commit("On main", two=None)
    assert base() == second, "main itself"
    repo.git("checkout", "-q", "-b", "side", first)
    repo.commit("On a branch", one=None)
    assert base() == first
    repo.git("update-ref", "refs/remotes/origin/trunk", second)
    repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    repo.git("checkout", "-q", "-b", "other", second)
    repo.commit("On another", one=None)
    assert base() == second


def test_each_distinct_file_is_parsed_once(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 5):
        repo.commit(f"{day}", two=strategy(later(BROKER, f"2018-02-0{day % 2 + 1}")))
    seen: list[bytes] = []
    parse = welcomeplan.yamltext.read

    def counted(data: bytes, limits: Limits) -> Source:
        seen.append(data)
        return parse(data, limits)

    monkeypatch.setattr(welcomeplan.yamltext, "read", counted)
    assert len(repo.versions) == 5
    assert len(seen) == len(set(seen)) == 5


DAYS = st.dates(date(2018, 1, 1), date(2020, 1, 1))
STEPS = st.tuples(
    st.sampled_from(["toolkit", "training", "broker"]),
    DAYS,
    st.sampled_from(["one.yaml", "two.yaml"]),
    st.booleans(),
)


@settings(max_examples=30)
@given(st.lists(STEPS, min_size=1, max_size=12))
def test_moves_add_up(steps: list[tuple[str, date, str, bool]]) -> None:
    """Whatever is moved, to whatever day and file, with broken versions between."""
    texts = {"toolkit": TOOLKIT, "training": TRAINING, "broker": BROKER}
    places = dict.fromkeys(texts, "one.yaml")
    days: dict[str, list[date]] = {name: [] for name in texts}
    seen = []
    for number, (name, day, file, broken) in enumerate(steps):
        texts[name], places[name] = later(texts[name], str(day)), file
        files = {
            file: strategy(*(text for name, text in texts.items() if places[name] == file))
            for file in set(places.values())
        }
        if broken:
            files["one.yaml"] = "title: ["
        workspace = read(Path("plan"), InMemory({"plan.yaml": HEAD, **files}))
        commit = Commit(f"{number:040}", date(2018, 1, 1), "Ana", "Update")
        seen.append(Version(commit, workspace.plans, workspace.report.unread))
        for place in workspace.plans[0].milestones:
            if isinstance(place.due, Deadline) and place.due.due_by:
                days[place.id].append(place.due.due_by)
    ledger = follow(seen)
    assert {life.id for life in ledger.lives} == {name for name in days if days[name]}
    for life in ledger.lives:
        known = days[life.id]
        assert life.slip == (known[-1] - known[0]).days == sum(m.days or 0 for m in life.moves)
        assert len(life.moves) == sum(one != next_ for one, next_ in pairwise(known))
        # What went to the broken file is not seen to stand there; what stood there, stays.
        assert not life.removed or places[life.id] == "one.yaml"


def test_kinds_are_words_of_the_json_shape() -> None:
    assert [kind.value for kind in Kind] == [
        *("promised", "dated", "moved", "reworded", "time moved"),
        *("target changed", "target lowered", "target raised"),
        *("done", "reopened", "status", "owner"),
        *("renamed", "relocated", "removed", "returned"),
    ]


TIMES = BARE.replace("Something else entirely", "News") + (
    "    owner: city\n    due: 2018 to 2020\n    repeats: annually\n"
)
MARCH, JUNE = "{period: 2019, due: by March 2020}", "{period: 2019, due: by June 2020}"


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("", MARCH, True),
        (MARCH, JUNE, True),
        (MARCH, "", True),
        (MARCH, "{period: 2019, done: 2019-05-01}", True),
        (MARCH, "{period: 2019, due: by 31 March 2020}", False),
    ],
)
def test_what_one_time_of_moved_is_not_said_never_to_have_moved(
    before: str, after: str, moved: bool, repo: Repo, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for due in (before, after):
        repo.commit("More", two=strategy(BROKER, f"{TIMES}    occurrences: [{due}]\n"))
    said = run("history", "bare")[1]
    assert ("Moved           1 time of it alone" in said) is moved
    assert ("never" in said) is not moved
    assert f"{int(moved)} moved" in run("history")[1]
    changed = run("diff", "HEAD~1", "HEAD")[1]
    assert ("slipped" in changed or "pulled forward" in changed) is moved
    monkeypatch.setenv("FORCE_COLOR", "1")
    screen = run("history", "bare")[1]
    assert ("never moved" in screen) is not moved
