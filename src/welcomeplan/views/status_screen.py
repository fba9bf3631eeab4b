"""How the plan stands, as a screen: a bar for each part, what to look at first, targets."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from welcomeplan.answer import Bar, Grid, Key, Line, Parts, Row, Said, Screen, Slot, Stands
from welcomeplan.plan import State
from welcomeplan.views import rows
from welcomeplan.views.columns import (
    named,
    no_milestones,
    none,
    target_words,
    times_words,
    unpromising,
)
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from welcomeplan.answer import Drawn, Piece
    from welcomeplan.plan import Facts, Group, Standing

FIRST = 5
"""How many promises are named as first to look at before another command is pointed to."""
WIDE = 80
"""With fewer columns than this no bars are drawn, and of all but what is done and overdue the sum
stands below."""
SHARE = 4
"""A bar takes at most one in so many of the columns."""
LEAST_BAR = 20
NAME = 36
"""A longer name is cut before a count is left out."""
COUNTED = (
    ("Due soon", (State.DUE_SOON,)),
    ("Under way", (State.UNDER_WAY,)),
    ("Current", (State.CURRENT,)),
    ("Upcoming", (State.UPCOMING,)),
    ("Waiting", (State.WAITING, State.BLOCKED)),
    ("Set aside", (State.DEFERRED, State.DROPPED)),
    ("No date", (State.ONGOING, State.UNDATED)),
)
"""What is counted beside what is done and overdue, where there is room."""
KINDS = {
    State.DONE: "done",
    State.DONE_LATE: "done",
    State.OVERDUE: "overdue",
    State.UNDER_WAY: "under way",
    **dict.fromkeys(
        (State.DUE_SOON, State.CURRENT, State.UPCOMING, State.WAITING, State.BLOCKED), "open"
    ),
    State.ONGOING: "no date",
    State.UNDATED: "no date",
    State.DEFERRED: "set aside",
    State.DROPPED: "set aside",
}
"""Which cell of a bar stands for a state, in the order in which they stand."""


def status_screen(groups: Sequence[Group], facts: Facts, again: str) -> Screen:
    """The counts, what needs somebody first, and how far targets and what repeats have come.

    `again`: the options that a command which is pointed to needs as well, to speak of the same.
    """
    blocks: list[list[Piece]] = [
        [
            *(_counts(groups, facts) if facts.standings else ()),
            *rows.unreadable(facts.all.unreadable, again),
        ],
        list(_first(facts, again)),
        _measured("Targets", _target, facts),
        _totals(facts),
        _measured("What repeats", _times, facts),
        _indicators(facts),
    ]
    none_late = "" if facts.all.overdue else ", nothing overdue"
    finding = rows.readable(f"{rows.done_and_overdue(facts.all)}{none_late}", facts)
    return Screen(
        finding if facts.standings else no_milestones(facts.register),
        rows.context(facts),
        blocks if facts.standings or facts.indicators else blocks[:0],
    )


def _counts(groups: Sequence[Group], facts: Facts) -> Iterator[Piece]:
    """A bar for each group, and its counts; then the sum, and what the cells stand for."""
    whole = facts.all
    every = [*groups, whole] if len(groups) > 1 else list(groups)
    counted = [(label, states) for label, states in COUNTED if _count(whole, states)]
    missed = any(group.missed != group.overdue for group in every)
    most = max((len(group.standings) for group in groups), default=0)
    columns = [
        _name(every),
        Slot(most, since=WIDE, share=SHARE, floor=LEAST_BAR),
        Slot(rows.longest(map(_done, every), len("Done")), "Done", right=True),
        Slot(len("Overdue"), "Overdue", right=True),
        *([Slot(len("Missed"), "Missed", right=True)] if missed else []),
    ]
    sums = Parts(
        [Said(f"{label} {_count(whole, states)}", "dim") for label, states in counted],
        instead=range(len(columns), len(columns) + len(counted)),
    )
    yield Grid(
        [*columns, *(Slot(len(label), label, right=True, since=WIDE) for label, _ in counted)],
        [
            Row(
                [
                    group.title or "nobody named",
                    "" if group is whole else _bar(group, most),
                    _done(group),
                    Said(_number(group.overdue), "" if group is whole else "red"),
                    *([_number(group.missed)] if missed else []),
                    *(_number(_count(group, states)) for _, states in counted),
                ],
                [sums] if group is whole or len(every) == 1 else [],
            )
            for group in every
        ],
        headed=True,
        summed=len(every) > 1,
    )
    yield Key(list(_key(whole)), WIDE)
    if missed:
        said = "Missed: not done by its deadline, whatever became of it since"
        yield Line([Said(said, "dim")])
    yield from (Line([Said(said, "dim")]) for said in unpromising(facts))


def _name(groups: Sequence[Group]) -> Slot:
    wide = rows.longest(group.title or "nobody named" for group in groups)
    return Slot(wide, gives="cut", least=min(wide, NAME))


def _done(group: Group) -> str:
    return f"{group.done} of {len(group.standings)}"


def _count(group: Group, states: Iterable[State]) -> int:
    return sum(group.counts.get(state, 0) for state in states)


def _number(count: int) -> str:
    return str(count or "")


def _bar(group: Group, most: int) -> Bar:
    counts = Counter(KINDS[one.state] for one in group.standings)
    return Bar([(kind, counts[kind]) for kind in dict.fromkeys(KINDS.values())], most)


def _key(whole: Group) -> Iterator[tuple[str, str]]:
    """The cells that occur; of what is open otherwise, the states that it may be in."""
    for kind in dict.fromkeys(KINDS.values()):
        states = [state.value for state in whole.counts if KINDS[state] == kind]
        if states:
            yield kind, " or ".join(states) if kind == "open" else kind


def _first(facts: Facts, again: str) -> Iterator[Piece]:
    """What needs somebody: overdue, the longest first, then blocked, then due soon."""
    urgent = facts.attention
    if not urgent:
        said = none(
            facts.register,
            "Nothing needs attention now.",
            "Nothing of what could be read needs attention now.",
        )
        yield Line([Said(said, "dim")])
        return
    columns = rows.slots(facts, [*facts.standings, *urgent[:FIRST]])
    yield rows.grid(urgent[:FIRST], columns, facts.register, "First to look at")
    rest = urgent[FIRST:]
    if rest:
        said, command = the_rest(rest, again)
        yield Line([Said(said, "dim")], command)


def the_rest(left: Sequence[Standing], again: str) -> tuple[str, str]:
    """That more than is listed needs somebody, and the command that lists them."""
    states = {one.state for one in left}
    state = states.pop() if len(states) == 1 else None
    which = "due --overdue" if state is State.OVERDUE else "list"
    if state and state is not State.OVERDUE:
        which += f" --state {shlex.quote(state)}"
    return f"And {len(left)} more:", f"welcomeplan {which}{again}"


def _target(standing: Standing) -> tuple[Bar, str] | None:
    one = standing.counted
    if one.target is None:
        return None
    amount = one.target.amount
    scaled = round(one.logged * 1000 / amount) if amount else 0
    return rows.bar(scaled, 1000), target_words(standing)


def _times(standing: Standing) -> tuple[Bar, str] | None:
    times = standing.times
    if not times:
        return None
    done = sum(time.done is not None for time in times)
    return rows.bar(done, len(times)), times_words(standing)


def _measured(
    title: str, measure: Callable[[Standing], tuple[Bar, str] | None], facts: Facts
) -> list[Piece]:
    """How far the promises have come that a measure says something of."""
    name = named(facts.register)
    found = [(one, said) for one in facts.standings if (said := measure(one))]
    columns = [rows.STATE, Slot(rows.CELLS), rows.ids(facts)]
    columns.append(Slot(rows.longest(words for _, (_, words) in found), gives="wrap"))
    lines = [Row([Stands(one.state.value), bar, name(one), said]) for one, (bar, said) in found]
    return [Grid(columns, lines, title, under=rows.ID)] if found else []


def _indicators(facts: Facts) -> list[Piece]:
    """How far what is measured has come, and by when it is to be there."""
    name = named(facts.register)
    found = [one for whole in facts.indicators for one in whole.owed if one.goal]
    columns = [
        rows.STATE,
        Slot(rows.longest(map(rows.when, found), rows.WHEN), right=True),
        rows.ids(facts, found),
        Slot(rows.longest(map(target_words, found)), gives="wrap"),
    ]
    lines = [
        Row([*rows.standing_cells(one), name(one), target_words(one)], dim=rows.past(one))
        for one in found
    ]
    counted = f"{facts.all.measured}"
    return [Grid(columns, lines, "Indicators", counted, under=rows.ID)] if found else []


def _totals(facts: Facts) -> list[Piece]:
    """What several plans have promised of one unit."""
    found: list[Sequence[Drawn]] = [
        [
            "",
            rows.bar(round(total.logged * 1000 / total.target.amount), 1000)
            if total.target.amount
            else "",
            f"{total.target.of(total.logged)} ({plural(len(total.standings), 'milestone')})",
        ]
        for total in facts.totals
    ]
    columns = [rows.STATE, Slot(rows.CELLS), Slot(1000, gives="wrap")]
    return [Grid(columns, list(map(Row, found)), "Targets of all plans")] if found else []
