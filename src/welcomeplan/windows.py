"""From terms to windows of days: what one named piece of the calendar is.

A piece is a month, a day, a season, a fiscal quarter, a plan year; its year may still be
missing, because planners say it once for several ("late June-July 2019"). `deadlines` puts pieces
together; here each is recognised on its own, and `days` dates it once its year is known.
"""

from collections.abc import Callable
from datetime import date

from welcomeplan.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    Calendar,
    Span,
    day_words,
    season_starts,
)
from welcomeplan.days import Days, Piece, exists
from welcomeplan.phrases import Term

JOINS = frozenset(["dash", "to", "and", "or", "slash"])


class Windows(Days):
    """Recognises pieces in the terms of one phrase, from `i` on."""

    __slots__ = ("hedges", "i", "own", "terms", "weekdays")

    def __init__(self, words: str, terms: list[Term], calendar: Calendar) -> None:
        super().__init__(words, calendar)
        self.terms = terms
        self.i = 0
        self.own: list[Span] = []
        self.weekdays: list[int] = []
        self.hedges: list[str] = []

    def text(self, term: Term) -> str:
        """A term as it was written."""
        return self.words[term.start : term.end]

    def skip(self, *roles: str) -> None:
        """Pass over terms of these roles."""
        while self.terms[self.i].role in roles:
            self.i += 1

    # Pieces

    def item(self) -> Piece | None:
        """A piece with the words that narrow it: "the end of", "early". None restores `i`."""
        terms, save = self.terms, self.i
        hedges = len(self.hedges)
        while True:
            term = terms[self.i]
            if term.role == "hedge":
                if term.end - term.start > 1:
                    self.hedges.append(self.text(term))
            elif not (
                term.role == "article"
                or (term.role == "bound" and term.name == "in")
                or (term.role == "unit" and terms[self.i + 1].role == "article")
            ):
                break
            self.i += 1
        begin = term.start
        edge = part = ""
        if term.role == "edge":
            edge = term.name
            self.i += 1
            self.skip("dash", "article", "bound" if terms[self.i].name == "in" else "article")
            term = terms[self.i]
        if term.role == "part":
            part = term.name
            self.i += 1
            follows = terms[self.i]
            if follows.role in JOINS and terms[self.i + 1].role == "part":
                return Piece("partial", (begin, term.end), part=part)
            if follows.role == "dash":
                self.i += 1
            while terms[self.i].role == "article" or terms[self.i].name == "in":
                self.i += 1
        piece = self.piece()
        if piece is None and edge and terms[self.i].role == "unit" and terms[self.i].name == "year":
            self.i += 1
            piece = Piece("year", (begin, terms[self.i - 1].end))
        if piece is None:
            self.i = save
            del self.hedges[hedges:]
            return None
        if part:
            if piece.shape in ("day", "week", "week of", "plan month") or piece.part:
                raise self.ask(
                    f"What is {self.words[begin : piece.at[1]]!r}?",
                    "Write the days, such as `1 to 10 March 2018`.",
                    (begin, piece.at[1]),
                )
            piece.part = part
        if edge:
            piece.edge = edge
        piece.at = (begin, terms[self.i - 1].end)
        return piece

    def piece(self) -> Piece | None:
        """A bare piece at `i`, or None with `i` where it was."""
        save = self.i
        method = _PIECES.get(self.terms[save].role)
        piece = method(self) if method else None
        if piece is None:
            self.i = save
        else:
            piece.at = (self.terms[save].start, self.terms[self.i - 1].end)
        return piece

    def year_of(self, term: Term) -> int | None:
        """The year a term writes out: 2018 or '18. Others are numbers of something else."""
        if term.role == "number":
            if term.end - term.start == 4 and not term.name and FIRST_YEAR <= term.n <= LAST_YEAR:
                return term.n
        elif term.role == "short" and term.n < 2060:
            return term.n
        return None

    def year_after(self) -> int | None:
        """The year that follows a month or season: "2018", ", 2018", "of 2018", "-2018"."""
        terms, j = self.terms, self.i
        while terms[j].role in ("article", "comma", "calendar"):
            if terms[j].name in (";", ":"):
                return None
            j += 1
        if terms[j].role in ("dash", "slash") and j == self.i:
            j += 1
            # "June-2018" but not "June - 2018-02-11"
            if terms[j + 1].role == "dash" and terms[j + 2].role == "number":
                return None
        if terms[j].role == "unit" and terms[j].name == "year":
            j += 1
        found = self.year_of(terms[j])
        if found is not None:
            self.i = j + 1
        return found

    def whole(self, term: Term, least: int, most: int) -> bool:
        """Whether a term is a plain or ordinal number in digits within these bounds."""
        return (
            term.role == "number"
            and least <= term.n <= most
            and (term.name == "" or (term.name == "ordinal" and self.words[term.start].isdigit()))
        )

    def _month(self) -> Piece | None:
        terms = self.terms
        n = terms[self.i].n
        self.i += 1
        term = terms[self.i]
        piece = Piece("month", (0, 0), n)
        if self.whole(term, 1, 31) and (term.name or term.end - term.start <= 2):
            self.i += 1
            piece.shape, piece.day, piece.to = "day", term.n, term.n
            self._more_days(piece)
        piece.year = self.year_after()
        return piece

    def _more_days(self, piece: Piece) -> None:
        """The rest of "19-20", "4, 5 and 6": days of one month, run together."""
        terms = self.terms
        while True:
            j = self.i
            listed = False
            while terms[j].role in ("comma", "and"):
                listed = True
                j += 1
            if not listed:
                if terms[j].role not in ("dash", "to") and terms[j].name != "until":
                    return
                j += 1
            term, follows = terms[j], terms[j + 1]
            if not self.whole(term, 1, 31) or follows.role in ("month", "unit", "quarter", "dot"):
                return
            if follows.role == "slash" or (
                follows.role == "article" and terms[j + 2].role == "month"
            ):
                return
            if listed and follows.role not in ("comma", "and", "stop", "close", "number", "short"):
                return
            if listed and follows.role == "number" and self.year_of(follows) is None:
                return
            if term.n <= piece.to or (listed and term.n != piece.to + 1):
                raise self.ask(
                    f"The days {piece.to} and {term.n} do not run on.",
                    "Write a range that runs forwards, such as `4 to 6 October 2019`, "
                    "or one milestone for each day.",
                    (term.start, term.end),
                )
            piece.to = term.n
            self.i = j + 1

    def _season(self) -> Piece | None:
        name = self.terms[self.i].name
        self.i += 1
        piece = Piece("season", (0, 0), name=name, year=self.year_after())
        if piece.year is not None and season_starts(name, self.calendar.seasons) == 12:
            # "Winter 2015-16" says both of its years.
            mark, second = self.terms[self.i : self.i + 2]
            numbers = mark.role in ("dash", "slash") and second.role in ("number", "short")
            if numbers and second.n in (piece.year + 1, (piece.year + 1) % 100):
                piece.until = piece.year + 1
                self.i += 2
        return piece

    def _quarter(self) -> Piece | None:
        shape = self.terms[self.i].role
        most = 4 if shape == "quarter" else 2
        terms = self.terms
        self.i += 1
        term = terms[self.i]
        if term.role != "number" or not 1 <= term.n <= most or term.name == "ordinal":
            return None
        self.i += 1
        piece = Piece(shape, (0, 0), term.n, term.n)
        second = terms[self.i + 1]
        if (
            (terms[self.i].role in JOINS or terms[self.i].name in (",", "until"))
            and self.whole(second, term.n + 1, most)
            and second.end - second.start == 1
            and terms[self.i + 2].role not in ("month", "quarter", "half", "slash", "dot", "unit")
        ):
            piece.to = second.n
            self.i += 2
        return self._of_year(piece)

    def _of_year(self, piece: Piece) -> Piece:
        """A quarter or half with the year it is of, calendar or fiscal."""
        piece.year = None
        save = self.i
        self.skip("article", "comma", "calendar", "dash", "bound")
        if self.terms[save].name in (";", ":"):
            self.i = save
            return piece
        follows = self.terms[self.i]
        if follows.role == "fiscal" or self.year_of(follows) is not None:
            of = self.piece()
            if of and of.shape in ("fiscal", "straddle") and not (of.quarter or of.half):
                of.shape = "fiscal"
                self._within_fiscal(of, piece)
                return of
        self.i = save
        piece.year = self.year_after()
        return piece

    def _within_fiscal(self, of: Piece, piece: Piece) -> None:
        of.n, of.to = piece.n, piece.to
        of.quarter, of.half = (piece.n, 0) if piece.shape == "quarter" else (0, piece.n)

    def _quarter_within(self, of: Piece) -> None:
        """The quarter or half that follows a fiscal year: "FY18 Q2"."""
        save = self.i
        self.skip("comma", "dash")
        inner = self.piece() if self.terms[self.i].role in ("quarter", "half", "number") else None
        if inner and inner.shape in ("quarter", "half") and inner.year is None:
            self._within_fiscal(of, inner)
        else:
            self.i = save

    def _number(self) -> Piece | None:  # the forms that begin with a number, most telling first
        terms, i = self.terms, self.i
        term, follows = terms[i], terms[i + 1]
        if term.name in ("ordinal", "last"):
            found = self._ordinal(term, follows)
            if found:
                return found
        if term.name in ("last", "word"):
            return None
        if self.year_of(term) is not None:
            return self._year_first()
        if term.n < 1:
            return None
        if follows.role in ("quarter", "half") and term.end - term.start == 1:
            if terms[i + 2].role == "number" and not terms[i + 2].name:
                # "1Q18": nothing else is written so.
                last = terms[i + 2]
                if term.n <= 4 and last.end - last.start == 2 and last.start == follows.end:
                    self.i = i + 3
                    return Piece(follows.role, (0, 0), term.n, term.n, year=2000 + last.n)
            if (
                term.n <= (4 if follows.role == "quarter" else 2)
                and follows.end == follows.start + 1
            ):
                self.i = i + 2
                return self._of_year(Piece(follows.role, (0, 0), term.n, term.n))
            return None
        if follows.role in ("slash", "dash", "dot") and terms[i + 2].role == "number":
            found = self._numeric()
            if found:
                return found
        return self._day_first()

    def _ordinal(self, term: Term, follows: Term) -> Piece | None:
        terms, i = self.terms, self.i
        shape = follows.role
        if shape == "dash" and terms[i + 2].role in ("quarter", "half", "week"):
            i += 1
            follows = terms[i + 1]
            shape = follows.role
        if shape in ("quarter", "half"):
            most = 4 if shape == "quarter" else 2
            n = most if term.name == "last" else term.n
            if not 1 <= n <= most:
                return None
            self.i = i + 2
            # "first half of May": the middle of a month is no convention of planners
            if (
                shape == "half"
                and terms[self.i].role == "article"
                and terms[self.i + 1].role == "month"
            ):
                self.i += 1
                of = self._month()
                if of and of.shape == "month":
                    of.half = n
                    return of
                return None
            return self._of_year(Piece(shape, (0, 0), n, n))
        if (
            shape in JOINS
            and terms[i + 2].role == "number"
            and terms[i + 2].name in ("ordinal", "last")
        ) and terms[i + 3].role in ("quarter", "half"):
            self.i = i + 1
            return Piece("partial", (0, 0), term.n, term.n)
        if (shape == "week" and follows.name == "of") or (
            shape == "unit" and follows.name == "week"
        ):
            self.i = i + 2
            while terms[self.i].role == "article" or terms[self.i].name == "in":
                self.i += 1
            if terms[self.i].role == "month":
                of = self._month()
                if of and of.shape == "month":
                    of.shape, of.to = "week", 5 if term.name == "last" else term.n
                    return of
            return None
        if shape == "unit" and follows.name == "year" and term.name == "ordinal" and term.n < 51:
            self.i = i + 2
            return Piece("plan year", (0, 0), term.n, term.n)
        if shape == "number" and terms[i + 2].role == "unit" and terms[i + 2].name == "month":
            # "the first six months of 2018"
            count = follows.n
            self.i = i + 3
            self.skip("article")
            found = self.year_of(terms[self.i])
            if found is None or not 1 <= count <= 12 or term.n > 1:
                return None
            self.i += 1
            first = 1 if term.n == 1 else 13 - count
            return Piece("months", (0, 0), first, first + count - 1, year=found)
        return None

    def _day_first(self) -> Piece | None:
        """ "1 April 2019", "1st of April", "1-15 March 2018"."""
        terms = self.terms
        term = terms[self.i]
        if not self.whole(term, 1, 31) or (term.end - term.start == 4 and not term.name):
            return None
        piece = Piece("day", (0, 0), day=term.n, to=term.n)
        self.i += 1
        while terms[self.i].role != "month":
            role = terms[self.i].role
            if role == "article":
                self.i += 1
                if terms[self.i].role != "month":
                    return None
            elif (
                role in ("dash", "to", "and", "comma") or terms[self.i].name == "until"
            ) and self.whole(terms[self.i + 1], 1, 31):
                listed = role in ("and", "comma")
                second = terms[self.i + 1]
                if second.n <= piece.to or (listed and second.n != piece.to + 1):
                    return None
                piece.to = second.n
                self.i += 2
            else:
                return None
        piece.n = terms[self.i].n
        self.i += 1
        piece.year = self.year_after()
        return piece

    def _numeric(self) -> Piece | None:
        """ "10/31/2018", "31.12.2019", "6/30/18", "6/2018"."""
        terms, i = self.terms, self.i
        a, mark, b = terms[i], terms[i + 1].role, terms[i + 2]
        if a.name or b.name or a.end - a.start > 2:
            return None
        if terms[i + 3].role == mark and terms[i + 4].role == "number" and not terms[i + 4].name:
            c = terms[i + 4]
            if b.end - b.start > 2 or terms[i + 5].role == "slash":
                return None
            width = c.end - c.start
            if width not in (2, 4) or (width == 2 and mark == "dot"):
                return None
            self.i = i + 5
            return self._swappable(a, b, c, width)
        found = self.year_of(b)
        written = mark == "slash" or (a.end - a.start == 2 and mark == "dash")
        if found is None or not written or not 1 <= a.n <= 12:
            return None
        self.i = i + 3
        return Piece("month", (0, 0), a.n, year=found)

    def _swappable(self, a: Term, b: Term, c: Term, width: int) -> Piece:
        at = (a.start, c.end)
        number = c.n if width == 4 else 2000 + c.n
        if not FIRST_YEAR <= number <= LAST_YEAR:
            raise self.ask(
                f"The year {number} is outside {FIRST_YEAR} to {LAST_YEAR}.",
                "Write the year in four digits, such as `31 October 2018`.",
                at,
            )
        readings = []
        if exists(number, a.n, b.n):
            readings.append(("month-first", date(number, a.n, b.n)))
        if exists(number, b.n, a.n) and a.n != b.n:
            readings.append(("day-first", date(number, b.n, a.n)))
        if not readings:
            raise self.ask(
                f"{self.words[at[0] : at[1]]} is not a day in any order of day and month.",
                "Write the month as a word, such as `31 October 2018`.",
                at,
            )
        if len(readings) == 2:
            order = self.calendar.day_month_order or self._order_shown()
            readings = [one for one in readings if one[0] == order] or readings
        elif width == 2 and exists(2000 + a.n, b.n, c.n) and not self._order_shown(skip=a.start):
            readings.append(("year-first", date(2000 + a.n, b.n, c.n)))
        if len(readings) > 1:
            both = " or ".join(f"`{day_words(day)}`" for _, day in readings)
            raise self.ask(
                f"{self.words[at[0] : at[1]]} can be read in two ways.",
                f"Write {both}, or set `calendar.day_month_order` to month-first or day-first.",
                at,
            )
        day = readings[0][1]
        return Piece("day", at, day.month, day.day, day.day, day.year)

    def _order_shown(self, skip: int = -1) -> str | None:
        """The order another date of the same phrase shows, as in "10/11/2022 - 10/31/2022"."""
        terms, shown = self.terms, set()
        for k in range(len(terms) - 5):
            a, b, c = terms[k], terms[k + 2], terms[k + 4]
            if not (a.role == b.role == c.role == "number" and a.start != skip):
                continue
            if terms[k + 1].role == terms[k + 3].role and terms[k + 1].role in (
                "slash",
                "dash",
                "dot",
            ):
                if a.n <= 12 < b.n <= 31:
                    shown.add("month-first")
                elif b.n <= 12 < a.n <= 31:
                    shown.add("day-first")
        return shown.pop() if len(shown) == 1 else None

    def _year_first(self) -> Piece | None:
        terms, i = self.terms, self.i
        number = self.year_of(terms[i]) or 0
        mark, second = terms[i + 1], terms[i + 2]
        piece = Piece("year", (0, 0), year=number)
        self.i = i + 1
        if mark.role in ("slash", "dash", "dot") and second.role in ("number", "short"):
            found = self._second_number(piece, mark, second)
            if found:
                return found
            self.i = i + 1
        if mark.role in ("fiscal", "school") and self.year_of(terms[i + 2]) is None:
            if mark.name == "several":
                return None
            self.i = i + 2
            if mark.role == "school":
                raise self.ask(
                    "Which school year? It spans two.",
                    f"Write `school year {number}-{(number + 1) % 100:02}`, "
                    f"or the months, such as `August {number} to May {number + 1}`.",
                    (terms[i].start, mark.end),
                )
            piece.shape, piece.name = "fiscal", mark.name
            self._quarter_within(piece)
            return piece
        if mark.role == "calendar":
            self.i = i + 2
        # "2018 Q1", "2018: March", "2018-Q1"
        j, roles = self.i, {"quarter", "half", "month", "season", "number"}
        if terms[j].role == "comma" and terms[j].name != ";":
            j += 1
        elif terms[j].role == "dash":
            j, roles = j + 1, {"quarter", "half"}
        if terms[j].role in roles and not (
            terms[j].role == "number" and terms[j].name not in ("ordinal", "last")
        ):
            self.i = j
            inner = self.piece()
            listed = (
                j > i + 1
                and terms[j - 1].name != ":"
                and (self.terms[self.i].role in JOINS or self.terms[self.i].role == "comma")
                and terms[j - 1].role == "comma"
            )
            shared = ("quarter", "half", "month", "season", "day")
            if inner and inner.year is None and not listed and inner.shape in shared:
                inner.year = number
                return inner
            self.i = i + 1 if mark.role != "calendar" else i + 2
        return piece

    def _second_number(self, piece: Piece, mark: Term, second: Term) -> Piece | None:
        """What a number after a year and a mark makes of it: a day, a month, two years."""
        terms, i = self.terms, self.i - 1
        first = piece.year or 0
        width = second.end - second.start if second.role == "number" else 0
        if second.name:
            return None
        after = terms[i + 3]
        if width and width <= 2 and after.role == mark.role and self.whole(terms[i + 4], 1, 31):
            day = terms[i + 4]
            if day.end - day.start <= 2:
                self.i = i + 5
                return Piece("day", (0, 0), second.n, day.n, day.n, first)
        another = after.role == "quarter" and terms[i + 4].role != "number"  # "2018 - 4Q 2019"
        if mark.role == "dot" or after.role == "month" or another:
            return None
        following = self.year_of(second) if width != 2 else None
        of = terms[i + 4] if after.role == "article" else after
        kind = of.role if of.role in ("fiscal", "school") else ""
        if kind and of.role == "fiscal" and self.year_of(terms[i + 4 + (after.role == "article")]):
            kind = ""
        succeeds = second.n == (first + 1) % 100 if width == 2 else following == first + 1
        if succeeds and (kind or mark.role == "slash" or width == 2):
            if not kind and width == 2 and second.n <= 12:
                raise self.ask(
                    f"Is {self.words[terms[i].start : second.end]} a month, or two years?",
                    f"Write `{MONTHS[second.n - 1] if second.n else 'January'} {first}`, "
                    f"`FY {first}-{second.n:02}`, or `{first} to {first + 1}`.",
                    (terms[i].start, second.end),
                )
            self.i = i + 3
            piece.shape, piece.until = kind or "straddle", first + 1
            if kind:
                self.i = i + 4 + (after.role == "article")
                piece.name = "" if of.name == "several" else of.name
            if piece.shape != "school":
                self._quarter_within(piece)
            return piece
        if width == 2 and 1 <= second.n <= 12:
            self.i = i + 3
            return Piece("month", (0, 0), second.n, year=first)
        if width == 2 and mark.role == "dash" and not kind and second.n > (first + 1) % 100:
            self.i = i + 3
            piece.shape, piece.until = "years", first - first % 100 + second.n
            return piece
        if mark.role == "slash" or width in (1, 2):
            raise self.ask(
                f"What is {self.words[terms[i].start : second.end]}?",
                f"Write a month (`March {first}`), or both years in full "
                f"(`{first} to {first + 1}`).",
                (terms[i].start, second.end),
            )
        return None

    def _fiscal(self) -> Piece | None:
        terms = self.terms
        word = terms[self.i]
        self.i += 1
        self.skip("dash", "article")
        term = terms[self.i]
        number = self.year_of(term)
        if (
            number is None
            and term.role == "number"
            and term.end - term.start == 2
            and not term.name
        ):
            number = 2000 + term.n
        if number is None:
            return None
        self.i += 1
        piece = Piece("fiscal", (0, 0), year=number, name=word.name)
        mark, second = terms[self.i], terms[self.i + 1]
        if (
            mark.role in ("dash", "slash")
            and second.role in ("number", "short")
            and not second.name
        ):
            until = self.year_of(second)
            if until is None and second.end - second.start == 2:
                until = 2000 + second.n
            if (
                until is not None
                and until > number
                and terms[self.i + 2].role not in ("month", "quarter")
            ):
                self.i += 2
                piece.until = until
                if word.name == "several" and until == number + 1 and terms[self.i].role == "stop":
                    raise self.ask(
                        "Is this one fiscal year that spans two calendar years, or two of them?",
                        f"Write `FY {number}-{until % 100:02}`, or `FY{number} and FY{until}`.",
                        (word.start, second.end),
                    )
        self._quarter_within(piece)
        return piece

    def _school(self) -> Piece | None:
        word = self.terms[self.i]
        self.i += 1
        self.skip("dash", "article")
        first, mark, second = (
            self.terms[self.i : self.i + 3] if len(self.terms) > self.i + 2 else (word, word, word)
        )
        number = self.year_of(first)
        if number is None:
            return None
        until = self.year_of(second)
        if until is None and second.role == "number" and second.end - second.start == 2:
            until = number - number % 100 + second.n + (100 if number % 100 == 99 else 0)
        if mark.role not in ("dash", "slash", "to") or until != number + 1:
            raise self.ask(
                "Which school year? It spans two.",
                f"Write `school year {number}-{(number + 1) % 100:02}`, "
                f"or the months, such as `August {number} to May {number + 1}`.",
                (word.start, first.end),
            )
        self.i += 3
        return Piece("school", (0, 0), year=number, until=until)

    def _calendar(self) -> Piece | None:
        self.i += 1
        self.skip("dash", "article")
        term = self.terms[self.i]
        if term.role == "number" and term.end - term.start == 2 and not term.name:
            piece = Piece("year", (0, 0), year=2000 + term.n)
            self.i += 1
            save = self.i
            self.skip("comma", "dash")
            inner = self.piece() if self.terms[self.i].role in ("quarter", "half") else None
            if inner and inner.year is None:
                inner.year = piece.year
                return inner
            self.i = save
            return piece
        return self.piece() if self.year_of(term) is not None else None

    def _unit(self) -> Piece | None:
        terms = self.terms
        word = terms[self.i]
        if word.name not in ("year", "month"):
            return None
        self.i += 1
        self.skip("dash")
        term = terms[self.i]
        if word.name == "year" and self.year_of(term) is not None:
            return self.piece()
        if term.role != "number" or term.name in ("ordinal", "last") or not 1 <= term.n <= 120:
            return None
        self.i += 1
        piece = Piece(f"plan {word.name}", (0, 0), term.n, term.n)
        second = terms[self.i + 1]
        if (
            (terms[self.i].role in ("dash", "to", "and") or terms[self.i].name == "until")
            and second.role == "number"
            and second.name in ("", "word")
            and term.n < second.n <= 120
        ):
            piece.to = second.n
            self.i += 2
        return piece

    def _week(self) -> Piece | None:
        word = self.terms[self.i]
        self.i += 1
        self.skip("article", "comma")
        of = self.piece() if self.terms[self.i].role in ("month", "number", "weekday") else None
        if of is None or of.shape != "day" or of.to != of.day:
            return None
        of.shape, of.name = "week of", word.name
        return of

    def _weekday(self) -> Piece | None:
        named = self.terms[self.i].n
        self.i += 1
        self.skip("comma", "article")
        piece = self.piece() if self.terms[self.i].role in ("month", "number") else None
        if piece is None or piece.shape != "day":
            return None
        self.weekdays.append(named)
        return piece

    def _short(self) -> Piece | None:
        return self._year_first() if self.year_of(self.terms[self.i]) is not None else None

    def _own(self) -> Piece | None:
        span = self.own[self.terms[self.i].n]
        self.i += 1
        return Piece("own", (0, 0), span=span)


_PIECES: dict[str, Callable[[Windows], Piece | None]] = {
    "month": Windows._month,
    "number": Windows._number,
    "season": Windows._season,
    "quarter": Windows._quarter,
    "half": Windows._quarter,
    "fiscal": Windows._fiscal,
    "school": Windows._school,
    "calendar": Windows._calendar,
    "unit": Windows._unit,
    "week": Windows._week,
    "weekday": Windows._weekday,
    "short": Windows._short,
    "own": Windows._own,
}
"""How a piece may begin. The one table of its forms."""

DATED = frozenset([*_PIECES, "part", "edge"])
