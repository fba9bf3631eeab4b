"""Tables to a plan: which of them is one, what its columns are, and its rows as milestones.

    tables -frames-> header rows -columns-> layouts -joining-> levels -rows-> Intake

Nothing is guessed in silence: what each column was taken for is told with the reason, each row
lands or is named, and what only a person can say is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.errors import Refused, UserError
from welcomeplan.intake.book import Book
from welcomeplan.intake.columns import Column, Layout, laid_out
from welcomeplan.intake.dates import Dates
from welcomeplan.intake.frames import Frame, filled, frames, sum_rows, text, unframed
from welcomeplan.intake.joining import Join, join, joins, refer, taken_of, unknown_codes
from welcomeplan.intake.prose import meant
from welcomeplan.intake.rows import Rows
from welcomeplan.intake.settling import IN_SHEET
from welcomeplan.intake.tree import Tree, number_once
from welcomeplan.intake.values import Intake, Landing, Taken
from welcomeplan.wording import show, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from welcomeplan.intake.values import Ask, Cell, Choices, Item, Table
    from welcomeplan.yamltext import Value


def read_sheets(tables: Sequence[Table], choices: Choices) -> Intake:
    """What comes of the tables of a workbook, or of several files that belong together.

    Raises Refused where none of them is a plan, and UserError for a sheet or column that is named
    and isn't there.
    """
    chosen = _chosen(tables, choices)
    book = Book()
    dates = Dates(choices.calendar)
    found = [(table, frames(table, choices.columns)) for table in chosen]
    layouts = [laid_out(frame, choices, dates) for _, some_ in found for frame in some_]
    _all_mapped(layouts, choices)
    refer(layouts)
    mains = [one for one in layouts if _is_plan(one)]
    if not mains:
        raise _refused(chosen, layouts)
    tree = Tree()
    used: list[Layout] = []
    made: list[Rows] = []
    joined_by: dict[int, Join] = {}
    done: list[Layout] = []
    for main in mains:
        joined = joins(main, layouts)
        used += [main, *(one.layout for one in joined)]
        joined_by |= {id(one.layout): one for one in reversed(joined) if one.layout not in mains}
        join(joined, mains, done, tree, book, choices)
        unknown_codes(main, tree, book)
        rows = Rows(main, tree, book, choices, dates)
        rows.read()
        made.append(rows)
    _left_out(tables, found, used, book)
    _once(made, tree, book)
    head = _head(mains)
    taken = [_taken(one, column, joined_by) for one in _unique(used) for column in one.columns]
    landings = sorted(book.landings, key=_in_order(tables))
    asks = [_with_meaning(one, tables) for one in book.asks]
    return Intake(tree.strategies, head, landings, asks, list(dict.fromkeys(taken)), book.notes)


def _chosen(tables: Sequence[Table], choices: Choices) -> Sequence[Table]:
    if choices.sheet is None:
        return tables
    found = [one for one in tables if one.name == choices.sheet]
    if not found:
        raise UserError(
            f"there is no sheet “{show(choices.sheet)}”",
            "These are there:",
            candidates=[(show(one.name), "") for one in tables],
        )
    return found


def _all_mapped(layouts: Sequence[Layout], choices: Choices) -> None:
    """Refuse what is said of a column that is nowhere."""
    columns = [column for one in layouts for column in one.columns]
    for name in choices.columns if columns else ():
        if not any(one.is_called(name) for one in columns):
            there = some([f"{one.letter} “{one.header}”" for one in columns], 40)
            raise UserError(f"no column is called “{show(name)}”", f"There are {show(there)}.")


def _is_plan(layout: Layout) -> bool:
    """Whether a table holds promises: by a column of them, and something that is said of each."""
    title = layout.one("title")
    dates = [one for one in layout.columns if one.key in ("due", "done", "starts")]
    dates = [one for one in dates if not one.heading.plain or one.why == "you said so"]
    if not layout.frame.rows:
        return False
    if title is None:
        return bool(dates) and _longest(layout) is not None
    if title.heading.key == "title":  # `Name`, `Title`: of people, too
        dates = [one for one in dates if one.key != "starts"]
    if title.why == "you said so" or dates or layout.periods:
        return True
    if title.heading.key != "level" or title.heading.depth < 4:
        return False
    beside = [layout.one(key) for key in ("due", "status", "owner", "evidence")]
    return any(beside)


def _longest(layout: Layout) -> Column | None:
    """The column of promises where no header says so: of texts that differ from row to row."""
    found = [
        one
        for one in layout.columns
        if one.key.startswith("x-")
        and one.worded
        and one.distinct >= 0.8 * len(one.cells)
        and sum(map(len, one.shown)) >= 15 * len(one.cells)
        and len(one.cells) >= 0.8 * one.rows
    ]
    if not found:
        return None
    best = max(found, key=lambda one: sum(map(len, one.shown)))
    best.key, best.why = (
        "title",
        "its texts differ from row to row, and no header says what is promised",
    )
    return best


def _refused(tables: Sequence[Table], layouts: Sequence[Layout]) -> Refused:
    looks = [
        f"{table.name}: {', '.join(unframed(table))}"
        for table in tables
        if any(filled(row) for row in table.rows)
    ]
    sums = [
        f"row {line.row + 1} of {one.frame.table.name} is {line.why}"
        for one in layouts
        for line in one.frame.named
        if line.why == "a sum row"
    ]
    sums += [one for table in tables for one in _sums(table)] if not sums else []
    tried = "; ".join([*looks[:60], *sums]) or "no cells"
    return Refused(
        "no plan is in this: no column reads as promises with a date, a status or somebody who"
        f" answers for them. What was tried: {show(tried)}. Nothing was written",
        "If it is one all the same, say what its columns are: --map A=title --map D=due.",
    )


def _sums(table: Table) -> list[str]:
    return [f"row {row + 1} of {table.name} is a sum row" for row in sum_rows(table)]


def _left_out(
    tables: Sequence[Table],
    found: Sequence[tuple[Table, list[Frame]]],
    used: Sequence[Layout],
    book: Book,
) -> None:
    """Name the sheets, and the tables on them, that are no part of the plan."""
    looked = {table.name: some_ for table, some_ in found}
    kept = {id(one.frame) for one in used}
    for table in tables:
        for note in table.notes:
            book.note(f"{table.name}: {note}")
        if table.hidden and any(id(one) in kept for one in looked.get(table.name, [])):
            book.note(f"{table.name}: hidden columns were read, too")
        if table.name not in looked:
            book.land(table.name, "", None, "another sheet was asked for")
        elif not looked[table.name]:
            if any(filled(row) for row in table.rows):
                why = "no header of a plan was found in it: instructions, or lists of choices"
                book.land(table.name, "", None, why)
        elif not any(id(one) in kept for one in looked[table.name]):
            why = "no plan: no column reads as promises with a date, a status or an owner"
            book.land(table.name, "", None, why)
        else:
            for frame in looked[table.name]:
                if id(frame) not in kept:
                    place = f"{frame.place(frame.header)} to {frame.place(frame.rows[-1])}"
                    book.land(
                        place if frame.rows else frame.place(frame.header), "", None, "no plan"
                    )


def _once(made: Sequence[Rows], tree: Tree, book: Book) -> None:
    """Numbers name one part each; objectives without a promise are told."""
    items = [item for rows in made for item in rows.items]
    places = {id(one.item): one.place for one in book.landings if one.item}
    _asks_numbers(items, places, book)
    for _ in range(number_once(items, tree.parts)):
        book.note("{} numbers stand more than once: they are kept as `x-number:`")
    for part in tree.parts:
        if not part.parts:
            book.ask(
                places.get(id(part), part.title),
                f"“{part.title}”: nothing stands under it. Is something missing there?",
                "Add it, or take the heading out of the file that is written.",
            )


def _asks_numbers(items: Sequence[Item], places: Mapping[int, str], book: Book) -> None:
    """Ask for numbers that few rows share: a slip, where most rows have one of their own."""
    rows: dict[str, list[str]] = {}
    for one in items:
        if "number" in one.keys and id(one) in places:
            rows.setdefault(str(one.keys["number"]), []).append(places[id(one)])
    for number, where in rows.items():
        if len(where) > 1:
            said = (
                f"“{number}” stands in {len(where)} rows: it is kept as `x-number:`. Whose is it?"
            )
            book.ask(where, said, IN_SHEET)


_OWN = "has no dates of its own."


def _with_meaning(ask: Ask, tables: Sequence[Table]) -> Ask:
    """A question about a term such as `short term`, with what a sheet says that it means."""
    term = re.search(rf"'([^']+)' {_OWN}", ask.said)
    if not term:
        return ask
    texts = (said for one in tables for row in one.rows for said in _told(row))
    said = meant(term[1], texts)
    told = f"{_OWN} The sheet says: “{said}”."
    return ask._replace(said=ask.said.replace(_OWN, told)) if said else ask


def _told(row: Sequence[Cell]) -> Iterator[str]:
    """The texts of a row; of two cells alone as one, as a legend has them."""
    cells = [text(row[at]) for at in filled(row)]
    yield from cells
    if len(cells) == 2:
        yield f"{cells[0].rstrip(':= ')}: {cells[1]}"


def _head(mains: Sequence[Layout]) -> dict[str, Value]:
    """What stands over the table is the plan's title, where it is one line."""
    title = next((one.frame.title for one in mains if one.frame.title), "")
    return {"title": title} if title and "\n" not in title and len(title) < 200 else {}


def _unique(layouts: Sequence[Layout]) -> list[Layout]:
    found: dict[int, Layout] = {id(one.frame): one for one in layouts}
    return list(found.values())


def _taken(layout: Layout, column: Column, joined: Mapping[int, Join]) -> Taken:
    key, why = column.key, column.why
    if key == "level":
        key = ("strategy", "objective", "action")[min(layout.levels.index(column), 2)]
    one = joined.get(id(layout))
    if one:
        key, why = taken_of(one, column)
    if column.at in layout.frame.table.hidden:
        why = f"{why}; the column is hidden"
    return Taken(f"{layout.frame.table.name}!{column.letter}", column.header, key, why)


def _in_order(tables: Sequence[Table]) -> Callable[[Landing], tuple[int, int]]:
    """By table, and in it by row."""
    names = {table.name: at for at, table in enumerate(tables)}

    def order(landing: Landing) -> tuple[int, int]:
        name, _, row = landing.place.partition(" to ")[0].rpartition("!")
        return names.get(name, -1), int(row) if row.isdecimal() else 0

    return order
