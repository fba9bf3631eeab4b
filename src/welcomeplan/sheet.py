"""A sheet: a title, typed columns and rows. What every table-like answer is before it is shown."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple


class Progress(NamedTuple):
    """So many of so many."""

    done: int
    total: int

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


Cell = str | int | date | Decimal | Progress | tuple[str, ...] | None
Kind = Literal["text", "named", "quote", "id", "date", "number", "state", "progress"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Ids, dates and states are never cut or wrapped; a quote is the plan's words.

    Where room is short on a terminal, a column with `below` stands under that column's value, and
    what is `named` has its column's name before it there. A
    `detail` is for spreadsheets (CSV) alone, where there is room without end.
    """

    name: str
    kind: Kind = "text"
    below: str | None = None
    brief: bool = False
    """Whether its texts are a word or two, that may share a line with others."""
    optional: bool = False
    """Whether a table leaves it out where it holds nothing."""
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a heading and footnotes. `empty` is said in place of a table without rows.

    A sheet that is not `headed` is a card: names on the left, what they stand for on the right.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    empty: str = ""
    headed: bool = True

    def for_reading(self) -> Sheet:
        """The sheet without its details, and without optional columns that hold nothing."""
        kept = [
            at
            for at, column in enumerate(self.columns)
            if not column.detail
            and not (column.optional and not any(words(row[at]) for row in self.rows))
        ]
        return replace(
            self,
            columns=tuple(self.columns[at] for at in kept),
            rows=tuple(tuple(row[at] for at in kept) for row in self.rows),
        )


def words(cell: Cell) -> str:
    """A cell as plain words, not yet made safe for any sink."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, tuple) and not isinstance(cell, Progress):
        return ", ".join(cell)
    return str(cell)


_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Letters and marks that are printable and show nothing."""


def show(text: str) -> str:
    """Plan text as one line that is safe to print: what would be unseen or obeyed is made visible.

    Line ends and tabs become spaces. Control and escape characters, bidirectional overrides and
    zero-width characters become ``<U+202E>``; joiners stay inside non-Latin words and emoji,
    which need them. ``##[`` is broken up, and ``::`` at the beginning: GitHub's runner obeys the
    one anywhere in a line and the other where a line begins with it.
    """
    if "##[" in text:
        text = text.replace("##[", "# #[")
    if text.lstrip().startswith("::"):
        text = text.replace("::", ": :", 1)
    if text.isprintable() and not _BLANK.intersection(text):
        return text
    shown: list[str] = []
    for at, char in enumerate(text):
        if char.isprintable() and char not in _BLANK:
            shown.append(char)
        elif char in "\r\n\t" or unicodedata.category(char) == "Zs":
            shown.append("" if char == "\n" and text[at - 1 : at] == "\r" else " ")
        elif char in "\u200c\u200d" and at and ord(text[at - 1]) > 0x2FF:
            shown.append(char)
        else:
            shown.append(f"<U+{ord(char):04X}>")
    return "".join(shown)
