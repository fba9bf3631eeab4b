"""The formats of exports, by how the name of a file ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from welcomeplan.formats import export_csv, export_ics, export_json, export_xlsx
from welcomeplan.formats.endings import known_ending

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.answer import Export


class ForExports(Protocol):
    """What a format of exports is: a module with these functions."""

    def render(self, export: Export, /) -> bytes:
        """The promises as the bytes of a file. Raises UserError where what it needs is missing."""

    def made(self, data: bytes, /) -> bool:
        """Whether a file was made by it, and not saved since by another program that leaves a mark
        in it."""


EXPORTS: Mapping[str, ForExports] = {
    ".json": export_json,
    ".csv": export_csv,
    ".xlsx": export_xlsx,
    ".ics": export_ics,
}


def ending_of(file: str) -> str:
    """The ending that says of which format a file is. Raises UserError for one that is none of
    them."""
    return known_ending(file, EXPORTS)
