"""What stops a text from being read, in a planner's words: the parser's complaints, and ours.

Ours are of what the parser takes, or calls by another name: control characters, conflict markers,
line ends that it sees and a reader does not. Each fault says where it stands and how to mend it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

import yaml

from welcomeplan.yamltext.nodes import Fault, Layout, Span

HIDDEN_LINE_END = re.compile("[\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]|\r(?!\n)")
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?: ([^\r\n]*))?\r?$", re.MULTILINE)
_KEY = re.compile("([ ]*)[a-z_-]{1,40}")
_VALUED = re.compile(r"([ ]*+(?:-[ ]++)?)[a-z_-]{1,40}+:[ ]++\S")
_ID = re.compile(r"^[ ]*+(?:- [ ]*+)?(?:\{[ ]*+)?id:[ ]*+['\"]?([a-z0-9-]{1,100})", re.MULTILINE)


def not_utf8(error: UnicodeDecodeError) -> Fault:
    """The first byte that is no part of a UTF-8 text."""
    offset = len(error.object[: error.start].decode())
    return Fault(
        f"the byte 0x{error.object[error.start]:02X} is not UTF-8",
        "Save the file as UTF-8 (in most editors: Save with encoding, UTF-8).",
        Span(offset, offset + 1),
    )


def control_fault(text: str) -> Fault | None:
    """The first control character, or None: what a terminal or an editor would not show."""
    match = _CONTROL.search(text)
    if not match:
        return None
    if match[0] == "\r":
        found = "a carriage return without a line feed (an old line ending) stands here"
        remedy = "Save the file with Unix (LF) or Windows (CRLF) line endings."
    else:
        found = f"an invisible control character, U+{ord(match[0]):04X}, stands here"
        remedy = "Delete it."
    return Fault(found, remedy, Span(match.start(), match.end()))


def conflict_faults(text: str) -> list[Fault]:
    """Git's conflict markers, for what they are: YAML's own complaint would be far off.

    Each names both sides, and the milestones (or other ids) that the two sides speak of.
    """
    faults: list[Fault] = []
    if "<" * 7 not in text:
        return faults  # as nearly all have it: nothing more is looked for in them
    ids = [(match.start(), match[1]) for match in _ID.finditer(text)]
    first: re.Match[str] | None = None
    middle: re.Match[str] | None = None
    for mark in _CONFLICT.finditer(text):
        if mark[1] == "<" * 7:
            first, middle = mark, None
        elif mark[1] == "=" * 7 and first:
            middle = middle or mark
        elif mark[1] == ">" * 7 and first and middle:
            ours = _side(first[2] or "one side", ids, first.end(), middle.start())
            theirs = _side(mark[2] or "the other side", ids, middle.end(), mark.start())
            fault = Fault(
                f"a merge that git left for you to finish: {ours} above, {theirs} below",
                "Keep the lines that are right from both sides, delete the three marker lines"
                " (<<<<<<<, =======, >>>>>>>), then run `welcomeplan validate`.",
                Span(first.start(), first.end()),
            )
            faults.append(fault)
            first = None
    return faults


def _side(name: str, ids: list[tuple[int, str]], start: int, end: int) -> str:
    """A side of a conflict, with the ids that stand in it, or else the nearest above it."""
    low, high = bisect_left(ids, (start, "")), bisect_left(ids, (end, ""))
    found = [text for _, text in ids[low:high][:3]] or [
        text for _, text in ids[max(0, low - 1) : low]
    ]
    return f"`{name}` ({', '.join(found) or 'no id'})"


def hidden_line_ends(text: str, layout: Layout, most: int) -> list[Fault]:
    """Line ends that the parser sees and a reader does not, unless they are part of a value.

    In a comment such a character would let a key stand where an editor shows only a remark.
    No more than `most` are told.
    """
    faults: list[Fault] = []
    if not HIDDEN_LINE_END.search(text):
        return faults
    texts = layout.texts()
    starts = [start for start, _ in texts]
    for match in HIDDEN_LINE_END.finditer(text):
        at = match.start()
        if len(faults) >= most:
            break
        before = bisect_right(starts, at) - 1
        if before >= 0 and at < texts[before].end:
            continue
        faults.append(
            Fault(
                f"a hidden line end, U+{ord(match[0]):04X}, stands here",
                "Delete it, or type an ordinary line break.",
                Span(at, at + 1),
            )
        )
    return faults


# What the parser says, whether it is best shown where the construct began, and what we say.
_SYNTAX: tuple[tuple[str, bool, str, str], ...] = (
    (
        "mapping values are not allowed",
        False,
        "a colon where no key can stand",
        "If this is a key, line it up with its neighbours. If the colon belongs to the text, put"
        " the text in double quotes.",
    ),
    (
        "found a tab",
        False,
        "a tab where spaces must stand",
        "Put spaces in its place, as many as the line above has.",
    ),
    (
        "cannot start any token",
        False,
        "this character can't begin a value",
        'Put the value in double quotes: `title: "@home programme"`.',
    ),
    (
        "unexpected end of stream",
        True,
        "quotes are opened here and never closed",
        "Add the closing quote.",
    ),
    (
        "found unexpected document indicator",
        True,
        "quotes are opened here and never closed",
        "Add the closing quote.",
    ),
    (
        "expected ',' or ']'",
        True,
        "a list is opened here with `[`, and its `]` or a comma is missing",
        "Write `[first, second]`.",
    ),
    (
        "expected ',' or '}'",
        True,
        "a mapping is opened here with `{`, and its `}` or a comma is missing",
        "Write `{key: value, key: value}`.",
    ),
    (
        "could not find expected ':'",
        True,
        "this line has no colon, so it is neither a key nor part of a value",
        "Write `key: value`, or indent the line if it continues the text above.",
    ),
    (
        "did not find expected '-' indicator",
        False,
        "neither a list item nor a key of the one above: it is indented too little for that",
        "If this is a key, line it up with the keys above it; if it begins a new item, write `- `"
        " before it, below the other items.",
    ),
    (
        "did not find expected key",
        False,
        "this does not line up with the keys above, or follows a value that has already ended",
        "Give keys of one mapping the same indentation; put text that has quotes or brackets"
        " inside it in double quotes.",
    ),
    (
        "block sequence entries are not allowed",
        False,
        "a list item can't begin here",
        "Begin the list on a line of its own below its key.",
    ),
    (
        "expected alphabetic or numeric character",
        True,
        "a value can't begin with `*` or `&`",
        "Put it in double quotes.",
    ),
    (
        "expected node content",
        False,
        "a value is missing here, or a bracket or comma belongs to nothing",
        "Close each bracket that is opened; put text that begins with one, or with a comma, in"
        " double quotes.",
    ),
    *(
        (
            problem,
            False,
            "only a comment can follow `|` or `>` on its line",
            "Begin the text on the next line; put a space before the `#` of a comment.",
        )
        for problem in ("expected comment or line break", "indentation indicator")
    ),
    *(
        (
            problem,
            False,
            "this backslash means nothing in double quotes",
            "Write two backslashes, or use single quotes.",
        )
        for problem in ("unknown escape character", "hexdecimal number", "invalid Unicode")
    ),
    *(
        (problem, True, "a value can't begin with `!`", "Put it in double quotes.")
        for problem in ("tag URI", "expected '>'", "URI escaped", "tag handle", "whitespace or")
    ),
    *(
        (
            problem,
            True,
            "a line can't begin with `%`",
            "Put the text in double quotes, or delete the line.",
        )
        for problem in ("directive name", "version number", "incompatible YAML", "expected '!'")
    ),
)


def syntax_fault(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """What the parser said, in our words where we have some for it."""
    problem = error.problem or "this can't be read as YAML"
    mark = error.problem_mark or error.context_mark
    offset = mark.index if mark else 0
    if "cannot start any token" in problem and text[offset : offset + 1] == "\t":
        problem = "found a tab"
    known = next((row for row in _SYNTAX if row[0] in problem), None)
    _, at_start, message, remedy = known or ("", False, problem, "Compare the line with others.")
    if at_start and error.context_mark:
        offset = error.context_mark.index
    if copied := _copied(text, offset) or _too_far(text, offset, problem):
        return copied
    # At the end of the text there is nothing to point at: point at the last character.
    offset = max(0, min(offset, len(text.rstrip()) - 1))
    return Fault(message, remedy, Span(offset, offset + 1))


def _copied(text: str, offset: int) -> Fault | None:
    """The `+` at the beginning of a line that was copied out of a diff, or of the one above it,
    whose fault the parser sees first below."""
    begin = text.rfind("\n", 0, offset) + 1
    above = text.rfind("\n", 0, max(0, begin - 1)) + 1
    for at in (above, begin):
        if text.startswith("+", at):
            return Fault(
                "this line begins with `+`, as a diff shows a line that is new",
                "Take the `+` out, and leave the spaces behind it.",
                Span(at, at + 1),
            )
    return None


def _too_far(text: str, offset: int, problem: str) -> Fault | None:
    """A key that stands further right than the one above it, which has its value already."""
    begin = text.rfind("\n", 0, offset) + 1
    own = _KEY.fullmatch(text, begin, offset)
    above = _VALUED.match(text, text.rfind("\n", 0, max(0, begin - 1)) + 1)
    if "mapping values are not allowed" not in problem or not own or not above:
        return None
    far = len(own[1]) - len(above[1])
    if far <= 0:
        return None
    spaces = "one space" if far == 1 else f"{far} spaces"
    return Fault(
        f"this line begins {spaces} too far right to be a key beside the one above it",
        f"Take {spaces} out at its beginning. If it goes on with the text above, put that in double"
        " quotes.",
        Span(begin + len(own[1]), offset),
    )
