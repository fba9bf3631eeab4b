"""What differs between a report or a page that somebody has and the same made again."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_COMPARED = 2000
"""Of more lines that differ only the first is told: comparing each with all takes too long."""
WIDE, BEFORE = 100, 30
"""How many characters of a line are told, and how many of them before the first that differs."""


class Difference(NamedTuple):
    """A line of one that the other has not, or has otherwise; empty where it has none."""

    section: str
    """The part, as it is headed; empty for what stands before the first."""
    theirs: str
    ours: str

    @property
    def cut(self) -> tuple[str, str]:
        """Both, as much of them as is needed to see what differs."""
        pairs = enumerate(zip(self.theirs, self.ours, strict=False))
        short = min(len(self.theirs), len(self.ours))
        first = next((at for at, (a, b) in pairs if a != b), short)
        start = max(0, first - BEFORE) if first > BEFORE else 0
        return _part(self.theirs, start), _part(self.ours, start)


def _part(text: str, start: int) -> str:
    before, after = "…" if start else "", "…" if len(text) > start + WIDE else ""
    return f"{before}{text[start : start + WIDE]}{after}" if text else ""


def differences(
    theirs: Sequence[str], ours: Sequence[str], titles: Sequence[str]
) -> list[Difference]:
    """The lines that differ, in their order. `titles`: how the parts are headed."""
    heads = {_letters(one): one for one in titles}
    found = []
    for at, (one, other) in _unlike(theirs, ours):
        keys = (_letters(line) for line in reversed(ours[: at + 1]))
        head = next((heads[key] for key in keys if key in heads), "")
        found.append(Difference(head, one, other))
    return found


def _letters(line: str) -> str:
    """A line without what a format adds to it."""
    return re.sub(r"\W+", "", line) if len(line) < WIDE else ""


def _unlike(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Each pair of lines that differ, with its place in the second."""
    start, short = 0, min(len(a), len(b))
    while start < short and a[start] == b[start]:
        start += 1
    end = 0
    while end < short - start and a[-1 - end] == b[-1 - end]:
        end += 1
    one, other = a[start : len(a) - end], b[start : len(b) - end]
    if max(len(one), len(other)) > MOST_COMPARED:
        yield start, ("".join(one[:1]), "".join(other[:1]))
        return
    for kind, i, to_i, j, to_j in SequenceMatcher(None, one, other).get_opcodes():
        if kind != "equal":
            pairs = zip_longest(one[i:to_i], other[j:to_j], fillvalue="")
            yield from ((start + min(j + k, to_j), pair) for k, pair in enumerate(pairs))


def other_files(theirs: Mapping[str, bytes], ours: Mapping[str, bytes]) -> list[str]:
    """The names of attached files that the plan has otherwise, or not, or that are missing."""
    return sorted(name for name in {*theirs, *ours} if theirs.get(name) != ours.get(name))
