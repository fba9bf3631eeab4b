"""Saving plan files: a lock against other runs, and a replacement that is whole or not at all.

New bytes go into a hidden file in the same folder, which is synced to disk and then renamed
over the old one. Where several files change together, a hidden journal names the old ones
(kept under hidden names until all are in place); a run that finds a journal puts the old files
back. Hidden names end in neither `.yaml` nor `.yml`, and readers ignore them.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from welcomeplan import systems
from welcomeplan.errors import EXIT_INTERRUPTED, Refused

_PREFIX = ".welcomeplan-save-"
_JOURNAL = _PREFIX + "journal"
_UNCHANGED = "Nothing was changed."


@dataclass(frozen=True)
class Replacement:
    """A file's bytes as they were read, and as they shall be."""

    path: Path
    before: bytes
    after: bytes


@contextmanager
def lock(folder: Path, wait: float = 5.0) -> Iterator[bool]:
    """Hold a plan's folder against other runs, and clear up after one that was killed.

    Read the files that are to be changed under it. Waits up to `wait` seconds, then raises
    `Refused`, naming the holder where the system tells. It ends with its process. Yields False
    where a disk has no locks (some network drives): then only the comparison in `save` stands
    between two runs.
    """
    let_go = _held(folder, time.monotonic() + wait)
    try:
        recover(folder)
        yield let_go is not None
    finally:
        if let_go:
            let_go()


def _held(folder: Path, deadline: float) -> Callable[[], None] | None:
    while True:
        try:
            return systems.hold(folder)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise Refused(
                    f"{folder}: {systems.holder(folder)} is changing this plan. {_UNCHANGED}",
                    "Try again when it has finished.",
                ) from error
        except OSError as error:
            raise Refused(f"{folder}: can't be opened ({systems.why(error)})") from error
        time.sleep(0.02)


def save(changes: Sequence[Replacement]) -> None:
    """Write the changes, all or none; returns only when they are on disk.

    Call it under `lock`. Raises `Refused` where a file is not as it was read, is not a
    plain file with one name, or where the system refuses; the message says what is on disk.
    Mode, owner (where permitted) and extended attributes are kept.
    """
    changes = [change for change in changes if change.before != change.after]
    if not changes:
        return
    folder = changes[0].path.parent
    if any(change.path.parent != folder for change in changes):
        raise Refused(
            f"these files stand in different folders. {_UNCHANGED}", "Change one plan at a time."
        )
    if (folder / _JOURNAL).exists():
        raise Refused(f"{folder}: a save that was cut off is not undone yet. {_UNCHANGED}")
    token = f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        _compare(changes)
        for number, change in enumerate(changes):
            _write(folder / f"{token}-{number}.new", change.after, like=change.path)
        if len(changes) > 1:
            _write_journal(folder, token, changes)
        _compare(changes)
        for number, change in enumerate(changes):
            systems.replace(folder / f"{token}-{number}.new", change.path)
        systems.sync(folder)
        if len(changes) > 1:
            (folder / _JOURNAL).unlink()
            systems.sync(folder)
            _sweep(folder, token)
    except BaseException as error:
        failure = _failed(folder, changes, error)
        _sweep(folder, token)
        raise failure from error


def save_each(changes: Sequence[Replacement]) -> None:
    """Write changes of several folders, all or none of each folder, one after the other.

    Call it under the lock of each. Every file is looked at before the first is written. Raises
    `Refused` as `save` does; what was written in the folders before stays, and the message says so.
    """
    changes = [change for change in changes if change.before != change.after]
    folders = dict.fromkeys(change.path.parent for change in changes)
    if len(folders) > 1:
        _compare(changes)
    written: list[str] = []
    for folder in folders:
        try:
            save([change for change in changes if change.path.parent == folder])
        except Refused as refusal:
            if written:
                last = refusal.message.replace(f" {_UNCHANGED}", "")
                refusal.message = f"{last} But {', '.join(written)} was written before, and stays."
                refusal.remedy = (
                    f"{refusal.remedy} Look at `git diff`, and do it again when that is mended:"
                    " what stands in a plan already is not written twice."
                ).strip()
                refusal.written = True
            raise
        written.append(str(folder))


def found(folder: Path, files: Mapping[str, bytes], changes: Sequence[Replacement] = ()) -> None:
    """Write new files, by names with `/` between folders, and change others with them: all or none.

    No file is written over, not even one that appears meanwhile. Folders are made as needed.
    Raises `Refused` where a file is there already, or where the system refuses; then the new
    files and folders are gone again, and the others are as they were.
    """
    if os.path.lexists(folder) and not folder.exists():
        raise Refused(f"`{folder}` is a link to nothing. {_UNCHANGED}", "Name another folder.")
    made: list[Path] = []
    token = f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        for name, data in files.items():
            path = folder / name
            if not is_inside(folder, name):
                raise Refused(f"`{path.parent}` is a link. {_UNCHANGED}", "Name another folder.")
            above = [one for one in (path.parent, *path.parent.parents) if not one.exists()]
            for one in reversed(above):
                one.mkdir()
                made.append(one)
            _place(path.parent / f"{token}.new", path, data)
            made.append(path)
        save(changes)
        for one in {path.parent for path in made}:
            systems.sync(one)
    except BaseException as error:
        _take_back(made)
        if not isinstance(error, OSError):
            raise
        raise Refused(f"`{folder}` can't be written: {systems.why(error)}. {_UNCHANGED}") from error


def is_inside(folder: Path, name: str) -> bool:
    """Whether a name is that of a file below a folder, whatever it says and through no link."""
    parts = name.split("/")
    plain = all(part.strip(".") and not set(part) & set("\\:\0") for part in parts)
    above = [folder.joinpath(*parts[:at]) for at in range(1, len(parts))]
    return plain and not any(one.is_symlink() for one in above)


def _place(hidden: Path, path: Path, data: bytes) -> None:
    """Write a file whole under a hidden name, and give it its own unless that is taken."""
    try:
        _write(hidden, data)
        hidden.chmod(0o666 & ~_umask())
        try:
            os.link(hidden, path)
        except OSError as error:
            if not systems.has_one_name(error):
                raise
            _write(path, data)
    except FileExistsError as error:
        raise Refused(
            f"`{path}` is there already. {_UNCHANGED}",
            "Move it away, or name another folder: nothing is written over.",
        ) from error
    finally:
        with suppress(OSError):
            hidden.unlink()


def _take_back(made: Sequence[Path]) -> None:
    """Delete files and folders that were made a moment ago, the last first."""
    for one in reversed(made):
        with suppress(OSError):
            one.rmdir() if one.is_dir() and not one.is_symlink() else one.unlink()


def put(path: Path, data: bytes) -> None:
    """Write a file that is made anew each time, such as a report: whole or not at all. What stands
    there under that name is replaced. Raises OSError where the system refuses."""
    made = path.parent / f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}.new"
    old = path if os.path.lexists(path) else None
    try:
        _write(made, data, like=old)
        if old is None:
            made.chmod(0o666 & ~_umask())
        systems.replace(made, path)
        systems.sync(path.parent)
    finally:
        _sweep(path.parent, made.name)


def _umask() -> int:
    """What new files are kept from, by the user's own setting."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def recover(folder: Path) -> None:
    """Undo a save of several files that was cut off, and clear away what killed runs left.

    Call it under `lock`. A file that somebody changed since then is left as it is.
    """
    try:
        names = [path.name for path in folder.iterdir() if path.name.startswith(_PREFIX)]
    except OSError:
        return
    if _JOURNAL in names:
        try:
            _undo(folder)
        except (OSError, ValueError, LookupError) as error:
            raise Refused(
                f"{folder}: a run was cut off while it changed several files, and undoing that"
                f" failed ({error})",
                f"Compare the folder with `git diff`, then delete {_PREFIX}*.",
            ) from error
    if names:
        _sweep(folder, _PREFIX)


def _write(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a new file and see it onto the disk, with the mode, owner and attributes of `like`."""
    handle = systems.new_file(path)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if like is not None:
            systems.keep_properties(handle, like)
        os.fsync(handle)
    except BaseException:
        with suppress(OSError):
            os.close(handle)
        raise
    os.close(handle)  # may report a write that failed late, on network drives


def _compare(changes: Sequence[Replacement]) -> None:
    """Refuse unless every file is a plain one and holds what was read."""
    for change in changes:
        found = os.lstat(change.path)
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"{change.path} is a link or no plain file. {_UNCHANGED}")
        if found.st_nlink > 1:
            raise Refused(
                f"{change.path} has a second name (a hard link), which would keep the old text."
                f" {_UNCHANGED}",
                "Give the file one name: copy it, and put the copy in its place.",
            )
        if not os.access(change.path, os.W_OK):
            raise Refused(f"{change.path} is read-only. {_UNCHANGED}")
        if change.path.read_bytes() != change.before:
            raise Refused(
                f"{change.path} was changed by someone else meanwhile. {_UNCHANGED}",
                "Run the command again: it will read the file as it is now.",
            )


def _write_journal(folder: Path, token: str, changes: Sequence[Replacement]) -> None:
    entries = []
    for number, change in enumerate(changes):
        old = folder / f"{token}-{number}.old"
        _write(old, change.before, like=change.path)
        digest = hashlib.sha256(change.after).hexdigest()
        entries.append({"name": change.path.name, "old": old.name, "after": digest})
    made = folder / f"{token}-journal"
    _write(made, json.dumps(entries).encode())
    systems.sync(folder)
    systems.replace(made, folder / _JOURNAL)
    systems.sync(folder)


def _undo(folder: Path) -> None:
    """Put back every file that the journal's run had replaced, then drop the journal."""
    for entry in json.loads((folder / _JOURNAL).read_bytes()):
        path, old = folder / Path(entry["name"]).name, folder / Path(entry["old"]).name
        with suppress(FileNotFoundError):  # deleted by somebody since: not ours to bring back
            if hashlib.sha256(path.read_bytes()).hexdigest() == entry["after"]:
                systems.replace(old, path)
    systems.sync(folder)
    (folder / _JOURNAL).unlink()
    systems.sync(folder)


def _failed(folder: Path, changes: Sequence[Replacement], error: BaseException) -> BaseException:
    """Undo what was half done, look at what is on disk now, and say so."""
    stuck = ""
    if (folder / _JOURNAL).exists():
        try:
            _undo(folder)
        except (OSError, ValueError, LookupError) as second:
            stuck = f" Undoing failed too ({second}); the next run will try again."
    if not isinstance(error, OSError | KeyboardInterrupt):
        return error
    cause = systems.why(error) if isinstance(error, OSError) else "interrupted"
    refusal = _refusal(folder, changes, cause, stuck)
    if isinstance(error, KeyboardInterrupt):
        refusal.code = EXIT_INTERRUPTED
    return refusal


def _refusal(folder: Path, changes: Sequence[Replacement], cause: str, stuck: str) -> Refused:
    """What went wrong, and which bytes are on disk now."""
    new = [change.path.name for change in changes if _holds(change.path, change.after)]
    if not new:
        return Refused(f"{folder}: not saved: {cause}. {_UNCHANGED}{stuck}")
    if len(new) < len(changes):
        return Refused(
            f"{folder}: {cause}. {', '.join(new)} holds the new text, the other files the old."
            f"{stuck}",
            "Look at `git diff` before you go on.",
            written=True,
        )
    return Refused(
        f"{folder}: {cause}, after {', '.join(new)} got the new text. Whether it will outlast a"
        " power cut is not known.",
        "Look at `git diff`; if the disk reports errors, copy the plan elsewhere.",
        written=True,
    )


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _sweep(folder: Path, prefix: str) -> None:
    """Delete hidden files of ours, as far as the folder lets us."""
    with suppress(OSError):
        paths = [path for path in folder.iterdir() if path.name.startswith(prefix)]
        if not (folder / _JOURNAL).exists():  # which needs the old files
            for path in paths:
                with suppress(OSError):
                    path.unlink()
