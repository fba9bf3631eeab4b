"""From tokens to a window: a date or several, joined, and the words right around them.

"by the end of March 2018", "fall 2017 and early 2018", "beginning in 2019", "2018 and beyond".
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import (
    Aside,
    Begins,
    Bounded,
    Choice,
    Day,
    Edge,
    Fiscal,
    Gloss,
    Month,
    Node,
    Onward,
    Part,
    PlanMonth,
    PlanYear,
    Quarter,
    Range,
    Season,
    Series,
    Week,
    Year,
    placed,
    walk,
)
from welcomeplan.deadlines.numbers import past, past_one, short_year, whole, year_of
from welcomeplan.deadlines.points import dated, point

if TYPE_CHECKING:
    from welcomeplan.deadlines.lexer import Token

ENDS = (Role.STOP, Role.CLOSE, Role.COMMA, Role.SEMICOLON, Role.PERIOD, Role.COLON, Role.OPEN)


def clock(t: list[Token], i: int) -> Node | None:
    """ "5:00 PM ET", "2-4 pm BST", "3 pm (UTC +1)": a time of day, and its zone."""
    j = i
    if t[j].role is Role.BOUND and t[j].value in ("at", "by", "from"):
        if t[j + 1].role not in (Role.TIME, Role.NUMBER):
            return None
        found = clock(t, j + 1)
        if found is None:
            return None
        alone = t[found.at[1]].role in (Role.STOP, Role.CLOSE)
        hours = t[i].value == "from" and _spans(t, j + 1, found.at[1])
        return placed(found, (i, found.at[1])) if alone or hours else None
    if t[j].role is Role.NUMBER and whole(t[j], 1, 24):
        if t[j + 1].role in (Role.DASH, Role.TO) and t[j + 2].role is Role.TIME:
            j += 2
        elif t[j].n == 12 and t[j + 1].value == "noon":
            j += 1
    if t[j].role is not Role.TIME:
        return zone(t, i)
    j += 1
    ranged = t[j].role in (Role.DASH, Role.TO) or t[j].value == "until"
    if ranged and t[j + 1].role is Role.TIME:
        j += 2
    if t[j].role is Role.DOT:
        return None  # "14:05.2027"
    named = zone(t, j)
    return Aside((i, named.at[1] if named else j), "clock")


def _spans(t: list[Token], i: int, j: int) -> bool:
    """Whether a time of day goes from one hour to another; a zone may have a dash of its own."""
    hours = takewhile(lambda token: token.role is not Role.ZONE, t[i:j])
    return any(token.role in (Role.DASH, Role.TO, Role.BOUND) for token in hours)


def zone(t: list[Token], i: int) -> Node | None:
    """A time zone, and how far it is from UTC."""
    j = i
    while t[j].role is Role.ZONE or (
        j > i and t[j].role is Role.SLASH and t[j + 1].role is Role.ZONE
    ):
        j += 1
    if j == i:
        return None
    offset = t[j + 1].role in (Role.NUMBER, Role.TIME) and t[j + 1].n <= 14
    if t[j].role in (Role.PLUS, Role.DASH) and offset:
        j += 2
    return Aside((i, j), "clock")


def window(t: list[Token], i: int) -> Node | None:
    """A date or several, with the words around them: "by", "beginning in", "and beyond"."""
    j, verb, bound, at_bound = _led(t, i)
    core = listed(t, j)
    if core is None or (tells_past(t, i) and bound not in ("by", "before", "until")):
        return None
    if bound == "between" and isinstance(core, Series) and len(core.items) == 2:
        core = Range(core.at, *core.items)
    if bound == "runs":
        bound, verb = "until", ""
    if j > i:
        core = Bounded((at_bound if bound else i, core.at[1]), bound, core)
    if verb:
        core = Begins((i, core.at[1]), verb, core)
    found = _suffixed(t, i, core)
    return placed(found, (i, found.at[1]))


def _led(t: list[Token], i: int) -> tuple[int, str, str, int]:
    """Where the words before a date end, the verb and the bound among them, and its place."""
    j = at_bound = i
    verb = bound = ""
    while True:
        token = t[j]
        if token.role is Role.FINISH and not bound:
            verb = ""
        elif token.role is Role.BEGIN and not bound:
            verb = token.value
        elif token.role is Role.LENGTH and j > i and _opens(t[j + 1]):
            bound = "" if t[j + 1].role is Role.BOUND else bound  # "for the period from"
        elif token.value == "from" and not bound and (hours := clock(t, j)) is not None:
            j = hours.at[1] - 1  # "scheduled from 2 pm to 4 pm on 5 May" is that day
        elif token.role is Role.BOUND and not bound and (token.value != "runs" or verb or j == i):
            bound, at_bound = token.value, j
        elif bound and (hour := clock(t, j)) is not None:
            bound = "by" if bound == "before" else bound  # that day is still on time
            j = hour.at[1] - 1
        elif not _passed(t, i, j, bound):
            return j, verb, bound, at_bound
        j += 1


def _passed(t: list[Token], i: int, j: int, bound: str) -> bool:
    """Whether a word before a date leaves it as it is: "the", "Deadline:", "on" of "by 5 pm on"."""
    token = t[j]
    timed = t[j - 1].role in (Role.TIME, Role.ZONE)
    if token.role is Role.COLON:
        return j > i and t[j - 1].role in (Role.FINISH, Role.BEGIN, Role.LABEL)
    if token.role is Role.BOUND:
        return bound == "by" and token.value == "on" and timed
    loose = (Role.LEAD, Role.ARTICLE, Role.HEDGE, Role.LABEL, Role.STRUCK)
    return token.role in loose or (token.role is Role.COMMA and timed)


def tells_past(t: list[Token], i: int) -> bool:
    """Whether a phrase, or its brackets, begin with a verb of the past: "Completed June 2018"."""
    verb = t[i].role in (Role.BEGIN, Role.FINISH) and t[i].n > 0
    return verb and (i == 0 or t[i - 1].role is Role.OPEN)


def _opens(token: Token) -> bool:
    """Whether what follows "the period" can be its dates."""
    return (
        token.value in ("from", "between")
        or year_of(token) is not None
        or (token.role in (Role.MONTH, Role.SEASON))
    )


def _suffixed(t: list[Token], i: int, core: Node) -> Node:
    """A window with the words right after it: "and beyond", "at the latest", "launch"."""
    last = _last_point(core)
    if isinstance(last, PlanMonth | PlanYear):
        core = _of_project(t, core)
    j = core.at[1]
    event = _event(t, j) if isinstance(last, Day | Month | Week) else j
    held = core.of if isinstance(core, Begins) else core
    bound = held.bound if isinstance(held, Bounded) else ""
    if event > j and (isinstance(last, Day) or bound not in ("before", "until")):
        return placed(core, (core.at[0], event))
    k = past(t, j, Role.DASH, Role.AND, Role.TO, Role.COMMA, Role.SLASH)
    if t[k].role is Role.ONWARD or (t[k].role is Role.ONGOING and k > j):
        return Onward((i, k + 1), core)
    if t[j].role is Role.PLUS and not dated(t[j + 1].role):
        return Onward((i, j + 1), core)
    k = past_one(t, j, Role.COMMA)
    if t[k].role is Role.LATEST:
        return Bounded((i, k + 1), "by", core)
    if (
        t[j].role in (Role.BEGIN, Role.FINISH)
        and t[j + 1].role in ENDS
        and t[j + 1].role is not Role.COLON
    ):
        at = (i, j + 1)
        if t[j].role is Role.FINISH:
            return placed(core, at)
        return core if bound else Begins(at, t[j].value, core)  # "a January launch"
    return core


def _of_project(t: list[Token], core: Node) -> Node:
    """ "months 3-12 of the project period"."""
    i, j = core.at
    if (t[j].role, t[j].value) != (Role.ARTICLE, "of"):
        return core
    k = j + 1
    while t[k].role is Role.LENGTH or (k == j + 1 and (t[k].value, t[k].n) == ("now", 1)):
        k += 1
    return placed(core, (i, k)) if t[k - 1].role is Role.LENGTH else core


def _event(t: list[Token], j: int) -> int:
    """The end of "council meeting" at `j`; `j` if there is none."""
    k = j
    while t[k].role is Role.UNKNOWN and k < j + 2:
        k += 1
    return k + 1 if t[k].role is Role.EVENT else j


def _last_point(node: Node) -> Node:
    while True:
        match node:
            case Bounded(of=inner) | Begins(of=inner) | Edge(of=inner) | Onward(of=inner):
                node = inner
            case Part(of=inner) if inner is not None:
                node = inner
            case Range(last=inner):
                node = inner
            case Series(items=items) | Choice(items=items):
                node = items[-1]
            case _:
                return node


def listed(t: list[Token], i: int) -> Node | None:
    """Dates one after another: "A and B", "A, B or C", "A; B"."""
    first = _slashed(t, i)
    if first is None:
        return None
    items, joins, j = [first], [], first.at[1]
    while True:
        join, k = _join(t, j)
        if join:
            while t[k].role is Role.BOUND and t[k].value in ("in", "on", "during"):
                k += 1
            found = _slashed(t, k)
        else:
            found = _beside(t, j, items[-1])
        if found is None:
            break
        items.append(found)
        joins.append(join)
        j = found.at[1]
    if len(items) == 1:
        return first
    at = (i, j)
    if "or" in joins:
        return Choice(at, tuple(items))
    if joins == ["comma"] and _kinds(items[0]) != _kinds(items[1]) and not _bare_year(items[1]):
        return Gloss(at, items[0], items[1], False)
    return Series(at, tuple(items))


def _kinds(node: Node) -> set[str]:
    return {type(one).__name__ for one in walk(node)} - {"Range"}


def _bare_year(node: Node) -> bool:
    return isinstance(node, Year | Fiscal)


def _join(t: list[Token], j: int) -> tuple[str, int]:
    """The join of a list at `j`, and its end; empty if there is none."""
    names = {Role.COMMA: "comma", Role.SEMICOLON: "semicolon", Role.AND: "and", Role.OR: "or"}
    join = ""
    while t[j].role in names and t[j].value != "then":
        found = names[t[j].role]
        join = found if join in ("", "comma") else "or" if "or" in (join, found) else join
        j += 1
    return join, j


def _beside(t: list[Token], j: int, before: Node) -> Node | None:
    """A date right beside another of its kind: "July 2021 July 2022"."""
    last = _last_point(before)
    if not isinstance(last, Month | Day | Season | Quarter) or last.year is None:
        return None
    if not dated(t[j].role):
        return None
    found = _slashed(t, j)
    return found if found is not None and type(_last_point(found)) is type(last) else None


def _slashed(t: list[Token], i: int) -> Node | None:
    """Dates parted by a slash, which binds closer than "and"."""
    first = _ranged(t, i)
    if first is None:
        return None
    items, j = [first], first.at[1]
    while t[j].role is Role.SLASH:
        found = _ranged(t, j + 1)
        if found is None:
            break
        items.append(found)
        j = found.at[1]
    return first if len(items) == 1 else Choice((i, j), tuple(items))


def _ranged(t: list[Token], i: int) -> Node | None:
    first = _item(t, i)
    if first is None or isinstance(first, Range):
        return first
    j = first.at[1]
    if t[j].role in (Role.COMMA, Role.DASH) and t[j + 1].role is Role.TO:
        j += 1  # "March 27, 2015, to April 2", "mid-to-late"
    if not (
        t[j].role in (Role.DASH, Role.TO) or (t[j].role is Role.BOUND and t[j].value == "until")
    ):
        return first
    j += 1
    if t[j].role is Role.DASH and t[j + 1].role is Role.PART:
        j += 1
    last = _item(t, j)
    if last is None or isinstance(last, Range | Series | Choice):
        return first
    return Range((i, last.at[1]), first, last)


def _item(t: list[Token], i: int) -> Node | None:
    """A point with what narrows it: "the end of", "early"."""
    j = i
    while t[j].role in (Role.ARTICLE, Role.HEDGE, Role.STRUCK) and t[j].value != "if":
        j += 1
    if t[j].role in (Role.TIME, Role.NUMBER) and (hour := clock(t, j)) is not None:
        j = hour.at[1]  # "6pm on Monday"
        while t[j].role is Role.COMMA or t[j].value == "on":
            j += 1
    if (t[j].role, t[j].value) == (Role.UNIT, "month") and t[j + 1].role is Role.ARTICLE:
        j += 2  # "the month of May"
        if t[j].role is not Role.MONTH:
            return None
    if t[j].role is Role.EDGE:
        return _edge(t, i, j)
    if t[j].role is Role.PART:
        return _early(t, i, j)
    found = point(t, j)
    return placed(found, (i, found.at[1])) if found and j > i else found


def _skip_of(t: list[Token], j: int) -> int:
    while t[j].role in (Role.ARTICLE, Role.DASH) or (
        t[j].role is Role.BOUND and t[j].value == "in"
    ):
        j += 1
    return j


def _edge(t: list[Token], i: int, j: int) -> Node | None:
    word = t[j]
    which = "start" if word.value == "start" else "end"
    k = _skip_of(t, j + 1)
    if word.value == "fiscal end":
        year = short_year(t[k])
        if year is None:
            return Edge((i, j + 1), which, Fiscal((j, j + 1)))
        return Edge((i, k + 1), which, Fiscal((k, k + 1), year))
    inner = _early(t, k, k) if t[k].role is Role.PART else point(t, k)
    if inner is None or (word.value == "year end" and not isinstance(inner, Year | Fiscal)):
        if word.value == "year end":
            return Edge((i, j + 1), which, Year((j, j + 1)))
        bare = t[k].role in (Role.UNIT, Role.CALENDAR) and t[k].value == "year"
        if bare:
            return Edge((i, k + 1), which, Year((k, k + 1)))
        if t[k].role is Role.FISCAL and not t[k].value:
            return Edge((i, k + 1), which, Fiscal((k, k + 1)))
        return None
    return Edge((i, inner.at[1]), which, inner)


def _early(t: list[Token], i: int, j: int) -> Node | None:
    which = t[j].value
    k = j + 1
    joined = past_one(t, k, Role.DASH)
    after = past_one(t, joined, Role.TO, Role.AND, Role.OR, Role.SLASH)
    if after > k:
        after = past_one(t, after, Role.DASH)
        if t[after].role is Role.PART:
            return Part((i, k), which, None)
    k = _skip_of(t, k)
    inner = point(t, k)
    if inner is None or isinstance(inner, Range | Choice):
        return None
    if isinstance(inner, Series):  # "early Q1 and Q3"
        return None
    return Part((i, inner.at[1]), which, inner)
