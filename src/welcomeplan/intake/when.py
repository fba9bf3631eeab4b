"""What “Timeline:” or a column of times says of a part: a deadline, several, or words to be asked.

No date of it vanishes: what can't be told apart stays word for word in `due`, with a question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Question
from welcomeplan.intake.promising import (
    Open,
    begins_with_verb,
    key_of,
    left_open,
    looks_forward,
    reads,
)
from welcomeplan.intake.spots import CONDITION, Spot
from welcomeplan.intake.values import Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.intake.nodes import Said
    from welcomeplan.intake.parts import Parts

SECOND = Open(
    "Its part has another deadline already. Is this one promised, too?",
    "If it is, make a milestone of it with that `due:`.",
)
DONE = Open(
    "It is done already, as it seems. On which day?",
    "Write `done:` with the day, such as `done: 2026-04-30`, into the milestone.",
)
PIECES = Open(
    "More than one time, or a time and other words. Which is the deadline?",
    "Write one into `due:`, such as `by June 2026`, or make a milestone for each.",
)
_WHEN = re.compile(
    r"(?i)\d|\b(?:short|medium|mid|near|long|immediate|ongoing|on-going|continu|tbd"
    r"|to be determined|annual|month|quarter|week|dail|year|phase|spring|summer|fall|autumn|winter"
    r"|corto|mediano|largo|court|moyen|long|kurz|mittel|lang|laufend|permanente|immédiat|inmediato"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
"""What the words of a time have, also of one that can't be read."""
_IS_DONE = re.compile(r"(?i)(?:done|completed?|finished|achieved|implemented|accomplished)\b")
_WAITS = re.compile(
    r"(?i)\b(?:subject to|if|unless|once|depend\w*|pending|provided|assuming|permitting|conditional"
    r"|contingent|when|upon|after)\b"
)
_PARTED = re.compile(r"(?:(?<!\s)\s++)?;\s*+|,\s++|(?<!\s)\s++(?:/\s++|(?=and (?:then|again)\b))")
_BOUND = re.compile(r"(?i)\b(?:by|before|until|in|from|during|no later than)\b.*")
"""What is looked for in the last line of words."""
_LONGEST_BARE = 8
"""How many words what stands behind “Timeline:” may have to be a deadline that can't be read."""
_LONGEST_KEPT = 15
"""How many to be one of an action: what is longer has a say of its own."""
_SENTENCE = re.compile(r"(?i)\b(?:will|shall|must|is to|are to)\b")
_LONGEST_PIECE = 4
"""How many beside its date, to be said of the action and be no promise of its own."""


class _Piece(NamedTuple):
    """One of several times: `first hall by June 2027`."""

    due: str
    beside: str
    missing: Open | None


def say_when(parts: Parts, spot: Spot, said: Sequence[Said], key: str = "due") -> None:
    """What stands behind “Timeline:”: a deadline alone, of what stands before it; several; or
    sentences that are each a milestone."""
    rowed = spot.kind == "row"
    words = " ".join(one.words for one in said).strip().rstrip(".")
    if words and (rowed or len(said) == 1) and _of_part(parts, spot, said[0], words, key):
        for one in said[1:]:
            parts.land(one, parts.landings[said[0].at].item)
        return
    within = Spot("action", spot, item=spot.last) if rowed else spot
    parts.promises(within, said, among_promises=True)


def _of_part(parts: Parts, spot: Spot, said: Said, words: str, key: str) -> bool:
    """Whether the words are said of the part before them."""
    read = reads(words, parts.judge.calendar, parts.year(spot))
    one: Open | None = None
    if isinstance(read, Question):
        pieces = list(_pieces(parts, spot, words))
        if _has_part(spot) and _are_plain(pieces, words):
            _each(parts, spot, said, words, pieces)
            return True
        if not _may_be_time(parts, spot, said, words, pieces):
            return False
        several = len(pieces) > 1 or any(piece.due and piece.beside for piece in pieces)
        waits = _WAITS.search(words) and left_open(read).asked == read.message
        if _IS_DONE.match(words):
            one = DONE
        else:
            one = CONDITION if waits else PIECES if several else left_open(read)
    elif key == "due":
        key = key_of(read)
    if spot.kind == "root" and spot.last is None:
        parts.leave(said, "no part stands before it of which it could be said")
        return True
    target = _target(parts, spot)
    parts.overrule(target, words)
    item = _own_milestone(parts, target)
    item.keys.setdefault("source", said.place)
    if key in item.keys:
        _second(parts, said, words, str(item.keys[key]))
        return True
    item.keys[key] = words
    parts.land(said, item)
    if one is not None:
        parts.ask(one, said, words)
    return True


def _may_be_time(
    parts: Parts, spot: Spot, said: Said, words: str, pieces: Sequence[_Piece]
) -> bool:
    """Whether words that are no deadline are kept as one, and asked about."""
    if _has_part(spot):
        short = len(words.split()) <= _LONGEST_KEPT and not _SENTENCE.search(words)
        return short and not _is_promise(pieces, words)
    if len(words.split()) > _LONGEST_BARE or looks_forward(words, parts.foreign):
        return False
    return bool(_WHEN.search(words)) and not parts.says_more(said, spot)


def _is_promise(pieces: Sequence[_Piece], words: str) -> bool:
    """Whether words are a promise of their own: “Draft a law by May 2027”."""
    if len(pieces) != 1 or not pieces[0].due or _WAITS.search(words):
        return False
    beside = len(pieces[0].beside.split())
    return beside > _LONGEST_PIECE or (beside > 1 and begins_with_verb(words))


def _has_part(spot: Spot) -> bool:
    """Whether there is an action that the words are of, and no promise that stands between."""
    if spot.last is not None:
        return spot.last is not spot.promise
    return spot.kind in ("action", "milestone")


def _pieces(parts: Parts, spot: Spot, words: str) -> Iterator[_Piece]:
    """The times that are parted by their marks, each with the words beside it."""
    year = parts.year(spot)
    dates = [
        one
        for one in parts.judge.dates_in(words, year, among_promises=True)
        if one.verdict == "promised"
    ]
    ends = [
        mark
        for mark in _PARTED.finditer(words)
        if not any(one.start < mark.end() and mark.start() < one.end for one in dates)
    ]
    start = 0
    for first, last in [*((one.start(), one.end()) for one in ends), (len(words), 0)]:
        inside = [one for one in dates if start <= one.start and one.end <= first]
        text = words[start:first]
        bound = _BOUND.search(text, text.rfind("\n") + 1)
        if len(inside) == 1:
            (one,) = inside
            beside = f"{words[start : one.start]} {words[one.end : first]}"
            yield _Piece(one.words, beside.strip(" ,"), one.missing)
        elif (
            not inside
            and bound
            and not isinstance(reads(bound[0], parts.judge.calendar, year), Question)
        ):
            yield _Piece(bound[0], text[: bound.start()].strip(), None)
        else:
            yield _Piece("", text, None)
        start = last


def _are_plain(pieces: Sequence[_Piece], words: str) -> bool:
    """Whether each piece is a time with a few words: “first hall by June 2027; all by 2030”."""
    if _WAITS.search(words) or _IS_DONE.match(words):
        return False
    if _is_promise(pieces, words):
        return False
    return all(piece.due and len(piece.beside.split()) <= _LONGEST_PIECE for piece in pieces)


def _each(parts: Parts, spot: Spot, said: Said, words: str, pieces: Sequence[_Piece]) -> None:
    """A milestone for each time, of the same action; its words tell them apart."""
    target = _target(parts, spot)
    parts.overrule(target, words)
    first = _own_milestone(parts, target)
    first.keys.setdefault("source", said.place)
    known = target.keys.get("text") if target is not first else None
    holder = target if target.kind != "milestone" else parts.holder(spot)
    taken = "due" in first.keys  # by the point before, under the same label
    for at, piece in enumerate(pieces, int(taken)):
        item = Item("milestone", first.title, dict(first.keys)) if at else first
        if len(pieces) > 1 or piece.beside:
            item.keys["text"] = f"{known} {words}" if known else words
        item.keys["due"] = piece.due
        if piece.missing is not None:
            parts.ask(piece.missing, said, piece.due)
        if at:
            item.keys.pop("number", None)
            item.of = first.of
            holder.parts.append(item)
            parts.beside.setdefault(first, []).append(item)
    parts.land(said, first)


def _second(parts: Parts, said: Said, words: str, first: str) -> None:
    """A time of what has one already: it is asked about, and not lost."""
    if words != first:
        parts.ask(SECOND, said, words)
    parts.leave(said, f"another deadline stands before it: {first}")


def _target(parts: Parts, spot: Spot) -> Item:
    """What a label of a time is said of: the action before, or the part."""
    target = spot.last or (spot.item if spot.kind in ("action", "milestone") else None)
    return target or parts.objective(spot)


def _own_milestone(parts: Parts, target: Item) -> Item:
    """The milestone that says that a part is done."""
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
