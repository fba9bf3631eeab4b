"""The options that mean the same in every command, said once, and their completion in a shell.

Commands take them in groups: `def run(ids: Ids, mark: Mark, save: Save)`. `spread` makes of that
the flat list of options that Typer reads. Nothing that reads a plan is imported before a plan is
read: a wrong option, `--help` and TAB must not wait for it.
"""

from __future__ import annotations

import inspect
import os
import shlex
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from welcomeplan.errors import UserError
from welcomeplan.plan import DoneOn, State, read_day, read_done

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from welcomeplan.acts import Mark as Said
    from welcomeplan.plan import Wanted as Asked
    from welcomeplan.workspace import Workspace


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


def exact_option(text: str) -> DoneOn:
    """The day on which something happened, likewise."""
    return read_done(day_option(text).isoformat())


def _completer(names: Callable[[Workspace], Iterable[str]]) -> Callable[..., list[str]]:
    """Shell completion from the plan at hand; silent where there is none."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from welcomeplan.workspace import load  # noqa: PLC0415 - only when a plan is asked

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
    readings = (place.due for plan in workspace.plans for place in plan.milestones)
    labels = {quarter for due in readings if (quarter := getattr(due, "quarter", None))}
    return [*sorted(labels), "this", "next", "last"]


def _ids(*kinds: str) -> Callable[[Workspace], Iterable[str]]:
    return lambda workspace: dict.fromkeys(
        place.id for plan in workspace.plans for place in plan.places if place.kind in kinds
    )


def _organizations(workspace: Workspace) -> list[str]:
    return sorted({name for plan in workspace.plans for name in plan.head.organizations})


complete_ids = _completer(_ids("milestone"))
complete_organizations = _completer(_organizations)
complete_parents = _completer(_ids("objective", "action"))

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
        autocompletion=_completer(_ids("strategy")),
        show_default=False,
    ),
]
Objective = Annotated[
    str | None,
    typer.Option(
        "--objective",
        metavar="ID",
        help="Only this objective.",
        autocompletion=_completer(_ids("objective")),
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
InState = Annotated[
    State | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help=f"Only in this state: {', '.join(State)}.",
        show_default=False,
    ),
]
Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...",
        help="Milestones: their ids, or the beginning of them.",
        autocompletion=complete_ids,
        show_default=False,
    ),
]
Id = Annotated[
    str, typer.Argument(metavar="ID", help="A milestone: its id.", autocompletion=complete_ids)
]
Note = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", help="A line for its log.", show_default=False),
]
Reason = Annotated[
    str,
    typer.Option("--note", metavar="TEXT", help="The reason, for its log.", show_default=False),
]
On = Annotated[
    DoneOn | None,
    typer.Option(
        "--on",
        metavar="DATE",
        parser=exact_option,
        help="The day it happened (2018-02-11). Without it: today.",
        show_default=False,
    ),
]
By = Annotated[
    str | None, typer.Option("--by", metavar="WHO", help="Who says so.", show_default=False)
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show the change as a diff, and write nothing.")
]


@dataclass(frozen=True)
class View:
    """What plan is looked at, as of when, and how the answer is shown."""

    folder: Folder = None
    as_of: AsOf = None
    at: At = None
    form: Format = Form.table
    as_json: Json = False

    @property
    def format(self) -> Form:
        """How the answer is shown: `--json` is short for `--format json`."""
        return Form.json if self.as_json else self.form


@dataclass(frozen=True)
class Wanted:
    """Which promises are looked at."""

    owner: Owner = None
    partner: Partner = None
    strategy: Strategy = None
    objective: Objective = None
    plan: PlanId = None
    tag: Tag = None
    state: InState = None

    @property
    def again(self) -> str:
        """The filters, for a command that is pointed to and must speak of the same."""
        given = ((option.name, getattr(self, option.name)) for option in fields(self))
        return "".join(f" --{name} {shlex.quote(str(it))}" for name, it in given if it is not None)

    @property
    def value(self) -> Asked:
        """As facts are asked for them."""
        from welcomeplan.plan import Wanted  # noqa: PLC0415 - `--help` must not wait for it

        return Wanted(**{option.name: getattr(self, option.name) for option in fields(self)})


@dataclass(frozen=True)
class Mark:
    """What somebody says with a change: a line for the log, the day, and who says so."""

    note: Note = None
    on: On = None
    by: By = None

    def said(self, **more: Any) -> Said:
        """As acts take it, with what else is said. Raises UserError for an empty text."""
        from welcomeplan.acts import Mark  # noqa: PLC0415 - `--help` must not wait for it

        return Mark(self.on, written(self.note, "--note"), written(self.by, "--by"), **more)


@dataclass(frozen=True)
class Reasoned(Mark):
    """Likewise, where the reason will be asked for."""

    note: Reason = field()


@dataclass(frozen=True)
class Save:
    """Where a change is made, or only shown."""

    folder: Folder = None
    dry_run: DryRun = False


def written(text: str | None, option: str) -> str | None:
    """An option's text. Raises UserError where it is given and empty."""
    if text is not None and not text.strip():
        raise UserError(f"`{option}` is empty", "Write something after it, or leave it out.")
    return text


def spread(run: Callable[..., int]) -> Callable[..., int]:
    """A command's function as Typer reads it: one parameter for each option of its groups.

    A group is a dataclass of options; the function is called with the groups put together again.
    """
    groups: dict[str, type[Any]] = {}
    flat: list[inspect.Parameter] = []
    hints = get_type_hints(run, include_extras=True)
    for name, parameter in inspect.signature(run).parameters.items():
        if is_dataclass(hints[name]):
            groups[name] = hints[name]
            flat += _options(hints[name])
        else:
            alone = inspect.Parameter.KEYWORD_ONLY
            flat.append(parameter.replace(kind=alone, annotation=hints[name]))

    def call(**given: Any) -> int:
        for name, group in groups.items():
            given[name] = group(**{option.name: given.pop(option.name) for option in fields(group)})
        return run(**given)

    call.__doc__ = run.__doc__
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in flat}
    call.__signature__ = inspect.Signature(flat)  # type: ignore[attr-defined]
    return call


def _options(group: type[Any]) -> list[inspect.Parameter]:
    """The fields of a group as parameters, each with its option."""
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            option.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if option.default is MISSING else option.default,
            annotation=hints[option.name],
        )
        for option in fields(group)
    ]
