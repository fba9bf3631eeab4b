"""What numbers are among the tokens: years, days, dates in numbers alone, runs of them.

As in `points`, a function that gives a node looks from `i` on, and gives None where none begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines.calendars import FIRST_YEAR, LAST_YEAR
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import (
    Choice,
    Day,
    Fiscal,
    Month,
    Node,
    Numeric,
    Range,
    School,
    Series,
    Year,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from welcomeplan.deadlines.lexer import Token

MOST = {Role.QUARTER: 4, Role.HALF: 2}


LIST_JOINS = {
    Role.COMMA: "comma",
    Role.AND: "and",
    Role.SLASH: "or",
    Role.OR: "or",
    Role.DASH: "to",
    Role.TO: "to",
}


MOST_LISTED = 31
"""How many numbers one list may hold: a day for each of a month."""


def year_of(token: Token) -> int | None:
    """The year that a token writes out: 2018 or '18. Others are numbers of something else."""
    if token.role is Role.NUMBER:
        if token.end - token.start == 4 and not token.value and FIRST_YEAR <= token.n <= LAST_YEAR:
            return token.n
    elif token.role is Role.SHORT and token.n < 2060:
        return token.n
    return None


def short_year(token: Token) -> int | None:
    """The year where a number can be nothing else: the 18 of FY18, the 19 of FY2018-19."""
    if token.role is Role.NUMBER and token.end - token.start == 2 and not token.value:
        return 2000 + token.n
    return year_of(token)


def whole(token: Token, least: int, most: int) -> bool:
    """Whether a token is a number in digits within these bounds: 3, 3rd."""
    return (
        token.role in (Role.NUMBER, Role.ORDINAL) and not token.value and least <= token.n <= most
    )


def day_number(token: Token) -> bool:
    """Whether a token can be a day of a month."""
    return whole(token, 1, 31) and (token.role is Role.ORDINAL or token.end - token.start <= 2)


def past(t: list[Token], i: int, *roles: Role) -> int:
    """Where the tokens of these roles end that begin at `i`; `i` if there are none."""
    while t[i].role in roles:
        i += 1
    return i


def past_one(t: list[Token], i: int, *roles: Role) -> int:
    """The place after the token at `i` if it is of these roles; `i` if it is not."""
    return i + 1 if t[i].role in roles else i


def year_beside(t: list[Token], i: int) -> bool:
    """Whether a number beside a quarter is a year, in four digits or in two that can be nothing
    else."""
    two = t[i].role is Role.NUMBER and t[i].end - t[i].start == 2
    return year_of(t[i]) is not None or (two and t[i].n > 12 and t[i + 1].role is not Role.MONTH)


def year_after(t: list[Token], i: int) -> tuple[int | None, int]:
    """The year that follows a month or season ("2018", ", 2018", "of 2018", "-2018"), and where
    it ends; None and `i` if there is none."""
    j = past(t, i, Role.ARTICLE, Role.COMMA, Role.CALENDAR)
    if j == i and t[j].role in (Role.DASH, Role.SLASH):
        j += 1
        # "June-2018" but not "June - 2018-02-11"
        if t[j + 1].role is Role.DASH and t[j + 2].role is Role.NUMBER:
            return None, i
    if t[j].role is Role.UNIT and t[j].value == "year":
        j += 1
    found = year_of(t[j])
    return (found, j + 1) if found else (None, i)


def in_list(at: tuple[int, int], nodes: list[Node], joins: Sequence[str]) -> Node:
    """Nodes with what joins them ("to", "and", "comma", "or"), as one; ranges bind closest."""
    items: list[Node] = [nodes[0]]
    kinds = set()
    for join, node in zip(joins, nodes[1:], strict=True):
        if join == "to" and not isinstance(items[-1], Range):
            items[-1] = Range((items[-1].at[0], node.at[1]), items[-1], node)
        else:
            kinds.add(join)
            items.append(node)
    if len(items) == 1:
        return items[0]
    if "or" in kinds or "to" in kinds:
        return Choice(at, tuple(items))
    return Series(at, tuple(items))


def run(t: list[Token], i: int, accept: Callable[[int], bool]) -> tuple[list[int], list[str], int]:
    """The numbers joined from `i` on ("6, 13 and 20"): where they stand, the joins, the end."""
    places, j = [i], i + 1
    joins: list[str] = []
    while True:
        k, join = j, ""
        while t[k].role in LIST_JOINS or (t[k].role is Role.BOUND and t[k].value == "until"):
            found = LIST_JOINS.get(t[k].role, "to")
            if t[k].value == "then" or (join and not (join == "comma" and found == "and")):
                return places, joins, j
            join = found
            k += 1
        if not join or len(places) == MOST_LISTED or not accept(k):
            return places, joins, j
        places.append(k)
        joins.append(join)
        j = k + 1


def following(token: Token, year: int) -> bool:
    """Whether a token is the year after another, in two or four digits."""
    return token.role is Role.NUMBER and token.n in (year + 1, (year + 1) % 100)


def quoted_year(t: list[Token], i: int) -> Year | None:
    """ "'18", but no day after a quotation mark ("'15 March", "'15-30 March")."""
    year = year_of(t[i])
    days = t[i + 1].role in LIST_JOINS and day_number(t[i + 2])
    month = t[i + 3 if days else i + 1].role is Role.MONTH
    return Year((i, i + 1), year) if year and not month else None


def fiscal_alone(t: list[Token], i: int) -> Fiscal | Range | None:
    """ "FY2018", "FY 2018-19", "FY18/19", "fiscal year 2019"."""
    j = past(t, i + 1, Role.DASH, Role.ARTICLE, Role.COLON)
    year = short_year(t[j])
    if year is None:
        return None
    j += 1
    fiscal = Fiscal((i, j), year, named=t[i].value if t[i].value == "federal" else "")
    if t[j].role in (Role.DASH, Role.SLASH):
        until = short_year(t[j + 1])
        quarter = t[j + 2].role in MOST and t[j + 3].role is not Role.NUMBER  # "FY18-19Q"
        if until and until > year and t[j + 2].role is not Role.MONTH and not quarter:
            several = t[i].value == "several" and until == year + 1
            if several and t[j + 1].end - t[j + 1].start == 4:
                # "fiscal years 2024-2025" are two of them
                return Range((i, j + 2), fiscal, Fiscal((j + 1, j + 2), until))
            named = "several" if several else fiscal.named
            return fiscal._replace(at=(i, j + 2), until=until, named=named)
    return fiscal


def school_year(t: list[Token], i: int) -> School | None:
    """ "school year 2018", "school year 2018-19"."""
    j = past(t, i + 1, Role.DASH, Role.ARTICLE)
    year = year_of(t[j])
    if year is None:
        return None
    if t[j + 1].role in (Role.DASH, Role.SLASH, Role.TO) and following(t[j + 2], year):
        return School((i, j + 3), year, year + 1)
    return School((i, j + 1), year)


def numeric(t: list[Token], i: int) -> Node | None:
    """ "10/31/2018", "31.12.2019", "6/30/18", "6/2018", "26/27"."""
    a, mark, b, again, c, after = t[i : i + 6]
    if mark.role not in (Role.SLASH, Role.DASH, Role.DOT) or b.role is not Role.NUMBER:
        return None
    widths = a.end - a.start, b.end - b.start
    if a.role is not Role.NUMBER or a.value or b.value or widths[0] > 2:
        return None
    if again.role is mark.role and c.role is Role.NUMBER and not c.value and widths[1] <= 2:
        width = c.end - c.start
        if after.role is Role.SLASH or width not in (2, 4):
            return None
        return Numeric((i, i + 5), a.n, b.n, c.n, width == 2)
    year = year_of(b)
    if (
        year
        and 1 <= a.n <= 12
        and (mark.role is Role.SLASH or (widths[0] == 2 and mark.role is Role.DASH))
    ):
        return Month((i, i + 3), a.n, year)
    years = mark.role is Role.SLASH and widths == (2, 2) and again.role is not Role.MONTH
    if years and b.n == a.n + 1 and a.n > 12:
        return Fiscal((i, i + 3), 2000 + a.n, 2000 + b.n, "straddle")
    return None


def second_number(t: list[Token], i: int) -> Node | None:
    """What a number after a year and a mark makes of it: a day, a month, two years."""
    first, mark, second, after, day = t[i].n, t[i + 1], t[i + 2], t[i + 3], t[i + 4]
    if mark.role not in (Role.SLASH, Role.DASH, Role.DOT):
        return None
    if second.role not in (Role.NUMBER, Role.SHORT) or second.value:
        return None
    width = second.end - second.start if second.role is Role.NUMBER else 0
    if (
        width in (1, 2)
        and after.role is mark.role
        and whole(day, 1, 31)
        and day.end - day.start <= 2
    ):
        return Day((i, i + 5), day.n, second.n, first)
    another = after.role is Role.QUARTER and day.role is not Role.NUMBER  # "2018 - 4Q 2019"
    if mark.role is Role.DOT or after.role is Role.MONTH or another:
        return None
    last = past_one(t, i + 3, Role.ARTICLE)  # "2018-19 of the school year"
    of = t[last].role if t[last].role in (Role.FISCAL, Role.SCHOOL) else None
    if of is Role.FISCAL and year_of(t[last + 1]):
        of = None  # "2018 - 2019 FY 2020"
    following = second.n == (first + 1) % 100 if width == 2 else year_of(second) == first + 1
    if following and (of or mark.role is Role.SLASH or width == 2):
        if of is Role.SCHOOL:
            return School((i, last + 1), first, first + 1)
        if of:
            named = "" if t[last].value == "several" else t[last].value
            return Fiscal((i, last + 1), first, first + 1, named)
        return Fiscal((i, i + 3), first, first + 1, "straddle")
    if width == 2 and 1 <= second.n <= 12:
        if first >= 2000 and 0 < first % 100 < second.n:  # "2009-12" may be three years
            return Fiscal((i, i + 3), first, first - first % 100 + second.n, "straddle")
        return Month((i, i + 3), second.n, first)
    if width == 2 and mark.role is Role.DASH and not of and second.n > (first + 1) % 100:
        until = first - first % 100 + second.n
        return Range((i, i + 3), Year((i, i + 1), first), Year((i + 2, i + 3), until))
    return None
