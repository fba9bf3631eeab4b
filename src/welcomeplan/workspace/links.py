"""Links and repositories in the way to a plan: what stands behind one can't be compared.

Git keeps of a link where it leads, and nothing of what stands there: a plan's folder that is
replaced by a link would look the same, or new, whatever became of the promises in it.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from welcomeplan.errors import UserError
from welcomeplan.limits import MOST_FOLLOWED
from welcomeplan.versions import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from welcomeplan.workspace.git import Repository
    from welcomeplan.workspace.reading import Workspace


def refuse_way(folder: Path, repository: Repository) -> None:
    """Refuse a folder that is reached through a link inside of a repository, or that is in a
    submodule of the one in which the caller stands. Other links are the caller's own.

    Raises UserError.
    """
    said = repository.says("rev-parse", "--show-toplevel", "--show-superproject-working-tree")
    top, _, outer = said.partition("\n")
    for link in _links(Path(os.path.abspath(folder))):  # noqa: PTH100 - `resolve` would follow it
        if top and (
            link.is_relative_to(top)
            or repository.says("ls-files", "--", f":(literal){link.name}", here=link.parent)
        ):
            raise _refused(folder.as_posix(), "link")
    here = Path.cwd()
    if outer and here.is_relative_to(outer) and not here.is_relative_to(top):
        raise _refused(folder.as_posix(), "repository")


def refuse_links(base: Workspace, head: Workspace, repository: Repository, commit: str) -> None:
    """Refuse a link, or a repository in this one, where the other version has a plan's folder; in
    the base, also on the way to the folder that was asked for. Raises UserError."""
    for home in _homes(head):
        _refuse_committed(repository, commit, PurePosixPath(repository.prefix, home))
    if base.folder != head.folder:
        return  # the plans moved here: nothing stood in their place
    for home in _homes(base):
        if head.at:
            _refuse_committed(repository, head.at, PurePosixPath(repository.prefix, home))
            continue
        for part in (home, *home.parents)[:-1]:
            if (path := head.folder / part).is_symlink():
                raise _refused(path.as_posix(), "link")
            if (path / ".git").exists():
                raise _refused(path.as_posix(), "repository")


def _homes(version: Workspace) -> Iterable[PurePosixPath]:
    """The folders of plans, and of files that can't be read; and the folder itself."""
    files = [*(plan.file for plan in version.plans), *version.report.unread]
    return dict.fromkeys([PurePosixPath(), *(PurePosixPath(file).parent for file in files)])


def _refuse_committed(repository: Repository, commit: str, path: PurePosixPath) -> None:
    for part in reversed((path, *path.parents)[:-1]):
        above = "" if part.parent == PurePosixPath() else str(part.parent)
        tree = repository.folder(commit, above)
        entry = repository.entries(tree).get(part.name) if tree else None
        if entry and entry.kind in ("link", "repository"):
            raise _refused(str(part), entry.kind, commit)


def _refused(shown: str, kind: str, commit: str = "") -> UserError:
    at = f" at {short(commit)}" if commit else ""
    what = "a link" if kind == "link" else "another repository, inside of this one"
    remedy = f"Put the folder itself there in place of the {kind}"
    if commit:
        remedy += "; or compare with a commit at which it was one"
    elif kind == "repository":
        remedy += "; or go into it, to compare what stands there with its own history"
    return UserError(
        f"`{shown}` is {what}{at}: what stands behind it can't be compared", f"{remedy}."
    )


def _links(path: Path) -> Iterator[Path]:
    """The links that are followed on the way to a folder, each as it stands on the disk."""
    waiting = list(reversed(path.parts))
    here = Path(waiting.pop())
    followed = 0
    while waiting and followed < MOST_FOLLOWED:
        part = waiting.pop()
        here = here.parent if part == ".." else here / part
        if here.is_symlink():
            yield here
            followed += 1
            waiting += reversed(here.readlink().parts)
            here = here.parent
