"""Which commit brought something about, and why: of a merge, the one behind it that did.

A fact is a small function that says one thing of a promise: it is asked of each version behind a
merge, and compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.versions.lives import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from welcomeplan.plan import DoneOn, LogEntry, Place
    from welcomeplan.versions.lives import Kind
    from welcomeplan.versions.steps import Steps
    from welcomeplan.versions.values import Commit, Key, Version

    Fact = Callable[[Place], object]


@dataclass(frozen=True, slots=True)
class Cause:
    """Which commit brought something about, and the reason that it gives."""

    commit: Commit
    merge: str | None
    reason: str
    on: date | None = None
    """The day on which it happened, as the plan says it; None where it says none, or several."""
    under: str = ""
    """By whose decision, as its log says."""
    steps: Steps = ()
    """What was done in turn, where it was more than one thing."""

    def says(self, done: DoneOn | None) -> Cause:
        """The same, of what was finished: on the day that the plan says, where it knows a day."""
        exact = done and done.first == done.last
        return replace(self, on=done.first if done and exact else None)

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
        """What it brought about."""
        return Event(
            kind,
            self.commit,
            before,
            after,
            due_before,
            due_after,
            days,
            self.reason or self.commit.subject,
            bool(self.reason),
            calendar,
            self.merge,
            self.on,
            self.under,
            steps=self.steps,
        )


def cause(
    version: Version,
    keys: Sequence[Key],
    place: Place,
    fact: Fact,
    wanted: tuple[object] | None,
    told: Sequence[LogEntry] = (),
    under: str = "",
    dated: Sequence[LogEntry] | None = None,
) -> Cause:
    """The commit that made a fact about a promise as it is `wanted`; None: the promise is not
    there. It goes by the first of the `keys` that is known, and stands in the file of `place`.

    That is the version's own commit; of a merge, the one behind it that made it so.
    The reason is what was `told` in the log, and the day is the one it bears, or those that are
    `dated`; `under` is by whose decision.
    """
    made = _Asked(version, keys, place.file.file, fact, wanted).maker() if version.behind else None
    commit, merge = (made, version.commit.hash) if made else (version.commit, None)
    days = {entry.on for entry in (told if dated is None else dated)}
    reason = "; ".join(entry.note for entry in told if entry.note)
    return Cause(commit, merge, reason, days.pop() if len(days) == 1 else None, under)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a merge and of the versions behind it."""

    merge: Version
    keys: Sequence[Key]
    file: str
    fact: Fact
    wanted: tuple[object] | None

    def maker(self) -> Commit | None:
        """The commit behind the merge that made it so; None where the merge itself did.

        Back from the merge along every branch on which it is so, to where it was not so before.
        Of branches that made it so apart from each other, the first counts. What was so already
        where a branch began was not made there: then the merge chose it.
        """
        behind = {one.commit.hash: one for one in self.merge.behind}
        known = behind | {one.commit.hash: one for one in self.merge.began}
        makers: set[str] = set()
        seen: set[str] = set()
        waiting = [self.merge]
        while waiting:
            one = waiting.pop()
            before = self._before(one, known)
            same = [other for other in before if self._so(other)]
            if not same and one is not self.merge and (before or self.wanted):
                makers.add(one.commit.hash)
            for name in {other.commit.hash for other in same} & behind.keys() - seen:
                seen.add(name)
                waiting.append(behind[name])
        found = [one.commit for name, one in behind.items() if name in makers]
        return min(found, key=lambda commit: commit.landed, default=None)

    def _before(self, version: Version, known: Mapping[str, Version]) -> list[Version]:
        """The versions just before one, on each branch; past those of which the promise's file
        could not be read."""
        found: list[Version] = []
        seen: set[str] = set()
        waiting = list(version.before)
        while waiting:
            name = waiting.pop()
            if name in known and name not in seen:
                seen.add(name)
                one = known[name]
                gaps = one.gaps
                hidden = any(gaps.hide(self.file, name) for _, name in self.keys)
                if hidden and not self._place(one):
                    waiting += one.before
                else:
                    found.append(one)
        return found

    def _so(self, version: Version) -> bool:
        place = self._place(version)
        return ((self.fact(place),) if place else None) == self.wanted

    def _place(self, version: Version) -> Place | None:
        return next((place for key in self.keys if (place := version.promise(key))), None)


# -- facts about a promise, which a commit may have brought about


def stands(place: Place) -> object:
    """That it is there."""
    return True


def whole(place: Place) -> object:
    """All of it."""
    return place.promised


def file(place: Place) -> object:
    """The file in which it stands."""
    return place.file.file


def owner(place: Place) -> object:
    """Who answers for it."""
    return place.owner


def done(place: Place) -> object:
    """When it was finished."""
    return place.promised.done


def status(place: Place) -> object:
    """Its status as written."""
    return place.promised.status


def time(period: str, place: Place) -> object:
    """When a time of it was finished."""
    times = place.promised.occurrences
    return next((time.done.text for time in times if time.done and time.period == period), None)


def time_due(period: str, place: Place) -> object:
    """The deadline that a time of it has alone."""
    times = place.promised.occurrences
    return next((time.due for time in times if time.period == period), None)


def aim(before: str | None, after: str | None, place: Place) -> object:
    """Whether a target is as an edit made it: that of the whole, or of one time, `2018: 20`."""
    target, targets = (getattr(place.model, key, None) for key in ("target", "targets"))
    told = [f"{key}: {one}" for key, one in (targets or {}).items()]
    told += [str(target)] if target is not None else []
    said = {" ".join(one.split()) for one in told}
    return after in said if after else before not in said


def deadline_words(place: Place) -> object:
    """Its deadline as written."""
    return place.promised.due, place.promised.repeats


def deadline_day(place: Place) -> object:
    """The day that its deadline means; where it means none, its words."""
    return due_by(place) or deadline_words(place)


def due_by(place: Place) -> date | None:
    """The last day that is on time, as far as its deadline says it."""
    return place.due.due_by if isinstance(place.due, Deadline) else None
