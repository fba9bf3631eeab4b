"""Mark milestones finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands import looking
from welcomeplan.commands.editing import (
    By,
    DryRun,
    Ids,
    Note,
    Planned,
    change,
    log_edits,
    refused,
    written,
)
from welcomeplan.commands.options import Folder
from welcomeplan.deadlines import Deadline
from welcomeplan.plan import DoneOn, Milestone, OccurrenceEntry, read_done
from welcomeplan.yamltext import Append, Edit, RemoveKey, SetKey

if TYPE_CHECKING:
    from welcomeplan.plan import Standing

EXAMPLES = (
    "done career-services --on 2018-02-11",
    'done broker --note "Found: the chamber takes it on" --dry-run',
    "done toolkit checklists --evidence https://example.org/toolkit",
)


def _done_on(text: str) -> DoneOn:
    try:
        return read_done(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}. Write it as 2018-02-11, or 2018-02, or 2018.") from None


def run(
    ids: Ids,
    on: Annotated[
        DoneOn | None,
        typer.Option(
            "--on",
            metavar="DATE",
            parser=_done_on,
            help="When it was finished: a day, or 2018-02, or 2018. Without it: today.",
            show_default=False,
        ),
    ] = None,
    note: Note = None,
    by: By = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="LINK", help="A link or path that proves it."),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help="Which time, of a milestone that repeats: 2018Q1, 2018-03, 2018.",
        ),
    ] = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Mark milestones finished.

    Only the lines that must change are changed. All of the milestones are marked, or none.
    Doing it twice changes nothing.
    """
    today = looking.today()
    day = on or read_done(today.isoformat())
    if day.first > today:
        raise refused(f"{day} is in the future", "Mark it on the day it is done, or correct --on.")
    written(note, "--note")
    written(by, "--by")
    for link in evidence or ():
        written(link, "--evidence")

    def plan(standing: Standing, where: str) -> Planned:
        one = _time(standing, period)
        promise = standing.entry.milestone
        named = f"{promise.id} {one.period}" if one.period else promise.id
        recorded = _recorded(one)
        if recorded and on and recorded != on:
            raise refused(
                f"`{named}` is done {_when(recorded)} already",
                f"If that is wrong, correct its `done:` ({where}).",
            )
        if recorded and recorded.first > today:
            raise refused(
                f"`{named}` is marked done {_when(recorded)}, which has not come yet",
                f"Correct its `done:` ({where}).",
            )
        finished = recorded or day
        starts = standing.entry.starts
        if isinstance(starts, Deadline) and starts.start and finished.last < starts.start:
            raise refused(
                f"`{named}` starts on {starts.start}, and can't be done {_when(finished)}",
                "Correct --on, or its `starts:`.",
            )
        updated = finished.last if finished.first == finished.last else today
        edits = _done_edits(one, finished, list(dict.fromkeys(evidence or [])))
        # Of a month or a year the update bears today's date: on another day it is still the same.
        told = recorded and any(update.note == note for update in promise.log)
        edits += log_edits(standing.entry, updated, note, by) if note and not told else []
        result = _judged(one, finished) if edits else " already; no change"
        result += _short_of_target(one) if edits else ""
        return Planned(standing.entry.file, edits, f"{named}: done {_when(finished)}{result}")

    return change(ids, folder, dry_run, today, plan)


def _time(standing: Standing, period: str | None) -> Standing:
    """What is meant: the milestone, or the one of its times that `period` names."""
    name = standing.entry.milestone.id
    if not standing.times:
        if period:
            raise refused(f"`{name}` does not repeat", "Leave `--period` out.")
        return standing
    open_ = [time.period or "" for time in standing.times if not time.done]
    listing = ", ".join(open_[:12]) or "none"
    if period is None:
        raise refused(
            f"`{name}` repeats, and which time is done is not said",
            f"Add `--period` with one that is open: {listing}.",
        )
    for time in standing.times:
        if (time.period or "").casefold() == period.casefold():
            return time
    raise refused(f"`{name}` has no time called `{period}`", f"Open times: {listing}.")


def _record(one: Standing) -> tuple[int, OccurrenceEntry] | None:
    """What the plan records of one time, and where in its list."""
    for at, record in enumerate(one.entry.milestone.occurrences):
        if one.period and record.period.casefold() == one.period.casefold():
            return at, record
    return None


def _recorded(one: Standing) -> DoneOn | None:
    """When the plan says it was done, on whatever day it is judged."""
    if one.period is None:
        return one.entry.milestone.done
    record = _record(one)
    return record[1].done if record else None


def _done_edits(one: Standing, finished: DoneOn, evidence: list[str]) -> list[Edit]:
    """The edits that make it so; none where it is so already."""
    promise = one.entry.milestone
    route = one.entry.route
    order = Milestone.keys()
    edits: list[Edit] = []
    if one.period is None:
        if promise.status:
            edits.append(RemoveKey(route, "status"))
        if not promise.done:
            edits.append(SetKey(route, "done", finished.text, order))
        new = [link for link in evidence if link not in promise.evidence]
        return edits + [Append(route, "evidence", link, order) for link in new]
    record = _record(one)
    if record is None:
        item: dict[str, str | list[str]] = {"period": one.period, "done": finished.text}
        if evidence:
            item["evidence"] = evidence
        return [Append(route, "occurrences", item, order)]
    at, entry = record
    place = (*route, "occurrences", at)
    if not entry.done:
        edits.append(SetKey(place, "done", finished.text, OccurrenceEntry.keys()))
    new = [link for link in evidence if link not in entry.evidence]
    return edits + [Append(place, "evidence", link, OccurrenceEntry.keys()) for link in new]


def _when(finished: DoneOn) -> str:
    return f"{'on' if finished.first == finished.last else 'in'} {finished}"


def _judged(one: Standing, finished: DoneOn) -> str:
    """Whether that was on time, in words."""
    if one.due_by is None:
        return ""
    late = (finished.last - one.due_by).days
    if late > 0:
        most = "" if finished.first == finished.last else "up to "
        return f", {most}{late} {'day' if late == 1 else 'days'} late (due by {one.due_by})"
    early = one.starts and finished.last < one.starts
    early_words = f", before its window begins on {one.starts}" if early else ""
    return f", on time (due by {one.due_by}){early_words}"


def _short_of_target(one: Standing) -> str:
    """A word on a target that the log does not reach: the first of two is no end."""
    target = one.entry.milestone.target
    if target is None or one.logged >= target.amount:
        return ""
    name = one.entry.milestone.id
    return (
        f"\n  Its log has {looking.target_words(one)}. If it is not finished:"
        f" welcomeplan reopen {name} --note ..., and welcomeplan log {name} AMOUNT."
    )
