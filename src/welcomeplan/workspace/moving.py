"""Where the files of a folder stood before a commit that moved them.

Git's own answer, `diff-tree -r -M`, unfolds every folder that differs, and a few bytes can unfold
without end; and it compares file with file as often as settings of the repository say.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.errors import UserError
from welcomeplan.limits import DEFAULT_LIMITS, MOST_MOVED
from welcomeplan.workspace.disk import is_plan_file
from welcomeplan.workspace.objects import Looked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.versions import Commit
    from welcomeplan.workspace.git import Repository


class _File(NamedTuple):
    """A plan's file in a folder."""

    path: str
    hash: str


def moved_from(repository: Repository, commit: Commit, prefix: str) -> str | None:
    """The folder from which a commit moved the files of another, at the path `prefix` from the top.

    None where it moved none, or where the folder stood there before. Where they came from several
    folders: the one most came from. A file that also changed was moved if half its lines stayed.
    """
    if not commit.parents or not prefix:
        return None
    parent = commit.parents[0]
    if repository.folder(parent, prefix) is not None:
        return None
    came: dict[str, list[_File]] = {}
    for file in _lost(repository, repository.folder(commit.hash, prefix), None):
        came.setdefault(file.path.rpartition("/")[2], []).append(file)
    sources: Counter[str] = Counter()
    left = MOST_MOVED
    old, new = repository.folder(parent, ""), repository.folder(commit.hash, "")
    for lost in _lost(repository, old, new):
        for file in came.get(lost.path.rpartition("/")[2], ()):
            if not f"/{lost.path}".endswith(f"/{file.path}"):
                continue
            alike = lost.hash == file.hash
            if not alike and left:
                left -= 1
                alike = _alike(_lines(repository, lost), _lines(repository, file))
            if alike:
                sources[lost.path[: -len(file.path)].rstrip("/")] += 1
    return sources.most_common(1)[0][0] if sources else None


def _lost(repository: Repository, old: str | None, new: str | None) -> Iterator[_File]:
    """The plans' files that a folder had, given its hash, and another does not have: below it too.
    Raises UserError where there is no end to folders."""
    looked = Looked()
    waiting = [("", old, new)]
    while waiting:
        path, old, new = waiting.pop()
        there = repository.entries(old) if old else {}
        looked.through(len(there))
        still = repository.entries(new) if new else {}
        for name, entry in there.items():
            now = still.get(name)
            if entry.kind == "folder" and (now is None or now.hash != entry.hash):
                same = now.hash if now and now.kind == "folder" else None
                waiting.append((f"{path}{name}/", entry.hash, same))
            elif entry.kind == "file" and now is None and is_plan_file(name):
                yield _File(f"{path}{name}", entry.hash)


def _lines(repository: Repository, file: _File) -> Counter[bytes]:
    """The lines of a file, each as often as it stands there; of one that is no plan's, none."""
    try:
        data = repository.read(file.hash, DEFAULT_LIMITS.bytes)
    except UserError:  # it is not in this clone, which is said where it is read as a plan
        return Counter()
    return Counter(data.splitlines() if len(data) <= DEFAULT_LIMITS.bytes else ())


def _alike(one: Counter[bytes], other: Counter[bytes]) -> bool:
    """Whether half of the lines of two files are the same."""
    return (one & other).total() * 2 >= max(one.total(), other.total(), 1)
