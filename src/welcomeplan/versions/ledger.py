"""Many versions of plans -> what was first promised, what moved, who moved it, and why.

A milestone is followed by its id through every file and plan of a workspace. Where an id is gone
and another appears in the same commit with a title or adopted wording like it, it is taken for a
new name of the same promise: that is an event of its own, so that nobody is left to believe it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline
from welcomeplan.errors import UserError
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from welcomeplan.deadlines import Question
    from welcomeplan.plan import Milestone, Place, Plan

Key = tuple[str, str]
"""A plan's id and a milestone's."""

ALIKE = 0.75
"""How like two titles must be (0 to 1, difflib's ratio) for an id to be taken for renamed."""
SAME_WORDING = 0.9
"""How like two adopted wordings must be, where the titles are only half as like."""
MOST_PAIRS = 10_000
"""Above this many possible pairs only equal titles are looked for."""


class Commit(NamedTuple):
    """Who made a version, when, and what they said: what a commit says of itself."""

    hash: str
    date: date
    """The author's day, as `git log` shows it."""
    author: str
    subject: str
    parents: tuple[str, ...] = ()


def short(commit: str) -> str:
    """A commit's hash as people are shown it: ten digits."""
    return commit[:10]


@dataclass(frozen=True, slots=True)
class Version:
    """The plans as they stood after a commit."""

    commit: Commit
    plans: tuple[Plan, ...]
    unread: tuple[str, ...] = ()
    """Files that could not be read then. What stood in them is taken to stand there still."""
    behind: tuple[Version, ...] = ()
    """Of a merge: the versions on the branch that it merged, oldest first."""
    folder: str = ""
    """Where the plans' folder stood then, from the top of the repository."""


class Kind(StrEnum):
    """What happened to a promise."""

    PROMISED = "promised"
    DATED = "dated"
    """It got its first deadline."""
    MOVED = "moved"
    """Its deadline fell on another day, or lost or gained one."""
    REWORDED = "reworded"
    """Its deadline has other words, and is the same day."""
    DONE = "done"
    REOPENED = "reopened"
    STATUS = "status"
    OWNER = "owner"
    RENAMED = "renamed"
    RELOCATED = "relocated"
    """It stands in another file, or another plan."""
    REMOVED = "removed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a promise, and the commit that did it."""

    kind: Kind
    commit: Commit
    """Behind a merge: the commit there that did it, the last to bring what was merged."""
    before: str = ""
    after: str = ""
    due_before: date | None = None
    due_after: date | None = None
    days: int | None = None
    """Of a move: by how many days, later counted positive. Of what was done: how many days after
    its deadline (none or fewer: on time)."""
    reason: str = ""
    """What was added to its log in that commit, or else the commit's subject."""
    logged: bool = False
    """Whether the reason is from the log."""
    calendar: bool = False
    """Of a move: whether the words stayed, and what they mean changed."""
    merge: str | None = None
    """The merge that brought it, where one did."""


@dataclass(frozen=True, slots=True)
class Life:
    """A promise from its first version to the last."""

    plan: str
    id: str
    place: Place
    """As it stands; of a removed one, as it last stood."""
    due: Deadline | Question | None
    events: tuple[Event, ...]
    first_words: str
    """The words of its first deadline; empty where it never had one."""
    first_due: date | None
    """The first day it was promised for."""
    former: tuple[Key, ...] = ()
    """Earlier names, the oldest first."""
    removed: bool = False
    touched: Commit | None = None
    """The last commit that changed anything of it (its place apart); None: none ever did."""

    @property
    def promised(self) -> Event:
        """Its first appearance."""
        return self.events[0]

    @property
    def moves(self) -> tuple[Event, ...]:
        """Each time its deadline fell on another day."""
        return tuple(event for event in self.events if event.kind is Kind.MOVED)

    @property
    def due_by(self) -> date | None:
        """The last day on time by its deadline today."""
        return self.due.due_by if isinstance(self.due, Deadline) else None

    @property
    def slip(self) -> int | None:
        """Days from its first deadline to today's, later counted positive; None without both."""
        if self.first_due is None or self.due_by is None:
            return None
        return (self.due_by - self.first_due).days

    @property
    def open(self) -> bool:
        """Whether it is still promised: neither done, dropped nor removed."""
        promise = self.place.milestone
        return not self.removed and promise.done is None and promise.status != "dropped"

    @property
    def untouched(self) -> bool:
        """Whether it is open, and as it was when it was first promised."""
        return self.open and self.touched is None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lives of every promise: those that stand in plan order, then the removed."""

    lives: tuple[Life, ...]

    @property
    def moved(self) -> list[Life]:
        """Those whose deadline fell on another day at least once."""
        return [life for life in self.lives if life.moves]

    @property
    def repeated(self) -> list[Life]:
        """Those moved twice or more, the most often moved first."""
        often = [life for life in self.lives if len(life.moves) > 1]
        return sorted(often, key=lambda life: (-len(life.moves), -(life.slip or 0)))

    @property
    def untouched(self) -> list[Life]:
        """Those open, and never touched since they were first promised."""
        return [life for life in self.lives if life.untouched]

    @property
    def later(self) -> int:
        """Days between first and today's deadline, summed over those that are later today."""
        return sum(life.slip for life in self.lives if life.slip and life.slip > 0)

    @property
    def sooner(self) -> int:
        """Likewise, over those that are sooner today; a positive number."""
        return -sum(life.slip for life in self.lives if life.slip and life.slip < 0)

    def find(self, name: str) -> Life:
        """The promise that an id, an earlier id, a full name or the beginning of one stands for.

        Raises UserError, with the candidates, where nothing or several fit.
        """
        plan, _, wanted = name.rpartition("/")
        known = [life for life in self.lives if plan in ("", life.plan)]
        tests: tuple[Callable[[Life], bool], ...] = (
            lambda life: life.id == wanted and not life.removed,
            lambda life: life.id == wanted,
            lambda life: any(former[1] == wanted for former in life.former),
            lambda life: bool(wanted) and life.id.startswith(wanted),
        )
        found = next((fits for test in tests if (fits := list(filter(test, known)))), [])
        if len(found) == 1:
            return found[0]
        several = len({life.plan for life in self.lives}) > 1
        names = [f"{life.plan}/{life.id}" if several else life.id for life in found or known]
        if found:
            raise UserError(
                f"`{name}` could be any of {len(found)}", f"Write one of: {', '.join(names)}."
            )
        raise UserError(
            f"no milestone has or had the id `{name}`",
            f"{did_you_mean(name, names)}`welcomeplan history` shows them all.",
        )


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


def _called(place: Place) -> str:
    """The full name of whoever answers for a part."""
    organization = place.plan.head.organizations.get(place.owner or "")
    return organization.name if organization else place.owner or ""


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
            names.setdefault(owner, _called(life.place))
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
        yield from ((life.place.owner, done.first) for done in finished if done)
        for event in life.events:
            if event.kind in (Kind.DONE, Kind.REOPENED, Kind.STATUS):
                yield life.place.owner, event.commit.date


def follow(versions: Iterable[Version]) -> Ledger:
    """The lives of every promise in versions of the same plans, the oldest version first.

    A version in which a file could not be read removes nothing. No version of the plans need be
    kept by the caller.
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
    entry: Place
    due: Deadline | Question | None
    events: list[Event]
    first_words: str = ""
    first_due: date | None = None
    former: list[Key] = field(default_factory=list)
    touched: Commit | None = None

    def life(self, *, removed: bool = False) -> Life:
        return Life(
            *self.key,
            self.entry,
            self.due,
            tuple(self.events),
            self.first_words,
            self.first_due,
            tuple(self.former),
            removed,
            self.touched,
        )

    def dated(self) -> None:
        """Keep the first deadline that it has, and the first day."""
        self.first_words = self.first_words or _words(self.entry.milestone)
        if self.first_due is None:
            self.first_due = _due_by(self.due)


class _Follower:
    """Goes through versions, and writes down what happened to each promise."""

    def __init__(self) -> None:
        self.alive: dict[Key, _Track] = {}
        self.dead: dict[Key, _Track] = {}
        self.order: list[Key] = []

    def see(self, version: Version) -> None:
        """The next version."""
        present = {
            (plan.id, name): entry for plan in version.plans for name, entry in plan.by_id.items()
        }
        if not version.unread:
            self._rename(version, present)
        for key, entry in present.items():
            track = self.alive.get(key)
            if track is None:
                track = self._begin(version, key, entry)
            self._compare(version, track, entry)
        if not version.unread:
            for key in [key for key in self.alive if key not in present]:
                track = self.dead[key] = self.alive.pop(key)
                cause = _Cause(version, _stands(key, wanted=False))
                track.events.append(cause.event(Kind.REMOVED, track.entry.file.file))
        if present:
            self.order = list(present)

    def _begin(self, version: Version, key: Key, entry: Place) -> _Track:
        """A promise that was not there before; or that was, and was removed meanwhile."""
        cause = _Cause(version, _stands(key))
        track = self.dead.pop(key, None)
        if track:
            track.events.append(cause.event(Kind.RETURNED, "", entry.file.file))
        else:
            words, due = _words(entry.milestone), _due_by(entry.due)
            first = cause.event(Kind.PROMISED, "", words, due_after=due)
            track = _Track(key, entry, entry.due, [first])
            track.dated()
            done = entry.milestone.done
            if done:  # promised and done in one commit: that it is done must be said as well
                late = _late(done.last, entry.due)
                event = cause.event(Kind.DONE, "", done.text, due_after=due, days=late)
                track.events.append(event)
        self.alive[key] = track
        return track

    def _rename(self, version: Version, present: dict[Key, Place]) -> None:
        """Find the new names of what is gone."""
        gone = [track for key, track in self.alive.items() if key not in present]
        if not gone:
            return
        new = {k: e for k, e in present.items() if k not in self.alive and k not in self.dead}
        for old, key in _pairs(gone, new):
            track = self.alive[key] = self.alive.pop(old)
            track.former.append(old)
            track.key = key
            if old[1] != key[1]:
                cause = _Cause(version, _stands(key))
                track.events.append(cause.event(Kind.RENAMED, old[1], key[1]))
                track.touched = cause.commit

    def _compare(self, version: Version, track: _Track, entry: Place) -> None:
        """Write down what a version changed about a promise."""
        before, old, new = track.entry, track.entry.milestone, entry.milestone
        track.entry = entry
        meant = before.plan.calendar == entry.plan.calendar and before.year == entry.year
        same = old is new or old == new
        if before.file.file != entry.file.file:
            self._relocated(version, track, before)
        if same and meant and before.owner == entry.owner:
            return
        key = track.key
        notes = _added(old, new)
        if not meant or (old.due, old.repeats) != (new.due, new.repeats):
            due, track.due = track.due, entry.due
            self._deadline(version, track, (old, due), (new, entry.due), notes)
        if not same:
            touch = _Cause(version, lambda plans: _milestone(plans, key) == new)
            track.touched = touch.commit
        if old.done != new.done:
            cause = _Cause(version, lambda p: _get(p, key, "done") == new.done, notes, ("Reopen",))
            if new.done:
                late = _late(new.done.last, track.due)
                was = old.done.text if old.done else ""
                due_by = _due_by(track.due)
                event = cause.event(Kind.DONE, was, new.done.text, due_after=due_by, days=late)
            else:
                event = cause.event(Kind.REOPENED, old.done.text if old.done else "")
            track.events.append(event)
        self._times(version, track, old, new, notes)
        if old.status != new.status and not (new.done and not old.done and new.status is None):
            said = ((new.status or "started").capitalize(), "Started")
            cause = _Cause(version, lambda p: _get(p, key, "status") == new.status, notes, said)
            event = cause.event(Kind.STATUS, old.status or "planned", new.status or "planned")
            track.events.append(event)
        if before.owner != entry.owner:
            cause = _Cause(version, lambda p: _owner(p, key) == entry.owner, notes)
            track.events.append(cause.event(Kind.OWNER, before.owner or "", entry.owner or ""))

    def _relocated(self, version: Version, track: _Track, before: Place) -> None:
        file = track.entry.file.file
        key = track.key

        def stands(plans: Sequence[Plan]) -> bool:
            found = _entry(plans, key)
            return found is not None and found.file.file == file

        event = _Cause(version, stands).event(Kind.RELOCATED, before.file.file, file)
        track.events.append(event)

    def _deadline(
        self,
        version: Version,
        track: _Track,
        before: tuple[Milestone, Deadline | Question | None],
        after: tuple[Milestone, Deadline | Question | None],
        notes: list[str],
    ) -> None:
        (old, due), (new, now) = before, after
        key = track.key
        was, words = _words(old), _words(new)
        old_by, new_by = _due_by(due), _due_by(now)
        if (was, old_by) == (words, new_by):
            return
        kind = Kind.MOVED if old_by != new_by else Kind.REWORDED
        kind = Kind.DATED if not was else kind
        calendar = (old.due, old.repeats) == (new.due, new.repeats)

        def holds(plans: Sequence[Plan]) -> bool:
            entry = _entry(plans, key)
            return (
                entry is not None
                and (entry.milestone.due, entry.milestone.repeats) == (new.due, new.repeats)
                and (not calendar or _due_by(entry.due) == new_by)
            )

        cause = _Cause(version, holds, notes, ("Moved",))
        days = (new_by - old_by).days if old_by and new_by and kind is Kind.MOVED else None
        event = cause.event(
            kind,
            was,
            words,
            due_before=old_by,
            due_after=new_by,
            days=days,
            calendar=calendar,
        )
        track.events.append(event)
        track.dated()

    def _times(
        self, version: Version, track: _Track, old: Milestone, new: Milestone, notes: list[str]
    ) -> None:
        """What repeats: each time that was marked, or is no longer."""
        if old.occurrences == new.occurrences:
            return
        key = track.key
        was = {time.period: time.done.text for time in old.occurrences if time.done}
        now = {time.period: time.done.text for time in new.occurrences if time.done}
        for period in dict.fromkeys((*was, *now)):
            if was.get(period) == now.get(period):
                continue

            def holds(plans: Sequence[Plan], period: str = period) -> bool:
                promise = _milestone(plans, key)
                times = promise.occurrences if promise else ()
                done = {time.period: time.done.text for time in times if time.done}
                return promise is not None and done.get(period) == now.get(period)

            kind = Kind.DONE if period in now else Kind.REOPENED
            texts = [f"{period}: {d[period]}" if period in d else "" for d in (was, now)]
            track.events.append(_Cause(version, holds, notes).event(kind, *texts))


class _Cause:
    """Which commit brought something about, and the reason that it gives.

    That is the version's own commit; of a merge, the last commit behind it since which `holds`
    is true. The reason is what was added to the log: what begins with one of the `words`, if
    anything does.
    """

    def __init__(
        self,
        version: Version,
        holds: Callable[[Sequence[Plan]], bool],
        notes: Sequence[str] = (),
        words: tuple[str, ...] = (),
    ) -> None:
        self.commit = version.commit
        self.merge: str | None = None
        held = False
        for step in version.behind:
            if step.unread:
                continue
            now = holds(step.plans)
            if now and not held:
                self.commit = step.commit
                self.merge = version.commit.hash
            held = now
        if version.behind and not held:
            # The branch ended otherwise: whoever merged it made it so.
            self.commit, self.merge = version.commit, None
        named = [note for note in notes if words and note.startswith(words)]
        self.reason = "; ".join(named or notes)

    def event(
        self,
        kind: Kind,
        before: str = "",
        after: str = "",
        *,
        due_before: date | None = None,
        due_after: date | None = None,
        days: int | None = None,
        calendar: bool = False,
    ) -> Event:
        """What it brought about. `Moved from ... to ...:` is left out of the reason of a move."""
        said = f"Moved from “{before}” to “{after}”: "
        return Event(
            kind,
            self.commit,
            before,
            after,
            due_before,
            due_after,
            days,
            self.reason.removeprefix(said) or self.commit.subject,
            bool(self.reason),
            calendar,
            self.merge,
        )


def _pairs(gone: Sequence[_Track], new: dict[Key, Place]) -> Iterable[tuple[Key, Key]]:
    """What is gone with what appeared: of the same id in another plan, else the most alike."""
    left = {track.key: track.entry for track in gone}
    for old in list(left):
        same = [key for key in new if key[1] == old[1]]
        if len(same) == 1:
            yield old, same[0]
            del left[old], new[same[0]]
    scored = []
    exact = len(left) * len(new) > MOST_PAIRS
    by_title: dict[str, list[Key]] = {}
    for key, entry in new.items():
        by_title.setdefault(_plain(entry.milestone.title), []).append(key)
    for at, (old, entry) in enumerate(left.items()):
        for key in by_title.get(_plain(entry.milestone.title), []) if exact else new:
            score = likeness(entry.milestone, new[key].milestone)
            if score:
                scored.append((-score, at, old, key))
    taken: set[Key] = set()
    for _, _, old, key in sorted(scored):
        if old in left and key not in taken:
            del left[old]
            taken.add(key)
            yield old, key


def likeness(one: Milestone, other: Milestone) -> float:
    """How like two promises are, by title and adopted wording: 0 for not the same, up to 1.

    Titles that differ in a number are never like: `2 trainings in 2018` is not `3 trainings in
    2019` under another name.
    """
    title, title_2 = _plain(one.title), _plain(other.title)
    if Counter(re.findall(r"\d+", title)) != Counter(re.findall(r"\d+", title_2)):
        return 0
    near = _ratio(title, title_2, ALIKE / 2)
    if near >= ALIKE:
        return near
    if near and one.text and other.text:
        text = _ratio(_plain(one.text), _plain(other.text), SAME_WORDING)
        return text if text >= SAME_WORDING else 0
    return 0


def _ratio(one: str, other: str, least: float) -> float:
    if one == other:
        return 1
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())[:1000]


def _words(promise: Milestone) -> str:
    return promise.due.words if promise.due else promise.repeats or ""


def _due_by(due: Deadline | Question | None) -> date | None:
    return due.due_by if isinstance(due, Deadline) else None


def _late(done: date, due: Deadline | Question | None) -> int | None:
    """Days from a deadline to finish to the day it was; None where only a start was promised."""
    end = due.end if isinstance(due, Deadline) else None
    return (done - end).days if end else None


def _added(old: Milestone, new: Milestone) -> list[str]:
    """The notes that were added to the log."""
    had = Counter((entry.on, entry.note, entry.by) for entry in old.log)
    added = Counter((entry.on, entry.note, entry.by) for entry in new.log) - had
    return [note for _, note, _ in added if note]


def _entry(plans: Sequence[Plan], key: Key) -> Place | None:
    return next((plan.by_id.get(key[1]) for plan in plans if plan.id == key[0]), None)


def _stands(key: Key, *, wanted: bool = True) -> Callable[[Sequence[Plan]], bool]:
    """Whether plans have a milestone (or have it not)."""
    return lambda plans: (_entry(plans, key) is not None) is wanted


def _milestone(plans: Sequence[Plan], key: Key) -> Milestone | None:
    entry = _entry(plans, key)
    return entry.milestone if entry else None


def _owner(plans: Sequence[Plan], key: Key) -> str | None:
    entry = _entry(plans, key)
    return entry.owner if entry else None


def _get(plans: Sequence[Plan], key: Key, name: str) -> object:
    """A value of a milestone; something equal to none where there is no such milestone."""
    promise = _milestone(plans, key)
    return getattr(promise, name) if promise else Ellipsis
