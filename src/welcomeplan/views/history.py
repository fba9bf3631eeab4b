"""What git remembers of promises: first promised, moved, done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from welcomeplan.answer import Answer, Column, Sheet, card
from welcomeplan.plan import NOBODY
from welcomeplan.versions import Order, by_owner, ordered, short, silences
from welcomeplan.views import events, history_screen, rows, shapes_of_versions
from welcomeplan.views.columns import (
    clock,
    kind_of,
    no_milestones,
    none,
    numbers,
    titled,
    titles,
    unread_words,
)
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from welcomeplan.answer import Screen
    from welcomeplan.plan import Facts, Standing
    from welcomeplan.versions import Event, Key, Life, OwnerSlip, Past, Silence, Version

FIRST = 10
"""How many promises that nobody touched are listed."""
UNREAD = "unread"
"""In place of a state: of a promise in a file that can't be read."""
EVENTS: tuple[Column[Event], ...] = (
    Column("Date", lambda e: e.commit.date, "date"),
    Column("What happened", events.said),
    Column("Committed", events.committed, "named", optional=True),
    Column("From", events.before, "named"),
    Column("To", events.after, "named"),
    Column("Reason", events.reason),
    Column(
        "Decided",
        rows.whose,
        "named",
        optional=True,
        exact=lambda e: e.under or rows.whose(e),
    ),
    Column("Author", lambda e: e.commit.author),
    Column("Commit", lambda e: short(e.commit.hash), "id"),
)


@dataclass(frozen=True)
class Asked:
    """What of the whole plan is asked for; None means all, in the usual order."""

    owner: str | None = None
    strategy: str | None = None
    order: Order | None = None
    limit: int | None = None
    every: bool = False
    """Whether a screen lists what never moved as well; elsewhere it is listed in any case."""
    again: str = ""
    """The options that a command which is pointed to needs as well, to speak of the same."""

    @property
    def whole(self) -> bool:
        """Whether it is the whole plan that is asked for."""
        return (self.owner, self.strategy, self.order, self.limit) == (None, None, None, None)


@dataclass(frozen=True)
class Told:
    """What git knows, with how the promises that are left stand on a day."""

    known: Past
    facts: Facts

    @cached_property
    def standings(self) -> dict[Key, Standing]:
        every = (*self.facts.standings, *self.facts.indicators)
        return {(s.promise.plan, s.promise.id): s for s in every}

    def name(self, life: Life) -> str:
        return f"{life.plan}/{life.id}" if len(self.known.register.plans) > 1 else life.id

    def stands(self, life: Life) -> Standing | None:
        """How it stands; None where it was removed, or can't be read."""
        return None if life.removed else self.standings.get((life.plan, life.id))

    def state_words(self, life: Life) -> str:
        """How it stands. What is not found while some file can't be read was not removed."""
        standing = self.stands(life)
        return "removed" if life.removed else standing.state.value if standing else UNREAD

    def due_by(self, life: Life) -> date | None:
        """The day that it is for today, as every list has it: of what repeats, that of its first
        open time."""
        standing = self.stands(life)
        return standing.first_open.due_by if standing else life.due_by

    def today_for(self, life: Life) -> str:
        """That day, or else the words."""
        return events.day(self.due_by(life), life.words)

    def unread(self, lives: Iterable[Life]) -> Iterator[str]:
        """What that means, where any of the promises stands so."""
        if any(self.state_words(life) == UNREAD for life in lives):
            yield "Unread: it may stand in a file that can't be read; this is how it last stood."

    def clock(self) -> str:
        return clock(self.facts)


def history(known: Past, facts: Facts, asked: Asked | None = None) -> Answer:
    """The whole plan, or what is asked of it: its first promises against today's, what slipped
    furthest first; what that comes to for each owner, what was moved more than once, what nobody
    has touched since, and which organizations have been silent, since when."""
    asked = asked or Asked()
    silent = [one for one in silences(known.ledger, facts.day) if asked.owner in (None, one.org)]
    ledger = known.ledger.of(asked.owner, asked.strategy)
    if asked.strategy:
        owners = {life.place.owner for life in ledger.lives if life.open}
        silent = [one for one in silent if one.org in owners]
    told = Told(known._replace(ledger=ledger), facts)
    sheets: list[Sheet[Any]] = [
        _ledger(told, asked),
        *_owners(told),
        *_repeated(told),
        *_untouched(told),
        _silent(silent, facts, asked),
    ]
    # A script gets them in the plan's order, unless it asks for another.
    lives = ordered(ledger.lives, asked.order) if asked.order else ledger.lives
    return Answer(
        sheets,
        lambda: shapes_of_versions.history(
            told.known, lives[: asked.limit], facts, told.stands, silent
        ),
        screen=lambda: _screen(told, lives, silent, asked),
        unread=_missing(known),
    )


def _screen(told: Told, lives: Sequence[Life], silent: Sequence[Silence], asked: Asked) -> Screen:
    shown = ordered(lives, asked.order or Order.SLIP)[: asked.limit]
    every = asked.every or asked.order is not None or asked.limit is not None
    left = len(lives) - len(shown)
    return history_screen.ledger(
        told, shown, silent, list(_notes(told.known)), every=every, left=left, again=asked.again
    )


def _missing(known: Past) -> list[str]:
    """What can't be read now. What git knows of it is told all the same."""
    return [f"{words}." for words in unread_words(known.register)]


def _titles(lives: Sequence[Life]) -> Column[Life]:
    called = titled(kind_of(life.place.kind for life in lives))
    return Column("Milestone", lambda life: life.place.title, called=called)


def _ledger(told: Told, asked: Asked) -> Sheet[Life]:
    lives = ordered(told.known.ledger.lives, asked.order or Order.SLIP)
    columns: list[Column[Life]] = [
        Column("Id", told.name, "id"),
        *_numbers(told),
        Column("Promised", lambda life: life.promised.commit.date, "named"),
        Column(
            "Committed",
            lambda life: events.committed(life.promised),
            "named",
            optional=True,
        ),
        Column("First for", events.first_for, "date", exact=events.first_day),
        Column("Today for", told.today_for, "date", exact=told.due_by),
        Column("Days later", lambda life: life.slip, "number"),
        Column("Moves", lambda life: len(life.moves) or "", "number"),
        Column("Decided", lambda life: life.decided or "", "number", optional=True),
        Column("State", told.state_words, "state"),
        Column("Recorded", events.recorded, "named", optional=True),
        _titles(lives),
        Column("First for (words)", lambda life: life.first_words, detail=True),
        Column("Today for (words)", lambda life: life.words, detail=True),
    ]
    register = told.known.register
    shown = lives[: asked.limit]
    more = [f"{len(lives) - len(shown)} more: `--limit` leaves them out."]
    return Sheet(
        _sentence(told.known, asked),
        columns,
        shown,
        [
            f"{titles(told.known.register)}, {told.clock()}.",
            *(more if len(shown) < len(lives) else []),
            *_notes(told.known),
            *told.unread(lives),
            *_marked(lives),
        ],
        empty=no_milestones(register)
        if asked.whole
        else none(register, "There are none of these.", "None of these could be read."),
    )


def _numbers(told: Told) -> tuple[Column[Life], ...]:
    return numbers(told.known.register, lambda life: life.place.number)


def _sentence(known: Past, asked: Asked) -> str:
    """The ledger in a sentence."""
    ledger = known.ledger
    sums = [(ledger.later, "later"), (ledger.sooner, "sooner")]
    days = " and ".join(f"{plural(n, 'day', grouped=True)} {words}" for n, words in sums if n)
    which = f" of {asked.owner}" if asked.owner else ""
    which += f" in the strategy {asked.strategy}" if asked.strategy else ""
    late = len(ledger.recorded_late)
    after = "was first recorded after its" if late == 1 else "were first recorded after their"
    return (
        f"{plural(len(ledger.lives), 'promise', grouped=True)}{which}"
        f" in {plural(known.versions, 'version', grouped=True)} since"
        f" {known.since}: {len(ledger.moved)} moved"
        + (f", in all {days} than first promised" if days else "")
        + f"; {len(ledger.repeated)} more than once; {len(ledger.untouched)} never touched"
        + (f"; {late} {after} own deadline" if late else "")
    )


def _notes(known: Past) -> Iterator[str]:
    """What the ledger can't know."""
    for plan in known.register.plans:
        if plan.adopted and plan.adopted < known.since:
            yield (
                f"{plan.title}: adopted on {plan.adopted}; git knows it since {known.since}, and"
                " nothing of what moved before."
            )
    yield from _gaps(known)


def _gaps(known: Past) -> Iterator[str]:
    for folder, version in known.moved:
        yield (
            f"The folder was `{folder or '.'}`, and is `{version.folder or '.'}` since"
            f" {_of_day(version)}."
        )
    if known.skipped:
        first, last = _of_day(known.skipped[0]), _of_day(known.skipped[-1])
        count = len(known.skipped)
        where = first if count == 1 else f"{count:,} versions, from {first} to {last}"
        names = dict.fromkeys(name for version in known.skipped for name in _unread(version, known))
        yield f"Skipped, not readable in {where}: {', '.join(names)}."
    if known.dated_back:
        commits = ", ".join(_of_day(version) for version in known.dated_back)
        yield f"Committed, by their own word, days before what they follow: {commits}."
    if known.shallow:
        yield f"This clone is shallow: what was before {known.since} is missing here."


def _unread(version: Version, known: Past) -> Iterator[str]:
    """What could not be read of a version: files, or parts of them."""
    partly = {part.file for part in version.unread_parts}
    for file in version.unread:
        if file not in partly:
            yield known.register.shown(file)
    for part in version.unread_parts:
        yield f"{part.called} of {known.register.shown(part.file)}"


def _of_day(version: Version) -> str:
    """A version's commit, and the day on which it came to stand."""
    return f"{short(version.commit.hash)} of {version.commit.landed}"


def _marked(lives: Sequence[Life]) -> Iterator[str]:
    """What the marks of promises mean, where there are any."""
    if len(lives) > 1 and any(life.decided for life in lives):
        yield "Decided: how many of the moves its log says were somebody's decision (`under:`)."
    if any(life.recorded_late for life in lives):
        yield "Recorded after its deadline: when git first knew that day, it had passed."
    if any(events.committed(event) for life in lives for event in life.events):
        yield "A day is the author's; committed, where it is another: when it came to stand here."


def _owners(told: Told) -> list[Sheet[OwnerSlip]]:
    columns: list[Column[OwnerSlip]] = [
        Column("Owner", lambda one: one.owner or NOBODY, "id"),
        Column("Promises", lambda one: one.promises, "number"),
        Column("Moved", lambda one: one.moved or "", "number"),
        Column("Median days", lambda one: one.median, "number"),
        Column("Longest", lambda one: one.days or "", "number"),
        Column("Which", lambda one: told.name(one.longest) if one.longest else "", "id"),
        Column("Name", lambda one: one.name),
    ]
    if not told.known.ledger.moved:
        return []
    note = "A move is of who answered for it then. Days from the first deadline to today's, over"
    note += " all that have both."
    return [Sheet("Slipped, by owner", columns, by_owner(told.known.ledger), [note])]


def _repeated(told: Told) -> list[Sheet[Life]]:
    lives = told.known.ledger.repeated
    columns: list[Column[Life]] = [
        Column("Id", told.name, "id"),
        *_numbers(told),
        Column("Moves", lambda life: len(life.moves), "number"),
        Column("Days later", lambda life: life.slip, "number"),
        Column("Promised for, in turn", lambda life: " → ".join(events.in_turn(life))),
        _titles(lives),
    ]
    return [Sheet("Moved more than once", columns, lives)] if lives else []


def _untouched(told: Told) -> list[Sheet[Life]]:
    columns: list[Column[Life]] = [
        Column("Id", told.name, "id"),
        *_numbers(told),
        Column("Promised", lambda life: life.promised.commit.date, "date"),
        Column("Due", told.today_for, "date"),
        Column("State", told.state_words, "state"),
        Column("Owner", lambda life: life.place.owner or ""),
        _titles(told.known.ledger.untouched),
    ]
    # What is due first; what has no day, last.
    lives = sorted(
        told.known.ledger.untouched,
        key=lambda life: (told.due_by(life) is None, str(told.due_by(life))),
    )
    more = len(lives) - FIRST
    notes = [f"And {more} more: `welcomeplan history --json` has them all."] if more > 0 else []
    title = "Never touched since they were first promised"
    return [Sheet(title, columns, lives[:FIRST], notes)] if lives else []


def _silent(silent: list[Silence], facts: Facts, asked: Asked) -> Sheet[Silence]:
    day = facts.day
    columns: list[Column[Silence]] = [
        Column("Organization", lambda s: s.org, "id"),
        Column("Silent since", lambda s: s.since, "date"),
        Column("Days", lambda s: max((day - s.since).days, 0), "number"),
        Column("Last heard", lambda s: s.heard or "never", "date"),
        Column("Open promises", lambda s: s.open, "number"),
        Column("Name", lambda s: s.name),
    ]
    of = "was asked for and " if asked.owner or asked.strategy else ""
    note = "Heard: an update in a log, something finished or measured, a change of status."
    return Sheet(
        "Silent organizations",
        columns,
        silent,
        [note] if silent else [],
        empty=none(
            facts.register,
            f"No organization answers for anything that {of}is open.",
            "No organization answers for anything open that could be read.",
        ),
    )


def history_of(life: Life, known: Past, facts: Facts) -> Answer:
    """One promise: a card, and what happened to it."""
    told = Told(known, facts)
    title = f"History of {told.name(life)}, {told.clock()}"
    notes = ["(commit): nothing was added to its log; these are the commit's own words."]
    unsaid = any(not event.logged for event in life.events)
    notes = [*(notes if unsaid else []), *told.unread([life]), *_marked([life]), *_gaps(known)]
    sheets = [card(title, _fields(life, told)), Sheet("What happened", EVENTS, life.events, notes)]
    return Answer(
        sheets,
        lambda: shapes_of_versions.history_of(life, known, facts, told.stands),
        screen=lambda: history_screen.life_screen(
            life,
            told,
            None if life.removed else told.standings.get((life.plan, life.id)),
            _stands_in(life, told),
            [*told.unread([life]), *_marked([life]), *_gaps(known)],
        ),
        unread=_missing(known),
    )


def _fields(life: Life, told: Told) -> list[tuple[str, str]]:
    first = life.promised.commit
    former = list(dict.fromkeys(name for _, name in life.former if name != life.id))
    today = events.deadline(life.words, told.due_by(life))
    return [
        ("Title", life.place.title),
        ("Number", life.place.number or ""),
        ("First promised", f"{first.date}, by {first.author}, in {short(first.hash)}"),
        ("Committed", events.committed(life.promised)),
        ("Recorded", events.recorded(life)),
        ("First for", events.deadline(life.first_words, life.first_due) or "no deadline"),
        ("Today for", today or "no deadline"),
        ("Moved", events.moved_in_all(life)),
        ("State", "removed from the plan" if life.removed else told.state_words(life)),
        ("Once called", ", ".join(former)),
        ("Stands in", _stands_in(life, told)),
    ]


def _stands_in(life: Life, told: Told) -> str:
    standing = told.stands(life)
    if standing is None:
        return ""
    return f"{told.known.register.shown(standing.promise.file)}:{standing.promise.line}"
