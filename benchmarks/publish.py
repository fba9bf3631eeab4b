"""What reports, pictures and public pages cost, beside `due`.

    python benchmarks/publish.py [--promises 1000]

Prints, in one run, the processor time of each command from start to end, and its ratio to `due` on
the shipped plan; then that of the public pages of a plan of many promises, beyond `list --json` on
the same. Each is the median of its rounds. Aims: `timeline` and a report in Markdown 1.5 times
`due`, a PDF and the public page 6 times.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

PLAN = Path(__file__).parent.parent / "plan"
AS_OF = ("--as-of", "2018-02-15")
ROUNDS = 7
DUE = ("by November 2017", "in fall 2017", "by mid-2018", "by the end of 2018", "in 2018")
HEAD = """\
id: many
title: A plan of many promises
adopted: 2017-09-05
period: 2017 to 2019
organizations: {council: The Council, police: The Police}
"""


def made(folder: Path, promises: int) -> None:
    """A plan of so many promises, twenty in an objective, a fifth of them done."""
    folder.mkdir()
    (folder / "plan.yaml").write_text(HEAD, "utf-8")
    lines = ["title: All of it", "objectives:"]
    for at in range(promises):
        if at % 20 == 0:
            part = at // 20
            lines += [f"  - id: o{part}", f"    title: Objective {part}", "    milestones:"]
        lines += [
            f"      - id: m{at}",
            f"        title: Meeting {at} is held with those who live there",
            f"        due: {DUE[at % len(DUE)]}",
            f"        owner: {'council' if at % 3 else 'police'}",
            *(["        done: 2018-01-10"] if at % 5 == 0 else []),
        ]
    (folder / "all.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def spent(*words: str | Path) -> float:
    """The processor's seconds that a command takes."""
    before = os.times()
    command = [sys.executable, "-m", "welcomeplan", *map(str, words), *AS_OF]
    subprocess.run(command, stdout=subprocess.PIPE, check=True)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def main() -> None:
    """Print the ratios, and what they are made of."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--promises", type=int, default=1000)
    promises = arguments.parse_args().promises
    with tempfile.TemporaryDirectory() as name:
        out, many = Path(name), Path(name) / "many"
        made(many, promises)
        runs: dict[str, tuple[str | Path, ...]] = {
            "due": ("due", "--dir", PLAN),
            "timeline": ("timeline", "--dir", PLAN),
            "timeline, SVG": ("timeline", "--dir", PLAN, "-o", out / "t.svg"),
            **{
                f"report, {ending}": ("report", "--dir", PLAN, "-o", out / f"r.{ending}")
                for ending in ("md", "html", "docx", "pdf")
            },
            "site": ("site", "--dir", PLAN, "-o", out / "site"),
            f"list, {promises:,}": ("list", "--json", "--dir", many),
            f"site, {promises:,}": ("site", "--dir", many, "-o", out / "large"),
        }
        times: dict[str, list[float]] = {run: [] for run in runs}
        for _ in range(ROUNDS):  # in turn, so that a busy moment hits all of them
            for run, words in runs.items():
                times[run].append(spent(*words))
    found = {run: median(each) for run, each in times.items()}
    for run, seconds in found.items():
        print(f"{run:<16}{seconds * 1000:7.0f} ms{seconds / found['due']:7.2f} x due")
    *_, listed, page = found.values()
    # Each start-up is once in both, but for what a page loads besides.
    beyond = page - listed - (found["site"] - found["due"])
    print(f"the pages of {promises:,} promises, beyond its start and list: {beyond * 1000:.0f} ms")


if __name__ == "__main__":
    main()
