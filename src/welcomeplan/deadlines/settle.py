"""Tree to tree: what the parts of a phrase are to each other.

Out comes one node that can be dated: a window, something that repeats or waits, or none. A date
beside another, or a length of time, must agree with it (`Gloss`); what doesn't fit is asked about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines.asking import ask
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import (
    Aside,
    Begins,
    Bounded,
    Bracket,
    Count,
    Day,
    Every,
    Fiscal,
    FromTo,
    Gloss,
    Lasting,
    Lasts,
    Node,
    Numeric,
    Ongoing,
    Onward,
    Phrase,
    Range,
    Repeating,
    Said,
    Season,
    Undated,
    Wait,
    parts_in,
    placed,
    rebound,
    unbounded,
)
from welcomeplan.deadlines.promise import Question
from welcomeplan.deadlines.said import TERM, first_said, said_question
from welcomeplan.deadlines.sharing import explicit, leaves, mapped, over, shared, years_in

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from welcomeplan.deadlines.calendars import Calendar
    from welcomeplan.deadlines.lexer import Text


class Settled(NamedTuple):
    """What a phrase comes to, and what its reading must note."""

    node: Node
    notes: tuple[str, ...]
    heading: int | None = None
    """The year of the heading, where one was taken from it."""
    beside: Wait | None = None
    """A wait in brackets, that must agree with the date: by June 2021 (18 months from start)."""


class _Beside(NamedTuple):
    """A part, what stands before it, and whether it stands in brackets."""

    node: Node
    join: str
    bracketed: bool


@dataclass(slots=True)
class _Parts:
    """The parts of a phrase, by kind, while they are sorted."""

    windows: list[_Beside] = field(default_factory=list)
    repeats: list[Every] = field(default_factory=list)
    waits: list[_Beside] = field(default_factory=list)
    lengths: list[_Beside] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    ongoing: Ongoing | None = None
    undated: _Beside | None = None


def settle(phrase: Phrase, text: Text, calendar: Calendar, heading: int | None) -> Settled:
    """Put the parts of a phrase together, and give every date its year. Raises Question."""
    for node in parts_in(phrase):
        if isinstance(node, Said):
            raise said_question(first_said(phrase, text), text)
    parts = _Parts()
    _sorted(phrase, parts, text, bracketed=False)
    _placed(parts, text, calendar)
    beside = _glosses(parts)
    if parts.waits and beside is None:
        return Settled(_waiting(parts, text), ())
    if parts.repeats:
        return _repeating(parts, text, calendar, heading)
    if parts.windows:
        return _dated(parts, text, calendar, heading)._replace(beside=beside)
    return Settled(_without_date(parts, text), ())


# Sorting


def _sorted(phrase: Phrase, parts: _Parts, text: Text, *, bracketed: bool) -> None:
    for k, part in enumerate(phrase.parts):
        join = phrase.joins[k]
        after = phrase.parts[k + 1] if k + 1 < len(phrase.parts) else None
        match part:
            case Bracket(inner=inner):
                alone = len(phrase.parts) == 1
                _sorted(inner, parts, text, bracketed=bracketed or not alone)
            case Aside(kind="if") if after is not None and not phrase.joins[k + 1]:
                raise ask(
                    text,
                    f"Does {text.of(part.at)!r} belong to the date after it, or to what is due?",
                    part.at,
                    "Set it apart with a comma, or put it after the date in brackets.",
                )
            case Aside():
                parts.asides.append(part)
            case Count():
                _counted(part, after, parts)
            case Every() if parts.repeats and parts.repeats[-1].at[1] == part.at[1]:
                pass  # counted: "4 meetings per year"
            case Every():
                parts.repeats.append(part)
            case Wait():
                parts.waits.append(_Beside(part, join, bracketed))
            case Lasting():
                parts.lengths.append(_Beside(part, join, bracketed))
            case Ongoing():
                parts.ongoing = part
            case Undated():
                parts.undated = _Beside(part, join, bracketed)
            case _:
                parts.windows.append(_Beside(part, join, bracketed))


def _counted(count: Count, every: Node | None, parts: _Parts) -> None:
    """ "4 meetings per year" are four within each year."""
    if not isinstance(every, Every) or every.at[0] != count.at[1] or every.n:
        return
    if 1 < count.n <= 366 and every.parts is None and not every.weekdays and every.nth is None:
        parts.repeats.append(every._replace(at=(count.at[0], every.at[1]), n=count.n))


def _placed(parts: _Parts, text: Text, calendar: Calendar) -> None:
    """What an aside says of the dates: the hemisphere of a season, the weekday of a day, and
    the order of day and month that another date of the phrase shows."""
    for aside in parts.asides:
        named = [one for beside in parts.windows for one in leaves(beside.node)]
        if aside.kind == "weekday" and not any(isinstance(one, Day | Numeric) for one in named):
            raise ask(text, f"Which {text.of(aside.at)}?", aside.at, "Write the day.")
        if aside.kind == "weekday" and len(named) > 1:
            raise ask(text, f"Which of these is the {text.of(aside.at)}?", aside.at)
        for k, beside in enumerate(parts.windows):
            days = [point for point in leaves(beside.node) if isinstance(point, Day)]

            def change(point: Node, aside: Aside = aside, alone: bool = len(days) == 1) -> Node:
                if isinstance(point, Season) and aside.kind in ("southern", "northern"):
                    return point._replace(seasons=aside.kind)
                if isinstance(point, Day) and aside.kind == "weekday" and alone:
                    return point._replace(weekday=aside.n)
                return point

            parts.windows[k] = beside._replace(node=mapped(beside.node, change))
    if calendar.day_month_order is None:
        _ordered(parts)


def _ordered(parts: _Parts) -> None:
    """Read "10/11/2022 - 10/31/2022" by the order that its second date shows."""
    shown = set()
    points = [point for beside in parts.windows for point in leaves(beside.node)]
    for one in points:
        if not isinstance(one, Numeric):
            continue
        if one.first <= 12 < one.second <= 31:
            shown.add("month-first")
        elif one.second <= 12 < one.first <= 31 and not one.short:
            shown.add("day-first")
    if len(shown) != 1:
        return

    def change(point: Node) -> Node:
        if not isinstance(point, Numeric):
            return point
        month, day = point.first, point.second
        if shown == {"day-first"}:
            month, day = day, month
        year = 2000 + point.third if point.short else point.third
        return Day(point.at, day, month, year, point.weekday)

    for k, beside in enumerate(parts.windows):
        parts.windows[k] = beside._replace(node=mapped(beside.node, change))


# Without a date


def _without_date(parts: _Parts, text: Text) -> Node:
    if parts.lengths:
        length = parts.lengths[0].node
        if isinstance(length, Lasting) and not length.n:
            raise ask(
                text,
                f"{text.of(length.at)!r} is several lengths of time.",
                length.at,
                "Write one, such as `within 6 months of adoption`, or one milestone for each.",
            )
        raise ask(
            text,
            f"{text.of(length.at)!r} of what? Nothing says when it begins to count.",
            length.at,
            "Write `within 6 months of adoption`, `90 days after` and a milestone's id, "
            "or the date.",
        )
    if parts.ongoing and not parts.undated:
        return parts.ongoing
    if parts.undated and not parts.ongoing:
        return parts.undated.node
    for aside in parts.asides:
        if aside.kind == "term":
            message, remedy = TERM
            said = text.of(aside.at)
            raise ask(text, message.format(repr(said)), aside.at, remedy.format(said))
    if not parts.asides and not parts.ongoing:
        raise ask(text, "There is nothing to read here.")
    raise ask(text, "No date is named here.")


def _glosses(parts: _Parts) -> Wait | None:
    """The one wait that stands in brackets beside a date, if there is one."""
    if len(parts.waits) != 1 or len(parts.windows) != 1 or parts.repeats or parts.lengths:
        return None
    wait = parts.waits[0]
    return wait.node if wait.bracketed and isinstance(wait.node, Wait) else None


def _waiting(parts: _Parts, text: Text) -> Node:
    """What waits is all that is due: no date, length or frequency beside it."""
    wait = parts.waits[0]
    others = [*parts.windows, *parts.waits[1:], *parts.lengths]
    if others or parts.repeats or parts.ongoing or parts.undated:
        raise ask(
            text,
            f"{text.of(wait.node.at)!r} beside a date or another bound: which holds?",
            wait.node.at,
            "Write the deadline as `due`, and what it waits on under `after`.",
        )
    return wait.node


# Windows


def _dated(parts: _Parts, text: Text, calendar: Calendar, heading: int | None) -> Settled:
    windows = parts.windows
    first = windows[0]
    if len(windows) > 2:
        raise _several(windows[2].node, text)
    if len(windows) == 1:
        clock = any(one.kind == "clock" and one.at[0] >= first.node.at[1] for one in parts.asides)
        if isinstance(first.node, Bounded) and first.node.bound == "before" and clock:
            # "before 3 May 2027, 5 pm": that day is still on time
            first = first._replace(node=first.node._replace(bound="by"))
        node = _shared(first.node, text, calendar, heading)
    elif _opens(first.node) and _closes(windows[1], text):
        node = _from_to(first.node, windows[1].node, text, calendar, heading)
    else:
        node = _glossed(first, windows[1], text, calendar, heading)
    if parts.ongoing and not _lasts(node.node):
        raise ask(
            text,
            "It is ongoing, and it has a date: what is due then?",
            first.node.at,
            "Write `2018 and beyond`, `through 2018`, or the date alone.",
        )
    undated = parts.undated
    open_day = undated and isinstance(undated.node, Undated) and undated.node.date
    if undated and not undated.bracketed and not open_day:
        raise ask(
            text,
            f"There is a date, and {text.of(undated.node.at)!r}: which holds?",
            undated.node.at,
            f"Write one of them, or `(date {text.of(undated.node.at)})` beside a window.",
        )
    for length in parts.lengths:
        node = node._replace(node=_lasting(node.node, length, parts, text))
    return node


def _shared(node: Node, text: Text, calendar: Calendar, heading: int | None) -> Settled:
    """A window with its years; one that says the same twice, by both."""
    if isinstance(inner := unbounded(node), Gloss):
        outer = rebound(node, inner.of)
        return _glossed(
            _Beside(outer, "", False), _Beside(inner.inner, ",", False), text, calendar, heading
        )
    found = shared(node, text, heading, calendar.seasons)
    return Settled(found.node, found.notes, heading if found.headed else None)


def _several(node: Node, text: Text) -> Question:
    return ask(
        text,
        f"There are several dates; is {text.of(node.at)!r} the deadline?",
        node.at,
        "Write one deadline, and a milestone for each other date.",
    )


def _bound(node: Node) -> str:
    return node.bound if isinstance(node, Bounded) else ""


def _opens(node: Node) -> bool:
    if isinstance(node, Begins):
        return _bound(node.of) not in ("by", "before", "until")
    return _bound(node) == "from"


def _closes(beside: _Beside, text: Text) -> bool:
    node = beside.node
    if beside.bracketed or isinstance(node, Begins | Onward):
        return False
    finish = any(token.role is Role.FINISH for token in text.tokens[node.at[0] : node.at[1]])
    return _bound(node) in ("by", "until", "before") or finish


def _lasts(node: Node) -> bool:
    """Whether what is ongoing may have this date: it begins, or runs to an end."""
    return (
        isinstance(node, Begins | Onward | FromTo)
        or _bound(node) in ("from", "until")
        or isinstance(unbounded(node), Range)
    )


def _from_to(
    first: Node, last: Node, text: Text, calendar: Calendar, heading: int | None
) -> Settled:
    """ "Begin in March 2018 and complete by June 2019", the year said once or twice."""
    early, late = years_in(first), years_in(last)
    one = shared(first, text, min(late) if late else heading, calendar.seasons)
    other = shared(last, text, max(early) if early else heading, calendar.seasons)
    at = (first.at[0], last.at[1])
    notes = (*one.notes, *other.notes)
    headed = heading if (one.headed or other.headed) and not (early or late) else None
    return Settled(FromTo(at, one.node, other.node), notes, headed)


def _glossed(
    first: _Beside, second: _Beside, text: Text, calendar: Calendar, heading: int | None
) -> Settled:
    """Two windows that say the same twice: the year of one serves both."""
    outer, inner = first.node, second.node
    if (
        _opens(inner)
        or isinstance(inner, Onward)
        or _bound(inner) not in ("", "in", "on", _bound(outer))
    ):
        raise _several(inner, text)
    if second.join not in ("", ",", ":", "-", ".") or (
        second.join == "" and not second.bracketed and _bound(inner)
    ):
        raise _several(inner, text)
    years = years_in(outer) | years_in(inner)
    heading = min(years) if len(years) == 1 else heading
    one = shared(outer, text, _near(outer, inner, heading), calendar.seasons)
    other = shared(inner, text, _near(inner, outer, heading), calendar.seasons)
    at = (outer.at[0], inner.at[1])
    earlier = None
    if not explicit(inner) and _fiscal_years(outer):
        earlier = shared(inner, text, max(_fiscal_years(outer)) - 1, calendar.seasons).node
    bracketed = second.bracketed or bool(second.join)
    node = Gloss(at, one.node, other.node, bracketed, explicit(inner), earlier)
    return Settled(node, (*one.notes, *other.notes))


def _fiscal_years(node: Node) -> set[int]:
    """The fiscal years that a window names, by the year in which each ends."""
    ofs = [getattr(point, "of", None) or point for point in leaves(node)]
    return {of.until or of.year for of in ofs if isinstance(of, Fiscal) and of.year}


def _near(node: Node, other: Node, heading: int | None) -> int | None:
    """The year for a window that names none, beside another: the other's last."""
    years = years_in(other) or _fiscal_years(other)
    return heading if heading is not None or not years else max(years)


def _lasting(node: Node, length: _Beside, parts: _Parts, text: Text) -> Node:
    lasting = length.node
    if not isinstance(lasting, Lasting):
        return node
    at = (min(node.at[0], lasting.at[0]), max(node.at[1], lasting.at[1]))
    if parts.windows[0].bracketed and not length.bracketed:
        inner = unbounded(node)  # "within 20 working days (7 May 2027)"
        within = text.tokens[lasting.at[0]].value == "within"
        return (
            Bounded(at, "by", inner)
            if within and isinstance(inner, Day)
            else Gloss(at, node, lasting, True)
        )
    begun = _opens(node) or (
        lasting.at[0] >= node.at[1]  # "July 2018 for two years"
        and text.tokens[lasting.at[0]].value in ("for", "over")
        and _bound(node) in ("", "in", "on")
    )
    if not length.bracketed and begun and not isinstance(unbounded(node), Range):
        return Lasts(at, lasting, node)
    return Gloss(at, node, lasting, length.bracketed)


# What repeats


def _repeating(parts: _Parts, text: Text, calendar: Calendar, heading: int | None) -> Settled:
    every = _one(parts.repeats, text)
    if parts.lengths or parts.undated:
        odd = parts.lengths[0] if parts.lengths else parts.undated
        raise ask(text, "When does it begin, and when does it end?", odd.node.at if odd else None)
    limits: dict[str, Node] = {}
    for beside in parts.windows:
        for one in _until(beside.node, text) or (beside.node,):
            limits[_limit(one, every, limits.keys(), text)] = one
    if every.then and "first" not in limits:
        raise ask(text, "When does it begin?", every.at, "Write `2018 and annually thereafter`.")
    part = limits.pop("part", None)
    if part is not None and every.parts is not None:
        raise _several(part, text)
    parted = part or every.parts
    if parted is not None:
        # a leap year, so that February is whole, and one no day of the month is short for
        parted = over(shared(parted, text, 2000, calendar.seasons).node)
    settled = {name: _shared(node, text, calendar, heading) for name, node in limits.items()}
    found = {name: one.node for name, one in settled.items()}
    at = (0, len(text.tokens) - 6)
    node = Repeating(at, every._replace(parts=parted), **found)
    notes = tuple(note for one in settled.values() for note in one.notes)
    headed = [one.heading for one in settled.values() if one.heading]
    return Settled(node, notes, headed[0] if headed else None)


def _limit(node: Node, every: Every, taken: AbstractSet[str], text: Text) -> str:
    """What a window is to what repeats: its first time, the part of each year that it falls in,
    its beginning, its end, or all the time that it repeats within."""
    until = _bound(node) == "until"
    opens = _opens(node) or isinstance(node, Onward)
    if every.then and "first" not in taken and node.at[0] < every.at[0]:
        return "first"
    if not (explicit(node) or opens or until or "part" in taken):
        return "part"
    if until and not taken & {"ends", "within"}:
        return "ends"
    if opens and not isinstance(unbounded(node), Range) and not taken & {"begins", "within"}:
        return "begins"
    if taken <= {"part"}:
        return "within"
    raise _several(node, text)


def _until(node: Node, text: Text) -> tuple[Node, Node] | None:
    """ "by May 31 through June 2029": a part of the year, and the end of it all."""
    inner = unbounded(node)
    if not isinstance(inner, Range) or explicit(inner.first) or not explicit(inner.last):
        return None
    mark = text.tokens[inner.first.at[1]]
    if (mark.role, mark.value) != (Role.BOUND, "until"):
        return None
    part = rebound(node, inner.first)
    return placed(part, (node.at[0], inner.first.at[1])), Bounded(
        inner.last.at, "until", inner.last
    )


def _one(repeats: list[Every], text: Text) -> Every:
    """What repeats, said once or twice: "annually each March"."""
    every = repeats[0]
    for other in repeats[1:]:
        same = (every.unit, every.every) == (other.unit, other.every)
        if not same or (every.n and other.n) or (every.parts and other.parts):
            raise ask(
                text,
                "It repeats in two ways.",
                other.at,
                "Write one, such as `quarterly`; a second one is a milestone of its own.",
            )
        every = every._replace(
            n=every.n or other.n,
            parts=every.parts or other.parts,
            weekdays=every.weekdays or other.weekdays,
            nth=other.nth if every.nth is None else every.nth,
            then=every.then or other.then,
        )
    return every
