"""What was checked, on a terminal: each fault with its line, and at the end what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.answer import Said
from welcomeplan.diagnostics import Severity
from welcomeplan.formats.folding import runs
from welcomeplan.formats.pen import Pen
from welcomeplan.wording import plural, some, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.answer import Canvas, Tone
    from welcomeplan.diagnostics import Checked, Diagnostic

TONES: dict[Severity, Tone] = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.NOTE: "cyan",
}
INDENT = 9
"""Where what is said of a fault begins."""
END = 100
"""Where sentences end, however wide a terminal is."""
MANY = 3
"""So many faults of one rule and remedy are told together."""
Lines = list[list[Said]]


def render(checked: Checked, shown: Sequence[Diagnostic], canvas: Canvas, *, notes: bool) -> str:
    """The faults that are shown, in the files' order, then the finding."""
    pen = Pen(canvas)
    blocks = [*(_told(alike, pen) for alike in _groups(shown)), _finding(checked, pen, notes=notes)]
    return "\n".join("".join(f"{pen.paint(line)}\n" for line in block) for block in blocks)


def _groups(shown: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """Each fault by itself; those of one rule and remedy together, where they are many."""
    alike: dict[tuple[object, ...], list[Diagnostic]] = {}
    for one in shown:
        alike.setdefault((one.severity, one.rule, one.remedy), []).append(one)
    groups = []
    for one in shown:
        same = alike[one.severity, one.rule, one.remedy]
        if len(same) < MANY:
            groups.append([one])
        elif same[0] is one:
            groups.append(same)
    return groups


def _told(alike: Sequence[Diagnostic], pen: Pen) -> Lines:
    first = alike[0]
    same = all(one.message == first.message for one in alike)
    message = first.message if same else f"{len(alike)} by the rule `{first.rule}`"
    lines = _indented(message, pen)
    severity = Said(first.severity.value, TONES[first.severity])
    lines[0][0] = severity
    lines[0].insert(1, Said(" " * (INDENT - len(severity.text))))
    if len(alike) == 1:
        lines += _place(first, pen, rule=True)
        lines += _source(first, pen) if first.excerpt.strip() else []
    else:
        for one in alike:
            lines += _place(one, pen, rule=same and one is first)
            lines += [] if same else _indented(one.message, pen, INDENT + 2)
    return lines + _indented(first.remedy, pen)


def _indented(text: str, pen: Pen, indent: int = INDENT) -> Lines:
    """A sentence in lines; the first run of each is its indentation."""
    room = min(pen.room, END) - indent
    return [[Said(" " * indent), *line] for line in pen.lines(runs(text), room)]


def _place(one: Diagnostic, pen: Pen, *, rule: bool) -> Lines:
    """Where it stands; and which rule says so, beside it if there is room."""
    pad = Said(" " * INDENT)
    place = Said(pen.text(f"{one.file}:{one.line}:{one.column}"))
    named = [Said("  "), Said(one.rule, "dim")] if rule else []
    if named and INDENT + width(place.text) + 2 + len(one.rule) > pen.room:
        return [[pad, place], [pad, *named[1:]]]
    return [[pad, place, *named]]


def _source(one: Diagnostic, pen: Pen) -> Lines:
    """The line at fault, cut around it, and carets below."""
    from welcomeplan.formats.text import cut_around, parts_of  # noqa: PLC0415 - it asks for this

    bar, tab = ("│", "→") if pen.canvas.unicode else ("|", ">")
    number = f"{one.line:>{INDENT - 2}}"
    one = cut_around(one, pen.room - len(number) - 3)
    lead, line, before, carets = parts_of(one, tab)
    number_said = Said(f"{number} {bar} ", "dim")
    below = Said(f"{' ' * len(number)} {bar} ", "dim")
    tone = TONES[one.severity]
    shown = Said(lead + pen.text(line))
    return [
        [number_said, shown],
        [below, Said(" " * width(lead + pen.text(before))), Said(carets, tone)],
    ]


def _finding(checked: Checked, pen: Pen, *, notes: bool) -> Lines:
    """What it comes to; what is missing for it, what is not shown, and how to see that."""
    lines = _line([Said(_sum(checked), "bold")], pen)
    for sentence in (*_missing(checked), *_left_out(checked)):
        lines += _line([Said(sentence, "dim")], pen)
    hidden = checked.count(Severity.NOTE) if not notes else 0
    stood = checked.stood if not checked.all else 0
    if stood:
        said = f"{plural(stood, 'problem')} stood before this edit:"
        command = f"welcomeplan validate --since {(checked.since or '')[:7]} --all{checked.again}"
        lines += _line([Said(said, "dim")], pen, command)
    if hidden:
        verb = "is" if hidden == 1 else "are"
        said = f"{plural(hidden, 'note')} {verb} not shown"
        command = "" if stood else f"welcomeplan validate --notes{checked.again}"
        lines += _line([Said(said + (":" if command else ""), "dim")], pen, command)
    return lines


def _line(said: list[Said], pen: Pen, command: str = "") -> Lines:
    """A sentence; the command ends its line, or has the next."""
    lines = pen.lines(said, min(pen.room, END))
    if command:
        used = sum(width(run.text) for run in lines[-1])
        if used + 1 + width(pen.text(command)) <= pen.room:
            lines[-1] += [Said(" "), Said(pen.text(command))]
        else:
            lines.append([Said("  "), Said(pen.text(command))])
    return lines


def _sum(checked: Checked) -> str:
    kinds = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"))
    counts = [(checked.count(severity), noun) for severity, noun in kinds]
    found = " and ".join(plural(count, noun) for count, noun in counts if count)
    edit = ", by this edit" if checked.since else ""
    files = plural(checked.files, "file")
    if not found:
        new = " new" if checked.since else ""
        return f"Nothing{new} is wrong in {files}, with {plural(checked.milestones, 'milestone')}."
    heavy = {
        one.file
        for one in checked.diagnostics
        if checked.counts(one) and one.severity in (Severity.ERROR, Severity.WARNING)
    }
    return f"{found} in {len(heavy)} of {files}{edit}"


def _missing(checked: Checked) -> Iterator[str]:
    """What no answer has until it is mended."""
    partly = {part.file for part in checked.unread_parts}
    whole = [one for one in checked.unread if one not in partly and one not in checked.held]
    homes = {one.rpartition("/")[0] for one in checked.held}
    heads = [one for one in whole if one.endswith("plan.yaml") and one.rpartition("/")[0] in homes]
    absent = {one.file for one in checked.absent}
    whole = [one for one in whole if one not in heads and one not in absent]
    until = "is missing from every answer until"
    if whole:
        which = "this file" if len(whole) == 1 else f"these {len(whole)} files"
        if len({one.file for one in checked.diagnostics}) != len(whole):
            which = f"{plural(len(whole), 'file')} that can't be read"
        mended = "it is mended" if len(whole) == 1 else "they are mended"
        yield f"What stands in {which} {until} {mended}."
    if absent:
        there = "it is there" if len(absent) == 1 else "they are there"
        yield f"What stands in {some(sorted(absent))} {until} {there}."
    if checked.unread_parts:
        parts = checked.unread_parts
        kinds = dict.fromkeys(part.kind for part in parts)
        counts = (plural(sum(p.kind == kind for p in parts), kind) for kind in kinds)
        verb, mended = ("is", "it is") if len(parts) == 1 else ("are", "they are")
        also = "too " if whole else ""
        yield (
            f"{' and '.join(counts)} {verb} {also}missing from every answer until {mended} mended;"
            " the rest of the file is there."
        )
    if checked.held:
        other = plural(len(checked.held), "other file")
        yield "Until plan.yaml is mended nothing of its plan is in any answer."
        yield f"It alone is at fault: the plan’s {other} can be read, but not without it."


def _left_out(checked: Checked) -> Iterator[str]:
    if checked.off:
        yield f"Switched off: {', '.join(checked.off)}."
