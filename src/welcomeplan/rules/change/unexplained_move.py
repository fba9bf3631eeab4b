"""A deadline that moves says why, in the log, in the same edit.

Where a calendar moves deadlines whose words stay as they are, each of them says so.

        due: by the end of 2018         # was: by mid-2018
        log:
          - on: 2018-06-01
            note: The city council votes in October
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import MOVES, ChangeKind
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found
    from welcomeplan.versions import Change

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone whose deadline is not what was promised, without a new note: once each."""
    said: set[tuple[str, str]] = set()
    for change in edit.changes:
        name = (change.plan, change.id)
        if change.kind is ChangeKind.CALENDAR:
            silent = [shift.id for shift in change.moved if not shift.explained]
            if silent:
                message = f"the calendar moves deadlines without a reason: {', '.join(silent)}"
                remedy = "Add the reason to the `log:` of each of them."
                yield change, Finding(change.at.route, message, remedy)
        elif change.what == "milestone" and _moves(change) and change.reason is None:
            if name not in said:
                message = f"the deadline of `{change.id}` {_moved(change)} without a reason"
                remedy = "Add the reason to its `log:`, as `- on: 2018-04-03` and `note: ...`."
                yield change, Finding(change.at.route, message, remedy)
            said.add(name)


def _moves(change: Change) -> bool:
    """Whether it is due at another time, or at other times."""
    rhythm = change.kind is ChangeKind.TARGET and change.key != "target"
    return change.kind in MOVES or rhythm


def _moved(change: Change) -> str:
    how = "is made vaguer" if change.kind in MOVES else "changes"
    if change.days:
        days = abs(change.days)
        later = "later" if change.days > 0 else "earlier"
        how = f"moves {plural(days, 'day')} {later}"
    return f"{how}, from `{change.before or 'none'}` to `{change.after or 'none'}`,"
