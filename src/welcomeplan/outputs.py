"""Files and folders that are made anew each time, such as a report or a site: written over what
was made before, and over nothing else."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import saving, systems
from welcomeplan.errors import Refused
from welcomeplan.limits import MOST_MADE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_UNCHANGED = "Nothing was changed."
_ANOTHER = "is nothing that welcomeplan made, or was changed since"


def put(
    path: Path,
    data: bytes,
    ours: Callable[[bytes], bool] | None = None,
    another: str = _ANOTHER,
) -> None:
    """Write a file that is made anew each time, such as a report: whole or not at all.

    What stands there under that name is replaced where it is empty or the same, or where `ours`
    knows its bytes for what was made before. Raises `Refused` where it is anything else, of which
    it says that it is `another`; where the folder is not there, or where the system refuses.
    """
    refuse_another(path, data, ours, another)
    try:
        saving.put(path, data)
    except OSError as error:
        raise _unwritten(path, error) from error


def refuse_another(
    path: Path,
    data: bytes,
    ours: Callable[[bytes], bool] | None = None,
    another: str = _ANOTHER,
) -> None:
    """Raise `Refused` where `put` would, of what stands there under that name."""
    try:
        old = _read(path) if os.path.lexists(path) else b""
    except OSError as error:
        raise _unwritten(path, error) from error
    if old not in (b"", data) and not (old and ours and ours(old)):
        raise Refused(
            f"`{path}` is there already, and {another}. {_UNCHANGED}",
            "Choose another name, or move that file away first.",
        )


def _unwritten(path: Path, error: OSError) -> Refused:
    return Refused(
        f"`{path}` can't be written: {_why(error)}",
        "Name a file in a folder that is there and that you may write to.",
    )


def make_folder(folder: Path) -> None:
    """Make a folder for files, where there is none. Raises `Refused`."""
    if not folder.is_dir() and os.path.lexists(folder):
        raise Refused(
            f"`{folder}` is {_kind(folder)}, and no folder. {_UNCHANGED}", "Name another folder."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            f"the folder `{folder}` can't be made: {_why(error)}", "Name another folder."
        ) from error


MADE = "welcomeplan-site.json"
"""The file of a folder that is made anew each time that says which of its files are."""


class Put(NamedTuple):
    """What became of the files of a folder."""

    files: int
    """How many are made."""
    gone: Mapping[str, bool]
    """What is not made any more, each with whether it was removed."""


def put_all(
    folder: Path, files: Iterable[tuple[str, bytes]], ours: Callable[[str, bytes], bool]
) -> Put:
    """Write a folder that is made anew each time, such as a site: each file whole or not at all.

    `files`: their names, with `/` between folders, and their bytes; of all of them, one is held in
    memory at once. Only what was made before is replaced, or removed where it is not made any
    more: what the folder's list has under its digest, and `ours` knows by its name and bytes, for
    anybody may have written that list. Whatever else is there stays. Raises `Refused` before
    anything is written where the folder holds other files and was never made, or where one of
    those stands in the way or was changed since.
    """
    made = _made(folder)
    try:
        beside = TemporaryDirectory(prefix="welcomeplan-")
    except OSError as error:
        raise _no_room(error) from error
    with beside as name:
        return _put_all(folder, made, _Laid(Path(name), files), ours)


def _no_room(error: OSError) -> Refused:
    return Refused(
        f"the files can't be kept until all are made: {_why(error)}. {_UNCHANGED}",
        "Make room in the system's folder for such files, or name another:"
        f" `{systems.setting('TMPDIR', 'FOLDER')}`.",
    )


class _Laid(Mapping[str, bytes]):
    """Files as they were made, laid on disk until it is known that each may be written."""

    def __init__(self, beside: Path, files: Iterable[tuple[str, bytes]]) -> None:
        self.places: dict[str, Path] = {}
        for name, data in files:
            place = self.places.setdefault(name, beside / f"{len(self.places)}")
            try:
                place.write_bytes(data)
            except OSError as error:
                raise _no_room(error) from error

    def __getitem__(self, name: str) -> bytes:
        return self.places[name].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def _put_all(
    folder: Path,
    made: Mapping[str, Sequence[str]],
    files: Mapping[str, bytes],
    ours: Callable[[str, bytes], bool],
) -> Put:
    for name, data in files.items():
        _refuse_others(folder, name, data, made.get(name, ()), ours)
    new = {name: [hashlib.sha256(data).hexdigest()] for name, data in files.items()}
    make_folder(folder)
    try:
        # Should this be cut off, both the old files and the new are known to be its own.
        both = {name: sorted({*made.get(name, ()), *new.get(name, ())}) for name in {**made, **new}}
        saving.put(folder / MADE, _listed(both))
        for name, data in files.items():
            path = folder / name
            if not _holds(path, data):
                path.parent.mkdir(parents=True, exist_ok=True)
                saving.put(path, data)
        old = sorted(made.keys() - new.keys())
        gone = {name: _remove(folder, name, made[name], ours) for name in old}
        saving.put(folder / MADE, _listed(new))
    except OSError as error:
        raise Refused(
            f"`{folder}` can't be written to its end: {_why(error)}",
            "When that is mended, run the command again: it goes on from here.",
            written=True,
        ) from error
    return Put(len(new), {name: done for name, done in gone.items() if done is not None})


def _listed(made: Mapping[str, Sequence[str]]) -> bytes:
    told = "Made by `welcomeplan site`: the files of it, and the SHA-256 of each."
    return (json.dumps({"about": told, "files": made}, indent=1, sort_keys=True) + "\n").encode()


def _made(folder: Path) -> dict[str, list[str]]:
    """What was made before, by name, with the digests that it may have. Raises Refused for a folder
    that holds other files, and was never made."""
    listed = folder / MADE
    try:
        if os.path.lexists(listed):
            return _digests(folder, json.loads(_read(listed) or b""))
        others = [one.name for one in folder.iterdir() if not one.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise Refused(
            f"`{folder}` can't be read: {_why(error)}. {_UNCHANGED}", "Name another folder."
        ) from error
    except (ValueError, RecursionError) as error:
        raise Refused(
            f"`{listed}` does not say which files were made. {_UNCHANGED}",
            "Name a new folder, or an empty one.",
        ) from error
    if others:
        raise Refused(
            f"`{folder}` holds other files, such as `{min(others)}`. {_UNCHANGED}",
            "Name a new folder, or an empty one.",
        )
    return {}


def _digests(folder: Path, found: object) -> dict[str, list[str]]:
    """What a list says, of files that may be in the folder. Raises ValueError where it is none."""
    files = found.get("files") if isinstance(found, dict) else None
    if not isinstance(files, dict):
        raise ValueError("no files")
    for each in files.values():
        if not isinstance(each, list) or not all(isinstance(one, str) for one in each):
            raise ValueError("no digests")
    return {name: each for name, each in files.items() if saving.is_inside(folder, name)}


def _refuse_others(
    folder: Path,
    name: str,
    data: bytes,
    own: Sequence[str],
    ours: Callable[[str, bytes], bool],
) -> None:
    """Raise Refused where somebody else's file, or a link, stands where one is to be made."""
    path = folder / name
    if not saving.is_inside(folder, name):
        raise Refused(f"`{path.parent}` is a link. {_UNCHANGED}", "Name another folder.")
    if not os.path.lexists(path):
        return
    old = _read(path)
    if old in (b"", data) or (old and _is_own(name, old, own, ours)):
        return
    what = "was changed since it was made" if own else "is none of the files that were made"
    raise Refused(f"`{path}` {what}. {_UNCHANGED}", "Move it away, or name another folder.")


def _is_own(name: str, data: bytes, own: Sequence[str], ours: Callable[[str, bytes], bool]) -> bool:
    return hashlib.sha256(data).hexdigest() in own and ours(name, data)


def _remove(
    folder: Path, name: str, own: Sequence[str], ours: Callable[[str, bytes], bool]
) -> bool | None:
    """Delete a file that is not made any more, unless somebody changed it; and its folders, where
    nothing else is in them. Whether it was removed; None where it was gone."""
    path = folder / name
    try:
        data = _read(path)
        if not data or not _is_own(name, data, own, ours):
            return False
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, Refused):
        return False
    with suppress(OSError):
        for above in path.relative_to(folder).parents[:-1]:
            (folder / above).rmdir()
    return True


def _read(path: Path) -> bytes | None:
    """The bytes of a plain file that may be written over; None where they are too many to be those
    of a file that was made. A pipe is not waited for. Raises Refused for what is no such file."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise Refused(
            f"`{path}` is {_kind(path)}, and no plain file. {_UNCHANGED}", "Choose another name."
        )
    if not os.access(path, os.W_OK):
        raise Refused(f"`{path}` is read-only. {_UNCHANGED}", "Choose another name.")
    if path.stat().st_size > MOST_MADE:
        return None
    return path.read_bytes()


def _kind(path: Path) -> str:
    """What a name is of, in words."""
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return "a link" if path.exists() else "a link to nothing"
    kinds = ((stat.S_ISREG, "a file"), (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"))
    return next((said for test, said in kinds if test(mode)), "a device")


_FOLDERS = {
    errno.ENOENT: "its folder is not there",
    errno.ENOTDIR: "what should be its folder is a file",
    errno.EEXIST: "what should be its folder is none",
}


def _why(error: OSError) -> str:
    """Why the system refuses, in plain words."""
    return _FOLDERS.get(error.errno or 0) or systems.why(error)


def _holds(path: Path, data: bytes) -> bool:
    with suppress(OSError, Refused):
        return _read(path) == data
    return False
