"""Counts, lengths of time, waits and repeats: "2 trainings", "90 days after", "each March".

What waits on an event takes the rest of the phrase as that event's name.
"""

from typing import NoReturn

from welcomeplan.calendar import Question, day_words
from welcomeplan.phrases import Term
from welcomeplan.promise import LONGEST_WAIT, Deadline, Offset, Recurrence, relative, resolve
from welcomeplan.scan import Scan


class Counts(Scan):
    """The steps that numbers and repeats take, and the table of all steps."""

    __slots__ = ()

    def _bound(self, term: Term) -> Deadline | None:
        self.i += 1
        if term.name == "within":
            waits = self._within(term)
            if waits is not None:
                return waits
        stale, self.stale, self.apart = self.stale, None, True
        self.loose = True
        if self.terms[self.i].role == "least":
            self._vague(self.terms[self.i])
        if self.bound in ("before", "until") and term.name == "in" and stale is None:
            raise self.ask(f"Is it {self.bound} that time, or in it?", term)
        if self.bound == "by" and term.name == "in" and stale is None:
            return None  # "by in or around June"
        self.bound = "in" if term.name == "within" else term.name
        if self.duration and term.name in ("by", "before", "until"):
            raise self.ask(
                f"How do {Offset(*self.duration, True)} and the date after them go together?", term
            )
        return None

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
            if terms[k].role == "filler" and self.year_of(term) is self.year_of(last) is None:
                self.i += 2  # "2 to 3 events"
                return None
        if terms[j].role == "x":
            j += 1
            self._count(term.n, j)
            return None
        k = j + (terms[j].role == "dash")
        if terms[k].role == "unit":
            return self._duration(term, k, ranged=False)
        follows = terms[j].role
        if term.name == "last" and follows == "filler" and self.text(terms[j]).endswith("ed"):
            raise self.ask(f"{self.text(term)!r} tells of something done; what is due?", term)
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
        raise self.ask(f"What does {self.text(term)!r} count?", term)

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
                (term.start, terms[self.i].end),
            )
        if not self.bracketed:
            if self.begin and not self.windows:
                raise self.ask(
                    "Does that length of time belong to the beginning?",
                    (term.start, terms[k].end),
                    "Write both dates, such as `August 2025 to July 2026`.",
                )
            if self.windows:
                if self.bound != "in":
                    raise self.ask(
                        "Does that length of time change the date before it?",
                        (term.start, terms[k].end),
                        "Write both dates, such as `August 2025 to July 2026`, "
                        "or put it in brackets.",
                    )
                self.lasts = True
            self.duration = (0 if ranged else term.n, unit)
        elif self.windows and 0 < term.n <= 1200:
            self.aside = Offset(term.n, unit, True)
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
                at,
                "Write one, such as `within 6 months of adoption`, or one milestone for each.",
            )
        if join.role not in ("article", "after", "upon") and join.name != "from":
            raise self.ask(
                f"{self.words[at[0] : at[1]]!r} of what? Nothing says when it begins to count.",
                at,
                f"Write `within {term.n} {unit}s of adoption`, `{term.n} {unit}s after` and a "
                "milestone's id, or the date.",
            )
        if not 0 < term.n <= LONGEST_WAIT[unit]:
            raise self.ask(f"{self.text(term)} {unit}s is no length of time.", at)
        self.i += 1
        return self._anchored(Offset(term.n, unit, within), at)

    def _after(self, term: Term) -> Deadline:
        """ "after", "upon", "once": it waits on something that must not be a date."""
        if self.windows or self.bound:
            raise self.ask(
                f"{self.text(term)!r} beside a date or another bound: which holds?",
                term,
                "Write the deadline as `due`, and what it waits on under `after`.",
            )
        self.i += 1
        return self._anchored(None, (term.start, term.end))

    def _anchored(self, offset: Offset | None, at: tuple[int, int]) -> Deadline:
        """The relative deadline whose anchor is the rest of the phrase."""
        anchor = _anchor(self.words[self.terms[self.i - 1].end :])
        if not anchor:
            raise self.ask(f"{self.words[at[0] : at[1]]!r} of what?", at)
        rest = self.terms[self.i :]
        if _adoption(anchor):
            adopted = self.calendar.adopted
            waiting = relative(self.words, "adopted", offset)
            if adopted is None:
                raise self.ask(
                    "When was the plan adopted?",
                    at,
                    "Set `adopted` in plan.yaml, for example `2017-09-05`.",
                )
            return resolve(waiting, adopted)
        if any(
            term.role in ("each", "vague", "bound", "often") and term.name not in ("in", "from")
            for term in rest
        ):
            raise self.ask(
                f"What it waits on is not one event: {anchor[:60]!r}.",
                at,
                "Write one event or a milestone's id, such as `90 days after guidance`.",
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
                at,
                "Write the deadline as `due`, and the earliest date as `starts`.",
            )
        raise self.ask(
            f"{anchor!r} is not a single day to count from.",
            at,
            f"Write a day, such as `{offset} after 1 July 2018`, or the deadline itself.",
        )

    # What repeats

    def _often(self, term: Term) -> None:
        self.i += 1
        follows = self.terms[self.i]
        if follows.role in ("filler", "tail") and self.repeats is None and self._dates_follow():
            raise self.ask(
                f"Does it repeat after that date? {self.text(term)!r} can be the name of a thing.",
                term,
                "Write the date alone, or `each March`.",
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
                term,
                "Write one, such as `quarterly`; a second one is a milestone of its own.",
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
            (term.start, of.end),
            "Write `each quarter`, `every two years`, or months: `each January and August`.",
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
            "How often?", (term.start, of.end), "Write `twice a year` or `4 times per year`."
        )

    def _thereafter(self, term: Term) -> None:
        self.thereafter = True
        self.i += 1

    steps = {  # noqa: RUF012 - never changed
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
        "post": Scan._post,
        "x": Scan._filler,
        "half": Scan._adjective,
        "part": Scan._adjective,
        "bound": _bound,
        "begin": Scan._begin,
        "finish": Scan._finish,
        "label": Scan._label,
        "hedge": Scan.hedge,
        "ongoing": Scan._ongoing,
        "undated": Scan._undated,
        "vague": Scan._vague,
        "term": Scan._pass,
        "phase": Scan._phase,
        "least": Scan._least,
        "latest": Scan._latest,
        "reason": Scan._reason,
        "edge": Scan._edge,
        "plus": Scan._vague,
        "onward": Scan._vague,
        "number": _quantity,
        "after": _after,
        "upon": _after,
        "often": _often,
        "each": _each,
        "times": _times,
        "thereafter": _thereafter,
    }


def _adoption(anchor: str) -> bool:
    """Whether it is the plan's adoption: "adoption of the plan", "the plan is adopted"."""
    words = set(anchor.lower().replace("'s", "").split()) - {"the", "of", "this", "plan", "is"}
    return words in ({"adoption"}, {"adopted"})


def _anchor(rest: str) -> str:
    """What a wait is for: the id in "the completion of ID", else the words themselves."""
    words = rest.strip(" .,;:()[]")
    for opening in ("the ", "completion of ", "the "):
        if words.lower().startswith(opening):
            words = words[len(opening) :]
    for ending in (" is complete", " is completed", " is done", " are complete", " are completed"):
        words = words.removesuffix(ending)
    return words.strip()
