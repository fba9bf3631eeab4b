"""The grammar of deadlines: what the windows, repeats and waits of a phrase come to.

A year said once is shared out, a range is put in order, the words around a window decide
which of its days are promised, and the reading says so in one sentence.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import NoReturn

from welcomeplan.calendar import MONTHS, Question, Span, day_words, last_day
from welcomeplan.days import Piece
from welcomeplan.phrases import Term, plain
from welcomeplan.promise import Deadline, Offset
from welcomeplan.recurrence import Recurrence, YearPart
from welcomeplan.scan import WRITE, Scan, Window

_KIND = {
    "years": "range",
    "months": "range",
    "week": "range",
    "week of": "range",
    "straddle": "fiscal",
    "school": "range",
    "own": "range",
    "plan year": "relative",
    "plan month": "relative",
}
# Shapes that only the plan's calendar can date.
_OF_PLAN = frozenset(["fiscal", "straddle", "school", "plan year", "plan month"])


# Shapes that have no year to share.
_YEARLESS = frozenset(["own", "plan year", "plan month"])


class Reader(Scan):
    """Reads one phrase by one calendar."""

    __slots__ = ()

    def read(self) -> Deadline:
        if self.calendar.words:
            whole = self._own_words()
            if whole:
                return whole
        if self.terms[0].role == "stop":
            raise self.ask("There is nothing to read here.", WRITE)
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
        raise self.ask("No date is named here.", WRITE)

    def _resolve(self, window: Window, heading: int | None) -> list[Span]:
        """The spans of a window's pieces, its years shared out. Raises Question."""
        joins = [join for join, _ in window.items]
        pieces = [piece for _, piece in window.items]
        self._complete(joins, pieces)
        borrowed = self._share_years(joins, pieces, heading)
        spans = [self.days(piece) for piece in pieces]
        window.items = list(zip(joins, pieces, strict=True))
        for k in range(len(pieces) - 1):
            spans = self._in_order(window, pieces, spans, borrowed, k)
        window.spans = spans
        return spans

    def _complete(self, joins: list[str], pieces: list[Piece]) -> None:
        """Fill in what a neighbour says: the season of "early" in "early or late fall 2018",
        the month of "2023" in "January 2022 and 2023"."""
        last = len(pieces) - 1
        for k in range(last, -1, -1):
            piece = pieces[k]
            if piece.shape == "partial":
                whole = pieces[k + 1] if k < last else piece
                of_number = whole.shape in ("quarter", "half", "fiscal")
                if whole.shape == "partial" or (piece.n and not of_number):
                    raise self.ask("What is this part of?", "Write `early 2018`.", piece.at)
                pieces[k] = replace(whole, at=piece.at, part=piece.part, edge="")
                if piece.n:
                    pieces[k].n = pieces[k].to = piece.n
            elif piece.shape == "straddle":
                # "the 2018-19 and 2019-20 school years", "school years 2018-19 and 2019-20"
                named = {other.shape for other in pieces} & {"school", "fiscal"}
                if len(named) == 1:
                    piece.shape = named.pop()
        if last and pieces[0].edge and joins[1] in ("to", "dash"):
            raise self.ask(
                f"On what day does {self.words[slice(*pieces[0].at)]!r} begin?",
                "Write the first day, such as `21 December 2018 to 31 January 2019`.",
                pieces[0].at,
            )
        for k in range(1, last + 1):
            before, piece = pieces[k - 1], pieces[k]
            if piece.shape != "year" or piece.part or piece.edge:
                continue
            if before.shape == "year":
                if joins[k] == "slash" and not before.part:
                    raise self.ask(
                        "Are these two years, or one that spans both?",
                        f"Write `{before.year} to {piece.year}`, or "
                        f"`FY {before.year}-{(piece.year or 0) % 100:02}`.",
                        piece.at,
                    )
            elif before.shape == "fiscal" and not before.until:
                pieces[k] = replace(before, year=piece.year, at=piece.at)
            elif before.shape in ("month", "day", "season", "quarter", "half"):
                if joins[k] in ("to", "dash") or before.year is None or before.until:
                    raise self.ask(
                        f"What does {piece.year} end with: that month, or the whole year?",
                        f"Write both ends in full, such as `June 2018 to December {piece.year}`.",
                        piece.at,
                    )
                pieces[k] = replace(before, year=piece.year, at=piece.at)

    def _share_years(self, joins: list[str], pieces: list[Piece], heading: int | None) -> list[str]:
        """Give each piece a year: its own, its right or left neighbour's, or the heading's.

        Returns for each where it came from: right, left, heading, or nothing for its own.
        """
        borrowed = [""] * len(pieces)
        for k in range(len(pieces) - 2, -1, -1):
            if pieces[k].year is None and pieces[k].shape not in _YEARLESS:
                self._borrow(pieces, k, pieces[k + 1])
                borrowed[k] = "right"
        for k, piece in enumerate(pieces):
            if piece.year is not None or piece.shape in _YEARLESS:
                continue
            if k and joins[k] != "beside" and pieces[k - 1].year and borrowed[k - 1] != "heading":
                self._borrow(pieces, k, pieces[k - 1])
                borrowed[k] = "left"
                continue
            if heading is None:
                self._ask_year(piece)
            pieces[k] = replace(piece, year=heading)
            if self.repeats is None:
                self.why.append(f"the year {heading} is the heading's")
            borrowed[k] = "heading"
        return borrowed

    def _borrow(self, pieces: list[Piece], k: int, lender: Piece) -> None:
        """Give a piece the year of a neighbour; a quarter beside a fiscal quarter is fiscal."""
        piece = pieces[k]
        if lender.shape == "fiscal" and piece.shape in ("quarter", "half"):
            pieces[k] = replace(lender, at=piece.at, part=piece.part, edge=piece.edge)
            self._within_fiscal(pieces[k], piece)
        elif lender.shape in _OF_PLAN or lender.shape in ("own", "years"):
            self._ask_year(piece)
        else:
            pieces[k] = replace(piece, year=lender.year)

    def _in_order(
        self,
        window: Window,
        pieces: list[Piece],
        spans: list[Span],
        borrowed: list[str],
        k: int,
    ) -> list[Span]:
        """The spans, with the pieces beside a shared year moved so that time runs forwards."""
        first, second = spans[k], spans[k + 1]
        ranged = window.items[k + 1][0] in ("to", "dash")
        if second.start >= first.start and second.end >= first.end:
            return spans
        moved = list(spans)
        winter = (
            pieces[k].shape == "season"
            and pieces[k + 1].shape == "season"
            and pieces[k].year == pieces[k + 1].year
            and first.start.month == 12
        )
        if second.start < first.start and (borrowed[k] == "right" or (winter and k == 0)):
            for j in range(k + 1):
                moved[j] = self.days(replace(pieces[j], year=(pieces[j].year or 0) - 1))
        elif second.start < first.start and borrowed[k + 1] == "left":
            for j in range(k + 1, len(spans)):
                if borrowed[j] != "left":
                    break
                moved[j] = self.days(replace(pieces[j], year=(pieces[j].year or 0) + 1))
        else:
            moved = []
        if moved:
            first, second = moved[k], moved[k + 1]
            adjoin = ranged or first.end + timedelta(days=1) >= second.start
            if adjoin and first.start <= second.start and first.end <= second.end:
                self.notes.append(
                    f"{self.words[slice(*pieces[k].at)]} is of {first.start.year}, "
                    f"before {self.words[slice(*pieces[k + 1].at)]}"
                )
                return moved
            first, second = spans[k], spans[k + 1]
        raise self.ask(
            f"{self.words[slice(*window.at)]!r} runs backwards: {first} is not before {second}.",
            "Write the year of each, the earlier first, such as `November 2017 to March 2018`.",
            window.at,
        )

    def _ask_year(self, piece: Piece) -> NoReturn:
        written = self.words[slice(*piece.at)]
        raise self.ask(
            f"Which year? {written!r} names none.",
            f"Write it out, such as `{written} 2018`"
            + (", or give the objective a `year`." if piece.shape != "year" else "."),
            piece.at,
        )

    def _dated(self) -> Deadline:
        windows = self.windows
        if self.labelled and len(windows) == 2 and windows[0].items[0][1].shape in _OF_PLAN:
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
        if self.ongoing and not (
            window.onward or window.begin or window.bound in ("from", "until")
        ):
            ranged = len(window.items) == 2 and window.items[1][0] in ("to", "dash")
            if not ranged:
                raise self.ask(
                    "It is ongoing, and it has a date: what is due then?",
                    "Write `2018 and beyond`, `through 2018`, or the date alone.",
                    window.at,
                )
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
            "Write one deadline, and a milestone for each other date.",
            window.at,
        )

    def _beside(self, first: Window, second: Window) -> Window:
        """Of two windows that stand for the same days, the one that says it best."""
        if second.bound not in ("", "in", first.bound) or second.begin:
            raise self._several(second)
        if not second.bracketed and second.apart:
            raise self._several(second)
        years = [
            piece.year for window in (first, second) for _, piece in window.items if piece.year
        ]
        shared = years[0] if years and len(set(years)) == 1 else self.heading
        try:
            self._resolve(first, shared)
        except Question:
            if first.items[0][1].shape not in _OF_PLAN:
                raise
            # "FY 2018 (July 2017 to June 2018)", "Year 1: 2018": days written out need no calendar
            self._resolve(second, self.heading)
            second.bound, second.begin = second.bound or first.bound, first.begin
            return second
        try:
            self._resolve(second, shared)
        except Question:
            if second.items[0][1].shape not in _OF_PLAN:
                raise
            return first
        if (
            second.spans[0].start <= first.spans[0].start
            and first.spans[-1].end <= second.spans[-1].end
        ):
            return first
        raise self._several(second)

    def _from_to(self, first: Window, second: Window) -> Deadline:
        """ "Begin in March 2018 and complete by June 2019", the year said once or twice."""
        years = [piece.year for _, piece in second.items if piece.year is not None]
        spans = self._resolve(first, years[0] if years else self.heading)
        years = [piece.year for _, piece in first.items if piece.year is not None]
        self._resolve(second, years[-1] if years else self.heading)
        if second.bound == "":
            second.bound = "by"
        _, end, _ = self._bounded(replace(second, begin="", onward=False))
        if end is None or end < spans[0].start:
            raise self.ask(
                "It would end before it begins.",
                "Write the year of each, the earlier first.",
                second.at,
            )
        return self._deadline("range", spans[0].start, end, None, second)

    def _lasting(self, window: Window) -> Deadline | None:
        """ "a 12-month timeframe, beginning in August 2025": both ends of it."""
        count, unit = self.duration or (0, "")
        opens = (
            window.begin or window.bound == "from" or (self.lasts and window.bound in ("", "in"))
        )
        if opens and len(window.items) == 1 and not window.onward:
            start = window.spans[0].start
            if count == 0 or count > 1200:
                raise self.ask("How long does it last?", "Write both dates.", window.at)
            end = Offset(count, unit, True).later(start) - timedelta(days=1)
            self.why.append(f"it lasts {Offset(count, unit, True)} from {day_words(start)}")
            return self._deadline("range", start, end, None, None)
        if window.bound not in ("in", "") or window.begin:
            raise self._several(window)
        if window.bound == "" and not window.apart:
            raise self.ask(
                f"How do {Offset(count, unit, True)} and the date beside them go together?",
                "Write both dates, such as `August 2025 to July 2026`.",
                window.at,
            )
        return None

    def _check_weekday(self, window: Window) -> None:
        days = [span.start for span in window.spans] + [window.spans[-1].end]
        for n in self.weekdays:
            if all(day.weekday() != n for day in days):
                names = [
                    "Monday",
                    "Tuesday",
                    "Wednesday",
                    "Thursday",
                    "Friday",
                    "Saturday",
                    "Sunday",
                ]
                raise self.ask(
                    f"{day_words(days[0])} is a {names[days[0].weekday()]}, not a {names[n]}.",
                    "Correct the day, or leave the weekday out.",
                    window.at,
                )

    def _bounded(self, window: Window) -> tuple[date | None, date | None, date | None]:
        """Start, end and the last day to begin, by the words around a window."""
        pieces = [piece for _, piece in window.items]
        first, last = window.spans[0], window.spans[-1]
        piece, bound, begin = pieces[-1], window.bound, window.begin
        ranged = window.joined or (
            window.bound in ("from", "between")
            and len(pieces) > 1
            and window.items[1][0] in ("dash", "to")
        )
        start, end = first.start, last.end
        if bound == "between" and not ranged:
            raise self.ask("Between this and what?", "Write both ends of the range.", window.at)
        if piece.shape == "month" and piece.part == "mid" and bound in ("by", "until"):
            end = end.replace(day=15)
            self.why[-1] = f"'{bound} mid-{MONTHS[piece.n - 1]}' is the 15th"
        if piece.edge == "start":
            if ranged:
                raise self.ask("On what day does it end?", "Write the last day.", piece.at)
            if bound in {"", "in"}:
                if piece.shape not in ("year", "month") or piece.part:
                    raise self.ask(
                        "How long is its beginning?", "Write the months or days.", piece.at
                    )
                piece.part, piece.edge = "early", ""
                last = first = self.days(piece)
                start, end = first.start, last.end
            else:
                end = last.start
                self.why.append("its start is its first day")
        if bound == "before" and piece.edge != "end":
            if len(pieces) > 1:
                raise self.ask("Before which of these?", "Write one date.", window.at)
            end = last.start - timedelta(days=1)
            self.why.append("'before' leaves the day before it")
        if window.onward or ((begin or bound == "from") and not ranged):
            if len(pieces) > 1 and self._kind(window) == "recurring":
                raise self.ask(
                    "Which of these begins it?", "Write one date for each milestone.", window.at
                )
            if begin == "open" and bound not in ("by", "before", "until"):
                raise self.ask(
                    "Is this when it opens, or the time in which it is to be opened?",
                    "Write `opens in` or `by` and the date.",
                    window.at,
                )
            if bound in ("by", "before", "until") and window.onward:
                raise self.ask(
                    "Is it due by then, or does it go on from then?",
                    "Write `by 2020`, or `from 2020`.",
                    window.at,
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
        pieces = [piece for _, piece in window.items]
        shape = pieces[0].shape
        if len(pieces) == 1:
            if shape == "day":
                return "date" if pieces[0].day == pieces[0].to else "range"
            if shape in ("quarter", "half") and pieces[0].to != pieces[0].n:
                return "range"
            if shape == "fiscal" and pieces[0].until is None:
                return "fiscal"
            return _KIND.get(shape, shape)
        joins = {join for join, _ in window.items[1:]}
        same = all(piece.shape == shape for piece in pieces)
        gaps = any(
            second.start - first.end > timedelta(days=1)
            for first, second in zip(window.spans, window.spans[1:], strict=False)
        )
        if "or" in joins and gaps and shape != "season":
            raise self.ask(
                "Which of the two is the deadline?", "Write one, such as the later.", window.at
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
                raise self.ask("When does it begin?", "Write `2018 and annually thereafter`.")
            window = self.windows[0]
            first = self._resolve(window, self.heading)[0].start
            return self._deadline("recurring", first, None, None, window, repeats)
        limit: Window | None = None
        part: Window | None = None
        for window in self.windows:
            yearless = all(piece.year is None for _, piece in window.items)
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
                    "Write one of them, such as `each March`.",
                    part.at,
                )
            repeats = replace(repeats, parts=parts)
        if limit is None:
            return self._deadline("recurring", None, None, None, part, repeats)
        self._resolve(limit, self.heading)
        separate = self._kind(limit) == "recurring"
        pieces = [piece for _, piece in limit.items]
        if separate and part is None and repeats == Recurrence():
            repeats = Recurrence(windows=tuple(limit.spans))
        elif limit.bound not in ("from", "until") and not limit.begin and not limit.onward:
            whole = len(pieces) > 1 and limit.items[-1][0] in ("to", "dash")
            if not whole and not (
                pieces[0].shape in ("year", "years", "fiscal", "own") and limit.bound != "by"
            ):
                raise self.ask(
                    "Does it repeat after that date?",
                    "Write `each March`, `from March 2018`, or the date alone.",
                    limit.at,
                )
        start, end, _ = self._bounded(limit)
        return self._deadline("recurring", start, end, None, limit, repeats)

    def _parts(self, window: Window) -> tuple[YearPart, ...]:
        """The days of any year that a window without a year names."""
        found = []
        ranged = len(window.items) == 2 and window.items[1][0] in ("to", "dash")
        windows = (
            [window]
            if ranged
            else [replace(window, items=[("", piece)]) for _, piece in window.items]
        )
        for one in windows:
            try:
                spans = self._resolve(one, 2000)  # a leap year, so that February is whole
            except Question:
                if not ranged:
                    raise
                # November to March
                spans = [
                    self.days(replace(piece, year=2000 + k))
                    for k, (_, piece) in enumerate(one.items)
                ]
                one.items = [(join, replace(piece, year=2000)) for join, piece in one.items]
                one.spans = spans
            start, end, _ = self._bounded(one)
            if end is None:
                raise self._several(window)
            first = start or date(2000, 1, 1)
            last = (
                29
                if (end.month, end.day) == (2, 28) and one.items[-1][1].shape != "day"
                else end.day
            )
            found.append(YearPart((first.month, first.day), (end.month, last)))
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
            head = _repeats(recurrence)
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
            last = window.items[-1][1] if window is not None and window.bound == "by" else None
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
            for (_, piece), span in zip(window.items, window.spans, strict=False)
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
        inner = replace(self.calendar, words={})
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
                    return replace(
                        defined,
                        words=self.words,
                        reading=f"{defined.reading}; the plan defines {self.words.strip()!r} "
                        f"as {meaning!r}",
                    )
                if defined.start is None or defined.end is None:
                    raise self.ask(
                        f"The plan defines {self.words[begin:found]!r} as {meaning!r}, "
                        "which has no first and last day.",
                        "Define it as a period under `calendar.words`, such as `2018 to 2019`.",
                        (begin, found),
                    )
                self.terms[k : last + 1] = [Term("own", "", len(self.own), begin, found)]
                self.own.append(Span(defined.start, defined.end))
                self.why.append(f"the plan defines {self.words[begin:found]!r} as {meaning!r}")
                break
            k += 1
        return None


def _repeats(recurrence: Recurrence) -> str:
    """A recurrence in words."""
    if recurrence.windows:
        return "separate windows: " + ", ".join(str(span) for span in recurrence.windows)
    unit, every, count = recurrence.unit, recurrence.every, recurrence.count
    if unit == "month" and every in (3, 6):
        period = "each quarter" if every == 3 else "each half-year"
    else:
        period = f"each {unit}" if every == 1 else f"every {every} {unit}s"
    head = f"{count} times {period}" if count > 1 else period
    if recurrence.parts:
        spans = []
        for part in recurrence.parts:
            (m1, d1), (m2, d2) = part.start, part.end
            if (m1, d1) == (m2, d2):
                spans.append(f"{d1} {MONTHS[m1 - 1]}")
            elif m1 == m2 and d1 == 1 and d2 == last_day(2000, m2):
                spans.append(MONTHS[m1 - 1])
            elif (m1, d1) == (1, 1):
                spans.append(f"by {d2} {MONTHS[m2 - 1]}")
            else:
                spans.append(f"{d1} {MONTHS[m1 - 1]} to {d2} {MONTHS[m2 - 1]}")
        head += ", " + " and ".join(spans)
    return head


def _sentence(text: str, notes: list[str] | tuple[str, ...]) -> str:
    return f"{text} ({'; '.join(notes)})" if notes else text


def tokens(name: str) -> list[str]:
    """The words of one of the plan's own terms, in lower case, hyphens parting them."""
    return plain(name).lower().replace("-", " ").split()


def spanned(text: str, begin: int, tokens: list[str]) -> int | None:
    """Where the words of a term that begin at `begin` end, hyphen or space between them."""
    at = begin
    for k, token in enumerate(tokens):
        if k:
            while at < len(text) and text[at] in " -":
                at += 1
        if not text.startswith(token, at):
            return None
        at += len(token)
    if at < len(text) and (text[at].isalnum() or text[at] == "_"):
        return None
    return at if tokens else None
