"""A new file, from plain data."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from welcomeplan.yamltext.emit import flow_text, key_text, on_one_line
from welcomeplan.yamltext.habits import Habit
from welcomeplan.yamltext.nodes import plain
from welcomeplan.yamltext.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from welcomeplan.yamltext.edits import Value

WIDTH = 96
"""How many characters a line of prose has at most."""
_HABIT = Habit()
_FOLDS = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+(?: [^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+)*"
)
"""Words with one space between them: what can be folded into lines, and comes back as it was."""


def compose(data: Mapping[str, Value], head: str = "") -> bytes:
    """A file of plan YAML that holds these data, and nothing else: block style, long texts folded.

    `head`: lines that stand before, such as comments. Raises ValueError for data that a plan file
    can't hold, such as control characters.
    """
    for fold in (True, False):
        lines = [f"{line}\n" for line in _lines(dict(data), 0, fold=fold)]
        made = f"{head}{''.join(lines)}".encode()
        found = read(made)
        if found.root is not None and not found.faults and plain(found.root) == data:
            return made
    told = f": {found.faults[0].message}" if found.faults else ""
    raise ValueError(f"a plan file can't hold this{told}")


def _lines(value: Value, indent: int, *, fold: bool) -> Iterator[str]:
    """A mapping or list as the lines of block style."""
    pad = " " * indent
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict) and item:
                first, *rest = _lines(item, indent + 2, fold=fold)
                yield f"{pad}- {first[indent + 2 :]}"
                yield from rest
            else:
                yield from _item(f"{pad}-", item, indent + 2, fold=fold)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _item(
                f"{pad}{key_text(key, _HABIT, flow=False)}:", item, indent + 2, fold=fold
            )


def _item(before: str, value: Value, indent: int, *, fold: bool) -> Iterator[str]:
    """What stands behind a key or a dash, on its line or below it."""
    if isinstance(value, str):
        line = f"{before} {flow_text(value, _HABIT, flow=False)}"
        if fold and len(line) > WIDTH and _FOLDS.fullmatch(value):
            yield f"{before} >-"
            room = max(WIDTH - indent, 40)
            wrapped = textwrap.wrap(value, room, break_long_words=False, break_on_hyphens=False)
            yield from (" " * indent + one for one in wrapped)
        else:
            yield line
    elif on_one_line(value, _HABIT):
        yield f"{before} {flow_text(value, _HABIT)}"
    else:
        yield before
        yield from _lines(value, indent, fold=fold)
