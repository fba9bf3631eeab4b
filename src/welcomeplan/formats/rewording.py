"""Two wordings of one text, word by word: what stayed, what is gone, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND = 8
"""How many words are kept on each side of a rewording."""
LONGEST = 60
"""How many words are shown of what is all new, or all gone."""
MOST_COMPARED = 90_000
"""The most pairs of words that are compared: hostile text must not cost minutes."""


def pieces(before: str, after: str) -> Iterator[tuple[str, list[str]]]:
    """The words that are `gone` and `new`, in order, and of the `same` words those around them."""
    old, new = before.split(), after.split()
    steps = _steps(old, new)
    for at, (tag, a, b, c, d) in enumerate(steps):
        if tag == "equal":
            yield "same", _around(old[a:b], first=at == 0, last=at == len(steps) - 1)
            continue
        if a < b:
            yield "gone", old[a:b]
        if c < d:
            yield "new", new[c:d]


def _steps(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    from difflib import SequenceMatcher  # noqa: PLC0415 - only when something is reworded

    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    steps = [("equal", 0, start, 0, start)] if start else []
    if len(middle_old) * len(middle_new) > MOST_COMPARED:
        steps.append(("replace", start, len(old) - end, start, len(new) - end))
    else:
        codes = SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_opcodes()
        steps += [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in codes]
    if end:
        steps.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return steps


def _around(same: list[str], *, first: bool, last: bool) -> list[str]:
    """Words that stayed: those next to a change."""
    if len(same) <= 2 * AROUND:
        return same
    return [*([] if first else same[:AROUND]), "…", *([] if last else same[-AROUND:])]
