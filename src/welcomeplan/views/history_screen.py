"""What git remembers, as a screen: what moved, and what nobody touched; or one promise's life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Grid, Line, Parts, Row, Said, Screen, Slot, Stands
from welcomeplan.plan import NOBODY, State
from welcomeplan.versions import DEADLINES, TARGETS, Kind, by_owner
from welcomeplan.views import events, rows
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from welcomeplan.answer import Piece
    from welcomeplan.plan import Standing
    from welcomeplan.versions import Event, Life, Silence
    from welcomeplan.views.history import Told

FOLDED = 5
"""How many promises that nobody touched are listed, unless all are asked for."""
WIDE = 120
"""From here on who did it stands beside what was done, and no more below it."""
MOVES, WHO = 5, 3
"""The slots for whose want what is in them goes below: of the ledger, and of one promise."""
HASH = 7
NO_REASON = "no reason given"
LATER = 10
DAY = 10


def ledger(
    told: Told,
    lives: Sequence[Life],
    silent: Sequence[Silence],
    notes: Sequence[str],
    *,
    every: bool,
    left: int,
    again: str,
) -> Screen:
    """The promises that moved, were removed, or first recorded too late, first against now; what
    that comes to, whom it concerns. `every` promise is listed where that is asked for; `left` of
    them a limit leaves out."""
    known = told.known
    listed = [one for one in lives if every or _is_told(one)]
    blocks: list[list[Piece]] = []
    if listed:
        blocks.append(
            [_promises(told, listed), *_sums(told, len(lives) - len(listed), left, again)]
        )
    blocks += [
        *_owners(told),
        *_untouched(told, every=every),
        *_silences(told, silent),
    ]
    notes = [*notes, *told.unread(listed)]
    blocks.append([Line([Said(one, "dim")]) for one in notes])
    since = f"{plural(known.versions, 'version', grouped=True)} since {known.since}"
    finding = rows.readable(_finding(told), told.facts)
    return Screen(finding, rows.context(told.facts, since), blocks)


def _is_told(life: Life) -> bool:
    """Whether more is to be told of it than that it stands as it was promised."""
    return bool(life.moves or life.times_moved or life.removed or life.recorded_late)


def _finding(told: Told) -> str:
    lives = told.known.ledger.lives
    if not lives:
        return "There are none of these."
    gone = sum(life.removed for life in lives)
    moved = sum(not life.removed for life in told.known.ledger.moved)
    still = len(lives) - gone - moved
    parts = [f"{moved or 'none'} of {plural(len(lives), 'promise', grouped=True)} moved"]
    if gone:
        parts.append(f"{gone} {'was' if gone == 1 else 'were'} removed")
    if still:
        parts.append(f"{still} {'stands' if still == 1 else 'stand'} as first promised")
    return ", ".join(parts)


def _promises(told: Told, lives: Sequence[Life]) -> Grid:
    widths = [
        rows.STATE.width,
        rows.usual(map(told.name, told.known.ledger.lives)),
        rows.longest((events.first_for(life) for life in lives), DAY),
        rows.longest((_now_for(told, life) for life in lives), DAY),
        rows.longest((_later(life.slip or 0) for life in lives), 5),
        len("Moves"),
    ]
    # Where they have no room all together, what is on the right goes below.
    all_ = sum(widths) + 2 * (len(widths) - 1)
    labels = ("", "", "First for", "Now for", "Later", "Moves")
    slots = [
        Slot(wide, label, label in ("Later", "Moves"), since=all_ if label else 0)
        for wide, label in zip(widths, labels, strict=True)
    ]
    slots.append(Slot(rows.longest(life.place.title for life in lives), gives="cut", since=WIDE))
    return Grid(slots, [_promise(told, life) for life in lives], headed=True, under=1)


def _promise(told: Told, life: Life) -> Row:
    slip = life.slip or 0
    standing = told.stands(life)
    return Row(
        [
            Stands(told.state_words(life), bool(standing and standing.first_open.begins)),
            told.name(life),
            events.first_for(life),
            _now_for(told, life),
            Said(_later(slip), "red" if slip > 0 else ""),
            str(len(life.moves) or ""),
            life.place.title,
        ],
        list(_of_moves(told, life)),
        dim=life.removed or (standing is not None and rows.past(standing)),
    )


def _of_moves(told: Told, life: Life) -> Iterator[Parts]:
    """What has no room on the line; by whose decision it moved; whether git knew in time."""
    said = [Said(one) for one in _in_words(told, life) if one]
    yield Parts(said, [MOVES] * len(said))
    unders = dict.fromkeys(move.under for move in life.moves if move.under)
    by = rows.decided(", ".join(unders))
    if life.decided < len(life.moves):
        by = f"{life.decided} of {plural(len(life.moves), 'move')} {by}"
    days = plural(life.recorded_late or 0, "day", grouped=True)
    late = f"first recorded {days} after its deadline" if life.recorded_late else ""
    yield Parts([Said(one) for one in (by if unders else "", late) if one])


def _in_words(told: Told, life: Life) -> list[str]:
    now = _now_for(told, life)
    return [
        " → ".join(filter(None, (events.first_for(life), now))),
        events.apart(life.slip) if life.slip else "",
        f"moved {plural(len(life.moves), 'time')}" if life.moves else "",
    ]


def _now_for(told: Told, life: Life) -> str:
    if life.removed:
        return ""
    day = told.due_by(life)
    return str(day) if day else "no date"


def _later(days: int) -> str:
    if not days:
        return ""
    return f"{'-' if days < 0 else ''}{plural(abs(days), 'day', grouped=True)}"


def _sums(told: Told, others: int, left: int, again: str) -> Iterator[Line]:
    """What the moves come to, and how to see what is left out."""
    ledger = told.known.ledger
    sums = [(ledger.later, "later"), (ledger.sooner, "sooner")]
    days = " and ".join(f"{plural(n, 'day', grouped=True)} {words}" for n, words in sums if n)
    said = [f"In all {days}."] if days else []
    command = ""
    if others:
        said.append(f"The {others} others:" if others > 1 else "The other one:")
        command = f"welcomeplan history --all{again}"
    if left:
        said.insert(len(said) - bool(others), f"{left} more are left out by --limit.")
    if said:
        yield Line([Said(" ".join(said), "dim")], command)


def _owners(told: Told) -> Iterator[list[Piece]]:
    """How far the promises of each owner slipped."""
    found = by_owner(told.known.ledger) if told.known.ledger.moved else []
    if found:
        slots = [
            Slot(rows.usual(one.owner or NOBODY for one in found)),
            Slot(8, "Promises", right=True),
            Slot(5, "Moved", right=True),
            Slot(11, "Median days", right=True, since=1),
            Slot(12, "Longest", right=True, since=1),
        ]
        lines = [
            Row(
                [
                    one.owner or Said(NOBODY, "dim"),
                    f"{one.promises:,}",
                    str(one.moved or ""),
                    "" if one.median is None else f"{one.median.normalize():f}",
                    _later(one.days),
                ]
            )
            for one in found
        ]
        yield [Grid(slots, lines, "Slipped, by owner", headed=True)]


def _untouched(told: Told, *, every: bool) -> Iterator[list[Piece]]:
    stands = [told.stands(life) for life in told.known.ledger.untouched]
    late, others = rows.in_order([one for one in stands if one])
    found = [
        *sorted(late, key=lambda one: -(one.first_open.late or 0)),
        *sorted(others, key=lambda one: str(one.first_open.due_by or "9999")),
    ]
    if not found:
        return
    listed = found if every else found[:FOLDED]
    they = "they were" if len(found) > 1 else "it was"
    title = f"{len(found)} that nobody has touched since {they} promised"
    columns, register = rows.slots(told.facts, listed), told.facts.register
    yield [rows.grid(listed, columns, register, title), *_more(len(found) - len(listed))]


def _more(count: int) -> Iterator[Line]:
    if count:
        yield Line([Said(f"And {count} more.", "dim")])


def _silences(told: Told, silent: Sequence[Silence]) -> Iterator[list[Piece]]:
    if silent:
        day = told.facts.day
        owners = [one.owner or NOBODY for one in told.facts.register.promised]
        slots = [
            Slot(rows.usual(owners, (one.org for one in silent))),
            Slot(LATER, right=True),
            Slot(rows.longest(map(_heard, silent)), gives="wrap"),
        ]
        lines = [
            Row([one.org, plural(max((day - one.since).days, 0), "day", grouped=True), _heard(one)])
            for one in silent
        ]
        yield [Grid(slots, lines, "Silent organizations")]


def _heard(one: Silence) -> str:
    return f"{one.open:,} open, {f'last heard {one.heard}' if one.heard else 'never heard'}"


# -- one promise


def life_screen(
    life: Life, told: Told, standing: Standing | None, place: str, notes: Sequence[str]
) -> Screen:
    """One promise: what became of it, in a sentence, and each thing that happened."""
    context = [rows.context(told.facts)[-1], *([place] if place else [])]
    lines = [(event.commit.date, _event(event)) for event in life.events]
    lines += [(day, row) for day, row in _passed(standing, told.facts.day)]
    lines.sort(key=lambda one: one[0])
    table = [row for _, row in lines]
    whats = ["".join(run.text for run in _what(event)) for event in life.events]
    slots = [
        Slot(DAY),
        Slot(rows.longest([*whats, _PASSED])),
        Slot(rows.longest(_cell(event) for event in life.events), gives="wrap"),
        Slot(rows.longest(_who(event) for event in life.events), since=WIDE),
    ]
    return Screen(
        _became(life, told),
        context,
        [[Grid(slots, table, under=2)], [Line([Said(one, "dim")]) for one in notes]],
        title=life.place.title,
    )


def _became(life: Life, told: Told) -> str:
    name, moves = told.name(life), len(life.moves)
    state = "removed since" if life.removed else told.state_words(life)
    times = {1: "once", 2: "twice"}.get(moves, f"{moves} times")
    if not moves and life.times_moved and not life.removed:
        return f"{name}: {events.of_its_times(life)} moved; it is {state}"
    if not moves:
        return f"{name} was removed" if life.removed else f"{name} never moved, and is {state}"
    if life.slip:
        return (
            f"{name} moved {times}: due {events.apart(life.slip)} than first promised, and {state}"
        )
    return f"{name} moved {times}, and is {state}"


_PASSED = "deadline passed"


def _passed(standing: Standing | None, day: date) -> Iterator[tuple[date, Row]]:
    """The deadlines in force that passed."""
    if standing is None:
        return
    for miss in standing.misses:
        open_still = standing.state is State.OVERDUE and miss.due_by == standing.first_open.due_by
        ago = f"{plural((day - miss.due_by).days, 'day', grouped=True)} ago" if open_still else ""
        period = f"{miss.period} " if miss.period else ""
        said = f"{period}{ago}".strip()
        yield miss.due_by, Row([str(miss.due_by), Said(_PASSED, "red"), said, ""])


def _event(event: Event) -> Row:
    below: list[Line | Parts] = []
    if event.logged and event.reason:
        below.append(Line([Said(event.reason)]))
    elif event.kind is not Kind.PROMISED:
        if event.kind is Kind.MOVED:
            below.append(Line([Said(NO_REASON, "yellow")]))
        if event.reason:
            below.append(Line([Said(f"({event.reason})", "dim")]))
    if by := rows.whose(event):
        below.append(Line([Said(by)]))
    below.append(Parts([Said(_who(event), "dim")], [WHO]))
    day, who = str(event.commit.date), Said(_who(event), "dim")
    return Row([day, tuple(_what(event)), _cell(event), who], below)


def _what(event: Event) -> list[Said]:
    """What happened, in a word or two; by how much later is red."""
    if event.kind is Kind.MOVED and event.days:
        return [Said("moved "), Said(events.apart(event.days), "red" if event.days > 0 else "")]
    return [Said(_WHAT.get(event.kind, event.kind.value))]


_WHAT = {
    Kind.DATED: "given a deadline",
    Kind.TIME_MOVED: "one time moved",
    Kind.STATUS: "status",
    Kind.OWNER: "owner",
    Kind.RELOCATED: "moved to a file",
    Kind.RETURNED: "back in the plan",
}


def _cell(event: Event) -> str:
    """The rest of it: a deadline with its day, who answers, what was done."""
    late = events.recorded_late(event)
    if event.kind in DEADLINES:
        words = events.quoted(event.after)
        day = f"by {event.due_after}" if event.due_after else ""
        said = ", ".join(filter(None, (words, day))) or "no deadline"
        calendar = ", by the plan’s calendar" if event.calendar else ""
        return f"{said}{calendar}{late}"
    if event.kind in TARGETS:
        return f"{event.before or 'none'} → {event.after or 'none'}"
    if event.kind is Kind.OWNER:
        return f"{event.before or NOBODY} → {event.after or NOBODY}"
    if event.kind is Kind.RENAMED:
        return f"was {event.before}"
    if event.kind is Kind.RELOCATED:
        return event.after
    if event.kind in (Kind.REMOVED, Kind.RETURNED):
        return ""
    return events.said(event)


def _who(event: Event) -> str:
    commit = event.commit
    landed = f", committed {commit.landed}" if commit.landed != commit.date else ""
    return f"{commit.author}, {commit.hash[:HASH]}{landed}"
