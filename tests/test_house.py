"""The house as docs/ARCHITECTURE.md draws it: who may import whom, and what start-up loads."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from welcomeplan.commands import COMMANDS

from .conftest import ROOT

SOURCE = ROOT / "src" / "welcomeplan"

PAGE = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
LAYERS = [
    re.findall(r"`(\w+)/?`", rooms)
    for rooms in re.findall(r"^\| \d+ \| ([^|]*) \|", PAGE, re.MULTILINE)
]
"""A row may import any row below it; rooms on one row don't see each other."""
FLOOR = {name: len(LAYERS) - k for k, row in enumerate(LAYERS) for name in row}
SHELL = {
    *("cli", "commands", "completion", "formats", "workspace", "outputs", "saving", "systems"),
    *("__main__", "__init__"),
}
DOORS = ("deadlines", "yamltext", "plan", "acts", "versions", "intake", "workspace")
"""Rooms of many modules that others see only through their `__init__`."""

SHARED_BY_COMMANDS = {
    *(
        "accounting",
        "answering",
        "beginning",
        "calendars",
        "buffers",
        "marking",
        "drafting",
        "editing",
        "looking",
        "naming",
        "options",
        "outgoing",
        "paging",
        "completing",
        "reporting",
        "serving",
        "taking",
        "telling",
        "usage",
        "waiting",
    ),
}
"""The modules of `commands` that are no command, and that commands may import."""

# What core must not touch: the disk, the clock, git, a terminal.
WORLD = {"os", "pathlib", "subprocess", "sys", "tempfile", "time", "typer", "rich"}

LONGEST = 500
"""How many lines a module may have."""


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


@cache
def imports(path: Path) -> list[str]:
    """Everything a module imports, in functions too."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def test_the_page_draws_every_room() -> None:
    rooms = {room(path) for path in modules()} - {"__init__", "__main__"}
    assert {name for row in LAYERS for name in row} == rooms
    assert len(LAYERS) == 11


def test_the_page_names_modules_that_are_there() -> None:
    stages = PAGE[PAGE.index("## How a deadline is read") : PAGE.index("## Streams")]
    named = re.findall(r"`([a-z]+/[a-z/]*)(?:\.py)?`", PAGE)
    named += [f"deadlines/{name}" for name in re.findall(r"`([a-z]+)`[:,]", stages)]
    for name in named:
        there = [ROOT / name, SOURCE / name, SOURCE / f"{name}.py"]
        made_up = name.endswith("/x")
        assert made_up or any(path.exists() for path in there), name
    assert len(named) > 60


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    here = room(path)
    if here not in ("__init__", "__main__"):
        assert here in FLOOR, f"{here} stands on no floor of the house"
    for name in imports(path):
        package, *rest = name.split(".")
        if package == "welcomeplan" and rest[0] in FLOOR and here in FLOOR:
            below = FLOOR[rest[0]] < FLOOR[here] or rest[0] == here
            assert below, f"{path.name} imports {name}"
        elif here not in SHELL:
            assert package not in WORLD, f"{path.name} is core, and imports {name}"


ONE_SYSTEM = re.compile(
    r"\bos\.name\b|sys\.platform|\buname\b|\b(?:fcntl|msvcrt|filelock|winerror)\b"
    r"|O_BINARY|O_DIRECTORY|os\.f?(?:chown|chmod|sync)\b|xattr|shutil\.which|LOCALAPPDATA"
)
"""What differs between systems, or is not there on all of them."""


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_one_room_knows_which_system_it_is(path: Path) -> None:
    text = path.read_text("utf-8")
    found = set(ONE_SYSTEM.findall(text))
    if room(path) not in SHELL:
        asked = set(re.findall(r"\bsystems\.(\w+)", text))
        assert asked <= {"DEVICES", "is_device", "is_name", "named"}
    if room(path) == "systems":
        assert len(found) > 10
    else:
        # A new file is synced as every system does it.
        assert found <= {"os.fsync"}


@pytest.mark.parametrize("door", DOORS)
def test_nothing_reaches_past_a_door(door: str) -> None:
    inside = {path.stem for path in (SOURCE / door).glob("*.py")} - {"__init__"}
    for path in modules():
        if room(path) != door:
            for name in imports(path):
                past = name.removeprefix(f"welcomeplan.{door}.").split(".")
                if name.startswith(f"welcomeplan.{door}."):
                    reaches = len(past) > 1 or (past[0] in inside and not shown(door, past[0]))
                    assert not reaches, f"{path.name} imports {name}"


@pytest.mark.parametrize("door", DOORS)
def test_a_door_shows_what_types_are_told_of_it(door: str) -> None:
    told = {
        name.asname or name.name
        for node in ast.walk(ast.parse((SOURCE / door / "__init__.py").read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(f"welcomeplan.{door}.")
        for name in node.names
    }
    for name in sorted(told):
        assert shown(door, name), name
        # A module of that name would stand in its place once it is imported for another.
        assert not isinstance(getattr(import_module(f"welcomeplan.{door}"), name), ModuleType), name


def shown(door: str, name: str) -> bool:
    return hasattr(import_module(f"welcomeplan.{door}"), name)


STAGES = (
    *("calendars", "recurrence", "promise", "counted", "asking", "lexicon", "lexer", "nodes"),
    "numbers",
    *("points", "windows", "clauses", "parser", "said", "sharing", "settle", "planyears"),
    *("days", "bounds", "repeats", "reading", "reader", "finding", "keys", "periods"),
)
"""The stages of reading a deadline: each may import those before it."""


def test_the_stages_of_deadlines_run_one_way() -> None:
    folder = SOURCE / "deadlines"
    assert {path.stem for path in folder.glob("*.py")} == {*STAGES, "__init__"}
    for k, stage in enumerate(STAGES):
        later = {f"welcomeplan.deadlines.{name}" for name in STAGES[k:]}
        tree = ast.parse((folder / f"{stage}.py").read_text("utf-8"))
        for node in tree.body:  # what is imported for types alone, or late, is no matter
            if isinstance(node, ast.ImportFrom):
                assert node.module not in later, f"{stage} imports {node.module}"


def test_no_module_is_too_long_to_be_read() -> None:
    for path in modules():
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= LONGEST, f"{path.name} has {lines} lines: what in it stands by itself?"


def test_commands_never_import_each_other() -> None:
    for path in (SOURCE / "commands").glob("*.py"):
        for name in imports(path):
            parts = name.split(".")
            if parts[:2] == ["welcomeplan", "commands"] and len(parts) > 2:
                other = parts[2]
                shared = other in SHARED_BY_COMMANDS or not (path.parent / f"{other}.py").exists()
                assert shared, f"{path.name} imports {name}"


def test_core_never_reads_the_clock() -> None:
    for path in modules():
        if room(path) not in SHELL:
            calls = [
                node.attr
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Attribute)
            ]
            assert not {"today", "now", "utcnow"} & set(calls), path.name


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], {"pydantic", "yaml", "rich", "dateutil"}),
        (["--version"], {"pydantic", "yaml", "rich", "dateutil"}),
        (["done", "broker", "--on", "tomorrow"], {"pydantic", "yaml", "rich", "dateutil"}),
        (
            ["due", "--quarter", "2018Q1"],
            {"rich", "dateutil", "welcomeplan.rules", "welcomeplan.yamltext.splices"},
        ),
        (["due"], {"rich", "welcomeplan.formats.checks", "welcomeplan.formats.junit"}),
        (["validate"], {"rich", "welcomeplan.yamltext.splices", "welcomeplan.saving"}),
        (["validate"], {"welcomeplan.formats.answers", "welcomeplan.formats.markdown"}),
    ],
)
def test_nothing_is_imported_that_is_not_used(arguments: list[str], unwanted: set[str]) -> None:
    _, loaded = run(*arguments)
    assert not unwanted & loaded


def test_periods_counted_from_today_are_no_words_to_be_read() -> None:
    program = (
        "import sys; from datetime import date\n"
        "from welcomeplan.deadlines import (\n"
        "    Calendar, Deadline, Occurrence, Question, Window, read_period, read_quarter\n"
        ")\n"
        "day = date(2018, 2, 15)\n"
        "print(read_quarter('this', day)[0], read_quarter('+2', day)[0])\n"
        "print(read_period('next month', day)[0])\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    quarters, month, loaded = done.stdout.splitlines()
    assert (quarters, month) == ("2018Q1 2018Q3", "March 2018")
    assert not {f"welcomeplan.deadlines.{name}" for name in ("lexicon", "nodes")} & set(
        loaded.split()
    )


def test_neither_help_nor_a_wrong_option_waits_for_a_plan() -> None:
    lines = [[name, option] for name in COMMANDS for option in ("--help", "--nonsense")]
    program = (
        "import sys; from welcomeplan import cli\n"
        f"for line in {lines!r}: cli.run(line)\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.count("Usage:") == len(COMMANDS)
    assert not {"pydantic", "yaml", "rich", "dateutil"} & set(done.stdout.split("\n")[-2].split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_tab_of_a_command_imports_no_command(shell: str) -> None:
    completion = {
        "_WELCOMEPLAN_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "welcomeplan d",
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": "welcomeplan d",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    shown, loaded = run(**completion)
    assert re.findall(r"\bd[a-z]+", shown) == ["due", "done", "defer", "drop", "diff"]
    assert not {"pydantic", "yaml", "rich", "dateutil"} & loaded
    assert not {name for name in loaded if name.startswith("welcomeplan.commands.")}


def run(*arguments: str, **environment: str) -> tuple[str, set[str]]:
    """What a run prints, and the modules that it loads."""
    program = (
        "import atexit, sys; from welcomeplan import cli;"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "cli.run(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
    return done.stdout, set(done.stderr.split())
