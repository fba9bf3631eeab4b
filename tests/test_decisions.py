"""What a decision is told to have done, and what of an edit nobody decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from welcomeplan.rules.change import Edit, check_changes
from welcomeplan.versions import compare

from .test_amendments import HEAD, ON, Clerk, clerk, files
from .test_diff import parsed
from .test_record_rules import rules

if TYPE_CHECKING:
    from welcomeplan.plan import Plan

__all__ = ["clerk"]  # a fixture

A = "id: a, title: Survey newcomers, due: by mid-2018, owner: marc, target: 20 surveys"
Q = "id: a, title: Survey newcomers, due: in 2018, repeats: quarterly, owner: marc"
I = "id: i, title: Share who vote, due: March and July 2018, owner: marc, target: 20"  # noqa: E741


def plans(one: str, head: str = ON, *, indicator: bool = False) -> tuple[Plan, ...]:
    """A plan of one promise, written as a flow mapping without its braces."""
    given = files(one, head=head)
    if indicator:
        given["s.yaml"] = given["s.yaml"].replace("milestones:", "indicators:")
    return parsed(given)


# -- what is due in several windows


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("March and July 2018", "by the end of 2019", "promised less often"),
        ("March and July 2018", "July 2018", "promised less often"),
        ("March and July 2018", "in 2018", "promised less often"),
        ("March and July 2018", "March and December 2018", "slipped"),
        ("March and July 2018", "March and June 2018", "pulled forward"),
        ("'March, May and July 2018'", "March and July 2018", "promised less often"),
        ("July 2018", "March and July 2018", "promised more often"),
        ("March and July 2018", "TBD", "made vaguer"),
    ],
)
@pytest.mark.parametrize("indicator", [True, False])
def test_what_is_due_in_several_windows_moves_as_anything(
    before: str, after: str, kind: str, indicator: bool
) -> None:
    one = I if indicator else A
    was = one.replace("by mid-2018", before).replace("March and July 2018", before)
    old = plans(was, indicator=indicator)
    new = plans(was.replace(before, after), indicator=indicator)
    assert kind in [change.kind.value for change in compare(old, new)]
    assert "unexplained-move" in rules(old, new)


def test_history_tells_that_they_moved(clerk: Clerk) -> None:
    given = files(I)
    given["s.yaml"] = given["s.yaml"].replace("milestones:", "indicators:")
    clerk.repo.commit(given, "Windows")
    given["s.yaml"] = given["s.yaml"].replace("March and July 2018", "by the end of 2019")
    clerk.repo.commit(given, "Later")
    (life,) = clerk.json("history i")["promises"]
    told = [(one["kind"], one["from"], one["to"]) for one in life["events"]][1:]
    assert told == [("moved", "March and July 2018", "by the end of 2019")]
    assert life["moves"] == 1


# -- what is changed in turn: each step has its own decision


def log(*entries: str) -> str:
    """A log of a day each."""
    each = (f"{{on: 2018-06-{10 + at}, {entry}}}" for at, entry in enumerate(entries))
    return f", log: [{', '.join(each)}]"


def later(one: str, *, to: str = "by 2030") -> str:
    return one.replace("by mid-2018", to)


C, S = "note: Council, under: R-1", "note: Staff"
OWN = "occurrences: [{period: 2018Q2, due: by August 2018}, {period: 2018Q3, due: by 2019}]"
Q2, Q3 = "period: 2018Q2, was_due: by June 2018", "period: 2018Q3, was_due: by September 2018"
STEPS = [
    # what was, what it is made, and how many of its steps are named
    (A, later(A) + log(f"was_due: by mid-2018, {C}", f"was_due: by 2019, {S}"), 1),
    (A, later(A) + log(f"was_due: by mid-2018, {S}", f"was_due: by 2019, {C}"), 1),
    (A, later(A) + log(f"was_due: by mid-2018, {C}", f"was_due: by 2019, {C}"), 0),
    (
        A,
        later(A)
        + log(f"was_due: by mid-2018, {C}", f"was_due: by 2019, {S}", f"was_due: by 2020, {C}"),
        1,
    ),
    # in whatever order they stand; and what no entry keeps is nobody's
    (A, later(A) + log(f"was_due: by 2019, {S}", f"was_due: by mid-2018, {C}"), 2),
    (A, later(A) + log(f"was_due: by 2019, {C}"), 1),
    # there and back
    (A, A + log(f"was_due: by mid-2018, {C}", f"was_due: by 2019, {S}"), 1),
    (A, A + log(f"was_due: by 2017, {S}"), 0),
    # given up
    (
        Q,
        Q + log(f"period: 2018Q2, status: dropped, {C}", f"period: 2018Q3, status: dropped, {S}"),
        1,
    ),
    (
        Q,
        Q + log(f"period: 2018Q2, status: deferred, {S}", f"period: 2018Q3, status: dropped, {C}"),
        1,
    ),
    (
        A,
        f"{A}, status: dropped"
        + log(f"status: dropped, {C}", f"status: planned, {S}", f"status: dropped, {S}"),
        1,
    ),
    (A, f"{A}, status: dropped" + log(f"status: deferred, {C}", f"status: dropped, {S}"), 1),
    (A, f"{A}, status: dropped" + log(f"status: deferred, {S}", f"status: dropped, {C}"), 1),
    (A, f"{A}, status: dropped" + log(f"status: dropped, {C}", f"status: dropped, {S}"), 0),
    (A, A + log(f"status: deferred, {S}", f"status: planned, {C}"), 1),
    (
        Q,
        f"{Q}, status: deferred"
        + log(f"period: 2018Q2, status: dropped, {C}", f"status: deferred, {S}"),
        1,
    ),
    # each time of what repeats, and the whole
    (Q, f"{Q}, {OWN}" + log(f"{Q2}, {C}", f"{Q3}, {S}"), 1),
    (Q, f"{Q}, {OWN}" + log(f"{Q2}, {S}", f"{Q3}, {C}"), 1),
    (Q, f"{Q}, {OWN}" + log(f"{Q2}, {C}", f"{Q3}, {C}"), 0),
    (
        Q,
        f"{Q}, {OWN}" + log(f"{Q2}, {C}", f"{Q3}, {C}", f"period: 2018Q3, was_due: by 2020, {S}"),
        1,
    ),
    (
        Q,
        Q.replace("in 2018", "2018 to 2019")
        + f", {OWN}"
        + log(f"{Q2}, {C}", f"{Q3}, {C}", f"was_due: in 2018, {S}"),
        1,
    ),
    # a deadline that two keys move
    (
        Q,
        Q.replace("in 2018", "by June 2018")
        + ", starts: 2018-02-01"
        + log(f"was_due: in 2018, {C}"),
        1,
    ),
    # an entry is of one change
    (A, later(A) + ", status: dropped" + log(f"was_due: by mid-2018, status: dropped, {C}"), 1),
    (
        A,
        later(A)
        + ", status: deferred"
        + log(f"was_due: by mid-2018, {C}", f"status: deferred, {C}"),
        0,
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "named", "indicator"),
    [(*row, kind) for row in STEPS for kind in (False, True) if not kind or row[0] == A],
)
def test_each_step_has_its_own_decision(
    before: str, after: str, named: int, indicator: bool
) -> None:
    old, new = (
        plans(one.replace(" surveys", "") if indicator else one, indicator=indicator)
        for one in (before, after)
    )
    found = check_changes(Edit(compare(old, new), old, new, date(2018, 6, 20), date(2018, 6, 1)))
    assert [one.rule for one in found].count("unadopted-move") == named, found


MIXED = log("was_due: by mid-2018, note: Council, under: R-1", "was_due: by 2019, note: Staff")


def test_no_decision_is_told_to_have_made_more_than_its_own_step(clerk: Clerk) -> None:
    clerk.repo.write(files(later(A) + MIXED))
    (change, *_) = (one for one in clerk.json("diff")["changes"] if one["kind"] == "slipped")
    steps = [
        {
            "from": "by mid-2018",
            "to": "by 2019",
            "on": "2018-06-10",
            "reason": "Council",
            "under": "R-1",
        },
        {"from": "by 2019", "to": "by 2030", "on": "2018-06-11", "reason": "Staff", "under": None},
    ]
    assert (change["under"], change["steps"]) == (None, steps)
    whose = "“by 2019” by R-1; then “by 2030” by nobody's decision"
    why = "“by 2019”: Council; then “by 2030”: Staff"
    for form in ("table", "csv"):
        told = clerk.says(f"diff --format {form}")
        assert whose in told and why in told, told
    clerk.repo.commit(message="Move it")
    (life,) = clerk.json("history a")["promises"]
    event = next(one for one in life["events"] if one["kind"] == "moved")
    assert (event["under"], event["steps"], life["moves_decided"]) == (None, steps, 0)
    told = clerk.says("history a --format table")
    assert whose in told and why in told


@pytest.mark.parametrize(
    ("after", "kind", "whose"),
    [
        (
            f"{A}, status: dropped" + log("status: deferred, under: R-1", "status: dropped"),
            "dropped",
            "deferred by R-1; then dropped by nobody's decision",
        ),
        (
            A.replace("marc", "nobody").replace(", owner: nobody", "")
            + log("was_owner: marc, under: R-1", "was_owner: jvs"),
            "re-owned",
            "jvs by R-1; then nobody by nobody's decision",
        ),
        (
            later(A) + log("was_due: by mid-2018, under: R-1", "was_due: by 2019, under: R-1"),
            "slipped",
            "by R-1",
        ),
        (
            later(A) + log("was_due: by mid-2018, under: R-1", "was_due: by 2019, under: R-2"),
            "slipped",
            "“by 2019” by R-1; then “by 2030” by R-2",
        ),
        (
            later(A) + log("was_due: by 2019, under: R-1"),
            "slipped",
            "“by 2019” by nobody's decision; then “by 2030” by R-1",
        ),
    ],
)
def test_nor_of_anything_else(clerk: Clerk, after: str, kind: str, whose: str) -> None:
    clerk.repo.commit(files(A), "One")
    clerk.repo.write(files(after))
    assert kind in [one["kind"] for one in clerk.json("diff")["changes"]]
    assert f" {whose} " in clerk.says("diff --format table")
    clerk.repo.commit(message="More")
    assert f" {whose} " in clerk.says("history a --format table")


# -- what may be of any of several changes


BOTH = A.replace("Survey newcomers", "Ask around").replace("20 surveys", "10 surveys")


@pytest.mark.parametrize(
    ("after", "reason", "decided"),
    [
        # nothing tells which is of which
        (
            BOTH + log("note: Bids too high, under: M 5", "note: Wording follows, under: M 6"),
            "Bids too high; Wording follows",
            "by M 5; M 6, for wording or target",
        ),
        (BOTH + log("note: Council, under: R-1"), "Council", "by R-1, for wording or target"),
        (
            BOTH + log("note: Council, under: R-1", "note: Staff"),
            "Council; Staff",
            "by R-1, for wording or target",
        ),
        # one decision for each
        (
            BOTH + log("note: Fewer, under: R-1", "note: And so said, under: R-1"),
            "Fewer; And so said",
            "by R-1",
        ),
        (BOTH + log("note: Fewer", "note: And so said"), "Fewer; And so said", ""),
    ],
)
def test_what_may_be_of_either_is_credited_to_none(
    clerk: Clerk, after: str, reason: str, decided: str
) -> None:
    clerk.repo.commit(files(A), "One")
    clerk.repo.write(files(after))
    whose = [decided[3:]] * 2 if decided == "by R-1" else [None, None]
    changes = clerk.json("diff")["changes"]
    assert [one["kind"] for one in changes] == ["target lowered", "reworded"]
    assert [(one["reason"], one["under"]) for one in changes] == [(reason, by) for by in whose]
    for form in ("table", "csv", "markdown"):
        told = clerk.says(f"diff --format {form}").replace("\\", "")
        assert told.count(reason) == 1, told
        assert not decided or decided.removeprefix("by ") in told
    clerk.repo.commit(message="Less")
    (life,) = clerk.json("history a")["promises"]
    event = life["events"][-1]
    assert (event["kind"], event["reason"], event["under"]) == ("target lowered", reason, whose[0])
    assert decided in clerk.says("history a --format table")


def test_an_amount_that_was_decided_decides_nothing_else(clerk: Clerk) -> None:
    clerk.repo.commit(files(A), "One")
    clerk.repo.write(
        files(A.replace("20 s", "10 s") + log("amount: 3", "note: Council, under: R-1"))
    )
    by = {one["kind"]: one["under"] for one in clerk.json("diff")["changes"]}
    assert by == {"target lowered": "R-1", "progressed": None}


# -- history tells what became of a target

V = "id: v, title: Visits, repeats: quarterly, targets: {2018Q1: 2 visits, 2018Q2: 3 visits}"
TARGETS = [
    (A, A.replace("20 s", "10 s"), [("target lowered", "20 surveys", "10 surveys")], False),
    (A, A.replace("20 s", "30 s"), [("target raised", "20 surveys", "30 surveys")], False),
    (A, A.replace(", target: 20 surveys", ""), [("target lowered", "20 surveys", None)], False),
    (A, A.replace("20 surveys", "20 calls"), [("target changed", "20 surveys", "20 calls")], False),
    (
        V,
        V.replace("3 visits", "1 visit"),
        [("target lowered", "2018Q2: 3 visits", "2018Q2: 1 visit")],
        False,
    ),
    (I, I.replace("target: 20", "target: 10"), [("target lowered", "20", "10")], True),
    (
        "id: i, title: Share, targets: {2018: 2, 2019: 3}",
        "id: i, title: Share, targets: {2018: 1, 2019: 4}",
        [("target lowered", "2018: 2", "2018: 1"), ("target raised", "2019: 3", "2019: 4")],
        True,
    ),
]


@pytest.mark.parametrize(("before", "after", "told", "indicator"), TARGETS)
def test_history_tells_what_became_of_a_target(
    clerk: Clerk,
    before: str,
    after: str,
    told: list[tuple[str, str | None, str | None]],
    indicator: bool,
) -> None:
    for one in (before, after + log("note: Bids too high, under: M 5")):
        given = files(one)
        if indicator:
            given["s.yaml"] = given["s.yaml"].replace("milestones:", "indicators:")
        clerk.repo.commit(given, "Bookkeeping")
    (life,) = clerk.json(f"history {before[4]}")["promises"]
    events = life["events"][-len(told) :]
    assert [(one["kind"], one["from"], one["to"]) for one in events] == told
    assert {(one["reason"], one["under"]) for one in events} == {("Bids too high", "M 5")}
    for line in ("history {} --format table", "history {}"):
        assert told[0][0] in (said := clerk.says(line.format(before[4])))
        assert "Bids too high" in said and "by M 5" in said


def test_a_target_that_a_branch_lowered_is_told_by_its_commit(clerk: Clerk) -> None:
    repo = clerk.repo
    repo.commit(files(A), "One")
    repo.git("checkout", "-qb", "less")
    repo.commit(files(A.replace("20 s", "10 s")), "Ask for less")
    repo.git("checkout", "-q", "-")
    repo.commit(files(A, head=f"{HEAD}vision: All are welcome\n"), "Beside")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "less")
    (life,) = clerk.json("history a")["promises"]
    assert [one["subject"] for one in life["events"]][-1] == "Ask for less"


# -- what lost its deadline is weaker


ASIDE = "status: deferred, note: No money, under: R-1"
AGAIN = "status: planned, note: Money found"


def on(*entries: str) -> str:
    """A log of entries before the deadline of mid-2018, and after it."""
    each = (f"{{on: 2018-{month}, {entry}}}" for month, entry in zip(MONTHS, entries, strict=False))
    return f", log: [{', '.join(each)}]"


MONTHS = ("06-10", "07-10", "08-10")


@pytest.mark.parametrize(
    ("before", "after", "vaguer"),
    [
        (A, A + on(ASIDE, AGAIN), True),
        (f"{A}, status: deferred" + on(ASIDE), A + on(ASIDE, AGAIN), True),
        (A, f"{A}, status: active" + on(ASIDE, "status: active, note: Go"), True),
        (A, A + on(ASIDE.replace("deferred", "dropped"), AGAIN), True),
        # it is set aside; taken up in time; has another deadline; had lost it before
        (A, f"{A}, status: deferred" + on(ASIDE), False),
        (A, A + on(ASIDE, AGAIN).replace("07-10", "06-20"), False),
        (A, A + on(ASIDE, AGAIN).replace("06-10", "07-01"), False),
        (A, later(A) + on(ASIDE, AGAIN, "was_due: by mid-2018, note: New"), False),
        (A + on(ASIDE, AGAIN), A + on(ASIDE, AGAIN, "note: Met"), False),
    ],
)
def test_what_was_set_aside_on_its_day_has_lost_its_deadline(
    before: str, after: str, vaguer: bool
) -> None:
    old, new = plans(before), plans(after)
    found = [one for one in compare(old, new) if one.kind.value == "made vaguer"]
    assert [(one.before, one.after) for one in found] == [("by mid-2018", "undated")] * vaguer


def test_that_is_told_with_what_led_to_it(clerk: Clerk) -> None:
    clerk.repo.commit(files(A), "One")
    clerk.repo.write(files(A + on(ASIDE, AGAIN)))
    told = clerk.says("diff --as-of 2018-09-01 --format table")
    assert told.startswith("1 made vaguer;")
    assert "deferred: No money; then planned: Money found" in told
    assert "deferred by R-1; then planned by nobody's decision" in told


def test_a_share_is_said_as_elsewhere() -> None:
    share = I.replace("target: 20", "unit: '%', target: 95")
    new = f"{share}, readings: [{{on: 2018-06, value: 91}}]"
    (change,) = compare(plans(share, indicator=True), plans(new, indicator=True))
    assert change.after == "91% in 2018-06"
