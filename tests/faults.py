"""Faults aimed between the system calls of a save: kills, errors, interrupts, meddlers.

A save's calls of `os` are counted; at the n-th of them something happens, before it or after.
What must hold then, for every n, is in `wrong`: all old bytes or all new ones, nothing claimed
that isn't so, no litter, the mode kept. Careless writers stand beside the real one to show that
each kind of fault is caught.

    python tests/faults.py         every kill, for 1, 2 and 4 files, printed as a count
"""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from welcomeplan.errors import Refused
from welcomeplan.saving import Replacement, lock, save

CALLS = ("open", "write", "fsync", "close", "replace", "unlink", "fchmod", "fchown", "setxattr")
MODE = 0o640
# Thousands of syncs: in memory where there is such a disk, for a kill leaves either the same.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - private folders in it
Writer = Callable[[Sequence[Replacement]], None]
Fault = Callable[[], None]


@contextmanager
def counted(
    number: int = 0,
    fault: Fault | None = None,
    *,
    after: bool = False,
    short: bool = False,
    on: bool = False,
) -> Iterator[list[tuple[str, Any]]]:
    """Run `fault` at the `number`-th call (from 1) of `os`; yields the calls made so far.

    With `short`, every write takes a third of what it is given; with `on`, every later call
    meets the fault too.
    """
    made: list[tuple[str, Any]] = []
    real = {name: getattr(os, name) for name in CALLS if hasattr(os, name)}

    def stand_in(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            made.append((name, args))
            hit = len(made) == number or (on and len(made) > number)
            if hit and not after and fault:
                fault()
            if short and name == "write":
                args = (args[0], bytes(args[1])[: len(args[1]) // 3 + 1])
            result = real[name](*args, **kwargs)
            if hit and after and fault:
                fault()
            return result

        return call

    for name in real:
        setattr(os, name, stand_in(name))
    try:
        yield made
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def folder_of(files: int, folder: Path) -> list[Replacement]:
    """Plan files to change, of a mode that no one's umask gives."""
    changes = []
    for number in range(files):
        path = folder / f"strategy-{number}.yaml"
        path.write_bytes(old := b"title: old\n" * (number + 1))
        path.chmod(MODE)
        changes.append(Replacement(path, old, b"title: the new text\n" * (number + 2)))
    return changes


def wrong(changes: Sequence[Replacement], *, claimed: bool = False, denied: bool = False) -> str:
    """What is wrong with a folder after a fault and the next run's `lock`: empty if nothing."""
    folder = changes[0].path.parent
    with lock(folder):
        pass
    held = [change.path.read_bytes() for change in changes]
    new = held == [change.after for change in changes]
    if not new and held != [change.before for change in changes]:
        return f"neither the old bytes nor the new: {held}"
    if claimed and not new:
        return "it said that it was done, and the old bytes are there"
    if denied and new:
        return "it said that nothing was changed, and the new bytes are there"
    litter = {path.name for path in folder.iterdir()} - {change.path.name for change in changes}
    if litter:
        return f"litter: {litter}"
    if any(change.path.stat().st_mode & 0o777 != MODE for change in changes):
        return "the mode"
    return ""


def killed(
    writer: Writer, files: int, number: int, *, after: bool, short: bool = False
) -> tuple[bool, str]:
    """Kill a writing process at one of its calls: whether it lived, and what is wrong then."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        changes = folder_of(files, Path(name))
        child = os.fork()
        if child == 0:
            try:
                with counted(number, _die, after=after, short=short):
                    writer(changes)
            finally:
                os._exit(0)
        survived = os.waitpid(child, 0)[1] == 0
        return survived, wrong(changes, claimed=survived)


def killed_twice(files: int, number: int, second: int) -> tuple[bool, str]:
    """Kill a save, then kill the run that recovers from it: whether one lived, what is wrong."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        changes = folder_of(files, Path(name))
        status = []
        runs: list[tuple[int, Fault]] = [
            (number, lambda: save(changes)),
            (second, lambda: _locked(Path(name))),
        ]
        for at, run in runs:
            child = os.fork()
            if child == 0:
                try:
                    with counted(at, _die, after=True):
                        run()
                finally:
                    os._exit(0)
            status.append(os.waitpid(child, 0)[1])
        return 0 in status, wrong(changes)


def _locked(folder: Path) -> None:
    with lock(folder):
        pass


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def every_kill(writer: Writer, sizes: Sequence[int] = (1, 2, 4)) -> tuple[int, list[str]]:
    """Kill a writer before and after each of its calls, in turn; the count, and what went wrong."""
    kills, found = 0, []
    for files in sizes:
        for after in (False, True):
            for short in (False, True):
                for number in range(1, 1000):
                    lived, result = killed(writer, files, number, after=after, short=short)
                    kills += not lived
                    if result:
                        found.append(f"{files} files, call {number}, {after=}: {result}")
                    if lived:
                        break
    return kills, found


def failed(
    writer: Writer,
    files: int,
    number: int,
    error: BaseException,
    *,
    after: bool = False,
    on: bool = False,
) -> tuple[bool, str]:
    """Let one call fail, or all from it on: whether there were fewer, and what is wrong then."""

    def fault() -> None:
        raise error

    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        changes = folder_of(files, Path(name))
        claimed = denied = False
        with counted(number, fault, after=after, on=on) as made:
            try:
                writer(changes)
                claimed = True
            except Refused as refusal:
                denied = not refusal.written
                if denied and "Nothing was changed" not in refusal.message:
                    return False, f"it doesn't say what is on disk: {refusal.message}"
            except (OSError, KeyboardInterrupt):
                return False, "the error came out raw"
        return len(made) < number, wrong(changes, claimed=claimed, denied=denied)


ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT)


def every_failure(writer: Writer, sizes: Sequence[int] = (1, 3)) -> tuple[int, list[str]]:
    """Let each call fail in turn with each error, and interrupt before and after each."""
    count, found = 0, []
    causes: list[tuple[BaseException, bool, bool]] = [
        *((OSError(code, os.strerror(code)), False, False) for code in ERRORS),
        (OSError(errno.EIO, "the disk is gone"), False, True),
        (KeyboardInterrupt(), False, False),
        (KeyboardInterrupt(), True, False),
    ]
    for files in sizes:
        for cause, after, on in causes:
            for number in range(1, 1000):
                fewer, result = failed(writer, files, number, cause, after=after, on=on)
                count += not fewer
                if result:
                    found.append(
                        f"{files} files, call {number}, {cause!r} {after=} {on=}: {result}"
                    )
                if fewer:
                    break
    return count, found


# Careless writers: what each of them forgets is what some test must see.


def truncating(changes: Sequence[Replacement]) -> None:
    """`open(path, "w")`, as the calls that it makes."""
    for change in changes:
        handle = os.open(change.path, os.O_WRONLY | os.O_TRUNC)
        os.write(handle, change.after)
        os.close(handle)


def replacing(changes: Sequence[Replacement], *, sync: bool = False) -> None:
    """Each file replaced atomically, but one by one, unsynced and without its mode."""
    for change in changes:
        made = change.path.with_suffix(".tmp")
        handle = os.open(made, os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(handle, change.after)
        if sync:
            os.fsync(handle)
        os.close(handle)
        os.replace(made, change.path)  # noqa: PTH105 - the call that is counted


def logging(folder: Path, name: str, entries: int, *, careless: bool) -> None:
    """Add log entries to a plan file one by one, as so many runs of the command would."""
    # Here, because the forked writers above need none of it.
    from welcomeplan.yamltext import (  # noqa: PLC0415
        Append,
        apply,
        read,
    )

    path = folder / "plan.yaml"
    for number in range(entries):
        entry = Append((), "log", {"on": "2018-02-11", "note": f"{name} {number}"})
        if careless:
            before = path.read_bytes()
            time.sleep(0.005)
            path.write_bytes(apply(read(before), [entry]) if before else b"title: x\n")
            continue
        with lock(folder, wait=60):
            before = path.read_bytes()
            save([Replacement(path, before, apply(read(before), [entry]))])


def write_together(
    folder: Path,
    entries: int,
    run: Sequence[str] = (sys.executable, __file__),
    *,
    careless: bool = False,
) -> list[str]:
    """Eight processes add log entries to one file; the notes that are there in the end."""
    from welcomeplan.yamltext import plain, read  # noqa: PLC0415 - as above

    (folder / "plan.yaml").write_bytes(b"title: x\n")
    words = [str(entries), *(["careless"] if careless else [])]
    writers = [
        subprocess.Popen(
            [*run, "log", str(folder), f"w{number}", *words],
            stderr=subprocess.DEVNULL if careless else None,
        )
        for number in range(8)
    ]
    ended = [writer.wait() for writer in writers]
    source = read((folder / "plan.yaml").read_bytes())
    if source.root is None or source.faults or (any(ended) and not careless):
        return []
    return [entry["note"] for entry in plain(source.root).get("log", [])]


def main(words: list[str]) -> None:
    if words[0] == "log":
        logging(Path(words[1]), words[2], int(words[3]), careless=words[4:] == ["careless"])
        return
    writer = {"save": save, "truncating": truncating, "replacing": replacing}[words[0]]
    kills, faults = every_kill(writer, [int(size) for size in words[1:]])
    twice = 0
    for number in range(1, 100) if writer is save else ():
        for second in range(1, 20, 2):
            lived, result = killed_twice(2, number, second)
            twice += not lived
            faults += [f"killed at {number}, then at {second}: {result}"] if result else []
            if lived:
                break
    sys.stdout.write(json.dumps({"kills": kills, "twice": twice, "wrong": faults}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:] or ["save", "1", "2", "4"])
