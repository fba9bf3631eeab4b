"""Where the files of plans come from: the disk, or a commit; and which folders hold a plan."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from welcomeplan.errors import UserError
from welcomeplan.workspace import disk
from welcomeplan.workspace.disk import HEAD, is_plan_file, not_plain, read_bytes
from welcomeplan.workspace.objects import Looked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from welcomeplan.workspace.git import Repository
    from welcomeplan.workspace.objects import Entry


class Item(NamedTuple):
    """A name in a folder."""

    name: str
    folder: bool


class Tree(Protocol):
    """Where a plan's files come from: the disk, or a commit. Paths are relative to its root."""

    def items(self, folder: PurePosixPath) -> list[Item]:
        """What stands in a folder, by name; nothing where there is no such folder."""

    def read(self, file: PurePosixPath, most: int) -> bytes:
        """A plain file's bytes; one byte more than `most` at the most. Raises UserError."""

    def key(self, file: PurePosixPath) -> str | None:
        """What stands for the file's bytes, if anything does: files of one key are the same."""


class Disk:
    """A folder as it is now."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def items(self, folder: PurePosixPath) -> list[Item]:
        """What stands in a folder, by name. A link to a folder is none."""
        return [Item(*child) for child in disk.items(str(self.root / folder))]

    def read(self, file: PurePosixPath, most: int) -> bytes:
        """A plain file's bytes, as `read_bytes`."""
        return read_bytes(self.root / file, most)

    def key(self, file: PurePosixPath) -> None:
        """None: on a disk only the bytes themselves tell."""


class Edited:
    """The files of a folder as they are now, but for those that somebody edits: as an editor has
    them. No folder stands in it: a plan below is not the one that is edited."""

    def __init__(self, root: Path, texts: Mapping[str, bytes]) -> None:
        self.disk = Disk(root)
        self.texts = texts

    def items(self, folder: PurePosixPath) -> list[Item]:
        """The files that stand in it, and those that will, once they are saved, by name."""
        names = {item.name for item in self.disk.items(folder) if not item.folder}
        return [Item(name, folder=False) for name in sorted(names | self.texts.keys())]

    def read(self, file: PurePosixPath, most: int) -> bytes:
        """A file's bytes; one byte more than `most` at the most. Raises UserError."""
        text = self.texts.get(str(file))
        return self.disk.read(file, most) if text is None else text[: most + 1]

    def key(self, file: PurePosixPath) -> str | None:
        """The hash of a file's bytes, as git names them; none of what can't be read in whole."""
        from welcomeplan.limits import DEFAULT_LIMITS  # noqa: PLC0415 - as below
        from welcomeplan.yamltext import Source  # noqa: PLC0415

        try:
            data = self.read(file, DEFAULT_LIMITS.bytes)
        except UserError:
            return None
        return Source(data, "", None).key if len(data) <= DEFAULT_LIMITS.bytes else None


class Held:
    """A plan's files as somebody holds them, by name, in no folder."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def items(self, folder: PurePosixPath) -> list[Item]:
        """The files, by name; nothing below them."""
        return [] if folder.parts else [Item(name, folder=False) for name in sorted(self.files)]

    def read(self, file: PurePosixPath, most: int) -> bytes:
        """A file's bytes; one byte more than `most` at the most."""
        return self.files[str(file)][: most + 1]

    def key(self, file: PurePosixPath) -> str:
        """The hash of a file's bytes, as git names them."""
        from welcomeplan.yamltext import Source  # noqa: PLC0415 - seldom, and a look waits for it

        return Source(self.files[str(file)], "", None).key


class Committed:
    """A folder as it stood at a commit (a full hash)."""

    def __init__(self, repository: Repository, commit: str, prefix: str | None = None) -> None:
        self.repository = repository
        self.folders = {PurePosixPath(): repository.folder(commit, prefix)}
        """The hashes of the folders met so far."""
        self.looked = Looked()

    def items(self, folder: PurePosixPath) -> list[Item]:
        """What stood in a folder, by name. Raises UserError where there is no end to folders."""
        tree = self.folders.get(folder)
        if tree is None:
            return []
        entries = sorted(self.repository.entries(tree).values())
        self.looked.through(len(entries))
        for entry in entries:
            if entry.kind == "folder":
                self.folders[folder / entry.name] = entry.hash
        return [Item(entry.name, entry.kind == "folder") for entry in entries]

    def read(self, file: PurePosixPath, most: int) -> bytes:
        """A plain file's bytes; its size is known before it is read. Raises UserError."""
        entry = self._entry(file)
        if entry is None or entry.kind != "file":
            raise not_plain(file.name, entry.kind if entry else "name of nothing")
        return self.repository.read(entry.hash, most)

    def key(self, file: PurePosixPath) -> str | None:
        """The hash of a plain file's bytes."""
        entry = self._entry(file)
        return entry.hash if entry and entry.kind == "file" else None

    def _entry(self, file: PurePosixPath) -> Entry | None:
        tree = self.folders.get(file.parent)
        return self.repository.entries(tree).get(file.name) if tree else None


def homes(tree: Tree) -> Iterator[PurePosixPath]:
    """The folders of a tree that hold a plan, from its root down, by name: also inside another."""
    return map(PurePosixPath, disk.homes(lambda folder: tree.items(PurePosixPath(folder))))


def files(tree: Tree) -> int:
    """How many files its plans have."""
    every = (child.name for home in homes(tree) for child in tree.items(home))
    return sum(map(is_plan_file, every))


def from_top(folder: Path) -> str | None:
    """Where a folder stands in its git repository, links followed: a path from the top, `.` for the
    top itself; None outside of one.

    Other programs know the files of a repository by that, wherever the command is run. Git is not
    asked: a job's container may have none, or one that does not trust the folder's owner.
    """
    found = top(folder)
    return None if found is None else Path(os.path.realpath(folder)).relative_to(found).as_posix()


def top(folder: Path) -> Path | None:
    """The top of the git repository in which a folder stands, links followed; None outside of
    one."""
    real = Path(os.path.realpath(folder))
    given = os.environ.get("GIT_WORK_TREE")
    named = Path(os.path.realpath(given)) if given else None
    if named is not None and real.is_relative_to(named):
        return named
    return next((above for above in (real, *real.parents) if _is_top(above)), None)


def plan_around(folder: Path) -> Path | None:
    """The plan's folder that a folder is, or in which it stands, links followed; None where there
    is none. A plan at the top of a repository has no folder beside it: there, what stands in a
    folder of its own is not among the plan's files."""
    real, above = Path(os.path.realpath(folder)), top(folder)
    for each in (real, *real.parents):
        if os.path.lexists(each / HEAD) and (each == real or each != above):
            return each
        if each == above:
            break
    return None


def _is_top(folder: Path) -> bool:
    """Whether a repository's files begin in a folder: of a worktree or a submodule, `.git` is a
    file that says where the rest is."""
    git = folder / ".git"
    try:
        if git.is_file():
            with git.open("rb") as file:
                return file.read(8) == b"gitdir: "
        return os.path.lexists(git / "HEAD")
    except OSError:  # a folder that may not be looked into
        return False
