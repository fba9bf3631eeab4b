"""Where things stand in a text: lines and their ends, and what belongs to a node outside its span.

All places are offsets of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeGuard

from welcomeplan.yamltext.nodes import Mapping, Node, Scalar, Span

_COLON = re.compile(r"\s*:")
_HEADER = re.compile(r"[|>][-+0-9]*")
_BLANK = re.compile(r"(?:[ \t]*\r?\n)+")
_DEEPER = re.compile(r"(?:[ \t]*\r?\n)*( *)#.*(?:\n|\Z)")
_AFTER_ENTRY = re.compile(r"[ \t]++#.*+|[ \t]*+(?:(,)(?:[ \t]++#.*+|[ \t]*+))?")


def line_start(text: str, offset: int) -> int:
    """Where the line of a character begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Where the line of a character ends, before its line end."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def next_line(text: str, offset: int) -> int:
    """Where the line after that of a character begins; the end of the text after its last."""
    return text.find("\n", offset) + 1 or len(text)


def column(text: str, offset: int) -> int:
    """How many characters stand before one on its line."""
    return offset - line_start(text, offset)


def eol(text: str, offset: int) -> str:
    """The line end of a character's line; of the line before, where it has none."""
    end = text.find("\n", offset)
    if end < 0:
        end = text.rfind("\n", 0, offset)
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def is_block_text(node: Node) -> TypeGuard[Scalar]:
    """Whether a node is a text of lines below a `|` or `>`."""
    return isinstance(node, Scalar) and node.style in ("|", ">")


def header_end(text: str, node: Node) -> int:
    """Where the indicators (`|-`, `>2`) of a block of text end."""
    header = _HEADER.match(text, node.start)
    return header.end() if header else node.end


def last(node: Node) -> Node:
    """The value in which a block value ends: a text, or a collection in brackets."""
    while not isinstance(node, Scalar) and not node.flow:
        node = node.pairs[-1][1] if isinstance(node, Mapping) else node.items[-1]
    return node


def keeps(text: str, node: Node) -> bool:
    """Whether a node is a block of text that owns the blank lines after it."""
    return is_block_text(node) and "+" in text[node.start : header_end(text, node)]


def tail(text: str, node: Node, margin: int) -> int:
    """The start of the line after a block value and all that belongs to it.

    Those are the comment on its last line, comments below that stand deeper than the column
    `margin`, and blank lines that a block of text keeps.
    """
    end, final = next_line(text, node.end), last(node)
    if is_block_text(final):
        blank = _BLANK.match(text, end)
        # White space beyond the indentation of a text is text.
        if blank and (keeps(text, final) or final.value.rstrip("\n")[-1:].isspace()):
            end = blank.end()
    while comment := _DEEPER.match(text, end):
        if len(comment[1]) <= margin:
            break
        end = comment.end()
    return end


def pair_colon(text: str, key: Scalar) -> int:
    """The place after a key's colon; after the key, where a flow mapping leaves that out."""
    colon = _COLON.match(text, key.end)
    return colon.end() if colon else key.end


def pair_end(text: str, key: Scalar, value: Node) -> int:
    """The end of a flow mapping's pair; an empty value's own mark is at the next token."""
    if value.start < value.end:
        return value.end
    end = pair_colon(text, key)
    return end + 1 if text[end : end + 1] == " " else end


def after_entry(text: str, start: int, stop: int) -> re.Match[str] | None:
    """What follows an entry in brackets, if it is no more than a comma (group 1) and a comment."""
    return _AFTER_ENTRY.fullmatch(text, start, stop)


def comments(text: str, node: Node, start: int, end: int) -> Iterator[Span]:
    """The comments between two places within a node or after it: outside its texts, each `#`
    begins one."""
    if "#" not in text[start:end]:
        return
    at = start
    for scalar in (*_scalars(node), None):
        stop = end
        if scalar:
            first = line_end(text, scalar.start) if is_block_text(scalar) else scalar.start
            stop = min(first, end)
        while (sharp := text.find("#", at, stop)) >= 0:
            at = line_end(text, sharp)
            yield Span(sharp, at)
        at = max(at, scalar.end if scalar else end)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key
            yield from _scalars(value)
    else:
        for item in node.items:
            yield from _scalars(item)
