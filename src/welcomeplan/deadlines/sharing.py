"""Tree to tree: a year said once is shared, and lists are crossed with the years after them.

"late June-July 2019", "November-March 1, 2018", "Winter/Spring 2017", "January 2022 and 2023",
"March and September 2027 and 2028".
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines.asking import ask
from welcomeplan.deadlines.calendars import season_starts
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import (
    Choice,
    Day,
    Edge,
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
    inside,
    rebound,
    unbounded,
)
from welcomeplan.deadlines.promise import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from welcomeplan.deadlines.lexer import Text


class Shared(NamedTuple):
    """A window in which every point has its year, and what that took."""

    node: Node
    notes: tuple[str, ...]
    headed: bool
    """Whether a year came from the heading above."""


def shared(node: Node, text: Text, heading: int | None, seasons: str) -> Shared:
    """Give every point of a window its year: its own, a neighbour's, or the heading's.

    `seasons` is the hemisphere, which decides in what month a season begins. Raises Question.
    """
    core = unbounded(node)
    if isinstance(core, _POINTS) and not _wants(core):
        return Shared(node, (), False)  # most dates are one, with its year
    node = _crossed(_completed(node, text), text)
    points, lent = _lent(list(leaves(node)), text, heading)
    notes = _forwards(points, lent, text, seasons)
    new = iter(points)
    node = mapped(node, lambda _: next(new))
    if notes:
        node = _wrapped(node)
    return Shared(node, tuple(notes), "heading" in lent)


_POINTS = (
    *(Day, Numeric, Month, MonthOrDay, Quarter, Half, Season),
    *(Year, Fiscal, School, PlanYear, PlanMonth, Own),
)
_SHARING = (Day, Month, Quarter, Half, Season, Year)


def leaves(node: Node) -> Iterator[Node]:
    """The points of a window, in the order in which they stand."""
    if isinstance(node, Range):
        yield from leaves(node.first)
        yield from leaves(node.last)
    elif isinstance(node, Series | Choice):
        for item in node.items:
            yield from leaves(item)
    elif isinstance(node, _POINTS):
        yield node
    elif (inner := inside(node)) is not None:
        yield from leaves(inner)


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """The window with every point put through `change`, in the order in which they stand."""
    if isinstance(node, Range):
        first = mapped(node.first, change)
        return node._replace(first=first, last=mapped(node.last, change))
    if isinstance(node, Series | Choice):
        return node._replace(items=tuple([mapped(item, change) for item in node.items]))
    if isinstance(node, _POINTS):
        return change(node)
    inner = inside(node)
    return node if inner is None else around(node, mapped(inner, change))


def explicit(node: Node) -> bool:
    """Whether a year of any kind is named in a window."""
    return any(not _wants(point) for point in leaves(node))


def years_in(node: Node) -> set[int]:
    """The calendar years that the points of a window name."""
    return {year for point in leaves(node) if (year := getattr(point, "year", None))}


def _wants(point: Node) -> bool:
    """Whether a point has no year, and could share a neighbour's."""
    return isinstance(point, _SHARING) and point.year is None and not getattr(point, "of", None)


# What a neighbour says


def _completed(node: Node, text: Text) -> Node:
    """Fill in "early" of "early to mid 2022", the school of "2018-19 and 2019-20 school years",
    the FY of "FY2019 and 2020"."""
    if isinstance(node, Range):
        first, last = _filled([node.first, node.last], text)
        if isinstance(last, Year) and not _of_years(first):
            raise ask(
                text,
                f"What does {last.year} end with: that month, or the whole year?",
                last.at,
                f"Write both ends in full, such as `June 2018 to December {last.year}`.",
            )
        begins = first.year or 0 if isinstance(first, Fiscal) and not first.until else 0
        if isinstance(node.last, Year) and begins and node.last.year == begins + 1:
            raise ask(
                text,
                "Is this one fiscal year that spans two calendar years, or two of them?",
                node.at,
                f"Write `FY {begins}-{(begins + 1) % 100:02}`, or `FY{begins} and FY{begins + 1}`.",
            )
        if isinstance(first, Edge):
            raise ask(
                text,
                f"On what day does {text.of(first.at)!r} begin?",
                first.at,
                "Write the first day, such as `21 December 2018 to 31 January 2019`.",
            )
        return node._replace(first=first, last=last)
    if isinstance(node, Series | Choice):
        items: list[Node] = []
        for one in [_completed(one, text) for one in _filled(list(node.items), text)]:
            same = isinstance(node, Series) and isinstance(one, Series)
            items += one.items if same and isinstance(one, Series) else [one]
        for one, other in pairwise(items if isinstance(node, Series) else ()):
            _check_narrowed(one, other, text)
        return node._replace(items=tuple(items))
    inner = _of(node)
    return node if inner is None else around(node, _completed(inner, text))


def _check_narrowed(one: Node, other: Node, text: Text) -> None:
    """Refuse "31 March and September", "first Monday in May and October", "mid-March and June":
    does what narrows the first narrow the second too?"""
    whole = isinstance(other, Month | Season | Quarter | Half)
    narrowed = isinstance(one, Day | Part | Edge | Week | NthDay) and not explicit(one)
    if isinstance(one, Part) and not isinstance(one.of, Month | Year):
        return  # an early spring is read as all of it
    weeks = isinstance(one, Week) and isinstance(other, Day)
    if narrowed and (whole or weeks):
        raise ask(
            text,
            f"Is {text.of(other.at)!r} narrowed as {text.of(one.at)!r} is, or is all of it meant?",
            other.at,
            "Write each in full, such as `31 March and 30 September 2027`.",
        )


def _of(node: Node) -> Node | None:
    """The window that a node is around; a point is around none."""
    return None if isinstance(node, _POINTS) else inside(node)


def _filled(items: list[Node], text: Text) -> list[Node]:
    for k in range(len(items) - 2, -1, -1):
        item, after = items[k], items[k + 1]
        after = after.first if isinstance(after, Range) else after
        if isinstance(item, Part) and item.of is None:
            items[k] = item._replace(of=after.of if isinstance(after, Part) else after)
    schools = any(isinstance(item, School) for item in items)
    named = any(isinstance(item, Fiscal) and item.named != "straddle" for item in items)
    for k, item in enumerate(items):
        before = items[k - 1] if k else None
        if isinstance(item, Fiscal) and item.named == "straddle" and item.year:
            if schools and not named:
                items[k] = School(item.at, item.year, item.until)
            elif named and not schools:
                items[k] = item._replace(named="")
        elif isinstance(item, Year) and isinstance(before, School):
            raise _loose(item, text)
        elif isinstance(item, Year) and isinstance(before, Fiscal) and not before.until:
            if text.tokens[item.at[0]].role is Role.CALENDAR:
                continue
            items[k] = before._replace(at=item.at, year=item.year)
    return items


def _of_years(node: Node) -> bool:
    """Whether a window is of whole years and nothing less: 2018, FY2019, 2018-2020."""
    return all(
        isinstance(point, Year | Fiscal | School | PlanYear | Own) for point in leaves(node)
    ) and not isinstance(node, Part | Edge)


def _crossed(node: Node, text: Text) -> Node:
    """Each of "March and September" in each of "2027 and 2028"."""
    if isinstance(node, Series | Choice):
        return _cross(node, text)
    inner = _of(node)
    return node if inner is None else around(node, _crossed(inner, text))


def _cross(node: Series | Choice, text: Text) -> Node:
    items, i = node.items, 0
    done: list[Node] = []
    while i < len(items):
        j = i
        while j < len(items) - 1 and not explicit(items[j]):
            j += 1
        group = items[i : j + 1]  # what shares the year of its last
        i = j + 1
        if _of_years(group[-1]):
            if not all(map(_of_years, group)):
                raise _loose(group[-1], text)
            done += group
            continue
        years: list[Node] = []
        while i < len(items) and isinstance(items[i], Year | Fiscal):
            years.append(items[i])
            i += 1
        if years and (isinstance(node, Choice) or not all(map(_of_years, done))):
            raise _loose(years[0], text)
        done += group
        for year in years:
            done += [_in_year(one, year, text) for one in group]
    return node._replace(items=tuple(done))


def _loose(year: Node, text: Text) -> Question:
    return ask(
        text,
        f"Which of the dates before it does {text.of(year.at)} go with?",
        year.at,
        "Write the year of each, such as `March 2027, September 2027 and September 2028`.",
    )


def _in_year(node: Node, year: Node, text: Text) -> Node:
    """A window again, in another year."""
    written = years_in(node)

    def change(point: Node) -> Node:
        if _wants(point):
            return point
        of = getattr(point, "of", None)
        if isinstance(point, _SHARING) and isinstance(year, Year) and len(written) < 2:
            if isinstance(of, Fiscal) and not of.until:
                return around(point, of._replace(year=year.year))
            if of is None:
                return point._replace(year=year.year)
        if (
            isinstance(of, Fiscal)
            and isinstance(year, Fiscal)
            and bool(of.until) == bool(year.until)
        ):
            return around(point, year)
        raise _loose(year, text)

    return mapped(node, change)


# Years


def _lent(points: list[Node], text: Text, heading: int | None) -> tuple[list[Node], list[str]]:
    """The points, each with a year, and for each whence: right, left, heading, or its own."""
    lent = [""] * len(points)
    for k in range(len(points) - 2, -1, -1):
        if _wants(points[k]):
            points[k], lent[k] = _borrowed(points[k], points[k + 1], text), "right"
    for k, point in enumerate(points):
        if not _wants(point):
            continue
        if k and lent[k - 1] != "heading":
            points[k], lent[k] = _borrowed(point, points[k - 1], text), "left"
        elif heading is None:
            raise _which_year(point, text)
        elif isinstance(point, Day) and _like_a_year(point, heading, text):
            written = text.of(point.at)
            raise ask(
                text,
                f"Is {written!r} a day, or a month of {2000 + point.day}?",
                point.at,
                f"Write `{written}, {heading}` or `{written[:-2]}{2000 + point.day}`.",
            )
        else:
            points[k], lent[k] = _dated(point, heading), "heading"
    return points, lent


def _like_a_year(day: Day, heading: int, text: Text) -> bool:
    """Whether the day of "Apr 27" may be the year 2027, where a heading is of about then."""
    last = text.words[slice(*text.place(day.at))]
    return day.day >= 10 and last.endswith(f" {day.day}") and abs(2000 + day.day - heading) <= 5


def _borrowed(point: Node, lender: Node, text: Text) -> Node:
    """A point with the year of a neighbour; a quarter beside a fiscal quarter is fiscal."""
    if isinstance(lender, Quarter | Half) and lender.of is not None:
        if isinstance(point, Quarter | Half):
            return around(point, lender.of)
        raise _which_year(point, text)
    if not isinstance(lender, _SHARING):
        raise _which_year(point, text)
    return _dated(point, lender.year)


def _dated(point: Node, year: int | None) -> Node:
    return point._replace(year=year) if isinstance(point, _SHARING) else point


def _forwards(points: list[Node], lent: list[str], text: Text, seasons: str) -> list[str]:
    """Move the points beside a shared year, so that time runs forwards: the notes that say so."""
    notes: list[str] = []
    for k in range(len(points) - 1):
        one, other = points[k], points[k + 1]
        _check_winter(one, other, text)
        first, second = _opens(one, seasons), _opens(other, seasons)
        if not first or not second or first <= second:
            continue
        if first[1] == second[1] and isinstance(one, Day):
            continue  # "15-3 May"
        winter = isinstance(one, Season) and isinstance(other, Season) and first[1] == 12
        if lent[k] == "right" or (winter and k == 0 and first[0] == second[0]):
            for j in range(k + 1):
                points[j] = _moved(points[j], -1)
        elif lent[k + 1] == "left":
            for j in range(k + 1, len(points)):  # none after it has a year of its own
                points[j] = _moved(points[j], 1)
        else:
            continue
        year = getattr(points[k], "year", None)
        notes.append(f"{text.of(one.at)} is of {year}, before {text.of(other.at)}")
    return notes


def _moved(point: Node, years: int) -> Node:
    if isinstance(point, _SHARING) and point.year:
        return point._replace(year=point.year + years)
    return point


def _opens(point: Node, seasons: str) -> tuple[int, int, int] | None:
    """Year, month and day on which a point begins, where its own words tell."""
    match point:
        case Day(day=day, month=month, year=year) if month and year:
            return year, month, day
        case Month(month=month, year=year) if year:
            return year, month, 1
        case Quarter(n=n, year=year, of=None) if year:
            return year, 3 * n - 2, 1
        case Half(n=n, year=year, of=None) if year:
            return year, 6 * n - 5, 1
        case Season(name=name, year=year) if year:
            return year, season_starts(name, point.seasons or seasons), 1
    return None


def _check_winter(before: Node, point: Node, text: Text) -> None:
    """Refuse "Fall 2019/Winter 2020": the winter after that fall, or the one that follows?"""
    if not (isinstance(before, Season) and isinstance(point, Season)):
        return
    year = before.year or 0
    follows = (before.name, point.name) == ("fall", "winter") and point.year == year + 1
    if follows and not point.both:
        raise ask(
            text,
            f"Is that the winter that begins in {year}, or in {year + 1}?",
            point.at,
            f"Write `winter {year}-{(year + 1) % 100:02}`, or the months, such as "
            f"`December {year} to February {year + 1}`.",
        )


def _wrapped(node: Node) -> Node:
    """Mark every list: with years moved, its items must adjoin."""
    if isinstance(node, Series | Choice):
        return node._replace(wrapped=True)
    inner = _of(node)
    return node if inner is None else around(node, _wrapped(inner))


def _which_year(point: Node, text: Text) -> Question:
    written = text.of(point.at)
    return ask(
        text,
        f"Which year? {written!r} names none.",
        point.at,
        f"Write it out, such as `{written} 2018`"
        + (", or give the objective a `year`." if not isinstance(point, Year) else "."),
    )


def over(node: Node) -> Node:
    """A part of every year, into the next one where it runs so: "each November to March"."""
    inner = unbounded(node)
    if not isinstance(inner, Range):
        return node
    first, last = inner.first, inner.last
    if not isinstance(first, Day | Month) or not isinstance(last, Day | Month):
        return node
    if last.year != first.year or (last.month or 0) >= (first.month or 0):
        return node
    return rebound(node, inner._replace(last=last._replace(year=(last.year or 0) + 1)))
