"""From left to right through the terms of a deadline: windows, repeats and waits.

Every role a term may have has one step here. A step may take the term, ask about it, or
settle the whole phrase (what waits on an event takes the rest of the words as that event's name).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from welcomeplan.calendar import Calendar, Question, Span, day_words
from welcomeplan.days import Piece
from welcomeplan.phrases import Term, terms
from welcomeplan.promise import Deadline, Offset, relative, resolve
from welcomeplan.recurrence import Recurrence
from welcomeplan.windows import DATED, JOINS, Windows

WRITE = "Write a date, such as `by mid-2018`, `Q1 2018` or `31 March 2018`."


@dataclass(slots=True)
class Window:
    """Pieces joined into one stretch of the phrase, and what stood before and after it."""

    items: list[tuple[str, Piece]]
    bound: str  # by before until from in or nothing
    begin: str  # begin, launch, open or nothing
    finish: bool
    bracketed: bool
    at: tuple[int, int]
    apart: bool = False  # other words stand between it and the window before
    onward: bool = False
    spans: list[Span] = field(default_factory=list)

    @property
    def joined(self) -> bool:
        """Whether words such as "to" or "until" make it run from one piece to another."""
        return any(join == "to" for join, _ in self.items)


class Scan(Windows):
    """One phrase, read from left to right; what it found is left in its fields."""

    __slots__ = (
        "apart",
        "begin",
        "bound",
        "bracketed",
        "duration",
        "finish",
        "heading",
        "labelled",
        "lasts",
        "loose",
        "ongoing",
        "repeats",
        "stale",
        "thereafter",
        "undated",
        "windows",
    )

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
        self.repeats: Recurrence | None = None

    def read(self) -> Deadline:
        """The deadline of the whole phrase. Raises Question."""
        raise NotImplementedError

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
                        "Write both ends of a range, or `2018 and beyond`.",
                        (before.start, before.end),
                    )
                return None
            if role in DATED:
                window = self._window(term)
                if window is not None:
                    self.windows.append(window)
                    continue
            step = _STEPS.get(role)
            if step is not None:
                waits = step(self, term)
                if waits is not None:
                    return waits
                continue
            if role in DATED:
                raise self.ask(
                    f"Which {self.text(term)}? The words don't say.", WRITE, (term.start, term.end)
                )
            raise self.ask(
                f"The word {self.text(term)!r} is not one a deadline is read from.",
                f"Leave it out and keep it in the milestone's title or text. {WRITE}",
                (term.start, term.end),
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
                f"Put the date right after the word that governs it. {WRITE}",
                (stale.start, stale.end),
            )
        self._check_before(first, self.terms[begin - 1] if begin else None)
        items = [("", first)]
        while True:
            save = self.i
            join = self._join()
            if not join and not (
                self.terms[save].role in DATED
                and items[-1][1].year is not None
                and items[-1][1].shape in ("month", "day", "season", "quarter")
            ):
                break
            piece = self.item()
            if piece is None or (not join and piece.shape != items[-1][1].shape):
                self.i = save
                break
            if join == "and" and self.bound == "between":
                join = "to"
            items.append((join or "beside", piece))
        window = Window(
            items,
            self.bound,
            self.begin,
            self.finish,
            self.bracketed,
            (first.at[0], items[-1][1].at[1]),
            self.apart,
        )
        self.apart = False
        self.bound = self.begin = ""
        self.finish = self.loose = False
        self._onward(window)
        return window

    def _check_before(self, first: Piece, before: Term | None) -> None:
        """Refuse "Vision 2030", "to 2018", "- 2018": a name with a year, and half a range."""
        if before is None:
            return
        if (
            before.role == "filler"
            and first.shape in ("year", "years")
            and not (self.bound or first.part or first.edge)
        ):
            raise self.ask(
                f"Is {self.words[before.start : first.at[1]]!r} a name or a date?",
                f"Write `in {first.year}` or `by {first.year}`.",
                (before.start, first.at[1]),
            )
        if before.role in ("to", "or") or (
            before.role in ("dash", "slash") and before is self.terms[0]
        ):
            raise self.ask(
                f"What comes before {self.words[before.start : first.at[1]]!r}?",
                "Write both ends of a range, or `by` and the last.",
                (before.start, first.at[1]),
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
            elif not (role == "begin" and term.name == "continue"):
                break
            self.i += 1
        if found == "?":
            return ""
        return found

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
                f"Leave it out, or set it apart with a comma. {WRITE}",
                (term.start, term.end),
            )
        if self.bound in ("before", "until"):
            raise self.ask(
                f"{self.bound.capitalize()} when? {self.text(term)!r} is not a date.",
                WRITE,
                (term.start, term.end),
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
        shape = self.windows[-1].items[-1][1].shape
        return self.terms[j].name == "event" and shape in ("day", "month", "week", "week of")

    def _adjective(self, term: Term) -> None:
        """ "half of the staff", "early childhood": part of what is done, if no date follows."""
        follows = self.i + 1
        while self.terms[follows].role in ("article", "dash"):
            follows += 1
        if self.terms[follows].role not in ("filler", "tail", "phase", "finish", "begin"):
            raise self.ask(
                f"{self.text(term)!r} of what?",
                "Write it out, such as `the first half of 2018` or `early 2018`.",
                (term.start, term.end),
            )
        self._filler(term)

    def _tail(self, term: Term) -> None:
        # "the date of", "the deadline of" leave what governs the date in force.
        if term.name == "event" and self.windows and not self.loose:
            shape = self.windows[-1].items[-1][1].shape
            if shape in ("year", "years", "fiscal", "straddle"):
                raise self.ask(
                    f"On what day is the {self.text(term)}?",
                    "Write the day or the month, such as `by November 2018`.",
                    (term.start, term.end),
                )
        if term.name == "event" and self.bound in ("before", "until"):
            raise self.ask(
                f"On what day is the {self.text(term)}?",
                "Write the day, such as `before 6 November 2018`.",
                (term.start, term.end),
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

    def _bound(self, term: Term) -> Deadline | None:
        self.i += 1
        if term.name == "within":
            waits = self._within(term)
            if waits is not None:
                return waits
        stale, self.stale, self.apart = self.stale, None, True
        self.loose = True
        if self.terms[self.i].role == "least":
            raise self._lower(self.terms[self.i])
        if self.bound in ("before", "until") and term.name == "in" and stale is None:
            raise self.ask(
                f"Is it {self.bound} that time, or in it?", WRITE, (term.start, term.end)
            )
        if self.bound == "by" and term.name == "in" and stale is None:
            return None  # "by in or around June"
        self.bound = "in" if term.name == "within" else term.name
        if self.duration and term.name in ("by", "before", "until"):
            raise self.ask(
                f"How do {Offset(*self.duration, True)} and the date after them go together?",
                WRITE,
                (term.start, term.end),
            )
        return None

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

    def _hedge(self, term: Term) -> None:
        if term.end - term.start > 1:
            self.hedges.append(self.text(term))
        self.i += 1

    def _ongoing(self, term: Term) -> None:
        self.ongoing = True
        self.i += 1

    def _undated(self, term: Term) -> None:
        beside = self.windows or self._dates_follow()
        if beside and not (self.bracketed or "date" in self.text(term).lower()):
            raise self.ask(
                f"There is a date, and {self.text(term)!r}: which holds?",
                f"Write one of them, or `(date {self.text(term)})` beside a window.",
                (term.start, term.end),
            )
        self.undated = term
        self.i += 1

    def _vague(self, term: Term) -> None:
        written = self.text(term)
        at = (term.start, term.end)
        message, remedy = {
            "when": (f"{written!r} names no date.", WRITE),
            "now": (f"{written!r} counts from a day that the words don't name.", WRITE),
            "range": (f"{written!r} needs dates that the words don't hold.", WRITE),
            "bound": (
                f"{written!r} says when it can't be sooner, not by when it is due.",
                "Write the deadline as `due`, and the earliest date as `starts`.",
            ),
            "slip": (
                f"{written!r} tells of a change of plan; which date holds now?",
                f"Write only the date that holds; the history keeps the old one. {WRITE}",
            ),
            "not": (f"{written!r} can turn the date into its opposite or a condition.", WRITE),
            "often": (
                f"{written!r} doesn't say how often, or when.",
                "Write `twice a year`, `every two years`, `every two months`, `twice a week`, "
                "or the months, such as `each January and August`.",
            ),
        }[term.name]
        raise self.ask(message, remedy, at)

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
        elif self.text(follows).lower() in ("i", "ii", "iii", "iv", "v"):
            self.i += 1

    def _lower(self, term: Term) -> Question:
        return self.ask(
            f"{self.text(term)!r} gives a bound, not the deadline itself.",
            "Write the date that holds, such as `by 30 September 2018`.",
            (term.start, term.end),
        )

    def _least(self, term: Term) -> None:
        self.i += 1
        follows = self.terms[self.i]
        if (
            follows.role not in ("number", "times", "filler", "often", "each")
            or self.year_of(follows) is not None
        ):
            raise self._lower(term)

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

    def _plus(self, term: Term) -> None:
        raise self.ask(
            "What does the plus sign say?", "Write `2018 and beyond`.", (term.start, term.end)
        )

    def _onward_alone(self, term: Term) -> None:
        raise self.ask(
            f"{self.text(term)!r} follows no date.",
            "Write `2018 and beyond`.",
            (term.start, term.end),
        )

    # Numbers, durations and waits

    def _quantity(self, term: Term) -> Deadline | None:
        """A number that begins no date: a count of something, or how long it takes."""
        terms = self.terms
        j = self.i + 1
        if terms[j].role in ("dash", "to", "or", "slash") and terms[j + 1].role == "number":
            last = terms[j + 1]
            k = j + 2 + (terms[j + 2].role == "dash")
            if terms[k].role == "unit":
                # "6 to 8 months": how long, roughly; of use only beside a date
                return self._duration(last, k, ranged=True)
        if terms[j].role == "x":
            j += 1
            self._count(term.n, j)
            return None
        k = j + (terms[j].role == "dash")
        if terms[k].role == "unit":
            return self._duration(term, k, ranged=False)
        follows = terms[j].role
        counts = (
            follows in ("filler", "tail", "each", "begin", "finish", "phase")
            or (terms[k].role == "filler")
            or (follows == "bound" and self.year_of(term) is None and not self.windows)
        )
        if not counts or (self.windows and (not self.loose or self.year_of(term) is not None)):
            self._stray(term)
        self.i = j
        return None

    def _stray(self, term: Term) -> NoReturn:
        raise self.ask(f"What does {self.text(term)!r} count?", WRITE, (term.start, term.end))

    def _duration(self, term: Term, k: int, ranged: bool) -> Deadline | None:
        """`term` days, weeks, months or years, the unit at `k`."""
        terms = self.terms
        unit = terms[k].name
        self.i = k + 1
        if (
            terms[self.i].role == "after"
            or terms[self.i].name == "from"
            or terms[self.i].role == "upon"
        ):
            return self._wait(term, unit, within=False, ranged=ranged)
        if terms[self.i].name in ("before", "by", "until"):
            raise self.ask(
                f"{term.n} {unit}s {self.text(terms[self.i])} what day?",
                WRITE,
                (term.start, terms[self.i].end),
            )
        if not self.bracketed:
            if self.begin and not self.windows:
                raise self.ask(
                    "Does that length of time belong to the beginning?",
                    "Write both dates, such as `August 2025 to July 2026`.",
                    (term.start, terms[k].end),
                )
            if self.windows:
                if self.bound != "in":
                    raise self.ask(
                        "Does that length of time change the date before it?",
                        "Write both dates, such as `August 2025 to July 2026`, "
                        "or put it in brackets.",
                        (term.start, terms[k].end),
                    )
                self.lasts = True
            self.duration = (0 if ranged else term.n, unit)
        return None

    def _within(self, word: Term) -> Deadline | None:
        """ "within 60 days of ...": the wait, or None when what follows is a plain period."""
        terms, save = self.terms, self.i
        self.skip("article", "hedge")
        term = terms[self.i]
        if term.role == "number" and self.year_of(term) is None:
            k = self.i + 1
            ranged = False
            while terms[k].role in ("slash", "dash", "to") and terms[k + 1].role == "number":
                k, ranged = k + 2, True
            k += terms[k].role == "dash"
            if terms[k].role == "unit" and term.name != "ordinal":
                self.i = k + 1
                return self._wait(term, terms[k].name, within=True, ranged=ranged)
        self.i = save
        return None

    def _wait(self, term: Term, unit: str, within: bool, ranged: bool) -> Deadline:
        at = (term.start, self.terms[self.i - 1].end)
        join = self.terms[self.i]
        if ranged:
            raise self.ask(
                f"{self.words[at[0] : at[1]]!r} is several lengths of time.",
                "Write one, such as `within 6 months of adoption`, or one milestone for each.",
                at,
            )
        if join.role not in ("article", "after", "upon") and join.name != "from":
            raise self.ask(
                f"{self.words[at[0] : at[1]]!r} of what? Nothing says when it begins to count.",
                f"Write `within {term.n} {unit}s of adoption`, `{term.n} {unit}s after` and a "
                "milestone's id, or the date.",
                at,
            )
        if not 0 < term.n <= 36500:
            raise self.ask(f"{self.text(term)} {unit}s is no length of time.", WRITE, at)
        self.i += 1
        return self._anchored(Offset(term.n, unit, within), at)

    def _after(self, term: Term) -> Deadline:
        """ "after", "upon", "once": it waits on something that must not be a date."""
        if self.windows or self.bound:
            raise self.ask(
                f"{self.text(term)!r} beside a date or another bound: which holds?",
                "Write the deadline as `due`, and what it waits on under `after`.",
                (term.start, term.end),
            )
        self.i += 1
        return self._anchored(None, (term.start, term.end))

    def _anchored(self, offset: Offset | None, at: tuple[int, int]) -> Deadline:
        """The relative deadline whose anchor is the rest of the phrase."""
        anchor = _anchor(self.words[self.terms[self.i - 1].end :])
        if not anchor:
            raise self.ask(f"{self.words[at[0] : at[1]]!r} of what?", WRITE, at)
        rest = self.terms[self.i :]
        if anchor.lower() in _ADOPTION:
            adopted = self.calendar.adopted
            waiting = relative(self.words, "adopted", offset)
            if adopted is None:
                raise self.ask(
                    "When was the plan adopted?",
                    "Set `adopted` in plan.yaml, for example `2017-09-05`.",
                    at,
                )
            return resolve(waiting, adopted)
        if any(
            term.role in ("each", "vague", "bound", "often") and term.name not in ("in", "from")
            for term in rest
        ):
            raise self.ask(
                f"What it waits on is not one event: {anchor[:60]!r}.",
                "Write one event or a milestone's id, such as `90 days after guidance`.",
                at,
            )
        if " " not in anchor and any(
            term.role in ("filler", "tail", "begin", "finish", "phase", "unknown") for term in rest
        ):
            return relative(self.words, anchor, offset)  # an id, though it hold a year
        try:
            of = type(self)(anchor, self.calendar, None).read()
        except Question:
            if any(term.role == "month" for term in rest) and all(
                term.role in ("month", "number", "comma", "article", "stop", "dash", "slash")
                for term in rest
            ):
                raise
            return relative(self.words, anchor, offset)
        if of.kind == "date" and of.start == of.end and of.end is not None and offset is not None:
            return resolve(relative(self.words, day_words(of.end), offset), of.end)
        if offset is None:
            raise self.ask(
                f"'After' {anchor} says when it can't be sooner, not by when it is due.",
                "Write the deadline as `due`, and the earliest date as `starts`.",
                at,
            )
        raise self.ask(
            f"{anchor!r} is not a single day to count from.",
            f"Write a day, such as `{offset} after 1 July 2018`, or the deadline itself.",
            at,
        )

    # What repeats

    def _often(self, term: Term) -> None:
        self.i += 1
        follows = self.terms[self.i]
        if follows.role in ("filler", "tail") and self.repeats is None and self._dates_follow():
            raise self.ask(
                f"Does it repeat after that date? {self.text(term)!r} can be the name of a thing.",
                "Write the date alone, or `each March`.",
                (term.start, term.end),
            )
        self._repeat(term, term.name, term.n, 1)

    def _repeat(self, term: Term, unit: str, every: int, count: int) -> None:
        if unit == "month" and every % 12 == 0:
            unit, every = "year", every // 12
        months = every * (12 if unit == "year" else 1)
        if count > 1 and unit in ("month", "year") and months % count == 0:
            unit, every, count = "month", months // count, 1
        found = Recurrence(unit, every, count)
        if self.repeats not in (None, found):
            raise self.ask(
                "It repeats in two ways.",
                "Write one, such as `quarterly`; a second one is a milestone of its own.",
                (term.start, term.end),
            )
        self.repeats = found

    def _each(self, term: Term) -> None:
        terms = self.terms
        self.i += 1
        every = 1
        self.skip("article")
        if terms[self.i].role == "other":
            every = 2
            self.i += 1
        elif terms[self.i].role == "number" and terms[self.i + 1].role in ("unit", "quarter"):
            every = terms[self.i].n
            self.i += 1
        self.skip("calendar", "dash")
        of = terms[self.i]
        if terms[self.i - 1].role == "calendar":
            of = terms[self.i - 1]
        if of.role == "unit" or (
            of.role in ("quarter", "half") and terms[self.i + 1].role != "number"
        ):
            self.i += 1
            unit, months = (
                (of.name, 1) if of.role == "unit" else ("month", 3 if of.role == "quarter" else 6)
            )
            if 0 < every * months <= 600:
                self._repeat(term, unit, every * months, 1)
                return
        elif of.role == "calendar" and every == 1:
            self._repeat(term, "year", 1, 1)
            return
        elif every == 1 and of.role in (
            "month",
            "season",
            "quarter",
            "half",
            "number",
            "part",
            "edge",
        ):
            self.loose = True
            self._repeat(term, "year", 1, 1)
            return
        raise self.ask(
            f"Each what? {self.text(of) or 'nothing'!r} is not a period that can be derived.",
            "Write `each quarter`, `every two years`, or months: `each January and August`.",
            (term.start, of.end),
        )

    def _times(self, term: Term) -> None:
        self._count(term.n, self.i + 1)

    def _count(self, count: int, j: int) -> None:
        """`count` times per something at `j`."""
        terms = self.terms
        term = terms[self.i]
        while terms[j].role in ("each", "article", "slash") or terms[j].name == "in":
            j += 1
        of = terms[j]
        every = 1
        if of.role == "number" and terms[j + 1].role == "unit":
            every, of, j = of.n, terms[j + 1], j + 1
        self.i = j + 1
        if 0 < count <= 366 and 0 < every <= 100:
            if of.role == "unit":
                self._repeat(term, of.name, every, count)
                return
            if of.role == "quarter":
                self._repeat(term, "month", 3 * every, count)
                return
            if of.role == "often" and every == 1:
                self._repeat(term, of.name, of.n, count)
                return
        raise self.ask(
            "How often?", "Write `twice a year` or `4 times per year`.", (term.start, of.end)
        )

    def _thereafter(self, term: Term) -> None:
        self.thereafter = True
        self.i += 1


_STEPS: dict[str, Callable[[Scan, Term], Deadline | None]] = {
    "article": Scan._pass,
    "dash": Scan._punctuation,
    "slash": Scan._punctuation,
    "comma": Scan._punctuation,
    "and": Scan._punctuation,
    "to": Scan._punctuation,
    "or": Scan._punctuation,
    "open": Scan._bracket,
    "close": Scan._bracket,
    "filler": Scan._filler,
    "tail": Scan._tail,
    "x": Scan._filler,
    "half": Scan._adjective,
    "part": Scan._adjective,
    "bound": Scan._bound,
    "begin": Scan._begin,
    "finish": Scan._finish,
    "label": Scan._label,
    "hedge": Scan._hedge,
    "ongoing": Scan._ongoing,
    "undated": Scan._undated,
    "vague": Scan._vague,
    "term": Scan._pass,
    "phase": Scan._phase,
    "least": Scan._least,
    "latest": Scan._latest,
    "reason": Scan._reason,
    "edge": Scan._edge,
    "plus": Scan._plus,
    "onward": Scan._onward_alone,
    "number": Scan._quantity,
    "after": Scan._after,
    "upon": Scan._after,
    "often": Scan._often,
    "each": Scan._each,
    "times": Scan._times,
    "thereafter": Scan._thereafter,
}

_ADOPTION = frozenset(
    [
        "adoption",
        "adopted",
        "plan adoption",
        "adoption of the plan",
        "adoption of this plan",
        "the adoption of the plan",
        "the plan is adopted",
        "plan is adopted",
        "the plan's adoption",
    ]
)


def _anchor(rest: str) -> str:
    """What a wait is for: the id in "the completion of ID", else the words themselves."""
    words = rest.strip(" .,;:()[]")
    for opening in ("the ", "completion of ", "the "):
        if words.lower().startswith(opening):
            words = words[len(opening) :]
    for ending in (" is complete", " is completed", " is done", " are complete", " are completed"):
        words = words.removesuffix(ending)
    return words.strip()
