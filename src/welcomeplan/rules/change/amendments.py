"""Which changes of what was adopted the edit itself tells as decided: no rule, but what two ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.plan import PROMISED
from welcomeplan.rules.change.unexplained_move import moves
from welcomeplan.versions import ChangeKind, plain, records, told_of

if TYPE_CHECKING:
    from collections.abc import Container

    from welcomeplan.rules.change import Edit
    from welcomeplan.versions import Change

    Held = dict[tuple[str, str, str], Change]

_KEYS = {
    "due": "the deadline",
    "target": "the target",
    "targets": "the target",
    "baseline": "the baseline",
    "unit": "the unit",
}


def held(edit: Edit, reworded: Container[int]) -> Held:
    """What an edit changed of promises that was adopted, once each, by plan, id and what it is;
    `reworded` are the `id`s of the changes of a wording."""
    found: Held = {}
    for change in edit.changes:
        if change.what in PROMISED:
            what = _what(change, reworded=id(change) in reworded)
            if what:
                found.setdefault((change.plan, change.id, what), change)
    return found


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


def recorded(change: Change) -> bool:
    """Whether an entry has a key for what changed."""
    return records(change.kind, (), change.key) is not None


def decided(change: Change, held: Held, edit: Edit) -> bool:
    """Whether a new entry says by whose decision a promise was changed: the record of it; of what
    none has a key for, as many that record nothing as there are such changes of the promise."""
    if recorded(change):
        return bool(change.under)
    name = f"{change.plan}/{change.id}"
    old = next(old for old, new in edit.names.items() if new == name)
    told = plain(ChangeKind.TARGET, told_of(edit.old_places[old], edit.places[name]))
    mine = [one for key, one in held.items() if key[:2] == (change.plan, change.id)]
    free = [one for one in mine if not recorded(one)]
    return sum(bool(entry.under) for entry in told) >= len(free)
