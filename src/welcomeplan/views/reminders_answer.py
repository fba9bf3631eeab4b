"""Reminders as a screen and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Answer, Grid, Line, Said, Screen
from welcomeplan.views import rows, shapes_of_reminders
from welcomeplan.views.account import SILENT
from welcomeplan.wording import plural, some

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.answer import Piece, Slot
    from welcomeplan.plan import Facts, Standing
    from welcomeplan.views.account import Account
    from welcomeplan.views.reminders import Reminder


def nothing(accounts: Sequence[Account], within: int, facts: Facts) -> str:
    """That there is nobody to remind."""
    said = f"Nothing to remind of: nothing is late or due within {plural(within, 'day')}"
    if accounts:
        said += f", and no owner has been silent for {plural(SILENT.days, 'day')}"
    return f"{rows.readable(said, facts)}."


def reminders_answer(
    found: Sequence[Reminder], none: str, within: int, facts: Facts, again: str = ""
) -> Answer:
    """Whom to remind, and of what; `none` is said where there is nobody.

    `again`: the options that a command which is pointed to needs as well, to speak of the same.
    """
    return Answer(
        [],
        lambda: shapes_of_reminders.reminders(found, within, facts),
        screen=lambda: _screen(found, none, facts, again),
    )


def _screen(found: Sequence[Reminder], none: str, facts: Facts, again: str) -> Screen:
    if not found:
        return Screen(none, rows.context(facts))
    told = [one for reminder in found for one in (*reminder.late, *reminder.due)]
    columns = rows.slots(facts, told)
    blocks = [list(_reminder(one, columns, facts)) for one in found]
    command = f"welcomeplan remind -o letters{again}"
    return Screen(
        rows.readable(f"{plural(len(found), 'letter')}: {_counts(found)}", facts),
        rows.context(facts),
        [
            *blocks,
            [
                *rows.beginnings(told),
                Line([Said("To write them as letters:", "dim")], command),
            ],
        ],
    )


def _counts(found: Sequence[Reminder]) -> str:
    """`9 overdue, 4 due soon, 3 silent`: promises, and owners."""
    late = [one for reminder in found for one in reminder.late]
    due = [one for reminder in found for one in reminder.due]
    silent = sum(any(part.silent for part in reminder.parts) for reminder in found)
    told = [
        *([f"{_promises(late)} overdue"] if late else []),
        *([f"{_promises(due)} due soon"] if due else []),
        *([f"{silent} silent"] if silent else []),
    ]
    return ", ".join(told) or "what nobody answers for"


def _promises(some_: Iterable[Standing]) -> int:
    return len({one.promise.name for one in some_})


def _reminder(reminder: Reminder, columns: Sequence[Slot], facts: Facts) -> Iterator[Piece]:
    """What is late and due under a name, then since when there is no word, and what else is
    open."""
    listed = [*reminder.late, *reminder.due]
    name = reminder.name or rows.NOBODY_ANSWERS.capitalize()
    late, due = _promises(reminder.late), _promises(reminder.due)
    counts = [*([f"{late} overdue"] if late else []), *([f"{due} due soon"] if due else [])]
    if listed:
        yield rows.grid(listed, columns, facts.register, name, ", ".join(counts))
    else:
        yield Grid([], [], name)
    several = len(facts.register.plans) > 1
    for part in reminder.parts:
        said = []
        if part.silent:
            since = f"since {part.silent.since}" if part.silent.since else "on record"
            said.append(f"no word {since}")
        if part.others:
            if listed and reminder.org:
                said.append(f"{len(part.others)} more open")
            else:
                ids = [one.promise.name if several else one.promise.id for one in part.others]
                said.append(f"{'also open' if listed else 'open'}: {some(ids)}")
        if said:
            text = "; ".join(said)
            yield Line([Said(f"{text[0].upper()}{text[1:]}", "dim")], indent=2)
