"""What our parser takes, and a stricter reader of YAML does not: no such file is edited.

Our parser is libyaml's. PyYAML's own, and what loads a file whole with either, stop at a `?` inside
brackets, a comment right behind `|`, and words that look like a day or a number and are none. Such
a file is shown as it reads, but an edit must not leave one that other programs refuse, whoever
damaged it. A tab beside a value stops PyYAML's own parser alone: it is YAML, and people write it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import yaml

from welcomeplan.wording import fitting
from welcomeplan.yamltext.faults import syntax_fault
from welcomeplan.yamltext.nodes import PLAIN, Fault, Span

if TYPE_CHECKING:
    from welcomeplan.yamltext.nodes import Layout, Source

_SCANNED = re.compile(r"[|>][-+0-9]*#")
"""Where the parsers may differ, whatever surrounds it."""
_BUILT = re.compile(r"=|<<|[-+]?0[bx]_+|[-+]?[0-9][0-9_]{4299,}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*")
"""Words that a reader makes a day or a number of, or stops where it can't."""
_DOUBTED = re.compile(
    r"[?=]|<<|[|>][-+0-9]*#|0[bx]_|[0-9_]{4300}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+[0-9])?"
)


def doubted(lines: str) -> bool:
    """Whether something in some lines may stop a stricter reader, at a look."""
    return not all(_is_day(found) for found in _DOUBTED.findall(lines))


def strict_fault(source: Source) -> Fault | None:
    """What stops the strictest reader at hand in a text that ours could read; None for nothing."""
    text, layout = source.text, source.layout
    if layout is None:
        return None
    if _SCANNED.search(text) or ("?" in text and _asks_inside_brackets(text, layout)):
        try:
            for _ in yaml.parse(text.replace("\t", " "), yaml.SafeLoader):
                pass
        except yaml.MarkedYAMLError as error:
            return syntax_fault(text, error)
    return _unbuilt(layout)


def builds(word: str) -> bool:
    """Whether a reader that makes days and numbers of bare words can make something of one."""
    if not _BUILT.fullmatch(word) or _is_day(word):
        return True
    try:
        yaml.load(word, yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError):
        return False
    return True


def _is_day(word: str) -> bool:
    """Whether a word is a day as plans are full of them; only to be quick."""
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return len(word) == 10


def _asks_inside_brackets(text: str, layout: Layout) -> bool:
    """Whether a `?` stands within brackets or braces."""
    at = 0
    while at < len(layout.values):
        flow = layout.is_flow(at)
        if flow and "?" in text[layout.starts[at] : layout.ends[at]]:
            return True
        at = layout.after[at] if flow else at + 1
    return False


def _unbuilt(layout: Layout) -> Fault | None:
    """The first bare word of which nothing can be made."""
    for at, value in enumerate(layout.values):
        if value and layout.styles[at] == ord(PLAIN) and not builds(value):
            return Fault(
                f"`{fitting(value, 40)}` stops other programs that read the file: they take it for"
                " a day, a number or a sign, and it is none",
                "Mend it, or put it in double quotes.",
                Span(layout.starts[at], layout.ends[at]),
            )
    return None
