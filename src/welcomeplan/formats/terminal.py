"""Tables on a terminal, drawn by rich. Ids, dates and states are never cut or wrapped."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from welcomeplan.answer import Column, Progress, Sheet
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
WHOLE = frozenset({"id", "date", "state", "progress"})
FOLDED = 40
"""A text longer than this may be folded before a table is stacked."""
NARROW = 50
"""With fewer columns than this no bars are drawn."""
BAR = 10
"""How many cells a progress bar has."""


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
    for at, sheet in enumerate(answer.sheets):
        if at:
            console.print()
        _draw(console, sheet.for_reading(), UNICODE if canvas.unicode else ASCII)
    return out.getvalue()


def _draw(console: Console, sheet: Sheet[Any], pen: Pen) -> None:
    if sheet.title:
        console.print(Text(show(sheet.title), style="bold"))
    if sheet.items:
        console.print(_table(sheet, console.width, pen))
    elif sheet.empty:
        console.print(Text(show(sheet.empty)))
    for note in sheet.notes:
        console.print(Text(show(note), style="dim"))


def _table(sheet: Sheet[Any], room: int, pen: Pen) -> Table:
    stacked = _width(sheet, pen) > room
    columns = [c for c in sheet.columns if not (stacked and c.below)]
    holders = {c.below for c in sheet.columns} if stacked else set()
    table = Table(box=pen.box, show_header=sheet.headed, pad_edge=False, padding=(0, 1))
    for column in columns:
        table.add_column(
            column.label,
            no_wrap=column.kind in WHOLE and column.label not in holders,
            justify="right" if column.kind == "number" else "left",
            overflow="fold",
        )
    for row in sheet.rows:
        table.add_row(*_cells(sheet.columns, row, pen if room >= NARROW else None, stacked=stacked))
    return table


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
        folds = column.kind in ("text", "named", "quote")
        total += max(len(column.label), min(wide, FOLDED) if folds else wide) + 2
    return total
