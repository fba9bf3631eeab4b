"""Titles from sentences: as far as the first clause that can be left out; no other word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONG = 90
"""From how many letters on a sentence is shortened, where it has a clause to leave out."""
_LEAST = 32
_CLAUSES = (
    re.compile(r"(?:(?<!\s)\s++)?;\s|(?<!\s)\s++[–—]\s++|:\s"),
    re.compile(
        r",? (?:in order to|so that|to ensure that|to ensure|including|such as|particularly|as well"
        r" as|through|by \w+ing|with the (?:aim|goal) of|e\.g\.|i\.e\.)\b"
    ),
    re.compile(r", (?=\w)|(?<!\s)\s++\((?=\w)"),
    re.compile(r" (?:that|which|who|to help|where) "),
)
_EDGES = " \t\n,;:–—-("
_HEAD = re.compile(r"[\s,;:–—)-]*")
_BARE = re.compile(r"(?i)(?:it|they|this|these|we|he|she)(?: \w+){2,4}\Z")
_MODAL = re.compile(r"(?:will|shall|must|to) (?=\w)")
_JOINS = re.compile(
    r"(?i)\b(?:and|but|then|or|y|et|und|to|by|in|on|of|for|the|a|an|will|shall|must|is|are|be)\Z"
)


def title_of(text: str, dates: Sequence[tuple[int, int]] = ()) -> str:
    """A title that stands in the sentence word for word: without its full stop; without the
    deadline where it stands at an end; and, where it is long, as far as its first clause."""
    start, end = 0, len(text)
    for first, last in dates:
        if not text[last:end].strip(" .)") and _is_enough(text[start:first]):
            end = first
        elif first <= start + 1 and _is_enough(text[last:end]):
            start = last + len((_HEAD.match(text, last) or [""])[0])
    said = _trimmed(text[start:end])
    if len(said) <= _LONG:
        return said
    for pattern in _CLAUSES:
        for mark in pattern.finditer(said, _LEAST):
            short = _trimmed(said[: mark.start()])
            if len(short) <= _LONG and _is_enough(short) and _is_balanced(short):
                return short
    return said


def _is_enough(words: str) -> bool:
    said = words.strip(_EDGES)
    return (
        len(said) >= 12
        and len(said.split()) >= 3
        and not _BARE.match(said)
        and not _JOINS.search(said)
    )


def _trimmed(said: str) -> str:
    trimmed = said.strip().rstrip(_EDGES)
    if trimmed.endswith("."):
        trimmed = trimmed[:-1].rstrip(_EDGES)
    if trimmed.endswith(")") and trimmed.count(")") > trimmed.count("("):
        trimmed = trimmed[:-1].rstrip(_EDGES)
    if trimmed.count("(") > trimmed.count(")"):
        trimmed = trimmed[: trimmed.rindex("(")].rstrip(_EDGES) or trimmed
    modal = _MODAL.match(trimmed)
    return trimmed[modal.end() :] if modal else trimmed or said.strip()


def _is_balanced(said: str) -> bool:
    return said.count("(") == said.count(")") and said.count("“") == said.count("”")
