"""A document as a tree: its headings and labels, and the sentences that stand under each."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from welcomeplan.intake.signs import Label


class Said(NamedTuple):
    """A sentence of a document."""

    at: int
    """Which one it is of all, from 0."""
    text: str
    """As it stands there."""
    words: str
    """Without the label that it begins with."""
    place: str
    lined: str = ""
    """Its text as it stands in a cell: with its line breaks, and the blank or break before it."""


class Row(NamedTuple):
    """A row of a table: its cells by column."""

    cells: tuple[tuple[int, tuple[Said, ...]], ...]
    is_whole: bool = False
    """Whether it is one cell, merged over all columns."""
    at: int = 0
    """Which row of its table it is, from 0."""
    down: Mapping[int, int] = MappingProxyType({})
    """The last row that a cell goes over, by its column; of those that go over several."""


class Entry(NamedTuple):
    """What stands in a node and opens none: a paragraph, a point, what a label says."""

    role: str
    """`text` or `point`; `action`, labelled so; `table`; `front`, `page`, `contents` or `label` for
    what only points to other words; or a key that a label stands for: `due`, `lead`."""
    said: tuple[Said, ...]
    place: str
    depth: int = 0
    """Of a point: how deep it is within the list."""
    number: str = ""
    rows: tuple[Row, ...] = ()
    """Of a table: its rows."""
    due: Said | None = None
    """The deadline that a heading gives the points under it: “By the end of 2025:”."""


@dataclass(slots=True, eq=False)
class Node:
    """A heading, or what is labelled as a part of a plan, and all that stands under it."""

    word: str
    """The level that its label names; empty where it has none."""
    style: tuple[str, int]
    """What those of one level share: `("label", 3)`, `("heading", 2)`, `("number", 2)`."""
    place: str
    number: str = ""
    level: int = 0
    """Of a heading; 0 where it is none."""
    about: str = ""
    """What all of it is, where it is no part: the plan's `vision` or `goal`; `none`."""
    said: list[Said] = field(default_factory=list)
    """Its own words: the title, and what follows it in the same passage."""
    content: list[Node | Entry] = field(default_factory=list)

    @property
    def nodes(self) -> Iterator[Node]:
        """The nodes right under it."""
        return (one for one in self.content if isinstance(one, Node))

    @property
    def entries(self) -> Iterator[Entry]:
        """What stands in it and opens no node."""
        return (one for one in self.content if isinstance(one, Entry))


class Outline(NamedTuple):
    """A document as a tree."""

    root: Node
    every: Sequence[Said]
    """Each of its sentences, in order."""
    labels: Sequence[tuple[str, Label]]
    """The labels that it uses, each with the first place."""
