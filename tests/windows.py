"""Windows, as far as a stand-in tells: what this system's calls do there, and which are not there.

    python -m tests.windows faults log FOLDER NAME 6    the writers of `faults.py`
    python -m tests.windows said cp437 < LINES          command lines, a JSON list of them

What it can't stand in for: paths with drive letters, and the calls of Windows themselves.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, MutableMapping
from types import SimpleNamespace
from typing import Any

from welcomeplan import systems

BINARY = 1 << 28
"""Stands for `os.O_BINARY`, which only Windows has."""
NOT_THERE = (
    *("O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "fchmod", "fchown", "chown", "geteuid", "getuid"),
    *("listxattr", "getxattr", "setxattr", "mkfifo", "fork", "uname"),
)
"""What `os` has not on Windows."""


def look_like_it(put: Callable[[object, str, object], None]) -> None:
    """Let this process take its system for Windows; `put` sets an attribute. There it need not."""
    if systems.WINDOWS:
        return
    _keep_the_lock_of_files()
    put(systems, "WINDOWS", True)
    put(sys.modules, "fcntl", None)
    put(os.environ, "PATHEXT", "")  # of the programs here, no name has an ending
    for name in NOT_THERE:
        put(os, name, Missing())
    opened, write, close = os.open, os.write, os.close
    text: set[int] = set()

    def text_open(path: str, flags: int, mode: int = 0o777, **more: int) -> int:
        if os.path.isdir(path):  # noqa: PTH112 - whatever it is
            raise PermissionError(13, "Permission denied", str(path))
        handle = opened(path, flags & ~BINARY, mode, **more)
        if not flags & BINARY:
            text.add(handle)
        return handle

    def text_write(handle: int, data: bytes) -> int:
        if handle in text:
            write(handle, bytes(data).replace(b"\n", b"\r\n"))
            return len(data)
        return write(handle, data)

    def text_close(handle: int) -> None:
        text.discard(handle)
        close(handle)

    put(os, "O_BINARY", BINARY)
    put(os, "open", text_open)
    put(os, "write", text_write)
    put(os, "close", text_close)


class Missing:
    """Deletes a name, where it is put."""


def _keep_the_lock_of_files() -> None:
    """Let the library that locks files see the system as it is: there it has one of its own."""
    import filelock  # noqa: F401, PLC0415

    as_it_is = SimpleNamespace(**vars(os))
    for name, module in sys.modules.items():
        if name.partition(".")[0] == "filelock" and getattr(module, "os", None) is os:
            setattr(module, "os", as_it_is)  # noqa: B010 - a module of any kind


def set_for_good(holder: Any, name: str, value: object) -> None:
    """Set, or delete, an attribute of this process."""
    if isinstance(holder, MutableMapping):
        holder[name] = value
    elif not isinstance(value, Missing):
        setattr(holder, name, value)
    elif hasattr(holder, name):
        delattr(holder, name)


def held_open(name: str) -> PermissionError:
    """What Windows raises of a file that another program holds open."""
    error = PermissionError(13, "Permission denied", name)
    error.winerror = 32  # type: ignore[attr-defined]
    return error


def said(encoding: str, lines: list[list[str]]) -> list[tuple[int, str, str]]:
    """The exit code of each command line; the bytes of its output and its errors, as Latin-1."""
    from welcomeplan import cli  # noqa: PLC0415 - once all looks like it

    found = []
    for line in lines:
        sys.argv = ["welcomeplan", *line]
        held = io.BytesIO(), io.BytesIO()
        sys.stdout, sys.stderr = (io.TextIOWrapper(one, encoding, newline="\r\n") for one in held)
        code = cli._program()
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = (one.getvalue().decode("latin-1") for one in held)
        found.append((code, out, err))
    return found


def main(words: list[str]) -> None:
    look_like_it(set_for_good)
    if words[0] == "faults":
        from . import faults  # noqa: PLC0415 - once all looks like it

        faults.main(words[1:])
        return
    stdout = sys.stdout
    json.dump(said(words[1], json.load(sys.stdin)), stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
