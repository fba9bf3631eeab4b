"""What an import makes of a sheet or a document: taken for what, landed where, asked, left out."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.answer import Answer, Column, Grid, Line, Row, Said, Screen, Sheet, Slot
from welcomeplan.views import rows
from welcomeplan.wording import plural, some, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.answer import Piece
    from welcomeplan.intake import Ask, Intake, Item, Landing, Taken

SCHEMA = "welcomeplan/1"
IN_THE_WAY = "In the way of writing it"
QUESTIONS = "Questions"
ELSEWHERE = "Elsewhere, or left out"
IN_PART = "Taken, but not all of it"
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_OF_DAYS = re.compile(rf"(?i)\b(?:when|day|deadline)\b|`(?:due|done|starts):`|{_YEAR.pattern}")
SHOWN = 20
"""How many rows that did not land, or questions, are listed on a terminal."""
PLACES = 3
"""How many places of a question are named."""
WIDE = 60
"""How much of a row's words a terminal tells."""


class Fault(NamedTuple):
    """Why what was read can't be written as it is."""

    place: str
    """The row or sentence that it comes from; or the file, where it comes from none."""
    message: str
    remedy: str


class Import(NamedTuple):
    """What came of a sheet or document, and what became of that."""

    intake: Intake
    what: str
    """What it is made of: `row` or `sentence`."""
    whose: str
    """The title of the plan that it goes into."""
    files: Sequence[str]
    """The files that are, or would be, written, as people are shown them."""
    faults: Sequence[Fault]
    written: bool
    result: str = ""
    """What `validate` says of the plan with it, in a line."""
    write: str = ""
    """The command that writes it; empty where it is written."""
    notes: Sequence[str] = ()


def import_answer(found: Import) -> Answer:
    """The report of an import, or of a dry run of one."""
    sheets: list[Sheet[Any]] = [
        Sheet("", (), (), empty=_finding(found)),
        *_some(IN_THE_WAY, _FAULTS, found.faults),
        *_some(QUESTIONS, _ASKS, asked(found.intake.asks)),
        *_some(ELSEWHERE, _LEFT, _left_out(found)),
        *_some(IN_PART, _LEFT, _in_part(found)),
        *_some("Taken for", _TAKEN, found.intake.taken),
    ]
    sheets[-1] = sheets[-1]._replace(notes=[*found.intake.notes, *found.notes, *_end(found)])
    return Answer(
        sheets,
        lambda: _record(found),
        screen=lambda: _screen(found),
    )


_CELL = re.compile(r"(?P<sheet>.*!)(?P<letters>[A-Z]*)(?P<row>[0-9]+)", re.DOTALL)


def _places(ask: Ask) -> str:
    """The places of a question, the cells of a column as a spreadsheet has them: `Plan!C2:C6, C9`,
    of rows `Plan!2:6, 9`."""
    cells = [_CELL.fullmatch(one) for one in dict.fromkeys(ask.places)]
    columns = {(one["sheet"], one["letters"]) if one else None for one in cells}
    if len(columns) != 1 or None in columns:
        return some(ask.places, PLACES)
    [(sheet, letters)] = filter(None, columns)
    runs: list[list[int]] = []
    for row in sorted(int(one["row"]) for one in cells if one):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    told = [f"{letters}{one[0]}" + (f":{letters}{one[-1]}" if len(one) > 1 else "") for one in runs]
    return f"{sheet}{some(told, PLACES)}"


_TAKEN: tuple[Column[Taken], ...] = (
    Column("Where", lambda one: one.place, "id"),
    Column("Header", lambda one: one.label),
    Column("Taken for", lambda one: one.key or "(left out)"),
    Column("Because", lambda one: one.why),
)
_LEFT: tuple[Column[Landing], ...] = (
    Column("Where", lambda one: one.place, "id"),
    Column("Why", lambda one: one.why),
    Column("Text", lambda one: one.text),
)
_ASKS: tuple[Column[Ask], ...] = (
    Column("Where", _places, "id"),
    Column("Question", lambda one: one.said),
    Column("How to answer", lambda one: one.remedy),
)
_FAULTS: tuple[Column[Fault], ...] = (
    Column("Where", lambda one: one.place, "id"),
    Column("What is wrong", lambda one: one.message),
    Column("What to do", lambda one: one.remedy),
)


def _some(title: str, columns: Sequence[Column[Any]], items: Sequence[Any]) -> Iterator[Sheet[Any]]:
    if items:
        yield Sheet(f"{title} ({len(items):,})", columns, items)


def asked(asks: Sequence[Ask]) -> list[Ask]:
    """Questions by how they are answered, so that this need be told once of many; those of days
    first."""
    groups: dict[str, list[Ask]] = {}
    for one in asks:
        groups.setdefault(one.remedy, []).append(one)
    of_days = {
        remedy: any(_OF_DAYS.search(one.said) for one in some_) for remedy, some_ in groups.items()
    }
    return [
        one for remedy in sorted(groups, key=lambda it: not of_days[it]) for one in groups[remedy]
    ]


def _left_out(found: Import) -> list[Landing]:
    """What did not land; what holds a date first."""
    left = [one for one in found.intake.landings if one.item is None]
    return sorted(left, key=lambda one: not (one.dated or _YEAR.search(one.text)))


def _in_part(found: Import) -> list[Landing]:
    return [one for one in found.intake.landings if one.item is not None and one.why]


def _finding(found: Import) -> str:
    """`24 of 26 rows become 3 strategies and 24 milestones; 1 question is open`."""
    every, left = len(found.intake.landings), len(_left_out(found))
    counts = Counter(item.kind for item in items(found.intake.strategies))
    kinds = [
        plural(counts[kind], kind, grouped=True)
        for kind in ("strategy", "objective", "action", "milestone", "indicator")
        if counts[kind]
    ]
    made = " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
    became = "became" if found.written else "become"
    said = f"{every - left:,} of {plural(every, found.what, grouped=True)} {became} {made}"
    asks = len(found.intake.asks)
    open_ = []
    if left:
        open_.append(f"{left:,} {'is' if left == 1 else 'are'} elsewhere or left out")
    open_ += [f"{asks:,} {'question is' if asks == 1 else 'questions are'} open"] if asks else []
    return "; ".join([said, *open_])


def items(found: Sequence[Item]) -> Iterator[Item]:
    """Parts of a plan to be, and what stands below them."""
    for one in found:
        yield one
        yield from items(one.parts)


def _end(found: Import) -> Iterator[str]:
    """What was written, or would be, and how."""
    files = some(found.files)
    if found.written:
        yield f"Written: {files}"
        yield found.result
    elif found.faults:
        yield "Nothing was written: it can't be, as long as the above stands."
    else:
        yield f"Nothing was written. It would be: {files}"
        if found.write:
            yield f"To write it: {found.write}"


def _record(found: Import) -> dict[str, Any]:
    """The report for programs; every row or sentence is in it, also what landed."""
    return {
        "schema": SCHEMA,
        "command": "import",
        "plan": found.whose,
        "written": found.written,
        "files": list(found.files),
        "taken": [
            {"place": one.place, "header": one.label, "key": one.key or None, "why": one.why}
            for one in found.intake.taken
        ],
        "landings": [
            {
                "place": one.place,
                "text": one.text,
                "kind": one.item.kind if one.item else None,
                "id": one.item.id if one.item else None,
                "why": one.why or None,
            }
            for one in found.intake.landings
        ],
        "questions": [
            {"places": list(one.places), "question": one.said, "answer": one.remedy}
            for one in found.intake.asks
        ],
        "faults": [
            {"place": one.place, "message": one.message, "remedy": one.remedy}
            for one in found.faults
        ],
        "notes": [*found.intake.notes, *found.notes],
        "result": found.result or None,
    }


def _screen(found: Import) -> Screen:
    blocks: list[list[Piece]] = []
    if found.faults:
        blocks.append(list(_listed(IN_THE_WAY, found.faults)))
    if found.intake.asks:
        told = [(_places(one), one.said, one.remedy) for one in asked(found.intake.asks)]
        blocks.append(list(_listed(QUESTIONS, _said_once(told))))
    for title, left in ((ELSEWHERE, _left_out(found)), (IN_PART, _in_part(found))):
        blocks += [list(_landings(title, left))] if left else []
    if found.intake.taken:
        blocks.append([_taken(found.intake.taken)])
    notes = [*found.intake.notes, *found.notes]
    blocks.append([Line([Said(one, "dim")]) for one in notes])
    blocks.append(list(_last(found)))
    return Screen(_finding(found), [found.whose], blocks)


def _taken(taken: Sequence[Taken]) -> Grid:
    """What each column or heading was taken for."""
    lines = [
        Row(
            [
                one.place,
                one.label,
                Said(one.key or "left out", "" if one.key else "dim"),
                Said(one.why, "dim"),
            ],
            dim=not one.key,
        )
        for one in taken
    ]
    slots = [
        Slot(rows.longest(one.place for one in taken)),
        Slot(min(30, rows.longest(one.label for one in taken))),
        Slot(rows.longest(one.key or "left out" for one in taken)),
        Slot(rows.longest(one.why for one in taken), gives="wrap"),
    ]
    return Grid(slots, lines, "Taken for", str(len(taken)), under=1)


def _landings(title: str, left: Sequence[Landing]) -> Iterator[Piece]:
    yield from _listed(title, [(one.place, one.why, _short(one.text)) for one in left])


def _said_once(told: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Questions with the answer below the last of those that it is the answer to."""
    after = [remedy for _, _, remedy in told[1:]]
    return [
        (place, said, "" if remedy == next_ else remedy)
        for (place, said, remedy), next_ in zip(told, [*after, None], strict=True)
    ]


def _listed(title: str, told: Sequence[tuple[str, str, str]]) -> Iterator[Piece]:
    """Where, what, and below it more of it; the first of many."""
    shown = told[:SHOWN]
    slots = [
        Slot(rows.longest(place for place, _, _ in shown)),
        Slot(rows.longest(said for _, said, _ in shown), gives="wrap"),
    ]
    lines = [
        Row([place, said], [Line([Said(more, "dim")])] if more else [])
        for place, said, more in shown
    ]
    yield Grid(slots, lines, title, f"{len(told):,}", under=1)
    if len(told) > SHOWN:
        yield Line(
            [Said(f"And {len(told) - SHOWN:,} more: a pipe shows all, as in `| more`.", "dim")]
        )


def _short(text: str) -> str:
    """A row's words in quotes, where it has any."""
    words = " ".join(text.split())
    if width(words) > WIDE:
        words = f"{words[:WIDE].rpartition(' ')[0] or words[:WIDE]} …"
    return f"“{words}”" if words else ""


def _last(found: Import) -> Iterator[Piece]:
    if found.written or found.faults or not found.write:
        yield from (Line([Said(one)]) for one in _end(found))
    else:
        said, _ = _end(found)
        yield Line([Said(said)])
        yield Line([Said("To write it:")], found.write)
