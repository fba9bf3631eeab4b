"""A table of a document, such as an implementation matrix: each row an action, by its headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.intake.saying import KEYS, say
from welcomeplan.intake.signs import LEVELS, WHAT, header, read_label, read_number
from welcomeplan.intake.spots import Spot
from welcomeplan.intake.values import Taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from welcomeplan.intake.nodes import Entry, Row, Said
    from welcomeplan.intake.parts import Parts
    from welcomeplan.intake.values import Kind

UNREAD = "a table that could not be read: import the Word file or the sheet that it was made from"
"""Why a table's rows did not land whose columns can't be told from each other."""
_SHARED = ("due", "starts", "lead", "partners")
"""What a merged cell says of each row that it goes over; an indicator is the objective's own."""
_MOST_SHARED = 20
"""Of how many columns."""


def take_table(parts: Parts, spot: Spot, table: Entry) -> None:
    """The rows of a table become parts where a row of headers says what its columns are."""
    if any(column < 0 for row in table.rows for column, _ in row.cells):
        for said in table.said:
            parts.leave(said, UNREAD)
        return
    at, columns = _headers(table.rows)
    if not columns:
        for said in table.said:
            parts.promises(spot, [said], among_promises=False)
            parts.leave(said, "a table whose columns name no action")
        return
    spots: dict[int, Spot] = {}
    _take_headers(parts, spot, table.rows[: at + 1], columns, spots)
    last = max((k for k, row in enumerate(table.rows) if not row.is_whole), default=0)
    for row in table.rows[last + 1 :]:
        for said in _said(row):
            parts.promises(spot, [said], among_promises=False)
            parts.leave(said, "a line across a table, and no row stands under it")
    for row in _filled(table.rows[at + 1 : last + 1], columns):
        if row.is_whole:
            _take_heading(parts, spot, row, spots)
        else:
            _take_row(parts, spot, row, columns, spots)
    # What follows the table is said of none of its rows.
    spot.group, spot.closed, spot.last, spot.promise = [], False, None, None
    spot.run = spot.depth = 0


def _filled(rows: Sequence[Row], columns: Mapping[int, str]) -> Iterator[Row]:
    """Rows with what a merged cell above says of their actions, too: by when, and who."""
    lowest = _levels(columns)[-1]
    shared = [one for one, word in columns.items() if word in _SHARED][:_MOST_SHARED]
    over: dict[int, tuple[int, tuple[Said, ...]]] = {}
    for row in rows:
        held = dict(row.cells)
        above = {one: said for one, (until, said) in over.items() if row.at <= until}
        over |= {one: (row.down[one], held[one]) for one in shared if one in row.down}
        if above and lowest in held and not row.is_whole:
            yield row._replace(cells=tuple(sorted({**above, **held}.items())))
        else:
            yield row


def _take_headers(
    parts: Parts,
    spot: Spot,
    rows: Sequence[Row],
    columns: dict[int, str],
    spots: dict[int, Spot],
) -> None:
    """The row of headers, the last of these, and what stands above it."""
    levels = [word for word in columns.values() if word in LEVELS]
    for row in rows:
        if row.is_whole and _level_of(row) in LEVELS:
            _take_heading(parts, spot, row, spots)
            continue
        for column, cell in row.cells:
            for said in cell:
                if column not in columns:
                    parts.promises(spot, [said], among_promises=False)
                parts.leave(said, "a header of a table")
                if row is rows[-1]:
                    parts.taken.append(_taken(said, columns.get(column, "none"), levels))


def _taken(said: Said, word: str, levels: Sequence[str]) -> Taken:
    """What a column was taken for."""
    if word not in LEVELS:
        return Taken(said.place, said.text, *WHAT[word])
    order = sorted(levels, key=LEVELS.index)
    kind = "action" if word == order[-1] else "objective" if word != order[0] else "strategy"
    return Taken(said.place, said.text, kind, "by its place among the levels")


def _headers(rows: Sequence[Row]) -> tuple[int, dict[int, str]]:
    """The row of headers among the first, and what each column is."""
    for at, row in enumerate(rows[:4]):
        columns = {column: header(" ".join(one.text for one in cell)) for column, cell in row.cells}
        named = {column: word for column, word in columns.items() if word}
        levels = [word for word in named.values() if word in LEVELS]
        if len(named) >= 2 and levels:
            return at, named
        unnamed = [column for column, word in columns.items() if not word]
        if len(named) >= 2 and unnamed and {"lead", "due"} & set(named.values()):
            return at, {unnamed[0]: "action", **named}  # What | Who | By when
    return 0, {}


def _said(row: Row) -> list[Said]:
    return [one for _, cell in row.cells for one in cell if one.words]


def _level_of(row: Row) -> str:
    """The level that the label of a heading across a table names: “Goal 1: ...”."""
    said = _said(row)
    label = read_label(said[0].words) if said else None
    return label.word if label else ""


def _take_heading(parts: Parts, spot: Spot, row: Row, spots: dict[int, Spot]) -> None:
    """A row that is one cell heads those below it. Its place among other such rows stands below
    the columns: -1, or that of the level which its label names."""
    word = _level_of(row)
    column = LEVELS.index(word) - len(LEVELS) - 1 if word in LEVELS else -1
    above = max((one for one in spots if one < column), default=None)
    said = _said(row)
    if said:
        under = spot if above is None else spots[above]
        _above(parts, under, said, "strategy", spots, column)


def _levels(columns: Mapping[int, str]) -> list[int]:
    """The columns that name parts, from the highest level."""
    return sorted(
        (column for column, word in columns.items() if word in LEVELS),
        key=lambda column: (LEVELS.index(columns[column]), column),
    )


def _take_row(
    parts: Parts, spot: Spot, row: Row, columns: dict[int, str], spots: dict[int, Spot]
) -> None:
    cells = {column: [one for one in cell if one.words] for column, cell in row.cells}
    levels = _levels(columns)
    lowest = levels[-1]
    heading = max((one for one in spots if one < 0), default=None)
    at = spot if heading is None else spots[heading]
    for depth, column in enumerate(levels[:-1]):
        at = _above(
            parts, at, cells.get(column, []), "objective" if depth else "strategy", spots, column
        )
    said = cells.get(lowest, [])
    inner = Spot("row", at)
    if said:
        bare = read_number(said[0].words)
        number = bare.number if bare else ""
        if bare:
            said = [said[0]._replace(words=said[0].words[bare.end :]), *said[1:]]
        inner.last = parts.action(at, said, number)
    else:
        inner.last = at.last
    for column, cell in cells.items():
        word = columns.get(column, "")
        if cell and column not in levels:
            _say(parts, inner, word, cell)


def _above(
    parts: Parts, spot: Spot, said: list[Said], kind: str, spots: dict[int, Spot], column: int
) -> Spot:
    """The part that a column of a higher level names; an empty cell is the one before's."""
    known = spots.get(column)
    words = " ".join(one.words for one in said)
    if known is not None and (not words or words == " ".join(one.words for one in known.said)):
        for one in said:
            parts.land(one, known.item)
        return known
    if not words:
        return spot
    for later in [one for one in spots if one > column]:
        del spots[later]
    bare = read_number(said[0].words)
    if column < 0:
        label = read_label(said[0].words)
        bare = label if label is not None and label.word in LEVELS else bare
    if bare and bare.end < len(said[0].words):
        said = [said[0]._replace(words=said[0].words[bare.end :]), *said[1:]]
    top = kind == "strategy" and spot.kind in ("root", "prose")
    part: Kind = "strategy" if top else "objective"
    made = Spot(part, spot, said)
    made.item = parts.part(part, spot, said, bare.number if bare else "")
    parts.heading(made, said)
    spots[column] = made
    return made


def _say(parts: Parts, spot: Spot, word: str, cell: list[Said]) -> None:
    """What a cell says of the action of its row."""
    if spot.last is None:
        for one in cell:
            parts.leave(one, "nothing stands in its row that it could be said of")
    elif word in KEYS:
        say(parts, spot, cell, word)
    else:
        for one in cell:
            parts.leave(one, "a plan file has no place for this column")
