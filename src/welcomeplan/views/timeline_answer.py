"""Promises against time, as a screen, a table and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Answer, Column, Lane, Lanes, Line, Picture, Said, Screen, Sheet
from welcomeplan.plan import State
from welcomeplan.views import rows, shapes_of_timeline
from welcomeplan.views.columns import (
    clock,
    deadline_words,
    done_day,
    done_words,
    missing_here,
    no_milestones,
    none,
    numbers,
    titles,
    unreadable,
)
from welcomeplan.views.timeline import arranged, finding, left_out, pictured
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.answer import Piece
    from welcomeplan.plan import Facts, Standing
    from welcomeplan.views.timeline import Arranged, Asked, Drawn

DATELESS = (State.UNDATED, State.ONGOING)
"""What needs no row on a screen where it has no day."""


def timeline_answer(facts: Facts, asked: Asked, again: str = "") -> Answer:
    """The promises that were asked for, against time.

    `again`: the options that a command which is pointed to needs as well, to speak of the same.
    """
    found = arranged(facts, asked)
    told = [*left_out(facts, found)]
    empty = _nothing(facts, asked)
    drawn = [(group.title, one) for group, its in found.parts for one in its]
    found_so = finding(facts)
    sheet = Sheet(
        f"{found_so} · {titles(facts.register)} · {clock(facts)}",
        _columns(facts, asked.by),
        drawn,
        [*told[: len(told) - bool(facts.all.unreadable)], *unreadable(facts.all.unreadable, again)],
        empty="There is nothing to draw." if empty == f"{found_so}." else empty,
    )
    return Answer(
        [sheet],
        lambda: shapes_of_timeline.timeline(
            asked.by,
            found.quarters[0][1].first,
            found.quarters[-1][1].last,
            [(group, [(o.standing, o.track.first) for o in its]) for group, its in found.parts],
            (found.others, found.outside),
            facts,
        ),
        unread=missing_here(facts.register),
        screen=lambda: _screen(facts, found, empty, again),
    )


def _nothing(facts: Facts, asked: Asked) -> str:
    """What is said in place of a picture of nothing."""
    if not facts.standings and not facts.indicators and not facts.wanted:
        return no_milestones(facts.register)
    if asked.start or asked.end:
        days = " to ".join(str(day) for day in (asked.start, asked.end) if day)
        which = "Nothing late" if asked.late else "Nothing"
        since = "since " if asked.end is None else "until " if asked.start is None else "in "
        said = f"{which} lies {since}{days}"
    else:
        said = "No promise is late" if asked.late else "No milestone fits"
    return none(facts.register, f"{said}.", f"{said}, of what could be read.")


# -- a table


def _columns(facts: Facts, by: str) -> tuple[Column[tuple[str, Drawn]], ...]:
    return (
        Column(by.capitalize(), lambda row: row[0] or "nobody named"),
        Column("Id", lambda row: row[1].track.id, "id"),
        *numbers(facts.register, lambda row: row[1].standing.promise.number),
        Column("Milestone", lambda row: row[1].track.title),
        Column("State", lambda row: row[1].track.state, "state"),
        Column("Days late", lambda row: _days_late(row[1].standing), "number"),
        Column("From", lambda row: row[1].standing.first_open.starts, "date"),
        Column("Due", lambda row: row[1].track.due, "date"),
        Column("To begin", lambda row: "yes" if row[1].track.begins else "", optional=True),
        Column("In the plan's words", lambda row: deadline_words(row[1].standing), "quote"),
        Column("Begun", lambda row: row[1].track.worked, "date", optional=True),
        Column(
            "Done",
            lambda row: done_words(row[1].standing),
            "date",
            optional=True,
            exact=lambda row: done_day(row[1].standing),
        ),
        Column("Done (as known)", lambda row: str(row[1].standing.done or ""), detail=True),
        Column("First for", lambda row: row[1].track.first, "date", optional=True),
        Column("Missed", lambda row: tuple(map(str, row[1].track.misses)), optional=True),
    )


# -- a screen


def _screen(facts: Facts, found: Arranged, empty: str, again: str) -> Screen:
    """The finding; the picture; what is left out."""
    if not found.parts:
        return Screen(empty, rows.context(facts), [_foot(facts, found, again)])
    shown = pictured(facts, found)
    first, last = found.quarters[0][0], found.quarters[-1][0]
    covered = first if first == last else f"{first} to {last}"
    picture = Picture(
        facts.day,
        (shown.span.first, shown.span.last),
        [(label, span.first) for label, span in shown.years],
        [(label, span.first) for label, span in shown.quarters],
        rows.ids(facts, [one.standing for _, its in found.parts for one in its]).width,
        [
            Lanes(band.title, band.said, list(_lanes(its, facts)), list(_dateless(its, facts)))
            for band, (_, its) in zip(shown.bands, found.parts, strict=True)
        ],
        shown.states,
        {
            **shown.words,
            "today": str(facts.day),
            "before": f"began before {shown.span.first:%Y-%m}",
            "after": f"ends after {shown.span.last:%Y-%m}",
        },
    )
    return Screen(
        rows.readable(shown.finding, facts),
        rows.context(facts, covered),
        [[picture], _foot(facts, found, again)],
    )


def _foot(facts: Facts, found: Arranged, again: str) -> list[Piece]:
    told = list(left_out(facts, found))
    count = facts.all.unreadable
    told = told[:-1] if count else told
    return [
        *(Line([Said(one, "dim")]) for one in told),
        *rows.unreadable(count, again),
    ]


def _is_dateless(one: Drawn, facts: Facts) -> bool:
    return one.standing.state in DATELESS and not one.track.strokes(facts.day)


def _lanes(found: list[Drawn], facts: Facts) -> Iterator[Lane]:
    for one in found:
        if not _is_dateless(one, facts):
            late = one.track.late is not None
            yield Lane(
                one.track.state,
                one.track.id,
                one.track.title,
                Said(_when(one.standing), "red" if late else ""),
                one.track.strokes(facts.day),
                rows.past(one.standing),
            )


def _dateless(found: list[Drawn], facts: Facts) -> Iterator[Line]:
    """The ids of what has no day at all, in a line for each way in which it has none."""
    told: dict[str, list[str]] = {}
    for one in found:
        if _is_dateless(one, facts):
            told.setdefault(one.track.said, []).append(one.track.id)
    for said, names in told.items():
        yield Line([Said(f"{said}: {', '.join(names)}", "dim")], indent=2)


def _when(one: Standing) -> str:
    """What stands on the right of a row: `138 days late`, `2018-12-31`, `done 2017-07`."""
    if one.state is State.OVERDUE:
        return f"{plural(one.first_open.late or 0, 'day', grouped=True)} late"
    if one.done:
        return "done" if one.done.unknown else f"done {one.done.text}"
    now = one.first_open
    if now.kept and now.begun and now.begun.year > 1 and one.state is not State.BLOCKED:
        return f"begun {now.begun}"
    if rows.past(one):
        return f"{one.state.value}, missed" if one.open else one.state.value
    return rows.when(one) or one.state.value


def _days_late(one: Standing) -> int | None:
    """The days since its deadline, of what is overdue; of what was done late, those between."""
    late = one.first_open.late if one.state is State.OVERDUE else one.late
    return late if late and late > 0 else None
