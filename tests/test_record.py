"""What was promised, missed and by whom, as of any day: by the record, through the commands."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli
from welcomeplan.commands import looking

HEAD = """title: A plan
adopted: 2018-01-01
period: 2018 to 2019
organizations: {marc: MARC, jvs: JVS, kcpd: Police}
"""


class Desk:
    """A planner at work, on one day after another."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.patch = patch
        self.capture = capture
        self.said = ""

    def promise(self, *lines: str, head: str = HEAD) -> None:
        Path("plan").mkdir(exist_ok=True)
        Path("plan/plan.yaml").write_text(head, "utf-8")
        every = "".join(f"      - {{{line}}}\n" for line in lines)
        start = "title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n"
        Path("plan/s.yaml").write_text(start + every, "utf-8")

    def do(self, day: str, *words: str) -> int:
        self.patch.setattr(looking, "today", lambda *_: date.fromisoformat(day))
        code = cli.run(list(words))
        out, err = self.capture.readouterr()
        self.said = out + err
        return code

    def must(self, day: str, *words: str) -> None:
        assert self.do(day, *words) == 0, self.said

    def json(self, *words: str) -> dict[str, Any]:
        self.do("2030-01-01", *words, "--json")
        found: dict[str, Any] = json.loads(self.said)
        return found

    def on(self, day: str, name: str = "a") -> str:
        """How a promise stands on a day: its state, and each deadline that it missed, by whom."""
        (found,) = (m for m in self.json("list", "--as-of", day)["milestones"] if m["id"] == name)
        return self.words(found)

    @property
    def text(self) -> str:
        return Path("plan/s.yaml").read_text("utf-8")

    @staticmethod
    def words(found: dict[str, Any]) -> str:
        missed = [
            f"{m['period'] + ' ' if m['period'] else ''}{m['due'][5:]}"
            + (f" {m['owner']}" if m["owner"] != "marc" else "")
            for m in found["misses"]
        ]
        assert found["missed"] is bool(missed)
        return f"{found['state']}{': missed ' + ', '.join(missed) if missed else ''}"

    def times(self, day: str, name: str = "a") -> str:
        (found,) = (m for m in self.json("list", "--as-of", day)["milestones"] if m["id"] == name)
        return ", ".join(f"{t['period']} {t['state']}" for t in found["times"])


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(monkeypatch, capsys)


A = "id: a, title: A, due: by March 2018, owner: marc"
BEGIN = "id: a, title: A, due: begin by March 2018, owner: marc"
WHY = ("--note", "Why")

COURSES: list[tuple[str, str, list[str], dict[str, str]]] = [
    # what happens, the promise, the commands by day, how it stands on which days
    (
        "moved when it was overdue",
        A,
        ["05-01 reschedule a by August 2018 --note Why"],
        {
            "03-31": "due soon",
            "04-30": "overdue: missed 03-31",
            "05-01": "upcoming: missed 03-31",
            "09-01": "overdue: missed 03-31, 08-31",
        },
    ),
    (
        "moved in time, on its last day",
        A,
        ["03-31 reschedule a by August 2018 --note Why"],
        {"03-30": "due soon", "04-01": "upcoming", "09-01": "overdue: missed 08-31"},
    ),
    (
        "moved a day too late",
        A,
        ["04-01 reschedule a by August 2018 --note Why", "06-01 done a"],
        {"04-01": "upcoming: missed 03-31", "06-01": "done: missed 03-31"},
    ),
    (
        "moved twice, and done on time",
        A,
        [
            "02-01 reschedule a by April 2018 --note Why",
            "05-02 reschedule a by June 2018 --note Why",
            "06-01 done a",
        ],
        {"04-01": "due soon", "05-01": "overdue: missed 04-30", "06-02": "done: missed 04-30"},
    ),
    (
        "given up as far as its day goes",
        A,
        ["05-01 reschedule a ongoing --note Why"],
        {"04-30": "overdue: missed 03-31", "05-02": "ongoing: missed 03-31"},
    ),
    (
        "given up until further notice",
        A,
        ["05-01 reschedule a TBD --note Why"],
        {"04-30": "overdue: missed 03-31", "05-02": "undated: missed 03-31"},
    ),
    (
        "dropped in time",
        A,
        ["03-01 drop a --note Why"],
        {"02-28": "upcoming", "03-01": "dropped", "06-01": "dropped"},
    ),
    (
        "dropped too late",
        A,
        ["05-01 drop a --note Why"],
        {"04-01": "overdue: missed 03-31", "05-01": "dropped: missed 03-31"},
    ),
    (
        "a note that begins with the word is only a note",
        A,
        ["03-01 log a --note Deferred", "05-01 defer a --note Why"],
        {"03-05": "due soon", "05-02": "deferred: missed 03-31"},
    ),
    (
        "deferred, and given a new deadline",
        A,
        ["03-01 defer a --note Why", "04-10 reschedule a by June 2018 --note Why"],
        {
            "03-31": "deferred",
            "04-09": "deferred",
            "04-10": "upcoming",
            "07-01": "overdue: missed 06-30",
        },
    ),
    (
        "deferred in time, and done later",
        A,
        ["03-01 defer a --note Why", "05-01 done a"],
        {"04-30": "deferred", "05-01": "done"},
    ),
    (
        "deferred in time, and taken up again after its day",
        A,
        ["03-01 defer a --note Why", "05-01 plan a", "07-01 start a", "08-01 done a"],
        {"04-30": "deferred", "05-01": "undated", "07-01": "undated", "08-01": "done"},
    ),
    (
        "deferred, and taken up again before its day",
        A,
        ["02-01 defer a --note Why", "03-01 plan a"],
        {"02-10": "deferred", "03-02": "due soon", "04-01": "overdue: missed 03-31"},
    ),
    (
        "blocked is overdue all the same",
        A,
        ["03-01 block a --note Why"],
        {"02-28": "upcoming", "03-31": "blocked", "04-01": "overdue: missed 03-31"},
    ),
    (
        "begun, as of before",
        A,
        ["02-01 start a"],
        {"01-31": "upcoming", "02-01": "under way"},
    ),
    (
        "done late, reopened, and done on a day before it was reopened",
        A,
        ["06-01 done a", "07-01 reopen a --note Why", "07-02 done a --on 2018-07-01"],
        {
            "05-01": "overdue: missed 03-31",
            "06-02": "done late: missed 03-31",
            "07-01": "done late: missed 03-31",
        },
    ),
    (
        "done in time, reopened after its day, and done again",
        A,
        ["03-20 done a", "05-01 reopen a --note Why", "06-01 done a"],
        {
            "04-15": "done",
            "05-01": "overdue: missed 03-31",
            "06-02": "done late: missed 03-31",
        },
    ),
    (
        "reopened by mistake",
        A,
        ["03-20 done a", "05-01 reopen a --note Why", "05-02 done a --on 2018-03-20"],
        {"04-15": "done", "05-01": "done", "06-02": "done"},
    ),
    (
        "another owner before its day",
        A,
        ["03-01 assign a jvs --note Why"],
        {"04-01": "overdue: missed 03-31 jvs"},
    ),
    (
        "another owner after its day",
        A,
        ["04-10 assign a jvs --note Why", "05-01 done a"],
        {
            "04-01": "overdue: missed 03-31",
            "04-10": "overdue: missed 03-31",
            "05-02": "done late: missed 03-31",
        },
    ),
    (
        "begun in time, and blocked, deferred, dropped, done and reopened since",
        BEGIN,
        [
            "03-20 start a",
            "04-10 block a --note Why",
            "04-20 defer a --note Why",
            "05-01 plan a",
            "05-10 drop a --note Why",
            "06-01 plan a",
            "06-10 done a",
            "07-01 reopen a --note Why",
        ],
        {
            "03-21": "under way",
            "04-11": "blocked",
            "04-21": "deferred",
            "05-02": "under way",
            "05-11": "dropped",
            "06-11": "done",
            "07-02": "under way",
        },
    ),
    (
        "a log line before a late start is no beginning",
        BEGIN,
        ["03-10 log a --note Begun", "05-01 start a"],
        {"04-15": "overdue: missed 03-31", "05-01": "under way: missed 03-31"},
    ),
    (
        "done without a start began no later than that",
        BEGIN,
        ["03-20 done a"],
        {"03-19": "due soon", "05-01": "done"},
    ),
    (
        "done long after, without a start: it had not begun the day before, and missed its day",
        BEGIN,
        ["12-01 done a"],
        {
            "04-15": "overdue: missed 03-31",
            "11-30": "overdue: missed 03-31",
            "12-01": "done: missed 03-31",
            "12-02": "done: missed 03-31",
        },
    ),
    (
        "done on the day after it was to begin",
        BEGIN,
        ["04-01 done a"],
        {"03-31": "due soon", "04-02": "done: missed 03-31"},
    ),
    (
        "done in a month after, without a start",
        BEGIN,
        ["06-15 done a --on 2018-05"],
        {"04-15": "overdue: missed 03-31", "06-15": "done: missed 03-31"},
    ),
    (
        "done in the year, or on a day that nobody knows: whether it began in time is not known",
        BEGIN,
        ["12-01 done a --on 2018"],
        {"12-02": "done"},
    ),
    (
        "done on a day that nobody knows, and open by its record after it was to begin",
        BEGIN,
        ["05-01 block a --note Why", "12-01 done a --on 2018"],
        {"04-15": "overdue: missed 03-31", "12-02": "done: missed 03-31"},
    ),
    (
        "done long after, and begun late by its record",
        BEGIN,
        ["12-01 done a", "12-02 start a --on 2018-05-01"],
        {"04-15": "overdue: missed 03-31", "12-02": "done late: missed 03-31"},
    ),
    (
        "done long after, and begun in time by what is said later",
        BEGIN,
        ["12-01 done a", "12-02 start a --on 2018-03-05"],
        {"04-15": "under way", "12-02": "done"},
    ),
    (
        "done and reopened, and never begun by its record",
        BEGIN,
        ["05-01 done a", "06-01 reopen a --note Why"],
        {"05-02": "done: missed 03-31", "06-02": "overdue: missed 03-31"},
    ),
    (
        "begun by a first amount in time",
        BEGIN + ", target: 2 trainings",
        ["03-20 log a 1", "06-01 log a 1", "06-02 done a"],
        {"05-01": "under way", "06-03": "done"},
    ),
    (
        "an amount after it was done tells nothing of its beginning",
        BEGIN + ", target: 2 trainings",
        ["05-01 done a", "06-01 log a 1"],
        {"05-02": "done: missed 03-31", "06-03": "done: missed 03-31"},
    ),
    (
        "begun in time, done long after",
        BEGIN,
        ["03-20 start a", "12-01 done a"],
        {"12-02": "done"},
    ),
]


@pytest.mark.parametrize(
    ("promise", "steps", "stands"), [row[1:] for row in COURSES], ids=[row[0] for row in COURSES]
)
def test_as_of_any_day_it_stands_as_it_stood(
    desk: Desk, promise: str, steps: list[str], stands: dict[str, str]
) -> None:
    desk.promise(promise)
    for step in steps:
        day, *words = step.split()
        desk.must(f"2018-{day}", *words)
    assert {day: desk.on(f"2018-{day}") for day in stands} == stands
    desk.do("2018-12-31", "validate")
    assert " error" not in desk.said, desk.said


def test_a_miss_hides_on_no_surface(desk: Desk) -> None:
    desk.promise(A)
    desk.must("2018-05-01", "reschedule", "a", "by", "August", "2018", *WHY)
    assert "that it missed 2018-03-31 stays" in desk.said
    desk.must("2018-07-01", "done", "a")
    assert "it had missed 2018-03-31 before" in desk.said
    (status,) = desk.json("status", "--as-of", "2018-08-01")["groups"]
    assert (status["missed"], status["done"]) == (1, 1)
    desk.do("2018-08-01", "show", "a")
    assert re.search(r"Missed +2018-03-31\n", desk.said)
    desk.do("2018-08-01", "status")
    assert "Missed" in desk.said


@pytest.mark.parametrize(
    "words",
    [("drop", "a"), ("defer", "a"), ("reschedule", "a", "by", "2019"), ("assign", "a", "jvs")],
)
def test_what_is_decided_is_not_dated_before_its_record(desk: Desk, words: tuple[str, ...]) -> None:
    """What was decided in time may be told late, and that is said; not behind what was recorded
    since, which would take back what was missed by then."""
    desk.promise(A)
    desk.must("2018-06-01", *words, *WHY, "--on", "2018-03-01")
    whose = "the missed deadline of 2018-03-31 is jvs's now, not marc's"
    lost = "until now its deadline of 2018-03-31 counted as missed"
    assert (whose if words[0] == "assign" else lost) in desk.said
    for since in ("defer", "reschedule"):
        desk.promise(A)
        desk.must("2018-05-01", since, "a", *(["by", "July", "2018"] * (since[0] == "r")), *WHY)
        before = Path("plan/s.yaml").read_bytes()
        assert desk.do("2018-06-01", *words, *WHY, "--on", "2018-03-01") == 3
        assert "2018-05-01" in desk.said
        assert Path("plan/s.yaml").read_bytes() == before
    desk.promise(A)
    desk.must("2018-06-01", "done", "a", "--on", "2018-03-01")  # it was done, and is told late


def test_an_entry_comes_after_those_of_its_kind(desk: Desk) -> None:
    desk.promise(A)
    desk.must("2018-02-20", "drop", "a", *WHY)
    assert desk.do("2018-03-01", "reschedule", "a", "by", "2019", *WHY, "--on", "2018-02-10") == 3
    assert "plan/s.yaml:6:" in desk.said
    assert "goes on to 2018-02-20" in desk.said


def test_what_is_done_is_not_rescheduled(desk: Desk) -> None:
    desk.promise(f"{A}, done: 2018-05-01")
    assert desk.do("2018-06-01", "reschedule", "a", "by", "2019", *WHY) == 3
    assert "is done on 2018-05-01, and its deadline can't move any more" in desk.said


def test_what_was_reopened_is_not_done_before(desk: Desk) -> None:
    desk.promise(A)
    desk.must("2018-06-01", "done", "a")
    assert desk.do("2018-07-01", "reopen", "a", *WHY, "--on", "2018-05-01") == 3
    assert "can't be reopened before that" in desk.said
    desk.must("2018-07-01", "reopen", "a", *WHY)
    assert desk.do("2018-07-02", "done", "a", "--on", "2018-03-30") == 3
    assert "was reopened on 2018-07-01" in desk.said


def test_a_later_day_by_hand_is_found_and_hides_nothing(desk: Desk) -> None:
    """What its record took back stays missed, whatever `done` says now."""
    desk.promise(f"{A}, done: 2018-03-30, log: [{{on: 2018-07-01, was_done: 2018-06-01}}]")
    assert desk.on("2018-08-01") == "done: missed 03-31"
    assert desk.do("2018-08-01", "validate") == 1
    assert "done-before-reopened" in desk.said
    # Also where both days were in time: on the day it was reopened it was open, and late.
    desk.promise(f"{A}, done: 2018-03-10, log: [{{on: 2018-05-01, was_done: 2018-03-20}}]")
    assert desk.on("2018-04-15") == "done"
    assert desk.on("2018-08-01") == "done: missed 03-31"


def test_what_is_set_aside_without_an_entry_is_missed_once_its_day_has_passed(desk: Desk) -> None:
    desk.promise(f"{A}, status: dropped, log: [{{on: 2018-02-01, note: Dropped}}]")
    assert desk.on("2018-01-31") == "upcoming"
    assert desk.on("2018-03-31") == "dropped"
    assert desk.on("2018-04-01") == "dropped: missed 03-31"


def test_a_deadline_given_by_hand_to_what_was_deferred_is_in_force(desk: Desk) -> None:
    desk.promise(
        "id: a, title: A, due: by June 2018, owner: marc, status: deferred, log: ["
        "{on: 2018-03-01, status: deferred, note: W}, {on: 2018-04-10, was_due: by March 2018}]"
    )
    assert desk.on("2018-07-01") == "deferred: missed 06-30"


def test_what_counted_from_something_that_is_reopened_stays_missed(desk: Desk) -> None:
    desk.promise(
        "id: k, title: Kickoff, due: in 2018, owner: marc",
        "id: a, title: A, due: 30 days after k, owner: marc",
    )
    desk.must("2018-02-01", "done", "k")
    desk.must("2018-05-01", "reopen", "k", *WHY)
    assert desk.on("2018-03-04") == "overdue: missed 03-03"
    assert desk.on("2018-05-02") == "waiting: missed 03-03"
    desk.must("2018-06-01", "done", "k")
    assert desk.on("2018-06-02") == "due soon: missed 03-03"


def test_an_entry_of_a_day_to_come_changes_nothing_yet(desk: Desk) -> None:
    desk.promise(f"{A}, status: dropped, log: [{{on: 2018-05-01, status: dropped, note: W}}]")
    assert desk.on("2018-04-01") == "overdue: missed 03-31"
    assert desk.do("2018-04-01", "validate") == 1
    assert "[entry-in-future]" in desk.said


def test_nothing_is_done_long_before_its_time(desk: Desk) -> None:
    desk.promise(
        "id: a, title: A, due: in 2019, owner: marc",
        "id: b, title: B, due: Q4 2018, owner: marc",
        "id: n, title: N, repeats: quarterly, owner: marc",
    )
    assert desk.do("2018-06-01", "done", "b", "--on", "2017-12-01") == 3
    desk.must("2018-08-01", "done", "b")
    desk.must("2018-03-01", "done", "a")
    assert desk.do("2018-02-01", "done", "n", "--period", "2018Q3") == 3
    desk.must("2018-02-01", "done", "n", "--period", "2018Q2")


def test_an_owner_keeps_what_it_missed(desk: Desk) -> None:
    desk.promise(A, "id: b, title: B, due: by 2019, owner: jvs")
    desk.must("2018-04-10", "assign", "a", "jvs", "--note", "They have the staff")
    assert "what was missed stays with marc" in desk.said
    groups = {
        day: {
            g["key"]: (g["milestones"], g["missed"])
            for g in desk.json("status", "--by", "owner", "--as-of", day)["groups"]
        }
        for day in ("2018-04-05", "2018-04-20")
    }
    assert groups["2018-04-05"] == {"marc": (1, 1), "jvs": (1, 0)}
    assert groups["2018-04-20"] == {"jvs": (2, 0), "marc": (0, 1)}
    assert [
        m["id"] for m in desk.json("list", "--owner", "marc", "--as-of", "2018-04-05")["milestones"]
    ] == ["a"]
    desk.do("2018-05-01", "show", "a")
    assert re.search("Missed +2018-03-31, when marc answered for it", desk.said)
    desk.must("2018-05-02", "assign", "a", "nobody")
    assert desk.do("2018-05-03", "assign", "a", "jsv") == 3
    assert "Did you mean `jvs`?" in desk.said


def test_words_without_any_day_are_no_way_out(desk: Desk) -> None:
    desk.promise(A)
    assert desk.do("2018-05-01", "reschedule", "a", "as soon as we can", *WHY) == 3
    assert desk.do("2018-05-01", "reschedule", "a", "ongoing") == 2
    assert "--note" in desk.said
    assert desk.on("2018-06-01") == "overdue: missed 03-31"


def test_an_event_that_is_no_milestone_is_no_deadline(desk: Desk) -> None:
    desk.promise(A)
    for words in (
        ("reschedule", "a", "30 days after the vote", *WHY),
        ("add", "--to", "o", "--title", "B", "--due", "30 days after the vote"),
    ):
        assert desk.do("2018-02-01", *words) == 3
        assert "which is no milestone of the plan" in desk.said


# -- what was due in a quarter


def test_a_quarter_is_listed_as_the_record_has_it(desk: Desk) -> None:
    desk.promise(
        A,
        "id: b, title: B, due: begin by March 2018, owner: marc",
        "id: c, title: C, due: in 2018, owner: marc",
    )
    desk.must("2018-02-10", "reschedule", "a", "by", "August", "2018", *WHY)
    desk.must("2018-03-10", "start", "b")
    desk.must("2018-02-10", "reschedule", "c", "by", "March", "2018", *WHY)
    every = desk.json("due", "--quarter", "2018Q1", "--all", "--as-of", "2018-09-01")
    found = {
        m["id"]: (m["due"]["end"], m["moved_to"] and m["moved_to"]["due"])
        for m in every["milestones"]
    }
    assert found == {
        "a": ("2018-03-31", "2018-08-31"),
        "b": (None, None),
        "c": ("2018-03-31", None),
    }
    some = desk.json("due", "--quarter", "2018Q1", "--as-of", "2018-09-01")
    assert [m["id"] for m in some["milestones"]] == ["c"]
    assert some["left_out"]["moved"] == 1
    desk.do("2018-09-01", "due", "--quarter", "2018Q1", "--all")
    assert "2018-03-31, moved to 2018-08-31" in desk.said


def test_a_hint_lists_what_it_counted(desk: Desk) -> None:
    desk.promise(
        A,
        "id: n, title: N, repeats: quarterly, starts: January 2018, due: in 2018, owner: marc",
        "id: d, title: D, due: by February 2018, owner: marc",
        "id: e, title: E, due: by February 2018, owner: marc",
    )
    desk.must("2018-03-05", "drop", "d", *WHY)
    desk.must("2018-02-05", "drop", "e", *WHY)
    desk.do("2018-11-01", "due", "--owner", "marc")
    assert "Missed, and dropped since: 1 (welcomeplan due --state dropped" in desk.said
    desk.do("2018-11-01", "due", "--quarter", "2018Q4", "--owner", "marc")
    hints = re.findall(r": (\d+)(?: times? of \d+ promises?)? \(welcomeplan (.*?)\)", desk.said)
    assert len(hints) == 2
    assert "4 times of 2 promises" in desk.said
    for count, command in hints:
        found = desk.json(*command.split(), "--as-of", "2018-11-01")
        assert len(found["milestones"]) == int(count)


def test_failing_for_what_is_overdue_is_of_the_list_that_was_asked_for(desk: Desk) -> None:
    desk.promise(A, "id: b, title: B, due: by May 2018, owner: jvs")
    for words, code in (
        (("--quarter", "2018Q2"), 0),
        (("--quarter", "2018Q1"), 1),
        ((), 1),
        (("--overdue", "--quarter", "2018Q2"), 0),
        (("--overdue",), 1),
        (("--owner", "jvs"), 0),
    ):
        assert desk.do("2018-04-15", "due", "--fail-overdue", *words) == code, words


# -- what repeats

NEWS = "id: a, title: A, repeats: quarterly, starts: January 2018, due: in 2018, owner: marc"


@pytest.mark.parametrize(
    ("promise", "name", "label"),
    [
        (NEWS, "2018Q1", "2018Q1"),
        (NEWS, "2018q1", "2018Q1"),
        (NEWS, "Q1", "2018Q1"),
        (NEWS, "first quarter of 2018", "2018Q1"),
        (NEWS.replace("quarterly", "monthly"), "January 2018", "2018-01"),
        (NEWS.replace("quarterly", "monthly"), "2018-01", "2018-01"),
        (NEWS.replace("quarterly", "monthly"), "Jan 2018", "2018-01"),
        (NEWS.replace("quarterly", "each March"), "2018-03", "2018"),
        (NEWS.replace("quarterly", "each March"), "2018", "2018"),
        (NEWS.replace("quarterly", "twice a year"), "2018 1 of 2", "2018 1 of 2"),
    ],
)
def test_a_time_is_called_as_people_call_it(
    desk: Desk, promise: str, name: str, label: str
) -> None:
    desk.promise(promise)
    for words in (("done", f"a {name}"), ("reopen", "a", "--period", name, *WHY)):
        desk.must("2018-03-01", *words)
        assert f"a {label}: " in desk.said
    desk.do("2018-03-01", "show", f"a {name}")
    assert f"Milestone a {label}, as of 2018-03-01" in desk.said


def test_a_time_is_taken_from_the_day_where_one_fits(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-05-01", "done", "a", "--on", "2018-03-15")
    assert "a 2018Q1: done on 2018-03-15, on time" in desk.said
    assert desk.do("2018-05-01", "done", "a") == 3
    assert "which time is meant is not said" in desk.said
    assert desk.do("2018-05-01", "done", "a 2018Q9") == 3
    assert desk.do("2018-05-01", "done", "a 2018Q2", "--period", "2018Q3") == 2


def test_every_verb_takes_one_time(desk: Desk) -> None:
    desk.promise(f"{NEWS}, target: 100 copies")
    desk.must("2018-01-10", "defer", "a 2018Q1", *WHY)
    desk.must("2018-04-05", "start", "a 2018Q2")
    desk.must("2018-04-06", "log", "a 2018Q2", "40", "--on", "2018-03-30")
    desk.must("2018-06-20", "reschedule", "a 2018Q2", "by 15 August 2018", *WHY)
    desk.must("2018-07-10", "block", "a 2018Q3", *WHY)
    desk.must("2018-07-11", "drop", "a 2018Q4", *WHY)
    assert desk.times("2018-07-20") == (
        "2018Q1 deferred, 2018Q2 due soon, 2018Q3 blocked, 2018Q4 dropped"
    )
    assert desk.on("2018-07-20") == "blocked"
    assert desk.on("2018-08-16") == "overdue: missed 2018Q2 08-15"
    assert desk.times("2018-06-01").startswith("2018Q1 deferred, 2018Q2 due soon")
    desk.must("2018-08-20", "done", "a 2018Q2")
    assert "5 days late (due by 2018-08-15)" in desk.said
    desk.do("2018-09-01", "validate")
    assert "`a 2018Q2` is done, with 40 of 100 copies in its log" in desk.said
    desk.do("2018-09-01", "show", "a 2018Q2")
    assert "40 of 100 copies" in desk.said
    assert re.search(r"Stands in +plan/s.yaml:\d+", desk.said)


def test_what_repeats_is_not_done_as_a_whole(desk: Desk) -> None:
    desk.promise(f"{NEWS}, done: 2018-04-01")
    assert desk.do("2018-08-01", "validate") == 1
    assert "[done-as-a-whole]" in desk.said
    assert desk.times("2018-08-01").startswith("2018Q1 overdue, 2018Q2 overdue")


def test_times_that_were_missed_are_not_cut_off(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-08-01", "reschedule", "a", "by June 2018", *WHY)
    assert "promised no more: 2018Q3, 2018Q4" in desk.said
    assert desk.on("2018-10-10") == "overdue: missed 2018Q1 03-31, 2018Q2 06-30"
    assert desk.on("2018-07-20").startswith("overdue: missed 2018Q1 03-31, 2018Q2 06-30")
    assert len(desk.times("2018-07-20").split(", ")) == 4


def test_another_rhythm_keeps_what_was_missed_by_the_old(desk: Desk) -> None:
    desk.promise("id: a, title: A, due: each quarter, owner: marc")
    desk.must("2018-05-10", "reschedule", "a", "each month", *WHY)
    assert desk.times("2018-05-20").startswith("2018Q1 overdue, 2018-05 due soon, 2018-06")
    assert desk.times("2018-05-09").startswith("2018Q1 overdue, 2018Q2 ")


def test_what_comes_after_something_that_repeats_waits_for_its_times(desk: Desk) -> None:
    desk.promise(
        NEWS.replace("id: a", "id: n"),
        "id: b, title: B, due: by April 2018, after: [n]",
        "id: c, title: C, after: [n]",
        "id: d, title: D, repeats: quarterly, starts: January 2018, due: in 2018, after: [n]",
    )
    waits = {
        m["id"]: m["waits_on"] for m in desk.json("list", "--as-of", "2018-02-01")["milestones"]
    }
    assert waits == {"n": [], "b": ["n 2018Q2"], "c": ["n"], "d": ["n 2018Q1"]}
    for period in ("2018Q1", "2018Q2"):
        desk.must("2018-04-01", "done", "n", "--period", period)
    waits = {
        m["id"]: m["waits_on"] for m in desk.json("list", "--as-of", "2018-04-02")["milestones"]
    }
    assert waits == {"n": [], "b": [], "c": ["n"], "d": []}


def test_logged_work_makes_what_repeats_under_way(desk: Desk) -> None:
    desk.promise("id: a, title: A, repeats: each November, owner: marc")
    assert desk.on("2018-02-01") == "upcoming"
    desk.must("2018-02-01", "log", "a", "--note", "We met")
    assert desk.on("2018-01-31") == "upcoming"
    assert desk.on("2018-02-01") == "under way"


def test_a_time_that_is_reopened_after_its_day_is_missed(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-03-20", "done", "a 2018Q1")
    desk.must("2018-05-01", "reopen", "a 2018Q1", *WHY)
    assert desk.times("2018-04-15").startswith("2018Q1 done")
    assert desk.on("2018-05-02") == "overdue: missed 2018Q1 03-31"
    desk.must("2018-06-01", "done", "a 2018Q1")
    assert desk.times("2018-06-02").startswith("2018Q1 done late")


# -- coarse days


@pytest.mark.parametrize(
    ("done", "day", "stands", "lateness"),
    [
        ("2018-03", "2018-04-01", "done", "on time"),
        ("2018", "2018-06-01", "done", "unknown"),
        ("2018-04", "2018-04-01", "done late: missed 03-31", "late"),
        ("2017", "2018-04-01", "done", "on time"),
        ("yes", "2018-04-01", "done", "unknown"),
        ("yes", "2018-01-15", "done", "unknown"),
    ],
)
def test_a_coarse_day_accuses_nobody(
    desk: Desk, done: str, day: str, stands: str, lateness: str
) -> None:
    desk.promise(f"{A}, done: {done}")
    assert desk.on(day) == stands
    (found,) = desk.json("list", "--as-of", day)["milestones"]
    assert found["lateness"] == lateness


def test_under_whose_decision_is_kept(desk: Desk) -> None:
    desk.promise(A)
    desk.must("2018-02-01", "drop", "a", *WHY, "--under", "Resolution 2018-14")
    assert "under: Resolution 2018-14" in Path("plan/s.yaml").read_text("utf-8")
    (entry,) = desk.json("show", "a")["log"]
    assert (entry["status"], entry["under"]) == ("dropped", "Resolution 2018-14")


# -- found by auditors


@pytest.mark.parametrize(
    "words", ["by June 2019", "TBD", "ongoing", "May 2019", "begin by June 2019", "30 days after b"]
)
def test_times_of_a_list_stay_missed_when_it_becomes_one_deadline(desk: Desk, words: str) -> None:
    desk.promise(
        "id: a, title: A, due: March and May 2018, owner: marc", "id: b, title: B, due: in 2019"
    )
    desk.must("2018-07-01", "reschedule", "a", words, *WHY)
    assert desk.on("2018-07-02").endswith(": missed 2018-03 03-31, 2018-05 05-31")
    assert desk.times("2018-06-30") == "2018-03 overdue, 2018-05 overdue"


def test_a_beginning_that_is_taken_back_is_none(desk: Desk) -> None:
    for words in (["--day-unknown"], ["--on", "2018"], ["--on", "2018-03-20"]):
        desk.promise(BEGIN)
        desk.must("2018-06-01", "done", "a", *words)
        desk.must("2018-06-02", "reopen", "a", *WHY)
        assert desk.on("2018-06-03") == "overdue: missed 03-31"
    desk.promise(BEGIN)
    desk.must("2018-03-01", "log", "a", "1")
    desk.must("2018-03-02", "log", "a", *WHY, "--", "-1")
    assert desk.on("2018-06-03") == "overdue: missed 03-31"


@pytest.mark.parametrize(
    "words", [("assign", "a", "jvs"), ("drop", "a", *WHY), ("reschedule", "a", "in 2019", *WHY)]
)
def test_what_repeats_and_is_dated_back_is_said(desk: Desk, words: tuple[str, ...]) -> None:
    desk.promise(NEWS)
    desk.must("2018-11-01", *words, "--on", "2018-03-01")
    lost = "until now its deadline of 2018-09-30 counted as missed"
    assert ("2018-09-30, are jvs's now" if words[0] == "assign" else lost) in desk.said
    assert "stays" not in desk.said


def test_what_the_record_says_was_open_was_not_done(desk: Desk) -> None:
    """Of a day that nobody knows it is known that it was not before."""
    desk.promise(A)
    desk.must("2018-04-10", "reschedule", "a", "by June 2018", *WHY)
    desk.must("2018-08-01", "done", "a", "--day-unknown")
    assert desk.on("2018-08-01") == "done: missed 03-31"
    assert desk.on("2018-04-05") == "overdue: missed 03-31"
    assert desk.on("2018-02-01") == "upcoming"


def test_a_miss_of_what_counted_from_something_reopened_is_listed(desk: Desk) -> None:
    desk.promise(
        "id: k, title: K, due: in 2018, owner: marc",
        "id: a, title: A, due: 30 days after k, owner: marc",
    )
    desk.must("2018-02-01", "done", "k")
    desk.must("2018-05-01", "reopen", "k", *WHY)
    found = desk.json("due", "--quarter", "2018Q1", "--all", "--as-of", "2018-06-01")["milestones"]
    assert [(m["id"], m["due"]["end"]) for m in found] == [("a", "2018-03-03")]


@pytest.mark.parametrize("verb", ["defer", "drop", "block", "start"])
def test_what_is_done_by_mistake_and_reopened_is_as_it_was(desk: Desk, verb: str) -> None:
    desk.promise(A)
    desk.must("2018-03-10", verb, "a", *WHY)
    before = [desk.on(day) for day in ("2018-03-09", "2018-03-12", "2018-06-01")]
    desk.must("2018-03-15", "done", "a")
    desk.must("2018-03-15", "reopen", "a", "--note", "Wrong id")
    became = {"defer": "deferred", "drop": "dropped", "block": "blocked", "start": "active"}[verb]
    assert f"status: {became}, log:" in desk.text
    assert [desk.on(day) for day in ("2018-03-09", "2018-03-12", "2018-06-01")] == before
    desk.do("2018-03-20", "validate")
    assert "no problems" in desk.said


def test_no_command_calls_late_what_was_set_aside_in_time(desk: Desk) -> None:
    desk.promise(A, BEGIN.replace("id: a", "id: b"), NEWS.replace("id: a", "id: n"))
    for name in ("a", "b", "n 2018Q1"):
        desk.must("2018-03-20", "defer", name, *WHY)
    desk.must("2018-08-01", "start", "b")
    assert "late" not in desk.said
    for name in ("a", "b", "n 2018Q1"):
        desk.must("2018-08-02", "done", name)
        assert "late" not in desk.said, desk.said
    for name in ("a", "b", "n"):
        assert ": missed" not in desk.on("2018-08-03", name) or name == "n"
    desk.do("2018-08-03", "show", "a")
    assert "needs another" not in desk.said


def test_a_coarse_day_made_exact_is_no_other_day(desk: Desk) -> None:
    desk.promise("id: a, title: A, due: by 15 June 2018, owner: marc")
    for first, then in (("2018-06", "2018-06-12"), ("2018", "2018-06"), ("2018", "2018-06-12")):
        desk.promise("id: a, title: A, due: by 15 June 2018, owner: marc")
        desk.must("2018-08-01", "done", "a", "--on", first)
        desk.must("2018-08-01", "reopen", "a", *WHY)
        desk.must("2018-08-01", "done", "a", "--on", then)
        assert desk.on("2018-08-02") == "done"


def test_a_time_that_is_taken_up_again_is_open(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-04-20", "defer", "a 2018Q2", *WHY)
    desk.must("2018-07-05", "plan", "a 2018Q2")
    assert "its deadline passed meanwhile (2018-06-30): `reschedule` gives it another" in desk.said
    assert "2018Q2 undated" in desk.times("2018-07-06")
    desk.must("2018-07-06", "reschedule", "a 2018Q2", "by 15 September 2018", *WHY)
    assert "2018Q2 current" in desk.times("2018-07-07")


def test_a_deadline_already_past_is_missed_from_the_next_day(desk: Desk) -> None:
    desk.promise("id: a, title: A, due: by September 2018, owner: marc")
    desk.must("2018-05-02", "reschedule", "a", "by 2018-04-30", *WHY)
    assert "that day has passed already" in desk.said
    assert desk.on("2018-05-02") == "overdue"
    assert desk.on("2018-05-03") == "overdue: missed 04-30"
    desk.must("2018-05-02", "reschedule", "a", "by 2019-04-30", *WHY)
    assert desk.on("2018-06-01") == "upcoming"


def test_what_was_done_in_time_had_missed_nothing(desk: Desk) -> None:
    desk.promise(A)
    desk.must("2018-04-10", "reschedule", "a", "by July 2018", "--note", "We thought it open")
    desk.must("2018-04-20", "done", "a", "--on", "2018-03-25")
    assert "had missed" not in desk.said
    assert desk.on("2018-05-01") == "done"
    desk.do("2018-05-01", "show", "a")
    assert re.search("Deadline +“by March 2018”", desk.said)


def test_one_time_has_no_owner_of_its_own(desk: Desk) -> None:
    desk.promise(NEWS)
    assert desk.do("2018-02-01", "assign", "a 2018Q1", "jvs") == 3
    assert "no owner of its own" in desk.said
    assert desk.do("2018-02-01", "assign", "a", "jvs", "--period", "2018Q1") == 2


def test_words_that_say_how_often_are_refused_beside_repeats(desk: Desk) -> None:
    desk.promise(NEWS)
    assert desk.do("2018-02-01", "reschedule", "a", "monthly through 2018", *WHY) == 3
    assert "`was_due: quarterly`" in desk.said


def test_what_is_done_and_put_off_is_put_off(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-01-20", "done", "a 2018Q1")
    for period in ("2018Q2", "2018Q3", "2018Q4"):
        desk.must("2018-01-20", "defer", f"a {period}", *WHY)
    assert desk.on("2018-02-01") == "deferred"


def test_an_earlier_miss_shows_in_tables(desk: Desk) -> None:
    desk.promise(A)
    desk.must("2018-05-01", "reschedule", "a", "by August 2018", *WHY)
    desk.must("2018-05-02", "assign", "a", "jvs")
    desk.do("2018-06-01", "list")
    assert re.search(r"upcoming .* 2018-03-31 \(marc\)", desk.said)


# -- found by a newcomer


def test_a_day_fits_no_time_where_it_fits_two(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-09-01", "reschedule", "a 2018Q3", "by 31 October 2018", *WHY)
    assert desk.do("2018-10-25", "done", "a", "--on", "2018-10-20") == 3
    assert "2018Q3, 2018Q4" in desk.said


def test_what_is_taken_up_again_in_time_needs_no_other_deadline(desk: Desk) -> None:
    desk.promise(A)
    desk.must("2018-02-01", "defer", "a", *WHY)
    desk.must("2018-08-01", "plan", "a", "--on", "2018-03-05")
    assert desk.said == "a: planned again\n"
    desk.do("2018-08-01", "start", "a", "--on", "2018-03-06")
    assert desk.said == "a: begun\n"


def test_a_table_shows_what_its_state_does_not_tell_and_csv_all(desk: Desk) -> None:
    desk.promise(A, f"{A.replace('id: a', 'id: b')}, done: 2018-05-01")
    desk.do("2018-06-01", "list")
    assert "issed" not in desk.said
    desk.do("2018-06-01", "list", "--format", "csv")
    head, *rows = desk.said.splitlines()
    at = head.split(",").index("Missed")
    assert [row.split(",")[at] for row in rows] == ["2018-03-31", "2018-03-31"]


def test_show_of_one_time_speaks_of_it(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-09-01", "reschedule", "a 2018Q3", "by 31 October 2018", *WHY)
    desk.do("2018-09-02", "show", "a 2018Q1")
    assert re.search("Deadline +“quarterly”", desk.said)
    desk.do("2018-09-02", "show", "a 2018Q3")
    assert "2018Q3, until then due “quarterly” (2018-09-30): Why" in desk.said


# -- one time of what repeats


@pytest.mark.parametrize("aside", ["defer", "drop"])
def test_a_time_that_is_given_another_deadline_is_planned_again(desk: Desk, aside: str) -> None:
    desk.promise(NEWS)
    desk.must("2018-03-01", aside, "a 2018Q1", *WHY)
    desk.must("2018-04-15", "reschedule", "a 2018Q1", "by August 2018", *WHY)
    assert "planned again" in desk.said
    assert "status: planned" in desk.text
    assert desk.times("2018-04-10").startswith("2018Q1 de" if aside == "defer" else "2018Q1 dr")
    assert "2018Q1 08-31" in desk.on("2018-09-01")
    desk.must("2018-11-01", "done", "a 2018Q1")
    assert "62 days late" in desk.said


def test_a_time_that_had_no_deadline_in_force_had_none(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-03-01", "defer", "a 2018Q1", *WHY)
    desk.must("2018-05-01", "plan", "a 2018Q1")
    before = [(desk.on(day), desk.times(day)) for day in ("2018-05-02", "2019-01-15")]
    desk.must("2019-02-01", "reschedule", "a 2018Q1", "by August 2019", *WHY)
    assert [(desk.on(day), desk.times(day)) for day in ("2018-05-02", "2019-01-15")] == before


def test_a_time_of_what_is_put_off_as_a_whole_is_taken_up_alone(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-01-24", "defer", "a", *WHY)
    desk.must("2018-04-25", "plan", "a 2018Q3")
    desk.must("2018-04-25", "block", "a 2018Q1", *WHY)
    assert desk.times("2018-04-26") == (
        "2018Q1 blocked, 2018Q2 deferred, 2018Q3 upcoming, 2018Q4 deferred"
    )


@pytest.mark.parametrize(
    ("promise", "day", "words", "quarter", "missed"),
    [
        ("due: each March", "2019-02-01", "by the end of 2019", "2018Q1", "2018-03-31"),
        ("due: by mid-2018", "2018-07-15", "each September", "2018Q2", "2018-06-30"),
        ("due: March and September 2018", "2018-04-02", "by 2019", "2018Q1", "2018-03-31"),
    ],
)
def test_what_was_missed_is_listed_though_it_repeats_no_more_or_now(
    desk: Desk, promise: str, day: str, words: str, quarter: str, missed: str
) -> None:
    desk.promise(f"id: a, title: A, {promise}, owner: marc")
    desk.must(day, "reschedule", "a", words, *WHY)
    found = desk.json("due", "--quarter", quarter, "--all", "--as-of", "2019-03-01")["milestones"]
    assert [m["due"]["end"] for m in found] == [missed]


def test_what_is_overdue_has_the_day_of_what_is(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-03-01", "reschedule", "a 2018Q1", "by August 2019", *WHY)
    (found,) = desk.json("list", "--as-of", "2019-02-10")["milestones"]
    assert (found["state"], found["due_by"]) == ("overdue", "2018-06-30")


def test_a_past_day_has_its_words(desk: Desk) -> None:
    desk.promise("id: a, title: A, due: each March, owner: marc")
    desk.must("2018-04-01", "reschedule", "a", "each June", *WHY)
    found = desk.json("due", "--quarter", "2018Q1", "--as-of", "2018-03-01")["milestones"]
    assert [m["due"]["words"] for m in found] == ["each March"]


def test_nothing_was_promised_before_the_plan_was_adopted(desk: Desk) -> None:
    head = HEAD.replace("adopted: 2018-01-01", "adopted: 2018-10-01")
    desk.promise("id: a, title: A, due: in 2018, repeats: quarterly, owner: marc", head=head)
    assert desk.times("2019-01-05") == "2018Q4 overdue"


# -- whatever is done, in whatever order

MANY = (
    A,
    "id: b, title: B, due: begin by April 2018, owner: jvs",
    "id: n, title: N, repeats: quarterly, starts: January 2018, due: in 2018, owner: marc",
    "id: r, title: R, due: 30 days after a1, owner: kcpd",
    "id: a1, title: A1, due: by February 2018, owner: marc",
    "id: w, title: W, due: March and September 2018, owner: jvs, after: [a1]",
)
WORDS = ("by July 2018", "in 2019", "TBD", "ongoing", "by March 2018", "begin by August 2018")


def step(rng: random.Random) -> list[str]:
    name = rng.choice(("a", "b", "n", "r", "a1", "w"))
    if name == "n" and rng.random() < 0.7:
        name = f"n 2018Q{rng.randint(1, 4)}"
    verb = rng.choice(
        ("done", "reopen", "start", "block", "defer", "drop", "plan", "reschedule", "assign", "log")
    )
    if verb == "assign":
        return [verb, name.split()[0], rng.choice(("marc", "jvs", "kcpd", "nobody"))]
    if verb == "reschedule":
        return [verb, name, rng.choice(WORDS), *WHY]
    return [verb, name] if verb == "done" else [verb, name, *WHY]


@pytest.mark.parametrize("seed", range(8))
def test_a_past_day_is_as_it_was_on_that_day(desk: Desk, seed: int) -> None:
    """Commands in the order of days, none dated back: what is told of a day never changes."""
    rng = random.Random(seed)  # noqa: S311 - a year to test with
    desk.promise(*MANY)
    day, known = date(2018, 1, 5), {}
    while day < date(2019, 1, 20):
        for _ in range(rng.randint(0, 2)):
            assert desk.do(day.isoformat(), *step(rng)) in (0, 3), desk.said
        for later in (day, day + timedelta(days=9)):
            known[later.isoformat()] = stands(desk, later.isoformat())
        day += timedelta(days=rng.randint(10, 40))
    for told, was in known.items():
        assert stands(desk, told) == was
    misses = [{(i, *m) for i, found in was.items() for m in found[-1]} for was in known.values()]
    assert all(before <= after for before, after in pairwise(misses))
    desk.do("2019-02-01", "validate")
    assert " error" not in desk.said, desk.said


def stands(desk: Desk, day: str) -> dict[str, tuple[Any, ...]]:
    keys = ("state", "due_by", "owner", "done", "late")
    return {
        m["id"]: (
            *(m[key] for key in keys),
            tuple((t["period"], t["state"], t["due_by"]) for t in m["times"]),
            tuple((x["due"], x["owner"], x["period"]) for x in m["misses"]),
        )
        for m in desk.json("list", "--as-of", day)["milestones"]
    }


def test_an_owner_dated_back_takes_no_miss_away(desk: Desk) -> None:
    """Every deadline since stays missed, and is said to be another's."""
    desk.promise("id: a, title: A, due: by March 2018, owner: marc",
                 "id: b, title: B, repeats: quarterly, starts: January 2018,"
                 " due: by June 2018, owner: marc")  # fmt: skip
    for name, days in (("a", "2018-03-31 is"), ("b", "2018-03-31, 2018-06-30, are")):
        desk.must("2018-09-01", "assign", name, "jvs", "--on", "2018-03-01", "--note", "x")
        assert f"{days} jvs's now, not marc's" in desk.said.replace(" and ", ", ")
        assert "counted as missed" not in desk.said


@pytest.mark.parametrize("done", ["2018", "yes"])
def test_what_was_dropped_in_time_begins_not_late(desk: Desk, done: str) -> None:
    desk.promise(
        "id: a, title: A, due: begin by May 2018, owner: marc,"
        f" done: {done}, log: [{{on: 2018-05-14, status: dropped, note: x}}]"
    )
    desk.do("2019-06-01", "start", "a", "--on", "2018-09-27")
    assert "late" not in desk.said


def test_who_missed_is_named_where_it_was_more_than_once(desk: Desk) -> None:
    often = "id: b, title: B, repeats: quarterly, starts: January 2018, due: by June 2018"
    desk.promise(f"{often}, owner: jvs, log: [{{on: 2018-08-01, was_owner: marc}}]")
    desk.must("2018-09-01", "list")
    assert "1 time (marc)" in desk.said or "2 times (marc)" in desk.said


def test_nobody_is_no_organization_to_add(desk: Desk) -> None:
    desk.promise("id: a, title: A, due: by March 2018, owner: nobody")
    assert desk.do("2018-02-01", "validate") == 1
    assert "the key is left out" in desk.said
    assert "organizations:" not in desk.said
