"""What a version changed about one promise: events, each with the commit that did it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.plan import NOBODY, OccurrenceEntry, Place, course_of
from welcomeplan.versions import causes
from welcomeplan.versions.lives import Event, Kind
from welcomeplan.versions.log import decision, log_changes, of_time, reasons, records
from welcomeplan.versions.moves import due_words, late, late_time, move, time_due, words_of
from welcomeplan.versions.steps import (
    decided,
    due_steps,
    owner_steps,
    status_steps,
    time_steps,
    why,
)
from welcomeplan.versions.thing import between
from welcomeplan.versions.values import BECAME, ChangeKind, Sides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from welcomeplan.plan import Indicator, Late, LogEntry, Milestone
    from welcomeplan.versions.causes import Cause, Fact
    from welcomeplan.versions.moves import Move
    from welcomeplan.versions.steps import Steps
    from welcomeplan.versions.values import Key, Version

    Names = dict[tuple[str, str], str]  # new ids, by kind and old id


def happened(
    version: Version,
    keys: Sequence[Key],
    old: Place,
    new: Place,
    renamed: Names,
    first_due: date | None,
    *,
    same: bool,
) -> Iterator[Event]:
    """What happened to a promise in a version. It goes by `keys`, the last first; was first due on
    `first_due`, as far as that is known; and is the `same` where all that it says of itself is.
    `renamed` are the new ids in its plan."""
    added = () if same else _added(old.promised, new.promised)
    return _Step(version, keys, old, new, renamed, added, first_due, same).events()


@dataclass(frozen=True, slots=True)
class _Step:
    """A promise as it stood before a version, and as it stands in it."""

    version: Version
    keys: Sequence[Key]
    old: Place
    new: Place
    renamed: Names
    added: tuple[LogEntry, ...]
    """What was added to its log."""
    first_due: date | None
    """The first day that it was promised for so far."""
    same: bool
    """Whether all that it says of itself is as it was."""

    def events(self) -> Iterator[Event]:
        """What happened to it."""
        if self.old.file.file != self.new.file.file:
            files = self.old.file.file, self.new.file.file
            cause = causes.cause(self.version, self.keys, self.new, causes.file, (files[1],))
            yield cause.event(Kind.RELOCATED, *files)
        yield from self._deadline()
        if not self.same:
            yield from self._targets()
            yield from self._done()
            yield from self._times()
            yield from self._times_told()
            yield from self._status()
        if self.old.owner != self.new.owner:
            names = self.old.owner or "", self.new.owner or ""
            turns = owner_steps(self.new, of_time(self.added, ""))
            cause = self._cause(causes.owner, ChangeKind.REOWNED, steps=turns)
            yield cause.event(Kind.OWNER, *names)

    def _cause(
        self,
        fact: Fact,
        kind: ChangeKind,
        key: str = "",
        period: str | None = None,
        steps: Steps = (),
    ) -> Cause:
        """Who did it, and the reason that was added for such a change (to a `key`), of the whole or
        of one time; its day is that of the record of it, whether or not that says why."""
        asked = self.version, self.keys, self.new, fact, (fact(self.new),)
        mine = of_time(self.added, period or "")
        told = reasons(kind, mine, key)
        days = records(kind, mine, key) or told
        under = decided(steps) if steps else decision(kind, mine, key)
        found = causes.cause(*asked, told, under, days)
        if len(steps) < 2:
            return found
        return replace(found, reason=why(steps) or found.reason, steps=steps)

    def _deadline(self) -> Iterator[Event]:
        sides = Sides(self.old.plan, self.new.plan, self.renamed)
        old, new = self.old.promised, self.new.promised
        stayed = self.same or (old.due, old.repeats) == (new.due, new.repeats)
        plain = sides.same_calendar and sides.same_span
        if self.same and plain and self.old.year == self.new.year:
            return
        was, words = words_of(old), words_of(new)
        found = move(self.old, self.new, sides)
        if found is None and was == words:
            return
        if found is None and old.due and new.due:
            return  # it waits for the same thing, which has another id
        kind = Kind.REWORDED if was else Kind.DATED
        fewer = found and ChangeKind.FEWER in found.kinds
        other = found and found.before != found.after and not found.counts
        if found and (found.days or fewer or other):
            kind = Kind.DATED if self._first_day(found) else Kind.MOVED
        days = found.days if found and kind is Kind.MOVED else None
        fact = causes.deadline_words if kind is Kind.REWORDED else causes.deadline_day
        before, after = causes.due_by(self.old), causes.due_by(self.new)
        if found and not found.nominal and not found.counts:
            before, after = found.before, found.after
        key = "" if stayed else "due"  # nothing is recorded of what the calendar moves
        turns = due_steps(self.old, self.new, self.added) if key else ()
        event = self._cause(fact, ChangeKind.SLIPPED, key, steps=turns).event(
            kind,
            was,
            words,
            due_before=before,
            due_after=after,
            days=days,
            calendar=stayed,
        )
        yield replace(event, owner=self._answered(event))

    def _answered(self, event: Event, period: str = "") -> str:
        """Who answered for it when its deadline moved; empty: nobody. Of entries of one day the
        first that is written came first; where none says since when another answers, that does
        since the commit, and the move is of who did before."""
        day = event.on or event.commit.date
        if self.old.owner != self.new.owner and not any(e.was_owner for e in self.added):
            return course_of(self.old).owner(day) or ""
        log = sorted(self.new.promised.log, key=lambda entry: entry.on)
        moved = records(ChangeKind.SLIPPED, of_time(self.added, period), "due")
        since = log[log.index(moved[-1]) :] if moved else [e for e in log if e.on > day]
        owner = next((e.was_owner for e in since if e.was_owner), self.new.owner)
        return "" if owner in (None, NOBODY) else owner

    def _targets(self) -> Iterator[Event]:
        """Each target that is another, with the reason that a diff gives for it."""
        old, new = self.old.model, self.new.model
        if all(getattr(old, key, None) == getattr(new, key, None) for key in ("target", "targets")):
            return
        sides = Sides(self.old.plan, self.new.plan, self.renamed)
        for change in between(self.old, self.new, sides):
            if change.key in ("target", "targets"):
                fact = partial(causes.aim, change.before, change.after)
                cause = replace(
                    self._cause(fact, change.kind),
                    reason=change.reason or "",
                    under=change.under,
                )
                texts = change.before or "", change.after or ""
                yield replace(cause.event(Kind(change.kind.value), *texts), shared=change.shared)

    def _first_day(self, found: Move) -> bool:
        """Whether words that meant no day ("TBD"), or none, are given the first: nothing moved.
        What waits for something else, or repeats, has its days."""
        waited = isinstance(self.old.due, Deadline) and self.old.due.anchor
        had = found.before or waited or self.old.promised.repeats
        return self.first_due is None and not had

    def _done(self) -> Iterator[Event]:
        old, new = self.old.promised.done, self.new.promised.done
        if old == new:
            return
        cause, was = self._cause(causes.done, _DONE[new is None]), str(old) if old else ""
        if new:
            due, days = causes.due_by(self.new), late(self.new, new)
            yield how_late(cause.says(new).event(Kind.DONE, was, str(new), due_after=due), days)
        else:
            yield cause.event(Kind.REOPENED, was)

    def _times(self) -> Iterator[Event]:
        """What repeats: each time that was marked, or is no longer."""
        old, new = self.old.promised.occurrences, self.new.promised.occurrences
        if old == new:
            return
        was = {time.period: time for time in old if time.done}
        now = {time.period: time for time in new if time.done}
        for period in dict.fromkeys((*was, *now)):
            texts = [f"{period}: {d[period].done}" if period in d else "" for d in (was, now)]
            if texts[0] != texts[1]:
                kind = Kind.DONE if period in now else Kind.REOPENED
                days = late_time(self.new, now[period]) if period in now else None
                fact = partial(causes.time, period)
                cause = self._cause(fact, _DONE[period not in now], period=period)
                if period in now:
                    cause = cause.says(now[period].done)
                yield how_late(cause.event(kind, *texts), days)

    def _times_told(self) -> Iterator[Event]:
        """What repeats: each time that was put off, given up, begun, or moved alone."""
        old, new = self.old.promised, self.new.promised
        for entry in self.added:
            if entry.period and entry.status:
                kind = BECAME.get(entry.status, ChangeKind.RESUMED)
                cause = self._cause(causes.whole, kind, period=entry.period)
                yield cause.event(Kind.STATUS, entry.period, f"{entry.period}: {entry.status}")
        was, now = ({one.period: one for one in each.occurrences} for each in (old, new))
        for period in dict.fromkeys((*was, *now)):
            dues = [each[period].due if period in each else None for each in (was, now)]
            if dues[0] != dues[1]:
                yield self._time_moved(period, was.get(period), now.get(period))

    def _time_moved(
        self, period: str, was: OccurrenceEntry | None, now: OccurrenceEntry | None
    ) -> Event:
        """That one time of what repeats has another deadline. Without one, or a record, it is due
        by the end of its period."""
        fact = partial(causes.time_due, period)
        turns = time_steps(self.old, self.new, self.added, period)
        cause = self._cause(fact, ChangeKind.SLIPPED, "due", period, turns)
        blank = OccurrenceEntry(period=period, due=None, done=None, evidence=())
        words = [due_words(one.due if one else None) or _ITS_END for one in (was, now)]
        before, after = time_due(self.old, was or blank), time_due(self.new, now or blank)
        if before == after:
            return cause.event(Kind.REWORDED, *(f"{period}: {one}" for one in words))
        event = cause.event(Kind.TIME_MOVED, period, words[1], due_before=before, due_after=after)
        return replace(event, owner=self._answered(event, period))

    def _status(self) -> Iterator[Event]:
        old, new = self.old.promised, self.new.promised
        if old.status == new.status or (new.done and not old.done and new.status is None):
            return
        names = old.status or "planned", new.status or "planned"
        kind = BECAME.get(new.status or "", ChangeKind.RESUMED)
        turns = status_steps(self.old, self.new, self.added)
        yield self._cause(causes.status, kind, steps=turns).event(Kind.STATUS, *names)


def how_late(event: Event, late: Late | None) -> Event:
    """That something was done, and how late."""
    return replace(event, days=late.days, least=late.least) if late else event


_ITS_END = "the end of its period"
_DONE = {False: ChangeKind.COMPLETED, True: ChangeKind.REOPENED}


def _added(old: Milestone | Indicator, new: Milestone | Indicator) -> tuple[LogEntry, ...]:
    """What was added to the log, by day; what stands in place of another entry is no news."""
    if old.log == new.log:
        return ()
    added = (new.log[at] for at in log_changes(old.log, new.log)[0])
    return tuple(sorted(added, key=lambda entry: entry.on))
