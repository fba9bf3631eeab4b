"""The days a piece of the calendar has, once its year is known.

Each convention planners count by stands here, and adds its own words to the reading.
"""

from datetime import date, timedelta

from welcomeplan.calendar import (
    MONTHS,
    Calendar,
    Question,
    Span,
    add_months,
    day_words,
    fiscal_year,
    half,
    last_day,
    month,
    months_from,
    quarter,
    season,
    year,
)
from welcomeplan.phrases import Term

WRITE = "Write a date, such as `by mid-2018`, `Q1 2018` or `31 March 2018`."
ORDINALS = ("", "first", "second", "third", "fourth", "fifth")


class Piece:
    """One named stretch of the calendar, as written; what is not said stays None, 0 or empty."""

    __slots__ = (
        *("at", "day", "edge", "half", "n", "name", "part", "inner", "shape"),
        *("span", "to", "until", "year"),
    )

    def __init__(
        self, shape: str, n: int = 0, to: int = 0, *, year: int | None = None, name: str = ""
    ) -> None:
        self.shape = shape  # day month quarter half season year years fiscal school ... partial
        self.at = (0, 0)  # where it stands in the words
        self.n = n  # which month, quarter, half, week, plan year
        self.to = to  # the last of several: "Q3-4", "March 19-20", "years 1-2"
        self.day = 0
        self.year = year
        self.until: int | None = None  # the second year where both are written: 2019-20
        self.name = name  # the season; `federal` for a fiscal year of the federal government
        self.part = ""  # early, mid or late
        self.edge = ""  # end or start
        self.inner = ""  # quarter or half, of a fiscal year
        self.half = 0  # of a month
        self.span: Span | None = None  # where the words fix the days at once

    def but(self, **changes: object) -> "Piece":
        """A copy with some fields changed."""
        copy = Piece.__new__(Piece)
        for field in Piece.__slots__:
            setattr(copy, field, changes.get(field, getattr(self, field)))
        return copy


class Days:
    """Dates the pieces of one phrase by a plan's calendar, noting the conventions used."""

    __slots__ = ("calendar", "notes", "why", "words")

    def __init__(self, words: str, calendar: Calendar) -> None:
        self.words = words
        self.calendar = calendar
        self.notes: list[str] = []
        self.why: list[str] = []

    def ask(
        self, message: str, at: "Term | tuple[int, int] | None" = None, remedy: str = WRITE
    ) -> Question:
        """The question to raise about these words."""
        return Question(
            self.words, message, remedy, (at.start, at.end) if isinstance(at, Term) else at
        )

    def days(self, piece: Piece) -> Span:
        """The days of a piece whose year is known. Raises Question."""
        shape, number, part = piece.shape, piece.year or 0, piece.part
        if shape == "month":
            span = month(number, piece.n)
            if piece.half:
                return (
                    _slice(span, 1, 15)
                    if piece.half == 1
                    else Span(span.start.replace(day=16), span.end)
                )
            if part:
                first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, span.end.day)}[part]
                self.why.append(
                    f"{part} {MONTHS[piece.n - 1]} is the {_th(first)} to the {_th(last)}"
                )
                span = _slice(span, first, last)
            return span
        if shape == "day":
            for day in (piece.day, piece.to):
                if not exists(number, piece.n, day):
                    raise self.ask(
                        f"There is no {day} {MONTHS[piece.n - 1]} {number}: "
                        f"the month ends on the {_th(last_day(number, piece.n))}."
                        if 1 <= piece.n <= 12
                        else f"There is no month {piece.n}.",
                        piece.at,
                        "Write a day that exists, such as "
                        f"`{last_day(number, piece.n)} {MONTHS[piece.n - 1]} {number}`."
                        if 1 <= piece.n <= 12
                        else "Write year, month and day, such as `2018-02-11`.",
                    )
            return Span(date(number, piece.n, piece.day), date(number, piece.n, piece.to))
        if shape == "year":
            span = year(number)
            if part:
                n = {"early": 1, "mid": 2, "late": 4}[part]
                span = quarter(number, n)
                self.why.append(
                    f"{part}{'-' if part == 'mid' else ' '}{number} is "
                    f"{MONTHS[span.start.month - 1]} to {MONTHS[span.end.month - 1]}"
                )
            return span
        if shape == "quarter":
            self._whole_of(piece, "quarter")
            span = Span(quarter(number, piece.n).start, quarter(number, piece.to).end)
            self.why.append(
                f"{_name(piece)} {MONTHS[span.start.month - 1]} to {MONTHS[span.end.month - 1]}"
            )
            return span
        if shape == "season":
            self._whole_of(piece, piece.name)
            span = season(piece.name, number, self.calendar.seasons)
            self.why.append(
                f"{piece.name} is {MONTHS[span.start.month - 1]} to {MONTHS[span.end.month - 1]}"
            )
            return span
        if shape == "half":
            self._whole_of(piece, "half")
            return Span(half(number, piece.n).start, half(number, piece.to).end)
        if shape in {"fiscal", "straddle"}:
            return self._fiscal_days(piece)
        if shape == "years":
            return Span(date(number, 1, 1), date(piece.until or number, 12, 31))
        if shape == "months":
            return Span(month(number, piece.n).start, month(number, piece.to).end)
        if shape in ("plan year", "plan month"):
            return self._plan_days(piece)
        if shape == "week":
            span = month(number, piece.n)
            self.why.append("weeks of a month are counted from its first day")
            if piece.to == 5:
                return Span(span.end - timedelta(days=6), span.end)
            return _slice(span, 7 * piece.to - 6, 7 * piece.to)
        if shape == "week of":
            named = self.days(piece.but(shape="day")).start
            if piece.name == "ending":
                return Span(named - timedelta(days=6), named)
            return Span(named, named + timedelta(days=6))
        if shape == "school":
            return self._school_days(piece)
        if piece.span is None:
            raise self.ask("What is this part of?", piece.at, "Write it out, such as `early 2018`.")
        if part:
            raise self.ask(
                f"What is {part} in a term of the plan's own?",
                piece.at,
                "Write the dates, such as `early 2018`.",
            )
        return piece.span

    def _whole_of(self, piece: Piece, name: str) -> None:
        if piece.part:
            self.notes.append(f"{piece.part} {name} is read as the whole {name}")

    def _fiscal_days(self, piece: Piece) -> Span:
        starts = self.calendar.fiscal_year_starts
        number, until = piece.year or 0, piece.until
        written = self.words[piece.at[0] : piece.at[1]]
        if starts is None or (piece.name == "federal" and starts != (10, 1)):
            if piece.shape == "straddle":
                raise self.ask(
                    f"Is {written} a fiscal year, a school year, or two calendar years?",
                    piece.at,
                    f"Write `{number} to {until}` for both years, `school year "
                    f"{number}-{(until or 0) % 100:02}`, or set `calendar.fiscal_year_starts` in "
                    "plan.yaml, for example `July`.",
                )
            federal = piece.name == "federal"
            first = (
                f"October {number - 1} to September" if federal else f"July {number - 1} to June"
            )
            raise self.ask(
                "The plan's fiscal year is not known to be the federal one."
                if federal
                else "When does the fiscal year start?",
                piece.at,
                f"Write the months, such as `{first} {number}`"
                + ("." if federal else ", or set `calendar.fiscal_year_starts`, such as `July`."),
            )
        if starts == (1, 1):
            if until is not None and until == number + 1:
                raise self.ask(
                    f"{written} spans two years, but this plan's fiscal year starts in January.",
                    piece.at,
                    f"Write `FY{number}`, `FY{until}`, or `{number} to {until}`.",
                )
            opens, closes = number, until or number
        elif until == number + 1:
            opens = closes = number
        else:
            opens, closes = number - 1, (until or number) - 1
        begin = fiscal_year(starts, opens).start
        if piece.inner:
            size = 3 if piece.inner == "quarter" else 6
            span = Span(
                add_months(begin, size * (piece.n - 1)),
                months_from(begin, size * piece.to).end,
            )
            self._whole_of(piece, piece.inner)
        elif piece.part:
            n = {"early": 0, "mid": 3, "late": 9}[piece.part]
            span = months_from(add_months(begin, n), 3)
        else:
            span = Span(begin, fiscal_year(starts, closes).end)
        self.why.append(
            f"the plan's fiscal year starts on {starts[1]} {MONTHS[starts[0] - 1]}"
            + ("" if until or starts == (1, 1) else " and is named for the year it ends in")
        )
        return span

    def _school_days(self, piece: Piece) -> Span:
        months = self.calendar.school_year
        number, until = piece.year or 0, piece.until or 0
        if months is None:
            raise self.ask(
                "When does the school year begin and end?",
                piece.at,
                "Set `calendar.school_year` in plan.yaml, for example `August to May`, or write "
                f"the months, such as `August {number} to May {until}`.",
            )
        if piece.part:
            raise self.ask(
                f"Which months are {piece.part} in the school year?",
                piece.at,
                f"Write the months, such as `October {number}`.",
            )
        self.why.append(
            f"the plan's school year is {MONTHS[months[0] - 1]} to {MONTHS[months[1] - 1]}"
        )
        return Span(month(number, months[0]).start, month(until, months[1]).end)

    def _plan_days(self, piece: Piece) -> Span:
        first, adopted = self.calendar.year_1, self.calendar.adopted
        begin = first.start if first else adopted
        unit = piece.shape.removeprefix("plan ")
        if begin is None:
            raise self.ask(
                f"When does {unit} 1 of the plan begin?",
                piece.at,
                "Set `calendar.year_1` in plan.yaml, for example `September 2018 to June 2019`, "
                "or write the months.",
            )
        if piece.part:
            raise self.ask(
                f"Which months are {piece.part} in the plan's {unit} {piece.n}?",
                piece.at,
                "Write the months, such as `March 2018`.",
            )
        self.why.append(
            f"year 1 of the plan begins on {day_words(begin)}"
            if first
            else f"the plan was adopted on {day_words(begin)}"
        )
        if unit == "month":
            return Span(add_months(begin, piece.n - 1), months_from(begin, piece.to).end)
        if first is None:
            return Span(add_months(begin, 12 * piece.n - 12), months_from(begin, 12 * piece.to).end)
        after = first.end + timedelta(days=1)
        return Span(
            add_months(begin, 12 * piece.n - 12),
            add_months(after, 12 * piece.to - 12) - timedelta(days=1),
        )


def exists(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= month <= 12 and 1 <= day <= last_day(year, month)


def _slice(span: Span, first: int, last: int) -> Span:
    return Span(span.start.replace(day=first), span.start.replace(day=last))


def _th(n: int) -> str:
    ending = "th" if 10 < n < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _name(piece: Piece) -> str:
    if piece.to != piece.n:
        return f"quarters {piece.n} to {piece.to} are"
    return f"the {ORDINALS[piece.n]} quarter is"
