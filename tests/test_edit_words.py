"""What every check of an edit says, where, and what it advises: word for word, in a file.

`pytest --update` rewrites `tests/told/edits.txt`.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from welcomeplan.rules.change import CHANGE_RULES, Edit, check_changes
from welcomeplan.versions import compare

from .test_diff import TOWN, parsed, work
from .test_record_rules import (
    AFTER,
    BACK,
    BEGUN,
    FALSE,
    HIDDEN,
    KEPT,
    MAY,
    OLD,
    RECORDS,
    REPLACED,
    TODAY,
)
from .test_weakening import HEAD, INNOCENT, OF_HEAD, PLAN, WEAKER, edited, files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import Plan

    Sides = tuple[tuple[Plan, ...], tuple[Plan, ...]]
    Row = tuple[str, Sides, date, date]

TOLD = Path(__file__).parent / "told" / "edits.txt"

FEBRUARY = date(2018, 2, 15)
DECIDED = TOWN + "checks: {unadopted-move: warning}\n"
"""The head of a plan that holds its edits to what the council decided."""
GIVEN_UP = "log: [{on: 2018-07-01, status: dropped, note: x}]"
VOTED = "on: 2018-02-10, note: x, under: R"
DUE = "due: by June 2018, owner: marc"
LATER = "due: by June 2019, owner: marc"
MOVED = "{on: 2018-02-10, was_due: by June 2018, note: x}"
UNDER = MOVED.replace("note: x", "note: x, under: Resolution 1")
NEXT = "\n            "
READ = "{on: 2018-01-31, value: 10}, {on: 2018-02-28, value: 20}"
FALLING = "id: i, title: Calls, owner: marc, baseline: 5, target: 30, due: by March 2018"
TARGETS = "id: i, title: Calls, owner: marc, targets: {2018: 30, 2019: 40}"


def of_one(before: str, after: str, head: str = TOWN) -> Sides:
    """One milestone, by what it says besides its id and title."""
    old, new = (
        work(f"id: a, title: Survey all newcomers, {more}", head=head) for more in (before, after)
    )
    return old, new


def measured(*sides: str) -> Sides:
    """One indicator."""
    start = "title: Work\nobjectives:\n  - id: o\n    title: Aim\n    indicators:\n"
    old, new = (
        parsed({"plan.yaml": TOWN, "work.yaml": f"{start}      - {{{one}}}\n"}) for one in sides
    )
    return old, new


def of_year(*sides: str) -> Sides:
    """A deadline that takes its year from above."""
    start = "objectives:\n  - id: o\n    title: Aim\n    milestones:\n"
    old, new = (
        parsed(
            {
                "plan.yaml": DECIDED,
                "work.yaml": f"title: Work\nyear: {year}\n{start}"
                "      - {id: a, title: A, due: by March}\n",
            }
        )
        for year in sides
    )
    return old, new


def headed(before: str, after: str, *milestones: str) -> Sides:
    """What stands in plan.yaml alone, below the rest of it."""
    old, new = (work(*milestones, head=TOWN + more) for more in (before, after))
    return old, new


@cache
def longer() -> tuple[Plan, ...]:
    return parsed(files())


def in_plan(*pairs: tuple[str, str], head: tuple[str, str] = ("", "")) -> Sides:
    """An edit of the longer plan."""
    plan = PLAN
    for before, after in pairs:
        plan = edited(plan, before, after)
    return longer(), parsed(files(edited(HEAD, *head) if head[0] else HEAD, plan))


def known() -> Iterator[Row]:
    """Those edits of which other tests ask which checks they break."""
    for rows, day, begun in (
        ((*HIDDEN, *KEPT), TODAY, AFTER),
        (RECORDS, FEBRUARY, BEGUN),
        (BACK, TODAY, MAY),
        (FALSE, TODAY, AFTER),
    ):
        for title, before, after, _ in rows:
            yield title, of_one(before, after), day, begun
    for title, before, after, added, _ in REPLACED:
        old, new = work(f"{OLD}, {before}"), work(f"{OLD}, {after}", f"id: b-2019, {added}")
        yield title, (old, new), FEBRUARY, BEGUN
    for title, before, after in (*(row[:3] for row in WEAKER), *INNOCENT):
        yield title, in_plan((before, after)), TODAY, AFTER
    for title, before, after, _ in OF_HEAD:
        yield title, in_plan(head=(before, after)), TODAY, AFTER


MORE: list[tuple[str, Sides]] = [
    # the same once each, and several of it
    (
        "later and less often",
        of_one("repeats: monthly, due: in 2018", "repeats: quarterly, due: in 2019"),
    ),
    ("more often", of_one("due: quarterly in 2018", "due: monthly in 2018")),
    ("more often, by its key", of_one("repeats: quarterly", "repeats: monthly")),
    (
        "two at once",
        (
            work(f"id: a, title: A, {DUE}", f"id: b, title: B, {DUE}"),
            work(f"id: a, title: A, {LATER}", f"id: b, title: B, {LATER}"),
        ),
    ),
    (
        "by nobody's decision: moved and moved back",
        of_one(
            DUE,
            f"{DUE}, log: [{MOVED}, {{on: 2018-02-12, was_due: by June 2019, note: y}}]",
            DECIDED,
        ),
    ),
    (
        "by nobody's decision: other words for the same day",
        of_one(DUE, DUE.replace("June", "the end of June"), DECIDED),
    ),
    (
        "by nobody's decision: given up and taken up again",
        of_one(
            DUE,
            f"{DUE}, log: [{{on: 2018-02-10, status: dropped, note: x}},"
            " {on: 2018-02-12, status: planned}]",
            DECIDED,
        ),
    ),
    (
        "by nobody's decision: the name of an organization, and a title",
        (
            work("id: a, title: Print a guide", head=DECIDED),
            work("id: a, title: Print two guides", head=DECIDED.replace("JVS", "Jews")),
        ),
    ),
    ("another id of the plan", in_plan(head=("id: town", "id: city"))),
    ("another day of adoption", in_plan(head=("adopted: 2017-09-05", "adopted: 2018-09-05"))),
    (
        "evidence of a time is gone",
        of_one(
            "repeats: quarterly, occurrences: [{period: 2018Q1, done: 2018-03-01, evidence: [x]}]",
            "repeats: quarterly, occurrences: [{period: 2018Q1, done: 2018-03-01}]",
        ),
    ),
    (
        "evidence stands among others",
        of_one(f"evidence: [a.pdf], {DUE}", f"evidence: [b.pdf, a.pdf], {DUE}"),
    ),
    (
        "an entry is gone",
        of_one(f"{DUE}, log: [{{on: 2018-01-10, note: Met}}]", DUE),
    ),
    (
        "a baseline at last, beside a target",
        measured(FALLING.replace("baseline: 5, ", ""), FALLING),
    ),
    (
        "by nobody's decision: when it begins, and what it waits for",
        of_one(f"starts: March 2018, {DUE}", f"starts: April 2018, {DUE}, after: [b]", DECIDED),
    ),
    (
        "by nobody's decision: the year above it",
        of_year("2019", "2020"),
    ),
    # what an entry says that was
    (
        "a first entry, of two that say it",
        of_one(
            DUE,
            f"{LATER}, log: [{{on: 2018-02-12, was_due: by May 2019, note: x}},"
            " {on: 2018-02-10, was_due: by July 2018, note: y}]",
        ),
    ),
    (
        "an owner with what it does",
        of_one(
            "owner: {org: marc, role: rooms}, due: by June 2019",
            "owner: jvs, due: by June 2019, log: [{on: 2018-02-10, was_owner: marc}]",
        ),
    ),
    (
        "an owner with what it does not",
        of_one(
            "owner: {org: marc, role: rooms}, due: by June 2019",
            "owner: jvs, due: by June 2019,"
            " log: [{on: 2018-02-10, was_owner: {org: marc, role: advice}}]",
        ),
    ),
    (
        "how often it never was",
        of_one("repeats: monthly", "repeats: quarterly, log: [{on: 2018-02-10, was_due: weekly}]"),
    ),
    (
        "a time taken back that was open",
        of_one(
            "repeats: quarterly, occurrences: [{period: 2018Q1}]",
            "repeats: quarterly, log: [{on: 2018-02-10, period: 2018Q1, was_done: 2018-01-01}]",
        ),
    ),
    (
        "a time taken back that was done",
        of_one(
            "repeats: quarterly, occurrences: [{period: 2018q1, done: 2018-01-01}]",
            "repeats: quarterly, log: [{on: 2018-02-10, period: 2018Q1, was_done: 2018-01-01}]",
        ),
    ),
    (
        "done on the day before the edit began, and taken back",
        of_one(DUE, f"{DUE}, log: [{{on: 2018-02-10, was_done: 2018-01-01, note: x}}]"),
    ),
    (
        "done on the day on which it began, and taken back",
        of_one(DUE, f"{DUE}, log: [{{on: 2018-02-10, was_done: 2018-01-02, note: x}}]"),
    ),
    (
        "taken back before as well",
        of_one(
            f"{DUE}, log: [{{on: 2018-01-01, was_done: 2017-12-01, note: x}}]",
            f"{DUE}, log: [{{on: 2018-01-01, was_done: 2017-12-01, note: x}},"
            " {on: 2018-02-10, was_done: 2017-12-01, note: y}]",
        ),
    ),
    # replaced-promise, of an indicator; lost-partner, of an action
    (
        "an indicator that was given up, once more",
        (
            measured(f"{FALLING}, status: dropped", FALLING)[0],
            parsed(
                {
                    "plan.yaml": TOWN,
                    "work.yaml": "title: Work\nobjectives:\n  - id: o\n    title: Aim\n"
                    f"    indicators:\n      - {{{FALLING}, status: dropped}}\n"
                    "      - {id: j, title: Calls, target: 30, due: by May 2018}\n",
                }
            ),
        ),
    ),
    (
        "the lead of an action whose promises have owners",
        (
            parsed(files(plan=edited(PLAN, "due: by March 2019", f"{LATER.replace(', ', NEXT)}"))),
            parsed(
                files(
                    plan=edited(
                        edited(PLAN, "due: by March 2019", f"{LATER.replace(', ', NEXT)}"),
                        "lead: marc",
                        "lead: jvs",
                    )
                )
            ),
        ),
    ),
    # changed-indicator, corrected-reading, rewritten-log, removed-part
    ("no unit", measured(f"{FALLING}, unit: calls", FALLING)),
    ("a unit at last", measured(FALLING, f"{FALLING}, unit: calls")),
    (
        "a lower target, and why",
        measured(
            FALLING,
            FALLING.replace("30", "20") + ", log: [{on: 2018-07-10, note: No money}]",
        ),
    ),
    ("a target of one time is lower", measured(TARGETS, TARGETS.replace("40", "35"))),
    ("both are", measured(TARGETS, TARGETS.replace("40", "35").replace("30", "25"))),
    ("a target of one time is gone", measured(TARGETS, TARGETS.replace(", 2019: 40", ""))),
    (
        "another number for the same day",
        measured(
            f"{FALLING}, readings: [{READ}]",
            f"{FALLING}, readings: [{READ}, {{on: 2018-02-28, value: 30}}]",
        ),
    ),
    (
        "a second number for the same month",
        measured(
            f"{FALLING}, readings: [{{on: 2018-02, value: 20}}]",
            f"{FALLING}, readings: [{{on: 2018-02, value: 20}}, {{on: 2018-02, value: 1200}}]",
        ),
    ),
    (
        "the same number twice",
        measured(
            f"{FALLING}, readings: [{READ}]",
            f"{FALLING}, readings: [{READ}, {{on: 2018-02-28, value: 20}}]",
        ),
    ),
    (
        "two numbers that stood there",
        measured(
            f"{FALLING}, readings: [{READ}, {{on: 2018-02-28, value: 30}}]",
            f"{FALLING}, readings: [{READ}, {{on: 2018-02-28, value: 30}},"
            " {on: 2018-03-31, value: 30}]",
        ),
    ),
    (
        "two numbers for one day, of another indicator",
        (
            measured(FALLING, FALLING)[0],
            measured(
                FALLING,
                FALLING.replace("id: i", "id: j")
                + f", readings: [{READ}, {READ.replace('10', '40')}]",
            )[1],
        ),
    ),
    ("a reading is gone", measured(f"{FALLING}, readings: [{READ}]", FALLING)),
    (
        "an indicator without a target is gone",
        (
            measured("id: i, title: Calls", "id: i, title: Calls")[0],
            measured("id: j, title: Homes sold", "id: j, title: Homes sold")[0],
        ),
    ),
    ("an indicator by its times is gone", (measured(TARGETS, TARGETS)[0], work("id: a, title: A"))),
    # removed-promise, removed-part, renamed-id
    (
        "a promise is gone",
        (work("id: a, title: A", "id: b, title: B, due: TBD"), work("id: a, title: A")),
    ),
    (
        "one without a deadline",
        (work("id: a, title: A", "id: b, title: B"), work("id: a, title: A")),
    ),
    (
        "another id",
        (
            work("id: a, title: Survey all newcomers, due: TBD"),
            work("id: b, title: Survey all newcomers, due: TBD"),
        ),
    ),
    (
        "another id of an organization",
        (
            work("id: a, title: A, owner: marc"),
            work("id: a, title: A, owner: mark", head=TOWN.replace("marc:", "mark:")),
        ),
    ),
    # changed-wording, removed-evidence
    ("an adopted text is gone", of_one(f"text: As adopted, {DUE}", DUE)),
    ("one full stop more", of_one(f"text: As adopted, {DUE}", f"text: As adopted., {DUE}")),
    (
        "the wording, and by whose decision",
        of_one(
            f"text: As adopted, {DUE}",
            f"text: As amended, {DUE}, log: [{{on: 2018-02-10, note: x, under: Resolution 1}}]",
        ),
    ),
    ("a source is another", of_one(f"source: p. 5, {DUE}", f"source: p. 6, {DUE}")),
    (
        "evidence is gone, and why",
        of_one(
            f"evidence: [x], {DUE}", f"{DUE}, log: [{{on: 2018-02-10, note: It was of others}}]"
        ),
    ),
    (
        "a plan of another document",
        headed(
            "sources: [{title: Adopted, path: a.txt}]\n",
            "sources: [{title: Amended, path: b.txt}]\n",
            "id: a, title: A",
        ),
    ),
    # lost-partner
    (
        "a partner is gone, and why",
        of_one(f"partners: [jvs], {DUE}", f"{DUE}, log: [{{on: 2018-02-10, note: They closed}}]"),
    ),
    ("a partner becomes the owner", of_one(f"partners: [jvs], {DUE}", DUE.replace("marc", "jvs"))),
    (
        "two partners are gone",
        of_one(f"partners: [{{org: marc, role: rooms}}, jvs], {DUE}", DUE.replace("marc", "kcpd")),
    ),
    # unexplained-move, late-move
    ("vaguer", of_one(DUE, "due: TBD, owner: marc")),
    ("it has no deadline any more", of_one(DUE, "owner: marc")),
    ("it has one at last", of_one("owner: marc", DUE)),
    ("it waits for another", of_one(DUE, f"{DUE}, after: [b]")),
    (
        "it begins at another time",
        of_one(f"starts: March 2018, {DUE}", f"starts: April 2018, {DUE}"),
    ),
    ("late, and why", of_one(DUE, f"{LATER}, log: [{{on: 2018-07-10, note: Too few staff}}]")),
    ("in time, and why", of_one(DUE, f"{LATER}, log: [{{on: 2018-06-30, note: Too few staff}}]")),
    ("a deadline of yesterday", of_one("due: by 14 July 2018", "due: by 30 July 2018")),
    ("a deadline of today", of_one("due: by 15 July 2018", "due: by 30 July 2018")),
    ("pulled forward, late", of_one(DUE, "due: by May 2018, owner: marc")),
    (
        "what a word of the calendar means",
        headed(
            "calendar: {words: {Short: by June 2018, Long: by June 2019}}\n",
            "calendar: {words: {Short: by August 2018, Long: by August 2019}}\n",
            "id: a, title: A, due: Short",
            "id: b, title: B, due: Long",
        ),
    ),
    (
        "what a word of the calendar means, sooner",
        headed(
            "calendar: {words: {Short: by June 2018}}\n",
            "calendar: {words: {Short: by May 2018}}\n",
            "id: a, title: A, due: Short",
        ),
    ),
    # unexplained-reopening, unexplained-target, unrecorded-setback
    ("reopened", of_one(f"{DUE}, done: 2018-02-10", DUE)),
    ("reopened, of a month", of_one(f"{DUE}, done: 2018-02", DUE)),
    (
        "a time reopened",
        of_one(
            "repeats: quarterly, occurrences: [{period: 2018Q1, done: yes}]", "repeats: quarterly"
        ),
    ),
    ("a target", of_one(f"target: 5 visits, {DUE}", f"target: 4 visits, {DUE}")),
    ("no target", of_one(f"target: 5 visits, {DUE}", DUE)),
    (
        "a target, and why",
        of_one(
            f"target: 5 visits, {DUE}",
            f"target: 4 visits, {DUE}, log: [{{on: 2018-07-10, note: x}}]",
        ),
    ),
    ("a target at last", of_one(DUE, f"target: 4 visits, {DUE}")),
    ("put off", of_one(DUE, f"{DUE}, status: deferred")),
    ("blocked", of_one(DUE, f"{DUE}, status: blocked")),
    ("taken up again", of_one(f"{DUE}, status: deferred", f"{DUE}, status: active")),
    (
        "a time of another deadline",
        of_one(
            "repeats: quarterly, occurrences: [{period: 2018Q3, due: by October 2018}]",
            "repeats: quarterly, occurrences: [{period: 2018Q3, due: by November 2018}]",
        ),
    ),
    ("less often", of_one("repeats: monthly", "repeats: quarterly")),
    (
        "a day beside the words",
        of_one(
            "due: {words: by the gala, by: 2018-08-20}", "due: {words: by the gala, by: 2018-09-20}"
        ),
    ),
    # corrected-done
    (
        "a beginning that nobody tells of",
        of_one("due: begin in spring 2018", "due: begin in spring 2018, done: 2018-05-01"),
    ),
    (
        "done at last, of a month that does not tell",
        of_one("due: by 15 June 2018", "due: by 15 June 2018, done: 2018-06"),
    ),
    (
        "done at last, of a month that does",
        of_one("due: by 15 June 2018", "due: by 15 June 2018, done: 2018-05"),
    ),
    (
        "done of a month, at least so late",
        of_one("due: by 15 May 2018, done: 2018-06", "due: by 15 May 2018, done: 2018-05-20"),
    ),
    (
        "as late as before",
        of_one(
            "due: by 15 May 2018, done: 2018-06-02",
            "due: by 15 May 2018, done: 2018-06-02, tags: [x]",
        ),
    ),
    (
        "given up late, and done in time",
        of_one(
            "due: by 15 May 2018, status: dropped, " + GIVEN_UP,
            "due: by 15 May 2018, done: 2018-05-10, " + GIVEN_UP,
        ),
    ),
    # loosened-check, tightened-check, new-excuse
    ("a check is off", headed("", "checks: {unowned-milestone: off}\n", "id: a, title: A")),
    (
        "a check weighs less",
        headed(
            "checks: {hidden-miss: error}\n", "checks: {hidden-miss: note}\n", "id: a, title: A"
        ),
    ),
    ("a check weighs more", headed("", "checks: {unowned-milestone: error}\n", "id: a, title: A")),
    (
        "a check weighs as much",
        headed("", "checks: {unowned-milestone: warning}\n", "id: a, title: A"),
    ),
    (
        "a check weighs as much again",
        headed("checks: {unowned-milestone: off}\n", "", "id: a, title: A"),
    ),
    ("an excuse", of_one(DUE, f"{DUE}, allow: [unowned-milestone, stranded-milestone]")),
    (
        "another excuse",
        of_one(
            f"{DUE}, allow: [unowned-milestone]",
            f"{DUE}, allow: [stranded-milestone, unowned-milestone]",
        ),
    ),
    ("no excuse any more", of_one(f"{DUE}, allow: [unowned-milestone]", DUE)),
    # unadopted-move
    ("by nobody's decision: a deadline", of_one(DUE, LATER, DECIDED)),
    (
        "by nobody's decision: a deadline with its record",
        of_one(DUE, f"{LATER}, log: [{MOVED}]", DECIDED),
    ),
    ("by a decision: a deadline", of_one(DUE, f"{LATER}, log: [{UNDER}]", DECIDED)),
    (
        "by nobody's decision: a target",
        of_one(f"target: 5 visits, {DUE}", f"target: 4 visits, {DUE}", DECIDED),
    ),
    ("by nobody's decision: no target any more", of_one(f"target: 5 visits, {DUE}", DUE, DECIDED)),
    (
        "by nobody's decision: a wording",
        of_one(f"text: As adopted, {DUE}", f"text: As amended, {DUE}", DECIDED),
    ),
    (
        "by one decision: a wording and a target",
        of_one(
            f"text: As adopted, target: 5 visits, {DUE}",
            f"text: As amended, target: 4 visits, {DUE}, log: [{{{VOTED}}}]",
            DECIDED,
        ),
    ),
    (
        "by two decisions: a wording and a target",
        of_one(
            f"text: As adopted, target: 5 visits, {DUE}",
            f"text: As amended, target: 4 visits, {DUE}, log: [{{{VOTED}}},"
            f" {{{VOTED.replace('10', '11')}}}]",
            DECIDED,
        ),
    ),
    (
        "by nobody's decision: given up",
        of_one(
            DUE,
            f"{DUE}, status: dropped, log: [{{on: 2018-02-10, status: dropped, note: x}}]",
            DECIDED,
        ),
    ),
    (
        "by nobody's decision: a time given up",
        of_one(
            "repeats: quarterly",
            "repeats: quarterly, log: [{on: 2018-02-10, period: 2018Q3, status: dropped, note: x}]",
            DECIDED,
        ),
    ),
    (
        "by nobody's decision: moved twice, and once by one",
        of_one(
            DUE,
            f"{LATER}, log: [{UNDER}, {{on: 2018-02-12, was_due: by May 2018, note: y}}]",
            DECIDED,
        ),
    ),
    (
        "by nobody's decision: a time of another deadline",
        of_one(
            "repeats: quarterly",
            "repeats: quarterly, occurrences: [{period: 2018Q3, due: by November 2018}],"
            " log: [{on: 2018-02-10, period: 2018Q3, was_due: by September 2018, note: x}]",
            DECIDED,
        ),
    ),
    ("by nobody's decision: how often", of_one("repeats: monthly", "repeats: quarterly", DECIDED)),
    (
        "by nobody's decision: when it begins",
        of_one(
            f"starts: March 2018, {DUE}",
            f"starts: April 2018, {DUE}",
            DECIDED,
        ),
    ),
    ("by nobody's decision: done", of_one(DUE, f"{DUE}, done: 2018-07-01", DECIDED)),
    (
        "by nobody's decision: the goal of the plan",
        (
            work("id: a, title: A", head=DECIDED + "goal: All settle\n"),
            work("id: a, title: A", head=DECIDED + "goal: Some settle\n"),
        ),
    ),
    (
        "by nobody's decision: a calendar",
        (
            work(
                "id: a, title: A, due: Short",
                head=DECIDED + "calendar: {words: {Short: by June 2019}}\n",
            ),
            work(
                "id: a, title: A, due: Short",
                head=DECIDED + "calendar: {words: {Short: by July 2019}}\n",
            ),
        ),
    ),
]

TOLD_LATE: list[tuple[str, Sides]] = [
    (
        "a reading that was in time, told late",
        measured(FALLING, f"{FALLING}, readings: [{{on: 2018-03-20, value: 30}}]"),
    ),
    (
        "one that was in time, and one that was not",
        measured(
            FALLING,
            f"{FALLING}, readings: [{{on: 2018-03-20, value: 30}}, {{on: 2018-07-10, value: 35}}]",
        ),
    ),
    (
        "two deadlines, by one reading each",
        measured(
            TARGETS.replace("2018: 30", "2018-03: 30, 2018-04: 30"),
            TARGETS.replace("2018: 30", "2018-03: 30, 2018-04: 30")
            + ", readings: [{on: 2018-03-20, value: 31}, {on: 2018-04-20, value: 32}]",
        ),
    ),
    (
        "a reading in time, which may have been of a later day",
        measured(FALLING, f"{FALLING}, readings: [{{on: 2018, value: 30}}]"),
    ),
    (
        "a reading in time, and another target",
        measured(
            FALLING, FALLING.replace("30", "20") + ", readings: [{on: 2018-03-20, value: 20}]"
        ),
    ),
    (
        "a reading of the day with which the edit began",
        measured(
            FALLING.replace("March 2018", "5 July 2018"),
            FALLING.replace("March 2018", "5 July 2018")
            + ", readings: [{on: 2018-07-01, value: 30}]",
        ),
    ),
    (
        "a reading of the day before",
        measured(
            FALLING.replace("March 2018", "5 July 2018"),
            FALLING.replace("March 2018", "5 July 2018")
            + ", readings: [{on: 2018-06-30, value: 30}]",
        ),
    ),
]
"""What is told after the deadline, and after the edit began."""


def said(title: str, sides: Sides, day: date, begun: date) -> Iterator[str]:
    """What an edit is told."""
    assert all(plan.complete for side in sides for plan in side)
    yield f"== {title}"
    for one in check_changes(Edit(compare(*sides), *sides, day, begun)):
        place = f"{one.file}:{one.line}:{one.column}-{one.end_line}:{one.end_column}"
        yield f"  {place}: {one.severity}: {one.message} [{one.rule}]"
        yield f"      {one.remedy}"


def test_what_a_file_may_hold_is_judged_by_the_version_that_stands_in_for_it() -> None:
    """Where what the edit began with can't be read, an earlier version of the file is taken."""
    old, new = of_one("", "status: deferred, log: [{on: 2018-01-10, status: deferred, note: x}]")
    for file, wanted in (("work.yaml", 0), ("other.yaml", 1)):
        days = {file: date(2018, 1, 10)}
        found = check_changes(Edit(compare(old, new), old, new, TODAY, AFTER, days))
        assert [one.rule for one in found] == ["backdated-entry"] * wanted


def test_every_check_of_an_edit_says_what_where_and_what_to_do(update: bool) -> None:
    rows = [*known(), *((title, sides, TODAY, BEGUN) for title, sides in MORE)]
    rows += [(title, sides, TODAY, AFTER) for title, sides in TOLD_LATE]
    lines = [line for row in rows for line in said(*row)]
    text = "\n".join(lines) + "\n"
    if update:
        TOLD.parent.mkdir(exist_ok=True)
        TOLD.write_text(text, "utf-8")
    assert text == TOLD.read_text("utf-8")
    for rule in CHANGE_RULES:
        assert f" [{rule.name}]" in text
