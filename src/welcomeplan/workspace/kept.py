"""The form in which what was read of a folder is kept, and when it may be believed.

One file a folder in the user's cache: a header line with the size and the checksum of each section,
then the sections. The first has the state of every file, the second what TAB offers, and the others
the promises (`plan.kept`, `plan.pieces`). TAB waits for this module, which imports little.
"""

from __future__ import annotations

import json
import os
import stat
from zlib import crc32

from welcomeplan import __version__, systems
from welcomeplan.errors import UserError
from welcomeplan.workspace import disk

TYPE_CHECKING = False  # as in the package's `__init__`
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    State = list[int]
    """What the system says of a file: another file has another. Size, times of change of its bytes
    and of its entry, inode."""

NAME = "welcomeplan-index"
OFF = "WELCOMEPLAN_NO_INDEX"
"""The variable of the environment with which nothing is kept, and nothing that was is read."""
LONGEST_HEAD = 1000
MOST = 1024 * 1024 * 1024
"""How many bytes are read of what was kept."""
GRAIN = 2_000_000_000
"""How coarse, in nanoseconds, a disk's clock may be. What was changed within it before it was read
may be changed again without another time: then only its bytes tell, as git has it."""
SECTIONS = 5
"""How many an index has."""
_ROOMS = ("deadlines", "plan", "workspace", "yamltext")
"""Where the program reads plans: what is kept by other code is not believed."""


_UNUSABLE = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, UserError),
)
"""What may be raised of a file that somebody else wrote."""


class Looked:
    """What was seen of a folder when it was kept."""

    def __init__(self, root: str, at: int, states: dict[str, State], digests: dict[str, str]):
        self.root = root
        """Its real path."""
        self.at = at
        """When its files were looked at, in nanoseconds."""
        self.states = states
        self.digests = digests
        """What stands for the bytes of each file."""

    @property
    def young(self) -> list[str]:
        """The files that were so young then that they may be others since, and look the same."""
        return [
            name
            for name, (_, modified, changed, _) in self.states.items()
            if max(modified, changed) + GRAIN >= self.at
        ]

    def again(self, at: int) -> Looked:
        """The same, seen again at another time."""
        return Looked(self.root, at, self.states, self.digests)


def place(root: str) -> str | None:
    """The file in which a folder is kept; None where a system has no place for it, or nothing is
    to be kept."""
    if os.environ.get(OFF):
        return None
    home = systems.cache()
    if home is None:
        return None
    named = os.fsencode(os.path.realpath(root))
    name = f"{crc32(named):08x}-{len(named)}.index"
    return os.path.join(home, "welcomeplan", name)  # noqa: PTH118 - as everywhere here


def states(root: str) -> dict[str, State] | None:
    """The state of every file of the plans below a folder, by name; None where one is no plain
    file, or there is none."""
    found = {}

    def items(folder: str) -> list[tuple[str, bool]]:
        return disk.items(f"{root}/{folder}")

    try:
        for home in disk.homes(items):
            for name, _ in items(home):
                if disk.is_plan_file(name):
                    file = disk.within(home, name)
                    told = os.lstat(f"{root}/{file}")
                    if not stat.S_ISREG(told.st_mode):
                        return None
                    times = told.st_mtime_ns, told.st_ctime_ns
                    found[file] = [told.st_size, *times, told.st_ino]
    except (OSError, UserError):
        return None
    return found or None


def believed(root: str) -> Any:
    """What TAB offers of a folder, if it was kept, and no file is another since; else None."""
    path = place(root)
    kept = read(path, 2) if path else None
    if kept is None:
        return None
    looked, (offers,) = kept
    same = looked.root == os.path.realpath(root) and looked.states == states(root)
    try:
        return json.loads(offers) if same and not looked.young else None
    except (ValueError, RecursionError):
        return None


def read(path: str, count: int) -> tuple[Looked, list[bytes]] | None:
    """What was seen of a folder, and as many sections in all; None where that can't be used."""
    try:
        with disk.opened(path) as file:
            *told, sections = json.loads(file.readline(LONGEST_HEAD))
            if (
                told != [NAME, _program()]
                or len(sections) != SECTIONS
                or sum(size for size, _ in sections) > MOST
            ):
                return None
            texts = [_section(file, *section) for section in sections[:count]]
        first, *rest = texts
        root, at, files = json.loads(first)
        known = {name: one[:4] for name, one in files.items()}
        return Looked(root, at, known, {name: one[4] for name, one in files.items()}), rest
    except _UNUSABLE:
        return None


def _section(file: Any, size: int, checksum: int) -> bytes:
    found: bytes = file.read(size)
    if len(found) != size or crc32(found) != checksum:
        raise ValueError("this is not what was written")
    return found


def pieces(looked: Looked, sections: Iterable[bytes | memoryview]) -> list[bytes | memoryview]:
    """The bytes of such a file."""
    files = {name: [*state, looked.digests[name]] for name, state in looked.states.items()}
    first = json.dumps([looked.root, looked.at, files]).encode("ascii")
    body = [first, *sections]
    told = [NAME, _program(), [[len(one), crc32(one)] for one in body]]
    return [json.dumps(told).encode("ascii"), b"\n", *body]


def _program() -> str:
    """What stands for the program as it is: its version, and the age of what reads plans."""
    package = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    newest, count = 0, 0
    for room in _ROOMS:
        with os.scandir(f"{package}/{room}") as listing:
            for one in listing:
                if one.name.endswith(".py"):
                    newest, count = max(newest, one.stat().st_mtime_ns), count + 1
    return f"{__version__}/{count}/{newest}"
