"""What stands beside a date, or instead of one: repeats, waits, lengths, counts, asides.

Harmless words are named where they are passed over, and are harmless nowhere else. What nothing
recognises is a `Said` node: it is never skipped, and `why` it may change a date goes with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import (
    Aside,
    Count,
    Every,
    Lasting,
    Node,
    Ongoing,
    Range,
    Said,
    Undated,
    Wait,
    placed,
    walk,
)
from welcomeplan.deadlines.numbers import MOST_LISTED, past, past_one, short_year, whole, year_of
from welcomeplan.deadlines.points import dated, point
from welcomeplan.deadlines.windows import ENDS, listed, tells_past, window

if TYPE_CHECKING:
    from welcomeplan.deadlines.lexer import Token


_UNITS = ("day", "week", "month", "year")


def aside(t: list[Token], i: int) -> Node | None:
    """Words that leave a date as it is, where they stand: hedges, labels, times of day."""
    token = t[i]
    role, j = token.role, i + 1
    if role is Role.HEDGE:
        return Aside((i, j), token.value if token.value == "if" else "hedge")
    if role is Role.TERM and not (i and dated(t[i - 1].role)):
        return Aside((i, j), "term")
    if role in (Role.NOTE, Role.STRUCK):
        return Aside((i, j), role.name.lower())
    if role is Role.HEMISPHERE and t[i - 1].role is Role.OPEN and t[j].role is Role.CLOSE:
        return Aside((i, j), token.value)
    if role is Role.WEEKDAY and t[j].role in ENDS and point(t, i) is None:
        return Aside((i, j), "weekday", token.n)
    if role is Role.LABEL or (role is Role.LENGTH and t[j].role is Role.COLON):
        if i and (dated(t[i - 1].role) or t[i - 1].role is Role.OFTEN):
            return None  # "2027 target"
        while t[j].role in (Role.ARTICLE, Role.COLON, Role.LEAD) or (
            t[j].role is Role.DASH and dated(t[j + 1].role)
        ):
            j += 1
        return Aside((i, j), "label")
    if role is Role.ONGOING:
        return Ongoing((i, j))
    if role is Role.UNDATED:
        return Undated((i, j), token.value == "date")
    if role is Role.REASON:
        j = past(t, j, Role.UNKNOWN, Role.ARTICLE, Role.OFTEN, Role.LEAD, Role.LENGTH)
        return Aside((i, j), "reason") if j > i + 1 else None
    return _phase(t, i)


def _phase(t: list[Token], i: int) -> Node | None:
    """ "Phase 1:", "Day 2:", "Goal 1.2": which piece of work, not when."""
    if t[i].role is not Role.PHASE and not (
        t[i].role is Role.UNIT and t[i].value in ("day", "week")
    ):
        return None
    j = i + 1
    roman = t[j].value in ("i", "ii", "iii", "iv", "v") or (
        t[j].role is Role.UNKNOWN and t[j].end - t[j].start == 1
    )
    if not (whole(t[j], 0, 199) or (t[j].role is Role.NUMBER and t[j].value) or roman):
        return None
    j += 1
    while t[j].role in (Role.DOT, Role.AND) and whole(t[j + 1], 0, 199):
        if t[j].role is Role.AND and (t[j + 2].role is Role.MONTH or t[i].role is not Role.PHASE):
            break
        j += 2
    if t[j].role is Role.COLON:
        return Aside((i, j + 1), "label")
    follows = t[j].role in (Role.OPEN, Role.BOUND, Role.COMMA, Role.DASH)
    follows = follows and not (t[j].role is Role.DASH and t[j + 1].role is Role.NUMBER)
    return Aside((i, j), "label") if follows and t[i].role is Role.PHASE else None


def every(t: list[Token], i: int) -> Node | None:
    """What repeats: "quarterly", "each March", "twice a year", "first Monday of each month"."""
    found = _often(t, i) or _each(t, i) or _times(t, i) or _nth_of_each(t, i)
    found = found or _end_of_each(t, i)
    if found is None:
        return None
    j = found.at[1]
    if t[j].role is Role.COMMA and t[j + 1].role is Role.THEREAFTER:
        j += 1
    if t[j].role is Role.THEREAFTER:
        return found._replace(at=(i, j + 1), then=True)
    if (t[i - 1].role, t[i - 1].value) == (Role.AND, "then"):
        return found._replace(then=True)
    return found


def _often(t: list[Token], i: int) -> Every | None:
    if t[i].role is Role.THEREAFTER and t[i + 1].role in (Role.OFTEN, Role.EACH):
        found = _often(t, i + 1) or _each(t, i + 1)
        return found._replace(at=(i, found.at[1]), then=True) if found else None
    often = t[i + 1]
    if t[i].role is Role.LEAST and not t[i].value and often.role is Role.OFTEN:
        return Every((i, i + 2), often.value, often.n)  # "at least annually"
    counted = t[i].role is Role.NUMBER and 0 < t[i].n < 100 and t[i + 2].role in ENDS
    if counted and often.role is Role.OFTEN and often.n == 1 and often.value != "day":
        return Every((i, i + 2), often.value, t[i].n)  # "6 monthly"
    if t[i].role is not Role.OFTEN:
        return None
    unit, j = _of_which_year(t, i)
    return Every((i, j), unit, t[i].n)


def _of_which_year(t: list[Token], i: int) -> tuple[str, int]:
    """The unit of how often, by the year that is named after it, and the end of that: "annually by
    fiscal year", "quarterly in each fiscal year"."""
    unit = t[i].value
    j = past_one(t, i + 1, Role.COMMA)
    if t[j].role is Role.BOUND and t[j].value in ("by", "in", "within"):
        j += 1
    j = past(t, j, Role.ARTICLE, Role.EACH)
    year = _period(t, j) if t[j - 1].role in (Role.BOUND, Role.EACH, Role.ARTICLE) else None
    if year and year[:2] in _NAMED_YEARS and t[year[2]].role is not Role.NUMBER:
        months_of_fiscal = (unit, year[0]) == ("month", "fiscal year")
        if unit == "year" or months_of_fiscal:
            return ("fiscal month" if months_of_fiscal else year[0]), year[2]
    return unit, i + 1


_NAMED_YEARS = (("fiscal year", 1), ("school year", 1), ("project year", 1))


def _period(t: list[Token], j: int) -> tuple[str, int, int] | None:
    """The period at `j` ("quarter", "fiscal year", "2 months"): unit, how many, its end."""
    every = 1
    if t[j].role is Role.OTHER or (t[j].role is Role.ORDINAL and t[j].n == 2):
        every, j = 2, j + 1
    elif t[j].role is Role.NUMBER and year_of(t[j]) is None:
        every, j = t[j].n, past_one(t, _again(t, j + 1, t[j].n), Role.DASH)
    role, value = t[j].role, t[j].value
    if not 0 < every <= 100:
        return None
    if role is Role.UNIT:
        return value, every, j + 1
    if role is Role.QUARTER and t[j + 1].role is not Role.NUMBER:
        return f"{value} month".strip(), 3 * every, j + 1
    if role is Role.HALF and t[j + 1].role is not Role.NUMBER:
        j = past_one(t, j + 1, Role.DASH)
        whole_year = t[j].role is Role.UNIT and t[j].value == "year"
        return f"{value} month".strip(), 6 * every, j + 1 if whole_year else j
    named = t[j + 1].role in (Role.QUARTER, Role.HALF)  # "each fiscal Q2"
    if role in (Role.FISCAL, Role.SCHOOL) and not short_year(t[j + 1]) and not named:
        return ("fiscal year" if role is Role.FISCAL else "school year"), every, j + 1
    if role is Role.CALENDAR and not short_year(t[j + 1]):
        return "calendar year", every, j + 1
    return None


def _past_least(t: list[Token], i: int) -> int:
    return i if t[i].value else past_one(t, i, Role.LEAST)


def _each(t: list[Token], i: int) -> Every | None:
    j = _past_least(t, i)  # "at least every two years"
    j = past(t, j, Role.ARTICLE)  # "of each year"
    if t[j].role is not Role.EACH:
        return None
    j = past(t, j + 1, Role.ARTICLE)
    nth = _nth_of(t, i, j)
    if nth:
        return nth
    other = t[j].role is Role.OTHER or (t[j].role is Role.ORDINAL and t[j].n == 2)
    if t[j + other].role is Role.WEEKDAY:
        days = _weekdays(t, i, j + other)
        return days._replace(every=1 + other)
    found = _period(t, j)
    if found:
        unit, every, stop = found
        return Every((i, stop), unit, every)
    part = listed(t, j)
    if isinstance(part, Range) and t[part.first.at[1]].value == "until":
        part = part.first  # "each March through 2029"
    if part is None or any(getattr(node, "year", None) for node in walk(part)):
        return None
    return Every((i, part.at[1]), "year", 1, parts=part)


def _end_of_each(t: list[Token], i: int) -> Every | None:
    """ "by the end of each fiscal year": its last day is the deadline anyway."""
    j = i
    while t[j].role is Role.ARTICLE or (t[j].role is Role.BOUND and t[j].value in ("by", "at")):
        j += 1
    if t[j].role is not Role.EDGE or t[j].value == "start":
        return None
    found = _each(t, j + 1)
    return None if found is None or found.parts else placed(found, (i, found.at[1]))


def _weekdays(t: list[Token], i: int, j: int) -> Every:
    days = [t[j].n]
    j += 1
    while t[j].role in (Role.COMMA, Role.AND) and t[j + 1].role is Role.WEEKDAY:
        days.append(t[j + 1].n)
        j += 2
    return Every((i, j), "week", 1, weekdays=tuple(sorted(set(days))))


def _nth_of(t: list[Token], i: int, j: int) -> Every | None:
    """ "first Monday of the month", after "every"."""
    if t[j].role is not Role.ORDINAL or t[j + 1].role is not Role.WEEKDAY:
        return None
    k = j + 2
    while t[k].role in (Role.ARTICLE, Role.EACH) or t[k].value == "in":
        k += 1
    n = t[j].n
    if (t[k].role, t[k].value) != (Role.UNIT, "month") or n > 4:
        return None
    return Every((i, k + 1), "month", 1, weekdays=(t[j + 1].n,), nth=n)


def _nth_of_each(t: list[Token], i: int) -> Every | None:
    """ "first Monday of each month", "the 15th of every month"."""
    j = i
    while t[j].role is Role.ARTICLE or (
        j == i and t[j].role is Role.BOUND and t[j].value in ("on", "by")
    ):
        j += 1
    if t[j].role is not Role.ORDINAL:
        return None
    k = past_one(t, j + 1, Role.WEEKDAY, Role.UNIT)
    each = k
    while t[each].role is Role.ARTICLE or t[each].value == "in":
        each += 1
    if t[j + 1].role is Role.WEEKDAY and each > k:
        return _nth_of(t, i, j)
    if t[each].role is not Role.EACH or t[each + 1].value != "month":
        return None
    n = t[j].n
    if n > 28 or (t[j].value and t[j + 1].value != "day"):
        return None
    return Every((i, each + 2), "month", 1, nth=n)


def _times(t: list[Token], i: int) -> Every | None:
    """ "twice a year", "at least 4 times per quarter", "3x yearly"."""
    j = _past_least(t, i)
    if t[j].role is Role.TIMES:
        n, j = t[j].n, j + 1
    elif t[j].role is Role.NUMBER and t[j + 1].role in (Role.X, Role.EACH):
        n, j = t[j].n, past_one(t, j + 1, Role.X)
    else:
        return None
    while t[j].role in (Role.EACH, Role.ARTICLE, Role.SLASH) or t[j].value == "in":
        j += 1
    if not 0 < n <= 366:
        return None
    if t[j].role is Role.OFTEN:
        return Every((i, j + 1), t[j].value, t[j].n, n)
    found = _period(t, j)
    return Every((i, found[2]), found[0], found[1], n) if found else None


def _length(t: list[Token], i: int) -> tuple[int, str, bool, int] | None:
    """A length of time at `i`: how many (0 for a range of them), the unit, whether in working
    days, and its end."""
    j = past(t, i, Role.HEDGE, Role.ARTICLE)
    bare = t[j].role is Role.OPEN
    j = past_one(t, j, Role.OPEN)
    if t[j].role is not Role.NUMBER or year_of(t[j]) is not None:
        return None
    n, j = t[j].n, j + 1
    if bare:
        if t[j].role is not Role.CLOSE:
            return None
        j += 1  # "within (14) days"
    j = _again(t, j, n)
    first = j
    joins = (Role.DASH, Role.TO, Role.OR, Role.SLASH)
    while t[j].role in joins and t[j + 1].role is Role.NUMBER and j < first + 2 * MOST_LISTED:
        n, j = 0, j + 2
        if t[j].role is Role.DASH and t[j + 1].role in (Role.TO, Role.UNIT):
            j += 1
    j = past_one(t, j, Role.DASH)
    working = t[j].role is Role.WORKING
    j = past_one(t, j, Role.WORKING)
    if t[j].role is not Role.UNIT or t[j].value not in _UNITS:
        return None
    return n, t[j].value, working, j + 1


def _again(t: list[Token], j: int, n: int) -> int:
    """The end of a number said again in brackets, "thirty (30)"; another number ends nothing."""
    if t[j].role is Role.OPEN and t[j + 1].role is Role.NUMBER and t[j + 2].role is Role.CLOSE:
        return j + 3 if t[j + 1].n == n else j
    return j


def lasting(t: list[Token], i: int) -> Node | None:
    """A length of time: "12-month pilot", "for two years", "(6 weeks)"."""
    j = i
    while t[j].role is Role.BOUND and t[j].value in ("for", "over", "in", "within"):
        j += 1
    found = _length(t, j)
    if found is None:
        return None
    n, unit, working, stop = found
    if t[stop].value in ("before", "by", "until") or t[stop].role is Role.PART:
        return None
    if t[stop].role is Role.LENGTH:
        stop += 1
    return Lasting((i, stop), n, unit, working)


def wait(t: list[Token], i: int) -> Node | None:
    """What waits on an event: "90 days after guidance", "within 6 months of adoption"."""
    j = i
    if t[j].role is Role.BOUND and t[j].value == "by":
        j += 1  # "no later than 30 days after"
    within = t[j].role is Role.BOUND and t[j].value == "within"
    j += within
    found = _length(t, j)
    if within and t[j].value == "a" and t[j + 1].value in _UNITS:
        found = 1, t[j + 1].value, False, j + 2  # "within a year of adoption"
    if found is None:
        if j > i or t[i].role is not Role.AFTER:
            return None
        return _waiting(t, i, i + 1, Wait((i, i + 1), 0, "", False, (i, i)))
    n, unit, working, j = found
    joined = t[j].role is Role.AFTER or t[j].value == "from"
    if not joined and not (within and (t[j].role, t[j].value) == (Role.ARTICLE, "of")):
        return None
    doubt = "working" if working else "" if n else "lengths"
    return _waiting(t, i, j + 1, Wait((i, j), n, unit, within, (j, j), doubt))


def _waiting(t: list[Token], i: int, j: int, wait: Wait) -> Wait | None:
    """What it waits on is the rest, up to a mark."""
    begin = j = past(t, j, Role.ARTICLE)
    stops = (Role.STOP, Role.CLOSE, Role.COMMA, Role.SEMICOLON, Role.PERIOD, Role.OPEN, Role.NOTE)
    while t[j].role not in stops or (t[j].role is Role.COMMA and year_of(t[j + 1])):
        j += 1
    if j == begin:
        return None
    event = t[begin:j]
    names = (Role.UNKNOWN, Role.BEGIN, Role.FINISH, Role.EVENT, Role.LABEL, Role.LENGTH, Role.PHASE)
    of = None
    if not any(token.role in names for token in event):
        of = window(t, begin)
        if of is None or of.at[1] != j:
            wait = wait._replace(doubt=wait.doubt or "event")
            of = None
    barred = (Role.EACH, Role.OFTEN, Role.VAGUE, Role.BOUND, Role.STRANGE)
    allowed = ("in", "on", "at", "for", "from", "past", "range")
    excused = (Role.VAGUE, Role.BOUND)  # "this order", "the period ends"
    unsure = any(
        token.role in barred
        and token.value not in allowed
        and not (token.n and token.role in excused)
        and not (token.role is Role.OFTEN and t[k + 1].role in _NAMED)  # "quarterly meeting"
        for k, token in enumerate(event, begin)
    )
    dates = any(token.role is Role.MONTH or year_of(token) for token in event)
    if dates and any(token.role in (Role.OR, Role.AND) for token in event):
        unsure = True  # "guidance or March 2019"
    doubt = wait.doubt or ("event" if unsure else "")
    if not wait.unit and any(year_of(token) for token in event):
        return None  # "after the May 2027 election" is not when it is due
    return wait._replace(at=(i, j), event=(begin, j), doubt=doubt, of=of)


def count(t: list[Token], i: int) -> Node | None:
    """ "2 trainings", "at least 10 new staff", "$25,000": a number and the words it counts."""
    if i and (dated(t[i - 1].role) or t[i - 1].role is Role.DOT):
        return None  # "June 2027 2 trainings"
    j = past(t, i, Role.LEAST, Role.HEDGE)
    if t[j].role is Role.AMOUNT:
        n = 0
    elif t[j].role is Role.NUMBER and year_of(t[j]) is None:
        n = t[j].n
        if t[j + 1].role in (Role.TO, Role.DASH) and t[j + 2].role is Role.NUMBER:
            n, j = 0, j + 2
    else:
        return None
    begin = j = j + 1
    while t[j].role in (Role.UNKNOWN, Role.EVENT, Role.ARTICLE) and j < begin + 6:
        j += 1
    while j > begin and t[j - 1].role is Role.ARTICLE:
        j -= 1
    closed = (*ENDS, Role.BOUND, Role.EACH, Role.OFTEN, Role.TIMES)
    if (j == begin and t[i].role is not Role.AMOUNT) or t[j].role not in closed:
        return None
    return Count((i, j), n)


_ALARMING = {
    Role.TO: "to",
    Role.OR: "to",
    Role.SLASH: "to",
    Role.AND: "follows",
    Role.DASH: "follows",
    Role.STRANGE: "strange",
    Role.PLUS: "plus",
    Role.ONWARD: "onward",
    Role.OPEN: "",
    Role.BEGIN: "begin",
    Role.SHORT: "number",
    Role.AFTER: "bound",
    Role.WEEKDAY: "weekday",
    Role.X: "number",
    Role.TIMES: "each",
    Role.EACH: "each",
}


_NAMED = (Role.UNKNOWN, Role.OFTEN, Role.LENGTH, Role.PHASE, Role.WORKING, Role.EVENT, Role.LABEL)
_PARTING = (Role.EACH, Role.AND, Role.OR, Role.SLASH)
_GOVERNING = ("before", "until", "within", "between", "runs")
_NUMBERED = (
    *(Role.UNKNOWN, Role.PHASE, Role.ARTICLE, Role.LENGTH, Role.EVENT, Role.OPEN, Role.COLON),
    *(Role.LEAST, Role.AMOUNT, Role.PERIOD, Role.LINK, Role.DOT),
)
"""What a number may stand beside as part of a name, or a count of it."""


def said(t: list[Token], i: int) -> Said:
    """A word that is no part of a deadline, and why it may change one, if it may."""
    token = t[i]
    why = _ALARMING.get(token.role, "")
    if why in ("to", "follows") and not _beside_date(t, i):
        why = ""
    elif token.role is Role.VAGUE:
        named = token.value == "now" and t[i + 1].role is Role.UNKNOWN  # "this consultation"
        why = "" if named else token.value
    elif token.role is Role.BOUND and token.value in _GOVERNING:
        why = "governs"
    elif token.role is Role.NUMBER and _length(t, i) and t[_length(t, i)[3]].value == "before":  # type: ignore[index]
        why = "back"
    elif token.role in (Role.NUMBER, Role.ORDINAL, Role.DOT):
        before = t[i - 1].role if i else None
        worded = token.role is Role.ORDINAL and (
            t[i + 1].role in _NAMED or (token.value == "last" and t[i + 1].role in ENDS)
        )
        hyphened = t[i + 1].role is Role.DASH and t[i + 2].role is Role.UNKNOWN
        counted = before in _NUMBERED and (token.role is Role.NUMBER or token.role is Role.DOT)
        why = "" if counted or worded or hyphened else "number"
    elif tells_past(t, i):
        why = "past"
    elif token.role is Role.LEAST:
        counts = t[i + 1].role is Role.AMOUNT or (
            t[i + 1].role is Role.NUMBER and t[i + 2].role is Role.UNKNOWN
        )
        why = "" if counts else "least"
    elif token.role is Role.AMOUNT and i and dated(t[i - 1].role):
        why = "number"
    elif token.role is Role.EDGE and token.value == "start":
        why = "begin"
    elif token.role in (Role.PART, Role.EDGE) and t[i + 1].role in _PARTING:
        why = "each"  # "middle of each month"
    elif token.role is Role.ENDING or (token.role is Role.PART and t[i + 1].role in ENDS):
        why = "when"
    elif token.role is Role.ARTICLE and token.value == "of" and i and _dates_before(t, i):
        why = "of"
    return Said((i, i + 1), why)


def _beside_date(t: list[Token], i: int) -> bool:
    telling = (Role.CLOSE, Role.OFTEN, Role.ONGOING, Role.UNDATED, Role.EACH, Role.STOP)
    return i == 0 or any(
        (dated(token.role) and token.role is not Role.UNIT) or token.role in telling
        for token in (t[i - 1], t[i + 1])
    )


def _dates_before(t: list[Token], i: int) -> bool:
    return dated(t[i - 1].role) and t[i - 1].role is not Role.ORDINAL
