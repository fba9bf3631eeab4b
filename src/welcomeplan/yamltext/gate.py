"""The gate: edits are made, and the new text is proven before anyone may write it.

The new text is parsed once more. Its data must equal the old data with the same edits made on
plain dicts and lists, and every line outside those that the edits promised to touch must be as
it was. What can't be done exactly is `Refused`; so is an edit of a file that a stricter reader of
YAML than our parser would not take.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from typing import Any

import yaml

from welcomeplan.errors import Refused
from welcomeplan.limits import DEFAULT_LIMITS, Limits
from welcomeplan.yamltext.edits import BY_HAND, Edit, edited, flat
from welcomeplan.yamltext.faults import HIDDEN_LINE_END, conflict_faults, control_fault
from welcomeplan.yamltext.nodes import BOM, Source, Span
from welcomeplan.yamltext.places import line_start, next_line
from welcomeplan.yamltext.reader import LEAKS, Parser, read
from welcomeplan.yamltext.splices import BEYOND, spliced
from welcomeplan.yamltext.strict import doubted, strict_fault

_UNREADABLE = "this edit would leave a file that can't be read"
_FRAME = {yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent}


def apply(source: Source, edits: Many[Edit], limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The file's bytes after the edits, made in the order given.

    Byte-order mark, line endings and a missing final line end are kept. Edits that change
    nothing return `source.data` itself. Raises `Refused` where the result would not be exact.
    """
    if source.root is None or source.faults:
        raise Refused(
            "the file has faults that must be mended before it can be edited",
            "Mend what is wrong. To see it:",
            command="welcomeplan validate",
            span=source.faults[0].span if source.faults else None,
        )
    expected = edited(source.root, edits)
    try:
        text, touched = _together(source, edits)
        return _proven(source, text, expected, touched, limits)
    except Refused:
        if len(edits) < 2:
            raise
    # Some edits stand on earlier ones: make them one by one, each on what the others made.
    current = source
    for edit in edits:
        try:
            text, _ = _together(current, [edit])
        except Refused as refusal:
            if current is not source:  # places in a text in between mean nothing
                refusal.span = source.span(edit.route)
            raise
        current = read(_encode(source, text), limits)
        if not current.is_read or current.faults:
            raise Refused(_UNREADABLE, BY_HAND)
    return _proven(source, current.text, expected, Span(0, len(current.text)), limits)


def _together(source: Source, edits: Many[Edit]) -> tuple[str, Span]:
    """The text after edits that don't stand on each other, and where in it they are."""
    text, promises = spliced(source, edits)
    return text, _touched(source.text, text, promises)


def _touched(old: str, new: str, promises: list[Span]) -> Span:
    """The lines of the new text from the first promised one to the last, and a line about them.

    Refuses a text in which a line outside the promised ones is not as it was.
    """
    at = place = 0
    for start, end in promises:
        part = old[at : max(at, start)]
        found = new.find(part, place) if at else (0 if new.startswith(part) else -1)
        if found < 0:
            raise Refused(BEYOND, BY_HAND)
        place, at = found + len(part), max(at, end)
    stop = len(new) - (len(old) - at)
    if stop < place or not new.endswith(old[at:]):
        raise Refused(BEYOND, BY_HAND)
    first = line_start(new, max(0, promises[0].start - 1)) if promises else 0
    return Span(first, next_line(new, stop))


def _proven(source: Source, text: str, expected: Any, touched: Span, limits: Limits) -> bytes:
    """The new bytes, if the parser finds exactly the expected data in them.

    The parser's bare events are compared rather than nodes from `read`: the same parser at
    well under half the cost. They show duplicate keys, tags, anchors and aliases as a
    difference; what else `read` refuses is looked for in the lines `touched`.
    """
    wanted = flat(expected)
    data = source.data if text == source.text else _encode(source, text)
    if len(data) > limits.bytes or _count(wanted) > limits.nodes:
        raise Refused(
            "this edit would make the file larger than is read",
            "Split the plan into more strategy files, or raise the limits on the command line.",
        )
    lines = text[touched.start : touched.end]
    if control_fault(lines) or conflict_faults(lines):
        raise Refused(_UNREADABLE, BY_HAND)
    if HIDDEN_LINE_END.search(lines) and read(data, limits).faults:
        raise Refused(_UNREADABLE, BY_HAND)  # rare: only where one stood before
    try:
        found = _events(text)
    except LEAKS as error:
        raise Refused(_UNREADABLE, BY_HAND) from error
    if found != wanted:
        raise Refused(BEYOND, BY_HAND)
    before = strict_fault(source)
    if (before or doubted(lines)) and strict_fault(read(data, limits)):
        if before:
            raise Refused(before.message, before.remedy, span=before.span)
        raise Refused(_UNREADABLE, BY_HAND)
    return data


def _events(text: str) -> list[Any]:
    """What the parser finds in a text, in the form of `flat`."""
    get: Any = Parser(text).get_event
    found: list[Any] = []
    while True:
        event = get()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.tag is not None or event.anchor is not None:
                found.append(kind)  # never in a plan file: unequal to any text
            empty = not event.value and event.start_mark.index == event.end_mark.index
            found.append(None if empty else event.value)
        elif kind is yaml.StreamEndEvent:
            return found
        elif kind not in _FRAME:
            found.append(kind)


def _count(data: list[Any]) -> int:
    """How many values flat data hold; keys count, as they do for the reader."""
    return len(data) - data.count(yaml.MappingEndEvent) - data.count(yaml.SequenceEndEvent)


def _encode(source: Source, text: str) -> bytes:
    return (BOM if source.data.startswith(BOM) else b"") + text.encode()
