"""What an HTML page draws: the marks of states, and the row of a promise against time.

Everything here is made of numbers and of our own shapes; no word of a plan is in it, so that it is
markup as it stands. Marks stand at percentages: a row stretches without distortion. A page holds
`SYMBOLS` once, and the style sheet `marks.css`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from welcomeplan.paper import Shift, Span, Stroke, Timeline, Track

ROOM = 6
"""How many days the picture goes on after its last: a mark on that stays inside."""
MIDDLE = 9
"""Where marks stand in a row, in pixels from above; rows are twice as high."""
MOST_STROKES = 120
"""Of more weeks than that, a picture shows lateness in months; of more months, in years."""
MOST_IN_BAR = 30
"""Likewise a bar of its own, which is shorter."""
MOST_MARKS, IN_ROW = 40, 10
"""Of more things than that, a mark stands for several; so many marks stand beside each other."""
MOST_QUARTERS = 8
"""Of more quarters only the years are named."""
MOST_YEARS = 3
"""Of more years only some are."""
LAST_LABEL = 75
"""Where the last of them may begin, in percent: after that it would have no room."""

_TICK = '<path class="k" d="M-2.8 .2l2 2.2 3.6-4.4"/>'
_STATES = {
    "overdue": '<path class="f" style="stroke:none" d="M0-5.5L6 5H-6z"/>',
    "due soon": '<path d="M0-6L6 0 0 6-6 0z"/>',
    "under way": '<circle class="e" r="5.2"/><path d="M0-5.2A5.2 5.2 0 0 0 0 5.2z"/>',
    "current": '<circle class="e" r="5.2"/>',
    "upcoming": '<path class="e" d="M0-6L6 0 0 6-6 0z"/>',
    "done": f'<circle r="6"/>{_TICK}',
    "done late": '<circle class="e" r="5.2"/><path class="e n" d="M-2.8 .2l2 2.2 3.6-4.4"/>',
    "waiting": '<path class="e" d="M-4.8-4.8H4.8V4.8H-4.8z"/>',
    "blocked": '<path d="M-5.2-5.2H5.2V5.2H-5.2z"/>',
    "deferred": '<path class="e n" d="M-5 0H5"/>',
    "dropped": '<path class="e n" d="M-4-4L4 4M4-4L-4 4"/>',
    "ongoing": '<circle r="2"/>',
    "undated": '<circle r="2"/>',
}
_MARKS = {
    "first": '<circle class="e" r="4"/>',
    "was due": '<path class="e g" d="M0-4.5L4.5 0 0 4.5-4.5 0z"/>',
    "deadline": '<path class="e" d="M0-6L6 0 0 6-6 0z"/>',
    "begin": '<path class="e" d="M-3-6L5 0-3 6z"/>',
    "done": f'<circle r="6"/>{_TICK}',
    "missed": '<path class="f" d="M0-8V8"/>',
    "unbegun": '<path class="f" d="M0-8V8M1-6L7 0 1 6z"/>',
    "before": '<path class="tp" d="M-2 2H3L0 5.5 3 9 0 12.5 3 16H-2z"/>'
    '<path class="te" d="M3 3L0 6 3 9 0 12 3 15"/>',
    "after": '<path class="tp" d="M2 2H-3L0 5.5-3 9 0 12.5-3 16H2z"/>'
    '<path class="te" d="M-3 3L0 6-3 9 0 12-3 15"/>',
}


def _name(kind: str, name: str) -> str:
    # No id of a plan has a `_` in it: on a page their promises have addresses by their ids.
    return f"{kind}_{name.replace(' ', '-')}"


SYMBOLS = (
    '<svg width="0" height="0" class="defs" aria-hidden="true"><defs>'
    + "".join(f'<g id="{_name("mark", name)}">{shape}</g>' for name, shape in _MARKS.items())
    + "".join(
        f'<symbol id="{_name("state", name)}" viewBox="-7 -7 14 14">{shape}</symbol>'
        for name, shape in _STATES.items()
    )
    + "</defs></svg>"
)
"""The shapes that rows and marks use; they stand on a page once, before all else."""

_WINDOW = '<rect class="w" x="1" y="4" width="26" height="10"/>'
_LEGEND = {
    "window": _WINDOW,
    "work": '<rect class="r" x="1" y="4" width="26" height="10"/>',
    "week": '<line class="l" pathLength="39" x1="4" x2="28" y1="9" y2="9"/>'
    '<use href="#mark_missed" x="4" y="9"/>',
    "month": '<line class="l month" pathLength="110" x1="4" x2="28" y1="9" y2="9"/>'
    '<use href="#mark_missed" x="4" y="9"/>',
    "year": '<line class="l year" pathLength="1300" x1="4" x2="28" y1="9" y2="9"/>'
    '<use href="#mark_missed" x="4" y="9"/>',
    "first": '<line class="v" x1="6" x2="22" y1="9" y2="9"/><use href="#mark_first" x="6" y="9"/>'
    '<use href="#mark_deadline" x="22" y="9"/>',
    "was due": '<use href="#mark_was-due" x="14" y="9"/>',
    "deadline": '<use href="#mark_deadline" x="14" y="9"/>',
    "begin": '<use href="#mark_begin" x="14" y="9"/>',
    "done": '<use href="#mark_done" x="14" y="9"/>',
    "missed": '<use href="#mark_missed" x="14" y="9"/>',
    "unbegun": '<use href="#mark_unbegun" x="10" y="9"/>',
    "before": f'{_WINDOW}<use href="#mark_before" x="1"/>',
    "after": f'{_WINDOW}<use href="#mark_after" x="27"/>',
    "today": '<line class="y" x1="14" x2="14" y1="0" y2="18"/>',
}
"""What explains each kind of stroke: the inside of an SVG of 28 by 18 pixels."""


def mark(state: str) -> str:
    """The mark of a state, to stand before its word; nothing for what is no state."""
    if state not in _STATES:
        return ""
    return f'<svg class="m" aria-hidden="true"><use href="#{_name("state", state)}"/></svg>'


def each_of(most: int) -> int:
    """For how many things one mark stands, where so many are shown as marks at most: one, ten, a
    hundred."""
    found = 1
    while most > MOST_MARKS * found:
        found *= 10
    return found


def marks(state: str, n: int, each: int) -> str:
    """As many marks of a state as there are things, or one for `each` so many."""
    if state not in _STATES:
        return ""
    shown = -(-n // each)
    name, rows = _name("state", state), -(-shown // IN_ROW)
    uses = "".join(
        f'<use href="#{name}" x="{14 * (at % IN_ROW)}" y="{16 * (at // IN_ROW)}" width="14"'
        ' height="14"/>'
        for at in range(shown)
    )
    size = f'width="{14 * min(shown, IN_ROW)}" height="{16 * rows - 2}"'
    late = ' class="o"' if state == "overdue" else ""
    return f'<svg{late} {size} aria-hidden="true">{uses}</svg>'


def before(day: date, span: Span) -> float:
    """Where a day begins, in percent of the picture's width."""
    whole = (span.last - span.first).days + 1 + ROOM
    return min(max(100 * (day - span.first).days / whole, 0), 100)


def after(day: date, span: Span) -> float:
    """Where a day ends, likewise."""
    return before(day, span) + _day(span) if before(day, span) < 100 else 100


def _day(span: Span) -> float:
    return 100 / ((span.last - span.first).days + 1 + ROOM)


def percent(value: float) -> str:
    """As it is written: `41.26%`."""
    return f"{round(value, 2):g}%"


def row(track: Track, timeline: Timeline) -> str:
    """The picture of one promise; empty where it has no day."""
    strokes = track.strokes(timeline.day)
    if not strokes:
        return ""
    drawn = "".join(piece for one in strokes for piece in _drawn(one, track, timeline.span))
    return f'<svg aria-hidden="true">{drawn}</svg>'


def _length(span: Span) -> int:
    return (span.last - span.first).days + 1


def unit(days: int, most: int) -> str:
    """The class of a line of strokes: one a week, a month or a year, by how many days have room."""
    if days <= 7 * most:
        return "l"
    return "l month" if days <= 30 * most else "l year"


def _drawn(one: Stroke, track: Track, span: Span) -> Iterator[str]:
    if one.last < span.first or one.first > span.last:
        return  # at the edge it would be on another day
    end = after(one.last, span)
    if one.kind in ("window", "work"):
        start, y = before(one.first, span), 'y="4" height="10"'
        shape = "w" if one.kind == "window" else "r"
        yield f'<rect class="{shape}" x="{percent(start)}" {y} width="{percent(end - start)}"/>'
        if one.kind == "window" and one.first < span.first:
            yield '<use href="#mark_before"/>'
        if one.kind == "window" and one.last > span.last:
            yield '<use href="#mark_after" x="100%"/>'
    elif one.kind == "late":
        start, days = after(one.first, span), (one.last - one.first).days
        x = f'x1="{percent(start)}" x2="{percent(end)}" y1="{MIDDLE}" y2="{MIDDLE}"'
        yield f'<line class="{unit(_length(span), MOST_STROKES)}" pathLength="{days}" {x}/>'
    else:
        if one.kind == "first" and track.due:
            x = f'x1="{percent(end)}" x2="{percent(after(track.due, span))}"'
            yield f'<line class="v" {x} y1="{MIDDLE}" y2="{MIDDLE}"/>'
        yield f'<use href="#{_name("mark", one.kind)}" x="{percent(end)}" y="{MIDDLE}"/>'


def legend(timeline: Timeline) -> list[tuple[str, str]]:
    """What explains the strokes that occur: each an SVG, and what it means."""
    return [
        (f'<svg aria-hidden="true">{_LEGEND[kind]}</svg>', said)
        for kind, said in explained(timeline)
    ]


def explained(timeline: Timeline) -> list[tuple[str, str]]:
    """The kinds of strokes that occur, each with what it means."""
    span, found = timeline.span, set[str]()
    for band in timeline.bands:
        for one in (one for track in band.tracks for one in track.strokes(timeline.day)):
            found.add(one.kind)
            if one.kind == "window":
                found |= {"before"} if one.first < span.first <= one.last else set()
                found |= {"after"} if one.first <= span.last < one.last else set()
    if "late" in found:
        found.discard("missed")  # its stroke begins with that
        found.add(_UNITS[unit(_length(span), MOST_STROKES)])
    if span.first <= timeline.day <= span.last:
        found.add("today")
    words = {**timeline.words, "done": timeline.states["done"]}
    return [(kind, words[kind]) for kind in _LEGEND if kind in found]


_UNITS = {"l": "week", "l month": "month", "l year": "year"}


def axis(timeline: Timeline) -> list[tuple[str, str, str]]:
    """What is written above a picture: where each quarter begins, its year where that begins, and
    its label; of many quarters the years, and of many years some."""
    span, found, last = timeline.span, [], ""
    if len(timeline.quarters) <= MOST_QUARTERS:
        for label, its in timeline.quarters:
            year, quarter = label[:-2], label[-2:]
            found.append((percent(before(its.first, span)), "" if year == last else year, quarter))
            last = year
        return found
    years = timeline.years
    places = [(before(its.first, span), year) for year, its in years[:: _step(years)]]
    return [(percent(place), year, "") for place, year in places if place <= LAST_LABEL]


def _step(years: Sequence[object]) -> int:
    """Of how many years one is named."""
    return -(-len(years) // MOST_YEARS)


def lines(timeline: Timeline) -> list[str]:
    """Where the lines between quarters stand; between years, where they are many."""
    parts: Sequence[tuple[str, Span]] = timeline.quarters
    if len(parts) > MOST_QUARTERS:
        parts = timeline.years[:: _step(timeline.years)]
    return [percent(before(its.first, timeline.span)) for _, its in parts[1:]]


def today(timeline: Timeline) -> str:
    """Where the line of the day stands; out of sight, where the picture ends before."""
    span, day = timeline.span, timeline.day
    return percent(after(day, span)) if span.first <= day <= span.last else "-99rem"


def late_bar(days: int, longest: int) -> str:
    """A bar of strokes, one a week, for something that is so many days late; the longest is as wide
    as there is room. Where that is very late, one a month or a year."""
    width, strokes = percent(100 * days / max(longest, 1)), unit(longest, MOST_IN_BAR)
    line = f'<line class="{strokes}" pathLength="{days}" x2="{width}" y1="6" y2="6"/>'
    return f'<svg aria-hidden="true">{line}</svg>'


def shift(one: Shift) -> str:
    """From where to where a deadline moved: circle, line, diamond, in the order of time; a dashed
    line to nowhere where it has no day any more."""
    if one.after is None:
        line = '<line class="v z" x1="7" x2="100%" y1="9" y2="9"/>'
        return f'<svg aria-hidden="true">{line}<use href="#mark_first" x="7" y="9"/></svg>'
    if one.before is None:
        return '<svg aria-hidden="true"><use href="#mark_deadline" x="50%" y="9"/></svg>'
    ends = ("7", "100%") if one.after >= one.before else ("100%", "7")
    return (
        '<svg aria-hidden="true"><line class="v" x1="7" x2="100%" y1="9" y2="9"/>'
        f'<use href="#mark_first" x="{ends[0]}" y="9"/>'
        f'<use href="#mark_deadline" x="{ends[1]}" y="9"/></svg>'
    )
