"""What a plan's words promise: the Deadline, what one that waits becomes, and what repeats."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from welcomeplan.calendar import (
    MONTHS,
    Span,
    add_months,
    day_words,
    last_day,
    month,
    months_from,
    quarter,
    quarter_label,
)

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


LONGEST_WAIT = {"day": 36_525, "week": 5_218, "month": 1_200, "year": 100}
"""A hundred years, in each unit: what is longer is a slip of the pen."""


class Offset(NamedTuple):
    """How long after an event: `count` days, weeks, months or years.

    `within`: any day from the event to then is on time; otherwise it is due that day.
    """

    count: int  # type: ignore[assignment]  # hides a method of tuples that nobody calls
    unit: str
    within: bool

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def later(self, day: date) -> date:
        """The day so long after `day`; months end on real days: 31 January + 1 month."""
        if self.unit in ("day", "week"):
            return day + timedelta(days=self.count * (7 if self.unit == "week" else 1))
        return add_months(day, self.count * (12 if self.unit == "year" else 1))


class Occurrence(NamedTuple):
    """One turn of something that repeats; `span.end` is the last day it is on time.

    `label` names it in its plan: 2018-03-05, 2018-W10, 2018-03, 2018Q1, 2018, or `2018 1 of 2`.
    """

    label: str
    span: Span


class YearPart(NamedTuple):
    """Days of any year, such as each March: (month, day) to (month, day), into the next year
    where the end comes before the start. 29 February stands for the last day of February."""

    start: tuple[int, int]
    end: tuple[int, int]

    def within(self, year: int) -> Span:
        """These days in the year in which they begin."""
        return Span(_day(year, self.start), _day(year + (self.end < self.start), self.end))

    def __str__(self) -> str:
        (first, begin), (last, end) = self.start, self.end
        if self.start == self.end:
            return f"{begin} {MONTHS[first - 1]}"
        if first == last and (begin, end) == (1, last_day(2000, last)):
            return MONTHS[first - 1]
        if self.start == (1, 1):
            return f"by {end} {MONTHS[last - 1]}"
        return f"{begin} {MONTHS[first - 1]} to {end} {MONTHS[last - 1]}"


class Recurrence(NamedTuple):
    """How something repeats: `count` times every `every` units, a unit being a day, week, month
    or year; or in `parts` of each year; or in the `windows` that the words list one by one.

    Periods follow the calendar: quarters begin in January, weeks on Monday, and a count per
    period divides it evenly (twice a year: by 30 June and by 31 December). Where the calendar
    gives no beginning (every two years) they are counted from the start of the window.
    """

    unit: str = "year"
    every: int = 1
    count: int = 1  # type: ignore[assignment]  # likewise
    parts: tuple[YearPart, ...] = ()
    windows: tuple[Span, ...] = ()

    def __str__(self) -> str:
        """What a reading says of it: "each year, March"."""
        if self.windows:
            return "separate windows: " + ", ".join(str(span) for span in self.windows)
        unit, every = self.unit, self.every
        if unit == "month" and every in (3, 6):
            period = "each quarter" if every == 3 else "each half-year"
        else:
            period = f"each {unit}" if every == 1 else f"every {every} {unit}s"
        head = f"{self.count} times {period}" if self.count > 1 else period
        return ", ".join(filter(None, [head, " and ".join(str(part) for part in self.parts)]))

    def occurrences(self, window: Span) -> tuple[Occurrence, ...]:
        """Those whose last day falls within the window, in order."""
        found = [turn for turn in self._turns(window) if turn.span.end in window]
        return tuple(sorted(found, key=lambda turn: (turn.span.end, turn.span.start)))

    def about(self, window: Span) -> float:
        """About how many occurrences a window has, without making them."""
        if self.windows:
            return len(self.windows)
        days = {"day": 1, "week": 7, "month": 30, "year": 365}[self.unit] * self.every
        return (window.end - window.start).days / days * max(self.count, len(self.parts), 1)

    def _turns(self, window: Span) -> Iterator[Occurrence]:
        if self.windows:
            for n, span in enumerate(self.windows, 1):
                yield Occurrence(_label(span) or f"{n} of {len(self.windows)}", span)
        elif self.parts:
            yield from self._parts(window)
        else:
            for label, span in self._periods(window):
                if self.count == 1:
                    yield Occurrence(label, span)
                    continue
                days = (span.end - span.start).days + 1
                pieces = min(self.count, days)  # no more deadlines than days
                for n in range(pieces):
                    piece = Span(
                        span.start + timedelta(days=days * n // pieces),
                        span.start + timedelta(days=days * (n + 1) // pieces - 1),
                    )
                    yield Occurrence(f"{label} {n + 1} of {pieces}", piece)

    def _parts(self, window: Span) -> Iterator[Occurrence]:
        first = window.start.year
        # A part that crosses the year's end began the year before.
        for year in range(first - (self.every == 1), window.end.year + 1, self.every):
            spans = [part.within(year) for part in self.parts]
            for n, span in enumerate(spans, 1):
                if len(spans) == 1:
                    yield Occurrence(str(year), span)
                else:
                    yield Occurrence(_label(span) or f"{year} {n} of {len(spans)}", span)

    def _periods(self, window: Span) -> Iterator[tuple[str, Span]]:
        if self.unit in ("day", "week"):
            step = timedelta(days=self.every * (7 if self.unit == "week" else 1))
            day = window.start
            if self.unit == "week":
                day -= timedelta(days=day.weekday())
            while day <= window.end:
                span = Span(day, day + step - timedelta(days=1))
                iso = span.end.isocalendar()
                label = span.end.isoformat() if self.unit == "day" else f"{iso[0]}-W{iso[1]:02}"
                yield label, span
                day += step
            return
        months = self.every * (12 if self.unit == "year" else 1)
        day = date(window.start.year, 1, 1)
        if 12 % months and self.unit == "month":
            day = window.start.replace(day=1)
        turn = 0
        while day <= window.end:
            span = months_from(day, months)
            if self.unit == "year":
                label = str(span.end.year)
            elif months in (1, 3):
                label = _label(span) or ""
            elif 12 % months == 0:
                label = f"{day.year} {turn % (12 // months) + 1} of {12 // months}"
            else:
                label = f"{span.end.year}-{span.end.month:02}"
            yield label, span
            day = add_months(day, months)
            turn += 1


class Deadline(NamedTuple):
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
        return deadline._replace(start=on, reading=f"from {day_words(on)}: {came}")
    end = offset.later(on)
    if offset.within:
        return deadline._replace(
            start=on, end=end, reading=f"{Span(on, end)}: within {offset} of {came}"
        )
    return deadline._replace(end=end, reading=f"by {day_words(end)}: {offset} after {came}")


def relative(words: str, anchor: str, offset: Offset | None) -> Deadline:
    """A deadline that waits on `anchor`, so long after it as `offset` says."""
    awaited = "the plan is adopted" if anchor == "adopted" else f"{anchor!r}"
    if offset is None:
        reading = f"waits on {awaited}"
    else:
        reading = f"{'within ' if offset.within else ''}{offset} after {awaited}"
    return Deadline(words, "relative", reading=reading, anchor=anchor, offset=offset)


def _day(year: int, month_day: tuple[int, int]) -> date:
    month, day = month_day
    return date(year, month, min(day, last_day(year, month)))


def _label(span: Span) -> str | None:
    """The name of a day, whole month, whole quarter or whole year; None for other spans."""
    if span.start == span.end:
        return span.start.isoformat()
    if span == month(span.start.year, span.start.month):
        return f"{span.start.year}-{span.start.month:02}"
    if span == quarter(span.start.year, (span.start.month + 2) // 3):
        return quarter_label(span.start)
    if span == months_from(date(span.start.year, 1, 1), 12):
        return str(span.start.year)
    return None
