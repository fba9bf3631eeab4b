"""From terms to windows of days: what one named piece of the calendar is.

A piece is a month, a day, a season, a fiscal quarter, a plan year; its year may still be
missing, because planners say it once for several ("late June-July 2019"). Here each is
recognised on its own; `scan` joins them, and `days` dates them once their years are known.
"""

from collections.abc import Callable, Mapping
from typing import Any

from welcomeplan.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Calendar,
    Question,
    Span,
    season_starts,
)
from welcomeplan.days import Days, Piece
from welcomeplan.phrases import Term

JOINS = frozenset(["dash", "to", "and", "or", "slash"])
MOST = {"quarter": 4, "half": 2}


class Windows(Days):
    """Recognises pieces in the terms of one phrase, from `i` on."""

    __slots__ = ("hedges", "i", "own", "terms", "weekdays")
    forms: "Mapping[str, Callable[[Any], Piece | None]]"  # by role: how a piece may begin

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

    def skip_in(self) -> None:
        """Pass over "of the", "in the"."""
        while self.terms[self.i].role == "article" or self.terms[self.i].name == "in":
            self.i += 1

    # Pieces

    def item(self) -> Piece | None:
        """A piece with the words that narrow it: "the end of", "early". None restores `i`."""
        terms, save = self.terms, self.i
        hedges = len(self.hedges)
        while True:
            term = terms[self.i]
            if term.role == "hedge":
                self.hedge(term)
            elif not (
                term.role == "article"
                or (term.role == "bound" and term.name == "in")
                or (term.role == "unit" and terms[self.i + 1].role == "article")
            ):
                break
            else:
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
            if terms[self.i].role in JOINS and terms[self.i + 1].role == "part":
                partial = Piece("partial")
                partial.part, partial.at = part, (begin, term.end)
                return partial
            if terms[self.i].role == "dash":
                self.i += 1
            self.skip_in()
        piece = self.piece()
        if piece is None and edge and terms[self.i].role == "unit" and terms[self.i].name == "year":
            self.i += 1
            piece = Piece("year")
        if piece is None:
            self.i = save
            del self.hedges[hedges:]
            return None
        if part and (piece.shape in ("day", "week", "week of", "plan month") or piece.part):
            raise self.ask(
                f"What is {self.words[begin : piece.at[1]]!r}?",
                (begin, piece.at[1]),
                "Write the days, such as `1 to 10 March 2018`.",
            )
        piece.part = part or piece.part
        piece.edge = edge or piece.edge
        piece.at = (begin, terms[self.i - 1].end)
        return piece

    def hedge(self, term: Term) -> None:
        """Keep a word that says how sure the plan is, and pass over it."""
        follows = self.terms[self.i + 1]
        if term.name == "if" and (follows.role == "bound" or follows.role in self.forms):
            raise self.ask(
                f"Does {self.text(term)!r} belong to the date after it, or to what is due?",
                term,
                "Set it apart with a comma, or put it after the date in brackets.",
            )
        if term.end - term.start > 1:
            self.hedges.append(self.text(term))
        self.i += 1

    def piece(self, *roles: str) -> Piece | None:
        """A bare piece at `i` (one that begins with these roles), or None with `i` as it was."""
        save = self.i
        role = self.terms[save].role
        method = self.forms.get(role) if not roles or role in roles else None
        piece = method(self) if method else None
        if piece is None:
            self.i = save
        else:
            piece.at = (self.terms[save].start, self.terms[self.i - 1].end)
        return piece

    # Numbers and years

    def year_of(self, term: Term) -> int | None:
        """The year a term writes out: 2018 or '18. Others are numbers of something else."""
        if term.role == "number":
            if term.end - term.start == 4 and not term.name and FIRST_YEAR <= term.n <= LAST_YEAR:
                return term.n
        elif term.role == "short" and term.n < 2060:
            return term.n
        return None

    def year_or_short(self, term: Term) -> int | None:
        """The year of a term that can be nothing else: "FY18", the 19 of "FY2018-19"."""
        if term.role == "number" and term.end - term.start == 2 and not term.name:
            return 2000 + term.n
        return self.year_of(term)

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

    def second_year(self, *marks: str) -> tuple[int, int] | None:
        """The year after such a mark, "-19" or "/2019", and how many digits it has."""
        mark, second = self.terms[self.i : self.i + 2]
        if mark.role not in marks:
            return None
        until = self.year_or_short(second)
        return None if until is None else (until, second.end - second.start)

    def whole(self, term: Term, least: int, most: int) -> bool:
        """Whether a term is a plain or ordinal number in digits within these bounds."""
        return (
            term.role == "number"
            and least <= term.n <= most
            and (term.name == "" or (term.name == "ordinal" and self.words[term.start].isdigit()))
        )

    # Months and days

    def _month(self) -> Piece | None:
        piece = Piece("month", self.terms[self.i].n)
        self.i += 1
        term = self.terms[self.i]
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
            while terms[j].role in ("comma", "and"):
                j += 1
            listed = j > self.i
            if not listed:
                if terms[j].role not in ("dash", "to") and terms[j].name != "until":
                    return
                j += 1
            term, follows = terms[j], terms[j + 1]
            if (
                not self.whole(term, 1, 31)
                or follows.role in ("month", "unit", "quarter", "dot", "slash")
                or (follows.role == "article" and terms[j + 2].role == "month")
            ):
                return
            closes = follows.role in ("comma", "and", "stop", "close", "short")
            if listed and not closes and self.year_of(follows) is None:
                return
            if term.n <= piece.to or (listed and term.n != piece.to + 1):
                raise self.ask(
                    f"The days {piece.to} and {term.n} do not run on.",
                    term,
                    "Write a range that runs forwards, such as `4 to 6 October 2019`, "
                    "or one milestone for each day.",
                )
            piece.to = term.n
            self.i = j + 1

    def _weekday(self) -> Piece | None:
        named = self.terms[self.i].n
        self.i += 1
        self.skip("comma", "article")
        piece = self.piece("month", "number")
        if piece is None or piece.shape != "day":
            return None
        self.weekdays.append(named)
        return piece

    def _week(self) -> Piece | None:
        """ "week of 8 March 2021", "week ending 12 March 2021"."""
        word = self.terms[self.i]
        self.i += 1
        self.skip("article", "comma")
        of = self.piece("month", "number", "weekday")
        if of is None or of.shape != "day" or of.to != of.day:
            return None
        of.shape, of.name = "week of", word.name
        return of

    def _season(self) -> Piece | None:
        name = self.terms[self.i].name
        self.i += 1
        piece = Piece("season", year=self.year_after(), name=name)
        if piece.year is not None and season_starts(name, self.calendar.seasons) == 12:
            # "Winter 2015-16" says both of its years.
            second = self.second_year("dash", "slash")
            if second and second[0] in (piece.year + 1, 2000 + (piece.year + 1) % 100):
                piece.until = piece.year + 1
                self.i += 2
        return piece

    # Quarters and halves, of calendar and fiscal years

    def _quarter(self) -> Piece | None:
        """ "Q1", "Q3-4", "Quarter 2"."""
        shape = self.terms[self.i].role
        terms = self.terms
        self.i += 1
        term = terms[self.i]
        if not self.whole(term, 1, MOST[shape]) or term.name:
            return None
        self.i += 1
        piece = Piece(shape, term.n, term.n)
        mark, second, follows = terms[self.i : self.i + 3]
        if (
            (mark.role in JOINS or mark.name in (",", "until"))
            and self.whole(second, term.n + 1, MOST[shape])
            and second.end - second.start == 1
            and follows.role not in ("month", "quarter", "half", "slash", "dot", "unit")
        ):
            piece.to = second.n
            self.i += 2
        return self._of_year(piece)

    def _of_year(self, piece: Piece) -> Piece:
        """A quarter or half with the year it is of, calendar or fiscal."""
        save = self.i
        self.skip("article", "comma", "calendar", "dash", "bound")
        if self.terms[save].name in (";", ":"):
            self.i = save
            return piece
        follows = self.terms[self.i]
        if follows.role == "fiscal" or self.year_of(follows) is not None:
            of = self.piece()
            if of and of.shape in ("fiscal", "straddle") and not of.inner:
                return of.but(shape="fiscal", n=piece.n, to=piece.to, inner=piece.shape)
        self.i = save
        piece.year = self.year_after()
        return piece

    def _with_quarter(self, year: Piece) -> Piece:
        """A year, or the quarter or half of it that follows: "FY18 Q2", "CY18 Q2"."""
        save = self.i
        self.skip("comma", "dash")
        inner = self.piece("quarter", "half", "number")
        if inner is None or inner.shape not in ("quarter", "half") or inner.year is not None:
            self.i = save
            return year
        if year.shape == "year":
            return inner.but(year=year.year)
        return year.but(n=inner.n, to=inner.to, inner=inner.shape)

    def _fiscal(self) -> Piece | None:
        word = self.terms[self.i]
        self.i += 1
        self.skip("dash", "article")
        number = self.year_or_short(self.terms[self.i])
        if number is None:
            return None
        self.i += 1
        piece = Piece("fiscal", year=number, name=word.name)
        second = self.second_year("dash", "slash")
        follows = self.terms[self.i + 2]
        if second and second[0] > number and follows.role not in ("month", "quarter"):
            piece.until = second[0]
            self.i += 2
            if word.name == "several" and piece.until == number + 1 and follows.role == "stop":
                raise self.ask(
                    "Is this one fiscal year that spans two calendar years, or two of them?",
                    (word.start, follows.start),
                    f"Write `FY {number}-{second[0] % 100:02}`, or `FY{number} and FY{second[0]}`.",
                )
        return self._with_quarter(piece)

    def _calendar(self) -> Piece | None:
        """ "CY2018", "CY18 Q2"."""
        self.i += 1
        self.skip("dash", "article")
        term = self.terms[self.i]
        if self.year_of(term) is not None:
            return self.piece()
        number = self.year_or_short(term)
        if number is None:
            return None
        self.i += 1
        return self._with_quarter(Piece("year", year=number))

    def _school(self) -> Piece | None:
        begin = self.terms[self.i]
        self.i += 1
        self.skip("dash", "article")
        first = self.terms[self.i]
        number = self.year_of(first)
        if number is None:
            return None
        self.i += 1
        second = self.second_year("dash", "slash", "to")
        if second is None or second[0] not in (number + 1, 2000 + (number + 1) % 100):
            raise self._which_school_year(number, (begin.start, first.end))
        self.i += 2
        piece = Piece("school", year=number)
        piece.until = number + 1
        return piece

    def _which_school_year(self, number: int, at: tuple[int, int]) -> Question:
        return self.ask(
            "Which school year? It spans two.",
            at,
            f"Write `school year {number}-{(number + 1) % 100:02}`, "
            f"or the months, such as `August {number} to May {number + 1}`.",
        )

    # Of the plan

    def _unit(self) -> Piece | None:
        """ "year 1", "years 1-2", "month 5"; "year 2018"."""
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
        piece = Piece(f"plan {word.name}", term.n, term.n)
        mark, second = terms[self.i : self.i + 2]
        ranged = mark.role in ("dash", "to", "and") or mark.name == "until"
        counted = second.role == "number" and second.name in ("", "word")
        if ranged and counted and term.n < second.n <= 120:
            piece.to = second.n
            self.i += 2
        return piece

    def _own(self) -> Piece | None:
        piece = Piece("own")
        piece.span = self.own[self.terms[self.i].n]
        self.i += 1
        return piece
