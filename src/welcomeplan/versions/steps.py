"""What an edit did to a promise in turn: each entry that it adds to the log keeps one step.

A deadline that a council moved, and its staff once more, moved twice: none of that is told as the
council's but its own step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.plan import NO_DEADLINE, NOBODY
from welcomeplan.versions.moves import due_of, due_words, said_often

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.plan import LogEntry, Place
    from welcomeplan.versions.log import Notes
    from welcomeplan.versions.values import Thing


class Step(NamedTuple):
    """One of the changes that an edit made, one after another."""

    key: str
    """`due`, `status` or `owner`."""
    period: str
    """Of which time of what repeats; empty of the whole."""
    before: str
    after: str
    entry: LogEntry | None
    """The entry that keeps it; None where none does."""

    @property
    def own(self) -> bool:
        """Whether an entry keeps it, and nothing of another key before it."""
        return self.entry is not None and _first(self.entry) == self.key

    @property
    def under(self) -> str:
        """By whose decision: an entry speaks for one change, the first that it keeps."""
        return (self.entry.under or "") if self.entry and self.own else ""

    @property
    def note(self) -> str:
        """The reason that its entry gives."""
        return (self.entry.note or "") if self.entry else ""

    @property
    def to(self) -> str:
        """What it became; in quotes where it is the plan's own words."""
        return f"“{self.after}”" if self.key == "due" else self.after


Steps = tuple[Step, ...]


def _first(entry: LogEntry) -> str:
    told = {"due": entry.was_due, "status": entry.status, "done": entry.was_done}
    return next((key for key, value in told.items() if value), "owner")


def decided(steps: Steps) -> str:
    """By whose decision all of it was; empty where a step is nobody's."""
    unders = [step.under for step in steps]
    return "; ".join(dict.fromkeys(unders)) if all(unders) else ""


def why(steps: Steps) -> str:
    """The reason of each step, with what it made of the promise; empty where none has any."""
    if not any(step.note for step in steps):
        return ""
    return "; then ".join(f"{step.to}: {step.note or 'no reason given'}" for step in steps)


def by_whom(steps: Steps) -> str:
    """By whose decision each step was, likewise; of one decision for all, its name says it."""
    unders = {step.under for step in steps}
    if len(unders) < 2:
        return ", ".join(f"by {under}" for under in unders if under)
    each = (f"by {step.under}" if step.under else "by nobody's decision" for step in steps)
    return "; then ".join(f"{step.to} {by}" for step, by in zip(steps, each, strict=True))


def due_steps(old: Thing, new: Thing, added: Notes) -> Steps:
    """What became of a deadline, or of how often; empty where it is as it was."""
    kept = {due_words(due_of(old)), _often(old)} - {None} or {NO_DEADLINE}
    words = due_words(due_of(new)) or NO_DEADLINE
    often = _often(old) != _often(new)
    changed = often or due_words(due_of(old)) != due_words(due_of(new))
    mine = [entry for entry in added if entry.was_due and not entry.period]
    befores = [due_words(entry.was_due) for entry in mine]
    if not changed and kept.isdisjoint(befores):
        return ()  # what they keep was so before this edit
    if mine and not often and befores[-1] == words:
        mine, befores = mine[:-1], befores[:-1]
    sides = said_often(old) or NO_DEADLINE, said_often(new) or NO_DEADLINE
    return _chain("due", "", mine, sides, gap=changed and not kept.intersection(befores[:1]))


def time_steps(old: Place, new: Place, added: Notes, period: str) -> Steps:
    """Likewise of one time of what repeats; without a deadline of its own it is due by the end of
    its period, in whatever words."""
    was, now = (_time_due(one, period) for one in (old, new))
    mine = [entry for entry in _of(added, period) if entry.was_due]
    befores = [due_words(entry.was_due) for entry in mine]
    if was == now and (was is None or was not in befores):
        return ()
    sides = was or _ITS_END, now or _ITS_END
    return _chain("due", period, mine, sides, gap=not mine or was is not None)


_ITS_END = "the end of its period"


def _chain(
    key: str, period: str, mine: Sequence[LogEntry], sides: tuple[str, str], *, gap: bool
) -> Steps:
    """Entries that keep what was, one after another, from one side to the other; before them, with
    a `gap`, what none of them keeps."""
    entries: list[LogEntry | None] = [*([None] if gap else []), *mine]
    befores = [due_words(one.was_due) or "" if one else sides[0] for one in entries]
    afters = [*befores, sides[1]][1:]
    every = zip(befores, afters, entries, strict=True)
    return tuple(Step(key, period, a, b, one) for a, b, one in every if a != b)


def status_steps(old: Place, new: Place, added: Notes, period: str = "") -> Steps:
    """What became of a status, of the whole or of one time."""
    told = [entry.status for entry in _of(old.promised.log, period) if entry.status]
    state = (told[-1] if told else None) if period else old.promised.status
    state = state or "planned"
    steps = []
    for entry in _of(added, period):
        if entry.status and entry.status != state:
            steps.append(Step("status", period, state, entry.status, entry))
            state = entry.status
    last = new.promised.status or "planned"
    if not period and state != last and not new.promised.done:
        steps.append(Step("status", "", state, last, None))
    return tuple(steps)


def owner_steps(new: Thing, added: Notes) -> Steps:
    """Who answered for it in turn, as far as entries keep it."""
    mine = [entry for entry in added if entry.was_owner and not entry.period]
    befores = [entry.was_owner or NOBODY for entry in mine]
    every = zip(befores, [*befores[1:], new.owner or NOBODY], mine, strict=False)
    return tuple(Step("owner", "", a, b, one) for a, b, one in every if a != b)


def all_steps(old: Place, new: Place, added: Notes) -> Iterator[Steps]:
    """What became of the deadline and the status of the whole, and of each time."""
    yield due_steps(old, new, added)
    yield status_steps(old, new, added)
    named = [one.period for side in (old, new) for one in side.promised.occurrences]
    named += [entry.period for entry in added if entry.period]
    for period in {name.casefold(): name for name in named}.values():
        yield time_steps(old, new, added, period)
        yield status_steps(old, new, added, period)


def _of(entries: Notes, period: str) -> Iterator[LogEntry]:
    return (one for one in entries if (one.period or "").casefold() == period.casefold())


def _often(thing: Thing) -> str | None:
    return getattr(thing.model, "repeats", None)


def _time_due(place: Place, period: str) -> str | None:
    times = place.promised.occurrences
    mine = (one for one in times if one.period.casefold() == period.casefold())
    return next((due_words(one.due) for one in mine), None)
