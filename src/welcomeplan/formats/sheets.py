"""Tables on a terminal, drawn by rich. Ids, dates and states are never cut or wrapped."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from welcomeplan.answer import Column, Progress, Sheet
from welcomeplan.formats.pen import LIKE_AN_ID, LONGEST_ID
from welcomeplan.wording import show, width, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.answer import Answer, Canvas, Cell

STYLES = {
    "done": "green",
    "done late": "green",
    "overdue": "bold red",
    "due soon": "yellow",
    "under way": "cyan",
    "blocked": "magenta",
    "waiting": "magenta",
    "deferred": "dim",
    "dropped": "dim",
}
FOLDING = frozenset({"text", "named", "quote"})
"""The kinds of columns whose values may be folded."""
LONGEST_WORD = 20
"""How much of a word is kept on one line, so that no column is a string of letters."""
FOLDED = 40
"""A text longer than this may be folded before a table is stacked."""
NARROW = 50
"""With fewer columns than this no bars are drawn."""
BAR = 10
"""How many cells a progress bar has."""


class _Needs(NamedTuple):
    """What a column needs."""

    least: int
    """With its texts folded between words."""
    whole: int
    """With nothing folded but its heading."""
    headed: int
    """With nothing folded."""


class Pen(NamedTuple):
    """What tables and bars are drawn with."""

    box: box.Box
    full: str
    empty: str


UNICODE = Pen(box.SIMPLE_HEAD, "█", "░")
ASCII = Pen(box.Box(str(box.SIMPLE_HEAD).replace("─", "-"), ascii=True), "#", ".")


def render(answer: Answer, canvas: Canvas) -> str:
    """Each sheet drawn to the terminal's width."""
    out = StringIO()
    # Drawn into a string, so that a fault can't leave half a table on the screen; the console is
    # told what it stands for. TERM=dumb is rich's to honour.
    console = Console(
        file=out,
        force_terminal=True,
        width=canvas.width,
        no_color=not canvas.colour,
        highlight=False,
        emoji=False,
    )
    for at, sheet in enumerate(answer.readable):
        if at:
            console.print()
        _draw(console, sheet, UNICODE if canvas.unicode else ASCII)
    return out.getvalue()


def _draw(console: Console, sheet: Sheet[Any], pen: Pen) -> None:
    if sheet.title:
        _say(console, Text(show(sheet.title), style="bold"))
    if sheet.items:
        table = _table(sheet, console.width, pen)
        if table:
            console.print(table)
        else:
            _one_by_one(console, sheet)
    elif sheet.empty:
        _say(console, Text(show(sheet.empty)))
    for note in sheet.notes:
        _say(console, Text(show(note), style="dim"))


def _say(console: Console, text: Text, indent: int = 0) -> None:
    """A text in lines; between words alone, so that what is to be copied stays whole."""
    for line in text.divide(_breaks(text.plain, console.width - indent)):
        line.rstrip()
        console.print(
            Text(" " * indent).append_text(line), no_wrap=True, overflow="ignore", crop=False
        )


def _breaks(text: str, room: int) -> list[int]:
    """Where the lines of a text end. A word that has no room on a line is on one alone."""
    breaks = []
    begun, at = 0, 0
    for word in re.findall(r"\S+\s*|\s+", text):
        if at > begun and width(text[begun:at] + word.rstrip()) > room:
            breaks.append(at)
            begun = at
        at += len(word)
    return breaks


def _table(sheet: Sheet[Any], room: int, pen: Pen) -> Table | None:
    """A sheet drawn; where room is short, some of its columns below others. None where even that
    would break an id, a date or a number."""
    for stacked in (False, True):
        columns = [c for c in sheet.columns if not (stacked and c.below)]
        drawn = pen if room >= NARROW else None
        held = [_cells(sheet.columns, row, drawn, stacked=stacked) for row in sheet.rows]
        each = [_needs(c, at, sheet, held, drawn) for at, c in enumerate(columns)]
        inside = room - 3 * len(columns) + 1
        fits = sum(needs.least for needs in each) <= inside
        if fits and (stacked or _width(sheet, pen) <= room):
            return _drawn(columns, held, _shares(each, inside), sheet, pen)
    return None


def _drawn(
    columns: Sequence[Column[Any]],
    held: Sequence[Sequence[Text]],
    widths: Sequence[int],
    sheet: Sheet[Any],
    pen: Pen,
) -> Table:
    table = Table(box=pen.box, show_header=sheet.headed, pad_edge=False, padding=(0, 1))
    for column, wide in zip(columns, widths, strict=True):
        right = column.kind == "number"
        table.add_column(
            Text(column.label), justify="right" if right else "left", overflow="fold", width=wide
        )
    for cells in held:
        table.add_row(*cells)
    return table


def _needs(
    column: Column[Any], at: int, sheet: Sheet[Any], held: Sequence[Sequence[Text]], pen: Pen | None
) -> _Needs:
    """The widths of a column."""
    lines = [line for cells in held for line in cells[at].plain.split("\n")]
    if column.kind in FOLDING:
        least = max(_unbroken(word) for line in lines for word in line.split(" "))
    else:
        # Of what else stands below it the words may be folded.
        place = sheet.columns.index(column)
        least = max(width(_cell(column, row[place], pen).plain) for row in sheet.rows)
    heading = column.label if sheet.headed else ""
    least = max(least, *map(len, heading.split(" ")))
    whole = max(least, *map(width, lines))
    return _Needs(least, whole, max(whole, len(heading)))


def _unbroken(word: str) -> int:
    """How much of a word of a text must stand on one line: of what looks like an id, all."""
    return min(width(word), LONGEST_ID if LIKE_AN_ID.fullmatch(word) else LONGEST_WORD)


def _shares(each: Sequence[_Needs], room: int) -> list[int]:
    """The width of each column: what it needs, and of what is left a fair share, as far as it can
    use it; for its heading only if there is more."""
    widths = [needs.least for needs in each]
    left = room - sum(widths)
    for wanted in ([needs.whole for needs in each], [needs.headed for needs in each]):
        while left > 0 and (lacking := [at for at, full in enumerate(wanted) if widths[at] < full]):
            widths[min(lacking, key=widths.__getitem__)] += 1
            left -= 1
    return widths


def _one_by_one(console: Console, sheet: Sheet[Any]) -> None:
    """Each item by itself, for want of room: its name, and below it what else is known."""
    columns = sheet.columns
    holders = {column.below for column in columns}
    names = [at for at, c in enumerate(columns) if c.label in holders or c.kind == "id"]
    name = next((at for at in names if columns[at].label in holders), names[0] if names else 0)
    console.print()
    for row in sheet.rows:
        _say(console, Text(_cell(columns[name], row[name]).plain, style="bold"))
        others: list[Text] = []
        for at, column in enumerate(columns):
            text = _cell(column, row[at])
            if at == name or not text.plain:
                continue
            if sheet.headed and column.kind != "state" and not (column.below and _alone(column)):
                text = Text(f"{column.label.lower()}: ", style="dim").append_text(text)
            if _alone(column):
                _say(console, text, indent=2)
            else:
                others.append(text)
        if others:
            _say(console, Text(" · ", style="dim").join(others), indent=2)
    console.print()


def _alone(column: Column[Any]) -> bool:
    """Whether a value has a line of its own below another."""
    return column.kind in ("text", "quote") and not column.brief


def _cells(
    columns: Sequence[Column[Any]], row: Sequence[Cell], pen: Pen | None, *, stacked: bool
) -> list[Text]:
    """A row's cells; where room is short they are stacked: each comes with what stands below it.

    Below it a text has a line of its own, and the other values share one; a number says of what.
    """
    cells: dict[str, Text] = {}
    below: dict[str, list[Text]] = {}
    for column, cell in zip(columns, row, strict=True):
        text = _cell(column, cell, pen)
        if not (stacked and column.below):
            cells[column.label] = text
        elif column.kind == "text" and not column.brief:
            cells[column.below].append("\n").append_text(text)
        elif text.plain:
            if column.kind == "number":
                text.append(f" {column.label.lower()}")
            elif column.kind == "named":
                text = Text(f"{column.label.lower()}: ", style="dim").append_text(text)
            below.setdefault(column.below, []).append(text)
    for name, others in below.items():
        cells[name].append("\n").append_text(Text(" · ", style="dim").join(others))
    return list(cells.values())


def _cell(column: Column[Any], cell: Cell, pen: Pen | None = None) -> Text:
    if isinstance(cell, Progress) and pen:
        full = round(BAR * cell.done / cell.total) if cell.total else 0
        if 0 < cell.done < cell.total:  # something is not nothing, nor all
            full = min(max(full, 1), BAR - 1)
        bar = Text(pen.full * full, style="green").append(pen.empty * (BAR - full), style="dim")
        return bar.append(f" {cell}", style="default")
    text = show(words(cell))
    if column.kind == "quote" and text:
        return Text.assemble((f"“{text}”", "italic"))
    style = (
        STYLES.get(text, "") if column.kind == "state" else "bold" if column.kind == "id" else ""
    )
    # Assembled, so that the style stays with the words when something is put below them.
    return Text.assemble((text, style))


def _width(sheet: Sheet[Any], pen: Pen) -> int:
    """How many columns the sheet takes with its texts folded once or twice, the rest whole."""
    total = 0
    for at, column in enumerate(sheet.columns):
        wide = max(width(_cell(column, row[at], pen).plain) for row in sheet.rows)
        folds = column.kind in FOLDING
        total += max(len(column.label), min(wide, FOLDED) if folds else wide) + 2
    return total
