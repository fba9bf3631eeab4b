"""A paper as one HTML page: nothing is fetched, nothing runs, and it prints on Letter sheets."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from welcomeplan.errors import UserError
from welcomeplan.formats import html_marks as marks
from welcomeplan.paper import Items, Timeline
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from welcomeplan.paper import Paper, Section

TEMPLATES = Path(__file__).with_name("templates")
KEPT = "\u00a0"
LONG = 3
"""Numbers of more characters than that have a wider column."""


def render(paper: Paper) -> bytes:
    """The page. Raises UserError where jinja2 is not installed."""
    page = environment().get_template("report.html")
    lines = [one for part in paper.sections for one in part.pieces if isinstance(one, Timeline)]
    style = [_sheet("marks.css"), _sheet("report.css"), _printed(paper)]
    text = page.render(
        paper=paper,
        groups=_groups(paper),
        wide=any(len(one) > LONG for one in _numbers(paper)),
        style=_markup("\n".join([*style, *map(_grid, lines)])),
    )
    return f"{text}\n".encode()


@cache
def environment() -> Environment:
    """What fills in templates: every value is shown safely and escaped, but for what is drawn."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - an extra
    except ImportError:
        raise UserError(
            "an HTML page needs jinja2, which is not installed",
            "To install it:",
            command="pip install 'welcomeplan[publish]'",
        ) from None
    found = Environment(
        autoescape=True,
        finalize=_shown,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    drawn = (marks.mark, marks.row, marks.late_bar, marks.shift)
    found.globals |= {each.__name__: _drawing(each) for each in drawn}
    found.globals |= {
        "symbols": _markup(marks.SYMBOLS),
        "legend": lambda line: [(_markup(shape), said) for shape, said in marks.legend(line)],
        "axis": marks.axis,
        "today": marks.today,
        "kind_of": lambda piece: type(piece).__name__,
        "look_of": _look,
    }
    return found


def _markup(text: str) -> Any:
    """Text that is markup already, and of our own making."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    return Markup(text)  # noqa: S704 - numbers and our own shapes; nothing of a plan is in it


def _drawing(draw: Callable[..., str]) -> Callable[..., Any]:
    return lambda *of: _markup(draw(*of))


def _shown(value: Any) -> Any:
    """A text as it may be printed; a space at which no line breaks stays one."""
    if type(value) is str:
        return KEPT.join(map(show, value.split(KEPT)))
    return value


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


@cache
def _sheet(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def _grid(line: Timeline) -> str:
    """The lines between quarters, behind the rows of a picture."""
    hair = "linear-gradient(var(--hair),var(--hair))"
    each = (f"{hair} {at} 0/1px 100% no-repeat" for at in marks.lines(line))
    drawn = ",".join(each)
    return f".chart td.b {{ background: {drawn} }}" if drawn else ""


def _printed(paper: Paper) -> str:
    """What stands at the foot of each sheet."""
    foot = " · ".join([paper.title, paper.of, paper.revision])
    page, pages = "counter(page)", "counter(pages)"
    pieces = re.split(r"(\{page\}|\{pages\})", paper.labels.page)
    said = (page if one == "{page}" else pages if one == "{pages}" else _css(one) for one in pieces)
    return f":root {{ --foot: {_css(foot)}; --page: {' '.join(said)} }}"


def _css(text: str) -> str:
    """A text as a string of CSS in which nothing can end it: neither a quote nor a tag."""
    kept = (
        c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):x} " for c in show(text)
    )
    return f'"{"".join(kept)}"'
