"""A paper as one HTML page: nothing is fetched, nothing runs, and it prints on Letter sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.formats.html_pages import css, environment, grid, markup, sheet
from welcomeplan.paper import Items, Timeline

if TYPE_CHECKING:
    from welcomeplan.paper import Paper, Section

LONG = 3
"""Numbers of more characters than that have a wider column."""


def render(paper: Paper) -> bytes:
    """The page. Raises UserError where jinja2 is not installed."""
    page = environment().get_template("report.html")
    lines = [one for part in paper.sections for one in part.pieces if isinstance(one, Timeline)]
    style = [sheet("marks.css"), sheet("report.css"), _printed(paper)]
    text = page.render(
        paper=paper,
        groups=_groups(paper),
        look_of=_look,
        wide=any(len(one) > LONG for one in _numbers(paper)),
        style=markup("\n".join([*style, *map(grid, lines)])),
    )
    return f"{text}\n".encode()


def _look(piece: Items) -> str:
    """How rows are set: `late`, with days and strokes; `alone`, with nothing on the right; `plain`,
    with a number there; `done`, with more below it; `due`, with a state."""
    if any(one.days is not None for one in piece.items):
        return "late"
    if not any(one.right for one in piece.items):
        return "alone"
    if all(run.part == "strong" for one in piece.items for run in one.right):
        return "plain"
    return "done" if any(one.right_under for one in piece.items) else "due"


def _groups(paper: Paper) -> list[list[Section]]:
    """Sections, two beside each other where both may be."""
    found: list[list[Section]] = []
    for section in paper.sections:
        if section.half and found and len(found[-1]) == 1 and found[-1][0].half:
            found[-1].append(section)
        else:
            found.append([section])
    return found


def _numbers(paper: Paper) -> list[str]:
    pieces = [one for part in paper.sections for one in part.pieces]
    rows = [item.number for one in pieces if isinstance(one, Items) for item in one.items]
    lines = [one for one in pieces if isinstance(one, Timeline)]
    return rows + [track.number for line in lines for band in line.bands for track in band.tracks]


def _printed(paper: Paper) -> str:
    """What stands at the foot of each sheet."""
    foot = " · ".join([paper.title, paper.of, paper.revision])
    page, pages = "counter(page)", "counter(pages)"
    pieces = re.split(r"(\{page\}|\{pages\})", paper.labels.page)
    said = (page if one == "{page}" else pages if one == "{pages}" else css(one) for one in pieces)
    return f":root {{ --foot: {css(foot)}; --page: {' '.join(said)} }}"
