"""What was read of a folder, kept in the user's cache: the same files need not be read again.

One flat file a folder: a header line with a checksum, a line with the state of every file, then
what is kept of the plans (`plan.kept`). It gives the same Register as the files do, or nothing: of
what changed it is made anew, and all of it where the program is another. Losing it costs but time.
"""

from __future__ import annotations

import json
import os
import stat
import time
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from welcomeplan import __version__
from welcomeplan.errors import UserError
from welcomeplan.plan import Kept, Register, from_kept
from welcomeplan.workspace.finding import find, shown
from welcomeplan.workspace.trees import HEAD, Disk, homes, is_strategy, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from welcomeplan.workspace.reading import Workspace

NAME = "welcomeplan-index"
OFF = "WELCOMEPLAN_NO_INDEX"
"""The variable of the environment with which nothing is kept, and nothing that was is read."""
MOST = 1 << 30
"""How many bytes of an index are read: more were never written."""
GRAIN = 2_000_000_000
"""How coarse, in nanoseconds, a disk's clock may be. What was changed within it before it was read
may be changed again without another time: then only its bytes tell, as git has it."""
_ROOMS = ("deadlines", "plan", "workspace", "yamltext")
"""Where the program reads plans: what is kept by other code is not believed."""


class _State(NamedTuple):
    """What the system says of a file: another file has another."""

    size: int
    modified: int
    changed: int
    inode: int


class _Index(NamedTuple):
    """What was kept of a folder."""

    root: str
    at: int
    """When its files were looked at, in nanoseconds."""
    states: Mapping[str, _State]
    digests: Mapping[str, str]
    plans: Kept


def register(
    folder: str | Path | None = None, *, use: bool = True, tick: Callable[[], None] | None = None
) -> Register:
    """What was promised in a folder (without one, in that of the nearest `plan/`), as its files say
    it now. Files that are as they were when it was last asked are not read again, but all are where
    anything is in doubt.

    Raises UserError as `load` does. `tick` is called for each file that is read.
    """
    root = find() if folder is None else Path(folder)
    path = _cache(root) if use and not os.environ.get(OFF) else None
    now = time.time_ns()
    states = _states(root) if path else None
    if path is None or states is None:
        return _load(root, tick).register
    real = os.path.realpath(root)
    kept = _read(path)
    if kept and kept.root == real:
        with suppress(ValueError):
            known = _known(root, kept, states, now, tick)
            if known:
                plans = tuple(from_kept(known.plans))
                if known is not kept:
                    _write(path, known)
                return Register(plans, shown(root, ""))
    found = _load(root, tick)
    if not found.register.unread and _states(root) == states:
        with suppress(TypeError):  # what nobody knew would be in a plan is not kept
            _write(path, _Index(real, now, states, _digests(found), _kept(found)))
    return found.register


def _kept(found: Workspace) -> Kept:
    from welcomeplan.plan import kept_as, portions  # noqa: PLC0415 - only where files were read

    plans = zip(found.plans, found.register.plans, strict=True)
    return kept_as((brief, portions(plan, brief)) for plan, brief in plans)


def _known(
    root: Path,
    kept: _Index,
    states: Mapping[str, _State],
    now: int,
    tick: Callable[[], None] | None,
) -> _Index | None:
    """What is kept of a folder as it is now: of what changed, it is made anew. None where that
    needs every file. Raises ValueError where it can't be used."""
    same = [name for name, state in states.items() if kept.states.get(name) == state]
    young = [name for name in same if _is_young(states[name], kept.at)]
    others = [name for name in young if not _is_same(root / name, states[name], kept.digests[name])]
    changed = {*kept.states, *states}.difference(same).union(others)
    if not changed:
        return kept._replace(at=now) if young else kept
    if any(PurePosixPath(name).name == HEAD for name in changed):
        return None
    from welcomeplan.workspace.renewing import renew  # noqa: PLC0415 - it needs yaml and pydantic

    with suppress(UserError):  # what reads all of it says what is wrong
        found = renew(root, kept.plans, states, changed, tick)
        if found and _states(root) == states:
            every = {**kept.digests, **_digests(found.read)}
            digests = {name: every[name] for name in states}
            return _Index(kept.root, now, states, digests, found.plans)
    return None


def _load(root: Path, tick: Callable[[], None] | None) -> Workspace:
    from welcomeplan.workspace.reading import load  # noqa: PLC0415 - it needs yaml and pydantic

    return load(root, tick=tick)


def _states(root: Path) -> dict[str, _State] | None:
    """The state of every file of the plans below a folder, by name; None where one is no plain
    file, or there is none."""
    found: dict[str, _State] = {}
    disk = Disk(root)
    try:
        for home in homes(disk):
            for child in disk.items(home):
                if child.name == HEAD or is_strategy(child.name):
                    told = os.lstat(root / home / child.name)
                    if not stat.S_ISREG(told.st_mode):
                        return None
                    times = told.st_mtime_ns, told.st_ctime_ns
                    found[str(home / child.name)] = _State(told.st_size, *times, told.st_ino)
    except (OSError, UserError):
        return None
    return found or None


def _is_young(state: _State, at: int) -> bool:
    """Whether a file was so young then that it may be another since, and look the same."""
    return max(state.modified, state.changed) + GRAIN >= at


def _is_same(path: Path, state: _State, digest: str) -> bool:
    """Whether a file still holds the same bytes."""
    try:
        return _digest(read_bytes(path, state.size)) == digest
    except UserError:
        return False


def _digests(found: Workspace) -> dict[str, str]:
    """What stands for the bytes of each file, as they were read."""
    files = [(plan.file, plan.source) for plan in found.plans]
    files += [(one.file, one.source) for plan in found.plans for one in plan.strategies]
    return {name: _digest(source.data) for name, source in files}


def _digest(data: bytes) -> str:
    import hashlib  # noqa: PLC0415 - only what is young needs it

    return hashlib.sha256(data).hexdigest()


def _cache(root: Path) -> Path | None:
    """The file in which a folder is kept; None where a system has no place for it."""
    home = os.environ.get("XDG_CACHE_HOME")
    if not home and os.name == "nt":
        home = os.environ.get("LOCALAPPDATA")
    if not home:
        own = os.environ.get("HOME")
        mac = hasattr(os, "uname") and os.uname().sysname == "Darwin"
        below = "Library/Caches" if mac else ".cache"
        home = f"{own}/{below}" if own else None
    if not home or not os.path.isabs(home):  # noqa: PTH117 - a text, of whatever system
        return None
    named = os.fsencode(os.path.realpath(root))
    return Path(home) / "welcomeplan" / f"{crc32(named):08x}-{len(named)}.index"


def _program() -> str:
    """What stands for the program as it is: its version, and the age of what reads plans."""
    package = Path(__file__).parent.parent
    newest, count = 0, 0
    for room in _ROOMS:
        with os.scandir(package / room) as listing:
            for one in listing:
                if one.name.endswith(".py"):
                    newest, count = max(newest, one.stat().st_mtime_ns), count + 1
    return f"{__version__}/{count}/{newest}"


def _read(path: Path) -> _Index | None:
    """What was kept; None where there is nothing that can be used."""
    with suppress(OSError, ValueError, LookupError, TypeError, RecursionError, UserError):
        data = read_bytes(path, MOST)
        end = data.index(b"\n") + 1
        whole = memoryview(data)[end:]  # a large one is not copied
        *told, size, more = json.loads(data[:end])
        if told != [NAME, _program(), crc32(whole)]:
            return None
        first, _, tables = bytes(whole[:size]).decode("ascii").partition("\n")
        root, at, files = json.loads(first)
        states = {name: _State(*told[:4]) for name, told in files.items()}
        digests = {name: told[4] for name, told in files.items()}
        plans = Kept(tables, whole[size : size + more], whole[size + more :])
        return _Index(root, at, states, digests, plans)
    return None


def _write(path: Path, kept: _Index) -> None:
    """Keep it for its user alone, whole or not at all: where that can't be done, it is not kept."""
    import secrets  # noqa: PLC0415 - a dozen modules of Python, for one name

    files = {name: [*state, kept.digests[name]] for name, state in kept.states.items()}
    first = json.dumps([kept.root, kept.at, files])
    tables = f"{first}\n{kept.plans.tables}".encode("ascii")
    body = b"".join((tables, kept.plans.lines, kept.plans.pieces))
    made = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with suppress(OSError):
        sizes = len(tables), len(kept.plans.lines)
        head = json.dumps([NAME, _program(), crc32(body), *sizes]).encode("ascii")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(made, flags, 0o600), "wb") as file:
                file.write(head + b"\n" + body)
            made.replace(path)
        finally:
            with suppress(FileNotFoundError):
                made.unlink()
