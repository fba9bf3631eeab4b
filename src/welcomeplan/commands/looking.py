"""What every command that looks at a plan does: the clock, the plans, the stream, the exit code."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TextIO

from welcomeplan import plan
from welcomeplan.answer import Canvas
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.views.columns import unread_words
from welcomeplan.wording import plural, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from welcomeplan.answer import Answer
    from welcomeplan.commands.options import Form, View
    from welcomeplan.plan import Facts, Place, Plan, Register
    from welcomeplan.workspace import Workspace


def today() -> date:
    """The clock is read here, and nowhere below the command line."""
    return date.today()  # noqa: DTZ011 - a deadline ends with the day where the user is


def read(view: View) -> Workspace:
    """The plans to look at, as they are or as they stood at a git revision. Files that can't be
    read are named on stderr: a table without them must not pass for the whole."""
    from welcomeplan.workspace import load  # noqa: PLC0415 - `--help` must not wait for it

    with waiting("Reading the plan", "file") as tick:
        workspace = load(view.folder, at=view.at, tick=tick)
    warn(workspace.register)
    return workspace


PATIENCE = 1.0
"""How many seconds somebody waits before they are told for what."""


@contextmanager
def waiting(doing: str, what: str = "step") -> Iterator[Callable[[], None]]:
    """Say on a terminal, beside the answer, what takes longer than about a second: `Reading the
    plan: 1,204 files`. What is yielded counts one more; the line is gone at the end."""
    stream, count = sys.stderr, 0

    def tick() -> None:
        nonlocal count
        count += 1

    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield tick
        return
    from threading import Event, Thread  # noqa: PLC0415 - not where nobody looks on

    over = Event()

    def tell() -> None:
        said = ""
        while not over.wait(PATIENCE / 4 if said else PATIENCE):
            counted = f": {plural(count, what, grouped=True)}" if count else ""
            stream.write("\r" + f"{doing}{counted} ...".ljust(len(said)))
            stream.flush()
            said = f"{doing}{counted} ..."
        stream.write("\r" + " " * len(said) + "\r" if said else "")
        stream.flush()

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield tick
    finally:
        over.set()
        teller.join()


def warn(*registers: Register) -> None:
    """Name on stderr what can't be read: what is said must not pass for the whole."""
    for register in registers:
        for words in unread_words(register):
            sys.stderr.write(f"welcomeplan: {show(words)}, and is missing from what follows\n")
        if register.unread and not register.commit:
            sys.stderr.write("  `welcomeplan validate` says what is wrong.\n")


def answer(facts: Facts, found: Answer, form: Form) -> int:
    """Print an answer; the exit code of a command that was told these facts."""
    write(found, form)
    return EXIT_PROBLEMS if facts.register.unread else EXIT_OK


def write(found: Answer, form: Form) -> None:
    """Print an answer."""
    from welcomeplan.formats.answers import render  # noqa: PLC0415 - not all commands give one

    sys.stdout.write(render(form.value, found, canvas(sys.stdout)))


def canvas(stream: TextIO) -> Canvas:
    """What a stream can show. A person looks on at a terminal, or where FORCE_COLOR says so."""
    if not stream.isatty() and not os.environ.get("FORCE_COLOR"):
        return Canvas()
    known = stream.isatty() or os.environ.get("COLUMNS", "").isdigit()
    return Canvas(
        # Off a terminal there is no end to columns.
        shutil.get_terminal_size().columns if known else 100_000,
        colour=not os.environ.get("NO_COLOR"),
        unicode=(stream.encoding or "").lower().startswith("utf"),
    )


def find(workspace: Workspace, name: str, kind: str | None = None) -> Place:
    """What an id stands for. Where files could not be read, it may stand there: that is said."""
    refuse_unread(workspace.register, name)
    with _missing(workspace):
        return plan.find(workspace.plans, name, kind)


def find_whole(workspace: Workspace, name: str, again: str) -> Place | Plan:
    """Likewise, of a plan too. Where a part and a plan share an id, stderr says how to see the
    plan: with the options `again`."""
    refuse_unread(workspace.register, name)
    with _missing(workspace):
        found = plan.find_whole(workspace.plans, name)
    if any(one.id == name and one is not found for one in workspace.plans):
        also = f"`{name}` is also the id of a plan: `welcomeplan show {name}/{again}`"
        sys.stderr.write(f"welcomeplan: {also}\n")
    return found


def refuse_unread(register: Register, name: str) -> None:
    """Raise UserError for a milestone or an indicator that can't be read, though its file can.

    An id that is there, unread, must not become the beginning of another.
    """
    plan_id, _, slug = name.rpartition("/")
    homes = {PurePosixPath(one.file).parent for one in register.plans if plan_id in ("", one.id)}
    for part in register.unread_parts:
        if part.id == slug and PurePosixPath(part.file).parent in homes:
            raise UserError(
                f"{register.shown(part.file)}:{part.line}: {part.called} can't be read",
                "Mend it first: `welcomeplan validate` says what is wrong.",
            )


@contextmanager
def _missing(workspace: Workspace) -> Iterator[None]:
    try:
        yield
    except UserError as error:
        if workspace.report.unread:
            error.remedy += " It may stand in a file that can't be read."
        raise
