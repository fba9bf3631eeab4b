"""No edit weakens a promise unseen: each way to do it, and what `validate --since` says of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli
from welcomeplan.rules import check
from welcomeplan.rules.change import Edit, check_changes
from welcomeplan.versions import MOVES, ChangeKind, compare

from .test_diff import parsed

if TYPE_CHECKING:
    from pathlib import Path

MOVED = MOVES | {ChangeKind.MORE}
TODAY = date(2018, 7, 15)
HEAD = """\
id: town
title: A welcoming town
adopted: 2017-09-05
period: 2018 to 2019
vision: A town where all are valued.
goal: Newcomers settle well.
organizations:
  marc: Mid-America Regional Council
  jvs: Jewish Vocational Service
  kcpd: City Police
"""
PLAN = """\
title: Safe neighbourhoods
objectives:
  - id: trust
    title: Build trust with the police
    text: The police and newcomers shall trust each other.
    indicators:
      - id: calls
        title: Calls with an interpreter
        unit: calls
        baseline: 120
        target: 500
        due: by the end of 2019
        readings:
          - on: 2018-01-31
            value: 130
          - on: 2018-06-30
            value: 160
    actions:
      - id: outreach
        title: Meet newcomers where they are
        text: Officers will meet newcomers in their own places.
        lead: marc
        partners: [kcpd]
        milestones:
          - id: walk
            title: Walk through each neighbourhood
            due: by March 2019
      - id: classes
        title: Teach officers
        lead: jvs
    milestones:
      - id: kickoff
        title: Hold the kickoff
        due: by February 2018
        owner: marc
        done: 2018-02-10
      - id: report
        title: Report on the kickoff
        due: 400 days after kickoff
        owner: marc
      - id: training
        title: Train officers in 2018
        due: by May 2018
        owner: marc
        partners: [jvs, {org: kcpd, role: rooms}]
        target: at least 20 trainings
        done: 2018-06-20
        log:
          - on: 2018-06-20
            amount: 20
        evidence: [list.pdf, photos.pdf]
      - id: news
        title: Send a newsletter
        starts: October 2018
        due: by the end of 2019
        repeats: quarterly
        owner: marc
      - id: survey
        title: Survey 500 residents
        text: The council shall survey at least 500 residents.
        due: by June 2019
        owner: marc
        after: [kickoff]
      - id: open
        title: Books are lent for free
        due: ongoing
        owner: marc
      - id: late
        title: Hire an interpreter
        due: by April 2018
        owner: marc
"""
WALK = """\
          - id: walk
            title: Walk through each neighbourhood
            due: by March 2019
"""
NOTE = "        log:\n          - on: 2018-07-10\n            note: The council decided so\n"

Case = tuple[str, str, str, set[str]]
WEAKER: list[Case] = [
    # done
    (
        "late becomes on time",
        "2018-06-20\n        log",
        "2018-05-20\n        log",
        {"corrected-done"},
    ),
    ("less late", "2018-06-20\n        log", "2018-06-01\n        log", {"corrected-done"}),
    (
        "late becomes a year",
        "2018-06-20\n        log",
        "2018\n        log",
        {"corrected-done", "hidden-miss"},
    ),
    (
        "overdue becomes done on a day that nobody knows",
        "due: by April 2018\n",
        "due: by April 2018\n        done: yes\n",
        {"corrected-done"},
    ),
    (
        "overdue becomes done in a year",
        "due: by April 2018\n",
        "due: by April 2018\n        done: 2018\n",
        {"corrected-done"},
    ),
    (
        "what others count from",
        "done: 2018-02-10",
        "done: 2018-02-27",
        {"unexplained-move"},
    ),
    (
        "what others count from, on a day that nobody knows",
        "done: 2018-02-10",
        "done: yes",
        {"unexplained-move"},
    ),
    # target
    ("a target lowered", "least 20 trainings", "least 2 trainings", {"unexplained-target"}),
    ("a target deleted", "        target: at least 20 trainings\n", "", {"unexplained-target"}),
    ("of another unit", "20 trainings", "20 officers", {"unexplained-target"}),
    ("up to", "at least 20", "up to 20", {"unexplained-target"}),
    # times
    ("times cut off", "starts: October 2018", "starts: July 2019", {"unexplained-move"}),
    (
        "fewer times",
        "repeats: quarterly",
        "repeats: yearly",
        {"unexplained-move", "unrecorded-setback"},
    ),
    (
        "an earlier end",
        "starts: October 2018\n        due: by the end of 2019",
        "starts: October 2018\n        due: by the end of 2018",
        {"unexplained-move", "unrecorded-setback"},
    ),
    (
        "once",
        "        repeats: quarterly\n",
        "",
        {"unexplained-move", "unrecorded-setback"},
    ),
    # what it waits for
    ("it waits for more", "after: [kickoff]", "after: [kickoff, late]", {"unexplained-move"}),
    # who
    (
        "the lead of an action",
        "lead: marc",
        "lead: jvs",
        {"unrecorded-change"},
    ),
    (
        "an owner",
        "2019\n        owner: marc\n        after",
        "2019\n        owner: jvs\n        after",
        {"unrecorded-change"},
    ),
    ("a partner is gone", "[jvs, {org: kcpd, role: rooms}]", "[jvs]", {"lost-partner"}),
    ("a partner does less", "role: rooms", "role: advice", {"lost-partner"}),
    ("an action's partner is gone", "        partners: [kcpd]\n", "", {"lost-partner"}),
    (
        "a condition",
        "due: by June 2019",
        "due: by June 2019, if funding allows",
        {"unexplained-move", "unrecorded-setback"},
    ),
    (
        "about then",
        "due: by June 2019",
        "due: by about June 2019",
        {"unexplained-move", "unrecorded-setback"},
    ),
    (
        "a condition on what repeats",
        "2019\n        repeats: quarterly",
        "2019, subject to funding\n        repeats: quarterly",
        {"unexplained-move", "unrecorded-setback"},
    ),
    (
        "how often, if",
        "repeats: quarterly",
        "repeats: each quarter, if funded",
        {"unexplained-move"},
    ),
    (
        "the lead of an action without promises",
        "Teach officers\n        lead: jvs",
        "Teach officers\n        lead: kcpd",
        {"lost-partner"},
    ),
    # wording
    ("the adopted wording", "survey at least 500", "survey about 50", {"changed-wording"}),
    ("the adopted wording of an action", "will meet", "may meet", {"changed-wording"}),
    ("the adopted wording of an objective", "shall trust", "should trust", {"changed-wording"}),
    (
        "a title that is all there is",
        "Train officers in 2018",
        "Train some officers",
        {"changed-wording"},
    ),
    ("the title of an action alone", "Teach officers", "Inform officers", {"changed-wording"}),
    ("the title of a strategy", "Safe neighbourhoods", "Neighbourhoods", {"changed-wording"}),
    ("the title of an indicator", "Calls with an interpreter", "Calls", {"changed-wording"}),
    # parts
    (
        "an action is gone",
        "      - id: classes\n        title: Teach officers\n        lead: jvs\n",
        "",
        {"removed-part"},
    ),
    (
        "an indicator is gone",
        PLAN[PLAN.index("    indicators:") : PLAN.index("    actions:")],
        "",
        {"removed-promise"},
    ),
    # indicators
    ("a lower aim", "target: 500", "target: 200", {"changed-indicator"}),
    ("no aim", "        target: 500\n", "", {"changed-indicator"}),
    ("a lower beginning", "baseline: 120", "baseline: 20", {"changed-indicator"}),
    ("no beginning", "        baseline: 120\n", "", {"changed-indicator"}),
    ("another unit", "unit: calls", "unit: letters", {"changed-indicator"}),
    (
        "more time",
        "target: 500\n        due: by the end of 2019",
        "target: 500\n        due: by the end of 2021",
        {"unexplained-move", "unrecorded-setback"},
    ),
    ("another reading", "value: 160", "value: 460", {"rewritten-log"}),
    (
        "a reading is gone",
        "          - on: 2018-06-30\n            value: 160\n",
        "",
        {"rewritten-log"},
    ),
    (
        "a first baseline",
        "        baseline: 120\n        target: 500\n",
        "        target: 500\n",
        {"changed-indicator"},
    ),
    # words with their day
    (
        "empty words with the same day",
        "due: by June 2019",
        "due: {words: we hope to begin, by: 2019-06-30}",
        {"changed-wording"},
    ),
    (
        "what had no end",
        "due: ongoing",
        "due: through March 2019",
        {"unexplained-move", "unrecorded-setback"},
    ),
    (
        "what had no end, to begin",
        "due: ongoing",
        "due: beginning in 2019",
        {"unexplained-move", "unrecorded-setback"},
    ),
    (
        "a text that is another than the title was",
        "title: Hold the kickoff\n",
        "title: Hold the kickoff\n        text: A kickoff may be held\n",
        {"changed-wording"},
    ),
    # the record
    (
        "what was never done is taken back",
        "due: by April 2018\n        owner: marc\n",
        "due: by April 2018\n        owner: marc\n"
        "        log: [{on: 2018-07-10, was_done: 2018-04-01, note: x}]\n",
        {"false-record"},
    ),
    (
        "a reason that is only progress",
        "        target: at least 20 trainings\n        done: 2018-06-20\n        log:\n",
        "        target: at least 2 trainings\n        done: 2018-06-20\n        log:\n"
        "          - {on: 2018-07-10, amount: 1, note: One more}\n",
        {"unexplained-target"},
    ),
    # what proves it
    ("evidence is gone", "[list.pdf, photos.pdf]", "[list.pdf]", {"removed-evidence"}),
    (
        "all evidence is gone",
        "        evidence: [list.pdf, photos.pdf]\n",
        "",
        {"removed-evidence"},
    ),
    ("a log entry", "amount: 20", "amount: 25", {"rewritten-log"}),
]
OF_HEAD: list[Case] = [
    ("the vision", "all are valued", "many are valued", {"changed-wording"}),
    ("the goal", "goal: Newcomers settle well.\n", "", {"changed-wording"}),
    ("the plan's title", "A welcoming town", "A town", {"changed-wording"}),
    ("an organization's name", "City Police", "Friends of the Police", {"changed-wording"}),
    ("the end", "2018 to 2019", "2018 to 2021", {"changed-wording"}),
]
INNOCENT: list[tuple[str, str, str]] = [
    (
        "a target lowered, and why",
        "        target: at least 20 trainings\n        done: 2018-06-20\n        log:\n",
        "        target: 10 trainings\n        done: 2018-06-20\n        log:\n"
        "          - on: 2018-07-10\n            note: Half the money\n",
    ),
    ("a target raised", "least 20 trainings", "least 30 trainings"),
    ("one partner more", "partners: [jvs, {", "partners: [marc, jvs, {"),
    ("one evidence more", "photos.pdf]", "photos.pdf, more.pdf]"),
    (
        "one reading more",
        "            value: 160\n",
        "            value: 160\n          - on: 2018-07-01\n            value: 150\n",
    ),
    (
        "readings in another order",
        PLAN[PLAN.index("          - on: 2018-01-31") : PLAN.index("    actions:")],
        "          - on: 2018-06-30\n            value: 160\n"
        "          - on: 2018-01-31\n            value: 130\n",
    ),
    (
        "a better title, and the old one as text",
        "title: Hold the kickoff\n",
        "title: The kickoff is held\n        text: Hold the kickoff\n",
    ),
    ("a role for a partner", "partners: [kcpd]", "partners: [{org: kcpd, role: rooms}]"),
    ("a title, where the text stays", "Survey 500 residents", "Ask residents"),
    ("a full stop", "Train officers in 2018", "Train officers in 2018."),
    (
        "done on time",
        "due: by June 2019\n        owner: marc\n",
        "due: by June 2019\n        owner: marc\n        done: 2018-07-01\n",
    ),
    ("done late", "due: by April 2018\n", "due: by April 2018\n        done: 2018-07-01\n"),
    ("later than was said", "2018-06-20\n        log", "2018-06-25\n        log"),
    (
        "more often, by an entry",
        "        repeats: quarterly\n        owner: marc\n",
        "        repeats: monthly\n        owner: marc\n" + NOTE,
    ),
    ("it waits for less", "        after: [kickoff]\n", ""),
    (
        "another lead, by entries",
        f"lead: marc\n        partners: [kcpd]\n        milestones:\n{WALK}",
        f"lead: jvs\n        partners: [kcpd]\n        milestones:\n{WALK}"
        "            log: [{on: 2018-07-10, was_owner: marc}]\n",
    ),
    ("a comment", "objectives:\n", "objectives: # adopted\n"),
]


def rules(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The names of the rules that an edit breaks, as of `TODAY`."""
    old, new = parsed(before), parsed(after)
    assert old
    assert new, "the edit can't be read"
    edit = Edit(compare(old, new), old, new, TODAY, date(2018, 7, 1))
    return {one.rule for one in check_changes(edit) if one.severity in ("error", "warning")}


def files(head: str = HEAD, plan: str = PLAN) -> dict[str, str]:
    return {"plan.yaml": head, "safe.yaml": plan}


def edited(text: str, before: str, after: str) -> str:
    assert text.count(before) == 1, before
    return text.replace(before, after)


@pytest.mark.parametrize(
    ("before", "after", "wanted"), [row[1:] for row in WEAKER], ids=[row[0] for row in WEAKER]
)
def test_what_weakens_a_promise_is_said(before: str, after: str, wanted: set[str]) -> None:
    assert rules(files(), files(plan=edited(PLAN, before, after))) == wanted


@pytest.mark.parametrize(
    ("before", "after", "wanted"), [row[1:] for row in OF_HEAD], ids=[row[0] for row in OF_HEAD]
)
def test_what_weakens_a_plan_is_said(before: str, after: str, wanted: set[str]) -> None:
    assert rules(files(), files(edited(HEAD, before, after))) == wanted


@pytest.mark.parametrize(
    ("before", "after"), [row[1:] for row in INNOCENT], ids=[row[0] for row in INNOCENT]
)
def test_innocent_edits_pass(before: str, after: str) -> None:
    assert rules(files(), files(plan=edited(PLAN, before, after))) == set()


SAID: list[tuple[str, str, list[str]]] = [
    (
        "2018-06-20\n        log",
        "2018-05-20\n        log",
        ["done corrected training: was 20 days late, now on time"],
    ),
    (
        "2018-06-20\n        log",
        "2018-06-25\n        log",
        ["done corrected training: was 20 days late, now 25 days late"],
    ),
    (
        "2018-06-20\n        log",
        "yes\n        log",
        ["done corrected training: was 20 days late, now unknown whether late"],
    ),
    (
        "done: 2018-02-10",
        "done: 2018-02-27",
        [
            "done corrected kickoff: on time, as before",
            "slipped report: 17 days later, by `done:` of `kickoff`",
        ],
    ),
    (
        "done: 2018-02-10",
        "done: yes",
        [
            "done corrected kickoff: was on time, now unknown whether late",
            "made vaguer report: `kickoff` is done on no day that is known",
        ],
    ),
    (
        "starts: October 2018",
        "starts: July 2019",
        ["promised less often news: 2 times, was 5, by `starts:`"],
    ),
    ("repeats: quarterly", "repeats: yearly", ["promised less often news: 2 times, was 5"]),
    ("repeats: quarterly", "repeats: monthly", ["promised more often news: 15 times, was 5"]),
    ("value: 160", "value: 460", ["readings rewritten calls: "]),
    (
        "            value: 160\n",
        "            value: 160\n          - on: 2018-07-01\n            value: 150\n",
        ["fell back calls: "],
    ),
    (
        "            value: 160\n",
        "            value: 160\n          - on: 2018-07-01\n            value: 170\n",
        ["progressed calls: "],
    ),
    (
        "        target: 500\n        due: by the end of 2019\n        readings:\n",
        "        target: 100\n        due: by the end of 2019\n        readings:\n",
        ["target lowered calls: "],
    ),
    ("due: by March 2019", "due: beginning in January 2019", ["made vaguer walk: "]),
]


@pytest.mark.parametrize(("before", "after", "wanted"), SAID)
def test_what_it_makes_of_a_promise_is_said(before: str, after: str, wanted: list[str]) -> None:
    old, new = parsed(files()), parsed(files(plan=edited(PLAN, before, after)))
    found = compare(old, new)
    assert [f"{one.kind} {one.id}: {one.said}" for one in found] == wanted


@pytest.mark.parametrize("repeats", ["", "        repeats: quarterly\n"])
@pytest.mark.parametrize(
    ("due", "moved"),
    [
        ("by March 2019", "by June 2019"),
        ("March 2019; June 2019", "June 2019; September 2019"),
        ("each March", "each June"),
        ("by the end of 2019", "by the end of 2018"),
        ("quarterly in 2019", "quarterly in 2020"),
        ("in 2019", "quarterly in 2019"),
        ("monthly in 2019", "quarterly in 2019"),
        ("in 2019", "TBD"),
    ],
)
def test_a_move_with_its_reason_is_never_called_unexplained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, due: str, moved: str, repeats: str
) -> None:
    """Whatever is moved by the command, with a note: its kind has the reason."""
    head = HEAD.replace("2018 to 2019", "2018 to 2021")
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(head)
    kept = PLAN[: PLAN.index("      - id: news")]
    text = f"{kept}      - id: a\n        title: A\n        due: {due}\n{repeats}"
    (folder / "safe.yaml").write_text(text)
    monkeypatch.setattr("welcomeplan.commands.looking.today", lambda *_: TODAY)
    command = ["reschedule", "a", moved, "--note", "The council votes later", "--dir", str(folder)]
    if cli.run(command) != 0:
        assert repeats, "only what repeats by a key of its own may be refused"
        return
    changed = parsed(files(head, text)), parsed(files(head, (folder / "safe.yaml").read_text()))
    found = compare(*changed)
    assert {one.kind for one in found} & MOVED
    assert {one.reason for one in found} == {"The council votes later"}
    edit = Edit(found, *changed, TODAY, date(2018, 7, 1))
    assert [one.message for one in check_changes(edit)] == []


ASIDE = [
    "status: dropped, log: [{on: 2018-01-01, note: Begun}, {on: 2018-07-10, status: dropped}]",
    "log: [{on: 2018-07-10, status: deferred, note: Why}, {on: 2018-07-11, status: dropped}]",
    "repeats: quarterly, log: [{on: 2018-07-10, status: dropped, period: 2018Q4}]",
    "status: deferred",
]


@pytest.mark.parametrize("told", ASIDE)
def test_nothing_is_set_aside_without_a_note_on_it(told: str) -> None:
    text = "title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n"
    text += f"      - {{id: a, title: A, {told}}}\n"
    found = [one.rule for one in check(parsed(files(plan=text)), TODAY)]
    assert found.count("unexplained-setback") == 1
    noted = text.replace("status: dropped}", "status: dropped, note: Why}")
    noted = noted.replace("period: 2018Q4}", "period: 2018Q4, note: Why}")
    said = "status: deferred, log: [{on: 2018-07-10, note: Why}]}"
    noted = noted.replace("status: deferred}", said)
    found = [one.rule for one in check(parsed(files(plan=noted)), TODAY)]
    assert "unexplained-setback" not in found


def test_each_move_has_its_own_reason() -> None:
    """What is said of one time is no reason for the whole, and the other way round."""
    entries = "log: [{on: 2018-07-10, was_due: each quarter of 2019, note: Two phases}]"
    text = "title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n"
    text += "      - {id: a, title: A, "
    old = f"{text}due: each quarter of 2019, target: 4 halls}}\n"
    time = "{on: 2018-07-11, period: 2019Q4, was_due: x, note: Hall booked}"
    new = f"{text}due: each quarter of 2020, target: 4 halls, {entries[:-1]}, {time}],"
    new += " occurrences: [{period: 2020Q4, due: by January 2021}]}\n"
    sides = parsed(files(plan=old)), parsed(files(plan=new))
    found = {one.before: one.reason for one in compare(*sides)}
    assert found["each quarter of 2019"] == "Two phases"
    lower = new.replace("4 halls", "2 halls")
    told = {one.kind: one.reason for one in compare(sides[0], parsed(files(plan=lower)))}
    assert told[ChangeKind.LOWERED] is None, "a reason for the move is none for the target"


def test_what_goes_with_what_holds_it_is_named() -> None:
    cut = PLAN[: PLAN.index("objectives:")] + "objectives: []\n"
    found = compare(parsed(files()), parsed(files(plan=cut)))
    gone = {f"{one.what} {one.id}" for one in found if one.kind is ChangeKind.REMOVED}
    assert {"objective trust", "action outreach", "indicator calls", "milestone walk"} <= gone
    assert "removed-part" in rules(files(), files(plan=cut))


def test_what_was_done_and_undone_in_one_edit_is_told() -> None:
    told = "log: [{on: 2018-07-10, status: dropped, note: No}, {on: 2018-07-11, status: planned}]"
    new = edited(PLAN, "due: by March 2019\n", f"due: by March 2019\n            {told}\n")
    (change,) = compare(parsed(files()), parsed(files(plan=new)))
    assert (change.kind, change.after) == (
        ChangeKind.NOTED,
        "2018-07-10: dropped No; 2018-07-11: planned",
    )


CUT: list[tuple[str, str, set[str]]] = [
    # what is said in July of a deadline of June, when the version before is of May
    ("", "owner: jvs, log: [{on: 2018-06-10, was_owner: marc}]", set()),
    (
        "",
        "owner: marc, status: deferred, log: [{on: 2018-06-10, status: deferred}]",
        {"hidden-miss"},
    ),
    (
        "",
        "owner: marc, log: [{on: 2018-06-10, status: deferred, note: x},"
        " {on: 2018-07-10, status: planned}]",
        set(),
    ),
    (
        "",
        "owner: marc, status: deferred, log: [{on: 2018-06-10, status: deferred, note: x}]",
        set(),
    ),
    (
        "status: dropped, log: [{on: 2018-07-01, status: dropped, note: x}]",
        "owner: marc, done: 2018-06-01, log: [{on: 2018-07-01, status: dropped, note: x}]",
        {"corrected-done"},
    ),
]


@pytest.mark.parametrize(("before", "after", "wanted"), CUT)
def test_what_is_decided_before_a_deadline_is_said_with_its_reason(
    before: str, after: str, wanted: set[str]
) -> None:
    def plan(more: str) -> str:
        keys = f"{{id: a, title: A, due: by June 2018, {more}}}"
        return f"title: S\nobjectives:\n  - id: o\n    title: O\n    milestones: [{keys}]\n"

    old, new = (
        parsed(files(plan=plan(one if "owner" in one else f"owner: marc, {one}")))
        for one in (before, after)
    )
    edit = Edit(compare(old, new), old, new, TODAY, date(2018, 5, 1))
    assert {one.rule for one in check_changes(edit)} == wanted


def test_a_calendar_can_not_make_an_end_a_beginning() -> None:
    heads = [f"{HEAD}calendar: {{words: {{Medium: {words}}}}}\n" for words in
             ("2019", "beginning in 2019")]  # fmt: skip
    text = edited(PLAN, "due: by June 2019", "due: Medium")
    assert rules(files(heads[0], text), files(heads[1], text)) == {"unexplained-move"}


def test_a_reading_is_not_of_a_day_to_come() -> None:
    text = edited(PLAN, "on: 2018-06-30", "on: 2018-09-30")
    assert "entry-in-future" in {one.rule for one in check(parsed(files(plan=text)), TODAY)}
