"""The rules that hold an edit to the record of a promise: what each names, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from welcomeplan.plan import Plan
from welcomeplan.rules.change import Edit, check_changes
from welcomeplan.versions import compare

from .test_diff import TOWN, work

AFTER = date(2018, 7, 1)
BEGUN = date(2018, 1, 2)
"""The day of the commit that each edit begins with, if nothing else is said."""
TODAY = date(2018, 7, 15)

MARCH = "due: by March 2018"
LATER = "due: by June 2019"
EARLY = "{on: 2018-02-10, was_due: by March 2018, note: Too few staff}"
LATE = "{on: 2018-07-10, was_due: by March 2018, note: Too few staff}"
SPRING = "due: beginning in spring 2018"
QUARTERLY = "repeats: quarterly"
Q1 = "repeats: quarterly, occurrences: [{period: 2018Q1, done: 2018-04-20}]"
GALA = "{words: by the gala, by: 2018-03-20}"

Case = tuple[str, str, str, set[str]]


def rules(
    old: tuple[Plan, ...], new: tuple[Plan, ...], day: date = TODAY, begun: date = BEGUN
) -> set[str]:
    """The names of the rules that an edit breaks."""
    return {one.rule for one in check_changes(Edit(compare(old, new), old, new, day, begun))}


def of_one(before: str, after: str, day: date = TODAY, begun: date = BEGUN) -> set[str]:
    """Likewise, of an edit of one milestone, by what it says besides its id and title."""
    old, new = (work(f"id: a, title: Survey all newcomers, {more}") for more in (before, after))
    return rules(old, new, day, begun)


def with_head(before: str, after: str, what: str) -> set[str]:
    """Likewise, of an edit of plan.yaml alone."""
    heads = [TOWN + before, TOWN + after]
    if before in TOWN:
        heads = [TOWN, TOWN.replace(before, after)]
    old, new = (work(f"id: a, title: A, {what}", head=head) for head in heads)
    return rules(old, new)


# -- hidden-miss

HIDDEN: list[Case] = [
    (
        "a bare move",
        MARCH,
        LATER,
        {"hidden-miss", "unrecorded-setback", "unexplained-move", "late-move"},
    ),
    (
        "a move that is dated back",
        MARCH,
        f"{LATER}, log: [{EARLY}]",
        {"hidden-miss", "backdated-entry"},
    ),
    (
        "a move that is dated back, to a deadline that was missed as well",
        MARCH,
        f"due: by April 2018, log: [{EARLY}]",
        {"hidden-miss", "backdated-entry"},
    ),
    (
        "a record of a deadline that it never had",
        MARCH,
        f"{LATER}, log: [{{on: 2018-07-10, was_due: by August 2018, note: x}}]",
        {"hidden-miss", "false-record", "unrecorded-setback", "late-move"},
    ),
    (
        "`starts` moved, of what repeats",
        f"{QUARTERLY}, starts: January 2018, due: in 2019",
        f"{QUARTERLY}, starts: July 2018, due: in 2019",
        {"hidden-miss", "unexplained-move"},
    ),
    (
        "one time by another deadline",
        QUARTERLY,
        f"{QUARTERLY}, occurrences: [{{period: 2018Q1, due: by December 2018}}]",
        {"hidden-miss", "unrecorded-setback", "unexplained-move", "late-move"},
    ),
    (
        "less often",
        QUARTERLY,
        "repeats: yearly",
        {"hidden-miss", "unrecorded-setback", "unexplained-move"},
    ),
    (
        "a late day corrected to an earlier one",
        f"{MARCH}, done: 2018-06-20",
        f"{MARCH}, done: 2018-03-20",
        {"corrected-done"},
    ),
    (
        "a late day that nobody knows any more",
        f"{MARCH}, done: 2018-06-20",
        f"{MARCH}, done: yes",
        {"hidden-miss", "corrected-done"},
    ),
    (
        "a late day that becomes a year",
        f"{MARCH}, done: 2018-06-20",
        f"{MARCH}, done: 2018",
        {"hidden-miss", "corrected-done"},
    ),
    (
        "a late time corrected to an earlier day",
        Q1,
        Q1.replace("04-20", "03-20"),
        {"corrected-done"},
    ),
    (
        "a deferral dated back",
        MARCH,
        f"{MARCH}, status: deferred, log: [{{on: 2018-03-01, status: deferred, note: x}}]",
        {"hidden-miss", "backdated-entry"},
    ),
    (
        "a time given up, dated back",
        QUARTERLY,
        f"{QUARTERLY}, log: [{{on: 2018-03-01, period: 2018Q1, status: dropped, note: x}}]",
        {"hidden-miss", "backdated-entry"},
    ),
    (
        "begun, nobody says when",
        SPRING,
        f"{SPRING}, status: active",
        {"hidden-miss", "unrecorded-change"},
    ),
]
KEPT: list[Case] = [
    ("done in time, as is said now", MARCH, f"{MARCH}, done: 2018-03-20", set()),
    ("done late", MARCH, f"{MARCH}, done: 2018-06-20", set()),
    (
        "begun in time, as is said now",
        SPRING,
        f"{SPRING}, status: active, log: [{{on: 2018-05-01, status: active}}]",
        {"backdated-entry"},
    ),
    ("done after it was to begin", SPRING, f"{SPRING}, done: 2018-06-20", set()),
    ("done on a day that nobody knows", SPRING, f"{SPRING}, done: yes", {"corrected-done"}),
    (
        "done late, and begun late, as is said now",
        f"{SPRING}, done: 2018-06-20",
        f"{SPRING}, done: 2018-06-20, log: [{{on: 2018-06-10, status: active}}]",
        {"backdated-entry"},
    ),
    (
        "done late, and begun in time, as is said now",
        f"{SPRING}, done: 2018-06-20",
        f"{SPRING}, done: 2018-06-20, log: [{{on: 2018-05-01, status: active}}]",
        {"backdated-entry", "corrected-done"},
    ),
    (
        "begun late, and now in time",
        f"{SPRING}, done: 2018-06-20, log: [{{on: 2018-06-10, status: active}}]",
        f"{SPRING}, done: 2018-06-20, log: [{{on: 2018-06-10, status: active}},"
        " {on: 2018-05-01, status: active}]",
        {"backdated-entry", "corrected-done", "hidden-miss"},
    ),
    (
        "moved on the first day after, with its record",
        MARCH,
        f"{LATER}, log: [{EARLY.replace('02-10', '04-01')}]",
        {"backdated-entry"},
    ),
    ("a late move with its record", MARCH, f"{LATER}, log: [{LATE}]", set()),
    (
        "put off late, with its record",
        MARCH,
        f"{MARCH}, status: deferred, log: [{{on: 2018-07-10, status: deferred, note: x}}]",
        set(),
    ),
    ("put off without a day", MARCH, f"{MARCH}, status: deferred", {"unrecorded-setback"}),
    (
        "a time by another deadline, with its record",
        QUARTERLY,
        f"{QUARTERLY}, occurrences: [{{period: 2018Q1, due: by December 2018}}],"
        " log: [{on: 2018-07-10, period: 2018Q1, was_due: by March 2018, note: x}]",
        set(),
    ),
    (
        "an earlier deadline, missed as well",
        MARCH,
        "due: 20 March 2018",
        {"unrecorded-change", "unexplained-move"},
    ),
    ("nothing of it is touched", MARCH, f"{MARCH}, tags: [x]", set()),
]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [case[1:] for case in (*HIDDEN, *KEPT)],
    ids=[case[0] for case in (*HIDDEN, *KEPT)],
)
def test_a_miss_stays_a_miss(before: str, after: str, wanted: set[str]) -> None:
    assert of_one(before, after, begun=AFTER) == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MARCH, f"{LATER}, log: [{EARLY}]"),
        (MARCH, f"{MARCH}, status: deferred, log: [{{on: 2018-03-01, status: deferred, note: x}}]"),
        (
            QUARTERLY,
            f"{QUARTERLY}, log: [{{on: 2018-03-01, period: 2018Q1, status: dropped, note: x}}]",
        ),
    ],
)
def test_what_was_decided_in_time_hides_nothing(before: str, after: str) -> None:
    """Though both are judged on a day after: what the edit began with could not know of it."""
    assert "hidden-miss" not in of_one(before, after)


@pytest.mark.parametrize(
    ("before", "after", "what", "wanted"),
    [
        (
            "adopted: 2018-01-01",
            "adopted: 2018-07-02",
            QUARTERLY,
            {"hidden-miss", "late-move", "unexplained-move"},
        ),
        ("adopted: 2018-01-01", "adopted: 2017-12-01", QUARTERLY, set()),
        (
            "period: 2018 to 2019",
            "period: 2019",
            QUARTERLY,
            {"hidden-miss", "changed-wording", "unexplained-move"},
        ),
        ("period: 2018 to 2019", "period: 2018 to 2020", QUARTERLY, {"changed-wording"}),
        (
            "calendar: {fiscal_year_starts: July}\n",
            "calendar: {fiscal_year_starts: October}\n",
            "due: by the end of FY2018",
            {"hidden-miss", "late-move", "unexplained-move"},
        ),
        (
            "calendar: {fiscal_year_starts: October}\n",
            "calendar: {fiscal_year_starts: July}\n",
            "due: by the end of FY2018",
            {"unexplained-move"},
        ),
        ("id: town", "id: city", MARCH, {"renamed-id"}),
    ],
)
def test_no_miss_is_hidden_by_the_head_of_a_plan(
    before: str, after: str, what: str, wanted: set[str]
) -> None:
    assert with_head(before, after, what) == wanted


def test_no_miss_is_hidden_by_another_id() -> None:
    old = work(f"id: a, title: Survey all newcomers, text: As adopted, {MARCH}")
    assert rules(old, work(f"id: b, title: Survey all newcomers, text: As adopted, {MARCH}")) == {
        "renamed-id"
    }
    moved = f"id: b, title: Survey all newcomers, text: As adopted, {LATER}, log: [{EARLY}]"
    hidden = {"renamed-id", "hidden-miss", "backdated-entry"}
    assert rules(old, work(moved), begun=AFTER) == hidden
    # And the plan's: what it holds is looked for where it is.
    town, city = (
        work(f"id: a, title: A, {more}", head=TOWN.replace("id: town", f"id: {name}"))
        for name, more in (("town", MARCH), ("city", f"{LATER}, log: [{EARLY}]"))
    )
    assert rules(town, city, begun=AFTER) == hidden


def test_what_counts_from_another_promise_stays_missed() -> None:
    report = "id: report, title: Report, due: 30 days after survey"
    old = work(report, "id: survey, title: Survey, done: 2018-03-01")
    corrected = work(report, "id: survey, title: Survey, done: 2018-06-20")
    assert rules(old, corrected) == {"hidden-miss", "unexplained-move"}
    taken_back = "log: [{on: 2018-07-10, was_done: 2018-03-01, note: Not so}]"
    assert rules(old, work(report, f"id: survey, title: Survey, {taken_back}")) == set()
    assert "hidden-miss" in rules(old, work(report, "id: survey, title: Survey"))


# -- unrecorded-setback and unrecorded-change: before anything of them was missed

RECORDS: list[Case] = [
    # unrecorded-setback
    ("moved", MARCH, LATER, {"unrecorded-setback", "unexplained-move"}),
    (
        "moved, and why",
        MARCH,
        f"{LATER}, log: [{{on: 2018-02-10, note: Too few staff}}]",
        {"unrecorded-setback"},
    ),
    ("moved, with its record", MARCH, f"{LATER}, log: [{EARLY}]", set()),
    (
        "moved, with the record of a time",
        MARCH,
        f"{LATER}, log: [{{on: 2018-02-10, period: 2018Q1, was_due: by March 2018, note: x}}]",
        {"unrecorded-setback", "unexplained-move"},
    ),
    (
        "moved, with the record of another deadline",
        MARCH,
        f"{LATER}, log: [{{on: 2018-02-10, was_due: by May 2018, note: x}}]",
        {"unrecorded-setback", "false-record"},
    ),
    (
        "moved, with the record that there was none",
        MARCH,
        f"{LATER}, log: [{{on: 2018-02-10, was_due: none, note: x}}]",
        {"unrecorded-setback", "false-record"},
    ),
    (
        "moved, by an entry that was something else",
        f"{MARCH}, log: [{{on: 2018-02-10, note: Met}}]",
        f"{LATER}, log: [{EARLY}]",
        {"unrecorded-setback", "unexplained-move", "rewritten-log"},
    ),
    (
        "moved twice, with both records",
        MARCH,
        f"{LATER}, log: [{EARLY}, {{on: 2018-02-12, was_due: by May 2018, note: Again}}]",
        set(),
    ),
    (
        "moved, from words with a day beside them",
        f"due: {GALA}",
        f"{LATER}, log: [{{on: 2018-02-10, was_due: {GALA}, note: x}}]",
        set(),
    ),
    (
        "made vaguer",
        MARCH,
        "due: TBD, log: [{on: 2018-02-10, note: Too few staff}]",
        {"unrecorded-setback"},
    ),
    (
        "dropped, and why",
        MARCH,
        f"{MARCH}, status: dropped, log: [{{on: 2018-02-10, note: No money}}]",
        {"unrecorded-setback"},
    ),
    (
        "deferred, with the record that it was blocked",
        MARCH,
        f"{MARCH}, status: deferred, log: [{{on: 2018-02-10, status: blocked, note: x}}]",
        {"unrecorded-setback"},
    ),
    (
        "deferred, with its record",
        MARCH,
        f"{MARCH}, status: deferred, log: [{{on: 2018-02-10, status: deferred, note: x}}]",
        set(),
    ),
    (
        "reopened, and why",
        "done: 2018-01-05",
        "log: [{on: 2018-02-10, note: Not so}]",
        {"unrecorded-setback"},
    ),
    (
        "reopened, with the record of another day",
        "done: 2018-01-05",
        "log: [{on: 2018-02-10, was_done: 2018-01-06, note: Not so}]",
        {"unrecorded-setback", "false-record"},
    ),
    (
        "reopened, of a day that nobody knew",
        "done: yes",
        "log: [{on: 2018-02-10, was_done: yes, note: Not so}]",
        set(),
    ),
    (
        "a time reopened, with the record of the whole",
        Q1,
        f"{QUARTERLY}, log: [{{on: 2018-02-10, was_done: 2018-04-20, note: Not so}}]",
        {"unrecorded-setback"},
    ),
    (
        "a time reopened, with its record",
        Q1,
        f"{QUARTERLY}, log: [{{on: 2018-02-10, period: 2018q1, was_done: 2018-04-20, note: No}}]",
        set(),
    ),
    # unrecorded-change
    ("another owner", "owner: marc", "owner: jvs", {"unrecorded-change"}),
    (
        "another owner, with the record of a third",
        "owner: marc",
        "owner: jvs, log: [{on: 2018-02-10, was_owner: kcpd}]",
        {"unrecorded-change", "false-record"},
    ),
    ("nobody's any more", "owner: marc", "", {"unrecorded-change"}),
    ("begun", "", "status: active", {"unrecorded-change"}),
    ("begun no more", "status: active", "", {"unrecorded-change"}),
    ("blocked, and why", "", "status: blocked, log: [{on: 2018-02-10, note: x}]",
     {"unrecorded-change"}),
    ("taken up again", "status: deferred", "", {"unrecorded-change"}),
    (
        "pulled forward, and why",
        LATER,
        f"{MARCH}, log: [{{on: 2018-02-10, note: The council asks}}]",
        {"unrecorded-change"},
    ),
    (
        "another owner, with its record",
        "owner: marc",
        "owner: jvs, log: [{on: 2018-02-10, was_owner: marc}]",
        set(),
    ),
    (
        "an owner at last, with its record",
        "",
        "owner: jvs, log: [{on: 2018-02-10, was_owner: nobody}]",
        set(),
    ),
    (
        "begun no more, with its record",
        "status: active",
        "log: [{on: 2018-02-10, status: planned}]",
        set(),
    ),
    (
        "pulled forward, with its record",
        LATER,
        f"{MARCH}, log: [{{on: 2018-02-10, was_due: by June 2019, note: x}}]",
        set(),
    ),
    ("begun and done", "status: active", "done: 2018-02-10", set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "wanted"), [row[1:] for row in RECORDS], ids=[row[0] for row in RECORDS]
)
def test_what_changes_is_recorded(before: str, after: str, wanted: set[str]) -> None:
    assert of_one(before, after, date(2018, 2, 15)) == wanted


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (MARCH, LATER, ["was_due: by March 2018"]),
        (f"due: {GALA}", LATER, [f"was_due: {GALA}"]),
        (f"{MARCH}, status: active", f"{MARCH}, status: dropped", ["status: dropped"]),
        ("status: active", "", ["status: planned"]),
        ("done: 2018-01-05", "", ["was_done: 2018-01-05"]),
        ("done: yes", "", ["was_done: yes"]),
        (Q1, QUARTERLY, ["period: 2018Q1", "was_done: 2018-04-20"]),
        ("owner: marc", "owner: jvs", ["was_owner: marc"]),
        ("", "owner: jvs", ["was_owner: nobody"]),
    ],
)
def test_a_remedy_that_is_followed_is_one(before: str, after: str, lines: list[str]) -> None:
    old, new = (work(f"id: a, title: A, {more}") for more in (before, after))
    (found,) = (
        one
        for one in check_changes(Edit(compare(old, new), old, new, TODAY, BEGUN))
        if one.rule.startswith("unrecorded")
    )
    assert all(f"`{line}`" in found.remedy for line in ("- on: 2018-07-15", *lines))
    log = f"log: [{{on: 2018-07-15, {', '.join(lines)}, note: x}}]"
    mended = work(f"id: a, title: A, {log}, {after}")
    assert rules(old, mended) == set()


# -- replaced-promise

OLD = "id: a, title: Survey newcomers"
DROPPED = "status: dropped, log: [{on: 2018-02-10, status: dropped, note: x}]"
REPLACED: list[tuple[str, str, str, str, set[str]]] = [
    # what it was, what it is, and what is added
    ("by the same title", MARCH, f"{MARCH}, {DROPPED}",
     f"title: Survey newcomers, {LATER}", {"replaced-promise"}),
    ("by a title with a year", MARCH, f"{MARCH}, {DROPPED}",
     f"title: Survey newcomers 2019, {LATER}", {"replaced-promise"}),
    ("without a deadline", MARCH, f"{MARCH}, {DROPPED}",
     "title: Survey newcomers, due: TBD", {"replaced-promise"}),
    ("put off, not given up", MARCH, f"{MARCH}, {DROPPED.replace('dropped', 'deferred')}",
     f"title: Survey the newcomers, {LATER}", {"replaced-promise"}),
    ("given up before", f"{MARCH}, {DROPPED}", f"{MARCH}, {DROPPED}",
     f"title: Survey newcomers, {LATER}", {"replaced-promise"}),
    ("its deadline taken away", MARCH,
     "status: dropped, log: [{on: 2018-02-10, was_due: by March 2018, status: dropped, note: x}]",
     f"title: Survey newcomers, {LATER}", {"replaced-promise"}),
    ("its deadline moved beyond the other", MARCH,
     "due: in 2020, status: dropped,"
     " log: [{on: 2018-02-10, was_due: by March 2018, status: dropped, note: x}]",
     f"title: Survey newcomers, {LATER}", {"replaced-promise"}),
    ("due sooner", MARCH, f"{MARCH}, {DROPPED}",
     "title: Survey newcomers, due: by 20 February 2018", set()),
    ("another title", MARCH, f"{MARCH}, {DROPPED}",
     f"title: Throw a street party, {LATER}", set()),
    ("the first is promised still", MARCH, MARCH,
     f"title: Survey newcomers, {LATER}", set()),
    ("the first is done", MARCH, f"{MARCH}, done: 2018-02-10",
     f"title: Survey newcomers, {LATER}", set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "added", "wanted"),
    [row[1:] for row in REPLACED],
    ids=[row[0] for row in REPLACED],
)
def test_a_promise_is_not_replaced(before: str, after: str, added: str, wanted: set[str]) -> None:
    old, new = work(f"{OLD}, {before}"), work(f"{OLD}, {after}", f"id: b-2019, {added}")
    assert rules(old, new, date(2018, 2, 15)) == wanted


# -- backdated-entry

MAY = date(2018, 5, 1)
BACK: list[tuple[str, str, str, set[str]]] = [
    ("put off", "", "status: deferred, log: [{on: 2018-01-10, status: deferred, note: x}]",
     {"backdated-entry"}),
    ("moved", LATER, "due: in 2020, log: [{on: 2018-01-10, was_due: by June 2019, note: x}]",
     {"backdated-entry"}),
    ("begun", "", "status: active, log: [{on: 2018-04-30, status: active}]", set()),
    ("begun, as was promised", "due: begin in spring 2018",
     "due: begin in spring 2018, status: active, log: [{on: 2018-04-30, status: active}]",
     {"backdated-entry"}),
    ("begun by an amount, as was promised", "due: begin in spring 2018",
     "due: begin in spring 2018, log: [{on: 2018-04-30, amount: 1}]", {"backdated-entry"}),
    ("another owner", "owner: marc", "owner: jvs, log: [{on: 2018-01-10, was_owner: marc}]",
     set()),
    ("reopened", "done: 2018-01-05", "log: [{on: 2018-01-10, was_done: 2018-01-05, note: x}]",
     {"backdated-entry"}),
    ("an amount", "target: 2 visits", "target: 2 visits, log: [{on: 2018-01-10, amount: 1}]",
     set()),
    ("an entry that was there, made a record of", "log: [{on: 2018-01-10, note: Met}]",
     "status: deferred, log: [{on: 2018-01-10, status: deferred, note: Met}]",
     {"backdated-entry", "rewritten-log", "unrecorded-setback"}),
    ("on the day of that commit", "",
     "status: deferred, log: [{on: 2018-05-01, status: deferred, note: x}]", set()),
    ("since", "", "status: deferred, log: [{on: 2018-07-10, status: deferred, note: x}]", set()),
    ("a note alone", "", "log: [{on: 2018-01-10, note: We met}]", set()),
    ("what the log had", "log: [{on: 2018-01-10, amount: 1}]",
     "log: [{on: 2018-01-10, amount: 1}, {on: 2018-05-02, amount: 1}]", set()),
    ("done before", "", "done: 2018-01-10", set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "wanted"), [row[1:] for row in BACK], ids=[row[0] for row in BACK]
)
def test_an_entry_is_not_dated_back(before: str, after: str, wanted: set[str]) -> None:
    assert of_one(before, after, begun=MAY) == wanted


# -- rhythms, times, and other ids


def test_the_record_of_a_rhythm_is_a_reason() -> None:
    log = "log: [{on: 2018-02-10, was_due: quarterly in 2018, note: x}]"
    moved = of_one("due: quarterly in 2018", f"due: monthly in 2018, {log}", date(2018, 2, 15))
    assert moved == set()


def test_a_time_that_is_moved_is_recorded() -> None:
    moved = "occurrences: [{period: 2018Q1, due: by December 2018}]"
    found = of_one(QUARTERLY, f"{QUARTERLY}, {moved}", date(2018, 2, 15))
    assert "unrecorded-setback" in found


def test_an_entry_is_not_dated_back_under_another_id() -> None:
    log = "status: deferred, log: [{on: 2018-01-10, status: deferred, note: x}]"
    text = "title: Survey all newcomers, text: As adopted, due: by June 2019"
    old, new = work(f"id: a, {text}"), work(f"id: b, {text}, {log}")
    assert rules(old, new, begun=MAY) == {"renamed-id", "backdated-entry"}


def test_a_rhythm_that_changes_late_can_be_recorded() -> None:
    log = "log: [{on: 2018-07-10, was_due: quarterly, note: Too often}]"
    assert "hidden-miss" not in of_one(QUARTERLY, f"repeats: yearly, {log}")


# -- what an entry says that was

OVERDUE = "owner: marc, due: by March 2018"
FALSE: list[Case] = [
    ("an owner that it never had", OVERDUE,
     f"{OVERDUE}, log: [{{on: 2018-07-10, was_owner: jvs}}]", {"false-record", "hidden-miss"}),
    ("that nobody answered for it", OVERDUE,
     f"{OVERDUE}, log: [{{on: 2018-07-10, was_owner: nobody}}]", {"false-record", "hidden-miss"}),
    ("a deadline that it never had", OVERDUE,
     f"{OVERDUE}, log: [{{on: 2018-07-10, was_due: by December 2018, note: x}}]",
     {"false-record"}),
    ("done and reopened within the edit, told late", OVERDUE,
     f"{OVERDUE}, log: [{{on: 2018-07-10, was_done: 2018-03-30, note: x}}]",
     {"false-record"}),
    ("done on a day that nobody knows and reopened, within the edit", OVERDUE,
     f"{OVERDUE}, log: [{{on: 2018-07-10, was_done: yes, note: x}}]", set()),
    # It stays missed.
    ("likewise, and moved with its record", OVERDUE,
     "owner: marc, due: by June 2019, log: [{on: 2018-07-10, was_done: yes, note: x},"
     " {on: 2018-07-10, was_due: by March 2018, note: x}]", set()),
    ("likewise, and then another owner", OVERDUE,
     "owner: jvs, due: by March 2018, log: [{on: 2018-07-08, was_owner: marc},"
     " {on: 2018-07-10, was_done: yes, note: x}]", {"hidden-miss"}),
    ("another owner, handed what was missed", OVERDUE,
     "owner: jvs, due: by March 2018", {"hidden-miss", "unrecorded-change"}),
    ("another owner since then, with its record", OVERDUE,
     "owner: jvs, due: by March 2018, log: [{on: 2018-07-10, was_owner: marc}]", set()),
    ("two owners since then, with their records", OVERDUE,
     "owner: marc, due: by March 2018, log: [{on: 2018-07-10, was_owner: marc},"
     " {on: 2018-07-11, was_owner: jvs}]", set()),
    ("done and reopened since then", OVERDUE,
     f"{OVERDUE}, log: [{{on: 2018-07-10, was_done: 2018-07-05, note: x}}]", set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "wanted"), [row[1:] for row in FALSE], ids=[row[0] for row in FALSE]
)
def test_what_an_entry_says_that_was_was_so(before: str, after: str, wanted: set[str]) -> None:
    assert of_one(before, after, begun=AFTER) == wanted


def test_an_organization_that_is_renamed_is_the_same() -> None:
    old, new = (
        work(f"id: a, title: A, owner: {name}, due: by March 2018", head=TOWN.replace("marc", name))
        for name in ("marc", "mark")
    )
    assert rules(old, new, begun=AFTER) <= {"renamed-id", "unrecorded-change"}
