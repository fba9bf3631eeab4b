"""What `--help` says: commands and options in groups, as wide as the terminal up to 100 columns."""

from __future__ import annotations

import inspect
import shutil
from typing import TYPE_CHECKING, Any

from welcomeplan.answer import Canvas
from welcomeplan.commands import COMMANDS
from welcomeplan.formats.folding import fold
from welcomeplan.formats.pen import Pen
from welcomeplan.wording import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDEST = 100
NARROWEST = 30
COLUMN = 24
"""How wide the names are, at most, that stand beside what is said of them."""
WHICH, WHEN, RECORD, SHOWN, OTHERS = "Which", "When", "What to record", "How shown", "Others"
PEN = Pen(Canvas())
_GROUPS = {
    WHICH: (
        "--dir --plan --owner --partner --anyone --strategy --objective --tag --state --kind"
        " --overdue --late --all --period --to --since --id --attached"
    ),
    WHEN: "--quarter --in --calendar-quarters --as-of --at --on --day-unknown --within",
    SHOWN: (
        "--format --json --excel --csv --columns --sort --limit --notes --explain --dry-run --write"
        " --output --lang"
    ),
    OTHERS: "--help",
}
_GROUP = {name: group for group, names in _GROUPS.items() for name in names.split()}
_OF_ONE = {
    **{"status --by": SHOWN, "timeline --by": SHOWN, "add --id": RECORD, "init --period": RECORD},
    **{"due --from": WHEN, "due --to": WHEN, "timeline --from": WHEN, "timeline --to": WHEN},
    "report --since": WHEN,
}
"""Options that mean something else in one command."""


def lines_of_program(context: Any) -> Iterator[str]:
    """Help of the whole program: its commands, in groups."""
    room = _room(context)
    yield from _begin(context, room)
    rows = {name: f"{_sentence(command.summary)}" for name, command in COMMANDS.items()}
    wide = max(map(len, rows))
    for group in dict.fromkeys(command.group for command in COMMANDS.values()):
        its = [(name, rows[name]) for name in rows if COMMANDS[name].group == group]
        yield from _section(group, its, wide, room)
    yield from _options(context, room)


def lines_of_command(context: Any, examples: Sequence[str]) -> Iterator[str]:
    """Help of a command: what it does, its options in groups, and examples."""
    room = _room(context)
    yield from _begin(context, room)
    yield from _options(context, room)
    yield from ("", "Examples:", *(f"  welcomeplan {example}" for example in examples))


def _room(context: Any) -> int:
    columns = context.terminal_width or min(shutil.get_terminal_size().columns, WIDEST)
    return max(int(columns), NARROWEST)


def _begin(context: Any, room: int) -> Iterator[str]:
    """How it is typed, and what it does."""
    command = context.command
    yield f"Usage: {context.command_path} {' '.join(command.collect_usage_pieces(context))}"
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        yield ""
        yield from (f"  {line}" for line in fold(paragraph, PEN, room - 2))


def _options(context: Any, room: int) -> Iterator[str]:
    """Arguments and options, each group of them under its name."""
    command = context.command
    groups: dict[str, list[tuple[str, str]]] = {
        name: [] for name in ("Arguments", WHICH, WHEN, RECORD, SHOWN, OTHERS)
    }
    for one in command.get_params(context):
        if record := one.get_help_record(context):
            groups[_group(context.info_name or "", one)].append(record)
    names = [name for rows in groups.values() for name, _ in rows if width(name) <= COLUMN]
    wide = max(map(width, names), default=0)
    for group, rows in groups.items():
        yield from _section(group, rows, wide, room)


def _group(command: str, one: Any) -> str:
    if one.param_type_name == "argument":
        return "Arguments"
    name, command = max(one.opts, key=len), command.rpartition(" ")[2]
    changes = command in COMMANDS and COMMANDS[command].group in ("Begin", "Change")
    return _OF_ONE.get(f"{command} {name}") or _GROUP.get(name, RECORD if changes else OTHERS)


def _section(title: str, rows: Iterable[tuple[str, str]], wide: int, room: int) -> Iterator[str]:
    """Names on the left, what is said of them on the right."""
    rows = list(rows)
    if rows:
        yield from ("", f"{title}:")
    for name, said in rows:
        first, *others = fold(said, PEN, room - wide - 4)
        if width(name) > wide:
            yield f"  {name}"
        left = name if width(name) <= wide else ""
        yield f"  {left}{' ' * (wide - width(left))}  {first}"
        yield from (f"{' ' * (wide + 4)}{line}" for line in others)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
