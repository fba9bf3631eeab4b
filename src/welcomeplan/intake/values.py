"""What an import comes to: parts of a plan to be, what became of each row, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from welcomeplan import deadlines
    from welcomeplan.yamltext import Value

Cell = str | float | bool | date
"""What a cell of a table holds: text (empty: nothing), a number, a truth, a day."""

Kind = Literal["strategy", "objective", "action", "milestone", "indicator"]


class Choices(NamedTuple):
    """What whoever imports says of the file, and what the plan knows already."""

    columns: Mapping[str, str]
    """Keys by columns, each named by its letter or its header: `--map COLUMN=key`."""
    sheet: str | None
    """The one sheet to read: `--sheet`."""
    organizations: Sequence[str]
    """Names of organizations, those of the plan among them: `--org`."""
    calendar: deadlines.Calendar
    as_of: date | None = None
    """Today, where that is known: nothing is done on a day to come."""


class Table(NamedTuple):
    """A sheet of a workbook, or a file of values between commas."""

    name: str
    """The sheet's name; of a CSV file the file's."""
    file: str
    """The file's name, without its folder."""
    rows: Sequence[Sequence[Cell]]
    """The first is row 1, as a spreadsheet program counts; a cell is at its column. A row may be
    shorter than others."""
    merged: Sequence[tuple[int, int, int, int]] = ()
    """Ranges of cells that are shown as one: first row, first column, last row, last column, all
    from 0."""
    hidden: frozenset[int] = frozenset()
    """Columns that are not shown, from 0."""
    epoch: date = date(1899, 12, 30)
    """The day that the number 0 stands for."""
    notes: Sequence[str] = ()
    """What was found on the way: its encoding, that the sheet is hidden."""
    hidden_rows: frozenset[int] = frozenset()
    """Rows that are not shown, from 0."""
    struck: frozenset[tuple[int, int]] = frozenset()
    """Cells whose words are struck out: row and column, from 0."""
    unformatted: bool = False
    """Whether nothing says how its days are shown: the first of a month may be the month."""


DONE = "☑"
"""The mark before a point of which the document says that it is done."""


def cell_text(lines: Iterable[str]) -> tuple[str, tuple[int, ...]]:
    """The lines of a cell as one text, and where in it each ends but the last."""
    words = [one for line in lines if (one := " ".join(line.split()))]
    ends = accumulate(words[:-1], lambda end, one: end + 1 + len(one), initial=-1)
    return " ".join(words), tuple(ends)[1:]


class Passage(NamedTuple):
    """A paragraph, heading, point of a list or table cell of a document, in its order; or code."""

    text: str
    """Its words, with one space where the document breaks lines."""
    place: str
    """Where it begins: `line 12`, `page 3`, `paragraph 7`."""
    kind: Literal["heading", "point", "text", "cell", "code"] = "text"
    """`code` is no words of a document, and is only told of."""
    level: int = 0
    """How deep: of a heading from 1, the highest (0: not known); of a point its depth in the
    list, from 0; of a cell its column, from 0 (-1: not known; it is a row, whole)."""
    label: str = ""
    """The number or mark before it, as the document prints it: `1.2`, `a)`, `•`."""
    row: int = -1
    """The row of its table, from 0, of a cell; cells of one row stand together."""
    span: int = 1
    """Over how many columns a cell goes."""
    down: int = 1
    """Over how many rows."""
    breaks: tuple[int, ...] = ()
    """Where in its text a line ends, of a cell."""


@dataclass(slots=True, eq=False)
class Item:
    """A part of a plan to be. It grows while rows or sentences are read."""

    kind: Kind
    title: str
    keys: dict[str, Value] = field(default_factory=dict)
    """Its other keys, as files write them; but organizations (`owner`, `lead`, `partners`, `org`)
    by their names, as the sheet or document has them."""
    parts: list[Item] = field(default_factory=list)
    id: str = ""
    """What the sheet or document calls it, where that may be an id; else given by `draft`."""
    of: Item | None = None
    """Of a milestone beside an action: the action that it is `for`."""


class Landing(NamedTuple):
    """What became of a row of a sheet, or of a sentence of a document."""

    place: str
    """Where it stands: `Actions!12`, `line 40`, `page 3`."""
    text: str
    item: Item | None = None
    """The part that it became, or became part of; None where it is no part of the plan."""
    why: str = ""
    """Why it did not land, in words; or what of it did not."""
    no_promise: bool = False
    """Whether it shows by itself that it promises nothing."""
    dated: bool = False
    """Whether it names a time to come, and is no part of the plan for all that."""


class Ask(NamedTuple):
    """A question that only a person can answer. What is asked is left as it was found."""

    places: tuple[str, ...]
    said: str
    """The question: `row 12 is “delivered”, and gives no day. Done when?`"""
    remedy: str
    """How to answer it: by an option of the command, or in the file that is written."""


class Taken(NamedTuple):
    """What a column of a sheet, or a heading of a document, was taken for, and why."""

    place: str
    """`Actions!D`, or `headings such as “Objective 1:”`."""
    label: str
    """The header of the column, as it stands there."""
    key: str
    """The key of the plan format, or of a level; empty where it was left out."""
    why: str


class Intake(NamedTuple):
    """What came of a sheet or a document."""

    strategies: Sequence[Item]
    head: Mapping[str, Value]
    """What it says of the plan itself, by the keys of `plan.yaml`."""
    landings: Sequence[Landing]
    asks: Sequence[Ask]
    taken: Sequence[Taken]
    notes: Sequence[str] = ()
    """What else was done with it: sheets left out, words that were not stored, how often."""


class Draft(NamedTuple):
    """A plan as plain data, ready to be written."""

    files: Mapping[str, dict[str, Value]]
    """The strategy files, by their ids."""
    organizations: Mapping[str, str]
    """Names by id, of those that the plan does not have yet."""
