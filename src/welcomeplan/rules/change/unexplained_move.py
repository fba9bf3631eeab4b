"""A deadline that moves says why, in the log, in the same edit.

So does a deadline that nobody touched, and that the calendar moves, the plan's period, `starts:`,
`repeats:` or what it counts from; and what is to wait for something else from now on.

        due: by the end of 2018         # was: by mid-2018
        log:
          - on: 2018-06-01
            note: The city council votes in October
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import PROMISED
from welcomeplan.versions import MOVES, ChangeKind
from welcomeplan.wording import moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found
    from welcomeplan.versions import Change, Shift

SEVERITY = Severity.WARNING
_OTHER = ("repeats", "starts", "after")


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone whose deadline is not what was promised, without a new note: once each."""
    said: set[tuple[str, str]] = set()
    for change in edit.changes:
        name = (change.plan, change.id)
        if change.kind is ChangeKind.CALENDAR:
            silent = [shift for shift in change.moved if not shift.explained]
            remedy = "Add the reason to the `log:` of each of them."
            yield from by_calendar(change, silent, "deadlines without a reason", remedy)
        elif change.what in PROMISED and moves(change) and change.reason is None:
            if name not in said:
                what = f"`{change.key}:`" if change.key in _OTHER else "the deadline"
                message = f"{what} of `{change.id}` {_moved(change)} without a reason"
                remedy = "Add the reason to its `log:`, as `- on: 2018-04-03` and `note: ...`."
                yield change, Finding(change.at.route, message, remedy)
            said.add(name)


def by_calendar(change: Change, moved: list[Shift], what: str, remedy: str) -> Iterator[Found]:
    """What a calendar moves that it should not have, if anything: said once, of it."""
    if moved:
        message = f"the calendar moves {what}: {', '.join(shift.id for shift in moved)}"
        yield change, Finding(change.at.route, message, remedy)


def moves(change: Change) -> bool:
    """Whether it is due at another time, or at other times, or waits for more than before."""
    if change.kind is ChangeKind.CHANGED and change.key == "after":
        before, after = change.items
        return bool(after - before)
    often = change.kind is ChangeKind.CHANGED and change.key in ("repeats", "starts", "due")
    more = change.kind is ChangeKind.MORE and change.key in ("due", "repeats")
    return change.kind in MOVES or more or often


def _moved(change: Change) -> str:
    how = "is made vaguer" if change.kind is ChangeKind.VAGUER else "changes"
    if change.said:
        how = f"changes ({change.said})"
    elif change.days:
        how = f"moves {moved(change.days)}"
    return f"{how}, from `{change.before or 'none'}` to `{change.after or 'none'}`,"
