"""welcomeplan installed as a user would, each way in an environment of its own.

`python tests/installing.py` builds the wheel and the source archive, and installs them: with none
of the extras, with each, and with all; with the lowest versions that pyproject.toml allows; with
pipx, uv and uvx. Of each it runs what it is for. `python tests/installing.py WAY ...` does some of
the ways, `--dist FOLDER` takes what was built already, and `--weigh` prints the table of
docs/install.md. It needs the network, and `pip install --group install`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WINDOWS = sys.platform == "win32"
DAY = ["--as-of", "2018-02-15"]
REPORT = ["report", "--quarter", "2018Q1", *DAY, "-o"]


class Proof(NamedTuple):
    """A command line, and words that it prints."""

    line: list[str]
    printed: str


PLAIN = [
    Proof(["--version"], "welcomeplan "),
    Proof(["due", "--quarter", "2018Q1", *DAY], "career-services"),
    Proof(["validate", "--dir", "plan"], "no problems"),
    Proof(["schema", "plan"], "https://json-schema.org"),
    Proof([*REPORT, "report.md"], "report.md: written"),
]
"""What works with none of the extras."""


class Extra(NamedTuple):
    """What an extra brings: what welcomeplan imports of it, and what can be done with it."""

    modules: list[str]
    proofs: list[Proof]


EXTRAS = {
    "publish": Extra(
        ["jinja2"],
        [
            Proof([*REPORT, "report.html"], "report.html: written"),
            Proof(["site", "-o", "public", "--lang", "es", *DAY], "files written"),
        ],
    ),
    "docx": Extra(
        ["docx"],
        [
            Proof([*REPORT, "report.docx"], "report.docx: written"),
            Proof(["import", "report.docx", "--dir", "elsewhere"], "Nothing was written"),
        ],
    ),
    "xlsx": Extra(
        ["python_calamine", "xlsxwriter"],
        [Proof(["import", "sheet.xlsx", "--dir", "elsewhere"], "Nothing was written")],
    ),
    "lsp": Extra(["pygls.lsp.server"], []),
    "pdf": Extra(
        ["typst", "pypdf", "pypdfium2"],
        [
            Proof([*REPORT, "report.pdf"], "report.pdf: written"),
            Proof(["verify", "report.pdf"], "report.pdf: the same"),
            Proof(["import", "report.pdf", "--dir", "elsewhere"], "Nothing was written"),
        ],
    ),
}


class Wrong(Exception):
    """What was tried does not do what it must."""


def run(*command: str | Path, env: dict[str, str] | None = None, cwd: Path = ROOT) -> str:
    """What a command prints. Where it fails, that is what is wrong."""
    # Not this project's sources, nor the environment that this runs in: what is installed.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    texts = [str(word) for word in command]
    done = subprocess.run(
        texts,
        cwd=cwd,
        env=clean | {"PYTHONUTF8": "1"} | (env or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise Wrong(f"$ {' '.join(texts)}\n{done.stdout}(exit code {done.returncode})")
    return done.stdout


def bench(folder: Path) -> Path:
    """A place to try things: the shipped plan under git, and a sheet."""
    shutil.copytree(ROOT / "plan", folder / "plan")
    shutil.copy(ROOT / "tests/sheets/france-health-plan.xlsx", folder / "sheet.xlsx")
    git = partial(run, "git", "-c", "user.name=A", "-c", "user.email=a@example.org", cwd=folder)
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "The plan")
    return folder


def prove(proofs: Iterable[Proof], *program: str | Path, env: dict[str, str] | None = None) -> None:
    """That each command line prints what it must."""
    with tempfile.TemporaryDirectory() as folder:
        place = bench(Path(folder))
        for proof in proofs:
            printed = run(*program, *proof.line, env=env, cwd=place)
            if proof.printed not in printed:
                raise Wrong(f"{proof.line} does not print {proof.printed!r}, but:\n{printed}")


def refuse(extra: str, *program: str | Path) -> None:
    """That without an extra, what it is for says what to install."""
    first = EXTRAS[extra].proofs[:1]
    try:
        prove(first, *program)
    except Wrong as wrong:
        if f"welcomeplan[{extra}]" not in str(wrong) or "Traceback" in str(wrong):
            raise
    else:
        if first:
            raise Wrong(f"{first} works without {extra}")


class Environment(NamedTuple):
    """A clean virtual environment, without pip."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> Environment:
        run(sys.executable, "-m", "venv", "--without-pip", folder)
        return cls(folder)

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if WINDOWS else "bin/python")

    @property
    def program(self) -> Path:
        return self.python.with_name("welcomeplan.exe" if WINDOWS else "welcomeplan")

    def pip(self, *words: str) -> str:
        return run(sys.executable, "-m", "pip", "--python", self.python, *words)

    def weight(self) -> int:
        """How many bytes are installed."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def seconds(self, *words: str) -> float:
        """How long the fastest of some runs of this Python takes, of the processor's time. (On
        Windows nobody tells it.)"""
        times = []
        for _ in range(9):
            before = os.times()
            run(self.python, *words)
            after = os.times()
            times.append(sum(after[2:4]) - sum(before[2:4]))
        return min(times)


def wanted(archive: Path, extras: Iterable[str]) -> str:
    """An archive with extras, as installers take it."""
    names = ",".join(extras)
    return f"{archive}[{names}]" if names else str(archive)


def by_pip(archive: Path, folder: Path, extras: Iterable[str] = ()) -> None:
    """That pip installs it with some extras, and that each does what it is for, and no other."""
    here = Environment.made(folder)
    here.pip("install", "--quiet", wanted(archive, extras))
    here.pip("check")
    proofs = [proof for extra in extras for proof in EXTRAS[extra].proofs]
    prove([*PLAIN, *proofs], here.program)
    for extra in extras:
        run(here.python, "-c", f"import {', '.join(EXTRAS[extra].modules)}")
    for extra in EXTRAS.keys() - set(extras):
        refuse(extra, here.program)


def by_lowest(archive: Path, folder: Path) -> None:
    """That the lowest Python and the lowest versions that pyproject.toml allows do."""
    python = PROJECT["requires-python"].removeprefix(">=")
    run("uv", "venv", "--quiet", "--python", python, folder)
    here = Environment(folder)
    lowest = ["--resolution", "lowest-direct", wanted(archive, EXTRAS)]
    run("uv", "pip", "install", "--quiet", "--python", here.python, *lowest)
    run("uv", "pip", "check", "--python", here.python)
    prove([*PLAIN, *(one for extra in EXTRAS.values() for one in extra.proofs)], here.program)


def by_pipx(archive: Path, folder: Path) -> None:
    """That `pipx install` does, with the extras that it is given."""
    env = {"PIPX_HOME": str(folder / "home"), "PIPX_BIN_DIR": str(folder / "bin")}
    run("pipx", "install", "--quiet", wanted(archive, ["publish"]), env=env)
    prove([*PLAIN, *EXTRAS["publish"].proofs], folder / "bin" / "welcomeplan", env=env)


def by_uv(archive: Path, folder: Path) -> None:
    """That `uv tool install` does."""
    env = {"UV_TOOL_DIR": str(folder / "home"), "UV_TOOL_BIN_DIR": str(folder / "bin")}
    run("uv", "tool", "install", "--quiet", wanted(archive, ["publish"]), env=env)
    prove([*PLAIN, *EXTRAS["publish"].proofs], folder / "bin" / "welcomeplan", env=env)


def by_uvx(archive: Path, folder: Path) -> None:
    """That `uvx` runs it without installing it."""
    program = ["uvx", "--quiet", "--from", wanted(archive, ["publish"]), "welcomeplan"]
    prove([*PLAIN, *EXTRAS["publish"].proofs], *program, env={"UV_TOOL_DIR": str(folder)})


def by_source(archive: Path, folder: Path) -> None:
    """That pip builds it of the source archive."""
    by_pip(archive.with_name(archive.name.replace("-py3-none-any.whl", ".tar.gz")), folder)


Way = Callable[[Path, Path], object]
WAYS: dict[str, Way] = {
    "none": by_pip,
    **{extra: partial(by_pip, extras=[extra]) for extra in EXTRAS},
    "all": partial(by_pip, extras=list(EXTRAS)),
    "lowest": by_lowest,
    "source": by_source,
    "pipx": by_pipx,
    "uv": by_uv,
    "uvx": by_uvx,
}


def weigh(archive: Path, place: Path) -> Iterable[str]:
    """The table of docs/install.md: what each extra adds on the disk, and to a run."""
    plain = Environment.made(place / "plain")
    empty = plain.weight()
    plain.pip("install", "--quiet", str(archive))
    bare = plain.weight()
    yield "| | size on disk | time to load |"
    yield "| --- | --- | --- |"
    start = plain.seconds("-m", "welcomeplan", "--version")
    yield row("`welcomeplan`", bare - empty, start)
    for name, extra in EXTRAS.items():
        here = Environment.made(place / f"weigh-{name}")
        here.pip("install", "--quiet", wanted(archive, [name]))
        spent = here.seconds("-c", f"import {', '.join(extra.modules)}") - here.seconds("-c", "")
        yield row(f"`welcomeplan[{name}]`", here.weight() - bare, spent, "+ ")


def row(name: str, size: int, seconds: float, plus: str = "") -> str:
    """A row of that table."""
    return f"| {name} | {plus}{size / 1_000_000:.1f} MB | {plus}{seconds:.2f} s |"


def build(folder: Path) -> Path:
    """The wheel, built as users' tools build it; the source archive lies beside it."""
    run("uv", "build", "--quiet", "--out-dir", folder)
    return only(folder)


def only(folder: Path) -> Path:
    """The wheel of a folder."""
    (wheel,) = folder.glob("*.whl")
    return wheel.resolve()


def main() -> int:
    ask = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__)[0])
    ask.add_argument("ways", nargs="*", metavar="WAY", help=", ".join(WAYS))
    ask.add_argument("--dist", type=Path, help="the folder of the wheel and the source archive")
    ask.add_argument("--weigh", action="store_true", help="print what each extra weighs")
    given = ask.parse_args()
    for name in given.ways:
        if name not in WAYS:
            ask.error(f"{name} is no way; there are {', '.join(WAYS)}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        wheel = only(given.dist) if given.dist else build(place / "dist")
        if given.weigh:
            for line in weigh(wheel, place):
                say(line)
            return 0
        for name in given.ways or WAYS:
            try:
                WAYS[name](wheel, place / name)
            except Wrong as wrong:
                say(f"{name}: failed\n{wrong}")
                failed += 1
            else:
                say(f"{name}: works")
    say(f"{len(given.ways or WAYS) - failed} passed, {failed} failed")
    return 1 if failed else 0


def say(text: str) -> None:
    """Say it at once: a way takes half a minute."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
