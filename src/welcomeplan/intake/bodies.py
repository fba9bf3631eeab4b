"""Who a document says will do something: organizations that it lists, defines, or was told of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.intake.cells import is_no_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NAME = (
    r"[A-ZÀ-Þ][\w’'.&/-]{0,60}+"
    r"(?:(?: (?:of|for|and|the|de|del|la|&|on|in|et|für|und)){0,3} [A-ZÀ-Þ][\w’'&/-]{0,60}+){1,9}"
)
_DEFINED = re.compile(
    rf"(?P<name>{_NAME}) \((?:the )?[“\"]?(?P<short>[A-Z][A-Za-z&]{{1,9}})[”\"]?\)"
)
_BODY = re.compile(
    r"(?i)\b(?:council|committee|department|office|city|county|town|village|center|centre|university"
    r"|college|agency|commission|authority|board|bureau|association|alliance|coalition|partnership"
    r"|chamber|services?|institute|foundation|network|corporation|society|schools?|district|library"
    r"|government|ministry|team|task force|cabinet|administration|division|federation|union|trust"
    r"|ayuntamiento|consejo|secretaría|ministerio|departamento|oficina|municipio|mairie|conseil"
    r"|préfecture|stadt|amt|verein|hospital|bank|clinic|center|group|company|inc|ngo|mission)\b"
)
_PROMISES = r"(?:will|shall|must|agrees? to|commits? to|is responsible for|plans? to)\b"
_SUBJECT = re.compile(
    r"(?:[Tt]he )?(?P<name>[A-ZÀ-Þ][\w’'.&/-]*(?: [\w’'&/-]+){0,9}?)(?: \([A-Z&]{2,10}\))?"
    rf" (?=(?:also |then )?{_PROMISES})"
)
_DONE_TO = re.compile(
    r" *(?:also |then )?(?:will|shall|must) be (?!responsible|in charge|able|ready)"
    r"\w+(?:ed|en|wn|ilt|d|t)\b"
)
"""What is done to a subject, which so is nobody who does it."""
_BEGINNING = re.compile(r"(?:[Tt]he )?(?P<name>[A-ZÀ-Þ][\w’'.&/-]*(?: [\w’'&/-]+){0,9})")
_SHORT = re.compile(r"[A-Z][A-Z&]{1,9}\Z")
_PRONOUNS = " it they we this these those he she there all each that you i who "
_BRACKETED = re.compile(r"(?P<name>.+?)(?<!\s)\s*+\((?P<short>[^()]{1,20})\)\Z")
_NOBODY = re.compile(
    r"(?i)(?=.*\Z)(?:.*\bto be (?:named|decided|confirmed|determined|appointed|announced|agreed"
    r"|hired)\b.*|\(?(?:to be \w+|not yet \w+|vacant|tbc|tba|tbd)\b.*|\?+"
    r"|.*\((?:tbc|tba|tbd|to be \w+|\?)\)|.*[ –—-](?:tbc|tba|tbd))"
)
_WITH = re.compile(r"(?i)\A(?:together |along |jointly )?with (?:the )?")
_JOINED = re.compile(r"(?<!\s)\s++(?:/\s++|\(?(?:together |along |jointly )?with (?:the )?)")


_HYPHENED = re.compile(r"(?<=\w-)\n(?=\w)")
_GOES_ON = re.compile(
    r"(?<=[,&/(–])[^\S\n]*+\n\s*+|(?i:(?<=\b(?:of|to|on|in|de|la|du))|(?<=\b(?:for|and|the|del|für"
    r"|und|von|der|des)))\n(?:[^\S\n]*+\n\s*+(?=[a-zß-ÿ(&/,–]))?"
    r"|(?<!\s)[^\S\n]*+\n\s*+(?=[a-zß-ÿ(&/,–])"
)
"""A line break within a name, or between a name and what joins another to it."""
_REST = re.compile(
    r"(?i)(?:department|dept\.?|division|office|authority|agency|committee|commission|board|bureau"
    r"|association|administration|services|coalition|alliance|partnership|district)"
)
"""What is a line of its own only as the rest of a name, or as a very short one."""


def is_nobody(words: str) -> bool:
    """Whether what stands where a name should says that there is none yet."""
    said = words.strip(" .")
    return is_no_name(said) or bool(_NOBODY.fullmatch(said))


_POINTS = re.compile(r"(?:(?<!\s)\s++)?[;•]\s*+")
_COMMAS = re.compile(r"(?:(?<!\s)\s++)?,\s*+(?:and\s++)?")
"""What parts the names of a line, where it has no points."""


def _pieces(name: str) -> list[str]:
    """The names that are joined into one: `X / Y`, `X with Y`, `X (with Y)`."""
    pieces = _JOINED.split(name)
    if len(pieces) > 1 and pieces[-1].endswith(")") and "(" not in pieces[-1]:
        pieces[-1] = pieces[-1][:-1]
    return [one.strip() for one in pieces if one.strip()]


class Bodies:
    """The organizations of a document, by each of their names."""

    def __init__(self, named: Sequence[str], text: str) -> None:
        self._names: dict[str, str] = {}
        self.unknown: dict[str, set[str]] = {}
        """Who else acts, and the sentences that say so."""
        for one in named:
            split = _BRACKETED.match(one.strip())
            self._add(split["name"], split["short"]) if split else self._add(one.strip())
        for found in _DEFINED.finditer(text):
            name = _from_initial(found["name"], found["short"])
            if name and _BODY.search(name):
                self._add(name, found["short"])
        self._text = text
        self._initials: dict[str, str] | None = None

    def _add(self, name: str, short: str = "") -> None:
        self._names.setdefault(name.casefold(), name)
        if short:
            self._names.setdefault(short.casefold(), self._names[name.casefold()])

    def listed(self, words: str) -> tuple[list[str], list[str]]:
        """The organizations that a “Lead:” or “Partners:” names, parted at their marks; and what
        may be one, several or none."""
        found: list[str] = []
        unsure: list[str] = []
        for one in self._parted(words.strip().rstrip("."), unsure):
            name = _WITH.sub("", one.strip(" ,;–-"))
            if not name or name.casefold() in ("various", "all", "none", "n/a", "na", "—"):
                continue
            if is_nobody(name):
                unsure.append(name)
                continue
            pieces = [name] if name.casefold() in self._names else _pieces(name)
            if len(pieces) > 1 and not all(self._is_known(piece, name) for piece in pieces):
                unsure.append(name)
            else:
                found += [self._named(piece) for piece in pieces]
        return list(dict.fromkeys(found)), unsure

    def _parted(self, words: str, unsure: list[str]) -> list[str]:
        """The names between line breaks and marks. A line that may be the rest of the name above
        is neither: what they are is unsure."""
        lines = _GOES_ON.sub(" ", _HYPHENED.sub("", words)).split("\n")
        for at in range(len(lines) - 1, 0, -1):
            name = f"{lines[at - 1]} {lines[at]}"
            if _REST.fullmatch(lines[at].strip()):
                if name.casefold() not in self._names:
                    unsure.append(name)
                    name = ""
                lines[at - 1 : at + 1] = [name]
        return [
            one
            for line in lines
            for one in (_POINTS if _POINTS.search(line) else _COMMAS).split(line)
        ]

    def _named(self, name: str) -> str:
        split = _BRACKETED.match(name)
        if split and _SHORT.match(split["short"]):
            self._add(split["name"], split["short"])
            name = split["name"]
        elif name.casefold() not in self._names:
            self._add(name)
        return self._names.get(name.casefold(), name)

    def _is_known(self, name: str, within: str) -> bool:
        """Whether a name is known, or stands elsewhere, too."""
        if name.casefold() in self._names:
            return True
        return len(name) > 3 and self._text.count(name) > self._text.count(within)

    def begins(self, sentence: str) -> bool:
        """Whether a sentence begins with a known organization that does something."""
        return self._at(sentence, 0) is not None

    def acting(self, sentence: str, after: int = 0) -> str:
        """Who a sentence says will do something, as it calls them, known or not."""
        known = self._at(sentence, after)
        found = _SUBJECT.match(sentence, after)
        if found is None or _DONE_TO.match(sentence, found.end()):
            return known or ""
        pronoun = f" {found['name'].split(maxsplit=1)[0].lower()} " in _PRONOUNS
        return "" if pronoun else found["name"]

    def subject(self, sentence: str, after: int = 0) -> str | None:
        """The organization that a sentence names as the one who will do it. Who is none that is
        known is counted."""
        found = _SUBJECT.match(sentence, after)
        if found is None:
            return self._at(sentence, after)
        if _DONE_TO.match(sentence, found.end()):
            return None
        name = found["name"]
        known = self._names.get(name.casefold()) or self._names.get(f"the {name}".casefold())
        if known:
            return known
        if _SHORT.match(name):
            spelled = self._spelled(name)
            if spelled:
                self._add(spelled, name)
                return self._names[name.casefold()]
        if f" {name.split(maxsplit=1)[0].lower()} " not in _PRONOUNS and len(name.split()) <= 6:
            self.unknown.setdefault(name, set()).add(sentence)
        return None

    def _at(self, sentence: str, after: int) -> str | None:
        """The known organization at the beginning of a sentence whose first verb is another."""
        found = _BEGINNING.match(sentence, after)
        if found is None:
            return None
        words = found["name"].split()
        for count in range(len(words), 0, -1):
            known = self._names.get(" ".join(words[:count]).casefold())
            if known:
                follows = sentence[found.start("name") :].split()[count : count + 1]
                alone = follows and follows[0].islower() and follows[0] not in ("and", "or", "of")
                return known if alone else None
        return None

    def _spelled(self, short: str) -> str | None:
        """The one body of the text whose initials these are: MARC, Mid-America Regional Council."""
        if self._initials is None:
            spelled: dict[str, set[str]] = {}
            for found in re.finditer(_NAME, self._text):
                name = found[0].rstrip(".")
                for one in _tails(name):
                    if _BODY.search(one):
                        spelled.setdefault(_initials(one), set()).add(one)
            self._initials = {key: min(one) for key, one in spelled.items() if len(one) == 1}
        return self._initials.get(short)


def _tails(name: str) -> Iterable[str]:
    """A name, and it without the words before: “Greater Kansas City Chamber”."""
    words = name.split()
    return (" ".join(words[at:]) for at in range(min(len(words) - 1, 4)))


def _initials(name: str) -> str:
    return "".join(one[0] for one in re.split(r"[\s-]+", name) if one[:1].isupper())


def _from_initial(name: str, short: str) -> str:
    """The name that a short form stands for, without words that only happen to stand before."""
    for one in _tails(name):
        if _initials(one) == short.replace("&", ""):
            return one
    return name if name[0] == short[0] else ""
