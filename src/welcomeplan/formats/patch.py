"""A unified diff that `git apply` takes, with what a terminal would obey made visible."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTEXT = 3
"""How many unchanged lines are shown around a change."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_HUNK = re.compile(r"^@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@")


def render(path: str, before: bytes, after: bytes) -> str:
    """What changes in a file."""
    old, new = (_LINE.findall(data.decode("utf-8")) for data in (before, after))
    # Only the part that differs is compared: in long files difflib takes lines that are frequent
    # (`owner: marc`) for noise, and would show some of them as changed.
    skip = max(0, _same(old, new) - CONTEXT)
    keep = max(0, _same(old[skip:][::-1], new[skip:][::-1]) - CONTEXT)
    old, new = (lines[skip : len(lines) - keep] for lines in (old, new))
    lines = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", n=CONTEXT)
    return "".join(_shown(_HUNK.sub(lambda found: _moved(found, skip), line)) for line in lines)


def _shown(line: str) -> str:
    """A line of the diff with its own line end, or with git's words for a file that has none."""
    text = line.rstrip("\r\n")
    return show(text) + (line[len(text) :] or "\n\\ No newline at end of file\n")


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines are the same from the start on."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))


def _moved(found: re.Match[str], skip: int) -> str:
    """A hunk's head, counted from the file's first line."""
    before, after = int(found[1]) + skip, int(found[3]) + skip
    return f"@@ -{before}{found[2] or ''} +{after}{found[4] or ''} @@"
