"""What headers and status cells say, by the words of `lexicon`. They are compared in small letters
without accents and marks, `areaLabel` as two words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from welcomeplan import plan
from welcomeplan.intake.lexicon import (
    ACTUAL,
    BASE,
    DATES,
    LEVELS,
    MEASURES,
    NAMES,
    NEGATIONS,
    PLAIN_DATES,
    PLAIN_TITLES,
    REVISED,
    SHARES,
    STATES,
    VAGUE,
    WORDS,
    State,
)


class Heading(NamedTuple):
    """What a header's words are likely to head."""

    key: str
    strength: int
    """3: the header is these words; 2: it begins or ends with them; 1: they stand in it."""
    depth: int = 0
    """Of a level of the plan: how deep it lies, from 1, a strategy, to 5, a milestone."""
    plain: bool = False
    """Whether what it names may be anything: `Title`, `Description`, `Date`."""


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A header or status word as it is compared."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text[:300])
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = "".join(one for one in text if not unicodedata.combining(one))
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def _split(words: str) -> list[str]:
    return [folded(one) for one in words.replace("\n", " ").split(",") if one.strip()]


def _table() -> dict[str, Heading]:
    found: dict[str, Heading] = {}
    for word in _split(PLAIN_TITLES):
        found.setdefault(word, Heading("title", 3, 4, plain=True))
    for word in _split(MEASURES):
        found[word] = Heading("level", 3, 4, plain=True)
    for depth, words in LEVELS.items():
        found |= {word: Heading("level", 3, depth) for word in _split(words)}
    for key, words in (*DATES.items(), *WORDS.items()):
        for word in _split(words):
            found[word] = Heading(key, 3, plain=word in PLAIN_DATES)
    return found


_TABLE = _table()
_MODIFIERS = {
    word: kind
    for kind, words in (("base", BASE), ("revised", REVISED), ("actual", ACTUAL))
    for word in _split(words)
}
_MEANINGS: dict[str, State] = {
    word: state for state, words in STATES.items() for word in _split(words)
}
_MOST_WORDS = 6
_OTHERS = [
    "parent",
    "related",
    "linked",
    "other",
    "associated",
    "corresponding",
    "previous",
    "lie",
    "liee",
    "lies",
    "liees",
]
"""Words that make a level of the plan another's: `Related goals`."""


@lru_cache(maxsize=4096)
def heading(header: str) -> Heading | None:
    """What a header is likely to head: by all its words, else by those at its end, its beginning,
    or within. None for words that say nothing here."""
    header = re.sub("[#№]", " no ", header)
    words = folded(re.sub(r"\([^)]{0,1000}\)", " ", header)) or folded(header)
    if not words or len(words) > 80:
        return None
    modified = _modified(words)
    if modified:
        return modified
    if words in _TABLE:
        return _TABLE[words]
    if not words.isascii():
        return _within(words)
    return _at_an_end(words.split())


def _modified(words: str) -> Heading | None:
    """A date that says which of several it is: `Actual end date`, `Revised deadline`."""
    parts = words.split()
    kinds = [_MODIFIERS[one] for one in parts if one in _MODIFIERS]
    kinds += [kind for word, kind in _MODIFIERS.items() if not word.isascii() and word in words]
    if not kinds:
        return None
    rest = " ".join(one for one in parts if one not in _MODIFIERS)
    for word in (one for one in _MODIFIERS if not one.isascii()):
        rest = rest.replace(word, "")
    rest = re.sub(
        r"^(?:de|on|at|am|en|em|il|le|on the|date|datum|data|fecha|日期|日)\b ?", "", rest
    ).strip()
    found = _TABLE.get(rest) or _at_an_end(rest.split()) if rest else None
    what = found.key if found else "end" if not rest else ""
    if what == "end":
        key = {"actual": "done", "revised": "revised", "base": "end"}[kinds[0]]
        return Heading(key, 3)
    return Heading("", 3) if what == "start" and kinds[0] == "actual" else None


def _at_an_end(parts: list[str]) -> Heading | None:
    if (
        parts
        and _TABLE.get(parts[0], Heading("", 0)).key == "number"
        and _fits(_TABLE[parts[0]], 1, parts, parts[1:])
    ):
        return _TABLE[parts[0]]._replace(strength=2)
    for size in range(min(len(parts) - 1, _MOST_WORDS), 0, -1):
        for at, some in ((0, parts[-size:]), (1, parts[:size])):
            found = _TABLE.get(" ".join(some))
            if found and not found.plain and _fits(found, at, parts, parts[size:]):
                return found._replace(strength=2)
    return None


def _fits(found: Heading, at: int, parts: list[str], rest: list[str]) -> bool:
    """Whether words at the end (0) or the beginning (1) of a header are what it heads."""
    if found.key == "number" and at:  # `No. of the action`; but not `Number of homes`
        left = " ".join(one for one in rest if one not in _OF)
        return left in _NAMED or (left in _TABLE and _TABLE[left].key == "level")
    if found.key == "level":
        return not any(one in _OTHERS for one in parts) and (not at or set(rest) <= _NAMED)
    return found.key not in ("source", "reason", "tags", "summary", "unit")


_OF = frozenset(["of", "the", "de", "del", "da", "do", "du", "la", "le", "der", "des", "van"])
_NAMED = frozenset(NAMES.split())


def _within(words: str) -> Heading | None:
    """By the longest word that stands in a header of a script without spaces, the last of such."""
    inside = [one for one in _TABLE if len(one) > 1 and not one.isascii() and one in words]
    if not inside:
        return None
    return _TABLE[max(inside, key=lambda one: (len(one), words.rfind(one)))]._replace(strength=2)


_VAGUE = frozenset(_split(VAGUE))
_NEGATIONS = frozenset(_split(NEGATIONS))
_SHARES = frozenset(_split(SHARES))
_TICKS = re.compile(r"\s*[✓✔☑✅]\ufe0f?\s*")
_LONGEST_STATE = 60
"""Longer words tell of something, and are no state."""


@lru_cache(maxsize=4096)
def meaning(status: str) -> State | None:
    """What a status word means to us; None for a word of the sheet's own."""
    words = folded(status)
    if not re.match(r"\s*\d{1,2} ?%", status):  # a number of the list, no share
        words = re.sub(r"^\d+ (?=\D)", "", words)
    return "done" if not words and _TICKS.fullmatch(status) else _MEANINGS.get(words)


@lru_cache(maxsize=4096)
def plain_meaning(status: str) -> State | None:
    """What a word means that is a status under any header; None for `yes` or `red`."""
    return None if folded(status) in _VAGUE else meaning(status)


def is_share(header: str) -> bool:
    """Whether a header is one over how much is done: `% complete`."""
    return bool(_SHARES & set(folded(header).split()))


class Within(NamedTuple):
    """A state, and what is said beside it."""

    state: State
    rest: str


@lru_cache(maxsize=4096)
def within(status: str) -> Within | None:
    """The state that words begin with, and the rest of them: `Done (12 May 2026)`. Or that they
    have done among them, and no "not" or other share: `all done`. None for others."""
    if len(status) > _LONGEST_STATE:
        return None
    whole = meaning(status)
    if whole:
        return Within(whole, "")
    ends = [found.end() for found in re.finditer(r"[^\W_]+", status)]
    for end in reversed(ends[:4]):
        state = plain_meaning(status[:end])
        if state:
            return Within(state, status[end:])
    words = folded(status).split()
    share = re.search(r"(?<!\d)(\d++) ?%", status)
    negated = _NEGATIONS & set(words) or (share and share[1] != "100")
    done = any(plain_meaning(one) == "done" for one in words)
    return Within("done", status) if done and not negated else None


@lru_cache(maxsize=1024)
def own_key(header: str) -> str:
    """A key of the planner's own for a header; empty where nothing of it is left."""
    latin = re.sub(r"[^a-z0-9]+", "-", plan.in_latin(header)).strip("-")
    letters_ = sum(map(str.isalpha, header))
    if 2 * sum(map(str.isalpha, latin)) < letters_:
        latin = re.sub(r"[\W_]+", "-", header.casefold()).strip("-")
    words = latin[:60]
    if len(latin) > 60:
        words = words.rpartition("-")[0] or words
    return f"x-{words}" if words else ""
