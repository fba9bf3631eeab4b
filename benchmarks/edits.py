"""What `done` costs on a plan of 3,000 milestones in one file, beside reading that file.

    python benchmarks/edits.py

Prints the ratio of (read + apply + save) to read, both from the same run, each the median of
its rounds. Milestones near the start, in the middle and at the end of the file take turns.
"""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path
from statistics import median

from welcomeplan.saving import Replacement, lock, save
from welcomeplan.yamltext import Append, Edit, RemoveKey, Route, SetKey, apply, read

ORDER = ("id", "title", "due", "owner", "partners", "target", "status", "done", "log")
ROUNDS = 15


def plan(objectives: int = 30, milestones: int = 100) -> bytes:
    """A strategy file like those of the plan format, of about 270 bytes a milestone."""
    lines = ["title: Safe Communities", "objectives:"]
    for objective in range(objectives):
        lines += [f"  - id: objective-{objective}", "    title: Build trust", "    milestones:"]
        for number in range(milestones):
            lines += [
                f"      - id: training-{objective}-{number}",
                f"        title: Hold two trainings for law enforcement personnel in area {number}",
                "        due: in 2018",
                "        owner: marc",
                "        partners: [kcpd, jvs]",
                "        target: 2 trainings",
                "        status: active",
                "        log:",
                "          - on: 2018-02-11",
                "            amount: 1",
                "            note: First training, 34 officers",
            ]
    return ("\n".join(lines) + "\n").encode()


def done(milestone: Route) -> list[Edit]:
    """What `done ID --on ... --note ...` does to a milestone."""
    entry = {"on": "2018-06-30", "note": "Second training, 28 officers"}
    return [
        SetKey(milestone, "done", "2018-06-30", ORDER),
        RemoveKey(milestone, "status"),
        Append(milestone, "log", entry, ORDER),
    ]


def main() -> None:
    data = plan()
    reads, edits = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "safe-communities.yaml"
        path.write_bytes(data)
        for turn in range(ROUNDS):
            place = turn % 3
            milestone: Route = ("objectives", place * 29 // 2, "milestones", place * 99 // 2)
            gc.collect()
            start = time.perf_counter()
            with lock(path.parent):
                before = path.read_bytes()
                source = read(before)
                middle = time.perf_counter()
                after = apply(source, done(milestone))
                save([Replacement(path, before, after)])
            end = time.perf_counter()
            reads.append(middle - start)
            edits.append(end - start)
            path.write_bytes(before)
            del source
    print(f"{len(data):,} bytes, 3,000 milestones, {ROUNDS} rounds")
    print(f"read                  {median(reads) * 1000:7.1f} ms")
    print(f"read + apply + save   {median(edits) * 1000:7.1f} ms")
    print(f"ratio                 {median(edits) / median(reads):7.2f}")


if __name__ == "__main__":
    main()
