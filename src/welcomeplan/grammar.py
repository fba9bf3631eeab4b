"""The grammar of deadlines: what the windows, repeats and waits of a phrase come to.

A year said once is shared out, a range is put in order, the words around a window decide
which of its days are promised, and the reading says so in one sentence.
"""

from datetime import date, timedelta
from itertools import pairwise

from welcomeplan.calendar import MONTHS, Question, Span, day_words
from welcomeplan.phrases import Term, plain, spanned, tokens
from welcomeplan.promise import LONGEST_WAIT, Deadline, Offset, Recurrence, YearPart
from welcomeplan.scan import Window
from welcomeplan.sharing import OF_PLAN, Sharing

_KIND = {
    **dict.fromkeys(("years", "months", "week", "week of", "school", "own"), "range"),
    "straddle": "fiscal",
    "plan year": "relative",
    "plan month": "relative",
}
_DAY = timedelta(days=1)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Reader(Sharing):
    """Reads one phrase by one calendar."""

    __slots__ = ()

    def read(self) -> Deadline:
        if self.calendar.words:
            whole = self._own_words()
            if whole:
                return whole
        if self.terms[0].role == "stop":
            raise self.ask("There is nothing to read here.")
        waits = self._scan()
        if waits:
            return waits
        if self.repeats is not None or self.thereafter:
            return self._recurring()
        if self.windows:
            return self._dated()
        return self._without_date()

    # Putting it together

    def _without_date(self) -> Deadline:
        if self.ongoing and self.undated is None:
            return Deadline(
                self.words,
                "ongoing",
                reading=_sentence("ongoing: no deadline, said on purpose", self.hedges),
                notes=tuple(self.hedges),
            )
        if self.undated is not None and not self.ongoing:
            return Deadline(self.words, "undated", reading="no deadline yet")
        raise self.ask("No date is named here.")

    def _dated(self) -> Deadline:
        windows = self.windows
        if self.labelled and len(windows) == 2 and windows[0].pieces[0].shape in OF_PLAN:
            del windows[0]  # "FY 2018 budget period start date of July 1, 2018"
        window = windows[0]
        if len(windows) > 2:
            raise self._several(windows[2])
        if len(windows) == 2:
            first, second = windows
            opens = (first.begin or first.bound == "from") and not first.onward
            closes = second.bound in ("by", "until", "before") or second.finish
            if opens and closes and not second.begin and not second.bracketed:
                return self._from_to(first, second)
            window = self._beside(first, second)
        else:
            self._resolve(window, self.heading)
        self._check_weekday(window)
        lasts = window.onward or window.begin or window.bound in ("from", "until") or window.ranged
        if self.ongoing and not lasts:
            raise self.ask(
                "It is ongoing, and it has a date: what is due then?",
                window.at,
                "Write `2018 and beyond`, `through 2018`, or the date alone.",
            )
        if self.aside and self.aside.later(window.spans[0].start) > window.spans[-1].end + _DAY:
            raise self._lengths(self.aside, window)
        if self.duration is not None:
            lasting = self._lasting(window)
            if lasting is not None:
                return lasting
        start, end, begin_by = self._bounded(window)
        recurrence = None
        kind = self._kind(window)
        if kind == "recurring":
            recurrence = Recurrence(windows=tuple(window.spans))
            self.notes.append("a list of separate windows")
        return self._deadline(kind, start, end, begin_by, window, recurrence)

    def _several(self, window: Window) -> Question:
        return self.ask(
            f"There are several dates; is {self.words[slice(*window.at)]!r} the deadline?",
            window.at,
            "Write one deadline, and a milestone for each other date.",
        )

    def _beside(self, first: Window, second: Window) -> Window:
        """Of two windows that stand for the same days, the one that says it best."""
        several = self._several(second)
        if second.bound not in ("", "in", first.bound) or second.begin:
            raise several
        if not second.bracketed and second.apart:
            raise several
        # "Q2 APR-JUN" is one date said twice; "FY19 2019-04-30" may be two
        adjoin = not second.bracketed and self.words[first.at[1] : second.at[0]].isspace()
        years = [piece.year for piece in first.pieces + second.pieces if piece.year]
        shared = years[0] if years and len(set(years)) == 1 else self.heading
        try:
            self._resolve(first, shared)
        except Question:
            of = first.pieces[0]
            if of.shape not in OF_PLAN or adjoin:
                raise
            # "FY 2018 (July 2017 to June 2018)", "Year 1: 2018": days written out need no calendar
            start = self._resolve(second, self.heading)[0].start
            if of.year and abs(of.year - start.year) > 1:
                raise several from None
            second.bound, second.begin = second.bound or first.bound, first.begin
            second.pieces[-1].edge = second.pieces[-1].edge or first.pieces[-1].edge
            return second
        try:
            self._resolve(second, shared)
        except Question:
            if second.pieces[0].shape not in OF_PLAN or adjoin:
                raise
            return first
        inner = Span(first.spans[0].start, first.spans[-1].end)
        outer = Span(second.spans[0].start, second.spans[-1].end)
        if inner != outer and (adjoin or not (inner.start in outer and inner.end in outer)):
            raise several
        return first

    def _from_to(self, first: Window, second: Window) -> Deadline:
        """ "Begin in March 2018 and complete by June 2019", the year said once or twice."""
        years = [piece.year for piece in second.pieces if piece.year]
        spans = self._resolve(first, years[0] if years else self.heading)
        years = [piece.year for piece in first.pieces if piece.year]
        self._resolve(second, years[-1] if years else self.heading)
        if second.bound == "":
            second.bound = "by"
        _, end, _ = self._bounded(second, begins=False)
        if end is None or end < spans[0].start:
            raise self.ask(
                "It would end before it begins.",
                second.at,
                "Write the year of each, the earlier first.",
            )
        return self._deadline("range", spans[0].start, end, None, second)

    def _lasting(self, window: Window) -> Deadline | None:
        """ "a 12-month timeframe, beginning in August 2025": both ends of it."""
        count, unit = self.duration or (0, "")
        opens = (
            window.begin or window.bound == "from" or (self.lasts and window.bound in ("", "in"))
        )
        if opens and len(window.pieces) == 1 and not window.onward:
            start = window.spans[0].start
            if not unit or count > LONGEST_WAIT[unit]:
                raise self.ask("How long does it last?", window.at, "Write both dates.")
            end = Offset(count, unit, True).later(start) - _DAY
            self.why.append(f"it lasts {Offset(count, unit, True)} from {day_words(start)}")
            return self._deadline("range", start, end, None, None)
        if window.bound not in ("in", "") or window.begin:
            raise self._several(window)
        if window.bound == "" and not window.apart:
            raise self._lengths(Offset(count, unit, True), window)
        return None

    def _lengths(self, length: Offset, window: Window) -> Question:
        return self.ask(
            f"How do {length} and the date beside them go together?",
            window.at,
            "Write both dates, such as `August 2025 to July 2026`.",
        )

    def _check_weekday(self, window: Window) -> None:
        days = [span.start for span in window.spans] + [window.spans[-1].end]
        for n in self.weekdays:
            if all(day.weekday() != n for day in days):
                raise self.ask(
                    f"{day_words(days[0])} is a {_DAYS[days[0].weekday()]}, not a {_DAYS[n]}.",
                    window.at,
                    "Correct the day, or leave the weekday out.",
                )

    def _bounded(
        self, window: Window, begins: bool = True
    ) -> tuple[date | None, date | None, date | None]:
        """Start, end and the last day to begin, by the words around a window."""
        pieces = window.pieces
        first, last = window.spans[0], window.spans[-1]
        piece, bound, begin = pieces[-1], window.bound, window.begin
        ranged = "to" in window.joins or (
            bound in ("from", "between") and window.joins[1:2] == ["dash"]
        )
        start, end = first.start, last.end
        if bound == "between" and not ranged:
            raise self.ask("Between this and what?", window.at, "Write both ends of the range.")
        if piece.shape == "month" and piece.part == "mid" and bound in ("by", "until"):
            end = end.replace(day=15)
            self.why[-1] = f"'{bound} mid-{MONTHS[piece.n - 1]}' is the 15th"
        if piece.edge == "start":
            if ranged:
                raise self.ask("On what day does it end?", piece.at, "Write the last day.")
            if bound in {"", "in"}:
                if piece.shape not in ("year", "month") or piece.part:
                    raise self.ask(
                        "How long is its beginning?", piece.at, "Write the months or days."
                    )
                piece.part, piece.edge = "early", ""
                last = first = self.days(piece)
                start, end = first.start, last.end
            else:
                end = last.start
                self.why.append("its start is its first day")
        if bound == "before" and piece.edge != "end":
            if len(pieces) > 1:
                raise self.ask("Before which of these?", window.at, "Write one date.")
            end = last.start - _DAY
            self.why.append("'before' leaves the day before it")
        if begins and (window.onward or ((begin or bound == "from") and not ranged)):
            if len(pieces) > 1 and self._kind(window) == "recurring":
                raise self.ask(
                    "Which of these begins it?", window.at, "Write one date for each milestone."
                )
            if begin == "open" and bound not in ("by", "before", "until"):
                raise self.ask(
                    "Is this when it opens, or the time in which it is to be opened?",
                    window.at,
                    "Write `opens in` or `by` and the date.",
                )
            if bound in ("by", "before", "until") and window.onward:
                raise self.ask(
                    "Is it due by then, or does it go on from then?",
                    window.at,
                    "Write `by 2020`, or `from 2020`.",
                )
            if bound in ("by", "before", "until"):
                if begin == "begin":
                    return None, None, end
                return None, end, None
            if piece.edge == "end":
                return None, None, end
            return start, None, end
        if bound in ("by", "before", "until") or (piece.edge == "end" and not ranged):
            return None, end, None
        return start, end, None

    def _kind(self, window: Window) -> str:
        pieces = window.pieces
        shape = pieces[0].shape
        if len(pieces) == 1:
            if shape == "day":
                return "date" if pieces[0].day == pieces[0].to else "range"
            if shape in ("quarter", "half") and pieces[0].to != pieces[0].n:
                return "range"
            if shape == "fiscal" and pieces[0].until is None:
                return "fiscal"
            return _KIND.get(shape, shape)
        joins = set(window.joins[1:])
        same = all(piece.shape == shape for piece in pieces)
        gaps = any(second.start - first.end > _DAY for first, second in pairwise(window.spans))
        if "or" in joins and gaps and shape != "season":
            raise self.ask(
                "Which of the two is the deadline?", window.at, "Write one, such as the later."
            )
        if all(piece.shape in ("plan year", "plan month") for piece in pieces):
            return "relative"
        if joins & {"to", "dash"} or "or" in joins:
            if same and shape == "season" and not joins & {"to", "dash"}:
                return "season"
            return "fiscal" if same and shape == "fiscal" else "range"
        if same and shape in ("season", "fiscal", "straddle"):
            return "fiscal" if shape == "straddle" else shape
        if same and shape == "school":
            return "range"
        return "recurring" if same and gaps else "range"

    def _recurring(self) -> Deadline:
        repeats = self.repeats or Recurrence()
        if len(self.windows) > 2:
            raise self._several(self.windows[2])
        if self.thereafter:
            if len(self.windows) != 1:
                raise self.ask("When does it begin?", None, "Write `2018 and annually thereafter`.")
            window = self.windows[0]
            first = self._resolve(window, self.heading)[0].start
            return self._deadline("recurring", first, None, None, window, repeats)
        limit: Window | None = None
        part: Window | None = None
        for window in self.windows:
            yearless = all(piece.year is None for piece in window.pieces)
            if yearless and part is None and not window.begin and window.bound != "from":
                part = window
            elif limit is None and not yearless:
                limit = window
            else:
                raise self._several(window)
        if part is not None:
            parts = self._parts(part)
            if (repeats.unit, repeats.count) == ("month", 1) and repeats.every * len(parts) == 12:
                repeats = Recurrence()  # "semi-annually (June and December)"
            if repeats.unit != "year" or repeats.count != 1:
                raise self.ask(
                    "It repeats more often than once a year, and names a part of the year.",
                    part.at,
                    "Write one of them, such as `each March`.",
                )
            repeats = repeats._replace(parts=parts)
        if limit is None:
            return self._deadline("recurring", None, None, None, part, repeats)
        self._resolve(limit, self.heading)
        separate = self._kind(limit) == "recurring"
        if separate and part is None and repeats == Recurrence():
            repeats = Recurrence(windows=tuple(limit.spans))
        elif limit.bound not in ("from", "until") and not limit.begin and not limit.onward:
            whole = limit.joins[-1] in ("to", "dash")
            if not whole and not (
                limit.pieces[0].shape in ("year", "years", "fiscal", "own") and limit.bound != "by"
            ):
                raise self.ask(
                    "Does it repeat after that date?",
                    limit.at,
                    "Write `each March`, `from March 2018`, or the date alone.",
                )
        start, end, _ = self._bounded(limit)
        return self._deadline("recurring", start, end, None, limit, repeats)

    def _parts(self, window: Window) -> tuple[YearPart, ...]:
        """The days of any year that a window without a year names."""
        found = []
        windows = [window]
        if not window.ranged:
            windows = [Window([""], [one], window.bound, window.begin) for one in window.pieces]
        for one in windows:
            try:
                self._resolve(one, 2000)  # a leap year, so that February is whole
            except Question:
                if not one.ranged:
                    raise
                first, last = one.pieces  # November to March
                one.spans = [self.days(first.but(year=2000)), self.days(last.but(year=2001))]
            start, end, _ = self._bounded(one)
            if end is None:
                raise self._several(window)
            start = start or date(2000, 1, 1)
            february = (end.month, end.day) == (2, 28) and one.pieces[-1].shape != "day"
            end_day = 29 if february else end.day
            found.append(YearPart((start.month, start.day), (end.month, end_day)))
        return tuple(found)

    def _deadline(
        self,
        kind: str,
        start: date | None,
        end: date | None,
        begin_by: date | None,
        window: Window | None,
        recurrence: Recurrence | None = None,
    ) -> Deadline:
        why = list(dict.fromkeys(self.why))
        if kind == "recurring" and recurrence is not None:
            head = str(recurrence)
            if recurrence.windows:
                pass
            elif start and end:
                head += f", {Span(start, end)}"
            elif start or end:
                head += (
                    f", from {day_words(start)}"
                    if start
                    else f", until {day_words(end or date.max)}"
                )
        elif start and end:
            head = str(Span(start, end))
        elif end:
            head = f"by {day_words(end)}"
            last = window.pieces[-1] if window is not None and window.bound == "by" else None
            if last is not None and last.shape != "day" and not last.edge:
                why.append("'by' takes its last day")
        elif start and begin_by:
            head = f"to begin from {day_words(start)}, and by {day_words(begin_by)} at the latest"
            why.append("what is due is the beginning")
        else:
            head = f"to begin by {day_words(begin_by or date.max)}"
            why.append("what is due is the beginning")
        if window is not None and any(
            piece.shape == "season" and span.start.month == 12
            for piece, span in zip(window.pieces, window.spans, strict=False)
        ):
            self.notes.append("ambiguous: some mean the months before or after it")
        notes = tuple(dict.fromkeys([*self.hedges, *self.notes]))
        if self.undated is not None:
            notes = (*notes, self.text(self.undated))
        reason = " and ".join(filter(None, why))
        return Deadline(
            self.words,
            kind,
            start,
            end,
            begin_by,
            _sentence(f"{head}: {reason}" if reason else head, notes),
            recurrence,
            notes=notes,
        )

    # The plan's own words

    def _own_words(self) -> Deadline | None:
        """Put the plan's own terms in place of their words; a Deadline if that is all there is."""
        own = [(tokens(name), meaning) for name, meaning in self.calendar.words.items()]
        own.sort(key=lambda entry: -len(entry[0]))
        inner = self.calendar._replace(words={})
        text = plain(self.words).lower()
        k = 0
        while self.terms[k].role != "stop":
            for name, meaning in own:
                begin = self.terms[k].start
                found = spanned(text, begin, name)
                if found is None:
                    continue
                last = k
                while self.terms[last].end < found:
                    last += 1
                if self.terms[last].end != found:
                    continue
                defined = Reader(meaning, inner, None).read()
                if k == 0 and self.terms[last + 1].role == "stop":
                    return defined._replace(
                        words=self.words,
                        reading=f"{defined.reading}; the plan defines {self.words.strip()!r} "
                        f"as {meaning!r}",
                    )
                if defined.start is None or defined.end is None:
                    raise self.ask(
                        f"The plan defines {self.words[begin:found]!r} as {meaning!r}, "
                        "which has no first and last day.",
                        (begin, found),
                        "Define it as a period under `calendar.words`, such as `2018 to 2019`.",
                    )
                self.terms[k : last + 1] = [Term("own", "", len(self.own), begin, found)]
                self.own.append(Span(defined.start, defined.end))
                self.why.append(f"the plan defines {self.words[begin:found]!r} as {meaning!r}")
                break
            k += 1
        return None


def _sentence(text: str, notes: list[str] | tuple[str, ...]) -> str:
    return f"{text} ({'; '.join(notes)})" if notes else text
