"""What labels and columns say of a part: by when, who leads it, who helps, what measures it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.intake.bodies import is_nobody
from welcomeplan.intake.promising import Open, says_will
from welcomeplan.intake.spots import Spot
from welcomeplan.intake.values import Item
from welcomeplan.intake.when import say_when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.nodes import Said
    from welcomeplan.intake.parts import Parts
    from welcomeplan.yamltext import Value

KEYS = ("due", "milestone", "starts", "lead", "partners", "measure")
NOBODY = Open(
    "Nobody is named yet. Who answers for it?",
    "Write `owner:` or `lead:`, and the organization into plan.yaml.",
)
ONE_OR_TWO = Open(
    "Is that one organization, or more?",
    "Name each by `--org NAME`: the whole, or those that it is made of.",
)
_LONGEST_NAME = 6
"""How many words a second sentence behind “Lead:” may have to be a name, too."""
_SENTENCE = re.compile(r"(?i)\b(?:will|shall|must|is to|are to)\b")
"""What no name has."""
_NO_MEASURE = re.compile(r"[\W\d_]*\Z")


def say(parts: Parts, spot: Spot, said: Sequence[Said], key: str) -> None:
    """What stands behind the label of a key, or in a column of it."""
    if spot.run > 1 and spot.kind in ("strategy", "objective"):
        spot.last = None
    spot.run = 0
    if key == "milestone":
        parts.promises(spot, said, among_promises=True)
    elif key in ("due", "starts"):
        say_when(parts, spot, said, key)
    elif key == "measure":
        _measures(parts, spot, said)
    else:
        _bodies(parts, spot, said, key)


def _bodies(parts: Parts, spot: Spot, said: Sequence[Said], role: str) -> None:
    """Who leads, or helps; the names end where a sentence begins that says something else."""
    target = spot.last or spot.item or (spot.inner if spot.kind == "strategy" else None)
    if target is None:
        for one in said:
            parts.leave(one, "nothing stands before it")
        return
    names: list[Said] = []
    for at, one in enumerate(said):
        if _says_more(parts, spot, one, first=not at):
            _anew(parts, spot, said[at:])
            break
        names.append(one)
    unsure: list[str] = []
    if names:
        named, unsure = parts.organizations.listed(
            "".join(one.lined or f" {one.words}" for one in names)
        )
    else:  # a sentence of its own: “Lead: the Youth Office will ...”
        acting = parts.organizations.subject(said[0].words)
        named = [acting] if acting else []
    for name in unsure:
        parts.ask(NOBODY if is_nobody(name) else ONE_OR_TWO, names[0], name)
    if not named:
        for one in names:
            parts.leave(one, "who is meant is asked" if unsure else "it names nobody")
        return
    target = _named(parts, spot, target, named, role)
    for one in names:
        parts.land(one, target)


def _named(parts: Parts, spot: Spot, target: Item, named: Sequence[str], role: str) -> Item:
    """Names become who leads, and who helps. What a label says goes before what prose does."""
    if role == "partners" and target.kind == "strategy":
        target = parts.objective(spot)
    key = "owner" if target.kind == "milestone" else "lead"
    helping: list[Value] = list(named)
    if role == "lead":
        if key not in target.keys or target in parts.assumed:
            parts.assumed.discard(target)
            target.keys[key] = named[0]
            for inside in target.parts:  # its own milestones, which prose gave an owner
                if inside in parts.assumed and inside.keys.get("owner") != named[0]:
                    inside.keys.pop("owner", None)
            helping = list(named[1:])
        if target.kind == "strategy" and helping:
            target = parts.objective(spot)
    partners = target.keys.get("partners", [])
    known = partners if isinstance(partners, list) else []
    more = [one for one in helping if one not in known and one != target.keys.get(key)]
    if more:
        target.keys["partners"] = [*known, *more]
    for one in parts.beside.get(target, []):
        one.keys |= {name: target.keys[name] for name in (key, "partners") if name in target.keys}
    return target


def _says_more(parts: Parts, spot: Spot, said: Said, *, first: bool) -> bool:
    """Whether a sentence behind “Lead:” is none of names: it is dated, or says what will be."""
    if parts.dated(said, spot, among_promises=True) or _SENTENCE.search(said.words):
        return not is_nobody(said.words)
    return not first and len(said.words.split()) > _LONGEST_NAME


def _anew(parts: Parts, spot: Spot, said: Sequence[Said]) -> None:
    """What stands behind the names, as if no label stood before it."""
    inner = Spot("action", spot, item=spot.last) if spot.kind == "row" else spot
    before = spot.last, spot.promise
    for one in said:
        holder = spot.last or spot.item
        if parts.dated(one, spot, among_promises=True) or says_will(one.words):
            parts.promises(inner, [one], among_promises=True)
        elif holder is not None:
            parts.more(holder, [one])
    spot.last, spot.promise = before  # the labels that follow are of the part


def _measures(parts: Parts, spot: Spot, said: Sequence[Said]) -> None:
    """What shows whether it works: indicators of the objective."""
    objective = parts.objective(spot)
    for one in said:
        text = one.words.rstrip(" .;")
        if not text:
            parts.leave(one, "it says nothing more")
        elif _NO_MEASURE.match(text) or is_nobody(text):
            parts.leave(one, "a mark or number alone, which does not say what is measured")
        else:
            item = Item("indicator", text)
            parts.measured(item, one, spot)
            objective.parts.append(item)
            parts.land(one, item)
