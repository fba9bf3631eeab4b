#!/usr/bin/env python3
"""What a developer does, on every system: `python dev.py demo`, `python dev.py test`, and the rest.

It needs Python 3.11 or later with pip, and nothing else. The environment is made in .venv the first
time; each target says what it does. `make TARGET` is the same.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
BIN = HOME / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / ("python.exe" if sys.platform == "win32" else "python")
READY = HOME / ".ready"
SHARED = ("--numprocesses", str((os.cpu_count() or 1) + 1), "--dist", "worksteal")
"""The tests are shared by one process more than there are processors: some wait for a browser, or
an editor. Each begins with files that follow each other, whose fixtures are made once then."""


def demo() -> None:
    line = ["due", "--quarter", "2018Q1", "--as-of", "2018-02-15"]
    say("What the Kansas City plan owed in 2018Q1, as of 15 February 2018:")
    say(f"$ welcomeplan {shlex.join(line)}\n")
    python("-m", "welcomeplan", *line)


def test() -> None:
    say("Running the tests ...")
    python("-m", "pytest", *SHARED)


def lint() -> None:
    program("ruff", "check", ".")
    program("ruff", "format", "--check", ".")
    program("zizmor", "--offline", "--quiet", ".github/workflows", "action.yml")


def types() -> None:
    program("mypy")


def check() -> None:
    lint()
    types()
    python("-m", "pytest", "-p", "tests.quick", *SHARED)


def update() -> None:
    names = ("cases", "docs", "tab", "deadline_answers", "edit_words", "standing", "versions")
    python("-m", "pytest", "--update", *(f"tests/test_{name}.py" for name in names))


def phrases() -> None:
    python("-m", "tests.phrasebook")


def lock() -> None:
    """Of the versions that pyproject.toml allows, the newest; of each, the hashes of all files."""
    import tomllib  # noqa: PLC0415 - so that an older Python can say that it is too old

    pip("--group", "lock")
    with (ROOT / "pyproject.toml").open("rb") as file:
        builds = tomllib.load(file)["build-system"]["requires"]
    how = (
        *("--quiet", "--upgrade", "--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--no-annotate", "--custom-compile-command", "make lock"),
        *("--output-file", "requirements.lock"),
    )
    program("uv", "pip", "compile", *how, "pyproject.toml", "-", given="\n".join(builds))


def audit() -> None:
    run(ROOT / ".ci" / "audit")


def bench() -> None:
    python("-m", "benchmarks")


def torture() -> None:
    python("tests/torture.py")


def fuzz() -> None:
    pip("--group", "fuzz")
    python("tests/fuzz.py", "3600")


def mutants() -> None:
    pip("--group", "mutants")
    python("tests/mutants.py")


def clean() -> None:
    for name in (".venv", ".mutants", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)


class Target(NamedTuple):
    """Something to do."""

    run: Callable[[], None]
    told: str
    ready: bool = True
    """Whether it needs the environment."""


TARGETS = {
    "demo": Target(demo, "show what the Kansas City plan owed in the first quarter of 2018"),
    "test": Target(test, "run the tests"),
    "lint": Target(lint, "check style, and the workflows for what could be abused"),
    "types": Target(types, "check types"),
    "check": Target(check, "before each commit: style, types, and the tests that are quick"),
    "update": Target(
        update, "rewrite expected outputs and generated documents; review with git diff"
    ),
    "phrases": Target(
        phrases, "find what pages say for translators, and compile what they translated"
    ),
    "lock": Target(lock, "pin what the action and the job for GitLab install"),
    "audit": Target(
        audit, "ask whether what the action installs has a known weakness", ready=False
    ),
    "bench": Target(bench, "measure what commands cost beside floors and peers: half an hour"),
    "torture": Target(torture, "the long version of the edit and fault tests"),
    "fuzz": Target(fuzz, "look for bytes that break the reader, deadlines or edits: an hour"),
    "mutants": Target(
        mutants, "change the program in 150 places of each room: does a test notice? an hour"
    ),
    "clean": Target(clean, "remove the environment and caches", ready=False),
}


def say(text: str) -> None:
    """Say what is done, before what is run says anything."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def run(*command: str | Path, given: str | None = None) -> None:
    """Run a command in the top folder; where it fails, this ends as it did."""
    texts = [str(word) for word in command]
    done = subprocess.run(texts, cwd=ROOT, input=given, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def python(*words: str) -> None:
    """Run Python of the environment."""
    run(PYTHON, *words)


def program(name: str, *words: str, given: str | None = None) -> None:
    """Run a program of the environment."""
    run(BIN / f"{name}{PYTHON.suffix}", *words, given=given)


def pip(*words: str) -> None:
    """Install something into the environment."""
    python("-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words)


def make_ready() -> None:
    """Make the environment, where it is not made, or pyproject.toml was changed since.

    `--without-pip` and `pip --python`: so it also works where the system's Python comes without
    ensurepip. The dependency group needs a pip of 25.1 or later, so that is fetched first.
    """
    asked = ROOT / "pyproject.toml"
    if READY.exists() and READY.stat().st_mtime >= asked.stat().st_mtime:
        return
    say("Making the environment in .venv (once; about half a minute) ...")
    run(sys.executable, "-m", "venv", "--clear", "--without-pip", HOME)
    quiet = ("install", "--quiet", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", PYTHON, *quiet, "pip>=25.1")
    pip("--group", "dev", "--editable", ".")
    READY.touch()


def main(words: list[str]) -> None:
    if len(words) != 1 or words[0] not in TARGETS:
        lines = [f"  python dev.py {name:8} {target.told}" for name, target in TARGETS.items()]
        say("\n".join(lines))
        raise SystemExit(2 if words not in ([], ["help"]) else 0)
    target = TARGETS[words[0]]
    if target.ready:
        make_ready()
    target.run()


if __name__ == "__main__":
    if sys.hexversion < 0x030B0000:
        raise SystemExit("welcomeplan needs Python 3.11 or later")
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(130) from None
