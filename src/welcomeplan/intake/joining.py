"""Tables that name each other's rows: one has the promises, others what those stand under.

A table is joined where a column of its own says each row's id, and those are the codes that the
promises stand under. Plain numbers are ids only under the same header: `1` is in every table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.intake.cells import is_unsettled, names, parted, who
from welcomeplan.intake.columns import Column, Layout
from welcomeplan.intake.frames import broken, text
from welcomeplan.intake.headings import folded
from welcomeplan.intake.settling import IN_SHEET
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


def refer(layouts: Sequence[Layout]) -> None:
    """Take for levels what holds the ids of another table under the same header."""
    for layout in layouts:
        for one in layout.columns:
            if one.heading.key != "number" or not one.key.startswith("x-"):
                continue
            for other in layouts:
                key = _key(other, one) if other is not layout else None
                if key is not None and folded(key.header) == folded(one.header):
                    one.key, one.why = "level", f"ids of {other.frame.table.name}"
                    layout.levels.append(one)
                    layout.levels.sort(key=lambda column: column.at)
                    break


def joins(main: Layout, others: Sequence[Layout]) -> list[Join]:
    """The tables that describe what the promises stand under, and what those tables' rows stand
    under in turn: of one level first the one whose id has the same header."""
    found: list[Join] = []
    looked: set[str] = set()
    at = [main]
    for layout in at:
        for level in (one for one in layout.levels if one.header not in looked):
            looked.add(level.header)
            mine = [
                Join(level, other, key)
                for other in others
                for key in [_key(other, level)]
                if key is not None and other is not layout
            ]
            mine.sort(key=lambda one: folded(one.key.header) != folded(level.header))
            found += mine
            at += [one.layout for one in mine if one.layout not in at]
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


def join(
    found: Sequence[Join],
    mains: Sequence[Layout],
    done: list[Layout],
    tree: Tree,
    book: Book,
    choices: Choices,
) -> None:
    """Give the levels of the promises their titles, what else is said of them, and what they stand
    under; land the rows of these tables: not of `mains`, which are promises, and `done`, which did.
    """
    for one in found:
        for row in one.layout.frame.rows:
            _asks_broken(one.layout, row, mains, book)
            code = _code(one, row)
            at = (one.level.header, code)
            if not code:
                continue
            known = tree.known.get(at)
            if one.layout in mains:
                title = one.layout.one("title")
                named = text(one.layout.frame.cell(row, title.at)) if title else ""
                tree.known.setdefault(at, Known(named or Level(code, one.level.header).title, {}))
            else:
                tree.known[at] = _said(one, row, code, known, choices)
                for column in one.layout.all("owner"):
                    shown = text(one.layout.frame.cell(row, column.at))
                    if shown and is_unsettled(shown):
                        book.ask(one.layout.frame.place(row, column.at), *who(shown, column.own))
            above = [
                Level(text(one.layout.frame.cell(row, own.at)), own.header)
                for own in one.layout.levels
            ]
            tree.outer.setdefault(at, tuple(level for level in above if level.text))
    # Outermost first, so that parts stand in the order of their own tables.
    for one in reversed(found):
        if one.layout not in (*mains, *done):
            done.append(one.layout)
            _land(one, tree, book)


def _code(one: Join, row: int) -> str:
    """The id of a row; empty where it has none, or an error in its place."""
    shown = text(one.layout.frame.cell(row, one.key.at))
    return "" if broken(shown) else shown


def _asks_broken(layout: Layout, row: int, mains: Sequence[Layout], book: Book) -> None:
    """Ask of the cells of a row that say nothing; promises ask for theirs themselves."""
    for column in layout.columns if layout not in mains else ():
        why = broken(text(layout.frame.cell(row, column.at)))
        if why:
            book.ask(layout.frame.place(row, column.at), f"{why}: it was left out", IN_SHEET)


def _key_of(join_: Join, column: Column) -> str:
    """What a column of a joined table is a key of, in the level that its row describes; empty for
    one that says where the level stands."""
    if column is join_.key or not column.key or column.key == "level":
        return ""
    if column.key == "title" or column.key.startswith("x-"):
        return "summary" if column.heading.key == "summary" else column.key
    if column.key == "owner":
        return "lead"
    return column.own


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
        if not shown or not key or broken(shown):
            continue
        if key == "title" and not title:
            title = shown
        elif key == "lead" and "lead" not in keys and not is_unsettled(shown):
            pieces = names(shown, parted(column, (), choices.organizations).by)
            keys["lead"] = pieces[0]
            if pieces[1:]:
                keys["partners"] = list(pieces[1:])
        elif key.startswith("x-") or (key == "summary" and "summary" not in keys):
            keys[key] = shown
        else:
            keys[column.own] = shown
    return Known(title or Level(code, join_.level.header).title, keys)


def _land(one: Join, tree: Tree, book: Book) -> None:
    frame = one.layout.frame
    for line in frame.named:
        book.land(frame.place(line.row), "", None, line.why)
    for row in frame.rows:
        code = _code(one, row)
        if not code:
            shown = next((text(cell) for cell in frame.table.rows[row] if text(cell)), "")
            book.land(frame.place(row), shown, None, f"nothing stands in {one.key.letter}, its id")
            continue
        item = tree.under((Level(code, one.level.header),), whole=False)
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
