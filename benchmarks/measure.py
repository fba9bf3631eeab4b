"""How anything is measured here: the whole process, by the processor's time of it and its children.

What is compared takes turns within one run, so that a busy moment of the machine falls on all of
it; what is told of a row is the median of the rounds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

NOTHING: Mapping[str, str] = MappingProxyType({})
MOST_ROUNDS, FEWEST_ROUNDS = 15, 3
SECONDS_A_ROW = 10
"""How much of the processor a row may take before its rounds become fewer."""
OURS = "WELCOMEPLAN_"


class Work(NamedTuple):
    """A command that is measured."""

    name: str
    """What a table calls it."""
    words: tuple[str, ...]
    folder: Path
    """Where it runs."""
    variables: Mapping[str, str] = NOTHING
    before: Callable[[], object] | None = None
    """What is done before each of its runs, and not measured."""
    says: str = ""
    """What stands in its output: another answer, such as an error, is not measured."""
    code: int = 0


class Spent(NamedTuple):
    """What one run took."""

    seconds: float
    """Of the processor."""
    peak: float
    """The most memory that it held, in MiB."""


class WrongAnswer(Exception):
    """A command did something else than was to be measured."""


Round = tuple[Spent, ...]
"""One run of each work, in the order of the works."""


def environment(work: Work) -> dict[str, str]:
    """That of the user, but for what would slow or turn a run: bytecode is written, as it is of an
    installed program, and answers are in UTF-8."""
    odd = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPROFILEIMPORTTIME")
    kept = {k: v for k, v in os.environ.items() if k not in odd and not k.startswith(OURS)}
    return {**kept, "LC_ALL": "C.UTF-8", **work.variables}


def run(work: Work) -> Spent:
    """Run it once, and tell what it took, if it did what was meant."""
    if work.before:
        work.before()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            work.words, cwd=work.folder, env=environment(work), stdout=out, stderr=err
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        told = out.read().decode("utf-8", "replace")
        if process.returncode != work.code or work.says not in told:
            err.seek(0)
            why = f"{told[-500:]}\n{err.read().decode('utf-8', 'replace')[-500:]}"
            raise WrongAnswer(f"{work.name}: exit code {process.returncode}\n{why}")
    per_mib = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss / per_mib)


def rounds(works: tuple[Work, ...], *, once: bool = False) -> list[Round]:
    """Each of the works in turn, as often as its row may take: every second round backwards, so
    that none of them always follows the same other. A first round, which finds disk and bytecode
    cold and nothing kept, is not counted unless it is the only one."""
    first = tuple(map(run, works))
    if once:
        return [first]
    each = sum(spent.seconds for spent in first)
    wanted = max(FEWEST_ROUNDS, min(MOST_ROUNDS, int(SECONDS_A_ROW / each)))
    found: list[Round] = []
    for number in range(wanted):
        took = tuple(map(run, works[::-1] if number % 2 else works))
        found.append(took[::-1] if number % 2 else took)
    return found
