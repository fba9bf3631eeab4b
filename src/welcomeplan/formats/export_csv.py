"""The promises as CSV."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8
from io import StringIO
from typing import TYPE_CHECKING

from welcomeplan.answer import Canvas
from welcomeplan.formats import csvtext

if TYPE_CHECKING:
    from welcomeplan.answer import Export

_HEAD = "Due,State,Id,"
_DAY = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?")


def render(export: Export) -> bytes:
    """A header line and a line a promise; before them, where it is asked for, a byte-order mark."""
    text = csvtext.render(export.answer, Canvas()).encode()
    return BOM_UTF8 + text if export.marked else text


def made(data: bytes) -> bool:
    """Whether a file is such an export. Nothing in a CSV says who wrote it: what a spreadsheet
    program saved is known by its line ends, its quotes, or its days (9/30/2017). One that has all
    of them as they are here can't be told from ours."""
    try:
        text = data.removeprefix(BOM_UTF8).decode()
        rows = list(csv.reader(StringIO(text, newline=""))) if text.startswith(_HEAD) else []
    except (UnicodeDecodeError, csv.Error):
        return False
    days = all(_DAY.fullmatch(row[0]) for row in rows[1:] if row)
    return bool(rows) and days and csvtext.written(rows) == text
