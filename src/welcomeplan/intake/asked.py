"""A sheet that asks an owner, as it comes back: what was asked, which row is of which promise, and
what stands where nobody looks for an answer.

Such a sheet has a second one, hidden, that says what was asked as it stood: whose it is, of which
day, and of each row the promise, its record, and what its locked cells say.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import plan
from welcomeplan.errors import UserError
from welcomeplan.intake.frames import filled, letters
from welcomeplan.intake.frames import text as shown
from welcomeplan.wording import some

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from welcomeplan.intake.values import Cell, Table

_SCHEMA = "welcomeplan/ask/"
MARK = f"{_SCHEMA}1"
"""What the hidden sheet begins with."""
HIDDEN = "welcomeplan"
"""What it is called."""
LOCKED = (
    *("Id", "Time", "What is promised", "In the plan's words", "Due by", "How it stands"),
    "Target so far",
)
"""The columns that say what is asked about."""
OPEN = ("State now", "Day", "Amount to add", "Note", "Evidence")
"""Those to fill in."""
WHO = "Who answers for it"
"""One more, in the sheet of what nobody answers for."""
STATES: Mapping[str, str] = MappingProxyType(
    {
        "done": "done",
        "begun": "start",
        "blocked": "block",
        "put off": "defer",
        "given up": "drop",
        "will be done by": "reschedule",
        "will begin by": "reschedule",
    }
)
"""What may be chosen, and the verb that it is."""
_OF_WORK = ("done", "begun", "blocked")
_HEAD = [one.casefold() for one in (*LOCKED, *OPEN)]
FIRST_DAY = date(1950, 1, 1)
"""Days before are none that can be meant."""
ANEW = "Take the sheet as it was sent, and fill in that."


BEGINNING = "beginning"
"""The kind of a milestone whose beginning is what is promised."""


def states_of(kind: str) -> tuple[str, ...]:
    """What may be chosen for a milestone, for one that is to begin, or for an indicator: its
    readings say the rest."""
    other = "will be done by" if kind == BEGINNING else "will begin by"
    left = (other, *(_OF_WORK if kind == "indicator" else ()))
    return tuple(one for one in STATES if one not in left)


class Fault(NamedTuple):
    """What can't be taken back."""

    cell: str
    """Where: `H7`; empty: the sheet as a whole."""
    said: str
    remedy: str
    command: str = ""


class Asked(NamedTuple):
    """A row of the hidden sheet."""

    row: int
    kind: str
    name: str
    period: str | None
    record: Mapping[str, str]
    locked: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether it is of the promise whose id it shows, and of that time."""
        shown, time = self.locked[:2]
        return shown in (self.name, self.name.rpartition("/")[2]) and time == (self.period or "")


def cell_of(row: int, column: str) -> str:
    """A cell by the heading of its column: `H7`."""
    return f"{letters((*LOCKED, *OPEN, WHO).index(column))}{row}"


def is_asked(tables: Sequence[Table]) -> bool:
    """Whether a file is a sheet that asks. Raises UserError for one that lost what is needed to
    read it back, or is of a later form."""
    mark = next((_mark(one) for one in tables if _mark(one)), "")
    if mark and mark != MARK:
        raise UserError(
            f"{tables[0].file}: this sheet asks in a form that is not known here, `{mark}`",
            "A newer welcomeplan made it: take its answers with that.",
        )
    if not mark and any(_head(one) is not None for one in tables):
        raise UserError(
            f"{tables[0].file}: these are answers, and the hidden sheet that says what was asked is"
            " gone",
            "Save it as a workbook with all its sheets (.xlsx or .ods, not CSV); or fill in the one"
            " that was sent.",
        )
    return bool(mark)


def _mark(table: Table) -> str:
    first = table.rows[0][0] if table.rows and table.rows[0] else ""
    return first if isinstance(first, str) and first.startswith(_SCHEMA) else ""


def _head(table: Table) -> int | None:
    """The row of the headings, from 0."""
    for at, row in enumerate(table.rows[:20]):
        if [plain(cell).casefold() for cell in row[: len(_HEAD)]] == _HEAD:
            return at
    return None


def plain(cell: Cell) -> str:
    """What a cell says, whatever a program makes of blanks and of the kinds of cells when it saves
    them."""
    return unicodedata.normalize("NFC", " ".join(shown(cell).split()))


class Form(NamedTuple):
    """A sheet that came back, laid out."""

    table: Table
    head: int
    """The row of its headings, from 0."""
    owner: str
    day: date
    asked: tuple[Asked, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Its headings."""
        return (*LOCKED, *OPEN, *([WHO] if self.owner == plan.NOBODY else []))


def read_form(tables: Sequence[Table]) -> Form:
    """How a sheet is laid out. Raises UserError for one that is broken as a whole."""
    file = tables[0].file
    hidden = [one for one in tables if _mark(one)]
    found = [(one, head) for one in tables if (head := _head(one)) is not None]
    if not found:
        raise UserError(f"{file}: the headings of the sheet are others than were sent", ANEW)
    if len(found) > 1:
        names = " and ".join(f"“{one.name}”" for one, _ in found)
        raise UserError(
            f"{file}: the sheets {names} have the same headings: which of them holds the answers?",
            "Take the others out, and save it again.",
        )
    try:
        ((_, owner, day, *_),) = [list(map(plain, one.rows[0])) for one in hidden]
        on = date.fromisoformat(day)
        # Names to choose from may go on below the rows.
        asked = tuple(_asked(row) for row in hidden[0].rows[1:] if row and plain(row[0]))
    except (ValueError, IndexError, TypeError, AttributeError, RecursionError):
        raise UserError(f"{file}: the hidden sheet was changed", ANEW) from None
    return Form(*found[0], owner, on, asked)


def strays(form: Form, tables: Sequence[Table]) -> Iterator[Fault]:
    """What stands where no answer is looked for, which must not be lost in silence."""
    table, head = form.table, form.head
    ids = {one.locked[0] for one in form.asked}
    titles = range(head - 4, head - 1)
    for at in range(head + 1):
        for column in filled(table.rows[at]):
            cell = plain(table.rows[at][column])
            titled = at in titles and column == 0 and cell not in ids
            if titled or (at == head and column < len(form.columns)):
                continue
            where = "beside the headings" if at == head else "above the headings"
            said = f"“{cell}” stands {where}, where nothing is asked"
            yield Fault(f"{letters(column)}{at + 1}", said, "Take it out, or write it in its row.")
    for top, left, bottom, right in table.merged:
        reaches = bottom > head and right >= len(LOCKED) and left < len(form.columns)
        if reaches and any(_cell(one, left) for one in table.rows[top : bottom + 1]):
            said = "cells are merged: of which row is it?"
            if top == bottom:
                said = "cells are merged: under which heading is it?"
            remedy = "Split them again, and write it where it belongs."
            yield Fault(f"{letters(left)}{top + 1}", said, remedy)
    for other in tables:
        if other is not table and not _mark(other):
            rows = enumerate(other.rows, 1)
            cells = [f"{letters(column)}{at}" for at, row in rows for column in filled(row)]
            if cells:
                said = f"the sheet “{other.name}” has text that is not taken, in {some(cells, 3)}"
                remedy = "Write it under “Note” of its row, or take that sheet out."
                yield Fault("", said, remedy)


def _asked(row: Sequence[Cell]) -> Asked:
    at, kind, name, period, record, *locked = map(plain, row)
    told = {str(key): str(value) for key, value in json.loads(record).items()}
    locked += [""] * len(LOCKED)  # empty cells at the end are not stored
    return Asked(int(at), kind, name, period or None, told, tuple(locked[: len(LOCKED)]))


def paired(form: Form, faults: list[Fault]) -> Iterator[tuple[Asked, int]]:
    """Each row with what it asks about, by its id and time: rows may have been sorted."""
    every: dict[tuple[str, ...], list[Asked]] = {}
    for one in form.asked:
        every.setdefault(one.locked[:2], []).append(one)  # an id may stand twice in a plan
    places = {one.row: one for one in form.asked}
    table = form.table
    rows = [at for at in range(form.head + 1, len(table.rows)) if filled(table.rows[at])]
    cells = {at: tuple(_cell(table.rows[at], k) for k in range(len(LOCKED))) for at in rows}
    known = {one[:2] for one in cells.values()}
    taken: dict[int, int] = {}
    for at in rows:
        alike = every.get(cells[at][:2], [])
        left = [one for one in alike if one.row not in taken]
        same = [one for one in left if one.locked == cells[at]]
        found = next(iter((*same, *left, *alike)), None)
        moved = places.get(at + 1)
        if found is None and moved and moved.locked[:2] not in known:
            found = moved
        if found is None:
            faults.append(
                Fault(
                    f"A{at + 1}",
                    "this row is none that was asked about",
                    "Take it out. What is new in a plan is added there: `welcomeplan add`.",
                )
            )
        elif found.row in taken:
            told = f"{found.locked[0]} {found.locked[1]}".strip()
            said = f"“{told}” stands in row {taken[found.row] + 1} already"
            faults.append(Fault(f"A{at + 1}", said, "Take one of the two out."))
        else:
            taken[found.row] = at
            yield found, at


def _cell(cells: Sequence[Cell], column: int) -> str:
    return plain(cells[column]) if column < len(cells) else ""
