"""What git remembers of promises: first promised, moved, done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from welcomeplan.answer import Answer, Column, Sheet
from welcomeplan.commands import looking
from welcomeplan.commands.options import AsOf, At, Folder, Form, Format, Json, complete_ids
from welcomeplan.errors import EXIT_PROBLEMS
from welcomeplan.formats import json
from welcomeplan.plan import stand
from welcomeplan.versions import Kind, short, silences
from welcomeplan.workspace import past as remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from welcomeplan.answer import Cell
    from welcomeplan.plan import Standing
    from welcomeplan.versions import Event, Key, Life
    from welcomeplan.workspace import Past

EXAMPLES = (
    "history",
    "history career-services",
    "history --as-of 2018-02-15 --format markdown",
)
FIRST = 10
"""How many promises that nobody touched are listed."""
UNREAD = "unread"
"""In place of a state: of a promise in a file that can't be read."""

CARD = (Column("Field", "id"), Column("Value"))
LEDGER = (
    Column("Id", "id"),
    Column("Promised", "date"),
    Column("First for", "date"),
    Column("Today for", "date"),
    Column("Days later", "number"),
    Column("Moves", "number"),
    Column("State", "state"),
    Column("Milestone", below="Id"),
)
REPEATED = (
    Column("Id", "id"),
    Column("Moves", "number"),
    Column("Days later", "number"),
    Column("Promised for, in turn"),
    Column("Milestone", below="Id"),
)
UNTOUCHED = (
    Column("Id", "id"),
    Column("Promised", "date"),
    Column("Due", "date"),
    Column("State", "state"),
    Column("Owner"),
    Column("Milestone", below="Id"),
)
SILENT = (
    Column("Organization", "id"),
    Column("Silent since", "date"),
    Column("Days", "number"),
    Column("Last heard", "date"),
    Column("Open promises", "number"),
    Column("Name", below="Organization"),
)
EVENTS = (
    Column("Date", "date"),
    Column("What happened"),
    Column("From", "named", below="What happened"),
    Column("To", "named", below="What happened"),
    Column("Reason", below="What happened"),
    Column("Author", below="What happened", brief=True),
    Column("Commit", "id", below="What happened"),
)


def run(
    id_: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="A milestone: its id, an id it once had, or the beginning of one.",
            autocompletion=complete_ids,
            show_default=False,
        ),
    ] = None,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
    form: Format = Form.table,
    as_json: Json = False,
) -> int:
    """What git remembers: when and for when each thing was first promised, each move of its
    deadline with who made it and why, and what became of it.

    Without an id, the whole plan: its first promises against today's, what was moved more than
    once, what nobody has touched since, and which organizations have been silent, since when.
    Only what is committed counts, up to the commit that is checked out (or --at).
    """
    past = remembered(folder, at)
    day = as_of or looking.today()
    looking.warn(past.workspace)
    if past.shallow:
        sys.stderr.write(
            f"welcomeplan: this clone is shallow: what was before {past.since} is not in it, and"
            " is missing from what follows\n  `git fetch --unshallow` brings it"
            " (in GitHub Actions: `fetch-depth: 0`).\n"
        )
    standings = {_key(one): one for one in stand(past.workspace.plans, day)}
    record: dict[str, Any] = {
        **json.head("history", day, past.workspace.report.unread, past.workspace.at),
        "shallow": past.shallow,
        "versions": past.versions,
        "since": past.since.isoformat(),
        "skipped": [{**json.commit(one.commit), "files": list(one.unread)} for one in past.skipped],
    }
    if id_:
        life = past.ledger.find(id_)
        sheets = _one(life, past, standings, day)
        record |= {"promises": [json.life(life, _state(life, standings))]}
    else:
        silent = silences(past.ledger, day)
        sheets = [
            _ledger(past, standings, day),
            *_repeated(past),
            *_untouched(past, standings),
            Sheet(
                "Silent organizations",
                SILENT,
                tuple(
                    (
                        s.org,
                        s.since,
                        max((day - s.since).days, 0),
                        s.heard or "never",
                        s.open,
                        s.name,
                    )
                    for s in silent
                ),
                ("Heard: an update in a log, something finished, a change of status.",)
                if silent
                else (),
                empty="No organization answers for anything that is open.",
            ),
        ]
        ledger = past.ledger
        record |= {
            "totals": {
                "promises": len(ledger.lives),
                "moved": len(ledger.moved),
                "repeated": len(ledger.repeated),
                "untouched": len(ledger.untouched),
                "days_later": ledger.later,
                "days_sooner": ledger.sooner,
            },
            "promises": [json.life(life, _state(life, standings)) for life in ledger.lives],
            "organizations": [json.silence(one, day) for one in silent],
        }
    code = looking.answer(past.workspace, Answer(sheets, record), form, as_json)
    return EXIT_PROBLEMS if past.shallow else code


def _ledger(past: Past, standings: dict[Key, Standing], day: date) -> Sheet:
    ledger = past.ledger
    rows = tuple(
        (
            _name(life, past),
            life.promised.commit.date,
            _day(life.first_due, life.first_words),
            _day(life.due_by, _words(life)),
            life.slip,
            len(life.moves) or "",
            _state_words(life, standings),
            life.entry.milestone.title,
        )
        for life in ledger.lives
    )
    title = f"What was promised, and what became of it, {looking.clock(past.workspace, day)}"
    return Sheet(
        f"{title} · {looking.titles(past.workspace)}",
        LEDGER,
        rows,
        (*_notes(past), *_unread(ledger.lives, standings)),
        empty="The plan has no milestones.",
    )


def _notes(past: Past) -> Iterator[str]:
    """The ledger in a sentence, and what it can't know."""
    ledger = past.ledger
    sums = [(ledger.later, "later"), (ledger.sooner, "sooner")]
    days = " and ".join(f"{_count(n, 'day')} {words}" for n, words in sums if n)
    yield (
        f"{_count(len(ledger.lives), 'promise')} in {_count(past.versions, 'version')} since"
        f" {past.since}: {len(ledger.moved)} moved"
        + (f", in all {days} than first promised" if days else "")
        + f"; {len(ledger.repeated)} more than once; {len(ledger.untouched)} never touched."
    )
    for plan in past.workspace.plans:
        adopted = plan.head.adopted
        if adopted and adopted < past.since:
            yield (
                f"{plan.head.title}: adopted on {adopted}; git knows it since {past.since}, and"
                " nothing of what moved before."
            )
    yield from _gaps(past)


def _gaps(past: Past) -> Iterator[str]:
    for folder, version in past.moved:
        commit = version.commit
        yield (
            f"The folder was `{folder or '.'}`, and is `{version.folder or '.'}` since"
            f" {short(commit.hash)} of {commit.date}."
        )
    for version in past.skipped:
        files = ", ".join(past.workspace.shown(file) for file in version.unread)
        commit = version.commit
        yield f"Skipped, not readable in {short(commit.hash)} of {commit.date}: {files}."
    if past.shallow:
        yield f"This clone is shallow: what was before {past.since} is missing here."


def _repeated(past: Past) -> list[Sheet]:
    rows = tuple(
        (
            _name(life, past),
            len(life.moves),
            life.slip,
            " → ".join(_in_turn(life)),
            life.entry.milestone.title,
        )
        for life in past.ledger.repeated
    )
    return [Sheet("Moved more than once", REPEATED, rows)] if rows else []


def _in_turn(life: Life) -> Iterator[str]:
    yield _day(life.moves[0].due_before, life.moves[0].before)
    for move in life.moves:
        yield _day(move.due_after, move.after) or "no deadline"


def _untouched(past: Past, standings: dict[Key, Standing]) -> list[Sheet]:
    lives = past.ledger.untouched
    # What is due first; what has no day, last.
    lives.sort(key=lambda life: (life.due_by is None, str(life.due_by)))
    more = len(lives) - FIRST
    rows = tuple(
        (
            _name(life, past),
            life.promised.commit.date,
            _day(life.due_by, _words(life)),
            _state_words(life, standings),
            life.entry.owner or "",
            life.entry.milestone.title,
        )
        for life in lives[:FIRST]
    )
    notes = (f"And {more} more: `welcomeplan history --json` has them all.",) if more > 0 else ()
    title = "Never touched since they were first promised"
    return [Sheet(title, UNTOUCHED, rows, notes)] if rows else []


def _one(life: Life, past: Past, standings: dict[Key, Standing], day: date) -> list[Sheet]:
    """One promise: a card, and what happened to it."""
    promise = life.entry.milestone
    first = life.promised.commit
    standing = standings.get((life.plan, life.id))
    where = ""
    if standing and not life.removed:
        where = f"{past.workspace.shown(standing.entry.file.file)}:{standing.entry.line}"
    former = list(dict.fromkeys(name for _, name in life.former if name != life.id))
    fields: list[tuple[str, Cell]] = [
        ("Title", promise.title),
        ("First promised", f"{first.date}, by {first.author}, in {short(first.hash)}"),
        ("First for", _deadline(life.first_words, life.first_due) or "no deadline"),
        ("Today for", _deadline(_words(life), life.due_by) or "no deadline"),
        ("Moved", _total(life)),
        ("State", "removed from the plan" if life.removed else _state_words(life, standings)),
        ("Once called", ", ".join(former)),
        ("Stands in", where),
    ]
    rows = tuple(
        (
            event.commit.date,
            _said(event),
            _side(event, event.before, event.due_before),
            _side(event, event.after, event.due_after),
            event.reason if event.logged else f"(commit) {event.reason}",
            event.commit.author,
            short(event.commit.hash),
        )
        for event in life.events
    )
    notes = ["(commit): nothing was added to its log; these are the commit's own words."]
    title = f"History of {_name(life, past)}, {looking.clock(past.workspace, day)}"
    card = Sheet(title, CARD, tuple(row for row in fields if row[1]), headed=False)
    unsaid = any(not event.logged for event in life.events)
    gaps = (*_unread([life], standings), *_gaps(past))
    return [card, Sheet("What happened", EVENTS, rows, (*(notes if unsaid else ()), *gaps))]


def _total(life: Life) -> str:
    if not life.moves:
        return "never"
    times = "once" if len(life.moves) == 1 else f"{len(life.moves)} times"
    return f"{times}, in all {_apart(life.slip)}" if life.slip is not None else times


def _apart(days: int) -> str:
    if not days:
        return "0 days: it is due when it was first"
    return f"{_count(abs(days), 'day')} {'later' if days > 0 else 'sooner'}"


def _said(event: Event) -> str:
    """What happened, in plain words."""
    before, after = event.before, event.after
    match event.kind:
        case Kind.PROMISED:
            return (
                f"first promised, {f'for {_day(event.due_after, after)}' if after else 'undated'}"
            )
        case Kind.DATED:
            return f"first given a deadline, {_day(event.due_after, after)}"
        case Kind.MOVED:
            return _moved(event)
        case Kind.REWORDED:
            return "deadline in other words, due as before"
        case Kind.DONE:
            if before:
                return f"finished on {after}, not {before}"
            return f"done{': ' if ':' in after else ' on '}{after}{_judged(event)}"
        case Kind.REOPENED:
            return f"reopened: it was done {before}"
        case Kind.STATUS:
            words = {"active": "begun", "planned": f"no longer {before}"}
            return words.get(after, after)
        case Kind.OWNER:
            return (
                "another owner" if before and after else "given an owner" if after else "no owner"
            )
        case Kind.RENAMED:
            return f"renamed, from `{before}` to `{after}` (told by its title and wording)"
        case Kind.RELOCATED:
            return "moved to another file"
        case Kind.REMOVED:
            return "removed from the plan"
        case Kind.RETURNED:
            return "back in the plan"


def _moved(event: Event) -> str:
    by = " by a change of the plan's calendar" if event.calendar else ""
    if event.days is not None:
        return f"moved {_apart(event.days)}{by}"
    if not event.after:
        return "its deadline was taken away"
    return f"{'lost its day' if event.due_before else 'given a day'}{by}"


def _judged(event: Event) -> str:
    if event.days is None:
        return ""
    return f", {_count(event.days, 'day')} late" if event.days > 0 else ", on time"


def _side(event: Event, words: str, due: date | None) -> str:
    """What an event says it was, or is: a deadline, an owner, a status, a file."""
    if event.kind in (Kind.DONE, Kind.REOPENED, Kind.RENAMED):
        return ""
    return _deadline(words, due) if event.kind in _DEADLINES else words


_DEADLINES = (Kind.PROMISED, Kind.DATED, Kind.MOVED, Kind.REWORDED)


def _deadline(words: str, due: date | None) -> str:
    """A deadline's words, with the day they mean."""
    return f"“{words}” ({due})" if words and due else f"“{words}”" if words else ""


def _day(due: date | None, words: str) -> str:
    """A deadline's day, or else its words."""
    return due.isoformat() if due else f"“{words}”" if words else ""


def _words(life: Life) -> str:
    promise = life.entry.milestone
    return promise.due.words if promise.due else promise.repeats or ""


def _state(life: Life, standings: dict[Key, Standing]) -> str | None:
    """How it stands; None where it was removed, or can't be read."""
    standing = None if life.removed else standings.get((life.plan, life.id))
    return standing.state.value if standing else None


def _state_words(life: Life, standings: dict[Key, Standing]) -> str:
    """How it stands. What is not found while some file can't be read was not removed."""
    return "removed" if life.removed else _state(life, standings) or UNREAD


def _unread(lives: Iterable[Life], standings: dict[Key, Standing]) -> Iterator[str]:
    """What that means, where any of the promises stands so."""
    if any(_state_words(life, standings) == UNREAD for life in lives):
        yield "Unread: it may stand in a file that can't be read; this is how it last stood."


def _name(life: Life, past: Past) -> str:
    return f"{life.plan}/{life.id}" if len(past.workspace.plans) > 1 else life.id


def _key(standing: Standing) -> Key:
    return standing.entry.plan.id, standing.entry.milestone.id


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
