"""What a cell holds beside dates: organizations, links, a status."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.intake.headings import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from welcomeplan.intake.columns import Column

_COMMAS = re.compile(
    r"(?i)\b(separateur|separator|separated|getrennt|separad[oa]s?|separati|gescheiden)\b.{0,12}"
    r"\b(virgule|commas?|komma|comas?|virgola|virgula)|\b(comma|virgule|komma) (separated|getrennt)"
)
_NO_NAMES = frozenset(
    [
        *("", "tbd", "tba", "tbc", "none", "nobody", "unknown", "unassigned", "n a", "na"),
        *("vacant", "open", "pending", "unconfirmed"),
        *(
            "to be determined",
            "to be confirmed",
            "to be decided",
            "offen",
            "noch offen",
            "unbekannt",
        ),
        *("a definir", "a confirmer", "por definir", "da definire", "nader te bepalen"),
    ]
)


_UNSETTLED = re.compile(
    r"\b(?:tb[acd]|to be (?:advised|agreed|announced|appointed|assigned|confirmed|decided"
    r"|determined|found|hired|identified|named|recruited)|not (?:yet )?(?:appointed"
    r"|assigned|confirmed|decided|known|named)|unconfirmed|zu (?:bestimmen|benennen|klaren)"
    r"|a (?:confirmer|definir|designer"
    r"|determiner)|por (?:confirmar|definir|designar|determinar)|da (?:confermare|definire)"
    r"|n(?:ader|og) te bepalen|待定|未定)\b"
)
_WITH = "with|and|supported by|mit|und|avec|et|con|com|met"
_BESIDE = re.compile(
    r"(?i)(?:(?<!\s)\s++)?[/+]\s*+"
    rf"|,?(?<!\s)\s++(?:&|(?:(?:together|jointly|in partnership) )?(?:{_WITH}|y|e|en))\s++"
)


class Parted(NamedTuple):
    """How the names of a column are parted."""

    by: str
    """A pattern; empty where a cell is one name."""
    why: str = ""
    known: frozenset[str] | None = None
    """Names that stand elsewhere, too: a cell is parted only where it has one of them. None where
    the mark itself says enough."""

    def names(self, shown: str) -> list[str]:
        """The names in a cell. A formula is no list."""
        if is_formula(shown):
            return [shown]
        pieces = names(shown, self.by)
        if self.known is None or not self.known.isdisjoint(pieces):
            return pieces
        return [shown]


_SEMICOLONS, _LINES, _BARS, _COMMA = ";", r"[\r\n]", r"\|", ","


def parted(column: Column, hints: Sequence[str], known: Collection[str]) -> Parted:
    """What parts the names in a column's cells, as the sheet itself shows it. A mark in one cell
    alone shows nothing, unless a name beside it stands elsewhere; nor does a formula."""
    cells = sorted(one for one in set(column.shown) if not is_formula(one))
    several = column.key == "partners" or _is_plural(column.header)
    for mark, pattern in (
        ("semicolons", _SEMICOLONS),
        ("line breaks", _LINES),
        ("“|”", _BARS),
    ):
        listed = [pieces for one in cells if len(pieces := names(one, pattern)) > 1]
        told = f"its names are parted by {mark}"
        if len(listed) > 1 or (listed and mark == "line breaks"):
            return Parted(pattern, told)
        if listed and (several or not set(listed[0]).isdisjoint({*cells, *known})):
            return Parted(pattern, told)
    listed = [names(one, _COMMA) for one in cells if "," in one]
    if not listed:
        return Parted("")
    if any(_COMMAS.search(folded(one)) for one in (*hints, column.header)):
        return Parted(_COMMA, "the sheet says that commas part its names")
    if column.key == "partners":
        return Parted(_COMMA, "it names partners, and commas part them")
    if _is_plural(column.header):
        return Parted(_COMMA, "its header names several, and commas part them")
    counted = Counter(piece for pieces in listed for piece in pieces)
    alone = {one for one in cells if "," not in one} | set(known)
    if not alone.isdisjoint(counted):
        again = {one for one, count in counted.items() if count > 1}
        why = "names between commas also stand alone in it"
        return Parted(_COMMA, why, frozenset(alone | again))
    return Parted("")


def _is_plural(header: str) -> bool:
    last = folded(header).split()[-1:] or [""]
    return last[0] in (
        *("partners", "partenaires", "socios", "aliados", "parceiros", "beteiligte", "agencies"),
        *("collaborators", "colaboradores", "organizations", "owners", "leads", "departments"),
        *(
            "responsables",
            "responsaveis",
            "responsabili",
            "porteurs",
            "betrokkenen",
            "contributors",
        ),
    )


def names(shown: str, by: str) -> list[str]:
    """The names in a cell, each once."""
    pieces = re.split(by, shown) if by else [shown]
    return list(dict.fromkeys(filter(None, map(str.strip, pieces))))


def is_formula(shown: str) -> bool:
    """Whether a cell is a formula, of which no mark parts names."""
    return shown.startswith("=")


def is_no_name(shown: str) -> bool:
    """Whether a cell says that nobody is named yet: `TBD`, `n/a`, `-`."""
    return folded(shown) in _NO_NAMES


@lru_cache(maxsize=4096)
def is_unsettled(shown: str) -> bool:
    """Whether a name is only thought of: `Consultant (tbc)`, `Parks?`. So is what names nobody."""
    if is_no_name(shown) or shown.endswith("?") or _UNSETTLED.search(folded(shown)):
        return True
    return any(is_no_name(inner) for inner in re.findall(r"\(([^()]*)\)", shown))


def who(shown: str, kept: str) -> tuple[str, str]:
    """The question that such a name raises, and how to answer it."""
    return (
        f"“{shown}” names nobody for certain: it is kept as `{kept}:`. Who is it?",
        "Correct the sheet and import it again, or say it then in the file: `owner:`, `partners:`.",
    )


@lru_cache(maxsize=4096)
def side_by_side(shown: str) -> tuple[str, ...]:
    """The names that stand beside each other in a cell without the mark that parts names:
    `Works with Parks`, `Works / Parks`, `Works (with Parks)`; one where there are no several."""
    plain = re.sub(rf"(?i)\(\s*((?:{_WITH})\s[^()]*)\)", r"\1", shown)
    plain = re.sub(rf"^(?:{_WITH})\s+", "", plain)
    pieces = [one.strip(" ,") for one in _BESIDE.split(plain)]
    return tuple(dict.fromkeys(filter(None, pieces)))


def links(shown: str) -> list[str]:
    """The links in a cell, split where each begins anew; a text without any as it is."""
    pieces = re.split(r"[|;\r\n]+\s*+|,?(?<!\s)\s++(?=https?://)|,(?=https?://)", shown)
    return [one.strip() for one in pieces if one and one.strip()]


def ranges(places: Sequence[tuple[str, int]]) -> list[str]:
    """Cells of columns, by letter and row from 0, as ranges: `AB5:AB32`, `D7`."""
    found: list[list[int]] = []
    letters: list[str] = []
    for letter, row in places:
        if found and letters[-1] == letter and found[-1][1] == row - 1:
            found[-1][1] = row
        else:
            found.append([row, row])
            letters.append(letter)
    return [
        f"{one}{first + 1}:{one}{last + 1}" if last > first else f"{one}{first + 1}"
        for one, (first, last) in zip(letters, found, strict=True)
    ]


def rising(days: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs of rows in which a day rises by one a row, as first and last of the rows: of `days`
    by row, each as its number."""
    found: list[tuple[int, int]] = []
    start = 0
    for k in range(1, len(days) + 1):
        goes_on = k < len(days) and (days[k][0], days[k][1]) == (
            days[k - 1][0] + 1,
            days[k - 1][1] + 1,
        )
        if not goes_on:
            if k - start > 1:
                found.append((days[start][0], days[k - 1][0]))
            start = k
    return found
