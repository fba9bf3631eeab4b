"""Folders and commits as git keeps them: bytes -> values.

https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.errors import UserError
from welcomeplan.limits import LONGEST_NAME, MOST_AUTHOR, MOST_FOLDERS, MOST_NAMES, MOST_SUBJECT
from welcomeplan.versions import Commit, short
from welcomeplan.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {b"4": "folder", b"10": "file", b"12": "link", b"16": "repository"}
_EPOCH = date(1970, 1, 1)
_UNREAL = (OverflowError, ValueError, OSError)
"""What a time raises that can't be."""
_BEGINNING = 64 * MOST_SUBJECT
"""How many bytes of a message are looked at for its subject, and of a line for who wrote it."""
_TREE = re.compile(rb"tree ([0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?)\n")
_PARENT = re.compile(rb"parent ([0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?)\n")
_FIELD = re.compile(rb"^(author|committer|encoding) (.*)$", re.MULTILINE)
_SECONDS = re.compile(rb"-?\d+")
_ZONE = re.compile(rb"[+-]\d{4}")


class Entry(NamedTuple):
    """A name in a folder as git keeps it."""

    name: str
    kind: str
    """`file`, `folder`, `link`, or `repository` (one inside this one)."""
    hash: str


class Looked:
    """How much of a commit was looked through: folders, and names in them.

    Git stores a folder once, however often it stands somewhere: a few bytes can unfold into more
    folders than can ever be walked.
    """

    def __init__(self) -> None:
        self.folders = self.names = 0

    def through(self, names: int) -> None:
        """Count one more folder, with so many names. Raises UserError where that is too much."""
        self.folders += 1
        self.names += names
        for count, most, what in (
            (self.folders, MOST_FOLDERS, "folders"),
            (self.names, MOST_NAMES, "names in folders"),
        ):
            if count > most:
                raise _too_many(most, what)


def _too_many(most: int, what: str) -> UserError:
    return UserError(
        f"there are more than {most:,} {what} to look through",
        "Name the plan's own folder: `--dir FOLDER`.",
    )


def parsed_tree(tree: str, data: bytes) -> Iterator[tuple[str, Entry]]:
    """What stands in a folder, by name."""
    size = len(tree) // 2
    at = names = 0
    while at < len(data):
        names += 1
        if names > MOST_NAMES:
            raise _too_many(MOST_NAMES, "names in a folder")
        end = data.find(b"\0", at)
        if end < 0:
            raise UserError(f"{short(tree)} is not a folder", "`git fsck` checks.")
        mode, _, raw = data[at:end].partition(b" ")
        mode = mode.lstrip(b"0")  # with which some programs write it, and git reads it
        at = end + 1 + size
        # No name on a disk has a slash; one made by hand must not lead anywhere.
        name = os.fsdecode(raw if len(raw) <= LONGEST_NAME else _shorter(raw)).replace(
            "/", "\ufffd"
        )
        yield name, Entry(name, _KINDS.get(mode[:-4], "device"), data[end + 1 : at].hex())


def _shorter(name: bytes) -> bytes:
    """A name that no disk can hold, by its ends, and told apart from others that have the same."""
    return b"%b...%b...%b" % (name[:40], sha256(name).hexdigest()[:20].encode(), name[-20:])


def parsed_commit(name: str, data: bytes) -> tuple[Commit, str]:
    """What a commit says of itself, and the hash of the folder that it left.

    As git reads it: its parents are named right below its folder, and by hashes. Further down a
    line may say what it likes.
    """
    found = _TREE.match(data)
    if not found:
        raise UserError(f"{short(name)} is not a commit", "`git fsck` checks.")
    tree = found[1].decode("ascii").lower()
    parents = []
    while parent := _PARENT.match(data, found.end()):
        parents.append(parent[1].decode("ascii").lower())
        found = parent
    end = data.find(b"\n\n", found.end() - 1)
    end = len(data) if end < 0 else end
    fields: dict[bytes, bytes] = {}
    for line in _FIELD.finditer(data, found.end(), end):
        fields.setdefault(line[1], line[2])
    encoding = fields.get(b"encoding", b"utf-8")[:_BEGINNING].decode("ascii", "replace")
    beginning = data[end:].lstrip()[:_BEGINNING]
    who, written = _signed(fields.get(b"author", b""))
    try:
        text = beginning.decode(encoding, "replace")
        author = who[:_BEGINNING].decode(encoding, "replace")
    except (LookupError, ValueError):  # an encoding that nobody knows, or that is none
        text = beginning.decode("utf-8", "replace")
        author = who[:_BEGINNING].decode("utf-8", "replace")
    # A subject is the message's first paragraph, as git shows it.
    subject = " ".join(text.strip().partition("\n\n")[0].split())
    _, landed = _signed(fields.get(b"committer", b""))
    day = _day(*written) if written else _EPOCH
    committed = _day(*landed) if landed else day
    about = shortened(author, MOST_AUTHOR), shortened(subject, MOST_SUBJECT)
    moment = _moment(landed[0]) if landed else None
    return Commit(name, day, *about, tuple(parents), committed, moment), tree


def _signed(line: bytes) -> tuple[bytes, tuple[str, str] | None]:
    """Who an author or a committer is, `NAME <ADDRESS> SECONDS ZONE`, and when; of another line,
    all of it, and none. Read from its ends: a pattern would look for ever for the middle of one
    that was made for that."""
    start, _, zone = line.rpartition(b" ")
    person, _, seconds = start.rpartition(b" ")
    name, opened, address = person.partition(b"<")
    closed = opened and address.endswith(b">")
    if not (closed and _SECONDS.fullmatch(seconds) and _ZONE.fullmatch(zone)):
        return line, None
    when = seconds.decode("ascii"), zone.decode("ascii")
    return name.removesuffix(b" ") or address[:-1], when


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
