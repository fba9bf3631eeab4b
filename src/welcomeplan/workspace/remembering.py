"""What git remembers of the plans of a folder: every version of them, and what became of each
promise."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.limits import DEFAULT_LIMITS
from welcomeplan.versions import Past, Version, follow
from welcomeplan.workspace.disk import ENDINGS
from welcomeplan.workspace.finding import find
from welcomeplan.workspace.git import Repository
from welcomeplan.workspace.moving import moved_from
from welcomeplan.workspace.reading import read, recalled
from welcomeplan.workspace.trees import Committed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from welcomeplan.limits import Limits
    from welcomeplan.versions import Commit
    from welcomeplan.workspace.git import Step
    from welcomeplan.workspace.reading import Memory, Recalled

ABOUT = timedelta(days=1)
"""How far the days of commits that follow each other may go back: that much is the clock's."""
AHEAD = 20
"""How many versions are asked of git at once."""
REMEMBERED = 100
"""How many files of versions before the last are remembered, in case that they come again."""


def past(
    folder: Path | None = None,
    at: str | None = None,
    until: date | None = None,
    tick: Callable[[], None] | None = None,
) -> Past:
    """The past of the plans in a folder (without one, of the nearest `plan/`), up to the git
    revision `at` (without one, the commit that is checked out), and no further than a day: up to
    the last commit of it or before, as `Repository.last` has it. `tick` is called for each version.

    Raises UserError where git can't give it, or where there was no plan at that commit.
    """
    root = find() if folder is None else folder
    with Repository.find(root) as repository:
        commit = repository.resolve(at or "HEAD")
        if until:
            commit = repository.last(until, commit)
        workspace = read(root, Committed(repository, commit), at=commit)
        passing = _Passing(tick)
        ledger = follow(passing.noted(versions(repository, commit, root)))
        if until:
            ledger = ledger.until(until)
        if repository.shallow and passing.first:
            ledger = ledger.begun_before(passing.first)
        return Past(
            workspace.register,
            ledger,
            passing.count,
            (passing.first or repository.commit(commit)).landed,
            tuple(passing.skipped),
            tuple(passing.dated_back),
            tuple(passing.moved),
            repository.shallow,
        )


@dataclass
class _Passing:
    """What is noted of versions while they pass by: they are not kept."""

    tick: Callable[[], None] | None = None
    count: int = 0
    """How many there were since the first that has a plan."""
    first: Commit | None = None
    """The commit of that."""
    skipped: list[Version] = field(default_factory=list)
    dated_back: list[Version] = field(default_factory=list)
    moved: list[tuple[str, Version]] = field(default_factory=list)
    _folder: str | None = None
    _latest: date = date.min

    def noted(self, versions: Iterable[Version]) -> Iterator[Version]:
        """The same versions."""
        for version in versions:
            self._note(version)
            if self.tick:
                self.tick()
            yield version

    def _note(self, version: Version) -> None:
        about = replace(version, plans=(), behind=(), began=())  # what is kept must not hold them
        if self._folder is not None and self._folder != version.folder:
            self.moved.append((self._folder, about))
        self._folder = version.folder
        if self.count or version.plans:
            self.count += 1
            self.first = self.first or version.commit
        if version.unread:
            self.skipped.append(about)
        day = version.commit.landed
        if (self._latest - day) > ABOUT:
            self.dated_back.append(about)
        self._latest = max(self._latest, day)


def versions(
    repository: Repository, commit: str, root: Path, *, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Version]:
    """The plans of a folder after each commit that changed them, the oldest first, up to `commit`.

    The folder is the repository's own prefix; it is followed through its own renames. Merges
    count once, along first parents; what lies behind one comes with it. Files that could not be
    read then are named, not raised. Each distinct file is parsed once; the text of past files is
    let go, so an entry's `line` and `source` say nothing.
    """
    memory = _Memory(repository, root, limits)
    for stage in _stages(repository, commit):
        yield from memory.versions(stage)


class _Stage(NamedTuple):
    """The time in which a folder stood at one place."""

    prefix: str
    """The place, as a path from the top of the repository."""
    steps: list[Step]


def _stages(repository: Repository, commit: str) -> list[_Stage]:
    """Back through a folder's own renames, the oldest first."""
    stages = [_Stage(repository.prefix, repository.log(commit, repository.prefix))]
    while stages[0].steps and not repository.shallow:
        first = stages[0].steps[0].commit
        before = moved_from(repository, first, stages[0].prefix)
        if before is None:
            break
        stages.insert(0, _Stage(before, repository.log(first.parents[0], before)))
    return stages


class _Memory:
    """Reads the plans of a folder at one commit after another; each distinct file once."""

    def __init__(self, repository: Repository, root: Path, limits: Limits) -> None:
        self.repository = repository
        self.root = root
        self.limits = limits
        self.files: Memory = {}
        """Of the files of the latest versions: what was not asked for since is let go."""
        self.recent: dict[str | None, Recalled] = {}
        """What was read last, by the folder's hash: a merge and its branches share folders."""

    def versions(self, stage: _Stage) -> Iterator[Version]:
        """A version for each step that left another folder behind, or none."""
        prefix, steps = stage
        tree: str | None = None
        for number, step in enumerate(steps):
            if number % AHEAD == 0:
                some = steps[number : number + AHEAD]
                every = (one for step in some for one in (step, *step.behind, *step.began))
                self.repository.read_ahead([one.commit.hash for one in every], prefix)
                self._expect([one.commit for one in some], prefix)
            last, tree = tree, self.repository.folder(step.commit.hash, prefix)
            if tree != last or tree is None:
                yield self._version(step, prefix)

    def _version(self, step: Step, prefix: str) -> Version:
        found = self._read(step.commit.hash, prefix)
        return Version(
            step.commit,
            found.plans,
            found.unread,
            tuple(self._version(one, prefix) for one in step.behind),
            prefix,
            step.before,
            tuple(self._version(one, prefix) for one in step.began),
            found.unread_parts,
        )

    def _read(self, commit: str, prefix: str) -> Recalled:
        key = self.repository.folder(commit, prefix)
        found = self.recent.get(key)
        if found is None:
            tree = Committed(self.repository, commit, prefix)
            found = recalled(self.root, tree, self.limits, self.files)
            self._let_go(sum(1 + len(plan.strategies) for plan in found.plans))
            if len(self.recent) >= AHEAD:
                del self.recent[next(iter(self.recent))]
            self.recent[key] = found
        return found

    def _let_go(self, files: int) -> None:
        """Forget what was read longest ago, but for what a version of so many files may ask for."""
        while len(self.files) > files + REMEMBERED:
            del self.files[next(iter(self.files))]

    def _expect(self, commits: Sequence[Commit], prefix: str) -> None:
        """Tell git which files of the folder will be asked for, and were not read yet."""
        known = {key for _, key in self.files}
        folders = (self.repository.folder(commit.hash, prefix) for commit in commits)
        entries = [
            one for tree in folders if tree for one in self.repository.entries(tree).values()
        ]
        wanted = (e.hash for e in entries if e.kind == "file" and e.name.lower().endswith(ENDINGS))
        self.repository.expect([name for name in dict.fromkeys(wanted) if name not in known])
