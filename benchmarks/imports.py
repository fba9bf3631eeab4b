"""What an import of a large sheet costs, beside the cells alone and the start of the program.

    python benchmarks/imports.py

Makes two sheets of 2,600 rows: one whose dates are all alike, one with dates and deadlines in many
forms. Prints, in one run: the program that only says its help, the cells read by the csv module,
and the import with and without `--write`; each in milliseconds of processor time (the least of
several) and as a ratio to the first.
"""

from __future__ import annotations

import compileall
import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROUNDS = 5
ROWS = 2_600
OWNERS = ("City Hall", "Library; Parks", "School District", "TBD", "Health's own office")
DUE = (
    *("2028-06-30", "by the end of 2027", "Q3 2028", "31/12/2027", "FY 2027/28", "mid-2028"),
    *("annually", "30 June 2028", "short term", "ongoing", "summer 2027", "March 2029"),
)
STATES = ("planned", "In progress", "Completed", "On hold", "")
READ = "import csv, sys; print(len(list(csv.reader(open(sys.argv[1], newline='')))))"


def _plain(row: int) -> list[str]:
    title = f"Carry out the work number {row} with newcomers in the town"
    days = [f"2026-{row % 12 + 1:02}-01", f"{2027 + row % 4}-{row % 12 + 1:02}-{row % 28 + 1:02}"]
    return [title, OWNERS[row % 3], *days, STATES[row % 2], "a note of it " * 9]


def _varied(row: int) -> list[str]:
    title = f"Offer {row} classes in ward {row % 90}, “for all” who don't speak the language"
    start = ("1/15/2026", "2026", "January 2026", "", "13/02/2026")[row % 5]
    link = f"https://example.org/a?b={row}: see #{row}"
    return [title, OWNERS[row % 5], start, DUE[row % 12], STATES[row % 5 - 1], link]


def _sheet(path: Path, made: list[list[str]]) -> Path:
    header = ["Goal", "Objective", "Action", "Owner", "Start", "Due", "Status", "Notes"]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [
                header,
                *(
                    [f"Goal {at // 290} of it", f"Objective {at // 38} to serve", *row]
                    for at, row in enumerate(made)
                ),
            ]
        )
    return path


def _cost(command: list[str], folder: Path) -> float:
    """The processor time of a program, in seconds."""
    before = os.times()
    subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True)
    after = os.times()
    spent = after.children_user - before.children_user
    return spent + after.children_system - before.children_system


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = _sheet(folder / "plain.csv", [_plain(at) for at in range(ROWS)])
        varied = _sheet(folder / "varied.csv", [_varied(at) for at in range(ROWS)])
        program = [sys.executable, "-m", "welcomeplan"]
        runs = {
            "welcomeplan --help": [*program, "--help"],
            "the cells alone": [sys.executable, "-c", READ, str(plain)],
        }
        for sheet in (plain, varied):
            imported = [*program, "import", sheet.name, "--dir"]
            runs[f"import {sheet.name}"] = [*imported, "none"]
            runs[f"import {sheet.name} --write"] = [*imported, "{new}", "--write"]
        # As pip leaves an installed program: with its bytecode beside it.
        compileall.compile_dir(ROOT / "src", quiet=2)
        least = dict.fromkeys(runs, float("inf"))
        for turn in range(ROUNDS):  # in turn, so that a busy moment hits all of them
            for at, (what, command) in enumerate(runs.items()):
                here = [one.format(new=f"new-{turn}-{at}") for one in command]
                least[what] = min(least[what], _cost(here, folder))
    floor = least["welcomeplan --help"]
    for what, seconds in least.items():
        print(f"{what:<30}{seconds * 1000:7.0f} ms{seconds / floor:7.2f} x welcomeplan --help")


if __name__ == "__main__":
    main()
