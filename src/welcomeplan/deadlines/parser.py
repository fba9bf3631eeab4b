"""From tokens to the phrase tree, by recursive descent. No calendar and no dates here.

As in `points`, every function looks at the tokens from `i` on and gives the node that begins
there, or None. What nothing recognises becomes a `Said` node: it is never skipped. Harmless words
are named where they are passed over, and are harmless nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines.clauses import aside, count, every, lasting, said, wait
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import Bracket, Node, Phrase, Said, placed
from welcomeplan.deadlines.numbers import past, year_of
from welcomeplan.deadlines.windows import clock, window

if TYPE_CHECKING:
    from collections.abc import Callable

    from welcomeplan.deadlines.lexer import Token

    _Clause = Callable[[list[Token], int], Node | None]

_SEPARATORS = {
    Role.COMMA: ",",
    Role.SEMICOLON: ";",
    Role.COLON: ":",
    Role.PERIOD: ".",
    Role.DASH: "-",
    Role.AND: "and",
    Role.CLOSE: ")",
    Role.DOT: "",
}
_DEEPEST = 3  # brackets in brackets
_PROSE = (Role.UNKNOWN, Role.LINK, Role.EVENT)
"""What most of a paragraph is made of: it begins nothing, and changes no date beside it."""
_LEADING = (Role.BOUND, Role.ARTICLE, Role.LEAD)
"""What begins something only by what it leads to."""


def parse(t: list[Token]) -> Phrase:
    """The tree of a whole phrase; every token is in it."""
    return _phrase(t, 0, 0)


def _phrase(t: list[Token], i: int, depth: int) -> Phrase:
    inside = depth > 0
    parts: list[Node] = []
    joins: list[str] = []
    begin, join = i, ""
    while t[i].role is not Role.STOP and not (inside and t[i].role is Role.CLOSE):
        mark = _SEPARATORS.get(t[i].role)
        ends = t[i + 1].role is Role.STOP or (inside and t[i + 1].role is Role.CLOSE)
        if mark is not None and not (ends and mark in ("and", "-")):
            join += t[i].value if t[i].value == "then" else mark
            i += 1
            continue
        if t[i].role in _PROSE:
            part: Node = Said((i, past(t, i + 1, *_PROSE)))
        else:
            part = _part(t, i, depth)
        before = parts[-1] if parts else None
        if (
            isinstance(part, Said)
            and isinstance(before, Said)
            and not join
            and before.why == part.why
        ):
            parts[-1] = placed(before, (before.at[0], part.at[1]))
        else:
            parts.append(part)
            joins.append(join)
        join, i = "", part.at[1]
    return Phrase((begin, i), tuple(parts), tuple(joins))


def _part(t: list[Token], i: int, depth: int) -> Node:
    role = t[i].role
    if role is Role.OPEN and depth < _DEEPEST:
        inner = _phrase(t, i + 1, depth + 1)
        closed = t[inner.at[1]].role is Role.CLOSE
        return Bracket((i, inner.at[1] + closed), inner)
    if role is Role.ARTICLE and t[i + 1].role is Role.ARTICLE:
        return said(t, i)
    for clause in _clauses(t, i):
        found = clause(t, i)
        if found is not None:
            return found
    return said(t, i)


def _clauses(t: list[Token], i: int) -> tuple[_Clause, ...]:
    """What may begin at a token, in the order in which it is tried; little of it before prose."""
    role = t[i].role
    if role in _LEADING and t[past(t, i + 1, *_LEADING)].role in _PROSE:
        return ()
    if role is Role.NUMBER and t[i + 1].role in _PROSE and year_of(t[i]) is None:
        return (count,)
    return _BEGINS.get(role, ())


_BEGINS: dict[Role, tuple[_Clause, ...]] = {
    Role.NUMBER: (clock, every, wait, lasting, window, count),
    Role.BOUND: (clock, every, wait, lasting, window),
    Role.ARTICLE: (every, wait, lasting, window),
    Role.ORDINAL: (every, window),
    Role.EDGE: (every, window),
    Role.UNIT: (aside, window),
    Role.WEEKDAY: (aside, window),
    Role.LABEL: (aside, window),
    Role.LEAST: (every, count),
    Role.AFTER: (wait,),
    Role.AMOUNT: (count,),
    **dict.fromkeys((Role.OFTEN, Role.EACH, Role.TIMES, Role.THEREAFTER), (every,)),
    **dict.fromkeys((Role.TIME, Role.ZONE), (clock,)),
    **dict.fromkeys((Role.HEDGE, Role.NOTE, Role.STRUCK, Role.TERM, Role.LENGTH), (aside,)),
    **dict.fromkeys((Role.ONGOING, Role.UNDATED, Role.REASON, Role.PHASE), (aside,)),
    **dict.fromkeys((Role.HEMISPHERE,), (aside,)),
    **dict.fromkeys((Role.MONTH, Role.SEASON, Role.QUARTER, Role.HALF, Role.WEEK), (window,)),
    **dict.fromkeys((Role.FISCAL, Role.SCHOOL, Role.CALENDAR, Role.ENDING), (window,)),
    **dict.fromkeys((Role.SHORT, Role.OWN, Role.PART, Role.LEAD), (window,)),
    **dict.fromkeys((Role.BEGIN, Role.FINISH), (window,)),
}
"""What a token may begin, whatever follows; what begins nothing is `said`."""
