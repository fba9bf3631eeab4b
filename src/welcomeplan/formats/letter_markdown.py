"""A letter as GitHub-flavoured Markdown. Plan text can't make markup, links, mentions or HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.formats.markdown import escape
from welcomeplan.formats.paper_markdown import code, text
from welcomeplan.paper import Items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.paper import Item, Letter, Paragraph

ENDING = ".md"
HOLDS_SHEET = False


def render(letter: Letter) -> bytes:
    """The letter as text, one block after another."""
    blocks = [f"# {escape(letter.whose)}"]
    if letter.to:
        blocks.append(f"To: {', '.join(map(code, letter.to))}")
    for piece in letter.pieces:
        blocks += _piece(piece)
    return "".join(f"{block}\n\n" for block in blocks).rstrip("\n").encode() + b"\n"


def _piece(piece: Paragraph | Items) -> Iterator[str]:
    if isinstance(piece, Items):
        yield f"## {escape(piece.title)}"
        yield "\n".join(map(_item, piece.items))
    else:
        yield text(piece.text)


def _item(item: Item) -> str:
    # The number is bold: bare, `- 7. ` would begin a list of its own.
    number = f"**{escape(item.number)}** " if item.number else ""
    return f"- {number}{text(item.title)}  \n  {text(item.under)}"
