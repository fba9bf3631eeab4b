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
from welcomeplan.rules.change import changed_wording
from welcomeplan.rules.change.unexplained_move import by_calendar, moves
from welcomeplan.versions import ChangeKind, plain, records, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found
    from welcomeplan.versions import Change

SEVERITY = Severity.OFF
_KEYS = {
    "due": "the deadline",
    "target": "the target",
    "targets": "the target",
    "baseline": "the baseline",
    "unit": "the unit",
}
_Held = dict[tuple[str, str, str], "Change"]


def check(edit: Edit) -> Iterator[Found]:
    """Every deadline, target and wording that changed, and what was given up, once each, where no
    new entry of its own says by whose decision."""
    held: _Held = {}
    reworded = {id(change) for change, _ in changed_wording.check(edit)}
    for change in edit.changes:
        if change.kind is ChangeKind.CALENDAR:
            silent = [shift for shift in change.moved if not shift.under]
            remedy = "Add it to the `log:` of each of them, as `under: Resolution 2018-14`."
            yield from by_calendar(change, silent, "deadlines by nobody's decision", remedy)
        elif change.what in PROMISED:
            what = _what(change, reworded=id(change) in reworded)
            if what:
                held.setdefault((change.plan, change.id, what), change)
        elif id(change) in reworded and change.what != "organization":
            yield _without_log(change)
    for (plan, name, what), change in held.items():
        recorded = records(change.kind, (), change.key) is not None
        mine = [one for key, one in held.items() if key[:2] == (plan, name)]
        if not (change.under if recorded else _each(mine, edit)):
            yield _unadopted(what, change, recorded=recorded)


def _what(change: Change, *, reworded: bool) -> str:
    """What of a promise changed that was adopted; nothing, where it is something else. A deadline
    that moved with what it counts from was decided there."""
    if change.key == "done":
        return ""
    if moves(change) or change.kind is ChangeKind.FIRMER:
        return _KEYS["due"]
    if change.kind in (ChangeKind.DROPPED, ChangeKind.DEFERRED):
        return "the status"
    return _KEYS.get(change.key) or ("the wording" if reworded else "")


def _each(mine: list[Change], edit: Edit) -> bool:
    """Whether of the changes of one promise each that nothing records has an entry of its own."""
    name = f"{mine[0].plan}/{mine[0].id}"
    old = next(old for old, new in edit.names.items() if new == name)
    told = plain(ChangeKind.TARGET, told_of(edit.old_places[old], edit.places[name]))
    free = [one for one in mine if records(one.kind, (), one.key) is None]
    return sum(bool(entry.under) for entry in told) >= len(free)


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
