"""The first sheet as CSV (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from welcomeplan.answer import Progress
from welcomeplan.wording import show, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from welcomeplan.answer import Answer, Canvas, Cell, Column

_SIGN = r"[=+\-@＝＋－＠]"
_FORMULA = re.compile(rf"""^(?=[ "]*{_SIGN})|(?<=,)(?={_SIGN})|(?<=[;|\t])(?=[ "]*{_SIGN})""")
"""Where a formula would begin: with the text, or where a spreadsheet that takes another sign than a
comma for the end of a cell begins the next one, whatever stands in quotes."""


def render(answer: Answer, _: Canvas) -> str:
    """A header line and a line a row; every line has the same fields, whatever they hold."""
    sheet = answer.sheets[0]
    cells = [column.exact or column.value for column in sheet.columns]
    rows = [[_field(column.label) for column in sheet.columns]]
    rows += [[_field(cell(item)) for cell in cells] for item in sheet.items]
    rows += [[_field(one) for one in unread_row(sheet.columns, said)] for said in answer.unread]
    return written(rows)


def written(rows: Iterable[Sequence[str]]) -> str:
    """Rows of fields as they are written here, and in no other way."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def unread_row(columns: Sequence[Column[Any]], said: str) -> list[Cell]:
    """A row for what is missing because it can't be read: dates stay dates, numbers numbers."""
    kinds = [column.kind for column in columns]
    row: list[Cell] = [None] * len(kinds)
    told = ("text", "named", "quote", "id", "state")
    at = next((kinds.index(kind) for kind in told if kind in kinds), 0)
    state = kinds.index("state") if "state" in kinds else 0
    row[state] = "unread"
    row[at] = f"unread: {said}" if at == state else said
    return row


def _field(cell: Cell) -> str:
    text = show(words(cell))
    # A spreadsheet would run a text that begins like a formula. Our own numbers may be negative.
    risky = isinstance(cell, str) or (isinstance(cell, tuple) and not isinstance(cell, Progress))
    return _FORMULA.sub("'", text) if risky else text
