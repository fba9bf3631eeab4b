"""What words are written with on a terminal: marks, sixteen colours, and lines of a known width.

Every text goes through `Pen.text`, which makes it safe to print, and says it in ASCII where the
terminal knows no more.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.answer import Said
from welcomeplan.wording import fitting, show, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.answer import Bar, Canvas, Stands, Tone

CODES: dict[Tone, int] = {
    "bold": 1,
    "dim": 2,
    "red": 31,
    "green": 32,
    "yellow": 33,
    "magenta": 35,
    "cyan": 36,
}
ASCII = str.maketrans(
    {
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("–—·─", "-"),
        "…": "...",
        "→": "->",
        "▶": ">",
        "\u00a0": " ",
    }
)
"""What of typography has a likeness in ASCII."""


class Mark(NamedTuple):
    """A mark, its likeness in ASCII, and the colour of its state."""

    sign: str
    ascii: str
    tone: Tone = ""


MARKS = {
    "done": Mark("✔", "+", "green"),
    "done late": Mark("✔", "+", "green"),
    "overdue": Mark("▲", "!", "red"),
    "due soon": Mark("◆", "*", "yellow"),
    "under way": Mark("◐", "~", "cyan"),
    "current": Mark("○", "o"),
    "upcoming": Mark("◇", "."),
    "waiting": Mark("□", ":", "magenta"),
    "blocked": Mark("■", "#", "magenta"),
    "deferred": Mark("–", "-", "dim"),
    "dropped": Mark("×", "x", "dim"),
    "removed": Mark("×", "x", "dim"),
    "ongoing": Mark("·", " ", "dim"),
    "undated": Mark("·", " ", "dim"),
}
"""By the words of states."""
BEGINS = Mark("▶", ">")
CELLS = {
    "done": Mark("█", "#", "green"),
    "overdue": Mark("▒", "%", "red"),
    "under way": Mark("━", "=", "cyan"),
    "open": Mark("─", "-"),
    "no date": Mark("·", ".", "dim"),
    "set aside": Mark("×", "x", "dim"),
}
"""The cells of bars."""
LIKE_AN_ID = re.compile(r"[`(“]*+[a-z0-9./:_-]*+[`)”.,;:]*+")
"""An id, or a path with one, in a text: it is not broken, however long its line becomes."""
LONGEST_ID = 100
KEY_GAP = 3


class Pen:
    """Words made ready for a canvas: safe, measured, in lines, and painted."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.room = canvas.width or 80

    def text(self, text: str) -> str:
        """A text as it will stand there: what is measured is what is printed."""
        safe = show(text)
        if self.canvas.unicode or safe.isascii():
            return safe
        encoding = self.canvas.encoding
        return safe.translate(ASCII).encode(encoding, "backslashreplace").decode(encoding)

    def sign(self, mark: Mark) -> str:
        """A mark, or its likeness."""
        return mark.sign if self.canvas.unicode else mark.ascii

    def paint(self, line: Iterable[Said], *, dim: bool = False) -> str:
        """A line, coloured as the canvas allows, with nothing invisible at its end."""
        runs = list(line)
        while runs and not runs[-1].text.strip():
            runs.pop()
        if runs:
            runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
        default: Tone = "dim" if dim else ""
        alike = groupby(runs, key=lambda run: run.tone or default)
        return "".join(self._painted("".join(run.text for run in same), t) for t, same in alike)

    def _painted(self, text: str, tone: Tone) -> str:
        if not tone or not self.canvas.colour or not text.strip():
            return text
        return f"\x1b[{CODES[tone]}m{text}\x1b[0m"

    def cut(self, text: str, room: int) -> str:
        """A text, or as much of it as has room, with an ellipsis."""
        safe = self.text(text)
        if width(safe) <= room:
            return safe
        dots = self.text("…")
        return fitting(safe, max(0, room - len(dots))) + dots

    def state(self, stands: Stands) -> list[Said]:
        """The mark of a state, and its word."""
        mark = MARKS.get(stands.state, Mark(" ", " "))
        sign = self.sign(BEGINS if stands.begins else mark)
        return [Said(f"{sign} {self.text(stands.state)}", mark.tone)]

    def bar(self, bar: Bar, room: int) -> list[Said]:
        """A cell for each; where the longest has no room all shrink alike, no part to nothing."""
        parts = [(kind, count) for kind, count in bar.parts if count]
        if bar.longest > room:
            sizes = [max(1, round(count * room / bar.longest)) for _, count in parts]
            while sum(sizes) > room and max(sizes) > 1:
                sizes[sizes.index(max(sizes))] -= 1
            parts = [(kind, size) for (kind, _), size in zip(parts, sizes, strict=True)]
        return [Said(self.sign(CELLS[kind]) * size, CELLS[kind].tone) for kind, size in parts]

    def lines(self, said: Iterable[Said], room: int) -> list[list[Said]]:
        """Words in lines of so many columns, broken between words alone: what is to be copied
        stays whole, on a line of its own if need be. Only a word that is no id is broken, where it
        is longer than a line."""
        lines: list[list[Said]] = [[]]
        used = 0
        for space, word in self._words(said):
            long = sum(width(run.text) for run in word)
            if lines[-1] and used + len(space.text) + long > room:
                lines.append([])
                used = 0
            elif lines[-1]:
                lines[-1].append(space)
                used += len(space.text)
            if long > room and not _unbreakable(word):
                pieces = list(_broken(word, room))
                lines[-1] += pieces[0]
                lines += pieces[1:]
                long = sum(width(run.text) for run in pieces[-1])
            else:
                lines[-1] += word
            used += long
        return [line for line in lines if line]

    def _words(self, said: Iterable[Said]) -> Iterator[tuple[Said, list[Said]]]:
        """Each word, in the runs that it has, with the space before it."""
        space = Said("")
        word: list[Said] = []
        for run in said:
            text = self.text(run.text)
            for part in [text] if run.whole else re.findall(r" +|[^ ]+", text):
                if part.isspace():
                    if word:
                        yield space, word
                    space, word = Said(" ", run.tone), []
                else:
                    word.append(run._replace(text=part))
        if word:
            yield space, word

    def key(self, signs: Iterable[tuple[Said, str]]) -> Iterator[list[Said]]:
        """Each sign beside what it stands for, as many on a line as have room."""
        line: list[Said] = []
        used = 0
        for sign, words in signs:
            text = Said(f" {self.text(words)}", "dim")
            long = width(sign.text) + width(text.text)
            if line and used + KEY_GAP + long > self.room:
                yield line
                line, used = [], 0
            space = KEY_GAP if line else 0
            line += [Said(" " * space), sign, text]
            used += space + long
        if line:
            yield line

    def parts(self, said: Sequence[Said], room: int) -> list[list[Said]]:
        """Phrases joined by a dot, as many on a line as have room."""
        lines: list[list[Said]] = [[]]
        used = 0
        for one in said:
            part = one._replace(text=self.text(one.text))
            long = width(part.text)
            if used and used + 3 + long <= room:
                lines[-1] += [Said(self.text(" · "), part.tone), part]
                used += 3 + long
                continue
            folded = self.lines([one], room)
            lines += folded if lines[-1] else []
            if not used:
                lines[-1:] = folded
            used = sum(width(run.text) for run in lines[-1]) if lines else 0
        return [line for line in lines if line]


def _unbreakable(word: Sequence[Said]) -> bool:
    text = "".join(run.text for run in word)
    alike = len(text) <= LONGEST_ID and LIKE_AN_ID.fullmatch(text) is not None
    return alike or any(run.whole for run in word)


def _broken(word: Sequence[Said], room: int) -> Iterator[list[Said]]:
    for run in word:
        rest = run.text
        while rest:
            part = fitting(rest, room) or rest[:1]
            yield [run._replace(text=part)]
            rest = rest[len(part) :]
