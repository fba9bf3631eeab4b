"""What `diff` costs beside `validate`: the shipped plan against its previous commit, in one run.

Each round starts both programs whole, one after the other, so that a slow moment of the machine
falls on both. The repository is made here: the plan, and a second commit that edits it.

    python benchmarks/diff.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
ROUNDS = 15
EDITS = (
    ("by mid-2018", "by the end of 2018"),
    ("due: in 2017\n", "due: in 2017\n        done: 2017-12-12\n"),
    ("law enforcement personnel are", "police officers are"),
)


def repository(folder: Path) -> None:
    """The shipped plan, committed, edited, and committed again."""
    shutil.copytree(ROOT / "plan", folder / "plan")
    git = ["git", "-C", str(folder), "-c", "user.name=A Planner", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    for message in ("Adopt", "Edit"):
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", f"--message={message}"], check=True)
        for path in (folder / "plan").glob("*.yaml"):
            text = path.read_text("utf-8")
            for old, new in EDITS if message == "Adopt" else ():
                text = text.replace(old, new)
            path.write_text(text, "utf-8")


def seconds(folder: Path, *arguments: str) -> float:
    """How long one command takes, from start to exit."""
    start = time.perf_counter()
    # The edit has faults to be found: 1 says so.
    done = subprocess.run(
        [sys.executable, "-m", "welcomeplan", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode not in (0, 1):
        done.check_returncode()
    return time.perf_counter() - start


def main() -> None:
    """Print the medians and their ratio."""
    commands = {
        "validate": ("validate",),
        "diff": ("diff", "HEAD~1", "HEAD"),
        "diff, against the files": ("diff", "HEAD~1"),
        "validate --since": ("validate", "--since", "HEAD~1"),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repository(folder)
        times: dict[str, list[float]] = {command: [] for command in commands}
        for _ in range(ROUNDS + 1):
            for command, arguments in commands.items():
                times[command].append(seconds(folder, *arguments))
    floor = median(times["validate"][1:])
    for command, taken in times.items():
        # The first round warms the caches of the disk.
        each = median(taken[1:])
        print(f"{command:<24}{each * 1000:7.0f} ms  {each / floor:5.2f}")


if __name__ == "__main__":
    main()
