"""Tables on a terminal, drawn by rich. Ids, dates and states are never cut or wrapped."""

from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from welcomeplan.answer import Column, Progress, Sheet
from welcomeplan.formats import room
from welcomeplan.wording import show, width, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.answer import Answer, Cell

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
BAR = 10
"""How many cells a progress bar has."""


def render(answer: Answer) -> str:
    """Each sheet drawn to the terminal's width."""
    out = StringIO()
    # Drawn into a string, so that a fault can't leave half a table on the screen; the console is
    # told what it stands for. NO_COLOR, TERM=dumb and FORCE_COLOR are rich's to honour.
    console = Console(
        file=out, force_terminal=True, width=room(sys.stdout), highlight=False, emoji=False
    )
    for at, sheet in enumerate(answer.sheets):
        if at:
            console.print()
        _draw(console, sheet.for_reading())
    return out.getvalue()


def _draw(console: Console, sheet: Sheet) -> None:
    if sheet.title:
        console.print(Text(show(sheet.title), style="bold"))
    if sheet.rows:
        console.print(_table(sheet, console.width))
    elif sheet.empty:
        console.print(Text(show(sheet.empty)))
    for note in sheet.notes:
        console.print(Text(show(note), style="dim"))


def _table(sheet: Sheet, room: int) -> Table:
    stacked = _width(sheet) > room
    columns = [c for c in sheet.columns if not (stacked and c.below)]
    holders = {c.below for c in sheet.columns} if stacked else set()
    table = Table(box=box.SIMPLE_HEAD, show_header=sheet.headed, pad_edge=False, padding=(0, 1))
    for column in columns:
        table.add_column(
            column.name,
            no_wrap=column.kind in WHOLE and column.name not in holders,
            justify="right" if column.kind == "number" else "left",
            overflow="fold",
        )
    for row in sheet.rows:
        table.add_row(*_cells(sheet.columns, row, stacked))
    return table


def _cells(columns: Sequence[Column], row: Sequence[Cell], stacked: bool) -> list[Text]:
    """A row's cells; where room is short, each with what stands below it.

    Below it a text has a line of its own, and the other values share one; a number says of what.
    """
    cells: dict[str, Text] = {}
    below: dict[str, list[Text]] = {}
    for column, cell in zip(columns, row, strict=True):
        text = _cell(column, cell, bars=not stacked)
        if not (stacked and column.below):
            cells[column.name] = text
        elif column.kind == "text" and not column.brief:
            cells[column.below].append("\n").append_text(text)
        elif text.plain:
            if column.kind == "number":
                text.append(f" {column.name.lower()}")
            elif column.kind == "named":
                text = Text(f"{column.name.lower()}: ", style="dim").append_text(text)
            below.setdefault(column.below, []).append(text)
    for name, others in below.items():
        cells[name].append("\n").append_text(Text(" · ", style="dim").join(others))
    return list(cells.values())


def _cell(column: Column, cell: Cell, *, bars: bool = True) -> Text:
    if isinstance(cell, Progress) and bars:
        full = round(BAR * cell.done / cell.total) if cell.total else 0
        bar = Text("█" * full, style="green").append("░" * (BAR - full), style="dim")
        return bar.append(f" {cell}", style="default")
    text = show(words(cell))
    if column.kind == "quote" and text:
        return Text.assemble((f"“{text}”", "italic"))
    style = (
        STYLES.get(text, "") if column.kind == "state" else "bold" if column.kind == "id" else ""
    )
    # Assembled, so that the style stays with the words when something is put below them.
    return Text.assemble((text, style))


def _width(sheet: Sheet) -> int:
    """How many columns the sheet takes with its texts folded once or twice, the rest whole."""
    total = 0
    for at, column in enumerate(sheet.columns):
        wide = max(width(_cell(column, row[at]).plain) for row in sheet.rows)
        folds = column.kind in ("text", "named", "quote")
        total += max(len(column.name), min(wide, FOLDED) if folds else wide) + 2
    return total
