"""Check the plan's files."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import versions, workspace
from welcomeplan.commands import looking, telling
from welcomeplan.commands.options import (
    AsOf,
    At,
    Folder,
    Json,
    again_with,
    folder_option,
    instead_of_home,
    refuse_two_forms,
)
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.formats import github
from welcomeplan.formats.checks import render_checked
from welcomeplan.limits import DEFAULT_LIMITS
from welcomeplan.workspace import HOME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from welcomeplan.diagnostics import Checked, Diagnostic
    from welcomeplan.limits import Limits
    from welcomeplan.plan import Plan
    from welcomeplan.rules.before import Pair
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


ELSEWHERE = (Form.github, Form.sarif, Form.gitlab, Form.junit)
"""The formats for programs that know a file by its path in the repository."""


def run(
    place: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]",
            help="Short for --dir FOLDER.",
            parser=folder_option,
            show_default=False,
        ),
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
    every: Annotated[
        bool,
        typer.Option(
            "--all", help="With --since: also show, and fail for, what stood before the edit."
        ),
    ] = False,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="How to show what was found: text, github, json, sarif, gitlab or junit. Without"
            " it: text; inside GitHub Actions, github.",
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Every problem in the plan's files: where, the line itself, and how to mend it.

    Exits with 1 if there are errors (with --strict, warnings too). With --since, those count that
    the edit brought; what stood before it is only counted.
    """
    if as_json and form not in (None, Form.json):
        refuse_two_forms(form)
    if every and since is None:
        raise UserError("`--all` needs `--since`", "Add `--since REV`, or leave `--all` out.")
    wanted = Form.json if as_json else form or _form()
    limits = DEFAULT_LIMITS._replace(bytes=max_bytes, nodes=max_nodes)
    try:
        folder = _folder(place, folder)
        with looking.reading(folder, at) as tick:
            found, base = _read(folder, at, since, limits, tick)
    except UserError as error:
        if wanted is Form.github:  # on stderr it would stand in the log alone
            sys.stdout.write(github.refusal(error.message, error.told))
        raise
    if base:
        _warn(*base, found)
    with waiting("Checking the plan"):
        again = again_with({"--dir": folder, "--as-of": as_of, "--at": at})
        checked = replace(_checked(found, base, as_of), strict=strict, all=every, again=again)
    if wanted in ELSEWHERE:
        checked = replace(checked, root=found.told)
    canvas = looking.canvas(sys.stdout)
    sys.stdout.write(render_checked(wanted.value, checked, canvas, notes=notes))
    return EXIT_PROBLEMS if checked.failed else EXIT_OK


def _read(
    folder: Path | None, at: str | None, since: str | None, limits: Limits, tick: Callable[[], None]
) -> tuple[Workspace, tuple[Workspace, Commit] | None]:
    """The plans; and what an edit began with, where that is asked for: then all may be gone."""
    found = workspace.load(folder, at=at, limits=limits, tick=tick, empty=since is not None)
    if since is None:
        return workspace.with_documents(found), None
    base, commit = workspace.since(found, since, limits)
    if not found.report.files and not base.report.files:
        workspace.load(folder, at=at)  # says that there is no plan
    return workspace.with_documents(found), (workspace.with_documents(base), commit)


def _folder(short: Path | None, folder: Path | None) -> Path | None:
    """Which folder is meant. Raises UserError where two are named."""
    if short is None or folder is None or short.resolve() == folder.resolve():
        return short or folder
    if str(folder) != os.environ.get(HOME):
        raise UserError(
            f"two folders are named, `{short}` and `{folder}`", "Leave one of them out."
        )
    instead_of_home(short)
    return short


def _warn(base: Workspace, commit: Commit, head: Workspace) -> None:
    """Say what of the base can't be read, and what stands in for it."""
    looking.warn(base.register)
    for words in workspace.instead_of(base, head, commit):
        telling.tell(words)


def _form() -> Form:
    """What is read where nobody says how: the job's own language in GitHub Actions, else text."""
    return Form.github if os.environ.get("GITHUB_ACTIONS") == "true" else Form.text


def _checked(
    head: Workspace, begun: tuple[Workspace, Commit] | None, as_of: date | None
) -> Checked:
    """What is wrong with the plans; and with the edit, where it is said what it began with."""
    from welcomeplan import rules  # noqa: PLC0415 - `--help` must not wait for them

    read = replace(head.report, rules=rules.described(), off=rules.switched_off(head.plans))
    if not begun:
        return read.adding(_ruled(head.plans, as_of))
    base, commit = begun
    pairs = versions.pair_plans(base.plans, head.plans)
    now = read.adding(_ruled(head.plans, as_of, pairs))
    then = base.report.adding(_ruled(base.plans, as_of, pairs))
    found = list(rules.before.told_apart(now.diagnostics, then.diagnostics, pairs))
    changes = workspace.changes(base, head)
    # The edit is judged, as deadlines are, on the day that it is there.
    day, _ = looking.days(head.register, as_of)
    since = {one.file: one.commit.date for one in base.stand_ins}
    edit = rules.change.Edit(changes, base.plans, head.plans, day, commit.date, since)
    brought = rules.change.check_changes(edit)
    # What can't be read is not gone.
    told = [(old, new) for old, new in pairs if new or (old and old.file not in head.report.unread)]
    brought += rules.before.missing_plans(told, _lost(base, head))
    # Of one that is not there, `unknown-strategy` says so.
    new = {one.file for one in found if one.new} | {one.file for one in head.report.absent}
    unseen = workspace.unseen(head, commit.hash)
    brought += rules.before.unseen_changes(file for file in unseen if file not in new)
    brought += workspace.unread_base(base, head, commit)
    every = [*found, *(replace(one, new=True) for one in brought)]
    return replace(read, diagnostics=(), since=commit.hash).adding(every)


def _ruled(
    plans: Iterable[Plan], as_of: date | None, pairs: Iterable[Pair] = ()
) -> list[Diagnostic]:
    """What the rules find. Without a day, a plan is held to the last day that has come for it; a
    version of it before, to the same."""
    from welcomeplan import rules  # noqa: PLC0415 - as above

    now = {id(old): new for old, new in pairs if old and new}
    return [
        one
        for plan in plans
        for one in rules.check([plan], as_of or looking.last_day(now.get(id(plan), plan)), pairs)
    ]


def _lost(base: Workspace, head: Workspace) -> list[str]:
    """The files that made a folder a plan, could not be read, and are gone."""
    if base.folder != head.folder:
        return []
    left = {*head.report.unread, *(plan.file for plan in head.plans)}
    return [f for f in base.report.unread if Path(f).name == workspace.HEAD and f not in left]
