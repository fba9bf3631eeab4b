"""What a file that was made here looks like, so that nothing but such a file is written over.

Each knows its kind by marks that are in no file of other programs. They prove nothing: whoever puts
them into a file of their own asks for it to be replaced.
"""

from __future__ import annotations

import re

from welcomeplan.formats.languages import LANGUAGES
from welcomeplan.formats.svg import OPENING

_OTHER = "|".join(language for language in LANGUAGES if language != "en")
_PAGE = re.compile(
    r"(?:[^/]+/)?"
    rf"(?:strategies/[a-z0-9_-]+(?:\.(?:{_OTHER}))?\.html"
    rf"|index(?:\.(?:{_OTHER}))?\.html|feed(?:\.(?:{_OTHER}))?\.xml|promises\.(?:json|csv))"
)
_HEAD = 4096
"""Within how many bytes a file says what it is."""


def is_picture(data: bytes) -> bool:
    """Whether a file is a timeline; one that a drawing program saved begins otherwise."""
    return data.startswith(OPENING.encode())


def is_of_page(name: str, data: bytes) -> bool:
    """Whether a file of a folder is one of a public page: by its name, and by what is in it."""
    if not _PAGE.fullmatch(name):
        return False
    match name.rpartition(".")[2]:
        case "html":
            return b'<meta name="generator" content="welcomeplan">' in data[:_HEAD]
        case "xml":
            return b"\n  <generator>welcomeplan</generator>\n" in data
        case "json":
            return data.startswith(b'{\n  "schema": "welcomeplan/')
        case _:
            return data.startswith(b"Due,State,Id,")
