"""What TAB completes, where Typer is asked: names from the plan at hand, which the commands take.

`completion` answers without Typer what it can. Nothing that reads a plan is imported before a plan
is read.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import typer  # Typer reads the annotations of what completes

from welcomeplan.errors import UserError
from welcomeplan.plan import PART, OfferedFor, offered, offers_of
from welcomeplan.workspace import HOME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


class _Chosen(str):
    """A name that is offered though it begins otherwise: `a/hours` for `ho`; Typer would not."""

    __slots__ = ()

    def startswith(self, *_: Any) -> bool:
        return True


def _completer(what: str) -> Callable[..., list[str]]:
    """Shell completion from the plan at hand, of a word that begins so; silent where there is none.

    What is offered, the command takes.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            plans = _plans(ctx.params)
        except UserError:
            return []
        command = ctx.info_name or ""
        given = str(ctx.params.get(PART.get(command, "")) or "")
        found = offered(what, plans, OfferedFor(incomplete, command, given))
        return [_Chosen(name) for name in found]

    complete.__name__ = what
    return complete


def _plans(given: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What may be offered of the plans that options name."""
    from welcomeplan import workspace  # noqa: PLC0415 - only when a plan is asked

    folder: Path | str | None = given.get("folder") or os.environ.get(HOME) or None
    if given.get("at"):
        found = workspace.load(folder, at=given["at"])
        return [offers_of(plan) for plan in found.plans]
    return workspace.offers(folder, use=not given.get("no_index"))


complete_quarters = _completer("quarters")
complete_periods = _completer("periods")
complete_plans = _completer("plans")
complete_strategies = _completer("strategies")
complete_objectives = _completer("objectives")
complete_ids = _completer("ids")
complete_indicators = _completer("indicators")
complete_parts = _completer("parts")
complete_wholes = _completer("wholes")
complete_organizations = _completer("organizations")
complete_parents = _completer("parents")
