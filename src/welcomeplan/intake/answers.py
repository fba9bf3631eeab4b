"""What an owner wrote into a sheet that asks: one reply a row, or what is wrong at which cell.

Such a sheet has a second one, hidden, that says what was asked as it stood: whose it is, of which
day, and of each row the promise, its record, and what its locked cells say.
"""

from __future__ import annotations

import json
import unicodedata
from calendar import monthrange
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import plan
from welcomeplan.deadlines import MONTHS
from welcomeplan.errors import UserError
from welcomeplan.intake.dates import Dates, order_of
from welcomeplan.intake.frames import broken, filled, letters
from welcomeplan.intake.frames import text as shown
from welcomeplan.wording import did_you_mean, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from welcomeplan.deadlines import Calendar
    from welcomeplan.intake.values import Cell, Table
    from welcomeplan.plan import DoneOn

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
_REASONED = ("block", "defer", "drop", "reschedule")
_HEAD = [one.casefold() for one in (*LOCKED, *OPEN)]
_ANEW = "Take the sheet as it was sent, and fill in that."


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


class Reply(NamedTuple):
    """What an owner says of one promise, or one time of it."""

    row: int
    """From 1."""
    name: str
    """The full name of the promise."""
    period: str | None
    record: Mapping[str, str]
    """The digests of its record, when it was asked about."""
    verb: str
    """Empty: only a word, or a number."""
    words: str
    """The new deadline."""
    on: DoneOn | None
    amount: Decimal | None
    share: bool
    """Whether the amount was written as a share: `88%`."""
    bare: bool
    """Whether the amount is a number of the sheet's own, which may show as something else."""
    note: str | None
    evidence: tuple[str, ...]
    owner: str
    """Who answers for it from now on, as it is written; empty: that is not said."""

    @property
    def said(self) -> tuple[object, ...]:
        """What two sheets must have alike."""
        return self[4:]


class Answers(NamedTuple):
    """What came back of one sheet."""

    file: str
    owner: str
    day: date
    """The day on which things stood as it says."""
    rows: int
    """About how many it asks."""
    replies: tuple[Reply, ...]
    faults: tuple[Fault, ...]


class _Asked(NamedTuple):
    """A row of the hidden sheet."""

    row: int
    kind: str
    name: str
    period: str | None
    record: Mapping[str, str]
    locked: tuple[str, ...]


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


def read_answers(tables: Sequence[Table], calendars: Mapping[str, Calendar]) -> Answers:
    """What came back. `calendars`: those of the plans, by id. Raises UserError for a sheet that is
    broken as a whole."""
    file = tables[0].file
    hidden = next(one for one in tables if _mark(one))
    found = next(((one, head) for one in tables if (head := _head(one)) is not None), None)
    if found is None:
        raise UserError(f"{file}: the headings of the sheet are others than were sent", _ANEW)
    table, head = found
    try:
        _, owner, day, *_ = map(plain, hidden.rows[0])
        on = date.fromisoformat(day)
        # Names to choose from may go on below the rows.
        asked = [_asked(row) for row in hidden.rows[1:] if row and plain(row[0])]
    except (ValueError, IndexError, TypeError, AttributeError, RecursionError):
        raise UserError(f"{file}: the hidden sheet was changed", _ANEW) from None
    replies: list[Reply] = []
    faults: list[Fault] = []
    columns = [*LOCKED, *OPEN, *([WHO] if owner == plan.NOBODY else [])]
    for one, row in _paired(table, head, asked, faults):
        calendar = calendars.get(one.name.partition("/")[0])
        reader = _Row(one, row, table, columns, calendar)
        reply = reader.reply()
        faults += reader.faults
        if reply and not reader.faults:
            replies.append(reply)
    return Answers(file, owner, on, len(asked), tuple(replies), tuple(faults))


def _asked(row: Sequence[Cell]) -> _Asked:
    at, kind, name, period, record, *locked = map(plain, row)
    told = {str(key): str(value) for key, value in json.loads(record).items()}
    locked += [""] * len(LOCKED)  # empty cells at the end are not stored
    return _Asked(int(at), kind, name, period or None, told, tuple(locked[: len(LOCKED)]))


def _paired(
    table: Table, head: int, asked: Sequence[_Asked], faults: list[Fault]
) -> Iterator[tuple[_Asked, int]]:
    """Each row with what it asks about, by its id and time: rows may have been sorted."""
    left = {one.locked[:2]: one for one in asked}
    places = {one.row: one for one in asked}
    rows = [at for at in range(head + 1, len(table.rows)) if filled(table.rows[at])]
    named = {at: (_cell(table, at, 0), _cell(table, at, 1)) for at in rows}
    known = set(named.values())
    taken: dict[int, int] = {}
    for at in rows:
        one = left.get(named[at])
        moved = places.get(at + 1)
        if one is None and moved and moved.locked[:2] not in known:
            one = moved
        if one is None:
            faults.append(
                Fault(
                    f"A{at + 1}",
                    "this row is none that was asked about",
                    "Take it out. What is new in a plan is added there: `welcomeplan add`.",
                )
            )
        elif one.row in taken:
            told = f"{one.locked[0]} {one.locked[1]}".strip()
            said = f"“{told}” stands in row {taken[one.row] + 1} already"
            faults.append(Fault(f"A{at + 1}", said, "Take one of the two out."))
        else:
            taken[one.row] = at
            yield one, at


def _cell(table: Table, row: int, column: int) -> str:
    cells = table.rows[row]
    return plain(cells[column]) if column < len(cells) else ""


class _Row:
    """One row, read cell by cell; what is wrong is gathered."""

    def __init__(
        self,
        asked: _Asked,
        at: int,
        table: Table,
        columns: Sequence[str],
        calendar: Calendar | None,
    ) -> None:
        self.asked = asked
        self.columns = columns
        self.at = at
        self.table = table
        self.calendar = calendar
        self.faults: list[Fault] = []

    def reply(self) -> Reply | None:
        """What is answered; None: nothing."""
        self._look_over()
        state = self._state()
        verb = STATES.get(state, "")
        on, words = self._day(verb)
        amount = self._amount()
        note, evidence, owner = self._text("Note"), self._links(), self._plain(WHO)
        if verb in _REASONED and not note:
            said = f"the reason is missing why it is “{state}”"
            if verb == "reschedule":
                said = "the reason is missing why it will be done later or sooner"
            self._fault("Note", said, "Write a line that says why.")
        if evidence and not (verb or note or owner or amount is not None):
            self._fault("Note", "a proof alone does not say of what", "Write a line that says so.")
        if not (verb or note or evidence or owner or amount is not None):
            if on and not self.faults:
                said = f"the day {on} stands alone: what happened on it?"
                self._fault("Day", said, "Choose a state, or write a note; or take the day out.")
            return None
        return Reply(
            row=self.at + 1,
            name=self.asked.name,
            period=self.asked.period,
            record=self.asked.record,
            verb=verb,
            words=words,
            on=on,
            amount=amount,
            share=self._plain("Amount to add").endswith("%"),
            bare=isinstance(self._raw("Amount to add"), float),
            note=note,
            evidence=evidence,
            owner=owner,
        )

    def _look_over(self) -> None:
        """What was changed that was locked, and what stands where nothing is asked."""
        for column, (heading, was) in enumerate(zip(LOCKED, self.asked.locked, strict=True)):
            now = _cell(self.table, self.at, column)
            if now != was:
                is_now = f"“{now}” stands there now" if now else "it is empty now"
                said = f"“{heading}” was changed: it said “{was}”, and {is_now}"
                remedy = "Write it as it was. What is wrong in the plan is corrected there."
                self._fault(heading, said, remedy)
        cells = self.table.rows[self.at]
        for column in filled(cells):
            place = f"{letters(column)}{self.at + 1}"
            if column >= len(LOCKED) and broken(shown(cells[column])):
                why = broken(shown(cells[column]))
                self.faults.append(Fault(place, why, "Write what it should say."))
            elif (self.at, column) in self.table.struck:
                said = f"“{plain(cells[column])}” is struck out"
                self.faults.append(Fault(place, said, "Take it out, or write it anew."))
            elif column >= len(self.columns):
                said = f"nothing is asked in this column, where “{plain(cells[column])}” stands"
                self.faults.append(Fault(place, said, "Write it under “Note”."))

    def _raw(self, heading: str) -> Cell:
        cells = self.table.rows[self.at]
        at = self.columns.index(heading) if heading in self.columns else len(cells)
        cell = cells[at] if at < len(cells) else ""
        return "" if broken(shown(cell)) else cell

    def _plain(self, heading: str) -> str:
        return plain(self._raw(heading))

    def _fault(self, heading: str, said: str, remedy: str) -> None:
        self.faults.append(Fault(cell_of(self.at + 1, heading), said, remedy))

    def _state(self) -> str:
        words = self._plain("State now").casefold()
        known = list(states_of(self.asked.kind))
        if not words or words in known:
            return words
        if words in STATES and self.asked.kind == "indicator":
            said = f"“{words}” is nothing that is said of an indicator"
            remedy = "Write what was measured under “Amount to add”, and leave the state empty."
        else:
            said = f"“{self._plain('State now')}” is none of the states"
            remedy = f"{did_you_mean(words, known)}Choose one of: {some(known)}."
        self._fault("State now", said, remedy)
        return ""

    def _day(self, verb: str) -> tuple[DoneOn | None, str]:
        """When it happened; or of what moves, the new deadline."""
        cell, words = self._raw("Day"), self._plain("Day")
        if not words:
            if verb == "reschedule":
                self._fault("Day", "the day is missing by which it will be done", "Write it here.")
            return None, ""
        if verb == "reschedule" and isinstance(cell, str) and not plan_day(words):
            return None, words  # any words that a plan may have
        if verb == "done" and words.casefold() in ("unknown", plan.DAY_UNKNOWN):
            return plan.read_done(plan.UNKNOWN), ""
        on = self._when(cell, words, exact=not self._is_vague(verb))
        if verb == "reschedule" and on:
            day = f"by {on.first.day} {MONTHS[on.first.month - 1]} {on.first.year}"
            return None, f"begin {day}" if self.asked.kind == BEGINNING else day
        return on, ""

    def _is_vague(self, verb: str) -> bool:
        """Whether a month or a year is enough to know: of what is done, and of a reading."""
        read = self.asked.kind == "indicator" and bool(self._plain("Amount to add"))
        return verb == "done" or (read and verb != "reschedule")

    def _when(self, cell: Cell, words: str, *, exact: bool) -> DoneOn | None:
        """A day, or where that is enough a month or a year."""
        if self.calendar is None:
            return None  # its plan is not there, which is told
        if isinstance(cell, date) and cell.year in (1905, 1906):
            year = (cell - self.table.epoch).days
            said = f"the day there is {cell}, which a sheet makes of the number {year}"
            self._fault("Day", said, f"If the year {year} is meant, write '{year}; else the day.")
            return None
        day = plan_day(words) if isinstance(cell, str) else ""
        order = order_of((cell,), self.calendar)
        told = Dates(self.calendar).told(day or cell, self.table.epoch, order)
        if told is None or told.how == "unread" or told.start is None or told.end is None:
            said = told.question if told and told.question else f"“{words}” is no day"
            remedy = told.remedy if told else ""
            self._fault("Day", said, remedy or "Write it as 2018-02-11, or 11 February 2018.")
            return None
        text = _as_exactly(told.start, told.end)
        if not text or (exact and told.start != told.end):
            self._fault("Day", f"“{words}” is no single day", "Write it as 2018-02-11.")
            return None
        try:
            return plan.read_done(text)
        except ValueError as error:
            self._fault("Day", str(error), "Write it as 2018-02-11.")
            return None

    def _amount(self) -> Decimal | None:
        cell, words = self._raw("Amount to add"), self._plain("Amount to add")
        if not words:
            return None
        if isinstance(cell, bool | date):
            self._fault(
                "Amount to add", f"“{words}” is no number", "Write a number alone, such as 2."
            )
            return None
        try:
            return (plan.read_level if self.asked.kind == "indicator" else plan.read_amount)(words)
        except ValueError as error:
            remedy = getattr(error, "remedy", "")
            self._fault(
                "Amount to add", str(error), remedy or "Write a number alone, such as 2 or 1.5."
            )
            return None

    def _text(self, heading: str) -> str | None:
        return self._plain(heading) or None

    def _links(self) -> tuple[str, ...]:
        """One a line."""
        lines = shown(self._raw("Evidence")).splitlines()
        return tuple(dict.fromkeys(filter(None, map(plain, lines))))


def plan_day(words: str) -> str:
    """A day as it is written on a command line, as YYYY-MM-DD; empty for other words."""
    try:
        return plan.read_day(plan.spelled_day(words)).isoformat()
    except ValueError:
        return ""


def _as_exactly(first: date, last: date) -> str:
    """A day, a month or a year as a plan writes it; empty for other days."""
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year:04}"
    length = monthrange(first.year, first.month)[1]
    if first.day == 1 and last == first.replace(day=length):
        return f"{first:%Y-%m}"
    return ""
