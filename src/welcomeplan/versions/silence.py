"""Which organizations answer for something, and have not been heard of since when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from welcomeplan.versions.lives import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from welcomeplan.versions.lives import Ledger, Life


@dataclass(frozen=True, slots=True)
class Silence:
    """How long an organization that answers for open promises has not been heard of."""

    org: str
    name: str
    open: int
    """For how many open promises it answers."""
    heard: date | None
    """The last log entry or finished promise of its own, or change of status; None: never."""
    since: date
    """That day, or else the day on which it was first promised something of."""


def silences(ledger: Ledger, as_of: date) -> list[Silence]:
    """The organizations that answer for something open, the longest silent first.

    Only what is dated up to `as_of` counts.
    """
    heard: dict[str, date] = {}
    first: dict[str, date] = {}
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for life in ledger.lives:
        owner = life.place.owner
        if owner and life.open:
            counts[owner] += 1
            organization = life.place.plan.head.organizations.get(owner)
            names.setdefault(owner, organization.name if organization else owner)
            day = life.promised.commit.date
            first[owner] = min(first.get(owner, day), day)
        for org, day in _heard(life):
            if day <= as_of:
                heard[org] = max(heard.get(org, day), day)
    found = [
        Silence(org, names[org], count, heard.get(org), heard.get(org) or first[org])
        for org, count in counts.items()
    ]
    return sorted(found, key=lambda silence: (silence.since, silence.org))


def _heard(life: Life) -> Iterable[tuple[str, date]]:
    promise = life.place.milestone
    organizations = life.place.plan.head.organizations
    for update in promise.log:
        spoken = next((o for o, who in organizations.items() if update.by in (o, who.name)), None)
        yield from ((org, update.on) for org in {spoken, life.place.owner} if org)
    if life.place.owner:
        finished = [promise.done, *(time.done for time in promise.occurrences)]
        yield from (
            (life.place.owner, done.first) for done in finished if done and not done.unknown
        )
        for event in life.events:
            if event.kind in (Kind.DONE, Kind.REOPENED, Kind.STATUS):
                yield life.place.owner, event.commit.date
