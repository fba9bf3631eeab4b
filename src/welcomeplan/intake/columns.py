"""What each column of a table is: by its header, held against its cells.

Nothing is taken for what it doesn't look like: a header that says `End` over words that are no
dates heads no deadlines. What no key of the plan takes is kept under a key of its own, `x-...`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import plan
from welcomeplan.errors import UserError
from welcomeplan.intake.cells import is_no_name
from welcomeplan.intake.dates import Dates, Order, looks_dated, order_of
from welcomeplan.intake.frames import Frame, broken, filled, letters, text
from welcomeplan.intake.headings import (
    Heading,
    folded,
    heading,
    is_share,
    meaning,
    own_key,
    plain_meaning,
)
from welcomeplan.intake.values import Cell
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from welcomeplan.intake.values import Choices

KEYS = (
    *("title", "due", "starts", "done", "owner", "partners", "status", "number", "evidence"),
    *("source", "target", "unit", "tags", "text", "reason", "revised", "level"),
)
"""What a column may be; any other is `x-...`, or left out where it is empty."""
_SAMPLE = 400
_LEVELS = ("strategy", "objective", "action")
_COSTS = re.compile(
    r"(?i)budget|cost|fund|amount|€|\$|£|montant|co[uû]t|presupuesto|importe|kosten|betrag|finan|orçamento"
)
_DATED = ("due", "starts", "start", "done", "revised")
_EMPTY = Heading("", 0)


@dataclass(eq=False)
class Column:
    """A column of a table."""

    at: int
    header: str
    heading: Heading
    cells: list[Cell]
    """Of the table's rows, those that hold something."""
    rows: int
    """How many rows the table has."""
    key: str = ""
    """Empty where it is left out."""
    why: str = ""
    own: str = ""
    """Its key of the planner's own: `x-...`."""
    order: Order | None = None
    period: str = ""
    """Of a column that stands for a time: its words."""
    codes: dict[str, str] = field(default_factory=dict)
    """Of a level: the numbers that another column has for its texts."""

    @property
    def letter(self) -> str:
        """As a spreadsheet program calls it."""
        return letters(self.at)

    def is_called(self, name: str) -> bool:
        """Whether somebody means it by a letter or a header."""
        return name in (self.letter, self.header) or folded(self.header) == folded(name) != ""

    @cached_property
    def shown(self) -> list[str]:
        """Its cells as texts."""
        return [text(one) for one in self.cells]

    @cached_property
    def distinct(self) -> int:
        """How many different texts it has."""
        return len(set(self.shown))

    @cached_property
    def greatest(self) -> float:
        """The greatest of its numbers; 2 where none is a share, so that 1 may be 1 %."""
        some = [one for one in self.cells if isinstance(one, int | float)]
        return max(some) if any(0 < one < 1 for one in some) else 2

    @cached_property
    def is_share(self) -> bool:
        """Whether its header is one over how much of it is done."""
        return is_share(self.header)

    @cached_property
    def worded(self) -> bool:
        """Whether its cells are words, and not numbers, codes or truths."""
        texts = sum(isinstance(one, str) and bool(_WORD.search(one)) for one in self.cells)
        return texts >= 0.8 * len(self.cells) > 0


_WORD = re.compile(r"[^\W\d_]{2}")


class Layout(NamedTuple):
    """A table with what its columns are."""

    frame: Frame
    columns: list[Column]
    levels: list[Column]
    """Those that hold what a row stands under, outermost first."""

    def one(self, key: str) -> Column | None:
        """The column with a key, if there is one."""
        return next((one for one in self.columns if one.key == key), None)

    def all(self, key: str) -> list[Column]:
        """Every column with a key."""
        return [one for one in self.columns if one.key == key]

    @property
    def periods(self) -> list[Column]:
        """The columns that stand for times, in their order."""
        return [one for one in self.columns if one.period]


def laid_out(frame: Frame, choices: Choices, dates: Dates) -> Layout:
    """What the columns of a table are."""
    columns = [_column(frame, at) for at in range(frame.widths)]
    free = _mapped(columns, choices)
    free = _without_cells(free)
    _periods(free, frame, dates)
    _dates(_free(columns), frame, dates, columns)
    _simple(columns)
    _numbers(columns, frame)
    levels = _title_and_levels(columns)
    _own(columns)
    return Layout(frame, columns, levels)


def _column(frame: Frame, at: int) -> Column:
    header = frame.headers[at] if at < len(frame.headers) else ""
    cells = [frame.cell(row, at) for row in frame.rows]
    kept = [one for one in cells if text(one)]
    # An error tells nothing of a column, unless nothing else stands in it.
    kept = [one for one in kept if not broken(text(one))] or kept
    return Column(
        at, header, heading(header) or _EMPTY if header else _EMPTY, kept, len(frame.rows)
    )


def _free(columns: Sequence[Column]) -> list[Column]:
    return [one for one in columns if not one.key and not one.why]


def _mapped(columns: list[Column], choices: Choices) -> list[Column]:
    """Give columns what somebody said of them; the others."""
    for name, key in choices.columns.items():
        found = [one for one in columns if one.is_called(name)]
        if key not in KEYS and key not in _LEVELS and key != "leave" and not key.startswith("x-"):
            raise UserError(
                f"`{show(name)}={show(key)}`: `{show(key)}` is nothing that a column may be",
                f"Write one of these: {', '.join((*KEYS, *_LEVELS))}, leave, or x- with a name.",
            )
        for one in found:
            one.key = "" if key == "leave" else "level" if key in _LEVELS else key
            one.why = "you said so"
            if key in _LEVELS:
                one.heading = Heading("level", 3, 2 * _LEVELS.index(key) + 1)
    return _free(columns)


def _without_cells(columns: Sequence[Column]) -> list[Column]:
    for one in columns:
        if not one.cells:
            one.why = "nothing stands in it"
    return _free(columns)


_PERIOD = re.compile(
    r"(?i)(?:FY ?)?(?:19|20|21)\d\d(?: ?[-/–] ?(?:\d\d){1,2})?|[QT][1-4][ /-]?(?:20)?\d\d|"
    r"20\d\d[ /-]?[QT][1-4]|[HS][12][ /-]?20\d\d|[a-zûéä]{3,10}\.?[ /-](?:20)?\d\d|"
    r"by (?:end of )?20\d\d"
)


def _periods(columns: Sequence[Column], frame: Frame, dates: Dates) -> None:
    """Columns whose headers are times, such as 2025, 2026: two at least, and no sums of money."""
    found = []
    for one in columns:
        over = frame.over[one.at] if one.at < len(frame.over) else ""
        if _PERIOD.fullmatch(one.header) and not _COSTS.search(over):
            said = dates.told(one.header, frame.table.epoch)
            if said and said.end:
                found.append(one)
    if len(found) < 2 or any(
        _COSTS.search(text(one)) for column in found for one in column.cells[:50]
    ):
        return
    for one in found:
        one.key, one.period = "period", one.header
        one.why = "its header is a time: what stands in it is promised by then"


def _dates(free: Sequence[Column], frame: Frame, dates: Dates, columns: Sequence[Column]) -> None:
    """The columns of deadlines, beginnings, what was finished, and revised deadlines."""
    dated = [one for one in columns if one.key in _DATED or one.heading.key in ("end", *_DATED)]
    every = order_of([cell for one in dated for cell in one.cells], dates.calendar)
    for one in dated:
        one.order = order_of(one.cells, dates.calendar) or every
    for key, name in (
        ("due", "end"),
        ("starts", "start"),
        ("done", "done"),
        ("revised", "revised"),
    ):
        if any(one.key == key for one in columns):
            continue
        found = []
        for one in free:
            if one.key or one.heading.key != name:
                continue
            share = _dated(one, frame, dates)
            if share >= 0.3 or (share and one.heading.strength == 3 and not one.heading.plain):
                telling = (share >= 0.8, one.heading.strength, not one.heading.plain, -one.at)
                found.append((telling, one))
        if found:
            best = max(found, key=lambda one: one[0])[1]
            best.key = key
            best.why = f"“{best.header}” and its cells, which are dates"
    revised = next((one for one in columns if one.key == "revised"), None)
    if revised and not any(one.key == "due" for one in columns):
        revised.key = "due"


def _dated(column: Column, frame: Frame, dates: Dates) -> float:
    """Which share of a column's cells may be dates."""
    cells = column.cells[:60]
    dated = 0
    for cell in cells:
        said = dates.told(cell, frame.table.epoch, column.order)
        dated += bool(said and (said.how != "unread" or looks_dated(cell)))
    return dated / len(cells) if cells else 0.0


def _take(
    columns: Sequence[Column],
    key: str,
    fits: Callable[[Column], bool],
    *,
    name: str = "",
    least: int = 2,
) -> None:
    """Give a key to the column whose header says it best, of those whose cells fit."""
    if any(one.key == key for one in columns):
        return
    found = [
        one
        for one in _free(columns)
        if one.heading.key == (name or key) and one.heading.strength >= least and fits(one)
    ]
    if found:
        best = max(found, key=lambda one: (one.heading.strength, -one.at))
        best.key = key
        best.why = f"“{best.header}”"


def _simple(columns: Sequence[Column]) -> None:
    """The keys that a header alone tells."""
    _take(columns, "status", _is_status)
    _by_cells(columns)
    _take(columns, "status", _is_ticked, name="done")
    _take(columns, "owner", lambda one: _names_many(one) and _length(one) < 200)
    _take(columns, "partners", lambda one: one.worded)
    _take(columns, "evidence", _links)
    _take(columns, "reason", lambda one: one.worded, least=3)
    _take(columns, "target", lambda one: True, least=3)
    _take(columns, "unit", lambda one: _length(one) < 40, least=3)
    _take(columns, "tags", lambda one: one.worded, least=3)
    for one in _free(columns):
        if one.heading.key == "source" and one.heading.strength == 3 and one.worded:
            one.key, one.why = "source", f"“{one.header}”"


def _is_status(column: Column) -> bool:
    return _length(column) < 60 and (
        column.distinct <= 25 or column.distinct < len(column.cells) / 2
    )


def _names_many(column: Column) -> bool:
    """Whether its cells are names, but for those that say that there is none yet."""
    named = [one for one in column.shown if not is_no_name(one)]
    return sum(bool(_WORD.search(one)) for one in named) >= 0.8 * len(named) > 0


def _by_cells(columns: Sequence[Column]) -> None:
    """The status where no header tells it: the column with most cells that are states."""
    if any(one.key == "status" for one in columns):
        return
    best, most = None, 0.5
    for one in _free(columns):
        told = [plain_meaning(shown) for shown in one.shown] if _is_status(one) else []
        share = sum(map(bool, told)) / max(len(told), 1)
        if share > most and (share >= 0.8 or len({*told} - {None}) > 1):
            best, most = one, share
    if best:
        best.key, best.why = "status", "most of its cells are states, such as done or late"


def _is_ticked(column: Column) -> bool:
    return all(meaning(one) for one in set(column.shown))


def _length(column: Column) -> float:
    return sum(map(len, column.shown)) / max(len(column.cells), 1)


def _links(column: Column) -> bool:
    linked = sum("://" in one or one.startswith("www.") for one in column.shown)
    return linked >= len(column.cells) / 2 or (
        linked > 0 and column.heading.strength == 3 and "evidence" in folded(column.header)
    )


def _numbers(columns: Sequence[Column], frame: Frame) -> None:
    """The numbers of rows; and, where a number repeats, what rows stand under. The heading of a
    group may stand among them, alone in its row."""
    for one in _free(columns):
        if one.heading.key != "number":
            continue
        others = [code for code in one.shown[:_SAMPLE] if not _is_code(code)]
        if others and not set(others) <= _alone(frame, one.at):
            continue
        if _is_of_groups(one, columns):
            one.heading = Heading("level", one.heading.strength, 1)
        elif len(one.cells) >= 0.5 * one.rows and not any(
            other.key == "number" for other in columns
        ):
            each = "each" if one.distinct == len(one.cells) else "nearly each"
            one.key, one.why = "number", f"“{one.header}”, another in {each} row"


def _is_of_groups(column: Column, columns: Sequence[Column]) -> bool:
    """Whether numbers are those of what rows stand under: some repeat row by row. One alone among
    many is a slip, and asked for, unless another column repeats with it."""
    beside = sum(a == b for a, b in pairwise(column.shown))
    if beside == 1 and len(column.cells) > 3:
        return any(one.heading.key == "level" and _paired(one, column) for one in columns)
    return beside > 0 and 5 * beside >= len(column.cells)


def _alone(frame: Frame, at: int) -> set[str]:
    """What a column has in rows that hold nothing else."""
    rows = (row for row in frame.rows if filled(frame.table.rows[row]) == [at])
    return {text(frame.cell(row, at)) for row in rows}


def _is_code(shown: str) -> bool:
    return len(shown) <= 80 and not re.search(r"\s\S+\s", shown)


def _title_and_levels(columns: list[Column]) -> list[Column]:
    """Which column is the promise, and which hold what it stands under."""
    leaf = next((one for one in columns if one.key == "title"), None) or _leaf(columns)
    if leaf is None:
        return [one for one in columns if one.key == "level"]
    leaf.key = "title"
    leaf.why = leaf.why or f"“{leaf.header}”, the deepest level"
    levels = [one for one in columns if one.key == "level"]
    for one in _free(columns):
        is_level = one.heading.key == "level" and one.heading.strength > 1
        if is_level and _groups(one, leaf):
            one.key = "level"
            one.why = f"“{one.header}”: what a row stands under"
            levels.append(one)
    return _nested(_told_once(sorted(levels, key=lambda one: one.at)))


def _leaf(columns: Sequence[Column]) -> Column | None:
    timed = any(one.period for one in columns)
    found = [
        one
        for one in _free(columns)
        if one.heading.key in ("level", "title")
        and one.heading.strength > (2 if one.heading.key == "title" else 1)
        and one.worded
        and _length(one) > 2
        and (timed or one.heading.key == "title" or not one.heading.plain)
    ]
    if not found:
        found = [
            one
            for one in _free(columns)
            if one.heading.key == "level" and one.heading.strength == 3
        ]
        found = [one for one in found if one.heading.depth > 3 and one.distinct > 1]
    if not found:
        return None

    def deep(one: Column) -> tuple[bool, bool, bool, int, int, bool, int]:
        varied = one.distinct >= 0.6 * len(one.cells)
        common = len(one.cells) >= 0.2 * one.rows
        depth = one.heading.depth
        measure = one.heading.plain and one.heading.key == "level"
        strength = one.heading.strength
        return varied, common, not measure, depth, strength, not one.heading.plain, -one.at

    return max(found, key=deep)


def _groups(column: Column, leaf: Column) -> bool:
    """Whether a column's cells can be what rows stand under."""
    if all(isinstance(one, bool) for one in column.cells) or _length(column) > 200:
        return False
    repeats = column.distinct <= 0.8 * len(column.cells) or len(column.cells) < 0.6 * column.rows
    if all(one.isdecimal() for one in column.shown) and column.at > leaf.at:
        return False
    before = column.at < leaf.at and column.heading.depth <= leaf.heading.depth
    return before or (repeats and column.heading.depth < leaf.heading.depth)


def _told_once(levels: list[Column]) -> list[Column]:
    """Levels of which none says the same as another: of a code and a name for one thing, the name
    is the level, and the code its number."""
    kept: list[Column] = []
    for one in levels:
        twin = next((other for other in kept if _same(one, other)), None)
        if twin is None:
            kept.append(one)
            continue
        name, code = (one, twin) if _length(one) > _length(twin) else (twin, one)
        kept[kept.index(twin)] = name
        code.heading, code.key, code.why = _EMPTY, "", ""
        if all(map(_is_numbered, code.shown)):
            name.codes = dict(zip(name.shown, code.shown, strict=True))
            code.why = f"the number of “{name.header}”"
    return kept


def _nested(levels: list[Column]) -> list[Column]:
    """Levels from the outermost: as they stand, but for one of which each cell of the level before
    it has only one, so that it holds several of those."""
    found: list[Column] = []
    for one in levels:
        at = len(found)
        while at and _holds(one, found[at - 1]):
            at -= 1
        found.insert(at, one)
    return found


def _holds(outer: Column, inner: Column) -> bool:
    if not len(outer.cells) == len(inner.cells) == outer.rows:
        return False
    pairs = len(set(zip(outer.shown, inner.shown, strict=True)))
    fewer = outer.distinct < inner.distinct or outer.heading.depth < inner.heading.depth
    return pairs == inner.distinct and fewer


def _is_numbered(shown: str) -> bool:
    return bool(re.search(r"\d", shown)) and len(shown) < 20


def _same(one: Column, other: Column) -> bool:
    """Whether two columns name the same things: row by row, and by their headers or by codes."""
    if not _paired(one, other):
        return False
    first, second = sorted((folded(one.header), folded(other.header)), key=len)
    related = second.startswith(first)
    coded = any(all(map(_is_numbered, column.shown)) for column in (one, other))
    return (related or coded) and one.at - other.at in (-1, 1, -2, 2)


def _paired(one: Column, other: Column) -> bool:
    """Whether each text of a column stands beside one of another's alone, in all rows."""
    if len(one.cells) != len(other.cells) or one.distinct != other.distinct:
        return False
    return len(set(zip(one.shown, other.shown, strict=True))) == one.distinct


def _own(columns: Sequence[Column]) -> None:
    """A key of the planner's own for each column: for one that no key of a plan takes, and for
    cells of any other that can't be what it is."""
    taken: set[str] = {one.key for one in columns}
    for one in columns:
        name = own_key(one.header) or f"x-column-{one.letter.lower()}"
        one.own = plan.free_id(name, taken)
        taken.add(one.own)
        if not one.key and not one.why:
            one.key = one.own
            one.why = "no key of a plan: kept under a key of its own"
