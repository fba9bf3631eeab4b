"""The promises as a workbook, for people with Excel or LibreOffice: a sheet to read and to filter,
one of the times of what repeats, and one that says how to read them.

Days are days and numbers numbers; all else is text, whatever it looks like: no formula, no link.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from welcomeplan.errors import UserError
from welcomeplan.formats import packages, xlsx_cells
from welcomeplan.formats.csvtext import unread_row
from welcomeplan.formats.pen import MARKS
from welcomeplan.wording import show, width, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from welcomeplan.answer import Cell, Column, Export, Sheet

FIRST = (
    *("Milestone", "Period", "Due", "State", "Owner", "Owner (name)", "In the plan's words"),
    *("Partners", "Target", "Done"),
)
"""What a reader looks for first: what, by when, how it stands, who."""
NARROW, WIDE = 6, 48
"""How wide a column is at least and at most, in letters; what is longer is wrapped."""
HEIGHT, MOST_LINES = 15, 12
"""How high a line is, in points, and how many of a text are shown at the most."""
ROWS = 1_048_576
"""How many a sheet has."""
FIRST_DAY = date(1900, 3, 1)
"""Programs disagree about days before it, or have none."""
DIGITS = 15
"""Of how many digits a number is kept exactly."""
INK, LATE, HEAD = "#1D1C1A", "#9B2318", "#E7E3DC"
_FILLS = {
    "green": "#E4EFE4",
    "red": "#F8E1DD",
    "yellow": "#FBF1D3",
    "cyan": "#DFEEF2",
    "magenta": "#EFE4EF",
    "dim": "#F1EFEB",
}
"""By the colours of states on a terminal. Each is beside the word of the state."""
_ABOUT = "An export of welcomeplan"
_MARK = f"<dc:description>{_ABOUT}</dc:description>"


def render(export: Export) -> bytes:
    """The workbook, the same for the same plan. Raises UserError where XlsxWriter is not
    installed, or a sheet has no room."""
    return _Book(export).packed()


def made(data: bytes) -> bool:
    """Whether a file was made by `render`, and nobody has saved it since: a program then names
    whoever did, or nobody, and when."""
    told = packages.known(data)
    times = set(re.findall(r"<dcterms:(?:created|modified)[^<>]*+>([^<]*+)<", told))
    by_us = "<cp:lastModifiedBy>welcomeplan</cp:lastModifiedBy>" in told
    return _MARK in told and by_us and len(times) == 1


class _Book:
    """A workbook in the making."""

    def __init__(self, export: Export) -> None:
        self.export, self.file = export, BytesIO()
        self.book = xlsx_cells.writer("a workbook")(self.file)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.safe: dict[str, str] = {}
        self.plain = self._format()
        self.day = self._format(num_format="yyyy-mm-dd", align="left")
        self.number = self._format(num_format="General")

    def packed(self) -> bytes:
        """The file."""
        self.book.set_properties(
            {
                "title": show(self.export.title),
                "author": "welcomeplan",
                "comments": _ABOUT,
                "created": datetime.combine(self.export.day, time(), UTC),
            }
        )
        for name, sheet in zip(("Promises", "Times"), self.export.answer.sheets, strict=False):
            self._table(name, sheet)
        self._guide()
        self.book.close()
        return packages.packed(self.file.getvalue())

    def _format(self, **looks: Any) -> Any:
        """A format of cells, each made once. Whatever somebody types over a text stays one."""
        key = tuple(looks.items())
        if key not in self.formats:
            usual = {"num_format": "@", "valign": "top", "text_wrap": True, "font_color": INK}
            self.formats[key] = self.book.add_format({**usual, **looks})
        return self.formats[key]

    def _table(self, name: str, sheet: Sheet[Any]) -> None:
        """A row an item under a header that stays in sight."""
        columns, unread = sorted(sheet.columns, key=_place), self.export.answer.unread
        count = len(sheet.items) + len(unread)
        if count >= ROWS:
            raise UserError(
                f"a sheet has room for {ROWS:,} rows, and “{name}” would have {count + 1:,}",
                "Name a file in .csv or .json, or ask for some of the promises alone.",
            )
        page = self.book.add_worksheet(name)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, count, len(columns) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(columns))}{count + 1}"})
        page.set_landscape()
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, count, sum(_place(one) < len(FIRST) for one in columns) - 1)
        missing = [unread_row(columns, said) for said in unread]
        high: dict[int, int] = {}
        for at, column in enumerate(columns):
            cell = column.exact or column.value
            its = [*map(cell, sheet.items), *(row[at] for row in missing)]
            self._column(page, at, column, its, high)
        # Not every program makes room for text that breaks.
        for row, lines in high.items():
            page.set_row(row, HEIGHT * min(lines, MOST_LINES))

    def _column(
        self,
        page: Any,
        at: int,
        column: Column[Any],
        cells: Sequence[Cell],
        high: dict[int, int],
    ) -> None:
        """A column from its label down; `high`: how many lines the cells of rows take."""
        label = column.called or column.label
        self._text(page, 0, at, label, self._format(bold=True, bg_color=HEAD, bottom=1))
        texts = set[str]()
        for row, cell in enumerate(cells, 1):
            if cell in (None, "", ()):
                continue
            if isinstance(cell, date) and cell >= FIRST_DAY:
                page.write_datetime(row, at, cell, self.day)
                texts.add("2018-02-15")
            elif isinstance(cell, int | Decimal) and _is_exact(cell):
                page.write_number(row, at, cell, self.number)
                texts.add(words(cell))
            else:
                text = cell if type(cell) is str else words(cell)
                look = self._format(**_looks(text)) if column.kind == "state" else self.plain
                self._text(page, row, at, text, look)
                texts.add(text)
                if len(text) > WIDE:
                    # Words break earlier than letters would.
                    high[row] = max(high.get(row, 1), width(text) // (WIDE - 4) + 1)
        # Beside the label stands the button of the filter.
        longest = max(len(label) + 2, *map(width, texts), 0)
        page.set_column(at, at, min(max(longest + 2, NARROW), WIDE))

    def _text(self, page: Any, row: int, at: int, text: str, look: Any) -> None:
        """A text, and never anything else."""
        if (safe := self.safe.get(text)) is None:  # many cells say the same
            safe = self.safe[text] = xlsx_cells.fitting(text)
        xlsx_cells.write(page, row, at, safe, look, self.plain)

    def _guide(self) -> None:
        """How to read the other sheets: of which day and plan, what is missing, what words mean."""
        page = self.book.add_worksheet("How to read it")
        page.set_column(0, 0, 22)
        page.set_column(1, 1, 100)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        answer = self.export.answer
        first = answer.sheets[0]
        plain, bold = self.plain, self._format(bold=True)
        lines: list[tuple[str, str, Any]] = [
            ("As of", first.title, bold),
            *(
                ("Missing", said, self._format(bold=True, font_color=LATE))
                for said in answer.unread
            ),
            *(("Note", said, plain) for said in first.notes),
            *(("Sheet", said, plain) for said in _SHEETS[: len(answer.sheets)]),
            *(("Cells", said, plain) for said in _CELLS),
            ("", "", plain),
            ("State", "What it means", bold),
            *((state, meaning, plain) for state, meaning in self.export.guide),
            ("", "", plain),
            ("Column", "What it holds", bold),
            *(self._meant()),
        ]
        for row, (name, said, look) in enumerate(lines):
            self._text(page, row, 0, name, self._format(**(_looks(name) or {"bold": True})))
            self._text(page, row, 1, said, look)

    def _meant(self) -> Iterator[tuple[str, str, Any]]:
        """What the columns that are there hold, in their order."""
        meant = dict(self.export.columns)
        shown = {one.label: one for sheet in self.export.answer.sheets for one in sheet.columns}
        for one in sorted(shown.values(), key=_place):
            yield one.called or one.label, meant[one.label], self.plain


_SHEETS = (
    "“Promises” has a row for each milestone and each indicator.",
    "“Times” has a row for each time of what repeats, such as each quarter.",
)
_CELLS = (
    "Days are year-month-day. Those before March 1900 stand as text, since spreadsheets have none.",
    "This file is made anew from the plan. What is changed in it changes nothing there.",
)


def _place(column: Column[Any]) -> int:
    return FIRST.index(column.label) if column.label in FIRST else len(FIRST)


def _looks(state: str) -> Mapping[str, Any]:
    """How a state looks beside its word; nothing for what is none."""
    if state == "unread":
        return {"bold": True, "font_color": LATE}
    fill = _FILLS.get(MARKS[state].tone) if state in MARKS else None
    late = {"font_color": LATE} if state == "overdue" else {}
    return {"bg_color": fill, **late} if fill else {}


def _is_exact(number: int | Decimal) -> bool:
    """Whether a spreadsheet keeps a number as it is."""
    return len(Decimal(number).normalize().as_tuple().digits) <= DIGITS


def _letters(count: int) -> str:
    """What a spreadsheet calls the last of so many columns."""
    above, last = divmod(count - 1, 26)
    return (chr(64 + above) if above else "") + chr(65 + last)
