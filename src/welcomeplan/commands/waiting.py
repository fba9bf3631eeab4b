"""What is said on a terminal while somebody waits: one line on stderr, gone at the end."""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from welcomeplan import systems
from welcomeplan.errors import UserError
from welcomeplan.wording import fitting, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tick = Callable[[], None]
    """Counts one more."""

PATIENCE = 1.0
"""How many seconds somebody waits before they are told for what."""
ERASE = "\r\x1b[K"
"""Back to the beginning of the line, and nothing on it: neither what a Ctrl-C shows at its end."""


@dataclass
class _Step:
    """What is done, and how far it is."""

    doing: str
    what: str
    of: Callable[[], int] | None
    """How many there are in all, where that can be known: asked once, and only by who waits."""
    count: int = 0
    total: int = 0

    def tick(self) -> None:
        """One more is done."""
        self.count += 1

    def said(self) -> str:
        """`Reading the plan: 120 of 400 files ...`, or as much of it as is known."""
        if self.of:
            with suppress(OSError, UserError):  # whoever reads it says what is wrong
                self.total = self.of()
            self.of = None
        if not self.count:
            return f"{self.doing} ..."
        counted = plural(self.count, self.what, grouped=True)
        if self.total > 1 and self.count <= self.total:
            counted = f"{self.count:,} of {plural(self.total, self.what, grouped=True)}"
        return f"{self.doing}: {counted} ..."


@dataclass
class _Wait:
    """What somebody waits for: a step, another within it, or one right after."""

    steps: list[_Step] = field(default_factory=list)
    since: float = 0.0
    until: float = 0.0

    def patience(self) -> float:
        """How long nothing is said yet. A step that follows another at once is the same wait."""
        now = time.monotonic()
        if now - self.until > PATIENCE / 4:
            self.since = now
        return max(PATIENCE - (now - self.since), PATIENCE / 4)


_wait = _Wait()


@contextmanager
def waiting(doing: str, what: str = "step", of: Callable[[], int] | None = None) -> Iterator[Tick]:
    """Say on a terminal, beside the answer, what takes longer than about a second: `Reading the
    plan: 120 of 400 files ...`. What is yielded counts one more. Within another step, this one is
    told in its place. Nothing else may be written meanwhile; the line is gone at the end."""
    step, stream = _Step(doing, what, of), sys.stderr
    alone = not _wait.steps
    _wait.steps.append(step)
    try:
        if alone and stream.isatty() and _can_erase(stream):
            with _teller(stream):
                yield step.tick
        else:
            yield step.tick
    finally:
        _wait.steps.remove(step)


@contextmanager
def _teller(stream: TextIO) -> Iterator[None]:
    """Tell, in a thread of its own, what is waited for."""
    from threading import Event, Thread  # noqa: PLC0415 - not where nobody looks on

    over, patience = Event(), _wait.patience()

    def tell() -> None:
        pause, told = patience, False
        with suppress(OSError, ValueError):  # a terminal that is gone is told nothing
            while not over.wait(pause):
                steps = _wait.steps[-1:]
                said = fitting(steps[0].said(), _columns(stream) - 1) if steps else ""
                stream.write(f"{ERASE}{said}")
                stream.flush()
                pause, told = PATIENCE / 4, True
            if told:
                stream.write(ERASE)
                stream.flush()

    teller = Thread(target=tell, daemon=True)
    try:
        teller.start()
        yield
    finally:
        over.set()
        teller.join()
        _wait.until = time.monotonic()


def _can_erase(stream: TextIO) -> bool:
    return os.environ.get("TERM") != "dumb" and systems.obeys(stream)


def _columns(stream: TextIO) -> int:
    """How wide a terminal is: a line that it breaks could not be erased."""
    with suppress(OSError, ValueError):
        return os.get_terminal_size(stream.fileno()).columns or 80
    return shutil.get_terminal_size().columns
