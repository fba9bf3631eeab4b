"""What of the calendar begins with a number: "1 April", "2018-02-11", "first quarter", "6/2018".

The most telling form is tried first; a number that begins none of them counts something.
"""

from datetime import date

from welcomeplan.calendar import FIRST_YEAR, LAST_YEAR, MONTHS, day_words
from welcomeplan.days import Piece, exists
from welcomeplan.phrases import Term
from welcomeplan.windows import JOINS, MOST, Windows


class Numbers(Windows):
    """Recognises pieces that begin with a number, and knows how every piece may begin."""

    __slots__ = ()

    def _day_first(self) -> Piece | None:
        """ "1 April 2019", "1st of April", "1-15 March 2018", "01-Jul-2019"."""
        terms = self.terms
        term = terms[self.i]
        if not self.whole(term, 1, 31) or (term.end - term.start == 4 and not term.name):
            return None
        piece = _day(0, term.n)
        self.i += 1
        while terms[self.i].role != "month":
            mark, second = terms[self.i], terms[self.i + 1]
            dashed = mark.role == "dash" == terms[self.i + 2].role
            dashed = dashed and self.year_of(terms[self.i + 3]) is not None
            if second.role == "month" and (mark.role == "article" or dashed):
                self.i += 1
                continue
            listed = mark.role in ("and", "comma")
            ranged = mark.role in ("dash", "to") or mark.name == "until"
            if not (listed or ranged) or not self.whole(second, 1, 31):
                return None
            if second.n <= piece.to or (listed and second.n != piece.to + 1):
                return None
            piece.to = second.n
            self.i += 2
        piece.n = terms[self.i].n
        self.i += 1
        piece.year = self.year_after()
        return piece

    def _number(self) -> Piece | None:
        terms, i = self.terms, self.i
        term, follows = terms[i], terms[i + 1]
        if term.name in ("ordinal", "last"):
            found = self._ordinal()
            if found:
                return found
            self.i = i
        if term.name in ("last", "word"):
            return None
        if self.year_of(term) is not None:
            return self._year_first()
        if term.n < 1:
            return None
        if follows.role in MOST and term.end - term.start == 1:
            if term.n > MOST[follows.role]:
                return None
            last = terms[i + 2]
            piece = Piece(follows.role, term.n, term.n)
            if last.start == follows.end and last.end - last.start == 2:
                self.i = i + 3  # "1Q18": nothing else is written so
                piece.year = self.year_or_short(last)
                return piece if piece.year else None
            self.i = i + 2
            return self._of_year(piece) if follows.end == follows.start + 1 else None
        if follows.role in ("slash", "dash", "dot") and terms[i + 2].role == "number":
            found = self._numeric()
            if found:
                return found
        return self._day_first()

    def _ordinal(self) -> Piece | None:
        """What "first" and "last" may begin: quarters, halves, weeks, plan years, months."""
        terms, i = self.terms, self.i
        term, follows = terms[i], terms[i + 1]
        if follows.role == "dash" and terms[i + 2].role in ("quarter", "half", "week"):
            i += 1
            follows = terms[i + 1]
        shape, second = follows.role, terms[i + 2]
        self.i = i + 2
        if shape in MOST:
            n = MOST[shape] if term.name == "last" else term.n
            if not 1 <= n <= MOST[shape]:
                return None
            if shape == "half" and second.role == "article" and terms[i + 3].role == "month":
                self.i += 1
                month = self._month()
                return month.but(half=n) if month and month.shape == "month" else None
            return self._of_year(Piece(shape, n, n))
        if shape in JOINS and second.name in ("ordinal", "last") and terms[i + 3].role in MOST:
            self.i = i + 1
            return Piece("partial", term.n, term.n)
        if (shape, follows.name) in (("week", "of"), ("unit", "week")):
            self.skip_in()
            month = self.piece("month")
            if month is None or month.shape != "month":
                return None
            return month.but(shape="week", to=5 if term.name == "last" else term.n)
        if (shape, follows.name, term.name) == ("unit", "year", "ordinal") and term.n < 51:
            return Piece("plan year", term.n, term.n)
        if shape == "number" and (second.role, second.name) == ("unit", "month"):
            # "the first six months of 2018"
            self.i = i + 3
            self.skip("article")
            number = self.year_of(terms[self.i])
            if number is None or not 1 <= follows.n <= 12 or term.n > 1:
                return None
            self.i += 1
            first = 1 if term.n == 1 else 13 - follows.n
            return Piece("months", first, first + follows.n - 1, year=number)
        return None

    def _numeric(self) -> Piece | None:
        """ "10/31/2018", "31.12.2019", "6/30/18", "6/2018"."""
        a, mark, b, again, c, after = self.terms[self.i : self.i + 6]
        if a.name or b.name or a.end - a.start > 2:
            return None
        if again.role == mark.role and c.role == "number" and not c.name:
            width = c.end - c.start
            if b.end - b.start > 2 or after.role == "slash" or width not in (2, 4):
                return None
            if width == 2 and mark.role == "dot":
                return None
            self.i += 5
            return self._swappable(a, b, c)
        number = self.year_of(b)
        written = mark.role == "slash" or (a.end - a.start == 2 and mark.role == "dash")
        if number is None or not written or not 1 <= a.n <= 12:
            return None
        self.i += 3
        return Piece("month", a.n, year=number)

    def _swappable(self, a: Term, b: Term, c: Term) -> Piece:
        """A day in three numbers, by the order that the calendar or the phrase itself shows."""
        at = (a.start, c.end)
        written = self.words[a.start : c.end]
        number = self.year_or_short(c)
        if number is None:
            raise self.ask(
                f"The year {c.n} is outside {FIRST_YEAR} to {LAST_YEAR}.",
                at,
                "Write the year in four digits, such as `31 October 2018`.",
            )
        readings = []
        if exists(number, a.n, b.n):
            readings.append(("month-first", date(number, a.n, b.n)))
        if exists(number, b.n, a.n) and a.n != b.n:
            readings.append(("day-first", date(number, b.n, a.n)))
        if len(readings) == 2:
            order = self.calendar.day_month_order or self._order_shown()
            readings = [one for one in readings if one[0] == order] or readings
        elif readings and number - 2000 == c.n and exists(2000 + a.n, b.n, c.n):
            year_first = [("year-first", date(2000 + a.n, b.n, c.n))]
            readings += [] if self._order_shown(skip=a.start) else year_first
        if not readings:
            raise self.ask(
                f"{written} is not a day in any order of day and month.",
                at,
                "Write the month as a word, such as `31 October 2018`.",
            )
        if len(readings) > 1:
            both = " or ".join(f"`{day_words(day)}`" for _, day in readings)
            raise self.ask(
                f"{written} can be read in two ways.",
                at,
                f"Write {both}, or set `calendar.day_month_order` to month-first or day-first.",
            )
        day = readings[0][1]
        return _day(day.month, day.day, day.year)

    def _order_shown(self, skip: int = -1) -> str | None:
        """The order another date of the same phrase shows, as in "10/11/2022 - 10/31/2022"."""
        terms, shown = self.terms, set()
        for k in range(len(terms) - 5):
            a, mark, b, again, c = terms[k : k + 5]
            marked = mark.role == again.role and mark.role in ("slash", "dash", "dot")
            if not marked or not a.role == b.role == c.role == "number" or a.start == skip:
                continue
            if a.n <= 12 < b.n <= 31:
                shown.add("month-first")
            elif b.n <= 12 < a.n <= 31:
                shown.add("day-first")
        return shown.pop() if len(shown) == 1 else None

    def _year_first(self) -> Piece | None:
        terms, i = self.terms, self.i
        number = self.year_of(terms[i])
        if number is None:
            return None
        mark, second = terms[i + 1], terms[i + 2]
        piece = Piece("year", year=number)
        if mark.role in ("slash", "dash", "dot") and second.role in ("number", "short"):
            found = None if second.name else self._second_number(number, mark, second)
            if found:
                return found
        self.i = i + 1
        if mark.role in ("fiscal", "school") and self.year_of(second) is None:
            if mark.name == "several":
                return None
            self.i = i + 2
            if mark.role == "school":
                raise self._which_school_year(number, (terms[i].start, mark.end))
            piece.shape, piece.name = "fiscal", mark.name
            return self._with_quarter(piece)
        if mark.role == "calendar":
            self.i += 1
        return self._in_year(piece)

    def _in_year(self, year: Piece) -> Piece:
        """A year, or the piece of it that follows: "2018 Q1", "2018: March", "2018-Q1"."""
        terms, save = self.terms, self.i
        mark = terms[save]
        if mark.role == "dash" or mark.name in (",", ":"):
            self.i += 1
        term = terms[self.i]
        if mark.role == "dash":
            inner = self.piece("quarter", "half")
        elif term.role == "number" and term.name not in ("ordinal", "last"):
            inner = None
        else:
            inner = self.piece("quarter", "half", "month", "season", "number")
        if inner and inner.year is None:
            after = terms[self.i].role
            listed = mark.name == "," and (after in JOINS or after == "comma")
            if not listed and inner.shape in ("quarter", "half", "month", "season", "day"):
                return inner.but(year=year.year)
        self.i = save
        return year

    def _second_number(self, first: int, mark: Term, second: Term) -> Piece | None:
        """What a number after a year and a mark makes of it: a day, a month, two years."""
        terms, i = self.terms, self.i
        written = (terms[i].start, second.end)
        width = second.end - second.start if second.role == "number" else 0
        after, day = terms[i + 3], terms[i + 4]
        whole_day = self.whole(day, 1, 31) and day.end - day.start <= 2
        if width in (1, 2) and after.role == mark.role and whole_day:
            self.i = i + 5
            return _day(second.n, day.n, first)
        another = after.role == "quarter" and day.role != "number"  # "2018 - 4Q 2019"
        if mark.role == "dot" or after.role == "month" or another:
            return None
        last = i + 3 + (after.role == "article")  # "2018-19 of the school year"
        of = terms[last]
        kind = of.role if of.role in ("fiscal", "school") else ""
        if of.role == "fiscal" and self.year_of(terms[last + 1]):
            kind = ""  # "2018 - 2019 FY 2020"
        following = (
            second.n == (first + 1) % 100 if width == 2 else self.year_of(second) == first + 1
        )
        if following and (kind or mark.role == "slash" or width == 2):
            if not kind and width == 2 and second.n <= 12:
                raise self.ask(
                    f"Is {self.words[slice(*written)]} a month, or two years?",
                    written,
                    f"Write `{MONTHS[second.n - 1] if second.n else 'January'} {first}`, "
                    f"`FY {first}-{second.n:02}`, or `{first} to {first + 1}`.",
                )
            piece = Piece(kind or "straddle", year=first)
            piece.until = first + 1
            self.i = i + 3
            if kind:
                self.i = last + 1
                piece.name = "" if of.name == "several" else of.name
            return piece if kind == "school" else self._with_quarter(piece)
        if width == 2 and 1 <= second.n <= 12:
            self.i = i + 3
            return Piece("month", second.n, year=first)
        if width == 2 and mark.role == "dash" and not kind and second.n > (first + 1) % 100:
            self.i = i + 3
            piece = Piece("years", year=first)
            piece.until = first - first % 100 + second.n
            return piece
        if mark.role == "slash" or width in (1, 2):
            raise self.ask(
                f"What is {self.words[slice(*written)]}?",
                written,
                f"Write a month (`March {first}`), or both years in full "
                f"(`{first} to {first + 1}`).",
            )
        return None

    forms = {  # noqa: RUF012 - never changed
        "month": Windows._month,
        "number": _number,
        "season": Windows._season,
        "quarter": Windows._quarter,
        "half": Windows._quarter,
        "fiscal": Windows._fiscal,
        "school": Windows._school,
        "calendar": Windows._calendar,
        "unit": Windows._unit,
        "week": Windows._week,
        "weekday": Windows._weekday,
        "short": _year_first,
        "own": Windows._own,
    }


def _day(month: int, day: int, year: int | None = None) -> Piece:
    piece = Piece("day", month, day, year=year)
    piece.day = day
    return piece


DATED = frozenset([*Numbers.forms, "part", "edge"])
"""The roles of terms that may begin a piece, or what narrows one."""
