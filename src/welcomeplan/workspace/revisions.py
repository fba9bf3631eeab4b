"""Which commit the files of a plan are of, as far as git tells."""

from __future__ import annotations

from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.errors import NotInGit, UserError
from welcomeplan.workspace.git import Repository
from welcomeplan.workspace.trees import ENDINGS, Committed, Disk
from welcomeplan.yamltext import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from welcomeplan.workspace.trees import Tree


class Revision(NamedTuple):
    """What git knows of the files of a plan."""

    commit: str = ""
    """The full hash of the commit that they are of, or are changed since; empty: of none."""
    changed: bool = False
    """Whether those on disk differ from it, line ends apart: git may have written others."""
    known: bool = True
    """Whether git could be asked."""
    recent: bool = False
    """Whether a commit after a day changed the folder."""
    files: Mapping[str, bytes] = MappingProxyType({})
    """Those of the plan's files that could be read, by name, each with a line feed for its line
    ends."""


def revision(root: Path, home: PurePosixPath, at: str | None, since: date | None) -> Revision:
    """Which commit the files of a plan are of; it stands in the folder `home` below `root`.

    `at`: the full hash of the commit that they were read from; None for the files on disk. `since`:
    the day after which a commit is recent; None: any is. Nothing is raised where git has no answer.
    """
    try:
        with Repository.find(root) as repository:
            commit = at or repository.resolve("HEAD")
            then = _files(Committed(repository, commit), home)
            now = then if at else _files(Disk(root), home)
            if not then:
                return Revision(files=_whole(now))
            changed = then != now
            steps = repository.log(commit)
            recent = any(since is None or step.commit.landed > since for step in steps)
            return Revision(commit, changed, recent=recent, files=_whole(now))
    except NotInGit:
        return Revision(files=_whole(_files(Disk(root), home)))
    except UserError:
        return Revision(at or "", known=False)


def _files(tree: Tree, home: PurePosixPath) -> dict[str, bytes]:
    """The files of a plan, by name; none of a folder that is not there."""
    known: list[PurePosixPath] = [PurePosixPath()]
    for part in home.parts:  # a committed tree knows the folders that were walked
        tree.items(known[-1])
        known.append(known[-1] / part)
    names = (item.name for item in tree.items(home) if not item.folder)
    wanted = (n for n in names if n.lower().endswith(ENDINGS) and not n.startswith("."))
    return {name: _bytes(tree, home / name) for name in wanted}


def _whole(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those that could be read to their end."""
    most = DEFAULT_LIMITS.bytes
    return {n: data for n, data in files.items() if len(data) <= most and data[:1] != b"\0"}


def _bytes(tree: Tree, file: PurePosixPath) -> bytes:
    try:
        return tree.read(file, DEFAULT_LIMITS.bytes).replace(b"\r\n", b"\n")
    except UserError as error:  # a link, or what can't be read: not to be taken for a file
        return f"\0{error.message}".encode()
