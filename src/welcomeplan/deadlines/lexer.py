"""Words to tokens, each with its place. Nothing is dropped but quotation marks and emphasis, in
Markdown's marks or in HTML's, as a table's cell has them.

A character that no deadline is written with becomes a token too (`Role.STRANGE`), so that the
parser can say so, and prose can be looked through for deadlines all the same.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from welcomeplan.deadlines.lexicon import ABBREVIATED, GLUED, LONGER, UNITS, WORDS, Entry, Role


class Token(NamedTuple):
    """A word, number or mark: its role, its value and number, and where it stands."""

    role: Role
    value: str
    n: int
    start: int
    end: int


class Text(NamedTuple):
    """A phrase and its tokens; some of role `STOP` follow, so that looking ahead is safe."""

    words: str
    tokens: list[Token]

    def of(self, at: tuple[int, int]) -> str:
        """The words of the tokens from the first to before the second."""
        first, stop = self.place(at)
        return self.words[first:stop]

    def place(self, at: tuple[int, int]) -> tuple[int, int]:
        """Where those tokens stand in the words."""
        first, stop = at
        if stop <= first:
            start = self.tokens[first].start
            return start, start
        return self.tokens[first].start, self.tokens[stop - 1].end


_Piece: TypeAlias = tuple[Role | None, str, int, int]
"""A piece of a phrase and where it stands; without a role it is a word, to be looked up."""

# Marks that look alike on paper, one character for one, so that places stay true.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("\t\n\r\u00a0\u1680\u202f\u205f\u3000", " "),
        **{chr(space): " " for space in range(0x2000, 0x200B)},
        **dict.fromkeys("‘’ʼ′`´", "'"),
        **dict.fromkeys("“”„″«»", '"'),
        **dict.fromkeys("•·‣▪◦●", "*"),
        **dict.fromkeys("†‡¹²³", "^"),
        "⁄": "/",
        "／": "/",
    }
)

_TOKEN = re.compile(
    r"""(?:
    (?P<word>[a-z\ufb00-\ufb04]+(?:'[a-z]+)?(?![0-9a-z]))
  | (?P<space>[ ]+|<br[ ]?/?>)
  | (?P<struck>~~[^~]{0,200}~~|<(?:s|del|strike)>[^<>]{0,200}</(?:s|del|strike)>)
  | (?P<unclosed>~~)
  | (?P<time>[0-9]{1,2}(?:[:.][0-9]{2})?[ ]*(?:[ap]\.m\.|[ap]m(?![0-9a-z])\.?)
      | t?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?(?![0-9a-z]))
  | (?P<amount>[$£€][ ]*[0-9][0-9,]*(?:\.[0-9]+)?[kmb]?\b
      | [0-9]+(?:\.[0-9]+)?[ ]*% | [0-9]{1,3}(?:,[0-9]{3})+(?![0-9]))
  | (?P<ordinal>[0-9]+(?:st|nd|rd|th)\b)
  | (?P<note>\[[0-9]{1,2}\]|\^+|\bv[0-9]+(?:\.[0-9]+)*\b|(?<=[0-9a-z])\*+(?![0-9a-z*]))
  | (?P<number>[0-9]+(?![0-9a-z]|t[0-9]{2}:)|[0-9]+(?=t[0-9]{2}:))
  | (?P<mixed>[0-9a-z]+)
  | (?P<short>'[ ]?[0-9]{2}(?![0-9a-z%]))
  | (?P<dash>-[- ]*)
  | (?P<dot>(?<=[0-9])\.(?=[0-9]))
  | (?P<period>\.(?=[ ]|$))
  | (?P<entity>&(?:[a-z]{2,8}|\#x?[0-9a-f]{2,6});)
  | (?P<mark>[/,;:|()\[\]&+~])
  | (?P<quiet>["'.*_]|</?(?:b|strong|i|em|u|ins)>)
  | (?P<strange>[^ ])
  )[ ]*+""",
    re.VERBOSE | re.ASCII,
)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_RUNS = re.compile(r"[0-9]+|[a-z]+")
_EMPHASIS = re.compile(r"(?<![0-9a-z*])[*]+(?=[0-9a-z])", re.ASCII)
_BULLET = re.compile(r"[ ]*(?:[*]|-(?= ))[ ]*")
_MARKS = {
    "/": (Role.SLASH, ""),
    ",": (Role.COMMA, ""),
    ";": (Role.SEMICOLON, ""),
    ":": (Role.COLON, ""),
    "|": (Role.COLON, ""),
    "(": (Role.OPEN, ""),
    "[": (Role.OPEN, ""),
    ")": (Role.CLOSE, ""),
    "]": (Role.CLOSE, ""),
    "&": (Role.AND, ""),
    "+": (Role.PLUS, ""),
    "~": (Role.HEDGE, "~"),
}
_KINDS = {
    "struck": Role.STRUCK,
    "time": Role.TIME,
    "amount": Role.AMOUNT,
    "note": Role.NOTE,
    "dash": Role.DASH,
    "dot": Role.DOT,
    "strange": Role.STRANGE,
    "entity": Role.STRANGE,
    "unclosed": Role.STRANGE,
}


def plain(words: str) -> str:
    """The words in lower case with every kind of dash, space, quote and bullet made one, each
    in its place."""
    text = words.translate(_ALIKE)
    if text.isascii():
        return text.lower()
    # "£2M": a mark stays one mark, whatever its lower case would be
    return "".join(char.lower() if char.isascii() else char for char in text)


def lex(words: str, own: Iterable[str] = ()) -> Text:
    """The tokens of a phrase; `own` are the plan's own terms, each to become one token."""
    text = plain(words)
    found: list[_Piece] = []
    unjoined = text.isascii()
    bullet = _BULLET.match(text)
    emphasis = text.lstrip().startswith("*") or bool(_EMPHASIS.search(text))
    for match in _TOKEN.finditer(text, bullet.end() if bullet else 0):
        kind = match.lastgroup or ""
        start, end = match.span(match.lastindex or 0)
        token = text[start:end]
        if kind == "word":
            found.append((None, token if unjoined else token.translate(_LIGATURES), start, end))
        elif kind in ("number", "ordinal"):
            found.append((Role.NUMBER if kind == "number" else Role.ORDINAL, token, start, end))
        elif kind in ("quiet", "space") or (kind == "note" and token[0] == "*" and emphasis):
            continue
        elif kind == "period":
            if not _abbreviated(found, start) and text[end:].strip():
                found.append((Role.PERIOD, token, start, end))
        elif kind == "mark":
            found.append((_MARKS[token][0], token, start, end))
        elif kind == "mixed":
            found.extend(_mixed(token, start))
        elif kind == "short":
            found.append(_short(text, token, start, end))
        elif kind == "strange" and token.isalpha():
            _foreign(found, token, start, end)
        else:
            found.append((_KINDS[kind], token, start, end))
    tokens = _looked_up(found)
    for name in sorted(own, key=len, reverse=True):
        _own(tokens, text, name)
    stop = len(text.rstrip())
    tokens.extend([Token(Role.STOP, "", 0, stop, stop)] * 6)
    return Text(words, tokens)


def _abbreviated(found: list[_Piece], at: int) -> bool:
    if not found or found[-1][3] != at:
        return False
    role, word, _, _ = found[-1]
    return role is None and (word in ABBREVIATED or len(word) == 1)


def _mixed(token: str, start: int) -> list[_Piece]:
    """ "2018q1", "fy19", "5may": pieces, if all are of a calendar; else a code, one word."""
    pieces: list[_Piece] = []
    for run in _RUNS.finditer(token):
        word = run[0]
        place = (start + run.start(), start + run.end())
        if word.isdigit():
            pieces.append((Role.NUMBER, word, *place))
        elif word in GLUED or (word in WORDS and WORDS[word].role is Role.MONTH):
            pieces.append((UNITS.get(word), word, *place))
        else:
            return [(Role.UNKNOWN, token, start, start + len(token))]
    return pieces


def _short(text: str, token: str, start: int, end: int) -> _Piece:
    """ "'19" is a year; after an opening quotation mark (one that is closed again) a number."""
    opens = start == 0 or text[start - 1] in " (["
    closes = opens and re.search(r"[^ ']'(?=$|[ .,;:)\]*])", text[start + 1 :])
    if closes:
        number = token.lstrip("' ")
        return Role.NUMBER, number, end - len(number), end
    return Role.SHORT, token, start, end


def _foreign(found: list[_Piece], token: str, start: int, end: int) -> None:
    """A letter of another alphabet or with an accent: part of a word that is not ours."""
    if found and found[-1][3] == start and found[-1][0] in (None, Role.UNKNOWN):
        _, before, start, _ = found.pop()
        token = before + token
    found.append((Role.UNKNOWN, token, start, end))


def _looked_up(found: list[_Piece]) -> list[Token]:
    tokens: list[Token] = []
    i, count = 0, len(found)
    while i < count:
        role, word, start, end = found[i]
        i += 1
        if role is None:
            entry = WORDS.get(word)
            longer = LONGER.get(word)
            following = _longer(found, i, longer) if longer else None
            if following:
                entry, i = following
                end = found[i - 1][3]
            tokens.append(Token(*(entry or (Role.UNKNOWN, word, 0)), start, end))
        elif role is Role.NUMBER:
            tokens.append(Token(role, "", int(word) if len(word) < 9 else -1, start, end))
        elif role is Role.ORDINAL:
            n = int(word[:-2]) if len(word) < 9 else -1
            role = role if n else Role.NUMBER  # nothing is the 0th, which is not the last
            tokens.append(Token(role, "", n, start, end))
        elif role is Role.SHORT:
            tokens.append(Token(role, "", 2000 + int(word[-2:]), start, end))
        elif role is Role.UNIT:
            tokens.append(Token(role, "project month" if word == "m" else "year", 1, start, end))
        else:
            tokens.append(
                Token(role, "" if role in (Role.QUARTER, Role.HALF) else word, 0, start, end)
            )
    return tokens


def _longer(
    found: list[_Piece], i: int, longer: list[tuple[tuple[str, ...], Entry]]
) -> tuple[Entry, int] | None:
    """The longest of several rows of words whose others stand from `i` on, and where it ends."""
    count = len(found)
    for rest, entry in longer:
        j = i
        for part in rest:
            if j < count and found[j][0] in (Role.DASH, Role.SLASH):
                j += 1
            if j >= count or found[j][1] != part:
                break
            j += 1
        else:
            return entry, j
    return None


def spanned(text: str, start: int, term: Sequence[str]) -> int | None:
    """Where the words of a term that begin at `start` end, hyphen or space between them."""
    at = start
    for k, word in enumerate(term):
        if k:
            while at < len(text) and text[at] in " -":
                at += 1
        if not text.startswith(word, at):
            return None
        at += len(word)
    if at < len(text) and text[at].isalnum():
        return None
    return at if term else None


@lru_cache(maxsize=256)
def term_words(name: str) -> tuple[str, ...]:
    """The words of one of the plan's own terms, in lower case, hyphens parting them."""
    return tuple(plain(name).replace("-", " ").split())


def _own(tokens: list[Token], text: str, name: str) -> None:
    """Put one token in place of those that make up a term of the plan's own."""
    term = term_words(name)
    k = 0 if term and term[0] in text else len(tokens)
    while k < len(tokens):
        end = spanned(text, tokens[k].start, term)
        if end is not None and tokens[k].role is not Role.OWN:
            last = k
            while last < len(tokens) - 1 and tokens[last].end < end:
                last += 1
            if tokens[last].end == end:
                tokens[k : last + 1] = [Token(Role.OWN, name, 0, tokens[k].start, end)]
        k += 1
