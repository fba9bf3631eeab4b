"""What a review walks through: late, due and silent promises one by one, and how each is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.answer import Answer, Line, Parts, Said, Screen
from welcomeplan.views import rows
from welcomeplan.views.columns import deadline_words, target_words
from welcomeplan.views.reminders import reminders
from welcomeplan.views.show_screen import how

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from welcomeplan.answer import Piece
    from welcomeplan.plan import Standing
    from welcomeplan.views.account import Account
    from welcomeplan.views.reminders import Part

MOST_OWN = 4
"""How many of the planner's own keys are shown."""


class Stop(NamedTuple):
    """One promise, or one time of what repeats, and why it is asked about."""

    standing: Standing
    account: Account
    why: str

    @property
    def is_measured(self) -> bool:
        """Whether it is an indicator, of which readings are told."""
        return self.standing.promise.measure is not None


def stops(accounts: Sequence[Account], names: Container[str]) -> tuple[Stop, ...]:
    """What is late, the longest first; what is due soon, by date; and of what else there has been
    no word for long. Each once; of those with these full names alone."""
    parts = [part for one in reminders(accounts) for part in one.parts]
    late = [Stop(one, part.account, "late") for part in parts for one in part.late]
    due = [Stop(one, part.account, "due soon") for part in parts for one in part.due]
    late.sort(key=lambda stop: -(stop.standing.late or 0))
    due.sort(key=lambda stop: stop.standing.due_by or stop.account.day)
    silent = [Stop(one, part.account, _silence(part)) for part in parts for one in part.others]
    found: dict[tuple[str, str | None], Stop] = {}
    for stop in (*late, *due, *silent):
        found.setdefault((stop.standing.promise.name, stop.standing.period), stop)
    return tuple(stop for stop in found.values() if stop.standing.promise.name in names)


def _silence(part: Part) -> str:
    """Why an open promise is asked about that is neither late nor due soon."""
    if part.silent is None:
        return "nobody answers for it"
    return f"no word since {part.silent.heard}" if part.silent.heard else "no word yet"


def asked(stop: Stop, at: int, count: int) -> Answer:
    """One of them, as somebody at a terminal is asked about it."""
    return Answer([], tuple, screen=lambda: _screen(stop, at, count))


def _screen(stop: Stop, at: int, count: int) -> Screen:
    standing, account = stop.standing, stop.account
    promise = standing.promise
    name = promise.name if len(account.facts.register.plans) > 1 else promise.id
    named = f"{name} {standing.period}" if standing.period else name
    said = [
        f"“{deadline_words(standing)}”" if deadline_words(standing) else "",
        account.who(promise) or rows.NOBODY_ANSWERS,
        target_words(standing),
    ]
    return Screen(
        f"{at} of {count}, {stop.why}: {named} {how(standing)}",
        [one for one in said if one],
        [[*_own(stop), *_word(stop)]],
        promise.title,
    )


def _own(stop: Stop) -> Iterator[Piece]:
    """What the planner's own keys say of it, such as what a sheet said when it was imported."""
    own = stop.standing.promise.own
    told = [f"{key}: {value}" for key, value in own.items() if isinstance(value, str)]
    if told:
        yield Parts([Said(one, "dim") for one in told[:MOST_OWN]])


def _word(stop: Stop) -> Iterator[Piece]:
    """The last thing that was written of it."""
    word = stop.account.word(stop.standing)
    if word is None:
        yield Line([Said("Nothing was written of it yet.", "dim")])
        return
    by = f", {word.by}" if word.by else ""
    yield Line([Said(f"Last word, {word.on}{by}: {word.note}", "dim")])
