"""Folders and commits as git keeps them: bytes -> values.

https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.errors import UserError
from welcomeplan.versions import Commit, short

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {b"4": "folder", b"10": "file", b"12": "link", b"16": "repository"}
_EPOCH = date(1970, 1, 1)
_UNREAL = (OverflowError, ValueError, OSError)
"""What a time raises that can't be."""
_SIGNED = re.compile(r"(.*?) ?<(.*)> (-?\d+) ([+-]\d{4})", re.ASCII | re.DOTALL)
"""Who, and when: of an author or a committer."""


class Entry(NamedTuple):
    """A name in a folder as git keeps it."""

    name: str
    kind: str
    """`file`, `folder`, `link`, or `repository` (one inside this one)."""
    hash: str


def parsed_tree(tree: str, data: bytes) -> Iterator[tuple[str, Entry]]:
    """What stands in a folder, by name."""
    size = len(tree) // 2
    at = 0
    while at < len(data):
        end = data.find(b"\0", at)
        if end < 0:
            raise UserError(f"{short(tree)} is not a folder", "`git fsck` checks.")
        mode, _, raw = data[at:end].partition(b" ")
        at = end + 1 + size
        # No name on a disk has a slash; one made by hand must not lead anywhere.
        name = os.fsdecode(raw).replace("/", "\ufffd")
        yield name, Entry(name, _KINDS.get(mode[:-4], "device"), data[end + 1 : at].hex())


def parsed_commit(name: str, data: bytes) -> tuple[Commit, str]:
    """What a commit says of itself, and the hash of the folder that it left."""
    head, _, message = data.partition(b"\n\n")
    fields: dict[bytes, list[bytes]] = {}
    for line in head.split(b"\n"):
        key, _, value = line.partition(b" ")
        fields.setdefault(key, []).append(value)
    committer = _SIGNED.fullmatch(fields.get(b"committer", [b""])[0].decode("latin-1"))
    encoding = fields.get(b"encoding", [b"utf-8"])[0].decode("ascii", "replace")
    author_line = fields.get(b"author", [b""])[0]
    try:
        text = message.decode(encoding, "replace")
        author = author_line.decode(encoding, "replace")
    except (LookupError, ValueError):  # an encoding that nobody knows, or that is none
        text = message.decode("utf-8", "replace")
        author = author_line.decode("utf-8", "replace")
    match = _SIGNED.fullmatch(author)
    # A subject is the message's first paragraph, as git shows it.
    subject = " ".join(text.strip().partition("\n\n")[0].split())
    parents = tuple(parent.decode("ascii") for parent in fields.get(b"parent", ()))
    day = _day(match[3], match[4]) if match else _EPOCH
    who = (match[1] or match[2]) if match else author
    committed = _day(committer[3], committer[4]) if committer else day
    tree = fields.get(b"tree", [b""])[0].decode("ascii")
    moment = _moment(committer[3]) if committer else None
    return Commit(name, day, who, subject, parents, committed, moment), tree


def _day(seconds: str, zone: str) -> date:
    """The day on which it was, where they were; git's own epoch for one that can't be."""
    offset = timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
    try:
        return (datetime.fromtimestamp(int(seconds), UTC) + offset).date()
    except _UNREAL:
        return _EPOCH


def _moment(seconds: str) -> datetime:
    """When it was, in UTC; likewise."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except _UNREAL:
        return datetime.combine(_EPOCH, time(), UTC)
