"""What every command that changes a plan does: lock, read, splice, then save or show the diff."""

from __future__ import annotations

import difflib
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from welcomeplan import saving, splice, yamltext
from welcomeplan.commands import looking
from welcomeplan.commands.options import complete_ids
from welcomeplan.errors import EXIT_OK, EXIT_REFUSED, UserError
from welcomeplan.sheet import show
from welcomeplan.standing import stand
from welcomeplan.workspace import find, homes, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from welcomeplan.model import Entry, StrategyFile
    from welcomeplan.splice import Edit
    from welcomeplan.standing import Standing
    from welcomeplan.workspace import Workspace

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show the change as a diff, and write nothing.")
]
Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...",
        help="Milestones: their ids, or the beginning of them.",
        autocompletion=complete_ids,
        show_default=False,
    ),
]


class Planned(NamedTuple):
    """What a command will do to one milestone: the edits (none: it is so already), and a line
    that says it once it is on disk."""

    entry: Entry
    edits: Sequence[Edit]
    said: str


def change(
    ids: Sequence[str],
    folder: Path | None,
    dry_run: bool,
    as_of: date,
    plan: Callable[[Standing, str], Planned],
) -> int:
    """Change the milestones with these ids, all of them or none; the exit code.

    `plan` says what to do with each, given how it stands and where (file:line). Raises UserError
    where an edit is refused: nothing was written then.
    """
    root = find() if folder is None else folder
    with ExitStack() as locks:
        if not dry_run:
            # Each plan's own folder, so that a run on one plan of several is kept out as well.
            for home in homes(root):
                locks.enter_context(saving.lock(home))
        workspace = load(root)
        places = [looking.find(workspace, name, "milestone") for name in ids]
        wanted = dict.fromkeys(entry for place in places for entry in place.entries)
        standings = {standing.entry: standing for standing in stand(workspace.plans, as_of)}
        todo = [
            plan(standings[entry], f"{workspace.shown(entry.file.file)}:{entry.line}")
            for entry in wanted
        ]
        changes = _changes(todo, workspace)
        if dry_run:
            sys.stdout.write("".join(_diff(change) for change in changes))
        elif changes:
            saving.save(changes)
    for planned in todo:
        # A dry run's words go beside its diff, which must stay one that `git apply` takes.
        stream = sys.stderr if dry_run else sys.stdout
        stream.write(show(planned.said) + "\n")
    return EXIT_OK


def _changes(todo: Sequence[Planned], workspace: Workspace) -> list[saving.Change]:
    edits: dict[str, list[Edit]] = {}
    files: dict[str, StrategyFile] = {}
    for planned in todo:
        if planned.edits:
            file = planned.entry.file
            files[file.file] = file
            edits.setdefault(file.file, []).extend(planned.edits)
    changes = []
    for name, file in files.items():
        before = file.source.data
        after = _spliced(file.source, edits[name], workspace.shown(name))
        if after != before:
            changes.append(saving.Change(workspace.path(name), before, after))
    return changes


def _spliced(source: yamltext.Source, edits: Sequence[Edit], shown: str) -> bytes:
    try:
        return splice.apply(source, edits)
    except splice.Refused as refused:
        place = shown
        if refused.span:
            line, column = source.position(refused.span.start)
            place = f"{shown}:{line}:{column}"
        message = f"{place}: {refused.message}; nothing was changed"
        raise UserError(message, refused.remedy, EXIT_REFUSED) from None


def _diff(change: saving.Change) -> str:
    """A unified diff, with what a terminal would obey made visible."""
    name = change.path.as_posix()
    old, new = (data.decode("utf-8").split("\n") for data in (change.before, change.after))
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm="")
    return "".join(f"{show(line)}\n" for line in lines)
