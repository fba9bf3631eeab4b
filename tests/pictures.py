"""The pictures of the readme, in light and in dark: the shipped plan against time, and a terminal.

They are made anew by `make update`, and a test holds those under docs/ to what is made.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

import welcomeplan
from welcomeplan import cli
from welcomeplan.formats import shapes, svg
from welcomeplan.views.timeline import Asked
from welcomeplan.views.timeline import timeline as timeline_of

from .conftest import ROOT

AS_OF = date(2018, 2, 15)
LINE = ["due", "--as-of", AS_OF.isoformat()]
COLUMNS = 104
DARK = {
    shapes.PAPER: "#16181b",
    shapes.INK: "#eceae5",
    shapes.QUIET: "#b4afa6",
    shapes.LATE: "#ff9d8a",
    shapes.MARK: "#93b4d4",
    svg.GRID: "#4a4c50",
    svg.HAIR: "#2c2f33",
}
"""As the public page has them in the dark (`formats/templates/marks.css`)."""
COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def timeline() -> str:
    """The shipped plan against time, as it stood on the day of the readme."""
    facts = welcomeplan.facts_on(welcomeplan.load(ROOT / "plan").register, AS_OF)
    return svg.timeline(timeline_of(facts, Asked()))


def timeline_in_the_dark() -> str:
    """The same. A colour that has no counterpart is a mistake."""
    return COLOUR.sub(lambda found: DARK[found[0]], timeline())


def rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def theme(paper: str, ink: str, *colours: str) -> TerminalTheme:
    """Of the colours that a terminal has: red, green, yellow, blue, magenta and cyan."""
    row = [rgb(one) for one in (ink, *colours, ink)]
    return TerminalTheme(rgb(paper), rgb(ink), row, row)


THEMES = {
    "light": theme(
        "#fbfaf8", shapes.INK, shapes.LATE, "#2c6230", "#7a5200", shapes.MARK, "#6b3a75", "#1f5f66"
    ),
    "dark": theme(
        "#16181b", "#eceae5", "#ff9d8a", "#8fd39a", "#e8c069", "#93b4d4", "#d5a6df", "#86cfd6"
    ),
}

# As Rich's own, without the fonts that it would fetch: a picture on a page may fetch nothing.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" \
role="img" aria-labelledby="{unique_id}-name">
<title id="{unique_id}-name">A terminal: welcomeplan says what is late and what is due</title>
<style>
.{unique_id}-matrix {{ font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: Arial, sans-serif }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def screen() -> str:
    """What a command shows a person at a terminal, with its colours."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")  # in ASCII it would draw other marks
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.chdir(ROOT)
        for name in ("NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "WELCOMEPLAN_DIR"):
            patch.delenv(name, raising=False)
        for name, value in {
            "FORCE_COLOR": "1",
            "COLUMNS": str(COLUMNS),
            "TERM": "xterm-256color",
        }.items():
            patch.setenv(name, value)
        assert cli.run(LINE) == 0
    out.seek(0)
    return out.read()


def terminal(kind: str) -> str:
    """A terminal in which somebody asks what is due."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    shown = Text.from_ansi(f"$ welcomeplan {' '.join(LINE)}\n{screen()}")
    console.print(shown, no_wrap=True, overflow="crop", crop=False)
    return console.export_svg(
        title="welcomeplan", theme=THEMES[kind], code_format=FORMAT, unique_id="terminal"
    )


PICTURES: dict[str, Callable[[], str]] = {
    "timeline.svg": timeline,
    "timeline-dark.svg": timeline_in_the_dark,
    "terminal.svg": partial(terminal, "light"),
    "terminal-dark.svg": partial(terminal, "dark"),
}
