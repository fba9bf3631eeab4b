"""Prose as sentences: where one ends, and which full stops end none."""

from __future__ import annotations

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TITLES = _words(
    "mr mrs ms dr dra prof rev hon gov sen rep gen col sgt capt lt cmdr pres supt messrs sr sra"
    " srta mt ft e.g i.e cf viz approx ca resp incl excl vs v av z.b d.h bzw p.ej"
)
"""What always has something behind it."""
_NUMBERED = _words(
    "no nos nr núm num n art arts sec secs sect ch chap fig figs p pp para paras pt vol ver ord"
    " res ex pág págs cap inc cl sch reg"
)
"""What has its number behind it; before other words it ends the sentence."""
_MAY_END = _words(
    "st ste ave blvd rd hwy bldg dept inc co corp ltd llc bros assn jr sr esq ph.d m.d etc al est"
    " a.m p.m u.s u.k u.n e.u d.c u.s.a jan feb mar apr jun jul aug sep sept oct nov dec mon tue"
    " tues wed thu thur thurs fri sat sun min max hr hrs yr yrs"
)
"""What may end a sentence or stand within one: it ends one before a word that begins many."""
_BEGINS = _words(
    "a after all also an and any as at because before both but by each every following for from"
    " further he how however if in it its many most no on once one other our over she since some"
    " such that the their then there these they this those through to under until we what when"
    " where which while who why with within you your el la los las un una en por para se este esta"
    " o os as um uma na"
)
"""Words that sentences begin with, and names do not."""

_END = re.compile(
    r"(?P<stop>(?<![.!?…])[.!?…]++(?:\s[.!?…]++){0,200})"
    r"(?P<close>[\"'”’»)\]]*)(?:\[\d{1,3}\]|[¹²³⁰-⁹]+)?(?=\s|\Z)"
    r"|(?P<cjk>[。！？｡।۔؟]+[」』”’）)\]]*)"
    r"|(?P<line>\n[ \t]*(?=\n|[-*•·‣▪◦–—]\s|\(?\w{1,3}[.)]\s))"
)
"""Where a sentence may end: at a full stop before a blank or that needs none, at a new point."""
_MAY_END_AT = re.compile(r"[.!?…。！？｡।۔؟\n]")
"""What one of those has; most points of a list have none but the last."""
_WORD = re.compile(r"(?<![^\W\d_])(?<![^\W\d_][.’'])[^\W\d_](?:[^\W\d_]|[.’'](?=[^\W\d_]))*\Z")
_FOLLOWS = re.compile(r"\w+|\S")
_NEXT = re.compile(r"[\s\"'“”‘’«»(\[¿¡]*")
_NUMBER_OR_LETTER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[ivxIVX]{1,5})[.)]+\Z")
_OPENS = {"(": ")", "[": "]", "“": "”", "«": "»", "„": "“"}
_QUOTED = 600
"""How long what stands in quotation marks or brackets may be, to be kept in one sentence."""


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each as it stands there without the blanks around it.

    Full stops of abbreviations, initials and numbers end none; nor do those within brackets or
    quotation marks that opened amid a sentence. Semicolons part nothing; a point of a list is
    its own.
    """
    start, last = 0, len(text.rstrip())
    first = _MAY_END_AT.search(text)
    if first is None or first.start() >= last - 1:
        return [text.strip()] if last else []
    found: list[str] = []
    for end in _END.finditer(text):
        if end["line"] is None and end.end() < last and not _ends(text, start, end):
            continue
        said = text[start : end.end()].strip()
        if said:
            found.append(said)
        start = end.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends where it may."""
    if _is_open(text, start, end.end()):
        return False
    if end["cjk"]:
        return True
    follows = _next_word(text, end.end())
    if follows[:1].islower():
        return False
    if end["stop"] != ".":
        return True
    before = text[max(start, end.start() - 40) : end.start()]
    if _NUMBER_OR_LETTER.fullmatch(text[start : start + 40][: end.end() - start].strip()):
        return False  # "1. Convene the board", "a. Convene the board"
    return _ends_after(before, follows) or bool(end["close"])


def _ends_after(before: str, follows: str) -> bool:
    """Whether a full stop ends a sentence after these words and before this one."""
    last = _WORD.search(before)
    if last is None:
        return True
    word = last[0].lower().replace("’", "'")
    begins = follows.lower() in _BEGINS
    if word in _NUMBERED and (follows[:1].isdigit() or _is_roman(follows)):
        return False
    if word in _MAY_END:
        return begins
    if word in _TITLES:
        return False
    initials = len(word) == 1 or all(len(one) == 1 for one in word.split("."))
    if initials and last[0][:1].isupper():
        return begins
    return True


def _is_roman(word: str) -> bool:
    return bool(word) and set(word) <= set("IVXLC")


def _next_word(text: str, at: int) -> str:
    skipped = _NEXT.match(text, at)
    at = skipped.end() if skipped else at
    word = _FOLLOWS.match(text, at)
    return word[0] if word else ""


def _is_open(text: str, start: int, at: int) -> bool:
    """Whether a bracket or quotation mark that opened amid the sentence closes after `at`."""
    said = text[max(start, at - _QUOTED) : at]
    begins = len(said) - len(said.lstrip()) if at - start <= _QUOTED else -1
    for opens, closes in _OPENS.items():
        opened = said.rfind(opens)
        if opened > begins and opened > said.rfind(closes):
            return closes in text[at : at + _QUOTED]
    straight = [k for k, char in enumerate(said) if char == '"']
    amid = len(straight) % 2 == 1 and straight[-1] > begins
    return amid and '"' in text[at : at + _QUOTED]
