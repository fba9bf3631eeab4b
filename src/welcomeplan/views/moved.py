"""Each deadline that was moved, once: by the record, and what git knows of it.

A commit may bring several moves of the record at once, and a deadline may be moved by hand before
somebody writes so in the record, or after. Whatever was written when, it is one move, and belongs
to one report: that of the day since which it stands in the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.plan import moves
from welcomeplan.versions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from welcomeplan.plan import Course, Move, Promise
    from welcomeplan.versions import Event


class Moved(NamedTuple):
    """A deadline that was moved: how, when, why, and the commit that did it."""

    promise: Promise
    period: str | None
    """Which time it is of, of what repeats."""
    on: date
    words_before: str
    """Empty where it had none, or where they are not known: of a time, git keeps the day alone."""
    words_after: str
    day_before: date | None
    day_after: date | None
    days: int | None
    """Later counted positive; None where one of them has no day."""
    reason: str
    """Empty where no entry of its log gives one."""
    by: str
    under: str
    commit: str
    """Empty where git knows of none."""
    stands: date
    """Since when it stands there: where git knows, since the commit, and not before the day of an
    entry that came with it; else the day of its entry. So no move is dated back out of every
    report, and none is told in two."""


def moved_of(
    promise: Promise, courses: Iterable[Course], events: Iterable[Event], day: date
) -> Iterator[Moved]:
    """Each move of a promise and of its times, by the record of a day and what git knows."""
    left = list(events)
    for course in courses:
        its = [_recorded(course, move) for move in moves(course)]
        mine = [event for event in left if _is_of(event, course.period)]
        behind = _behind(its, mine)
        for one, before, at, after in zip(
            its, [None, *behind], behind, [*behind[1:], None], strict=False
        ):
            yield one if at is None else _committed(one, mine[at], at != before, at != after)
        told = [mine[at] for at in dict.fromkeys(behind) if at is not None]
        left = [event for event in left if event not in told]
    for event in left:
        if event.commit.landed <= day:
            yield _by_git(promise, event)


def _behind(its: Sequence[Moved], events: Sequence[Event]) -> list[int | None]:
    """Which event of git is behind each move of the record: the next that goes from where that
    does; where none does, the same as of the move before, for one commit may bring several."""
    found: list[int | None] = []
    at: int | None = None
    for one in its:
        left = range(0 if at is None else at + 1, len(events))
        at = next((n for n in left if _starts(events[n], one)), at)
        found.append(at)
    return found


def _starts(event: Event, one: Moved) -> bool:
    """Whether it goes from where a move does: from that day, or where it is counted from something
    that was not done then, those words."""
    same_day = event.due_before is not None and event.due_before == one.day_before
    return same_day or event.before == one.words_before


def _is_of(event: Event, period: str | None) -> bool:
    if period is None:
        return event.kind is Kind.MOVED
    return event.kind is Kind.TIME_MOVED and event.before.casefold() == period.casefold()


def _recorded(course: Course, move: Move) -> Moved:
    """A move by the record alone."""
    return Moved(
        course.promise,
        course.period,
        move.entry.on,
        move.before.words if move.before else "",
        move.after.words if move.after else "",
        move.day_before,
        move.day_after,
        move.days,
        move.entry.note or "",
        move.entry.by or "",
        move.entry.under or "",
        commit="",
        stands=move.entry.on,
    )


def _committed(one: Moved, event: Event, first: bool, last: bool) -> Moved:
    """A move of the record that an event of git did, or was the first or the last to do. Where it
    was moved on by hand, the record knows only where it is now, and git where it went."""
    landed = event.commit.landed
    stands = landed if first and not event.logged else max(one.on, landed)
    one = one._replace(commit=event.commit.hash, stands=stands)
    if not last or event.due_after == one.day_after or event.after == one.words_after:
        return one
    days = (event.due_after - one.day_before).days if event.due_after and one.day_before else None
    return one._replace(words_after=event.after, day_after=event.due_after, days=days)


def _by_git(promise: Promise, event: Event) -> Moved:
    """What git alone knows of."""
    of_time = event.kind is Kind.TIME_MOVED
    return Moved(
        promise,
        event.before if of_time else None,
        event.on or event.commit.date,
        "" if of_time else event.before,
        event.after,
        event.due_before,
        event.due_after,
        event.days,
        event.reason if event.logged else "",
        "",
        event.under,
        event.commit.hash,
        event.commit.landed,
    )
