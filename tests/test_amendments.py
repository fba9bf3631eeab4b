"""What was changed by a decision of the council, told from what its staff changed: `under:`."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli
from welcomeplan.commands import looking
from welcomeplan.rules import described

from .test_cli import without_colours
from .test_diff import Repo, parsed, work
from .test_record_rules import rules

UNDER = "Resolution 2018-14"
HEAD = """\
title: A plan
adopted: 2018-01-01
period: 2018 to 2019
organizations: {marc: MARC, jvs: JVS}
"""
A = "id: a, title: Survey newcomers, due: by mid-2018, owner: marc, target: 20 surveys"
B = "id: b, title: Print a guide, due: by mid-2018, owner: marc"


def files(*milestones: str, head: str = HEAD) -> dict[str, str]:
    body = "".join(f"      - {{{one}}}\n" for one in milestones)
    start = "title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n"
    return {"plan.yaml": head, "s.yaml": start + body}


class Clerk:
    """Somebody who edits a plan that is kept in git."""

    def __init__(
        self, repo: Repo, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
    ) -> None:
        self.repo = repo
        self.capture = capture
        patch.chdir(repo.folder)
        patch.setattr(looking, "today", lambda *_: date(2018, 6, 15))
        repo.commit(files(A, B), "Adopt the plan")

    def says(self, line: str, code: int = 0) -> str:
        found = cli.run(shlex.split(line))
        out, err = self.capture.readouterr()
        assert found == code, out + err
        return out + err

    def json(self, line: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.says(f"{line} --json"))
        return found

    def named(self, code: int = 0) -> set[str]:
        """The rules that an edit since the last commit breaks."""
        told = json.loads(self.says("validate --since HEAD --format json", code))
        return {one["rule"] for one in told["diagnostics"] if one["new"]}


@pytest.fixture
def clerk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Clerk:
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2018-04-01T12:00:00Z")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    return Clerk(Repo(tmp_path), monkeypatch, capsys)


VERBS = {
    "done a": "completed",
    "start a": "started",
    "block a --note Why": "blocked",
    "defer a --note Why": "deferred",
    "drop a --note Why": "dropped",
    "reschedule a 'by August 2018' --note Why": "slipped",
    "reschedule a 'by May 2018' --note Why": "pulled forward",
    "assign a jvs": "re-owned",
    "log a 3": "progressed",
    "log a --note Heard": "noted",
}


@pytest.mark.parametrize("line", VERBS)
def test_each_verb_keeps_by_whose_decision(clerk: Clerk, line: str) -> None:
    clerk.says(f"{line} --under '{UNDER}'")
    assert f"under: {UNDER}" in Path("plan/s.yaml").read_text("utf-8")
    (entry,) = clerk.json("show a")["log"]
    assert entry["under"] == UNDER
    assert f"by {UNDER}\n" in clerk.says("show a")
    changes = clerk.json("diff")["changes"]
    assert [(one["kind"], one["under"]) for one in changes if one["kind"] == VERBS[line]] == [
        (VERBS[line], UNDER)
    ]
    assert f"by {UNDER}" in clerk.says("diff")
    assert f"by {UNDER}" in clerk.says("diff --format markdown").replace("\\", "")
    clerk.repo.commit(message="Amend")
    (life,) = clerk.json("history a")["promises"]
    told = [event["under"] for event in life["events"]]
    assert told == [None] if VERBS[line] in ("progressed", "noted") else told == [None, UNDER]


@pytest.mark.parametrize("line", ["reopen a --note Why", "plan a --note Why"])
def test_so_do_those_that_take_back(clerk: Clerk, line: str) -> None:
    clerk.says("done a" if line.startswith("reopen") else "defer a --note Why")
    clerk.repo.commit(message="First")
    clerk.says(f"{line} --under '{UNDER}'")
    (change,) = clerk.json("diff")["changes"]
    assert (change["under"], change["reason"]) == (UNDER, "Why")


def test_the_councils_changes_are_told_from_the_staffs(clerk: Clerk) -> None:
    clerk.says("reschedule b 'by August 2018' --note 'The printer is ill'")
    clerk.repo.commit(message="Move the guide")
    clerk.says(f"reschedule a 'by August 2018' --note 'The council voted' --under '{UNDER}'")
    assert f"by {UNDER}" in (told := clerk.says("diff HEAD~1"))
    assert told.count(f"by {UNDER}") == 1
    by = {one["id"]: one["under"] for one in clerk.json("diff HEAD~1")["changes"]}
    assert by == {"a": UNDER, "b": None}
    for form in ("table", "markdown"):
        assert "Decided" not in clerk.says(f"diff HEAD~1 HEAD --format {form}")
    csv = clerk.says("diff HEAD~1 --format csv").splitlines()
    assert "Decided" in csv[0] and sum(f",{UNDER}," in line for line in csv) == 1
    clerk.repo.commit(message="Amend")
    assert f"by {UNDER}" in clerk.says("history a")
    assert "Decided" not in clerk.says("history b")
    ledger = clerk.json("history")["promises"]
    assert {one["id"]: (one["moves"], one["moves_decided"]) for one in ledger} == {
        "a": (1, 1),
        "b": (1, 0),
    }
    assert "Decided: how many of the moves" in clerk.says("history")


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_a_terminal_shows_it_beside_each_change(
    clerk: Clerk, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.says(f"reschedule a 'by August 2018' --note 'The council voted' --under '{UNDER}'")
    clerk.says(f"assign b jvs --under '{UNDER}'")
    clerk.repo.commit(message="Amend")
    clerk.says("reschedule a 'by May 2019' --note 'Nobody answers the door'")
    clerk.says("reschedule b 'by May 2019' --note 'The printer is ill'")
    clerk.repo.commit(message="Staff")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))

    def after(change: str, line: str) -> list[str]:
        """What stands from a change on, until the next one."""
        shown = [one.strip() for one in without_colours(clerk.says(line)).splitlines()]
        (at,) = [n for n, one in enumerate(shown) if change in one]
        return shown[at:]

    by = f"by {UNDER}"
    told = after("re-owned", "diff HEAD~2 HEAD~1")
    assert told[1] == by or told[2] == by
    told = after("slipped", "diff HEAD~2 HEAD~1")
    assert by in told[: told.index("")]
    assert UNDER not in clerk.says("diff HEAD~1 HEAD")
    told = after("moved 62 days later", "history a")
    assert told.index(by) < min(n for n, one in enumerate(told) if "moved 273 days" in one)
    assert told.count(by) == 1
    assert by in after("owner", "history b")
    told = [one.strip() for one in without_colours(clerk.says("history")).splitlines()]
    assert f"1 of 2 moves {by}" in told
    assert sum(UNDER in one for one in told) == 1
    assert not any(one.startswith("Decided:") for one in told)


def test_no_note_explains_what_is_not_shown(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    late = "id: c, title: Open a desk, due: by 2018-02-01, owner: jvs"
    clerk.repo.commit(files(A, B, late), "Late")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2018-04-20T12:00:00Z")
    clerk.says(f"reschedule a 'by August 2018' --note Voted --under '{UNDER}'")
    clerk.repo.commit(message="Amend")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    shown = without_colours(clerk.says("history"))
    assert "first recorded 59 days after its deadline\n" in shown
    assert "Slipped, by owner\n" in shown
    for note in ("Decided:", "Recorded after", "A day is the author's"):
        assert note not in shown
    assert "committed 2018-04-20" in (one := without_colours(clerk.says("history a")))
    assert "A day is the author's" in one


def test_a_promise_may_be_added_by_a_decision(clerk: Clerk) -> None:
    added = f"id: c, title: C, due: in 2019, owner: jvs, log: [{{on: 2018-06-10, under: {UNDER}}}]"
    clerk.repo.write(files(A, B, added))
    (change,) = clerk.json("diff")["changes"]
    assert (change["kind"], change["under"]) == ("added", UNDER)
    clerk.repo.commit(message="Add")
    (event,) = clerk.json("history c")["promises"][0]["events"]
    assert (event["kind"], event["under"]) == ("promised", UNDER)


def test_each_change_has_its_own_decision(clerk: Clerk) -> None:
    log = (
        "log: [{on: 2018-06-01, was_due: by mid-2018, note: The money came late},"
        f" {{on: 2018-06-02, was_owner: marc, under: {UNDER}}},"
        " {on: 2018-06-03, status: active, under: The director}]"
    )
    moved = A.replace("by mid-2018", "by August 2018").replace("owner: marc", "owner: jvs")
    clerk.repo.write(files(f"{moved}, status: active, {log}", B))
    by = {one["kind"]: one["under"] for one in clerk.json("diff")["changes"]}
    assert by == {"slipped": None, "re-owned": UNDER, "started": "The director"}


# -- unadopted-move

ON = HEAD + "checks: {unadopted-move: warning}\n"
MOVED = A.replace("by mid-2018", "by August 2018")
ENTRY = "{on: 2018-06-10, was_due: by mid-2018, note: Why}"
ADOPTED = ENTRY.replace("}", f", under: {UNDER}}}")
NOTE = f"{{on: 2018-06-10, note: Why, under: {UNDER}}}"
DROPPED = "{on: 2018-06-10, status: dropped, note: Why}"
SECOND = NOTE.replace("Why", "And why")
OWNER = f"{{on: 2018-06-10, was_owner: marc, note: Why, under: {UNDER}}}"
UNADOPTED = [
    # what becomes of the milestone, and whether the rule names it
    (f"{MOVED}, log: [{ENTRY}]", True),
    (f"{MOVED}, log: [{ADOPTED}]", False),
    (MOVED, True),
    (f"{A.replace('by mid-2018', 'by May 2018')}, log: [{ENTRY}]", True),
    (f"{A.replace('by mid-2018', 'TBD')}, log: [{ENTRY}]", True),
    (f"{A.replace('by mid-2018', 'by the end of June 2018')}, log: [{ENTRY}]", True),
    (f"{A.replace('20 s', '10 s')}, log: [{{on: 2018-06-10, note: Why}}]", True),
    (f"{A.replace('20 s', '10 s')}, log: [{NOTE}]", False),
    (f"{A.replace('20 s', '30 s')}", True),
    (f"{A.replace(', target: 20 surveys', '')}", True),
    (f"{A.replace('Survey newcomers', 'Ask around')}", True),
    (f"{A.replace('Survey newcomers', 'Ask around')}, log: [{NOTE}]", False),
    # A decision covers what its own entry is of, and nothing beside that.
    (f"{MOVED.replace('20 s', '10 s')}, log: [{ADOPTED}]", True),
    (f"{MOVED.replace('20 s', '10 s')}, log: [{ADOPTED}, {NOTE}]", False),
    (f"{MOVED.replace('Survey', 'Ask')}, log: [{ADOPTED}]", True),
    (f"{MOVED}, log: [{ENTRY}, {NOTE}]", True),
    (f"{A.replace('Survey', 'Ask')}, log: [{{on: 2018-06-10, amount: 2, under: {UNDER}}}]", True),
    (f"{A.replace('Survey', 'Ask').replace('20 s', '10 s')}, log: [{NOTE}]", True),
    (f"{A.replace('Survey', 'Ask').replace('20 s', '10 s')}, log: [{NOTE}, {SECOND}]", False),
    (f"{A.replace('jvs', 'marc')}, text: Ask, log: [{OWNER}]", True),
    (f"{A}, status: dropped, log: [{DROPPED}]", True),
    (f"{A}, status: dropped, log: [{DROPPED.replace('}', f', under: {UNDER}}}')}]", False),
    (f"{A}, status: deferred, log: [{NOTE}]", True),
    (f"{A}, repeats: quarterly", True),
    (f"{A}, repeats: quarterly, log: [{ADOPTED}]", False),
    (f"{MOVED.replace('20 s', '10 s')}, log: [{ENTRY}, {NOTE}]", True),
    (f"{A}, starts: May 2018", True),
    # What is no deadline, target or wording.
    (f"{A}, tags: [x]", False),
    (f"{A}, done: 2018-06-01", False),
    (f"{A}, text: Survey newcomers.", False),
    (A.replace("marc", "jvs"), False),
    (f"{A}, log: [{{on: 2018-06-10, amount: 2}}]", False),
]


@pytest.mark.parametrize(("after", "named"), UNADOPTED)
def test_what_was_adopted_changes_by_a_decision(after: str, named: bool) -> None:
    old, new = work(A, head=ON), work(after, head=ON)
    assert ("unadopted-move" in rules(old, new)) is named
    quiet = HEAD
    assert "unadopted-move" not in rules(work(A, head=quiet), work(after, head=quiet))


ASK = A.replace("Survey", "Ask")
TEXT = f"{A}, text: Survey at least 20"
REWORDED = [
    # the milestone before and after, and whether it is told that its adopted wording is changed
    (A, ASK, True),
    (A, f"{ASK}, log: [{NOTE}]", False),
    (A, f"{ASK}, log: [{{on: 2018-06-10, under: {UNDER}}}]", False),
    (A, f"{ASK}, log: [{{on: 2018-06-10, note: Why}}]", True),
    (TEXT, TEXT.replace("least 20", "least 10"), True),
    (TEXT, TEXT.replace("least 20", "least 10") + f", log: [{NOTE}]", False),
    (TEXT, f"{A}, log: [{NOTE}]", False),
    (A, f"{A}, text: Survey some, log: [{NOTE}]", False),
    # an entry that was there before, or is of something else
    (f"{A}, log: [{NOTE}]", f"{ASK}, log: [{NOTE}]", True),
    (A, f"{MOVED.replace('Survey', 'Ask')}, log: [{ADOPTED}]", True),
    (A, f"{MOVED.replace('Survey', 'Ask')}, log: [{ADOPTED}, {NOTE}]", False),
    (A, f"{ASK.replace('marc', 'jvs')}, log: [{OWNER}]", True),
    (A, f"{ASK}, log: [{{on: 2018-06-10, amount: 2, under: {UNDER}}}]", True),
    (A, f"{ASK.replace('20 s', '10 s')}, log: [{NOTE}]", True),
    (A, f"{ASK.replace('20 s', '10 s')}, log: [{NOTE}, {SECOND}]", False),
    # the words of a deadline
    (
        A.replace("by mid-2018", "{words: soon, by: 2018-06-30}"),
        A.replace("by mid-2018", "{words: later, by: 2018-06-30}"),
        True,
    ),
    (
        A.replace("by mid-2018", "{words: soon, by: 2018-06-30}"),
        A.replace("by mid-2018", "{words: later, by: 2018-06-30}")
        + ", log: [{on: 2018-06-10, was_due: {words: soon, by: 2018-06-30}, note: x, under: R}]",
        False,
    ),
]


@pytest.mark.parametrize("head", [HEAD, ON])
@pytest.mark.parametrize(("before", "after", "named"), REWORDED)
def test_a_wording_that_the_council_amended_need_not_be_put_back(
    before: str, after: str, named: bool, head: str
) -> None:
    found = rules(work(before, head=head), work(after, head=head))
    assert ("changed-wording" in found) is named
    if head == ON:
        assert ("unadopted-move" in found) is named


PARTS = """\
title: Work
summary: What we do
objectives:
  - id: o
    title: Newcomers are heard
    text: Newcomers shall be heard
    indicators:
      - {id: i, title: Share who vote, unit: people, baseline: 1, target: 20, due: by 2019}
      - {id: y, title: Share who speak, unit: people, targets: {2018: 2, 2019: 3}}
    actions:
      - {id: act, title: Ask them all}
    milestones:
      - {id: m, title: Visits, repeats: quarterly, targets: {2018Q1: 2 visits, 2018Q2: 3 visits}}
"""
WHY = f"log: [{NOTE}], "


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("target: 20,", "target: 10,", True),
        ("target: 20,", f"{WHY}target: 10,", False),
        ("baseline: 1,", f"{WHY}baseline: 30,", False),
        ("baseline: 1,", "baseline: 30,", True),
        ("unit: people, baseline", "unit: voters, baseline", True),
        ("target: 20,", f"{WHY}target: 10, owner: marc,", False),
        ("by 2019}", "by 2020, log: [{on: 2018-06-10, was_due: by 2019, note: x}]}", True),
        ("{2018: 2, 2019: 3}", "{2018: 2, 2019: 2}", True),
        ("{2018: 2, 2019: 3}", f"{{2018: 1, 2019: 2}}, log: [{NOTE}]", False),
        ("Share who vote", "Number who vote", True),
        ("2018Q2: 3 visits", "2018Q2: 1 visit", True),
        ("quarterly", "yearly", True),
        # what has no log
        ("title: Work", "title: Labour", True),
        ("Newcomers shall", "Newcomers may", True),
        ("Ask them all", "Ask some", True),
        ("vision: All are welcome", "vision: Many are welcome", True),
        ("goal: Welcome", "goal: Invite", True),
        ("2018 to 2019", "2018 to 2021", True),
        ("JVS", "Jewish Vocational", False),
        # what is no wording
        ("summary: What we do", "summary: What we did", False),
        ("Newcomers are heard", "Newcomers: heard", False),
    ],
)
def test_of_every_part_too(before: str, after: str, named: bool) -> None:
    head = f"{ON}vision: All are welcome\ngoal: Welcome\n"
    old, new = (
        parsed({"plan.yaml": text.replace(*pair), "s.yaml": PARTS.replace(*pair)})
        for text, pair in ((head, ("", "")), (head, (before, after)))
    )
    assert before in head + PARTS
    assert ("unadopted-move" in rules(old, new)) is named


def test_what_has_no_log_is_told_where_its_decision_may_stand(clerk: Clerk) -> None:
    clerk.repo.write(files(A, B, head=f"{ON}vision: All are welcome\n"))
    clerk.repo.commit(message="Ask for it")
    clerk.repo.write(files(A, B, head=f"{ON}vision: Some are welcome\n"))
    told = " ".join(clerk.says("validate --since HEAD").split())
    assert "the vision of the plan `plan` changes" in told and "it has no log" in told
    assert "`under:" not in told


def test_a_rewording_is_not_told_as_decided_with_a_move(clerk: Clerk) -> None:
    clerk.says(f"reschedule a 'by August 2018' --note 'The council voted' --under '{UNDER}'")
    path = Path("plan/s.yaml")
    path.write_text(path.read_text("utf-8").replace("Survey newcomers", "Ask around"), "utf-8")
    by = {one["kind"]: one["under"] for one in clerk.json("diff")["changes"]}
    assert by == {"slipped": UNDER, "reworded": None}


def test_it_is_off_unless_a_plan_asks_for_it(clerk: Clerk) -> None:
    (rule,) = (one for one in described() if one.name == "unadopted-move")
    assert (rule.severity, rule.settable) == ("off", True)
    clerk.says("reschedule a 'by August 2018' --note Why")
    assert "unadopted-move" not in clerk.named()
    # Asked for in the same edit it counts at once; and an edit can't switch it off for itself.
    clerk.repo.write(files(f"{MOVED}, log: [{ENTRY}]", B, head=ON))
    assert "unadopted-move" in clerk.named()
    clerk.repo.write(files(A, B, head=ON))
    clerk.repo.commit(message="Ask for it")
    clerk.repo.write(files(f"{MOVED}, log: [{ENTRY}]", B))
    assert {"unadopted-move", "loosened-check"} <= clerk.named()
    told = clerk.says("validate --since HEAD")
    assert "and no new entry says by whose decision" in told and f"`under: {UNDER}`" in told
    clerk.repo.write(files(f"{MOVED}, log: [{ADOPTED}]", B, head=ON))
    assert clerk.named() == set()


def test_a_calendar_that_moves_deadlines_is_a_decision_too() -> None:
    fiscal = ON + "calendar: {fiscal_year_starts: %s}\n"
    one = "id: a, title: A, due: by the end of FY2019"
    told = f"{one}, log: [{{on: 2018-06-10, note: Why, under: {UNDER}}}]"
    old, silent = work(one, head=fiscal % "July"), work(one, head=fiscal % "October")
    assert "unadopted-move" in rules(old, silent)
    assert "unadopted-move" not in rules(old, work(told, head=fiscal % "October"))


# -- the record itself


@pytest.mark.parametrize(
    "after",
    [
        ENTRY,
        ADOPTED.replace("14", "15"),
        ADOPTED.replace(UNDER, "the director"),
    ],
)
def test_whose_decision_it_was_is_not_rewritten(clerk: Clerk, after: str) -> None:
    clerk.repo.write(files(f"{MOVED}, log: [{ADOPTED}]", B))
    clerk.repo.commit(message="Amend")
    clerk.repo.write(files(f"{MOVED}, log: [{after}]", B))
    assert "rewritten-log" in clerk.named(1)
    assert UNDER in clerk.says("validate --since HEAD", 1)
    (change,) = clerk.json("diff")["changes"]
    assert (change["kind"], change["under"]) == ("log rewritten", None)
    assert f"by {UNDER}" in change["before"]


def test_a_decision_added_to_an_old_entry_makes_no_new_one(clerk: Clerk) -> None:
    clerk.repo.write(files(f"{A}, log: [{{on: 2018-06-01, note: Why}}]", B, head=ON))
    clerk.repo.commit(message="Note")
    entry = f"{{on: 2018-06-01, note: Why, under: {UNDER}}}"
    clerk.repo.write(files(f"{MOVED}, log: [{entry}]", B, head=ON))
    assert {"rewritten-log", "unadopted-move"} <= clerk.named(1)


_LIVE = re.compile(r"(?<!\\)(<script|\]\(http|\| @all)")
HOSTILE = [
    "\x1b[31mred\x07",
    '=HYPERLINK("http://x")',
    "</td><script>alert(1)</script>",
    "::error::x",
    "a\u202eb\u2028c",
    "[x](http://x) | `y` | @all",
    "x\n\n# y",
    "9" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_harmless_wherever_it_is_shown(clerk: Clerk, text: str) -> None:
    written = json.dumps(text)
    entry = f"{{on: 2018-06-10, was_due: by mid-2018, note: Why, under: {written}}}"
    clerk.repo.write(files(f"{MOVED}, log: [{entry}]", B, head=ON))
    for line in (
        *("show a", "diff", "diff --format csv", "diff --format markdown", "show a --format csv"),
        *("show a --format markdown", "validate --since HEAD --format github"),
    ):
        told = clerk.says(line)
        assert not {"\x1b", "\x07", "\u202e", "\u2028"} & set(told), line
        assert "markdown" not in line or not _LIVE.search(told), line
        assert not any(row.startswith(("# y", "=", "::error")) for row in told.splitlines())
        assert ",=HYPER" not in told and ',"=HYPER' not in told
    assert clerk.json("diff")["changes"][0]["under"] == text.strip()
    clerk.repo.commit(message="Amend")
    for form in ("table", "csv", "markdown"):
        told = clerk.says(f"history a --format {form}") + clerk.says(f"history --format {form}")
        assert not {"\x1b", "\x07", "\u202e", "\u2028"} & set(told)
        assert form != "markdown" or not _LIVE.search(told)
        assert ",=HYPER" not in told and ',"=HYPER' not in told


# -- what history gives as the reason


def reasons(clerk: Clerk, milestone: str) -> dict[str, tuple[str | None, bool, str | None]]:
    """The reason, whether the log gives it, and whose decision, by what happened to `a` in a commit
    that made it a milestone."""
    clerk.repo.write(files(milestone, B))
    clerk.repo.commit(message="Bookkeeping")
    (life,) = clerk.json("history a")["promises"]
    every = life["events"][1:]
    return {
        one["kind"]: (one["reason"], one["reason_from"] == "log", one["under"]) for one in every
    }


COMMIT = ("Bookkeeping", False, None)
JVS, MOVED_TO_JVS = A.replace("marc", "jvs"), MOVED.replace("marc", "jvs")
MET = "{on: 2018-06-10, note: Met, under: R2}"
WAS_DUE = "on: 2018-06-10, was_due: by mid-2018"
WAS_MARC = "on: 2018-06-11, was_owner: marc"


@pytest.mark.parametrize(
    ("after", "told"),
    [
        # each change has its own reason, in whatever order the entries stand
        (
            f"{MOVED_TO_JVS}, log: [{{{WAS_MARC}, note: W}}, {{{WAS_DUE}, note: D}}]",
            {"moved": ("D", True, None), "owner": ("W", True, None)},
        ),
        # and none has that of another
        (
            f"{MOVED_TO_JVS}, log: [{{{WAS_MARC}}}, {{{WAS_DUE}, note: D}}]",
            {"moved": ("D", True, None), "owner": COMMIT},
        ),
        (
            f"{MOVED_TO_JVS}, log: [{{{WAS_DUE}}}, {{{WAS_MARC}, note: W}}]",
            {"moved": COMMIT, "owner": ("W", True, None)},
        ),
        (
            f"{MOVED}, done: 2018-06-12, log: [{{{WAS_DUE}, note: D}}]",
            {"moved": ("D", True, None), "done": COMMIT},
        ),
        (
            f"{MOVED}, log: [{{{WAS_DUE}}}, {{on: 2018-06-12, amount: 2, note: Asked two}}]",
            {"moved": COMMIT},
        ),
        # by whose decision stands beside the reason, or alone; of another entry it is of another
        (
            f"{MOVED}, log: [{{{WAS_DUE}, note: D, under: R1}}, {MET}]",
            {"moved": ("D", True, "R1")},
        ),
        (
            f"{MOVED}, log: [{{{WAS_DUE}, under: R1}}, {MET}]",
            {"moved": ("Met", True, "R1")},
        ),
        (
            f"{JVS}, status: active, log: [{{{WAS_MARC}, under: R1}},"
            " {on: 2018-06-12, status: active, note: Begun}]",
            {"owner": ("Bookkeeping", False, "R1"), "status": ("Begun", True, None)},
        ),
        # a free note may be of anything
        (
            f"{MOVED}, log: [{{on: 2018-06-10, note: Why}}]",
            {"moved": ("Why", True, None)},
        ),
    ],
)  # fmt: skip
def test_history_gives_each_change_its_own_reason(
    clerk: Clerk, after: str, told: dict[str, Any]
) -> None:
    assert reasons(clerk, after) == told


def test_history_gives_each_time_its_own_reason(clerk: Clerk) -> None:
    each = "id: a, title: Visits, repeats: quarterly, owner: marc"
    clerk.repo.write(files(each, B))
    clerk.repo.commit(message="Visit each quarter")
    log = (
        "log: [{on: 2018-06-10, period: 2018Q2, status: deferred, note: Ill, under: R2},"
        " {on: 2018-06-10, period: 2018Q1, status: deferred, note: Snow, under: R1},"
        " {on: 2018-06-11, status: blocked, note: No car}]"
    )
    clerk.repo.write(files(f"{each}, status: blocked, {log}", B))
    clerk.repo.commit(message="Bookkeeping")
    (life,) = clerk.json("history a")["promises"]
    told = {one["to"]: (one["reason"], one["under"]) for one in life["events"][-3:]}
    assert told == {
        "2018Q2: deferred": ("Ill", "R2"),
        "2018Q1: deferred": ("Snow", "R1"),
        "blocked": ("No car", None),
    }


def test_an_entry_that_is_rewritten_gives_no_reason(clerk: Clerk) -> None:
    clerk.repo.write(files(f"{A}, log: [{{on: 2018-06-01, note: Mett}}]", B))
    clerk.repo.commit(message="Note")
    told = reasons(clerk, f"{JVS}, log: [{{on: 2018-06-01, note: Met}}]")
    assert told == {"owner": COMMIT}


def test_what_is_added_by_a_decision_or_done_gives_what_its_log_says(clerk: Clerk) -> None:
    log = "{on: 2018-06-01, note: The council asked, under: R1}, {on: 2018-06-09, note: All came}"
    added = f"id: c, title: C, due: in 2018, owner: jvs, done: 2018-06-09, log: [{log}]"
    clerk.repo.write(files(A, B, added))
    clerk.repo.commit(message="Bookkeeping")
    (life,) = clerk.json("history c")["promises"]
    assert [(one["kind"], one["reason"], one["under"]) for one in life["events"]] == [
        ("promised", "The council asked", "R1"),
        ("done", "All came", None),
    ]
