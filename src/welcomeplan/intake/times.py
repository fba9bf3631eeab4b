"""Rows whose columns are times, such as 2025, 2026: a milestone for each that something is in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.intake.frames import broken, text
from welcomeplan.intake.settling import IN_SHEET
from welcomeplan.intake.values import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.columns import Column
    from welcomeplan.intake.rows import Rows

_TICKS = frozenset(
    ["x", "✓", "✔", "o", "●", "•", "■", "█", "*", "1", "yes", "y", "ja", "oui", "si", "sí", "true"]
)

_BOUNDS = (
    r"(?:at (?:most|least)|no (?:more|less|fewer) than|(?:more|less|fewer) than|up to|under|below"
    r"|over|above|about|approx\.?|circa|ca\.?|max(?:imum)?\.?|min(?:imum)?\.?)"
)
_AMOUNT = re.compile(
    rf"(?i){_BOUNDS}?\s*+(?:[<>≤≥=~±+-]++\s*+)?[$€£¥]?\d(?:[.,\s'’/–-]*+\d)*+"
    r"(?:\s*+(?:to|or)\s*+\d[\d.,]*+)?(?:\s*+[%+€$£¥])?(?:\s++[^\W\d_]++){0,2}"
)
"""An amount that no plan has as a target as it stands: `<20`, `10-12 days`, `1 400`."""


def each_time(rows: Rows, row: int, item: Item) -> list[Item]:
    """The milestones of a row: one for each number or text in a column of a time, one for each run
    of ticks. A row without any is one milestone."""
    cells = [(one, text(rows.cells(row, one.at))) for one in rows.layout.periods]
    for one, shown in cells:
        if broken(shown):
            place = rows.frame.place(row, one.at)
            rows.book.ask(place, f"{broken(shown)}: it was left out", IN_SHEET)
    cells = [(one, "" if broken(shown) else shown) for one, shown in cells]
    ticked = [one for one, shown in cells if shown.casefold() in _TICKS]
    found = []
    if ticked and len(ticked) == sum(bool(shown) for _, shown in cells):
        found = [_ticked(rows, item, run) for run in _runs(ticked, [one for one, _ in cells])]
    else:
        found = [_of(rows, row, item, column, shown) for column, shown in cells if shown]
    if len(found) == 1 and "x-number" in found[0].keys:
        found[0].keys["number"] = found[0].keys.pop("x-number")
    return found or [item]


def _runs(ticked: Sequence[Column], every: Sequence[Column]) -> list[list[Column]]:
    runs: list[list[Column]] = []
    for one in ticked:
        if runs and every.index(one) == every.index(runs[-1][-1]) + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _ticked(rows: Rows, item: Item, run: Sequence[Column]) -> Item:
    """What goes on from the first time of a run to its last."""
    made = _copy(item)
    if len(run) > 1:
        made.keys["starts"] = run[0].period
    made.keys["due"] = run[-1].period
    rows.book.note("{} milestones come of ticks under times: due in the last of each run")
    return made


def _of(rows: Rows, row: int, item: Item, column: Column, shown: str) -> Item:
    """What is promised by one time: a number is its target, words are what will be done by then."""
    made = _copy(item)
    made.keys["due"] = column.period
    unit = rows.layout.one("unit")
    counted = text(rows.cells(row, unit.at)) if unit else ""
    cell = rows.cells(row, column.at)
    if (
        isinstance(cell, float)
        and shown.replace(".", "").isdecimal()
        and counted == "%"
        and cell <= 1
    ):
        shown = f"{cell * 100:.15g}"
    value = rows.target(shown, counted)
    if value:
        made.keys["target"] = value
    elif re.fullmatch(r"[\d.,]+", shown):
        made.keys["x-target"] = shown
        rows.book.ask(
            rows.frame.place(row, column.at),
            "a number, and nothing says what it counts: it is kept as `x-target:`",
            "Write `target:` with the number and its unit in the file.",
        )
    elif _AMOUNT.fullmatch(shown):
        made.keys["x-target"] = shown
        rows.no_target(shown, rows.frame.place(row, column.at), "x-target")
    else:
        made.title = shown
    return made


def _copy(item: Item) -> Item:
    keys = dict(item.keys)
    keys.pop("due", None)
    if "number" in keys:  # one number names one part
        keys["x-number"] = keys.pop("number")
    return Item(item.kind, item.title, keys)
