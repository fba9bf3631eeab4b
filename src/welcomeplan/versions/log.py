"""What an edit did to a log: what it added is the reason of what else it changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from welcomeplan.versions.values import BECAME, MOVES, UNEXPLAINED, ChangeKind
from welcomeplan.wording import words

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.plan import LogEntry

_OWED = (UNEXPLAINED | {ChangeKind.BLOCKED}) - {ChangeKind.LOWERED}
Notes = tuple["LogEntry", ...]
Rewritten = list[tuple["LogEntry", int | None]]


def records(kind: ChangeKind, entry: LogEntry) -> bool:
    """Whether an entry is the record of a kind of change."""
    if kind in MOVES or kind in (ChangeKind.FIRMER, ChangeKind.MORE):
        return entry.was_due is not None
    if kind is ChangeKind.REOPENED:
        return entry.was_done is not None
    if kind is ChangeKind.REOWNED:
        return entry.was_owner is not None
    if kind is ChangeKind.RESUMED:
        return entry.status in ("planned", "active")
    return entry.status is not None and BECAME.get(entry.status) is kind


def reasons(kind: ChangeKind, added: Notes, key: str = "") -> Notes:
    """Of the entries that an edit added, those that say why it made one change (to a `key`), as
    far as can be told: the record of it; else any note stands for a reason that is owed. That of
    a lower target must be its own: no entry keeps what it was."""
    notes = tuple(entry for entry in added if entry.note)
    due = key == "due"
    own = tuple(e for e in notes if records(kind, e) or (due and e.was_due is not None))
    progress = kind is ChangeKind.LOWERED  # of how much was done, no reason to promise less
    free = tuple(e for e in notes if not e.changes and not (progress and e.amount is not None))
    return own or free or (notes if kind in _OWED else ())


def decision(kind: ChangeKind, added: Notes, key: str = "") -> str:
    """By whose decision an edit made one change (to a `key`), by the entries that it added: the
    record of it, where there is one; else what stands by itself. Of what no entry records, a target
    or a wording, any of them says it. Empty where none does: nobody decided but who wrote it."""
    own = [e for e in added if records(kind, e) or (key == "due" and e.was_due is not None)]
    free = [e for e in added if not e.changes and (e.amount is None or kind in _PROGRESS)]
    told = own or [e for e in free if e.under] or (added if kind in _UNRECORDED else ())
    return "; ".join(dict.fromkeys(entry.under for entry in told if entry.under))


_PROGRESS = (ChangeKind.PROGRESSED, ChangeKind.SETBACK, ChangeKind.NOTED)
_UNRECORDED = (
    *(ChangeKind.TARGET, ChangeKind.LOWERED, ChangeKind.RAISED, ChangeKind.REWORDED),
    *(ChangeKind.CHANGED, ChangeKind.PARTNERS, ChangeKind.MOVED),
)
"""What an entry has no key for."""


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
