"""An answer: what a command found, before it is shown.

Sheets of columns and items, and a record for JSON. A column owns its label, its kind and the
function that gives its cells; nothing here knows how any of it looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from welcomeplan.paper import Text

_T = TypeVar("_T")


class Canvas(NamedTuple):
    """What an answer is shown on."""

    width: int | None = None
    """How many columns a person sees; None where no person looks: a pipe, a file, a log."""
    colour: bool = False
    """Whether words can be coloured, bold or dim."""
    unicode: bool = True
    """Whether marks, lines and bars can be drawn; else they are ASCII."""
    encoding: str = "utf-8"


class Progress(NamedTuple):
    """So many of so many."""

    done: int
    total: int

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


class Titled(NamedTuple):
    """A title, and the id that it goes by."""

    title: str
    id: str

    def __str__(self) -> str:
        return f"{self.title} ({self.id})"


class Deed(NamedTuple):
    """What was done, and what that leaves open: by how much, or to what."""

    what: str
    how: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.how}".rstrip()


class Turned(NamedTuple):
    """What something was, and what it became; None on the side where it is not."""

    before: str | None
    after: str | None

    def __str__(self) -> str:
        return " → ".join(side for side in self if side is not None)


class Reworded(NamedTuple):
    """A text in other words: a reader wants to know which."""

    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Lacking(NamedTuple):
    """That something is not there, and should be."""

    said: str

    def __str__(self) -> str:
        return self.said


Cell = (
    str
    | int
    | date
    | Decimal
    | Progress
    | Titled
    | Deed
    | Turned
    | Reworded
    | Lacking
    | tuple[str, ...]
    | None
)
Kind = Literal["text", "named", "quote", "id", "date", "number", "state", "progress"]


@dataclass(frozen=True, slots=True)
class Column(Generic[_T]):
    """A column. Ids, dates and states are never cut or wrapped; a quote is the plan's words. A
    `detail` is for spreadsheets (CSV) alone, where there is room without end.

    A spreadsheet has every column, whatever it holds, and in one of dates whole days alone: where
    people are told more there, or less than a day is known, `exact` gives its cells instead.
    """

    label: str
    value: Callable[[_T], Cell]
    kind: Kind = "text"
    optional: bool = False
    """Whether a table leaves it out where it holds nothing."""
    called: str = ""
    """What people read in place of the label, which stays as it is for programs."""
    detail: bool = False
    exact: Callable[[_T], Cell] | None = None


class Sheet(NamedTuple, Generic[_T]):
    """A table of items with a heading and notes. `empty` is said in place of a table of none.

    A sheet that is not `headed` is a card: names on the left, what they stand for on the right.
    """

    title: str
    columns: Sequence[Column[_T]]
    items: Sequence[_T]
    notes: Sequence[str] = ()
    empty: str = ""
    headed: bool = True
    elsewhere: str = ""
    """The command that lists the rest, if there are more items than a page may hold."""

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """A row for each item, a cell for each column."""
        return tuple(tuple(column.value(item) for column in self.columns) for item in self.items)

    def for_reading(self) -> Sheet[_T]:
        """The sheet without its details, and without optional columns that hold nothing; its
        columns as people call them."""
        kept = [
            replace(column, label=column.called or column.label)
            for column in self.columns
            if not column.detail
            and not (column.optional and not any(words(column.value(i)) for i in self.items))
        ]
        return self._replace(columns=kept)


def card(title: str, fields: Iterable[tuple[str, Cell]], notes: Sequence[str] = ()) -> Sheet[Any]:
    """Names on the left, what they stand for on the right; without those that hold nothing."""
    held = [field for field in fields if words(field[1])]
    return Sheet(title, _CARD, held, notes, headed=False)


_CARD: tuple[Column[tuple[str, Cell]], ...] = (
    Column("Field", lambda field: field[0], "id"),
    Column("Value", lambda field: field[1]),
)


class Lead(NamedTuple):
    """A sentence that says the most important."""

    text: str


class Points(NamedTuple):
    """A list, with the words before it."""

    before: str
    items: Sequence[str]
    whole: bool = False
    """Whether it must be whole, however long a page is."""


Tone = Literal["", "bold", "dim", "red", "green", "yellow", "cyan", "magenta"]


class Said(NamedTuple):
    """Words on a screen, and how they look. What is `whole` is never broken: a command, a path."""

    text: str
    tone: Tone = ""
    whole: bool = False


class Stands(NamedTuple):
    """How something stands: the word for it, and before it a mark."""

    state: str
    begins: bool = False
    """Whether what is promised is the beginning."""


class Bar(NamedTuple):
    """So many of each kind, a cell for each: `done`, `overdue`, `under way`, `open`, `no date`,
    `set aside`. Where that is too long it shrinks as the longest must, of so many."""

    parts: Sequence[tuple[str, int]]
    longest: int


Drawn = str | Said | Stands | Bar | tuple[Said, ...]
"""What may stand in a cell of a screen."""


class Slot(NamedTuple):
    """A column of a screen. Its width is known beforehand: of the plan, never of the rows. What is
    longer breaks its own row, and no other."""

    width: int
    label: str = ""
    right: bool = False
    gives: Literal["", "cut", "below", "wrap"] = ""
    """What becomes of it where room is short. One of a grid may give way: it is cut; or cut until
    less than its `least` is left, and then stands below, whole; or is wrapped between words."""
    least: int = 28
    since: int = 0
    """It stands only where a screen has so many columns, and room for it."""
    share: int = 0
    """It takes at most one in so many of the columns, but may always have `floor`: a bar."""
    floor: int = 0


class Line(NamedTuple):
    """A sentence, wrapped between words. A command to type ends it, or has the next line."""

    said: Sequence[Said]
    command: str = ""
    indent: int = 0


class Parts(NamedTuple):
    """Short phrases joined by ` · `: a line breaks between them, never in one that has room."""

    said: Sequence[Said]
    instead: Sequence[int] = ()
    """Of what stands below a row: for each phrase, the slot in whose want it is there. None:
    always."""


class Row(NamedTuple):
    """A cell for each slot; and what stands below it, further in."""

    cells: Sequence[Drawn]
    below: Sequence[Line | Parts] = ()
    dim: bool = False
    """Whether it is done with, and steps back."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under a bold title, with a count ranged right."""

    slots: Sequence[Slot]
    rows: Sequence[Row]
    title: str = ""
    count: str = ""
    headed: bool = False
    """Whether the labels of its slots stand above them."""
    summed: bool = False
    """Whether its last row is the sum: a rule stands above it."""
    under: int = 0
    """The slot under which stands what is below a row."""


class Key(NamedTuple):
    """What the cells of bars stand for, as `Bar` calls them."""

    kinds: Sequence[tuple[str, str]]
    since: int = 0
    """It stands only where a screen has so many columns, and so bars."""


class Lane(NamedTuple):
    """A row of a picture: a mark and a name on the left, what is said of it on the right."""

    state: str
    name: str
    title: str
    said: Said
    strokes: Sequence[tuple[str, date, date]]
    """What is painted, a kind of `paper.Stroke` with its first and last day, in this order."""
    dim: bool = False


class Lanes(NamedTuple):
    """The rows of a group, under a bold title with what is said of it ranged right."""

    title: str
    said: str
    rows: Sequence[Lane]
    below: Sequence[Line] = ()


class Picture(NamedTuple):
    """Rows against time, from the first to the last day of a span."""

    day: date
    """Today, or the day in its place."""
    span: tuple[date, date]
    years: Sequence[tuple[str, date]]
    """Their labels, and the day on which each begins in the picture."""
    quarters: Sequence[tuple[str, date]]
    name: int
    """How wide the names are: of the plan, never of the rows."""
    groups: Sequence[Lanes]
    states: Mapping[str, str]
    """What the marks of states stand for, in the order of the key."""
    words: Mapping[str, str]
    """What is painted, likewise: kinds of strokes, `today`, what goes on `before` and `after`."""


Piece = Line | Parts | Grid | Key | Picture


class Screen(NamedTuple):
    """What a person at a terminal sees: the finding, what is to be known of it, and blocks of
    pieces with a blank line between."""

    finding: str
    context: Sequence[str]
    blocks: Sequence[Sequence[Piece]] = ()
    title: str = ""
    """The title of the one thing that it is about."""


Block = Sheet[Any] | Lead | Points
Record = Mapping[str, Any] | tuple[Mapping[str, Any], ...]


class Answer(NamedTuple):
    """What a command found. Formats that hold one table (CSV) take the first sheet."""

    sheets: Sequence[Sheet[Any]]
    record: Callable[[], Record]
    """Makes the frozen JSON shape, when it is asked for; several of them are a line each."""
    screen: Callable[[], Screen]
    """Makes what is drawn on a terminal."""
    page: Sequence[Block] = ()
    """What is read as a page (Markdown) in place of the sheets, where that is another layout."""
    unread: Sequence[str] = ()
    """A sentence for each thing that is missing because it can't be read. A page holds them."""

    @property
    def readable(self) -> Sequence[Sheet[Any]]:
        """The sheets as a person reads them: what is missing is noted at the first, which has the
        sums; without details, and without optional columns that hold nothing."""
        first, *others = self.sheets
        noted = first._replace(notes=[*self.unread, *first.notes])
        return [sheet.for_reading() for sheet in (noted, *others)]


class Entry(NamedTuple):
    """A promise, or one time of it, in a calendar: on the last day that is on time."""

    uid: str
    """What a calendar knows it by, whatever becomes of it."""
    day: date
    title: str
    said: Sequence[Text]
    """What is told below the title, a line each."""
    groups: Sequence[str]
    """What it stands under."""
    moves: int
    """How often its day was moved, by the record."""
    rings: bool
    """Whether something is still to be done for it by its day."""
    stamp: datetime
    """When what is said of it came to be so."""


class Dates(NamedTuple):
    """The days of a plan, as a calendar has them."""

    title: str
    about: str
    entries: Sequence[Entry] = ()


NO_DATES = Dates("", "")


class Export(NamedTuple):
    """The promises of a plan for other programs: one table, the same as JSON, and as dates."""

    answer: Answer
    """Its first sheet has a row for each promise, and every column; another, where something
    repeats, one for each of its times."""
    title: str
    """That of the plan; of several, how many they are."""
    day: date
    """The day on which they are judged."""
    guide: Sequence[tuple[str, str]] = ()
    """How to read the table: a state, and what that means."""
    columns: Sequence[tuple[str, str]] = ()
    """Likewise a column, by its label."""
    marked: bool = False
    """Whether a text begins with the mark by which spreadsheets know its encoding."""
    dates: Dates = NO_DATES
    """Its days, where a calendar is asked for."""
