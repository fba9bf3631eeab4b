"""Numbers as plans write them: read whole, or refused with what to write instead."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from welcomeplan.limits import LONGEST_NUMBER

NUMBER = r"-?([0-9]{1,3}(,[0-9]{3}){1,4}|[0-9]{1,15})(\.[0-9]{1,9})?"
_TO_TWENTY = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
WORDS = {word: number for number, word in enumerate(_TO_TWENTY, 1)}
"""The numbers that are read in words."""
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_MORE = rf"({_TENS})(-[a-z]+)?|(hundred|thousand|million|billion|trillion|dozen)s?"
"""Those in words that are asked about."""
_SHORT = (
    r"(?<![\w-])[0-9][0-9.,]{0,100}+(b|\s*(k|m|mn|mm|mio|bn|mrd|tsd|lakhs?|crores?))(?![\w²³-])"
    r"|[0-9]\s+(hundreds?|thousands|millions|billions|trillions?|dozens?|scores? of)\b"
    rf"|(?:[0-9]|\b(?:{'|'.join(WORDS)}))\s+scores?"
    r"(?=\s*$|\s+and\b|\s+[a-z]+s\b)(?! (cards|sheets|boards)\b)"
)
_PARTS = (
    "third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|twentieth|hundredth"
    "|thousandth"
)
_PART = (
    r"^\s*((a |one )?half\b|1 half\b(?!-))|\band (a|one) half\b"
    rf"|\b(an?|one|1)[ -](quarter|{_PARTS})\b(?!-| (part(y|ies)|grade|year|person)s?\b)"
    rf"|\b\w+[ -](halves|quarters of|({_PARTS})s)\b|(?<![\w/])[0-9]+\s*[/⁄]\s*[0-9]+(?![\w/])"
)
_CODES = "USD|EUR|GBP|CAD|AUD|NZD|CHF"
_APART = (
    r"[\s;/:()\[\]+&=$€£¥₹\"'“”‘’]+|,(?![0-9]{3})|(?<=[0-9%])[-–—]"
    rf"|\b(?:{_CODES})(?=[0-9])"
)
_SPACES = " \u00a0\u2007\u2009\u202f'’_"
_THOUSANDS = (
    rf"(?<![0-9.,])([0-9]{{1,3}})((?:[{_SPACES}][0-9]{{3}})+"
    r"|(?:\.[0-9]{3})+(?=,[0-9])|(?:\.[0-9]{3}){2,})(,[0-9]+)?(?![0-9])"
)
"""Thousands apart, or parted by points."""


class Unread(ValueError):
    """A number that can't be read without guessing: what is wrong, and what to write instead."""

    def __init__(self, message: str, remedy: str = "", *, exact: bool = True) -> None:
        super().__init__(message)
        self.remedy = remedy
        self.exact = exact
        """Whether the remedy speaks of the number alone, and not of what it counts."""


def read_amount(text: str) -> Decimal:
    """A number such as ``2``, ``1,250`` or ``-0.5``. Raises Unread otherwise."""
    if not re.fullmatch(NUMBER, text):
        asked = misread(text)
        raise asked if asked and asked.exact else Unread(f"{asked or f'`{text}` is not a number'}")
    refuse_either(text, text)
    return Decimal(text.replace(",", "")) + 0  # nought has no sign


def read_level(text: str) -> Decimal:
    """A number, or a share: ``88%``. Raises Unread otherwise."""
    number = text.removesuffix("%")
    return read_amount(number if re.fullmatch(NUMBER, number) else text)


def refuse_either(number: str, text: str) -> None:
    """Raise Unread for a point before three digits: some write thousands so, others decimals."""
    if not re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", number):
        return
    thousands = number.replace(".", ",")
    fewer = number.rstrip("0").rstrip(".") if number.endswith("0") else f"{number}0"
    raise Unread(
        f"`{text}`: is that {thousands}, or a number with decimals?",
        f"Write `{thousands}` or `{fewer}` for the number.",
    )


def numbers_in(text: str) -> list[str]:
    """The numbers that stand by themselves in a text, in digits or words. What begins with letters
    is a name (`COVID-19`, `K-12`, `CO2`), and an ordinal (`5th`) counts nothing."""
    found = []
    for piece in re.split(_APART, text):
        word = piece.strip(".,!?-–—").casefold()
        if not word:
            continue
        if word in WORDS or re.fullmatch(rf"{_MORE}|x[0-9]+", word):
            found.append(word)
        elif all(part in WORDS for part in re.split("[-–—]", word)):
            found += re.split("[-–—]", word)
        elif not word[0].isalpha() and any(map(str.isnumeric, word)):
            ordinal = re.fullmatch("[0-9]+(st|nd|rd|th)s?(-.*)?", word)
            found += [] if ordinal else [word]
    return found


def misread(text: str) -> Unread | None:
    """Why a text does not hold one number in full, as far as that can be told: a range, a
    fraction, a number cut short. None for another reason."""
    if len(text) > LONGEST_NUMBER:
        return None
    return _otherwise(text) or _several(text)


def _otherwise(text: str) -> Unread | None:
    """A number that is written otherwise than here."""
    said = f"`{text}` holds a number that is written otherwise than here"
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    plain = plain.replace("\N{MINUS SIGN}", "-")
    if plain != text:
        return Unread(said, f"Write `{plain}`.")
    parts = any(c.isnumeric() and unicodedata.numeric(c) % 1 for c in text)
    if parts or re.search(_PART, text, re.IGNORECASE):
        return Unread(
            f"`{text}` holds a fraction",
            "Write it with a point, `0.5` or `2.5`, or as a share: `50%`.",
        )
    if re.search(_THOUSANDS, text):
        joined = re.sub(_THOUSANDS, _with_commas, text)
        return Unread(said, f"Write `{joined}`.")
    if re.fullmatch(rf"\+{NUMBER}", text):
        return Unread(said, f"Write `{text[1:]}`.")
    if re.fullmatch(r"-?\.[0-9]{1,9}", text):
        return Unread(said, f"Write `{text.replace('.', '0.')}`.")
    comma = re.search(r"(?<![0-9.,])[0-9]+,[0-9]{1,2}(?![0-9,.])", text)
    if comma:
        joined = text.replace(comma[0], comma[0].replace(",", "."))
        return Unread(said, f"Write `{joined}`; thousands as `1,000`.")
    if re.search("[0-9](_|[eE][+-]?)[0-9]", text):
        return Unread(said, "Write it in full, thousands as `1,000`.")
    return None


def _with_commas(found: re.Match[str]) -> str:
    """`1.000.000,50` as `1,000,000.50`."""
    return found[1] + re.sub("[^0-9]", ",", found[2]) + (found[3] or "").replace(",", ".")


def _several(text: str) -> Unread | None:
    """Several numbers, or one that is cut short or in words."""
    if re.search(_SHORT, text, re.IGNORECASE):
        return Unread(
            f"`{text}` holds a number that is cut short",
            "Write it in full, such as `10,000 people` (and metres as `metres`).",
            exact=False,
        )
    found = numbers_in(text)
    more = [number for number in found if re.fullmatch(_MORE, number)]
    if len(found) > 1 and not (more and all(number[0].isalpha() for number in found)):
        return Unread(
            f"`{text}` holds {'two' if len(found) == 2 else len(found)} numbers: which one is"
            " promised?",
            "Write that one alone: `at least 3 events`, for example, of `3 to 5 events`. What is"
            " promised beside it is a milestone of its own; a number that belongs to a name is"
            " joined to it: `Section-8`.",
            exact=False,
        )
    if more:
        return Unread(
            f"`{text}` holds a number in words",
            "Write it in digits: `12 events`, `150 people`. One to twenty are read in words.",
        )
    return None


def counts_shares(unit: str) -> bool:
    """Whether a unit counts shares: `%`, `percent of residents`, `market share`."""
    return re.search("%|per ?cent|pct|share", unit.lower()) is not None
