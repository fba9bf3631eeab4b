"""A paper as one HTML page: nothing is fetched, nothing runs, and it prints on Letter sheets."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from welcomeplan.errors import UserError
from welcomeplan.formats import html_marks as marks
from welcomeplan.formats import origins, setting
from welcomeplan.formats.origins import Read
from welcomeplan.paper import Timeline
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from welcomeplan.paper import Paper

TEMPLATES = Path(__file__).with_name("templates")


def render(paper: Paper) -> bytes:
    """The page. Raises UserError where jinja2 is not installed."""
    page = environment().get_template("report.html")
    lines = [one for part in paper.sections for one in part.pieces if isinstance(one, Timeline)]
    style = [_sheet("marks.css"), _sheet("report.css"), _printed(paper)]
    text = page.render(
        paper=paper,
        groups=setting.groups(paper),
        origin=_markup(origins.write(paper.origin).replace('"', "&#34;")),
        wide=setting.wide(paper),
        style=_markup("\n".join([*style, *map(_grid, lines)])),
    )
    return f"{text}\n".encode()


def read(data: bytes) -> Read:
    """What a page says, a line for each of its parts. Raises ValueError where it is no text."""
    page = _Page()
    page.feed(data.decode("utf-8"))
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.said).split("\n"))
    return Read(page.origin, [line for line in lines if line])


class _Page(HTMLParser):
    """What stands in a page; what is drawn, and how it is set, are no words."""

    PARTS = frozenset(("p", "h1", "h2", "h3", "tr", "li", "dt", "title", "td", "th", "br"))

    def __init__(self) -> None:
        super().__init__()
        self.origin, self.said, self.styled = "", list[str](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "meta" and named.get("name") == "welcomeplan":
            self.origin = named.get("content") or ""
        self.styled = tag == "style"
        if tag in self.PARTS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.styled = False

    def handle_data(self, data: str) -> None:
        if not self.styled:
            self.said.append(data)


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
        "look_of": setting.look,
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
        return setting.shown(value)
    return value


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
