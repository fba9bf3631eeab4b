"""The first sheet as CSV (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from welcomeplan.answer import Progress
from welcomeplan.wording import show, words

if TYPE_CHECKING:
    from welcomeplan.answer import Answer, Canvas, Cell

_FORMULA = tuple("=+-@\t\r＝＋－＠")


def render(answer: Answer, _: Canvas) -> str:
    """A header line and a line a row; every line has the same fields, whatever they hold."""
    sheet = answer.sheets[0]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.label for column in sheet.columns])
    cells = [column.exact or column.value for column in sheet.columns]
    writer.writerows([[_field(cell(item)) for cell in cells] for item in sheet.items])
    return out.getvalue()


def _field(cell: Cell) -> str:
    text = show(words(cell))
    # A spreadsheet would run a text that begins like a formula. Our own numbers may be negative.
    risky = isinstance(cell, str) or (isinstance(cell, tuple) and not isinstance(cell, Progress))
    return f"'{text}" if risky and text.lstrip(" ").startswith(_FORMULA) else text
