"""Where commands may put what they make: beside a plan, and not among its files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from welcomeplan import workspace
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from welcomeplan.workspace import Workspace

_REMEDY = "Name a folder of its own, such as `-o {}`."


def refuse_among_plans(folder: Path, found: Workspace, such: str) -> None:
    """Raise Refused for a folder whose files are a plan's, or git's own. `such`: what else to
    name."""
    real, looked = (Path(os.path.realpath(one)) for one in (folder, found.folder))
    plan = workspace.plan_around(folder)
    if plan is not None:
        where = "is" if plan == real else "stands in"
        what = f"{where} the folder of a plan, which has `{plan.name}/{workspace.HEAD}`"
    elif real == looked:
        what = "is the folder in which the plans are"
    elif ".git" in real.parts:
        what = "is git's own"
    else:
        return
    raise Refused(f"`{folder}` {what}. Nothing was written", _REMEDY.format(such))


def refuse_repository(folder: Path, such: str) -> None:
    """Raise Refused for the top of a git repository, where files would stand among all others."""
    if os.path.lexists(folder / ".git"):
        raise Refused(
            f"`{folder}` is the top of a git repository: it holds `.git`. Nothing was written",
            _REMEDY.format(such),
        )
