"""Pictures as SVG: promises against time, for slides and paper; and how far a deadline moved.

One picture of fixed colours on white, as wide as US letter has room for; text is text. Nothing in
it depends on a style of the page around it, and it has no id but those of its title.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.formats.lettering import FONTS, known, spaced, wide, wrapped
from welcomeplan.formats.shapes import INK, LATE, PAPER, QUIET, drawn, state
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from welcomeplan.paper import Band, Shift, Stroke, Timeline, Track

WIDTH, MARGIN = 1180, 12
"""In units of a twelfth of the size of text: letter paper, across, has 8.4 pt of it."""
SIZE, LINE = 12, 14.5
ROW = 20
GAP, AFTER = 14, 20
"""Between columns, and after the picture, whose last mark may stand on its edge."""
FULL = 0.8
"""How much of a column a line fills before a font that is wider would not fit."""
SIGN = 18
"""Where a title begins after its mark."""
LEAST_PICTURE, MOST_PICTURE = 340, 560
MOST_WORDS, MOST_SAID = 200, 220
GRID = "#cfcac1"
HAIR = "#e7e3dc"
"""Lines that carry nothing."""
UNITS = (("week", 7), ("month", 30.44), ("year", 365.25))
_BARS = ("window", "work", "before", "after", "week", "month", "year")
LEAST_STROKE = 3.0
"""How far strokes must be apart to be counted: else each stands for more."""


OPENING = '<svg xmlns="http://www.w3.org/2000/svg" class="wp-picture"'
"""How a picture begins."""


class _Layout(NamedTuple):
    """Where the columns of a row begin, and how wide they are."""

    number: float
    title: float
    titles: float
    picture: float
    pictured: float
    words: float
    worded: float
    said: float


def timeline(value: Timeline, language: str = "en", name: str = "timeline") -> str:
    """A picture of promises against time.

    `name`: what its ids begin with, where a page holds more than one.
    """
    return _Canvas(value, name).whole(language)


class _Canvas:
    """A picture in the making, from the top down."""

    def __init__(self, value: Timeline, name: str) -> None:
        self.value, self.name = value, name
        self.y = 0.0
        self.parts: list[str] = []
        tracks = [track for band in value.bands for track in band.tracks]
        self.at = _columns(tracks)
        self.days = (value.span.last - value.span.first).days + 1
        week = self.at.pictured / self.days
        self.unit, self.every = next(
            ((unit, days * week) for unit, days in UNITS if days * week >= LEAST_STROKE),
            (UNITS[-1][0], UNITS[-1][1] * week),
        )
        self.strokes = {id(track): track.strokes(value.day) for track in tracks}
        self.occurs = {one.kind for found in self.strokes.values() for one in found}

    def whole(self, language: str) -> str:
        """All of it."""
        value = self.value
        self.y = MARGIN + 17
        self._prose(value.finding, 19, bold=True)
        self._prose(" · ".join(value.context), SIZE, QUIET)
        if value.bands:
            self._axis()
            top = self.y
            under = len(self.parts)
            for band in value.bands:
                self._band(band)
            self.parts[under:under] = self._grid(top, self.y)
            self.y += GAP + 6
            self._legend()
        if value.left_out:
            self.y += 4
            self._prose(value.left_out, SIZE, QUIET)
        height = round(self.y + 6)
        title, told = f"{self.name}-title", f"{self.name}-told"
        return (
            f'{OPENING} width="{WIDTH}" height="{height}"'
            f' viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{title} {told}"'
            f' lang="{escape(language)}" font-family="{FONTS}" font-size="{SIZE}"'
            f' fill="{INK}" style="font-variant-numeric:tabular-nums">\n'
            f'<title id="{title}">{_safe(f"{value.finding}: {value.context[0]}")}</title>\n'
            f'<desc id="{told}">{_safe(value.told)}</desc>\n'
            # Where colours are forced, a browser would write white on this paper.
            "<style>.wp-picture text{forced-color-adjust:none}</style>\n"
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>\n'
            + "\n".join(self.parts)
            + "\n</svg>\n"
        )

    # -- words

    def _text(
        self, x: float, y: float, text: str, fill: str = INK, *, bold: bool = False, end: str = ""
    ) -> None:
        """A line of text that is safe already."""
        look = f' fill="{fill}"' if fill != INK else ""
        look += ' font-weight="700"' if bold else ""
        look += f' text-anchor="{end}"' if end else ""
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}"{look}>{escape(text)}</text>')

    def _fitted(self, x: float, y: float, text: str, room: float, fill: str = INK) -> None:
        """A line in a column. Where it fills that, a wider font is made as wide as ours: it would
        run into the next."""
        look = f' fill="{fill}"' if fill != INK else ""
        long = wide(text, SIZE)
        if long > room * FULL and known(text):
            look += f' textLength="{long:.1f}" lengthAdjust="spacingAndGlyphs"'
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}"{look}>{escape(text)}</text>')

    def _prose(self, text: str, size: float, fill: str = INK, *, bold: bool = False) -> None:
        """Lines over the full width; the next thing stands below."""
        look = f' fill="{fill}"' + (' font-weight="700"' if bold else "")
        for line in wrapped(text, WIDTH - 2 * MARGIN, size, bold=bold):
            place = f'x="{MARGIN}" y="{self.y:.1f}" font-size="{size}"'
            self.parts.append(f"<text {place}{look}>{escape(line)}</text>")
            self.y += size * 1.3

    # -- time

    def _x(self, day: date) -> float:
        """Where a day begins."""
        days = (day - self.value.span.first).days
        return self.at.picture + self.at.pictured * min(max(days / self.days, 0), 1)

    def _after(self, day: date) -> float:
        """Where a day ends: a deadline stands there, for it has passed only then."""
        days = (day - self.value.span.first).days + 1
        return self.at.picture + self.at.pictured * min(max(days / self.days, 0), 1)

    def _axis(self) -> None:
        """Years, then quarters where they have room; and the day on a line of its own."""
        value = self.value
        self.y += 6
        self._labels([(label, span.first) for label, span in value.years], bold=True)
        if self._are_quarters():
            self.y += LINE
            self._labels([(one[-2:], span.first) for one, span in value.quarters], bold=False)
        if self._is_in(value.day):
            self.y += LINE + 2
            said = value.words["today"]
            half = wide(said, SIZE, bold=True) / 2
            x = min(max(self._x(value.day), self.at.picture + half), WIDTH - MARGIN - half)
            self._text(x, self.y, said, LATE, bold=True, end="middle")
        self.y += 4

    def _is_in(self, day: date) -> bool:
        return self.value.span.first <= day <= self.value.span.last

    def _labels(self, labels: Sequence[tuple[str, date]], *, bold: bool) -> None:
        """Labels where they begin, as many as don't touch."""
        places = [(self._x(day), wide(label, SIZE, bold=bold)) for label, day in labels]
        for at in spaced(places, 4):
            label, (x, _) = labels[at][0], places[at]
            self._text(x, self.y, label, INK if bold else QUIET, bold=bold)

    def _are_quarters(self) -> bool:
        return self.at.pictured / len(self.value.quarters) >= wide("Q4", SIZE) + 4

    def _grid(self, top: float, end: float) -> list[str]:
        """The lines of quarters or years, and that of the day: what is drawn covers them."""
        value = self.value
        spans = value.quarters if self._are_quarters() else value.years
        if self.at.pictured / len(spans) < 4:
            spans = spans[:: len(spans) // 20 + 1]
        lines = "".join(f"M{self._x(span.first):.1f} {top:.1f}V{end:.1f}" for _, span in spans)
        found = [f'<path d="{lines}" stroke="{GRID}" stroke-width=".8" class="grid"/>']
        if self._is_in(value.day):
            line = f'<path d="M{self._x(value.day):.1f} {top:.1f}V{end:.1f}"'
            found.append(f'{line} stroke="{LATE}" stroke-width="1.4" stroke-dasharray="5 3"/>')
        return found

    # -- rows

    def _band(self, band: Band) -> None:
        self.y += 22
        room = WIDTH - 2 * MARGIN - GAP - wide(band.said, 13, bold=True)
        first = self.y
        # A long title crosses the lines of the grid: around its letters there is paper.
        paper = f'paint-order="stroke" stroke="{PAPER}" stroke-width="4"'
        self.parts.append(f'<g font-size="13" font-weight="700" {paper}>')
        for at, line in enumerate(wrapped(band.title, room, 13, bold=True)):
            self.y = first + at * 16
            self._text(MARGIN, self.y, line)
        self._text(WIDTH - MARGIN, first, band.said, end="end")
        self.parts.append("</g>")
        self.y += 6.5
        rule = f"M{MARGIN} {self.y:.1f}H{WIDTH - MARGIN}"
        self.parts.append(f'<path d="{rule}" stroke="{INK}"/>')
        for track in band.tracks:
            self._row(track)

    def _row(self, track: Track) -> None:
        late = track.late is not None
        quoted = f"“{track.words}”" if track.words else ""
        title = wrapped(track.title, self.at.titles, SIZE)
        words = wrapped(quoted, self.at.worded, SIZE) if quoted else []
        said = wrapped(track.said, MOST_SAID, SIZE, bold=late)
        height = max(len(title), len(words), len(said)) * LINE + ROW - LINE
        first = self.y + LINE - 0.5
        self.parts.append(state(track.state, MARGIN + 6, first - 4))
        if track.number:
            self._text(self.at.number, first, show(track.number), QUIET)
        for at, line in enumerate(title):
            self._fitted(self.at.title, first + at * LINE, line, self.at.titles)
        for stroke in self.strokes[id(track)]:
            self._stroke(stroke, first - 4, track)
        for at, line in enumerate(words):
            self._fitted(self.at.words, first + at * LINE, line, self.at.worded, QUIET)
        for at, line in enumerate(said):
            x, y, fill = WIDTH - MARGIN, first + at * LINE, LATE if late else INK
            self._text(x, y, line, fill, bold=late, end="end")
        self.y += height
        rule = f"M{MARGIN} {self.y:.1f}H{WIDTH - MARGIN}"
        self.parts.append(f'<path d="{rule}" stroke="{HAIR}" stroke-width=".8" class="hair"/>')

    def _stroke(self, stroke: Stroke, y: float, track: Track) -> None:
        """A bar or a mark, as far as it lies in the picture."""
        span = self.value.span
        if stroke.last < span.first or span.last < stroke.first:
            return
        torn = stroke.first < span.first, stroke.last > span.last
        start = self._x(stroke.first)
        end = self._after(stroke.last)
        if stroke.kind == "late":
            start, end = self._after(stroke.first), self._x(stroke.last)
        elif stroke.kind == "work" and stroke.last == self.value.day:
            end = self._x(stroke.last)  # until today, not until its end
        elif stroke.kind == "done":
            start = end = (start + end) / 2
        elif start and stroke.first == stroke.last:
            start = end
        if stroke.kind == "first" and track.due:
            to = self._after(track.due)
            line = f"M{start:.1f} {y:.1f}H{to:.1f}"
            self.parts.append(f'<path d="{line}" stroke="{INK}" stroke-width="1.4"/>')
        self.parts.append(drawn(stroke.kind, start, end, y, torn=torn, every=self.every))

    # -- what it stands for

    def _legend(self) -> None:
        """Marks, then what is drawn; of both what occurs."""
        value = self.value
        held = {track.state for band in value.bands for track in band.tracks}
        signs: dict[str, str] = {}
        for one, said in value.states.items():
            if one in held:
                signs.setdefault(said, one)
        entries = [(16.0, said, state(one, 6, 0)) for said, one in signs.items()]
        self._entries(entries)
        occurs: set[str] = {*self.occurs}
        if "late" in occurs:
            occurs = occurs - {"late"} | {self.unit}
        if self._is_in(value.day):
            occurs.add("today")
        occurs |= {edge for edge in ("before", "after") if self._goes_on(edge)}
        self._entries(
            [
                (32.0, said, drawn(kind, 1, 27, 0, every=self.every))
                if kind in _BARS
                else (18.0, said, drawn(kind, 1, 12, 0))
                for kind, said in value.words.items()
                if kind in occurs
            ]
        )

    def _goes_on(self, edge: str) -> bool:
        """Whether a bar that is in the picture goes on beyond an edge of it."""
        first, last = self.value.span
        every = (one for found in self.strokes.values() for one in found)
        found = (o for o in every if o.kind in ("window", "work"))
        if edge == "before":
            return any(one.first < first <= one.last for one in found)
        return any(one.first <= last < one.last for one in found)

    def _entries(self, entries: Sequence[tuple[float, str, str]]) -> None:
        x = float(MARGIN)
        for sign, said, shape in entries:
            text = show(said)
            long = sign + wide(text, SIZE)
            if x > MARGIN and x + long > WIDTH - MARGIN:
                x, self.y = MARGIN, self.y + LINE + 4
            self.parts.append(f'<g transform="translate({x:.1f} {self.y - 4:.1f})">{shape}</g>')
            self._text(x + sign, self.y, text, QUIET)
            x += long + 26
        self.y += (LINE + 4) if entries else 0


def _columns(tracks: Sequence[Track]) -> _Layout:
    """Columns as wide as what they hold, and no more than is left to others: titles take what the
    picture does not need, and the picture what they leave."""
    numbers = max((wide(show(one.number), SIZE) for one in tracks), default=0)
    said = max((wide(one.said, SIZE, bold=one.late is not None) for one in tracks), default=0)
    said = min(said, MOST_SAID)
    words = max((wide(show(f"“{one.words}”"), SIZE) for one in tracks if one.words), default=0)
    words = min(words, MOST_WORDS)
    title = MARGIN + SIGN + (numbers + 8 if numbers else 0)
    beside = AFTER + (words + GAP if words else 0) + said
    room = WIDTH - MARGIN - title - beside - GAP
    titles = max((wide(show(one.title), SIZE) for one in tracks), default=0)
    pictured = min(max(LEAST_PICTURE, room - titles), MOST_PICTURE)
    titles = room - pictured
    picture = title + titles + GAP
    return _Layout(
        MARGIN + SIGN,
        title,
        titles,
        picture,
        pictured,
        picture + pictured + AFTER,
        words,
        said,
    )


def _safe(text: str) -> str:
    return escape(show(text))


# -- how far a deadline moved

PER_DAY, SHORTEST, LONGEST = 1.0, 16.0, 160.0
"""How long a day is in the small picture, and how short and long it may be."""
DASHED = 40
"""How long dashes are, as if they were days."""


def shift(value: Shift) -> str:
    """How far a deadline moved: a circle where it was, a diamond where it is; of what has no day on
    one side, dashes from or to nowhere. In the colour of the words around it."""
    days = (value.after - value.before).days if value.before and value.after else DASHED
    long = min(max(abs(days) * PER_DAY, SHORTEST), LONGEST)
    first, now = (8.0, 8.0 + long) if days >= 0 else (8.0 + long, 8.0)
    dashes = "" if value.before and value.after else ' stroke-dasharray="3 3"'
    ends = sorted((first, now))
    left = ends[0] + (4 if ends[0] == first and value.before else 6 if value.after else 0)
    right = ends[1] - (6 if ends[1] == now and value.after else 4 if value.before else 0)
    shapes = [f'<path d="M{left:.1f} 8H{right:.1f}"{dashes}/>']
    if value.before:
        shapes.append(f'<circle cx="{first:.1f}" cy="8" r="4"/>')
    if value.after:
        shapes.append(f'<path d="M{now:.1f} 2l6 6-6 6-6-6z"/>')
    wide_ = 16 + long
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide_:.1f}" height="16"'
        f' viewBox="0 0 {wide_:.1f} 16" role="img" aria-label="{_safe(value.said)}" fill="none"'
        f' stroke="currentColor" stroke-width="1.6">{"".join(shapes)}</svg>'
    )
