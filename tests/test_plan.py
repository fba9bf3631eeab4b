"""What a plan says of itself: its parts, its promises as records, and how they stand on a day."""

from __future__ import annotations

import textwrap
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import welcomeplan
from welcomeplan import State, UserError, Wanted, facts_on
from welcomeplan.deadlines import Deadline, Window
from welcomeplan.plan import (
    Facts,
    Milestone,
    Plan,
    Promise,
    Unknown,
    find,
    lateness,
    promise_of,
    read_done,
)

from .conftest import ROOT


def plan_of(folder: Path, strategy: str, head: str = "") -> Plan:
    """A plan of one strategy, `work.yaml`, that has an objective `o`."""
    organizations = "organizations: {marc: MARC, kcpd: Police}"
    (folder / "plan.yaml").write_text(
        f"title: A plan\nid: town\n{organizations}\n{head}\n", "utf-8"
    )
    (folder / "work.yaml").write_text(textwrap.dedent(strategy), "utf-8")
    workspace = welcomeplan.load(folder)
    assert not workspace.report.diagnostics, workspace.report.diagnostics
    return workspace.plans[0]


def promises(folder: Path, *lines: str, head: str = "") -> Plan:
    """A plan of milestones, each written as a flow mapping without its braces."""
    body = "".join(f"      - {{{line}}}\n" for line in lines)
    text = f"title: Work\nobjectives:\n  - id: o\n    title: Aim\n    milestones:\n{body}"
    return plan_of(folder, text, head)


def test_a_promise_lacks_no_field_of_a_milestone() -> None:
    """`for` is the action that it belongs to; its deadline is read; of its owners the first is."""
    fields = set(Promise._fields)
    called = {"for_": "action", "due": "term", "owners": "owner"}
    assert {called.get(name, name) for name in Milestone.model_fields} <= fields


def test_a_promise_holds_what_its_milestone_says() -> None:
    for plan in welcomeplan.load(ROOT / "plan").plans:
        for place in plan.milestones:
            promise, model = promise_of(place), place.milestone
            same = ("id", "title", "text", "repeats", "status", "done", "target", "after", "tags")
            for name in (*same, "evidence", "source", "number", "allow"):
                assert getattr(promise, name) == getattr(model, name)
            assert (promise.due.words if promise.due else None) == (
                model.due.words if model.due else None
            )
            assert [p.org for p in promise.partners] == [p.org for p in model.partners]
            assert [tuple(u) for u in promise.log] == [
                (u.on, u.amount, u.note, u.by) for u in model.log
            ]
            line = (ROOT / "plan" / promise.file).read_text("utf-8").split("\n")[promise.line - 1]
            assert line.strip() == f"- id: {promise.id}"


PARTS = """\
    title: Work
    year: 2018
    lead: marc
    objectives:
      - id: trust
        title: Trust
        lead: kcpd
        indicators: [{id: calls, title: Calls, target: 5, due: by March}]
        actions:
          - id: train
            title: Train
            lead: kcpd
            milestones: [{id: first, title: First, due: by June}]
          - id: print
            title: Print
        milestones:
          - {id: second, title: Second, for: print, due: by July}
          - {id: third, title: Third, for: train, due: by July 2019, owner: marc}
      - id: later
        title: Later
        year: 2019
        milestones: [{id: fourth, title: Fourth, due: by May}]
    """


def test_the_walk_knows_what_stands_above_each_part(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, PARTS)
    assert [(p.kind, p.id, p.parent and p.parent.id, p.year, p.owner) for p in plan.places] == [
        ("strategy", "work", None, 2018, "marc"),
        ("objective", "trust", "work", 2018, "kcpd"),
        ("indicator", "calls", "trust", 2018, None),
        ("action", "train", "trust", 2018, "kcpd"),
        ("milestone", "first", "train", 2018, "kcpd"),
        ("action", "print", "trust", 2018, None),
        ("milestone", "second", "print", 2018, None),
        ("milestone", "third", "train", 2018, "marc"),
        ("objective", "later", "work", 2019, None),
        ("milestone", "fourth", "later", 2019, None),
    ]
    inside = {place.id: [one.id for one in place.inside] for place in plan.places}
    assert inside["work"] == ["first", "second", "third", "fourth"]
    assert inside["train"] == ["first", "third"]
    assert inside["print"] == inside["second"] == ["second"]


def test_deadline_words_take_the_year_above_them_everywhere(tmp_path: Path) -> None:
    """That of a strategy holds for its indicators as for its milestones."""
    plan = plan_of(tmp_path, PARTS)
    due = {p.id: getattr(p.due, "due_by", None) for p in plan.places if p.due}
    assert due == {
        "calls": date(2018, 3, 31),
        "first": date(2018, 6, 30),
        "second": date(2018, 7, 31),
        "third": date(2019, 7, 31),
        "fourth": date(2019, 5, 31),
    }
    rules = {found.rule for found in welcomeplan.check([plan], date(2018, 1, 1))}
    assert rules == {"unowned-milestone"}


@pytest.mark.parametrize(
    ("done", "due", "late"),
    [
        ("2018-03-31", "2018-03-31", 0),
        ("2018-04-01", "2018-03-31", 1),
        ("2018-03-01", "2018-03-31", -30),
        ("2018-03", "2018-03-31", 0),
        ("2018-03", "2018-04-30", -30),
        ("2018-03", "2018-03-15", None),
        ("2018-03", "2018-02-28", 1),
        ("2018-03", "2018-03-01", None),
        ("2018", "2018-12-31", 0),
        ("2018", "2018-06-30", None),
        ("2018", "2017-12-31", 1),
        ("2018", "2016-12-31", 366),
        ("yes", "2018-06-30", None),
        ("yes", "1900-01-01", None),
        ("yes", "2199-12-31", None),
    ],
)
def test_nobody_is_called_late_for_a_day_that_is_not_known(
    done: str, due: str, late: int | None
) -> None:
    found = lateness(read_done(done), date.fromisoformat(due))
    assert (found.days if found else None) == late


def test_without_a_deadline_nothing_is_late() -> None:
    assert lateness(read_done("2018"), None) is None
    assert lateness(read_done("yes"), None) is None


def test_done_on_a_day_that_nobody_knows_is_written_in_one_way() -> None:
    done = read_done("yes")
    assert (done.text, done.unknown, str(done), done.when) == (
        *("yes", True, "day unknown", "on a day that is not known"),
    )
    assert not read_done("2018").unknown
    for text in ("Yes", "YES", "true", "True", "y", "on", "1", "no", "false", "yes ", ""):
        with pytest.raises(ValueError, match="is not a day"):
            read_done(text)


BEGIN, ACTIVE = "due: begin by March 2018", "status: active"


def begun(day: str, status: str = f"{ACTIVE}, ") -> str:
    return f"{status}log: [{{on: 2018-{day}, status: active}}]"


STANDINGS = [
    # the milestone, the day, its state, missed, days late
    ("due: by March 2018", "2018-03-31", "due soon", False, None),
    ("due: by March 2018", "2018-04-01", "overdue", True, 1),
    ("due: by March 2018", "2018-02-28", "upcoming", False, None),
    ("due: by March 2018, status: active", "2018-02-28", "under way", False, None),
    ("due: by March 2018, status: blocked", "2018-03-30", "blocked", False, None),
    ("due: by March 2018, status: blocked", "2018-05-01", "overdue", True, 31),
    ("due: by March 2018, done: 2018-04-10", "2018-05-01", "done late", True, 10),
    ("due: by March 2018, done: 2018-04-10", "2018-04-09", "overdue", True, 9),
    ("due: by 15 March 2018, done: 2018-03", "2018-05-01", "done", False, None),
    ("due: by 15 March 2018, done: 2018-04", "2018-05-01", "done late", True, 17),
    ("due: in 2018", "2018-01-01", "current", False, None),
    ("due: in 2018", "2017-12-31", "upcoming", False, None),
    ("due: in 2018", "2018-12-01", "due soon", False, None),
    ("due: in 2018", "2018-12-02", "due soon", False, None),
    ("due: in 2018", "2018-11-30", "current", False, None),
    ("due: begin by March 2018, status: active", "2018-05-01", "under way", False, None),
    ("due: begin by March 2018", "2018-05-01", "overdue", True, 31),
    ("due: ongoing", "2018-05-01", "ongoing", False, None),
    ("due: TBD", "2018-05-01", "undated", False, None),
    ("starts: June 2018", "2018-05-01", "upcoming", False, None),
    ("due: by March 2018, status: dropped", "2018-05-01", "dropped", True, None),
    ("due: by March 2018, status: deferred", "2018-03-01", "deferred", False, None),
    ("due: by March 2018, status: dropped", "2018-03-31", "dropped", False, None),
    ("due: by March 2018, status: dropped", "2018-04-01", "dropped", True, None),
    ("due: by March 2018, done: 2018-03-31", "2018-05-01", "done", False, 0),
    ("due: by March 2018, done: 2018-04-01", "2018-04-01", "done late", True, 1),
    ("done: 2018-04-10", "2018-04-10", "done", False, None),
    ("done: 2018-04-10", "2018-04-09", "undated", False, None),
    (f"{BEGIN}, {begun('03-31')}", "2018-05-01", "under way", False, 0),
    (f"{BEGIN}, {begun('04-01')}", "2018-05-01", "under way", True, 1),
    (f"{BEGIN}, {begun('05-01')}", "2018-05-01", "under way", True, 31),
    (f"{BEGIN}, {begun('05-02')}", "2018-05-01", "overdue", True, 31),
    (f"{BEGIN}, done: 2018-04-20, {begun('03-31', '')}", "2018-05-01", "done", False, 0),
    (f"{BEGIN}, done: 2018-04-20, {begun('04-01', '')}", "2018-05-01", "done late", True, 1),
    (f"{BEGIN}, done: 2018-04-20", "2018-05-01", "done", True, None),
    (f"{BEGIN}, done: 2018-03-20", "2018-05-01", "done", False, -11),
    (
        f"{BEGIN}, {ACTIVE}, log: [{{on: 2018-03-01, note: Begun}}, {{on: 2018-04-03,"
        " status: active}]",
        "2018-05-01",
        "under way",
        True,
        3,
    ),
    ("due: by March 2018, after: [x]", "2018-03-20", "waiting", False, None),
    ("due: in 2018, starts: March 2018", "2018-02-28", "upcoming", False, None),
    ("due: in 2018, starts: March 2018", "2018-03-01", "current", False, None),
    ("starts: soon", "2018-06-01", "undated", False, None),
    (ACTIVE, "2018-06-01", "under way", False, None),
    (f"due: ongoing, {ACTIVE}", "2018-06-01", "under way", False, None),
    ("due: each quarter", "2018-06-01", "ongoing", False, None),
]


@pytest.mark.parametrize(("said", "day", "state", "missed", "late"), STANDINGS)
def test_how_a_promise_stands(
    tmp_path: Path, said: str, day: str, state: str, missed: bool, late: int | None
) -> None:
    plan = promises(tmp_path, f"id: a, title: A, {said}")
    workspace = welcomeplan.load(tmp_path)
    assert len(plan.milestones) == 1
    (standing,) = facts_on(workspace.register, date.fromisoformat(day)).standings
    assert (standing.state, standing.missed, standing.late) == (state, missed, late)


def test_an_entry_dates_what_was_set_aside(tmp_path: Path) -> None:
    promises(
        tmp_path,
        "id: a, title: A, due: by March 2018, status: dropped,"
        " log: [{on: 2018-03-31, status: dropped}]",
        "id: b, title: B, due: by March 2018, status: dropped,"
        " log: [{on: 2018-04-01, status: dropped}]",
        "id: c, title: C, due: by March 2018, status: dropped,"
        " log: [{on: 2018-03-01, note: 'Dropped: no'}]",
        "id: d, title: D, due: by March 2018, status: dropped,"
        " log: [{on: 2018-03-01, status: deferred}]",
    )
    found = facts_on(welcomeplan.load(tmp_path).register, date(2018, 6, 1))
    assert [standing.missed for standing in found.standings] == [False, True, True, True]
    assert (found.all.missed, found.all.overdue) == (3, 0)


def test_a_wait_is_dated_by_what_it_waits_for(tmp_path: Path) -> None:
    promises(
        tmp_path,
        "id: kickoff, title: A, done: 2018-03-01",
        "id: survey, title: B, due: 30 days after kickoff",
        "id: report, title: C, due: 30 days after survey",
        "id: talk, title: D, after: [kickoff, survey]",
        "id: ghost, title: F, after: [kickoff, nobody]",
    )
    register = welcomeplan.load(tmp_path).register
    on = {
        day: [(s.due_by, s.waits_on) for s in facts_on(register, day).standings[1:]]
        for day in (date(2018, 2, 28), date(2018, 3, 2))
    }
    assert on == {
        date(2018, 2, 28): [
            (None, ("kickoff",)),
            (None, ("survey",)),
            (None, ("kickoff", "survey")),
            (None, ("kickoff", "nobody")),
        ],
        date(2018, 3, 2): [
            (date(2018, 3, 31), ()),
            (None, ("survey",)),
            (None, ("survey",)),
            (None, ("nobody",)),
        ],
    }


def test_times_are_owed_one_by_one_and_promises_counted_once(tmp_path: Path) -> None:
    quarters = "[{period: 2018Q1, done: 2018-03-01}, {period: 2018Q3, done: 2018-10-02}]"
    promises(
        tmp_path,
        f"id: a, title: A, repeats: quarterly, occurrences: {quarters}",
        "id: b, title: B, due: by March 2018",
        "id: c, title: C, due: by March 2018, status: dropped",
        head="period: 2018 to 2019\nadopted: 2018-01-01",
    )
    found = facts_on(welcomeplan.load(tmp_path).register, date(2019, 2, 15))
    assert [(s.promise.id, s.period, s.late) for s in found.overdue] == [
        ("b", None, 321),
        ("a", "2018Q2", 230),
        ("a", "2018Q4", 46),
    ]
    assert (found.all.overdue, found.all.missed, found.all.done) == (2, 3, 0)
    quarter = found.due("2019Q1", Window(date(2019, 1, 1), date(2019, 3, 31)))
    assert [(s.promise.id, s.period) for s in quarter.listed] == [("a", "2019Q1")]
    assert (quarter.left_out.overdue, quarter.left_out.missed) == (2, 1)
    both = found.due("2019Q1", quarter.period, earlier=True)
    assert len(both.listed) == 4
    assert (both.left_out.overdue, both.left_out.missed) == (0, 1)
    then = found.due("2018Q3", Window(date(2018, 7, 1), date(2018, 9, 30)))
    assert (then.listed, then.left_out.done) == ((), 1)
    everything = found.due("2018Q3", then.period, everything=True)
    assert [(s.period, s.state) for s in everything.listed] == [("2018Q3", State.DONE_LATE)]


def test_filters_count_the_same_as_groups(tmp_path: Path) -> None:
    workspace = welcomeplan.load(ROOT / "plan")
    day = date(2018, 7, 10)
    every = facts_on(workspace.register, day)
    for by in ("strategy", "objective", "owner", "plan"):
        for group in every.groups(by):
            name: dict[str, Any] = {by: group.key or "nobody"}
            wanted = Wanted(**name)
            alone = facts_on(workspace.register, day, wanted)
            assert alone.standings == group.standings
            assert alone.all.counts == group.counts
    for state, count in every.all.counts.items():
        assert len(facts_on(workspace.register, day, Wanted(state=state)).standings) == count


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(owner="mark"), "Did you mean `marc`?"),
        (Wanted(partner="nobdy"), "no organization is called `nobdy`"),
        (Wanted(strategy="wrk"), "Did you mean `work`?"),
        (Wanted(objective="zz"), "The plan has: o."),
        (Wanted(plan="city"), "The plan has: town."),
        (Wanted(tag="green"), "The plan has: none at all."),
    ],
)
def test_a_filter_that_nothing_can_fit_is_refused(
    tmp_path: Path, wanted: Wanted, said: str
) -> None:
    promises(tmp_path, "id: a, title: A")
    with pytest.raises(UserError) as error:
        facts_on(welcomeplan.load(tmp_path).register, date(2018, 1, 1), wanted)
    assert said in f"{error.value.message} {error.value.remedy}"


def test_a_name_stands_for_one_part_or_for_none(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, PARTS)
    assert find([plan], "trust").kind == "objective"
    assert find([plan], "town/first").id == "first"
    assert find([plan], "train", "action").kind == "action"
    assert find([plan], "calls").kind == "indicator"
    with pytest.raises(Unknown) as unknown:
        find([plan], "sec")
    assert [place.id for place in unknown.value.begun] == ["second"]
    for name, kind, said in (
        ("t", None, "no part of the plan has the id `t`"),
        ("cal", None, "no part of the plan has the id `cal`"),
        ("marc", None, "`marc` is an organization"),
        (
            "train",
            "milestone",
            "`train` is the id of the action `Train`; its milestones: first,",
        ),
        ("forth", None, "Did you mean `fourth`?"),
        ("village/first", None, "no plan is called `village`. The plans are: town."),
        ("", None, "no part of the plan has the id ``"),
    ):
        with pytest.raises(UserError) as error:
            find([plan], name, *([kind] if kind else []))
        assert said in f"{error.value.message}. {error.value.remedy}"


def test_soon_is_thirty_days(tmp_path: Path) -> None:
    promises(tmp_path, "id: a, title: A, due: by 31 March 2018")
    register = welcomeplan.load(tmp_path).register
    due = date(2018, 3, 31)
    states = [
        facts_on(register, due - timedelta(days=days)).standings[0].state for days in (31, 30, 0)
    ]
    assert states == ["upcoming", "due soon", "due soon"]


def on(folder: Path, day: str, *lines: str, head: str = "") -> Facts:
    """How milestones stand on a day, as `promises` writes them."""
    promises(folder, *lines, head=head)
    return facts_on(welcomeplan.load(folder).register, date.fromisoformat(day))


def held(*times: str) -> str:
    """Of what repeats, that these times are done: `2018Q1 2018-03-31`."""
    each = (time.split() for time in times)
    return f"occurrences: [{', '.join(f'{{period: {name}, done: {day}}}' for name, day in each)}]"


YEAR = "period: 2018\nadopted: 2018-01-01"
REST = ("2018Q2 2018-06-01", "2018Q3 2018-09-01", "2018Q4 2018-10-01")
TIMES = [
    # a promise of each quarter of 2018, the day, its state, missed, that of each of its times
    ("", "2018-02-15", "current", False, "current, upcoming, upcoming, upcoming"),
    ("", "2018-03-01", "due soon", False, "due soon, upcoming, upcoming, upcoming"),
    ("", "2018-04-01", "overdue", True, "overdue 1, current, upcoming, upcoming"),
    ("starts: 2019, due: in 2019", "2018-12-01", "upcoming", False, ", ".join(["upcoming"] * 4)),
    (ACTIVE, "2018-02-15", "under way", False, "under way, upcoming, upcoming, upcoming"),
    ("status: blocked", "2018-02-15", "blocked", False, ", ".join(["blocked"] * 4)),
    ("status: blocked", "2018-04-01", "overdue", True, "overdue 1, blocked, blocked, blocked"),
    ("after: [x]", "2018-03-10", "waiting", False, ", ".join(["waiting"] * 4)),
    (held("2018Q1 2018-03-31"), "2018-03-30", "due soon", False, "due soon, upcoming, upcoming,"),
    (held("2018Q1 2018-03-31"), "2018-03-31", "under way", False, "done 0, upcoming, upcoming,"),
    (held("2018q1 2018-03"), "2018-05-01", "under way", False, "done 0, current, upcoming,"),
    (held("2018Q1 2018-03-31"), "2018-07-01", "overdue", True, "done 0, overdue 1, current,"),
    (
        held("2018Q1 2018-03-01", *REST),
        "2018-12-01",
        "done",
        False,
        "done -30, done -29, done -29, done -91",
    ),
    (
        f"status: deferred, {held('2018Q1 2018-04-01', *REST)}",
        "2018-12-01",
        "done late",
        True,
        "done late 1, done -29, done -29, done -91",
    ),
    ("done: 2018-06-30", "2018-12-01", "overdue", True, "overdue 245, overdue 154, overdue 62,"),
    ("done: 2018-02-01", "2018-03-01", "due soon", False, "due soon, upcoming,"),
    ("status: deferred", "2018-02-01", "deferred", False, ", ".join(["deferred"] * 4)),
    ("status: dropped", "2018-05-01", "dropped", True, ", ".join(["dropped"] * 4)),
    ("status: dropped, done: 2018-03-01", "2018-05-01", "dropped", True, "dropped, dropped,"),
]


@pytest.mark.parametrize(("said", "day", "state", "missed", "times"), TIMES)
def test_how_what_repeats_stands(
    tmp_path: Path, said: str, day: str, state: str, missed: bool, times: str
) -> None:
    (standing,) = on(
        tmp_path, day, f"id: a, title: A, repeats: quarterly, {said}", head=YEAR
    ).standings
    each = (f"{t.state}" + ("" if t.late is None else f" {t.late}") for t in standing.times)
    assert (standing.state, standing.missed) == (state, missed)
    assert ", ".join(each).startswith(times)


LOGGED = [
    # a target and a log, the day, what the log says, and of each quarter
    ("5 trainings", "", "2018-05-01", "0", "0 0 0 0"),
    ("5 trainings", "01-05 2, 02-05 1.5", "2018-02-04", "2", "2 0 0 0"),
    ("5 trainings", "01-05 2, 02-05 1.5", "2018-02-05", "3.5", "3.5 0 0 0"),
    ("5 trainings", "01-01 2, 03-31 1, 04-01 4", "2018-05-01", "7", "3 4 0 0"),
    ("80%", "", "2018-05-01", "0", "0 0 0 0"),
    ("80%", "02-05 40, 01-05 20", "2018-02-04", "20", "20 0 0 0"),
    ("80%", "02-05 40, 01-05 20", "2018-05-01", "40", "40 0 0 0"),
    ("80%", "02-05 50, 02-05 40", "2018-05-01", "40", "40 0 0 0"),
    ("80%", "01-05 20, 03-31 10, 04-01 40", "2018-05-01", "40", "10 40 0 0"),
]


@pytest.mark.parametrize(("target", "log", "day", "total", "quarters"), LOGGED)
def test_what_a_log_adds_up_to(
    tmp_path: Path, target: str, log: str, day: str, total: str, quarters: str
) -> None:
    each = (entry.split() for entry in log.split(", ") if entry)
    entries = ", ".join(f"{{on: 2018-{when}, amount: {amount}}}" for when, amount in each)
    said = f"title: A, target: {target}, log: [{{on: 2018-01-01, note: Met}}, {entries}]"
    found = on(tmp_path, day, f"id: a, {said}", f"id: b, {said}, repeats: quarterly", head=YEAR)
    assert [str(standing.logged) for standing in found.standings] == [total, total]
    assert " ".join(str(time.logged) for time in found.standings[1].times) == quarters


def test_what_needs_somebody_is_in_order(tmp_path: Path) -> None:
    found = on(
        tmp_path,
        "2018-04-05",
        "id: a, title: A, due: by 30 April 2018",
        "id: b, title: B, due: by 20 April 2018, status: blocked",
        "id: c, title: C, due: by March 2018",
        "id: d, title: D, due: by 10 April 2018",
        "id: e, title: E, due: by January 2018",
        "id: f, title: F, status: blocked",
        "id: g, title: G, due: by 2019",
    )
    assert [one.promise.id for one in found.attention] == ["e", "c", "b", "f", "d", "a"]
    march = Window(date(2018, 3, 1), date(2018, 3, 31))
    before = Window(date(2018, 1, 1), date(2018, 3, 30))
    for period, late in ((march, ["c"]), (before, ["e"])):
        assert [o.promise.id for o in found.overdue_in("then", period, alone=True).listed] == late
        every = found.overdue_in("then", period, alone=False)
        assert [o.promise.id for o in every.listed] == ["e", "c"]
        assert every.period == period


DUE = [
    # what is promised; on 10 May 2018, of the second quarter: how many are listed, what is left
    # out, and how many are listed with `everything`, and with `earlier`
    ("due: by 31 March 2018", 0, "overdue", 0, 1),
    ("due: by 1 April 2018", 1, "", 1, 1),
    ("due: by 30 June 2018", 1, "", 1, 1),
    ("due: by 1 July 2018", 0, "", 0, 0),
    ("due: by May 2018, done: 2018-05-10", 0, "done", 1, 0),
    ("due: by May 2018, done: 2018-05-11", 1, "", 1, 1),
    ("due: by May 2018, status: deferred", 0, "deferred", 1, 0),
    ("due: by 10 April 2018, status: dropped", 1, "", 1, 1),
    ("due: by March 2018, status: dropped", 0, "missed", 0, 0),
    ("due: by March 2018, status: dropped, log: [{on: 2018-03-01, status: dropped}]", 0, "", 0, 0),
    ("due: by March 2018, done: 2018-04-01", 0, "", 0, 0),
    ("due: in 2018", 0, "under_way", 0, 0),
    ("due: in 2018, status: dropped", 0, "", 0, 0),
    ("due: in 2018, done: 2018-02-01", 0, "", 0, 0),
    ("due: by 2019", 0, "", 0, 0),
    ("due: by 2019, status: active", 0, "under_way", 0, 0),
    ("due: by 2019, status: blocked", 0, "", 0, 0),
    ("status: active", 0, "under_way", 0, 0),
    ("due: ongoing", 0, "", 0, 0),
    ("due: soon", 0, "unreadable", 0, 0),
    ("due: soon, status: active", 0, "under_way unreadable", 0, 0),
    ("due: soon, status: dropped", 0, "", 0, 0),
    ("due: soon, done: 2018-01-01", 0, "", 0, 0),
    ("starts: May 2018", 0, "under_way", 0, 0),
    ("starts: July 2018", 0, "", 0, 0),
    ("starts: May 2018, due: by 2019", 0, "under_way", 0, 0),
    ("starts: July 2018, due: by 2019", 0, "", 0, 0),
    ("due: begin by May 2018", 1, "", 1, 1),
    ("due: begin by May 2018, status: active", 0, "begun", 1, 0),
    ("due: in 2018, repeats: monthly", 3, "overdue", 3, 6),
    ("repeats: each July", 0, "", 0, 0),
]


@pytest.mark.parametrize(("said", "count", "left", "everything", "earlier"), DUE)
def test_what_is_due_in_a_quarter(
    tmp_path: Path, said: str, count: int, left: str, everything: int, earlier: int
) -> None:
    head = "period: 2018 to 2019\nadopted: 2018-01-01"
    found = on(tmp_path, "2018-05-10", f"id: a, title: A, {said}", head=head)
    quarter = Window(date(2018, 4, 1), date(2018, 6, 30))
    due = found.due("2018Q2", quarter)
    out = due.left_out._asdict()
    assert (len(due.listed), {key: n for key, n in out.items() if n}) == (
        count,
        dict.fromkeys(left.split(), 1),
    )
    assert len(found.due("2018Q2", quarter, everything=True).listed) == everything
    late = found.due("2018Q2", quarter, earlier=True)
    assert len(late.listed) == earlier
    assert late.left_out == due.left_out._replace(
        overdue=0 if earlier > count else due.left_out.overdue
    )
    assert found.all.unreadable == out["unreadable"]


def test_a_name_is_told_apart_where_it_could_be_several(tmp_path: Path) -> None:
    """By its plan, and where an id stands twice in one, by its line."""
    text = "title: Work\nobjectives:\n  - id: o\n    title: Aim\n    milestones:\n"
    twice = text + "      - {id: vote, title: Vote}\n" * 2
    for folder, milestones in (
        ("town", twice),
        ("city", f"{text}      - {{id: vote, title: V}}\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.yaml").write_text(f"title: A\nid: {folder}\n", "utf-8")
        (tmp_path / folder / "work.yaml").write_text(milestones, "utf-8")
    both = [f"town/vote (town/work.yaml:{line})" for line in (6, 7)]
    city, town = (welcomeplan.load(tmp_path / folder).plans for folder in ("city", "town"))
    plans = welcomeplan.load(tmp_path).plans
    assert find(plans, "city/vote").plan.id == "city"
    assert find(city, "vote").title == "V"
    for found, name, candidates in (
        (plans, "vote", ["city/vote", *both]),
        (plans, "town/vote", both),
        (plans, "work", ["city/work", "town/work"]),
        (town, "vote", [f"vote (work.yaml:{line})" for line in (6, 7)]),
    ):
        with pytest.raises(UserError) as error:
            find(found, name)
        count = f"`{name}` could be any of {len(candidates)}"
        assert error.value.message == count
        assert [one for one, _ in error.value.candidates] == candidates


def test_a_whole_id_is_asked_for_where_the_name_is_an_organization(tmp_path: Path) -> None:
    plan = promises(tmp_path, "id: marc-report, title: A", "id: kcpd, title: B")
    assert find([plan], "kcpd").title == "B"
    with pytest.raises(UserError, match="no part of the plan has the id `marc`"):
        find([plan], "marc")
    with pytest.raises(TypeError, match="objective o is no milestone"):
        _ = find([plan], "o").milestone


STRETCHES = [
    # what is promised, by which head; the first and the last day in which it repeats, its times
    ("repeats: yearly", "", None, None, 0),
    ("repeats: yearly", "period: 2018 to 2019", "2018-01-01", "2019-12-31", 2),
    ("repeats: yearly", "period: 2018 to 2019\nadopted: 2018-03-01", "2019-01-01", "2019-12-31", 1),
    ("repeats: yearly", "period: 2018 to 2019\nadopted: 2017-03-01", "2018-01-01", "2019-12-31", 2),
    ("repeats: yearly", "adopted: 2017-03-01", "2018-01-01", None, 1),
    ("repeats: yearly, due: in 2018", "period: 2015 to 2019", "2018-01-01", "2018-12-31", 1),
    ("repeats: yearly, starts: 2017", "period: 2015 to 2019", "2017-01-01", "2019-12-31", 3),
    ("repeats: yearly, starts: 2017, due: in 2018", "", "2017-01-01", "2018-12-31", 2),
    ("repeats: daily, starts: 2010", "period: 2010 to 2019", "2010-01-01", "2019-12-31", 0),
    ("repeats: yearly, starts: 2019, due: in 2018", "", "2019-01-01", "2018-12-31", 0),
    ("due: in 2018", "period: 2015 to 2019", "2018-01-01", "2018-12-31", 0),
]


@pytest.mark.parametrize(("said", "head", "first", "last", "times"), STRETCHES)
def test_when_what_repeats_begins_and_ends(
    tmp_path: Path, said: str, head: str, first: str | None, last: str | None, times: int
) -> None:
    (place,) = promises(tmp_path, f"id: a, title: A, {said}", head=head).milestones
    assert [day and day.isoformat() for day in place.stretch] == [first, last]
    assert len(place.times(date(2018, 6, 1))) == times


def test_what_is_listed_is_not_under_way_besides(tmp_path: Path) -> None:
    """A period that cuts through a time of what repeats: it is listed by the one that ends."""
    found = on(tmp_path, "2018-07-10", "id: a, title: A, repeats: quarterly", head=YEAR)
    due = found.due("then", Window(date(2018, 4, 15), date(2018, 7, 15)))
    assert [one.period for one in due.listed] == ["2018Q2"]
    assert (due.left_out.under_way, due.left_out.overdue) == (0, 1)
    later = found.due("then", Window(date(2018, 7, 5), date(2018, 7, 15)))
    assert (later.listed, later.left_out.under_way, later.left_out.overdue) == ((), 1, 1)


def test_what_is_written_in_the_same_words_is_read_by_the_place_of_each(tmp_path: Path) -> None:
    """Deadlines of the same words are one: the year above each still counts."""
    plan = plan_of(
        tmp_path,
        """\
        title: Work
        objectives:
          - {id: o, title: Aim, year: 2017, milestones: [{id: a, title: A, due: by March}]}
          - {id: p, title: End, year: 2018, milestones: [{id: b, title: B, due: by March}]}
        """,
    )
    first, second = plan.milestones
    assert first.milestone.due == second.milestone.due
    days = [one.due.due_by for one in (first, second) if isinstance(one.due, Deadline)]
    assert days == [date(2017, 3, 31), date(2018, 3, 31)]


def test_what_is_wrong_in_the_same_words_is_told_at_each_place(tmp_path: Path) -> None:
    """What can't be read is kept for nobody: each is a fault of its own."""
    lines = [
        f"      - {{id: m{at}, title: T, owner: {owner}, partners: [{owner}], due: {due}}}\n"
        for at, (owner, due) in enumerate((("Big Bus", '" "'),) * 2 + (("marc", "2018"),) * 2)
    ]
    head = "title: Work\nobjectives:\n  - id: o\n    title: Aim\n    milestones:\n"
    (tmp_path / "plan.yaml").write_text("title: A\nid: town\norganizations: {marc: M}\n", "utf-8")
    (tmp_path / "work.yaml").write_text(head + "".join(lines), "utf-8")
    found = welcomeplan.load(tmp_path)
    told = [(one.line, one.message) for one in found.report.diagnostics]
    wrong = "`Big Bus` is not the id of an organization"
    each = [f"`org`: {wrong}", f"`owner`: {wrong}", "`words`: an empty text"]
    assert sorted(told) == [(at, one) for at in (6, 7) for one in each]
    assert [place.id for place in found.plans[0].milestones] == ["m2", "m3"]
