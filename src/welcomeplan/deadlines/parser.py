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
from welcomeplan.deadlines.windows import clock, window

if TYPE_CHECKING:
    from collections.abc import Callable

    from welcomeplan.deadlines.lexer import Token

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
    for clause in _BEGINS.get(role, ()):
        found = clause(t, i)
        if found is not None:
            return found
    return said(t, i)


_BEGINS: dict[Role, tuple[Callable[[list[Token], int], Node | None], ...]] = {
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
"""What a token may begin, in the order in which it is tried; what begins nothing is `said`."""


# Words that leave the date beside them as it is


# What repeats


# Lengths, and what waits


# Windows: a date or several, and the words around them


# What counts, and what is said
