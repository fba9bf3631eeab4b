"""Ids made from titles, in the letters that an id has."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from welcomeplan.plan.values import is_slug

if TYPE_CHECKING:
    from collections.abc import Container

WORDS_IN_ID = 3
_SMALL = (
    " a an and are as at be by for from has have in is it its of on or our that the their to was "
    "we were will with "
)
"""Words that say little in an id."""
_SPELLED = str.maketrans(
    {
        **{"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "þ": "th"},
        **{"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ĸ": "k", "ł": "l", "ŋ": "ng", "ŧ": "t"},
    }
)
"""How letters are spelled that are no a-z with an accent; German ones as Germans do."""


def id_from(title: str, taken: Container[str], kind: str = "milestone") -> str | None:
    """A short id from a title's first telling words, that is not taken yet. None for a title of
    which too little is left in the letters that an id has."""
    plain = in_latin(title)
    words = re.findall(r"[a-z0-9]+", plain)
    if not words or 2 * sum(map(str.isalpha, plain)) < sum(map(str.isalpha, title)):
        return None
    telling = [word for word in words if f" {word} " not in _SMALL] or words
    name = "-".join(telling[:WORDS_IN_ID])[:40].strip("-")
    return free_id(name if is_slug(name) else f"{kind}-{name}".strip("-"), taken)


def free_id(name: str, taken: Container[str]) -> str:
    """An id that is not taken: the name, or with a number behind it."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def in_latin(text: str) -> str:
    """A text in small letters a-z, digits and spaces, as far as it can be spelled so."""
    if text.isascii():
        return text.lower()
    spelled = unicodedata.normalize("NFC", text).lower().translate(_SPELLED)
    return "".join(
        one if one.isascii() else "" if unicodedata.combining(one) or one.isalpha() else " "
        for one in unicodedata.normalize("NFKD", spelled)
    )
