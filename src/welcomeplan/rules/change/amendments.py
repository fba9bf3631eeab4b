"""Which changes of what was adopted the edit itself tells as decided: no rule, but what two ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.plan import PROMISED
from welcomeplan.rules.change.unexplained_move import moves
from welcomeplan.versions import ChangeKind, every_told_of, plain, records

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from welcomeplan.plan import LogEntry, Place
    from welcomeplan.rules.change import Edit
    from welcomeplan.versions import Change

DEADLINE = "the deadline"
_KEYS = {
    "due": DEADLINE,
    "target": "the target",
    "targets": "the target",
    "baseline": "the baseline",
    "unit": "the unit",
}


def each(edit: Edit) -> Iterator[tuple[list[Change], Place, Place]]:
    """The changes of each promise that stands on both sides, with the promise as it was and is."""
    held: dict[tuple[str, str], list[Change]] = {}
    for change in edit.changes:
        if change.what in PROMISED:
            held.setdefault((change.plan, change.id), []).append(change)
    olds = {new: edit.old_places[old] for old, new in edit.names.items()}
    for (plan, name), changes in held.items():
        full = f"{plan}/{name}"
        if full in olds and full in edit.places:
            yield changes, olds[full], edit.places[full]


def what(change: Change, worded: Container[int]) -> str:
    """What of a promise changed that was adopted; nothing, where it is something else. A deadline
    that moved with what it counts from was decided there. `worded` are the `id`s of the changes of
    a wording."""
    if change.key == "done":
        return ""
    if moves(change) or change.kind is ChangeKind.FIRMER:
        return DEADLINE
    return _KEYS.get(change.key) or ("the wording" if id(change) in worded else "")


def recorded(change: Change) -> bool:
    """Whether an entry has a key for what changed."""
    return records(change.kind, (), change.key) is not None


def free(changes: Sequence[Change], worded: Container[int]) -> dict[tuple[str, str], Change]:
    """Of the changes of a promise, those of what was adopted that no entry has a key for, once
    each. A deadline that another key moves as well, `starts`, is moved twice."""
    found: dict[tuple[str, str], Change] = {}
    for change in changes:
        called = what(change, worded)
        if called and not recorded(change):
            found.setdefault((called, change.key if called == DEADLINE else ""), change)
    return found


def covered(count: int, told: tuple[LogEntry, ...]) -> bool:
    """Whether so many free changes have a decided entry each, that records nothing else."""
    own = [entry for entry in plain(ChangeKind.TARGET, told) if entry.under and not entry.period]
    return len(own) >= count


def decided(edit: Edit, worded: Container[int]) -> set[int]:
    """The `id`s of the changes of promises that a new entry tells as decided: the record of it; of
    what none has a key for, as many that record nothing as there are such changes."""
    found: set[int] = set()
    for changes, old, new in each(edit):
        enough = covered(len(free(changes, worded)), every_told_of(old, new))
        found.update(id(one) for one in changes if (one.under if recorded(one) else enough))
    return found
