"""Which folder is meant where nobody names one, and how its files are called."""

from __future__ import annotations

import os
import shlex
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from welcomeplan.errors import BEGIN, NoPlan, UserError
from welcomeplan.limits import DEFAULT_LIMITS, Limits
from welcomeplan.workspace.disk import nearest, not_far_below

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_FILES = "WELCOMEPLAN_MAX_FILES"
"""The variable that says how many files of plans may be read at once, where that is to be more."""
SEVERAL = 4
"""How many plans are looked for below a folder, to say that there are some."""


def most_files(limits: Limits = DEFAULT_LIMITS) -> int:
    """How many files of plans may be read at once: whoever types the command may raise it."""
    said = os.environ.get(MOST_FILES, "")
    if not said:
        return limits.files
    if not (said.isascii() and said.isdigit() and len(said) < 13 and int(said)):
        raise UserError(
            f"`{MOST_FILES}` is `{said[:40]}`, which is no number of files",
            f"Write digits alone: `{MOST_FILES}=20000`. Without it, {limits.files:,} are read.",
        )
    return int(said)


def find() -> Path:
    """The plan nearest to the current folder: that folder, or `plan/` in it or in a parent.

    Raises NoPlan where there is none; and UserError where it is in a parent while others stand
    below the current folder, for nobody said which are meant.
    """
    here = os.getcwd()  # noqa: PTH109 - paths are texts there
    found = nearest(here)
    if found:
        if found.above:
            _none_below(here, found.folder)
        return Path(found.folder)
    below = _below(here)
    message = "there is no plan in this folder, nor in one above it"
    if len(below) == 1:
        home = below[0].removesuffix("/plan")
        there = f"Go there first, `cd {shlex.quote(home)}`, or name it:"
        said = f"One stands below, `{below[0]}`. {there}"
        raise NoPlan(message, said, below[0])
    if below:
        raise NoPlan(message, f"Plans stand below: {_first(below)}. For all of them:", ".")
    raise NoPlan(message, "", candidates=BEGIN)


def _none_below(here: str, above: str) -> None:
    """Raise UserError where plans stand below a folder."""
    below = _below(here)
    if below:
        raise UserError(
            f"which plan is meant is not said: one stands above, `{above}`, and others below this"
            f" folder: {_first(below)}",
            f"Name the folder: `--dir .` for those below, `--dir {above}` for the one above.",
        )


def _below(here: str) -> list[str]:
    """The folders not far below another that hold plans, the first of them."""
    return list(islice(not_far_below(here), SEVERAL))


def _first(below: Sequence[str]) -> str:
    """Those as people are told; of more than are told, that there are."""
    more = " and more" if len(below) == SEVERAL else ""
    return ", ".join(below[: SEVERAL - 1]) + more


def shown(root: Path, file: str) -> str:
    """A file of a folder as people are told it, with `/` on every system: from where they stand, if
    it is below there."""
    path = Path(os.path.normpath(root / file))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd()).as_posix()
    return path.as_posix()
