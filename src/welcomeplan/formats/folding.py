"""Texts in lines for a terminal: they end between words, and what is to be copied stays whole."""

from __future__ import annotations

import re

from welcomeplan.wording import width

_WORD = re.compile(r"(?:[^\s`]*`[^`]*`[^\s`]*|\S)+")
"""A word; what is typed, in backticks, is one."""


def fold(text: str, room: int | None) -> list[str]:
    """A text in lines of so many columns; one, where there is no end to them. A word that has no
    room on a line is on one alone."""
    if room is None:
        return [text]
    lines = [""]
    for word in _WORD.findall(text):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def cut(text: str, room: int | None, mark: str = "…") -> str:
    """A text of no more than so many columns; where it is longer, a mark says so."""
    if room is None or width(text) <= room:
        return text
    while text and width(text) > room - len(mark):
        text = text[:-1]
    return text.rstrip() + mark
