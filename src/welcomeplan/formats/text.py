"""Diagnostics for a person: where, what was found, the line itself with a caret, what to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Severity, around
from welcomeplan.wording import plural, show, width

if TYPE_CHECKING:
    from welcomeplan.answer import Canvas
    from welcomeplan.diagnostics import Checked, Diagnostic

COLOURS = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.NOTE: "\x1b[1;36m",
}
RESET = "\x1b[0m"
LEAST = 40
"""How many columns a source line has at least, however narrow a terminal is."""
STOOD = " (--all shows them, and fails for them too)"
"""What is said of problems that are not this edit's."""


def render_checked(checked: Checked, canvas: Canvas, *, notes: bool = False) -> str:
    """The diagnostics in the files' order, then one line that sums up. Notes only on request."""
    shown = [d for d in checked.shown if checked.counts(d)]
    shown = [d for d in shown if notes or d.severity is not Severity.NOTE]
    parts = [excerpt(diagnostic, canvas.colour, canvas.width) for diagnostic in shown]
    return "\n".join([*parts, summary(checked, notes) + "\n"])


def excerpt(diagnostic: Diagnostic, colour: bool = False, room: int | None = None) -> str:
    """One diagnostic. Its source line is whole, but for a terminal of so many columns: there it is
    cut around the fault."""
    severity = diagnostic.severity.value
    if colour:
        severity = f"{COLOURS[diagnostic.severity]}{severity}{RESET}"
    place = f"{show(diagnostic.file)}:{diagnostic.line}:{diagnostic.column}"
    lines = [f"{place}: {severity}: {show(diagnostic.message)} [{diagnostic.rule}]"]
    if diagnostic.excerpt.strip():
        lines += _source(_cut(diagnostic, room))
    lines.append(f"    {show(diagnostic.remedy)}")
    return "".join(f"{line}\n" for line in lines)


def _cut(diagnostic: Diagnostic, columns: int | None) -> Diagnostic:
    """A diagnostic with no more of its source line than has room beside the line's number."""
    if columns is None:
        return diagnostic
    text = part = diagnostic.excerpt
    room = most = max(LEAST, columns - len(f"    {diagnostic.line} | "))
    skipped = 0
    while width(show(part)) > room - (len("...") if skipped else 0):
        part, skipped = around(text, diagnostic.column - 1 - diagnostic.skipped, most)
        most -= 1
    return replace(diagnostic, excerpt=part, skipped=diagnostic.skipped + skipped)


def _source(diagnostic: Diagnostic) -> list[str]:
    line = diagnostic.excerpt.replace("\t", "→")  # a tab is often what is wrong
    start = diagnostic.column - 1 - diagnostic.skipped
    same = diagnostic.end_line == diagnostic.line
    end = diagnostic.end_column - 1 - diagnostic.skipped if same else len(line)
    before, within = line[:start], line[start : max(end, start + 1)]
    number = str(diagnostic.line)
    lead = "..." if diagnostic.skipped else ""
    carets = "^" * max(1, width(show(within)))
    return [
        f"    {number} | {lead}{show(line)}",
        f"    {' ' * len(number)} | {' ' * width(lead + show(before))}{carets}",
    ]


def _unread(checked: Checked) -> str:
    """How much could not be read: `1 file and 2 milestones`."""
    counts = Counter(part.kind for part in checked.unread_parts)
    partly = {part.file for part in checked.unread_parts}
    files = len(checked.unread) - len(partly) - len(checked.held)
    found = [plural(files, "file")] if files else []
    return " and ".join([*found, *(plural(count, kind) for kind, count in counts.items())])


def summary(checked: Checked, notes: bool = False) -> str:
    """One line: what was read, and how many problems it has."""
    errors, warnings, remarks = (
        checked.count(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    )
    found = []
    if errors:
        found.append(plural(errors, "error"))
    if warnings:
        found.append(plural(warnings, "warning"))
    read = f"{plural(checked.files, 'file')}, {plural(checked.milestones, 'milestone')}"
    line = f"{show(checked.root)}: {read}"
    if checked.unread:
        held = f", nor {plural(len(checked.held), 'other')} without it" if checked.held else ""
        line += f" ({_unread(checked)} can't be read{held})"
    old = checked.stood
    none = "no new problems" if old else "no problems"
    line += f": {' and '.join(found) or none}"
    if remarks:
        line += f" ({plural(remarks, 'note')}{'' if notes else '; --notes shows them'})"
    if old:
        line += f"; {plural(old, 'problem')} stood before this edit"
        line += ", and are among them" if checked.all else STOOD
    if checked.off:
        line += f"; switched off: {', '.join(checked.off)}"
    return line
