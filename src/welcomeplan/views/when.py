"""How deadline words are read, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.answer import Answer, Column, Sheet, card
from welcomeplan.deadlines import Deadline, Question, fiscal_label
from welcomeplan.views import shapes
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from welcomeplan.answer import Cell
    from welcomeplan.deadlines import Branch


class Reading(NamedTuple):
    """Words, and what they were read as: a deadline, or a question where they can't be."""

    words: str
    found: Deadline | Question
    fiscal: tuple[int, int] | None = None
    """Month and day on which the fiscal year of the calendar starts, if it has one."""

    @property
    def due(self) -> Deadline | None:
        """The deadline, if it is one."""
        return self.found if isinstance(self.found, Deadline) else None


def when(reading: Reading, calendar: str = "", day: date | None = None) -> Answer:
    """One phrase, as a card. `calendar` names the file with the calendar that it is read by; how
    far off it is, is said as of a `day`."""
    fields = [
        ("Words", f"“{reading.words}”"),
        *_fields(reading),
        (f"As of {day}", _far(reading, day)),
        ("Calendar", calendar),
    ]
    return Answer([card("", fields)], lambda: (_record(reading, day),))


def when_each(readings: Sequence[Reading], day: date | None = None) -> Answer:
    """Many phrases, each a row, or a line of JSON."""
    far: Column[Reading] = Column(f"As of {day}", lambda reading: _far(reading, day), optional=True)
    sheet = Sheet("", (*READINGS, far) if day else READINGS, readings)
    return Answer([sheet], lambda: tuple(_record(reading, day) for reading in readings))


def _record(reading: Reading, day: date | None) -> dict[str, Any]:
    left = _days_left(reading, day)
    as_of = {"as_of": day.isoformat(), "days_left": left} if day else {}
    return {**shapes.reading(*reading), **as_of}


def _days_left(reading: Reading, day: date | None) -> int | None:
    """How many days there are to the deadline; fewer than nought, where it has passed."""
    due_by = _due_by(reading)
    return (due_by - day).days if due_by and day else None


def _far(reading: Reading, day: date | None) -> str:
    left = _days_left(reading, day)
    if left is None:
        return ""
    return f"{plural(left, 'day')} left" if left >= 0 else f"passed {plural(-left, 'day')} ago"


def explained(phrase: str, branches: Sequence[Branch]) -> Answer:
    """The tree of a phrase: a row a node, what is below it further in."""
    return Answer(
        [Sheet("", TREE, branches)],
        lambda: {"words": phrase, "tree": [one._asdict() for one in branches]},
    )


def _fields(reading: Reading) -> list[tuple[str, str]]:
    found = reading.found
    if isinstance(found, Question):
        return [("Question", found.message), ("Do", found.remedy)]
    return [
        ("Read as", found.reading),
        ("Kind", found.kind),
        ("First day", str(found.start or "")),
        ("Last day", str(found.end or "")),
        *_windows(found, reading.fiscal),
        ("Begin by", str(found.begin_by or "")),
        ("Quarter", found.quarter or ""),
        ("Fiscal quarter", fiscal_label(found.due_by, reading.fiscal) or ""),
        ("Waits for", "" if found.due_by else found.anchor or ""),
    ]


def _windows(due: Deadline, fiscal: tuple[int, int] | None) -> list[tuple[str, str]]:
    """A row for each of the windows that the words list, with its quarter."""
    return [
        (
            f"Window {n}",
            f"{window} (due by {window.end}, {_quarters(window.end, window.quarter, fiscal)})",
        )
        for n, window in enumerate(due.windows, 1)
    ]


def _quarters(day: date | None, calendars: str | None, fiscal: tuple[int, int] | None) -> str:
    """The calendar's quarter and, where the plan has a fiscal year, that of it."""
    return ", ".join(quarter for quarter in (calendars, fiscal_label(day, fiscal)) if quarter)


def _kind(reading: Reading) -> Cell:
    return reading.due.kind if reading.due else "?"


def _first_day(reading: Reading) -> date | None:
    return reading.due.start if reading.due else None


def _due_by(reading: Reading) -> date | None:
    return reading.due.due_by if reading.due else None


def _begins(reading: Reading) -> bool:
    return bool(reading.due and reading.due.begin_by)


def _last_day(reading: Reading) -> Cell:
    last = str(_due_by(reading) or "")
    return f"begin by {last}" if _begins(reading) else last


def _quarter(reading: Reading) -> Cell:
    return reading.due.quarter if reading.due else None


def _both_quarters(reading: Reading) -> Cell:
    return _quarters(_due_by(reading), reading.due and reading.due.quarter, reading.fiscal)


def _fiscal_quarter(reading: Reading) -> Cell:
    return fiscal_label(_due_by(reading), reading.fiscal)


def _read_as(reading: Reading) -> str:
    found = reading.found
    return found.reading if isinstance(found, Deadline) else f"{found.message} {found.remedy}"


READINGS: tuple[Column[Reading], ...] = (
    Column("Words", lambda reading: reading.words, "quote"),
    Column("Kind", _kind),
    Column("First day", _first_day, "date"),
    Column("Last day", _last_day, "date", exact=_due_by),
    Column("Quarter", _both_quarters, "id", exact=_quarter),
    Column("Read as", _read_as),
    Column("To begin", lambda reading: "yes" if _begins(reading) else "", detail=True),
    Column("Fiscal quarter", _fiscal_quarter, detail=True),
)
TREE: tuple[Column[Branch], ...] = (
    Column("Node", lambda one: "· " * one.depth + one.node, "id"),
    Column("Words", lambda one: one.words, "quote"),
    Column("Says", lambda one: one.says),
)
