"""How the `git` program is run: it asks nothing, fetches nothing, and runs nothing of a repository
that is not trusted."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from welcomeplan import systems
from welcomeplan.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = (
    *("--no-pager", "--no-optional-locks", "--no-replace-objects"),
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    # What another wrote down of the commits, to be quick, may say less than they do.
    *("-c", "core.commitGraph=false"),
    # A folder of the plan that is made to look like a bare repository is not taken for one.
    *("-c", "safe.bareRepository=explicit"),
)
_PATHS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")


def program() -> str:
    """Where git is. Raises UserError where it is not installed."""
    program = systems.program("git")
    if program is None:
        raise not_there()
    return program


def not_there() -> UserError:
    """That there is no git."""
    return UserError(
        "git is not installed, or not where programs are looked for",
        "Install git, https://git-scm.com: it is what remembers how the plan stood.",
    )


def environment() -> dict[str, str]:
    """The caller's environment, in which git asks nothing, fetches nothing and speaks plainly."""
    settings = dict(os.environ)
    for name in _PATHS:
        if settings.get(name):
            # Relative to where the caller stands; git is run elsewhere.
            settings[name] = os.path.abspath(settings[name])  # noqa: PTH100 - as git, no links
    if settings.get("GIT_DIR"):
        settings.setdefault("GIT_WORK_TREE", os.getcwd())  # noqa: PTH109 - as git takes it
    return settings | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_LITERAL_PATHSPECS": "0",
        # As with replaced objects: a file there would say that a commit follows another.
        "GIT_GRAFT_FILE": os.devnull,
        "LC_ALL": "C",
    }


def run(here: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """What git answers, asked in a folder."""
    return subprocess.run(  # noqa: S603 - no shell; revisions come after --end-of-options
        [program(), *SETTINGS, *arguments],
        cwd=here,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
