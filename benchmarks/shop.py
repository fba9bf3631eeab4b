"""What a benchmark works with: plans of any size, commands on them, floors, and peers.

Everything is in one temporary folder. What the program keeps of a plan is kept beside that plan.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import made
from benchmarks.measure import Work

ROOT = Path(__file__).parent.parent
SHIPPED = 0
"""The plan that comes with the program, in place of a number of milestones."""
AS_OF = ("--as-of", f"{made.AS_OF}")
DUE = ("due", "--quarter", "2018Q1", *AS_OF)
FEWEST = 20
"""How many milestones are in the smallest plan."""
LET_AGE = 2.2
"""Seconds after which a file is no longer young: until then an index looks at its bytes, too."""
PEERS = {"check-jsonschema": "check-jsonschema", "hledger": "hledger", "Taskwarrior": "task"}
"""What does a part of the same, and its program."""

PROGRAMS = {
    # As pip leaves it.
    "welcomeplan": """\
import sys
from welcomeplan.__main__ import main
if __name__ == '__main__':
    sys.exit(main())
""",
    "bare Python": "",
    "bare Typer app": """\
import typer

app = typer.Typer(rich_markup_mode=None)


@app.callback()
def main() -> None: ...


@app.command()
def due(quarter: str = "2018Q1") -> None:
    print(quarter)


app()
""",
    "reading the bytes": """\
import sys

for name in sys.argv[1:]:
    with open(name, "rb") as file:
        file.read()
""",
    "C events": """\
import sys, yaml

for name in sys.argv[1:]:
    with open(name, "rb") as file:
        for _ in yaml.parse(file, Loader=yaml.CSafeLoader):
            pass
""",
    "CSafeLoader": """\
import sys, yaml

for name in sys.argv[1:]:
    with open(name, "rb") as file:
        yaml.load(file, Loader=yaml.CSafeLoader)
""",
    # The first word is a file of hashes, as `git cat-file --batch` takes them.
    "CSafeLoader of git's files": """\
import subprocess, sys, yaml

with open(sys.argv[1], "rb") as hashes:
    git = subprocess.Popen(
        ["git", "cat-file", "--batch"], stdin=hashes, stdout=subprocess.PIPE
    )
    while head := git.stdout.readline():
        data = git.stdout.read(int(head.split()[2]) + 1)
        yaml.load(data, Loader=yaml.CSafeLoader)
    git.wait()
""",
}
BARE = {"bare Python": (), "bare Typer app": ("due",)}
"""What takes no files, with its own words."""


class Shop:
    """Makes each plan when it is first asked for, and the works on it."""

    def __init__(self, folder: Path, *, scale: int = 1) -> None:
        self.folder = folder
        self.scale = scale
        """By what sizes are divided: a test makes small plans of large ones."""
        for name, text in PROGRAMS.items():
            self._program(name).write_text(text, "utf-8")

    def _program(self, name: str) -> Path:
        # Without an ending: beside a `welcomeplan.py`, Python would take that for the package.
        return self.folder / f"program-{name.replace(' ', '-')}"

    def count(self, size: int) -> int:
        """How many are made of so many."""
        return max(FEWEST, size // self.scale)

    def home(self, count: int) -> Path:
        """The folder whose `plan/` has so many milestones."""
        if count == SHIPPED:
            return ROOT
        home = self.folder / f"made-{count}"
        if not home.exists():
            made.plan(home, self.count(count))
            time.sleep(LET_AGE)
        return home

    def repository(self, name: str, make: Callable[[Path], Path]) -> Path:
        """A repository, made when it is first asked for."""
        home = self.folder / name
        return home if home.exists() else make(home)

    def cache(self, home: Path) -> Path:
        """Where the program keeps what it read of that plan, and nothing else."""
        return self.folder / f"cache-{home.name}"

    def ours(
        self,
        *words: str,
        of: int | Path = SHIPPED,
        before: Callable[[], object] | None = None,
        says: str = "",
        code: int = 0,
    ) -> Work:
        """A command of the program, on a plan of so many milestones or in a folder. What it keeps
        of a plan is there from its run before: it is warm."""
        home = of if isinstance(of, Path) else self.home(of)
        return Work(
            name="welcomeplan",
            words=(sys.executable, str(self._program("welcomeplan")), *words),
            folder=home,
            variables={"XDG_CACHE_HOME": str(self.cache(home))},
            before=before,
            says=says,
            code=code,
        )

    def due(self, count: int = SHIPPED) -> Work:
        """What is due in a quarter, warm."""
        return self.ours(*DUE, of=count, says="Due in 2018Q1")

    def cold(self, work: Work) -> Work:
        """The same with nothing kept: it reads every file, and keeps what it read."""
        forget = partial(shutil.rmtree, self.cache(work.folder), ignore_errors=True)
        return work._replace(name=f"{work.name}, cold", before=forget)

    def floor(self, name: str, count: int = SHIPPED) -> Work:
        """What any program would take that does so much, on the files of a plan."""
        home = self.home(count)
        words = (sys.executable, str(self._program(name)))
        files = tuple(map(str, sorted((home / "plan").glob("*.yaml"))))
        return Work(name, (*words, *BARE.get(name, files)), home)

    def floor_of_git(self, repository: Path) -> Work:
        """What any program would take that parses every version of every plan's file once."""
        name = "CSafeLoader of git's files"
        hashes = self.folder / f"hashes-{repository.name}"
        if not hashes.exists():
            listed = subprocess.run(
                ("git", "rev-list", "--objects", "HEAD", "--", "plan"),
                cwd=repository,
                capture_output=True,
                check=True,
                text=True,
            )
            objects = (line.partition(" ") for line in listed.stdout.splitlines())
            found = (hash_ for hash_, _, path in objects if path.endswith(".yaml"))
            hashes.write_text("".join(f"{hash_}\n" for hash_ in found), "utf-8")
        return Work(name, (sys.executable, str(self._program(name)), str(hashes)), repository)

    def peer(self, name: str, count: int) -> Work | None:
        """Another program at the same: validating the files, or listing the same items that are due
        in the quarter. None where it is not installed."""
        program = installed(name)
        if program is None:
            return None
        if name == "check-jsonschema":
            return self._schema(program, count)
        return {"hledger": self._hledger, "Taskwarrior": self._tasks}[name](program, count)

    def _schema(self, program: str, count: int) -> Work:
        schema = self.folder / "strategy.schema.json"
        if not schema.exists():
            command = (*self.ours().words, "schema", "strategy")
            schema.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
        home = self.home(count)
        files = tuple(str(f) for f in sorted((home / "plan").glob("*.yaml")) if f.stem != "plan")
        return Work("check-jsonschema", (program, "--schemafile", str(schema), *files), home)

    def _hledger(self, program: str, count: int) -> Work:
        home = self.home(count)
        path = home / "items.journal"
        if not path.exists():
            made.journal(path, made.items(self.count(count)))
        words = (program, "-f", str(path), "register", "date:2018Q1")
        return Work("hledger", words, home, says="2018-")

    def _tasks(self, program: str, count: int) -> Work:
        home = self.home(count)
        data = home / "tasks"
        task = (program, f"rc:{os.devnull}", f"rc.data.location={data}")
        if not data.exists():
            data.mkdir()
            items = home / "items.json"
            made.tasks(items, made.items(self.count(count)))
            command = (*task, "rc.confirmation=no", "import", str(items))
            subprocess.run(command, capture_output=True, check=True)
        words = (*task, "rc.verbose=nothing", "due.after:2017-12-31", "due.before:2018-04-01")
        return Work("Taskwarrior", (*words, "list"), home)


def installed(peer: str) -> str | None:
    """Where a peer's program is: beside this Python, or where the shell would look."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(PEERS[peer], path=os.pathsep.join((beside, os.environ.get("PATH", ""))))
