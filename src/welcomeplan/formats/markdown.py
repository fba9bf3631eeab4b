"""Sheets as GitHub-flavoured Markdown. Plan text can't make markup, links, mentions or HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.wording import show, words

if TYPE_CHECKING:
    from welcomeplan.answer import Answer, Sheet


def render(answer: Answer) -> str:
    """Each sheet as a heading, a table and a list of notes."""
    return "\n".join(_sheet(sheet.for_reading()) for sheet in answer.sheets)


def _sheet(sheet: Sheet) -> str:
    lines = [f"### {escape(sheet.title)}", ""] if sheet.title else []
    if sheet.rows:
        lines.append("| " + " | ".join(column.name for column in sheet.columns) + " |")
        rule = ["---:" if column.kind == "number" else "---" for column in sheet.columns]
        lines.append("| " + " | ".join(rule) + " |")
        lines += ["| " + " | ".join(escape(words(c)) for c in row) + " |" for row in sheet.rows]
    elif sheet.empty:
        lines.append(escape(sheet.empty))
    if sheet.notes:
        lines += ["", *(f"- {escape(note)}" for note in sheet.notes)]
    return "".join(f"{line}\n" for line in lines)


_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$])")
_LIVE = re.compile(r"(@|://|www\.|GH-|#)(?=\w)|(:)(?=[\w+-]+:)", re.IGNORECASE)


def escape(text: str) -> str:
    """Text that reads the same and does nothing: no markup, link, mention, emoji code or HTML.

    A zero-width space takes the life out of ``@name``, ``#12``, ``://`` and ``:bomb:``; GitHub
    decodes ``&#64;`` before it looks for mentions, so an entity would not.
    """
    escaped = _MARKUP.sub(r"\\\1", show(text))
    return _LIVE.sub(lambda match: f"{match[0]}\u200b", escaped)
