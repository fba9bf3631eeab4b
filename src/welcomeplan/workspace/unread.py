"""What an edit changed where nobody can see it: in files that can't be read."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from welcomeplan.errors import UserError
from welcomeplan.limits import MOST_COMPARED
from welcomeplan.workspace.disk import ENDINGS, HEAD
from welcomeplan.workspace.git import Repository
from welcomeplan.workspace.reading import collect
from welcomeplan.workspace.trees import Committed, Disk

if TYPE_CHECKING:
    from welcomeplan.workspace.objects import Entry
    from welcomeplan.workspace.reading import Workspace
    from welcomeplan.yamltext import Route, Source


def unseen(head: Workspace, commit: str) -> tuple[str, ...]:
    """The files that can't be read, or are not there though they are listed, and are not byte for
    byte what they were at a commit; of one that can be read in part, what can't be. Where a
    `plan.yaml` can't be read, that are all of the files beside it, those that are gone too."""
    if not head.report.unread:
        return ()
    with Repository.find(head.folder) as repository:
        files = dict.fromkeys(head.report.unread)
        for file in head.report.unread:
            path = PurePosixPath(file)
            if path.name == HEAD:
                beside = _beside(repository, commit, path)
                files |= {str(path.with_name(n)): None for n in beside if n.endswith(ENDINGS)}
        changed = tuple(file for file in files if not _same(head, repository, commit, file))
        now = _in_part(head)
        if not any(file in now for file in changed):
            return changed
        was = _in_part(collect(head.folder, Committed(repository, commit), at=commit))
        return tuple(f for f in changed if f not in now or now[f] != was.get(f))


def _in_part(found: Workspace) -> dict[str, Counter[str]]:
    """The text of each promise that can't be read, of the files that otherwise can."""
    return {
        file.file: Counter(_text(file.source, part.route) for part in file.unread)
        for plan in found.plans
        for file in plan.strategies
        if file.unread
    }


def _text(source: Source, route: Route) -> str:
    span = source.span(route)
    return source.text[span.start : span.end]


def _same(head: Workspace, repository: Repository, commit: str, file: str) -> bool:
    path = PurePosixPath(file)
    was = _beside(repository, commit, path).get(path.name)
    if was is None:
        return any(one.file == file for one in head.report.absent)
    if was.kind != "file":
        return False
    if head.at:
        return _beside(repository, head.at, path).get(path.name) == was
    try:
        now = Disk(head.folder).read(path, MOST_COMPARED)
    except UserError:
        return False
    return len(now) <= MOST_COMPARED and now == repository.read(was.hash, MOST_COMPARED)


def _beside(repository: Repository, commit: str, file: PurePosixPath) -> dict[str, Entry]:
    """What stood in the folder of a file at a commit, by name."""
    home = PurePosixPath(repository.prefix, file).parent
    tree = repository.folder(commit, "" if home == PurePosixPath() else str(home))
    return repository.entries(tree) if tree else {}
