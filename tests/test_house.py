"""The house as docs/ARCHITECTURE.md draws it: who may import whom, and what start-up loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

SOURCE = ROOT / "src" / "welcomeplan"

CORE = frozenset(
    {
        "changes",
        "deadlines",
        "diagnostics",
        "diff",
        "errors",
        "ledger",
        "model",
        "query",
        "rules",
        "schema",
        "sheet",
        "splice",
        "standing",
        "yamltext",
    }
)
MAY_IMPORT = {
    **dict.fromkeys(CORE, CORE),
    "formats": CORE | {"formats"},
    "git": CORE,
    "workspace": CORE | {"git"},
    "saving": CORE,
    "commands": CORE | {"commands", "formats", "git", "saving", "workspace"},
    "cli": CORE | {"commands"},
    "__main__": {"cli"},
    "__init__": CORE | {"workspace"},
}
SHARED_BY_COMMANDS = {"comparing", "editing", "looking", "options"}
"""The modules of `commands` that are no command, and that commands may import."""

# What core must not touch: the disk, the clock, git, a terminal.
WORLD = {"os", "pathlib", "subprocess", "sys", "tempfile", "time", "typer", "rich"}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


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


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    allowed = MAY_IMPORT[room(path)]
    for name in imports(path):
        package, *rest = name.split(".")
        if package == "welcomeplan":
            target = rest[0] if (SOURCE / rest[0]).exists() or _is_module(rest[0]) else "__init__"
            assert target in allowed or rest[0] == "__version__", f"{path.name} imports {name}"
        elif room(path) in CORE:
            assert package not in WORLD, f"{path.name} is core, and imports {name}"


def _is_module(name: str) -> bool:
    return (SOURCE / f"{name}.py").exists()


def test_nothing_reaches_past_the_door_of_deadlines() -> None:
    for path in modules():
        if room(path) != "deadlines":
            past = [name for name in imports(path) if name.startswith("welcomeplan.deadlines.")]
            named = [name.removeprefix("welcomeplan.deadlines.") for name in past]
            assert all("." not in name for name in named), path
            assert not {n for n in named if (SOURCE / "deadlines" / f"{n}.py").exists()}, path


STAGES = (
    *("calendar", "recurrence", "promise", "asking", "lexicon", "lexer", "nodes", "numbers"),
    *("points", "windows", "clauses", "parser", "said", "sharing", "settle", "planyears"),
    *("days", "bounds", "repeats", "reading", "reader", "finding", "keys"),
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
        if room(path) in CORE:
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
        (["due", "--help"], {"rich", "dateutil"}),
        (
            ["due", "--quarter", "2018Q1"],
            {"rich", "dateutil", "welcomeplan.rules", "welcomeplan.splice"},
        ),
        (["validate"], {"rich", "welcomeplan.splice", "welcomeplan.saving"}),
    ],
)
def test_nothing_is_imported_that_is_not_used(arguments: list[str], unwanted: set[str]) -> None:
    program = (
        "import sys; from welcomeplan import cli; cli.run(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not unwanted & set(done.stderr.split())
