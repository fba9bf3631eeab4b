"""How promises stand, on each day that makes a difference to them: word for word, in a file.

In `tests/told/standing.txt` stands below each promise, by what it says besides its id, `a`, and its
title (and below others, `b` and `c`, where it needs those), how it stands on a day, and on the next
on which that differs. `pytest --update` rewrites it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from welcomeplan.plan import course_of, days_late, gauge, judge, register

from .test_diff import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import Miss, Plan, Standing

TOLD = Path(__file__).parent / "told" / "standing.txt"
HEAD = """\
id: town
title: A plan
period: January to June 2018
organizations: {marc: MARC, jvs: JVS}
"""
DAY = timedelta(days=1)
MIDST = date(2018, 2, 15)
READ = ("undated", "relative", "recurring")
FLAGS = ("kept", "unbound", "unbegun", "reached", "lapsed", "open", "at_least", "begins")


def missed(miss: Miss) -> str:
    name = f"{miss.period} " if miss.period else ""
    return f"{name}{miss.due_by} ({miss.owner}, since {miss.on})"


def said(one: Standing) -> str:
    """All that is said of a promise, or a time of one, as it stands."""
    told = [
        f"{one.state}",
        one.due and f"due {one.due_by or one.due.kind}",
        one.due and one.due.kind in READ and f"read as {one.due.reading}",
        one.due and one.time and f"in words {one.due.words}",
        one.question and f"asked {one.question.words}",
        one.starts and f"from {one.starts}",
        one.begun and f"begun {'always' if one.begun == date.min else one.begun}",
        one.done and f"done {one.done.text}",
        one.late is not None and f"late {one.late}",
        one.lateness,
        one.logged and f"logged {one.logged}",
        one.waits_on and f"waits on {', '.join(one.waits_on)}",
        one.earlier and f"before {', '.join(str(due.due_by) for due in one.earlier)}",
        one.misses and f"missed {', '.join(map(missed, one.misses))}",
        one.promise.status and f"status {one.promise.status}",
        one.promise.owner != "marc" and f"owner {one.promise.owner}",
        one.log and f"entries {len(one.log)}",
        one.times and f"first {one.first_open.period}, counted {one.counted.period}",
        ", ".join(flag for flag in FLAGS if getattr(one, flag)),
    ]
    return "; ".join(str(part) for part in told if part)


def days(title: str, last: Standing) -> list[date]:
    """The days that make a difference, with the one before and the one after each."""
    named = {date.fromisoformat(day) for day in re.findall(r"2018-\d\d-\d\d", title)}
    every = (last.due_by, last.starts, *(miss.due_by for miss in last.misses))
    known = {MIDST, *named, *(day for day in every if day and day.year == 2018)}
    return sorted({day + more * DAY for day in known for more in (-1, 0, 1)})


def titles() -> list[str]:
    return re.findall(r"^== (.*)$", TOLD.read_text("utf-8"), re.MULTILINE)


def read(title: str) -> Plan:
    """The plan of a promise, and of the others that are named beside it."""
    kind, _, keys = title.partition(": ")
    rows = "".join(f"      - {{{row}}}\n" for row in f"id: a, title: A, {keys}".split(" | "))
    start = f"title: Work\nobjectives:\n  - id: o\n    title: Aim\n    {kind}s:\n"
    (plan,) = parsed({"plan.yaml": HEAD, "work.yaml": start + rows})
    assert plan.complete, title
    return plan


def told(title: str) -> Iterator[str]:
    """How it stands, day by day."""
    found = register([read(title)])
    stands = judge if title.startswith("milestone") else gauge
    yield f"== {title}"
    before: list[str] = []
    for day in days(title, stands(found, date(2018, 12, 31))[0]):
        one = stands(found, day)[0]
        lines = [said(one), *(f"  {time.period}: {said(time)}" for time in one.times)]
        if lines != before:
            yield f"  {day}: {lines[0]}"
            yield from (f"  {line}" for line in lines[1:] if line not in before)
        before = lines


def test_an_edit_is_told_the_lateness_that_is_listed() -> None:
    """What is said of a day that an edit gives is what is said of it everywhere else."""
    for title in titles():
        plan = read(title)
        place = plan.promised["a"]
        done = place.promised.done
        if done and not place.recurrence:
            told = days_late(course_of(place), done, date.max)
            one = judge(register([plan]), date(2018, 12, 31))[0]
            assert (told and told.days, bool(told and told.least)) == (one.late, one.at_least), (
                title
            )


def test_how_a_promise_stands_on_each_day_that_makes_a_difference(update: bool) -> None:
    found = "".join(f"{line}\n" for title in titles() for line in told(title))
    if update:
        TOLD.write_text(found, "utf-8")
    assert found == TOLD.read_text("utf-8")
