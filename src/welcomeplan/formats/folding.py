"""Texts in lines for a terminal: they end between words, and what is to be copied stays whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.answer import Said

if TYPE_CHECKING:
    from welcomeplan.answer import Tone
    from welcomeplan.formats.pen import Pen


def runs(text: str, tone: Tone = "") -> list[Said]:
    """A text in which what is typed, in backticks, is never broken."""
    parts = re.split(r"(`[^`]*`)", text)
    return [Said(part, tone, whole=part.startswith("`")) for part in parts if part]


def fold(text: str, pen: Pen, room: int) -> list[str]:
    """A text in lines of so many columns."""
    lines = pen.lines(runs(text), room)
    return ["".join(run.text for run in line).rstrip() for line in lines] or [""]
