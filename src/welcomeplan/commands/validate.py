"""Check the plan's files."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import workspace
from welcomeplan.commands import looking
from welcomeplan.commands.options import AsOf, At, Folder, Json
from welcomeplan.diagnostics import Severity
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS
from welcomeplan.formats.checks import render_checked
from welcomeplan.wording import show
from welcomeplan.yamltext import DEFAULT_LIMITS

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.diagnostics import Checked
    from welcomeplan.versions import Commit
    from welcomeplan.workspace import Workspace

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
            help="Also check what the edit since this git revision, or this day, changes.",
            show_default=False,
        ),
    ] = None,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
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
    with looking.waiting("Reading the plan", "file") as tick:
        found = workspace.load(folder or place, at=at, limits=limits, tick=tick)
        base = None if since is None else workspace.since(found, since, limits)
    if base:
        _warn(*base)
    with looking.waiting("Checking the plan"):
        checked = replace(_checked(found, base, as_of or looking.today()), strict=strict)
    wanted = Form.json if as_json else form or _form()
    canvas = looking.canvas(sys.stdout)
    sys.stdout.write(render_checked(wanted.value, checked, canvas, notes=notes))
    return EXIT_PROBLEMS if checked.failed else EXIT_OK


def _warn(base: Workspace, commit: Commit) -> None:
    """Say what of the base can't be read, and what stands in for it."""
    looking.warn(base.register)
    for one in workspace.unread_base(base, commit):
        if one.severity is Severity.NOTE:
            sys.stderr.write(f"welcomeplan: {show(one.message)}\n")


def _form() -> Form:
    """What is read where nobody says how: the job's own language in GitHub Actions, else text."""
    return Form.github if os.environ.get("GITHUB_ACTIONS") == "true" else Form.text


def _checked(head: Workspace, begun: tuple[Workspace, Commit] | None, day: date) -> Checked:
    """What is wrong with the plans; and with the edit, where it is said what it began with."""
    from welcomeplan import rules  # noqa: PLC0415 - `--help` must not wait for them

    found = rules.check(head.plans, day)
    if begun:
        base, commit = begun
        changes = workspace.changes(base, head)
        since = {one.file: one.commit.date for one in base.stand_ins}
        edit = rules.change.Edit(changes, base.plans, head.plans, day, commit.date, since)
        found += rules.change.check_changes(edit)
        found += workspace.unread_base(base, commit)
    off = rules.switched_off(head.plans)
    return replace(head.report, rules=rules.described(), off=off).adding(found)
