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
    from datetime import date

    from welcomeplan.versions.values import Thing

ALIKE = 0.65
"""The share of words in common from which titles are alike."""
SAME_TEXT = 0.9
"""Likewise of an adopted wording, from which it is the same one."""
MOST_PAIRS = 10_000
"""Above this many possible pairs only equal titles are looked at."""
MOST_EQUAL = 20_000
"""How many pairs of equal titles are looked at, of many things that have one title."""
MOST_SLIPS = 4
"""How many slips of the pen two titles may differ by."""
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


class _Words(NamedTuple):
    """The words of a text that tell it from others, numbers as figures."""

    counts: Counter[str]
    length: int


class _Look(NamedTuple):
    """What of a thing is compared."""

    thing: Thing
    title: _Words
    text: _Words
    id: _Words
    children: frozenset[str]
    done: frozenset[str]
    deadline: tuple[str, ...]
    day: date | None
    hollow: bool
    """Whether the title says no more than that something is to come."""
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
    another id; in the order of what is new. All are of one kind, of two versions of one plan."""
    if not gone or not fresh:
        return []
    olds, news = _looks(gone), _looks(fresh)
    scores: dict[tuple[int, int], float] = {}
    for o, n in _candidates(olds, news):
        score = _score(olds[o], news[n])
        if score:
            scores[o, n] = score
    found = [(olds[o].thing, news[n].thing) for o, n in _best(scores, olds, news)]
    order = {id(thing): at for at, thing in enumerate(fresh)}
    return sorted(found, key=lambda pair: order[id(pair[1])])


def like_titles(one: str, other: str) -> bool:
    """Whether two titles have most of their words in common, numbers and years apart."""
    had, has = ({w for w in _plain(t).split() if not _is_number(w)} for t in (one, other))
    return bool(had) and len(had & has) >= ALIKE * max(len(had), len(has))


def _looks(things: Iterable[Thing]) -> list[_Look]:
    """In an order that does not depend on who asks."""
    ordered = sorted(things, key=lambda thing: (thing.file.file, thing.route))
    one = ordered[0]
    others = [place for place in one.plan.places if place.kind == one.kind]
    titles = Counter(_plain(other.title) for other in others)
    texts = Counter(_plain(_text(other)) for other in others)
    return [_look(thing, titles, texts) for thing in ordered]


def _look(thing: Thing, titles: Counter[str], texts: Counter[str]) -> _Look:
    title, text = _plain(thing.title), _plain(_text(thing))
    name = [_FIGURES.get(word, word) for word in thing.id.split("-") if word]
    keys = ("objectives", "actions", "milestones", "indicators")
    words = title.split()
    return _Look(
        thing,
        _Words(Counter(words), len(words)),
        _Words(Counter(text.split()), len(text.split())),
        _Words(Counter(name), len(name)),
        frozenset(part.id for key in keys for part in getattr(thing.model, key, ())),
        _done(thing),
        _deadline(thing),
        thing.due.due_by if isinstance(thing.due, Deadline) else None,
        all(word in _PLACEHOLDERS or _is_number(word) for word in words),
        titles[title] > 1,
        texts[text] > 1,
    )


def _candidates(olds: Sequence[_Look], news: Sequence[_Look]) -> Iterator[tuple[int, int]]:
    """The pairs that may be one thing, within a bound."""
    if len(olds) * len(news) <= MOST_PAIRS:
        return ((o, n) for o in range(len(olds)) for n in range(len(news)))
    by_title: dict[str, list[int]] = {}
    for n, new in enumerate(news):
        by_title.setdefault(_plain(new.thing.title), []).append(n)
    each = enumerate(olds)
    equal = ((o, n) for o, old in each for n in by_title.get(_plain(old.thing.title), ()))
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
    if not old.done <= new.done:
        return 0  # something that was done would be undone by another name
    name = _differ(old.id, new.id)
    alike = _ids_alike(old, name)
    due = _same_deadline(old, new)
    extra = _extra(old, new, due=due, alike=alike)
    most = max(len(old.children), len(new.children))
    if 2 * len(old.children & new.children) > most:
        return 4
    text = _same_text(old, new)
    if not (due or alike or text) and _far(old, new):
        return 0
    title = _differ(old.title, new.title)
    if _another(title, name) and not (due and text):
        return 0
    if title.numbers and not (due and text):
        return 0
    if title == _SAME and (text or _same_title(old, new, name, due=due, alike=alike)):
        return 3 + extra
    if text:
        return 2 + extra
    if old.hollow or new.hollow:
        return 0
    like = _share(old.title, new.title, title)
    if old.text.length and new.text.length and not (old.common_text or new.common_text):
        like = (like + _share(old.text, new.text, _differ(old.text, new.text))) / 2
    # Of another deadline, it may have words more, or fewer, and no others.
    near = due or (alike and not (title.gone and title.new))
    return like + extra if near and like >= ALIKE else 0


def _far(old: _Look, new: _Look) -> bool:
    """Whether titles differ by more than slips of the pen."""
    return len(old.title.counts.keys() ^ new.title.counts.keys()) > 2 * MOST_SLIPS


def _same_title(old: _Look, new: _Look, name: _Differ, *, due: bool, alike: bool) -> bool:
    """Whether equal titles tell that two things are one. One that says nothing needs ids that are
    alike; one that several go by, or where the ids have other numbers, the same deadline."""
    if old.hollow or alike:
        return alike
    return due or not (old.common_title or new.common_title or name.numbers)


def _same_text(old: _Look, new: _Look) -> bool:
    """Whether the adopted wording tells that two things are one: a wording that no other has."""
    if not old.text.length or old.common_text or new.common_text:
        return False
    if old.text == new.text:
        return True
    if min(old.text.length, new.text.length) < SAME_TEXT * max(old.text.length, new.text.length):
        return False
    text = _differ(old.text, new.text)
    if text.numbers or _share(old.text, new.text, text) < SAME_TEXT:
        return False
    return _share(old.title, new.title, _differ(old.title, new.title)) >= ALIKE / 2


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
    return not name.numbers and not (name.gone and name.new) and len(name.gone) < old.id.length


def _done(thing: Thing) -> frozenset[str]:
    """What of it is done: the times of what repeats, and an empty word for the whole."""
    if not isinstance(thing.model, Milestone):
        return frozenset()
    times = {time.period.casefold() for time in thing.model.occurrences if time.done}
    return frozenset({"", *times} if thing.model.done else times)


def _extra(old: _Look, new: _Look, *, due: bool, alike: bool) -> float:
    """What tells two of equal likeness apart."""
    one, other = old.thing, new.thing
    holders = [thing.parent.id if thing.parent else "" for thing in (one, other)]
    return (
        0.5 * due
        + 0.2 * alike
        + 0.1 * (holders[0] == holders[1])
        + 0.05 * (one.file.file == other.file.file)
    )


def _same_deadline(old: _Look, new: _Look) -> bool:
    """Whether deadlines have the same words, or mean the same day; or there are none."""
    return old.deadline == new.deadline or (old.day is not None and old.day == new.day)


def _deadline(thing: Thing) -> tuple[str, ...]:
    due, repeats = getattr(thing.model, "due", None), getattr(thing.model, "repeats", None)
    said = [repeats or "", due.words if due else "", str(due.by or "") if due else ""]
    return tuple(" ".join(words.casefold().split()) for words in said) if any(said) else ()


# -- words


_SAME = _Differ((), ())


def _plain(text: str) -> str:
    """The words of a text that tell it from others, numbers as figures; all, if none does."""
    every = re.findall(r"\w+", text[:LONGEST].casefold())
    kept = [_FIGURES.get(word, word) for word in every if word not in _HOLLOW]
    return " ".join(kept or every)


def _text(thing: Thing) -> str:
    return getattr(thing.model, "text", None) or ""


def _is_number(word: str) -> bool:
    """Whether a word tells one of several from the next: `2`, `2018`, `q1`, the B of phase B."""
    return (len(word) == 1 and word.isascii()) or any(char.isdigit() for char in word)


def _share(one: _Words, other: _Words, differ: _Differ) -> float:
    """The share of words that two texts have in common (Dice's coefficient)."""
    total = one.length + other.length
    return (total - len(differ.gone) - len(differ.new)) / total if total else 0.0


def _differ(one: _Words, other: _Words) -> _Differ:
    """The words that only one of two texts has; slips of the pen are no difference."""
    if one.counts == other.counts:
        return _SAME
    gone = list((one.counts - other.counts).elements())
    new = list((other.counts - one.counts).elements())
    if max(len(gone), len(new)) <= MOST_SLIPS:
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
