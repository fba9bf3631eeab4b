"""Runs every case in `tests/cases`: files, command lines, their exact output and exit code.

A `.test` file is text:

    == what the case shows
    -- plan/plan.yaml
    title: A plan
    $ welcomeplan validate --format json
      the expected standard output, indented by two spaces
    ! the expected standard error
    [1]

Files above the first case belong to every case of the file. `-- use plan` copies a folder of the
repository. Besides `welcomeplan`, a command line may be `cat FILE` or `changes`, which prints the
lines that differ from how the case began. `pytest --update` rewrites what is expected.
"""

from __future__ import annotations

import difflib
import shlex
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from welcomeplan import cli
from welcomeplan.commands import looking

from .conftest import ROOT

CASES = Path(__file__).parent / "cases"
TODAY = date(2018, 2, 15)


@dataclass
class Step:
    command: str
    output: list[str] = field(default_factory=list)


@dataclass
class Case:
    title: str
    lines: list[str] = field(default_factory=list)
    """The file blocks as written."""
    steps: list[Step] = field(default_factory=list)

    def text(self) -> str:
        head = [f"== {self.title}"] if self.title else []
        body = [line for step in self.steps for line in (f"$ {step.command}", *step.output)]
        return "\n".join([*head, *self.lines, *body]).rstrip() + "\n"


def parse(path: Path) -> list[Case]:
    """The cases of a file; the first holds what all of them share, and has no title."""
    cases = [Case("")]
    for line in path.read_text("utf-8").split("\n"):
        case = cases[-1]
        if line.startswith("== "):
            cases.append(Case(line[3:]))
        elif line.startswith("$ "):
            case.steps.append(Step(line[2:]))
        elif case.steps:
            case.steps[-1].output.append(line)
        else:
            case.lines.append(line)
    for case in cases:
        for step in case.steps:
            while step.output and not step.output[-1].strip():
                step.output.pop()
    return cases


def lay_out(lines: list[str]) -> None:
    """Write a case's file blocks into the current folder."""
    path: Path | None = None
    for line in lines:
        if line.startswith("-- use "):
            source, _, target = line[7:].partition(" as ")
            shutil.copytree(ROOT / source, target or source)
            path = None
        elif line.startswith("-- "):
            path = Path(line[3:])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
        elif path:
            with path.open("ab") as file:
                # \xNN stands for a byte that an editor would not show.
                text = line.encode("utf-8").replace(b"\\x1b", b"\x1b").replace(b"\\r", b"\r")
                file.write(text + b"\n")
    for written in Path().rglob("*.yaml"):
        written.write_bytes(written.read_bytes().rstrip(b"\n") + b"\n")


def snapshot() -> dict[str, list[str]]:
    return {
        path.as_posix(): path.read_bytes().decode("utf-8").split("\n")
        for path in sorted(Path().rglob("*"))
        if path.is_file()
    }


def difference(old: list[str], new: list[str]) -> list[str]:
    """The lines taken away and put in."""
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        sign + line
        for tag, a, b, c, d in steps
        for sign, lines in (("-", old[a:b]), ("+", new[c:d]))
        for line in lines
        if tag != "equal"
    ]


def run(
    command: str, before: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> list[str]:
    name, *arguments = shlex.split(command)
    if name == "cat":
        text = Path(arguments[0]).read_text("utf-8").rstrip("\n")
        return [f"  {line}".rstrip() for line in text.split("\n")]
    if name == "changes":
        after = snapshot()
        return [
            f"  {path}: {line}"
            for path in sorted({*before, *after})
            for line in difference(before.get(path, []), after.get(path, []))
        ]
    assert name == "welcomeplan", command
    code = cli.run(arguments)
    out, err = capsys.readouterr()
    lines = [f"  {line}".rstrip() for line in out.rstrip("\n").split("\n") if out]
    lines += [f"! {line}".rstrip() for line in err.rstrip("\n").split("\n") if err]
    return [*lines, *([f"[{code}]"] if code else [])]


def all_cases() -> list[object]:
    return [
        pytest.param(path, case.title, id=f"{path.stem}: {case.title}")
        for path in sorted(CASES.glob("*.test"))
        for case in parse(path)
        if case.title
    ]


@pytest.mark.parametrize(("path", "title"), all_cases())
def test_case(
    path: Path,
    title: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    update: bool,
) -> None:
    common, *cases = parse(path)
    case = next(case for case in cases if case.title == title)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(looking, "today", lambda *_: TODAY)
    lay_out([*common.lines, *case.lines])
    before = snapshot()
    for step in case.steps:
        found = run(step.command, before, capsys)
        if update:
            step.output = found
        assert "\n".join(found) == "\n".join(step.output), f"$ {step.command}"
    assert case.steps, "a case runs something"
    if update:
        path.write_text("\n".join(c.text() for c in (common, *cases)).lstrip("\n"), "utf-8")
