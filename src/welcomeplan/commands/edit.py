"""Open the editor at a milestone."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from welcomeplan import workspace
from welcomeplan.answer import Canvas
from welcomeplan.commands import looking, naming
from welcomeplan.commands.options import Folder, complete_ids
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.formats.checks import render_checked

EXAMPLES = (
    "edit career-services",
    "edit safe-communities",
)
# How editors are told a line: most take `+12 file`, these `file:12`.
_GOTO = {"code": ["--goto"], "codium": ["--goto"], "subl": [], "zed": [], "hx": [], "helix": []}


def run(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The id of any part of the plan.",
            autocompletion=complete_ids,
        ),
    ],
    folder: Folder = None,
) -> int:
    """Open $VISUAL or $EDITOR at the line, and check the plan afterwards.

    Exits with 1 if the plan has errors then.
    """
    return naming.asking(lambda agreed: _edited(agreed.get(id_.strip(), id_), folder))


def _edited(id_: str, folder: Path | None) -> int:
    """Open the editor, and check the plan; the exit code."""
    before = workspace.load(folder)
    place = naming.meant(before, id_)
    path = before.path(place.file.file)
    command = _command(path, place.line)
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's editor
    except OSError as error:
        raise UserError(
            f"the editor `{command[0]}` can't be started: {error.strerror}",
            "Set VISUAL or EDITOR to one that can, such as `nano`.",
        ) from None
    if code:
        raise UserError(f"the editor ended with {code}", "Look at the file before you go on.")
    return _checked(before.folder)


def _checked(folder: Path) -> int:
    """Check the plan, and say what is wrong; the exit code."""
    from welcomeplan import rules  # noqa: PLC0415 - `--help` must not wait for them

    after = workspace.load(folder)
    checked = after.report.adding(rules.check(after.plans, looking.today()))
    sys.stdout.write(render_checked("text", checked, Canvas()))
    return EXIT_PROBLEMS if checked.failed else EXIT_OK


def _command(path: Path, line: int) -> list[str]:
    """The command line that opens the user's editor at a line."""
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not editor:
        raise UserError(
            "no editor is set",
            f"Set EDITOR, such as `export EDITOR=nano`. The place: {path}:{line}",
        )
    name = Path(editor[0]).stem
    if name in _GOTO:
        return [*editor, *_GOTO[name], f"{path}:{line}"]
    return [*editor, f"+{line}", str(path)]
