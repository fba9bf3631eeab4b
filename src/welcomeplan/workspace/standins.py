"""What stands in for files of a commit that can't be read: what they last were when they could.

An edit is held to what it began with. Where that can't be read, it is not nothing: what was
promised before the file was broken was never taken back.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from welcomeplan.workspace.reading import StandIn, can_be_read, collect
from welcomeplan.workspace.trees import Committed

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from welcomeplan.workspace.git import Repository
    from welcomeplan.workspace.reading import Workspace
    from welcomeplan.workspace.trees import Item
    from welcomeplan.yamltext import Limits

MOST_VERSIONS = 100
"""How many versions of a file are looked through for one that can be read."""


class _Patched:
    """A folder as it stood at a commit, but for some files, which are as they were before."""

    def __init__(self, tree: Committed, before: Mapping[PurePosixPath, Committed]) -> None:
        self.tree = tree
        self.before = before

    def items(self, folder: PurePosixPath) -> list[Item]:
        """What stood in a folder."""
        return self.tree.items(folder)

    def read(self, file: PurePosixPath, most: int) -> bytes:
        """A file's bytes."""
        return self.before.get(file, self.tree).read(file, most)

    def key(self, file: PurePosixPath) -> str | None:
        """What stands for them."""
        return self.before.get(file, self.tree).key(file)


def with_stand_ins(
    found: Workspace,
    repository: Repository,
    limits: Limits,
    prefix: str | None = None,
    same: Container[str] = (),
) -> Workspace:
    """The plans of a commit, with each file that can't be read, or not in whole, as it was at the
    last commit, along first parents, at which it could. Where there was none, it is unread as
    before; so are those that are the `same` in what it is compared with. The faults stay those of
    the commit."""
    assert found.at  # noqa: S101 - they are of a commit
    before: dict[PurePosixPath, Committed] = {}
    stand_ins = []
    for name in found.report.unread:
        file = PurePosixPath(name)
        if name in same:
            continue
        if _is_whole(found, _seen(repository, found.at, file, prefix), file, limits):
            continue  # only the plan that it belongs to can't be read
        earlier = _last_read(found, repository, file, limits, prefix)
        if earlier:
            before[file] = _seen(repository, earlier, file, prefix)
            stand_ins.append(StandIn(name, repository.commit(earlier)))
    if not before:
        return found
    tree = _Patched(Committed(repository, found.at, prefix), before)
    patched = collect(found.folder, tree, at=found.at, limits=limits)
    report = replace(patched.report, diagnostics=found.report.diagnostics)
    return replace(patched, report=report, stand_ins=tuple(stand_ins))


def _last_read(
    found: Workspace,
    repository: Repository,
    file: PurePosixPath,
    limits: Limits,
    prefix: str | None,
) -> str | None:
    """The last commit before another at which a file could be read in whole."""
    assert found.at  # noqa: S101 - as above
    folder = repository.prefix if prefix is None else prefix
    path = f"{folder}/{file}" if folder else str(file)
    for commit in repository.touched(found.at, path, MOST_VERSIONS):
        tree = _seen(repository, commit, file, prefix)
        if tree.key(file) is None:
            return None  # what was deleted was taken back then
        if _is_whole(found, tree, file, limits):
            return commit
    return None


def _is_whole(found: Workspace, tree: Committed, file: PurePosixPath, limits: Limits) -> bool:
    return can_be_read(found.folder, tree, file, limits)


def _seen(
    repository: Repository, commit: str, file: PurePosixPath, prefix: str | None
) -> Committed:
    """The folder at a commit, looked through as far as the file."""
    tree = Committed(repository, commit, prefix)
    for folder in reversed(file.parents):
        tree.items(folder)
    return tree
