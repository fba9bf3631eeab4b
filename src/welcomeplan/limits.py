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
    """How many files are read at once, of all the plans in a folder; see `disk.most_files`."""
    faults: int = 100
    """How many faults of one file are told at once: a hostile one could hold a million."""


DEFAULT_LIMITS = Limits()

# -- of a repository

MOST_AUTHOR = 100
"""How many characters are kept of who wrote a commit."""
MOST_SUBJECT = 500
"""Likewise of what it says of itself."""
MOST_OBJECT = 64 * 1024 * 1024
"""The most bytes that a commit, or the list of a folder, may have."""
MOST_FOLDERS = 100_000
"""How many folders of a commit are looked through for plans."""
MOST_COMPARED = 64 * 1024 * 1024
"""The most bytes of two files that are held against each other; larger ones count as changed."""
MOST_VERSIONS = 100
"""How many versions of a file are looked through for one that can be read."""

# -- of a plan

MOST_WORDS = 100
"""How many terms of its own a plan may define."""
