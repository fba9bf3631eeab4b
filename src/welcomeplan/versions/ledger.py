"""Many versions of plans -> what was first promised, what moved, who moved it, and why.

A milestone, or an indicator, is followed by its id through every file and plan of a workspace.
Where an id is gone and another appears in the same commit that is taken for its new name
(`likeness` says when), that is an event of its own, so that nobody is left to believe it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.plan import NOBODY, PROMISED, OccurrenceEntry, Place, course_of
from welcomeplan.versions import causes
from welcomeplan.versions.diff import pair_plans
from welcomeplan.versions.likeness import pairs
from welcomeplan.versions.lives import DEADLINES, Event, Kind, Ledger, Life
from welcomeplan.versions.log import decision, log_changes, of_time, plain, reasons, records
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
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from welcomeplan.plan import Indicator, Late, LogEntry, Milestone, Plan
    from welcomeplan.versions.causes import Cause, Fact
    from welcomeplan.versions.moves import Move
    from welcomeplan.versions.steps import Steps
    from welcomeplan.versions.values import Commit, Gaps, Key, Version

    _Names = dict[tuple[str, str], str]  # new ids, by kind and old id


def follow(versions: Iterable[Version]) -> Ledger:
    """The lives of every promise in versions of the same plans, the oldest version first.

    What stood in a file is taken to stand there still while it can't be read; whatever else a
    version says counts. No version of the plans need be kept by the caller.
    """
    follower = _Follower()
    for version in versions:
        follower.see(version)
    order = dict.fromkeys((*follower.order, *follower.alive))
    standing = [follower.alive[key].life() for key in order if key in follower.alive]
    removed = [track.life(removed=True) for track in follower.dead.values()]
    return Ledger((*standing, *removed))


@dataclass
class _Track:
    """A promise while it is followed."""

    key: Key
    place: Place
    events: list[Event]
    first_words: str = ""
    first_due: date | None = None
    former: list[Key] = field(default_factory=list)
    touched: Commit | None = None
    maybe: frozenset[str] = frozenset()
    """The files, not read since it was last seen, in which it may stand."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """Its names, the last first."""
        return (self.key, *reversed(self.former))

    def life(self, *, removed: bool = False) -> Life:
        return Life(
            *self.key,
            self.place,
            tuple(self.events),
            self.first_words,
            self.first_due,
            tuple(self.former),
            removed,
            self.touched,
        )

    def add(self, event: Event) -> None:
        """Keep what happened; the first deadline that it has, and the first day."""
        self.events.append(event)
        if event.kind in DEADLINES:
            self.first_words = self.first_words or event.before or event.after
            self.first_due = self.first_due or event.due_before or event.due_after


class _Follower:
    """Goes through versions, and writes down what happened to each promise."""

    def __init__(self) -> None:
        self.alive: dict[Key, _Track] = {}
        self.dead: dict[Key, _Track] = {}
        self.order: list[Key] = []
        self.plans: dict[str, Plan] = {}
        """As they were last read."""
        self.files: frozenset[str] = frozenset()
        """Those of the last version, read or not."""

    def see(self, version: Version) -> None:
        """The next version."""
        present = {
            (plan.id, name): place
            for plan in version.plans
            for name, place in plan.promised.items()
        }
        gaps = version.gaps
        hidden = self._hidden(version, gaps, present)
        renamed = self._rename(version, present, hidden)
        for key, place in present.items():
            track = self.alive.get(key)
            if track:
                self._compare(version, track, place, renamed.get(key[0], {}))
            else:
                self.alive[key] = self._begin(version, key, place)
        for key in [key for key in self.alive if key not in present and key not in hidden]:
            track = self.dead[key] = self.alive.pop(key)
            cause = causes.cause(version, track.keys, track.place, causes.stands, None)
            track.add(cause.event(Kind.REMOVED, track.place.file.file))
            track.maybe = gaps.files
        for track in self.dead.values():
            track.maybe &= gaps.files
        self.plans = self._unread_plans(version)
        self.plans |= {plan.id: plan for plan in reversed(version.plans)}
        self.files = _files(version).union(version.unread)
        if present:
            self.order = list(present)

    def _hidden(self, version: Version, gaps: Gaps, present: Collection[Key]) -> set[Key]:
        """The promises that may stand where it can't be read: those whose id is named there; those
        that stood in the file when it was last read; where their file is gone, those in one that
        was not there before."""
        hidden: set[Key] = set()
        unread = gaps.files
        if not version.unread:
            return hidden
        read = _files(version)
        for key, track in self.alive.items():
            part = None if key in present else gaps.part(track.place.file.file, key[1])
            if part:
                track.maybe = frozenset({part})
                hidden.add(key)
            elif key not in present:
                stood = track.maybe or {track.place.file.file}
                track.maybe = unread.intersection(stood)
                if not track.maybe and read.isdisjoint(stood):
                    moved = {file for (_, name), file in gaps.ids.items() if name == key[1]}
                    track.maybe = (unread - self.files) | moved
                if track.maybe:
                    hidden.add(key)
        return hidden

    def _unread_plans(self, version: Version) -> dict[str, Plan]:
        """The plans, as they were last read, that can't be read now."""
        return {name: plan for name, plan in self.plans.items() if plan.file in version.unread}

    def _begin(self, version: Version, key: Key, place: Place) -> _Track:
        """A promise that was not there before; or that was, and was removed meanwhile."""
        cause = causes.cause(version, (key,), place, causes.stands, (True,))
        track = self.dead.pop(key, None)
        if track:
            if (
                place.file.file in track.maybe
            ):  # it was not removed, but moved to where none could see
                track.events.pop()
            else:
                track.add(cause.event(Kind.RETURNED, "", place.file.file))
            self._compare(version, track, place, {})
            return track
        track = _Track(key, place, [])
        words, due = words_of(place.promised), causes.due_by(place)
        # Of what the first version holds nobody knows which entry came with it.
        log = place.promised.log if self.plans else ()
        decided = tuple(entry for entry in plain(ChangeKind.ADDED, log) if entry.under)
        told = decided, decision(ChangeKind.ADDED, log), ()
        cause = causes.cause(version, (key,), place, causes.stands, (True,), *told)
        track.add(cause.event(Kind.PROMISED, "", words, due_after=due))
        done = place.promised.done
        if done:  # promised and done in one commit: that it is done must be said as well
            days = late(place, done)
            why = [e for e in plain(ChangeKind.COMPLETED, log) if done.first <= e.on <= done.last]
            cause = causes.cause(version, (key,), place, causes.done, (done,), why).says(done)
            track.add(_late(cause.event(Kind.DONE, "", str(done), due_after=due), days))
        return track

    def _rename(
        self, version: Version, present: dict[Key, Place], hidden: Collection[Key]
    ) -> dict[str, _Names]:
        """Give what is gone, and not hidden, its new name: in its plan, which may have another id
        now, or else the same id in another plan. The new ids of each plan."""
        renamed: dict[str, _Names] = {}
        if self.alive.keys() <= present.keys():
            return renamed
        unread = self._unread_plans(version)
        plans = [plan for name, plan in self.plans.items() if name not in unread]
        for old, new in pair_plans(plans, version.plans):
            if old and new:
                for one, other in self._in_plan(old.id, new, hidden):
                    key = new.id, other
                    # An id that is known is that promise, come back.
                    if key not in self.dead and key not in self.alive:
                        self._call(version, (old.id, one), key, present[key])
                        renamed.setdefault(new.id, {})["milestone", one] = other
        by_id: dict[str, list[Key]] = {}
        for key in present:
            if key not in self.alive and key not in self.dead:
                by_id.setdefault(key[1], []).append(key)
        for key in [key for key in self.alive if key not in present and key not in hidden]:
            same = by_id.get(key[1], [])
            if len(same) == 1:
                to = same.pop()
                self._call(version, key, to, present[to])
        return renamed

    def _in_plan(self, old: str, new: Plan, hidden: Collection[Key]) -> Iterator[tuple[str, str]]:
        """The ids that promises of a plan had and have, where they changed or the plan's did."""
        alive = ((key, track) for key, track in self.alive.items() if key not in hidden)
        had = {key[1]: track.place for key, track in alive if key[0] == old}
        if old != new.id:
            yield from ((name, name) for name in had if name in new.promised)
        gone = [place for name, place in had.items() if name not in new.promised]
        fresh = [place for name, place in new.promised.items() if name not in had]
        for kind in PROMISED:
            sides = ([place for place in each if place.kind == kind] for each in (gone, fresh))
            yield from ((one.id, other.id) for one, other in pairs(*sides))

    def _call(self, version: Version, old: Key, key: Key, place: Place) -> None:
        """Follow a promise under its new name."""
        track = self.alive[key] = self.alive.pop(old)
        track.former.append(old)
        track.key = key
        if old[1] != key[1]:
            cause = causes.cause(version, (key,), place, causes.stands, (True,))
            track.add(cause.event(Kind.RENAMED, old[1], key[1]))
            track.touched = cause.commit

    def _compare(
        self,
        version: Version,
        track: _Track,
        place: Place,
        renamed: _Names,
    ) -> None:
        """Write down what a version changed about a promise."""
        before, track.place, track.maybe = track.place, place, frozenset()
        old, new = before.promised, place.promised
        step = _Step(version, track.keys, before, place, renamed, _added(old, new), track.first_due)
        for event in step.events():
            track.add(event)
        if old is not new and old != new:
            asked = version, track.keys, place, causes.whole
            track.touched = causes.cause(*asked, (new,)).commit


@dataclass(frozen=True, slots=True)
class _Step:
    """A promise as it stood before a version, and as it stands in it."""

    version: Version
    keys: Sequence[Key]
    old: Place
    new: Place
    renamed: _Names
    added: tuple[LogEntry, ...]
    """What was added to its log."""
    first_due: date | None
    """The first day that it was promised for so far."""

    def events(self) -> Iterator[Event]:
        """What happened to it."""
        old, new = self.old.promised, self.new.promised
        if self.old.file.file != self.new.file.file:
            files = self.old.file.file, self.new.file.file
            cause = causes.cause(self.version, self.keys, self.new, causes.file, (files[1],))
            yield cause.event(Kind.RELOCATED, *files)
        yield from self._deadline()
        if old is not new:
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
        stayed = old is new or (old.due, old.repeats) == (new.due, new.repeats)
        plain = sides.same_calendar and sides.same_span
        if old is new and plain and self.old.year == self.new.year:
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
            yield _late(cause.says(new).event(Kind.DONE, was, str(new), due_after=due), days)
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
                yield _late(cause.event(kind, *texts), days)

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


def _late(event: Event, late: Late | None) -> Event:
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


def _files(version: Version) -> frozenset[str]:
    """The strategy files that could be read."""
    return frozenset(file.file for plan in version.plans for file in plan.strategies)
