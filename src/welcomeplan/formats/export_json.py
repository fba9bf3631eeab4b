"""The promises as JSON, in the frozen shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Canvas
from welcomeplan.formats import jsontext

if TYPE_CHECKING:
    from welcomeplan.answer import Export


def render(export: Export) -> bytes:
    """What `list --json` has, as a file."""
    return jsontext.render(export.answer, Canvas()).encode()


def made(data: bytes) -> bool:
    """Whether a file is such an export."""
    return data.startswith(b'{\n  "schema": "welcomeplan/1",\n  "command": "export"')
