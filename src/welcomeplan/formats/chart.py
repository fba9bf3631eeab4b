"""Promises against time in the cells of a terminal: several a month, or several months a cell."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.answer import Line, Said
from welcomeplan.formats.lettering import spaced
from welcomeplan.formats.pen import MARKS, Mark
from welcomeplan.wording import show, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.answer import Lane, Lanes, Picture, Tone
    from welcomeplan.formats.pen import Pen

SIGNS = {
    "today": Mark("┊", ":"),
    "window": Mark("─", "-"),
    "work": Mark("━", "=", "cyan"),
    "late": Mark("▒", "%", "red"),
    "deadline": Mark("◆", "*"),
    "begin": Mark("▶", ">"),
    "missed": Mark("┃", "|", "red"),
    "unbegun": Mark("▶", ">", "red"),
    "first": Mark("◦", "@"),
    "was due": Mark("◆", "*", "dim"),
    "done": Mark("✔", "+", "green"),
    "before": Mark("╴", "/"),
    "after": Mark("╶", "/"),
}
"""What is painted into cells: strokes, today, and bars that go on beyond the picture."""
GRID = Mark("·", ".", "dim")
"""Where a quarter begins, or a year."""
BARS = ("window", "work", "late")
MOST = 8
"""How many cells a month has at most."""
WANTED = 2
"""How many it has before there is room for titles."""
MONTHS = (2, 3, 4, 6, 12, 24, 60, 120)
"""How many months a cell may hold, where there is less room than one each."""
LEAST = 12
"""With fewer cells than this beside its name, a row has its picture below it."""
TITLED = 120
"""With so many columns rows have titles, too."""
TITLE = 28
"""The least that is left for a title."""
SHEET = 80
"""As wide as this a picture is at least, if the screen is."""
MARK = 2
GAP = 2


class _Scale(NamedTuple):
    """Cells to days: so many a month, or so many months a cell."""

    first: date
    last: date
    per: int
    months: int
    cells: int

    def at(self, day: date) -> int:
        """The cell of a day, of the first or the last where it lies outside."""
        day = min(max(day, self.first), self.last)
        day -= timedelta(self.first.day - 1)  # months of the picture: they may begin on the 6th
        month = _month(day) - _month(self.first)
        if self.months > 1:
            return min(month // self.months, self.cells - 1)
        within = (day.day - 1) * self.per // monthrange(day.year, day.month)[1]
        return min(month * self.per + within, self.cells - 1)


class _Layout(NamedTuple):
    """Where things stand in a row."""

    scale: _Scale
    title: int
    """How wide titles are; 0: there are none."""
    below: bool
    """Whether a row's picture stands below it."""
    full: int


def lines(picture: Picture, pen: Pen) -> Iterator[list[Said] | Line]:
    """The axis, the rows of each group, and a key of what occurs in them."""
    layout = _layout(picture, pen)
    painted: dict[str, None] = {}
    pad = Said(" " * (GAP if layout.below else _begins(picture, layout)))
    if any(group.rows for group in picture.groups):
        quarters = [(label[-2:], day) for label, day in picture.quarters]
        for labels in (picture.years, quarters if layout.scale.per else []):
            if labels:
                room = pen.room - width(pad.text)
                yield [pad, Said(_labels(labels, layout.scale, room), "dim")]
    for group in picture.groups:
        yield _head(group, layout.full, pen)
        for lane in group.rows:
            yield from _lane(lane, picture, layout, pen, painted)
        yield from group.below
    yield []
    yield from _key(picture, painted, pen)


def _layout(picture: Picture, pen: Pen) -> _Layout:
    lanes = [lane for group in picture.groups for lane in group.rows]
    said = max((width(pen.text(lane.said.text)) for lane in lanes), default=0)
    first, last = picture.span
    months = _month(last - timedelta(first.day - 1)) - _month(first) + 1
    fixed = MARK + picture.name + 1 + 1 + said
    left, title = pen.room - fixed, 0
    below = left < LEAST
    if below:
        left = max(pen.room - GAP, 1)
    elif pen.room >= TITLED:
        spare = left - min(WANTED * months, left // 2) - GAP
        if spare >= TITLE:
            title = min(spare, max((width(show(lane.title)) for lane in lanes), default=0))
            left -= title + GAP
    per = min(MOST, left // months)
    held = 1
    if not per:
        held = next((n for n in MONTHS if -(-months // n) <= left), -(-months // left))
    cells = months * per if per else -(-months // held)
    content = (cells if below else fixed + cells) + (title + GAP if title else 0)
    full = max(min(pen.room, SHEET), min(content, pen.room))
    return _Layout(_Scale(first, last, per, held, cells), title, below, full)


def _begins(picture: Picture, layout: _Layout) -> int:
    return MARK + picture.name + 1 + (layout.title + GAP if layout.title else 0)


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1


def _labels(labels: Sequence[tuple[str, date]], scale: _Scale, room: int) -> str:
    """Labels above the cells that they begin at, as many as don't touch and have room."""
    line = ""
    for at in spaced([(scale.at(day), len(label)) for label, day in labels], 1):
        label, begins = labels[at][0], scale.at(labels[at][1])
        if not line or begins + len(label) <= room:
            line = line.ljust(begins) + label
    return line


def _head(group: Lanes, full: int, pen: Pen) -> list[Said]:
    count = pen.text(group.said)
    title = pen.cut(group.title, max(full - GAP - width(count), TITLE))
    gap = " " * max(GAP, full - width(title) - width(count))
    return [Said(title, "bold"), *([Said(gap), Said(count)] if count else [])]


def _lane(
    lane: Lane, picture: Picture, layout: _Layout, pen: Pen, painted: dict[str, None]
) -> Iterator[list[Said]]:
    """A mark, a name, a title where there is room, the cells, and what is said on the right."""
    cells = _cells(lane, picture, layout.scale)
    painted |= dict.fromkeys(cells)
    tone: Tone = "dim" if lane.dim else ""
    mark = MARKS.get(lane.state, Mark(" ", " "))
    name, said = pen.text(lane.name), pen.text(lane.said.text)
    left = [Said(f"{pen.sign(mark)} ", mark.tone), Said(name, tone)]
    used = MARK + width(name)
    drawn = [_cell(cell, pen) for cell in cells]
    if layout.below:
        gap = max(GAP, layout.full - used - width(said))
        yield [*left, Said(" " * gap), Said(said, lane.said.tone or tone)]
        yield [Said(" " * GAP), *drawn]
        return
    if layout.title:
        title = pen.cut(lane.title, layout.title)
        left += [Said(" " * (MARK + picture.name + GAP - used)), Said(title, tone)]
        used = MARK + picture.name + GAP + width(title)
    begins = _begins(picture, layout)
    gap = layout.full - begins - layout.scale.cells - width(said)
    right = [Said(" " * max(1, gap)), Said(said, lane.said.tone or tone)]
    yield [*left, Said(" " * (begins - used)), *drawn, *right]


def _cell(kind: str, pen: Pen) -> Said:
    if not kind:
        return Said(" ")
    mark = GRID if kind == "grid" else SIGNS[kind]
    return Said(pen.sign(mark), mark.tone)


def _cells(lane: Lane, picture: Picture, scale: _Scale) -> list[str]:
    """What is in each cell. Today's line crosses all but work and marks."""
    cells = [""] * scale.cells
    for _, day in picture.quarters if scale.per else picture.years:
        cells[scale.at(day)] = "grid"
    first, last = picture.span
    today = scale.at(picture.day) if first <= picture.day <= last else None
    strokes = [one for one in lane.strokes if one[1] <= last and first <= one[2]]
    for kind, start, end in strokes:
        if kind in BARS:
            span = range(scale.at(start), scale.at(end) + 1)
            for at in span:
                cells[at] = kind
            if kind != "late":
                cells[0] = "before" if start < first else cells[0]
                cells[-1] = "after" if end > last else cells[-1]
    if today is not None and cells[today] != "work":
        cells[today] = "today"
    for kind, start, _ in strokes:
        if kind not in BARS:
            cells[scale.at(start)] = kind
    return cells


def _key(picture: Picture, painted: dict[str, None], pen: Pen) -> Iterator[list[Said]]:
    """What the marks on the left stand for, then what is drawn; of both what occurs."""
    held = {lane.state for group in picture.groups for lane in group.rows}
    states = [(MARKS[one], said) for one, said in picture.states.items() if one in held]
    drawn = [(SIGNS[one], said) for one, said in picture.words.items() if one in painted]
    for found in (states, drawn):
        signs = {(pen.sign(mark), said): mark for mark, said in found}
        yield from pen.key((Said(sign, mark.tone), said) for (sign, said), mark in signs.items())
