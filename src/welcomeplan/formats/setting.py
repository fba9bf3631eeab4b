"""How a paper is set on a page, whatever draws it: rows that look alike, parts side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from welcomeplan.paper import Items, Timeline
from welcomeplan.wording import show

if TYPE_CHECKING:
    from welcomeplan.paper import Paper, Section, Text

KEPT = "\u00a0"
"""A space at which no line breaks."""
LONG = 3
"""Numbers of more characters than that have a wider column."""
LONGEST_LINK = 2000
"""Of more characters no address is a link: Word calls a file broken that has one."""
_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?([/?#].*)?", re.IGNORECASE)

Look = Literal["late", "alone", "plain", "done", "due"]


def shown(text: str) -> str:
    """A text as it may be printed; a space at which no line breaks stays one."""
    return KEPT.join(map(show, text.split(KEPT)))


def quoted(runs: Text) -> str:
    """Runs as plain text: the plan's words stand in quotation marks."""
    return "".join(f"“{show(said)}”" if part == "quote" else shown(said) for said, part, _ in runs)


def look(piece: Items) -> Look:
    """How rows are set: `late`, with days and strokes; `alone`, with nothing on the right; `plain`,
    with a number there; `done`, with more below it; `due`, with a state."""
    if any(one.days is not None for one in piece.items):
        return "late"
    if not any(one.right for one in piece.items):
        return "alone"
    if all(run.part == "strong" for one in piece.items for run in one.right):
        return "plain"
    return "done" if any(one.right_under for one in piece.items) else "due"


def groups(paper: Paper) -> list[list[Section]]:
    """Sections, two beside each other where both may be."""
    found: list[list[Section]] = []
    for section in paper.sections:
        if section.half and found and len(found[-1]) == 1 and found[-1][0].half:
            found[-1].append(section)
        else:
            found.append([section])
    return found


def wide(paper: Paper) -> bool:
    """Whether numbers need a wider column, as those that a document has of its own may."""
    pieces = [one for part in paper.sections for one in part.pieces]
    rows = [item.number for one in pieces if isinstance(one, Items) for item in one.items]
    lines = [one for one in pieces if isinstance(one, Timeline)]
    rows += [track.number for line in lines for band in line.bands for track in band.tracks]
    return any(len(one) > LONG for one in rows)


def link(href: str) -> str:
    """An address as other programs take it, its odd characters written out; empty for one that they
    would not, or that is not what it looks like."""
    if not _ADDRESS.fullmatch(href) or show(href) != href:
        return ""
    found = quote(href, safe="!#$%&'()*+,/:;=?@~")
    return found if len(found) <= LONGEST_LINK and found.count("#") <= 1 else ""
