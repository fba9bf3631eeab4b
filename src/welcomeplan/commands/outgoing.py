"""Where commands may put what they make: beside a plan, and not among its files."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from welcomeplan import workspace
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from welcomeplan.workspace import Workspace


def refuse_among_plans(folder: Path, found: Workspace, such: str) -> None:
    """Raise Refused for a folder whose files are a plan's, or git's own. `such`: what a better one
    may be called."""
    real, looked = (Path(os.path.realpath(one)) for one in (folder, found.folder))
    plan = workspace.plan_around(folder)
    if plan is not None:
        where = "is" if plan == real else "stands in"
        above = plan if plan == workspace.top(plan) else plan.parent
        what = f"{where} the folder of a plan, which has `{plan.name}/{workspace.HEAD}`"
        raise _refused(folder, what, above / such)
    if real == looked:
        raise _refused(folder, "is the folder in which the plans are", looked / such)
    if ".git" in real.parts:
        above = Path(*real.parts[: real.parts.index(".git")])
        raise _refused(folder, "is git's own", above / such)


def refuse_repository(folder: Path, such: str) -> None:
    """Raise Refused for the top of a git repository, where files would stand among all others."""
    if os.path.lexists(folder / ".git"):
        what = "is the top of a git repository: it holds `.git`"
        raise _refused(folder, what, folder / such)


def _refused(folder: Path, what: str, better: Path) -> Refused:
    return Refused(
        f"`{folder}` {what}. Nothing was written",
        f"Name a folder for it alone, such as `-o {shlex.quote(str(better))}`.",
    )
