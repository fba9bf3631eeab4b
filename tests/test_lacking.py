"""What a system lacks skips a test there, and fails none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from . import conftest, lacking

Skipped = pytest.skip.Exception


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without pipes that have names, which keeps few modes."""
    monkeypatch.delattr(os, "mkfifo", raising=False)
    lacking.stand_for_it(monkeypatch, windows=True)


def test_a_pipe_skips(there: None, tmp_path: Path) -> None:
    with pytest.raises(Skipped, match="no pipes with a name"):
        os.mkfifo(tmp_path / "pipe")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("winerror", "skips"), [(1314, True), (5, False)])
def test_a_link_that_is_refused_skips(winerror: int, skips: bool) -> None:
    error = OSError(22, "A required privilege is not held by the client")
    error.winerror = winerror  # type: ignore[attr-defined]
    running = conftest._skipping_links()
    next(running)
    with pytest.raises(Skipped if skips else OSError, match=r"links|privilege"):
        running.throw(error)


def test_modes_that_are_kept_skip_nothing(there: None, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    for mode in (0o444, 0o644):
        path.chmod(mode)
    for mode in (0o755, 0o000, 0o640):
        with pytest.raises(Skipped, match="no such mode"):
            path.chmod(mode)
    with pytest.raises(Skipped, match="no such mode"):
        tmp_path.chmod(0o444)


def test_nothing_is_skipped_here_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    path.chmod(0o640)
    if hasattr(os, "fork"):
        os.mkfifo(tmp_path / "pipe")
