"""What could not be read is not nothing: it is named wherever something is said of the rest."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import pytest

import welcomeplan
from welcomeplan import cli
from welcomeplan.commands import looking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

HEAD = """\
title: Test plan
adopted: 2020-01-01
period: 2020 to 2027
organizations:
  town: Town
  lib: Library
"""
A = "      - {id: a, title: Open the desk, due: by March 2020, owner: town}\n"
B = "      - {id: b, title: Print the guide, due: by March 2021, owner: town}\n"
C = "      - {id: c, title: Tell the press, due: 30 days after b, owner: lib, after: [b]}\n"
TYPO = B.replace("}", ", targt: 2 x}")
AS_OF = ("--as-of", "2020-06-01")


def strategy(*milestones: str, more: str = "") -> str:
    top = "title: S\nobjectives:\n  - id: o\n    title: Objective\n    milestones:\n"
    return top + "".join(milestones) + more


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(looking, "today", lambda *_: date(2020, 6, 1))
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "T")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "t@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    put(tmp_path, s=strategy(A, TYPO))
    return tmp_path


def put(root: Path, folder: str = "plan", **files: str) -> None:
    for name, text in {"plan": HEAD, **files}.items():
        path = root / folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def run(at: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run(words)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


def commit(root: Path, message: str, day: str = "2020-01-05", **files: str) -> str:
    if not (root / ".git").exists():
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    if files:
        put(root, **files)
    when = {f"GIT_{who}_DATE": f"{day}T12:00:00" for who in ("AUTHOR", "COMMITTER")}
    env = {**os.environ, **when}
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    subprocess.run(["git", "commit", "-qm", message], cwd=root, check=True, env=env)
    said = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True
    )
    return said.stdout.strip()


def missing(root: Path) -> list[tuple[str, int, str | None, str]]:
    report = welcomeplan.load(root / "plan").report
    assert len(report.unread) == len(set(report.unread))
    assert report.failed or not report.unread
    return [(part.file, part.line, part.id, part.kind) for part in report.unread_parts]


def read(root: Path) -> list[str]:
    plans = welcomeplan.load(root / "plan").plans
    return [place.id for plan in plans for place in plan.milestones]


INDICATOR = (
    "    indicators:\n      - {id: i, title: Calls, targt: 2}\n      - {id: k, title: More}\n"
)


@pytest.mark.parametrize(
    ("text", "left", "unread"),
    [
        (strategy(A, TYPO), ["a"], [("s.yaml", 7, "b", "milestone")]),
        (strategy(TYPO), [], [("s.yaml", 6, "b", "milestone")]),
        (strategy(TYPO, A), ["a"], [("s.yaml", 6, "b", "milestone")]),
        # Two faults in one; a value of another kind; a fault in the log.
        (strategy(A, TYPO.replace("b,", "b, dne: x,")), ["a"], [("s.yaml", 7, "b", "milestone")]),
        (strategy(A, B.replace("town", "[[town]]")), ["a"], [("s.yaml", 7, "b", "milestone")]),
        (
            strategy(A, B.replace("}", ", log: [{on: yesterday}]}")),
            ["a"],
            [("s.yaml", 7, "b", "milestone")],
        ),
        # Without an id that can be told there is its line alone.
        (strategy(A, B.replace("id: b", "id: B!")), ["a"], [("s.yaml", 7, None, "milestone")]),
        (strategy(A, B.replace("id: b, ", "")), ["a"], [("s.yaml", 7, None, "milestone")]),
        (strategy(A, "      - the guide\n"), ["a"], [("s.yaml", 7, None, "milestone")]),
        (strategy(A, more=INDICATOR), ["a"], [("s.yaml", 8, "i", "indicator")]),
        (
            strategy(TYPO, A, B.replace("title", "titel"), C),
            ["a", "c"],
            [("s.yaml", 6, "b", "milestone"), ("s.yaml", 8, "b", "milestone")],
        ),
    ],
)
def test_a_fault_in_a_promise_leaves_out_that_one(
    at: Path, text: str, left: list[str], unread: list[tuple[str, int, str | None, str]]
) -> None:
    put(at, s=text)
    assert read(at) == left
    assert missing(at) == unread
    assert welcomeplan.load("plan").report.unread == ("s.yaml",)


def test_what_is_left_stands_where_it_stood(at: Path) -> None:
    under = (
        "    actions:\n      - id: do\n        title: Do\n        milestones:\n"
        "          - {id: x, title: X, wrong: 1}\n          - {id: y, title: Y}\n"
    )
    put(at, s=strategy(TYPO, A, C, more=under + INDICATOR))
    (plan,) = welcomeplan.load("plan").plans
    lines = plan.strategies[0].source.text.split("\n")
    assert [place.id for place in plan.places] == ["s", "o", "k", "do", "y", "a", "c"]
    for place in plan.places[2:]:
        assert f"id: {place.id}" in lines[place.line - 1]
    assert not plan.complete


@pytest.mark.parametrize(
    "text",
    [
        strategy(A, TYPO).replace("title: Objective", "titel: Objective"),
        strategy(A, TYPO).replace("title: S", "titel: S"),
        strategy(A, TYPO, more="    actions: [{id: x}]\n"),
        strategy(A, B.replace("owner", "title")),  # a key twice
        strategy(A, "<<<<<<< HEAD\n", B, "=======\n", TYPO, ">>>>>>> other\n"),
        strategy(A, "      - {id: b, title: B, owner: &o town}\n"),
        strategy().replace("milestones:", "milestones: none"),
        strategy(A, *(f"      - {{id: b{n}, x: 1}}\n" for n in range(101))),
        # By a slip of the indentation others stand in it, and would go unnamed.
        strategy(A, "      - id: b\n        title: B\n        milestones:\n    " + C),
        strategy(A, "      -   " + C.lstrip()),
        strategy(A, "      - id: b\n        title: B\n        actions: [{title: Press}]\n"),
    ],
    ids=[
        "objective",
        "strategy",
        "action",
        "twice",
        "conflict",
        "anchor",
        "list",
        "many",
        "in it",
        "nested",
        "without an id",
    ],
)
def test_a_fault_above_leaves_out_the_file(at: Path, text: str, run: Run) -> None:
    put(at, s=text)
    assert read(at) == []
    assert missing(at) == []
    for words in (("list",), ("due", "--overdue"), ("status",)):
        code, out, err = run(*words, *AS_OF)
        assert code == 1
        assert "that could be read" in out or "of what could be read" in out
        assert "plan/s.yaml can't be read, and is missing here." in out
        assert "welcomeplan: plan/s.yaml can't be read" in err


NONE = ("Nothing is", "has no milestones.", "fits.\n\n|", "mean the same", "nothing changed")
LOOKS = [
    ("due", "--overdue"),
    ("due", "--quarter", "2025Q1"),
    ("due", "--overdue", "--fail-overdue"),
    ("list",),
    ("list", "--owner", "lib"),
    ("status",),
    ("status", "--by", "owner"),
    ("show", "o"),
    ("show", "s"),
    ("show", "plan"),
]


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json"])
@pytest.mark.parametrize("words", LOOKS, ids=" ".join)
def test_every_look_names_it_in_every_format(
    words: tuple[str, ...], form: str, at: Path, run: Run
) -> None:
    put(at, s=strategy(TYPO, more=INDICATOR))
    code, out, err = run(*words, "--as-of", "2020-02-01", "--format", form)
    assert code == 1
    assert "plan/s.yaml:6: the milestone `b` can't be read, and is missing from" in err
    assert "plan/s.yaml:8: the indicator `i` can't be read, and is missing from" in err
    assert not any(none in out for none in NONE)
    if form == "json":
        record = json.loads(out)
        assert record["unread"] == ["s.yaml"]
        assert record["unread_parts"] == [
            {"file": "s.yaml", "line": 6, "id": "b", "kind": "milestone"},
            {"file": "s.yaml", "line": 8, "id": "i", "kind": "indicator"},
        ]
    elif form == "csv":
        header, *_, last = csv.reader(StringIO(out))
        assert len(last) == len(header)
        assert any("plan/s.yaml:8: the indicator `i` can't be read" in cell for cell in last)
        assert any(cell.startswith("unread") for cell in last)
        dates = [at for at, label in enumerate(header) if label in ("Due", "Done")]
        assert not any(last[at] for at in dates)
    else:
        assert "plan/s.yaml:" in out.replace("\u200b", "")
        assert "the milestone " in out
        assert "can't be read, and is missing here." in out


def test_the_terminal_names_it_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    out = run("due", "--overdue", "--as-of", "2020-02-01")[1]
    assert "Nothing of what could be read is overdue." in out
    assert "plan/s.yaml:7: the milestone `b` can't be read, and is missing here." in out


def test_what_is_whole_says_nothing_of_it(at: Path, run: Run) -> None:
    put(at, s=strategy(A, B, C))
    for words in LOOKS:
        code, out, err = run(*words, "--as-of", "2020-02-01")
        assert (code, err) == (0, "")
        assert "read" not in out.replace("Read as", "")


def test_validate_counts_what_it_could_not_read(at: Path, run: Run) -> None:
    put(at, s=strategy(A, TYPO, more=INDICATOR), t="title: [")
    code, out, _ = run("validate")
    assert code == 1
    sums = "3 files, 1 milestone (1 file and 1 milestone and 1 indicator can't be read)"
    assert sums.replace("file and 1", "file, 1") in out or sums in out
    record = json.loads(run("validate", "--json")[1])
    assert record["unread"] == ["s.yaml", "t.yaml"]
    assert [part["id"] for part in record["unread_parts"]] == ["b", "i"]


def test_nobody_is_accused_of_naming_what_was_not_read(at: Path, run: Run) -> None:
    put(at, s=strategy(TYPO, C))
    out = run("validate", "--notes")[1]
    assert "[unknown-key]" in out
    assert "unknown-after" not in out
    assert "untracked-event" not in out
    (found,) = json.loads(run("list", "--json")[1])["milestones"]
    assert (found["state"], found["due_by"], found["waits_on"]) == ("waiting", None, ["b"])


def test_a_verb_works_on_its_siblings_alone(at: Path, run: Run) -> None:
    put(at, s=strategy(TYPO, A, B.replace("id: b", "id: b-2021")))
    before = (at / "plan" / "s.yaml").read_text()
    for words in (
        ("done", "b"),
        ("log", "b", "--note", "x"),
        ("start", "plan/b"),
        ("show", "b"),
    ):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert "plan/s.yaml:6: the milestone `b` can't be read\n" in err
    assert (at / "plan" / "s.yaml").read_text() == before
    code, _, err = run("add", "--to", "o", "--title", "Another", "--id", "b")
    assert code == 3
    assert "the id `b` is taken" in err
    assert run("done", "a", "--on", "2020-03-01")[0] == 0
    after = (at / "plan" / "s.yaml").read_text()
    assert after == before.replace(A, A.replace("}", ", done: 2020-03-01}"))
    assert run("show", "b-2021")[0] == 1
    code, out, err = run("add", "--to", "o", "--title", "More", "--due", "20 days after b")
    assert code == 0, err


@pytest.mark.parametrize("more", [(), ("--id", "b"), ("--id", "other")])
@pytest.mark.parametrize(
    "text",
    [
        "title: [\n",
        "titel: S\n",
        strategy(TYPO.replace("id: b", "id: [b]")).replace("id: o", "id: p"),
        strategy(TYPO.replace("id: b, ", "")).replace("id: o", "id: p"),
        strategy(B).replace("id: o", "idd: p"),
    ],
)
def test_nothing_is_added_while_an_id_may_stand_in_what_can_not_be_read(
    at: Path, run: Run, text: str, more: tuple[str, ...]
) -> None:
    put(at, s=strategy(A), t=text)
    before = (at / "plan" / "s.yaml").read_text()
    words = ("add", "--to", "o", "--title", "Print the guide", *more)
    for also in ((), ("--dry-run",)):
        code, out, err = run(*words, *also)
        assert (code, out) == (3, "")
        assert "may be taken in plan/t.yaml, which can't be read in full" in err
    assert (at / "plan" / "s.yaml").read_text() == before
    # What is there already is told as ever; and mended, it is added.
    assert run("add", "--to", "o", "--title", "Open the desk")[0] == 0
    (at / "plan" / "t.yaml").unlink()
    assert run(*words)[0] == 0


def test_a_file_of_another_plan_is_no_obstacle_to_adding(at: Path, run: Run) -> None:
    put(at, "all/one", s=strategy(A))
    put(at, "all/two", s="title: [\n")
    code, _, err = run("add", "--to", "one/o", "--title", "More", "--dir", "all")
    assert code == 0, err


def test_the_editor_opens_where_it_must_be_mended(
    at: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at, s=strategy(TYPO, A))
    editor = at / "editor"
    editor.write_text('#!/bin/sh\necho "$1" > opened\nsed -i s/targt/target/ "$2"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    code, out, _ = run("edit", "b")
    assert (at / "opened").read_text() == "+6\n"
    assert (code, "can't be read" in out) == (0, False)


def test_a_filter_that_may_name_what_was_not_read(
    run: Run,
) -> None:
    code, _, err = run("list", "--tag", "press")
    assert code == 2
    assert "What is in plan/s.yaml is not known: it can't be read." in err


def test_a_plan_of_several(at: Path, run: Run) -> None:
    put(at, "all/one", s=strategy(A, TYPO))
    put(at, "all/two", plan=HEAD + "periodd: x\n", s=strategy(TYPO))
    code, out, err = run("list", "--dir", "all", *AS_OF, "--json")
    record = json.loads(out)
    assert code == 1
    assert record["unread"] == ["one/s.yaml", "two/plan.yaml", "two/s.yaml"]
    # Of a plan without its head all is missing, not those parts alone.
    assert [part["file"] for part in record["unread_parts"]] == ["one/s.yaml"]
    assert "all/two/s.yaml can't be read" in err
    # An id that another plan has is not the one that can't be read there.
    put(at, "all/two", s=strategy(B))
    assert "one/s.yaml:7: the milestone `b` can't be read" in run("show", "b", "--dir", "all")[2]
    code, out, _ = run("show", "two/b", "--dir", "all")
    assert (code, out.split(",")[0]) == (1, "Milestone b")


def test_a_calendar_that_can_not_be_read_is_not_another_plan_s(at: Path, run: Run) -> None:
    put(at, "all/one", plan=HEAD + "calendar: {fiscal_year_starts: July}\n")
    put(at, "all/two", plan=HEAD + "calendar: {fiscal_year_starts: Never}\n")
    code, _, err = run("when", "--dir", "all", "by", "FY2021")
    assert code == 2
    assert "all/two/plan.yaml can't be read, and may have another calendar" in err
    assert run("when", "--dir", "all", "--plan", "one", "by", "FY2021")[0] == 0
    put(at, "all/one", plan="title: [")
    out = run("list", "--dir", "all")[1]
    assert "no plan that could be read" in out


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="everything can be read")
def test_a_file_without_permission(at: Path, run: Run) -> None:
    (at / "plan" / "s.yaml").chmod(0)
    code, out, _ = run("due", "--overdue", *AS_OF)
    assert code == 1
    assert "Nothing of what could be read is overdue." in out
    assert "plan/s.yaml can't be read, and is missing here." in out


# -- two versions


def changed(out: str) -> list[tuple[str, str]]:
    return [(change["kind"], change["id"]) for change in json.loads(out)["changes"]]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        # Neither gone nor new: it was there, and can't be read.
        ((A, B), (A, TYPO), []),
        ((A, TYPO), (A, B), []),
        # But what else is gone from that file is gone.
        ((A, B), (TYPO,), [("removed", "a")]),
        ((A, TYPO), (B, C), [("removed", "a"), ("added", "c")]),
        ((B, C), (TYPO, A), [("removed", "c"), ("added", "a")]),
        # Where its id can't be told it may be any.
        ((A, B), (A, "      - {title: B}\n"), []),
        ((A, "      - {title: B}\n"), (A, B, C), []),
    ],
)
def test_what_can_not_be_read_is_neither_gone_nor_new(
    at: Path,
    old: tuple[str, ...],
    new: tuple[str, ...],
    found: list[tuple[str, str]],
    run: Run,
) -> None:
    commit(at, "One", s=strategy(*old))
    commit(at, "Two", s=strategy(*new))
    code, out, _ = run("diff", "HEAD~1", "HEAD", "--json")
    assert code == 1
    assert changed(out) == found
    record = json.loads(out)
    assert len(record["unread"]) == len(record["unread_parts"]) == 1
    for form in ("table", "markdown", "csv"):
        out = run("diff", "HEAD~1", "HEAD", "--format", form)[1]
        assert "can't be read" in out
        assert not any(none in out for none in NONE)


def test_what_moved_to_another_file_and_is_unread_there_is_not_gone(at: Path, run: Run) -> None:
    commit(at, "One", s=strategy(A, B), t="title: T\n")
    moved = strategy(TYPO).replace("id: o", "id: p")
    commit(at, "Two", s=strategy(A), t=moved)
    kinds = changed(run("diff", "HEAD~1", "HEAD", "--json")[1])
    assert kinds == [("reworded", "t"), ("added", "p")]


# -- history


def events(out: str, wanted: str) -> list[str]:
    lives = json.loads(out)["promises"]
    return [event["kind"] for life in lives if life["id"] == wanted for event in life["events"]]


def test_history_goes_on_past_what_was_unread(at: Path, run: Run) -> None:
    commit(at, "One", s=strategy(A, B, C))
    commit(at, "Two", s=strategy(A.replace("March", "May"), TYPO, C))
    commit(at, "Three", s=strategy(A, TYPO))
    commit(at, "Four", s=strategy(A, B.replace("2021", "2022")))
    code, out, _ = run("history", "--json")
    assert code == 0
    assert events(out, "a") == ["promised", "moved", "moved"]
    assert events(out, "b") == ["promised", "moved"]
    assert events(out, "c") == ["promised", "removed"]
    (removed,) = (life for life in json.loads(out)["promises"] if life["id"] == "c")
    assert removed["events"][-1]["subject"] == "Three"
    assert [one["parts"][0]["id"] for one in json.loads(out)["skipped"]] == ["b", "b"]
    assert "the milestone `b` of plan/s.yaml" in run("history")[1]
    # At the end, it stands as it last stood.
    commit(at, "Five", s=strategy(A, TYPO))
    for words in (("history",), ("history", "a")):
        for form in ("table", "markdown", "csv"):
            code, out, _ = run(*words, "--format", form)
            assert code == 1
            assert "the milestone" in out
            assert "can't be read at" in out
    code, out, err = run("history")
    assert code == 1
    assert "plan/s.yaml:7: the milestone `b` can't be read at " in err
    assert "unread" in next(line for line in out.split("\n") if line.startswith("b "))
    assert "2022-03-31" in run("history", "b")[1]
    commit(at, "Six", s=strategy(A))
    assert events(run("history", "--json")[1], "b") == ["promised", "moved", "removed"]


def test_history_of_what_was_never_read(at: Path, run: Run) -> None:
    commit(at, "One", s=strategy(TYPO, B.replace("id: b", "id: b-2021")))
    code, _, err = run("history", "b")
    assert code == 2
    assert "plan/s.yaml:6: the milestone `b` can't be read" in err


def test_history_through_merges(at: Path, run: Run) -> None:
    commit(at, "One", s=strategy(A, B))
    git = ["git", "-C", str(at)]
    subprocess.run([*git, "checkout", "-qb", "side"], check=True)
    commit(at, "Break", s=strategy(A, TYPO))
    mend = commit(at, "Mend later", s=strategy(A, B.replace("2021", "2022")))
    subprocess.run([*git, "checkout", "-q", "main"], check=True)
    subprocess.run([*git, "merge", "-q", "--no-ff", "-m", "Merge", "side"], check=True)
    (life,) = json.loads(run("history", "b", "--json")[1])["promises"]
    assert [event["kind"] for event in life["events"]] == ["promised", "moved"]
    assert life["events"][1]["commit"] == mend


# -- what an edit began with

CHECK = ("validate", "--since", "HEAD", "--strict", "--as-of", "2020-02-10", "--notes")


@pytest.mark.parametrize(
    "broken",
    [
        {"s": strategy(A, TYPO)},
        {"s": strategy(A, "      - {title: B}\n")},
        {"s": "title: ["},
        {"s": strategy(A, B).replace("title: S", "titel: S")},
        {"plan": HEAD + "periodd: x\n"},
        {"plan": HEAD.replace("period: 2020 to 2027", "calendar: {fiscal_year_starts: Never}")},
        {"plan": "", "s": strategy(A, TYPO)},
    ],
    ids=["a milestone", "no id", "yaml", "the strategy", "the head", "the calendar", "both"],
)
def test_an_edit_is_held_to_what_could_last_be_read(
    broken: dict[str, str], at: Path, run: Run
) -> None:
    good = commit(at, "Good", s=strategy(A, B), plan=HEAD)
    commit(at, "Break", "2020-02-01", **{"s": strategy(A, B), **broken})
    bad = commit(
        at, "Break more", "2020-02-02", **{"s": strategy(A, B), **broken, "t": "title: T\n"}
    )
    put(at, s=strategy(B.replace("2021", "2022")), t="title: T\n")
    code, out, err = run(*CHECK)
    assert code == 1
    assert "no problems" not in out
    assert "[removed-promise]" in out
    assert "[unrecorded-setback]" in out
    name = "plan" if "plan" in broken else "s"
    said = (
        f"plan/{name}.yaml can't be read at {bad[:10]} (2020-02-02), so"
        f" {'its plan' if 'plan' in broken else 'it'} is compared with what it was at {good[:10]}"
        " (2020-01-05)"
    )
    assert f"welcomeplan: {said}\n" in err
    assert f"note: {said} [unread-base]" in out
    record = json.loads(run(*CHECK, "--json")[1])
    notes = [one for one in record["diagnostics"] if one["rule"] == "unread-base"]
    assert {one["severity"] for one in notes} == {"note"}
    assert [one["file"] for one in notes] == [f"{name}.yaml" for name in broken]
    # Mended as it was, it takes nothing back.
    put(at, s=strategy(A, B), t="title: T\n")
    code, out, _ = run(*CHECK)
    assert code == 0, out


BOGUS = HEAD + "periodd: x\n"
LATER = strategy(A, B.replace("by March 2021", "by March 2022"))


@pytest.mark.parametrize(
    ("while_broken", "mended", "wanted"),
    [
        ([{"s": strategy(A)}], {}, "removed-promise"),
        ([{"s": LATER}], {}, "unrecorded-setback"),
        ([{"s": strategy(A), "t": "title: T\n"}], {}, "removed-promise"),
        ([{"s": None, "t": strategy(A)}], {}, "removed-promise"),
        ([{"s": strategy(A)}, {"plan": f"{BOGUS}goall: y\n"}], {}, "removed-promise"),
        ([{"s": strategy(A, TYPO)}], {"s": strategy(A)}, "removed-promise"),
        ([{"s": "title: ["}, {"s": strategy(A)}], {}, "removed-promise"),
        # and the file is broken where the head is mended
        ([{"s": strategy(A)}, {"s": "title: [", "plan": HEAD}], {"s": LATER}, "unrecorded-setback"),
        (
            [{"s": strategy(A)}, {"s": strategy(A, TYPO), "plan": HEAD}],
            {"s": strategy(A)},
            "removed-promise",
        ),
    ],
)
def test_what_is_taken_back_while_the_head_can_not_be_read_is_named_when_it_can(
    while_broken: list[dict[str, str | None]],
    mended: dict[str, str],
    wanted: str,
    at: Path,
    run: Run,
) -> None:
    commit(at, "Good", s=strategy(A), plan=HEAD)
    commit(at, "Promise", "2020-01-08", s=strategy(A, B))
    now: dict[str, str] = {"s": strategy(A, B), "plan": BOGUS}
    commit(at, "Break", "2020-01-10", **now)
    for files in while_broken:
        for name, text in files.items():
            if text is None:
                (at / "plan" / f"{name}.yaml").unlink()
            now = {**{key: one for key, one in now.items() if key != name}, name: text or ""}
        now = {name: text for name, text in now.items() if text}
        commit(at, "Edit", "2020-01-12", **now)
    put(at, **{**now, "plan": HEAD, **mended})
    code, out, err = run(*CHECK)
    assert code == 1
    assert f"[{wanted}]" in out and "`b`" in out
    assert "was at" in err and "(2020-01-08)" in err
    # What stood in the plan when it last could be read takes nothing back.
    (at / "plan" / "t.yaml").unlink(missing_ok=True)
    put(at, s=strategy(A, B))
    code, out, _ = run(*CHECK)
    assert code == 0, out


def test_what_was_named_when_the_head_was_mended_is_not_named_again(at: Path, run: Run) -> None:
    commit(at, "Good", s=strategy(A, B), plan=HEAD)
    commit(at, "Break", "2020-01-10", s=strategy(A), plan=BOGUS)
    commit(at, "Mend", "2020-01-12", s=strategy(A), plan=HEAD)
    commit(at, "Break the file", "2020-01-14", s="title: [")
    put(at, s=strategy(A))
    code, out, err = run(*CHECK)
    assert code == 0, out
    assert "(2020-01-12)" in err


@pytest.mark.parametrize(
    "broken",
    [{"s": strategy(A, TYPO)}, {"s": "title: ["}, {"plan": HEAD + "periodd: x\n"}],
    ids=["a milestone", "a file", "the head"],
)
@pytest.mark.parametrize("form", ["text", "github", "json", "sarif", "gitlab", "junit"])
def test_what_never_could_be_read_fails(
    broken: dict[str, str], form: str, at: Path, run: Run
) -> None:
    commit(at, "Broken", **{"s": strategy(A, B), **broken})
    name = "plan" if "plan" in broken else "s"
    put(at, s=strategy(A, B))
    code, out, err = run("validate", "--since", "HEAD", "--as-of", "2020-02-10", "--format", form)
    assert code == 1
    assert "no problems" not in out
    assert out.count("nor at a commit before") == (3 if form == "junit" else 1)
    assert f"plan/{name}.yaml" in out
    assert f"{name}.yaml" in err


def test_a_file_that_was_not_there_is_nothing_before(at: Path, run: Run) -> None:
    commit(at, "One", s=strategy(A, B))
    put(at, s=strategy(A, B), t="title: T\n")
    code, out, err = run(*CHECK)
    assert (code, err) == (0, "")
    assert "no problems" in out


def test_what_was_deleted_and_came_back_broken_was_never_read(at: Path, run: Run) -> None:
    commit(at, "One", s=strategy(A, B))
    (at / "plan" / "s.yaml").unlink()
    commit(at, "Two", plan=HEAD + "vision: x\n")
    commit(at, "Three", plan=HEAD + "vision: x\n", s="title: [")
    put(at, s=strategy(B))
    assert "nor at a commit before" in run(*CHECK)[1]


def test_a_clone_without_the_version_that_could_be_read(at: Path, run: Run) -> None:
    commit(at, "Good", s=strategy(A, B))
    commit(at, "Break", "2020-02-01", s=strategy(A, TYPO))
    clone = ["git", "clone", "-q", "--depth", "1", at.as_uri(), "shallow"]
    subprocess.run(clone, cwd=at, check=True)
    put(at, "shallow/plan", s=strategy(B))
    code, out, _ = run(*CHECK, "--dir", "shallow/plan")
    assert code == 1
    assert "nor at a commit before that this clone has" in out
    assert "`fetch-depth: 0`" in out


def test_entries_of_the_time_between_are_not_dated_back(at: Path, run: Run) -> None:
    commit(at, "Good", s=strategy(A, B))
    commit(at, "Break", "2020-02-08", s=strategy(A, TYPO))
    log = ", log: [{on: 2020-01-20, was_due: by March 2021, note: The council asked, by: town}]}"
    put(at, s=strategy(A, B.replace("2021", "2022").replace("}", log)))
    code, out, _ = run(*CHECK)
    assert code == 0, out
    commit(at, "Whole", "2020-02-09", s=strategy(A, B))
    put(at, s=strategy(A, B.replace("2021", "2022").replace("}", log)))
    assert "[backdated-entry]" in run(*CHECK)[1]


def test_a_plan_that_was_moved_and_could_not_be_read(at: Path, run: Run) -> None:
    check = ("validate", "--since", "HEAD", "--dir", "new", "--as-of", "2020-02-10")
    commit(at, "Good", s=strategy(A, B))
    commit(at, "Break", plan=HEAD + "periodd: x\n")
    (at / "plan").rename(at / "new")
    put(at, "new", s=strategy(B))
    code, out, _ = run(*check)
    assert code == 1
    assert "[removed-promise]" in out
    subprocess.run(["git", "checkout", "-q", "--orphan", "fresh"], cwd=at, check=True)
    (at / "new").rename(at / "plan")
    commit(at, "Broken from the beginning", plan=HEAD + "periodd: x\n")
    (at / "plan").rename(at / "new")
    put(at, "new", s=strategy(B))
    code, out, _ = run(*check)
    assert code == 1
    assert "nor at a commit before" in out


def test_a_head_that_can_not_be_read_fails(at: Path, run: Run) -> None:
    commit(at, "Good", s=strategy(A, B))
    for text in (strategy(A, TYPO.replace("2021", "2022")), "title: [", strategy(TYPO)):
        put(at, s=text)
        code, out, _ = run(*CHECK)
        assert code == 1
        assert "no problems" not in out
    assert "[removed-promise]" in out


# -- a strategy that plan.yaml lists, and that is not there

LISTS = HEAD + "strategies: [s, works]\n"
NOT_THERE = "plan/works.yaml is not there, though plan.yaml lists it"


@pytest.fixture
def gone(at: Path) -> Path:
    put(at, plan=LISTS, s=strategy(A))
    return at


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize(
    "words", [("due",), ("list",), ("status",), ("timeline",), ("show", "s")], ids=" ".join
)
def test_every_look_names_a_file_that_is_not_there(
    words: tuple[str, ...], form: str, gone: Path, run: Run
) -> None:
    code, out, err = run(*words, "--as-of", "2020-02-01", "--format", form)
    assert code == 1
    assert err.startswith(f"welcomeplan: {NOT_THERE}, and is missing from what follows\n")
    assert "    welcomeplan validate\n" in err
    assert not any(none in out for none in NONE)
    if form == "json":
        assert (json.loads(out)["unread"], json.loads(out)["unread_parts"]) == (["works.yaml"], [])
    elif form == "csv":
        header, *_, last = csv.reader(StringIO(out))
        assert len(last) == len(header)
        assert any(f"{NOT_THERE}, and is missing here." in cell for cell in last)
        assert any(cell.startswith("unread") for cell in last)
    else:
        assert "is not there, though plan.yaml lists it, and is missing here." in out


def test_no_screen_says_that_all_is_well(
    gone: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    out = run("status", "--as-of", "2020-01-05")[1]
    assert "Nothing needs attention now" not in out
    assert f"{NOT_THERE}, and is missing here." in out
    out = run("validate")[1]
    assert "What stands in works.yaml is missing from every answer until it is there." in out


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("report",), "r.md"),
        (("site",), "site/index.html"),
        (("export",), "c.ics"),
        (("export",), "e.csv"),
        (("remind",), "letters/town.md"),
    ],
    ids=lambda one: one if isinstance(one, str) else " ".join(one),
)
def test_every_file_names_it_too(words: tuple[str, ...], name: str, gone: Path, run: Run) -> None:
    put(gone, plan=LISTS, s=strategy(A.replace("March", "February")))
    (gone / "plan" / "works.yaml.txt").write_text(strategy(B))
    target = name.partition("/")[0]
    code, _, err = run(*words, "-o", target, "--as-of", "2020-02-10")
    assert code == 1
    assert NOT_THERE in err
    text = (gone / name).read_text()
    assert "All files of the plan were read" not in text
    told = {"r": "is not there, though", "s": "works.yaml", "e": "though plan.yaml lists it"}
    assert told.get(name[0], "there may be more") in text.replace("\r\n ", "")
    # What lies beside it is told to whoever can mend it, and to nobody who reads the file.
    assert "yaml.txt" in err
    assert "yaml.txt" not in text


@pytest.mark.parametrize("name", ["works.yaml.txt", "Works.yaml", "works.yml.txt", "works.txt"])
def test_what_may_be_it_is_offered(name: str, gone: Path, run: Run) -> None:
    (gone / "plan" / name).write_text(strategy(B).replace("id: o", "id: p"))
    code, _, err = run("status")
    assert code == 1
    assert NOT_THERE in err
    assert f"Is `{name}` it? Then rename that to `works.yaml`." in err
    code, out, _ = run("validate")
    assert code == 1
    assert "there is no strategy file `works.yaml` [unknown-strategy]" in out
    assert f"Is `{name}` it? Then rename that to `works.yaml`." in out


def test_the_other_ending_is_it(gone: Path, run: Run) -> None:
    (gone / "plan" / "works.yml").write_text(strategy(B).replace("id: o", "id: p"))
    code, out, err = run("list", "--format", "csv", "--as-of", "2020-02-01")
    assert (code, err) == (0, "")
    assert "Print the guide" in out


def test_one_that_is_not_there_is_named_beside_one_that_can_not_be_read(
    gone: Path, run: Run
) -> None:
    put(gone, plan=LISTS, s="title: [")
    _, out, err = run("validate")
    assert "[unknown-strategy]" in out
    assert "(1 file can't be read, and 1 file is not there)" in out
    _, _, err = run("list")
    assert "plan/s.yaml can't be read, and is missing" in err
    assert NOT_THERE in err


def test_plan_yaml_can_not_be_missing_from_itself(gone: Path, run: Run) -> None:
    put(gone, plan=HEAD + "strategies: [s, plan]\n")
    code, out, err = run("list", "--format", "csv", "--as-of", "2020-02-01")
    assert (code, err) == (0, "")
    assert "Open the desk" in out
    assert "[unknown-strategy]" in run("validate")[1]


def test_verbs_know_that_an_id_may_stand_in_it(gone: Path, run: Run) -> None:
    code, _, err = run("done", "b")
    assert code == 2
    assert "It may stand in plan/works.yaml" in err
    code, _, err = run("add", "objective", "--to", "s", "--title", "X", "--id", "x")
    assert code != 0


def test_what_was_kept_of_a_plan_is_no_answer_once_a_file_is_gone(at: Path, run: Run) -> None:
    put(at, plan=LISTS, s=strategy(A), works=strategy(B).replace("id: o", "id: p"))
    assert run("list")[0] == 0
    assert run("list")[0] == 0
    put(at, plan=LISTS, s=strategy(A, C.replace("after b", "after a").replace("[b]", "[a]")))
    assert run("list")[0] == 0  # one file changed; the other is not read, and is there
    (at / "plan" / "works.yaml").unlink()
    for _ in range(2):
        code, _, err = run("list")
        assert (code, NOT_THERE in err) == (1, True)
    put(at, plan=LISTS, s=strategy(A), works=strategy(B).replace("id: o", "id: p"))
    assert run("list")[::2] == (0, "")


WORKS = strategy(B).replace("id: o", "id: p")


def test_a_past_without_it_is_no_whole_either(at: Path, run: Run) -> None:
    commit(at, "One", plan=LISTS, s=strategy(A), works=WORKS)
    (at / "plan" / "works.yaml").unlink()
    two = commit(at, "Two")
    code, out, err = run("list", "--at", "HEAD", "--json")
    assert code == 1
    assert json.loads(out)["unread"] == ["works.yaml"]
    said = f"plan/works.yaml is not there at {two[:10]}, though plan.yaml lists it"
    assert said in err
    # What is still listed was not taken back.
    for words in (("diff", "HEAD~1", "HEAD"), ("diff", "HEAD~1")):
        code, out, _ = run(*words, "--json")
        assert (code, changed(out)) == (1, [])
        assert [one["file"] for one in json.loads(out)["unread"]] == ["works.yaml"]
    code, out, _ = run("history", "--json")
    assert code == 1
    assert events(out, "b") == ["promised"]
    # With its entry it was.
    commit(at, "Three", plan=HEAD)
    for base in ("HEAD~2", "HEAD~1"):
        code, out, err = run("diff", base, "HEAD", "--json")
        assert ("removed", "b") in changed(out), base
        assert code == (base == "HEAD~1")  # what stands in for what it began with is told
    assert "plan/works.yaml is listed, but not there at" in err
    assert "compared with what it was at" in err
    code, out, _ = run("history", "--json")
    assert (code, events(out, "b")) == (0, ["promised", "removed"])


def test_an_edit_that_loses_a_listed_file_is_told_once(at: Path, run: Run) -> None:
    commit(at, "One", plan=LISTS, s=strategy(A), works=WORKS)
    (at / "plan" / "works.yaml").unlink()
    code, out, _ = run(*CHECK)
    assert code == 1
    assert out.count(": error: ") == 1
    assert "[unknown-strategy]" in out
    # Nor is it forgotten where the next edit takes the entry away.
    commit(at, "Two")
    put(at, plan=HEAD)
    code, out, err = run(*CHECK)
    assert code == 1
    assert "[removed-promise]" in out
    assert "plan/works.yaml is listed, but not there at" in err
    put(at, plan=LISTS, works=WORKS)
    assert run(*CHECK)[0] == 0


def test_what_was_listed_before_it_was_written_was_nothing_before(at: Path, run: Run) -> None:
    commit(at, "One", plan=LISTS, s=strategy(A))
    put(at, works=WORKS, plan=LISTS)
    code, out, err = run(*CHECK)
    assert (code, err) == (0, ""), out
    assert ("added", "b") in changed(run("diff", "HEAD", "--json")[1])
    (at / "plan" / "works.yaml").unlink()
    put(at, plan=LISTS, s=strategy(A.replace("desk", "big desk")))
    assert "unread-base" not in run(*CHECK)[1]
