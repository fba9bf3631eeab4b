"""What is recorded of a promise, found by its times.

A promise may have thousands of times, and thousands of entries: each time asks for its own.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from welcomeplan.plan.promise import Promise, Time, Update


class Record:
    """What is recorded of a promise, by the names of its times: gone through once, and not again
    for each of them."""

    def __init__(self, promise: Promise) -> None:
        self.promise = promise

    @cached_property
    def _entries(self) -> dict[str | None, list[tuple[date, int, Update]]]:
        """The entries of its log by the time that they are of, with their days and places."""
        found: dict[str | None, list[tuple[date, int, Update]]] = {}
        for at, entry in enumerate(self.promise.log):
            found.setdefault(named(entry.period), []).append((entry.on, at, entry))
        return found

    @cached_property
    def whole(self) -> tuple[Update, ...]:
        """Those of the whole promise, by day."""
        return tuple(entry for _, _, entry in sorted(self._entries.get(None, ())))

    def entries(self, period: str | None) -> tuple[Update, ...]:
        """Those of a time and of the whole promise, by day."""
        own = self._entries.get(named(period)) if period else None
        if not own:
            return self.whole
        return tuple(entry for _, _, entry in sorted([*self._entries.get(None, ()), *own]))

    def own(self, period: str | None) -> tuple[Update, ...]:
        """Those of a time alone, by day; without one, those of the whole promise."""
        return tuple(entry for _, _, entry in sorted(self._entries.get(named(period), ())))

    @cached_property
    def owners(self) -> tuple[Update, ...]:
        """Those of the whole promise that say who answered for it until then, by day."""
        return tuple(entry for entry in self.whole if entry.was_owner)

    @cached_property
    def noted(self) -> date:
        """The last day on which somebody wrote of the whole promise what happened, and nothing as
        data; the first of all days, where nobody did."""
        notes = (u for u in self.whole if u.note and u.amount is None and not u.changes)
        return max((note.on for note in notes), default=date.min)

    @cached_property
    def _times(self) -> dict[str | None, Time]:
        return {named(time.period): time for time in reversed(self.promise.occurrences)}

    def time(self, period: str | None) -> Time | None:
        """What is recorded of a time."""
        return self._times.get(named(period)) if period else None

    @cached_property
    def turns(self) -> frozenset[date]:
        """The days on which something of it changed, or of one of its times."""
        dones = [self.promise.done, *(time.done for time in self.promise.occurrences)]
        changes = [entry for entry in self.promise.log if entry.changes]
        dones += (entry.was_done for entry in changes)
        return frozenset(
            (*(entry.on for entry in changes), *(done.first for done in dones if done))
        )


def named(period: str | None) -> str | None:
    """A time's name, as it is looked for; None for none."""
    return period.casefold() if period else None
