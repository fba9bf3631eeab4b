"""What differs between systems: Windows, macOS, Linux. No other module asks which one it is on.

TAB waits for this module: what is seldom needed is imported where it is.
"""

from __future__ import annotations

import errno
import os
import stat
import time

TYPE_CHECKING = False  # as in the package's `__init__`
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

WINDOWS = os.name == "nt"
LOCK = ".welcomeplan-lock"
"""The file that is locked in a folder, where the folder itself can't be."""
PATIENCE = 1.0
"""How many seconds a file is waited for that another program holds open: those that look for
viruses, or make an index, let go of it at once."""
_HELD = (5, 32, 33)
"""What Windows says of a file that another program holds open: the access is denied, or shared."""
_LONGEST = 259
"""How long a path may be on Windows, where long ones are not switched on."""
_JUNCTION = 0xA0000003
"""`stat.IO_REPARSE_TAG_MOUNT_POINT`, which only Windows has: a folder that is another."""
_OBEYS = 4
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING: a console that draws colours, and does not print them."""


# Files.


def new_file(path: str | Path) -> int:
    """A new file for its user alone, to be written byte for byte: as text, Windows would write
    every `\\n` as `\\r\\n`."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600)


def plain_file(path: str | os.PathLike[str]) -> int:
    """A file to be read byte for byte, through no link; a pipe is not waited for."""
    flags = (getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    return os.open(path, os.O_RDONLY | sum(flags))


def replace(made: Path, path: Path) -> None:
    """Put a file in the place of another. On Windows that waits a moment while another program
    holds either of them open."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            made.replace(path)
            return
        except PermissionError as error:
            if not is_held(error) or time.monotonic() >= end:
                raise
        time.sleep(0.02)


def keep_properties(handle: int, like: Path) -> None:
    """Give a new file the mode, owner (where permitted) and attributes of another, where a system
    has them. On Windows a new file has the rights of its folder."""
    old, new = os.lstat(like), os.fstat(handle)
    if hasattr(os, "fchown"):
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            _tried(lambda: os.fchown(handle, -1, old.st_gid), PermissionError)
            _tried(lambda: os.fchown(handle, old.st_uid, -1), PermissionError)
        os.fchmod(handle, stat.S_IMODE(old.st_mode))
    if hasattr(os, "listxattr"):
        _tried(lambda: _keep_attributes(handle, like))


def _keep_attributes(handle: int, like: Path) -> None:
    for name in os.listxattr(like, follow_symlinks=False):
        value = os.getxattr(like, name, follow_symlinks=False)
        _tried(lambda name=name, value=value: os.setxattr(handle, name, value))  # type: ignore[misc]


def _tried(act: Callable[[], object], refusal: type[OSError] = OSError) -> None:
    """Do what is well if it succeeds. (`suppress` would have TAB import contextlib.)"""
    try:  # noqa: SIM105
        act()
    except refusal:
        pass


def sync(folder: Path) -> None:
    """See the folder's names onto the disk, where a system lets folders be synced."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def has_one_name(error: OSError) -> bool:
    """Whether a disk refuses a file's second name because it knows none, such as a memory
    stick's."""
    no_links = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
    return error.errno in no_links or getattr(error, "winerror", None) in (1, 50)


def is_joined(entry: os.DirEntry[str]) -> bool:
    """Whether what looks like a folder is another one that Windows shows there, as a link does."""
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION


# One run at a time.


def hold(folder: Path) -> Callable[[], None] | None:
    """Hold a folder against other runs; what lets go of it, as does the end of the process. None
    where its disk has no locks.

    Raises BlockingIOError while another run holds it, and OSError where it can't be opened. The
    folder itself is locked, and no file is made. On Windows, where it can't be, a file in it is,
    by a library that others have run there.
    """
    return _hold_file(folder) if WINDOWS else _hold_folder(folder)


def _hold_folder(folder: Path) -> Callable[[], None] | None:
    import fcntl  # noqa: PLC0415 - Windows has none

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException as error:
        os.close(handle)
        if isinstance(error, OSError) and not isinstance(error, BlockingIOError):
            return None
        raise
    return lambda: os.close(handle)


def _hold_file(folder: Path) -> Callable[[], None] | None:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only where a plan is changed

    os.stat(folder)  # noqa: PTH116 - a folder that is not there would be made
    held = FileLock(folder / LOCK)
    try:
        held.acquire(blocking=False)
    except Timeout:
        raise BlockingIOError(errno.EAGAIN, "held by another run") from None
    except NotImplementedError:
        return None
    return held.release


def holder(folder: Path) -> str:
    """Who holds a folder, in words, as far as the system tells (Linux)."""
    from pathlib import Path  # noqa: PLC0415 - only where a run has to wait

    try:
        found = os.stat(folder)  # noqa: PTH116
        device = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            fields = line.split()
            if fields[1] == "FLOCK" and fields[5] == device:
                process = Path("/proc") / str(int(fields[4]))
                name = (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
                return f"process {process.name} ({name}, of {process.owner()})"
    except (OSError, ValueError, LookupError, AttributeError):
        pass
    return "another run"


# What a system says.

_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EACCES: "you have no permission",
    errno.EPERM: "you have no permission",
    errno.EROFS: "nothing can be written to that disk",
    errno.ENAMETOOLONG: "the name is too long",
}


def is_held(error: OSError) -> bool:
    """Whether another program holds a file open, as only Windows lets it."""
    return getattr(error, "winerror", None) in _HELD


def why(error: OSError) -> str:
    """Why the system refuses a file, in plain words."""
    if is_held(error):
        return (
            "another program holds it open, such as Excel or an editor (close it there, and try"
            " again), or you have no permission"
        )
    if WINDOWS and any(len(str(name)) > _LONGEST for name in (error.filename, error.filename2)):
        return f"its path is longer than the {_LONGEST} characters that Windows takes"
    return _WHY.get(error.errno or 0) or error.strerror or str(error)


# Names.

DEVICES = frozenset(
    (
        *("con", "prn", "aux", "nul", "conin$", "conout$"),
        *(f"{one}{at}" for one in ("com", "lpt") for at in "0123456789¹²³"),
    )
)


def is_device(name: str) -> bool:
    """Whether a name is that of a device on Windows, whatever its ending: no file can have it."""
    return name.partition(".")[0].rstrip(" ").lower() in DEVICES


def is_name(name: str) -> bool:
    """Whether a file or folder can be called so on every system."""
    plain = not set(name) & set('<>:"/\\|?*') and min(name, default="\0") >= " "
    return plain and name[-1] not in ". " and not is_device(name)


def named(id_: str) -> str:
    """What a file is called after an id: that, but for the few that no file can have. No id has a
    `_` in it."""
    return f"{id_}_" if is_device(id_) else id_


# Other programs, and the terminal.


def program(name: str) -> str | None:
    """Where a program is, among the folders that have them: never the one where somebody stands,
    which Windows looks into first. On Windows also where git's own setup puts it."""
    endings = os.environ.get("PATHEXT", ".EXE;.CMD").split(";") if WINDOWS else [""]
    for folder in filter(os.path.isabs, _folders_of_programs()):
        for ending in endings:
            found = os.path.join(folder, f"{name}{ending}")  # noqa: PTH118 - a text, as PATH is
            if os.path.isfile(found) and os.access(found, os.X_OK):  # noqa: PTH113
                return found
    return None


def _folders_of_programs() -> Iterator[str]:
    yield from os.environ.get("PATH", os.defpath).split(os.pathsep)
    if WINDOWS:
        for home in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
            base = os.environ.get(home)
            if base:
                yield from (f"{base}\\Git\\cmd", f"{base}\\Programs\\Git\\cmd")


def words(line: str) -> list[str]:
    """The words of a command that a setting has, such as EDITOR. On Windows a backslash is no sign
    of anything but a folder. Raises ValueError where a quote is never closed."""
    import shlex  # noqa: PLC0415 - TAB reads no setting

    reader = shlex.shlex(line, posix=True, punctuation_chars=False)
    reader.whitespace_split = True
    reader.commenters = ""
    reader.escape = "" if WINDOWS else reader.escape
    return list(reader)


def started(command: list[str]) -> list[str]:
    """A command as it is started: Windows finds by its name alone only what ends in `.exe`.

    Raises ValueError where the program is a script that Windows would run by its shell, which
    would obey what a file is called.
    """
    if not WINDOWS:
        return command
    first, *others = command
    found = program(first) or first
    if found.lower().endswith((".bat", ".cmd")) and set("".join(others)) & set('&|<>^%!"\n\r'):
        raise ValueError("a name that Windows' shell would obey")
    return [found, *others]


def setting(name: str, value: str) -> str:
    """How somebody sets a variable of the environment."""
    return f'$env:{name} = "{value}"' if WINDOWS else f"export {name}={value}"


def cache() -> str | None:
    """The user's folder for what may be lost; None where a system has none."""
    home = os.environ.get("XDG_CACHE_HOME")
    if not home and WINDOWS:
        home = os.environ.get("LOCALAPPDATA")
    if not home:
        own = os.environ.get("HOME")
        mac = hasattr(os, "uname") and os.uname().sysname == "Darwin"
        below = "Library/Caches" if mac else ".cache"
        home = f"{own}/{below}" if own else None
    return home if home and os.path.isabs(home) else None  # noqa: PTH117


def obeys(stream: TextIO) -> bool:
    """Whether a terminal draws colours. A console of Windows does once it is asked to."""
    if not WINDOWS:
        return True
    try:
        import ctypes  # noqa: PLC0415 - Windows alone
        import msvcrt  # noqa: PLC0415

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
        console = msvcrt.get_osfhandle(stream.fileno())  # type: ignore[attr-defined]
        mode = ctypes.c_uint32()
        if not kernel.GetConsoleMode(console, ctypes.byref(mode)):
            return False
        return bool(kernel.SetConsoleMode(console, mode.value | _OBEYS))
    except (AttributeError, ImportError, OSError, ValueError):
        return False
