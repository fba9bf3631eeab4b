"""Deadlines within other words: proposed to whoever imports, never taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.deadlines import find_deadlines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.deadlines import Calendar

_LONGEST = 4_000
"""How much of a text is looked through."""
_MAY_HOLD = re.compile(
    r"(?i)\d|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|fall|autumn|winter|"
    r"annual|month|quarter|year|week|daily)"
)
_UNREAD = re.compile(
    r"\b(?:[Bb]y|[Bb]efore|[Uu]ntil|[Nn]o later than) (?:the )?(?:end of )?"
    r"(?:FY ?\d{2,4}(?:[/–-]\d{2,4})?|(?:19|20)\d\d ?[/–-] ?\d{2,4}|[Yy]ear \d+)\b"
)
"""Deadlines that nobody can read without the plan's calendar: `by 2025/26`."""


def phrases(text: str, calendar: Calendar) -> list[str]:
    """The words of each deadline in a text, in their order."""
    text = text[:_LONGEST]
    if not _MAY_HOLD.search(text):
        return []
    found = {one.start: one.words for one in find_deadlines(text, calendar)}
    for match in _UNREAD.finditer(text):
        if not any(start <= match.start() < start + len(words) for start, words in found.items()):
            found[match.start()] = match[0]
    return [found[at] for at in sorted(found)]


def meant(term: str, texts: Iterable[str]) -> str:
    """The sentence of some texts that says what a term means: `Short term means 2027 and 2028`.
    Empty where none does."""
    words = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", term)))
    says = re.compile(
        rf"(?i)(?:^|(?<=[.;\n]))(?>[^.;\n]*?\b{words}\W{{0,3}}\s*(?:means?|is|are|stands? for"
        r"|refers? to|covers?|[=:–—(]))[^.;\n\d]*+\d[^.;\n]*+"
    )
    stands = re.compile(rf"(?i)\b{words}")
    for one in texts:
        found = says.search(one[:_LONGEST]) if stands.search(one) else None
        if found:
            return found[0].strip()
    return ""
