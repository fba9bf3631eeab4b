"""Every bound on what a stranger's file, document or repository may cost: one table.

What lies beyond one is refused in words, or left out and said; never read in part and taken for
the whole. Below each stands what is bounded, what becomes of more, and how whoever runs a command
raises it, where they can: docs/security.md is made of that. How much is *shown* of what was read,
and how far single steps of reading a document look, stands where it is done.
"""

from __future__ import annotations

from typing import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    """What a plan may cost to read. Raised on the command line, never by a plan."""

    bytes: int = 8 * MIB
    """Bytes of a plan's file. Beyond: the file is not read, and named. Raised: `validate
    --max-bytes N`."""
    depth: int = 32
    """How deep values of a plan's file are nested. Beyond: the same."""
    nodes: int = 500_000
    """Values of a plan's file. Beyond: the same. Raised: `validate --max-nodes N`."""
    files: int = 5_000
    """Files read at once, of all the plans in a folder. Beyond: nothing is read. Raised:
    `WELCOMEPLAN_MAX_FILES=N`."""
    faults: int = 100
    """Faults of YAML, of keys and of values told of one file. Beyond: the others are told once
    these are mended."""


DEFAULT_LIMITS = Limits()

# -- of a plan

MOST_WORDS = 100
"""Terms of its own that a plan defines. Beyond: the plan is not read, and named."""
LONGEST_DEADLINE = 300  # the longest of several hundred real ones has 140
"""Characters of a deadline. Beyond: it is a question, and has no day."""
LONGEST_NUMBER = 200
"""Characters of a reading or target that are looked at for a number. Beyond: it is none."""
MOST_TIMES = 2_000  # five years of days
"""Times of one milestone that repeats. Beyond: it has none, and `validate` says so; where more of
them are recorded, or have a target, the milestone is not read, and named."""
MOST_TIMES_OF_ALL = 100_000
"""Times of all milestones of a plan that repeat. Beyond: those that follow have none, and
`validate` says so."""

# -- of a repository

MOST_AUTHOR = 100
"""Characters kept of who wrote a commit. Beyond: cut, with “…”."""
MOST_SUBJECT = 500
"""Characters kept of what a commit says of itself, of its first line. Beyond: cut, with “…”."""
LONGEST_NAME = 1024
"""Bytes of the name of a file or folder in a commit. Beyond: cut in the middle, with “...”."""
MOST_OBJECT = 64 * MIB
"""Bytes of a commit, or of the list of a folder. Beyond: refused."""
MOST_FOLDERS = 100_000
"""Folders of a commit that are looked through for plans. Beyond: refused."""
MOST_NAMES = 500_000
"""Names in those folders, and in one of them. Beyond: refused."""
MOST_COMPARED = 64 * MIB
"""Bytes of a file that can't be read as a plan, and is compared. Beyond: it counts as changed."""
MOST_MOVED = 200
"""Files that a commit moved and changed at once, compared line by line. Beyond: the others count as
not moved."""
MOST_VERSIONS = 100
"""Versions of a file looked through for one that can be read. Beyond: there is none."""
MOST_FOLLOWED = 40
"""Links on the way to a folder. Beyond: no more of them are followed."""

# -- of a document or sheet to import

MOST_DOCUMENT = 64 * MIB
"""Bytes of a document or sheet to import. Beyond: refused."""
MOST_PASSAGES = 200_000
"""Paragraphs of a document. Beyond: refused."""
MOST_LETTERS = 5_000_000
"""Letters of a document. Beyond: refused."""
MOST_PAGES = 3_000
"""Pages of a PDF. Beyond: refused."""
MOST_UNPACKED = 384 * MIB
"""Bytes of a PDF's packed parts, unpacked. Beyond: refused."""
MOST_WEB_PAGE = 8 * MIB
"""Bytes of a web page, pictures apart. Beyond: refused."""
MOST_XML = 64 * MIB
"""Bytes of a Word document's text, unpacked; four times that of all of it. Beyond: refused."""
MOST_PARTS = 10_000
"""Files inside of a Word document. Beyond: refused."""
MOST_WORKBOOK = 256 * MIB
"""Bytes of a workbook, unpacked. Beyond: refused."""
MOST_CELLS = 4_000_000
"""Cells of a table, empty ones among them. Beyond: refused."""
MOST_MERGED = 200_000
"""Cells of a sheet's merged ranges. Beyond: the others are not spread."""

# -- of what was made before

MOST_MADE = 64 * MIB
"""Bytes of a file that `-o` would write over. Beyond: it is not ours, and is left as it is."""
MOST_VERIFIED = 64 * MIB
"""Bytes of a report or page for `verify`, of a Word document unpacked. Beyond: refused."""
LONGEST_ORIGIN = 100_000
"""Characters of what a report says of its making. Beyond: it is not believed."""
