"""What an edit did to how often something is promised: the last days of its times, side by side."""

from __future__ import annotations

from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline
from welcomeplan.plan import PROMISED
from welcomeplan.versions.values import ChangeKind

if TYPE_CHECKING:
    from datetime import date
    from typing import TypeGuard

    from welcomeplan.plan import Place
    from welcomeplan.versions.values import Thing

_AHEAD = timedelta(days=3 * 365)
"""How far what has no end is compared, from where it begins."""


class Rhythm(NamedTuple):
    """What became of the times of a promise."""

    kind: ChangeKind | None
    """None: they are due on the same days."""
    before: date | None
    """The last day of the first time that differs."""
    after: date | None
    days: int | None
    """Where they moved: by how many days, the one that moved furthest."""
    counts: tuple[int, int]
    """How many there were, and are."""


def is_promise(thing: Thing) -> TypeGuard[Place]:
    """Whether a thing is a milestone or an indicator, which may be due in several windows."""
    return thing.kind in PROMISED


def rhythm(old: Place, new: Place) -> Rhythm | None:
    """What became of the times, one after another; what is promised once has one. None where
    either side has none that can be dated.

    Each time that was promised must find one that is due no later: else they are fewer, or moved.
    """
    begins = [day for day in (old.stretch[0], new.stretch[0]) if day]
    until = max(begins, default=None)
    if until is None or until.year > 2190:
        return None
    was, now = (_ends(one, until + _AHEAD) for one in (old, new))
    if not was or not now:
        return None
    counts = len(was), len(now)
    if was == now:
        return Rhythm(None, None, None, None, counts)
    before, after = next((a, b) for a, b in zip_longest(was, now) if a != b)
    shifts = [(b - a).days for a, b in zip(was, now, strict=False)]
    # What has no end is cut off somewhere: moved by a little, it has one time less there.
    endless = not _ended(old) and not _ended(new)
    if counts[1] < counts[0] - endless:
        return Rhythm(ChangeKind.FEWER, before, after, None, counts)
    if max(shifts) > 0:
        return Rhythm(ChangeKind.SLIPPED, before, after, max(shifts), counts)
    if counts[1] > counts[0] + endless:
        return Rhythm(ChangeKind.MORE, before, after, None, counts)
    return Rhythm(ChangeKind.PULLED_FORWARD, before, after, min(shifts), counts)


def _ended(place: Place) -> bool:
    return place.recurrence is None or place.stretch[1] is not None


def _ends(place: Place, until: date) -> list[date]:
    if place.recurrence is not None:
        return [time.window.end for time in place.times(until)]
    due = place.due
    return [due.due_by] if isinstance(due, Deadline) and due.due_by else []
