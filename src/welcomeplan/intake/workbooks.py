"""Workbooks to tables, by calamine; what it doesn't tell is read from the file's own parts.

A workbook is a stranger's: it is looked over before calamine sees it, for what it would take to
unpack it, and for a lone cell at the far corner that would make a sheet of billions.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.errors import UserError, not_installed
from welcomeplan.intake.unsaid import (
    Unsaid,
    attribute,
    column_number,
    of_ods,
    of_xlsx,
    repeated,
    shown_as,
    styles_of,
)
from welcomeplan.intake.values import Cell, Table
from welcomeplan.limits import MOST_CELLS, MOST_WORKBOOK
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SINCE_1900, _SINCE_1904 = date(1899, 12, 30), date(1904, 1, 1)
_ZIP = b"PK\x03\x04"
_CHUNK = 2**20


class _Hints(NamedTuple):
    """What the parts of a workbook say of its sheets."""

    unsaid: Mapping[str, Unsaid]
    """By sheet. One of which nothing is known can't say how its days are shown."""
    hidden: Mapping[str, frozenset[int]] = MappingProxyType({})
    epoch: date = _SINCE_1900


def read_workbook(data: bytes, file: str) -> list[Table]:
    """The sheets of a workbook. Raises UserError for one that can't be read, or not safely."""
    calamine = _calamine()
    hints = _Hints({})
    if data.startswith(_ZIP):
        hints = _look_over(data, file)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [_table(book, one, file, hints) for one in book.sheets_metadata]
    except calamine.PasswordError:
        raise UserError(
            f"{show(file)}: a password protects this workbook",
            "Save it without one, or as CSV.",
        ) from None
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise UserError(
            f"{show(file)}: this workbook can't be read ({show(str(error))})",
            "Save it anew in a spreadsheet program, as .xlsx or CSV.",
        ) from None


def _calamine() -> Any:
    try:
        import python_calamine  # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed("a workbook", "python-calamine", "xlsx") from None
    return python_calamine


def _table(book: Any, meta: Any, file: str, hints: _Hints) -> Table:
    notes = []
    if str(meta.visible).rpartition(".")[2] != "Visible":
        notes.append("the sheet is hidden, and was looked through, too")
    if "WorkSheet" not in str(meta.typ):
        return Table(meta.name, file, (), notes=(*notes, "a chart or a macro, no cells"))
    sheet = book.get_sheet_by_name(meta.name)
    rows = [[_cell(one) for one in row] for row in sheet.to_python(skip_empty_area=False)]
    unsaid = hints.unsaid.get(meta.name)
    if unsaid:
        _say(rows, unsaid)
    merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    hidden = hints.hidden.get(meta.name, frozenset())
    return Table(
        meta.name,
        file,
        rows,
        merged,
        hidden,
        hints.epoch,
        tuple(notes),
        frozenset(unsaid.hidden_rows if unsaid else ()),
        frozenset(unsaid.struck if unsaid else ()),
        unformatted=unsaid is None,
    )


def _say(rows: list[list[Cell]], unsaid: Unsaid) -> None:
    """Put into the cells what calamine left out of them, and the months that days are shown as."""
    for (row, column), words in unsaid.words.items():
        rows.extend([] for _ in range(len(rows), row + 1))
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = words
    for (row, column), span in unsaid.spans.items():
        day = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(day, date):
            rows[row][column] = shown_as(day, span)


def _cell(value: Any) -> Cell:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time.min else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value
    if isinstance(value, timedelta | time):
        return str(value)
    return ""


def _look_over(data: bytes, file: str) -> _Hints:
    """What a packed workbook says of itself. Raises UserError for one that is too large when it is
    unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = dict(_parts(packed, file))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UserError(
            f"{show(file)}: this workbook can't be unpacked ({show(str(error))})",
            "Save it anew in a spreadsheet program, as .xlsx or CSV.",
        ) from None
    if "content.xml" in parts:
        for size in _sizes_of_ods(parts["content.xml"]):
            _refuse_vast(size, file, "a sheet")
        sheets = of_ods(parts["content.xml"])
        for name, one in sheets.items():
            _refuse_vast(one.reach, file, f"the sheet “{show(name)}”")
        return _Hints(sheets)
    book = parts.get("xl/workbook.xml", b"")
    files = {
        attribute(one, b"Id"): attribute(one, b"Target")
        for one in re.findall(
            rb"<Relationship\b[^<>]*+>", parts.get("xl/_rels/workbook.xml.rels", b"")
        )
    }
    styles = styles_of(parts.get("xl/styles.xml", b""))
    hidden, unsaid = {}, {}
    for one in re.findall(rb"<(?:\w+:)?sheet\b[^<>]*+>", book):
        name = attribute(one, b"name")
        target = files.get(attribute(one, rb"\w+:id"), "").removeprefix("/xl/")
        sheet = parts.get(f"xl/{target}", b"")
        _refuse_vast(_size_of_xlsx(sheet), file, f"the sheet “{show(name)}”")
        hidden[name] = frozenset(_hidden(sheet))
        unsaid[name] = of_xlsx(sheet, styles)
        _refuse_vast(unsaid[name].reach, file, f"the sheet “{show(name)}”")
    epoch = _SINCE_1900
    if re.search(rb'<(?:\w+:)?workbookPr\b[^<>]*\bdate1904="(?:1|true)"', book):
        epoch = _SINCE_1904
    return _Hints(unsaid, hidden, epoch)


def _parts(packed: zipfile.ZipFile, file: str) -> Iterator[tuple[str, bytes]]:
    """The parts that tell of sheets; all are unpacked, for the sizes that a file states may lie."""
    left = MOST_WORKBOOK
    for info in packed.infolist():
        info.file_size = left + 4 * _CHUNK  # it is not believed
        kept = []
        wanted = re.fullmatch(
            r"content\.xml|xl/(?:_rels/)?[^/]+|xl/worksheets/[^/]+", info.filename
        )
        with packed.open(info) as part:
            while chunk := part.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise UserError(
                        f"{show(file)}: unpacked, this workbook is larger than"
                        f" {MOST_WORKBOOK // 2**20} MiB",
                        "Save the one sheet that is the plan as a file of its own.",
                    )
                if wanted:
                    kept.append(chunk)
        if wanted:
            yield info.filename, b"".join(kept)


def _refuse_vast(size: tuple[int, int], file: str, what: str) -> None:
    rows, columns = size
    if rows * columns > MOST_CELLS:
        raise UserError(
            f"{show(file)}: {what} is {rows:,} rows by {columns:,} columns, more than"
            f" {MOST_CELLS:,} cells",
            "Delete what stands far from the table, or save the table alone.",
        )


def _size_of_xlsx(sheet: bytes) -> tuple[int, int]:
    """How far its cells reach that hold something: rows, columns."""
    rows = columns = 0
    for match in re.finditer(
        rb'<(?:\w+:)?c\b(?>[^<>]*?\sr="([A-Z]{1,3})([0-9]{1,7})")[^<>/]*+>', sheet
    ):
        rows = max(rows, int(match[2]))
        columns = max(columns, column_number(match[1]))
    return rows, columns


def _hidden(sheet: bytes) -> Iterator[int]:
    """The columns, from 0, that a sheet doesn't show."""
    for tag in re.findall(rb"<(?:\w+:)?col\b[^<>]*+>", sheet):
        if attribute(tag, b"hidden") in ("1", "true"):
            first, last = (attribute(tag, one) for one in (b"min", b"max"))
            if first.isdecimal() and last.isdecimal():
                yield from range(int(first) - 1, min(int(last), 16_384))


def _sizes_of_ods(content: bytes) -> Iterator[tuple[int, int]]:
    """The same of each OpenDocument sheet: there a cell or row may stand for many."""
    for sheet in re.split(rb"<table:table(?=[\s>])", content)[1:]:
        at = rows = columns = 0
        for row in re.split(rb"<table:table-row\b", sheet)[1:]:
            at += repeated(row[: row.find(b">")], b"rows")
            reach = wide = 0
            for cell in re.finditer(rb"<table:(?:covered-)?table-cell\b([^<>]*+)>", row):
                wide += repeated(cell[1], b"columns")
                if not cell[1].endswith(b"/"):
                    reach = wide
            if reach:
                rows = at
                columns = max(columns, reach)
        yield rows, columns
