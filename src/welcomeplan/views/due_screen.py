"""What is due, as a screen: late first, and under each promise the proof of its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Line, Said, Screen
from welcomeplan.plan import State
from welcomeplan.views import rows
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.answer import Piece
    from welcomeplan.plan import DueList, Facts, LeftOut, Past, Standing


def due_screen(
    found: DueList, facts: Facts, *, asked: bool, everything: bool, filters: str, here: str
) -> Screen:
    """What is due in a period; where nobody named one, after what is overdue."""
    late, others = rows.in_order(found.listed)
    columns = rows.slots(facts, found.listed)
    parts = (part for part in (late, others) if part)
    blocks = [[rows.proofs(part, columns, facts.register)] for part in parts]
    notes = list(_pointed(_notes(found, facts, filters + here, here, everything=everything)))
    return Screen(
        _finding(found, facts, late, others, asked=asked),
        rows.context(facts, *_days(found)),
        [*blocks, [*rows.beginnings(found.listed), *notes]],
    )


def overdue_screen(found: DueList, facts: Facts, *, asked: bool, here: str) -> Screen:
    """What is overdue, the longest first; apart from it, at the end, what is only not marked."""
    of = f", of what was due {_in(found.label)}" if asked else ""
    finding = f"{counted(found.listed)} overdue{of}"
    none = f"Nothing{_wanted(facts)}{_was_due(found) if asked else ''} is overdue."
    columns = rows.slots(facts, found.listed)
    parts = [[one for one in found.listed if one.reached is reached] for reached in (False, True)]
    return Screen(
        rows.readable(finding, facts) if found.listed else _none(facts, none, "overdue"),
        rows.context(facts, *(_days(found) if asked else [])),
        [
            *([rows.proofs(part, columns, facts.register)] for part in parts if part),
            [*rows.beginnings(found.listed), *_pointed(_unreadable(found, here))],
        ],
    )


def _finding(
    found: DueList,
    facts: Facts,
    late: Sequence[Standing],
    others: Sequence[Standing],
    *,
    asked: bool,
) -> str:
    period = f"due {_in(found.label)}"
    if not found.listed:
        return _none(facts, f"Nothing{_wanted(facts)} is {period}.", "due")
    if asked:
        finding = f"{counted(found.listed)} {period}"
        finding += f", {len(late)} of them overdue" if late else ""
    elif not late:
        finding = f"{counted(others)} {period}, and nothing overdue"
    else:
        finding = (
            f"{counted(late)} overdue, and {counted(others) if others else 'nothing'} {period}"
        )
    over = sum(map(rows.past, others))
    finding += f", {over} of these done or set aside" if over else ""
    return rows.readable(finding, facts)


def _none(facts: Facts, whole: str, what: str) -> str:
    """That there is nothing, of the whole or of what could be read."""
    return f"Nothing of what could be read is {what}." if facts.register.unread else whole


def _wanted(facts: Facts) -> str:
    return " of what was asked for" if facts.wanted else ""


def _in(label: str) -> str:
    return f"{'from' if ' to ' in label else 'in'} {label}"


def _was_due(found: DueList) -> str:
    return f" that was due {_in(found.label)}"


def _days(found: DueList) -> list[str]:
    """The first and last day of the period, unless it is called by them."""
    first, last = found.period.start, found.period.end
    days = f"{first} to {last}" if first != last else f"{first}"
    return [] if found.label == days else [days]


def not_listed(left: LeftOut) -> str:
    """What of a period is left out because nothing of it is owed any more; or nothing."""
    counts = [
        (left.done, "done"),
        (left.begun, "begun"),
        (left.deferred, "deferred"),
        (left.dropped, "dropped"),
        (left.moved, "moved to another day"),
    ]
    parts = [f"{count} {what}" for count, what in counts if count]
    return f"Not listed: {', '.join(parts)}" if parts else ""


def _notes(
    found: DueList, facts: Facts, again: str, here: str, *, everything: bool
) -> Iterator[tuple[str, str]]:
    """What is left out, and the command that shows it."""
    yield from _unreadable(found, here)
    yield from _before(found, facts, again)
    left = found.left_out
    said = not_listed(left)
    if said:
        period = f" --from {found.period.start} --to {found.period.end}"
        yield (
            said,
            "" if everything else f"welcomeplan due --all{period}{again}",
        )
    if left.under_way:
        others = "1 other is" if left.under_way == 1 else f"{left.under_way} others are"
        if facts.day in found.period:
            yield f"{others} current, and due after {found.label}", ""
        else:
            yield f"{others} due in another period, and open in this one", ""


def _before(found: DueList, facts: Facts, again: str) -> Iterator[tuple[str, str]]:
    """What was missed before the period, each with the command that lists it and nothing else."""
    for state in (State.OVERDUE, State.DEFERRED, State.DROPPED):
        missed = [one for one in found.before if one.state is state]
        days = [one.due_by for one in missed if one.due_by]
        if not days:
            continue
        period = f" --from {min(days)} --to {max(days)}"
        if state is State.OVERDUE:
            command = f"welcomeplan due --overdue{period}{again}"
            yield f"Overdue from earlier: {counted(missed)}", command
        else:
            what = "" if facts.wanted.state else f" --state {state}"
            command = f"welcomeplan due{what}{period}{again}"
            yield f"Missed, and {state} since: {counted(missed)}", command


def _unreadable(found: DueList, here: str) -> Iterator[tuple[str, str]]:
    count = found.left_out.unreadable
    if count:
        yield f"{plural(count, 'deadline')} can't be read", f"welcomeplan validate{here}"


def _pointed(notes: Iterator[tuple[str, str]]) -> Iterator[Piece]:
    """The notes, the last of them with no more than one command before it."""
    pointed = False
    for text, command in notes:
        shown = "" if pointed else command
        pointed = pointed or bool(command)
        yield Line([Said(f"{text}:" if shown else text, "dim")], shown)


def counted(found: Sequence[Standing | Past]) -> str:
    """How many, and of how many promises, where one that repeats is there more than once."""
    times, several = len(found), len({one.name for one in found})
    return (
        f"{plural(times, 'time')} of {plural(several, 'promise')}"
        if times > several
        else f"{times}"
    )
