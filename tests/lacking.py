"""What a system lacks of what tests ask it for: there such a test is skipped, and says why."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from typing import Any, NoReturn

import pytest

from welcomeplan import systems

A_SHELL = pytest.mark.skipif(systems.WINDOWS, reason="it needs a POSIX shell")
TWO_PROCESSES = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process is two there")
SIGNALS = pytest.mark.skipif(systems.WINDOWS, reason="nothing can be sent a Ctrl-C there")
LINUX_ALONE = pytest.mark.skipif(systems.WINDOWS, reason="what is tested runs on Linux alone")
ASKED = {
    "mkfifo": "there are no pipes with a name",
    "fork": "no process is two",
    "geteuid": "nobody is root",
    "getuid": "nobody is root",
    "setuid": "nobody is root",
}
"""What tests alone ask of `os`, and not every system has."""
MODES = (0o444, 0o600, 0o644, 0o666, 0o700)
"""Of a file, what Windows keeps: whether it may be written. The tests' own folders are of 700."""


def skipping(why: str) -> Callable[..., NoReturn]:
    """What skips the test that calls it."""

    def skip(*_: object, **__: object) -> NoReturn:
        pytest.skip(f"this system lacks it: {why}")

    return skip


def stand_for_it(patch: pytest.MonkeyPatch, *, windows: bool) -> None:
    """Put what skips a test in the place of what is not there; on Windows also of modes, which it
    takes and does not keep."""
    for name, why in ASKED.items():
        if not hasattr(os, name):
            patch.setattr(os, name, skipping(why), raising=False)
    if windows:
        patch.setattr(os, "chmod", _moding(os.chmod))


def may_make_no_links(error: OSError) -> bool:
    """Whether Windows refuses a link to somebody who was not given the right to make some."""
    return getattr(error, "winerror", None) == 1314


def _moding(chmod: Callable[..., None]) -> Callable[..., None]:
    def mode(path: Any, bits: int, **more: Any) -> None:
        folder_kept = bits & stat.S_IWUSR or not os.path.isdir(path)  # noqa: PTH112 - any path
        if stat.S_IMODE(bits) not in MODES or not folder_kept:
            skipping("a file has no such mode")()
        chmod(path, bits, **more)

    return mode
