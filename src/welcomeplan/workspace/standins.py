"""What stands in for files of a commit that can't be read, or are not there though they are listed:
what they last were when they could be read.

An edit is held to what it began with. Where that can't be read, it is not nothing: what was
promised before the file was broken was never taken back.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from welcomeplan.limits import MOST_VERSIONS
from welcomeplan.workspace.disk import ENDINGS, HEAD
from welcomeplan.workspace.reading import StandIn, can_be_read, collect
from welcomeplan.workspace.trees import Committed, Item

if TYPE_CHECKING:
    from collections.abc import Container

    from welcomeplan.limits import Limits
    from welcomeplan.workspace.git import Repository
    from welcomeplan.workspace.reading import Workspace


class _Patched:
    """A folder as it stood at a commit, but for some files, and the files of some folders, which
    are as they were before."""

    def __init__(self, tree: Committed) -> None:
        self.tree = tree
        self.files: dict[PurePosixPath, Committed] = {}
        self.homes: dict[PurePosixPath, Committed] = {}

    def items(self, folder: PurePosixPath) -> list[Item]:
        """What stood in a folder."""
        now = self.tree.items(folder)
        if folder not in self.homes:
            back = (Item(file.name, folder=False) for file in self.files if file.parent == folder)
            return sorted({*now, *back})
        then = self.homes[folder].items(folder)
        return sorted([*(i for i in now if i.folder), *(i for i in then if not i.folder)])

    def read(self, file: PurePosixPath, most: int) -> bytes:
        """A file's bytes."""
        return self._at(file).read(file, most)

    def key(self, file: PurePosixPath) -> str | None:
        """What stands for them."""
        return self._at(file).key(file)

    def _at(self, file: PurePosixPath) -> Committed:
        return self.files.get(file) or self.homes.get(file.parent, self.tree)


def with_stand_ins(
    found: Workspace,
    repository: Repository,
    limits: Limits,
    prefix: str | None = None,
    same: Container[str] = (),
) -> Workspace:
    """The plans of a commit, with each file that can't be read, or not in whole, as it was at the
    last commit, along first parents, at which it could. Where that is a `plan.yaml`, so are all of
    the files beside it: what was taken back since, nobody could see. Where there was none, it is
    unread as before, but for what never was there: that is nothing. Unread stays, too, what is the
    `same` in what it is compared with. The faults stay those of the commit."""
    assert found.at  # noqa: S101 - they are of a commit
    past = _Past(found, repository, limits, prefix)
    tree = _Patched(Committed(repository, found.at, prefix))
    stand_ins: dict[str, StandIn] = {}
    unread = [PurePosixPath(name) for name in found.report.unread if name not in same]
    absent = {one.file for one in found.report.absent}
    never = set(filter(past.never_was, absent))
    unread = [file for file in unread if str(file) not in never]
    waiting = [(file, found.at) for file in unread]
    # A plan's head first: what it brings with it is looked for at its own commit.
    waiting.sort(key=lambda one: one[0].name == HEAD)
    while waiting:
        file, at = waiting.pop()
        if str(file) in stand_ins or (at == found.at and file.parent in tree.homes):
            continue
        if past.is_whole(at, file) and at == found.at:
            continue  # only the plan that it belongs to can't be read
        earlier = at if past.is_whole(at, file) else past.last_read(at, file)
        if earlier is None:
            continue
        stand_ins[str(file)] = StandIn(str(file), repository.commit(earlier), str(file) in absent)
        tree.files[file] = past.seen(earlier, file)
        if file.name == HEAD:
            tree.homes[file.parent] = tree.files[file]
            waiting += [(one, earlier) for one in past.beside(earlier, file)]
    if not stand_ins and not never:
        return found
    patched = collect(found.folder, tree, at=found.at, limits=limits) if stand_ins else found
    # What came in beside a head that could not be read, and never could be itself, stays unread.
    left = (str(f) for f in unread if str(f) not in stand_ins and not past.is_whole(found.at, f))
    report = replace(
        patched.report,
        diagnostics=found.report.diagnostics,
        unread=tuple(f for f in dict.fromkeys((*patched.report.unread, *left)) if f not in never),
    )
    every = tuple(stand_ins[name] for name in sorted(stand_ins))
    return replace(patched, report=report, stand_ins=every)


class _Past:
    """What could be read of the files of plans at a commit, and before it."""

    def __init__(
        self, found: Workspace, repository: Repository, limits: Limits, prefix: str | None
    ) -> None:
        self.found = found
        self.repository = repository
        self.limits = limits
        self.prefix = prefix

    def last_read(self, at: str, file: PurePosixPath) -> str | None:
        """The last commit before another at which a file could be read in whole, and the head of
        its plan; just before one that touched it, or where it was touched."""
        later = None
        for commit in self._touched(at, file):
            gone = self.seen(commit, file).key(file) is None
            if gone and not self._is_listed(commit, file):
                return None  # what was deleted was taken back then
            if self.is_whole(commit, file):
                last = self.repository.parent(later) if later else None
                for one in (last, commit):
                    if one and self.is_whole(one, file.with_name(HEAD)):
                        return one
            later = commit
        return None

    def never_was(self, file: str) -> bool:
        """Whether a file never was there before the commit, as far as all is known."""
        at = self.found.at
        assert at  # noqa: S101 - as above
        return not self.repository.shallow and not self._touched(at, PurePosixPath(file))

    def _touched(self, at: str, file: PurePosixPath) -> list[str]:
        folder = self.repository.prefix if self.prefix is None else self.prefix
        path = f"{folder}/{file}" if folder else str(file)
        return self.repository.touched(at, path, MOST_VERSIONS)

    def _is_listed(self, at: str, file: PurePosixPath) -> bool:
        """Whether a file that was not there at a commit was still listed there."""
        tree = Committed(self.repository, at, self.prefix)
        found = collect(self.found.folder, tree, at=at, limits=self.limits)
        return any(one.file == str(file) for one in found.report.absent)

    def is_whole(self, at: str, file: PurePosixPath) -> bool:
        """Whether a file could be read in whole at a commit, whatever is true of the others."""
        return can_be_read(self.found.folder, self.seen(at, file), file, self.limits)

    def beside(self, at: str, head: PurePosixPath) -> list[PurePosixPath]:
        """The files of a plan beside its head at a commit."""
        items = self.seen(at, head).items(head.parent)
        return [
            head.with_name(one.name)
            for one in items
            if not one.folder and one.name != HEAD and one.name.lower().endswith(ENDINGS)
        ]

    def seen(self, at: str, file: PurePosixPath) -> Committed:
        """The folder at a commit, looked through as far as the file."""
        tree = Committed(self.repository, at, self.prefix)
        for folder in reversed(file.parents):
            tree.items(folder)
        return tree
