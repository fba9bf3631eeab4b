"""What a developer types: the same by `make` as by `dev.py`, for where there is no make."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest

from .conftest import ROOT


@pytest.fixture
def dev() -> ModuleType:
    """The program `dev.py`, as a module."""
    spec = spec_from_file_location("dev", ROOT / "dev.py")
    assert spec and spec.loader
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def typed(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), *words], capture_output=True, text=True, check=False
    )


def test_make_has_the_same_targets_and_does_nothing_of_its_own(dev: ModuleType) -> None:
    made = (ROOT / "Makefile").read_text("utf-8")
    listed = re.search(r"^TARGETS := (.*)$", made, re.MULTILINE)
    assert listed
    assert listed[1].split() == ["help", *dev.TARGETS]
    assert re.findall(r"^\t@(.*)$", made, re.MULTILINE)[1:] == ["$(PYTHON) dev.py $@"]


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_make_says_what_dev_says() -> None:
    line = ["make", "--silent", f"PYTHON={sys.executable}", "help"]
    made = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout == typed("help").stdout == typed().stdout != ""


@pytest.mark.parametrize("words", [["nothing"], ["demo", "test"], ["--help"]])
def test_what_is_no_target_is_told_with_those_that_are(words: list[str]) -> None:
    done = typed(*words)
    assert done.returncode == 2
    assert "python dev.py demo " in done.stdout


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", ".ci/run", "docs/ARCHITECTURE.md", "docs/site.md"]
)
def test_targets_that_are_named_are_there(dev: ModuleType, name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = re.findall(r"(?:^|`)(?:make|python dev\.py) ([a-z]+)", text, re.MULTILINE)
    assert named
    assert set(named) <= set(dev.TARGETS), name


def test_readme_has_both_ways(dev: ModuleType) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in ("demo", "test"):
        assert f"make {name}" in text and f"python dev.py {name}" in text


def test_the_demo_shows_what_readme_shows(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    dev.demo()
    said, line, empty, *lines = capfd.readouterr().out.splitlines()
    assert said.startswith("What the Kansas City plan owed")
    assert line == "$ welcomeplan due --quarter 2018Q1 --as-of 2018-02-15" and not empty
    text = (ROOT / "README.md").read_text("utf-8")
    shown = text[text.index(f"{line}\n") + len(line) + 1 :].partition("```")[0]
    assert [one.rstrip() for one in lines] == shown.splitlines()


def test_what_fails_ends_it_so(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    with pytest.raises(SystemExit) as ended:
        dev.python("-c", "raise SystemExit(7)")
    assert ended.value.code == 7


def test_the_environment_is_made_once(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    made: list[Sequence[object]] = []
    monkeypatch.setattr(dev, "run", lambda *words, **_: made.append(words))
    monkeypatch.setattr(dev, "READY", type(ROOT)(str(tmp_path)) / ".ready")
    dev.make_ready()
    assert len(made) == 3 and made[0][:3] == (sys.executable, "-m", "venv")
    dev.make_ready()
    assert len(made) == 3
