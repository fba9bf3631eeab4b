"""The formats of papers, by how the name of a file ends."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from welcomeplan.errors import UserError
from welcomeplan.formats import paper_html, paper_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.paper import Paper


class ForPapers(Protocol):
    """What a format of papers is: a module with this function."""

    def render(self, paper: Paper, /) -> bytes:
        """The paper as the bytes of a file. Raises UserError where what it needs is missing."""


PAPERS: Mapping[str, ForPapers] = {
    ".md": paper_markdown,
    ".html": paper_html,
}


def form_of(file: str | None) -> ForPapers:
    """The format of a file by its name; without one, Markdown. Raises UserError for an ending that
    is none of them."""
    if file is None:
        return paper_markdown
    ending = PurePath(file).suffix.lower()
    if ending not in PAPERS:
        raise UserError(
            f"`{file}` is of no format that is known by its name",
            f"End the name with {' or '.join(PAPERS)}.",
        )
    return PAPERS[ending]
