"""The options that mean the same in every command, and their completion in a shell."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.errors import UserError
from welcomeplan.plan import read_day
from welcomeplan.workspace import Workspace, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Form(StrEnum):
    """How an answer is shown."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


def day_option(text: str) -> date:
    """An option's day. Raises what Typer shows as a wrong value."""
    try:
        return read_day(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}. Write it as 2018-02-11.") from None


def _completer(names: Callable[[Workspace], Iterable[str]]) -> Callable[..., list[str]]:
    """Shell completion from the plan at hand; silent where there is none."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            workspace = load(
                ctx.params.get("folder") or os.environ.get("WELCOMEPLAN_DIR"),
                at=ctx.params.get("at"),
            )
        except UserError:
            return []
        return [name for name in names(workspace) if name.startswith(incomplete)]

    return complete


def _quarters(workspace: Workspace) -> list[str]:
    labels = {
        quarter
        for plan in workspace.plans
        for entry in plan.milestones
        if (quarter := getattr(entry.due, "quarter", None))
    }
    return [*sorted(labels), "this", "next", "last"]


def _organizations(workspace: Workspace) -> list[str]:
    return sorted({name for plan in workspace.plans for name in plan.head.organizations})


def _milestones(workspace: Workspace) -> list[str]:
    return [name for plan in workspace.plans for name in plan.by_id]


complete_ids = _completer(_milestones)
complete_organizations = _completer(_organizations)
complete_parents = _completer(
    lambda w: [p.id for plan in w.plans for p in plan.places if p.kind in ("objective", "action")]
)

Folder = Annotated[
    Path | None,
    typer.Option(
        "--dir",
        envvar="WELCOMEPLAN_DIR",
        metavar="FOLDER",
        help="The folder of a plan, or of several. Without it: the nearest plan/.",
        show_default=False,
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=day_option,
        help="Judge the plan as of this day (2018-02-11). Without it: today.",
        show_default=False,
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="REV",
        help="Read the plan as it stood at this git commit, tag or branch.",
        show_default=False,
    ),
]
Format = Annotated[Form, typer.Option("--format", help="How to show the answer.")]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Quarter = Annotated[
    str | None,
    typer.Option(
        "--quarter",
        "-q",
        metavar="QUARTER",
        help="2018Q1, FY2018Q2, this, next, last, +2.",
        autocompletion=_completer(_quarters),
        show_default=False,
    ),
]
From = Annotated[
    date | None,
    typer.Option(
        "--from", metavar="DATE", parser=day_option, help="First day.", show_default=False
    ),
]
To = Annotated[
    date | None,
    typer.Option("--to", metavar="DATE", parser=day_option, help="Last day.", show_default=False),
]
Owner = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="ORG",
        help="Only what this organization answers for; `nobody`: what no one does.",
        autocompletion=complete_organizations,
        show_default=False,
    ),
]
Partner = Annotated[
    str | None,
    typer.Option(
        "--partner",
        metavar="ORG",
        help="Only what this organization helps with.",
        autocompletion=complete_organizations,
        show_default=False,
    ),
]
Strategy = Annotated[
    str | None,
    typer.Option(
        "--strategy",
        metavar="ID",
        help="Only this strategy.",
        autocompletion=_completer(lambda w: [f.id for p in w.plans for f in p.strategies]),
        show_default=False,
    ),
]
PlanId = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="ID",
        help="Only this plan, of several.",
        autocompletion=_completer(lambda w: [plan.id for plan in w.plans]),
        show_default=False,
    ),
]
Tag = Annotated[
    str | None,
    typer.Option("--tag", metavar="TAG", help="Only with this tag.", show_default=False),
]
