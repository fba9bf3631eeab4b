"""What an edit did to how much is promised: to a target, or to that of each time."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from welcomeplan.plan import Goal, Place, Target, days_called
from welcomeplan.versions.saying import say
from welcomeplan.versions.values import ChangeKind, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.versions.log import Notes
    from welcomeplan.versions.values import Change, Thing


def aim_changes(old: Thing, new: Thing, notes: Notes) -> Iterator[Change]:
    """Each target that is another; of those by time, which time's. What one target said of every
    time may be said of each since, and the other way round."""
    was, now = (getattr(thing.model, "target", None) for thing in (old, new))
    before, after = _by_time(old), _by_time(new)
    if was != now and not (now is None and after) and not (was is None and before):
        kind = _kind(was, now, old)
        if _words(was) != _words(now):
            yield say(
                kind, new, where(new, "target"), _words(was), _words(now), key="target", notes=notes
            )
    for name in [*before, *(name for name in after if name not in before)]:
        key, aim = before.get(name, ("", was))
        new_key, new_aim = after.get(name, (key, now))
        if _words(aim) == _words(new_aim):
            continue
        place = where(new, "targets", new_key) if name in after else where(new, "targets")
        kind = _kind(aim, new_aim, old)
        texts = (f"{new_key}: {_words(one)}" if one is not None else None for one in (aim, new_aim))
        yield say(kind, new, place, next(texts), next(texts), key="targets", notes=notes)
    if was is not None and now is None and after:
        yield from _uncovered(old, new, was, notes)


def _uncovered(old: Thing, new: Thing, was: Any, notes: Notes) -> Iterator[Change]:
    """That a target is gone for those times for which no other is given."""
    last = new.stretch[1] if isinstance(new, Place) else None
    if isinstance(new, Place) and last:
        names, times = _by_time(new), new.times(last)
        labels = {time.label.casefold() for time in times}
        if len(names) >= len(labels) and names.keys() <= labels | {str(t.window) for t in times}:
            return
    kind = _kind(was, None, old)
    yield say(kind, new, where(new, "targets"), _words(was), None, key="target", notes=notes)


def _by_time(thing: Thing) -> dict[str, tuple[str, Any]]:
    """The targets by time: by its days, where the calendar tells them, so that `FY2027` and
    `2026/27` are one."""
    found = {}
    for key, aim in getattr(thing.model, "targets", {}).items():
        days = days_called(key, thing.plan.calendar)
        found[str(days) if days else key.casefold()] = key, aim
    return found


def _kind(was: Any, now: Any, old: Thing) -> ChangeKind:
    """Whether a target is less than it was or gone, or more; neither, where it is another."""
    falls = False
    if isinstance(was, Target) and isinstance(now, Target):
        if was.unit.casefold().removesuffix("s") != now.unit.casefold().removesuffix("s"):
            return ChangeKind.TARGET
        sides = (now.amount, _least(now)), (was.amount, _least(was))
    elif isinstance(was, Goal) and isinstance(now, Goal):
        if was.bound != now.bound:
            return ChangeKind.TARGET
        begun = getattr(old.model, "baseline", None)
        falls = isinstance(begun, Decimal) and begun > was.amount
        falls = was.bound in ("at most", "below") or (not was.bound and falls)
        sides = (now.amount, 0), (was.amount, 0)
    else:
        return ChangeKind.LOWERED if was is not None else ChangeKind.TARGET
    if sides[0] == sides[1]:
        return ChangeKind.TARGET
    return ChangeKind.LOWERED if (sides[0] < sides[1]) is not falls else ChangeKind.RAISED


def _least(target: Target) -> int:
    """How much a target's bound holds to: `up to` to nothing, `more than` to most."""
    return {"up to": 0, "more than": 2}.get(target.bound, 1)


def _words(aim: Target | Goal | None) -> str | None:
    return None if aim is None else " ".join(str(aim).split())
