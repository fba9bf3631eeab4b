"""Answers as GitHub-flavoured Markdown. Plan text can't make markup, links, mentions or HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from welcomeplan.answer import Deed, Lacking, Lead, Points, Reworded, Sheet, Titled, Turned
from welcomeplan.formats.rewording import LONGEST, pieces
from welcomeplan.wording import show, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.answer import Answer, Block, Canvas, Cell

MOST = 60_000
"""How many characters a page may have: GitHub refuses a comment of more than 65,536."""


def render(answer: Answer, _: Canvas) -> str:
    """The page, or else each sheet as a heading, a table and a list of notes."""
    if answer.page:
        return _page(answer)
    return "\n".join(_sheet(sheet) for sheet in answer.readable)


def _sheet(sheet: Sheet[Any]) -> str:
    lines = [f"### {escape(sheet.title)}", ""] if sheet.title else []
    if sheet.items:
        lines += [*_head(sheet), *map(_row, sheet.rows)]
    elif sheet.empty:
        lines.append(escape(sheet.empty))
    if sheet.notes:
        lines += ["", *(f"- {escape(note)}" for note in sheet.notes)]
    return "".join(f"{line}\n" for line in lines)


def _head(sheet: Sheet[Any]) -> list[str]:
    rule = ["---:" if column.kind == "number" else "---" for column in sheet.columns]
    labels = [escape(column.label) for column in sheet.columns]
    return [f"| {' | '.join(cells)} |" for cells in (labels, rule)]


def _row(row: Iterable[Cell]) -> str:
    return "| " + " | ".join(map(cell_text, row)) + " |"


def cell_text(cell: Cell) -> str:
    """A cell, by what it means: ~~what is gone~~ and **what is new**."""
    match cell:
        case Deed(what, how):
            return f"**{what}**" + (f" {escape(how)}" if how else "")
        case Titled(title, name):
            return f"{escape(title)} ({escape(name)})"
        case Reworded(before, after):
            return " ".join(_MARK[kind].format(_cut(said)) for kind, said in pieces(before, after))
        case Turned(before, None):
            text = _cut((before or "").split())
            return f"~~{text}~~" if text else text
        case Turned(None, after):
            return _cut((after or "").split())
        case Turned(before, after):
            return f"{_cut((before or '').split())} → {_cut((after or '').split())}"
        case Lacking(said):
            return f"*{escape(said)}*"
        case _:
            return escape(words(cell))


_MARK = {"same": "{}", "gone": "~~{}~~", "new": "**{}**"}


def _cut(said: list[str]) -> str:
    if len(said) <= LONGEST:
        return escape(" ".join(said))
    return f"{escape(' '.join(said[:LONGEST]))} … ({len(said) - LONGEST} more words)"


def _page(answer: Answer) -> str:
    """The blocks of a page. What can be had elsewhere gives way, and is counted, where together
    they would be too long."""
    room = MOST
    texts: list[str] = []
    for block in answer.page:
        if not _gives_way(block):
            room -= len(_whole(block))
    for block in answer.page:
        if _gives_way(block):
            text, room = _within(block, room)
        else:
            text = _whole(block)
        texts.append(text)
    return "\n".join(texts)


def _gives_way(block: Block) -> bool:
    return not block.whole if isinstance(block, Points) else isinstance(block, Sheet)


def _whole(block: Block) -> str:
    if isinstance(block, Lead):
        return f"**{escape(block.text)}**\n"
    if isinstance(block, Points):
        return "".join([*_before(block), *map(_point, block.items)])
    return _sheet(block.for_reading())


def _within(block: Block, room: int) -> tuple[str, int]:
    """As much of a block as there is room for, how many more there are, and the room left."""
    if isinstance(block, Points):
        kept, room = _fitting(map(_point, block.items), room)
        left = len(block.items) - len(kept)
        more = [f"- and {left} more\n"] if left else []
        return "".join([*_before(block), *kept, *more]), room
    assert isinstance(block, Sheet)  # noqa: S101 - a sentence is whole
    kept, room = _fitting((f"{_row(row)}\n" for row in block.rows), room)
    left = len(block.items) - len(kept)
    lists = f" `{block.elsewhere}` lists them." if block.elsewhere else ""
    more = [f"\nToo many to show here: {left} more.{lists}\n"] if left else []
    return "".join([*(f"{line}\n" for line in _head(block)), *kept, *more]), room


def _fitting(lines: Iterable[str], room: int) -> tuple[list[str], int]:
    """The lines that there is room for, and the room left: below nought, where some are not."""
    kept: list[str] = []
    for line in lines:
        room -= len(line)
        if room < 0:
            break
        kept.append(line)
    return kept, room


def _before(points: Points) -> list[str]:
    return [f"{escape(points.before)}\n\n"] if points.before else []


def _point(text: str) -> str:
    return f"- {escape(text)}\n"


_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$])")
_LIVE = re.compile(
    r"(@|://|www\.|GH-|#)(?=\w)|&(?=\w+;)|(:)(?=[\w+-]+:)"
    r"|\b(?=[0-9]*[a-f])[0-9a-f]{6}(?=[0-9a-f]{5,33}\b)",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\A *(?:#{1,6}|[+-]|-[- ]*\Z|=[= ]*\Z|[0-9]{1,9}(?=[.)]))(?=[.)]?(?: |\Z))")
"""What would begin a heading, a list or a rule, where a text begins a line."""


def escape(text: str) -> str:
    """Text that reads the same and does nothing: no markup, link, mention, emoji code or HTML,
    also where it begins a line.

    A zero-width space takes the life out of ``@name``, ``#12``, ``://``, ``:bomb:`` and the hash of
    a commit, unless it has ten digits or is whole, as ours are; GitHub decodes ``&#64;`` before it
    looks for mentions, so an entity would not, and none that a plan has is left whole.
    """
    escaped = _MARKUP.sub(r"\\\1", show(text))
    if escaped.startswith("    "):
        escaped = f" {escaped.lstrip(' ')}"  # four begin a block of code
    return _LIVE.sub(lambda match: f"{match[0]}\u200b", _BEGINS.sub(_inert, escaped))


def _inert(begin: re.Match[str]) -> str:
    """The beginning of a line with a backslash before its sign."""
    sign = begin[0]
    at = len(sign) if sign[-1:].isdigit() else len(sign) - len(sign.lstrip(" "))
    return f"{sign[:at]}\\{sign[at:]}"
