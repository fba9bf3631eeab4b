"""What a workbook's own parts say of its cells, and calamine does not: errors, formulas whose value
was not stored, days that are shown as a month, rows that are hidden, words that are struck out.

The parts are a stranger's. They are read in one pass, and what is found is still held against what
calamine reads.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from welcomeplan.deadlines import MONTHS
from welcomeplan.intake.frames import FAULT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

Place = tuple[int, int]
"""A cell's row and column, from 0."""
Span = Literal["month", "year"]
"""What a day is shown as, that is no day."""
_MOST_REPEATED = 1_000
"""Of how many rows or cells that are said once it is told."""
_MOST_KEPT = 200_000
"""Of how many cells of a sheet."""
_MOST_BYTES = 200_000
"""Of a cell's own part: a program lets nobody write so much into one."""
_LONGEST = 200
"""Of a formula's words."""
_MONTH_ALONE = 17
"""The number of Excel's own format of a month, `Jun-27`."""


@dataclass(slots=True)
class Unsaid:
    """What the parts say of one sheet."""

    words: dict[Place, str] = field(default_factory=dict)
    """Errors as they are shown, and formulas without a value."""
    spans: dict[Place, Span] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)

    @property
    def reach(self) -> Place:
        """How many rows and columns hold the words."""
        rows, columns = zip(*self.words, strict=True) if self.words else ((-1,), (-1,))
        return max(rows) + 1, max(columns) + 1


class Styles(NamedTuple):
    """What the styles of an .xlsx say, by their numbers."""

    spans: Mapping[int, Span]
    struck: frozenset[int]


def attribute(tag: bytes, name: bytes) -> str:
    """An attribute of a tag; empty where it has none. `name` is a pattern."""
    found = re.search(rb"\s" + name + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return html.unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""


@lru_cache(maxsize=20_000)
def column_number(letters: bytes) -> int:
    """The number of a column, from 1: of `AB` 28."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


# -- .xlsx


def styles_of(part: bytes) -> Styles:
    """What `xl/styles.xml` says."""
    codes = {
        attribute(one, b"numFmtId"): attribute(one, b"formatCode")
        for one in re.findall(rb"<(?:\w+:)?numFmt\s[^<>]{0,2000}>", part)
    }
    fonts = [
        bool(re.search(rb"<(?:\w+:)?strike(?:\s+val=\"(?:1|true)\")?\s*/?>", one))
        for one in _between(part, b"fonts", rb"<(?:\w+:)?font(?=[\s/>])")
    ]
    spans: dict[int, Span] = {}
    struck = set()
    for at, one in enumerate(_between(part, b"cellXfs", rb"<(?:\w+:)?xf(?=[\s/>])")):
        tag = one[: one.find(b">")]
        number, font = attribute(tag, b"numFmtId"), attribute(tag, b"fontId")
        span = "month" if number == str(_MONTH_ALONE) else _span_of(codes.get(number, ""))
        if span:
            spans[at] = span
        if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]:
            struck.add(at)
    return Styles(spans, frozenset(struck))


def _between(part: bytes, name: bytes, begins: bytes) -> list[bytes]:
    """The pieces of an element of that name, each without how it begins."""
    first = re.search(rb"<(?:\w+:)?" + name + rb"[\s>]", part)
    last = re.search(rb"</(?:\w+:)?" + name + rb">", part)
    if not first or not last:
        return []
    return re.split(begins, part[first.end() : last.start()])[1:]


def _span_of(code: str) -> Span | None:
    """What a number format shows of a day: None where that is the day, or no date."""
    first = code.split(";", maxsplit=1)[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]{0,250}\]', "", first).casefold()
    if not re.fullmatch(r"[my\s/.,'’-]+", bare) or "y" not in bare:
        return None
    return "month" if "m" in bare else "year"


_XLSX = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]{0,2000})>")


_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ERROR = re.compile(rb"""\st=["']e["']""")
_STYLE = re.compile(rb"""\ss=["']([0-9]{1,7})["']""")


def of_xlsx(sheet: bytes, styles: Styles) -> Unsaid:
    """What the part of a sheet says."""
    found = Unsaid()
    row = column = -1
    for tag, inside in _with_inside(_XLSX, sheet):
        if tag[1] == b"row":
            said = attribute(tag[2], b"r")
            row, column = int(said) - 1 if said.isdecimal() else row + 1, -1
            if attribute(tag[2], b"hidden") in ("1", "true"):
                found.hidden_rows.add(row)
            continue
        column += 1
        place = _PLACE.search(tag[2])
        if place:
            row, column = int(place[2]) - 1, column_number(place[1]) - 1
        style = _STYLE.search(tag[2])
        number = int(style[1]) if style else 0
        if number in styles.spans:
            found.spans[row, column] = styles.spans[number]
        if number in styles.struck:
            found.struck.add((row, column))
        if _ERROR.search(tag[2]) or b"<f" in inside or b":f" in inside:
            words = _unsaid_in(attribute(tag[2], b"t"), inside)
            if words and not tag[2].endswith(b"/"):
                found.words[row, column] = words
    return found


def _with_inside(tags: re.Pattern[bytes], part: bytes) -> Iterator[tuple[re.Match[bytes], bytes]]:
    """Tags, each with what stands behind it, up to the next."""
    last = None
    for one in tags.finditer(part):
        if last:
            yield last, part[last.end() : one.start()]
        last = one
    if last:
        yield last, part[last.end() :]


def _unsaid_in(kind: str, inside: bytes) -> str:
    """The error of a cell; or its formula, where that has no value. One whose value is a text may
    be empty."""
    inside = re.split(rb"</(?:\w+:)?c>", inside[:_MOST_BYTES], maxsplit=1)[0]
    value = re.search(rb"<(?:\w+:)?v(?:\s[^<>]{0,200})?>([^<]*)<", inside)
    shown = _plain(value[1]) if value else ""
    if kind == "e":
        return shown if FAULT.fullmatch(shown) else "#N/A"
    formula = re.search(rb"<(?:\w+:)?f(?:\s[^<>]{0,2000})?>([^<]*)<", inside)
    lacks = not shown and kind != "str" and re.search(rb"<(?:\w+:)?f[\s/>]", inside)
    return as_formula(_plain(formula[1]) if formula else "") if lacks else ""


def as_formula(words: str) -> str:
    """A formula as it is told: always one that `frames.broken` knows."""
    return f"=({words[:_LONGEST]})" if words else "=(?)"


def _plain(part: bytes) -> str:
    return html.unescape(part.decode("utf-8", "replace")).strip()


# -- .ods


_ODS = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]{0,4000})>"
)


def of_ods(content: bytes) -> dict[str, Unsaid]:
    """What `content.xml` says of its sheets, by their names."""
    found: dict[str, Unsaid] = {}
    sheet = Unsaid()
    row = next_row = column = 0
    for tag, inside in _with_inside(_ODS, content):
        if tag[1] == b"table":
            sheet = found.setdefault(attribute(tag[2], b"table:name"), Unsaid())
            row = next_row = 0
        elif tag[1] == b"table-row":
            row, column = next_row, 0
            next_row += repeated(tag[2], b"rows")
            if attribute(tag[2], b"table:visibility") in ("collapse", "filter"):
                sheet.hidden_rows.update(range(row, min(next_row, row + _MOST_REPEATED)))
        else:
            first, column = column, column + repeated(tag[2], b"columns")
            said = _ods_cell(tag[2], inside)
            if said:
                last = min(next_row, row + _MOST_REPEATED)
                until = min(column, first + _MOST_REPEATED)
                for place in ((one, at) for one in range(row, last) for at in range(first, until)):
                    _keep(sheet, place, said)
    return found


def _keep(sheet: Unsaid, place: Place, said: str) -> None:
    if len(sheet.words) + len(sheet.spans) >= _MOST_KEPT:
        return
    if said in ("month", "year"):
        sheet.spans[place] = "month" if said == "month" else "year"
    else:
        sheet.words[place] = said


def _ods_cell(tag: bytes, inside: bytes) -> str:
    """What stands in a cell in place of a value, or what a day is shown as; else nothing."""
    kind = attribute(tag, b"office:value-type")
    formula = attribute(tag, b"table:formula")
    if formula and not kind:
        return as_formula(formula.partition("=")[2])
    if kind != "date" and attribute(tag, b"calcext:value-type") != "error":
        return ""
    inside = inside.partition(b"</table:table-cell>")[0]
    inside = inside.rpartition(b"</office:annotation>")[2]
    shown = _plain(re.sub(rb"<[^<>]*+>", b"", inside))
    if kind == "date":
        return _shown_span(attribute(tag, b"office:date-value"), shown) or ""
    return shown if FAULT.fullmatch(shown) else "#N/A"


def _shown_span(day: str, shown: str) -> Span | None:
    """What a day that is shown in these words is shown as; None for the day itself."""
    iso = re.match(r"(\d{4})-(\d\d)-\d\d", day)
    numbers = re.findall(r"\d+", shown)
    if not iso or not {iso[1], iso[1][2:]} & set(numbers):
        return None
    named = bool(re.search(r"[^\W\d_]{3}", shown))
    if len(numbers) == 1:
        return "month" if named else "year" if shown == iso[1] else None
    of_month = len(numbers) == 2 and not named and int(iso[2]) in map(int, numbers)
    return "month" if of_month else None


def repeated(tag: bytes, what: bytes) -> int:
    """How many rows or columns a tag of an .ods stands for."""
    found = re.search(rb"number-" + what + rb'-repeated="([0-9]{1,9})"', tag)
    return int(found[1]) if found else 1


def shown_as(day: date, span: Span) -> str:
    """A day as the month or year that it is shown as."""
    return f"{MONTHS[day.month - 1]} {day.year}" if span == "month" else str(day.year)
