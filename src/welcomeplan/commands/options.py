"""The options that mean the same in every command, said once.

Commands take them in groups: `def run(ids: Ids, mark: Mark, save: Save)`. `spread` makes of that
the flat list of options that Typer reads. Nothing that reads a plan is imported before a plan is
read: a wrong option, `--help` and TAB must not wait for it.
"""

from __future__ import annotations

import inspect
import os
import shlex
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, get_type_hints

import typer

from welcomeplan.commands.completing import (
    complete_objectives,
    complete_organizations,
    complete_periods,
    complete_plans,
    complete_quarters,
    complete_strategies,
)
from welcomeplan.commands.usage import BadValue
from welcomeplan.errors import UserError
from welcomeplan.plan import State, read_day, spelled_day
from welcomeplan.wording import is_unseen
from welcomeplan.workspace import HOME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from welcomeplan.plan import Wanted as Asked


class Form(StrEnum):
    """How an answer is shown."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


class GroupBy(StrEnum):
    """What promises are told by, a group for each."""

    strategy = "strategy"
    objective = "objective"
    owner = "owner"
    plan = "plan"


def day_option(text: str) -> date:
    """An option's day. Raises what Typer shows as a wrong value."""
    try:
        return read_day(spelled_day(text))
    except ValueError as error:
        raise BadValue(str(error), "Write it as 2018-02-11.") from None


def option(name: str, metavar: str, told: str, **more: Any) -> Any:
    """An option with a value; its help, and no default that anybody need see."""
    return typer.Option(name, metavar=metavar, help=told, show_default=False, **more)


_IN_STATE = f"Only in this state: {', '.join(State)}."
_NEAREST = "The folder of a plan, or of several. Without it: the nearest plan/."
_WITHIN = (
    "The folder of the plan, or one above it in its git repository. Without it: where you stand."
)
_INTO = "The folder of a plan, or of one to be. Without it: the nearest plan/, or a new one."
_AS_OF = "Judge the plan as of this day (2018-02-11). Without it: today."
_IN = 'A period in the words of a plan: FY2027, "fall 2027", "this year", "next month".'
_OF_CALENDAR = "Quarters are those of the calendar, not of the plan's fiscal year."
_DAYS_FROM = "Say how far off it is on this day (2018-02-15), and what `next quarter` is then."
_AT = "Read the plan as it stood at this git commit, tag or branch, or on this day."
_OWNER = "Only what this organization (id or full name) answers for; `nobody`: what no one does."
_PARTNER = "Only what this organization (id or full name) helps with."
_ANYONE = "Only what this organization (id or full name) answers for or helps with."
_organization = {"autocompletion": complete_organizations}
_day = {"parser": day_option}


def instead_of_home(folder: Path) -> None:
    """Say on stderr that a folder is taken, and not another that the environment names."""
    other = os.environ.get(HOME)
    if other and Path(other).resolve() != folder.resolve():
        from welcomeplan.commands import telling  # noqa: PLC0415 - seldom

        telling.tell(f"`{folder}` is taken, not `{other}`, which {HOME} names")


def _folder(ctx: typer.Context, value: Path | None) -> Path | None:
    if value is not None and not ctx.resilient_parsing:
        instead_of_home(value)
    return value


def folder_option(text: str) -> Path:
    """A folder that is named. Raises what Typer shows as a wrong value for an empty one: a path
    that is empty would be the folder where somebody stands."""
    if not text.strip():
        raise BadValue("it is empty", "Name a folder, or leave it out.")
    return Path(text)


_home = {"envvar": HOME, "callback": _folder, "parser": folder_option}
Folder = Annotated[Path | None, option("--dir", "FOLDER", _NEAREST, **_home)]
Within = Annotated[Path | None, option("--dir", "FOLDER", _WITHIN, **_home)]
Into = Annotated[Path | None, option("--dir", "FOLDER", _INTO, **_home)]
AsOf = Annotated[date | None, option("--as-of", "DATE", _AS_OF, **_day)]
DaysFrom = Annotated[date | None, option("--as-of", "DATE", _DAYS_FROM, **_day)]
At = Annotated[str | None, option("--at", "REV", _AT)]
_FORMATS = "How to show the answer: table, json, csv or markdown."
Format = Annotated[Form, typer.Option("--format", metavar="FORMAT", help=_FORMATS)]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
_EXCEL = "With --format csv: begin with the mark by which Excel knows letters with accents."
Excel = Annotated[bool, typer.Option("--excel", help=_EXCEL)]
NoIndex = Annotated[
    bool, typer.Option("--no-index", help="Read every file again, whatever was kept of them.")
]
Quarter = Annotated[
    str | None,
    typer.Option(
        "--quarter",
        "-q",
        metavar="QUARTER",
        help='2018Q1, FY2018Q2, "Q3 2026/27", this, next, last, +2.',
        autocompletion=complete_quarters,
        show_default=False,
    ),
]
In = Annotated[str | None, option("--in", "WORDS", _IN, autocompletion=complete_periods)]
CalendarQuarters = Annotated[bool, typer.Option("--calendar-quarters", help=_OF_CALENDAR)]
From = Annotated[date | None, option("--from", "DATE", "First day.", **_day)]
To = Annotated[date | None, option("--to", "DATE", "Last day.", **_day)]
Owner = Annotated[str | None, option("--owner", "ORG", _OWNER, **_organization)]
Partner = Annotated[str | None, option("--partner", "ORG", _PARTNER, **_organization)]
Anyone = Annotated[str | None, option("--anyone", "ORG", _ANYONE, **_organization)]
Strategy = Annotated[
    str | None,
    option("--strategy", "ID", "Only this strategy.", autocompletion=complete_strategies),
]
Objective = Annotated[
    str | None,
    option("--objective", "ID", "Only this objective.", autocompletion=complete_objectives),
]
PlanId = Annotated[
    str | None,
    option("--plan", "ID", "Only this plan, of several.", autocompletion=complete_plans),
]
Tag = Annotated[str | None, option("--tag", "TAG", "Only with this tag: its words, exactly.")]
InState = Annotated[State | None, option("--state", "STATE", _IN_STATE)]


def form_of(form: Form, *, as_json: bool, excel: bool) -> Form:
    """How an answer is shown. Raises UserError where two ways are named."""
    if as_json and form not in (Form.table, Form.json):
        refuse_two_forms(form)
    form = Form.json if as_json else form
    if excel and form is not Form.csv:
        raise UserError("`--excel` is for CSV alone", "Add `--format csv`, or leave `--excel` out.")
    return form


def refuse_two_forms(form: StrEnum) -> NoReturn:
    """Raise UserError where `--json` is given beside another format."""
    raise UserError(f"`--json` and `--format {form}` don't go together", "Leave one of them out.")


@dataclass(frozen=True)
class View:
    """What plan is looked at, as of when, and how the answer is shown."""

    folder: Folder = None
    as_of: AsOf = None
    at: At = None
    form: Format = Form.table
    as_json: Json = False
    excel: Excel = False
    no_index: NoIndex = False

    @property
    def format(self) -> Form:
        """How the answer is shown: `--json` is short for `--format json`."""
        return form_of(self.form, as_json=self.as_json, excel=self.excel)

    @property
    def again(self) -> str:
        """What a command that is pointed to needs as well, to speak of the same."""
        return again_with({"--dir": self.folder, "--as-of": self.as_of, "--at": self.at})


@dataclass(frozen=True)
class Period:
    """Which period is looked at, in one of three ways."""

    quarter: Quarter = None
    within: In = None
    from_: From = None
    to: To = None
    calendar_quarters: CalendarQuarters = False


@dataclass(frozen=True)
class Wanted:
    """Which promises are looked at."""

    owner: Owner = None
    partner: Partner = None
    anyone: Anyone = None
    strategy: Strategy = None
    objective: Objective = None
    plan: PlanId = None
    tag: Tag = None
    state: InState = None

    @property
    def again(self) -> str:
        """The filters, for a command that is pointed to and must speak of the same."""
        return again_with(
            {f"--{option.name}": getattr(self, option.name) for option in fields(self)}
        )

    @property
    def value(self) -> Asked:
        """As facts are asked for them."""
        from welcomeplan.plan import Wanted  # noqa: PLC0415 - `--help` must not wait for it

        return Wanted(**{option.name: getattr(self, option.name) for option in fields(self)})


def again_with(given: Mapping[str, object]) -> str:
    """Options as they are typed; nothing of those that were not given."""
    said = ((name, value) for name, value in given.items() if value is not None)
    return "".join(f" {name} {shlex.quote(str(value))}" for name, value in said)


def written(text: str | None, option: str, *, needed: bool = False) -> str | None:
    """An option's text. Raises UserError where it is given and empty; is it needed?"""
    if text is not None and is_unseen(text):
        remedy = f"Write something after it{'' if needed else ', or leave it out'}."
        raise UserError(f"`{option}` is empty", remedy)
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
