"""Diagnostics as GitHub workflow commands, so that they stand on the changed lines.

Escaped as GitHub's toolkit does it: ``%``, CR and LF in a message; ``:`` and ``,`` too in a
property. GitHub shows ten annotations of a kind a step, so the most important come first and a
line says how many were left to the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Severity
from welcomeplan.formats.text import excerpt, summary
from welcomeplan.wording import plural, show

if TYPE_CHECKING:
    from welcomeplan.answer import Canvas
    from welcomeplan.diagnostics import Checked, Diagnostic

SHOWN = 10
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_checked(checked: Checked, _: Canvas, *, notes: bool = False) -> str:
    """Annotations for the ten most important, the rest as text for the log, then the sum. Notes
    are told where an edit brought them."""
    ordered = sorted(filter(checked.counts, checked.shown), key=_order)
    if not notes:
        ordered = [d for d in ordered if d.new or d.severity is not Severity.NOTE]
    lines = [_annotation(diagnostic) for diagnostic in ordered[:SHOWN]]
    rest = ordered[SHOWN:]
    if rest:
        lines.append(
            f"{plural(len(rest), 'more problem')} without an annotation"
            f" (GitHub shows {SHOWN} a step); here they are:\n"
        )
        lines += [excerpt(diagnostic) for diagnostic in rest]
    return "".join([*lines, summary(checked, notes), "\n"])


def refusal(message: str, remedy: str) -> str:
    """An annotation for why nothing was checked."""
    said = _data(f"{show(message)}\n{show(remedy)}")
    return f"::error title=Nothing was checked::{said}\n"


def _order(one: Diagnostic) -> tuple[int, bool, str, int]:
    """The most important first, and before all what explains the others."""
    return one.severity.rank, one.rule != "missing-plan", one.file, one.line


def _annotation(diagnostic: Diagnostic) -> str:
    place = {
        "file": diagnostic.file,
        "line": str(diagnostic.line),
        "endLine": str(diagnostic.end_line),
        "title": diagnostic.rule,
    }
    if diagnostic.end_line == diagnostic.line:  # GitHub takes columns only within one line
        place["col"] = str(diagnostic.column)
        place["endColumn"] = str(diagnostic.end_column)
    properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    message = _data(f"{show(diagnostic.message)}\n{show(diagnostic.remedy)}")
    return f"::{COMMANDS[diagnostic.severity]} {properties}::{message}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(show(text)).replace(":", "%3A").replace(",", "%2C")
