"""What was adopted changes by a decision: a deadline, a target or a wording.

Off, unless a plan asks for it: where a council adopted the plan, it may want to see its own
amendments apart from what staff changed. The entry that the edit adds to the log says under what;
`--under` of each command does it.

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
from welcomeplan.rules.change import changed_wording
from welcomeplan.rules.change.unexplained_move import moves
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found
    from welcomeplan.versions import Change

SEVERITY = Severity.OFF
_TARGET = ("target", "targets")


def check(edit: Edit) -> Iterator[Found]:
    """Every deadline, target and wording of a milestone that changed, once each, where no new entry
    says by whose decision."""
    reworded = {id(change) for change, _ in changed_wording.check(edit)}
    said: set[tuple[str, str, str]] = set()
    for change in edit.changes:
        if change.kind is ChangeKind.CALENDAR:
            silent = [shift.id for shift in change.moved if not shift.under]
            if silent:
                message = f"the calendar moves deadlines by nobody's decision: {', '.join(silent)}"
                remedy = "Add it to the `log:` of each of them, as `under: Resolution 2018-14`."
                yield change, Finding(change.at.route, message, remedy)
            continue
        what = _what(change, reworded=id(change) in reworded)
        if what and not change.under and (change.plan, change.id, what) not in said:
            said.add((change.plan, change.id, what))
            message = f"{what} of `{change.id}` changes, from `{change.before or 'none'}` to"
            message += f" `{change.after or 'none'}`, and no new entry says by whose decision"
            remedy = "Add it to the entry in its `log:`, as `under: Resolution 2018-14`."
            yield change, Finding(change.at.route, message, remedy)


def _what(change: Change, *, reworded: bool) -> str:
    """What of a milestone changed that was adopted; nothing, where it is something else. Only a
    milestone has a log, and a deadline that moved with what it counts from was decided there."""
    if change.what != "milestone" or change.key == "done":
        return ""
    if moves(change) or change.kind is ChangeKind.FIRMER or change.key == "due":
        return "the deadline"
    return "the target" if change.key in _TARGET else "the wording" if reworded else ""
