"""What repeats, and the occurrences it has within a window of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from welcomeplan.calendar import (
    Span,
    add_months,
    last_day,
    month,
    months_from,
    quarter,
    quarter_label,
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One turn of something that repeats; `span.end` is the last day it is on time.

    `label` names it in its plan: 2018-03-05, 2018-W10, 2018-03, 2018Q1, 2018, or `2018 1 of 2`.
    """

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class YearPart:
    """Days of any year, such as each March: (month, day) to (month, day), into the next year
    where the end comes before the start. 29 February stands for the last day of February."""

    start: tuple[int, int]
    end: tuple[int, int]

    def within(self, year: int) -> Span:
        """These days in the year in which they begin."""
        return Span(_day(year, self.start), _day(year + (self.end < self.start), self.end))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How something repeats: `count` times every `every` units, a unit being a day, week, month
    or year; or in `parts` of each year; or in the `windows` that the words list one by one.

    Periods follow the calendar: quarters begin in January, weeks on Monday, and a count per
    period divides it evenly (twice a year: by 30 June and by 31 December). Where the calendar
    gives no beginning (every two years) they are counted from the start of the window.
    """

    unit: str = "year"
    every: int = 1
    count: int = 1
    parts: tuple[YearPart, ...] = ()
    windows: tuple[Span, ...] = ()

    def occurrences(self, window: Span) -> tuple[Occurrence, ...]:
        """Those whose last day falls within the window, in order."""
        found = [turn for turn in self._turns(window) if turn.span.end in window]
        return tuple(sorted(found, key=lambda turn: (turn.span.end, turn.span.start)))

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
                for n in range(min(self.count, days)):
                    piece = Span(
                        span.start + timedelta(days=days * n // self.count),
                        span.start + timedelta(days=days * (n + 1) // self.count - 1),
                    )
                    yield Occurrence(f"{label} {n + 1} of {self.count}", piece)

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
