"""Many versions of plans -> what was first promised, what moved, who moved it, and why.

A milestone, or an indicator, is followed by its id through every file and plan of a workspace.
Where an id is gone and another appears in the same commit that is taken for its new name
(`likeness` says when), that is an event of its own, so that nobody is left to believe it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from welcomeplan.plan import PROMISED, Place
from welcomeplan.versions import causes
from welcomeplan.versions.diff import pair_plans
from welcomeplan.versions.happened import happened, how_late
from welcomeplan.versions.likeness import pairs
from welcomeplan.versions.lives import DEADLINES, Event, Kind, Ledger, Life
from welcomeplan.versions.log import decision, plain
from welcomeplan.versions.moves import late, words_of
from welcomeplan.versions.values import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.versions.happened import Names
    from welcomeplan.versions.values import Commit, Gaps, Key, Version


def follow(versions: Iterable[Version]) -> Ledger:
    """The lives of every promise in versions of the same plans, the oldest version first.

    What stood in a file is taken to stand there still while it can't be read; whatever else a
    version says counts. No version of the plans need be kept by the caller.
    """
    follower = _Follower()
    for version in versions:
        follower.see(version)
    follower.catch_up()
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
        self.last: Sequence[Plan] = ()
        """The plans of the last version."""
        self.whole = False
        """Whether all of that could be read, and each of its promises has an id of its own."""
        self.behind = False
        """Whether promises stand as they did in a version before the last: those of files that are
        the same since."""

    def see(self, version: Version) -> None:
        """The next version: of most, the files that it changed say all that happened."""
        changed = self._changed(version)
        if changed is None:
            self.catch_up()
            self._see_all(version)
        else:
            self._see_some(version, *changed)
        self.plans = self._unread_plans(version)
        self.plans |= {plan.id: plan for plan in reversed(version.plans)}
        self.files = _files(version).union(version.unread)
        self.last = version.plans

    def catch_up(self) -> None:
        """Let every promise stand as it does in the last version."""
        if self.behind:
            present = _present(self.last)
            for key, place in present.items():
                self.alive[key].place = place
            self.order = list(present) or self.order
            self.behind = False

    def _changed(self, version: Version) -> tuple[dict[Key, Place], dict[Key, Place]] | None:
        """What stood, and what stands, in the files that a version changed; None where they may not
        say all: where something else is other than it was, or something is gone from them, for that
        may be anywhere."""
        plans = version.plans
        if not self.whole or version.unread or version.unread_parts:
            return None
        if len(plans) != len(self.last):
            return None
        before: dict[Key, Place] = {}
        now: dict[Key, Place] = {}
        count = 0
        for old, new in zip(self.last, plans, strict=True):
            same = (old.id, old.file, old.beside) == (new.id, new.file, new.beside)
            if not same or old.head is not new.head:
                return None
            had = {file.file: file for file in old.strategies}
            for file in new.strategies:
                known = had.pop(file.file, None)
                if known is None or known.strategy is not file.strategy:
                    places = new.promised_in(file)
                    count += len(places)
                    now |= {(new.id, place.id): place for place in places}
                    if known:
                        before |= {(old.id, place.id): place for place in old.promised_in(known)}
            for file in had.values():
                before |= {(old.id, place.id): place for place in old.promised_in(file)}
        fresh = now.keys() - before.keys()
        whole = before.keys() <= now.keys() and count == len(now)
        return (before, now) if whole and fresh.isdisjoint(self.alive) else None

    def _see_some(self, version: Version, before: dict[Key, Place], now: dict[Key, Place]) -> None:
        """A version of which nothing is gone, and all that may be new is known."""
        for key, place in sorted(now.items(), key=lambda one: one[1].kind != "milestone"):
            track = self.alive.get(key)
            if track:
                track.place = before[key]
                self._compare(version, track, place, {})
            else:
                self.alive[key] = self._begin(version, key, place)
        self.behind = True

    def _see_all(self, version: Version) -> None:
        present = _present(version.plans)
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
        self.order = list(present) or self.order
        every = sum(place.kind in PROMISED for plan in version.plans for place in plan.places)
        self.whole = every == len(present) and not (version.unread or version.unread_parts)

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
            track.add(how_late(cause.event(Kind.DONE, "", str(done), due_after=due), days))
        return track

    def _rename(
        self, version: Version, present: dict[Key, Place], hidden: Collection[Key]
    ) -> dict[str, Names]:
        """Give what is gone, and not hidden, its new name: in its plan, which may have another id
        now, or else the same id in another plan. The new ids of each plan."""
        renamed: dict[str, Names] = {}
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
        renamed: Names,
    ) -> None:
        """Write down what a version changed about a promise."""
        before, track.place, track.maybe = track.place, place, frozenset()
        old, new = before.promised, place.promised
        same = old is new or old == new
        sides = before, place, renamed
        for event in happened(version, track.keys, *sides, track.first_due, same=same):
            track.add(event)
        if not same:
            asked = version, track.keys, place, causes.whole
            track.touched = causes.cause(*asked, (new,)).commit


def _present(plans: Iterable[Plan]) -> dict[Key, Place]:
    """The promises of some plans, by their names."""
    return {(plan.id, name): place for plan in plans for name, place in plan.promised.items()}


def _files(version: Version) -> frozenset[str]:
    """The strategy files that could be read."""
    return frozenset(file.file for plan in version.plans for file in plan.strategies)
