"""How deadline words are read, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.answer import Answer, Column, Grid, Line, Row, Said, Screen, Sheet, Slot, card
from welcomeplan.deadlines import Deadline, Question, fiscal_label
from welcomeplan.views import shapes
from welcomeplan.views.cards import in_days
from welcomeplan.views.rows import longest
from welcomeplan.views.table_screen import table
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from welcomeplan.answer import Cell, Piece
    from welcomeplan.deadlines import Branch, Window


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
    return Answer(
        [card("", fields)],
        lambda: (_record(reading, day),),
        screen=lambda: _screen(reading, calendar, day),
    )


def when_each(readings: Sequence[Reading], day: date | None = None) -> Answer:
    """Many phrases, each a row, or a line of JSON."""
    far: Column[Reading] = Column(f"As of {day}", lambda reading: _far(reading, day), optional=True)
    sheet = Sheet("", (*READINGS, far) if day else READINGS, readings)
    return Answer(
        [sheet],
        lambda: tuple(_record(reading, day) for reading in readings),
        screen=lambda: _screen_of_each(readings, day),
    )


def _screen(reading: Reading, calendar: str, day: date | None) -> Screen:
    """The day, or the question, and why."""
    far = _far(reading, day)
    context = [
        f"“{reading.words}”",
        *([f"calendar of {calendar}"] if calendar else []),
        *([f"as of {day}, {far}"] if far else []),
    ]
    found = reading.found
    if isinstance(found, Question):
        finding, sentences = _asked(found)
    else:
        finding, sentences = _told(found, reading.fiscal)
    blocks: list[list[Piece]] = [[Line([Said(in_days(one))]) for one in sentences]]
    if reading.due and reading.due.windows:
        blocks = [[_grid(reading.due.windows, reading.fiscal)], *blocks]
    return Screen(in_days(finding), context, blocks)


def _grid(windows: Sequence[Window], starts: tuple[int, int] | None) -> Grid:
    """The windows that the words list, each with its quarter; where the calendar has a fiscal year,
    with both."""
    fiscal = [fiscal_label(one.end, starts) for one in windows]
    columns, called = [Slot(10, "First day"), Slot(10, "Last day")], "Quarter"
    if all(fiscal):
        called = "Calendar quarter"
        columns.append(Slot(14, "Fiscal quarter"))
    columns.insert(2, Slot(len(called), called))
    rows = [
        Row([str(one.start), str(one.end), one.quarter, *filter(None, [label])])
        for one, label in zip(windows, fiscal, strict=True)
    ]
    return Grid(columns, rows, headed=True)


def _asked(question: Question) -> tuple[str, list[str]]:
    """What is asked, and how to answer it in the plan."""
    asked, mark, why = question.message.partition("? ")
    return f"{asked}{mark.strip()}", [" ".join(filter(None, (why, question.remedy)))]


def _told(found: Deadline, fiscal: tuple[int, int] | None) -> tuple[str, list[str]]:
    """The last day; and what else the reading says, as sentences."""
    due_by = found.due_by
    head, _, why = found.reading.partition(": ")
    if found.windows:
        return f"{len(found.windows)} windows, each with a deadline of its own", []
    if found.recurrence is not None:
        return _capital(head), [_sentence(why)] if why else []
    if due_by is None or found.anchor is not None:
        return _capital(found.reading), []
    quarter = found.quarter or ""
    last = (due_by + timedelta(days=1)).month % 3 == 1 and (due_by + timedelta(days=1)).day == 1
    where = f", {'the end of' if last else 'in'} {quarter}" if quarter else ""
    if fiscal_label(due_by, fiscal):
        where = f", in {_quarters(due_by, quarter, fiscal)}"
    finding = f"{'To begin' if found.begin_by else 'Due'} by {due_by}{where}"
    window = f"Its window is {found.start} to {found.end}."
    opens = [window] if found.start and found.end and found.start != found.end else []
    begins = [f"Its window opens on {found.start}."] if found.start and not found.end else []
    noted = [f"Noted: {'; '.join(found.notes)}."] if found.notes and not why else []
    return finding, [*opens, *begins, *([_sentence(why)] if why else []), *noted]


def _sentence(text: str) -> str:
    return f"{_capital(text)}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _screen_of_each(readings: Sequence[Reading], day: date | None) -> Screen:
    """The last day of each, its words, and below them how they were read."""
    asked = sum(isinstance(one.found, Question) for one in readings)
    finding = plural(len(readings), "phrase") + (f", {asked} with a question" if asked else "")
    found = [
        Row(
            [str(_due_by(one) or ("?" if one.due is None else "")), f"“{one.words}”"],
            [Line([Said(in_days(_read_as(one)), "dim")])],
        )
        for one in readings
    ]
    wide = longest(f"“{one.words}”" for one in readings)
    grid = Grid([Slot(10, "Last day"), Slot(wide, gives="wrap")], found, under=1)
    return Screen(finding, [f"as of {day}"] if day else [], [[grid]])


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
        screen=lambda: Screen(
            f"Read in {plural(len(branches), 'part')}",
            [f"“{phrase}”"],
            [[table(TREE, branches)]],
        ),
    )


def _fields(reading: Reading) -> list[tuple[str, str]]:
    found = reading.found
    if isinstance(found, Question):
        return [("Question", found.message), ("Do", found.remedy)]
    fiscal = fiscal_label(found.due_by, reading.fiscal)
    return [
        ("Read as", found.reading),
        ("Kind", found.kind),
        ("First day", str(found.start or "")),
        ("Last day", str(found.end or "")),
        *_windows(found, reading.fiscal),
        ("Begin by", str(found.begin_by or "")),
        ("Calendar quarter" if fiscal else "Quarter", found.quarter or ""),
        ("Fiscal quarter", fiscal or ""),
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
    """The calendar's quarter; where the plan has a fiscal year, that of it as well, each by its
    kind."""
    label = fiscal_label(day, fiscal)
    return f"calendar quarter {calendars}, fiscal quarter {label}" if label else calendars or ""


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
