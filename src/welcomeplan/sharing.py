"""A year said once serves several pieces: each is given its own, and the days run forwards.

"late June-July 2019", "November-March 1, 2018", "Winter/Spring 2017", "January 2022 and 2023".
"""

from datetime import timedelta
from itertools import pairwise
from typing import NoReturn

from welcomeplan.calendar import Span
from welcomeplan.counts import Counts
from welcomeplan.days import Piece
from welcomeplan.scan import Window

# Shapes that only the plan's calendar can date.
OF_PLAN = frozenset(["fiscal", "straddle", "school", "plan year", "plan month"])
# Shapes that have no year to share.
_YEARLESS = frozenset(["own", "plan year", "plan month"])


class Sharing(Counts):
    """Dates the pieces of a window together."""

    __slots__ = ()

    def _resolve(self, window: Window, heading: int | None) -> list[Span]:
        """The spans of a window's pieces, its years shared out. Raises Question."""
        joins, pieces = window.joins, window.pieces
        self._complete(joins, pieces)
        borrowed = self._share_years(joins, pieces, heading)
        for before, piece in pairwise(pieces):
            self._check_winter(before, piece)
        spans = [self.days(piece) for piece in pieces]
        for k in range(len(pieces) - 1):
            spans = self._in_order(window, pieces, spans, borrowed, k)
        window.spans = spans
        return spans

    def _check_winter(self, before: Piece, piece: Piece) -> None:
        """Refuse "Fall 2019/Winter 2020": the winter after that fall, or the one that follows?"""
        if before.shape == piece.shape == "season" and piece.name == "winter" and piece.year:
            year = before.year or 0
            if before.name == "fall" and piece.year == year + 1 and not piece.until:
                raise self.ask(
                    f"Is that the winter that begins in {year}, or in {year + 1}?",
                    piece.at,
                    f"Write `winter {year}-{(year + 1) % 100:02}`, or the months, such as "
                    f"`December {year} to February {year + 1}`.",
                )

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
                    raise self.ask("What is this part of?", piece.at, "Write `early 2018`.")
                pieces[k] = whole.but(at=piece.at, part=piece.part, edge="")
                if piece.n:
                    pieces[k].n = pieces[k].to = piece.n
            elif piece.shape == "straddle":
                # "the 2018-19 and 2019-20 school years", "school years 2018-19 and 2019-20"
                named = {other.shape for other in pieces} & {"school", "fiscal"}
                if len(named) == 1:
                    piece.shape = named.pop()
        for piece in pieces[:last]:
            if piece.edge:
                raise self.ask(
                    f"On what day does {self.words[slice(*piece.at)]!r} begin?",
                    piece.at,
                    "Write the first day, such as `21 December 2018 to 31 January 2019`.",
                )
        for k in range(1, last + 1):
            before, piece = pieces[k - 1], pieces[k]
            if piece.shape != "year" or piece.part or piece.edge:
                continue
            if before.shape == "year":
                if joins[k] == "slash" and not before.part:
                    raise self.ask(
                        "Are these two years, or one that spans both?",
                        piece.at,
                        f"Write `{before.year} to {piece.year}`, or "
                        f"`FY {before.year}-{(piece.year or 0) % 100:02}`.",
                    )
            elif before.shape == "fiscal" and not before.until:
                pieces[k] = before.but(year=piece.year, at=piece.at)
            elif before.shape in ("month", "day", "season", "quarter", "half"):
                if joins[k] in ("to", "dash") or before.year is None or before.until:
                    raise self.ask(
                        f"What does {piece.year} end with: that month, or the whole year?",
                        piece.at,
                        f"Write both ends in full, such as `June 2018 to December {piece.year}`.",
                    )
                pieces[k] = before.but(year=piece.year, at=piece.at)

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
            pieces[k] = piece.but(year=heading)
            if self.repeats is None:
                self.why.append(f"the year {heading} is the heading's")
            borrowed[k] = "heading"
        return borrowed

    def _borrow(self, pieces: list[Piece], k: int, lender: Piece) -> None:
        """Give a piece the year of a neighbour; a quarter beside a fiscal quarter is fiscal."""
        piece = pieces[k]
        if lender.shape == "fiscal" and piece.shape in ("quarter", "half"):
            own = {"at": piece.at, "part": piece.part, "edge": piece.edge}
            pieces[k] = lender.but(**own, n=piece.n, to=piece.to, inner=piece.shape)
        elif lender.shape in OF_PLAN or lender.shape in ("own", "years"):
            self._ask_year(piece)
        else:
            pieces[k] = piece.but(year=lender.year)

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
        ranged = window.joins[k + 1] in ("to", "dash")
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
                moved[j] = self.days(pieces[j].but(year=(pieces[j].year or 0) - 1))
        elif second.start < first.start and borrowed[k + 1] == "left":
            for j in range(k + 1, len(spans)):
                if borrowed[j] != "left":
                    break
                moved[j] = self.days(pieces[j].but(year=(pieces[j].year or 0) + 1))
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
            window.at,
            "Write the year of each, the earlier first, such as `November 2017 to March 2018`.",
        )

    def _ask_year(self, piece: Piece) -> NoReturn:
        written = self.words[slice(*piece.at)]
        raise self.ask(
            f"Which year? {written!r} names none.",
            piece.at,
            f"Write it out, such as `{written} 2018`"
            + (", or give the objective a `year`." if piece.shape != "year" else "."),
        )
