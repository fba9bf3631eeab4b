"""Check the plan's files."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import rules
from welcomeplan.commands import looking
from welcomeplan.commands.options import AsOf, Folder, Json
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS
from welcomeplan.formats.checks import render_checked
from welcomeplan.rules.change import check_changes
from welcomeplan.workspace import changes as changed
from welcomeplan.workspace import load
from welcomeplan.workspace import since as begun
from welcomeplan.yamltext import DEFAULT_LIMITS

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.diagnostics import Diagnostic
    from welcomeplan.workspace import Workspace
    from welcomeplan.yamltext import Limits

EXAMPLES = (
    "validate",
    "validate --notes",
    "validate --strict --format github",
)


class Form(StrEnum):
    """How what was checked is shown."""

    text = "text"
    github = "github"
    json = "json"
    sarif = "sarif"
    gitlab = "gitlab"
    junit = "junit"


def run(
    place: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="Short for --dir FOLDER.", show_default=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes too.")] = False,
    max_bytes: Annotated[
        int,
        typer.Option(
            "--max-bytes", metavar="N", min=1, max=2**40, help="The most bytes a file may have."
        ),
    ] = DEFAULT_LIMITS.bytes,
    max_nodes: Annotated[
        int,
        typer.Option(
            "--max-nodes", metavar="N", min=1, max=2**40, help="The most values a file may have."
        ),
    ] = DEFAULT_LIMITS.nodes,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="REV",
            help="Also check what the edit since this git revision changes.",
            show_default=False,
        ),
    ] = None,
    folder: Folder = None,
    as_of: AsOf = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="Without it: text; inside GitHub Actions, github."),
    ] = None,
    as_json: Json = False,
) -> int:
    """Every problem in the plan's files: where, the line itself, and how to mend it.

    Exits with 1 if there are errors (with --strict, warnings too).
    """
    limits = DEFAULT_LIMITS._replace(bytes=max_bytes, nodes=max_nodes)
    workspace = load(folder or place, limits=limits)
    day = as_of or looking.today()
    found = rules.check(workspace.plans, day)
    if since is not None:
        found += _changes(workspace, since, limits, day)
    report = replace(workspace.report, strict=strict, rules=rules.described())
    checked = report.adding(found)
    wanted = Form.json if as_json else form or _form()
    canvas = looking.canvas(sys.stdout)
    sys.stdout.write(render_checked(wanted.value, checked, canvas, notes=notes))
    return EXIT_PROBLEMS if checked.failed else EXIT_OK


def _form() -> Form:
    """What is read where nobody says how: the job's own language in GitHub Actions, else text."""
    return Form.github if os.environ.get("GITHUB_ACTIONS") == "true" else Form.text


def _changes(workspace: Workspace, since: str, limits: Limits, day: date) -> list[Diagnostic]:
    """What is wrong with the edit since a revision."""
    base = begun(workspace, since, limits)
    looking.warn(base)
    changes = changed(base, workspace)
    return check_changes(changes, base.plans, workspace.plans, day)
