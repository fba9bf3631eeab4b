"""What the words around a window promise of its days: by, before, from, begin, until.

Here too a date said twice is held to agree, and a length of time to fit its dates.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines.asking import Told
from welcomeplan.deadlines.calendars import DAY, MONTHS, Window, day_words
from welcomeplan.deadlines.days import window, windows
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import (
    Begins,
    Bounded,
    Choice,
    Day,
    Edge,
    Ending,
    Fiscal,
    FromTo,
    Gloss,
    Half,
    Lasting,
    Lasts,
    Month,
    Node,
    Numeric,
    Onward,
    Own,
    Part,
    PlanMonth,
    PlanYear,
    Quarter,
    Range,
    School,
    Season,
    Series,
    Week,
    Year,
    rebound,
)
from welcomeplan.deadlines.promise import LONGEST_WAIT, Offset, Question
from welcomeplan.deadlines.recurrence import Recurrence
from welcomeplan.deadlines.sharing import leaves

if TYPE_CHECKING:
    from welcomeplan.deadlines.promise import Deadline

_CLOSING = ("by", "before", "until")


class Dated(NamedTuple):
    """The days that a phrase promises, before they are said in a sentence."""

    kind: str
    start: date | None = None
    end: date | None = None
    begin_by: date | None = None
    recurrence: Recurrence | None = None
    anchor: str | None = None
    offset: Offset | None = None
    on: date | None = None
    """The day on which what a wait is for came, where that is known."""
    by: bool = False
    """Whether a 'by' takes the last day of a longer window."""
    whole: Deadline | None = None
    """A term of the plan's own that is all there is, as it is defined."""


class _Peeled(NamedTuple):
    """A window without the words around it."""

    core: Node
    bound: str = ""
    verb: str = ""
    onward: bool = False


def dated(node: Node, told: Told) -> Dated:
    """The days that a window promises. Raises Question."""
    match node:
        case FromTo(first=first, last=last):
            return _from_to(first, last, told)
        case Lasts(length=length, of=of):
            return _lasts(length, of, told)
        case Gloss(of=of, inner=Lasting() as length):
            _fits(of, length, node.bracketed, told)
            return dated(of, told)
        case Gloss():
            return dated(_agreed(node, told), told)
    return _bounded(node, told)


def peel(node: Node, told: Told) -> _Peeled:
    """Take the words around a window from it."""
    bounds: list[str] = []
    verb, onward = "", False
    top = node
    while isinstance(node, Bounded | Begins | Onward):
        if isinstance(node, Bounded) and node.bound:
            bounds.append(node.bound)
        elif isinstance(node, Begins):
            verb = verb or node.verb
        onward = onward or isinstance(node, Onward)
        node = node.of
    bound = bounds[0] if bounds else ""
    if len(bounds) > 1:  # "in 2020 at the latest"
        if bounds[1] in ("from", "between"):
            raise told.ask("Is it due by then, or does it go on from then?", top)
        bound = bounds[1] if bounds[1] in _CLOSING else bound
    return _Peeled(node, bound, verb, onward)


def _bounded(node: Node, told: Told) -> Dated:
    peeled = peel(node, told)
    if isinstance(peeled.core, Gloss):
        peeled = peeled._replace(core=_agreed(peeled.core, told))
    core, bound, verb, onward = peeled
    alone = (bound, verb, onward) == ("", "", False)
    if isinstance(core, Own) and (alone or bound == "in"):
        defined = told.own(core.name)
        if alone or defined.begin_by or defined.kind == "ongoing":
            return Dated("", whole=defined)
    found = checked(peeled, told)
    kind = kind_of(core)
    if len(found) > 1:
        return Dated("recurring", recurrence=Recurrence(windows=tuple(found)))
    days, last = found[0], _last(core)
    start, end = days.start, days.end
    mid = isinstance(last, Part) and last.which == "mid" and isinstance(last.of, Month)
    if mid and bound in ("by", "until"):
        end = end.replace(day=15)
        told.why[-1] = f"'{bound} mid-{MONTHS[end.month - 1]}' is the 15th"
    edge = last.which if isinstance(last, Edge) else ""
    if isinstance(last, Edge) and edge == "start":
        core, start, end = _start(core, last, bound, window(last, told), told)
        edge = ""
    if bound == "before" and edge != "end":
        if isinstance(core, Range | Choice):
            raise told.ask("Before which of these?", core, "Write one date.")
        end = start - DAY
        told.why.append("'before' leaves the day before it")
    if onward or verb or bound == "from":
        begun = _begins(peeled._replace(core=core), start, end, edge, told)
        if begun is not None:
            return begun._replace(kind=kind)
    if bound in _CLOSING or (edge == "end" and not isinstance(core, Range)):
        by = bound == "by" and not isinstance(last, Day | Numeric | Edge)
        return Dated(kind, end=end, by=by)
    return Dated(kind, start, end)


def checked(peeled: _Peeled, told: Told) -> list[Window]:
    """The days of a window that goes with the words around it; "on 2018", "at Q1 2018",
    "between 2018" and "by May and July 2018" are asked about."""
    core, bound, verb, onward = peeled
    found = windows(core, told)
    days = found[0].start == found[0].end or isinstance(core, Week)
    if (bound == "on" and not days and not _some_days(core)) or (
        bound == "at" and not days and not isinstance(core, Edge)
    ):
        raise told.ask(
            f"{bound.capitalize()} which day of {told.written(core)!r}?",
            core,
            "Write the day, or `in` before a longer time.",
        )
    if bound == "between" and not isinstance(core, Range):
        raise told.ask("Between this and what?", core, "Write both ends of the range.")
    if len(found) > 1 and (verb or onward or bound in ("from", *_CLOSING)):
        which = "is the deadline" if bound in _CLOSING else "begins it"
        raise told.ask(f"Which of these {which}?", core, "Write one date for each milestone.")
    if isinstance(core, Series) and bound in _CLOSING:
        raise told.ask(
            f"{bound.capitalize()} which of these?", core, "Write one date for each milestone."
        )
    return found


def _some_days(core: Node) -> bool:
    return all(isinstance(point, Day | Numeric) for point in leaves(core))


def _start(core: Node, last: Edge, bound: str, days: Window, told: Told) -> tuple[Node, date, date]:
    """ "by the start of 2019" is its first day; "at the start of 2019" its early part."""
    if isinstance(core, Range):
        raise told.ask("On what day does it end?", last, "Write the last day.")
    if bound in ("by", "before", "until", "from"):
        told.why.append("its start is its first day")
        return core, days.start, days.start
    if not isinstance(last.of, Year | Month):
        raise told.ask("How long is its beginning?", last, "Write the months or days.")
    early = Part(last.at, "early", last.of)
    days = window(early, told)
    return early, days.start, days.end


def _begins(peeled: _Peeled, start: date, end: date, edge: str, told: Told) -> Dated | None:
    """What promises a beginning, or None where the words promise both ends after all."""
    core, bound, verb, onward = peeled
    if isinstance(core, Range) and not onward:
        mark = told.text.tokens[core.first.at[1]].role
        if bound in ("from", "between") or mark is not Role.DASH:
            return None
    if onward and isinstance(core, Range | Choice | Series):
        raise told.ask("From which of these does it go on?", core, "Write `2018 and beyond`.")
    if verb == "open" and bound not in _CLOSING:
        raise told.ask(
            "Is this when it opens, or the time in which it is to be opened?",
            core,
            "Write `opens in` or `by` and the date.",
        )
    if bound in _CLOSING and onward:
        raise told.ask(
            "Is it due by then, or does it go on from then?",
            core,
            "Write `by 2020`, or `from 2020`.",
        )
    if bound == "until":
        raise told.ask("Does it begin then, or go on until then?", core)
    if bound in _CLOSING:
        return Dated("", begin_by=end) if verb == "begin" else None
    if edge == "end":
        return Dated("", begin_by=end)
    return Dated("", start, None, end)


def _last(core: Node) -> Node:
    if isinstance(core, Range):
        return core.last
    if isinstance(core, Series | Choice):
        return core.items[-1]
    return core


# The same said twice


def _agreed(gloss: Gloss, told: Told) -> Node:
    """Of two dates that stand for the same, the one that says it best, with the bounds of the
    first."""
    outer = peel(gloss.of, told)
    inner = peel(gloss.inner, told)
    several = told.ask(
        f"There are several dates; is {told.written(gloss.inner)!r} the deadline?",
        gloss.inner,
        "Write one deadline, and a milestone for each other date.",
    )
    if isinstance(inner.core, Series) or isinstance(outer.core, Series):
        raise several
    why, notes = list(told.why), list(told.notes)
    inner_days = window(inner.core, told)
    if gloss.earlier is not None:
        earlier = peel(gloss.earlier, told).core
        if window(outer.core, told).holds(window(earlier, told)):
            inner = inner._replace(core=earlier)
            inner_days = window(earlier, told)
    told.why, told.notes = list(why), list(notes)
    try:
        core, outer_days = _nearest(outer.core, inner_days, gloss, told)
    except Question:
        # "FY 2018 (July 2017 to June 2018)": days written out need no calendar
        points = list(leaves(outer.core))
        if not gloss.bracketed or not all(_by_calendar(one, inner_days, told) for one in points):
            raise
        if any(_far(one, inner_days) for one in points):
            raise several from None
        return rebound(gloss.of, _edged(outer.core, inner.core))
    if outer_days == inner_days:
        return rebound(gloss.of, core)
    if isinstance(outer.core, Edge) and outer.core.which == "end":
        starts = told.calendar.fiscal_year_starts
        after = inner_days.end + DAY
        fiscal = (after.month, after.day) == starts
        if isinstance(outer.core.of, Year) and fiscal and inner_days.end.year == outer.core.of.year:
            return rebound(gloss.of, inner.core)  # "by year end (31 March 2027)"
        if inner_days.end != outer_days.end:
            raise several
        return gloss.of
    narrower = inner_days.holds(outer_days)
    fits = gloss.bracketed and (narrower or outer_days.holds(inner_days))
    if not fits or isinstance(inner.core if narrower else outer.core, Range | Own | Choice | Edge):
        raise several
    if narrower:
        return gloss.of
    told.why, told.notes = why, notes
    return rebound(gloss.of, inner.core)


def _far(point: Node, days: Window) -> bool:
    """Whether a fiscal or school year bears another number than any of the days beside it."""
    if not isinstance(point, Fiscal | School) or point.year is None:
        return False
    return abs(point.year - days.start.year) > 1


def _by_calendar(point: Node, days: Window, told: Told) -> bool:
    """Whether days written out beside a point may say what the plan's calendar doesn't."""
    if isinstance(point, Fiscal) and point.year is None:
        after = days.end + DAY
        return told.calendar.fiscal_year_starts in (None, (after.month, after.day))
    if isinstance(point, Quarter | Half):
        return point.of is not None
    return isinstance(point, Fiscal | School | PlanYear | PlanMonth)


def _nearest(outer: Node, days: Window, gloss: Gloss, told: Told) -> tuple[Node, Window]:
    """A window beside another, with its days; a bare quarter by whichever count agrees."""
    if isinstance(outer, Quarter) and outer.of is None and not outer.counted and outer.year:
        starts = told.calendar.fiscal_year_starts
        if starts not in (None, (1, 1)) and told.calendar.quarters is None:
            counts = (("calendar", 0), ("fiscal", 0), ("fiscal", 1))
            for counted, year in counts if gloss.dated else counts[:1]:
                why = list(told.why)
                core = outer._replace(counted=counted, year=outer.year + year)
                found = window(core, told)
                told.why = why
                if found == days:
                    return core, found
    return outer, window(outer, told)


def _edged(outer: Node, inner: Node) -> Node:
    return outer._replace(of=inner) if isinstance(outer, Edge) else inner


def _fits(node: Node, length: Lasting, bracketed: bool, told: Told) -> None:
    """Hold a length of time to the dates beside it. Raises Question."""
    peeled = peel(node, told)
    core = peeled.core
    told.notes.append(told.written(length))
    uncounted = length.working or not length.n
    if length.n > LONGEST_WAIT[length.unit] or (uncounted and not bracketed):
        raise _lengths(length, core, told)
    if uncounted or (bracketed and peeled.bound in _CLOSING):
        return  # "by June 2021 (18 months)"
    kept = list(told.why), list(told.notes)
    days = window(core, told)
    told.why, told.notes = kept
    end = Offset(length.n, length.unit, True).later(days.start) - DAY
    fine = length.unit in ("day", "week") and bracketed
    if isinstance(core, Range) and not fine:
        if end != days.end:
            raise _lengths(length, core, told)
        return
    apart = bracketed or peeled.bound in ("in", "within", "on", "at", "for")
    if end > days.end or not apart or peeled.verb:
        raise _lengths(length, core, told)


def _lengths(length: Lasting, core: Node, told: Told) -> Question:
    return told.ask(
        f"How do {told.written(length)!r} and the date beside it go together?",
        core,
        "Write both dates, such as `August 2025 to July 2026`.",
    )


def _lasts(length: Lasting, of: Node, told: Told) -> Dated:
    """ "a 12-month timeframe, beginning in August 2025": both ends of it."""
    peeled = peel(of, told)
    core = peeled.core
    if isinstance(core, Series | Choice | Edge):
        raise told.ask("On what day does it begin?", core, "Write both dates.")
    days = checked(peeled, told)[0]
    start = days.start
    if isinstance(core, Season | Part | Week) or not _begun(days, length):
        raise told.ask(
            "On what day does it begin?", core, "Write both dates, such as `July to December 2027`."
        )
    if length.working or not 0 < length.n <= LONGEST_WAIT[length.unit]:
        raise told.ask("How long does it last?", length, "Write both dates.")
    offset = Offset(length.n, length.unit, True)
    told.why.append(f"it lasts {offset} from {day_words(start)}")
    return Dated("range", start, offset.later(start) - DAY)


def _begun(days: Window, length: Lasting) -> bool:
    """Whether a length of time can be meant from the first of these days: one day, or months of
    which it is a whole multiple ("July 2027 for a year", not "July 2027 for two weeks")."""
    if days.start == days.end:
        return True
    whole = {"month": length.n, "year": 12 * length.n}.get(length.unit, 0)
    months = 12 * (days.end.year - days.start.year) + days.end.month - days.start.month + 1
    return whole > 0 and whole % months == 0


def _from_to(first: Node, last: Node, told: Told) -> Dated:
    """Both ends, each with what its words promise alone."""
    opens = peel(first, told)
    if isinstance(opens.core, Edge) and opens.core.which == "end":
        raise told.ask("On what day does it begin?", opens.core, "Write both dates.")
    start = checked(opens, told)[0].start
    found = dated(last, told)
    closes = found.whole or found
    if closes.recurrence:
        raise told.ask(
            "Which of these is the deadline?", last, "Write one date for each milestone."
        )
    end = closes.end
    if end is None:
        raise told.ask("On what day does it end?", last, "Write the last day.")
    if end < start:
        raise told.ask(
            "It would end before it begins.",
            last,
            "Write the year of each, the earlier first.",
        )
    return Dated("range", start, end)


# Kinds

_KINDS: dict[type, str] = {
    Month: "month",
    Quarter: "quarter",
    Half: "half",
    Season: "season",
    Year: "year",
    Fiscal: "fiscal",
    PlanYear: "relative",
    PlanMonth: "relative",
    Week: "range",
    Ending: "range",
    Own: "range",
    School: "range",
}


def kind_of(core: Node) -> str:
    """The kind of a window, by what it names: a day, if nothing longer."""
    match core:
        case Quarter(of=of) | Half(of=of) | Part(of=of) | Edge(of=of) if of is not None:
            return kind_of(of)
        case Range(first=first, last=last):
            kinds = {kind_of(first), kind_of(last)}
            return kinds.pop() if kinds in ({"fiscal"}, {"relative"}) else "range"
        case Series(items=items) | Choice(items=items):
            kinds = {kind_of(item) for item in items}
            same = len(kinds) == 1 and kinds <= {"season", "fiscal", "relative"}
            return kinds.pop() if same else "range"
    return _KINDS.get(type(core), "date")
