"""Names that may be a slip of the pen, or two names for one organization: asked, never mended."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_LEAST = 5
"""Letters of a word that is compared: in shorter ones a letter makes another word."""
_MOST = 400
"""Names that are compared with each other: more would take long."""


def misspelt(names: Iterable[str], texts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Names with a word that nothing else has, and that is one letter from one that is common:
    the name, its word, and the common one."""
    common = Counter(word for text in texts for word in _words(text))
    for name in names:
        for word in _words(name):
            if common[word]:
                continue
            near = [one for one in _near(word) if common[one] > 1]
            if near:
                yield name, word, max(near, key=lambda one: common[one])


def alike(names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Names that may be one organization's: capitals, blanks or a letter apart, or initials."""
    every = list(names)[:_MOST]
    by_letters: dict[str, str] = {}
    initials: dict[str, str] = {}
    for name in every:
        letters = "".join(re.findall(r"\w", name.casefold()))
        if letters in by_letters:
            yield by_letters[letters], name
        by_letters.setdefault(letters, name)
        initials.setdefault("".join(re.findall(r"\b[^\W\d_a-zà-ÿ]", name)), name)
    for name in every:
        other = initials.get(name)
        if other and other != name and len(name) > 1:
            yield other, name


def _words(text: str) -> list[str]:
    return [one for one in re.findall(r"[^\W\d_]+", text.casefold()) if len(one) >= _LEAST]


def _near(word: str) -> Iterator[str]:
    """Words a letter away: one more, one less, another, or two that changed places. An `s` at the
    end is no slip."""
    letters = "abcdefghijklmnopqrstuvwxyzáàâäãéèêëíìîïóòôöõúùûüçñß"
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail and not (at == len(word) - 1 and tail == "s"):
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for one in letters:
            if tail:
                yield head + one + tail[1:]
            if not (one == "s" and not tail):
                yield head + one + tail
