"""Two versions of the plans at hand, and what changed from one to the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from welcomeplan.versions import Unread, compare, pair_plans
from welcomeplan.workspace.git import Repository
from welcomeplan.workspace.links import refuse_links, refuse_way
from welcomeplan.workspace.reading import Workspace, collect, find, load
from welcomeplan.workspace.trees import HEAD, Committed
from welcomeplan.yamltext import DEFAULT_LIMITS

if TYPE_CHECKING:
    from welcomeplan.plan import Plan
    from welcomeplan.versions import Change, Commit
    from welcomeplan.yamltext import Limits


@dataclass(frozen=True)
class Versions:
    """Two versions of the plans in a folder."""

    base: Workspace
    head: Workspace
    commits: tuple[Commit, Commit | None]
    """What they were committed as; None for the files on disk."""


def changes(base: Workspace, head: Workspace) -> tuple[Change, ...]:
    """What changed from one version to another, as far as both can be read."""
    unread = Unread(frozenset(base.report.unread), frozenset(head.report.unread))
    return compare(base.plans, head.plans, unread)


def between(folder: Path | None, base: str | None, head: str | None) -> Versions:
    """Two versions of a folder: without `base`, since the branch left the default branch; without
    `head`, as the files are on disk. A version without a plan is empty.

    Raises UserError where git can't give them, or where neither has a plan.
    """
    root = folder if folder is not None else find()
    with Repository.find(root) as repository:
        refuse_way(root, repository)
        to = None if head is None else repository.resolve(head)
        begun = repository.default_base(to or "HEAD") if base is None else repository.resolve(base)
        now = load(root, empty=True) if to is None else _committed(root, repository, to)
        then = _before(now, repository, begun)
        refuse_links(then, now, repository, begun)
        if not then.report.files and not now.report.files:
            load(root, at=to)  # says that there is no plan
        ended = None if to is None else repository.commit(to)
        return Versions(then, now, (repository.commit(begun), ended))


def since(workspace: Workspace, revision: str, limits: Limits) -> tuple[Workspace, Commit]:
    """What an edit began with: the plans at the merge base of a revision and the last commit (or
    the one that the workspace was read from), and that commit.

    So an edit answers for what it changed, and not for what others did on the other branch.
    """
    with Repository.find(workspace.folder) as repository:
        refuse_way(workspace.folder, repository)
        base = repository.merge_base(
            repository.resolve(revision), repository.resolve(workspace.at or "HEAD")
        )
        found = _before(workspace, repository, base, limits)
        refuse_links(found, workspace, repository, base)
        return found, repository.commit(base)


def _before(
    head: Workspace, repository: Repository, commit: str, limits: Limits = DEFAULT_LIMITS
) -> Workspace:
    """The plans of a folder at an earlier commit; where there was none, the same plans where they
    stood in another folder: an edit that moves a plan answers for what else it does."""
    found = _committed(head.folder, repository, commit, limits)
    if found.report.files or not repository.prefix:
        return found
    up = [".."] * len(PurePosixPath(repository.prefix).parts)
    elsewhere = _committed(head.folder.joinpath(*up), repository, commit, limits, prefix="")
    moved = tuple(
        old
        for old, new in pair_plans(elsewhere.plans, head.plans)
        if old and new and not _is_left(old, head, elsewhere, repository)
    )
    return replace(elsewhere, plans=moved) if moved else found


def _is_left(plan: Plan, head: Workspace, base: Workspace, repository: Repository) -> bool:
    """Whether a plan is still where it was: then another like it is a copy, and did not move."""
    if head.at is None:
        path = base.path(plan.file)
        return path.exists() and path.resolve() == base.folder.resolve() / plan.file
    home = PurePosixPath(plan.file).parent
    folder = repository.folder(head.at, "" if home == PurePosixPath() else str(home))
    return folder is not None and HEAD in repository.entries(folder)


def _committed(
    root: Path,
    repository: Repository,
    commit: str,
    limits: Limits = DEFAULT_LIMITS,
    prefix: str | None = None,
) -> Workspace:
    """The plans of a folder at a commit: none, where there was no plan yet."""
    return collect(root, Committed(repository, commit, prefix), at=commit, limits=limits)
