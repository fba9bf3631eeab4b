"""What of an adopted document stands in a plan, sentence by sentence.

A sentence stands in the plan where a value of it has the same words, whole: in a text of several
sentences, or parted over two keys of one part (`title` and `due`). White space and the shapes of
quotation marks and dashes don't count; letters and their case do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from welcomeplan.deadlines import Calendar, find_deadlines
from welcomeplan.intake.labels import is_label, without_label
from welcomeplan.intake.promising import binds_year, is_told
from welcomeplan.intake.splitting import sentences
from welcomeplan.yamltext import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from welcomeplan.intake.values import Passage
    from welcomeplan.plan import Plan
    from welcomeplan.yamltext import Value

Fate = Literal["in the plan", "no promise", "lost"]

_READ = frozenset(
    {
        *("title", "text", "summary", "vision", "goal", "community", "period", "name", "role"),
        *("number", "starts", "due", "words", "repeats", "unit", "baseline", "target", "tags"),
    }
)
"""The keys that hold words of the document; what was recorded later is none of it."""
_INSIDE = frozenset(
    {
        *("strategies", "objectives", "actions", "milestones", "indicators", "sources"),
        *("organizations", "partners", "owner", "targets"),
    }
)
"""The keys with parts inside that do."""
_FIRST = ("title", "text")
"""The keys of which one begins or ends a sentence that is parted over two."""
_SHAPES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
        "…": "...",
    }
)
_WORD = re.compile(r"\w")
_LETTERS = re.compile(
    r"(?<![-+.])[-+.]++(?![$€£¥₹]?\d)"
    r"|(\d+(?:[.,]\d+)+|\w+|[%‰°$€£¥₹±≤≥<>=]|(?<![\w-])[-+.]++(?=[$€£¥₹]?\d))"
)
"""Words, numbers and signs; or, as no group, marks that no number stands behind."""
_ENDS = " .:;,"
"""What may stand behind the last word of a sentence, or not."""
_BEFORE = re.compile(r"(?:\A|(?:[.!?:;•*|)\]\"']|(?:\A|\s)-)\s|[。！？।])[\"'(\[]*\Z")
_AFTER = re.compile(r"[\"')\]]*(?:\Z|[.!?:;](?:\W|\Z)|\s[(\[\"|•-]|[。！？।])")
"""What stands around a sentence that is one of several in a text."""
_LOOKS = 50
"""How many places of a plan are looked at, where the words of a sentence are amid others."""
_MOST = 2_000_000
"""How many letters of a plan are looked through for a sentence that is none of its own."""


class Verdict(NamedTuple):
    """A sentence of a document, and what became of it."""

    text: str
    place: str
    """Where in the document it stands: `line 12`."""
    fate: Fate
    words: str = ""
    """Of one that is lost, the words that give it a date."""


class Coverage(NamedTuple):
    """What became of each sentence of a document, in its order."""

    verdicts: Sequence[Verdict]
    stale: Sequence[str]
    """What `not_promises` names, and is not in the document."""

    @property
    def lost(self) -> list[Verdict]:
        """What stands nowhere, the dated first."""
        lost = [one for one in self.verdicts if one.fate == "lost"]
        return sorted(lost, key=lambda one: not one.words)

    @property
    def dated(self) -> list[Verdict]:
        """What has a date and stands nowhere."""
        return [one for one in self.lost if one.words]

    def count(self, fate: Fate) -> int:
        """How many sentences it became of."""
        return sum(one.fate == fate for one in self.verdicts)


def cover(
    passages: Iterable[Passage],
    texts: Iterable[Sequence[str]],
    not_promises: Sequence[str],
    calendar: Calendar,
) -> Coverage:
    """What became of each sentence of the passages, in a plan of such texts (see `texts_in`).

    `not_promises` are sentences that promise nothing, or paragraphs of such; `calendar` that of
    the plan, by which dates are found.
    """
    known = _Texts(texts)
    named = {_bare(one): said for said in not_promises for one in sentences(said)}
    met: dict[str, tuple[Fate, str]] = {}
    verdicts = []
    for passage in passages:
        if passage.kind == "code":
            continue
        for said in sentences(passage.text):
            bare = _bare(said)
            if not _WORD.search(bare) or is_label(bare):
                continue
            if bare not in met:
                fate = _fate(bare, known, named)
                met[bare] = fate, _dated(said, calendar) if fate == "lost" else ""
            verdicts.append(Verdict(said, passage.place, *met[bare]))
    gone = {said for bare, said in named.items() if bare not in met and not is_label(bare)}
    return Coverage(verdicts, [said for said in dict.fromkeys(not_promises) if said in gone])


def texts_of(plan: Plan) -> list[tuple[str, ...]]:
    """The texts of a plan in which a sentence may stand, as `texts_in`."""
    roots = [plan.source.root, *(file.source.root for file in plan.strategies)]
    return [group for root in roots if root for group in texts_in(plain(root))]


def texts_in(data: Value) -> Iterator[tuple[str, ...]]:
    """The texts of a plan's file, as plain data, in which a sentence of the document may stand:
    those of each part together."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            first = [key for key in _FIRST if key in one]
            keys = [*first, *(key for key in one if key not in first)]
            yield tuple(said for key in keys for said in _texts(key, one[key]))
            waiting += reversed([_inside(key, one[key]) for key in keys])


def _texts(key: str, value: Value) -> Iterator[str]:
    """What a key says itself."""
    if key in _READ or key.startswith("x-"):
        waiting = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                yield one
            elif isinstance(one, list):
                waiting += reversed(one)
            elif isinstance(one, dict):
                waiting += reversed([held for name, held in one.items() if name != "by"])


def _inside(key: str, value: Value) -> Value:
    """The parts that stand under a key; organizations and targets by id are one each. What calls
    itself an organization and has a date is none: it is no home of a promise."""
    if key not in _INSIDE:
        return []
    if key in ("organizations", "targets") and isinstance(value, dict):
        every = [{"name": one} if isinstance(one, str) else one for one in value.values()]
        named = key == "organizations"
        return [one for one in every if not (named and find_deadlines(str(one), Calendar()))]
    return value


class _Texts:
    """The texts of a plan, to find sentences in."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self.groups = [tuple(map(_folded, group)) for group in groups]
        every = (text for group in self.groups for text in group)
        self.said = {_bare(one) for text in every for one in {text, *sentences(text)}}

    def have(self, bare: str) -> bool:
        """Whether a sentence stands in them."""
        return bare in self.said or self._within(bare) or _letters(bare) in self.joined

    @cached_property
    def whole(self) -> str:
        return "\n".join(text for group in self.groups for text in group)[:_MOST]

    def _within(self, bare: str) -> bool:
        """Whether it is a part of a text that is parted otherwise."""
        at = self.whole.find(bare)
        for _ in range(_LOOKS):
            if at < 0:
                break
            before = self.whole[max(0, at - 8) : at].rpartition("\n")[2]
            end = at + len(bare)
            after = self.whole[end : end + 8].partition("\n")[0]
            if _BEFORE.search(before) and _AFTER.match(after):
                return True
            at = self.whole.find(bare, at + 1)
        return False

    @cached_property
    def joined(self) -> frozenset[str]:
        """Two texts of a part, one after the other, by their letters alone."""
        found = set()
        for group in self.groups:
            letters = [_letters(text) for text in group[:12]]
            for at, one in enumerate(letters[:2]):
                for other in letters[at + 1 :]:
                    found |= {f"{one} {other}", f"{other} {one}"}
        return frozenset(found)


def _fate(bare: str, known: _Texts, named: Mapping[str, str]) -> Fate:
    """What became of a sentence; with what stands before it as a label, or without."""
    forms = list(dict.fromkeys((bare, without_label(bare))))
    if bare not in named and not known.said.isdisjoint(forms):
        return "in the plan"  # most are, and need not be looked for amid others
    for said in forms:
        if known.have(said):
            return "in the plan"
        if said in named:
            return "no promise"
    return "lost"


def _dated(said: str, calendar: Calendar) -> str:
    """The words that date a sentence. A day without a year is dated as well: the year stands
    somewhere else, and which it is makes no difference here; so is what an import asks about."""
    found = find_deadlines(said, calendar, year=2000)
    if found:
        return found[0].words
    return "" if is_told(said) else binds_year(said)


@lru_cache(maxsize=65_536)  # a document and its plan say the same, and are compared more than once
def _folded(text: str) -> str:
    """A text as it is compared."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SHAPES).split())


def _bare(sentence: str) -> str:
    """A sentence as it is compared: without the stop at its end."""
    return _folded(sentence).rstrip(_ENDS)


def _letters(text: str) -> str:
    """The words and numbers of a text, each number with its sign, its points and what it is of."""
    return " ".join(filter(None, _LETTERS.findall(text)))
