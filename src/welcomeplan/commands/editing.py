"""What every command that changes a plan does: lock, read, splice, then save or show the diff."""

from __future__ import annotations

import difflib
import re
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from welcomeplan import saving, yamltext
from welcomeplan.commands import looking
from welcomeplan.commands.options import complete_ids, day_option
from welcomeplan.errors import EXIT_OK, Refused, UserError
from welcomeplan.plan import LogEntry, Milestone, stand
from welcomeplan.wording import show
from welcomeplan.workspace import Disk, find, homes, load
from welcomeplan.yamltext import Append, SetKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from welcomeplan.plan import Entry, Place, Standing, Status, StrategyFile
    from welcomeplan.workspace import Workspace
    from welcomeplan.yamltext import Edit

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
On = Annotated[
    date | None,
    typer.Option(
        "--on",
        metavar="DATE",
        parser=day_option,
        help="The day it happened (2018-02-11). Without it: today.",
        show_default=False,
    ),
]
By = Annotated[
    str | None, typer.Option("--by", metavar="WHO", help="Who says so.", show_default=False)
]
Reason = Annotated[
    str,
    typer.Option("--note", metavar="TEXT", help="The reason, for its log.", show_default=False),
]
Note = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", help="A line for its log.", show_default=False),
]


class Planned(NamedTuple):
    """What a command will do in one file: the edits (none: it is so already), and a line that
    says it once it is on disk."""

    file: StrategyFile
    edits: Sequence[Edit]
    said: str


def edit(folder: Path | None, dry_run: bool, plan: Callable[[Workspace], Sequence[Planned]]) -> int:
    """Change files of the plan, all of them or none; the exit code.

    `plan` says what to do, given the plan as it is under the lock. Raises UserError where an edit
    is refused: nothing was written then.
    """
    root = find() if folder is None else folder
    with ExitStack() as locks:
        if not dry_run:
            # Each plan's own folder, so that a run on one plan of several is kept out as well.
            for home in homes(Disk(root)):
                locks.enter_context(saving.lock(root / home))
        workspace = load(root)
        todo = plan(workspace)
        changes = _changes(todo, workspace)
        if dry_run:
            sys.stdout.write("".join(_diff(change) for change in changes))
        elif changes:
            saving.save(changes)
    for planned in todo:
        # A dry run's words go beside its diff, which must stay one that `git apply` takes.
        stream = sys.stderr if dry_run else sys.stdout
        stream.write("".join(f"{show(line)}\n" for line in planned.said.split("\n")))
    return EXIT_OK


def change(
    ids: Sequence[str],
    folder: Path | None,
    dry_run: bool,
    as_of: date,
    plan: Callable[[Standing, str], Planned],
) -> int:
    """Change milestones, all of them or none; the exit code.

    `plan` says what to do with each, given how it stands and where (file:line).
    """

    def plan_all(workspace: Workspace) -> list[Planned]:
        places: list[Place] = []
        for name in ids:
            repeats = places and places[-1].entries[0].recurrence
            try:
                places.append(looking.find(workspace, name, "milestone"))
            except UserError as error:
                if repeats:  # as tables name it: `newsletter 2018Q1`
                    error.remedy = f"Which time it is goes after `--period`: --period {name}."
                raise
        wanted = dict.fromkeys(entry for place in places for entry in place.entries)
        standings = {standing.entry: standing for standing in stand(workspace.plans, as_of)}
        return [
            plan(standings[entry], f"{workspace.shown(entry.file.file)}:{entry.line}")
            for entry in wanted
        ]

    return edit(folder, dry_run, plan_all)


def when(on: date | None) -> date:
    """The day a change is recorded for. Raises UserError for one that has not come yet."""
    today = looking.today()
    if on and on > today:
        raise refused(f"{on} is in the future", "Record it on the day it happens, or correct --on.")
    return on or today


def written(text: str | None, option: str) -> str | None:
    """An option's text. Raises UserError where it is given and empty."""
    if text is not None and not text.strip():
        raise UserError(f"`{option}` is empty", "Write something after it, or leave it out.")
    return text


def refused(found: str, remedy: str) -> Refused:
    """An edit that is not made: what was found, and what to do."""
    return Refused(f"{found.rstrip('.')}; nothing was changed", remedy)


def log_edits(
    entry: Entry,
    on: date,
    note: str | None,
    by: str | None = None,
    amount: str | None = None,
) -> list[Edit]:
    """The edit that adds an update to a milestone's log; none where the log has it already."""
    item: dict[str, str | list[str]] = {"on": on.isoformat()}
    item |= {key: value for key, value in (("amount", amount), ("note", note), ("by", by)) if value}
    update = LogEntry.model_validate(item)
    if len(item) == 1 or update in entry.milestone.log:
        return []
    return [Append(entry.route, "log", item, Milestone.keys())]


def set_status(
    ids: Sequence[str],
    status: Status,
    note: str | None,
    on: date | None,
    by: str | None,
    folder: Path | None,
    dry_run: bool,
) -> int:
    """Give milestones a status, with the reason in their log; the exit code.

    The log says what became of it ("Dropped: ..."), so that the day it happened stays known.
    """
    day = when(on)
    written(note, "--note")
    written(by, "--by")
    word = {"active": "Begun"}.get(status, status.capitalize())

    def plan(standing: Standing, where: str) -> Planned:
        entry = standing.entry
        promise = entry.milestone
        if promise.done:
            raise refused(
                f"`{promise.id}` is done since {promise.done} ({where})",
                f"If it is not, say so first: welcomeplan reopen {promise.id} --note ...",
            )
        edits: list[Edit] = []
        if promise.status != status:
            edits.append(SetKey(entry.route, "status", status, Milestone.keys()))
        text = f"{word}: {note}" if note else None
        if text is None and status == "active" and standing.begins:
            text = word  # the day of the beginning is what was promised
        edits += log_edits(entry, day, text, by)
        said = f"{status}{'' if edits else ' already; no change'}"
        return Planned(entry.file, edits, f"{promise.id}: {said}")

    return change(ids, folder, dry_run, day, plan)


def _changes(todo: Sequence[Planned], workspace: Workspace) -> list[saving.Replacement]:
    edits: dict[str, list[Edit]] = {}
    files: dict[str, StrategyFile] = {}
    for planned in todo:
        if planned.edits:
            file = planned.file
            files[file.file] = file
            edits.setdefault(file.file, []).extend(planned.edits)
    changes = []
    for name, file in files.items():
        before = file.source.data
        after = _spliced(file.source, edits[name], workspace.shown(name))
        if after != before:
            changes.append(saving.Replacement(workspace.path(name), before, after))
    return changes


def _spliced(source: yamltext.Source, edits: Sequence[Edit], shown: str) -> bytes:
    try:
        return yamltext.apply(source, edits)
    except Refused as refused:
        place = shown
        if refused.span:
            line, column = source.position(refused.span[0])
            place = f"{shown}:{line}:{column}"
        message = f"{place}: {refused.message}; nothing was changed"
        raise Refused(message, refused.remedy) from None


def _diff(change: saving.Replacement) -> str:
    """A unified diff, with what a terminal would obey made visible."""
    name = change.path.as_posix()
    old, new = (data.decode("utf-8").split("\n") for data in (change.before, change.after))
    # Only the part that differs is compared: in long files difflib takes lines that are frequent
    # (`owner: marc`) for noise, and would show some of them as changed.
    skip = max(0, _same(old, new) - CONTEXT)
    keep = max(0, _same(old[skip:][::-1], new[skip:][::-1]) - CONTEXT)
    before, after = (lines[skip : len(lines) - keep] for lines in (old, new))
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm="", n=CONTEXT)
    shown = (_HUNK.sub(lambda found: _moved(found, skip), line) for line in lines)
    return "".join(f"{show(line)}\n" for line in shown)


CONTEXT = 3
"""How many unchanged lines a diff shows around a change."""
_HUNK = re.compile(r"^@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@")


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines are the same from the start on."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))


def _moved(found: re.Match[str], skip: int) -> str:
    """A hunk's head, counted from the file's first line."""
    before, after = int(found[1]) + skip, int(found[3]) + skip
    return f"@@ -{before}{found[2] or ''} +{after}{found[4] or ''} @@"
