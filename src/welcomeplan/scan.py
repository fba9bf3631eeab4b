"""From left to right through the terms of a deadline: windows, and the words around them.

Every role a term may have has one step, here or in `counts`, where the table of steps stands. A
step may take the term, ask about it, or settle the whole phrase.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from welcomeplan.calendar import Calendar, Span
from welcomeplan.days import WRITE, Piece
from welcomeplan.numbers import DATED, Numbers
from welcomeplan.phrases import Term, nearly, terms
from welcomeplan.promise import Deadline, Offset, Recurrence
from welcomeplan.windows import JOINS


class Window:
    """Pieces joined into one stretch of the phrase, and what stood before and after it."""

    __slots__ = (
        *("apart", "at", "begin", "bound", "bracketed"),
        *("finish", "joins", "onward", "pieces", "spans"),
    )

    def __init__(
        self, joins: list[str], pieces: list[Piece], bound: str = "", begin: str = ""
    ) -> None:
        self.joins = joins  # what stands before each piece; nothing before the first
        self.pieces = pieces
        self.bound = bound  # by before until from in between, or nothing
        self.begin = begin  # begin, launch, open or nothing
        self.at = (pieces[0].at[0], pieces[-1].at[1])
        self.finish = self.bracketed = False
        self.apart = False  # other words stand between it and the window before
        self.onward = False
        self.spans: list[Span] = []

    @property
    def ranged(self) -> bool:
        """Whether it runs from one piece to another: "June to August", "2018-2020"."""
        return self.joins[1:] in (["to"], ["dash"])


class Scan(Numbers, ABC):
    """One phrase, read from left to right; what it found is left in its fields."""

    __slots__ = (
        *(
            "apart",
            "aside",
            "begin",
            "bound",
            "bracketed",
            "duration",
            "finish",
            "heading",
            "labelled",
        ),
        *("lasts", "loose", "ongoing", "repeats", "stale", "thereafter", "undated", "windows"),
    )
    steps: Mapping[str, Callable[[Any, Term], Deadline | None]]  # by role of a term

    def __init__(self, words: str, calendar: Calendar, heading: int | None) -> None:
        super().__init__(words, terms(words), calendar)
        self.heading = heading
        self.windows: list[Window] = []
        self.bound = self.begin = ""
        self.stale: Term | None = None  # a word between "by" and what should be its date
        self.finish = self.bracketed = self.labelled = self.ongoing = False
        self.thereafter = self.lasts = self.apart = False
        self.loose = True  # whether a word may follow here without changing the date before it
        self.undated: Term | None = None
        self.duration: tuple[int, str] | None = None
        self.aside: Offset | None = None  # a length of time in brackets
        self.repeats: Recurrence | None = None

    @abstractmethod
    def read(self) -> Deadline:
        """The deadline of the whole phrase, which `grammar` puts together. Raises Question."""

    # From left to right

    def _scan(self) -> Deadline | None:
        while True:
            term = self.terms[self.i]
            role = term.role
            if role == "stop":
                before = self.terms[self.i - 1]
                if before.role in JOINS or before.name in ("from", "before", "until"):
                    raise self.ask(
                        f"What follows {self.text(before)!r}?",
                        before,
                        "Write both ends of a range, or `2018 and beyond`.",
                    )
                return None
            if role in DATED:
                window = self._window(term)
                if window is not None:
                    self.windows.append(window)
                    continue
            step = self.steps.get(role)
            if step is not None:
                waits = step(self, term)
                if waits is not None:
                    return waits
                continue
            if role in DATED:
                raise self.ask(f"Which {self.text(term)}? The words don't say.", term)
            raise self.ask(
                f"The word {self.text(term)!r} is not one a deadline is read from.",
                term,
                f"{nearly(self.text(term).lower())}"
                f"Leave it out and keep it in the milestone's title or text. {WRITE}",
            )

    def _window(self, term: Term) -> Window | None:
        """The pieces from here on, with the joins between them; None if here is none."""
        begin = self.i
        first = self.item()
        if first is None:
            return None
        if self.stale is not None:
            stale = self.stale
            raise self.ask(
                f"What does {self.text(stale)!r} say about the date?",
                stale,
                f"Put the date right after the word that governs it. {WRITE}",
            )
        while begin and self.terms[begin - 1].role == "article":
            begin -= 1
        self._check_before(first, self.terms[begin - 1] if begin else None)
        joins, pieces = [""], [first]
        while True:
            save = self.i
            join = self._join()
            if not join and not (
                self.terms[save].role in DATED
                and pieces[-1].year is not None
                and pieces[-1].shape in ("month", "day", "season", "quarter")
            ):
                break
            piece = self.item()
            if piece is None or (not join and piece.shape != pieces[-1].shape):
                self.i = save
                break
            if join == "and" and self.bound == "between":
                join = "to"
            joins.append(join or "beside")
            pieces.append(piece)
        window = Window(joins, pieces, self.bound, self.begin)
        window.finish, window.bracketed, window.apart = self.finish, self.bracketed, self.apart
        self.apart = False
        self.bound = self.begin = ""
        self.finish = self.loose = False
        self._onward(window)
        return window

    def _check_before(self, first: Piece, before: Term | None) -> None:
        """Refuse "Vision 2030", "to 2018", "- 2018": a name with a year, and half a range."""
        if before is None:
            return
        bare = first.shape in ("year", "years") and not (first.part or first.edge)
        coded = first.shape == "month" and self.words[slice(*first.at)][:4].isdigit()
        if before.role == "filler" and (bare or coded) and not self.bound:
            raise self.ask(
                f"Is {self.words[before.start : first.at[1]]!r} a name or a date?",
                (before.start, first.at[1]),
                f"Write `in {first.year}` or `by {first.year}`.",
            )
        if before.role in ("to", "or") or (
            before.role in ("dash", "slash") and before is self.terms[0]
        ):
            raise self.ask(
                f"What comes before {self.words[before.start : first.at[1]]!r}?",
                (before.start, first.at[1]),
                "Write both ends of a range, or `by` and the last.",
            )

    def _join(self) -> str:
        """The join at `i`, passed over: to, dash, and, or, slash; empty if there is none."""
        found = ""
        while True:
            term = self.terms[self.i]
            role = term.role
            if role in JOINS:
                found = role if found in ("", "comma", "and") else "?"
            elif role == "bound" and term.name == "until":
                found = "to"
            elif role == "comma" and term.name != ":" and not found:
                found = "comma"
            else:
                break
            self.i += 1
        return "" if found == "?" else found

    def _onward(self, window: Window) -> None:
        """ "2018 and beyond", "2018+", "June 2018 - ongoing": it has a beginning and no end."""
        save = self.i
        while self.terms[self.i].role in ("dash", "and", "to", "comma", "slash"):
            self.i += 1
        term = self.terms[self.i]
        if term.role == "onward" or (term.role == "ongoing" and self.i > save):
            window.onward = True
            self.i += 1
        elif self.terms[save].role == "plus":
            window.onward = True
            self.i = save + 1
        else:
            self.i = save

    # One step for each role of a term that begins no piece

    def _pass(self, term: Term) -> None:
        self.i += 1

    def _punctuation(self, term: Term) -> None:
        self.loose = True
        self.i += 1

    def _bracket(self, term: Term) -> None:
        self.bracketed = term.role == "open"
        self._punctuation(term)

    def _filler(self, term: Term) -> None:
        if self.windows and not self.loose and not self._event_follows():
            raise self.ask(
                f"What does {self.text(term)!r} say about the date before it?",
                term,
                f"Leave it out, or set it apart with a comma. {WRITE}",
            )
        if self.bound in ("before", "until"):
            raise self.ask(
                f"{self.bound.capitalize()} when? {self.text(term)!r} is not a date.", term
            )
        if self.bound and self.stale is None:
            self.stale = term
        self.apart = True
        self.i += 1

    def _event_follows(self) -> bool:
        """ "October 2019 council meeting": the date is the event's, unless it is a bare year."""
        j = self.i
        while self.terms[j].role == "filler":
            j += 1
        shape = self.windows[-1].pieces[-1].shape
        return self.terms[j].name == "event" and shape in ("day", "month", "week", "week of")

    def _adjective(self, term: Term) -> None:
        """ "half of the staff", "early childhood": part of what is done, if no date follows."""
        follows = self.i + 1
        while self.terms[follows].role in ("article", "dash"):
            follows += 1
        if self.terms[follows].role not in ("filler", "tail", "phase", "finish", "begin"):
            raise self.ask(
                f"{self.text(term)!r} of what?",
                term,
                "Write it out, such as `the first half of 2018` or `early 2018`.",
            )
        self._filler(term)

    def _post(self, term: Term) -> None:
        """ "post the report" is a task; "post-2020" is after it."""
        follows = self.terms[self.i + 1]
        if follows.role not in ("filler", "article", "tail", "phase"):
            message, remedy = _VAGUE["bound"]
            raise self.ask(message.format(repr(self.text(term))), term, remedy)
        self._filler(term)

    def _tail(self, term: Term) -> None:
        # "the date of", "the deadline of" leave what governs the date in force.
        if term.name == "event":
            bound, shape = self.bound, ""
            if self.windows and not self.loose:
                window = self.windows[-1]
                bound, shape = window.bound, window.pieces[-1].shape
            whole_years = shape in ("year", "years", "fiscal", "straddle")
            if whole_years or (bound in ("before", "until") and shape != "day"):
                raise self.ask(
                    f"On what day is the {self.text(term)}?",
                    term,
                    "Write the day or the month, such as `by November 2018`.",
                )
        self.apart = True
        self.i += 1

    def _latest(self, term: Term) -> None:
        """ "2020 at the latest", "June 2018 or sooner": only the end of it counts."""
        if not self.windows:
            self.bound = "by"
        elif self.windows[-1].bound in ("", "in"):
            self.windows[-1].bound = "by"
        self.i += 1

    def _begin(self, term: Term) -> None:
        self.i += 1
        self.apart = True
        if self.windows and not self.loose:
            # "a January 2019 launch"
            self.windows[-1].begin = term.name
        elif self.windows and len(self.windows) == 1 and not self.windows[0].begin:
            # "In January 2019, launch the site"; if a date follows, it is a second window
            self.begin = term.name
            if not self._dates_follow():
                self.windows[0].begin = term.name
        else:
            self.begin, self.finish = term.name, False

    def _dates_follow(self) -> bool:
        return any(
            term.role in ("month", "short", "season") or self.year_of(term)
            for term in self.terms[self.i :]
        )

    def _finish(self, term: Term) -> None:
        self.begin, self.finish, self.apart = "", True, True
        self.i += 1

    def _label(self, term: Term) -> None:
        self.labelled = True
        self.begin = ""
        self.i += 1

    def _ongoing(self, term: Term) -> None:
        self.ongoing = True
        self.i += 1

    def _undated(self, term: Term) -> None:
        beside = self.windows or self._dates_follow()
        if beside and not (self.bracketed or "date" in self.text(term).lower()):
            raise self.ask(
                f"There is a date, and {self.text(term)!r}: which holds?",
                term,
                f"Write one of them, or `(date {self.text(term)})` beside a window.",
            )
        self.undated = term
        self.i += 1

    def _vague(self, term: Term) -> NoReturn:
        message, remedy = _VAGUE[term.name or term.role]
        raise self.ask(message.format(repr(self.text(term))), term, remedy)

    def _phase(self, term: Term) -> None:
        if self.windows and not self.loose:
            self._filler(term)
            return
        self.i += 1
        follows = self.terms[self.i]
        if follows.role == "number" and not follows.name and self.year_of(follows) is None:
            self.i += 1
            if self.terms[self.i].role in ("dash", "and") and self.whole(
                self.terms[self.i + 1], 1, 99
            ):
                after = self.terms[self.i + 2].role
                if after not in ("month", "slash", "dash", "quarter"):
                    self.i += 2
            while self.terms[self.i].role == "dot":
                self.i += 2  # "Goal 1.2"
        elif self.text(follows).lower() in ("i", "ii", "iii", "iv", "v"):
            self.i += 1

    def _least(self, term: Term) -> None:
        self.i += 1
        follows = self.terms[self.i]
        if (
            follows.role not in ("number", "times", "filler", "often", "each")
            or self.year_of(follows) is not None
        ):
            self._vague(term)

    def _reason(self, term: Term) -> None:
        """ "in line with the annual report": why, not when, to the end of the phrase."""
        self.i += 1
        while self.terms[self.i].role in ("filler", "tail", "article", "often", "phase", "and"):
            self.i += 1

    def _edge(self, term: Term) -> None:
        """ "end of each month" is the month's deadline anyway; "end homelessness" is a verb."""
        follows = self.i + 1
        while self.terms[follows].role == "article":
            follows += 1
        if self.terms[follows].role == "each":
            self.i = follows
        else:
            self._filler(term)


_HOLDS = f"Write only the date that holds; the history keeps the old one. {WRITE}"
_VAGUE = {
    "when": ("{0} names no date.", WRITE),
    "now": ("{0} counts from a day that the words don't name.", WRITE),
    "range": ("{0} needs dates that the words don't hold.", WRITE),
    "bound": (
        "{0} says when it can't be sooner, not by when it is due.",
        "Write the deadline as `due`, and the earliest date as `starts`.",
    ),
    "least": ("{0} gives a bound, not the deadline itself.", WRITE),
    "slip": ("{0} tells of a change of plan; which date holds now?", _HOLDS),
    "past": ("{0} tells of something done; what is due, and when?", _HOLDS),
    "not": ("{0} can turn the date into its opposite or a condition.", WRITE),
    "often": (
        "{0} doesn't say how often, or when.",
        "Write `twice a year`, `every two years`, `every two months`, `twice a week`, "
        "or the months, such as `each January and August`.",
    ),
    "plus": ("What does the plus sign say?", "Write `2018 and beyond`."),
    "onward": ("{0} follows no date.", "Write `2018 and beyond`."),
}
"""Words that can't be dated by a rule: what each lacks, and what to write."""
