"""A paper as one HTML page: nothing is fetched, nothing runs, and it prints on Letter sheets."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from welcomeplan.formats import origins, setting
from welcomeplan.formats.html_pages import css, environment, grid, making, markup, sheet
from welcomeplan.formats.origins import Read
from welcomeplan.paper import Timeline

if TYPE_CHECKING:
    from welcomeplan.paper import Paper


def render(paper: Paper) -> bytes:
    """The page. Raises UserError where jinja2 is not installed."""
    page = environment().get_template("report.html")
    lines = [one for part in paper.sections for one in part.pieces if isinstance(one, Timeline)]
    style = [sheet("marks.css"), sheet("report.css"), _printed(paper)]
    text = page.render(
        paper=paper,
        groups=setting.groups(paper),
        look_of=setting.look,
        origin=making(paper.origin),
        wide=setting.wide(paper),
        style=markup("\n".join([*style, *map(grid, lines)])),
    )
    return f"{text}\n".encode()


def read(data: bytes) -> Read:
    """What a page says, a line for each of its parts. Raises ValueError where it is no text."""
    page = _Page()
    page.feed(data.decode("utf-8-sig"))
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.said).split("\n"))
    heads = tuple(" ".join(head.split()) for head in page.heads)
    return Read(page.origin, [line for line in lines if line], heads=heads)


def made(data: bytes) -> bool:
    """Whether a file was made by `render`."""
    page = _Page()
    try:
        page.feed(data.partition(b"</head>")[0].decode("utf-8"))
    except ValueError:
        return False
    return origins.is_one(page.origin)


class _Page(HTMLParser):
    """What stands in a page; what is drawn, and how it is set, are no words."""

    PARTS = frozenset(("p", "h1", "h2", "h3", "tr", "li", "dt", "title", "td", "th", "br"))

    def __init__(self) -> None:
        super().__init__()
        self.origin, self.said, self.styled = "", list[str](), False
        self.heads, self.heading = list[str](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "meta" and named.get("name") == "welcomeplan":
            self.origin = named.get("content") or ""
        self.styled = tag == "style"
        if tag == "h2":
            self.heads.append("")
            self.heading = True
        if tag in self.PARTS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.styled = False
        self.heading = self.heading and tag != "h2"

    def handle_data(self, data: str) -> None:
        if not self.styled:
            self.said.append(data)
        if self.heading:
            self.heads[-1] += data


def _printed(paper: Paper) -> str:
    """What stands at the foot of each sheet."""
    foot = " · ".join([paper.title, paper.of, paper.revision])
    page, pages = "counter(page)", "counter(pages)"
    pieces = re.split(r"(\{page\}|\{pages\})", paper.labels.page)
    said = (page if one == "{page}" else pages if one == "{pages}" else css(one) for one in pieces)
    return f":root {{ --foot: {css(foot)}; --page: {' '.join(said)} }}"
