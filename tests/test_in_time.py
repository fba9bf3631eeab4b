"""What is decided before a deadline, and recorded, hides no miss; and nothing else explains one.

An edit is judged on a day after the deadline, and began with a version of a day before it.
"""

from __future__ import annotations

import shlex
from datetime import date
from typing import TYPE_CHECKING

import pytest

from welcomeplan.commands import looking

from .test_brought import Desk
from .test_diff import TOWN, parsed, work
from .test_record_rules import TODAY, of_one, rules

if TYPE_CHECKING:
    from pathlib import Path

    from welcomeplan.plan import Plan

BEFORE_JUNE = date(2018, 6, 1)
"""The day of a commit that could not know yet of what is due by then."""
OURS = "due: by June 2018, owner: marc"
LATER_OURS = "due: by June 2019, owner: marc"
QUARTERS = "due: in 2018, starts: April 2018, repeats: quarterly, owner: marc"
JULY = QUARTERS.replace("April", "July")
OLD = "{on: 2018-05-01, was_owner: jvs, note: Handed over}"
MOVED = "{on: 2018-06-10, was_due: by June 2018, note: Too few staff}"
DEFERRED = "{on: 2018-06-10, status: deferred, note: No money}"
HANDED = "{on: 2018-06-10, was_owner: marc, under: Resolution 1}"
PLANNED = "{on: 2018-07-10, status: planned}"


def log(*entries: str) -> str:
    return f"log: [{', '.join(entries)}]"


UNEXPLAINED = [
    ("an entry that was there", f"{OURS}, {log(OLD)}", f"{LATER_OURS}, {log(OLD)}"),
    ("its start, and one that was there", f"{QUARTERS}, {log(OLD)}", f"{JULY}, {log(OLD)}"),
    (
        "its rhythm, and one that was there",
        f"{QUARTERS}, {log(OLD)}",
        f"{QUARTERS.replace('quarterly', 'yearly')}, {log(OLD)}",
    ),
    ("its start, and another owner", QUARTERS, f"{JULY}, {log(HANDED)}"),
    (
        "its start, and the deadline as it is",
        QUARTERS,
        f"{JULY}, {log('{on: 2018-06-10, was_due: quarterly, note: x}')}",
    ),
    (
        "its start, and blocked",
        QUARTERS,
        f"{JULY}, {log('{on: 2018-06-10, status: blocked, note: x}')}",
    ),
    ("its deadline, and another owner", OURS, f"{LATER_OURS}, {log(HANDED)}"),
    (
        "its deadline, put off and taken up again before",
        OURS,
        f"{LATER_OURS}, {log(DEFERRED, PLANNED.replace('07-10', '06-20'))}",
    ),
    (
        "put off and no reason given, and taken up again",
        OURS,
        f"{OURS}, {log(DEFERRED.replace(', note: No money', ''), PLANNED)}",
    ),
    (
        "its owner, and one that was there",
        f"{OURS}, {log(OLD)}",
        f"{OURS.replace('marc', 'jvs')}, {log(OLD)}",
    ),
    (
        "its owner, and a note",
        OURS,
        f"{OURS.replace('marc', 'jvs')}, {log('{on: 2018-06-10, note: Handed over}')}",
    ),
    (
        "its owner, and another deadline",
        OURS,
        f"{OURS.replace('marc', 'jvs')}, {log(MOVED, MOVED.replace('10,', '11,'))}",
    ),
    (
        "another time",
        QUARTERS,
        f"{JULY}, {log('{on: 2018-06-10, period: 2018Q3, status: dropped, note: x}')}",
    ),
]


@pytest.mark.parametrize(
    ("before", "after"), [row[1:] for row in UNEXPLAINED], ids=[row[0] for row in UNEXPLAINED]
)
def test_only_the_entry_that_an_edit_adds_of_what_it_changed_explains_a_miss(
    before: str, after: str
) -> None:
    assert "hidden-miss" in of_one(before, after, begun=BEFORE_JUNE)


EXPLAINED = [
    ("moved", OURS, f"{LATER_OURS}, {log(MOVED)}"),
    (
        "moved twice",
        OURS,
        f"{LATER_OURS}, {log(MOVED, '{on: 2018-06-20, was_due: by May 2019, note: x}')}",
    ),
    ("handed over, without a note", OURS, f"{OURS.replace('marc', 'jvs')}, {log(HANDED)}"),
    (
        "handed over, and then nobody answers for it",
        OURS,
        f"due: by June 2018, {log(HANDED, HANDED.replace('10', '20').replace('marc', 'jvs'))}",
    ),
    (
        "handed over, and on after the deadline",
        OURS,
        f"{OURS}, {log(HANDED, HANDED.replace('06-10', '07-10').replace('marc', 'jvs'))}",
    ),
    (
        "given to somebody",
        OURS.replace(", owner: marc", ""),
        f"{OURS}, {log('{on: 2018-06-10, was_owner: nobody}')}",
    ),
    (
        "every time handed over",
        QUARTERS,
        f"{QUARTERS.replace('marc', 'jvs')}, {log(HANDED)}",
    ),
    ("put off, and taken up again", OURS, f"{OURS}, {log(DEFERRED, PLANNED)}"),
    (
        "dropped, and taken up again",
        OURS,
        f"{OURS}, {log(DEFERRED.replace('deferred', 'dropped'), PLANNED)}",
    ),
    (
        "put off on its last day, and taken up again",
        OURS,
        f"{OURS}, {log(DEFERRED.replace('06-10', '06-30'), PLANNED)}",
    ),
    (
        "a time put off, and taken up again",
        QUARTERS,
        QUARTERS
        + ", "
        + log(
            DEFERRED.replace("status", "period: 2018Q2, status"),
            PLANNED.replace("status", "period: 2018Q2, status"),
        ),
    ),
    (
        "put off, and done later",
        OURS,
        f"{OURS}, done: 2018-07-05, {log(DEFERRED)}",
    ),
    (
        "another rhythm",
        QUARTERS,
        f"{QUARTERS.replace('quarterly', 'yearly')}, "
        + log("{on: 2018-06-10, was_due: quarterly, note: Too often}"),
    ),
    (
        "another deadline of a time",
        QUARTERS,
        f"{QUARTERS}, occurrences: [{{period: 2018Q2, due: by December 2018}}], "
        + log("{on: 2018-06-10, period: 2018Q2, was_due: by June 2018, note: x}"),
    ),
]


@pytest.mark.parametrize(
    ("before", "after"), [row[1:] for row in EXPLAINED], ids=[row[0] for row in EXPLAINED]
)
def test_what_a_verb_recorded_in_time_hides_nothing(before: str, after: str) -> None:
    assert "hidden-miss" not in of_one(before, after, begun=BEFORE_JUNE)
    late = date(2018, 7, 2)
    if before != after:  # what was missed already is explained by nothing that is dated back
        assert "hidden-miss" in of_one(before, after, begun=late)


def test_a_deadline_that_counts_from_another_promise_is_moved_in_time() -> None:
    survey = "id: survey, title: Survey, done: 2018-05-31"
    report = "id: report, title: Report, owner: marc, due: 30 days after survey"
    moved = report.replace("30", "90")
    told = log("{on: 2018-06-10, was_due: 30 days after survey, note: x}")
    old = work(survey, report)
    assert "hidden-miss" in rules(old, work(survey, moved), begun=BEFORE_JUNE)
    assert rules(old, work(survey, f"{moved}, {told}"), begun=BEFORE_JUNE) == set()


@pytest.mark.parametrize("added", [(), ("{on: 2018-06-10, was_due: Short, note: x}",)])
def test_no_entry_explains_what_a_calendar_moves(added: tuple[str, ...]) -> None:
    heads = [
        f"{TOWN}calendar: {{words: {{Short: {words}}}}}\n" for words in ("by June 2018", "in 2019")
    ]
    what = "id: a, title: A, due: Short, owner: marc"
    for known in ((), (OLD,)):
        old = work(f"{what}, {log(*known)}" if known else what, head=heads[0])
        every = (*known, *added)
        new = work(f"{what}, {log(*every)}" if every else what, head=heads[1])
        assert "hidden-miss" in rules(old, new, begun=BEFORE_JUNE)


@pytest.mark.parametrize("known", ["", f", {log(OLD)}"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("period: 2018-04-01 to 2019-12-31", "period: 2018-07-01 to 2019-12-31"),
        ("adopted: 2018-04-01", "adopted: 2018-07-01"),
    ],
)
def test_nor_what_the_head_of_a_plan_moves(before: str, after: str, known: str) -> None:
    old, new = (
        work(
            f"id: a, title: A, repeats: quarterly, owner: marc{known}",
            head=TOWN.replace("adopted: 2018-01-01", one)
            if "adopted" in one
            else TOWN.replace("period: 2018 to 2019", one),
        )
        for one in (before, after)
    )
    assert "hidden-miss" in rules(old, new, begun=BEFORE_JUNE)


@pytest.mark.parametrize(
    ("known", "added", "hidden"),
    [
        ((), (), True),
        ((OLD,), (), True),
        ((OLD,), ("{on: 2018-06-10, note: Handed over}",), True),
        ((), (HANDED,), False),
        ((OLD,), (HANDED,), False),
    ],
)
def test_a_miss_does_not_change_its_owner_by_another_lead(
    known: tuple[str, ...], added: tuple[str, ...], hidden: bool
) -> None:
    def plan(lead: str, *entries: str) -> tuple[Plan, ...]:
        more = f", {log(*entries)}" if entries else ""
        return parsed(
            {
                "plan.yaml": TOWN,
                "work.yaml": "title: S\nobjectives:\n  - id: o\n    title: O\n"
                f"    actions: [{{id: act, title: A, lead: {lead}}}]\n    milestones:\n"
                f"      - {{id: a, title: A, due: by June 2018, for: act{more}}}\n",
            }
        )

    old, new = plan("marc", *known), plan("jvs", *known, *added)
    assert ("hidden-miss" in rules(old, new, begun=BEFORE_JUNE)) is hidden


VERBS = [
    ["assign a jvs --on 2018-06-10 --under Res-1"],
    ["assign a jvs --on 2018-06-10 --under Res-1", "assign a marc --on 2018-07-05 --note Back"],
    ["defer a --on 2018-06-10 --note x --under Res-1", "plan a --on 2018-07-05 --note Money"],
    ["drop a --on 2018-06-10 --note x", "plan a --on 2018-07-05"],
    ["drop a --on 2018-06-10 --note x", "plan a --on 2018-07-05", "assign a jvs --on 2018-07-06"],
    ["reschedule a 'in 2019' --on 2018-06-10 --note x"],
    ["assign i jvs --on 2018-06-10"],
    ["defer i --on 2018-06-10 --note x", "plan i --on 2018-07-05"],
    ["reschedule i 'in 2019' --on 2018-06-10 --note x"],
    ["defer 'q 2018Q2' --on 2018-06-10 --note x", "plan 'q 2018Q2' --on 2018-07-05"],
    ["defer q --on 2018-06-10 --note x", "plan q --on 2018-07-05"],
    ["reschedule 'q 2018Q2' 'by August 2018' --on 2018-06-10 --note x"],
    ["assign q jvs --on 2018-06-10"],
    # what was said to be done on a day that nobody knows, and was not
    ["done a --day-unknown", "reopen a --on 2018-07-02 --note No"],
    ["done a --day-unknown", "reopen a --on 2018-07-02 --note No", "done a --on 2018-07-05"],
    ["done a --on 2018", "reopen a --on 2018-07-02 --note No", "done a --on 2018-07-05"],
    ["done 'q 2018Q2' --day-unknown", "reopen 'q 2018Q2' --on 2018-07-02 --note No"],
]


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(looking, "today", lambda *_: TODAY)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"{BEFORE_JUNE}T12:00:00Z")
    return Desk(tmp_path, capsys)


@pytest.mark.parametrize("verbs", VERBS, ids=[" + ".join(verbs) for verbs in VERBS])
def test_no_command_writes_what_an_edit_is_accused_of(verbs: list[str], desk: Desk) -> None:
    rows = (
        "title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n"
        f"      - {{id: a, title: A, {OURS}}}\n      - {{id: q, title: Q, {QUARTERS}}}\n"
        f"    indicators:\n      - {{id: i, title: I, target: 20, {OURS}}}\n"
    )
    desk.commit(plan=TOWN, s=rows)
    for verb in verbs:
        desk(*shlex.split(verb))
        assert desk.code == 0, desk.err
    out = desk.validate("--as-of", str(TODAY))
    assert "error" not in out, out


@pytest.mark.parametrize("more", ["target: 12", "target: 20, baseline: 30"])
@pytest.mark.parametrize("was", ["by June 2018", "by the end of June 2018"])
def test_an_entry_that_moves_nothing_explains_no_miss_of_an_indicator(
    more: str, was: str, desk: Desk
) -> None:
    told = log(f"{{on: 2018-06-10, was_due: {was}, note: x}}")
    rows = [
        "title: S\nobjectives:\n  - id: o\n    title: O\n    indicators:\n"
        f"      - {{id: i, title: I, {keys}, {OURS}, readings: [{{on: 2018-05-20, value: 12}}]}}\n"
        for keys in ("target: 20", f"{more}, {told}")
    ]
    desk.commit(plan=TOWN, s=rows[0])
    desk.write(s=rows[1])
    assert "hidden-miss" in desk.validate("--as-of", str(TODAY))


GIVEN_LATE = (
    "due: by May 2018, owner: marc, log: [{on: 2018-06-20, was_due: by June 2018, note: x}]"
)


@pytest.mark.parametrize(
    ("day", "hidden"),
    [
        ("2018-05-20", False),
        ("2018-06-10", False),
        ("2018-06-19", False),
        ("2018-06-20", True),
        ("2018-06-21", None),
    ],
)
def test_what_was_done_before_a_deadline_was_given_late_was_in_time(
    day: str, hidden: bool | None
) -> None:
    """On the day itself it is late; after it, it is missed still."""
    found = of_one(GIVEN_LATE, f"{GIVEN_LATE}, done: {day}", begun=date(2018, 7, 1))
    assert found == ({"hidden-miss"} if hidden else set())


def test_what_was_given_back_its_deadline_was_in_time_only_by_that() -> None:
    back = "due: by May 2018, owner: marc, " + log(
        "{on: 2018-06-20, was_due: by May 2018, note: x}",
        "{on: 2018-07-10, was_due: by June 2019, note: x}",
    )
    done = f"{back.replace('marc', 'jvs')}, done: 2018-06-10"
    assert "hidden-miss" in of_one(back, done, begun=date(2018, 7, 12))
