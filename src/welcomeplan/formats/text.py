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

LEAST = 20
"""How many columns a source line has at least, however narrow a terminal is."""
STOOD = " (--all shows them, and fails for them too)"
"""What is said of problems that are not this edit's."""


def render_checked(checked: Checked, canvas: Canvas, *, notes: bool = False) -> str:
    """The diagnostics in the files' order, then one line that sums up. Notes only on request."""
    shown = [d for d in checked.shown if checked.counts(d)]
    shown = [d for d in shown if notes or d.severity is not Severity.NOTE]
    if canvas.width is not None:
        from welcomeplan.formats import faults  # noqa: PLC0415 - where somebody looks on

        return faults.render(checked, shown, canvas, notes=notes)
    parts = [excerpt(diagnostic) for diagnostic in shown]
    return "\n".join([*parts, summary(checked, notes) + "\n"])


def excerpt(diagnostic: Diagnostic) -> str:
    """One diagnostic, with its source line whole."""
    severity = diagnostic.severity.value
    place = f"{show(diagnostic.file)}:{diagnostic.line}:{diagnostic.column}"
    lines = [f"{place}: {severity}: {show(diagnostic.message)} [{diagnostic.rule}]"]
    if diagnostic.excerpt.strip():
        lines += _source(diagnostic)
    lines.append(f"    {show(diagnostic.remedy)}")
    return "".join(f"{line}\n" for line in lines)


def cut_around(diagnostic: Diagnostic, columns: int) -> Diagnostic:
    """A diagnostic with no more of its source line, around the fault, than has room in so many
    columns."""
    text = part = diagnostic.excerpt
    room = most = max(LEAST, columns)
    skipped = 0
    while width(show(part)) > room - (len("...") if skipped else 0):
        part, skipped = around(text, diagnostic.column - 1 - diagnostic.skipped, most)
        most -= 1
    return replace(diagnostic, excerpt=part, skipped=diagnostic.skipped + skipped)


def _source(diagnostic: Diagnostic) -> list[str]:
    number = str(diagnostic.line)
    lead, line, before, carets = parts_of(diagnostic)
    return [
        f"    {number} | {lead}{show(line)}",
        f"    {' ' * len(number)} | {' ' * width(lead + show(before))}{carets}",
    ]


def parts_of(diagnostic: Diagnostic, tab: str = "→") -> tuple[str, str, str, str]:
    """What is before the part of a source line that is shown, that part, what of it is before the
    fault, and the carets."""
    line = diagnostic.excerpt.replace("\t", tab)  # a tab is often what is wrong
    start = diagnostic.column - 1 - diagnostic.skipped
    same = diagnostic.end_line == diagnostic.line
    end = diagnostic.end_column - 1 - diagnostic.skipped if same else len(line)
    before, within = line[:start], line[start : max(end, start + 1)]
    lead = "..." if diagnostic.skipped else ""
    carets = "^" * max(1, width(show(within)))
    return lead, line, before, carets


def _unread(checked: Checked) -> str:
    """How much is missing: `1 file and 2 milestones can't be read, and 1 file is not there`."""
    counts = Counter(part.kind for part in checked.unread_parts)
    partly = {part.file for part in checked.unread_parts}
    absent = len(checked.absent)
    files = len(checked.unread) - len(partly) - len(checked.held) - absent
    found = [plural(files, "file")] if files else []
    unread = " and ".join([*found, *(plural(count, kind) for kind, count in counts.items())])
    held = f", nor {plural(len(checked.held), 'other')} without it" if checked.held else ""
    said = [f"{unread} can't be read{held}"] if unread else []
    if absent:
        said.append(f"{plural(absent, 'file')} {'is' if absent == 1 else 'are'} not there")
    return ", and ".join(said)


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
        line += f" ({_unread(checked)})"
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
