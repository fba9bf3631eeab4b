"""Saving under faults: the old bytes or the new, no litter, and a message that says which.

Every fault test is run on careless writers too, and must find fault with them.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from welcomeplan import saving, systems
from welcomeplan.errors import EXIT_REFUSED, Refused
from welcomeplan.saving import Replacement, lock, recover, save

from . import faults
from .conftest import ROOT
from .lacking import TWO_PROCESSES

RUN = [sys.executable, str(ROOT / "tests" / "faults.py")]
ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0


def run(*words: str) -> dict[str, object]:
    answer = subprocess.run([*RUN, *words], capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def change(path: Path, after: bytes = b"new\n") -> Replacement:
    if not path.exists():
        path.write_bytes(b"old\n")
    return Replacement(path, path.read_bytes(), after)


# Kills, failures, interrupts.


@TWO_PROCESSES
def test_killed_between_any_two_calls() -> None:
    found = run("save", "1", "2")
    assert found["wrong"] == []
    assert isinstance(found["kills"], int) and found["kills"] > 200
    assert isinstance(found["twice"], int) and found["twice"] > 50


@TWO_PROCESSES
@pytest.mark.parametrize(
    ("writer", "files", "fault"),
    [("truncating", "1", "neither"), ("replacing", "2", "neither"), ("replacing", "1", "litter")],
)
def test_kills_catch_careless_writers(writer: str, files: str, fault: str) -> None:
    assert fault in str(run(writer, files)["wrong"])


def test_any_call_fails_or_is_interrupted() -> None:
    count, found = faults.every_failure(save)
    assert found == []
    assert count > 400


@pytest.mark.parametrize("writer", [faults.truncating, faults.replacing])
def test_failures_catch_careless_writers(writer: faults.Writer) -> None:
    _, found = faults.every_failure(writer)
    assert found


def test_mode_is_kept_and_a_careless_writer_loses_it(tmp_path: Path) -> None:
    for writer, fault in ((save, ""), (faults.replacing, "the mode")):
        changes = faults.folder_of(2, tmp_path)
        writer(changes)
        assert faults.wrong(changes, claimed=True) == fault


# The order of calls: what is synced before what is renamed.


def unsynced(writer: Callable[[list[Replacement]], None], changes: list[Replacement]) -> list[str]:
    """Names that were put in place before their bytes were on disk, or never synced after."""
    found: list[str] = []
    names: dict[int, str] = {}
    synced: set[str] = set()
    renamed: list[str] = []
    with faults.counted() as made:
        real_open = os.open

        def opening(path: object, *args: int) -> int:
            handle = int(real_open(path, *args))  # type: ignore[arg-type]
            names[handle] = Path(str(path)).name
            made[-1] = ("open", (names[handle],))
            return handle

        os.open = opening  # type: ignore[assignment]
        writer(changes)
    handles: dict[int, str] = {}
    opened = iter([args[0] for name, args in made if name == "open"])
    last = ""
    for name, args in made:
        if name == "open":
            last = next(opened)
        elif name == "fsync":
            handles[args[0]] = last
            synced.add(last)
            if last == changes[0].path.parent.name:
                renamed.clear()
        elif name == "replace":
            if Path(args[0]).name not in synced:
                found.append(f"{Path(args[0]).name} was renamed before it was synced")
            renamed.append(Path(args[1]).name)
        elif name == "unlink" and renamed:
            found.append(f"{Path(args[0]).name} was deleted before {renamed} were synced")
    return found + [f"the folder was not synced after {name} was renamed" for name in renamed]


@pytest.mark.parametrize("files", [1, 3])
def test_everything_is_synced_before_it_is_renamed(tmp_path: Path, files: int) -> None:
    assert unsynced(save, faults.folder_of(files, tmp_path)) == []
    careless = unsynced(faults.replacing, faults.folder_of(1, tmp_path))
    assert careless == [
        "strategy-0.tmp was renamed before it was synced",
        "the folder was not synced after strategy-0.yaml was renamed",
    ]


# Others at work in the same folder.


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    notes = faults.write_together(tmp_path, 6)
    assert sorted(notes) == sorted(
        f"w{writer} {number}" for writer in range(8) for number in range(6)
    )
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


@pytest.mark.filterwarnings("ignore")
def test_eight_careless_writers_lose_entries(tmp_path: Path) -> None:
    assert len(faults.write_together(tmp_path, 6, careless=True)) < 48


def meddled(writer: faults.Writer, folder: Path) -> str:
    """Let an editor save the file while a writer is at its first sync: whose text is there?"""
    changes = faults.folder_of(1, folder)
    path = changes[0].path
    with faults.counted() as made:
        writer(changes)
    syncs = [number for number, (name, _) in enumerate(made, 1) if name in ("fsync", "write")]
    changes = faults.folder_of(1, folder)

    def editor() -> None:
        path.write_bytes(b"the editor's\n")

    with faults.counted(syncs[-1], editor):
        try:
            writer(changes)
        except Refused as refusal:
            assert "changed by someone else" in refusal.message
            assert not refusal.written
    return path.read_text(encoding="utf-8")


def test_an_editor_saves_in_between(tmp_path: Path) -> None:
    assert meddled(save, tmp_path) == "the editor's\n"
    assert names(tmp_path) == ["strategy-0.yaml"]
    careless = meddled(lambda changes: faults.replacing(changes, sync=True), tmp_path)
    assert careless.startswith("title: the new text")


def test_stale_bytes_are_refused(tmp_path: Path) -> None:
    first, second = change(tmp_path / "a.yaml"), change(tmp_path / "b.yaml")
    second.path.write_bytes(b"other\n")
    with pytest.raises(Refused, match=r"b\.yaml was changed by someone else.*Nothing") as caught:
        save([first, second])
    assert caught.value.code == EXIT_REFUSED
    assert first.path.read_bytes() == b"old\n"
    assert second.path.read_bytes() == b"other\n"


def test_no_change_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old\n")
    with faults.counted() as made:
        save([Replacement(path, b"old\n", b"old\n")])
        save([])
    assert made == []


def test_files_of_two_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(Refused, match="different folders"):
        save([change(tmp_path / "a.yaml"), change(tmp_path / "b" / "b.yaml")])
    assert (tmp_path / "a.yaml").read_bytes() == b"old\n"


# What a plan file may be.


def test_only_plain_files_with_one_name(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"old\n")
    plan = tmp_path / "plan"
    plan.mkdir()
    (plan / "link.yaml").symlink_to(outside)
    (plan / "second.yaml").hardlink_to(outside)
    os.mkfifo(plan / "pipe.yaml")
    (plan / "folder.yaml").mkdir()
    for name, reason in (
        ("link.yaml", "no plain file"),
        ("second.yaml", "second name"),
        ("pipe.yaml", "no plain file"),
        ("folder.yaml", "no plain file"),
        ("gone.yaml", "No such file"),
    ):
        with pytest.raises(Refused, match=reason) as caught:
            save([Replacement(plan / name, b"old\n", b"new\n")])
        assert "Nothing was changed" in caught.value.message
    assert outside.read_bytes() == b"old\n"
    assert len(names(plan)) == 4


def test_attributes_are_kept(tmp_path: Path) -> None:
    made = change(tmp_path / "a.yaml")
    made.path.chmod(0o604)
    if not hasattr(os, "setxattr"):
        pytest.skip("extended attributes are set by other calls on this system")
    try:
        os.setxattr(made.path, "user.origin", b"the council")
    except OSError:
        pytest.skip("this folder's file system has no extended attributes")
    if ROOT_USER:
        os.chown(made.path, 1234, 4321)
    save([made])
    assert os.getxattr(made.path, "user.origin") == b"the council"
    found = made.path.stat()
    assert stat.S_IMODE(found.st_mode) == 0o604
    assert not ROOT_USER or (found.st_uid, found.st_gid) == (1234, 4321)


# No room, no right to write.


def refused_in_child(made: Replacement, before: str, *, nobody: bool = False) -> str:
    """Save in a process of its own, after some preparation there; the message of the refusal."""
    code = f"""
import fcntl, os, resource, sys  # nobody may import what is root's
from pathlib import Path
from welcomeplan.errors import Refused
from welcomeplan.saving import Replacement, lock, save
{before}
path = Path({str(made.path)!r})
try:
    with lock(path.parent):
        save([Replacement(path, {made.before!r}, {made.after!r})])
except Refused as refusal:
    assert not refusal.written
    print(refusal.message)
"""
    if nobody and ROOT_USER:
        code = code.replace("path = ", "os.setuid(65534)\npath = ", 1)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB, where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        allowed = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk(small_disk: Path) -> None:
    path = small_disk / "a.yaml"
    path.write_bytes(b"# old\n" * 7000)
    made = Replacement(path, path.read_bytes(), b"# new\n" * 7001)
    assert "the disk is full. Nothing was changed" in refused_in_child(made, "")
    assert path.read_bytes() == made.before
    assert names(small_disk) == ["a.yaml"]
    with pytest.raises(OSError, match="No space"):
        path.write_bytes(b"# new\n" * 14000)
    assert path.read_bytes() != made.before, "a careless writer has lost the old bytes"


def test_limited_file_size(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    made = change(tmp_path / "a.yaml", b"# new\n" * 7000)
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    careless = tmp_path / "careless.yaml"
    careless.write_bytes(made.before)
    code = f"{limit}; open({str(careless)!r}, 'w').write('# new\\n' * 7000)"
    subprocess.run(
        [sys.executable, "-c", f"import resource; {code}"], stderr=subprocess.DEVNULL, check=False
    )
    assert careless.read_bytes() != made.before
    careless.unlink()
    assert "File too large. Nothing was changed" in refused_in_child(made, limit)
    assert made.path.read_bytes() == made.before
    assert names(tmp_path) == ["a.yaml"]


def test_read_only_folder_and_file(tmp_path: Path) -> None:
    tmp_path.parent.chmod(0o755)
    for folder in tmp_path.parents:
        if folder.name.startswith(("pytest-", "popen-")):
            folder.chmod(0o755)
    made = change(tmp_path / "a.yaml")
    made.path.chmod(0o666)
    tmp_path.chmod(0o555)
    assert "you have no permission. Nothing was changed" in refused_in_child(made, "", nobody=True)
    tmp_path.chmod(0o777)
    made.path.chmod(0o444)
    assert "is read-only. Nothing was changed" in refused_in_child(made, "", nobody=True)
    assert made.path.read_bytes() == b"old\n"
    assert names(tmp_path) == ["a.yaml"]


# The lock.

HOLD = """
import sys, time
from pathlib import Path
from welcomeplan.saving import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_waits_then_says_who(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    start = time.monotonic()
    with pytest.raises(Refused) as caught, lock(tmp_path, wait=0.3):
        pass
    assert 0.3 <= time.monotonic() - start < 5
    assert "is changing this plan. Nothing was changed." in caught.value.message
    if sys.platform == "linux" and Path("/proc/locks").exists():
        assert re.search(rf"process {holder.pid} \(\S+, of \S+\)", caught.value.message)
    assert names(tmp_path) == ([systems.LOCK] if systems.WINDOWS else [])
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with lock(tmp_path, wait=5) as held:  # a lock ends with its process
        assert held


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), lock(tmp_path):
        raise ValueError("mine")
    with lock(tmp_path, wait=0) as held:
        assert held


def test_without_locks_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    with lock(tmp_path) as held:
        assert not held


def test_no_folder_to_lock(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="gone: can't be opened"), lock(tmp_path / "gone"):
        pass


# Recovery.


def test_recovery_leaves_what_somebody_changed(tmp_path: Path) -> None:
    journal = [
        {"name": name, "old": f"{saving._PREFIX}1-{name}.old", "after": ""} for name in ("a", "b")
    ]
    for entry in journal:
        (tmp_path / entry["name"]).write_bytes(b"the editor's\n")
        (tmp_path / entry["old"]).write_bytes(b"old\n")
    (tmp_path / saving._JOURNAL).write_text(json.dumps(journal), encoding="utf-8")
    with pytest.raises(Refused, match="not undone yet"):
        save([change(tmp_path / "a")])
    (tmp_path / "b").unlink()
    recover(tmp_path)
    assert (tmp_path / "a").read_bytes() == b"the editor's\n"
    assert names(tmp_path) == ["a"]


def test_a_journal_that_cannot_be_read_is_left_for_people(tmp_path: Path) -> None:
    (tmp_path / saving._JOURNAL).write_bytes(b"not json")
    with pytest.raises(Refused, match="undoing that failed"), lock(tmp_path):
        pass
    assert (tmp_path / saving._JOURNAL).exists()


def test_a_journal_reaches_no_other_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"old\n")
    plan = tmp_path / "plan"
    plan.mkdir()
    digest = "e258d248fda94c63753607f7c4494ee0fcbe92f1a76bfdac795c9d84101eb317"
    (plan / "x.old").write_bytes(b"evil\n")
    (plan / saving._JOURNAL).write_text(
        json.dumps([{"name": "../outside", "old": "x.old", "after": digest}]), encoding="utf-8"
    )
    recover(plan)
    assert outside.read_bytes() == b"old\n"
