"""What an edit means: for whoever approves it, and has not read the YAML."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.answer import (
    Answer,
    Column,
    Deed,
    Lacking,
    Lead,
    Points,
    Reworded,
    Sheet,
    Titled,
    Turned,
)
from welcomeplan.versions import UNEXPLAINED, ChangeKind, short
from welcomeplan.views import rows, shapes_of_versions
from welcomeplan.views.columns import numbers, unread_words
from welcomeplan.views.review_screen import review_screen
from welcomeplan.wording import late, moved, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from welcomeplan.answer import Block, Cell
    from welcomeplan.plan import Register
    from welcomeplan.versions import Change, Commit, Shift

SHIFTS: tuple[Column[Shift], ...] = (
    Column("Days later", lambda shift: shift.days, "number"),
    Column("Id", lambda shift: shift.id, "id"),
    Column("Title", lambda shift: shift.title),
    Column("In the plan's words", lambda shift: shift.words, "quote"),
    Column("Before", lambda shift: shift.before, "date"),
    Column("After", lambda shift: shift.after, "date"),
    Column("Decided", lambda shift: f"by {shift.under}" if shift.under else "", optional=True),
)


class Side(NamedTuple):
    """One of the two versions."""

    register: Register
    commit: Commit | None
    """What it was committed as; None for the files on disk."""
    instead: Sequence[str] = ()
    """What is said of files that can't be read, and are as they were when they last could be."""
    stood: Mapping[str, str] = MappingProxyType({})
    """The commit of that, by the file."""


class Found(NamedTuple):
    """What is reviewed."""

    changes: Sequence[Change]
    base: Side
    head: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both."""
        return self.base, self.head

    @property
    def several(self) -> bool:
        """Whether there is more than one plan."""
        return len({plan.id for side in self.sides for plan in side.register.plans}) > 1

    def name(self, change: Change) -> str:
        """The id, with what it is the id of where that is no milestone: `objective trust`."""
        of_plan = self.several and change.what != "plan"
        full = f"{change.plan}/{change.id}" if of_plan else change.id
        return full if change.what == "milestone" else f"{change.what} {full}"

    @property
    def numbers(self) -> tuple[Column[Change], ...]:
        """The column of the document's own numbers, where either version has some."""
        register = max((self.base.register, self.head.register), key=lambda one: one.numbered)
        return numbers(register, lambda change: change.number)

    def reason(self, change: Change) -> str | None:
        """Why: once, where the same entries may be of several changes of one thing."""
        if not change.shared or not change.reason:
            return change.reason
        same = change.plan, change.what, change.id, change.shared
        every = (c for c in self.changes if (c.plan, c.what, c.id, c.shared) == same)
        first = next(every, change)
        return change.reason if first is change else f"as of its {first.key}"

    def place(self, change: Change) -> str:
        """File and line, where the change stands or stood."""
        side = self.base if change.gone else self.head
        return f"{side.register.shown(change.file)}:{change.line}"


def review(changes: Sequence[Change], sentence: str, base: Side, head: Side, as_of: date) -> Answer:
    """What changed between two versions: the sentence, a table, and what each calendar moves."""
    found = Found(changes, base, head)
    notes = [
        f"From {_version(base)} to {_version(head)}, as of {as_of}.",
        *(f"{words}." for words in base.instead),
    ]
    unread = [
        f"{words}: nothing is said of what stands there."
        for side in (base, head)
        for words in unread_words(side.register)
    ]
    columns: list[Column[Change]] = [
        Column("Change", lambda change: change.kind.value, "state"),
        Column("How", how, "state"),
        Column("Id", found.name, "id"),
        *found.numbers,
        Column("Title", lambda change: change.title),
        Column("Before", lambda change: change.before, "named"),
        Column("After", lambda change: change.after, "named"),
        Column("Reason", found.reason, "named"),
        Column("Decided", _decided, "named", optional=True, exact=_whose),
        Column("Where", found.place),
    ]
    same = "What could be read means the same." if unread else "The plans mean the same."
    calendars = [change for change in changes if change.moved]
    sheets: list[Sheet[Any]] = [
        Sheet(sentence, columns, changes, notes, empty=same),
        *(Sheet(f"Moved by the calendar of {c.id}", SHIFTS, c.moved) for c in calendars),
    ]
    return Answer(
        sheets,
        lambda: shapes_of_versions.diff(
            changes, sentence, base.register, head.register, as_of, base.stood
        ),
        page=list(_page(found, sentence, [*notes, *unread])),
        screen=lambda: review_screen(found, _context(found, sentence, as_of), notes[1:]),
        unread=unread,
    )


def _context(found: Found, sentence: str, as_of: date) -> list[str]:
    """Between which versions, as of when, and how the promises stand now."""
    stands = sentence.rpartition("; ")[2].rpartition(", ")[0]
    sides = " to ".join(_version(side, 7) for side in found.sides)
    return [sides, f"as of {as_of}", stands]


def _page(found: Found, sentence: str, notes: Sequence[str]) -> Iterator[Block]:
    """For a comment on a pull request, or the summary of a job."""
    yield Lead(sentence[:1].upper() + sentence[1:])
    columns: list[Column[Change]] = [
        Column("Change", lambda change: Deed(change.kind.value, how(change))),
        Column("What", lambda change: Titled(change.title, found.name(change))),
        *found.numbers,
        Column("From → to", _from_to),
        Column("Reason", lambda change: _reason(change, found)),
        *([Column("Decided", _decided)] if any(map(_decided, found.changes)) else []),
        Column("Where", found.place),
    ]
    if found.changes:
        yield Sheet("", columns, found.changes, elsewhere="welcomeplan diff")
    for change in found.changes:
        if change.moved:
            before = f"The calendar of {change.plan} moves, by words that nobody changed:"
            yield Points(before, [_shift(shift) for shift in change.moved])
    yield Points("", notes, whole=True)


def how(change: Change) -> str:
    """What a kind of change leaves open, in a few words: by how much, or which key."""
    if change.said:
        return change.said
    days = change.days or 0
    if change.kind in (ChangeKind.SLIPPED, ChangeKind.PULLED_FORWARD):
        return moved(days)
    if change.kind is ChangeKind.COMPLETED:
        return "" if change.days is None else late(days, least=change.least)
    if change.kind is ChangeKind.CALENDAR:
        return f"moves {plural(len(change.moved), 'deadline')}"
    if change.kind in (ChangeKind.REWORDED, ChangeKind.CHANGED):
        return change.key
    return ""


def _from_to(change: Change) -> Cell:
    before, after = change.before, change.after
    if change.kind is ChangeKind.REWORDED and change.key != "due" and before and after:
        return Reworded(before, after)
    return Turned(before, after)


def _reason(change: Change, found: Found) -> Cell:
    if change.reason is None and change.kind in UNEXPLAINED:
        return Lacking("none given")
    return found.reason(change)


def _decided(change: Change) -> Cell:
    """By whose decision, of what somebody decided: the council's changes from the staff's."""
    return rows.whose(change)


def _whose(change: Change) -> Cell:
    """Likewise, for a script: the decision alone, where it is one of all."""
    return change.under or rows.whose(change)


def _shift(shift: Shift) -> str:
    dates = f"{shift.before or 'no date'} → {shift.after or 'no date'}"
    if shift.days is not None:
        dates += f", {'-' if shift.days < 0 else '+'}{plural(abs(shift.days), 'day')}"
    by = f", by {shift.under}" if shift.under else ""
    return f"{shift.title} ({shift.id}), “{shift.words}”: {dates}{by}"


def _version(side: Side, digits: int | None = None) -> str:
    commit = side.commit
    if not commit:
        return "the files as they are"
    later = f", committed {commit.landed}" if commit.landed != commit.date else ""
    return f"{commit.hash[:digits] if digits else short(commit.hash)} ({commit.date}{later})"
