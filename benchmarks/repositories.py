"""Repositories that are made up: a large plan that was edited, a plan of many versions, and a large
one of many."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from benchmarks import made

_WHO = ("-c", "user.name=A Planner", "-c", "user.email=a@example.org")


def edited(folder: Path, count: int, edits: int) -> Path:
    """A plan of so many milestones, committed, and again with so many of its deadlines moved: they
    are spread over its files, and are among the two of three that neither wait nor repeat."""
    home = made.plan(folder, count)
    git = ("git", "-C", str(folder), *_WHO)
    subprocess.run((*git, "init", "--quiet", "--initial-branch=main"), check=True)
    _commit(git, "Adopt")
    step = max(1, count // edits // 2)
    seen = 0
    for path in sorted(home.glob("strategy-*.yaml")):
        lines = path.read_text("utf-8").split("\n")
        for at, line in enumerate(lines):
            if line.startswith("        due: ") and " after " not in line and "2021" not in line:
                seen += 1
                if seen % step == 0 and seen <= step * edits:
                    lines[at] = f"        due: {date(2020, 1, 1) + timedelta(days=seen % 366)}"
        path.write_text("\n".join(lines), "utf-8")
    _commit(git, "Put off")
    return folder


def _commit(git: tuple[str, ...], message: str) -> None:
    subprocess.run((*git, "add", "plan"), check=True)
    subprocess.run((*git, "commit", "--quiet", f"--message={message}"), check=True)


def _import(folder: Path, commands: Iterator[bytes]) -> Path:
    subprocess.run(("git", "init", "-q", "-b", "main", folder), check=True)
    script = b"".join(commands)
    subprocess.run(("git", "fast-import", "--quiet"), cwd=folder, input=script, check=True)
    subprocess.run(("git", "reset", "--quiet", "--hard"), cwd=folder, check=True)
    return folder


def long(folder: Path, commits: int, wanted: int) -> Path:
    """A plan of 1,240 milestones in 40 files, with so many versions among so many commits."""
    folder.mkdir()
    return _import(folder, _script(dict(_large()), commits, wanted))


def _large() -> Iterator[tuple[str, bytes]]:
    head = made.HEAD + "".join(f"  {name}: The {name}\n" for name in made.ORGANIZATIONS)
    yield "plan.yaml", head.encode()
    every = made.items(1_240)
    for number in range(40):
        lines = [f"title: Strategy {number}", "objectives:"]
        for at in range(15):
            some = list(islice(every, 2 + (at == 0)))
            lines += [f"  - id: objective-{number}-{at}", f"    title: Objective {at}"]
            lines += ["    milestones:"] if some else []
            for first, *rest in (item.lines for item in some):
                lines += [f"      - {first}", *(f"        {line}" for line in rest)]
        yield f"strategy-{number:02}.yaml", "\n".join([*lines, ""]).encode()


def versions(folder: Path, shipped: Path, commits: int, wanted: int) -> Path:
    """The shipped plan with so many versions among so many commits, one of ten behind a merge."""
    folder.mkdir()
    files = {path.name: path.read_bytes() for path in sorted(shipped.glob("*.yaml"))}
    return _import(folder, _script(files, commits, wanted))


def _script(files: dict[str, bytes], commits: int, wanted: int) -> Iterator[bytes]:
    """The commits as fast-import takes them: https://git-scm.com/docs/git-fast-import."""

    def commit(branch: str, number: int, changed: dict[str, bytes], extra: str = "") -> bytes:
        head = f"commit refs/heads/{branch}\ncommitter A <a@example.org> {1.5e9 + number:.0f} +0000"
        parts = [f"{head}\ndata 6\nChange\n{extra}".encode()]
        for name, data in changed.items():
            parts.append(f"M 644 inline {name}\ndata {len(data)}\n".encode() + data + b"\n")
        return b"".join(parts)

    names = sorted(set(files) - {"plan.yaml"})
    yield commit("main", 0, {f"plan/{name}": data for name, data in files.items()})
    made = 1
    for number in range(1, commits):
        if made * commits > number * wanted:
            yield commit("main", number, {"notes.txt": str(number).encode()})
            continue
        name = names[made % len(names)]
        files[name] = _put_off(files[name], made)
        if made % 10:
            yield commit("main", number, {f"plan/{name}": files[name]})
        else:  # a pull request
            yield b"reset refs/heads/side\nfrom refs/heads/main\n\n"
            yield commit("side", number, {f"plan/{name}": files[name]})
            yield commit("main", number, {f"plan/{name}": files[name]}, "merge refs/heads/side\n")
        made += 1


def _put_off(data: bytes, number: int) -> bytes:
    """The file with one deadline moved, another one each time."""
    lines = data.decode().split("\n")
    due = [at for at, line in enumerate(lines) if line.lstrip().startswith("due:")]
    at = due[number % len(due)]
    day = date(2018, 1, 1) + timedelta(days=number)
    lines[at] = lines[at].partition("due:")[0] + f"due: {day}"
    return "\n".join(lines).encode()
