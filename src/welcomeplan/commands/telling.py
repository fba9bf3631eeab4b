"""What is said on stderr, beside an answer or in place of one: what is wrong, and what to do."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from welcomeplan.formats.folding import cut, fold
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
    name = f"\x1b[31m{NAME}\x1b[0m" if canvas.colour else NAME
    room = canvas.width and canvas.width - len(NAME) - 1
    first, *others = fold(show(message), room)
    _write([f"{name} {first}", *(f"  {line}" for line in others)])
    _write(_listed(candidates, canvas))
    add(remedy, command=command)


def add(remedy: str, *, command: str = "") -> None:
    """What to do about what was told."""
    canvas = _canvas()
    if remedy:
        room = canvas.width and canvas.width - 2
        _write(f"  {line}" for line in fold(show(remedy), room))
    if command:
        _write([f"    {show(command)}"])


def _listed(candidates: Sequence[tuple[str, str]], canvas: Canvas) -> Iterator[str]:
    """Things that may be meant: their ids below each other, and of their titles what fits."""
    shown = [(show(name), show(title)) for name, title in candidates]
    wide = max((width(name) for name, _ in shown), default=0)
    for name, title in shown:
        left = f"    {name}{' ' * (wide - width(name))}  "
        room = canvas.width and max(canvas.width - width(left), 0)
        yield (left + cut(title, room, "…" if canvas.unicode else "...")).rstrip()


def _canvas() -> Canvas:
    """What stderr can show; plain where nobody looks on."""
    from welcomeplan.commands import looking  # noqa: PLC0415 - it tells, too

    return looking.canvas(sys.stderr)


def _write(lines: Iterable[str]) -> None:
    with suppress(OSError):  # nobody can be told; the exit code still tells
        sys.stderr.write("".join(f"{line}\n" for line in lines))
