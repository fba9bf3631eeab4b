"""Cards on a screen: names on the left, what they stand for on the right, wrapped between words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.answer import Grid, Row, Slot
from welcomeplan.views.rows import longest
from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.answer import Cell

CALLED = {"Adopted wording": "In the plan", "Stands in": "File"}
"""What a person at a terminal reads in place of a name."""
READINGS = {"Deadline": "Read as", "Starts": "Start read as", "Period": "Read as"}
"""Words of the plan, and the name under which stands how they are read: said in one."""
HEADED = frozenset({"Title", "State", "Due", "Done", "Starts on", *READINGS.values()})
"""What the finding says, or another line."""


def card(fields: Iterable[tuple[str, Cell]]) -> Grid:
    """What is known of one thing, as its sheet has it: without what its finding says."""
    held = [(name, words(value)) for name, value in fields]
    read = {name: value for name, value in held if name in READINGS.values()}
    lines = []
    for name, value in held:
        if not value or name in HEADED:
            continue
        said = f"“{value}”" if name == "Adopted wording" else value
        reading = read.get(READINGS.get(name, ""))
        if reading:
            said = f"{value}{_read(reading)}"
        lines.append(Row([CALLED.get(name, name), in_days(said)]))
    texts = longest(str(line.cells[1]) for line in lines)
    names = longest(str(line.cells[0]) for line in lines)
    return Grid([Slot(names), Slot(texts, gives="wrap")], lines)


def _read(reading: str) -> str:
    """How words are read, after them: the days, and why."""
    if reading.startswith("can't"):
        return f" {reading}"
    if _DATED.match(reading):
        reading = reading.replace(": ", ", because ", 1)
    return f": {reading}"


_DATED = re.compile(r"by \d|to begin |\d")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(_MONTHS)
_RANGE = re.compile(rf"\b(\d\d?) ({_MONTH}) to (\d\d? (?:{_MONTH})) (\d{{4}})\b")
_DAY = re.compile(rf"\b(\d\d?) ({_MONTH}) (\d{{4}})\b")
_QUOTED = re.compile(r"(?<!\w)'([^'`]+)'(?!\w)")


def in_days(reading: str) -> str:
    """A reading with its days as they are typed: 2018-06-30, and “by” for 'by'. What is in the
    plan's own words stays as it is."""
    pieces = re.split(r"(“[^“”]*+”|`[^`]*`)", reading)
    return "".join(one if at % 2 else _in_days(one) for at, one in enumerate(pieces))


def _in_days(text: str) -> str:
    text = _RANGE.sub(r"\1 \2 \4 to \3 \4", text)
    text = _DAY.sub(lambda day: f"{day[3]}-{_MONTHS.index(day[2]) + 1:02}-{int(day[1]):02}", text)
    return _QUOTED.sub(r"“\1”", text)
