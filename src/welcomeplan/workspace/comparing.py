"""Two versions of the plans at hand, and what changed from one to the other."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Severity, at
from welcomeplan.limits import DEFAULT_LIMITS
from welcomeplan.versions import Gaps, Unread, compare, pair_plans, short
from welcomeplan.workspace.disk import HEAD
from welcomeplan.workspace.finding import find
from welcomeplan.workspace.git import Repository
from welcomeplan.workspace.links import refuse_links, refuse_way
from welcomeplan.workspace.reading import Workspace, collect, load
from welcomeplan.workspace.standins import with_stand_ins
from welcomeplan.workspace.trees import Committed
from welcomeplan.workspace.unread import unseen
from welcomeplan.yamltext import Source, Span

if TYPE_CHECKING:
    from welcomeplan.diagnostics import Diagnostic
    from welcomeplan.limits import Limits
    from welcomeplan.versions import Change, Commit


@dataclass(frozen=True)
class Versions:
    """Two versions of the plans in a folder."""

    base: Workspace
    head: Workspace
    commits: tuple[Commit, Commit | None]
    """What they were committed as; None for the files on disk."""


def changes(base: Workspace, head: Workspace) -> tuple[Change, ...]:
    """What changed from one version to another, as far as both can be read."""
    gaps = [Gaps.of(one.report.unread, one.report.unread_parts) for one in (base, head)]
    return compare(base.plans, head.plans, Unread(*gaps))


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
    stood in another folder: an edit that moves a plan answers for what else it does. What can't be
    read there is as it last could be, unless it is the same now."""
    found = _committed(head.folder, repository, commit, limits, other=head)
    if found.report.files or not repository.prefix:
        same = set(head.report.unread) - set(unseen(head, commit))
        return with_stand_ins(found, repository, limits, same=same)
    up = [".."] * len(PurePosixPath(repository.prefix).parts)
    top = head.folder.joinpath(*up)
    elsewhere = _committed(top, repository, commit, limits, prefix="", other=head)
    elsewhere = with_stand_ins(elsewhere, repository, limits, prefix="")
    moved = tuple(
        old
        for old, new in pair_plans(elsewhere.plans, head.plans)
        if old and new and not _is_left(old.file, head, elsewhere, repository)
    )
    homes = {_home(plan.file) for plan in moved}
    # A plan that can't be read, and is no longer where it was, may be any of those that are now.
    known = {_home(plan.file) for plan in elsewhere.plans}
    homes |= {
        _home(file)
        for file in elsewhere.report.unread
        if PurePosixPath(file).name == HEAD
        and _home(file) not in known
        and not _is_left(file, head, elsewhere, repository)
    }
    if not homes:
        return found
    report = replace(
        elsewhere.report,
        unread=tuple(file for file in elsewhere.report.unread if _home(file) in homes),
        unread_parts=tuple(p for p in elsewhere.report.unread_parts if _home(p.file) in homes),
    )
    stand_ins = tuple(one for one in elsewhere.stand_ins if _home(one.file) in homes)
    return replace(elsewhere, plans=moved, report=report, stand_ins=stand_ins)


def _home(file: str) -> PurePosixPath:
    return PurePosixPath(file).parent


def unread_base(base: Workspace, head: Workspace, commit: Commit) -> list[Diagnostic]:
    """What is said where an edit began with files that can't be read, or are not there though they
    are listed: with what it is compared in their place. Where that is nothing, the check fails:
    what the edit does there is not known. Of those that can't be read after it either, it is said
    whether they are the same (`unseen`)."""
    begun = f"at {short(commit.hash)} ({commit.date})"
    # Not of those that only the plan they belong to keeps from being read.
    faulty = {fault.file for fault in base.report.diagnostics}
    absent = {one.file for one in base.report.absent}
    found = [
        _of_file(
            Severity.NOTE,
            one.file,
            f"{base.shown(one.file)} {_why(absent=one.absent)} {begun}, so"
            f" {'its plan' if PurePosixPath(one.file).name == HEAD else 'it'} is compared with what"
            f" it was at {short(one.commit.hash)} ({one.commit.date})",
            "What came between the two is taken for part of this edit.",
        )
        for one in base.stand_ins
        if one.file not in head.report.unread and (one.absent or one.file in faulty)
    ]
    return found + [
        _of_file(
            Severity.ERROR,
            file,
            f"{base.shown(file)} {_why(absent=file in absent)} {begun}, nor at a commit before"
            " that this clone has: what this edit does there can't be checked",
            "If the clone is shallow, bring the rest: `git fetch --unshallow` (in GitHub Actions:"
            " `fetch-depth: 0`). Else mend the file in an edit of its own, and look at that with"
            " care; later edits are compared with it. Or name an older commit: --since COMMIT.",
        )
        for file in base.report.unread
        if file not in head.report.unread and (file in faulty or file in absent)
    ]


def _why(*, absent: bool) -> str:
    return "is listed, but not there" if absent else "can't be read"


def instead_of(base: Workspace, head: Workspace, commit: Commit) -> list[str]:
    """Of each file of the base that can't be read: what it is compared with in its place."""
    found = unread_base(base, head, commit)
    return [one.message for one in found if one.severity is Severity.NOTE]


def _of_file(severity: Severity, file: str, message: str, remedy: str) -> Diagnostic:
    place = os.path.normpath(file).replace(os.sep, "/")
    return at("unread-base", severity, place, Source(b"", "", None), Span(0, 0), message, remedy)


def _is_left(file: str, head: Workspace, base: Workspace, repository: Repository) -> bool:
    """Whether a plan is still where it was: then another like it is a copy, and did not move."""
    if head.at is None:
        path = base.path(file)
        return path.exists() and path.resolve() == base.folder.resolve() / file
    home = _home(file)
    folder = repository.folder(head.at, "" if home == PurePosixPath() else str(home))
    return folder is not None and HEAD in repository.entries(folder)


def _committed(
    root: Path,
    repository: Repository,
    commit: str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    prefix: str | None = None,
    other: Workspace | None = None,
) -> Workspace:
    """The plans of a folder at a commit: none, where there was no plan yet. A file that is the same
    in an `other` version is read once."""
    tree = Committed(repository, commit, prefix)
    return collect(root, tree, at=commit, limits=limits, other=other)
