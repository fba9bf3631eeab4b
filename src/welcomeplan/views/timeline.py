"""Promises against time: the rows of a picture, late ones first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Window, read_quarter
from welcomeplan.paper import Band, Span, Timeline, Track
from welcomeplan.plan import State
from welcomeplan.views.columns import deadline_words, named
from welcomeplan.views.phrases import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from welcomeplan.deadlines import Calendar
    from welcomeplan.plan import Facts, Group, Standing
    from welcomeplan.views.phrases import Phrases

MOST_QUARTERS = 80
"""Twenty years: a picture of more shows nothing."""
ORDER = (
    *((State.OVERDUE,), (State.BLOCKED, State.WAITING), (State.DUE_SOON,), (State.UNDER_WAY,)),
    *((State.CURRENT,), (State.UPCOMING,), (State.DONE, State.DONE_LATE)),
    *((State.DEFERRED, State.DROPPED), (State.ONGOING, State.UNDATED)),
)
"""What stands first in each group; of one state, the longest late or the soonest due."""


class Asked(NamedTuple):
    """What of a plan is drawn."""

    by: str = "strategy"
    """`strategy`, `objective`, `owner` or `plan`."""
    start: date | None = None
    end: date | None = None
    late: bool = False
    """Whether only what is late is drawn."""


def timeline(
    facts: Facts,
    asked: Asked,
    number: Callable[[Standing], str] | None = None,
    phrases: Phrases = ENGLISH,
) -> Timeline:
    """The promises that were asked for as rows of a picture.

    `number`: what a page calls each; without it, the document's own number or nothing. Raises
    Question where the quarters of the calendar end before the picture does.
    """
    number = number or (lambda one: one.promise.number or "")
    groups = facts.groups(asked.by)
    shown = {id(one): one for group in groups for one in _rows(group) if _is_asked(one, asked)}
    span = _span(shown.values(), facts, asked)
    calendar = facts.register.plans[0].calendar if len(facts.register.plans) == 1 else None
    quarters = _quarters(span, calendar)
    drawn_span = Span(quarters[0][1].first, quarters[-1][1].last)
    name = named(facts.register)
    bands = [
        Band(
            group.title or phrases.say("nobody named"),
            said(group, phrases),
            [
                _track(one, name(one), number(one), facts.day, phrases)
                for one in sorted(_rows(group), key=_order)
                if id(one) in shown and _is_in(one, span, asked)
            ],
        )
        for group in groups
    ]
    drawn = [band for band in bands if band.tracks]
    left = len([one for group in groups for one in _rows(group)]) - sum(
        len(band.tracks) for band in drawn
    )
    return Timeline(
        finding(facts, phrases),
        (),
        facts.day,
        drawn_span,
        quarters,
        drawn,
        phrases.count("{n} promise is not drawn", "{n} promises are not drawn", left)
        if left
        else "",
    )


def finding(facts: Facts, phrases: Phrases = ENGLISH) -> str:
    """`9 of 28 promises are late`."""
    whole = facts.all
    late, total = whole.overdue, len(whole.standings)
    if total and whole.done == total:
        return phrases.count("All {n} promise is done", "All {n} promises are done", total)
    if not late:
        return phrases.say("No promise is late")
    return phrases.count(
        "{n} of {total} promises is late", "{n} of {total} promises are late", late, total=total
    )


def said(group: Group, phrases: Phrases = ENGLISH) -> str:
    """`0 of 7 done, 2 late`."""
    done = phrases.say(
        "{done} of {total} done", done=f"{group.done:,}", total=f"{len(group.standings):,}"
    )
    late = phrases.count("{n} late", "{n} late", group.overdue) if group.overdue else ""
    return ", ".join(filter(None, [done, late]))


def _rows(group: Group) -> Iterator[Standing]:
    """The rows of a group: its promises, and its indicators that have something to reach."""
    yield from group.standings
    yield from (one for one in group.indicators if one.goal or one.times)


def _is_asked(one: Standing, asked: Asked) -> bool:
    return one.state is State.OVERDUE if asked.late else True


def _is_in(one: Standing, span: Window, asked: Asked) -> bool:
    """Whether a row has something to be drawn between two days that were asked for. What has no
    date keeps its row: an empty one says more than a footnote."""
    if asked.start is None and asked.end is None:
        return True
    days = list(_days(one))
    return not days or Window(min(days), max(days)).overlaps(span)


def _days(one: Standing) -> Iterator[date]:
    """The days that a row has marks on."""
    first = one.first_open
    if first.due_by:
        yield first.due_by
    if first.starts:
        yield first.starts
    if one.done and not one.done.unknown:
        yield from (one.done.first, one.done.last)
    yield from (due.due_by for due in one.earlier[:1] if due.due_by)


def _span(rows: Iterable[Standing], facts: Facts, asked: Asked) -> Window:
    """From the first day that is asked for, or has a deadline or something done, to the last, with
    the day itself in it where nobody asked otherwise."""
    days = [day for one in rows for day in _points(one)]
    start = asked.start or min([*days, facts.day])
    end = asked.end or max([*days, facts.day])
    return Window(start, max(start, end))


def _points(one: Standing) -> Iterator[date]:
    """The days that a picture must reach: deadlines and what was done; a window that began before
    all of them is torn at the edge, so that a year does not look like a half."""
    due = one.first_open.due_by
    if due:
        yield due
    if one.done and not one.done.unknown:
        yield from (one.done.first, one.done.last)
    yield from (due.due_by for due in one.earlier[:1] if due.due_by)


def _quarters(span: Window, calendar: Calendar | None) -> list[tuple[str, Span]]:
    """The quarters that hold a span, those of the fiscal year where the plan counts by it."""
    found: list[tuple[str, Span]] = []
    day = span.start
    while day <= span.end and len(found) < MOST_QUARTERS:
        label, window = (
            read_quarter("this", day, calendar) if calendar else read_quarter("this", day)
        )
        found.append((label, Span(window.start, window.end)))
        day = window.end + timedelta(days=1)
    return found


def _order(one: Standing) -> tuple[int, date]:
    place = next(at for at, states in enumerate(ORDER) if one.state in states)
    return place, one.first_open.due_by or date.max


def _track(one: Standing, name: str, number: str, day: date, phrases: Phrases) -> Track:
    first = one.first_open
    late = first.late if one.state is State.OVERDUE else None
    window = (first.starts, first.due_by) if first.due_by else None
    known = one.done if one.done and not one.done.unknown else None
    promised = next((due.due_by for due in one.earlier if due.due_by), None)
    return Track(
        name,
        number,
        one.promise.title,
        one.state.value,
        deadline_words(one),
        how(one, phrases),
        late,
        window,
        first.begun if first.begun and first.begun > date.min else None,
        first.begins,
        Span(known.first, known.last) if known else None,
        promised if promised != first.due_by else None,
        tuple(dict.fromkeys(sorted(miss.due_by for miss in one.misses))),
    )


def how(one: Standing, phrases: Phrases = ENGLISH) -> str:
    """How a promise stands, in a few words: `138 days late`, `due 31 March 2018`."""
    first = one.first_open
    if one.state is State.OVERDUE:
        return phrases.days_late(first.late or 0)
    if one.done:
        done = phrases.say("done {day}", day=phrases.known(one.done))
        late = phrases.days_late(one.late) if one.late and one.late > 0 else ""
        return ", ".join(filter(None, [done, late]))
    if one.state in (State.DEFERRED, State.DROPPED, State.ONGOING):
        return phrases.say(one.state.value)
    if first.due_by is None:
        return phrases.say("no date given")
    if first.begins:
        return phrases.say("to begin by {day}", day=phrases.day(first.due_by))
    return phrases.say("due {day}", day=phrases.day(first.due_by))
