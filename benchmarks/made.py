"""Plans that are made up, of any size, and the same items as other programs keep them.

A seed makes the same plan again, byte for byte. Items are made one after another, so that a million
need no more memory than one: what measures must stay small, or its children would be told as large.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count as counting
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

SEED = 24
PER_FILE = 4_000
PER_OBJECTIVE = 20
AS_OF = date(2018, 2, 15)
YEARS = range(2017, 2022)
HEAD = """\
id: made
title: A plan that is made up
adopted: 2017-01-01
period: 2017 to 2021
lead: council
organizations:
"""
ORGANIZATIONS = (
    *("council", "schools", "police", "library", "clinic", "chamber", "college", "parks"),
    *("housing", "transit", "legal-aid", "newcomers"),
)
_DEEDS = ("Hold", "Publish", "Translate", "Open", "Review", "Fund", "Train", "Map", "Adopt", "Host")
_KINDS = ("new", "joint", "yearly", "first", "bilingual", "public", "regional", "open", "shared")
_THINGS = (
    *("guide", "workshop", "fair", "survey", "council", "clinic", "fund", "directory", "policy"),
    *("training", "hotline", "network", "report"),
)
_PEOPLE = ("students", "employers", "families", "tenants", "nurses", "teachers", "drivers")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_ENDS = {3: 31, 6: 30, 9: 30, 12: 31}


class Item(NamedTuple):
    """A milestone, as lines of a plan, and what other programs are told of it."""

    id: str
    title: str
    owner: str
    due: date
    """Its last day on time; of what repeats, of its time in the quarter that is asked for; of what
    waits, so many days after the deadline that it waits for."""
    done: bool
    lines: tuple[str, ...]


def items(count: int, seed: int = SEED) -> Iterator[Item]:
    """So many milestones. Of ten, one repeats and one waits for another; of those that were due
    by the day as of which they are judged, four of five are done."""
    rng = random.Random(seed)  # noqa: S311 - made up, and the same each time
    before: Item | None = None
    for number in range(count):
        lot = rng.random()
        if lot < 0.1:
            item = _repeating(rng, number)
        elif lot < 0.2 and before and number % PER_FILE:
            item = _waiting(rng, number, before)
        else:
            item = _dated(rng, number)
        yield item
        before = None if lot < 0.1 else item


def _dated(rng: random.Random, number: int) -> Item:
    words, due = _deadline(rng)
    done = due < AS_OF and rng.random() < 0.8
    item = _item(rng, number, due, [f"due: {words}"], done=done)
    if not done:
        return item
    day = max(due - timedelta(days=rng.randrange(10)), date(YEARS[0], 1, 1))
    log = (f"done: {day}", "log:", f"  - on: {day}", f"    note: {rng.choice(_PEOPLE)} were there")
    return item._replace(lines=(*item.lines, *log))


def _waiting(rng: random.Random, number: int, before: Item) -> Item:
    days = rng.choice((30, 60, 90))
    due = before.due + timedelta(days=days)
    return _item(rng, number, due, [f"due: {days} days after {before.id}"], done=False)


def _repeating(rng: random.Random, number: int) -> Item:
    due = date(AS_OF.year, 3, 31)
    item = _item(rng, number, due, ["starts: 2017", "due: 2021"], done=False)
    times = ("occurrences:", "  - period: 2017Q1", "    done: 2017-03-20", "  - period: 2017Q2")
    done = ("    done: 2017-06-20", "repeats: quarterly")
    return item._replace(lines=(*item.lines, *times, *done))


def _item(rng: random.Random, number: int, due: date, when: list[str], *, done: bool) -> Item:
    deed, thing = rng.choice(_DEEDS), rng.choice(_THINGS)
    whom = f"{rng.choice(_PEOPLE)} and {rng.choice(_PEOPLE)} in area {rng.randrange(900)}"
    title = f"{deed} a {rng.choice(_KINDS)} {thing} for {whom}"
    owner = rng.choice(ORGANIZATIONS)
    name = f"{deed.lower()}-{thing}-{number}"
    lines = [f"id: {name}", f"title: {title}", *when, f"owner: {owner}"]
    if rng.random() < 0.3:
        lines.append(f"partners: [{rng.choice([o for o in ORGANIZATIONS if o != owner])}]")
    if rng.random() < 0.1:
        lines.append(f"tags: [{rng.choice(_PEOPLE)}]")
    return Item(name, title, owner, due, done, tuple(lines))


def _deadline(rng: random.Random) -> tuple[str, date]:
    """A deadline in words, and its last day: of seven, four are days, of which there are many."""
    year, month = rng.choice(YEARS), rng.randrange(1, 13)
    day = date(year, month, rng.randrange(1, 29))
    quarter = (month + 2) // 3
    end = date(year, 3 * quarter, _ENDS[3 * quarter])
    return rng.choice(
        (
            (str(day), day),
            (str(day), day),
            (f"by {day.day} {_MONTHS[month - 1]} {year}", day),
            (f"no later than {_MONTHS[month - 1]} {day.day}, {year}", day),
            (f"{year}Q{quarter}", end),
            (f"by mid-{year}", date(year, 6, 30)),
            (f"by the end of {year}", date(year, 12, 31)),
        )
    )


def plan(folder: Path, count: int) -> Path:
    """A plan of so many milestones, 4,000 in a file; `folder/plan` has it."""
    home = folder / "plan"
    home.mkdir(parents=True)
    names = "".join(f"  {name}: The {name} of the region\n" for name in ORGANIZATIONS)
    (home / "plan.yaml").write_text(HEAD + names, "utf-8")
    every = items(count)
    for at in counting(1):
        some = list(islice(every, PER_FILE))
        if not some:
            return home
        text = "\n".join(_strategy(at, some)) + "\n"
        (home / f"strategy-{at:03}.yaml").write_text(text, "utf-8")
    raise AssertionError


def _strategy(number: int, some: list[Item]) -> Iterator[str]:
    yield from (f"title: Strategy {number}", "objectives:")
    for at, item in enumerate(some):
        if at % PER_OBJECTIVE == 0:
            yield f"  - id: objective-{number}-{at // PER_OBJECTIVE}"
            yield f"    title: Objective {at // PER_OBJECTIVE} of strategy {number}"
            yield "    milestones:"
        first, *rest = item.lines
        yield f"      - {first}"
        for line in rest:
            yield f"        {line}"


def journal(path: Path, every: Iterable[Item]) -> None:
    """The same items as transactions of hledger."""
    with path.open("w", encoding="utf-8") as file:
        for item in every:
            mark = "*" if item.done else "!"
            file.write(f"{item.due} {mark} ({item.id}) {item.title}\n    ({item.owner})  1\n\n")


def tasks(path: Path, every: Iterable[Item]) -> None:
    """The same items as `task import` takes them."""
    with path.open("w", encoding="utf-8") as file:
        for number, item in enumerate(every):
            told = {
                "uuid": str(UUID(int=number + 1)),
                "description": f"{item.id} {item.title}",
                "project": item.owner,
                "due": f"{item.due:%Y%m%d}T120000Z",
                "entry": "20170101T000000Z",
                "status": "completed" if item.done else "pending",
                **({"end": "20180101T000000Z"} if item.done else {}),
            }
            file.write(json.dumps(told) + "\n")
