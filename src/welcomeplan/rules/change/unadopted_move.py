"""What was adopted changes by a decision: a deadline, a target, a wording or giving up.

Off, unless a plan asks for it: where a council adopted the plan, it may want to see its own
amendments apart from what staff changed. The entry that the edit adds to the log says under what;
`--under` of each command does it. An entry is of one change: one that keeps what was (`was_due`,
`status`) is of that, and one that keeps both is of the deadline. What an edit moves or gives up
twice, or of two times, is two changes. A target and a wording have no key in an entry: each needs
one of its own that says no more than `note` and `under`. What has no log, the plan's vision as well
as the title of an action, is named in any case.

        due: by the end of 2018         # was: by mid-2018
        log:
          - on: 2018-06-01
            was_due: by mid-2018
            note: The city council votes in October
            under: Resolution 2018-14
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import ASIDE, PROMISED
from welcomeplan.rules.change import amendments
from welcomeplan.rules.change.amendments import DEADLINE
from welcomeplan.rules.change.changed_wording import reworded
from welcomeplan.rules.change.unexplained_move import by_calendar
from welcomeplan.versions import ChangeKind, Spot, all_steps, every_told_of, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import LogEntry, Place
    from welcomeplan.rules.change import Edit, Found
    from welcomeplan.versions import Change, Step

    Notes = tuple[LogEntry, ...]

SEVERITY = Severity.OFF
_REMEDY = "Add it to the entry in its `log:`, as `under: Resolution 2018-14`; one entry is of one"
_REMEDY += " change."


def check(edit: Edit) -> Iterator[Found]:
    """Every deadline, target and wording that changed, and what was given up, each time, where no
    new entry of its own says by whose decision."""
    worded = {id(change) for change, _ in reworded(edit)}
    for change in edit.changes:
        if change.kind is ChangeKind.CALENDAR:
            silent = [shift for shift in change.moved if not shift.under]
            remedy = "Add it to the `log:` of each of them, as `under: Resolution 2018-14`."
            yield from by_calendar(change, silent, "deadlines by nobody's decision", remedy)
        elif id(change) in worded and change.what not in PROMISED and change.what != "organization":
            yield _without_log(change)
    for changes, old, new in amendments.each(edit):
        yield from _of_one(changes, old, new, worded)


def _of_one(changes: list[Change], old: Place, new: Place, worded: set[int]) -> Iterator[Found]:
    """What of one promise changed by nobody's decision."""
    kept = {
        change.key: change
        for change in changes
        if change.key in ("due", "repeats")
        and amendments.recorded(change)
        and amendments.what(change, worded)
    }
    told = every_told_of(old, new)
    yield from _turns(list(kept.values()), old, new, told)
    free = amendments.free(changes, worded)
    for (what, _), change in () if amendments.covered(len(free), told) else free.items():
        remedy = "Add an entry of its own to its `log:`, with `note: ...` and `under: Resolution"
        remedy += " 2018-14`: one that keeps another change is of that one."
        said = _said(what, change.id, change.before, change.after)
        yield change, Finding(change.at.route, f"{said} that is of this alone", remedy)


def _turns(kept: list[Change], old: Place, new: Place, told: Notes) -> Iterator[Found]:
    """Each time that its deadline changed, by the changes that are `kept` in entries, or that it
    was given up."""
    moved = False
    for steps in all_steps(old, new, told):
        for step in steps:
            moved |= step.key == "due"
            # In other words alone, a deadline is as it was adopted.
            due = step.key == "due" and (kept or len(steps) > 1)
            if not step.under and (due or step.after in ASIDE):
                yield _undecided(step, kept, new)
    for change in kept if not moved else ():  # by a year above it, which no entry keeps
        if not change.under:
            yield (
                change,
                Finding(
                    change.at.route,
                    _said(DEADLINE, change.id, change.before, change.after),
                    _REMEDY,
                ),
            )


def _undecided(step: Step, kept: list[Change], new: Place) -> Found:
    what = DEADLINE if step.key == "due" else "the status"
    at = where(new, step.key)
    if step.entry and step.period:
        at = where(new, "log", new.promised.log.index(step.entry))
    message = _said(what, f"{new.id} {step.period}".strip(), step.before, step.after)
    if step.entry and not step.own:
        message += ": its entry is of the deadline"
    about = Spot(new.plan.id, at) if step.period or not kept else kept[0]
    return about, Finding(at.route, message, _REMEDY)


def _said(what: str, name: str, before: str | None, after: str | None) -> str:
    message = f"{what} of `{name}` changes, from `{before or 'none'}` to `{after or 'none'}`"
    return f"{message}, and no new entry says by whose decision"


def _without_log(change: Change) -> Found:
    message = f"the {change.key} of the {change.what} `{change.id}` changes, and it has no log to"
    message += " say by whose decision"
    remedy = "Put it back; or say in the request by whose decision: whoever approves it decides."
    return change, Finding(change.at.route, message, remedy)
