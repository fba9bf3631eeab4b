"""The phrase tree: what a phrase says, before any day is known.

Every node stands `at` a stretch of tokens, from the first to before the second. Nodes nest: each
token belongs to the innermost node around it, and so to exactly one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.deadlines.lexer import Text

At: TypeAlias = tuple[int, int]
"""From the first token to before the second."""


class Node(Protocol):
    """What every node of the tree is: a named tuple that stands somewhere."""

    @property
    def at(self) -> At:
        """Where it stands."""


NodeT = TypeVar("NodeT", bound=Node)


def placed(node: NodeT, at: At) -> NodeT:
    """The node, standing elsewhere."""
    return node._replace(at=at)  # type: ignore[attr-defined, no-any-return]  # a named tuple


def around(node: NodeT, of: Node) -> NodeT:
    """The node, with another in the place of the one that it is `of`."""
    return node._replace(of=of)  # type: ignore[attr-defined, no-any-return]  # likewise


def unbounded(node: Node) -> Node:
    """A window without the words around it."""
    while isinstance(node, Bounded | Begins | Onward):
        node = node.of
    return node


def rebound(node: Node, core: Node) -> Node:
    """The words around one window, around another."""
    if isinstance(node, Bounded | Begins | Onward):
        return around(node, rebound(node.of, core))
    return core


def inside(node: Node) -> Node | None:
    """The node that one is `of`, if it is of one."""
    return getattr(node, "of", None)


# Points: one named stretch of the calendar. A year of None is still to be found.


class Day(NamedTuple):
    """A day of a month: 31 March 2018; `weekday` counts from Monday, where one is written."""

    at: At
    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


class Numeric(NamedTuple):
    """A day in three numbers, whose order is not known yet: 10/11/2022."""

    at: At
    first: int
    second: int
    third: int
    short: bool
    """Whether the third has two digits, as in 31/03/27."""
    weekday: int | None = None


class MonthOrDay(NamedTuple):
    """Jul-21: July 2021, or the 21st of a July."""

    at: At
    month: int
    n: int


class Month(NamedTuple):
    """A month."""

    at: At
    month: int
    year: int | None = None


class Quarter(NamedTuple):
    """A quarter; `of` is a fiscal or plan year, or nothing for the one that `year` names."""

    at: At
    n: int
    year: int | None = None
    of: Fiscal | PlanYear | None = None
    counted: str = ""
    """`calendar` or `fiscal`, where the words say which."""


class Half(NamedTuple):
    """Half of a year; `of` and `counted` as in a quarter."""

    at: At
    n: int
    year: int | None = None
    of: Fiscal | PlanYear | None = None
    counted: str = ""


class Season(NamedTuple):
    """A season; `both`: both of its years are written (winter 2015-16)."""

    at: At
    name: str
    year: int | None = None
    both: bool = False
    seasons: str = ""
    """`southern` or `northern`, where the words say which."""


class Year(NamedTuple):
    """A calendar year."""

    at: At
    year: int | None = None


class Fiscal(NamedTuple):
    """A fiscal year, or from the first to the last where `until` is later than the next.

    `named`: `federal`; or `straddle`, where only 2018/19 is written, and no word says of what.
    """

    at: At
    year: int | None = None
    until: int | None = None
    named: str = ""


class School(NamedTuple):
    """A school year, by both of its years; `until` is None where only one is written."""

    at: At
    year: int
    until: int | None = None


class PlanYear(NamedTuple):
    """A year counted from the plan's first."""

    at: At
    n: int


class PlanMonth(NamedTuple):
    """A month counted from the plan's first."""

    at: At
    n: int


class Week(NamedTuple):
    """`which` is `of` or `ending`, of a day; or `1` to `5`, or `last`, of a month."""

    at: At
    which: str
    of: Day | Numeric | Month


class NthDay(NamedTuple):
    """The nth weekday of a month; n is 0 for the last."""

    at: At
    n: int
    weekday: int
    of: Month


class Ending(NamedTuple):
    """So many months that end with a day: year ending 31 March 2027."""

    at: At
    months: int
    of: Day | Numeric | Month


class Own(NamedTuple):
    """A term of the plan's own."""

    at: At
    name: str


# What narrows or joins points.


class Part(NamedTuple):
    """`which` is early, mid or late; first half or second half, of a month."""

    at: At
    which: str
    of: Node | None


class Edge(NamedTuple):
    """`which` is start or end."""

    at: At
    which: str
    of: Node


class Range(NamedTuple):
    """From the first day of one to the last of another."""

    at: At
    first: Node
    last: Node


class Series(NamedTuple):
    """This and that. It never becomes a range; what adjoins is one window."""

    at: At
    items: tuple[Node, ...]
    wrapped: bool = False
    """Whether a year was taken as the one before, so that time runs forwards."""


class Choice(NamedTuple):
    """This or that."""

    at: At
    items: tuple[Node, ...]
    wrapped: bool = False


# What is promised of them.


class Bounded(NamedTuple):
    """`bound` is by, before, until, from, between, in, on, at, for, within, or nothing."""

    at: At
    bound: str
    of: Node


class Begins(NamedTuple):
    """What is due is the beginning; `verb` is begin, launch or open."""

    at: At
    verb: str
    of: Node


class Onward(NamedTuple):
    """From then on: 2018 and beyond."""

    at: At
    of: Node


class Lasting(NamedTuple):
    """A length of time; `n` is 0 where it is a range of lengths."""

    at: At
    n: int
    unit: str
    working: bool = False


class Wait(NamedTuple):
    """So long after an event; `n` is 0 where no length is said. `event` is where its words
    stand, and `of` the date that they are, where all of them are of the calendar. `doubt` says
    why it can't be counted, if it can't: lengths, working, event."""

    at: At
    n: int
    unit: str
    within: bool
    event: At
    doubt: str = ""
    of: Node | None = None


class Every(NamedTuple):
    """What repeats: `n` times (0: once) in every `every` units."""

    at: At
    unit: str
    every: int
    n: int = 0
    parts: Node | None = None
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    """Which of those weekdays, or which day, of a month; 0 is the last."""
    then: bool = False
    """Whether it goes on from a date that is named: and annually thereafter."""


class Count(NamedTuple):
    """How many of something: 2 trainings."""

    at: At
    n: int


class Ongoing(NamedTuple):
    """No deadline, on purpose."""

    at: At


class Undated(NamedTuple):
    """No deadline yet; `date` where the words say that only the day is open."""

    at: At
    date: bool = False


class Aside(NamedTuple):
    """Words that leave a date as it is, in their place: hedge, if, label, clock, note, struck,
    hemisphere, weekday, reason."""

    at: At
    kind: str
    n: int = 0


class Said(NamedTuple):
    """Words that are no part of a deadline; `why` names what they may do to it, if anything."""

    at: At
    why: str = ""


class Bracket(NamedTuple):
    """What stands in brackets."""

    at: At
    inner: Phrase


class Gloss(NamedTuple):
    """The same said twice: x (y). They must agree."""

    at: At
    of: Node
    inner: Node
    bracketed: bool
    dated: bool = True
    """Whether the inner one names a year."""
    earlier: Node | None = None
    """The inner one a year before, where the year is a fiscal year's: Q3 FY 2024 (Oct - Dec)."""


class Phrase(NamedTuple):
    """Parts side by side, and the marks or joins before each."""

    at: At
    parts: tuple[Node, ...]
    joins: tuple[str, ...]


class Repeating(NamedTuple):
    """What repeats, with what limits it: settled."""

    at: At
    every: Every
    first: Node | None = None
    """The date it goes on from."""
    begins: Node | None = None
    ends: Node | None = None
    within: Node | None = None


class FromTo(NamedTuple):
    """Begins with one, and is complete by another: settled."""

    at: At
    first: Node
    last: Node


class Lasts(NamedTuple):
    """A length of time that begins with a date: settled."""

    at: At
    length: Lasting
    of: Node


def children(node: Node) -> Iterator[Node]:
    """The nodes right below one, in the order of their fields."""
    for _, field in _fields(node):
        if hasattr(field, "at"):
            yield field
        elif isinstance(field, tuple):
            yield from (item for item in field if hasattr(item, "at"))


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def parts_in(phrase: Phrase) -> Iterator[Node]:
    """The parts of a phrase, those in its brackets too."""
    for part in phrase.parts:
        yield part
        if isinstance(part, Bracket):
            yield from parts_in(part.inner)


def _fields(node: Node) -> Iterator[tuple[str, object]]:
    yield from node._asdict().items()  # type: ignore[attr-defined]  # a named tuple


class Branch(NamedTuple):
    """A node as it is drawn: how deep it stands, its name, its words and what they hold."""

    depth: int
    node: str
    words: str
    says: str


def drawn(node: Node, text: Text, depth: int = 0) -> Iterator[Branch]:
    """The tree, a branch a node."""
    told = [
        f"{name}={value}"
        for name, value in _fields(node)
        if name != "at"
        and not (isinstance(value, tuple) or hasattr(value, "at"))
        and value not in (None, "", False)
    ]
    yield Branch(depth, type(node).__name__, text.of(node.at), " ".join(told))
    for child in children(node):
        yield from drawn(child, text, depth + 1)
