"""The formats of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from welcomeplan.formats import letter_eml, letter_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.paper import Letter


class ForLetters(Protocol):
    """What a format of letters is: a module with these."""

    ENDING: str
    """How the name of a file ends."""
    HOLDS_SHEET: bool
    """Whether the sheet that goes with a letter is in its file; else it is one beside it."""

    def render(self, letter: Letter, /) -> bytes:
        """The letter as the bytes of a file."""


LETTERS: Mapping[str, ForLetters] = {"markdown": letter_markdown, "eml": letter_eml}
