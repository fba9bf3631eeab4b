"""Bytes to tables: values between commas by the csv module, workbooks by `workbooks`.

A table keeps what stands in the file, where it stands: rows are numbered as a spreadsheet program
numbers them, and nothing is read into a cell but its kind.
"""

from __future__ import annotations

import codecs
import csv
import io
import re

from welcomeplan.errors import UserError
from welcomeplan.intake.values import Table
from welcomeplan.intake.workbooks import read_workbook
from welcomeplan.limits import MOST_CELLS
from welcomeplan.wording import show

_TEXTS = (".csv", ".tsv", ".tab")
_BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_DELIMITERS = ",;\t|"
_SAMPLE = 50
"""How many records are looked at to tell what parts the cells."""


def read_tables(data: bytes, name: str) -> list[Table]:
    """The tables of a file, by the ending of its name.

    Raises UserError for what can't be read: another ending, a file that is not what its name says,
    one that would take too much memory, or a reader that is not installed.
    """
    file = re.split(r"[/\\]", name)[-1]
    ending = f".{file.rpartition('.')[2].lower()}"
    if ending in _BOOKS:
        return read_workbook(data, file)
    if ending in _TEXTS:
        return [_read_values(data, file)]
    known = ", ".join((*_TEXTS, *_BOOKS))
    raise UserError(
        f"{show(file)}: no table is read from a file of this kind",
        f"Save it as one of these: {known}.",
    )


def _read_values(data: bytes, file: str) -> Table:
    text, notes = _decoded(data)
    marked = re.match(r"sep=([^\r\n])\r?\n", text)
    text = text[marked.end() :] if marked else text
    delimiter = marked[1] if marked else _delimiter(text)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row) or 1
            if cells > MOST_CELLS:
                raise UserError(
                    f"{show(file)}: a table of more than {MOST_CELLS:,} cells",
                    "Import a part of it at a time.",
                )
            rows.append(row)
    except csv.Error as error:
        raise UserError(
            f"{show(file)}: row {len(rows) + 1} can't be read ({error})",
            "Is a quotation mark not closed? Save it anew in a spreadsheet program.",
        ) from None
    if delimiter != ",":
        what = {"\t": "tabs", ";": "semicolons"}.get(delimiter, f"“{delimiter}”")
        notes = (*notes, f"its cells are parted by {what}")
    return Table(file, file, rows, notes=notes)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """A file's text, and what is to be said of how it was read."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, () if encoding == "utf-8" else ("its text is UTF-16",)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), (
            "its text is no UTF-8: it was read as Windows-1252. Look at the letters with accents",
        )


def _delimiter(text: str) -> str:
    """What parts the cells: what gives most records as many cells as the first, and more than
    one."""
    head = text[:200_000]
    best, most = ",", 0.0
    for one in _DELIMITERS:
        lengths: list[int] = []
        try:
            for row in csv.reader(io.StringIO(head, newline=""), delimiter=one):
                if row:
                    lengths.append(len(row))
                if len(lengths) == _SAMPLE:
                    break
        except csv.Error:
            pass
        usual = max(set(lengths), key=lambda n: (lengths.count(n), n)) if lengths else 1
        if usual < 2:
            continue
        worth = lengths.count(usual) / len(lengths) + min(usual, 30) / 100
        if worth > most:
            best, most = one, worth
    return best
