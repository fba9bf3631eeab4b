"""A paper as GitHub-flavoured Markdown. Plan text can't make markup, links, mentions or HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.formats import origins
from welcomeplan.formats.markdown import escape
from welcomeplan.formats.origins import Read
from welcomeplan.paper import Items, Pairs, Paragraph, Timeline
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.paper import Band, Item, Labels, Paper, Piece, Section, Text


def render(paper: Paper) -> bytes:
    """The paper as text, one block after another."""
    blocks = [
        *(escape(text) for text in [paper.warning] if text),
        f"**{escape(paper.title)}**" + (f"  \n{escape(paper.whose)}" if paper.whose else ""),
        "  \n".join([escape(paper.of), escape(paper.revision), *_check(paper)]),
        f"# {escape(paper.finding)}",
        *(escape(text) for text in [paper.counts] if text),
    ]
    for section in paper.sections:
        blocks += _section(section, paper.labels)
    blocks.append(f"<!-- welcomeplan {origins.write(paper.origin)} -->")
    return "".join(f"{block}\n\n" for block in blocks).rstrip("\n").encode() + b"\n"


def read(data: bytes) -> Read:
    """What a page in Markdown says. Raises ValueError where it is no text."""
    every = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    lines = [line for line in every if line.strip()]
    return Read(_origin(lines), lines)


def _origin(lines: Sequence[str]) -> str:
    """What some lines say of the making of a page: the last that does."""
    said = (re.fullmatch(r"<!-- welcomeplan (\{.*\}) -->", line) for line in reversed(lines))
    return next((found[1] for found in said if found), "")


def made(data: bytes) -> bool:
    """Whether a file was made by `render`, and nobody has written below what it ends with."""
    try:
        last = data.decode("utf-8").split("\n")[-2:]
    except ValueError:
        return False
    return origins.is_one(_origin(last))


def _check(paper: Paper) -> Iterator[str]:
    if paper.check:
        yield f"{escape(paper.labels.check)} {code(paper.check)}"


def _section(section: Section, labels: Labels) -> Iterator[str]:
    yield f"## {section.number}. {escape(section.title)}"
    for piece in section.pieces:
        yield from _piece(piece, labels)
    if section.note:
        yield escape(section.note)


def _piece(piece: Piece, labels: Labels) -> Iterator[str]:
    match piece:
        case Items():
            yield from _items(piece, labels)
        case Pairs():
            yield "\n".join(f"- {text(left)}: {text(right)}" for left, right in piece.pairs)
        case Timeline():
            for band in piece.bands:
                yield f"### {escape(band.title)}"
                yield _band(band, labels)
            if piece.left_out:
                yield escape(piece.left_out)
        case Paragraph():
            yield text(piece.text)


def _items(items: Items, said: Labels) -> Iterator[str]:
    if items.title:
        yield f"### {escape(items.title)}"
    if not items.items:
        return
    counted = any(one.days is not None for one in items.items)
    days, title, right = items.labels
    labels = [said.number, *([days] if counted else []), title or said.promise, right or said.state]
    sided = any(one.right or one.right_under for one in items.items)
    rule = ["---:", *(["---:"] if counted else []), "---", "---"]
    rows = [[escape(label) for label in labels], rule]
    rows += [_cells(one, counted=counted) for one in items.items]
    yield _table(row if sided else row[:-1] for row in rows)


def _cells(item: Item, *, counted: bool) -> list[str]:
    shift = (f"; {escape(item.shift.said)}",) if item.shift else ()
    under = f"; {text(item.under)}" if item.under else ""
    remark = f". {text(item.remark)}" if item.remark else ""
    right = "; ".join(filter(None, [text(item.right), text(item.right_under)]))
    return [
        escape(item.number),
        *([f"{item.days:,}" if item.days is not None else ""] if counted else []),
        f"{text(item.title)}{under}{''.join(shift)}{remark}",
        right,
    ]


def _band(band: Band, labels: Labels) -> str:
    heads = [labels.number, labels.promise, band.said]
    rows = [list(map(escape, heads)), ["---:", "---", "---"]]
    rows += [[escape(o.number), escape(o.title), escape(o.said)] for o in band.tracks]
    return _table(rows)


def _table(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def text(runs: Text) -> str:
    """Runs by the part that they play; an address stays text."""
    return "".join(_run(part, said) for said, part, _ in runs)


def _run(part: str, said: str) -> str:
    if part == "code":
        return code(said)
    shown = escape(said)
    if part == "strong" and shown.strip():
        return f"**{shown}**"
    return f"“{shown}”" if part == "quote" else shown


def code(said: str) -> str:
    """What is to be typed: between more backticks than are in it."""
    shown = show(said)
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    gap = " " if "`" in shown else ""
    return f"{ticks}{gap}{shown}{gap}{ticks}"
