"""What was taken back, or is said otherwise later: beginnings, and days of being done."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.test_record import BEGIN, NEWS, WHY, A, Desk


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(monkeypatch, capsys)


BEGINNINGS: list[tuple[str, str, list[str], dict[str, str]]] = [
    # what happens, the promise, the commands by day, how it stands on which days
    (
        "begun in time by mistake",
        BEGIN,
        ["03-20 start a", "04-15 plan a --note Mistake"],
        {
            "03-19": "due soon",
            "04-14": "under way",
            "04-15": "overdue: missed 03-31",
            "12-01": "overdue: missed 03-31",
        },
    ),
    (
        "begun by mistake, and taken back before its day",
        BEGIN,
        ["03-20 start a", "03-25 plan a"],
        {"03-21": "under way", "03-31": "due soon", "04-01": "overdue: missed 03-31"},
    ),
    (
        "begun and taken back on one day",
        BEGIN,
        ["03-20 start a", "03-20 plan a"],
        {"03-20": "due soon", "04-01": "overdue: missed 03-31"},
    ),
    (
        "begun twice, and taken back",
        BEGIN,
        ["03-10 start a", "03-20 start a --note Again", "04-15 plan a"],
        {"04-14": "under way", "04-16": "overdue: missed 03-31"},
    ),
    (
        "taken back, and begun again in time",
        BEGIN,
        ["03-10 start a", "03-12 plan a", "03-30 start a"],
        {"03-13": "due soon", "04-02": "under way"},
    ),
    (
        "taken back, and begun late",
        BEGIN,
        ["03-10 start a", "04-12 plan a", "05-01 start a"],
        {
            "04-02": "under way",
            "04-13": "overdue: missed 03-31",
            "05-02": "under way: missed 03-31",
        },
    ),
    (
        "blocked since it began, and planned again: it began all the same",
        BEGIN,
        ["03-10 start a", "03-20 block a --note Why", "04-15 plan a"],
        {"04-02": "blocked", "04-16": "under way"},
    ),
    (
        "put off since it began, and planned again: likewise",
        BEGIN,
        ["03-10 start a", "04-05 defer a --note Why", "04-15 plan a"],
        {"04-04": "under way", "04-06": "deferred", "04-16": "under way"},
    ),
    (
        "taken up again after it was blocked, by mistake: it began before that",
        BEGIN,
        ["03-10 start a", "04-05 block a --note Why", "05-01 start a", "05-02 plan a"],
        {"04-04": "under way", "04-06": "blocked", "05-03": "under way"},
    ),
    (
        "taken back, and blocked since",
        BEGIN,
        ["03-10 start a", "03-20 plan a", "03-25 block a --note Why"],
        {"03-26": "blocked", "04-01": "overdue: missed 03-31"},
    ),
    (
        "done, reopened and planned again: it never began",
        BEGIN,
        ["03-20 start a", "03-25 done a", "05-01 reopen a --note Why", "05-05 plan a"],
        {"04-30": "done", "05-04": "under way", "05-06": "overdue: missed 03-31"},
    ),
    (
        "taken back, and done without a word of its beginning: no earlier than it was taken back",
        BEGIN,
        ["03-20 start a", "04-15 plan a", "12-01 done a"],
        {
            "04-14": "under way",
            "04-16": "overdue: missed 03-31",
            "12-02": "done late: missed 03-31",
        },
    ),
    (
        "taken back in time, and done without a word: it had not begun the day before",
        BEGIN,
        ["03-10 start a", "03-12 plan a", "12-01 done a"],
        {"04-16": "overdue: missed 03-31", "12-02": "done: missed 03-31"},
    ),
    (
        "taken back, and begun otherwise",
        BEGIN + ", target: 2 trainings",
        ["03-10 start a", "03-20 log a 1", "04-15 plan a"],
        {"04-16": "under way"},
    ),
    (
        "an amount that was taken back, and another",
        BEGIN + ", target: 2 trainings",
        ["03-10 log a 1", "03-20 log a -1 --note Wrong", "05-01 log a 1"],
        {
            "03-11": "under way",
            "04-16": "overdue: missed 03-31",
            "05-02": "under way: missed 03-31",
        },
    ),
    (
        "begun late, and done in a year that is all that is known",
        BEGIN,
        ["05-01 start a", "06-01 done a --on 2018"],
        {"04-16": "overdue: missed 03-31", "06-02": "done late: missed 03-31"},
    ),
    (
        "begun late, and done nobody knows when",
        BEGIN,
        ["05-01 start a", "06-01 done a --day-unknown"],
        {"04-16": "overdue: missed 03-31", "06-02": "done late: missed 03-31"},
    ),
    (
        "a late beginning that was a mistake, and done in time, told late",
        BEGIN,
        ["05-01 start a", "06-01 plan a --note Mistake", "06-02 done a --on 2018-03-20"],
        {"05-02": "done late: missed 03-31", "06-02": "done"},
    ),
]


@pytest.mark.parametrize(
    ("promise", "steps", "stands"),
    [row[1:] for row in BEGINNINGS],
    ids=[row[0] for row in BEGINNINGS],
)
def test_a_beginning_stands_as_the_record_has_it(
    desk: Desk, promise: str, steps: list[str], stands: dict[str, str]
) -> None:
    desk.promise(promise)
    for step in steps:
        day, *words = step.split()
        if "-1" in words:
            words = [*words[:2], *words[3:], "--", "-1"]
        desk.must(f"2018-{day}", *words)
    assert {day: desk.on(f"2018-{day}") for day in stands} == stands
    desk.do("2018-12-31", "validate")
    assert " error" not in desk.said, desk.said


@pytest.mark.parametrize("done", [["--on", "2018-03-20"], ["--on", "2018-03"], ["--day-unknown"]])
@pytest.mark.parametrize("day", ["2018-08-20", "2018-08-21"])
@pytest.mark.parametrize(
    "words",
    ["reschedule a by 2019", "reschedule a TBD", "defer a", "drop a", "assign a jvs", "block a"],
)
def test_reopened_after_its_day_it_had_missed_it_whatever_else_that_day_brings(
    desk: Desk, words: str, day: str, done: list[str]
) -> None:
    desk.promise(A)
    desk.must("2018-04-10", "done", "a", *done)
    desk.must("2018-08-20", "reopen", "a", *WHY)
    desk.must(day, *words.split(), *WHY)
    verb = words.partition(" ")[0]
    if verb in ("defer", "drop"):
        desk.must(day, "reschedule", "a", "by 2019", *WHY)
    # By whom is told where it is another than marc.
    assert desk.on("2018-09-01").endswith(": missed 03-31")
    assert desk.on("2019-09-01").endswith(": missed 03-31")


def test_that_a_beginning_is_taken_back_says_what_that_makes_of_it(desk: Desk) -> None:
    desk.promise(BEGIN)
    desk.must("2018-03-20", "start", "a")
    desk.must("2018-04-15", "plan", "a")
    assert desk.said == "a: planned again; its deadline to begin, 2018-03-31, counts as missed\n"


def test_a_time_and_the_whole_begin_each_by_itself(desk: Desk) -> None:
    """What the whole takes back is its own; a time says of itself that it has not begun."""
    desk.promise(NEWS)
    for quarter, month in (("2018Q1", "March"), ("2018Q2", "April")):
        desk.must("2018-02-01", "reschedule", f"a {quarter}", f"begin by {month} 2018", *WHY)
    desk.must("2018-03-01", "start", "a")
    desk.must("2018-03-10", "start", "a 2018Q2")
    desk.must("2018-04-15", "plan", "a")
    assert desk.times("2018-04-14").startswith("2018Q1 under way, 2018Q2 under way")
    assert desk.times("2018-05-01").startswith("2018Q1 overdue, 2018Q2 under way")
    desk.must("2018-05-02", "plan", "a 2018Q2")
    assert desk.times("2018-05-03").startswith("2018Q1 overdue, 2018Q2 overdue")


@pytest.mark.parametrize("key", ["", ", status: active"])
def test_by_hand_it_is_the_same(desk: Desk, key: str) -> None:
    """A status without an entry tells nothing against one that has one."""
    desk.promise(
        f"{BEGIN}{key}, log: [{{on: 2018-03-20, status: active}},"
        " {on: 2018-04-15, status: planned, note: Mistake}]"
    )
    assert desk.on("2018-04-14") == "under way"
    assert desk.on("2018-04-16") == "overdue: missed 03-31"


LATE = [
    # what the record has, and what would make of it a beginning in time
    (["05-01 start a"], ["done", "a", "--on", "2018-03-20"]),
    (["05-01 start a"], ["done", "a", "--on", "2018-03"]),
    (["05-01 start a"], ["start", "a", "--on", "2018-03-05", *WHY]),
    (["05-01 start a"], ["log", "a", "1", "--on", "2018-03-05"]),
    (["05-01 start a", "05-01 done a"], ["start", "a", "--on", "2018-03-05"]),
    (["05-01 start a", "05-01 done a --day-unknown"], ["start", "a", "--on", "2018-03-05"]),
    (["05-01 start a", "06-01 block a --note W"], ["start", "a", "--on", "2018-03-05"]),
    (["05-01 log a 1"], ["start", "a", "--on", "2018-03-05"]),
    (["05-01 log a 1"], ["log", "a", "1", "--on", "2018-03-05"]),
    (["03-10 start a", "04-15 plan a"], ["log", "a", "1", "--on", "2018-03-20"]),
    (["03-10 start a", "04-15 plan a", "06-01 done a"], ["start", "a", "--on", "2018-03-20"]),
    (
        ["03-20 done a", "05-01 reopen a --note W", "05-02 start a"],
        ["done", "a", "--on", "2018-03-20"],
    ),
]


@pytest.mark.parametrize(("steps", "words"), LATE)
def test_a_late_beginning_is_not_made_earlier_by_what_is_said_later(
    desk: Desk, steps: list[str], words: list[str]
) -> None:
    desk.promise(BEGIN)
    for step in steps:
        day, *said = step.split()
        desk.must(f"2018-{day}", *said)
    before, missed = desk.text, desk.on("2018-06-15")
    assert "missed 03-31" in missed
    assert desk.do("2018-06-10", *words) == 3, desk.said
    assert "by its record" in desk.said
    assert "plan/s.yaml:6:" in desk.said
    assert (desk.text, desk.on("2018-06-15")) == (before, missed)


def test_an_update_of_an_earlier_day_is_kept(desk: Desk) -> None:
    """A note begins nothing, and what began in time may have begun sooner."""
    desk.promise(BEGIN)
    desk.must("2018-05-01", "start", "a")
    desk.must("2018-05-02", "log", "a", "--on", "2018-03-05", *WHY)
    desk.promise(BEGIN)
    desk.must("2018-03-20", "log", "a", "1")
    desk.must("2018-05-02", "log", "a", "1", "--on", "2018-03-05")
    desk.must("2018-05-02", "start", "a", "--on", "2018-03-04")


@pytest.mark.parametrize("promise", [A, BEGIN, NEWS])
def test_nothing_is_done_before_it_began(desk: Desk, promise: str) -> None:
    name = "a 2018Q1" if promise == NEWS else "a"
    desk.promise(promise)
    desk.must("2018-05-01", "start", name)
    before = desk.text
    for day in ("2018-03-20", "2018-04"):
        assert desk.do("2018-05-02", "done", name, "--on", day) == 3
        assert "began on 2018-05-01, by its record" in desk.said
        assert desk.text == before
    for day in ("2018-05-01", "2018-05"):
        desk.promise(promise)
        desk.must("2018-05-01", "start", name)
        desk.must("2018-05-02", "done", name, "--on", day)


def test_what_repeats_is_begun_as_a_whole_after_its_first_time(desk: Desk) -> None:
    desk.promise(NEWS)
    desk.must("2018-05-01", "start", "a")
    desk.must("2018-05-02", "done", "a 2018Q1", "--on", "2018-03-20")


def test_by_hand_it_is_found_and_hides_nothing(desk: Desk) -> None:
    started = "log: [{on: 2018-05-01, status: active}]"
    desk.promise(f"{BEGIN}, done: 2018-03-20, {started}")
    assert desk.on("2018-06-01") == "done late: missed 03-31"
    assert desk.do("2018-06-01", "validate") == 1
    assert "[done-before-start]" in desk.said
    assert "began on 2018-05-01, by its record" in desk.said
    desk.promise(
        f"{NEWS}, occurrences: [{{period: 2018Q1, done: 2018-03-20}}],"
        " log: [{on: 2018-05-01, period: 2018Q1, status: active}]"
    )
    assert desk.do("2018-06-01", "validate") == 1
    assert "[done-before-start]" in desk.said


REOPENED: list[tuple[str, list[str], str, str | None]] = [
    # done at first, what happens on which days, how it stands then, and the day that is shown
    ("2018-03-05", ["07-10 reopen", "08-01 done --on 2018-07"], "done late", "2018-07"),
    ("2018-03-05", ["07-10 reopen", "08-01 done --on 2018"], "done late", "2018"),
    ("2018-03-05", ["07-10 reopen", "08-01 done --day-unknown"], "done late", "yes"),
    ("2018", ["07-10 reopen", "08-01 done --on 2018-07"], "done late", "2018-07"),
    ("2018", ["07-10 reopen", "08-01 done --on 2018"], "done late", "2018"),
    ("yes", ["07-10 reopen", "08-01 done --day-unknown"], "done late", "yes"),
    ("yes", ["07-10 reopen", "08-01 done --on 2018-07-20"], "done late", "2018-07-20"),
    (
        "2018-03",
        ["07-10 reopen", "07-12 defer --note W", "08-01 done --on 2018"],
        "done late",
        "2018",
    ),
    (
        "2018-03-05",
        ["07-10 reopen", "07-12 drop --note W", "08-01 done --day-unknown"],
        "done late",
        "yes",
    ),
    (
        "2018-03-05",
        ["05-02 reopen", "05-20 done", "07-10 reopen", "08-01 done --day-unknown"],
        "done late",
        "yes",
    ),
    (
        "2018-03-05",
        ["05-02 reopen", "05-20 done", "07-10 reopen", "08-01 done --on 2018-05-20"],
        "done late",
        "2018-05-20",
    ),
    # reopened by mistake: the same day, or one within what was known of it
    ("2018-03-05", ["07-10 reopen", "08-01 done --on 2018-03-05"], "done", "2018-03-05"),
    ("2018-03", ["07-10 reopen", "08-01 done --on 2018-03"], "done", "2018-03"),
    ("2018-03", ["07-10 reopen", "08-01 done --on 2018-03-05"], "done", "2018-03-05"),
    ("2018", ["07-10 reopen", "08-01 done --on 2018-03"], "done", "2018-03"),
    ("yes", ["07-10 reopen", "08-01 done --on 2018-03-05"], "done", "2018-03-05"),
]


@pytest.mark.parametrize("promise", [A, NEWS])
@pytest.mark.parametrize(("done", "steps", "stands", "shown"), REOPENED)
def test_what_was_reopened_is_done_since(
    desk: Desk, promise: str, done: str, steps: list[str], stands: str, shown: str
) -> None:
    """What is known of the day is what is said now; and as long as it was open, it was."""
    name = "a 2018Q1" if promise == NEWS else "a"
    desk.promise(promise)
    known = ["--day-unknown"] if done == "yes" else ["--on", done]
    desk.must("2018-05-01", "done", name, *known)
    for step in steps:
        day, verb, *more = step.split()
        desk.must(f"2018-{day}", verb, name, *(WHY if verb == "reopen" else more))
        assert "1-01-01" not in desk.said
    was_late = "days late" in desk.said
    assert was_late is (stands == "done late"), desk.said
    (found,) = desk.json("list", "--as-of", "2018-09-01")["milestones"]
    one = found["times"][0] if promise == NEWS else found
    assert (one["state"], one["done"]) == (stands, shown)
    assert one["missed"] is (stands == "done late")
    assert desk.do("2018-09-01", "validate") == 0, desk.said
    if stands == "done late":
        (found,) = desk.json("list", "--as-of", "2018-07-11")["milestones"]
        one = found["times"][0] if promise == NEWS else found
        assert one["missed"]


@pytest.mark.parametrize(("first", "then"), [("2018-03-20", "2018-03"), ("2018-03-05", "2018-04")])
def test_what_was_reopened_is_not_done_before_in_vaguer_words(
    desk: Desk, first: str, then: str
) -> None:
    desk.promise(A)
    desk.must("2018-05-01", "done", "a", "--on", first)
    desk.must("2018-06-01", "reopen", "a", *WHY)
    before = desk.text
    assert desk.do("2018-06-02", "done", "a", "--on", then) == 3
    assert f"the day it had: --on {first}" in desk.said
    assert desk.text == before
    Path("plan/s.yaml").write_text(before.replace("owner: marc", f"owner: marc, done: {then}"))
    assert desk.do("2018-06-02", "validate") == 1
    assert "[done-before-reopened]" in desk.said
    assert desk.on("2018-06-03").endswith(": missed 03-31")


def test_another_owner_says_nothing_of_when_it_was_done(desk: Desk) -> None:
    desk.promise(A)
    desk.must("2018-05-01", "done", "a", "--day-unknown")
    told = desk.on("2018-05-02")
    desk.must("2018-09-01", "assign", "a", "jvs")
    assert desk.on("2018-05-02") == told == "done"


@pytest.mark.parametrize(
    ("promise", "words", "said"),
    [
        (BEGIN, "begin by June 2018", "to begin by 2018-06-30, 91 days later than 2018-03-31"),
        (BEGIN, "begin by 31 March 2018", "to begin by 2018-03-31, as before"),
        (
            BEGIN,
            "by 2018-02-28",
            "due by 2018-02-28, 31 days sooner than it was to begin,",
        ),
        (
            A,
            "begin by June 2018",
            "to begin by 2018-06-30, 91 days later than it was due,",
        ),
        (A, "begin by March 2018", "to begin by 2018-03-31, by which it was due until now"),
        (A, "by June 2018", "due by 2018-06-30, 91 days later than 2018-03-31"),
        ("id: a, title: A", "begin by June 2018", "to begin by 2018-06-30"),
    ],
)
def test_a_beginning_is_moved_as_one(desk: Desk, promise: str, words: str, said: str) -> None:
    desk.promise(promise)
    desk.must("2018-02-01", "reschedule", "a", words, *WHY)
    assert desk.said == f"a: {said}{' 2018-03-31' if said.endswith(',') else ''}\n"


@pytest.mark.parametrize(
    ("words", "warning"),
    [
        (["--due", "by March 2018"], "2018-03-31 has passed, and so it is overdue from"),
        (["--due", "begin by March 2018"], "2018-03-31 has passed, and so it is overdue from"),
        (
            ["--due", "by 4 April 2018"],
            "2018-04-04 has passed, and so it is overdue from the start.",
        ),
        (
            ["--repeats", "monthly", "--due", "in 2018"],
            "what was due before today is overdue from the start: 2018-01, 2018-02, 2018-03.",
        ),
        (["--due", "by 5 April 2018"], None),
        (["--due", "ongoing"], None),
        (["--due", "in 2018"], None),
        (["--due", "30 days after kickoff"], None),
    ],
)
def test_what_is_overdue_when_it_is_added_says_so(
    desk: Desk, words: list[str], warning: str | None
) -> None:
    desk.promise(A, "id: kickoff, title: Kickoff, due: in 2018")
    desk.must("2018-04-05", "add", "--to", "o", "--title", "B", *words)
    first, *more = desk.said.splitlines()
    assert first.startswith("b: added to objective o")
    assert [line[: len(warning or "") + 11] for line in more] == (
        [f"  Warning: {warning}"] if warning else []
    )
    assert desk.on("2018-04-05", "b").startswith("overdue") is bool(warning)


# -- whatever is said, in whatever order, and of whatever earlier day

MANY = (
    A,
    BEGIN.replace("id: a", "id: b"),
    "id: c, title: C, due: begin by July 2018, owner: jvs, target: 3 talks",
    NEWS.replace("id: a", "id: n"),
    "id: k, title: K, due: by May 2018, owner: marc",
)
RATES = """    indicators:
      - {id: i, title: I, target: 20, due: by June 2018, owner: marc}
"""


class Word(NamedTuple):
    """What a planner types, and the first and last day of which it may say something."""

    words: list[str]
    first: date
    last: date

    @property
    def name(self) -> str:
        return self.words[1]

    @property
    def coarse(self) -> bool:
        return self.first < self.last


def said_on(rng: random.Random, day: date, *, coarse: bool) -> Word:
    """When something is said to have happened: mostly today, or on some earlier day."""
    earlier = date(2018, 1, 6) + timedelta(rng.randint(0, (day - date(2018, 1, 6)).days))
    month = earlier.replace(day=1)
    ways = [Word([], day, day), Word(["--on", f"{earlier}"], earlier, earlier)]
    if coarse:
        end = (month + timedelta(31)).replace(day=1) - timedelta(1)
        ways.append(Word(["--on", f"{month:%Y-%m}"], month, end))
        ways.append(Word(["--on", "2018"], date(2018, 1, 1), date(2018, 12, 31)))
        ways.append(Word(["--day-unknown"], date.min, date.max))
    return rng.choice((ways[0], *ways))


def typed(rng: random.Random, day: date) -> Word:
    name = rng.choice(("a", "a", "b", "b", "b", "c", "n", "k", "i"))
    note = ["--note", f"Note {rng.random()}"]
    if name == "i":
        when = said_on(rng, day, coarse=False)
        return when._replace(words=["measure", "i", rng.choice(("5", "20", "25")), *when.words])
    if name == "n":
        name = f"n 2018Q{rng.randint(1, 3)}"
    verb = rng.choice(("done", "done", "done", "reopen", "reopen", "start", "plan", "block", "log"))
    amount = ["1"] if verb == "log" and name == "c" else []
    if verb not in ("done", "start", "log"):
        return Word([verb, name, *note], day, day)
    when = said_on(rng, day, coarse=verb == "done")
    return when._replace(words=[verb, name, *amount, *when.words, *(note if verb == "log" else [])])


def stand(desk: Desk, day: date) -> dict[str, dict[str, Any]]:
    """How each promise stands on a day, and what it missed; of what repeats, each time."""
    found = desk.json("list", "--as-of", day.isoformat())
    ones = [m for m in (*found["milestones"], *found["indicators"]) if m["id"] != "n"]
    (many,) = (m for m in found["milestones"] if m["id"] == "n")
    times = [{**time, "id": f"n {time['period']}"} for time in many["times"]]
    return {
        one["id"]: {
            **{key: one[key] for key in ("state", "done", "late")},
            "misses": {x["due"] for x in one["misses"]}
            if "misses" in one
            else {x["due"] for x in many["misses"] if f"n {x['period']}" == one["id"]},
        }
        for one in (*ones, *times)
    }


def taken(said: Word, was: dict[str, Any], now: dict[str, Any], opened: date | None) -> set[str]:
    """The misses that something takes away, and may not. It may say that it was done or begun in
    time, on a day of which the record says nothing else."""
    lost: set[str] = was["misses"] - now["misses"]
    late = was["late"] and was["state"] != "overdue"
    if said.name == "b" and late:
        return lost  # its record tells when it began
    if opened and said.last >= opened and said.words[0] == "done":
        return {due for due in lost if due < opened.isoformat()}
    return {due for due in lost if due < said.first.isoformat()}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_said_later_takes_no_miss_away(desk: Desk, seed: int) -> None:
    """What is told of a past day changes only where something is said to have happened by then."""
    rng = random.Random(seed)  # noqa: S311 - a year to test with
    desk.promise(*MANY)
    Path("plan/s.yaml").write_text(desk.text + RATES, "utf-8")
    day, known, told = date(2018, 1, 6), dict[tuple[date, str], Any](), list[str]()
    opened, coarse, blocked = dict[str, date](), set[str](), set[str]()
    while day < date(2018, 12, 20):
        for _ in range(rng.randint(2, 5)):
            said, text, before = typed(rng, day), desk.text, stand(desk, day)
            code, name = desk.do(day.isoformat(), *said.words), said.name
            if code or desk.text == text:
                assert desk.text == text
                continue
            told.append(f"{day} {' '.join(said.words)}")
            after = stand(desk, day)
            assert not taken(said, before[name], after[name], opened.get(name)), told
            assert all(before[other] == after[other] for other in before if other != name), told
            if said.words[0] == "reopen" and before[name]["done"]:
                opened[name] = day
            blocked |= {name} if said.words[0] == "block" else set()
            coarse |= {name} if said.coarse else set()
            begun = before[name]["state"] == "under way" and name not in blocked
            if said.words[0] == "plan" and name == "b" and begun and day > date(2018, 3, 31):
                assert after[name]["state"] == "overdue", told
                assert after[name]["misses"] == {"2018-03-31"}, told
            for key in list(known):
                if key[1] == name and (key[0] >= said.first or name in coarse):
                    del known[key]
        for later in (day, day + timedelta(days=9)):
            known |= {(later, id_): how for id_, how in stand(desk, later).items()}
        day += timedelta(days=rng.randint(6, 25))
    at_last = {day: stand(desk, day) for day, _ in known}
    for (day, id_), how in known.items():
        assert at_last[day][id_] == how, (told, day, id_)
    desk.do("2019-02-01", "validate")
    assert " error" not in desk.said, (told, desk.said)
