"""What an owner wrote into a sheet that asks: one reply a row, or what is wrong at which cell."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import plan
from welcomeplan.deadlines import LAST_YEAR, MONTHS
from welcomeplan.intake.asked import (
    ANEW,
    BEGINNING,
    FIRST_DAY,
    LOCKED,
    STATES,
    WHO,
    Asked,
    Fault,
    Form,
    cell_of,
    paired,
    plain,
    read_form,
    states_of,
    strays,
)
from welcomeplan.intake.dates import Dates, order_of
from welcomeplan.intake.frames import broken, filled, letters
from welcomeplan.intake.frames import text as shown
from welcomeplan.wording import did_you_mean, is_unseen, some

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from welcomeplan.deadlines import Calendar
    from welcomeplan.intake.values import Cell, Table
    from welcomeplan.plan import DoneOn

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d) \d\d:\d\d")
"""A day with a time of it, as the cells of a workbook are read."""
_REASONED = ("block", "defer", "drop", "reschedule")


class Reply(NamedTuple):
    """What an owner says of one promise, or one time of it."""

    row: int
    """From 1."""
    name: str
    """The full name of the promise."""
    period: str | None
    kind: str
    """What it is, as it was asked about, and what it is called."""
    title: str
    record: Mapping[str, str]
    """The digests of its record then."""
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
        return self[6:]


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


def read_answers(tables: Sequence[Table], calendars: Mapping[str, Calendar]) -> Answers:
    """What came back. `calendars`: those of the plans, by id. Raises UserError for a sheet that is
    broken as a whole."""
    form = read_form(tables)
    replies: list[Reply] = []
    faults = list(strays(form, tables))
    for one, row in paired(form, faults):
        reader = _Row(one, row, form, calendars.get(one.name.partition("/")[0]))
        reply = reader.reply()
        faults += reader.faults
        if reply and not reader.faults:
            replies.append(reply)
    file, asked = tables[0].file, len(form.asked)
    return Answers(file, form.owner, form.day, asked, tuple(replies), tuple(faults))


class _Row:
    """One row, read cell by cell; what is wrong is gathered."""

    def __init__(self, asked: Asked, at: int, form: Form, calendar: Calendar | None) -> None:
        self.asked = asked
        self.columns = form.columns
        self.at = at
        self.table = form.table
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
            kind=self.asked.kind,
            title=self.asked.locked[LOCKED.index("What is promised")],
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
        if not self.asked.agrees:
            said = (
                f"the hidden sheet was changed: its row of `{self.asked.locked[0]}` is of another"
            )
            self._fault("Id", said, ANEW)
        cells = self.table.rows[self.at]
        for column, (heading, was) in enumerate(zip(LOCKED, self.asked.locked, strict=True)):
            now = plain(cells[column]) if column < len(cells) else ""
            if now != was:
                is_now = f"“{now}” stands there now" if now else "it is empty now"
                said = f"“{heading}” was changed: it said “{was}”, and {is_now}"
                remedy = "Write it as it was. What is wrong in the plan is corrected there."
                self._fault(heading, said, remedy)
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
        """Tell what is wrong with a cell, once."""
        cell = cell_of(self.at + 1, heading)
        if all(one.cell != cell for one in self.faults):
            self.faults.append(Fault(cell, said, remedy))

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
        if self._is_of_number(cell):
            return None, ""
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
        return verb == "done" or (read and not verb)

    def _is_of_number(self, cell: Cell) -> bool:
        """Whether a day is none that can be meant, but what a sheet makes of a number: of 15 one of
        1900, of a year one of 1905. That is told."""
        stamp = _STAMP.match(cell) if isinstance(cell, str) else None
        day = date.fromisoformat(stamp[1]) if stamp else cell
        if not isinstance(day, date) or day >= FIRST_DAY:
            return False
        number = (day - self.table.epoch).days
        # The programs count a 29 February of 1900, which was none.
        number -= day < date(1900, 3, 1) and self.table.epoch.year < 1900
        said = f"the day there is {day}, which a sheet makes of the number {number}"
        remedy = "Write the day as 2018-02-11, or 11 February 2018."
        if FIRST_DAY.year <= number <= LAST_YEAR:
            remedy = f"If the year {number} is meant, write '{number}; else the day."
        self._fault("Day", said, remedy)
        return True

    def _when(self, cell: Cell, words: str, *, exact: bool) -> DoneOn | None:
        """A day, or where that is enough a month or a year."""
        if self.calendar is None:
            return None  # its plan is not there, which is told
        day = plan_day(words) if isinstance(cell, str) else ""
        order = order_of((cell,), self.calendar)
        told = Dates(self.calendar).told(day or cell, self.table.epoch, order)
        if told is None or told.how == "unread" or told.start is None or told.end is None:
            said = told.question if told and told.question else f"“{words}” is no day"
            remedy = told.remedy if told else ""
            self._fault("Day", said, remedy or "Write it as 2018-02-11, or 11 February 2018.")
            return None
        if told.start < FIRST_DAY:
            said = f"“{words}” is before {FIRST_DAY.year}"
            self._fault("Day", said, "Write the day that is meant, as 2018-02-11.")
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
        text = self._plain(heading)
        if text and is_unseen(text):
            self._fault(heading, "nothing that can be seen stands there", "Write it, or empty it.")
            return None
        return text or None

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
