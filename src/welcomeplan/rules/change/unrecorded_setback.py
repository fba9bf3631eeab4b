"""What a promise was before it was put off, given up or reopened stands in its record.

Without the entry nothing shows, as of an earlier day, what was promised then. Commands write it.

        due: by the end of 2018
        log:
          - on: 2018-03-01
            was_due: by mid-2018
            note: The city council votes in October
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import DAY_UNKNOWN, NO_DEADLINE, NOBODY, PROMISED, UNKNOWN
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.rules.change import Edit, Found
    from welcomeplan.versions import Change

SEVERITY = Severity.ERROR
_KINDS = frozenset(
    {
        ChangeKind.SLIPPED,
        ChangeKind.FEWER,
        ChangeKind.VAGUER,
        ChangeKind.DROPPED,
        ChangeKind.DEFERRED,
        ChangeKind.REOPENED,
    }
)


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone whose deadline moved later or is vaguer, that was set aside, or that was
    done and is not, without an entry that says so: each once."""
    said: set[tuple[str, str, str]] = set()
    for change in edit.changes:
        name = (change.plan, change.id, change.key)
        # That one time of what repeats is due on another day is of no kind of its own.
        moved = change.kind is ChangeKind.CHANGED and change.key == "due"
        mine = change.what in PROMISED and (moved or change.kind in _KINDS)
        if mine and not change.recorded:
            if name not in said:
                yield change, unrecorded(change, edit.as_of)
            said.add(name)


_SAID = {
    ChangeKind.SLIPPED: "moved later",
    ChangeKind.FEWER: "promised less often",
    ChangeKind.PULLED_FORWARD: "moved sooner",
    ChangeKind.STARTED: "begun",
    ChangeKind.RESUMED: "taken up again",
    ChangeKind.REOWNED: "given to another owner",
}


def unrecorded(change: Change, day: date) -> Finding:
    """That an entry is missing, and how to write it."""
    message = f"`{change.id}` is {_SAID.get(change.kind, change.kind)}, and its log doesn't"
    message += " say since when" if change.key == "status" else " keep what it was"
    lines = ", ".join(f"`{line}`" for line in (f"- on: {day}", *_entry(change)))
    remedy = f"Add the entry to its `log:`, as {lines} and `note: ...`, by the day it was decided."
    return Finding(change.at.route, message, remedy)


def _entry(change: Change) -> tuple[str, ...]:
    """The lines of the entry that a change should have left."""
    before = change.before or ""
    if change.key == "status":
        return (f"status: {change.after or 'planned'}",)
    if change.key == "repeats":
        return (f"was_due: {before or NO_DEADLINE}",)
    if change.key == "due" and ": " in before:  # of one time of what repeats
        period, _, was = before.partition(": ")
        return f"period: {period}", f"was_due: {was}"
    if change.key == "due":
        both = re.fullmatch(r"(.*) \(by ([0-9-]{10})\)", before)
        due = f"{{words: {both[1]}, by: {both[2]}}}" if both else before or NO_DEADLINE
        return (f"was_due: {due}",)
    if change.key == "owner":
        return (f"was_owner: {before or NOBODY}",)
    period, _, done = before.rpartition(": ")
    was = f"was_done: {UNKNOWN if done == DAY_UNKNOWN else done}"
    return (f"period: {period}", was) if period else (was,)
