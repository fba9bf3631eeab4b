"""A new file, from plain data."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from welcomeplan.yamltext.emit import flow_text, key_text, on_one_line
from welcomeplan.yamltext.habits import Habit
from welcomeplan.yamltext.nodes import plain
from welcomeplan.yamltext.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from welcomeplan.yamltext.edits import Value
    from welcomeplan.yamltext.nodes import Source

WIDTH = 96
"""How many characters a line of prose has at most."""
_HABIT = Habit()
_FOLDS = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+(?: [^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+)*"
)
"""Words with one space between them: what can be folded into lines, and comes back as it was."""


def compose(data: Mapping[str, Value], head: str = "") -> Source:
    """A file of plan YAML that holds these data, and nothing else: block style, long texts folded.
    It is read again to prove that, and given back as it was read.

    `head`: lines that stand before, such as comments. Raises ValueError for data that a plan file
    can't hold, such as control characters.
    """
    for fold in (True, False):
        lines: list[str] = []
        _write(dict(data), 0, lines, fold=fold)
        text = "".join(f"{line}\n" for line in lines)
        found = read(f"{head}{text}".encode())
        if found.root is not None and not found.faults and plain(found.root) == data:
            return found
    told = f": {found.faults[0].message}" if found.faults else ""
    raise ValueError(f"a plan file can't hold this{told}")


def _write(value: Value, indent: int, lines: list[str], *, fold: bool) -> None:
    """Add a mapping or list as the lines of block style."""
    pad = " " * indent
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict) and item:
                at = len(lines)
                _write(item, indent + 2, lines, fold=fold)
                lines[at] = f"{pad}- {lines[at][indent + 2 :]}"
            else:
                _write_item(f"{pad}-", item, indent + 2, lines, fold=fold)
    elif isinstance(value, dict):
        for key, item in value.items():
            _write_item(f"{pad}{_key(key)}:", item, indent + 2, lines, fold=fold)


@lru_cache(maxsize=1024)
def _key(key: str) -> str:
    return key_text(key, _HABIT, flow=False)


def _write_item(before: str, value: Value, indent: int, lines: list[str], *, fold: bool) -> None:
    """Add what stands behind a key or a dash, on its line or below it."""
    if isinstance(value, str):
        line = f"{before} {flow_text(value, _HABIT, flow=False)}"
        if fold and len(line) > WIDTH and _FOLDS.fullmatch(value):
            lines.append(f"{before} >-")
            pad = " " * indent
            lines += [pad + one for one in _wrapped(value, max(WIDTH - indent, 40))]
        else:
            lines.append(line)
    elif on_one_line(value, _HABIT):
        lines.append(f"{before} {flow_text(value, _HABIT)}")
    else:
        lines.append(before)
        _write(value, indent, lines, fold=fold)


def _wrapped(words: str, room: int) -> Iterator[str]:
    """Words with one space between them, as lines of so much room; a longer word has its own."""
    start = 0
    while len(words) - start > room:
        end = words.rfind(" ", start, start + room + 1)
        end = words.find(" ", start) if end < 0 else end
        if end < 0:
            break
        yield words[start:end]
        start = end + 1
    yield words[start:]
