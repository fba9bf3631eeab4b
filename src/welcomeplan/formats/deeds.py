"""What an edit says of itself on a terminal: what is so now, of what, and the lines it wrote."""

from __future__ import annotations

import textwrap
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.answer import Said
from welcomeplan.formats.folding import runs
from welcomeplan.formats.pen import MARKS, Pen
from welcomeplan.wording import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.answer import Canvas, Tone

TYPED = " welcomeplan "
"""What a command begins with, in what is said."""


class Deed(NamedTuple):
    """What was done to one thing."""

    said: str
    """Of several lines those after the first are remarks."""
    title: str = ""
    state: str = ""
    """How it stands now; empty where that is not known."""


class Written(NamedTuple):
    """A file as it was and is."""

    file: str
    before: bytes
    after: bytes


def render(deeds: Sequence[Deed], files: Sequence[Written], canvas: Canvas) -> str:
    """What is so now, the title, the lines that changed, and remarks."""
    pen = Pen(canvas)
    lines: list[list[Said]] = []
    for at, deed in enumerate(deeds):
        first, *remarks = deed.said.split("\n")
        lines += _now(first, deed, pen)
        if deed.title:
            lines.append([Said("  "), Said(pen.cut(deed.title, pen.room - 2))])
        if at == len(deeds) - 1:
            lines += [line for one in files for line in _written(one, pen)]
        lines += [line for one in remarks for line in _remark(one.strip(), pen)]
    return "".join(f"{pen.paint(line)}\n" for line in lines)


def _now(first: str, deed: Deed, pen: Pen) -> list[list[Said]]:
    mark = MARKS.get(deed.state)
    sign = Said(f"{pen.sign(mark)} ", mark.tone) if mark else Said("")
    first_line, *others = pen.lines(runs(first), pen.room - 2)
    return [[sign, *first_line], *([Said("  "), *line] for line in others)]


def _remark(text: str, pen: Pen) -> Iterator[list[Said]]:
    """A sentence; what is to be typed then, first, has a line of its own."""
    said, typed, command = text.partition(TYPED)
    command = command.partition(f", and{TYPED}")[0]
    for line in pen.lines(runs(said), pen.room - 2):
        yield [Said("  "), *line]
    if typed:
        yield [Said("    "), Said(pen.text(f"welcomeplan {command}"))]


def _written(one: Written, pen: Pen) -> Iterator[list[Said]]:
    """The lines that are gone and those that are new, each group with its place."""
    old, new = (text.decode("utf-8", "replace").split("\n") for text in (one.before, one.after))
    for at, signed in _groups(old, new):
        place = pen.text(f"{one.file}:{at}")
        left = f"  {place}  "
        if len(left) > pen.room // 2:
            yield [Said(f"  {place}")]
            left = "    "
        shown = textwrap.dedent("\n".join(line for _, line in signed)).split("\n")
        for (sign, _), line in zip(signed, shown, strict=True):
            tone: Tone = "green" if sign == "+" else "red"
            room = pen.room - width(left) - 2
            yield [Said(left), Said(f"{sign} {pen.cut(line.rstrip(), room)}", tone)]
            left = " " * width(left)


def _groups(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Where something changed, in the new text, and the lines of it."""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for tag, a, b, c, d in steps:
        if tag != "equal":
            gone, fresh = [("-", line) for line in old[a:b]], [("+", line) for line in new[c:d]]
            yield c + 1, [*gone, *fresh]
