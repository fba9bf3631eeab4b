"""A screen drawn for a person: the finding first, one line an item, columns that give way in order.

Ids, days, numbers and commands are never cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.answer import Bar, Grid, Key, Line, Parts, Picture, Said, Stands
from welcomeplan.formats import chart
from welcomeplan.formats.pen import Pen
from welcomeplan.wording import width

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from welcomeplan.answer import Answer, Canvas, Drawn, Piece, Screen, Slot

GAP = 2
END = 100
"""Where prose and cards end, however wide a screen is."""
LEAST = 28
"""With fewer columns than this, what stands below a row stands at the margin."""
MARGIN = 2


def render(answer: Answer, canvas: Canvas) -> str:
    """The screen of an answer, as wide as the canvas."""
    return draw(answer.screen(), Pen(canvas), answer.unread)


def draw(screen: Screen, pen: Pen, unread: Sequence[str] = ()) -> str:
    """The lines of a screen, with one blank line between its blocks. What is missing from it
    because it can't be read stands under its finding."""
    context = [Said(one, "dim") for one in screen.context]
    head: list[Piece] = [Line([Said(screen.finding, "bold")])]
    head += [Line([Said(screen.title)])] if screen.title else []
    head += [Parts(context), *(Line([Said(one, "yellow")]) for one in unread)]
    blocks = ([line for piece in block for line in _piece(piece, pen)] for block in screen.blocks)
    first = [line for piece in head for line in _piece(piece, pen)]
    return "\n".join("".join(f"{line}\n" for line in block) for block in [first, *blocks] if block)


def lines(pieces: Sequence[Piece], canvas: Canvas) -> str:
    """Pieces alone, one under another: of an error, of what an edit did."""
    pen = Pen(canvas)
    return "".join(f"{line}\n" for piece in pieces for line in _piece(piece, pen))


def _piece(piece: Piece, pen: Pen) -> Iterator[str]:
    if isinstance(piece, Grid):
        yield from _grid(piece, pen)
    elif isinstance(piece, Key):
        yield from _key(piece, pen)
    elif isinstance(piece, Picture):
        for line in chart.lines(piece, pen):
            yield from (
                _prose(line, pen, line.indent) if isinstance(line, Line) else [pen.paint(line)]
            )
    else:
        yield from _prose(piece, pen, piece.indent if isinstance(piece, Line) else 0)


def _prose(piece: Line | Parts, pen: Pen, indent: int = 0) -> Iterator[str]:
    """Sentences and phrases; a command that has no room at the end has the next line."""
    pad = Said(" " * indent)
    if isinstance(piece, Parts):
        for line in pen.parts(piece.said, pen.room - indent):
            yield pen.paint([pad, *line])
        return
    lines = pen.lines(piece.said, min(pen.room, END) - indent)
    command = Said(pen.text(piece.command))
    if command.text and lines:
        used = indent + _long(lines[-1])
        if used + 1 + width(command.text) <= pen.room:
            lines[-1] += [Said(" "), command]
            command = Said("")
    for line in lines:
        yield pen.paint([pad, *line])
    if command.text:
        yield pen.paint([pad, Said(" " * MARGIN if lines else ""), command])


def _key(key: Key, pen: Pen) -> Iterator[str]:
    """Each kind of cell beside what it stands for."""
    if pen.room < key.since:
        return
    cells = ((pen.bar(Bar([(kind, 1)], 1), 1)[0], words) for kind, words in key.kinds)
    for line in pen.key(cells):
        yield pen.paint(line)


class _Place(NamedTuple):
    """Where a slot stands, and how wide it is there."""

    at: int
    """Its place among the cells of a row."""
    begins: int
    wide: int


def _grid(grid: Grid, pen: Pen) -> Iterator[str]:
    places, below = _layout(grid.slots, pen.room)
    full = max((place.begins + place.wide for place in places), default=0)
    placed = {place.at for place in places}
    under = next((place.begins for place in places if place.at == grid.under), 0) or MARGIN
    indent = under if pen.room - under >= LEAST else MARGIN
    if grid.title:
        yield from _title(grid, pen, full)
    if grid.headed and (len(places) > 1 or len(grid.slots) == 1):
        labels = [Said(slot.label, "dim") for slot in grid.slots]
        head = pen.paint(_cells(labels, grid.slots, places, pen, indent)[0])
        yield from [head] if head else []
    for at, row in enumerate(grid.rows):
        if grid.summed and at == len(grid.rows) - 1:
            yield pen.paint([Said(pen.text("─") * full, "dim")])
        for line in _cells(row.cells, grid.slots, places, pen, indent):
            yield pen.paint(line, dim=row.dim)
        if below is not None and not (grid.headed and grid.slots[below].gives == "wrap"):
            tones = _said(row.cells[below])
            whole = [run._replace(tone=run.tone or "dim") for run in tones] if row.dim else tones
            yield from _prose(Line(whole), pen, indent)
        for piece in row.below:
            yield from _prose(_lacking(piece, placed), pen, indent)


def _lacking(piece: Line | Parts, placed: Container[int]) -> Line | Parts:
    """What stands below a row, without what has room in the row itself."""
    if isinstance(piece, Line) or not piece.instead:
        return piece
    pairs = zip(piece.said, piece.instead, strict=True)
    return Parts([said for said, slot in pairs if slot not in placed])


def _title(grid: Grid, pen: Pen, full: int) -> Iterator[str]:
    """A bold title, with its count ranged right; where both have no room, the title is cut, and
    where too little of it would be left, the count stands below."""
    count = pen.text(grid.count)
    least = min(LEAST, width(pen.text(grid.title))) + GAP + width(count)
    if not count or least > pen.room:
        yield from _prose(Line([Said(grid.title, "bold")]), pen)
        yield from _prose(Line([Said(count)]), pen, MARGIN)
        return
    end = max(min(full, pen.room), least)
    title = pen.cut(grid.title, end - GAP - width(count))
    gap = " " * (end - width(title) - width(count))
    yield pen.paint([Said(title, "bold"), Said(gap), Said(count)])


def _layout(slots: Sequence[Slot], room: int) -> tuple[list[_Place], int | None]:
    """Where each slot stands; and which stands below its row, for want of room."""
    gives = next((at for at, slot in enumerate(slots) if slot.gives), None)
    widths = {at: slot.width for at, slot in enumerate(slots) if not slot.since}
    if gives is not None and gives in widths:
        widths[gives] = min(slots[gives].width, slots[gives].least)
    for at, slot in enumerate(slots):
        if slot.since and slot.since <= room and slot.width:
            wide = _wanted(slot, room)
            # A bar has its room before the name beside it.
            if slot.share or sum(widths.values()) + wide + GAP * len(widths) <= room:
                widths[at] = wide
    below = None
    if gives is not None and gives in widths:
        slot = slots[gives]
        beside = sum(widths[at] + GAP for at, one in enumerate(slots) if one.since and at in widths)
        most = min(room, END + beside) if slot.gives == "wrap" else room
        left = most - sum(wide + GAP for at, wide in widths.items() if at != gives)
        widths[gives] = max(0, min(slot.width, left))
        if slot.gives != "cut" and widths[gives] < min(slot.width, slot.least):
            below = gives
            del widths[gives]
    places, begins = [], 0
    for at in sorted(widths):
        places.append(_Place(at, begins, widths[at]))
        begins += widths[at] + GAP
    return places, below


def _wanted(slot: Slot, room: int) -> int:
    """How wide a slot is that stands where there is room."""
    if slot.share:
        return min(slot.width, max(slot.floor, room // slot.share))
    return min(slot.width, slot.least) if slot.gives else slot.width


def _cells(
    cells: Sequence[Drawn], slots: Sequence[Slot], places: Sequence[_Place], pen: Pen, indent: int
) -> list[list[Said]]:
    """The lines of a row: one, unless a cell is wrapped, or is longer than its column. Then what
    it would run over stands on the next line, each in its own column; and where not even the
    screen has room beside it, it has a line of its own."""
    lines: list[list[Said]] = [[]]
    more: list[list[Said]] = []
    at = 0
    for place in places:
        slot = slots[place.at]
        held, *rest = _fitted(cells[place.at], slot, place.wide, pen) or [[]]
        more += [[Said(" " * place.begins), *one] for one in rest]
        long = _long(held)
        start = place.begins + (max(0, place.wide - long) if slot.right else 0)
        alone = _alone(held, pen, indent) if long and start + long > pen.room else []
        if alone:
            lines += [*alone, []]
            at = 0
        elif long:
            if at and start < at + GAP:
                lines.append([])
                at = 0
            lines[-1] += [Said(" " * (start - at)), *held]
            at = start + long
    return [*(line for line in lines if line), *more] or [[]]


def _alone(held: Sequence[Said], pen: Pen, indent: int) -> list[list[Said]]:
    """What has no room at its column: whole if it is one word, and in as far as it has room."""
    whole = [run._replace(whole=run.whole or " " not in run.text) for run in held]
    left = pen.room - _long(held)
    pad = next((one for one in (indent, MARGIN) if one <= left), 0)
    return [[Said(" " * pad), *line] for line in pen.lines(whole, pen.room - pad)]


def _fitted(cell: Drawn, slot: Slot, wide: int, pen: Pen) -> list[list[Said]]:
    if isinstance(cell, Stands):
        return [pen.state(cell)]
    if isinstance(cell, Bar):
        return [pen.bar(cell, wide)]
    if slot.gives == "wrap":
        return pen.lines(_said(cell), wide)
    if isinstance(cell, str):  # as most are, of tables that are long
        return [[Said(pen.cut(cell, wide) if slot.gives else pen.text(cell))]]
    runs = [run._replace(text=pen.text(run.text)) for run in _said(cell)]
    if slot.gives and _long(runs) > wide:
        tone = runs[0].tone
        return [[Said(pen.cut("".join(run.text for run in runs), wide), tone)]]
    return [runs]


def _long(runs: Sequence[Said]) -> int:
    """How many columns some words take."""
    if len(runs) == 1:
        return width(runs[0].text)
    return sum(width(run.text) for run in runs)


def _said(cell: Drawn) -> list[Said]:
    if isinstance(cell, Said):
        return [cell]
    return [Said(cell)] if isinstance(cell, str) else [run for run in cell if isinstance(run, Said)]
