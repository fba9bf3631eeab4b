"""The public page of a plan, its feed, and the page of several plans, before they are files.

Texts are runs, as on a `paper`; what a page says of itself, it says by its own phrases (`say`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.paper import Origin, Shift, Text, Timeline, Track

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def file_in(name: str, language: str) -> str:
    """What a file is called in a language: `index.html`, `index.es.html`."""
    stem, _, ending = name.rpartition(".")
    return name if language == "en" else f"{stem}.{language}.{ending}"


class Row(NamedTuple):
    """Something that happened: when, and what."""

    text: Text
    when: str = ""
    shift: Shift | None = None


class Tally(NamedTuple):
    """How many are in a state, and which."""

    n: int
    state: str
    word: str
    gloss: str
    """What the state means, in a few words."""
    rows: Sequence[Text]


class LateRow(NamedTuple):
    """Something that is late, by so many days."""

    days: int
    unit: str
    """`days late`."""
    title: Text
    lines: Sequence[Text]
    """The plan's words and how they are read; who answers, and the last word."""


class Promised(NamedTuple):
    """A promise, and all that is told of it."""

    id: str
    """Its address on the page."""
    title: str
    state: str
    word: str
    """What its state is called."""
    measure: str
    """`138 days late`, `due in 44 days`."""
    deadline: Text
    """The plan's words and how they are read."""
    about: Text
    """Who answers for it, who helps, what it waits for."""
    wording: str
    """As it was adopted."""
    why: Text
    life: Sequence[Row]
    proof: Sequence[Text]
    source: Text


class Chapter(NamedTuple):
    """The promises of an objective."""

    title: str
    promises: Sequence[Promised]


class Strategy(NamedTuple):
    """A strategy, its promises, and how they are drawn: those with a row in the timeline."""

    id: str
    title: str
    said: str
    """`0 of 7 done, 2 late`."""
    chapters: Sequence[Chapter]
    drawn: Sequence[tuple[Promised, Track]]


class Counted(NamedTuple):
    """A strategy that has pages of its own."""

    title: str
    said: str
    """`0 of 7 done, 2 late; 1 of 2 indicators reached`."""
    reached: str
    """`1 of 2 indicators reached`; empty where none is to be."""
    files: Sequence[str]
    """Its pages: one, or more where it has many promises."""
    done: str
    late: str
    missed: str


class Within(NamedTuple):
    """What the page of a strategy says of its place."""

    title: str
    """The strategy's."""
    place: str
    """`Page 2 of 3`; empty where there is one."""
    plan: str
    """The page of the plan."""
    before: str
    """The page of the strategy before this one, and the one after it; empty where there is none."""
    after: str


class Change(NamedTuple):
    """Some of what changed: `Done, 1`."""

    label: str
    rows: Sequence[Row]


class Stretch(NamedTuple):
    """What changed in some time."""

    title: str
    changes: Sequence[Change]


class Answering(NamedTuple):
    """Who answers, and for what that is open."""

    name: str
    text: Text
    rows: Sequence[Text]


class Meaning(NamedTuple):
    """What a state means."""

    state: str
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The public page of a plan."""

    title: str
    """The plan's."""
    whose: str
    asof: str
    """`As of 15 February 2018`."""
    warning: str
    """What can't be read and is missing; it stands before all else."""
    finding: str
    done: str
    """`2 are done.`"""
    lede: Text
    total: str
    """`How the 28 promises stand`."""
    tallies: Sequence[Tally]
    late: Sequence[LateRow]
    late_more: Sequence[Text]
    """How many are late and not among them."""
    late_none: str
    missed: Sequence[tuple[str, Sequence[Row]]]
    """What missed a deadline and is not called late now, under its headings."""
    timeline: Timeline | None
    """None where the promises are drawn on other pages."""
    caption: str
    stretches: Sequence[Stretch]
    strategies: Sequence[Strategy]
    parts: Sequence[Counted]
    """The strategies, where the promises stand on pages of their own."""
    answering: Sequence[Answering]
    meanings: Sequence[Meaning]
    dates: Sequence[Text]
    """How the words of deadlines are read."""
    revision: str
    check: str
    """The command that makes it again; empty where nobody else can."""
    unchecked: str
    """Why they can't."""
    verify: str
    """The command that makes it again and compares it; empty where nothing could."""
    origin: Origin
    say: Callable[..., str]
    """What a page says of itself, in its language."""
    language: str = "en"
    others: Sequence[Other] = ()
    feed: str = ""
    downloads: Sequence[tuple[str, str]] = ()
    """Files beside it: their names, and what they are."""
    home: str = ""
    """The page that lists all plans, where there are several."""
    within: Within | None = None
    """Of which strategy it is alone; None for the page of a plan."""


class Other(NamedTuple):
    """The same page in another language."""

    language: str
    said: str
    """`En español`, in that language."""
    file: str


class News(NamedTuple):
    """Something that changed, for those who follow the plan."""

    id: str
    """For ever the same."""
    on: date
    title: str
    text: str
    anchor: str
    """The address of the promise on its page."""
    file: str
    """That page."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What changed, the newest first."""

    id: str
    title: str
    author: str
    updated: date
    page: str
    """The file of the page that it is of."""
    news: Sequence[News]
    language: str = "en"


class PlanRow(NamedTuple):
    """A plan among several."""

    title: str
    whose: str
    file: str
    """Its page."""
    done: str
    late: str
    missed: str
    which: Sequence[tuple[str, str]] = ()
    """The titles of what is late, the longest first, each with its address."""
    more: str = ""
    """What else is said of it: of how many more, that not all could be read."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Several plans, a row each, and what they come to together."""

    finding: str
    done: str
    asof: str
    warning: str
    plans: Sequence[PlanRow]
    whole: PlanRow
    totals: Sequence[tuple[str, str]]
    """What several plans promise of one unit, added up: its unit, and how much."""
    revision: str
    check: str
    unchecked: str
    verify: str
    origin: Origin
    say: Callable[..., str]
    language: str = "en"
    others: Sequence[Other] = ()
