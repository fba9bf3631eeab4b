"""A page: what a report or a picture of a plan holds, before it is HTML, Word, PDF or SVG.

Texts are runs, each with the part that it plays; a timeline is in days, and knows no pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

Part = Literal["", "strong", "quiet", "quote", "own", "code"]


class Run(NamedTuple):
    """Words, and the part that they play. A `quote` is the plan's own words, or what somebody wrote
    in its record; formats put it between “ and ”. Such words are `own` where they stand without
    these: titles, names."""

    text: str
    part: Part = ""
    href: str = ""
    """What it links to: an address that begins with `https:` or `http:`, or `#` and the address of
    something on the same page; nothing else."""


Text = tuple[Run, ...]


class Span(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date


Mark = Literal["first", "was due", "deadline", "begin", "done", "missed", "unbegun"]
"""A mark on a day: the first deadline of what was moved, the deadline that something done had, a
deadline (to `begin`, where that is promised), the day it was done, a deadline that passed
(`unbegun`: by which it should have begun)."""
Bar = Literal["window", "work", "late"]
"""The time that the plan gives, work on record, lateness as a length."""


class Stroke(NamedTuple):
    """Something drawn of a promise: a bar between two days, both included, or a mark on one."""

    kind: Bar | Mark
    first: date
    last: date


class Track(NamedTuple):
    """A promise as a row of a timeline."""

    id: str
    """What the next command takes."""
    number: str
    """What a page calls it: the document's own number, or its place in the plan."""
    title: str
    state: str
    words: str
    """The plan's own words for its deadline; empty where it has none."""
    said: str
    """How it stands, in words, so that no fact is in the picture alone."""
    late: int | None
    """The days since its deadline, of what is overdue."""
    window: tuple[date | None, date] | None
    """Its first and last day; no first where it is due by a day."""
    worked: date | None
    """Since when work is on record; a window is solid from there to the day."""
    begins: bool
    """Whether what is promised is the beginning."""
    done: Span | None
    """The first and the last day on which it may have been finished."""
    first: date | None
    """The day that it was first promised for, where that is another than today's."""
    misses: tuple[date, ...] = ()
    """Each deadline that passed before it was done, begun, moved or set aside."""
    when: str = ""
    """The window, in words."""

    @property
    def due(self) -> date | None:
        """The last day on time."""
        return self.window[1] if self.window else None

    def strokes(self, day: date) -> list[Stroke]:
        """What is drawn of it on a day, in the order in which it is painted: nothing hides a
        deadline that was missed. Empty where it has no day at all."""
        due = self.due
        start = self.window[0] if self.window else None
        marks: list[tuple[Mark, date | None]] = [
            ("first", self.first),
            (self._deadline(), None if due in self.misses else due),
            ("done", self._finished(day)),
            *((self._missed(miss), miss) for miss in self.misses),
        ]
        return [
            *([Stroke("window", start, due)] if start and due else []),
            *self._work(day),
            *self._lateness(day),
            *(Stroke(kind, on, on) for kind, on in marks if on),
        ]

    def _deadline(self) -> Mark:
        """What its deadline is; of what is done or set aside, what it was."""
        if self.state in ("done", "done late", "deferred", "dropped"):
            return "was due"
        return "begin" if self.begins else "deadline"

    def _missed(self, miss: date) -> Mark:
        return "unbegun" if self.begins and self.late and miss == self.due else "missed"

    def _work(self, day: date) -> list[Stroke]:
        """Since work is on record, until it was done; what follows a missed deadline is lateness,
        whatever was done in it. What began on the day on which it was done has no length."""
        end = self.done.first if self.done else day
        if self.late and self.due:
            end = min(end, self.due)
        worked = self.worked
        if worked is None or worked > end or (self.done and worked == end):
            return []
        return [Stroke("work", worked, end)]

    def _finished(self, day: date) -> date | None:
        """The day on which it is drawn as done: amid those on which it may have been."""
        if self.done is None:
            return None
        last = max(self.done.first, min(self.done.last, day))
        return self.done.first + (last - self.done.first) // 2

    def _lateness(self, day: date) -> list[Stroke]:
        """From its deadline to the day on which it is judged, or was done; or where that was
        promised, was begun."""
        due, done = self.due, self._finished(day)
        if self.begins and (self.worked or self.state != "done late"):
            done = self.worked
        if due is None:
            return []
        if self.late:
            return [Stroke("late", due, due + timedelta(self.late))]
        passed = done and done > due in self.misses
        return [Stroke("late", due, done)] if done and passed else []


class Band(NamedTuple):
    """The rows of a strategy, an owner or an objective."""

    title: str
    said: str
    """`0 of 7 done, 2 late`."""
    tracks: Sequence[Track]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Promises against time: what a picture of them shows."""

    finding: str
    """`9 of 28 promises are late`."""
    context: Sequence[str]
    """The plan, the day, the commit."""
    day: date
    """The day on which things are judged."""
    span: Span
    """The first and last day of the picture: whole quarters."""
    quarters: Sequence[tuple[str, Span]]
    """Its quarters with their labels (`2018Q1`, `FY2018Q1`), in order."""
    bands: Sequence[Band]
    states: Mapping[str, str]
    """What the marks of states stand for, in the order of a legend, which has those that occur."""
    words: Mapping[str, str]
    """What strokes stand for, likewise, by their kinds; `today`; bars that began `before` the
    picture, or end `after` it; lateness as strokes of a `week`, a `month` or a `year`."""
    told: str
    """The picture in sentences, for those who can't see it."""
    left_out: str = ""
    """What is not drawn, in sentences; empty where nothing is left out."""

    @property
    def years(self) -> list[tuple[str, Span]]:
        """Its quarters by year: `2018`, `FY2018`."""
        found: dict[str, Span] = {}
        for label, span in self.quarters:
            year = label[:-2]
            found[year] = Span(found[year].first if year in found else span.first, span.last)
        return list(found.items())


class Shift(NamedTuple):
    """How far a deadline moved; None for a deadline without a day."""

    before: date | None
    after: date | None
    said: str


@dataclass(frozen=True, slots=True)
class Item:
    """A promise as a row of a report."""

    number: str
    """As that of a `Track`; of a letter, the document's own alone."""
    title: Text
    under: Text = ()
    """Under the title: the plan's words, its deadline."""
    days: int | None = None
    """How many days late, where the section counts them."""
    state: str = ""
    """Its state, whose mark is drawn before `right`."""
    right: Text = ()
    right_under: Text = ()
    remark: Text = ()
    """What somebody said of it: it takes the full width."""
    shift: Shift | None = None


class Items(NamedTuple):
    """Rows under a title of their own, if they have one; `labels` head the columns for days, title
    and what is on the right."""

    items: Sequence[Item]
    title: str = ""
    labels: tuple[str, str, str] = ("", "", "")


class Pairs(NamedTuple):
    """What is asked or dated on the left, what is said of it on the right."""

    pairs: Sequence[tuple[Text, Text]]


class Paragraph(NamedTuple):
    """A sentence or some."""

    text: Text


Piece = Items | Pairs | Paragraph | Timeline


class Section(NamedTuple):
    """A numbered part of a report."""

    number: int
    title: str
    pieces: Sequence[Piece]
    note: str = ""
    boxed: bool = False
    half: bool = False
    """Whether it may stand beside the next or the last one, each half as wide as the page."""


class Attached(NamedTuple):
    """A file that goes with a page, where the format can hold one."""

    name: str
    media: str
    made: Callable[[], bytes]
    """Its bytes, which not every format asks for."""
    source: bool = True
    """Whether it is what a page is made from; not, what was made with it."""


class Letter(NamedTuple):
    """A letter to an organization: what it is asked to answer."""

    name: str
    """What its file is called, without an ending."""
    whose: str
    """To whom, by name."""
    to: Sequence[str]
    """Addresses of mail, each `name@host` and nothing else; none where none is known."""
    subject: str
    day: date
    """The day on which things are judged."""
    pieces: Sequence[Paragraph | Items]
    sheet: Attached | None = None
    """A sheet to fill in and send back, that goes with it."""


class Origin(NamedTuple):
    """What a report or a public page was made from: all that it takes to make it again."""

    plan: str
    """The plan's id; empty for the page of several plans."""
    folder: str
    """The folder that was looked at, from the top of its git repository; `.` for the top."""
    revision: str
    """The full hash of the commit that the files are of, or are changed since; empty: of none."""
    changed: bool
    """Whether the files on disk differed from it."""
    quarter: str
    """The quarter that it is of; empty for a page, and where it is of what happened since a
    day."""
    since: date | None
    as_of: date
    """The day on which things are judged."""
    others: int
    """How many plans of the folder it is not about."""
    commits: bool
    """Whether git was there to be asked who moved what."""
    language: str
    version: str
    """Of the program."""
    shallow: bool = False
    """Whether git's history was asked for, and cut off there."""
    partial: bool = False
    """Whether it was a part of it that was not there, and not its beginning."""
    moves: int = 0
    """Of a report: of how many moves, and things as finished, put off or given up, it tells as only
    git knows them."""
    unattached: int = 0
    """Of a report: how many of the plan's files can't be attached, since none can be read to its
    end."""
    command: Literal["report", "site"] = "report"
    also: str = ""
    """Of a page: the other language that was asked for; empty where none was."""
    beside: bool = False
    """Of a page: whether it is the one of a plan among several."""
    part: str = ""
    """Of a page of a strategy: which, by the name of its file; empty for every other."""

    @property
    def committed(self) -> bool:
        """Whether git has the very files that it is made from."""
        return bool(self.revision) and not self.changed


class Labels(NamedTuple):
    """What a page says of itself, in its language: heads of columns, and what is drawn."""

    number: str = "No."
    promise: str = "Promise"
    state: str = "State"
    deadline: str = "State, and deadline"
    late: str = "days late"
    check: str = "To check:"
    attached: str = "The plan’s files are attached."
    window: str = "The time that the plan gives"
    page: str = "Page {page} of {pages}"
    cut: str = " … ({n} more characters, in the files attached)"
    picture: str = "Drawn against time; the other columns have the same facts"


ENGLISH = Labels()


@dataclass(frozen=True, slots=True)
class Paper:
    """A report: a head, what was found, numbered sections."""

    title: str
    """The plan's."""
    whose: str
    """`Kansas City metro area, adopted 5 September 2017`."""
    of: str
    """`Report for the first quarter of 2018, as of 15 February 2018`."""
    revision: str
    """`Revision c1a5b06`; that it is none, where the files on disk differ from every commit."""
    check: str
    """The command that checks it, whatever the file is called; empty where nothing could."""
    origin: Origin
    finding: str
    counts: str
    sections: Sequence[Section]
    warning: str = ""
    """What can't be read and is missing; it stands before all else."""
    attached: Sequence[Attached] = ()
    """The files of the plan, and its facts for other programs."""
    labels: Labels = ENGLISH
    language: str = "en"
