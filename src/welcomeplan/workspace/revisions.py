"""Which commit the files of a plan are of, as far as git tells."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from welcomeplan.errors import Missing, NotInGit, UserError
from welcomeplan.limits import DEFAULT_LIMITS
from welcomeplan.workspace.disk import ENDINGS
from welcomeplan.workspace.git import Repository
from welcomeplan.workspace.trees import Committed, Disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
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
    shallow: bool = False
    """Whether the beginning of the history is not in this clone, or other parts of it."""
    files: Mapping[str, bytes] = MappingProxyType({})
    """Those of the plan's files that could be read, by name, each with a line feed for its line
    ends."""
    lost: int = 0
    """How many could not."""


class _Whole(TypedDict):
    """Of a revision."""

    files: dict[str, bytes]
    lost: int


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
                return Revision(**_whole(now))
            changed = then != now
            recent, shallow = True, True
            with suppress(Missing):  # what is not here may have been changed since
                steps = repository.log(commit)
                recent = any(since is None or step.commit.landed > since for step in steps)
                shallow = repository.shallow
            return Revision(commit, changed, recent=recent, shallow=shallow, **_whole(now))
    except NotInGit:
        return Revision(**_whole(_files(Disk(root), home)))
    except Missing:
        return Revision(at or "", known=False, shallow=True)
    except UserError:
        return Revision(at or "", known=False)


def landed(
    root: Path, homes: Iterable[PurePosixPath], at: str | None
) -> dict[PurePosixPath, datetime]:
    """When the commit came to stand that the files of plans are of, by the folders of those below
    `root`. Not of a plan whose files are changed since, or where git has no answer.

    `at`: the full hash of the commit that they were read from; None for the files on disk.
    """
    try:
        with Repository.find(root) as repository:
            commit = at or repository.resolve("HEAD")
            moment = repository.commit(commit).moment
            then, now = Committed(repository, commit), Disk(root)
            files = {home: _files(then, home) for home in homes}
            return {
                home: moment
                for home, its in files.items()
                if moment and its and (at or its == _files(now, home))
            }
    except UserError:
        return {}


def fetching(root: Path) -> str:
    """The command that brings what the clone of a folder does not have. Raises UserError outside of
    one."""
    with Repository.find(root) as repository:
        return repository.fetching


def _files(tree: Tree, home: PurePosixPath) -> dict[str, bytes]:
    """The files of a plan, by name; none of a folder that is not there."""
    known: list[PurePosixPath] = [PurePosixPath()]
    for part in home.parts:  # a committed tree knows the folders that were walked
        tree.items(known[-1])
        known.append(known[-1] / part)
    names = (item.name for item in tree.items(home) if not item.folder)
    wanted = (n for n in names if n.lower().endswith(ENDINGS) and not n.startswith("."))
    return {name: _bytes(tree, home / name) for name in wanted}


def _whole(files: Mapping[str, bytes]) -> _Whole:
    """Those that could be read to their end, and how many could not."""
    most = DEFAULT_LIMITS.bytes
    whole = {n: data for n, data in files.items() if len(data) <= most and data[:1] != b"\0"}
    return {"files": whole, "lost": len(files) - len(whole)}


def _bytes(tree: Tree, file: PurePosixPath) -> bytes:
    try:
        return tree.read(file, DEFAULT_LIMITS.bytes).replace(b"\r\n", b"\n")
    except Missing:
        raise
    except UserError as error:  # a link, or what can't be read: not to be taken for a file
        return f"\0{error.message}".encode()
