"""What an entry says that was, was so.

The deadline, `done` or owner that the first new entry of a log keeps is the one that the plan had.
What is taken back may have been said to be done within the edit: on a day since it began, or on one
that nobody knows.

        owner: marc
        log:
          - on: 2018-05-01
            was_owner: jvs          # who never answered for it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import NO_DEADLINE, NOBODY
from welcomeplan.versions import Spot, added_entries, due_words, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.plan import LogEntry, Place
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.ERROR
_KEYS = ("was_due", "was_done", "was_owner")


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone of which the first new entry keeps what it never was."""
    old = {edit.names[f"{plan.id}/{p.id}"]: p for plan in edit.base for p in plan.promised.values()}
    first: dict[tuple[str, str], tuple[Place, int]] = {}
    for place, at in added_entries(edit.base, edit.head, edit.names):
        entry = place.promised.log[at]
        for key in _KEYS:
            of = f"{place.plan.id}/{place.id}", key
            known = first.get(of)
            earlier = known is None or entry.on < known[0].promised.log[known[1]].on
            if getattr(entry, key) and not entry.period and earlier:
                first[of] = place, at
        yield from _never_done(edit, old[f"{place.plan.id}/{place.id}"], place, at)
    for (name, key), (place, at) in first.items():
        entry = place.promised.log[at]
        said, was = _said(entry, key), _was(old[name], key)
        if entry.was and not entry.was.role:  # it may leave out what that organization did
            was = was.partition(" (")[0] if key == "was_owner" else was
        # What was done and reopened within the edit, the version before could not know.
        if said != was and (key != "was_done" or old[name].promised.done):
            spot = Spot(place.plan.id, where(place, "log", at))
            message = f"an entry of `{place.id}` says `{key}: {said}`, and it was `{was}`"
            remedy = f"Write what it was before the edit: `{key}: {was}`; or take the entry out."
            yield spot, Finding(spot.at.route, message, remedy)


def _never_done(edit: Edit, old: Place, new: Place, at: int) -> Iterator[Found]:
    """An entry that takes back what the plan never said was done: only within the edit it may have
    been, as what was done on a day that nobody knows."""
    entry = new.promised.log[at]
    done = entry.was_done
    if done is None or done.unknown or done.last >= edit.begun_in(old.file.file):
        return
    name = (entry.period or "").casefold()
    times = [time.done for time in old.promised.occurrences if time.period.casefold() == name]
    known = [entry.was_done for entry in old.promised.log]
    if not any(times if entry.period else [old.promised.done]) and done not in known:
        spot = Spot(new.plan.id, where(new, "log", at))
        message = f"an entry of `{new.id}` says `was_done: {done.text}`, and it was open"
        yield spot, Finding(spot.at.route, message, "Take the entry out: it was never done.")


def _said(entry: LogEntry, key: str) -> str:
    if key == "was_owner" and entry.was:
        return entry.was.text
    value = getattr(entry, key)
    return (due_words(value) or "") if key == "was_due" else getattr(value, "text", value)


def _was(place: Place, key: str) -> str:
    model = place.promised
    if key == "was_due":
        return due_words(model.due) or model.repeats or NO_DEADLINE
    if key == "was_done":
        return model.done.text if model.done else ""
    return model.owners[0].text if model.owners else place.owner or NOBODY
