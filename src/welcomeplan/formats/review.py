"""What an edit means, as Markdown: a comment on a pull request, or the summary of a job.

For a committee member, who reads the words and not the YAML: rewording is shown word by word, with
~~what is gone~~ and **what is new**. Plan text can't make markup, links, mentions or HTML.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from welcomeplan.formats.markdown import escape
from welcomeplan.versions import UNEXPLAINED, ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.versions import Change, Shift

MOST = 60_000
"""How many characters there may be: GitHub refuses a comment of more than 65,536."""
AROUND = 8
"""How many words are kept on each side of a rewording."""
LONGEST = 60
"""How many words of one that is all new, or all gone."""
MOST_COMPARED = 90_000
"""The most pairs of words that are compared: hostile text must not cost minutes."""


def render(
    sentence: str,
    changes: Sequence[Change],
    notes: Iterable[str],
    places: Sequence[str],
    *,
    several: bool = False,
) -> str:
    """The sentence, a table of the changes, and notes. What is too much for a comment is counted.

    `places` says where each stands, as a file and a line; with `several` plans, each id comes with
    its plan's.
    """
    tail = "".join(f"\n- {escape(note)}" for note in notes)
    parts = [f"**{escape(sentence[:1].upper() + sentence[1:])}**\n"]
    if changes:
        parts.append(
            "\n| Change | What | From → to | Reason | Where |\n| --- | --- | --- | --- | --- |\n"
        )
    room = MOST - len(tail) - len(parts[0])
    for at, change in enumerate(changes):
        row = _row(change, places[at], several)
        room -= len(row)
        if room < 0:
            left = len(changes) - at
            parts.append(f"\nToo many to show here: {left} more. `welcomeplan diff` lists them.\n")
            break
        parts.append(row)
    for change in changes:
        if change.moved:
            parts += _moved(change, room)
    return "".join([*parts, tail, "\n" if tail else ""])


def _row(change: Change, place: str, several: bool) -> str:
    detail = how(change)
    kind = f"**{change.kind}**" + (f" {escape(detail)}" if detail else "")
    what = f"{escape(change.title)} ({escape(name(change, several=several))})"
    if change.reason is not None:
        reason = escape(change.reason)
    else:
        reason = "*none given*" if change.kind in UNEXPLAINED else ""
    return f"| {kind} | {what} | {_from_to(change)} | {reason} | {escape(place)} |\n"


def _from_to(change: Change) -> str:
    before, after = change.before, change.after
    if change.kind is ChangeKind.REWORDED and change.key != "due" and before and after:
        return reworded(before, after)
    if before is None or after is None:
        gone = before is not None
        text = _cut((before or after or "").split())
        return f"~~{text}~~" if gone and text else text
    return f"{_cut(before.split())} → {_cut(after.split())}"


def how(change: Change) -> str:
    """What a kind of change leaves open, in a few words: by how much, or which key."""
    days = abs(change.days or 0)
    number = f"{days} {'day' if days == 1 else 'days'}"
    if change.kind in (ChangeKind.SLIPPED, ChangeKind.PULLED_FORWARD):
        return f"{number} {'later' if (change.days or 0) > 0 else 'earlier'}"
    if change.kind is ChangeKind.COMPLETED:
        return "" if change.days is None else f"{number} late" if change.days > 0 else "on time"
    if change.kind is ChangeKind.CALENDAR:
        count = len(change.moved)
        return f"moves {count} {'deadline' if count == 1 else 'deadlines'}"
    if change.kind in (ChangeKind.REWORDED, ChangeKind.CHANGED):
        return change.key
    return ""


def name(change: Change, *, several: bool = False) -> str:
    """The id, with what it is the id of where that is no milestone: `objective trust`."""
    full = f"{change.plan}/{change.id}" if several and change.what != "plan" else change.id
    return full if change.what == "milestone" else f"{change.what} {full}"


def _moved(change: Change, room: int) -> Iterator[str]:
    yield f"\nThe calendar of {escape(change.plan)} moves, by words that nobody changed:\n\n"
    for at, shift in enumerate(change.moved):
        line = f"- {_shift(shift)}\n"
        room -= len(line)
        if room < 0:
            yield f"- and {len(change.moved) - at} more\n"
            return
        yield line


def _shift(shift: Shift) -> str:
    days = (
        ""
        if shift.days is None
        else f", {shift.days:+} {'day' if abs(shift.days) == 1 else 'days'}"
    )
    dates = f"{shift.before or 'no date'} → {shift.after or 'no date'}{days}"
    return f"{escape(shift.title)} ({escape(shift.id)}), “{escape(shift.words)}”: {dates}"


def reworded(before: str, after: str) -> str:
    """A text with its ~~deleted~~ and **inserted** words, and a few around them."""
    old, new = before.split(), after.split()
    parts = []
    steps = _steps(old, new)
    for at, (tag, a, b, c, d) in enumerate(steps):
        if tag == "equal":
            parts.append(_around(old[a:b], first=at == 0, last=at == len(steps) - 1))
            continue
        if a < b:
            parts.append(f"~~{_cut(old[a:b])}~~")
        if c < d:
            parts.append(f"**{_cut(new[c:d])}**")
    return " ".join(parts)


def _steps(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    steps = [("equal", 0, start, 0, start)] if start else []
    if len(middle_old) * len(middle_new) > MOST_COMPARED:
        steps.append(("replace", start, len(old) - end, start, len(new) - end))
    else:
        codes = SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_opcodes()
        steps += [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in codes]
    if end:
        steps.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return steps


def _around(same: list[str], *, first: bool, last: bool) -> str:
    """Words that stayed: those next to a change."""
    if len(same) <= 2 * AROUND:
        return escape(" ".join(same))
    head = "" if first else escape(" ".join(same[:AROUND])) + " "
    tail = "" if last else " " + escape(" ".join(same[-AROUND:]))
    return f"{head}…{tail}"


def _cut(said: list[str]) -> str:
    if len(said) <= LONGEST:
        return escape(" ".join(said))
    return f"{escape(' '.join(said[:LONGEST]))} … ({len(said) - LONGEST} more words)"
