"""The cells of a column of dates: days, numbers that stand for days, and words.

A day is written as YYYY-MM-DD; words stay the sheet's own. Those that read in another language
than English keep beside them the day that they name.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from welcomeplan.deadlines import FIRST_YEAR, LAST_YEAR, Calendar, Deadline, Question, read_deadline
from welcomeplan.intake.headings import folded
from welcomeplan.limits import LONGEST_DEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.intake.values import Cell
    from welcomeplan.yamltext import Value

Order = Literal["month-first", "day-first"]


class Told(NamedTuple):
    """What a cell of a date column says."""

    value: Value
    """As a plan writes it; empty where it can't be read."""
    start: date | None = None
    end: date | None = None
    how: Literal["day", "number", "order", "words", "foreign", "unread"] = "day"
    question: str = ""
    """Why it can't be read, or only with an answer."""
    remedy: str = ""
    """What to write instead."""
    repeats: bool = False
    """Whether it says how often."""


def order_of(cells: Iterable[Cell], calendar: Calendar) -> Order | None:
    """Whether days come first in a column's dates, such as 31/12/2025; as one cell shows it, or
    the plan says. None where nothing tells, or cells contradict each other.

    Of years of two digits it must show, too, that they stand last: the days before them differ
    more.
    """
    found: set[Order] = set()
    firsts, lasts = set(), set()
    for cell in cells:
        match = _SLASHED.fullmatch(_bare(cell)) if isinstance(cell, str) else None
        if not match or match[2] == ".":
            continue
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if not _is_day(year + 2000 if len(match[4]) == 2 else year, first, second):
            continue  # a slip tells nothing of the others
        if len(match[4]) == 2:
            firsts.add(first if first > 12 else second)
            lasts.add(match[4])
        if first > 12 >= second:
            found.add("day-first")
        elif second > 12 >= first:
            found.add("month-first")
    if lasts and found == {"day-first"} and len(firsts) <= len(lasts):
        return None
    return found.pop() if len(found) == 1 else calendar.day_month_order if not found else None


def _is_day(year: int, one: int, other: int) -> bool:
    """Whether a year has a day of that month and number, whichever is which."""
    month, day = sorted((one, other))
    return year >= 1 and 1 <= month <= 12 and day <= monthrange(year, month)[1]


def _bare(words: str) -> str:
    """A date without the time of day behind it, or a weekday before it."""
    return _WEEKDAY.sub("", _TIME.sub("", words.strip()))


_NUMBER = re.compile(r"(\d{5})(?:\.0+)?")
"""As spreadsheet programs count days."""
_LIKELY = (1980, 2100)
"""The years of a number that is taken for a day. `20227` would be one of 1955."""
_SLASHED = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,9})\.?(?:-|[ -]?['’])(\d\d)")
"""As spreadsheet programs show a month alone: `Apr-29`."""
_WEEKDAY = re.compile(r"^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? (?=\d)")
_YEAR_FIRST = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*(?:\2|月)\s*(\d{1,2})\s*日?")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?UTC|[+-]\d{2}:?\d{2})?$")


class Dates:
    """Reads cells of dates by a plan's calendar. A column says the same many times: each is read
    once."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._read: dict[tuple[str, Order | None], Told] = {}

    def told(self, cell: Cell, epoch: date, order: Order | None = None) -> Told | None:
        """What a cell says of a date; None for an empty one. `epoch`: the day of the number 0."""
        if isinstance(cell, bool):
            return _unread(str(cell).upper(), "that is no date")
        if isinstance(cell, date):
            return _day(cell, "day")
        if isinstance(cell, int | float):
            return _numbered(float(cell), epoch)
        words = cell.strip()
        if not words:
            return None
        number = _NUMBER.fullmatch(words)
        if number:
            return _numbered(float(number[1]), epoch)
        found = self._read.get((words, order))
        if found is None:
            found = self._read[words, order] = _worded(words, order, self.calendar)
        return found


def _numbered(number: float, epoch: date) -> Told:
    whole = int(number)
    if whole == number and FIRST_YEAR <= whole <= LAST_YEAR:
        return Told(str(whole), date(whole, 1, 1), date(whole, 12, 31), "words")
    if not 15_000 <= number <= 100_000:
        return _unread(f"{number:g}", "that number is no day")
    day = epoch + timedelta(days=whole)
    if not _LIKELY[0] <= day.year <= _LIKELY[1]:
        said = f"as spreadsheet programs count days, that is {day}. Is it a year with a digit more?"
        return _unread(f"{number:g}", said)
    return _day(day, "number")


def _day(day: date, how: Literal["day", "number", "order"]) -> Told:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return _unread(day.isoformat(), f"its year is outside {FIRST_YEAR} to {LAST_YEAR}")
    return Told(day.isoformat(), day, day, how)


def _unread(words: str, question: str, remedy: str = "") -> Told:
    return Told("", how="unread", question=f"“{words}”: {question}", remedy=remedy)


def _worded(words: str, order: Order | None, calendar: Calendar) -> Told:
    bare = _bare(words)
    match = _YEAR_FIRST.fullmatch(bare)
    if match:
        return _made(words, int(match[1]), int(match[3]), int(match[4]), "day")
    match = _SLASHED.fullmatch(bare)
    if match and (len(match[4]) == 4 or (order and match[2] != ".")):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if len(match[4]) == 2 else 0
        if match[2] == "." or first > 12 >= second or order == "day-first":
            return _made(words, year, second, first, "day" if match[2] == "." else "order")
        if second > 12 or order == "month-first":
            return _made(words, year, first, second, "order")
        if first == second:
            return _made(words, year, first, second, "day")
        return _unread(words, "is its day first, or its month?")
    month = month_of(bare)
    if month:
        return _unread(words, f"is that {month}?", f"If so, write `{month}`.")
    if len(words) > LONGEST_DEADLINE:
        return _unread(f"{words[:60]}…", "too long for a deadline")
    try:
        return _read(read_deadline(words, calendar), words)
    except Question as question:
        english = _in_english(words)
        found = _tried(english, calendar) if english else None
        if found and found.end and found.recurrence is None:
            value: Value = {"words": words, "by": found.end.isoformat()}
            return Told(value, found.start, found.end, "foreign")
        return _unread(words, question.message, question.remedy)


def month_of(words: str) -> str:
    """The month that words such as `Apr-29` seem to be; empty where they are none."""
    match = _MONTH_YEAR.fullmatch(words.strip())
    if not match:
        return ""
    name = folded(match[1])
    month = _SHORT.get(name) or _TERMS.get(name, "")
    return f"{month} 20{match[2]}" if month in _ENGLISH else ""


def looks_dated(cell: Cell) -> bool:
    """Whether a cell that can't be read may be a date all the same."""
    if not isinstance(cell, str):
        return False
    return bool(re.search(r"\d{1,4}[-/.]\d{1,2}|\b(19|20)\d\d\b", cell[:80]) or month_of(cell))


def _made(
    words: str, year: int, month: int, day: int, how: Literal["day", "number", "order"]
) -> Told:
    try:
        return _day(date(year, month, day), how)
    except ValueError:
        return _unread(words, "there is no such day")


def _read(found: Deadline, words: str) -> Told:
    if found.kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return Told(words, found.start, found.end)
    often = found.recurrence is not None and not found.windows
    return Told(words, found.start, found.end, "words", repeats=often)


def _tried(words: str, calendar: Calendar) -> Deadline | None:
    try:
        return read_deadline(words, calendar)
    except Question:
        return None


_MONTHS = (
    "janvier januar janner enero janeiro gennaio januari",
    "fevrier februar febrero fevereiro febbraio februari",
    "mars marz maerz marzo marco maart",
    "avril april abril aprile",
    "mai mayo maio maggio mei",
    "juin juni junio junho giugno",
    "juillet juli julio julho luglio",
    "aout august agosto augustus",
    "septembre september septiembre setiembre setembro settembre",
    "octobre oktober octubre outubro ottobre",
    "novembre november noviembre novembro",
    "decembre dezember diciembre dezembro dicembre december",
)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_SHORT = {one[:3].casefold(): one for one in _ENGLISH} | {"sept": "September"}
_TERMS = {
    **{one: _ENGLISH[at] for at, names in enumerate(_MONTHS) for one in names.split()},
    **dict.fromkeys(["quartal", "trimestre", "kwartaal"], "quarter"),
    **{f"t{n}": f"Q{n}" for n in range(1, 5)},
    **dict.fromkeys(["fin", "ende", "fim", "fine", "einde", "finales", "finale"], "end of"),
    **dict.fromkeys(["mitte", "medio", "medios"], "mid"),
    **dict.fromkeys(["anfang", "debut", "principios", "inizio", "begin"], "early"),
    **dict.fromkeys(["bis", "entro", "ate", "antes", "uiterlijk"], "by"),
    **dict.fromkeys(["1er", "primer", "primeiro", "primo", "premier", "erstes", "1o"], "1st"),
    **dict.fromkeys(["2e", "2eme", "segundo", "secondo", "deuxieme", "zweites", "2o"], "2nd"),
    **dict.fromkeys(
        ["3e", "3eme", "tercer", "terceiro", "terzo", "troisieme", "drittes", "3o"], "3rd"
    ),
    **dict.fromkeys(["4e", "4eme", "cuarto", "quarto", "quatrieme", "viertes", "4o"], "4th"),
    **dict.fromkeys(["semestre", "halbjahr", "semester"], "half"),
    **dict.fromkeys(
        ["de", "del", "d", "do", "da", "di", "du", "van", "le", "el", "il", "den", "der", "des"], ""
    ),
    **dict.fromkeys(["jahr", "ano", "annee", "anno", "jaar"], ""),
}


def _in_english(words: str) -> str:
    """Words of a date in another language in English, where every one of them is known."""
    spelled: list[str] = []
    seasoned = False
    for one in folded(words).split():
        if one.isdecimal() and len(one) <= 4:
            spelled.append(one)
        elif re.fullmatch(r"q[1-4]|\d{1,2}(?:st|nd|rd|th)", one):
            spelled.append(one.upper())
        elif one in _TERMS:
            seasoned = True
            spelled.append(_TERMS[one])
        else:
            return ""
    if not seasoned:
        return ""
    said = " ".join(filter(None, spelled))
    return re.sub(r"^(\d) quarter", lambda at: f"Q{at[1]}", said)
