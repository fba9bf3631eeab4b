"""What a command costs from start to end, beside what any Typer program costs.

    python benchmarks/startup.py

Prints, in one run: bare Python, a bare Typer app, and commands on the shipped plan with their
output piped; each as milliseconds (the fastest of many) and as a ratio to the bare Typer app.
"""

from __future__ import annotations

import compileall
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROUNDS = 15
BARE_APP = """
import typer

app = typer.Typer(rich_markup_mode=None)


@app.callback()
def main() -> None: ...


@app.command()
def due(quarter: str = "2018Q1") -> None:
    print(quarter)


app()
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE_APP, "utf-8")
        python = sys.executable
        plan = ["--dir", str(ROOT / "plan"), "--as-of", "2018-02-15"]
        program = [python, "-m", "welcomeplan"]
        runs = {
            "bare Python": [python, "-c", "pass"],
            "bare Typer app": [python, str(bare), "due"],
            "welcomeplan --help": [*program, "--help"],
            "due --quarter 2018Q1": [*program, "due", "--quarter", "2018Q1", *plan],
            "due --quarter 2018Q1 --json": [
                *program,
                "due",
                "--quarter",
                "2018Q1",
                "--json",
                *plan,
            ],
            "status": [*program, "status", *plan],
            "validate": [*program, "validate", *plan],
        }
        # As pip leaves an installed program: with its bytecode beside it.
        compileall.compile_dir(ROOT / "src", quiet=2)
        fastest = dict.fromkeys(runs, float("inf"))
        for _ in range(ROUNDS):  # in turn, so that a busy moment hits all of them
            for name, command in runs.items():
                start = time.perf_counter()
                subprocess.run(command, stdout=subprocess.PIPE, check=True)
                fastest[name] = min(fastest[name], time.perf_counter() - start)
    floor = fastest["bare Typer app"]
    for name, seconds in fastest.items():
        print(f"{name:<30}{seconds * 1000:7.0f} ms{seconds / floor:7.2f} x bare Typer app")


if __name__ == "__main__":
    main()
