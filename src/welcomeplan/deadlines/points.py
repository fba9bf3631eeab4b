"""From tokens to one named stretch of the calendar: "1 April", "Q3 of FY2019", "week of 8 March".

Every function looks at the tokens from `i` on and gives the node that begins there, or None. A
node says itself where it ends, so nothing is shared between them but the tokens. Years may be
missing: planners say one for several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import (
    Choice,
    Day,
    Edge,
    Ending,
    Fiscal,
    Half,
    Month,
    MonthOrDay,
    Node,
    NthDay,
    Numeric,
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
    around,
    placed,
)
from welcomeplan.deadlines.numbers import (
    LIST_JOINS,
    MOST,
    day_number,
    fiscal_alone,
    following,
    in_list,
    numeric,
    past,
    past_one,
    quoted_year,
    run,
    school_year,
    second_number,
    short_year,
    whole,
    year_after,
    year_beside,
    year_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from welcomeplan.deadlines.lexer import Token


def point(t: list[Token], i: int) -> Node | None:
    """The point of the calendar that begins at `i`, or the run of them that shares its month
    or word ("6, 13 and 20 May", "Q1 and Q3")."""
    found = _FORMS.get(t[i].role)
    return found(t, i) if found else None


def dated(role: Role) -> bool:
    """Whether a token of this role may begin a point."""
    return role in _FORMS


# Months and days


def _month(t: list[Token], i: int) -> Node | None:
    month, j = t[i].n, i + 1
    if day_number(t[j]):
        return _days_after(t, i)
    dashed = t[j].role is Role.DASH and day_number(t[j + 1]) and t[j + 1].end - t[j + 1].start == 2
    year, stop = year_after(t, j)
    if dashed and t[j + 1].role is Role.NUMBER:
        after, end = year_after(t, j + 2)
        if t[j + 2].role is not Role.MONTH and after is None:
            return MonthOrDay((i, j + 2), month, t[j + 1].n)
        if after:
            return Day((i, end), t[j + 1].n, month, after)
    return Month((i, stop), month, year)


def _days_after(t: list[Token], i: int) -> Node:
    """ "March 19-20, 2018", "May 6/7, 2027": a month and its days."""

    def accept(k: int) -> bool:
        follows = t[k + 1]
        if not day_number(t[k]) or follows.role in (Role.MONTH, Role.UNIT, *MOST, Role.DOT):
            return False
        if follows.role is Role.ARTICLE and t[k + 2].role is Role.MONTH:
            return False
        closed = (Role.COMMA, Role.AND, Role.STOP, Role.CLOSE, Role.SHORT, Role.SEMICOLON)
        return t[k - 1].role in (Role.DASH, Role.TO, Role.SLASH, Role.BOUND) or (
            follows.role in closed or year_of(follows) is not None
        )

    places, joins, j = run(t, i + 1, accept)
    year, stop = year_after(t, j)
    days: list[Node] = [Day((k, k + 1), t[k].n, t[i].n) for k in places]
    days[0] = placed(days[0], (i, places[0] + 1))
    days[-1] = Day((days[-1].at[0], stop), t[places[-1]].n, t[i].n, year)
    return in_list((i, stop), days, joins)


def _day_first(t: list[Token], i: int) -> Node | None:
    """ "1 April 2019", "1st of April", "6, 13 and 20 May 2027", "01-Jul-2019"."""
    if not day_number(t[i]):
        return None
    places, joins, j = run(t, i, lambda k: day_number(t[k]))
    if t[i].role is Role.ORDINAL and t[j].value == "day":
        j += 1  # "the 15th day of August"
    while t[j].role is Role.ARTICLE or (
        t[j].role is Role.DASH and t[j + 1].role is Role.MONTH and len(places) == 1
    ):
        j += 1
    if t[j].role is not Role.MONTH:
        return None
    month = t[j].n
    year, stop = year_after(t, j + 1)
    closed = (Role.STOP, Role.CLOSE, Role.DASH, Role.TO, Role.COMMA, Role.SEMICOLON)
    k = past_one(t, j + 1, Role.DASH) if t[j - 1].role is Role.DASH else j + 1
    if year is None and t[k].role is Role.NUMBER and t[k + 1].role in closed:
        year = short_year(t[k])  # "1 October 26", "01-Jul-19"
        stop = k + 1 if year else stop
    days: list[Node] = [Day((k, k + 1), t[k].n, month) for k in places]
    days[-1] = Day((places[-1], stop), t[places[-1]].n, month, year)
    return in_list((i, stop), days, joins)


def _weekday(t: list[Token], i: int) -> Node | None:
    j = past(t, i + 1, Role.COMMA, Role.ARTICLE)
    day = _month(t, j) if t[j].role is Role.MONTH else None
    if t[j].role in (Role.NUMBER, Role.ORDINAL):
        day = _number(t, j)
    if isinstance(day, Series) and all(isinstance(one, Day) for one in day.items):
        days = [one._replace(weekday=t[i].n) for one in day.items if isinstance(one, Day)]
        return day._replace(at=(i, day.at[1]), items=tuple(days))  # "Saturday 8, 15 and 22 May"
    if not isinstance(day, Day | Numeric):
        return None
    return day._replace(at=(i, day.at[1]), weekday=t[i].n)


# Quarters, halves, seasons, weeks


def _quarter(t: list[Token], i: int) -> Node | None:
    """ "Q1", "Q3-4", "Quarter 2", "quarters 1 and 3 of 2018"."""
    most = MOST[t[i].role]
    if t[i + 1].role is not Role.NUMBER or not 1 <= t[i + 1].n <= most:
        return None

    def accept(k: int) -> bool:
        alone = whole(t[k], 1, most) and t[k].end - t[k].start == 1
        inside = (Role.MONTH, Role.QUARTER, Role.HALF, Role.SLASH, Role.DOT, Role.UNIT)
        return alone and t[k + 1].role not in inside

    places, joins, j = run(t, i + 1, accept)
    spots = [(i, places[0] + 1), *((k, k + 1) for k in places[1:])]
    parts = [_part_of(t[i], t[k].n, at) for k, at in zip(places, spots, strict=True)]
    return _of_year(t, i, j, parts, joins)


def _part_of(word: Token, n: int, at: tuple[int, int]) -> Quarter | Half:
    kind = Quarter if word.role is Role.QUARTER else Half
    return kind(at, n, counted=word.value)


def _of_year(t: list[Token], i: int, j: int, parts: list[Quarter | Half], joins: list[str]) -> Node:
    """Quarters or halves with the year that the last is of: calendar, fiscal or the plan's."""
    k, counted = j, ""
    while (
        t[k].role in (Role.ARTICLE, Role.COMMA, Role.CALENDAR, Role.DASH)
        or (t[k].role is Role.SLASH and year_beside(t, k + 1))
        or (t[k].role is Role.BOUND and t[k].value in ("in", "for"))
    ):
        counted = counted or ("calendar" if t[k].role is Role.CALENDAR else "")
        k += 1
    of = None
    if t[k].role in (Role.FISCAL, Role.UNIT) or year_of(t[k]) is not None:
        of = _unnarrowed(t, k)
    elif t[k].role is Role.NUMBER:
        short = t[k - 1].role in (Role.SLASH, Role.DASH) and year_beside(t, k)  # "Q2/27"
        of = numeric(t, k) or (Year((k, k + 1), short_year(t[k])) if short else None)
    last, stop = parts[-1], j
    if isinstance(of, Range):
        of = None
    if isinstance(of, Fiscal | PlanYear):
        last, stop = around(last, of), of.at[1]
    elif isinstance(of, Year) and of.year:
        last, stop = last._replace(year=of.year), of.at[1]
    if counted:
        last = last._replace(counted="calendar")
    nodes: list[Node] = [*parts[:-1], placed(last, (last.at[0], stop))]
    return in_list((i, stop), nodes, joins)


def _unnarrowed(t: list[Token], k: int) -> Node | None:
    """A year at `k`, without a quarter of it that may follow."""
    if t[k].role is Role.FISCAL:
        return fiscal_alone(t, k)
    if t[k].role is Role.UNIT:
        return _unit(t, k)
    found = second_number(t, k)
    if isinstance(found, Fiscal):
        return found
    stop = k + 1
    if t[stop].role is Role.FISCAL and t[stop].value != "several" and not short_year(t[stop + 1]):
        return Fiscal((k, stop + 1), t[k].n, named=t[stop].value)
    return Year((k, stop), year_of(t[k]))


def _season(t: list[Token], i: int) -> Node | None:
    year, j = year_after(t, i + 1)
    season = Season((i, j), t[i].value, year)
    marks = (Role.DASH, Role.SLASH, Role.TO)
    dashed = t[j].role in marks and t[j + 2].role is not Role.MONTH
    if year and dashed and following(t[j + 1], year) and short_year(t[j + 2]) is None:
        return season._replace(at=(i, j + 2), both=True)
    return season


def _ending(t: list[Token], i: int) -> Node | None:
    """ "week of 8 March 2021", "week ending 12 March 2021", "year ending on 31 March 2027"."""
    j = past(t, i + 1, Role.ARTICLE, Role.COMMA)
    if (t[j].role, t[j].value) == (Role.BOUND, "on"):
        j += 1
    of = None if t[j].role in (Role.WEEK, Role.ENDING) else point(t, j)
    if t[i].role is Role.WEEK and isinstance(of, Day | Numeric):
        return Week((i, of.at[1]), t[i].value, of)
    if t[i].role is Role.ENDING and isinstance(of, Day | Numeric | Month):
        return Ending((i, of.at[1]), t[i].n, of)
    return None


# Years


def _calendar(t: list[Token], i: int) -> Node | None:
    """ "CY2018", "CY18 Q2", "calendar year 2018", "calendar Q2 2018"."""
    if t[i + 1].role in MOST:
        return _counted(t, i, "calendar")
    j = past(t, i + 1, Role.DASH, Role.ARTICLE)
    year = short_year(t[j])
    if year is None:
        return None
    if t[j].role is Role.NUMBER and t[j].end - t[j].start == 4:
        inner = _number(t, j)
        found = placed(inner, (i, inner.at[1])) if inner else None
    else:
        found = _narrowed(t, i, Year((i, j + 1), year))
    return found._replace(counted="calendar") if isinstance(found, Quarter | Half) else found


def _fiscal(t: list[Token], i: int) -> Node | None:
    if t[i + 1].role in MOST:
        return _counted(t, i, "fiscal")
    year = fiscal_alone(t, i)
    return _narrowed(t, i, year) if isinstance(year, Fiscal) else year


def _counted(t: list[Token], i: int, counted: str) -> Node | None:
    """ "fiscal Q2 2028": a quarter or a half that says which year it is of."""
    part = _quarter(t, i + 1)
    if not isinstance(part, Quarter | Half) or part.of is not None:
        return None
    return part._replace(at=(i, part.at[1]), counted=counted)


def _narrowed(t: list[Token], i: int, year: Fiscal | Year | PlanYear) -> Node:
    """A year, or the quarter or half of it that follows: "FY18 Q2", "2018 Q1-Q3"."""
    j = past(t, year.at[1], Role.COMMA, Role.DASH)
    begins = t[j].role in (*MOST, Role.ORDINAL, Role.NUMBER) and year_of(t[j]) is None
    inner = point(t, j) if begins else None
    if isinstance(inner, Range):
        listed: tuple[Node, ...] = (inner.first, inner.last)
    else:
        listed = inner.items if isinstance(inner, Series | Choice) else (inner,) if inner else ()
    parts = [one for one in listed if isinstance(one, Quarter | Half) and not (one.year or one.of)]
    if inner is None or len(parts) < len(listed):
        return year
    of = None if isinstance(year, Year) else year
    number = year.year if isinstance(year, Year) else None
    given: list[Node] = [one._replace(year=number, of=of) for one in parts]
    at = (i, inner.at[1])
    if isinstance(inner, Range):
        return Range(at, given[0], given[1])
    if isinstance(inner, Series | Choice):
        return inner._replace(at=at, items=tuple(given))
    return placed(given[0], at)


def _unit(t: list[Token], i: int) -> Node | None:
    """ "year 1", "years 1-2", "months 3 to 8", "M9"; "year 2018"."""
    word = t[i].value
    if not word.endswith(("month", "year")):
        return None
    kind = PlanMonth if word.endswith("month") else PlanYear
    j = past(t, i + 1, Role.DASH, Role.COLON)
    if kind is PlanYear and year_of(t[j]) is not None:
        found = _number(t, j)
        return placed(found, (i, found.at[1])) if found else None

    def accept(k: int) -> bool:
        counted = t[k].role is Role.NUMBER and 0 <= t[k].n <= 120
        return counted and t[k + 1].role not in (Role.MONTH, Role.UNIT, Role.DOT)

    if not accept(j):
        return None
    places, joins, stop = run(t, j, accept)
    spots = [(i, j + 1), *((k, k + 1) for k in places[1:])]
    nodes: list[Node] = [kind(at, t[k].n) for k, at in zip(places, spots, strict=True)]
    if isinstance(nodes[0], PlanYear) and len(nodes) == 1:
        return _narrowed(t, i, nodes[0])  # "Year 2 Q3"
    return in_list((i, stop), nodes, joins)


# What begins with a number


def _number(t: list[Token], i: int) -> Node | None:
    token, follows = t[i], t[i + 1]
    if token.value:
        return None
    if year_of(token) is not None:
        return _year_first(t, i)
    if follows.role in MOST and token.end - token.start == 1 and 1 <= token.n <= MOST[follows.role]:
        return _quarter_after(t, i)
    found = numeric(t, i)
    if isinstance(found, Fiscal):
        return _narrowed(t, i, found)  # "25/26 Q3"
    return found or _day_first(t, i)


def _quarter_after(t: list[Token], i: int) -> Node | None:
    """ "1Q18", "4Q 2019"."""
    word, last = t[i + 1], t[i + 2]
    quarter = _part_of(word, t[i].n, (i, i + 2))
    if last.start == word.end and last.end - last.start == 2 and short_year(last):
        return quarter._replace(at=(i, i + 3), year=short_year(last))
    return _of_year(t, i, i + 2, [quarter], []) if word.end == word.start + 1 else None


def _ordinal(t: list[Token], i: int) -> Node | None:
    """What "first" and "last" may begin: quarters, halves, weeks, weekdays, plan years."""
    places, joins, j = run(t, i, lambda k: t[k].role is Role.ORDINAL)
    if t[j].role is Role.DASH and t[j + 1].role in (*MOST, Role.UNIT):
        j += 1
    word = t[j]
    if word.role in MOST:
        return _ordinal_part(t, i, places, joins, j)
    if len(places) > 1:
        return _day_first(t, i)
    n = t[i].n  # 0 is the last
    if word.role is Role.WEEKDAY or (word.role, word.value) in (
        (Role.WEEK, "of"),
        (Role.UNIT, "week"),
    ):
        k = j + 1
        while t[k].role is Role.ARTICLE or (t[k].role, t[k].value) == (Role.BOUND, "in"):
            k += 1
        month = point(t, k) if t[k].role is Role.MONTH else None
        if not isinstance(month, Month) or n > 5:
            return None
        at = (i, month.at[1])
        if word.role is Role.WEEKDAY:
            return NthDay(at, n, word.n, month)
        return Week(at, str(n or "last"), month)
    if word.role is Role.UNIT and word.value.endswith("year") and 0 < n < 51:
        return PlanYear((i, j + 1), n)
    if word.role is Role.NUMBER and (t[j + 1].role, t[j + 1].value) == (Role.UNIT, "month"):
        return _first_months(t, i, n, word.n, j + 2)
    if t[i].value == "word" and (word.role, word.value) == (Role.ARTICLE, "of"):
        month = _month(t, j + 1) if t[j + 1].role is Role.MONTH else None
        if isinstance(month, Month):  # "the second of March 2028"
            return Day((i, month.at[1]), n, month.month, month.year)
    return _day_first(t, i) if not t[i].value else None


def _ordinal_part(
    t: list[Token], i: int, places: list[int], joins: list[str], j: int
) -> Node | None:
    """ "first quarter of 2018", "first and third quarters", "second half of March 2018"."""
    most = MOST[t[j].role]
    numbers = [most if t[k].value == "last" else t[k].n for k in places]
    if not all(1 <= n <= most for n in numbers):
        return None
    k = past(t, j + 1, Role.ARTICLE)
    if t[j].role is Role.HALF and t[k].role is Role.MONTH:
        month = point(t, k)
        if not isinstance(month, Month) or len(places) > 1:
            return None
        return Part((i, month.at[1]), "first half" if numbers[0] == 1 else "second half", month)
    spots = [(k, k + 1) for k in places[:-1]] + [(places[-1], j + 1)]
    parts = [_part_of(t[j], n, at) for n, at in zip(numbers, spots, strict=True)]
    return _of_year(t, i, j + 1, parts, joins)


def _first_months(t: list[Token], i: int, n: int, months: int, k: int) -> Node | None:
    """ "the first six months of 2018"."""
    k = past(t, k, Role.ARTICLE)
    year = year_of(t[k])
    if year is None or n > 1 or not 1 <= months <= 12:
        return None
    first = 1 if n == 1 else 13 - months
    at = (i, k + 1)
    return Range(at, Month(at, first, year), Month(at, first + months - 1, year))


def _year_first(t: list[Token], i: int) -> Node | None:
    year = year_of(t[i])
    found = second_number(t, i)
    if found is not None:
        return _narrowed(t, i, found) if isinstance(found, Fiscal) else found
    follows = t[i + 1]
    named = follows.role is Role.DASH is t[i + 3].role and t[i + 2].role is Role.MONTH
    if named and day_number(t[i + 4]):  # "2019-Jan-22"
        return Day((i, i + 5), t[i + 4].n, t[i + 2].n, year)
    at = (i, i + 2)
    if follows.role in (Role.FISCAL, Role.SCHOOL) and year_of(t[i + 2]) is None:
        if follows.role is Role.SCHOOL:
            return School(at, t[i].n)
        if follows.value == "several":
            return None
        return _narrowed(t, i, Fiscal(at, year, named=follows.value))
    if (follows.role, follows.value) == (Role.EDGE, "year end"):
        return Edge(at, "end", Year((i, i + 1), year))
    if (follows.role, follows.value) == (Role.EDGE, "fiscal end"):
        return Edge(at, "end", Fiscal((i, i + 1), year))
    stop = past_one(t, i + 1, Role.CALENDAR)
    return _in_year(t, Year((i, stop), year))


def _in_year(t: list[Token], year: Year) -> Node:
    """A year, or what follows of it: "2018 Q1", "2018: March", "2015 November 9-10"."""
    i, j = year.at
    mark = t[j].role
    if mark in (Role.DASH, Role.COMMA, Role.COLON):
        j += 1
    role = t[j].role
    if role in (Role.QUARTER, Role.HALF, Role.ORDINAL) or (
        role is Role.NUMBER and mark is not Role.DASH
    ):
        found = _narrowed(t, i, year)
        if found is not year:
            return found
    if mark is Role.DASH or role not in (Role.MONTH, Role.SEASON, Role.ORDINAL):
        return year
    if role is Role.MONTH and t[j + 1].role is Role.DASH and year_of(t[j + 2]) is not None:
        return Month((i, j + 1), t[j].n, year.year)  # "2015 December - 2016 March"
    inner = point(t, j)
    listed = mark is Role.COMMA and inner is not None and t[inner.at[1]].role in LIST_JOINS
    if isinstance(inner, Range) and isinstance(inner.last, Day) and inner.last.year is None:
        return inner._replace(at=(i, inner.at[1]), last=inner.last._replace(year=year.year))
    if listed or not isinstance(inner, Month | Season | Day) or inner.year is not None:
        return year
    return inner._replace(at=(i, inner.at[1]), year=year.year)


_FORMS: dict[Role, Callable[[list[Token], int], Node | None]] = {
    Role.MONTH: _month,
    Role.NUMBER: _number,
    Role.ORDINAL: _ordinal,
    Role.SEASON: _season,
    Role.QUARTER: _quarter,
    Role.HALF: _quarter,
    Role.FISCAL: _fiscal,
    Role.SCHOOL: school_year,
    Role.CALENDAR: _calendar,
    Role.UNIT: _unit,
    Role.WEEK: _ending,
    Role.ENDING: _ending,
    Role.WEEKDAY: _weekday,
    Role.SHORT: quoted_year,
    Role.OWN: lambda t, i: Own((i, i + 1), t[i].value),
}
