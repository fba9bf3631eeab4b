"""What an edit did to a log: what it added is the reason of what else it changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from welcomeplan.versions.values import BECAME, ChangeKind
from welcomeplan.wording import words

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.plan import LogEntry

Notes = tuple["LogEntry", ...]
Rewritten = list[tuple["LogEntry", int | None]]


def reasons(kind: ChangeKind, added: Notes, key: str = "") -> Notes:
    """Of the entries that an edit added, those that say why it made one change (to a `key`): the
    record of it; else those that record nothing, and so may be of anything."""
    noted = tuple(entry for entry in added if entry.note)
    return (records(kind, noted, key) or ()) or plain(kind, noted)


def decision(kind: ChangeKind, added: Notes, key: str = "") -> str:
    """By whose decision an edit made one change (to a `key`), by the entries that it added: the
    record of it; of what no entry has a key for, a target or a wording, those that record nothing.
    Empty where none says it: nobody decided but who wrote it."""
    own = records(kind, added, key)
    if own and not all(entry.under for entry in own):
        return ""
    told = plain(kind, added) if own is None else own
    return "; ".join(dict.fromkeys(entry.under for entry in told if entry.under))


def records(kind: ChangeKind, added: Notes, key: str = "") -> Notes | None:
    """Of the entries that an edit added, those that keep what one change (to a `key`) made of the
    promise; None of what no entry has a key for."""
    if kind is ChangeKind.REOPENED:
        return tuple(entry for entry in added if entry.was_done)
    if kind in (ChangeKind.PROGRESSED, ChangeKind.SETBACK) and key == "log":
        return tuple(entry for entry in added if entry.amount is not None)
    if kind is ChangeKind.REOWNED:
        return tuple(entry for entry in added if entry.was_owner)
    if key == "status" or kind in _STATUSES:
        return tuple(entry for entry in added if entry.status in _STATUSES.get(kind, ("planned",)))
    return tuple(entry for entry in added if entry.was_due) if key in ("due", "repeats") else None


def plain(kind: ChangeKind, added: Notes) -> Notes:
    """Those that record nothing: no change, nor, of all but progress, how much was done."""
    counts = kind in _PROGRESS
    return tuple(e for e in added if not e.changes and (counts or e.amount is None))


def of_time(added: Notes, period: str) -> Notes:
    """Of the entries that an edit added, those of one time; where there are none, those of the
    whole, as where the period is empty."""
    name = period.casefold()
    mine = tuple(entry for entry in added if (entry.period or "").casefold() == name)
    return mine or tuple(entry for entry in added if entry.period is None)


_STATUSES: dict[ChangeKind, tuple[str, ...]] = {
    **{kind: (status,) for status, kind in BECAME.items()},
    ChangeKind.RESUMED: ("planned", "active"),
}
_PROGRESS = (
    *(ChangeKind.PROGRESSED, ChangeKind.SETBACK, ChangeKind.COMPLETED, ChangeKind.NOTED),
    ChangeKind.CORRECTED,
)


def log_changes(
    old: tuple[LogEntry, ...], new: tuple[LogEntry, ...]
) -> tuple[list[int], Rewritten]:
    """What was added to a log; and each entry that is gone, with what stands in its stead."""
    left = Counter(old)
    added = []
    for at, entry in enumerate(new):
        if left[entry]:
            left[entry] -= 1
        else:
            added.append(at)
    rewritten: Rewritten = []
    by_day: dict[date, list[int]] = {}
    for place in added:
        by_day.setdefault(new[place].on, []).append(place)
    used: set[int] = set()
    fresh = set(added)
    # Of equal entries the later ones count as gone.
    for at in range(len(old) - 1, -1, -1):
        if not left[old[at]]:
            continue
        left[old[at]] -= 1
        same_day = by_day.get(old[at].on, [])
        while same_day and same_day[-1] in used:
            same_day.pop()
        instead = same_day.pop() if same_day else at if at in fresh and at not in used else None
        if instead is not None:
            used.add(instead)
        rewritten.append((old[at], instead))
    return [place for place in added if place not in used], rewritten[::-1]


def entry_words(entry: LogEntry) -> str:
    """An entry on one line."""
    was = entry.was_due
    parts = [
        f"{entry.on}:",
        entry.period or "",
        entry.status or "",
        f"was due “{was.words}”" + (f" (by {was.by})" if was.by else "") if was else "",
        f"was done {entry.was_done}" if entry.was_done else "",
        f"was owned by {entry.was.text}" if entry.was else "",
        words(entry.amount),
        entry.note or "",
        f"({entry.by})" if entry.by else "",
    ]
    said = " ".join(part for part in parts if part)
    return f"{said}, by {entry.under}" if entry.under else said
