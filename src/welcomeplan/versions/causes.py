"""Which commit brought something about, and why: of a merge, the one behind it that did.

A fact is a small function that says one thing of a promise: it is asked of each version behind a
merge, and compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.versions.lives import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from welcomeplan.plan import Place, Plan
    from welcomeplan.versions.lives import Kind
    from welcomeplan.versions.values import Commit, Key, Version

    Fact = Callable[[Place], object]


@dataclass(frozen=True, slots=True)
class Cause:
    """Which commit brought something about, and the reason that it gives."""

    commit: Commit
    merge: str | None
    reason: str

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
        )


def cause(
    version: Version,
    key: Key,
    fact: Fact,
    wanted: tuple[object] | None,
    notes: Sequence[str] = (),
) -> Cause:
    """The commit since which a fact about a promise is as it is `wanted`; None: the promise is
    not there.

    That is the version's own commit; of a merge, the last commit behind it since which it is so.
    The reason is what was added to the log.
    """
    commit, merge, held = version.commit, None, False
    for step in version.behind:
        if not step.unread:
            now = _fact(step.plans, key, fact) == wanted
            if now and not held:
                commit, merge = step.commit, version.commit.hash
            held = now
    if not held:  # the branch ended otherwise: whoever merged it made it so
        commit, merge = version.commit, None
    return Cause(commit, merge, "; ".join(notes))


# -- facts about a promise, which a commit may have brought about


def _fact(plans: Sequence[Plan], key: Key, fact: Fact) -> tuple[object] | None:
    """A fact about a promise in a version; None where the promise is not there."""
    place = next((plan.by_id.get(key[1]) for plan in plans if plan.id == key[0]), None)
    return (fact(place),) if place else None


def stands(place: Place) -> object:
    """That it is there."""
    return True


def whole(place: Place) -> object:
    """All of it."""
    return place.milestone


def file(place: Place) -> object:
    """The file in which it stands."""
    return place.file.file


def owner(place: Place) -> object:
    """Who answers for it."""
    return place.owner


def done(place: Place) -> object:
    """When it was finished."""
    return place.milestone.done


def status(place: Place) -> object:
    """Its status as written."""
    return place.milestone.status


def time(period: str, place: Place) -> object:
    """When a time of it was finished."""
    times = place.milestone.occurrences
    return next((time.done.text for time in times if time.done and time.period == period), None)


def deadline_words(place: Place) -> object:
    """Its deadline as written."""
    return place.milestone.due, place.milestone.repeats


def deadline_day(place: Place) -> object:
    """Its deadline as written, and the day that it means."""
    return deadline_words(place), due_by(place)


def due_by(place: Place) -> date | None:
    """The last day that is on time, as far as its deadline says it."""
    return place.due.due_by if isinstance(place.due, Deadline) else None
