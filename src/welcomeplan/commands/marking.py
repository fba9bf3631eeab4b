"""The options of commands that change a plan, said once: of what, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer

from welcomeplan.commands.completing import complete_ids
from welcomeplan.commands.options import Folder, day_option, option, written
from welcomeplan.plan import DoneOn, read_done

if TYPE_CHECKING:
    from welcomeplan.acts import Mark as Said

_IDS = 'Milestones: ids or numbers, of several plans `plan/id`; a time: "newsletter 2018Q1".'
_WHICH = "Which time, of what repeats: 2018Q1, 2018-03, March 2018. May be given again."
_HAPPENED = "The day it happened: 2018-02-11, or 11 February 2018. Without it: today."


def _argument(metavar: str, told: str, **more: Any) -> Any:
    return typer.Argument(metavar=metavar, help=told, **more)


def exact_option(text: str) -> DoneOn:
    """The day on which something happened, likewise."""
    return read_done(day_option(text).isoformat())


Ids = Annotated[
    list[str], _argument("ID...", _IDS, autocompletion=complete_ids, show_default=False)
]
Id = Annotated[
    str, _argument("ID", "A milestone: its id, or its number.", autocompletion=complete_ids)
]
Note = Annotated[str | None, option("--note", "TEXT", "A line for its log.")]
Reason = Annotated[str, option("--note", "TEXT", "The reason, for its log.")]
On = Annotated[DoneOn | None, option("--on", "DATE", _HAPPENED, parser=exact_option)]
By = Annotated[str | None, option("--by", "WHO", "Who says so.")]
Under = Annotated[str | None, option("--under", "TEXT", "By whose decision: Resolution 2018-14.")]
Periods = Annotated[list[str] | None, option("--period", "PERIOD", _WHICH)]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show the change as a diff, and write nothing.")
]


@dataclass(frozen=True)
class Mark:
    """What somebody says with a change: a line for the log, the day, and who says so."""

    note: Note = None
    on: On = None
    by: By = None
    under: Under = None
    asks: ClassVar[bool] = False  # whether a note is required

    def said(self, **more: Any) -> Said:
        """As acts take it, with what else is said. Raises UserError for an empty text."""
        from welcomeplan.acts import Mark  # noqa: PLC0415 - `--help` must not wait for it

        return Mark(
            self.on,
            written(self.note, "--note", needed=self.asks),
            written(self.by, "--by"),
            under=written(self.under, "--under"),
            **more,
        )


@dataclass(frozen=True)
class Timed(Mark):
    """Likewise, of times of what repeats, where they are named."""

    period: Periods = None

    @property
    def periods(self) -> tuple[str, ...]:
        """The times that are named. Raises UserError for an empty one."""
        for one in self.period or ():
            written(one, "--period")
        return tuple(self.period or ())


@dataclass(frozen=True)
class Reasoned(Timed):
    """Likewise, where the reason will be asked for."""

    note: Reason = field()
    asks = True


@dataclass(frozen=True)
class Save:
    """Where a change is made, or only shown."""

    folder: Folder = None
    dry_run: DryRun = False
