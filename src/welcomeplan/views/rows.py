"""What screens show alike: a promise as a row, its columns, and what a screen says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import versions
from welcomeplan.answer import Bar, Grid, Line, Parts, Row, Said, Slot, Stands
from welcomeplan.plan import NOBODY, State
from welcomeplan.views.columns import (
    clock,
    deadline_words,
    levels_words,
    named,
    no_beginning,
    target_words,
    titles,
)
from welcomeplan.wording import late, plural, show, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from welcomeplan.answer import Drawn
    from welcomeplan.plan import Facts, Group, Label, Promise, Register, Standing
    from welcomeplan.versions import Change, Event

STATE = Slot(11)
"""The mark of a state and its word: the longest is `▲ due soon` or `▲ done late`."""
WHEN = 10
LONG = 25
"""An id of more columns leaves no room for a title beside it, where a screen has 80."""
CELLS = 10
"""How many cells the bar of a target has: as wide as a day."""
ID = 2
"""Which slot of a row is the id: what is below a row stands under it."""
NOBODY_ANSWERS = "nobody answers"


def grid(
    standings: Sequence[Standing],
    columns: Sequence[Slot],
    register: Register,
    title: str = "",
    count: str = "",
) -> Grid:
    """A row for each promise, in columns that `slots` has made for all of the screen."""
    line = _in_a_line(register, columns)
    return Grid(columns, [line(one) for one in standings], title, count, under=ID)


def gauges(
    standings: Sequence[Standing],
    columns: Sequence[Slot],
    register: Register,
    title: str = "",
    count: str = "",
) -> Grid:
    """A row for each indicator: its reading, target and baseline stand after its title, or below
    it where they have no room; then who answers, and the times that have targets."""
    at = _title(columns) + 1
    levels = Slot(longest(map(levels_words, standings)), since=1)
    line = _in_a_line(register, columns)
    lines = []
    for one in standings:
        row = line(one)
        said = Said(levels_words(one))
        below = [Parts([said._replace(tone="dim")], [at])] if said.text else []
        cells = [*row.cells[:at], said, *row.cells[at:-1]]
        lines.append(Row(cells, below, row.dim))
    return Grid([*columns[:at], levels, *columns[at:-1]], lines, title, count, under=ID)


def proofs(standings: Sequence[Standing], columns: Sequence[Slot], register: Register) -> Grid:
    """Likewise; below each promise stands the proof of its day: the plan's words, who answers, the
    target."""
    head = _head(register, columns)
    lines = [Row(head(one), [Parts(list(_proof(one)))], dim=past(one)) for one in standings]
    return Grid(columns[: _title(columns) + 1], lines, under=ID)


def slots(facts: Facts, standings: Sequence[Standing]) -> list[Slot]:
    """The columns of promises, as wide as the plan needs, so that they stand in one place on every
    screen; a time of what repeats may need more."""
    every: list[Label | Promise] = [*facts.register.labels, *(one.promise for one in standings)]
    return [
        STATE,
        Slot(longest(map(when, standings), WHEN), right=True),
        ids(facts, standings),
        *([Slot(usual(one.number or "" for one in every))] if numbered(facts.register) else []),
        Slot(longest(one.title for one in every), gives="below"),
        Slot(usual(one.owner or NOBODY for one in every), since=100),
        Slot(longest(map(_quoted, standings)), since=140),
        Slot(longest(map(target_words, standings)), since=160),
    ]


def _title(columns: Sequence[Slot]) -> int:
    """The place of the title among the columns: right after the id, or the number."""
    return next(at for at, slot in enumerate(columns) if slot.gives)


def numbered(register: Register) -> bool:
    """Whether the document gives any promise a number: then each row has a place for it."""
    return any(label.number for label in register.labels)


def ids(facts: Facts, standings: Iterable[Standing] = ()) -> Slot:
    """The column of ids: of all that the plan promises, but for what is unusually long."""
    register = facts.register
    several = len(register.plans) > 1
    every = [one.name if several else one.id for one in register.labels]
    return Slot(usual(every, map(named(register), standings)))


def longest(texts: Iterable[str], least: int = 0) -> int:
    """How wide the widest of some texts is, as it is shown."""
    return max([least, *(width(show(text)) for text in texts)])


def usual(texts: Iterable[str], more: Iterable[str] = ()) -> int:
    """How wide the widest is, of some texts of a plan and of what `more` a screen has, but for
    those that are far longer than most of the plan's: one must not take the room of all others."""
    widths = sorted(width(show(text)) for text in texts)
    most = max(LONG, widths[len(widths) // 2] * 3 // 2) if widths else LONG
    every = [*widths, *(width(show(text)) for text in more)]
    return max((wide for wide in every if wide <= most), default=0)


def _in_a_line(register: Register, columns: Sequence[Slot]) -> Callable[[Standing], Row]:
    """How a promise of a register is a row: whole, on one line."""
    head = _head(register, columns)

    def line(standing: Standing) -> Row:
        owner = standing.promise.owner or Said(NOBODY, "dim")
        more = [owner, _quoted(standing), target_words(standing)]
        return Row([*head(standing), *more], dim=past(standing))

    return line


def standing_cells(standing: Standing) -> list[Drawn]:
    """How it stands, and when: read together they are a phrase."""
    late = standing.state is State.OVERDUE
    begins = standing.first_open.begins and not past(standing)
    return [Stands(standing.state.value, begins), Said(when(standing), "red" if late else "")]


def _head(register: Register, columns: Sequence[Slot]) -> Callable[[Standing], list[Drawn]]:
    """How rows begin. What is so of all of a plan is not asked for each of them, nor for each of
    its groups: large plans would take a square of time."""
    name, with_number = named(register), _title(columns) > ID + 1

    def head(standing: Standing) -> list[Drawn]:
        promise = standing.promise
        number = [promise.number or ""] if with_number else []
        return [*standing_cells(standing), name(standing), *number, promise.title]

    return head


def _proof(standing: Standing) -> Iterable[Said]:
    if _quoted(standing):
        yield Said(_quoted(standing), "dim")
    yield Said(standing.promise.owner or NOBODY_ANSWERS, "dim")
    if target_words(standing):
        yield Said(target_words(standing), "dim")
    if standing.moved_to:
        to = standing.moved_to
        yield Said(f"moved to {to.due_by or f'“{to.words}”'}", "dim")
    if standing.state is State.DONE_LATE and standing.late:
        yield Said(late(standing.late, least=standing.at_least), "red")
    if standing.unbegun:
        yield Said(no_beginning(standing), "dim")
    elif standing.in_doubt:
        yield Said("whether late is not known", "dim")
    if standing.waits_on and standing.open:
        yield Said(f"waits for {', '.join(standing.waits_on)}", "dim")
    if standing.reached:
        yield Said("target reached, not marked done", "dim")


def _quoted(standing: Standing) -> str:
    words = deadline_words(standing)
    return f"“{words}”" if words else ""


def when(standing: Standing) -> str:
    """Read with its state it is a phrase: overdue 138 days, done 2017-07; else its deadline. Of a
    promise that repeats, that of its first open time."""
    first = standing.first_open
    if standing.state is State.OVERDUE:
        return plural(first.late or 0, "day", grouped=True)
    return str(first.done or first.due_by or "")


def past(standing: Standing) -> bool:
    """Whether it is done, or set aside."""
    return standing.state in (State.DONE, State.DONE_LATE, State.DEFERRED, State.DROPPED)


def in_order(standings: Sequence[Standing]) -> tuple[list[Standing], list[Standing]]:
    """What is late, the longest first; and what comes next, the soonest first, and after it what is
    done or set aside."""
    late = [one for one in standings if one.state is State.OVERDUE]
    others = [one for one in standings if one.state is not State.OVERDUE]
    return late, sorted(others, key=past)


def context(facts: Facts, *more: str) -> list[str]:
    """What stands under a finding: the plan, what else is to be known, the day, the commit."""
    return [titles(facts.register, facts.wanted.plan), *more, day(facts)]


def day(facts: Facts) -> str:
    """The day on which things are judged, and the commit from which they are read."""
    now = f"today, {facts.day}"
    return clock(facts).replace(f"as of {facts.day}", now) if facts.is_today else clock(facts)


def done_and_overdue(group: Group) -> str:
    """`0 of 7 done, 2 overdue`."""
    late = f", {group.overdue} overdue" if group.overdue else ""
    return f"{group.done} of {len(group.standings)} done{late}"


def bar(done: int, total: int, kind: str = "done") -> Bar:
    """A bar of ten for so much of a whole: something is not nothing, nor all."""
    full = round(CELLS * min(max(done, 0), total) / total) if total > 0 else 0
    if 0 < done < total:
        full = min(max(full, 1), CELLS - 1)
    return Bar([(kind, full), ("open", CELLS - full)], CELLS)


def unreadable(count: int, again: str) -> list[Line]:
    """That deadlines can't be read, and what says why: they must not pass for having none."""
    said = Said(f"{plural(count, 'deadline')} can't be read:", "dim")
    return [Line([said], f"welcomeplan validate --notes{again}")] if count else []


def whose(found: Change | Event) -> str:
    """By whose decision it was; of several steps, by whose each; or of what else it may be."""
    return versions.by_whom(found.steps) or str(found.shared or "") or decided(found.under)


def decided(under: str) -> str:
    """By whose decision, in the words of the log."""
    return f"by {under}" if under else ""


def readable(finding: str, facts: Facts) -> str:
    """A finding; where files can't be read, it is of the others alone."""
    return f"{finding}, in what can be read" if facts.register.unread else finding


def beginnings(standings: Sequence[Standing]) -> list[Line]:
    """What ▶ means, where it stands."""
    found = any(one.first_open.begins and not past(one) for one in standings)
    return [Line([Said("▶ what is promised is the beginning", "dim")])] if found else []
