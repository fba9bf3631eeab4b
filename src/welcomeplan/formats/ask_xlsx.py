"""The sheet that asks an owner, as a workbook: locked cells, cells to fill in, lists to choose of.

All that a plan says is written as text, never as a formula, a link or a number. The same sheet is
the same bytes: its date is noon of the day on which things are judged.
"""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time
from math import ceil
from typing import TYPE_CHECKING, Any

from welcomeplan.formats import packages, xlsx_cells
from welcomeplan.intake import FIRST_DAY, HIDDEN, LOCKED, MARK, OPEN, WHO, states_of
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from welcomeplan.views.asking import Asking, Row

ENDING = ".xlsx"
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 2_000
"""How many characters of a text are shown."""
_HEAD = 4
"""The row of the headings, from 0."""
_WIDTHS = (20, 9, 44, 26, 12, 18, 20, 16, 12, 15, 44, 30, 30)
_HINTS = {
    "State now": "Leave it empty where nothing changed. “Blocked”, “put off”, “given up” and"
    " “will be done by” and “will begin by” need a reason: write it under Note.",
    "Day": "When it happened; it is needed once the deadline has passed. Empty: the day on which"
    " this is taken back. For “will be done by”, “will begin by”: the new day.",
    "Amount to add": "How much more was done since the target so far, to be added to that; of an"
    " indicator, what was measured. A number alone.",
    "Note": "What happened, or the reason, in a line.",
    "Evidence": "A link or a file that proves it; of a measurement, where it comes from. One a"
    " line.",
    WHO: "The organization that answers for it from now on, as the plan has it.",
}
_LINE_HEIGHT = 15
_NAMES = "Z"
"""The column of the hidden sheet that has the names to choose from."""


def writer() -> Any:
    """What makes the workbook. Raises UserError where it is not installed."""
    return xlsx_cells.writer("a sheet to fill in")


def render(asking: Asking) -> bytes:
    """The workbook. Raises UserError where what writes it is not installed."""
    held = io.BytesIO()
    book = writer()(held)
    book.set_properties({"created": datetime.combine(asking.day, time(12))})
    forms = {name: book.add_format(keys) for name, keys in _FORMS.items()}
    sheet = book.add_worksheet("Promises")
    _lay_out(sheet, asking, forms)
    for at, row in enumerate(asking.rows, _HEAD + 1):
        _fill(sheet, at, row, _open(asking), forms)
    if asking.rows:
        _checks(sheet, asking)
    _hide(book.add_worksheet(HIDDEN), asking, forms["plain"])
    book.close()
    return packages.packed(held.getvalue())


_LINE = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
_ANSWER = {**_LINE, "bg_color": "#FFF9DB", "locked": False, "text_wrap": True}
_FORMS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 14},
    "words": {"valign": "top"},
    "head": {**_LINE, "bold": True, "bg_color": "#E7E6E6", "text_wrap": True},
    "text": {**_LINE, "bg_color": "#F4F3F1", "text_wrap": True, "num_format": "@"},
    "day": {**_LINE, "bg_color": "#F4F3F1", "num_format": "yyyy-mm-dd", "align": "left"},
    # As text stays what was typed: a program would make 0.88 of 88%, and a day of 3/4.
    "answer": {**_ANSWER, "num_format": "@"},
    "answer day": {**_ANSWER, "num_format": "yyyy-mm-dd", "align": "left"},
}


def said(text: str) -> str:
    """A text as a cell shows it."""
    shown = xlsx_cells.fitting(text)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def _lay_out(sheet: Any, asking: Asking, forms: Mapping[str, Any]) -> None:
    """The title, how to fill it in, the headings, and how it is printed."""
    count = plural(len(asking.rows), "row")
    title = said(f"{asking.whose}: {asking.about}")
    xlsx_cells.write(sheet, 0, 0, title, forms["title"], forms["title"])
    sheet.write_string(
        1,
        0,
        f"As of {asking.day}, {count}. In each row where something happened or will change, fill in"
        " the yellow cells; leave the others empty. Then save this file and send it back.",
        forms["words"],
    )
    sheet.write_string(
        2,
        0,
        "What you write becomes dated entries of the plan's public record, in your name. Nothing"
        " else is changed by it; what is wrong in the grey columns, say in a note.",
        forms["words"],
    )
    columns = (*LOCKED, *_open(asking))
    for column, (heading, width) in enumerate(zip(columns, _WIDTHS, strict=False)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, heading, forms["head"])
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.repeat_rows(_HEAD)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _open(asking: Asking) -> tuple[str, ...]:
    """The columns to fill in."""
    return (*OPEN, WHO) if asking.may_answer else OPEN


def _fill(sheet: Any, at: int, row: Row, columns: Sequence[str], forms: Mapping[str, Any]) -> None:
    """One row: what is told, and empty cells for what is asked. Its height is set, since not every
    program makes room for text that breaks."""
    texts = zip(map(str, row.told), _WIDTHS, strict=False)
    sheet.set_row(at, _LINE_HEIGHT * max(2, *(ceil(len(said(one)) / wide) for one, wide in texts)))
    for column, told in enumerate(row.told):
        if isinstance(told, date):
            sheet.write_datetime(at, column, datetime.combine(told, time()), forms["day"])
        else:
            xlsx_cells.write(sheet, at, column, said(told), forms["text"], forms["text"])
    for column, heading in enumerate(columns, len(LOCKED)):
        sheet.write_blank(at, column, None, forms["answer day" if heading == "Day" else "answer"])


def _checks(sheet: Any, asking: Asking) -> None:
    """What may be chosen or written in the cells to fill in, and what a program says of others."""
    first, last = _HEAD + 1, _HEAD + len(asking.rows)
    column = {heading: len(LOCKED) + at for at, heading in enumerate(_open(asking))}
    for at, row in enumerate(asking.rows, first):
        states = list(states_of(row.kind))
        sheet.data_validation(
            *(at, column["State now"], at, column["State now"]),
            {
                "validate": "list",
                "source": states,
                **_told("State now"),
                "error_title": "Not one of the states",
                "error_message": f"Choose one of: {', '.join(states)}.",
            },
        )
    # A month or words may be meant: those are only warned of.
    warned: dict[str, dict[str, Any]] = {
        "Day": {
            "validate": "date",
            "criteria": ">=",
            "value": FIRST_DAY,
            "error_message": "This is no day. A month (2018-02) or words are read where they can"
            " be. Is it meant so?",
        },
        "Amount to add": {
            "validate": "custom",
            "value": f'=ISNUMBER(VALUE(SUBSTITUTE(J{first + 1},"%","")))',
            "error_message": "This is no number alone. Is it meant so?",
        },
    }
    for heading, check in warned.items():
        where = (first, column[heading], last, column[heading])
        sheet.data_validation(*where, {**check, **_told(heading), "error_type": "warning"})
    for heading in ("Note", "Evidence"):
        where = (first, column[heading], last, column[heading])
        sheet.data_validation(*where, {"validate": "any", **_told(heading)})
    if WHO in column:
        names = f"={HIDDEN}!${_NAMES}$2:${_NAMES}${len(asking.may_answer) + 1}"
        where = (first, column[WHO], last, column[WHO])
        sheet.data_validation(*where, {"validate": "list", "source": names, **_told(WHO)})
    amounts = column["Amount to add"]
    sheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:{chr(65 + amounts)}{last + 1}"})


def _told(heading: str) -> dict[str, str]:
    return {"input_title": heading, "input_message": _HINTS[heading]}


def _hide(sheet: Any, asking: Asking, plain: Any) -> None:
    """What is needed to take the answers back: whose they are, and what was asked, as it stood."""
    sheet.very_hidden()
    sheet.protect()
    for column, text in enumerate((MARK, asking.owner, asking.day.isoformat())):
        sheet.write_string(0, column, text)
    for at, row in enumerate(asking.rows, 1):
        cells = (
            *(str(_HEAD + 1 + at), row.kind, row.name, row.period or ""),
            json.dumps(row.record, separators=(",", ":")),
            *(one.isoformat() if isinstance(one, date) else said(one) for one in row.told),
        )
        for column, text in enumerate(cells):
            xlsx_cells.write(sheet, at, column, text, plain, plain)
    for at, name in enumerate(asking.may_answer, 1):
        xlsx_cells.write(sheet, at, ord(_NAMES) - ord("A"), said(name), plain, plain)
