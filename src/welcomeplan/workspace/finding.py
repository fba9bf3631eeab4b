"""Which folder is meant where nobody names one, and how its files are called."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from welcomeplan.errors import NoPlan, UserError
from welcomeplan.workspace.trees import HEAD, Disk, Item, homes

if TYPE_CHECKING:
    from pathlib import PurePosixPath

MOST_LOOKED_INTO, DEEPEST = 1000, 4
"""How many folders, and how far below one, are looked into for plans that may be meant."""
SEVERAL = 4
"""How many plans are looked for below a folder, to say that there are some."""


def find() -> Path:
    """The plan nearest to the current folder: that folder, or `plan/` in it or in a parent.

    Raises NoPlan where there is none; and UserError where it is in a parent while others stand
    below the current folder, for nobody said which are meant.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        for candidate in (folder, folder / "plan"):
            if _is_plan(candidate):
                found = Path(os.path.relpath(candidate, here))
                if folder != here:
                    _none_below(here, found)
                return found
    below = _below(here)
    raise NoPlan(
        "there is no plan in this folder, nor in one above it",
        f"Plans stand below: {below}. For all of them:"
        if below
        else "`welcomeplan init` begins one. For one that is there, go to the folder that holds"
        " plan/, or name it:",
        "." if below else "FOLDER",
    )


class _Near(Disk):
    """What is not far below a folder: somebody may stand at the root of a whole disk."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.left = MOST_LOOKED_INTO

    def items(self, folder: PurePosixPath) -> list[Item]:
        """As a disk has it; nothing of what is far below, or where nobody may look."""
        self.left -= 1
        if self.left < 0 or len(folder.parts) > DEEPEST:
            return []
        try:
            return super().items(folder)
        except UserError:
            return []


def _none_below(here: Path, above: Path) -> None:
    """Raise UserError where plans stand below a folder."""
    below = _below(here)
    if below:
        raise UserError(
            f"which plan is meant is not said: one stands above, `{above}`, and others below this"
            f" folder: {below}",
            f"Name the folder: `--dir .` for those below, `--dir {above}` for the one above.",
        )


def _below(here: Path) -> str:
    """The folders not far below another that hold plans, the first of them, as people are told."""
    found = [str(home) for home in islice(homes(_Near(here)), SEVERAL)]
    return ", ".join([*found[: SEVERAL - 1], *(["..."] if len(found) == SEVERAL else [])])


def _is_plan(folder: Path) -> bool:
    try:
        return (folder / HEAD).is_file() or (folder.name == "plan" and folder.is_dir())
    except OSError:  # a folder that may not be looked into
        return False


def shown(root: Path, file: str) -> str:
    """A file of a folder as people are told it: from where they stand, if it is below there."""
    path = Path(os.path.normpath(root / file))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return str(path.relative_to(Path.cwd()))
    return str(path)
