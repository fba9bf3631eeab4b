"""Texts in the cells of workbooks: safe to show, as long as a cell has room for, never anything
else than a text."""

from __future__ import annotations

import re
from typing import Any

from welcomeplan.errors import not_installed
from welcomeplan.wording import show

ROOM = 32_767
"""How many letters a cell holds, in units of UTF-16."""
CUT = " … (cut off: a cell has no room for more; .csv and .json have all of it)"
_LETTERS = re.compile(r"(_x[0-9A-Fa-f]{4})(?=_x[0-9A-Fa-f]{4}_)")
"""What stands for any letter in a workbook, such as `_x202E_`. XlsxWriter makes a text of it, but
where two share an underscore: they are broken up."""


def writer(what: str) -> Any:
    """What makes workbooks that are written to a file in memory. Raises UserError where it is not
    installed, for `what` it is needed."""
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped] # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed(what, "XlsxWriter", "xlsx") from None
    return lambda file: Workbook(file, {"in_memory": True})


def fitting(text: str) -> str:
    """A text that is safe in a cell, or as much of it as has room, with words for that."""
    text = _LETTERS.sub(r"\1 ", show(text))
    if len(text) <= ROOM // 2 or len(text.encode("utf-16-le")) // 2 <= ROOM:
        return text
    kept = text.encode("utf-16-le")[: 2 * (ROOM - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT


def write(page: Any, row: int, column: int, safe: str, look: Any, plain: Any) -> None:
    """Write a text that is `fitting`; `plain`: how it looks where it says nothing of that itself.
    No text is a formula, a link or a number."""
    if safe.startswith("<r>") and safe.endswith("</r>"):
        # XlsxWriter would take that for the markup of a text in several fonts.
        page.write_rich_string(row, column, "<", plain, safe[1:], look)
    else:
        page.write_string(row, column, safe, look)
