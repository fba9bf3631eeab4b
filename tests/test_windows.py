"""Windows, as far as a fake tells: what is opened without O_BINARY turns LF into CRLF there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from welcomeplan import cli, saving
from welcomeplan.errors import Refused
from welcomeplan.saving import Replacement, lock, save

from .conftest import ROOT

BINARY = 1 << 28
"""Stands for `os.O_BINARY`, which only Windows has."""


@pytest.fixture(autouse=True)
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """`os.open` and `os.write` as they are there: a file is text, unless it is said to be none."""
    opened, write, close = os.open, os.write, os.close
    text: set[int] = set()

    def text_open(path: str, flags: int, mode: int = 0o777, **more: int) -> int:
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

    monkeypatch.setattr(os, "O_BINARY", BINARY, raising=False)
    monkeypatch.setattr(os, "open", text_open)
    monkeypatch.setattr(os, "write", text_write)
    monkeypatch.setattr(os, "close", text_close)


def test_the_fake_translates(tmp_path: Path) -> None:
    handle = os.open(tmp_path / "a", os.O_WRONLY | os.O_CREAT)
    assert os.write(handle, b"a\n") == 2
    os.close(handle)
    assert (tmp_path / "a").read_bytes() == b"a\r\n"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("after", [b"b\nc\n", b"b\r\nc\r\n", b"b\nc\r\n", b"b", b"\n\n"])
def test_what_is_saved_is_saved_as_it_is(tmp_path: Path, count: int, after: bytes) -> None:
    paths = [tmp_path / f"{n}.yaml" for n in range(count)]
    for path in paths:
        path.write_bytes(b"a\n")
    save([Replacement(path, b"a\n", after) for path in paths])
    assert {path.read_bytes() for path in paths} == {after}


def test_what_is_put_back_is_put_back_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"a.yaml": b"a\nb\n", "b.yaml": b"a\r\nb\n"}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    replace: Callable[[Path, Path], Path] = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if target.name == "b.yaml":
            raise OSError(5, "Input/output error")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    changes = [Replacement(tmp_path / name, data, b"new\n") for name, data in before.items()]
    with pytest.raises(Refused):
        save(changes)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_a_killed_run_left_is_put_back_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(b"a\nb\n")
    changes = [Replacement(tmp_path / name, b"a\nb\n", b"new\n") for name in ("a.yaml", "b.yaml")]
    token = f"{saving._PREFIX}1-x"
    saving._write_journal(tmp_path, token, changes)
    (tmp_path / "a.yaml").write_bytes(b"new\n")
    with lock(tmp_path):
        pass
    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert found == {"a.yaml": b"a\nb\n", "b.yaml": b"a\nb\n"}


@pytest.mark.parametrize(
    "edit",
    [
        ["done", "career-services", "--on", "2018-02-11"],
        ["log", "training-2018", "1", "--note", "First", "--on", "2018-02-11"],
        ["done", "career-services", "training-promotion", "--on", "2018-02-11"],
    ],
    ids=" ".join,
)
def test_an_edit_turns_no_line_end(tmp_path: Path, edit: list[str]) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(ROOT / "plan", plan)
    before = {path.name: path.read_bytes() for path in plan.iterdir()}
    assert cli.run([*edit, "--dir", str(plan)]) == 0
    after = {path.name: path.read_bytes() for path in plan.iterdir()}
    assert before != after
    assert b"\r" not in b"".join(after.values())
