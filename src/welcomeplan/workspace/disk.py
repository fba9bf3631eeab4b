"""Folders and files of a disk, by their paths as text: what TAB, too, has to know of them.

Nothing of Python's is imported here but what it has loaded when it starts.
"""

from __future__ import annotations

import os
import stat

from welcomeplan import systems
from welcomeplan.errors import UserError

TYPE_CHECKING = False  # as in the package's `__init__`
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

HEAD = "plan.yaml"
"""The file that makes a folder a plan."""
ENDINGS = (".yaml", ".yml")
"""How the names of a plan's files end."""
HOME = "WELCOMEPLAN_DIR"
"""The variable of the environment that names a folder, where no option does."""
MOST_LOOKED_INTO, DEEPEST = 1000, 4
"""How many folders, and how far below one, are looked into for plans that may be meant."""


def is_strategy(name: str) -> bool:
    """Whether a file of that name, in the folder of a plan, is a strategy."""
    return name.lower().endswith(ENDINGS) and name != HEAD and not name.startswith(".")


def is_plan_file(name: str) -> bool:
    """Whether a file of that name, in the folder of a plan, is the plan's own."""
    return name == HEAD or is_strategy(name)


def within(folder: str, name: str) -> str:
    """A name in a folder, as a path from the same root."""
    return name if folder == "." else f"{folder}/{name}"


def items(folder: str) -> list[tuple[str, bool]]:
    """What stands in a folder, by name, and whether that is a folder: a link to one is none.
    Nothing, where there is no such folder."""
    try:
        with os.scandir(folder) as listing:
            return sorted((one.name, _is_folder(one)) for one in listing)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise UserError(
            f"the folder `{folder}` can't be read: {systems.why(error)}",
            "Ask whoever keeps this machine for permission to read it.",
        ) from None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether a folder stands there, and no way to another."""
    return entry.is_dir(follow_symlinks=False) and not systems.is_joined(entry)


def homes(items: Callable[[str], Iterable[tuple[str, bool]]]) -> Iterator[str]:
    """The folders that hold a plan, from the root `.` down, by name: also inside another. `items`
    tells what stands in a folder."""
    waiting = ["."]
    while waiting:
        folder = waiting.pop()
        children = list(items(folder))
        if any(name == HEAD for name, _ in children):
            yield folder
        waiting += [
            within(folder, name)
            for name, is_folder in reversed(children)
            if is_folder and not name.startswith(".")
        ]


class Nearest:
    """The plan nearest to a folder."""

    def __init__(self, folder: str, *, above: bool) -> None:
        self.folder = folder
        """As a path from there."""
        self.above = above
        """Whether it is in a parent."""


def nearest(here: str) -> Nearest | None:
    """The plan nearest to a folder: that folder, or `plan/` in it or in a parent."""
    folder = here
    while True:
        for candidate in (folder, os.path.join(folder, "plan")):  # noqa: PTH118
            if _is_plan(candidate):
                return Nearest(os.path.relpath(candidate, here), above=folder != here)
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above


def not_far_below(here: str) -> Iterator[str]:
    """The folders not far below another that hold plans: somebody may stand at the root of a whole
    disk. Nothing of where nobody may look."""
    left = MOST_LOOKED_INTO

    def near(folder: str) -> list[tuple[str, bool]]:
        nonlocal left
        left -= 1
        if left < 0 or (folder != "." and folder.count("/") >= DEEPEST):
            return []
        try:
            return items(f"{here}/{folder}")
        except UserError:
            return []

    return homes(near)


def _is_plan(folder: str) -> bool:
    """Whether a folder is a plan. One that is called so and has no head yet is, where anything of a
    plan stands in it: the word alone says nothing."""
    try:
        if stat.S_ISREG(os.stat(f"{folder}/{HEAD}").st_mode):  # noqa: PTH116
            return True
    except PermissionError:  # a folder that may not be looked into
        return False
    except OSError:
        pass
    if os.path.basename(folder) != "plan":  # noqa: PTH119
        return False
    try:
        some = any(is_strategy(name) for name, is_folder in items(folder) if not is_folder)
    except UserError:  # as above
        return False
    return some or next(not_far_below(folder), None) is not None


def opened(path: str | os.PathLike[str]) -> BinaryIO:
    """A plain file, to be read.

    Raises UserError for a link, pipe, device or folder, and for what can't be opened. A pipe is
    never waited for.
    """
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise _is_not_plain(path)
        file = os.fdopen(systems.plain_file(path), "rb")
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise _is_not_plain(path)
        return file
    except OSError as error:
        raise _unreadable(error) from None


def read_bytes(path: str | os.PathLike[str], most: int) -> bytes:
    """The bytes of a plain file, as `opened`; one byte more than `most` at the most."""
    with opened(path) as file:
        try:
            return file.read(most + 1)
        except OSError as error:
            raise _unreadable(error) from None


def _unreadable(error: OSError) -> UserError:
    return UserError(
        f"the file can't be read: {systems.why(error)}",
        "Ask whoever keeps this machine for permission to read it.",
    )


def _is_not_plain(path: str | os.PathLike[str]) -> UserError:
    kinds = ((stat.S_ISLNK, "link"), (stat.S_ISDIR, "folder"), (stat.S_ISFIFO, "pipe"))
    mode = os.lstat(path).st_mode
    kind = next((name for test, name in kinds if test(mode)), "device")
    return not_plain(os.path.basename(path), kind)  # noqa: PTH119


def not_plain(name: str, kind: str) -> UserError:
    """That what has the name of a plan's file is none, but something of a kind."""
    return UserError(
        f"`{name}` is a {kind}; a plan file is a plain file",
        "Put the file itself here, or give this another name.",
    )
