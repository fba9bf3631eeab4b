"""A document as its passages, by how its name ends: paragraphs, headings, points, table cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from welcomeplan.errors import UserError
from welcomeplan.intake import read_docx, read_html, read_md, read_pdf, read_txt
from welcomeplan.limits import MOST_DOCUMENT, MOST_LETTERS, MOST_PASSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.intake.values import Passage


class ForDocuments(Protocol):
    """What a kind of documents is: a module with this function."""

    def read(self, data: bytes, /) -> list[Passage]:
        """Its passages, in its order. Raises ValueError where it is none of the kind, in words
        that end a sentence; UserError where what reads it is missing."""


KINDS: Mapping[str, ForDocuments] = {
    ".txt": read_txt,
    ".md": read_md,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}


def read_passages(data: bytes, name: str) -> list[Passage]:
    """What a document says, in its order. `name` gives its ending.

    Raises UserError for what is no such document, has no words in it or is larger than any plan.
    """
    kind = KINDS.get(_ending(name))
    if kind is None:
        *some, last = KINDS
        raise UserError(
            f"`{name}` is of no format that is known by its name",
            f"A document's name ends with {', '.join(some)} or {last}.",
        )
    if len(data) > MOST_DOCUMENT:
        raise UserError(
            f"`{name}` has more than {MOST_DOCUMENT // 1024 // 1024} MiB",
            "Save its text alone, as .txt.",
        )
    try:
        found = kind.read(data)
    except ValueError as error:
        raise UserError(f"`{name}` can't be read: {error}") from None
    if len(found) > MOST_PASSAGES:
        raise UserError(
            f"`{name}` has more than {MOST_PASSAGES:,} paragraphs",
            "Keep what was adopted in a document of its own.",
        )
    if sum(len(one.text) for one in found) > MOST_LETTERS:
        raise UserError(
            f"`{name}` has more than {MOST_LETTERS:,} letters",
            "Keep what was adopted in a document of its own.",
        )
    if not any(one.text for one in found if one.kind != "code"):
        raise UserError(
            f"`{name}` has no words in it",
            "Where it is a scan, have its text recognised (OCR), and save that as .txt.",
        )
    return found


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"


def encoding_note(data: bytes, name: str) -> str:
    """What is to be said of how a text's letters were read; nothing, where there is no doubt."""
    if (
        KINDS.get(_ending(name)) not in (read_txt, read_md)
        or read_txt.encoding_of(data) != "cp1252"
    ):
        return ""
    return f"`{name}` is not UTF-8, and is read as Windows-1252"
