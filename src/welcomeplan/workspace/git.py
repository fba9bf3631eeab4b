"""Revisions, folders and files as git keeps them, by the `git` program.

A plan's repository is not trusted. Only commands that read objects are run, none of which runs a
hook, a filter or a textconv, and git is told to fetch nothing: a partial clone could name a
program to fetch with. A revision that a person wrote is resolved once (`Repository.resolve`), and
from there on only hashes are spoken, so that no branch, folder or file name is ever read as an
option or a pattern. Everything is read through one `git cat-file --batch`: commits, folders,
files. Its bytes are the ones committed; `.gitattributes` (line ends, filters) is not applied.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.errors import Missing, NoSuchCommit, NotInGit, UserError
from welcomeplan.limits import MOST_OBJECT
from welcomeplan.versions import Commit, short
from welcomeplan.wording import did_you_mean
from welcomeplan.workspace.objects import Entry, parsed_commit, parsed_tree
from welcomeplan.workspace.program import SETTINGS, environment, not_there, program, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

DEFAULTS = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)
"""Where the default branch is looked for: the first that is there."""

_HASH = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TURN = 200
"""How many objects are asked for at once: their names fit in a pipe, so nobody waits for the other
for ever."""
_FOLDERS = 1000
_NAMES = 300_000
"""From how many folders on, and names in them, they are forgotten: a long history has a new one
each time."""
_PROMISOR = r"^(remote\..*\.promisor|extensions\.partialclone)$"
"""What git's settings have of a partial clone: one that has not all files, or folders."""
_AHEAD = 16 * 1024 * 1024
"""The most bytes of files that are read before they are asked for."""
UNSHALLOW = "git fetch --unshallow"
REFETCH = "git fetch --refetch --no-filter"
_SHALLOW = (
    f"This clone is shallow: `{UNSHALLOW}` brings the rest (in GitHub Actions: `fetch-depth: 0`)."
)


class Step(NamedTuple):
    """A commit in which a folder changed."""

    commit: Commit
    before: tuple[str, ...] = ()
    """Of a merge, and of what is behind one: the commits that left the folder as it was just
    before, one for each branch."""
    behind: tuple[Step, ...] = ()
    """Of a merge: the steps of the branches that it merged, oldest first."""
    began: tuple[Step, ...] = ()
    """Of a merge: the steps, not behind it, that it and those behind it went on from."""


class Repository:
    """A git repository, seen from a folder in it. A context manager: it ends git when left.

    Every method raises UserError where git can't answer, with what to do.
    """

    def __init__(self, here: Path, prefix: str, *, shallow: bool) -> None:
        self.here = here
        """Where git is run: the folder, or the nearest one above it that is there."""
        self.prefix = prefix
        """The folder's path from the top of the repository, with slashes; empty for the top."""
        self.shallow = shallow
        """Whether the beginning of the history is not in this clone."""
        self._batch: subprocess.Popen[bytes] | None = None
        self._ahead: dict[str, bytes] = {}
        self._folders: dict[str, dict[str, Entry]] = {}
        self._names = 0
        self._stood: dict[tuple[str, str], str | None] = {}
        self._commits: dict[str, tuple[Commit, str]] = {}

    @classmethod
    def find(cls, path: str | Path) -> Self:
        """The repository that a folder belongs to; the folder need not be there any more."""
        asked = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow a lost link
        here = next(folder for folder in (asked, *asked.parents) if folder.is_dir())
        done = run(here, "rev-parse", "--is-shallow-repository", "--show-prefix")
        if done.returncode:
            raise _no_repository(path, done.stderr)
        shallow, _, inside = done.stdout.partition(b"\n")
        lost = asked.relative_to(here).as_posix() if asked != here else ""
        parts = (os.fsdecode(inside.removesuffix(b"\n")).strip("/"), lost)
        return cls(here, "/".join(part for part in parts if part), shallow=shallow == b"true")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """End the git that reads objects; the next reading starts another."""
        batch, self._batch = self._batch, None
        if batch:
            batch.kill()
            batch.communicate()

    def resolve(self, revision: str) -> str:
        """The full hash of the commit that a person's word stands for.

        A day that no branch or tag is called by stands for the last commit of that day or before.
        """
        found = self._hash(revision)
        if found:
            return found
        if _A_DAY.fullmatch(revision) and self._hash("HEAD"):
            return self.last(_day(revision))
        if not self._hash("HEAD") and not self._git("for-each-ref", "--count=1"):
            raise NotInGit(
                "the git repository has no commits yet",
                "Commit the plan first: `git add`, then `git commit`.",
            )
        listing = self._git("for-each-ref", "--format=%(refname:lstrip=2)")
        near = did_you_mean(revision, os.fsdecode(listing).split()[:1000])
        rest = f" {_SHALLOW}" if self.shallow else ""
        raise NoSuchCommit(
            f"git knows no commit `{revision}`",
            f"{near}Write a commit, a tag or a branch (`git log --oneline` lists commits), or a day"
            f" as 2018-02-11.{rest}",
        )

    def last(self, day: date, commit: str = "HEAD") -> str:
        """The last commit of a day or before, by the committer's day, along first parents.

        The author's day says when something was written, and is kept when it is rebased; the
        committer's says when it came to stand here.
        """
        start = self.resolve(commit)
        found = self._git("rev-list", "--first-parent", "--format=%ci", start).decode("ascii")
        lines = found.splitlines()
        first = start, ""
        for name, said in zip(lines[::2], lines[1::2], strict=True):
            first = name.removeprefix("commit "), said[:10]
            if first[1] <= day.isoformat():
                return first[0]
        name, said = first
        raise UserError(
            f"there is no commit of {day} or before: the first, {short(name)}, is of {said}",
            _SHALLOW if self.shallow else "Name that day or a later one.",
        )

    def default_base(self, head: str = "HEAD") -> str:
        """The commit that a change begins at: the merge base of `head` and the default branch.

        The default branch is the first of `DEFAULTS` that is there. Where `head` is on it (the
        branch of that name is checked out, or it holds the commit), or where there is none, it
        is `head` itself.
        """
        commit = self.resolve(head)
        pattern = "--format=%(refname) %(objectname) %(symref)"
        found = {}
        for line in os.fsdecode(self._git("for-each-ref", pattern, *DEFAULTS)).split("\n"):
            name, _, rest = line.partition(" ")
            found[name] = rest.split(" ")
        name = next((default for default in DEFAULTS if default in found), "")
        if not name:
            return commit
        tip, target = found[name]
        if head == "HEAD":
            branch = (target or name).rpartition("/" if not target else "refs/remotes/origin/")[2]
            on = run(self.here, "symbolic-ref", "--quiet", "HEAD").stdout.strip()
            if os.fsdecode(on) == f"refs/heads/{branch}":
                return commit
        base = run(self.here, "merge-base", commit, tip)
        if base.returncode:
            raise UserError(
                f"`{name.partition('/')[2]}` and `{head}` have no commit in common",
                _SHALLOW if self.shallow else "Name the commit to compare with.",
            )
        return base.stdout.decode("ascii").strip()

    def merge_base(self, one: str, other: str) -> str:
        """The latest commit that two commits, given by their hashes, both come from."""
        base = run(self.here, "merge-base", one, other)
        if base.returncode:
            raise UserError(
                f"{short(one)} and {short(other)} have no commit in common",
                _SHALLOW if self.shallow else "Name another commit to compare with.",
            )
        return base.stdout.decode("ascii").strip()

    def says(self, *question: str, here: Path | None = None) -> str:
        """What git answers, asked in a folder; nothing, where it has no answer."""
        done = run(here or self.here, *question)
        return "" if done.returncode else os.fsdecode(done.stdout).strip("\n")

    @property
    def fetching(self) -> str:
        """The command that brings what is not in this clone."""
        return UNSHALLOW if self.shallow else REFETCH

    def commit(self, commit: str) -> Commit:
        """What a commit says of itself."""
        return self._commit(commit)[0]

    def folder(self, commit: str, prefix: str | None = None) -> str | None:
        """The hash of a folder as it stood at a commit; None where there was no such folder."""
        path = self.prefix if prefix is None else prefix
        if (commit, path) not in self._stood:
            self._stood[commit, path] = self._walk(self._commit(commit)[1], path)
        return self._stood[commit, path]

    def _walk(self, tree: str, path: str) -> str | None:
        for name in path.split("/") if path else ():
            entry = self.entries(tree).get(name)
            if entry is None or entry.kind != "folder":
                return None
            tree = entry.hash
        return tree

    def entries(self, tree: str) -> dict[str, Entry]:
        """What stands in a folder, given its hash: by name."""
        found = self._folders.get(tree)
        if found is None:
            found = self._listed(tree, self._object(tree, b"tree"))
        return found

    def _listed(self, tree: str, data: bytes) -> dict[str, Entry]:
        """What stands in a folder, by its bytes; it is remembered, in place of others where these
        are many."""
        found = dict(parsed_tree(tree, data))
        self._names += len(found)
        if len(self._folders) > _FOLDERS or self._names > _NAMES:
            self._folders.clear()
            self._names = len(found)
        self._folders[tree] = found
        return found

    def read_ahead(self, commits: Sequence[str], prefix: str | None = None) -> None:
        """Read commits, and a folder as it stood at each, in few turns instead of one by one.

        Where it stood is remembered; what stood in it, of the last of so many.
        """
        path = self.prefix if prefix is None else prefix
        missing = [name for name in dict.fromkeys(commits) if name not in self._commits]
        for name, data in self._objects(missing, b"commit"):
            self._commits[name] = parsed_commit(name, data)
        for at in range(0, len(commits), _TURN):
            some = commits[at : at + _TURN]
            trees = dict.fromkeys(self._commits[name][1] for name in some)
            for name in (*path.split("/"), "") if path else ("",):
                known = (self._folders.get(tree) for tree in trees)
                below = [listed.get(name) for listed in known if listed is not None]
                missing = [tree for tree in trees if tree not in self._folders]
                for tree, data in self._objects(missing, b"tree"):
                    below.append(self._listed(tree, data).get(name))
                trees = dict.fromkeys(one.hash for one in below if one and one.kind == "folder")
            for commit in some:
                self.folder(commit, path)

    def read(self, blob: str, most: int = MOST_OBJECT) -> bytes:
        """A file's bytes; one byte more than `most` at the most, as `workspace.read_bytes`."""
        data = self._ahead.pop(blob, None)
        return self._object(blob, b"blob", most) if data is None else data[: most + 1]

    def expect(self, blobs: Sequence[str]) -> None:
        """Read files that will be asked for, in one turn; no more of them than is small."""
        some = blobs[:_TURN]
        self._ahead.clear()
        room = _AHEAD
        if some:
            self._ask(some)
        for name in some:
            try:
                data = self._answer(name, b"blob", room)
            except UserError:
                return  # it will be said when the file is asked for
            if len(data) > room:
                return
            self._ahead[name] = data
            room -= len(data)

    def log(self, commit: str, prefix: str | None = None) -> list[Step]:
        """The commits in which a folder changed, oldest first, along first parents.

        So the steps are how the plan came to stand for those who read this branch; what was
        written on another branch comes with the merge that brought it, as its `behind`.
        """
        path = self.prefix if prefix is None else prefix
        chain = [line[0] for line in self._revisions(path, "--first-parent", commit)]
        self.read_ahead(chain, path)
        if not any(len(self.commit(name).parents) > 1 for name in chain):
            return [Step(self.commit(name)) for name in chain]
        # One walk over all branches: each commit is behind the first step that it can be
        # reached from.
        before = self._before(commit, path)
        order = {one: at for at, one in enumerate(before)}
        seen: set[str] = set()
        steps = []
        for name in chain:
            behind: set[str] = set()
            waiting = [name]
            while waiting:
                one = waiting.pop()
                if one not in seen:
                    seen.add(one)
                    behind.add(one)
                    waiting += before.get(one, ())
            edge = {one for inside in behind for one in before.get(inside, ())} - behind
            behind.discard(name)
            more = (
                tuple(
                    Step(self.commit(one), before[one])
                    for one in sorted(before.keys() & some, key=order.__getitem__)
                )
                for some in ((behind, edge) if behind else ())
            )
            steps.append(Step(self.commit(name), before.get(name, ()), *more))
        return steps

    def touched(self, commit: str, path: str, most: int) -> list[str]:
        """The last commits, along first parents, in which a file changed, the latest first. The
        path is from the top of the repository."""
        return [line[0] for line in self._revisions(path, "--first-parent", commit)][
            : -most - 1 : -1
        ]

    def parent(self, commit: str) -> str | None:
        """The first parent of a commit; None where it has none, or this clone doesn't."""
        return self._hash(f"{commit}^")

    def _before(self, commit: str, path: str) -> dict[str, tuple[str, ...]]:
        """By commit, oldest first: those that left a folder as it was just before, on each branch.

        A merge that left it as some of its branches had it brought nothing, and is passed over.
        """
        graph = self._revisions(path, "--full-history", "--topo-order", "--parents", commit)
        self.read_ahead([name for name, *_ in graph], path)
        same: dict[str, tuple[str, ...]] = {}
        before = {}
        for name, *parents in graph:
            each = (one for parent in parents for one in same.get(parent, (parent,)))
            before[name] = tuple(dict.fromkeys(each))
            if len(parents) > 1:
                left = self.folder(name, path)
                alike = tuple(one for one in before[name] if self.folder(one, path) == left)
                same[name] = alike or (name,)
        return before

    def _revisions(self, path: str, *wanted: str) -> list[list[str]]:
        # A path from the top, whatever folder git is run in; and a name, never a pattern.
        limit = ("--", f":(top,literal){path}") if path else ("--",)
        lines = self._git("rev-list", "--reverse", *wanted, *limit).decode("ascii")
        return [line.split() for line in lines.splitlines()]

    def _hash(self, revision: str) -> str | None:
        if revision.startswith("-") or not revision.strip() or "\0" in revision:
            return None
        wanted = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        found = run(self.here, "rev-parse", *wanted).stdout.strip()
        return found.decode("ascii") if _HASH.fullmatch(found) else None

    def _git(self, *arguments: str) -> bytes:
        done = run(self.here, *arguments)
        if done.returncode and self.shallow:
            return b""  # what it would say lies before the beginning of this clone
        if done.returncode and self.says("config", "--get-regexp", _PROMISOR):
            raise self._missing("part of the history")
        if done.returncode:
            said = os.fsdecode(done.stderr).strip().split("\n")[-1]
            raise UserError(f"git can't answer: {said}", "`git fsck` checks the repository.")
        return done.stdout

    def _missing(self, what: str) -> Missing:
        rest = (
            f"`{self.fetching}` brings it, where another clone has it; `git fsck` checks this one."
        )
        message = f"{what} is not in this clone of the repository"
        found = Missing(message, _SHALLOW if self.shallow else rest)
        found.partial = not self.shallow
        return found

    def _commit(self, commit: str) -> tuple[Commit, str]:
        found = self._commits.get(commit)
        if found is None:
            found = self._commits[commit] = parsed_commit(commit, self._object(commit, b"commit"))
        return found

    def _objects(self, names: Sequence[str], kind: bytes) -> Iterator[tuple[str, bytes]]:
        for at in range(0, len(names), _TURN):
            some = names[at : at + _TURN]
            self._ask(some)
            yield from ((name, self._answer(name, kind)) for name in some)

    def _object(self, name: str, kind: bytes, most: int = MOST_OBJECT) -> bytes:
        """An object's bytes."""
        self._ask([name])
        return self._answer(name, kind, most)

    def _ask(self, names: Sequence[str]) -> None:
        """Ask for objects. Only by their hashes: no name can end the question early."""
        batch = self._batch
        if batch is None:
            batch = self._batch = subprocess.Popen(  # noqa: S603 - our own arguments
                [program(), *SETTINGS, "cat-file", "--batch"],
                cwd=self.here,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        assert batch.stdin  # noqa: S101 - it is a pipe
        with contextlib.suppress(OSError):  # git has ended: there will be no answer
            batch.stdin.write("".join(f"{name}\n" for name in names).encode("ascii"))
            batch.stdin.flush()

    def _answer(self, name: str, kind: bytes, most: int = MOST_OBJECT) -> bytes:
        """What was asked for, in the order it was asked."""
        batch = self._batch
        assert batch and batch.stdout  # noqa: S101 - it was asked
        found = batch.stdout.readline().split()
        if len(found) != 3 or found[:2] != [name.encode("ascii"), kind]:
            self.close()
            raise self._missing(short(name))
        size = int(found[2])
        if size > most:
            data = batch.stdout.read(most + 1)
            # What follows is not read, however much it is.
            self.close()
            if kind != b"blob":
                raise UserError(f"{short(name)} is too large to read", "Is this a plan?")
            return data
        return batch.stdout.read(size + 1)[:-1]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(
            f"`{text}` is a day that does not exist",
            "Write a day as 2018-02-11, or a commit, a tag or a branch.",
        ) from None


def _no_repository(path: str | Path, said: bytes) -> UserError:
    words = os.fsdecode(said).strip().split("\n")[0].removeprefix("fatal: ")
    if "not a git repository" in words:
        return NotInGit(
            f"`{path}` is not in a git repository",
            "Git remembers how a plan stood only once it is there: `git init`, then commit it.",
        )
    if words.startswith("xcrun: "):  # what macOS has in git's place until it is installed
        return not_there()
    remedy = "Make sure that you trust the repository: `git status` there says what to do."
    if "bare repository" in words:
        remedy = "If that is where the plan is kept, say so: `GIT_DIR=FOLDER welcomeplan ...`."
    return UserError(f"git can't read the repository of `{path}`: {words}", remedy)
