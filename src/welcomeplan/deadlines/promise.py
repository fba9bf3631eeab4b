"""What a plan's words promise: a Deadline, or the Question that they leave open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from welcomeplan.deadlines.calendars import Window, add_months, day_words, quarter_label
from welcomeplan.deadlines.recurrence import Recurrence
from welcomeplan.wording import plural

KINDS = (
    *("date", "month", "quarter", "half", "season", "year", "fiscal", "range"),
    *("recurring", "relative", "ongoing", "undated"),
)

LONGEST_WAIT = {"day": 36_525, "week": 5_218, "month": 1_200, "year": 100}
"""A hundred years, in each unit: what is longer is a slip of the pen."""


class Question(ValueError):
    """Words that can't be read without guessing: what is missing, and what to write instead.

    `message` says what is missing or contradictory, `remedy` what to write, with an example,
    and `at` the offsets in `words` of the piece at fault, where one piece is to blame. Where the
    words hold exactly one deadline among others, `proposal` is that, as it is read alone.
    """

    def __init__(
        self,
        words: str,
        message: str,
        remedy: str,
        at: tuple[int, int] | None = None,
        proposal: Deadline | None = None,
    ) -> None:
        super().__init__(words, message, remedy, at, proposal)
        self.words = words
        self.message = message
        self.remedy = remedy
        self.at = at
        self.proposal = proposal

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class Offset(NamedTuple):
    """How long after an event: `count` days, weeks, months or years.

    `within`: any day from the event to then is on time; otherwise it is due that day.
    """

    count: int  # type: ignore[assignment]  # hides a method of tuples that nobody calls
    unit: str
    within: bool

    def __str__(self) -> str:
        return plural(self.count, self.unit)

    def later(self, day: date) -> date:
        """The day so long after `day`; months end on real days: 31 January + 1 month."""
        if self.unit in ("day", "week"):
            return day + timedelta(days=self.count * (7 if self.unit == "week" else 1))
        return add_months(day, self.count * (12 if self.unit == "year" else 1))


class Deadline(NamedTuple):
    """What a plan's words promise. Days are inclusive; `end` is the last that is on time.

    `begin_by` is the last day to begin, where the beginning is what is due. `reading` says in
    one sentence what was taken and why. `anchor` is what a relative deadline waits for: a
    milestone's id, the plan's words, or "adopted". Where several windows are promised, `windows`
    has them, and no first and last day stands for all.
    """

    words: str
    kind: str
    start: date | None = None
    end: date | None = None
    begin_by: date | None = None
    reading: str = ""
    recurrence: Recurrence | None = None
    anchor: str | None = None
    offset: Offset | None = None
    notes: tuple[str, ...] = ()

    @property
    def due_by(self) -> date | None:
        """The last day that is still on time, to finish or else to begin."""
        return self.end or self.begin_by

    @property
    def windows(self) -> tuple[Window, ...]:
        """The separate windows that the words list one by one, each with its own deadline."""
        return self.recurrence.windows if self.recurrence else ()

    @property
    def quarter(self) -> str | None:
        """The calendar quarter it is due in, such as 2018Q1."""
        due = self.due_by
        return quarter_label(due) if due else None


class Found(NamedTuple):
    """A deadline in prose: where it stands, its words, and how they are read."""

    start: int
    end: int
    words: str
    deadline: Deadline


def resolve(deadline: Deadline, on: date) -> Deadline:
    """A relative deadline, dated now that what it waited for happened on the day `on`.

    Within so long of it: from that day on; so long after it: due that day. A wait of no length
    has no end, only a start.
    """
    offset = deadline.offset
    if deadline.kind != "relative" or deadline.anchor is None:
        raise ValueError(f"only a relative deadline waits on something: {deadline.words!r}")
    awaited = "the plan's adoption" if deadline.anchor == "adopted" else deadline.anchor
    came = f"{awaited} on {day_words(on)}" if awaited != day_words(on) else day_words(on)
    noted = f" ({'; '.join(deadline.notes)})" if deadline.notes else ""
    if offset is None:
        return deadline._replace(start=on, reading=f"from {day_words(on)}: {came}{noted}")
    end = offset.later(on)
    if offset.within:
        return deadline._replace(
            start=on, end=end, reading=f"{Window(on, end)}: within {offset} of {came}{noted}"
        )
    return deadline._replace(end=end, reading=f"by {day_words(end)}: {offset} after {came}{noted}")
