"""What was adopted changes by a decision: a deadline, a target, a wording or giving up.

Off, unless a plan asks for it: where a council adopted the plan, it may want to see its own
amendments apart from what staff changed. The entry that the edit adds to the log says under what;
`--under` of each command does it. An entry is of one change: one that keeps what was (`was_due`,
`status`) is of that. A target and a wording have no key in an entry: each needs one of its own that
says no more than `note` and `under`. What has no log, the plan's vision as well as the title of an
action, is named in any case.

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
from welcomeplan.plan import PROMISED
from welcomeplan.rules.change import amendments
from welcomeplan.rules.change.changed_wording import reworded
from welcomeplan.rules.change.unexplained_move import by_calendar
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found
    from welcomeplan.versions import Change

SEVERITY = Severity.OFF


def check(edit: Edit) -> Iterator[Found]:
    """Every deadline, target and wording that changed, and what was given up, once each, where no
    new entry of its own says by whose decision."""
    worded = {id(change) for change, _ in reworded(edit)}
    for change in edit.changes:
        if change.kind is ChangeKind.CALENDAR:
            silent = [shift for shift in change.moved if not shift.under]
            remedy = "Add it to the `log:` of each of them, as `under: Resolution 2018-14`."
            yield from by_calendar(change, silent, "deadlines by nobody's decision", remedy)
        elif id(change) in worded and change.what not in PROMISED and change.what != "organization":
            yield _without_log(change)
    held = amendments.held(edit, worded)
    for (_, _, what), change in held.items():
        if not amendments.decided(change, held, edit):
            yield _unadopted(what, change, recorded=amendments.recorded(change))


def _unadopted(what: str, change: Change, *, recorded: bool) -> Found:
    message = f"{what} of `{change.id}` changes, from `{change.before or 'none'}` to"
    message += f" `{change.after or 'none'}`, and no new entry says by whose decision"
    remedy = "Add it to the entry in its `log:`, as `under: Resolution 2018-14`."
    if not recorded:
        message += " that is of this alone"
        remedy = "Add an entry of its own to its `log:`, with `note: ...` and `under: Resolution"
        remedy += " 2018-14`: one that keeps another change is of that one."
    return change, Finding(change.at.route, message, remedy)


def _without_log(change: Change) -> Found:
    message = f"the {change.key} of the {change.what} `{change.id}` changes, and it has no log to"
    message += " say by whose decision"
    remedy = "Put it back; or say in the request by whose decision: whoever approves it decides."
    return change, Finding(change.at.route, message, remedy)
