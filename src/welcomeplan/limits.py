"""Every bound on what a stranger's file, document or repository may cost: one table.

What lies beyond one is refused in words, or left out and said; never read in part and taken for the
whole. The bounds of how much is *shown* of what was read stand where it is shown.
"""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """What a plan may cost to read. Raised on the command line, never by a plan."""

    bytes: int = 8 * 1024 * 1024
    """Of one file."""
    depth: int = 32
    """How deep values of a file are nested."""
    nodes: int = 500_000
    """How many values a file has."""
    files: int = 5_000
    """How many files are read at once, of all plans of a folder."""
    faults: int = 100
    """How many faults of one file are told at once: a hostile one could hold a million."""


DEFAULT_LIMITS = Limits()

# -- of a repository

MOST_AUTHOR = 100
"""How many characters are kept of who wrote a commit."""
MOST_SUBJECT = 500
"""Likewise of what it says of itself."""
