"""Open the editor at a milestone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import systems, workspace
from welcomeplan.answer import Canvas
from welcomeplan.commands import looking, naming, telling
from welcomeplan.commands.completing import complete_parts
from welcomeplan.commands.options import Folder
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.formats.checks import render_checked

if TYPE_CHECKING:
    from welcomeplan.workspace import Workspace

EXAMPLES = (
    "edit career-services",
    "edit safe-communities",
)
# How editors are told a line: most take `+12 file`, these `file:12`.
_VS_CODE = ("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf")
_GOTO: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_VS_CODE, ("--goto",)),
    **dict.fromkeys(("subl", "zed", "zeditor", "hx", "helix"), ()),
}
# How editors that return at once are told to wait until the file is closed: long, and short.
_WAIT = {
    **dict.fromkeys((*_VS_CODE, "subl", "zed", "zeditor", "gedit", "xed"), ("--wait", "-w")),
    **dict.fromkeys(("mate", "bbedit"), ("--wait", "-w")),
    **dict.fromkeys(("gvim", "mvim", "gview"), ("--nofork", "-f")),
    "kate": ("--block", "-b"),
    "gnome-text-editor": ("--standalone", "-s"),
}


def run(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The id of any part of the plan.",
            autocompletion=complete_parts,
        ),
    ],
    folder: Folder = None,
) -> int:
    """Open $VISUAL or $EDITOR at the line, and check the plan afterwards.

    Editors that return at once (VS Code, gedit and their like) are told to wait. Of one that is
    not known to, and left the file as it was, that is said.

    Exits with 1 if the plan has errors then.
    """
    return naming.asking(lambda agreed: _edited(agreed.get(" ".join(id_.split()), id_), folder))


def _edited(id_: str, folder: Path | None) -> int:
    """Open the editor, and check the plan; the exit code."""
    before = looking.load(folder)
    file, line = _where(before, id_)
    path = before.path(file)
    was, command = path.read_bytes(), _command(path, line)
    try:
        started = systems.started(command)
        code = subprocess.run(started, check=False).returncode  # noqa: S603 - the user's editor
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else f"`{path}` is {error}"
        raise UserError(
            f"the editor `{command[0]}` can't be started: {why}",
            "Set VISUAL or EDITOR to one that can, such as `nano`.",
        ) from None
    if code:
        raise UserError(f"the editor ended with {code}", "Look at the file before you go on.")
    code = _checked(before.folder)
    if path.is_file() and path.read_bytes() == was:
        sys.stdout.flush()
        telling.tell(
            f"{before.shown(file)} is as it was",
            f"If `{command[0]}` is still open: when you have saved,",
            command="welcomeplan validate",
        )
    return code


def _where(found: Workspace, name: str) -> tuple[str, int]:
    """The file and the line of a part; also of one that can't be read: there it is mended."""
    part = naming.unread_part(found.register, " ".join(name.split()))
    if part:
        return part.file, part.line
    place = naming.meant(found, name)
    return place.file.file, place.line


def _checked(folder: Path) -> int:
    """Check the plan, and say what is wrong; the exit code."""
    checked = looking.checked(workspace.with_documents(looking.load(folder)))
    sys.stdout.write(render_checked("text", checked, Canvas()))
    return EXIT_PROBLEMS if checked.failed else EXIT_OK


def _command(path: Path, line: int) -> list[str]:
    """The command line that opens the user's editor at a line."""
    example = "notepad" if systems.WINDOWS else "nano"
    try:
        editor = systems.words(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        raise UserError(
            "which editor is set can't be read: a quote has no end",
            f"Set it anew, such as `{systems.setting('EDITOR', example)}`.",
        ) from None
    if not editor:
        raise UserError(
            "no editor is set",
            f"Set EDITOR, such as `{systems.setting('EDITOR', example)}`. The place: {path}:{line}",
        )
    name = Path(editor[0]).stem
    wait = _WAIT.get(name)
    if wait and not set(wait) & set(editor):
        editor.append(wait[0])
    if name in _GOTO:
        return [*editor, *_GOTO[name], f"{path}:{line}"]
    return [*editor, f"+{line}", str(path)]
