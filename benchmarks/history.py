"""What `history` costs, beside parsing the versions of the plan that it goes through.

    python benchmarks/history.py [--commits 2000] [--versions 300]

Makes a repository in which the Kansas City plan has 300 versions among 2,000 commits, 30 of them
behind merges, and prints the ratio of (walk + read + parse + follow) to parsing each distinct file
once, both from the same run, each the median of its rounds. Aim: 2 at most.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from welcomeplan import yamltext
from welcomeplan.plan import Head, Strategy, parse
from welcomeplan.versions import follow
from welcomeplan.workspace import Repository, versions

PLAN = Path(__file__).parent.parent / "plan"
ROUNDS = 5


def made(folder: Path, commits: int, wanted: int) -> None:
    """A repository, by `git fast-import`: every so many commits move a deadline of the plan."""
    files = {path.name: path.read_bytes() for path in sorted(PLAN.glob("*.yaml"))}
    names = sorted(set(files) - {"plan.yaml"})
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    commands = b"".join(script(files, names, commits, wanted))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=commands, check=True)


def script(files: dict[str, bytes], names: list[str], commits: int, wanted: int) -> Iterator[bytes]:
    """The commits as fast-import takes them: https://git-scm.com/docs/git-fast-import."""

    def commit(branch: str, number: int, changed: dict[str, bytes], extra: str = "") -> bytes:
        head = f"commit refs/heads/{branch}\ncommitter A <a@example.org> {1.5e9 + number:.0f} +0000"
        parts = [f"{head}\ndata 6\nChange\n{extra}".encode()]
        for name, data in changed.items():
            parts.append(f"M 644 inline {name}\ndata {len(data)}\n".encode() + data + b"\n")
        return b"".join(parts)

    yield commit("main", 0, {f"plan/{name}": data for name, data in files.items()})
    made = 1
    for number in range(1, commits):
        if made * commits > number * wanted:
            yield commit("main", number, {"notes.txt": str(number).encode()})
            continue
        name = names[made % len(names)]
        files[name] = changed(files[name], made)
        if made % 10:
            yield commit("main", number, {f"plan/{name}": files[name]})
        else:  # a pull request
            yield b"reset refs/heads/side\nfrom refs/heads/main\n\n"
            yield commit("side", number, {f"plan/{name}": files[name]})
            yield commit("main", number, {f"plan/{name}": files[name]}, "merge refs/heads/side\n")
        made += 1


def changed(data: bytes, number: int) -> bytes:
    """The file with one deadline moved, another one each time."""
    lines = data.decode().split("\n")
    due = [at for at, line in enumerate(lines) if line.lstrip().startswith("due:")]
    at = due[number % len(due)]
    day = date(2018, 1, 1) + timedelta(days=number)
    lines[at] = lines[at].partition("due:")[0] + f"due: {day}"
    return "\n".join(lines).encode()


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio, and what it is made of."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--commits", type=int, default=2000)
    arguments.add_argument("--versions", type=int, default=300)
    settings = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "plan"
        made(Path(folder), settings.commits, settings.versions)
        with Repository.find(root) as repository:
            commit = repository.resolve("main")
            steps = repository.log(commit)
            blobs = {
                entry.hash: (name, repository.read(entry.hash))
                for step in steps
                for name, entry in repository.blobs(step.commit.hash)
            }

        def parsing() -> None:
            for name, data in blobs.values():
                parse(Head if name == "plan.yaml" else Strategy, yamltext.read(data))

        def history() -> None:
            with Repository.find(root) as repository:
                follow(versions(repository, commit, root))

        # In turn, so that a busy machine slows both.
        rounds = [(timed(parsing), timed(history)) for _ in range(ROUNDS)]
    base, whole = (median(times) for times in zip(*rounds, strict=True))
    print(f"{settings.commits} commits, {len(steps)} versions, {len(blobs)} distinct files")
    print(f"parsing them {base * 1000:.0f} ms, history {whole * 1000:.0f} ms: {whole / base:.2f}x")


if __name__ == "__main__":
    main()
