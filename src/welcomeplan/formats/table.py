"""Tables for a person: drawn where one looks on, and else plain, whole lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.formats import plain

if TYPE_CHECKING:
    from welcomeplan.answer import Answer, Canvas


def render(answer: Answer, canvas: Canvas) -> str:
    """Each sheet, as the canvas has it."""
    if canvas.width is None:
        return plain.render(answer, canvas)
    from welcomeplan.formats import terminal  # noqa: PLC0415 - where somebody looks on

    return terminal.render(answer, canvas)
