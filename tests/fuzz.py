"""Strangers' bytes, made from what reached new lines before: the reader, deadlines, edits.

`python tests/fuzz.py [SECONDS] [TARGET...]` looks for bytes that break what `TARGETS` say of every
input, by atheris where it is installed (it sees which lines an input reaches), else by changing the
corpus at random. What it finds is written to `tests/corpus/TARGET/`, and from then on is one of the
ordinary tests, which hold all of the corpus.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from importlib import import_module
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))  # `python tests/fuzz.py` knows `tests` too

try:
    atheris: Any = import_module("atheris")
except ImportError:
    atheris = None

RUN = __name__ in ("__main__", "__mp_main__")
with atheris.instrument_imports(include=["welcomeplan"]) if atheris and RUN else nullcontext():
    import yaml

    from tests import torture
    from welcomeplan import workspace
    from welcomeplan.deadlines import (
        Calendar,
        Question,
        explain_deadline,
        find_deadlines,
        read_calendar,
        read_deadline,
        read_repeats,
    )
    from welcomeplan.errors import Refused
    from welcomeplan.plan import Head, Strategy
    from welcomeplan.yamltext import apply, plain, read

CORPUS = Path(__file__).parent / "corpus"
LONGEST = 4096
"""How many bytes an input has at most: faults of more are faults of less, but found later."""
CALENDARS = (
    Calendar(),
    read_calendar(fiscal_year_starts="July", day_month_order="day-first", seasons="southern"),
    read_calendar(
        quarters="fiscal",
        fiscal_year_starts="October",
        year_1="September 2018 to June 2019",
        words={"near-term": "2018 to 2019", "phase 2": "spring 2020"},
    ),
)


def reader(data: bytes) -> None:
    """A file is read to what a full YAML parser reads of it, or has faults, each at its place."""
    source = read(data)
    for fault in source.faults:
        assert fault.message and fault.remedy
        assert 0 <= fault.span.start <= fault.span.end <= len(source.text)
        assert source.position(fault.span.start) >= (1, 1)
    if not source.faults and source.root is not None:
        assert yaml.load(source.text, yaml.CBaseLoader) == _texts(plain(source.root))  # noqa: S506
    for kind in (Head, Strategy):
        found = workspace.parsed(kind, source)
        for _, finding in found.findings:
            assert finding.message and finding.remedy
            source.span(source.existing(finding.route))


def _texts(value: Any) -> Any:
    """Plain data as a parser has it that knows texts alone: what is empty is an empty text."""
    match value:
        case dict():
            return {key: _texts(held) for key, held in value.items()}
        case list():
            return [_texts(held) for held in value]
    return "" if value is None else value


def deadlines(data: bytes) -> None:
    """Words are a deadline with days in order, or a question; the same again; and what is found
    among others stands there."""
    words = data[1:].decode("utf-8", "replace")
    calendar = CALENDARS[data[0] % len(CALENDARS)] if data else CALENDARS[0]
    year = 2018 if data and data[0] & 128 else None
    outcome = _outcome(words, calendar, year)
    assert outcome == _outcome(words, calendar, year)
    spaced = _outcome(f" {words} ", calendar, year)
    if len(words) < 200:  # of more words none are read
        assert spaced == outcome or {type(spaced), type(outcome)} == {str}  # asked in other words
    found = find_deadlines(words, calendar, year=year)
    for one in found:
        assert words[one.start : one.end] == one.words
    assert all(first.end <= second.start for first, second in pairwise(found))
    try:
        read_repeats(words, calendar)
    except Question as question:
        assert question.message and question.remedy


def _outcome(words: str, calendar: Calendar, year: int | None) -> object:
    try:
        found = read_deadline(words, calendar, year=year)
    except Question as question:
        assert question.message and question.remedy
        return question.message
    explain_deadline(words, calendar)
    assert found.reading
    if found.start and found.due_by:
        assert found.start <= found.due_by
    return found.start, found.due_by, found.kind, found.reading


def splices(data: bytes) -> None:
    """An edit of a file is what was asked, with every other byte as it was, or it is refused."""
    source = read(data[2:])
    if source.faults or not list(torture.mappings(source.root)):
        return
    edit = torture.random_edit(random.Random(data[:2]), source)  # noqa: S311
    try:
        after = apply(source, [edit])
    except Refused as refusal:
        assert refusal.message and refusal.remedy
        return
    wrong = torture.check(source, edit, after)
    assert not wrong, f"{wrong}\n{edit}\n{after!r}"


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": reader,
    "deadlines": deadlines,
    "splices": splices,
}


def corpus(target: str) -> list[bytes]:
    """The inputs that are kept, in order of their names."""
    return [path.read_bytes() for path in sorted((CORPUS / target).iterdir())]


def keep(target: str, data: bytes) -> Path:
    """Keep an input under its digest."""
    path = CORPUS / target / hashlib.sha256(data).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


PIECES = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        *torture.TEXTS,
        *("\n", "\r\n", "\r", "  ", "- ", ": ", "? ", "#", "&a ", "*a", "!!str ", "|2\n", ">+\n"),
        *("by ", "the end of ", "2018", "Q3", "FY", "mid-", " to ", " and ", "each ", "fall "),
        *("30 days after ", "no later than ", "1/2/", "first ", "until ", "twice a ", "'18"),
    )
)


def changed(rng: random.Random, every: list[bytes]) -> bytes:
    """One of the inputs, changed in one to six places."""
    data = bytearray(rng.choice(every))
    for _ in range(rng.randint(1, 6)):
        at = rng.randint(0, len(data))
        match rng.randrange(6):
            case 0:
                data[at : at + rng.choice((1, 1, 4, 40))] = b""
            case 1:
                data[at:at] = rng.choice(PIECES)
            case 2 if data:
                data[at % len(data)] ^= 1 << rng.randrange(8)
            case 3:
                data[at:at] = data[at // 2 : at]
            case 4:
                other = rng.choice(every)
                start = rng.randint(0, len(other))
                data[at:at] = other[start : start + rng.randint(1, 60)]
            case _:
                data[at : at + 1] = rng.randbytes(1)
    return bytes(data[:LONGEST])


def at_random(target: str, seed: int) -> Iterator[bytes]:
    """Inputs without an end, made of the corpus."""
    rng, every = random.Random(seed), corpus(target)  # noqa: S311
    while True:
        yield changed(rng, every)


def _by_chance(target: str, seconds: float) -> int:
    """Try inputs for so long; how many."""
    until, tried = time.monotonic() + seconds, 0
    for data in at_random(target, time.time_ns()):
        if time.monotonic() > until:
            break
        tried += 1
        try:
            TARGETS[target](data)
        except Exception:
            sys.stderr.write(f"{target}: broken by {keep(target, data)}\n")
            raise
    return tried


def _by_coverage(target: str, seconds: float) -> None:
    """Hand the corpus over to atheris, which ends the process."""
    options = [
        sys.argv[0],
        f"-max_total_time={seconds:.0f}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={CORPUS / target}/",
        "-print_final_stats=1",
        "-timeout=20",
    ]
    beside = Path(__file__).parent.parent / ".fuzz" / target
    beside.mkdir(parents=True, exist_ok=True)
    atheris.Setup([*options, str(beside), str(CORPUS / target)], TARGETS[target])
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """For an hour, or as long as is said, shared by the targets that are named."""
    seconds = float(arguments[0]) if arguments else 3600.0
    names = arguments[1:] or list(TARGETS)
    sys.stdout.write(f"Changing the corpus {'by what it reaches' if atheris else 'at random'}\n")
    code = 0
    for name in names:
        if atheris is None:
            sys.stdout.write(f"{name}: {_by_chance(name, seconds / len(names)):,} executions\n")
            continue
        process: Any = get_context("spawn").Process(
            target=_by_coverage, args=(name, seconds / len(names))
        )
        process.start()
        process.join()
        code = code or abs(process.exitcode or 0)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
