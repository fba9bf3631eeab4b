"""What a plan's words promise: the Deadline, and what one that waits becomes."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from welcomeplan.calendar import Span, add_months, day_words, quarter_label
from welcomeplan.recurrence import Recurrence

KINDS = (
    "date",
    "month",
    "quarter",
    "half",
    "season",
    "year",
    "fiscal",
    "range",
    "recurring",
    "relative",
    "ongoing",
    "undated",
)


@dataclass(frozen=True, slots=True)
class Offset:
    """How long after an event: `count` days, weeks, months or years.

    `within`: any day from the event to then is on time; otherwise it is due that day.
    """

    count: int
    unit: str
    within: bool

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def later(self, day: date) -> date:
        """The day so long after `day`; months end on real days: 31 January + 1 month."""
        if self.unit in ("day", "week"):
            return day + timedelta(days=self.count * (7 if self.unit == "week" else 1))
        return add_months(day, self.count * (12 if self.unit == "year" else 1))


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a plan's words promise. Days are inclusive; `end` is the last that is on time.

    `begin_by` is the last day to begin, where the beginning is what is due. `reading` says in
    one sentence what was taken and why. `anchor` is what a relative deadline waits for: a
    milestone's id, the plan's words, or "adopted".
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
    def quarter(self) -> str | None:
        """The calendar quarter it is due in, such as 2018Q1."""
        due = self.due_by
        return quarter_label(due) if due else None


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
    if offset is None:
        return replace(deadline, start=on, reading=f"from {day_words(on)}: {came}")
    end = offset.later(on)
    if offset.within:
        return replace(
            deadline, start=on, end=end, reading=f"{Span(on, end)}: within {offset} of {came}"
        )
    return replace(deadline, end=end, reading=f"by {day_words(end)}: {offset} after {came}")


def relative(words: str, anchor: str, offset: Offset | None) -> Deadline:
    """A deadline that waits on `anchor`, so long after it as `offset` says."""
    awaited = "the plan is adopted" if anchor == "adopted" else f"{anchor!r}"
    if offset is None:
        reading = f"waits on {awaited}"
    else:
        reading = f"{'within ' if offset.within else ''}{offset} after {awaited}"
    return Deadline(words, "relative", reading=reading, anchor=anchor, offset=offset)
