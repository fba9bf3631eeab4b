"""What an indicator has missed stays missed: no edit of its keys takes it away unseen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from welcomeplan import cli
from welcomeplan.diagnostics import Severity
from welcomeplan.plan import gauge, register
from welcomeplan.rules.change import Edit, check_changes
from welcomeplan.versions import compare

from .test_diff import TOWN, parsed

if TYPE_CHECKING:
    from pathlib import Path

    from welcomeplan.diagnostics import Diagnostic
    from welcomeplan.plan import Plan

TODAY = date(2018, 9, 1)
BEGUN = date(2018, 8, 1)
"""The day of the commit that an edit begins with: what is due by mid-2018 was missed by then."""

WORK = """\
title: Health
objectives:
  - id: care
    title: Care
    milestones:
      - {id: opening, title: Open the centre, due: by March 2018, done: 2018-04-10, owner: marc}
    indicators:
      - {id: wait, title: Days until a first appointment, unit: days, baseline: 40}
"""
SHARE = "id: share, title: Share of residents with a doctor, owner: marc"


def plans(*indicators: str, head: str = TOWN) -> tuple[Plan, ...]:
    """A plan with indicators, each as a flow mapping without its braces."""
    rows = "".join(f"      - {{{one}}}\n" for one in indicators)
    return parsed({"plan.yaml": head, "work.yaml": WORK + rows})


def told(old: tuple[Plan, ...], new: tuple[Plan, ...], begun: date = BEGUN) -> list[Diagnostic]:
    return check_changes(Edit(compare(old, new), old, new, TODAY, begun))


def named(before: str, after: str, begun: date = BEGUN) -> dict[str, Severity]:
    """The rules that an edit of one indicator breaks, with how much they weigh."""
    old, new = (plans(f"{SHARE}, {one}" if one else "") for one in (before, after))
    return {one.rule: one.severity for one in told(old, new, begun)}


def readings(*pairs: str) -> str:
    rows = (pair.split(" ") for pair in pairs)
    return "readings: [" + ", ".join(f"{{on: {on}, value: {value}}}" for on, value in rows) + "]"


UP = "unit: people, baseline: 10, target: 20, due: by mid-2018"
MISSED = f"{UP}, {readings('2018-03-01 12', '2018-06-20 15')}"
DOWN = f"unit: days, baseline: 20, target: 10, due: by mid-2018, {readings('2018-06-20 15')}"
YEARS = f"unit: people, baseline: 80, targets: {{2017: 85, 2018: 88}}, {readings('2017-05-01 82')}"
EACH = (
    f"unit: people, baseline: 1, target: 3, due: each quarter of 2018, {readings('2018-03-01 2')}"
)
BACK = "{on: 2018-05-01, was_due: by mid-2018, note: x}"
NOTE = "log: [{on: 2018-08-10, note: The council decided so}]"

HIDING = [
    ("another target", MISSED, MISSED.replace("target: 20", "target: 15")),
    ("another target, and why", MISSED, MISSED.replace("target: 20", f"{NOTE}, target: 15")),
    ("no target", MISSED, MISSED.replace("target: 20, ", "")),
    ("another side", MISSED, MISSED.replace("target: 20", "target: at most 20")),
    (
        "another sign",
        MISSED.replace("baseline: 10, ", ""),
        MISSED.replace("baseline: 10, target: 20", "target: -20"),
    ),
    ("a falling baseline", MISSED, MISSED.replace("baseline: 10", "baseline: 30")),
    (
        "a falling baseline, and why",
        MISSED,
        MISSED.replace("baseline: 10", f"{NOTE}, baseline: 30"),
    ),
    ("no baseline", DOWN, DOWN.replace("baseline: 20, ", "")),
    ("no baseline, and why", DOWN, DOWN.replace("baseline: 20", NOTE)),
    ("another deadline", MISSED, MISSED.replace("mid-2018", "mid-2019")),
    ("no deadline", MISSED, MISSED.replace(", due: by mid-2018", "")),
    (
        "another deadline, dated back",
        MISSED,
        MISSED.replace("mid-2018", f"mid-2019, log: [{BACK}]"),
    ),
    ("the value of an old reading", MISSED, MISSED.replace("value: 15", "value: 25")),
    (
        "an old reading on another day",
        f"{UP}, {readings('2018-06-20 15', '2018-07-10 22')}",
        f"{UP}, {readings('2018-06-20 15', '2018-06-25 22')}",
    ),
    (
        "an old reading moved out of the way",
        f"{UP}, {readings('2018-06-01 22', '2018-06-20 15')}",
        f"{UP}, {readings('2018-06-01 22', '2018-07-20 15')}",
    ),
    (
        "an old reading taken out",
        f"{UP}, {readings('2018-06-01 22', '2018-06-20 15')}",
        f"{UP}, {readings('2018-06-01 22')}",
    ),
    (
        "readings of one day in another order",
        f"{UP}, {readings('2018-06-20 22', '2018-06-20 15')}",
        f"{UP}, {readings('2018-06-20 15', '2018-06-20 22')}",
    ),
    ("targets by year gone", YEARS, YEARS.replace("targets: {2017: 85, 2018: 88}, ", "")),
    ("one year gone", YEARS, YEARS.replace("2017: 85, ", "")),
    ("one year lower", YEARS, YEARS.replace("2017: 85", "2017: 81")),
    ("another year", YEARS, YEARS.replace("2017: 85", "2019: 85")),
    ("one target for all", YEARS, YEARS.replace("targets: {2017: 85, 2018: 88}", "target: 88")),
    ("fewer times", EACH, EACH.replace("each quarter of 2018", "by the end of 2018")),
    ("times that are later", EACH, EACH.replace("each quarter of 2018", "each quarter of 2019")),
    (
        "put off, dated back",
        MISSED,
        f"{MISSED}, status: deferred, log: [{{on: 2018-06-01, status: deferred, note: x}}]",
    ),
    (
        "a time given up, dated back",
        YEARS,
        f"{YEARS}, log: [{{on: 2017-06-01, period: 2017, status: dropped, note: x}}]",
    ),
    (
        "a lower target, and a reading that reaches only that",
        MISSED,
        f"{UP.replace('target: 20', 'target: 16')}, "
        + readings("2018-03-01 12", "2018-06-20 15", "2018-06-25 17"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [c[1:] for c in HIDING], ids=[c[0] for c in HIDING])
def test_a_miss_of_an_indicator_is_not_edited_away(before: str, after: str) -> None:
    assert named(before, after).get("hidden-miss") is Severity.ERROR


LATE = [
    ("a day before", ("2018-06-29 25",)),
    ("the day itself", ("2018-06-30 25",)),
    ("the day of the last reading", ("2018-06-20 25",)),
    ("its month", ("2018-06 25",)),
    ("its year, which does not tell", ("2018 25",)),
    ("first of two, of which the later is no better", ("2018-06-25 25", "2018-07-10 12")),
]


@pytest.mark.parametrize("added", [c[1] for c in LATE], ids=[c[0] for c in LATE])
def test_a_reading_that_is_told_late_is_named(added: tuple[str, ...]) -> None:
    after = f"{UP}, {readings('2018-03-01 12', '2018-06-20 15', *added)}"
    found = named(MISSED, after)
    assert found.pop("corrected-done") is Severity.WARNING
    assert set(found) <= {"corrected-reading"}


def test_so_is_the_first_reading_there_is() -> None:
    assert named(UP, f"{UP}, {readings('2018-06-29 25')}") == {"corrected-done": Severity.WARNING}


def test_so_is_one_by_which_a_deadline_before_the_last_was_kept() -> None:
    moved = UP.replace("mid-2018", "mid-2019")
    moved += ", log: [{on: 2018-07-10, was_due: by mid-2018, note: x}]"
    added = f"{moved}, {readings('2018-06-29 25')}"
    assert named(moved, added) == {"corrected-done": Severity.WARNING}


SET_LATE = "{on: 2018-07-10, was_due: by the end of 2018, note: x}"
MOVED_UP = f"{UP}, log: [{SET_LATE}]"
"""A deadline of June that was given in July: it is missed the day after."""


@pytest.mark.parametrize("day", ["2018-06-20", "2018-07-05", "2018-07-10", "2018-07", "2018"])
@pytest.mark.parametrize(
    "due",
    [
        MOVED_UP,
        MOVED_UP.replace("log: [", "log: [{on: 2018-07-02, was_due: TBD, note: x}, "),
        MOVED_UP.replace("by mid-2018", "by May 2018"),
        MOVED_UP.replace("by the end of 2018", "each quarter of 2018"),
    ],
)
def test_so_is_one_by_which_a_deadline_was_kept_that_was_given_late(day: str, due: str) -> None:
    added = f"{due}, {readings('2018-03-01 12', f'{day} 25')}"
    found = told(plans(f"{SHARE}, {due}, {readings('2018-03-01 12')}"), plans(f"{SHARE}, {added}"))
    assert {one.rule for one in found} == {"corrected-done"}
    assert "25 people" in found[0].message
    assert "12" not in found[0].message


def test_only_what_takes_a_miss_away_is_told_of_it() -> None:
    more = readings("2018-03-01 12", "2018-06-20 15", "2018-06-21 19", "2018-06-25 25")
    (found,) = told(plans(f"{SHARE}, {MISSED}"), plans(f"{SHARE}, {UP}, {more}"))
    assert found.rule == "corrected-done"
    assert "25 people" in found.message
    assert "19" not in found.message


def test_what_is_measured_after_the_edit_began_is_told_in_time() -> None:
    """The base was written before the deadline, and could not know."""
    after = f"{UP}, {readings('2018-03-01 12', '2018-06-20 15', '2018-06-29 25')}"
    assert named(MISSED, after, date(2018, 6, 25)) == {}
    assert set(named(MISSED, after, date(2018, 7, 2))) == {"corrected-done"}
    first, month = readings("2018-03-01 12"), readings("2018-03-01 12", "2018-06 25")
    assert named(f"{UP}, {first}", f"{UP}, {month}", date(2018, 6, 25)) == {}
    year = after.replace("2018-06-29", "2018")
    assert set(named(MISSED, year, date(2018, 6, 25))) == {"corrected-done"}
    moved = year.replace("mid-2018", "mid-2019")
    assert "corrected-done" in named(MISSED, moved, date(2018, 6, 25))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2018-06-20 25", "2018-07-10 12"),
        ("2018-06-20 15", "2018-07-10 25"),
        ("2018-06-20 15", "2018-06-21 16"),
    ],
)
def test_a_reading_that_hides_nothing_is_no_fault(before: str, after: str) -> None:
    assert named(f"{UP}, {readings(before)}", f"{UP}, {readings(before, after)}") == {}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ((), ("2018-06-20 15", "2018-06-20 16"), True),
        (("2018-06-20 15",), ("2018-06-20 15", "2018-06-20 14"), True),
        (("2018-06-20 15",), ("2018-06-20 16", "2018-06-20 15"), True),
        (("2018-06-20 15", "2018-06-20 16"), ("2018-06-20 16", "2018-06-20 15"), True),
        (("2018-06 15",), ("2018-06 15", "2018-06 16"), True),
        # what stood so before, or says the same again, or is of another day
        (
            ("2018-06-20 15", "2018-06-20 16"),
            ("2018-06-20 15", "2018-06-20 16", "2018-07-01 2"),
            False,
        ),
        (("2018-06-20 15",), ("2018-06-20 15", "2018-06-20 15.0"), False),
        (("2018-06-20 15",), ("2018-06-20 15", "2018-06-21 16"), False),
    ],
)
def test_two_numbers_of_one_day_are_named(
    before: tuple[str, ...], after: tuple[str, ...], found: bool
) -> None:
    aim = "unit: people, baseline: 1, target: 500, due: by 2030"
    both = [f"{aim}, {readings(*rows)}" if rows else aim for rows in (before, after)]
    assert named(both[0], both[1]) == ({"corrected-reading": Severity.WARNING} if found else {})


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (("2018-05-01 58",), ("2018-05-01 58", "2018-06-30 61", "2018-06-30 59"), 3),
        (("2018-06-30 61",), ("2018-06-30 61", "2018-06-30 59", "2018-07-01 60"), 2),
        (("2018-06-30 61",), ("2018-06-30 59", "2018-06-30 61"), 2),
        (("2018-05 1", "2018-05 2"), ("2018-05 1", "2018-05 2", "2018-06 61", "2018-06 59"), 4),
        ((), ("2018-05-01 58", "2018-06-30 61", "2018-07-01 60", "2018-06-30 59"), 4),
    ],
)
def test_of_two_numbers_the_one_that_counts_is_shown(
    before: tuple[str, ...], after: tuple[str, ...], line: int
) -> None:
    def measured(pairs: tuple[str, ...]) -> tuple[Plan, ...]:
        rows = readings(*pairs).removeprefix("readings: [").replace("{", "\n{").rstrip("]")
        more = f", readings: [{rows}]" if pairs else ""
        return plans(f"{SHARE}, baseline: 1, target: 500, due: by 2030{more}")

    (found,) = told(measured(before), measured(after))
    before_them = WORK.count("\n") + 1
    assert (found.rule, found.line - before_them) == ("corrected-reading", line)


# -- removed, and renamed

KEYS = MISSED.removeprefix("unit: people, ")


@pytest.mark.parametrize(
    "keys",
    [
        MISSED,
        YEARS,
        UP.replace("mid-2018", "2030"),
        UP.replace(", due: by mid-2018", ""),
        f"{UP}, {readings('2018-06-20 25')}",
        f"{UP}, status: dropped, log: [{{on: 2018-05-01, status: dropped, note: x}}]",
    ],
    ids=["missed", "missed by year", "open", "without a day", "reached", "dropped"],
)
def test_an_indicator_with_a_target_is_removed_as_no_promise_is(keys: str) -> None:
    old, new = plans(f"{SHARE}, {keys}"), plans()
    assert {one.rule: one.severity for one in told(old, new)} == {"removed-promise": Severity.ERROR}
    assert "`share`" in told(old, new)[0].message


def test_a_measure_without_a_target_is_a_part() -> None:
    old, new = plans(f"{SHARE}, unit: people, {readings('2018-06-20 15')}"), plans()
    assert {one.rule: one.severity for one in told(old, new)} == {"removed-part": Severity.WARNING}


@pytest.mark.parametrize(
    ("after", "hidden"),
    [
        (MISSED, False),
        (f"{UP}, {readings('2018-03-01 12')}", False),  # and a rewritten log
        (MISSED.replace("target: 20", "target: 15"), True),
        (MISSED.replace("mid-2018", "mid-2019"), True),
        (MISSED.replace("baseline: 10", "baseline: 30"), True),
    ],
)
def test_another_id_is_a_rename_as_of_a_milestone(after: str, hidden: bool) -> None:
    renamed = SHARE.replace("id: share", "id: doctors")
    found = {one.rule for one in told(plans(f"{SHARE}, {MISSED}"), plans(f"{renamed}, {after}"))}
    assert "renamed-id" in found and "removed-promise" not in found
    assert ("hidden-miss" in found) is hidden


def test_an_indicator_that_is_given_up_is_not_promised_anew() -> None:
    dropped = "status: dropped, log: [{on: 2018-08-10, status: dropped, note: x}]"
    again = SHARE.replace("share", "share-2019", 1)
    later = f"{again}, {UP.replace('mid-2018', 'mid-2019')}"
    old, new = plans(f"{SHARE}, {UP}"), plans(f"{SHARE}, {UP}, {dropped}", later)
    assert {one.rule for one in told(old, new)} == {"replaced-promise"}


# -- any edit

DAYS = st.sampled_from(["2017", "2018", "2018-06", "2018-06-20", "2018-06-30", "2018-07-10"])
READING = st.tuples(DAYS, st.integers(8, 22)).map(lambda one: f"{one[0]} {one[1]}")
ENTRY = st.sampled_from(
    [
        "{on: 2018-05-01, status: deferred, note: x}",
        "{on: 2018-05-01, was_due: by mid-2018, note: x}",
        "{on: 2018-08-10, was_due: by mid-2018, note: x}",
        "{on: 2018-08-10, status: dropped, note: x}",
        "{on: 2018-05-01, was_owner: jvs, note: x}",
        "{on: 2018-05-01, note: x}",
    ]
)
INDICATOR = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["people", "days"]),
        "baseline": st.sampled_from(["5", "15", "25"]),
        "target": st.sampled_from(["10", "15", "20", "at most 15", "below 12", "-10"]),
        "due": st.sampled_from(
            ["by mid-2018", "by May 2018", "in 2018", "by 2030", "each quarter of 2018", "TBD",
             "30 days after opening", "100 days after opening"]
        ),
        "owner": st.sampled_from(["marc", "jvs"]),
        "status": st.sampled_from(["deferred", "dropped"]),
        "log": st.lists(ENTRY, max_size=2).map(lambda rows: f"[{', '.join(rows)}]"),
        "readings": st.lists(READING, max_size=4).map(
            lambda rows: readings(*rows).removeprefix("readings: ")
        ),
    },
)  # fmt: skip
AIMS = st.sampled_from(
    ["{2017: 20, 2018: 21}", "{2018: 20}", "{2017: 10}", "{2018Q1: 12, 2018Q2: 20}"]
)
WHOLE = st.builds(
    lambda keys, aims: {**keys, **({"targets": aims} if aims and "target" not in keys else {})},
    INDICATOR,
    st.none() | AIMS,
)
OPENED = st.sampled_from(["2018-04-10", "2018-06-20", "2018-07-20", "2018"])


def as_row(keys: dict[str, str]) -> str:
    return ", ".join(
        ["id: share", "title: Share of residents with a doctor"]
        + [f"{key}: {value}" for key, value in keys.items()]
    )


@settings(max_examples=300, deadline=None)
@example(
    {"target": "20", "due": "by mid-2018", "readings": "[{on: 2018-06-20, value: 15}]"},
    {"readings": "[{on: 2018-06-20, value: 15}, {on: 2018-06-30, value: 22}]"},
    (),
    "2018-04-10",
)
@given(
    WHOLE, WHOLE, st.sets(st.sampled_from(["target", "targets", "due", "baseline", "log"])), OPENED
)
def test_no_edit_of_an_indicator_takes_a_miss_away_unseen(
    before: dict[str, str], changed: dict[str, str], gone: set[str], opened: str
) -> None:
    after = {key: value for key, value in {**before, **changed}.items() if key not in gone}
    old, new = plans(as_row(before)), plans(as_row(after))
    if opened != "2018-04-10":
        head = {"plan.yaml": TOWN, "work.yaml": (WORK + f"      - {{{as_row(after)}}}\n")}
        new = parsed(
            {**head, "work.yaml": head["work.yaml"].replace("done: 2018-04-10", f"done: {opened}")}
        )
    had, has = (
        {(m.due_by, m.period) for one in gauge(register(side), TODAY) for m in one.misses}
        for side in (old, new)
    )
    found = [one for one in told(old, new) if "`share" in one.message]
    if had - has:
        assert [one for one in found if one.severity in (Severity.ERROR, Severity.WARNING)]
    if len(has) < len(had) and before.get("readings", "[]") == after.get("readings", "[]"):
        assert [one for one in found if one.severity is Severity.ERROR]


# -- the command that writes readings


def test_measure_says_what_it_takes_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from welcomeplan.commands import looking  # noqa: PLC0415 - whose clock is set

    monkeypatch.setattr(looking, "today", lambda *_: TODAY)
    (tmp_path / "plan.yaml").write_text(TOWN, "utf-8")
    (tmp_path / "work.yaml").write_text(f"{WORK}      - {{{SHARE}, {MISSED}}}\n", "utf-8")
    at = ["--dir", str(tmp_path)]
    assert cli.run(["measure", "share", "14", "--on", "2018-06-20", *at]) == 0
    out = capsys.readouterr().out
    assert "in place of 15" in out and "counted as missed" not in out
    assert cli.run(["measure", "share", "25", "--on", "2018-06-29", *at]) == 0
    assert "until now its deadline of 2018-06-30 counted as missed" in capsys.readouterr().out
