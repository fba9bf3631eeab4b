"""Which lines of a document only run along its pages: numbers of pages, heads and feet."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from welcomeplan.intake.signs import read_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.values import Passage

_NUMBER = r"\d{1,4}(?:\s*(?:/|of|de|von|sur|out of)\s*\d{1,4})?"
_PAGE = re.compile(
    rf"(?i)[-–—\[(|\s]*(?:(?:page|pg\.?|p\.|página|pág\.|seite|s\.)\s*)?{_NUMBER}[-–—\])|\s]*"
)
_NAMED = re.compile(
    rf"(?i)\b(?:page|página|seite)\s+{_NUMBER}\W*\Z|\A\W*(?:page|seite)\s+\d+\s*[|·•–—-]"
)
_NUMBERED = re.compile(
    r"(?=.*[^\W\d_])(?P<words>.*?)(?<![\s|·•–—-])[\s|·•–—-]*+(?P<number>\d{1,3})\Z"
)
_LONGEST = 12
"""How many words a head or foot may have."""
_WIDEST = 120
_OFTEN = 3
"""On how many pages a line must stand to be known by that alone."""
_LEAST = 3
"""How many words it has then: “Ward 1”, “Ward 2” and “Ward 3” are none."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_page(text: str) -> bool:
    """Whether a line is the number of a page: `Page 1 of 3`, `- 1 -`, `1`."""
    if len(text) > _WIDEST:
        return False
    if _YEAR.fullmatch(text.strip()):  # "2027" may stand above what is to be done in it
        return False
    return bool(_PAGE.fullmatch(text) or (_NAMED.search(text) and len(text.split()) <= _LONGEST))


def running(passages: Sequence[Passage]) -> frozenset[int]:
    """Which passages, by their places among all, run along pages."""
    found: set[int] = set()
    alike: dict[str, list[tuple[int, int]]] = {}
    for at, one in enumerate(passages):
        if one.kind == "cell" or one.label:
            continue
        if is_page(one.text):
            found.add(at)
        elif _is_short(one.text) and read_label(one.text) is None:
            numbered = _NUMBERED.fullmatch(one.text)
            if numbered and len(re.findall(r"[^\W\d_]+", numbered["words"])) >= _LEAST:
                words = " ".join(numbered["words"].split())
                alike.setdefault(words, []).append((at, int(numbered["number"])))
    for places in alike.values():
        numbers = [number for _, number in places]
        if len(places) >= _OFTEN and all(a < b for a, b in pairwise(numbers)):
            found |= {at for at, _ in places}
    return frozenset(found | _beside(passages, found))


def _is_short(text: str) -> bool:
    return len(text) <= _WIDEST and len(text.split()) <= _LONGEST


def _beside(passages: Sequence[Passage], pages: set[int]) -> set[int]:
    """Lines that stand right beside the numbers of pages, each time the same."""
    seen: dict[str, set[int]] = {}
    for at in pages:
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(passages) and beside not in pages:
                one = passages[beside]
                short = one.kind in ("text", "heading") and _is_short(one.text)
                if short and read_label(one.text) is None:
                    seen.setdefault(one.text, set()).add(beside)
    often = max(2, len(pages) // 2)
    return {at for places in seen.values() if len(places) >= often for at in places}
