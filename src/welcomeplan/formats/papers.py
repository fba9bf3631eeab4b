"""The formats of papers, by how the name of a file ends."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Protocol

from welcomeplan.formats import paper_docx, paper_html, paper_markdown, paper_typst
from welcomeplan.formats.endings import known_ending

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.formats.origins import Read
    from welcomeplan.paper import Paper


class ForPapers(Protocol):
    """What a format of papers is: a module with these functions."""

    def render(self, paper: Paper, /) -> bytes:
        """The paper as the bytes of a file. Raises UserError where what it needs is missing."""

    def made(self, data: bytes, /) -> bool:
        """Whether a file was made by it, and not saved since by what another program leaves in it.
        Raises UserError where what it needs is missing."""

    def read(self, data: bytes, /) -> Read:
        """What a file of it says, whoever made it. Raises ValueError where it is none; UserError
        where what it needs is missing."""


MARKDOWN = ".md"
_TEXTS = (MARKDOWN, ".html")
"""The formats that are text, in which line ends say nothing."""
PAPERS: Mapping[str, ForPapers] = {
    MARKDOWN: paper_markdown,
    ".html": paper_html,
    ".docx": paper_docx,
    ".pdf": paper_typst,
}


def ending_of(file: str | None) -> str:
    """The ending that says of which format a file is; without a name, Markdown. Raises UserError
    for an ending that is none of them."""
    return MARKDOWN if file is None else known_ending(file, PAPERS)


def render(paper: Paper, ending: str) -> bytes:
    """The paper as the bytes of a file of that ending. Raises UserError where what the format needs
    is missing."""
    return PAPERS[ending].render(paper)


def read(data: bytes, ending: str) -> Read:
    """What a file of that ending says. Raises ValueError where it can't be read as one; UserError
    where what the format needs is missing."""
    return PAPERS[ending].read(data)


def unended(data: bytes, ending: str) -> bytes:
    """A file without what editors make of its line ends and of its encoding: of a text, its lines
    as they are written here, and no mark of bytes before them."""
    if ending not in _TEXTS:
        return data
    return data.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").rstrip(b"\n")
