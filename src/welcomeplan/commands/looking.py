"""What every command that looks at a plan does: the clock, the plans, the columns, the answer."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from welcomeplan import plan as facts
from welcomeplan import versions
from welcomeplan.answer import Column
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.formats import render
from welcomeplan.wording import show, words
from welcomeplan.workspace import load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from welcomeplan.answer import Answer, Cell
    from welcomeplan.commands.options import Form
    from welcomeplan.plan import Place, Standing
    from welcomeplan.workspace import Workspace


def today() -> date:
    """The clock is read here, and nowhere below the command line."""
    return date.today()  # noqa: DTZ011 - a deadline ends with the day where the user is


def read(folder: Path | None, at: str | None = None) -> Workspace:
    """The plans to look at, as they are or as they stood at a git revision. Files that can't be
    read are named on stderr: a table without them must not pass for the whole."""
    workspace = load(folder, at=at)
    warn(workspace)
    return workspace


def warn(*workspaces: Workspace) -> None:
    """Name on stderr the files that can't be read: what is said must not pass for the whole."""
    for workspace in workspaces:
        for file in workspace.report.unread:
            found = f"{show(workspace.shown(file))} can't be read{_at(workspace)}"
            sys.stderr.write(f"welcomeplan: {found}, and is missing from what follows\n")
        if workspace.report.unread and not workspace.at:
            sys.stderr.write("  `welcomeplan validate` says what is wrong.\n")


def unread_words(workspace: Workspace) -> list[str]:
    """A sentence for each file of a version that can't be read."""
    return [
        f"{workspace.shown(file)} can't be read{_at(workspace)}: nothing is said of what stands"
        " there"
        for file in workspace.report.unread
    ]


def clock(workspace: Workspace, day: date) -> str:
    """When a title says things are judged, and from what: `as of 2018-02-15 at 1a2b3c4d5e`."""
    return f"as of {day}{_at(workspace)}"


def _at(workspace: Workspace) -> str:
    """From which commit; nothing for the files on disk."""
    return f" at {versions.short(workspace.at)}" if workspace.at else ""


def answer(workspace: Workspace, found: Answer, form: Form, json: bool) -> int:
    """Print an answer; the exit code of a command that looked at these plans."""
    sys.stdout.write(render("json" if json else form.value, found, sys.stdout))
    return EXIT_PROBLEMS if workspace.report.unread else EXIT_OK


def find(workspace: Workspace, name: str, kind: str | None = None) -> Place:
    """What an id stands for. Where files could not be read, it may stand there: that is said."""
    try:
        return facts.find(workspace.plans, name, kind)
    except UserError as error:
        if workspace.report.unread:
            error.remedy += " It may stand in a file that can't be read."
        raise


MILESTONE = (
    Column("Due", "date"),
    Column("State", "state"),
    Column("Id", "id"),
    Column("Milestone", below="Id"),
    Column("In the plan's words", "quote", below="Id"),
    Column("Owner", below="Id", brief=True),
    Column("Target", below="Id", brief=True),
    Column("Done", "date", below="Id", optional=True),
    Column("Partners", detail=True),
    Column("Strategy", detail=True),
    Column("Objective", detail=True),
    Column("Action", detail=True),
    Column("Plan", detail=True),
)


def row(standing: Standing, workspace: Workspace) -> tuple[Cell, ...]:
    """A milestone in the columns of `MILESTONE`."""
    entry = standing.entry
    return (
        date_words(standing),
        standing.state.value,
        name(standing, workspace),
        entry.milestone.title,
        deadline_words(standing),
        entry.owner or "",
        target_words(standing),
        standing.done.text if standing.done else "",
        tuple(partner.org for partner in entry.milestone.partners),
        entry.file.id,
        entry.objective.id,
        entry.action.id if entry.action else "",
        entry.plan.id,
    )


def name(standing: Standing, workspace: Workspace) -> str:
    """The milestone's id, among several plans its full name; and which time, if it repeats."""
    several = len(workspace.plans) > 1
    name = facts.full_name(standing.entry) if several else standing.entry.milestone.id
    return f"{name} {standing.period}" if standing.period else name


def date_words(standing: Standing) -> str:
    """The last day on time; where the beginning is promised, the last day to begin.

    Of a milestone that repeats, that of its first open time.
    """
    open_ = next((time for time in standing.times if time.open), standing)
    day = open_.due_by.isoformat() if open_.due_by else ""
    return f"begin by {day}" if day and standing.begins else day


def deadline_words(standing: Standing) -> str:
    """The plan's own words: how often, where it repeats, and by when."""
    promise = standing.entry.milestone
    due = promise.due.words if promise.due else ""
    if not promise.repeats or standing.period:
        return promise.repeats or due
    return f"{promise.repeats}, {due}" if due else promise.repeats


def target_words(standing: Standing) -> str:
    """How much of the target is logged: `1 of 2 trainings`."""
    target = standing.entry.milestone.target
    return f"{words(standing.logged)} of {target}" if target else ""


def times_words(standing: Standing) -> str:
    """How a milestone that repeats stands: `3 of 4, 1 missed`; empty for one that does not."""
    if not standing.times:
        return ""
    done = sum(time.done is not None for time in standing.times)
    missed = sum(time.missed for time in standing.times)
    return f"{done} of {len(standing.times)}" + (f", {missed} missed" if missed else "")


def titles(workspace: Workspace) -> str:
    """The title of the plan, or how many there are."""
    if len(workspace.plans) == 1:
        return workspace.plans[0].head.title
    return f"{len(workspace.plans)} plans"


def again(folder: Path | None, as_of: date | None, at: str | None) -> str:
    """The options that a command which is pointed to needs as well, to speak of the same."""
    given = {"--dir": folder, "--as-of": as_of, "--at": at}
    return "".join(f" {option} {value}" for option, value in given.items() if value is not None)


def unreadable(standings: Iterable[Standing]) -> list[str]:
    """A note on deadlines that can't be read: they must not pass for having none."""
    count = sum(standing.question is not None and standing.open for standing in standings)
    return [f"Deadlines that can't be read: {count} (`welcomeplan validate` says why)."] * bool(
        count
    )
