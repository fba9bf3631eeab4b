"""What runs before each commit says what it leaves out, and leaves out nothing else."""

from __future__ import annotations

import subprocess
import sys

from . import quick
from .conftest import ROOT


def test_what_is_left_out_is_there() -> None:
    for name in quick.LONG:
        assert (ROOT / "tests" / name).is_file(), name
    assert sorted(set(quick.LONG)) == quick.LONG


def test_most_files_are_quick() -> None:
    files = list((ROOT / "tests").glob("test_*.py"))
    assert len(quick.LONG) * 2 < len(files)


def test_a_long_file_is_left_out_and_no_other() -> None:
    tests = ROOT / "tests"
    left_out = {path.name for path in tests.rglob("*.py") if quick.pytest_ignore_collect(path)}
    assert left_out == set(quick.LONG)
    assert not quick.pytest_ignore_collect(tests / "cases" / quick.LONG[0])


def test_what_is_left_out_is_said_at_the_end() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "tests.quick", "--collect-only", __file__]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    _, _, said = done.stdout.partition("The quick tests alone")
    assert "`make test`" in said
    for name in quick.LONG:
        assert f"tests/{name}" in said
