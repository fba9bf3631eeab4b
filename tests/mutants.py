"""Change the program in one place at a time, and see whether a test notices.

`python tests/mutants.py [ROOM [COUNT [SEED]]]`: so many of the changes that mutmut makes of a room
(without one, of each), drawn by the seed, in a copy of the repository in `.mutants/`. It prints
what share was noticed, and each change that was not. What is known of those is in docs/mutants.md.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
AT = ROOT / ".mutants"
BIN = Path(sys.executable).parent
SURVIVED, UNTESTED = 0, 33


FORGETTING = """

def pytest_sessionstart() -> None:
    import functools, gc

    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper):
            one.cache_clear()
"""
"""What is done there first: each change is tried in a process that has read all of it before."""


class Room(NamedTuple):
    """What is changed, and the tests that are asked: those of the room that are quick."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "yamltext": Room(("yamltext/*.py",), ("unreadable", "composed", "refused_edits", "splice")),
    "deadlines": Room(("deadlines/*.py",), ("deadline_answers", "deadline_phrases", "deadlines")),
    "versions": Room(("versions/*.py",), ("versions", "likeness", "weakening")),
    "rules": Room(("rules/*.py",), ("cases", "edit_words", "old_and_new", "in_time", "coverage")),
    "standing": Room(
        ("plan/standing.py", "plan/late.py", "plan/judging.py", "plan/replay.py"),
        ("standing", "plan", "in_time", "indicators"),
    ),
}


def copied(room: str) -> Path:
    """The repository as it is, with what mutmut is to do."""
    folder = AT / room
    shutil.rmtree(folder, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = [name for name in listed.split("\0") if name]
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    modules, tests = ROOMS[room]
    tops = {name.split("/")[0] for name in names} - {"src", "tests", "pyproject.toml"}
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/welcomeplan/{one}" for one in modules],
        "pytest_add_cli_args_test_selection": [f"tests/test_{one}.py" for one in tests],
        # The house is of other sources here; and what hypothesis tries must not differ.
        "pytest_add_cli_args": [
            *("-p", "no:cacheprovider", "-W", "ignore", "--hypothesis-seed=1"),
            *("--tb=no", "--assert=plain"),
            "--deselect=tests/test_yamltext.py::test_the_stages_run_one_way_and_each_is_short",
        ],
        "also_copy": sorted(tops),
        "use_git_change_detection": False,
    }
    with (folder / "tests" / "conftest.py").open("a", encoding="utf-8") as file:
        file.write(FORGETTING)
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", "[tool.mutmut]", *lines, ""]))
    return folder


def mutmut(folder: Path, *words: str) -> str:
    """What mutmut prints."""
    command = [str(BIN / "mutmut"), *words]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    return done.stdout + done.stderr


def results(folder: Path) -> dict[str, int | None]:
    """Every change, by its name, and how the tests ended with it."""
    found: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        found |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def main(room: str = "", count: str = "150", seed: str = "1") -> None:
    """Of one room, or of each in turn."""
    for one in [room] if room else ROOMS:
        tried(one, int(count), seed)


def tried(room: str, count: int, seed: str) -> None:
    """Make some of the changes of a room, one at a time, and say what became of them."""
    folder = copied(room)
    told = mutmut(folder, "run", "none of them")  # only makes them, and asks which test runs what
    names = sorted(results(folder))
    if not names:
        raise SystemExit(told)
    drawn = random.Random(seed).sample(names, min(count, len(names)))  # noqa: S311
    told = mutmut(folder, "run", *drawn)
    ended = results(folder)
    codes = Counter(ended[name] for name in drawn)
    if None in codes:
        raise SystemExit(told)
    alive = [name for name in drawn if ended[name] in (SURVIVED, UNTESTED)]
    said = [mutmut(folder, "show", name) for name in alive]
    noticed = len(drawn) - len(alive)
    said.append(
        f"{room}: of {len(names)} changes {len(drawn)} were tried, {noticed} noticed"
        f" ({noticed / len(drawn):.1%}); by exit code: {dict(codes)}\n"
    )
    sys.stdout.write("\n".join(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
