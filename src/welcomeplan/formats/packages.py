"""Packages of parts, as Word documents and workbooks are: packed so that equal parts give equal
bytes, and known again."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MOST_KNOWN = 256 * 1024
"""How many bytes are read of what a file says of itself."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def packed(data: bytes) -> bytes:
    """A package, the same for the same parts. They are not compressed, since programs do that in
    more ways than one, and each has the earliest time that a package can name."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_STORED) as new:
        for one in old.infolist():
            entry = ZipInfo(one.filename, _EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            new.writestr(entry, old.read(one))
    return made.getvalue()


def known(data: bytes, part: str = "core") -> str:
    """What a package says of itself: who made it, who saved it last, and what it is; in its part
    `app`, with which program. Nothing where it is none."""
    try:
        with ZipFile(BytesIO(data)) as package, package.open(f"docProps/{part}.xml") as file:
            return file.read(MOST_KNOWN).decode("utf-8")
    except Exception:  # whatever a strange package makes the reader stumble over
        return ""
