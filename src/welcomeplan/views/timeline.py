"""Promises against time: the rows of a picture, late ones first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import versions
from welcomeplan.deadlines import Calendar, Question, Window, read_quarter
from welcomeplan.paper import Band, Span, Timeline, Track
from welcomeplan.plan import SET_ASIDE, State
from welcomeplan.views.columns import deadline_words, missing_here, named, titles
from welcomeplan.views.phrases import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from welcomeplan.plan import Facts, Group, Standing
    from welcomeplan.views.phrases import Phrases

MOST_YEARS = 100
"""How many years a picture has at most."""
ORDER = (
    *((State.OVERDUE,), (State.BLOCKED, State.WAITING), (State.DUE_SOON,), (State.UNDER_WAY,)),
    *((State.CURRENT,), (State.UPCOMING,), (State.DONE, State.DONE_LATE)),
    *((State.DEFERRED, State.DROPPED), (State.ONGOING, State.UNDATED)),
)
"""What stands first in each group; of one state, the longest late or the soonest due."""

CALLED = {State.OVERDUE: "late", State.DONE_LATE: "done"}
"""A picture has one word for what is late."""
STATES = {one.value: CALLED.get(one, one.value) for states in ORDER for one in states}
"""What the legend of a picture calls states, in its order."""
WORDS = {
    "window": "the time the plan gives",
    "work": "work on record",
    "deadline": "deadline",
    "begin": "to begin by",
    "missed": "missed deadline",
    "unbegun": "should have begun",
    "late": "late",
    "week": "late, a stroke a week",
    "month": "late, a stroke a month",
    "year": "late, a stroke a year",
    "first": "first promised for",
    "was due": "was due",
}
"""What it calls what is drawn."""


class Asked(NamedTuple):
    """What of a plan is drawn."""

    by: str = "strategy"
    """`strategy`, `objective`, `owner` or `plan`."""
    start: date | None = None
    end: date | None = None
    late: bool = False
    """Whether only what is late is drawn."""


class Drawn(NamedTuple):
    """A promise and its row."""

    standing: Standing
    track: Track


class Arranged(NamedTuple):
    """What is drawn, where it stands, and how much is not."""

    span: Window
    quarters: list[tuple[str, Span]]
    parts: list[tuple[Group, list[Drawn]]]
    """The groups that have rows."""
    others: int
    """How many are not late, where only what is late was asked for."""
    outside: int
    """How many lie before or after the picture."""


def timeline(
    facts: Facts,
    asked: Asked,
    number: Callable[[Standing], str] | None = None,
    phrases: Phrases = ENGLISH,
) -> Timeline:
    """The promises that were asked for as rows of a picture.

    `number`: what a page calls each; without it, the document's own number or nothing.
    """
    return pictured(facts, arranged(facts, asked, number, phrases), phrases)


def pictured(facts: Facts, found: Arranged, phrases: Phrases = ENGLISH) -> Timeline:
    """What was arranged, as a picture."""
    commit = facts.register.commit
    span = Span(found.quarters[0][1].first, found.quarters[-1][1].last)
    bands = [
        Band(_called(group, phrases), said(group, phrases), [one.track for one in rows])
        for group, rows in found.parts
    ]
    return Timeline(
        finding(facts, phrases),
        [
            titles(facts.register),
            phrases.say("as of {day}", day=phrases.day(facts.day)),
            *([phrases.say("revision {hash}", hash=versions.short(commit))] if commit else []),
        ],
        facts.day,
        span,
        found.quarters,
        bands,
        {state: phrases.say(word) for state, word in STATES.items()},
        {
            "today": phrases.day(facts.day),
            **{kind: phrases.say(word) for kind, word in WORDS.items()},
            "before": phrases.say("began before {month}", month=phrases.month(span.first)),
            "after": phrases.say("ends after {month}", month=phrases.month(span.last)),
        },
        _told(bands, span, phrases),
        " ".join([*missing_here(facts.register), *left_out(facts, found, phrases)]),
    )


def _told(bands: Iterable[Band], span: Span, phrases: Phrases) -> str:
    """The picture in sentences: its days, each group, and what is late in it."""
    sentences = [f"{phrases.span(span.first, span.last)}."]
    for band in bands:
        late = [f"{one.title}: {one.said}" for one in band.tracks if one.late is not None]
        sentences.append(". ".join([f"{band.title}: {band.said}", *late]) + ".")
    return " ".join(sentences)


def arranged(
    facts: Facts,
    asked: Asked,
    number: Callable[[Standing], str] | None = None,
    phrases: Phrases = ENGLISH,
) -> Arranged:
    """The promises that were asked for, in groups, and the quarters in which they lie."""
    number = number or (lambda one: one.promise.number or "")
    name = named(facts.register)
    groups = facts.groups(asked.by)
    every = [
        (group, [Drawn(one, _track(one, name(one), number(one), phrases)) for one in _rows(group)])
        for group in groups
    ]
    shown = [(group, [one for one in rows if _is_asked(one, asked)]) for group, rows in every]
    span = _span([one.track for _, rows in shown for one in rows], facts, asked)
    parts = [
        (group, sorted((one for one in rows if _is_in(one, span, facts.day)), key=_order))
        for group, rows in shown
    ]
    wanted, drawn = (sum(len(rows) for _, rows in found) for found in (shown, parts))
    return Arranged(
        span,
        _quarters(span, _calendar(facts)),
        [(group, rows) for group, rows in parts if rows],
        sum(len(rows) for _, rows in every) - wanted,
        wanted - drawn,
    )


def left_out(facts: Facts, found: Arranged, phrases: Phrases = ENGLISH) -> Iterator[str]:
    """A sentence for each kind of what is not drawn, or is drawn without its day."""
    if found.others:
        yield phrases.count("{n} other is not late.", "{n} others are not late.", found.others)
    if found.outside:
        said = "{n} other lies outside of {days}.", "{n} others lie outside of {days}."
        days = phrases.span(found.span.start, found.span.end)
        yield phrases.count(*said, found.outside, days=days)
    unreadable = facts.all.unreadable
    if unreadable:
        said = "{n} deadline can’t be read.", "{n} deadlines can’t be read."
        yield phrases.count(*said, unreadable)


def finding(facts: Facts, phrases: Phrases = ENGLISH) -> str:
    """`9 of 28 promises are late`; and of indicators, which are counted apart, likewise."""
    whole = facts.all
    late, total = whole.overdue, len(whole.standings)
    measured = [one for one in facts.indicators if one.goal or one.times]
    missed = sum(one.state is State.OVERDUE for one in measured)
    if total and whole.done == total:
        found = _all_done(whole, phrases)
    elif late:
        said = "{n} of {total} promises is late", "{n} of {total} promises are late"
        one = "{n} promise is late"
        found = phrases.count(*((one, one) if total == 1 else said), late, total=f"{total:,}")
    else:
        found = phrases.say("No promise is late")
    if missed:
        every = len(measured)
        said = "{n} of {total} indicators is late", "{n} of {total} indicators are late"
        one = "{n} indicator is late"
        more = phrases.count(*((one, one) if every == 1 else said), missed, total=f"{every:,}")
        found = phrases.say("{one}, and {other}", one=found, other=more) if total else more
    return found


def _all_done(whole: Group, phrases: Phrases) -> str:
    total, late = len(whole.standings), whole.counts.get(State.DONE_LATE, 0)
    said = "{n} promise is done, late", "All {n} promises are done, {late} of them late"
    if not late:
        said = "{n} promise is done", "All {n} promises are done"
    found = phrases.count(*said, total, late=f"{late:,}")
    unknown = sum(bool(one.in_doubt) for one in whole.standings)
    if not unknown:
        return found
    said = "whether {n} of them was late is not known", "whether {n} of them were late is not known"
    told = phrases.count(*said, unknown) if total > 1 else phrases.say("whether late is not known")
    return f"{found}, {told}"


def said(group: Group, phrases: Phrases = ENGLISH) -> str:
    """`0 of 7 done, 2 late`; and of its indicators, how many are reached."""
    told = []
    if group.standings:
        total = f"{len(group.standings):,}"
        told.append(phrases.say("{done} of {total} done", done=f"{group.done:,}", total=total))
    if group.overdue:
        told.append(phrases.count("{n} late", "{n} late", group.overdue))
    return "; ".join(filter(None, [", ".join(told), reached(group, phrases)]))


def reached(group: Group, phrases: Phrases) -> str:
    """`1 of 2 indicators reached, 1 missed`; nothing where none has anything to reach."""
    its = group.measured
    if not its.targets:
        return ""
    values = {"reached": f"{its.reached:,}", "all": f"{its.targets:,}"}
    if its.targets == its.indicators:
        told = phrases.count(
            "{reached} of {n} indicator reached",
            "{reached} of {n} indicators reached",
            its.indicators,
            **values,
        )
    else:
        told = phrases.count(
            "{reached} of {all} targets of {n} indicator reached",
            "{reached} of {all} targets of {n} indicators reached",
            its.indicators,
            **values,
        )
    missed = phrases.count("{n} missed", "{n} missed", its.missed) if its.missed else ""
    return ", ".join(filter(None, [told, missed]))


def _called(group: Group, phrases: Phrases) -> str:
    number = f"{group.number} " if group.number else ""
    return f"{number}{group.title}" if group.title else phrases.say("nobody named")


def _rows(group: Group) -> Iterator[Standing]:
    """The rows of a group: its promises, and its indicators that have something to reach."""
    yield from group.standings
    yield from (one for one in group.indicators if one.goal or one.times)


def _is_asked(one: Drawn, asked: Asked) -> bool:
    return one.standing.state is State.OVERDUE if asked.late else True


def _is_in(one: Drawn, span: Window, day: date) -> bool:
    """Whether a row has something to be drawn between two days. What has no date keeps its row: an
    empty one says more than a footnote."""
    strokes = one.track.strokes(day)
    return not strokes or any(o.first <= span.end and span.start <= o.last for o in strokes)


def _span(tracks: Iterable[Track], facts: Facts, asked: Asked) -> Window:
    """From the first day that is asked for, or has a deadline or something done, to the last, with
    the day itself in it where nobody asked otherwise. A window that began before all of them is
    torn at the edge, so that a year does not look like a half."""
    strokes = (one for track in tracks for one in track.strokes(facts.day))
    days = [one.first for one in strokes if one.first == one.last] + [facts.day]
    start, end = asked.start or min(days), asked.end or max(days)
    if start > end:  # nothing lies beyond the one day that was asked for
        start, end = (start, start) if asked.start else (end, end)
    if asked.start is None:
        start = max(start, _years_from(min(facts.day, end), -MOST_YEARS // 2))
    return Window(start, min(end, _years_from(start, MOST_YEARS + 1)))


def _years_from(day: date, years: int) -> date:
    return date(min(max(day.year + years, date.min.year), date.max.year), 1, 1)


def _calendar(facts: Facts) -> Calendar:
    """That of the plans that are asked for, where they count alike."""
    asked = {one.promise.plan for one in (*facts.asked, *facts.gauged)} | {facts.wanted.plan}
    found = [plan.calendar for plan in facts.register.plans if plan.id in asked]
    alike = len({(one.fiscal_year_starts, one.quarters) for one in found}) == 1
    return found[0] if alike else Calendar()


def _quarters(span: Window, calendar: Calendar) -> list[tuple[str, Span]]:
    """The quarters that hold a span, those of the fiscal year where the plan counts by it; as far
    as the calendar goes."""
    found: list[tuple[str, Span]] = []
    day = span.start
    while day <= span.end:
        try:
            label, window = read_quarter("this", day, calendar)
            found.append((label, Span(window.start, window.end)))
            day = window.end + timedelta(days=1)
        except (Question, OverflowError):
            break
    return found or [
        (f"{span.start.year}Q{(span.start.month + 2) // 3}", Span(span.start, span.end))
    ]


def _order(one: Drawn) -> tuple[int, date]:
    place = next(at for at, states in enumerate(ORDER) if one.standing.state in states)
    return place, one.track.due or date.max


def _track(one: Standing, name: str, number: str, phrases: Phrases) -> Track:
    first = one.first_open
    known = one.done if one.done and not one.done.unknown else None
    promised = next((due.due_by for due in one.earlier if due.due_by), None)
    return Track(
        name,
        number,
        one.promise.title,
        one.state.value,
        deadline_words(one),
        how(one, phrases),
        first.late if one.state is State.OVERDUE else None,
        (first.starts, first.due_by) if first.due_by else None,
        first.begun if first.begun and first.begun > date.min else None,
        first.begins,
        Span(known.first, known.last) if known else None,
        promised if promised != first.due_by else None,
        tuple(dict.fromkeys(sorted(miss.due_by for miss in one.misses))),
        _when(first.starts, first.due_by, phrases),
    )


def _when(start: date | None, end: date | None, phrases: Phrases) -> str:
    """A window in words: `1 September to 30 November 2017`, `by 30 June 2018`, `no date`."""
    if end is None:
        return phrases.say("no date")
    return phrases.span(start, end) if start else phrases.say("by {day}", day=phrases.day(end))


def how(one: Standing, phrases: Phrases = ENGLISH) -> str:
    """How a promise stands, in a few words: `138 days late`, `due 31 March 2018`."""
    first = one.first_open
    if one.state is State.OVERDUE:
        return phrases.days_late(first.late or 0)
    if one.done:
        said = "done, {day}" if one.done.unknown else "done {day}"
        done = phrases.say(said, day=phrases.known(one.done))
        days = max(one.late or 0, 0)
        late = phrases.days_late(days, least=one.at_least) if days else doubt(one, phrases)
        if days and one.begins:
            late = phrases.say("begun {late}", late=late)
        return ", ".join(filter(None, [done, late]))
    state = phrases.state(one.state.value)
    if one.state in SET_ASIDE:
        passed = phrases.say("its deadline missed") if one.open else ""
        return ", ".join(filter(None, [state, passed]))
    if first.due_by is None:
        return _without_day(one, first, state, phrases)
    if first.kept and first.begun:
        known = first.begun > date.min
        begun = phrases.say("begun {day}", day=phrases.day(first.begun)) if known else state
        late = phrases.days_late(first.late) if first.late else ""
        return ", ".join(filter(None, [begun, late]))
    said = "to begin by {day}" if first.begins else "due {day}"
    due = phrases.say(said, day=phrases.day(first.due_by))
    return ", ".join([state, due]) if one.state in (State.BLOCKED, State.WAITING) else due


def doubt(one: Standing, phrases: Phrases) -> str:
    """Of what is done, that nobody knows whether it was late; or of what was promised to begin,
    that its beginning is not on record. Empty where it is known."""
    if one.unbegun and one.due_by:
        return phrases.say("no beginning on record by {day}", day=phrases.day(one.due_by))
    return phrases.say("whether late is not known") if one.in_doubt else ""


def _without_day(one: Standing, first: Standing, state: str, phrases: Phrases) -> str:
    if first.question:
        unread = phrases.say("deadline can’t be read")
        return unread if one.state is State.UNDATED else f"{state}, {unread}"
    if one.state is State.UNDATED:
        return phrases.say("no date given")
    if one.state is State.UPCOMING and first.starts:
        return phrases.say("from {day}", day=phrases.day(first.starts))
    return state
