"""What an edit means, as a screen: what is weaker first, each thing said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Grid, Line, Parts, Row, Said, Screen, Slot
from welcomeplan.versions import UNEXPLAINED, ChangeKind
from welcomeplan.views import rows
from welcomeplan.wording import late, moved, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.versions import Change, Shift
    from welcomeplan.views.review import Found

WEAKER = UNEXPLAINED | {
    ChangeKind.REMOVED,
    ChangeKind.CORRECTED,
    ChangeKind.CALENDAR,
    ChangeKind.LOG_REWRITTEN,
    ChangeKind.READINGS,
    ChangeKind.SETBACK,
}
"""What makes a promise, or the record of it, less than it was."""
WIDE = 140
"""From here on it is said where each change stands."""
PROMISES = ("milestone", "indicator")
NO_REASON = "no reason given"
_NAMED = {ChangeKind.DROPPED, ChangeKind.DEFERRED, ChangeKind.BLOCKED, ChangeKind.STARTED}
"""The kinds that say all with their name: what follows is the reason alone."""
_QUOTED = ("due", "starts", "repeats", "title", "text")
"""The keys that hold the plan's own words."""


def review_screen(found: Found, context: Sequence[str], notes: Sequence[str]) -> Screen:
    """The changes in two groups, and what each calendar moves."""
    changes = list(_once(found.changes))
    names = [found.name(change) for change, _ in changes]
    promises = [one for side in found.sides for one in side.register.promised]
    names += [one.name if found.several else one.id for one in promises]
    cells = {id(change): _said(change, also) for change, also in changes}
    slots = [
        Slot(rows.longest((change.kind.value for change, _ in changes), 11)),
        Slot(rows.usual(names)),
        Slot(
            rows.longest("".join(run.text for run in one) for one in cells.values()), gives="wrap"
        ),
        Slot(rows.longest(map(found.place, found.changes)), since=WIDE),
    ]
    told: set[tuple[str, str]] = set()
    groups: tuple[list[Row], list[Row]] = ([], [])
    for change, _ in changes:
        reasons = list[Line | Parts](_reason(change, told, cells[id(change)]))
        line = [
            change.kind.value,
            found.name(change),
            tuple(cells[id(change)]),
            Said(found.place(change), "dim"),
        ]
        if by := rows.whose(change):
            reasons.append(Line([Said(by)]))
        groups[change.kind not in WEAKER].append(Row(line, reasons))
    return Screen(
        _finding(found),
        context,
        [
            *([Grid(slots, group, under=2)] for group in groups if group),
            *([_shifts(change)] for change in found.changes if change.moved),
            [Line([Said(one, "dim")]) for one in notes],
        ],
    )


def _once(changes: Sequence[Change]) -> Iterator[tuple[Change, str]]:
    """Each change, and what else the same words made of it: `made firmer`."""
    first: dict[tuple[object, ...], Change] = {}
    also: dict[int, list[str]] = {}
    for change in changes:
        key = (change.plan, change.what, change.id, change.key, change.before, change.after)
        if change.before is None or change.after is None or key not in first:
            first[key] = change
            also[id(change)] = []
        else:
            also[id(first[key])].append(change.kind.value)
    for change in changes:
        if id(change) in also:
            yield change, ", and ".join(also[id(change)])


def _finding(found: Found) -> str:
    """What changed, and how much of it is weaker."""
    if not found.changes:
        nothing = any(side.register.unread for side in found.sides)
        return "Nothing of what could be read changed." if nothing else "Nothing changed."
    promises = _names(found.changes, *PROMISES)
    others = len(_names(found.changes)) - len(promises)
    counts = [plural(len(promises), "promise")] if promises else []
    counts += [f"{others} other {'thing' if others == 1 else 'things'}"] if others else []
    weaker = [change for change in found.changes if change.kind in WEAKER]
    if not weaker:
        return f"{' and '.join(counts)} changed, and none is weaker"
    silent = [one for one in weaker if one.kind in UNEXPLAINED and one.reason is None]
    number, bare = len(_names(weaker)), len(_names(silent))
    verb = "is" if number == 1 else "are"
    without = f", {bare} of them without a reason" if number > bare else ", without a reason"
    return f"{' and '.join(counts)} changed: {number} {verb} weaker{without if bare else ''}"


def _names(changes: Sequence[Change], *whats: str) -> set[tuple[str, str, str]]:
    return {(c.plan, c.what, c.id) for c in changes if not whats or c.what in whats}


def _said(change: Change, also: str) -> list[Said]:
    """What it was and is, each once."""
    kind, days = change.kind, change.days or 0
    if kind is ChangeKind.COMPLETED:
        late_by = "" if change.days is None else late(days, least=change.least)
        how = change.said or late_by
        day = Said(f"{change.after or ''}{', ' if how else ''}")
        return [day, Said(how, "red" if days > 0 and not change.said else "")]
    if kind in (ChangeKind.REMOVED, ChangeKind.RENAMED):
        before = change.before or ""
        return [Said(f"was {_words(change, before)}" if before else change.title)]
    if kind is ChangeKind.ADDED:
        return [Said(_words(change, change.after) if change.after else change.title)]
    if kind in _NAMED:
        return [Said(change.reason)] if change.reason else [Said(change.said or change.title)]
    turned = " → ".join(_words(change, one) for one in (change.before, change.after) if one)
    lead = _lead(change)
    lead += f"{', and ' if lead else ''}{also}" if also else ""
    return [Said(": ".join(filter(None, (lead, turned))) or change.reason or change.title)]


def _lead(change: Change) -> str:
    """By how much, or which key; of what is not told by its words alone."""
    if change.said:
        return change.said
    if change.kind is ChangeKind.SLIPPED:
        return plural(change.days or 0, "day", grouped=True)
    if change.kind is ChangeKind.PULLED_FORWARD:
        return moved(change.days or 0)
    if change.kind is ChangeKind.CALENDAR:
        return f"moves {plural(len(change.moved), 'deadline')}"
    if change.kind in (ChangeKind.REWORDED, ChangeKind.CHANGED):
        return change.key
    return ""


def _words(change: Change, text: str) -> str:
    """A side of it: in quotes where it is the plan's own words."""
    own = change.key in _QUOTED or (
        change.kind in (ChangeKind.REMOVED, ChangeKind.ADDED) and change.what == "milestone"
    )
    return f"“{text}”" if own else text


def _reason(change: Change, told: set[tuple[str, str]], said: Sequence[Said]) -> Iterator[Line]:
    """Why, unless that was said of it before; or that nobody says why."""
    shown = "".join(run.text for run in said)
    if change.reason is None:
        if change.kind in UNEXPLAINED:
            yield Line([Said(NO_REASON, "yellow")])
    elif (change.id, change.reason) not in told and change.reason not in shown:
        yield Line([Said(change.reason)])
    told.add((change.id, change.reason or ""))


def _shifts(change: Change) -> Grid:
    """What a calendar makes of words that nobody changed."""
    slots = [
        Slot(rows.usual(shift.id for shift in change.moved)),
        Slot(rows.longest(map(_days, change.moved)), right=True),
        Slot(rows.longest(map(_shift, change.moved)), gives="wrap"),
    ]
    lines = [Row([shift.id, _days(shift), _shift(shift)]) for shift in change.moved]
    return Grid(slots, lines, f"Moved by the calendar of {change.id}")


def _days(shift: Shift) -> str:
    return (
        ""
        if shift.days is None
        else f"{'-' if shift.days < 0 else ''}{plural(abs(shift.days), 'day', grouped=True)}"
    )


def _shift(shift: Shift) -> str:
    dates = f"{shift.before or 'no date'} → {shift.after or 'no date'}"
    by = rows.decided(shift.under)
    return f"{dates}, “{shift.words}”{', ' if by else ''}{by}"
