"""Tables that name each other's rows: one has the promises, others what those stand under.

A table is joined where a column of its own says each row's id, and those are the codes that the
promises stand under. Plain numbers are ids only under the same header: `1` is in every table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.intake.cells import is_no_name, names, parted
from welcomeplan.intake.columns import Column, Layout, own_key
from welcomeplan.intake.frames import text
from welcomeplan.intake.headings import folded
from welcomeplan.intake.tree import Known, Level, Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.book import Book
    from welcomeplan.intake.values import Choices
    from welcomeplan.yamltext import Value


class Join(NamedTuple):
    """A table that describes a level of another."""

    level: Column
    """The column of the promises that holds its codes."""
    layout: Layout
    key: Column
    """The column of its own that says each row's id."""


def joins(main: Layout, others: Sequence[Layout]) -> list[Join]:
    """The tables that describe what the promises stand under: of one level first the one whose id
    has the same header."""
    found: list[Join] = []
    for level in main.levels:
        mine = [
            Join(level, other, key)
            for other in others
            for key in [_key(other, level)]
            if key is not None
        ]
        found += sorted(mine, key=lambda one: folded(one.key.header) != folded(level.header))
    return found


def _key(layout: Layout, level: Column) -> Column | None:
    """The column of a table whose ids are those of a level."""
    wanted = set(level.shown)
    for one in layout.columns:
        ids = one.shown
        if len(set(ids)) != len(ids) or not ids or not wanted:
            continue
        same = folded(one.header) == folded(level.header)
        telling = same or not all(code.isdecimal() for code in wanted)
        if telling and len(wanted & set(ids)) >= 0.8 * len(wanted):
            return one
    return None


def join(main: Layout, found: Sequence[Join], tree: Tree, book: Book, choices: Choices) -> None:
    """Give the levels of the promises their titles, and what else is said of them; land the rows of
    these tables."""
    for level in main.levels:
        known: dict[str, Known] = {}
        for one in (one for one in found if one.level is level):
            for row in one.layout.frame.rows:
                code = text(one.layout.frame.cell(row, one.key.at))
                if code:
                    said = _said(one, row, code, known.get(code), choices)
                    known[code] = said
        tree.known |= {(level.header, code): said for code, said in known.items()}
    for at, level in enumerate(main.levels):
        for one in (one for one in found if one.level is level):
            _land(main, at, one, tree, book)


def _key_of(join_: Join, column: Column) -> str:
    """What a column of a joined table is a key of, in the level that its row describes; empty for
    one that says where the level stands."""
    if column is join_.key or not column.key or column.key == "level":
        return ""
    if column.key == "title" or column.key.startswith("x-"):
        return "summary" if column.heading.key == "summary" else column.key
    if column.key == "owner":
        return "lead"
    return own_key(column.header) or f"x-column-{column.letter.lower()}"


def taken_of(join_: Join, column: Column) -> tuple[str, str]:
    """What a column of a joined table was taken for, and why."""
    level = f"what {join_.level.letter} “{join_.level.header}” of the promises stands for"
    if column is join_.key:
        return "id", level
    key = _key_of(join_, column)
    return key, column.why if not key else f"of {level}"


def _said(join_: Join, row: int, code: str, known: Known | None, choices: Choices) -> Known:
    """What a row of another table says of a level, after what is known."""
    keys: dict[str, Value] = dict(known.keys) if known else {}
    title = known.title if known else ""
    for column in join_.layout.columns:
        shown = text(join_.layout.frame.cell(row, column.at))
        key = _key_of(join_, column)
        if not shown or not key:
            continue
        if key == "title" and not title:
            title = shown
        elif key == "lead" and "lead" not in keys and not is_no_name(shown):
            pieces = names(shown, parted(column, (), choices.organizations).by)
            keys["lead"] = pieces[0]
            if pieces[1:]:
                keys["partners"] = list(pieces[1:])
        elif key.startswith("x-") or (key == "summary" and "summary" not in keys):
            keys[key] = shown
        else:
            keys[own_key(column.header) or f"x-column-{column.letter.lower()}"] = shown
    return Known(title or Level(code, join_.level.header).title, keys)


def _land(main: Layout, at: int, one: Join, tree: Tree, book: Book) -> None:
    frame = one.layout.frame
    outer = []
    for level in main.levels[:at]:
        found = [own for own in one.layout.columns if folded(own.header) == folded(level.header)]
        outer += [(level, found[0])] if found else []
    for line in frame.named:
        book.land(frame.place(line.row), "", None, line.why)
    for row in frame.rows:
        code = text(frame.cell(row, one.key.at))
        shown = next((text(cell) for cell in frame.table.rows[row] if text(cell)), "")
        if not code:
            book.land(frame.place(row), shown, None, f"nothing stands in {one.key.letter}, its id")
            continue
        path = [Level(text(frame.cell(row, own.at)), level.header) for level, own in outer]
        item = tree.find(Level(code, one.level.header))
        if item is None:
            if len(path) < at:
                book.land(frame.place(row), shown, None, "nothing says what it stands under")
                continue
            path.append(Level(code, one.level.header))
            item = tree.under(path, whole=len(main.levels) == 1)
        book.land(frame.place(row), item.title, item)


def unknown_codes(main: Layout, tree: Tree, book: Book) -> None:
    """Ask for the titles of codes that no table describes."""
    for level in main.levels:
        codes = {one for one in level.shown if Level(one, level.header).is_code}
        codes = {one for one in codes if (level.header, one) not in tree.known}
        if codes and all(Level(one).is_code for one in level.shown):
            first = sorted(codes, key=lambda one: [int(n) for n in re.findall(r"\d+", one)])[0]
            book.ask(
                f"{main.frame.table.name}!{level.letter}",
                f"{len(codes)} different codes such as `{first}` are no titles, and no table here"
                f" says what they stand for: “{level.header}” was put before them",
                "Import the table of them together with this one; or give them titles in the file.",
            )
