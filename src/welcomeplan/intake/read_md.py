"""Markdown as passages: headings, points, tables and paragraphs, without their marks; and code,
apart."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from welcomeplan.intake.labels import begins_anew, by_labels
from welcomeplan.intake.read_txt import decoded, joined
from welcomeplan.intake.values import DONE, Passage, cell_text

_HEADING = re.compile(r" {0,3}(#{1,6})\s")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*\Z")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*\Z")
_BLANKS = re.compile(r"(?<=\S)[^\S\r\n]{2,}")
_POINT = re.compile(r"(?P<indent>\s*)(?P<label>[-*+•]|\d{1,9}[.)])\s+(?P<text>.*)")
_DEFINED = re.compile(r" {0,3}:\s+(?=\S)")
"""What a term is said to be, under it."""
_TICKED = re.compile(r"\[([ xX])\]\s+(?=\S)")
_FENCE = re.compile(r"\s*(?P<mark>`{3,}(?=[^`]*\Z)|~{3,})(?P<more>.*)")
"""What code stands between. Words behind the mark begin it, and end none."""
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_DELIMITER = re.compile(r"\s*+(?:\|\s*+)?:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+(?:\|\s*+)?\Z")
_CELLS = re.compile(r"(?<!\\)\|")
_KEY = re.compile(r"[\w-]+:(?:\s|\Z)|#")
_BREAK = re.compile(r"(?i)<br\s{0,9}/?>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DEEPEST = 40
"""By how many blanks a line may be further in than others."""
_MARKS = (
    (re.compile(r"!?\[([^\[\]]{0,1000})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)"), r"\1"),
    (re.compile(r"\[\^[^\]\s]{1,40}\]:?"), ""),
    (re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]{0,500}>"), " "),
    (re.compile(r"(\*\*|__)(?=\S)([^*_]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]{1,2000}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"~~(?=\S)[^~]{1,2000}~~"), ""),
    (re.compile(r"`([^`]{1,2000})`"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
"""What stands around words and is none of them, the outermost first."""


class _Block(NamedTuple):
    """Lines that are one passage."""

    lines: list[str]
    place: str
    label: str = ""
    level: int = -1
    """Of a point."""


def read(data: bytes) -> list[Passage]:
    """The passages of a Markdown text. Raises ValueError where the bytes are no text."""
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), decoded(data))
    text = _BLANKS.sub(" ", text)
    lines = re.split(r"\r\n|[\n\r]", text)
    found = [*_take_front(lines), *_take_code(lines)]
    block: _Block | None = None
    table = -1
    for at, raw in enumerate(lines):
        blanks = len(raw) - len(raw.lstrip())
        line, place = _unquoted(raw[max(0, blanks - _DEEPEST) :]), f"line {at + 1}"
        underlined = _UNDERLINE.match(line)
        if underlined and block and block.level < 0:
            found.append(_heading(" ".join(block.lines), block.place, 1 + ("-" in underlined[1])))
            block = None
            continue
        starts_table = at + 1 < len(lines) and "|" in line and _DELIMITER.match(lines[at + 1])
        table = _row_of(line, table, starts=bool(starts_table))
        parts = table >= 0 or not line.strip() or _RULE.match(line)
        heading, point = _HEADING.match(line), _POINT.match(line)
        defined = _DEFINED.match(line)
        anew = block is not None and begins_anew(_plain(line))
        if block and (parts or heading or point or defined or anew):
            found += _passages(block)
            block = None
        if table >= 0:
            found += [] if _DELIMITER.match(line) else _cells(line, place, table)
        elif heading:
            text = line[heading.end() :].strip().rstrip("#")
            found.append(_heading(text, place, len(heading[1])))
        elif parts:
            continue
        elif point:
            level = len(point["indent"].expandtabs(4)) // 2
            ticked = _TICKED.match(point["text"])
            text = point["text"][ticked.end() if ticked else 0 :]
            label = DONE if ticked and ticked[1] != " " else point["label"]
            block = _Block([text], place, label, level)
        elif block:
            block.lines.append(line.strip())
        else:
            block = _Block([line[defined.end() if defined else 0 :].strip()], place)
    return [*found, *_passages(block)] if block else found


def _take_front(lines: list[str]) -> list[Passage]:
    """What stands above a text for the program that prints it (YAML between lines of dashes), which
    leaves its lines empty."""
    if lines[0].rstrip() != "---" or len(lines) < 2 or not _KEY.match(lines[1]):
        return []
    last = next((at for at, one in enumerate(lines) if at and one.rstrip() in ("---", "...")), 0)
    if not last:
        return []
    front = "\n".join(lines[1:last])
    lines[: last + 1] = [""] * (last + 1)
    return [Passage(front, "line 1", "code")]


def _take_code(lines: list[str]) -> list[Passage]:
    """The code between fences, which leaves its lines empty. A fence that nothing ends is none."""
    found: list[Passage] = []
    endless: dict[str, int] = {}
    at = 0
    while at < len(lines):
        begins = _FENCE.match(_unquoted(lines[at]))
        at += 1
        if begins is None:
            continue
        mark, most = begins["mark"], endless.get(begins["mark"][0], len(begins["mark"]) + 1)
        last = _end_of(mark, lines, at) if len(mark) < most else None
        if last is None:
            endless[mark[0]] = min(len(mark), most)
            lines[at - 1] = ""
            continue
        code = "\n".join(lines[at:last])
        if code.strip():
            found.append(Passage(code, f"line {at}", "code"))
        lines[at - 1 : last + 1] = [""] * (last + 2 - at)
        at = last + 1
    return found


def _end_of(mark: str, lines: list[str], at: int) -> int | None:
    """The line that ends code which begins with a mark before a line; None where none does."""
    for k in range(at, len(lines)):
        ends = _FENCE.match(_unquoted(lines[k])) if mark[0] in lines[k] else None
        if ends and ends["mark"].startswith(mark) and not ends["more"].strip():
            return k
    return None


def _unquoted(line: str) -> str:
    """A line without the marks of a quotation."""
    quoted = _QUOTE.match(line)
    return line[quoted.end() :] if quoted else line


def _row_of(line: str, row: int, *, starts: bool) -> int:
    """Which row of a table a line is; -1 for none."""
    if starts and row < 0:
        return 0
    if row < 0 or "|" not in line:
        return -1
    return row if _DELIMITER.match(line) else row + 1


def _heading(text: str, place: str, level: int) -> Passage:
    return Passage(_plain(text), place, "heading", level)


def _cells(line: str, place: str, row: int) -> list[Passage]:
    cells = _CELLS.split(line.strip().removeprefix("|").removesuffix("|"))
    found: list[Passage] = []
    for k, one in enumerate(cells):
        text, breaks = cell_text(map(_plain, _BREAK.split(one)))
        found.append(Passage(text, place, "cell", k, "", row, breaks=breaks))
    return found


def _passages(block: _Block) -> list[Passage]:
    text, *others = by_labels(map(_plain, _BREAK.split(joined(block.lines)))) or [""]
    more = [Passage(one, block.place) for one in others]
    if block.level < 0:
        return [Passage(text, block.place), *more]
    return [Passage(text, block.place, "point", block.level, block.label), *more]


def _plain(text: str) -> str:
    """Words without what marks them."""
    for mark, kept in _MARKS:
        text = mark.sub(kept, text)
    return " ".join(unescape(text).split())
