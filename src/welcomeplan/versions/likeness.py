"""What is an old thing under a new id: one answer, for a diff and for the ledger.

Doubt means that one thing went and another came: a rename that was none invents a slip, and hides
that something was removed.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline
from welcomeplan.plan import Milestone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.versions.values import Thing

ALIKE = 0.65
"""The share of words in common from which titles are alike."""
SAME_TEXT = 0.9
"""Likewise of an adopted wording, from which it is the same one."""
MOST_PAIRS = 10_000
"""Above this many possible pairs only equal titles are looked at."""
MOST_EQUAL = 100_000
"""How many pairs of equal titles are looked at, of many things that have one title."""
LONGEST = 1000
"""How many characters of a title or wording are compared."""

_HOLLOW = {
    word
    for words in (
        "a an and are as at be been by for from has have in is",
        "of on or that the to with",
    )
    for word in words.split()
}
"""Words that don't tell one title from another."""
_PLACEHOLDERS = {
    word
    for words in (
        "action announced be coming confirm confirmed decide decided defined determine determined",
        "fill later milestone name new none not nothing null objective open pending placeholder",
        "soon strategy tba tbc tbd title to todo unknown unnamed untitled yet",
    )
    for word in words.split()
}
"""Words that alone say no more than that something is to come."""
_FIGURES = {
    word: str(number)
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "i ii iii iv v vi vii viii ix x xi xii",
    )
    for number, word in enumerate(words.split(), 1)
}


class _Look(NamedTuple):
    """What of a thing is compared."""

    thing: Thing
    title: tuple[str, ...]
    """Its words, numbers as figures, without those that tell nothing."""
    text: tuple[str, ...]
    id: tuple[str, ...]
    children: frozenset[str]
    deadline: tuple[str, ...]
    common_title: bool
    """Whether others in its version have the title too."""
    common_text: bool


class _Differ(NamedTuple):
    """The words that only one of two texts has."""

    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def numbers(self) -> bool:
        """Whether numbers are among them, or letters that number things."""
        return any(map(_is_number, (*self.gone, *self.new)))


def pairs(gone: Sequence[Thing], fresh: Sequence[Thing]) -> list[tuple[Thing, Thing]]:
    """What is gone from a version with what is new in the next, where it is one thing under
    another id. All are of one kind, of two versions of one plan."""
    if not gone or not fresh:
        return []
    olds, news = _looks(gone), _looks(fresh)
    scores: dict[tuple[int, int], float] = {}
    for o, n in _candidates(olds, news):
        score = _score(olds[o], news[n])
        if score:
            scores[o, n] = score
    return [(olds[o].thing, news[n].thing) for o, n in _best(scores, olds, news)]


def _looks(things: Iterable[Thing]) -> list[_Look]:
    """In an order that does not depend on who asks."""
    ordered = sorted(things, key=lambda thing: (thing.file.file, thing.route))
    one = ordered[0]
    others = [place for place in one.plan.places if place.kind == one.kind]
    titles = Counter(_words(other.title) for other in others)
    texts = Counter(_words(_text(other)) for other in others)
    return [_look(thing, titles, texts) for thing in ordered]


def _look(thing: Thing, titles: Counter[tuple[str, ...]], texts: Counter[tuple[str, ...]]) -> _Look:
    title, text = _words(thing.title), _words(_text(thing))
    name = tuple(_FIGURES.get(word, word) for word in thing.id.split("-") if word)
    keys = ("objectives", "actions", "milestones", "indicators")
    children = frozenset(part.id for key in keys for part in getattr(thing.model, key, ()))
    return _Look(
        thing, title, text, name, children, _deadline(thing), titles[title] > 1, texts[text] > 1
    )


def _candidates(olds: Sequence[_Look], news: Sequence[_Look]) -> Iterator[tuple[int, int]]:
    """The pairs that may be one thing, within a bound."""
    if len(olds) * len(news) <= MOST_PAIRS:
        return ((o, n) for o in range(len(olds)) for n in range(len(news)))
    by_title: dict[tuple[str, ...], list[int]] = {}
    for n, new in enumerate(news):
        by_title.setdefault(new.title, []).append(n)
    equal = ((o, n) for o, old in enumerate(olds) for n in by_title.get(old.title, ()))
    return islice(equal, MOST_EQUAL)


def _best(
    scores: dict[tuple[int, int], float], olds: Sequence[_Look], news: Sequence[_Look]
) -> Iterator[tuple[int, int]]:
    """The best pairs first, each thing once.

    Where something is as like to one as to another, neither is taken, unless the deadlines are
    the same: then it does not matter which.
    """
    groups: dict[float, list[tuple[int, int]]] = {}
    for pair, score in scores.items():
        groups.setdefault(score, []).append(pair)
    used_olds: set[int] = set()
    used_news: set[int] = set()
    for score in sorted(groups, reverse=True):
        group = [(o, n) for o, n in groups[score] if o not in used_olds and n not in used_news]
        rivals = Counter(o for o, _ in group), Counter(n for _, n in group)
        for o, n in group:
            if o in used_olds or n in used_news:
                continue
            alone = rivals[0][o] == rivals[1][n] == 1
            if alone or _same_deadline(olds[o], news[n]):
                used_olds.add(o)
                used_news.add(n)
                yield o, n
        # What was left for doubt is not given to the next best.
        doubt = [(o, n) for o, n in group if o not in used_olds and n not in used_news]
        used_olds.update(o for o, _ in doubt)
        used_news.update(n for _, n in doubt)


def _score(old: _Look, new: _Look) -> float:
    """How like two things are: 0 for not the same."""
    if _undone(old.thing, new.thing):
        return 0
    most = max(len(old.children), len(new.children))
    if 2 * len(old.children & new.children) > most:
        return 4 + _extra(old, new)
    title, name = _differ(old.title, new.title), _differ(old.id, new.id)
    alike = _ids_alike(old, name)
    if _is_placeholder(old) or _is_placeholder(new):
        same = title == _SAME and (alike or _same_text(old, new, title))
    else:
        same = _same_title(old, new, title, name, alike) or _same_text(old, new, title)
    due = _same_deadline(old, new)
    if _another(title, name) and not (due and old.deadline):
        return 0
    if title.numbers and not (due and _same_text(old, new, title)):
        return 0
    if same:
        return (3 if title == _SAME else 2) + _extra(old, new)
    like = _share(old.title, new.title, title)
    if old.text and new.text and not (old.common_text or new.common_text):
        like = (like + _share(old.text, new.text, _differ(old.text, new.text))) / 2
    hollow = _is_placeholder(old) or _is_placeholder(new)
    return like + _extra(old, new) if like >= ALIKE and (due or alike) and not hollow else 0


def _same_title(old: _Look, new: _Look, title: _Differ, name: _Differ, alike: bool) -> bool:
    """Whether a title tells that two things are one. One that several go by, or where the ids
    have other numbers, tells it only of one deadline."""
    if title != _SAME:
        return False
    sure = not (old.common_title or new.common_title or name.numbers)
    return sure or alike or _same_deadline(old, new)


def _same_text(old: _Look, new: _Look, title: _Differ) -> bool:
    """Whether the adopted wording tells it: one that no other has."""
    if not old.text or not new.text or old.common_text or new.common_text:
        return False
    if old.text == new.text:
        return True
    text = _differ(old.text, new.text)
    return (
        not text.numbers
        and _share(old.text, new.text, text) >= SAME_TEXT
        and _share(old.title, new.title, title) >= ALIKE / 2
    )


def _another(title: _Differ, name: _Differ) -> bool:
    """Whether titles and ids differ by the same word: `tool-alpha` and `tool-stable`."""
    if title == _SAME:
        return False
    return (not title.gone or _meet(title.gone, name.gone)) and (
        not title.new or _meet(title.new, name.new)
    )


def _meet(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two lists have a word in common, or one of them the beginning of it."""
    return any(
        one == other or (min(len(one), len(other)) > 2 and _begins(one, other))
        for one in words
        for other in others
    )


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _ids_alike(old: _Look, name: _Differ) -> bool:
    """Whether an id has words more, or fewer, and no other words or numbers."""
    return not name.numbers and not (name.gone and name.new) and len(name.gone) < len(old.id)


def _undone(old: Thing, new: Thing) -> bool:
    """Whether something that was done would be undone by another name."""
    if not isinstance(old.model, Milestone) or not isinstance(new.model, Milestone):
        return False
    times, now = (
        {time.period.casefold() for time in model.occurrences if time.done}
        for model in (old.model, new.model)
    )
    return bool(old.model.done and not new.model.done) or not times <= now


def _extra(old: _Look, new: _Look) -> float:
    """What tells two of equal likeness apart."""
    one, other = old.thing, new.thing
    holders = [thing.parent.id if thing.parent else "" for thing in (one, other)]
    return (
        0.5 * _same_deadline(old, new)
        + 0.2 * _ids_alike(old, _differ(old.id, new.id))
        + 0.1 * (holders[0] == holders[1])
        + 0.05 * (one.file.file == other.file.file)
    )


def _same_deadline(old: _Look, new: _Look) -> bool:
    """Whether deadlines have the same words, or mean the same day; or there are none."""
    if old.deadline == new.deadline:
        return True
    days = [
        due.due_by if isinstance(due, Deadline) else None for due in (old.thing.due, new.thing.due)
    ]
    return days[0] is not None and days[0] == days[1]


def _deadline(thing: Thing) -> tuple[str, ...]:
    due, repeats = getattr(thing.model, "due", None), getattr(thing.model, "repeats", None)
    said = [repeats or "", due.words if due else "", str(due.by or "") if due else ""]
    return tuple(" ".join(words.casefold().split()) for words in said) if any(said) else ()


# -- words


_SAME = _Differ((), ())


def _words(text: str) -> tuple[str, ...]:
    """The words of a text that tell it from others, numbers as figures; all, if none does."""
    every = re.findall(r"\w+", text[:LONGEST].casefold())
    kept = [_FIGURES.get(word, word) for word in every if word not in _HOLLOW]
    return tuple(kept or every)


def _text(thing: Thing) -> str:
    return getattr(thing.model, "text", None) or ""


def _is_placeholder(look: _Look) -> bool:
    return all(word in _PLACEHOLDERS or _is_number(word) for word in look.title)


def _is_number(word: str) -> bool:
    """Whether a word tells one of several from the next: `2`, `2018`, `q1`, the B of phase B."""
    return (len(word) == 1 and word.isascii()) or any(char.isdigit() for char in word)


def _share(one: Sequence[str], other: Sequence[str], differ: _Differ) -> float:
    """The share of words that two texts have in common (Dice's coefficient)."""
    total = len(one) + len(other)
    return (total - len(differ.gone) - len(differ.new)) / total if total else 0.0


def _differ(one: Sequence[str], other: Sequence[str]) -> _Differ:
    """The words that only one of two texts has; slips of the pen are no difference."""
    if one == other:
        return _SAME
    had, has = Counter(one), Counter(other)
    gone, new = list((had - has).elements()), list((has - had).elements())
    if len(gone) * len(new) <= 16:
        for word in tuple(gone):
            twin = next((other for other in new if _slip_of_pen(word, other)), None)
            if twin:
                gone.remove(word)
                new.remove(twin)
    return _Differ(tuple(gone), tuple(new))


def _slip_of_pen(one: str, other: str) -> bool:
    """Whether two words are one but for a letter more, less, other or out of its turn.

    Not of short words, nor where the first letter differs: those are other words; nor in scripts
    where a letter is a word.
    """
    short = min(len(one), len(other)) < 5
    if short or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    if any(char.isdigit() or ord(char) >= 0x250 for char in one + other):
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest = one[start:], other[start:]
    if len(one) != len(other):
        longer, shorter = sorted(rest, key=len, reverse=True)
        return longer[1:] == shorter
    return rest[0][1:] == rest[1][1:] or (
        rest[0][2:] == rest[1][2:] and rest[0][:2] == rest[1][1::-1]
    )
