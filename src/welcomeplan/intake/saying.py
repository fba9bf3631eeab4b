"""What labels and columns say of a part: by when, who leads it, who helps, what measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Question
from welcomeplan.intake.promising import begins_with_verb, key_of, reads
from welcomeplan.intake.values import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.outline import Said
    from welcomeplan.intake.parts import Parts, Spot
    from welcomeplan.yamltext import Value

KEYS = ("due", "starts", "lead", "partners", "measure")
_LONGEST_BARE = 8
"""How many words what stands behind “Timeline:” may have to be a deadline that can't be read."""


def say(parts: Parts, spot: Spot, said: Sequence[Said], key: str) -> None:
    """What stands behind the label of a key, or in a column of it."""
    if key in ("due", "starts"):
        _when(parts, spot, said, key)
    elif key == "measure":
        _measures(parts, spot, said)
    else:
        _bodies(parts, spot, said, key)


def _when(parts: Parts, spot: Spot, said: Sequence[Said], key: str = "due") -> None:
    """What stands behind “Timeline:”: a deadline alone, of what stands before it; or sentences
    that are each a milestone."""
    words = said[0].words.strip().rstrip(".") if len(said) == 1 else ""
    if words and _bare(parts, spot, said[0], words, key):
        return
    parts.promises(spot, said, among_promises=True)


def _bare(parts: Parts, spot: Spot, said: Said, words: str, key: str) -> bool:
    read = reads(words, parts.judge.calendar, parts.year(spot))
    if isinstance(read, Question):
        if len(words.split()) > _LONGEST_BARE or begins_with_verb(words, parts.foreign):
            return False
        parts.ask(read.message, said, words)
    elif key == "due":
        key = key_of(read)
    if spot.kind == "root" and spot.last is None:
        parts.leave(said, "no part stands before it of which it could be said")
        return True
    item = _own_milestone(parts, spot)
    item.keys.setdefault("source", said.place)
    if key not in item.keys:
        item.keys[key] = words
        parts.land(said, item)
    else:
        parts.leave(said, f"another deadline stands before it: {item.keys[key]}")
    return True


def _own_milestone(parts: Parts, spot: Spot) -> Item:
    """The milestone that says that a part is done: of the action before, or the part's."""
    target = spot.last or (spot.item if spot.kind in ("action", "milestone") else None)
    if target is None:
        target = parts.objective(spot)
    if target.kind == "milestone":
        return target
    alike = (one for one in target.parts if one.kind == "milestone" and one.title == target.title)
    found = next(alike, None)
    if found is None:
        found = Item("milestone", target.title)
        for key in ("text", "source"):
            if key in target.keys:
                found.keys[key] = target.keys[key]
        target.parts.append(found)
    return found


def _bodies(parts: Parts, spot: Spot, said: Sequence[Said], role: str) -> None:
    """Who leads, or helps."""
    named = parts.organizations.listed(" ".join(one.words for one in said))
    target = spot.last or spot.item or (spot.inner if spot.kind == "strategy" else None)
    if not named or target is None:
        for one in said:
            parts.leave(one, "it names nobody" if not named else "nothing stands before it")
        return
    if role == "partners" and target.kind == "strategy":
        target = parts.objective(spot)
    key = "owner" if target.kind == "milestone" else "lead"
    helping: list[Value] = list(named)
    if role == "lead":
        if key not in target.keys:
            target.keys[key] = named[0]
            helping = list(named[1:])
        if target.kind == "strategy" and helping:
            target = parts.objective(spot)
    partners = target.keys.get("partners", [])
    known = partners if isinstance(partners, list) else []
    more = [one for one in helping if one not in known and one != target.keys.get(key)]
    if more:
        target.keys["partners"] = [*known, *more]
    for one in said:
        parts.land(one, target)


def _measures(parts: Parts, spot: Spot, said: Sequence[Said]) -> None:
    """What shows whether it works: indicators of the objective."""
    objective = parts.objective(spot)
    for one in said:
        text = one.words.rstrip(" .;")
        if not text:
            parts.leave(one, "it says nothing more")
            continue
        item = Item("indicator", text)
        objective.parts.append(item)
        parts.land(one, item)
