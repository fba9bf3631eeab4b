"""Tables as plain, whole lines: for pipes, files and logs. Nothing is cut, wrapped or coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.wording import show, width, words

if TYPE_CHECKING:
    from typing import Any

    from welcomeplan.answer import Answer, Canvas, Sheet


def render(answer: Answer, _: Canvas) -> str:
    """Each sheet: its title, its lines in columns, its notes."""
    return "\n".join(_sheet(sheet) for sheet in answer.readable)


def _sheet(sheet: Sheet[Any]) -> str:
    lines = [show(sheet.title), ""] if sheet.title else []
    if sheet.rows:
        rows = [[show(words(cell)) for cell in row] for row in sheet.rows]
        if sheet.headed:
            rows.insert(0, [column.label for column in sheet.columns])
        right = [column.kind == "number" for column in sheet.columns]
        widths = [max(width(row[at]) for row in rows) for at in range(len(sheet.columns))]
        for row in rows:
            cells = [
                _pad(cell, wide, to_right)
                for cell, wide, to_right in zip(row, widths, right, strict=True)
            ]
            lines.append("  ".join(cells).rstrip())
    elif sheet.empty:
        lines.append(show(sheet.empty))
    if sheet.notes:
        lines += ["", *(show(note) for note in sheet.notes)]
    return "".join(f"{line}\n" for line in lines)


def _pad(text: str, wide: int, to_right: bool) -> str:
    space = " " * (wide - width(text))
    return space + text if to_right else text + space
