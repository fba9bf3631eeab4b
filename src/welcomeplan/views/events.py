"""What git knows of one promise, in words: what happened, and its deadlines, first and last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.plan import DAY_UNKNOWN
from welcomeplan.versions import DEADLINES, Kind
from welcomeplan.wording import late, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from welcomeplan.versions import Event, Life


def said(event: Event) -> str:
    """What happened, in plain words; and on which day, where the plan names another than git."""
    words = _SAID[event.kind](event)
    if event.on in (None, event.commit.date) or event.kind is Kind.DONE:
        return words
    return f"{words}, on {event.on} by its log"


def _promised(event: Event) -> str:
    deadline = f"for {day(event.due_after, event.after)}" if event.after else "undated"
    return f"first promised, {deadline}{recorded_late(event)}"


def _dated(event: Event) -> str:
    first = day(event.due_after, event.after)
    if not event.due_after:
        return f"given a deadline, {first}"
    by = " by a change of the plan's calendar" if event.calendar else ""
    what = "day" if event.before else "deadline"
    return f"first given a {what}{by}, {first}{recorded_late(event)}"


def recorded_late(event: Event) -> str:
    """That git first knew of a day when it had passed; empty otherwise."""
    days = event.recorded_late
    return f", recorded {plural(days, 'day', grouped=True)} after it" if days else ""


def committed(event: Event) -> str:
    """The committer's day, where it is another than the author's."""
    commit = event.commit
    return commit.landed.isoformat() if commit.landed != commit.date else ""


def recorded(life: Life) -> str:
    """That git first knew of a deadline when it had passed."""
    return "after its deadline" if life.recorded_late else ""


def _moved(event: Event) -> str:
    by = " by a change of the plan's calendar" if event.calendar else ""
    if event.days is not None:
        return f"moved {apart(event.days)}{by}"
    if not event.after:
        return "its deadline was taken away"
    return f"{'lost its day' if event.due_before else 'given a day'}{by}"


def _done(event: Event) -> str:
    before, after = event.before, event.after
    if before:
        before = f"a {before}" if before == DAY_UNKNOWN else before
        return f"finished {_when(after)}, not {before}"
    how = "" if event.days is None else f", {late(event.days, least=event.least)}"
    joint = ", " if after == DAY_UNKNOWN else ": " if ":" in after else " "
    return f"done{joint}{after if joint != ' ' else _when(after)}{how}"


def _when(text: str) -> str:
    """`on 2018-02-11`, `in 2018-02`, of when something was done as the plan says it."""
    if text == DAY_UNKNOWN:
        return f"on a {text}"
    return f"{'on' if ':' in text or text.count('-') == 2 else 'in'} {text}"


def _reopened(event: Event) -> str:
    return f"reopened: it was done{', ' if event.before == DAY_UNKNOWN else ' '}{event.before}"


def _status(event: Event) -> str:
    words = {"active": "begun", "planned": f"no longer {event.before}"}
    return words.get(event.after, event.after)


def _owner(event: Event) -> str:
    if event.before and event.after:
        return "another owner"
    return "given an owner" if event.after else "no owner"


_SAID: dict[Kind, Callable[[Event], str]] = {
    Kind.PROMISED: _promised,
    Kind.DATED: _dated,
    Kind.MOVED: _moved,
    Kind.TIME_MOVED: lambda e: f"{e.before} moved, to {day(e.due_after, e.after)}",
    Kind.REWORDED: lambda _: "deadline in other words, due as before",
    Kind.TARGET: lambda _: "target changed",
    Kind.LOWERED: lambda _: "target lowered",
    Kind.RAISED: lambda _: "target raised",
    Kind.DONE: _done,
    Kind.REOPENED: _reopened,
    Kind.STATUS: _status,
    Kind.OWNER: _owner,
    Kind.RENAMED: lambda e: (
        f"renamed, from `{e.before}` to `{e.after}` (told by its title and wording)"
    ),
    Kind.RELOCATED: lambda _: "moved to another file",
    Kind.REMOVED: lambda _: "removed from the plan",
    Kind.RETURNED: lambda _: "back in the plan",
}


def before(event: Event) -> str:
    """What an event says that it was: a deadline, an owner, a status, a file."""
    return _side(event, event.before, event.due_before)


def after(event: Event) -> str:
    """What an event says that it became, likewise."""
    return _side(event, event.after, event.due_after)


def _side(event: Event, words: str, due: date | None) -> str:
    if event.kind in (Kind.DONE, Kind.REOPENED, Kind.RENAMED, Kind.TIME_MOVED):
        return ""
    return deadline(words, due) if event.kind in DEADLINES else words


def reason(event: Event) -> str:
    """Why, by its log, or else by what the commit says of itself."""
    return event.reason if event.logged else f"(commit) {event.reason}"


def first_for(life: Life) -> str:
    """The day that a promise was first for, or else the words; of what repeats, until when."""
    words = f"“{life.first_words}”" if life.first_words else ""
    return words if life.place.recurrence else day(life.first_due, life.first_words)


def first_day(life: Life) -> date | None:
    """That day; of what repeats there is no one day."""
    return None if life.place.recurrence else life.first_due


def in_turn(life: Life) -> Iterator[str]:
    """What it was promised for, one after another."""
    yield day(life.moves[0].due_before, life.moves[0].before)
    for move in life.moves:
        yield day(move.due_after, move.after) or "no deadline"


def moved_in_all(life: Life) -> str:
    """How often its deadline moved, and by how much."""
    if not life.moves:
        return of_its_times(life) or "never"
    times = "once" if len(life.moves) == 1 else f"{len(life.moves)} times"
    return f"{times}, in all {apart(life.slip)}" if life.slip is not None else times


def of_its_times(life: Life) -> str:
    """Of what repeats, how many of its times moved alone; nothing, where none did."""
    moved = {one.before for one in life.times_moved}
    return f"{plural(len(moved), 'time')} of it alone" if moved else ""


def apart(days: int) -> str:
    """How much later or sooner."""
    if not days:
        return "0 days: it is due when it was first"
    return f"{plural(abs(days), 'day', grouped=True)} {'later' if days > 0 else 'sooner'}"


def deadline(words: str, due: date | None) -> str:
    """A deadline's words, with the day they mean."""
    return f"“{words}” ({due})" if words and due else f"“{words}”" if words else ""


def quoted(words: str) -> str:
    """The plan's own words."""
    return f"“{words}”" if words else ""


def day(due: date | None, words: str) -> str:
    """A deadline's day, or else its words."""
    return due.isoformat() if due else f"“{words}”" if words else ""
