"""Which organizations answer for something, and have not been heard of since when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from welcomeplan.plan import course_of, heard
from welcomeplan.versions.lives import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from welcomeplan.plan import Course, Level
    from welcomeplan.versions.lives import Ledger, Life


@dataclass(frozen=True, slots=True)
class Silence:
    """How long an organization that answers for open promises has not been heard of."""

    org: str
    name: str
    open: int
    """For how many open promises it answers."""
    heard: date | None
    """The last log entry, reading or finished promise of its own, or change of status; None:
    never."""
    since: date
    """That day, or else the day since which it answers for something."""


def silences(ledger: Ledger, as_of: date) -> list[Silence]:
    """The organizations that answer for something open, the longest silent first.

    Only what is dated up to `as_of` counts.
    """
    last: dict[str, date] = {}
    first: dict[str, date] = {}
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for life in ledger.lives:
        owner = life.place.owner
        if owner and life.open:
            counts[owner] += 1
            organization = life.place.plan.head.organizations.get(owner)
            names.setdefault(owner, organization.name if organization else owner)
            day = _answers_since(life)
            first[owner] = min(first.get(owner, day), day)
        for org, day in _heard(life, as_of):
            if day <= as_of:
                last[org] = max(last.get(org, day), day)
    found = [
        Silence(org, names[org], count, last.get(org), last.get(org) or first[org])
        for org, count in counts.items()
    ]
    return sorted(found, key=lambda silence: (silence.since, silence.org))


def _answers_since(life: Life) -> date:
    """Since when its owner answers for it: since it took it over, by the record or else by the
    commit; else since it was promised."""
    recorded = [entry.on for entry in life.place.promised.log if entry.was_owner]
    taken = [event.commit.date for event in life.events if event.kind is Kind.OWNER]
    return max(recorded or taken, default=life.promised.commit.date)


def _heard(life: Life, as_of: date) -> Iterable[tuple[str, date]]:
    """Each organization that was heard of, and when: by the record, and by what was changed in it
    without an entry that dates it."""
    course = course_of(life.place)
    names = {key: one.name for key, one in life.place.plan.head.organizations.items()}
    yield from heard(course, names)
    happened = (Kind.DONE, Kind.REOPENED, Kind.STATUS)
    days = [event.on or event.commit.date for event in life.events if event.kind in happened]
    # Of a month or a year it may have been the last day, as far as that has come.
    days += [min(level.on.last, as_of) for level in _levels(course) if level.on.first <= as_of]
    yield from ((owner, day) for day in days if (owner := course.owner(day)))


def _levels(course: Course) -> tuple[Level, ...]:
    return course.promise.measure.levels if course.promise.measure else ()
