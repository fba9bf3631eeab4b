"""A paper as one HTML page: nothing is fetched, nothing runs, and it prints on Letter sheets."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from welcomeplan.formats import origins, setting
from welcomeplan.formats.html_pages import css, environment, grid, making, markup, sheet
from welcomeplan.formats.origins import Read
from welcomeplan.paper import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    text = data.decode("utf-8-sig")
    origin = _origin(text)
    if not origin:
        return Read("", [])  # whoever made it, nothing else of it is looked at
    said, heads = [""], list[str]()
    heading = False
    for tag, words in _pieces(_UNSEEN.sub("", text)):
        if tag in _PARTS:
            said.append("\n")
        if tag == "h2":
            heads.append("")
        heading = tag == "h2" or (heading and tag != "/h2")
        said.append(words)
        if heading:
            heads[-1] += words
    lines = (" ".join(line.split()) for line in "".join(said).split("\n"))
    return Read(
        origin, [line for line in lines if line], heads=[" ".join(h.split()) for h in heads]
    )


def made(data: bytes) -> bool:
    """Whether a file was made by `render`."""
    try:
        return origins.is_one(_origin(data[:_HEAD].decode("utf-8", "ignore")))
    except ValueError:
        return False


_PARTS = frozenset(("p", "h1", "h2", "h3", "tr", "li", "dt", "title", "td", "th", "br"))
"""The elements that begin a line."""
_HEAD = 256 * 1024
"""Within how many characters a page says what it was made from."""
_MAKING = re.compile(r'<meta\s+name="welcomeplan"\s+content="([^"]*+)"')
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<style\b[^<>]*+>.*?(?:</style[^<>]*+>|\Z)", re.DOTALL | re.I
)
"""What is set apart, and what says how the rest is set, is no word of a page."""
_TAG = re.compile(r"<([/!?]?[a-z][a-z0-9]*+)[^<>]*+>", re.I)
_HUGE = re.compile(r"&#(?=[0-9]{8})")
"""A character that there can't be."""


def _origin(text: str) -> str:
    """What a page says of its making; empty where it says nothing."""
    found = _MAKING.search(text, 0, _HEAD)
    return _words(found[1]) if found else ""


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each tag, and the words behind it: in one pass, however odd a page is. The parser that comes
    with Python looks for the end of a tag that has none, each time, and fails at some."""
    tag, at = "", 0
    for found in _TAG.finditer(text):
        yield tag, _words(text[at : found.start()])
        tag, at = found[1].lower(), found.end()
    yield tag, _words(text[at:])


def _words(text: str) -> str:
    return unescape(_HUGE.sub("&amp;#", text))


def _printed(paper: Paper) -> str:
    """What stands at the foot of each sheet."""
    foot = " · ".join([paper.title, paper.of, paper.revision])
    page, pages = "counter(page)", "counter(pages)"
    pieces = re.split(r"(\{page\}|\{pages\})", paper.labels.page)
    said = (page if one == "{page}" else pages if one == "{pages}" else css(one) for one in pieces)
    return f":root {{ --foot: {css(foot)}; --page: {' '.join(said)} }}"
