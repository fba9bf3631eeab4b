"""What is kept of a plan, by the files that it came from: of those that changed it is made anew; of
the others nothing is read, and the text is taken as it is.

A line of JSON for each plan: the name of its `plan.yaml`, then of each file, in the plan's order,
what it names, and how long its share is of each column and of the lines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from welcomeplan.plan.kept import Kept, dumped, flat
from welcomeplan.plan.lines import UNPLAIN, WAITS, Columns, columns
from welcomeplan.plan.plain import waits_for
from welcomeplan.plan.promise import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.plan.promise import Brief, Portion, Promise

_TextT = TypeVar("_TextT", str, memoryview)

_DUE_BY, _STARTS, _ID = (Columns._fields.index(name) for name in ("due_by", "starts", "id"))
_A_PLAN = 1 + 2 * len(Columns._fields)
"""How many lines a plan has in the tables."""


class Renewal(NamedTuple):
    """A plan of which some files changed."""

    brief: Brief
    """What it says of itself."""
    portions: Iterable[Portion]
    """What it has of the files that changed, and are still there."""
    order: Sequence[str]
    """The names of all its files, in its order."""


class _Texts(NamedTuple):
    """The promises of a file, or its indicators."""

    length: int
    columns: list[str]
    """The text of each column, without its brackets."""
    lines: bytes | memoryview
    waits: list[tuple[int, str]]
    """The places of those that wait, with the id of what they wait for: in whatever file."""


class _Piece(NamedTuple):
    """What is kept of a file."""

    file: str
    names: Names
    promises: _Texts
    indicators: _Texts


def kept_as(plans: Iterable[tuple[Brief, Iterable[Portion]]]) -> Kept:
    """Plans in brief, each with what it has of each file, as text. Raises TypeError for what can't
    be kept."""
    return _together([_joined(brief, map(_piece, portions)) for brief, portions in plans])


def renewed(kept: Kept, plans: Mapping[str, Renewal]) -> Kept:
    """The same, where plans were changed, by the names of their `plan.yaml`. Raises ValueError
    where that can't be told from what was kept, or can't be kept."""
    left = dict(plans)
    try:
        found = [_renewed(one, left) for one in _each(kept)]
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is no plan that was kept: {error}") from error
    if left:
        raise ValueError(f"nothing was kept of {', '.join(left)}")
    return _together(found)


def _renewed(kept: Kept, left: dict[str, Renewal]) -> Kept:
    """What is kept of a plan now; it is taken out of those that are left to be renewed."""
    file, told = json.loads(bytes(kept.pieces))
    plan = left.pop(file, None)
    if plan is None:
        return kept
    known = {piece.file: piece for piece in _pieces(kept, told)}
    known |= {portion.file: _piece(portion) for portion in plan.portions}
    return _joined(plan.brief, [known[name] for name in plan.order])


# -- from values to text


def _piece(portion: Portion) -> _Piece:
    parts = _texts(portion.promises), _texts(portion.indicators)
    return _Piece(portion.file, portion.names, *parts)


def _texts(promises: Sequence[Promise]) -> _Texts:
    lines = "\n".join(dumped(flat(one)) for one in promises).encode("ascii")
    found = columns(promises)
    waiting = [at for at, due in enumerate(found.due_by) if due == WAITS]
    waits = [(at, id_) for at in waiting if (id_ := waits_for(promises[at]))]
    return _Texts(len(promises), [_inside(column) for column in found], lines, waits)


def _inside(column: Sequence[Any]) -> str:
    return dumped(column)[1:-1]


# -- from pieces to what is kept, and back


def _joined(brief: Brief, pieces: Iterable[_Piece]) -> Kept:
    """What is kept of a plan."""
    every = list(pieces)
    names = _named([one.names for one in every])
    head = brief._replace(**names._asdict(), promises=(), indicators=())
    parts = [_placed([one.promises for one in every]), _placed([one.indicators for one in every])]
    lines = [b"\n".join(one.lines for one in part if one.length) for part in parts]
    counts = [
        [sum(one.length for one in part), len(line)]
        for part, line in zip(parts, lines, strict=True)
    ]
    tables = [dumped([*counts, flat(head)])]
    for part in parts:
        texts = zip(*(one.columns for one in part if one.length), strict=True)
        joined = [f"[{','.join(each)}]" for each in texts]
        tables += joined or ["[]"] * len(Columns._fields)
    told = [
        [one.file, one.names, *map(_sizes, shares)]
        for one, *shares in zip(every, *parts, strict=True)
    ]
    text = dumped([brief.file, told]).encode("ascii")
    return Kept("\n".join(tables), b"".join(lines), text)


def _named(names: Sequence[Names]) -> Names:
    """What the parts of all files are called, in the order in which `records` has it: of titles the
    first counts and stands first; of numbers the first counts, and what comes last stands first."""
    titles: list[dict[str, str]] = [{}, {}, {}]
    numbers: dict[str, str] = {}
    for one in names:
        for found, more in zip(titles, one, strict=False):
            found |= {id_: title for id_, title in more.items() if id_ not in found}
    for one in reversed(names):
        numbers |= one.numbers
    strategies, objectives, actions = titles
    return Names(strategies, objectives, actions, numbers)


def _placed(parts: Sequence[_Texts]) -> list[_Texts]:
    """The same, those that wait with the places, in the whole plan, of what they wait for."""
    if not any(one.waits for one in parts):
        return list(parts)
    ids = [*chain.from_iterable(_values(one, _ID) for one in parts)]
    places = {id_: at for at, id_ in reversed([*enumerate(ids)])}
    return [_waiting(one, places) if one.waits else one for one in parts]


def _waiting(part: _Texts, places: Mapping[str, int]) -> _Texts:
    dues, starts = _values(part, _DUE_BY), _values(part, _STARTS)
    for at, id_ in part.waits:
        place = places.get(id_)
        dues[at], starts[at] = (UNPLAIN, 0) if place is None else (WAITS, place)
    texts = list(part.columns)
    texts[_DUE_BY], texts[_STARTS] = _inside(dues), _inside(starts)
    return part._replace(columns=texts)


def _values(part: _Texts, column: int) -> list[Any]:
    found: list[Any] = json.loads(f"[{part.columns[column]}]")
    return found


def _sizes(part: _Texts) -> list[Any]:
    return [part.length, list(map(len, part.columns)), len(part.lines), part.waits]


def _pieces(kept: Kept, told: Sequence[Any]) -> Iterator[_Piece]:
    """The pieces of a plan."""
    head, *texts = kept.tables.split("\n")
    width = len(Columns._fields)
    (_, size), *_ = json.loads(head)
    lines = memoryview(kept.lines)
    parts = [
        _shares([one[-2] for one in told], texts[:width], lines[:size]),
        _shares([one[-1] for one in told], texts[width:], lines[size:]),
    ]
    for (file, names, *_), *shares in zip(told, *parts, strict=True):
        yield _Piece(file, Names(*names), *shares)


def _shares(told: Sequence[Any], texts: Sequence[str], lines: memoryview) -> list[_Texts]:
    """The promises, or the indicators, of each file, by what was told of their sizes."""
    cut = [
        _cut(text[1:-1], [sizes[at] for _, sizes, _, _ in told]) for at, text in enumerate(texts)
    ]
    shares = _cut(lines, [size for *_, size, _ in told])
    return [
        _Texts(length, list(own), share, waits)
        for (length, _, _, waits), share, *own in zip(told, shares, *cut, strict=True)
    ]


def _cut(text: _TextT, sizes: Iterable[int]) -> list[_TextT]:
    """A text in parts, between which a letter stands; beside an empty one, none."""
    found, begin = [], 0
    for size in sizes:
        found.append(text[begin : begin + size])
        begin += size + bool(size)
    return found


# -- several plans


def _together(plans: Sequence[Kept]) -> Kept:
    return Kept(
        "\n".join(one.tables for one in plans),
        b"".join(one.lines for one in plans),
        b"\n".join(one.pieces for one in plans),
    )


def _each(kept: Kept) -> Iterator[Kept]:
    """What is kept of each plan."""
    tables, lines, begin = kept.tables.split("\n"), memoryview(kept.lines), 0
    every = [tables[at : at + _A_PLAN] for at in range(0, len(tables), _A_PLAN)]
    for texts, pieces in zip(every, bytes(kept.pieces).split(b"\n"), strict=True):
        (_, size), (_, more), _ = json.loads(texts[0])
        end = begin + size + more
        yield Kept("\n".join(texts), lines[begin:end], pieces)
        begin = end
