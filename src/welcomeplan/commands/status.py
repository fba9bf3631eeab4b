"""How the plan stands."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import plan as facts
from welcomeplan.answer import Answer, Column, Progress, Sheet
from welcomeplan.commands import looking
from welcomeplan.commands.looking import MILESTONE, name, row, target_words, times_words, titles
from welcomeplan.commands.options import AsOf, At, Folder, Form, Format, Json
from welcomeplan.formats import json
from welcomeplan.plan import State, stand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from welcomeplan.answer import Cell
    from welcomeplan.plan import Group, Standing
    from welcomeplan.workspace import Workspace

EXAMPLES = (
    "status --as-of 2018-02-15",
    "status --by owner",
    "status --by objective --json",
)
FIRST = 10
"""How many milestones are named as needing attention before `due` is pointed to."""


class By(StrEnum):
    """What to count by."""

    strategy = "strategy"
    objective = "objective"
    owner = "owner"
    plan = "plan"


def run(
    by: Annotated[
        By | None,
        typer.Option("--by", help="Count by. Without it: strategy; of several plans, plan."),
    ] = None,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
    form: Format = Form.table,
    as_json: Json = False,
) -> int:
    """How the plan stands: counts by state, targets, and what needs attention first."""
    workspace = looking.read(folder, at)
    day = as_of or looking.today()
    standings = stand(workspace.plans, day)
    part = by or (By.plan if len(workspace.plans) > 1 else By.strategy)
    groups = facts.group(standings, part.value)
    urgent = facts.attention(standings)
    whole = facts.Group("", "All", tuple(standings))
    title = f"Status {looking.clock(workspace, day)} · {titles(workspace)}"
    sheets = [_counts(title, part, groups, whole)]
    targets = [s for s in standings if s.entry.milestone.target]
    if targets:
        sheets.append(_measured("Targets", "Target", target_words, targets, workspace))
    repeating = [s for s in standings if s.times]
    if repeating:
        sheets.append(_measured("What repeats", "Times done", times_words, repeating, workspace))
    sheets.append(_attention(urgent, workspace, looking.again(folder, as_of, at)))
    record = {
        **json.head("status", day, workspace.report.unread, workspace.at),
        "by": part.value,
        "total": json.group(whole),
        "groups": [json.group(group) for group in groups],
        "attention": [json.milestone(standing) for standing in urgent],
        "milestones": [json.milestone(standing) for standing in standings],
    }
    return looking.answer(workspace, Answer(sheets, record), form, as_json)


_COUNTED = (
    ("Overdue", (State.OVERDUE,)),
    ("Due soon", (State.DUE_SOON,)),
    ("Under way", (State.UNDER_WAY,)),
    ("Upcoming", (State.UPCOMING,)),
    ("Waiting or blocked", (State.WAITING, State.BLOCKED)),
    ("Deferred or dropped", (State.DEFERRED, State.DROPPED)),
    ("No date", (State.ONGOING, State.UNDATED)),
)


def _counts(title: str, by: By, groups: Sequence[Group], whole: Group) -> Sheet:
    # Columns in which every count is nought say nothing.
    counted = [(n, states) for n, states in _COUNTED if any(s in whole.counts for s in states)]
    columns = [Column(by.value.capitalize()), Column("Done", "progress")]
    name = columns[0].name
    columns += [Column(heading, "number", below=name) for heading, _ in counted]
    missed = sum(standing.missed for standing in whole.standings)
    if missed:
        columns.append(Column("Missed", "number", below=name))
    rows: list[tuple[Cell, ...]] = []
    for group in [*groups, *([whole] if len(groups) > 1 else [])]:
        cells: list[Cell] = [
            group.title or "nobody named",
            Progress(group.done, len(group.standings)),
        ]
        cells += [sum(group.counts.get(s, 0) for s in states) or "" for _, states in counted]
        if missed:
            cells.append(group.missed or "")
        rows.append(tuple(cells))
    notes = ["Missed: not done by its deadline, whatever became of it since."] if missed else []
    notes += looking.unreadable(whole.standings)
    return Sheet(
        title, tuple(columns), tuple(rows), tuple(notes), empty="The plan has no milestones."
    )


def _measured(
    title: str,
    heading: str,
    measure: Callable[[Standing], str],
    standings: Sequence[Standing],
    workspace: Workspace,
) -> Sheet:
    columns = (Column("Id", "id"), Column(heading), Column("State", "state"), Column("Milestone"))
    rows = tuple(
        (name(s, workspace), measure(s), s.state.value, s.entry.milestone.title) for s in standings
    )
    return Sheet(title, columns, rows)


def _attention(urgent: Sequence[Standing], workspace: Workspace, again: str) -> Sheet:
    more = len(urgent) - FIRST
    notes = (f"And {more} more: `welcomeplan due{again}` lists them.",) if more > 0 else ()
    rows = tuple(row(standing, workspace) for standing in urgent[:FIRST])
    return Sheet("Needs attention first", MILESTONE, rows, notes, empty="Nothing.")
