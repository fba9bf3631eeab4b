"""What an edit did to a log: what it added is the reason of what else it changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from welcomeplan.versions.values import MOVES, ChangeKind
from welcomeplan.wording import words

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.plan import LogEntry

Notes = tuple["LogEntry", ...]
Rewritten = list[tuple["LogEntry", int | None]]

# How the notes begin that commands write beside what they do.
_OPENINGS = {
    **dict.fromkeys((*MOVES, ChangeKind.FIRMER), "moved"),
    ChangeKind.REOPENED: "reopened",
    ChangeKind.DROPPED: "dropped",
    ChangeKind.DEFERRED: "deferred",
    ChangeKind.BLOCKED: "blocked",
}


def reasons(kind: ChangeKind, notes: Notes) -> Notes:
    """Of the notes that an edit added, those that speak of one change, as far as can be told.

    Where none says that it does ("Moved from ..."), any note stands for a reason that is owed.
    """
    opening = _OPENINGS.get(kind)
    own = [note for note in notes if opening and _opening(note) == opening]
    free = [note for note in notes if _opening(note) is None]
    return tuple(own or free or (notes if opening else ()))


def _opening(note: LogEntry) -> str | None:
    words = (note.note or "").casefold()
    return next((word for word in _OPENINGS.values() if words.startswith(word)), None)


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
    amount = words(entry.amount)
    by = f"({entry.by})" if entry.by else ""
    return " ".join(part for part in (f"{entry.on}:", amount, entry.note or "", by) if part)
