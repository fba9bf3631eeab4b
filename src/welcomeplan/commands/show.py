"""One part of the plan, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from welcomeplan.answer import Answer, Column, Sheet
from welcomeplan.commands import looking
from welcomeplan.commands.looking import MILESTONE, date_words, row, target_words, times_words
from welcomeplan.commands.options import AsOf, At, Folder, Form, Format, Json, complete_ids
from welcomeplan.formats import json
from welcomeplan.plan import Milestone, stand
from welcomeplan.wording import words

if TYPE_CHECKING:
    from welcomeplan.plan import LogEntry, Place, Plan, Standing

EXAMPLES = (
    "show career-services",
    "show safe-communities --as-of 2018-02-15",
    "show training-2018 --json",
)
CARD = (Column("Field", "id"), Column("Value"))


def run(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The id of a strategy, objective, action or milestone, or its beginning.",
            autocompletion=complete_ids,
        ),
    ],
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
    form: Format = Form.table,
    as_json: Json = False,
) -> int:
    """One strategy, objective, action or milestone whole.

    Wording, how its deadline is read, log, evidence, what it waits for and what waits for it,
    and the file and line where it stands.
    """
    workspace = looking.read(folder, at)
    day = as_of or looking.today()
    place = looking.find(workspace, id_)
    standings = stand([place.plan], day)
    inside = [s for s in standings if s.entry in place.entries]
    line = place.file.source.line_of(place.route)
    where = f"{workspace.shown(place.file.file)}:{line}"
    if isinstance(place.part, Milestone):
        fields = _milestone(place.part, inside[0], place.plan)
        extra = _record(place.part, place.plan)
        sheets = []
    else:
        fields = _part(place)
        extra = {}
        rows = tuple(row(standing, workspace) for standing in inside)
        sheets = [Sheet("Milestones", MILESTONE, rows, empty="It has no milestones.")]
    fields.append(("Stands in", where))
    card = tuple((name, value) for name, value in fields if value)
    title = f"{place.kind.capitalize()} {place.id}, {looking.clock(workspace, day)}"
    record: dict[str, Any] = {
        **json.head("show", day, workspace.report.unread, workspace.at),
        "kind": place.kind,
        "id": place.id,
        "title": place.part.title,
        "text": getattr(place.part, "text", None),
        "file": place.file.file,
        "line": line,
        **extra,
        "milestones": [json.milestone(standing) for standing in inside],
    }
    found = Answer([Sheet(title, CARD, card, headed=False), *sheets], record)
    return looking.answer(workspace, found, form, as_json)


def _part(place: Place) -> list[tuple[str, str]]:
    part = place.part
    plan = place.plan
    fields = [
        ("Title", part.title),
        ("Summary", getattr(part, "summary", None) or ""),
        ("Adopted wording", getattr(part, "text", None) or ""),
        ("Strategy", "" if place.kind == "strategy" else place.file.strategy.title),
        ("Lead", _organization(plan, getattr(part, "lead", None))),
        ("Partners", ", ".join(_organization(plan, p.org) for p in getattr(part, "partners", ()))),
        ("Tags", ", ".join(getattr(part, "tags", ()))),
        ("Source", part.source or ""),
    ]
    fields += [(f"Action {action.id}", action.title) for action in getattr(part, "actions", ())]
    fields += [(f"Objective {o.id}", o.title) for o in getattr(part, "objectives", ())]
    for indicator in getattr(part, "indicators", ()):
        latest = indicator.readings[-1] if indicator.readings else None
        now = f"{words(latest.value)} on {latest.on}" if latest else "no reading yet"
        goal = f", target {words(indicator.target)}" if indicator.target is not None else ""
        unit = f" {indicator.unit}" if indicator.unit else ""
        fields.append((f"Indicator {indicator.id}", f"{indicator.title}: {now}{goal}{unit}"))
    return fields


def _milestone(promise: Milestone, standing: Standing, plan: Plan) -> list[tuple[str, str]]:
    entry = standing.entry
    due = standing.due
    missed = " (its deadline was missed)" if standing.missed and standing.state != "overdue" else ""
    read_as = due.reading if due else ""
    if standing.question:
        read_as = f"can't be read: {standing.question.message} {standing.question.remedy}"
    fields = [
        ("Title", promise.title),
        ("Adopted wording", promise.text or ""),
        ("State", standing.state.value + missed),
        ("Done", promise.done.text if promise.done else ""),
        (
            "Deadline",
            f"“{promise.due.words}”" if promise.due else "" if promise.repeats else "none",
        ),
        ("Read as", read_as),
        ("Due", date_words(standing)),
        ("Starts", f"“{promise.starts.words}”" if promise.starts else ""),
        ("Repeats", promise.repeats or ""),
        ("Times done", times_words(standing)),
        ("Owner", _organization(plan, entry.owner) or "nobody is named"),
        ("Partners", ", ".join(_partner(plan, p.org, p.role) for p in promise.partners)),
        ("Target", target_words(standing)),
        ("Strategy", f"{entry.file.strategy.title} ({entry.file.id})"),
        ("Objective", f"{entry.objective.title} ({entry.objective.id})"),
        ("Action", f"{entry.action.title} ({entry.action.id})" if entry.action else ""),
        ("Waits for", ", ".join(standing.waits_on)),
        ("Waits for it", ", ".join(_blocks(plan, promise.id))),
    ]
    fields += [(f"Time {time.period}", _time(time)) for time in standing.times]
    fields += [(f"Log {update.on}", _update(update)) for update in promise.log]
    fields += [("Evidence", link) for link in promise.evidence]
    fields += [("Tags", ", ".join(promise.tags)), ("Source", promise.source or "")]
    return fields


def _time(time: Standing) -> str:
    quarter = time.due.quarter if time.due and time.due.quarter != time.period else None
    due = f", due by {time.due_by}" + (f" ({quarter})" if quarter else "")
    when = f" {time.done}" if time.done else due
    return f"{time.state}{when}"


def _blocks(plan: Plan, name: str) -> list[str]:
    return [other for other in plan.by_id if name in plan.waits_for(other)]


def _update(update: LogEntry) -> str:
    amount = words(update.amount) if update.amount is not None else ""
    amount = f"+{amount}" if amount and not amount.startswith("-") else amount
    by = f"({update.by})" if update.by else ""
    return " ".join(part for part in (amount, update.note or "", by) if part)


def _organization(plan: Plan, name: str | None) -> str:
    organization = plan.head.organizations.get(name or "")
    return f"{organization.name} ({name})" if organization else name or ""


def _partner(plan: Plan, name: str, role: str | None) -> str:
    return _organization(plan, name) + (f", {role}" if role else "")


def _record(promise: Milestone, plan: Plan) -> dict[str, Any]:
    return {
        "starts": promise.starts.words if promise.starts else None,
        "repeats": promise.repeats,
        "after": list(promise.after),
        "blocks": _blocks(plan, promise.id),
        "log": [
            {
                "on": update.on.isoformat(),
                "amount": json.number(update.amount) if update.amount is not None else None,
                "note": update.note,
                "by": update.by,
            }
            for update in promise.log
        ],
        "source": promise.source,
    }
