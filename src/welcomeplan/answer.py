"""A sheet: a title, typed columns and rows. What every table-like answer is before it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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


class Answer(NamedTuple):
    """What a command found. Formats that hold one table (CSV) take the first sheet."""

    sheets: Sequence[Sheet]
    record: Mapping[str, Any]
