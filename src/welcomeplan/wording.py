"""Words for people: plan text made safe to print, counts, likely slips, the words of a cell."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


IN_QUOTES = "Words that belong together stand in quotes."


def words(cell: object) -> str:
    """A cell as plain words, not yet made safe for any sink."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if type(cell) is tuple:
        return ", ".join(cell)
    return str(cell)


_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Letters and marks that are printable and show nothing."""


def show(text: str) -> str:
    """Plan text as one line that is safe to print: what would be unseen or obeyed is made visible.

    Line ends and tabs become spaces. Control and escape characters, bidirectional overrides and
    zero-width characters become ``<U+202E>``; joiners stay inside non-Latin words and emoji,
    which need them. ``##[`` is broken up, and ``::`` at the beginning: GitHub's runner obeys the
    one anywhere in a line and the other where a line begins with it.
    """
    if "##[" in text:
        text = text.replace("##[", "# #[")
    if text.lstrip().startswith("::"):
        text = text.replace("::", ": :", 1)
    if text.isprintable() and (text.isascii() or not _BLANK.intersection(text)):
        return text
    shown: list[str] = []
    for at, char in enumerate(text):
        if char.isprintable() and char not in _BLANK:
            shown.append(char)
        elif char in "\r\n\t" or unicodedata.category(char) == "Zs":
            shown.append("" if char == "\n" and text[at - 1 : at] == "\r" else " ")
        elif char in "\u200c\u200d" and at and ord(text[at - 1]) > 0x2FF:
            shown.append(char)
        else:
            shown.append(f"<U+{ord(char):04X}>")
    return "".join(shown)


def is_unseen(text: str) -> bool:
    """Whether nothing of a text can be seen: blanks, signs of no width, marks without a letter."""
    return all(
        char in _BLANK or unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me")
        for char in text
    )


def unlinked(text: str) -> str:
    """Plan text in a message, as `show`: also where that is read as Markdown, it links nowhere."""
    return show(text).replace("](", "] (")


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def width(text: str) -> int:
    """How many columns a text takes in a terminal: two for each wide character."""
    if text.isascii():
        return len(text)
    others = _NOT_ASCII.findall(text)
    return len(text) - len(others) + sum(map(_columns, others))


@lru_cache(maxsize=4096)  # a plan is written in few letters
def _columns(char: str) -> int:
    if char == "\ufe0f":  # makes a picture of what stands before it
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fitting(text: str, room: int) -> str:
    """As much of the beginning of a text as has room in so many columns."""
    if text[: room + 1].isascii():  # one more: it may belong to what stands before it
        return text[:room]
    used = 0
    for at, char in enumerate(text):
        used += _columns(char)
        if used > room:
            return text[:at]
    return text


def shortened(text: str, most: int) -> str:
    """A text, or as much of its beginning as is no longer than so many characters, and `…`."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def plural(count: int, noun: str, *, grouped: bool = False) -> str:
    """`1 error`, `2 errors`, `2 strategies`; `grouped`, as sums are read: `1,200 days`."""
    number = f"{count:,}" if grouped else str(count)
    several = f"{noun[:-1]}ies" if noun.endswith("gy") else f"{noun}s"
    return f"{number} {noun if count == 1 else several}"


def a(noun: str) -> str:
    """`a milestone`, `an indicator`."""
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def with_unit(number: str, unit: str | None) -> str:
    """A number with what it counts: `86%`, `14 days`."""
    unit = unit or ""
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".rstrip()


def late(days: int, *, least: bool = False) -> str:
    """By how much something was late: `31 days late`; where it may have been more, `at least`."""
    if days <= 0:
        return "on time"
    return f"{'at least ' if least else ''}{plural(days, 'day', grouped=True)} late"


def moved(days: int) -> str:
    """By how much, and which way: `31 days later`, `1 day earlier`."""
    return f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


MOST_COMPARED = 300
"""With more known words than that, comparing each mistake with all of them takes too long."""


def some(names: Iterable[str], most: int = 12) -> str:
    """The first of many names: `a, b, c and 9 more`."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def did_you_mean(word: str, known: list[str]) -> str:
    """The nearest known word as a question that another sentence may follow; or nothing."""
    return asked(nearest(word, known))


def asked(near: str) -> str:
    """Whether a word was meant, as such a question; nothing of none."""
    return f"Did you mean `{near}`? " if near else ""


def it_may_be(beside: str, file: str) -> str:
    """Whether a file is the one that is not there, as such a question; nothing of none."""
    return f"Is `{beside}` it? Then rename that to `{file}`." if beside else ""


def nearest(word: str, known: list[str]) -> str:
    """The known word that one slip makes another of; nothing where there is none."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    if len(known) > MOST_COMPARED:
        return ""
    near = get_close_matches(word, known, n=9, cutoff=0.6)
    near = [one for one in near if any(is_slip(word, m) for m in (one, one.rpartition("/")[2]))]
    return near[0] if near else ""


def is_slip(written: str, meant: str) -> bool:
    """Whether one slip explains what was written: a letter too many, too few or another, two that
    changed places, the end left out, a folder too many; capitals and the sign between words count
    for nothing."""
    a, b = (one.casefold().replace("_", "-").replace(" ", "-") for one in (written, meant))
    if (len(a) > 2 and b.startswith(a)) or a.endswith(f"/{b}"):
        return True
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return max(len(a), len(b)) <= 1 or (len(a) in (2, 3) and a == b[::-1])


def path_in(root: str, file: str) -> str:
    """A file of a folder as people are shown it; both parts as they are shown."""
    if root in ("", ".") or not file:
        return file or root
    return f"{root}{file}" if root.endswith("/") else f"{root}/{file}"
