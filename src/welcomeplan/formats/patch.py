"""A unified diff that `git apply` and `patch -p1` take, byte for byte; and one for people."""

from __future__ import annotations

import difflib
import os
import re
from typing import TYPE_CHECKING

from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 3
"""How many unchanged lines are shown around a change."""
Step = tuple[int, int, int, int]
"""The first of some lines and the one after the last, in the old text and in the new."""
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_ESCAPED = re.compile(rb'[\x00-\x1f"\\\x7f]')
_NO_END = b"\n\\ No newline at end of file\n"


def render(path: str, before: bytes, after: bytes) -> bytes:
    """What changes in a file; nothing, where nothing does. `path` is where it stands in the
    repository, or from wherever else the patch will be applied."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    head = b"".join(_head(os.fsencode(path))) if before != after else b""
    return head + b"".join(_hunks(old, new))


def shown(diff: bytes, *, colour: bool = False) -> str:
    """A patch for people, in which what a terminal would obey or hide is made visible. It may not
    apply any more."""
    lines = diff.decode("utf-8", "replace").removesuffix("\n").split("\n") if diff else []
    safe = (show(line.removesuffix("\r")) for line in lines)
    return "".join(f"{_coloured(line) if colour else line}\n" for line in safe)


def _coloured(line: str) -> str:
    """A line that is new in green, one that is gone in red."""
    code = {"+": 32, "-": 31}.get(line[:1])
    named = line.startswith(("+++ ", "--- "))
    return f"\x1b[{code}m{line}\x1b[0m" if code and not named else line


def _head(path: bytes) -> Iterator[bytes]:
    """The lines that name the file. With the first, git takes the path from the top of the
    repository, wherever in it the patch is applied."""
    yield b"diff --git %s %s\n" % (_name(b"a/" + path), _name(b"b/" + path))
    # A tab ends a name with spaces in it.
    end = b"\t\n" if b" " in path else b"\n"
    yield b"--- " + _name(b"a/" + path) + end
    yield b"+++ " + _name(b"b/" + path) + end


def _name(path: bytes) -> bytes:
    """A name as git writes it: in quotes, where something in it needs an escape."""
    plain = _ESCAPED.sub(lambda found: b"\\%03o" % found[0][0], path)
    return path if plain == path else b'"%s"' % plain


def _hunks(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[bytes]:
    """The changed lines, each group of them with the lines around: all that there are of these, for
    with fewer below than above, `patch` takes a hunk for one at the end of the file."""
    for group in _groups(_steps(old, new)):
        a = max(0, group[0][0] - CONTEXT)
        c = group[0][2] - (group[0][0] - a)
        b = min(len(old), group[-1][1] + CONTEXT)
        d = group[-1][3] + b - group[-1][1]
        yield b"@@ -%s +%s @@\n" % (_range(a, b), _range(c, d))
        for start, end, first, last in group:
            yield from (_line(b" ", line) for line in old[a:start])
            yield from (_line(b"-", line) for line in old[start:end])
            yield from (_line(b"+", line) for line in new[first:last])
            a = end
        yield from (_line(b" ", line) for line in old[a:b])


def _steps(old: Sequence[bytes], new: Sequence[bytes]) -> list[Step]:
    """The lines that go, and those that come in their place, in order."""
    # Only what differs is compared: in long files difflib takes lines that are frequent
    # (`owner: marc`) for noise, and would show some of them as changed.
    above = _same(old, new)
    below = _same(old[above:][::-1], new[above:][::-1])
    middle = old[above : len(old) - below], new[above : len(new) - below]
    return [
        (a + above, b + above, c + above, d + above)
        for tag, a, b, c, d in difflib.SequenceMatcher(None, *middle).get_opcodes()
        if tag != "equal"
    ]


def _groups(steps: Sequence[Step]) -> list[list[Step]]:
    """Steps so near to each other that the lines around them meet."""
    groups: list[list[Step]] = []
    for step in steps:
        if groups and step[0] - groups[-1][-1][1] <= 2 * CONTEXT:
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + (line if line.endswith(b"\n") else line + _NO_END)


def _range(start: int, end: int) -> bytes:
    """Lines as a hunk's head counts them: from the first, and how many; of none, after which."""
    count = end - start
    return b"%d" % (start + 1) if count == 1 else b"%d,%d" % (start + bool(count), count)


def _same(old: Sequence[bytes], new: Sequence[bytes]) -> int:
    """How many lines are the same from the start on."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))
