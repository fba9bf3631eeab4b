"""What is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import plan as facts
from welcomeplan.answer import Answer, Sheet
from welcomeplan.commands import looking
from welcomeplan.commands.looking import MILESTONE, row, titles
from welcomeplan.commands.options import (
    AsOf,
    At,
    Folder,
    Form,
    Format,
    From,
    Json,
    Owner,
    Partner,
    PlanId,
    Quarter,
    Strategy,
    Tag,
    To,
)
from welcomeplan.deadlines import Calendar, Question, Window, read_quarter
from welcomeplan.errors import EXIT_PROBLEMS, UserError
from welcomeplan.formats import json
from welcomeplan.plan import stand

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.plan import DueList
    from welcomeplan.workspace import Workspace

EXAMPLES = (
    "due --quarter 2018Q1 --as-of 2018-02-15",
    "due --overdue --owner marc",
    "due --quarter next --format csv",
)


def run(
    quarter: Quarter = None,
    from_: From = None,
    to: To = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is done, deferred or dropped.")
    ] = False,
    owner: Owner = None,
    partner: Partner = None,
    strategy: Strategy = None,
    plan: PlanId = None,
    tag: Tag = None,
    fail_overdue: Annotated[
        bool, typer.Option("--fail-overdue", help="Exit with 1 if anything is overdue.")
    ] = False,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
    form: Format = Form.table,
    as_json: Json = False,
) -> int:
    """What is due in a quarter: deadline words beside the date, state, owner and target.

    Without a period: this quarter, and what is overdue from before.
    """
    workspace = looking.read(folder, at)
    day = as_of or looking.today()
    wanted = facts.Selection(owner, partner, strategy, plan, tag)
    standings = facts.select(stand(workspace.plans, day), workspace.plans, wanted)
    period = _period(workspace, day, quarter, from_, to)
    label, window = period or read_quarter("this", day, Calendar())
    found = facts.due(standings, label, window, everything=everything, earlier=period is None)
    late = facts.overdue(standings)
    clock = looking.clock(workspace, day)
    if overdue:
        inside = [s for s in late if period is None or (s.due_by and s.due_by in window)]
        found = facts.DueList(label, window, tuple(inside), facts.LeftOut())
        title = f"Overdue {clock}" if period is None else f"Due in {label} and overdue {clock}"
    else:
        title = f"Due in {label}" + ("" if period else ", and overdue") + f", {clock}"
    sheet = Sheet(
        f"{title} · {titles(workspace)}",
        MILESTONE,
        tuple(row(standing, workspace) for standing in found.listed),
        () if overdue else _notes(found, everything, looking.again(folder, as_of, at)),
        empty="Nothing is overdue." if overdue else "Nothing is due.",
    )
    record = {
        **json.head("due", day, workspace.report.unread, workspace.at),
        **json.due_list(found),
        "milestones": [json.milestone(standing) for standing in found.listed],
    }
    code = looking.answer(workspace, Answer([sheet], record), form, as_json)
    return EXIT_PROBLEMS if fail_overdue and late else code


def _period(
    workspace: Workspace, day: date, quarter: str | None, first: date | None, last: date | None
) -> tuple[str, Window] | None:
    """The period asked for, with its label; None where none is."""
    if quarter is not None:
        if first or last:
            raise UserError("`--quarter` and `--from` or `--to` are given", "Give one of them.")
        readings = set()
        for calendar in [plan.calendar for plan in workspace.plans] or [Calendar()]:
            try:
                readings.add(read_quarter(quarter, day, calendar))
            except Question as question:
                raise UserError(f"`{quarter}`: {question.message}", question.remedy) from None
        if len(readings) > 1:
            raise UserError(
                f"`{quarter}` is not the same quarter in all of these plans",
                "Their fiscal years differ. Name one with `--plan`, or a calendar quarter.",
            )
        return readings.pop()
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise UserError("a period needs both `--from` and `--to`", "Add the other day.")
    if last < first:
        raise UserError(f"the period ends, {last}, before it begins, {first}", "Swap the days.")
    return f"{first} to {last}", Window(first, last)


def _notes(found: DueList, everything: bool, again: str) -> tuple[str, ...]:
    """What the list leaves out, in words; `again` is what a further command needs as well."""
    left = found.left_out
    counts = [
        (left.done, "done"),
        (left.deferred, "deferred"),
        (left.dropped, "dropped"),
        (left.under_way, "running in it, due in another period"),
    ]
    parts = [f"{count} {words}" for count, words in counts if count]
    notes = []
    if left.overdue:
        notes.append(f"Overdue from earlier: {left.overdue} (welcomeplan due --overdue{again}).")
    if parts:
        hint = " --all lists what is done." if left.done and not everything else ""
        notes.append(f"Not listed: {', '.join(parts)}.{hint}")
    if left.unreadable:
        notes.append(
            f"Deadlines that can't be read: {left.unreadable} (`welcomeplan validate` says why)."
        )
    return tuple(notes)
