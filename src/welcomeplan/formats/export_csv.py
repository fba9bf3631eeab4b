"""The promises as CSV."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from welcomeplan.answer import Canvas
from welcomeplan.formats import csvtext

if TYPE_CHECKING:
    from welcomeplan.answer import Export


def render(export: Export) -> bytes:
    """A header line and a line a promise; before them, where it is asked for, a byte-order mark."""
    text = csvtext.render(export.answer, Canvas()).encode()
    return BOM_UTF8 + text if export.marked else text


def made(data: bytes) -> bool:
    """Whether a file is such an export. What a spreadsheet program saved has other line ends, or
    its marks of text, and is taken for a file of somebody's own."""
    return data.removeprefix(BOM_UTF8).startswith(b"Due,State,Id,")
