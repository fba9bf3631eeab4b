"""Where a plan stands in a sheet: its header row, what lies above and below, its rows.

Two tables may stand on one sheet, one below the other; each is a frame of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from welcomeplan.intake.headings import folded, heading
from welcomeplan.intake.values import Cell, Table

_FARTHEST = 40
"""How many rows a header is looked for in."""
_HINTS = re.compile(
    r"(?i)\b(champ (texte|liste|date|num|binaire)|text ?field|free text|texte libre|texto libre|"
    r"freitext|drop-?down|yyyy|aaaa|jjjj|jj/mm|dd/mm|mm/dd|tt\.mm|date field|number field)|"
    r"[(\[](optional|required|obligatoire|facultatif|optionnel|opcional|obligatorio|pflichtfeld)|"
    r"^(e\.g\.|example:|exemple ?:|ejemplo:|beispiel:|z\.B\.|exemplo:|esempio:|format ?:)"
)
_TELLS = frozenset(
    [
        *("choose", "select", "enter", "pick", "write", "type", "insert", "fill", "specify"),
        *("describe", "name", "list", "give", "state", "add", "who", "what", "when", "how"),
        *("elija", "seleccione", "escriba", "indique", "choisir", "choisissez", "indiquer"),
        *("indiquez", "saisir", "saisissez", "auswahlen", "wahlen", "eingeben", "escolha"),
    ]
)
"""What most cells begin with in a row that says how to fill in the columns."""
_SUMS = re.compile(
    r"\W*(grand |sub)?(total|totals|sum|summe|gesamt\w*|insgesamt|summary|average|count|somme|suma|"
    r"totale|totaal|soma|media|moyenne|durchschnitt)\b|\W*(合計|總計|总计|小計|合计|합계)",
    re.IGNORECASE,
)
FAULT = re.compile(
    r"#(REF!|VALUE!|N/A|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|BEZUG!|WERT!|NV)|Err:\d+"
)
"""What a formula shows that came to nothing."""
_FORMULA = re.compile(
    r"=\s*+(?:[-+(\"'{\[$\d].*|[\w.]++\(.*|(?:[\w. ]++!)?\$?[A-Za-z]{1,3}\$?\d{1,7}(?!\w).*)",
    re.DOTALL,
)
"""One that stands there itself, in place of its value. `=Parks` may be a name."""


class Line(NamedTuple):
    """A row that is no row of the plan, and why."""

    row: int
    why: str


@dataclass(slots=True)
class Frame:
    """A header row and the rows below it. Rows and columns count from 0."""

    table: Table
    header: int
    headers: list[str]
    """By column; empty where it has none."""
    over: list[str]
    """What stands over the header, by column: the group that it belongs to."""
    rows: list[int]
    """Those that may be of the plan."""
    named: list[Line]
    """Those that are not."""
    title: str = ""
    """What stands over the table."""
    sections: list[tuple[int, str]] = field(default_factory=list)
    """A row over the header that says what the rows stand under, such as `Goal 1: Housing`."""
    widths: int = field(init=False)

    def __post_init__(self) -> None:
        used = [len(self.table.rows[row]) for row in (*self.rows, self.header)]
        self.widths = max(used, default=0)

    def cell(self, row: int, column: int) -> Cell:
        """A cell as it stands; of a merged range the first cell alone has it."""
        cells = self.table.rows[row]
        return cells[column] if column < len(cells) else ""

    def place(self, row: int, column: int | None = None) -> str:
        """`Actions!12`, or of a cell `Actions!D12`."""
        return f"{self.table.name}!{letters(column) if column is not None else ''}{row + 1}"


@lru_cache(maxsize=20_000)
def letters(column: int) -> str:
    """A column as a spreadsheet program calls it: `A`, `AB`."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def text(cell: Cell) -> str:
    """What a cell shows, without the blanks at both ends."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return cell.isoformat()


def broken(shown: str) -> str:
    """Why a cell says nothing: of a formula that came to nothing, or has no value; empty for any
    other."""
    if FAULT.fullmatch(shown):
        return f"the formula shows {shown}"
    if _FORMULA.fullmatch(shown):
        return f"a formula stands there without its value, {shown[:60]}"
    return ""


def filled(row: Sequence[Cell]) -> list[int]:
    """The columns of a row that hold something."""
    return [at for at, cell in enumerate(row) if not isinstance(cell, str) or cell.strip()]


def frames(table: Table, wanted: Mapping[str, str]) -> list[Frame]:
    """The tables on a sheet, in their order; none where no row reads as a header.

    `wanted`: what somebody said of columns, by letter or header; rows that hold such headers are
    likelier.
    """
    rows = [at for at, row in enumerate(table.rows) if filled(row)]
    found: list[Frame] = []
    start = 0
    while start < len(rows):
        header = _header(table, rows[start : start + _FARTHEST], wanted, again=bool(found))
        if header is None:
            break
        at = rows.index(header, start)
        stop = next((k for k in range(at + 1, len(rows)) if _begins(table, rows, k)), len(rows))
        found.append(_frame(table, header, rows[start:at], rows[at + 1 : stop], wanted))
        start = stop
    return found


def _header(
    table: Table, rows: Sequence[int], wanted: Mapping[str, str], *, again: bool
) -> int | None:
    """The row that reads most like a header; where none does and somebody says what columns are,
    the first that is no title."""
    best, most = None, 2.9
    for row in rows[:2] if again else rows:
        worth = _worth(table.rows[row], wanted)
        if worth > most:
            best, most = row, worth
    if best is None and wanted and not again:
        widest = max(len(filled(table.rows[row])) for row in rows)
        return next(row for row in rows if 2 * len(filled(table.rows[row])) > widest)
    return best


def _worth(row: Sequence[Cell], wanted: Mapping[str, str] = {}) -> float:
    """How much a row reads like a header: by what its cells are known to head."""
    cells = [text(row[at]) for at in filled(row) if isinstance(row[at], str)]
    known = {folded(one) for one in wanted}
    found: dict[str, float] = {}
    for cell in cells:
        if len(cell) > 80:
            continue
        head = heading(cell)
        worth = {3: 2.0, 2: 1.0}.get(head.strength, 0.0) if head else 0.0
        worth = 6.0 if folded(cell) in known else worth
        key = f"{head.key}{head.depth}" if head else cell
        found[key] = max(found.get(key, 0.0), worth)
    return sum(found.values()) if len(cells) > 1 else 0.0


def _begins(table: Table, rows: Sequence[int], k: int) -> bool:
    """Whether another table begins at a row: after an empty one, with a header of its own."""
    if rows[k] - rows[k - 1] < 2:
        return False
    if _worth(table.rows[rows[k]]) >= 4:
        return True
    titled = k + 1 < len(rows) and len(filled(table.rows[rows[k]])) == 1
    return titled and _worth(table.rows[rows[k + 1]]) >= 4


def _frame(
    table: Table, header: int, above: Sequence[int], below: Sequence[int], wanted: Mapping[str, str]
) -> Frame:
    headers = [text(one) for one in table.rows[header]]
    over = [""] * len(headers)
    for first, left, last, right in table.merged:
        if first < header <= last and left < len(headers) and not headers[left]:
            headers[left] = text(table.rows[first][left]) if left < len(table.rows[first]) else ""
        if last == header - 1 and left < len(table.rows[first]):
            for at in range(left, min(right + 1, len(over))):
                over[at] = text(table.rows[first][left])
    named = [Line(row, "it stands over the header: a title, or headers of groups") for row in above]
    _from_above(table, header, above, headers)
    below = _from_below(table, header, below, headers, over)
    sections = [line for line in named[-1:] if _is_level(table, line.row)]
    named = [line for line in named if line not in sections]
    above = [line.row for line in named]
    rows = list(below)
    while rows and _hints(table, rows[0], header):
        named.append(Line(rows.pop(0), "hints under the header"))
    title = next((text(table.rows[row][filled(table.rows[row])[0]]) for row in above[:1]), "")
    kept = []
    for row in rows:
        why = _no_row(table, row, headers)
        if why:
            named.append(Line(row, why))
        else:
            kept.append(row)
    while kept and _is_note(table, kept):
        named.append(Line(kept.pop(), "a note under the table"))
    under = [(line.row, text(_only(table, line.row))) for line in sections]
    return Frame(table, header, headers, over, kept, sorted(named), title, under)


def _from_above(table: Table, header: int, above: Sequence[int], headers: list[str]) -> None:
    """Headers that stand a row higher than the others."""
    if header - 1 not in above or len(filled(table.rows[header - 1])) < 2:
        return
    upper = table.rows[header - 1]
    headers.extend([""] * (len(upper) - len(headers)))
    for at in filled(upper):
        if not headers[at]:
            headers[at] = text(upper[at])


def _from_below(
    table: Table, header: int, below: Sequence[int], headers: list[str], over: list[str]
) -> Sequence[int]:
    """Headers that stand a row lower, under one that they share: `Timeline` over `Start`, `End`.
    The rows below them."""
    row = next(iter(below), header)
    cells = {at: text(table.rows[row][at]) for at in filled(table.rows[row])}
    if row != header + 1 or len(cells) < 2 or len(cells) >= len(list(filter(None, headers))):
        return below
    known = [heading(one) for one in cells.values()]
    if not all(one and one.strength == 3 for one in known):
        return below
    headers.extend([""] * (max(cells) + 1 - len(headers)))
    over.extend([""] * (len(headers) - len(over)))
    shared = ""
    for at, lower in cells.items():
        shared = headers[at] or shared
        over[at], headers[at] = shared, lower
    return below[1:]


def _only(table: Table, row: int) -> Cell:
    """The one cell of a row; empty where it has several."""
    at = filled(table.rows[row])
    return table.rows[row][at[0]] if len(at) == 1 else ""


def _is_level(table: Table, row: int) -> bool:
    """Whether a row is one cell that names a level: `Goal 1: Housing`."""
    words = text(_only(table, row)).split()
    head = heading(words[0].rstrip(":.")) if len(words) > 1 else None
    return head is not None and head.key == "level"


def _hints(table: Table, row: int, header: int) -> bool:
    """Whether a row says how to fill in the columns, and is none of the plan's."""
    if row > header + 2:
        return False
    cells = [table.rows[row][at] for at in filled(table.rows[row])]
    if len(cells) < 2 or not all(isinstance(one, str) for one in cells):
        return False
    words = [folded(str(one)).split() for one in cells]
    firsts = Counter(one[0] for one in words if one)
    alike = len(cells) > 3 and max(firsts.values(), default=0) >= 0.6 * len(cells)
    if sum(count for one, count in firsts.items() if one in _TELLS) >= max(3, 0.6 * len(cells)):
        return True
    hinting = sum(bool(_HINTS.search(str(one))) for one in cells) / len(cells)
    return hinting >= (0.2 if alike else 0.5)


def _no_row(table: Table, row: int, headers: Sequence[str]) -> str:
    """Why a row under the header is none of the plan; empty for one that may be."""
    cells = table.rows[row]
    at = filled(cells)
    known = len(headers)
    same = sum(k < known and headers[k] == text(cells[k]) for k in at)
    if same > 1 and same == len(at):
        return "the header again"
    return "a sum row" if _is_sum(cells, at) else ""


def _is_sum(cells: Sequence[Cell], at: Sequence[int]) -> bool:
    """Whether a row, of which these columns hold something, only adds others up."""
    if len(at) < 2 or not _SUMS.match(text(cells[at[0]])):
        return False
    return all(_counts(text(cells[column])) for column in at[1:])


def sum_rows(table: Table) -> list[int]:
    """The rows of a table that only add others up."""
    return [at for at, row in enumerate(table.rows) if _is_sum(row, filled(row))]


def _counts(shown: str) -> bool:
    return bool(
        re.fullmatch(r"[-+€$£¥\s]{0,40}[\d.,'\s]++[%€$£¥]?", shown) or FAULT.fullmatch(shown)
    )


def _is_note(table: Table, rows: Sequence[int]) -> bool:
    """Whether the last row is a remark under the table."""
    row = rows[-1]
    at = filled(table.rows[row])
    if len(at) != 1:
        return False
    said = text(table.rows[row][at[0]])
    apart = len(rows) > 1 and row - rows[-2] > 1
    noted = re.match(r"(?i)\W*(notes?|source|sources|quelle|remarques?|nota|legend|as of)\b", said)
    return bool(said.startswith("*") or noted or (apart and len(said) > 40))


def unframed(table: Table) -> list[str]:
    """What each column of a sheet without a header that reads looks like."""
    rows = [row for row in table.rows if filled(row)]
    width = max((len(row) for row in rows), default=0)
    found = []
    for at in range(min(width, 40)):
        cells = [text(row[at]) for row in rows[1:] if at < len(row) and text(row[at])]
        head = text(rows[0][at]) if at < len(rows[0]) else ""
        kinds = Counter(cells)
        if not cells:
            looks = "empty"
        elif all(_counts(one) for one in cells):
            looks = "numbers"
        elif len(kinds) <= 6 and len(cells) > len(kinds):
            looks = "one of " + ", ".join(sorted(kinds)[:6])
        else:
            looks = f"texts such as “{cells[0][:40]}”"
        found.append(f"{letters(at)} “{head[:60]}”: {looks}")
    return found
