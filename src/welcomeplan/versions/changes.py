"""What an edit did to plans, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.plan import PROMISED
from welcomeplan.versions.values import UNEXPLAINED, WHAT, Change, ChangeKind
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.plan import Group


def summary(
    changes: Iterable[Change], found: Group, unread: tuple[bool, bool] = (False, False)
) -> str:
    """One sentence: what an edit did, what weakens a promise first, and how the promises `found`
    after it stand. Where something of the one or the other version is `unread`, it is of what
    could be read."""
    groups: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.kind.rank, WHAT[change.what]), []).append(change)
    parts = [_counted(group) for _, group in sorted(groups.items())]
    number = f"{len(found.standings)}{' that could be read' if unread[1] else ''}"
    stands = f"{found.done} of {number} done, {found.overdue or 'none'} overdue"
    stands += f", {found.missed or 'none'} missed"
    stands += f", {found.measured}" if found.measured.targets else ""
    nothing = "nothing of what could be read changed" if any(unread) else "nothing changed"
    return f"{', '.join(parts) or nothing}; {stands}"


def _counted(group: list[Change]) -> str:
    """Changes of one kind to one sort of thing, in words."""
    kind, what = group[0].kind, group[0].what
    if kind is ChangeKind.CALENDAR:
        moved = [shift for change in group for shift in change.moved]
        deadlines = plural(len(moved), "deadline")
        return "calendar changed" + (f", which moves {deadlines}" if moved else "")
    several = kind is ChangeKind.COMPLETED  # one milestone may be completed for several periods
    number = len({(c.plan, c.id, c.after if several else "") for c in group})
    said = f"{number if what == 'milestone' else plural(number, what)} {_SAID.get(kind, kind)}"
    days = [abs(change.days) for change in group if change.days]
    if kind in (ChangeKind.SLIPPED, ChangeKind.PULLED_FORWARD) and days:
        said += f" by {_range(days)}"
    if kind is ChangeKind.COMPLETED:
        found = [change for change in group if change.days and change.days > 0]
        late = [change.days for change in found if change.days]
        least = "at least " if any(change.least for change in found) else ""
        if number == 1 and late:
            said += f" {least}{_range(late)} late"
        elif late:
            said += f" ({len(late)} late by {least}{_range(late)})"
    if kind in UNEXPLAINED and what in PROMISED:
        silent = sum(change.reason is None for change in group)
        if silent == len(group):
            said += " without a reason"
        elif silent:
            said += f" ({silent} without a reason)"
    return said


_SAID = {
    ChangeKind.RENAMED: "renamed",
    ChangeKind.PARTNERS: "with other partners",
    ChangeKind.CORRECTED: "done on another day than was said",
    ChangeKind.TARGET: "with another target",
    ChangeKind.LOWERED: "with a lower target",
    ChangeKind.RAISED: "with a higher target",
    ChangeKind.READINGS: "with rewritten readings",
    ChangeKind.EVIDENCE: "with new evidence",
    ChangeKind.LOG_REWRITTEN: "with a rewritten log",
    ChangeKind.CHECKS: "with other checks",
    ChangeKind.EXCUSED: "with other excuses",
    ChangeKind.NOTED: "with a new note",
    ChangeKind.CHANGED: "changed in other ways",
}


def _range(days: list[int]) -> str:
    least, most = min(days), max(days)
    return plural(most, "day") if least == most else f"{least} to {most} days"
