"""The rows of a table that is a plan, each as a milestone; what is unclear of one is asked."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from welcomeplan import plan
from welcomeplan.intake.cells import (
    is_formula,
    is_unsettled,
    links,
    names,
    parted,
    ranges,
    rising,
    side_by_side,
    who,
)
from welcomeplan.intake.columns import Column, Layout
from welcomeplan.intake.dates import Dates
from welcomeplan.intake.frames import broken, text
from welcomeplan.intake.headings import folded, meaning, own_key, plain_meaning, within
from welcomeplan.intake.likeness import alike, misspelt
from welcomeplan.intake.paths import Cells, Path, paths
from welcomeplan.intake.prose import phrases
from welcomeplan.intake.settling import ASKED, DONE, IN_FILE, IN_SHEET, Row, settle
from welcomeplan.intake.times import each_time
from welcomeplan.intake.tree import Level, Tree, is_number
from welcomeplan.intake.values import Item
from welcomeplan.limits import LONGEST_DEADLINE
from welcomeplan.wording import some

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.book import Book
    from welcomeplan.intake.values import Cell, Choices


_LISTED = re.compile(r"[,;|]")
_JOINED = re.compile(r"/|\bwith\b")


class Rows:
    """A table that is a plan, while its rows are read into a tree."""

    def __init__(
        self, layout: Layout, tree: Tree, book: Book, choices: Choices, dates: Dates
    ) -> None:
        self.layout = layout
        self.frame = layout.frame
        self.tree = tree
        self.book = book
        self.choices = choices
        self.dates = dates
        self.cells = Cells(layout.frame.table)
        self.paths, filling = paths(layout, self.cells)
        self.items: list[Item] = []
        self._title = layout.one("title")
        self._telling = [
            one
            for one in layout.columns
            if one.key and not one.period and one.key not in ("title", "level", "source", "unit")
        ]
        """The columns that say something of a milestone itself."""
        self._parted = {
            one.at: parted(one, self._hints(one), choices.organizations)
            for one in layout.columns
            if one.key in ("owner", "partners")
        }
        self._alone = {
            one
            for column in layout.columns
            if column.at in self._parted
            for shown in set(column.shown)
            for one in self._parted[column.at].names(shown)
        } | set(choices.organizations)
        """Names that stand for themselves somewhere."""
        self._numbers: list[tuple[str, int]] = []
        self._example = ""
        self._such: dict[int, str] = {}
        self.names: dict[str, list[str]] = {}
        """Organizations, each with the cells that name it."""
        self._runs: dict[str, list[tuple[int, int]]] = {}
        for one in filling:
            self.book.note(
                f"{self.frame.table.name}!{one.letter} “{one.header}”: a blank was taken for what"
                " stands above it"
            )

    def read(self) -> None:
        """Land every row, or name it."""
        for row, section in self.frame.sections:
            item = self.tree.under((Level(section),), whole=False)
            self.book.land(self.frame.place(row), section, item)
        first: dict[tuple[str, ...], int] = {}
        for row in self.frame.rows:
            path = self.paths[row]
            whole = tuple(map(text, self.frame.table.rows[row]))
            if first.setdefault(whole, row) != row and path == self.paths[first[whole]]:
                said = f"every cell is as in row {first[whole] + 1}. Is it there twice?"
                self.book.ask(self.frame.place(row), said, IN_SHEET)
            if path.is_heading:
                item = self.tree.under(path.levels, whole=False)
                self.book.land(self.frame.place(row), path.levels[-1].text, item)
            else:
                self._row(row, path)
        for line in self.frame.named:
            shown = next((text(one) for one in self.frame.table.rows[line.row] if text(one)), "")
            self.book.land(self.frame.place(line.row), shown, None, line.why)
        self._say()

    def _row(self, row: int, path: Path) -> None:
        title, levels = self._title_of(row, path)
        place = self.frame.place(row)
        if not title:
            first = next((text(one) for one in self.frame.table.rows[row] if text(one)), "")
            said = text(self.cells(row, self._title.at)) if self._title else ""
            why = f"it has no title: nothing stands in {self._title.letter}" if self._title else ""
            if self._title and said:
                why = f"it has no title: {broken(said)}"
                where = self.frame.place(row, self._title.at)
                asked = f"{broken(said)}: its row was left out. What is promised there?"
                self.book.ask(where, asked, IN_SHEET)
            self.book.land(place, first, None, why)
            return
        item = Item("milestone", title, {"source": self._source(row)})
        made = Row(row, place, item)
        self._doubted(row, place)
        for column in self._telling:
            self._cell(made, column)
        for level in levels:
            if broken(level.text):
                said = f"{broken(level.text)}: it is kept as what the row stands under. What is it?"
                self.book.ask(place, said, IN_SHEET)
            if _is_header(level):
                said = f"“{level.text}” only says what its column is called. Is it a level?"
                self.book.ask(place, said, IN_FILE)
        settle(self, made)
        self._land(made, levels or (Level(self._name()),))

    def _doubted(self, row: int, place: str) -> None:
        """Ask of a row that the sheet doesn't show, or whose words it strikes out."""
        table = self.frame.table
        if row in table.hidden_rows:
            said = "the row is hidden, and was read, too. Is it still part of the plan?"
            self.book.ask(place, said, IN_FILE)
        struck = [one.at for one in self.layout.columns if (row, one.at) in table.struck]
        struck = [at for at in struck if text(self.frame.cell(row, at))]
        if struck:
            said = "struck out in the sheet, and read as if it were not. Does it still stand?"
            self.book.ask([self.frame.place(row, at) for at in struck], said, IN_FILE)

    def _land(self, made: Row, levels: tuple[Level, ...]) -> None:
        """Put a milestone into the tree; of a row with times as columns, one for each."""
        items = each_time(self, made.at, made.item) if self.layout.periods else [made.item]
        for item in items:
            # Words under a time say what will be done: then the row's title is a level above.
            own = levels if item.title == made.item.title else (*levels, Level(made.item.title))
            for level in own[2:-1]:
                item.keys[own_key(level.header) or "x-level"] = level.text
                self.book.note(
                    "a level of {} rows is kept as a key of its own: a plan has three above them"
                )
            self.tree.under(own).parts.append(item)
        self.items.extend(items)
        self.book.land(made.place, made.item.title, items[0])
        if "due" not in items[0].keys:
            for said in phrases(made.item.title, self.choices.calendar):
                if _is_past(made.item.title, said):
                    words = f"“{said}” stands in its words as what is done. Done when?"
                    self.book.ask(made.place, words, DONE)
                    continue
                self.book.ask(
                    made.place,
                    f"“{said}” stands in its words. Is that its deadline?",
                    f"If so, write `due: {said}` in the file that is written.",
                )

    def _title_of(self, row: int, path: Path) -> tuple[str, tuple[Level, ...]]:
        """A row's title, and what it stands under. Where the deepest level is empty, the row is of
        the one above."""
        shown = text(self.cells(row, self._title.at)) if self._title else ""
        if broken(shown):
            return "", path.levels
        if shown:
            level = Level(shown, self._title.header if self._title else "")
            if level.title != shown:
                self.book.note(
                    f"“{level.header}” was put before {{}} titles that are numbers alone"
                )
            return level.title, path.levels
        own = [
            one
            for one in self.layout.levels[-1:]
            if text(self.cells(row, one.at)) and one.heading.depth >= 3
        ]
        if own and path.levels:
            return path.levels[-1].text, path.levels[:-1]
        return "", path.levels

    def _name(self) -> str:
        """What the table is called, for rows that stand under nothing."""
        name = self.frame.table.name
        stem = name.rpartition(".")[0] if name == self.frame.table.file else name
        self.book.note(f"no column says what rows of {name} stand under: they stand under its name")
        return stem or name

    def _source(self, row: int) -> str:
        table = self.frame.table
        place = self.frame.place(row)
        place = place if table.name == table.file else f"{table.file}, {place}"
        more = [text(self.cells(row, one.at)) for one in self.layout.all("source")]
        more = [one for one in more if one]
        return f"{place}: {', '.join(more)}" if more else place

    def _hints(self, column: Column) -> list[str]:
        named = [line.row for line in self.frame.named]
        return [text(self.frame.cell(row, column.at)) for row in named]

    # -- cells

    def _cell(self, made: Row, column: Column) -> None:
        """What one cell says of a milestone."""
        cell = self.cells(made.at, column.at)
        shown = text(cell)
        if not shown:
            return
        place = self.frame.place(made.at, column.at)
        if broken(shown):
            self.book.ask(place, f"{broken(shown)}: it was left out", IN_SHEET)
        elif column.key in ("due", "starts", "done", "revised"):
            self._dated(made, column, cell, place)
        elif column.key in ("owner", "partners"):
            self._named(made, column, shown, place)
        elif column.key == "status":
            self._status(made, column, shown)
        elif column.key == "number":
            self._numbered(made, column, shown)
        elif column.key == "target":
            self._target(made, column, shown, place)
        elif column.key in ("evidence", "tags"):
            pieces = links(shown) if column.key == "evidence" else names(shown, r"[,;|\n]")
            made.item.keys[column.key] = list(pieces)
        elif column.key == "reason":
            made.reason = shown
            made.item.keys[column.own] = shown
        else:
            made.item.keys[column.key] = shown

    def _dated(self, made: Row, column: Column, cell: Cell, place: str) -> None:
        said = self.dates.told(cell, self.frame.table.epoch, column.order)
        if said is None:
            return
        key = "due" if column.key == "due" else column.key
        if said.how == "unread":
            # Words of a deadline are the plan's own, whether or not anybody can date them.
            worded = (
                key == "due" and isinstance(cell, str) and len(cell.strip()) <= LONGEST_DEADLINE
            )
            kept = key if worded else column.own
            made.item.keys[kept] = text(cell)
            if column.key == "done" and meaning(text(cell)):
                self._meant(made, kept, text(cell), meaning(text(cell)))
                return
            remedy = (
                f"{said.remedy or 'Correct the sheet.'} Then import it again; or mend `{key}:` in"
                " the file that is written."
            )
            if "month?" in said.question:
                remedy = "Say so with `day_month_order:` in the plan's `calendar:`."
            self.book.ask(place, f"{_ended(said.question)} It is kept as `{kept}:`.", remedy)
            return
        if said.how == "number":
            self._numbers.append((column.letter, made.at))
            self._example = self._example or f"{text(cell)} is {said.value}"
        if said.how == "order":
            order = column.order or "as only one is possible"
            self.book.note(
                f"{self.frame.table.name}!{column.letter} “{column.header}”: days such as"
                f" {self._such.setdefault(column.at, f'“{text(cell)}”')} were read {order}"
            )
        if said.start and said.start == said.end:
            self._runs.setdefault(column.letter, []).append((made.at, said.start.toordinal()))
        made.days[key] = said
        made.item.keys[key] = said.value

    def _named(self, made: Row, column: Column, shown: str, place: str) -> None:
        """The organizations of a cell. Whom it only thinks of answers for nothing."""
        every = self._parted[column.at].names(shown)
        settled = [one for one in every if not is_unsettled(one)]
        if settled != every:
            made.item.keys[column.own] = shown
            self.book.ask(place, *who(shown, column.own))
        if column.key == "owner" and every[:1] != settled[:1]:
            return
        pieces = [name for one in settled for name in self._beside(column, one, place)]
        if column.key == "owner" and pieces:
            made.item.keys["owner"] = pieces[0]
        more = pieces[1:] if column.key == "owner" else pieces
        for one in pieces:
            self.names.setdefault(one, []).append(place)
        have = made.item.keys.get("partners", [])
        owner = made.item.keys.get("owner")
        partners = [*map(str, have), *more] if isinstance(have, list) else more
        partners = [one for one in dict.fromkeys(partners) if one != owner]
        if partners:
            made.item.keys["partners"] = list(partners)

    def _beside(self, column: Column, shown: str, place: str) -> Sequence[str]:
        """One name; or those that stand beside each other in it, where each is known by itself."""
        pieces = side_by_side(shown)
        if len(pieces) > 1 and self._alone.issuperset(pieces):
            first, *more = (f"“{one}”" for one in pieces)
            others = f"{some(more)} for {'a partner' if len(more) == 1 else 'partners'}"
            taken = f"{first} was taken for the owner, {others}"
            taken = taken if column.key == "owner" else f"{some([first, *more])} for partners"
            self.book.ask(place, f"“{shown}”: {taken}. Is that right?", IN_FILE)
            return pieces
        apart = bool(self._parted[column.at].by)
        listed = _LISTED.search(shown)
        if listed or (_JOINED.search(shown) if apart else len(pieces) > 1):
            why = ", since it begins as a formula does" if is_formula(shown) else ""
            self.book.ask(
                place,
                f"“{shown}” was taken for one organization{why}. Is it several?",
                "If so, name each in the file: the owner, and `partners:`.",
            )
        return pieces if len(pieces) == 1 else [shown]

    def _numbered(self, made: Row, column: Column, shown: str) -> None:
        made.item.keys["number" if is_number(shown) else column.own] = shown
        if plan.is_slug(shown) and len(shown) <= 60:
            made.item.id = shown
            del made.item.keys["number"]

    def _target(self, made: Row, column: Column, shown: str, place: str) -> None:
        unit = self.layout.one("unit")
        counted = text(self.cells(made.at, unit.at)) if unit else ""
        value = self.target(shown, counted)
        if value:
            made.item.keys["target"] = value
            return
        made.item.keys[column.own] = shown
        if unit and counted:
            made.item.keys[unit.own] = counted
        self.no_target(shown, place, column.own)

    def no_target(self, shown: str, place: str, kept: str) -> None:
        """Ask for a target that can't be read."""
        try:
            plan.read_target(shown)
        except ValueError as error:
            remedy = getattr(error, "remedy", "") or "Write a number and its unit."
            remedy = f"{remedy} Then import it again; or write `target:` in the file."
            self.book.ask(place, f"{_ended(str(error))} It is kept as `{kept}:`.", remedy)

    def target(self, shown: str, unit: str) -> str:
        """A number with its unit as a plan writes it; empty where it is none."""
        for one in (f"{shown}{unit}" if unit == "%" else f"{shown} {unit}".strip(), shown):
            if _is_target(one):
                return one
        return ""

    # -- status

    def _status(self, made: Row, column: Column, shown: str) -> None:
        kept = column.own
        self._meant(made, kept, shown, meaning(shown))

    def _meant(self, made: Row, kept: str, shown: str, state: str | None) -> None:
        """Store what a status word means, or keep the word."""
        made.item.keys.pop(kept, None)
        if state == "planned":
            self.book.note(f"“{shown}” in {{}} rows: planned, which a plan says by no status")
        elif state == "derived":
            self.book.note(f"“{shown}” in {{}} rows: that follows from dates, so it is not stored")
        elif state in ("active", "blocked"):
            made.item.keys["status"] = state
            if shown.casefold() != state:
                self.book.note(f"“{shown}” in {{}} rows: `status: {state}`")
        else:
            made.item.keys[kept] = shown
            found = within(shown)
            if found is None or found.state not in ASKED:
                self.book.note(f"“{shown}” in {{}} rows: no state of a plan, kept as `{kept}:`")

    # -- what is said of all rows

    def _say(self) -> None:
        name = self.frame.table.name
        for column in self.layout.columns:
            how = self._parted.get(column.at)
            if how and how.by:
                behind = "; the first is the owner, the others partners"
                behind = behind if column.key == "owner" else ""
                self.book.note(f"{name}!{column.letter} “{column.header}”: {how.why}{behind}")
        self._names()
        if self._numbers:
            where = ", ".join(f"{name}!{one}" for one in ranges(sorted(self._numbers)))
            such = f": {self._example}"
            self.book.note(f"{where}: numbers without a date format, read as days{such}")
        for letter, days in self._runs.items():
            if self.frame.table.unformatted and _are_firsts([day for _, day in days]):
                self.book.ask(
                    f"{name}!{letter}",
                    "every day in it is the first of a month, and the file doesn't tell whether it"
                    " shows days or months. Are months meant?",
                    "If so, write each month in words in the sheet, such as `June 2027`, or save it"
                    " as .xlsx; then import it again.",
                )
            for first, last in self._filled_down(letter, days):
                start = date.fromordinal(dict(days)[first])
                self.book.ask(
                    f"{name}!{letter}{first + 1}:{letter}{last + 1}",
                    f"from {start} on each row is a day later than the one above: filled down by"
                    " mistake? They are left as they are",
                    IN_SHEET,
                )

    def _names(self) -> None:
        """Ask of names that look misspelt, or like another."""
        titles = [one.title for one in self.items]
        for one, word, common in misspelt(self.names, (*titles, *self.names)):
            others = f"“{word}” in “{one}”: elsewhere it is “{common}”. They are left as written"
            self.book.ask(self.names[one], others, IN_SHEET)
        for one, other in alike(self.names):
            self.book.ask(
                [self.names[one][0], self.names[other][0]],
                f"“{one}” and “{other}”: one organization? They are two as long as nobody says so",
                IN_SHEET,
            )

    def _filled_down(self, letter: str, days: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Runs of days that rise by one; two rows alone only where the column has a longer run, or
        another column rises with it."""
        runs = rising(days)
        others = {run for one, some in self._runs.items() if one != letter for run in rising(some)}
        long = any(last - first > 1 for first, last in runs)
        return [run for run in runs if long or run[1] - run[0] > 1 or run in others]


def _ended(said: str) -> str:
    """A sentence with its full stop, where it has no mark yet."""
    return said if said.endswith((".", "?")) else f"{said}."


def _are_firsts(days: Sequence[int]) -> bool:
    """Whether days, each as its number, are the first of different months."""
    return len(set(days)) > 1 and all(date.fromordinal(day).day == 1 for day in days)


@lru_cache(maxsize=4096)
def _is_target(words: str) -> bool:
    """Whether a plan can read words as a target: a column has the same ones many times."""
    try:
        plan.read_target(words)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _is_header(level: Level) -> bool:
    """Whether a level only says what its column is called."""
    return folded(level.text) == folded(re.sub(r"\([^)]{0,1000}\)", "", level.header))


def _is_past(title: str, said: str) -> bool:
    """Whether a time stands behind a word that it was done then: `Open hall (done April 2026)`."""
    before = folded(title.partition(said)[0]).split()[-2:]
    return any(plain_meaning(one) == "done" for one in before)
