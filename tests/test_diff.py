"""What an edit means: tables of edits and kinds, a history in git, the rules of change."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welcomeplan import cli
from welcomeplan.answer import Canvas, Reworded
from welcomeplan.commands import looking
from welcomeplan.errors import UserError
from welcomeplan.formats import markdown
from welcomeplan.plan import PROMISED, Plan, Register, facts_on, judge, register
from welcomeplan.rules.change import CHANGE_RULES, Edit, check_changes
from welcomeplan.versions import (
    Change,
    ChangeKind,
    Commit,
    Event,
    Gaps,
    Kind,
    Ledger,
    Life,
    Unread,
    Version,
    compare,
    follow,
    silences,
    summary,
)
from welcomeplan.views.review import Side, review
from welcomeplan.workspace import Workspace, load, read

from .conftest import InMemory

TODAY = date(2018, 7, 15)
COMMITTED = date(2018, 4, 1)
"""The day of every commit."""

HEAD = """\
id: town
title: A plan for the town
adopted: 2017-09-05
period: 2017 to 2019
vision: A town where all are valued and included.
calendar:
  fiscal_year_starts: July
  quarters: calendar
organizations:
  marc: Mid-America Regional Council
  jvs: Jewish Vocational Service
  kcpd: City Police
"""
SAFETY = """\
title: Safe Communities
objectives:
  - id: trust
    title: Build trust between newcomers and the police
    actions:
      - id: outreach
        title: Conduct outreach to congregations
        lead: marc
      - id: classes
        title: Teach officers about newcomers
    milestones:
      - id: kickoff
        title: Hold a kickoff with all partners
        due: in fall 2017
        owner: marc
        status: active
      - id: handbook
        title: Publish a handbook for officers
        text: The council will publish a handbook for officers by mid-2018.
        for: outreach
        due: by mid-2018
        partners: [kcpd]
        target: 2 trainings
        log:
          - on: 2018-02-11
            amount: 1
            note: First training, 34 officers
      - id: survey
        title: Survey the newcomers of the town
        due: 15 June 2018
        owner: jvs
      - id: report
        title: Report what the survey found
        due: 30 days after survey
        owner: jvs
      - id: budget
        title: Find money in the budget for interpreters
        due: by the end of FY2018
        owner: marc
      - id: visits
        title: Visit each precinct
        repeats: quarterly
        starts: January 2018
        due: by the end of 2018
        owner: marc
  - id: access
    title: Open the city's services to all
    indicators:
      - id: calls
        title: Calls with an interpreter
        unit: calls
        target: 500
        due: by 2019
"""
EMPTY = """\
title: Civic Engagement
"""


def write(folder: Path, files: dict[str, str]) -> Workspace:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load(folder)


def edited(*edits: tuple[str, str], files: dict[str, str] | None = None) -> dict[str, str]:
    """The plan's files after some replacements, each of a text that stands once."""
    found = dict(files or {"plan.yaml": HEAD, "safety.yaml": SAFETY, "civic.yaml": EMPTY})
    for old, new in edits:
        names = [name for name, text in found.items() if old in text]
        assert len(names) == 1, f"{old!r} stands in {names}"
        assert found[names[0]].count(old) == 1, old
        found[names[0]] = found[names[0]].replace(old, new)
    return found


def changes(tmp_path: Path, old: dict[str, str], new: dict[str, str]) -> list[Change]:
    base, head = write(tmp_path / "old", old), write(tmp_path / "new", new)
    gaps = [Gaps.of(one.report.unread, one.report.unread_parts) for one in (base, head)]
    unread = Unread(*gaps)
    return list(compare(base.plans, head.plans, unread))


def said(change: Change) -> str:
    """`kind id days`; an id of something else than a milestone after what it is."""
    name = change.id if change.what == "milestone" else f"{change.what} {change.id}"
    return f"{change.kind} {name}" + ("" if change.days is None else f" {change.days:+}")


LOG = "        log:\n          - on: 2018-05-01\n            note: The council votes later\n"

TABLE: list[tuple[str, list[tuple[str, str]], list[str]]] = [
    ("nothing", [], []),
    (
        "comments, order of keys, quotes and wrapping",
        [
            (
                "title: Survey the newcomers of the town\n",
                "title: 'Survey the newcomers of the town' # ?\n",
            ),
            (
                "        text: The council will publish a handbook for officers by mid-2018.\n",
                "        text: >-\n          The council will publish\n          a handbook for"
                " officers by mid-2018.\n",
            ),
            ("due: 15 June 2018\n        owner: jvs\n", "owner: jvs\n        due: 15 June 2018\n"),
            ("due: by the end of FY2018\n", "due: {words: by the end of FY2018}\n"),
        ],
        [],
    ),
    (
        "completed on time",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-06-01\n")],
        ["completed survey -14"],
    ),
    (
        "completed in a month that is known alone: late or not, nobody knows",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-06\n")],
        ["completed survey"],
    ),
    (
        "completed, and nobody knows when",
        [("15 June 2018\n", "15 June 2018\n        done: yes\n")],
        ["completed survey"],
    ),
    (
        "completed late, in a month that is known alone",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-07\n")],
        ["completed survey +16"],
    ),
    (
        "completed, and no longer active",
        [("status: active", "done: 2017-12-01")],
        ["completed kickoff +1"],
    ),
    (
        "a deadline moved and completed",
        [("15 June 2018\n", "15 July 2018\n        done: 2018-07-01\n")],
        ["slipped survey +30", "completed survey -14"],
    ),
    (
        "slipped",
        [("by mid-2018\n        part", "by the end of 2018\n        part")],
        ["slipped handbook +184"],
    ),
    ("pulled forward", [("due: 15 June", "due: 1 June")], ["pulled forward survey -14"]),
    (
        "a day becomes a season",
        [("15 June 2018", "summer 2018")],
        ["slipped survey +77", "made vaguer survey"],
    ),
    (
        "a season becomes a day",
        [("in fall 2017", "30 November 2017")],
        ["made firmer kickoff"],
    ),
    ("a year loses nothing by another name", [("15 June 2018", "2018-06-15")], ["reworded survey"]),
    ("from a day to none", [("15 June 2018", "TBD")], ["made vaguer survey"]),
    ("a deadline is deleted", [("        due: 15 June 2018\n", "")], ["made vaguer survey"]),
    ("from a day to a wait", [("15 June 2018", "90 days after kickoff")], ["made vaguer survey"]),
    ("from a wait to a day", [("30 days after survey", "1 August 2018")], ["made firmer report"]),
    (
        "from finishing to beginning",
        [("in fall 2017", "beginning in fall 2017")],
        ["made vaguer kickoff"],
    ),
    ("a wait of ages", [("30 days after", "9999 years after")], ["made vaguer report"]),
    ("a longer wait", [("30 days after", "60 days after")], ["slipped report +30"]),
    (
        "what it waited for is done: no slip",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-06-10\n")],
        ["completed survey -5"],
    ),
    (
        "the wait and its end in one edit",
        [
            ("15 June 2018\n", "15 June 2018\n        done: 2018-06-10\n"),
            ("30 days after survey", "by 10 August 2018"),
        ],
        ["slipped report +31", "completed survey -5"],
    ),
    ("the words can't be read", [("15 June 2018", "as soon as possible")], ["made vaguer survey"]),
    (
        "words and a day",
        [("due: 15 June 2018", "due:\n          words: by the gala\n          by: 2018-06-20")],
        ["slipped survey +5"],
    ),
    (
        "how often",
        [("repeats: quarterly", "repeats: twice a year")],
        ["promised less often visits"],
    ),
    (
        "more often",
        [("repeats: quarterly", "repeats: monthly")],
        ["promised more often visits"],
    ),
    (
        "re-owned",
        [("June 2018\n        owner: jvs", "June 2018\n        owner: marc")],
        ["re-owned survey"],
    ),
    ("the lead of an action", [("lead: marc", "lead: jvs")], ["re-owned action outreach"]),
    ("partners", [("[kcpd]", "[jvs, kcpd]")], ["partners changed handbook"]),
    ("partners, in another order", [("[kcpd]", "[{org: kcpd}]")], []),
    ("reworded", [("Publish a handbook", "Print a handbook")], ["reworded handbook"]),
    (
        "the adopted text",
        [("text: The council will publish", "text: The council may publish")],
        ["reworded handbook"],
    ),
    (
        "to another action",
        [("for: outreach", "for: classes")],
        ["re-owned handbook", "moved handbook"],
    ),
    (
        "under its action instead of beside it",
        [
            (
                "        lead: marc\n      - id: classes",
                "        lead: marc\n        milestones:\n          - id: walk\n"
                "            title: Walk the streets\n            due: in 2018\n"
                "      - id: classes",
            )
        ],
        ["added walk"],
    ),
    (
        "to another file",
        [
            (
                "      - id: survey\n        title: Survey the newcomers of the town\n"
                "        due: 15 June 2018\n        owner: jvs\n",
                "",
            ),
            (
                EMPTY,
                EMPTY
                + "objectives:\n  - id: voice\n    title: Give newcomers a voice\n    milestones:\n"
                "      - id: survey\n        title: Survey the newcomers of the town\n"
                "        due: 15 June 2018\n        owner: jvs\n",
            ),
        ],
        ["added objective voice", "moved survey"],
    ),
    (
        "another id",
        [
            ("id: survey", "id: newcomer-survey"),
            ("days after survey", "days after newcomer-survey"),
        ],
        ["renamed id newcomer-survey"],
    ),
    (
        "another id and another day",
        [
            ("id: survey", "id: poll"),
            ("15 June 2018", "30 June 2018"),
            ("after survey", "after poll"),
        ],
        ["slipped poll +15", "renamed id poll"],
    ),
    (
        "an action's id",
        [("id: outreach", "id: reach"), ("for: outreach", "for: reach")],
        ["renamed id action reach"],
    ),
    (
        "an organization's id",
        [
            ("  marc: Mid", "  mid-america: Mid"),
            ("lead: marc", "lead: mid-america"),
            ("2017\n        owner: marc", "2017\n        owner: mid-america"),
            ("FY2018\n        owner: marc", "FY2018\n        owner: mid-america"),
            ("of 2018\n        owner: marc", "of 2018\n        owner: mid-america"),
        ],
        ["renamed id organization mid-america"],
    ),
    (
        "one goes, another comes: not alike",
        [
            (
                "id: survey\n        title: Survey the newcomers of the town",
                "id: party\n        title: Throw a street party",
            ),
            ("30 days after survey", "30 days after kickoff"),
        ],
        ["removed survey", "added party", "changed report"],
    ),
    (
        "added",
        [
            (
                "      - id: budget",
                "      - id: vote\n        title: Bring it to a vote\n      - id: budget",
            )
        ],
        ["added vote"],
    ),
    (
        "removed with its objective",
        [(SAFETY[SAFETY.index("  - id: access") :], "")],
        ["removed indicator calls", "removed objective access"],
    ),
    ("dropped", [("June 2018\n", "June 2018\n        status: dropped\n")], ["dropped survey"]),
    ("deferred", [("June 2018\n", "June 2018\n        status: deferred\n")], ["deferred survey"]),
    ("blocked", [("status: active", "status: blocked")], ["blocked kickoff"]),
    ("started", [("June 2018\n", "June 2018\n        status: active\n")], ["started survey"]),
    ("target", [("target: 2 trainings", "target: 1 training")], ["target lowered handbook"]),
    ("more", [("target: 2 trainings", "target: 3 trainings")], ["target raised handbook"]),
    ("another", [("target: 2 trainings", "target: 9 hours")], ["target changed handbook"]),
    (
        "progressed",
        [("34 officers\n", "34 officers\n          - on: 2018-06-01\n            amount: 1\n")],
        ["progressed handbook"],
    ),
    (
        "a note alone",
        [
            (
                "34 officers\n",
                "34 officers\n          - on: 2018-06-01\n            note: More to come\n",
            )
        ],
        ["noted handbook"],
    ),
    ("a rewritten log", [("34 officers", "43 officers")], ["log rewritten handbook"]),
    (
        "a log that is gone",
        [(SAFETY[SAFETY.index("        log:") : SAFETY.index("      - id: survey")], "")],
        ["log rewritten handbook", "fell back handbook"],
    ),
    (
        "evidence",
        [("June 2018\n", "June 2018\n        evidence: [minutes.pdf]\n")],
        ["evidence added survey"],
    ),
    (
        "one time of what repeats",
        [
            (
                "2018\n        owner: marc\n  - id: access",
                "2018\n        owner: marc\n        occurrences:\n"
                "          - period: 2018Q1\n            done: 2018-04-02\n  - id: access",
            )
        ],
        ["completed visits +2"],
    ),
    (
        "one time of what repeats, and nobody knows when",
        [
            (
                "2018\n        owner: marc\n  - id: access",
                "2018\n        owner: marc\n        occurrences:\n"
                "          - period: 2018Q1\n            done: yes\n  - id: access",
            )
        ],
        ["completed visits"],
    ),
    ("an indicator", [("by 2019", "by 2020")], ["slipped indicator calls +366"]),
    (
        "a reading",
        [
            (
                "by 2019\n",
                "by 2019\n        readings:\n          - on: 2018-01-01\n            value: 20\n",
            )
        ],
        ["measured indicator calls"],
    ),
    (
        "the calendar",
        [("fiscal_year_starts: July", "fiscal_year_starts: October")],
        ["calendar changed plan town"],
    ),
    ("the vision", [("all are valued", "most are valued")], ["reworded plan town"]),
    (
        "the checks",
        [("period:", "checks:\n  renamed-id: off\nperiod:")],
        ["checks changed plan town"],
    ),
    ("an organization", [("City Police", "Police of the City")], ["reworded organization kcpd"]),
    ("a tag", [("June 2018\n", "June 2018\n        tags: [data]\n")], ["changed survey"]),
    ("a number", [("June 2018\n", "June 2018\n        number: 1.2\n")], ["changed survey"]),
    (
        "an excuse",
        [("June 2018\n", "June 2018\n        allow: [outside-period]\n")],
        ["excuses changed survey"],
    ),
    ("a key of one's own", [("June 2018\n", "June 2018\n        x-colour: red\n")], []),
]


@pytest.mark.parametrize(
    ("edits", "kinds"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_kinds(tmp_path: Path, edits: list[tuple[str, str]], kinds: list[str]) -> None:
    found = changes(tmp_path, edited(), edited(*edits))
    assert [said(change) for change in found] == kinds


def test_every_kind_is_tried() -> None:
    tried = " | ".join(kind for row in TABLE for kind in row[2])
    assert [
        k for k in ChangeKind if k not in tried and k not in " | ".join(BACKWARDS.values())
    ] == [ChangeKind.CORRECTED, ChangeKind.READINGS]  # tried in test_weakening


BACKWARDS = {
    "completed survey": "reopened survey",
    "dropped survey": "resumed survey",
    "added vote": "removed vote",
}


@pytest.mark.parametrize(
    ("edits", "kinds"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_backwards_there_are_changes_where_there_were_some(
    tmp_path: Path, edits: list[tuple[str, str]], kinds: list[str]
) -> None:
    found = [said(change) for change in changes(tmp_path, edited(*edits), edited())]
    assert bool(found) == bool(kinds)
    for kind in kinds:
        wanted = BACKWARDS.get(kind.rpartition(" ")[0], BACKWARDS.get(kind))
        assert wanted is None or wanted in found


# How exact a deadline is, by its words alone.
EXACT = [
    ("in 2018", "in 2019", 0),
    ("in 2018", "in 2018 and 2019", -1),
    ("by mid-2018", "in 2019", 0),
    ("by the end of 2017", "in 2018", 0),
    ("by 30 June 2018", "in 2019", -1),
    ("by 30 June 2018", "by the end of 2018", 0),
    ("by 30 June 2018", "by fall 2018", -1),
    ("by 31 December 2018", "in 2018", 0),
    ("31 December 2018", "in 2018", -1),
    ("Q1 2018", "spring 2018", 0),
    ("Q1 2018", "2018", -1),
    ("by Q1 2018", "2018", -1),
    ("in February 2018", "in March 2018", 0),
    ("by fall 2018", "fall 2019", 0),
    ("by mid-2018", "fall 2018", 0),
    ("TBD", "ongoing", 0),
    ("in 2018", "beginning in 2018", -1),
]


@pytest.mark.parametrize(("before", "after", "firmer"), EXACT)
def test_how_exact(tmp_path: Path, before: str, after: str, firmer: int) -> None:
    old, new = (edited(("15 June 2018", words)) for words in (before, after))
    found = {change.kind for change in changes(tmp_path, old, new)}
    assert (ChangeKind.FIRMER in found) - (ChangeKind.VAGUER in found) == firmer
    found = {change.kind for change in changes(tmp_path / "back", new, old)}
    assert (ChangeKind.FIRMER in found) - (ChangeKind.VAGUER in found) == -firmer
    assert found


def test_what_a_change_says(tmp_path: Path) -> None:
    moved = ("by mid-2018\n        part", "by the end of 2018\n        part")
    logged = (
        "34 officers\n",
        "34 officers\n          - on: 2018-05-01\n            note: Too few staff\n",
    )
    (slip,) = changes(tmp_path, edited(), edited(moved, logged))
    assert slip.kind is ChangeKind.SLIPPED
    assert (slip.plan, slip.what, slip.id, slip.key) == ("town", "milestone", "handbook", "due")
    assert (slip.before, slip.after, slip.days) == ("by mid-2018", "by the end of 2018", 184)
    assert (slip.reason, slip.noted_on) == ("Too few staff", date(2018, 5, 1))
    lines = edited(moved)["safety.yaml"].split("\n")
    assert slip.file == "safety.yaml"
    assert lines[slip.line - 1].strip() == "due: by the end of 2018"


def test_each_change_has_its_own_reason(tmp_path: Path) -> None:
    log = (
        "34 officers\n",
        "34 officers\n"
        "          - on: 2018-06-02\n            was_due: by mid-2018\n"
        "            note: Too few staff\n"
        "          - on: 2018-06-03\n            note: Printed in two languages\n",
    )
    done = ("by mid-2018\n        part", "in 2018\n        done: 2018-07-03\n        part")
    found = changes(tmp_path, edited(), edited(done, log))
    assert [(change.kind.value, change.reason) for change in found] == [
        ("slipped", "Too few staff"),
        ("completed", "Printed in two languages"),
    ]


def test_what_is_gone_is_looked_for_in_what_is_left(tmp_path: Path) -> None:
    survey = SAFETY[SAFETY.index("      - id: survey") : SAFETY.index("      - id: report")]
    new = edited((survey, ""), ("30 days after survey", "1 August 2018"))
    gone = next(c for c in changes(tmp_path, edited(), new) if c.kind is ChangeKind.REMOVED)
    assert gone.before == "15 June 2018"
    assert SAFETY.split("\n")[gone.line - 1] == "      - id: survey"
    assert gone.at.file == "safety.yaml"
    assert new["safety.yaml"].split("\n")[gone.at.lines[0] - 1] == "  - id: trust"


def test_a_file_that_is_gone_leaves_the_plan(tmp_path: Path) -> None:
    new = edited()
    del new["safety.yaml"]
    found = changes(tmp_path, edited(), new)
    assert [c.id for c in found if c.what == "milestone"] == [
        "kickoff", "handbook", "survey", "report", "budget", "visits",
    ]  # fmt: skip
    assert [c.id for c in found if c.what != "milestone"] == [
        "calls", "outreach", "classes", "trust", "access", "safety",
    ]  # fmt: skip
    assert {c.at.file for c in found} == {"plan.yaml"}


def test_a_file_by_another_name(tmp_path: Path) -> None:
    new = edited()
    new["security.yaml"] = new.pop("safety.yaml")
    found = changes(tmp_path, edited(), new)
    assert [said(change) for change in found] == ["renamed id strategy security"]


def test_a_plan_by_another_id_and_folder(tmp_path: Path) -> None:
    old = {f"one/{name}": text for name, text in edited().items()}
    new = {f"two/{name}": text for name, text in edited(("id: town", "id: city")).items()}
    assert [said(c) for c in changes(tmp_path, old, new)] == ["renamed id plan city"]


def test_a_calendar_says_what_it_moves(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, edited(), edited(("starts: July", "starts: October")))
    assert change.before == "fiscal_year_starts: July"
    assert change.after == "fiscal_year_starts: October"
    (shift,) = change.moved
    assert (shift.id, shift.before, shift.after, shift.days) == (
        "budget", date(2018, 6, 30), date(2018, 9, 30), 92,
    )  # fmt: skip
    assert HEAD.split("\n")[change.line - 1] == "  fiscal_year_starts: July"


@pytest.mark.parametrize("side", ["old", "new"])
def test_what_cannot_be_read_is_not_said_to_be_gone(tmp_path: Path, side: str) -> None:
    broken = edited(("title: Civic Engagement\n", "title: Voices\n"))
    broken["safety.yaml"] = "title: [\n"
    pair = (broken, edited()) if side == "old" else (edited(), broken)
    assert [said(change) for change in changes(tmp_path, *pair)] == ["reworded strategy civic"]


def test_a_plan_that_cannot_be_read_is_not_said_to_be_gone(tmp_path: Path) -> None:
    broken = edited()
    broken["plan.yaml"] = "title: [\n"
    assert changes(tmp_path, edited(), broken) == []
    assert changes(tmp_path / "again", broken, edited()) == []


def test_two_plans_that_have_nothing_in_common_take_no_minutes(tmp_path: Path) -> None:
    def plan(prefix: str) -> dict[str, str]:
        each = "".join(
            f"      - id: {prefix}-{n}\n        title: {prefix} number {n}\n" for n in range(1000)
        )
        text = f"title: All\nobjectives:\n  - id: all\n    title: All\n    milestones:\n{each}"
        return {"plan.yaml": HEAD, "all.yaml": text}

    found = changes(tmp_path, plan("old"), plan("new"))
    assert len(found) == 2000


def test_many_promises_of_one_title_take_no_minutes(tmp_path: Path) -> None:
    def plan(prefix: str, due: str) -> dict[str, str]:
        return small(*(M(f"{prefix}-{n}", "Report to the council", due) for n in range(1000)))

    found = changes(tmp_path, plan("old", "in 2018"), plan("new", "in 2019"))
    assert {said(change).split()[0] for change in found} == {"removed", "added"}
    assert len(found) == 2000


ALPHABET = " ".join("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("by mid-2018", "by fall 2018", "by ~~mid-2018~~ **fall 2018**"),
        ("Hold two trainings", "Hold trainings", "Hold ~~two~~ trainings"),
        ("Hold trainings", "Hold two trainings", "Hold **two** trainings"),
        ("a | b <b>", "a | c <b>", "a \\| ~~b~~ **c** \\<b\\>"),
        ("*a* x", "*a* y", "\\*a\\* ~~x~~ **y**"),
        (f"{ALPHABET} 1", f"{ALPHABET} 2", "… s t u v w x y z ~~1~~ **2**"),
    ],
)  # fmt: skip
def test_word_by_word(before: str, after: str, shown: str) -> None:
    assert markdown.cell_text(Reworded(before, after)) == shown


def test_hostile_rewording_is_bounded() -> None:
    old = " ".join("ab"[n % 2] for n in range(200_000))
    new = " ".join("ab"[n % 3 % 2] for n in range(200_000))
    assert len(markdown.cell_text(Reworded(old, new))) < 2000


# -- which part is an old one under another id: one answer, for `diff` and for `history`


class M:
    """A milestone of a small plan: id, title and deadline; any other key; the file it stands in."""

    def __init__(self, name: str, title: str, due: str = "", file: str = "one", **keys: Any):
        self.file = file
        lines = {"id": name, "title": title, "due": due, **keys}
        each = [f"        {key}: {value!r}\n" for key, value in lines.items() if value]
        self.text = "".join(each).replace("        id", "      - id", 1)


def small(*milestones: M) -> dict[str, str]:
    """The files of a plan that holds these."""
    files = {"plan.yaml": HEAD}
    for file in ("one", "two"):
        inside = "".join(one.text for one in milestones if one.file == file)
        held = f"    milestones:\n{inside}" if inside else ""
        files[f"{file}.yaml"] = (
            f"title: Strategy {file}\nobjectives:\n  - id: o-{file}\n    title: O {file}\n{held}"
        )
    return files


STAYS = M("budget", "Find money in the budget for interpreters", "by the end of FY2018")
ADOPTED = "The council will hold a meeting of partners, and publish what was said there."


def committed(each: Iterable[tuple[Plan, ...]]) -> list[Version]:
    """Plans as they would stand after commits of their own."""
    return [
        Version(Commit(f"{number:040}", date(2018, 1, 1), "Ana", "Update"), plans)
        for number, plans in enumerate(each)
    ]


TOLD = {
    ChangeKind.RENAMED: Kind.RENAMED,
    ChangeKind.REMOVED: Kind.REMOVED,
    ChangeKind.ADDED: Kind.PROMISED,
}


def told(ledger: Ledger, number: int = 1) -> set[tuple[str, str, str]]:
    """What a ledger says came, went or was renamed in a version: kind, and ids."""
    return {
        (event.kind, event.before if event.kind is Kind.RENAMED else "", name)
        for life in ledger.lives
        for event, name in named(life)
        if event.kind in TOLD.values() and int(event.commit.hash) == number
    }


def named(life: Life) -> Iterator[tuple[Event, str]]:
    """The events of a life, and the id that it had after each."""
    name = life.id
    for event in reversed(life.events):
        yield event, name
        name = event.before if event.kind is Kind.RENAMED else name


CALLS = ", 0 of 1 indicator reached"
"""What a sentence says of the one indicator of the plan."""


def told_by(found: Iterable[Change]) -> set[tuple[str, str, str]]:
    """As `told`, by a diff."""
    return {
        (TOLD[change.kind], change.before or "" if change.kind is ChangeKind.RENAMED else "",
         change.id)
        for change in found
        if change.kind in TOLD and change.what in PROMISED
    }  # fmt: skip


# Ids, titles and deadlines that are alike in many ways, for plans at random.
IDS = ("survey", "poll", "new-survey", "north", "south", "training-2018", "training-2019", "tbd")
TITLES = (
    *("Survey the newcomers of the town", "Poll the newcomers of the town", "TBD"),
    *("Train officers in the northern district", "Train officers in the southern district"),
    *("Hold 2 trainings", "Hold 3 trainings", "Hold two trainings"),
)
ANY = st.builds(
    M,
    st.sampled_from(IDS),
    st.sampled_from(TITLES),
    st.sampled_from(["in 2018", "in 2019", "by mid-2018", ""]),
    st.sampled_from(["one", "two"]),
    text=st.sampled_from(["", ADOPTED, "As adopted by the board of the town in 2017."]),
    done=st.sampled_from(["", "", "2018-01-01"]),
)


@settings(max_examples=30)
@given(st.lists(st.lists(ANY, max_size=5, unique_by=lambda m: m.text.split("\n")[0]), max_size=4))
def test_diff_and_ledger_agree(steps: list[list[M]]) -> None:
    """On what was renamed, removed and added, from each version of a plan to the next."""
    plans = [parsed(small(STAYS, *step)) for step in steps]
    ledger = follow(committed(plans))
    known: set[str] = set()
    for number, (old, new) in enumerate(pairwise(plans), 1):
        known |= set(old[0].promised)
        # An id that the ledger knows from before is that promise come back: two versions can't
        # tell. Such a step is left out.
        if not (new[0].promised.keys() & (known - old[0].promised.keys())):
            assert told(ledger, number) == told_by(compare(old, new))


def parsed(files: dict[str, str]) -> tuple[Plan, ...]:
    return read(Path("plan"), InMemory(files)).plans


EDITS = [edit for _, edits, _ in TABLE for edit in edits if edit[0] in SAFETY]


@settings(max_examples=30)
@given(
    st.lists(
        # The same one twice would give an id twice, which two readers may read as two plans.
        st.lists(st.sampled_from(EDITS), max_size=3, unique_by=tuple),
        min_size=2,
        max_size=5,
    )
)
def test_diff_and_ledger_agree_on_the_edits_of_the_table(steps: list[list[Any]]) -> None:
    """Each version of the plan has some of them."""
    plans = []
    for edits in steps:
        text = SAFETY
        for before, after in edits:
            text = text.replace(before, after, 1)
        plans.append(parsed({"plan.yaml": HEAD, "safety.yaml": text, "civic.yaml": EMPTY}))
    ledger = follow(committed(plans))
    known: set[str] = set()
    for number, (old, new) in enumerate(pairwise(plans), 1):
        if not old or not new or not all(plan.complete for plan in (*old, *new)):
            return
        known |= set(old[0].promised)
        if not (new[0].promised.keys() & (known - old[0].promised.keys())):
            found = compare(old, new)
            assert told(ledger, number) == told_by(found)
            assert moved_in(ledger, number) == moved_by(found)


def moved_in(ledger: Ledger, number: int = 1) -> dict[str, int]:
    """By how many days a ledger says that deadlines moved in a version, by id."""
    return {
        name: event.days
        for life in ledger.lives
        for event, name in named(life)
        if event.kind is Kind.MOVED and event.days and int(event.commit.hash) == number
    }


def moved_by(found: Iterable[Change]) -> dict[str, int]:
    """As `moved_in`, by a diff, the deadlines that a calendar moved among them."""
    moves = {
        change.id: change.days
        for change in found
        if change.kind in (ChangeKind.SLIPPED, ChangeKind.PULLED_FORWARD)
        and change.what in PROMISED
        and change.days
        and change.key != "done"  # what another moves with it, history tells of that one
    }
    return moves | {s.id: s.days for change in found for s in change.moved if s.days}


DONE = ("15 June 2018\n", "15 June 2018\n        done: 2018-06-01\n")
MOVED: list[tuple[str, list[tuple[str, str]], dict[str, int]]] = [
    ("a day", [("15 June 2018", "1 July 2018")], {"survey": 16}),
    ("a season", [("in fall 2017", "in winter 2018")], {"kickoff": 455}),
    ("a day and a season", [("15 June 2018", "in fall 2018")], {"survey": 168}),
    ("sooner", [("15 June 2018", "in spring 2018")], {"survey": -15}),
    ("a longer wait", [("30 days after", "60 days after")], {"report": 30}),
    (
        "a longer wait for what is done",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-06-10\n"), ("30 days", "60 days")],
        {"report": 30},
    ),
    (
        "a wait becomes a day",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-06-10\n"),
         ("30 days after survey", "by 10 August 2018")],
        {"report": 31},
    ),
    ("a wait for something else", [("30 days after survey", "30 days after kickoff")], {}),
    (
        "a wait for one by another id",
        [("id: survey", "id: poll"), ("after survey", "after poll")],
        {},
    ),
    (
        "what it waits for is done",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-06-10\n")],
        {},
    ),
    (
        "what it waits for is done, and nobody knows when",
        [("15 June 2018\n", "15 June 2018\n        done: yes\n"), ("30 days", "60 days")],
        {"report": 30},
    ),
    ("to begin by", [("in fall 2017", "beginning in winter 2018")], {"kickoff": 455}),
    (
        "what repeats",
        [("starts: January 2018\n        due: by the end of 2018",
          "starts: January 2018\n        due: by the end of 2019")],
        {},
    ),
    ("a rhythm", [("15 June 2018", "quarterly in 2018")], {}),
    ("the calendar", [("starts: July", "starts: October")], {"budget": 92}),
    ("the calendar and the words", [("starts: July", "starts: October"), ("FY2018", "FY2019")],
     {"budget": 457}),
    ("the same words in another year",
     [("due: in fall 2017", "due: in fall"),
      ("title: Build trust", "year: 2019\n    title: Build trust")],
     {"kickoff": 730}),
    ("a day in other words", [("15 June 2018", "2018-06-15")], {}),
    ("a day is taken away", [("15 June 2018", "TBD")], {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edits", "days"), [row[1:] for row in MOVED], ids=[row[0] for row in MOVED]
)
def test_diff_and_ledger_say_one_number_of_days(
    edits: list[tuple[str, str]], days: dict[str, int]
) -> None:
    pair = [parsed(edited()), parsed(edited(*edits))]
    assert moved_by(compare(pair[0], pair[1])) == days
    assert moved_in(follow(committed(pair))) == days


@pytest.mark.parametrize(
    ("before", "after", "was_due"),
    [
        # What it waited for was done before the edit, or in the edit, or is not done at all.
        ([DONE], [DONE, ("30 days after survey", "by 10 August 2018")], date(2018, 7, 1)),
        ([], [DONE, ("30 days after survey", "by 10 August 2018")], None),
        ([], [("30 days after survey", "60 days after survey")], None),
        ([], [("30 days after survey", "by 10 August 2018")], None),
    ],
)
def test_what_was_due_before_a_move(
    before: list[tuple[str, str]], after: list[tuple[str, str]], was_due: date | None
) -> None:
    found = compare(parsed(edited(*before)), parsed(edited(*after)))
    assert {c.was_due for c in found if c.id == "report" and c.key == "due"} == {was_due}


def test_a_name_that_is_new_in_one_plan_is_not_in_another() -> None:
    city = ("id: town", "id: city")
    old = parsed(edited()) + parsed(edited(city))
    waits = ("30 days after survey", "60 days after survey")
    renamed = [("id: survey", "id: poll"), ("30 days after survey", "60 days after poll")]
    new = parsed(edited(*renamed)) + parsed(edited(city, waits))
    slips = [(c.plan, c.id, c.days) for c in compare(old, new) if c.kind is ChangeKind.SLIPPED]
    assert slips == [("town", "report", 30), ("city", "report", 30)]
    ledger = follow(committed([old, new]))
    for plan, name, days in slips:
        assert [move.days for move in ledger.find(f"{plan}/{name}").moves] == [days]
    assert told(ledger) == {(Kind.RENAMED, "survey", "poll")}


LATE: list[tuple[str, str, str, int | None]] = [
    ("a day", "15 June 2018", "2018-06-20", 5),
    ("in time", "15 June 2018", "2018-06-10", -5),
    ("a month that tells", "15 June 2018", "2018-07", 16),
    ("a month that is in time", "15 June 2018", "2018-05", -15),
    ("a month that does not tell", "15 June 2018", "2018-06", None),
    ("a year that does not tell", "15 June 2018", "2018", None),
    ("no day at all", "15 June 2018", "yes", None),
    ("to begin by, and nothing tells when", "beginning in spring 2018", "2018-06-10", None),
    ("to begin by, in time", "beginning in spring 2018", "2018-05-10", -21),
    ("to begin by, no day", "beginning in spring 2018", "yes", None),
    ("after what it waited for, no day", "30 days after kickoff", "yes", None),
    ("after what it waited for", "30 days after kickoff", "2018-06-10", 161),
    ("no day", "TBD", "2018-06-10", None),
]


@pytest.mark.parametrize(("due", "done", "days"), [r[1:] for r in LATE], ids=[r[0] for r in LATE])
def test_diff_ledger_and_list_say_one_lateness(due: str, done: str, days: int | None) -> None:
    kept = ("status: active", "done: 2017-12-01")
    before = edited(kept, ("15 June 2018", due))
    after = edited(kept, ("15 June 2018\n", f"{due}\n        done: {done}\n"))
    pair = [parsed(before), parsed(after)]
    (change,) = compare(pair[0], pair[1])
    assert (change.kind, change.id, change.days) == (ChangeKind.COMPLETED, "survey", days)
    event = follow(committed(pair)).find("survey").events[-1]
    assert (event.kind, event.days) == (Kind.DONE, days)
    standings = judge(register(pair[1]), date(2019, 1, 1))
    (late,) = [one.late for one in standings if one.promise.id == "survey"]
    assert late == days


def test_diff_and_ledger_say_one_lateness_of_each_time() -> None:
    times = ("2018\n        owner: marc\n  - id: access",
             "2018\n        owner: marc\n        occurrences:\n"
             "          - {period: 2018Q1, done: 2018-04-02}\n"
             "          - {period: 2018Q2, done: 2018-06}\n  - id: access")  # fmt: skip
    pair = [parsed(edited()), parsed(edited(times))]
    assert [change.days for change in compare(pair[0], pair[1])] == [2, 0]
    assert [e.days for e in follow(committed(pair)).find("visits").events[1:]] == [2, 0]


WORK = "title: Work\nobjectives:\n  - id: o\n    title: Aim\n    milestones:\n"
TOWN = """\
id: town
title: A plan
adopted: 2018-01-01
period: 2018 to 2019
organizations: {marc: MARC, jvs: JVS}
"""


def work(*lines: str, head: str = TOWN) -> tuple[Plan, ...]:
    """A plan of milestones, each written as a flow mapping without its braces."""
    body = "".join(f"      - {{{line}}}\n" for line in lines)
    return parsed({"plan.yaml": head, "work.yaml": WORK + body})


def in_full(change: Change) -> str:
    """`kind id.key: before -> after (days) because reason`."""
    words = f"{change.kind} {change.id}.{change.key}: {change.before} -> {change.after}"
    words += "" if change.days is None else f" ({change.days:+})"
    return f"{words} because {change.reason}" if change.reason else words


SAID: list[tuple[str, str, str, list[str]]] = [
    # what a milestone that is due in 2018 says more, before and after
    (
        "evidence",
        "evidence: [x, y]",
        "evidence: [y, z, w]",
        [
            "evidence added a.evidence: None -> z, w",
            "changed a.evidence: x -> None",
        ],
    ),
    (
        "a target reached",
        "target: 2 trainings, log: [{on: 2018-01-02, amount: 1}]",
        "target: 2 trainings, log: [{on: 2018-01-02, amount: 1}, {on: 2018-01-03, amount: 0.5}]",
        [
            "progressed a.log: 1 of 2 trainings -> 1.5 of 2 trainings",
        ],
    ),
    (
        "amounts without a target",
        "",
        "log: [{on: 2018-01-03, amount: 2}]",
        [
            "progressed a.log: 0 -> 2",
        ],
    ),
    (
        "amounts that cancel out",
        "",
        "log: [{on: 2018-01-03, amount: 2}, {on: 2018-01-03, amount: -2}]",
        [
            "noted a.log: None -> 2018-01-03: 2; 2018-01-03: -2",
        ],
    ),
    (
        "another target",
        "target: 2 trainings, log: [{on: 2018-01-02, amount: 1}]",
        "target: 3 visits, log: [{on: 2018-01-02, amount: 1}]",
        [
            "target changed a.target: 2 trainings -> 3 visits",
        ],
    ),
    (
        "a target that becomes a share, with the same log",
        "target: 45 visits, log: [{on: 2018-01-02, amount: 10}, {on: 2018-01-03, amount: 20}]",
        "target: 45%, log: [{on: 2018-01-02, amount: 10}, {on: 2018-01-03, amount: 20}]",
        [
            "target changed a.target: 45 visits -> 45%",
        ],
    ),
    (
        "a time that had only evidence is gone",
        "repeats: quarterly, occurrences: [{period: 2018Q1, evidence: [x]}]",
        "repeats: quarterly",
        [
            "changed a.evidence: x -> None",
        ],
    ),
    (
        "a target is gone",
        "target: 2 trainings, log: [{on: 2018-01-02, amount: 1}]",
        "log: [{on: 2018-01-02, amount: 1}, {on: 2018-01-02, amount: 2}]",
        [
            "target lowered a.target: 2 trainings -> None",
            "progressed a.log: 1 of 2 trainings -> 3 of 2 trainings",
        ],
    ),
    (
        "done on another day",
        "done: 2018-01-02",
        "done: 2018-01-03",
        [
            "done corrected a.done: 2018-01-02 -> 2018-01-03",
        ],
    ),
    (
        "done on a day that is known no more",
        "done: 2018-01-02",
        "done: yes",
        ["done corrected a.done: 2018-01-02 -> day unknown"],
    ),
    (
        "reopened from a day that nobody knew",
        "done: yes",
        "status: active",
        ["reopened a.done: day unknown -> active"],
    ),
    (
        "reopened, and active",
        "done: 2018-01-02",
        "status: active",
        [
            "reopened a.done: 2018-01-02 -> active",
        ],
    ),
    (
        "reopened, and blocked",
        "done: 2018-01-02",
        "status: blocked, log: [{on: 2018-01-03, status: blocked, note: 'no'}, {on: 2018-01-03,"
        " was_done: 2018-01-02, note: not so}]",
        [
            "reopened a.done: 2018-01-02 -> blocked because not so",
            "blocked a.status: None -> blocked because no",
        ],
    ),
    (
        "reopened",
        "done: 2018-01-02",
        "",
        [
            "reopened a.done: 2018-01-02 -> None",
        ],
    ),
    (
        "done, and no longer blocked",
        "status: blocked",
        "done: 2018-01-02",
        [
            "completed a.done: in 2018 -> 2018-01-02 (-363)",
        ],
    ),
    (
        "resumed",
        "status: deferred",
        "status: active",
        [
            "resumed a.status: deferred -> active",
        ],
    ),
    (
        "no longer dropped",
        "status: dropped",
        "",
        [
            "resumed a.status: dropped -> None",
        ],
    ),
    (
        "no longer active",
        "status: active",
        "",
        [
            "changed a.status: active -> None",
        ],
    ),
    (
        "dropped, then deferred",
        "status: dropped",
        "status: deferred",
        [
            "deferred a.status: dropped -> deferred",
        ],
    ),
    (
        "times",
        "repeats: quarterly, occurrences: [{period: 2018Q1, done: 2018-01-02}, {period:"
        " 2018Q2, done: 2018-04-02}, {period: 2018Q4, done: 2018-04-02}]",
        "repeats: quarterly, occurrences: [{period: 2018q1, done: 2018-01-03}, {period:"
        " 2018Q2, evidence: [x]}, {period: 2018Q3, done: 2018-10-01}]",
        [
            "reopened a.occurrences: 2018Q2: 2018-04-02 -> None",
            "reopened a.occurrences: 2018Q4: 2018-04-02 -> None",
            "done corrected a.occurrences: 2018Q1: 2018-01-02 -> 2018q1: 2018-01-03",
            "completed a.done: in 2018 -> 2018Q3: 2018-10-01 (+1)",
            "evidence added a.evidence: None -> x",
        ],
    ),
    (
        "a time by the same name",
        "repeats: quarterly, occurrences: [{period: 2018Q1, done: 2018-01-02}]",
        "repeats: quarterly, occurrences: [{period: 2018q1, done: 2018-01-02}]",
        [],
    ),
    (
        "a time of no such name",
        "repeats: quarterly",
        "repeats: quarterly, occurrences: [{period: 2018Q9, done: 2018-01-02}]",
        [
            "completed a.done: in 2018 -> 2018Q9: 2018-01-02",
        ],
    ),
    (
        "lists and texts",
        "after: [b], tags: [x], source: p. 3",
        "after: [b, c], tags: [], source: p. 4, text: New  words",
        [
            "reworded a.text: None -> New words",
            "changed a.after: b -> b, c",
            "changed a.tags: x -> None",
            "changed a.source: p. 3 -> p. 4",
        ],
    ),
    (
        "partners with a role",
        "partners: [marc, {org: jvs, role: host}]",
        "partners: [{org: jvs, role: guest}]",
        [
            "partners changed a.partners: jvs (host), marc -> jvs (guest)",
        ],
    ),
    (
        "starts",
        "starts: March 2018",
        "starts: {words: spring, by: 2018-03-30}",
        [
            "changed a.starts: March 2018 -> spring (by 2018-03-30)",
        ],
    ),
    (
        "an owner",
        "owner: marc",
        "",
        [
            "re-owned a.owner: marc -> None",
        ],
    ),
    (
        "a log in another order",
        "log: [{on: 2018-01-02, note: x}, {on: 2018-01-03, note: y}]",
        "log: [{on: 2018-01-03, note: y}, {on: 2018-01-02, note: x}]",
        [],
    ),
    (
        "an entry of two that are equal",
        "log: [{on: 2018-01-02, note: x}, {on: 2018-01-02, note: x}]",
        "log: [{on: 2018-01-02, note: x}]",
        [
            "log rewritten a.log: 2018-01-02: x -> None",
        ],
    ),
    (
        "entries rewritten on their day, and one on another",
        "log: [{on: 2018-01-02, note: x}, {on: 2018-01-02, note: y, by: marc}, {on:"
        " 2018-01-03, amount: 1, note: z}]",
        "log: [{on: 2018-01-02, note: x2}, {on: 2018-01-02, note: y2}, {on: 2018-01-04,"
        " amount: 1, note: z}]",
        [
            "log rewritten a.log: 2018-01-02: x -> 2018-01-02: x2",
            "log rewritten a.log: 2018-01-02: y (marc) -> 2018-01-02: y2",
            "log rewritten a.log: 2018-01-03: 1 z -> 2018-01-04: 1 z",
        ],
    ),
    (
        "an entry gone, and one added before it",
        "log: [{on: 2018-01-02, note: x}, {on: 2018-01-03, note: y}]",
        "log: [{on: 2018-01-01, note: w}, {on: 2018-01-03, note: y}]",
        [
            "log rewritten a.log: 2018-01-02: x -> 2018-01-01: w",
        ],
    ),
    (
        "an amount alone is no reason",
        "",
        "status: dropped, log: [{on: 2018-01-02, amount: 0}]",
        [
            "dropped a.status: None -> dropped",
        ],
    ),
    (
        "any note is a reason",
        "",
        "status: dropped, log: [{on: 2018-01-02, note: No money}]",
        [
            "dropped a.status: None -> dropped because No money",
        ],
    ),
    (
        "its own reason",
        "",
        "status: dropped, tags: [x], log: [{on: 2018-01-05, status: dropped, note: no money}, {on:"
        " 2018-01-06, was_due: in 2017, note: 'no'}, {on: 2018-01-03, note: Met}]",
        [
            "dropped a.status: None -> dropped because no money",
            "changed a.tags: None -> x because Met",
        ],
    ),
    (
        "the reason of another change",
        "",
        "status: dropped, tags: [x], log: [{on: 2018-01-02, was_due: in 2017, note: 'no'}]",
        [
            "dropped a.status: None -> dropped",
            "changed a.tags: None -> x",
        ],
    ),
    (
        "two reasons, the last by its day",
        "",
        "status: blocked, log: [{on: 2018-01-05, status: blocked, note: b}, {on: 2018-01-02,"
        " status: blocked, note: a}]",
        [
            "blocked a.status: None -> blocked because b",
        ],
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "wanted"), [row[1:] for row in SAID], ids=[row[0] for row in SAID]
)
def test_what_each_change_says(before: str, after: str, wanted: list[str]) -> None:
    old, new = (work(f"id: a, title: A, due: in 2018, {more}") for more in (before, after))
    assert [in_full(change) for change in compare(old, new)] == wanted


LIVES: list[tuple[str, list[str], list[str], tuple[str, date | None, int | None]]] = [
    # what a milestone says in each version, beside one that was done on 2018-02-01; its events,
    # each with the number of its version; its first words, its first day, the last that touched it
    (
        "promised and done at once",
        ["due: by March 2018, done: 2018-04-02"],
        [
            "0 promised '' -> 'by March 2018' [None 2018-03-31]",
            "0 done '' -> '2018-04-02' [None 2018-03-31] (+2)",
        ],
        ("by March 2018", date(2018, 3, 31), None),
    ),
    (
        "a first deadline, taken away, and another",
        ["", "due: by March 2018", "", "due: TBD", "due: by April 2018"],
        [
            "0 promised '' -> ''",
            "1 dated '' -> 'by March 2018' [None 2018-03-31]",
            "2 moved 'by March 2018' -> '' [2018-03-31 None]",
            "3 dated '' -> 'TBD'",
            "4 moved 'TBD' -> 'by April 2018' [None 2018-04-30]",
        ],
        ("by March 2018", date(2018, 3, 31), 4),
    ),
    (
        "words that can't be read, then can",
        ["due: perhaps", "due: by March 2018"],
        [
            "0 promised '' -> 'perhaps'",
            "1 dated 'perhaps' -> 'by March 2018' [None 2018-03-31]",
        ],
        ("perhaps", date(2018, 3, 31), 1),
    ),
    (
        "other words",
        ["due: by March 2018", "due: by 31 March 2018"],
        [
            "0 promised '' -> 'by March 2018' [None 2018-03-31]",
            "1 reworded 'by March 2018' -> 'by 31 March 2018' [2018-03-31 2018-03-31]",
        ],
        ("by March 2018", date(2018, 3, 31), 1),
    ),
    (
        "a rhythm",
        ["repeats: quarterly", "repeats: monthly", "repeats: monthly, due: in 2018"],
        [
            "0 promised '' -> 'quarterly'",
            "1 reworded 'quarterly' -> 'monthly'",
            "2 moved 'monthly' -> 'in 2018' [None 2018-12-31]",
        ],
        ("quarterly", date(2018, 12, 31), 2),
    ),
    (
        "what it waits for is done",
        ["due: 30 days after b, done: 2018-05-01"],
        [
            "0 promised '' -> '30 days after b'",
            "0 done '' -> '2018-05-01' (+59)",
        ],
        ("30 days after b", None, None),
    ),
    (
        "a longer wait",
        ["due: 30 days after b", "due: 60 days after b"],
        [
            "0 promised '' -> '30 days after b'",
            "1 moved '30 days after b' -> '60 days after b' [2018-03-03 2018-04-02] (+30)",
        ],
        ("30 days after b", date(2018, 3, 3), 1),
    ),
    (
        "done, done on another day, reopened",
        [
            "",
            "done: 2018-01-02",
            "done: 2018-01",
            "log: [{on: 2018-01-03, note: Met}, {on: 2018-01-03, was_done: 2018-01, note: 'no'}]",
        ],
        [
            "0 promised '' -> ''",
            "1 done '' -> '2018-01-02'",
            "2 done '2018-01-02' -> '2018-01'",
            "3 reopened '2018-01' -> '' because no",
        ],
        ("", None, 3),
    ),
    (
        "statuses",
        [
            "",
            "status: active, log: [{on: 2018-01-01, note: Met}, {on: 2018-01-02, status: active,"
            " note: At last}]",
            "status: blocked",
            "status: deferred",
            "status: deferred, log: [{on: 2018-01-02, note: x}]",
            "",
        ],
        [
            "0 promised '' -> ''",
            "1 status 'planned' -> 'active' because At last",
            "2 status 'active' -> 'blocked'",
            "3 status 'blocked' -> 'deferred'",
            "5 status 'deferred' -> 'planned'",
        ],
        ("", None, 5),
    ),
    (
        "active, then done",
        ["status: active", "done: 2018-01-02", "status: active"],
        [
            "0 promised '' -> ''",
            "1 done '' -> '2018-01-02'",
            "2 reopened '2018-01-02' -> ''",
            "2 status 'planned' -> 'active'",
        ],
        ("", None, 2),
    ),
    (
        "done and dropped",
        ["", "status: dropped, done: 2018-01-02", "done: 2018-01-02"],
        [
            "0 promised '' -> ''",
            "1 done '' -> '2018-01-02'",
            "1 status 'planned' -> 'dropped'",
            "2 status 'dropped' -> 'planned'",
        ],
        ("", None, 2),
    ),
    (
        "times",
        [
            "repeats: quarterly, due: in 2018",
            "repeats: quarterly, due: in 2018, occurrences: [{period: 2018Q1, done:"
            " 2018-04-02}, {period: 2018Q2, evidence: [x]}]",
            "repeats: quarterly, due: in 2018, occurrences: [{period: 2018Q1, done:"
            " 2018-04-03}, {period: 2018Q2, done: 2018-06}]",
            "repeats: quarterly, due: in 2018",
        ],
        [
            "0 promised '' -> 'in 2018' [None 2018-12-31]",
            "1 done '' -> '2018Q1: 2018-04-02' (+2)",
            "2 done '2018Q1: 2018-04-02' -> '2018Q1: 2018-04-03' (+3)",
            "2 done '' -> '2018Q2: 2018-06' (+0)",
            "3 reopened '2018Q1: 2018-04-03' -> ''",
            "3 reopened '2018Q2: 2018-06' -> ''",
        ],
        ("in 2018", date(2018, 12, 31), 3),
    ),
    (
        "an owner",
        ["owner: marc", "owner: jvs", "", "owner: marc, log: [{on: 2018-01-02, note: Asked}]"],
        [
            "0 promised '' -> ''",
            "1 owner 'marc' -> 'jvs'",
            "2 owner 'jvs' -> ''",
            "3 owner '' -> 'marc' because Asked",
        ],
        ("", None, 3),
    ),
    (
        "what is moved is explained",
        [
            "due: by March 2018",
            "due: by April 2018, log: [{on: 2018-01-02, was_due: by March"
            " 2018, note: Late}, {on: 2018-01-02, note: Met}]",
            "due: by May 2018, log: [{on: 2018-01-02, was_due: by March"
            " 2018, note: Late}, {on: 2018-01-02, note: Met}, {on: 2018-01-02, note: Met}]",
        ],
        [
            "0 promised '' -> 'by March 2018' [None 2018-03-31]",
            "1 moved 'by March 2018' -> 'by April 2018' [2018-03-31 2018-04-30] (+30) because Late",
            "2 moved 'by April 2018' -> 'by May 2018' [2018-04-30 2018-05-31] (+31) because Met",
        ],
        ("by March 2018", date(2018, 3, 31), 2),
    ),
    (
        "nothing but an amount is added",
        ["due: by March 2018", "due: by May 2018, log: [{on: 2018-01-02, amount: 1}]"],
        [
            "0 promised '' -> 'by March 2018' [None 2018-03-31]",
            "1 moved 'by March 2018' -> 'by May 2018' [2018-03-31 2018-05-31] (+61)",
        ],
        ("by March 2018", date(2018, 3, 31), 1),
    ),
    (
        "a note",
        ["", "tags: [x]"],
        [
            "0 promised '' -> ''",
        ],
        ("", None, 1),
    ),
]


def told_in_full(event: Event) -> str:
    """`version kind before -> after [days of deadlines] (days) because reason`."""
    words = f"{int(event.commit.hash)} {event.kind} {event.before!r} -> {event.after!r}"
    if event.due_before or event.due_after:
        words += f" [{event.due_before} {event.due_after}]"
    words += "" if event.days is None else f" ({event.days:+})"
    return f"{words} because {event.reason}" if event.logged else words


@pytest.mark.parametrize(
    ("steps", "events", "first"), [row[1:] for row in LIVES], ids=[row[0] for row in LIVES]
)
def test_a_life_in_full(
    steps: list[str], events: list[str], first: tuple[str, date | None, int | None]
) -> None:
    done = "id: b, title: B, done: 2018-02-01"
    ledger = follow(committed(work(f"id: a, title: A, {more}", done) for more in steps))
    life = ledger.find("a")
    assert [told_in_full(event) for event in life.events] == events
    assert (life.first_words, life.first_due) == first[:2]
    assert (life.touched and int(life.touched.hash)) == first[2]


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [("abc", "abd", True), ("ab", "ac", False), ("ab", "abc", True), ("abcd", "abef", False)],
)
def test_what_holds_the_same_is_the_same(before: str, after: str, one: bool) -> None:
    """Of what holds promises, more than half of them tell it, whatever it is called."""
    old, new = (
        parsed(
            {
                "plan.yaml": TOWN,
                "work.yaml": f"title: Work\nobjectives:\n  - id: {name}\n    title: {title}\n"
                "    milestones:\n"
                + "".join(f"      - {{id: m-{x}, title: {x * 3}}}\n" for x in inside),
            }
        )
        for name, title, inside in (("aim", "TBD", before), ("goal", "TBD", after))
    )
    found = [said(change) for change in compare(old, new) if change.what == "objective"]
    renamed, apart = (
        ["renamed id objective goal"],
        ["removed objective aim", "added objective goal"],
    )
    assert found == (renamed if one else apart)


def dated(*each: tuple[str, tuple[Plan, ...]]) -> Ledger:
    """The ledger of plans that were committed on these days."""
    return follow(
        Version(Commit(f"{at:040}", date.fromisoformat(day), "Ana", "Update"), plans)
        for at, (day, plans) in enumerate(each)
    )


def test_a_life_is_found_by_any_name_it_had() -> None:
    survey = "title: Survey the newcomers of the town, due: in 2018"
    old = work(f"id: survey, {survey}", "id: poll-2018, title: P", "id: pollen, title: Q")
    new = work(f"id: census, {survey}", "id: poll-2018, title: P")
    city = work("id: survey, title: S", head=TOWN.replace("id: town", "id: city"))
    ledger = dated(("2018-01-01", old), ("2018-01-02", new))
    both = dated(("2018-01-01", old + city), ("2018-01-02", new + city))
    for found, name, wanted in (
        (ledger, "census", "town/census"),
        (ledger, "cen", "town/census"),
        (ledger, "town/census", "town/census"),
        (ledger, "survey", "town/census"),
        (ledger, "pollen", "town/pollen"),
        (ledger, "poll-", "town/poll-2018"),
        (both, "survey", "city/survey"),
        (both, "town/survey", "town/census"),
        (ledger, "poll", "`poll` is the beginning of 2 ids. poll-2018, pollen"),
        (
            ledger,
            "censos",
            "no milestone or indicator has or had the id `censos`. Did you mean `census`?",
        ),
        (both, "surveys", "Did you mean `city/survey`?"),
        (both, "", "no milestone or indicator has or had the id ``"),
        (both, "city/census", "no milestone or indicator has or had the id `city/census`"),
    ):
        try:
            life = found.find(name)
            answer = f"{life.plan}/{life.id}"
        except UserError as error:
            answer = f"{error.message}. {error.told}"
        assert answer.startswith(wanted) or (wanted in answer and "surveys" in answer), name


def test_a_ledger_adds_up() -> None:
    rest = [
        "id: e, title: E",
        "id: f, title: F, done: 2018-01-01",
        "id: g, title: G, status: dropped",
    ]
    days = ("1 May", "1 May", "1 May", "1 May"), ("4 May", "2 May", "29 April", "5 May")
    steps = [
        [
            f"id: {name}, title: A, due: by {day} 2018"
            for name, day in zip("abcd", each, strict=True)
        ]
        + rest
        for each in (*days, ("3 May", "7 May", "30 April", "5 May"))
    ]
    ledger = follow(committed(work(*lines) for lines in steps))
    assert [life.slip for life in ledger.lives] == [2, 6, -1, 4, None, None, None]
    assert (ledger.later, ledger.sooner) == (12, 1)
    assert [life.id for life in ledger.moved] == ["a", "b", "c", "d"]
    assert [life.id for life in ledger.repeated] == ["b", "a", "c"]
    assert [life.id for life in ledger.untouched] == ["e"]
    assert [life.id for life in ledger.lives if life.open] == ["a", "b", "c", "d", "e"]


SILENT = [
    # what a milestone of marc's says, first and then; on 1 June 2018, when marc and jvs were heard
    ("", "", None, None),
    ("", "log: [{on: 2018-03-01, note: x}]", "2018-03-01", None),
    ("", "log: [{on: 2018-03-02, note: x}, {on: 2018-03-01, note: x}]", "2018-03-02", None),
    ("", "log: [{on: 2018-06-01, amount: 1}]", "2018-06-01", None),
    ("", "log: [{on: 2018-06-02, note: x}]", None, None),
    ("", "log: [{on: 2018-03-01, note: x, by: jvs}]", "2018-03-01", "2018-03-01"),
    ("", "log: [{on: 2018-03-01, note: x, by: JVS}]", "2018-03-01", "2018-03-01"),
    ("", "log: [{on: 2018-03-01, note: x, by: Ana}]", "2018-03-01", None),
    ("", "status: active", "2018-04-01", None),
    ("", "done: 2018-03", "2018-04-01", None),
    ("done: 2018-03-05", "done: 2018-03-05", "2018-03-05", None),
    ("", "tags: [x]", None, None),
    ("repeats: quarterly", "repeats: monthly", None, None),
]


@pytest.mark.parametrize(("before", "after", "marc", "jvs"), SILENT)
def test_who_was_heard_when(before: str, after: str, marc: str | None, jvs: str | None) -> None:
    held = ("id: b, title: B, owner: jvs", "id: c, title: C, owner: marc")
    others = ("id: d, title: D", "id: e, title: E, owner: kcpd", "id: f, title: F, owner: kcpd")
    one = "id: a, title: A, owner: marc"
    ledger = dated(
        ("2018-02-01", work(f"{one}, {before}", *held)),
        ("2018-04-01", work(f"{one}, {after}", *held, *others)),
    )
    found = {s.org: s for s in silences(ledger, date(2018, 6, 1))}
    assert {org: s.heard and s.heard.isoformat() for org, s in found.items()} == {
        "marc": marc,
        "jvs": jvs,
        "kcpd": None,
    }
    first = {"marc": "2018-02-01", "jvs": "2018-02-01", "kcpd": "2018-04-01"}
    since = {org: s.since.isoformat() for org, s in found.items()}
    assert since == first | {o: day for o, day in (("marc", marc), ("jvs", jvs)) if day}
    assert list(found) == sorted(found, key=lambda org: (since[org], org))
    counts = {org: (s.name, s.open) for org, s in found.items()}
    marcs = 1 if "done" in after else 2
    assert counts == {"marc": ("MARC", marcs), "jvs": ("JVS", 1), "kcpd": ("kcpd", 2)}


RULED: list[tuple[str, str, str, str, list[str]]] = [
    # what a milestone says before and after, the day, and what the rules of change say of it
    (
        "in time",
        "due: by March 2018",
        "due: by April 2018",
        "2018-03-31",
        [
            "error unrecorded-setback: `a` is moved later, and its log doesn't keep what it was",
            "warning unexplained-move: the deadline of `a` moves 30 days later, from `by March"
            " 2018` to `by April 2018`, without a reason",
        ],
    ),
    (
        "a day after",
        "due: by March 2018",
        "due: by April 2018",
        "2018-04-01",
        [
            "error hidden-miss: `a` had missed its deadline of 2018-03-31; after this edit nothing"
            " says so",
            "error unrecorded-setback: `a` is moved later, and its log doesn't keep what it was",
            "warning unexplained-move: the deadline of `a` moves 30 days later, from `by March"
            " 2018` to `by April 2018`, without a reason",
            "warning late-move: the deadline of `a` moves after it had passed (2018-03-31): `by"
            " March 2018` becomes `by April 2018`",
        ],
    ),
    (
        "taken away after",
        "due: by March 2018",
        "owner: marc",
        "2018-04-01",
        [
            "error hidden-miss: `a` had missed its deadline of 2018-03-31; after this edit nothing"
            " says so",
            "error unrecorded-setback: `a` is made vaguer, and its log doesn't keep what it was",
            "warning unrecorded-change: `a` is given to another owner, and its log doesn't keep"
            " what it was",
            "warning unexplained-move: the deadline of `a` is made vaguer, from `by March 2018` to"
            " `none`, without a reason",
            "warning late-move: the deadline of `a` moves after it had passed (2018-03-31): `by"
            " March 2018` is taken away",
        ],
    ),
    (
        "a day after, noted in time",
        "due: by March 2018",
        "due: by April 2018, log: [{on: 2018-03-31, note: Late}]",
        "2018-04-01",
        [
            "error hidden-miss: `a` had missed its deadline of 2018-03-31; after this edit nothing"
            " says so",
            "error unrecorded-setback: `a` is moved later, and its log doesn't keep what it was",
        ],
    ),
    (
        "a day after, noted then",
        "due: by March 2018",
        "due: by April 2018, log: [{on: 2018-04-01, note: Late}]",
        "2018-04-05",
        [
            "error hidden-miss: `a` had missed its deadline of 2018-03-31; after this edit nothing"
            " says so",
            "error unrecorded-setback: `a` is moved later, and its log doesn't keep what it was",
            "warning late-move: the deadline of `a` moves after it had passed (2018-03-31): `by"
            " March 2018` becomes `by April 2018`",
        ],
    ),
    (
        "in time, with its reason and its record",
        "due: by March 2018",
        "due: by April 2018, log: [{on: 2018-03-31, was_due: by March 2018, note: Late}]",
        "2018-03-31",
        [],
    ),
    (
        "two days after, noted then, with its record",
        "due: by March 2018",
        "due: by April 2018, log: [{on: 2018-04-02, was_due: by March 2018, note: Late}]",
        "2018-04-05",
        [],
    ),
    (
        "a note of the next day",
        "due: by March 2018",
        "due: by April 2018, log: [{on: 2018-04-01, note: Late}]",
        "2018-03-31",
        [
            "error unrecorded-setback: `a` is moved later, and its log doesn't keep what it was",
        ],
    ),
    (
        "an amount alone",
        "due: by March 2018",
        "due: by April 2018, log: [{on: 2018-04-01, amount: 2}]",
        "2018-03-31",
        [
            "error unrecorded-setback: `a` is moved later, and its log doesn't keep what it was",
            "warning unexplained-move: the deadline of `a` moves 30 days later, from `by March"
            " 2018` to `by April 2018`, without a reason",
        ],
    ),
    (
        "one day later",
        "due: by March 2018",
        "due: 1 April 2018",
        "2018-03-31",
        [
            "error unrecorded-setback: `a` is moved later, and its log doesn't keep what it was",
            "warning unexplained-move: the deadline of `a` moves 1 day later, from `by March 2018`"
            " to `1 April 2018`, without a reason",
        ],
    ),
    (
        "one day earlier, too late",
        "due: by March 2018",
        "due: 30 March 2018",
        "2018-04-05",
        [
            "warning unrecorded-change: `a` is moved sooner, and its log doesn't keep what it was",
            "warning unexplained-move: the deadline of `a` moves 1 day earlier, from `by March"
            " 2018` to `30 March 2018`, without a reason",
        ],
    ),
    (
        "two days earlier",
        "due: by March 2018",
        "due: 29 March 2018",
        "2018-03-05",
        [
            "warning unrecorded-change: `a` is moved sooner, and its log doesn't keep what it was",
            "warning unexplained-move: the deadline of `a` moves 2 days earlier, from `by March"
            " 2018` to `29 March 2018`, without a reason",
        ],
    ),
    (
        "slipped and vaguer: once",
        "due: 31 March 2018",
        "due: fall 2018",
        "2018-04-05",
        [
            "error hidden-miss: `a` had missed its deadline of 2018-03-31; after this edit nothing"
            " says so",
            "error unrecorded-setback: `a` is moved later, and its log doesn't keep what it was",
            "warning unexplained-move: the deadline of `a` moves 244 days later, from `31 March"
            " 2018` to `fall 2018`, without a reason",
            "warning late-move: the deadline of `a` moves after it had passed (2018-03-31): `31"
            " March 2018` becomes `fall 2018`",
        ],
    ),
    (
        "only firmer",
        "due: in 2018",
        "due: 31 December 2018",
        "2019-04-05",
        [],
    ),
    (
        "a first deadline",
        "",
        "due: by March 2018",
        "2018-04-05",
        [],
    ),
    (
        "from a wait",
        "due: 30 days after c",
        "due: TBD",
        "2018-04-05",
        [
            "error unrecorded-setback: `a` is made vaguer, and its log doesn't keep what it was",
            "warning unexplained-move: the deadline of `a` is made vaguer, from `30 days after c`"
            " to `TBD`, without a reason",
        ],
    ),
    (
        "another rhythm",
        "repeats: quarterly",
        "repeats: monthly",
        "2018-04-05",
        [
            "error hidden-miss: `a` had missed its deadline of 2018Q1 (2018-03-31); after this"
            " edit nothing says so",
            "warning unexplained-move: `repeats:` of `a` changes (24 times, was 8), from"
            " `quarterly` to `monthly`, without a reason",
        ],
    ),
    (
        "a rhythm in the words",
        "due: quarterly in 2018",
        "due: monthly in 2018",
        "2018-04-05",
        [
            "error hidden-miss: `a` had missed its deadline of 2018Q1 (2018-03-31); after this"
            " edit nothing says so",
            "warning unexplained-move: the deadline of `a` changes (12 times, was 4), from"
            " `quarterly in 2018` to `monthly in 2018`, without a reason",
        ],
    ),
    (
        "another target",
        "target: 2 trainings",
        "target: 3 trainings",
        "2018-04-05",
        [],
    ),
    (
        "reopened",
        "done: 2018-01-05",
        "",
        "2018-04-05",
        [
            "error unrecorded-setback: `a` is reopened, and its log doesn't keep what it was",
            "error unexplained-reopening: `a` was done (2018-01-05) and is reopened without a"
            " reason",
        ],
    ),
    (
        "reopened, with a note",
        "done: 2018-01-05",
        "log: [{on: 2018-04-01, note: Late}]",
        "2018-04-05",
        [
            "error unrecorded-setback: `a` is reopened, and its log doesn't keep what it was",
        ],
    ),
    (
        "reopened, with a note and its record",
        "done: 2018-01-05",
        "log: [{on: 2018-04-01, was_done: 2018-01-05, note: Late}]",
        "2018-04-05",
        [],
    ),
    (
        "a time reopened",
        "repeats: quarterly, occurrences: [{period: 2018Q1, done: 2018-01-05}]",
        "repeats: quarterly",
        "2018-04-05",
        [
            "error unrecorded-setback: `a` is reopened, and its log doesn't keep what it was",
            "error unexplained-reopening: `a` was done (2018Q1: 2018-01-05) and is reopened"
            " without a reason",
        ],
    ),
    (
        "another day of done",
        "done: 2018-01-05",
        "done: 2018-01-06",
        "2018-04-05",
        [],
    ),
    (
        "the adopted text",
        "text: As adopted",
        "text: As we like",
        "2018-04-05",
        [
            "warning changed-wording: the adopted wording of `a` is changed; it was: As adopted",
        ],
    ),
    (
        "the adopted text is gone",
        "text: As adopted",
        "",
        "2018-04-05",
        [
            "warning changed-wording: the adopted wording of `a` is removed; it was: As adopted",
        ],
    ),
    (
        "a first text",
        "",
        "text: As adopted",
        "2018-04-05",
        ["warning changed-wording: the adopted wording of `a` is changed; it was: A"],
    ),
    (
        "a first text that is the title",
        "",
        "text: a.",
        "2018-04-05",
        [],
    ),
    (
        "a log entry",
        "log: [{on: 2018-04-01, note: Late}]",
        "log: [{on: 2018-04-01, note: Later}]",
        "2018-04-05",
        [
            "error rewritten-log: an entry in the log of `a` is rewritten; it was:"
            " 2018-04-01: Late",
        ],
    ),
    (
        "a log entry is gone",
        "log: [{on: 2018-04-01, note: Late}]",
        "",
        "2018-04-05",
        [
            "error rewritten-log: an entry in the log of `a` is removed; it was: 2018-04-01: Late",
        ],
    ),
    (
        "to no day",
        "due: by March 2018",
        "due: TBD",
        "2018-04-05",
        [
            "error hidden-miss: `a` had missed its deadline of 2018-03-31; after this edit nothing"
            " says so",
            "error unrecorded-setback: `a` is made vaguer, and its log doesn't keep what it was",
            "warning unexplained-move: the deadline of `a` is made vaguer, from `by March 2018` to"
            " `TBD`, without a reason",
            "warning late-move: the deadline of `a` moves after it had passed (2018-03-31): `by"
            " March 2018` becomes `TBD`",
        ],
    ),
]


def ruled(old: tuple[Plan, ...], new: tuple[Plan, ...], day: str) -> list[str]:
    """What the rules of change say of an edit on a day: `severity rule: message`."""
    edit = Edit(compare(old, new), old, new, date.fromisoformat(day), date(2018, 1, 1))
    found = check_changes(edit)
    return [f"{one.severity} {one.rule}: {one.message}" for one in found]


@pytest.mark.parametrize(
    ("before", "after", "day", "wanted"), [row[1:] for row in RULED], ids=[row[0] for row in RULED]
)
def test_what_the_rules_of_change_say(before: str, after: str, day: str, wanted: list[str]) -> None:
    held = "id: b, title: B, done: 2018-01-01"
    old, new = (work(f"id: a, title: A, {more}", held) for more in (before, after))
    assert ruled(old, new, day) == wanted


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [
        ("", "off", "error"),
        ("off", "off", None),
        ("off", "", "error"),
        ("off", "note", "note"),
        ("note", "off", "note"),
        ("note", "warning", "warning"),
        ("warning", "note", "warning"),
        ("error", "note", "error"),
    ],
)
def test_the_heavier_of_two_severities_counts(
    before: str, after: str, severity: str | None
) -> None:
    heads = [
        f"{TOWN}checks: {{{f'removed-promise: {level}' if level else ''}}}\n"
        for level in (before, after)
    ]
    old = work("id: a, title: A, due: in 2018", "id: b, title: B", head=heads[0])
    new = work("id: b, title: B", head=heads[1])
    message = "removed-promise: the promise `a` (A, due in 2018) is removed"
    found = [one for one in ruled(old, new, "2018-01-01") if "-check: " not in one]
    assert found == ([f"{severity} {message}"] if severity else [])
    # Of a plan that is gone there is one side only.
    assert len(ruled(old, (), "2018-01-01")) == (0 if before == "off" else 2)


HIDDEN = (
    "error hidden-miss: `a` had missed its deadline of 2018-06-30; after this edit nothing says so"
)


@pytest.mark.parametrize(
    ("before", "after", "day", "note", "wanted"),
    [
        ("July", "October", "2018-06-30", "", ["moves deadlines without a reason: a"]),
        ("July", "October", "2018-06-30", "Late", []),
        (
            "July",
            "October",
            "2018-07-01",
            "",
            [HIDDEN, "moves deadlines without a reason: a", "moves deadlines that had passed: a"],
        ),
        ("July", "October", "2018-07-01", "Late", [HIDDEN, "moves deadlines that had passed: a"]),
        ("October", "July", "2018-10-05", "Late", []),
    ],
)
def test_what_a_calendar_moves_is_judged(
    before: str, after: str, day: str, note: str, wanted: list[str]
) -> None:
    heads = [f"{TOWN}calendar: {{fiscal_year_starts: {month}}}\n" for month in (before, after)]
    due = "id: a, title: A, due: by the end of FY2018"
    log = f"log: [{{on: 2018-01-01, note: {note}}}]" if note else ""
    old, new = work(due, head=heads[0]), work(f"{due}, {log}", head=heads[1])
    assert [one.rpartition("the calendar ")[2] for one in ruled(old, new, day)] == wanted


# -- with git


class Repo:
    """A repository in a folder, with a plan."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("commit", "--quiet", "--allow-empty", "--message=Begin")

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=A Planner", "-c", "user.email=planner@example.org")
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        for path in (self.folder / "plan").glob("*.yaml"):
            path.unlink()
        for name, text in files.items():
            path = self.folder / "plan" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def commit(self, files: dict[str, str] | None = None, message: str = "Edit") -> str:
        if files is not None:
            self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", f"--message={message}")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"{COMMITTED}T12:00:00Z")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(looking, "today", lambda *_: TODAY)
    return Repo(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capsys)


class Runner:
    """Runs a command line; keeps what it printed and its exit code."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.code = 0
        self.err = ""

    def __call__(self, *arguments: str) -> str:
        self.code = cli.run(arguments)
        out, self.err = self.capsys.readouterr()
        return out

    def sentence(self, *arguments: str) -> str:
        return self(*("diff", *arguments)).split("\n")[0]


SLIP = ("by mid-2018\n        part", "by the end of 2018\n        part")
WHY = (
    "34 officers\n",
    "34 officers\n          - on: 2018-05-01\n            note: Too few staff\n",
)


def test_a_history(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    assert (
        run.sentence("HEAD~1", "HEAD")
        == "6 added, 1 indicator added, 1 plan added; 0 of 6 done, 5 overdue, 5 missed" + CALLS
    )
    repo.commit(edited(DONE), "Done")
    assert run.sentence("HEAD~1", "HEAD") == "1 completed; 1 of 6 done, 5 overdue, 5 missed" + CALLS
    repo.commit(edited(DONE, SLIP), "Slip")
    assert run.sentence("HEAD~1", "HEAD") == (
        "1 slipped by 184 days without a reason; 1 of 6 done, 4 overdue, 4 missed" + CALLS
    )
    repo.git("revert", "--no-edit", "HEAD")
    assert run.sentence("HEAD~1", "HEAD") == (
        "1 pulled forward by 184 days without a reason; 1 of 6 done, 5 overdue, 5 missed" + CALLS
    )
    repo.commit(edited(DONE, SLIP, WHY), "Slip, and say why")
    assert (
        run.sentence("HEAD~1", "HEAD")
        == "1 slipped by 184 days; 1 of 6 done, 4 overdue, 4 missed" + CALLS
    )
    before = edited(DONE, SLIP, WHY)
    moved = dict(before)
    moved["security.yaml"] = moved.pop("safety.yaml")
    repo.commit(moved, "A file by another name")
    assert (
        run.sentence("HEAD~1", "HEAD")
        == "1 strategy renamed; 1 of 6 done, 4 overdue, 4 missed" + CALLS
    )
    repo.commit(before, "And back")
    repo.commit(
        edited(
            DONE,
            SLIP,
            WHY,
            ("for: outreach", "for: classes"),
            ("classes\n        title", "classes\n        lead: marc\n        title"),
        ),
        "A move",
    )
    assert run.sentence("HEAD~1", "HEAD") == (
        "1 action re-owned, 1 moved; 1 of 6 done, 4 overdue, 4 missed" + CALLS
    )
    assert (
        run.sentence("HEAD", "HEAD") == "nothing changed; 1 of 6 done, 4 overdue, 4 missed" + CALLS
    )
    assert run.code == 0
    # From adoption to now, in one.
    assert run.sentence("HEAD~7", "HEAD") == (
        "1 slipped by 184 days, 1 completed, 1 action re-owned, 1 moved; 1 of 6 done, 4 overdue,"
        " 4 missed" + CALLS
    )


def test_a_merge_and_the_default_base(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    repo.git("checkout", "--quiet", "-b", "edit")
    repo.commit(edited(SLIP), "Slip")
    repo.git("checkout", "--quiet", "main")
    repo.commit(edited(DONE), "Done, on main")
    repo.git("checkout", "--quiet", "edit")
    # What the others did on main is no part of this edit.
    assert (
        run.sentence()
        == "1 slipped by 184 days without a reason; 0 of 6 done, 4 overdue, 4 missed" + CALLS
    )
    assert run.sentence("main") == (
        "1 reopened without a reason, 1 slipped by 184 days without a reason;"
        " 0 of 6 done, 4 overdue, 4 missed" + CALLS
    )
    assert "`survey`" not in run("validate", "--since", "main")
    assert run.code == 1  # for what the edit did itself
    repo.write(edited(SLIP, kept(LATER)))
    run("validate", "--since", "main")
    assert run.code == 0
    repo.write(edited(SLIP))
    repo.git("merge", "--quiet", "--no-edit", "main")
    assert run.sentence("HEAD~1") == "1 completed; 1 of 6 done, 4 overdue, 4 missed" + CALLS
    assert (
        run.sentence("main")
        == "1 slipped by 184 days without a reason; 1 of 6 done, 4 overdue, 4 missed" + CALLS
    )


def test_the_files_as_they_are(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    assert (
        run.sentence("--exit-code") == "nothing changed; 0 of 6 done, 5 overdue, 5 missed" + CALLS
    )
    assert run.code == 0
    repo.write(edited(DONE))
    assert (
        run.sentence("--as-of", "2018-06-10")
        == "1 completed; 1 of 6 done, 2 overdue, 2 missed" + CALLS
    )
    assert run.code == 0
    run("diff", "--exit-code")
    assert run.code == 1


def test_json(repo: Repo, run: Runner) -> None:
    base = repo.commit(edited(), "Adopt")
    repo.write(edited(SLIP))
    found = json.loads(run("diff", "--json", "HEAD"))
    assert " ".join(found) == (
        "schema command as_of root base head unread unread_parts summary changes counts"
    )
    assert (found["schema"], found["command"]) == ("welcomeplan/1", "diff")
    assert (found["as_of"], found["base"], found["head"]) == ("2018-07-15", base, None)
    assert found["counts"]["slipped"] == 1
    assert set(found["counts"]) == {kind.value for kind in ChangeKind}
    (change,) = found["changes"]
    assert change == {
        "kind": "slipped",
        "what": "milestone",
        "plan": "town",
        "id": "handbook",
        "title": "Publish a handbook for officers",
        "number": None,
        "key": "due",
        "before": "by mid-2018",
        "after": "by the end of 2018",
        "days": 184,
        "effect": None,
        "reason": None,
        "under": None,
        "steps": [],
        "shared": None,
        "file": "safety.yaml",
        "line": 21,
        "end_line": 21,
        "gone": False,
        "moved": [],
    }


def test_a_side_that_does_not_parse(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    new = edited(("title: Civic Engagement\n", "title: Voices\n"))
    new["safety.yaml"] = SAFETY + "  broken: [\n"
    repo.commit(new, "Break")
    out = run("diff", "HEAD~1")
    assert run.code == 1
    assert out.startswith("1 strategy reworded; 0 of 0 that could be read done, none overdue")
    assert "plan/safety.yaml can't be read: nothing is said of what stands there." in out
    assert "plan/safety.yaml can't be read" in run.err
    found = json.loads(run("diff", "HEAD~1", "--json"))
    assert found["unread"] == [{"side": "head", "file": "safety.yaml"}]
    repo.commit(edited(), "Mend")
    out = run("diff", "HEAD~1")
    assert run.code == 1
    assert "plan/safety.yaml can't be read at " in out
    assert "so it is compared with what it was at " in out
    assert out.startswith("1 strategy reworded; 0 of 6 done")
    instead = json.loads(run("diff", "HEAD~1", "--json"))["unread"]
    assert [(one["side"], one["file"], len(one["instead"])) for one in instead] == [
        ("base", "safety.yaml", 40)
    ]
    # It is the base that is broken, so this edit is not at fault.
    run("validate", "--since", "HEAD~1")
    assert run.code == 0
    assert "can't be read at" in run.err


def test_a_workspace(repo: Repo, run: Runner) -> None:
    old = {f"one/{name}": text for name, text in edited().items()}
    other = edited(("id: town", "id: city"))
    old |= {f"two/{name}": text for name, text in other.items()}
    repo.commit(old, "Adopt")
    for name, text in edited(DONE, files=other).items():
        (repo.folder / "plan" / "two" / name).write_text(text, "utf-8")
    out = run("diff", "HEAD", "--dir", "plan")
    assert out.startswith(
        "1 completed; 1 of 12 done, 10 overdue, 10 missed, 0 of 2 indicators reached\n"
    )
    assert "city/survey" in out
    assert "plan/two/safety.yaml:31" in out


def test_a_plan_in_another_folder(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    (repo.folder / "plan").rename(repo.folder / "strategy")
    safety = repo.folder / "strategy" / "safety.yaml"
    safety.write_text(edited(REMOVED)["safety.yaml"], "utf-8")
    for base in ("HEAD", "HEAD~1"):
        out = run("diff", base, "--dir", "strategy")
        assert out.startswith("1 removed; 0 of 5 done, 4 overdue, 4 missed" + CALLS + "\n")
        assert f"plan/safety.yaml:{line_of(edited(), 'id: budget')}\n" in out
        assert "removed-promise" in run("validate", "--since", base, "--dir", "strategy")
        assert run.code == 1
        if base == "HEAD":
            repo.commit()
    assert run.sentence("HEAD~1", "HEAD", "--dir", "strategy").startswith("1 removed;")


def test_a_copy_of_a_plan_is_another_plan(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    shutil.copytree(repo.folder / "plan", repo.folder / "copy")
    out = run("diff", "HEAD", "--dir", "copy")
    assert out.startswith("6 added, 1 indicator added, 1 plan added;")


def test_files_are_checked_as_they_stood(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    repo.commit(edited(REMOVED), "Remove")
    repo.commit(edited(), "Put it back")
    (repo.folder / "plan" / "safety.yaml").write_text("titel: x\n", "utf-8")
    out = run("validate", "--at", "HEAD", "--as-of", "2018-03-01")
    assert "titel" not in out
    assert run.code == 0
    # An edit that ended there, too: since what it began with.
    assert "removed-promise" in run("validate", "--at", "HEAD~1", "--since", "HEAD~2")
    assert run.code == 1
    assert "removed-promise" not in run("validate", "--at", "HEAD~1", "--since", "HEAD~1")
    assert "removed-promise" not in run("validate", "--at", "HEAD", "--since", "HEAD~2")
    run("validate", "--at", "HEAD~9")
    assert run.code == 2


def test_wrong_words(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    for revision in ("nowhere", "--output=x", "HEAD~99", ""):
        run("diff", "--", revision)
        assert run.code == 2, revision
        run("validate", f"--since={revision}")
        assert run.code == 2, revision


# -- the rules of change


def rules_of(run: Runner, *arguments: str) -> list[tuple[str, str, str, int]]:
    """What `validate --since` says of the edit, but for its checks: rule, severity, file, line."""
    found = json.loads(run("validate", "--since", "HEAD", "--json", *arguments))
    wanted = {rule.name for rule in CHANGE_RULES} - {"loosened-check", "tightened-check"}
    return [
        (d["rule"], d["severity"], d["file"], d["line"])
        for d in found["diagnostics"]
        if d["rule"] in wanted
    ]


def line_of(files: dict[str, str], text: str, name: str = "safety.yaml") -> int:
    return next(n for n, line in enumerate(files[name].split("\n"), 1) if text in line)


REMOVED = (SAFETY[SAFETY.index("      - id: budget") : SAFETY.index("      - id: visits")], "")
EXPLAINED = ("      - id: report", f"{LOG}      - id: report")
TAKEN_BACK = (
    "      - id: report",
    "        log:\n          - on: 2018-07-03\n            was_done: 2018-06-01\n"
    "            note: The second half was never asked\n      - id: report",
)
LATER = ("34 officers\n", "34 officers\n          - on: 2018-07-02\n            note: No\n")
SOMEDAY = ("34 officers\n", "34 officers\n          - on: 2019-07-02\n            note: No\n")


def kept(entry: tuple[str, str]) -> tuple[str, str]:
    """An entry that also keeps the deadline that `SLIP` moves."""
    return entry[0], entry[1].replace("note: ", "was_due: by mid-2018\n            note: ")


OFF = ("period:", "checks:\n  removed-promise: off\n  unexplained-move: off\nperiod:")
Edits = list[tuple[str, str]]
FAULTS: list[tuple[str, Edits, Edits, list[tuple[str, str, str]]]] = [
    ("removed", [], [REMOVED], [("removed-promise", "error", "- id: trust")]),
    (
        "reopened",
        [DONE],
        [],
        [
            ("unexplained-reopening", "error", "id: survey"),
            ("unrecorded-setback", "error", "id: survey"),
            ("hidden-miss", "error", "id: report"),  # it was due 30 days after the survey
        ],
    ),
    (
        "reopened, and why",
        [DONE],
        [EXPLAINED],
        [
            ("unrecorded-setback", "error", "id: survey"),
            ("hidden-miss", "error", "id: report"),
        ],
    ),
    ("reopened, and why, with its record", [DONE], [TAKEN_BACK], []),
    (
        "moved without a reason, too late",
        [],
        [SLIP],
        [
            ("hidden-miss", "error", "id: handbook"),
            ("late-move", "warning", "due: by the end of 2018"),
            ("unexplained-move", "warning", "due: by the end of 2018"),
            ("unrecorded-setback", "error", "due: by the end of 2018"),
        ],
    ),
    (
        "moved in time, and why",
        [],
        [SLIP, WHY],
        [
            ("hidden-miss", "error", "id: handbook"),
            ("unrecorded-setback", "error", "due: by the end of 2018"),
        ],
    ),
    (
        "moved too late, and why",
        [],
        [SLIP, LATER],
        [
            ("hidden-miss", "error", "id: handbook"),
            ("late-move", "warning", "due: by the end of 2018"),
            ("unrecorded-setback", "error", "due: by the end of 2018"),
        ],
    ),
    (
        "moved too late, and why, with its record",
        [],
        [SLIP, kept(LATER)],
        [],
    ),
    (
        "a day in the future is no excuse",
        [],
        [SLIP, SOMEDAY],
        [
            ("hidden-miss", "error", "id: handbook"),
            ("late-move", "warning", "due: by the end of 2018"),
            ("unrecorded-setback", "error", "due: by the end of 2018"),
        ],
    ),
    (
        "made vaguer",
        [],
        [("by the end of FY2018", "TBD")],
        [
            ("hidden-miss", "error", "id: budget"),
            ("late-move", "warning", "due: TBD"),
            ("unexplained-move", "warning", "due: TBD"),
            ("unrecorded-setback", "error", "due: TBD"),
        ],
    ),
    (
        "less often",
        [],
        [("repeats: quarterly", "repeats: twice a year")],
        [
            ("hidden-miss", "error", "id: visits"),
            ("unexplained-move", "warning", "repeats: twice"),
            ("unrecorded-setback", "error", "repeats: twice"),
        ],
    ),
    ("renamed", [], [("id: kickoff", "id: start")], [("renamed-id", "warning", "id: start")]),
    (
        "the adopted wording",
        [],
        [("text: The council will", "text: The council may")],
        [("changed-wording", "warning", "text: The council may")],
    ),
    ("the title", [], [("Publish a handbook", "Print a handbook")], []),
    (
        "the log",
        [],
        [("34 officers", "43 officers")],
        [
            ("rewritten-log", "error", "2018-02-11"),
        ],
    ),
    (
        "an edit switches off its judge",
        [],
        [REMOVED, OFF],
        [("removed-promise", "error", "- id: trust")],
    ),
    ("a plan that has it switched off", [OFF], [REMOVED, OFF], []),
    (
        "an edit that tightens",
        [],
        [("id: kickoff", "id: start"), ("period:", "checks:\n  renamed-id: error\nperiod:")],
        [("renamed-id", "error", "id: start")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "wanted"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_rules_of_change(
    repo: Repo,
    run: Runner,
    before: list[tuple[str, str]],
    after: list[tuple[str, str]],
    wanted: list[tuple[str, str, str]],
) -> None:
    repo.commit(edited(*before), "Adopt")
    files = edited(*after)
    repo.write(files)
    found = rules_of(run)
    # The line of the log is that of its entry, which begins with `- on:`.
    assert found == [
        (rule, severity, "safety.yaml", line_of(files, text)) for rule, severity, text in wanted
    ]
    assert run.code == any(severity == "error" for _, severity, _ in wanted)


def test_what_moves_in_time_with_its_reason_and_its_record(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    repo.write(edited(SLIP, kept(WHY)))
    assert rules_of(run, "--as-of", "2018-06-15") == []
    assert run.code == 0


def test_the_calendar_is_judged(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    files = edited(("starts: July", "starts: October"))
    repo.write(files)
    line = line_of(files, "starts: October", "plan.yaml")
    assert rules_of(run) == [
        ("late-move", "warning", "plan.yaml", line),
        ("unexplained-move", "warning", "plan.yaml", line),
        ("hidden-miss", "error", "safety.yaml", line_of(files, "id: budget")),
    ]


def test_a_plan_that_is_gone(repo: Repo, run: Runner) -> None:
    one = {f"one/{name}": text for name, text in edited().items()}
    two = {f"two/{name}": text for name, text in edited(("id: town", "id: city")).items()}
    del two["two/safety.yaml"]
    repo.commit(one | two, "Adopt")
    for path in (repo.folder / "plan" / "one").iterdir():
        path.unlink()
    found = json.loads(run("validate", "--since", "HEAD", "--json", "--dir", "plan"))
    gone = [d for d in found["diagnostics"] if d["rule"] == "removed-promise"]
    assert len(gone) == 7
    assert {d["file"] for d in gone} == {"one/safety.yaml"}
    assert run.code == 1


HOSTILE = (
    "::error file=x::pwned ##[error]no @all #1 <script>alert(1)</script> | ~~x~~ **y** [z](http://z)"
    " \\u001b[31mred \\u202e=cmd()"
)


@pytest.mark.parametrize(
    "command",
    [
        ["diff", "HEAD"],
        ["diff", "HEAD", "--format", "markdown"],
        ["diff", "HEAD", "--format", "csv"],
        ["diff", "HEAD", "--json"],
        ["validate", "--since", "HEAD"],
        ["validate", "--since", "HEAD", "--format", "github"],
    ],
    ids=" ".join,
)
def test_plan_text_is_hostile(repo: Repo, run: Runner, command: list[str]) -> None:
    repo.commit(edited(), "Adopt")
    text = f'"{HOSTILE}"'
    log = f"        log:\n          - on: 2018-05-01\n            note: {text}\n"
    repo.write(
        edited(
            ("title: Survey the newcomers of the town\n", f"title: {text}\n"),
            ("15 June 2018\n        owner: jvs\n", f"15 July 2018\n        owner: jvs\n{log}"),
            (
                "text: The council will publish a handbook for officers by mid-2018.",
                f"text: {text}",
            ),
            REMOVED,
        )
    )
    out = run(*command)
    for seen in ("\x1b", "\u202e", *(() if "--json" in command else ("##[",))):
        assert seen not in out
    own = "validate" in command and "github" in command
    for line in out.split("\n"):
        assert own or not line.lstrip().startswith("::")
    if own:
        # Nothing of the plan begins a line, or ends the properties of a command.
        assert all(
            line.startswith(
                ("::error file=plan", "::warning file=plan", "::notice file=plan", "plan:", "")
            )
            for line in out.split("\n")
        )
        assert "\n::error file=x" not in out
    if "markdown" in command:
        for live in ("<script>", "@all", "#1", "http://z", " [z](", "| ~~x~~ **y**"):
            assert live not in out
        assert all(line.count(" | ") == 4 for line in out.split("\n") if line.startswith("| **"))


def test_a_comment_is_never_too_long(tmp_path: Path) -> None:
    each = "".join(f"      - id: m-{n}\n        title: {'very ' * 20} long\n" for n in range(2000))
    text = f"title: All\nobjectives:\n  - id: all\n    title: All\n    milestones:\n{each}"
    found = changes(tmp_path, {"plan.yaml": HEAD}, {"plan.yaml": HEAD, "all.yaml": text})
    side = Side(Register((), "plan"), None)
    answer = review(found, summary(found, facts_on(Register(()), TODAY).all), side, side, TODAY)
    shown = markdown.render(answer, Canvas())
    assert len(shown) < 65_536
    assert "Too many to show here" in shown
    assert shown.endswith(f"as of {TODAY}.\n")
