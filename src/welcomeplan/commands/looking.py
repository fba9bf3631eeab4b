"""What every command that looks at a plan does: the clock, the plans, the stream, the exit code."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date, datetime, timedelta, timezone
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TextIO

from welcomeplan import plan, systems
from welcomeplan.answer import Canvas
from welcomeplan.commands import telling
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.formats.folding import fold
from welcomeplan.formats.pen import Pen
from welcomeplan.views.columns import unread_words
from welcomeplan.wording import it_may_be

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from datetime import tzinfo

    from welcomeplan.answer import Answer
    from welcomeplan.commands.options import Form, View
    from welcomeplan.commands.waiting import Tick
    from welcomeplan.diagnostics import Checked
    from welcomeplan.plan import Brief, Facts, Plan, Register, Wanted
    from welcomeplan.workspace import Workspace


MARK = "\ufeff"
"""The byte-order mark, by which Excel knows UTF-8."""
QUOTED = 4
"""What stands so far in is a quotation, whose spaces count."""
EASTMOST = timezone(timedelta(hours=14))
"""Where on earth each day begins first."""


def today(zone: tzinfo | None = None) -> date:
    """The day now in a time zone, or where the user is. The clock is read here, and nowhere below
    the command line."""
    return datetime.now(zone).date()


def today_of(plan: Brief | Plan) -> date:
    """The day now for a plan: where its `timezone` says, or else where the user is."""
    from welcomeplan.workspace import zone  # noqa: PLC0415 - few plans name one

    return today(zone(plan.timezone)) if plan.timezone else today()


def last_day(plan: Brief | Plan) -> date:
    """The last day that has come for a plan. Where it names no `timezone`, those who write in it
    may be anywhere: a day that is today somewhere on earth is not the future."""
    return today_of(plan) if plan.timezone else max(today(), today(EASTMOST))


def facts_now(register: Register, as_of: date | None, wanted: Wanted | None = None) -> Facts:
    """How promises stand as of a day; without one, each today, where its plan is."""
    facts = facts_to_ask(register, as_of, wanted)
    with judging():
        facts.judge()
    return facts


def facts_to_ask(register: Register, as_of: date | None, wanted: Wanted | None = None) -> Facts:
    """The same for a question that may not need all of them: none is looked at before it. Raises
    UserError where two plans have one id: what is said of one would be said of the other."""
    _refuse_one_id(register)
    day, elsewhere = days(register, as_of, wanted)
    return plan.facts_on(register, day, wanted, elsewhere, is_today=as_of is None)


def _refuse_one_id(register: Register) -> None:
    first: dict[str, Brief] = {}
    for one in register.plans:
        other = first.setdefault(one.id, one)
        if other is not one:
            files = " and ".join(register.shown(each.file) for each in (other, one))
            raise UserError(
                f"two plans are called `{one.id}`, so they can't be told apart: {files}",
                "Give each an `id:` of its own, or name the folder of one: `--dir FOLDER`.",
            )


def judging() -> AbstractContextManager[Tick]:
    """That each promise is looked at."""
    return waiting("Looking at each promise")


def days(
    register: Register, as_of: date | None = None, wanted: Wanted | None = None
) -> tuple[date, dict[str, date]]:
    """The day on which plans are judged; and those of plans for which it is another day now. Of
    two days the earlier stands first: nobody is called overdue before the day is over."""
    if as_of:
        return as_of, {}
    plans = [one for one in register.plans if wanted is None or wanted.plan in (None, one.id)]
    own = {one.id: today_of(one) for one in plans}
    day = min(own.values(), default=today())
    return day, {name: other for name, other in own.items() if other != day}


def read(view: View) -> Workspace:
    """The plans to look at, as they are or as they stood at a git revision. Files that can't be
    read are named on stderr: a table without them must not pass for the whole."""
    found = load(view.folder, at=view.at)
    warn(found.register)
    return found


def load(folder: Path | None, *, at: str | None = None, empty: bool = False) -> Workspace:
    """The plans of a folder, and what is read of them while somebody waits; nothing is named."""
    from welcomeplan import workspace  # noqa: PLC0415 - `--help` must not wait for it

    with reading(folder, at) as tick:
        return workspace.load(folder, at=at, tick=tick, empty=empty)


def checked(found: Workspace) -> Checked:
    """What is wrong with plans that were read: each is held to the last day that has come for
    it."""
    from welcomeplan import rules  # noqa: PLC0415 - `--help` must not wait for them

    each = (rules.check([plan], last_day(plan)) for plan in found.plans)
    return found.report.adding(one for these in each for one in these)


def reading(folder: Path | None, at: str | None = None) -> AbstractContextManager[Tick]:
    """That the files of a plan are read; of those on disk, of how many."""

    def files() -> int:
        from welcomeplan import workspace  # noqa: PLC0415 - `--help` must not wait for it

        return workspace.files(workspace.Disk(folder or workspace.find()))

    return waiting("Reading the plan", "file", files if at is None else None)


def file_bytes(file: str | Path, most: int, remedy: str) -> bytes:
    """The bytes of a file that somebody names; one byte more than `most` at the most. Raises
    UserError where it is none, or can't be read."""
    try:
        if not Path(file).is_file():
            there = os.path.lexists(file)
            found = f"`{file}` is no plain file" if there else f"there is no file `{file}`"
            raise UserError(found, remedy if there else _hidden_ending(file) or remedy)
        with Path(file).open("rb") as held:
            return held.read(most + 1)
    except (OSError, ValueError) as error:  # a name may hold what none can
        why = systems.why(error) if isinstance(error, OSError) else "no file can be called that"
        raise UserError(f"`{file}` can't be read: {why}", remedy) from None


def _hidden_ending(file: str | Path) -> str:
    """Which file may be meant, where its ending stands twice: Windows shows names without it."""
    for ending in dict.fromkeys((".txt", Path(file).suffix)):
        if ending and Path(f"{file}{ending}").is_file():
            return f"There is `{file}{ending}`: name that, or call the file `{Path(file).name}`."
    return ""


def register(view: View) -> Register:
    """What was promised, as it is or as it stood at a git revision, where nothing more is asked of
    the plans. Files that can't be read are named, as `read` does."""
    if view.at is not None:
        return read(view).register
    from welcomeplan import workspace  # noqa: PLC0415 - `--help` must not wait for it

    with reading(view.folder) as tick:
        found = workspace.register(view.folder, use=not view.no_index, tick=tick)
    warn(found)
    return found


def warn(*registers: Register) -> None:
    """Name on stderr what can't be read: what is said must not pass for the whole."""
    for register in registers:
        for words in unread_words(register):
            telling.tell(f"{words}, and is missing from what follows")
        if register.unread and not register.commit:
            for one in register.absent:
                telling.add(it_may_be(one.meant, PurePosixPath(one.file).name))
            telling.add("To see what is wrong:", command="welcomeplan validate")


def answer(facts: Facts, found: Answer, view: View) -> int:
    """Print an answer; the exit code of a command that was told these facts."""
    write(found, view.format, excel=view.excel)
    return EXIT_PROBLEMS if facts.register.unread else EXIT_OK


def write(found: Answer, form: Form, *, excel: bool = False) -> None:
    """Print an answer; for `excel`, so that it knows of which letters a table is made."""
    from welcomeplan.formats.answers import render  # noqa: PLC0415 - not all commands give one

    with waiting("Putting the answer together"):
        text = render(form.value, found, canvas(sys.stdout))
    if excel and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # which is what the mark says
    sys.stdout.write(f"{MARK}{text}" if excel else text)


def say(lines: Iterable[str]) -> None:
    """Print lines that are safe to print. On a terminal they end between words; a command, and what
    stands so far in that it is a quotation, stay as they are."""
    pen = Pen(canvas(sys.stdout))
    for line in lines:
        text = line.lstrip(" ")
        pad = " " * (len(line) - len(text))
        kept = pen.canvas.width is None or len(pad) >= QUOTED or text.startswith("welcomeplan ")
        shown = [text] if kept else fold(text, pen, pen.room - len(pad))
        sys.stdout.write("".join(f"{pad}{one}\n" for one in shown))


def canvas(stream: TextIO) -> Canvas:
    """What a stream can show. A person looks on at a terminal, or where FORCE_COLOR says so."""
    if not stream.isatty() and not os.environ.get("FORCE_COLOR"):
        return Canvas()
    known = stream.isatty() or os.environ.get("COLUMNS", "").isdigit()
    encoding = stream.encoding or "ascii"
    dumb = os.environ.get("TERM") == "dumb" or (stream.isatty() and not systems.obeys(stream))
    return Canvas(
        # Off a terminal there is no end to columns.
        shutil.get_terminal_size().columns if known else 100_000,
        colour=not (os.environ.get("NO_COLOR") or dumb),
        unicode=encoding.lower().startswith("utf") and not dumb and not _wide(),
        encoding=encoding,
    )


def _wide() -> bool:
    """Whether the locale draws characters of ambiguous width, as marks and lines are, two wide."""
    set_ = (os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next(filter(None, set_), "").startswith(("ja", "ko", "zh"))
