"""Answers and diagnostics as text. One module a format; these tables list them.

An answer is one or more sheets and a record (the frozen JSON shape). A format's `render` returns
text and prints nothing.
"""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from welcomeplan.answer import Answer
    from welcomeplan.diagnostics import Report

ANSWERS = {
    "table": "welcomeplan.formats.plain",
    "json": "welcomeplan.formats.json",
    "csv": "welcomeplan.formats.csv",
    "markdown": "welcomeplan.formats.markdown",
}
TERMINAL = "welcomeplan.formats.terminal"
"""What `table` means on a terminal."""

REPORTS = {
    "text": "welcomeplan.formats.text",
    "github": "welcomeplan.formats.github",
    "json": "welcomeplan.formats.json",
    "sarif": "welcomeplan.formats.sarif",
    "gitlab": "welcomeplan.formats.gitlab",
    "junit": "welcomeplan.formats.junit",
}


def render(form: str, answer: Answer, stream: TextIO) -> str:
    """An answer in a format of `ANSWERS`, for a stream that may be a terminal."""
    name = TERMINAL if form == "table" and wants_colour(stream) else ANSWERS[form]
    text: str = import_module(name).render(answer)
    return text


def render_report(form: str, report: Report, **options: Any) -> str:
    """A report in a format of `REPORTS`."""
    text: str = import_module(REPORTS[form]).render_report(report, **options)
    return text


def wants_colour(stream: TextIO) -> bool:
    """Whether to draw for a person: on a terminal, or where FORCE_COLOR asks for it."""
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def room(stream: TextIO) -> int:
    """How many columns there are: the terminal's (or COLUMNS); off a terminal, no end to them."""
    if stream.isatty() or os.environ.get("COLUMNS", "").isdigit():
        return shutil.get_terminal_size().columns
    return 100_000
