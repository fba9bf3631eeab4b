"""What is said on stderr, beside an answer or in place of one: what is wrong, and what to do."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from welcomeplan.answer import Said
from welcomeplan.formats.folding import fold
from welcomeplan.formats.pen import Pen
from welcomeplan.wording import show, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.answer import Canvas

NAME = "welcomeplan:"


def tell(
    message: str, remedy: str = "", *, command: str = "", candidates: Sequence[tuple[str, str]] = ()
) -> None:
    """What is wrong in one line; below it what may have been meant, what to do, and the command
    that does it. On a terminal lines end between words; commands and ids stay whole."""
    canvas = _canvas()
    pen = Pen(canvas)
    first, *others = _folded(message, pen, len(NAME) + 1)
    _write([f"{pen.paint([Said(NAME, 'red')])} {first}", *(f"  {line}" for line in others)])
    _write(_listed(candidates, pen))
    add(remedy, command=command)


def add(remedy: str, *, command: str = "") -> None:
    """What to do about what was told."""
    if remedy:
        _write(f"  {line}" for line in _folded(remedy, Pen(_canvas()), 2))
    if command:
        _write([f"    {show(command)}"])


def ask(question: str) -> None:
    """A question for the person at the terminal, who answers at its end."""
    with suppress(OSError):
        sys.stderr.write("\n".join(_folded(f"{question} [y/N]", Pen(_canvas()), 2)) + " ")
        sys.stderr.flush()


def _folded(text: str, pen: Pen, used: int) -> list[str]:
    """A text in lines, where somebody looks on; else in one."""
    if pen.canvas.width is None:
        return [show(text)]
    return fold(text, pen, pen.room - used)


def _listed(candidates: Sequence[tuple[str, str]], pen: Pen) -> Iterator[str]:
    """Things that may be meant: their ids below each other, and of their titles what fits."""
    wide = max((width(show(name)) for name, _ in candidates), default=0)
    for name, title in candidates:
        left = f"    {show(name)}{' ' * (wide - width(show(name)))}  "
        whole = pen.canvas.width is None
        said = show(title) if whole else pen.cut(title, max(pen.room - width(left), 0))
        yield (left + said).rstrip()


def _canvas() -> Canvas:
    """What stderr can show; plain where nobody looks on."""
    from welcomeplan.commands import looking  # noqa: PLC0415 - it tells, too

    return looking.canvas(sys.stderr)


def _write(lines: Iterable[str]) -> None:
    with suppress(OSError):  # nobody can be told; the exit code still tells
        sys.stderr.write("".join(f"{line}\n" for line in lines))
