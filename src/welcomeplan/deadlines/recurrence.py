"""What repeats: how often, in which parts of a year, and the times that a window has."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count, islice
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines.calendars import (
    DAY,
    DAYS,
    MONTHS,
    Window,
    day_from,
    last_day,
    month,
    nth_of,
    ordinal,
    quarter,
    quarter_label,
    year,
)
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

_NTH = ("last", "first", "second", "third", "fourth", "fifth")


class Occurrence(NamedTuple):
    """One turn of something that repeats; `window.end` is the last day it is on time.

    `label` names it in its plan: 2018-03-05, 2018-W10, 2018-03, 2018Q1, FY2018Q1, 2018, FY2018,
    2018-19, or `2018 1 of 2`.
    """

    label: str
    window: Window


class YearPart(NamedTuple):
    """Days of any year, such as each March: (month, day) to (month, day), into the next year
    where the end comes before the start. 29 February stands for the last day of February."""

    start: tuple[int, int]
    end: tuple[int, int]

    def within(self, year: int) -> Window:
        """These days in the year in which they begin."""
        ends_in = year + 1 if self.end < self.start else year
        return Window(day_from(year, self.start), day_from(ends_in, self.end))

    @property
    def open(self) -> bool:
        """Whether it has only an end: it begins with the year, and is not January."""
        return self.start == (1, 1) and self.end not in ((1, 1), (1, 31))

    def __str__(self) -> str:
        (first, begin), (last, end) = self.start, self.end
        if self.start == self.end:
            return f"{begin} {MONTHS[first - 1]}"
        if first == last and (begin, end) == (1, last_day(2000, last)):
            return MONTHS[first - 1]
        if self.open:
            return f"by {end} {MONTHS[last - 1]}"
        return f"{begin} {MONTHS[first - 1]} to {end} {MONTHS[last - 1]}"


_WHOLE_YEAR = YearPart((1, 1), (12, 31))


class Recurrence(NamedTuple):
    """How something repeats: once every `every` units, a unit being a day, week, month or year;
    or in `parts` of each year; or on `weekdays` (0 is Monday), or the `nth` of them or day, of
    each month; or in the `windows` that the words list one by one.

    Periods follow the calendar: quarters begin in January, weeks on Monday, years on the day
    `year_starts` (month, day; `year_name` fiscal, project or school). Where the calendar gives no
    beginning (every two years) they are counted from the start of the window. A `count` is of
    times within each period: nothing is missed before the period ends.
    """

    unit: str = "year"
    every: int = 1
    count: int = 1  # type: ignore[assignment]  # hides a method of tuples that nobody calls
    parts: tuple[YearPart, ...] = ()
    windows: tuple[Window, ...] = ()
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    year_starts: tuple[int, int] = (1, 1)
    year_name: str = ""

    def __str__(self) -> str:
        """What a reading says of it: "each year, March"."""
        if self.windows:
            days = all(window.start == window.end for window in self.windows)
            head = "separate days: " if days else "separate windows: "
            return head + ", ".join(str(window) for window in self.windows)
        unit, every = self.unit, self.every
        if self.nth is not None:
            which = " and ".join(DAYS[n] for n in self.weekdays) or "day"
            nth = _NTH[self.nth] if self.weekdays or not self.nth else ordinal(self.nth)
            return f"each month, the {nth} {which}"
        if self.weekdays:
            other = {1: "", 2: "other "}.get(every, f"{every} weeks on ")
            return f"every {other}" + " and ".join(DAYS[n] for n in self.weekdays)
        if unit == "month" and every in (3, 6):
            period = "each quarter" if every == 3 else "each half-year"
            period = period.replace("each", f"each {self.year_name}") if self.year_name else period
        else:
            name = f"{self.year_name} {unit}".strip()
            period = f"each {name}" if every == 1 else f"every {plural(every, name)}"
        times = {1: "", 2: "twice "}.get(self.count, f"{self.count} times ")
        head = times + period
        whole = self.every > 1 and self.parts == (_WHOLE_YEAR,)
        parts = [] if whole else [str(part) for part in self.parts]
        return ", ".join(filter(None, [head, " and ".join(parts)]))

    def occurrences(self, window: Window) -> tuple[Occurrence, ...]:
        """Those whose last day falls within the window, in order."""
        found = [turn for turn in self._turns(window) if turn.window.end in window]
        return tuple(sorted(found, key=lambda turn: (turn.window.end, turn.window.start)))

    def falls(self, window: Window, times: int = 1) -> bool:
        """Whether it falls so many times in a window; the rest of them aren't made."""
        inside = (turn for turn in self._turns(window) if turn.window.end in window)
        return sum(1 for _ in islice(inside, times)) == times

    def begun_before(self, day: date) -> Occurrence | None:
        """The period or part of a year that begins before a day, and is not over by then: a plan
        that begins on that day has only a stub of it. What is due on a day, or by one, is never
        cut so."""
        if self.windows or self.weekdays or self.nth is not None or self.unit == "day":
            return None
        fixed = self.parts or (self.unit == "month" and 12 % self.every == 0)
        each = self if fixed else self._replace(every=1)
        turns = each._turns(Window(day, day))
        return next(
            (t for t in turns if t.window.start < day <= t.window.end and not self.by(t.window)),
            None,
        )

    def by(self, window: Window) -> bool:
        """Whether these days are a part of a year that has only an end: "each year by 30 June"."""
        parts = (part for part in self.parts if part.within(window.start.year) == window)
        return any(part.open and part != _WHOLE_YEAR for part in parts)

    def cut_by(self, window: Window) -> Occurrence | None:
        """The time that the last day of a window cuts off, so that it is none of its occurrences.
        A week, or so many days, counts where it ends: none of them is looked for."""
        if self.unit in ("day", "week") and not self.parts:
            return None
        ends = (turn for turn in self._turns(window) if turn.window.end > window.end)
        return next((turn for turn in ends if turn.window.start <= window.end), None)

    def about(self, window: Window) -> float:
        """About how many occurrences a window has, without making them."""
        if self.windows:
            return len(self.windows)
        days = {"day": 1, "week": 7, "month": 30, "year": 365}[self.unit] * self.every
        times = max(self.count, len(self.parts), len(self.weekdays), 1)
        return (window.end - window.start).days / days * times

    def _turns(self, window: Window) -> Iterator[Occurrence]:
        if self.windows:
            for n, one in enumerate(self.windows, 1):
                yield Occurrence(_label(one) or f"{n} of {len(self.windows)}", one)
        elif self.parts:
            yield from self._parts(window)
        elif self.weekdays or self.nth is not None:
            for day in _days(window, self):
                yield Occurrence(day.isoformat(), Window(day, day))
        else:
            for label, period in self._periods(window):
                if self.count == 1:
                    yield Occurrence(label, period)
                for n in range(self.count if self.count > 1 else 0):
                    yield Occurrence(f"{label} {n + 1} of {self.count}", period)

    def _parts(self, window: Window) -> Iterator[Occurrence]:
        first = window.start.year
        if self.every == 1:
            first -= 1  # a part that crosses the year's end began the year before
        for number in range(first, window.end.year + 1, self.every):
            found = [part.within(number) for part in self.parts]
            for n, one in enumerate(found, 1):
                if len(found) == 1:
                    named = self.year_name and one.end.year > number
                    yield Occurrence(_two_years(number) if named else str(number), one)
                else:
                    yield Occurrence(_label(one) or f"{number} {n} of {len(found)}", one)

    def _periods(self, window: Window) -> Iterator[tuple[str, Window]]:
        if self.unit in ("day", "week"):
            step = timedelta(days=self.every * (7 if self.unit == "week" else 1))
            begin = window.start
            if self.unit == "week":
                begin -= timedelta(days=begin.weekday())
            while begin <= window.end:
                one = Window(begin, begin + step - DAY)
                iso = one.end.isocalendar()
                label = one.end.isoformat() if self.unit == "day" else f"{iso[0]}-W{iso[1]:02}"
                yield label, one
                begin += step
            return
        yield from self._of_months(window)

    def _of_months(self, window: Window) -> Iterator[tuple[str, Window]]:
        """Periods of whole months. Each is counted from the day on which a year starts: counted
        from the one before, all that follow a short month would start on its last day."""
        months = self.every * (12 if self.unit == "year" else 1)
        parts = 12 // months if 12 % months == 0 else 0
        first, starts = window.start.year, self.year_starts
        if parts or self.unit == "year":
            first -= window.start < day_from(first, starts)
        else:  # no year holds them whole
            begins_in = 12 * first + window.start.month - 1
            begins_in -= window.start.day < day_from(first, (window.start.month, starts[1])).day
            first, starts = begins_in // 12, (begins_in % 12 + 1, starts[1])
        for n in count():
            one = nth_of(first, starts, months, n + 1)
            if one.start > window.end:
                return
            if self.unit == "year":
                yield self._year_label(one), one
            elif parts and months > 1 and starts != (1, 1):
                whole = nth_of(first + n // parts, starts, 12, 1)
                yield self._part_label(whole, n % parts + 1, parts), one
            elif months in (1, 3):
                yield _label(one) or one.end.isoformat(), one
            elif parts:
                yield f"{one.start.year} {n % parts + 1} of {parts}", one
            else:
                yield f"{one.end.year}-{one.end.month:02}", one

    def _year_label(self, one: Window) -> str:
        if self.year_name == "fiscal":
            return f"FY{one.end.year}"
        crosses = self.year_name and self.every == 1 and one.end.year > one.start.year
        return _two_years(one.start.year) if crosses else str(one.end.year)

    def _part_label(self, whole: Window, n: int, parts: int) -> str:
        if self.year_name == "project":
            return f"{_two_years(whole.start.year)} {n} of {parts}"
        return f"FY{whole.end.year}" + (f"Q{n}" if parts == 4 else f" {n} of {parts}")


def _days(window: Window, recurrence: Recurrence) -> Iterator[date]:
    """The weekdays, or the nth of a month, in a window."""
    from dateutil import rrule  # noqa: PLC0415 - only what repeats on weekdays needs it

    monthly = recurrence.nth is not None
    nth = recurrence.nth or -1
    weekdays = [rrule.weekday(n, nth) if monthly else rrule.weekday(n) for n in recurrence.weekdays]
    begin = window.start
    if not monthly:
        # every other Monday counts from the week of the first one
        begin += timedelta(days=min((n - begin.weekday()) % 7 for n in recurrence.weekdays))
        begin -= timedelta(days=begin.weekday())
    rule = rrule.rrule(
        rrule.MONTHLY if monthly else rrule.WEEKLY,
        dtstart=datetime.combine(begin, time()),
        interval=recurrence.every,
        until=datetime.combine(window.end, time()),
        byweekday=weekdays or None,
        bymonthday=None if weekdays else nth,
    )
    return (turn.date() for turn in rule)


def _two_years(first: int) -> str:
    return f"{first}-{(first + 1) % 100:02}"


def _label(one: Window) -> str | None:
    """The name of a day, whole month, whole quarter or whole year; None for other windows."""
    if one.start == one.end:
        return one.start.isoformat()
    if one == month(one.start.year, one.start.month):
        return f"{one.start.year}-{one.start.month:02}"
    if one == quarter(one.start.year, (one.start.month + 2) // 3):
        return quarter_label(one.start)
    if one == year(one.start.year):
        return str(one.start.year)
    return None
